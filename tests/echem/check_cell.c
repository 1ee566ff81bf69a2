/* check_cell.c - laws of the cell models: balance, conservation, limits, convergence, protocols, ends. */
#include "echem/runs.h"

static msbat_context *ctx;
static msbat_cell *cell;

static void setup(void)
{
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    TEST_OK(ctx, cells_create(ctx, &cells_marquis, &cell));
}

static void teardown(void)
{
    msbat_cell_destroy(&cell);
    msbat_context_destroy(&ctx);
}

static int64_t row_count(const msbat_cell *c) { return runs_row_count(ctx, c); }
static double *column(const msbat_cell *c, msbat_cell_column which) { return runs_column(ctx, c, which); }
static double last(const msbat_cell *c, msbat_cell_column which) { return runs_last(ctx, c, which); }

static double voltage_at(const msbat_cell *c, msbat_electrode side, double x)
{
    const msbat_material *m = NULL;
    double u = 0;
    TEST_OK(ctx, msbat_cell_get_material(c, side, &m));
    TEST_OK(ctx, msbat_material_get_voltage(m, 298.15, 1, &x, &u, NULL));
    return u;
}

/* Full and empty stand at the limits, on one line of constant lithium, and 1C empties it in an hour. */
START_TEST(balance)
{
    double full[2], empty[2], charge, one_c, sites[2];
    TEST_OK(ctx, msbat_cell_get_balance(cell, full, empty, &charge));
    TEST_OK(ctx, msbat_cell_get_one_c(cell, &one_c));
    TEST_NEAR(voltage_at(cell, MSBAT_POSITIVE, full[1]) - voltage_at(cell, MSBAT_NEGATIVE, full[0]), 4.1, 1e-12);
    TEST_NEAR(voltage_at(cell, MSBAT_POSITIVE, empty[1]) - voltage_at(cell, MSBAT_NEGATIVE, empty[0]), 3.105, 1e-12);
    for (int k = 0; k < 2; k++) {
        const cells_electrode *e = &cells_marquis.electrode[k];
        sites[k] = cells_marquis.area * e->thickness * e->active * e->c_max;
    }
    TEST_NEAR(one_c * 3600, charge, 1e-12 * charge);
    TEST_NEAR(charge, MSBAT_FARADAY * sites[0] * (full[0] - empty[0]), 1e-12 * charge);
    TEST_NEAR(charge, MSBAT_FARADAY * sites[1] * (empty[1] - full[1]), 1e-12 * charge);
    double start = sites[0] * cells_marquis.electrode[0].x_start + sites[1] * cells_marquis.electrode[1].x_start;
    TEST_NEAR(sites[0] * full[0] + sites[1] * full[1], start, 1e-13 * start);
}
END_TEST

START_TEST(conservation)
{
    const char *models[] = {"spm", "dfn"};
    for (int k = 0; k < 2; k++) {
        double lithium, charge;
        TEST_OK(ctx, msbat_cell_set_option(cell, "model", models[k]));
        TEST_OK(ctx, msbat_cell_set_rtol(cell, 1e-3)); /* whatever the tolerance */
        TEST_OK(ctx, msbat_cell_set_atol(cell, 1e-4));
        TEST_OK(ctx, msbat_cell_run(cell, "discharge at 1C for 1000 s; rest for 10 min; charge at C/2 for 0.2 h"));
        TEST_OK(ctx, msbat_cell_get_conservation(cell, &lithium, &charge));
        TEST_NEAR(lithium, 0, 1e-13);
        TEST_NEAR(charge, 0, 1e-12);
        double lost = last(cell, MSBAT_CELL_CHARGE), one_c;
        TEST_OK(ctx, msbat_cell_get_one_c(cell, &one_c));
        TEST_NEAR(lost, one_c * (1000 - 360), 1e-9 * lost);
    }
}
END_TEST

