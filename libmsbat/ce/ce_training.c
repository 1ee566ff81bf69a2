/* ce_training.c - the training set: structures on the host with their cluster sums and energies. */
#include "ce_impl.h"

#include <string.h>

static const msbat__option options[] = {
    {"max_displacement", MSBAT__OPTION_DOUBLE, offsetof(msbat_training, max_displacement), 1e-6, 10, "angstrom", NULL},
    {"max_strain", MSBAT__OPTION_DOUBLE, offsetof(msbat_training, max_strain), 1e-6, 0.5, "", NULL},
    {NULL, MSBAT__OPTION_INT, 0, 0, 0, NULL, NULL}};

MSBAT__OPTION_ACCESSORS(training, max_displacement, double, options)
MSBAT__OPTION_ACCESSORS(training, max_strain, double, options)
MSBAT__OPTION_TEXT(training, options)

static void structure_free(const msbat_context *ctx, msbat__ce_structure *structure)
{
    msbat__handle_release(structure->supercell);
    msbat__free(ctx, structure->occupation);
    msbat__free(ctx, structure->sums);
}

static void clear(void *object)
{
    msbat_training *training = object;
    for (int64_t i = 0; i < training->n; i++) structure_free(training->handle.ctx, &training->structures[i]);
    msbat__free(training->handle.ctx, training->structures);
    msbat__handle_release(training->ce);
}

msbat_status msbat_training_create(const msbat_ce *ce, msbat_training **training)
{
    if (training) *training = NULL;
    MSBAT__REQUIRE_HANDLE(ce);
    MSBAT__REQUIRE(ce->handle.ctx, training);
    msbat_training *new = msbat__handle_new(ce->handle.ctx, sizeof *new, clear, __func__);
    if (!new) return MSBAT_ERR_MEMORY;
    new->ce = msbat__handle_retain(ce);
    new->max_displacement = 1.2;
    new->max_strain = 0.25;
    *training = new;
    return MSBAT_OK;
}

void msbat_training_destroy(msbat_training **training) { msbat__handle_destroy((void **)training); }

static msbat_status check_add(const msbat_context *ctx, const char *function, double energy_ev, double weight)
{
    msbat_status st = msbat__check_range(ctx, function, "energy_ev", "eV", energy_ev, -1e15, 1e15, 0);
    if (!st) st = msbat__check_range(ctx, function, "weight", "", weight, 0, 1e15, 1);
    return st;
}

/* Takes over what structure holds, or frees it on failure. */
static msbat_status append(msbat_training *training, msbat__ce_structure *structure)
{
    const msbat_context *ctx = training->handle.ctx;
    msbat_status st = MSBAT_ERR_MEMORY;
    structure->sums = MSBAT__NEW(ctx, training->ce->n_orbits, int64_t);
    if (!structure->sums || !msbat__grow(ctx, (void **)&training->structures, training->n, &training->capacity,
                                         sizeof *training->structures))
        goto done;
    st = msbat__ce_sum_clusters(training->ce, structure->supercell, structure->n_cells, structure->occupation,
                                structure->sums);
    if (!st) training->structures[training->n++] = *structure;
done:
    if (st) structure_free(ctx, structure);
    return st;
}

msbat_status msbat_training_add(msbat_training *training, const msbat_crystal *structure, double energy_ev,
                                double weight)
{
    MSBAT__REQUIRE_HANDLE(training);
    const msbat_context *ctx = training->handle.ctx;
    MSBAT__REQUIRE(ctx, structure);
    msbat__ce_structure new;
    memset(&new, 0, sizeof new);
    msbat_status st = check_add(ctx, __func__, energy_ev, weight);
    if (st) return st;
    if ((st = msbat__ce_map(training, __func__, structure, &new))) {
        structure_free(ctx, &new);
        return st;
    }
    new.energy = energy_ev;
    new.weight = weight;
    return append(training, &new);
}

