#include "material_support.h"

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

static const double ROWS[] = {0.2, 1e-14, 1e-16, 0.5, 0.6, 4e-14, 8e-16, 0.7, 0.9, 1e-15, 0, 0.9};

static msbat_status create(msbat_diffusivity_kind kind, double t, int64_t n, const double *rows, msbat_transport **out)
{
    return msbat_transport_create_table(ctx, "CoO2", "Li", kind, t, n, rows, out);
}

START_TEST(table_is_log_linear_and_exact_at_rows)
{
    msbat_transport *t = NULL;
    double x[] = {0.2, 0.4, 0.6, 0.9}, d[4], haven[4], error[4];
    TEST_OK(ctx, create(MSBAT_DIFFUSIVITY_TRACER, 300, 3, ROWS, &t));
    TEST_OK(ctx, msbat_transport_get_diffusivity(t, 300, 4, x, d));
    TEST_OK(ctx, msbat_transport_get_haven(t, 300, 4, x, haven));
    TEST_OK(ctx, msbat_transport_get_error(t, 300, 4, x, error));
    TEST_NEAR(d[0] / 1e-14, 1, 1e-13);
    TEST_NEAR(d[1] / 2e-14, 1, 1e-13); /* geometric mean of 1 and 4 */
    TEST_NEAR(d[2] / 4e-14, 1, 1e-13);
    TEST_NEAR(d[3] / 1e-15, 1, 1e-13);
    TEST_NEAR(haven[1], 0.6, 1e-15);
    TEST_NEAR(error[1] / 3e-16, 1, 1e-13); /* 1.5 % of 2e-14 */
    msbat_transport_destroy(&t);
    ck_assert_ptr_null(t);
}
END_TEST

/* D*(x, T) as molecular dynamics gives it: exact at the samples, Arrhenius between temperatures. */
START_TEST(samples_at_several_temperatures)
{
    const double samples[] = {300, 0.2, 1e-14, 1e-16, 0.5, 300, 0.8, 4e-14, 1e-16, 0.7, 400, 0.1, 1e-13, 0, 0.6,
                              400, 0.7, 1e-12, 0, 0.8, 500, 0.4, 3e-12, 0, 0.9};
    msbat_transport *t = NULL;
    double x = 0.3, d[4], range[2], t_range[2], haven, temperatures[4] = {300, 400, 500, 1 / (0.5 / 300 + 0.5 / 400)};
    TEST_OK(ctx, msbat_transport_create_samples(ctx, "CoO2", "Li", MSBAT_DIFFUSIVITY_TRACER, 5, samples, &t));
    TEST_OK(ctx, msbat_transport_get_range(t, range, t_range));
    ck_assert(range[0] == 0.2 && range[1] == 0.7 && t_range[0] == 300 && t_range[1] == 500);
    for (int i = 0; i < 4; i++) TEST_OK(ctx, msbat_transport_get_diffusivity(t, temperatures[i], 1, &x, &d[i]));
    TEST_NEAR(d[0] / (1e-14 * pow(4, 1.0 / 6)), 1, 1e-13);
    TEST_NEAR(d[1] / (1e-13 * pow(10, 1.0 / 3)), 1, 1e-13);
    TEST_NEAR(d[2] / 3e-12, 1, 1e-13);
    TEST_NEAR(d[3] / sqrt(d[0] * d[1]), 1, 1e-13); /* half way in 1/T */
    TEST_OK(ctx, msbat_transport_get_haven(t, 300, 1, &x, &haven));
    TEST_NEAR(haven, 0.5 + 0.2 / 6, 1e-15);
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "3 temperatures", msbat_transport_set_activation(t, 0.3, 200, 400));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "510 K", msbat_transport_get_diffusivity(t, 510, 1, &x, d));
    msbat_transport_destroy(&t);
}
END_TEST

