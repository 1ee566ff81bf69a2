/* Identities that need no reference. */
#include <pthread.h>

#include "homog_support.h"

/* KUBC >= PERIODIC >= SUBC as forms, Wiener (inside solve), residuals, on random images of every contrast. */
START_TEST(conditions_are_ordered)
{
    static const int64_t n[3] = {9, 8, 7};
    static const double flat[3] = {1e-6, 1.5e-6, 0.8e-6};
    msbat_context *ctx = NULL;
    TEST_OK(ctx, msbat_context_create(&ctx));
    for (int i = 0; i < 40; i++) {
        const double p[3] = {0.3 + 0.01 * i, 0.8, 1.0}, sigma[3] = {pow(10.0, -(i % 9)), 1.0, 0.1};
        double t[9], margin[2], residual, symmetry;
        msbat_image *image = random_image(ctx, n, 3, p, 1000 + (uint64_t)i, i % 2 ? flat : unit_voxel);
        msbat_homog *homog = make_homog(image, 3, sigma, 1e-9);
        for (int c = 0; c < 4; c++) {
            solved_tensor(ctx, homog, (msbat_homog_condition)c, t);
            TEST_OK(ctx, msbat_homog_get_residuals(homog, (msbat_homog_condition)c, &residual, &symmetry));
            double allowed = 10.0 * sqrt(1e-9 / sigma[0]);
            ck_assert_msg(residual < allowed && symmetry < 1e-4, "condition %d: %g %g", c, residual, symmetry);
        }
        TEST_OK(ctx, msbat_homog_check_order(homog, margin));
        ck_assert_msg(margin[0] > -1e-8 && margin[1] > -1e-8, "image %d: %g %g", i, margin[0], margin[1]);
        msbat_homog_destroy(&homog);
        msbat_image_destroy(&image);
    }
    msbat_context_destroy(&ctx);
}
END_TEST

/* 1/(S^-1)_xx of a symmetric tensor, by Cramer. */
static double series_entry(const double s[9])
{
    double minor = s[4] * s[8] - s[5] * s[7];
    double det = s[0] * minor - s[1] * (s[3] * s[8] - s[5] * s[6]) + s[2] * (s[3] * s[7] - s[4] * s[6]);
    return det / minor;
}

/* KUBC_xx >= mixed_xx >= 1/(SUBC^-1)_xx. */
START_TEST(mixed_lies_between)
{
    static const int64_t n[3] = {8, 8, 8};
    static const double p[2] = {0.5, 1.0}, sigma[2] = {0.05, 1.0};
    msbat_context *ctx = NULL;
    double kubc[9], mixed[9], subc[9];
    TEST_OK(ctx, msbat_context_create(&ctx));
    for (uint64_t seed = 0; seed < 20; seed++) {
        msbat_image *image = random_image(ctx, n, 2, p, seed, unit_voxel);
        msbat_homog *homog = make_homog(image, 2, sigma, 1e-9);
        solved_tensor(ctx, homog, MSBAT_HOMOG_KUBC, kubc);
        solved_tensor(ctx, homog, MSBAT_HOMOG_MIXED, mixed);
        solved_tensor(ctx, homog, MSBAT_HOMOG_SUBC, subc);
        ck_assert(kubc[0] >= mixed[0] * (1.0 - 1e-8));
        ck_assert(mixed[0] >= series_entry(subc) * (1.0 - 1e-8));
        msbat_homog_destroy(&homog);
        msbat_image_destroy(&image);
    }
    msbat_context_destroy(&ctx);
}
END_TEST

/* Axes permuted (new 0, 1, 2 = old 2, 0, 1) and old axis 0 mirrored. */
static msbat_image *turned_image(msbat_context *ctx, const msbat_image *image)
{
    static const int64_t n[3] = {5, 9, 7};
    static const double voxel[3] = {0.9e-6, 1e-6, 1.4e-6};
    const uint8_t *labels;
    uint8_t moved[9 * 7 * 5];
    msbat_image *turned = NULL;
    TEST_OK(ctx, msbat_image_get_labels(image, &labels));
    for (int64_t i = 0; i < 9; i++)
        for (int64_t j = 0; j < 7; j++)
            for (int64_t k = 0; k < 5; k++) moved[(k * 9 + (8 - i)) * 7 + j] = labels[(i * 7 + j) * 5 + k];
    TEST_OK(ctx, msbat_image_create(ctx, n, moved, voxel, &turned));
    return turned;
}

