/* material_kinetics.c - exchange current from the activities of the phase and a named transition state. */
#include "material/material_impl.h"

static const double REFERENCE_CONCENTRATION = 1000; /* mol/m^3: a_O is relative to it */

double msbat__kinetics_rate_constant(const msbat__kinetics *k, double temperature)
{
    return exp(k->log_k0 - k->activation_k * (1 / temperature - k->inverse_temperature));
}

static double declared(const msbat__kinetics *k, double temperature, double c_e, double x)
{
    double i0 = NAN;
    if (c_e < k->c_e_range[0] || c_e > k->c_e_range[1]) return NAN;
    if (k->i0(1, &c_e, &x, temperature, &i0, k->user)) return NAN;
    return i0 > 0 ? i0 : NAN;
}

/* F k0 a_O^(1-a) a_R^a: the exchange current for gamma_ts = 1. */
static double numerator(const msbat__kinetics *k, double temperature, double f, double c_e, double a_r)
{
    double a_o = f * c_e / REFERENCE_CONCENTRATION;
    return MSBAT_FARADAY * msbat__kinetics_rate_constant(k, temperature) * pow(a_o, 1 - k->symmetry) *
           pow(a_r, k->symmetry);
}

double msbat__kinetics_exchange_current(const msbat__kinetics *k, double temperature, double f, double c_e, double x,
                                        double a_r)
{
    if (k->ts == MSBAT_TS_DECLARED) return declared(k, temperature, c_e, x);
    double gamma_ts = k->ts == MSBAT_TS_SITE_EXCLUSION ? 1 / (1 - x) : 1;
    return numerator(k, temperature, f, c_e, a_r) / gamma_ts;
}

/* ---- setting ---- */

static msbat_status check_common(const msbat_context *ctx, const char *function, double symmetry,
                                 msbat_transition_state ts)
{
    if (ts != MSBAT_TS_UNITY && ts != MSBAT_TS_SITE_EXCLUSION)
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, function,
                           "transition state %d; 0 (unity) and 1 (site exclusion) can be set with a rate constant",
                           (int64_t)(int)ts);
    return msbat__check_range(ctx, function, "symmetry", "", symmetry, 0, 1, 3);
}

msbat_status msbat_material_set_kinetics(msbat_material *material, double k0_mol_per_m2_s, double temperature,
                                         double activation_ev, double symmetry, msbat_transition_state ts)
{
    MSBAT__REQUIRE_HANDLE(material);
    const msbat_context *ctx = material->handle.ctx;
    msbat_status st = check_common(ctx, __func__, symmetry, ts);
    if (st) return st;
    st = msbat__check_range(ctx, __func__, "k0_mol_per_m2_s", "mol/(m^2 s)", k0_mol_per_m2_s, 0, 1e30, 1);
    if (st || (st = msbat__check_range(ctx, __func__, "temperature", "K", temperature, 0, 1e5, 1))) return st;
    if ((st = msbat__check_range(ctx, __func__, "activation_ev", "eV", activation_ev, 0, 10, 0))) return st;
    material->kinetics = (msbat__kinetics){.ts = (int)ts, .log_k0 = log(k0_mol_per_m2_s), .symmetry = symmetry,
                                           .inverse_temperature = 1 / temperature,
                                           .activation_k = msbat__unit_kelvin_from_ev(activation_ev)};
    return MSBAT_OK;
}

msbat_status msbat_material_set_kinetics_rate(msbat_material *material, double sites_mol_per_m2, double nu_ct_thz,
                                              double barrier_ct_ev, double symmetry, msbat_transition_state ts)
{
    MSBAT__REQUIRE_HANDLE(material);
    const msbat_context *ctx = material->handle.ctx;
    msbat_status st = check_common(ctx, __func__, symmetry, ts);
    if (st) return st;
    st = msbat__check_range(ctx, __func__, "sites_mol_per_m2", "mol/m^2", sites_mol_per_m2, 0, 1e10, 1);
    if (st || (st = msbat__check_range(ctx, __func__, "nu_ct_thz", "THz", nu_ct_thz, 0, 1e6, 1))) return st;
    if ((st = msbat__check_range(ctx, __func__, "barrier_ct_ev", "eV", barrier_ct_ev, 0, 10, 0))) return st;
    double log_k0 = log(sites_mol_per_m2) + log(msbat__unit_hz_from_thz(nu_ct_thz));
    material->kinetics = (msbat__kinetics){.ts = (int)ts, .log_k0 = log_k0, .symmetry = symmetry,
                                           .activation_k = msbat__unit_kelvin_from_ev(barrier_ct_ev)};
    return MSBAT_OK;
}

enum { GRID = 17 };

