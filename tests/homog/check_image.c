#include "homog_support.h"

START_TEST(labels_and_fractions)
{
    msbat_context *ctx = NULL;
    msbat_image *image = NULL, *crop = NULL;
    uint8_t labels[2 * 3 * 4];
    const int64_t n[3] = {2, 3, 4}, origin[3] = {1, 1, 1}, size[3] = {1, 2, 3};
    const uint8_t *read;
    int64_t count, label, got[3];
    double fraction;
    for (int v = 0; v < 24; v++) labels[v] = (uint8_t)(v % 3 * 85);
    TEST_OK(ctx, msbat_context_create(&ctx));
    TEST_OK(ctx, msbat_image_create(ctx, n, labels, unit_voxel, &image));
    TEST_OK(ctx, msbat_image_get_label_count(image, &count));
    ck_assert_int_eq(count, 3);
    TEST_OK(ctx, msbat_image_get_label(image, 2, &label));
    ck_assert_int_eq(label, 170);
    TEST_OK(ctx, msbat_image_get_fraction(image, 85, &fraction));
    TEST_NEAR(fraction, 1.0 / 3.0, 1e-15);
    TEST_OK(ctx, msbat_image_create_crop(image, origin, size, &crop));
    msbat_image_destroy(&image);
    TEST_OK(ctx, msbat_image_get_size(crop, got));
    TEST_OK(ctx, msbat_image_get_labels(crop, &read));
    for (int j = 0; j < 2; j++)
        for (int k = 0; k < 3; k++) ck_assert_int_eq(read[3 * j + k], labels[12 + 4 * (j + 1) + k + 1]);
    ck_assert_int_eq(got[2], 3);
    msbat_image_destroy(&crop);
    msbat_context_destroy(&ctx);
}
END_TEST

/* Published check values of the generator: n, radius 8, pore fraction wanted, seed 1 -> pore fraction. */
START_TEST(sphere_check_values)
{
    static const struct {
        int64_t n;
        double phi, fraction;
    } known[] = {{64, 0.4, 0.397457}, {128, 0.4, 0.391076}, {256, 0.3, 0.299243}};
    msbat_context *ctx = NULL;
    TEST_OK(ctx, msbat_context_create(&ctx));
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        msbat_image *image = NULL;
        double fraction;
        TEST_OK(ctx, msbat_image_create_spheres(ctx, known[i].n, 8.0, known[i].phi, 1, 1e-6, &image));
        TEST_OK(ctx, msbat_image_get_fraction(image, 1, &fraction));
        TEST_NEAR(fraction, known[i].fraction, 0.51e-6);
        msbat_image_destroy(&image);
    }
    msbat_context_destroy(&ctx);
}
END_TEST

/* Boolean model with a fixed number of spheres: the mean fraction is (1 - v/V)^N up to the error of voxels, its
 * variance below that of the Poisson model, phi^2 (8 v/V)(1/phi - 1) = 0.064^2 for one image. 64 images: standard error
 * below 0.008, of which 5.3 give a false alarm below 1.2e-7 (with fixed seeds besides). */
START_TEST(sphere_mean_fraction)
{
    msbat_context *ctx = NULL;
    double sum = 0.0;
    TEST_OK(ctx, msbat_context_create(&ctx));
    for (uint64_t seed = 1; seed <= 64; seed++) {
        msbat_image *image = NULL;
        double fraction;
        TEST_OK(ctx, msbat_image_create_spheres(ctx, 32, 4.0, 0.5, seed, 1e-6, &image));
        TEST_OK(ctx, msbat_image_get_fraction(image, 1, &fraction));
        sum += fraction;
        msbat_image_destroy(&image);
    }
    TEST_NEAR(sum / 64.0, 0.5, 5.3 * 0.008);
    msbat_context_destroy(&ctx);
}
END_TEST

Suite *suite_image(void)
{
    Suite *suite = suite_create("image");
    TCase *tc = tcase_create("image");
    tcase_add_test(tc, labels_and_fractions);
    tcase_add_test(tc, sphere_check_values);
    tcase_add_test(tc, sphere_mean_fraction);
    suite_add_tcase(suite, tc);
    return suite;
}
