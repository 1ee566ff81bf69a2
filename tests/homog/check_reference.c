/* Against a dense solution written apart, and against converged published values. */
#include <stdio.h>

#include "homog_support.h"

static void compare(msbat_context *ctx, const msbat_image *image, int kinds, const double *sigma, double tolerance)
{
    msbat_homog *homog = make_homog(image, kinds, sigma, 1e-12);
    bool insulating = sigma[0] == 0.0;
    for (int c = 0; c < 4; c++) {
        double t[9], want[9], scale = 0.0;
        int64_t iterations;
        if (c == MSBAT_HOMOG_SUBC && insulating) continue;
        solved_tensor(ctx, homog, (msbat_homog_condition)c, t);
        dense_tensor(ctx, image, sigma, (msbat_homog_condition)c, want);
        for (int a = 0; a < 3; a++) {
            scale = fmax(scale, want[4 * a]);
            TEST_OK(ctx, msbat_homog_get_error(homog, (msbat_homog_condition)c, a, NULL, &iterations));
            ck_assert_int_le(iterations, 30);
        }
        for (int i = 0; i < 9; i++)
            ck_assert_msg(fabs(t[i] - want[i]) <= tolerance * scale, "condition %d entry %d: %.12g, dense %.12g", c, i,
                          t[i], want[i]);
    }
    msbat_homog_destroy(&homog);
}

/* Shapes with odd and unit edges, anisotropic voxels, contrasts up to 1e8 and insulators. Dense Cholesky itself loses
 * 1e-16 times contrast times the condition of the grid. */
START_TEST(random_images_against_dense)
{
    static const int64_t sizes[][3] = {{8, 8, 8}, {7, 5, 6}, {1, 9, 7}, {2, 2, 9}, {6, 1, 1}};
    static const double p[3] = {0.4, 0.75, 1.0}, flat[3] = {1e-6, 2.3e-6, 0.6e-6};
    static const double sigma[][3] = {{1.0, 4.0, 2.0}, {1e-4, 1.0, 1e-2}, {1e-8, 1.0, 0.3},
                                      {0.0, 1.0, 1.0}, {0.0, 1.0, 1e-3},  {0.0, 1e-8, 1.0}};
    msbat_context *ctx = NULL;
    TEST_OK(ctx, msbat_context_create(&ctx));
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (size_t k = 0; k < sizeof sigma / sizeof *sigma; k++) {
            bool steep = sigma[k][0] == 1e-8 || sigma[k][1] == 1e-8;
            msbat_image *image = random_image(ctx, sizes[s], 3, p, 100 * s + k, (s + k) % 2 ? flat : unit_voxel);
            compare(ctx, image, 3, sigma[k], steep ? 1e-6 : 1e-9);
            msbat_image_destroy(&image);
        }
    msbat_context_destroy(&ctx);
}
END_TEST

START_TEST(larger_image_against_dense)
{
    static const int64_t n[3] = {11, 12, 10};
    static const double p[2] = {0.45, 1.0}, sigma[2] = {1e-3, 1.0};
    msbat_context *ctx = NULL;
    double t[9], want[9];
    TEST_OK(ctx, msbat_context_create(&ctx));
    msbat_image *image = random_image(ctx, n, 2, p, 5, unit_voxel);
    msbat_homog *homog = make_homog(image, 2, sigma, 1e-12);
    solved_tensor(ctx, homog, MSBAT_HOMOG_PERIODIC, t);
    dense_tensor(ctx, image, sigma, MSBAT_HOMOG_PERIODIC, want);
    for (int i = 0; i < 9; i++) TEST_NEAR(t[i], want[i], 1e-9 * want[0]);
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
    msbat_context_destroy(&ctx);
}
END_TEST

/* Converged relative diffusivities of the seeded sphere images along x: mixed with 9 digits, periodic with 6. */
START_TEST(sphere_images)
{
    static const double sigma[2] = {0.0, 1.0};
    static const struct {
        int64_t n;
        msbat_homog_condition condition;
        double tolerance, value, digits;
    } known[] = {{64, MSBAT_HOMOG_MIXED, 1e-9, 0.186482881, 0.6e-9},
                 {64, MSBAT_HOMOG_PERIODIC, 1e-8, 0.187401, 0.6e-6},
                 {128, MSBAT_HOMOG_MIXED, 1e-6, 0.188077527, 1.5 * 0.188e-6}};
    msbat_context *ctx = NULL;
    TEST_OK(ctx, msbat_context_create(&ctx));
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        msbat_image *image = NULL;
        double d;
        int64_t iterations;
        TEST_OK(ctx, msbat_image_create_spheres(ctx, known[i].n, 8.0, 0.4, 1, 1e-6, &image));
        msbat_homog *homog = make_homog(image, 2, sigma, known[i].tolerance);
        if (known[i].condition == MSBAT_HOMOG_MIXED) TEST_OK(ctx, msbat_homog_solve_mixed(homog, 0));
        else TEST_OK(ctx, msbat_homog_solve(homog, known[i].condition));
        TEST_OK(ctx, msbat_homog_get_component(homog, known[i].condition, 0, &d));
        TEST_OK(ctx, msbat_homog_get_error(homog, known[i].condition, 0, NULL, &iterations));
        TEST_NEAR(d, known[i].value, known[i].digits);
        ck_assert_int_le(iterations, 10);
        msbat_homog_destroy(&homog);
        msbat_image_destroy(&image);
    }
    msbat_context_destroy(&ctx);
}
END_TEST