/* Calls i0 on a row of x at one c_e and T. */
static msbat_status check_declared_row(const msbat_context *ctx, const char *function, const msbat__kinetics *k,
                                       double temperature, double c_e, const double *x)
{
    double c[GRID], i0[GRID];
    for (int i = 0; i < GRID; i++) {
        c[i] = c_e;
        i0[i] = NAN;
    }
    int code = k->i0(GRID, c, x, temperature, i0, k->user);
    if (code)
        return msbat__fail(ctx, MSBAT_ERR_CALLBACK, function, "i0 returned %d at c_e = %g mol/m^3, %g K", (int64_t)code,
                           c_e, temperature);
    for (int i = 0; i < GRID; i++)
        if (!(i0[i] > 0 && isfinite(i0[i])))
            return msbat__fail(ctx, MSBAT_ERR_PHYSICS, function,
                               "i0 = %g A/m^2 at c_e = %g mol/m^3, x = %g, %g K; it must be positive", i0[i], c_e, x[i],
                               temperature);
    return MSBAT_OK;
}

/* Points strictly inside the ranges: at their very ends i0 may vanish. The temperatures of model phases span thousands
 * of kelvin, where a published fit says nothing: 298.15 K is used when the range holds it. */
static msbat_status check_declared(const msbat_material *material, const char *function, const msbat__kinetics *k)
{
    double xr[2], tr[2], x[GRID];
    msbat_status st = msbat_material_get_range(material, xr, tr);
    if (st) return st;
    double room = 298.15, temperature = tr[0] <= room && room <= tr[1] ? room : tr[0];
    for (int i = 0; i < GRID; i++) x[i] = xr[0] + (xr[1] - xr[0]) * (i + 0.5) / GRID;
    for (int j = 0; !st && j < GRID; j++) {
        double c_e = k->c_e_range[0] + (k->c_e_range[1] - k->c_e_range[0]) * (j + 0.5) / GRID;
        st = check_declared_row(material->handle.ctx, function, k, temperature, c_e, x);
    }
    return st;
}

msbat_status msbat_material_set_kinetics_declared(msbat_material *material, msbat_exchange_current_fn i0, void *user,
                                                  const double c_e_range[2], double symmetry)
{
    MSBAT__REQUIRE_HANDLE(material);
    const msbat_context *ctx = material->handle.ctx;
    MSBAT__REQUIRE(ctx, i0);
    MSBAT__REQUIRE(ctx, c_e_range);
    msbat_status st = msbat__check_range(ctx, __func__, "symmetry", "", symmetry, 0, 1, 3);
    if (st) return st;
    st = msbat__check_range(ctx, __func__, "c_e_range[0]", "mol/m^3", c_e_range[0], 0, 1e6, 0);
    if (st) return st;
    st = msbat__check_range(ctx, __func__, "c_e_range[1]", "mol/m^3", c_e_range[1], c_e_range[0], 1e6, 1);
    if (st) return st;
    msbat__kinetics k = {.ts = MSBAT_TS_DECLARED, .symmetry = symmetry, .i0 = i0, .user = user};
    memcpy(k.c_e_range, c_e_range, sizeof k.c_e_range);
    if ((st = check_declared(material, __func__, &k))) return st;
    material->kinetics = k;
    return MSBAT_OK;
}

msbat_status msbat_material_set_kinetics_source(msbat_material *material, msbat_source_kind kind, const char *source)
{
    MSBAT__REQUIRE_HANDLE(material);
    return msbat__source_set(material->handle.ctx, __func__, &material->kinetics_source, kind, source);
}

msbat_status msbat_material_get_kinetics_source(const msbat_material *material, msbat_source_kind *kind,
                                                const char **source)
{
    MSBAT__REQUIRE_HANDLE(material);
    return msbat__source_get(material->handle.ctx, __func__, &material->kinetics_source, kind, source);
}

/* ---- reading ---- */

static msbat_status require(const msbat_material *material, const char *function)
{
    if (material->kinetics.ts >= 0) return MSBAT_OK;
    return msbat__fail(material->handle.ctx, MSBAT_ERR_STATE, function, "the material has no kinetics");
}

msbat_status msbat_material_get_kinetics(const msbat_material *material, msbat_transition_state *ts, double *symmetry)
{
    MSBAT__REQUIRE_HANDLE(material);
    MSBAT__REQUIRE(material->handle.ctx, ts);
    MSBAT__REQUIRE(material->handle.ctx, symmetry);
    msbat_status st = require(material, __func__);
    if (st) return st;
    *ts = (msbat_transition_state)material->kinetics.ts;
    *symmetry = material->kinetics.symmetry;
    return MSBAT_OK;
}

msbat_status msbat_material_get_rate_constant(const msbat_material *material, double temperature, double *k0)
{
    MSBAT__REQUIRE_HANDLE(material);
    MSBAT__REQUIRE(material->handle.ctx, k0);
    msbat_status st = require(material, __func__);
    if (st) return st;
    if ((st = msbat__material_check(material, __func__, temperature, 0, NULL))) return st;
    *k0 = msbat__kinetics_rate_constant(&material->kinetics, temperature);
    return MSBAT_OK;
}

