/* Monte Carlo against models that are solved exactly: the ring of Ising spins by its transfer matrix and by counting,
 * the square lattice by Onsager, Kaufman and Yang, and the first order in 1/T of any pairs. Seeds are fixed. */
#include "models.h"

#define KT(t) (MSBAT_BOLTZMANN_EV * (t))

enum { RING = 48, SHELLS = 4, ORBITS = 2 + SHELLS };

static msbat_context *ctx;
static msbat_crystal *chain;
static msbat_supercell *ring;
static msbat_ce *ce; /* pairs up to fourth neighbours, of which only the first interact */

static void start(void)
{
    const double cutoffs[1] = {3.0 * SHELLS + 0.1};
    TEST_OK(NULL, msbat_context_create(&ctx));
    chain = model_chain(ctx);
    ring = model_box(chain, RING, 1, 1);
    ce = model_ce(chain, 3, 0, 1, cutoffs);
}

static void stop(void)
{
    msbat_ce_destroy(&ce);
    msbat_supercell_destroy(&ring);
    msbat_crystal_destroy(&chain);
    msbat_context_destroy(&ctx);
}

static msbat_mc *make(double v1, double v2)
{
    const double eci[ORBITS] = {0, v1, v2};
    msbat_mc *mc = NULL;
    TEST_OK(ctx, msbat_ce_set_eci(ce, ORBITS, eci));
    TEST_OK(ctx, msbat_mc_create(ce, ring, &mc));
    TEST_OK(ctx, msbat_mc_set_equilibration(mc, 300));
    return mc;
}

/* Within 6 standard errors (2e-9 each, below 1e-6 for the 150 comparisons here), with errors small enough to tell. */
static void near(const char *what, double mean, double error, double exact, double most_error)
{
    ck_assert_msg(fabs(mean - exact) <= 6 * error + 1e-12, "%s: %.8g +- %.2g, exact %.8g", what, mean, error, exact);
    ck_assert_msg(error <= most_error, "%s: error %.3g", what, error);
}

static void agrees(const msbat_mc *mc, const char *what, msbat_mc_observable which, double exact, double most_error)
{
    double mean = 0, error = 0;
    TEST_OK(ctx, msbat_mc_get_average(mc, which, &mean, &error, NULL));
    near(what, mean, error, exact, most_error);
}

/* ---- the ring with a field: H = sum h s + j s s', weights exp(-H/kT) = products of 2 x 2 matrices ---- */

typedef struct transfer {
    double t[2][2];
} transfer;

static transfer times(transfer a, transfer b)
{
    transfer c;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) c.t[i][j] = a.t[i][0] * b.t[0][j] + a.t[i][1] * b.t[1][j];
    return c;
}

static transfer power(transfer a, int n)
{
    transfer p = {{{1, 0}, {0, 1}}};
    for (int i = 0; i < n; i++) p = times(p, a);
    return p;
}

static double trace(transfer a) { return a.t[0][0] + a.t[1][1]; }

static transfer bond(double h, double j, double kt)
{
    transfer a;
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < 2; k++) {
            double s = 1 - 2 * i, u = 1 - 2 * k;
            a.t[i][k] = exp(-(0.5 * h * (s + u) + j * s * u) / kt);
        }
    return a;
}

/* <s_0 s_r>; r = 0 gives <s> instead. */
static double correlation(double h, double j, double kt, int r)
{
    const transfer spin = {{{1, 0}, {0, -1}}}, b = bond(h, j, kt);
    transfer product = times(spin, power(b, r));
    if (r) product = times(product, spin);
    return trace(times(product, power(b, RING - r))) / trace(power(b, RING));
}

/* ln Z as a function of 1/kT and its second derivative, var E: central difference, fourth order. */
static double energy_variance(double h, double j, double kt)
{
    const double step = 0.02 / kt, weight[5] = {-1, 16, -30, 16, -1};
    double sum = 0;
    for (int i = 0; i < 5; i++) {
        const double beta = 1 / kt + (i - 2) * step;
        sum += weight[i] * log(trace(power(bond(h, j, 1 / beta), RING)));
    }
    return sum / (12 * step * step);
}

/* x, E, <s s'> at four distances, var N and Gamma for attraction and repulsion, with and without a field: the field is
 * V1 - mu/2, for filling a site changes s by 2. */
