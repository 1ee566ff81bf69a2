/* check_kmc_law.c - identities: detailed balance, Boltzmann, exact transport of small systems, waiting times.
 * Statistical tests have fixed seeds and a limit of 5.5 standard errors (false alarm 4e-8 each). */
#include "fixtures.h"

static const double kb = MSBAT_BOLTZMANN_EV;

static msbat_context *ctx;
static void setup(void) { TEST_OK(NULL, msbat_context_create(&ctx)); }
static void teardown(void) { msbat_context_destroy(&ctx); }

/* rate(c -> c') / rate(c' -> c) of every possible hop against the energies of the two configurations. */
START_TEST(test_every_hop_is_balanced)
{
    static const double kras[4] = {0.3, 0.02, -0.05, 0.0}; /* the last ones are clamped often */
    for (int m = 0; m < 4; m++) {
        msbat_kmc *kmc = make_lattice(ctx, TRIANGULAR, 6, 5, 1);
        int8_t here[30], there[30];
        int64_t pairs[2 * 180], back_pairs[2 * 180], n = 0, n_back = 0;
        double rates[180], back[180], e0, e1;
        add_triangular_clusters(ctx, kmc);
        set_stepped_barrier(ctx, kmc, kras[m], 0.03);
        TEST_OK(ctx, msbat_kmc_set_temperature(kmc, 250.0));
        TEST_OK(ctx, msbat_kmc_set_seed(kmc, 7 + m));
        TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 14));
        TEST_OK(ctx, msbat_kmc_get_energy(kmc, &e0));
        TEST_OK(ctx, msbat_kmc_get_occupation(kmc, 30, here));
        TEST_OK(ctx, msbat_kmc_get_rates(kmc, 180, pairs, rates, &n));
        ck_assert_int_gt(n, 20);
        for (int64_t h = 0; h < n; h++) {
            memcpy(there, here, sizeof here);
            there[pairs[2 * h]] = 0;
            there[pairs[2 * h + 1]] = 1;
            TEST_OK(ctx, msbat_kmc_set_occupation(kmc, 30, there));
            TEST_OK(ctx, msbat_kmc_get_energy(kmc, &e1));
            TEST_OK(ctx, msbat_kmc_get_rates(kmc, 180, back_pairs, back, &n_back));
            double reverse = 0.0;
            for (int64_t k = 0; k < n_back; k++)
                if (back_pairs[2 * k] == pairs[2 * h + 1] && back_pairs[2 * k + 1] == pairs[2 * h]) reverse = back[k];
            ck_assert(reverse > 0.0);
            /* 30 cells of 13 clusters: energies add up with 1e-15 eV each */
            TEST_NEAR(log(rates[h] / reverse), -(e1 - e0) / (kb * 250.0), 1e-12);
        }
        msbat_kmc_destroy(&kmc);
    }
}
END_TEST

START_TEST(test_checker_passes_the_table)
{
    msbat_kmc *kmc = make_lattice(ctx, TRIANGULAR, 6, 6, 1);
    double residuals[3];
    add_triangular_clusters(ctx, kmc);
    set_stepped_barrier(ctx, kmc, 0.01, 0.03);
    TEST_OK(ctx, msbat_kmc_check_balance(kmc, NULL, NULL, 300, 1e-12, residuals));
    for (int i = 0; i < 3; i++) ck_assert(residuals[i] <= 1e-12);
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* After many events the incremental fields give the rates that a fresh start from the same occupation gives, to
 * the last bit. */
START_TEST(test_rates_do_not_drift)
{
    static const int64_t size[3][2] = {{6, 7}, {3, 5}, {4, 4}}; /* 3 x 5 wraps the second neighbours onto each other */
    for (int m = 0; m < 3; m++) {
        int64_t n = size[m][0] * size[m][1], n_a = 0, n_b = 0;
        msbat_kmc *kmc = make_lattice(ctx, TRIANGULAR, size[m][0], size[m][1], 1);
        double *a = malloc(sizeof(double) * (size_t)n * 6), *b = malloc(sizeof(double) * (size_t)n * 6), total_a,
               total_b;
        int8_t *occupation = malloc((size_t)n);
        add_triangular_clusters(ctx, kmc);
        set_stepped_barrier(ctx, kmc, 0.1, 0.02);
        TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, n / 2));
        TEST_OK(ctx, msbat_kmc_run(kmc, 20000));
        TEST_OK(ctx, msbat_kmc_get_rates(kmc, 6 * n, NULL, a, &n_a));
        TEST_OK(ctx, msbat_kmc_get_total_rate(kmc, &total_a));
        TEST_OK(ctx, msbat_kmc_get_occupation(kmc, n, occupation));
        TEST_OK(ctx, msbat_kmc_set_occupation(kmc, n, occupation));
        TEST_OK(ctx, msbat_kmc_get_rates(kmc, 6 * n, NULL, b, &n_b));
        TEST_OK(ctx, msbat_kmc_get_total_rate(kmc, &total_b));
        ck_assert_int_eq(n_a, n_b);
        ck_assert(!memcmp(a, b, sizeof(double) * (size_t)n_a));
        ck_assert(total_a == total_b);
        free(a);
        free(b);
        free(occupation);
        msbat_kmc_destroy(&kmc);
    }
}
END_TEST

