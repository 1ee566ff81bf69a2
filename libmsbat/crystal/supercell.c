/* supercell.c - integer supercells: Hermite normal form, site numbering, wrapping. */
#include <math.h>
#include <string.h>

#include "crystal_impl.h"

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

static int64_t modulo(int64_t a, int64_t n)
{
    int64_t r = a % n;
    return r < 0 ? r + n : r;
}

/* row -= q by in the column and, modulo n, right of it; both rows are 0 left of it or stay what they are there. */
static void subtract(int64_t n, int64_t *row, const int64_t *by, int64_t q, int64_t column)
{
    row[column] -= q * by[column];
    for (int64_t k = column + 1; k < 3; k++) row[k] = modulo(row[k] - q * by[k], n);
}

static void swap(int64_t *a, int64_t *b)
{
    for (int k = 0; k < 3; k++) {
        int64_t t = a[k];
        a[k] = b[k];
        b[k] = t;
    }
}

/* The lattice holds n times every unit vector, n its number of cells: these three rows are put below the matrix, and
 * entries are taken modulo n, so that none grows beyond n <= 2^30 (P. D. Domich, R. Kannan, L. E. Trotter, Math. Oper.
 * Res. 12 (1987) 50). In each column Euclid's algorithm leaves the pivot alone. */
void msbat__crystal_hermite(const int64_t matrix[9], int64_t n, int64_t hermite[9])
{
    int64_t h[18] = {0};
    for (int i = 0; i < 9; i++) h[i] = modulo(matrix[i], n);
    for (int64_t column = 0; column < 3; column++) {
        int64_t *pivot = h + 3 * column;
        h[9 + 4 * column] = n;
        for (int64_t *row = pivot + 3; row < h + 18; row += 3)
            while (row[column] != 0) {
                subtract(n, pivot, row, pivot[column] / row[column], column);
                swap(pivot, row);
            }
        for (int64_t *row = h; row < pivot; row += 3)
            subtract(n, row, pivot, row[column] / pivot[column], column);
    }
    memcpy(hermite, h, 9 * sizeof *hermite);
}

int64_t msbat__crystal_determinant(const int64_t m[9])
{
    return m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);
}

/* The lattice contains n times every host vector, so the offset is first taken modulo n: with n <= 2^30 nothing below
 * can overflow, whatever the offset. */
int64_t msbat__crystal_cell_of(const int64_t h[9], int64_t n_cells, const int64_t offset[3])
{
    int64_t a = offset[0], b = offset[1], c = offset[2];
    if (a < 0 || a >= n_cells) a = modulo(a, n_cells);
    if (b < 0 || b >= n_cells) b = modulo(b, n_cells);
    if (c < 0 || c >= n_cells) c = modulo(c, n_cells);
    int64_t q = a / h[0];
    a -= q * h[0];
    b -= q * h[1];
    c -= q * h[2];
    q = floor_divide(b, h[4]);
    b -= q * h[4];
    c -= q * h[5];
    return (a * h[4] + b) * h[8] + modulo(c, h[8]);
}

void msbat__crystal_offset_of(const int64_t h[9], int64_t cell, int64_t offset[3])
{
    offset[2] = cell % h[8];
    offset[1] = cell / h[8] % h[4];
    offset[0] = cell / h[8] / h[4];
}

static void adjugate(const int64_t m[9], int64_t adj[9])
{
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            int r = (j + 1) % 3, s = (j + 2) % 3, t = (i + 1) % 3, u = (i + 2) % 3;
            adj[3 * i + j] = m[3 * r + t] * m[3 * s + u] - m[3 * r + u] * m[3 * s + t];
        }
}

