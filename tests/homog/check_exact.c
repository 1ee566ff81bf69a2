/* Cases with a closed form on voxels. */
#include "homog_support.h"

static msbat_image *layered_image(msbat_context *ctx, int axis, const uint8_t stack[7], const double voxel[3])
{
    int64_t n[3] = {4, 4, 4};
    uint8_t labels[7 * 16];
    msbat_image *image = NULL;
    n[axis] = 7;
    for (int64_t v = 0; v < 7 * 16; v++) {
        const int64_t at[3] = {v / (n[1] * n[2]), v / n[2] % n[1], v % n[2]};
        labels[v] = stack[at[axis]];
    }
    TEST_OK(ctx, msbat_image_create(ctx, n, labels, voxel, &image));
    return image;
}

/* Three materials, uneven thicknesses: series across (KUBC bends it), parallel along (SUBC bends it). */
static void check_layers(msbat_context *ctx, int axis, const double voxel[3])
{
    static const double sigma[3] = {1.0, 7.0, 0.02};
    static const uint8_t stack[7] = {0, 0, 1, 2, 1, 1, 0};
    double series = 0.0, parallel = 0.0, t[9];
    for (int i = 0; i < 7; i++) {
        series += 1.0 / sigma[stack[i]] / 7.0;
        parallel += sigma[stack[i]] / 7.0;
    }
    msbat_image *image = layered_image(ctx, axis, stack, voxel);
    msbat_homog *homog = make_homog(image, 3, sigma, 1e-12);
    for (int c = 0; c < 4; c++) {
        solved_tensor(ctx, homog, (msbat_homog_condition)c, t);
        for (int a = 0; a < 3; a++) {
            bool exact = a == axis ? c != MSBAT_HOMOG_KUBC : c != MSBAT_HOMOG_SUBC;
            if (exact) TEST_NEAR(t[4 * a] * (a == axis ? series : 1.0 / parallel), 1.0, 1e-10);
        }
        for (int i = 0; i < 9; i++)
            if (i % 4) TEST_NEAR(t[i], 0.0, 1e-9);
    }
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
}

START_TEST(layers)
{
    static const double flat[3] = {1e-6, 2e-6, 0.7e-6};
    msbat_context *ctx = NULL;
    TEST_OK(ctx, msbat_context_create(&ctx));
    for (int a = 0; a < 3; a++) {
        check_layers(ctx, a, unit_voxel);
        check_layers(ctx, a, flat);
    }
    msbat_context_destroy(&ctx);
}
END_TEST

/* Two-dimensional checkerboard, contrast 4, m voxels a square. */
static double checkerboard(msbat_context *ctx, int64_t m)
{
    static const double sigma[2] = {1.0, 4.0};
    const int64_t n[3] = {2 * m, 2 * m, 1};
    uint8_t *labels = malloc((size_t)(4 * m * m));
    double t[9];
    msbat_image *image = NULL;
    for (int64_t i = 0; i < 2 * m; i++)
        for (int64_t j = 0; j < 2 * m; j++) labels[i * 2 * m + j] = (uint8_t)((i / m + j / m) % 2);
    TEST_OK(ctx, msbat_image_create(ctx, n, labels, unit_voxel, &image));
    msbat_homog *homog = make_homog(image, 2, sigma, 1e-11);
    solved_tensor(ctx, homog, MSBAT_HOMOG_PERIODIC, t);
    TEST_NEAR(t[0], t[4], 1e-9);
    TEST_NEAR(t[8], 2.5, 1e-9);
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
    free(labels);
    return t[0];
}

/* Exact: sqrt(sigma_1 sigma_2) = 2 (J. B. Keller, J. Math. Phys. 5 (1964) 548). The corners make the order in 1/m
 * twice their exponent: found from three sizes; one Richardson step with it reaches 2. */
