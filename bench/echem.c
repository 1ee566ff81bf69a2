/* echem.c - benchmarks of the cell models. Cells: tests/echem/cells.h, as published, default meshes (20 volumes a
 * region, 20 shells) and tolerances, rows at every step of the integrator.
 *   echem.dfn.marquis.1C   porous-electrode discharge of Marquis 2019 at 0.680616 A from its published start to 3.105
 *                          V
 *   echem.dfn.chen.1C      of Chen 2020 at 5 A to 2.5 V
 *   echem.spm.100          single-particle discharge of Chen 2020 at 5 A to 2.5 V, a row every 36 s
 * Making the cell and its materials is excluded; setting up the integrator is included. */
#include "../tests/echem/cells.h"
#include "bench.h"

static int run(msbat_context *ctx, bench_result *result, const cells_set *set, const char *model, double current,
               double interval)
{
    const double steps[3] = {current, 0, set->v_min};
    msbat_cell *cell = NULL;
    int64_t n = 0;
    double lithium = 0;
    BENCH_OK(ctx, cells_create(ctx, set, &cell));
    BENCH_OK(ctx, msbat_cell_set_option(cell, "model", model));
    BENCH_OK(ctx, msbat_cell_set_output_interval(cell, interval));
    double before = bench_cpu();
    BENCH_OK(ctx, msbat_cell_run_steps(cell, 1, steps));
    result->value = result->cpu_s = bench_cpu() - before;
    BENCH_OK(ctx, msbat_cell_get_row_count(cell, &n));
    BENCH_OK(ctx, msbat_cell_get_conservation(cell, &lithium, NULL));
    snprintf(result->extra, sizeof result->extra, "\"rows\": %d, \"lithium_relative\": %.2g", (int)n, lithium);
    msbat_cell_destroy(&cell);
    return 0;
}

static int dfn_marquis(msbat_context *ctx, bench_result *result)
{
    return run(ctx, result, &cells_marquis, "dfn", 0.680616, 0);
}

static int dfn_chen(msbat_context *ctx, bench_result *result)
{
    return run(ctx, result, &cells_chen, "dfn", 5, 0);
}

static int spm_100(msbat_context *ctx, bench_result *result)
{
    return run(ctx, result, &cells_chen, "spm", 5, 36);
}

extern const bench_case bench_echem[];
const bench_case bench_echem[] = {{"echem.dfn.marquis.1C", "s", 5, dfn_marquis},
                                  {"echem.dfn.chen.1C", "s", 5, dfn_chen},
                                  {"echem.spm.100", "s", 5, spm_100},
                                  {0}};
