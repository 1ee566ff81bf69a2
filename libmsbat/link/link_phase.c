/* link_phase.c - a phase from the isotherms of lattice Monte Carlo. */
#include <math.h>
#include <string.h>

#include "base/base_impl.h"
#include "link/link_impl.h"
#include "msbat/link.h"

typedef struct isotherm {
    int64_t n;
    double temperature;
    double *mu, *x, *x_error, *gamma; /* views of one block */
    int64_t *flags;
} isotherm;

/* (T, x, mu, error) rows of all isotherms. */
typedef struct sample_list {
    double *rows;
    int64_t n, capacity;
} sample_list;

static void free_isotherm(const msbat_context *ctx, isotherm *t)
{
    msbat__free(ctx, t->mu);
    msbat__free(ctx, t->flags);
}

static msbat_status read_isotherm(const msbat_context *ctx, const msbat_mc *mc, isotherm *t)
{
    msbat_status st = msbat_mc_get_isotherm_count(mc, &t->n, &t->temperature);
    if (st) return st;
    t->mu = MSBAT__NEW(ctx, 4 * t->n, double);
    t->flags = MSBAT__NEW(ctx, t->n, int64_t);
    if (!t->mu || !t->flags) return MSBAT_ERR_MEMORY;
    t->x = t->mu + t->n;
    t->x_error = t->mu + 2 * t->n;
    t->gamma = t->mu + 3 * t->n;
    st = msbat_mc_get_isotherm(mc, t->n, t->mu, t->x, t->x_error, NULL, t->gamma, NULL);
    return st ? st : msbat_mc_get_isotherm_walks(mc, t->n, NULL, NULL, t->flags);
}

static msbat_status append(const msbat_context *ctx, sample_list *list, const double row[4])
{
    int64_t rows = list->capacity;
    void *block = list->rows;
    if (!msbat__grow(ctx, &block, list->n, &rows, 4 * sizeof(double))) return MSBAT_ERR_MEMORY;
    list->rows = block;
    list->capacity = rows;
    memcpy(list->rows + 4 * list->n++, row, 4 * sizeof(double));
    return MSBAT_OK;
}

/* Standard error of mu at fixed x, from that of x at fixed mu: error_x d mu/dx, d mu/dx = kT Gamma/x. Below the error
 * that a lattice of these sites resolves it is not allowed to vanish. */
static double mu_error(const isotherm *t, int64_t i)
{
    double error = t->x_error[i] * MSBAT_BOLTZMANN_EV * t->temperature * t->gamma[i] / t->x[i];
    return isfinite(error) ? error : 0.0;
}

static msbat_status append_isotherm(const msbat_context *ctx, sample_list *list, const isotherm *t)
{
    bool falling = t->n > 1 && t->mu[0] > t->mu[t->n - 1];
    double last_x = 0.0;
    msbat_status st = MSBAT_OK;
    for (int64_t k = 0; k < t->n && !st; k++) {
        int64_t i = falling ? t->n - 1 - k : k;
        if (t->x[i] <= last_x + t->x_error[i] || t->x[i] >= 1.0) continue;
        st = append(ctx, list, (double[4]){t->temperature, t->x[i], t->mu[i], mu_error(t, i)});
        last_x = t->x[i];
    }
    return st;
}

static msbat_status check_flags(const msbat_context *ctx, const isotherm *t, msbat_gap_policy policy)
{
    for (int64_t i = 0; i < t->n && policy != MSBAT_GAP_CONVEXIFY; i++)
        if (t->flags[i] & MSBAT_MC_UNDECIDED)
            return msbat__fail(ctx, MSBAT_ERR_CONVERGENCE, "msbat_phase_from_isotherms",
                               "at %g K and mu = %g eV the walks from both ends differ and the stable one is not known; "
                               "extend the list of mu to both ends, or take MSBAT_GAP_CONVEXIFY",
                               t->temperature, t->mu[i]);
    return MSBAT_OK;
}

