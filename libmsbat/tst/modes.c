/* modes.c - frequencies of a Hessian, and Vineyard's ratio of two. */
#include <math.h>
#include <string.h>

#include "tst/hessian_impl.h"

/* Frequency [THz] of an eigenvalue 1 eV/(angstrom^2 amu): sqrt(e / (1e-20 m^2 m_u)) / 2 pi. */
static double unit_thz(void)
{
    const double two_pi = 6.283185307179586477;
    return sqrt(MSBAT_ELEMENTARY_CHARGE / (1e-20 * MSBAT_ATOMIC_MASS)) / two_pi * 1e-12;
}

static msbat_status check_filled(const msbat_hessian *hessian, const char *function)
{
    if (hessian->matrix) return MSBAT_OK;
    return msbat__fail(hessian->handle.ctx, MSBAT_ERR_STATE, function,
                       "the Hessian is empty: call msbat_hessian_run or msbat_hessian_set_matrix first");
}

static msbat_status check_zero_modes(const msbat_hessian *hessian, const char *function)
{
    bool frozen = hessian->rows != hessian->n_atoms * hessian->dimension;
    if (hessian->zero_modes == 0) return MSBAT_OK;
    if (hessian->zero_modes != hessian->dimension)
        return msbat__fail(hessian->handle.ctx, MSBAT_ERR_ARGUMENT, function, "zero_modes = %d; must be 0 or %d",
                           hessian->zero_modes, hessian->dimension);
    if (frozen || hessian->n_atoms < 2)
        return msbat__fail(hessian->handle.ctx, MSBAT_ERR_ARGUMENT, function,
                           "zero_modes = %d; must be 0 %s", hessian->zero_modes,
                           frozen ? "where atoms are held still" : "for a single atom");
    return MSBAT_OK;
}

static double mass_of(const msbat_hessian *hessian, int64_t row)
{
    return hessian->mass[hessian->coordinate[row] / hessian->dimension];
}

static void weigh(const msbat_hessian *hessian, double *a)
{
    int64_t n = hessian->rows;
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = 0; j < n; j++)
            a[i * n + j] = hessian->matrix[i * n + j] / sqrt(mass_of(hessian, i) * mass_of(hessian, j));
}

/* Takes the unit vector t out of a, a <- (1 - t t') a (1 - t t') + shift t t', so that its eigenvalue is shift. */
static void project(int64_t n, double *a, const double *t, double *at, double shift)
{
    double tat = 0.0;
    for (int64_t i = 0; i < n; i++) at[i] = msbat__tst_dot(n, a + i * n, t);
    tat = msbat__tst_dot(n, t, at);
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = 0; j < n; j++) a[i * n + j] += t[i] * t[j] * (tat + shift) - at[i] * t[j] - t[i] * at[j];
}

/* Moves the translations above all other eigenvalues: twice the Frobenius norm bounds those. work: 2 n numbers. */
static void project_translations(const msbat_hessian *hessian, double *a, double *work)
{
    int64_t n = hessian->rows;
    double total = 0.0, shift = 2.0 * sqrt(msbat__tst_dot(n * n, a, a));
    for (int64_t i = 0; i < hessian->n_atoms; i++) total += hessian->mass[i];
    if (!(shift > 0.0)) shift = 1.0;
    for (int64_t axis = 0; axis < hessian->zero_modes; axis++) {
        for (int64_t k = 0; k < n; k++)
            work[k] = k % hessian->dimension == axis ? sqrt(mass_of(hessian, k) / total) : 0.0;
        project(n, a, work, work + n, shift);
    }
}

static msbat_status decompose(const msbat_hessian *hessian, double *a, double *values)
{
    const msbat_context *ctx = hessian->handle.ctx;
    weigh(hessian, a);
    if (hessian->zero_modes) {
        double *work = MSBAT__NEW(ctx, 2 * hessian->rows, double);
        if (!work) return MSBAT_ERR_MEMORY;
        project_translations(hessian, a, work);
        msbat__free(ctx, work);
    }
    return msbat__eigen_symmetric(ctx, hessian->rows, a, values);
}

