/* check_springs.c - vibrations and attempt frequencies of masses on springs, which have closed forms. */
#include "models.h"

static const double pi = 3.14159265358979324;
static msbat_context *ctx;
static uint64_t state;
static void start(void)
{
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    state = 81;
}
static void stop(void) { msbat_context_destroy(&ctx); }

/* Frequency [THz] of an eigenvalue [eV/(angstrom^2 amu)] of the mass-weighted Hessian; imaginary ones are negative. */
static double thz(double eigenvalue)
{
    const double unit = MSBAT_ELEMENTARY_CHARGE / 1e-20 / MSBAT_ATOMIC_MASS;
    return copysign(sqrt(fabs(eigenvalue) * unit) / (2 * pi) * 1e-12, eigenvalue);
}

enum { MOST = 12 };

static msbat_hessian *entered(int64_t n, const double *mass, const double *matrix)
{
    msbat_hessian *h = NULL;
    TEST_OK(ctx, msbat_hessian_create(ctx, n, 1, mass, &h));
    TEST_OK(ctx, msbat_hessian_set_matrix(h, n, matrix));
    return h;
}

static msbat_hessian *differenced(int64_t n, const double *mass, const double *x, msbat_energy_fn energy, void *user)
{
    msbat_hessian *h = NULL;
    TEST_OK(ctx, msbat_hessian_create(ctx, n, 1, mass, &h));
    TEST_OK(ctx, msbat_hessian_run(h, n, x, energy, user));
    return h;
}

/* ---- chains of equal masses ---- */

typedef struct springs {
    double k;
    int ring; /* closed on itself, or held at both ends */
} springs;

static int chain_energy(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    const springs *s = user;
    *energy = 0;
    for (int64_t i = 0; i < n; i++) gradient[i] = 0;
    for (int64_t i = s->ring ? 0 : -1; i < n; i++) { /* the spring between i and i + 1 */
        const int64_t j = s->ring ? (i + 1) % n : i + 1;
        const double stretch = (j < n ? x[j] : 0) - (i >= 0 ? x[i] : 0);
        *energy += 0.5 * s->k * stretch * stretch;
        if (j < n) gradient[j] += s->k * stretch;
        if (i >= 0) gradient[i] -= s->k * stretch;
    }
    return 0;
}

/* Held at both ends: 4 k/m sin^2(pi j/(2 (n + 1))), j = 1 ... n; and their product is (n + 1) (k/m)^n. */
START_TEST(chain_between_walls)
{
    springs s = {.k = 3.1};
    for (int n = 1; n <= MOST; n++) {
        double mass[MOST], x[MOST] = {0}, f[MOST], product = 1;
        for (int i = 0; i < n; i++) mass[i] = 7.0;
        msbat_hessian *h = differenced(n, mass, x, chain_energy, &s);
        TEST_OK(ctx, msbat_hessian_get_frequencies(h, n, f));
        for (int j = 1; j <= n; j++) {
            const double expected = thz(4 * s.k / 7.0 * pow(sin(pi * j / (2 * (n + 1))), 2));
            TEST_NEAR(f[j - 1], expected, 1e-10 * f[n - 1]);
            product *= f[j - 1] * f[j - 1] / (thz(s.k / 7.0) * thz(s.k / 7.0));
        }
        TEST_NEAR(product / (n + 1), 1, 1e-9);
        msbat_hessian_destroy(&h);
    }
}
END_TEST

/* A ring: 4 k/m sin^2(pi j/n), all but j = 0 and n/2 twice; the translation is projected out. */
START_TEST(ring_of_springs)
{
    springs s = {.k = 2.2, .ring = 1};
    for (int n = 3; n <= MOST; n++) {
        double mass[MOST], x[MOST] = {0}, f[MOST];
        for (int i = 0; i < n; i++) mass[i] = 16.0;
        msbat_hessian *h = differenced(n, mass, x, chain_energy, &s);
        TEST_OK(ctx, msbat_hessian_set_zero_modes(h, 1));
        TEST_OK(ctx, msbat_hessian_get_frequencies(h, n - 1, f));
        for (int j = 1; j < n; j++)
            TEST_NEAR(f[j - 1], thz(4 * s.k / 16.0 * pow(sin(pi * ((j + 1) / 2) / n), 2)), 1e-10 * f[n - 2]);
        msbat_hessian_destroy(&h);
    }
}
END_TEST

/* ---- any matrix ---- */

/* Symmetric with a diagonal that keeps all eigenvalues positive. */
static void random_matrix(int n, double *a)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = test_between(&state, -1, 1) + (i == j ? 1.2 * n : 0);
}

static void random_masses(int n, double *mass)
{
    for (int i = 0; i < n; i++) mass[i] = test_between(&state, 1, 100);
}

