/* inputs.h - reads the shipped DFT data and electrode images into handles. */
#ifndef INPUTS_H
#define INPUTS_H

#include "../example.h"

static const char *data; /* folder of the input */

/* The host: LiCoO2 in the R-3m cell, with every Li site filled. It is the second entry of the list of orderings. */
static inline msbat_crystal *read_host(void)
{
    msbat_json *json = NULL;
    msbat_crystal *host = NULL;
    double cell[9], frac[12], numbers[4];
    int64_t species[4];
    TRY(msbat_json_read(ctx, in(data, "orderings.json"), &json));
    TRY(msbat_json_get_numbers(json, "1.cell", 9, cell));
    TRY(msbat_json_get_numbers(json, "1.pos", 12, frac));
    TRY(msbat_json_get_numbers(json, "1.numbers", 4, numbers));
    for (int i = 0; i < 4; i++) species[i] = (int64_t)numbers[i];
    TRY(msbat_crystal_create(ctx, cell, 4, frac, species, &host));
    msbat_json_destroy(&json);
    return host;
}

/* Energy [eV] of a state of the hop calculations. */
static inline double read_energy(const char *state)
{
    msbat_frames *frames = NULL;
    double energy_ev;
    TRY(msbat_frames_read_extxyz(ctx, in(data, "barriers/%s.xyz", state), &frames));
    TRY(msbat_frames_get_energy(frames, 0, &energy_ev));
    msbat_frames_destroy(&frames);
    return energy_ev;
}

/* The Hessian of the hopping Li alone, everything else held still: a first estimate of the attempt frequency. */
static inline msbat_hessian *read_hessian(const char *state)
{
    msbat_json *json = NULL;
    msbat_hessian *hessian = NULL;
    double matrix[9], mass_amu;
    TRY(msbat_json_read(ctx, in(data, "barriers/%s-hessian.json", state), &json));
    TRY(msbat_json_get_numbers(json, "hessian", 9, matrix));
    TRY(msbat_species_get_mass(3, &mass_amu));
    TRY(msbat_hessian_create(ctx, 1, 3, &mass_amu, &hessian));
    TRY(msbat_hessian_set_matrix(hessian, 3, matrix));
    msbat_json_destroy(&json);
    return hessian;
}

/* A segmented TIFF stack: one label is pore, everything else is taken as solid. */
static inline msbat_image *read_image(const char *path, int64_t pore, double edge_m)
{
    msbat_voxels *voxels = NULL;
    msbat_image *image = NULL;
    const uint8_t *labels = NULL;
    int64_t n[3];
    TRY(msbat_voxels_read_tiff(ctx, path, &voxels));
    TRY(msbat_voxels_get_size(voxels, n));
    TRY(msbat_voxels_get_labels(voxels, &labels));
    TRY(msbat_image_create(ctx, n, labels, (double[3]){edge_m, edge_m, edge_m}, &image));
    printf(
        "  assumed: label %d is pore, every other label solid; voxel edge %g m; the page (axis 0) is through-plane\n",
        (int)pore, edge_m);
    msbat_voxels_destroy(&voxels);
    return image;
}

#endif
