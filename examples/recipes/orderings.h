/* orderings.h - the Li/vacancy orderings of LixCoO2 in DATA: the list of them all, and those that were computed. */
#ifndef ORDERINGS_H
#define ORDERINGS_H

#include "recipe.h"

enum { ORDERINGS = 48, MOST_SITES = 4, MOST_ATOMS = 4 * MOST_SITES };

/* Every ordering that was computed to its end, with its energy, on the sites of the host. */
static inline msbat_training *map_computed(const msbat_ce *ce)
{
    msbat_training *training = NULL;
    TRY(msbat_training_create(ce, &training));
    TRY(msbat_training_set_max_displacement(training, 0.8)); /* [angstrom]: more would be another structure */
    TRY(msbat_training_set_max_strain(training, 0.05));
    for (int64_t i = 0; i < ORDERINGS; i++) {
        msbat_frames *frames = NULL;
        const msbat_crystal *relaxed;
        double energy;
        int converged;
        msbat_status st = msbat_frames_read_extxyz(ctx, in(data, "relaxed/%03d.xyz", (int)i), &frames);
        if (st == MSBAT_ERR_FILE) continue; /* not computed */
        check(st, "msbat_frames_read_extxyz");
        TRY(msbat_frames_get_info_bool(frames, 0, "converged", &converged));
        TRY(msbat_frames_get_crystal(frames, 0, &relaxed));
        TRY(msbat_frames_get_energy(frames, 0, &energy));
        if (converged) TRY(msbat_training_add(training, relaxed, energy, 1.0));
        msbat_frames_destroy(&frames);
    }
    return training;
}

/* An ordering as the list has it. */
static inline msbat_crystal *read_ordering(const msbat_json *json, int64_t i)
{
    char path[32];
    double cell[9], frac[3 * MOST_ATOMS], numbers[MOST_ATOMS];
    int64_t n, species[MOST_ATOMS];
    msbat_crystal *crystal = NULL;
    snprintf(path, sizeof path, "%d.numbers", (int)i);
    TRY(msbat_json_get_count(json, path, &n));
    TRY(msbat_json_get_numbers(json, path, n, numbers));
    snprintf(path, sizeof path, "%d.cell", (int)i);
    TRY(msbat_json_get_numbers(json, path, 9, cell));
    snprintf(path, sizeof path, "%d.pos", (int)i);
    TRY(msbat_json_get_numbers(json, path, 3 * n, frac));
    for (int64_t k = 0; k < n; k++) species[k] = (int64_t)numbers[k];
    TRY(msbat_crystal_create(ctx, cell, n, frac, species, &crystal));
    return crystal;
}

#endif
