/* spheres.c - the overlapping-sphere image, bit for bit reproducible from its seed. */
#include <math.h>
#include <string.h>

#include "homog/homog_impl.h"

/* splitmix64 (G. L. Steele, D. Lea, C. H. Flood, OOPSLA 2014): part of the definition of the image, which is why the
 * library's own generator does not serve here. */
static double splitmix_uniform(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    z ^= z >> 31;
    return (double)(z >> 11) * 0x1p-53;
}

static int64_t wrap(int64_t i, int64_t n)
{
    int64_t m = i % n;
    return m < 0 ? m + n : m;
}

static void fill_row(uint8_t *row, int64_t n, double centre, double radius, double rest)
{
    int64_t high = (int64_t)ceil(centre + radius);
    for (int64_t k = (int64_t)floor(centre - radius) - 1; k <= high; k++) {
        double d = (double)k + 0.5 - centre;
        if (rest + d * d <= radius * radius) row[wrap(k, n)] = 0;
    }
}

static void fill_sphere(msbat_image *image, const double c[3], double radius)
{
    int64_t n = image->n[0], low[2], high[2];
    for (int a = 0; a < 2; a++) {
        low[a] = (int64_t)floor(c[a] - radius) - 1;
        high[a] = (int64_t)ceil(c[a] + radius);
    }
    for (int64_t i = low[0]; i <= high[0]; i++)
        for (int64_t j = low[1]; j <= high[1]; j++) {
            double di = (double)i + 0.5 - c[0], dj = (double)j + 0.5 - c[1], rest = di * di + dj * dj;
            if (rest > radius * radius) continue;
            fill_row(image->labels + (wrap(i, n) * n + wrap(j, n)) * n, n, c[2], radius, rest);
        }
}

static msbat_status fill_all(msbat_image *image, double radius, int64_t spheres, uint64_t seed)
{
    uint64_t state = seed;
    double n = (double)image->n[0];
    memset(image->labels, 1, (size_t)image->total);
    for (int64_t s = 0; s < spheres; s++) {
        double c[3];
        for (int a = 0; a < 3; a++) c[a] = n * splitmix_uniform(&state);
        fill_sphere(image, c, radius);
        if (s % 4096 == 0 && msbat__progress(image->handle.ctx, (double)s / (double)spheres)) return MSBAT_CANCELLED;
    }
    msbat__image_count(image);
    return MSBAT_OK;
}

static msbat_status check_spheres(msbat_context *ctx, const char *function, int64_t n, double radius, double fraction)
{
    msbat_status st = msbat__check_count(ctx, function, "n", n, 1, 4096);
    if (!st) st = msbat__check_range(ctx, function, "radius", "voxels", radius, 0.5, fmax(0.5, 0.5 * (double)n), 0);
    if (!st) st = msbat__check_range(ctx, function, "pore_fraction", "", fraction, 0.0, 1.0, 3);
    return st;
}

msbat_status msbat_image_create_spheres(msbat_context *ctx, int64_t n, double radius, double pore_fraction,
                                        uint64_t seed, double voxel_m, msbat_image **image)
{
    if (image) *image = NULL;
    MSBAT__REQUIRE_HANDLE(ctx);
    MSBAT__REQUIRE(ctx, image);
    msbat_status st = check_spheres(ctx, __func__, n, radius, pore_fraction);
    if (st) return st;
    const int64_t size[3] = {n, n, n};
    const double voxel[3] = {voxel_m, voxel_m, voxel_m};
    st = msbat__image_new(ctx, __func__, size, voxel, image);
    if (st) return st;
    const double pi = 3.14159265358979323846;
    double volume = 4.0 / 3.0 * pi * radius * radius * radius;
    double spheres = round(-log(pore_fraction) * (double)(*image)->total / volume);
    st = fill_all(*image, radius, (int64_t)spheres, seed);
    if (st) msbat_image_destroy(image);
    return st;
}