/* Estimate over true relative error of one rough solve; the rough value must come from above. */
static double estimate_ratio(msbat_context *ctx, int run)
{
    static const double solids[3] = {0.0, 1e-3, 0.1};
    const double sigma[2] = {solids[run % 3], 1.0};
    double estimate, rough, exact;
    msbat_image *image = NULL;
    TEST_OK(ctx, msbat_image_create_spheres(ctx, 32, 4.0, 0.45, (uint64_t)(100 + run), 1e-6, &image));
    msbat_homog *homog = make_homog(image, 2, sigma, run % 2 ? 1e-3 : 1e-5);
    TEST_OK(ctx, msbat_homog_solve_mixed(homog, run % 3));
    TEST_OK(ctx, msbat_homog_get_component(homog, MSBAT_HOMOG_MIXED, run % 3, &rough));
    TEST_OK(ctx, msbat_homog_get_error(homog, MSBAT_HOMOG_MIXED, run % 3, &estimate, NULL));
    TEST_OK(ctx, msbat_homog_set_tolerance(homog, 1e-11));
    TEST_OK(ctx, msbat_homog_solve_mixed(homog, run % 3));
    TEST_OK(ctx, msbat_homog_get_component(homog, MSBAT_HOMOG_MIXED, run % 3, &exact));
    ck_assert_msg(rough >= exact * (1.0 - 1e-9), "run %d: %g below %g", run, rough, exact);
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
    return estimate * exact / fabs(rough - exact);
}

/* Good: true error <= 1.5 x estimate and, in the median, estimate <= 10 x true error. */
START_TEST(error_estimate_is_good)
{
    enum { RUNS = 48 };
    msbat_context *ctx = NULL;
    int above = 0;
    TEST_OK(ctx, msbat_context_create(&ctx));
    for (int i = 0; i < RUNS; i++) {
        double ratio = estimate_ratio(ctx, i);
        ck_assert_msg(ratio >= 1.0 / 1.5, "run %d: estimate is %g of the error", i, ratio);
        above += ratio > 10.0;
    }
    ck_assert_int_lt(above, RUNS / 2);
    msbat_context_destroy(&ctx);
}
END_TEST

static bool read_electrode(uint8_t *labels, size_t size)
{
    char path[512];
    if (!test_data("homog/electrode3_128.npy", sizeof path, path)) return false;
    FILE *f = fopen(path, "rb");
    ck_assert(f && fseek(f, 128, SEEK_SET) == 0 && fread(labels, 1, size, f) == size); /* NPY header of 128 bytes */
    fclose(f);
    return true;
}

/* Three-phase electrode: fractions as documented; one network, the other, and three conducting phases. */
START_TEST(electrode_image)
{
    static const double sigma[3][256] = {{[0] = 1.0}, {[85] = 1.0}, {[0] = 1.0, [85] = 1e-3, [170] = 0.1}};
    const int64_t n[3] = {128, 128, 128};
    uint8_t *labels = malloc(128 * 128 * 128);
    if (!read_electrode(labels, 128 * 128 * 128)) {
        free(labels);
        test_skip("homog/electrode3_128.npy is not there");
        return;
    }
    msbat_context *ctx = NULL;
    msbat_image *image = NULL;
    double fraction, d, lower, upper, flux;
    TEST_OK(ctx, msbat_context_create(&ctx));
    TEST_OK(ctx, msbat_image_create(ctx, n, labels, unit_voxel, &image));
    free(labels);
    TEST_OK(ctx, msbat_image_get_fraction(image, 0, &fraction));
    TEST_NEAR(fraction, 0.438, 5e-4);
    TEST_OK(ctx, msbat_image_get_fraction(image, 170, &fraction));
    TEST_NEAR(fraction, 0.154, 5e-4);
    for (int k = 0; k < 3; k++) {
        msbat_homog *homog = make_homog(image, 256, sigma[k], 1e-4);
        TEST_OK(ctx, msbat_homog_solve_mixed(homog, 0));
        TEST_OK(ctx, msbat_homog_get_component(homog, MSBAT_HOMOG_MIXED, 0, &d));
        TEST_OK(ctx, msbat_homog_get_wiener(homog, &lower, &upper));
        TEST_OK(ctx, msbat_homog_get_residuals(homog, MSBAT_HOMOG_MIXED, &flux, NULL));
        ck_assert_msg(d > lower && d < upper && flux < 0.1, "case %d: %g in %g ... %g, flux residual %g", k, d, lower,
                      upper, flux);
        msbat_homog_destroy(&homog);
    }
    msbat_image_destroy(&image);
    msbat_context_destroy(&ctx);
}
END_TEST

Suite *suite_reference(void)
{
    Suite *suite = suite_create("reference");
    TCase *tc = tcase_create("reference");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, random_images_against_dense);
    tcase_add_test(tc, larger_image_against_dense);
    tcase_add_test(tc, sphere_images);
    tcase_add_test(tc, error_estimate_is_good);
    tcase_add_test(tc, electrode_image);
    suite_add_tcase(suite, tc);
    return suite;
}
