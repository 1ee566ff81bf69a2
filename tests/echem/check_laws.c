/* check_laws.c - what the cell models owe to diffusion in a sphere, to the interface and to the salt: closed forms,
 * superposition, symmetries, energy. */
#include "echem/runs.h"

static msbat_context *ctx;
static msbat_cell *cell;

/* Chen's cell as single particles, integrated far more tightly than anything asked here. */
static void setup(void)
{
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    TEST_OK(ctx, cells_create(ctx, &cells_chen, &cell));
    TEST_OK(ctx, msbat_cell_set_option(cell, "model", "spm"));
    TEST_OK(ctx, msbat_cell_set_rtol(cell, 1e-9));
    TEST_OK(ctx, msbat_cell_set_atol(cell, 1e-10));
}

static void teardown(void)
{
    msbat_cell_destroy(&cell);
    msbat_context_destroy(&ctx);
}

/* ---- the sphere ---- */
/* Flux R/D over c_max: the unit in which stoichiometry differs within the particles of side at a current. */
static double flux_unit(msbat_electrode side, double current)
{
    const cells_electrode *e = &cells_chen.electrode[side];
    return current / (runs_surface(&cells_chen, side) * MSBAT_FARADAY * e->c_max) * e->radius / e->d_s;
}

static double diffusion_time(msbat_electrode side)
{
    const cells_electrode *e = &cells_chen.electrode[side];
    return e->radius * e->radius / e->d_s;
}

static double surface_after(int64_t n, const double *steps, msbat_electrode side)
{
    TEST_OK(ctx, msbat_cell_run_steps(cell, n, steps));
    return runs_last(ctx, cell, side == MSBAT_NEGATIVE ? MSBAT_CELL_SURFACE_X_NEGATIVE : MSBAT_CELL_SURFACE_X_POSITIVE);
}

/* A constant flux into a sphere: exp(tau) erfc(-sqrt tau) - 1 in flux units as long as the centre knows nothing (the
 * inverse of 1/(s (sqrt s - 1)); what is left out is exp(-1/tau) of it); its first term is Cottrell's 2 sqrt(tau/pi).
 * The mesh is second order, the outermost of 300 shells is a tenth of the depth reached at the first time. */
START_TEST(short_times)
{
    double unit = flux_unit(MSBAT_POSITIVE, 5.0), start = cells_chen.electrode[1].x_start, before = 0.0;
    TEST_OK(ctx, msbat_cell_set_points_particle(cell, 300));
    for (double tau = 1e-3; tau < 0.06; tau *= 2.0) {
        const double step[3] = {5.0, tau * diffusion_time(MSBAT_POSITIVE), 0.0};
        double rise = (surface_after(1, step, MSBAT_POSITIVE) - start) / unit;
        TEST_NEAR(rise / (exp(tau) * erfc(-sqrt(tau)) - 1.0), 1.0, 2e-3);
        if (tau == 1e-3) TEST_NEAR(rise / (2.0 * sqrt(tau / 3.14159265358979323846)), 1.0, 0.03); /* next: sqrt tau */
        ck_assert(rise > before);
        before = rise;
    }
}
END_TEST

/* Later than 2 R^2/D the profile is a parabola that moves as a whole: x - mean = (r^2/(2 R^2) - 3/10) flux units. */
START_TEST(parabola)
{
    enum { SHELLS = 40 };
    double r[SHELLS], x[SHELLS], unit = flux_unit(MSBAT_NEGATIVE, 5.0), radius = cells_chen.electrode[0].radius;
    const double step[3] = {5.0, 2500.0, 0.0};
    TEST_OK(ctx, msbat_cell_set_points_particle(cell, SHELLS));
    TEST_OK(ctx, msbat_cell_run_steps(cell, 1, step));
    runs_profile(ctx, cell, -1, MSBAT_PROFILE_NEGATIVE_RADIUS, SHELLS, r);
    runs_profile(ctx, cell, -1, MSBAT_PROFILE_NEGATIVE_PARTICLES, SHELLS, x);
    double mean = runs_last(ctx, cell, MSBAT_CELL_MEAN_X_NEGATIVE);
    for (int k = 0; k < SHELLS; k++) {
        double exact = mean - unit * (0.5 * r[k] * r[k] / (radius * radius) - 0.3);
        TEST_NEAR((x[k] - exact) / unit, 0.0, 1.0 / (SHELLS * SHELLS));
    }
}
END_TEST

