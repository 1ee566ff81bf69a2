/* check_link_tensor.c - tensors of images that have a closed form on the voxels. */
#include "chain.h"

static msbat_context *ctx;
static void setup(void) { TEST_OK(NULL, msbat_context_create(&ctx)); }
static void teardown(void) { msbat_context_destroy(&ctx); }

/* Layers of 1 and 1/4, half each: 2/(1 + 4) across, 5/8 along; both conduct. */
START_TEST(layered_media)
{
    msbat_homog *homog = make_layers(ctx, 8.0, 2.0); /* relative to 8 */
    for (int c = 0; c < 4; c++) {
        msbat_tensor *tensor = NULL;
        double relative[9], fraction, along;
        msbat_source_kind kind;
        const char *source = NULL;
        TEST_FAILS(ctx, MSBAT_ERR_STATE, "", msbat_tensor_from_homog(homog, (msbat_homog_condition)c, &tensor));
        ck_assert_ptr_null(tensor);
        TEST_OK(ctx, msbat_homog_set_tolerance(homog, 1e-10));
        TEST_OK(ctx, msbat_homog_solve(homog, (msbat_homog_condition)c));
        TEST_OK(ctx, msbat_tensor_from_homog(homog, (msbat_homog_condition)c, &tensor));
        TEST_OK(ctx, msbat_tensor_get(tensor, relative, &fraction));
        ck_assert(fraction == 1.0);
        if (c == MSBAT_HOMOG_PERIODIC || c == MSBAT_HOMOG_MIXED)
            for (int i = 0; i < 9; i++) TEST_NEAR(relative[i], i == 0 ? 0.4 : i % 4 ? 0 : 0.625, 1e-9);
        TEST_OK(ctx, msbat_tensor_get_component(tensor, (const double[3]){0, 0, 2}, &along));
        TEST_NEAR(along, relative[8], 1e-15);
        TEST_OK(ctx, msbat_tensor_get_source(tensor, &kind, &source));
        ck_assert_int_eq(kind, MSBAT_SOURCE_COMPUTED);
        ck_assert_ptr_nonnull(strstr(source, "voxel image"));
        msbat_tensor_destroy(&tensor);
    }
    msbat_homog_destroy(&homog);
}
END_TEST

/* Straight pores at the default tolerance stand on Wiener's bound: tau = eps/sigma = 1 along, no path across. */
START_TEST(straight_pores)
{
    msbat_homog *homog = make_layers(ctx, 3.0, 0.0);
    msbat_tensor *tensor = NULL;
    double relative[9], fraction, tau;
    ck_assert_int_eq(msbat_homog_solve(homog, MSBAT_HOMOG_PERIODIC), MSBAT_NO_PATH);
    TEST_OK(ctx, msbat_tensor_from_homog(homog, MSBAT_HOMOG_PERIODIC, &tensor));
    TEST_OK(ctx, msbat_tensor_get(tensor, relative, &fraction));
    ck_assert(fraction == 0.5 && relative[0] == 0.0);
    TEST_NEAR(relative[4], 0.5, 1e-12);
    TEST_OK(ctx, msbat_homog_get_tortuosity(homog, MSBAT_HOMOG_PERIODIC, 1, &tau));
    TEST_NEAR(fraction / relative[4], tau, 1e-12);
    TEST_NEAR(tau, 1.0, 1e-12);
    msbat_tensor_destroy(&tensor);
    /* a changed conductivity forgets the solution */
    TEST_OK(ctx, msbat_homog_set_conductivity(homog, 1, 1.0));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "", msbat_tensor_from_homog(homog, MSBAT_HOMOG_PERIODIC, &tensor));
    msbat_homog_destroy(&homog);
}
END_TEST

/* A packing: within Wiener's bounds of both networks. */
START_TEST(generated_pores)
{
    const int64_t n[3] = {24, 24, 24};
    msbat_packing *packing = NULL;
    msbat_image *image = NULL;
    msbat_homog *homog = NULL;
    msbat_tensor *tensor = NULL;
    double relative[9], fraction, of_image;
    TEST_OK(ctx, msbat_packing_create(ctx, n, 1e-6, &packing));
    TEST_OK(ctx, msbat_packing_set_option(packing, "radius", "5e-6"));
    TEST_OK(ctx, msbat_packing_run(packing, &image));
    TEST_OK(ctx, msbat_homog_create(image, &homog));
    TEST_OK(ctx, msbat_homog_set_conductivity(homog, MSBAT_LABEL_PORE, 0.7));
    TEST_OK(ctx, msbat_homog_solve(homog, MSBAT_HOMOG_MIXED));
    TEST_OK(ctx, msbat_tensor_from_homog(homog, MSBAT_HOMOG_MIXED, &tensor));
    TEST_OK(ctx, msbat_tensor_get(tensor, relative, &fraction));
    TEST_OK(ctx, msbat_image_get_fraction(image, MSBAT_LABEL_PORE, &of_image));
    ck_assert(fraction == of_image);
    for (int i = 0; i < 3; i++) ck_assert(relative[4 * i] > 0.2 * fraction && relative[4 * i] < fraction);
    msbat_tensor_destroy(&tensor);
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
    msbat_packing_destroy(&packing);
}
END_TEST

START_TEST(hostile)
{
    msbat_homog *homog = make_layers(ctx, 1.0, 0.25), *nothing = make_layers(ctx, 0.0, 0.0);
    msbat_tensor *tensor = (msbat_tensor *)1;
    ck_assert_int_eq(msbat_tensor_from_homog(NULL, MSBAT_HOMOG_PERIODIC, &tensor), MSBAT_ERR_NULL);
    ck_assert_ptr_null(tensor);
    ck_assert_int_eq(msbat_tensor_from_homog(homog, MSBAT_HOMOG_PERIODIC, NULL), MSBAT_ERR_NULL);
    for (int c = -1; c < 6; c += 5)
        ck_assert_int_eq(msbat_tensor_from_homog(homog, (msbat_homog_condition)c, &tensor), MSBAT_ERR_ARGUMENT);
    ck_assert_int_eq(msbat_homog_solve(nothing, MSBAT_HOMOG_PERIODIC), MSBAT_NO_PATH);
    msbat_status st = msbat_tensor_from_homog(nothing, MSBAT_HOMOG_PERIODIC, &tensor);
    ck_assert_msg(st == MSBAT_ERR_PHYSICS || st == MSBAT_ERR_RANGE, "%s: %s", msbat_status_text(st), test_message(ctx));
    ck_assert_ptr_null(tensor);
    msbat_homog_destroy(&homog);
    msbat_homog_destroy(&nothing);
}
END_TEST

Suite *suite_link_tensor(void)
{
    Suite *suite = suite_create("tensor from image");
    TCase *tc = tcase_create("tensor");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, layered_media);
    tcase_add_test(tc, straight_pores);
    tcase_add_test(tc, generated_pores);
    tcase_add_test(tc, hostile);
    suite_add_tcase(suite, tc);
    return suite;
}
