/* LAPACK wrappers: residuals of random systems; tolerances are n times the rounding of the condition numbers met. */
#include "base/base_impl.h"
#include "support.h"

enum { N = 9, R = 2 };

static msbat_context *ctx;

static void start(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void finish(void) { msbat_context_destroy(&ctx); }

static void random_matrix(int64_t m, int64_t n, double *a)
{
    msbat__rng rng;
    msbat__rng_start(&rng, 1, (uint64_t)(m * 100 + n));
    for (int64_t i = 0; i < m * n; i++) a[i] = msbat__rng_normal(&rng);
}

static void spd_matrix(double *a)
{
    double g[N * N];
    random_matrix(N, N, g);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            a[i * N + j] = i == j ? 1.0 : 0.0;
            for (int k = 0; k < N; k++) a[i * N + j] += g[i * N + k] * g[j * N + k];
        }
}

static double residual(const double *a, const double *x, const double *b)
{
    double worst = 0;
    for (int i = 0; i < N; i++)
        for (int r = 0; r < R; r++) {
            double sum = -b[i * R + r];
            for (int j = 0; j < N; j++) sum += a[i * N + j] * x[j * R + r];
            worst = fmax(worst, fabs(sum));
        }
    return worst;
}

START_TEST(test_solve)
{
    double a[N * N], work[N * N], b[N * R], x[N * R];
    random_matrix(N, N, a);
    random_matrix(N, R, b);
    memcpy(work, a, sizeof a);
    memcpy(x, b, sizeof b);
    TEST_OK(ctx, msbat__solve(ctx, N, R, work, x));
    ck_assert(residual(a, x, b) < 1e-12);
    spd_matrix(a);
    memcpy(work, a, sizeof a);
    memcpy(x, b, sizeof b);
    TEST_OK(ctx, msbat__solve_spd(ctx, N, R, work, x));
    ck_assert(residual(a, x, b) < 1e-12);
    memset(work, 0, sizeof work);
    TEST_FAILS(ctx, MSBAT_ERR_SINGULAR, "singular at pivot 1", msbat__solve(ctx, N, R, work, x));
    TEST_FAILS(ctx, MSBAT_ERR_SINGULAR, "singular at pivot 1", msbat__solve_spd(ctx, N, R, work, x));
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "out of range", msbat__solve(ctx, 1 << 20, 1, work, x));
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "out of range", msbat__solve(ctx, N, 0, work, x));
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "out of range", msbat__solve(ctx, 0, R, work, x));
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "out of range", msbat__invert_spd(ctx, INT64_MAX, work));
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "out of range", msbat__eigen_symmetric(ctx, -1, work, x));
    TEST_FAILS(ctx, MSBAT_ERR_SINGULAR, "singular at pivot 1", msbat__invert_spd(ctx, N, work));
}
END_TEST

START_TEST(test_inverse_and_eigen)
{
    double a[N * N], inverse[N * N], vectors[N * N], values[N];
    spd_matrix(a);
    memcpy(inverse, a, sizeof a);
    memcpy(vectors, a, sizeof a);
    TEST_OK(ctx, msbat__invert_spd(ctx, N, inverse));
    TEST_OK(ctx, msbat__eigen_symmetric(ctx, N, vectors, values));
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            double product = 0, spectral = 0;
            for (int k = 0; k < N; k++) {
                product += a[i * N + k] * inverse[k * N + j];
                spectral += values[k] * vectors[k * N + i] * vectors[k * N + j];
            }
            TEST_NEAR(product, i == j, 1e-12);
            TEST_NEAR(spectral, a[i * N + j], 1e-12);
        }
    for (int k = 1; k < N; k++) ck_assert(values[k] >= values[k - 1]);
}
END_TEST

START_TEST(test_invert3)
{
    const double a[9] = {2, 1, 0, 0, 3, 1, 1, 0, 4};
    double inverse[9], det = 0;
    msbat__invert3(a, inverse, &det);
    TEST_NEAR(det, 25, 1e-14);
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            double sum = 0;
            for (int k = 0; k < 3; k++) sum += a[3 * i + k] * inverse[3 * k + j];
            TEST_NEAR(sum, i == j, 1e-15);
        }
    const double flat[9] = {1, 2, 3, 2, 4, 6, 0, 0, 1};
    msbat__invert3(flat, inverse, &det);
    ck_assert(det == 0);
    TEST_NEAR(inverse[0], 12.0 / 25, 1e-15); /* untouched */
}
END_TEST

/* One column and the same column among others give the same; no allocation may fail unseen. */
static msbat_status solve_all(msbat_context *own, void *user)
{
    double a[N * N], b[N * R], one[N], *kept = user;
    spd_matrix(a);
    random_matrix(N, R, b);
    for (int i = 0; i < N; i++) one[i] = b[i * R + 1];
    msbat_status st = msbat__solve(own, N, R, a, b);
    if (st) return st;
    spd_matrix(a);
    st = msbat__solve(own, N, 1, a, one);
    for (int i = 0; i < N && !st; i++) TEST_NEAR(one[i], b[i * R + 1], 1e-13);
    spd_matrix(a);
    if (!st) st = msbat__solve_spd(own, N, R, a, b);
    spd_matrix(a);
    return st ? st : msbat__eigen_symmetric(own, N, a, kept);
}

START_TEST(test_linear_without_memory)
{
    double values[N];
    ck_assert_int_eq(TEST_MEMORY(solve_all, values), 6);
}
END_TEST

START_TEST(test_eigen_of_nothing)
{
    double a[N * N], values[N];
    for (int i = 0; i < N * N; i++) a[i] = NAN;
    TEST_FAILS(ctx, MSBAT_ERR_CONVERGENCE, "eigenvalues of 9 by 9", msbat__eigen_symmetric(ctx, N, a, values));
}
END_TEST

Suite *suite_linear(void)
{
    Suite *suite = suite_create("linear");
    TCase *tc = tcase_create("linear");
    tcase_add_checked_fixture(tc, start, finish);
    tcase_add_test(tc, test_solve);
    tcase_add_test(tc, test_inverse_and_eigen);
    tcase_add_test(tc, test_invert3);
    tcase_add_test(tc, test_linear_without_memory);
    tcase_add_test(tc, test_eigen_of_nothing);
    suite_add_tcase(suite, tc);
    return suite;
}
