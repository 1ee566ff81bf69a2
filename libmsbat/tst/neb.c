/* neb.c - the band as an object: creation, options, images, results. */
#include <math.h>
#include <string.h>

#include "tst/tst_impl.h"

#define AT(member) offsetof(struct msbat_neb, member)
static const msbat__option options[] = {
    {"spring", MSBAT__OPTION_DOUBLE, AT(spring), 1e-4, 1e3, "eV/angstrom^2", NULL},
    {"spring_ratio", MSBAT__OPTION_DOUBLE, AT(spring_ratio), 0.01, 1.0, "", NULL},
    {"force_tolerance", MSBAT__OPTION_DOUBLE, AT(force_tolerance), 1e-8, 10.0, "eV/angstrom", NULL},
    {"climbing", MSBAT__OPTION_INT, AT(climbing), 0.0, 1.0, "", NULL},
    {"saddle_only", MSBAT__OPTION_INT, AT(saddle_only), 0.0, 1.0, "", NULL},
    {"max_iterations", MSBAT__OPTION_INT, AT(max_iterations), 1.0, 1e6, "", NULL},
    {"max_step", MSBAT__OPTION_DOUBLE, AT(max_step), 1e-4, 10.0, "angstrom", NULL},
    {"end_force_limit", MSBAT__OPTION_DOUBLE, AT(end_force_limit), 0.0, 1e3, "eV/angstrom", NULL},
    {NULL, MSBAT__OPTION_INT, 0, 0.0, 0.0, NULL, NULL}};

MSBAT__OPTION_ACCESSORS(neb, spring, double, options)
MSBAT__OPTION_ACCESSORS(neb, spring_ratio, double, options)
MSBAT__OPTION_ACCESSORS(neb, force_tolerance, double, options)
MSBAT__OPTION_ACCESSORS(neb, climbing, int, options)
MSBAT__OPTION_ACCESSORS(neb, saddle_only, int, options)
MSBAT__OPTION_ACCESSORS(neb, max_iterations, int, options)
MSBAT__OPTION_ACCESSORS(neb, max_step, double, options)
MSBAT__OPTION_ACCESSORS(neb, end_force_limit, double, options)
MSBAT__OPTION_TEXT(neb, options)

static void free_band(const msbat_context *ctx, msbat__neb_band *band)
{
    msbat__free(ctx, band->x);
    msbat__free(ctx, band->gradient);
    msbat__free(ctx, band->energy);
    msbat__free(ctx, band->force);
}

static void clear(void *object)
{
    msbat_neb *neb = object;
    const msbat_context *ctx = neb->handle.ctx;
    free_band(ctx, &neb->now);
    free_band(ctx, &neb->next);
    msbat__free(ctx, neb->moving);
    msbat__free(ctx, neb->tangent);
    msbat__free(ctx, neb->dx);
    msbat__free(ctx, neb->df);
}

static bool new_band(const msbat_neb *neb, msbat__neb_band *band)
{
    const msbat_context *ctx = neb->handle.ctx;
    int64_t images = neb->n_images + 2, n = images * neb->n;
    return (band->x = MSBAT__NEW_ZEROED(ctx, n, double)) && (band->gradient = MSBAT__NEW_ZEROED(ctx, n, double)) &&
           (band->energy = MSBAT__NEW_ZEROED(ctx, images, double)) &&
           (band->force = MSBAT__NEW_ZEROED(ctx, n, double));
}

static bool new_arrays(msbat_neb *neb)
{
    const msbat_context *ctx = neb->handle.ctx;
    int64_t past = MSBAT__NEB_HISTORY * neb->n_images * neb->n;
    return new_band(neb, &neb->now) && new_band(neb, &neb->next) &&
           (neb->moving = MSBAT__NEW(ctx, neb->n_atoms, int64_t)) && (neb->tangent = MSBAT__NEW(ctx, neb->n, double)) &&
           (neb->dx = MSBAT__NEW(ctx, past, double)) && (neb->df = MSBAT__NEW(ctx, past, double));
}

static void straight_line(msbat_neb *neb, const double *first, const double *last)
{
    int64_t intervals = neb->n_images + 1;
    for (int64_t i = 0; i <= intervals; i++)
        for (int64_t k = 0; k < neb->n; k++) {
            double f = (double)i / (double)intervals;
            neb->now.x[i * neb->n + k] = i < intervals ? first[k] + f * (last[k] - first[k]) : last[k];
        }
    memcpy(neb->next.x, neb->now.x, (size_t)((intervals + 1) * neb->n) * sizeof *neb->now.x);
}

