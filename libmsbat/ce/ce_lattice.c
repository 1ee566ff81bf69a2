/* ce_lattice.c - occupations of supercells: checks, correlations, energies. */
#include "ce_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool same_crystal(const msbat_ce *ce, const msbat_crystal *crystal, msbat_status *status)
{
    const msbat_context *ctx = ce->handle.ctx;
    int64_t n = -1;
    double cell[9];
    if (crystal == ce->host) return true;
    if ((*status = msbat_crystal_get_site_count(crystal, &n)) || n != ce->n_sub) return false;
    if ((*status = msbat_crystal_get_cell(crystal, cell)) || memcmp(cell, ce->cell, sizeof cell)) return false;
    double *frac = MSBAT__NEW(ctx, 3 * n, double);
    int64_t *species = MSBAT__NEW(ctx, n, int64_t);
    bool same = false;
    if (!frac || !species) *status = MSBAT_ERR_MEMORY;
    else *status = msbat_crystal_get_sites(crystal, n, frac, species);
    if (!*status)
        same = !memcmp(frac, ce->frac, (size_t)(3 * n) * sizeof *frac) &&
               !memcmp(species, ce->species, (size_t)n * sizeof *species);
    msbat__free(ctx, frac);
    msbat__free(ctx, species);
    return same;
}

msbat_status msbat__ce_check_supercell(const msbat_ce *ce, const char *function, const msbat_supercell *supercell,
                                       int64_t *n_cells)
{
    const msbat_context *ctx = ce->handle.ctx;
    const msbat_crystal *crystal = NULL;
    msbat_status st = MSBAT_OK;
    if (!supercell) return msbat__fail(ctx, MSBAT_ERR_NULL, function, "supercell is NULL");
    if ((st = msbat_supercell_get_crystal(supercell, &crystal))) return st;
    if (!same_crystal(ce, crystal, &st))
        return st ? st : msbat__fail(ctx, MSBAT_ERR_MISMATCH, function,
                                     "the supercell is made from another crystal than the host of the expansion");
    return msbat_supercell_get_cell_count(supercell, n_cells);
}

msbat_status msbat__ce_check_occupation(const msbat_ce *ce, const char *function, const msbat_supercell *supercell,
                                        int64_t n, const int8_t *occupation, int64_t *n_cells)
{
    const msbat_context *ctx = ce->handle.ctx;
    msbat_status st = msbat__ce_check_supercell(ce, function, supercell, n_cells);
    if (st) return st;
    if (n != *n_cells * ce->n_active)
        return msbat__fail(ctx, MSBAT_ERR_RANGE, function, "n = %d; the supercell has %d active sites", n,
                           (int64_t)(*n_cells * ce->n_active));
    if (!occupation) return msbat__fail(ctx, MSBAT_ERR_NULL, function, "occupation is NULL");
    for (int64_t i = 0; i < n; i++)
        if (occupation[i] != 0 && occupation[i] != 1)
            return msbat__fail(ctx, MSBAT_ERR_RANGE, function, "occupation[%d] = %d; must be 1 (filled) or 0 (empty)",
                               i, (int64_t)occupation[i]);
    return MSBAT_OK;
}

bool msbat__ce_same_orbits(const msbat_ce *a, const msbat_ce *b)
{
    if (a == b) return true;
    return a->n_orbits == b->n_orbits && a->n_clusters == b->n_clusters && a->filled == b->filled &&
           a->empty == b->empty &&
           !memcmp(a->clusters, b->clusters, (size_t)a->n_clusters * sizeof *a->clusters);
}

msbat_status msbat_ce_get_occupation_size(const msbat_ce *ce, const msbat_supercell *supercell, int64_t *n)
{
    MSBAT__REQUIRE_HANDLE(ce);
    MSBAT__REQUIRE(ce->handle.ctx, n);
    int64_t n_cells = 0;
    msbat_status st = msbat__ce_check_supercell(ce, __func__, supercell, &n_cells);
    if (!st) *n = n_cells * ce->n_active;
    return st;
}

