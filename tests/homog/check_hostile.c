#include "homog_support.h"

START_TEST(bad_images)
{
    msbat_context *ctx = NULL;
    msbat_image *image = NULL;
    const uint8_t labels[8] = {0, 1, 0, 1, 1, 1, 0, 0};
    const int64_t good[3] = {2, 2, 2}, zero[3] = {2, 0, 2}, huge[3] = {1 << 20, 1 << 20, 1 << 20};
    const double nan_voxel[3] = {1e-6, NAN, 1e-6}, flat[3] = {1e-6, 1.0, 1e-6};
    TEST_OK(ctx, msbat_context_create(&ctx));
    ck_assert_int_eq(msbat_image_create(NULL, good, labels, unit_voxel, &image), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_image_create(ctx, good, labels, unit_voxel, NULL), MSBAT_ERR_NULL);
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "labels", msbat_image_create(ctx, good, NULL, unit_voxel, &image));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n[1] = 0", msbat_image_create(ctx, zero, labels, unit_voxel, &image));
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "2^40", msbat_image_create(ctx, huge, labels, unit_voxel, &image));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "voxel_m[1] = nan", msbat_image_create(ctx, good, labels, nan_voxel, &image));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "1000", msbat_image_create(ctx, good, labels, flat, &image));
    ck_assert_ptr_null(image);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "pore_fraction", msbat_image_create_spheres(ctx, 8, 2.0, 1.0, 1, 1e-6, &image));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "radius", msbat_image_create_spheres(ctx, 8, NAN, 0.5, 1, 1e-6, &image));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n = -3", msbat_image_create_spheres(ctx, -3, 2.0, 0.5, 1, 1e-6, &image));
    msbat_context_destroy(&ctx);
}
END_TEST

START_TEST(bad_crops)
{
    msbat_context *ctx = NULL;
    msbat_image *image = NULL, *crop = NULL;
    const uint8_t labels[8] = {0, 1, 0, 1, 1, 1, 0, 0};
    const int64_t good[3] = {2, 2, 2}, none[3] = {0, 0, 0};
    static const int64_t bad[4][3] = {{1, 2, 2}, {INT64_MAX, 0, 0}, {-1, 0, 0}, {INT64_MIN, 0, 0}};
    TEST_OK(ctx, msbat_context_create(&ctx));
    TEST_OK(ctx, msbat_image_create(ctx, good, labels, unit_voxel, &image));
    for (int i = 0; i < 4; i++)
        TEST_FAILS(ctx, MSBAT_ERR_RANGE, "inside", msbat_image_create_crop(image, bad[i], good, &crop));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "inside", msbat_image_create_crop(image, none, none, &crop));
    ck_assert_int_eq(msbat_image_create_crop(NULL, none, good, &crop), MSBAT_ERR_NULL);
    ck_assert_ptr_null(crop);
    msbat_image_destroy(&image);
    msbat_image_destroy(&image);
    msbat_image_destroy(NULL);
    msbat_context_destroy(&ctx);
}
END_TEST

START_TEST(bad_settings)
{
    msbat_context *ctx = NULL;
    const int64_t n[3] = {4, 4, 4};
    static const double p[2] = {0.5, 1.0}, sigma[2] = {1.0, 2.0}, wild[2] = {1e-30, 1.0};
    msbat_homog *none = NULL;
    TEST_OK(ctx, msbat_context_create(&ctx));
    msbat_image *image = random_image(ctx, n, 2, p, 1, unit_voxel);
    ck_assert_int_eq(msbat_homog_create(NULL, &none), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_homog_create(image, NULL), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_homog_solve(NULL, MSBAT_HOMOG_PERIODIC), MSBAT_ERR_NULL);
    msbat_homog *homog = make_homog(image, 2, sigma, 1e-4);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "sigma", msbat_homog_set_conductivity(homog, 0, -1.0));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "sigma", msbat_homog_set_conductivity(homog, 0, NAN));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "sigma", msbat_homog_set_conductivity(homog, 0, INFINITY));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "label", msbat_homog_set_conductivity(homog, 256, 1.0));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "tolerance", msbat_homog_set_tolerance(homog, 0.0));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "condition 9", msbat_homog_solve(homog, (msbat_homog_condition)9));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "axis", msbat_homog_solve_mixed(homog, 3));
    TEST_OK(ctx, msbat_homog_set_max_iterations(homog, 1));
    TEST_OK(ctx, msbat_homog_set_tolerance(homog, 1e-12));
    TEST_FAILS(ctx, MSBAT_ERR_CONVERGENCE, "iterations", msbat_homog_solve(homog, MSBAT_HOMOG_KUBC));
    msbat_homog_destroy(&homog);
    homog = make_homog(image, 2, wild, 1e-4);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "1e12", msbat_homog_solve(homog, MSBAT_HOMOG_KUBC));
    msbat_homog_destroy(&homog);
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
    msbat_context_destroy(&ctx);
}
END_TEST

START_TEST(results_out_of_order)
{
    msbat_context *ctx = NULL;
    const int64_t n[3] = {4, 4, 4};
    static const double p[2] = {0.5, 1.0}, sigma[2] = {1.0, 2.0};
    double value = 0.0, t[9], field[64], margin[2];
    TEST_OK(ctx, msbat_context_create(&ctx));
    msbat_image *image = random_image(ctx, n, 2, p, 1, unit_voxel);
    msbat_homog *homog = make_homog(image, 2, sigma, 1e-4);
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "not been solved", msbat_homog_get_tensor(homog, MSBAT_HOMOG_KUBC, t));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "not been solved", msbat_homog_check_order(homog, margin));
    TEST_OK(ctx, msbat_homog_solve_mixed(homog, 1));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "axis 0", msbat_homog_get_tensor(homog, MSBAT_HOMOG_MIXED, t));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "sigma", msbat_homog_get_component(homog, MSBAT_HOMOG_MIXED, 1, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "differently", msbat_homog_get_tortuosity(homog, MSBAT_HOMOG_MIXED, 1, &value));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "64 voxels", msbat_homog_get_potential(homog, MSBAT_HOMOG_MIXED, 1, 63, field));
    TEST_OK(ctx, msbat_homog_set_conductivity(homog, 0, 3.0));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "not been solved", msbat_homog_get_component(homog, MSBAT_HOMOG_MIXED, 1, &value));
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
    msbat_context_destroy(&ctx);
}
END_TEST

