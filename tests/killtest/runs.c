/* runs.c - kinetic Monte Carlo, which writes its checkpoints by itself; Monte Carlo runs of both kinds and an isotherm,
 * which write them from the progress callback. Each takes a few tenths of a second. */
#include "runs.h"

#include <inttypes.h>
#include <unistd.h>

#include "fuzz/models.h"

enum { SIZE = 24, SITES = SIZE * SIZE, IONS = 200, EVENTS = 30000, INTERVAL = 500, ORBITS = 4, POINTS = 4 };

/* The bits of doubles, in hexadecimal. */
static void print(FILE *results, const char *name, int64_t n, const double *values)
{
    fprintf(results, "%s", name);
    for (int64_t k = 0; k < n; k++) fprintf(results, " %a", values[k]);
    fprintf(results, "\n");
}

/* ---- kinetic Monte Carlo ---- */
static bool make_kmc(msbat_context *ctx, msbat_kmc **kmc)
{
    msbat_ce *ce = NULL;
    msbat_status st = model_ce(ctx, &ce);
    if (!st) st = model_kmc(ce, SIZE, IONS, kmc);
    msbat_ce_destroy(&ce);
    return !st;
}

static msbat_status print_kmc(const msbat_kmc *kmc, FILE *results)
{
    static const char *const names[] = {"tracer", "jump", "mean square"};
    double time = 0, d[9], error[9], displacements[3 * IONS];
    int64_t sites[IONS];
    msbat_status st = msbat_kmc_get_time(kmc, &time);
    if (!st) st = msbat_kmc_get_displacements(kmc, IONS, displacements);
    if (!st) st = msbat_kmc_get_ion_sites(kmc, IONS, sites);
    if (st) return st;
    print(results, "time", 1, &time);
    print(results, "displacements", 3 * IONS, displacements);
    for (int k = 0; k < IONS; k++) fprintf(results, "%" PRId64 "\n", sites[k]);
    for (int q = 0; q < 3 && !st; q++) {
        st = msbat_kmc_get_diffusivity(kmc, (msbat_kmc_quantity)q, d, error, NULL);
        print(results, names[q], 9, d);
        print(results, "error", 9, error);
    }
    return st;
}

static bool run_kmc(msbat_context *ctx, const char *checkpoint, FILE *results)
{
    msbat_kmc *kmc = NULL;
    int64_t events = 0;
    msbat_status st = make_kmc(ctx, &kmc) ? MSBAT_OK : MSBAT_ERR_INTERNAL;
    if (!st && !access(checkpoint, F_OK)) st = msbat_kmc_read_checkpoint(kmc, checkpoint);
    if (!st) st = msbat_kmc_set_checkpoint(kmc, checkpoint, INTERVAL);
    if (!st) st = msbat_kmc_get_event_count(kmc, &events);
    if (!st) st = msbat_kmc_run(kmc, EVENTS - events);
    if (!st) st = print_kmc(kmc, results);
    msbat_kmc_destroy(&kmc);
    return !st;
}

static bool kmc_readable(msbat_context *ctx, const char *checkpoint)
{
    msbat_kmc *kmc = NULL;
    bool good = make_kmc(ctx, &kmc) && msbat_kmc_read_checkpoint(kmc, checkpoint) == MSBAT_OK;
    msbat_kmc_destroy(&kmc);
    return good;
}

/* ---- Monte Carlo ---- */
typedef struct saving {
    const msbat_mc *mc;
    const char *checkpoint;
    bool failed;
} saving;

static int save(double fraction, void *user)
{
    saving *s = user;
    (void)fraction;
    s->failed = msbat_mc_write_checkpoint(s->mc, s->checkpoint) != MSBAT_OK;
    return s->failed;
}

static bool make_mc(msbat_context *ctx, msbat_mc **mc)
{
    msbat_ce *ce = NULL;
    msbat_status st = model_ce(ctx, &ce);
    if (!st) st = model_mc(ce, SIZE, mc);
    msbat_ce_destroy(&ce);
    return !st;
}

static msbat_status print_mc(const msbat_mc *mc, FILE *results)
{
    double row[3], mean[ORBITS], error[ORBITS];
    int8_t occupation[SITES];
    msbat_status st = msbat_mc_get_occupation(mc, SITES, occupation);
    for (int k = 0; k < SITES && !st; k++) fprintf(results, "%d\n", occupation[k]);
    for (int q = MSBAT_MC_X; q <= MSBAT_MC_ACCEPTANCE && !st; q++) {
        st = msbat_mc_get_average(mc, (msbat_mc_observable)q, &row[0], &row[1], &row[2]);
        print(results, "average", 3, row);
    }
    if (!st) st = msbat_mc_get_correlations(mc, ORBITS, mean, error);
    print(results, "correlations", ORBITS, mean);
    print(results, "error", ORBITS, error);
    return st;
}

