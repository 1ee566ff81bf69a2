/* Benchmark of crystal: all symmetry-distinct derivative structures of the fcc lattice with 8 atoms (229 with
 * exchange of colours counted once, Hart and Forcade 2008), symmetry search included. */
#include "bench.h"
#include "msbat/crystal.h"

static int enumerate(msbat_context *ctx, bench_result *result)
{
    const double cell[9] = {0, 1.8, 1.8, 1.8, 0, 1.8, 1.8, 1.8, 0}, frac[3] = {0, 0, 0};
    const int64_t species[1] = {29}, active[1] = {1};
    msbat_crystal *crystal = NULL;
    int64_t count = 0;
    BENCH_OK(ctx, msbat_crystal_create(ctx, cell, 1, frac, species, &crystal));
    double start = bench_cpu();
    BENCH_OK(ctx, msbat_crystal_enumerate(crystal, active, 8, NULL, NULL, &count));
    result->cpu_s = bench_cpu() - start;
    result->value = (double)count / result->cpu_s;
    snprintf(result->extra, sizeof result->extra, "\"structures\": %d", (int)count);
    msbat_crystal_destroy(&crystal);
    return 0;
}

const bench_case bench_crystal[] = {{"crystal.enumerate.fcc8", "structures/s", 5, enumerate}, {0}};
