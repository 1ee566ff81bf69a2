/* The expansion as an algebra: a basis that is orthogonal over all occupations, energies linear in ECIs and additive
 * over cells, flips by their clusters; and the fit as one: scaling, weights, ridge, residuals. */
#include "models.h"

enum { MOST = 32 };

static msbat_context *ctx;
static msbat_crystal *host;
static msbat_ce *ce;
static int64_t n_orbits;
static uint64_t state;

/* Simple cubic with pairs to the third shell, triplets and quadruplets of the first two. */
static void start(void)
{
    const double cutoffs[3] = {5.3, 4.3, 4.3};
    TEST_OK(NULL, msbat_context_create(&ctx));
    host = model_cubic(ctx);
    ce = model_ce(host, 3, 0, 3, cutoffs);
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n_orbits));
    ck_assert_int_le(n_orbits, MOST);
    state = 51;
}

static void stop(void)
{
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&host);
    msbat_context_destroy(&ctx);
}

static void random_occupation(int64_t n, double x, int8_t *occupation)
{
    for (int64_t i = 0; i < n; i++) occupation[i] = test_uniform(&state) < x;
}

static void random_eci(double *eci)
{
    for (int64_t f = 0; f < n_orbits; f++) eci[f] = test_between(&state, -0.1, 0.1);
}

static double energy_with(const double *eci, const msbat_supercell *cell, int64_t n, const int8_t *occupation)
{
    double energy = NAN;
    TEST_OK(ctx, msbat_ce_set_eci(ce, n_orbits, eci));
    TEST_OK(ctx, msbat_ce_get_energy(ce, cell, n, occupation, &energy));
    return energy;
}

static double multiplicity(const msbat_ce *expansion, int64_t f)
{
    int64_t m = 0;
    TEST_OK(ctx, msbat_ce_get_orbit(expansion, f, NULL, &m, NULL));
    return (double)m;
}

/* ---- basis ---- */

/* Over all 2^11 occupations of a ring, which is longer than any two clusters of four sites within 3 steps, <P_f P_g> is
 * 0 for different orbits and 1/(number of clusters) for one: the mean of products of different sites vanishes. */
START_TEST(correlations_are_orthogonal)
{
    enum { RING = 11, ORBITS = 9 };
    const double cutoffs[3] = {9.1, 9.1, 9.1};
    msbat_crystal *chain = model_chain(ctx);
    msbat_ce *line = model_ce(chain, 3, 0, 3, cutoffs);
    msbat_supercell *ring = model_box(chain, RING, 1, 1);
    double sum[ORBITS][ORBITS] = {{0}}, p[ORBITS];
    int64_t n;
    TEST_OK(ctx, msbat_ce_get_orbit_count(line, &n)); /* 1, 1 point, 3 pairs, 3 triplets (2 of 3 joined), 1 four */
    ck_assert_int_le(n, ORBITS);
    for (int code = 0; code < 1 << RING; code++) {
        int8_t occupation[RING];
        for (int i = 0; i < RING; i++) occupation[i] = (int8_t)(code >> i & 1);
        TEST_OK(ctx, msbat_ce_get_correlations(line, ring, RING, occupation, n, p));
        for (int64_t f = 0; f < n; f++)
            for (int64_t g = 0; g < n; g++) sum[f][g] += p[f] * p[g] / (1 << RING);
    }
    for (int64_t f = 0; f < n; f++)
        for (int64_t g = 0; g < n; g++)
            TEST_NEAR(sum[f][g], f != g ? 0 : f ? 1 / (RING * multiplicity(line, f)) : 1, 1e-13);
    msbat_supercell_destroy(&ring);
    msbat_ce_destroy(&line);
    msbat_crystal_destroy(&chain);
}
END_TEST

/* Filled and empty exchanged: products of an odd number of sites change their sign, the others stay. All filled: 1. A
 * checkerboard: (-1)^distance for pairs. All correlations are within -1 and 1. */
START_TEST(correlations_of_simple_orders)
{
    const int64_t n = 4 * 4 * 4;
    msbat_supercell *cell = model_box(host, 4, 4, 4);
    int8_t a[64], b[64];
    double p[MOST], q[MOST];
    for (int trial = 0; trial < 20; trial++) {
        random_occupation(n, trial / 20.0, a);
        for (int i = 0; i < n; i++) b[i] = !a[i];
        TEST_OK(ctx, msbat_ce_get_correlations(ce, cell, n, a, n_orbits, p));
        TEST_OK(ctx, msbat_ce_get_correlations(ce, cell, n, b, n_orbits, q));
        for (int64_t f = 0; f < n_orbits; f++) {
            int64_t points;
            TEST_OK(ctx, msbat_ce_get_orbit(ce, f, &points, NULL, NULL));
            TEST_NEAR(q[f], points % 2 ? -p[f] : p[f], 0);
            ck_assert(fabs(p[f]) <= 1 && (trial || p[f] == (points % 2 ? -1 : 1)));
        }
    }
    for (int i = 0; i < n; i++) {
        int64_t o[3];
        TEST_OK(ctx, msbat_supercell_get_site(cell, i, NULL, o));
        a[i] = (o[0] + o[1] + o[2]) % 2 == 0;
    }
    TEST_OK(ctx, msbat_ce_get_correlations(ce, cell, n, a, n_orbits, p));
    ck_assert(p[1] == 0 && p[2] == -1 && p[3] == 1 && p[4] == -1);
    msbat_supercell_destroy(&cell);
}
END_TEST