/* With an electrolyte and solids that conduct without loss the porous-electrode model is the single-particle model. */
START_TEST(dfn_tends_to_spm)
{
    msbat_electrolyte *e = NULL;
    msbat_cell *c = NULL;
    const double at = 1000, kappa = 1e7, d_e = 1;
    double v[2];
    TEST_OK(ctx, msbat_electrolyte_create(ctx, 1000, 0.4, &e));
    TEST_OK(ctx, msbat_electrolyte_set_table(e, MSBAT_ELECTROLYTE_CONDUCTIVITY, 298.15, 1, &at, &kappa));
    TEST_OK(ctx, msbat_electrolyte_set_table(e, MSBAT_ELECTROLYTE_DIFFUSIVITY, 298.15, 1, &at, &d_e));
    TEST_OK(ctx, msbat_cell_create(ctx, e, cells_marquis.area, 298.15, &c));
    cells_set ideal = cells_marquis;
    ideal.electrode[0].sigma = ideal.electrode[1].sigma = 1e9;
    msbat_tensor *separator = NULL;
    TEST_OK(ctx, cells_set_electrode(ctx, &ideal, MSBAT_NEGATIVE, c));
    TEST_OK(ctx, cells_set_electrode(ctx, &ideal, MSBAT_POSITIVE, c));
    TEST_OK(ctx, msbat_tensor_create_bruggeman(ctx, 0.5, 1.5, &separator));
    TEST_OK(ctx, msbat_cell_set_separator(c, 2e-5, separator));
    TEST_OK(ctx, msbat_cell_set_stoichiometry(c, 0.8, 0.6));
    TEST_OK(ctx, msbat_cell_set_rtol(c, 1e-8));
    TEST_OK(ctx, msbat_cell_set_atol(c, 1e-9));
    for (int k = 0; k < 2; k++) {
        const double steps[3] = {1, 1500, 0};
        TEST_OK(ctx, msbat_cell_set_option(c, "model", k ? "dfn" : "spm"));
        TEST_OK(ctx, msbat_cell_run_steps(c, 1, steps));
        v[k] = last(c, MSBAT_CELL_VOLTAGE);
    }
    TEST_NEAR(v[0], v[1], 2e-6); /* 1e-7 of rtol and the ohmic 35 A/m^2 * 2e-4 m/1e7 */
    msbat_tensor_destroy(&separator);
    msbat_electrolyte_destroy(&e);
    msbat_cell_destroy(&c);
}
END_TEST

/* Halving the volumes divides the error by about four: second order in space. */
START_TEST(grid_order)
{
    const char *points[] = {"10", "20", "40", "80"}, *shells[] = {"11", "21", "41", "81"};
    const double steps[3] = {0.68, 1500, 0};
    double v[4];
    TEST_OK(ctx, msbat_cell_set_rtol(cell, 1e-8));
    TEST_OK(ctx, msbat_cell_set_atol(cell, 1e-9));
    for (int k = 0; k < 4; k++) {
        TEST_OK(ctx, msbat_cell_set_option(cell, "points_negative", points[k]));
        TEST_OK(ctx, msbat_cell_set_option(cell, "points_separator", points[k]));
        TEST_OK(ctx, msbat_cell_set_option(cell, "points_positive", points[k]));
        TEST_OK(ctx, msbat_cell_set_option(cell, "points_particle", shells[k]));
        TEST_OK(ctx, msbat_cell_run_steps(cell, 1, steps));
        v[k] = last(cell, MSBAT_CELL_VOLTAGE);
    }
    double order = log(fabs(v[1] - v[2]) / fabs(v[2] - v[3])) / log(2);
    ck_assert_msg(order > 1.6 && order < 2.5, "order %g; %.9g %.9g %.9g %.9g", order, v[0], v[1], v[2], v[3]);
}
END_TEST

/* The text form is the numeric one; the end is at the voltage to the tolerance of the event. */
START_TEST(protocol_text)
{
    double one_c;
    TEST_OK(ctx, msbat_cell_get_one_c(cell, &one_c));
    const char *text_form = " discharge at 1.5C until\r\n3.2 V ;\trest for 2 min; charge at C/4 for 600s until 4.1 V";
    TEST_OK(ctx, msbat_cell_run(cell, text_form));
    int64_t n = row_count(cell);
    double *v = column(cell, MSBAT_CELL_VOLTAGE), *i = column(cell, MSBAT_CELL_CURRENT), *t = column(cell,
                                                                                                     MSBAT_CELL_TIME);
    const double steps[9] = {1.5 * one_c, 0, 3.2, 0, 120, 0, -0.25 * one_c, 600, 4.1};
    TEST_OK(ctx, msbat_cell_run_steps(cell, 3, steps));
    double *w = column(cell, MSBAT_CELL_VOLTAGE);
    ck_assert_int_eq(row_count(cell), n);
    for (int64_t k = 0; k < n; k++) {
        ck_assert(v[k] == w[k]);
        if (k > 0 && i[k] != i[k - 1]) ck_assert(t[k] == t[k - 1]); /* a row before the jump and one after */
        if (k > 0 && i[k] == 0 && i[k - 1] > 0) TEST_NEAR(v[k - 1], 3.2, 1e-6);
    }
    msbat_cell_end end;
    const char *text = NULL;
    TEST_OK(ctx, msbat_cell_get_end(cell, &end, &text));
    ck_assert_int_eq(end, MSBAT_END_TIME);
    ck_assert_ptr_ne(text, NULL);
    free(v), free(w), free(i), free(t);
}
END_TEST

