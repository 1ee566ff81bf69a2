/* check_kinetics.c - Nernst potential and Butler-Volmer of materials. */
#include "echem/cells.h"
#include "support.h"

static const double T = 298.15;

/* A regular solution: everything in closed form. */
static msbat_material *regular(msbat_context *ctx, double omega, double symmetry, msbat_transition_state ts)
{
    msbat_phase *phase = NULL;
    msbat_material *material = NULL;
    TEST_OK(ctx, msbat_phase_create_regular(ctx, "host", "Li", -3.9, 0, omega, 0, &phase));
    TEST_OK(ctx, msbat_phase_set_site_density(phase, 5e4));
    TEST_OK(ctx, msbat_material_create(phase, &material));
    TEST_OK(ctx, msbat_material_set_kinetics(material, 1e-5, T, 0.3, symmetry, ts));
    msbat_phase_destroy(&phase);
    return material;
}

START_TEST(zero_at_nernst)
{
    msbat_context *ctx = NULL;
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    const double a[] = {0.5, 0.3, 0.71};
    for (int k = 0; k < 6; k++) {
        msbat_material *m = regular(ctx, k % 2 ? 0.02 : -0.1, a[k / 2], k % 2 ? MSBAT_TS_UNITY
                                    : MSBAT_TS_SITE_EXCLUSION);
        double c[50], x[50], u[50], i[50];
        for (int j = 0; j < 50; j++) {
            c[j] = 1 + 37.7 * j * j;
            x[j] = 0.01 + 0.0195 * j;
        }
        TEST_OK(ctx, msbat_kinetics_get_nernst(m, T, 1.3, 50, c, x, u));
        TEST_OK(ctx, msbat_kinetics_get_current(m, T, 1.3, 50, c, x, u, i));
        for (int j = 0; j < 50; j++) ck_assert_msg(i[j] == 0, "i = %g at x = %g", i[j], x[j]);
        msbat_material_destroy(&m);
    }
    msbat_context_destroy(&ctx);
}
END_TEST

/* U = U(x_ref) + RT/F ln(a_O/a_R) with the activity that the phase gives: two routes to one number. */
START_TEST(nernst_from_activities)
{
    msbat_context *ctx = NULL;
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    msbat_material *m = regular(ctx, 0.03, 0.5, MSBAT_TS_UNITY);
    const msbat_phase *phase = NULL;
    TEST_OK(ctx, msbat_material_get_phase(m, &phase));
    for (int j = 1; j < 20; j++) {
        double x = 0.05 * j, c = 120.0 * j, f = 0.9, u, a_r, x_ref, u0;
        TEST_OK(ctx, msbat_kinetics_get_nernst(m, T, f, 1, &c, &x, &u));
        TEST_OK(ctx, msbat_phase_get_activity(phase, T, 1, &x, &a_r));
        TEST_OK(ctx, msbat_phase_get_activity_reference(phase, &x_ref));
        TEST_OK(ctx, msbat_phase_get_voltage(phase, T, 1, &x_ref, &u0));
        double closed = u0 + MSBAT_GAS_CONSTANT * T / MSBAT_FARADAY * log(f * c / 1000 / a_r);
        TEST_NEAR(u, closed, 1e-14 * 4);
    }
    msbat_material_destroy(&m);
    msbat_context_destroy(&ctx);
}
END_TEST

START_TEST(inverse_round_trip)
{
    const double a[] = {0.5, 0.1, 0.3, 0.9};
    for (int k = 0; k < 4; k++)
        for (int j = -120; j <= 120; j++) {
            double eta = (j < 0 ? -1 : 1) * pow(10, (abs(j) - 110) / 10.0), i0 = 2.7;
            if (j == 0) eta = 0;
            double i = msbat_kinetics_eval_current(i0, a[k], T, eta);
            double back = msbat_kinetics_eval_overpotential(i0, a[k], T, i);
            /* i carries |dlni/deta| * eta ulps of its exponent */
            TEST_NEAR(back, eta, 1e-14 * fabs(eta));
        }
    ck_assert(isnan(msbat_kinetics_eval_current(-1, 0.5, T, 0)));
    ck_assert(isnan(msbat_kinetics_eval_overpotential(1, 1, T, 0)));
    ck_assert(isnan(msbat_kinetics_eval_overpotential(1, 0.5, T, INFINITY)));
}
END_TEST

/* Anodic over cathodic current = exp(F eta/RT): detailed balance of the two directions, and the slope at 0 is
 * 1/R_ct. */
START_TEST(detailed_balance_and_resistance)
{
    double thermal = MSBAT_GAS_CONSTANT * T / MSBAT_FARADAY;
    for (double a = 0.1; a < 0.95; a += 0.2) {
        double i0 = 3, eta = 0.05, h = 1e-6;
        double forward = msbat_kinetics_eval_current(i0, a, T, eta), backward = msbat_kinetics_eval_current(i0, 1 - a,
                                                                                                            T, -eta);
        TEST_NEAR(forward, -backward, 1e-15 * fabs(forward) * 8);
        double slope = (msbat_kinetics_eval_current(i0, a, T, h) - msbat_kinetics_eval_current(i0, a, T, -h)) / (2 * h);
        TEST_NEAR(slope * thermal / i0, 1, 1e-8);
    }
    msbat_context *ctx = NULL;
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    msbat_material *m = regular(ctx, 0, 0.4, MSBAT_TS_UNITY);
    double c = 800, x = 0.3, i0, r;
    TEST_OK(ctx, msbat_material_get_exchange_current(m, T, 1, 1, &c, &x, &i0));
    TEST_OK(ctx, msbat_kinetics_get_resistance(m, T, 1, 1, &c, &x, &r));
    TEST_NEAR(r * i0, thermal, 1e-16);
    msbat_material_destroy(&m);
    msbat_context_destroy(&ctx);
}
END_TEST

START_TEST(overpotential_from_material)
{
    msbat_context *ctx = NULL;
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    msbat_material *m = regular(ctx, -0.05, 0.35, MSBAT_TS_SITE_EXCLUSION);
    for (int j = -20; j <= 20; j++) {
        double c = 900, x = 0.6, i = 0.37 * j, eta, u, back;
        TEST_OK(ctx, msbat_kinetics_get_overpotential(m, T, 1, 1, &c, &x, &i, &eta));
        TEST_OK(ctx, msbat_kinetics_get_nernst(m, T, 1, 1, &c, &x, &u));
        u += eta;
        TEST_OK(ctx, msbat_kinetics_get_current(m, T, 1, 1, &c, &x, &u, &back));
        TEST_NEAR(back, i, 1e-12); /* U of 3.9 V carries 4e-16 V, times F/RT i */
    }
    msbat_material_destroy(&m);
    msbat_context_destroy(&ctx);
}
END_TEST

Suite *suite_kinetics(void)
{
    Suite *s = suite_create("kinetics");
    TCase *t = tcase_create("kinetics");
    tcase_add_test(t, zero_at_nernst);
    tcase_add_test(t, nernst_from_activities);
    tcase_add_test(t, inverse_round_trip);
    tcase_add_test(t, detailed_balance_and_resistance);
    tcase_add_test(t, overpotential_from_material);
    suite_add_tcase(s, t);
    return s;
}
