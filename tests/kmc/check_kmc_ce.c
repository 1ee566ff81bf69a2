/* check_kmc_ce.c - a cluster expansion as the energy: the same energies as msbat_ce gives, also round short
 * supercells. */
#include <pthread.h>

#include "fixtures.h"

static msbat_context *ctx;
static void setup(void) { TEST_OK(NULL, msbat_context_create(&ctx)); }
static void teardown(void) { msbat_context_destroy(&ctx); }

static msbat_crystal *make_host(void)
{
    const double l = 2.816, h = sqrt(3.0) / 2.0, c = 14.05 / 3.0;
    const double cell[9] = {l / 2, -l * h / 3, c, 0, 2 * l * h / 3, c, -l / 2, -l * h / 3, c};
    const double frac[12] = {.5, .5, .5, 0, 0, 0, .2605, .2605, .2605, .7395, .7395, .7395};
    const int64_t species[4] = {3, 27, 8, 8};
    msbat_crystal *host = NULL;
    TEST_OK(ctx, msbat_crystal_create(ctx, cell, 4, frac, species, &host));
    return host;
}

static msbat_ce *make_ce(const msbat_crystal *host)
{
    const double cutoffs[2] = {6.0, 5.0};
    msbat_ce *ce = NULL;
    int64_t n;
    double eci[64];
    TEST_OK(ctx, msbat_ce_create(host, 3, 0, 1e-3, 2, cutoffs, &ce));
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n));
    ck_assert_int_lt(n, 64);
    for (int64_t i = 0; i < n; i++) eci[i] = 0.03 * cos(1.7 * (double)i) / (double)(1 + i);
    TEST_OK(ctx, msbat_ce_set_eci(ce, n, eci));
    return ce;
}

static msbat_kmc *make_kmc(const msbat_ce *ce, const msbat_crystal *host, const int64_t matrix[9],
                           msbat_supercell **supercell)
{
    const double kra[3] = {0.1, 0.15, 0.3}, nu[3] = {3.0, 3.0, 24.0};
    msbat_kmc *kmc = NULL;
    int64_t n, common;
    double length;
    TEST_OK(ctx, msbat_supercell_create(host, matrix, supercell));
    TEST_OK(ctx, msbat_kmc_create(ce, *supercell, &kmc));
    TEST_OK(ctx, msbat_kmc_add_hops(kmc, 3.0, &n));
    ck_assert_int_eq(n, 1);
    TEST_OK(ctx, msbat_kmc_get_hop_class(kmc, 0, &length, NULL, &common));
    TEST_NEAR(length, 2.816, 1e-9);
    ck_assert_int_eq(common, 2);
    TEST_OK(ctx, msbat_kmc_set_barrier(kmc, 0, 3, kra, nu));
    TEST_OK(ctx, msbat_kmc_set_temperature(kmc, 500.0));
    return kmc;
}

static const int64_t matrices[4][9] = {{6, 0, 0, 0, 6, 0, 0, 0, 6},
                                       {4, -4, 0, 0, 4, -4, 1, 1, 1},
                                       {3, 0, 0, 0, 3, 0, 0, 0, 3},
                                       {5, 1, 0, 0, 4, 1, 0, 0, 3}};

START_TEST(test_energies_agree)
{
    msbat_crystal *host = make_host();
    msbat_ce *ce = make_ce(host);
    for (int m = 0; m < 4; m++) {
        msbat_supercell *supercell = NULL;
        msbat_kmc *kmc = make_kmc(ce, host, matrices[m], &supercell);
        int8_t occupation[216];
        int64_t n;
        double a, b;
        TEST_OK(ctx, msbat_kmc_get_site_count(kmc, &n));
        TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, n / 2));
        for (int k = 0; k < 5; k++) {
            TEST_OK(ctx, msbat_kmc_get_occupation(kmc, n, occupation));
            TEST_OK(ctx, msbat_kmc_get_energy(kmc, &a));
            TEST_OK(ctx, msbat_ce_get_energy(ce, supercell, n, occupation, &b));
            TEST_NEAR(a, b, 1e-11 * (double)n);
            TEST_OK(ctx, msbat_kmc_run(kmc, 1000));
        }
        msbat_kmc_destroy(&kmc);
        msbat_supercell_destroy(&supercell);
    }
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&host);
}
END_TEST

