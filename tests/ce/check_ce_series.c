/* Runs as time series: what is sampled and what is not, averages against the samples, and moves without interaction,
 * where autocorrelation, acceptance and correlations are known in closed form. Seeds are fixed; 6 standard errors. */
#include "models.h"

#define KT(t) (MSBAT_BOLTZMANN_EV * (t))

enum { SITES = 36, ORBITS = 4, LONG = 20000 };

static msbat_context *ctx;
static msbat_crystal *square;
static msbat_supercell *cell;
static msbat_ce *ce; /* a point and two shells of pairs */

static void start(void)
{
    const double cutoffs[1] = {4.3};
    TEST_OK(NULL, msbat_context_create(&ctx));
    square = model_square(ctx);
    cell = model_box(square, 6, 6, 1);
    ce = model_ce(square, 3, 0, 1, cutoffs);
}

static void stop(void)
{
    msbat_ce_destroy(&ce);
    msbat_supercell_destroy(&cell);
    msbat_crystal_destroy(&square);
    msbat_context_destroy(&ctx);
}

static msbat_mc *make(double v1, double v2, double v3)
{
    const double eci[ORBITS] = {-2, v1, v2, v3};
    msbat_mc *mc = NULL;
    TEST_OK(ctx, msbat_ce_set_eci(ce, ORBITS, eci));
    TEST_OK(ctx, msbat_mc_create(ce, cell, &mc));
    return mc;
}

static double average(const msbat_mc *mc, msbat_mc_observable which, double *error, double *tau)
{
    double mean = NAN;
    TEST_OK(ctx, msbat_mc_get_average(mc, which, &mean, error, tau));
    return mean;
}

/* ---- bookkeeping ---- */

/* Means of the samples, and ratios of variances: Gamma = <N>/var N, var E/(k T^2). The variance is that of the samples
 * but for the loss by correlation, 2 tau over their number. */
START_TEST(averages_are_of_the_samples)
{
    enum { N = 3000 };
    static double filled[N], energy[N];
    msbat_mc *mc = make(-0.4, 0.01, -0.005);
    double n1 = 0, n2 = 0, e1 = 0, e2 = 0, tau;
    int64_t count;
    TEST_OK(ctx, msbat_mc_run(mc, 600, -0.8, N));
    TEST_OK(ctx, msbat_mc_get_sample_count(mc, &count));
    ck_assert_int_eq(count, N);
    TEST_OK(ctx, msbat_mc_get_samples(mc, N, filled, energy));
    for (int i = 0; i < N; i++) {
        n1 += filled[i] / N, n2 += filled[i] * filled[i] / N;
        e1 += energy[i] / N, e2 += energy[i] * energy[i] / N;
    }
    TEST_NEAR(average(mc, MSBAT_MC_X, NULL, &tau) * SITES, n1, 1e-11);
    TEST_NEAR(average(mc, MSBAT_MC_ENERGY, NULL, NULL) * SITES, e1, 1e-10);
    const double variance = average(mc, MSBAT_MC_VARIANCE, NULL, NULL) * SITES, slack = 4 * tau / N;
    TEST_NEAR(variance / (n2 - n1 * n1), 1, slack);
    TEST_NEAR(average(mc, MSBAT_MC_GAMMA, NULL, NULL), n1 / variance, 1e-11);
    const double heat = average(mc, MSBAT_MC_HEAT, NULL, &tau) * SITES * KT(600) * 600;
    TEST_NEAR(heat / (e2 - e1 * e1), 1, 4 * tau / N + 1e-9);
    msbat_mc_destroy(&mc);
}
END_TEST

/* A run in two pieces, or with its first part as equilibration, gives the same samples. (A canonical run lists the
 * filled sites afresh when it starts, so that its pieces are others.) */
enum { WHOLE = 200, FIRST = 70 };
static void run(msbat_mc *mc, int canonical, int64_t sweeps)
{
    if (canonical) TEST_OK(ctx, msbat_mc_run_canonical(mc, 400, sweeps));
    else TEST_OK(ctx, msbat_mc_run(mc, 400, -0.8, sweeps));
}

static void rest_is_the_same(const msbat_mc *mc, const double *whole)
{
    double part[WHOLE];
    TEST_OK(ctx, msbat_mc_get_samples(mc, WHOLE - FIRST, NULL, part));
    ck_assert_mem_eq(part, whole + FIRST, sizeof(double) * (WHOLE - FIRST));
}

