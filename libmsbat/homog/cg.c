/* cg.c - preconditioned conjugate gradients that stop on the error of the effective property. */
#include <math.h>

#include "homog/homog_impl.h"

/* The energy-norm error after k steps is the sum of all later decrements alpha_j (r_j . z_j) (M. R. Hestenes,
 * E. Stiefel, J. Res. Natl. Bur. Stand. 49 (1952) 409, eq. 6:1; Z. Strakos, P. Tichy, ETNA 13 (2002) 56). Decrements
 * fall nearly geometrically under multigrid: the rest is extrapolated with the slowest ratio of the last steps, times
 * SAFETY, because the ratio itself still grows while few steps have been made. */
#define SAFETY 1.5

typedef struct decrements {
    double gained, last, ratio[3];
    int64_t count;
} decrements;

static void add_decrement(decrements *d, double value)
{
    if (d->count > 0) {
        d->ratio[2] = d->ratio[1];
        d->ratio[1] = d->ratio[0];
        d->ratio[0] = d->last > 0.0 ? value / d->last : 0.0;
    }
    d->last = value;
    d->gained += value;
    d->count++;
}

static double remaining(const decrements *d)
{
    double slowest = fmax(d->ratio[0], d->count > 3 ? fmax(d->ratio[1], d->ratio[2]) : d->ratio[1]);
    if (d->count < 2) return INFINITY;
    slowest = fmin(slowest, 0.98);
    return SAFETY * d->last * slowest / (1.0 - slowest);
}

static bool finished(msbat__cg *cg, const decrements *d)
{
    cg->measure = cg->start + cg->sign * d->gained;
    cg->error = remaining(d);
    if (d->last <= 1e-16 * cg->start) { /* rounding: nothing more to gain */
        cg->error = d->last;
        return true;
    }
    return cg->error <= cg->tolerance * cg->measure;
}

static msbat_status report(const msbat__cg *cg)
{
    double span = log(cg->tolerance), done = 0.0;
    if (isfinite(cg->error) && cg->measure > 0.0) done = log(fmin(1.0, cg->error / cg->measure)) / span;
    done = fmin(1.0, fmax(0.0, done));
    return msbat__progress(cg->grid->ctx, cg->progress_from + done * (cg->progress_to - cg->progress_from));
}

msbat_status msbat__cg_run(msbat__cg *cg, void *x)
{
    decrements d = {.count = 0};
    double rho_old = 1.0;
    cg->measure = cg->start;
    cg->error = 0.0;
    for (cg->iterations = 0; cg->iterations < cg->max_iterations; cg->iterations++) {
        msbat__multigrid_apply(cg->multigrid, cg->r, cg->rf, cg->z);
        double rho = msbat__kernel_dot(cg->grid, cg->z, cg->r);
        if (rho == 0.0) return MSBAT_OK; /* nothing left to solve */
        double beta = cg->iterations ? rho / rho_old : 0.0;
        rho_old = rho;
        msbat__kernel_direction(cg->grid, cg->z, beta, cg->p);
        double curvature = msbat__kernel_apply(cg->grid, cg->p, cg->q);
        if (!(rho > 0.0 && curvature > 0.0)) break; /* rounding has eaten the definiteness */
        double alpha = rho / curvature;
        msbat__kernel_step(cg->grid, alpha, cg->p, cg->q, x, cg->r);
        add_decrement(&d, alpha * rho);
        bool stop = finished(cg, &d);
        msbat_status st = report(cg);
        if (st) return st;
        if (stop) {
            cg->iterations++;
            return MSBAT_OK;
        }
    }
    return msbat__fail(cg->grid->ctx, MSBAT_ERR_CONVERGENCE, "msbat_homog_solve",
                       "%d iterations leave a relative error of %g; the tolerance is %g", cg->iterations,
                       cg->error / cg->measure, cg->tolerance);
}
