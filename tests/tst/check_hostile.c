/* check_hostile.c - callbacks that fail, and arguments that must be refused. */
#include "models.h"

#include <stdbool.h>

static msbat_context *ctx;
static void start(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void stop(void) { msbat_context_destroy(&ctx); }

static const double mb_a[2] = {-0.5582236, 1.4417258}, mb_b[2] = {0.6234994, 0.0280378};

/* Mueller-Brown that fails at certain calls: what 0 returns code, 1 NaN gradient, 2 infinite energy, 3 huge gradient,
 * 4 writes nothing. */
typedef struct failing {
    int64_t calls, first, last; /* the calls that fail */
    int what, code;
} failing;

static int failing_energy(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    failing *f = user;
    bool fails = f->calls >= f->first && f->calls <= f->last;
    f->calls++;
    if (fails && f->what == 4) return 0;
    model_mueller_brown(n, x, energy, gradient, NULL);
    if (!fails) return 0;
    if (f->what == 1) gradient[1] = NAN;
    if (f->what == 2) *energy = -INFINITY;
    if (f->what == 3) gradient[0] = 1e200;
    return f->what == 0 ? f->code : 0;
}

static msbat_neb *mb_band(void)
{
    msbat_neb *neb = NULL;
    TEST_OK(ctx, msbat_neb_create(ctx, 1, 2, 7, mb_a, mb_b, &neb));
    return neb;
}

static void check_code(const msbat_neb *neb, int wanted)
{
    int code = 99;
    TEST_OK(ctx, msbat_neb_get_callback_code(neb, &code));
    ck_assert_int_eq(code, wanted);
}

START_TEST(stop_by_the_callback)
{
    const int64_t when[] = {0, 1, 4, 40};
    for (int i = 0; i < 4; i++) {
        failing f = {0, when[i], 1000000, 0, -1234};
        double forward, backward, e[9];
        msbat_neb *neb = mb_band();
        TEST_FAILS(ctx, MSBAT_ERR_CALLBACK, "returned -1234", msbat_neb_run(neb, failing_energy, &f));
        ck_assert_int_eq(f.calls, when[i] + 1);
        check_code(neb, -1234);
        ck_assert_int_eq(msbat_neb_get_barriers(neb, &forward, &backward), MSBAT_ERR_STATE);
        ck_assert_int_eq(msbat_neb_get_energies(neb, 9, e), i == 3 ? MSBAT_OK : MSBAT_ERR_STATE);
        /* the band goes on from where it stood */
        TEST_OK(ctx, msbat_neb_run(neb, model_mueller_brown, NULL));
        check_code(neb, 0);
        TEST_OK(ctx, msbat_neb_get_barriers(neb, &forward, &backward));
        TEST_NEAR(forward, 1.0603467, 2e-5);
        msbat_neb_destroy(&neb);
    }
}
END_TEST

/* A few positions that cannot be evaluated cost shorter steps; the result is the same. */
START_TEST(positions_that_cannot_be_evaluated)
{
    for (int what = 0; what < 5; what++) {
        failing f = {0, 30, 31, what, 5};
        double forward, backward;
        msbat_neb *neb = mb_band();
        TEST_OK(ctx, msbat_neb_run(neb, failing_energy, &f));
        check_code(neb, what ? 0 : 5);
        TEST_OK(ctx, msbat_neb_get_barriers(neb, &forward, &backward));
        TEST_NEAR(forward, 1.0603467, 2e-5);
        msbat_neb_destroy(&neb);
    }
}
END_TEST

START_TEST(failures_that_go_on_are_told)
{
    const char *said[] = {"returned 5", "gradient of atom 0, coordinate 1", "energy is not finite", "coordinate 0",
                          "energy is not finite"};
    for (int what = 0; what < 5; what++) {
        failing f = {0, 30, 1000000, what, 5};
        msbat_neb *neb = mb_band();
        TEST_FAILS(ctx, MSBAT_ERR_CALLBACK, said[what], msbat_neb_run(neb, failing_energy, &f));
        ck_assert_msg(f.calls < 30 + 100, "%lld calls", (long long)f.calls);
        msbat_neb_destroy(&neb);
    }
    failing f = {0, 0, 1000000, 1, 0};
    msbat_neb *neb = mb_band();
    TEST_FAILS(ctx, MSBAT_ERR_CALLBACK, "image 0", msbat_neb_run(neb, failing_energy, &f));
    msbat_neb_destroy(&neb);
}
END_TEST

/* Forces with noise that never settles: a bounded number of calls, then a status. */
static int noisy(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    uint64_t *state = user;
    model_mueller_brown(n, x, energy, gradient, NULL);
    for (int k = 0; k < 2; k++) {
        *state = *state * 6364136223846793005u + 1442695040888963407u;
        gradient[k] += 0.05 * ((double)(*state >> 11) / 9007199254740992.0 - 0.5);
    }
    return 0;
}

START_TEST(noise_above_the_tolerance)
{
    uint64_t state = 1;
    int64_t converged = 9, iterations;
    msbat_neb *neb = mb_band();
    TEST_OK(ctx, msbat_neb_set_force_tolerance(neb, 1e-5));
    TEST_OK(ctx, msbat_neb_set_max_iterations(neb, 60));
    TEST_FAILS(ctx, MSBAT_ERR_CONVERGENCE, "60 iterations", msbat_neb_run(neb, noisy, &state));
    TEST_OK(ctx, msbat_neb_get_converged(neb, &converged));
    TEST_OK(ctx, msbat_neb_get_iterations(neb, &iterations));
    ck_assert(converged == 0 && iterations == 60);
    msbat_neb_destroy(&neb);
}
END_TEST

static int cancel_late(double fraction, void *user)
{
    int *calls = user;
    ck_assert(fraction >= 0.0 && fraction <= 1.0);
    return ++*calls == 5;
}

START_TEST(cancelled_and_resumed)
{
    int calls = 0;
    double forward, backward;
    msbat_neb *neb = mb_band();
    TEST_OK(ctx, msbat_context_set_progress(ctx, cancel_late, &calls));
    ck_assert_int_eq(msbat_neb_run(neb, model_mueller_brown, NULL), MSBAT_CANCELLED);
    TEST_OK(ctx, msbat_neb_run(neb, model_mueller_brown, NULL));
    TEST_OK(ctx, msbat_neb_get_barriers(neb, &forward, &backward));
    TEST_NEAR(forward, 1.0603467, 2e-5);
    msbat_neb_destroy(&neb);
}
END_TEST

START_TEST(bad_bands_are_refused)
{
    msbat_neb *neb = (msbat_neb *)&ctx;
    const double bad[2] = {NAN, 0}, inf[2] = {0, INFINITY};
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "same point", msbat_neb_create(ctx, 1, 2, 7, mb_a, mb_a, &neb));
    ck_assert_ptr_null(neb);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_images = 0", msbat_neb_create(ctx, 1, 2, 0, mb_a, mb_b, &neb));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_images", msbat_neb_create(ctx, 1, 2, INT64_MAX, mb_a, mb_b, &neb));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_atoms", msbat_neb_create(ctx, -1, 2, 7, mb_a, mb_b, &neb));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_atoms", msbat_neb_create(ctx, INT64_MAX, 2, 7, mb_a, mb_b, &neb));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "dimension", msbat_neb_create(ctx, 1, 4, 7, mb_a, mb_b, &neb));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "first_ang", msbat_neb_create(ctx, 1, 2, 7, bad, mb_b, &neb));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "last_ang", msbat_neb_create(ctx, 1, 2, 7, mb_a, inf, &neb));
    ck_assert_int_eq(msbat_neb_create(NULL, 1, 2, 7, mb_a, mb_b, &neb), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_neb_create(ctx, 1, 2, 7, NULL, mb_b, &neb), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_neb_create(ctx, 1, 2, 7, mb_a, mb_b, NULL), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_neb_run(NULL, model_mueller_brown, NULL), MSBAT_ERR_NULL);
    msbat_neb_destroy(NULL);
    msbat_neb_destroy(&neb);
}
END_TEST