START_TEST(bad_samples_are_refused)
{
    double falls[] = {300, 0.2, 1e-14, 0, 0, 290, 0.8, 4e-14, 0, 0};
    double twice[] = {300, 0.2, 1e-14, 0, 0, 300, 0.2, 1, 0, 0};
    double apart[] = {300, 0.2, 1e-14, 0, 0, 300, 0.3, 1e-14, 0, 0, 400, 0.4, 1e-14, 0, 0, 400, 0.5, 1e-14, 0, 0};
    msbat_diffusivity_kind j = MSBAT_DIFFUSIVITY_JUMP;
    msbat_transport *t = NULL;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "T = 290", msbat_transport_create_samples(ctx, "a", "b", j, 2, falls, &t));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "row 1 has x", msbat_transport_create_samples(ctx, "a", "b", j, 2, twice, &t));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "covered", msbat_transport_create_samples(ctx, "a", "b", j, 4, apart, &t));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n", msbat_transport_create_samples(ctx, "a", "b", j, 0, apart, &t));
    falls[0] = NAN;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "row 0 has T", msbat_transport_create_samples(ctx, "a", "b", j, 2, falls, &t));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "samples", msbat_transport_create_samples(ctx, "a", "b", j, 2, NULL, &t));
    ck_assert_ptr_null(t);
}
END_TEST

START_TEST(arrhenius_holds_its_range)
{
    msbat_transport *t = NULL;
    double x = 0.5, d300, d330, range[2], x_range[2];
    TEST_OK(ctx, create(MSBAT_DIFFUSIVITY_JUMP, 300, 3, ROWS, &t));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "330 K", msbat_transport_get_diffusivity(t, 330, 1, &x, &d330));
    TEST_OK(ctx, msbat_transport_set_activation(t, 0.3, 280, 340));
    TEST_OK(ctx, msbat_transport_get_diffusivity(t, 300, 1, &x, &d300));
    TEST_OK(ctx, msbat_transport_get_diffusivity(t, 330, 1, &x, &d330));
    TEST_NEAR(log(d330 / d300), -0.3 / MSBAT_BOLTZMANN_EV * (1 / 330.0 - 1 / 300.0), 1e-12);
    TEST_OK(ctx, msbat_transport_get_range(t, x_range, range));
    ck_assert(range[0] == 280 && range[1] == 340 && x_range[0] == 0.2 && x_range[1] == 0.9);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "t_min", msbat_transport_set_activation(t, 0.3, 310, 340));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "t_max", msbat_transport_set_activation(t, 0.3, 290, NAN));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "activation_ev", msbat_transport_set_activation(t, -0.1, 290, 310));
    /* 30 kJ/mol given as eV */
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "must be in [0, 10]", msbat_transport_set_activation(t, 30, 290, 310));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "341 K", msbat_transport_get_diffusivity(t, 341, 1, &x, &d330));
    msbat_transport_destroy(&t);
}
END_TEST

START_TEST(source_and_names_are_kept)
{
    msbat_transport *t = make_constant(ctx, MSBAT_DIFFUSIVITY_JUMP, 1e-14, 0);
    msbat_source_kind kind;
    msbat_diffusivity_kind d_kind;
    const char *text, *ion, *host;
    TEST_OK(ctx, msbat_transport_get_source(t, &kind, &text));
    ck_assert(kind == MSBAT_SOURCE_COMPUTED);
    ck_assert_str_eq(text, "");
    TEST_OK(ctx, msbat_transport_set_source(t, MSBAT_SOURCE_PUBLISHED, "a paper"));
    TEST_OK(ctx, msbat_transport_set_source(t, MSBAT_SOURCE_MEASURED, "another paper"));
    TEST_OK(ctx, msbat_transport_get_source(t, &kind, &text));
    ck_assert(kind == MSBAT_SOURCE_MEASURED);
    ck_assert_str_eq(text, "another paper");
    TEST_OK(ctx, msbat_transport_get_names(t, &host, &ion));
    ck_assert_str_eq(host, "CoO2");
    ck_assert_str_eq(ion, "Li");
    TEST_OK(ctx, msbat_transport_get_kind(t, &d_kind));
    ck_assert(d_kind == MSBAT_DIFFUSIVITY_JUMP);
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "source kind 7",
               msbat_transport_set_source(t, (msbat_source_kind)7, "a paper"));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "source", msbat_transport_set_source(t, MSBAT_SOURCE_MEASURED, NULL));
    msbat_transport_destroy(&t);
}
END_TEST