/* Every rate from the two energies that msbat_ce gives and the count of filled sites next to both ends. */
START_TEST(test_rates_from_ce_energies)
{
    msbat_crystal *host = make_host();
    msbat_ce *ce = make_ce(host);
    const double kt = MSBAT_BOLTZMANN_EV * 500.0, kra[3] = {0.1, 0.15, 0.3}, nu[3] = {3.0, 3.0, 24.0};
    for (int m = 0; m < 4; m++) {
        msbat_supercell *supercell = NULL;
        msbat_kmc *kmc = make_kmc(ce, host, matrices[m], &supercell);
        int8_t occupation[216];
        int64_t n, n_hops, hops[2 * 1296];
        double rates[1296], e0, e1;
        TEST_OK(ctx, msbat_kmc_get_site_count(kmc, &n));
        TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 2 * n / 3));
        TEST_OK(ctx, msbat_kmc_run(kmc, 3000));
        TEST_OK(ctx, msbat_kmc_get_occupation(kmc, n, occupation));
        TEST_OK(ctx, msbat_ce_get_energy(ce, supercell, n, occupation, &e0));
        TEST_OK(ctx, msbat_kmc_get_rates(kmc, 1296, hops, rates, &n_hops));
        for (int64_t h = 0; h < n_hops; h += 3) {
            int match = 0;
            occupation[hops[2 * h]] = 0;
            occupation[hops[2 * h + 1]] = 1;
            TEST_OK(ctx, msbat_ce_get_energy(ce, supercell, n, occupation, &e1));
            occupation[hops[2 * h]] = 1;
            occupation[hops[2 * h + 1]] = 0;
            for (int k = 0; k < 3; k++) {
                double barrier = fmax(kra[k] + 0.5 * (e1 - e0), fmax(0.0, e1 - e0));
                match += fabs(log(rates[h] / nu[k]) + barrier / kt) < 1e-9;
            }
            ck_assert_int_eq(match, 1);
        }
        msbat_kmc_destroy(&kmc);
        msbat_supercell_destroy(&supercell);
    }
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&host);
}
END_TEST

/* Canonical averages: kinetic and Metropolis Monte Carlo of one expansion give one mean energy, and nothing moves
 * out of the plane. */
START_TEST(test_same_equilibrium_as_metropolis)
{
    msbat_crystal *host = make_host();
    msbat_ce *ce = make_ce(host);
    msbat_supercell *supercell = NULL;
    msbat_kmc *kmc = make_kmc(ce, host, matrices[2], &supercell); /* three layers of nine sites */
    int8_t occupation[27];
    double sum = 0.0, sum2 = 0.0, mean, error, d[9];
    /* hops keep the number of ions of each layer, five, and so do the exchanges below */
    for (int64_t i = 0; i < 27; i++) {
        int64_t sub, o[3];
        TEST_OK(ctx, msbat_kmc_get_site(kmc, i, &sub, o));
        occupation[i] = (o[0] - o[1] + 6) % 3 + 3 * ((o[1] - o[2] + 6) % 3) < 5;
    }
    TEST_OK(ctx, msbat_kmc_set_occupation(kmc, 27, occupation));
    TEST_OK(ctx, msbat_kmc_run(kmc, 2000));
    const int blocks = 100;
    double rate, e;
    TEST_OK(ctx, msbat_kmc_get_total_rate(kmc, &rate));
    for (int b = 0; b < blocks; b++) { /* states at equal steps of time are weighted by time */
        double block = 0.0;
        for (int i = 0; i < 40; i++) {
            TEST_OK(ctx, msbat_kmc_run_time(kmc, 10.0 / rate));
            TEST_OK(ctx, msbat_kmc_get_energy(kmc, &e));
            block += e / 40.0;
        }
        sum += block;
        sum2 += block * block;
    }
    mean = sum / blocks;
    error = sqrt((sum2 / blocks - mean * mean) / (blocks - 1));
    /* Metropolis exchanges inside layers, by the same energies */
    uint64_t state = 12345;
    double e0, e1, total = 0.0, total2 = 0.0, block = 0.0;
    TEST_OK(ctx, msbat_ce_get_energy(ce, supercell, 27, occupation, &e0));
    const int sweeps = 30000;
    for (int s = 0; s < sweeps; s++) {
        int64_t site[2], sub, o[2][3];
        for (int i = 0; i < 2; i++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            site[i] = (int64_t)((state >> 33) % 27);
            TEST_OK(ctx, msbat_kmc_get_site(kmc, site[i], &sub, o[i]));
        }
        state = state * 6364136223846793005u + 1442695040888963407u;
        int64_t layer = (o[0][0] + o[0][1] + o[0][2]) - (o[1][0] + o[1][1] + o[1][2]);
        if (layer % 3 == 0 && occupation[site[0]] != occupation[site[1]]) {
            occupation[site[0]] ^= 1;
            occupation[site[1]] ^= 1;
            TEST_OK(ctx, msbat_ce_get_energy(ce, supercell, 27, occupation, &e1));
            if ((double)(state >> 11) * 0x1p-53 < exp(-(e1 - e0) / (MSBAT_BOLTZMANN_EV * 500.0))) {
                e0 = e1;
            } else {
                occupation[site[0]] ^= 1;
                occupation[site[1]] ^= 1;
            }
        }
        block += e0 / 500.0;
        if (s % 500 == 499) {
            total += block;
            total2 += block * block;
            block = 0.0;
        }
    }
    double n = sweeps / 500.0, other = total / n, other_error = sqrt((total2 / n - other * other) / (n - 1.0));
    ck_assert_msg(sigmas(mean, other, sqrt(error * error + other_error * other_error)) < 5.5,
                  "kinetic %g +- %g eV, Metropolis %g +- %g eV", mean, error, other, other_error);
    TEST_OK(ctx, msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_JUMP, d, NULL, NULL));
    ck_assert(d[0] > 0.0 && d[8] == 0.0 && d[2] == 0.0 && d[5] == 0.0);
    msbat_kmc_destroy(&kmc);
    msbat_supercell_destroy(&supercell);
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&host);
}
END_TEST

