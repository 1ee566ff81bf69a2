/* Benchmarks of material: what cell and particle models evaluate in their loops. */
#include "bench.h"

#include <math.h>

#include "msbat/material.h"

/* A convexified voltage table of 1000 points and a jump diffusivity of 20 rows. */
static int make_material(msbat_context *ctx, msbat_material **material)
{
    enum { N = 1000, ROWS = 20 };
    double table[2 * N], rows[4 * ROWS] = {0};
    msbat_phase *phase = NULL;
    msbat_transport *transport = NULL;
    for (int i = 0; i < N; i++) {
        double x = (i + 0.5) / N;
        table[2 * i] = x;
        table[2 * i + 1] = 4 - 0.5 * x + 0.1 * tanh(10 * (x - 0.5)) - 0.03 * log(x / (1 - x));
    }
    for (int i = 0; i < ROWS; i++) {
        rows[4 * i] = 0.001 + 0.998 * i / (ROWS - 1);
        rows[4 * i + 1] = 1e-14 * exp(-3 * rows[4 * i]);
    }
    BENCH_OK(ctx, msbat_phase_create_ocv_table(ctx, "host", "Li", 298.15, N, table, MSBAT_GAP_CONVEXIFY, &phase));
    BENCH_OK(ctx, msbat_phase_set_site_density(phase, 5e4));
    BENCH_OK(ctx, msbat_material_create(phase, material));
    BENCH_OK(ctx,
             msbat_transport_create_table(ctx, "host", "Li", MSBAT_DIFFUSIVITY_JUMP, 298.15, ROWS, rows, &transport));
    BENCH_OK(ctx, msbat_material_set_transport(*material, transport));
    msbat_transport_destroy(&transport);
    msbat_phase_destroy(&phase);
    return 0;
}

/* material.view.1000: evaluations a second of D_chem, H and the voltage (three count as one) at 1e6 x that sweep the
 * range in steps of the golden ratio, as shells and volumes are visited; the material above. Making the view is
 * excluded and told as view_s. */
static int view(msbat_context *ctx, bench_result *result)
{
    enum { CALLS = 1000000 };
    msbat_material *material = NULL;
    msbat_material_view *v = NULL;
    double range[2], sum = 0, at = 0.3;
    if (make_material(ctx, &material)) return 1;
    double start = bench_cpu();
    BENCH_OK(ctx, msbat_material_view_create(material, 298.15, &v));
    double ready = bench_cpu();
    BENCH_OK(ctx, msbat_material_view_get_range(v, range));
    for (int i = 0; i < CALLS; i++) {
        at += 0.6180339887498949;
        if (at >= 1) at -= 1;
        double x = range[0] + (range[1] - range[0]) * at;
        sum += msbat_material_view_eval_enthalpy(v, x) + msbat_material_view_eval_chemical_diffusivity(v, x) +
               msbat_material_view_eval_voltage(v, x);
    }
    result->cpu_s = bench_cpu() - ready;
    result->value = CALLS / result->cpu_s;
    snprintf(result->extra, sizeof result->extra, "\"view_s\": %.4g, \"mean\": %.9g", ready - start, sum / CALLS);
    msbat_material_view_destroy(&v);
    msbat_material_destroy(&material);
    return isfinite(sum) ? 0 : 1;
}

extern const bench_case bench_material[];
const bench_case bench_material[] = {{"material.view.1000", "1/s", 3, view}, {0}};