static void set_defaults(msbat_neb *neb)
{
    neb->spring = neb->spring_ratio = 1.0;
    neb->force_tolerance = 0.01;
    neb->climbing = 1;
    neb->max_iterations = 500;
    neb->max_step = 0.2;
    for (int64_t a = 0; a < neb->n_atoms; a++) neb->moving[a] = 1;
}

/* Counts, and that the product of all of them stays far from overflow. */
static msbat_status check_counts(const msbat_context *ctx, int64_t n_atoms, int64_t dimension, int64_t n_images)
{
    msbat_status st = msbat__check_count(ctx, "msbat_neb_create", "n_atoms", n_atoms, 1, 1000000000);
    if (!st) st = msbat__check_count(ctx, "msbat_neb_create", "dimension", dimension, 1, 3);
    if (!st) st = msbat__check_count(ctx, "msbat_neb_create", "n_images", n_images, 1, 1000);
    return st;
}

static msbat_status check_ends(const msbat_context *ctx, int64_t n, const double *first, const double *last)
{
    double largest = 0.0;
    msbat_status st = msbat__check_array(ctx, "msbat_neb_create", "first_ang", "angstrom", n, first);
    if (!st) st = msbat__check_array(ctx, "msbat_neb_create", "last_ang", "angstrom", n, last);
    if (st) return st;
    for (int64_t i = 0; i < n; i++) largest = fmax(largest, fabs(last[i] - first[i]));
    if (largest > 1e-6) return MSBAT_OK;
    return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, "msbat_neb_create",
                       "first_ang and last_ang are the same point: no coordinate differs by more than 1e-6 angstrom");
}

msbat_status msbat_neb_create(msbat_context *ctx, int64_t n_atoms, int64_t dimension, int64_t n_images,
                              const double *first_ang, const double *last_ang, msbat_neb **neb)
{
    if (neb) *neb = NULL;
    MSBAT__REQUIRE_HANDLE(ctx);
    MSBAT__REQUIRE(ctx, neb);
    MSBAT__REQUIRE(ctx, first_ang);
    MSBAT__REQUIRE(ctx, last_ang);
    msbat_status st = check_counts(ctx, n_atoms, dimension, n_images);
    if (!st) st = check_ends(ctx, n_atoms * dimension, first_ang, last_ang);
    if (st) return st;
    msbat_neb *made = msbat__handle_new(ctx, sizeof *made, clear, __func__);
    if (!made) return MSBAT_ERR_MEMORY;
    made->n_atoms = n_atoms;
    made->dimension = dimension;
    made->n_images = n_images;
    made->n = n_atoms * dimension;
    if (!new_arrays(made)) {
        msbat__handle_release(made);
        return MSBAT_ERR_MEMORY;
    }
    set_defaults(made);
    straight_line(made, first_ang, last_ang);
    *neb = made;
    return MSBAT_OK;
}

void msbat_neb_destroy(msbat_neb **neb) { msbat__handle_destroy((void **)neb); }

/* What the band knew of its energies no longer holds. */
static void restart(msbat_neb *neb)
{
    neb->band_known = neb->converged = neb->certified = false;
    neb->climber = 0;
    neb->step = neb->start_residual = 0.0;
    neb->window_used = 0;
    neb->stagnant = false;
    msbat__neb_forget(neb);
}

static msbat_status check_length(const msbat_neb *neb, const char *function, const char *name, int64_t n,
                                 int64_t wanted)
{
    if (n == wanted) return MSBAT_OK;
    return msbat__fail(neb->handle.ctx, MSBAT_ERR_ARGUMENT, function, "%s = %d; this band needs %d", name, n, wanted);
}

static msbat_status check_still(const msbat_neb *neb, int64_t atom)
{
    const double *first = neb->now.x, *last = first + (neb->n_images + 1) * neb->n;
    for (int64_t k = atom * neb->dimension; k < (atom + 1) * neb->dimension; k++)
        if (fabs(first[k] - last[k]) > 1e-6)
            return msbat__fail(neb->handle.ctx, MSBAT_ERR_MISMATCH, "msbat_neb_set_moving",
                               "atom %d is held still, but its coordinate %d is %g angstrom at the first end and %g at "
                               "the last", atom, k % neb->dimension, first[k], last[k]);
    return MSBAT_OK;
}