START_TEST(ring_open)
{
    const double cases[3][2] = {{-0.02, 0.0}, {0.03, 0.02}, {0.015, -0.04}}, t = 400, v1 = -0.7;
    for (int c = 0; c < 3; c++) {
        const double j = cases[c][0], h = cases[c][1], kt = KT(t), s = correlation(h, j, kt, 0);
        msbat_mc *mc = make(v1, j);
        double corr[ORBITS], error[ORBITS], variance = 1 - s * s;
        TEST_OK(ctx, msbat_mc_set_correlation_interval(mc, 2));
        TEST_OK(ctx, msbat_mc_run(mc, t, 2 * (v1 - h), (int64_t)(20000 * test_scale())));
        const double loose = 1 / sqrt(test_scale());
        agrees(mc, "x", MSBAT_MC_X, 0.5 * (1 + s), 0.01 * loose);
        agrees(mc, "E", MSBAT_MC_ENERGY, v1 * s + j * correlation(h, j, kt, 1), 0.01 * loose);
        TEST_OK(ctx, msbat_mc_get_correlations(mc, ORBITS, corr, error));
        for (int r = 1; r <= SHELLS; r++)
            near("<s s>", corr[1 + r], error[1 + r], correlation(h, j, kt, r), 0.02 * loose);
        for (int r = 1; r < RING; r++) variance += correlation(h, j, kt, r) - s * s;
        agrees(mc, "var N", MSBAT_MC_VARIANCE, 0.25 * variance, 0.05 * loose);
        agrees(mc, "Gamma", MSBAT_MC_GAMMA, 0.5 * (1 + s) / (0.25 * variance), 0.3 * loose);
        msbat_mc_destroy(&mc);
    }
}
END_TEST

/* Without field and V1 var E belongs to kT^2 C: the fluctuation-dissipation theorem against d2 ln Z; and the
 * correlation length 1/ln coth(J/kT) from the decay of <s s'> over four shells, on a ring that is 60 lengths round. */
START_TEST(ring_heat_and_length)
{
    const double j = -0.0258, t = 400, kt = KT(t);
    msbat_mc *mc = make(0, j);
    double corr[ORBITS], error[ORBITS];
    TEST_OK(ctx, msbat_mc_set_correlation_interval(mc, 2));
    TEST_OK(ctx, msbat_mc_run(mc, t, 0, (int64_t)(20000 * test_scale())));
    agrees(mc, "C", MSBAT_MC_HEAT, energy_variance(0, j, kt) / (kt * t * RING), 3e-6 / sqrt(test_scale()));
    TEST_OK(ctx, msbat_mc_get_correlations(mc, ORBITS, corr, error));
    double length = 1 / log(1 / tanh(-j / kt)), seen = (SHELLS - 1) / log(corr[2] / corr[1 + SHELLS]);
    double relative = hypot(error[2] / corr[2], error[1 + SHELLS] / corr[1 + SHELLS]);
    near("length", seen, relative * seen * seen / (SHELLS - 1), length, 0.1 / sqrt(test_scale()));
    msbat_mc_destroy(&mc);
}
END_TEST

/* x dmu integrated from an empty ring is minus the grand potential, kT ln(lambda) a site: an isotherm against the
 * partition function. Trapezoids over 40 steps of 0.4 kT: an error below 1e-3 kT, as the exact x shows. */
START_TEST(ring_isotherm)
{
    enum { POINTS = 41 };
    const double v1 = -0.5, j = 0.02, t = 500, kt = KT(t);
    msbat_mc *mc = make(v1, j);
    double mu[POINTS], x[POINTS], dx[POINTS], gamma[POINTS], dgamma[POINTS], sum = 0, exact = 0, error = 0;
    for (int i = 0; i < POINTS; i++) mu[i] = 2 * v1 + (i - 20) * 0.4 * kt;
    TEST_OK(ctx, msbat_mc_set_precision(mc, 0.003 / sqrt(test_scale())));
    TEST_OK(ctx, msbat_mc_isotherm(mc, t, POINTS, mu));
    TEST_OK(ctx, msbat_mc_get_isotherm(mc, POINTS, NULL, x, dx, NULL, gamma, dgamma));
    for (int i = 0; i < POINTS; i++) {
        const double h = v1 - 0.5 * mu[i], truth = 0.5 * (1 + correlation(h, j, kt, 0));
        near("x", x[i], dx[i], truth, 0.0031 / sqrt(test_scale()));
        sum += (i == 0 || i == POINTS - 1 ? 0.5 : 1) * 0.4 * kt * x[i];
        exact += (i == 0 || i == POINTS - 1 ? 0.5 : 1) * 0.4 * kt * truth;
        error += 0.16 * kt * kt * dx[i] * dx[i];
    }
    near("work", sum, sqrt(error), exact, 0.01 * kt / sqrt(test_scale()));
    double low = log(trace(power(bond(v1 - 0.5 * mu[0], j, kt), RING))) / RING + 0.5 * mu[0] / kt;
    double high = log(trace(power(bond(v1 - 0.5 * mu[POINTS - 1], j, kt), RING))) / RING + 0.5 * mu[POINTS - 1] / kt;
    TEST_NEAR(exact / kt, high - low, 1e-3);
    msbat_mc_destroy(&mc);
}
END_TEST

