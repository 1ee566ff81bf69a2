/* ce_mc.c - the Monte Carlo object: creation, occupation, options, averages. */
#include "ce_mc_impl.h"

#include <math.h>
#include <string.h>

static const msbat__option options[] = {
    {"seed", MSBAT__OPTION_INT, offsetof(msbat_mc, seed), 0, 9007199254740992.0, "", NULL},
    {"equilibration", MSBAT__OPTION_INT, offsetof(msbat_mc, equilibration), 0, 1e12, "sweeps", NULL},
    {"precision", MSBAT__OPTION_DOUBLE, offsetof(msbat_mc, precision), 1e-9, 1, "", NULL},
    {"min_sweeps", MSBAT__OPTION_INT, offsetof(msbat_mc, min_sweeps), 12, MSBAT__MC_MOST_SWEEPS, "sweeps", NULL},
    {"max_sweeps", MSBAT__OPTION_INT, offsetof(msbat_mc, max_sweeps), 12, MSBAT__MC_MOST_SWEEPS, "sweeps", NULL},
    {"correlation_interval", MSBAT__OPTION_INT, offsetof(msbat_mc, correlation_interval), 0, 1e9, "sweeps", NULL},
    {NULL, MSBAT__OPTION_INT, 0, 0, 0, NULL, NULL}};

MSBAT__OPTION_ACCESSORS(mc, seed, int, options)
MSBAT__OPTION_ACCESSORS(mc, equilibration, int, options)
MSBAT__OPTION_ACCESSORS(mc, precision, double, options)
MSBAT__OPTION_ACCESSORS(mc, min_sweeps, int, options)
MSBAT__OPTION_ACCESSORS(mc, max_sweeps, int, options)
MSBAT__OPTION_ACCESSORS(mc, correlation_interval, int, options)
MSBAT__OPTION_TEXT(mc, options)

static void clear(void *object)
{
    msbat_mc *mc = object;
    const msbat_context *ctx = mc->handle.ctx;
    msbat__mc_free_tables(mc);
    msbat__free(ctx, mc->eci);
    msbat__free(ctx, mc->sums);
    msbat__free(ctx, mc->occupation);
    msbat__free(ctx, mc->points);
    msbat__free(ctx, mc->spin);
    msbat__free(ctx, mc->field);
    msbat__free(ctx, mc->list);
    msbat__free(ctx, mc->samples);
    msbat__free(ctx, mc->corr);
    msbat__free(ctx, mc->iso_mu);
    msbat__free(ctx, mc->iso_walks);
    msbat__free(ctx, mc->iso_result);
    msbat__handle_release(mc->ce);
    msbat__handle_release(mc->supercell);
}

static msbat_status start(msbat_mc *mc)
{
    const msbat_context *ctx = mc->handle.ctx;
    mc->precision = 0.002;
    mc->min_sweeps = 400;
    mc->max_sweeps = 20000;
    msbat__rng_start(&mc->rng, 0, 0);
    mc->eci = MSBAT__COPY(ctx, mc->ce->n_orbits, double, mc->ce->eci);
    mc->spin = MSBAT__NEW(ctx, mc->n, int8_t);
    mc->field = MSBAT__NEW(ctx, mc->n, int64_t);
    mc->list = MSBAT__NEW_ZEROED(ctx, mc->n, int32_t);
    mc->sums = MSBAT__NEW(ctx, mc->ce->n_orbits, int64_t);
    mc->occupation = MSBAT__NEW(ctx, mc->n, int8_t);
    mc->points = MSBAT__NEW(ctx, mc->ce->n_points, int8_t);
    if (!mc->eci || !mc->spin || !mc->field || !mc->list || !mc->sums || !mc->occupation || !mc->points)
        return MSBAT_ERR_MEMORY;
    memset(mc->spin, -1, (size_t)mc->n);
    msbat_status st = msbat__mc_build_tables(mc);
    if (!st) msbat__mc_recompute(mc);
    return st;
}

