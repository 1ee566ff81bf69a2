/* Space groups and primitive cells. */
#include <stdio.h>
#include <unistd.h>

#include "fixtures.h"

#define TOLERANCE 1e-4

static msbat_context *ctx;

static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

/* Six general positions of P3_2 2 1 (International Tables no. 154), twice: a chiral crystal. mirrored: its image. */
static msbat_crystal *chiral(int mirrored, int left_handed)
{
    const double w = 1.0 / 3, point[2][3] = {{0.47, 0.03, 0.1}, {0.41, 0.27, 0.21}};
    double cell[9] = {4.9, 0, 0, -2.45, 4.9 * sqrt(0.75), 0, 0, 0, 5.4}, frac[36];
    int64_t species[12];
    for (int s = 0; s < 2; s++) {
        const double x = point[s][0], y = point[s][1], z = point[s][2];
        const double orbit[18] = {x, y, z, -y, x - y, z + 2 * w, -x + y, -x, z + w, y, x, -z, x - y, -y, -z + w, -x,
                                  -x + y, -z + 2 * w};
        for (int k = 0; k < 18; k++) frac[18 * s + k] = mirrored ? -orbit[k] : orbit[k];
        for (int k = 0; k < 6; k++) species[6 * s + k] = s ? 8 : 14;
    }
    for (int i = 0; i < 3 && left_handed; i++) {
        double t = cell[i];
        cell[i] = cell[3 + i];
        cell[3 + i] = t;
    }
    for (int s = 0; s < 12 && left_handed; s++) {
        double t = frac[3 * s];
        frac[3 * s] = frac[3 * s + 1];
        frac[3 * s + 1] = t;
    }
    msbat_crystal *crystal = NULL;
    TEST_OK(ctx, msbat_crystal_create(ctx, cell, 12, frac, species, &crystal));
    return crystal;
}

static msbat_crystal *diamond(void)
{
    const double cell[9] = {5, 0, 0, 0, 5, 0, 0, 0, 5};
    const double fcc[12] = {0, 0, 0, 0, 0.5, 0.5, 0.5, 0, 0.5, 0.5, 0.5, 0};
    double frac[24];
    int64_t species[8];
    msbat_crystal *crystal = NULL;
    for (int i = 0; i < 8; i++) {
        species[i] = 14;
        for (int k = 0; k < 3; k++) frac[3 * i + k] = fcc[3 * (i % 4) + k] + (i / 4) * 0.25;
    }
    TEST_OK(ctx, msbat_crystal_create(ctx, cell, 8, frac, species, &crystal));
    return crystal;
}

#define N_CRYSTALS 8
static msbat_crystal *make(int which, int64_t *number, int64_t *operations)
{
    static const int64_t numbers[N_CRYSTALS] = {166, 166, 225, 154, 154, 152, 152, 227};
    static const int64_t counts[N_CRYSTALS] = {12, 36, 48, 6, 6, 6, 6, 192};
    *number = numbers[which];
    *operations = counts[which];
    if (which == 0) return fixture_licoo2(ctx);
    if (which == 1) return fixture_licoo2_hexagonal(ctx);
    if (which == 2) return fixture_fcc(ctx);
    if (which == 7) return diamond();
    return chiral(which >= 5, which % 2 == 0);
}

START_TEST(space_groups)
{
    int64_t number, operations, got;
    msbat_crystal *crystal = make(_i, &number, &operations);
    msbat_symmetry *symmetry = NULL;
    TEST_OK(ctx, msbat_symmetry_create(crystal, TOLERANCE, &symmetry));
    TEST_OK(ctx, msbat_symmetry_get_space_group(symmetry, &got));
    ck_assert_int_eq(got, number);
    TEST_OK(ctx, msbat_symmetry_get_count(symmetry, &got));
    ck_assert_int_eq(got, operations);
    msbat_crystal_destroy(&crystal);
    msbat_symmetry_destroy(&symmetry);
}
END_TEST

static int same_operation(const int64_t *r, const double *t, const int64_t *s, const double *u)
{
    double gap = 0;
    for (int k = 0; k < 3; k++) gap = fmax(gap, fabs(t[k] - u[k] - round(t[k] - u[k])));
    return !memcmp(r, s, 9 * sizeof *r) && gap < 1e-4;
}