START_TEST(test_other_host_is_refused)
{
    const double cell[9] = {3, 0, 0, 0, 3, 0, 0, 0, 3}, frac[3] = {0};
    const int64_t species[1] = {3}, matrix[9] = {3, 0, 0, 0, 3, 0, 0, 0, 3};
    msbat_crystal *host = make_host(), *other = NULL;
    msbat_ce *ce = make_ce(host);
    msbat_supercell *supercell = NULL;
    msbat_kmc *kmc = NULL;
    TEST_OK(ctx, msbat_crystal_create(ctx, cell, 1, frac, species, &other));
    TEST_OK(ctx, msbat_supercell_create(other, matrix, &supercell));
    ck_assert_int_eq(msbat_kmc_create(ce, supercell, &kmc), MSBAT_ERR_MISMATCH);
    ck_assert(!kmc);
    ck_assert_int_eq(msbat_kmc_create(NULL, supercell, &kmc), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_kmc_create(ce, NULL, &kmc), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_kmc_create(ce, supercell, NULL), MSBAT_ERR_NULL);
    msbat_supercell_destroy(&supercell);
    msbat_crystal_destroy(&other);
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&host);
}
END_TEST

typedef struct runner {
    const msbat_ce *ce;
    const msbat_supercell *supercell;
    double energy, time;
    int64_t failed;
} runner;

static void *run_shared(void *argument)
{
    runner *r = argument;
    const double kra[3] = {0.1, 0.15, 0.3}, nu[3] = {3.0, 3.0, 24.0};
    msbat_kmc *kmc = NULL;
    int64_t n;
    r->failed = msbat_kmc_create(r->ce, r->supercell, &kmc) || msbat_kmc_add_hops(kmc, 3.0, &n) ||
                msbat_kmc_set_barrier(kmc, 0, 3, kra, nu) || msbat_kmc_set_temperature(kmc, 500.0) ||
                msbat_kmc_set_seed(kmc, 11) || msbat_kmc_set_random_occupation(kmc, 40) ||
                msbat_kmc_run(kmc, 2000) || msbat_kmc_get_energy(kmc, &r->energy) ||
                msbat_kmc_get_time(kmc, &r->time);
    msbat_kmc_destroy(&kmc);
    return NULL;
}

/* Four threads with one const expansion and one const supercell: the same run, bit for bit. */
START_TEST(test_threads_share_an_expansion)
{
    enum { N = 4 };
    msbat_crystal *host = make_host();
    msbat_ce *ce = make_ce(host);
    msbat_supercell *supercell = NULL;
    pthread_t threads[N];
    runner runs[N];
    TEST_OK(ctx, msbat_supercell_create(host, matrices[1], &supercell));
    for (int i = 0; i < N; i++) {
        runs[i] = (runner){.ce = ce, .supercell = supercell};
        ck_assert_int_eq(pthread_create(&threads[i], NULL, run_shared, &runs[i]), 0);
    }
    for (int i = 0; i < N; i++) pthread_join(threads[i], NULL);
    for (int i = 0; i < N; i++) {
        ck_assert_int_eq(runs[i].failed, 0);
        ck_assert(runs[i].time > 0.0 && runs[i].time == runs[0].time && runs[i].energy == runs[0].energy);
    }
    msbat_supercell_destroy(&supercell);
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&host);
}
END_TEST

Suite *suite_kmc_ce(void)
{
    Suite *suite = suite_create("kmc with ce");
    TCase *tc = tcase_create("ce");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, test_energies_agree);
    tcase_add_test(tc, test_rates_from_ce_energies);
    tcase_add_test(tc, test_same_equilibrium_as_metropolis);
    tcase_add_test(tc, test_other_host_is_refused);
    tcase_add_test(tc, test_threads_share_an_expansion);
    suite_add_tcase(suite, tc);
    return suite;
}
