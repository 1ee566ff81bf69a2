/* Lattice sums by other ways than Ewald's: closed series, relations between lattices, Poisson's equation, symmetry. */
#include "thermo_test.h"

static const double pi = 3.14159265358979324;

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

static const double sc[9] = {1, 0, 0, 0, 1, 0, 0, 0, 1}, fcc[9] = {0, .5, .5, .5, 0, .5, .5, .5, 0},
                    bcc[9] = {-.5, .5, .5, .5, -.5, .5, .5, .5, -.5};

/* Potential [e/(4 pi eps0 angstrom)] of site 0. */
static double first_potential(const double *cell, int64_t n, const double *frac, const double *charge)
{
    double v[8];
    TEST_OK(ctx, msbat_madelung_potentials(ctx, cell, n, frac, charge, v));
    return v[0] / MSBAT_COULOMB_EV_ANG;
}

/* Potential at a unit charge of a Bravais lattice of volume side^3 in its background, from its constant alone. */
static double background(const double *cell, double side)
{
    double alpha = 0;
    TEST_OK(ctx, msbat_madelung_background(ctx, cell, &alpha));
    return -alpha / side;
}

/* NaCl by G.C. Benson's series, 12 pi sum over odd m, n of sech^2(pi/2 sqrt(m^2 + n^2)) (Can. J. Phys. 34 (1956) 888):
 * what is left out beyond m = 23 is below 1e-30. */
START_TEST(rock_salt_by_bensons_series)
{
    const double pair[2] = {1, -1}, frac[6] = {0, 0, 0, 0.5, 0.5, 0.5};
    double sum = 0;
    for (int m = 1; m < 24; m += 2)
        for (int n = 1; n < 24; n += 2) sum += pow(cosh(pi / 2 * hypot(m, n)), -2);
    TEST_NEAR(-first_potential(fcc, 2, frac, pair) / 2, 12 * pi * sum, 1e-12);
}
END_TEST

/* Constants of the electron crystal, E = -c/(2 r_s) a charge with r_s the radius of its sphere (R.A. Coldwell-Horsfall,
 * A.A. Maradudin, J. Math. Phys. 1 (1960) 395): sc 1.760119, bcc 1.791859, fcc 1.791747; the order is bcc lowest. */
START_TEST(electron_crystals)
{
    const double radius = cbrt(3 / (4 * pi)), side[3] = {1, cbrt(0.25), cbrt(0.5)};
    const double *cells[3] = {sc, fcc, bcc}, known[3] = {1.760119, 1.791747, 1.791859};
    for (int i = 0; i < 3; i++) {
        double alpha = -background(cells[i], side[i]) * side[i];
        TEST_NEAR(alpha * radius, known[i], 6e-7);
    }
}
END_TEST

/* Four fcc lattices at 0, 1/2, 1/4 and -1/4 of the cube's diagonal make up sc (the first two) and bcc (all); the last
 * two are alike seen from the first. So CsCl = 2 sc - bcc, NaCl = 2 fcc - sc, ZnS = fcc - (bcc - sc)/2, and CaF2 has
 * twice the potential of ZnS at Ca, 2 (1/4) - 0 - 1/2 at F. */
START_TEST(crystals_from_bravais_lattices)
{
    const double pair[2] = {1, -1}, ions[3] = {2, -1, -1}, fluoride[3] = {-1, 2, -1}, half[6] = {0, 0, 0, .5, .5, .5};
    const double quarter[9] = {0, 0, 0, .25, .25, .25, -.25, -.25, -.25};
    const double seen_from_f[9] = {0, 0, 0, -.25, -.25, -.25, -.5, -.5, -.5};
    double v0 = background(fcc, cbrt(0.25)), s = background(sc, 0.5), b = background(bcc, cbrt(1.0 / 16));
    double v1 = s - v0, v2 = (b - s) / 2;
    TEST_NEAR(first_potential(sc, 2, half, pair), 2 * background(sc, 1) - background(bcc, cbrt(0.5)), 2e-12);
    TEST_NEAR(first_potential(fcc, 2, half, pair), v0 - v1, 2e-12);
    TEST_NEAR(first_potential(fcc, 2, quarter, pair), v0 - v2, 4e-12);
    TEST_NEAR(first_potential(fcc, 3, quarter, ions), 2 * (v0 - v2), 8e-12);
    TEST_NEAR(first_potential(fcc, 3, seen_from_f, fluoride), 2 * v2 - v0 - v1, 8e-12);
}
END_TEST

