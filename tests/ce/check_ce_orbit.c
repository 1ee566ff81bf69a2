/* Orbits, correlations and energies: known multiplicities, invariance, and the convention against direct sums. */
#include "models.h"

static msbat_context *ctx;

static void start(void) { TEST_OK(NULL, msbat_context_create(&ctx)); }
static void stop(void) { msbat_context_destroy(&ctx); }

static void orbit_is(const msbat_ce *ce, int64_t orbit, int64_t points, int64_t multiplicity, double length)
{
    int64_t p = -1, m = -1;
    double l = -1;
    TEST_OK(ctx, msbat_ce_get_orbit(ce, orbit, &p, &m, &l));
    ck_assert_msg(p == points && m == multiplicity, "orbit %d: %d points, %d clusters", (int)orbit, (int)p, (int)m);
    TEST_NEAR(l, length, 1e-9);
}

/* Pair shells of fcc at distance a sqrt(k/2): 12, 6, 24, 12, 24, 8, 48 neighbours, half as many pairs. 24 functions
 * with cutoffs 8.0/6.0/4.5 angstrom at a = 4.09 and 84 with 13.0/7.5/6.0 are those of the peer code icet 2.2. */
START_TEST(fcc_shells)
{
    msbat_crystal *host = model_fcc(ctx);
    const double cutoffs[3] = {8, 6, 4.5}, larger[3] = {13, 7.5, 6};
    const int64_t pairs[7] = {6, 3, 12, 6, 12, 4, 24};
    msbat_ce *ce = model_ce(host, 46, 47, 3, cutoffs);
    int64_t n = 0;
    orbit_is(ce, 0, 0, 1, 0);
    orbit_is(ce, 1, 1, 1, 0);
    for (int k = 0; k < 7; k++) orbit_is(ce, 2 + k, 2, pairs[k], 4.09 * sqrt((k + 1) / 2.0));
    orbit_is(ce, 9, 3, 8, 4.09 * sqrt(0.5));   /* triangles of nearest neighbours */
    orbit_is(ce, 21, 4, 2, 4.09 * sqrt(0.5));  /* tetrahedra */
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n));
    ck_assert_int_eq(n, 24);
    msbat_ce_destroy(&ce);
    ce = model_ce(host, 46, 47, 3, larger);
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n));
    ck_assert_int_eq(n, 84);
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&host);
}
END_TEST

/* Li layers of R-3m LiCoO2: in the layer a, sqrt(3) a, 2 a; between layers sqrt(a^2/3 + c^2/9) and so on. Triangles
 * of one layer point up and down: two a cell, in one orbit by the inversion. */
START_TEST(layered_shells)
{
    const double a = 2.816, c = 14.05, cutoffs[2] = {5.9, 3};
    msbat_crystal *host = model_layered(ctx, a, c, 0.2605, 27);
    msbat_ce *ce = model_ce(host, 3, 0, 2, cutoffs);
    int64_t n = 0, active[4];
    orbit_is(ce, 2, 2, 3, a);
    orbit_is(ce, 3, 2, 3, sqrt(3.0) * a);
    orbit_is(ce, 4, 2, 3, sqrt(a * a / 3 + c * c / 9));
    orbit_is(ce, 5, 2, 3, 2 * a);
    orbit_is(ce, 6, 2, 3, sqrt(4 * a * a / 3 + c * c / 9));
    orbit_is(ce, 7, 3, 2, a);
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n));
    ck_assert_int_eq(n, 8);
    TEST_OK(ctx, msbat_ce_get_active(ce, 4, active));
    ck_assert(active[0] == 1 && active[1] == 0 && active[2] == 0 && active[3] == 0);
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&host);
}
END_TEST

/* 87 functions (29 pairs, 41 triplets, 15 quadruplets) for the Li sites of R-3m LiNiO2 within 13/8.7/6.6 angstrom,
 * as the peer codes icet 2.2 and smol 0.5.7 find, whatever the tolerance: near-ties of a nearly cubic lattice. */
