/* chemomech_stress.c - stress of a given profile, one material point, steady profiles. */
#include "chemomech/chemomech_impl.h"

static const double LARGEST_STRAIN = 0.15; /* beyond it the linear law means nothing */

msbat_status msbat__elastic_get(const msbat_material *material, msbat__elastic *elastic)
{
    msbat__elastic e = {0};
    msbat_status st = msbat_material_get_mechanics(material, &e.young, &e.poisson);
    if (st || (st = msbat_material_get_partial_molar_volume(material, &e.omega))) return st;
    if ((st = msbat_material_get_max_concentration(material, &e.c_max))) return st;
    e.stress = 2 * e.omega * e.young * e.c_max / (9 * (1 - e.poisson));
    *elastic = e;
    return MSBAT_OK;
}

static msbat_status check_profile(const msbat_context *ctx, const char *function, int64_t n, const double *r_m,
                                  const double *x)
{
    msbat_status st = msbat__check_count(ctx, function, "n", n, 2, INT64_MAX / 64);
    if (st || (st = msbat__check_array(ctx, function, "r_m", "m", n, r_m))) return st;
    if ((st = msbat__check_array(ctx, function, "x", "", n, x))) return st;
    if (r_m[0] != 0)
        return msbat__fail(ctx, MSBAT_ERR_RANGE, function, "r_m[0] = %g m; the first point must be the centre, 0",
                           r_m[0]);
    for (int64_t i = 0; i < n; i++) {
        if (i && !(r_m[i] > r_m[i - 1]))
            return msbat__fail(ctx, MSBAT_ERR_RANGE, function, "r_m[%d] = %g m is not above the point before it", i,
                               r_m[i]);
        if (x[i] < 0 || x[i] > 1)
            return msbat__fail(ctx, MSBAT_ERR_RANGE, function, "x[%d] = %g; must be in [0, 1]", i, x[i]);
    }
    return MSBAT_OK;
}

/* Integral of x r^2 over one interval, r in units of the radius, x linear and counted from its value at the surface: in
 * powers of the width, so that thin intervals lose no digits. */
static double moment(double a, double b, double xa, double xb)
{
    double d = b - a, slope = (xb - xa) / d;
    return xa * d * (a * a + a * d + d * d / 3) + slope * d * d * (a * a / 2 + 2 * a * d / 3 + d * d / 4);
}

msbat_status msbat_stress_eval_sphere(const msbat_material *material, int64_t n, const double *r_m, const double *x,
                                      double *stress_pa)
{
    MSBAT__REQUIRE_HANDLE(material);
    const msbat_context *ctx = msbat__context_of(material);
    MSBAT__REQUIRE(ctx, stress_pa);
    msbat__elastic e;
    msbat_status st = check_profile(ctx, __func__, n, r_m, x);
    if (!st) st = msbat__elastic_get(material, &e);
    if (st) return msbat__pass(ctx, ctx, __func__, st);
    double radius = r_m[n - 1], base = x[n - 1], sum = 0, mean = 0;
    for (int64_t i = 1; i < n; i++)
        mean += 3 * moment(r_m[i - 1] / radius, r_m[i] / radius, x[i - 1] - base, x[i] - base);
    for (int64_t i = 0; i < n; i++) {
        double r = r_m[i] / radius, here = x[i] - base, inner = here;
        if (i) {
            sum += 3 * moment(r_m[i - 1] / radius, r, x[i - 1] - base, here);
            inner = sum / (r * r * r);
        }
        stress_pa[3 * i] = e.stress * (mean - inner);
        stress_pa[3 * i + 1] = e.stress * (mean + 0.5 * inner - 1.5 * here);
        stress_pa[3 * i + 2] = e.stress * (mean - here);
    }
    return MSBAT_OK;
}

static msbat_status check_strain(const msbat_context *ctx, const char *function, const double strain[9])
{
    msbat_status st = msbat__check_array(ctx, function, "strain", "", 9, strain);
    for (int64_t i = 0; !st && i < 9; i++) {
        st = msbat__check_range(ctx, function, "strain", "", strain[i], -LARGEST_STRAIN, LARGEST_STRAIN, 0);
        if (!st && fabs(strain[i] - strain[3 * (i % 3) + i / 3]) > 1e-12)
            st = msbat__fail(ctx, MSBAT_ERR_SYMMETRY, function, "strain[%d] = %g differs from its mirror image %g", i,
                             strain[i], strain[3 * (i % 3) + i / 3]);
    }
    return st;
}

