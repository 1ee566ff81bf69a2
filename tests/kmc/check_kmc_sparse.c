/* check_kmc_sparse.c - sparse hop networks, clusters that meet themselves, limits of size, and a balance check whose
 * model fails at any of its calls. */
#include "fixtures.h"

static msbat_context *ctx;
static void setup(void) { TEST_OK(NULL, msbat_context_create(&ctx)); }
static void teardown(void) { msbat_context_destroy(&ctx); }

static const int64_t no_offset[3] = {0, 0, 0};

/* ---- a crystal that is mostly sites without hops ---- */

enum { IDLE = 22, SITES = IDLE + 2 };

/* Pairs of sites 0 and 1 joined by class 0, one pair and IDLE sites that nothing joins in each of three cells. */
static msbat_kmc *make_islands(void)
{
    const double cell[9] = {8, 0, 0, 1, 9, 0, 0, 2, 10};
    const int64_t matrix[9] = {3, 0, 0, 0, 1, 0, 0, 0, 1};
    double frac[3 * SITES] = {0, 0, 0, 0.3, 0.2, 0.1};
    int64_t species[SITES] = {3, 3}, active[SITES] = {1, 1};
    msbat_crystal *crystal = NULL;
    msbat_supercell *supercell = NULL;
    msbat_kmc *kmc = NULL;
    for (int64_t i = 2; i < SITES; i++) {
        frac[3 * i] = frac[3 * i + 1] = 0.6;
        frac[3 * i + 2] = (double)i / (SITES + 1);
        species[i] = 3;
        active[i] = 1;
    }
    TEST_OK(ctx, msbat_crystal_create(ctx, cell, SITES, frac, species, &crystal));
    TEST_OK(ctx, msbat_supercell_create(crystal, matrix, &supercell));
    TEST_OK(ctx, msbat_kmc_create_lattice(supercell, SITES, active, &kmc));
    TEST_OK(ctx, msbat_kmc_add_hop(kmc, 1, 0, no_offset, NULL));
    set_stepped_barrier(ctx, kmc, 0.1, 0.0);
    msbat_crystal_destroy(&crystal);
    msbat_supercell_destroy(&supercell);
    return kmc;
}

/* nu [THz] without any regard to the way back: by the number of the sites that are filled. */
static int irregular(int64_t hop_class, int64_t from, int64_t to, int64_t n_sites, const int8_t *occupation,
                     double *barrier_ev, double *nu_thz, void *user)
{
    int64_t sum = hop_class + from + to;
    (void)user;
    for (int64_t i = 0; i < n_sites; i++) sum += i * occupation[i];
    *barrier_ev = 0.1;
    *nu_thz = sum % 3 ? 1.0 : 0.0;
    return 0;
}

static int closed(int64_t hop_class, int64_t from, int64_t to, int64_t n_sites, const int8_t *occupation,
                  double *barrier_ev, double *nu_thz, void *user)
{
    (void)hop_class, (void)from, (void)to, (void)n_sites, (void)occupation, (void)user;
    *barrier_ev = 0.1;
    *nu_thz = 0.0;
    return 0;
}