msbat_status msbat_ce_get_decoration(const msbat_ce *ce, const msbat_supercell *supercell, int64_t n,
                                     const int8_t *occupation, int64_t n_sites, int64_t *species)
{
    MSBAT__REQUIRE_HANDLE(ce);
    const msbat_context *ctx = ce->handle.ctx;
    MSBAT__REQUIRE(ctx, species);
    int64_t n_cells = 0;
    msbat_status st = msbat__ce_check_occupation(ce, __func__, supercell, n, occupation, &n_cells);
    if (!st) st = msbat__check_count(ctx, __func__, "n_sites", n_sites, n_cells * ce->n_sub, n_cells * ce->n_sub);
    if (st) return st;
    for (int64_t i = 0; i < n_sites; i++) {
        int64_t rank = ce->rank[i % ce->n_sub], site = i / ce->n_sub * ce->n_active + rank;
        species[i] = rank < 0 ? ce->species[i % ce->n_sub] : occupation[site] ? ce->filled : ce->empty;
    }
    return MSBAT_OK;
}

/* ---- sums of cluster products ---- */

/* The distinct points of all clusters, so that each is looked up once a cell. slot[n_clusters][MSBAT__CE_POINTS]. */
typedef struct points {
    int64_t n;
    msbat__ce_point *point;
    int32_t *slot;
    int8_t *spin;
} points;

static int by_point(const void *a, const void *b) { return memcmp(a, b, sizeof(msbat__ce_point)); }

static void points_free(const msbat_context *ctx, points *set)
{
    msbat__free(ctx, set->point);
    msbat__free(ctx, set->slot);
    msbat__free(ctx, set->spin);
}

static void points_number(const msbat_ce *ce, points *set)
{
    for (int64_t i = 0; i < ce->n_clusters; i++)
        for (int k = 0; k < ce->clusters[i].n; k++) {
            const msbat__ce_point *at =
                bsearch(&ce->clusters[i].p[k], set->point, (size_t)set->n, sizeof *set->point, by_point);
            set->slot[i * MSBAT__CE_POINTS + k] = (int32_t)(at - set->point);
        }
}

static msbat_status points_collect(const msbat_ce *ce, points *set)
{
    const msbat_context *ctx = ce->handle.ctx;
    int64_t n = 0;
    set->point = MSBAT__NEW(ctx, ce->n_clusters * MSBAT__CE_POINTS, msbat__ce_point);
    set->slot = MSBAT__NEW(ctx, ce->n_clusters * MSBAT__CE_POINTS, int32_t);
    set->spin = MSBAT__NEW(ctx, ce->n_clusters * MSBAT__CE_POINTS, int8_t);
    if (!set->point || !set->slot || !set->spin) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < ce->n_clusters; i++)
        for (int k = 0; k < ce->clusters[i].n; k++) set->point[n++] = ce->clusters[i].p[k];
    qsort(set->point, (size_t)n, sizeof *set->point, by_point);
    for (int64_t i = 0; i < n; i++)
        if (!i || by_point(&set->point[i], &set->point[set->n - 1])) set->point[set->n++] = set->point[i];
    points_number(ce, set);
    return MSBAT_OK;
}

/* The products of the clusters of one cell, added to sums. */
static void add_cell(const msbat_ce *ce, const points *set, int64_t *sums)
{
    for (int64_t i = 0; i < ce->n_clusters; i++) {
        const int32_t *slot = &set->slot[i * MSBAT__CE_POINTS];
        int product = set->spin[slot[0]];
        for (int k = 1; k < ce->clusters[i].n; k++) product *= set->spin[slot[k]];
        sums[ce->clusters[i].orbit] += product;
    }
}

static msbat_status gather_cell(const msbat_ce *ce, const msbat_supercell *supercell, int64_t cell,
                                const int8_t *occupation, points *set)
{
    int64_t sub, origin[3], off[3], site;
    msbat_status st = msbat_supercell_get_site(supercell, cell * ce->n_sub, &sub, origin);
    for (int64_t i = 0; !st && i < set->n; i++) {
        const msbat__ce_point *p = &set->point[i];
        for (int j = 0; j < 3; j++) off[j] = origin[j] + p->off[j];
        if ((st = msbat_supercell_find_site(supercell, p->sub, off, &site))) break;
        set->spin[i] = occupation[site / ce->n_sub * ce->n_active + ce->rank[p->sub]] ? 1 : -1;
    }
    return st;
}

