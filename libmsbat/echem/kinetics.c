/* kinetics.c - the interface between a material and an electrolyte: Nernst potential, Butler-Volmer, its inverse. */
#include "echem/echem_impl.h"

#include <math.h>

/* ---- Butler-Volmer in reduced form: s = i/i0, y = F eta/RT ------------------------------------------------------- */
static double butler_volmer(double y, double a)
{
    return expm1((1 - a) * y) - expm1(-a * y);
}

static double butler_volmer_slope(double y, double a)
{
    return (1 - a) * exp((1 - a) * y) + a * exp(-a * y);
}

/* For s > 0: (1-a) y + ln(1 - exp(-y)) = ln s. The left side is concave and increasing, and y = ln(1 + s) lies left of
 * the root, so Newton's method climbs to it without a safeguard. */
static double invert_positive(double s, double a)
{
    double y = log1p(s), target = log(s);
    for (int k = 0; k < 100; k++) {
        double f = (1 - a) * y + log(-expm1(-y)) - target;
        double change = -f / ((1 - a) + 1 / expm1(y));
        y += change;
        if (fabs(change) <= 1e-9 * y) break;
    }
    if (y < 300) y -= (butler_volmer(y, a) - s) / butler_volmer_slope(y, a);
    return y;
}

double msbat__echem_invert_butler_volmer(double s, double a, double *slope)
{
    double y;
    if (s == 0) y = 0;
    else if (a == 0.5) y = 2 * asinh(0.5 * s);
    else y = s > 0 ? invert_positive(s, a) : -invert_positive(-s, 1 - a);
    if (slope) *slope = 1 / butler_volmer_slope(y, a);
    return y;
}

static bool sensible(double i0, double symmetry, double temperature)
{
    return i0 > 0 && symmetry > 0 && symmetry < 1 && temperature > 0;
}

double msbat_kinetics_eval_current(double i0, double symmetry, double temperature, double overpotential)
{
    if (!sensible(i0, symmetry, temperature)) return NAN;
    return i0 * butler_volmer(FARADAY * overpotential / (GAS_CONSTANT * temperature), symmetry);
}

double msbat_kinetics_eval_overpotential(double i0, double symmetry, double temperature, double current)
{
    if (!sensible(i0, symmetry, temperature) || !isfinite(current / i0)) return NAN;
    return GAS_CONSTANT * temperature / FARADAY * msbat__echem_invert_butler_volmer(current / i0, symmetry, NULL);
}

/* ---- from a material --------------------------------------------------------------------------------------------- */
static msbat_status check_interface(const msbat_context *ctx, const char *function, double temperature,
                                    double coefficient, int64_t n, const double *c_e)
{
    msbat_status st = msbat__check_range(ctx, function, "temperature", "K", temperature, 0, 1e5, 1);
    if (!st) st = msbat__check_range(ctx, function, "activity_coefficient", "", coefficient, 0, 1e300, 1);
    if (!st) st = msbat__check_array(ctx, function, "c_e", "mol/m^3", n, c_e);
    for (int64_t i = 0; !st && i < n; i++)
        if (c_e[i] <= 0)
            st = msbat__fail(ctx, MSBAT_ERR_RANGE, function, "c_e[%d] = %g mol/m^3; must be > 0", i, c_e[i]);
    return st;
}

static double nernst(double voltage, double temperature, double activity)
{
    return voltage + GAS_CONSTANT * temperature / FARADAY * log(activity);
}

msbat_status msbat_kinetics_get_nernst(const msbat_material *material, double temperature, double activity_coefficient,
                                       int64_t n, const double *c_e, const double *x, double *potential)
{
    MSBAT__REQUIRE_HANDLE(material);
    const msbat_context *ctx = msbat__context_of(material);
    msbat_status st = check_interface(ctx, __func__, temperature, activity_coefficient, n, c_e);
    if (st) return st;
    if (n > 0) MSBAT__REQUIRE(ctx, potential);
    double *u = MSBAT__NEW(ctx, n, double);
    if (!u) return MSBAT_ERR_MEMORY;
    st = msbat_material_get_voltage(material, temperature, n, x, u, NULL);
    st = msbat__pass(ctx, ctx, __func__, st);
    for (int64_t i = 0; !st && i < n; i++)
        potential[i] = nernst(u[i], temperature, activity_coefficient * c_e[i] / 1000);
    msbat__free(ctx, u);
    return st;
}

