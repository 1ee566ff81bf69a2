/* What the quantities of one material owe each other: derivatives by differences, Maxwell relations, Arrhenius' law,
 * orders of interpolation, integrals, rotations. */
#include "material_support.h"

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

typedef double (*curve_fn)(double x, const void *data);

/* Central difference, twice Richardson-extrapolated: error h^6 f^(7)/C and rounding of f over h. */
static double derivative(curve_fn f, double x, double h, const void *data)
{
    double d[3];
    for (int k = 0; k < 3; k++) {
        double step = ldexp(h, -k);
        d[k] = (f(x + step, data) - f(x - step, data)) / (2.0 * step);
    }
    double first = d[1] + (d[1] - d[0]) / 3.0, second = d[2] + (d[2] - d[1]) / 3.0;
    return second + (second - first) / 15.0;
}

/* Gauss-Legendre with three points on each of n intervals: order h^6. */
static double integral(curve_fn f, double from, double to, int n, const void *data)
{
    const double node = sqrt(0.6);
    double sum = 0.0, h = (to - from) / n;
    for (int k = 0; k < n; k++) {
        double middle = from + (k + 0.5) * h;
        sum += 8.0 * f(middle, data) + 5.0 * (f(middle - 0.5 * h * node, data) + f(middle + 0.5 * h * node, data));
    }
    return sum * h / 18.0;
}

/* ---- one free energy ---- */
static msbat_material *jump_material(double omega_ev)
{
    msbat_transport *t = make_constant(ctx, MSBAT_DIFFUSIVITY_JUMP, 1e-14, 0);
    TEST_OK(ctx, msbat_transport_set_activation(t, 0.4, 200.0, 400.0));
    return make_material(ctx, omega_ev, 0, t);
}

typedef struct state {
    const msbat_material *material;
    double temperature, x;
} state;

static double free_energy(double x, const void *data)
{
    const state *s = data;
    const msbat_phase *phase = NULL;
    double g = 0.0;
    TEST_OK(ctx, msbat_material_get_phase(s->material, &phase));
    TEST_OK(ctx, msbat_phase_get_free_energy(phase, s->temperature, 1, &x, &g));
    return g;
}

static double voltage_of_x(double x, const void *data)
{
    const state *s = data;
    double u = 0.0;
    TEST_OK(ctx, msbat_material_get_voltage(s->material, s->temperature, 1, &x, &u, NULL));
    return u;
}

static double voltage_of_temperature(double temperature, const void *data)
{
    const state *s = data;
    double u = 0.0;
    TEST_OK(ctx, msbat_material_get_voltage(s->material, temperature, 1, &s->x, &u, NULL));
    return u;
}

static double entropy(double x, const void *data)
{
    const state *s = data;
    const msbat_phase *phase = NULL;
    double value = 0.0;
    TEST_OK(ctx, msbat_material_get_phase(s->material, &phase));
    TEST_OK(ctx, msbat_phase_get_entropy(phase, s->temperature, 1, &x, &value));
    return value;
}

/* mu = F dg/dx - mu_ref, and dU/dx is the slope of U. The differences are good to 1e-9: h = 1e-3 gives h^6 f^(7)/1e3 =
 * 1e-11 at x = 0.1, rounding 4 eV 1e-16/h = 1e-12. */
START_TEST(potentials_are_slopes)
{
    msbat_material *m = jump_material(0.03);
    const msbat_phase *phase = NULL;
    double reference = 0.0;
    TEST_OK(ctx, msbat_material_get_phase(m, &phase));
    TEST_OK(ctx, msbat_phase_get_reference(phase, &reference));
    for (double temperature = 250.0; temperature < 400.0; temperature += 70.0)
        for (double x = 0.1; x < 0.95; x += 0.1) {
            const state s = {m, temperature, x};
            double mu = 0.0, u = 0.0, slope = 0.0;
            TEST_OK(ctx, msbat_material_get_mu(m, temperature, 1, &x, &mu));
            TEST_OK(ctx, msbat_material_get_voltage(m, temperature, 1, &x, &u, &slope));
            TEST_NEAR(mu / MSBAT_FARADAY, derivative(free_energy, x, 1e-3, &s) - reference, 1e-9);
            TEST_NEAR(slope, derivative(voltage_of_x, x, 1e-3, &s), 1e-9);
        }
    msbat_material_destroy(&m);
}
END_TEST