START_TEST(protocol_errors)
{
    static const char *const wrong[][2] = {
        {"", "the end in the protocol"}, {"dance at 1C", "\"dance\""}, {"discharge at 1X", "\"X\""},
        {"discharge at", "the end"}, {"discharge 1C", "\"1C\""}, {"discharge at 1C until 3.0", "the end"},
        {"discharge at 1C until 3.0 A", "\"A\""}, {"rest", "duration"}, {"rest until 3 V", "\"until\""},
        {"rest for -3 s", "above 0"}, {"discharge at -1C", "\"C\""}, {"discharge at C/0", "\"C/0\""},
        {"discharge at 1C until 3.0 V;", "the end"}, {"discharge at 1C until 3.0 V until 2 V", "\"until\""},
        {"discharge at nanC", "\"nanC\""}, {"discharge at 1e999A", "\"1e999A\""}, {"rest for 1 h; ; rest for 1 h",
                                                                                   "the end"},
        {"discharge at C/x", "\"C/x\""}, {"discharge at C/-5", "\"C/-5\""}, {"rest for 5 s for 6 s", "\"for\""},
        {"discharge at 1C until 0 V", "other than 0"}, {"discharge at 1C for 0 s", "above 0"},
        {"discharge at 0 A for 5 s", "positive current"}};
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        msbat_status st = msbat_cell_run(cell, wrong[k][0]);
        ck_assert_msg(st == MSBAT_ERR_FORMAT || st == MSBAT_ERR_ARGUMENT, "\"%s\" gave %s", wrong[k][0],
                      msbat_status_text(st));
        ck_assert_msg(strstr(test_message(ctx), wrong[k][1]) != NULL, "\"%s\": %s", wrong[k][0], test_message(ctx));
    }
    ck_assert_int_eq(row_count(cell), 0);
}
END_TEST

/* Discharge from full to the lower limit: slower gives more, never more than the equilibrium charge. */
START_TEST(rate_capability)
{
    const double rates[] = {0.1, 0.5, 1, 2};
    double charge, before;
    TEST_OK(ctx, msbat_cell_get_balance(cell, NULL, NULL, &charge));
    TEST_OK(ctx, msbat_cell_set_charge(cell, 1));
    before = charge;
    for (int k = 0; k < 4; k++) {
        msbat_cell_end end;
        TEST_OK(ctx, msbat_cell_run_discharge(cell, rates[k]));
        TEST_OK(ctx, msbat_cell_get_end(cell, &end, NULL));
        ck_assert_int_eq(end, MSBAT_END_VOLTAGE);
        TEST_NEAR(last(cell, MSBAT_CELL_VOLTAGE), 3.105, 1e-6);
        double got = last(cell, MSBAT_CELL_CHARGE);
        ck_assert_msg(got < before, "%g C at rate %g", got, rates[k]);
        if (k == 0) ck_assert(got > 0.97 * charge);
        before = got;
    }
}
END_TEST

/* At rest a cell that starts uniform stays where it is, at its open-circuit voltage. */
START_TEST(rest_is_equilibrium)
{
    const double steps[3] = {0, 3600, 0};
    TEST_OK(ctx, msbat_cell_run_steps(cell, 1, steps));
    double ocv = voltage_at(cell, MSBAT_POSITIVE, cells_marquis.electrode[1].x_start) -
                 voltage_at(cell, MSBAT_NEGATIVE, cells_marquis.electrode[0].x_start);
    double *v = column(cell, MSBAT_CELL_VOLTAGE);
    for (int64_t k = 0; k < row_count(cell); k++) TEST_NEAR(v[k], ocv, 1e-13);
    free(v);
}
END_TEST