/* ---- the ring with n filled sites, by counting: L/m C(n-1, m-1) C(L-n-1, m-1) arrangements have m runs of filled
 * sites, 2 m unlike bonds ---- */

static double binomial_log(int n, int k) { return lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0); }

static void count_ring(int filled, double j, double kt, double *mean, double *variance)
{
    double z = 0, e1 = 0, e2 = 0;
    for (int m = 1; m <= filled && m <= RING - filled; m++) {
        double e = j * (RING - 4 * m), ways = binomial_log(filled - 1, m - 1) + binomial_log(RING - filled - 1, m - 1);
        double w = exp(ways - log(m) - e / kt);
        z += w;
        e1 += w * e;
        e2 += w * e * e;
    }
    *mean = e1 / z;
    *variance = e2 / z - e1 / z * e1 / z;
}

START_TEST(ring_closed)
{
    const double t = 350, kt = KT(t);
    for (int c = 0; c < 4; c++) {
        const int filled = c % 2 ? 24 : 11;
        const double j = c / 2 ? 0.03 : -0.02;
        msbat_mc *mc = make(-0.4, j);
        double mean, variance;
        count_ring(filled, j, kt, &mean, &variance);
        TEST_OK(ctx, msbat_mc_set_random_occupation(mc, filled));
        TEST_OK(ctx, msbat_mc_run_canonical(mc, t, (int64_t)(20000 * test_scale())));
        mean = mean / RING - 0.4 * (2.0 * filled / RING - 1);
        agrees(mc, "E", MSBAT_MC_ENERGY, mean, 0.001 / sqrt(test_scale()));
        agrees(mc, "C", MSBAT_MC_HEAT, variance / (kt * t * RING), 4e-6 / sqrt(test_scale()));
        msbat_mc_destroy(&mc);
    }
}
END_TEST

/* The distribution of N in an open ring, not its moments alone: P(N) is Z_N exp(mu N/kT). Samples 8 sweeps apart, where
 * the ring has forgotten; each N with an expected 100 and more within 6 standard deviations. */
static double weight_of_ring(int filled, double j, double kt)
{
    double z = filled == 0 || filled == RING ? exp(-j * RING / kt) : 0;
    for (int m = 1; m <= filled && m <= RING - filled; m++)
        z += exp(log((double)RING / m) + binomial_log(filled - 1, m - 1) + binomial_log(RING - filled - 1, m - 1) -
                 j * (RING - 4 * m) / kt);
    return z;
}

START_TEST(ring_distribution)
{
    enum { APART = 8 };
    const double t = 500, kt = KT(t), v1 = -0.3, j = 0.012, field = 0.004; /* V1 - mu/2 */
    const int64_t draws = (int64_t)(5000 * test_scale());
    double z = 0, weight[RING + 1], found[RING + 1] = {0};
    msbat_mc *mc = make(v1, j);
    double *filled = malloc(sizeof *filled * (size_t)(draws * APART));
    ck_assert_ptr_nonnull(filled);
    TEST_OK(ctx, msbat_mc_run(mc, t, 2 * (v1 - field), draws * APART));
    TEST_OK(ctx, msbat_mc_get_samples(mc, draws * APART, filled, NULL));
    for (int64_t i = 0; i < draws; i++) found[(int)filled[APART * i]]++;
    for (int n = 0; n <= RING; n++) z += weight[n] = weight_of_ring(n, j, kt) * exp(-field * (2 * n - RING) / kt);
    int judged = 0;
    for (int n = 0; n <= RING; n++) {
        const double p = weight[n] / z, expected = p * (double)draws;
        if (expected < 100) continue;
        judged++;
        TEST_NEAR(found[n], expected, 6 * sqrt(expected * (1 - p)));
    }
    ck_assert(judged > 8 || test_scale() < 1);
    free(filled);
    msbat_mc_destroy(&mc);
}
END_TEST

