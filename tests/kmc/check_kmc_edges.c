/* check_kmc_edges.c - nothing can move, nothing gets anywhere, and models that fail in the middle of the work. */
#include "fixtures.h"

#include <stdio.h>
#include <unistd.h>

#include "msbat/ce.h"

static msbat_context *ctx;
static void setup(void) { TEST_OK(NULL, msbat_context_create(&ctx)); }
static void teardown(void) { msbat_context_destroy(&ctx); }

/* n sites of Li per cell of the given edges, no hops. */
static msbat_kmc *make_own(const double edges[3], int64_t n, const double *frac, int64_t lx)
{
    const double cell[9] = {edges[0], 0, 0, 0, edges[1], 0, 0, 0, edges[2]};
    const int64_t species[4] = {3, 3, 3, 3}, active[4] = {1, 1, 1, 1}, matrix[9] = {lx, 0, 0, 0, 3, 0, 0, 0, 3};
    msbat_crystal *crystal = NULL;
    msbat_supercell *supercell = NULL;
    msbat_kmc *kmc = NULL;
    TEST_OK(ctx, msbat_crystal_create(ctx, cell, n, frac, species, &crystal));
    TEST_OK(ctx, msbat_supercell_create(crystal, matrix, &supercell));
    TEST_OK(ctx, msbat_kmc_create_lattice(supercell, n, active, &kmc));
    msbat_crystal_destroy(&crystal);
    msbat_supercell_destroy(&supercell);
    return kmc;
}

/* ---- no path ---- */

static void check_zero(int64_t n, const double *value)
{
    for (int64_t i = 0; i < n; i++) ck_assert(value[i] == 0.0);
}

/* Every result of a lattice in which nothing can move is 0 without error, and says so. */
static void check_no_path(const msbat_kmc *kmc)
{
    double d[9], error[9], x, dx, window = 7;
    for (int i = 0; i < 9; i++) d[i] = error[i] = 7;
    TEST_FAILS(ctx, MSBAT_NO_PATH, "no hop is possible",
               msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_JUMP, d, error, &window));
    check_zero(9, d);
    check_zero(9, error);
    ck_assert(window == 0.0);
    TEST_FAILS(ctx, MSBAT_NO_PATH, "no hop", msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_TRACER, d, NULL, NULL));
    for (int i = 0; i < 9; i++) d[i] = error[i] = 7;
    TEST_FAILS(ctx, MSBAT_NO_PATH, "no hop", msbat_kmc_get_conductivity(kmc, 1.0, d, error));
    check_zero(9, d);
    check_zero(9, error);
    for (int s = MSBAT_KMC_ISOTROPIC; s <= MSBAT_KMC_IN_PLANE; s++) {
        msbat_kmc_scalar scalar = (msbat_kmc_scalar)s;
        x = dx = 7;
        TEST_FAILS(ctx, MSBAT_NO_PATH, "", msbat_kmc_get_diffusivity_scalar(kmc, MSBAT_KMC_TRACER, scalar, &x, &dx));
        ck_assert(x == 0.0 && dx == 0.0);
        x = dx = 7;
        TEST_FAILS(ctx, MSBAT_NO_PATH, "", msbat_kmc_get_haven_ratio(kmc, scalar, &x, &dx));
        ck_assert(x == 0.0 && dx == 0.0);
        x = dx = 7;
        TEST_FAILS(ctx, MSBAT_NO_PATH, "", msbat_kmc_get_correlation_factor(kmc, MSBAT_KMC_JUMP, scalar, &x, &dx));
        ck_assert(x == 0.0 && dx == 0.0);
    }
}

START_TEST(test_full_and_empty)
{
    for (int64_t n_ions = 0; n_ions <= 9; n_ions += 9) {
        msbat_kmc *kmc = make_simple(ctx, SQUARE, 3, 3, 1, 0.1);
        TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, n_ions));
        check_no_path(kmc);
        TEST_FAILS(ctx, MSBAT_NO_PATH, "", msbat_kmc_run(kmc, 10));
        check_no_path(kmc);
        msbat_kmc_destroy(&kmc);
    }
}
END_TEST

/* All hops are closed, or so slow that the first one would come after the end of time. */
START_TEST(test_frozen)
{
    const double kra[1] = {0.0}, nu[2] = {0.0, 1e-306};
    for (int i = 0; i < 2; i++) {
        msbat_kmc *kmc = make_lattice(ctx, SQUARE, 3, 3, 1);
        double time = 7;
        TEST_OK(ctx, msbat_kmc_set_barrier(kmc, 0, 1, kra, &nu[i]));
        TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 4));
        TEST_FAILS(ctx, MSBAT_NO_PATH, "", msbat_kmc_run(kmc, 10));
        TEST_OK(ctx, msbat_kmc_get_time(kmc, &time));
        ck_assert(time == 0.0);
        if (i == 0) check_no_path(kmc);
        msbat_kmc_destroy(&kmc);
    }
}
END_TEST

