#include "homog_support.h"

static msbat_packing *make_packing(msbat_context *ctx, int64_t n, double active, double binder, double overlap)
{
    const int64_t size[3] = {n, n, n};
    msbat_packing *packing = NULL;
    TEST_OK(ctx, msbat_packing_create(ctx, size, 1e-6, &packing));
    TEST_OK(ctx, msbat_packing_set_radius(packing, 6e-6));
    TEST_OK(ctx, msbat_packing_set_active_fraction(packing, active));
    TEST_OK(ctx, msbat_packing_set_binder_fraction(packing, binder));
    TEST_OK(ctx, msbat_packing_set_overlap(packing, overlap));
    return packing;
}

START_TEST(fractions_are_met)
{
    msbat_context *ctx = NULL;
    msbat_image *image = NULL;
    double f;
    TEST_OK(ctx, msbat_context_create(&ctx));
    msbat_packing *packing = make_packing(ctx, 48, 0.52, 0.11, 0.1);
    TEST_OK(ctx, msbat_packing_run(packing, &image));
    TEST_OK(ctx, msbat_image_get_fraction(image, MSBAT_LABEL_ACTIVE, &f));
    TEST_NEAR(f, 0.52, 0.51 / (48.0 * 48.0 * 48.0));
    TEST_OK(ctx, msbat_image_get_fraction(image, MSBAT_LABEL_BINDER, &f));
    TEST_NEAR(f, 0.11, 0.51 / (48.0 * 48.0 * 48.0));
    msbat_packing_destroy(&packing);
    msbat_image_destroy(&image);
    msbat_context_destroy(&ctx);
}
END_TEST

/* Periodic distances of all pairs: none closer than allowed, but for the tolerance of pushing and the growth to
 * voxels. */
START_TEST(particles_do_not_overlap)
{
    const double box = 48e-6;
    msbat_context *ctx = NULL;
    msbat_image *image = NULL;
    int64_t count;
    TEST_OK(ctx, msbat_context_create(&ctx));
    msbat_packing *packing = make_packing(ctx, 48, 0.5, 0.0, 0.0);
    TEST_OK(ctx, msbat_packing_run(packing, &image));
    TEST_OK(ctx, msbat_packing_get_particle_count(packing, &count));
    ck_assert_int_gt(count, 20);
    for (int64_t i = 0; i < count; i++)
        for (int64_t j = 0; j < i; j++) {
            double a[3], b[3], ra, rb, square = 0.0;
            TEST_OK(ctx, msbat_packing_get_particle(packing, i, a, &ra));
            TEST_OK(ctx, msbat_packing_get_particle(packing, j, b, &rb));
            for (int k = 0; k < 3; k++) {
                double d = (a[k] - b[k]) / box;
                d -= round(d);
                square += d * d * box * box;
            }
            ck_assert_msg(sqrt(square) >= 0.985 * (ra + rb), "particles %d and %d: %g of %g", (int)i, (int)j,
                          sqrt(square), ra + rb);
        }
    msbat_packing_destroy(&packing);
    msbat_image_destroy(&image);
    msbat_context_destroy(&ctx);
}
END_TEST

START_TEST(reproducible_by_seed)
{
    msbat_context *ctx = NULL;
    msbat_image *image[3] = {NULL, NULL, NULL};
    const uint8_t *labels[3];
    TEST_OK(ctx, msbat_context_create(&ctx));
    msbat_packing *packing = make_packing(ctx, 32, 0.4, 0.05, 0.2);
    for (int i = 0; i < 3; i++) {
        if (i == 2) TEST_OK(ctx, msbat_packing_set_option(packing, "seed", "2"));
        TEST_OK(ctx, msbat_packing_run(packing, &image[i]));
        TEST_OK(ctx, msbat_image_get_labels(image[i], &labels[i]));
    }
    ck_assert(memcmp(labels[0], labels[1], 32 * 32 * 32) == 0);
    ck_assert(memcmp(labels[0], labels[2], 32 * 32 * 32) != 0);
    for (int i = 0; i < 3; i++) msbat_image_destroy(&image[i]);
    msbat_packing_destroy(&packing);
    msbat_context_destroy(&ctx);
}
END_TEST

