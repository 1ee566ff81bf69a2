/* Wrong arguments give a status and a message, never a crash; every allocation is made to fail once. */
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#include "models.h"

static msbat_context *ctx;
static msbat_crystal *host;
static msbat_ce *ce;
static msbat_supercell *cell, *foreign;
static int64_t n_orbits;

static void start(void)
{
    const double cutoffs[2] = {6, 3};
    TEST_OK(NULL, msbat_context_create(&ctx));
    host = model_layered(ctx, 2.816, 14.05, 0.2605, 27);
    ce = model_ce(host, 3, 0, 2, cutoffs);
    cell = model_box(host, 2, 2, 1);
    msbat_crystal *other = model_layered(ctx, 2.9, 14.05, 0.2605, 27);
    foreign = model_box(other, 2, 2, 1);
    msbat_crystal_destroy(&other);
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n_orbits));
}

static void stop(void)
{
    msbat_supercell_destroy(&cell);
    msbat_supercell_destroy(&foreign);
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&host);
    msbat_context_destroy(&ctx);
}

START_TEST(creation)
{
    const double good[2] = {6, 3}, nan_[1] = {NAN}, inf[1] = {INFINITY}, negative[1] = {-1}, far[1] = {100},
                 many[7] = {12, 12, 12, 12, 12, 12, 12};
    msbat_ce *new = ce;
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "", msbat_ce_create(NULL, 3, 0, 1e-3, 2, good, &new));
    ck_assert(new == NULL);
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "ce is NULL", msbat_ce_create(host, 3, 0, 1e-3, 2, good, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "cutoffs_ang", msbat_ce_create(host, 3, 0, 1e-3, 2, NULL, &new));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "cutoffs_ang", msbat_ce_create(host, 3, 0, 1e-3, 1, nan_, &new));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "cutoffs_ang", msbat_ce_create(host, 3, 0, 1e-3, 1, inf, &new));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "cutoffs_ang", msbat_ce_create(host, 3, 0, 1e-3, 1, negative, &new));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_cutoffs", msbat_ce_create(host, 3, 0, 1e-3, 8, good, &new));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_cutoffs", msbat_ce_create(host, 3, 0, 1e-3, -1, good, &new));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "filled", msbat_ce_create(host, 0, 3, 1e-3, 2, good, &new));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "empty", msbat_ce_create(host, 3, 119, 1e-3, 2, good, &new));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "both", msbat_ce_create(host, 3, 3, 1e-3, 2, good, &new));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "no site", msbat_ce_create(host, 11, 0, 1e-3, 2, good, &new));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "tolerance", msbat_ce_create(host, 3, 0, 0, 2, good, &new));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "tolerance", msbat_ce_create(host, 3, 0, NAN, 2, good, &new));
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "clusters", msbat_ce_create(host, 3, 0, 1e-3, 7, many, &new));
    ck_assert(new == NULL);
    TEST_OK(ctx, msbat_ce_create(host, 3, 0, 1e-3, 1, far, &new));
    msbat_ce_destroy(&new);
    msbat_ce_destroy(&new);
    msbat_ce_destroy(NULL);
    msbat_training_destroy(NULL);
    msbat_mc_destroy(NULL);
}
END_TEST

START_TEST(queries)
{
    const int8_t good[4] = {1, 0, 0, 1}, bad[4] = {1, 0, 2, 1};
    double value = 7, eci[64] = {0}, corr[64];
    int64_t n = 7, sites[64];
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "orbit", msbat_ce_get_orbit(ce, n_orbits, &n, NULL, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "orbit", msbat_ce_get_cluster(ce, -1, 1, sites));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_points", msbat_ce_get_cluster(ce, 2, 3, sites));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_terms", msbat_ce_get_terms(ce, 1, 4, NULL, NULL, NULL, sites));
    eci[3] = NAN;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "eci_ev", msbat_ce_set_eci(ce, n_orbits, eci));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n", msbat_ce_set_eci(ce, n_orbits + 1, eci));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "occupation[2]", msbat_ce_get_energy(ce, cell, 4, bad, &value));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "4 active", msbat_ce_get_energy(ce, cell, 5, good, &value));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "4 active", msbat_ce_get_energy(ce, cell, -1, good, &value));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "occupation", msbat_ce_get_energy(ce, cell, 4, NULL, &value));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "supercell", msbat_ce_get_energy(ce, NULL, 4, good, &value));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "another crystal", msbat_ce_get_energy(ce, foreign, 4, good, &value));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_orbits", msbat_ce_get_correlations(ce, cell, 4, good, 2, corr));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "fit", msbat_ce_get_score(ce, &value, NULL, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "fit", msbat_ce_get_covariance(ce, n_orbits, corr));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "ridge", msbat_ce_set_ridge(ce, -2));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "ridge", msbat_ce_set_ridge(ce, NAN));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "ridges", msbat_ce_set_option(ce, "ridges", "1"));
    ck_assert(value == 7 && n == 7);
    ck_assert_int_eq(msbat_ce_get_energy(NULL, cell, 4, good, &value), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_ce_fit(NULL, NULL), MSBAT_ERR_NULL);
}
END_TEST

