/* check_sphere.c - diffusion in the particle against Crank's series, and a front in a phase with a miscibility gap. */
#include "echem/cells.h"
#include "support.h"

static msbat_context *ctx;
static msbat_cell *cell;

static void setup(void)
{
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    TEST_OK(ctx, cells_create(ctx, &cells_chen, &cell));
    TEST_OK(ctx, msbat_cell_set_option(cell, "model", "spm"));
}

static void teardown(void)
{
    msbat_cell_destroy(&cell);
    msbat_context_destroy(&ctx);
}

/* Surface minus start in units of flux R/D: 3 tau + 1/5 - 2 sum exp(-a^2 tau)/a^2, tan a = a (J. Crank, The
 * Mathematics of Diffusion, 2nd ed., eq. 6.45 at the surface). */
static double crank(double tau)
{
    double sum = 3 * tau + 0.2;
    for (int k = 1; k < 2000; k++) {
        double low = k * 3.14159265358979323846, high = low + 1.5707963267948966;
        for (int i = 0; i < 60; i++) {
            double a = 0.5 * (low + high), f = (sin(a) - a * cos(a)) * (k % 2 ? -1 : 1);
            if (f > 0) high = a;
            else low = a;
        }
        double term = 2 * exp(-low * low * tau) / (low * low);
        sum -= term;
        if (term < 1e-12) break;
    }
    return sum;
}

/* Largest error of the surface of the positive particle against the series, relative to the span of the series. */
static double surface_error(const char *points)
{
    const cells_electrode *p = &cells_chen.electrode[1];
    double steps[3] = {5, 2500, 0}, t[200], x[200], worst = 0;
    int64_t n = 0;
    TEST_OK(ctx, msbat_cell_set_option(cell, "points_particle", points));
    TEST_OK(ctx, msbat_cell_set_rtol(cell, 1e-9));
    TEST_OK(ctx, msbat_cell_set_atol(cell, 1e-10));
    TEST_OK(ctx, msbat_cell_set_output_interval(cell, 100));
    TEST_OK(ctx, msbat_cell_run_steps(cell, 1, steps));
    TEST_OK(ctx, msbat_cell_get_row_count(cell, &n));
    ck_assert_int_eq(n, 26);
    TEST_OK(ctx, msbat_cell_get_column(cell, MSBAT_CELL_TIME, n, t));
    TEST_OK(ctx, msbat_cell_get_column(cell, MSBAT_CELL_SURFACE_X_POSITIVE, n, x));
    double area = cells_chen.area * p->thickness * 3 * p->active / p->radius;
    double scale = 5 / area / MSBAT_FARADAY / p->c_max * p->radius / p->d_s;
    for (int64_t i = 1; i < n; i++) {
        double exact = p->x_start + scale * crank(p->d_s * t[i] / (p->radius * p->radius));
        worst = fmax(worst, fabs(x[i] - exact) / scale);
    }
    return worst;
}

START_TEST(crank_series)
{
    double e20 = surface_error("21"), e40 = surface_error("41"), e80 = surface_error("81");
    double order = log(e40 / e80) / log(2);
    ck_assert_msg(order > 1.8 && order < 2.3, "order %g, errors %g %g %g", order, e20, e40, e80);
    ck_assert_msg(e20 < 2e-3, "error %g", e20);
    ck_assert_msg(e80 < 1.5e-4, "error %g", e80);
}
END_TEST

