/* The options table: named, typed and text access to the same values. */
#include <stddef.h>

#include "base/base_impl.h"
#include "support.h"

typedef struct msbat_toy {
    msbat__handle handle;
    double precision;
    int64_t seed, method;
} msbat_toy;

static const char *const methods[] = {"plain", "fancy", NULL};
static const msbat__option options[] = {
    {"precision", MSBAT__OPTION_DOUBLE, offsetof(msbat_toy, precision), 1e-6, 1.0, "eV", NULL},
    {"seed", MSBAT__OPTION_INT, offsetof(msbat_toy, seed), 0, 9e18, "", NULL},
    {"method", MSBAT__OPTION_CHOICE, offsetof(msbat_toy, method), 0, 0, "", methods},
    {0}};

msbat_status msbat_toy_set_precision(msbat_toy *toy, double value);
msbat_status msbat_toy_get_precision(const msbat_toy *toy, double *value);
msbat_status msbat_toy_set_option(msbat_toy *toy, const char *name, const char *value);
msbat_status msbat_toy_get_option(const msbat_toy *toy, const char *name, size_t size, char *value);
msbat_status msbat_toy_set_seed(msbat_toy *toy, int64_t value);
msbat_status msbat_toy_get_seed(const msbat_toy *toy, int64_t *value);
msbat_status msbat_toy_set_method(msbat_toy *toy, int64_t value);
msbat_status msbat_toy_get_method(const msbat_toy *toy, int64_t *value);
MSBAT__OPTION_ACCESSORS(toy, precision, double, options)
MSBAT__OPTION_ACCESSORS(toy, seed, int, options)
MSBAT__OPTION_ACCESSORS(toy, method, int, options)
MSBAT__OPTION_TEXT(toy, options)

START_TEST(test_options)
{
    msbat_context *ctx = NULL;
    char text[40];
    double precision = 0;
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    msbat_toy *toy = msbat__handle_new(ctx, sizeof *toy, NULL, "test");
    TEST_OK(ctx, msbat_toy_set_precision(toy, 0.125));
    TEST_OK(ctx, msbat_toy_get_option(toy, "precision", sizeof text, text));
    ck_assert_str_eq(text, "0.125");
    TEST_OK(ctx, msbat_toy_set_option(toy, "precision", "1e-3"));
    TEST_OK(ctx, msbat_toy_get_precision(toy, &precision));
    ck_assert_double_eq(precision, 1e-3);
    TEST_OK(ctx, msbat_toy_set_option(toy, "seed", "42"));
    TEST_OK(ctx, msbat_toy_set_option(toy, "method", "fancy"));
    TEST_OK(ctx, msbat_toy_get_option(toy, "method", sizeof text, text));
    ck_assert_str_eq(text, "fancy");
    TEST_OK(ctx, msbat_toy_get_option(toy, "seed", sizeof text, text));
    ck_assert_str_eq(text, "42");
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "precision = 2 eV; must be in [1e-06, 1]", msbat_toy_set_precision(toy, 2));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "must be in [1e-06, 1]", msbat_toy_set_precision(toy, NAN));
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, "must be a number", msbat_toy_set_option(toy, "precision", "lots"));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "seed = -1", msbat_toy_set_option(toy, "seed", "-1"));
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, "an integer", msbat_toy_set_option(toy, "seed", "1.5"));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "one of plain, fancy", msbat_toy_set_option(toy, "method", "magic"));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "precision, seed, method", msbat_toy_set_option(toy, "sed", "1"));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "value is NULL", msbat_toy_set_option(toy, "seed", NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "needs 3", msbat_toy_get_option(toy, "seed", 2, text));
    ck_assert_int_eq(msbat_toy_set_option(NULL, "seed", "1"), MSBAT_ERR_NULL);
    ck_assert_str_eq(text, "42");
    msbat__handle_destroy((void **)&toy);
    msbat_context_destroy(&ctx);
}
END_TEST

