/* Numbers read and written in any locale. */
#include <float.h>
#include <locale.h>

#include "base/base_impl.h"
#include "support.h"

static msbat_status read_text(const char *text, double *value)
{
    return msbat_number_read(strlen(text), text, value, NULL);
}

START_TEST(test_read)
{
    const struct { const char *text; double value; } good[] = {
        {"1", 1}, {"-2", -2}, {"+.5", 0.5}, {"5.", 5}, {"1.5e-3", 1.5e-3}, {"1E+2", 100}, {"-0", -0.0},
        {"0.1", 0.1}, {"123456789012345678901234567890", 1.2345678901234568e29}, {"4.9e-324", 4.9e-324},
        {"1e-400", 0}, {"2.2250738585072011e-308", 2.2250738585072011e-308}, {"9007199254740993", 9007199254740992.0}};
    const char *bad[] = {"", "-", ".", "e5", "nan", "inf", " 1", "1 ", "1,5", "0x10", "1e", "--1", "1e+"};
    double value = 7;
    size_t used = 0;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        ck_assert_int_eq(read_text(good[i].text, &value), MSBAT_OK);
        ck_assert_mem_eq(&value, &good[i].value, sizeof value);
    }
    value = 7;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) ck_assert_int_eq(read_text(bad[i], &value), MSBAT_ERR_FORMAT);
    ck_assert_int_eq(read_text("1e999", &value), MSBAT_ERR_RANGE);
    ck_assert_double_eq(value, 7);
    ck_assert_int_eq(msbat_number_read(6, "1.5e+x", &value, &used), MSBAT_OK);
    ck_assert_uint_eq(used, 3);
    ck_assert_double_eq(value, 1.5);
    ck_assert_int_eq(msbat_number_read(1, "123", &value, &used), MSBAT_OK); /* not a byte beyond the length */
    ck_assert_double_eq(value, 1);
    ck_assert_int_eq(msbat_number_read(1, NULL, &value, &used), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_number_read(1, "1", NULL, &used), MSBAT_ERR_NULL);
    char digits[1001];
    memset(digits, '1', sizeof digits);
    ck_assert_int_eq(msbat_number_read(1001, digits, &value, &used), MSBAT_ERR_FORMAT);
    memset(digits, '0', 700);
    ck_assert_int_eq(msbat_number_read(1000, digits, &value, &used), MSBAT_OK);
    TEST_NEAR(value, 1e300 / 9, 1e285);
}
END_TEST

START_TEST(test_read_int)
{
    int64_t value = 7;
    size_t used = 0;
    ck_assert_int_eq(msbat_number_read_int(20, "-9223372036854775808", &value, NULL), MSBAT_OK);
    ck_assert(value == INT64_MIN);
    ck_assert_int_eq(msbat_number_read_int(19, "9223372036854775807", &value, NULL), MSBAT_OK);
    ck_assert(value == INT64_MAX);
    ck_assert_int_eq(msbat_number_read_int(19, "9223372036854775808", &value, NULL), MSBAT_ERR_RANGE);
    ck_assert_int_eq(msbat_number_read_int(3, "12x", &value, NULL), MSBAT_ERR_FORMAT);
    ck_assert_int_eq(msbat_number_read_int(3, "12x", &value, &used), MSBAT_OK);
    ck_assert_int_eq(value, 12);
    ck_assert_int_eq(msbat_number_read_int(1, "-", &value, NULL), MSBAT_ERR_FORMAT);
    ck_assert_int_eq(msbat_number_read_int(0, "", &value, NULL), MSBAT_ERR_FORMAT);
    ck_assert_int_eq(msbat_number_read_int(3, "+12", &value, NULL), MSBAT_OK);
    ck_assert_int_eq(value, 12);
    ck_assert_int_eq(msbat_number_read_int(1, NULL, &value, NULL), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_number_read_int(1, "1", NULL, NULL), MSBAT_ERR_NULL);
}
END_TEST

static void round_trip(double value)
{
    char text[32];
    double back = 0;
    ck_assert_int_eq(msbat_number_write(value, sizeof text, text), MSBAT_OK);
    ck_assert_int_eq(read_text(text, &back), MSBAT_OK);
    ck_assert_msg(!memcmp(&back, &value, sizeof value), "%a became %s", value, text);
}

START_TEST(test_write_round_trip)
{
    msbat__rng rng;
    char text[32];
    msbat__rng_start(&rng, 5, 0);
    for (int i = 0; i < 20000; i++) {
        uint64_t bits = msbat__rng_bits(&rng);
        double value;
        memcpy(&value, &bits, sizeof value);
        if (isfinite(value)) round_trip(value);
        round_trip(msbat__rng_uniform(&rng));
    }
    round_trip(DBL_MAX);
    round_trip(-DBL_MIN);
    round_trip(0x1p-1074);
    ck_assert_int_eq(msbat_number_write(0.1, sizeof text, text), MSBAT_OK);
    ck_assert_str_eq(text, "0.1");
    ck_assert_int_eq(msbat_number_write(-1234.5e20, 5, text), MSBAT_ERR_RANGE);
    ck_assert_int_eq(msbat_number_write(NAN, sizeof text, text), MSBAT_ERR_RANGE);
    ck_assert_int_eq(msbat_number_write(0.1, sizeof text, NULL), MSBAT_ERR_NULL);
    ck_assert_str_eq(text, "0.1");
}
END_TEST

/* A locale with a decimal comma: text must not change. */
START_TEST(test_locale)
{
    if (!test_comma_locale()) {
        test_skip("no locale with a decimal comma can be had on this machine");
        return;
    }
    char text[32];
    double value = 0;
    ck_assert_int_eq(msbat_number_write(-1.25e-7, sizeof text, text), MSBAT_OK);
    ck_assert_str_eq(text, "-1.25e-07");
    ck_assert_int_eq(read_text("2.5", &value), MSBAT_OK);
    ck_assert_double_eq(value, 2.5);
    ck_assert_int_eq(read_text("2,5", &value), MSBAT_ERR_FORMAT);
    setlocale(LC_ALL, "C");
}
END_TEST

Suite *suite_number(void)
{
    Suite *suite = suite_create("number");
    TCase *tc = tcase_create("number");
    tcase_add_test(tc, test_read);
    tcase_add_test(tc, test_read_int);
    tcase_add_test(tc, test_write_round_trip);
    tcase_add_test(tc, test_locale);
    suite_add_tcase(suite, tc);
    return suite;
}