/* The mean energy over the C(9,4) = 126 states of a 3 x 3 cell by Boltzmann weights, and by simulation. */
START_TEST(test_equilibrium_is_boltzmann)
{
    msbat_kmc *kmc = make_lattice(ctx, TRIANGULAR, 3, 3, 1);
    const double t = 300.0;
    double z = 0.0, mean = 0.0;
    int8_t occupation[9];
    add_triangular_clusters(ctx, kmc);
    set_stepped_barrier(ctx, kmc, 0.01, 0.01);
    TEST_OK(ctx, msbat_kmc_set_temperature(kmc, t));
    for (int code = 0; code < 512; code++) {
        int filled = 0;
        double e;
        for (int i = 0; i < 9; i++) filled += occupation[i] = (int8_t)(code >> i & 1);
        if (filled != 4) continue;
        TEST_OK(ctx, msbat_kmc_set_occupation(kmc, 9, occupation));
        TEST_OK(ctx, msbat_kmc_get_energy(kmc, &e));
        z += exp(-e / (kb * t));
        mean += e * exp(-e / (kb * t));
    }
    mean /= z;
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 4));
    TEST_OK(ctx, msbat_kmc_run(kmc, 1000));
    double sum = 0.0, sum2 = 0.0;
    const int blocks = 200;
    double total, e;
    TEST_OK(ctx, msbat_kmc_get_total_rate(kmc, &total));
    for (int b = 0; b < blocks; b++) { /* states at equal steps of time are weighted by time */
        double block = 0.0;
        for (int i = 0; i < 100; i++) {
            TEST_OK(ctx, msbat_kmc_run_time(kmc, 3.0 / total));
            TEST_OK(ctx, msbat_kmc_get_energy(kmc, &e));
            block += e / 100.0;
        }
        sum += block;
        sum2 += block * block;
    }
    double average = sum / blocks, error = sqrt((sum2 / blocks - average * average) / (blocks - 1));
    ck_assert_msg(sigmas(average, mean, error) < 5.5, "<E> = %g +- %g eV, exact %g", average, error, mean);
    ck_assert(error < 0.05 * fabs(mean) + 1e-3);
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* Waiting times times the rate are exponential: mean and mean square of 20000, within 5.5 standard errors. */
START_TEST(test_waiting_times)
{
    msbat_kmc *kmc = make_lattice(ctx, TRIANGULAR, 6, 6, 1);
    const int n = 20000;
    double m1 = 0.0, m2 = 0.0, before, after, rate;
    add_triangular_clusters(ctx, kmc);
    set_stepped_barrier(ctx, kmc, 0.1, 0.05);
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 20));
    for (int i = 0; i < n; i++) {
        TEST_OK(ctx, msbat_kmc_get_total_rate(kmc, &rate));
        TEST_OK(ctx, msbat_kmc_get_time(kmc, &before));
        TEST_OK(ctx, msbat_kmc_run(kmc, 1));
        TEST_OK(ctx, msbat_kmc_get_time(kmc, &after));
        m1 += (after - before) * rate / n;
        m2 += (after - before) * rate * (after - before) * rate / n;
    }
    ck_assert(sigmas(m1, 1.0, 1.0 / sqrt(n)) < 5.5);
    ck_assert(sigmas(m2, 2.0, sqrt(20.0 / n)) < 5.5);
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* ---- exact transport ---- */

