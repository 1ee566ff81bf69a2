/* hessian.c - second derivatives by central differences or from the user; frequencies from them. */
#include <math.h>
#include <string.h>

#include "tst/hessian_impl.h"

#define AT(member) offsetof(struct msbat_hessian, member)
static const msbat__option options[] = {
    {"step", MSBAT__OPTION_DOUBLE, AT(step), 1e-5, 0.5, "angstrom", NULL},
    {"richardson", MSBAT__OPTION_INT, AT(richardson), 0.0, 1.0, "", NULL},
    {"zero_modes", MSBAT__OPTION_INT, AT(zero_modes), 0.0, 3.0, "", NULL},
    {NULL, MSBAT__OPTION_INT, 0, 0.0, 0.0, NULL, NULL}};

MSBAT__OPTION_ACCESSORS(hessian, step, double, options)
MSBAT__OPTION_ACCESSORS(hessian, richardson, int, options)
MSBAT__OPTION_ACCESSORS(hessian, zero_modes, int, options)
MSBAT__OPTION_TEXT(hessian, options)

static void clear(void *object)
{
    msbat_hessian *hessian = object;
    const msbat_context *ctx = hessian->handle.ctx;
    msbat__free(ctx, hessian->mass);
    msbat__free(ctx, hessian->coordinate);
    msbat__free(ctx, hessian->matrix);
}

static msbat_status check_masses(const msbat_context *ctx, int64_t n_atoms, int64_t dimension, const double *mass)
{
    msbat_status st = msbat__check_count(ctx, "msbat_hessian_create", "n_atoms", n_atoms, 1, 1000000);
    if (!st) st = msbat__check_count(ctx, "msbat_hessian_create", "dimension", dimension, 1, 3);
    for (int64_t i = 0; i < n_atoms && !st; i++)
        if (!(mass[i] > 0.0 && mass[i] < 1e4))
            st = msbat__fail(ctx, MSBAT_ERR_RANGE, "msbat_hessian_create",
                             "mass_amu[%d] = %g amu; must be above 0 and below 1e4", i, mass[i]);
    return st;
}

static bool fill(msbat_hessian *hessian, const double *mass)
{
    const msbat_context *ctx = hessian->handle.ctx;
    hessian->mass = MSBAT__COPY(ctx, hessian->n_atoms, double, mass);
    hessian->coordinate = MSBAT__NEW(ctx, hessian->n_atoms * hessian->dimension, int64_t);
    if (!hessian->mass || !hessian->coordinate) return false;
    hessian->rows = hessian->n_atoms * hessian->dimension;
    for (int64_t k = 0; k < hessian->rows; k++) hessian->coordinate[k] = k;
    return true;
}

msbat_status msbat_hessian_create(msbat_context *ctx, int64_t n_atoms, int64_t dimension, const double *mass_amu,
                                  msbat_hessian **hessian)
{
    if (hessian) *hessian = NULL;
    MSBAT__REQUIRE_HANDLE(ctx);
    MSBAT__REQUIRE(ctx, hessian);
    MSBAT__REQUIRE(ctx, mass_amu);
    msbat_status st = check_masses(ctx, n_atoms, dimension, mass_amu);
    if (st) return st;
    msbat_hessian *made = msbat__handle_new(ctx, sizeof *made, clear, __func__);
    if (!made) return MSBAT_ERR_MEMORY;
    made->n_atoms = n_atoms;
    made->dimension = dimension;
    made->step = 0.01;
    made->richardson = 1;
    if (!fill(made, mass_amu)) {
        msbat__handle_release(made);
        return MSBAT_ERR_MEMORY;
    }
    *hessian = made;
    return MSBAT_OK;
}

void msbat_hessian_destroy(msbat_hessian **hessian) { msbat__handle_destroy((void **)hessian); }

msbat_status msbat_hessian_set_moving(msbat_hessian *hessian, int64_t n_atoms, const int64_t *moving)
{
    MSBAT__REQUIRE_HANDLE(hessian);
    const msbat_context *ctx = hessian->handle.ctx;
    MSBAT__REQUIRE(ctx, moving);
    int64_t count = 0;
    if (n_atoms != hessian->n_atoms)
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, __func__, "n_atoms = %d; this Hessian needs %d", n_atoms,
                           hessian->n_atoms);
    if (hessian->matrix)
        return msbat__fail(ctx, MSBAT_ERR_STATE, __func__, "the Hessian is filled: moving must be set before");
    for (int64_t i = 0; i < n_atoms; i++) count += moving[i] != 0;
    if (!count) return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, __func__, "moving is 0 for every atom");
    hessian->rows = 0;
    for (int64_t k = 0; k < n_atoms * hessian->dimension; k++)
        if (moving[k / hessian->dimension]) hessian->coordinate[hessian->rows++] = k;
    return MSBAT_OK;
}

/* Takes raw (rows x rows, owned by the caller) as the Hessian: symmetrised copy and asymmetry. */
static msbat_status take(msbat_hessian *hessian, const double *raw)
{
    int64_t n = hessian->rows;
    if (!hessian->matrix) hessian->matrix = MSBAT__NEW(hessian->handle.ctx, n * n, double);
    if (!hessian->matrix) return MSBAT_ERR_MEMORY;
    hessian->asymmetry = 0.0;
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = 0; j < n; j++) {
            hessian->asymmetry = fmax(hessian->asymmetry, fabs(raw[i * n + j] - raw[j * n + i]));
            hessian->matrix[i * n + j] = 0.5 * (raw[i * n + j] + raw[j * n + i]);
        }
    return MSBAT_OK;
}

