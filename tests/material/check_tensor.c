#include "material_support.h"

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

START_TEST(components_and_fraction)
{
    msbat_tensor *t = NULL;
    double a[9] = {0.3, 0.05, 0, 0.05, 0.2, 0, 0, 0, 0}, back[9], f, d[3] = {2, 2, 0}, z[3] = {0, 0, -7}, value;
    TEST_OK(ctx, msbat_tensor_create(ctx, a, 0.4, &t));
    TEST_OK(ctx, msbat_tensor_get(t, back, &f));
    ck_assert(!memcmp(a, back, sizeof a) && f == 0.4);
    TEST_OK(ctx, msbat_tensor_get_component(t, d, &value));
    TEST_NEAR(value, 0.5 * (0.3 + 0.2 + 0.1), 1e-15);
    TEST_OK(ctx, msbat_tensor_get_component(t, z, &value));
    ck_assert(value == 0); /* no path along z */
    msbat_tensor_destroy(&t);
    TEST_OK(ctx, msbat_tensor_create_bruggeman(ctx, 0.3, 1.5, &t));
    TEST_OK(ctx, msbat_tensor_get_component(t, d, &value));
    TEST_NEAR(value, pow(0.3, 1.5), 1e-15);
    msbat_tensor_destroy(&t);
}
END_TEST

START_TEST(source_is_kept)
{
    msbat_tensor *t = NULL;
    msbat_source_kind kind;
    const char *text;
    TEST_OK(ctx, msbat_tensor_create_bruggeman(ctx, 0.3, 1.5, &t));
    TEST_OK(ctx, msbat_tensor_set_source(t, MSBAT_SOURCE_PUBLISHED, "Bruggeman 1935"));
    TEST_OK(ctx, msbat_tensor_get_source(t, &kind, &text));
    ck_assert(kind == MSBAT_SOURCE_PUBLISHED);
    ck_assert_str_eq(text, "Bruggeman 1935");
    msbat_tensor_destroy(&t);
}
END_TEST

START_TEST(impossible_tensors_are_refused)
{
    msbat_tensor *t = NULL;
    double above[9] = {0.5, 0, 0, 0, 0.1, 0, 0, 0, 0.1}, skew[9] = {0.3, 0.1, 0, 0, 0.3, 0, 0, 0, 0.3};
    double negative[9] = {0.1, 0.2, 0, 0.2, 0.1, 0, 0, 0, 0.1}, nan9[9] = {NAN};
    double f, v, zero[3] = {0, 0, 0};
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "Wiener", msbat_tensor_create(ctx, above, 0.4, &t));
    TEST_FAILS(ctx, MSBAT_ERR_SYMMETRY, "symmetric", msbat_tensor_create(ctx, skew, 0.4, &t));
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "negative", msbat_tensor_create(ctx, negative, 0.4, &t));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "relative", msbat_tensor_create(ctx, nan9, 0.4, &t));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "fraction", msbat_tensor_create(ctx, above, 0, &t));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "fraction", msbat_tensor_create(ctx, above, NAN, &t));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "exponent", msbat_tensor_create_bruggeman(ctx, 0.5, 0.5, &t));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "relative", msbat_tensor_create(ctx, NULL, 0.5, &t));
    ck_assert_ptr_null(t);
    ck_assert_int_eq(msbat_tensor_create(NULL, above, 0.5, &t), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_tensor_get(NULL, above, &f), MSBAT_ERR_NULL);
    TEST_OK(ctx, msbat_tensor_create_bruggeman(ctx, 1, 1, &t));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "length", msbat_tensor_get_component(t, zero, &v));
    msbat_tensor_destroy(&t);
    msbat_tensor_destroy(&t);
}
END_TEST

Suite *suite_tensor(void)
{
    Suite *s = suite_create("tensor");
    TCase *c = tcase_create("tensor");
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, components_and_fraction);
    tcase_add_test(c, source_is_kept);
    tcase_add_test(c, impossible_tensors_are_refused);
    suite_add_tcase(s, c);
    return s;
}
