/* check_kmc_model.c - lattices, hop classes, barriers, and what is refused. */
#include "fixtures.h"
#include "kmc/kmc_impl.h"

static msbat_context *ctx;
static void setup(void) { TEST_OK(NULL, msbat_context_create(&ctx)); }
static void teardown(void) { msbat_context_destroy(&ctx); }

START_TEST(test_hop_classes)
{
    static const struct { lattice_kind kind; int64_t paths, common; } cases[] = {
        {CHAIN, 1, 0}, {SQUARE, 2, 0}, {TRIANGULAR, 3, 2}, {HONEYCOMB, 3, 0}, {SC, 3, 0}, {BCC, 4, 0},
        {FCC, 6, 4},   {DIAMOND, 4, 0}, {LAYERED, 3, 2}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        msbat_kmc *kmc = make_lattice(ctx, cases[c].kind, 4, 4, 4);
        double length;
        int64_t paths, common;
        TEST_OK(ctx, msbat_kmc_get_hop_class(kmc, 0, &length, &paths, &common));
        TEST_NEAR(length, nearest(cases[c].kind), 1e-12);
        ck_assert_int_eq(paths, cases[c].paths);
        ck_assert_int_eq(common, cases[c].common);
        msbat_kmc_destroy(&kmc);
    }
}
END_TEST

/* Two classes in one call, nearest first; a hop given by hand is completed by symmetry. */
START_TEST(test_more_classes)
{
    msbat_kmc *kmc = make_lattice(ctx, TRIANGULAR, 8, 8, 1);
    const int64_t second[3] = {1, -1, 0}, third[3] = {0, 2, 0};
    int64_t made, n, paths, common;
    double length;
    TEST_OK(ctx, msbat_kmc_add_hop(kmc, 0, 0, second, &made));
    ck_assert_int_eq(made, 1);
    TEST_OK(ctx, msbat_kmc_get_hop_class(kmc, 1, &length, &paths, &common));
    TEST_NEAR(length, 2.0 * sqrt(3.0), 1e-12);
    ck_assert(paths == 3 && common == 2);
    TEST_OK(ctx, msbat_kmc_add_hops(kmc, 5.3, &n)); /* third and fourth neighbours: 4 and 5.29 angstrom */
    ck_assert_int_eq(n, 2);
    TEST_OK(ctx, msbat_kmc_get_hop_class(kmc, 3, &length, &paths, NULL));
    TEST_NEAR(length, 2.0 * sqrt(7.0), 1e-12);
    ck_assert_int_eq(paths, 6);
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "exists already", msbat_kmc_add_hop(kmc, 0, 0, third, NULL));
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* Supercells in which the ends, or the sites next to both, coincide are refused; those just large enough are not. */
START_TEST(test_short_supercells)
{
    static const struct { lattice_kind kind; int64_t l[4]; int fine; } cases[] = {
        {CHAIN, {1, 0, 0, 1}, 0},      {CHAIN, {2, 0, 0, 1}, 1},      {SQUARE, {2, 0, 0, 1}, 0},
        {TRIANGULAR, {2, 0, 0, 2}, 1}, {TRIANGULAR, {1, 2, 0, 5}, 0}, {TRIANGULAR, {3, 0, 0, 3}, 1}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        const double h = sqrt(3.0), square[9] = {2, 0, 0, 0, 2, 0, 0, 0, 8}, tri[9] = {2, 0, 0, -1, h, 0, 0, 0, 8};
        const double chain[9] = {2, 0, 0, 0, 7, 0, 0, 0, 8}, frac[3] = {0};
        const double *cell = cases[c].kind == CHAIN ? chain : cases[c].kind == SQUARE ? square : tri;
        const int64_t species[1] = {3}, active[1] = {1}, *l = cases[c].l;
        const int64_t matrix[9] = {l[0], l[1], 0, l[2], l[3], 0, 0, 0, 1};
        msbat_crystal *crystal = NULL;
        msbat_supercell *supercell = NULL;
        msbat_kmc *kmc = NULL;
        int64_t n = 7;
        TEST_OK(ctx, msbat_crystal_create(ctx, cell, 1, frac, species, &crystal));
        TEST_OK(ctx, msbat_supercell_create(crystal, matrix, &supercell));
        TEST_OK(ctx, msbat_kmc_create_lattice(supercell, 1, active, &kmc));
        if (cases[c].fine) {
            TEST_OK(ctx, msbat_kmc_add_hops(kmc, 2.1, &n));
        } else {
            TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "too short", msbat_kmc_add_hops(kmc, 2.1, &n));
            ck_assert_int_eq(n, 7);
            TEST_OK(ctx, msbat_kmc_get_hop_class_count(kmc, &n));
            ck_assert_int_eq(n, 0);
        }
        msbat_kmc_destroy(&kmc);
        msbat_supercell_destroy(&supercell);
        msbat_crystal_destroy(&crystal);
    }
}
END_TEST

