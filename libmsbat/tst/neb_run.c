/* neb_run.c - the driver: propose a position of the band, have it evaluated, consume the forces. */
#include <math.h>
#include <string.h>

#include "tst/tst_impl.h"

msbat_status msbat__neb_failed(const msbat_neb *neb, const msbat__tst_source *source, const char *what, int64_t image)
{
    char why[96];
    msbat__tst_complaint(source, neb->dimension, sizeof why, why);
    return msbat__fail(neb->handle.ctx, MSBAT_ERR_CALLBACK, "msbat_neb_run", "%s %d: %s", what, image, why);
}

/* Evaluates image i of band; forces on atoms that are held still are none. */
int msbat__neb_evaluate(msbat_neb *neb, msbat__tst_source *source, msbat__neb_band *band, int64_t i, int64_t *counter)
{
    double *g = band->gradient + i * neb->n;
    int code = msbat__tst_call(source, neb->n, band->x + i * neb->n, band->energy + i, g, counter);
    if (source->bad == -2) neb->code = source->code;
    for (int64_t k = 0; k < neb->n && !code; k++)
        if (!neb->moving[k / neb->dimension]) g[k] = 0.0;
    return code;
}

static msbat_status check_end(const msbat_neb *neb, int64_t end)
{
    double residual = neb->end_residual[end];
    if (!(neb->end_force_limit > 0.0) || residual <= neb->end_force_limit) return MSBAT_OK;
    return msbat__fail(neb->handle.ctx, MSBAT_ERR_PHYSICS, "msbat_neb_run",
                       "the %s end is not relaxed: force of %g eV/angstrom on atom %d; end_force_limit is %g",
                       end ? "last" : "first", residual, neb->end_atom[end], neb->end_force_limit);
}

static msbat_status evaluate_ends(msbat_neb *neb, msbat__tst_source *source)
{
    int64_t last = neb->n_images + 1;
    for (int64_t i = 0; i <= last && !neb->ends_known; i += last) {
        if (msbat__neb_evaluate(neb, source, &neb->now, i, &neb->end_calls)) return msbat__neb_failed(neb, source,
                                                                                                      "image", i);
        neb->next.energy[i] = neb->now.energy[i];
        neb->end_residual[i > 0] = msbat__tst_largest(neb->n_atoms, neb->dimension, neb->now.gradient + i * neb->n,
                                                      &neb->end_atom[i > 0]);
    }
    neb->ends_known = true;
    msbat_status st = check_end(neb, 0);
    return st ? st : check_end(neb, 1);
}

/* 0, or the code of the first image that fails, whose number goes to bad. */
static int evaluate_band(msbat_neb *neb, msbat__tst_source *source, msbat__neb_band *band, int64_t *bad)
{
    for (int64_t i = 1; i <= neb->n_images; i++) {
        int code = msbat__neb_evaluate(neb, source, band, i, &neb->image_calls);
        *bad = i;
        if (code) return code;
    }
    return 0;
}

static msbat_status evaluate_start(msbat_neb *neb, msbat__tst_source *source)
{
    int64_t bad = 0;
    if (neb->band_known) return MSBAT_OK;
    if (evaluate_band(neb, source, &neb->now, &bad)) return msbat__neb_failed(neb, source, "image", bad);
    neb->band_known = true;
    return MSBAT_OK;
}

/* Evaluates next, halving the move while it cannot be evaluated; ten times at most. */
static msbat_status evaluate_next(msbat_neb *neb, msbat__tst_source *source, bool *shortened)
{
    int64_t bad = 0, n = neb->n_images * neb->n;
    double *y = neb->next.x + neb->n, *x = neb->now.x + neb->n;
    *shortened = false;
    for (int64_t attempt = 0; attempt < 10; attempt++) {
        int code = evaluate_band(neb, source, &neb->next, &bad);
        if (!code) return MSBAT_OK;
        if (code < 0) break;
        for (int64_t i = 0; i < n; i++) y[i] = 0.5 * (x[i] + y[i]);
        neb->step *= 0.5;
        *shortened = true;
    }
    return msbat__neb_failed(neb, source, "image", bad);
}

int64_t msbat__neb_highest(const msbat_neb *neb)
{
    int64_t top = 1;
    for (int64_t i = 2; i <= neb->n_images; i++)
        if (neb->now.energy[i] > neb->now.energy[top]) top = i;
    return top;
}

/* The climbing image is the highest, and higher than both ends: else it would climb out beyond an end. To avoid that
 * two that are nearly as high take turns, it changes only for one that is higher by a hundredth of the height of the
 * path, or, once all else has converged, by anything. */
