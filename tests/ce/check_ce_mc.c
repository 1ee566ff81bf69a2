/* Monte Carlo against full enumeration, detailed balance, exact energies, error bars. Seeds are fixed. */
#include "models.h"

#define SITES 12
#define KT(t) (MSBAT_BOLTZMANN_EV * (t))

static msbat_context *ctx;
static msbat_crystal *host;
static msbat_ce *ce;

/* Simple cubic with first and second neighbours and triplets, interactions of the order of kT at 500 K. */
static void start(void)
{
    const double cutoffs[3] = {4.3, 4.3, 4.3};
    double eci[32];
    int64_t n;
    TEST_OK(NULL, msbat_context_create(&ctx));
    host = model_cubic(ctx);
    ce = model_ce(host, 3, 0, 3, cutoffs);
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n));
    for (int64_t i = 0; i < n; i++) eci[i] = 0.002 * model_noise(i + 4);
    eci[0] = -3;
    eci[1] = -0.6;
    eci[2] = 0.012;
    TEST_OK(ctx, msbat_ce_set_eci(ce, n, eci));
}

static void stop(void)
{
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&host);
    msbat_context_destroy(&ctx);
}

/* Averages over all occupations of the cell (filled = -1: any number, with weight exp(mu N/kT)). */
typedef struct exact {
    double n, n2, e, e2;
} exact;

static exact enumerate(const msbat_supercell *cell, int64_t sites, double temperature, double mu, int filled)
{
    static double energy[1 << SITES];
    exact sum = {0, 0, 0, 0};
    double z = 0, lowest = INFINITY;
    for (int pass = 0; pass < 2; pass++)
        for (int64_t state = 0; state < (int64_t)1 << sites; state++) {
            int8_t occupation[SITES];
            int count = 0;
            for (int64_t i = 0; i < sites; i++) count += occupation[i] = state >> i & 1;
            if (filled >= 0 && count != filled) continue;
            if (!pass) {
                TEST_OK(ctx, msbat_ce_get_energy(ce, cell, sites, occupation, &energy[state]));
                lowest = fmin(lowest, energy[state] - mu * count);
                continue;
            }
            double w = exp(-(energy[state] - mu * count - lowest) / KT(temperature));
            z += w;
            sum.n += w * count;
            sum.n2 += w * count * count;
            sum.e += w * energy[state];
            sum.e2 += w * energy[state] * energy[state];
        }
    return (exact){sum.n / z, sum.n2 / z, sum.e / z, sum.e2 / z};
}

/* Within 6 standard errors: 2e-9 for a normal error; about 20 such comparisons in this file. */
static void agrees(const msbat_mc *mc, msbat_mc_observable what, double wanted, double most_error)
{
    double mean = 0, error = 0, tau = 0;
    TEST_OK(ctx, msbat_mc_get_average(mc, what, &mean, &error, &tau));
    ck_assert_msg(fabs(mean - wanted) <= 6 * error, "observable %d: %.8g +- %.2g, exact %.8g", (int)what, mean, error,
                  wanted);
    ck_assert_msg(error > 0 && error <= most_error, "observable %d: error %.3g", (int)what, error);
    ck_assert(tau > 0.3);
}

