/* check_electrolyte.c - properties as constants, tables and functions; the activity coefficient. */
#include "support.h"

#include "msbat/echem.h"

static msbat_context *ctx;
static msbat_electrolyte *e;

static void setup(void)
{
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    TEST_OK(ctx, msbat_electrolyte_create(ctx, 1000, 0.3, &e));
}

static void teardown(void)
{
    msbat_electrolyte_destroy(&e);
    msbat_context_destroy(&ctx);
}

START_TEST(constants_and_tables)
{
    const double c[] = {100, 500, 1000, 2000, 3000}, v[] = {1, 2, 4, 4, 3};
    double at[] = {100, 300, 1000, 1500, 2999}, out[5];
    TEST_OK(ctx, msbat_electrolyte_set_table(e, MSBAT_ELECTROLYTE_CONDUCTIVITY, 298.15, 5, c, v));
    TEST_OK(ctx, msbat_electrolyte_get_property(e, MSBAT_ELECTROLYTE_CONDUCTIVITY, 298.15, 5, at, out));
    ck_assert(out[0] == 1 && out[2] == 4 && out[3] == 4);
    ck_assert(out[1] > 1 && out[1] < 2 && out[4] > 3 && out[4] < 3.01);
    TEST_OK(ctx, msbat_electrolyte_set_table(e, MSBAT_ELECTROLYTE_DIFFUSIVITY, 298.15, 1, c, v));
    TEST_OK(ctx, msbat_electrolyte_get_property(e, MSBAT_ELECTROLYTE_DIFFUSIVITY, 350, 1, at, out));
    ck_assert(out[0] == 1);
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "298.15 K",
               msbat_electrolyte_get_property(e, MSBAT_ELECTROLYTE_CONDUCTIVITY, 310, 1, at, out));
    double outside = 99;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "outside 100",
               msbat_electrolyte_get_property(e, MSBAT_ELECTROLYTE_CONDUCTIVITY, 298.15, 1, &outside, out));
}
END_TEST

/* A straight line is reproduced by the monotone cubic. */
START_TEST(table_of_a_line)
{
    double c[21], v[21];
    for (int i = 0; i < 21; i++) {
        c[i] = 50 + 100.0 * i + 3.0 * (i % 3);
        v[i] = 1 + 1e-3 * c[i];
    }
    TEST_OK(ctx, msbat_electrolyte_set_table(e, MSBAT_ELECTROLYTE_CONDUCTIVITY, 300, 21, c, v));
    for (double at = 50; at < 2050; at += 13.7) {
        double out;
        TEST_OK(ctx, msbat_electrolyte_get_property(e, MSBAT_ELECTROLYTE_CONDUCTIVITY, 300, 1, &at, &out));
        TEST_NEAR(out, 1 + 1e-3 * at, 1e-14 * 4);
    }
}
END_TEST

static int linear_factor(int64_t n, const double *c, double t, double *v, void *user)
{
    (void)t, (void)user;
    for (int64_t i = 0; i < n; i++) v[i] = 1 + 1e-4 * c[i];
    return 0;
}

/* ln f = integral of (theta - 1) d ln c: for theta = 1 + b c it is b (c - 1000), for a constant a power law. */
START_TEST(activity_coefficient)
{
    const double range[2] = {1, 5000}, one = 1000, theta = 1.7;
    double f;
    TEST_OK(ctx, msbat_electrolyte_set_function(e, MSBAT_ELECTROLYTE_THERMODYNAMIC_FACTOR, linear_factor, NULL, range));
    for (double c = 20; c < 5000; c *= 1.9) {
        TEST_OK(ctx, msbat_electrolyte_get_activity_coefficient(e, 300, 1, &c, &f));
        TEST_NEAR(log(f), 1e-4 * (c - 1000), 1e-7); /* Simpson on 64 intervals of ln c */
    }
    TEST_OK(ctx, msbat_electrolyte_set_table(e, MSBAT_ELECTROLYTE_THERMODYNAMIC_FACTOR, 300, 1, &one, &theta));
    for (double c = 20; c < 5000; c *= 1.9) {
        TEST_OK(ctx, msbat_electrolyte_get_activity_coefficient(e, 300, 1, &c, &f));
        TEST_NEAR(f, pow(c / 1000, 0.7), 1e-14 * f);
    }
}
END_TEST

static int failing(int64_t n, const double *c, double t, double *v, void *user)
{
    (void)n, (void)c, (void)t, (void)v;
    return *(int *)user;
}

static int negative(int64_t n, const double *c, double t, double *v, void *user)
{
    (void)t, (void)user;
    for (int64_t i = 0; i < n; i++) v[i] = c[i] > 1800 ? -1 : 1;
    return 0;
}

START_TEST(refusals)
{
    msbat_electrolyte *bad = e;
    const double range[2] = {10, 3000}, wrong[2] = {1200, 3000}, c[] = {100, 100, 2000}, v[] = {1, 1, 1}, low[] = {1, 0,
                                                                                                                   1},
                 rising[] = {100, 1500, 2000};
    int one = 1;
    double at = 1000, out = 7;
    ck_assert_int_eq(msbat_electrolyte_create(ctx, -5, 0.3, &bad), MSBAT_ERR_RANGE);
    ck_assert_ptr_eq(bad, NULL);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "t_plus", msbat_electrolyte_create(ctx, 1000, 1, &bad));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "c0 = 1 mol/m^3", msbat_electrolyte_create(ctx, 1, 0.4, &bad)); /* mol/l */
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "c0", msbat_electrolyte_create(ctx, NAN, 0.4, &bad));
    ck_assert_int_eq(msbat_electrolyte_create(NULL, 1000, 0.4, &bad), MSBAT_ERR_NULL);
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "not above", msbat_electrolyte_set_table(e, 0, 300, 3, c, v));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "must be > 0", msbat_electrolyte_set_table(e, 0, 300, 3, rising, low));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n", msbat_electrolyte_set_table(e, 0, 300, -1, c, v));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "property", msbat_electrolyte_set_table(e, (msbat_electrolyte_property)9, 300,
                                                                                3, c, v));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "contain c0", msbat_electrolyte_set_function(e, 0, failing, &one, wrong));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "function", msbat_electrolyte_set_function(e, 0, NULL, NULL, range));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "diffusivity", msbat_electrolyte_get_property(e, 0, 300, 1, &at, &out));
    TEST_OK(ctx, msbat_electrolyte_set_function(e, 0, failing, &one, range));
    TEST_FAILS(ctx, MSBAT_ERR_CALLBACK, "diffusivity", msbat_electrolyte_get_property(e, 0, 300, 1, &at, &out));
    ck_assert(out == 7);
    msbat_cell *cell = NULL;
    TEST_OK(ctx, msbat_electrolyte_set_function(e, 0, negative, NULL, range));
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "positive number", msbat_cell_create(ctx, e, 1, 300, &cell));
    ck_assert_ptr_eq(cell, NULL);
    msbat_electrolyte_destroy(NULL);
}
END_TEST

Suite *suite_electrolyte(void)
{
    Suite *s = suite_create("electrolyte");
    TCase *t = tcase_create("electrolyte");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, constants_and_tables);
    tcase_add_test(t, table_of_a_line);
    tcase_add_test(t, activity_coefficient);
    tcase_add_test(t, refusals);
    suite_add_tcase(s, t);
    return s;
}