/* Maxwell: dU/dT at constant x is ds/dx (in volts per kelvin), both by differences; in the lattice gas they are
 * k ln((1 - x)/x). */
START_TEST(temperature_slope_is_the_partial_entropy)
{
    msbat_material *m = jump_material(0.03);
    for (double x = 0.1; x < 0.95; x += 0.2) {
        const state s = {m, T_ROOM, x};
        double slope = derivative(voltage_of_temperature, T_ROOM, 1.0, &s);
        TEST_NEAR(slope, derivative(entropy, x, 1e-3, &s), 1e-10);
        TEST_NEAR(slope, MSBAT_BOLTZMANN_EV * log((1.0 - x) / x), 1e-10);
    }
    msbat_material_destroy(&m);
}
END_TEST

/* Darken's factor is what the voltage says: Gamma = -x F U'/(RT), k and F from the same constants. */
START_TEST(darken_from_the_voltage_alone)
{
    const double gas = MSBAT_BOLTZMANN * MSBAT_AVOGADRO;
    msbat_material *m = jump_material(0.02);
    for (double temperature = 250.0; temperature < 400.0; temperature += 70.0)
        for (double x = 0.05; x < 1.0; x += 0.15) {
            double u, slope, chemical, jump;
            TEST_OK(ctx, msbat_material_get_voltage(m, temperature, 1, &x, &u, &slope));
            TEST_OK(ctx, msbat_material_get_chemical_diffusivity(m, temperature, 1, &x, &chemical));
            TEST_OK(ctx, msbat_material_get_jump_diffusivity(m, temperature, 1, &x, &jump));
            TEST_NEAR(chemical / jump / (-x * MSBAT_FARADAY * slope / (gas * temperature)), 1.0, 1e-12);
        }
    msbat_material_destroy(&m);
}
END_TEST

/* mu rises with x in a stable phase, and find_x goes back along it; volumes and sites are the phase's. */
START_TEST(inverse_and_units)
{
    msbat_material *m = jump_material(0.04);
    msbat_phase *phase = make_phase(ctx, 0.04);
    double before = -HUGE_VAL, value = 0.0;
    for (double x = 0.02; x < 1.0; x += 0.02) {
        double mu, back;
        TEST_OK(ctx, msbat_material_get_mu(m, 310.0, 1, &x, &mu));
        ck_assert(mu > before);
        TEST_OK(ctx, msbat_material_find_x(m, 310.0, 1, &mu, &back));
        TEST_NEAR(back, x, 1e-12);
        before = mu;
    }
    msbat_material_destroy(&m);
    TEST_OK(ctx, msbat_phase_set_partial_molar_volume(phase, -3.5e-6));
    TEST_OK(ctx, msbat_material_create(phase, &m));
    TEST_OK(ctx, msbat_material_get_partial_molar_volume(m, &value));
    ck_assert_double_eq(value, -3.5e-6);
    TEST_OK(ctx, msbat_material_get_max_concentration(m, &value));
    ck_assert_double_eq(value, SITES);
    msbat_phase_destroy(&phase);
    msbat_material_destroy(&m);
}
END_TEST

/* ---- transport ---- */
static double log_error(const msbat_transport *t, double temperature, double x, double exact)
{
    double d = 0.0;
    TEST_OK(ctx, msbat_transport_get_diffusivity(t, temperature, 1, &x, &d));
    return fabs(log(d / exact));
}

static double smooth_diffusivity(double x) { return 1e-14 * exp(2.0 * sin(3.0 * x) - x); }

