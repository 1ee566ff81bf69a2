/* Bounds and closed forms of two phases: Wiener, Hashin-Shtrikman, Keller, Rayleigh, layers at 45 degrees. */
#include "homog_support.h"

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

/* ---- bounds from the fractions ---- */
enum { PHASES = 4 };

typedef struct mixture {
    double fraction[PHASES], sigma[PHASES], low, high;
} mixture;

/* Labels 0 ... 3 of an image of 1000 cells, as many as the fractions say, in order: bounds know no more. */
static msbat_homog *mixture_homog(mixture *m, uint64_t seed)
{
    static const int64_t n[3] = {10, 10, 10};
    uint8_t labels[1000];
    int64_t cut[PHASES + 1] = {0, 0, 0, 0, 1000};
    msbat_image *image = NULL;
    for (int l = 1; l < PHASES; l++) cut[l] = cut[l - 1] + 1 + (int64_t)(test_uniform(&seed) * 330);
    m->low = HUGE_VAL, m->high = 0.0;
    for (int l = 0; l < PHASES; l++) {
        memset(labels + cut[l], l, (size_t)(cut[l + 1] - cut[l]));
        m->fraction[l] = (double)(cut[l + 1] - cut[l]) / 1000.0;
        m->sigma[l] = pow(10.0, test_between(&seed, -2.0, 2.0));
        m->low = fmin(m->low, m->sigma[l]), m->high = fmax(m->high, m->sigma[l]);
    }
    TEST_OK(ctx, msbat_image_create(ctx, n, labels, unit_voxel, &image));
    msbat_homog *homog = make_homog(image, PHASES, m->sigma, 1e-6);
    msbat_image_destroy(&image);
    return homog;
}

/* 1/sum f/(sigma + 2 s) - 2 s: Hashin-Shtrikman for s the least or largest sigma, Wiener for s = 0 and infinity (Z.
 * Hashin, S. Shtrikman, J. Appl. Phys. 33 (1962) 3125). */
static double milton(const mixture *m, double s)
{
    double sum = 0.0;
    for (int l = 0; l < PHASES; l++) sum += m->fraction[l] / (m->sigma[l] + 2.0 * s);
    return 1.0 / sum - 2.0 * s;
}

START_TEST(bounds_of_four_phases)
{
    for (uint64_t seed = 0; seed < 50; seed++) {
        mixture m;
        double wiener[2], hs[2], mean = 0.0;
        msbat_homog *homog = mixture_homog(&m, 100 + seed);
        TEST_OK(ctx, msbat_homog_get_wiener(homog, &wiener[0], &wiener[1]));
        TEST_OK(ctx, msbat_homog_get_hashin_shtrikman(homog, &hs[0], &hs[1]));
        for (int l = 0; l < PHASES; l++) mean += m.fraction[l] * m.sigma[l];
        TEST_NEAR(wiener[0] / milton(&m, 0.0), 1.0, 1e-13);
        TEST_NEAR(wiener[1] / mean, 1.0, 1e-13);
        TEST_NEAR(hs[0] / milton(&m, m.low), 1.0, 1e-13);
        TEST_NEAR(hs[1] / milton(&m, m.high), 1.0, 1e-13);
        ck_assert(m.low < wiener[0] && wiener[0] < hs[0] && hs[0] < hs[1] && hs[1] < wiener[1] && wiener[1] < m.high);
        msbat_homog_destroy(&homog);
    }
}
END_TEST

/* Overlapping spheres are isotropic in the mean; single samples of 8 diameters an edge are so to 10 % for these seeds,
 * and lie inside the bounds as every isotropic mixture does. */