START_TEST(test_balance_without_rings)
{
    msbat_kmc *kmc = make_islands();
    double r[3];
    TEST_OK(ctx, msbat_kmc_check_balance(kmc, NULL, NULL, 300, 1e-9, r));
    ck_assert(r[0] < 1e-12 && r[1] == 0.0 && r[2] < 1e-12);
    TEST_OK(ctx, msbat_kmc_check_balance(kmc, closed, NULL, 300, 0.0, r));
    ck_assert(r[0] == 0.0 && r[1] == 0.0 && r[2] == 0.0);
    TEST_FAILS(ctx, MSBAT_ERR_BALANCE, "closed loop", msbat_kmc_check_balance(kmc, irregular, NULL, 3000, 1e-9, r));
    ck_assert(r[1] == 1e300 && r[2] == 1e300); /* closed one way: no finite residual */
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* Ions hop to and fro: no way leads on, so that diffusivities are 0 and their ratios have no value. */
START_TEST(test_islands_have_no_ratios)
{
    msbat_kmc *kmc = make_islands();
    double x = 7.0, error = 7.0, d[9];
    int8_t occupation[3 * SITES] = {1, 0, 1};
    occupation[SITES + 1] = 1;
    TEST_OK(ctx, msbat_kmc_set_occupation(kmc, 3 * SITES, occupation));
    TEST_OK(ctx, msbat_kmc_run(kmc, 5000));
    TEST_OK(ctx, msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_TRACER, d, NULL, NULL));
    for (int i = 0; i < 9; i++) ck_assert(d[i] == 0.0);
    TEST_FAILS(ctx, MSBAT_NO_PATH, "D_J is 0", msbat_kmc_get_haven_ratio(kmc, MSBAT_KMC_ISOTROPIC, &x, &error));
    ck_assert(x == 0.0 && error == 0.0);
    x = 7.0;
    TEST_FAILS(ctx, MSBAT_NO_PATH, "no hop leads",
               msbat_kmc_get_correlation_factor(kmc, MSBAT_KMC_TRACER, MSBAT_KMC_ISOTROPIC, &x, NULL));
    ck_assert(x == 0.0);
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* Of two sites that translation makes equivalent only one is active: its hops are those of the simple lattice. */
START_TEST(test_equivalent_site_that_is_not_active)
{
    const double cell[9] = {3, 0, 0, 0, 3, 0, 0, 0, 3}, frac[6] = {0, 0, 0, 0.5, 0.5, 0.5};
    const int64_t species[2] = {3, 3}, active[2] = {1, 0}, matrix[9] = {3, 0, 0, 0, 3, 0, 0, 0, 3};
    msbat_crystal *crystal = NULL;
    msbat_supercell *supercell = NULL;
    msbat_kmc *kmc = NULL;
    int64_t n_classes, n_paths, n_common;
    TEST_OK(ctx, msbat_crystal_create(ctx, cell, 2, frac, species, &crystal));
    TEST_OK(ctx, msbat_supercell_create(crystal, matrix, &supercell));
    TEST_OK(ctx, msbat_kmc_create_lattice(supercell, 2, active, &kmc));
    TEST_OK(ctx, msbat_kmc_add_hops(kmc, 3.1, &n_classes));
    TEST_OK(ctx, msbat_kmc_get_hop_class(kmc, 0, NULL, &n_paths, &n_common));
    ck_assert(n_classes == 1 && n_paths == 3 && n_common == 0);
    msbat_kmc_destroy(&kmc);
    msbat_supercell_destroy(&supercell);
    msbat_crystal_destroy(&crystal);
}
END_TEST

/* ---- time ---- */

/* At 1 K the way up 1 eV has a rate below the smallest number: the ion falls once, and that is all. */
START_TEST(test_frozen_on_the_way)
{
    msbat_kmc *kmc = make_lattice(ctx, HONEYCOMB, 1, 1, 1);
    const int64_t low[4] = {0, 0, 0, 0};
    const int8_t high_filled[2] = {0, 1};
    int8_t occupation[2];
    int64_t events;
    set_stepped_barrier(ctx, kmc, 0.0, 0.0);
    TEST_OK(ctx, msbat_kmc_add_cluster(kmc, 1, low, -0.5));
    TEST_OK(ctx, msbat_kmc_set_temperature(kmc, 1.0));
    TEST_OK(ctx, msbat_kmc_set_occupation(kmc, 2, high_filled));
    TEST_FAILS(ctx, MSBAT_NO_PATH, "1 ions on 2 sites", msbat_kmc_run(kmc, 10));
    TEST_OK(ctx, msbat_kmc_get_event_count(kmc, &events));
    TEST_OK(ctx, msbat_kmc_get_occupation(kmc, 2, occupation));
    ck_assert(events == 1 && occupation[0] == 1 && occupation[1] == 0);
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* Windows so short that the end of one is not told from its beginning. */
START_TEST(test_window_below_the_rounding_of_time)
{
    msbat_kmc *kmc = make_simple(ctx, CHAIN, 8, 1, 1, 0.1);
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 3));
    TEST_OK(ctx, msbat_kmc_run_time(kmc, 1e6));
    TEST_OK(ctx, msbat_kmc_reset_statistics(kmc));
    TEST_OK(ctx, msbat_kmc_set_option(kmc, "window_ps", "1e-12"));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "too short", msbat_kmc_run(kmc, 10));
    TEST_OK(ctx, msbat_kmc_set_window_ps(kmc, 100.0));
    TEST_OK(ctx, msbat_kmc_reset_statistics(kmc));
    TEST_OK(ctx, msbat_kmc_run(kmc, 10));
    TEST_FAILS(ctx, MSBAT_ERR_CONVERGENCE, "after 5 events", msbat_kmc_run_to_precision(kmc, 1e-5, 5));
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* ---- models that fail ---- */

/* 0.2 eV and 1 THz, and at call number bad_call something else. */
typedef struct failing {
    int64_t calls, bad_call;
    int code;
    double barrier, nu;
} failing;

