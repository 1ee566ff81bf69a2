/* correlation.c - correlation length of the conductivity field. */
#include <math.h>

#include "homog/homog_impl.h"

/* Sum over one row pair of the products of deviations. */
static double row_product(int64_t n, const uint8_t *a, const uint8_t *b, const double *deviation)
{
    double sum = 0.0;
    for (int64_t k = 0; k < n; k++) sum += deviation[a[k]] * deviation[b[k]];
    return sum;
}

/* Covariance at a lag along an axis: mean over the voxel pairs that lie inside the image. */
static double covariance(const msbat_image *image, const double *deviation, int axis, int64_t lag)
{
    const int64_t stride[3] = {image->n[1] * image->n[2], image->n[2], 1};
    int64_t n[3] = {image->n[0], image->n[1], image->n[2]};
    double sum = 0.0;
    n[axis] -= lag;
    for (int64_t i = 0; i < n[0]; i++)
        for (int64_t j = 0; j < n[1]; j++) {
            const uint8_t *row = image->labels + i * stride[0] + j * stride[1];
            sum += row_product(n[2], row, row + lag * stride[axis], deviation);
        }
    return sum / ((double)n[0] * (double)n[1] * (double)n[2]);
}

/* Trapezoids up to the first zero, which is found by linear interpolation [voxels]. */
static double axis_length(const msbat_image *image, const double *deviation, double variance, int axis)
{
    double last = 1.0, length = 0.0;
    for (int64_t lag = 1; lag <= image->n[axis] / 2; lag++) {
        double now = covariance(image, deviation, axis, lag) / variance;
        if (now <= 0.0) return length + 0.5 * last * last / (last - now);
        length += 0.5 * (last + now);
        last = now;
    }
    return length;
}

double msbat__image_correlation(const msbat_image *image, const double *sigma)
{
    double deviation[256], mean = 0.0, variance = 0.0, high = 0.0, longest = 0.0;
    for (int l = 0; l < 256; l++)
        if (image->count[l]) high = fmax(high, sigma[l]);
    if (!(high > 0.0)) return 0.0;
    for (int l = 0; l < 256; l++)
        if (image->count[l]) mean += (double)image->count[l] / (double)image->total * (sigma[l] / high);
    for (int l = 0; l < 256; l++) {
        deviation[l] = image->count[l] ? sigma[l] / high - mean : 0.0;
        variance += (double)image->count[l] / (double)image->total * deviation[l] * deviation[l];
    }
    if (!(variance > 1e-24)) return 0.0;
    for (int a = 0; a < 3; a++) longest = fmax(longest, image->voxel[a] * axis_length(image, deviation, variance, a));
    return longest;
}

msbat_status msbat_homog_get_correlation_length(const msbat_homog *homog, double *length_m)
{
    MSBAT__REQUIRE_HANDLE(homog);
    MSBAT__REQUIRE(homog->handle.ctx, length_m);
    *length_m = msbat__image_correlation(homog->image, homog->sigma);
    return MSBAT_OK;
}