START_TEST(pieces_of_a_run)
{
    double energy[WHOLE];
    for (int canonical = 0; canonical < 2; canonical++) {
        msbat_mc *whole = make(-0.4, 0.01, -0.005), *rest = make(-0.4, 0.01, -0.005);
        TEST_OK(ctx, msbat_mc_set_random_occupation(whole, 15));
        TEST_OK(ctx, msbat_mc_set_random_occupation(rest, 15));
        TEST_OK(ctx, msbat_mc_set_equilibration(rest, FIRST));
        run(whole, canonical, WHOLE);
        run(rest, canonical, WHOLE - FIRST);
        TEST_OK(ctx, msbat_mc_get_samples(whole, WHOLE, NULL, energy));
        rest_is_the_same(rest, energy);
        msbat_mc_destroy(&whole);
        msbat_mc_destroy(&rest);
    }
    msbat_mc *pieces = make(-0.4, 0.01, -0.005), *whole = make(-0.4, 0.01, -0.005);
    run(pieces, 0, FIRST);
    run(pieces, 0, WHOLE - FIRST);
    run(whole, 0, WHOLE);
    TEST_OK(ctx, msbat_mc_get_samples(whole, WHOLE, NULL, energy));
    rest_is_the_same(pieces, energy);
    msbat_mc_destroy(&pieces);
    msbat_mc_destroy(&whole);
}
END_TEST

/* Every tenth sweep sampled for correlations, or every one: means within their errors; E from the correlations is the
 * mean of the energies when every sweep is sampled. */
START_TEST(interval_of_correlations)
{
    double mean[2][ORBITS], error[2][ORBITS], energy = 0;
    const double eci[ORBITS] = {-2, -0.4, 0.01, -0.005};
    for (int k = 0; k < 2; k++) {
        msbat_mc *mc = make(eci[1], eci[2], eci[3]);
        TEST_OK(ctx, msbat_mc_set_correlation_interval(mc, k ? 10 : 1));
        TEST_OK(ctx, msbat_mc_run(mc, 500, -0.8, 4000));
        TEST_OK(ctx, msbat_mc_get_correlations(mc, ORBITS, mean[k], error[k]));
        if (!k) energy = average(mc, MSBAT_MC_ENERGY, NULL, NULL);
        msbat_mc_destroy(&mc);
    }
    double sum = 0;
    for (int f = 0; f < ORBITS; f++) {
        int64_t m;
        TEST_OK(ctx, msbat_ce_get_orbit(ce, f, NULL, &m, NULL));
        sum += (double)m * eci[f] * mean[0][f];
        TEST_NEAR(mean[0][f], mean[1][f], 6 * hypot(error[0][f], error[1][f]));
        ck_assert(f == 0 || (error[1][f] > error[0][f] && error[1][f] < 4 * error[0][f]));
    }
    TEST_NEAR(energy, sum, 1e-11);
}
END_TEST

/* A precision out of reach is flagged at every point, one within reach at none; the error is what was asked for. */
START_TEST(imprecise_points_are_flagged)
{
    double mu[5], error[5];
    int64_t flags[5];
    for (int i = 0; i < 5; i++) mu[i] = -0.9 + 0.05 * i;
    for (int k = 0; k < 2; k++) {
        msbat_mc *mc = make(-0.4, 0.005, 0);
        TEST_OK(ctx, msbat_mc_set_min_sweeps(mc, 100));
        TEST_OK(ctx, msbat_mc_set_max_sweeps(mc, k ? 200 : 100000));
        TEST_OK(ctx, msbat_mc_set_precision(mc, k ? 1e-5 : 0.005));
        TEST_OK(ctx, msbat_mc_isotherm(mc, 500, 5, mu));
        TEST_OK(ctx, msbat_mc_get_isotherm(mc, 5, NULL, NULL, error, NULL, NULL, NULL));
        TEST_OK(ctx, msbat_mc_get_isotherm_walks(mc, 5, NULL, NULL, flags));
        for (int i = 0; i < 5; i++) {
            ck_assert_int_eq(flags[i] & MSBAT_MC_IMPRECISE, k ? MSBAT_MC_IMPRECISE : 0);
            ck_assert(k ? error[i] > 1e-5 : error[i] <= 0.005);
        }
        msbat_mc_destroy(&mc);
    }
}
END_TEST

/* ---- moves without interaction ---- */

/* Independent sites under Metropolis's rule flip up with probability w+ and down with w-, one of them 1: N forgets by
 * 1 - (w+ + w-)/n a trial, rho = (1 - (w+ + w-)/n)^n a sweep, and tau = 1/2 + rho/(1 - rho). The acceptance is
 * (1 - x) w+ + x w-. The relative error of tau is sqrt(2 (2 W + 1)/N) with windows W of some five tau (U. Wolff,
 * eq. 42): below 5 % here; the acceptance of 20000 x 36 trials is known to 1e-3. */
