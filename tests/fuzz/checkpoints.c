/* checkpoints.c - checkpoints of Monte Carlo and of kinetic Monte Carlo. A file that is refused must leave the object
 * as it was; one that is accepted must give a state that can be looked at, written, read and continued. */
#include <math.h>
#include <string.h>

#include "fuzz.h"
#include "models.h"

/* Of the targets of this file, made once. */
static msbat_ce *expansion;
static msbat_kmc *kmc, *again_kmc;

static void setup_mc(msbat_context *ctx) { FUZZ_OK(model_ce(ctx, &expansion)); }

static void start_kmc(void)
{
    FUZZ_OK(msbat_kmc_set_random_occupation(kmc, 4));
    FUZZ_OK(msbat_kmc_set_random_occupation(again_kmc, 4));
}

static void setup_kmc(msbat_context *ctx)
{
    FUZZ_OK(model_ce(ctx, &expansion));
    FUZZ_OK(model_kmc(expansion, 3, 4, &kmc));
    FUZZ_OK(model_kmc(expansion, 3, 4, &again_kmc));
    FUZZ_OK(msbat_kmc_run(kmc, 100)); /* makes the tables */
    FUZZ_OK(msbat_kmc_run(again_kmc, 100));
    start_kmc();
}

/* Lets a run go on a little. */
static int cancel_soon(double fraction, void *user)
{
    int *calls = user;
    FUZZ_CHECK(fraction >= 0 && fraction <= 1);
    return ++*calls > 2;
}

/* ---- Monte Carlo ---- */
static void look_at_isotherm(const msbat_mc *mc)
{
    int64_t n = 0, flags[32];
    double temperature = 0, mu[32], x[32], error[32], energy[32], gamma[32], gamma_error[32];
    if (msbat_mc_get_isotherm_count(mc, &n, &temperature) || n > 32) return;
    FUZZ_OK(msbat_mc_get_isotherm(mc, n, mu, x, error, energy, gamma, gamma_error));
    FUZZ_OK(msbat_mc_get_isotherm_walks(mc, n, x, error, flags));
    for (int64_t k = 0; k < n; k++) FUZZ_CHECK(isfinite(mu[k]) && flags[k] >= 0 && flags[k] < 8);
}

static void look_at_mc(const msbat_mc *mc)
{
    int8_t occupation[9];
    double value = 0, error = 0, tau = 0, mean[4], errors[4], filled[64], energies[64];
    int64_t n = 0;
    FUZZ_OK(msbat_mc_get_occupation(mc, 9, occupation));
    FUZZ_OK(msbat_mc_get_energy(mc, &value));
    FUZZ_OK(msbat_mc_get_sample_count(mc, &n));
    for (int k = MSBAT_MC_X; k <= MSBAT_MC_ACCEPTANCE; k++)
        msbat_mc_get_average(mc, (msbat_mc_observable)k, &value, &error, &tau);
    msbat_mc_get_correlations(mc, 4, mean, errors);
    if (n <= 64) FUZZ_OK(msbat_mc_get_samples(mc, n, filled, energies));
    look_at_isotherm(mc);
}

static void continue_mc(msbat_context *ctx, msbat_mc *mc)
{
    int calls = 0;
    FUZZ_OK(msbat_context_set_progress(ctx, cancel_soon, &calls));
    msbat_mc_resume(mc);
    look_at_mc(mc);
    FUZZ_OK(msbat_context_set_progress(ctx, NULL, NULL));
}

static void run_mc(msbat_context *ctx, size_t size, const uint8_t *data)
{
    msbat_mc *mc = NULL, *again = NULL;
    fuzz_save(fuzz_path(0), size, data);
    FUZZ_OK(model_mc(expansion, 3, &mc));
    FUZZ_OK(model_mc(expansion, 3, &again));
    FUZZ_OK(msbat_mc_set_random_occupation(mc, 5));
    FUZZ_OK(msbat_mc_write_checkpoint(mc, fuzz_path(1)));
    msbat_status st = msbat_mc_read_checkpoint(mc, fuzz_path(0));
    fuzz_reader_returned(st, st ? NULL : mc, FUZZ_FILE);
    if (!st) {
        look_at_mc(mc);
        FUZZ_OK(msbat_mc_write_checkpoint(mc, fuzz_path(1)));
        FUZZ_OK(msbat_mc_read_checkpoint(again, fuzz_path(1)));
        FUZZ_OK(msbat_mc_write_checkpoint(again, fuzz_path(2)));
    } else FUZZ_OK(msbat_mc_write_checkpoint(mc, fuzz_path(2)));
    FUZZ_CHECK(fuzz_same_files(fuzz_path(1), fuzz_path(2)));
    if (!st) continue_mc(ctx, mc);
    msbat_mc_destroy(&mc);
    msbat_mc_destroy(&again);
}