/* Too much current: the run stops at a physical limit that it names, and keeps its rows. */
START_TEST(named_limits)
{
    msbat_cell_end end;
    const char *text = NULL;
    TEST_OK(ctx, msbat_cell_set_window(cell, 0.5, 4.2));
    const double fast[3] = {0.68 * 12, 0, 0.5};
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, " s and 8.16 A: ", msbat_cell_run_steps(cell, 1, fast));
    TEST_OK(ctx, msbat_cell_get_end(cell, &end, &text));
    ck_assert_msg(end == MSBAT_END_ELECTROLYTE_LOW || end == MSBAT_END_SURFACE_POSITIVE ||
                  end == MSBAT_END_SURFACE_NEGATIVE,
                  "%s", text);
    ck_assert_int_gt(row_count(cell), 3);
    TEST_OK(ctx, msbat_cell_set_option(cell, "model", "spm"));
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "negative electrode's particles", msbat_cell_run_steps(cell, 1, fast));
    TEST_OK(ctx, msbat_cell_get_end(cell, &end, &text));
    ck_assert_int_eq(end, MSBAT_END_SURFACE_NEGATIVE);
    TEST_NEAR(last(cell, MSBAT_CELL_SURFACE_X_NEGATIVE), 0.002, 1e-6); /* the end of the phase's range */
}
END_TEST

/* Surfaces that stand exactly at the ends of their phases can go inwards only. */
START_TEST(starts_at_the_end_of_a_phase)
{
    static const double x[3][2] = {{0.5, 0.998}, {0.002, 0.6}, {0.998, 0.6}}; /* the range is 0.002 to 0.998 */
    static const msbat_cell_end ends[3] = {MSBAT_END_SURFACE_POSITIVE, MSBAT_END_SURFACE_NEGATIVE,
                                           MSBAT_END_SURFACE_NEGATIVE};
    for (int k = 0; k < 6; k++) {
        int way = k % 3 == 2 ? -1 : 1;
        const double out[3] = {0.1 * way, 10, 0}, in[3] = {-0.1 * way, 10, 0}, rest[3] = {0, 10, 0};
        msbat_cell_end end;
        TEST_OK(ctx, msbat_cell_set_option(cell, "model", k < 3 ? "spm" : "dfn"));
        TEST_OK(ctx, msbat_cell_set_stoichiometry(cell, x[k % 3][0], x[k % 3][1]));
        TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "end of the phase", msbat_cell_run_steps(cell, 1, out));
        TEST_OK(ctx, msbat_cell_get_end(cell, &end, NULL));
        ck_assert_int_eq(end, ends[k % 3]);
        ck_assert_int_eq(row_count(cell), 1);
        TEST_OK(ctx, msbat_cell_run_steps(cell, 1, in));
        TEST_OK(ctx, msbat_cell_run_steps(cell, 1, rest));
    }
}
END_TEST

/* An electrode next to which the other is a reservoir sets the balance alone. */
START_TEST(very_different_electrodes)
{
    cells_set set = cells_marquis;
    double full[2], empty[2], charge;
    msbat_cell *c = NULL;
    set.electrode[0].thickness = 1;
    set.electrode[1].thickness = 1e-7;
    TEST_OK(ctx, cells_create(ctx, &set, &c));
    TEST_OK(ctx, msbat_cell_get_balance(c, full, empty, &charge));
    double sites = set.area * 1e-7 * set.electrode[1].active * set.electrode[1].c_max;
    ck_assert(empty[1] - full[1] > 0.1);
    TEST_NEAR(charge / (MSBAT_FARADAY * sites * (empty[1] - full[1])), 1, 1e-7);
    msbat_cell_destroy(&c);
}
END_TEST

/* 0 V is a limit like another. */
START_TEST(window_ends_at_zero)
{
    TEST_OK(ctx, msbat_cell_set_option(cell, "model", "spm"));
    TEST_OK(ctx, msbat_cell_set_window(cell, 0, 4.1));
    TEST_OK(ctx, msbat_cell_run_discharge(cell, 1));
    TEST_NEAR(last(cell, MSBAT_CELL_VOLTAGE), 0, 1e-6);
    TEST_OK(ctx, msbat_cell_run(cell, "discharge at 1C"));
    TEST_NEAR(last(cell, MSBAT_CELL_VOLTAGE), 0, 1e-6);
}
END_TEST

