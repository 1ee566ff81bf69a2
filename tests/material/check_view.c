#include "material_support.h"

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

static msbat_material_view *view_of(msbat_material *m)
{
    msbat_material_view *v = NULL;
    TEST_OK(ctx, msbat_material_view_create(m, T_ROOM, &v));
    return v;
}

/* Lattice gas with interaction: H = D_J [-ln(1-x) - omega x^2/kT]. */
START_TEST(enthalpy_of_the_regular_solution)
{
    double w = 1.5, omega = w * MSBAT_BOLTZMANN_EV * T_ROOM, worst = 0;
    msbat_material *m = make_material(ctx, omega, 0, make_constant(ctx, MSBAT_DIFFUSIVITY_JUMP, 3e-14, 0));
    msbat_material_view *v = view_of(m);
    for (double x = 1e-6; x < 1; x += 0.00123) {
        double h = msbat_material_view_eval_enthalpy(v, x), exact = 3e-14 * (-log1p(-x) - w * x * x);
        double d = msbat_material_view_eval_chemical_diffusivity(v, x), d_exact;
        TEST_OK(ctx, msbat_material_get_chemical_diffusivity(m, T_ROOM, 1, &x, &d_exact));
        TEST_NEAR(d / d_exact, 1, 2e-14 + 1e-15 / (1 - x)); /* rounding of x is 1e-16/(1 - x) of D */
        worst = fmax(worst, fabs(h - exact) / 3e-14);
    }
    TEST_NEAR(worst, 0, 3e-14);
    ck_assert(isnan(msbat_material_view_eval_enthalpy(v, 1.0)));
    ck_assert(isnan(msbat_material_view_eval_enthalpy(v, -1e-9)));
    ck_assert(isnan(msbat_material_view_eval_enthalpy(v, NAN)));
    msbat_material_view_destroy(&v);
    msbat_material_destroy(&m);
}
END_TEST

START_TEST(enthalpy_is_constant_in_a_gap_and_rises_elsewhere)
{
    double omega = 3.5 * MSBAT_BOLTZMANN_EV * T_ROOM, gap[2], mu, least, x_least;
    msbat_material *m = make_material(ctx, omega, 1, make_constant(ctx, MSBAT_DIFFUSIVITY_JUMP, 1e-14, 0));
    msbat_material_view *v = view_of(m);
    const msbat_phase *phase;
    TEST_OK(ctx, msbat_material_get_phase(m, &phase));
    TEST_OK(ctx, msbat_phase_get_gap(phase, T_ROOM, 0, gap, &mu));
    double inside = msbat_material_view_eval_enthalpy(v, 0.5), last = -1;
    for (double x = gap[0] * (1 + 1e-12); x < gap[1]; x += 0.001) {
        ck_assert(msbat_material_view_eval_enthalpy(v, x) == inside);
        ck_assert(msbat_material_view_eval_chemical_diffusivity(v, x) == 0);
        ck_assert(msbat_material_view_eval_jump_diffusivity(v, x) > 0);
    }
    for (int i = 1; i < 10000; i++) {
        double x = 1e-4 * i;
        double h = msbat_material_view_eval_enthalpy(v, x);
        ck_assert_msg(h >= last, "H falls at x = %g", x);
        last = h;
    }
    TEST_OK(ctx, msbat_material_view_get_least_diffusivity(v, &least, &x_least));
    ck_assert(least == 0 && x_least > gap[0] && x_least < gap[1]);
    msbat_material_view_destroy(&v);
    msbat_material_destroy(&m);
}
END_TEST

