#include "material_support.h"

static msbat_context *ctx;
static msbat_material *m;
static void setup(void)
{
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    m = make_material(ctx, 0, 0, make_constant(ctx, MSBAT_DIFFUSIVITY_JUMP, 1e-14, 0));
}
static void teardown(void)
{
    msbat_material_destroy(&m);
    msbat_context_destroy(&ctx);
}

static const double C_E[] = {1000, 400, 1650}, X[] = {0.5, 0.2, 0.9};

/* In the lattice gas site exclusion gives the textbook form k sqrt(c_e x (1 - x)). */
START_TEST(site_exclusion_is_the_textbook_form)
{
    double i0[3], gamma[3], k0 = 2e-6;
    TEST_OK(ctx, msbat_material_set_kinetics(m, k0, T_ROOM, 0.3, 0.5, MSBAT_TS_SITE_EXCLUSION));
    TEST_OK(ctx, msbat_material_get_exchange_current(m, T_ROOM, 1, 3, C_E, X, i0));
    TEST_OK(ctx, msbat_material_get_transition_state(m, T_ROOM, 3, C_E, X, gamma));
    for (int i = 0; i < 3; i++) {
        double expected = MSBAT_FARADAY * k0 * sqrt(C_E[i] / 1000 * X[i] * (1 - X[i]));
        TEST_NEAR(i0[i] / expected, 1, 1e-13);
        TEST_NEAR(gamma[i] * (1 - X[i]), 1, 1e-13);
    }
}
END_TEST

START_TEST(unity_and_asymmetric)
{
    double i0[3], a = 0.3, f = 1.7;
    TEST_OK(ctx, msbat_material_set_kinetics(m, 1e-6, T_ROOM, 0, a, MSBAT_TS_UNITY));
    TEST_OK(ctx, msbat_material_get_exchange_current(m, T_ROOM, f, 3, C_E, X, i0));
    for (int i = 0; i < 3; i++) {
        double expected = MSBAT_FARADAY * 1e-6 * pow(f * C_E[i] / 1000, 1 - a) * pow(X[i] / (1 - X[i]), a);
        TEST_NEAR(i0[i] / expected, 1, 1e-13);
    }
}
END_TEST

START_TEST(rate_constant_from_a_rate)
{
    double sites = 1.2e-5, nu = 5, barrier = 0.55, k0;
    msbat_transport *t = make_constant(ctx, MSBAT_DIFFUSIVITY_JUMP, 1e-14, 0);
    TEST_OK(ctx, msbat_transport_set_activation(t, 0.3, 250, 350));
    TEST_OK(ctx, msbat_material_set_transport(m, t));
    msbat_transport_destroy(&t);
    TEST_OK(ctx, msbat_material_set_kinetics_rate(m, sites, nu, barrier, 0.5, MSBAT_TS_UNITY));
    for (double temperature = 280; temperature < 330; temperature += 20) {
        TEST_OK(ctx, msbat_material_get_rate_constant(m, temperature, &k0));
        TEST_NEAR(k0 / (sites * nu * 1e12 * exp(-barrier / (MSBAT_BOLTZMANN_EV * temperature))), 1, 1e-12);
    }
    TEST_OK(ctx, msbat_material_set_kinetics(m, 1e-6, 300, 0.4, 0.5, MSBAT_TS_UNITY));
    TEST_OK(ctx, msbat_material_get_rate_constant(m, 300, &k0));
    TEST_NEAR(k0 / 1e-6, 1, 1e-13);
}
END_TEST

static int published(int64_t n, const double *c_e, const double *x, double temperature, double *i0, void *user)
{
    (void)temperature;
    for (int64_t i = 0; i < n; i++) i0[i] = *(double *)user * sqrt(c_e[i]) * (1.2 - x[i]);
    return 0;
}

static int broken(int64_t n, const double *c_e, const double *x, double temperature, double *i0, void *user)
{
    (void)n, (void)c_e, (void)x, (void)temperature, (void)i0, (void)user;
    return -3;
}

