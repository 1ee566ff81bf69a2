/* check_timescales.c - times against their formulas, losses against closed forms, the limiting process in clear
 * cases. */
#include "echem/cells.h"
#include "support.h"

static msbat_context *ctx;
static msbat_cell *cell;
static msbat_timescales *ts;

static void setup(void)
{
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    TEST_OK(ctx, cells_create(ctx, &cells_marquis, &cell));
}

static void teardown(void)
{
    msbat_timescales_destroy(&ts);
    msbat_cell_destroy(&cell);
    msbat_context_destroy(&ctx);
}

static double seconds(msbat_process p)
{
    double s = -1;
    TEST_OK(ctx, msbat_timescales_get_time(ts, p, &s));
    return s;
}

START_TEST(times)
{
    const cells_electrode *e = cells_marquis.electrode;
    double full[2], empty[2], c = 1000, x, i0, d_e;
    TEST_OK(ctx, msbat_cell_set_sei(cell, 1e-22, 2e-8));
    TEST_OK(ctx, msbat_timescales_create(cell, 1, &ts));
    TEST_NEAR(seconds(MSBAT_PROCESS_NEGATIVE_DIFFUSION), 1e-10 / 3.9e-14, 1e-9);
    TEST_NEAR(seconds(MSBAT_PROCESS_POSITIVE_DIFFUSION), 1e-10 / 1e-13, 1e-9);
    TEST_NEAR(seconds(MSBAT_PROCESS_SEI_GROWTH), 4e6, 1e-3);
    TEST_OK(ctx, msbat_cell_get_balance(cell, full, empty, NULL));
    x = 0.5 * (full[1] + empty[1]);
    cells_i0(1, &c, &x, 298.15, &i0, (void *)&e[1]);
    double r_ct = MSBAT_GAS_CONSTANT * 298.15 / MSBAT_FARADAY / i0;
    TEST_NEAR(seconds(MSBAT_PROCESS_POSITIVE_CHARGE_TRANSFER), r_ct * 0.2, 1e-9 * r_ct);
    double sigma = 10 * pow(0.7, 1.5), area = 3 * 0.5 / 1e-5;
    TEST_NEAR(seconds(MSBAT_PROCESS_POSITIVE_CONDUCTION) / (1e-8 * area * 0.2 / sigma), 1, 1e-12);
    cells_marquis_d_e(1, &c, 298.15, &d_e, NULL);
    double resistance = 2e-4 / pow(0.3, 1.5) + 2.5e-5, volume = 2e-4 * 0.3 + 2.5e-5;
    TEST_NEAR(seconds(MSBAT_PROCESS_ELECTROLYTE) / (resistance * volume / d_e), 1, 1e-12);
    msbat_process slowest;
    TEST_OK(ctx, msbat_timescales_get_slowest(ts, &slowest));
    ck_assert_int_eq(slowest, MSBAT_PROCESS_NEGATIVE_DIFFUSION);
    for (int p = 0; p < MSBAT_PROCESS_COUNT; p++) ck_assert_ptr_ne(msbat_process_name((msbat_process)p), NULL);
    ck_assert_ptr_eq(msbat_process_name(MSBAT_PROCESS_COUNT), NULL);
}
END_TEST

/* Losses rise with the rate; ohmic drop of the solid is i L/(3 sigma). */
START_TEST(losses)
{
    double before = 0, one_c;
    TEST_OK(ctx, msbat_cell_get_one_c(cell, &one_c));
    for (double rate = 0.1; rate < 10; rate *= 3) {
        double drop, unused, lost;
        TEST_OK(ctx, msbat_timescales_create(cell, rate, &ts));
        TEST_OK(ctx, msbat_timescales_get_loss(ts, MSBAT_PROCESS_POSITIVE_CONDUCTION, &drop, &unused, &lost));
        double sigma = 10 * pow(0.7, 1.5);
        TEST_NEAR(drop, rate * one_c / cells_marquis.area * 1e-4 / (3 * sigma), 1e-12);
        TEST_OK(ctx, msbat_timescales_get_loss(ts, MSBAT_PROCESS_NEGATIVE_DIFFUSION, &drop, &unused, &lost));
        ck_assert(lost > before && lost <= 1 && unused >= 0);
        before = lost;
        msbat_timescales_destroy(&ts);
    }
}
END_TEST

