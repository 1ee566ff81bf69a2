/* check_interface.c - Butler-Volmer in its limits, tables of an electrolyte between their rows, and the options of a
 * cell. */
#include "echem/runs.h"

static const double T = 298.15;
static msbat_context *ctx;
static msbat_electrolyte *electrolyte;

static void setup(void)
{
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    TEST_OK(ctx, msbat_electrolyte_create(ctx, 1000.0, 0.4, &electrolyte));
}

static void teardown(void)
{
    msbat_electrolyte_destroy(&electrolyte);
    msbat_context_destroy(&ctx);
}

static double thermal(void) { return MSBAT_GAS_CONSTANT * T / MSBAT_FARADAY; }

/* ---- Butler-Volmer ---- */
/* Tafel: ten thermal voltages out one direction is left, up to exp(-10); a decade then costs ln 10 RT/((1 - a) F) on
 * the anodic side and ln 10 RT/(a F) on the cathodic one. */
START_TEST(tafel_slopes)
{
    for (double a = 0.2; a < 0.9; a += 0.1) {
        double anodic = log(10.0) * thermal() / (1.0 - a), cathodic = log(10.0) * thermal() / a, out = 10.0 * thermal();
        double here = msbat_kinetics_eval_current(2.0, a, T, out / (1.0 - a));
        double further = msbat_kinetics_eval_current(2.0, a, T, out / (1.0 - a) + anodic);
        TEST_NEAR(further / here, 10.0, 10.0 * exp(-10.0));
        here = msbat_kinetics_eval_current(2.0, a, T, -out / a);
        further = msbat_kinetics_eval_current(2.0, a, T, -out / a - cathodic);
        TEST_NEAR(further / here, 10.0, 10.0 * exp(-10.0));
    }
}
END_TEST

/* i/i0 = y + (1 - 2a) y^2/2 + ((1-a)^3 + a^3) y^3/6 + ..., y = F eta/RT: the remainder goes with y^4. */
START_TEST(series_about_equilibrium)
{
    for (double a = 0.1; a < 0.95; a += 0.2)
        for (double y = 0.08; y > 0.004; y *= 0.5) {
            double cubic = (pow(1.0 - a, 3.0) + pow(a, 3.0)) / 6.0;
            double series = y + 0.5 * (1.0 - 2.0 * a) * y * y + cubic * y * y * y;
            double ratio = msbat_kinetics_eval_current(3.0, a, T, y * thermal()) / 3.0;
            TEST_NEAR(ratio, series, y * y * y * y / 24.0 + 1e-15);
        }
}
END_TEST

/* For a = 1/2 the inverse is 2RT/F asinh(i/2 i0), over thirty orders of magnitude and both signs. */
START_TEST(inverse_in_closed_form)
{
    for (int k = -20; k <= 10; k++)
        for (int sign = -1; sign <= 1; sign += 2) {
            double i = sign * pow(10.0, k), exact = 2.0 * thermal() * asinh(0.5 * i / 1.7);
            TEST_NEAR(msbat_kinetics_eval_overpotential(1.7, 0.5, T, i) / exact, 1.0, 1e-14);
        }
    ck_assert(msbat_kinetics_eval_overpotential(1.7, 0.3, T, 0.0) == 0.0);
}
END_TEST

/* i rises with eta, for every a; i0 is a factor; temperature and eta enter as their quotient. */
START_TEST(scaling_of_the_current)
{
    for (double a = 0.1; a < 0.95; a += 0.2) {
        double before = -HUGE_VAL;
        for (double eta = -0.3; eta < 0.3; eta += 0.007) {
            double i = msbat_kinetics_eval_current(1.0, a, T, eta);
            ck_assert(i > before);
            TEST_NEAR(msbat_kinetics_eval_current(7.0, a, T, eta) / i, 7.0, 1e-14);
            TEST_NEAR(msbat_kinetics_eval_current(1.0, a, 2.0 * T, 2.0 * eta) / i, 1.0, 1e-13);
            before = i;
        }
    }
}
END_TEST

/* ---- tables ---- */
static double smooth(double c) { return exp(-1e-3 * c) + 0.2; }

/* Largest error of a table of smooth over 100 ... 2100 in n intervals, which also must fall as the function does. */
static double table_error(int n)
{
    double c[65], value[65], worst = 0.0, before = HUGE_VAL;
    for (int k = 0; k <= n; k++) {
        c[k] = 100.0 + 2000.0 * k / n;
        value[k] = smooth(c[k]);
    }
    TEST_OK(ctx, msbat_electrolyte_set_table(electrolyte, MSBAT_ELECTROLYTE_DIFFUSIVITY, T, n + 1, c, value));
    for (double at = 100.0; at < 2100.0; at += 3.7) {
        double got = 0.0;
        TEST_OK(ctx, msbat_electrolyte_get_property(electrolyte, MSBAT_ELECTROLYTE_DIFFUSIVITY, T, 1, &at, &got));
        ck_assert(got < before);
        worst = fmax(worst, fabs(got - smooth(at)));
        before = got;
    }
    return worst;
}

/* A cubic between rows with slopes of the data: the slopes are of second order, h^2/3 times the third derivative (1e-9)
 * at the ends, where they are worst; of the values that makes h 4/27 times as much, 1.4e-6 at h = 31. */