/* Chains along z: D is 0 in the plane and not along z; ratios in the plane have no meaning. */
START_TEST(test_chains_along_z)
{
    const double edges[3] = {3, 4, 2}, frac[3] = {0, 0, 0}, kra[1] = {0.05}, nu[1] = {1};
    const int64_t up[3] = {0, 0, 1};
    double d[9], x = 7, dx = 7;
    msbat_kmc *kmc = make_own(edges, 1, frac, 3);
    TEST_OK(ctx, msbat_kmc_add_hop(kmc, 0, 0, up, NULL));
    TEST_OK(ctx, msbat_kmc_set_barrier(kmc, 0, 1, kra, nu));
    TEST_OK(ctx, msbat_kmc_check_balance(kmc, NULL, NULL, 50, 1e-9, NULL));
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 9));
    TEST_OK(ctx, msbat_kmc_run(kmc, 20000));
    TEST_OK(ctx, msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_JUMP, d, NULL, NULL));
    ck_assert(d[8] > 0.0);
    check_zero(8, d);
    TEST_OK(ctx, msbat_kmc_get_diffusivity_scalar(kmc, MSBAT_KMC_JUMP, MSBAT_KMC_IN_PLANE, &x, &dx));
    ck_assert(x == 0.0);
    TEST_OK(ctx, msbat_kmc_get_haven_ratio(kmc, MSBAT_KMC_ISOTROPIC, &x, NULL));
    ck_assert(x > 0.0);
    TEST_FAILS(ctx, MSBAT_NO_PATH, "D_J is 0", msbat_kmc_get_haven_ratio(kmc, MSBAT_KMC_IN_PLANE, &x, &dx));
    ck_assert(x == 0.0 && dx == 0.0);
    x = dx = 7;
    TEST_FAILS(ctx, MSBAT_NO_PATH, "no hop leads in these directions",
               msbat_kmc_get_correlation_factor(kmc, MSBAT_KMC_TRACER, MSBAT_KMC_IN_PLANE, &x, &dx));
    ck_assert(x == 0.0 && dx == 0.0);
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* Pairs of sites: no hop is part of a ring, ions rattle and get nowhere. */
START_TEST(test_rattling_pairs)
{
    const double edges[3] = {6, 7, 8}, frac[6] = {0, 0, 0, 0.25, 0, 0}, kra[1] = {0.05}, nu[1] = {1};
    const int64_t here[3] = {0, 0, 0};
    double d[9], residuals[3] = {7, 7, 7}, moved[3 * 9];
    msbat_kmc *kmc = make_own(edges, 2, frac, 3);
    TEST_OK(ctx, msbat_kmc_add_hop(kmc, 0, 1, here, NULL));
    TEST_OK(ctx, msbat_kmc_set_barrier(kmc, 0, 1, kra, nu));
    TEST_OK(ctx, msbat_kmc_check_balance(kmc, NULL, NULL, 200, 1e-9, residuals));
    check_zero(3, residuals);
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 9));
    TEST_OK(ctx, msbat_kmc_run(kmc, 5001));
    TEST_OK(ctx, msbat_kmc_get_displacements(kmc, 9, moved));
    for (int i = 0; i < 9; i++) ck_assert(fabs(moved[3 * i]) < 1.5 + 1e-12 && moved[3 * i + 1] == 0.0);
    TEST_OK(ctx, msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_TRACER, d, NULL, NULL));
    check_zero(9, d);
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* ---- models that fail ---- */

typedef enum fault { CODE, NAN_BARRIER, NEGATIVE_BARRIER, HUGE_BARRIER, NAN_NU, NEGATIVE_NU, HUGE_NU, FAULTS } fault;
typedef struct faulty {
    int64_t calls, fail_at; /* from 1; 0: never */
    fault fails;
} faulty;

static int model(int64_t hop_class, int64_t from, int64_t to, int64_t n_sites, const int8_t *occupation,
                 double *barrier_ev, double *nu_thz, void *user)
{
    const double wrong[FAULTS] = {0, NAN, -0.1, 1e7, NAN, -1, INFINITY};
    faulty *f = user;
    int fails = ++f->calls == f->fail_at;
    (void)hop_class, (void)from, (void)to, (void)n_sites, (void)occupation;
    *barrier_ev = fails && f->fails >= NAN_BARRIER && f->fails <= HUGE_BARRIER ? wrong[f->fails] : 0.1;
    *nu_thz = fails && f->fails >= NAN_NU ? wrong[f->fails] : 1.0;
    return fails && f->fails == CODE ? 5 : 0;
}