static void refuse_row(double x, double d, double error, double haven, const char *needle)
{
    double rows[8] = {0.3, 1e-14, 0, 0.5, x, d, error, haven};
    msbat_transport *t = (msbat_transport *)(void *)rows;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, needle, create(MSBAT_DIFFUSIVITY_JUMP, 300, 2, rows, &t));
    ck_assert_ptr_null(t);
}

START_TEST(bad_rows_are_refused_by_number)
{
    refuse_row(0.3, 1e-14, 0, 0.5, "row 1 has x = 0.3");
    refuse_row(1.1, 1e-14, 0, 0.5, "row 1 has x");
    refuse_row(NAN, 1e-14, 0, 0.5, "row 1 has x");
    refuse_row(0.4, 0, 0, 0.5, "row 1 has D = 0");
    refuse_row(0.4, INFINITY, 0, 0.5, "row 1 has D");
    refuse_row(0.4, 1e-14, -1, 0.5, "standard error -1");
    refuse_row(0.4, 1e-14, 0, 0, "Haven ratio 0");
    refuse_row(0.4, 1e-14, 0, NAN, "Haven ratio");
}
END_TEST

START_TEST(hostile_arguments_give_a_status)
{
    msbat_transport *t = NULL;
    msbat_diffusivity_kind j = MSBAT_DIFFUSIVITY_JUMP;
    double x = 0.5, d = 7, row[4] = {0.5, 1e-14, 0, 0};
    ck_assert_int_eq(msbat_transport_create_table(NULL, "a", "b", j, 300, 1, row, &t), MSBAT_ERR_NULL);
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "host", msbat_transport_create_table(ctx, NULL, "b", j, 300, 1, row, &t));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "rows", create(j, 300, 1, NULL, &t));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "transport", create(j, 300, 1, row, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "host", msbat_transport_create_table(ctx, "", "b", j, 300, 1, row, &t));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "kind 3", create((msbat_diffusivity_kind)3, 300, 1, row, &t));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n", create(j, 300, 0, row, &t));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n", create(j, 300, INT64_MAX, row, &t));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", create(j, 0, 1, row, &t));
    t = make_constant(ctx, j, 1e-14, 0);
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "Haven", msbat_transport_get_haven(t, T_ROOM, 1, &x, &d));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n", msbat_transport_get_diffusivity(t, T_ROOM, -1, &x, &d));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "x", msbat_transport_get_diffusivity(t, T_ROOM, 1, NULL, &d));
    x = 1.5;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x[0] = 1.5", msbat_transport_get_diffusivity(t, T_ROOM, 1, &x, &d));
    ck_assert(d == 7);
    ck_assert_int_eq(msbat_transport_get_diffusivity(NULL, 300, 1, &x, &d), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_transport_set_activation(NULL, 0, 1, 2), MSBAT_ERR_NULL);
    msbat_transport_destroy(&t);
    msbat_transport_destroy(&t);
    msbat_transport_destroy(NULL);
}
END_TEST

Suite *suite_transport(void)
{
    Suite *s = suite_create("transport");
    TCase *c = tcase_create("transport");
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, table_is_log_linear_and_exact_at_rows);
    tcase_add_test(c, samples_at_several_temperatures);
    tcase_add_test(c, bad_samples_are_refused);
    tcase_add_test(c, arrhenius_holds_its_range);
    tcase_add_test(c, source_and_names_are_kept);
    tcase_add_test(c, bad_rows_are_refused_by_number);
    tcase_add_test(c, hostile_arguments_give_a_status);
    suite_add_tcase(s, c);
    return s;
}
