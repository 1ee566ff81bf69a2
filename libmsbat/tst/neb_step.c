/* neb_step.c - how the band moves: adaptive integration of dx/dt = force (ODE12r), and, once the forces are small,
 * extrapolation of the past steps to zero force. */
#include <math.h>

#include "tst/tst_impl.h"

/* Parameters of ODE12r as published (Makri, Ortner, Kermode 2019, section II). */
static const double tolerance = 0.1, shrink = 0.01, growth = 2.0;
/* Extrapolation starts below this band force [eV/angstrom]: of 0.3, 1 and 5 it takes the fewest calls on model
 * surfaces and crystals of 95 to 142 atoms. */
static const double near = 0.3;
/* Anderson's extrapolation must lessen the force to this fraction in so many steps, else it counts as caught. */
static const int64_t window = 5;
static const double gain = 0.8;

static int64_t unknowns(const msbat_neb *neb) { return neb->n_images * neb->n; }

/* Shortens move so that no atom of any image goes further than max_step. */
static void limit_move(const msbat_neb *neb, double *move)
{
    double largest = msbat__tst_largest(neb->n_images * neb->n_atoms, neb->dimension, move, NULL);
    if (largest <= neb->max_step) return;
    for (int64_t i = 0; i < unknowns(neb); i++) move[i] *= neb->max_step / largest;
}

static void apply_move(msbat_neb *neb, double *move)
{
    limit_move(neb, move);
    const double *x = neb->now.x + neb->n;
    for (int64_t i = 0; i < unknowns(neb); i++) move[i] += x[i];
}

static void integrate(msbat_neb *neb)
{
    double *move = neb->next.x + neb->n;
    if (!(neb->step > 0.0)) neb->step = 0.5 * sqrt(tolerance) / neb->now.size;
    neb->step = fmin(neb->step, neb->max_step / neb->now.size);
    for (int64_t i = 0; i < unknowns(neb); i++) move[i] = neb->step * neb->now.force[i];
    apply_move(neb, move);
}

bool msbat__neb_propose(msbat_neb *neb)
{
    if (neb->n_history >= 2 && neb->now.size < near && msbat__neb_extrapolate(neb)) {
        apply_move(neb, neb->next.x + neb->n);
        return true;
    }
    integrate(neb);
    return false;
}

/* Error of the Euler step, and the step that would have left the least force along it. */
static void judge_step(const msbat_neb *neb, double *error, double *best)
{
    double largest = 0.0, fy = 0.0, yy = 0.0;
    for (int64_t i = 0; i < unknowns(neb); i++) {
        double y = neb->now.force[i] - neb->next.force[i];
        largest = fmax(largest, fabs(y));
        fy += neb->now.force[i] * y;
        yy += y * y;
    }
    *error = 0.5 * neb->step * largest;
    *best = yy > 0.0 ? neb->step * fy / yy : neb->step;
}

static void take(msbat_neb *neb)
{
    msbat__neb_remember(neb);
    msbat__neb_band old = neb->now;
    neb->now = neb->next;
    neb->next = old;
}

static void consume_integrated(msbat_neb *neb)
{
    double error, best, h = neb->step, before = neb->now.size, after = neb->next.size;
    judge_step(neb, &error, &best);
    bool accept = after <= before * (1.0 - shrink * h) || (after <= before * growth && error <= tolerance);
    double wanted = error > 0.0 ? 0.5 * h * sqrt(tolerance / error) : 4.0 * h;
    if (best > 0.0) wanted = fmin(wanted, best);
    if (accept) {
        neb->step = fmax(0.25 * h, fmin(4.0 * h, wanted));
        take(neb);
    } else {
        neb->step = fmax(0.1 * h, fmin(0.25 * h, wanted));
    }
}

/* Anderson's extrapolation only takes what lessens the force, and can be caught where the force is least but not
 * zero. BFGS steps may raise it for a while; they take over, because they need more calls where Anderson's do well. */
static void watch(msbat_neb *neb, double force)
{
    if (neb->window_used == 0) neb->window_force = force;
    if (++neb->window_used <= window) return;
    neb->window_used = 0;
    if (force > gain * neb->window_force) neb->stagnant = true;
}

void msbat__neb_consume(msbat_neb *neb, bool extrapolated)
{
    int64_t n = unknowns(neb);
    if (!extrapolated) {
        consume_integrated(neb);
        return;
    }
    double before = sqrt(msbat__tst_dot(n, neb->now.force, neb->now.force));
    double after = sqrt(msbat__tst_dot(n, neb->next.force, neb->next.force));
    if (after < (neb->stagnant ? growth : 1.0) * before) take(neb);
    else msbat__neb_forget(neb);
    if (!neb->stagnant) watch(neb, fmin(before, after));
}