msbat_status msbat_mc_create(const msbat_ce *ce, const msbat_supercell *supercell, msbat_mc **mc)
{
    if (mc) *mc = NULL;
    MSBAT__REQUIRE_HANDLE(ce);
    msbat_context *ctx = ce->handle.ctx;
    MSBAT__REQUIRE(ctx, mc);
    int64_t n_cells = 0;
    msbat_status st = msbat__ce_check_supercell(ce, __func__, supercell, &n_cells);
    if (st) return st;
    if (n_cells > INT32_MAX / ce->n_active)
        return msbat__fail(ctx, MSBAT_ERR_OVERFLOW, __func__, "%d cells of %d active sites; at most %d sites", n_cells,
                           ce->n_active, (int64_t)INT32_MAX);
    msbat_mc *new = msbat__handle_new(ctx, sizeof *new, clear, __func__);
    if (!new) return MSBAT_ERR_MEMORY;
    new->ce = msbat__handle_retain(ce);
    new->supercell = msbat__handle_retain(supercell);
    new->n_cells = n_cells;
    new->n = n_cells * ce->n_active;
    if ((st = start(new))) msbat_mc_destroy(&new);
    *mc = new;
    return st;
}

void msbat_mc_destroy(msbat_mc **mc) { msbat__handle_destroy((void **)mc); }

msbat_status msbat_mc_get_ce(const msbat_mc *mc, const msbat_ce **ce)
{
    MSBAT__REQUIRE_HANDLE(mc);
    MSBAT__REQUIRE(mc->handle.ctx, ce);
    *ce = mc->ce;
    return MSBAT_OK;
}

msbat_status msbat_mc_get_supercell(const msbat_mc *mc, const msbat_supercell **supercell)
{
    MSBAT__REQUIRE_HANDLE(mc);
    MSBAT__REQUIRE(mc->handle.ctx, supercell);
    *supercell = mc->supercell;
    return MSBAT_OK;
}

msbat_status msbat_mc_get_site_count(const msbat_mc *mc, int64_t *n)
{
    MSBAT__REQUIRE_HANDLE(mc);
    MSBAT__REQUIRE(mc->handle.ctx, n);
    *n = mc->n;
    return MSBAT_OK;
}

/* A new occupation ends whatever was interrupted, and its samples. */
static void reset(msbat_mc *mc)
{
    mc->head.task = MSBAT__MC_IDLE;
    mc->head.n_samples = mc->head.n_corr = mc->head.listed = 0;
    msbat__mc_recompute(mc);
}

msbat_status msbat_mc_set_occupation(msbat_mc *mc, int64_t n, const int8_t *occupation)
{
    MSBAT__REQUIRE_HANDLE(mc);
    int64_t n_cells = 0;
    msbat_status st = msbat__ce_check_occupation(mc->ce, __func__, mc->supercell, n, occupation, &n_cells);
    if (st) return st;
    for (int64_t i = 0; i < n; i++) mc->spin[i] = occupation[i] ? 1 : -1;
    reset(mc);
    return MSBAT_OK;
}

msbat_status msbat_mc_set_random_occupation(msbat_mc *mc, int64_t n_filled)
{
    MSBAT__REQUIRE_HANDLE(mc);
    msbat_status st = msbat__check_count(mc->handle.ctx, __func__, "n_filled", n_filled, 0, mc->n);
    if (st) return st;
    if (mc->rng.seed != (uint64_t)mc->seed) msbat__rng_start(&mc->rng, (uint64_t)mc->seed, 0);
    for (int64_t i = 0, left = n_filled; i < mc->n; i++) { /* D.E. Knuth, TAOCP 2, 3.4.2, algorithm S */
        bool take = msbat__rng_below(&mc->rng, mc->n - i) < left;
        mc->spin[i] = take ? 1 : -1;
        left -= take;
    }
    reset(mc);
    return MSBAT_OK;
}

msbat_status msbat_mc_get_occupation(const msbat_mc *mc, int64_t n, int8_t *occupation)
{
    MSBAT__REQUIRE_HANDLE(mc);
    MSBAT__REQUIRE(mc->handle.ctx, occupation);
    msbat_status st = msbat__check_count(mc->handle.ctx, __func__, "n", n, mc->n, mc->n);
    for (int64_t i = 0; !st && i < n; i++) occupation[i] = (int8_t)(mc->spin[i] > 0);
    return st;
}