START_TEST(open_against_enumeration)
{
    const double temperatures[2] = {500, 900}, mu[2] = {-1.22, -1.1};
    const int64_t boxes[2][3] = {{3, 2, 2}, {2, 2, 2}};
    for (int b = 0; b < 2; b++) {
        int64_t n = boxes[b][0] * boxes[b][1] * boxes[b][2];
        msbat_supercell *cell = model_box(host, boxes[b][0], boxes[b][1], boxes[b][2]);
        msbat_mc *mc = NULL;
        TEST_OK(ctx, msbat_mc_create(ce, cell, &mc));
        TEST_OK(ctx, msbat_mc_set_equilibration(mc, 200));
        TEST_OK(ctx, msbat_mc_set_seed(mc, 11 + b));
        for (int k = 0; k < 2; k++) {
            exact x = enumerate(cell, n, temperatures[k], mu[k], -1);
            double var = x.n2 - x.n * x.n, kt2 = MSBAT_BOLTZMANN_EV * temperatures[k] * temperatures[k];
            TEST_OK(ctx, msbat_mc_run(mc, temperatures[k], mu[k], 60000));
            agrees(mc, MSBAT_MC_X, x.n / (double)n, 0.002);
            agrees(mc, MSBAT_MC_ENERGY, x.e / (double)n, 0.002);
            agrees(mc, MSBAT_MC_VARIANCE, var / (double)n, 0.01);
            agrees(mc, MSBAT_MC_GAMMA, x.n / var, 0.2);
            agrees(mc, MSBAT_MC_HEAT, (x.e2 - x.e * x.e) / (kt2 * (double)n), 0.01);
        }
        msbat_mc_destroy(&mc);
        msbat_supercell_destroy(&cell);
    }
}
END_TEST

START_TEST(closed_against_enumeration)
{
    msbat_supercell *cell = model_box(host, 3, 2, 2);
    msbat_mc *mc = NULL;
    int8_t occupation[SITES];
    TEST_OK(ctx, msbat_mc_create(ce, cell, &mc));
    TEST_OK(ctx, msbat_mc_set_equilibration(mc, 200));
    for (int filled = 1; filled < SITES; filled += 4) {
        exact x = enumerate(cell, SITES, 300, 0, filled);
        int count = 0;
        double e = 0, mean;
        TEST_OK(ctx, msbat_mc_set_random_occupation(mc, filled));
        TEST_OK(ctx, msbat_mc_run_canonical(mc, 300, 60000));
        if (filled > 1) agrees(mc, MSBAT_MC_ENERGY, x.e / SITES, 0.001);
        if (filled > 1) agrees(mc, MSBAT_MC_HEAT, (x.e2 - x.e * x.e) / (KT(300) * 300 * SITES), 0.001);
        TEST_OK(ctx, msbat_mc_get_average(mc, MSBAT_MC_X, &mean, NULL, NULL));
        TEST_NEAR(mean, filled / (double)SITES, 1e-15);
        TEST_OK(ctx, msbat_mc_get_occupation(mc, SITES, occupation));
        for (int i = 0; i < SITES; i++) count += occupation[i];
        ck_assert_int_eq(count, filled);
        TEST_OK(ctx, msbat_mc_get_energy(mc, &e));
        TEST_NEAR(e, x.e, 12 * sqrt(fmax(x.e2 - x.e * x.e, 0)) + 1e-9);
    }
    msbat_mc_destroy(&mc);
    msbat_supercell_destroy(&cell);
}
END_TEST

/* A sweep is a power of a reversible step, so the flows i -> j and j -> i between samples are equal on average. 6
 * sites, the largest of 2016 scores: 6.5 standard deviations is passed by chance once in 6e6. */
static void check_flows(msbat_mc *mc, int open)
{
    static int64_t flow[64][64];
    int8_t occupation[6];
    int before = -1;
    memset(flow, 0, sizeof flow);
    for (int step = 0; step < 150000; step++) {
        int now = 0;
        TEST_OK(ctx, open ? msbat_mc_run(mc, 700, -1.2, 1) : msbat_mc_run_canonical(mc, 700, 1));
        TEST_OK(ctx, msbat_mc_get_occupation(mc, 6, occupation));
        for (int i = 0; i < 6; i++) now |= occupation[i] << i;
        if (before >= 0) flow[before][now]++;
        before = now;
    }
    for (int i = 0; i < 64; i++)
        for (int j = 0; j < i; j++) {
            double n = (double)(flow[i][j] + flow[j][i]), z = (double)(flow[i][j] - flow[j][i]);
            ck_assert_msg(n < 10 || fabs(z) <= 6.5 * sqrt(n), "%d -> %d: %g of %g", i, j, z, n);
        }
}

