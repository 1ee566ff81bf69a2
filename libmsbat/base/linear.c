/* linear.c - small dense linear algebra: thin row-major wrappers of LAPACK. */
#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/base_impl.h"

void dgetrf_(const int *m, const int *n, double *a, const int *lda, int *ipiv, int *info);
void dgetrs_(const char *trans, const int *n, const int *nrhs, const double *a, const int *lda, const int *ipiv,
             double *b, const int *ldb, int *info, size_t trans_length);
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t uplo_length);
void dpotrs_(const char *uplo, const int *n, const int *nrhs, const double *a, const int *lda, double *b,
             const int *ldb, int *info, size_t uplo_length);
void dpotri_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t uplo_length);
void dsyev_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
            const int *lwork, int *info, size_t jobz_length, size_t uplo_length);

/* LAPACK counts in int: the matrix must have fewer than 2^31 elements. */
static msbat_status check_size(const msbat_context *ctx, int64_t m, int64_t n)
{
    int64_t elements;
    if (m >= 1 && n >= 1 && msbat__multiply(m, n, &elements) && elements <= INT_MAX) return MSBAT_OK;
    return msbat__fail(ctx, MSBAT_ERR_OVERFLOW, "linear algebra", "a matrix of %d by %d is out of range", m, n);
}

static void transpose(int64_t m, int64_t n, const double *from, double *to)
{
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < n; j++) to[j * m + i] = from[i * n + j];
}

static msbat_status singular(const msbat_context *ctx, int64_t n, int info)
{
    return msbat__fail(ctx, MSBAT_ERR_SINGULAR, "linear algebra", "a matrix of %d by %d is singular at pivot %d", n, n,
                       (int64_t)info);
}

/* The row-major matrix is the transpose of what LAPACK sees: it solves with 'T'. */
static msbat_status solve_columns(const msbat_context *ctx, int64_t n, int64_t n_rhs, double *a, double *columns)
{
    int size = (int)n, right = (int)n_rhs, info = 0;
    int *pivots = MSBAT__NEW(ctx, n, int);
    if (!pivots) return MSBAT_ERR_MEMORY;
    dgetrf_(&size, &size, a, &size, pivots, &info);
    msbat_status st = info > 0 ? singular(ctx, n, info) : MSBAT_OK;
    if (!st) dgetrs_("T", &size, &right, a, &size, pivots, columns, &size, &info, 1);
    msbat__free(ctx, pivots);
    return st;
}

static msbat_status solve_columns_spd(const msbat_context *ctx, int64_t n, int64_t n_rhs, double *a, double *columns)
{
    int size = (int)n, right = (int)n_rhs, info = 0;
    dpotrf_("U", &size, a, &size, &info, 1);
    if (info > 0) return singular(ctx, n, info);
    dpotrs_("U", &size, &right, a, &size, columns, &size, &info, 1);
    return MSBAT_OK;
}

typedef msbat_status (*column_solver)(const msbat_context *ctx, int64_t n, int64_t n_rhs, double *a, double *columns);

static msbat_status solve_rows(const msbat_context *ctx, int64_t n, int64_t n_rhs, double *a, double *b,
                               column_solver solver)
{
    msbat_status st = check_size(ctx, n, n);
    if (!st) st = check_size(ctx, n, n_rhs);
    if (st) return st;
    if (n_rhs == 1) return solver(ctx, n, 1, a, b);
    double *columns = MSBAT__NEW(ctx, n * n_rhs, double);
    if (!columns) return MSBAT_ERR_MEMORY;
    transpose(n, n_rhs, b, columns);
    st = solver(ctx, n, n_rhs, a, columns);
    if (!st) transpose(n_rhs, n, columns, b);
    msbat__free(ctx, columns);
    return st;
}

msbat_status msbat__solve(const msbat_context *ctx, int64_t n, int64_t n_rhs, double *a, double *b)
{
    return solve_rows(ctx, n, n_rhs, a, b, solve_columns);
}

msbat_status msbat__solve_spd(const msbat_context *ctx, int64_t n, int64_t n_rhs, double *a, double *b)
{
    return solve_rows(ctx, n, n_rhs, a, b, solve_columns_spd);
}

msbat_status msbat__invert_spd(const msbat_context *ctx, int64_t n, double *a)
{
    msbat_status st = check_size(ctx, n, n);
    int size = (int)n, info = 0;
    if (st) return st;
    dpotrf_("U", &size, a, &size, &info, 1);
    if (info > 0) return singular(ctx, n, info);
    dpotri_("U", &size, a, &size, &info, 1);
    for (int64_t i = 0; i < n; i++) /* "U" of LAPACK's columns is the lower triangle of our rows */
        for (int64_t j = 0; j < i; j++) a[j * n + i] = a[i * n + j];
    return MSBAT_OK;
}

msbat_status msbat__eigen_symmetric(const msbat_context *ctx, int64_t n, double *a, double *eigenvalues)
{
    msbat_status st = check_size(ctx, n, n);
    int size = (int)n, info = 0, query = -1;
    double best = 0.0;
    if (st) return st;
    dsyev_("V", "U", &size, a, &size, eigenvalues, &best, &query, &info, 1, 1);
    int length = (int)best;
    double *work = MSBAT__NEW(ctx, length, double);
    if (!work) return MSBAT_ERR_MEMORY;
    dsyev_("V", "U", &size, a, &size, eigenvalues, work, &length, &info, 1, 1);
    msbat__free(ctx, work);
    if (info)
        return msbat__fail(ctx, MSBAT_ERR_CONVERGENCE, "linear algebra", "eigenvalues of %d by %d not found", n, n);
    return MSBAT_OK;
}

void msbat__invert3(const double a[9], double inverse[9], double *determinant)
{
    double c[9];
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            int i1 = (i + 1) % 3, i2 = (i + 2) % 3, j1 = (j + 1) % 3, j2 = (j + 2) % 3;
            c[3 * j + i] = a[3 * i1 + j1] * a[3 * i2 + j2] - a[3 * i1 + j2] * a[3 * i2 + j1];
        }
    double det = a[0] * c[0] + a[1] * c[3] + a[2] * c[6];
    *determinant = det;
    if (det == 0.0) return;
    for (int i = 0; i < 9; i++) inverse[i] = c[i] / det;
}