/* Modes solve K u = omega^2 M u, are orthonormal in M, and so sum to the inverse masses (completeness). */
START_TEST(modes_solve_the_problem)
{
    for (int n = 1; n <= MOST; n++) {
        double k[MOST * MOST], mass[MOST], f[MOST], u[MOST][MOST];
        random_matrix(n, k);
        random_masses(n, mass);
        msbat_hessian *h = entered(n, mass, k);
        TEST_OK(ctx, msbat_hessian_get_frequencies(h, n, f));
        for (int m = 0; m < n; m++) TEST_OK(ctx, msbat_hessian_get_mode(h, m, n, u[m]));
        for (int m = 0; m < n; m++)
            for (int i = 0; i < n; i++) {
                double force = 0, overlap = 0, complete = 0;
                for (int j = 0; j < n; j++) {
                    force += k[i * n + j] * u[m][j];
                    overlap += mass[j] * u[m][j] * u[i][j];
                    complete += u[j][m] * u[j][i];
                }
                TEST_NEAR(force, f[m] * f[m] / (thz(1) * thz(1)) * mass[i] * u[m][i], 1e-11 * n);
                TEST_NEAR(overlap, i == m, 1e-12);
                TEST_NEAR(complete, (i == m) / mass[i], 1e-12);
            }
        msbat_hessian_destroy(&h);
    }
}
END_TEST

/* The product rule of Teller and Redlich: with the same springs the product of all frequencies goes as the root of the
 * product of the masses; one heavier atom raises no frequency (Rayleigh). */
START_TEST(isotopes)
{
    enum { N = 6 };
    for (int trial = 0; trial < 20; trial++) {
        double k[N * N], light[N], heavy[N], f[N], g[N], ratio = 1;
        random_matrix(N, k);
        random_masses(N, light);
        memcpy(heavy, light, sizeof light);
        heavy[trial % N] *= 1.7;
        msbat_hessian *a = entered(N, light, k), *b = entered(N, heavy, k);
        TEST_OK(ctx, msbat_hessian_get_frequencies(a, N, f));
        TEST_OK(ctx, msbat_hessian_get_frequencies(b, N, g));
        for (int m = 0; m < N; m++) {
            ck_assert(g[m] <= f[m] * (1 + 1e-12));
            ratio *= f[m] / g[m];
        }
        TEST_NEAR(ratio, sqrt(1.7), 1e-12);
        msbat_hessian_destroy(&a);
        msbat_hessian_destroy(&b);
    }
}
END_TEST

/* ---- a double well coupled to a bath: E = v (x^2 - 1)^2 + sum k_i/2 (y_i - c_i x)^2 ---- */

typedef struct bath {
    int n; /* with x */
    double v, k[MOST], c[MOST], mass[MOST];
} bath;

static int bath_energy(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    const bath *b = user;
    const double well = x[0] * x[0] - 1;
    *energy = b->v * well * well;
    gradient[0] = 4 * b->v * x[0] * well;
    for (int64_t i = 1; i < n; i++) {
        const double stretch = x[i] - b->c[i] * x[0];
        *energy += 0.5 * b->k[i] * stretch * stretch;
        gradient[i] = b->k[i] * stretch;
        gradient[0] -= b->k[i] * b->c[i] * stretch;
    }
    return 0;
}

static bath random_bath(int n)
{
    bath b = {.n = n, .v = test_between(&state, 0.2, 2)};
    for (int i = 0; i < n; i++) {
        b.k[i] = test_between(&state, 0.5, 5);
        b.c[i] = test_between(&state, -1, 1);
        b.mass[i] = test_between(&state, 1, 50);
    }
    return b;
}

static msbat_hessian *bath_hessian(bath *b, double x)
{
    double at[MOST] = {x};
    for (int i = 1; i < b->n; i++) at[i] = b->c[i] * x;
    return differenced(b->n, b->mass, at, bath_energy, b);
}

/* The unstable eigenvalue -l of the saddle, from the secular equation (R.F. Grote, J.T. Hynes, J. Chem. Phys. 73 (1980)
 * 2715, for a bath of oscillators): m l = 4 v - sum k c^2 m_i l/(k + m_i l); by bisection. */
static double unstable(const bath *b)
{
    double low = 0, high = 4 * b->v / b->mass[0];
    for (int it = 0; it < 200; it++) {
        const double l = 0.5 * (low + high);
        double rest = 4 * b->v - b->mass[0] * l;
        for (int i = 1; i < b->n; i++)
            rest -= b->k[i] * b->c[i] * b->c[i] * b->mass[i] * l / (b->k[i] + b->mass[i] * l);
        *(rest > 0 ? &low : &high) = l;
    }
    return low;
}

