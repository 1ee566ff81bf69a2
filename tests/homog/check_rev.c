#include "homog_support.h"

static msbat_rev *sphere_rev(msbat_context *ctx, int64_t n, double radius)
{
    static const double sigma[2] = {0.0, 1.0};
    msbat_image *image = NULL;
    msbat_rev *rev = NULL;
    TEST_OK(ctx, msbat_image_create_spheres(ctx, n, radius, 0.5, 3, 1e-6, &image));
    msbat_homog *homog = make_homog(image, 2, sigma, 1e-4);
    TEST_OK(ctx, msbat_rev_create(homog, &rev));
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
    return rev;
}

/* Eight stripes of width 8: of the 64 - h pairs at lag h <= 8, 7 h straddle one of the seven edges, so the covariance
 * is 1 - 14 h/(64 - h); trapezoids up to its zero between lags 4 and 5. */
START_TEST(correlation_length_of_stripes)
{
    static const double sigma[2] = {0.0, 1.0};
    const int64_t n[3] = {64, 1, 1};
    uint8_t labels[64];
    double length, c[6];
    msbat_context *ctx = NULL;
    msbat_image *image = NULL;
    for (int i = 0; i < 64; i++) labels[i] = (uint8_t)(i / 8 % 2);
    TEST_OK(ctx, msbat_context_create(&ctx));
    TEST_OK(ctx, msbat_image_create(ctx, n, labels, unit_voxel, &image));
    msbat_homog *homog = make_homog(image, 2, sigma, 1e-4);
    TEST_OK(ctx, msbat_homog_get_correlation_length(homog, &length));
    for (int h = 1; h <= 5; h++) c[h] = 1.0 - 14.0 * h / (64.0 - h);
    TEST_NEAR(length, 1e-6 * (0.5 + c[1] + c[2] + c[3] + 0.5 * c[4] + 0.5 * c[4] * c[4] / (c[4] - c[5])), 1e-18);
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
    msbat_context_destroy(&ctx);
}
END_TEST

/* Sum and sum of squares of trace/3 over the eight octants, solved by hand. */
static void octants(msbat_context *ctx, const msbat_image *image, const double *sigma, double sums[2])
{
    const int64_t half[3] = {12, 12, 12};
    sums[0] = sums[1] = 0.0;
    for (int c = 0; c < 8; c++) {
        const int64_t origin[3] = {c & 4 ? 12 : 0, c & 2 ? 12 : 0, c & 1 ? 12 : 0};
        msbat_image *crop = NULL;
        double t[9];
        TEST_OK(ctx, msbat_image_create_crop(image, origin, half, &crop));
        msbat_homog *part = make_homog(crop, 2, sigma, 1e-6);
        solved_tensor(ctx, part, MSBAT_HOMOG_SUBC, t);
        double value = (t[0] + t[4] + t[8]) / 3.0;
        sums[0] += value;
        sums[1] += value * value;
        msbat_homog_destroy(&part);
        msbat_image_destroy(&crop);
    }
}

START_TEST(rows_are_the_cubes)
{
    const int64_t sizes[2] = {12, 24}, n[3] = {24, 24, 24};
    static const double sigma[2] = {0.3, 1.0}, p[2] = {0.4, 1.0};
    msbat_context *ctx = NULL;
    double mean, deviation, sums[2], spread, conducting;
    int64_t edge, samples;
    TEST_OK(ctx, msbat_context_create(&ctx));
    msbat_image *image = random_image(ctx, n, 2, p, 12, unit_voxel);
    msbat_homog *homog = make_homog(image, 2, sigma, 1e-6);
    msbat_rev *rev = NULL;
    TEST_OK(ctx, msbat_rev_create(homog, &rev));
    TEST_OK(ctx, msbat_rev_set_sizes(rev, 2, sizes));
    TEST_OK(ctx, msbat_rev_set_tolerance(rev, 1e-6));
    TEST_OK(ctx, msbat_rev_run(rev));
    TEST_OK(ctx, msbat_rev_get_row(rev, 0, &edge, &samples, &conducting));
    ck_assert_int_eq(edge, 12);
    ck_assert_int_eq(samples, 8);
    TEST_NEAR(conducting, 1.0, 1e-15);
    octants(ctx, image, sigma, sums);
    TEST_OK(ctx, msbat_rev_get_statistics(rev, 0, MSBAT_HOMOG_SUBC, &mean, &deviation));
    TEST_NEAR(mean, sums[0] / 8.0, 1e-12);
    TEST_NEAR(deviation, sqrt((sums[1] - sums[0] * sums[0] / 8.0) / 7.0), 1e-7);
    TEST_OK(ctx, msbat_rev_get_measures(rev, 1, NULL, NULL, &spread, NULL));
    ck_assert(spread > 0.0 && spread < 0.05);
    msbat_rev_destroy(&rev);
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
    msbat_context_destroy(&ctx);
}
END_TEST