/* Closed under products; finite and closed means that inverses and the identity are there. */
START_TEST(operations_form_a_group)
{
    int64_t number, n, r[9], s[9], p[9], q[9];
    double t[3], u[3], v[3], w[3];
    msbat_crystal *crystal = make(_i, &number, &n);
    msbat_symmetry *symmetry = NULL;
    TEST_OK(ctx, msbat_symmetry_create(crystal, TOLERANCE, &symmetry));
    int64_t step = n > 50 ? 7 : 1;
    for (int64_t a = 0; a < n; a += step)
        for (int64_t b = 0; b < n; b += step) {
            int found = 0;
            TEST_OK(ctx, msbat_symmetry_get_operation(symmetry, a, r, t));
            TEST_OK(ctx, msbat_symmetry_get_operation(symmetry, b, s, u));
            for (int i = 0; i < 3; i++) {
                v[i] = t[i];
                for (int j = 0; j < 3; j++) {
                    v[i] += (double)r[3 * i + j] * u[j];
                    p[3 * i + j] = r[3 * i] * s[j] + r[3 * i + 1] * s[3 + j] + r[3 * i + 2] * s[6 + j];
                }
            }
            for (int64_t c = 0; c < n && !found; c++) {
                TEST_OK(ctx, msbat_symmetry_get_operation(symmetry, c, q, w));
                found = same_operation(p, v, q, w);
            }
            ck_assert(found);
        }
    msbat_symmetry_destroy(&symmetry);
    msbat_crystal_destroy(&crystal);
}
END_TEST

/* Every operation permutes the sites, keeps species and orbits, and lands where rotation and translation say. */
START_TEST(operations_map_the_crystal)
{
    int64_t number, n, sites, equivalent[12], species[12];
    double frac[36];
    msbat_crystal *crystal = make(_i, &number, &n);
    msbat_symmetry *symmetry = NULL;
    TEST_OK(ctx, msbat_crystal_get_site_count(crystal, &sites));
    TEST_OK(ctx, msbat_crystal_get_sites(crystal, sites, frac, species));
    TEST_OK(ctx, msbat_symmetry_create(crystal, TOLERANCE, &symmetry));
    TEST_OK(ctx, msbat_symmetry_get_equivalent(symmetry, sites, equivalent));
    for (int64_t op = 0; op < n; op++) {
        int64_t rotation[9], seen = 0;
        double translation[3];
        TEST_OK(ctx, msbat_symmetry_get_operation(symmetry, op, rotation, translation));
        for (int64_t i = 0; i < sites; i++) {
            const int64_t offset[3] = {2, -1, 5};
            int64_t image, to[3];
            TEST_OK(ctx, msbat_symmetry_map_site(symmetry, op, i, offset, &image, to));
            seen |= (int64_t)1 << image;
            ck_assert_int_eq(species[i], species[image]);
            ck_assert_int_eq(equivalent[i], equivalent[image]);
            for (int k = 0; k < 3; k++) {
                double x = translation[k];
                for (int j = 0; j < 3; j++) x += (double)rotation[3 * k + j] * (frac[3 * i + j] + (double)offset[j]);
                TEST_NEAR(x, frac[3 * image + k] + (double)to[k], 1e-4);
            }
        }
        ck_assert_int_eq(seen, ((int64_t)1 << sites) - 1);
    }
    msbat_symmetry_destroy(&symmetry);
    msbat_crystal_destroy(&crystal);
}
END_TEST

