/* Matrices whose inverses and eigenvalues are known in closed form. */
#include "base/base_impl.h"
#include "support.h"

enum { MOST = 20 };

static msbat_context *ctx;
static void start(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void finish(void) { msbat_context_destroy(&ctx); }

/* 2 on the diagonal, -1 beside it. */
static void second_difference(int n, double *a)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) a[i * n + j] = i == j ? 2 : abs(i - j) == 1 ? -1 : 0;
}

/* Eigenvalues 4 sin^2(pi k/(2 (n + 1))), vectors sin(pi k i/(n + 1)) up to their sign; the inverse is Green's function
 * of a string, i (n + 1 - j)/(n + 1) for i <= j. Condition number below 180: 1e-12 is generous. */
START_TEST(string_of_beads)
{
    const double pi = 3.14159265358979324;
    for (int n = 1; n <= MOST; n++) {
        double a[MOST * MOST], inverse[MOST * MOST], value[MOST];
        second_difference(n, a);
        memcpy(inverse, a, sizeof a);
        TEST_OK(ctx, msbat__eigen_symmetric(ctx, n, a, value));
        TEST_OK(ctx, msbat__invert_spd(ctx, n, inverse));
        for (int k = 0; k < n; k++) {
            TEST_NEAR(value[k], 4 * pow(sin(pi * (k + 1) / (2 * (n + 1))), 2), 1e-14 * n);
            const double sign = copysign(1, a[k * n]), norm = sqrt(2.0 / (n + 1));
            for (int i = 0; i < n; i++) {
                TEST_NEAR(sign * a[k * n + i], norm * sin(pi * (k + 1) * (i + 1) / (n + 1)), 1e-12);
                const int low = i < k ? i + 1 : k + 1, high = i < k ? k + 1 : i + 1;
                TEST_NEAR(inverse[k * n + i], (double)low * (n + 1 - high) / (n + 1), 1e-12);
            }
        }
    }
}
END_TEST

static double binomial(int n, int k)
{
    double b = 1;
    for (int i = 1; i <= k; i++) b = b * (n - k + i) / i;
    return rint(b);
}

/* Hilbert's matrix 1/(i + j + 1) has an inverse of whole numbers (M.-D. Choi, Am. Math. Mon. 90 (1983) 301). Relative
 * errors up to the condition number, exp(3.5 n) for n rows, times 1e-16. */
START_TEST(hilbert)
{
    for (int n = 1; n <= 8; n++) {
        double a[64], by_solve[64], spd[64], unit[64], tolerance = 1e-15 * exp(3.5 * n);
        for (int i = 0; i < n * n; i++) {
            a[i] = by_solve[i] = spd[i] = 1.0 / (i / n + i % n + 1);
            unit[i] = i / n == i % n;
        }
        TEST_OK(ctx, msbat__invert_spd(ctx, n, a));
        TEST_OK(ctx, msbat__solve(ctx, n, n, by_solve, unit));
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) {
                const double sign = (i + j) % 2 ? -1 : 1, middle = binomial(i + j, i);
                const double exact = sign * (i + j + 1) * binomial(n + i, n - j - 1) * binomial(n + j, n - i - 1) *
                    middle * middle;
                TEST_NEAR(a[i * n + j] / exact, 1, tolerance);
                TEST_NEAR(unit[i * n + j] / exact, 1, tolerance);
            }
    }
}
END_TEST

/* A system that is not symmetric: the coefficients of a polynomial from its values (Vandermonde), permuted rows. */
START_TEST(polynomial_from_values)
{
    enum { N = 7 };
    uint64_t state = 3;
    for (int trial = 0; trial < 20; trial++) {
        double a[N * N], b[2 * N], c[2][N];
        for (int k = 0; k < 2 * N; k++) c[k / N][k % N] = test_between(&state, -1, 1);
        for (int row = 0; row < N; row++) {
            const double x = -1 + 2.0 * (row * 3 % N) / (N - 1);
            b[2 * row] = b[2 * row + 1] = 0;
            for (int k = 0; k < N; k++) {
                a[row * N + k] = pow(x, k);
                for (int r = 0; r < 2; r++) b[2 * row + r] += c[r][k] * a[row * N + k];
            }
        }
        TEST_OK(ctx, msbat__solve(ctx, N, 2, a, b));
        for (int k = 0; k < N; k++)
            for (int r = 0; r < 2; r++) TEST_NEAR(b[2 * k + r], c[r][k], 1e-12);
    }
}
END_TEST

/* Rotations: the inverse is the transpose, the determinant 1, or -1 with a mirror; and a scaled one. */
START_TEST(rotations)
{
    uint64_t state = 4;
    for (int trial = 0; trial < 50; trial++) {
        const double a = test_between(&state, 0, 6), b = test_between(&state, 0, 6), s = trial % 2 ? 0.01 : 30;
        const double m[9] = {s * cos(a), s * sin(a), 0, -s * sin(a) * cos(b), s * cos(a) * cos(b), s * sin(b),
                             s * sin(a) * sin(b), -s * cos(a) * sin(b), s * cos(b)};
        double mirror[9], inverse[9], det;
        msbat__invert3(m, inverse, &det);
        TEST_NEAR(det / (s * s * s), 1, 1e-14);
        for (int i = 0; i < 9; i++) TEST_NEAR(inverse[i] * s * s, m[3 * (i % 3) + i / 3], 1e-14 * s);
        for (int i = 0; i < 9; i++) mirror[i] = i / 3 == 1 ? -m[i] : m[i];
        msbat__invert3(mirror, inverse, &det);
        TEST_NEAR(det / (s * s * s), -1, 1e-14);
    }
}
END_TEST

Suite *suite_matrices(void)
{
    Suite *suite = suite_create("matrices");
    TCase *tc = tcase_create("matrices");
    tcase_add_checked_fixture(tc, start, finish);
    tcase_add_test(tc, string_of_beads);
    tcase_add_test(tc, hilbert);
    tcase_add_test(tc, polynomial_from_values);
    tcase_add_test(tc, rotations);
    suite_add_tcase(suite, tc);
    return suite;
}
