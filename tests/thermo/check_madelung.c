/* Ewald sums against known constants and against each other. */
#include "thermo_test.h"

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

START_TEST(simple_cubic)
{
    const double sizes[] = {1, 0.01, 3.7, 1e4};
    for (int i = 0; i < 4; i++) {
        double a = sizes[i], cell[9] = {a, 0, 0, 0, a, 0, 0, 0, a}, alpha;
        TEST_OK(ctx, msbat_madelung_background(ctx, cell, &alpha));
        TEST_NEAR(alpha, 2.8372974794806, 1e-13);
    }
}
END_TEST

/* Every cell of one lattice gives one number, however skew; so does a rotated one. */
START_TEST(any_cell_of_a_lattice)
{
    const double a = 3.1;
    const double fcc[9] = {0, a, a, a, 0, a, a, a, 0};
    const int64_t change[4][9] = {{1, 0, 0, 3, 1, 0, -7, 2, 1}, {1, 5, 0, 0, 1, 0, 0, 11, 1},
                                  {1, 0, 0, 0, 1, 0, 40, -31, 1}, {0, 1, 0, 1, 0, 0, 0, 0, 1}};
    double alpha, other, cell[9];
    TEST_OK(ctx, msbat_madelung_background(ctx, fcc, &alpha));
    for (int m = 0; m < 4; m++) {
        for (int i = 0; i < 3; i++)
            for (int k = 0; k < 3; k++) {
                cell[3 * i + k] = 0;
                for (int j = 0; j < 3; j++) cell[3 * i + k] += (double)change[m][3 * i + j] * fcc[3 * j + k];
            }
        TEST_OK(ctx, msbat_madelung_background(ctx, cell, &other));
        TEST_NEAR(other, alpha, 2e-12);
    }
    const double c = cos(0.7), s = sin(0.7);
    for (int i = 0; i < 3; i++) {
        cell[3 * i] = c * fcc[3 * i] - s * fcc[3 * i + 1];
        cell[3 * i + 1] = s * fcc[3 * i] + c * fcc[3 * i + 1];
        cell[3 * i + 2] = fcc[3 * i + 2];
    }
    TEST_OK(ctx, msbat_madelung_background(ctx, cell, &other));
    TEST_NEAR(other, alpha, 2e-13);
}
END_TEST

static double madelung(const double *cell, int64_t n, const double *frac, const double *charge, double d)
{
    double v[8];
    TEST_OK(ctx, msbat_madelung_potentials(ctx, cell, n, frac, charge, v));
    for (int64_t i = 1; i < n; i++) TEST_NEAR(v[i] / charge[i], v[0] / charge[0], 1e-11);
    return -v[0] / charge[0] * d / MSBAT_COULOMB_EV_ANG;
}

START_TEST(crystals)
{
    const double a = 5.64, fcc[9] = {0, a / 2, a / 2, a / 2, 0, a / 2, a / 2, a / 2, 0};
    const double cubic[9] = {a, 0, 0, 0, a, 0, 0, 0, a};
    const double pair[2] = {1, -1}, far[6] = {0, 0, 0, 2.5, -1.5, 0.5}, zns[6] = {0, 0, 0, 0.25, 0.25, 0.25};
    const double eight[24] = {0, 0, 0, 0.5, 0.5, 0, 0.5, 0, 0.5, 0, 0.5, 0.5,
                              0.5, 0, 0, 0, 0.5, 0, 0, 0, 0.5, 0.5, 0.5, 0.5};
    const double ions[8] = {1, 1, 1, 1, -1, -1, -1, -1};
    TEST_NEAR(madelung(fcc, 2, far, pair, a / 2), 1.747564594633, 1e-12);
    TEST_NEAR(madelung(cubic, 8, eight, ions, a / 2), 1.747564594633, 1e-12);
    TEST_NEAR(madelung(cubic, 2, far, pair, a * sqrt(3) / 2), 1.762674773070, 1e-12);
    TEST_NEAR(madelung(fcc, 2, zns, pair, a * sqrt(3) / 4), 1.638055053388, 2e-12);
}
END_TEST

