/* check_link_phase.c - a phase from isotherms against the closed form of the non-interacting lattice gas. Statistical
 * tests have fixed seeds and a limit of 5.5 standard errors. */
#include "chain.h"

static const double kb = MSBAT_BOLTZMANN_EV;

static msbat_context *ctx;
static void setup(void) { TEST_OK(NULL, msbat_context_create(&ctx)); }
static void teardown(void) { msbat_context_destroy(&ctx); }

static double ideal_mu(double x, double t) { return MU0 + kb * t * log(x / (1 - x)); }

static msbat_phase *make_phase(const msbat_mc *const mc[2])
{
    msbat_phase *phase = NULL;
    TEST_OK(ctx, msbat_phase_from_isotherms(2, mc, "host", "Li", -1.5, MSBAT_GAP_REFUSE, &phase));
    return phase;
}

/* At the points of both isotherms mu is that of the run to rounding, and the ideal one within its error; Gamma comes
 * from differences of neighbours, whose errors add up over their distance. At the temperature between (g is linear in
 * T, as that of the ideal gas is) the same within the errors of both. */
START_TEST(ideal_gas_at_two_temperatures)
{
    const double t[2] = {500, 700};
    msbat_ce *ce = make_ce(ctx, EDGE, EDGE, 0, 0);
    msbat_mc *mc[2] = {make_isotherm(ctx, ce, 6, t[0], 11), make_isotherm(ctx, ce, 6, t[1], 12)};
    msbat_phase *phase = make_phase((const msbat_mc *const *)mc);
    double worst_mu = 0, worst_gamma = 0, range[2], t_range[2], density, reference;
    TEST_OK(ctx, msbat_phase_get_range(phase, range, t_range));
    ck_assert(t_range[0] == t[0] && t_range[1] == t[1] && range[0] < 0.07 && range[1] > 0.93);
    for (int k = 0; k < 2; k++) {
        double mu[19], x[19], dx[19], got[1], gamma[1], error[19];
        TEST_OK(ctx, msbat_mc_get_isotherm(mc[k], 19, mu, x, dx, NULL, NULL, NULL));
        for (int i = 0; i < 19; i++) error[i] = dx[i] * kb * t[k] / (x[i] * (1 - x[i]));
        for (int i = 0; i < 19; i++) {
            ck_assert(dx[i] > 0 && dx[i] < 0.003);
            if (x[i] < range[0] || x[i] > range[1]) continue;
            TEST_OK(ctx, msbat_phase_get_mu(phase, t[k], 1, &x[i], got));
            TEST_NEAR(got[0], mu[i], 1e-12);
            worst_mu = fmax(worst_mu, fabs(got[0] - ideal_mu(x[i], t[k])) / error[i]);
            if (i == 0 || i == 18 || x[i - 1] < range[0] || x[i + 1] > range[1]) continue;
            double near = fmin(x[i] - x[i - 1], x[i + 1] - x[i]);
            double around = fmax(error[i], fmax(error[i - 1], error[i + 1]));
            TEST_OK(ctx, msbat_phase_get_thermodynamic_factor(phase, t[k], 1, &x[i], gamma));
            /* a three-point slope of the part that is not ideal: at most two of the neighbouring secants */
            double expected = 1 / (1 - x[i]), sigma = x[i] / (kb * t[k]) * sqrt(2.0) * around / near;
            worst_gamma = fmax(worst_gamma, fabs(gamma[0] - expected) / sigma);
        }
        for (double between = 0.1; between < 0.91; between += 0.1) {
            TEST_OK(ctx, msbat_phase_get_mu(phase, 600, 1, &between, got));
            TEST_NEAR(got[0], ideal_mu(between, 600), SIGMAS * 0.002 * kb * 700 / (between * (1 - between)));
        }
    }
    ck_assert_msg(worst_mu < SIGMAS && worst_mu > 0.1, "mu: %g standard errors", worst_mu);
    ck_assert_msg(worst_gamma < SIGMAS, "Gamma: %g standard errors", worst_gamma);
    TEST_OK(ctx, msbat_phase_get_site_density(phase, &density));
    TEST_NEAR(density, cubic_density(), 1e-13 * density);
    TEST_OK(ctx, msbat_phase_get_reference(phase, &reference));
    ck_assert(reference == -1.5);
    double x = 0.5, u, mu;
    TEST_OK(ctx, msbat_phase_get_voltage(phase, 500, 1, &x, &u));
    TEST_OK(ctx, msbat_phase_get_mu(phase, 500, 1, &x, &mu));
    TEST_NEAR(u, -(mu + 1.5), 1e-15);
    msbat_phase_destroy(&phase);
    msbat_mc_destroy(&mc[0]);
    msbat_mc_destroy(&mc[1]);
    msbat_ce_destroy(&ce);
}
END_TEST