msbat_status msbat__hessian_modes(const msbat_hessian *hessian, const char *function, int64_t *n, double **eigenvalues,
                                  double **vectors)
{
    const msbat_context *ctx = hessian->handle.ctx;
    double *a = NULL, *values = NULL;
    msbat_status st = check_filled(hessian, function);
    if (!st) st = check_zero_modes(hessian, function);
    if (st) return st;
    a = MSBAT__NEW(ctx, hessian->rows * hessian->rows, double);
    values = MSBAT__NEW(ctx, hessian->rows, double);
    st = a && values ? decompose(hessian, a, values) : MSBAT_ERR_MEMORY;
    if (st || !vectors) {
        msbat__free(ctx, a);
        a = NULL;
    }
    if (st) {
        msbat__free(ctx, values);
        return st;
    }
    *n = hessian->rows - hessian->zero_modes;
    *eigenvalues = values;
    if (vectors) *vectors = a;
    return MSBAT_OK;
}

/* ---- getters ---------------------------------------------------------------------------------------------------- */
static msbat_status check_length(const msbat_hessian *hessian, const char *function, int64_t n, int64_t wanted)
{
    if (n == wanted) return MSBAT_OK;
    return msbat__fail(hessian->handle.ctx, MSBAT_ERR_ARGUMENT, function, "n = %d; must be %d", n, wanted);
}

msbat_status msbat_hessian_get_matrix(const msbat_hessian *hessian, int64_t n, double *matrix)
{
    MSBAT__REQUIRE_HANDLE(hessian);
    MSBAT__REQUIRE(hessian->handle.ctx, matrix);
    msbat_status st = check_filled(hessian, __func__);
    if (!st) st = check_length(hessian, __func__, n, hessian->rows);
    if (!st) memcpy(matrix, hessian->matrix, (size_t)(n * n) * sizeof *matrix);
    return st;
}

msbat_status msbat_hessian_get_counts(const msbat_hessian *hessian, int64_t *rows, int64_t *modes)
{
    MSBAT__REQUIRE_HANDLE(hessian);
    MSBAT__REQUIRE(hessian->handle.ctx, rows);
    MSBAT__REQUIRE(hessian->handle.ctx, modes);
    msbat_status st = check_zero_modes(hessian, __func__);
    if (st) return st;
    *rows = hessian->rows;
    *modes = hessian->rows - hessian->zero_modes;
    return MSBAT_OK;
}

msbat_status msbat_hessian_get_asymmetry(const msbat_hessian *hessian, double *asymmetry)
{
    MSBAT__REQUIRE_HANDLE(hessian);
    MSBAT__REQUIRE(hessian->handle.ctx, asymmetry);
    msbat_status st = check_filled(hessian, __func__);
    if (!st) *asymmetry = hessian->asymmetry;
    return st;
}

msbat_status msbat_hessian_get_frequencies(const msbat_hessian *hessian, int64_t n, double *frequency_thz)
{
    MSBAT__REQUIRE_HANDLE(hessian);
    MSBAT__REQUIRE(hessian->handle.ctx, frequency_thz);
    int64_t modes;
    double *values;
    msbat_status st = check_length(hessian, __func__, n, hessian->rows - hessian->zero_modes);
    if (!st) st = msbat__hessian_modes(hessian, __func__, &modes, &values, NULL);
    if (st) return st;
    for (int64_t k = 0; k < n; k++) frequency_thz[k] = copysign(sqrt(fabs(values[k])) * unit_thz(), values[k]);
    msbat__free(hessian->handle.ctx, values);
    return MSBAT_OK;
}

msbat_status msbat_hessian_get_mode(const msbat_hessian *hessian, int64_t mode, int64_t n, double *displacement)
{
    MSBAT__REQUIRE_HANDLE(hessian);
    const msbat_context *ctx = hessian->handle.ctx;
    MSBAT__REQUIRE(ctx, displacement);
    int64_t modes;
    double *values, *vectors;
    msbat_status st = check_length(hessian, __func__, n, hessian->rows);
    if (!st) st = msbat__check_count(ctx, __func__, "mode", mode, 0, hessian->rows - hessian->zero_modes - 1);
    if (!st) st = msbat__hessian_modes(hessian, __func__, &modes, &values, &vectors);
    if (st) return st;
    for (int64_t k = 0; k < n; k++) displacement[k] = vectors[mode * n + k] / sqrt(mass_of(hessian, k));
    msbat__free(ctx, values);
    msbat__free(ctx, vectors);
    return MSBAT_OK;
}

