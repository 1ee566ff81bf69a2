/* tiff.c - stacks of label images. */
#include <string.h>

#include "fuzz.h"
#include "msbat/io.h"

static size_t total_of(const msbat_voxels *voxels, int64_t n[3])
{
    FUZZ_OK(msbat_voxels_get_size(voxels, n));
    FUZZ_CHECK(n[0] > 0 && n[1] > 0 && n[2] > 0);
    return (size_t)(n[0] * n[1] * n[2]);
}

static void compare(const msbat_voxels *a, const msbat_voxels *b)
{
    int64_t n[3], m[3], bits = 0, other = 0;
    const uint8_t *x = NULL, *y = NULL;
    const uint16_t *x16 = NULL, *y16 = NULL;
    size_t total = total_of(a, n);
    FUZZ_CHECK(total_of(b, m) == total && !memcmp(n, m, sizeof n));
    FUZZ_OK(msbat_voxels_get_bits(a, &bits));
    FUZZ_OK(msbat_voxels_get_bits(b, &other));
    FUZZ_CHECK(bits == other);
    FUZZ_CHECK((msbat_voxels_get_labels(a, &x) == MSBAT_OK) == (bits == 8));
    FUZZ_CHECK((msbat_voxels_get_labels16(a, &x16) == MSBAT_OK) == (bits == 16));
    if (bits == 8) {
        FUZZ_OK(msbat_voxels_get_labels(b, &y));
        FUZZ_CHECK(!memcmp(x, y, total));
    } else {
        FUZZ_OK(msbat_voxels_get_labels16(b, &y16));
        FUZZ_CHECK(!memcmp(x16, y16, 2 * total));
    }
}

static void run(msbat_context *ctx, size_t size, const uint8_t *data)
{
    msbat_voxels *voxels = NULL, *again = NULL;
    int64_t n[3];
    fuzz_save(fuzz_path(0), size, data);
    msbat_status st = msbat_voxels_read_tiff(ctx, fuzz_path(0), &voxels);
    fuzz_reader_returned(st, voxels, FUZZ_FILE);
    if (st) return;
    if (total_of(voxels, n) < 100000) { /* more tells nothing more, and takes long */
        FUZZ_OK(msbat_voxels_write_tiff(voxels, fuzz_path(1)));
        FUZZ_OK(msbat_voxels_read_tiff(ctx, fuzz_path(1), &again));
        compare(voxels, again);
    }
    msbat_voxels_destroy(&again);
    msbat_voxels_destroy(&voxels);
}

/* Pages may be 10000 times larger than the file, in an array that doubles and then once more in the object; the
 * decoders of libtiff hold tables and a window besides (that of Zstandard has 128 MB at most, twice where it grows). */
const fuzz_target fuzz_tiff = {"tiff", 1 << 28, 40000, NULL, run};
