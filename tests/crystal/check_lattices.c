/* Lattices counted by hand: point groups from the metric, sublattices by their number, shells of neighbours, derivative
 * structures as patterns on a common torus. */
#include "fixtures.h"

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

/* Bravais lattices in cells whose point operations have entries -1, 0 and 1; the order of their point groups. */
static const struct { double cell[9]; int64_t order; } lattices[] = {
    {{3, 0, 0, 0, 3, 0, 0, 0, 3}, 48},
    {{0, 2, 2, 2, 0, 2, 2, 2, 0}, 48},
    {{-2, 2, 2, 2, -2, 2, 2, 2, -2}, 48},
    {{3, 0, 0, -1.5, 2.598076211353316, 0, 0, 0, 5}, 24},
    {{3, 0, 0, 0, 3, 0, 0, 0, 4.1}, 16},
    {{1.5, 0.8660254037844386, 4, -1.5, 0.8660254037844386, 4, 0, -1.7320508075688772, 4}, 12},
    {{3, 0, 0, 0, 3.6, 0, 0, 0, 4.1}, 8},
    {{3, 0, 0, 0, 3.6, 0, 0.7, 0, 4.1}, 4},
    {{3, 0, 0, 0.5, 3.6, 0, 0.7, 0.2, 4.1}, 2},
};
enum { LATTICES = (int)(sizeof lattices / sizeof *lattices) };

static msbat_crystal *one_atom(int which)
{
    const double frac[3] = {0, 0, 0};
    const int64_t species[1] = {3};
    msbat_crystal *crystal = NULL;
    TEST_OK(ctx, msbat_crystal_create(ctx, lattices[which].cell, 1, frac, species, &crystal));
    return crystal;
}

static void metric(const double cell[9], double g[9])
{
    for (int i = 0; i < 9; i++) {
        g[i] = 0;
        for (int k = 0; k < 3; k++) g[i] += cell[3 * (i / 3) + k] * cell[3 * (i % 3) + k];
    }
}

/* M G M^T = G for the rows of M. */
static int keeps_metric(const int m[9], const double g[9])
{
    for (int i = 0; i < 9; i++) {
        double sum = 0;
        for (int k = 0; k < 9; k++) sum += m[3 * (i / 3) + k / 3] * g[k] * m[3 * (i % 3) + k % 3];
        if (fabs(sum - g[i]) > 1e-6) return 0;
    }
    return 1;
}

/* All of 3^9 matrices that are isometries of the lattice. */
static int point_group(const double cell[9], int ops[48][9])
{
    double g[9];
    int n = 0;
    metric(cell, g);
    for (int code = 0; code < 19683; code++) {
        int m[9];
        for (int i = 0, rest = code; i < 9; i++, rest /= 3) m[i] = rest % 3 - 1;
        if (!keeps_metric(m, g)) continue;
        ck_assert_int_lt(n, 48);
        memcpy(ops[n++], m, sizeof m);
    }
    return n;
}

START_TEST(point_groups_keep_the_metric)
{
    for (int i = 0; i < LATTICES; i++) {
        msbat_crystal *crystal = one_atom(i);
        msbat_symmetry *symmetry = NULL;
        int ops[48][9];
        int64_t n;
        TEST_OK(ctx, msbat_symmetry_create(crystal, 1e-4, &symmetry));
        TEST_OK(ctx, msbat_symmetry_get_count(symmetry, &n));
        ck_assert_int_eq(n, lattices[i].order);
        ck_assert_int_eq(point_group(lattices[i].cell, ops), lattices[i].order);
        msbat_symmetry_destroy(&symmetry);
        msbat_crystal_destroy(&crystal);
    }
}
END_TEST

/* ---- sublattices ---- */

/* All Hermite forms of index n; returns their number. */
static int hermite_forms(int64_t n, int64_t forms[][9])
{
    int count = 0;
    for (int64_t a = 1; a <= n; a++)
        for (int64_t b = 1; a * b <= n; b++) {
            if (n % (a * b)) continue;
            const int64_t c = n / (a * b);
            for (int64_t k = 0; k < b * c * c; k++) {
                const int64_t form[9] = {a, k % b, k / b % c, 0, b, k / b / c, 0, 0, c};
                memcpy(forms[count++], form, sizeof form);
            }
        }
    return count;
}

