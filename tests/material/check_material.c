#include "material_support.h"

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

static msbat_transport *table(const char *host, const char *ion, msbat_diffusivity_kind kind, double t, double haven)
{
    double row[4] = {0.5, 1e-14, 0, haven};
    msbat_transport *transport = NULL;
    TEST_OK(ctx, msbat_transport_create_table(ctx, host, ion, kind, t, 1, row, &transport));
    return transport;
}

START_TEST(darken_for_each_kind)
{
    double x[] = {0.1, 0.5, 0.8}, d[3], dj[3], omega = 0.01, kt = MSBAT_BOLTZMANN_EV * T_ROOM;
    msbat_diffusivity_kind kinds[] = {MSBAT_DIFFUSIVITY_JUMP, MSBAT_DIFFUSIVITY_TRACER, MSBAT_DIFFUSIVITY_CHEMICAL};
    for (int k = 0; k < 3; k++) {
        msbat_material *m = make_material(ctx, omega, 0, make_constant(ctx, kinds[k], 1e-14, 0.6));
        TEST_OK(ctx, msbat_material_get_chemical_diffusivity(m, T_ROOM, 3, x, d));
        TEST_OK(ctx, msbat_material_get_jump_diffusivity(m, T_ROOM, 3, x, dj));
        for (int i = 0; i < 3; i++) {
            double gamma = 1 / (1 - x[i]) - 2 * omega * x[i] / kt;
            double expected = k == 0 ? 1e-14 * gamma : k == 1 ? 1e-14 * gamma / 0.6 : 1e-14;
            TEST_NEAR(d[i] / expected, 1, 1e-13);
            TEST_NEAR(dj[i] * gamma / expected, 1, 1e-13);
        }
        if (k == 2) ck_assert(d[0] == 1e-14 || fabs(d[0] / 1e-14 - 1) < 3e-15);
        msbat_material_destroy(&m);
    }
}
END_TEST

START_TEST(declared_has_no_mobility_below_the_floor)
{
    double x[] = {0.1, 0.5}, d[2] = {7, 7}, floor_value;
    char text[32];
    msbat_material *m = make_material(ctx, 0.1, 1, make_constant(ctx, MSBAT_DIFFUSIVITY_CHEMICAL, 1e-14, 0));
    TEST_OK(ctx, msbat_material_get_chemical_diffusivity(m, T_ROOM, 2, x, d));
    TEST_NEAR(d[1] / 1e-14, 1, 3e-15); /* declared: reproduced even inside the gap */
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "gamma_floor", msbat_material_get_jump_diffusivity(m, T_ROOM, 2, x, d));
    TEST_OK(ctx, msbat_material_set_option(m, "gamma_floor", "0.01"));
    TEST_OK(ctx, msbat_material_get_gamma_floor(m, &floor_value));
    ck_assert(floor_value == 0.01);
    TEST_OK(ctx, msbat_material_get_option(m, "gamma_floor", sizeof text, text));
    ck_assert_str_eq(text, "0.01");
    ck_assert_int_eq(msbat_material_set_gamma_floor(m, 2), MSBAT_ERR_RANGE);
    ck_assert_int_eq(msbat_material_set_option(m, "nonsense", "1"), MSBAT_ERR_NOT_FOUND);
    msbat_material_destroy(&m);
}
END_TEST

START_TEST(what_does_not_belong_together_is_refused)
{
    msbat_phase *phase = make_phase(ctx, 0);
    msbat_material *m = NULL;
    const msbat_transport *held = NULL;
    msbat_transport *host = table("C6", "Li", MSBAT_DIFFUSIVITY_JUMP, 298.15, 0);
    msbat_transport *ion = table("CoO2", "Na", MSBAT_DIFFUSIVITY_JUMP, 298.15, 0);
    msbat_transport *tracer = table("CoO2", "Li", MSBAT_DIFFUSIVITY_TRACER, 298.15, 0);
    TEST_OK(ctx, msbat_material_create(phase, &m));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "host \"C6\"", msbat_material_set_transport(m, host));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "ion \"Na\"", msbat_material_set_transport(m, ion));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "Haven", msbat_material_set_transport(m, tracer));
    TEST_OK(ctx, msbat_material_get_transport(m, &held));
    ck_assert_ptr_null(held);
    msbat_transport_destroy(&host);
    msbat_transport_destroy(&ion);
    msbat_transport_destroy(&tracer);
    msbat_material_destroy(&m);
    msbat_phase_destroy(&phase);
}
END_TEST

START_TEST(phase_needs_a_site_density)
{
    msbat_phase *phase = NULL;
    msbat_material *m = NULL;
    TEST_OK(ctx, msbat_phase_create_regular(ctx, "CoO2", "Li", -3.9, 0, 0, 0, &phase));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "site density", msbat_material_create(phase, &m));
    ck_assert_ptr_null(m);
    msbat_phase_destroy(&phase);
}
END_TEST

