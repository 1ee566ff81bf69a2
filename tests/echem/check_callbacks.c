/* The user's functions fail at one call or from one call on, wherever it comes: a status that says so, or, where the
 * integrator can go round it, the same answer; afterwards the cell runs as if nothing had been. */
#include "cells.h"
#include "support.h"

enum { U_NEGATIVE, U_POSITIVE, I0_NEGATIVE, I0_POSITIVE, D_E, KAPPA, THETA, TRAPS };
static test_trap trap[TRAPS];
static cells_electrode electrode[2];
static msbat_context *ctx;
static msbat_cell *cell;

static int spring(int which, double *value)
{
    int code = test_trap_ask(&trap[which]);
    if (code != TEST_TRAP_NAN) return code;
    *value = NAN;
    return 0;
}

static int side_of(const void *user) { return user == &electrode[1]; }

static int voltage(int64_t n, const double *x, double *u, double *slope, void *user)
{
    cells_ocv_eval(n, x, u, slope, &((cells_electrode *)user)->ocv);
    return spring(U_NEGATIVE + side_of(user), u + n - 1);
}

static int exchange(int64_t n, const double *c_e, const double *x, double t, double *i0, void *user)
{
    cells_i0(n, c_e, x, t, i0, user);
    return spring(I0_NEGATIVE + side_of(user), i0 + n - 1);
}

static int diffusivity(int64_t n, const double *c, double t, double *v, void *user)
{
    cells_chen_d_e(n, c, t, v, user);
    return spring(D_E, v + n - 1);
}

static int conductivity(int64_t n, const double *c, double t, double *v, void *user)
{
    cells_chen_kappa(n, c, t, v, user);
    return spring(KAPPA, v + n - 1);
}

static int factor(int64_t n, const double *c, double t, double *v, void *user)
{
    (void)t, (void)user;
    for (int64_t i = 0; i < n; i++) v[i] = 1 + 1e-4 * c[i];
    return spring(THETA, v + n - 1);
}

static msbat_material *make_material(cells_electrode *e)
{
    const double range[3] = {0.002, 0.998, 298.15}, row[4] = {0.5, e->d_s, 0, 0}, c_range[2] = {0, 1e5};
    msbat_phase *phase = NULL;
    msbat_transport *transport = NULL;
    msbat_material *m = NULL;
    TEST_OK(ctx, msbat_phase_create_ocv_function(ctx, e->host, "Li", range, voltage, e, MSBAT_GAP_AS_MEASURED, &phase));
    TEST_OK(ctx, msbat_phase_set_site_density(phase, e->c_max));
    TEST_OK(ctx, msbat_material_create(phase, &m));
    TEST_OK(ctx, msbat_transport_create_table(ctx, e->host, "Li", MSBAT_DIFFUSIVITY_CHEMICAL, 298.15, 1, row,
                                              &transport));
    TEST_OK(ctx, msbat_material_set_transport(m, transport));
    TEST_OK(ctx, msbat_material_set_kinetics_declared(m, exchange, e, c_range, 0.5));
    msbat_transport_destroy(&transport);
    msbat_phase_destroy(&phase);
    return m;
}

static msbat_electrolyte *make_electrolyte(void)
{
    const double range[2] = {10, 4000};
    const msbat_electrolyte_fn fn[] = {diffusivity, conductivity, factor};
    msbat_electrolyte *e = NULL;
    TEST_OK(ctx, msbat_electrolyte_create(ctx, cells_chen.c0, cells_chen.t_plus, &e));
    for (int k = 0; k < 3; k++)
        TEST_OK(ctx, msbat_electrolyte_set_function(e, (msbat_electrolyte_property)k, fn[k], NULL, range));
    return e;
}

