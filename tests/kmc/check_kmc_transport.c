/* check_kmc_transport.c - transport coefficients against closed forms. Statistical tests have fixed seeds and a
 * limit of 5.5 standard errors (false alarm 4e-8 each). */
#include "fixtures.h"

static const double kb = MSBAT_BOLTZMANN_EV;

static msbat_context *ctx;
static void setup(void) { TEST_OK(NULL, msbat_context_create(&ctx)); }
static void teardown(void) { msbat_context_destroy(&ctx); }

/* Tracer correlation factors of a single vacancy (H. B. Montet, Phys. Rev. B 7 (1973) 650; M. Koiwa and S.
 * Ishioka, Phil. Mag. A 47 (1983) 927). In a periodic cell of N sites they differ by a term of order 1/N: 3/N is
 * allowed (seen: below 1.5/N). */
START_TEST(test_single_vacancy)
{
    static const struct { lattice_kind kind; int64_t l[3]; double f; } cases[] = {
        {SQUARE, {24, 24, 1}, 0.46694221}, {TRIANGULAR, {24, 24, 1}, 0.56005700}, {SC, {9, 9, 9}, 0.65310884},
        {BCC, {9, 9, 9}, 0.72719414},      {FCC, {9, 9, 9}, 0.78145142},          {HONEYCOMB, {18, 18, 1}, 1.0 / 3.0},
        {DIAMOND, {7, 7, 7}, 0.5}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        const int64_t *l = cases[c].l;
        msbat_kmc *kmc = make_simple(ctx, cases[c].kind, l[0], l[1], l[2], 0.2);
        msbat_kmc_scalar scalar = dimension(cases[c].kind) == 2 ? MSBAT_KMC_IN_PLANE : MSBAT_KMC_ISOTROPIC;
        int64_t n;
        double f, error, haven, haven_error;
        TEST_OK(ctx, msbat_kmc_get_site_count(kmc, &n));
        TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, n - 1));
        TEST_OK(ctx, msbat_kmc_run(kmc, (int64_t)(200000 * test_scale())));
        TEST_OK(ctx, msbat_kmc_get_correlation_factor(kmc, MSBAT_KMC_TRACER, scalar, &f, &error));
        ck_assert_msg(fabs(f - cases[c].f) < 5.5 * error + 3.0 / (double)n, "lattice %d: f = %g +- %g, known %g",
                      (int)cases[c].kind, f, error, cases[c].f);
        ck_assert_msg(error < 0.06 * f / sqrt(test_scale()), "lattice %d: f = %g +- %g", (int)cases[c].kind, f, error);
        if (cases[c].kind < HONEYCOMB) { /* Bravais: D_J is uncorrelated, so that f is the Haven ratio */
            TEST_OK(ctx, msbat_kmc_get_haven_ratio(kmc, scalar, &haven, &haven_error));
            TEST_NEAR(haven, f, 1e-8);
        }
        msbat_kmc_destroy(&kmc);
    }
}
END_TEST

/* D_J = D0 (1 - x) N/(N - 1) without interaction; the low-variance estimator has no scatter from J (it vanishes),
 * and both agree. */
