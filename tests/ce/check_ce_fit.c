/* Fits of known interactions, scores against explicit refits, covariance against the spread of fits to noise. */
#include <stdio.h>

#include "models.h"

#define MOST 64

static msbat_context *ctx;
static msbat_crystal *host;
static msbat_ce *ce;
static int64_t n_orbits;
static double truth[MOST];

static void start(void)
{
    const double cutoffs[2] = {6, 3};
    TEST_OK(NULL, msbat_context_create(&ctx));
    host = model_layered(ctx, 2.816, 14.05, 0.2605, 27);
    ce = model_ce(host, 3, 0, 2, cutoffs);
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n_orbits));
    for (int64_t f = 0; f < n_orbits; f++) truth[f] = 0.05 * model_noise(f + 9);
    truth[0] = -23;
    truth[1] = -2.8;
}

static void stop(void)
{
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&host);
    msbat_context_destroy(&ctx);
}

/* Structure k: a made-up occupation of a 3 x 2 x 2 cell with the energy of truth plus noise [eV per site]. */
static void add(msbat_training *training, int64_t k, double noise, double weight)
{
    msbat_supercell *cell = model_box(host, 3, 2, 1 + k % 2);
    int64_t n = 6 * (1 + k % 2);
    int8_t occupation[12];
    double energy;
    for (int64_t i = 0; i < n; i++) occupation[i] = model_noise(17 * i + 101 * k) > 0.7 * model_noise(3 * k);
    TEST_OK(ctx, msbat_ce_set_eci(ce, n_orbits, truth));
    TEST_OK(ctx, msbat_ce_get_energy(ce, cell, n, occupation, &energy));
    TEST_OK(ctx, msbat_training_add_occupation(training, cell, n, occupation, energy + noise * (double)n, weight));
    msbat_supercell_destroy(&cell);
}

static msbat_training *make(int64_t n, int64_t without, double noise)
{
    msbat_training *training = NULL;
    TEST_OK(ctx, msbat_training_create(ce, &training));
    for (int64_t k = 0; k < n; k++)
        if (k != without) add(training, k, noise * model_noise(1000 + k), 1 + (double)(k % 3));
    return training;
}

START_TEST(known_interactions)
{
    msbat_training *training = make(40, -1, 0);
    double eci[MOST], error[MOST], loo, rms, kfold, condition, ridge, parameters;
    int64_t rank;
    TEST_OK(ctx, msbat_ce_set_ridge(ce, 0));
    TEST_OK(ctx, msbat_ce_fit(ce, training));
    TEST_OK(ctx, msbat_ce_get_eci(ce, n_orbits, eci));
    TEST_OK(ctx, msbat_ce_get_eci_error(ce, n_orbits, error));
    for (int64_t f = 0; f < n_orbits; f++) {
        TEST_NEAR(eci[f], truth[f], 1e-12 * 23);
        ck_assert(error[f] >= 0 && error[f] < 1e-10);
    }
    TEST_OK(ctx, msbat_ce_get_score(ce, &loo, &rms, &kfold));
    ck_assert(rms < 1e-9 && loo < 1e-9 && kfold < 1e-9);
    TEST_OK(ctx, msbat_ce_get_fit_report(ce, &rank, &condition, &ridge, &parameters));
    ck_assert(rank == n_orbits && condition > 1 && condition < 1e3 && ridge == 0);
    TEST_NEAR(parameters, (double)n_orbits, 1e-9);
    msbat_training_destroy(&training);
}
END_TEST

/* Left-out errors of the hat matrix against fits that really leave the structure out, without and with ridge. */
START_TEST(leave_one_out)
{
    const int64_t m = 30;
    const double ridges[2] = {0, 0.3};
    for (int r = 0; r < 2; r++) {
        msbat_training *all = make(m, -1, 0.01);
        double left_out[30], sum = 0, weights = 0, loo;
        TEST_OK(ctx, msbat_ce_set_ridge(ce, ridges[r]));
        TEST_OK(ctx, msbat_ce_fit(ce, all));
        TEST_OK(ctx, msbat_ce_get_residuals(ce, m, NULL, left_out, NULL));
        TEST_OK(ctx, msbat_ce_get_score(ce, &loo, NULL, NULL));
        for (int64_t k = 0; k < m; k++) {
            const msbat_supercell *cell;
            msbat_training *rest = make(m, k, 0.01);
            int8_t occupation[12];
            int64_t n;
            double energy, predicted, weight;
            TEST_OK(ctx, msbat_ce_fit(ce, rest));
            TEST_OK(ctx, msbat_training_get_supercell(all, k, &cell));
            TEST_OK(ctx, msbat_ce_get_occupation_size(ce, cell, &n));
            TEST_OK(ctx, msbat_training_get_occupation(all, k, n, occupation));
            TEST_OK(ctx, msbat_training_get_structure(all, k, &energy, &weight, NULL));
            TEST_OK(ctx, msbat_ce_get_energy(ce, cell, n, occupation, &predicted));
            double error = 1000 * (energy - predicted) / (double)n;
            TEST_NEAR(left_out[k], error, 1e-7);
            sum += weight * error * error;
            weights += weight;
            msbat_training_destroy(&rest);
        }
        TEST_NEAR(loo, sqrt(sum / weights), 1e-7);
        msbat_training_destroy(&all);
    }
}
END_TEST