static void set_electrode(int side)
{
    cells_electrode *e = &electrode[side];
    msbat_electrode_geometry g = {.size = sizeof g, .thickness_m = e->thickness, .active_fraction = e->active,
                                  .particle_radius_m = e->radius, .solid_conductivity_s_per_m = e->sigma};
    msbat_material *m = make_material(e);
    msbat_tensor *pore = NULL;
    TEST_OK(ctx, msbat_tensor_create_bruggeman(ctx, e->porosity, 1.5, &pore));
    TEST_OK(ctx, msbat_cell_set_electrode(cell, (msbat_electrode)side, m, &g, pore, NULL));
    if (side == 0) TEST_OK(ctx, msbat_cell_set_separator(cell, cells_chen.separator_thickness, pore));
    msbat_tensor_destroy(&pore);
    msbat_material_destroy(&m);
}

static void setup(void)
{
    TEST_OK(NULL, msbat_context_create(&ctx));
    memset(trap, 0, sizeof trap);
    memcpy(electrode, cells_chen.electrode, sizeof electrode);
    msbat_electrolyte *e = make_electrolyte();
    TEST_OK(ctx, msbat_cell_create(ctx, e, cells_chen.area, 298.15, &cell));
    for (int side = 0; side < 2; side++) set_electrode(side);
    TEST_OK(ctx, msbat_cell_set_window(cell, cells_chen.v_min, cells_chen.v_max));
    TEST_OK(ctx, msbat_cell_set_stoichiometry(cell, electrode[0].x_start, electrode[1].x_start));
    TEST_OK(ctx, msbat_cell_set_points_negative(cell, 3));
    TEST_OK(ctx, msbat_cell_set_points_separator(cell, 2));
    TEST_OK(ctx, msbat_cell_set_points_positive(cell, 3));
    TEST_OK(ctx, msbat_cell_set_points_particle(cell, 4));
    msbat_electrolyte_destroy(&e);
}

static void teardown(void)
{
    msbat_cell_destroy(&cell);
    msbat_context_destroy(&ctx);
}

/* ---- what is called; each writes one number that says whether all went as before ---- */
static msbat_status run_dfn(double *answer)
{
    int64_t n = 0;
    double v[200];
    msbat_status st = msbat_cell_set_option(cell, "model", "dfn");
    if (!st) st = msbat_cell_run(cell, "discharge at 1C for 20 s; rest for 5 s");
    if (!st) st = msbat_cell_get_row_count(cell, &n);
    if (!st) st = msbat_cell_get_column(cell, MSBAT_CELL_VOLTAGE, n, v);
    if (!st) *answer = v[n - 1];
    return st;
}

static msbat_status run_spm(double *answer)
{
    int64_t n = 0;
    double v[200];
    msbat_status st = msbat_cell_set_option(cell, "model", "spm");
    if (!st) st = msbat_cell_run(cell, "discharge at 1C for 20 s");
    if (!st) st = msbat_cell_get_row_count(cell, &n);
    if (!st) st = msbat_cell_get_column(cell, MSBAT_CELL_VOLTAGE, n, v);
    if (!st) *answer = v[n - 1];
    return st;
}

static msbat_status survey(double *answer)
{
    msbat_timescales *ts = NULL;
    msbat_status st = msbat_timescales_create(cell, 1, &ts);
    ck_assert((st == MSBAT_OK) == (ts != NULL));
    if (!st) st = msbat_timescales_get_loss(ts, MSBAT_PROCESS_POSITIVE_CHARGE_TRANSFER, answer, NULL, NULL);
    msbat_timescales_destroy(&ts);
    return st;
}

static msbat_status balance(double *answer)
{
    double full[2], empty[2];
    msbat_status st = msbat_cell_get_one_c(cell, answer);
    return st ? st : msbat_cell_get_balance(cell, full, empty, NULL);
}

