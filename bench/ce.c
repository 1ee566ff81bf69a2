/* Benchmarks of the ce layer. fcc20: fcc, a = 4.09 angstrom, cutoffs 8.0/6.0/4.5 angstrom for pairs, triplets and
 * quadruplets (24 functions, 833 cluster terms a site); fcc100: 13.0/7.5/6.0 (84 functions, 5353 terms). */
#include "bench.h"

#include <math.h>

#include "msbat/ce.h"

static uint64_t next_bits(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 11;
}

/* Normal numbers by Box and Muller. */
static double normal(uint64_t *state)
{
    double u = ((double)next_bits(state) + 1) / 9007199254740993.0, v = (double)next_bits(state) / 9007199254740992.0;
    return sqrt(-2 * log(u)) * cos(2 * acos(-1.0) * v);
}

static const double fcc20[3] = {8.0, 6.0, 4.5}, fcc100[3] = {13.0, 7.5, 6.0};

static int make_fcc(msbat_context *ctx, int64_t n, const double *cutoffs, msbat_ce **ce)
{
    const double h = 4.09 / 2, cell[9] = {0, h, h, h, 0, h, h, h, 0}, frac[3] = {0, 0, 0};
    const int64_t species[1] = {46};
    msbat_crystal *host = NULL;
    BENCH_OK(ctx, msbat_crystal_create(ctx, cell, 1, frac, species, &host));
    BENCH_OK(ctx, msbat_ce_create(host, 46, 47, 1e-3, n, cutoffs, ce));
    msbat_crystal_destroy(&host);
    return 0;
}

#define SEED 11 /* the first of 1, 2, ... whose fcc20 chain accepts at least 0.1 of its trials at x near 1/2 */

/* ECIs normal with 20 meV / multiplicity, V0 = 0. */
static int set_eci(msbat_context *ctx, msbat_ce *ce, int64_t *n_orbits)
{
    double eci[256];
    uint64_t state = SEED;
    BENCH_OK(ctx, msbat_ce_get_orbit_count(ce, n_orbits));
    if (*n_orbits > 256) return 1;
    for (int64_t f = 0; f < *n_orbits; f++) {
        int64_t m = 1;
        BENCH_OK(ctx, msbat_ce_get_orbit(ce, f, NULL, &m, NULL));
        eci[f] = f ? 0.020 / (double)m * normal(&state) : 0;
    }
    BENCH_OK(ctx, msbat_ce_set_eci(ce, *n_orbits, eci));
    return 0;
}

static int make_mc(msbat_context *ctx, msbat_ce *ce, int64_t size, msbat_mc **mc)
{
    const int64_t matrix[9] = {size, 0, 0, 0, size, 0, 0, 0, size};
    const msbat_crystal *host;
    msbat_supercell *cell = NULL;
    int64_t n;
    BENCH_OK(ctx, msbat_ce_get_host(ce, &host));
    BENCH_OK(ctx, msbat_supercell_create(host, matrix, &cell));
    BENCH_OK(ctx, msbat_mc_create(ce, cell, mc));
    msbat_supercell_destroy(&cell);
    BENCH_OK(ctx, msbat_mc_get_site_count(*mc, &n));
    BENCH_OK(ctx, msbat_mc_set_random_occupation(*mc, n / 2));
    return 0;
}

/* mu at which x is nearest to 1/2, by bisection with short runs. */
static int find_mu(msbat_context *ctx, msbat_mc *mc, double temperature, double *mu)
{
    double low = -1, high = 1, x;
    int64_t n;
    for (int k = 0; k < 16; k++) {
        *mu = 0.5 * (low + high);
        BENCH_OK(ctx, msbat_mc_get_site_count(mc, &n));
        BENCH_OK(ctx, msbat_mc_set_random_occupation(mc, n / 2));
        BENCH_OK(ctx, msbat_mc_run(mc, temperature, *mu, 100));
        BENCH_OK(ctx, msbat_mc_get_average(mc, MSBAT_MC_X, &x, NULL, NULL));
        if (x < 0.5) low = *mu;
        else high = *mu;
    }
    return 0;
}

/* ce.sgc.*: trials a second of one semi-grand-canonical chain at 600 K, ECIs as above, mu for x near 1/2 (found on 1000
 * sites), started from a random occupation and equilibrated for 100 sweeps; sampling of N and E once a sweep included,
 * set-up excluded. */
