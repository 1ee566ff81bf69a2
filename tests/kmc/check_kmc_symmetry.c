/* check_kmc_symmetry.c - what must not matter and what must follow: units of time, length and energy, orientation, the
 * shape of the supercell, particles and holes, marked ions in single file, a single ion as the carrier of a network. */
#include "fixtures.h"
#include "msbat/tst.h"

static const double kb = MSBAT_BOLTZMANN_EV;

static msbat_context *ctx;
static void setup(void) { TEST_OK(NULL, msbat_context_create(&ctx)); }
static void teardown(void) { msbat_context_destroy(&ctx); }

/* A crystal of low symmetry: two hops of unlike length and barrier in an oblique net, attraction along the first. */
typedef struct oblique {
    double turn[9], scale, nu, energy;
    int64_t matrix[9];
} oblique;

static const oblique plain = {{1, 0, 0, 0, 1, 0, 0, 0, 1}, 1, 1, 1, {4, 0, 0, 0, 3, 0, 0, 0, 1}};

static void set_flat_barrier(msbat_kmc *kmc, int64_t hop_class, double kra_ev, double nu_thz)
{
    double kra[8], nu[8];
    int64_t n_common;
    TEST_OK(ctx, msbat_kmc_get_hop_class(kmc, hop_class, NULL, NULL, &n_common));
    ck_assert_int_lt(n_common, 8);
    for (int64_t k = 0; k <= n_common; k++) kra[k] = kra_ev, nu[k] = nu_thz;
    TEST_OK(ctx, msbat_kmc_set_barrier(kmc, hop_class, n_common + 1, kra, nu));
}

static msbat_kmc *make(const oblique *o)
{
    const double cell[9] = {2, 0, 0, 0.7, 3, 0, 0, 0, 9}, frac[3] = {0};
    const int64_t species[1] = {3}, active[1] = {1}, pair[8] = {0, 0, 0, 0, 0, 1, 0, 0};
    const int64_t ways[2][3] = {{1, 0, 0}, {0, 1, 0}};
    double turned[9] = {0};
    msbat_crystal *crystal = NULL;
    msbat_supercell *supercell = NULL;
    msbat_kmc *kmc = NULL;
    for (int i = 0; i < 9; i++)
        for (int k = 0; k < 3; k++) turned[i] += o->scale * cell[3 * (i / 3) + k] * o->turn[3 * k + i % 3];
    TEST_OK(ctx, msbat_crystal_create(ctx, turned, 1, frac, species, &crystal));
    TEST_OK(ctx, msbat_supercell_create(crystal, o->matrix, &supercell));
    TEST_OK(ctx, msbat_kmc_create_lattice(supercell, 1, active, &kmc));
    TEST_OK(ctx, msbat_kmc_add_cluster(kmc, 2, pair, -0.02 * o->energy));
    for (int c = 0; c < 2; c++) {
        TEST_OK(ctx, msbat_kmc_add_hop(kmc, 0, 0, ways[c], NULL));
        set_flat_barrier(kmc, c, (0.08 - 0.05 * c) * o->energy, o->nu * (1 + c));
    }
    TEST_OK(ctx, msbat_kmc_set_temperature(kmc, 350 * o->energy));
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 2));
    msbat_crystal_destroy(&crystal);
    msbat_supercell_destroy(&supercell);
    return kmc;
}

static void tensors(const oblique *o, double window, double jump[9], double tracer[9])
{
    msbat_kmc *kmc = make(o);
    TEST_OK(ctx, msbat_kmc_solve_exact(kmc, window, jump, tracer));
    msbat_kmc_destroy(&kmc);
}

/* d = factor R^T base R, R acting on row vectors from the right. */
static void follows(const double d[9], const double base[9], const double turn[9], double factor)
{
    for (int i = 0; i < 9; i++) {
        double sum = 0;
        for (int k = 0; k < 9; k++) sum += turn[3 * (k / 3) + i / 3] * base[k] * turn[3 * (k % 3) + i % 3];
        TEST_NEAR(d[i], factor * sum, 1e-11 * factor * (base[0] + base[4]));
    }
}

/* Twice nu and half the window: twice D. Lengths times 1.7: D times 2.89. Energies and temperature times 3: nothing. */
START_TEST(units_do_not_matter)
{
    double jump[2][9], tracer[2][9];
    for (int w = 0; w < 2; w++) {
        const double window = 40 * w;
        oblique fast = plain, large = plain, hot = plain;
        tensors(&plain, window, jump[0], tracer[0]);
        fast.nu = 2;
        large.scale = 1.7;
        hot.energy = 3;
        tensors(&fast, window / 2, jump[1], tracer[1]);
        follows(jump[1], jump[0], plain.turn, 2);
        follows(tracer[1], tracer[0], plain.turn, 2);
        tensors(&large, window, jump[1], tracer[1]);
        follows(jump[1], jump[0], plain.turn, 1.7 * 1.7);
        follows(tracer[1], tracer[0], plain.turn, 1.7 * 1.7);
        tensors(&hot, window, jump[1], tracer[1]);
        follows(jump[1], jump[0], plain.turn, 1);
        follows(tracer[1], tracer[0], plain.turn, 1);
    }
}
END_TEST