/* Diffusion with a constant D is linear: opposite currents give opposite deviations, double currents double ones, and
 * a pulse is the difference of two steps. */
START_TEST(superposition)
{
    const double step[3] = {2.0, 600.0, 0.0}, reversed[3] = {-2.0, 600.0, 0.0}, twice[3] = {4.0, 600.0, 0.0};
    const double longer[3] = {2.0, 1500.0, 0.0}, shorter[3] = {2.0, 900.0, 0.0}, pulse[6] = {2.0, 600.0, 0.0,
                                                                                            0.0, 900.0, 0.0};
    for (int side = 0; side < 2; side++) {
        msbat_electrode e = (msbat_electrode)side;
        double start = cells_chen.electrode[side].x_start, one = surface_after(1, step, e) - start;
        TEST_NEAR(surface_after(1, reversed, e) - start, -one, 1e-7);
        TEST_NEAR(surface_after(1, twice, e) - start, 2.0 * one, 1e-7);
        double difference = surface_after(1, longer, e) - surface_after(1, shorter, e);
        TEST_NEAR(surface_after(2, pulse, e) - start, difference, 1e-7);
    }
}
END_TEST

/* After a pulse the surface comes back to the mean as exp(-a^2 tau), tan a = a = 4.4934; the next root, 7.7253, is down
 * by exp(-11) where the decay is first read. The mesh changes a^2 by a few (a/shells)^2 = 3e-3. */
START_TEST(relaxation)
{
    const double steps[9] = {5.0, 500.0, 0.0, 0.0, 2000.0, 0.0, 0.0, 1500.0, 0.0}, root = 4.493409457909064;
    double left[2];
    TEST_OK(ctx, msbat_cell_set_points_particle(cell, 100));
    for (int k = 0; k < 2; k++) {
        double surface = surface_after(2 + k, steps, MSBAT_POSITIVE);
        left[k] = surface - runs_last(ctx, cell, MSBAT_CELL_MEAN_X_POSITIVE);
    }
    ck_assert(left[0] > 1e-5 && left[1] > 0.0);
    TEST_NEAR(log(left[0] / left[1]) / (root * root * 1500.0 / diffusion_time(MSBAT_POSITIVE)), 1.0, 3e-3);
    double gap = runs_last(ctx, cell, MSBAT_CELL_VOLTAGE) - runs_last(ctx, cell, MSBAT_CELL_OPEN_CIRCUIT);
    TEST_NEAR(gap, 0.0, 1e-4);
}
END_TEST

/* The run ends where the negative surface reaches 0.002, the end of its phase: x_0 - (3 tau + 1/5) flux units. The 1/5
 * carries the mesh's 1/shells^2. */
START_TEST(time_of_a_named_end)
{
    const double step[3] = {5.0, 20000.0, 0.0};
    double unit = flux_unit(MSBAT_NEGATIVE, 5.0), start = cells_chen.electrode[0].x_start;
    double exact = ((start - 0.002) / unit - 0.2) / 3.0 * diffusion_time(MSBAT_NEGATIVE);
    msbat_cell_end end;
    TEST_OK(ctx, msbat_cell_set_points_particle(cell, 60));
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "negative electrode", msbat_cell_run_steps(cell, 1, step));
    TEST_OK(ctx, msbat_cell_get_end(cell, &end, NULL));
    ck_assert_int_eq(end, MSBAT_END_SURFACE_NEGATIVE);
    double time = runs_last(ctx, cell, MSBAT_CELL_TIME);
    TEST_NEAR(time / exact, 1.0, 1e-4);
    TEST_NEAR(runs_last(ctx, cell, MSBAT_CELL_CHARGE), 5.0 * time, 1e-9 * time);
}
END_TEST

/* "grading" is the width of the innermost shell over that of the outermost; the states stand at both ends, so the
 * distances there are close to the widths. All meshes tend to one answer. */
