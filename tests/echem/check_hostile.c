/* check_hostile.c - wrong arguments, wrong order, allocations that fail. */
#include "echem/cells.h"
#include "support.h"

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

START_TEST(order_of_calls)
{
    msbat_electrolyte *e = NULL;
    msbat_cell *c = NULL;
    double q;
    int64_t n = 7;
    TEST_OK(ctx, msbat_electrolyte_create(ctx, 1000, 0.4, &e));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "diffusivity", msbat_cell_create(ctx, e, 1, 298.15, &c));
    msbat_electrolyte_destroy(&e);
    TEST_OK(ctx, cells_electrolyte(ctx, &cells_marquis, &e));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "area_m2", msbat_cell_create(ctx, e, -1, 298.15, &c));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_cell_create(ctx, e, 1, NAN, &c));
    TEST_OK(ctx, msbat_cell_create(ctx, e, 1, 298.15, &c));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "negative electrode", msbat_cell_run_discharge(c, 1));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "negative electrode", msbat_cell_set_stoichiometry(c, 0.5, 0.5));
    TEST_OK(ctx, cells_set_electrode(ctx, &cells_marquis, MSBAT_NEGATIVE, c));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "positive electrode", msbat_cell_get_balance(c, NULL, NULL, &q));
    TEST_OK(ctx, cells_set_electrode(ctx, &cells_marquis, MSBAT_POSITIVE, c));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "separator", msbat_cell_get_one_c(c, &q));
    TEST_OK(ctx, msbat_cell_get_row_count(c, &n));
    ck_assert_int_eq(n, 0);
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "no run", msbat_cell_get_profile_size(c, MSBAT_PROFILE_ELECTROLYTE, &n));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "no run", msbat_cell_get_conservation(c, &q, &q));
    msbat_cell_destroy(&c);
    msbat_electrolyte_destroy(&e);
}
END_TEST

START_TEST(geometry)
{
    const msbat_electrode_geometry good = {sizeof good, 1e-4, 0, 0.5, 1e-6, 10, 0, {0}};
    msbat_electrode_geometry g;
    msbat_material *m = NULL;
    msbat_tensor *pore = NULL;
    TEST_OK(ctx, cells_material(ctx, &cells_marquis.electrode[0], &m));
    TEST_OK(ctx, msbat_tensor_create_bruggeman(ctx, 0.3, 1.5, &pore));
    TEST_OK(ctx, msbat_cell_set_electrode(cell, MSBAT_NEGATIVE, m, &good, pore, NULL));
    struct { size_t at; double value; msbat_status status; const char *text; } wrong[] = {
        {offsetof(msbat_electrode_geometry, thickness_m), 0, MSBAT_ERR_RANGE, "thickness_m"},
        {offsetof(msbat_electrode_geometry, thickness_m), NAN, MSBAT_ERR_RANGE, "thickness_m"},
        {offsetof(msbat_electrode_geometry, porosity), -0.1, MSBAT_ERR_RANGE, "porosity"},
        {offsetof(msbat_electrode_geometry, porosity), 0.4, MSBAT_ERR_MISMATCH, "porosity = 0.4"},
        {offsetof(msbat_electrode_geometry, active_fraction), 0.8, MSBAT_ERR_PHYSICS, "more than 1"},
        {offsetof(msbat_electrode_geometry, active_fraction), 0, MSBAT_ERR_RANGE, "active_fraction"},
        {offsetof(msbat_electrode_geometry, particle_radius_m), -1e-6, MSBAT_ERR_RANGE, "particle_radius_m"},
        {offsetof(msbat_electrode_geometry, solid_conductivity_s_per_m), INFINITY, MSBAT_ERR_RANGE,
         "solid_conductivity"},
        {offsetof(msbat_electrode_geometry, double_layer_f_per_m2), -1, MSBAT_ERR_RANGE, "double_layer"},
        {offsetof(msbat_electrode_geometry, direction), NAN, MSBAT_ERR_RANGE, "direction"}};
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        g = good;
        memcpy((char *)&g + wrong[k].at, &wrong[k].value, sizeof(double));
        TEST_FAILS(ctx, wrong[k].status, wrong[k].text, msbat_cell_set_electrode(cell, MSBAT_NEGATIVE, m, &g, pore,
                                                                                 NULL));
    }
    g = good;
    g.size = 8;
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "geometry.size", msbat_cell_set_electrode(cell, MSBAT_NEGATIVE, m, &g, pore,
                                                                                  NULL));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "material", msbat_cell_set_electrode(cell, MSBAT_NEGATIVE, NULL, &good, pore,
                                                                         NULL));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "pore_tensor", msbat_cell_set_electrode(cell, MSBAT_NEGATIVE, m, &good, NULL,
                                                                            NULL));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "electrode = 5",
               msbat_cell_set_electrode(cell, (msbat_electrode)5, m, &good, pore, NULL));
    msbat_tensor_destroy(&pore);
    msbat_material_destroy(&m);
}
END_TEST