START_TEST(bad_arguments_of_a_band)
{
    msbat_neb *neb = mb_band();
    const double bad[2] = {NAN, 0};
    double x[9], y;
    char text[40];
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "image = 0", msbat_neb_set_image(neb, 0, 2, mb_a));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "image = 8", msbat_neb_set_image(neb, 8, 2, mb_a));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x_ang", msbat_neb_set_image(neb, 1, 2, bad));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "n = 3", msbat_neb_get_image(neb, 1, 3, x));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "image = 9", msbat_neb_get_image(neb, 9, 2, x));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "not been evaluated", msbat_neb_get_energies(neb, 9, x));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "not converged", msbat_neb_get_saddle(neb, NULL, NULL, 2, x));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "not been evaluated", msbat_neb_get_residuals(neb, x, &y));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "not been evaluated", msbat_neb_get_end_residuals(neb, x, &y));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "force_tolerance", msbat_neb_set_force_tolerance(neb, 0.0));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "spring", msbat_neb_set_spring(neb, NAN));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "max_step", msbat_neb_set_option(neb, "step", "1"));
    TEST_OK(ctx, msbat_neb_set_option(neb, "max_step", "0.125"));
    TEST_OK(ctx, msbat_neb_get_option(neb, "max_step", sizeof text, text));
    ck_assert_str_eq(text, "0.125");
    ck_assert_int_eq(msbat_neb_run(neb, NULL, NULL), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_neb_set_moving(neb, 1, NULL), MSBAT_ERR_NULL);
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "n_atoms", msbat_neb_set_moving(neb, 2, (int64_t[]){1, 1}));
    msbat_neb_destroy(&neb);
}
END_TEST