START_TEST(flows_balance)
{
    msbat_supercell *cell = model_box(host, 3, 2, 1);
    msbat_mc *mc = NULL;
    TEST_OK(ctx, msbat_mc_create(ce, cell, &mc));
    check_flows(mc, 1);
    TEST_OK(ctx, msbat_mc_set_random_occupation(mc, 3));
    check_flows(mc, 0);
    msbat_mc_destroy(&mc);
    msbat_supercell_destroy(&cell);
}
END_TEST

/* Running energy against the energy of the occupation, in cells with and without wrapped clusters: the ECIs are
 * rounded once to 2^-46 eV or finer, nothing else; and recomputed fields continue with the same bits. */
START_TEST(energies_do_not_drift)
{
    const int64_t boxes[4][3] = {{1, 1, 1}, {2, 1, 1}, {3, 2, 1}, {7, 6, 5}};
    for (int b = 0; b < 4; b++) {
        int64_t n = boxes[b][0] * boxes[b][1] * boxes[b][2];
        msbat_supercell *cell = model_box(host, boxes[b][0], boxes[b][1], boxes[b][2]);
        msbat_mc *mc = NULL;
        int8_t occupation[210];
        double running, direct, again;
        TEST_OK(ctx, msbat_mc_create(ce, cell, &mc));
        for (int k = 0; k < 4; k++) {
            if (k % 2) TEST_OK(ctx, msbat_mc_run_canonical(mc, 800, 200));
            else TEST_OK(ctx, msbat_mc_run(mc, 800, -1.2, 300));
            TEST_OK(ctx, msbat_mc_get_occupation(mc, n, occupation));
            TEST_OK(ctx, msbat_ce_get_energy(ce, cell, n, occupation, &direct));
            TEST_OK(ctx, msbat_mc_get_energy(mc, &running));
            TEST_NEAR(running, direct, 1e-12 * (double)n);
            TEST_OK(ctx, msbat_mc_set_occupation(mc, n, occupation));
            TEST_OK(ctx, msbat_mc_get_energy(mc, &again));
            ck_assert(again == running);
        }
        msbat_mc_destroy(&mc);
        msbat_supercell_destroy(&cell);
    }
}
END_TEST

/* The interval of one standard error covers the exact x in 68 +- 5 % of 2500 seeds: 5 % are 5.4 standard
 * deviations, passed by chance in 8e-8. */
START_TEST(error_bars_cover)
{
    msbat_supercell *cell = model_box(host, 2, 2, 2);
    exact x = enumerate(cell, 8, 700, -1.21, -1);
    msbat_mc *mc = NULL;
    int covered = 0;
    TEST_OK(ctx, msbat_mc_create(ce, cell, &mc));
    TEST_OK(ctx, msbat_mc_set_equilibration(mc, 50));
    for (int seed = 1; seed <= 2500; seed++) {
        double mean, error;
        TEST_OK(ctx, msbat_mc_set_seed(mc, seed));
        TEST_OK(ctx, msbat_mc_run(mc, 700, -1.21, 500));
        TEST_OK(ctx, msbat_mc_get_average(mc, MSBAT_MC_X, &mean, &error, NULL));
        covered += fabs(mean - x.n / 8) <= error;
    }
    ck_assert_msg(covered > 2500 * 0.63 && covered < 2500 * 0.73, "%g %% covered", covered / 25.0);
    msbat_mc_destroy(&mc);
    msbat_supercell_destroy(&cell);
}
END_TEST

/* Complete elliptic integral K(k) by the arithmetic-geometric mean. */
static double elliptic(double k)
{
    double a = 1, b = sqrt(1 - k * k);
    for (int i = 0; i < 40; i++) {
        double mean = 0.5 * (a + b);
        b = sqrt(a * b);
        a = mean;
    }
    return acos(-1.0) / (2 * a);
}

/* L. Onsager, Phys. Rev. 65 (1944) 117: u = -J coth 2K [1 + 2/pi (2 tanh^2 2K - 1) K1(2 sinh 2K/cosh^2 2K)], K =
 * J/kT. At kT = 3 J the correlation length is 2.1 sites: 32 x 32 differs from the infinite lattice by less than
 * 1e-6 J. */