START_TEST(test_free_jump)
{
    msbat_kmc *kmc = make_simple(ctx, TRIANGULAR, 10, 10, 1, 0.1);
    const double k = exp(-0.1 / (kb * 300.0)), d0 = 6.0 * k * 4.0 / 4.0, expected = d0 * 0.6 * 100.0 / 99.0;
    double d[9], error[9], plain[9], plain_error[9], window;
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 40));
    TEST_OK(ctx, msbat_kmc_run(kmc, (int64_t)(200000 * test_scale())));
    TEST_OK(ctx, msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_JUMP, d, error, &window));
    TEST_OK(ctx, msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_JUMP_MEAN_SQUARE, plain, plain_error, NULL));
    for (int i = 0; i < 5; i += 4) {
        ck_assert_msg(sigmas(d[i], expected, error[i]) < 5.5, "D_J = %g +- %g, exact %g", d[i], error[i], expected);
        ck_assert_msg(sigmas(plain[i], expected, plain_error[i]) < 5.5, "D_J = %g +- %g", plain[i], plain_error[i]);
        ck_assert(error[i] < 0.005 * expected / sqrt(test_scale()) && error[i] < plain_error[i]);
    }
    for (int i = 0; i < 9; i++) /* nothing leads out of the plane */
        if (i > 4 || i == 2) ck_assert(d[i] == 0.0 && plain[i] == 0.0 && error[i] == 0.0);
    TEST_OK(ctx, msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_TRACER, d, error, NULL));
    ck_assert(d[8] == 0.0 && d[0] > 0.0 && d[0] < expected);
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* A hop network of closed islands (pairs of sites) has no percolating way: D is exactly 0, not just small. */
START_TEST(test_closed_directions)
{
    const double cell[9] = {4, 0, 0, 1, 5, 0, 0, 0, 6}, frac[6] = {0, 0, 0, 0.3, 0.2, 0.1}, kra = 0.1, nu = 1.0;
    const int64_t species[2] = {3, 3}, active[2] = {1, 1}, matrix[9] = {3, 0, 0, 0, 3, 0, 0, 0, 3};
    const int64_t inside[3] = {0, 0, 0}, along[3] = {-1, 0, 0};
    for (int open = 0; open < 2; open++) {
        msbat_crystal *crystal = NULL;
        msbat_supercell *supercell = NULL;
        msbat_kmc *kmc = NULL;
        double d[9], r[3 * 10];
        TEST_OK(ctx, msbat_crystal_create(ctx, cell, 2, frac, species, &crystal));
        TEST_OK(ctx, msbat_supercell_create(crystal, matrix, &supercell));
        TEST_OK(ctx, msbat_kmc_create_lattice(supercell, 2, active, &kmc));
        TEST_OK(ctx, msbat_kmc_add_hop(kmc, 0, 1, inside, NULL));
        TEST_OK(ctx, msbat_kmc_set_barrier(kmc, 0, 1, &kra, &nu));
        if (open) { /* zigzag along the first lattice vector, which is x */
            TEST_OK(ctx, msbat_kmc_add_hop(kmc, 0, 1, along, NULL));
            TEST_OK(ctx, msbat_kmc_set_barrier(kmc, 1, 1, &kra, &nu));
        }
        TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 10));
        TEST_OK(ctx, msbat_kmc_run(kmc, 20000));
        TEST_OK(ctx, msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_JUMP, d, NULL, NULL));
        for (int i = 0; i < 9; i++) ck_assert(i == 0 && open ? d[i] > 0.0 : d[i] == 0.0);
        /* the ions have moved all the same: an integer number of cells along x, and 0 or one hop within the cell */
        TEST_OK(ctx, msbat_kmc_get_displacements(kmc, 10, r));
        int64_t away = 0;
        for (int i = 0; i < 10; i++) {
            double hops = r[3 * i + 2] / 0.6; /* the hop is (1.4, 1, 0.6) angstrom */
            ck_assert_double_le(fabs(hops - rint(hops)), 1e-12);
            ck_assert(fabs(hops) < 1.5 && fabs(r[3 * i + 1] - 1.0 * hops) < 1e-12);
            ck_assert(fabs(remainder(r[3 * i] - 1.4 * hops, 4.0)) < 1e-9);
            ck_assert(open || fabs(r[3 * i] - 1.4 * hops) < 1e-9);
            away += fabs(hops) > 0.5;
        }
        ck_assert(away > 0);
        msbat_kmc_destroy(&kmc);
        msbat_supercell_destroy(&supercell);
        msbat_crystal_destroy(&crystal);
    }
}
END_TEST

/* A corrugated layer whose hops to the next layer are closed by nu = 0: D across is exactly 0, as it is without these
 * hops at all, from a run and from the master equation; and it is not once they are opened. */