/* A declared table: D is the table's, H the exact integral of its exponentials. */
START_TEST(declared_table_is_integrated_exactly)
{
    double rows[16] = {0.1, 1e-14, 0, 0, 0.3, 5e-14, 0, 0, 0.35, 2e-15, 0, 0, 0.9, 2e-15, 0, 0};
    msbat_transport *t = NULL;
    TEST_OK(ctx, msbat_transport_create_table(ctx, "CoO2", "Li", MSBAT_DIFFUSIVITY_CHEMICAL, T_ROOM, 4, rows, &t));
    msbat_material *m = make_material(ctx, 0.01, 0, t);
    msbat_material_view *v = view_of(m);
    double exact = 0, x[4] = {0.1, 0.3, 0.35, 0.9}, h[4];
    TEST_OK(ctx, msbat_material_get_enthalpy(m, T_ROOM, 4, x, h));
    ck_assert(h[0] == 0);
    for (int i = 1; i < 4; i++) {
        double d0 = rows[4 * i - 3], d1 = rows[4 * i + 1], dx = x[i] - x[i - 1];
        exact += d0 == d1 ? d0 * dx : dx * (d1 - d0) / log(d1 / d0);
        TEST_NEAR(h[i] / exact, 1, 1e-13);
        TEST_NEAR(msbat_material_view_eval_enthalpy(v, x[i]) / exact, 1, 1e-13);
    }
    for (double y = 0.1; y < 0.9; y += 0.0101) {
        double d;
        TEST_OK(ctx, msbat_material_get_chemical_diffusivity(m, T_ROOM, 1, &y, &d));
        TEST_NEAR(msbat_material_view_eval_chemical_diffusivity(v, y) / d, 1, 1e-13);
    }
    msbat_material_view_destroy(&v);
    msbat_material_destroy(&m);
}
END_TEST

/* For a constant D_J, H = D_J/kT [x mu - g]: an identity with the phase's own integral g, here of a rough voltage table
 * with gaps, whose D_chem has a kink at every point. */
START_TEST(enthalpy_of_a_rough_table_is_that_of_its_free_energy)
{
    enum { N = 250 };
    static double rows[2 * N];
    msbat_gap_policy policies[2] = {MSBAT_GAP_CONVEXIFY, MSBAT_GAP_AS_MEASURED};
    for (int i = 0; i < N; i++) {
        double x = (i + 0.5) / N;
        rows[2 * i] = x;
        rows[2 * i + 1] = 4 - 0.5 * x + 0.12 * sin(19 * x) + 0.004 * ((i * 7919) % 13 - 6) / 6.0;
    }
    for (int k = 0; k < 2; k++) {
        msbat_phase *phase = NULL;
        msbat_material *m = NULL;
        msbat_transport *t = make_constant(ctx, MSBAT_DIFFUSIVITY_JUMP, 1e-14, 0);
        double x0 = rows[0], g0, mu0, g, mu, worst = 0, largest = 0;
        TEST_OK(ctx, msbat_phase_create_ocv_table(ctx, "CoO2", "Li", T_ROOM, N, rows, policies[k], &phase));
        TEST_OK(ctx, msbat_phase_set_site_density(phase, SITES));
        TEST_OK(ctx, msbat_material_create(phase, &m));
        TEST_OK(ctx, msbat_material_set_transport(m, t));
        msbat_material_view *v = view_of(m);
        TEST_OK(ctx, msbat_phase_get_free_energy(phase, T_ROOM, 1, &x0, &g0));
        TEST_OK(ctx, msbat_phase_get_mu(phase, T_ROOM, 1, &x0, &mu0));
        for (int i = 1; i < 5000; i++) {
            double x = x0 + (1 - 2 * x0) * i / 5000;
            TEST_OK(ctx, msbat_phase_get_free_energy(phase, T_ROOM, 1, &x, &g));
            TEST_OK(ctx, msbat_phase_get_mu(phase, T_ROOM, 1, &x, &mu));
            double h = 1e-14 / (MSBAT_BOLTZMANN_EV * T_ROOM) * ((x * mu - g) - (x0 * mu0 - g0));
            worst = fmax(worst, fabs(msbat_material_view_eval_enthalpy(v, x) - h));
            largest = fmax(largest, fabs(h));
        }
        TEST_NEAR(worst / largest, 0, 1e-12);
        msbat_material_view_destroy(&v);
        msbat_transport_destroy(&t);
        msbat_material_destroy(&m);
        msbat_phase_destroy(&phase);
    }
}
END_TEST

