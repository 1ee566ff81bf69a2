/* Species, crystals and the periodic distance. */
#include "fixtures.h"

static msbat_context *ctx;

static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

START_TEST(symbols_and_masses)
{
    int64_t z = -1;
    double mass = 0;
    for (int64_t i = 0; i <= 118; i++) {
        ck_assert_int_eq(msbat_species_read(msbat_species_symbol(i), &z), MSBAT_OK);
        ck_assert_int_eq(z, i);
    }
    ck_assert_int_eq(msbat_species_read("Vac", &z), MSBAT_OK);
    ck_assert_int_eq(z, MSBAT_VACANCY);
    const char *wrong[] = {"", "li", "LI", "Lii", "Q", " Li", "Li "};
    for (int i = 0; i < 7; i++) ck_assert_int_eq(msbat_species_read(wrong[i], &z), MSBAT_ERR_NOT_FOUND);
    ck_assert_int_eq(msbat_species_read(NULL, &z), MSBAT_ERR_NULL);
    ck_assert_ptr_null(msbat_species_symbol(119));
    ck_assert_ptr_null(msbat_species_symbol(-1));
    ck_assert_int_eq(msbat_species_get_mass(27, &mass), MSBAT_OK);
    TEST_NEAR(mass, 58.933194, 1e-12);
    ck_assert_int_eq(msbat_species_get_mass(0, &mass), MSBAT_ERR_RANGE);
    ck_assert_int_eq(msbat_species_get_mass(43, &mass), MSBAT_ERR_RANGE); /* Tc has none */
    ck_assert_int_eq(msbat_species_get_mass(119, &mass), MSBAT_ERR_RANGE);
}
END_TEST

/* Masses grow with the atomic number but for the known inversions. */
START_TEST(masses_grow)
{
    double last = 0, mass = 0;
    int inversions = 0;
    for (int64_t z = 1; z <= 118; z++) {
        if (msbat_species_get_mass(z, &mass)) continue;
        inversions += mass < last;
        last = mass;
    }
    ck_assert_int_eq(inversions, 4); /* Ar-K, Co-Ni, Te-I, Th-Pa */
}
END_TEST

START_TEST(queries)
{
    msbat_crystal *crystal = fixture_licoo2(ctx);
    double volume, frac[12], one[3], cell[9];
    int64_t n, species[4], count;
    TEST_OK(ctx, msbat_crystal_get_site_count(crystal, &n));
    ck_assert_int_eq(n, 4);
    TEST_OK(ctx, msbat_crystal_get_volume(crystal, &volume));
    TEST_NEAR(volume, 2.816 * 2.816 * sqrt(3) / 2 * 14.05 / 3, 1e-12);
    TEST_OK(ctx, msbat_crystal_get_sites(crystal, 4, frac, species));
    TEST_OK(ctx, msbat_crystal_get_site(crystal, 3, one, &n));
    ck_assert_int_eq(n, 8);
    ck_assert_mem_eq(one, frac + 9, sizeof one);
    TEST_OK(ctx, msbat_crystal_count_species(crystal, 8, &count));
    ck_assert_int_eq(count, 2);
    TEST_OK(ctx, msbat_crystal_get_cell(crystal, cell));
    const double edge = sqrt(cell[0] * cell[0] + cell[1] * cell[1] + cell[2] * cell[2]);
    TEST_NEAR(edge, sqrt(2.816 * 2.816 / 3 + 14.05 * 14.05 / 9), 1e-12);
    TEST_OK(ctx, msbat_crystal_get_sites(crystal, 4, NULL, NULL));
    TEST_OK(ctx, msbat_crystal_get_site(crystal, 0, NULL, NULL));
    volume = -1;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "site_a = 4", msbat_crystal_get_distance(crystal, 4, -1, &volume));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "site_b = -1", msbat_crystal_get_distance(crystal, 3, -1, &volume));
    ck_assert(volume == -1);
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "4 sites", msbat_crystal_get_sites(crystal, 5, frac, species));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "site = 4", msbat_crystal_get_site(crystal, 4, one, &n));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "site = -1", msbat_crystal_get_site(crystal, -1, one, &n));
    msbat_crystal_destroy(&crystal);
    ck_assert_ptr_null(crystal);
    msbat_crystal_destroy(&crystal);
}
END_TEST

static double brute_force(const double cell[9], const double d[3], int range)
{
    double best = INFINITY;
    for (int a = -range; a <= range; a++)
        for (int b = -range; b <= range; b++)
            for (int c = -range; c <= range; c++) {
                double r[3], f[3] = {d[0] + a, d[1] + b, d[2] + c};
                for (int k = 0; k < 3; k++) r[k] = f[0] * cell[k] + f[1] * cell[3 + k] + f[2] * cell[6 + k];
                best = fmin(best, sqrt(r[0] * r[0] + r[1] * r[1] + r[2] * r[2]));
            }
    return best;
}

static double random_unit(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) * 0x1p-53;
}

/* The distance in a cell and in the same lattice described by very skewed vectors, against a plain search in the
 * first. */