START_TEST(test_closed_class)
{
    const double cell[9] = {3, 0, 0, 0, 3, 0, 0, 0, 5}, frac[6] = {0, 0, 0.4, 0.5, 0.5, 0.6}, kra = 0.1;
    const double nu[3] = {1.0, 0.0, 0.3};
    const int64_t species[2] = {3, 3}, active[2] = {1, 1}, matrix[9] = {4, 0, 0, 0, 4, 0, 0, 0, 3};
    const int64_t inside[3] = {0, 0, 0}, across[3] = {0, 0, -1};
    msbat_crystal *crystal = NULL;
    msbat_supercell *supercell = NULL;
    msbat_kmc *kmc = NULL;
    double d[9], exact[9], tracer[9];
    TEST_OK(ctx, msbat_crystal_create(ctx, cell, 2, frac, species, &crystal));
    TEST_OK(ctx, msbat_supercell_create(crystal, matrix, &supercell));
    TEST_OK(ctx, msbat_kmc_create_lattice(supercell, 2, active, &kmc));
    TEST_OK(ctx, msbat_kmc_add_hop(kmc, 0, 1, inside, NULL));
    TEST_OK(ctx, msbat_kmc_add_hop(kmc, 0, 1, across, NULL));
    TEST_OK(ctx, msbat_kmc_set_barrier(kmc, 0, 1, &kra, &nu[0]));
    for (int c = 1; c < 3; c++) {
        TEST_OK(ctx, msbat_kmc_set_barrier(kmc, 1, 1, &kra, &nu[c]));
        TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 1));
        TEST_OK(ctx, msbat_kmc_solve_exact(kmc, 0.0, exact, tracer));
        TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 40));
        TEST_OK(ctx, msbat_kmc_run(kmc, 20000));
        for (int q = 0; q < 3; q++) {
            TEST_OK(ctx, msbat_kmc_get_diffusivity(kmc, (msbat_kmc_quantity)q, d, NULL, NULL));
            ck_assert(d[0] > 0.0 && exact[0] > 0.0);
            ck_assert(c == 1 ? d[8] == 0.0 && d[2] == 0.0 : d[8] > 0.0);
        }
        TEST_OK(ctx, msbat_kmc_set_barrier(kmc, 1, 1, &kra, &nu[3 - c])); /* other directions: what was averaged goes */
        TEST_FAILS(ctx, MSBAT_ERR_STATE, "windows", msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_JUMP, d, NULL, NULL));
        ck_assert(c == 1 ? exact[8] == 0.0 && tracer[8] == 0.0 : exact[8] > 0.01 && tracer[8] > 0.01);
    }
    msbat_kmc_destroy(&kmc);
    msbat_supercell_destroy(&supercell);
    msbat_crystal_destroy(&crystal);
}
END_TEST

/* Unwrapped displacements agree with the sites modulo the supercell, and their sum with the hops that were made. */
START_TEST(test_displacements)
{
    msbat_kmc *kmc = make_simple(ctx, HONEYCOMB, 4, 4, 1, 0.1);
    const double h = sqrt(3.0) / 2.0, side[9] = {16 * h, 0, 0, -8 * h, 12, 0, 0, 0, 8};
    double r[60], greatest = 0.0;
    int64_t sites[20], start[20];
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 20));
    TEST_OK(ctx, msbat_kmc_get_ion_sites(kmc, 20, start));
    TEST_OK(ctx, msbat_kmc_run(kmc, 20000));
    TEST_OK(ctx, msbat_kmc_get_ion_sites(kmc, 20, sites));
    TEST_OK(ctx, msbat_kmc_get_displacements(kmc, 20, r));
    for (int i = 0; i < 20; i++) {
        double at[2][3];
        const int64_t ends[2] = {start[i], sites[i]};
        for (int e = 0; e < 2; e++) {
            int64_t sub, offset[3];
            TEST_OK(ctx, msbat_kmc_get_site(kmc, ends[e], &sub, offset));
            double f[2] = {(sub ? 2. / 3 : 1. / 3) + (double)offset[0], (sub ? 1. / 3 : 2. / 3) + (double)offset[1]};
            for (int a = 0; a < 3; a++) at[e][a] = (f[0] * side[a] + f[1] * side[3 + a]) / 4.0;
        }
        double v = (r[3 * i + 1] - at[1][1] + at[0][1]) / side[4],
               u = (r[3 * i] - at[1][0] + at[0][0] - v * side[3]) / side[0];
        TEST_NEAR(v, rint(v), 1e-9);
        TEST_NEAR(u, rint(u), 1e-9);
        ck_assert(r[3 * i + 2] == 0.0);
        greatest = fmax(greatest, fabs(r[3 * i]));
    }
    ck_assert(greatest > 20.0);
    msbat_kmc_destroy(&kmc);
}
END_TEST