START_TEST(view_is_a_snapshot_that_outlives_the_material)
{
    msbat_material *m = make_material(ctx, 0.01, 0, make_constant(ctx, MSBAT_DIFFUSIVITY_JUMP, 1e-14, 0));
    double x = 0.4, u, mu, i0, c_e = 900, dj, temperature;
    TEST_OK(ctx, msbat_material_set_kinetics(m, 1e-6, T_ROOM, 0, 0.5, MSBAT_TS_SITE_EXCLUSION));
    TEST_OK(ctx, msbat_material_get_voltage(m, T_ROOM, 1, &x, &u, NULL));
    TEST_OK(ctx, msbat_material_get_mu(m, T_ROOM, 1, &x, &mu));
    TEST_OK(ctx, msbat_material_get_jump_diffusivity(m, T_ROOM, 1, &x, &dj));
    TEST_OK(ctx, msbat_material_get_exchange_current(m, T_ROOM, 1, 1, &c_e, &x, &i0));
    msbat_material_view *v = view_of(m);
    TEST_OK(ctx, msbat_material_set_kinetics(m, 5e-6, T_ROOM, 0, 0.5, MSBAT_TS_UNITY));
    msbat_material_destroy(&m);
    ck_assert(msbat_material_view_eval_voltage(v, x) == u);
    ck_assert(msbat_material_view_eval_mu(v, x) == mu);
    ck_assert(msbat_material_view_eval_jump_diffusivity(v, x) == dj);
    ck_assert(msbat_material_view_eval_exchange_current(v, 1, c_e, x) == i0);
    ck_assert(isnan(msbat_material_view_eval_voltage(v, 1.2)));
    ck_assert(isnan(msbat_material_view_eval_exchange_current(v, 1, -1, x)));
    TEST_OK(ctx, msbat_material_view_get_temperature(v, &temperature));
    ck_assert(temperature == T_ROOM);
    msbat_material_view_destroy(&v);
}
END_TEST

START_TEST(unstable_phase_shows_a_negative_diffusivity)
{
    double omega = 3 * MSBAT_BOLTZMANN_EV * T_ROOM, least, x;
    msbat_material *m = make_material(ctx, omega, 0, make_constant(ctx, MSBAT_DIFFUSIVITY_JUMP, 1e-14, 0));
    msbat_material_view *v = view_of(m);
    TEST_OK(ctx, msbat_material_view_get_least_diffusivity(v, &least, &x));
    ck_assert(least < 0 && x > 0.2 && x < 0.8);
    msbat_material_view_destroy(&v);
    ck_assert_int_eq(msbat_material_view_create(NULL, T_ROOM, &v), MSBAT_ERR_NULL);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_material_view_create(m, 1000, &v));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_material_view_create(m, NAN, &v));
    ck_assert_ptr_null(v);
    ck_assert(isnan(msbat_material_view_eval_voltage(NULL, 0.5)));
    msbat_material_destroy(&m);
}
END_TEST

Suite *suite_view(void)
{
    Suite *s = suite_create("view");
    TCase *c = tcase_create("view");
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, enthalpy_of_the_regular_solution);
    tcase_add_test(c, enthalpy_is_constant_in_a_gap_and_rises_elsewhere);
    tcase_add_test(c, declared_table_is_integrated_exactly);
    tcase_add_test(c, enthalpy_of_a_rough_table_is_that_of_its_free_energy);
    tcase_add_test(c, view_is_a_snapshot_that_outlives_the_material);
    tcase_add_test(c, unstable_phase_shows_a_negative_diffusivity);
    suite_add_tcase(s, c);
    return s;
}