/* ---- the square lattice ---- */

/* L. Onsager, Phys. Rev. 65 (1944) 117, and its integral: -f/kT = ln 2 + 1/(2 pi^2) double integral over (0, pi)^2 of
 * ln(c^2 - s (cos p + cos q)), c = cosh 2K, s = sinh 2K; by the midpoint rule, which converges exponentially. */
static double onsager(double k)
{
    enum { M = 64 };
    const double pi = 3.14159265358979324, c = cosh(2 * k), s = sinh(2 * k);
    double sum = 0;
    for (int i = 0; i < M; i++)
        for (int j = 0; j < M; j++) sum += log(c * c - s * (cos(pi * (i + 0.5) / M) + cos(pi * (j + 0.5) / M)));
    return log(2) + sum / (2 * M * M);
}

/* u = -J df/dK and c = k K^2 d2f/dK2 by differences of fourth order. */
static void square_exact(double k, double *u, double *heat)
{
    const double h = 1e-3;
    double f[5];
    for (int i = 0; i < 5; i++) f[i] = onsager(k + (i - 2) * h);
    *u = -(f[0] - 8 * f[1] + 8 * f[3] - f[4]) / (12 * h);
    *heat = k * k * (-f[0] + 16 * f[1] - 30 * f[2] + 16 * f[3] - f[4]) / (12 * h * h);
}

/* 24 x 24 spins at kT/J = 1.5 (started full: magnetisation by C.N. Yang, Phys. Rev. 85 (1952) 808), 3.2, 4, 6 and for
 * repelling neighbours, which order on two sublattices with the same energy. The correlation length is below 1.8 sites:
 * the finite size changes u by exp(-24/1.8), 2e-6. */
START_TEST(square_lattice)
{
    const double j = 0.03, ratio[5] = {1.5, 3.2, 4, 6, -3.2};
    const double cutoffs[1] = {3.1};
    msbat_crystal *square = model_square(ctx);
    msbat_supercell *cell = model_box(square, 24, 24, 1);
    msbat_ce *ising = model_ce(square, 3, 0, 1, cutoffs);
    for (int c = 0; c < 5; c++) {
        const double k = 1 / fabs(ratio[c]), t = j / k / MSBAT_BOLTZMANN_EV, eci[3] = {0, 0, ratio[c] > 0 ? -j : j};
        msbat_mc *mc = NULL;
        double u, heat, loose = 1 / sqrt(test_scale());
        square_exact(k, &u, &heat);
        TEST_OK(ctx, msbat_ce_set_eci(ising, 3, eci));
        TEST_OK(ctx, msbat_mc_create(ising, cell, &mc));
        TEST_OK(ctx, msbat_mc_set_random_occupation(mc, c ? 288 : 576));
        TEST_OK(ctx, msbat_mc_set_equilibration(mc, 150));
        TEST_OK(ctx, msbat_mc_run(mc, t, 0, (int64_t)(2500 * test_scale())));
        agrees(mc, "u", MSBAT_MC_ENERGY, j * u, 0.004 * j * loose);
        agrees(mc, "c", MSBAT_MC_HEAT, heat * MSBAT_BOLTZMANN_EV, 0.1 * heat * MSBAT_BOLTZMANN_EV * loose);
        if (!c) agrees(mc, "x", MSBAT_MC_X, 0.5 + 0.5 * pow(1 - pow(sinh(2 * k), -4), 0.125), 0.001 * loose);
        msbat_mc_destroy(&mc);
    }
    msbat_ce_destroy(&ising);
    msbat_supercell_destroy(&cell);
    msbat_crystal_destroy(&square);
}
END_TEST

/* ---- the triangular lattice, attractive and frustrated ---- */

/* R.M.F. Houtappel, Physica 16 (1950) 425: -f/kT = ln 2 + 1/(8 pi^2) double integral over (0, 2 pi)^2 of ln(c^3 + s^3 -
 * s (cos p + cos q + cos(p + q))), c = cosh 2K, s = sinh 2K, of either sign. */