START_TEST(table_is_of_third_order)
{
    double coarse = table_error(16), middle = table_error(32), fine = table_error(64);
    ck_assert_msg(log2(coarse / middle) > 2.7 && log2(middle / fine) > 2.7, "%g %g %g", coarse, middle, fine);
    ck_assert_msg(fine < 1.4e-6, "%g", fine);
}
END_TEST

/* Steps in the data: nothing between two rows lies outside of them, and every row is met. */
START_TEST(table_does_not_overshoot)
{
    static const double c[8] = {100, 300, 350, 700, 1000, 1010, 1500, 2000}, value[8] = {1, 1, 5, 5.1, 0.1, 8, 8, 2};
    TEST_OK(ctx, msbat_electrolyte_set_table(electrolyte, MSBAT_ELECTROLYTE_CONDUCTIVITY, T, 8, c, value));
    for (int k = 0; k < 7; k++) {
        double low = fmin(value[k], value[k + 1]), high = fmax(value[k], value[k + 1]);
        for (int part = 0; part <= 16; part++) {
            double at = c[k] + (c[k + 1] - c[k]) * part / 16.0, got = 0.0;
            TEST_OK(ctx, msbat_electrolyte_get_property(electrolyte, MSBAT_ELECTROLYTE_CONDUCTIVITY, T, 1, &at, &got));
            ck_assert_msg(got >= low * (1.0 - 1e-14) && got <= high * (1.0 + 1e-14), "%g at %g", got, at);
            if (part == 0) TEST_NEAR(got / value[k], 1.0, 1e-14);
        }
    }
}
END_TEST

/* 1 + d ln f/d ln c is the factor: by central differences of ln f in ln c, on a table that bends; f(1000) = 1. */
START_TEST(activity_coefficient_is_the_integral)
{
    static const double c[5] = {10, 500, 1000, 2000, 4000}, factor[5] = {1.0, 1.1, 1.5, 2.4, 4.0};
    double one = 0.0;
    const double standard = 1000.0, h = 1e-3;
    TEST_OK(ctx, msbat_electrolyte_set_table(electrolyte, MSBAT_ELECTROLYTE_THERMODYNAMIC_FACTOR, T, 5, c, factor));
    TEST_OK(ctx, msbat_electrolyte_get_activity_coefficient(electrolyte, T, 1, &standard, &one));
    TEST_NEAR(one, 1.0, 1e-14);
    for (double at = 30.0; at < 3500.0; at *= 1.37) {
        const double ends[2] = {at * exp(-h), at * exp(h)};
        double f[2], theta;
        TEST_OK(ctx, msbat_electrolyte_get_activity_coefficient(electrolyte, T, 2, ends, f));
        TEST_OK(ctx, msbat_electrolyte_get_property(electrolyte, MSBAT_ELECTROLYTE_THERMODYNAMIC_FACTOR, T, 1, &at,
                                                    &theta));
        TEST_NEAR(1.0 + log(f[1] / f[0]) / (2.0 * h), theta, 2e-3);
    }
}
END_TEST

/* ---- options ---- */
static msbat_status cell_set(void *cell, const char *name, const char *value)
{
    return msbat_cell_set_option(cell, name, value);
}

static msbat_status cell_get(const void *cell, const char *name, size_t size, char *value)
{
    return msbat_cell_get_option(cell, name, size, value);
}

static const test_limits limits[] = {
    {"points_negative", "20", "2", "1", "1000", "1001"}, {"points_separator", "20", "2", "1", "1000", "1001"},
    {"points_positive", "20", "2", "1", "1000", "1001"}, {"points_particle", "20", "3", "2", "1000", "1001"},
    {"grading", "4", "1", "0.99", "100", "100.5"},       {"max_steps", "100000", "10", "9", "1000000000", "1000000001"},
};

START_TEST(cell_options)
{
    msbat_cell *cell = NULL;
    char model[16];
    TEST_OK(ctx, cells_create(ctx, &cells_chen, &cell));
    test_option_limits(ctx, cell, cell_set, cell_get, (int)(sizeof limits / sizeof *limits), limits);
    TEST_OK(ctx, msbat_cell_get_option(cell, "model", sizeof model, model));
    ck_assert_str_eq(model, "dfn");
    ck_assert_int_ne(msbat_cell_set_option(cell, "model", "spme"), MSBAT_OK);
    TEST_OK(ctx, msbat_cell_set_option(cell, "model", "spm"));
    TEST_OK(ctx, msbat_cell_get_option(cell, "model", sizeof model, model));
    ck_assert_str_eq(model, "spm");
    msbat_cell_destroy(&cell);
}
END_TEST

Suite *suite_interface(void)
{
    Suite *s = suite_create("interface");
    TCase *t = tcase_create("interface");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, tafel_slopes);
    tcase_add_test(t, series_about_equilibrium);
    tcase_add_test(t, inverse_in_closed_form);
    tcase_add_test(t, scaling_of_the_current);
    tcase_add_test(t, table_is_of_third_order);
    tcase_add_test(t, table_does_not_overshoot);
    tcase_add_test(t, activity_coefficient_is_the_integral);
    tcase_add_test(t, cell_options);
    suite_add_tcase(s, t);
    return s;
}
