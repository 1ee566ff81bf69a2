/* Philox 4x32-10 written out again from the paper, and what a stream of random numbers must not show. */
#include "base/base_impl.h"
#include "support.h"

/* J.K. Salmon, M.A. Moraes, R.O. Dror, D.E. Shaw, SC11 (2011), section 3.3: ten rounds of two multiplications, the key
 * raised by Weyl's constants between them. */
static void philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
    uint32_t k0 = key[0], k1 = key[1];
    memcpy(out, counter, 4 * sizeof *out);
    for (int round = 0; round < 10; round++) {
        const uint64_t a = (uint64_t)0xD2511F53u * out[0], b = (uint64_t)0xCD9E8D57u * out[2];
        const uint32_t next[4] = {(uint32_t)(b >> 32) ^ out[1] ^ k0, (uint32_t)b, (uint32_t)(a >> 32) ^ out[3] ^ k1,
                                  (uint32_t)a};
        memcpy(out, next, sizeof next);
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
}

static void library(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
    msbat__random_block((uint64_t)key[1] << 32 | key[0], (uint64_t)counter[3] << 32 | counter[2],
                        (uint64_t)counter[1] << 32 | counter[0], out);
}

/* The known answer of the paper's distribution for the digits of pi, by both. */
START_TEST(digits_of_pi)
{
    const uint32_t counter[4] = {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, key[2] = {0xa4093822, 0x299f31d0};
    const uint32_t answer[4] = {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1};
    uint32_t block[4];
    library(counter, key, block);
    ck_assert_mem_eq(block, answer, sizeof answer);
    philox(counter, key, block);
    ck_assert_mem_eq(block, answer, sizeof answer);
}
END_TEST

START_TEST(blocks_are_those_of_the_paper)
{
    uint32_t counter[4] = {1, 2, 3, 4}, key[2] = {5, 6}, ours[4], paper[4];
    for (int i = 0; i < 5000; i++) {
        library(counter, key, ours);
        philox(counter, key, paper);
        ck_assert_mem_eq(ours, paper, sizeof ours);
        counter[i % 4] ^= ours[0];
        key[i % 2] += ours[1];
    }
}
END_TEST

/* A stream is the blocks of steps 0, 1, 2 ... in pairs of words, from the last pair to the first; the state after n
 * draws is where a fresh stream is after n draws. */
START_TEST(streams_are_counted)
{
    msbat__rng rng, again;
    msbat__rng_start(&rng, 77, 9);
    for (uint64_t step = 0; step < 200; step++) {
        uint32_t block[4];
        msbat__random_block(77, 9, step, block);
        for (int pair = 2; pair >= 0; pair -= 2)
            ck_assert_uint_eq(msbat__rng_bits(&rng), (uint64_t)block[pair] << 32 | block[pair + 1]);
    }
    msbat__rng_start(&again, 77, 9);
    for (int i = 0; i < 400; i++) (void)msbat__rng_bits(&again);
    ck_assert_mem_eq(&again, &rng, sizeof rng);
}
END_TEST

static int ones(const uint32_t block[4])
{
    int n = 0;
    for (int i = 0; i < 128; i++) n += (int)(block[i / 32] >> (i % 32) & 1);
    return n;
}

/* One bit of seed, stream or step turned changes each of the 128 bits with probability 1/2. Sums of 192 x 100 x 128
 * fair bits, and of 192 x 100 for one bit, within 6 standard deviations (2e-9 each, 129 of them). */
START_TEST(every_bit_of_the_input_counts)
{
    enum { TRIALS = 100 };
    double changed = 0, each[128] = {0};
    const double n = 192.0 * TRIALS;
    for (int t = 0; t < TRIALS; t++)
        for (int bit = 0; bit < 192; bit++) {
            uint64_t in[3] = {(uint64_t)t * 0x9E3779B97F4A7C15u, (uint64_t)t, 12345u + (uint64_t)t};
            uint32_t a[4], b[4];
            msbat__random_block(in[0], in[1], in[2], a);
            in[bit / 64] ^= (uint64_t)1 << (bit % 64);
            msbat__random_block(in[0], in[1], in[2], b);
            for (int i = 0; i < 4; i++) a[i] ^= b[i];
            changed += ones(a);
            for (int i = 0; i < 128; i++) each[i] += (double)(a[i / 32] >> (i % 32) & 1);
        }
    TEST_NEAR(changed, 64 * n, 6 * sqrt(32 * n));
    for (int i = 0; i < 128; i++) TEST_NEAR(each[i], 0.5 * n, 6 * sqrt(0.25 * n));
}
END_TEST

/* Correlations of uniform numbers with the next ones, and between neighbouring streams, seeds and both: n products of
 * (u - 1/2) have variance 1/144 n; 6 standard deviations, 2e-9 each. */
START_TEST(neighbours_are_strangers)
{
    const int n = 20000;
    static double u[5][20000 + 4];
    const uint64_t start[5][2] = {{3, 0}, {3, 1}, {4, 0}, {4, 1}, {3, 2}};
    for (int s = 0; s < 5; s++) {
        msbat__rng rng;
        msbat__rng_start(&rng, start[s][0], start[s][1]);
        for (int i = 0; i < n + 4; i++) u[s][i] = msbat__rng_uniform(&rng) - 0.5;
    }
    for (int s = 0; s < 5; s++)
        for (int lag = 0; lag < 5; lag++) {
            double sum = 0;
            if (s + lag == 0) continue;
            for (int i = 0; i < n; i++) sum += u[0][i] * u[s][i + lag];
            TEST_NEAR(sum, 0, 6 * sqrt(n / 144.0));
        }
}
END_TEST

/* Normal numbers: third and fourth moments (0 and 3, variances 15/n and 96/n), and how many lie beyond 1, 2 and 3. */
START_TEST(normal_numbers)
{
    const int n = 60000;
    double third = 0, fourth = 0, beyond[3] = {0};
    msbat__rng rng;
    msbat__rng_start(&rng, 8, 0);
    for (int i = 0; i < n; i++) {
        const double g = msbat__rng_normal(&rng);
        third += g * g * g / n;
        fourth += g * g * g * g / n;
        for (int k = 0; k < 3; k++) beyond[k] += fabs(g) > k + 1;
    }
    TEST_NEAR(third, 0, 6 * sqrt(15.0 / n));
    TEST_NEAR(fourth, 3, 6 * sqrt(96.0 / n));
    for (int k = 0; k < 3; k++) {
        const double p = erfc((k + 1) / sqrt(2));
        TEST_NEAR(beyond[k], n * p, 6 * sqrt(n * p * (1 - p)));
    }
}
END_TEST

Suite *suite_streams(void)
{
    Suite *suite = suite_create("streams");
    TCase *tc = tcase_create("streams");
    tcase_add_test(tc, digits_of_pi);
    tcase_add_test(tc, blocks_are_those_of_the_paper);
    tcase_add_test(tc, streams_are_counted);
    tcase_add_test(tc, every_bit_of_the_input_counts);
    tcase_add_test(tc, neighbours_are_strangers);
    tcase_add_test(tc, normal_numbers);
    suite_add_tcase(suite, tc);
    return suite;
}
