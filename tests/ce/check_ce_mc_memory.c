/* Runs and isotherms that lack memory: every allocation of one fails once, alone or with all that follow; the handle
 * then stands between two sweeps, and goes on to the bits of a run that lacked nothing. */
#include "models.h"

enum { SITES = 36, ORBITS = 4, SWEEPS = 50, POINTS = 3, JOBS = 3 };

typedef struct outcome {
    int64_t samples;
    double energy, accepted, filled[SWEEPS], energies[SWEEPS], mean[ORBITS], error[ORBITS];
    double x[POINTS], dx[POINTS], e[POINTS], g[POINTS], dg[POINTS], up[POINTS], down[POINTS];
    int8_t occupation[SITES];
} outcome;

static msbat_mc *make(msbat_context *ctx)
{
    const double cutoffs[2] = {4.3, 3.1}, eci[ORBITS] = {-1.5, -1, 0.02, 0.005};
    msbat_crystal *square = model_square(ctx);
    msbat_ce *ce = model_ce(square, 3, 0, 1, cutoffs);
    msbat_supercell *cell = model_box(square, 6, 6, 1);
    msbat_mc *mc = NULL;
    int64_t n;
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n));
    ck_assert_int_eq(n, ORBITS);
    TEST_OK(ctx, msbat_ce_set_eci(ce, n, eci));
    TEST_OK(ctx, msbat_mc_create(ce, cell, &mc));
    TEST_OK(ctx, msbat_mc_set_equilibration(mc, 7));
    TEST_OK(ctx, msbat_mc_set_correlation_interval(mc, 2));
    TEST_OK(ctx, msbat_mc_set_min_sweeps(mc, 20));
    TEST_OK(ctx, msbat_mc_set_max_sweeps(mc, 80));
    TEST_OK(ctx, msbat_mc_set_seed(mc, 4));
    TEST_OK(ctx, msbat_mc_set_random_occupation(mc, 11));
    msbat_supercell_destroy(&cell);
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&square);
    return mc;
}

static msbat_status begin(msbat_mc *mc, int job)
{
    const double mu[POINTS] = {-1.9, -2.0, -2.1};
    if (job == 0) return msbat_mc_run(mc, 400, -2, SWEEPS);
    if (job == 1) return msbat_mc_run_canonical(mc, 400, SWEEPS);
    return msbat_mc_isotherm(mc, 400, POINTS, mu);
}

static void collect(msbat_context *ctx, const msbat_mc *mc, int job, outcome *o)
{
    memset(o, 0, sizeof *o);
    TEST_OK(ctx, msbat_mc_get_occupation(mc, SITES, o->occupation));
    TEST_OK(ctx, msbat_mc_get_energy(mc, &o->energy));
    TEST_OK(ctx, msbat_mc_get_sample_count(mc, &o->samples));
    if (job == 2) {
        TEST_OK(ctx, msbat_mc_get_isotherm(mc, POINTS, NULL, o->x, o->dx, o->e, o->g, o->dg));
        TEST_OK(ctx, msbat_mc_get_isotherm_walks(mc, POINTS, o->up, o->down, NULL));
        return;
    }
    ck_assert_int_eq(o->samples, SWEEPS);
    TEST_OK(ctx, msbat_mc_get_average(mc, MSBAT_MC_ACCEPTANCE, &o->accepted, NULL, NULL));
    TEST_OK(ctx, msbat_mc_get_samples(mc, SWEEPS, o->filled, o->energies));
    TEST_OK(ctx, msbat_mc_get_correlations(mc, ORBITS, o->mean, o->error));
}

/* The running energy is the one that the occupation has in a new handle, to the last bit. */
static void energy_is_sound(msbat_context *ctx, const msbat_mc *mc)
{
    const msbat_ce *ce = NULL;
    const msbat_supercell *cell = NULL;
    msbat_mc *fresh = NULL;
    int8_t occupation[SITES];
    double running, anew;
    TEST_OK(ctx, msbat_mc_get_ce(mc, &ce));
    TEST_OK(ctx, msbat_mc_get_supercell(mc, &cell));
    TEST_OK(ctx, msbat_mc_create(ce, cell, &fresh));
    TEST_OK(ctx, msbat_mc_get_occupation(mc, SITES, occupation));
    TEST_OK(ctx, msbat_mc_set_occupation(fresh, SITES, occupation));
    TEST_OK(ctx, msbat_mc_get_energy(mc, &running));
    TEST_OK(ctx, msbat_mc_get_energy(fresh, &anew));
    ck_assert(running == anew);
    msbat_mc_destroy(&fresh);
}

/* What had begun is resumed; an isotherm that could not begin has left the occupation, and is asked for again. */
static void go_on(msbat_context *ctx, msbat_mc *mc, int job, const int8_t *before)
{
    int8_t occupation[SITES];
    msbat_status st = msbat_mc_resume(mc);
    if (st == MSBAT_ERR_STATE && job == 2) {
        TEST_OK(ctx, msbat_mc_get_occupation(mc, SITES, occupation));
        ck_assert(!memcmp(occupation, before, sizeof occupation));
        st = begin(mc, job);
    }
    TEST_OK(ctx, st);
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "interrupted", msbat_mc_resume(mc));
}

/* Returns the number of allocations; the one numbered fail_at fails unless that is 0. */
static int64_t run_job(int job, int64_t fail_at, int lasting, outcome *o)
{
    test_heap heap = {.lasting = lasting};
    msbat_context *ctx = NULL;
    int8_t before[SITES];
    ck_assert_int_eq(msbat_context_create_with_allocator(test_heap_resize, test_heap_release, &heap, &ctx), MSBAT_OK);
    msbat_mc *mc = make(ctx);
    TEST_OK(ctx, msbat_mc_get_occupation(mc, SITES, before));
    int64_t calls = heap.calls;
    heap.fail_at = fail_at ? calls + fail_at : 0;
    msbat_status st = begin(mc, job);
    heap.fail_at = 0;
    calls = heap.calls - calls;
    ck_assert_int_eq(st, fail_at ? MSBAT_ERR_MEMORY : MSBAT_OK);
    if (st) {
        energy_is_sound(ctx, mc);
        go_on(ctx, mc, job, before);
    }
    collect(ctx, mc, job, o);
    msbat_mc_destroy(&mc);
    msbat_context_destroy(&ctx);
    ck_assert_int_eq(heap.live, 0);
    return calls;
}

START_TEST(failed_run_goes_on)
{
    static outcome sound, o;
    int64_t n = run_job(_i, 0, 0, &sound);
    ck_assert_int_gt(n, _i == 2 ? 20 : 5);
    for (int64_t k = 1; k <= n; k++)
        for (int lasting = 0; lasting < 2; lasting++) {
            run_job(_i, k, lasting, &o);
            ck_assert_msg(!memcmp(&o, &sound, sizeof o), "job %d after allocation %d of %d", _i, (int)k, (int)n);
        }
}
END_TEST

Suite *suite_ce_mc_memory(void)
{
    Suite *s = suite_create("mc memory");
    TCase *c = tcase_create("mc memory");
    tcase_add_loop_test(c, failed_run_goes_on, 0, JOBS);
    suite_add_tcase(s, c);
    return s;
}
