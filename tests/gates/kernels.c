/* kernels.c - runs the loops that are built for several processors and prints every bit of what they give. cross.sh
 * links this program with the kernels as they are, with those for the baseline alone, and for another machine, and
 * compares. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "homog/homog_impl.h"
#include "kmc/kmc_impl.h"

static void print_bits(const char *what, int64_t n, const double *values)
{
    uint64_t bits, hash = 14695981039346656037u; /* FNV-1a over whole words */
    for (int64_t i = 0; i < n; i++) {
        memcpy(&bits, &values[i], sizeof bits);
        hash = (hash ^ bits) * 1099511628211u;
    }
    printf("%s: %d numbers, first %.17g, last %.17g, bits %016" PRIx64 "\n", what, (int)n, values[0],
           values[n - 1], hash);
}

static void rates(void)
{
    enum { N = 32768 };
    static double x[N], rate[N];
    for (int64_t i = 0; i < N; i++) {
        x[i] = -(double)(i * i) / (N * 1400.0); /* 0 to beyond where rates vanish */
        rate[i] = 1.0 + (double)(i % 7) / 7.0;
    }
    msbat__kmc_rates(N, x, rate);
    print_bits("kmc rates", N, rate);
}

/* A binary image takes the kernels in float and, at a small tolerance, in double; a contrast takes the general ones. */
static msbat_status solve(const msbat_image *image, const char *what, double sigma, double tolerance,
                          msbat_homog_condition condition)
{
    msbat_homog *homog = NULL;
    msbat_status st = msbat_homog_create(image, &homog);
    if (!st) st = msbat_homog_set_conductivity(homog, 0, sigma);
    if (!st) st = msbat_homog_set_conductivity(homog, 1, 1.0);
    if (!st) st = msbat_homog_set_tolerance(homog, tolerance);
    if (!st) st = msbat__homog_solve_axes(homog, (int)condition, 7); /* not what needs LAPACK */
    if (!st) print_bits(what, 9, homog->result[condition].tensor);
    msbat_homog_destroy(&homog);
    return st;
}

static msbat_status images(msbat_context *ctx)
{
    msbat_image *image = NULL;
    msbat_status st = msbat_image_create_spheres(ctx, 23, 4.0, 0.5, 7, 1e-6, &image);
    if (!st) st = solve(image, "binary, float, periodic", 0.0, 1e-3, MSBAT_HOMOG_PERIODIC);
    if (!st) st = solve(image, "binary, double, periodic", 0.0, 1e-9, MSBAT_HOMOG_PERIODIC);
    if (!st) st = solve(image, "contrast, fixed gradient", 0.03, 1e-6, MSBAT_HOMOG_KUBC);
    if (!st) st = solve(image, "contrast, closed sides", 0.03, 1e-6, MSBAT_HOMOG_MIXED);
    msbat_image_destroy(&image);
    return st;
}

int main(void)
{
    msbat_context *ctx = NULL;
    msbat_status st = msbat_context_create(&ctx);
    rates();
    if (!st) st = images(ctx);
    msbat_context_destroy(&ctx);
    if (st) fprintf(stderr, "%s\n", msbat_status_text(st));
    return st != MSBAT_OK;
}