/* i0 of n pairs and the symmetry factor; i0 is allocated here. */
static msbat_status exchange(const msbat_material *material, const char *function, double temperature,
                             double coefficient,
                             int64_t n, const double *c_e, const double *x, double **i0, double *symmetry)
{
    const msbat_context *ctx = msbat__context_of(material);
    msbat_transition_state ts;
    *i0 = NULL;
    msbat_status st = check_interface(ctx, function, temperature, coefficient, n, c_e);
    if (!st) st = msbat_material_get_kinetics(material, &ts, symmetry);
    if (st) return msbat__pass(ctx, ctx, function, st);
    *i0 = MSBAT__NEW(ctx, n, double);
    if (!*i0) return MSBAT_ERR_MEMORY;
    st = msbat_material_get_exchange_current(material, temperature, coefficient, n, c_e, x, *i0);
    st = msbat__pass(ctx, ctx, function, st);
    if (st) {
        msbat__free(ctx, *i0);
        *i0 = NULL;
    }
    return st;
}

msbat_status msbat_kinetics_get_current(const msbat_material *material, double temperature, double activity_coefficient,
                                        int64_t n, const double *c_e, const double *x, const double *potential,
                                        double *current)
{
    MSBAT__REQUIRE_HANDLE(material);
    const msbat_context *ctx = msbat__context_of(material);
    double *i0 = NULL, *eta = NULL, a;
    msbat_status st = exchange(material, __func__, temperature, activity_coefficient, n, c_e, x, &i0, &a);
    if (!st) st = msbat__check_array(ctx, __func__, "potential", "V", n, potential);
    if (!st && n > 0 && !current) st = msbat__fail(ctx, MSBAT_ERR_NULL, __func__, "current is NULL");
    if (!st && !(eta = MSBAT__NEW(ctx, n, double))) st = MSBAT_ERR_MEMORY;
    if (!st) st = msbat_kinetics_get_nernst(material, temperature, activity_coefficient, n, c_e, x, eta);
    st = msbat__pass(ctx, ctx, __func__, st);
    for (int64_t i = 0; !st && i < n; i++) {
        eta[i] = msbat_kinetics_eval_current(i0[i], a, temperature, potential[i] - eta[i]);
        if (!isfinite(eta[i]))
            st = msbat__fail(ctx, MSBAT_ERR_OVERFLOW, __func__, "potential[%d] = %g V is too far from equilibrium", i,
                             potential[i]);
    }
    for (int64_t i = 0; !st && i < n; i++) current[i] = eta[i];
    msbat__free(ctx, eta);
    msbat__free(ctx, i0);
    return st;
}

msbat_status msbat_kinetics_get_overpotential(const msbat_material *material, double temperature,
                                              double activity_coefficient, int64_t n, const double *c_e,
                                              const double *x,
                                              const double *current, double *overpotential)
{
    MSBAT__REQUIRE_HANDLE(material);
    const msbat_context *ctx = msbat__context_of(material);
    double *i0 = NULL, a;
    msbat_status st = exchange(material, __func__, temperature, activity_coefficient, n, c_e, x, &i0, &a);
    if (!st) st = msbat__check_array(ctx, __func__, "current", "A/m^2", n, current);
    if (!st && n > 0 && !overpotential) st = msbat__fail(ctx, MSBAT_ERR_NULL, __func__, "overpotential is NULL");
    for (int64_t i = 0; !st && i < n; i++)
        if (!isfinite(current[i] / i0[i]))
            st = msbat__fail(ctx, MSBAT_ERR_OVERFLOW, __func__, "current[%d] = %g A/m^2 is too large for i0 = %g A/m^2",
                             i, current[i], i0[i]);
    for (int64_t i = 0; !st && i < n; i++)
        overpotential[i] = msbat_kinetics_eval_overpotential(i0[i], a, temperature, current[i]);
    msbat__free(ctx, i0);
    return st;
}

msbat_status msbat_kinetics_get_resistance(const msbat_material *material, double temperature,
                                           double activity_coefficient, int64_t n, const double *c_e, const double *x,
                                           double *resistance)
{
    MSBAT__REQUIRE_HANDLE(material);
    const msbat_context *ctx = msbat__context_of(material);
    double *i0 = NULL, a;
    if (n > 0) MSBAT__REQUIRE(ctx, resistance);
    msbat_status st = exchange(material, __func__, temperature, activity_coefficient, n, c_e, x, &i0, &a);
    for (int64_t i = 0; !st && i < n; i++) resistance[i] = GAS_CONSTANT * temperature / (FARADAY * i0[i]);
    msbat__free(ctx, i0);
    return st;
}