/* Sublattices of index n: the sum over divisors d of n of d times the sum of the divisors of d, 1, 7, 13, 35, 31, 91
 * (OEIS A001001). Each holds n Z^3, so that of the n^3 vectors of a box n^2 wrap to the origin, and as many to every
 * cell. */
START_TEST(sublattices)
{
    static const int expected[6] = {1, 7, 13, 35, 31, 91};
    static int64_t forms[91][9];
    msbat_crystal *crystal = one_atom(0);
    for (int64_t n = 1; n <= 6; n++) {
        const int count = hermite_forms(n, forms);
        ck_assert_int_eq(count, expected[n - 1]);
        for (int f = 0; f < count; f++) {
            msbat_supercell *supercell = NULL;
            int64_t cells, hits[6] = {0};
            TEST_OK(ctx, msbat_supercell_create(crystal, forms[f], &supercell));
            TEST_OK(ctx, msbat_supercell_get_cell_count(supercell, &cells));
            ck_assert_int_eq(cells, n);
            for (int64_t k = 0; k < n * n * n; k++) {
                const int64_t o[3] = {k % n - 2, k / n % n, k / n / n + 1};
                int64_t site;
                TEST_OK(ctx, msbat_supercell_find_site(supercell, 0, o, &site));
                hits[site]++;
            }
            for (int64_t c = 0; c < n; c++) ck_assert_int_eq(hits[c], n * n);
            msbat_supercell_destroy(&supercell);
        }
    }
    msbat_crystal_destroy(&crystal);
}
END_TEST

/* ---- shells: numbers of neighbours by distance, from the periodic distances in a supercell of 7 cells a side ---- */
START_TEST(shells_of_neighbours)
{
    enum { SIDE = 7, N = SIDE * SIDE * SIDE };
    static const struct { double square[5]; int64_t count[5]; } known[3] = {
        {{9, 18, 27, 36, 45}, {6, 12, 8, 6, 24}},   /* sc, a = 3 */
        {{8, 16, 24, 32, 40}, {12, 6, 24, 12, 24}}, /* fcc, a = 4 */
        {{12, 16, 32, 44, 48}, {8, 6, 12, 24, 8}}}; /* bcc, a = 4 */
    for (int which = 0; which < 3; which++) {
        const int64_t matrix[9] = {SIDE, 0, 0, 0, SIDE, 0, 0, 0, SIDE};
        msbat_crystal *crystal = one_atom(which), *large = NULL;
        msbat_supercell *supercell = NULL;
        int64_t found[5] = {0}, nearer = 0;
        TEST_OK(ctx, msbat_supercell_create(crystal, matrix, &supercell));
        TEST_OK(ctx, msbat_supercell_create_crystal(supercell, N, NULL, &large));
        for (int64_t i = 1; i < N; i++) {
            double d;
            TEST_OK(ctx, msbat_crystal_get_distance(large, 0, i, &d));
            for (int k = 0; k < 5; k++) found[k] += fabs(d * d - known[which].square[k]) < 1e-9;
            nearer += d * d < known[which].square[4] + 1e-9;
        }
        for (int k = 0; k < 5; k++) {
            ck_assert_int_eq(found[k], known[which].count[k]);
            nearer -= found[k];
        }
        ck_assert_int_eq(nearer, 0); /* nothing between the shells */
        msbat_crystal_destroy(&large);
        msbat_supercell_destroy(&supercell);
        msbat_crystal_destroy(&crystal);
    }
}
END_TEST

/* ---- derivative structures ---- */

/* Every structure with n cells is a two-coloured pattern on Z^3 mod n, at most 4^3 bits. Two are alike when a point
 * operation and a translation carry one into the other: classes are joined by the operations one at a time. */
enum { MOST = 35 * 16 };
typedef struct patterns {
    int n, count;
    uint64_t bits[MOST];
    int parent[MOST];
} patterns;

static int cell_index(const int64_t h[9], const int o[3])
{
    int64_t v[3] = {o[0], o[1], o[2]}, index[3];
    for (int i = 0; i < 3; i++) {
        const int64_t times = v[i] / h[4 * i]; /* o >= 0, but rows taken off may leave v below 0 */
        const int64_t down = times - (v[i] - times * h[4 * i] < 0);
        for (int k = i; k < 3; k++) v[k] -= down * h[3 * i + k];
        index[i] = v[i];
    }
    return (int)((index[0] * h[4] + index[1]) * h[8] + index[2]);
}

