/* check_saddles.c - what bands find does not depend on how they are laid: stationary points by Newton's method, other
 * numbers of images, springs, ends, units, orientations and coordinates that do not matter. */
#include "models.h"

static msbat_context *ctx;
static uint64_t state;
static void start(void)
{
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    state = 91;
}
static void stop(void) { msbat_context_destroy(&ctx); }

/* The three minima and two saddles of Mueller and Brown [0.01 eV and angstrom in the model]. */
enum { A, B, C, HIGH, LOW, POINTS };
typedef struct surface {
    double x[POINTS][2], e[POINTS];
} surface;

static surface mueller_brown(void)
{
    surface s = {.x = {{-0.558, 1.442}, {0.623, 0.028}, {-0.05, 0.467}, {-0.822, 0.624}, {0.212, 0.293}}};
    const double published[POINTS] = {-1.466995, -1.081667, -0.807678, -0.406648, -0.722489};
    for (int i = 0; i < POINTS; i++) {
        s.e[i] = model_mueller_brown_stationary(s.x[i]);
        TEST_NEAR(s.e[i], published[i], 6e-7);
    }
    return s;
}

/* The surface seen from another frame: turned, shifted, energies stretched and raised; and with a coordinate more that
 * a spring holds. */
typedef struct frame {
    double c, s, shift[2], stretch, raise, spring;
} frame;

static int framed(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    const frame *f = user;
    const double u = x[0] - f->shift[0], v = x[1] - f->shift[1];
    const double inner[2] = {f->c * u + f->s * v, -f->s * u + f->c * v};
    double g[2], e;
    model_mueller_brown(2, inner, &e, g, NULL);
    *energy = f->stretch * e + f->raise;
    gradient[0] = f->stretch * (f->c * g[0] - f->s * g[1]);
    gradient[1] = f->stretch * (f->s * g[0] + f->c * g[1]);
    for (int64_t i = 2; i < n; i++) {
        *energy += 0.5 * f->spring * x[i] * x[i];
        gradient[i] = f->spring * x[i];
    }
    return 0;
}

static const frame identity = {.c = 1, .stretch = 1};

static void to_frame(const frame *f, const double inner[2], double *x)
{
    x[0] = f->c * inner[0] - f->s * inner[1] + f->shift[0];
    x[1] = f->s * inner[0] + f->c * inner[1] + f->shift[1];
}

typedef struct result {
    double forward, backward, energy, x[3], curvature;
} result;

/* A band converged to 1e-6: the error of its saddle's energy is the square of that over twice the curvature, 1e-13. */
static result run_band(frame *f, const double *first, const double *last, int64_t dimension, int64_t images,
                       double spring)
{
    double a[3] = {0}, b[3] = {0};
    msbat_neb *neb = NULL;
    result r = {0};
    to_frame(f, first, a);
    to_frame(f, last, b);
    TEST_OK(ctx, msbat_neb_create(ctx, 1, dimension, images, a, b, &neb));
    TEST_OK(ctx, msbat_neb_set_force_tolerance(neb, 1e-6));
    TEST_OK(ctx, msbat_neb_set_spring(neb, spring));
    TEST_OK(ctx, msbat_neb_set_saddle_only(neb, 1));
    TEST_OK(ctx, msbat_neb_set_max_iterations(neb, 5000));
    TEST_OK(ctx, msbat_neb_run(neb, framed, f));
    TEST_OK(ctx, msbat_neb_get_barriers(neb, &r.forward, &r.backward));
    TEST_OK(ctx, msbat_neb_get_saddle(neb, NULL, &r.energy, dimension, r.x));
    TEST_OK(ctx, msbat_neb_get_curvature(neb, &r.curvature));
    msbat_neb_destroy(&neb);
    return r;
}

/* Energies to 1e-10 eV, positions to residual over curvature. */
START_TEST(stationary_points_to_ten_digits)
{
    const surface s = mueller_brown();
    const int ends[2][3] = {{A, B, HIGH}, {C, B, LOW}};
    for (int i = 0; i < 2; i++) {
        const int a = ends[i][0], b = ends[i][1], top = ends[i][2];
        frame f = identity;
        result r = run_band(&f, s.x[a], s.x[b], 2, 7, 1);
        TEST_NEAR(r.energy, s.e[top], 1e-10);
        TEST_NEAR(r.forward, s.e[top] - s.e[a], 1e-10);
        TEST_NEAR(r.backward, s.e[top] - s.e[b], 1e-10);
        for (int k = 0; k < 2; k++) TEST_NEAR(r.x[k], s.x[top][k], 1e-6);
        ck_assert(r.curvature < 0);
    }
}
END_TEST

