/* Derivative structures: counts from the literature, and that the structures differ. */
#include <stdio.h>

#include "fixtures.h"
#include "msbat/io.h"

static msbat_context *ctx;

static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

static const int64_t lithium[4] = {1, 0, 0, 0}, single[1] = {1};

/* R-3m Li lattice; 2 + 3 + 10 + 33 = 48 orderings up to four formula units. */
START_TEST(counts_licoo2)
{
    static const int64_t expected[] = {2, 3, 10, 33};
    msbat_crystal *crystal = fixture_licoo2(ctx);
    for (int64_t n = 1; n <= 4; n++) {
        int64_t count = -1;
        TEST_OK(ctx, msbat_crystal_enumerate(crystal, lithium, n, NULL, NULL, &count));
        ck_assert_int_eq(count, expected[n - 1]);
    }
    msbat_crystal_destroy(&crystal);
}
END_TEST

/* fcc; Hart and Forcade (table IV) count structures that differ by exchange of the colours once: 2, 3, 12, 14, 50,
 * 52 for n = 2 to 7. At odd n none is its own complement, so their numbers double: 6, 28, 104. */
START_TEST(counts_fcc)
{
    static const int64_t expected[] = {2, 2, 6, 19, 28, -1, 104};
    msbat_crystal *crystal = fixture_fcc(ctx);
    for (int64_t n = 1; n <= 7; n++) {
        int64_t count = -1;
        TEST_OK(ctx, msbat_crystal_enumerate(crystal, single, n, NULL, NULL, &count));
        if (expected[n - 1] > 0) ck_assert_int_eq(count, expected[n - 1]);
        else ck_assert(count > 50 && count < 100);
    }
    msbat_crystal_destroy(&crystal);
}
END_TEST

typedef struct gathered {
    const msbat_crystal *host;
    int n;
    int64_t filled[64];
    double print[64][40];
} gathered;

/* Fingerprint that symmetry cannot change: composition and the Li-Li pair counts by distance in the whole crystal. */
static int gather(const int64_t matrix[9], int64_t n, const int8_t *occupation, void *user)
{
    gathered *g = user;
    msbat_supercell *supercell = NULL;
    TEST_OK(ctx, msbat_supercell_create(g->host, matrix, &supercell));
    double *print = g->print[g->n], cell[9];
    int64_t a[3], b[3], filled = 0;
    memset(print, 0, sizeof g->print[0]);
    TEST_OK(ctx, msbat_crystal_get_cell(g->host, cell));
    for (int64_t i = 0; i < n; i++) {
        filled += occupation[i];
        for (int64_t k = 0; k < 9 * 9 * 9; k++) {
            const int64_t step[3] = {k % 9 - 4, k / 9 % 9 - 4, k / 81 - 4};
            int64_t other;
            double r2 = 0;
            TEST_OK(ctx, msbat_supercell_get_site(supercell, 4 * i, NULL, a));
            for (int j = 0; j < 3; j++) b[j] = a[j] + step[j];
            TEST_OK(ctx, msbat_supercell_find_site(supercell, 0, b, &other));
            for (int j = 0; j < 3; j++) {
                double r = 0;
                for (int l = 0; l < 3; l++) r += (double)step[l] * cell[3 * l + j];
                r2 += r * r;
            }
            if (r2 < 63 && occupation[i] && occupation[other / 4]) print[(int)(r2 / 63 * 40)] += 1.0 / (double)n;
        }
    }
    g->filled[g->n++] = filled;
    msbat_supercell_destroy(&supercell);
    return g->n == 64;
}

/* Up to three cells the pair counts alone tell all structures apart; and exchange of filled and empty keeps the set. */
START_TEST(structures_differ)
{
    static gathered g;
    msbat_crystal *crystal = fixture_licoo2(ctx);
    g.host = crystal;
    for (int64_t n = 1; n <= 3; n++) TEST_OK(ctx, msbat_crystal_enumerate(crystal, lithium, n, gather, &g, NULL));
    ck_assert_int_eq(g.n, 15);
    for (int i = 0; i < g.n; i++)
        for (int j = 0; j < i; j++) {
            double gap = 0;
            for (int k = 0; k < 40; k++) gap = fmax(gap, fabs(g.print[i][k] - g.print[j][k]));
            ck_assert_msg(gap > 1e-9, "structures %d and %d look alike", i, j);
        }
    g.n = 0;
    TEST_OK(ctx, msbat_crystal_enumerate(crystal, lithium, 4, gather, &g, NULL));
    ck_assert_int_eq(g.n, 33);
    int64_t by_filling[5] = {0};
    for (int i = 0; i < g.n; i++) by_filling[g.filled[i]]++;
    ck_assert_int_eq(by_filling[0] + by_filling[4], 0);
    ck_assert_int_eq(by_filling[1], by_filling[3]);
    msbat_crystal_destroy(&crystal);
}
END_TEST