static msbat_status collect(const msbat_context *ctx, const msbat_mc *mc, msbat_gap_policy policy, sample_list *list,
                            double *last_temperature)
{
    isotherm t = {0};
    msbat_status st = read_isotherm(ctx, mc, &t);
    if (!st && t.temperature <= *last_temperature)
        st = msbat__fail(ctx, MSBAT_ERR_ARGUMENT, "msbat_phase_from_isotherms",
                         "temperature %g K follows %g K; must increase", t.temperature, *last_temperature);
    *last_temperature = t.temperature;
    if (!st) st = check_flags(ctx, &t, policy);
    if (!st) st = append_isotherm(ctx, list, &t);
    free_isotherm(ctx, &t);
    return st;
}

msbat_status msbat__link_site_density(const msbat_ce *ce, double *mol_per_m3)
{
    const msbat_crystal *host = NULL;
    const msbat_context *ctx = msbat__context_of(ce);
    double volume = 0.0;
    int64_t n = 0, active = 0;
    msbat_status st = msbat_ce_get_host(ce, &host);
    if (!st) st = msbat_crystal_get_volume(host, &volume);
    if (!st) st = msbat_crystal_get_site_count(host, &n);
    if (st) return st;
    int64_t *mask = MSBAT__NEW(ctx, n, int64_t);
    if (!mask) return MSBAT_ERR_MEMORY;
    st = msbat_ce_get_active(ce, n, mask);
    for (int64_t i = 0; i < n && !st; i++) active += mask[i];
    msbat__free(ctx, mask);
    if (!st) *mol_per_m3 = (double)active / (MSBAT_AVOGADRO * volume * 1e-30);
    return st;
}

static msbat_status common_site_density(const msbat_context *ctx, int64_t n_mc, const msbat_mc *const *mc, double *density)
{
    for (int64_t i = 0; i < n_mc; i++) {
        const msbat_ce *ce = NULL;
        double here = 0.0;
        msbat_status st = msbat_mc_get_ce(mc[i], &ce);
        if (!st) st = msbat__link_site_density(ce, &here);
        if (st) return st;
        if (i && fabs(here - *density) > 1e-9 * *density)
            return msbat__fail(ctx, MSBAT_ERR_MISMATCH, "msbat_phase_from_isotherms",
                               "handle %d has %g mol sites/m^3, handle 0 has %g: two hosts", i, here, *density);
        *density = here;
    }
    return MSBAT_OK;
}

msbat_status msbat_phase_from_isotherms(int64_t n_mc, const msbat_mc *const *mc, const char *host, const char *ion,
                                        double mu_ref_ev, msbat_gap_policy policy, msbat_phase **phase)
{
    if (!phase) return MSBAT_ERR_NULL;
    *phase = NULL;
    if (!mc || n_mc < 1 || !mc[0]) return n_mc < 1 && mc ? MSBAT_ERR_RANGE : MSBAT_ERR_NULL;
    msbat_context *ctx = msbat__context_of(mc[0]);
    sample_list list = {0};
    double density = 0.0, last_temperature = 0.0;
    msbat_status st = MSBAT_OK;
    for (int64_t i = 0; i < n_mc && !st; i++)
        st = mc[i] ? MSBAT_OK : msbat__fail(ctx, MSBAT_ERR_NULL, __func__, "mc[%d] is NULL", i);
    if (!st) st = common_site_density(ctx, n_mc, mc, &density);
    for (int64_t i = 0; i < n_mc && !st; i++) st = collect(ctx, mc[i], policy, &list, &last_temperature);
    if (!st) st = msbat_phase_create_samples(ctx, host, ion, mu_ref_ev, list.n, list.rows, policy, phase);
    if (!st) st = msbat_phase_set_site_density(*phase, density);
    if (st) msbat_phase_destroy(phase);
    msbat__free(ctx, list.rows);
    return st;
}