/* The background enters consistently: one charge alone, and the same charge four times in a doubled cell. */
START_TEST(background_of_a_supercell)
{
    const double cell[9] = {3, 0.2, 0, -0.5, 4, 0.1, 0.3, 0.2, 5}, two[9] = {6, 0.4, 0, -0.5, 4, 0.1, 0.3, 0.2, 5};
    const double zero[3] = {0}, half[6] = {0, 0, 0, 0.5, 0, 0}, charge[2] = {1.3, 1.3};
    double v, w[2];
    TEST_OK(ctx, msbat_madelung_potentials(ctx, cell, 1, zero, charge, &v));
    TEST_OK(ctx, msbat_madelung_potentials(ctx, two, 2, half, charge, w));
    TEST_NEAR(v, w[0], 1e-12);
    TEST_NEAR(v, w[1], 1e-12);
}
END_TEST

START_TEST(long_cells)
{
    /* 1 x 1 x L: background energy against the 1 x 1 x L supercell seen as L charges: by superposition of potentials */
    const double cell[9] = {2, 0, 0, 0, 2, 0, 0, 0, 40}, unit[9] = {2, 0, 0, 0, 2, 0, 0, 0, 2};
    double frac[60] = {0}, charge[20], v[20], alpha;
    for (int i = 0; i < 20; i++) frac[3 * i + 2] = i / 20.0, charge[i] = 1;
    TEST_OK(ctx, msbat_madelung_potentials(ctx, cell, 20, frac, charge, v));
    TEST_OK(ctx, msbat_madelung_background(ctx, unit, &alpha));
    for (int i = 0; i < 20; i++) TEST_NEAR(v[i] / MSBAT_COULOMB_EV_ANG, -alpha / 2, 1e-12);
}
END_TEST

START_TEST(hostile)
{
    double flat[9] = {1, 0, 0, 0, 1, 0, 1, 1, 0}, nan[9] = {NAN}, cell[9] = {4, 0, 0, 0, 4, 0, 0, 0, 4}, alpha = 7;
    double frac[6] = {0.1, 0.2, 0.3, 1.1, -0.8, 0.3}, charge[2] = {1, -1}, v[2];
    double thin[9] = {1e6, 0, 0, 0, 1e6, 0, 0, 0, 1e-3};
    TEST_FAILS(ctx, MSBAT_ERR_SINGULAR, "volume", msbat_madelung_background(ctx, flat, &alpha));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "cell_ang", msbat_madelung_background(ctx, nan, &alpha));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "cell_ang", msbat_madelung_background(ctx, NULL, &alpha));
    TEST_FAILS(ctx, MSBAT_ERR_SINGULAR, "cell", msbat_madelung_background(ctx, thin, &alpha));
    ck_assert(alpha == 7);
    TEST_FAILS(ctx, MSBAT_ERR_SINGULAR, "same place", msbat_madelung_potentials(ctx, cell, 2, frac, charge, v));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n = 0", msbat_madelung_potentials(ctx, cell, 0, frac, charge, v));
    frac[0] = 1e300;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "frac", msbat_madelung_potentials(ctx, cell, 2, frac, charge, v));
    ck_assert_int_eq(msbat_madelung_background(NULL, cell, &alpha), MSBAT_ERR_NULL);
}
END_TEST

Suite *suite_madelung(void)
{
    Suite *suite = suite_create("madelung");
    TCase *tc = tcase_create("madelung");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, simple_cubic);
    tcase_add_test(tc, any_cell_of_a_lattice);
    tcase_add_test(tc, crystals);
    tcase_add_test(tc, background_of_a_supercell);
    tcase_add_test(tc, long_cells);
    tcase_add_test(tc, hostile);
    suite_add_tcase(suite, tc);
    return suite;
}