/* Wherever the model fails, a balance check, a run and the exact solver stop with it, and go on when it is well again
 * as if nothing had been. */
START_TEST(test_models_that_fail)
{
    faulty f = {0, 0, (fault)_i};
    double good[9], d[9];
    for (int i = 0; i < 9; i++) d[i] = 7;
    msbat_kmc *kmc = make_lattice(ctx, CHAIN, 4, 1, 1);
    f.fail_at = 5;
    TEST_FAILS(ctx, MSBAT_ERR_CALLBACK, "barrier model on the hop", msbat_kmc_set_barrier_model(kmc, model, &f));
    f = (faulty){0, 0, (fault)_i};
    TEST_OK(ctx, msbat_kmc_set_barrier_model(kmc, model, &f));
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 2));
    TEST_OK(ctx, msbat_kmc_solve_exact(kmc, 0.0, good, NULL));
    f.calls = 0;
    f.fail_at = 3;
    TEST_FAILS(ctx, MSBAT_ERR_CALLBACK, "barrier model on the hop", msbat_kmc_solve_exact(kmc, 0.0, d, NULL));
    for (int i = 0; i < 9; i++) ck_assert(d[i] == 7);
    f.calls = 0;
    f.fail_at = 20;
    TEST_FAILS(ctx, MSBAT_ERR_CALLBACK, "barrier model on the hop", msbat_kmc_run(kmc, 1000));
    f.fail_at = 0;
    TEST_OK(ctx, msbat_kmc_run(kmc, 1000));
    TEST_OK(ctx, msbat_kmc_solve_exact(kmc, 0.0, d, NULL));
    ck_assert_mem_eq(d, good, sizeof d);
    f.calls = 0;
    f.fail_at = 30;
    TEST_FAILS(ctx, MSBAT_ERR_CALLBACK, "barrier model on the hop",
               msbat_kmc_check_balance(kmc, NULL, NULL, 100, 1e-9, NULL));
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* The rates of the old temperature are gone then: they are not taken for those of the new one. */
START_TEST(test_model_that_fails_at_a_new_temperature)
{
    faulty f = {0, 0, CODE};
    double expected = 0, rate = 0;
    msbat_kmc *kmc = make_lattice(ctx, CHAIN, 4, 1, 1);
    TEST_OK(ctx, msbat_kmc_set_barrier_model(kmc, model, &f));
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 2));
    TEST_OK(ctx, msbat_kmc_set_temperature(kmc, 600));
    TEST_OK(ctx, msbat_kmc_get_total_rate(kmc, &expected));
    TEST_OK(ctx, msbat_kmc_set_temperature(kmc, 300));
    TEST_OK(ctx, msbat_kmc_get_total_rate(kmc, &rate));
    ck_assert(rate < 0.5 * expected);
    TEST_OK(ctx, msbat_kmc_set_temperature(kmc, 600));
    f.calls = 0;
    f.fail_at = 1;
    TEST_FAILS(ctx, MSBAT_ERR_CALLBACK, "msbat_kmc_get_total_rate: ", msbat_kmc_get_total_rate(kmc, &rate));
    TEST_OK(ctx, msbat_kmc_get_total_rate(kmc, &rate));
    ck_assert(rate == expected);
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* Averages belong to one model: another one starts them anew. */
START_TEST(test_statistics_of_another_model)
{
    faulty first = {0, 0, CODE}, second = {0, 0, CODE};
    int64_t levels = 0;
    msbat_kmc *kmc = make_lattice(ctx, CHAIN, 8, 1, 1);
    TEST_OK(ctx, msbat_kmc_set_barrier_model(kmc, model, &first));
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 3));
    TEST_OK(ctx, msbat_kmc_run(kmc, 2000));
    TEST_OK(ctx, msbat_kmc_get_level_count(kmc, &levels));
    ck_assert_int_gt(levels, 3);
    TEST_OK(ctx, msbat_kmc_set_barrier_model(kmc, model, &second));
    TEST_OK(ctx, msbat_kmc_get_level_count(kmc, &levels));
    ck_assert_int_eq(levels, 0);
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* ---- arguments ---- */