/* Largest error of ln D between the rows of a table with n intervals. */
static double table_error(int n)
{
    double rows[4 * 65], worst = 0.0;
    msbat_transport *t = NULL;
    for (int k = 0; k <= n; k++) {
        const double row[4] = {(double)k / n, smooth_diffusivity((double)k / n), 0.0, 0.0};
        memcpy(rows + 4 * k, row, sizeof row);
    }
    TEST_OK(ctx, msbat_transport_create_table(ctx, "CoO2", "Li", MSBAT_DIFFUSIVITY_JUMP, T_ROOM, n + 1, rows, &t));
    for (double x = 0.001; x < 1.0; x += 0.0017) worst = fmax(worst, log_error(t, T_ROOM, x, smooth_diffusivity(x)));
    msbat_transport_destroy(&t);
    return worst;
}

/* ln D linear between the rows: error h^2/8 times its second derivative, at most 18 here. */
START_TEST(table_is_of_second_order)
{
    double coarse = table_error(16), middle = table_error(32), fine = table_error(64);
    ck_assert_msg(coarse <= 18.0 / 8.0 / (16.0 * 16.0), "%g", coarse);
    TEST_NEAR(log2(coarse / middle), 2.0, 0.1);
    TEST_NEAR(log2(middle / fine), 2.0, 0.1);
}
END_TEST

/* Vogel's law bends ln D over 1/T: between two temperatures the error is (delta 1/T)^2/8 times its second
 * derivative. */
static double vogel(double temperature) { return 1e-10 * exp(-1200.0 / (temperature - 120.0)); }

static double samples_error(int n)
{
    double samples[5 * 33], worst = 0.0, first = 1.0 / 400.0, last = 1.0 / 250.0;
    msbat_transport *t = NULL;
    for (int k = 0; k <= n; k++) {
        double temperature = 1.0 / (last + (first - last) * k / n);
        const double row[5] = {temperature, 0.5, vogel(temperature), 0.0, 0.0};
        memcpy(samples + 5 * k, row, sizeof row);
    }
    TEST_OK(ctx, msbat_transport_create_samples(ctx, "CoO2", "Li", MSBAT_DIFFUSIVITY_JUMP, n + 1, samples, &t));
    for (double temperature = 250.5; temperature < 400.0; temperature += 0.37)
        worst = fmax(worst, log_error(t, temperature, 0.5, vogel(temperature)));
    msbat_transport_destroy(&t);
    return worst;
}

START_TEST(samples_are_of_second_order_in_inverse_temperature)
{
    double coarse = samples_error(8), middle = samples_error(16), fine = samples_error(32);
    TEST_NEAR(log2(coarse / middle), 2.0, 0.2);
    TEST_NEAR(log2(middle / fine), 2.0, 0.2);
}
END_TEST

/* D(T) = D(T0) exp(-Ea/k (1/T - 1/T0)), whatever x; the error keeps its share and the Haven ratio its value. */
START_TEST(arrhenius_factor)
{
    static const double rows[8] = {0.2, 1e-14, 1e-15, 0.5, 0.8, 4e-14, 2e-15, 0.7}, x[3] = {0.2, 0.5, 0.8};
    msbat_transport *t = NULL;
    double at_room[3], share[3], haven[3];
    TEST_OK(ctx, msbat_transport_create_table(ctx, "CoO2", "Li", MSBAT_DIFFUSIVITY_TRACER, T_ROOM, 2, rows, &t));
    TEST_OK(ctx, msbat_transport_set_activation(t, 0.35, 250.0, 400.0));
    TEST_OK(ctx, msbat_transport_get_diffusivity(t, T_ROOM, 3, x, at_room));
    TEST_OK(ctx, msbat_transport_get_error(t, T_ROOM, 3, x, share));
    TEST_OK(ctx, msbat_transport_get_haven(t, T_ROOM, 3, x, haven));
    for (double temperature = 250.0; temperature <= 400.0; temperature += 30.0) {
        double factor = exp(-0.35 / MSBAT_BOLTZMANN_EV * (1.0 / temperature - 1.0 / T_ROOM)), d[3], error[3], h[3];
        TEST_OK(ctx, msbat_transport_get_diffusivity(t, temperature, 3, x, d));
        TEST_OK(ctx, msbat_transport_get_error(t, temperature, 3, x, error));
        TEST_OK(ctx, msbat_transport_get_haven(t, temperature, 3, x, h));
        for (int k = 0; k < 3; k++) {
            TEST_NEAR(d[k] / (at_room[k] * factor), 1.0, 1e-13);
            TEST_NEAR(error[k] / d[k], share[k] / at_room[k], 1e-14);
            ck_assert_double_eq(h[k], haven[k]);
        }
    }
    TEST_NEAR(at_room[1] / sqrt(rows[1] * rows[5]), 1.0, 1e-14); /* half way: the geometric mean */
    TEST_NEAR(share[1] / at_room[1], 0.075, 1e-15);
    TEST_NEAR(haven[1], 0.6, 1e-15);
    msbat_transport_destroy(&t);
}
END_TEST

