/* Supercells: numbering, wrapping, positions. */
#include "crystal/crystal_impl.h"
#include "fixtures.h"

static msbat_context *ctx;
static msbat_crystal *host;

static void setup(void)
{
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    host = fixture_licoo2(ctx);
}
static void teardown(void)
{
    msbat_crystal_destroy(&host);
    msbat_context_destroy(&ctx);
}

static const int64_t matrices[][9] = {
    {1, 0, 0, 0, 1, 0, 0, 0, 1},     {3, 0, 0, 0, 2, 0, 0, 0, 5},    {1, 1, 0, -1, 1, 0, 0, 0, 2},
    {0, 1, 1, 1, 0, 1, 1, 1, 0},     {2, 3, -1, 4, 1, 0, -2, 5, 7},  {-1, 0, 0, 0, 1, 0, 0, 0, 1},
    {6, 10, 15, 10, 15, 6, 15, 6, 10}, {1, 0, 0, 97, 1, 0, 13, 55, 11},
    {-728742, -864079, -839297, 773514, 922035, 801826, -715998, -847778, -846384}, /* too skewed for a crystal: last */
};
#define N_MATRICES ((int)(sizeof matrices / sizeof *matrices))

static msbat_supercell *create(int which)
{
    msbat_supercell *supercell = NULL;
    TEST_OK(ctx, msbat_supercell_create(host, matrices[which], &supercell));
    return supercell;
}

/* find_site is the inverse of get_site, a bijection, and blind to every vector of the superlattice. */
START_TEST(wrapping)
{
    msbat_supercell *supercell = create(_i);
    int64_t n = 0, cells = 0, sub, o[3], back;
    TEST_OK(ctx, msbat_supercell_get_site_count(supercell, &n));
    TEST_OK(ctx, msbat_supercell_get_cell_count(supercell, &cells));
    ck_assert_int_eq(n, 4 * cells);
    for (int64_t site = 0; site < n; site++) {
        TEST_OK(ctx, msbat_supercell_get_site(supercell, site, &sub, o));
        ck_assert_int_eq(sub, site % 4);
        for (int64_t k = 0; k < 27; k++) {
            const int64_t m[3] = {k % 3 - 1, k / 3 % 3 - 1, (k / 9 - 1) * 1000003};
            int64_t p[3];
            for (int j = 0; j < 3; j++)
                p[j] = o[j] + m[0] * matrices[_i][j] + m[1] * matrices[_i][3 + j] + m[2] * matrices[_i][6 + j];
            TEST_OK(ctx, msbat_supercell_find_site(supercell, sub, p, &back));
            ck_assert_int_eq(back, site);
        }
    }
    msbat_supercell_destroy(&supercell);
}
END_TEST

/* Adding host vectors is a group action: (a + b) found at once and in two steps; also with enormous offsets. */
START_TEST(wrapping_is_additive)
{
    msbat_supercell *supercell = create(_i);
    uint64_t state = 3;
    for (int trial = 0; trial < 2000; trial++) {
        int64_t a[3], b[3], c[3], o[3], site, once, twice;
        for (int k = 0; k < 3; k++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            a[k] = (int64_t)(state >> 3) - ((int64_t)1 << 60);
            b[k] = (int64_t)(state >> 50) - 8000;
            c[k] = a[k] + b[k];
        }
        TEST_OK(ctx, msbat_supercell_find_site(supercell, 1, c, &once));
        TEST_OK(ctx, msbat_supercell_find_site(supercell, 1, a, &site));
        TEST_OK(ctx, msbat_supercell_get_site(supercell, site, NULL, o));
        for (int k = 0; k < 3; k++) o[k] += b[k];
        TEST_OK(ctx, msbat_supercell_find_site(supercell, 1, o, &twice));
        ck_assert_int_eq(once, twice);
    }
    msbat_supercell_destroy(&supercell);
}
END_TEST