START_TEST(graded_shells)
{
    enum { SHELLS = 60 };
    const double step[3] = {5.0, 1000.0, 0.0};
    double r[SHELLS], surface[3];
    static const double gradings[3] = {1.0, 4.0, 20.0};
    TEST_OK(ctx, msbat_cell_set_points_particle(cell, SHELLS));
    for (int k = 0; k < 3; k++) {
        TEST_OK(ctx, msbat_cell_set_grading(cell, gradings[k]));
        surface[k] = surface_after(1, step, MSBAT_POSITIVE);
        runs_profile(ctx, cell, 0, MSBAT_PROFILE_POSITIVE_RADIUS, SHELLS, r);
        for (int i = 1; i < SHELLS; i++) ck_assert(r[i] > r[i - 1]);
        TEST_NEAR((r[1] - r[0]) / (r[SHELLS - 1] - r[SHELLS - 2]) / gradings[k], 1.0, 0.1);
    }
    double unit = flux_unit(MSBAT_POSITIVE, 5.0);
    TEST_NEAR(surface[0] / unit, surface[1] / unit, 5e-4);
    TEST_NEAR(surface[2] / unit, surface[1] / unit, 5e-3);
}
END_TEST

/* ---- the voltage ---- */
/* Potential of an electrode against lithium: the published OCV at the surface and the overpotential of Butler and
 * Volmer with a = 1/2, 2RT/F asinh(i/2 i0); i positive where lithium leaves. */
static double electrode_potential(msbat_electrode side, double x, double current)
{
    const cells_electrode *e = &cells_chen.electrode[side];
    const double c_e = cells_chen.c0, sign = side == MSBAT_NEGATIVE ? 1.0 : -1.0;
    double u, slope, i0, density = sign * current / runs_surface(&cells_chen, side);
    cells_ocv_eval(1, &x, &u, &slope, (void *)&e->ocv);
    cells_i0(1, &c_e, &x, 298.15, &i0, (void *)e);
    return u + 2.0 * MSBAT_GAS_CONSTANT * 298.15 / MSBAT_FARADAY * asinh(0.5 * density / i0);
}

/* Every row of a run with currents of both signs and a rest, from its surfaces and current alone. */
START_TEST(voltage_from_its_parts)
{
    TEST_OK(ctx, msbat_cell_run(cell, "discharge at 1C for 900 s; rest for 300 s; charge at C/2 for 600 s"));
    double *v = runs_column(ctx, cell, MSBAT_CELL_VOLTAGE), *i = runs_column(ctx, cell, MSBAT_CELL_CURRENT);
    double *n = runs_column(ctx, cell, MSBAT_CELL_SURFACE_X_NEGATIVE);
    double *p = runs_column(ctx, cell, MSBAT_CELL_SURFACE_X_POSITIVE);
    for (int64_t k = 0; k < runs_row_count(ctx, cell); k++) {
        double negative = electrode_potential(MSBAT_NEGATIVE, n[k], i[k]);
        TEST_NEAR(v[k], electrode_potential(MSBAT_POSITIVE, p[k], i[k]) - negative, 1e-9);
    }
    free(v), free(i), free(n), free(p);
}
END_TEST

/* Charge is the integral of the current, each electrode's lithium follows it, and at every row the power lost,
 * (open circuit - voltage) current, is not negative. */
START_TEST(charge_and_dissipation)
{
    const double capacity = MSBAT_FARADAY * cells_chen.electrode[0].c_max * cells_chen.electrode[0].thickness *
                            cells_chen.electrode[0].active * cells_chen.area;
    double integral = 0.0;
    TEST_OK(ctx, msbat_cell_run(cell, "discharge at 1C for 900 s; charge at C/2 for 600 s; discharge at 2C for 100 s"));
    double *t = runs_column(ctx, cell, MSBAT_CELL_TIME), *i = runs_column(ctx, cell, MSBAT_CELL_CURRENT);
    double *q = runs_column(ctx, cell, MSBAT_CELL_CHARGE), *x = runs_column(ctx, cell, MSBAT_CELL_MEAN_X_NEGATIVE);
    double *v = runs_column(ctx, cell, MSBAT_CELL_VOLTAGE), *u = runs_column(ctx, cell, MSBAT_CELL_OPEN_CIRCUIT);
    int64_t reversed_at = 0;
    for (int64_t k = 1; k < runs_row_count(ctx, cell); k++) {
        integral += 0.5 * (i[k] + i[k - 1]) * (t[k] - t[k - 1]); /* rows on both sides of a jump: exact */
        TEST_NEAR(q[k], integral, 1e-8 * fabs(q[k]) + 1e-9);
        TEST_NEAR(x[k] - x[0], -q[k] / capacity, 1e-12);
        if (i[k] * i[0] < 0.0 && !reversed_at) reversed_at = k;
        /* for a while after a reversal the old gradients still help the new current */
        if (!reversed_at) ck_assert_msg((u[k] - v[k]) * i[k] > 0.0, "row %d: %g W", (int)k, (u[k] - v[k]) * i[k]);
    }
    ck_assert_int_gt(reversed_at, 0);
    free(t), free(i), free(q), free(x), free(v), free(u);
}
END_TEST