/* The tensor turns with the crystal; it is symmetric, and neither isotropic nor along the axes. */
START_TEST(tensors_turn_with_the_crystal)
{
    const double c1 = cos(0.7), s1 = sin(0.7), c2 = cos(1.9), s2 = sin(1.9);
    oblique turned = plain;
    const double turn[9] = {c1, s1, 0, -s1 * c2, c1 * c2, s2, s1 * s2, -c1 * s2, c2};
    double jump[2][9], tracer[2][9];
    memcpy(turned.turn, turn, sizeof turn);
    tensors(&plain, 0, jump[0], tracer[0]);
    tensors(&turned, 0, jump[1], tracer[1]);
    follows(jump[1], jump[0], turn, 1);
    follows(tracer[1], tracer[0], turn, 1);
    ck_assert(fabs(jump[0][0] - jump[0][4]) > 0.1 * jump[0][0] && fabs(jump[0][1]) > 0.01 * jump[0][0]);
    for (int i = 0; i < 9; i++) TEST_NEAR(jump[1][i], jump[1][3 * (i % 3) + i / 3], 1e-13 * jump[0][4]);
}
END_TEST

/* Other vectors of the same superlattice are the same system. */
START_TEST(supercell_vectors_do_not_matter)
{
    const int64_t others[3][9] = {
        {4, 0, 0, 4, 3, 0, 0, 0, 1}, {4, 3, 0, -4, 0, 0, 0, 0, 1}, {8, 3, 0, 4, 3, 0, 4, 0, 1}};
    double jump[2][9], tracer[2][9];
    tensors(&plain, 7, jump[0], tracer[0]);
    for (int i = 0; i < 3; i++) {
        oblique o = plain;
        memcpy(o.matrix, others[i], sizeof o.matrix);
        tensors(&o, 7, jump[1], tracer[1]);
        follows(jump[1], jump[0], plain.turn, 1);
        follows(tracer[1], tracer[0], plain.turn, 1);
    }
}
END_TEST

/* In a run as in the exact solution: frequencies doubled, the same moves in half the time, D doubled. */
START_TEST(time_scales)
{
    double time[2], d[2][9], error[2][9];
    int8_t occupation[2][12];
    for (int k = 0; k < 2; k++) {
        oblique o = plain;
        o.nu = 1 + k;
        msbat_kmc *kmc = make(&o);
        TEST_OK(ctx, msbat_kmc_run(kmc, 20000));
        TEST_OK(ctx, msbat_kmc_get_time(kmc, &time[k]));
        TEST_OK(ctx, msbat_kmc_get_occupation(kmc, 12, occupation[k]));
        TEST_OK(ctx, msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_JUMP, d[k], error[k], NULL));
        msbat_kmc_destroy(&kmc);
    }
    ck_assert(time[0] == 2 * time[1]);
    ck_assert_mem_eq(occupation[0], occupation[1], sizeof occupation[0]);
    for (int i = 0; i < 9; i++) {
        TEST_NEAR(2 * d[0][i], d[1][i], 1e-12 * fabs(d[1][0]));
        TEST_NEAR(2 * error[0][i], error[1][i], 1e-9 * fabs(d[1][0]));
    }
}
END_TEST

/* ---- many ions ---- */

static const struct { lattice_kind kind; int64_t l[3], n; } nets[] = {
    {CHAIN, {8, 1, 1}, 8}, {SQUARE, {3, 3, 1}, 9}, {TRIANGULAR, {3, 3, 1}, 9}, {SC, {2, 2, 2}, 8}};

/* With pairs and barriers that no neighbour changes, filled and vacant sites may be exchanged: every hop of an ion is
 * one of a hole the other way at the same rate, so that N D_J, the conductivity, is the same for N ions and N holes. */