static msbat_status check_matrix(const msbat_context *ctx, const char *function, const int64_t matrix[9])
{
    for (int i = 0; i < 9; i++)
        if (matrix[i] > MSBAT__MATRIX_MAX || matrix[i] < -MSBAT__MATRIX_MAX)
            return msbat__fail(ctx, MSBAT_ERR_OVERFLOW, function, "matrix[%d] = %d; must be within +-2^20", (int64_t)i,
                               matrix[i]);
    int64_t det = msbat__crystal_determinant(matrix);
    if (det == 0)
        return msbat__fail(ctx, MSBAT_ERR_SINGULAR, function,
                           "the supercell matrix (%d %d %d / %d %d %d / %d %d %d) has determinant 0", matrix[0],
                           matrix[1], matrix[2], matrix[3], matrix[4], matrix[5], matrix[6], matrix[7], matrix[8]);
    if (det > MSBAT__CELLS_MAX || det < -MSBAT__CELLS_MAX)
        return msbat__fail(ctx, MSBAT_ERR_OVERFLOW, function, "the supercell has %d cells; at most 2^30",
                           det > 0 ? det : -det);
    return MSBAT_OK;
}

static void supercell_clear(void *object)
{
    msbat__handle_release(((msbat_supercell *)object)->crystal);
}

msbat_status msbat_supercell_create(const msbat_crystal *crystal, const int64_t matrix[9], msbat_supercell **supercell)
{
    if (supercell) *supercell = NULL;
    MSBAT__REQUIRE_HANDLE(crystal);
    msbat_context *ctx = crystal->handle.ctx;
    MSBAT__REQUIRE(ctx, supercell);
    MSBAT__REQUIRE(ctx, matrix);
    msbat_status st = check_matrix(ctx, __func__, matrix);
    if (st) return st;
    msbat_supercell *made = msbat__handle_new(ctx, sizeof *made, supercell_clear, __func__);
    if (!made) return MSBAT_ERR_MEMORY;
    made->crystal = msbat__handle_retain(crystal);
    memcpy(made->matrix, matrix, sizeof made->matrix);
    adjugate(matrix, made->adjugate);
    made->determinant = msbat__crystal_determinant(matrix);
    made->n_cells = made->determinant > 0 ? made->determinant : -made->determinant;
    msbat__crystal_hermite(matrix, made->n_cells, made->hermite);
    made->n_sub = crystal->n_sites;
    *supercell = made;
    return MSBAT_OK;
}

void msbat_supercell_destroy(msbat_supercell **supercell)
{
    msbat__handle_destroy((void **)supercell);
}

msbat_status msbat_supercell_get_crystal(const msbat_supercell *supercell, const msbat_crystal **crystal)
{
    MSBAT__REQUIRE_HANDLE(supercell);
    MSBAT__REQUIRE(supercell->handle.ctx, crystal);
    *crystal = supercell->crystal;
    return MSBAT_OK;
}

msbat_status msbat_supercell_get_matrix(const msbat_supercell *supercell, int64_t matrix[9])
{
    MSBAT__REQUIRE_HANDLE(supercell);
    MSBAT__REQUIRE(supercell->handle.ctx, matrix);
    memcpy(matrix, supercell->matrix, sizeof supercell->matrix);
    return MSBAT_OK;
}

msbat_status msbat_supercell_get_cell_count(const msbat_supercell *supercell, int64_t *n_cells)
{
    MSBAT__REQUIRE_HANDLE(supercell);
    MSBAT__REQUIRE(supercell->handle.ctx, n_cells);
    *n_cells = supercell->n_cells;
    return MSBAT_OK;
}

/* n_cells <= 2^30 and n_sub <= 1e9 < 2^30: the product always fits. */
msbat_status msbat_supercell_get_site_count(const msbat_supercell *supercell, int64_t *n_sites)
{
    MSBAT__REQUIRE_HANDLE(supercell);
    MSBAT__REQUIRE(supercell->handle.ctx, n_sites);
    *n_sites = supercell->n_cells * supercell->n_sub;
    return MSBAT_OK;
}