static double voltage_after(double current, double seconds)
{
    const double step[3] = {current, seconds, 0.0};
    TEST_OK(ctx, msbat_cell_run_steps(cell, 1, step));
    return runs_last(ctx, cell, MSBAT_CELL_VOLTAGE);
}

/* The response to a small current is odd in it to second order: the even part goes with the square, the odd part with
 * the current, both as the current is halved. */
START_TEST(small_currents)
{
    double rest = voltage_after(0.0, 10.0), odd[3], even[3];
    for (int k = 0; k < 3; k++) {
        double up = voltage_after(ldexp(0.4, -k), 60.0), down = voltage_after(-ldexp(0.4, -k), 60.0);
        odd[k] = 0.5 * (down - up);
        even[k] = 0.5 * (down + up) - rest;
    }
    ck_assert(odd[2] > 0.0);
    TEST_NEAR(odd[1] / odd[2], 2.0, 0.02);
    TEST_NEAR(even[0] / even[1], 4.0, 0.4);
    TEST_NEAR(even[1] / even[2], 4.0, 0.4);
}
END_TEST

/* Three times the area at three times the current is the same cell, in both models. */
START_TEST(area_scales_the_current)
{
    for (int k = 0; k < 2; k++) {
        double v[2];
        for (int wide = 0; wide < 2; wide++) {
            cells_set set = cells_chen;
            msbat_cell *c = NULL;
            set.area *= wide ? 3.0 : 1.0;
            const double step[3] = {wide ? 15.0 : 5.0, 300.0, 0.0};
            TEST_OK(ctx, cells_create(ctx, &set, &c));
            TEST_OK(ctx, msbat_cell_set_option(c, "model", k ? "dfn" : "spm"));
            TEST_OK(ctx, msbat_cell_run_steps(c, 1, step));
            v[wide] = runs_last(ctx, c, MSBAT_CELL_VOLTAGE);
            msbat_cell_destroy(&c);
        }
        TEST_NEAR(v[1], v[0], 1e-5); /* the steps of the integrator need not be the same: its tolerance */
    }
}
END_TEST

/* A start at a fraction of the exchangeable lithium lies on the line between empty and full, and 1C is charge/3600. */
START_TEST(start_at_a_fraction)
{
    double full[2], empty[2];
    TEST_OK(ctx, msbat_cell_get_balance(cell, full, empty, NULL));
    for (double fraction = 0.0; fraction <= 1.0; fraction += 0.25) {
        TEST_OK(ctx, msbat_cell_set_charge(cell, fraction));
        voltage_after(0.0, 1.0);
        double n = runs_first(ctx, cell, MSBAT_CELL_MEAN_X_NEGATIVE), p = runs_first(ctx, cell,
                                                                                   MSBAT_CELL_MEAN_X_POSITIVE);
        TEST_NEAR(n, empty[0] + fraction * (full[0] - empty[0]), 1e-12);
        TEST_NEAR(p, empty[1] + fraction * (full[1] - empty[1]), 1e-12);
    }
}
END_TEST