START_TEST(particles_and_holes)
{
    for (size_t c = 0; c < sizeof nets / sizeof *nets; c++) {
        msbat_kmc *kmc = make_simple(ctx, nets[c].kind, nets[c].l[0], nets[c].l[1], nets[c].l[2], 0.1);
        add_pairs(ctx, kmc, nets[c].kind, c % 2 ? -0.02 : 0.03);
        for (int64_t ions = 1; 2 * ions < nets[c].n; ions++) {
            double a[9], b[9];
            for (int w = 0; w < 2; w++) {
                TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, ions));
                TEST_OK(ctx, msbat_kmc_solve_exact(kmc, 30.0 * w, a, NULL));
                TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, nets[c].n - ions));
                TEST_OK(ctx, msbat_kmc_solve_exact(kmc, 30.0 * w, b, NULL));
                for (int i = 0; i < 9; i++)
                    TEST_NEAR((double)ions * a[i], (double)(nets[c].n - ions) * b[i], 1e-11 * a[0]);
            }
        }
        msbat_kmc_destroy(&kmc);
    }
}
END_TEST

/* Ions only blocked by each other: over all arrangements N ions have z N (n - N)/(n - 1) vacant neighbours on average,
 * the blocking factor 1 - x with its correction for a finite cell. */
START_TEST(blocking)
{
    for (size_t c = 0; c < sizeof nets / sizeof *nets; c++) {
        const int64_t n = nets[c].n;
        msbat_kmc *kmc = make_simple(ctx, nets[c].kind, nets[c].l[0], nets[c].l[1], nets[c].l[2], 0.1);
        const double k = exp(-0.1 / (kb * 300)), z = neighbours(nets[c].kind);
        for (int64_t ions = 1; ions < n; ions++) {
            double sum = 0, rate;
            int64_t states = 0;
            for (int64_t code = 0; code < (int64_t)1 << n; code++) {
                if (!set_code(ctx, kmc, n, ions, code)) continue;
                TEST_OK(ctx, msbat_kmc_get_total_rate(kmc, &rate));
                sum += rate;
                states++;
            }
            const double expected = z * k * (double)(ions * (n - ions)) / (double)(n - 1);
            TEST_NEAR(sum / (double)states, expected, 1e-12 * expected);
        }
        msbat_kmc_destroy(&kmc);
    }
}
END_TEST

/* Single file: ions on a ring cannot pass each other, so that each goes as far as all together, R/N, in the long run:
 * D* = D_J/N, whatever the interactions; and with D_J = D0 (1 - x) n/(n - 1) without any. */
START_TEST(single_file)
{
    for (int64_t ions = 1; ions < 7; ions++)
        for (int interacting = 0; interacting < 2; interacting++) {
            msbat_kmc *kmc = make_simple(ctx, CHAIN, 7, 1, 1, 0.1);
            double jump[9], tracer[9];
            if (interacting) add_pairs(ctx, kmc, CHAIN, 0.025);
            TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, ions));
            TEST_OK(ctx, msbat_kmc_solve_exact(kmc, 0, jump, tracer));
            TEST_NEAR(tracer[0] * (double)ions, jump[0], 1e-10 * jump[0]);
            const double free_jump = 4 * exp(-0.1 / (kb * 300)) * (double)(7 - ions) / 6;
            if (!interacting) TEST_NEAR(jump[0], free_jump, 1e-12 * free_jump);
            else ck_assert(ions == 1 || ions == 6 || fabs(jump[0] - free_jump) > 0.01 * free_jump);
            msbat_kmc_destroy(&kmc);
        }
}
END_TEST

/* Haven's ratio, both correlation factors and the diffusivities of one run are ratios of each other. */
START_TEST(ratios_of_a_run)
{
    msbat_kmc *kmc = make_simple(ctx, TRIANGULAR, 6, 6, 1, 0.1);
    double haven, f, collective, tracer, jump;
    add_pairs(ctx, kmc, TRIANGULAR, 0.01);
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 20));
    TEST_OK(ctx, msbat_kmc_run(kmc, 20000));
    const msbat_kmc_scalar s = MSBAT_KMC_IN_PLANE;
    TEST_OK(ctx, msbat_kmc_get_haven_ratio(kmc, s, &haven, NULL));
    TEST_OK(ctx, msbat_kmc_get_correlation_factor(kmc, MSBAT_KMC_TRACER, s, &f, NULL));
    TEST_OK(ctx, msbat_kmc_get_correlation_factor(kmc, MSBAT_KMC_JUMP, s, &collective, NULL));
    TEST_OK(ctx, msbat_kmc_get_diffusivity_scalar(kmc, MSBAT_KMC_TRACER, s, &tracer, NULL));
    TEST_OK(ctx, msbat_kmc_get_diffusivity_scalar(kmc, MSBAT_KMC_JUMP, s, &jump, NULL));
    TEST_NEAR(haven, tracer / jump, 1e-12);
    TEST_NEAR(f / collective, haven, 1e-12);
    ck_assert(f > 0.2 && f < 1 && collective > f && collective < 1.05);
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* ---- one ion ---- */

