/* check_kmc_hostile.c - arguments that make no sense, calls in the wrong order, memory that runs out. */
#include "fixtures.h"

#include <stdio.h>
#include <unistd.h>

static msbat_context *ctx;
static void setup(void) { TEST_OK(NULL, msbat_context_create(&ctx)); }
static void teardown(void) { msbat_context_destroy(&ctx); }

START_TEST(test_wrong_order)
{
    msbat_kmc *kmc = make_lattice(ctx, SQUARE, 4, 4, 1);
    double d[9], x;
    int64_t n;
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "no occupation", msbat_kmc_run(kmc, 1));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "no occupation", msbat_kmc_get_energy(kmc, &x));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "no occupation", msbat_kmc_get_event_count(kmc, &n));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "no occupation", msbat_kmc_write_checkpoint(kmc, "/tmp/none"));
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 5));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "no barrier", msbat_kmc_run(kmc, 1));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "no barrier", msbat_kmc_check_balance(kmc, NULL, NULL, 10, 1e-9, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "no barrier", msbat_kmc_get_barrier(kmc, 0, 1, &x, &x));
    set_stepped_barrier(ctx, kmc, 0.1, 0.0);
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "run longer", msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_TRACER, d, NULL, NULL));
    TEST_OK(ctx, msbat_kmc_run(kmc, 0));
    TEST_OK(ctx, msbat_kmc_run_time(kmc, 0.0));
    msbat_kmc_destroy(&kmc);
    msbat_kmc_destroy(&kmc);
    msbat_kmc_destroy(NULL);
}
END_TEST

START_TEST(test_bad_model_arguments)
{
    msbat_kmc *kmc = make_lattice(ctx, TRIANGULAR, 4, 4, 1);
    const double kra[3] = {0.1, 0.2, 0.3}, nu[3] = {1, 1, 1}, bad_nu[3] = {1, -1, 1}, bad_kra[3] = {0.1, NAN, 0.3};
    const double huge_nu[3] = {1, INFINITY, 1};
    const int64_t same[3] = {0, 0, 0}, there[3] = {1, 0, 0}, far[3] = {4, 0, 0}, huge[3] = {INT64_MAX, 0, 0};
    const int64_t pair[8] = {0, 0, 0, 0, 5, 1, 0, 0}, away[8] = {0, 0, 0, 0, 0, INT64_MIN, 0, 0};
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "nu_thz", msbat_kmc_set_barrier(kmc, 0, 3, kra, bad_nu));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "1 sites occupied", msbat_kmc_set_barrier(kmc, 0, 3, kra, huge_nu));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "e_kra_ev", msbat_kmc_set_barrier(kmc, 0, 3, bad_kra, nu));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "needs 3 values", msbat_kmc_set_barrier(kmc, 0, 2, kra, nu));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "hop_class = 1", msbat_kmc_set_barrier(kmc, 1, 3, kra, nu));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "hop_class = -1", msbat_kmc_get_hop_class(kmc, -1, NULL, NULL, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "nu_thz", msbat_kmc_set_barrier(kmc, 0, 3, kra, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "where it starts", msbat_kmc_add_hop(kmc, 0, 0, same, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "exists already", msbat_kmc_add_hop(kmc, 0, 0, there, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "too short", msbat_kmc_add_hop(kmc, 0, 0, far, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "offset", msbat_kmc_add_hop(kmc, 0, 0, huge, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "from", msbat_kmc_add_hop(kmc, -1, 0, there, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "to", msbat_kmc_add_hop(kmc, 0, 1, there, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "max_distance_ang", msbat_kmc_add_hops(kmc, NAN, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "max_distance_ang", msbat_kmc_add_hops(kmc, -1.0, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "no new hop", msbat_kmc_add_hops(kmc, 1.0, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "sublattice 5", msbat_kmc_add_cluster(kmc, 2, pair, 0.1));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "offset", msbat_kmc_add_cluster(kmc, 2, away, 0.1));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_points", msbat_kmc_add_cluster(kmc, 9, pair, 0.1));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_points", msbat_kmc_add_cluster(kmc, -1, pair, 0.1));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "eci_ev", msbat_kmc_add_cluster(kmc, 1, pair, NAN));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "points", msbat_kmc_add_cluster(kmc, 1, NULL, 0.1));
    for (int i = 0; i < 10; i++) TEST_OK(ctx, msbat_kmc_add_cluster(kmc, 1, pair, 100.0));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "1000 eV", msbat_kmc_add_cluster(kmc, 1, pair, 100.0));
    msbat_kmc_destroy(&kmc);
}
END_TEST

START_TEST(test_bad_run_arguments)
{
    msbat_kmc *kmc = make_simple(ctx, SQUARE, 3, 3, 1, 0.1);
    const int8_t two[9] = {0, 1, 2, 0, 0, 0, 0, 0, 0}, one[9] = {0, 1};
    int8_t got[9];
    int64_t n, site[4];
    double d[9];
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "occupation[2] = 2", msbat_kmc_set_occupation(kmc, 9, two));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "9 active sites", msbat_kmc_set_occupation(kmc, 8, one));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "occupation", msbat_kmc_set_occupation(kmc, 9, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_ions", msbat_kmc_set_random_occupation(kmc, 10));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_ions", msbat_kmc_set_random_occupation(kmc, -1));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_kmc_set_temperature(kmc, 0.0));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_kmc_set_temperature(kmc, NAN));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "window_ps", msbat_kmc_set_window_ps(kmc, -1.0));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "seed", msbat_kmc_set_seed(kmc, -1));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "temperature", msbat_kmc_set_option(kmc, "colour", "red"));
    TEST_OK(ctx, msbat_kmc_set_option(kmc, "temperature", "350.5"));
    TEST_OK(ctx, msbat_kmc_set_occupation(kmc, 9, one));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_events", msbat_kmc_run(kmc, -1));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_events", msbat_kmc_run(kmc, INT64_MAX));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "duration_ps", msbat_kmc_run_time(kmc, NAN));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "duration_ps", msbat_kmc_run_time(kmc, -1.0));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "relative_error", msbat_kmc_run_to_precision(kmc, 0.0, 10));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "max_events", msbat_kmc_run_to_precision(kmc, 0.1, 0));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "must be 9", msbat_kmc_get_occupation(kmc, 8, got));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "site", msbat_kmc_get_site(kmc, 9, &n, site));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "capacity", msbat_kmc_get_rates(kmc, 1, site, NULL, &n));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "quantity", msbat_kmc_get_diffusivity(kmc, (msbat_kmc_quantity)3, d, NULL, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "quantity = -1",
               msbat_kmc_get_diffusivity(kmc, (msbat_kmc_quantity)-1, d, NULL, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "level", msbat_kmc_get_window(kmc, MSBAT_KMC_JUMP, 0, d, NULL, NULL, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "interval_events", msbat_kmc_set_checkpoint(kmc, "/tmp/x", 0));
    TEST_OK(ctx, msbat_kmc_set_checkpoint(kmc, NULL, 0));
    TEST_OK(ctx, msbat_kmc_set_window_ps(kmc, 1e-25));
    TEST_OK(ctx, msbat_kmc_reset_statistics(kmc));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "too short", msbat_kmc_run(kmc, 10));
    msbat_kmc_destroy(&kmc);
}
END_TEST