static msbat_status print_isotherm(const msbat_mc *mc, FILE *results)
{
    double column[5][POINTS], x[2][POINTS];
    int64_t flags[POINTS];
    msbat_status st = msbat_mc_get_isotherm(mc, POINTS, NULL, column[0], column[1], column[2], column[3], column[4]);
    if (!st) st = msbat_mc_get_isotherm_walks(mc, POINTS, x[0], x[1], flags);
    for (int k = 0; k < 5; k++) print(results, "isotherm", POINTS, column[k]);
    for (int k = 0; k < 2; k++) print(results, "walk", POINTS, x[k]);
    for (int k = 0; k < POINTS; k++) fprintf(results, "%" PRId64 "\n", flags[k]);
    return st;
}

static msbat_status begin_open(msbat_mc *mc) { return msbat_mc_run(mc, 600, 0.1, 15000); }

static msbat_status begin_canonical(msbat_mc *mc)
{
    msbat_status st = msbat_mc_set_random_occupation(mc, IONS);
    return st ? st : msbat_mc_run_canonical(mc, 600, 10000);
}

static msbat_status begin_isotherm(msbat_mc *mc)
{
    const double mu[POINTS] = {-0.2, -0.05, 0.05, 0.2};
    msbat_status st = msbat_mc_set_precision(mc, 1e-4);
    if (!st) st = msbat_mc_set_max_sweeps(mc, 1600);
    return st ? st : msbat_mc_isotherm(mc, 600, POINTS, mu);
}

/* A checkpoint of a run that had come to its end, but for its results, has nothing to resume. */
static msbat_status go_on(msbat_mc *mc, const char *checkpoint)
{
    msbat_status st = msbat_mc_read_checkpoint(mc, checkpoint);
    if (st) return st;
    st = msbat_mc_resume(mc);
    return st == MSBAT_ERR_STATE ? MSBAT_OK : st;
}

static bool run_mc(msbat_context *ctx, const char *checkpoint, FILE *results, msbat_status (*begin)(msbat_mc *),
                   msbat_status (*print_results)(const msbat_mc *, FILE *))
{
    msbat_mc *mc = NULL;
    msbat_status st = make_mc(ctx, &mc) ? MSBAT_OK : MSBAT_ERR_INTERNAL;
    saving s = {mc, checkpoint, false};
    if (!st) st = msbat_context_set_progress(ctx, save, &s);
    if (!st) st = msbat_mc_set_seed(mc, 7);
    if (!st) st = msbat_mc_set_equilibration(mc, 2000);
    if (!st) st = msbat_mc_set_correlation_interval(mc, 100);
    if (!st) st = access(checkpoint, F_OK) ? begin(mc) : go_on(mc, checkpoint);
    if (!st) st = msbat_mc_write_checkpoint(mc, checkpoint);
    if (!st) st = print_results(mc, results);
    msbat_mc_destroy(&mc);
    return !st && !s.failed;
}

static bool run_open(msbat_context *ctx, const char *checkpoint, FILE *results)
{
    return run_mc(ctx, checkpoint, results, begin_open, print_mc);
}

static bool run_canonical(msbat_context *ctx, const char *checkpoint, FILE *results)
{
    return run_mc(ctx, checkpoint, results, begin_canonical, print_mc);
}

static bool run_isotherm(msbat_context *ctx, const char *checkpoint, FILE *results)
{
    return run_mc(ctx, checkpoint, results, begin_isotherm, print_isotherm);
}

static bool mc_readable(msbat_context *ctx, const char *checkpoint)
{
    msbat_mc *mc = NULL;
    bool good = make_mc(ctx, &mc) && msbat_mc_read_checkpoint(mc, checkpoint) == MSBAT_OK;
    msbat_mc_destroy(&mc);
    return good;
}

const kill_run kill_runs[KILL_RUNS] = {{"kmc", run_kmc, kmc_readable},
                                       {"open", run_open, mc_readable},
                                       {"canonical", run_canonical, mc_readable},
                                       {"isotherm", run_isotherm, mc_readable}};