static int64_t count_negative(int64_t n, const double *values)
{
    int64_t count = 0;
    while (count < n && values[count] < 0.0) count++;
    return count;
}

msbat_status msbat_hessian_get_imaginary_count(const msbat_hessian *hessian, int64_t *count)
{
    MSBAT__REQUIRE_HANDLE(hessian);
    MSBAT__REQUIRE(hessian->handle.ctx, count);
    int64_t n;
    double *values;
    msbat_status st = msbat__hessian_modes(hessian, __func__, &n, &values, NULL);
    if (st) return st;
    *count = count_negative(n, values);
    msbat__free(hessian->handle.ctx, values);
    return MSBAT_OK;
}

msbat_status msbat_hessian_get_force_calls(const msbat_hessian *hessian, int64_t *calls)
{
    MSBAT__REQUIRE_HANDLE(hessian);
    MSBAT__REQUIRE(hessian->handle.ctx, calls);
    *calls = hessian->calls;
    return MSBAT_OK;
}

msbat_status msbat_hessian_get_callback_code(const msbat_hessian *hessian, int *code)
{
    MSBAT__REQUIRE_HANDLE(hessian);
    MSBAT__REQUIRE(hessian->handle.ctx, code);
    *code = hessian->code;
    return MSBAT_OK;
}

/* ---- Vineyard ------------------------------------------------------------------------------------------------- */
static const char *difference_between(const msbat_hessian *a, const msbat_hessian *b)
{
    if (a->n_atoms != b->n_atoms || a->dimension != b->dimension) return "numbers of atoms or dimensions";
    if (a->rows != b->rows) return "numbers of moving atoms";
    if (memcmp(a->coordinate, b->coordinate, (size_t)a->rows * sizeof *a->coordinate) != 0) return "moving atoms";
    for (int64_t i = 0; i < a->n_atoms; i++)
        if (a->mass[i] < b->mass[i] || a->mass[i] > b->mass[i]) return "masses";
    if (a->zero_modes != b->zero_modes) return "zero modes";
    if (!a->by_differences || !b->by_differences) return NULL;
    if (a->richardson != b->richardson || a->step < b->step || a->step > b->step) return "difference steps";
    return NULL;
}

/* Half the sum of the logarithms of the eigenvalues from the first on, the number of negative ones being as wanted. */
static msbat_status log_product(const msbat_hessian *hessian, int64_t negative, const char *what, double *sum)
{
    const msbat_context *ctx = hessian->handle.ctx;
    const char *function = "msbat_tst_get_vineyard";
    int64_t n;
    double *values, total = 0.0;
    msbat_status st = msbat__hessian_modes(hessian, function, &n, &values, NULL);
    if (st) return st;
    double largest = fmax(fabs(values[0]), fabs(values[n - 1])), least = INFINITY;
    for (int64_t k = 0; k < n; k++) least = fmin(least, fabs(values[k]));
    if (!(least > 1e-10 * largest))
        st = msbat__fail(ctx, MSBAT_ERR_SINGULAR, function,
                         "the %s has a mode of frequency 0 (eigenvalue %g of %g); translations need zero_modes", what,
                         least, largest);
    else if (count_negative(n, values) != negative)
        st = msbat__fail(ctx, MSBAT_ERR_PHYSICS, function, "the %s has %d negative modes; must be %d", what,
                         count_negative(n, values), negative);
    for (int64_t k = negative; k < n && !st; k++) total += 0.5 * log(values[k]);
    msbat__free(ctx, values);
    if (!st) *sum = total;
    return st;
}

msbat_status msbat_tst_get_vineyard(const msbat_hessian *minimum, const msbat_hessian *saddle, double *nu_thz)
{
    MSBAT__REQUIRE_HANDLE(minimum);
    const msbat_context *ctx = minimum->handle.ctx;
    MSBAT__REQUIRE(ctx, saddle);
    MSBAT__REQUIRE(ctx, nu_thz);
    double above, below;
    const char *differ = difference_between(minimum, saddle);
    if (differ) return msbat__fail(ctx, MSBAT_ERR_MISMATCH, __func__, "minimum and saddle have different %s", differ);
    msbat_status st = log_product(minimum, 0, "minimum", &above);
    if (!st) st = log_product(saddle, 1, "saddle", &below);
    if (!st) *nu_thz = exp(above - below) * unit_thz();
    return st;
}
