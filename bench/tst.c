/* bench/tst.c - saddles, the cost of the band itself, hop networks. */
#include "bench.h"

#include <math.h>

#include "msbat/tst.h"

/* Mueller-Brown in units of 0.01 eV and angstrom. */
static int mueller_brown(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    static const double height[] = {-200, -100, -170, 15}, a[] = {-1, -1, -6.5, 0.7}, b[] = {0, 0, 11, 0.6},
                        c[] = {-10, -10, -6.5, 0.7}, x0[] = {1, 0, -0.5, -1}, y0[] = {0, 0.5, 1.5, 1};
    (void)n, (void)user;
    *energy = gradient[0] = gradient[1] = 0.0;
    for (int i = 0; i < 4; i++) {
        double u = x[0] - x0[i], v = x[1] - y0[i];
        double e = 0.01 * height[i] * exp(a[i] * u * u + b[i] * u * v + c[i] * v * v);
        *energy += e;
        gradient[0] += e * (2 * a[i] * u + b[i] * v);
        gradient[1] += e * (b[i] * u + 2 * c[i] * v);
    }
    return 0;
}

/* Force calls (without the two ends and the certificate) to a residual of 0.01 eV/angstrom on Mueller-Brown from A to
 * B, straight start path, seven images; the whole band with saddle_only = 0, else the climbing image alone. */
static int mueller_brown_calls(msbat_context *ctx, int64_t saddle_only, bench_result *result)
{
    const double a[2] = {-0.5582236, 1.4417258}, b[2] = {0.6234994, 0.0280378};
    double forward, backward, start = bench_cpu();
    int64_t calls;
    msbat_neb *neb = NULL;
    BENCH_OK(ctx, msbat_neb_create(ctx, 1, 2, 7, a, b, &neb));
    BENCH_OK(ctx, msbat_neb_set_saddle_only(neb, saddle_only));
    BENCH_OK(ctx, msbat_neb_run(neb, mueller_brown, NULL));
    BENCH_OK(ctx, msbat_neb_get_force_calls(neb, &calls, NULL, NULL));
    BENCH_OK(ctx, msbat_neb_get_barriers(neb, &forward, &backward));
    msbat_neb_destroy(&neb);
    result->cpu_s = bench_cpu() - start;
    result->value = (double)calls;
    snprintf(result->extra, sizeof result->extra, "\"barrier_ev\": %.7f", forward);
    return 0;
}

static int saddle_mb(msbat_context *ctx, bench_result *result) { return mueller_brown_calls(ctx, 1, result); }
static int band_mb(msbat_context *ctx, bench_result *result) { return mueller_brown_calls(ctx, 0, result); }

/* Hills that never let a band converge, at next to no cost. */
static int nothing(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    (void)user;
    *energy = x[0] < 0.5 ? x[0] : 1.0 - x[0];
    for (int64_t i = 0; i < n; i++) gradient[i] = 1e-3 * (double)(i % 7 - 3);
    return 0;
}

/* One iteration of a band of five images of 107 atoms [us], energy function of next to no cost included, mean of 500.
 * */
static int overhead_band(msbat_context *ctx, bench_result *result)
{
    enum { N = 321, ITERATIONS = 500 };
    double a[N], b[N];
    msbat_neb *neb = NULL;
    for (int i = 0; i < N; i++) {
        a[i] = 0.1 * i;
        b[i] = a[i] + (i == 0);
    }
    a[0] = 0.0;
    BENCH_OK(ctx, msbat_neb_create(ctx, N / 3, 3, 5, a, b, &neb));
    BENCH_OK(ctx, msbat_neb_set_max_iterations(neb, ITERATIONS));
    BENCH_OK(ctx, msbat_neb_set_force_tolerance(neb, 1e-8));
    double start = bench_cpu();
    msbat_status st = msbat_neb_run(neb, nothing, NULL);
    result->cpu_s = bench_cpu() - start;
    msbat_neb_destroy(&neb);
    result->value = 1e6 * result->cpu_s / ITERATIONS;
    return st != MSBAT_ERR_CONVERGENCE;
}

static uint64_t state;
static double uniform(void)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (double)(state >> 11) / 9007199254740992.0;
}

/* Diffusivity tensor [ms a temperature] of a random triclinic network of 72 sites and 288 hops, energies 0 to 0.2 eV,
 * saddles 0.4 to 0.9 eV, mean of 50 temperatures; the making of the network is excluded. */
static int network_small(msbat_context *ctx, bench_result *result)
{
    enum { SITES = 72, HOPS = 288, TEMPERATURES = 50 };
    double site[SITES], tensor[9];
    msbat_network *network = NULL;
    state = 11;
    for (int i = 0; i < SITES; i++) site[i] = 0.2 * uniform();
    BENCH_OK(ctx, msbat_network_create(ctx, SITES, site, &network));
    for (int h = 0; h < HOPS; h++) {
        double r[3] = {4 * uniform() - 2, 4 * uniform() - 2, 4 * uniform() - 2};
        int64_t a = h % SITES, b = h < SITES ? (h + 1) % SITES : (int64_t)(uniform() * SITES);
        BENCH_OK(ctx, msbat_network_add_hop(network, a, b, r, 0.4 + 0.5 * uniform(), 5.0));
    }
    double start = bench_cpu();
    for (int t = 0; t < TEMPERATURES; t++)
        BENCH_OK(ctx, msbat_network_get_diffusivity(network, 300.0 + 10.0 * t, tensor));
    result->cpu_s = bench_cpu() - start;
    msbat_network_destroy(&network);
    result->value = 1e3 * result->cpu_s / TEMPERATURES;
    return 0;
}

const bench_case bench_tst[] = {{"tst.saddle.mb", "calls", 1, saddle_mb},
                                {"tst.band.mb", "calls", 1, band_mb},
                                {"tst.overhead.band", "us", 5, overhead_band},
                                {"tst.network.72", "ms", 5, network_small},
                                {NULL, NULL, 0, NULL}};
