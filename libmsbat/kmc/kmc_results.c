/* kmc_results.c - means, standard errors and what follows from them. */
#include "kmc/kmc_impl.h"

#include <math.h>
#include <string.h>

void msbat__kmc_mean(const kmc_moments *m, int64_t quantity, int64_t component, double *mean, double *error)
{
    *mean = m->mean[quantity][component];
    *error = m->n < 2.0 ? INFINITY : sqrt(m->m2[quantity][component] / (m->n * (m->n - 1.0)));
}

/* Do the windows of level l agree with all longer ones? E_l is about the best estimate from its own windows, so
 * that the variance of E_k - E_l is that of E_k less that of E_l (J. A. Hausman, Econometrica 46 (1978) 1251); a
 * tenth is added for its own uncertainty. */
static bool agrees(const msbat_kmc *kmc, int64_t quantity, int64_t l, int64_t last)
{
    double a, b, error_a, error_b;
    msbat__kmc_mean(&kmc->levels[l]->extrapolated, quantity, 7, &a, &error_a);
    for (int64_t k = l + 1; k <= last; k++) {
        msbat__kmc_mean(&kmc->levels[k]->extrapolated, quantity, 7, &b, &error_b);
        double variance = fabs(error_b * error_b - error_a * error_a) + 0.1 * error_b * error_b;
        if (fabs(a - b) > 2.5 * sqrt(variance) + 1e-9 * fabs(b)) return false;
    }
    return true;
}

/* The longest windows with enough pairs for their error to be known well, or else whatever there is. */
static int64_t longest_level(const msbat_kmc *kmc)
{
    static const double wanted[3] = {64.0, 16.0, 2.0};
    int64_t last = -1;
    for (int64_t w = 0; w < 3 && last < 0; w++)
        for (int64_t l = 0; l < kmc->n_levels; l++)
            if (kmc->levels[l]->extrapolated.n >= wanted[w]) last = l;
    return last;
}

/* Twice the shortest windows that agree with all longer ones: what is left of their bias shrinks at least fourfold. */
int64_t msbat__kmc_choose_level(const msbat_kmc *kmc, int64_t quantity)
{
    int64_t last = longest_level(kmc);
    for (int64_t l = 0; l < last; l++)
        if (agrees(kmc, quantity, l, last)) return l + 1;
    return last;
}

static void unpack(const kmc_moments *m, int64_t quantity, double d[9], double error[9])
{
    static const int place[9] = {0, 1, 2, 1, 3, 4, 2, 4, 5};
    for (int64_t i = 0; i < 9; i++) {
        double mean, se;
        msbat__kmc_mean(m, quantity, place[i], &mean, &se);
        if (d) d[i] = mean;
        if (error) error[i] = se;
    }
}

static msbat_status check_quantity(const msbat_kmc *kmc, const char *function, msbat_kmc_quantity quantity)
{
    return msbat__check_count(kmc->handle.ctx, function, "quantity", (int64_t)(int)quantity, 0, KMC_QUANTITIES - 2);
}

static bool is_frozen(const msbat_kmc *kmc)
{
    return kmc->occupied && (!kmc->n_ions || kmc->n_ions == kmc->n_sites || (kmc->fresh && !(kmc->total > 0.0)));
}

/* Level to read, or a status: MSBAT_NO_PATH when frozen, MSBAT_ERR_STATE when there is too little yet. */
static msbat_status find_level(const msbat_kmc *kmc, const char *function, msbat_kmc_quantity quantity, int64_t *level)
{
    const msbat_context *ctx = kmc->handle.ctx;
    msbat_status status = check_quantity(kmc, function, quantity);
    if (status) return status;
    if (is_frozen(kmc)) return msbat__fail(ctx, MSBAT_NO_PATH, function, "no hop is possible: the diffusivity is 0");
    *level = msbat__kmc_choose_level(kmc, quantity);
    if (*level >= 0) return MSBAT_OK;
    return msbat__fail(ctx, MSBAT_ERR_STATE, function, "fewer than 4 complete windows of %g ps: run longer",
                       kmc->counting ? kmc->window : kmc->window_ps);
}

/* ---- tensors ---- */

msbat_status msbat_kmc_get_level_count(const msbat_kmc *kmc, int64_t *n_levels)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    MSBAT__REQUIRE(kmc->handle.ctx, n_levels);
    int64_t n = 0;
    while (n < kmc->n_levels && kmc->levels[n]->window.n >= 2.0) n++;
    *n_levels = n;
    return MSBAT_OK;
}

msbat_status msbat_kmc_get_window(const msbat_kmc *kmc, msbat_kmc_quantity quantity, int64_t level,
                                  double d_ang2_per_ps[9], double error[9], double *window_ps, int64_t *n_windows)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    int64_t n = 0;
    msbat_status status = check_quantity(kmc, __func__, quantity);
    if (!status) status = msbat_kmc_get_level_count(kmc, &n);
    if (status) return status;
    if (level < 0 || level >= n)
        return msbat__fail(kmc->handle.ctx, MSBAT_ERR_RANGE, __func__,
                           "level = %d; there are %d levels with two complete windows", level, n);
    unpack(&kmc->levels[level]->window, quantity, d_ang2_per_ps, error);
    if (window_ps) *window_ps = ldexp(kmc->window, (int)level);
    if (n_windows) *n_windows = (int64_t)kmc->levels[level]->window.n;
    return MSBAT_OK;
}