/* As a crystal: n times the volume, and the distances of the host where they are shorter than the supercell. */
START_TEST(positions)
{
    msbat_supercell *supercell = create(_i);
    msbat_crystal *big = NULL;
    int64_t n, cells, m, sub, o[3];
    double volume, host_volume, cell[9], super[9], frac[3], f[3];
    TEST_OK(ctx, msbat_supercell_get_site_count(supercell, &n));
    TEST_OK(ctx, msbat_supercell_get_cell_count(supercell, &cells));
    TEST_OK(ctx, msbat_supercell_create_crystal(supercell, n, NULL, &big));
    TEST_OK(ctx, msbat_crystal_get_site_count(big, &m));
    ck_assert_int_eq(m, n);
    TEST_OK(ctx, msbat_crystal_get_volume(big, &volume));
    TEST_OK(ctx, msbat_crystal_get_volume(host, &host_volume));
    TEST_NEAR(volume, (double)cells * host_volume, 1e-10 * volume);
    TEST_OK(ctx, msbat_crystal_get_cell(host, cell));
    TEST_OK(ctx, msbat_crystal_get_cell(big, super));
    for (int64_t site = 0; site < n; site++) {
        /* r in the supercell minus r in the host, in host vectors, is an integer vector that wraps to offset 0 */
        double difference[3] = {0}, gap[3];
        TEST_OK(ctx, msbat_supercell_get_site(supercell, site, &sub, o));
        TEST_OK(ctx, msbat_crystal_get_site(host, sub, f, NULL));
        TEST_OK(ctx, msbat_crystal_get_site(big, site, frac, NULL));
        for (int k = 0; k < 3; k++)
            for (int i = 0; i < 3; i++) difference[k] += frac[i] * (double)matrices[_i][3 * i + k];
        int64_t whole[3], found;
        for (int k = 0; k < 3; k++) {
            gap[k] = difference[k] - f[k];
            whole[k] = llround(gap[k]);
            TEST_NEAR(gap[k], (double)whole[k], 1e-9);
        }
        TEST_OK(ctx, msbat_supercell_find_site(supercell, sub, whole, &found));
        ck_assert_int_eq(found, site);
    }
    msbat_crystal_destroy(&big);
    msbat_supercell_destroy(&supercell);
}
END_TEST

START_TEST(vacancies_are_left_out)
{
    msbat_supercell *supercell = create(2);
    msbat_crystal *big = NULL, *none = NULL;
    const msbat_crystal *owner = NULL;
    int64_t n, species[16], count, left;
    TEST_OK(ctx, msbat_supercell_get_site_count(supercell, &n));
    ck_assert_int_eq(n, 16);
    for (int64_t i = 0; i < n; i++) species[i] = i % 4 == 0 ? (i % 8 == 0 ? 3 : MSBAT_VACANCY) : i % 4 == 1 ? 27 : 8;
    TEST_OK(ctx, msbat_supercell_create_crystal(supercell, n, species, &big));
    TEST_OK(ctx, msbat_crystal_count_species(big, 3, &count));
    TEST_OK(ctx, msbat_crystal_get_site_count(big, &left));
    ck_assert_int_eq(count, 2);
    ck_assert_int_eq(left, 14);
    TEST_OK(ctx, msbat_supercell_get_crystal(supercell, &owner));
    ck_assert_ptr_eq(owner, host);
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "16 sites", msbat_supercell_create_crystal(supercell, 15, species, &none));
    msbat_crystal_destroy(&big);
    msbat_supercell_destroy(&supercell);
}
END_TEST

/* The supercell keeps its host alive. */
START_TEST(order_of_destruction)
{
    msbat_supercell *supercell = create(1);
    int64_t site, o[3] = {5, 5, 5};
    msbat_crystal_destroy(&host);
    TEST_OK(ctx, msbat_supercell_find_site(supercell, 0, o, &site));
    msbat_supercell_destroy(&supercell);
}
END_TEST