START_TEST(layered_functions)
{
    const double cell[9] = {2.843413003724563, 0, 0.8573211961418291, 1.5509524920968607, -2.532695099191652,
                            1.046778248525726e-07, 2.843413003724563, 0, -4.2866068838581715};
    const double frac[12] = {0, 0, 0, 0.5, 0.5, 0.5, 0.75, 0.75, 0.75, 0.25, 0.25, 0.25}, cutoffs[3] = {13, 8.7, 6.6};
    const int64_t species[4] = {3, 28, 8, 8}, wanted[5] = {1, 1, 29, 41, 15};
    msbat_crystal *host = NULL;
    TEST_OK(ctx, msbat_crystal_create(ctx, cell, 4, frac, species, &host));
    for (double tolerance = 1e-5; tolerance < 0.02; tolerance *= 10) {
        msbat_ce *ce = NULL;
        int64_t n, points, found[5] = {0};
        TEST_OK(ctx, msbat_ce_create(host, 3, 0, tolerance, 3, cutoffs, &ce));
        TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n));
        ck_assert_int_eq(n, 87);
        for (int64_t f = 0; f < n; f++) {
            TEST_OK(ctx, msbat_ce_get_orbit(ce, f, &points, NULL, NULL));
            found[points]++;
        }
        ck_assert(!memcmp(found, wanted, sizeof found));
        msbat_ce_destroy(&ce);
    }
    msbat_crystal_destroy(&host);
}
END_TEST

/* A host that is itself a 2 x 2 x 2 cell has the same orbits with eight times the clusters: its translations are
   operations. */
START_TEST(host_cell_does_not_matter)
{
    msbat_crystal *host = model_fcc(ctx), *doubled = NULL;
    const double cutoffs[3] = {6, 5, 4.5};
    msbat_supercell *cell = model_box(host, 2, 2, 2);
    TEST_OK(ctx, msbat_supercell_create_crystal(cell, 8, NULL, &doubled));
    msbat_ce *a = model_ce(host, 46, 47, 3, cutoffs), *b = model_ce(doubled, 46, 47, 3, cutoffs);
    int64_t n = 0, m = 0, p, mult;
    double length;
    TEST_OK(ctx, msbat_ce_get_orbit_count(a, &n));
    TEST_OK(ctx, msbat_ce_get_orbit_count(b, &m));
    ck_assert_int_eq(n, m);
    for (int64_t i = 1; i < n; i++) {
        TEST_OK(ctx, msbat_ce_get_orbit(a, i, &p, &mult, &length));
        orbit_is(b, i, p, 8 * mult, length);
    }
    msbat_supercell_destroy(&cell);
    msbat_crystal_destroy(&doubled);
    msbat_crystal_destroy(&host);
    msbat_ce_destroy(&a);
    msbat_ce_destroy(&b);
}
END_TEST

static void set_test_eci(msbat_ce *ce, double *eci)
{
    int64_t n;
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n));
    for (int64_t i = 0; i < n; i++) eci[i] = 0.3 * model_noise(i + 1);
    TEST_OK(ctx, msbat_ce_set_eci(ce, n, eci));
}

/* E = N_cells V0 + each cluster once, summed over the interaction table with periodic wrapping, in cells down to
 * one that every cluster wraps into. */
