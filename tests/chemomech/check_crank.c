/* Diffusion without coupling against the series of J. Crank, The Mathematics of Diffusion, 2nd ed. (1975), ch. 6. */
#include "chemomech_support.h"

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

static const material_case DECLARED = {0, 3.1e-6, 0, MSBAT_DIFFUSIVITY_CHEMICAL};

/* n-th positive root of tan a = a, by Newton's method from McMahon's expansion. */
static double root(int n)
{
    double b = (n + 0.5) * acos(-1.0), a = b - 1 / b - 2 / (3 * b * b * b);
    for (int i = 0; i < 20; i++) a -= (sin(a) - a * cos(a)) / (a * sin(a));
    return a;
}

/* Eq. (6.45): x - x0 over flux R/(D c_max), for constant flux into the sphere; tau = Dt/R^2. */
static double constant_flux(double r, double tau)
{
    double sum = 3 * tau + 0.5 * r * r - 0.3;
    for (int n = 1; n <= 60; n++) {
        double a = root(n);
        sum -= 2 * sin(a * r) / (r * a * a * sin(a)) * exp(-a * a * tau);
    }
    return sum;
}

/* Eq. (6.18): (x - x0)/(x_surface - x0). */
static double constant_surface(double r, double tau)
{
    double sum = 1, pi = acos(-1.0);
    for (int n = 1; n <= 60; n++)
        sum += 2 / (pi * r) * (n % 2 ? -1 : 1) / n * sin(n * pi * r) * exp(-n * n * pi * pi * tau);
    return sum;
}

static msbat_particle *make(int64_t n)
{
    msbat_particle *p = make_particle(ctx, DECLARED, n);
    TEST_OK(ctx, msbat_particle_set_coupling(p, MSBAT_PARTICLE_COUPLING_NONE));
    TEST_OK(ctx, msbat_particle_set_tolerance(p, 1e-10));
    return p;
}

/* Greatest error of x over shells and surface at tau = 0.02, 0.1, 0.3. */
static double error_of(msbat_particle *p, int64_t n, double x0, double amplitude, double (*exact)(double, double))
{
    const double tau[3] = {0.02, 0.1, 0.3};
    double times[3], x[200], worst = 0;
    for (int k = 0; k < 3; k++) times[k] = tau[k] * RADIUS * RADIUS / D_TEST;
    TEST_OK(ctx, msbat_particle_run(p, 3, times));
    for (int k = 0; k < 3; k++) {
        TEST_OK(ctx, msbat_particle_get_profile(p, k + 1, n + 2, NULL, x, NULL, NULL));
        for (int64_t i = 1; i < n + 2; i++) {
            double r = i <= n ? ((double)i - 0.5) / (double)n : 1;
            worst = fmax(worst, fabs((x[i] - x0) / amplitude - exact(r, tau[k])));
        }
    }
    return worst;
}

static void check_order_2(const double error[3], double finest)
{
    ck_assert_msg(error[2] < finest, "error %g with 80 shells", error[2]);
    for (int k = 0; k < 2; k++)
        ck_assert_msg(error[k] / error[k + 1] > 3.5 && error[k] / error[k + 1] < 4.5, "errors %g %g %g", error[0],
                      error[1], error[2]);
}

START_TEST(constant_flux_converges_with_order_2)
{
    double error[3], amplitude = 0.2;
    for (int k = 0; k < 3; k++) {
        int64_t n = 20 << k;
        msbat_particle *p = make(n);
        TEST_OK(ctx, msbat_particle_set_uniform(p, 0.3));
        TEST_OK(ctx, msbat_particle_set_flux(p, -amplitude * D_TEST * SITES / RADIUS));
        error[k] = error_of(p, n, 0.3, amplitude, constant_flux);
        msbat_particle_destroy(&p);
    }
    check_order_2(error, 1e-4);
}
END_TEST

START_TEST(constant_surface_converges_with_order_2)
{
    double error[3], x_surface = 0.6, mu;
    msbat_material *m = make_material(ctx, DECLARED);
    TEST_OK(ctx, msbat_material_get_mu(m, T_ROOM, 1, &x_surface, &mu));
    msbat_material_destroy(&m);
    for (int k = 0; k < 3; k++) {
        int64_t n = 20 << k;
        msbat_particle *p = make(n);
        TEST_OK(ctx, msbat_particle_set_uniform(p, 0.3));
        TEST_OK(ctx, msbat_particle_set_surface_mu(p, mu));
        error[k] = error_of(p, n, 0.3, 0.3, constant_surface);
        msbat_particle_destroy(&p);
    }
    check_order_2(error, 3e-4);
}
END_TEST

/* The stress of a row against the closed form on the same points joined by straight lines. */
START_TEST(stress_of_a_row)
{
    enum { N = 80 };
    double x[N + 2], r[N + 2], sr[N + 2], st[N + 2], stress[3 * (N + 2)], place[N + 2], time = 0.1 * 25e-12 / D_TEST;
    double pa, at;
    msbat_particle *p = make(N);
    msbat_material *m = make_material(ctx, DECLARED);
    TEST_OK(ctx, msbat_particle_set_uniform(p, 0.3));
    TEST_OK(ctx, msbat_particle_set_flux(p, -0.2 * D_TEST * SITES / RADIUS));
    TEST_OK(ctx, msbat_particle_run(p, 1, &time));
    TEST_OK(ctx, msbat_particle_get_profile(p, 1, N + 2, r, x, sr, st));
    for (int i = 0; i < N + 2; i++) place[i] = RADIUS * (i == 0 ? 0 : i > N ? 1 : (i - 0.5) / N);
    TEST_OK(ctx, msbat_stress_eval_sphere(m, N + 2, place, x, stress));
    for (int i = 0; i < N + 2; i++) {
        TEST_NEAR(sr[i], stress[3 * i], 1e-4 * stress_scale(OMEGA));
        TEST_NEAR(st[i], stress[3 * i + 1], 1e-4 * stress_scale(OMEGA));
    }
    ck_assert(sr[N + 1] == 0);
    TEST_NEAR(sr[0], st[0], 1e-15 * stress_scale(OMEGA));
    TEST_OK(ctx, msbat_particle_get_max_tension(p, 1, &pa, &at));
    ck_assert(at == 0 && pa > 0); /* filling an expanding particle pulls its centre */
    TEST_NEAR(pa, sr[0], 1e-15 * stress_scale(OMEGA));
    msbat_material_destroy(&m);
    msbat_particle_destroy(&p);
}
END_TEST

Suite *suite_crank(void)
{
    Suite *s = suite_create("crank");
    TCase *c = tcase_create("crank");
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_set_timeout(c, 30);
    tcase_add_test(c, constant_flux_converges_with_order_2);
    tcase_add_test(c, constant_surface_converges_with_order_2);
    tcase_add_test(c, stress_of_a_row);
    suite_add_tcase(s, c);
    return s;
}