/* E is linear in the ECIs, and does not change when all is moved by a lattice vector. */
START_TEST(energy_is_linear_and_moves_along)
{
    const int64_t matrix[9] = {3, 1, 0, 0, 3, 1, 1, 0, 3};
    msbat_supercell *cell = NULL;
    int64_t n;
    TEST_OK(ctx, msbat_supercell_create(host, matrix, &cell));
    TEST_OK(ctx, msbat_supercell_get_site_count(cell, &n));
    ck_assert_int_eq(n, 28);
    for (int trial = 0; trial < 30; trial++) {
        double v[MOST], w[MOST], sum[MOST];
        int8_t a[28], b[28];
        random_occupation(n, 0.5, a);
        random_eci(v);
        random_eci(w);
        for (int64_t f = 0; f < n_orbits; f++) sum[f] = 2 * v[f] - 0.5 * w[f];
        const double e = energy_with(sum, cell, n, a), scale = 28 * 80 * 0.25;
        TEST_NEAR(e, 2 * energy_with(v, cell, n, a) - 0.5 * energy_with(w, cell, n, a), 1e-14 * scale);
        for (int64_t i = 0; i < n; i++) {
            int64_t o[3], to;
            TEST_OK(ctx, msbat_supercell_get_site(cell, i, NULL, o));
            for (int k = 0; k < 3; k++) o[k] += trial % (k + 2);
            TEST_OK(ctx, msbat_supercell_find_site(cell, 0, o, &to));
            b[to] = a[i];
        }
        TEST_NEAR(energy_with(sum, cell, n, b), e, 1e-14 * scale);
    }
    msbat_supercell_destroy(&cell);
}
END_TEST

/* Flipping site i changes E by -2 times the sum of its clusters, so that two flips beyond the reach of all clusters add
 * up, and a flip undone gives E back. */
START_TEST(distant_flips_add_up)
{
    enum { SIDE = 9, N = SIDE * SIDE * SIDE };
    msbat_supercell *cell = model_box(host, SIDE, SIDE, SIDE);
    static int8_t a[N];
    double eci[MOST], e[4];
    random_eci(eci);
    for (int trial = 0; trial < 10; trial++) {
        const int64_t near[3] = {trial % SIDE, 2, 5}, far[3] = {trial % SIDE + 4, 6, 1};
        int64_t i, j;
        random_occupation(N, 0.4, a);
        TEST_OK(ctx, msbat_supercell_find_site(cell, 0, near, &i));
        TEST_OK(ctx, msbat_supercell_find_site(cell, 0, far, &j));
        for (int k = 0; k < 4; k++) {
            a[i] ^= k & 1; /* i, j: as they are; i flipped; j flipped too, i back; i again */
            a[j] ^= k == 2;
            if (k == 2) a[i] ^= 1;
            e[k] = energy_with(eci, cell, N, a);
            if (k == 3) a[i] ^= 1, a[j] ^= 1;
        }
        TEST_NEAR(e[3] - e[0], (e[1] - e[0]) + (e[2] - e[0]), 1e-11);
        ck_assert(fabs(e[1] - e[0]) > 1e-4);
        TEST_NEAR(energy_with(eci, cell, N, a), e[0], 0);
    }
    msbat_supercell_destroy(&cell);
}
END_TEST

/* ---- fits ---- */

enum { STRUCTURES = 36, SITES = 12 };
typedef struct data {
    int8_t occupation[STRUCTURES][SITES];
    double energy[STRUCTURES];
} data;

static msbat_supercell *box(void) { return model_box(host, 3, 2, 2); }

static data random_data(double noise)
{
    data d;
    double eci[MOST];
    msbat_supercell *cell = box();
    random_eci(eci);
    for (int k = 0; k < STRUCTURES; k++) {
        random_occupation(SITES, test_between(&state, 0.1, 0.9), d.occupation[k]);
        d.energy[k] = energy_with(eci, cell, SITES, d.occupation[k]) + SITES * noise * test_between(&state, -1, 1);
    }
    msbat_supercell_destroy(&cell);
    return d;
}

