/* voxels.c - the handle of a label image, and its NPY form. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "voxels_impl.h"

#define SIDE_MAX ((int64_t)1 << 20)
#define TOTAL_MAX ((int64_t)1 << 40)

int64_t msbat__voxels_total(const msbat_voxels *voxels)
{
    return voxels->n[0] * voxels->n[1] * voxels->n[2];
}

msbat_status msbat__voxels_new(msbat_context *ctx, const char *function, const int64_t n[3], int64_t bits,
                               msbat_voxels **voxels)
{
    for (int k = 0; k < 3; k++)
        if (n[k] < 1 || n[k] > SIDE_MAX)
            return msbat__io_fail(ctx, MSBAT_ERR_RANGE, function, "n[%d] = %" PRId64 "; must be 1 to 2^20", k, n[k]);
    if (n[0] * n[1] > TOTAL_MAX / n[2])
        return msbat__io_fail(ctx, MSBAT_ERR_OVERFLOW, function, "more than 2^40 voxels");
    msbat_voxels *made = MSBAT__IO_NEW(ctx, 1, msbat_voxels);
    if (!made) return MSBAT_ERR_MEMORY;
    if (bits == 8) made->labels = MSBAT__IO_NEW(ctx, n[0] * n[1] * n[2], uint8_t);
    else made->labels16 = MSBAT__IO_NEW(ctx, n[0] * n[1] * n[2], uint16_t);
    if (!made->labels && !made->labels16) {
        msbat_context_release(ctx, made);
        return MSBAT_ERR_MEMORY;
    }
    made->ctx = msbat_context_retain(ctx);
    made->bits = bits;
    memcpy(made->n, n, sizeof made->n);
    *voxels = made;
    return MSBAT_OK;
}

msbat_status msbat_voxels_create(msbat_context *ctx, const int64_t n[3], const uint8_t *labels, msbat_voxels **voxels)
{
    if (voxels) *voxels = NULL;
    if (!ctx) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(ctx, n);
    MSBAT__IO_REQUIRE(ctx, labels);
    MSBAT__IO_REQUIRE(ctx, voxels);
    msbat_status st = msbat__voxels_new(ctx, __func__, n, 8, voxels);
    if (!st) memcpy((*voxels)->labels, labels, (size_t)msbat__voxels_total(*voxels));
    return st;
}

msbat_status msbat_voxels_create16(msbat_context *ctx, const int64_t n[3], const uint16_t *labels,
                                   msbat_voxels **voxels)
{
    if (voxels) *voxels = NULL;
    if (!ctx) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(ctx, n);
    MSBAT__IO_REQUIRE(ctx, labels);
    MSBAT__IO_REQUIRE(ctx, voxels);
    msbat_status st = msbat__voxels_new(ctx, __func__, n, 16, voxels);
    if (!st) memcpy((*voxels)->labels16, labels, (size_t)msbat__voxels_total(*voxels) * sizeof *labels);
    return st;
}

void msbat_voxels_destroy(msbat_voxels **voxels)
{
    if (!voxels || !*voxels) return;
    msbat_context *ctx = (*voxels)->ctx;
    msbat_context_release(ctx, (*voxels)->labels);
    msbat_context_release(ctx, (*voxels)->labels16);
    msbat_context_release(ctx, *voxels);
    *voxels = NULL;
    msbat_context_destroy(&ctx);
}

msbat_status msbat_voxels_get_size(const msbat_voxels *voxels, int64_t n[3])
{
    if (!voxels) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(voxels->ctx, n);
    memcpy(n, voxels->n, sizeof voxels->n);
    return MSBAT_OK;
}

msbat_status msbat_voxels_get_bits(const msbat_voxels *voxels, int64_t *bits)
{
    if (!voxels) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(voxels->ctx, bits);
    *bits = voxels->bits;
    return MSBAT_OK;
}

msbat_status msbat_voxels_get_labels(const msbat_voxels *voxels, const uint8_t **labels)
{
    if (!voxels) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(voxels->ctx, labels);
    if (!voxels->labels) return msbat__io_fail(voxels->ctx, MSBAT_ERR_STATE, __func__, "the labels have 16 bits");
    *labels = voxels->labels;
    return MSBAT_OK;
}

msbat_status msbat_voxels_get_labels16(const msbat_voxels *voxels, const uint16_t **labels)
{
    if (!voxels) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(voxels->ctx, labels);
    if (!voxels->labels16) return msbat__io_fail(voxels->ctx, MSBAT_ERR_STATE, __func__, "the labels have 8 bits");
    *labels = voxels->labels16;
    return MSBAT_OK;
}

msbat_status msbat_voxels_count(const msbat_voxels *voxels, int64_t label, int64_t *count)
{
    if (!voxels) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(voxels->ctx, count);
    int64_t total = msbat__voxels_total(voxels), found = 0;
    for (int64_t i = 0; i < total; i++) found += (voxels->labels ? voxels->labels[i] : voxels->labels16[i]) == label;
    *count = found;
    return MSBAT_OK;
}

/* ---- NPY -------------------------------------------------------------------------------------------------------- */
/* Width of the labels: that of the type, or what the values need. */
static msbat_status find_bits(msbat_context *ctx, const char *function, const char *path, const npy_header *h,
                              const char *data, int64_t *bits)
{
    double most = 0;
    if (h->kind == 'f')
        return msbat__io_fail(ctx, MSBAT_ERR_UNSUPPORTED, function, "%.250s: real numbers are no labels", path);
    for (int64_t i = 0; i < h->n; i++) {
        double value = msbat__npy_value(h, data, i);
        if (value < 0 || value > 65535)
            return msbat__io_fail(ctx, MSBAT_ERR_RANGE, function, "%.250s: value %" PRId64 " does not fit in 16 bits",
                                  path, i);
        most = fmax(most, value);
    }
    *bits = most > 255 || (h->kind == 'u' && h->item == 2) ? 16 : 8;
    return MSBAT_OK;
}