msbat_status msbat_training_add_occupation(msbat_training *training, const msbat_supercell *supercell, int64_t n,
                                           const int8_t *occupation, double energy_ev, double weight)
{
    MSBAT__REQUIRE_HANDLE(training);
    const msbat_context *ctx = training->handle.ctx;
    msbat__ce_structure new;
    memset(&new, 0, sizeof new);
    msbat_status st = check_add(ctx, __func__, energy_ev, weight);
    if (!st) st = msbat__ce_check_occupation(training->ce, __func__, supercell, n, occupation, &new.n_cells);
    if (st) return st;
    if (!(new.occupation = MSBAT__COPY(ctx, n, int8_t, occupation))) return MSBAT_ERR_MEMORY;
    new.supercell = msbat__handle_retain(supercell);
    new.n_sites = n;
    for (int64_t i = 0; i < n; i++) new.n_filled += occupation[i];
    new.energy = energy_ev;
    new.weight = weight;
    return append(training, &new);
}

msbat_status msbat_training_get_count(const msbat_training *training, int64_t *n_structures)
{
    MSBAT__REQUIRE_HANDLE(training);
    MSBAT__REQUIRE(training->handle.ctx, n_structures);
    *n_structures = training->n;
    return MSBAT_OK;
}

static msbat_status find(const msbat_training *training, const char *function, int64_t structure,
                         const msbat__ce_structure **found)
{
    if (structure < 0 || structure >= training->n)
        return msbat__fail(training->handle.ctx, MSBAT_ERR_RANGE, function, "structure = %d; the set has %d", structure,
                           training->n);
    *found = &training->structures[structure];
    return MSBAT_OK;
}

msbat_status msbat_training_get_structure(const msbat_training *training, int64_t structure, double *energy_ev,
                                          double *weight, double *x)
{
    MSBAT__REQUIRE_HANDLE(training);
    const msbat__ce_structure *s = NULL;
    msbat_status st = find(training, __func__, structure, &s);
    if (st) return st;
    if (energy_ev) *energy_ev = s->energy;
    if (weight) *weight = s->weight;
    if (x) *x = (double)s->n_filled / (double)s->n_sites;
    return MSBAT_OK;
}

msbat_status msbat_training_get_mapping(const msbat_training *training, int64_t structure, double *rms_ang,
                                        double *max_ang, double *strain)
{
    MSBAT__REQUIRE_HANDLE(training);
    const msbat__ce_structure *s = NULL;
    msbat_status st = find(training, __func__, structure, &s);
    if (st) return st;
    if (rms_ang) *rms_ang = s->rms;
    if (max_ang) *max_ang = s->max;
    if (strain) *strain = s->strain;
    return MSBAT_OK;
}

msbat_status msbat_training_get_supercell(const msbat_training *training, int64_t structure,
                                          const msbat_supercell **supercell)
{
    MSBAT__REQUIRE_HANDLE(training);
    MSBAT__REQUIRE(training->handle.ctx, supercell);
    const msbat__ce_structure *s = NULL;
    msbat_status st = find(training, __func__, structure, &s);
    if (!st) *supercell = s->supercell;
    return st;
}

msbat_status msbat_training_get_occupation(const msbat_training *training, int64_t structure, int64_t n,
                                           int8_t *occupation)
{
    MSBAT__REQUIRE_HANDLE(training);
    MSBAT__REQUIRE(training->handle.ctx, occupation);
    const msbat__ce_structure *s = NULL;
    msbat_status st = find(training, __func__, structure, &s);
    if (!st) st = msbat__check_count(training->handle.ctx, __func__, "n", n, s->n_sites, s->n_sites);
    if (!st) memcpy(occupation, s->occupation, (size_t)n);
    return st;
}

msbat_status msbat_training_get_correlations(const msbat_training *training, int64_t n_structures, int64_t n_orbits,
                                             double *correlations)
{
    MSBAT__REQUIRE_HANDLE(training);
    const msbat_context *ctx = training->handle.ctx;
    const msbat_ce *ce = training->ce;
    MSBAT__REQUIRE(ctx, correlations);
    msbat_status st = msbat__check_count(ctx, __func__, "n_structures", n_structures, training->n, training->n);
    if (!st) st = msbat__check_count(ctx, __func__, "n_orbits", n_orbits, ce->n_orbits, ce->n_orbits);
    for (int64_t i = 0; !st && i < n_structures; i++)
        for (int64_t f = 0; f < n_orbits; f++)
            correlations[i * n_orbits + f] =
                (double)training->structures[i].sums[f] /
                ((double)training->structures[i].n_cells * (double)ce->orbits[f].multiplicity);
    return st;
}