static msbat_status check_pairs(const msbat_material *m, const char *function, double temperature, int64_t n,
                                const double *c_e, const double *x)
{
    msbat_status st = require(m, function);
    if (st || (st = msbat__check_array(m->handle.ctx, function, "c_e", "mol/m^3", n, c_e))) return st;
    for (int64_t i = 0; i < n; i++)
        if (!(c_e[i] > 0))
            return msbat__fail(m->handle.ctx, MSBAT_ERR_RANGE, function, "c_e[%d] = %g mol/m^3; it must be positive", i,
                               c_e[i]);
    return msbat__material_check(m, function, temperature, n, x);
}

/* A declared i0 that was asked has failed; what lies outside its range was not asked. */
static msbat_status why_undefined(const msbat__kinetics *k, double c_e)
{
    bool asked = k->ts == MSBAT_TS_DECLARED && c_e >= k->c_e_range[0] && c_e <= k->c_e_range[1];
    return asked ? MSBAT_ERR_CALLBACK : MSBAT_ERR_RANGE;
}

static msbat_status exchange_current(const msbat_material *m, const char *function, double temperature, double f,
                                     const double *c_e, const double *x, double *i0)
{
    double a_r;
    msbat_status st = msbat_phase_get_activity(m->phase, temperature, 1, x, &a_r);
    if (st) return msbat__pass(m->handle.ctx, m->handle.ctx, function, st);
    double value = msbat__kinetics_exchange_current(&m->kinetics, temperature, f, *c_e, *x, a_r);
    if (!(value > 0 && isfinite(value)))
        return msbat__fail(m->handle.ctx, why_undefined(&m->kinetics, *c_e), function,
                           "the exchange current is not defined or not a positive number at c_e = %g mol/m^3, x = %g, "
                           "%g K", *c_e, *x, temperature);
    *i0 = value;
    return MSBAT_OK;
}

static msbat_status fill_exchange_current(const msbat_material *m, const char *function, double temperature, double f,
                                          int64_t n, const double *c_e, const double *x, double *i0)
{
    double *out = MSBAT__NEW(m->handle.ctx, n, double);
    msbat_status st = out ? MSBAT_OK : MSBAT_ERR_MEMORY;
    for (int64_t i = 0; !st && i < n; i++)
        st = exchange_current(m, function, temperature, f, c_e + i, x + i, out + i);
    if (!st && n > 0) memcpy(i0, out, (size_t)n * sizeof *out);
    msbat__free(m->handle.ctx, out);
    return st;
}

msbat_status msbat_material_get_exchange_current(const msbat_material *material, double temperature,
                                                 double activity_coefficient, int64_t n, const double *c_e,
                                                 const double *x, double *i0)
{
    MSBAT__REQUIRE_HANDLE(material);
    const msbat_context *ctx = material->handle.ctx;
    MSBAT__REQUIRE(ctx, i0);
    msbat_status st = check_pairs(material, __func__, temperature, n, c_e, x);
    if (st) return st;
    st = msbat__check_range(ctx, __func__, "activity_coefficient", "", activity_coefficient, 0, 1e6, 1);
    return st ? st : fill_exchange_current(material, __func__, temperature, activity_coefficient, n, c_e, x, i0);
}

static msbat_status transition_state(const msbat_material *m, const char *function, double temperature,
                                     const double *c_e, const double *x, double *gamma_ts)
{
    double i0, a_r;
    msbat_status st = exchange_current(m, function, temperature, 1, c_e, x, &i0);
    if (!st) st = msbat_phase_get_activity(m->phase, temperature, 1, x, &a_r);
    if (st) return msbat__pass(m->handle.ctx, m->handle.ctx, function, st);
    *gamma_ts = numerator(&m->kinetics, temperature, 1, *c_e, a_r) / i0;
    return MSBAT_OK;
}

msbat_status msbat_material_get_transition_state(const msbat_material *material, double temperature, int64_t n,
                                                 const double *c_e, const double *x, double *gamma_ts)
{
    MSBAT__REQUIRE_HANDLE(material);
    const msbat_context *ctx = material->handle.ctx;
    MSBAT__REQUIRE(ctx, gamma_ts);
    msbat_status st = check_pairs(material, __func__, temperature, n, c_e, x);
    if (st) return st;
    double *out = MSBAT__NEW(ctx, n, double);
    st = out ? MSBAT_OK : MSBAT_ERR_MEMORY;
    for (int64_t i = 0; !st && i < n; i++)
        st = transition_state(material, __func__, temperature, c_e + i, x + i, out + i);
    if (!st && n > 0) memcpy(gamma_ts, out, (size_t)n * sizeof *out);
    msbat__free(ctx, out);
    return st;
}