/* Five to fifteen images, soft and stiff springs, ends exchanged: one saddle. */
START_TEST(bands_find_one_saddle)
{
    const surface s = mueller_brown();
    for (int64_t images = 5; images <= 15; images += 2) {
        frame f = identity;
        const double spring = images % 4 == 1 ? 0.5 : 4;
        result there = run_band(&f, s.x[A], s.x[B], 2, images, spring);
        result back = run_band(&f, s.x[B], s.x[A], 2, images, spring);
        TEST_NEAR(there.energy, s.e[HIGH], 1e-10);
        TEST_NEAR(there.forward, back.backward, 1e-10);
        TEST_NEAR(there.backward, back.forward, 1e-10);
        TEST_NEAR(there.forward - there.backward, s.e[B] - s.e[A], 1e-12);
    }
}
END_TEST

/* Orientation, origin and zero of energy do not matter; barriers and curvature stretch with the energy. */
START_TEST(bands_follow_the_frame)
{
    const surface s = mueller_brown();
    for (int trial = 0; trial < 8; trial++) {
        const double angle = test_between(&state, 0, 6);
        frame f = {cos(angle), sin(angle), {test_between(&state, -50, 50), 3}, 1 + 0.5 * trial, -300, 0};
        double x[2];
        result r = run_band(&f, s.x[A], s.x[B], 2, 7, f.stretch);
        to_frame(&f, s.x[HIGH], x);
        TEST_NEAR(r.forward, f.stretch * (s.e[HIGH] - s.e[A]), 1e-10);
        TEST_NEAR(r.backward, f.stretch * (s.e[HIGH] - s.e[B]), 1e-10);
        TEST_NEAR(r.energy, f.stretch * s.e[HIGH] - 300, 1e-10);
        for (int k = 0; k < 2; k++) TEST_NEAR(r.x[k], x[k], 2e-6);
    }
}
END_TEST

/* A third coordinate on a spring of its own is not moved. */
START_TEST(idle_coordinates_stay)
{
    const surface s = mueller_brown();
    for (int trial = 0; trial < 4; trial++) {
        frame f = identity;
        f.spring = pow(10, trial - 1);
        result r = run_band(&f, s.x[A], s.x[B], 3, 7, 1);
        TEST_NEAR(r.energy, s.e[HIGH], 1e-10);
        ck_assert(r.x[2] == 0);
    }
}
END_TEST

/* Between the ends and over the top the path is one of steepest descent: energies along a converged band rise to the
 * saddle and its neighbours are joined by the work of the force, within the trapezoid's error. */
START_TEST(work_along_the_path)
{
    enum { IMAGES = 31, N = IMAGES + 2 };
    const surface s = mueller_brown();
    msbat_neb *neb = NULL;
    double e[N], x[N][2], g[N][2], work = 0, largest = 0;
    int64_t top;
    TEST_OK(ctx, msbat_neb_create(ctx, 1, 2, IMAGES, s.x[C], s.x[B], &neb));
    TEST_OK(ctx, msbat_neb_set_force_tolerance(neb, 1e-4));
    TEST_OK(ctx, msbat_neb_set_max_iterations(neb, 5000));
    TEST_OK(ctx, msbat_neb_run(neb, model_mueller_brown, NULL));
    TEST_OK(ctx, msbat_neb_get_energies(neb, N, e));
    TEST_OK(ctx, msbat_neb_get_saddle(neb, &top, NULL, 0, NULL));
    for (int i = 0; i < N; i++) {
        double again;
        TEST_OK(ctx, msbat_neb_get_image(neb, i, 2, x[i]));
        model_mueller_brown(2, x[i], &again, g[i], NULL);
        TEST_NEAR(again, e[i], 1e-14);
    }
    for (int i = 1; i < N; i++) {
        double step = 0;
        for (int k = 0; k < 2; k++) step += 0.5 * (g[i][k] + g[i - 1][k]) * (x[i][k] - x[i - 1][k]);
        ck_assert(i <= top ? e[i] > e[i - 1] : e[i] < e[i - 1]);
        largest = fmax(largest, fabs(step - (e[i] - e[i - 1])));
        work += step;
    }
    TEST_NEAR(work, e[N - 1] - e[0], 2e-3); /* third derivatives of 100 eV/angstrom^3 times spacing^3/12, 32 times */
    ck_assert(largest < 1e-3);
    msbat_neb_destroy(&neb);
}
END_TEST

Suite *suite_saddles(void)
{
    Suite *suite = suite_create("saddles");
    TCase *c = tcase_create("saddles");
    tcase_add_checked_fixture(c, start, stop);
    tcase_add_test(c, stationary_points_to_ten_digits);
    tcase_add_test(c, bands_find_one_saddle);
    tcase_add_test(c, bands_follow_the_frame);
    tcase_add_test(c, idle_coordinates_stay);
    tcase_add_test(c, work_along_the_path);
    suite_add_tcase(suite, c);
    return suite;
}
