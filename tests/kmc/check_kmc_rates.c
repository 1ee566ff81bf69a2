/* check_kmc_rates.c - energies, neighbours, rates and the choice of events by hand: from positions, products of spins
 * and the formula of the header, on every lattice and on random clusters. */
#include "fixtures.h"

static const double kb = MSBAT_BOLTZMANN_EV;

static msbat_context *ctx;
static uint64_t state;
static void setup(void)
{
    TEST_OK(NULL, msbat_context_create(&ctx));
    state = 111;
}
static void teardown(void) { msbat_context_destroy(&ctx); }

/* ---- energies ---- */

enum { CLUSTERS = 10, POINTS = 8, MOST_SITES = 64 };
typedef struct cluster {
    int64_t n, points[4 * POINTS];
    double eci;
} cluster;

/* Points anywhere within three cells, so that some coincide, at once or round a short supercell. */
static cluster random_cluster(int64_t n, int64_t sublattices, int planar)
{
    cluster c = {.n = n, .eci = test_between(&state, -0.05, 0.05)};
    for (int64_t k = 0; k < 4 * n; k++) {
        c.points[k] = (int64_t)test_between(&state, -3, 4);
        if (k % 4 == 0) c.points[k] = (int64_t)((double)sublattices * test_uniform(&state));
        if (k % 4 == 3 && planar) c.points[k] = 0;
    }
    return c;
}

/* Sum over all cells of the products of s, sites found through the supercell. */
static double direct_energy(const msbat_kmc *kmc, int64_t sublattices, int64_t n_sites, const int8_t *occupation,
                            const cluster *clusters)
{
    const msbat_supercell *supercell;
    double sum = 0;
    TEST_OK(ctx, msbat_kmc_get_supercell(kmc, &supercell));
    for (int64_t cell = 0; cell < n_sites / sublattices; cell++)
        for (int k = 0; k < CLUSTERS; k++) {
            double product = clusters[k].eci;
            for (int64_t p = 0; p < clusters[k].n; p++) {
                const int64_t *point = &clusters[k].points[4 * p];
                int64_t origin[3], site;
                TEST_OK(ctx, msbat_supercell_get_site(supercell, cell * sublattices, NULL, origin));
                for (int j = 0; j < 3; j++) origin[j] += point[1 + j];
                TEST_OK(ctx, msbat_supercell_find_site(supercell, point[0], origin, &site));
                product *= occupation[site] ? 1 : -1;
            }
            sum += product;
        }
    return sum;
}

static const struct { lattice_kind kind; int64_t l[3], sublattices; } boxes[] = {
    {CHAIN, {2, 1, 1}, 1},     {CHAIN, {11, 1, 1}, 1},  {SQUARE, {3, 5, 1}, 1}, {TRIANGULAR, {4, 4, 1}, 1},
    {HONEYCOMB, {3, 4, 1}, 2}, {SC, {3, 3, 2}, 1},      {BCC, {3, 3, 3}, 1},    {FCC, {3, 3, 3}, 1},
    {DIAMOND, {3, 3, 3}, 2}};
enum { BOXES = (int)(sizeof boxes / sizeof *boxes) };

static msbat_kmc *make(int box, int64_t *n_sites)
{
    const int64_t *l = boxes[box].l;
    msbat_kmc *kmc = make_lattice(ctx, boxes[box].kind, l[0], l[1], l[2]);
    TEST_OK(ctx, msbat_kmc_get_site_count(kmc, n_sites));
    ck_assert_int_le(*n_sites, MOST_SITES);
    return kmc;
}

static void add_random_clusters(msbat_kmc *kmc, int box, cluster *clusters)
{
    for (int k = 0; k < CLUSTERS; k++) {
        clusters[k] = random_cluster(k % (POINTS + 1), boxes[box].sublattices, boxes[box].kind < SC);
        TEST_OK(ctx, msbat_kmc_add_cluster(kmc, clusters[k].n, clusters[k].points, clusters[k].eci));
    }
}

static void random_occupation(msbat_kmc *kmc, int64_t n, double x, int8_t *occupation)
{
    for (int64_t i = 0; i < n; i++) occupation[i] = test_uniform(&state) < x;
    TEST_OK(ctx, msbat_kmc_set_occupation(kmc, n, occupation));
}

/* Up to eight points, on supercells down to one cell across. ECIs are rounded to 2^-50 eV: 1e-15 for each term. */
START_TEST(energies_by_hand)
{
    for (int box = 0; box < BOXES; box++) {
        cluster clusters[CLUSTERS];
        int64_t n;
        msbat_kmc *kmc = make(box, &n);
        add_random_clusters(kmc, box, clusters);
        for (int trial = 0; trial < 10; trial++) {
            int8_t occupation[MOST_SITES];
            double energy;
            random_occupation(kmc, n, 0.1 * trial, occupation);
            TEST_OK(ctx, msbat_kmc_get_energy(kmc, &energy));
            TEST_NEAR(energy, direct_energy(kmc, boxes[box].sublattices, n, occupation, clusters),
                      1e-15 * CLUSTERS * (double)n);
        }
        msbat_kmc_destroy(&kmc);
    }
}
END_TEST