/* Entropy of mixing from two isotherms: the error of g is at most that of mu times the width in x. */
START_TEST(entropy_of_mixing)
{
    msbat_ce *ce = make_ce(ctx, EDGE, EDGE, 0, 0);
    msbat_mc *mc[2] = {make_isotherm(ctx, ce, 6, 500, 3), make_isotherm(ctx, ce, 6, 700, 4)};
    msbat_phase *phase = make_phase((const msbat_mc *const *)mc);
    for (double x = 0.2; x < 0.9; x += 0.2) {
        double s, expected = -kb * (x * log(x) + (1 - x) * log(1 - x));
        TEST_OK(ctx, msbat_phase_get_entropy(phase, 600, 1, &x, &s));
        TEST_NEAR(s, expected, SIGMAS * sqrt(2.0) * 0.002 * kb * 700 / 0.09 * x / 200);
    }
    msbat_phase_destroy(&phase);
    msbat_mc_destroy(&mc[0]);
    msbat_mc_destroy(&mc[1]);
    msbat_ce_destroy(&ce);
}
END_TEST

/* The list of mu may run either way; points without information on mu are left out. */
START_TEST(falling_list_and_empty_points)
{
    msbat_ce *ce = make_ce(ctx, EDGE, EDGE, 0, 0);
    msbat_supercell *box = make_box(ctx, ce, 5, 5, 5);
    double mu[9], range[2];
    for (int i = 0; i < 9; i++) mu[i] = MU0 + kb * 500 * (2.0 - 0.5 * i);
    mu[0] = MU0 + 3, mu[8] = MU0 - 3; /* full and empty */
    const msbat_mc *mc = run_isotherm(ctx, ce, box, 500, 9, mu, 1);
    msbat_phase *phase = NULL;
    TEST_OK(ctx, msbat_phase_from_isotherms(1, &mc, "host", "Li", 0, MSBAT_GAP_REFUSE, &phase));
    TEST_OK(ctx, msbat_phase_get_range(phase, range, NULL));
    TEST_NEAR(range[0], 1 / (1 + exp(1.5)), 0.02);
    TEST_NEAR(range[1], 1 / (1 + exp(-1.5)), 0.02);
    msbat_phase_destroy(&phase);
    msbat_mc_destroy((msbat_mc **)&mc);
    const double few[5] = {MU0 - 3, MU0, MU0 + 0.01, MU0 + 0.02, MU0 + 3};
    mc = run_isotherm(ctx, ce, box, 500, 5, few, 1);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "4",
               msbat_phase_from_isotherms(1, &mc, "host", "Li", 0, MSBAT_GAP_REFUSE, &phase));
    ck_assert_ptr_null(phase);
    msbat_mc_destroy((msbat_mc **)&mc);
    msbat_supercell_destroy(&box);
    msbat_ce_destroy(&ce);
}
END_TEST

