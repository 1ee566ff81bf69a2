#include "chemomech_support.h"

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

static const material_case PLAIN = {0, 3.1e-6, 0, MSBAT_DIFFUSIVITY_JUMP};

/* x = 0.2 + 0.5 r/R: c_mean(r) = 0.2 + 0.375 r/R; exact for any grid, here an uneven one. */
START_TEST(linear_profile_is_exact)
{
    msbat_material *m = make_material(ctx, PLAIN);
    double r[] = {0, 0.003, 0.2, 0.21, 0.6, 1}, x[6], stress[18], s = stress_scale(OMEGA);
    for (int i = 0; i < 6; i++) {
        x[i] = 0.2 + 0.5 * r[i];
        r[i] *= RADIUS;
    }
    TEST_OK(ctx, msbat_stress_eval_sphere(m, 6, r, x, stress));
    for (int i = 0; i < 6; i++) {
        double inner = 0.2 + 0.375 * r[i] / RADIUS, mean = 0.2 + 0.375;
        TEST_NEAR(stress[3 * i] / s, mean - inner, 1e-14);
        TEST_NEAR(stress[3 * i + 1] / s, mean + inner / 2 - 1.5 * x[i], 1e-14);
        TEST_NEAR(stress[3 * i + 2], (stress[3 * i] + 2 * stress[3 * i + 1]) / 3, 1e-14 * s);
    }
    ck_assert(stress[15] == 0);                         /* sigma_r at the surface */
    TEST_NEAR(stress[0], stress[1], 1e-15 * s);         /* isotropic in the centre */
    TEST_NEAR(stress[2], s * (0.575 - 0.2), 1e-14 * s); /* sigma_h in the centre: s (mean - centre) */
    msbat_material_destroy(&m);
}
END_TEST

/* Balance of forces on a half sphere cut at the equator: the integral of sigma_t r dr is 0. */
START_TEST(forces_balance_for_any_profile)
{
    enum { N = 4001 };
    static double r[N], x[N], stress[3 * N];
    msbat_material *m = make_material(ctx, PLAIN);
    double force = 0, largest = 0;
    for (int i = 0; i < N; i++) {
        r[i] = RADIUS * i / (N - 1);
        x[i] = 0.5 + 0.3 * cos(7.0 * i / N) * exp(-2.0 * i / N);
    }
    TEST_OK(ctx, msbat_stress_eval_sphere(m, N, r, x, stress));
    for (int i = 1; i < N; i++) {
        double a = stress[3 * i - 2] * r[i - 1], b = stress[3 * i + 1] * r[i];
        force += 0.5 * (a + b) * (r[i] - r[i - 1]);
        largest = fmax(largest, fabs(b));
    }
    TEST_NEAR(force / (largest * RADIUS), 0, 1e-6); /* trapezoidal rule: 1/N^2 */
    msbat_material_destroy(&m);
}
END_TEST

START_TEST(uniform_profile_has_exactly_no_stress)
{
    msbat_material *m = make_material(ctx, PLAIN);
    double r[] = {0, 1e-6, 3e-6, 5e-6}, x[] = {0.3, 0.3, 0.3, 0.3}, stress[12];
    TEST_OK(ctx, msbat_stress_eval_sphere(m, 4, r, x, stress));
    for (int i = 0; i < 12; i++) ck_assert(stress[i] == 0);
    msbat_material_destroy(&m);
}
END_TEST

START_TEST(omega_of_the_other_sign_flips_stress)
{
    material_case other = PLAIN;
    other.omega = -PLAIN.omega;
    msbat_material *m = make_material(ctx, PLAIN), *o = make_material(ctx, other);
    double r[] = {0, 1e-6, 3e-6, 5e-6}, x[] = {0.3, 0.4, 0.2, 0.9}, a[12], b[12];
    TEST_OK(ctx, msbat_stress_eval_sphere(m, 4, r, x, a));
    TEST_OK(ctx, msbat_stress_eval_sphere(o, 4, r, x, b));
    for (int i = 0; i < 12; i++) ck_assert(a[i] == -b[i]);
    msbat_material_destroy(&m);
    msbat_material_destroy(&o);
}
END_TEST

START_TEST(material_point)
{
    msbat_material *m = make_material(ctx, PLAIN);
    double x = 0.4, free_strain = OMEGA * SITES * x / 3, mu_chem, mu, stress[9];
    double swollen[9] = {free_strain, 0, 0, 0, free_strain, 0, 0, 0, free_strain}, zero[9] = {0};
    TEST_OK(ctx, msbat_material_get_mu(m, T_ROOM, 1, &x, &mu_chem));
    TEST_OK(ctx, msbat_stress_eval_point(m, T_ROOM, swollen, x, stress, &mu));
    for (int i = 0; i < 9; i++) TEST_NEAR(stress[i], 0, 1e-5); /* of 1e9 Pa */
    TEST_NEAR(mu, mu_chem, 1e-8);
    TEST_OK(ctx, msbat_stress_eval_point(m, T_ROOM, zero, x, stress, &mu));
    double bulk = YOUNG / (3 * (1 - 2 * POISSON));
    TEST_NEAR(stress[0], -bulk * OMEGA * SITES * x, 1e-4);
    TEST_NEAR(mu - mu_chem, -OMEGA * stress[0], 1e-8); /* pressure raises mu: it lowers the voltage by Omega p/F */
    msbat_material_destroy(&m);
}
END_TEST