static msbat_status from_npy(msbat_context *ctx, const char *function, const char *path, const npy_header *h,
                             const char *data, msbat_voxels **voxels)
{
    int64_t bits = 8;
    if (h->n_dims != 2 && h->n_dims != 3)
        return msbat__io_fail(ctx, MSBAT_ERR_FORMAT, function,
                              "%.250s has %" PRId64 " dimensions; an image has 3 or 2", path,
                              h->n_dims);
    const int64_t n[3] = {h->n_dims == 3 ? h->shape[0] : 1, h->shape[h->n_dims - 2], h->shape[h->n_dims - 1]};
    msbat_status st = find_bits(ctx, function, path, h, data, &bits);
    if (!st && (st = msbat__voxels_new(ctx, function, n, bits, voxels)))
        msbat__io_report_within(ctx, function, path);
    for (int64_t i = 0; i < h->n && !st; i++) {
        double value = msbat__npy_value(h, data, i);
        if (bits == 8) (*voxels)->labels[i] = (uint8_t)value;
        else (*voxels)->labels16[i] = (uint16_t)value;
    }
    return st;
}

msbat_status msbat_voxels_read_npy(msbat_context *ctx, const char *path, msbat_voxels **voxels)
{
    char *data = NULL;
    size_t size = 0;
    npy_header h;
    if (voxels) *voxels = NULL;
    if (!ctx) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(ctx, path);
    MSBAT__IO_REQUIRE(ctx, voxels);
    msbat_status st = msbat__io_load(ctx, __func__, path, &size, &data);
    if (!st) st = msbat__npy_parse(ctx, __func__, path, size, data, &h);
    if (!st) st = from_npy(ctx, __func__, path, &h, data, voxels);
    msbat_context_release(ctx, data);
    return st;
}

msbat_status msbat_voxels_write_npy(const msbat_voxels *voxels, const char *path)
{
    if (!voxels) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(voxels->ctx, path);
    int64_t total = msbat__voxels_total(voxels);
    msbat__io_buffer out = {.ctx = voxels->ctx};
    msbat__npy_put_header(&out, voxels->labels ? "|u1" : "<u2", 3, voxels->n);
    if (voxels->labels) msbat__io_put(&out, (size_t)total, voxels->labels);
    for (int64_t i = 0; i < total && voxels->labels16; i++) {
        const unsigned char b[2] = {(unsigned char)(voxels->labels16[i] & 255),
                                    (unsigned char)(voxels->labels16[i] >> 8)};
        msbat__io_put(&out, 2, b);
    }
    return msbat__io_store(&out, __func__, path);
}
