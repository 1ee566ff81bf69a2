/* link_phase.c - a phase from the isotherms of lattice Monte Carlo. */
#include <math.h>
#include <string.h>

#include "base/base_impl.h"
#include "link/link_impl.h"
#include "msbat/link.h"

static msbat_status collect(const msbat_context *ctx, const msbat_mc *mc, msbat_gap_policy policy,
                            msbat__sample_list *list, double *last_temperature)
{
    double temperature = 0.0;
    int64_t before = list->n;
    msbat_status st = msbat_mc_get_isotherm_count(mc, &(int64_t){0}, &temperature);
    st = msbat__pass(ctx, msbat__context_of(mc), "msbat_phase_from_isotherms", st);
    if (!st && temperature <= *last_temperature)
        st = msbat__fail(ctx, MSBAT_ERR_ARGUMENT, "msbat_phase_from_isotherms",
                         "the isotherm of a handle mc is at %g K, that of the one before at %g K; temperatures must "
                         "increase", temperature, *last_temperature);
    *last_temperature = temperature;
    if (!st) st = msbat__link_samples(ctx, mc, policy, list);
    if (!st && list->n - before < 4)
        st = msbat__fail(ctx, MSBAT_ERR_RANGE, "msbat_phase_from_isotherms",
                         "at %g K only %d points of the isotherm lie between x = 0 and 1 with x rising; 4 are needed: "
                         "is the list of mu in eV, and does it cover the filling?", temperature, list->n - before);
    return st;
}

msbat_status msbat__link_site_density(const msbat_ce *ce, double *mol_per_m3)
{
    const msbat_crystal *host = NULL;
    const msbat_context *ctx = msbat__context_of(ce);
    double volume = 0.0;
    int64_t n = 0, active = 0;
    (void)msbat_ce_get_host(ce, &host);
    (void)msbat_crystal_get_volume(host, &volume);
    (void)msbat_crystal_get_site_count(host, &n);
    int64_t *mask = MSBAT__NEW(ctx, n, int64_t);
    if (!mask) return MSBAT_ERR_MEMORY;
    (void)msbat_ce_get_active(ce, n, mask);
    for (int64_t i = 0; i < n; i++) active += mask[i];
    msbat__free(ctx, mask);
    *mol_per_m3 = (double)active / (MSBAT_AVOGADRO * volume * 1e-30);
    return MSBAT_OK;
}

/* What two lattices must share: cell, positions and kinds of the sites. */
typedef struct host_sites {
    int64_t n, filled, empty, *active, *species;
    double cell[9], *frac;
} host_sites;

static void free_host(const msbat_context *ctx, host_sites *h)
{
    msbat__free(ctx, h->active);
    msbat__free(ctx, h->frac);
}

static msbat_status read_host(const msbat_context *ctx, const msbat_mc *mc, host_sites *h)
{
    const msbat_ce *ce = NULL;
    const msbat_crystal *host = NULL;
    (void)msbat_mc_get_ce(mc, &ce);
    (void)msbat_ce_get_host(ce, &host);
    (void)msbat_ce_get_species(ce, &h->filled, &h->empty);
    (void)msbat_crystal_get_cell(host, h->cell);
    (void)msbat_crystal_get_site_count(host, &h->n);
    h->active = MSBAT__NEW(ctx, 2 * h->n, int64_t);
    h->frac = MSBAT__NEW(ctx, 3 * h->n, double);
    if (!h->active || !h->frac) return MSBAT_ERR_MEMORY;
    h->species = h->active + h->n;
    (void)msbat_ce_get_active(ce, h->n, h->active);
    return msbat_crystal_get_sites(host, h->n, h->frac, h->species);
}

/* In what two hosts differ, NULL when in nothing. Cells and positions may differ by rounding. */
static const char *difference(const host_sites *a, const host_sites *b)
{
    double scale = 0.0;
    if (a->n != b->n) return "numbers of sites";
    if (a->filled != b->filled || a->empty != b->empty) return "species of the filled or empty site";
    for (int i = 0; i < 9; i++) scale = fmax(scale, fabs(a->cell[i]));
    for (int i = 0; i < 9; i++)
        if (fabs(a->cell[i] - b->cell[i]) > 1e-9 * scale) return "cells";
    for (int64_t i = 0; i < a->n; i++) {
        if (a->active[i] != b->active[i]) return "active sites";
        if (!a->active[i] && a->species[i] != b->species[i]) return "species";
        for (int k = 0; k < 3; k++)
            if (fabs(a->frac[3 * i + k] - b->frac[3 * i + k]) > 1e-9) return "positions";
    }
    return NULL;
}

static msbat_status check_hosts(const msbat_context *ctx, int64_t n_mc, const msbat_mc *const *mc)
{
    host_sites first = {0};
    msbat_status st = read_host(ctx, mc[0], &first);
    for (int64_t i = 1; i < n_mc && !st; i++) {
        host_sites here = {0};
        const char *what = NULL;
        st = read_host(ctx, mc[i], &here);
        if (!st) what = difference(&first, &here);
        if (what)
            st = msbat__fail(ctx, MSBAT_ERR_MISMATCH, "msbat_phase_from_isotherms",
                             "the hosts of mc[%d] and mc[0] differ in their %s", i, what);
        free_host(ctx, &here);
    }
    free_host(ctx, &first);
    return st;
}

static msbat_status site_density(const msbat_mc *mc, double *mol_per_m3)
{
    const msbat_ce *ce = NULL;
    (void)msbat_mc_get_ce(mc, &ce);
    return msbat__link_site_density(ce, mol_per_m3);
}

msbat_status msbat_phase_from_isotherms(int64_t n_mc, const msbat_mc *const *mc, const char *host, const char *ion,
                                        double mu_ref_ev, msbat_gap_policy policy, msbat_phase **phase)
{
    if (phase) *phase = NULL;
    if (!phase && (!mc || n_mc < 1)) return MSBAT_ERR_NULL;
    MSBAT__REQUIRE_HANDLE(mc);
    if (n_mc < 1) return MSBAT_ERR_RANGE; /* no handle, no context for a message */
    MSBAT__REQUIRE_HANDLE(mc[0]);
    msbat_context *ctx = msbat__context_of(mc[0]);
    MSBAT__REQUIRE(ctx, phase);
    msbat__sample_list list = {0};
    double density = 0.0, last_temperature = 0.0;
    msbat_status st = msbat__check_count(ctx, __func__, "n_mc", n_mc, 1, MSBAT__MOST_VALUES);
    for (int64_t i = 0; i < n_mc && !st; i++)
        st = mc[i] ? MSBAT_OK : msbat__fail(ctx, MSBAT_ERR_NULL, __func__, "mc[%d] is NULL", i);
    if (!st) st = check_hosts(ctx, n_mc, mc);
    if (!st) st = site_density(mc[0], &density);
    for (int64_t i = 0; i < n_mc && !st; i++) st = collect(ctx, mc[i], policy, &list, &last_temperature);
    if (!st) st = msbat_phase_create_samples(ctx, host, ion, mu_ref_ev, list.n, list.rows, policy, phase);
    if (!st) st = msbat_phase_set_site_density(*phase, density);
    if (st) msbat_phase_destroy(phase);
    msbat__free(ctx, list.rows);
    return msbat__pass(ctx, ctx, __func__, st);
}
