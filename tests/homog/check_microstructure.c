/* What images, packings and the representative-volume table say of themselves, counted again here; and the options. */
#include "homog_support.h"

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

/* ---- images ---- */
/* The whole is the mean of its octants, label by label; and a crop of a crop is the crop at the summed origin. */
START_TEST(crops_add_up)
{
    static const int64_t n[3] = {8, 6, 10}, half[3] = {4, 3, 5}, inner[3] = {2, 1, 3}, zero[3] = {1, 1, 2};
    static const double p[4] = {0.2, 0.5, 0.9, 1.0};
    double sum[4] = {0.0}, fraction;
    msbat_image *image = random_image(ctx, n, 4, p, 17, unit_voxel), *part = NULL, *again = NULL, *direct = NULL;
    for (int c = 0; c < 8; c++) {
        const int64_t origin[3] = {c & 4 ? 4 : 0, c & 2 ? 3 : 0, c & 1 ? 5 : 0};
        TEST_OK(ctx, msbat_image_create_crop(image, origin, half, &part));
        for (int l = 0; l < 4; l++) {
            TEST_OK(ctx, msbat_image_get_fraction(part, l, &fraction));
            sum[l] += fraction / 8.0;
        }
        if (c < 7) msbat_image_destroy(&part);
    }
    for (int l = 0; l < 4; l++) {
        TEST_OK(ctx, msbat_image_get_fraction(image, l, &fraction));
        TEST_NEAR(sum[l], fraction, 1e-14);
    }
    const int64_t total[3] = {4 + zero[0], 3 + zero[1], 5 + zero[2]};
    const uint8_t *a, *b;
    TEST_OK(ctx, msbat_image_create_crop(part, zero, inner, &again));
    TEST_OK(ctx, msbat_image_create_crop(image, total, inner, &direct));
    TEST_OK(ctx, msbat_image_get_labels(again, &a));
    TEST_OK(ctx, msbat_image_get_labels(direct, &b));
    ck_assert(!memcmp(a, b, 6));
    msbat_image_destroy(&image);
    msbat_image_destroy(&part);
    msbat_image_destroy(&again);
    msbat_image_destroy(&direct);
}
END_TEST

/* Each label of 0 ... 255 once: counted, listed in ascending order, each a 256th. */
START_TEST(all_labels)
{
    static const int64_t n[3] = {16, 4, 4};
    uint8_t labels[256];
    int64_t count = 0, label = -1;
    double fraction = 0.0;
    msbat_image *image = NULL;
    for (int v = 0; v < 256; v++) labels[v] = (uint8_t)(v * 77 % 256);
    TEST_OK(ctx, msbat_image_create(ctx, n, labels, unit_voxel, &image));
    TEST_OK(ctx, msbat_image_get_label_count(image, &count));
    ck_assert_int_eq(count, 256);
    for (int k = 0; k < 256; k++) {
        TEST_OK(ctx, msbat_image_get_label(image, k, &label));
        TEST_OK(ctx, msbat_image_get_fraction(image, k, &fraction));
        ck_assert(label == k && fraction == 1.0 / 256.0);
    }
    msbat_image_destroy(&image);
}
END_TEST

/* ---- packings ---- */
enum { EDGE = 32, CELLS = EDGE * EDGE * EDGE, MOST = 200 };

typedef struct particles {
    int64_t n;
    double centre[MOST][3], radius[MOST];
} particles;

static msbat_image *pack(double active, double binder, particles *p)
{
    static const int64_t size[3] = {EDGE, EDGE, EDGE};
    msbat_packing *packing = NULL;
    msbat_image *image = NULL;
    TEST_OK(ctx, msbat_packing_create(ctx, size, 1.0, &packing));
    TEST_OK(ctx, msbat_packing_set_radius(packing, 5.0));
    TEST_OK(ctx, msbat_packing_set_active_fraction(packing, active));
    TEST_OK(ctx, msbat_packing_set_binder_fraction(packing, binder));
    TEST_OK(ctx, msbat_packing_run(packing, &image));
    TEST_OK(ctx, msbat_packing_get_particle_count(packing, &p->n));
    ck_assert(p->n > 5 && p->n < MOST);
    for (int64_t i = 0; i < p->n; i++)
        TEST_OK(ctx, msbat_packing_get_particle(packing, i, p->centre[i], &p->radius[i]));
    msbat_packing_destroy(&packing);
    return image;
}

/* Distance of the centre of voxel v from the surface of particle i, through the periodic faces. */
static double gap_to(const particles *p, int64_t i, int v)
{
    const int at[3] = {v / (EDGE * EDGE), v / EDGE % EDGE, v % EDGE};
    double sum = 0.0;
    for (int a = 0; a < 3; a++) {
        double d = at[a] + 0.5 - p->centre[i][a];
        d -= EDGE * round(d / EDGE);
        sum += d * d;
    }
    return sqrt(sum) - p->radius[i];
}