/* Thresholds decide, and the verdict names what fails. */
START_TEST(verdict_names_the_criterion)
{
    msbat_context *ctx = NULL;
    const char *text;
    int64_t edge, failed, rows;
    TEST_OK(ctx, msbat_context_create(&ctx));
    msbat_rev *rev = sphere_rev(ctx, 48, 5.0);
    TEST_OK(ctx, msbat_rev_set_option(rev, "correlation_lengths", "1"));
    TEST_OK(ctx, msbat_rev_set_scatter(rev, 10.0));
    TEST_OK(ctx, msbat_rev_run(rev));
    TEST_OK(ctx, msbat_rev_get_row_count(rev, &rows));
    ck_assert_int_eq(rows, 3);
    TEST_OK(ctx, msbat_rev_get_verdict(rev, &edge, &failed, &text));
    ck_assert_int_eq(edge, 48);
    ck_assert_int_eq(failed, MSBAT_REV_CONDITION);
    ck_assert_msg(strstr(text, "spread over boundary conditions") && strstr(text, "FAILS"), "%s", text);
    TEST_OK(ctx, msbat_rev_set_condition_spread(rev, 10.0));
    TEST_OK(ctx, msbat_rev_run(rev));
    TEST_OK(ctx, msbat_rev_get_verdict(rev, &edge, &failed, &text));
    ck_assert_int_eq(failed, 0);
    ck_assert_int_eq(edge, 12);
    TEST_OK(ctx, msbat_rev_set_correlation_lengths(rev, 1000.0));
    TEST_OK(ctx, msbat_rev_set_scatter(rev, 0.0));
    TEST_OK(ctx, msbat_rev_run(rev));
    TEST_OK(ctx, msbat_rev_get_verdict(rev, &edge, &failed, &text));
    ck_assert_int_eq(failed, MSBAT_REV_SCALE | MSBAT_REV_SCATTER);
    msbat_rev_destroy(&rev);
    msbat_context_destroy(&ctx);
}
END_TEST

static int watch(double fraction, void *user)
{
    double *last = user;
    ck_assert_msg(fraction >= *last - 1e-12 && fraction <= 1.0 + 1e-12, "progress %g after %g", fraction, *last);
    *last = fraction;
    return fraction > 0.5;
}

START_TEST(cancelled_table_is_empty_and_usable)
{
    msbat_context *ctx = NULL;
    double last = 0.0;
    int64_t rows;
    TEST_OK(ctx, msbat_context_create(&ctx));
    msbat_rev *rev = sphere_rev(ctx, 32, 4.0);
    TEST_OK(ctx, msbat_context_set_progress(ctx, watch, &last));
    ck_assert_int_eq(msbat_rev_run(rev), MSBAT_CANCELLED);
    TEST_OK(ctx, msbat_context_set_progress(ctx, NULL, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "msbat_rev_run", msbat_rev_get_row_count(rev, &rows));
    TEST_OK(ctx, msbat_rev_run(rev));
    TEST_OK(ctx, msbat_rev_get_row_count(rev, &rows));
    ck_assert_int_eq(rows, 3);
    msbat_rev_destroy(&rev);
    msbat_context_destroy(&ctx);
}
END_TEST

Suite *suite_rev(void)
{
    Suite *suite = suite_create("rev");
    TCase *tc = tcase_create("rev");
    tcase_set_timeout(tc, 30);
    tcase_add_test(tc, correlation_length_of_stripes);
    tcase_add_test(tc, rows_are_the_cubes);
    tcase_add_test(tc, verdict_names_the_criterion);
    tcase_add_test(tc, cancelled_table_is_empty_and_usable);
    suite_add_tcase(suite, tc);
    return suite;
}
