/* check_hessian.c - Hessians, frequencies, Vineyard's formula, rates. */
#include "models.h"

#include <stdio.h>

static msbat_context *ctx;
static void start(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void stop(void) { msbat_context_destroy(&ctx); }

static const double pi = 3.14159265358979324;
/* THz of a spring [eV/angstrom^2] on a mass [amu]. */
static double thz(double spring, double mass)
{
    return sqrt(spring * 1.602176634e-19 / 1e-20 / (mass * 1.66053906660e-27)) / (2 * pi) * 1e-12;
}

/* V0/2 (1 - cos(2 pi x/a)) */
typedef struct cosine { double v0, a; } cosine;
static int cosine_energy(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    const cosine *c = user;
    (void)n;
    *energy = c->v0 / 2 * (1 - cos(2 * pi * x[0] / c->a));
    gradient[0] = c->v0 / 2 * sin(2 * pi * x[0] / c->a) * 2 * pi / c->a;
    return 0;
}

static msbat_hessian *hessian_at(int64_t atoms, int64_t dimension, const double *mass, const double *x, int64_t zero,
                                 double step, msbat_energy_fn energy, void *user)
{
    msbat_hessian *h = NULL;
    TEST_OK(ctx, msbat_hessian_create(ctx, atoms, dimension, mass, &h));
    TEST_OK(ctx, msbat_hessian_set_zero_modes(h, zero));
    TEST_OK(ctx, msbat_hessian_set_step(h, step));
    TEST_OK(ctx, msbat_hessian_run(h, atoms * dimension, x, energy, user));
    return h;
}

/* nu = sqrt(V0/2m)/a. Error of the differences: fourth order, (k h)^4 ... < 1e-7 relative at h = 0.01, k = 2 pi/3. */
START_TEST(cosine_has_closed_form)
{
    cosine c = {0.8, 3.0};
    const double mass = 6.94, exact = sqrt(0.8 * 1.602176634e-19 / (2 * mass * 1.66053906660e-27)) / 3e-10 * 1e-12;
    double nu;
    msbat_hessian *a = hessian_at(1, 1, &mass, (double[]){0.0}, 0, 0.01, cosine_energy, &c);
    msbat_hessian *s = hessian_at(1, 1, &mass, (double[]){1.5}, 0, 0.01, cosine_energy, &c);
    TEST_OK(ctx, msbat_tst_get_vineyard(a, s, &nu));
    TEST_NEAR(nu / exact, 1.0, 1e-7);
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "minimum has 1 negative modes", msbat_tst_get_vineyard(s, s, &nu));
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "saddle has 0 negative modes", msbat_tst_get_vineyard(a, a, &nu));
    msbat_hessian_destroy(&a);
    msbat_hessian_destroy(&s);
}
END_TEST

/* Richardson's differences are of fourth order, plain ones of second: error ratio at twice the step. */
START_TEST(order_of_differences)
{
    cosine c = {0.8, 3.0};
    const double mass = 1.0, exact = 0.8 / 2 * (2 * pi / 3) * (2 * pi / 3);
    for (int richardson = 0; richardson < 2; richardson++) {
        double error[2];
        for (int i = 0; i < 2; i++) {
            msbat_hessian *h = NULL;
            int64_t calls;
            TEST_OK(ctx, msbat_hessian_create(ctx, 1, 1, &mass, &h));
            TEST_OK(ctx, msbat_hessian_set_step(h, i ? 0.1 : 0.05));
            TEST_OK(ctx, msbat_hessian_set_richardson(h, richardson));
            TEST_OK(ctx, msbat_hessian_run(h, 1, (double[]){0.0}, cosine_energy, &c));
            TEST_OK(ctx, msbat_hessian_get_matrix(h, 1, error + i));
            TEST_OK(ctx, msbat_hessian_get_force_calls(h, &calls));
            ck_assert_int_eq(calls, richardson ? 4 : 2);
            error[i] -= exact;
            msbat_hessian_destroy(&h);
        }
        TEST_NEAR(error[1] / error[0], richardson ? 16.0 : 4.0, richardson ? 0.5 : 0.05);
    }
}
END_TEST

/* A hopping Li ion with the rest held still: the Hessians of two hops in LiCoO2. Rows [eV/angstrom^2], frequencies that
 * were published beside them [THz], and the ratio of the products. */
static double *read_hessian(const char *name, double *h)
{
    char path[512];
    if (!test_data(name, sizeof path, path)) return NULL;
    FILE *f = fopen(path, "r");
    char text[4096] = "";
    size_t n = f ? fread(text, 1, sizeof text - 1, f) : 0;
    if (f) fclose(f);
    text[n] = 0;
    const char *p = strstr(text, "\"hessian\"");
    for (int i = 0; i < 9 && p; i++) {
        char *end;
        p = strpbrk(p + 9 * !i, "-0123456789");
        h[i] = strtod(p, &end);
        p = end;
    }
    return p ? h : NULL;
}

