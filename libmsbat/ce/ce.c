/* ce.c - the expansion itself: creation, queries, interactions. */
#include "ce_impl.h"

#include <math.h>
#include <string.h>

static const msbat__option options[] = {
    {"ridge", MSBAT__OPTION_DOUBLE, offsetof(msbat_ce, ridge), -1, 1e6, "", NULL},
    {"folds", MSBAT__OPTION_INT, offsetof(msbat_ce, folds), 2, 1000, "", NULL},
    {"seed", MSBAT__OPTION_INT, offsetof(msbat_ce, seed), 0, 9007199254740992.0, "", NULL},
    {NULL, MSBAT__OPTION_INT, 0, 0, 0, NULL, NULL}};

MSBAT__OPTION_ACCESSORS(ce, folds, int, options)
MSBAT__OPTION_ACCESSORS(ce, seed, int, options)
MSBAT__OPTION_ACCESSORS(ce, ridge, double, options)
MSBAT__OPTION_TEXT(ce, options)

void msbat__ce_result_free(const msbat_context *ctx, msbat__ce_result **result)
{
    if (!*result) return;
    msbat__free(ctx, (*result)->residual);
    msbat__free(ctx, (*result)->left_out);
    msbat__free(ctx, (*result)->leverage);
    msbat__free(ctx, (*result)->covariance);
    msbat__free(ctx, *result);
    *result = NULL;
}

static void clear(void *object)
{
    msbat_ce *ce = object;
    const msbat_context *ctx = ce->handle.ctx;
    msbat__ce_result_free(ctx, &ce->fit);
    msbat__free(ctx, ce->frac);
    msbat__free(ctx, ce->species);
    msbat__free(ctx, ce->rank);
    msbat__free(ctx, ce->orbits);
    msbat__free(ctx, ce->clusters);
    msbat__free(ctx, ce->points);
    msbat__free(ctx, ce->slots);
    msbat__free(ctx, ce->eci);
    msbat__free(ctx, ce->rotations);
    msbat__handle_release(ce->host);
}

/* Copies of the host's arrays, and the numbering of the active sublattices. */
static msbat_status take_host(msbat_ce *ce)
{
    const msbat_context *ctx = ce->handle.ctx;
    (void)msbat_crystal_get_site_count(ce->host, &ce->n_sub);
    ce->frac = MSBAT__NEW(ctx, 3 * ce->n_sub, double);
    ce->species = MSBAT__NEW(ctx, ce->n_sub, int64_t);
    ce->rank = MSBAT__NEW(ctx, ce->n_sub, int64_t);
    if (!ce->frac || !ce->species || !ce->rank) return MSBAT_ERR_MEMORY;
    (void)msbat_crystal_get_cell(ce->host, ce->cell);
    (void)msbat_crystal_get_sites(ce->host, ce->n_sub, ce->frac, ce->species);
    for (int64_t i = 0; i < ce->n_sub; i++)
        ce->rank[i] = ce->species[i] == ce->filled || ce->species[i] == ce->empty ? ce->n_active++ : -1;
    if (ce->n_active) return MSBAT_OK;
    return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, "msbat_ce_create",
                       "no site of the host has species %s (%d) or %s (%d): at least one active site is needed",
                       msbat_species_symbol(ce->filled), ce->filled, msbat_species_symbol(ce->empty), ce->empty);
}

static msbat_status check_create(const msbat_context *ctx, int64_t filled, int64_t empty, double tolerance_ang,
                                 int64_t n_cutoffs, const double *cutoffs_ang)
{
    const char *f = "msbat_ce_create";
    msbat_status st = msbat__check_count(ctx, f, "filled", filled, 1, 118);
    if (!st) st = msbat__check_count(ctx, f, "empty", empty, 0, 118);
    if (!st) st = msbat__check_range(ctx, f, "tolerance_ang", "angstrom", tolerance_ang, 0, 0.5, 1);
    if (!st) st = msbat__check_count(ctx, f, "n_cutoffs", n_cutoffs, 0, MSBAT__CE_POINTS - 1);
    if (!st && filled == empty)
        st = msbat__fail(ctx, MSBAT_ERR_ARGUMENT, f, "filled and empty are both species %d", filled);
    if (!st && n_cutoffs && !cutoffs_ang) st = msbat__fail(ctx, MSBAT_ERR_NULL, f, "cutoffs_ang is NULL");
    for (int64_t i = 0; !st && i < n_cutoffs; i++)
        st = msbat__check_range(ctx, f, "cutoffs_ang[]", "angstrom", cutoffs_ang[i], 0, 100, 0);
    return st;
}