START_TEST(ranges_are_intersected_and_kept)
{
    double rows[8] = {0.2, 1e-14, 0, 0, 0.7, 2e-14, 0, 0}, xr[2], tr[2], x[] = {0.1}, d;
    msbat_transport *t = NULL;
    TEST_OK(ctx, msbat_transport_create_table(ctx, "CoO2", "Li", MSBAT_DIFFUSIVITY_JUMP, T_ROOM, 2, rows, &t));
    msbat_material *m = make_material(ctx, 0, 0, t);
    TEST_OK(ctx, msbat_material_get_range(m, xr, tr));
    ck_assert(xr[0] == 0.2 && xr[1] == 0.7 && tr[0] == T_ROOM && tr[1] == T_ROOM);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x[0] = 0.1", msbat_material_get_chemical_diffusivity(m, T_ROOM, 1, x, &d));
    x[0] = 0.5;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_material_get_chemical_diffusivity(m, 310, 1, x, &d));
    msbat_material_destroy(&m);
}
END_TEST

START_TEST(si_views_of_the_phase)
{
    msbat_material *m = make_material(ctx, 0.02, 0, make_constant(ctx, MSBAT_DIFFUSIVITY_JUMP, 1e-14, 0));
    double x[] = {0.05, 0.5, 0.95}, u[3], slope[3], mu[3], back[3], c, omega;
    const msbat_phase *phase;
    TEST_OK(ctx, msbat_material_get_voltage(m, T_ROOM, 3, x, u, slope));
    TEST_OK(ctx, msbat_material_get_mu(m, T_ROOM, 3, x, mu));
    TEST_OK(ctx, msbat_material_find_x(m, T_ROOM, 3, mu, back));
    TEST_NEAR(u[1], 3.9, 1e-14);
    for (int i = 0; i < 3; i++) {
        double kt = MSBAT_BOLTZMANN_EV * T_ROOM;
        TEST_NEAR(u[i], 3.9 - 0.02 * (1 - 2 * x[i]) - kt * log(x[i] / (1 - x[i])), 1e-14);
        TEST_NEAR(slope[i], 0.04 - kt / (x[i] * (1 - x[i])), 1e-13);
        TEST_NEAR(mu[i], -MSBAT_FARADAY * u[i], 1e-9);
        TEST_NEAR(back[i], x[i], 1e-13);
    }
    TEST_OK(ctx, msbat_material_get_max_concentration(m, &c));
    TEST_OK(ctx, msbat_material_get_partial_molar_volume(m, &omega));
    ck_assert(c == SITES && omega == 0);
    TEST_OK(ctx, msbat_material_get_phase(m, &phase));
    ck_assert_ptr_nonnull(phase);
    msbat_material_destroy(&m);
}
END_TEST

START_TEST(mechanics_and_hostile)
{
    msbat_material *m = make_material(ctx, 0, 0, make_constant(ctx, MSBAT_DIFFUSIVITY_JUMP, 1e-14, 0));
    double e = 7, nu = 7, x = 0.5, out;
    msbat_source_kind kind;
    const char *text;
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "mechanics", msbat_material_get_mechanics(m, &e, &nu));
    ck_assert(e == 7 && nu == 7);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "young_pa", msbat_material_set_mechanics(m, 0, 0.2));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "young_pa", msbat_material_set_mechanics(m, 100, 0.2)); /* GPa */
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "poisson", msbat_material_set_mechanics(m, 1e9, 0.5));
    TEST_OK(ctx, msbat_material_set_mechanics(m, 1.5e10, 0.3));
    TEST_OK(ctx, msbat_material_get_mechanics(m, &e, &nu));
    ck_assert(e == 1.5e10 && nu == 0.3);
    TEST_OK(ctx, msbat_material_set_mechanics_source(m, MSBAT_SOURCE_ILLUSTRATIVE, "chosen"));
    TEST_OK(ctx, msbat_material_get_mechanics_source(m, &kind, &text));
    ck_assert(kind == MSBAT_SOURCE_ILLUSTRATIVE && !strcmp(text, "chosen"));
    msbat_material *none = m;
    ck_assert_int_eq(msbat_material_create(NULL, &none), MSBAT_ERR_NULL);
    ck_assert_ptr_null(none);
    ck_assert_int_eq(msbat_material_get_enthalpy(NULL, 300, 1, &x, &out), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_material_set_transport(NULL, NULL), MSBAT_ERR_NULL);
    msbat_material_destroy(&m);
    msbat_material_destroy(NULL);
}
END_TEST

Suite *suite_material(void)
{
    Suite *s = suite_create("material");
    TCase *c = tcase_create("material");
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, darken_for_each_kind);
    tcase_add_test(c, declared_has_no_mobility_below_the_floor);
    tcase_add_test(c, what_does_not_belong_together_is_refused);
    tcase_add_test(c, phase_needs_a_site_density);
    tcase_add_test(c, ranges_are_intersected_and_kept);
    tcase_add_test(c, si_views_of_the_phase);
    tcase_add_test(c, mechanics_and_hostile);
    suite_add_tcase(s, c);
    return s;
}