static int fails_once(int64_t hop_class, int64_t from, int64_t to, int64_t n_sites, const int8_t *occupation,
                      double *barrier_ev, double *nu_thz, void *user)
{
    failing *f = user;
    (void)hop_class, (void)from, (void)to, (void)n_sites, (void)occupation;
    int bad = ++f->calls == f->bad_call;
    *barrier_ev = bad ? f->barrier : 0.2;
    *nu_thz = bad ? f->nu : 1.0;
    return bad ? f->code : 0;
}

static const failing kinds[] = {{0, 0, 9, 0.2, 1.0},  {0, 0, 0, NAN, 1.0},      {0, 0, 0, INFINITY, 1.0},
                                {0, 0, 0, -0.1, 1.0}, {0, 0, 0, 0.2, NAN},      {0, 0, 0, 0.2, INFINITY},
                                {0, 0, 0, 0.2, -1.0}, {0, 0, -3, NAN, INFINITY}};

/* The check ends at whichever call fails, and writes nothing. */
START_TEST(test_model_fails_in_the_check)
{
    msbat_kmc *kmc = make_simple(ctx, SQUARE, 3, 3, 1, 0.2);
    failing f = kinds[_i];
    msbat_status status = MSBAT_ERR_CALLBACK;
    double r[3] = {7, 7, 7};
    for (f.bad_call = 1; status == MSBAT_ERR_CALLBACK && f.bad_call < 1000; f.bad_call += _i ? 7 : 1) {
        f.calls = 0;
        ck_assert(r[0] == 7 && r[1] == 7 && r[2] == 7);
        status = msbat_kmc_check_balance(kmc, fails_once, &f, 2, 1e-9, r);
        if (status) ck_assert_ptr_nonnull(strstr(test_message(ctx), "both must be >= 0"));
    }
    ck_assert_msg(status == MSBAT_OK, "%s", test_message(ctx));
    ck_assert(f.bad_call > 10 && r[0] < 1e-12 && r[1] == 0.0 && r[2] < 1e-12);
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* ---- clusters that meet themselves ---- */

/* A point that comes twice, in itself or round a short supercell, is no point at all: s^2 = 1. */
START_TEST(test_squares_drop_out)
{
    static const int64_t plain[4] = {0, 0, 0, 0}, twice[12] = {0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0};
    static const int64_t round[12] = {0, 0, 0, 0, 0, 1, 0, 0, 0, 4, 1, 0}, pair[8] = {0, 1, 0, 0, 0, 0, 1, 0};
    static const int64_t thrice[12] = {0, 2, 2, 0, 0, 2, 2, 0, 0, 2, 2, 0};
    msbat_kmc *by_hand = make_simple(ctx, SQUARE, 4, 4, 1, 0.3), *reduced = make_simple(ctx, SQUARE, 4, 4, 1, 0.3);
    double energy[2], rate[2], time[2];
    TEST_OK(ctx, msbat_kmc_add_cluster(by_hand, 1, plain, 0.03125));
    TEST_OK(ctx, msbat_kmc_add_cluster(by_hand, 3, round, 0.0625));
    TEST_OK(ctx, msbat_kmc_add_cluster(reduced, 3, twice, 0.015625));
    TEST_OK(ctx, msbat_kmc_add_cluster(reduced, 3, thrice, 0.015625));
    TEST_OK(ctx, msbat_kmc_add_cluster(reduced, 3, round, 0.0625));
    for (int i = 0; i < 2; i++) { /* a square, and a pair whose ends are one site four cells on */
        msbat_kmc *kmc = i ? reduced : by_hand;
        if (i) TEST_OK(ctx, msbat_kmc_add_cluster(kmc, 2, twice, 0.25));
        else TEST_OK(ctx, msbat_kmc_add_cluster(kmc, 0, NULL, 0.25));
        TEST_OK(ctx, msbat_kmc_add_cluster(kmc, 2, pair, 0.03125));
        TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 6));
        TEST_OK(ctx, msbat_kmc_run(kmc, 500));
        TEST_OK(ctx, msbat_kmc_get_energy(kmc, &energy[i]));
        TEST_OK(ctx, msbat_kmc_get_total_rate(kmc, &rate[i]));
        TEST_OK(ctx, msbat_kmc_get_time(kmc, &time[i]));
    }
    ck_assert(energy[0] == energy[1] && rate[0] == rate[1] && time[0] == time[1]); /* ECIs are binary fractions */
    msbat_kmc_destroy(&by_hand);
    msbat_kmc_destroy(&reduced);
}
END_TEST

/* ---- limits and outputs that are left out ---- */