START_TEST(test_null_handles)
{
    int8_t o[1] = {0};
    int64_t n[3] = {0};
    double x[9] = {0};
    ck_assert_int_eq(msbat_kmc_create_lattice(NULL, 1, n, NULL), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_kmc_add_cluster(NULL, 0, NULL, 0.0), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_kmc_add_hops(NULL, 1.0, n), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_kmc_add_hop(NULL, 0, 0, n, n), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_kmc_set_barrier(NULL, 0, 1, x, x), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_kmc_set_barrier_model(NULL, NULL, NULL), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_kmc_check_balance(NULL, NULL, NULL, 1, 1.0, x), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_kmc_set_occupation(NULL, 1, o), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_kmc_run(NULL, 1), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_kmc_run_time(NULL, 1.0), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_kmc_run_to_precision(NULL, 0.1, 1), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_kmc_get_diffusivity(NULL, MSBAT_KMC_JUMP, x, x, x), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_kmc_get_conductivity(NULL, 1.0, x, x), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_kmc_solve_exact(NULL, 0.0, x, x), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_kmc_write_checkpoint(NULL, "x"), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_kmc_read_checkpoint(NULL, "x"), MSBAT_ERR_NULL);
}
END_TEST

START_TEST(test_states_of_the_exact_solver)
{
    msbat_kmc *kmc = make_simple(ctx, SQUARE, 4, 4, 1, 0.1);
    double d[9];
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 8));
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "2000 states", msbat_kmc_solve_exact(kmc, 0.0, d, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "window_ps", msbat_kmc_solve_exact(kmc, -1.0, d, NULL));
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 0));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "no ions", msbat_kmc_solve_exact(kmc, 0.0, d, NULL));
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* ---- memory ---- */

