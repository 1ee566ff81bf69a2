/* ce_lattice.c - occupations of supercells: checks, correlations, energies. */
#include "ce_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool same_numbers(int64_t n, const double *a, const double *b)
{
    for (int64_t i = 0; i < n; i++)
        if (a[i] != b[i]) return false;
    return true;
}

/* Calls on a crystal that is there, with a site that it has, succeed: their status is not looked at. */
static bool same_crystal(const msbat_ce *ce, const msbat_crystal *crystal)
{
    int64_t n = -1, species = 0;
    double cell[9], frac[3];
    if (crystal == ce->host) return true;
    (void)msbat_crystal_get_site_count(crystal, &n);
    (void)msbat_crystal_get_cell(crystal, cell);
    if (n != ce->n_sub || !same_numbers(9, cell, ce->cell)) return false;
    for (int64_t i = 0; i < n; i++) {
        (void)msbat_crystal_get_site(crystal, i, frac, &species);
        if (species != ce->species[i] || !same_numbers(3, frac, &ce->frac[3 * i])) return false;
    }
    return true;
}

msbat_status msbat__ce_check_supercell(const msbat_ce *ce, const char *function, const msbat_supercell *supercell,
                                       int64_t *n_cells)
{
    const msbat_context *ctx = ce->handle.ctx;
    const msbat_crystal *crystal = NULL;
    if (!supercell) return msbat__fail(ctx, MSBAT_ERR_NULL, function, "supercell is NULL");
    (void)msbat_supercell_get_crystal(supercell, &crystal);
    if (!same_crystal(ce, crystal))
        return msbat__fail(ctx, MSBAT_ERR_MISMATCH, function,
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

static int by_point(const void *a, const void *b) { return memcmp(a, b, sizeof(msbat__ce_point)); }

msbat_status msbat__ce_collect_points(msbat_ce *ce)
{
    const msbat_context *ctx = ce->handle.ctx;
    int64_t n = 0;
    ce->points = MSBAT__NEW(ctx, ce->n_clusters * MSBAT__CE_POINTS, msbat__ce_point);
    ce->slots = MSBAT__NEW_ZEROED(ctx, ce->n_clusters * MSBAT__CE_POINTS, int32_t);
    if (!ce->points || !ce->slots) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < ce->n_clusters; i++)
        for (int k = 0; k < ce->clusters[i].n; k++) ce->points[n++] = ce->clusters[i].p[k];
    qsort(ce->points, (size_t)n, sizeof *ce->points, by_point);
    for (int64_t i = 0; i < n; i++)
        if (!i || by_point(&ce->points[i], &ce->points[ce->n_points - 1])) ce->points[ce->n_points++] = ce->points[i];
    for (int64_t i = 0; i < ce->n_clusters; i++)
        for (int k = 0; k < ce->clusters[i].n; k++) {
            const msbat__ce_point *at = bsearch(&ce->clusters[i].p[k], ce->points, (size_t)ce->n_points,
                                                sizeof *ce->points, by_point);
            ce->slots[i * MSBAT__CE_POINTS + k] = (int32_t)(at - ce->points);
        }
    return MSBAT_OK;
}

/* The products of the clusters of one cell, added to sums; spin[n_points]. */
static void add_cell(const msbat_ce *ce, const int8_t *spin, int64_t *sums)
{
    for (int64_t i = 0; i < ce->n_clusters; i++) {
        const int32_t *slot = &ce->slots[i * MSBAT__CE_POINTS];
        int product = 1;
        for (int k = 0; k < ce->clusters[i].n; k++) product *= spin[slot[k]];
        sums[ce->clusters[i].orbit] += product;
    }
}

static void gather_cell(const msbat_ce *ce, const msbat_supercell *supercell, int64_t cell, const int8_t *occupation,
                        int8_t *spin)
{
    int64_t sub, origin[3], off[3], site = 0;
    (void)msbat_supercell_get_site(supercell, cell * ce->n_sub, &sub, origin);
    for (int64_t i = 0; i < ce->n_points; i++) {
        const msbat__ce_point *p = &ce->points[i];
        for (int j = 0; j < 3; j++) off[j] = origin[j] + p->off[j];
        (void)msbat_supercell_find_site(supercell, p->sub, off, &site);
        spin[i] = occupation[site / ce->n_sub * ce->n_active + ce->rank[p->sub]] ? 1 : -1;
    }
}

void msbat__ce_sum_clusters_in(const msbat_ce *ce, const msbat_supercell *supercell, int64_t n_cells,
                               const int8_t *occupation, int8_t *work, int64_t *sums)
{
    memset(sums, 0, (size_t)ce->n_orbits * sizeof *sums);
    sums[0] = n_cells;
    for (int64_t c = 0; c < n_cells; c++) {
        gather_cell(ce, supercell, c, occupation, work);
        add_cell(ce, work, sums);
    }
}

msbat_status msbat__ce_sum_clusters(const msbat_ce *ce, const msbat_supercell *supercell, int64_t n_cells,
                                    const int8_t *occupation, int64_t *sums)
{
    int8_t *work = MSBAT__NEW(ce->handle.ctx, ce->n_points, int8_t);
    if (!work) return MSBAT_ERR_MEMORY;
    msbat__ce_sum_clusters_in(ce, supercell, n_cells, occupation, work, sums);
    msbat__free(ce->handle.ctx, work);
    return MSBAT_OK;
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
    msbat_status st = msbat__ce_need_errors(ce, __func__);
    if (st) return st;
    st = checked_sums(ce, __func__, supercell, n, occupation, &n_cells, &sums);
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
