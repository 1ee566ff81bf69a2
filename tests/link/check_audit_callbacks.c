/* The voltage and exchange-current functions of a material fail at one call, or from one call on, in the midst of an
 * audit: a law that met the failure does not hold, and the next audit is the first one again. And what cannot be said
 * of a particle without a run, without swelling or without coupling is said not to apply. */
#include "chain.h"

static msbat_context *ctx;
static test_trap trap[2]; /* voltage, exchange current */
static msbat_material *material, *negative;
static msbat_particle *particle;
static msbat_cell *cell;

static int spring(test_trap *t, double *value)
{
    int code = test_trap_ask(t);
    if (code != TEST_TRAP_NAN) return code;
    *value = NAN;
    return 0;
}

static int voltage(int64_t n, const double *x, double *u, double *slope, void *user)
{
    const double kt = MSBAT_BOLTZMANN_EV * 300.0;
    for (int64_t i = 0; i < n; i++) {
        u[i] = 3.9 - kt * log(x[i] / (1 - x[i])) - 0.2 * x[i];
        slope[i] = -kt / (x[i] * (1 - x[i])) - 0.2;
    }
    return spring(user, u + n - 1);
}

static int exchange(int64_t n, const double *c_e, const double *x, double t, double *i0, void *user)
{
    (void)t;
    for (int64_t i = 0; i < n; i++) i0[i] = 0.05 * sqrt(c_e[i] * x[i] * (1 - x[i]));
    return spring(user, i0 + n - 1);
}

static msbat_material *make_material(double omega, double shift)
{
    const double range[3] = {0.05, 0.95, 300.0}, row[4] = {0.5, 1e-14, 0, 0}, c_range[2] = {1, 20000};
    msbat_phase *phase = NULL;
    msbat_transport *transport = NULL;
    msbat_material *m = NULL;
    if (shift == 0)
        TEST_OK(ctx, msbat_phase_create_ocv_function(ctx, "host", "Li", range, voltage, &trap[0],
                                                     MSBAT_GAP_AS_MEASURED, &phase));
    else TEST_OK(ctx, msbat_phase_create_regular(ctx, "host", "Li", shift, 0, 0, 0, &phase));
    TEST_OK(ctx, msbat_phase_set_site_density(phase, 40000));
    TEST_OK(ctx, msbat_phase_set_partial_molar_volume(phase, omega));
    TEST_OK(ctx, msbat_material_create(phase, &m));
    TEST_OK(ctx, msbat_transport_create_table(ctx, "host", "Li", MSBAT_DIFFUSIVITY_CHEMICAL, 300.0, 1, row,
                                              &transport));
    TEST_OK(ctx, msbat_material_set_transport(m, transport));
    TEST_OK(ctx, msbat_material_set_kinetics_declared(m, exchange, &trap[1], c_range, 0.5));
    TEST_OK(ctx, msbat_material_set_mechanics(m, 1e11, 0.3));
    msbat_transport_destroy(&transport);
    msbat_phase_destroy(&phase);
    return m;
}

static msbat_particle *make_particle(const msbat_material *m, const char *coupling, int64_t n)
{
    const double times[2] = {0.1, 0.3};
    msbat_particle *p = NULL;
    TEST_OK(ctx, msbat_particle_create(m, 300.0, 2e-6, 6, &p));
    TEST_OK(ctx, msbat_particle_set_option(p, "coupling", coupling));
    TEST_OK(ctx, msbat_particle_set_uniform(p, 0.4));
    TEST_OK(ctx, msbat_particle_set_flux(p, -1e-4));
    if (n) TEST_OK(ctx, msbat_particle_run(p, n, times));
    return p;
}

static void setup(void)
{
    TEST_OK(NULL, msbat_context_create(&ctx));
    memset(trap, 0, sizeof trap);
    material = make_material(1e-6, 0);
    negative = make_material(0, -0.1);
    particle = make_particle(material, "full", 2);
    cell = make_cell(ctx, negative, material);
    TEST_OK(ctx, msbat_cell_run(cell, "discharge at 1C for 50 s"));
}