/* Structure k stands there copies[k] times (NULL: once each) with the given weight; scale and shift of the energies. */
static msbat_training *training_of(const data *d, const int *copies, double weight, double scale, double shift)
{
    msbat_training *training = NULL;
    msbat_supercell *cell = box();
    TEST_OK(ctx, msbat_training_create(ce, &training));
    for (int k = 0; k < STRUCTURES; k++)
        for (int c = 0; c < (copies ? copies[k] : 1); c++)
            TEST_OK(ctx, msbat_training_add_occupation(training, cell, SITES, d->occupation[k],
                                                       scale * d->energy[k] + SITES * shift, weight));
    msbat_supercell_destroy(&cell);
    return training;
}

static void fit(msbat_training *training, double ridge, double *eci)
{
    TEST_OK(ctx, msbat_ce_set_ridge(ce, ridge));
    TEST_OK(ctx, msbat_ce_fit(ce, training));
    TEST_OK(ctx, msbat_ce_get_eci(ce, n_orbits, eci));
}

/* A constant per site is a change of V0 alone; a factor on all energies is one on ECIs and error bars. Tolerances:
 * 1e-14 of the energies times a condition number of at most 1e3. */
START_TEST(scale_and_shift_of_energies)
{
    for (int r = 0; r < 2; r++) {
        const double ridge = 0.05 * (r + 1);
        data d = random_data(0.01);
        double v[MOST], w[MOST], error[MOST], scaled[MOST];
        msbat_training *a = training_of(&d, NULL, 1, 1, 0), *b = training_of(&d, NULL, 1, -3, 0.8);
        fit(a, ridge, v);
        TEST_OK(ctx, msbat_ce_get_eci_error(ce, n_orbits, error));
        fit(b, ridge, w);
        TEST_OK(ctx, msbat_ce_get_eci_error(ce, n_orbits, scaled));
        for (int64_t f = 0; f < n_orbits; f++) {
            TEST_NEAR(w[f], -3 * v[f] + (f ? 0 : 0.8), 1e-11);
            TEST_NEAR(scaled[f], 3 * error[f], 1e-10 + 1e-9 * error[f]);
        }
        msbat_training_destroy(&a);
        msbat_training_destroy(&b);
    }
}
END_TEST

/* A structure of weight 2 is two structures of weight 1; the common scale of the weights drops out without ridge, and
 * goes into the ridge with it. */
START_TEST(weights_are_copies)
{
    data d = random_data(0.02);
    int copies[STRUCTURES];
    double v[MOST], w[MOST];
    msbat_supercell *cell = box();
    msbat_training *weighted = NULL;
    TEST_OK(ctx, msbat_training_create(ce, &weighted));
    for (int k = 0; k < STRUCTURES; k++) {
        copies[k] = 1 + k % 3;
        TEST_OK(ctx, msbat_training_add_occupation(weighted, cell, SITES, d.occupation[k], d.energy[k], copies[k]));
    }
    msbat_training *copied = training_of(&d, copies, 1, 1, 0), *heavy = training_of(&d, copies, 7, 1, 0);
    fit(weighted, 0.1, v);
    fit(copied, 0.1, w);
    for (int64_t f = 0; f < n_orbits; f++) TEST_NEAR(w[f], v[f], 1e-11);
    fit(heavy, 0.7, w);
    for (int64_t f = 0; f < n_orbits; f++) TEST_NEAR(w[f], v[f], 1e-11);
    msbat_training_destroy(&weighted);
    msbat_training_destroy(&copied);
    msbat_training_destroy(&heavy);
    msbat_supercell_destroy(&cell);
}
END_TEST

/* The stationary point: X^T W r = ridge P V, r from the predictions themselves; the trace of the hat matrix is the sum
 * of leverages; a residual is the left-out error times 1 - leverage. */
START_TEST(normal_equations)
{
    const double ridge = 0.3;
    data d = random_data(0.02);
    double v[MOST], corr[STRUCTURES * MOST], r[STRUCTURES], out[STRUCTURES], leverage[STRUCTURES];
    double sum = 0, parameters;
    msbat_training *training = training_of(&d, NULL, 1, 1, 0);
    fit(training, ridge, v);
    TEST_OK(ctx, msbat_training_get_correlations(training, STRUCTURES, n_orbits, corr));
    TEST_OK(ctx, msbat_ce_get_residuals(ce, STRUCTURES, r, out, leverage));
    for (int64_t f = 0; f < n_orbits; f++) {
        double gradient = f > 1 ? -ridge * v[f] : 0;
        for (int k = 0; k < STRUCTURES; k++) gradient += 1e-3 * r[k] * multiplicity(ce, f) * corr[k * n_orbits + f];
        TEST_NEAR(gradient, 0, 1e-10);
    }
    for (int k = 0; k < STRUCTURES; k++) {
        double predicted = 0;
        for (int64_t f = 0; f < n_orbits; f++) predicted += multiplicity(ce, f) * v[f] * corr[k * n_orbits + f];
        TEST_NEAR(r[k], 1e3 * (d.energy[k] / SITES - predicted), 1e-9);
        TEST_NEAR(out[k] * (1 - leverage[k]), r[k], 1e-9);
        ck_assert(leverage[k] > 0 && leverage[k] < 1);
        sum += leverage[k];
    }
    TEST_OK(ctx, msbat_ce_get_fit_report(ce, NULL, NULL, NULL, &parameters));
    TEST_NEAR(parameters, sum, 1e-10);
    msbat_training_destroy(&training);
}
END_TEST