/* Two sites in a ring: both ways round are hops of their own, and the pair that meets itself counts twice. */
START_TEST(test_smallest_ring)
{
    msbat_kmc *kmc = make_simple(ctx, CHAIN, 2, 1, 1, 0.1);
    double rates[4], energy, d[9], tracer[9], k = exp(-0.1 / (MSBAT_BOLTZMANN_EV * 300.0));
    int64_t hops[8], n;
    add_pairs(ctx, kmc, CHAIN, 0.05);
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 1));
    TEST_OK(ctx, msbat_kmc_get_energy(kmc, &energy));
    TEST_NEAR(energy, -0.1, 1e-15);
    TEST_OK(ctx, msbat_kmc_get_rates(kmc, 4, hops, rates, &n));
    ck_assert_int_eq(n, 2);
    TEST_NEAR(rates[0], k, 3e-14 * k); /* exp of -3.9 with that rounded thrice */
    TEST_OK(ctx, msbat_kmc_solve_exact(kmc, 0.0, d, tracer));
    TEST_NEAR(d[0], 4.0 * k, 1e-12 * k);
    TEST_NEAR(tracer[0], 4.0 * k, 1e-12 * k);
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* Rates from the table by the number of filled common neighbours, by hand on the triangular lattice; clamps both
 * ways. */
START_TEST(test_barriers_and_clamps)
{
    const double kra[3] = {0.30, 0.20, 0.10}, nu[3] = {1.0, 2.0, 4.0}, kt = MSBAT_BOLTZMANN_EV * 300.0;
    const int64_t point[4] = {0, 0, 0, 0};
    msbat_kmc *kmc = make_lattice(ctx, TRIANGULAR, 5, 5, 1);
    TEST_OK(ctx, msbat_kmc_set_barrier(kmc, 0, 3, kra, nu));
    TEST_OK(ctx, msbat_kmc_add_cluster(kmc, 1, point, 0.5)); /* does not matter: every site has it */
    int64_t hops[2 * 150], n;
    double rates[150];
    for (int filled = 0; filled < 3; filled++) {
        int8_t occupation[25] = {0};
        int64_t site[4], sub, o[3];
        static const int64_t at[4][2] = {{1, 1}, {2, 1}, {2, 2}, {1, 0}}; /* ends, sites next to both */
        for (int64_t s = 0; s < 25; s++) {
            TEST_OK(ctx, msbat_kmc_get_site(kmc, s, &sub, o));
            for (int i = 0; i < 4; i++)
                if ((o[0] - at[i][0] + 5) % 5 == 0 && (o[1] - at[i][1] + 5) % 5 == 0) site[i] = s;
        }
        occupation[site[0]] = 1;
        for (int i = 0; i < filled; i++) occupation[site[2 + i]] = 1;
        TEST_OK(ctx, msbat_kmc_set_occupation(kmc, 25, occupation));
        TEST_OK(ctx, msbat_kmc_get_rates(kmc, 150, hops, rates, &n));
        int found = 0;
        for (int64_t h = 0; h < n; h++)
            if (hops[2 * h] == site[0] && hops[2 * h + 1] == site[1]) {
                TEST_NEAR(rates[h] / (nu[filled] * exp(-kra[filled] / kt)), 1.0, 3e-14);
                found++;
            }
        ck_assert_int_eq(found, 1);
    }
    msbat_kmc_destroy(&kmc);
    /* a pair of 0.2 eV on the chain, E_KRA 0.1: breaking it is downhill by 0.8 eV, clamped at 0, the way back at dE */
    const double low = 0.1, one = 1.0;
    const int8_t pair[7] = {1, 1, 0, 0, 0, 0, 0}, apart[7] = {1, 0, 1, 0, 0, 0, 0};
    kmc = make_lattice(ctx, CHAIN, 7, 1, 1);
    add_pairs(ctx, kmc, CHAIN, 0.2);
    TEST_OK(ctx, msbat_kmc_set_barrier(kmc, 0, 1, &low, &one));
    TEST_OK(ctx, msbat_kmc_set_occupation(kmc, 7, pair));
    TEST_OK(ctx, msbat_kmc_get_rates(kmc, 14, hops, rates, &n));
    ck_assert_int_eq(n, 2);
    ck_assert(rates[0] == 1.0 && rates[1] == 1.0);
    TEST_OK(ctx, msbat_kmc_set_occupation(kmc, 7, apart));
    TEST_OK(ctx, msbat_kmc_get_rates(kmc, 14, hops, rates, &n));
    ck_assert_int_eq(n, 4);
    for (int64_t h = 0; h < n; h++)
        if (hops[2 * h + 1] == 1) TEST_NEAR(log(rates[h]) * kt, -0.8, 1e-13);
    msbat_kmc_destroy(&kmc);
}
END_TEST

