/* crystal_impl.h - what the files of crystal share; used by no other module. */
#ifndef MSBAT_CRYSTAL_IMPL_H
#define MSBAT_CRYSTAL_IMPL_H

#include "base/base_impl.h"
#include "msbat/crystal.h"

/* Bounds that keep every later integer and floating-point step exact or at least finite. */
#define MSBAT__EDGE_MIN 1e-6            /* [angstrom] */
#define MSBAT__EDGE_MAX 1e9             /* [angstrom] */
#define MSBAT__FRAC_MAX 1e9
#define MSBAT__SITES_MAX 1000000000
#define MSBAT__SPECIES_MAX 118
#define MSBAT__CELLS_MAX ((int64_t)1 << 30)
#define MSBAT__MATRIX_MAX ((int64_t)1 << 20)
#define MSBAT__OFFSET_MAX ((int64_t)1 << 40)

struct msbat_crystal {
    msbat__handle handle;
    int64_t n_sites;
    double cell[9], inverse[9];         /* rows are vectors; frac = r . inverse */
    double reduced[9], to_reduced[9];   /* a short basis of the same lattice; reduced frac = frac . to_reduced */
    double gain[3];                     /* reciprocal lengths: |reduced frac i| <= |r| gain[i] */
    double volume;                      /* > 0 */
    double *frac;                       /* 3 n_sites */
    int64_t *species;
};

/* A symmetry keeps the images of all sites in cell 0; those of other cells follow by the rotation of the offset. */
struct msbat_symmetry {
    msbat__handle handle;
    msbat_crystal *crystal;
    int64_t n_operations, number;
    int64_t *rotation;                  /* 9 n_operations */
    double *translation;                /* 3 n_operations */
    int64_t *equivalent;                /* n_sites */
    int64_t *image;                     /* n_operations x n_sites */
    int64_t *image_offset;              /* 3 n_operations x n_sites */
};

struct msbat_supercell {
    msbat__handle handle;
    msbat_crystal *crystal;
    int64_t matrix[9];
    int64_t hermite[9];                 /* upper triangular, same row lattice as matrix */
    int64_t adjugate[9];                /* matrix^-1 = adjugate / determinant */
    int64_t determinant, n_cells, n_sub;
};

/* Length [angstrom] of the shortest vector equal to difference (fractional) modulo the lattice. */
double msbat__crystal_shortest(const msbat_crystal *crystal, const double difference[3]);
/* out = a . b for row vectors, out may not be a. */
void msbat__crystal_row_times(const double a[3], const double b[9], double out[3]);

/* Site that the operation moves the site in the cell at offset to, and its cell; nothing is checked. */
int64_t msbat__symmetry_map(const msbat_symmetry *symmetry, int64_t operation, int64_t site, const int64_t offset[3],
                            int64_t image_offset[3]);

/* Upper triangular row Hermite normal form (diagonal > 0, entries above it reduced) of a matrix with determinant +-n,
 * 1 <= n <= 2^30. hermite may be matrix. */
void msbat__crystal_hermite(const int64_t matrix[9], int64_t n, int64_t hermite[9]);
int64_t msbat__crystal_determinant(const int64_t m[9]);
/* Cell number of an offset for a normal form with n cells. */
int64_t msbat__crystal_cell_of(const int64_t hermite[9], int64_t n_cells, const int64_t offset[3]);
void msbat__crystal_offset_of(const int64_t hermite[9], int64_t cell, int64_t offset[3]);

#endif