/* ---- against an independent list of the orderings of LixCoO2 ------------------------------------------------ */
enum { SHELLS = 64, MOST = 64 };
typedef struct ordering_set {
    const msbat_crystal *host;
    int n;
    double print[MOST][SHELLS + 2];     /* cells, filling, then Li-Li pairs by distance up to 8 angstrom, per cell */
} ordering_set;

static void add_print(ordering_set *set, const msbat_crystal *crystal, int64_t n_cells)
{
    double *print = set->print[set->n++], cell[9], f[60], li[12];
    int64_t n, filled = 0, species[20];
    ck_assert_int_le(set->n, MOST);
    memset(print, 0, sizeof set->print[0]);
    TEST_OK(ctx, msbat_crystal_get_cell(crystal, cell));
    TEST_OK(ctx, msbat_crystal_get_site_count(crystal, &n));
    ck_assert_int_le(n, 20);
    TEST_OK(ctx, msbat_crystal_get_sites(crystal, n, f, species));
    for (int64_t i = 0; i < n; i++)
        if (species[i] == 3) memcpy(li + 3 * filled++, f + 3 * i, 3 * sizeof *f);
    print[0] = (double)n_cells;
    print[1] = (double)filled / (double)n_cells;
    for (int64_t k = 0; k < filled * filled * 13 * 13 * 13; k++) {
        const int64_t i = k % filled, j = k / filled % filled, m = k / filled / filled;
        const double step[3] = {(double)(m % 13 - 6), (double)(m / 13 % 13 - 6), (double)(m / 169 - 6)};
        double r[3] = {0};
        for (int l = 0; l < 9; l++) r[l % 3] += (li[3 * j + l / 3] + step[l / 3] - li[3 * i + l / 3]) * cell[l];
        double d = sqrt(r[0] * r[0] + r[1] * r[1] + r[2] * r[2]);
        if (d < 7.995) print[2 + (int)(d * 8 + 0.04)] += 1.0 / (double)n_cells; /* no shell is near an edge */
    }
}

static int gather_crystal(const int64_t matrix[9], int64_t n, const int8_t *occupation, void *user)
{
    ordering_set *set = user;
    msbat_supercell *supercell = NULL;
    msbat_crystal *crystal = NULL, *small = NULL;
    int64_t species[16];
    for (int64_t i = 0; i < 4 * n; i++) species[i] = i % 4 == 0 && occupation[i / 4] ? 3 : i % 4 == 1 ? 27 : 0;
    TEST_OK(ctx, msbat_supercell_create(set->host, matrix, &supercell));
    TEST_OK(ctx, msbat_supercell_create_crystal(supercell, 4 * n, species, &crystal));
    /* a compact cell, so that 6 steps each way reach 8 angstrom */
    TEST_OK(ctx, msbat_crystal_create_primitive(crystal, 1e-3, &small));
    add_print(set, small, n);
    msbat_crystal_destroy(&small);
    msbat_crystal_destroy(&crystal);
    msbat_supercell_destroy(&supercell);
    return 0;
}

static void read_orderings(const char *path, ordering_set *set)
{
    msbat_json *json = NULL;
    int64_t count, n, cells;
    char key[40];
    TEST_OK(ctx, msbat_json_read(ctx, path, &json));
    TEST_OK(ctx, msbat_json_get_count(json, "", &count));
    for (int64_t k = 0; k < count; k++) {
        double cell[9], frac[60], number;
        int64_t species[20];
        msbat_crystal *crystal = NULL;
        snprintf(key, sizeof key, "%d.n", (int)k);
        TEST_OK(ctx, msbat_json_get_int(json, key, &cells));
        snprintf(key, sizeof key, "%d.cell", (int)k);
        TEST_OK(ctx, msbat_json_get_numbers(json, key, 9, cell));
        snprintf(key, sizeof key, "%d.numbers", (int)k);
        TEST_OK(ctx, msbat_json_get_count(json, key, &n));
        ck_assert_int_le(n, 20);
        snprintf(key, sizeof key, "%d.pos", (int)k);
        TEST_OK(ctx, msbat_json_get_numbers(json, key, 3 * n, frac));
        for (int64_t i = 0; i < n; i++) {
            snprintf(key, sizeof key, "%d.numbers.%d", (int)k, (int)i);
            TEST_OK(ctx, msbat_json_get_number(json, key, &number));
            species[i] = (int64_t)number;
        }
        TEST_OK(ctx, msbat_crystal_create(ctx, cell, n, frac, species, &crystal));
        add_print(set, crystal, cells);
        msbat_crystal_destroy(&crystal);
    }
    msbat_json_destroy(&json);
}

static int by_print(const void *a, const void *b)
{
    const double *x = a, *y = b;
    for (int k = 0; k < SHELLS + 2; k++)
        if (fabs(x[k] - y[k]) > 1e-6) return x[k] < y[k] ? -1 : 1;
    return 0;
}