/* The two least gaps of a voxel. */
static void nearest(const particles *p, int v, double gap[2])
{
    gap[0] = gap[1] = HUGE_VAL;
    for (int64_t i = 0; i < p->n; i++) {
        double g = gap_to(p, i, v);
        if (g < gap[0]) gap[1] = gap[0], gap[0] = g;
        else if (g < gap[1]) gap[1] = g;
    }
}

/* The label says on which side of the particles' surfaces the voxel's centre lies; those within 1e-4 voxels (single
 * precision of distances up to 30) may go either way. */
START_TEST(labels_follow_the_particles)
{
    particles p;
    const uint8_t *labels;
    msbat_image *image = pack(0.45, 0.0, &p);
    TEST_OK(ctx, msbat_image_get_labels(image, &labels));
    for (int v = 0; v < CELLS; v++) {
        double gap[2];
        nearest(&p, v, gap);
        if (fabs(gap[0]) > 1e-4) ck_assert_int_eq(labels[v], gap[0] < 0.0 ? MSBAT_LABEL_ACTIVE : MSBAT_LABEL_PORE);
    }
    msbat_image_destroy(&image);
}
END_TEST

/* Binder is where two surfaces are closest together: no pore voxel is nearer to two particles than any of the binder. A
 * particle that is more than one median radius away is not looked at; the binder stays nearer than that here. */
START_TEST(binder_sits_at_contacts)
{
    particles p;
    const uint8_t *labels;
    double farthest = -HUGE_VAL, closest = HUGE_VAL;
    msbat_image *image = pack(0.45, 0.08, &p);
    TEST_OK(ctx, msbat_image_get_labels(image, &labels));
    for (int v = 0; v < CELLS; v++) {
        double gap[2];
        if (labels[v] == MSBAT_LABEL_ACTIVE) continue;
        nearest(&p, v, gap);
        if (labels[v] == MSBAT_LABEL_BINDER) farthest = fmax(farthest, gap[0] + gap[1]);
        else closest = fmin(closest, gap[0] + gap[1]);
    }
    ck_assert_msg(farthest <= closest + 1e-4 && farthest < 5.0, "binder to %g, pore from %g", farthest, closest);
    msbat_image_destroy(&image);
}
END_TEST

/* The fractions hold with binder or without, and binder takes nothing from the particles. */
START_TEST(binder_takes_pores_alone)
{
    particles p, q;
    const uint8_t *a, *b;
    msbat_image *bare = pack(0.45, 0.0, &p), *bound = pack(0.45, 0.08, &q);
    TEST_OK(ctx, msbat_image_get_labels(bare, &a));
    TEST_OK(ctx, msbat_image_get_labels(bound, &b));
    for (int v = 0; v < CELLS; v++) ck_assert_int_eq(a[v] == MSBAT_LABEL_ACTIVE, b[v] == MSBAT_LABEL_ACTIVE);
    ck_assert_int_eq(p.n, q.n);
    msbat_image_destroy(&bare);
    msbat_image_destroy(&bound);
}
END_TEST

/* ---- the table ---- */
static msbat_rev *table_of(const msbat_image *image, msbat_homog **homog)
{
    static const double sigma[2] = {0.2, 1.0};
    msbat_rev *rev = NULL;
    *homog = make_homog(image, 2, sigma, 1e-6);
    TEST_OK(ctx, msbat_rev_create(*homog, &rev));
    TEST_OK(ctx, msbat_rev_set_tolerance(rev, 1e-6));
    TEST_OK(ctx, msbat_rev_run(rev));
    return rev;
}

/* Scatter is deviation over mean of PERIODIC, or that of the largest size with samples times (edge ratio)^(-3/2). */
static double expected_scatter(msbat_rev *rev, int64_t row, double *last, int64_t *last_edge)
{
    double mean, deviation;
    int64_t edge, samples;
    TEST_OK(ctx, msbat_rev_get_row(rev, row, &edge, &samples, NULL));
    TEST_OK(ctx, msbat_rev_get_statistics(rev, row, MSBAT_HOMOG_PERIODIC, &mean, &deviation));
    if (samples < 2) return *last * pow((double)edge / (double)*last_edge, -1.5);
    *last = deviation / mean;
    *last_edge = edge;
    return *last;
}

static double expected_spread(msbat_rev *rev, int64_t row)
{
    double low = HUGE_VAL, high = 0.0, sum = 0.0;
    for (int c = 0; c < 4; c++) {
        double mean;
        TEST_OK(ctx, msbat_rev_get_statistics(rev, row, (msbat_homog_condition)c, &mean, NULL));
        low = fmin(low, mean);
        high = fmax(high, mean);
        sum += mean / 4.0;
    }
    return (high - low) / sum;
}

/* Every measure of every row from the statistics of the table; the conditions in their order; and from the middle row,
 * whose 8 cubes fill the image, to the whole KUBC falls and SUBC rises (C. Huet, J. Mech. Phys. Solids 38 (1990)
 * 813). */