static double houtappel(double k)
{
    enum { M = 96 };
    const double step = 2 * 3.14159265358979324 / M, c = cosh(2 * k), s = sinh(2 * k);
    double sum = 0;
    for (int i = 0; i < M; i++)
        for (int j = 0; j < M; j++) {
            const double p = (i + 0.5) * step, q = (j + 0.5) * step;
            sum += log(exp(2 * k) * (c * c - c * s + s * s) - s * (cos(p) + cos(q) + cos(p + q))); /* c + s = exp 2K */
        }
    return log(2) + sum / (2 * M * M);
}

/* u/J = -d(-f/kT)/dK, fourth order. */
static double triangular_energy(double k)
{
    const double h = 1e-3;
    return -(houtappel(k - 2 * h) - 8 * houtappel(k - h) + 8 * houtappel(k + h) - houtappel(k + 2 * h)) / (12 * h);
}

static msbat_mc *triangular_mc(double j)
{
    const double cell[9] = {3, 0, 0, -1.5, 3 * sqrt(0.75), 0, 0, 0, 12}, frac[3] = {0}, cutoffs[1] = {3.1};
    const int64_t species[1] = {3};
    const double eci[3] = {0, 0, -j};
    msbat_crystal *net = NULL;
    msbat_mc *mc = NULL;
    TEST_OK(ctx, msbat_crystal_create(ctx, cell, 1, frac, species, &net));
    msbat_supercell *box = model_box(net, 24, 24, 1);
    msbat_ce *pairs = model_ce(net, 3, 0, 1, cutoffs);
    TEST_OK(ctx, msbat_ce_set_eci(pairs, 3, eci));
    TEST_OK(ctx, msbat_mc_create(pairs, box, &mc));
    TEST_OK(ctx, msbat_mc_set_random_occupation(mc, 288));
    TEST_OK(ctx, msbat_mc_set_equilibration(mc, 100));
    msbat_ce_destroy(&pairs);
    msbat_supercell_destroy(&box);
    msbat_crystal_destroy(&net);
    return mc;
}

/* s/k = -f/kT + K u/J. */
static double triangular_entropy(double k) { return houtappel(k) + k * triangular_energy(k); }

/* Repelling neighbours on triangles cannot all be unlike: u -> -J a site, and an entropy of 0.3230659 k stays (G.H.
 * Wannier, Phys. Rev. 79 (1950) 357), as the integral tells at K = 5. A run in ten steps to K = 1.25, where nothing is
 * slow yet: u against the derivative, and s = ln 2 + K u/J - integral of u/J dK by Simpson's rule against that of the
 * integral. */
START_TEST(frustrated_triangles)
{
    enum { STEPS = 10 };
    const double j = 0.02, step = 0.125, loose = 1 / sqrt(test_scale());
    msbat_mc *mc = triangular_mc(-j);
    double sum = 0, variance = 0, u = 0, error = 0;
    for (int i = 1; i <= STEPS; i++) {
        const double k = step * i, weight = step / 3 * (i == STEPS ? 1 : i % 2 ? 4 : 2);
        TEST_OK(ctx, msbat_mc_run(mc, j / k / MSBAT_BOLTZMANN_EV, 0, (int64_t)(1500 * test_scale())));
        TEST_OK(ctx, msbat_mc_get_average(mc, MSBAT_MC_ENERGY, &u, &error, NULL));
        u /= j;
        error /= j;
        near("u", u, error, -triangular_energy(-k), 0.004 * loose);
        sum += weight * u;
        variance += weight * weight * error * error;
    }
    const double k = step * STEPS, s = log(2) + k * u - sum;
    TEST_NEAR(s, triangular_entropy(-k), 6 * (sqrt(variance) + k * error) + 1e-4); /* Simpson's error */
    ck_assert(sqrt(variance) + k * error < 0.003 * loose);
    TEST_NEAR(triangular_entropy(-5), 0.3230659, 1e-4);
    msbat_mc_destroy(&mc);
}
END_TEST