/* The named form of whole numbers and choices; a refused value leaves the old one. */
START_TEST(test_whole_options)
{
    msbat_context *ctx = NULL;
    int64_t n = 7;
    char text[8] = "kept";
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    msbat_toy *toy = msbat__handle_new(ctx, sizeof *toy, NULL, "test");
    TEST_OK(ctx, msbat_toy_set_seed(toy, 12));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "seed = 9223372036854775807; must be in [0, 9e+18]",
               msbat_toy_set_seed(toy, INT64_MAX));
    TEST_OK(ctx, msbat_toy_get_seed(toy, &n));
    ck_assert_int_eq(n, 12);
    TEST_OK(ctx, msbat_toy_set_method(toy, 1));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "method = 2; must be in [0, 1]", msbat_toy_set_method(toy, 2));
    TEST_OK(ctx, msbat_toy_get_method(toy, &n));
    ck_assert_int_eq(n, 1);
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "seed is NULL", msbat_toy_get_seed(toy, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "precision is NULL", msbat_toy_get_precision(toy, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "name is NULL", msbat_toy_get_option(toy, NULL, sizeof text, text));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "value is NULL", msbat_toy_get_option(toy, "seed", sizeof text, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "name is NULL", msbat_toy_set_option(toy, NULL, "1"));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "no option \"sed\"", msbat_toy_get_option(toy, "sed", sizeof text, text));
    ck_assert_str_eq(text, "kept");
    msbat__handle_destroy((void **)&toy);
    msbat_context_destroy(&ctx);
}
END_TEST

/* An accessor of one kind finds no option of another kind, nor one that the table lacks. */
START_TEST(test_kinds_of_options)
{
    msbat_context *ctx = NULL;
    double value = 1;
    int64_t n = 1;
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    msbat_toy *toy = msbat__handle_new(ctx, sizeof *toy, NULL, "test");
    const char *const not_real[] = {"seed", "absent"}, *const not_whole[] = {"precision", "absent"};
    for (int i = 0; i < 2; i++) {
        const char *a = not_real[i], *b = not_whole[i];
        ck_assert_int_eq(msbat__option_set_double(toy, options, "f", a, 0.5), MSBAT_ERR_NOT_FOUND);
        ck_assert_int_eq(msbat__option_get_double(toy, options, "f", a, &value), MSBAT_ERR_NOT_FOUND);
        ck_assert_int_eq(msbat__option_set_int(toy, options, "f", b, 5), MSBAT_ERR_NOT_FOUND);
        ck_assert_int_eq(msbat__option_get_int(toy, options, "f", b, &n), MSBAT_ERR_NOT_FOUND);
    }
    ck_assert(value == 1 && n == 1 && toy->precision == 0 && toy->seed == 0);
    msbat__handle_destroy((void **)&toy);
    msbat_context_destroy(&ctx);
}
END_TEST

/* More names than a message holds are cut, not overrun. */
START_TEST(test_many_options)
{
    static const char *const long_names[] = {
        "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789",
        "a123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789",
        "b123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789", NULL};
    const msbat__option many[] = {
        {long_names[0], MSBAT__OPTION_INT, offsetof(msbat_toy, seed), 1, 9, "step", NULL},
        {long_names[1], MSBAT__OPTION_CHOICE, offsetof(msbat_toy, method), 0, 0, "", long_names},
        {long_names[2], MSBAT__OPTION_INT, offsetof(msbat_toy, seed), 0, 9, "", NULL},
        {"last", MSBAT__OPTION_INT, offsetof(msbat_toy, seed), 0, 9, "", NULL}, {0}};
    msbat_context *ctx = NULL;
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    msbat_toy *toy = msbat__handle_new(ctx, sizeof *toy, NULL, "test");
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "the options are 0123", msbat__option_set_text(toy, many, "f", "x", "1"));
    ck_assert_ptr_null(strstr(test_message(ctx), "last"));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "must be one of 0123",
               msbat__option_set_text(toy, many, "f", long_names[1], "x"));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "= 0 step; must be in [1, 9]",
               msbat__option_set_int(toy, many, "f", long_names[0], 0));
    msbat__handle_destroy((void **)&toy);
    msbat_context_destroy(&ctx);
}
END_TEST

Suite *suite_option(void)
{
    Suite *suite = suite_create("option");
    TCase *tc = tcase_create("option");
    tcase_add_test(tc, test_options);
    tcase_add_test(tc, test_whole_options);
    tcase_add_test(tc, test_kinds_of_options);
    tcase_add_test(tc, test_many_options);
    suite_add_tcase(suite, tc);
    return suite;
}