msbat_status msbat_kmc_get_diffusivity(const msbat_kmc *kmc, msbat_kmc_quantity quantity, double d_ang2_per_ps[9],
                                       double error[9], double *window_ps)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    MSBAT__REQUIRE(kmc->handle.ctx, d_ang2_per_ps);
    int64_t level = 0;
    msbat_status status = find_level(kmc, __func__, quantity, &level);
    if (status == MSBAT_NO_PATH) {
        memset(d_ang2_per_ps, 0, 9 * sizeof *d_ang2_per_ps);
        if (error) memset(error, 0, 9 * sizeof *error);
        if (window_ps) *window_ps = 0.0;
    }
    if (status) return status;
    unpack(&kmc->levels[level]->extrapolated, quantity, d_ang2_per_ps, error);
    if (window_ps) *window_ps = ldexp(kmc->window, (int)level);
    return MSBAT_OK;
}

/* ---- scalars ---- */

static msbat_status get_scalar(const msbat_kmc *kmc, const char *function, msbat_kmc_quantity quantity,
                               msbat_kmc_scalar scalar, double *d, double *error)
{
    int64_t level = 0;
    msbat_status status = msbat__check_count(kmc->handle.ctx, function, "scalar", (int64_t)(int)scalar, 0, 1);
    if (!status) status = find_level(kmc, function, quantity, &level);
    if (!status)
        msbat__kmc_mean(&kmc->levels[level]->extrapolated, quantity, scalar == MSBAT_KMC_IN_PLANE ? 6 : 7, d, error);
    return status;
}

static void write_scalar(double value, double se, double *out, double *error)
{
    *out = value;
    if (error) *error = se;
}

msbat_status msbat_kmc_get_diffusivity_scalar(const msbat_kmc *kmc, msbat_kmc_quantity quantity,
                                              msbat_kmc_scalar scalar, double *d_ang2_per_ps, double *error)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    MSBAT__REQUIRE(kmc->handle.ctx, d_ang2_per_ps);
    double d = 0.0, se = 0.0;
    msbat_status status = get_scalar(kmc, __func__, quantity, scalar, &d, &se);
    if (!status || status == MSBAT_NO_PATH) write_scalar(d, se, d_ang2_per_ps, error);
    return status;
}

/* a/b with independent standard errors. */
static void divide(double a, double error_a, double b, double error_b, double *ratio, double *error)
{
    double ra = error_a / b, rb = a / b * (error_b / b);
    write_scalar(a / b, sqrt(ra * ra + rb * rb), ratio, error);
}

msbat_status msbat_kmc_get_haven_ratio(const msbat_kmc *kmc, msbat_kmc_scalar scalar, double *haven, double *error)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    MSBAT__REQUIRE(kmc->handle.ctx, haven);
    double tracer = 0.0, jump = 0.0, se[2] = {0.0, 0.0};
    msbat_status status = get_scalar(kmc, __func__, MSBAT_KMC_TRACER, scalar, &tracer, &se[0]);
    if (!status) status = get_scalar(kmc, __func__, MSBAT_KMC_JUMP, scalar, &jump, &se[1]);
    if (!status && jump == 0.0)
        status = msbat__fail(kmc->handle.ctx, MSBAT_NO_PATH, __func__, "D_J is 0 in these directions");
    if (status == MSBAT_NO_PATH) write_scalar(0.0, 0.0, haven, error);
    if (!status) divide(tracer, se[0], jump, se[1], haven, error);
    return status;
}

msbat_status msbat_kmc_get_correlation_factor(const msbat_kmc *kmc, msbat_kmc_quantity quantity,
                                              msbat_kmc_scalar scalar, double *factor, double *error)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    MSBAT__REQUIRE(kmc->handle.ctx, factor);
    double d = 0.0, free_d = 0.0, se[2] = {0.0, 0.0};
    int64_t level = 0;
    msbat_status status = get_scalar(kmc, __func__, quantity, scalar, &d, &se[0]);
    if (!status) status = find_level(kmc, __func__, quantity, &level);
    if (!status)
        msbat__kmc_mean(&kmc->levels[level]->window, KMC_QUANTITIES - 1, scalar == MSBAT_KMC_IN_PLANE ? 6 : 7, &free_d,
                        &se[1]);
    if (!status && free_d == 0.0)
        status = msbat__fail(kmc->handle.ctx, MSBAT_NO_PATH, __func__, "no hop leads in these directions");
    if (status == MSBAT_NO_PATH) write_scalar(0.0, 0.0, factor, error);
    if (!status) divide(d, se[0], free_d, se[1], factor, error);
    return status;
}

msbat_status msbat_kmc_get_conductivity(const msbat_kmc *kmc, double charge, double sigma_s_per_m[9], double error[9])
{
    MSBAT__REQUIRE_HANDLE(kmc);
    const msbat_context *ctx = kmc->handle.ctx;
    MSBAT__REQUIRE(ctx, sigma_s_per_m);
    double volume = 0.0, d[9], se[9], q = charge * MSBAT_ELEMENTARY_CHARGE;
    msbat_status status = msbat__check_range(ctx, __func__, "charge", "e", charge, -100.0, 100.0, 0);
    if (!status) status = msbat_crystal_get_volume(kmc->crystal, &volume);
    if (status) return status;
    status = msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_JUMP, d, se, NULL);
    status = msbat__pass(ctx, ctx, __func__, status);
    if (status && status != MSBAT_NO_PATH) return status;
    /* ions per m^3, and angstrom^2/ps = 1e-8 m^2/s */
    double density = (double)kmc->n_ions / ((double)kmc->n_cells * volume) * 1e30;
    double factor = density * q * q * 1e-8 / (MSBAT_BOLTZMANN * kmc->temperature);
    for (int64_t i = 0; i < 9; i++) {
        sigma_s_per_m[i] = factor * d[i];
        if (error) error[i] = factor * se[i];
    }
    return status;
}
