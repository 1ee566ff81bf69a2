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
MSBAT__OPTION_ACCESSORS(toy, precision, double, double, options)
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

Suite *suite_option(void)
{
    Suite *suite = suite_create("option");
    TCase *tc = tcase_create("option");
    tcase_add_test(tc, test_options);
    suite_add_tcase(suite, tc);
    return suite;
}