/* With as many folds as structures k-fold is leave-one-out; a penalty that is minimal in the score beats its
   neighbours. */
START_TEST(scores)
{
    msbat_training *training = make(24, -1, 0.02);
    double loo, kfold, best, ridge, other;
    TEST_OK(ctx, msbat_ce_set_folds(ce, 1000));
    TEST_OK(ctx, msbat_ce_set_ridge(ce, 0.1));
    TEST_OK(ctx, msbat_ce_fit(ce, training));
    TEST_OK(ctx, msbat_ce_get_score(ce, &loo, NULL, &kfold));
    TEST_NEAR(loo, kfold, 1e-9 * loo);
    TEST_OK(ctx, msbat_ce_set_ridge(ce, -1));
    TEST_OK(ctx, msbat_ce_fit(ce, training));
    TEST_OK(ctx, msbat_ce_get_score(ce, &best, NULL, NULL));
    TEST_OK(ctx, msbat_ce_get_fit_report(ce, NULL, NULL, &ridge, NULL));
    for (int k = -12; k <= 12; k++) {
        TEST_OK(ctx, msbat_ce_set_ridge(ce, (ridge > 0 ? ridge : 1e-3) * exp(0.5 * k)));
        TEST_OK(ctx, msbat_ce_fit(ce, training));
        TEST_OK(ctx, msbat_ce_get_score(ce, &other, NULL, NULL));
        ck_assert(other >= best * (1 - 1e-9));
    }
    msbat_training_destroy(&training);
}
END_TEST

/* (X^T W X)^-1 s^2 from the correlations themselves: covariance times its inverse is the unit matrix. */
START_TEST(covariance)
{
    const int64_t m = 30;
    const double ridge = 0.2;
    msbat_training *training = make(m, -1, 0.01);
    double corr[30 * MOST], cov[MOST * MOST], rms, parameters, weights = 0;
    static double a[MOST * MOST];
    memset(a, 0, sizeof a);
    TEST_OK(ctx, msbat_ce_set_ridge(ce, ridge));
    TEST_OK(ctx, msbat_ce_fit(ce, training));
    TEST_OK(ctx, msbat_ce_get_covariance(ce, n_orbits, cov));
    TEST_OK(ctx, msbat_training_get_correlations(training, m, n_orbits, corr));
    TEST_OK(ctx, msbat_ce_get_score(ce, NULL, &rms, NULL));
    TEST_OK(ctx, msbat_ce_get_fit_report(ce, NULL, NULL, NULL, &parameters));
    for (int64_t i = 0; i < m; i++) {
        double w;
        TEST_OK(ctx, msbat_training_get_structure(training, i, NULL, &w, NULL));
        weights += w;
        for (int64_t f = 0; f < n_orbits; f++)
            for (int64_t g = 0; g < n_orbits; g++) {
                int64_t mf, mg;
                TEST_OK(ctx, msbat_ce_get_orbit(ce, f, NULL, &mf, NULL));
                TEST_OK(ctx, msbat_ce_get_orbit(ce, g, NULL, &mg, NULL));
                a[f * n_orbits + g] += w * (double)(mf * mg) * corr[i * n_orbits + f] * corr[i * n_orbits + g];
            }
    }
    for (int64_t f = 2; f < n_orbits; f++) a[f * n_orbits + f] += ridge;
    double s2 = 1e-6 * rms * rms * weights / ((double)m - parameters);
    for (int64_t f = 0; f < n_orbits; f++)
        for (int64_t g = 0; g < n_orbits; g++) {
            double sum = 0;
            for (int64_t k = 0; k < n_orbits; k++) sum += a[f * n_orbits + k] * cov[k * n_orbits + g];
            TEST_NEAR(sum / s2, f == g, 1e-9);
        }
    msbat_training_destroy(&training);
}
END_TEST