/* Without interaction D_J = D0 (1 - x) N/(N - 1), D0 = z k a^2/(2 d): the exact solver to rounding, for any lattice. */
START_TEST(test_exact_free_jump)
{
    static const struct { lattice_kind kind; int64_t l[3], ions;
    } cases[] = {{CHAIN, {7, 1, 1}, 3},
                 {SQUARE, {3, 3, 1}, 4},
                 {TRIANGULAR, {3, 3, 1}, 3},
                 {SC, {2, 2, 2}, 4},
                 {BCC, {2, 2, 2}, 3}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        msbat_kmc *kmc = make_simple(ctx, cases[c].kind, cases[c].l[0], cases[c].l[1], cases[c].l[2], 0.1);
        double d[9], n = (double)(cases[c].l[0] * cases[c].l[1] * cases[c].l[2]), x = (double)cases[c].ions / n;
        double a = nearest(cases[c].kind), k = exp(-0.1 / (kb * 300.0)); /* THz */
        int dim = dimension(cases[c].kind);
        double expected = neighbours(cases[c].kind) * k * a * a / (2.0 * dim) * (1.0 - x) * n / (n - 1.0);
        TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, cases[c].ions));
        TEST_OK(ctx, msbat_kmc_solve_exact(kmc, 0.0, d, NULL));
        for (int i = 0; i < 3; i++) TEST_NEAR(d[4 * i], i < dim ? expected : 0.0, 1e-11 * expected);
        TEST_NEAR(d[1], 0.0, 1e-11 * expected);
        msbat_kmc_destroy(&kmc);
    }
}
END_TEST

/* Simulation against the exact master equation with interactions, window by window: tracer and both estimators of
 * D_J. */
START_TEST(test_windows_against_exact)
{
    msbat_kmc *kmc = make_lattice(ctx, TRIANGULAR, 3, 3, 1);
    add_triangular_clusters(ctx, kmc);
    set_stepped_barrier(ctx, kmc, 0.05, 0.02);
    TEST_OK(ctx, msbat_kmc_set_temperature(kmc, 400.0));
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 3));
    TEST_OK(ctx, msbat_kmc_run(kmc, 2000));
    TEST_OK(ctx, msbat_kmc_reset_statistics(kmc));
    TEST_OK(ctx, msbat_kmc_run(kmc, (int64_t)(400000 * test_scale())));
    for (int64_t level = 0; level < 8; level += 2) {
        double exact[2][9], d[9], error[9], window;
        int64_t windows;
        TEST_OK(ctx, msbat_kmc_get_window(kmc, MSBAT_KMC_TRACER, level, d, error, &window, &windows));
        TEST_OK(ctx, msbat_kmc_solve_exact(kmc, window, exact[0], exact[1]));
        for (int q = 0; q < 3; q++) {
            const double *truth = exact[q == MSBAT_KMC_TRACER];
            TEST_OK(ctx, msbat_kmc_get_window(kmc, (msbat_kmc_quantity)q, level, d, error, NULL, NULL));
            for (int i = 0; i < 5; i++) {
                if (i == 2) continue;
                /* neighbouring short windows are correlated: errors from the scatter are up to 1.6 times too small */
                ck_assert_msg(sigmas(d[i], truth[i], error[i] * (level < 4 ? 1.6 : 1.0)) < 5.5,
                              "quantity %d level %d entry %d: %g +- %g, exact %g", q, (int)level, i, d[i], error[i],
                              truth[i]);
            }
            ck_assert(d[8] == 0.0 && d[2] == 0.0);
        }
    }
    const double scatter = 1 / sqrt(test_scale()); /* of a shortened run */
    double tracer[9], jump[9], error[9], exact[2][9];
    TEST_OK(ctx, msbat_kmc_solve_exact(kmc, 0.0, exact[0], exact[1]));
    TEST_OK(ctx, msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_JUMP, jump, error, NULL));
    ck_assert(sigmas(jump[0], exact[0][0], error[0]) < 5.5 && error[0] < 0.02 * scatter * jump[0]);
    TEST_OK(ctx, msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_TRACER, tracer, error, NULL));
    ck_assert(sigmas(tracer[0], exact[1][0], error[0]) < 5.5 && error[0] < 0.05 * scatter * tracer[0]);
    msbat_kmc_destroy(&kmc);
}
END_TEST

Suite *suite_kmc_law(void)
{
    Suite *suite = suite_create("kmc laws");
    TCase *tc = tcase_create("laws");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, test_every_hop_is_balanced);
    tcase_add_test(tc, test_checker_passes_the_table);
    tcase_add_test(tc, test_rates_do_not_drift);
    tcase_add_test(tc, test_equilibrium_is_boltzmann);
    tcase_add_test(tc, test_waiting_times);
    tcase_add_test(tc, test_exact_free_jump);
    tcase_add_test(tc, test_windows_against_exact);
    suite_add_tcase(suite, tc);
    return suite;
}