/* The file, twice while it is read in, and the arrays of the state once more. */
const fuzz_target fuzz_mc_checkpoint = {"mc_checkpoint", 1 << 16, 4, setup_mc, run_mc};

/* ---- kinetic Monte Carlo ---- */
static void look_at_windows(msbat_kmc_quantity quantity)
{
    double d[9], error[9], window = 0, scalar = 0;
    int64_t n_levels = 0, n = 0;
    FUZZ_OK(msbat_kmc_get_level_count(kmc, &n_levels));
    for (int64_t l = 0; l < n_levels; l++) msbat_kmc_get_window(kmc, quantity, l, d, error, &window, &n);
    msbat_kmc_get_diffusivity(kmc, quantity, d, error, &window);
    msbat_kmc_get_diffusivity_scalar(kmc, quantity, MSBAT_KMC_IN_PLANE, &scalar, error);
    msbat_kmc_get_correlation_factor(kmc, quantity, MSBAT_KMC_ISOTROPIC, &scalar, error);
}

static void look_at_kmc(void)
{
    double value = 0, error = 0, displacement[27], sigma[9], errors[9];
    int64_t n = 0, sites[9];
    int8_t occupation[9];
    FUZZ_OK(msbat_kmc_get_ion_count(kmc, &n));
    FUZZ_CHECK(n >= 0 && n <= 9);
    FUZZ_OK(msbat_kmc_get_occupation(kmc, 9, occupation));
    FUZZ_OK(msbat_kmc_get_ion_sites(kmc, n, sites));
    for (int64_t k = 0; k < n; k++) FUZZ_CHECK(sites[k] >= 0 && sites[k] < 9 && occupation[sites[k]] == 1);
    FUZZ_OK(msbat_kmc_get_displacements(kmc, n, displacement));
    FUZZ_OK(msbat_kmc_get_energy(kmc, &value));
    FUZZ_OK(msbat_kmc_get_total_rate(kmc, &value));
    for (int q = MSBAT_KMC_TRACER; q <= MSBAT_KMC_JUMP_MEAN_SQUARE; q++) look_at_windows((msbat_kmc_quantity)q);
    msbat_kmc_get_haven_ratio(kmc, MSBAT_KMC_IN_PLANE, &value, &error);
    msbat_kmc_get_conductivity(kmc, 1, sigma, errors);
}

static void run_kmc(msbat_context *ctx, size_t size, const uint8_t *data)
{
    int calls = 0;
    fuzz_save(fuzz_path(0), size, data);
    start_kmc();
    FUZZ_OK(msbat_kmc_write_checkpoint(kmc, fuzz_path(1)));
    msbat_status st = msbat_kmc_read_checkpoint(kmc, fuzz_path(0));
    fuzz_reader_returned(st, st ? NULL : kmc, FUZZ_FILE);
    if (!st) {
        look_at_kmc();
        FUZZ_OK(msbat_kmc_write_checkpoint(kmc, fuzz_path(1)));
        FUZZ_OK(msbat_kmc_read_checkpoint(again_kmc, fuzz_path(1)));
        FUZZ_OK(msbat_kmc_write_checkpoint(again_kmc, fuzz_path(2)));
    } else FUZZ_OK(msbat_kmc_write_checkpoint(kmc, fuzz_path(2)));
    FUZZ_CHECK(fuzz_same_files(fuzz_path(1), fuzz_path(2)));
    FUZZ_OK(msbat_context_set_progress(ctx, cancel_soon, &calls));
    msbat_kmc_run(kmc, 100);
    look_at_kmc();
    FUZZ_OK(msbat_context_set_progress(ctx, NULL, NULL));
    start_kmc();
}

/* As above, beside the state of 9 sites and up to 4 levels of averages. */
const fuzz_target fuzz_kmc_checkpoint = {"kmc_checkpoint", 1 << 17, 4, setup_kmc, run_kmc};