/* Fits to 400 sets of fresh normal noise (of 5 meV): the spread of each ECI is its mean error bar within 20 % (5.6
 * standard deviations of a spread over 400 sets), and so for a predicted energy. */
START_TEST(error_bars)
{
    const int64_t sets = 400, m = 40;
    double sum[MOST] = {0}, sum2[MOST] = {0}, variance[MOST] = {0};
    TEST_OK(ctx, msbat_ce_set_ridge(ce, 0));
    for (int64_t s = 0; s < sets; s++) {
        msbat_training *training = NULL;
        double eci[MOST], error[MOST];
        TEST_OK(ctx, msbat_training_create(ce, &training));
        for (int64_t k = 0; k < m; k++) {
            double g = 0; /* near enough to normal: 12 uniform numbers */
            for (int64_t j = 0; j < 12; j++) {
                double u = 43758.5453 * sin(12.9898 * (double)(s * 7919 + k * 104729 + j * 1299709) + 0.1234);
                g += u - floor(u) - 0.5;
            }
            add(training, k, 0.005 * g, 1);
        }
        TEST_OK(ctx, msbat_ce_fit(ce, training));
        TEST_OK(ctx, msbat_ce_get_eci(ce, n_orbits, eci));
        TEST_OK(ctx, msbat_ce_get_eci_error(ce, n_orbits, error));
        for (int64_t f = 0; f < n_orbits; f++) {
            sum[f] += eci[f] - truth[f];
            sum2[f] += (eci[f] - truth[f]) * (eci[f] - truth[f]);
            variance[f] += error[f] * error[f] / (double)sets;
        }
        msbat_training_destroy(&training);
    }
    for (int64_t f = 0; f < n_orbits; f++) {
        double spread = sqrt((sum2[f] - sum[f] * sum[f] / (double)sets) / (double)(sets - 1));
        TEST_NEAR(spread / sqrt(variance[f]), 1, 0.2);
        TEST_NEAR(sum[f] / (double)sets, 0, 6 * spread / sqrt((double)sets));
    }
}
END_TEST

/* As many structures as parameters: the fit is exact and tells no error, which is not an error of 0. */
START_TEST(saturated)
{
    msbat_ce *points = NULL;
    msbat_training *training = NULL;
    msbat_supercell *one = model_box(host, 1, 1, 1), *two = model_box(host, 2, 1, 1);
    const int8_t some[3][2] = {{0, 0}, {1, 1}, {1, 0}};
    double error[2] = {-1, -1}, cov[4], e;
    TEST_OK(ctx, msbat_ce_create(host, 3, 0, 1e-3, 0, NULL, &points));
    TEST_OK(ctx, msbat_training_create(points, &training));
    for (int i = 0; i < 2; i++)
        TEST_OK(ctx, msbat_training_add_occupation(training, one, 1, some[i], 0.3 * i, 1));
    TEST_OK(ctx, msbat_ce_fit(points, training));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "2 structures", msbat_ce_get_eci_error(points, 2, error));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "2 structures", msbat_ce_get_covariance(points, 2, cov));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "2 structures", msbat_ce_get_prediction(points, one, 1, some[1], &e, &error[0]));
    ck_assert(error[0] == -1 && error[1] == -1);
    TEST_OK(ctx, msbat_ce_get_energy(points, one, 1, some[1], &e));
    TEST_NEAR(e, 0.3, 1e-12);
    TEST_OK(ctx, msbat_training_add_occupation(training, two, 2, some[2], 0.34, 1)); /* 0.04 eV off, 0.02 a site */
    TEST_OK(ctx, msbat_ce_fit(points, training));
    TEST_OK(ctx, msbat_ce_get_eci_error(points, 2, error));
    ck_assert(error[0] > 0.005 && error[0] < 0.02 && error[1] > 0.005 && error[1] < 0.02);
    msbat_training_destroy(&training);
    msbat_supercell_destroy(&one);
    msbat_supercell_destroy(&two);
    msbat_ce_destroy(&points);
}
END_TEST