/* A material with a regular solution that is unstable in the middle, convexified, with a jump diffusivity. */
static msbat_material *gap_material(double omega)
{
    msbat_phase *phase = NULL, *hull = NULL;
    msbat_transport *transport = NULL;
    msbat_material *m = NULL;
    const double row[4] = {0.5, 1e-14, 0, 0};
    TEST_OK(ctx, msbat_phase_create_regular(ctx, "gap", "Li", -3.4, 0, omega, 0, &phase));
    TEST_OK(ctx, msbat_phase_set_site_density(phase, 3e4));
    TEST_OK(ctx, msbat_phase_create_convexified(phase, &hull));
    TEST_OK(ctx, msbat_phase_set_site_density(hull, 3e4));
    TEST_OK(ctx, msbat_material_create(hull, &m));
    TEST_OK(ctx, msbat_transport_create_table(ctx, "gap", "Li", MSBAT_DIFFUSIVITY_JUMP, 298.15, 1, row, &transport));
    TEST_OK(ctx, msbat_material_set_transport(m, transport));
    TEST_OK(ctx, msbat_material_set_kinetics(m, 1e-4, 298.15, 0, 0.5, MSBAT_TS_UNITY));
    msbat_phase_destroy(&phase);
    msbat_phase_destroy(&hull);
    msbat_transport_destroy(&transport);
    return m;
}

static void use_gap_material(double omega)
{
    msbat_material *m = gap_material(omega);
    msbat_tensor *pore = NULL;
    msbat_electrode_geometry g = {.size = sizeof g};
    g.thickness_m = 7.5e-5;
    g.active_fraction = 0.6;
    g.particle_radius_m = 1e-6;
    g.solid_conductivity_s_per_m = 1;
    TEST_OK(ctx, msbat_tensor_create_bruggeman(ctx, 0.335, 1.5, &pore));
    TEST_OK(ctx, msbat_cell_set_electrode(cell, MSBAT_POSITIVE, m, &g, pore, NULL));
    msbat_tensor_destroy(&pore);
    msbat_material_destroy(&m);
    TEST_OK(ctx, msbat_cell_set_stoichiometry(cell, 0.85, 0.02));
}

/* Positive half-cell voltage = V + U_n(surface) + eta_n: with fast kinetics and a slow current it stays on the plateau
 * while the mean composition crosses the gap, and lithium is conserved. */
START_TEST(front_through_a_gap)
{
    double gap[2], mu = 0, steps[3] = {0.4, 20000, 2.0}, lithium, charge;
    int64_t n = 0;
    const msbat_material *m = NULL;
    const msbat_phase *phase = NULL;
    use_gap_material(0.075);
    TEST_OK(ctx, msbat_cell_set_max_steps(cell, 20000));
    TEST_OK(ctx, msbat_cell_run_steps(cell, 1, steps));
    TEST_OK(ctx, msbat_cell_get_conservation(cell, &lithium, &charge));
    TEST_NEAR(lithium, 0, 1e-12);
    TEST_NEAR(charge, 0, 1e-12);
    TEST_OK(ctx, msbat_cell_get_material(cell, MSBAT_POSITIVE, &m));
    TEST_OK(ctx, msbat_material_get_phase(m, &phase));
    TEST_OK(ctx, msbat_phase_get_gap(phase, 298.15, 0, gap, &mu));
    TEST_OK(ctx, msbat_cell_get_row_count(cell, &n));
    double *mean = malloc((size_t)n * sizeof *mean), *surface = malloc((size_t)n * sizeof *surface);
    TEST_OK(ctx, msbat_cell_get_column(cell, MSBAT_CELL_MEAN_X_POSITIVE, n, mean));
    TEST_OK(ctx, msbat_cell_get_column(cell, MSBAT_CELL_SURFACE_X_POSITIVE, n, surface));
    int64_t crossed = 0;
    for (int64_t i = 0; i < n; i++) {
        double u;
        if (mean[i] < gap[0] + 0.05 || mean[i] > gap[1] - 0.1) continue;
        TEST_OK(ctx, msbat_material_get_voltage(m, 298.15, 1, &surface[i], &u, NULL));
        /* behind a front at distance s the drop is flux s kT/(x D_J) at most: 6 mV here */
        ck_assert_msg(u <= -mu + 1e-9 && u > -mu - 0.006, "U = %g at mean x = %g, plateau %g", u, mean[i], -mu);
        crossed++;
    }
    ck_assert_int_gt(crossed, 20);
    free(mean);
    free(surface);
}
END_TEST