START_TEST(bad_supercells)
{
    msbat_supercell *supercell = (msbat_supercell *)1;
    const int64_t singular[9] = {1, 2, 3, 4, 5, 6, 7, 8, 9}, huge[9] = {INT64_MAX, 0, 0, 0, 1, 0, 0, 0, 1};
    const int64_t many[9] = {1 << 20, 0, 0, 0, 1 << 11, 0, 0, 0, 1};
    TEST_FAILS(ctx, MSBAT_ERR_SINGULAR, "determinant 0", msbat_supercell_create(host, singular, &supercell));
    ck_assert_ptr_null(supercell);
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "matrix[0]", msbat_supercell_create(host, huge, &supercell));
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "2^30", msbat_supercell_create(host, many, &supercell));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "matrix", msbat_supercell_create(host, NULL, &supercell));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "supercell", msbat_supercell_create(host, many, NULL));
    ck_assert_int_eq(msbat_supercell_create(NULL, many, &supercell), MSBAT_ERR_NULL);
    int64_t site, o[3] = {0, 0, 0};
    const int64_t low[9] = {1, 0, -(1 << 20) - 1, 0, 1, 0, 0, 0, 1};
    const int64_t mirrored[9] = {-(1 << 20), 0, 0, 0, 1 << 11, 0, 0, 0, 1};
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "matrix[2] = -1048577", msbat_supercell_create(host, low, &supercell));
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "has 2147483648 cells", msbat_supercell_create(host, mirrored, &supercell));
    supercell = create(1);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "sublattice = -1", msbat_supercell_find_site(supercell, -1, o, &site));
    TEST_OK(ctx, msbat_supercell_get_site(supercell, 119, NULL, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "sublattice = 4", msbat_supercell_find_site(supercell, 4, o, &site));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "site = -1", msbat_supercell_get_site(supercell, -1, &site, o));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "site = 120", msbat_supercell_get_site(supercell, 120, &site, o));
    msbat_supercell_destroy(&supercell);
}
END_TEST

/* The normal form is upper triangular and reduced, has the index as its determinant, and spans the lattice: each row
 * of the matrix is a multiple of its rows. Both ways of turning the axes give the same form. */
START_TEST(normal_form)
{
    int64_t h[9], again[9], kept[9], n_cells, index;
    msbat_supercell *supercell = create(_i);
    TEST_OK(ctx, msbat_supercell_get_cell_count(supercell, &n_cells));
    TEST_OK(ctx, msbat_supercell_get_matrix(supercell, kept));
    ck_assert_mem_eq(kept, matrices[_i], sizeof kept);
    msbat__crystal_hermite(matrices[_i], n_cells, h);
    ck_assert(h[3] == 0 && h[6] == 0 && h[7] == 0 && h[0] * h[4] * h[8] == n_cells);
    ck_assert(h[1] >= 0 && h[1] < h[4] && h[2] >= 0 && h[2] < h[8] && h[5] >= 0 && h[5] < h[8]);
    for (int i = 0; i < 3; i++) {
        index = msbat__crystal_cell_of(h, n_cells, matrices[_i] + 3 * i);
        ck_assert_int_eq(index, 0);
        for (int k = 0; k < 3; k++) kept[3 * i + k] = -matrices[_i][3 * ((i + 1) % 3) + k];
    }
    msbat__crystal_hermite(kept, n_cells, again);
    ck_assert_mem_eq(again, h, sizeof h);
    msbat_supercell_destroy(&supercell);
}
END_TEST

Suite *suite_supercell(void)
{
    Suite *suite = suite_create("supercell");
    TCase *tests = tcase_create("supercell");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, wrapping, 0, N_MATRICES);
    tcase_add_loop_test(tests, wrapping_is_additive, 0, N_MATRICES);
    tcase_add_loop_test(tests, positions, 0, N_MATRICES - 1);
    tcase_add_loop_test(tests, normal_form, 0, N_MATRICES);
    tcase_add_test(tests, vacancies_are_left_out);
    tcase_add_test(tests, order_of_destruction);
    tcase_add_test(tests, bad_supercells);
    suite_add_tcase(suite, tests);
    return suite;
}