msbat_status msbat_neb_set_moving(msbat_neb *neb, int64_t n_atoms, const int64_t *moving)
{
    MSBAT__REQUIRE_HANDLE(neb);
    MSBAT__REQUIRE(neb->handle.ctx, moving);
    int64_t count = 0;
    msbat_status st = check_length(neb, __func__, "n_atoms", n_atoms, neb->n_atoms);
    for (int64_t a = 0; a < n_atoms && !st; a++) count += moving[a] != 0;
    if (!st && !count) st = msbat__fail(neb->handle.ctx, MSBAT_ERR_ARGUMENT, __func__, "moving is 0 for every atom");
    for (int64_t a = 0; a < n_atoms && !st; a++)
        if (!moving[a]) st = check_still(neb, a);
    if (st) return st;
    memcpy(neb->moving, moving, (size_t)n_atoms * sizeof *moving);
    restart(neb);
    neb->ends_known = false;
    return MSBAT_OK;
}

static msbat_status check_image(const msbat_neb *neb, const char *function, int64_t image, int64_t n, bool inner)
{
    msbat_status st = msbat__check_count(neb->handle.ctx, function, "image", image, inner, neb->n_images + !inner);
    return st ? st : check_length(neb, function, "n", n, neb->n);
}

msbat_status msbat_neb_set_image(msbat_neb *neb, int64_t image, int64_t n, const double *x_ang)
{
    MSBAT__REQUIRE_HANDLE(neb);
    MSBAT__REQUIRE(neb->handle.ctx, x_ang);
    msbat_status st = check_image(neb, __func__, image, n, true);
    if (!st) st = msbat__check_array(neb->handle.ctx, __func__, "x_ang", "angstrom", n, x_ang);
    if (st) return st;
    memcpy(neb->now.x + image * n, x_ang, (size_t)n * sizeof *x_ang);
    for (int64_t k = 0; k < n; k++)
        if (!neb->moving[k / neb->dimension]) neb->now.x[image * n + k] = neb->now.x[k];
    restart(neb);
    return MSBAT_OK;
}

msbat_status msbat_neb_get_image(const msbat_neb *neb, int64_t image, int64_t n, double *x_ang)
{
    MSBAT__REQUIRE_HANDLE(neb);
    MSBAT__REQUIRE(neb->handle.ctx, x_ang);
    msbat_status st = check_image(neb, __func__, image, n, false);
    if (!st) memcpy(x_ang, neb->now.x + image * n, (size_t)n * sizeof *x_ang);
    return st;
}

static msbat_status need(const msbat_neb *neb, const char *function, bool there, const char *what)
{
    return there ? MSBAT_OK : msbat__fail(neb->handle.ctx, MSBAT_ERR_STATE, function, "%s", what);
}

static const char not_evaluated[] = "the band has not been evaluated: call msbat_neb_run first";
static const char not_converged[] = "the band has not converged";

msbat_status msbat_neb_get_energies(const msbat_neb *neb, int64_t n, double *energy_ev)
{
    MSBAT__REQUIRE_HANDLE(neb);
    MSBAT__REQUIRE(neb->handle.ctx, energy_ev);
    msbat_status st = check_length(neb, __func__, "n", n, neb->n_images + 2);
    if (!st) st = need(neb, __func__, neb->band_known, not_evaluated);
    if (!st) memcpy(energy_ev, neb->now.energy, (size_t)n * sizeof *energy_ev);
    return st;
}

msbat_status msbat_neb_get_lengths(const msbat_neb *neb, int64_t n, double *length_ang)
{
    MSBAT__REQUIRE_HANDLE(neb);
    MSBAT__REQUIRE(neb->handle.ctx, length_ang);
    msbat_status st = check_length(neb, __func__, "n", n, neb->n_images + 2);
    if (st) return st;
    length_ang[0] = 0.0;
    for (int64_t i = 1; i < n; i++) {
        double square = 0.0;
        for (int64_t k = i * neb->n; k < (i + 1) * neb->n; k++)
            square += (neb->now.x[k] - neb->now.x[k - neb->n]) * (neb->now.x[k] - neb->now.x[k - neb->n]);
        length_ang[i] = length_ang[i - 1] + sqrt(square);
    }
    return MSBAT_OK;
}

