/* check_kmc_balance.c - the checker of barrier models: it passes good ones and says what is wrong with broken ones. */
#include "fixtures.h"

static msbat_context *ctx;
static void setup(void) { TEST_OK(NULL, msbat_context_create(&ctx)); }
static void teardown(void) { msbat_context_destroy(&ctx); }

enum { GOOD, RING, STATE_FUNCTION, UNEQUAL_BARRIERS, ONE_WAY, NEGATIVE, REFUSES };

static int model(int64_t hop_class, int64_t from, int64_t to, int64_t n_sites, const int8_t *occupation,
                 double *barrier_ev, double *nu_thz, void *user)
{
    int kind = *(int *)user;
    (void)hop_class;
    if (!occupation[from] || occupation[to] || n_sites != 3) return -7;
    *barrier_ev = 0.2;
    *nu_thz = 1.0;
    if (kind == RING && from == 0 && to == 1) *nu_thz = 2.0;      /* one direction of one hop */
    if (kind == STATE_FUNCTION && from == 0) *nu_thz = 2.0;       /* a free energy of site 0 */
    if (kind == UNEQUAL_BARRIERS && from > to) *barrier_ev = 0.21;
    if (kind == ONE_WAY && from == 2) *nu_thz = 0.0;
    if (kind == NEGATIVE) *barrier_ev = -0.1;
    return kind == REFUSES ? 5 : 0;
}

/* A 3-ring with one nu doubled in one direction keeps the pair law and has a cycle residual of ln 2. */
START_TEST(test_ring)
{
    msbat_kmc *kmc = make_simple(ctx, CHAIN, 3, 1, 1, 0.2);
    int kind = RING;
    double r[3];
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 1));
    TEST_FAILS(ctx, MSBAT_ERR_BALANCE, "site 0 to 1", msbat_kmc_check_balance(kmc, model, &kind, 100, 1e-9, r));
    TEST_NEAR(r[0], 0.0, 1e-12);
    TEST_NEAR(r[1], log(2.0), 1e-12);
    TEST_NEAR(r[2], log(2.0), 1e-12);
    TEST_FAILS(ctx, MSBAT_ERR_BALANCE, "closed loop", msbat_kmc_set_barrier_model(kmc, model, &kind));
    TEST_OK(ctx, msbat_kmc_check_balance(kmc, model, &kind, 100, 1.0, r)); /* the caller may allow it */
    msbat_kmc_destroy(&kmc);
}
END_TEST

START_TEST(test_other_breaches)
{
    msbat_kmc *kmc = make_simple(ctx, CHAIN, 3, 1, 1, 0.2);
    double r[3], kt = MSBAT_BOLTZMANN_EV * 300.0;
    int kind = STATE_FUNCTION; /* loops close, but equilibrium is not the Boltzmann distribution of the clusters */
    TEST_FAILS(ctx, MSBAT_ERR_BALANCE, "ln(nu", msbat_kmc_check_balance(kmc, model, &kind, 100, 1e-9, r));
    TEST_NEAR(r[2], 0.0, 1e-12);
    TEST_NEAR(r[1], log(2.0), 1e-12);
    kind = UNEQUAL_BARRIERS; /* 0 -> 1 -> 2 gains 0.01 eV each, 2 -> 0 loses it once */
    TEST_FAILS(ctx, MSBAT_ERR_BALANCE, "closed loop", msbat_kmc_check_balance(kmc, model, &kind, 100, 1e-9, r));
    TEST_NEAR(r[0], 0.01 / kt, 1e-10);
    TEST_NEAR(r[2], 0.01 / kt, 1e-10);
    kind = ONE_WAY;
    TEST_FAILS(ctx, MSBAT_ERR_BALANCE, "site", msbat_kmc_check_balance(kmc, model, &kind, 100, 1e-9, r));
    kind = NEGATIVE;
    TEST_FAILS(ctx, MSBAT_ERR_CALLBACK, "-0.1", msbat_kmc_check_balance(kmc, model, &kind, 100, 1e-9, r));
    kind = REFUSES;
    TEST_FAILS(ctx, MSBAT_ERR_CALLBACK, "code 5", msbat_kmc_set_barrier_model(kmc, model, &kind));
    msbat_kmc_destroy(&kmc);
}
END_TEST

/* A callback equal to the table makes the same trajectory. */
START_TEST(test_good_model_runs)
{
    int kind = GOOD;
    double time[2], d[2][9];
    for (int c = 0; c < 2; c++) {
        msbat_kmc *kmc = make_simple(ctx, CHAIN, 3, 1, 1, 0.2);
        if (c) TEST_OK(ctx, msbat_kmc_set_barrier_model(kmc, model, &kind));
        TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 1));
        TEST_OK(ctx, msbat_kmc_run(kmc, 1000));
        TEST_OK(ctx, msbat_kmc_get_time(kmc, &time[c]));
        TEST_OK(ctx, msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_TRACER, d[c], NULL, NULL));
        if (c) { /* fails in the middle of a run: reported, and the handle still works */
            kind = REFUSES;
            TEST_FAILS(ctx, MSBAT_ERR_CALLBACK, "code 5", msbat_kmc_run(kmc, 10));
            kind = GOOD;
            TEST_OK(ctx, msbat_kmc_run(kmc, 10));
            TEST_OK(ctx, msbat_kmc_set_barrier_model(kmc, NULL, NULL));
            TEST_OK(ctx, msbat_kmc_run(kmc, 10));
        }
        msbat_kmc_destroy(&kmc);
    }
    TEST_NEAR(time[0], time[1], 1e-12 * time[0]);
    TEST_NEAR(d[0][0], d[1][0], 1e-9 * d[0][0]);
}
END_TEST

static int cancel_early(double fraction, void *user)
{
    (void)user;
    return fraction > 1e-9;
}

/* 1e12 configurations would take years; the progress callback ends that, and nothing is written. */
START_TEST(test_check_can_be_cancelled)
{
    msbat_kmc *kmc = make_simple(ctx, CHAIN, 3, 1, 1, 0.2);
    double r[3] = {7, 7, 7};
    TEST_OK(ctx, msbat_context_set_progress(ctx, cancel_early, NULL));
    ck_assert_int_eq(msbat_kmc_check_balance(kmc, NULL, NULL, 1000000000000, 1e-9, r), MSBAT_CANCELLED);
    ck_assert(r[0] == 7 && r[1] == 7 && r[2] == 7);
    msbat_kmc_destroy(&kmc);
}
END_TEST

Suite *suite_kmc_balance(void)
{
    Suite *suite = suite_create("kmc balance");
    TCase *tc = tcase_create("balance");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, test_ring);
    tcase_add_test(tc, test_other_breaches);
    tcase_add_test(tc, test_good_model_runs);
    tcase_add_test(tc, test_check_can_be_cancelled);
    suite_add_tcase(suite, tc);
    return suite;
}