msbat_status msbat_ce_create(const msbat_crystal *host, int64_t filled, int64_t empty, double tolerance_ang,
                             int64_t n_cutoffs, const double *cutoffs_ang, msbat_ce **ce)
{
    if (ce) *ce = NULL;
    MSBAT__REQUIRE_HANDLE(host);
    msbat_context *ctx = msbat__context_of(host);
    MSBAT__REQUIRE(ctx, ce);
    msbat_status st = check_create(ctx, filled, empty, tolerance_ang, n_cutoffs, cutoffs_ang);
    if (st) return st;
    msbat_ce *new = msbat__handle_new(ctx, sizeof *new, clear, __func__);
    if (!new) return MSBAT_ERR_MEMORY;
    new->host = msbat__handle_retain(host);
    new->filled = filled;
    new->empty = empty;
    new->tolerance = tolerance_ang;
    new->ridge = -1;
    new->folds = 10;
    st = take_host(new);
    if (!st) st = msbat__ce_find_orbits(new, n_cutoffs, cutoffs_ang);
    if (!st) st = msbat__ce_collect_points(new);
    if (!st && !(new->eci = MSBAT__NEW_ZEROED(ctx, new->n_orbits, double))) st = MSBAT_ERR_MEMORY;
    if (st) msbat_ce_destroy(&new);
    *ce = new;
    return msbat__pass(ctx, ctx, __func__, st);
}

void msbat_ce_destroy(msbat_ce **ce) { msbat__handle_destroy((void **)ce); }

msbat_status msbat_ce_get_host(const msbat_ce *ce, const msbat_crystal **host)
{
    MSBAT__REQUIRE_HANDLE(ce);
    MSBAT__REQUIRE(ce->handle.ctx, host);
    *host = ce->host;
    return MSBAT_OK;
}

msbat_status msbat_ce_get_species(const msbat_ce *ce, int64_t *filled, int64_t *empty)
{
    MSBAT__REQUIRE_HANDLE(ce);
    if (filled) *filled = ce->filled;
    if (empty) *empty = ce->empty;
    return MSBAT_OK;
}

msbat_status msbat_ce_get_active(const msbat_ce *ce, int64_t n, int64_t *active)
{
    MSBAT__REQUIRE_HANDLE(ce);
    MSBAT__REQUIRE(ce->handle.ctx, active);
    msbat_status st = msbat__check_count(ce->handle.ctx, __func__, "n", n, ce->n_sub, ce->n_sub);
    if (st) return st;
    for (int64_t i = 0; i < n; i++) active[i] = ce->rank[i] >= 0;
    return MSBAT_OK;
}

msbat_status msbat_ce_get_orbit_count(const msbat_ce *ce, int64_t *n_orbits)
{
    MSBAT__REQUIRE_HANDLE(ce);
    MSBAT__REQUIRE(ce->handle.ctx, n_orbits);
    *n_orbits = ce->n_orbits;
    return MSBAT_OK;
}

msbat_status msbat_ce_get_orbit(const msbat_ce *ce, int64_t orbit, int64_t *n_points, int64_t *multiplicity,
                                double *length_ang)
{
    MSBAT__REQUIRE_HANDLE(ce);
    msbat_status st = msbat__check_count(ce->handle.ctx, __func__, "orbit", orbit, 0, ce->n_orbits - 1);
    if (st) return st;
    const msbat__ce_orbit *o = &ce->orbits[orbit];
    if (n_points) *n_points = o->n_points;
    if (multiplicity) *multiplicity = o->multiplicity;
    if (length_ang) *length_ang = o->length;
    return MSBAT_OK;
}