/* One protocol in several units is one run, to the bit. */
START_TEST(units_of_a_protocol)
{
    static const char *const same[4] = {"discharge at 0.5 A for 90 s until 3000 mV", "discharge at 500 mA for 1.5 min",
                                        "discharge at 500mA for 0.025 h until 3 V", "discharge at 0.5A for 90s"};
    double v[4];
    for (int k = 0; k < 4; k++) {
        TEST_OK(ctx, msbat_cell_run(cell, same[k]));
        v[k] = runs_last(ctx, cell, MSBAT_CELL_VOLTAGE);
        ck_assert(v[k] == v[0] && runs_last(ctx, cell, MSBAT_CELL_TIME) == 90.0);
    }
    TEST_OK(ctx, msbat_cell_run(cell, "discharge at C/4 for 90 s"));
    v[0] = runs_last(ctx, cell, MSBAT_CELL_VOLTAGE);
    TEST_OK(ctx, msbat_cell_run(cell, "discharge at 0.25C for 90 s"));
    ck_assert(runs_last(ctx, cell, MSBAT_CELL_VOLTAGE) == v[0]);
}
END_TEST

/* ---- the salt ---- */
enum { VOLUMES = 60, SEPARATOR = 20 };
static const double d_e = 3e-10, kappa = 1.0, t_plus = 0.4;

/* Chen's electrodes with an electrolyte of constant properties, as a porous-electrode cell. */
static msbat_cell *constant_salt_cell(void)
{
    const double at = 1000.0;
    msbat_electrolyte *e = NULL;
    msbat_tensor *separator = NULL;
    msbat_cell *c = NULL;
    TEST_OK(ctx, msbat_electrolyte_create(ctx, 1000.0, t_plus, &e));
    TEST_OK(ctx, msbat_electrolyte_set_table(e, MSBAT_ELECTROLYTE_CONDUCTIVITY, 298.15, 1, &at, &kappa));
    TEST_OK(ctx, msbat_electrolyte_set_table(e, MSBAT_ELECTROLYTE_DIFFUSIVITY, 298.15, 1, &at, &d_e));
    TEST_OK(ctx, msbat_cell_create(ctx, e, cells_chen.area, 298.15, &c));
    TEST_OK(ctx, cells_set_electrode(ctx, &cells_chen, MSBAT_NEGATIVE, c));
    TEST_OK(ctx, cells_set_electrode(ctx, &cells_chen, MSBAT_POSITIVE, c));
    TEST_OK(ctx, msbat_tensor_create_bruggeman(ctx, 0.47, 1.5, &separator));
    TEST_OK(ctx, msbat_cell_set_separator(c, cells_chen.separator_thickness, separator));
    TEST_OK(ctx, msbat_cell_set_stoichiometry(c, cells_chen.electrode[0].x_start, cells_chen.electrode[1].x_start));
    TEST_OK(ctx, msbat_cell_set_rtol(c, 1e-8));
    TEST_OK(ctx, msbat_cell_set_atol(c, 1e-9));
    msbat_tensor_destroy(&separator);
    msbat_electrolyte_destroy(&e);
    return c;
}

/* In the separator the current is i everywhere. Once the salt is steady (it takes L^2/(pi^2 D) = 20 s; here 1000 s have
 * passed) the anions stand still: D dc/dx = -(1 - t+) i/F, and the potential of a lithium reference falls by i dx/kappa
 * less 2 (1 - t+) RT/F d ln c. The reaction still moves slowly, which changes the flux by less than 1e-3. */
START_TEST(steady_salt_in_the_separator)
{
    const double step[3] = {2.0, 1000.0, 0.0}, i = 2.0 / cells_chen.area, factor = pow(0.47, 1.5);
    double x[VOLUMES], c[VOLUMES], phi[VOLUMES];
    msbat_cell *salt = constant_salt_cell();
    TEST_OK(ctx, msbat_cell_run_steps(salt, 1, step));
    runs_profile(ctx, salt, -1, MSBAT_PROFILE_POSITION, VOLUMES, x);
    runs_profile(ctx, salt, -1, MSBAT_PROFILE_ELECTROLYTE, VOLUMES, c);
    runs_profile(ctx, salt, -1, MSBAT_PROFILE_ELECTROLYTE_POTENTIAL, VOLUMES, phi);
    double slope = -(1.0 - t_plus) * i / (MSBAT_FARADAY * d_e * factor);
    double diffusional = 2.0 * (1.0 - t_plus) * MSBAT_GAS_CONSTANT * 298.15 / MSBAT_FARADAY;
    for (int k = SEPARATOR; k < 2 * SEPARATOR - 1; k++) {
        double dx = x[k + 1] - x[k], drop = diffusional * log(c[k + 1] / c[k]) - i * dx / (kappa * factor);
        TEST_NEAR((c[k + 1] - c[k]) / dx / slope, 1.0, 1e-3);
        TEST_NEAR((phi[k + 1] - phi[k]) / drop, 1.0, 1e-4);
    }
    msbat_cell_destroy(&salt);
}
END_TEST