START_TEST(forgetting_and_acceptance)
{
    const double t = 500;
    for (int k = 0; k < 4; k++) {
        const double field = (k - 1) * 0.8 * KT(t); /* 2 V1 - mu: the cost of filling a site */
        const double up = fmin(1, exp(-field / KT(t))), down = fmin(1, exp(field / KT(t))), x = up / (up + down);
        const double rho = pow(1 - (up + down) / SITES, SITES);
        msbat_mc *mc = make(-0.4, 0, 0);
        double error, tau;
        TEST_OK(ctx, msbat_mc_set_equilibration(mc, 50));
        TEST_OK(ctx, msbat_mc_run(mc, t, -0.8 - field, (int64_t)(LONG * test_scale())));
        TEST_NEAR(average(mc, MSBAT_MC_X, &error, &tau), x, 6 * error);
        const double loose = 1 / sqrt(test_scale());
        TEST_NEAR(tau / (0.5 + rho / (1 - rho)), 1, 6 * 0.05 * loose);
        TEST_NEAR(error / sqrt(2 * tau * x * (1 - x) / SITES / (LONG * test_scale())), 1, 0.05 * loose);
        TEST_NEAR(average(mc, MSBAT_MC_ACCEPTANCE, NULL, NULL), (1 - x) * up + x * down, 0.006 * loose);
        msbat_mc_destroy(&mc);
    }
}
END_TEST

/* With N fixed and nothing to prefer, every arrangement is alike: <s s'> = ((2 N - n)^2 - n)/(n (n - 1)) for any pair,
 * and all exchanges are accepted. */
START_TEST(exchanges_without_interaction)
{
    for (int filled = 1; filled < SITES; filled += 7) {
        const double d = 2.0 * filled - SITES, pair = (d * d - SITES) / (SITES * (SITES - 1.0));
        msbat_mc *mc = make(-0.4, 0, 0);
        double mean[ORBITS], error[ORBITS];
        TEST_OK(ctx, msbat_mc_set_random_occupation(mc, filled));
        TEST_OK(ctx, msbat_mc_set_correlation_interval(mc, 1));
        TEST_OK(ctx, msbat_mc_run_canonical(mc, 300, (int64_t)(3000 * test_scale())));
        TEST_OK(ctx, msbat_mc_get_correlations(mc, ORBITS, mean, error));
        TEST_NEAR(mean[1], d / SITES, 1e-12);
        for (int f = 2; f < ORBITS; f++) TEST_NEAR(mean[f], pair, 6 * error[f] + 1e-12);
        TEST_NEAR(average(mc, MSBAT_MC_ACCEPTANCE, NULL, NULL), 1, 0);
        msbat_mc_destroy(&mc);
    }
}
END_TEST

/* Drawn afresh, or moved by one sweep of exchanges, after which exp(-36 (1/11 + 1/25)) = 0.9 % of the places are
 * remembered: each site is filled 5000 x 11/36 times within 6 standard deviations, and so each pair of sites. */
static void fills_alike(int drawn)
{
    enum { DRAWS = 5000, FILLED = 11 };
    int64_t each[SITES] = {0}, pairs[SITES][SITES] = {{0}};
    msbat_mc *mc = make(0, 0, 0);
    TEST_OK(ctx, msbat_mc_set_random_occupation(mc, FILLED));
    for (int k = 0; k < DRAWS; k++) {
        int8_t occupation[SITES];
        int count = 0;
        if (drawn) TEST_OK(ctx, msbat_mc_set_random_occupation(mc, FILLED));
        else TEST_OK(ctx, msbat_mc_run_canonical(mc, 300, 1));
        TEST_OK(ctx, msbat_mc_get_occupation(mc, SITES, occupation));
        for (int i = 0; i < SITES; i++) {
            count += occupation[i];
            each[i] += occupation[i];
            for (int j = 0; j < i; j++) pairs[i][j] += occupation[i] & occupation[j];
        }
        ck_assert_int_eq(count, FILLED);
    }
    const double p = (double)FILLED / SITES, q = p * (FILLED - 1) / (SITES - 1);
    for (int i = 0; i < SITES; i++) {
        TEST_NEAR((double)each[i], DRAWS * p, 6 * sqrt(DRAWS * p * (1 - p)));
        for (int j = 0; j < i; j++) TEST_NEAR((double)pairs[i][j], DRAWS * q, 6 * sqrt(DRAWS * q * (1 - q)));
    }
    msbat_mc_destroy(&mc);
}

START_TEST(random_occupations) { fills_alike(1); }
END_TEST

START_TEST(random_exchanges) { fills_alike(0); }
END_TEST

Suite *suite_ce_series(void)
{
    Suite *suite = suite_create("ce series");
    TCase *c = tcase_create("all");
    tcase_add_checked_fixture(c, start, stop);
    tcase_set_timeout(c, 60);
    tcase_add_test(c, averages_are_of_the_samples);
    tcase_add_test(c, pieces_of_a_run);
    tcase_add_test(c, interval_of_correlations);
    tcase_add_test(c, imprecise_points_are_flagged);
    tcase_add_test(c, forgetting_and_acceptance);
    tcase_add_test(c, exchanges_without_interaction);
    tcase_add_test(c, random_occupations);
    tcase_add_test(c, random_exchanges);
    suite_add_tcase(suite, c);
    return suite;
}