START_TEST(energy_is_the_direct_sum)
{
    msbat_crystal *host = model_layered(ctx, 2.816, 14.05, 0.2605, 27);
    const double cutoffs[3] = {6, 5, 5};
    const int64_t boxes[4][3] = {{4, 3, 2}, {2, 2, 2}, {3, 1, 1}, {1, 1, 1}};
    msbat_ce *ce = model_ce(host, 3, 0, 3, cutoffs);
    double eci[64], v[4096];
    static int64_t np[4096], orbit[4096], sites[4096 * 16];
    int64_t n_terms = 0, most = 0;
    set_test_eci(ce, eci);
    TEST_OK(ctx, msbat_ce_get_term_count(ce, &n_terms, &most));
    ck_assert(most == 4 && n_terms < 4096);
    TEST_OK(ctx, msbat_ce_get_terms(ce, n_terms, 4, v, np, orbit, sites));
    for (int b = 0; b < 4; b++) {
        msbat_supercell *cell = model_box(host, boxes[b][0], boxes[b][1], boxes[b][2]);
        int64_t n = boxes[b][0] * boxes[b][1] * boxes[b][2], sub, off[3], at[3], site;
        int8_t occupation[64];
        double sum = (double)n * eci[0], energy = 0, scale = 0;
        for (int64_t i = 0; i < n; i++) occupation[i] = model_noise(7 * i + b) > 0.1;
        for (int64_t c = 0; c < n; c++)
            for (int64_t t = 0; t < n_terms; t++) {
                double product = v[t];
                TEST_OK(ctx, msbat_supercell_get_site(cell, 4 * c, &sub, off));
                for (int64_t k = 0; k < np[t]; k++) {
                    const int64_t *p = &sites[16 * t + 4 * k];
                    for (int j = 0; j < 3; j++) at[j] = off[j] + p[1 + j];
                    TEST_OK(ctx, msbat_supercell_find_site(cell, p[0], at, &site));
                    product *= occupation[site / 4] ? 1 : -1;
                }
                sum += product;
                scale += fabs(v[t]);
            }
        TEST_OK(ctx, msbat_ce_get_energy(ce, cell, n, occupation, &energy));
        TEST_NEAR(energy, sum, 1e-13 * scale);
        msbat_supercell_destroy(&cell);
    }
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&host);
}
END_TEST

/* s = +1 filled, -1 empty: filling one site of an otherwise empty crystal costs 2 V1 with point terms only;
 * E/N_cells = sum of multiplicity V correlation. */
START_TEST(signs_and_multiplicities)
{
    msbat_crystal *host = model_cubic(ctx);
    const double cutoffs[2] = {4.3, 4.3};
    msbat_ce *ce = model_ce(host, 3, 0, 2, cutoffs);
    msbat_supercell *cell = model_box(host, 3, 3, 3);
    int8_t occupation[27] = {0};
    double eci[16] = {0}, e0, e1, corr[16], sum = 0;
    int64_t n = 0, m;
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n));
    eci[1] = -0.7;
    TEST_OK(ctx, msbat_ce_set_eci(ce, n, eci));
    TEST_OK(ctx, msbat_ce_get_energy(ce, cell, 27, occupation, &e0));
    occupation[5] = 1;
    TEST_OK(ctx, msbat_ce_get_energy(ce, cell, 27, occupation, &e1));
    TEST_NEAR(e0, 27 * 0.7, 1e-12);
    TEST_NEAR(e1 - e0, 2 * -0.7, 1e-12);
    set_test_eci(ce, eci);
    occupation[9] = occupation[20] = 1;
    TEST_OK(ctx, msbat_ce_get_energy(ce, cell, 27, occupation, &e1));
    TEST_OK(ctx, msbat_ce_get_correlations(ce, cell, 27, occupation, n, corr));
    for (int64_t f = 0; f < n; f++) {
        TEST_OK(ctx, msbat_ce_get_orbit(ce, f, NULL, &m, NULL));
        sum += 27 * (double)m * eci[f] * corr[f];
    }
    TEST_NEAR(corr[0], 1, 0);
    TEST_NEAR(corr[1], (3.0 - 24.0) / 27, 1e-15);
    TEST_NEAR(e1, sum, 1e-12);
    msbat_supercell_destroy(&cell);
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&host);
}
END_TEST

/* Same crystal in a transformed box: occupation carried over by positions. matrix2 = unimodular . matrix is the
   same lattice. */