static void check_li_hop(const char *minimum, const char *saddle, const double thz_a[3], const double thz_s[3])
{
    const double mass = 6.94;
    double a[9], s[9], f[3], nu, asymmetry;
    msbat_hessian *ha = NULL, *hs = NULL;
    if (!read_hessian(minimum, a) || !read_hessian(saddle, s)) {
        test_skip("DFT Hessians of LixCoO2 are absent");
        return;
    }
    TEST_OK(ctx, msbat_hessian_create(ctx, 1, 3, &mass, &ha));
    TEST_OK(ctx, msbat_hessian_create(ctx, 1, 3, &mass, &hs));
    TEST_OK(ctx, msbat_hessian_set_matrix(ha, 3, a));
    TEST_OK(ctx, msbat_hessian_set_matrix(hs, 3, s));
    TEST_OK(ctx, msbat_hessian_get_frequencies(ha, 3, f));
    for (int i = 0; i < 3; i++) TEST_NEAR(f[i], thz_a[i], 1e-4 * fabs(thz_a[i]));
    TEST_OK(ctx, msbat_hessian_get_frequencies(hs, 3, f));
    for (int i = 0; i < 3; i++) TEST_NEAR(f[i], thz_s[i], 1e-4 * fabs(thz_s[i]));
    TEST_OK(ctx, msbat_tst_get_vineyard(ha, hs, &nu));
    TEST_NEAR(nu / (thz_a[0] * thz_a[1] * thz_a[2] / (thz_s[1] * thz_s[2])), 1.0, 3e-4);
    TEST_OK(ctx, msbat_hessian_get_asymmetry(hs, &asymmetry));
    ck_assert(asymmetry > 0.0 && asymmetry < 0.03);
    msbat_hessian_destroy(&ha);
    msbat_hessian_destroy(&hs);
}

START_TEST(entered_hessians_of_li_hops)
{
    check_li_hop("lixcoo2_dft/barriers/mono-start-hessian.json", "lixcoo2_dft/barriers/mono-middle-hessian.json",
                 (double[]){7.3400706819503165, 10.077583348631913, 10.937657076266698},
                 (double[]){-8.909052289155039, 1.1828474504721147, 28.051372368319075});
    check_li_hop("lixcoo2_dft/barriers/di-start-hessian.json", "lixcoo2_dft/barriers/di-path-880-hessian.json",
                 (double[]){5.461723672531768, 8.99255358031924, 11.127125342497248},
                 (double[]){-2.9089999642057855, 8.662820457430964, 23.9939144178452});
}
END_TEST

/* Ring of springs in three dimensions with different masses: the translations project out exactly, and the
 * frequencies of two atoms are those of their reduced mass. */
static int spring_energy(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    const double *k = user;
    (void)n;
    *energy = 0.0;
    for (int i = 0; i < 3; i++) {
        double u = x[3 + i] - x[i];
        *energy += 0.5 * k[i] * u * u;
        gradient[i] = -k[i] * u;
        gradient[3 + i] = k[i] * u;
    }
    return 0;
}

START_TEST(translations_project_out)
{
    double k[3] = {1.0, 2.5, 7.0}, f[6], mode[6];
    const double mass[2] = {6.94, 15.999}, x[6] = {0, 0, 0, 0.1, 0.2, 0.3};
    const double reduced = mass[0] * mass[1] / (mass[0] + mass[1]);
    int64_t rows, modes, negative;
    msbat_hessian *h = hessian_at(2, 3, mass, x, 3, 0.01, spring_energy, k);
    TEST_OK(ctx, msbat_hessian_get_counts(h, &rows, &modes));
    ck_assert(rows == 6 && modes == 3);
    TEST_OK(ctx, msbat_hessian_get_frequencies(h, 3, f));
    for (int i = 0; i < 3; i++) TEST_NEAR(f[i], thz(k[i], reduced), 1e-10);
    TEST_OK(ctx, msbat_hessian_get_imaginary_count(h, &negative));
    ck_assert_int_eq(negative, 0);
    TEST_OK(ctx, msbat_hessian_get_mode(h, 1, 6, mode));
    TEST_NEAR(mass[0] * mode[1] * mode[1] + mass[1] * mode[4] * mode[4], 1.0, 1e-12);
    TEST_NEAR(mass[0] * mode[1] + mass[1] * mode[4], 0.0, 1e-10);
    TEST_OK(ctx, msbat_hessian_set_zero_modes(h, 2));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "must be 0 or 3", msbat_hessian_get_frequencies(h, 4, f));
    TEST_OK(ctx, msbat_hessian_set_zero_modes(h, 0));
    TEST_FAILS(ctx, MSBAT_ERR_SINGULAR, "frequency 0", msbat_tst_get_vineyard(h, h, f));
    msbat_hessian_destroy(&h);
}
END_TEST

