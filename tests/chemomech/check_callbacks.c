/* The voltage function of the phase fails at one call or from one call on, wherever it comes: a status that says so,
 * or, where the integrator can go round it, the same answer; afterwards the same call gives the same bits as before. */
#include "chemomech_support.h"

enum { SHELLS = 6 };
static test_trap trap;
static msbat_context *ctx;
static msbat_material *material;
static msbat_particle *particle;

static int voltage(int64_t n, const double *x, double *u, double *slope, void *user)
{
    const double kt = MSBAT_BOLTZMANN_EV * T_ROOM;
    for (int64_t i = 0; i < n; i++) {
        u[i] = 0.1 - kt * log(x[i] / (1 - x[i]));
        slope[i] = -kt / (x[i] * (1 - x[i]));
    }
    int code = test_trap_ask(user);
    if (code != TEST_TRAP_NAN) return code;
    u[n - 1] = NAN;
    return 0;
}

static void setup(void)
{
    const double range[3] = {0.01, 0.99, T_ROOM}, row[4] = {0.5, D_TEST, 0, 1};
    msbat_phase *phase = NULL;
    msbat_transport *transport = NULL;
    trap = (test_trap){0};
    TEST_OK(NULL, msbat_context_create(&ctx));
    TEST_OK(ctx, msbat_phase_create_ocv_function(ctx, "C6", "Li", range, voltage, &trap, MSBAT_GAP_AS_MEASURED,
                                                 &phase));
    TEST_OK(ctx, msbat_phase_set_site_density(phase, SITES));
    TEST_OK(ctx, msbat_phase_set_partial_molar_volume(phase, OMEGA));
    TEST_OK(ctx, msbat_material_create(phase, &material));
    TEST_OK(ctx, msbat_transport_create_table(ctx, "C6", "Li", MSBAT_DIFFUSIVITY_JUMP, T_ROOM, 1, row, &transport));
    TEST_OK(ctx, msbat_material_set_transport(material, transport));
    TEST_OK(ctx, msbat_material_set_mechanics(material, YOUNG, POISSON));
    TEST_OK(ctx, msbat_particle_create(material, T_ROOM, RADIUS, SHELLS, &particle));
    msbat_transport_destroy(&transport);
    msbat_phase_destroy(&phase);
}

static void teardown(void)
{
    msbat_particle_destroy(&particle);
    msbat_material_destroy(&material);
    msbat_context_destroy(&ctx);
}

/* ---- what is called; each writes one number ---- */
static msbat_status run_with(msbat_status boundary, double *answer)
{
    const double times[2] = {1, 5};
    msbat_status st = boundary ? boundary : msbat_particle_run(particle, 2, times);
    return st ? st : msbat_particle_get_surface(particle, 2, answer, NULL, NULL);
}

static msbat_status run_flux(double *answer)
{
    msbat_status st = msbat_particle_set_uniform(particle, 0.4);
    return run_with(st ? st : msbat_particle_set_flux(particle, -2e-5), answer);
}

static msbat_status run_mu(double *answer)
{
    msbat_status st = msbat_particle_set_uniform(particle, 0.4);
    return run_with(st ? st : msbat_particle_set_surface_mu(particle, -9000), answer);
}

static msbat_status create(double *answer)
{
    msbat_particle *p = NULL;
    msbat_status st = msbat_particle_create(material, T_ROOM, RADIUS, SHELLS, &p);
    ck_assert((st == MSBAT_OK) == (p != NULL));
    if (!st) *answer = 1;
    msbat_particle_destroy(&p);
    return st;
}

static msbat_status point(double *answer)
{
    const double strain[9] = {0.01, 0, 0, 0, 0.02, 0, 0, 0, 0.005};
    double stress[9] = {7}, mu = 7, residual = 7, scale = 7;
    msbat_status st = msbat_stress_eval_point(material, T_ROOM, strain, 0.3, stress, &mu);
    if (st) ck_assert(stress[0] == 7 && mu == 7);
    if (!st) st = msbat_stress_check_maxwell(material, T_ROOM, 0.3, &residual, &scale);
    if (st) ck_assert(residual == 7 && scale == 7);
    if (!st) *answer = mu + scale;
    return st;
}

static msbat_status steady(double *answer)
{
    const double sigma[2] = {-1e8, 1e8};
    double x[2] = {7, 7};
    msbat_status st = msbat_stress_find_steady(material, T_ROOM, 0.5, 2, sigma, x);
    if (st) ck_assert(x[0] == 7 && x[1] == 7);
    if (!st) *answer = x[0] + x[1];
    return st;
}

static msbat_status read_row(double *answer)
{
    double x = 7, mu = 7, total = 7, least = 7;
    msbat_status st = msbat_particle_get_surface(particle, 1, &x, &mu, NULL);
    if (st) ck_assert(x == 7 && mu == 7);
    if (!st) st = msbat_particle_get_dissipation(particle, 1, &total, &least);
    if (st) ck_assert(total == 7 && least == 7);
    if (!st) *answer = mu + total;
    return st;
}

/* ---- the sweep ---- */
static const struct {
    msbat_status (*run)(double *answer);
    double tolerance; /* of an answer that a run finds around one failed call */
} calls[] = {{run_flux, 1e-4}, {run_mu, 1e-4}, {create, 0}, {point, 0}, {steady, 0}, {read_row, 0}};

static void fail_at(int call, int64_t k, int lasting, double expected)
{
    static const int codes[] = {1, -7, TEST_TRAP_NAN};
    double answer = 7;
    trap = (test_trap){.fail_at = k, .lasting = lasting, .code = codes[(k + lasting) % 3]};
    msbat_status st = calls[call].run(&answer);
    if (st)
        ck_assert_msg(st == MSBAT_ERR_CALLBACK || st == MSBAT_ERR_PHYSICS || st == MSBAT_ERR_CONVERGENCE,
                      "call %d: \"%s\" (%s)", (int)k, msbat_status_text(st), test_message(ctx));
    if (st) ck_assert(answer == 7);
    else TEST_NEAR(answer, expected, trap.sprung ? calls[call].tolerance : 0);
    trap = (test_trap){0};
}

START_TEST(functions_fail)
{
    double expected = 0, again = 0;
    TEST_OK(ctx, run_flux(&expected));
    TEST_OK(ctx, calls[_i].run(&expected));
    trap.calls = 0;
    TEST_OK(ctx, calls[_i].run(&again));
    int64_t most = trap.calls;
    ck_assert_int_gt(most, 0);
    for (int64_t k = 1; k <= most; k += 1 + k / 5)
        for (int lasting = 0; lasting < 2; lasting++) fail_at(_i, k, lasting, expected);
    TEST_OK(ctx, calls[_i].run(&again));
    ck_assert(again == expected);
}
END_TEST

Suite *suite_callbacks(void)
{
    return test_loop_suite("callbacks", functions_fail, (int)(sizeof calls / sizeof *calls), setup, teardown);
}