/* ---- a crystal without symmetry ---- */

enum { IONS = 6 };
typedef struct ions {
    double cell[9], frac[3 * IONS], charge[IONS], v[IONS];
} ions;

static void solve(ions *c) { TEST_OK(ctx, msbat_madelung_potentials(ctx, c->cell, IONS, c->frac, c->charge, c->v)); }

static ions random_ions(uint64_t *state)
{
    ions c;
    for (int i = 0; i < 9; i++) c.cell[i] = (i % 4 ? 0 : 4) + test_between(state, -0.8, 0.8);
    for (int i = 0; i < 3 * IONS; i++) c.frac[i] = i / 3 / 6.0 + test_between(state, -0.05, 0.05);
    for (int i = 0; i < IONS; i++) c.charge[i] = test_between(state, -2, 2);
    solve(&c);
    return c;
}

static double scale_of(const ions *c)
{
    double most = 0;
    for (int i = 0; i < IONS; i++) most = fmax(most, fabs(c->v[i]));
    return most;
}

/* A rigid shift, whole lattice vectors, another order, a mirror and a larger scale: the potentials follow. Ewald's sums
 * are converged to 1e-13 of the potential of one charge; 1e-11 of the largest covers the six. */
START_TEST(symmetries_of_the_sum)
{
    uint64_t state = 21;
    for (int trial = 0; trial < 10; trial++) {
        ions c = random_ions(&state), d = c;
        const double stretch = trial % 2 ? 2.5 : 0.4;
        for (int i = 0; i < 9; i++) d.cell[i] *= i % 3 == 1 ? -stretch : stretch;
        for (int i = 0; i < IONS; i++) {
            d.charge[i] = c.charge[IONS - 1 - i];
            for (int k = 0; k < 3; k++)
                d.frac[3 * i + k] = c.frac[3 * (IONS - 1 - i) + k] + 0.37 * (k + 1) + (i + k + trial) % 5 - 2;
        }
        solve(&d);
        for (int i = 0; i < IONS; i++) TEST_NEAR(stretch * d.v[i], c.v[IONS - 1 - i], 1e-11 * scale_of(&c));
    }
}
END_TEST

/* Green: sum q_i V'_i = sum q'_i V_i for two sets of charges at the same places; potentials are linear in charges. */
START_TEST(reciprocity_and_superposition)
{
    uint64_t state = 22;
    for (int trial = 0; trial < 10; trial++) {
        ions a = random_ions(&state), b = a, sum = a;
        double left = 0, right = 0, scale;
        for (int i = 0; i < IONS; i++) {
            b.charge[i] = test_between(&state, -2, 2);
            sum.charge[i] = 3 * a.charge[i] - b.charge[i];
        }
        solve(&b);
        solve(&sum);
        scale = scale_of(&a) + scale_of(&b);
        for (int i = 0; i < IONS; i++) {
            left += b.charge[i] * a.v[i];
            right += a.charge[i] * b.v[i];
            TEST_NEAR(sum.v[i], 3 * a.v[i] - b.v[i], 4e-11 * scale);
        }
        TEST_NEAR(left, right, 1e-10 * scale);
    }
}
END_TEST

/* The 12 corners of an icosahedron: polynomials up to the fifth order are averaged as on the whole sphere. */
static void icosahedron(double corner[12][3])
{
    const double golden = (1 + sqrt(5)) / 2, norm = sqrt(1 + golden * golden);
    for (int i = 0; i < 12; i++) {
        int axis = i / 4;
        corner[i][axis] = 0;
        corner[i][(axis + 1) % 3] = (i & 1 ? 1 : -1) / norm;
        corner[i][(axis + 2) % 3] = (i & 2 ? golden : -golden) / norm;
    }
}

/* Charges of 0 feel the potential at any place. Away from charges Poisson's equation has the background alone, so that
 * the mean over a sphere of radius r is that of its centre plus (4 pi Q/V) r^2/6; terms of order (r/distance)^6 remain:
 * 0.1/2 to the sixth is 2e-8. */