START_TEST(maxwell_holds)
{
    msbat_material *m = make_material(ctx, PLAIN);
    double residual, scale, bulk = YOUNG / (3 * (1 - 2 * POISSON));
    for (double x = 0.05; x < 1; x += 0.15) {
        TEST_OK(ctx, msbat_stress_check_maxwell(m, T_ROOM, x, &residual, &scale));
        TEST_NEAR(scale / (bulk * OMEGA), 1, 1e-9);
        TEST_NEAR(residual / scale, 0, 1e-9);
    }
    msbat_material_destroy(&m);
}
END_TEST

/* Lattice gas: Fermi-like to rounding; the exponential errs by x_free (e - 1) to first order. */
START_TEST(steady_profile)
{
    enum { N = 9 };
    msbat_material *m = make_material(ctx, PLAIN);
    double sigma[N], x[N], free_x[2] = {0.3, 1e-5};
    for (int i = 0; i < N; i++) sigma[i] = 1e8 * (i - 4);
    for (int k = 0; k < 2; k++) {
        TEST_OK(ctx, msbat_stress_find_steady(m, T_ROOM, free_x[k], N, sigma, x));
        for (int i = 0; i < N; i++) {
            double e = exp(OMEGA * sigma[i] / (MSBAT_GAS_CONSTANT * T_ROOM)), odds = free_x[k] / (1 - free_x[k]) * e;
            TEST_NEAR(x[i] * (1 + odds) / odds, 1, 1e-12);
            double dilute = free_x[k] * e;
            if (k == 1) TEST_NEAR(x[i] / dilute, 1 - free_x[k] * (e - 1), 2 * dilute * dilute + 1e-12);
        }
    }
    msbat_material_destroy(&m);
}
END_TEST

START_TEST(hostile_arguments)
{
    msbat_material *m = make_material(ctx, PLAIN), *bare = NULL;
    const msbat_phase *phase;
    double r[] = {0, 1e-6, 1e-6}, x[] = {0.1, 0.2, 1.2}, stress[9], e[9] = {0, 0.01}, mu, s;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "r_m[2]", msbat_stress_eval_sphere(m, 3, r, x, stress));
    r[2] = 2e-6;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x[2] = 1.2", msbat_stress_eval_sphere(m, 3, r, x, stress));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n", msbat_stress_eval_sphere(m, -1, r, x, stress));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n", msbat_stress_eval_sphere(m, 1, r, x, stress));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "stress_pa", msbat_stress_eval_sphere(m, 2, r, x, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "r_m[0]", msbat_stress_eval_sphere(m, 2, r + 1, x, stress));
    r[0] = NAN;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "r_m", msbat_stress_eval_sphere(m, 2, r, x, stress));
    TEST_FAILS(ctx, MSBAT_ERR_SYMMETRY, "strain", msbat_stress_eval_point(m, T_ROOM, e, 0.5, stress, &mu));
    e[1] = 0.5;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "strain", msbat_stress_eval_point(m, T_ROOM, e, 0.5, stress, &mu));
    ck_assert_int_eq(msbat_stress_eval_sphere(NULL, 2, r, x, stress), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_stress_check_maxwell(m, T_ROOM, 1.5, &mu, &s), MSBAT_ERR_RANGE);
    ck_assert_int_eq(msbat_stress_find_steady(m, T_ROOM, 0.5, -3, r, x), MSBAT_ERR_RANGE);
    ck_assert_int_eq(msbat_stress_find_steady(m, T_ROOM, NAN, 1, x, x), MSBAT_ERR_RANGE);
    TEST_OK(ctx, msbat_material_get_phase(m, &phase));
    TEST_OK(ctx, msbat_material_create((msbat_phase *)(uintptr_t)phase, &bare));
    r[0] = 0;
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "mechanics", msbat_stress_eval_sphere(bare, 2, r, x, stress));
    msbat_material_destroy(&bare);
    msbat_material_destroy(&m);
}
END_TEST

Suite *suite_stress(void)
{
    Suite *s = suite_create("stress");
    TCase *c = tcase_create("stress");
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, linear_profile_is_exact);
    tcase_add_test(c, forces_balance_for_any_profile);
    tcase_add_test(c, uniform_profile_has_exactly_no_stress);
    tcase_add_test(c, omega_of_the_other_sign_flips_stress);
    tcase_add_test(c, material_point);
    tcase_add_test(c, maxwell_holds);
    tcase_add_test(c, steady_profile);
    tcase_add_test(c, hostile_arguments);
    suite_add_tcase(s, c);
    return s;
}