START_TEST(predictions)
{
    msbat_training *training = make(40, -1, 0.01);
    msbat_supercell *one = model_box(host, 1, 1, 1), *eight = model_box(host, 2, 2, 2);
    const int8_t full[8] = {1, 1, 1, 1, 1, 1, 1, 1};
    double e1, e8, s1, s8, direct;
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "fit", msbat_ce_get_prediction(ce, one, 1, full, &e1, &s1));
    TEST_OK(ctx, msbat_ce_fit(ce, training));
    TEST_OK(ctx, msbat_ce_get_prediction(ce, one, 1, full, &e1, &s1));
    TEST_OK(ctx, msbat_ce_get_prediction(ce, eight, 8, full, &e8, &s8));
    TEST_OK(ctx, msbat_ce_get_energy(ce, eight, 8, full, &direct));
    TEST_NEAR(e8, 8 * e1, 1e-11);
    TEST_NEAR(s8, 8 * s1, 1e-9);
    TEST_NEAR(e8, direct, 0);
    ck_assert(s1 > 0.0005 && s1 < 0.05);
    TEST_OK(ctx, msbat_ce_set_eci(ce, n_orbits, truth));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "fit", msbat_ce_get_prediction(ce, one, 1, full, &e1, &s1));
    msbat_training_destroy(&training);
    msbat_supercell_destroy(&one);
    msbat_supercell_destroy(&eight);
}
END_TEST

/* The number that stands after "above" in the last message. */
static double least_ridge(void)
{
    char text[400];
    double value = 0;
    msbat_context_get_message(ctx, sizeof text, text);
    const char *at = strstr(text, "above ");
    ck_assert_ptr_nonnull(at);
    ck_assert_int_eq(sscanf(at, "above %lf", &value), 1);
    return value;
}

/* The message of a ridge that rounding swallows names it and the least useful value: half of that is refused, a little
   more is taken (the message rounds to six digits). */
static void swallowed_ridge(const msbat_training *few)
{
    TEST_OK(ctx, msbat_ce_set_ridge(ce, 5e-324));
    TEST_FAILS(ctx, MSBAT_ERR_SINGULAR, "ridge of 4.94066e-324 is lost in rounding", msbat_ce_fit(ce, few));
    double least = least_ridge();
    ck_assert(least > 0 && least < 1e-10);
    TEST_OK(ctx, msbat_ce_set_ridge(ce, 0.5 * least));
    TEST_FAILS(ctx, MSBAT_ERR_SINGULAR, "6 structures determine 5 of 8", msbat_ce_fit(ce, few));
    ck_assert(least_ridge() == least);
}

/* Too few structures: refused without ridge, old ECIs kept; with the automatic ridge fitted; with one composition
   only refused anyway. */
START_TEST(under_determined)
{
    msbat_training *few = make(6, -1, 0.01), *one = NULL, *empty = NULL;
    msbat_supercell *cell = model_box(host, 2, 1, 1);
    const int8_t half[2] = {1, 0};
    double eci[MOST];
    TEST_OK(ctx, msbat_ce_set_ridge(ce, 0));
    TEST_FAILS(ctx, MSBAT_ERR_SINGULAR, "6 structures determine 5 of 8", msbat_ce_fit(ce, few));
    swallowed_ridge(few);
    TEST_OK(ctx, msbat_ce_get_eci(ce, n_orbits, eci));
    for (int64_t f = 0; f < n_orbits; f++) ck_assert(eci[f] == truth[f]);
    TEST_OK(ctx, msbat_ce_set_ridge(ce, 1.001 * least_ridge()));
    TEST_OK(ctx, msbat_ce_fit(ce, few));
    TEST_OK(ctx, msbat_ce_set_option(ce, "ridge", "-1"));
    TEST_OK(ctx, msbat_ce_fit(ce, few));
    TEST_OK(ctx, msbat_training_create(ce, &one));
    TEST_OK(ctx, msbat_training_create(ce, &empty));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "empty", msbat_ce_fit(ce, empty));
    for (int k = 0; k < 3; k++) TEST_OK(ctx, msbat_training_add_occupation(one, cell, 2, half, -50, 1));
    TEST_FAILS(ctx, MSBAT_ERR_SINGULAR, "compositions", msbat_ce_fit(ce, one));
    msbat_training_destroy(&few);
    msbat_training_destroy(&one);
    msbat_training_destroy(&empty);
    msbat_supercell_destroy(&cell);
}
END_TEST

Suite *suite_ce_fit(void)
{
    Suite *suite = suite_create("ce fit");
    TCase *c = tcase_create("all");
    tcase_add_checked_fixture(c, start, stop);
    tcase_set_timeout(c, 120);
    tcase_add_test(c, known_interactions);
    tcase_add_test(c, leave_one_out);
    tcase_add_test(c, scores);
    tcase_add_test(c, covariance);
    tcase_add_test(c, error_bars);
    tcase_add_test(c, predictions);
    tcase_add_test(c, saturated);
    tcase_add_test(c, under_determined);
    suite_add_tcase(suite, c);
    return suite;
}