/* Two kinds of sites, 0.06 eV apart, and three classes of hops. */
static msbat_kmc *two_kinds(void)
{
    const double cell[9] = {4, 0, 0, 0.5, 5, 0, 0, 0.3, 6}, frac[6] = {0, 0, 0, 0.42, 0.13, 0.07};
    const int64_t species[2] = {3, 3}, active[2] = {1, 1}, matrix[9] = {3, 0, 0, 0, 3, 0, 0, 0, 1};
    const int64_t ways[3][4] = {{1, 0, 0, 0}, {1, -1, 0, 0}, {0, 0, 1, 0}}, second[4] = {1, 0, 0, 0};
    msbat_crystal *crystal = NULL;
    msbat_supercell *supercell = NULL;
    msbat_kmc *kmc = NULL;
    TEST_OK(ctx, msbat_crystal_create(ctx, cell, 2, frac, species, &crystal));
    TEST_OK(ctx, msbat_supercell_create(crystal, matrix, &supercell));
    TEST_OK(ctx, msbat_kmc_create_lattice(supercell, 2, active, &kmc));
    TEST_OK(ctx, msbat_kmc_add_cluster(kmc, 1, second, 0.03));
    for (int c = 0; c < 3; c++) {
        TEST_OK(ctx, msbat_kmc_add_hop(kmc, 0, ways[c][0], ways[c] + 1, NULL));
        set_flat_barrier(kmc, c, 0.05 + 0.04 * c, 1 + c);
    }
    msbat_crystal_destroy(&crystal);
    msbat_supercell_destroy(&supercell);
    return kmc;
}

enum { SITES = 18, HOPS = SITES * 8 };
typedef struct graph {
    int64_t n, sites[2 * HOPS];
    double dr[3 * HOPS], rates[2 * HOPS];
} graph;

/* The hop back, if it is there already, or a new one. */
static void add_to_graph(graph *g, const msbat_kmc *kmc, int64_t from, int64_t to, double rate)
{
    for (int64_t h = 0; h < g->n; h++)
        if (g->sites[2 * h] == to && g->sites[2 * h + 1] == from) {
            g->rates[2 * h + 1] = rate;
            return;
        }
    g->sites[2 * g->n] = from;
    g->sites[2 * g->n + 1] = to;
    g->rates[2 * g->n] = rate;
    shortest_way(ctx, kmc, from, to, &g->dr[3 * g->n]);
    ck_assert_int_lt(++g->n, HOPS);
}

/* The rates of an ion on each of the sites make a network, whose diffusivity is that of D_J and of D* of one ion. */
START_TEST(one_ion_is_the_carrier_of_a_network)
{
    static graph g;
    msbat_kmc *kmc = two_kinds();
    msbat_network *network = NULL;
    double jump[9], tracer[9], d[9];
    for (int64_t site = 0; site < SITES; site++) {
        int8_t occupation[SITES] = {0};
        int64_t hops[32], n;
        double rates[16];
        occupation[site] = 1;
        TEST_OK(ctx, msbat_kmc_set_occupation(kmc, SITES, occupation));
        TEST_OK(ctx, msbat_kmc_get_rates(kmc, 16, hops, rates, &n));
        for (int64_t h = 0; h < n; h++) add_to_graph(&g, kmc, hops[2 * h], hops[2 * h + 1], rates[h]);
    }
    TEST_OK(ctx, msbat_kmc_solve_exact(kmc, 0, jump, tracer));
    TEST_OK(ctx, msbat_network_create_from_rates(ctx, 300, SITES, g.n, g.sites, g.dr, g.rates, &network));
    TEST_OK(ctx, msbat_network_get_diffusivity(network, 300, d));
    for (int i = 0; i < 9; i++) {
        TEST_NEAR(jump[i], d[i], 1e-11 * d[0]);
        TEST_NEAR(tracer[i], d[i], 1e-11 * d[0]);
    }
    ck_assert(d[0] > 0 && d[4] > 0 && d[8] == 0 && jump[8] == 0);
    msbat_network_destroy(&network);
    msbat_kmc_destroy(&kmc);
}
END_TEST

Suite *suite_kmc_symmetry(void)
{
    Suite *suite = suite_create("kmc symmetry");
    TCase *tc = tcase_create("symmetry");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, units_do_not_matter);
    tcase_add_test(tc, tensors_turn_with_the_crystal);
    tcase_add_test(tc, supercell_vectors_do_not_matter);
    tcase_add_test(tc, time_scales);
    tcase_add_test(tc, particles_and_holes);
    tcase_add_test(tc, blocking);
    tcase_add_test(tc, single_file);
    tcase_add_test(tc, ratios_of_a_run);
    tcase_add_test(tc, one_ion_is_the_carrier_of_a_network);
    suite_add_tcase(suite, tc);
    return suite;
}