/* Attraction above the transition at K = ln(3)/4. */
START_TEST(attractive_triangles)
{
    const double j = 0.02;
    for (int i = 1; i < 4; i++) {
        const double k = 0.06 * i;
        msbat_mc *mc = triangular_mc(j);
        TEST_OK(ctx, msbat_mc_run(mc, j / k / MSBAT_BOLTZMANN_EV, 0, (int64_t)(1500 * test_scale())));
        agrees(mc, "u", MSBAT_MC_ENERGY, j * triangular_energy(k), 0.008 * j / sqrt(test_scale()));
        msbat_mc_destroy(&mc);
    }
}
END_TEST

/* ---- high temperatures: <s s'> = -V/kT in first order for every kind of pair, and sum over third sites of V V'/(kT)^2
 * in second. 26 neighbours with V/kT of at most 0.02 leave some 26^2 0.02^3/10, 5e-4, to the third ---- */

/* V/kT of two sites of the 8 x 8 x 8 cell that are d apart. */
static double coupling(const int d[3], const double *eci, double kt)
{
    int square = 0;
    for (int k = 0; k < 3; k++) {
        const int step = (d[k] + 12) % 8 - 4;
        square += step * step;
    }
    return square > 0 && square < 4 ? eci[1 + square] / kt : 0;
}

static double second_order(const int d[3], const double *eci, double kt)
{
    double sum = -coupling(d, eci, kt);
    for (int i = 0; i < 512; i++) {
        const int a[3] = {i % 8, i / 8 % 8, i / 64}, b[3] = {d[0] - a[0], d[1] - a[1], d[2] - a[2]};
        sum += coupling(a, eci, kt) * coupling(b, eci, kt);
    }
    return sum;
}

START_TEST(high_temperature)
{
    enum { PAIRS = 3 };
    const double cutoffs[1] = {5.3}, t = 3000, kt = KT(t);
    const double eci[2 + PAIRS] = {0, 0, 0.012 * kt, -0.02 * kt, 0.016 * kt};
    msbat_crystal *cubic = model_cubic(ctx);
    msbat_supercell *cell = model_box(cubic, 8, 8, 8);
    msbat_ce *pairs = model_ce(cubic, 3, 0, 1, cutoffs);
    msbat_mc *mc = NULL;
    double corr[2 + PAIRS], error[2 + PAIRS], sum = 0;
    TEST_OK(ctx, msbat_ce_set_eci(pairs, 2 + PAIRS, eci));
    TEST_OK(ctx, msbat_mc_create(pairs, cell, &mc));
    TEST_OK(ctx, msbat_mc_set_random_occupation(mc, 256));
    TEST_OK(ctx, msbat_mc_set_correlation_interval(mc, 1));
    TEST_OK(ctx, msbat_mc_run(mc, t, 0, (int64_t)(1500 * test_scale())));
    TEST_OK(ctx, msbat_mc_get_correlations(mc, 2 + PAIRS, corr, error));
    for (int f = 2; f < 2 + PAIRS; f++) {
        int64_t m;
        TEST_OK(ctx, msbat_ce_get_orbit(pairs, f, NULL, &m, NULL));
        const int d[3] = {1, f > 2, f > 3};
        TEST_NEAR(corr[f], second_order(d, eci, kt), 6 * error[f] + 5e-4);
        sum += (double)m * eci[f] * corr[f];
    }
    double mean;
    TEST_OK(ctx, msbat_mc_get_average(mc, MSBAT_MC_ENERGY, &mean, NULL, NULL));
    TEST_NEAR(mean, sum, 1e-12); /* energy and correlations are of the same samples */
    msbat_mc_destroy(&mc);
    msbat_ce_destroy(&pairs);
    msbat_supercell_destroy(&cell);
    msbat_crystal_destroy(&cubic);
}
END_TEST

Suite *suite_ce_ising(void)
{
    Suite *suite = suite_create("ce solved models");
    TCase *c = tcase_create("all");
    tcase_add_checked_fixture(c, start, stop);
    tcase_set_timeout(c, 120);
    tcase_add_test(c, ring_open);
    tcase_add_test(c, ring_heat_and_length);
    tcase_add_test(c, ring_isotherm);
    tcase_add_test(c, ring_closed);
    tcase_add_test(c, ring_distribution);
    tcase_add_test(c, square_lattice);
    tcase_add_test(c, frustrated_triangles);
    tcase_add_test(c, attractive_triangles);
    tcase_add_test(c, high_temperature);
    suite_add_tcase(suite, c);
    return suite;
}