START_TEST(impossible_fractions_are_refused)
{
    msbat_context *ctx = NULL;
    msbat_image *image = NULL;
    int64_t count;
    TEST_OK(ctx, msbat_context_create(&ctx));
    msbat_packing *packing = make_packing(ctx, 32, 0.75, 0.0, 0.0);
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "at most 0.66", msbat_packing_run(packing, &image));
    ck_assert_ptr_null(image);
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "msbat_packing_run", msbat_packing_get_particle_count(packing, &count));
    TEST_OK(ctx, msbat_packing_set_overlap(packing, 0.4));
    TEST_OK(ctx, msbat_packing_set_binder_fraction(packing, 0.3));
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "exceed 1", msbat_packing_run(packing, &image));
    TEST_OK(ctx, msbat_packing_set_binder_fraction(packing, 0.0));
    TEST_OK(ctx, msbat_packing_set_radius(packing, 17e-6));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "radius", msbat_packing_run(packing, &image));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "overlap", msbat_packing_set_overlap(packing, NAN));
    msbat_packing_destroy(&packing);
    msbat_context_destroy(&ctx);
}
END_TEST

typedef struct span {
    double low, high;
} span;

static int cancel_within(double fraction, void *user)
{
    const span *s = user;
    return fraction > s->low && fraction < s->high;
}

static int count_fill(double fraction, void *user)
{
    if (fraction >= 0.5) ++*(int *)user;
    return 0;
}

/* Also while particles are drawn into the voxels, 256 of them from one report to the next, or plane by plane of a large
 * one. */
START_TEST(can_be_cancelled_anywhere)
{
    static const span spans[3] = {{0.0, 0.5}, {0.5, 0.75}, {0.75, 1.0}};
    int reports = 0;
    msbat_context *ctx = NULL;
    msbat_image *image = NULL;
    TEST_OK(ctx, msbat_context_create(&ctx));
    msbat_packing *packing = make_packing(ctx, 48, 0.4, 0.1, 0.2);
    TEST_OK(ctx, msbat_packing_set_radius(packing, 2e-6));
    for (int i = 0; i < 3; i++) {
        TEST_OK(ctx, msbat_context_set_progress(ctx, cancel_within, (void *)&spans[i]));
        ck_assert_int_eq(msbat_packing_run(packing, &image), MSBAT_CANCELLED);
        ck_assert_ptr_null(image);
    }
    TEST_OK(ctx, msbat_context_set_progress(ctx, NULL, NULL));
    TEST_OK(ctx, msbat_packing_run(packing, &image));
    msbat_image_destroy(&image);
    msbat_packing_destroy(&packing);
    packing = make_packing(ctx, 96, 0.4, 0.0, 0.2);
    TEST_OK(ctx, msbat_packing_set_radius(packing, 48e-6));
    TEST_OK(ctx, msbat_packing_set_spread(packing, 0.0));
    TEST_OK(ctx, msbat_context_set_progress(ctx, count_fill, &reports));
    TEST_OK(ctx, msbat_packing_run(packing, &image));
    ck_assert_int_ge(reports, 100);
    msbat_image_destroy(&image);
    msbat_packing_destroy(&packing);
    msbat_context_destroy(&ctx);
}
END_TEST

Suite *suite_packing(void)
{
    Suite *suite = suite_create("packing");
    TCase *tc = tcase_create("packing");
    tcase_add_test(tc, fractions_are_met);
    tcase_add_test(tc, particles_do_not_overlap);
    tcase_add_test(tc, reproducible_by_seed);
    tcase_add_test(tc, impossible_fractions_are_refused);
    tcase_add_test(tc, can_be_cancelled_anywhere);
    suite_add_tcase(suite, tc);
    return suite;
}
