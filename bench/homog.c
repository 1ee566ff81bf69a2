/* bench/homog.c - homog.s128: overlapping spheres 128^3, radius 8 voxels, pore fraction 0.4, seed 1; pore conducts,
 * spheres insulate; MIXED condition along axis 0, relative tolerance 1e-3. Measured: everything from the labels in
 * memory to the result (components, multigrid set-up, iterations); excluded: making the image. error: relative to the
 * converged value 0.188077527. CPU time. */
#include <math.h>

#include "bench.h"
#include "msbat/homog.h"

static int run_s128(msbat_context *ctx, bench_result *result)
{
    msbat_image *image = NULL;
    msbat_homog *homog = NULL;
    double d = 0.0, estimate = 0.0;
    int64_t iterations = 0;
    BENCH_OK(ctx, msbat_image_create_spheres(ctx, 128, 8.0, 0.4, 1, 1e-6, &image));
    double start = bench_cpu();
    BENCH_OK(ctx, msbat_homog_create(image, &homog));
    BENCH_OK(ctx, msbat_homog_set_conductivity(homog, 1, 1.0));
    BENCH_OK(ctx, msbat_homog_set_tolerance(homog, 1e-3));
    BENCH_OK(ctx, msbat_homog_solve_mixed(homog, 0));
    BENCH_OK(ctx, msbat_homog_get_component(homog, MSBAT_HOMOG_MIXED, 0, &d));
    result->cpu_s = result->value = bench_cpu() - start;
    BENCH_OK(ctx, msbat_homog_get_error(homog, MSBAT_HOMOG_MIXED, 0, &estimate, &iterations));
    snprintf(result->extra, sizeof result->extra, "\"error\": %.2g, \"estimate\": %.2g, \"iterations\": %d",
             fabs(d / 0.188077527 - 1.0), estimate, (int)iterations);
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
    return 0;
}

const bench_case bench_homog[] = {{"homog.s128", "s", 5, run_s128}, {NULL, NULL, 0, NULL}};