/* Both determinants hold the bath as the same factor: nu = |unstable frequency| sqrt(V''(1)/|V''(0)|) = sqrt(2) of it.
 * Gradients are cubic, where Richardson's differences are exact. */
START_TEST(double_well_in_a_bath)
{
    for (int n = 1; n <= MOST; n++) {
        bath b = random_bath(n);
        msbat_hessian *minimum = bath_hessian(&b, n % 2 ? 1 : -1), *saddle = bath_hessian(&b, 0);
        double f[MOST], nu;
        int64_t negative;
        TEST_OK(ctx, msbat_hessian_get_frequencies(saddle, n, f));
        TEST_OK(ctx, msbat_hessian_get_imaginary_count(saddle, &negative));
        TEST_OK(ctx, msbat_tst_get_vineyard(minimum, saddle, &nu));
        ck_assert_int_eq(negative, 1);
        TEST_NEAR(f[0] / thz(-unstable(&b)), 1, 1e-9);
        TEST_NEAR(nu / (sqrt(2) * thz(unstable(&b))), 1, 1e-9);
        msbat_hessian_destroy(&minimum);
        msbat_hessian_destroy(&saddle);
    }
}
END_TEST

/* nu goes as the root of the energy and the inverse root of all masses; a bath that is not coupled drops out. */
START_TEST(scales_of_the_attempt_frequency)
{
    for (int trial = 0; trial < 10; trial++) {
        bath b = random_bath(5), stiff = b, heavy = b, free_bath = b, alone = b;
        double nu[5];
        for (int i = 0; i < 5; i++) {
            stiff.k[i] *= 4;
            heavy.mass[i] *= 9;
            free_bath.c[i] = 0;
        }
        stiff.v *= 4;
        alone.n = 1;
        bath *cases[5] = {&b, &stiff, &heavy, &free_bath, &alone};
        for (int i = 0; i < 5; i++) {
            msbat_hessian *minimum = bath_hessian(cases[i], 1), *saddle = bath_hessian(cases[i], 0);
            TEST_OK(ctx, msbat_tst_get_vineyard(minimum, saddle, &nu[i]));
            msbat_hessian_destroy(&minimum);
            msbat_hessian_destroy(&saddle);
        }
        TEST_NEAR(nu[1] / nu[0], 2, 1e-9);
        TEST_NEAR(nu[2] / nu[0], 1.0 / 3, 1e-9);
        TEST_NEAR(nu[3] / nu[4], 1, 1e-9);
        ck_assert(nu[0] < nu[4]); /* the bath drags */
    }
}
END_TEST

/* ---- formulas of rates ---- */

/* Arrhenius: d ln k/d(1/T) = -E/k; the free energy that both directions imply is that of the rates, antisymmetric. */
START_TEST(rates_imply_free_energies)
{
    for (int trial = 0; trial < 50; trial++) {
        const double nu[2] = {test_between(&state, 0.5, 20), test_between(&state, 0.5, 20)};
        const double barrier[2] = {test_between(&state, 0, 1), test_between(&state, 0, 1)};
        const double back_nu[2] = {nu[1], nu[0]}, back[2] = {barrier[1], barrier[0]};
        const double t = test_between(&state, 200, 1200);
        double k[2], hot, f, g;
        for (int i = 0; i < 2; i++) TEST_OK(ctx, msbat_tst_get_rate(ctx, nu[i], barrier[i], t, &k[i]));
        TEST_OK(ctx, msbat_tst_get_rate(ctx, nu[0], barrier[0], 2 * t, &hot));
        TEST_NEAR(log(hot / k[0]) * 2 * MSBAT_BOLTZMANN_EV * t, barrier[0], 1e-13);
        TEST_OK(ctx, msbat_tst_get_free_energy(ctx, t, nu, barrier, &f));
        TEST_OK(ctx, msbat_tst_get_free_energy(ctx, t, back_nu, back, &g));
        TEST_NEAR(f, -MSBAT_BOLTZMANN_EV * t * log(k[0] / k[1]), 1e-13);
        TEST_NEAR(f, -g, 1e-15);
    }
}
END_TEST

Suite *suite_springs(void)
{
    Suite *suite = suite_create("springs");
    TCase *c = tcase_create("springs");
    tcase_add_checked_fixture(c, start, stop);
    tcase_add_test(c, chain_between_walls);
    tcase_add_test(c, ring_of_springs);
    tcase_add_test(c, modes_solve_the_problem);
    tcase_add_test(c, isotopes);
    tcase_add_test(c, double_well_in_a_bath);
    tcase_add_test(c, scales_of_the_attempt_frequency);
    tcase_add_test(c, rates_imply_free_energies);
    suite_add_tcase(suite, c);
    return suite;
}