START_TEST(refusals)
{
    msbat_ce *ce = make_ce(ctx, EDGE, EDGE, 0, 0), *wide = make_ce(ctx, 3.1, EDGE, 0, 0);
    /* another cell with the same site density */
    msbat_ce *other = make_ce(ctx, 2.5, EDGE * EDGE * EDGE / 6.25, 0, 0);
    msbat_supercell *box = make_box(ctx, ce, 3, 3, 3);
    msbat_mc *empty = NULL;
    const msbat_mc *a = make_isotherm(ctx, ce, 4, 500, 1), *b = make_isotherm(ctx, ce, 4, 600, 1);
    const msbat_mc *c = make_isotherm(ctx, wide, 4, 700, 1), *d = make_isotherm(ctx, other, 4, 700, 1);
    msbat_phase *p = (msbat_phase *)1;
    TEST_OK(ctx, msbat_mc_create(ce, box, &empty));
#define FROM(...)                                                                                                   \
    msbat_phase_from_isotherms((int64_t)(sizeof((const msbat_mc *[]){__VA_ARGS__}) / sizeof(void *)),               \
                               (const msbat_mc *[]){__VA_ARGS__}, "host", "Li", 0, MSBAT_GAP_REFUSE, &p)
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "isotherm", FROM(a, empty));
    ck_assert_ptr_null(p);
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "cells", FROM(a, c));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "cells", FROM(a, b, d));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "600 K", FROM(b, a));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "increase", FROM(a, a));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "mc[1]", FROM(a, NULL));
    ck_assert_int_eq(FROM(NULL, a), MSBAT_ERR_NULL);
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "host", msbat_phase_from_isotherms(1, &a, NULL, "Li", 0, MSBAT_GAP_REFUSE, &p));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "ion", msbat_phase_from_isotherms(1, &a, "host", NULL, 0, MSBAT_GAP_REFUSE, &p));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "", msbat_phase_from_isotherms(1, &a, "", "Li", 0, MSBAT_GAP_REFUSE, &p));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "mu_ref",
               msbat_phase_from_isotherms(1, &a, "host", "Li", NAN, MSBAT_GAP_REFUSE, &p));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "policy",
               msbat_phase_from_isotherms(1, &a, "host", "Li", 0, (msbat_gap_policy)9, &p));
    ck_assert_int_eq(msbat_phase_from_isotherms(0, &a, "host", "Li", 0, MSBAT_GAP_REFUSE, &p), MSBAT_ERR_RANGE);
    ck_assert_int_eq(msbat_phase_from_isotherms(-5, &a, "host", "Li", 0, MSBAT_GAP_REFUSE, &p), MSBAT_ERR_RANGE);
    ck_assert_int_eq(msbat_phase_from_isotherms(1, NULL, "host", "Li", 0, MSBAT_GAP_REFUSE, &p), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_phase_from_isotherms(1, &a, "host", "Li", 0, MSBAT_GAP_REFUSE, NULL), MSBAT_ERR_NULL);
    ck_assert_ptr_null(p);
#undef FROM
    msbat_mc_destroy((msbat_mc **)&a);
    msbat_mc_destroy((msbat_mc **)&b);
    msbat_mc_destroy((msbat_mc **)&c);
    msbat_mc_destroy((msbat_mc **)&d);
    msbat_mc_destroy(&empty);
    msbat_supercell_destroy(&box);
    msbat_ce_destroy(&ce);
    msbat_ce_destroy(&wide);
    msbat_ce_destroy(&other);
}
END_TEST

/* Attractive sites seen through a window whose ends are not dilute: the stable walk is not known. */
START_TEST(undecided_points)
{
    const double j = 0.03, t = 2 * j / kb;
    const double cell_a = EDGE, cell_c = 8;
    msbat_ce *ce = make_ce(ctx, cell_a, cell_c, -j, 0);
    msbat_supercell *box = make_box(ctx, ce, 40, 40, 1);
    double mu[6];
    int64_t flags[6], undecided = 0;
    msbat_mc *mc = NULL;
    msbat_phase *phase = NULL;
    for (int k = 0; k < 6; k++) mu[k] = MU0 + 0.001 * (k - 2.5);
    TEST_OK(ctx, msbat_mc_create(ce, box, &mc));
    TEST_OK(ctx, msbat_mc_set_option(mc, "min_sweeps", "100"));
    TEST_OK(ctx, msbat_mc_set_option(mc, "max_sweeps", "100"));
    TEST_OK(ctx, msbat_mc_isotherm(mc, t, 6, mu));
    TEST_OK(ctx, msbat_mc_get_isotherm_walks(mc, 6, NULL, NULL, flags));
    for (int k = 0; k < 6; k++) undecided += (flags[k] & MSBAT_MC_UNDECIDED) != 0;
    ck_assert_int_gt(undecided, 0);
    for (int policy = 0; policy < 4; policy++) {
        if (policy == MSBAT_GAP_CONVEXIFY) continue;
        TEST_FAILS(ctx, MSBAT_ERR_CONVERGENCE, "walks",
                   msbat_phase_from_isotherms(1, (const msbat_mc *const[]){mc}, "host", "Li", 0,
                                              (msbat_gap_policy)policy, &phase));
    }
    TEST_OK(ctx, msbat_phase_from_isotherms(1, (const msbat_mc *const[]){mc}, "host", "Li", 0, MSBAT_GAP_CONVEXIFY,
                                            &phase));
    msbat_phase_destroy(&phase);
    msbat_mc_destroy(&mc);
    msbat_supercell_destroy(&box);
    msbat_ce_destroy(&ce);
}
END_TEST

