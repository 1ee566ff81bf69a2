/* Philox streams: the published known answers, and the moments of what is made of them. */
#include "base/base_impl.h"
#include "support.h"

/* Known-answer vectors of Philox 4x32-10 from the paper's distribution (kat_vectors). */
START_TEST(test_known_answers)
{
    uint32_t block[4];
    const uint32_t zero[4] = {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8};
    const uint32_t ones[4] = {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd};
    msbat__random_block(0, 0, 0, block);
    ck_assert_mem_eq(block, zero, sizeof zero);
    msbat__random_block(UINT64_MAX, UINT64_MAX, UINT64_MAX, block);
    ck_assert_mem_eq(block, ones, sizeof ones);
}
END_TEST

/* Sums of n draws stay within 5.5 standard deviations: two-sided false alarm 4e-8 each, fixed seeds. */
START_TEST(test_moments)
{
    const int64_t n = 200000;
    double sum = 0, normal = 0, square = 0, counts[7] = {0};
    msbat__rng rng, again;
    msbat__rng_start(&rng, 11, 3);
    for (int64_t i = 0; i < n; i++) {
        double u = msbat__rng_uniform(&rng), g = msbat__rng_normal(&rng), open = msbat__rng_uniform_open(&rng);
        ck_assert(u >= 0 && u < 1 && open > 0 && open <= 1);
        sum += u;
        normal += g;
        square += g * g;
        counts[msbat__rng_below(&rng, 7)] += 1;
    }
    double root = sqrt((double)n);
    TEST_NEAR(sum / (double)n, 0.5, 5.5 * sqrt(1.0 / 12) / root);
    TEST_NEAR(normal / (double)n, 0.0, 5.5 / root);
    TEST_NEAR(square / (double)n, 1.0, 5.5 * sqrt(2.0) / root);
    for (int i = 0; i < 7; i++) TEST_NEAR(counts[i] / (double)n, 1.0 / 7, 5.5 * sqrt(6.0 / 49) / root);
    again = rng; /* the state is the whole of it */
    ck_assert_uint_eq(msbat__rng_bits(&rng), msbat__rng_bits(&again));
    msbat__rng_start(&again, 11, 4);
    ck_assert_uint_ne(msbat__rng_bits(&rng), msbat__rng_bits(&again));
}
END_TEST

/* Three quarters of 2^63 is the range whose remainder is largest: a quarter of all draws is thrown away, and what stays
 * is uniform. Five sigma and a half in each of three bins: false alarm 4e-8 each. */
START_TEST(test_large_range)
{
    const int64_t n = (int64_t)3 << 61, draws = 20000;
    double counts[3] = {0};
    msbat__rng rng;
    msbat__rng_start(&rng, 12, 1);
    for (int64_t i = 0; i < draws; i++) {
        int64_t k = msbat__rng_below(&rng, n);
        ck_assert(k >= 0 && k < n);
        counts[k / (n / 3)] += 1;
    }
    for (int i = 0; i < 3; i++) TEST_NEAR(counts[i] / (double)draws, 1.0 / 3, 5.5 * sqrt(2.0 / 9 / (double)draws));
}
END_TEST

Suite *suite_random(void)
{
    Suite *suite = suite_create("random");
    TCase *tc = tcase_create("random");
    tcase_add_test(tc, test_known_answers);
    tcase_add_test(tc, test_moments);
    tcase_add_test(tc, test_large_range);
    suite_add_tcase(suite, tc);
    return suite;
}