START_TEST(test_options_and_queries)
{
    msbat_kmc *kmc = make_simple(ctx, SC, 3, 3, 3, 0.1);
    char text[32];
    double t, kra, nu;
    int64_t n, sub, o[3], a, b;
    int8_t first[27], second[27];
    TEST_OK(ctx, msbat_kmc_set_option(kmc, "temperature", "312.5"));
    TEST_OK(ctx, msbat_kmc_get_temperature(kmc, &t));
    ck_assert(t == 312.5);
    TEST_OK(ctx, msbat_kmc_get_option(kmc, "seed", sizeof text, text));
    ck_assert_str_eq(text, "1");
    TEST_OK(ctx, msbat_kmc_get_barrier(kmc, 0, 1, &kra, &nu));
    TEST_NEAR(kra, 0.1, 1e-15);
    TEST_OK(ctx, msbat_kmc_get_site_count(kmc, &n));
    ck_assert_int_eq(n, 27);
    TEST_OK(ctx, msbat_kmc_get_site(kmc, 26, &sub, o));
    ck_assert(sub == 0 && o[0] == 2 && o[1] == 2 && o[2] == 2);
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 13));
    TEST_OK(ctx, msbat_kmc_get_occupation(kmc, 27, first));
    TEST_OK(ctx, msbat_kmc_set_seed(kmc, 2));
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 13));
    TEST_OK(ctx, msbat_kmc_get_occupation(kmc, 27, second));
    ck_assert(memcmp(first, second, 27) != 0);
    TEST_OK(ctx, msbat_kmc_get_ion_count(kmc, &n));
    ck_assert_int_eq(n, 13);
    TEST_OK(ctx, msbat_kmc_run(kmc, 100));
    TEST_OK(ctx, msbat_kmc_get_event_count(kmc, &a));
    TEST_OK(ctx, msbat_kmc_reset_statistics(kmc));
    TEST_OK(ctx, msbat_kmc_get_event_count(kmc, &b));
    ck_assert(a == 100 && b == 100);
    TEST_OK(ctx, msbat_kmc_get_level_count(kmc, &n));
    ck_assert_int_eq(n, 0);
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* The rate kernel against the C library: 3e-16 relative, 0 beyond 700 kT, whatever the place in the block. */
START_TEST(test_rate_kernel)
{
    double x[64], rate[64];
    for (int i = 0; i < 2000; i++) {
        for (int k = 0; k < 64; k++) {
            x[k] = i ? -701.0 * pow((i * 64 + k) / 128000.0, 3.0) : -(double)k;
            rate[k] = 3.0;
        }
        msbat__kmc_rates(64, x, rate);
        for (int k = 0; k < 64; k++) {
            double expected = x[k] < -700.0 ? 0.0 : 3.0 * exp(x[k]);
            TEST_NEAR(rate[k], expected, 6e-16 * expected); /* both are rounded */
        }
    }
}
END_TEST

Suite *suite_kmc_model(void)
{
    Suite *suite = suite_create("kmc model");
    TCase *tc = tcase_create("model");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, test_hop_classes);
    tcase_add_test(tc, test_rate_kernel);
    tcase_add_test(tc, test_more_classes);
    tcase_add_test(tc, test_short_supercells);
    tcase_add_test(tc, test_smallest_ring);
    tcase_add_test(tc, test_barriers_and_clamps);
    tcase_add_test(tc, test_options_and_queries);
    suite_add_tcase(suite, tc);
    return suite;
}