START_TEST(runs)
{
    const double never[3] = {1, 0, 0}, above[3] = {1, 0, 4.3}, below[3] = {-1, 0, 3.0}, wild[3] = {NAN, 1, 3},
                 past[3] = {1, -4, 3}, rest[3] = {0, 0, 3.0}, huge[3] = {1e9, 100, 3.0};
    const double rest_until[3] = {0, 1000, 3.9};
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "ends by time", msbat_cell_run_steps(cell, 1, rest_until));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "never end", msbat_cell_run_steps(cell, 1, never));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "never end", msbat_cell_run_steps(cell, 1, rest));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "open-circuit voltage", msbat_cell_run_steps(cell, 1, above));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "open-circuit voltage", msbat_cell_run_steps(cell, 1, below));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "step 0", msbat_cell_run_steps(cell, 1, wild));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "step 0", msbat_cell_run_steps(cell, 1, past));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n = ", msbat_cell_run_steps(cell, 0, past));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "steps", msbat_cell_run_steps(cell, 1, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "protocol", msbat_cell_run(cell, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "c_rate", msbat_cell_run_discharge(cell, -1));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "c_rate", msbat_cell_run_discharge(cell, NAN));
    msbat_status st = msbat_cell_run_steps(cell, 1, huge); /* below any cut-off at once */
    ck_assert_msg(st == MSBAT_OK || st == MSBAT_ERR_PHYSICS || st == MSBAT_ERR_CONVERGENCE, "%s",
                  msbat_status_text(st));
    TEST_OK(ctx, msbat_cell_set_option(cell, "max_steps", "10"));
    TEST_FAILS(ctx, MSBAT_ERR_CONVERGENCE, "max_steps", msbat_cell_run_discharge(cell, 1));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x_negative", msbat_cell_set_stoichiometry(cell, 1.5, 0.5));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x_positive", msbat_cell_set_stoichiometry(cell, 0.5, -0.5));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "v_max", msbat_cell_set_window(cell, 4, 3));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "fraction", msbat_cell_set_charge(cell, 1.1));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "points_particle", msbat_cell_set_points_particle(cell, 2));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "volume", msbat_cell_set_option(cell, "volume", "2"));
}
END_TEST

/* An interval below the rounding of the time must not fill the memory: the run ends with the rows so far. */
START_TEST(tiny_output_interval)
{
    int64_t n = 0;
    TEST_OK(ctx, msbat_cell_set_option(cell, "model", "spm"));
    TEST_OK(ctx, msbat_cell_set_points_particle(cell, 3));
    TEST_OK(ctx, msbat_cell_set_output_interval(cell, 1e-9));
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "output_interval = 1e-09 s", msbat_cell_run(cell, "discharge at 1C for 600 s"));
    TEST_OK(ctx, msbat_cell_get_row_count(cell, &n));
    ck_assert_int_eq(n, 1000000);
}
END_TEST

START_TEST(null_handles)
{
    double v = 0;
    int64_t n = 0;
    msbat_timescales *ts = NULL;
    ck_assert_int_eq(msbat_cell_run(NULL, "rest for 1 s"), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_cell_run_steps(NULL, 1, &v), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_cell_get_row_count(NULL, &n), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_cell_get_column(NULL, MSBAT_CELL_TIME, 1, &v), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_cell_set_electrode(NULL, MSBAT_NEGATIVE, NULL, NULL, NULL, NULL), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_kinetics_get_nernst(NULL, 300, 1, 1, &v, &v, &v), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_kinetics_get_current(NULL, 300, 1, 1, &v, &v, &v, &v), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_timescales_create(NULL, 1, &ts), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_timescales_get_time(NULL, MSBAT_PROCESS_ELECTROLYTE, &v), MSBAT_ERR_NULL);
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "timescales", msbat_timescales_create(cell, 1, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "column", msbat_cell_get_column(cell, (msbat_cell_column)44, 0, &v));
    msbat_cell_destroy(NULL);
    msbat_timescales_destroy(NULL);
}
END_TEST

static msbat_status short_life(msbat_context *c, void *user)
{
    (void)user;
    msbat_cell *own = NULL;
    msbat_timescales *ts = NULL;
    msbat_status st = cells_create(c, &cells_chen, &own);
    if (!st) st = msbat_cell_set_points_negative(own, 3);
    if (!st) st = msbat_cell_set_points_positive(own, 3);
    if (!st) st = msbat_cell_run(own, "discharge at 1C for 10 s");
    if (!st) st = msbat_timescales_create(own, 1, &ts);
    msbat_timescales_destroy(&ts);
    msbat_cell_destroy(&own);
    return st;
}

START_TEST(every_allocation_fails_once) { ck_assert_int_gt(test_memory_at_most(200, "a cell", short_life, NULL), 20); }
END_TEST

Suite *suite_hostile(void)
{
    Suite *s = suite_create("hostile");
    TCase *t = tcase_create("hostile");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, order_of_calls);
    tcase_add_test(t, geometry);
    tcase_add_test(t, runs);
    tcase_add_test(t, tiny_output_interval);
    tcase_add_test(t, null_handles);
    tcase_add_test(t, every_allocation_fails_once);
    suite_add_tcase(s, t);
    return s;
}
