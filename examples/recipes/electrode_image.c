/* electrode_image.c - a made-up electrode as files that other programs read: labels, particles, a field.
 *
 *     electrode_image [--quick] DATA OUT
 *
 * Particles of log-normal size are packed to a given volume fraction with binder at their contacts. Written are
 *     electrode.tif        labels (0 pore, 1 active, 2 binder), a stack as tomography gives it
 *     electrode-ids.npy    16 bits a voxel: the number of the particle it belongs to, from 1; 0 outside
 *     electrode-potential.npy   the potential in the solid under a load along the thickness
 *     electrode.csv        centre and radius of every particle
 * and what is read back must be what was written. */
#include "recipe.h"

static msbat_packing *make_packing(void)
{
    const int64_t n = quick ? 16 : 40, size[3] = {n, n, n};
    msbat_packing *packing = NULL;
    TRY(msbat_packing_create(ctx, size, 0.5e-6, &packing));
    TRY(msbat_packing_set_radius(packing, 0.5e-6 * (double)n / 8)); /* the median */
    TRY(msbat_packing_set_spread(packing, 0.15));
    TRY(msbat_packing_set_active_fraction(packing, 0.55));
    TRY(msbat_packing_set_binder_fraction(packing, 0.05));
    TRY(msbat_packing_set_overlap(packing, 0.08)); /* contacts that carry current */
    TRY(msbat_packing_set_seed(packing, 3));
    return packing;
}

/* Particles as a table; the number of the nearest surface for each active voxel, over periodic images. */
static void number_particles(const msbat_packing *packing, const msbat_image *image, uint16_t *id)
{
    enum { MOST = 512 };
    static double x[MOST], y[MOST], z[MOST], radius[MOST];
    const uint8_t *label;
    int64_t count, n[3];
    double voxel[3];
    TRY(msbat_packing_get_particle_count(packing, &count));
    if (count > MOST) fprintf(stderr, "more than %d particles\n", MOST), exit(1);
    for (int64_t k = 0; k < count; k++) {
        double centre[3];
        TRY(msbat_packing_get_particle(packing, k, centre, &radius[k]));
        x[k] = centre[0], y[k] = centre[1], z[k] = centre[2];
    }
    WRITE("electrode.csv", "x [m],y [m],z [m],radius [m]", count, x, y, z, radius);
    TRY(msbat_image_get_size(image, n));
    TRY(msbat_image_get_voxel(image, voxel));
    TRY(msbat_image_get_labels(image, &label));
    for (int64_t v = 0; v < n[0] * n[1] * n[2]; v++) {
        double least = INFINITY,
               at[3] = {(double)(v / (n[1] * n[2])) + 0.5, (double)(v / n[2] % n[1]) + 0.5, (double)(v % n[2]) + 0.5};
        id[v] = 0;
        for (int64_t k = 0; k < count && label[v] == MSBAT_LABEL_ACTIVE; k++) {
            double centre[3] = {x[k], y[k], z[k]}, r2 = 0;
            for (int a = 0; a < 3; a++) {
                double edge = voxel[a] * (double)n[a], d = voxel[a] * at[a] - centre[a];
                d -= edge * round(d / edge), r2 += d * d;
            }
            if (sqrt(r2) - radius[k] < least) least = sqrt(r2) - radius[k], id[v] = (uint16_t)(k + 1);
        }
    }
    printf("  %d particles\n", (int)count);
}

static void write_labels(const msbat_image *image, const uint16_t *id)
{
    const uint8_t *label;
    const uint16_t *same;
    msbat_voxels *labels = NULL, *ids = NULL, *read = NULL;
    int64_t n[3], bits, active, outside;
    double fraction;
    TRY(msbat_image_get_size(image, n));
    TRY(msbat_image_get_labels(image, &label));
    TRY(msbat_image_get_fraction(image, MSBAT_LABEL_ACTIVE, &fraction));
    const double volume = (double)(n[0] * n[1] * n[2]);
    TRY(msbat_voxels_create(ctx, n, label, &labels));
    TRY(msbat_voxels_write_tiff(labels, in(out, "electrode.tif")));
    TRY(msbat_voxels_create16(ctx, n, id, &ids));
    TRY(msbat_voxels_write_npy(ids, in(out, "electrode-ids.npy")));
    TRY(msbat_voxels_read_npy(ctx, in(out, "electrode-ids.npy"), &read));
    TRY(msbat_voxels_get_bits(read, &bits));
    TRY(msbat_voxels_get_labels16(read, &same));
    TRY(msbat_voxels_count(labels, MSBAT_LABEL_ACTIVE, &active));
    TRY(msbat_voxels_count(read, 0, &outside));
    compare("active fraction asked for, to one voxel", fraction, 0.55, 1 / volume);
    compare("voxels of particles by their numbers", volume - (double)outside, (double)active, 0);
    compare("numbers read back have 16 bits, and are the same",
            bits == 16 && memcmp(id, same, (size_t)volume * sizeof *id) == 0, 1, 0);
    msbat_voxels_destroy(&labels), msbat_voxels_destroy(&ids), msbat_voxels_destroy(&read);
}

/* Potential under a unit load along axis 0, in the particles; NPY has no place for "none", so that pores get -1. */
static void write_potential(const msbat_image *image, int64_t n_voxels, double *potential)
{
    int64_t n[3], dims, shape[3], count;
    const double *same;
    msbat_homog *homog = NULL;
    msbat_array *array = NULL, *read = NULL;
    TRY(msbat_image_get_size(image, n));
    TRY(msbat_homog_create(image, &homog));
    TRY(msbat_homog_set_conductivity(homog, MSBAT_LABEL_ACTIVE, 10.0));
    TRY(msbat_homog_set_conductivity(homog, MSBAT_LABEL_BINDER, 100.0)); /* with carbon black */
    TRY(msbat_homog_solve_mixed(homog, 0)); /* collector to separator only: a third of the work */
    TRY(msbat_homog_get_potential(homog, MSBAT_HOMOG_MIXED, 0, n_voxels, potential));
    for (int64_t v = 0; v < n_voxels; v++)
        if (isnan(potential[v])) potential[v] = -1;
    TRY(msbat_array_create(ctx, 3, n, potential, &array));
    TRY(msbat_array_write_npy(array, in(out, "electrode-potential.npy")));
    TRY(msbat_array_read_npy(ctx, in(out, "electrode-potential.npy"), &read));
    TRY(msbat_array_get_dims(read, &dims));
    TRY(msbat_array_get_shape(read, dims, shape));
    TRY(msbat_array_get_values(read, &count, &same));
    compare("potentials read back: same shape and bits",
            memcmp(shape, n, sizeof n) == 0 && memcmp(potential, same, (size_t)count * sizeof *same) == 0, 1, 0);
    msbat_array_destroy(&array), msbat_array_destroy(&read), msbat_homog_destroy(&homog);
}

int main(int argc, char **argv)
{
    msbat_image *image = NULL;
    int64_t n[3];
    start(argc, argv);
    msbat_packing *packing = make_packing();
    TRY(msbat_packing_run(packing, &image));
    TRY(msbat_image_get_size(image, n));
    uint16_t *id = calloc((size_t)(n[0] * n[1] * n[2]), sizeof *id);
    double *potential = calloc((size_t)(n[0] * n[1] * n[2]), sizeof *potential);
    if (!id || !potential) perror("voxels"), exit(1);
    number_particles(packing, image, id);
    write_labels(image, id);
    write_potential(image, n[0] * n[1] * n[2], potential);
    free(id), free(potential);
    msbat_packing_destroy(&packing), msbat_image_destroy(&image);
    return finish();
}