START_TEST(distance_is_exact)
{
    uint64_t state = 7;
    for (int trial = 0; trial < 200; trial++) {
        double cell[9], skewed[9], f[6] = {0}, g[6] = {0}, a, b;
        int64_t species[2] = {3, 3};
        for (int i = 0; i < 9; i++) cell[i] = (i % 4 == 0 ? 3 : 0) + 2.5 * (random_unit(&state) - 0.5);
        for (int k = 0; k < 3; k++) f[3 + k] = 6 * random_unit(&state) - 3;
        /* rows: a, b + 7 a, c - 5 (b + 7 a): f = (f0 - 7 f1, f1 + 5 f2, f2) with f1 taken after */
        for (int k = 0; k < 3; k++) {
            skewed[k] = cell[k];
            skewed[3 + k] = cell[3 + k] + 7 * cell[k];
            skewed[6 + k] = cell[6 + k] - 5 * skewed[3 + k];
        }
        g[5] = f[5];
        g[4] = f[4] + 5 * f[5];
        g[3] = f[3] - 7 * g[4] + 35 * f[5];
        msbat_crystal *x = NULL, *y = NULL;
        TEST_OK(ctx, msbat_crystal_create(ctx, cell, 2, f, species, &x));
        TEST_OK(ctx, msbat_crystal_create(ctx, skewed, 2, g, species, &y));
        TEST_OK(ctx, msbat_crystal_get_distance(x, 0, 1, &a));
        TEST_OK(ctx, msbat_crystal_get_distance(y, 1, 0, &b));
        TEST_NEAR(a, brute_force(cell, f + 3, 7), 1e-12);
        TEST_NEAR(a, b, 1e-9);
        msbat_crystal_destroy(&x);
        msbat_crystal_destroy(&y);
    }
}
END_TEST

START_TEST(distance_in_known_lattices)
{
    msbat_crystal *crystal = fixture_licoo2(ctx);
    double d;
    TEST_OK(ctx, msbat_crystal_get_distance(crystal, 0, 0, &d));
    ck_assert_double_eq(d, 0);
    TEST_OK(ctx, msbat_crystal_get_distance(crystal, 1, 2, &d)); /* Co-O of the octahedron */
    TEST_NEAR(d, hypot(2.816 / sqrt(3), 14.05 * (1.0 / 3 - 0.2605)), 1e-12);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "site_b = 4", msbat_crystal_get_distance(crystal, 0, 4, &d));
    msbat_crystal_destroy(&crystal);
}
END_TEST

START_TEST(bad_crystals)
{
    const double good[9] = {3, 0, 0, 0, 3, 0, 0, 0, 3}, f[3] = {0, 0, 0};
    const int64_t li[1] = {3};
    msbat_crystal *crystal = (msbat_crystal *)1;
    double cell[9];
    memcpy(cell, good, sizeof cell);
    cell[8] = 0;
    TEST_FAILS(ctx, MSBAT_ERR_SINGULAR, "cell vector 2", msbat_crystal_create(ctx, cell, 1, f, li, &crystal));
    ck_assert_ptr_null(crystal);
    cell[6] = 3;
    TEST_FAILS(ctx, MSBAT_ERR_SINGULAR, "in a plane", msbat_crystal_create(ctx, cell, 1, f, li, &crystal));
    cell[8] = NAN;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "cell_ang", msbat_crystal_create(ctx, cell, 1, f, li, &crystal));
    cell[8] = 1e300;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "edge", msbat_crystal_create(ctx, cell, 1, f, li, &crystal));
    const double bad[3] = {0, INFINITY, 0}, far[3] = {0, 0, 1e12};
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "frac", msbat_crystal_create(ctx, good, 1, bad, li, &crystal));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "frac", msbat_crystal_create(ctx, good, 1, far, li, &crystal));
    const int64_t odd[2] = {119, -1};
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "species[0] = 119", msbat_crystal_create(ctx, good, 1, f, odd, &crystal));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "species[0] = -1", msbat_crystal_create(ctx, good, 1, f, odd + 1, &crystal));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_sites", msbat_crystal_create(ctx, good, -1, f, li, &crystal));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_sites", msbat_crystal_create(ctx, good, INT64_MAX, f, li, &crystal));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "frac", msbat_crystal_create(ctx, good, 1, NULL, li, &crystal));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "species", msbat_crystal_create(ctx, good, 1, f, NULL, &crystal));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "crystal", msbat_crystal_create(ctx, good, 1, f, li, NULL));
    ck_assert_int_eq(msbat_crystal_create(NULL, good, 1, f, li, &crystal), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_crystal_get_volume(NULL, &cell[0]), MSBAT_ERR_NULL);
    TEST_OK(ctx, msbat_crystal_create(ctx, good, 0, NULL, NULL, &crystal));
    msbat_crystal_destroy(&crystal);
}
END_TEST

Suite *suite_crystal(void)
{
    Suite *suite = suite_create("crystal");
    TCase *tests = tcase_create("crystal");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, symbols_and_masses);
    tcase_add_test(tests, masses_grow);
    tcase_add_test(tests, queries);
    tcase_add_test(tests, distance_is_exact);
    tcase_add_test(tests, distance_in_known_lattices);
    tcase_add_test(tests, bad_crystals);
    suite_add_tcase(suite, tests);
    return suite;
}