static int64_t saddle_image(const msbat_neb *neb) { return neb->climber ? neb->climber : msbat__neb_highest(neb); }

msbat_status msbat_neb_get_barriers(const msbat_neb *neb, double *forward_ev, double *backward_ev)
{
    MSBAT__REQUIRE_HANDLE(neb);
    MSBAT__REQUIRE(neb->handle.ctx, forward_ev);
    MSBAT__REQUIRE(neb->handle.ctx, backward_ev);
    msbat_status st = need(neb, __func__, neb->converged, not_converged);
    if (st) return st;
    const double *e = neb->now.energy;
    *forward_ev = e[saddle_image(neb)] - e[0];
    *backward_ev = e[saddle_image(neb)] - e[neb->n_images + 1];
    return MSBAT_OK;
}

msbat_status msbat_neb_get_saddle(const msbat_neb *neb, int64_t *image, double *energy_ev, int64_t n, double *x_ang)
{
    MSBAT__REQUIRE_HANDLE(neb);
    msbat_status st = x_ang ? check_length(neb, __func__, "n", n, neb->n) : MSBAT_OK;
    if (!st) st = need(neb, __func__, neb->converged, not_converged);
    if (st) return st;
    int64_t i = saddle_image(neb);
    if (image) *image = i;
    if (energy_ev) *energy_ev = neb->now.energy[i];
    if (x_ang) memcpy(x_ang, neb->now.x + i * n, (size_t)n * sizeof *x_ang);
    return MSBAT_OK;
}

msbat_status msbat_neb_get_curvature(const msbat_neb *neb, double *curvature)
{
    MSBAT__REQUIRE_HANDLE(neb);
    MSBAT__REQUIRE(neb->handle.ctx, curvature);
    msbat_status st = need(neb, __func__, neb->certified, "there is no converged climbing image");
    if (!st) *curvature = neb->curvature;
    return st;
}

msbat_status msbat_neb_get_residuals(const msbat_neb *neb, double *saddle, double *band)
{
    MSBAT__REQUIRE_HANDLE(neb);
    MSBAT__REQUIRE(neb->handle.ctx, saddle);
    MSBAT__REQUIRE(neb->handle.ctx, band);
    msbat_status st = need(neb, __func__, neb->band_known, not_evaluated);
    if (st) return st;
    *saddle = neb->saddle_residual;
    *band = neb->band_residual;
    return MSBAT_OK;
}

msbat_status msbat_neb_get_end_residuals(const msbat_neb *neb, double *first, double *last)
{
    MSBAT__REQUIRE_HANDLE(neb);
    MSBAT__REQUIRE(neb->handle.ctx, first);
    MSBAT__REQUIRE(neb->handle.ctx, last);
    msbat_status st = need(neb, __func__, neb->ends_known, not_evaluated);
    if (st) return st;
    *first = neb->end_residual[0];
    *last = neb->end_residual[1];
    return MSBAT_OK;
}

msbat_status msbat_neb_get_force_calls(const msbat_neb *neb, int64_t *images, int64_t *ends, int64_t *certificate)
{
    MSBAT__REQUIRE_HANDLE(neb);
    if (images) *images = neb->image_calls;
    if (ends) *ends = neb->end_calls;
    if (certificate) *certificate = neb->certificate_calls;
    return MSBAT_OK;
}

msbat_status msbat_neb_get_iterations(const msbat_neb *neb, int64_t *iterations)
{
    MSBAT__REQUIRE_HANDLE(neb);
    MSBAT__REQUIRE(neb->handle.ctx, iterations);
    *iterations = neb->iterations;
    return MSBAT_OK;
}

msbat_status msbat_neb_get_converged(const msbat_neb *neb, int64_t *converged)
{
    MSBAT__REQUIRE_HANDLE(neb);
    MSBAT__REQUIRE(neb->handle.ctx, converged);
    *converged = neb->converged;
    return MSBAT_OK;
}

msbat_status msbat_neb_get_callback_code(const msbat_neb *neb, int *code)
{
    MSBAT__REQUIRE_HANDLE(neb);
    MSBAT__REQUIRE(neb->handle.ctx, code);
    *code = neb->code;
    return MSBAT_OK;
}