START_TEST(square_ising)
{
    const double cutoffs[1] = {3.1}, j = 0.03, temperature = 3 * j / MSBAT_BOLTZMANN_EV, k2 = 2.0 / 3;
    const double eci[3] = {0, 0, -j};
    msbat_crystal *square = model_square(ctx);
    msbat_ce *ising = model_ce(square, 3, 0, 1, cutoffs);
    msbat_supercell *cell = model_box(square, 32, 32, 1);
    msbat_mc *mc = NULL;
    double th = tanh(k2), mean, error, corr[3], corr_error[3];
    double u = -j / th * (1 + 2 / acos(-1.0) * (2 * th * th - 1) * elliptic(2 * sinh(k2) / (cosh(k2) * cosh(k2))));
    TEST_OK(ctx, msbat_ce_set_eci(ising, 3, eci));
    TEST_OK(ctx, msbat_mc_create(ising, cell, &mc));
    TEST_OK(ctx, msbat_mc_set_random_occupation(mc, 512));
    TEST_OK(ctx, msbat_mc_set_equilibration(mc, 100));
    TEST_OK(ctx, msbat_mc_set_correlation_interval(mc, 10));
    TEST_OK(ctx, msbat_mc_run(mc, temperature, 0, 8000));
    TEST_OK(ctx, msbat_mc_get_average(mc, MSBAT_MC_ENERGY, &mean, &error, NULL));
    ck_assert_msg(fabs(mean - u) <= 6 * error && error < 0.002 * j, "u = %g J +- %g, exact %g", mean / j, error / j,
                  u / j);
    TEST_OK(ctx, msbat_mc_get_correlations(mc, 3, corr, corr_error));
    TEST_NEAR(corr[2], -u / (2 * j), 6 * corr_error[2]);
    TEST_NEAR(corr[0], 1, 0);
    msbat_mc_destroy(&mc);
    msbat_supercell_destroy(&cell);
    msbat_ce_destroy(&ising);
    msbat_crystal_destroy(&square);
}
END_TEST

/* The same seed gives the same samples; another seed others. A later change of the ECIs does not reach mc. */
START_TEST(seeds_and_snapshots)
{
    msbat_supercell *cell = model_box(host, 3, 3, 3);
    double series[3][50], eci[32] = {0};
    int64_t n;
    for (int k = 0; k < 3; k++) {
        msbat_mc *mc = NULL;
        TEST_OK(ctx, msbat_mc_create(ce, cell, &mc));
        TEST_OK(ctx, msbat_mc_set_seed(mc, k == 2 ? 8 : 7));
        if (k == 1) {
            TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n));
            TEST_OK(ctx, msbat_ce_set_eci(ce, n, eci));
        }
        if (k < 2) TEST_OK(ctx, msbat_mc_run(mc, 700, -1.2, 50));
        else TEST_OK(ctx, msbat_mc_run(mc, 700, 0, 50));
        TEST_OK(ctx, msbat_mc_get_samples(mc, 50, series[k], NULL));
        msbat_mc_destroy(&mc);
    }
    ck_assert(!memcmp(series[0], series[1], sizeof series[0]));
    ck_assert(memcmp(series[0], series[2], sizeof series[0]));
    msbat_supercell_destroy(&cell);
}
END_TEST

Suite *suite_ce_mc(void)
{
    Suite *suite = suite_create("ce Monte Carlo");
    TCase *c = tcase_create("all");
    tcase_add_checked_fixture(c, start, stop);
    tcase_set_timeout(c, 120);
    tcase_add_test(c, open_against_enumeration);
    tcase_add_test(c, closed_against_enumeration);
    tcase_add_test(c, flows_balance);
    tcase_add_test(c, energies_do_not_drift);
    tcase_add_test(c, error_bars_cover);
    tcase_add_test(c, square_ising);
    tcase_add_test(c, seeds_and_snapshots);
    suite_add_tcase(suite, c);
    return suite;
}