START_TEST(measures_of_the_rows)
{
    static const int64_t n[3] = {32, 32, 32};
    static const double p[2] = {0.5, 1.0};
    msbat_image *image = random_image(ctx, n, 2, p, 4, unit_voxel);
    msbat_homog *homog = NULL;
    msbat_rev *rev = table_of(image, &homog);
    int64_t rows = 0, edge = 0, last_edge = 1;
    double length, last = HUGE_VAL, lengths, scatter, spread, upper = HUGE_VAL, lower = 0.0;
    TEST_OK(ctx, msbat_rev_get_row_count(rev, &rows));
    TEST_OK(ctx, msbat_rev_get_correlation_length(rev, &length));
    ck_assert_int_eq(rows, 3);
    for (int64_t row = 0; row < rows; row++) {
        double kubc, subc;
        TEST_OK(ctx, msbat_rev_get_row(rev, row, &edge, NULL, NULL));
        ck_assert_int_eq(edge, 8 << row);
        TEST_OK(ctx, msbat_rev_get_measures(rev, row, &lengths, &scatter, &spread, NULL));
        TEST_NEAR(lengths / ((double)edge * 1e-6 / length), 1.0, 1e-12);
        TEST_NEAR(scatter / expected_scatter(rev, row, &last, &last_edge), 1.0, 1e-12);
        TEST_OK(ctx, msbat_rev_get_statistics(rev, row, MSBAT_HOMOG_KUBC, &kubc, NULL));
        TEST_OK(ctx, msbat_rev_get_statistics(rev, row, MSBAT_HOMOG_SUBC, &subc, NULL));
        ck_assert(kubc > subc && (row < 2 || (kubc < upper && subc > lower)));
        TEST_NEAR(spread / expected_spread(rev, row), 1.0, 1e-12);
        upper = kubc, lower = subc;
    }
    msbat_rev_destroy(&rev);
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
}
END_TEST

/* ---- options ---- */
#define DOORS(type)                                                                                             \
    static msbat_status type##_set(void *object, const char *name, const char *value)                           \
    {                                                                                                           \
        return msbat_##type##_set_option(object, name, value);                                                  \
    }                                                                                                           \
    static msbat_status type##_get(const void *object, const char *name, size_t size, char *value)              \
    {                                                                                                           \
        return msbat_##type##_get_option(object, name, size, value);                                            \
    }
DOORS(homog)
DOORS(packing)
DOORS(rev)

static const test_limits homog_limits[] = {
    {"tolerance", "1e-4", "1e-12", "9e-13", "0.1", "0.11"},
    {"max_iterations", "2000", "1", "0", "1000000", "1000001"},
    {"isotropic", "0", "0", "-1", "1", "2"},
};
static const test_limits packing_limits[] = {
    {"spread", "0.2", "0", "-1e-9", "0.6", "0.61"},
    {"active_fraction", "0.5", "0.01", "0.0099", "0.95", "0.951"},
    {"binder_fraction", "0", "0", "-1e-9", "0.5", "0.51"},
    {"overlap", "0.1", "0", "-1e-9", "0.5", "0.51"},
};
static const test_limits rev_limits[] = {
    {"max_samples", "8", "1", "0", "1000000", "1000001"},
    {"tolerance", "1e-3", "1e-12", "9e-13", "0.1", "0.11"},
};

START_TEST(options)
{
    static const int64_t n[3] = {16, 16, 16};
    static const double p[2] = {0.5, 1.0}, sigma[2] = {0.2, 1.0};
    msbat_image *image = random_image(ctx, n, 2, p, 4, unit_voxel);
    msbat_homog *homog = make_homog(image, 2, sigma, 1e-4);
    msbat_packing *packing = NULL;
    msbat_rev *rev = NULL;
    TEST_OK(ctx, msbat_packing_create(ctx, n, 1.0, &packing));
    TEST_OK(ctx, msbat_rev_create(homog, &rev));
    test_option_limits(ctx, homog, homog_set, homog_get, 3, homog_limits);
    test_option_limits(ctx, packing, packing_set, packing_get, 4, packing_limits);
    test_option_limits(ctx, rev, rev_set, rev_get, 2, rev_limits);
    msbat_rev_destroy(&rev);
    msbat_packing_destroy(&packing);
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
}
END_TEST

Suite *suite_microstructure(void)
{
    Suite *suite = suite_create("microstructure");
    TCase *tests = tcase_create("microstructure");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, crops_add_up);
    tcase_add_test(tests, all_labels);
    tcase_add_test(tests, labels_follow_the_particles);
    tcase_add_test(tests, binder_sits_at_contacts);
    tcase_add_test(tests, binder_takes_pores_alone);
    tcase_add_test(tests, measures_of_the_rows);
    tcase_add_test(tests, options);
    suite_add_tcase(suite, tests);
    return suite;
}