/* ---- views ---- */
static msbat_material_view *view_of(const msbat_material *m)
{
    msbat_material_view *view = NULL;
    TEST_OK(ctx, msbat_material_view_create(m, T_ROOM, &view));
    return view;
}

static double view_enthalpy(double x, const void *data) { return msbat_material_view_eval_enthalpy(data, x); }
static double view_diffusivity(double x, const void *data)
{
    return msbat_material_view_eval_chemical_diffusivity(data, x);
}
static double view_voltage(double x, const void *data) { return msbat_material_view_eval_voltage(data, x); }

/* dH/dx = D and the integral of D over any interval is the difference of H, D from the table of three rows whose kinks
 * at 0.3 and 0.6 lie on no interval. */
START_TEST(enthalpy_and_diffusivity)
{
    static const double rows[16] = {0.0, 1e-14, 0, 0, 0.3, 5e-15, 0, 0, 0.6, 2e-14, 0, 0, 1.0, 1e-15, 0, 0};
    static const double ends[5][2] = {{0.02, 0.28}, {0.31, 0.59}, {0.65, 0.9}, {0.1, 0.2}, {0.4, 0.41}};
    msbat_transport *t = NULL;
    TEST_OK(ctx, msbat_transport_create_table(ctx, "CoO2", "Li", MSBAT_DIFFUSIVITY_JUMP, T_ROOM, 4, rows, &t));
    msbat_material *m = make_material(ctx, 0.01, 0, t);
    msbat_material_view *view = view_of(m);
    for (int k = 0; k < 5; k++) {
        double a = ends[k][0], b = ends[k][1], middle = 0.5 * (a + b);
        double rise = view_enthalpy(b, view) - view_enthalpy(a, view), h = 0.05 * (b - a);
        TEST_NEAR(integral(view_diffusivity, a, b, 64, view) / rise, 1.0, 1e-9);
        TEST_NEAR(derivative(view_enthalpy, middle, h, view) / view_diffusivity(middle, view), 1.0, 1e-6);
        ck_assert(rise > 0.0);
    }
    TEST_NEAR(view_enthalpy(1e-4, view) / (1e-4 * view_diffusivity(0.0, view)), 1.0, 1e-3); /* dilute: D0 x */
    msbat_material_view_destroy(&view);
    msbat_material_destroy(&m);
}
END_TEST

/* The view is the material at its temperature, function by function; the slope that of the voltage. */
START_TEST(view_agrees_with_the_material)
{
    msbat_material *m = jump_material(0.02);
    TEST_OK(ctx, msbat_material_set_kinetics(m, 1e-6, T_ROOM, 0.3, 0.4, MSBAT_TS_SITE_EXCLUSION));
    msbat_material_view *view = view_of(m);
    double range[2], temperature = 0.0;
    TEST_OK(ctx, msbat_material_view_get_temperature(view, &temperature));
    TEST_OK(ctx, msbat_material_view_get_range(view, range));
    ck_assert(temperature == T_ROOM && range[0] == 0.0 && range[1] == 1.0 - 1e-12);
    for (double x = 0.03; x < 1.0; x += 0.04) {
        const double c_e = 700.0;
        double mu, d, h, i0;
        TEST_OK(ctx, msbat_material_get_mu(m, T_ROOM, 1, &x, &mu));
        TEST_OK(ctx, msbat_material_get_jump_diffusivity(m, T_ROOM, 1, &x, &d));
        TEST_OK(ctx, msbat_material_get_enthalpy(m, T_ROOM, 1, &x, &h));
        TEST_OK(ctx, msbat_material_get_exchange_current(m, T_ROOM, 1.3, 1, &c_e, &x, &i0));
        TEST_NEAR(msbat_material_view_eval_mu(view, x) / mu, 1.0, 1e-13);
        TEST_NEAR(msbat_material_view_eval_jump_diffusivity(view, x) / d, 1.0, 1e-12);
        TEST_NEAR(view_enthalpy(x, view) / h, 1.0, 1e-12);
        TEST_NEAR(msbat_material_view_eval_exchange_current(view, 1.3, c_e, x) / i0, 1.0, 1e-12);
        double slope = derivative(view_voltage, x, 1e-3, view);
        TEST_NEAR(msbat_material_view_eval_voltage_slope(view, x), slope, 1e-6 * fabs(slope));
    }
    msbat_material_view_destroy(&view);
    msbat_material_destroy(&m);
}
END_TEST