START_TEST(spheres_lie_inside)
{
    static const double sigma[2] = {0.1, 1.0};
    for (uint64_t seed = 1; seed <= 3; seed++) {
        msbat_image *image = NULL;
        double t[9];
        int64_t inside = 0;
        TEST_OK(ctx, msbat_image_create_spheres(ctx, 32, 2.0, 0.5, seed, 1e-6, &image));
        msbat_homog *homog = make_homog(image, 2, sigma, 1e-5);
        solved_tensor(ctx, homog, MSBAT_HOMOG_PERIODIC, t);
        TEST_OK(ctx, msbat_homog_check_hashin_shtrikman(homog, MSBAT_HOMOG_PERIODIC, &inside));
        ck_assert_int_eq(inside, 1);
        TEST_NEAR(t[0] / t[4], 1.0, 0.1);
        TEST_NEAR(t[4] / t[8], 1.0, 0.1);
        msbat_homog_destroy(&homog);
        msbat_image_destroy(&image);
    }
}
END_TEST

/* ---- two dimensions ---- */
typedef int (*picture_fn)(double x, double y); /* label at a point of the unit cell */

static void picture_tensor(picture_fn picture, int64_t n, const double sigma[2], double t[9])
{
    const int64_t size[3] = {n, n, 1};
    uint8_t *labels = malloc((size_t)(n * n));
    msbat_image *image = NULL;
    for (int64_t v = 0; v < n * n; v++)
        labels[v] = (uint8_t)picture(((double)(v / n) + 0.5) / (double)n, ((double)(v % n) + 0.5) / (double)n);
    TEST_OK(ctx, msbat_image_create(ctx, size, labels, unit_voxel, &image));
    msbat_homog *homog = make_homog(image, 2, sigma, 1e-11);
    solved_tensor(ctx, homog, MSBAT_HOMOG_PERIODIC, t);
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
    free(labels);
}

static int square(double x, double y) { return fabs(x - 0.5) < 0.25 && fabs(y - 0.5) < 0.25; }
static int bar(double x, double y) { return fabs(x - 0.5) < 0.375 && fabs(y - 0.5) < 0.125; }

/* J. B. Keller, J. Math. Phys. 5 (1964) 548: with the phases exchanged, xx times yy is sigma_1 sigma_2. The voxel
 * values come near with an order between 1 and 2 that the corners set: found from three sizes, used for one
 * extrapolation, which reaches within a tenth of the last difference. */
static void check_duality(picture_fn picture)
{
    static const double sigma[2] = {1.0, 5.0}, exchanged[2] = {5.0, 1.0};
    double product[3];
    for (int k = 0; k < 3; k++) {
        double t[9], u[9];
        picture_tensor(picture, 16 << k, sigma, t);
        picture_tensor(picture, 16 << k, exchanged, u);
        product[k] = t[0] * u[4] / 5.0;
    }
    double ratio = (product[1] - product[0]) / (product[2] - product[1]), last = product[2] - product[1];
    ck_assert_msg(ratio > 2.0 && ratio < 4.0, "%g %g %g", product[0], product[1], product[2]);
    TEST_NEAR(product[2] + last / (ratio - 1.0), 1.0, 0.1 * fabs(last));
    TEST_NEAR(product[2], 1.0, 0.02);
}

START_TEST(exchange_of_phases)
{
    check_duality(square);
    check_duality(bar);
}
END_TEST

static int turned_bar(double x, double y) { return bar(y, x); }

/* The picture turned by 90 degrees gives the tensor turned, and the third direction is in parallel. */
START_TEST(turned_picture)
{
    static const double sigma[2] = {1.0, 5.0};
    double t[9], u[9], parallel = 1.0 + 4.0 * 0.75 * 0.25;
    picture_tensor(bar, 16, sigma, t);
    picture_tensor(turned_bar, 16, sigma, u);
    ck_assert(t[0] > 1.01 * t[4]);
    TEST_NEAR(t[0], u[4], 1e-9);
    TEST_NEAR(t[4], u[0], 1e-9);
    TEST_NEAR(t[8], parallel, 1e-9);
    TEST_NEAR(u[8], parallel, 1e-9);
}
END_TEST