START_TEST(test_frozen)
{
    const int64_t ions[2] = {9, 0};
    for (int c = 0; c < 2; c++) {
        msbat_kmc *kmc = make_simple(ctx, SQUARE, 3, 3, 1, 0.1);
        double d[9] = {1}, error[9], time, haven = 1.0;
        int64_t events;
        TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, ions[c]));
        TEST_FAILS(ctx, MSBAT_NO_PATH, "no hop is possible", msbat_kmc_run(kmc, 10));
        TEST_FAILS(ctx, MSBAT_NO_PATH, "no hop is possible", msbat_kmc_run_time(kmc, 10.0));
        TEST_FAILS(ctx, MSBAT_NO_PATH, "no hop is possible", msbat_kmc_run_to_precision(kmc, 0.1, 1000));
        TEST_OK(ctx, msbat_kmc_get_time(kmc, &time));
        TEST_OK(ctx, msbat_kmc_get_event_count(kmc, &events));
        ck_assert(time == 0.0 && events == 0);
        TEST_FAILS(ctx, MSBAT_NO_PATH, "is 0", msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_JUMP, d, error, NULL));
        for (int i = 0; i < 9; i++) ck_assert(d[i] == 0.0 && error[i] == 0.0);
        TEST_FAILS(ctx, MSBAT_NO_PATH, "", msbat_kmc_get_haven_ratio(kmc, MSBAT_KMC_ISOTROPIC, &haven, NULL));
        ck_assert(haven == 0.0);
        msbat_kmc_destroy(&kmc);
    }
}
END_TEST

/* A class that is closed by nu = 0 in one environment is never used there: an ion between two filled sites stays. */
START_TEST(test_zero_rates_are_never_chosen)
{
    msbat_kmc *kmc = make_lattice(ctx, TRIANGULAR, 6, 6, 1);
    const double kra[3] = {0.1, 0.1, 0.1}, nu[3] = {1.0, 1.0, 0.0};
    TEST_OK(ctx, msbat_kmc_set_barrier(kmc, 0, 3, kra, nu));
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 35)); /* a single vacancy always has both neighbours filled */
    TEST_FAILS(ctx, MSBAT_NO_PATH, "no hop is possible", msbat_kmc_run(kmc, 10));
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 30));
    TEST_OK(ctx, msbat_kmc_run(kmc, 20000));
    msbat_kmc_destroy(&kmc);
}
END_TEST

START_TEST(test_time_and_events_in_pieces)
{
    double times[2], d[2][9];
    int64_t events[2];
    int8_t occupation[2][36];
    for (int c = 0; c < 2; c++) {
        msbat_kmc *kmc = make_lattice(ctx, TRIANGULAR, 6, 6, 1);
        add_triangular_clusters(ctx, kmc);
        set_stepped_barrier(ctx, kmc, 0.1, 0.05);
        TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 20));
        TEST_OK(ctx, msbat_kmc_run(kmc, 500));
        TEST_OK(ctx, msbat_kmc_get_time(kmc, &times[c]));
        if (c) for (int i = 0; i < 10; i++) TEST_OK(ctx, msbat_kmc_run_time(kmc, 0.5 * times[c]));
        else TEST_OK(ctx, msbat_kmc_run_time(kmc, 5.0 * times[c]));
        TEST_OK(ctx, msbat_kmc_get_time(kmc, &times[c]));
        TEST_OK(ctx, msbat_kmc_get_event_count(kmc, &events[c]));
        TEST_OK(ctx, msbat_kmc_get_occupation(kmc, 36, occupation[c]));
        TEST_OK(ctx, msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_TRACER, d[c], NULL, NULL));
        msbat_kmc_destroy(&kmc);
    }
    TEST_NEAR(times[0], times[1], 1e-12 * times[0]);
    ck_assert_int_eq(events[0], events[1]);
    ck_assert(!memcmp(occupation[0], occupation[1], 36));
    TEST_NEAR(d[0][0], d[1][0], 1e-12 * d[0][0]);
}
END_TEST