static msbat_status interface(double *answer)
{
    const double c[3] = {900, 1000, 1200}, x[3] = {0.3, 0.5, 0.7}, i[3] = {1, 2, 3};
    double u[3] = {7, 7, 7}, eta[3] = {7, 7, 7}, current[3] = {7, 7, 7}, r[3] = {7, 7, 7};
    const msbat_material *m = NULL;
    msbat_status st = msbat_cell_get_material(cell, MSBAT_POSITIVE, &m);
    if (!st) st = msbat_kinetics_get_nernst(m, 298.15, 1.1, 3, c, x, u);
    if (st) ck_assert(u[0] == 7 && u[1] == 7 && u[2] == 7);
    if (!st) st = msbat_kinetics_get_overpotential(m, 298.15, 1.1, 3, c, x, i, eta);
    if (st) ck_assert(eta[0] == 7 && eta[1] == 7 && eta[2] == 7);
    if (!st) st = msbat_kinetics_get_current(m, 298.15, 1.1, 3, c, x, u, current);
    if (st) ck_assert(current[0] == 7 && current[1] == 7 && current[2] == 7);
    if (!st) st = msbat_kinetics_get_resistance(m, 298.15, 1.1, 3, c, x, r);
    if (st) ck_assert(r[0] == 7 && r[1] == 7 && r[2] == 7);
    if (!st) *answer = eta[0] + r[2] + current[1];
    return st;
}

static msbat_status bulk(double *answer)
{
    const double c[2] = {500, 2000};
    double v[2] = {7, 7}, f[2] = {7, 7};
    const msbat_electrolyte *e = NULL;
    msbat_status st = msbat_cell_get_electrolyte(cell, &e);
    if (!st) st = msbat_electrolyte_get_activity_coefficient(e, 298.15, 2, c, f);
    if (st) ck_assert(f[0] == 7 && f[1] == 7);
    for (int k = 0; !st && k < 3; k++)
        st = msbat_electrolyte_get_property(e, (msbat_electrolyte_property)k, 298.15, 2, c, v);
    ck_assert(isfinite(v[0]) && isfinite(v[1]));
    if (!st) *answer = f[0] + f[1];
    return st;
}

/* ---- the sweep ---- */
static const struct {
    msbat_status (*run)(double *answer);
    double tolerance; /* of an answer that a run finds around one failed call */
} calls[] = {{run_dfn, 1e-3}, {run_spm, 1e-3}, {survey, 0}, {balance, 0}, {interface, 0}, {bulk, 0}};

static void is_said(msbat_status st, int which, int64_t k)
{
    ck_assert_msg(st == MSBAT_ERR_CALLBACK || st == MSBAT_ERR_PHYSICS || st == MSBAT_ERR_CONVERGENCE ||
                  st == MSBAT_ERR_MISMATCH || st == MSBAT_ERR_RANGE, "function %d, call %d: \"%s\" (%s)", which, (int)k,
                  msbat_status_text(st), test_message(ctx));
    ck_assert_int_gt((int)strlen(test_message(ctx)), 10);
}

static void fail_at(int call, int which, int64_t k, int lasting, double expected)
{
    static const int codes[] = {1, -7, TEST_TRAP_NAN};
    double answer = 7;
    trap[which] = (test_trap){.fail_at = k, .lasting = lasting, .code = codes[(k + lasting) % 3]};
    msbat_status st = calls[call].run(&answer);
    if (st) is_said(st, which, k);
    if (st) ck_assert(answer == 7 || answer == expected);
    else if (trap[which].sprung == 0) ck_assert(answer == expected);
    else TEST_NEAR(answer, expected, calls[call].tolerance);
    trap[which] = (test_trap){0};
}

START_TEST(functions_fail)
{
    double expected = 0, again = 0;
    TEST_OK(ctx, calls[_i].run(&expected));
    for (int which = 0; which < TRAPS; which++) {
        trap[which] = (test_trap){0};
        TEST_OK(ctx, calls[_i].run(&again));
        int64_t most = trap[which].calls;
        for (int64_t k = 1; k <= most; k += 1 + k / 2)
            for (int lasting = 0; lasting < 2; lasting++) fail_at(_i, which, k, lasting, expected);
    }
    TEST_OK(ctx, calls[_i].run(&again));
    ck_assert(again == expected);
}
END_TEST

Suite *suite_callbacks(void)
{
    return test_loop_suite("callbacks", functions_fail, (int)(sizeof calls / sizeof *calls), setup, teardown);
}
