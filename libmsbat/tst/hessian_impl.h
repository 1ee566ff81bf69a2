/* hessian_impl.h - the Hessian object, for its filling, its modes and Vineyard's formula. */
#ifndef MSBAT_TST_HESSIAN_IMPL_H
#define MSBAT_TST_HESSIAN_IMPL_H

#include "tst/tst_impl.h"

struct msbat_hessian {
    msbat__handle handle;
    double step;
    int64_t richardson, zero_modes;
    int64_t n_atoms, dimension, rows;
    double *mass;          /* n_atoms */
    int64_t *coordinate;   /* of each row, in the numbering of all coordinates */
    double *matrix;        /* rows x rows; NULL until filled */
    double asymmetry;
    bool by_differences;
    int64_t calls;
    int code;
};

/* Eigenvalues [eV/(angstrom^2 amu)] of the mass-weighted Hessian without its zero modes, ascending: *n of them in
 * *eigenvalues, and the eigenvectors as rows of *vectors (may be NULL); both to be freed by the caller. */
msbat_status msbat__hessian_modes(const msbat_hessian *hessian, const char *function, int64_t *n, double **eigenvalues,
                                  double **vectors);

#endif