START_TEST(frozen_atoms_leave_the_rest)
{
    double k[3] = {1.0, 2.5, 7.0}, f[3], matrix[9];
    const double mass[2] = {6.94, 15.999}, x[6] = {0, 0, 0, 0.1, 0.2, 0.3};
    msbat_hessian *h = NULL;
    TEST_OK(ctx, msbat_hessian_create(ctx, 2, 3, mass, &h));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "empty", msbat_hessian_get_matrix(h, 3, matrix));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "every atom", msbat_hessian_set_moving(h, 2, (int64_t[]){0, 0}));
    TEST_OK(ctx, msbat_hessian_set_moving(h, 2, (int64_t[]){0, 1}));
    TEST_OK(ctx, msbat_hessian_run(h, 6, x, spring_energy, k));
    TEST_OK(ctx, msbat_hessian_get_frequencies(h, 3, f));
    for (int i = 0; i < 3; i++) TEST_NEAR(f[i], thz(k[i], mass[1]), 1e-10);
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "filled", msbat_hessian_set_moving(h, 2, (int64_t[]){1, 1}));
    TEST_OK(ctx, msbat_hessian_set_zero_modes(h, 3));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "mode", msbat_hessian_get_mode(h, 0, 3, f));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "held still", msbat_hessian_get_frequencies(h, 0, f));
    msbat_hessian_destroy(&h);
}
END_TEST

START_TEST(unlike_hessians_are_refused)
{
    double k[3] = {1.0, 2.5, 7.0}, nu;
    const double mass[2] = {6.94, 15.999}, other[2] = {6.94, 16.0}, x[6] = {0, 0, 0, 0.1, 0.2, 0.3};
    msbat_hessian *a = hessian_at(2, 3, mass, x, 3, 0.01, spring_energy, k);
    msbat_hessian *b = hessian_at(2, 3, other, x, 3, 0.01, spring_energy, k);
    msbat_hessian *c = hessian_at(2, 3, mass, x, 3, 0.02, spring_energy, k);
    msbat_hessian *d = hessian_at(2, 3, mass, x, 0, 0.01, spring_energy, k);
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "masses", msbat_tst_get_vineyard(a, b, &nu));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "steps", msbat_tst_get_vineyard(a, c, &nu));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "zero modes", msbat_tst_get_vineyard(a, d, &nu));
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "saddle has 0", msbat_tst_get_vineyard(a, a, &nu));
    msbat_hessian_destroy(&a);
    msbat_hessian_destroy(&b);
    msbat_hessian_destroy(&c);
    msbat_hessian_destroy(&d);
}
END_TEST

/* Masses enter in the frequency of the unstable mode alone: nu = |nu_s| sqrt(det K_min / |det K_saddle|), all masses
 * equal or not. Two-dimensional Mueller-Brown. */
START_TEST(masses_enter_in_the_unstable_mode_alone)
{
    double a[2] = {-0.5582236, 1.4417258}, s[2] = {-0.822, 0.6243}, ka[4], ks[4], f[2], nu;
    const double masses[2] = {2.0, 9.0};
    model_mueller_brown_stationary(a);
    model_mueller_brown_stationary(s);
    /* two atoms of one coordinate each */
    msbat_hessian *ha = hessian_at(2, 1, masses, a, 0, 0.002, model_mueller_brown, NULL);
    msbat_hessian *hs = hessian_at(2, 1, masses, s, 0, 0.002, model_mueller_brown, NULL);
    TEST_OK(ctx, msbat_hessian_get_matrix(ha, 2, ka));
    TEST_OK(ctx, msbat_hessian_get_matrix(hs, 2, ks));
    TEST_OK(ctx, msbat_hessian_get_frequencies(hs, 2, f));
    TEST_OK(ctx, msbat_tst_get_vineyard(ha, hs, &nu));
    double ratio = (ka[0] * ka[3] - ka[1] * ka[2]) / (ks[0] * ks[3] - ks[1] * ks[2]);
    TEST_NEAR(nu / (-f[0] * sqrt(-ratio)), 1.0, 1e-12);
    msbat_hessian_destroy(&ha);
    msbat_hessian_destroy(&hs);
}
END_TEST