static msbat_status whole_life(msbat_context *c, void *path)
{
    const double cell[9] = {2, 0, 0, -1, 1.7320508075688772, 0, 0, 0, 8}, frac[3] = {0}, kra[3] = {0.1, 0.1, 0.2},
                 nu[3] = {1, 1, 1};
    const int64_t species[1] = {3}, active[1] = {1}, matrix[9] = {4, 0, 0, 0, 3, 0, 0, 0, 1};
    const int64_t points[12] = {0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0};
    msbat_crystal *crystal = NULL;
    msbat_supercell *supercell = NULL;
    msbat_kmc *kmc = NULL;
    double d[9];
    msbat_status st = msbat_crystal_create(c, cell, 1, frac, species, &crystal);
    if (!st) st = msbat_supercell_create(crystal, matrix, &supercell);
    if (!st) st = msbat_kmc_create_lattice(supercell, 1, active, &kmc);
    if (!st) st = msbat_kmc_add_cluster(kmc, 3, points, 0.02);
    if (!st) st = msbat_kmc_add_hops(kmc, 2.1, NULL);
    if (!st) st = msbat_kmc_set_barrier(kmc, 0, 3, kra, nu);
    if (!st) st = msbat_kmc_check_balance(kmc, NULL, NULL, 2, 1e-9, NULL);
    if (!st) st = msbat_kmc_set_random_occupation(kmc, 3);
    if (!st) st = msbat_kmc_run(kmc, 100);
    if (!st) st = msbat_kmc_solve_exact(kmc, 0.0, d, NULL);
    if (!st) st = msbat_kmc_set_checkpoint(kmc, path, 50);
    if (!st) st = msbat_kmc_run(kmc, 100);
    if (!st) st = msbat_kmc_read_checkpoint(kmc, path);
    msbat_kmc_destroy(&kmc);
    msbat_supercell_destroy(&supercell);
    msbat_crystal_destroy(&crystal);
    return st;
}

START_TEST(test_every_allocation_fails_once)
{
    char path[64];
    snprintf(path, sizeof path, "/tmp/msbat-kmc-memory-%d.ckp", (int)getpid());
    ck_assert_int_gt(TEST_MEMORY(whole_life, path), 100);
    remove(path);
}
END_TEST

typedef struct outcome {
    int64_t events;
    double time, energy, d[3][9];
} outcome;

/* Runs to 600 events. With fail_at, that allocation of the run fails, and the run goes on. Returns the number of
 * allocations. */
static int64_t run_in_two(int64_t fail_at, outcome *o)
{
    test_heap heap = {0};
    msbat_context *c = NULL;
    msbat_kmc *kmc = NULL;
    const int64_t wanted = 600;
    ck_assert_int_eq(msbat_context_create_with_allocator(test_heap_resize, test_heap_release, &heap, &c), MSBAT_OK);
    kmc = make_simple(c, TRIANGULAR, 4, 3, 1, 0.1);
    TEST_OK(c, msbat_kmc_set_random_occupation(kmc, 5));
    int64_t before = heap.calls;
    heap.fail_at = fail_at ? before + fail_at : 0;
    msbat_status st = msbat_kmc_run(kmc, wanted);
    ck_assert_int_eq(st, fail_at ? MSBAT_ERR_MEMORY : MSBAT_OK);
    TEST_OK(c, msbat_kmc_get_event_count(kmc, &o->events));
    TEST_OK(c, msbat_kmc_run(kmc, wanted - o->events));
    int64_t n = heap.calls - before;
    TEST_OK(c, msbat_kmc_get_time(kmc, &o->time));
    TEST_OK(c, msbat_kmc_get_energy(kmc, &o->energy));
    for (int q = 0; q < 3; q++)
        TEST_OK(c, msbat_kmc_get_diffusivity(kmc, (msbat_kmc_quantity)q, o->d[q], NULL, NULL));
    TEST_OK(c, msbat_kmc_get_event_count(kmc, &o->events));
    msbat_kmc_destroy(&kmc);
    msbat_context_destroy(&c);
    ck_assert_int_eq(heap.live, 0);
    return n;
}

/* A window that could not be closed for want of memory is closed later, once and whole. */
START_TEST(test_failed_run_goes_on)
{
    outcome sound = {0};
    int64_t n = run_in_two(0, &sound);
    ck_assert_int_gt(n, 10);
    for (int64_t k = 1; k <= n; k++) {
        outcome o = {0};
        run_in_two(k, &o);
        ck_assert_msg(!memcmp(&o, &sound, sizeof o), "after allocation %d of %d", (int)k, (int)n);
    }
}
END_TEST

Suite *suite_kmc_hostile(void)
{
    Suite *suite = suite_create("kmc hostile");
    TCase *tc = tcase_create("hostile");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, test_wrong_order);
    tcase_add_test(tc, test_bad_model_arguments);
    tcase_add_test(tc, test_bad_run_arguments);
    tcase_add_test(tc, test_null_handles);
    tcase_add_test(tc, test_states_of_the_exact_solver);
    tcase_add_test(tc, test_every_allocation_fails_once);
    tcase_add_test(tc, test_failed_run_goes_on);
    suite_add_tcase(suite, tc);
    return suite;
}