START_TEST(checkerboard_extrapolates_to_two)
{
    msbat_context *ctx = NULL;
    TEST_OK(ctx, msbat_context_create(&ctx));
    TEST_NEAR(checkerboard(ctx, 1), 1.6, 1e-9);
    TEST_NEAR(checkerboard(ctx, 4), 1.88, 5e-3);
    TEST_NEAR(checkerboard(ctx, 8), 1.945, 1e-3);
    double a = checkerboard(ctx, 16), b = checkerboard(ctx, 32), c = checkerboard(ctx, 64);
    double ratio = (b - a) / (c - b), order = log2(ratio), limit = c + (c - b) / (ratio - 1.0);
    ck_assert_msg(order > 1.0 && order < 1.4, "order %g", order);
    TEST_NEAR(limit, 2.0, 5e-4);
    msbat_context_destroy(&ctx);
}
END_TEST

/* A staircase of n steps in a periodic n x n x 1 cell: one path of 2n faces; a unit gradient along x or y drives n/(2n)
 * through each: every entry of the in-plane tensor is 1/(2n). */
START_TEST(diagonal_channel)
{
    enum { N = 6 };
    static const double sigma[2] = {0.0, 1.0};
    const int64_t n[3] = {N, N, 1};
    uint8_t labels[N * N] = {0};
    double t[9];
    msbat_context *ctx = NULL;
    msbat_image *image = NULL;
    for (int i = 0; i < N; i++) labels[i * N + i] = labels[i * N + (i + 1) % N] = 1;
    TEST_OK(ctx, msbat_context_create(&ctx));
    TEST_OK(ctx, msbat_image_create(ctx, n, labels, unit_voxel, &image));
    msbat_homog *homog = make_homog(image, 2, sigma, 1e-12);
    TEST_OK(ctx, msbat_homog_solve(homog, MSBAT_HOMOG_PERIODIC));
    TEST_OK(ctx, msbat_homog_get_tensor(homog, MSBAT_HOMOG_PERIODIC, t));
    TEST_NEAR(t[0], 0.5 / N, 1e-12);
    TEST_NEAR(t[1], 0.5 / N, 1e-12);
    TEST_NEAR(t[4], 0.5 / N, 1e-12);
    TEST_NEAR(t[8], 2.0 / N, 1e-12);
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
    msbat_context_destroy(&ctx);
}
END_TEST

/* A channel along axis 0 of section 2 x 3 in 4 x 5 x 6; pocket: one more conducting voxel apart. */
static msbat_image *channel_image(msbat_context *ctx, bool pocket)
{
    const int64_t n[3] = {4, 5, 6};
    uint8_t labels[120] = {0};
    msbat_image *image = NULL;
    for (int i = 0; i < 4; i++)
        for (int j = 1; j < 3; j++)
            for (int k = 1; k < 4; k++) labels[(i * 5 + j) * 6 + k] = 1;
    if (pocket) labels[(2 * 5 + 4) * 6 + 5] = 1;
    TEST_OK(ctx, msbat_image_create(ctx, n, labels, unit_voxel, &image));
    return image;
}

static const double channel_sigma[2] = {0.0, 2.5};

START_TEST(straight_channel)
{
    double d, tau, potential[120];
    msbat_context *ctx = NULL;
    TEST_OK(ctx, msbat_context_create(&ctx));
    msbat_image *image = channel_image(ctx, false);
    msbat_homog *homog = make_homog(image, 2, channel_sigma, 1e-12);
    for (int c = 0; c < 4; c++) {
        bool sides = c == MSBAT_HOMOG_KUBC; /* its two ends see the gradient along their own plane */
        ck_assert_int_eq(msbat_homog_solve(homog, (msbat_homog_condition)c), sides ? MSBAT_OK : MSBAT_NO_PATH);
        TEST_OK(ctx, msbat_homog_get_component(homog, (msbat_homog_condition)c, 0, &d));
        TEST_NEAR(d, c == MSBAT_HOMOG_SUBC ? 0.0 : 2.5 * 24.0 / 120.0, 1e-12);
        TEST_OK(ctx, msbat_homog_get_component(homog, (msbat_homog_condition)c, 2, &d));
        ck_assert_msg(sides ? d > 0.0 : d == 0.0, "condition %d: %g", c, d);
    }
    TEST_OK(ctx, msbat_homog_get_tortuosity(homog, MSBAT_HOMOG_MIXED, 0, &tau));
    TEST_NEAR(tau, 1.0, 1e-12);
    tau = -7.0;
    TEST_FAILS(ctx, MSBAT_NO_PATH, "axis 2", msbat_homog_get_tortuosity(homog, MSBAT_HOMOG_MIXED, 2, &tau));
    ck_assert(tau == -7.0);
    TEST_OK(ctx, msbat_homog_get_potential(homog, MSBAT_HOMOG_MIXED, 0, 120, potential));
    for (int i = 0; i < 4; i++) TEST_NEAR(potential[(i * 5 + 1) * 6 + 1], (i + 0.5) / 4.0, 1e-12);
    ck_assert(isnan(potential[0]));
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
    msbat_context_destroy(&ctx);
}
END_TEST

