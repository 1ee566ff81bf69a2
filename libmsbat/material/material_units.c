/* material_units.c - the one file that converts atomistic units to SI, with the CODATA constants of base.h, and the
 * SI face of the phase that rests on it. */
#include "material/material_impl.h"

double msbat__unit_kelvin_from_ev(double ev) { return ev / MSBAT_BOLTZMANN_EV; }
double msbat__unit_hz_from_thz(double thz) { return thz * 1e12; }
double msbat__unit_volt_from_ev(double ev) { return ev; }

msbat_status msbat_material_get_max_concentration(const msbat_material *material, double *mol_per_m3)
{
    MSBAT__REQUIRE_HANDLE(material);
    MSBAT__REQUIRE(material->handle.ctx, mol_per_m3);
    return msbat_phase_get_site_density(material->phase, mol_per_m3);
}

msbat_status msbat_material_get_partial_molar_volume(const msbat_material *material, double *m3_per_mol)
{
    MSBAT__REQUIRE_HANDLE(material);
    MSBAT__REQUIRE(material->handle.ctx, m3_per_mol);
    return msbat_phase_get_partial_molar_volume(material->phase, m3_per_mol);
}

/* dU/dx = -(dmu/dx)/e */
static msbat_status voltage_slope(const msbat_material *material, double temperature, int64_t n, const double *x,
                                  double *slope)
{
    msbat_status st = msbat_phase_get_mu_derivatives(material->phase, temperature, n, x, slope, NULL);
    for (int64_t i = 0; !st && i < n; i++) slope[i] = -msbat__unit_volt_from_ev(slope[i]);
    return st;
}

msbat_status msbat_material_get_voltage(const msbat_material *material, double temperature, int64_t n, const double *x,
                                        double *voltage, double *slope)
{
    MSBAT__REQUIRE_HANDLE(material);
    MSBAT__REQUIRE(material->handle.ctx, voltage);
    msbat_status st = msbat_phase_get_voltage(material->phase, temperature, n, x, voltage);
    if (!st && slope) st = voltage_slope(material, temperature, n, x, slope);
    return msbat__pass(material->handle.ctx, msbat__context_of(material->phase), __func__, st);
}

msbat_status msbat_material_get_mu(const msbat_material *material, double temperature, int64_t n, const double *x,
                                   double *mu_j_per_mol)
{
    MSBAT__REQUIRE_HANDLE(material);
    MSBAT__REQUIRE(material->handle.ctx, mu_j_per_mol);
    msbat_status st = msbat_phase_get_voltage(material->phase, temperature, n, x, mu_j_per_mol);
    for (int64_t i = 0; !st && i < n; i++) mu_j_per_mol[i] = -MSBAT_FARADAY * mu_j_per_mol[i];
    return msbat__pass(material->handle.ctx, msbat__context_of(material->phase), __func__, st);
}

msbat_status msbat_material_find_x(const msbat_material *material, double temperature, int64_t n,
                                   const double *mu_j_per_mol, double *x)
{
    MSBAT__REQUIRE_HANDLE(material);
    const msbat_context *ctx = material->handle.ctx;
    double mu_ref = 0;
    MSBAT__REQUIRE(ctx, x);
    msbat_status st = msbat__check_array(ctx, __func__, "mu_j_per_mol", "J/mol", n, mu_j_per_mol);
    if (st || (st = msbat_phase_get_reference(material->phase, &mu_ref))) return st;
    double *mu_ev = MSBAT__NEW(ctx, n, double);
    if (!mu_ev) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < n; i++) mu_ev[i] = mu_ref + mu_j_per_mol[i] / MSBAT_FARADAY;
    st = msbat_phase_find_x(material->phase, temperature, n, mu_ev, x);
    msbat__free(ctx, mu_ev);
    if (!st) return MSBAT_OK;
    st = msbat__pass(ctx, msbat__context_of(material->phase), __func__, st);
    return msbat__fail_within(ctx, st, __func__, "mu_j_per_mol");
}