/* ---- rates ---- */

static int joined(const msbat_kmc *kmc, lattice_kind kind, int64_t a, int64_t b)
{
    double dr[3];
    if (a == b) return 0;
    shortest_way(ctx, kmc, a, b, dr);
    return fabs(sqrt(dr[0] * dr[0] + dr[1] * dr[1] + dr[2] * dr[2]) - nearest(kind)) < 1e-6;
}

static void neighbour_table(const msbat_kmc *kmc, lattice_kind kind, int64_t n, int8_t table[MOST_SITES][MOST_SITES])
{
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = 0; j < n; j++) table[i][j] = (int8_t)joined(kmc, kind, i, j);
}

/* Lattices of at least three cells along each way of hops: each site has its neighbours, and the class says how many
 * hops there are per cell and how many sites are next to both ends. */
START_TEST(neighbours_by_hand)
{
    static int8_t table[MOST_SITES][MOST_SITES];
    for (int box = 2; box < BOXES; box++) {
        int64_t n, paths, common, total = 0;
        if (boxes[box].kind == SC) continue; /* two cells along z: both ways meet the same site */
        msbat_kmc *kmc = make(box, &n);
        neighbour_table(kmc, boxes[box].kind, n, table);
        TEST_OK(ctx, msbat_kmc_get_hop_class(kmc, 0, NULL, &paths, &common));
        for (int64_t i = 0; i < n; i++) {
            int64_t z = 0;
            for (int64_t j = 0; j < n; j++) {
                int64_t both = 0;
                z += table[i][j];
                for (int64_t k = 0; k < n && table[i][j]; k++) both += table[i][k] & table[j][k];
                /* a ring of three cells closes triangles of its own: only those of the lattice count */
                if (table[i][j] && boxes[box].l[0] > 3) ck_assert_int_eq(both, common);
                else if (table[i][j]) ck_assert_int_ge(both, common);
            }
            ck_assert_int_eq(z, neighbours(boxes[box].kind));
            total += z;
        }
        ck_assert_int_eq(2 * paths * (n / boxes[box].sublattices), total);
        msbat_kmc_destroy(&kmc);
    }
}
END_TEST

/* Every rate of random configurations: nu exp(-max(E_KRA + dE/2, 0, dE)/kT), dE from two energies that are summed
 * afresh, E_KRA and nu from the number of filled sites next to both ends. Exactly the hops from filled to vacant
 * neighbours are listed. */
static void rates_of_one(msbat_kmc *kmc, int64_t n, int8_t table[MOST_SITES][MOST_SITES], double t, const double *kra,
                         const double *nu)
{
    int64_t pairs[2 * MOST_SITES * 12], count, possible = 0;
    static double rates[MOST_SITES * 12];
    int8_t here[MOST_SITES], there[MOST_SITES];
    double before, after, total, sum = 0;
    TEST_OK(ctx, msbat_kmc_get_occupation(kmc, n, here));
    TEST_OK(ctx, msbat_kmc_get_energy(kmc, &before));
    TEST_OK(ctx, msbat_kmc_get_rates(kmc, MOST_SITES * 12, pairs, rates, &count));
    TEST_OK(ctx, msbat_kmc_get_total_rate(kmc, &total));
    for (int64_t i = 0; i < n * n; i++) possible += here[i / n] && !here[i % n] && table[i / n][i % n];
    ck_assert_int_eq(count, possible);
    for (int64_t h = 0; h < count; h++) {
        const int64_t from = pairs[2 * h], to = pairs[2 * h + 1];
        int filled = 0;
        for (int64_t k = 0; k < n; k++) filled += here[k] && table[from][k] && table[to][k];
        memcpy(there, here, sizeof here);
        there[from] = 0, there[to] = 1;
        TEST_OK(ctx, msbat_kmc_set_occupation(kmc, n, there));
        TEST_OK(ctx, msbat_kmc_get_energy(kmc, &after));
        const double barrier = fmax(fmax(kra[filled] + 0.5 * (after - before), 0), after - before);
        TEST_NEAR(rates[h] / (nu[filled] * exp(-barrier / (kb * t))), 1, 1e-11);
        sum += rates[h];
    }
    TEST_NEAR(total, sum, 1e-12 * sum);
}