/* The least D_chem of the view is not above any that a scan of 2000 compositions meets, and is taken where it says. */
START_TEST(least_diffusivity_is_least)
{
    msbat_material *m = jump_material(0.04);
    msbat_material_view *view = view_of(m);
    double least = 0.0, at = 0.0, scanned = HUGE_VAL;
    TEST_OK(ctx, msbat_material_view_get_least_diffusivity(view, &least, &at));
    for (int k = 1; k < 2000; k++) scanned = fmin(scanned, view_diffusivity(k / 2000.0, view));
    TEST_NEAR(least / scanned, 1.0, 1e-3);
    TEST_NEAR(view_diffusivity(at, view) / least, 1.0, 1e-3);
    msbat_material_view_destroy(&view);
    msbat_material_destroy(&m);
}
END_TEST

/* ---- kinetics ---- */
static double exchange_current(const msbat_material *m, double f, double c_e, double x)
{
    double i0 = 0.0;
    TEST_OK(ctx, msbat_material_get_exchange_current(m, T_ROOM, f, 1, &c_e, &x, &i0));
    return i0;
}

/* i0 goes with c_e and f to the power 1 - a; with the host's activity to the power a: in site exclusion that makes
 * x^a (1 - x)^(1 - a), largest at x = a, where its logarithmic slope vanishes. */
START_TEST(exponents_of_the_exchange_current)
{
    for (double a = 0.2; a < 0.9; a += 0.2) {
        msbat_material *m = jump_material(0.0);
        TEST_OK(ctx, msbat_material_set_kinetics(m, 1e-6, T_ROOM, 0.3, a, MSBAT_TS_SITE_EXCLUSION));
        double one = exchange_current(m, 1.0, 500.0, 0.4);
        TEST_NEAR(log2(exchange_current(m, 1.0, 1000.0, 0.4) / one), 1.0 - a, 1e-13);
        TEST_NEAR(log2(exchange_current(m, 2.0, 500.0, 0.4) / one), 1.0 - a, 1e-13);
        double peak = exchange_current(m, 1.0, 500.0, a);
        TEST_NEAR(peak, exchange_current(m, 1.0, 500.0, a + 1e-4), 1e-7 * peak);
        for (double x = 0.05; x < 1.0; x += 0.1) ck_assert(exchange_current(m, 1.0, 500.0, x) <= peak * (1.0 + 1e-15));
        msbat_material_destroy(&m);
    }
}
END_TEST

/* i0 gamma_ts = F k0 a_O^(1-a) a_R^a, the activity of the host from the phase, in an interacting lattice gas. */
START_TEST(transition_state_closes_the_formula)
{
    static const msbat_transition_state kinds[2] = {MSBAT_TS_UNITY, MSBAT_TS_SITE_EXCLUSION};
    const double c_e = 1300.0, symmetry = 0.35;
    for (int k = 0; k < 2; k++) {
        msbat_material *m = jump_material(0.03);
        const msbat_phase *phase = NULL;
        TEST_OK(ctx, msbat_material_set_kinetics(m, 2e-6, T_ROOM, 0.3, symmetry, kinds[k]));
        TEST_OK(ctx, msbat_material_get_phase(m, &phase));
        for (double x = 0.1; x < 1.0; x += 0.2) {
            double gamma, activity;
            TEST_OK(ctx, msbat_material_get_transition_state(m, T_ROOM, 1, &c_e, &x, &gamma));
            TEST_OK(ctx, msbat_phase_get_activity(phase, T_ROOM, 1, &x, &activity));
            double product = MSBAT_FARADAY * 2e-6 * pow(1.3, 1.0 - symmetry) * pow(activity, symmetry);
            TEST_NEAR(exchange_current(m, 1.0, c_e, x) * gamma / product, 1.0, 1e-13);
        }
        msbat_material_destroy(&m);
    }
}
END_TEST