START_TEST(permuted_and_mirrored)
{
    static const int64_t n[3] = {9, 7, 5};
    static const double voxel[3] = {1e-6, 1.4e-6, 0.9e-6};
    static const double p[3] = {0.3, 0.7, 1.0}, sigma[3] = {0.0, 1.0, 0.2};
    static const int of[3] = {2, 0, 1};
    msbat_context *ctx = NULL;
    TEST_OK(ctx, msbat_context_create(&ctx));
    msbat_image *image = random_image(ctx, n, 3, p, 77, voxel), *turned = turned_image(ctx, image);
    msbat_homog *a = make_homog(image, 3, sigma, 1e-12), *b = make_homog(turned, 3, sigma, 1e-12);
    for (int c = 0; c < 4; c++) {
        double s[9], t[9];
        solved_tensor(ctx, a, (msbat_homog_condition)c, s);
        solved_tensor(ctx, b, (msbat_homog_condition)c, t);
        for (int i = 0; i < 9; i++) {
            int row = of[i / 3], column = of[i % 3];
            double sign = (row == 0) != (column == 0) ? -1.0 : 1.0;
            TEST_NEAR(t[i], sign * s[3 * row + column], 1e-9);
        }
    }
    msbat_homog_destroy(&a);
    msbat_homog_destroy(&b);
    msbat_image_destroy(&image);
    msbat_image_destroy(&turned);
    msbat_context_destroy(&ctx);
}
END_TEST

/* A periodic image tiled twice has the same periodic tensor; conductivities scaled by a factor scale it. */
START_TEST(tiled_and_scaled)
{
    static const int64_t n[3] = {6, 5, 4}, twice[3] = {12, 5, 4};
    static const double p[2] = {0.35, 1.0}, sigma[2] = {0.0, 1.0}, big[2] = {0.0, 1e30};
    msbat_context *ctx = NULL;
    const uint8_t *labels;
    uint8_t tiled[240];
    double s[9], t[9];
    TEST_OK(ctx, msbat_context_create(&ctx));
    msbat_image *image = random_image(ctx, n, 2, p, 3, unit_voxel), *other = NULL;
    TEST_OK(ctx, msbat_image_get_labels(image, &labels));
    memcpy(tiled, labels, 120);
    memcpy(tiled + 120, labels, 120);
    TEST_OK(ctx, msbat_image_create(ctx, twice, tiled, unit_voxel, &other));
    msbat_homog *a = make_homog(image, 2, sigma, 1e-12), *b = make_homog(other, 2, big, 1e-12);
    solved_tensor(ctx, a, MSBAT_HOMOG_PERIODIC, s);
    solved_tensor(ctx, b, MSBAT_HOMOG_PERIODIC, t);
    ck_assert(s[0] > 0.0);
    for (int i = 0; i < 9; i++) TEST_NEAR(t[i] * 1e-30, s[i], 1e-10);
    msbat_homog_destroy(&a);
    msbat_homog_destroy(&b);
    msbat_image_destroy(&image);
    msbat_image_destroy(&other);
    msbat_context_destroy(&ctx);
}
END_TEST

static void note_warning(int level, const char *line, void *user)
{
    if (level == 1 && strstr(line, "Hashin-Shtrikman")) ++*(int *)user;
}

/* Layers break Hashin-Shtrikman: said only when isotropy was declared. Closed form of the two-phase bounds. */
START_TEST(hashin_shtrikman)
{
    static const int64_t n[3] = {2, 1, 1};
    static const uint8_t labels[2] = {0, 1};
    static const double sigma[2] = {1.0, 4.0};
    msbat_context *ctx = NULL;
    msbat_image *image = NULL;
    int warned = 0;
    int64_t inside = 1;
    double lower, upper;
    TEST_OK(ctx, msbat_context_create(&ctx));
    TEST_OK(ctx, msbat_context_set_log(ctx, note_warning, &warned));
    TEST_OK(ctx, msbat_image_create(ctx, n, labels, unit_voxel, &image));
    msbat_homog *homog = make_homog(image, 2, sigma, 1e-9);
    TEST_OK(ctx, msbat_homog_get_hashin_shtrikman(homog, &lower, &upper));
    TEST_NEAR(lower, 1.0 + 0.5 / (1.0 / 3.0 + 0.5 / 3.0), 1e-12);
    TEST_NEAR(upper, 4.0 + 0.5 / (-1.0 / 3.0 + 0.5 / 12.0), 1e-12);
    TEST_OK(ctx, msbat_homog_get_wiener(homog, &lower, &upper));
    TEST_NEAR(lower, 1.6, 1e-12);
    TEST_NEAR(upper, 2.5, 1e-12);
    TEST_OK(ctx, msbat_homog_solve(homog, MSBAT_HOMOG_PERIODIC));
    ck_assert_int_eq(warned, 0);
    TEST_OK(ctx, msbat_homog_check_hashin_shtrikman(homog, MSBAT_HOMOG_PERIODIC, &inside));
    ck_assert_int_eq(inside, 0);
    TEST_OK(ctx, msbat_homog_set_isotropic(homog, 1));
    TEST_OK(ctx, msbat_homog_solve(homog, MSBAT_HOMOG_PERIODIC));
    ck_assert_int_eq(warned, 1);
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
    msbat_context_destroy(&ctx);
}
END_TEST