START_TEST(training_arguments)
{
    msbat_training *training = NULL, *other_training = NULL;
    msbat_ce *smaller = NULL;
    const double cutoffs[1] = {3};
    const int8_t good[4] = {1, 0, 0, 1};
    msbat_crystal *empty = NULL;
    const double box[9] = {5, 0, 0, 0, 5, 0, 0, 0, 5};
    double value;
    int8_t occupation[4];
    TEST_OK(ctx, msbat_training_create(ce, &training));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "structure", msbat_training_add(training, NULL, 0, 1));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "energy", msbat_training_add(training, host, NAN, 1));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "weight", msbat_training_add(training, host, 0, 0));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "weight", msbat_training_add_occupation(training, cell, 4, good, 0, -1));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "crystal", msbat_training_add_occupation(training, foreign, 4, good, 0, 1));
    TEST_OK(ctx, msbat_crystal_create(ctx, box, 0, NULL, NULL, &empty));
    TEST_FAILS(ctx, MSBAT_ERR_MAPPING, "0 atoms", msbat_training_add(training, empty, 0, 1));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "structure", msbat_training_get_structure(training, 0, &value, NULL, NULL));
    TEST_OK(ctx, msbat_training_add(training, host, -25, 1));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n =", msbat_training_get_occupation(training, 0, 4, occupation));
    smaller = model_ce(host, 3, 0, 1, cutoffs);
    TEST_OK(ctx, msbat_training_create(smaller, &other_training));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "another", msbat_ce_fit(ce, other_training));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "max_strain", msbat_training_set_option(training, "max_strain", "0.7"));
    msbat_crystal_destroy(&empty);
    msbat_training_destroy(&training);
    msbat_training_destroy(&other_training);
    msbat_ce_destroy(&smaller);
}
END_TEST