/* The pocket counts in eps, not in what is connected. */
START_TEST(channel_and_pocket)
{
    double tau, connected, conducting;
    msbat_context *ctx = NULL;
    TEST_OK(ctx, msbat_context_create(&ctx));
    msbat_image *image = channel_image(ctx, true);
    msbat_homog *homog = make_homog(image, 2, channel_sigma, 1e-12);
    TEST_OK(ctx, msbat_homog_solve_mixed(homog, 0));
    TEST_OK(ctx, msbat_homog_get_tortuosity(homog, MSBAT_HOMOG_MIXED, 0, &tau));
    TEST_NEAR(tau, 25.0 / 24.0, 1e-12);
    TEST_OK(ctx, msbat_homog_get_connected(homog, MSBAT_HOMOG_MIXED, 0, &connected));
    TEST_NEAR(connected, 24.0 / 25.0, 1e-15);
    TEST_OK(ctx, msbat_homog_get_conducting(homog, &conducting));
    TEST_NEAR(conducting, 25.0 / 120.0, 1e-15);
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
    msbat_context_destroy(&ctx);
}
END_TEST

START_TEST(uniform_and_empty_images)
{
    static const int64_t sizes[][3] = {{1, 1, 1}, {1, 1, 5}, {2, 1, 3}, {4, 4, 4}, {3, 5, 2}};
    static const double full[2] = {0.0, 3.0}, flat[3] = {1e-6, 3e-6, 2e-6};
    msbat_context *ctx = NULL;
    uint8_t ones[64], zeros[64] = {0};
    double t[9];
    memset(ones, 1, sizeof ones);
    TEST_OK(ctx, msbat_context_create(&ctx));
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (int c = 0; c < 8; c++) {
            msbat_image *image = NULL;
            TEST_OK(ctx, msbat_image_create(ctx, sizes[s], c < 4 ? ones : zeros, s % 2 ? unit_voxel : flat, &image));
            msbat_homog *homog = make_homog(image, 2, full, 1e-12);
            ck_assert_int_eq(msbat_homog_solve(homog, (msbat_homog_condition)(c % 4)),
                             c < 4 ? MSBAT_OK : MSBAT_NO_PATH);
            TEST_OK(ctx, msbat_homog_get_tensor(homog, (msbat_homog_condition)(c % 4), t));
            for (int i = 0; i < 9; i++) TEST_NEAR(t[i], c < 4 && i % 4 == 0 ? 3.0 : 0.0, 1e-12);
            msbat_homog_destroy(&homog);
            msbat_image_destroy(&image);
        }
    msbat_context_destroy(&ctx);
}
END_TEST

Suite *suite_exact(void)
{
    Suite *suite = suite_create("exact");
    TCase *tc = tcase_create("exact");
    tcase_add_test(tc, layers);
    tcase_add_test(tc, checkerboard_extrapolates_to_two);
    tcase_add_test(tc, diagonal_channel);
    tcase_add_test(tc, straight_channel);
    tcase_add_test(tc, channel_and_pocket);
    tcase_add_test(tc, uniform_and_empty_images);
    suite_add_tcase(suite, tc);
    return suite;
}