msbat_status msbat_stress_eval_point(const msbat_material *material, double temperature, const double strain[9],
                                     double x, double stress_pa[9], double *mu_j_per_mol)
{
    MSBAT__REQUIRE_HANDLE(material);
    const msbat_context *ctx = msbat__context_of(material);
    MSBAT__REQUIRE(ctx, stress_pa);
    MSBAT__REQUIRE(ctx, mu_j_per_mol);
    msbat__elastic e;
    double mu, hydrostatic = 0;
    msbat_status st = check_strain(ctx, __func__, strain);
    if (!st) st = msbat__elastic_get(material, &e);
    if (!st) st = msbat_material_get_mu(material, temperature, 1, &x, &mu);
    if (st) return msbat__pass(ctx, ctx, __func__, st);
    double shear = e.young / (2 * (1 + e.poisson)), bulk = e.young / (3 * (1 - 2 * e.poisson));
    double trace = strain[0] + strain[4] + strain[8];
    double pressure_like = (bulk - 2 * shear / 3) * trace - bulk * e.omega * e.c_max * x;
    for (int i = 0; i < 9; i++) stress_pa[i] = 2 * shear * strain[i] + (i % 4 ? 0 : pressure_like);
    for (int i = 0; i < 9; i += 4) hydrostatic += stress_pa[i] / 3;
    *mu_j_per_mol = mu - e.omega * hydrostatic;
    return MSBAT_OK;
}

/* Steps are as large as the ranges allow: sigma is linear in C and mu in the strain, so only rounding is lost. */
static msbat_status stress_by_composition(const msbat_material *material, double temperature, const double strain[9],
                                          double x, double derivative[9])
{
    double range[2], t_range[2], mu, plus[9], minus[9], c_max;
    msbat_status st = msbat_material_get_range(material, range, t_range);
    if (st || (st = msbat_material_get_max_concentration(material, &c_max))) return st;
    double step = 0.5 * fmin(x - range[0], range[1] - x);
    if (!(step > 0))
        return msbat__fail(msbat__context_of(material), MSBAT_ERR_RANGE, "msbat_stress_check_maxwell",
                           "x = %g; must be strictly inside (%g, %g)", x, range[0], range[1]);
    if ((st = msbat_stress_eval_point(material, temperature, strain, x + step, plus, &mu))) return st;
    if ((st = msbat_stress_eval_point(material, temperature, strain, x - step, minus, &mu))) return st;
    for (int i = 0; i < 9; i++) derivative[i] = (plus[i] - minus[i]) / (2 * step * c_max);
    return MSBAT_OK;
}

static msbat_status mu_by_strain(const msbat_material *material, double temperature, const double strain[9], double x,
                                 double derivative[9])
{
    const double step = 0.05;
    double plus, minus, stress[9], e[9];
    for (int i = 0; i < 9; i++) {
        int mirror = 3 * (i % 3) + i / 3;
        memcpy(e, strain, sizeof e);
        e[i] = e[mirror] = strain[i] + step;
        msbat_status st = msbat_stress_eval_point(material, temperature, e, x, stress, &plus);
        if (st) return st;
        e[i] = e[mirror] = strain[i] - step;
        if ((st = msbat_stress_eval_point(material, temperature, e, x, stress, &minus))) return st;
        derivative[i] = (plus - minus) / ((i == mirror ? 2 : 4) * step);
    }
    return MSBAT_OK;
}

msbat_status msbat_stress_check_maxwell(const msbat_material *material, double temperature, double x, double *residual,
                                        double *scale)
{
    MSBAT__REQUIRE_HANDLE(material);
    const msbat_context *ctx = msbat__context_of(material);
    const double strain[9] = {0.01, 0.003, -0.002, 0.003, -0.004, 0.001, -0.002, 0.001, 0.006};
    double by_c[9], by_strain[9], r = 0, s = 0;
    MSBAT__REQUIRE(ctx, residual);
    MSBAT__REQUIRE(ctx, scale);
    msbat_status st = stress_by_composition(material, temperature, strain, x, by_c);
    if (!st) st = mu_by_strain(material, temperature, strain, x, by_strain);
    if (st) return msbat__pass(ctx, ctx, __func__, st);
    for (int i = 0; i < 9; i++) {
        r = fmax(r, fabs(by_c[i] - by_strain[i]));
        s = fmax(s, fmax(fabs(by_c[i]), fabs(by_strain[i])));
    }
    *residual = r;
    *scale = s;
    return MSBAT_OK;
}

msbat_status msbat_stress_find_steady(const msbat_material *material, double temperature, double x_free, int64_t n,
                                      const double *sigma_h_pa, double *x)
{
    MSBAT__REQUIRE_HANDLE(material);
    const msbat_context *ctx = msbat__context_of(material);
    double mu_free, omega;
    MSBAT__REQUIRE(ctx, x);
    msbat_status st = msbat__check_array(ctx, __func__, "sigma_h_pa", "Pa", n, sigma_h_pa);
    if (!st) st = msbat_material_get_mu(material, temperature, 1, &x_free, &mu_free);
    if (!st) st = msbat_material_get_partial_molar_volume(material, &omega);
    if (st) return msbat__pass(ctx, ctx, __func__, st);
    double *mu = MSBAT__NEW(ctx, n, double);
    if (!mu) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < n; i++) mu[i] = mu_free + omega * sigma_h_pa[i];
    st = msbat_material_find_x(material, temperature, n, mu, x);
    msbat__free(ctx, mu);
    return st ? msbat__fail_within(ctx, st, __func__, "sigma_h_pa") : MSBAT_OK;
}