START_TEST(profiles)
{
    TEST_OK(ctx, msbat_cell_run(cell, "discharge at 1C for 300 s"));
    int64_t n = row_count(cell), size = 0;
    TEST_OK(ctx, msbat_cell_get_profile_size(cell, MSBAT_PROFILE_ELECTROLYTE, &size));
    ck_assert_int_eq(size, 60);
    double x[60], c[60], i[20], sum = 0, one_c;
    TEST_OK(ctx, msbat_cell_get_profile(cell, n - 1, MSBAT_PROFILE_POSITION, 60, x));
    TEST_OK(ctx, msbat_cell_get_profile(cell, n - 1, MSBAT_PROFILE_ELECTROLYTE, 60, c));
    TEST_NEAR(x[59], 2.225e-4, 1e-16);
    for (int k = 1; k < 60; k++) ck_assert(x[k] > x[k - 1] && c[k] < c[k - 1]);
    TEST_OK(ctx, msbat_cell_get_profile(cell, n - 1, MSBAT_PROFILE_NEGATIVE_CURRENT, 20, i));
    for (int k = 0; k < 20; k++) sum += i[k] * 5e-6 * 3 * 0.6 / 1e-5 * cells_marquis.area;
    TEST_OK(ctx, msbat_cell_get_one_c(cell, &one_c));
    TEST_NEAR(sum, one_c, 1e-6 * one_c);
    double r[20], shells[400], surface[20];
    TEST_OK(ctx, msbat_cell_get_profile(cell, 0, MSBAT_PROFILE_POSITIVE_RADIUS, 20, r));
    ck_assert(r[0] == 0 && r[19] == 1e-5);
    TEST_OK(ctx, msbat_cell_get_profile(cell, n - 1, MSBAT_PROFILE_NEGATIVE_PARTICLES, 400, shells));
    TEST_OK(ctx, msbat_cell_get_profile(cell, n - 1, MSBAT_PROFILE_NEGATIVE_SURFACE, 20, surface));
    for (int k = 0; k < 20; k++) ck_assert(shells[20 * k + 19] == surface[k] && shells[20 * k] > surface[k]);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "row", msbat_cell_get_profile(cell, n, MSBAT_PROFILE_ELECTROLYTE, 60, c));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "60", msbat_cell_get_profile(cell, 0, MSBAT_PROFILE_ELECTROLYTE, 59, c));
}
END_TEST

/* The same bits again, and from a cell whose inputs have been destroyed by their makers. */
START_TEST(repeatable)
{
    TEST_OK(ctx, msbat_cell_run_discharge(cell, 1));
    double *a = column(cell, MSBAT_CELL_VOLTAGE);
    int64_t n = row_count(cell);
    TEST_OK(ctx, msbat_cell_run_discharge(cell, 1));
    double *b = column(cell, MSBAT_CELL_VOLTAGE);
    ck_assert_int_eq(n, row_count(cell));
    ck_assert(memcmp(a, b, (size_t)n * sizeof *a) == 0);
    free(a), free(b);
}
END_TEST

static int stop_after(double fraction, void *user)
{
    (void)fraction;
    return --*(int *)user <= 0;
}

START_TEST(cancelled)
{
    int left = 10;
    TEST_OK(ctx, msbat_context_set_progress(ctx, stop_after, &left));
    ck_assert_int_eq(msbat_cell_run_discharge(cell, 1), MSBAT_CANCELLED);
    ck_assert_int_gt(row_count(cell), 5);
    TEST_OK(ctx, msbat_context_set_progress(ctx, NULL, NULL));
    TEST_OK(ctx, msbat_cell_run_discharge(cell, 1));
}
END_TEST

Suite *suite_cell(void)
{
    Suite *s = suite_create("cell");
    TCase *t = tcase_create("cell");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, balance);
    tcase_add_test(t, conservation);
    tcase_add_test(t, dfn_tends_to_spm);
    tcase_add_test(t, grid_order);
    tcase_add_test(t, protocol_text);
    tcase_add_test(t, protocol_errors);
    tcase_add_test(t, rate_capability);
    tcase_add_test(t, rest_is_equilibrium);
    tcase_add_test(t, named_limits);
    tcase_add_test(t, starts_at_the_end_of_a_phase);
    tcase_add_test(t, very_different_electrodes);
    tcase_add_test(t, window_ends_at_zero);
    tcase_add_test(t, profiles);
    tcase_add_test(t, repeatable);
    tcase_add_test(t, cancelled);
    suite_add_tcase(s, t);
    return s;
}