START_TEST(test_lattices_that_are_refused)
{
    const double cell[9] = {3, 0, 0, 0, 3, 0, 0, 0, 3}, frac[6] = {0, 0, 0, 0.5, 0.5, 0.4};
    const int64_t species[2] = {3, 8}, both[2] = {1, 1}, neither[2] = {0, 0}, one[2] = {1, 0};
    const int64_t huge[9] = {1024, 0, 0, 0, 1024, 0, 0, 0, 256};
    msbat_crystal *crystal = NULL;
    msbat_supercell *supercell = NULL;
    msbat_kmc *kmc = NULL;
    int64_t n;
    TEST_OK(ctx, msbat_crystal_create(ctx, cell, 2, frac, species, &crystal));
    TEST_OK(ctx, msbat_supercell_create(crystal, huge, &supercell));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "the crystal has 2 sites", msbat_kmc_create_lattice(supercell, 1, both, &kmc));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "active has no site", msbat_kmc_create_lattice(supercell, 2, neither, &kmc));
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "2 active sites each", msbat_kmc_create_lattice(supercell, 2, both, &kmc));
    ck_assert_ptr_null(kmc);
    TEST_OK(ctx, msbat_kmc_create_lattice(supercell, 2, one, &kmc));
    TEST_OK(ctx, msbat_kmc_get_site_count(kmc, &n));
    ck_assert_int_eq(n, (int64_t)1 << 28); /* as many as there may be */
    const msbat_supercell *same = NULL;
    TEST_OK(ctx, msbat_kmc_get_supercell(kmc, &same));
    ck_assert(same == supercell);
    msbat_kmc_destroy(&kmc);
    msbat_supercell_destroy(&supercell);
    msbat_crystal_destroy(&crystal);
}
END_TEST

START_TEST(test_outputs_left_out)
{
    msbat_kmc *kmc = make_simple(ctx, SQUARE, 4, 4, 1, 0.1);
    double rates[64], total, sum = 0.0, window[2], x, sigma[9], error[9], d[9];
    int64_t n, hops[128];
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 5));
    TEST_OK(ctx, msbat_kmc_run(kmc, 3000));
    TEST_OK(ctx, msbat_kmc_get_total_rate(kmc, &total));
    TEST_OK(ctx, msbat_kmc_get_rates(kmc, 0, NULL, NULL, &n));
    TEST_OK(ctx, msbat_kmc_get_rates(kmc, n, hops, NULL, &n));
    TEST_OK(ctx, msbat_kmc_get_rates(kmc, n, NULL, rates, &n));
    for (int64_t i = 0; i < n; i++) sum += rates[i];
    TEST_NEAR(sum, total, 1e-12 * total);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "capacity", msbat_kmc_get_rates(kmc, n - 1, NULL, rates, &n));
    for (int64_t l = 0; l < 2; l++)
        TEST_OK(ctx, msbat_kmc_get_window(kmc, MSBAT_KMC_JUMP, l, NULL, NULL, &window[l], NULL));
    ck_assert(window[1] == 2.0 * window[0]);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "level = -1",
               msbat_kmc_get_window(kmc, MSBAT_KMC_JUMP, -1, NULL, NULL, NULL, NULL));
    TEST_OK(ctx, msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_JUMP, d, NULL, NULL));
    TEST_OK(ctx, msbat_kmc_get_diffusivity_scalar(kmc, MSBAT_KMC_JUMP, MSBAT_KMC_IN_PLANE, &x, NULL));
    TEST_NEAR(x, 0.5 * (d[0] + d[4]), 1e-12 * x);
    TEST_OK(ctx, msbat_kmc_get_conductivity(kmc, 1.0, sigma, error));
    TEST_NEAR(sigma[4] / sigma[0], d[4] / d[0], 1e-12);
    ck_assert(error[0] >= 0.0 && error[0] < sigma[0]);
    msbat_kmc_destroy(&kmc);
}
END_TEST

Suite *suite_kmc_sparse(void)
{
    Suite *suite = suite_create("kmc sparse");
    TCase *tc = tcase_create("sparse");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, test_balance_without_rings);
    tcase_add_test(tc, test_islands_have_no_ratios);
    tcase_add_test(tc, test_equivalent_site_that_is_not_active);
    tcase_add_test(tc, test_frozen_on_the_way);
    tcase_add_test(tc, test_window_below_the_rounding_of_time);
    tcase_add_loop_test(tc, test_model_fails_in_the_check, 0, sizeof kinds / sizeof *kinds);
    tcase_add_test(tc, test_squares_drop_out);
    tcase_add_test(tc, test_lattices_that_are_refused);
    tcase_add_test(tc, test_outputs_left_out);
    suite_add_tcase(suite, tc);
    return suite;
}