/* The primitive cell is a piece of the same crystal in place, and has the same space group. */
START_TEST(primitive_cells)
{
    static const int64_t expected[N_CRYSTALS] = {4, 4, 1, 12, 12, 12, 12, 2};
    int64_t number, n, sites, all, got, species, kinds[12];
    double cell[9], small[9], volume, part, f[3], frac[36];
    msbat_crystal *crystal = make(_i, &number, &n), *primitive = NULL;
    msbat_symmetry *symmetry = NULL;
    TEST_OK(ctx, msbat_crystal_create_primitive(crystal, TOLERANCE, &primitive));
    TEST_OK(ctx, msbat_crystal_get_site_count(primitive, &sites));
    ck_assert_int_eq(sites, expected[_i]);
    TEST_OK(ctx, msbat_crystal_get_site_count(crystal, &all));
    TEST_OK(ctx, msbat_crystal_get_volume(crystal, &volume));
    TEST_OK(ctx, msbat_crystal_get_volume(primitive, &part));
    TEST_NEAR(part * (double)all, volume * (double)sites, 1e-9 * volume * (double)all);
    TEST_OK(ctx, msbat_symmetry_create(primitive, TOLERANCE, &symmetry));
    TEST_OK(ctx, msbat_symmetry_get_space_group(symmetry, &got));
    ck_assert_int_eq(got, number);
    TEST_OK(ctx, msbat_crystal_get_cell(crystal, cell));
    TEST_OK(ctx, msbat_crystal_get_cell(primitive, small));
    TEST_OK(ctx, msbat_crystal_get_sites(crystal, all, frac, kinds));
    /* a site of the primitive cell put into the crystal is on an equal site, up to one origin shift: none is expected
     * for cells that need no new origin, so try the shift of site 0 and require it of all */
    double shift[3] = {0};
    int good = 0;
    for (int64_t trial = 0; trial < all && !good; trial++) {
        good = 1;
        for (int64_t i = 0; i < sites && good; i++) {
            double r[3], x[3], best = 1e9;
            TEST_OK(ctx, msbat_crystal_get_site(primitive, i, f, &species));
            for (int k = 0; k < 3; k++) r[k] = f[0] * small[k] + f[1] * small[3 + k] + f[2] * small[6 + k];
            for (int k = 0; k < 3; k++) x[k] = 0;
            /* solve x . cell = r by Cramer's rule */
            for (int k = 0; k < 3; k++) {
                double m[9], det[2];
                for (int pass = 0; pass < 2; pass++) {
                    memcpy(m, cell, sizeof m);
                    for (int j = 0; j < 3 && pass; j++) m[3 * k + j] = r[j];
                    det[pass] = m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6])
                                + m[2] * (m[3] * m[7] - m[4] * m[6]);
                }
                x[k] = det[1] / det[0];
            }
            for (int k = 0; k < 3 && i == 0; k++) shift[k] = frac[3 * trial + k] - x[k];
            for (int64_t s = 0; s < all; s++) {
                double gap = kinds[s] == species ? 0 : 1;
                for (int k = 0; k < 3; k++) {
                    double d = x[k] + shift[k] - frac[3 * s + k];
                    gap = fmax(gap, fabs(d - round(d)));
                }
                best = fmin(best, gap);
            }
            good = best < 1e-6;
        }
    }
    ck_assert(good);
    msbat_symmetry_destroy(&symmetry);
    msbat_crystal_destroy(&crystal);
    msbat_crystal_destroy(&primitive);
}
END_TEST

static void create_pair(double gap, msbat_crystal **crystal)
{
    const double cell[9] = {4, 0, 0, 0, 4, 0, 0, 0, 4};
    double frac[6] = {0.999, 0, 0, 0.999 + gap / 4, 1, -1};
    const int64_t species[2] = {3, 8};
    TEST_OK(ctx, msbat_crystal_create(ctx, cell, 2, frac, species, crystal));
}

/* What spglib would complain about is refused before; nothing is printed. */
START_TEST(bad_input_is_silent)
{
    char path[] = "/tmp/msbat-crystal-XXXXXX";
    int file = mkstemp(path), old = dup(2);
    msbat_crystal *crystal = NULL;
    msbat_symmetry *symmetry = (msbat_symmetry *)1;
    ck_assert_int_ge(file, 0);
    fflush(stderr);
    dup2(file, 2);
    create_pair(0.01, &crystal);
    TEST_FAILS(ctx, MSBAT_ERR_SYMMETRY, "sites 0 and 1", msbat_symmetry_create(crystal, 0.02, &symmetry));
    ck_assert_ptr_null(symmetry);
    TEST_FAILS(ctx, MSBAT_ERR_SYMMETRY, "sites 0 and 1", 
               msbat_crystal_create_primitive(crystal, 0.02, &(msbat_crystal *){NULL}));
    TEST_OK(ctx, msbat_symmetry_create(crystal, 1e-3, &symmetry));
    msbat_symmetry_destroy(&symmetry);
    const double tolerances[] = {0, -1, 1.5, NAN, INFINITY};
    for (int i = 0; i < 5; i++)
        TEST_FAILS(ctx, MSBAT_ERR_RANGE, "tolerance_ang", msbat_symmetry_create(crystal, tolerances[i], &symmetry));
    msbat_crystal_destroy(&crystal);
    const double cell[9] = {4, 0, 0, 0, 4, 0, 0, 0, 4}, needle[9] = {1e-3, 0, 0, 0, 4, 0, 0, 0, 1e4}, zero[3] = {0};
    const int64_t li[1] = {3};
    TEST_OK(ctx, msbat_crystal_create(ctx, cell, 0, NULL, NULL, &crystal));
    TEST_FAILS(ctx, MSBAT_ERR_SYMMETRY, "no sites", msbat_symmetry_create(crystal, 1e-3, &symmetry));
    msbat_crystal_destroy(&crystal);
    /* one edge below the tolerance: whatever spglib says, a status and no noise */
    TEST_OK(ctx, msbat_crystal_create(ctx, needle, 1, zero, li, &crystal));
    (void)msbat_symmetry_create(crystal, 0.5, &symmetry);
    msbat_symmetry_destroy(&symmetry);
    msbat_crystal_destroy(&crystal);
    fflush(stderr);
    off_t printed = lseek(file, 0, SEEK_END);
    dup2(old, 2);
    close(old);
    close(file);
    unlink(path);
    ck_assert_int_eq(printed, 0);
}
END_TEST