static msbat_status try_phase(void *data)
{
    msbat_phase *phase = NULL;
    msbat_status st = msbat_phase_from_isotherms(2, data, "host", "Li", 0, MSBAT_GAP_REFUSE, &phase);
    ck_assert_int_eq(st == MSBAT_OK, phase != NULL);
    msbat_phase_destroy(&phase);
    return st;
}

START_TEST(every_allocation_fails_once)
{
    test_heap heap;
    msbat_context *failing = make_failing(&heap);
    msbat_ce *ce = make_ce(failing, EDGE, EDGE, 0, 0);
    msbat_mc *mc[2] = {make_isotherm(failing, ce, 3, 500, 1), make_isotherm(failing, ce, 3, 600, 1)};
    ck_assert_int_gt(sweep(&heap, try_phase, mc), 10);
    msbat_mc_destroy(&mc[0]);
    msbat_mc_destroy(&mc[1]);
    msbat_ce_destroy(&ce);
    msbat_context_destroy(&failing);
    ck_assert_int_eq(heap.live, 0);
}
END_TEST

/* Blocks that know their heap, which alone may resize or release them. */
typedef union owner {
    void *heap;
    max_align_t align;
} owner;

static void *owned_resize(void *ptr, size_t size, void *heap)
{
    owner *block = ptr ? (owner *)ptr - 1 : NULL;
    if (block) ck_assert_ptr_eq(block->heap, heap);
    block = realloc(block, sizeof *block + size);
    if (!block) return NULL;
    block->heap = heap;
    return block + 1;
}

static void owned_release(void *ptr, void *heap)
{
    owner *block = (owner *)ptr - 1;
    ck_assert_ptr_eq(block->heap, heap);
    free(block);
}

/* Isotherms on contexts with heaps of their own; the phase is on that of the first. */
START_TEST(isotherms_of_two_contexts)
{
    int heaps[2];
    msbat_context *own[2] = {NULL, NULL};
    msbat_mc *mc[2];
    msbat_phase *phase = NULL;
    for (int k = 0; k < 2; k++) {
        ck_assert_int_eq(msbat_context_create_with_allocator(owned_resize, owned_release, &heaps[k], &own[k]), 0);
        msbat_ce *ce = make_ce(own[k], EDGE, EDGE, 0, 0);
        mc[k] = make_isotherm(own[k], ce, 3, 500 + 100 * k, 1);
        msbat_ce_destroy(&ce);
    }
    TEST_OK(own[0], msbat_phase_from_isotherms(2, (const msbat_mc *const *)mc, "host", "Li", 0, MSBAT_GAP_CONVEXIFY,
                                               &phase));
    for (int k = 0; k < 2; k++) {
        msbat_mc_destroy(&mc[k]);
        msbat_context_destroy(&own[k]);
    }
    msbat_phase_destroy(&phase);
}
END_TEST

/* Attractive pairs below the critical point (4.51 x 5 meV / k = 262 K): E is the same for s and -s about mu = MU0, so
 * the
 * tie line lies at mu = MU0, within half a step of the list, and its ends at x and 1 - x. Inside, mu is constant and
 * Gamma 0;
 * the phase cannot be taken as stable without a word. */
START_TEST(first_order_transition)
{
    enum { N = 24 };
    const double t = 200, spacing = 0.004;
    double mu[N], gap[2], mu_gap, got[3], gamma[3], x[3] = {0.2, 0.5, 0.8};
    msbat_ce *ce = make_ce(ctx, EDGE, EDGE, -0.005, 0);
    msbat_supercell *box = make_box(ctx, ce, 6, 6, 6);
    msbat_phase *phase = NULL;
    int64_t gaps;
    for (int i = 0; i < N; i++) mu[i] = MU0 + spacing * (i - (N - 1) / 2.0); /* MU0 is between two points */
    msbat_mc *mc = run_isotherm(ctx, ce, box, t, N, mu, 3);
    const msbat_mc *const list[1] = {mc};
    TEST_FAILS(ctx, MSBAT_ERR_UNSTABLE, "",
               msbat_phase_from_isotherms(1, list, "h", "Li", 0, MSBAT_GAP_REFUSE, &phase));
    ck_assert_ptr_null(phase);
    TEST_OK(ctx, msbat_phase_from_isotherms(1, list, "h", "Li", 0, MSBAT_GAP_DECLARE, &phase));
    TEST_OK(ctx, msbat_phase_get_gap_count(phase, t, &gaps));
    ck_assert_int_eq(gaps, 1);
    TEST_OK(ctx, msbat_phase_get_gap(phase, t, 0, gap, &mu_gap));
    TEST_NEAR(mu_gap, MU0, 0.5 * spacing + 1e-6);
    ck_assert(gap[0] > 0.005 && gap[0] < 0.15);
    TEST_NEAR(gap[0], 1 - gap[1], 0.02); /* ten times the precision of the isotherm */
    TEST_OK(ctx, msbat_phase_get_mu(phase, t, 3, x, got));
    TEST_OK(ctx, msbat_phase_get_thermodynamic_factor(phase, t, 3, x, gamma));
    for (int i = 0; i < 3; i++) ck_assert(got[i] == mu_gap && gamma[i] == 0);
    msbat_phase_destroy(&phase);
    msbat_mc_destroy(&mc);
    msbat_supercell_destroy(&box);
    msbat_ce_destroy(&ce);
}
END_TEST