START_TEST(orderings_agree)
{
    static ordering_set ours, theirs;
    char path[400];
    if (!test_data("lixcoo2_dft/orderings.json", sizeof path, path)) {
        test_skip("reference data are not there");
        return;
    }
    msbat_crystal *crystal = fixture_licoo2(ctx);
    ours.host = crystal;
    for (int64_t n = 1; n <= 4; n++)
        TEST_OK(ctx, msbat_crystal_enumerate(crystal, lithium, n, gather_crystal, &ours, NULL));
    read_orderings(path, &theirs);
    ck_assert_int_eq(ours.n, 48);
    ck_assert_int_eq(theirs.n, 48);
    qsort(ours.print, 48, sizeof ours.print[0], by_print);
    qsort(theirs.print, 48, sizeof theirs.print[0], by_print);
    for (int i = 0; i < 48; i++) ck_assert_int_eq(by_print(ours.print[i], theirs.print[i]), 0);
    msbat_crystal_destroy(&crystal);
}
END_TEST

static int stop_at_three(const int64_t matrix[9], int64_t n, const int8_t *occupation, void *user)
{
    (void)matrix, (void)n, (void)occupation;
    return ++*(int *)user == 3;
}

START_TEST(bad_requests)
{
    msbat_crystal *crystal = fixture_licoo2(ctx), *hexagonal = fixture_licoo2_hexagonal(ctx);
    const int64_t none[4] = {0}, half[4] = {0, 0, 1, 0}, all[4] = {1, 1, 1, 1}, three[12] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    int64_t count = -1;
    int calls = 0;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_cells", msbat_crystal_enumerate(crystal, lithium, 0, NULL, NULL, &count));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_cells", msbat_crystal_enumerate(crystal, lithium, 13, NULL, NULL, &count));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "active[]", msbat_crystal_enumerate(crystal, none, 2, NULL, NULL, &count));
    TEST_FAILS(ctx, MSBAT_ERR_SYMMETRY, "only one", msbat_crystal_enumerate(crystal, half, 2, NULL, NULL, &count));
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "4 active", msbat_crystal_enumerate(crystal, all, 12, NULL, NULL, &count));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "3 primitive",
               msbat_crystal_enumerate(hexagonal, three, 2, NULL, NULL, &count));
    TEST_FAILS(ctx, MSBAT_CANCELLED, "after 3",
               msbat_crystal_enumerate(crystal, lithium, 4, stop_at_three, &calls, &count));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "active", msbat_crystal_enumerate(crystal, NULL, 2, NULL, NULL, &count));
    ck_assert_int_eq(msbat_crystal_enumerate(NULL, lithium, 2, NULL, NULL, &count), MSBAT_ERR_NULL);
    ck_assert_int_eq(count, -1);
    msbat_crystal_destroy(&crystal);
    msbat_crystal_destroy(&hexagonal);
}
END_TEST

/* ---- every allocation fails once ------------------------------------------------------------------------------ */
static msbat_status use_everything(msbat_context *own, void *user)
{
    (void)user;
    const double x = 2.816 / 2, y = 2.816 / (2 * sqrt(3)), z = 14.05 / 3;
    const double cell[9] = {x, -y, z, 0, 2 * y, z, -x, -y, z};
    const double frac[12] = {0.5, 0.5, 0.5, 0, 0, 0, 0.26, 0.26, 0.26, -0.26, -0.26, -0.26};
    const int64_t species[4] = {3, 27, 8, 8}, matrix[9] = {2, 0, 0, 0, 1, 0, 0, 0, 1};
    msbat_crystal *crystal = NULL, *big = NULL, *primitive = NULL;
    msbat_supercell *supercell = NULL;
    msbat_symmetry *symmetry = NULL;
    msbat_status st = msbat_crystal_create(own, cell, 4, frac, species, &crystal);
    if (!st) st = msbat_symmetry_create(crystal, 1e-3, &symmetry);
    if (!st) st = msbat_supercell_create(crystal, matrix, &supercell);
    if (!st) st = msbat_supercell_create_crystal(supercell, 8, NULL, &big);
    if (!st) st = msbat_crystal_create_primitive(big, 1e-3, &primitive);
    if (!st) st = msbat_crystal_enumerate(crystal, lithium, 3, NULL, NULL, NULL);
    msbat_crystal_destroy(&crystal);
    msbat_crystal_destroy(&big);
    msbat_crystal_destroy(&primitive);
    msbat_supercell_destroy(&supercell);
    msbat_symmetry_destroy(&symmetry);
    return st;
}

START_TEST(allocations_fail)
{
    ck_assert_int_gt(TEST_MEMORY(use_everything, NULL), 20);
}
END_TEST

Suite *suite_enumerate(void)
{
    Suite *suite = suite_create("enumerate");
    TCase *tests = tcase_create("enumerate");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, counts_licoo2);
    tcase_add_test(tests, counts_fcc);
    tcase_add_test(tests, structures_differ);
    tcase_add_test(tests, orderings_agree);
    tcase_add_test(tests, bad_requests);
    tcase_add_test(tests, allocations_fail);
    suite_add_tcase(suite, tests);
    return suite;
}