msbat_status msbat_supercell_find_site(const msbat_supercell *supercell, int64_t sublattice, const int64_t offset[3],
                                       int64_t *site)
{
    MSBAT__REQUIRE_HANDLE(supercell);
    MSBAT__REQUIRE(supercell->handle.ctx, offset);
    MSBAT__REQUIRE(supercell->handle.ctx, site);
    if (sublattice < 0 || sublattice >= supercell->n_sub)
        return msbat__fail(supercell->handle.ctx, MSBAT_ERR_RANGE, __func__, "sublattice = %d; the host has %d sites",
                           sublattice, supercell->n_sub);
    *site = msbat__crystal_cell_of(supercell->hermite, supercell->n_cells, offset) * supercell->n_sub + sublattice;
    return MSBAT_OK;
}

msbat_status msbat_supercell_get_site(const msbat_supercell *supercell, int64_t site, int64_t *sublattice,
                                      int64_t offset[3])
{
    MSBAT__REQUIRE_HANDLE(supercell);
    int64_t n = supercell->n_cells * supercell->n_sub;
    if (site < 0 || site >= n)
        return msbat__fail(supercell->handle.ctx, MSBAT_ERR_RANGE, __func__, "site = %d; the supercell has %d sites",
                           site, n);
    if (sublattice) *sublattice = site % supercell->n_sub;
    if (offset) msbat__crystal_offset_of(supercell->hermite, site / supercell->n_sub, offset);
    return MSBAT_OK;
}

/* ---- the supercell as a crystal ----------------------------------------------------------------------------------
 * r = (f + o) . A = f' . M . A, so f' = (f + o) . adj / det; the lattice part is taken modulo 1 in integers,
 * exactly. */
static void position_in(const msbat_supercell *supercell, int64_t site, double frac[3])
{
    int64_t offset[3], det = supercell->determinant;
    const int64_t *adj = supercell->adjugate;
    const double *f = supercell->crystal->frac + 3 * (site % supercell->n_sub);
    msbat__crystal_offset_of(supercell->hermite, site / supercell->n_sub, offset);
    for (int j = 0; j < 3; j++) {
        int64_t whole = 0;
        double part = 0;
        for (int i = 0; i < 3; i++) {
            whole = modulo(whole + modulo(adj[3 * i + j], supercell->n_cells) * offset[i], supercell->n_cells);
            part += f[i] * (double)adj[3 * i + j];
        }
        if (det < 0) whole = modulo(-whole, supercell->n_cells);
        frac[j] = (double)whole / (double)supercell->n_cells + part / (double)det;
    }
}

static int64_t keep_filled(const msbat_supercell *supercell, int64_t n, const int64_t *species, double *frac,
                           int64_t *filled)
{
    int64_t used = 0;
    for (int64_t i = 0; i < n; i++) {
        int64_t z = species ? species[i] : supercell->crystal->species[i % supercell->n_sub];
        if (z == MSBAT_VACANCY) continue;
        position_in(supercell, i, frac + 3 * used);
        filled[used++] = z;
    }
    return used;
}

msbat_status msbat_supercell_create_crystal(const msbat_supercell *supercell, int64_t n, const int64_t *species,
                                            msbat_crystal **crystal)
{
    double *frac = NULL, cell[9] = {0};
    int64_t *filled = NULL;
    if (crystal) *crystal = NULL;
    MSBAT__REQUIRE_HANDLE(supercell);
    msbat_context *ctx = supercell->handle.ctx;
    MSBAT__REQUIRE(ctx, crystal);
    if (n != supercell->n_cells * supercell->n_sub)
        return msbat__fail(ctx, MSBAT_ERR_MISMATCH, __func__, "n = %d but the supercell has %d sites", n,
                           supercell->n_cells * supercell->n_sub);
    msbat_status st = MSBAT_ERR_MEMORY;
    if (!(frac = MSBAT__NEW(ctx, 3 * n, double)) || !(filled = MSBAT__NEW(ctx, n, int64_t))) goto done;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            for (int k = 0; k < 3; k++)
                cell[3 * i + j] += (double)supercell->matrix[3 * i + k] * supercell->crystal->cell[3 * k + j];
    st = msbat_crystal_create(ctx, cell, keep_filled(supercell, n, species, frac, filled), frac, filled, crystal);
done:
    msbat__free(ctx, frac);
    msbat__free(ctx, filled);
    return st;
}