static int sgc(msbat_context *ctx, int64_t size, int64_t trials, bench_result *result)
{
    msbat_ce *ce = NULL;
    msbat_mc *mc = NULL;
    double mu = 0, x, acceptance;
    int64_t n, n_orbits, sweeps;
    if (make_fcc(ctx, 3, fcc20, &ce) || set_eci(ctx, ce, &n_orbits)) return 1;
    if (make_mc(ctx, ce, 10, &mc) || find_mu(ctx, mc, 600, &mu)) return 1;
    msbat_mc_destroy(&mc);
    if (make_mc(ctx, ce, size, &mc)) return 1;
    BENCH_OK(ctx, msbat_mc_get_site_count(mc, &n));
    BENCH_OK(ctx, msbat_mc_run(mc, 600, mu, 100));
    sweeps = trials / n;
    double start = bench_cpu();
    BENCH_OK(ctx, msbat_mc_run(mc, 600, mu, sweeps));
    result->cpu_s = bench_cpu() - start;
    result->value = (double)(sweeps * n) / result->cpu_s;
    BENCH_OK(ctx, msbat_mc_get_average(mc, MSBAT_MC_ACCEPTANCE, &acceptance, NULL, NULL));
    BENCH_OK(ctx, msbat_mc_get_average(mc, MSBAT_MC_X, &x, NULL, NULL));
    snprintf(result->extra, sizeof result->extra, "\"acceptance\": %.3f, \"x\": %.3f, \"functions\": %d, \"sites\": %d",
             acceptance, x, (int)n_orbits, (int)n);
    msbat_mc_destroy(&mc);
    msbat_ce_destroy(&ce);
    return 0;
}

static int sgc_fcc20_1e3(msbat_context *ctx, bench_result *r) { return sgc(ctx, 10, 4000000, r); }
static int sgc_fcc20_1e5(msbat_context *ctx, bench_result *r) { return sgc(ctx, 46, 4000000, r); }

/* ce.space.*: seconds to make an expansion (clusters, orbits, symmetry). */
static int space_fcc100(msbat_context *ctx, bench_result *result)
{
    msbat_ce *ce = NULL;
    int64_t n = 0;
    double start = bench_cpu();
    for (int k = 0; k < 10; k++) {
        msbat_ce_destroy(&ce);
        if (make_fcc(ctx, 3, fcc100, &ce)) return 1;
    }
    result->cpu_s = bench_cpu() - start;
    result->value = result->cpu_s / 10;
    BENCH_OK(ctx, msbat_ce_get_orbit_count(ce, &n));
    snprintf(result->extra, sizeof result->extra, "\"functions\": %d", (int)n);
    msbat_ce_destroy(&ce);
    return 0;
}

/* The Li sites of R-3m LiNiO2 (a = 2.9698 angstrom, nearly cubic), cutoffs 13/8.7/6.6 angstrom: 87 functions. */
static int space_r3m100(msbat_context *ctx, bench_result *result)
{
    const double cell[9] = {2.843413003724563, 0, 0.8573211961418291, 1.5509524920968607, -2.532695099191652,
                            1.046778248525726e-07, 2.843413003724563, 0, -4.2866068838581715};
    const double frac[12] = {0, 0, 0, 0.5, 0.5, 0.5, 0.75, 0.75, 0.75, 0.25, 0.25, 0.25}, cutoffs[3] = {13, 8.7, 6.6};
    const int64_t species[4] = {3, 28, 8, 8};
    msbat_crystal *host = NULL;
    msbat_ce *ce = NULL;
    int64_t n = 0;
    BENCH_OK(ctx, msbat_crystal_create(ctx, cell, 4, frac, species, &host));
    double start = bench_cpu();
    for (int k = 0; k < 20; k++) {
        msbat_ce_destroy(&ce);
        BENCH_OK(ctx, msbat_ce_create(host, 3, 0, 1e-3, 3, cutoffs, &ce));
    }
    result->cpu_s = bench_cpu() - start;
    result->value = result->cpu_s / 20;
    BENCH_OK(ctx, msbat_ce_get_orbit_count(ce, &n));
    snprintf(result->extra, sizeof result->extra, "\"functions\": %d", (int)n);
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&host);
    return 0;
}

typedef struct visit {
    msbat_context *ctx;
    const msbat_ce *ce;
    int64_t n_orbits, structures;
    double seconds;
} visit;