START_TEST(bad_arguments)
{
    msbat_crystal *crystal = fixture_licoo2(ctx);
    msbat_symmetry *symmetry = NULL;
    int64_t n, o[3] = {0, 0, 0}, to[3];
    ck_assert_int_eq(msbat_symmetry_create(NULL, 1e-3, &symmetry), MSBAT_ERR_NULL);
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "symmetry", msbat_symmetry_create(crystal, 1e-3, NULL));
    TEST_OK(ctx, msbat_symmetry_create(crystal, 1e-3, &symmetry));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "operation = 12", msbat_symmetry_map_site(symmetry, 12, 0, o, &n, to));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "site = -1", msbat_symmetry_map_site(symmetry, 0, -1, o, &n, to));
    o[1] = INT64_MIN;
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "offset[1]", msbat_symmetry_map_site(symmetry, 0, 0, o, &n, to));
    o[1] = ((int64_t)1 << 40) + 1;
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "offset[1]", msbat_symmetry_map_site(symmetry, 0, 0, o, &n, to));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "operation = -1", msbat_symmetry_get_operation(symmetry, -1, NULL, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "site = 4", msbat_symmetry_map_site(symmetry, 0, 4, o, &n, to));
    TEST_OK(ctx, msbat_symmetry_get_operation(symmetry, 11, NULL, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "4 sites", msbat_symmetry_get_equivalent(symmetry, 3, to));
    msbat_crystal_destroy(&crystal);
    TEST_OK(ctx, msbat_symmetry_get_count(symmetry, &n)); /* the symmetry keeps its crystal */
    msbat_symmetry_destroy(&symmetry);
}
END_TEST

/* spglib's time and memory are not asked for cells that no space group search is meant for. */
START_TEST(too_many_sites)
{
    enum { N = 10001 };
    const double cell[9] = {N, 0, 0, 0, 3, 0, 0, 0, 3};
    double *frac = calloc(N, 3 * sizeof *frac);
    int64_t *species = calloc(N, sizeof *species);
    msbat_crystal *crystal = NULL, *primitive = NULL;
    msbat_symmetry *symmetry = NULL;
    for (int i = 0; i < N; i++) {
        frac[3 * i] = (double)i / N;
        species[i] = 3;
    }
    TEST_OK(ctx, msbat_crystal_create(ctx, cell, N, frac, species, &crystal));
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "10001 sites; symmetry is found for at most 10000",
               msbat_symmetry_create(crystal, 1e-3, &symmetry));
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "10001 sites", msbat_crystal_create_primitive(crystal, 1e-3, &primitive));
    ck_assert(!symmetry && !primitive);
    msbat_crystal_destroy(&crystal);
    free(frac);
    free(species);
}
END_TEST

Suite *suite_symmetry(void)
{
    Suite *suite = suite_create("symmetry");
    TCase *tests = tcase_create("symmetry");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, space_groups, 0, N_CRYSTALS);
    tcase_add_loop_test(tests, operations_form_a_group, 0, N_CRYSTALS);
    tcase_add_loop_test(tests, operations_map_the_crystal, 0, N_CRYSTALS);
    tcase_add_loop_test(tests, primitive_cells, 0, N_CRYSTALS);
    tcase_add_test(tests, bad_input_is_silent);
    tcase_add_test(tests, bad_arguments);
    tcase_add_test(tests, too_many_sites);
    suite_add_tcase(suite, tests);
    return suite;
}
