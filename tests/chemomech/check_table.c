#include "chemomech_support.h"

static msbat_context *ctx;
static msbat_particle *p;
static msbat_particle_table table;
enum { N = 25 };

static const material_case INTERACTING = {0.7, 3.1e-6, 0, MSBAT_DIFFUSIVITY_JUMP};

static void setup(void)
{
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    p = make_particle(ctx, INTERACTING, N);
    table.size = sizeof table;
}
static void teardown(void)
{
    msbat_particle_destroy(&p);
    msbat_context_destroy(&ctx);
}

static void wavy(double x[N])
{
    for (int i = 0; i < N; i++) x[i] = 0.5 + 0.2 * sin(0.4 * i);
}

/* Without the convective term the band holds every derivative. */
START_TEST(jacobian_is_that_of_the_rates)
{
    double x[N], y[N], up[N], down[N], band[3 * N], by_flux[N], flux = 1e-5, h = 1e-6;
    TEST_OK(ctx, msbat_particle_set_option(p, "coupling", "stress"));
    TEST_OK(ctx, msbat_particle_get_table(p, &table));
    ck_assert_int_eq(table.n_states, N);
    ck_assert(table.band[0] == 1 && table.band[1] == 1);
    wavy(x);
    ck_assert_int_eq(table.jacobian(T_ROOM, flux, N, x, band, by_flux, p), 0);
    for (int j = 0; j < N; j++) {
        memcpy(y, x, sizeof y);
        y[j] = x[j] + h;
        ck_assert_int_eq(table.residual(T_ROOM, flux, N, y, up, p), 0);
        y[j] = x[j] - h;
        ck_assert_int_eq(table.residual(T_ROOM, flux, N, y, down, p), 0);
        for (int i = 0; i < N; i++) {
            double expected = i - j <= 1 && j - i <= 1 ? band[3 * i + 1 + j - i] : 0, scale = fabs(band[3 * i + 1]);
            TEST_NEAR((up[i] - down[i]) / (2 * h) / scale, expected / scale, 1e-7);
        }
    }
    ck_assert_int_eq(table.residual(T_ROOM, 2 * flux, N, x, up, p), 0);
    ck_assert_int_eq(table.residual(T_ROOM, flux, N, x, down, p), 0);
    TEST_NEAR((up[N - 1] - down[N - 1]) / flux / by_flux[N - 1], 1, 1e-9);
    ck_assert(by_flux[0] == 0);
}
END_TEST

START_TEST(rates_conserve_lithium)
{
    double x[N], rates[N], flux = 3e-5, sum = 0, largest = 0;
    TEST_OK(ctx, msbat_particle_get_table(p, &table));
    wavy(x);
    ck_assert_int_eq(table.residual(T_ROOM, flux, N, x, rates, p), 0);
    for (int i = 0; i < N; i++) {
        sum += rates[i] * shell_volume(i, N);
        largest = fmax(largest, fabs(rates[i] * shell_volume(i, N)));
    }
    TEST_NEAR(sum, -3 * flux / (RADIUS * SITES), 1e-14 * largest);
}
END_TEST

START_TEST(surface_matches_the_flux)
{
    double x[N], out[4], mu, inside = 0, x0 = 0.6;
    msbat_material *m = make_material(ctx, INTERACTING);
    TEST_OK(ctx, msbat_particle_get_table(p, &table));
    ck_assert_int_eq(table.start(x0, N, x, p), 0);
    ck_assert_int_eq(table.surface(T_ROOM, 0, N, x, out, p), 0);
    TEST_OK(ctx, msbat_material_get_mu(m, T_ROOM, 1, &x0, &mu));
    TEST_NEAR(out[0], x0, 1e-14);
    TEST_NEAR(out[1], mu, 1e-9);
    TEST_NEAR(out[2], x0, 1e-14);
    TEST_NEAR(out[3], pow(1 + OMEGA * SITES * x0 / 3, 3), 1e-14);
    ck_assert_int_eq(table.surface(T_ROOM, -1e-5, N, x, out, p), 0);
    ck_assert(out[0] > x0); /* inflow */
    wavy(x);
    for (int i = 0; i < N; i++) inside += x[i] * shell_volume(i, N);
    ck_assert_int_eq(table.surface(T_ROOM, 0, N, x, out, p), 0);
    TEST_NEAR(out[2], inside, 1e-14);
    msbat_material_destroy(&m);
}
END_TEST

START_TEST(bad_states_are_reported_and_the_particle_is_held)
{
    double x[N], out[4], rates[N], band[3 * N], by_flux[N];
    TEST_OK(ctx, msbat_particle_get_table(p, &table));
    table.retain(table.particle);
    msbat_particle *kept = p;
    msbat_particle_destroy(&p); /* the table's hold keeps it alive */
    wavy(x);
    ck_assert_int_eq(table.residual(T_ROOM, 0, N, x, rates, kept), 0);
    ck_assert_int_gt(table.residual(T_ROOM, NAN, N, x, rates, kept), 0);
    ck_assert_int_lt(table.residual(T_ROOM + 1, 0, N, x, rates, kept), 0);
    ck_assert_int_lt(table.residual(T_ROOM, 0, N + 1, x, rates, kept), 0);
    ck_assert_int_gt(table.start(1.5, N, x, kept), 0);
    ck_assert_int_gt(table.start(NAN, N, x, kept), 0);
    ck_assert_int_gt(table.start(0, N, x, kept), 0);
    ck_assert_int_gt(table.start(1, N, x, kept), 0);
    ck_assert_int_lt(table.start(0.5, N + 1, x, kept), 0);
    ck_assert_int_eq(table.jacobian(T_ROOM, 1e-5, N, x, band, NULL, kept), 0);
    ck_assert_int_lt(table.jacobian(T_ROOM + 1, 0, N, x, band, by_flux, kept), 0);
    ck_assert_int_lt(table.jacobian(T_ROOM, 0, N + 1, x, band, by_flux, kept), 0);
    ck_assert_int_gt(table.jacobian(T_ROOM, NAN, N, x, band, by_flux, kept), 0);
    ck_assert_int_lt(table.surface(T_ROOM + 1, 0, N, x, out, kept), 0);
    ck_assert_int_lt(table.surface(T_ROOM, 0, N - 1, x, out, kept), 0);
    ck_assert_int_gt(table.surface(T_ROOM, INFINITY, N, x, out, kept), 0);
    x[3] = -0.5;
    ck_assert_int_gt(table.residual(T_ROOM, 0, N, x, rates, kept), 0);
    x[3] = 1.5;
    ck_assert_int_gt(table.residual(T_ROOM, 0, N, x, rates, kept), 0);
    ck_assert_int_gt(table.surface(T_ROOM, 1e9, N, x, out, kept), 0);
    table.release(table.particle);
}
END_TEST

Suite *suite_table(void)
{
    Suite *s = suite_create("table");
    TCase *c = tcase_create("table");
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, jacobian_is_that_of_the_rates);
    tcase_add_test(c, rates_conserve_lithium);
    tcase_add_test(c, surface_matches_the_flux);
    tcase_add_test(c, bad_states_are_reported_and_the_particle_is_held);
    suite_add_tcase(s, c);
    return s;
}