START_TEST(bad_hessians_are_refused)
{
    msbat_hessian *h = NULL;
    const double mass[2] = {1, 1}, zero[2] = {1, 0}, matrix[4] = {1, 0, 0, INFINITY};
    double f[4];
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "mass_amu[1] = 0 amu", msbat_hessian_create(ctx, 2, 1, zero, &h));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_atoms", msbat_hessian_create(ctx, 0, 1, mass, &h));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "dimension", msbat_hessian_create(ctx, 2, 0, mass, &h));
    ck_assert_int_eq(msbat_hessian_create(ctx, 2, 1, NULL, &h), MSBAT_ERR_NULL);
    TEST_OK(ctx, msbat_hessian_create(ctx, 2, 1, mass, &h));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "matrix", msbat_hessian_set_matrix(h, 2, matrix));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "n = 3", msbat_hessian_set_matrix(h, 3, matrix));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "empty", msbat_hessian_get_frequencies(h, 2, f));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "empty", msbat_tst_get_vineyard(h, h, f));
    ck_assert_int_eq(msbat_tst_get_vineyard(NULL, h, f), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_tst_get_vineyard(h, NULL, f), MSBAT_ERR_NULL);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "step", msbat_hessian_set_step(h, 0.0));
    ck_assert_int_eq(msbat_hessian_run(h, 2, mb_a, NULL, NULL), MSBAT_ERR_NULL);
    msbat_hessian_destroy(&h);
}
END_TEST

/* ---- every allocation fails once ---- */
static msbat_status whole_layer(msbat_context *c, void *user)
{
    (void)user;
    msbat_neb *neb = NULL;
    msbat_hessian *a = NULL, *s = NULL;
    msbat_network *n = NULL, *m = NULL;
    const double mass = 6.94, r[3] = {1, 0, 0}, site[2] = {0, 0.1};
    double x[2], nu, d[9];
    msbat_status st = msbat_neb_create(c, 1, 2, 5, mb_a, mb_b, &neb);
    if (!st) st = msbat_neb_run(neb, model_mueller_brown, NULL);
    if (!st) st = msbat_neb_get_saddle(neb, NULL, NULL, 2, x);
    if (!st) st = msbat_hessian_create(c, 1, 2, &mass, &a);
    if (!st) st = msbat_hessian_create(c, 1, 2, &mass, &s);
    if (!st) st = msbat_hessian_run(a, 2, mb_a, model_mueller_brown, NULL);
    if (!st) st = msbat_hessian_run(s, 2, x, model_mueller_brown, NULL);
    if (!st) st = msbat_tst_get_vineyard(a, s, &nu);
    if (!st) st = msbat_network_create(c, 2, site, &n);
    if (!st) st = msbat_network_add_hop(n, 0, 1, r, 0.5, 1.0);
    if (!st) st = msbat_network_add_hop(n, 1, 0, r, 0.5, 1.0);
    if (!st) st = msbat_network_get_diffusivity(n, 300.0, d);
    if (!st) st = msbat_network_create_from_rates(c, 300.0, 2, 1, (int64_t[]){0, 1}, r, (double[]){2, 1}, &m);
    msbat_neb_destroy(&neb);
    msbat_hessian_destroy(&a);
    msbat_hessian_destroy(&s);
    msbat_network_destroy(&n);
    msbat_network_destroy(&m);
    return st;
}

START_TEST(every_allocation_fails_once)
{
    ck_assert_int_gt(TEST_MEMORY(whole_layer, NULL), 30);
}
END_TEST

Suite *suite_hostile(void)
{
    Suite *suite = suite_create("hostile");
    TCase *c = tcase_create("hostile");
    tcase_add_checked_fixture(c, start, stop);
    tcase_add_test(c, stop_by_the_callback);
    tcase_add_test(c, positions_that_cannot_be_evaluated);
    tcase_add_test(c, failures_that_go_on_are_told);
    tcase_add_test(c, noise_above_the_tolerance);
    tcase_add_test(c, cancelled_and_resumed);
    tcase_add_test(c, bad_bands_are_refused);
    tcase_add_test(c, bad_arguments_of_a_band);
    tcase_add_test(c, bad_hessians_are_refused);
    tcase_add_test(c, every_allocation_fails_once);
    suite_add_tcase(suite, c);
    return suite;
}