static int diagonal(double x, double y) { return (int)floor(4.0 * (x + y)) % 2; }

/* Layers at 45 degrees: along and across are the eigenvectors, with the means as eigenvalues; on the axes
 * (parallel + series)/2 and off the diagonal -(parallel - series)/2. The staircase of the interfaces is one voxel
 * thick: first order, and two sizes extrapolate. */
START_TEST(layers_at_45_degrees)
{
    static const double sigma[2] = {1.0, 3.0};
    const double parallel = 2.0, series = 1.5;
    double t[3][9], limit[9];
    for (int k = 0; k < 3; k++) picture_tensor(diagonal, 32 << k, sigma, t[k]);
    for (int i = 0; i < 9; i++) limit[i] = 2.0 * t[2][i] - t[1][i];
    double ratio = (t[1][0] - t[0][0]) / (t[2][0] - t[1][0]);
    ck_assert_msg(ratio > 1.6 && ratio < 2.5, "%g %g %g", t[0][0], t[1][0], t[2][0]);
    double error = fabs(t[2][0] - t[1][0]);
    TEST_NEAR(limit[0], 0.5 * (parallel + series), 0.2 * error);
    TEST_NEAR(limit[4], 0.5 * (parallel + series), 0.2 * error);
    TEST_NEAR(limit[1], -0.5 * (parallel - series), 0.2 * error);
    TEST_NEAR(t[2][8], parallel, 1e-9);
}
END_TEST

/* ---- an array of spheres ---- */
/* Fraction and tensor of a sphere of radius (of the cube's edge) in the middle of n^3 voxels. */
static double sphere_tensor(int64_t n, double radius, double inside, double t[9])
{
    const int64_t size[3] = {n, n, n};
    const double sigma[2] = {1.0, inside};
    double fraction = 0.0, r = radius * (double)n, centre = 0.5 * (double)n;
    uint8_t *labels = malloc((size_t)(n * n * n));
    msbat_image *image = NULL;
    for (int64_t v = 0; v < n * n * n; v++) {
        const int64_t at[3] = {v / (n * n), v / n % n, v % n};
        double square_sum = 0.0;
        for (int a = 0; a < 3; a++) square_sum += pow((double)at[a] + 0.5 - centre, 2.0);
        labels[v] = square_sum < r * r;
    }
    TEST_OK(ctx, msbat_image_create(ctx, size, labels, unit_voxel, &image));
    TEST_OK(ctx, msbat_image_get_fraction(image, 1, &fraction));
    msbat_homog *homog = make_homog(image, 2, sigma, 1e-9);
    solved_tensor(ctx, homog, MSBAT_HOMOG_PERIODIC, t);
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
    free(labels);
    return fraction;
}

/* Lord Rayleigh, Phil. Mag. 34 (1892) 481, with the coefficient 1.569 as corrected by I. Runge, Z. Tech. Phys. 6 (1925)
 * 61: simple cubic array, matrix of conductivity 1. The next term is of order f^(14/3): 1e-4 at f = 0.14. */
static double rayleigh(double f, double inside)
{
    double b = (inside - 1.0) / (inside + 2.0), quadrupole = 1.569 * (inside - 1.0) / (3.0 * inside + 4.0);
    return 1.0 + 3.0 * f / (1.0 / b - f - quadrupole * pow(f, 10.0 / 3.0));
}

/* A cubic array has one conductivity. Voxels make a surface of one voxel thick: first order in 1/n, about
 * f (inside - 1)/n in the conductivity, with a scatter of the same size as voxels fall in or out. */
START_TEST(cubic_array)
{
    static const double inside[3] = {10.0, 2.0, 0.1};
    for (int k = 0; k < 3; k++) {
        double t[9], fraction = sphere_tensor(32, 0.32, inside[k], t);
        for (int i = 0; i < 9; i++) TEST_NEAR(t[i], i % 4 ? 0.0 : t[0], 1e-8);
        double change = rayleigh(fraction, inside[k]) - 1.0;
        TEST_NEAR((t[0] - 1.0) / change, 1.0, 0.05);
    }
}
END_TEST

