/* array.c - arrays of doubles, read from and written to NPY. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "voxels_impl.h"

static msbat_array *array_new(msbat_context *ctx, int64_t n_dims, const int64_t *shape, int64_t n)
{
    msbat_array *array = MSBAT__IO_NEW(ctx, 1, msbat_array);
    if (!array) return NULL;
    array->values = MSBAT__IO_NEW(ctx, n, double);
    if (!array->values) {
        msbat_context_release(ctx, array);
        return NULL;
    }
    array->ctx = msbat_context_retain(ctx);
    array->n_dims = n_dims;
    array->n = n;
    if (n_dims) memcpy(array->shape, shape, (size_t)n_dims * sizeof *shape);
    return array;
}

static msbat_status check_shape(msbat_context *ctx, const char *function, int64_t n_dims, const int64_t *shape,
                                int64_t *n)
{
    int64_t total = 1;
    if (n_dims < 0 || n_dims > 32)
        return msbat__io_fail(ctx, MSBAT_ERR_RANGE, function, "n_dims = %" PRId64 "; must be 0 to 32", n_dims);
    if (n_dims && !shape) return msbat__io_fail(ctx, MSBAT_ERR_NULL, function, "shape is NULL");
    for (int64_t k = 0; k < n_dims; k++) {
        if (shape[k] < 0 || (shape[k] && total > ((int64_t)1 << 48) / shape[k]))
            return msbat__io_fail(ctx, MSBAT_ERR_RANGE, function,
                                  "shape[%" PRId64 "] = %" PRId64 " is negative or too large", k,
                                  shape[k]);
        total *= shape[k];
    }
    *n = total;
    return MSBAT_OK;
}

static msbat_status check_values(msbat_context *ctx, const char *function, int64_t n, const double *values)
{
    if (n && !values) return msbat__io_fail(ctx, MSBAT_ERR_NULL, function, "values is NULL");
    for (int64_t i = 0; i < n; i++)
        if (!isfinite(values[i]))
            return msbat__io_fail(ctx, MSBAT_ERR_RANGE, function, "value %" PRId64 " is %s; must be finite", i,
                                  msbat__io_odd_number(values[i]));
    return MSBAT_OK;
}

msbat_status msbat_array_create(msbat_context *ctx, int64_t n_dims, const int64_t *shape, const double *values,
                                msbat_array **array)
{
    int64_t n = 0;
    if (array) *array = NULL;
    if (!ctx) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(ctx, array);
    msbat_status st = check_shape(ctx, __func__, n_dims, shape, &n);
    if (!st) st = check_values(ctx, __func__, n, values);
    if (st) return st;
    msbat_array *made = array_new(ctx, n_dims, shape, n);
    if (!made) return MSBAT_ERR_MEMORY;
    if (n) memcpy(made->values, values, (size_t)n * sizeof *values);
    *array = made;
    return MSBAT_OK;
}

void msbat_array_destroy(msbat_array **array)
{
    if (!array || !*array) return;
    msbat_context *ctx = (*array)->ctx;
    msbat_context_release(ctx, (*array)->values);
    msbat_context_release(ctx, *array);
    *array = NULL;
    msbat_context_destroy(&ctx);
}

static msbat_status fill(msbat_array *array, const char *function, const char *path, const npy_header *h,
                         const char *data)
{
    for (int64_t i = 0; i < array->n; i++) {
        double value = msbat__npy_value(h, data, i);
        if (!isfinite(value))
            return msbat__io_fail(array->ctx, MSBAT_ERR_RANGE, function,
                                  "%.250s: value %" PRId64 " is not finite, or an integer beyond 2^53", path, i);
        array->values[i] = value;
    }
    return MSBAT_OK;
}

msbat_status msbat_array_read_npy(msbat_context *ctx, const char *path, msbat_array **array)
{
    char *data = NULL;
    size_t size = 0;
    npy_header h;
    msbat_array *made = NULL;
    if (array) *array = NULL;
    if (!ctx) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(ctx, path);
    MSBAT__IO_REQUIRE(ctx, array);
    msbat_status st = msbat__io_load(ctx, __func__, path, &size, &data);
    if (!st) st = msbat__npy_parse(ctx, __func__, path, size, data, &h);
    if (!st && !(made = array_new(ctx, h.n_dims, h.shape, h.n))) st = MSBAT_ERR_MEMORY;
    if (!st) st = fill(made, __func__, path, &h, data);
    if (st) msbat_array_destroy(&made);
    msbat_context_release(ctx, data);
    *array = made;
    return st;
}

msbat_status msbat_array_get_dims(const msbat_array *array, int64_t *n_dims)
{
    if (!array) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(array->ctx, n_dims);
    *n_dims = array->n_dims;
    return MSBAT_OK;
}

msbat_status msbat_array_get_shape(const msbat_array *array, int64_t n_dims, int64_t *shape)
{
    if (!array) return MSBAT_ERR_NULL;
    if (n_dims != array->n_dims)
        return msbat__io_fail(array->ctx, MSBAT_ERR_MISMATCH, __func__,
                              "n_dims = %" PRId64 " but the array has %" PRId64, n_dims,
                              array->n_dims);
    if (n_dims) MSBAT__IO_REQUIRE(array->ctx, shape);
    if (n_dims) memcpy(shape, array->shape, (size_t)n_dims * sizeof *shape);
    return MSBAT_OK;
}

msbat_status msbat_array_get_values(const msbat_array *array, int64_t *n, const double **values)
{
    if (!array) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(array->ctx, values);
    if (n) *n = array->n;
    *values = array->values;
    return MSBAT_OK;
}

msbat_status msbat_array_write_npy(const msbat_array *array, const char *path)
{
    if (!array) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(array->ctx, path);
    msbat__io_buffer out = {.ctx = array->ctx};
    msbat__npy_put_header(&out, "<f8", array->n_dims, array->shape);
    for (int64_t i = 0; i < array->n; i++) {
        uint64_t bits;
        unsigned char b[8];
        memcpy(&bits, &array->values[i], sizeof bits);
        for (int k = 0; k < 8; k++) b[k] = (unsigned char)(bits >> 8 * k);
        msbat__io_put(&out, sizeof b, b);
    }
    return msbat__io_store(&out, __func__, path);
}