static void carry(const msbat_supercell *from, const msbat_supercell *to, int64_t n_sub, int64_t active, int64_t n_to,
                  const int8_t *occupation, int8_t *carried)
{
    for (int64_t c = 0; c < n_to; c++) {
        int64_t sub, off[3], site;
        TEST_OK(ctx, msbat_supercell_get_site(to, c * n_sub + active, &sub, off));
        TEST_OK(ctx, msbat_supercell_find_site(from, active, off, &site));
        carried[c] = occupation[site / n_sub];
    }
}

START_TEST(supercell_does_not_matter)
{
    msbat_crystal *host = model_layered(ctx, 2.816, 14.05, 0.2605, 27);
    const double cutoffs[3] = {7, 6, 5};
    const int64_t small[9] = {2, 1, 0, 0, 2, 0, 1, 0, 1}, skewed[9] = {2, 1, 0, 4, 4, 0, 3, 1, 1},
                  large[9] = {4, 2, 0, 0, 4, 0, 3, 0, 3};
    msbat_ce *ce = model_ce(host, 3, 0, 3, cutoffs);
    msbat_supercell *a = NULL, *b = NULL, *c = NULL;
    const int8_t occupation[4] = {1, 0, 0, 1};
    int8_t moved[64];
    double x[64], y[64];
    int64_t n;
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n));
    TEST_OK(ctx, msbat_supercell_create(host, small, &a));
    TEST_OK(ctx, msbat_supercell_create(host, skewed, &b));
    TEST_OK(ctx, msbat_supercell_create(host, large, &c));
    TEST_OK(ctx, msbat_ce_get_correlations(ce, a, 4, occupation, n, x));
    carry(a, b, 4, 0, 4, occupation, moved);
    TEST_OK(ctx, msbat_ce_get_correlations(ce, b, 4, moved, n, y));
    for (int64_t f = 0; f < n; f++) TEST_NEAR(x[f], y[f], 0);
    carry(a, c, 4, 0, 48, occupation, moved);
    TEST_OK(ctx, msbat_ce_get_correlations(ce, c, 48, moved, n, y));
    for (int64_t f = 0; f < n; f++) TEST_NEAR(x[f], y[f], 1e-15);
    msbat_supercell_destroy(&a);
    msbat_supercell_destroy(&b);
    msbat_supercell_destroy(&c);
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&host);
}
END_TEST

/* Correlations of a random occupation and of its images under every operation of the space group; the supercell
 * matrix is a multiple of the unit matrix, which every operation maps onto itself. */
static void check_invariance(const msbat_crystal *host, int64_t n_sub, int64_t size, msbat_ce *ce)
{
    msbat_symmetry *symmetry = NULL;
    msbat_supercell *cell = model_box(host, size, size, size);
    int64_t n_ops, n_orbits, n = size * size * size, sub, off[3], image, image_off[3], site;
    int8_t occupation[64], moved[64];
    double x[64], y[64];
    TEST_OK(ctx, msbat_symmetry_create(host, 1e-3, &symmetry));
    TEST_OK(ctx, msbat_symmetry_get_count(symmetry, &n_ops));
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n_orbits));
    for (int64_t i = 0; i < n; i++) occupation[i] = model_noise(3 * i + 2) > 0;
    TEST_OK(ctx, msbat_ce_get_correlations(ce, cell, n, occupation, n_orbits, x));
    for (int64_t op = 0; op < n_ops; op++) {
        for (int64_t c = 0; c < n; c++) {
            TEST_OK(ctx, msbat_supercell_get_site(cell, c * n_sub, &sub, off));
            TEST_OK(ctx, msbat_symmetry_map_site(symmetry, op, sub, off, &image, image_off));
            TEST_OK(ctx, msbat_supercell_find_site(cell, image, image_off, &site));
            moved[site / n_sub] = occupation[c];
        }
        TEST_OK(ctx, msbat_ce_get_correlations(ce, cell, n, moved, n_orbits, y));
        for (int64_t f = 0; f < n_orbits; f++) TEST_NEAR(x[f], y[f], 0);
    }
    msbat_symmetry_destroy(&symmetry);
    msbat_supercell_destroy(&cell);
}

