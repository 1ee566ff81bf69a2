/* Decimal text against exact arithmetic: numbers half-way between two doubles, random digits against the C library, and
 * the shortness that is promised for what is written. */
#include <errno.h>
#include <float.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/base_impl.h"
#include "support.h"

static double read_text(const char *text)
{
    double value = NAN;
    ck_assert_msg(msbat_number_read(strlen(text), text, &value, NULL) == MSBAT_OK, "%s is refused", text);
    return value;
}

static int same_bits(double a, double b) { return !memcmp(&a, &b, sizeof a); }

/* Any finite double, all exponents alike. */
static double any_double(msbat__rng *rng)
{
    for (;;) {
        uint64_t bits = msbat__rng_bits(rng);
        double value;
        memcpy(&value, &bits, sizeof value);
        if (isfinite(value)) return value;
    }
}

/* The exact decimal digits of the number half-way between a double and the next: a long double holds it. */
static void half_way(double below, size_t size, char *text)
{
    const long double middle = ((long double)below + (long double)nextafter(below, INFINITY)) / 2;
    snprintf(text, size, "%.800Le", middle);
}

/* "d.ddd000e+xx" without the zeros before the exponent, and with extra put there instead. */
static void trim(const char *text, const char *extra, size_t size, char *out)
{
    const char *power = strchr(text, 'e');
    ck_assert_ptr_nonnull(power);
    size_t n = (size_t)(power - text);
    while (n > 2 && text[n - 1] == '0') n--;
    snprintf(out, size, "%.*s%s%s", (int)n, text, extra, power);
}

/* Not so where it is a double, or is emulated by one (valgrind): nothing is half-way there. */
static bool long_double_is_wider(void)
{
    const volatile long double one = 1;
    return one + 0x1p-54L > one;
}

/* Half-way goes to the double with the even last bit, the least bit more upwards, and one less in the last digit
 * downwards. */
START_TEST(half_way_numbers)
{
    msbat__rng rng;
    msbat__rng_start(&rng, 101, 0);
    for (int i = 0; i < 1500 && long_double_is_wider(); i++) {
        const double below = ldexp(0.5 + 0.5 * msbat__rng_uniform(&rng), (int)msbat__rng_below(&rng, 1600) - 900);
        const double above = nextafter(below, INFINITY);
        char digits[900], text[900];
        uint64_t bits;
        memcpy(&bits, &below, sizeof bits);
        half_way(below, sizeof digits, digits);
        trim(digits, "", sizeof text, text);
        ck_assert(same_bits(read_text(text), bits % 2 ? above : below));
        trim(digits, "000000001", sizeof text, text);
        ck_assert(same_bits(read_text(text), above));
        trim(digits, "", sizeof text, text);
        char *last = strchr(text, 'e') - 1;
        ck_assert(*last > '0' && *last <= '9');
        --*last;
        ck_assert(same_bits(read_text(text), below));
    }
}
END_TEST

/* One to forty random digits with a point and a power anywhere, signs and leading zeros. */
static void random_number(msbat__rng *rng, char *text)
{
    const int n = 1 + (int)msbat__rng_below(rng, 40), point = (int)msbat__rng_below(rng, n + 2);
    int at = 0;
    if (msbat__rng_below(rng, 3) == 0) text[at++] = "+-"[msbat__rng_below(rng, 2)];
    for (int i = 0; i < n; i++) {
        if (i == point) text[at++] = '.';
        text[at++] = (char)('0' + msbat__rng_below(rng, 10));
    }
    text[at] = 0;
    if (msbat__rng_below(rng, 4)) sprintf(text + at, "%c%+d", "eE"[msbat__rng_below(rng, 2)],
                                          (int)msbat__rng_below(rng, 660) - 330);
}

START_TEST(random_digits)
{
    msbat__rng rng;
    int large = 0, small = 0;
    msbat__rng_start(&rng, 102, 0);
    for (int i = 0; i < 20000; i++) {
        char text[64];
        double value = 7;
        random_number(&rng, text);
        const double expected = strtod(text, NULL);
        const msbat_status st = msbat_number_read(strlen(text), text, &value, NULL);
        if (isinf(expected)) {
            ck_assert(st == MSBAT_ERR_RANGE && value == 7);
            large++;
        } else {
            ck_assert_msg(st == MSBAT_OK && same_bits(value, expected), "%s: %.17g, not %.17g", text, value, expected);
            small += fabs(value) < DBL_MIN;
        }
    }
    ck_assert(large > 200 && small > 200);
}
END_TEST