msbat_status msbat_mc_get_energy(const msbat_mc *mc, double *energy_ev)
{
    MSBAT__REQUIRE_HANDLE(mc);
    MSBAT__REQUIRE(mc->handle.ctx, energy_ev);
    *energy_ev = msbat__mc_energy(mc);
    return MSBAT_OK;
}

static msbat_status check_samples(const msbat_mc *mc, const char *function, int64_t n)
{
    if (n >= 2) return MSBAT_OK;
    return msbat__fail(mc->handle.ctx, MSBAT_ERR_STATE, function, "%d samples so far; at least 2 are needed", n);
}

static void choose(const msbat_mc *mc, msbat_mc_observable observable, const msbat__mc_moments *m, double out[3])
{
    const double n = (double)mc->n, t = mc->head.temperature, heat = 1 / (MSBAT_BOLTZMANN_EV * t * t * n);
    const double accepted = mc->head.trials ? (double)mc->head.accepted / (double)mc->head.trials : 0;
    const double all[6][3] = {{m->mean / n, m->mean_error / n, m->mean_tau},
                              {m->mean / n, m->mean_error / n, m->mean_tau},
                              {m->var / n, m->var_error / n, m->var_tau},
                              {m->gamma, m->gamma_error, m->gamma_tau},
                              {m->var * heat, m->var_error * heat, m->var_tau},
                              {accepted, 0, 0}};
    memcpy(out, all[observable], sizeof all[0]);
}

msbat_status msbat_mc_get_average(const msbat_mc *mc, msbat_mc_observable observable, double *mean, double *error,
                                  double *autocorrelation)
{
    MSBAT__REQUIRE_HANDLE(mc);
    const msbat_context *ctx = mc->handle.ctx;
    MSBAT__REQUIRE(ctx, mean);
    msbat__mc_moments moments;
    double out[3];
    msbat_status st = msbat__check_count(ctx, __func__, "observable", (int64_t)(int)observable, 0, MSBAT_MC_ACCEPTANCE);
    if (!st) st = check_samples(mc, __func__, mc->head.n_samples);
    int column = observable == MSBAT_MC_ENERGY || observable == MSBAT_MC_HEAT;
    if (!st) st = msbat__mc_find_moments(mc, 0, column, &moments);
    if (st) return st;
    choose(mc, observable, &moments, out);
    *mean = out[0];
    if (error) *error = out[1];
    if (autocorrelation) *autocorrelation = out[2];
    return MSBAT_OK;
}

msbat_status msbat_mc_get_correlations(const msbat_mc *mc, int64_t n_orbits, double *mean, double *error)
{
    MSBAT__REQUIRE_HANDLE(mc);
    const msbat_context *ctx = mc->handle.ctx;
    MSBAT__REQUIRE(ctx, mean);
    int64_t n = mc->ce->n_orbits;
    msbat_status st = msbat__check_count(ctx, __func__, "n_orbits", n_orbits, n, n);
    if (!st) st = check_samples(mc, __func__, mc->head.n_corr);
    for (int64_t f = 0; !st && f < n; f++)
        msbat__series_average(mc->head.n_corr, n, &mc->corr[f], &mean[f], error ? &error[f] : NULL, NULL);
    return st;
}

msbat_status msbat_mc_get_sample_count(const msbat_mc *mc, int64_t *n)
{
    MSBAT__REQUIRE_HANDLE(mc);
    MSBAT__REQUIRE(mc->handle.ctx, n);
    *n = mc->head.n_samples;
    return MSBAT_OK;
}

msbat_status msbat_mc_get_samples(const msbat_mc *mc, int64_t n, double *filled, double *energy_ev)
{
    MSBAT__REQUIRE_HANDLE(mc);
    msbat_status st =
        msbat__check_count(mc->handle.ctx, __func__, "n", n, mc->head.n_samples, mc->head.n_samples);
    for (int64_t i = 0; !st && i < n; i++) {
        if (filled) filled[i] = mc->samples[2 * i];
        if (energy_ev) energy_ev[i] = mc->samples[2 * i + 1];
    }
    return st;
}