/* ---- tensors ---- */
/* Rows of a rotation by Euler angles. */
static void rotation(double a, double b, double c, double r[3][3])
{
    const double m[9] = {cos(a) * cos(c) - sin(a) * cos(b) * sin(c), sin(a) * cos(c) + cos(a) * cos(b) * sin(c),
                         sin(b) * sin(c), -cos(a) * sin(c) - sin(a) * cos(b) * cos(c),
                         -sin(a) * sin(c) + cos(a) * cos(b) * cos(c), sin(b) * cos(c), sin(a) * sin(b),
                         -cos(a) * sin(b), cos(b)};
    memcpy(r, m, sizeof m);
}

/* Components along any three perpendicular directions add up to the trace, lie between the eigenvalues, and know
 * neither length nor sign of the direction; along the rotated axes of a diagonal tensor they are its entries. */
START_TEST(components_of_a_turned_tensor)
{
    static const double eigenvalues[3] = {0.1, 0.25, 0.4};
    uint64_t seed = 12;
    for (int trial = 0; trial < 20; trial++) {
        double r[3][3], q[3][3], t[9] = {0.0}, sum = 0.0, value = 0.0, back = 0.0;
        msbat_tensor *tensor = NULL;
        rotation(test_between(&seed, 0, 6), test_between(&seed, 0, 3), test_between(&seed, 0, 6), r);
        rotation(test_between(&seed, 0, 6), test_between(&seed, 0, 3), test_between(&seed, 0, 6), q);
        for (int i = 0; i < 27; i++) t[i % 9] += eigenvalues[i / 9] * r[i / 9][i % 9 / 3] * r[i / 9][i % 3];
        TEST_OK(ctx, msbat_tensor_create(ctx, t, 0.45, &tensor));
        for (int a = 0; a < 3; a++) {
            const double reversed[3] = {-7.0 * q[a][0], -7.0 * q[a][1], -7.0 * q[a][2]};
            TEST_OK(ctx, msbat_tensor_get_component(tensor, r[a], &value));
            TEST_NEAR(value, eigenvalues[a], 1e-14);
            TEST_OK(ctx, msbat_tensor_get_component(tensor, q[a], &value));
            TEST_OK(ctx, msbat_tensor_get_component(tensor, reversed, &back));
            TEST_NEAR(back, value, 1e-14);
            ck_assert(value > 0.1 - 1e-14 && value < 0.4 + 1e-14);
            sum += value;
        }
        TEST_NEAR(sum, 0.75, 1e-14);
        msbat_tensor_destroy(&tensor);
    }
}
END_TEST

Suite *suite_laws(void)
{
    Suite *s = suite_create("laws");
    TCase *c = tcase_create("laws");
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, potentials_are_slopes);
    tcase_add_test(c, temperature_slope_is_the_partial_entropy);
    tcase_add_test(c, darken_from_the_voltage_alone);
    tcase_add_test(c, inverse_and_units);
    tcase_add_test(c, table_is_of_second_order);
    tcase_add_test(c, samples_are_of_second_order_in_inverse_temperature);
    tcase_add_test(c, arrhenius_factor);
    tcase_add_test(c, enthalpy_and_diffusivity);
    tcase_add_test(c, view_agrees_with_the_material);
    tcase_add_test(c, least_diffusivity_is_least);
    tcase_add_test(c, exponents_of_the_exchange_current);
    tcase_add_test(c, transition_state_closes_the_formula);
    tcase_add_test(c, components_of_a_turned_tensor);
    suite_add_tcase(s, c);
    return s;
}