static void choose_climber(msbat_neb *neb, bool strict)
{
    const double *e = neb->now.energy;
    int64_t top = msbat__neb_highest(neb), was = neb->climber;
    double floor = fmax(e[0], e[neb->n_images + 1]), height = e[top] - fmin(e[0], e[neb->n_images + 1]);
    if (!neb->climbing || !(e[top] > floor)) neb->climber = 0;
    else if (!was || strict || e[top] > e[was] + 0.01 * height) neb->climber = top;
    if (neb->climber != was) msbat__neb_forget(neb);
}

static bool residuals_met(const msbat_neb *neb)
{
    if (neb->saddle_only && neb->climber) return neb->saddle_residual <= neb->target;
    return neb->band_residual <= neb->target;
}

/* Forces and residuals at now; true if the band has converged. */
static bool assess(msbat_neb *neb)
{
    choose_climber(neb, false);
    msbat__neb_residuals(neb);
    if (residuals_met(neb)) {
        choose_climber(neb, true);
        msbat__neb_residuals(neb);
    }
    msbat__neb_forces(neb, &neb->now);
    return residuals_met(neb);
}

static msbat_status check_height(const msbat_neb *neb)
{
    int64_t top = msbat__neb_highest(neb), last = neb->n_images + 1;
    const double *e = neb->now.energy;
    if (e[top] > e[0] && e[top] > e[last]) return MSBAT_OK;
    return msbat__fail(neb->handle.ctx, MSBAT_ERR_PHYSICS, "msbat_neb_run",
                       "no saddle between the ends: the highest image has %g eV, the ends have %g and %g eV",
                       e[top], e[0], e[last]);
}

/* A soft saddle can be far away although the forces are small: when the certificate fails the band goes on to smaller
 * forces, down to a hundredth of those asked for, unless no force is left at all. True if that is all. */
static bool finish(msbat_neb *neb, msbat__tst_source *source, msbat_status *st)
{
    *st = check_height(neb);
    if (!*st && neb->climber) *st = msbat__neb_certify(neb, source);
    neb->converged = !*st;
    neb->target *= 0.3;
    return *st != MSBAT_ERR_PHYSICS || neb->target < 0.01 * neb->force_tolerance || !(neb->now.size > 1e-100);
}

static msbat_status report_progress(msbat_neb *neb)
{
    double done = 0.0;
    if (!(neb->start_residual > 0.0)) neb->start_residual = neb->band_residual;
    if (neb->start_residual > neb->force_tolerance)
        done = log(neb->start_residual / neb->band_residual) / log(neb->start_residual / neb->force_tolerance);
    return msbat__progress(neb->handle.ctx, fmin(1.0, fmax(0.0, done)));
}

static msbat_status iterate(msbat_neb *neb, msbat__tst_source *source)
{
    bool shortened, extrapolated = msbat__neb_propose(neb);
    msbat_status st = evaluate_next(neb, source, &shortened);
    if (st) return st;
    neb->iterations++;
    msbat__neb_forces(neb, &neb->next);
    msbat__neb_consume(neb, extrapolated);
    if (shortened) msbat__neb_forget(neb);
    return MSBAT_OK;
}

static msbat_status relax(msbat_neb *neb, msbat__tst_source *source)
{
    msbat_status st = MSBAT_OK;
    neb->target = neb->force_tolerance;
    for (int64_t i = 0;; i++) {
        if (assess(neb) && finish(neb, source, &st)) return st;
        if (i == neb->max_iterations) break;
        st = report_progress(neb);
        if (!st) st = iterate(neb, source);
        if (st) return st;
    }
    if (st) return st;
    return msbat__fail(neb->handle.ctx, MSBAT_ERR_CONVERGENCE, "msbat_neb_run",
                       "%d iterations were not enough: residual %g eV/angstrom at the saddle, %g over the band; "
                       "force_tolerance is %g",
                       neb->max_iterations, neb->saddle_residual, neb->band_residual, neb->force_tolerance);
}

msbat_status msbat_neb_run(msbat_neb *neb, msbat_energy_fn energy, void *user)
{
    MSBAT__REQUIRE_HANDLE(neb);
    MSBAT__REQUIRE(neb->handle.ctx, energy);
    msbat__tst_source source = {energy, user, 0, 0};
    neb->code = 0;
    neb->converged = neb->certified = false;
    msbat_status st = evaluate_ends(neb, &source);
    if (!st) st = evaluate_start(neb, &source);
    return st ? st : relax(neb, &source);
}