static int position(int n, int a, int b, int c) { return (a * n + b) * n + c; }

/* The pattern moved: the colour at o is that at o M + t before. */
static uint64_t moved(uint64_t bits, int n, const int m[9], const int t[3])
{
    uint64_t out = 0;
    for (int k = 0; k < n * n * n; k++) {
        const int o[3] = {k / n / n, k / n % n, k % n};
        int to[3];
        for (int j = 0; j < 3; j++) to[j] = ((o[0] * m[j] + o[1] * m[3 + j] + o[2] * m[6 + j] + t[j]) % n + n) % n;
        out |= (bits >> position(n, to[0], to[1], to[2]) & 1) << k;
    }
    return out;
}

static const int unit[9] = {1, 0, 0, 0, 1, 0, 0, 0, 1};

/* Translations that leave the pattern alone; n^2 for one that has no smaller cell. */
static int periods(uint64_t bits, int n)
{
    int count = 0;
    for (int k = 0; k < n * n * n; k++) {
        const int t[3] = {k / n / n, k / n % n, k % n};
        count += moved(bits, n, unit, t) == bits;
    }
    return count;
}

static int find(const patterns *p, uint64_t bits)
{
    for (int i = 0; i < p->count; i++)
        if (p->bits[i] == bits) return i;
    return -1;
}

static void list_patterns(patterns *p, int n)
{
    static int64_t forms[35][9];
    *p = (patterns){.n = n};
    const int count = hermite_forms(n, forms);
    for (int k = 0; k < count << n; k++) {
        uint64_t bits = 0;
        for (int i = 0; i < n * n * n; i++) {
            const int o[3] = {i / n / n, i / n % n, i % n};
            bits |= (uint64_t)((k % (1 << n)) >> cell_index(forms[k >> n], o) & 1) << i;
        }
        if (periods(bits, n) != n * n || find(p, bits) >= 0) continue;
        p->parent[p->count] = p->count;
        p->bits[p->count++] = bits;
    }
}

static int root(const patterns *p, int i)
{
    while (p->parent[i] != i) i = p->parent[i];
    return i;
}

static void join(patterns *p, const int m[9], const int t[3])
{
    for (int i = 0; i < p->count; i++) {
        const int j = find(p, moved(p->bits[i], p->n, m, t));
        ck_assert_int_ge(j, 0); /* the set is closed */
        const int a = root(p, i), b = root(p, j);
        p->parent[a > b ? a : b] = a > b ? b : a;
    }
}

static int64_t classes(int which, int n)
{
    static patterns p;
    int ops[48][9], count = 0;
    const int n_ops = point_group(lattices[which].cell, ops), none[3] = {0, 0, 0};
    list_patterns(&p, n);
    for (int o = 0; o < n_ops; o++) join(&p, ops[o], none);
    for (int k = 0; k < 3; k++) {
        const int step[3] = {k == 0, k == 1, k == 2};
        join(&p, unit, step);
    }
    for (int i = 0; i < p.count; i++) count += p.parent[i] == i;
    return count;
}

START_TEST(derivative_structures)
{
    const int64_t active[1] = {1};
    for (int which = 0; which < LATTICES; which++) {
        msbat_crystal *crystal = one_atom(which);
        for (int n = 1; n <= (which < 4 ? 4 : 3); n++) {
            int64_t count = -1;
            TEST_OK(ctx, msbat_crystal_enumerate(crystal, active, n, NULL, NULL, &count));
            const int64_t expected = classes(which, n);
            ck_assert_msg(count == expected, "lattice %d, %d cells: %d, by hand %d", which, n, (int)count,
                          (int)expected);
        }
        msbat_crystal_destroy(&crystal);
    }
}
END_TEST

Suite *suite_lattices(void)
{
    Suite *suite = suite_create("lattices");
    TCase *tests = tcase_create("lattices");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, point_groups_keep_the_metric);
    tcase_add_test(tests, sublattices);
    tcase_add_test(tests, shells_of_neighbours);
    tcase_add_test(tests, derivative_structures);
    suite_add_tcase(suite, tests);
    return suite;
}
