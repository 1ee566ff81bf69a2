/* Benchmarks of the thermo layer. */
#include "bench.h"

#include <math.h>

#include "msbat/thermo.h"

static double random01(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) / 9007199254740992.0;
}

/* thermo.binodal.symmetric: binodals of regular solutions a second. One regular solution with omega = 1 eV; 200000
 * calls of msbat_phase_get_gap at temperatures such that w = omega/kT is log-uniform in 2.02 ... 1000 (seed 1);
 * making the phase is not counted. */
static int binodal(msbat_context *ctx, bench_result *result)
{
    enum { N = 200000 };
    msbat_phase *phase = NULL;
    double *t = malloc(N * sizeof *t), sum = 0;
    uint64_t state = 1;
    if (!t) return 1;
    for (int i = 0; i < N; i++)
        t[i] = 1 / (MSBAT_BOLTZMANN_EV * exp(log(2.02) + random01(&state) * (log(1000) - log(2.02))));
    BENCH_OK(ctx, msbat_phase_create_regular(ctx, "host", "Li", 0, 0, 1, 0, &phase));
    double start = bench_cpu();
    for (int i = 0; i < N; i++) {
        double gap[2], mu;
        BENCH_OK(ctx, msbat_phase_get_gap(phase, t[i], 0, gap, &mu));
        sum += gap[1] - gap[0];
    }
    result->cpu_s = bench_cpu() - start;
    result->value = N / result->cpu_s;
    snprintf(result->extra, sizeof result->extra, "\"mean_gap\": %.6f", sum / N);
    msbat_phase_destroy(&phase);
    free(t);
    return 0;
}

/* thermo.mu.table: evaluations of mu a second, one composition a call as a cell model makes them: msbat_phase_get_mu
 * on a convexified voltage table of 1000 points, 1e6 random x (seed 2). */
static int mu_table(msbat_context *ctx, bench_result *result)
{
    enum { N = 1000, CALLS = 1000000 };
    double rows[2 * N], sum = 0;
    uint64_t state = 2;
    msbat_phase *phase = NULL;
    for (int i = 0; i < N; i++) {
        double x = (i + 0.5) / N;
        rows[2 * i] = x;
        rows[2 * i + 1] = 4 - 0.5 * x + 0.1 * tanh(10 * (x - 0.5)) - 0.03 * log(x / (1 - x));
    }
    BENCH_OK(ctx, msbat_phase_create_ocv_table(ctx, "host", "Li", 298.15, N, rows, MSBAT_GAP_CONVEXIFY, &phase));
    double start = bench_cpu();
    for (int i = 0; i < CALLS; i++) {
        double x = 0.001 + 0.998 * random01(&state), mu;
        BENCH_OK(ctx, msbat_phase_get_mu(phase, 298.15, 1, &x, &mu));
        sum += mu;
    }
    result->cpu_s = bench_cpu() - start;
    result->value = CALLS / result->cpu_s;
    snprintf(result->extra, sizeof result->extra, "\"mean_mu\": %.6f", sum / CALLS);
    msbat_phase_destroy(&phase);
    return 0;
}

/* thermo.hull.binary.1e6: seconds for msbat_hull_create of 1e6 entries with random x and energies -x(1-x) r (seed 3);
 * making the entries is not counted. */
static int hull(msbat_context *ctx, bench_result *result)
{
    enum { N = 1000000 };
    double *x = malloc(2 * N * sizeof *x), *e = x + N;
    uint64_t state = 3;
    int64_t n;
    msbat_hull *h = NULL;
    if (!x) return 1;
    for (int i = 0; i < N; i++) {
        x[i] = random01(&state);
        e[i] = -x[i] * (1 - x[i]) * random01(&state);
    }
    double start = bench_cpu();
    BENCH_OK(ctx, msbat_hull_create(ctx, N, x, e, &h));
    result->value = result->cpu_s = bench_cpu() - start;
    BENCH_OK(ctx, msbat_hull_get_vertex_count(h, &n));
    snprintf(result->extra, sizeof result->extra, "\"entries\": %d, \"vertices\": %d", N, (int)n);
    msbat_hull_destroy(&h);
    free(x);
    return 0;
}

const bench_case bench_thermo[] = {{"thermo.binodal.symmetric", "1/s", 5, binodal},
                                   {"thermo.mu.table", "1/s", 5, mu_table},
                                   {"thermo.hull.binary.1e6", "s", 5, hull},
                                   {0}};
