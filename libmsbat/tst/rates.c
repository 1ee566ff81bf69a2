/* rates.c - harmonic transition-state rates and what follows from them at once. */
#include <float.h>
#include <math.h>

#include "tst/tst_impl.h"

static msbat_status check_path(const msbat_context *ctx, const char *function, double nu, double barrier,
                               double temperature)
{
    msbat_status st = msbat__check_range(ctx, function, "nu_thz", "THz", nu, 0.0, DBL_MAX, 1);
    if (!st) st = msbat__check_range(ctx, function, "barrier_ev", "eV", barrier, 0.0, DBL_MAX, 0);
    if (!st) st = msbat__check_range(ctx, function, "temperature", "K", temperature, 0.0, DBL_MAX, 1);
    return st;
}

msbat_status msbat_tst_get_rate(const msbat_context *ctx, double nu_thz, double barrier_ev, double temperature,
                                double *rate_thz)
{
    MSBAT__REQUIRE(ctx, rate_thz);
    msbat_status st = check_path(ctx, __func__, nu_thz, barrier_ev, temperature);
    if (!st) *rate_thz = nu_thz * exp(-barrier_ev / (MSBAT_BOLTZMANN_EV * temperature));
    return st;
}

msbat_status msbat_tst_get_free_energy(const msbat_context *ctx, double temperature, const double nu_thz[2],
                                       const double barrier_ev[2], double *difference_ev)
{
    MSBAT__REQUIRE(ctx, nu_thz);
    MSBAT__REQUIRE(ctx, barrier_ev);
    MSBAT__REQUIRE(ctx, difference_ev);
    msbat_status st = check_path(ctx, __func__, nu_thz[0], barrier_ev[0], temperature);
    if (!st) st = check_path(ctx, __func__, nu_thz[1], barrier_ev[1], temperature);
    if (!st)
        *difference_ev = barrier_ev[0] - barrier_ev[1] - MSBAT_BOLTZMANN_EV * temperature * log(nu_thz[0] / nu_thz[1]);
    return st;
}

msbat_status msbat_tst_get_diffusivity(const msbat_context *ctx, double correlation, double paths, double length_ang,
                                       double rate_thz, int64_t dimension, double *diffusivity)
{
    MSBAT__REQUIRE(ctx, diffusivity);
    msbat_status st = msbat__check_range(ctx, __func__, "correlation", "", correlation, 0.0, 1.0, 0);
    if (!st) st = msbat__check_range(ctx, __func__, "paths", "", paths, 0.0, 1e6, 1);
    if (!st) st = msbat__check_range(ctx, __func__, "length_ang", "angstrom", length_ang, 0.0, 1e6, 1);
    if (!st) st = msbat__check_range(ctx, __func__, "rate_thz", "THz", rate_thz, 0.0, 1e250, 0);
    if (!st) st = msbat__check_count(ctx, __func__, "dimension", dimension, 1, 3);
    if (!st) *diffusivity = correlation * paths * length_ang * length_ang * rate_thz / (2.0 * (double)dimension);
    return st;
}