static int visit_structure(const int64_t matrix[9], int64_t n, const int8_t *occupation, void *user)
{
    visit *v = user;
    double corr[256];
    const msbat_crystal *host;
    msbat_supercell *cell = NULL;
    BENCH_OK(v->ctx, msbat_ce_get_host(v->ce, &host));
    BENCH_OK(v->ctx, msbat_supercell_create(host, matrix, &cell));
    double start = bench_cpu();
    BENCH_OK(v->ctx, msbat_ce_get_correlations(v->ce, cell, n, occupation, v->n_orbits, corr));
    v->seconds += bench_cpu() - start;
    v->structures++;
    msbat_supercell_destroy(&cell);
    return 0;
}

/* ce.corr.fcc20.enumerated: correlation vectors a second of the fcc derivative structures with up to 8 atoms (the
 * supercells are made outside the clock; 24 functions). */
static int corr_fcc20(msbat_context *ctx, bench_result *result)
{
    const int64_t active[1] = {1};
    const msbat_crystal *host;
    msbat_ce *ce = NULL;
    visit v = {ctx, NULL, 0, 0, 0};
    if (make_fcc(ctx, 3, fcc20, &ce) || set_eci(ctx, ce, &v.n_orbits)) return 1;
    v.ce = ce;
    BENCH_OK(ctx, msbat_ce_get_host(ce, &host));
    for (int64_t n = 1; n <= 8; n++) BENCH_OK(ctx, msbat_crystal_enumerate(host, active, n, visit_structure, &v, NULL));
    result->cpu_s = v.seconds;
    result->value = (double)v.structures / v.seconds;
    snprintf(result->extra, sizeof result->extra, "\"structures\": %d", (int)v.structures);
    msbat_ce_destroy(&ce);
    return 0;
}

/* ce.fit.ridge: seconds for one fit with exact leave-one-out of 49 or more penalties, k-fold score and covariance:
 * 500 random structures of 64 atoms, fcc with cutoffs 18/9/7 angstrom; the structures' correlations are set up
 * outside the clock. */
static int fit_ridge(msbat_context *ctx, bench_result *result)
{
    const double cutoffs[3] = {18, 9, 7};
    const int64_t matrix[9] = {4, 0, 0, 0, 4, 0, 0, 0, 4};
    const msbat_crystal *host;
    msbat_ce *ce = NULL;
    msbat_training *training = NULL;
    msbat_supercell *cell = NULL;
    int64_t n_orbits;
    double loo, ridge;
    uint64_t state = 3;
    if (make_fcc(ctx, 3, cutoffs, &ce) || set_eci(ctx, ce, &n_orbits)) return 1;
    BENCH_OK(ctx, msbat_ce_get_host(ce, &host));
    BENCH_OK(ctx, msbat_supercell_create(host, matrix, &cell));
    BENCH_OK(ctx, msbat_training_create(ce, &training));
    for (int k = 0; k < 500; k++) {
        int8_t occupation[64];
        double e;
        uint64_t filled = next_bits(&state) % 65;
        for (int i = 0; i < 64; i++) occupation[i] = next_bits(&state) % 64 < filled;
        BENCH_OK(ctx, msbat_ce_get_energy(ce, cell, 64, occupation, &e));
        BENCH_OK(ctx, msbat_training_add_occupation(training, cell, 64, occupation, e + 0.064 * normal(&state), 1));
    }
    double start = bench_cpu();
    BENCH_OK(ctx, msbat_ce_fit(ce, training));
    result->cpu_s = result->value = bench_cpu() - start;
    BENCH_OK(ctx, msbat_ce_get_score(ce, &loo, NULL, NULL));
    BENCH_OK(ctx, msbat_ce_get_fit_report(ce, NULL, NULL, &ridge, NULL));
    snprintf(result->extra, sizeof result->extra, "\"functions\": %d, \"loo_mev\": %.3f, \"ridge\": %.3g",
             (int)n_orbits, loo, ridge);
    msbat_supercell_destroy(&cell);
    msbat_training_destroy(&training);
    msbat_ce_destroy(&ce);
    return 0;
}

extern const bench_case bench_ce[];
const bench_case bench_ce[] = {{"ce.sgc.fcc20.1e3", "trials/s", 3, sgc_fcc20_1e3},
                               {"ce.sgc.fcc20.1e5", "trials/s", 1, sgc_fcc20_1e5},
                               {"ce.space.fcc100", "s", 3, space_fcc100},
                               {"ce.space.r3m100", "s", 3, space_r3m100},
                               {"ce.corr.fcc20.enumerated", "structures/s", 3, corr_fcc20},
                               {"ce.fit.ridge", "s", 3, fit_ridge},
                               {0}};
