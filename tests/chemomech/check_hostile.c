#include "chemomech_support.h"

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

static const material_case PLAIN = {0, 3.1e-6, 0, MSBAT_DIFFUSIVITY_JUMP};

START_TEST(create_refuses)
{
    material_case large = PLAIN;
    large.omega = 1.25e-5; /* swelling by 0.36 */
    msbat_material *m = make_material(ctx, PLAIN), *swelling = make_material(ctx, large), *bare = NULL;
    msbat_particle *p = NULL;
    const msbat_phase *phase;
    const msbat_transport *t;
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "small strain", msbat_particle_create(swelling, T_ROOM, RADIUS, 10, &p));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "radius_m", msbat_particle_create(m, T_ROOM, 0, 10, &p));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "radius_m", msbat_particle_create(m, T_ROOM, NAN, 10, &p));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_shells", msbat_particle_create(m, T_ROOM, RADIUS, 1, &p));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_shells", msbat_particle_create(m, T_ROOM, RADIUS, INT64_MAX, &p));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_particle_create(m, 350, RADIUS, 10, &p));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_particle_create(m, NAN, RADIUS, 10, &p));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "particle", msbat_particle_create(m, T_ROOM, RADIUS, 10, NULL));
    ck_assert_int_eq(msbat_particle_create(NULL, T_ROOM, RADIUS, 10, &p), MSBAT_ERR_NULL);
    TEST_OK(ctx, msbat_material_get_phase(m, &phase));
    TEST_OK(ctx, msbat_material_create((msbat_phase *)(uintptr_t)phase, &bare));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "transport", msbat_particle_create(bare, T_ROOM, RADIUS, 10, &p));
    TEST_OK(ctx, msbat_material_get_transport(m, &t));
    TEST_OK(ctx, msbat_material_set_transport(bare, (msbat_transport *)(uintptr_t)t));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "mechanics", msbat_particle_create(bare, T_ROOM, RADIUS, 10, &p));
    ck_assert_ptr_null(p);
    msbat_material_destroy(&bare);
    msbat_material_destroy(&swelling);
    msbat_material_destroy(&m);
}
END_TEST

START_TEST(setters_refuse)
{
    msbat_particle *p = make_particle(ctx, PLAIN, 4);
    double x[4] = {0.1, 0.2, 1.0, 0.3};
    int64_t coupling;
    char text[16];
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x = 1.5", msbat_particle_set_uniform(p, 1.5));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x = 0", msbat_particle_set_uniform(p, 0));
    ck_assert_int_eq(msbat_particle_set_uniform(p, NAN), MSBAT_ERR_RANGE);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "shell 2", msbat_particle_set_profile(p, 4, x));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n", msbat_particle_set_profile(p, 5, x));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "mol_per_m2_s", msbat_particle_set_flux(p, INFINITY));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "mu_j_per_mol", msbat_particle_set_surface_mu(p, NAN));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "nonsense", msbat_particle_set_option(p, "nonsense", "1"));
    ck_assert_int_eq(msbat_particle_set_option(p, "coupling", "half"), MSBAT_ERR_ARGUMENT);
    ck_assert_int_eq(msbat_particle_set_coupling(p, 3), MSBAT_ERR_RANGE);
    ck_assert_int_eq(msbat_particle_set_tolerance(p, 0), MSBAT_ERR_RANGE);
    TEST_OK(ctx, msbat_particle_get_coupling(p, &coupling));
    ck_assert_int_eq(coupling, MSBAT_PARTICLE_COUPLING_FULL);
    TEST_OK(ctx, msbat_particle_get_option(p, "coupling", sizeof text, text));
    ck_assert_str_eq(text, "full");
    msbat_particle_destroy(&p);
    msbat_particle_destroy(&p);
}
END_TEST

START_TEST(runs_and_rows_refuse)
{
    msbat_particle *p = make_particle(ctx, PLAIN, 4);
    double time[2] = {10, 10}, out;
    int64_t count;
    msbat_particle_table table = {.size = 3};
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "times[1]", msbat_particle_run(p, 2, time));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n", msbat_particle_run(p, -1, time));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "times", msbat_particle_run(p, 1, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "no row", msbat_particle_get_time(p, 0, &out));
    TEST_OK(ctx, msbat_particle_run(p, 1, time));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "row", msbat_particle_get_time(p, 2, &out));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "row", msbat_particle_get_time(p, -1, &out));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n", msbat_particle_get_profile(p, 0, 4, NULL, NULL, NULL, NULL));
    TEST_OK(ctx, msbat_particle_get_count(p, &count));
    ck_assert_int_eq(count, 2);
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "size = 3", msbat_particle_get_table(p, &table));
    ck_assert_int_eq(msbat_particle_run(NULL, 1, time), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_particle_get_time(NULL, 1, &out), MSBAT_ERR_NULL);
    msbat_particle_destroy(&p);
}
END_TEST