/* The salt only moves: porosity times c, summed over the volumes, is what it was, row by row; and at rest it comes back
 * to c0. */
START_TEST(salt_is_conserved_and_relaxes)
{
    const double steps[6] = {2.0, 200.0, 0.0, 0.0, 600.0, 0.0};
    double c[VOLUMES], spread[2] = {0.0, 0.0};
    msbat_cell *salt = constant_salt_cell();
    TEST_OK(ctx, msbat_cell_run_steps(salt, 2, steps));
    double *moles = runs_column(ctx, salt, MSBAT_CELL_LITHIUM_ELECTROLYTE);
    double volume = cells_chen.area * (0.25 * 8.52e-5 + 0.335 * 7.56e-5 + 0.47 * 1.2e-5);
    TEST_NEAR(moles[0] / (1000.0 * volume), 1.0, 1e-12);
    for (int64_t k = 0; k < runs_row_count(ctx, salt); k++) {
        TEST_NEAR(moles[k] / moles[0], 1.0, 1e-12);
        runs_profile(ctx, salt, k, MSBAT_PROFILE_ELECTROLYTE, VOLUMES, c);
        double now = c[0] - c[VOLUMES - 1];
        spread[0] = fmax(spread[0], now);
        spread[1] = now;
    }
    ck_assert_msg(spread[0] > 50.0 && fabs(spread[1]) < 1e-3 * spread[0], "%g, %g mol/m^3", spread[0], spread[1]);
    free(moles);
    msbat_cell_destroy(&salt);
}
END_TEST

/* Of each electrode's interfacial current the whole is the cell's, with the sign of its role. */
START_TEST(interfaces_carry_the_current)
{
    static const msbat_cell_profile profiles[2] = {MSBAT_PROFILE_NEGATIVE_CURRENT, MSBAT_PROFILE_POSITIVE_CURRENT};
    const double step[3] = {3.0, 300.0, 0.0};
    double density[SEPARATOR];
    msbat_cell *salt = constant_salt_cell();
    TEST_OK(ctx, msbat_cell_run_steps(salt, 1, step));
    for (int side = 0; side < 2; side++) {
        double sum = 0.0;
        runs_profile(ctx, salt, -1, profiles[side], SEPARATOR, density);
        for (int k = 0; k < SEPARATOR; k++) {
            sum += density[k] * runs_surface(&cells_chen, (msbat_electrode)side) / SEPARATOR;
            ck_assert((side ? -1.0 : 1.0) * density[k] > 0.0);
        }
        TEST_NEAR(sum, side ? -3.0 : 3.0, 1e-6);
    }
    msbat_cell_destroy(&salt);
}
END_TEST

Suite *suite_laws(void)
{
    Suite *s = suite_create("laws");
    TCase *t = tcase_create("laws");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, short_times);
    tcase_add_test(t, parabola);
    tcase_add_test(t, superposition);
    tcase_add_test(t, relaxation);
    tcase_add_test(t, time_of_a_named_end);
    tcase_add_test(t, graded_shells);
    tcase_add_test(t, voltage_from_its_parts);
    tcase_add_test(t, charge_and_dissipation);
    tcase_add_test(t, small_currents);
    tcase_add_test(t, area_scales_the_current);
    tcase_add_test(t, start_at_a_fraction);
    tcase_add_test(t, units_of_a_protocol);
    tcase_add_test(t, steady_salt_in_the_separator);
    tcase_add_test(t, salt_is_conserved_and_relaxes);
    tcase_add_test(t, interfaces_carry_the_current);
    suite_add_tcase(s, t);
    return s;
}