START_TEST(rates_by_hand)
{
    static int8_t table[MOST_SITES][MOST_SITES];
    static const struct { lattice_kind kind; int64_t l[3]; } cases[] = {
        {SQUARE, {5, 5, 1}}, {TRIANGULAR, {5, 5, 1}}, {FCC, {4, 4, 4}}, {BCC, {4, 4, 4}}};
    for (int k = 0; k < 4; k++) {
        const int64_t *l = cases[k].l, n = l[0] * l[1] * l[2];
        msbat_kmc *kmc = make_lattice(ctx, cases[k].kind, l[0], l[1], l[2]);
        double kra[5], nu[5];
        int64_t common;
        TEST_OK(ctx, msbat_kmc_get_hop_class(kmc, 0, NULL, NULL, &common));
        for (int64_t c = 0; c <= common; c++) kra[c] = test_between(&state, -0.02, 0.2), nu[c] = 1 + (double)c;
        TEST_OK(ctx, msbat_kmc_set_barrier(kmc, 0, common + 1, kra, nu));
        TEST_OK(ctx, msbat_kmc_set_temperature(kmc, 450));
        for (int c = 0; c < 6; c++) {
            cluster made = random_cluster(2 + c % 3, 1, k < 2);
            TEST_OK(ctx, msbat_kmc_add_cluster(kmc, made.n, made.points, made.eci));
        }
        neighbour_table(kmc, cases[k].kind, n, table);
        for (int trial = 0; trial < 3; trial++) {
            int8_t occupation[MOST_SITES];
            random_occupation(kmc, n, 0.3 + 0.2 * trial, occupation);
            rates_of_one(kmc, n, table, 450, kra, nu);
        }
        msbat_kmc_destroy(&kmc);
    }
}
END_TEST

/* ---- the choice of events ---- */

/* The first event of many seeds from one configuration: each hop as often as its share of the total rate, within 6
 * standard deviations where 50 and more are expected (2e-9 each, some 20 of them). */
START_TEST(events_are_chosen_by_their_rates)
{
    const int draws = (int)(8000 * test_scale());
    msbat_kmc *kmc = make_lattice(ctx, TRIANGULAR, 5, 5, 1);
    int8_t here[25], there[25];
    int64_t pairs[2 * 150], n, found[150] = {0};
    double rates[150], total;
    int judged = 0;
    add_triangular_clusters(ctx, kmc);
    set_stepped_barrier(ctx, kmc, 0.05, 0.02);
    TEST_OK(ctx, msbat_kmc_set_temperature(kmc, 600));
    random_occupation(kmc, 25, 0.5, here);
    TEST_OK(ctx, msbat_kmc_get_rates(kmc, 150, pairs, rates, &n));
    TEST_OK(ctx, msbat_kmc_get_total_rate(kmc, &total));
    for (int k = 0; k < draws; k++) {
        TEST_OK(ctx, msbat_kmc_set_seed(kmc, 50000 + k));
        TEST_OK(ctx, msbat_kmc_set_occupation(kmc, 25, here));
        TEST_OK(ctx, msbat_kmc_run(kmc, 1));
        TEST_OK(ctx, msbat_kmc_get_occupation(kmc, 25, there));
        for (int64_t h = 0; h < n; h++) found[h] += !there[pairs[2 * h]] && there[pairs[2 * h + 1]];
    }
    for (int64_t h = 0; h < n; h++) {
        const double p = rates[h] / total;
        if (p * draws < 50) continue;
        judged++;
        TEST_NEAR((double)found[h], draws * p, 6 * sqrt(draws * p * (1 - p)));
    }
    ck_assert(judged >= 10 || test_scale() < 1);
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* One ion on equal sites: D = z nu a^2 exp(-E/kT)/(2 d), whatever the window, lattice and temperature. */
START_TEST(arrhenius)
{
    for (int box = 0; box < BOXES; box++) {
        int64_t n;
        msbat_kmc *kmc = make(box, &n);
        const double a = nearest(boxes[box].kind), z = neighbours(boxes[box].kind);
        const int d = dimension(boxes[box].kind);
        set_stepped_barrier(ctx, kmc, 0.37, 0);
        for (double t = 250; t < 1500; t += 310) {
            double jump[9], tracer[9], trace = 0, other = 0;
            TEST_OK(ctx, msbat_kmc_set_temperature(kmc, t));
            TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 1));
            TEST_OK(ctx, msbat_kmc_solve_exact(kmc, 0, jump, tracer));
            for (int i = 0; i < 3; i++) trace += jump[4 * i], other += tracer[4 * i];
            const double exact = z * a * a * exp(-0.37 / (kb * t)) / 2;
            TEST_NEAR(trace / exact, 1, 1e-11);
            TEST_NEAR(other / exact, 1, 1e-11);
            for (int i = 0; i < d; i++) TEST_NEAR(jump[4 * i] * d / exact, 1, 1e-11);
        }
        msbat_kmc_destroy(&kmc);
    }
}
END_TEST

Suite *suite_kmc_rates(void)
{
    Suite *suite = suite_create("kmc rates");
    TCase *tc = tcase_create("rates");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, energies_by_hand);
    tcase_add_test(tc, neighbours_by_hand);
    tcase_add_test(tc, rates_by_hand);
    tcase_add_test(tc, events_are_chosen_by_their_rates);
    tcase_add_test(tc, arrhenius);
    suite_add_tcase(suite, tc);
    return suite;
}