/* Few small inclusions add up: the change per fraction is 3 (s - 1)/(s + 2) (J. C. Maxwell, A Treatise on Electricity
 * and Magnetism, 1873, art. 314). At f = 0.014 the neighbours change it by f (s - 1)/(s + 2) < 1 %; the surface of
 * voxels, half a voxel on a radius of 6, by a few per cent. */
START_TEST(dilute_limit)
{
    static const double inside[2] = {2.0, 0.5};
    for (int k = 0; k < 2; k++) {
        double t[9], fraction = sphere_tensor(40, 0.15, inside[k], t);
        double maxwell = 3.0 * (inside[k] - 1.0) / (inside[k] + 2.0);
        TEST_NEAR((t[0] - 1.0) / fraction / maxwell, 1.0, 0.05);
    }
}
END_TEST

/* ---- correlation length ---- */
static double length_of(const msbat_image *image, double zero, double one)
{
    const double sigma[2] = {zero, one};
    double length = -1.0;
    msbat_homog *homog = make_homog(image, 2, sigma, 1e-3);
    TEST_OK(ctx, msbat_homog_get_correlation_length(homog, &length));
    msbat_homog_destroy(&homog);
    return length;
}

/* A normalised covariance knows neither offset, factor nor sign of the field; a length scales with the voxels. */
START_TEST(correlation_is_normalised)
{
    msbat_image *image = NULL, *larger = NULL;
    TEST_OK(ctx, msbat_image_create_spheres(ctx, 32, 4.0, 0.5, 3, 1e-6, &image));
    TEST_OK(ctx, msbat_image_create_spheres(ctx, 32, 4.0, 0.5, 3, 4e-6, &larger));
    double length = length_of(image, 0.0, 1.0);
    ck_assert_msg(length > 1e-6 && length < 8e-6, "%g", length);
    TEST_NEAR(length_of(image, 1.0, 0.0) / length, 1.0, 1e-10);
    TEST_NEAR(length_of(image, 3.0, 11.0) / length, 1.0, 1e-10);
    TEST_NEAR(length_of(larger, 0.0, 1.0) / length, 4.0, 1e-10);
    TEST_NEAR(length_of(image, 2.0, 2.0), 0.0, 0.0);
    msbat_image_destroy(&image);
    msbat_image_destroy(&larger);
}
END_TEST

/* White noise: covariance 1 at lag 0 and 0 +- 1/sqrt(voxels) beyond, so that the trapezoid to the first zero is half a
 * voxel; each further lag before the first zero adds at most the largest of a few covariances, 6/sqrt(32768) = 0.033 at
 * a false-alarm rate below 1e-8 each. */
START_TEST(correlation_of_noise)
{
    static const int64_t n[3] = {32, 32, 32};
    static const double p[2] = {0.3, 1.0};
    for (uint64_t seed = 0; seed < 3; seed++) {
        msbat_image *image = random_image(ctx, n, 2, p, 60 + seed, unit_voxel);
        TEST_NEAR(length_of(image, 0.0, 1.0) / 1e-6, 0.5, 0.1);
        msbat_image_destroy(&image);
    }
}
END_TEST

Suite *suite_bounds(void)
{
    Suite *suite = suite_create("bounds");
    TCase *tests = tcase_create("bounds");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, bounds_of_four_phases);
    tcase_add_test(tests, spheres_lie_inside);
    tcase_add_test(tests, exchange_of_phases);
    tcase_add_test(tests, turned_picture);
    tcase_add_test(tests, layers_at_45_degrees);
    tcase_add_test(tests, cubic_array);
    tcase_add_test(tests, dilute_limit);
    tcase_add_test(tests, correlation_is_normalised);
    tcase_add_test(tests, correlation_of_noise);
    suite_add_tcase(suite, tests);
    return suite;
}