static void write_points(const msbat__ce_cluster *c, int64_t max_points, int64_t *sites)
{
    for (int64_t k = 0; k < max_points; k++, sites += 4) {
        if (k < c->n) sites[0] = c->p[k].sub;
        for (int j = 0; j < 3 && k < c->n; j++) sites[1 + j] = c->p[k].off[j];
        for (int j = 0; j < 4 && k >= c->n; j++) sites[j] = -1;
    }
}

msbat_status msbat_ce_get_cluster(const msbat_ce *ce, int64_t orbit, int64_t n_points, int64_t *sites)
{
    MSBAT__REQUIRE_HANDLE(ce);
    MSBAT__REQUIRE(ce->handle.ctx, sites);
    msbat_status st = msbat__check_count(ce->handle.ctx, __func__, "orbit", orbit, 0, ce->n_orbits - 1);
    if (st) return st;
    const msbat__ce_orbit *o = &ce->orbits[orbit];
    st = msbat__check_count(ce->handle.ctx, __func__, "n_points", n_points, o->n_points, o->n_points);
    if (!st && n_points) write_points(&ce->clusters[o->first], n_points, sites);
    return st;
}

msbat_status msbat_ce_set_eci(msbat_ce *ce, int64_t n, const double *eci_ev)
{
    MSBAT__REQUIRE_HANDLE(ce);
    const msbat_context *ctx = ce->handle.ctx;
    msbat_status st = msbat__check_count(ctx, __func__, "n", n, ce->n_orbits, ce->n_orbits);
    if (!st) st = msbat__check_array(ctx, __func__, "eci_ev", "eV", n, eci_ev);
    if (st) return st;
    memcpy(ce->eci, eci_ev, (size_t)n * sizeof *eci_ev);
    msbat__ce_result_free(ctx, &ce->fit);
    return MSBAT_OK;
}

msbat_status msbat_ce_get_eci(const msbat_ce *ce, int64_t n, double *eci_ev)
{
    MSBAT__REQUIRE_HANDLE(ce);
    MSBAT__REQUIRE(ce->handle.ctx, eci_ev);
    msbat_status st = msbat__check_count(ce->handle.ctx, __func__, "n", n, ce->n_orbits, ce->n_orbits);
    if (!st) memcpy(eci_ev, ce->eci, (size_t)n * sizeof *eci_ev);
    return st;
}

static int64_t max_points_of(const msbat_ce *ce)
{
    int64_t most = 0;
    for (int64_t i = 0; i < ce->n_orbits; i++)
        if (ce->orbits[i].n_points > most) most = ce->orbits[i].n_points;
    return most;
}

msbat_status msbat_ce_get_term_count(const msbat_ce *ce, int64_t *n_terms, int64_t *max_points)
{
    MSBAT__REQUIRE_HANDLE(ce);
    if (n_terms) *n_terms = ce->n_clusters;
    if (max_points) *max_points = max_points_of(ce);
    return MSBAT_OK;
}

msbat_status msbat_ce_get_terms(const msbat_ce *ce, int64_t n_terms, int64_t max_points, double *eci_ev,
                                int64_t *n_points, int64_t *orbit, int64_t *sites)
{
    MSBAT__REQUIRE_HANDLE(ce);
    const msbat_context *ctx = ce->handle.ctx;
    msbat_status st = msbat__check_count(ctx, __func__, "n_terms", n_terms, ce->n_clusters, ce->n_clusters);
    if (!st) st = msbat__check_count(ctx, __func__, "max_points", max_points, max_points_of(ce), MSBAT__CE_POINTS);
    if (st) return st;
    for (int64_t i = 0; i < n_terms; i++) {
        const msbat__ce_cluster *c = &ce->clusters[i];
        if (eci_ev) eci_ev[i] = ce->eci[c->orbit];
        if (n_points) n_points[i] = c->n;
        if (orbit) orbit[i] = c->orbit;
        if (sites) write_points(c, max_points, &sites[4 * max_points * i]);
    }
    return MSBAT_OK;
}