msbat_status msbat__ce_sum_clusters(const msbat_ce *ce, const msbat_supercell *supercell, int64_t n_cells,
                                    const int8_t *occupation, int64_t *sums)
{
    points set = {0, NULL, NULL, NULL};
    msbat_status st = points_collect(ce, &set);
    memset(sums, 0, (size_t)ce->n_orbits * sizeof *sums);
    sums[0] = n_cells;
    for (int64_t c = 0; !st && c < n_cells; c++) {
        st = gather_cell(ce, supercell, c, occupation, &set);
        if (!st) add_cell(ce, &set, sums);
    }
    points_free(ce->handle.ctx, &set);
    return st;
}

/* Checked sums: the common part of the three calls below. *sums is allocated. */
static msbat_status checked_sums(const msbat_ce *ce, const char *function, const msbat_supercell *supercell, int64_t n,
                                 const int8_t *occupation, int64_t *n_cells, int64_t **sums)
{
    msbat_status st = msbat__ce_check_occupation(ce, function, supercell, n, occupation, n_cells);
    if (st) return st;
    if (!(*sums = MSBAT__NEW(ce->handle.ctx, ce->n_orbits, int64_t))) return MSBAT_ERR_MEMORY;
    return msbat__ce_sum_clusters(ce, supercell, *n_cells, occupation, *sums);
}

msbat_status msbat_ce_get_correlations(const msbat_ce *ce, const msbat_supercell *supercell, int64_t n,
                                       const int8_t *occupation, int64_t n_orbits, double *correlations)
{
    MSBAT__REQUIRE_HANDLE(ce);
    const msbat_context *ctx = ce->handle.ctx;
    MSBAT__REQUIRE(ctx, correlations);
    int64_t n_cells = 0, *sums = NULL;
    msbat_status st = msbat__check_count(ctx, __func__, "n_orbits", n_orbits, ce->n_orbits, ce->n_orbits);
    if (!st) st = checked_sums(ce, __func__, supercell, n, occupation, &n_cells, &sums);
    for (int64_t f = 0; !st && f < n_orbits; f++)
        correlations[f] = (double)sums[f] / ((double)n_cells * (double)ce->orbits[f].multiplicity);
    msbat__free(ctx, sums);
    return st;
}

static double energy_of(const msbat_ce *ce, const int64_t *sums)
{
    double e = 0;
    for (int64_t f = 0; f < ce->n_orbits; f++) e += ce->eci[f] * (double)sums[f];
    return e;
}

msbat_status msbat_ce_get_energy(const msbat_ce *ce, const msbat_supercell *supercell, int64_t n,
                                 const int8_t *occupation, double *energy_ev)
{
    MSBAT__REQUIRE_HANDLE(ce);
    MSBAT__REQUIRE(ce->handle.ctx, energy_ev);
    int64_t n_cells = 0, *sums = NULL;
    msbat_status st = checked_sums(ce, __func__, supercell, n, occupation, &n_cells, &sums);
    if (!st) *energy_ev = energy_of(ce, sums);
    msbat__free(ce->handle.ctx, sums);
    return st;
}

msbat_status msbat_ce_get_prediction(const msbat_ce *ce, const msbat_supercell *supercell, int64_t n,
                                     const int8_t *occupation, double *energy_ev, double *error_ev)
{
    MSBAT__REQUIRE_HANDLE(ce);
    const msbat_context *ctx = ce->handle.ctx;
    MSBAT__REQUIRE(ctx, energy_ev);
    MSBAT__REQUIRE(ctx, error_ev);
    int64_t n_cells = 0, *sums = NULL;
    if (!ce->fit) return msbat__fail(ctx, MSBAT_ERR_STATE, __func__, "the interactions do not come from a fit");
    msbat_status st = checked_sums(ce, __func__, supercell, n, occupation, &n_cells, &sums);
    if (st) goto done;
    double variance = 0;
    for (int64_t f = 0; f < ce->n_orbits; f++)
        for (int64_t g = 0; g < ce->n_orbits; g++)
            variance += (double)sums[f] * (double)sums[g] * ce->fit->covariance[f * ce->n_orbits + g];
    *energy_ev = energy_of(ce, sums);
    *error_ev = sqrt(variance > 0 ? variance : 0);
done:
    msbat__free(ctx, sums);
    return st;
}