/* A growing ridge shrinks the penalised ECIs and the number of parameters, and raises the residual; an enormous one
 * leaves the fit of V0 and the point term, which is a straight line in x. */
START_TEST(ridge_shrinks)
{
    data d = random_data(0.02);
    double v[MOST], last_norm = INFINITY, last_parameters = INFINITY, last_rms = 0;
    double sx = 0, sy = 0, sxx = 0, sxy = 0;
    msbat_training *training = training_of(&d, NULL, 1, 1, 0);
    for (double ridge = 1e-3; ridge < 2e6; ridge *= 10) {
        double norm = 0, parameters, rms;
        fit(training, fmin(ridge, 1e6), v);
        for (int64_t f = 2; f < n_orbits; f++) norm += v[f] * v[f];
        TEST_OK(ctx, msbat_ce_get_fit_report(ce, NULL, NULL, NULL, &parameters));
        TEST_OK(ctx, msbat_ce_get_score(ce, NULL, &rms, NULL));
        ck_assert(norm < last_norm && parameters < last_parameters && rms >= last_rms * (1 - 1e-12));
        last_norm = norm, last_parameters = parameters, last_rms = rms;
    }
    for (int k = 0; k < STRUCTURES; k++) {
        double s = -1, e = d.energy[k] / SITES;
        for (int i = 0; i < SITES; i++) s += 2.0 * d.occupation[k][i] / SITES;
        sx += s / STRUCTURES, sy += e / STRUCTURES, sxx += s * s / STRUCTURES, sxy += s * e / STRUCTURES;
    }
    double slope = (sxy - sx * sy) / (sxx - sx * sx);
    TEST_NEAR(v[1], slope, 1e-3 * fabs(slope) + 1e-4); /* 1e6 against entries of X^T X of some 1e3 */
    TEST_NEAR(v[0], sy - slope * sx, 1e-3);
    TEST_NEAR(last_parameters, 2, 0.01);
    msbat_training_destroy(&training);
}
END_TEST

/* The error of a prediction is c^T C c, c = n times multiplicity times correlation, C the covariance. */
START_TEST(error_of_a_prediction)
{
    data d = random_data(0.02);
    double v[MOST], c[MOST], cov[MOST * MOST], e, error;
    const int64_t n = 5 * 4 * 3;
    int8_t a[60];
    msbat_supercell *cell = model_box(host, 5, 4, 3);
    msbat_training *training = training_of(&d, NULL, 1, 1, 0);
    fit(training, 0.1, v);
    TEST_OK(ctx, msbat_ce_get_covariance(ce, n_orbits, cov));
    for (int trial = 0; trial < 10; trial++) {
        double variance = 0;
        random_occupation(n, trial / 10.0, a);
        TEST_OK(ctx, msbat_ce_get_correlations(ce, cell, n, a, n_orbits, c));
        TEST_OK(ctx, msbat_ce_get_prediction(ce, cell, n, a, &e, &error));
        for (int64_t f = 0; f < n_orbits; f++)
            for (int64_t g = 0; g < n_orbits; g++)
                variance += multiplicity(ce, f) * c[f] * cov[f * n_orbits + g] * multiplicity(ce, g) * c[g];
        TEST_NEAR(error, (double)n * sqrt(variance), 1e-10);
    }
    msbat_training_destroy(&training);
    msbat_supercell_destroy(&cell);
}
END_TEST

Suite *suite_ce_algebra(void)
{
    Suite *suite = suite_create("ce algebra");
    TCase *c = tcase_create("all");
    tcase_add_checked_fixture(c, start, stop);
    tcase_set_timeout(c, 60);
    tcase_add_test(c, correlations_are_orthogonal);
    tcase_add_test(c, correlations_of_simple_orders);
    tcase_add_test(c, energy_is_linear_and_moves_along);
    tcase_add_test(c, distant_flips_add_up);
    tcase_add_test(c, scale_and_shift_of_energies);
    tcase_add_test(c, weights_are_copies);
    tcase_add_test(c, normal_equations);
    tcase_add_test(c, ridge_shrinks);
    tcase_add_test(c, error_of_a_prediction);
    suite_add_tcase(suite, c);
    return suite;
}
