/* voxels_impl.h - the inside of msbat_voxels and msbat_array, and what NPY and TIFF share. */
#ifndef MSBAT_IO_VOXELS_IMPL_H
#define MSBAT_IO_VOXELS_IMPL_H

#include "io_impl.h"

struct msbat_voxels {
    msbat_context *ctx;                 /* retained */
    int64_t n[3], bits;                 /* bits 8 or 16 */
    uint8_t *labels;                    /* or NULL */
    uint16_t *labels16;                 /* or NULL */
};

struct msbat_array {
    msbat_context *ctx;                 /* retained */
    int64_t n_dims, shape[32], n;
    double *values;
};

/* Zeroed labels of 8 or 16 bits. Sizes are checked: 1 to 2^20 each, at most 2^40 in all. */
msbat_status msbat__voxels_new(msbat_context *ctx, const char *function, const int64_t n[3], int64_t bits,
                               msbat_voxels **voxels);
int64_t msbat__voxels_total(const msbat_voxels *voxels);

/* Header of an NPY file whose first bytes are data; the values begin at offset. */
typedef struct npy_header {
    char kind;                          /* b, i, u or f */
    int64_t item;                       /* bytes of a value */
    bool swapped, fortran;              /* byte order other than this machine's; first index fastest */
    int64_t n_dims, shape[32], n;
    size_t offset;
} npy_header;
msbat_status msbat__npy_parse(msbat_context *ctx, const char *function, const char *path, size_t size, const char *data,
                              npy_header *header);
/* Value i in C order. Integers beyond 2^53 come rounded. */
double msbat__npy_value(const npy_header *header, const char *data, int64_t i);
/* Version 1 header for C order, descr such as "<f8". */
void msbat__npy_put_header(msbat__io_buffer *out, const char *descr, int64_t n_dims, const int64_t *shape);

#endif