START_TEST(symmetry_leaves_correlations)
{
    const double cutoffs[3] = {7, 6, 5};
    msbat_crystal *layered = model_layered(ctx, 2.816, 14.05, 0.2605, 27), *fcc = model_fcc(ctx);
    msbat_ce *a = model_ce(layered, 3, 0, 3, cutoffs), *b = model_ce(fcc, 46, 0, 3, cutoffs);
    check_invariance(layered, 4, 3, a);
    check_invariance(fcc, 1, 4, b);
    msbat_ce_destroy(&a);
    msbat_ce_destroy(&b);
    msbat_crystal_destroy(&layered);
    msbat_crystal_destroy(&fcc);
}
END_TEST

/* Two active sublattices that no operation maps onto each other have their own point terms. */
START_TEST(two_sublattices)
{
    const double cell_ang[9] = {4, 0, 0, 0, 4, 0, 0, 0, 4}, frac[9] = {0, 0, 0, 0.5, 0.5, 0.5, 0.5, 0.5, 0};
    const int64_t species[3] = {3, 3, 8};
    const double cutoffs[1] = {4.1};
    msbat_crystal *host = NULL;
    TEST_OK(ctx, msbat_crystal_create(ctx, cell_ang, 3, frac, species, &host));
    msbat_ce *ce = model_ce(host, 3, 0, 1, cutoffs);
    msbat_supercell *cell = model_box(host, 2, 1, 1);
    const int8_t occupation[4] = {1, 0, 1, 1};
    int64_t n, m, p, decorated[6];
    double corr[8];
    TEST_OK(ctx, msbat_ce_get_occupation_size(ce, cell, &n));
    ck_assert_int_eq(n, 4);
    TEST_OK(ctx, msbat_ce_get_orbit(ce, 1, &p, &m, NULL));
    ck_assert(p == 1 && m == 1);
    TEST_OK(ctx, msbat_ce_get_orbit(ce, 2, &p, &m, NULL));
    ck_assert(p == 1 && m == 1);
    TEST_OK(ctx, msbat_ce_get_orbit(ce, 3, &p, &m, NULL));
    ck_assert(p == 2 && m == 8);
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n));
    TEST_OK(ctx, msbat_ce_get_correlations(ce, cell, 4, occupation, n, corr));
    TEST_NEAR(corr[1] + corr[2], 1, 1e-15);
    TEST_NEAR(corr[1] * corr[2], 0, 1e-15);
    TEST_OK(ctx, msbat_ce_get_decoration(ce, cell, 4, occupation, 6, decorated));
    ck_assert(decorated[0] == 3 && decorated[1] == 0 && decorated[2] == 8 && decorated[3] == 3 && decorated[4] == 3);
    msbat_supercell_destroy(&cell);
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&host);
}
END_TEST

Suite *suite_ce_orbit(void)
{
    Suite *suite = suite_create("ce orbits");
    TCase *c = tcase_create("all");
    tcase_add_checked_fixture(c, start, stop);
    tcase_set_timeout(c, 60);
    tcase_add_test(c, fcc_shells);
    tcase_add_test(c, layered_shells);
    tcase_add_test(c, layered_functions);
    tcase_add_test(c, host_cell_does_not_matter);
    tcase_add_test(c, energy_is_the_direct_sum);
    tcase_add_test(c, signs_and_multiplicities);
    tcase_add_test(c, supercell_does_not_matter);
    tcase_add_test(c, symmetry_leaves_correlations);
    tcase_add_test(c, two_sublattices);
    suite_add_tcase(suite, c);
    return suite;
}