START_TEST(poissons_equation)
{
    enum { POINTS = 14 };
    const double r = 0.1, q = 1.7, side[3] = {4, 4.4, 3.6};
    const double cell[9] = {side[0], 0, 0, 0, side[1], 0, 0, 0, side[2]};
    double corner[12][3], frac[3 * POINTS] = {0}, charge[POINTS] = {q}, v[POINTS], mean = 0;
    icosahedron(corner);
    for (int i = 1; i < POINTS; i++)
        for (int k = 0; k < 3; k++)
            frac[3 * i + k] = 0.5 + 0.03 * k + (i == 1 ? 0 : r * corner[i - 2][k] / side[k]);
    TEST_OK(ctx, msbat_madelung_potentials(ctx, cell, POINTS, frac, charge, v));
    for (int i = 2; i < POINTS; i++) mean += v[i] / 12;
    double expected = MSBAT_COULOMB_EV_ANG * 4 * pi * q / (side[0] * side[1] * side[2]) * r * r / 6;
    TEST_NEAR((mean - v[1]) / expected, 1, 1e-4);
}
END_TEST

/* The zero of the potential: its mean over the cell is 0. A midpoint rule over n^3 points, none on the charge, leaves
 * an error of order n^-2 with the singularity at a fixed place of the mesh: the difference of n and 2n extrapolates. */
static double mesh_mean(int n)
{
    enum { MOST = 513 };
    static double frac[3 * MOST], charge[MOST], v[MOST];
    int points = 1;
    memset(charge, 0, sizeof charge);
    charge[0] = 1;
    for (int i = 0; i < n * n * n; i++, points++) {
        const int at[3] = {i % n, i / n % n, i / n / n};
        for (int k = 0; k < 3; k++) frac[3 * points + k] = (at[k] + 0.5) / n;
    }
    TEST_OK(ctx, msbat_madelung_potentials(ctx, sc, points, frac, charge, v));
    double sum = 0;
    for (int i = 1; i < points; i++) sum += v[i];
    return sum / (points - 1);
}

START_TEST(mean_potential_is_zero)
{
    double coarse = mesh_mean(4), fine = mesh_mean(8);
    TEST_NEAR((4 * fine - coarse) / 3, 0, 1e-3 * fabs(coarse));
    ck_assert(fabs(fine) > 0.1 * fabs(coarse)); /* the coarse mesh does miss something */
}
END_TEST

/* A charged supercell of m^3 cells costs 1/m of one cell: the first term of Makov and Payne, through any shape. */
START_TEST(makov_payne_scales)
{
    const int64_t vacancy[1] = {-1};
    const double mu[1] = {0};
    double one[9], many[9], terms[2][5];
    uint64_t state = 5;
    for (int trial = 0; trial < 12; trial++) {
        int m = 2 + trial % 3;
        int64_t q = trial % 5 - 2;
        msbat_defects *d = NULL;
        TEST_OK(ctx, msbat_defects_create(ctx, 1, 0, 0, 1, &d));
        TEST_OK(ctx, msbat_defects_set_chemical_potentials(d, 1, mu));
        TEST_OK(ctx, msbat_defects_add(d, "v", q, 0, 1, vacancy));
        for (int i = 0; i < 9; i++) {
            one[i] = (i % 4 ? 0 : 5) + test_between(&state, -1, 1);
            many[i] = m * one[i];
        }
        TEST_OK(ctx, msbat_defects_set_makov_payne(d, one, 8));
        TEST_OK(ctx, msbat_defects_get_terms(d, "v", q, 0, terms[0]));
        TEST_OK(ctx, msbat_defects_set_makov_payne(d, many, 12));
        TEST_OK(ctx, msbat_defects_get_terms(d, "v", q, 0, terms[1]));
        ck_assert(q ? terms[0][4] > 0 : terms[0][4] == 0);
        TEST_NEAR(terms[1][4] * m * 12, terms[0][4] * 8, 1e-11 * (1 + terms[0][4]));
        msbat_defects_destroy(&d);
    }
}
END_TEST

Suite *suite_lattice_sums(void)
{
    Suite *suite = suite_create("lattice sums");
    TCase *tc = tcase_create("lattice sums");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, rock_salt_by_bensons_series);
    tcase_add_test(tc, electron_crystals);
    tcase_add_test(tc, crystals_from_bravais_lattices);
    tcase_add_test(tc, symmetries_of_the_sum);
    tcase_add_test(tc, reciprocity_and_superposition);
    tcase_add_test(tc, poissons_equation);
    tcase_add_test(tc, mean_potential_is_zero);
    tcase_add_test(tc, makov_payne_scales);
    suite_add_tcase(suite, tc);
    return suite;
}