/* ---- lattices that do not go together ---- */

typedef struct lattice {
    int64_t n, filled, empty, species[3];
    double frac[9];
    const char *said;
} lattice;

/* Each differs from the first in one thing; cells are alike. */
static const lattice lattices[] = {
    {3, 3, MSBAT_VACANCY, {3, 3, 8}, {0, 0, 0, .5, .5, .5, .5, 0, .25}, ""},
    {2, 3, MSBAT_VACANCY, {3, 3}, {0, 0, 0, .5, .5, .5}, "numbers of sites"},
    {3, 11, MSBAT_VACANCY, {11, 11, 8}, {0, 0, 0, .5, .5, .5, .5, 0, .25}, "species of the filled or empty site"},
    {3, 3, 12, {3, 3, 8}, {0, 0, 0, .5, .5, .5, .5, 0, .25}, "species of the filled or empty site"},
    {3, 3, MSBAT_VACANCY, {3, 8, 3}, {0, 0, 0, .5, .5, .5, .5, 0, .25}, "active sites"},
    {3, 3, MSBAT_VACANCY, {3, 3, 16}, {0, 0, 0, .5, .5, .5, .5, 0, .25}, "in their species"},
    {3, 3, MSBAT_VACANCY, {3, 3, 8}, {0, 0, 0, .5, .5, .5, .5, 0, .26}, "positions"},
};

static msbat_mc *make_walker(const lattice *l)
{
    const double cell[9] = {4, 0, 0, 0, 4, 0, 0, 0, 5};
    double eci[8] = {0};
    int64_t n = 0;
    msbat_crystal *host = NULL;
    msbat_ce *ce = NULL;
    msbat_mc *mc = NULL;
    TEST_OK(ctx, msbat_crystal_create(ctx, cell, l->n, l->frac, l->species, &host));
    TEST_OK(ctx, msbat_ce_create(host, l->filled, l->empty, 1e-3, 0, NULL, &ce));
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n));
    ck_assert_int_le(n, 8);
    TEST_OK(ctx, msbat_ce_set_eci(ce, n, eci));
    msbat_supercell *box = make_box(ctx, ce, 3, 3, 3);
    TEST_OK(ctx, msbat_mc_create(ce, box, &mc));
    msbat_supercell_destroy(&box);
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&host);
    return mc;
}

START_TEST(what_differs_between_hosts_is_named)
{
    msbat_mc *a = make_walker(&lattices[0]), *b = make_walker(&lattices[_i]);
    const msbat_mc *both[2] = {a, b};
    msbat_phase *p = (msbat_phase *)1;
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, lattices[_i].said,
               msbat_phase_from_isotherms(2, both, "host", "Li", 0.0, MSBAT_GAP_REFUSE, &p));
    ck_assert_ptr_null(p);
    ck_assert_ptr_nonnull(strstr(test_message(ctx), "mc[1] and mc[0]"));
    msbat_mc_destroy(&a);
    msbat_mc_destroy(&b);
}
END_TEST

Suite *suite_link_phase(void)
{
    Suite *suite = suite_create("phase from isotherms");
    TCase *tc = tcase_create("phase");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, ideal_gas_at_two_temperatures);
    tcase_add_test(tc, entropy_of_mixing);
    tcase_add_test(tc, falling_list_and_empty_points);
    tcase_add_test(tc, first_order_transition);
    tcase_add_test(tc, refusals);
    tcase_add_loop_test(tc, what_differs_between_hosts_is_named, 1, sizeof lattices / sizeof *lattices);
    tcase_add_test(tc, undecided_points);
    tcase_add_test(tc, every_allocation_fails_once);
    tcase_add_test(tc, isotherms_of_two_contexts);
    suite_add_tcase(suite, tc);
    return suite;
}