/* The electrolyte's drop is that of the porous-electrode model once its concentration is steady and its reaction is
 * uniform (slow kinetics make it so): compare with the potential difference and the concentrations at 1C within the
 * residual of both. */
START_TEST(electrolyte_matches_model)
{
    double drop, drop_spm, loss;
    TEST_OK(ctx, msbat_timescales_create(cell, 0.5, &ts));
    TEST_OK(ctx, msbat_timescales_get_loss(ts, MSBAT_PROCESS_ELECTROLYTE, &drop, NULL, &loss));
    double v[2], t[2];
    for (int k = 0; k < 2; k++) {
        int64_t n = 0;
        double rows[1000];
        TEST_OK(ctx, msbat_cell_set_option(cell, "model", k ? "dfn" : "spm"));
        TEST_OK(ctx, msbat_cell_set_output_interval(cell, 1800));
        TEST_OK(ctx, msbat_cell_run(cell, "discharge at 0.5C for 1800 s"));
        TEST_OK(ctx, msbat_cell_get_row_count(cell, &n));
        TEST_OK(ctx, msbat_cell_get_column(cell, MSBAT_CELL_VOLTAGE, n, rows));
        v[k] = rows[n - 1];
        TEST_OK(ctx, msbat_cell_get_column(cell, MSBAT_CELL_TIME, n, rows));
        t[k] = rows[n - 1];
    }
    ck_assert(t[0] == t[1]);
    drop_spm = v[0] - v[1];
    ck_assert_msg(drop_spm > 0.6 * drop && drop_spm < 1.4 * drop, "model %g V, estimate %g V", drop_spm, drop);
}
END_TEST

/* Slow diffusion in one electrode must be named; so must slow kinetics, and a poor electrolyte. */
static msbat_process limiting_of(cells_set set, double rate)
{
    msbat_cell *c = NULL;
    msbat_process p = MSBAT_PROCESS_COUNT;
    TEST_OK(ctx, cells_create(ctx, &set, &c));
    TEST_OK(ctx, msbat_timescales_create(c, rate, &ts));
    TEST_OK(ctx, msbat_timescales_get_limiting(ts, &p));
    msbat_timescales_destroy(&ts);
    msbat_cell_destroy(&c);
    return p;
}

START_TEST(limiting_process)
{
    cells_set set = cells_marquis;
    set.electrode[1].d_s = 1e-16;
    ck_assert_int_eq(limiting_of(set, 1), MSBAT_PROCESS_POSITIVE_DIFFUSION);
    set = cells_marquis;
    set.electrode[0].k0_bv = 1e-9;
    ck_assert_int_eq(limiting_of(set, 1), MSBAT_PROCESS_NEGATIVE_CHARGE_TRANSFER);
    set = cells_marquis;
    set.electrode[1].sigma = 0.003;
    ck_assert_int_eq(limiting_of(set, 1), MSBAT_PROCESS_POSITIVE_CONDUCTION);
    set = cells_marquis;
    set.electrode[0].d_s = set.electrode[1].d_s = 1e-10;
    ck_assert_int_eq(limiting_of(set, 8), MSBAT_PROCESS_ELECTROLYTE);
}
END_TEST

Suite *suite_timescales(void)
{
    Suite *s = suite_create("timescales");
    TCase *t = tcase_create("timescales");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 30);
    tcase_add_test(t, times);
    tcase_add_test(t, losses);
    tcase_add_test(t, electrolyte_matches_model);
    tcase_add_test(t, limiting_process);
    suite_add_tcase(s, t);
    return s;
}