START_TEST(declared_is_returned_as_declared)
{
    double factor = 0.02, range[2] = {0, 4000}, i0[3], gamma[3], sym;
    msbat_transition_state ts;
    TEST_OK(ctx, msbat_material_set_kinetics_declared(m, published, &factor, range, 0.5));
    TEST_OK(ctx, msbat_material_get_exchange_current(m, T_ROOM, 1, 3, C_E, X, i0));
    TEST_OK(ctx, msbat_material_get_transition_state(m, T_ROOM, 3, C_E, X, gamma));
    for (int i = 0; i < 3; i++) {
        ck_assert(i0[i] == factor * sqrt(C_E[i]) * (1.2 - X[i]));
        double numerator = MSBAT_FARADAY * sqrt(C_E[i] / 1000 * X[i] / (1 - X[i]));
        TEST_NEAR(gamma[i] * i0[i] / numerator, 1, 1e-13);
    }
    TEST_OK(ctx, msbat_material_get_kinetics(m, &ts, &sym));
    ck_assert(ts == MSBAT_TS_DECLARED && sym == 0.5);
    double far = 5000, x = 0.5;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "not defined", msbat_material_get_exchange_current(m, T_ROOM, 1, 1, &far, &x, i0));
}
END_TEST

START_TEST(refusals)
{
    double negative = -1, range[2] = {0, 4000}, empty[2] = {10, 10}, i0, c = 1000, x = 0.5, sym;
    msbat_transition_state ts;
    msbat_source_kind kind;
    const char *text;
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "kinetics", msbat_material_get_kinetics(m, &ts, &sym));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "kinetics", msbat_material_get_exchange_current(m, T_ROOM, 1, 1, &c, &x, &i0));
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "positive",
               msbat_material_set_kinetics_declared(m, published, &negative, range, 0.5));
    TEST_FAILS(ctx, MSBAT_ERR_CALLBACK, "-3", msbat_material_set_kinetics_declared(m, broken, NULL, range, 0.5));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "c_e_range", msbat_material_set_kinetics_declared(m, published, &x, empty, 0.5));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "i0", msbat_material_set_kinetics_declared(m, NULL, NULL, range, 0.5));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "symmetry", msbat_material_set_kinetics(m, 1e-6, 300, 0, 1, MSBAT_TS_UNITY));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "k0", msbat_material_set_kinetics(m, 0, 300, 0, 0.5, MSBAT_TS_UNITY));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "k0", msbat_material_set_kinetics(m, NAN, 300, 0, 0.5, MSBAT_TS_UNITY));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "transition state 2",
               msbat_material_set_kinetics(m, 1e-6, 300, 0, 0.5, MSBAT_TS_DECLARED));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "barrier", msbat_material_set_kinetics_rate(m, 1e-5, 5, -1, 0.5, MSBAT_TS_UNITY));
    TEST_OK(ctx, msbat_material_set_kinetics(m, 1e-6, 300, 0, 0.5, MSBAT_TS_UNITY));
    TEST_OK(ctx, msbat_material_set_kinetics_source(m, MSBAT_SOURCE_ILLUSTRATIVE, "chosen"));
    TEST_OK(ctx, msbat_material_get_kinetics_source(m, &kind, &text));
    ck_assert_str_eq(text, "chosen");
    c = 0;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "c_e[0] = 0", msbat_material_get_exchange_current(m, T_ROOM, 1, 1, &c, &x, &i0));
    c = 1000;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "activity_coefficient",
               msbat_material_get_exchange_current(m, T_ROOM, 0, 1, &c, &x, &i0));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n", msbat_material_get_exchange_current(m, T_ROOM, 1, -5, &c, &x, &i0));
    TEST_OK(ctx, msbat_material_set_kinetics(m, 1e-300, 400, 10, 0.5, MSBAT_TS_UNITY)); /* k0 underflows to 0 */
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "positive", msbat_material_get_exchange_current(m, T_ROOM, 1, 1, &c, &x, &i0));
    ck_assert_int_eq(msbat_material_set_kinetics(NULL, 1, 1, 1, 0.5, MSBAT_TS_UNITY), MSBAT_ERR_NULL);
}
END_TEST

Suite *suite_kinetics(void)
{
    Suite *s = suite_create("kinetics");
    TCase *c = tcase_create("kinetics");
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, site_exclusion_is_the_textbook_form);
    tcase_add_test(c, unity_and_asymmetric);
    tcase_add_test(c, rate_constant_from_a_rate);
    tcase_add_test(c, declared_is_returned_as_declared);
    tcase_add_test(c, refusals);
    suite_add_tcase(s, c);
    return s;
}