START_TEST(bad_tables)
{
    msbat_context *ctx = NULL;
    const int64_t n[3] = {8, 8, 8}, down[2] = {8, 4}, big[1] = {9};
    static const double p[2] = {0.5, 1.0}, zero[2] = {0.0, 0.0};
    msbat_rev *rev = NULL;
    int64_t edge;
    TEST_OK(ctx, msbat_context_create(&ctx));
    msbat_image *image = random_image(ctx, n, 2, p, 1, unit_voxel);
    msbat_homog *homog = make_homog(image, 2, zero, 1e-4);
    ck_assert_int_eq(msbat_rev_create(NULL, &rev), MSBAT_ERR_NULL);
    TEST_OK(ctx, msbat_rev_create(homog, &rev));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "conducts", msbat_rev_run(rev));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "increase", msbat_rev_set_sizes(rev, 2, (const int64_t[]){4, 4}));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "increase", msbat_rev_set_sizes(rev, 2, down));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "edge", msbat_rev_set_sizes(rev, 1, big));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n", msbat_rev_set_sizes(rev, 0, big));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "msbat_rev_run", msbat_rev_get_verdict(rev, &edge, NULL, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "scatter", msbat_rev_set_scatter(rev, NAN));
    msbat_rev_destroy(&rev);
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
    msbat_context_destroy(&ctx);
}
END_TEST

static int cancel(double fraction, void *user)
{
    (void)fraction;
    (void)user;
    return 1;
}

START_TEST(cancelled_solve_leaves_a_usable_handle)
{
    static const double sigma[2] = {0.0, 1.0};
    msbat_context *ctx = NULL;
    msbat_image *image = NULL;
    double d;
    TEST_OK(ctx, msbat_context_create(&ctx));
    TEST_OK(ctx, msbat_image_create_spheres(ctx, 24, 4.0, 0.6, 1, 1e-6, &image));
    msbat_homog *homog = make_homog(image, 2, sigma, 1e-4);
    TEST_OK(ctx, msbat_context_set_progress(ctx, cancel, NULL));
    ck_assert_int_eq(msbat_homog_solve(homog, MSBAT_HOMOG_PERIODIC), MSBAT_CANCELLED);
    TEST_OK(ctx, msbat_context_set_progress(ctx, NULL, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "not been solved", msbat_homog_get_component(homog, MSBAT_HOMOG_PERIODIC, 0, &d));
    TEST_OK(ctx, msbat_homog_solve(homog, MSBAT_HOMOG_PERIODIC));
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
    msbat_context_destroy(&ctx);
}
END_TEST

/* ---- every allocation fails once ---- */
static msbat_status solve_all(msbat_homog *homog)
{
    msbat_status st = MSBAT_OK;
    for (int l = 0; l < 3 && !st; l++) st = msbat_homog_set_conductivity(homog, l, pow(10.0, -l));
    if (!st) st = msbat_homog_solve(homog, MSBAT_HOMOG_SUBC);
    if (!st) st = msbat_homog_set_conductivity(homog, MSBAT_LABEL_ACTIVE, 0.0);
    if (!st) st = msbat_homog_set_conductivity(homog, MSBAT_LABEL_BINDER, 0.0);
    if (!st) st = msbat_homog_solve_mixed(homog, 0);
    return st == MSBAT_NO_PATH ? MSBAT_OK : st;
}

static msbat_status whole_use(msbat_context *ctx, void *user)
{
    (void)user;
    const int64_t n[3] = {8, 8, 8};
    msbat_packing *packing = NULL;
    msbat_image *image = NULL;
    msbat_homog *homog = NULL;
    msbat_rev *rev = NULL;
    msbat_status st = msbat_packing_create(ctx, n, 1e-6, &packing);
    if (!st) st = msbat_packing_set_radius(packing, 2e-6);
    if (!st) st = msbat_packing_set_binder_fraction(packing, 0.1);
    if (!st) st = msbat_packing_run(packing, &image);
    if (!st) st = msbat_homog_create(image, &homog);
    if (!st) st = solve_all(homog);
    if (!st) st = msbat_rev_create(homog, &rev);
    if (!st) st = msbat_rev_run(rev);
    msbat_rev_destroy(&rev);
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
    msbat_packing_destroy(&packing);
    return st;
}

START_TEST(every_allocation_fails_once)
{
    ck_assert_int_gt(TEST_MEMORY(whole_use, NULL), 20);
}
END_TEST

Suite *suite_hostile(void)
{
    Suite *suite = suite_create("hostile");
    TCase *tc = tcase_create("hostile");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, bad_images);
    tcase_add_test(tc, bad_crops);
    tcase_add_test(tc, bad_settings);
    tcase_add_test(tc, results_out_of_order);
    tcase_add_test(tc, bad_tables);
    tcase_add_test(tc, cancelled_solve_leaves_a_usable_handle);
    tcase_add_test(tc, every_allocation_fails_once);
    suite_add_tcase(suite, tc);
    return suite;
}