START_TEST(monte_carlo_arguments)
{
    msbat_mc *mc = NULL;
    const double mu[3] = {0, 0.1, 0.1}, bad[2] = {0, NAN};
    double value, huge[64] = {0};
    int8_t occupation[4];
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "supercell", msbat_mc_create(ce, NULL, &mc));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "crystal", msbat_mc_create(ce, foreign, &mc));
    huge[2] = 1e12;
    TEST_OK(ctx, msbat_ce_set_eci(ce, n_orbits, huge));
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "too large", msbat_mc_create(ce, cell, &mc));
    huge[2] = 1e308; /* the sum over the cell is infinite */
    huge[3] = 1e308;
    TEST_OK(ctx, msbat_ce_set_eci(ce, n_orbits, huge));
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "too large", msbat_mc_create(ce, cell, &mc));
    huge[3] = 0.0;
    huge[2] = 0.1;
    TEST_OK(ctx, msbat_ce_set_eci(ce, n_orbits, huge));
    TEST_OK(ctx, msbat_mc_create(ce, cell, &mc));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_mc_run(mc, 0, 0, 10));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_mc_run_canonical(mc, NAN, 10));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "mu_ev", msbat_mc_run(mc, 300, INFINITY, 10));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "sweeps", msbat_mc_run(mc, 300, 0, -1));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "samples", msbat_mc_get_average(mc, MSBAT_MC_X, &value, NULL, NULL));
    TEST_OK(ctx, msbat_mc_run(mc, 300, 0, 1));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "samples", msbat_mc_get_average(mc, MSBAT_MC_X, &value, NULL, NULL));
    TEST_OK(ctx, msbat_mc_run(mc, 300, 0, 2));
    TEST_OK(ctx, msbat_mc_get_average(mc, MSBAT_MC_GAMMA, &value, NULL, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "observable",
               msbat_mc_get_average(mc, (msbat_mc_observable)77, &value, NULL, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "observable = -1",
               msbat_mc_get_average(mc, (msbat_mc_observable)-1, &value, NULL, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "samples", msbat_mc_get_correlations(mc, n_orbits, huge, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_filled", msbat_mc_set_random_occupation(mc, 5));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n =", msbat_mc_get_occupation(mc, 5, occupation));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "monotonic", msbat_mc_isotherm(mc, 300, 3, mu));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "mu_ev", msbat_mc_isotherm(mc, 300, 2, bad));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n =", msbat_mc_isotherm(mc, 300, 0, mu));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "interrupted", msbat_mc_resume(mc));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "min_sweeps", msbat_mc_set_min_sweeps(mc, 2));
    TEST_OK(ctx, msbat_mc_run_canonical(mc, 300, 5)); /* nothing can move in an empty cell */
    msbat_mc_destroy(&mc);
}
END_TEST

/* Handles die in any order. */
START_TEST(any_order)
{
    const double cutoffs[1] = {3};
    const int8_t one[1] = {1};
    msbat_crystal *own = model_layered(ctx, 2.8, 14, 0.26, 27);
    msbat_ce *c = model_ce(own, 3, 0, 1, cutoffs);
    msbat_supercell *s = model_box(own, 1, 1, 1);
    msbat_training *t = NULL;
    msbat_mc *m = NULL;
    TEST_OK(ctx, msbat_training_create(c, &t));
    TEST_OK(ctx, msbat_training_add_occupation(t, s, 1, one, -1, 1));
    TEST_OK(ctx, msbat_mc_create(c, s, &m));
    msbat_crystal_destroy(&own);
    msbat_supercell_destroy(&s);
    msbat_ce_destroy(&c);
    TEST_OK(ctx, msbat_mc_run(m, 300, 0, 10));
    TEST_OK(ctx, msbat_training_get_supercell(t, 0, &(const msbat_supercell *){NULL}));
    msbat_mc_destroy(&m);
    msbat_training_destroy(&t);
}
END_TEST

/* ---- allocations that fail ---- */

/* Everything once, stopping at the first status. */
static msbat_status everything(msbat_context *c, void *path)
{
    const double y = 2.816 / (2 * sqrt(3.0)), z = 14.05 / 3, cutoffs[3] = {5, 3, 3}, mu[3] = {-3, -2.8, -2.6};
    const double box[9] = {1.408, y, z, -1.408, y, z, 0, -2 * y, z};
    const double frac[12] = {0.5, 0.5, 0.5, 0, 0, 0, 0.26, 0.26, 0.26, 0.74, 0.74, 0.74};
    const int64_t species[4] = {3, 27, 8, 8}, matrix[9] = {2, 0, 0, 0, 2, 0, 0, 0, 1};
    const int8_t some[4] = {1, 0, 1, 0}, none[4] = {0, 0, 0, 0};
    double x[64], e, de;
    msbat_crystal *h = NULL;
    msbat_ce *k = NULL;
    msbat_supercell *s = NULL;
    msbat_training *t = NULL;
    msbat_mc *m = NULL;
    int64_t n = 0;
    msbat_status st = msbat_crystal_create(c, box, 4, frac, species, &h);
    if (!st) st = msbat_ce_create(h, 3, 0, 1e-3, 3, cutoffs, &k);
    if (!st) st = msbat_ce_get_orbit_count(k, &n);
    if (!st) st = msbat_supercell_create(h, matrix, &s);
    if (!st) st = msbat_training_create(k, &t);
    if (!st) st = msbat_training_add(t, h, -25, 1);
    if (!st) st = msbat_training_add_occupation(t, s, 4, some, -95, 1);
    if (!st) st = msbat_training_add_occupation(t, s, 4, none, -92, 1);
    if (!st) st = msbat_ce_set_ridge(k, 0.1);
    if (!st) st = msbat_ce_fit(k, t);
    if (!st) st = msbat_ce_get_prediction(k, s, 4, some, &e, &de);
    if (!st) st = msbat_ce_get_correlations(k, s, 4, some, n, x);
    if (!st) st = msbat_mc_create(k, s, &m);
    if (!st) st = msbat_mc_set_correlation_interval(m, 2);
    if (!st) st = msbat_mc_set_occupation(m, 4, some);
    if (!st) st = msbat_mc_run_canonical(m, 500, 20);
    if (!st) st = msbat_mc_get_average(m, MSBAT_MC_ENERGY, &e, NULL, NULL);
    if (!st) st = msbat_mc_set_max_sweeps(m, 12);
    if (!st) st = msbat_mc_isotherm(m, 500, 3, mu);
    if (!st) st = msbat_mc_write_checkpoint(m, path);
    if (!st) st = msbat_mc_read_checkpoint(m, path);
    if (!st) st = msbat_mc_run_canonical(m, 500, 20);
    if (!st) st = msbat_mc_write_checkpoint(m, path);
    if (!st) st = msbat_mc_read_checkpoint(m, path);
    msbat_mc_destroy(&m);
    msbat_training_destroy(&t);
    msbat_supercell_destroy(&s);
    msbat_ce_destroy(&k);
    msbat_crystal_destroy(&h);
    return st;
}

START_TEST(failing_allocations)
{
    char path[64];
    snprintf(path, sizeof path, "/tmp/msbat-ce-memory-%d", (int)getpid());
    ck_assert_int_gt(TEST_MEMORY(everything, path), 100);
    remove(path);
}
END_TEST

/* ---- equal objects, and those that only look alike ---- */

static msbat_crystal *changed_host(int64_t site, double by, int64_t species)
{
    double box[9], frac[12];
    int64_t z[4];
    msbat_crystal *made = NULL;
    TEST_OK(ctx, msbat_crystal_get_cell(host, box));
    TEST_OK(ctx, msbat_crystal_get_sites(host, 4, frac, z));
    frac[3 * site] += by;
    z[site] = species;
    TEST_OK(ctx, msbat_crystal_create(ctx, box, 4, frac, z, &made));
    return made;
}

/* A supercell of an equal crystal will do; one of which a site differs will not. */
START_TEST(equal_hosts)
{
    const struct { int64_t site, species; double by; bool equal; } hosts[] = {
        {3, 8, 0, true}, {3, 8, 1e-9, false}, {1, 28, 0, false}};
    for (int i = 0; i < 3; i++) {
        msbat_crystal *other = changed_host(hosts[i].site, hosts[i].by, hosts[i].species);
        msbat_supercell *box = model_box(other, 2, 2, 1);
        int64_t n = -1;
        if (hosts[i].equal) {
            TEST_OK(ctx, msbat_ce_get_occupation_size(ce, box, &n));
            ck_assert_int_eq(n, 4);
        } else {
            TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "another crystal", msbat_ce_get_occupation_size(ce, box, &n));
            ck_assert_int_eq(n, -1);
        }
        msbat_supercell_destroy(&box);
        msbat_crystal_destroy(&other);
    }
}
END_TEST