/* Potentials of every condition rise by 1 along the load: 0.9 between the first and last layer of ten. */
START_TEST(potentials_rise_by_one)
{
    static const int64_t n[3] = {10, 6, 6};
    static const double p[2] = {0.5, 1.0}, sigma[2] = {0.5, 1.0};
    msbat_context *ctx = NULL;
    double potential[360];
    TEST_OK(ctx, msbat_context_create(&ctx));
    msbat_image *image = random_image(ctx, n, 2, p, 8, unit_voxel);
    msbat_homog *homog = make_homog(image, 2, sigma, 1e-9);
    for (int c = 0; c < 4; c++) {
        double first = 0.0, last = 0.0;
        TEST_OK(ctx, msbat_homog_solve(homog, (msbat_homog_condition)c));
        TEST_OK(ctx, msbat_homog_get_potential(homog, (msbat_homog_condition)c, 0, 360, potential));
        for (int v = 0; v < 36; v++) {
            first += potential[v] / 36.0;
            last += potential[360 - 36 + v] / 36.0;
        }
        TEST_NEAR(last - first, 0.9, 0.05);
        TEST_NEAR(last + first, 1.0, 0.15);
    }
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "solved last",
               msbat_homog_get_potential(homog, MSBAT_HOMOG_KUBC, 0, 360, potential));
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
    msbat_context_destroy(&ctx);
}
END_TEST

typedef struct solver {
    const msbat_image *image;
    double tensor[9];
    int64_t failed;
} solver;

static void *solve_shared(void *argument)
{
    static const double sigma[2] = {0.01, 1.0};
    solver *s = argument;
    msbat_homog *homog = NULL;
    s->failed = msbat_homog_create(s->image, &homog) || msbat_homog_set_conductivity(homog, 0, sigma[0]) ||
                msbat_homog_set_conductivity(homog, 1, sigma[1]) || msbat_homog_solve(homog, MSBAT_HOMOG_PERIODIC) ||
                msbat_homog_get_tensor(homog, MSBAT_HOMOG_PERIODIC, s->tensor);
    msbat_homog_destroy(&homog);
    return NULL;
}

/* Four threads solve on one const image: the same tensor, bit for bit. */
START_TEST(threads_share_an_image)
{
    enum { N = 4 };
    static const int64_t n[3] = {12, 11, 10};
    static const double p[2] = {0.5, 1.0};
    msbat_context *ctx = NULL;
    pthread_t threads[N];
    solver solvers[N];
    TEST_OK(ctx, msbat_context_create(&ctx));
    msbat_image *image = random_image(ctx, n, 2, p, 5, unit_voxel);
    for (int i = 0; i < N; i++) {
        solvers[i] = (solver){.image = image};
        ck_assert_int_eq(pthread_create(&threads[i], NULL, solve_shared, &solvers[i]), 0);
    }
    for (int i = 0; i < N; i++) pthread_join(threads[i], NULL);
    for (int i = 0; i < N; i++) {
        ck_assert_int_eq(solvers[i].failed, 0);
        ck_assert(memcmp(solvers[i].tensor, solvers[0].tensor, sizeof solvers[0].tensor) == 0);
    }
    msbat_image_destroy(&image);
    msbat_context_destroy(&ctx);
}
END_TEST

Suite *suite_law(void)
{
    Suite *suite = suite_create("law");
    TCase *tc = tcase_create("law");
    tcase_set_timeout(tc, 30);
    tcase_add_test(tc, conditions_are_ordered);
    tcase_add_test(tc, mixed_lies_between);
    tcase_add_test(tc, permuted_and_mirrored);
    tcase_add_test(tc, tiled_and_scaled);
    tcase_add_test(tc, hashin_shtrikman);
    tcase_add_test(tc, potentials_rise_by_one);
    tcase_add_test(tc, threads_share_an_image);
    suite_add_tcase(suite, tc);
    return suite;
}