START_TEST(runs_that_cannot_be)
{
    msbat_particle *p = make_particle(ctx, PLAIN, 10);
    double time = 1000, later = 2000, t;
    int64_t rows;
    msbat_particle_end end;
    TEST_OK(ctx, msbat_particle_set_flux(p, 1e6)); /* the surface is empty at once: the run ends where it begins */
    TEST_OK(ctx, msbat_particle_run(p, 1, &time));
    TEST_OK(ctx, msbat_particle_get_end(p, &end));
    TEST_OK(ctx, msbat_particle_get_time(p, 0, &t));
    ck_assert(end == MSBAT_PARTICLE_END_SURFACE && t == 0);
    TEST_OK(ctx, msbat_particle_set_uniform(p, 0.5));
    TEST_OK(ctx, msbat_particle_set_surface_mu(p, 1e9));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "J/mol puts the composition of the surface above",
               msbat_particle_run(p, 1, &time));
    TEST_OK(ctx, msbat_particle_set_surface_mu(p, -1e9));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "J/mol puts the composition of the surface below",
               msbat_particle_run(p, 1, &time));
    TEST_OK(ctx, msbat_particle_set_flux(p, -1e-6));
    TEST_OK(ctx, msbat_particle_set_max_steps(p, 3));
    TEST_FAILS(ctx, MSBAT_ERR_CONVERGENCE, "max_steps", msbat_particle_run(p, 1, &time));
    TEST_OK(ctx, msbat_particle_set_max_steps(p, 100000));
    TEST_OK(ctx, msbat_particle_run(p, 1, &time)); /* stands at the start again, and goes on */
    TEST_OK(ctx, msbat_particle_run(p, 1, &later));
    TEST_OK(ctx, msbat_particle_get_count(p, &rows));
    TEST_OK(ctx, msbat_particle_get_time(p, rows - 1, &t));
    ck_assert(t == 2000);
    msbat_particle_destroy(&p);
    material_case declared = {2.5, 3.1e-6, 1, MSBAT_DIFFUSIVITY_CHEMICAL};
    p = make_particle(ctx, declared, 10);
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "mobility", msbat_particle_run(p, 1, &time));
    TEST_OK(ctx, msbat_particle_set_option(p, "coupling", "none"));
    TEST_OK(ctx, msbat_particle_run(p, 1, &time));
    msbat_particle_destroy(&p);
}
END_TEST

static int cancel(double fraction, void *user)
{
    (void)user;
    return fraction > 0.4;
}

START_TEST(cancelled_run_keeps_its_rows)
{
    msbat_particle *p = make_particle(ctx, PLAIN, 10);
    double times[4] = {10, 20, 30, 40}, t;
    int64_t rows;
    TEST_OK(ctx, msbat_context_set_progress(ctx, cancel, NULL));
    ck_assert_int_eq(msbat_particle_run(p, 4, times), MSBAT_CANCELLED);
    TEST_OK(ctx, msbat_context_set_progress(ctx, NULL, NULL));
    TEST_OK(ctx, msbat_particle_get_count(p, &rows));
    ck_assert_int_eq(rows, 3);
    TEST_OK(ctx, msbat_particle_run(p, 2, times + 2));
    TEST_OK(ctx, msbat_particle_get_time(p, 4, &t));
    ck_assert(t == 40);
    msbat_particle_destroy(&p);
}
END_TEST

static msbat_status whole_chain(msbat_context *c, void *user)
{
    (void)user;
    double row[4] = {0.5, D_TEST, 0, 1}, times[2] = {5, 10};
    msbat_phase *phase = NULL;
    msbat_transport *transport = NULL;
    msbat_material *m = NULL;
    msbat_particle *p = NULL;
    msbat_status st = msbat_phase_create_regular(c, "C6", "Li", -0.1, 0, 0.01, 0, &phase);
    if (!st) st = msbat_phase_set_site_density(phase, SITES);
    if (!st) st = msbat_phase_set_partial_molar_volume(phase, OMEGA);
    if (!st) st = msbat_transport_create_table(c, "C6", "Li", MSBAT_DIFFUSIVITY_JUMP, T_ROOM, 1, row, &transport);
    if (!st) st = msbat_material_create(phase, &m);
    if (!st) st = msbat_material_set_transport(m, transport);
    if (!st) st = msbat_material_set_mechanics(m, YOUNG, POISSON);
    if (!st) st = msbat_material_set_mechanics_source(m, MSBAT_SOURCE_PUBLISHED, "a text");
    if (!st) st = msbat_particle_create(m, T_ROOM, RADIUS, 5, &p);
    if (!st) st = msbat_particle_run(p, 2, times);
    msbat_particle_destroy(&p);
    msbat_material_destroy(&m);
    msbat_transport_destroy(&transport);
    msbat_phase_destroy(&phase);
    return st;
}

START_TEST(every_allocation_fails_once) { ck_assert_int_gt(TEST_MEMORY(whole_chain, NULL), 20); }
END_TEST

Suite *suite_hostile(void)
{
    Suite *s = suite_create("hostile");
    TCase *c = tcase_create("hostile");
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, create_refuses);
    tcase_add_test(c, setters_refuse);
    tcase_add_test(c, runs_and_rows_refuse);
    tcase_add_test(c, runs_that_cannot_be);
    tcase_add_test(c, cancelled_run_keeps_its_rows);
    tcase_add_test(c, every_allocation_fails_once);
    suite_add_tcase(s, c);
    return s;
}