START_TEST(test_sites_where_no_ion_can_be)
{
    msbat_kmc *kmc = make_lattice(ctx, LAYERED, 2, 2, 2);
    const int64_t here[3] = {0, 0, 0}, points[8] = {0, 0, 0, 0, 1, 0, 0, 0}, below[4] = {-1, 0, 0, 0};
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "not an active site", msbat_kmc_add_hop(kmc, 0, 1, here, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "not an active site", msbat_kmc_add_hop(kmc, 2, 0, here, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "sublattice 1", msbat_kmc_add_cluster(kmc, 2, points, 0.1));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "sublattice -1", msbat_kmc_add_cluster(kmc, 1, below, 0.1));
    msbat_kmc_destroy(&kmc);
}
END_TEST

START_TEST(test_hops_over_many_cells)
{
    const double edges[3] = {1, 1, 1}, frac[3] = {0, 0, 0};
    int64_t n = 7;
    msbat_kmc *kmc = make_own(edges, 1, frac, 3);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "more than 100 host cells", msbat_kmc_add_hops(kmc, 150.0, &n));
    ck_assert_int_eq(n, 7);
    TEST_OK(ctx, msbat_kmc_get_hop_class_count(kmc, &n));
    ck_assert_int_eq(n, 0);
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* ---- memory ---- */

/* A cluster expansion with its energies, the exact solver, a run and its checkpoint. */
static msbat_status life_with_expansion(msbat_context *c, void *path)
{
    const double cell[9] = {2, 0, 0, 0, 2, 0, 0, 0, 8}, frac[3] = {0}, cutoffs[2] = {3, 3};
    const double eci[5] = {-1, 0.1, 0.02, 0, 0.01}; /* empty, point, two pairs, a triplet */
    const int64_t species[1] = {3}, matrix[9] = {3, 0, 0, 0, 3, 0, 0, 0, 1};
    msbat_crystal *crystal = NULL;
    msbat_supercell *supercell = NULL;
    msbat_ce *ce = NULL;
    msbat_kmc *kmc = NULL;
    int64_t n = 0;
    double d[9], kra[1] = {0.1}, nu[1] = {1};
    msbat_status st = msbat_crystal_create(c, cell, 1, frac, species, &crystal);
    if (!st) st = msbat_supercell_create(crystal, matrix, &supercell);
    if (!st) st = msbat_ce_create(crystal, 3, 0, 1e-3, 2, cutoffs, &ce);
    if (!st) st = msbat_ce_get_orbit_count(ce, &n);
    ck_assert(st || n == 5);
    if (!st) st = msbat_ce_set_eci(ce, n, eci);
    if (!st) st = msbat_kmc_create(ce, supercell, &kmc);
    ck_assert((st == MSBAT_OK) == (kmc != NULL));
    if (!st) st = msbat_kmc_add_hop(kmc, 0, 0, (int64_t[]){1, 0, 0}, NULL);
    if (!st) st = msbat_kmc_set_barrier(kmc, 0, 1, kra, nu);
    if (!st) st = msbat_kmc_set_random_occupation(kmc, 2);
    if (!st) st = msbat_kmc_solve_exact(kmc, 1.0, d, NULL);
    if (!st) st = msbat_kmc_run(kmc, 300);
    if (!st) st = msbat_kmc_write_checkpoint(kmc, path);
    if (!st) st = msbat_kmc_read_checkpoint(kmc, path);
    if (!st) st = msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_TRACER, d, NULL, NULL);
    msbat_kmc_destroy(&kmc);
    msbat_ce_destroy(&ce);
    msbat_supercell_destroy(&supercell);
    msbat_crystal_destroy(&crystal);
    return st;
}

START_TEST(test_expansions_without_memory)
{
    char path[64];
    snprintf(path, sizeof path, "/tmp/msbat-kmc-edges-%d.ckp", (int)getpid());
    ck_assert_int_gt(TEST_MEMORY(life_with_expansion, path), 100);
    remove(path);
}
END_TEST

Suite *suite_kmc_edges(void)
{
    Suite *suite = suite_create("kmc edges");
    TCase *tc = tcase_create("edges");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, test_full_and_empty);
    tcase_add_test(tc, test_frozen);
    tcase_add_test(tc, test_chains_along_z);
    tcase_add_test(tc, test_rattling_pairs);
    tcase_add_loop_test(tc, test_models_that_fail, 0, FAULTS);
    tcase_add_test(tc, test_model_that_fails_at_a_new_temperature);
    tcase_add_test(tc, test_statistics_of_another_model);
    tcase_add_test(tc, test_sites_where_no_ion_can_be);
    tcase_add_test(tc, test_hops_over_many_cells);
    tcase_add_test(tc, test_expansions_without_memory);
    suite_add_tcase(suite, tc);
    return suite;
}