static msbat_status check_rows(const msbat_hessian *hessian, const char *function, const char *name, int64_t n,
                               int64_t wanted)
{
    if (n == wanted) return MSBAT_OK;
    return msbat__fail(hessian->handle.ctx, MSBAT_ERR_ARGUMENT, function, "%s = %d; this Hessian needs %d", name, n,
                       wanted);
}

/* Also keeps rows * rows numbers addressable. */
static msbat_status check_size(const msbat_hessian *hessian, const char *function)
{
    return msbat__check_count(hessian->handle.ctx, function, "dimension * moving atoms", hessian->rows, 1, 100000);
}

msbat_status msbat_hessian_set_matrix(msbat_hessian *hessian, int64_t n, const double *matrix)
{
    MSBAT__REQUIRE_HANDLE(hessian);
    MSBAT__REQUIRE(hessian->handle.ctx, matrix);
    msbat_status st = check_rows(hessian, __func__, "n", n, hessian->rows);
    if (!st) st = check_size(hessian, __func__);
    if (!st) st = msbat__check_array(hessian->handle.ctx, __func__, "matrix", "eV/angstrom^2", n * n, matrix);
    if (!st) st = take(hessian, matrix);
    if (!st) hessian->by_differences = false;
    return st;
}

/* ---- central differences --------------------------------------------------------------------------------------- */
typedef struct difference {
    msbat_hessian *hessian;
    msbat__tst_source source;
    const double *centre;
    double *x, *ahead, *behind; /* all coordinates */
} difference;

static msbat_status gradient_at(difference *d, int64_t k, double shift, double *gradient)
{
    msbat_hessian *hessian = d->hessian;
    int64_t n = hessian->n_atoms * hessian->dimension;
    double energy;
    char why[96];
    d->x[k] = d->centre[k] + shift;
    int code = msbat__tst_call(&d->source, n, d->x, &energy, gradient, &hessian->calls);
    d->x[k] = d->centre[k];
    if (d->source.bad == -2) hessian->code = d->source.code;
    if (!code) return MSBAT_OK;
    msbat__tst_complaint(&d->source, hessian->dimension, sizeof why, why);
    return msbat__fail(hessian->handle.ctx, MSBAT_ERR_CALLBACK, "msbat_hessian_run",
                       "atom %d moved by %g angstrom along coordinate %d: %s", k / hessian->dimension, shift,
                       k % hessian->dimension, why);
}

/* Adds weight times the central difference along coordinate k to row. */
static msbat_status add_difference(difference *d, int64_t k, double step, double weight, double *row)
{
    msbat_status st = gradient_at(d, k, step, d->ahead);
    if (!st) st = gradient_at(d, k, -step, d->behind);
    if (st) return st;
    const int64_t *coordinate = d->hessian->coordinate;
    for (int64_t j = 0; j < d->hessian->rows; j++)
        row[j] += weight * (d->ahead[coordinate[j]] - d->behind[coordinate[j]]) / (2.0 * step);
    return MSBAT_OK;
}

/* Differences with the step and twice the step, weighted so that the error of second order cancels (Richardson). */
static msbat_status all_rows(difference *d, double *raw)
{
    const msbat_hessian *hessian = d->hessian;
    double w = hessian->richardson ? 4.0 / 3.0 : 1.0;
    msbat_status st = MSBAT_OK;
    for (int64_t i = 0; i < hessian->rows && !st; i++) {
        int64_t k = hessian->coordinate[i];
        double *row = raw + i * hessian->rows;
        st = add_difference(d, k, hessian->step, w, row);
        if (!st && hessian->richardson) st = add_difference(d, k, 2.0 * hessian->step, 1.0 - w, row);
        if (!st) st = msbat__progress(hessian->handle.ctx, (double)(i + 1) / (double)hessian->rows);
    }
    return st;
}

msbat_status msbat_hessian_run(msbat_hessian *hessian, int64_t n, const double *x_ang, msbat_energy_fn energy,
                               void *user)
{
    MSBAT__REQUIRE_HANDLE(hessian);
    const msbat_context *ctx = hessian->handle.ctx;
    MSBAT__REQUIRE(ctx, x_ang);
    MSBAT__REQUIRE(ctx, energy);
    msbat_status st = check_rows(hessian, __func__, "n", n, hessian->n_atoms * hessian->dimension);
    if (!st) st = check_size(hessian, __func__);
    if (!st) st = msbat__check_array(ctx, __func__, "x_ang", "angstrom", n, x_ang);
    if (st) return st;
    difference d = {hessian, {energy, user, 0, 0}, x_ang, MSBAT__COPY(ctx, n, double, x_ang), NULL, NULL};
    d.ahead = MSBAT__NEW(ctx, n, double);
    d.behind = MSBAT__NEW(ctx, n, double);
    double *raw = MSBAT__NEW_ZEROED(ctx, hessian->rows * hessian->rows, double);
    hessian->code = 0;
    st = d.x && d.ahead && d.behind && raw ? all_rows(&d, raw) : MSBAT_ERR_MEMORY;
    if (!st) st = take(hessian, raw);
    if (!st) hessian->by_differences = true;
    msbat__free(ctx, raw);
    msbat__free(ctx, d.behind);
    msbat__free(ctx, d.ahead);
    msbat__free(ctx, d.x);
    return st;
}
