/* structured.c - block-tridiagonal systems with 3 x 3 blocks: Gaussian elimination over the blocks, each diagonal
 * block inverted by cofactors. In a cell the diagonal blocks are those of an elliptic operator plus a positive reaction
 * term, so that no exchange of blocks is needed. */
#include "echem/echem_impl.h"

#include <math.h>
#include <string.h>

/* c -= a b */
static void subtract_product(const double *a, const double *b, double *c)
{
    for (int64_t i = 0; i < 3; i++)
        for (int64_t j = 0; j < 3; j++)
            c[3 * i + j] -= a[3 * i] * b[j] + a[3 * i + 1] * b[3 + j] + a[3 * i + 2] * b[6 + j];
}

static void product(const double *a, const double *b, double *c)
{
    for (int64_t i = 0; i < 3; i++)
        for (int64_t j = 0; j < 3; j++)
            c[3 * i + j] = a[3 * i] * b[j] + a[3 * i + 1] * b[3 + j] + a[3 * i + 2] * b[6 + j];
}

static void apply(const double *a, const double *b, double *c, double sign)
{
    for (int64_t i = 0; i < 3; i++) c[i] += sign * (a[3 * i] * b[0] + a[3 * i + 1] * b[1] + a[3 * i + 2] * b[2]);
}

/* Rows are scaled to a largest element of 1 first: they have different units. */
static bool invert_block(const double *a, double *inverse)
{
    double m[9], scale[3], copy[9], determinant = 0;
    for (int64_t i = 0; i < 3; i++) {
        scale[i] = fmax(fabs(a[3 * i]), fmax(fabs(a[3 * i + 1]), fabs(a[3 * i + 2])));
        if (!(scale[i] > 0) || !isfinite(scale[i])) return false;
        for (int j = 0; j < 3; j++) m[3 * i + j] = a[3 * i + j] / scale[i];
    }
    msbat__invert3(m, copy, &determinant);
    if (determinant == 0 || !isfinite(determinant)) return false;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) inverse[3 * i + j] = copy[3 * i + j] / scale[j];
    return true;
}

/* blocks: lower, diagonal, upper (9 each) per row. Afterwards: lower times the inverse above, inverse, upper. */
int msbat__echem_blocks_factor(int64_t n, double *blocks)
{
    double factor[9];
    for (int64_t k = 0; k < n; k++) {
        double *row = blocks + 27 * k;
        if (k > 0) {
            product(row, row - 27 + 9, factor);
            memcpy(row, factor, sizeof factor);
            subtract_product(row, row - 27 + 18, row + 9);
        }
        if (!invert_block(row + 9, factor)) return 1;
        memcpy(row + 9, factor, sizeof factor);
    }
    return 0;
}

void msbat__echem_blocks_solve(int64_t n, const double *blocks, double *b)
{
    for (int64_t k = 1; k < n; k++) apply(blocks + 27 * k, b + 3 * (k - 1), b + 3 * k, -1);
    for (int64_t k = n - 1; k >= 0; k--) {
        const double *row = blocks + 27 * k;
        double x[3] = {0};
        if (k + 1 < n) apply(row + 18, b + 3 * (k + 1), b + 3 * k, -1);
        apply(row + 9, b + 3 * k, x, 1);
        memcpy(b + 3 * k, x, sizeof x);
    }
}