static void teardown(void)
{
    msbat_cell_destroy(&cell);
    msbat_particle_destroy(&particle);
    msbat_material_destroy(&negative);
    msbat_material_destroy(&material);
    msbat_context_destroy(&ctx);
}

static msbat_audit *make_audit(int part)
{
    msbat_audit *audit = NULL;
    const msbat_phase *phase = NULL;
    TEST_OK(ctx, msbat_audit_create(ctx, &audit));
    TEST_OK(ctx, msbat_material_get_phase(material, &phase));
    if (part == 0) TEST_OK(ctx, msbat_audit_add_phase(audit, "phase", phase, 300.0));
    if (part == 1) TEST_OK(ctx, msbat_audit_add_material(audit, "material", material, 300.0));
    if (part == 2) TEST_OK(ctx, msbat_audit_add_cell(audit, "cell", cell));
    if (part == 3) TEST_OK(ctx, msbat_audit_add_particle(audit, "particle", particle));
    return audit;
}

static int64_t run_audit(msbat_audit *audit)
{
    int64_t failed = -1;
    TEST_OK(ctx, msbat_audit_run(audit));
    TEST_OK(ctx, msbat_audit_get_count(audit, NULL, &failed));
    return failed;
}

static void fail_at(msbat_audit *audit, int which, int64_t k, int lasting)
{
    static const int codes[] = {1, -7, TEST_TRAP_NAN};
    trap[which] = (test_trap){.fail_at = k, .lasting = lasting, .code = codes[(k + lasting) % 3]};
    int64_t failed = run_audit(audit);
    ck_assert_msg(failed > 0 && trap[which].sprung, "function %d failed at call %d, but all laws hold", which, (int)k);
    trap[which] = (test_trap){0};
}

START_TEST(functions_fail)
{
    msbat_audit *audit = make_audit(_i);
    for (int which = 0; which < 2; which++) {
        trap[which] = (test_trap){0};
        ck_assert_int_eq(run_audit(audit), 0);
        int64_t most = trap[which].calls;
        for (int64_t k = 1; k <= most; k += 1 + k / 3)
            for (int lasting = 0; lasting < 2; lasting++) fail_at(audit, which, k, lasting);
    }
    ck_assert_int_eq(run_audit(audit), 0);
    msbat_audit_destroy(&audit);
}
END_TEST

static int count_skipped(const msbat_particle *p)
{
    msbat_audit *audit = NULL;
    int64_t n = 0;
    int skipped = 0;
    TEST_OK(ctx, msbat_audit_create(ctx, &audit));
    TEST_OK(ctx, msbat_audit_add_particle(audit, "particle", p));
    ck_assert_int_eq(run_audit(audit), 0);
    TEST_OK(ctx, msbat_audit_get_count(audit, &n, NULL));
    for (int64_t i = 0; i < n; i++) {
        msbat_verdict verdict;
        TEST_OK(ctx, msbat_audit_get_entry(audit, i, NULL, NULL, &verdict));
        skipped += verdict != MSBAT_VERDICT_HOLDS && verdict != MSBAT_VERDICT_FAILS;
    }
    msbat_audit_destroy(&audit);
    return skipped;
}

START_TEST(what_does_not_apply)
{
    msbat_particle *idle = make_particle(material, "full", 0), *apart = make_particle(material, "none", 2);
    msbat_particle *stiff = make_particle(negative, "full", 2);
    ck_assert_int_eq(count_skipped(particle), 0);
    ck_assert_int_eq(count_skipped(idle), 4);  /* all but Maxwell's relation */
    ck_assert_int_eq(count_skipped(stiff), 1); /* Maxwell's relation alone */
    ck_assert_int_eq(count_skipped(apart), 1); /* the surface potential alone */
    msbat_particle_destroy(&idle);
    msbat_particle_destroy(&stiff);
    msbat_particle_destroy(&apart);
}
END_TEST

Suite *suite_audit_callbacks(void)
{
    Suite *s = suite_create("audit with failing functions");
    TCase *t = tcase_create("callbacks");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, functions_fail, 0, 4);
    tcase_add_test(t, what_does_not_apply);
    suite_add_tcase(s, t);
    return s;
}