static int fail_third(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    int *calls = user;
    (void)x;
    *energy = 0.0;
    for (int64_t i = 0; i < n; i++) gradient[i] = 0.0;
    if (++calls[0] == 3) {
        if (calls[1]) return calls[1];
        gradient[1] = NAN;
    }
    return 0;
}

static int cancel(double fraction, void *user)
{
    (void)user;
    return fraction > 0.4;
}

START_TEST(failing_callbacks_are_told)
{
    const double mass[2] = {1, 1}, x[6] = {0, 0, 0, 1, 1, 1};
    double matrix[36];
    int code, calls[2] = {0, -17};
    msbat_hessian *h = NULL;
    TEST_OK(ctx, msbat_hessian_create(ctx, 2, 3, mass, &h));
    TEST_OK(ctx, msbat_hessian_set_richardson(h, 0));
    TEST_FAILS(ctx, MSBAT_ERR_CALLBACK, "coordinate 1: the energy function returned -17",
               msbat_hessian_run(h, 6, x, fail_third, calls));
    TEST_OK(ctx, msbat_hessian_get_callback_code(h, &code));
    ck_assert_int_eq(code, -17);
    calls[0] = calls[1] = 0;
    TEST_FAILS(ctx, MSBAT_ERR_CALLBACK, "gradient of atom 0, coordinate 1 is not finite",
               msbat_hessian_run(h, 6, x, fail_third, calls));
    ck_assert_int_eq(msbat_hessian_get_matrix(h, 6, matrix), MSBAT_ERR_STATE);
    TEST_OK(ctx, msbat_context_set_progress(ctx, cancel, NULL));
    ck_assert_int_eq(msbat_hessian_run(h, 6, x, fail_third, calls), MSBAT_CANCELLED);
    TEST_OK(ctx, msbat_context_set_progress(ctx, NULL, NULL));
    TEST_OK(ctx, msbat_hessian_run(h, 6, x, fail_third, calls));
    msbat_hessian_destroy(&h);
}
END_TEST

START_TEST(rates_and_their_balance)
{
    const double t = 500.0, k = MSBAT_BOLTZMANN_EV * t, nu[2] = {8.0, 3.0}, barrier[2] = {0.5, 0.35};
    double forward, backward, g, d;
    TEST_OK(ctx, msbat_tst_get_rate(ctx, nu[0], barrier[0], t, &forward));
    TEST_OK(ctx, msbat_tst_get_rate(ctx, nu[1], barrier[1], t, &backward));
    TEST_NEAR(forward, 8.0 * exp(-0.5 / k), 1e-16);
    TEST_OK(ctx, msbat_tst_get_free_energy(ctx, t, nu, barrier, &g));
    TEST_NEAR(forward / backward, exp(-g / k), 1e-13);
    TEST_OK(ctx, msbat_tst_get_diffusivity(ctx, 0.7815, 12.0, 3.0, 1e-3, 3, &d));
    TEST_NEAR(d, 0.7815 * 12 * 9 * 1e-3 / 6, 1e-15);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "nu_thz = 0 THz", msbat_tst_get_rate(ctx, 0.0, 0.5, t, &d));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "barrier_ev = -0.1 eV", msbat_tst_get_rate(ctx, 1.0, -0.1, t, &d));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_tst_get_rate(ctx, 1.0, 0.1, 0.0, &d));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_tst_get_rate(ctx, 1.0, 0.1, NAN, &d));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "correlation", msbat_tst_get_diffusivity(ctx, 1.1, 12.0, 3.0, 1e-3, 3, &d));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "dimension", msbat_tst_get_diffusivity(ctx, 1.0, 12.0, 3.0, 1e-3, 4, &d));
    ck_assert_int_eq(msbat_tst_get_rate(NULL, 1.0, 0.1, 0.0, &d), MSBAT_ERR_RANGE);
    ck_assert_int_eq(msbat_tst_get_rate(NULL, 1.0, 0.1, 1.0, NULL), MSBAT_ERR_NULL);
}
END_TEST

Suite *suite_hessian(void)
{
    Suite *suite = suite_create("hessian");
    TCase *c = tcase_create("hessian");
    tcase_add_checked_fixture(c, start, stop);
    tcase_add_test(c, cosine_has_closed_form);
    tcase_add_test(c, order_of_differences);
    tcase_add_test(c, entered_hessians_of_li_hops);
    tcase_add_test(c, translations_project_out);
    tcase_add_test(c, frozen_atoms_leave_the_rest);
    tcase_add_test(c, unlike_hessians_are_refused);
    tcase_add_test(c, masses_enter_in_the_unstable_mode_alone);
    tcase_add_test(c, failing_callbacks_are_told);
    tcase_add_test(c, rates_and_their_balance);
    suite_add_tcase(suite, c);
    return suite;
}