/* Significant digits of what was written, without sign, point, leading zeros and power. */
static int digits_of(const char *text)
{
    int n = 0, started = 0, zeros = 0;
    for (; *text && *text != 'e'; text++) {
        if (*text < '0' || *text > '9') continue;
        started |= *text != '0';
        if (*text == '0') zeros += started;
        else {
            n += zeros + 1;
            zeros = 0;
        }
    }
    return n;
}

/* What 15 digits tell apart is written with 15 at most, nothing with more than 17, and the C library reads it back. */
START_TEST(written_numbers_are_short)
{
    msbat__rng rng;
    int longest = 0;
    msbat__rng_start(&rng, 103, 0);
    for (int i = 0; i < 20000; i++) {
        const double value = i % 2 ? any_double(&rng) : (double)msbat__rng_below(&rng, 1000000) / 1000;
        char text[40], fifteen[40];
        ck_assert_int_eq(msbat_number_write(value, 32, text), MSBAT_OK);
        snprintf(fifteen, sizeof fifteen, "%.15g", value);
        const int n = digits_of(text), enough = strtod(fifteen, NULL) == value;
        ck_assert_msg(n <= (enough ? 15 : 17), "%.17g was written as %s", value, text);
        ck_assert(same_bits(strtod(text, NULL), value));
        longest = n > longest ? n : longest;
    }
    ck_assert_int_eq(longest, 17);
}
END_TEST

/* Integers against the C library, over all lengths and just beyond both ends of the range. */
START_TEST(whole_numbers)
{
    msbat__rng rng;
    int refused = 0;
    msbat__rng_start(&rng, 104, 0);
    for (int i = 0; i < 20000; i++) {
        char text[40];
        int64_t value = 7;
        int at = 0;
        if (i % 2) text[at++] = '-';
        if (i % 3 == 0) at += sprintf(text + at, "92233720368547758%02d", (int)msbat__rng_below(&rng, 20));
        else at += sprintf(text + at, "%" PRIu64, msbat__rng_bits(&rng) >> msbat__rng_below(&rng, 64));
        errno = 0;
        const long long expected = strtoll(text, NULL, 10);
        const msbat_status st = msbat_number_read_int((size_t)at, text, &value, NULL);
        refused += errno == ERANGE;
        if (errno == ERANGE) ck_assert(st == MSBAT_ERR_RANGE && value == 7);
        else ck_assert_msg(st == MSBAT_OK && value == expected, "%s", text);
    }
    ck_assert_int_gt(refused, 100);
}
END_TEST

/* The longest beginning that is a number: of every text that is put together from the characters of numbers. */
START_TEST(beginnings_of_numbers)
{
    static const char alphabet[] = "0199+-.eEx ";
    msbat__rng rng;
    msbat__rng_start(&rng, 105, 0);
    for (int i = 0; i < 20000; i++) {
        char text[12];
        const int n = 1 + (int)msbat__rng_below(&rng, 9);
        for (int k = 0; k < n; k++) text[k] = alphabet[msbat__rng_below(&rng, sizeof alphabet - 1)];
        text[n] = 0;
        char *end = text;
        const double expected = text[0] == ' ' ? 0 : strtod(text, &end); /* the C library skips blanks */
        double value = 7;
        size_t used = 99;
        const msbat_status st = msbat_number_read((size_t)n, text, &value, &used);
        if (memchr(text, 'x', (size_t)n)) continue; /* and reads hexadecimal numbers */
        if (end == text) ck_assert_msg(st == MSBAT_ERR_FORMAT && used == 99, "\"%s\"", text);
        else if (isfinite(expected))
            ck_assert_msg(st == MSBAT_OK && used == (size_t)(end - text) && same_bits(value, expected), "\"%s\"", text);
    }
}
END_TEST

Suite *suite_decimal(void)
{
    Suite *suite = suite_create("decimal");
    TCase *tc = tcase_create("decimal");
    tcase_add_test(tc, half_way_numbers);
    tcase_add_test(tc, random_digits);
    tcase_add_test(tc, written_numbers_are_short);
    tcase_add_test(tc, whole_numbers);
    tcase_add_test(tc, beginnings_of_numbers);
    suite_add_tcase(suite, tc);
    return suite;
}