/* The same phase in the porous-electrode model, with fast diffusion, where every particle's front makes D_chem jump. */
START_TEST(fronts_in_a_porous_electrode)
{
    double lithium, charge, x_full[2], x_empty[2];
    msbat_cell_end end;
    use_gap_material(0.065);
    TEST_OK(ctx, msbat_cell_set_window(cell, 2.5, 4.2));
    TEST_OK(ctx, msbat_cell_set_option(cell, "model", "dfn"));
    TEST_OK(ctx, msbat_cell_set_points_negative(cell, 8));
    TEST_OK(ctx, msbat_cell_set_points_positive(cell, 8));
    TEST_OK(ctx, msbat_cell_get_balance(cell, x_full, x_empty, NULL));
    TEST_OK(ctx, msbat_cell_run_discharge(cell, 0.5));
    TEST_OK(ctx, msbat_cell_get_end(cell, &end, NULL));
    ck_assert_int_eq(end, MSBAT_END_VOLTAGE);
    TEST_OK(ctx, msbat_cell_get_conservation(cell, &lithium, &charge));
    TEST_NEAR(lithium, 0, 1e-12);
    TEST_NEAR(charge, 0, 1e-11);
}
END_TEST

/* An unstable phase that is not convexified cannot diffuse: refused by name. */
START_TEST(unstable_phase)
{
    msbat_phase *phase = NULL;
    msbat_transport *transport = NULL;
    msbat_material *m = NULL;
    msbat_tensor *pore = NULL;
    msbat_timescales *ts = NULL;
    double one_c;
    const double row[4] = {0.5, 1e-14, 0, 0}, steps[3] = {0.1, 10, 0};
    msbat_electrode_geometry g = {.size = sizeof g};
    g.thickness_m = 7.5e-5;
    g.active_fraction = 0.6;
    g.particle_radius_m = 1e-6;
    g.solid_conductivity_s_per_m = 1;
    TEST_OK(ctx, msbat_phase_create_regular(ctx, "gap", "Li", -3.4, 0, 0.1, 0, &phase));
    TEST_OK(ctx, msbat_phase_set_site_density(phase, 3e4));
    TEST_OK(ctx, msbat_material_create(phase, &m));
    TEST_OK(ctx, msbat_transport_create_table(ctx, "gap", "Li", MSBAT_DIFFUSIVITY_JUMP, 298.15, 1, row, &transport));
    TEST_OK(ctx, msbat_material_set_transport(m, transport));
    TEST_OK(ctx, msbat_material_set_kinetics(m, 1e-4, 298.15, 0, 0.5, MSBAT_TS_UNITY));
    TEST_OK(ctx, msbat_tensor_create_bruggeman(ctx, 0.335, 1.5, &pore));
    TEST_OK(ctx, msbat_cell_set_electrode(cell, MSBAT_POSITIVE, m, &g, pore, NULL));
    TEST_OK(ctx, msbat_cell_set_stoichiometry(cell, 0.85, 0.02));
    TEST_FAILS(ctx, MSBAT_ERR_UNSTABLE, "positive electrode", msbat_cell_run_steps(cell, 1, steps));
    TEST_FAILS(ctx, MSBAT_ERR_UNSTABLE, "positive electrode", msbat_cell_get_one_c(cell, &one_c));
    TEST_FAILS(ctx, MSBAT_ERR_UNSTABLE, "positive electrode", msbat_timescales_create(cell, 1, &ts));
    msbat_tensor_destroy(&pore);
    msbat_transport_destroy(&transport);
    msbat_material_destroy(&m);
    msbat_phase_destroy(&phase);
}
END_TEST

Suite *suite_sphere(void)
{
    Suite *s = suite_create("sphere");
    TCase *t = tcase_create("sphere");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, crank_series);
    tcase_add_test(t, front_through_a_gap);
    tcase_add_test(t, fronts_in_a_porous_electrode);
    tcase_add_test(t, unstable_phase);
    tcase_set_timeout(t, 30);
    suite_add_tcase(s, t);
    return s;
}
