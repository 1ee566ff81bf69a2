/* npy.c - arrays, and label images, from the same bytes. */
#include "fuzz.h"
#include "msbat/io.h"

static fuzz_digest digest_of_array(const msbat_array *array)
{
    fuzz_digest digest = 0;
    int64_t n_dims = 0, shape[32], n = 0, product = 1;
    const double *values = NULL;
    FUZZ_OK(msbat_array_get_dims(array, &n_dims));
    FUZZ_OK(msbat_array_get_shape(array, n_dims, shape));
    FUZZ_OK(msbat_array_get_values(array, &n, &values));
    for (int64_t k = 0; k < n_dims; k++) product = n ? product * shape[k] : 0;
    FUZZ_CHECK(product == n);
    fuzz_add(&digest, (size_t)n_dims * sizeof *shape, shape);
    fuzz_add(&digest, (size_t)n * sizeof *values, values);
    return digest;
}

static void run_array(msbat_context *ctx)
{
    msbat_array *array = NULL, *again = NULL;
    msbat_status st = msbat_array_read_npy(ctx, fuzz_path(0), &array);
    fuzz_reader_returned(st, array, FUZZ_FILE);
    if (st) return;
    FUZZ_OK(msbat_array_write_npy(array, fuzz_path(1)));
    FUZZ_OK(msbat_array_read_npy(ctx, fuzz_path(1), &again));
    FUZZ_CHECK(digest_of_array(array) == digest_of_array(again));
    msbat_array_destroy(&array);
    msbat_array_destroy(&again);
}

static fuzz_digest digest_of_voxels(const msbat_voxels *voxels)
{
    fuzz_digest digest = 0;
    int64_t n[3], bits = 0, zeros = 0;
    const uint8_t *labels = NULL;
    const uint16_t *labels16 = NULL;
    FUZZ_OK(msbat_voxels_get_size(voxels, n));
    FUZZ_OK(msbat_voxels_get_bits(voxels, &bits));
    FUZZ_OK(msbat_voxels_count(voxels, 0, &zeros));
    size_t total = (size_t)(n[0] * n[1] * n[2]);
    fuzz_add(&digest, sizeof n, n);
    fuzz_add_int(&digest, bits);
    fuzz_add_int(&digest, zeros);
    if (bits == 8) FUZZ_OK(msbat_voxels_get_labels(voxels, &labels));
    else FUZZ_OK(msbat_voxels_get_labels16(voxels, &labels16));
    if (labels) fuzz_add(&digest, total, labels);
    else fuzz_add(&digest, 2 * total, labels16);
    return digest;
}

static void run_voxels(msbat_context *ctx)
{
    msbat_voxels *voxels = NULL, *again = NULL;
    msbat_status st = msbat_voxels_read_npy(ctx, fuzz_path(0), &voxels);
    fuzz_reader_returned(st, voxels, FUZZ_FILE);
    if (st) return;
    FUZZ_OK(msbat_voxels_write_npy(voxels, fuzz_path(1)));
    FUZZ_OK(msbat_voxels_read_npy(ctx, fuzz_path(1), &again));
    FUZZ_CHECK(digest_of_voxels(voxels) == digest_of_voxels(again));
    msbat_voxels_destroy(&voxels);
    msbat_voxels_destroy(&again);
}

static void run(msbat_context *ctx, size_t size, const uint8_t *data)
{
    fuzz_save(fuzz_path(0), size, data);
    run_array(ctx);
    run_voxels(ctx);
}

/* A value of one byte becomes a double, beside the bytes of the file. */
const fuzz_target fuzz_npy = {"npy", 1 << 16, 16, NULL, run};
