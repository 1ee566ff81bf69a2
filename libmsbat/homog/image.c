/* image.c - voxel images: creation, crops, fractions. */
#include <math.h>
#include <string.h>

#include "homog/homog_impl.h"

#define EDGE_MAX ((int64_t)1 << 20)
#define VOXELS_MAX ((int64_t)1 << 40)

static void image_clear(void *object)
{
    msbat_image *image = object;
    msbat__free(image->handle.ctx, image->labels);
}

static msbat_status check_voxel(msbat_context *ctx, const char *function, const double voxel[3])
{
    static const char *const names[3] = {"voxel_m[0]", "voxel_m[1]", "voxel_m[2]"};
    double low = voxel[0], high = voxel[0];
    for (int a = 0; a < 3; a++) {
        msbat_status st = msbat__check_range(ctx, function, names[a], "m", voxel[a], 1e-15, 1e6, 0);
        if (st) return st;
        low = fmin(low, voxel[a]);
        high = fmax(high, voxel[a]);
    }
    if (high <= 1000.0 * low) return MSBAT_OK;
    return msbat__fail(ctx, MSBAT_ERR_RANGE, function, "voxel edges %g m and %g m differ by more than a factor of 1000",
                       high, low);
}

msbat_status msbat__image_new(msbat_context *ctx, const char *function, const int64_t n[3], const double voxel[3],
                              msbat_image **image)
{
    static const char *const names[3] = {"n[0]", "n[1]", "n[2]"};
    int64_t total = 1;
    for (int a = 0; a < 3; a++) {
        msbat_status st = msbat__check_count(ctx, function, names[a], n[a], 1, EDGE_MAX);
        if (st) return st;
        if (!msbat__multiply(total, n[a], &total) || total > VOXELS_MAX)
            return msbat__fail(ctx, MSBAT_ERR_OVERFLOW, function, "image of %d x %d x %d voxels; at most 2^40", n[0],
                               n[1], n[2]);
    }
    msbat_status st = check_voxel(ctx, function, voxel);
    if (st) return st;
    msbat_image *made = msbat__handle_new(ctx, sizeof *made, image_clear, function);
    if (!made) return MSBAT_ERR_MEMORY;
    memcpy(made->n, n, sizeof made->n);
    memcpy(made->voxel, voxel, sizeof made->voxel);
    made->total = total;
    made->labels = MSBAT__NEW(ctx, total, uint8_t);
    if (!made->labels) {
        msbat__handle_release(made);
        return MSBAT_ERR_MEMORY;
    }
    *image = made;
    return MSBAT_OK;
}

/* Four interleaved histograms, because equal neighbours would wait for each other in one. */
void msbat__image_count(msbat_image *image)
{
    int64_t count[4][256];
    memset(count, 0, sizeof count);
    for (int64_t v = 0; v < image->total; v++) count[v & 3][image->labels[v]]++;
    for (int l = 0; l < 256; l++) image->count[l] = count[0][l] + count[1][l] + count[2][l] + count[3][l];
}

msbat_status msbat_image_create(msbat_context *ctx, const int64_t n[3], const uint8_t *labels, const double voxel_m[3],
                                msbat_image **image)
{
    if (image) *image = NULL;
    MSBAT__REQUIRE_HANDLE(ctx);
    MSBAT__REQUIRE(ctx, image);
    MSBAT__REQUIRE(ctx, n);
    MSBAT__REQUIRE(ctx, labels);
    MSBAT__REQUIRE(ctx, voxel_m);
    msbat_status st = msbat__image_new(ctx, __func__, n, voxel_m, image);
    if (st) return st;
    memcpy((*image)->labels, labels, (size_t)(*image)->total);
    msbat__image_count(*image);
    return MSBAT_OK;
}

static void copy_box(const msbat_image *image, const int64_t origin[3], msbat_image *crop)
{
    for (int64_t i = 0; i < crop->n[0]; i++)
        for (int64_t j = 0; j < crop->n[1]; j++) {
            int64_t from = ((origin[0] + i) * image->n[1] + origin[1] + j) * image->n[2] + origin[2];
            memcpy(crop->labels + (i * crop->n[1] + j) * crop->n[2], image->labels + from, (size_t)crop->n[2]);
        }
    msbat__image_count(crop);
}

msbat_status msbat_image_create_crop(const msbat_image *image, const int64_t origin[3], const int64_t size[3],
                                     msbat_image **crop)
{
    if (crop) *crop = NULL;
    MSBAT__REQUIRE_HANDLE(image);
    msbat_context *ctx = msbat__context_of(image);
    MSBAT__REQUIRE(ctx, crop);
    MSBAT__REQUIRE(ctx, origin);
    MSBAT__REQUIRE(ctx, size);
    for (int a = 0; a < 3; a++) {
        if (origin[a] < 0 || size[a] < 1 || origin[a] > image->n[a] || size[a] > image->n[a] - origin[a])
            return msbat__fail(ctx, MSBAT_ERR_RANGE, __func__,
                               "axis %d: %d voxels from %d on do not lie inside the image of %d", (int64_t)a, size[a],
                               origin[a], image->n[a]);
    }
    msbat_status st = msbat__image_new(ctx, __func__, size, image->voxel, crop);
    if (!st) copy_box(image, origin, *crop);
    return st;
}

void msbat_image_destroy(msbat_image **image) { msbat__handle_destroy((void **)image); }

msbat_status msbat_image_get_size(const msbat_image *image, int64_t n[3])
{
    MSBAT__REQUIRE_HANDLE(image);
    MSBAT__REQUIRE(msbat__context_of(image), n);
    memcpy(n, image->n, sizeof image->n);
    return MSBAT_OK;
}

msbat_status msbat_image_get_voxel(const msbat_image *image, double voxel_m[3])
{
    MSBAT__REQUIRE_HANDLE(image);
    MSBAT__REQUIRE(msbat__context_of(image), voxel_m);
    memcpy(voxel_m, image->voxel, sizeof image->voxel);
    return MSBAT_OK;
}

msbat_status msbat_image_get_labels(const msbat_image *image, const uint8_t **labels)
{
    MSBAT__REQUIRE_HANDLE(image);
    MSBAT__REQUIRE(msbat__context_of(image), labels);
    *labels = image->labels;
    return MSBAT_OK;
}

msbat_status msbat_image_get_label_count(const msbat_image *image, int64_t *count)
{
    MSBAT__REQUIRE_HANDLE(image);
    MSBAT__REQUIRE(msbat__context_of(image), count);
    *count = 0;
    for (int l = 0; l < 256; l++) *count += image->count[l] > 0;
    return MSBAT_OK;
}

msbat_status msbat_image_get_label(const msbat_image *image, int64_t index, int64_t *label)
{
    MSBAT__REQUIRE_HANDLE(image);
    MSBAT__REQUIRE(msbat__context_of(image), label);
    int64_t seen = 0;
    for (int l = 0; l < 256; l++) {
        if (image->count[l] == 0 || seen++ != index) continue;
        *label = l;
        return MSBAT_OK;
    }
    return msbat__fail(msbat__context_of(image), MSBAT_ERR_RANGE, __func__, "index %d; the image has %d labels", index,
                       seen);
}

msbat_status msbat_image_get_fraction(const msbat_image *image, int64_t label, double *fraction)
{
    MSBAT__REQUIRE_HANDLE(image);
    MSBAT__REQUIRE(msbat__context_of(image), fraction);
    msbat_status st = msbat__check_count(msbat__context_of(image), __func__, "label", label, 0, 255);
    if (!st) *fraction = (double)image->count[label] / (double)image->total;
    return st;
}