START_TEST(test_precision_and_conductivity)
{
    msbat_kmc *kmc = make_simple(ctx, SC, 6, 6, 6, 0.1);
    double d[9], error[9], sigma[9], scalar, scalar_error;
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 150));
    TEST_FAILS(ctx, MSBAT_ERR_CONVERGENCE, "0.001", msbat_kmc_run_to_precision(kmc, 0.001, 3000));
    TEST_OK(ctx, msbat_kmc_run_to_precision(kmc, 0.02, 5000000));
    TEST_OK(ctx, msbat_kmc_get_diffusivity_scalar(kmc, MSBAT_KMC_TRACER, MSBAT_KMC_ISOTROPIC, &scalar, &scalar_error));
    ck_assert(scalar_error <= 0.02 * scalar);
    TEST_OK(ctx, msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_TRACER, d, error, NULL));
    TEST_NEAR((d[0] + d[4] + d[8]) / 3.0, scalar, 1e-12 * scalar);
    TEST_OK(ctx, msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_JUMP, d, error, NULL));
    TEST_OK(ctx, msbat_kmc_get_conductivity(kmc, 2.0, sigma, error));
    /* 150 ions with 2 e in 216 cells of 8 A^3, D in 1e-8 m^2/s */
    double expected =
        150.0 / (216.0 * 8e-30) * 4.0 * 1.602176634e-19 * 1.602176634e-19 * d[0] * 1e-8 / (1.380649e-23 * 300.0);
    TEST_NEAR(sigma[0], expected, 1e-12 * expected);
    /* averages belong to one temperature: the same again keeps them, another one does not */
    TEST_OK(ctx, msbat_kmc_set_temperature(kmc, 300));
    TEST_OK(ctx, msbat_kmc_get_conductivity(kmc, 2.0, sigma, error));
    TEST_OK(ctx, msbat_kmc_set_option(kmc, "temperature", "400"));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "windows", msbat_kmc_get_conductivity(kmc, 2.0, sigma, error));
    TEST_OK(ctx, msbat_kmc_run(kmc, 20000));
    TEST_OK(ctx, msbat_kmc_get_conductivity(kmc, 2.0, sigma, error));
    TEST_OK(ctx, msbat_kmc_set_temperature(kmc, 300));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "windows", msbat_kmc_get_conductivity(kmc, 2.0, sigma, error));
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* Of 250 short runs the exact value lies within one standard error in 68 +- 16 % (5.5 standard errors of the
 * count), and their mean is the exact value. */
START_TEST(test_error_bars)
{
    enum { RUNS = 250 };
    double exact[2][9], sum[3] = {0}, sum2[3] = {0};
    int inside[3] = {0};
    msbat_kmc *kmc = make_lattice(ctx, TRIANGULAR, 3, 3, 1);
    add_triangular_clusters(ctx, kmc);
    set_stepped_barrier(ctx, kmc, 0.05, 0.02);
    TEST_OK(ctx, msbat_kmc_set_temperature(kmc, 400.0));
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 3));
    TEST_OK(ctx, msbat_kmc_solve_exact(kmc, 0.0, exact[1], exact[0]));
    for (int run = 0; run < RUNS; run++) {
        TEST_OK(ctx, msbat_kmc_set_seed(kmc, 100 + run));
        TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 3));
        TEST_OK(ctx, msbat_kmc_run(kmc, 100));
        TEST_OK(ctx, msbat_kmc_reset_statistics(kmc));
        TEST_OK(ctx, msbat_kmc_run(kmc, 4000));
        for (int q = 0; q < 3; q++) {
            double d, error;
            TEST_OK(ctx, msbat_kmc_get_diffusivity_scalar(kmc, (msbat_kmc_quantity)q, MSBAT_KMC_IN_PLANE, &d, &error));
            inside[q] += fabs(d - exact[q > 0][0]) < error;
            sum[q] += d / RUNS;
            sum2[q] += d * d / RUNS;
        }
    }
    for (int q = 0; q < 3; q++) {
        double error = sqrt((sum2[q] - sum[q] * sum[q]) / RUNS), covered = inside[q] / (double)RUNS;
        ck_assert_msg(fabs(covered - 0.683) < 0.16, "quantity %d: %g inside one standard error", q, covered);
        ck_assert_msg(sigmas(sum[q], exact[q > 0][0], error) < 5.5, "quantity %d: mean %g, exact %g", q, sum[q],
                      exact[q > 0][0]);
    }
    msbat_kmc_destroy(&kmc);
}
END_TEST

Suite *suite_kmc_transport(void)
{
    Suite *suite = suite_create("kmc transport");
    TCase *tc = tcase_create("transport");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_set_timeout(tc, 120);
    tcase_add_test(tc, test_single_vacancy);
    tcase_add_test(tc, test_free_jump);
    tcase_add_test(tc, test_error_bars);
    tcase_add_test(tc, test_closed_directions);
    tcase_add_test(tc, test_closed_class);
    tcase_add_test(tc, test_displacements);
    tcase_add_test(tc, test_frozen);
    tcase_add_test(tc, test_zero_rates_are_never_chosen);
    tcase_add_test(tc, test_time_and_events_in_pieces);
    tcase_add_test(tc, test_precision_and_conductivity);
    suite_add_tcase(suite, tc);
    return suite;
}