/* Training of an equal expansion will do for a fit; of one with other orbits or species it will not. */
START_TEST(equal_expansions)
{
    const double cutoffs[2] = {6, 3}, shorter[2] = {3, 3}, eci_cutoff[1] = {3};
    const int8_t some[4] = {1, 0, 1, 0}, none[4] = {0, 0, 0, 0};
    msbat_ce *same = model_ce(host, 3, 0, 2, cutoffs), *small = model_ce(host, 3, 0, 2, shorter);
    msbat_ce *pairs = model_ce(host, 3, 0, 1, eci_cutoff), *sodium = model_ce(host, 3, 11, 2, cutoffs);
    msbat_ce *others[3] = {small, pairs, sodium};
    msbat_training *t = NULL;
    TEST_OK(ctx, msbat_training_create(same, &t));
    TEST_OK(ctx, msbat_training_add_occupation(t, cell, 4, some, -95, 1));
    TEST_OK(ctx, msbat_training_add_occupation(t, cell, 4, none, -92, 1));
    TEST_OK(ctx, msbat_ce_set_ridge(ce, 0.1));
    TEST_OK(ctx, msbat_ce_fit(ce, t));
    for (int i = 0; i < 3; i++)
        TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "", msbat_ce_fit(others[i], t));
    msbat_training_destroy(&t);
    msbat_ce_destroy(&same);
    for (int i = 0; i < 3; i++) msbat_ce_destroy(&others[i]);
}
END_TEST

Suite *suite_ce_hostile(void)
{
    Suite *suite = suite_create("ce hostile");
    TCase *c = tcase_create("all");
    tcase_add_checked_fixture(c, start, stop);
    tcase_set_timeout(c, 120);
    tcase_add_test(c, creation);
    tcase_add_test(c, queries);
    tcase_add_test(c, training_arguments);
    tcase_add_test(c, monte_carlo_arguments);
    tcase_add_test(c, any_order);
    tcase_add_test(c, failing_allocations);
    tcase_add_test(c, equal_hosts);
    tcase_add_test(c, equal_expansions);
    suite_add_tcase(suite, c);
    return suite;
}
