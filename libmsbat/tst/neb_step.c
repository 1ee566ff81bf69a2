/* neb_step.c - how the band moves: adaptive integration of dx/dt = force (ODE12r), and, where the past steps allow
 * it, extrapolation of them to zero force. The band force is not the gradient of anything, so that neither line
 * searches nor symmetric quasi-Newton updates apply; both methods here only look for a zero of a vector field. */
#include <math.h>
#include <string.h>

#include "tst/tst_impl.h"

/* Parameters of ODE12r as published (Makri, Ortner, Kermode 2019, section II). */
static const double tolerance = 0.1, shrink = 0.01, growth = 2.0;
/* Extrapolation starts below this band force [eV/angstrom]: fewest calls of 0.3, 1 and 5 on model surfaces and ionic
 * crystals. */
static const double near = 0.3;

static int64_t unknowns(const msbat_neb *neb) { return neb->n_images * neb->n; }
static double *moving_part(const msbat_neb *neb, const msbat__neb_band *band) { return band->x + neb->n; }

void msbat__neb_forget(msbat_neb *neb)
{
    neb->n_history = neb->history_next = 0;
}

/* Adds the step from now to next to the history, with its products with the other force differences. */
static void remember(msbat_neb *neb)
{
    int64_t n = unknowns(neb), slot = neb->history_next;
    double *dx = neb->dx + slot * n, *df = neb->df + slot * n;
    const double *x = moving_part(neb, &neb->now), *y = moving_part(neb, &neb->next);
    for (int64_t i = 0; i < n; i++) {
        dx[i] = y[i] - x[i];
        df[i] = neb->next.force[i] - neb->now.force[i];
    }
    neb->history_next = (slot + 1) % MSBAT__NEB_HISTORY;
    if (neb->n_history < MSBAT__NEB_HISTORY) neb->n_history++;
    for (int64_t j = 0; j < neb->n_history; j++)
        neb->gram[slot][j] = neb->gram[j][slot] = msbat__tst_dot(n, df, neb->df + j * n);
}

/* Solves the m x m positive definite system in place by Cholesky; false if it is singular. */
static bool solve_small(int64_t m, double a[MSBAT__NEB_HISTORY][MSBAT__NEB_HISTORY], double *b)
{
    for (int64_t j = 0; j < m; j++) {
        for (int64_t k = 0; k < j; k++) a[j][j] -= a[j][k] * a[j][k];
        if (!(a[j][j] > 0.0)) return false;
        a[j][j] = sqrt(a[j][j]);
        for (int64_t i = j + 1; i < m; i++) {
            for (int64_t k = 0; k < j; k++) a[i][j] -= a[i][k] * a[j][k];
            a[i][j] /= a[j][j];
        }
    }
    for (int64_t i = 0; i < m; i++) {
        for (int64_t k = 0; k < i; k++) b[i] -= a[i][k] * b[k];
        b[i] /= a[i][i];
    }
    for (int64_t i = m - 1; i >= 0; i--) {
        for (int64_t k = i + 1; k < m; k++) b[i] -= a[k][i] * b[k];
        b[i] /= a[i][i];
    }
    return true;
}

/* Weights w that make |force - sum w df| least; columns scaled to unit length and slightly regularised. */
static bool mixing_weights(const msbat_neb *neb, double *w)
{
    double a[MSBAT__NEB_HISTORY][MSBAT__NEB_HISTORY], scale[MSBAT__NEB_HISTORY];
    int64_t m = neb->n_history, n = unknowns(neb);
    for (int64_t i = 0; i < m; i++) {
        if (!(neb->gram[i][i] > 0.0)) return false;
        scale[i] = 1.0 / sqrt(neb->gram[i][i]);
    }
    for (int64_t i = 0; i < m; i++) {
        for (int64_t j = 0; j < m; j++) a[i][j] = neb->gram[i][j] * scale[i] * scale[j];
        a[i][i] += 1e-10;
        w[i] = msbat__tst_dot(n, neb->df + i * n, neb->now.force) * scale[i];
    }
    if (!solve_small(m, a, w)) return false;
    for (int64_t i = 0; i < m; i++) w[i] *= scale[i];
    return true;
}

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
    const double *x = moving_part(neb, &neb->now);
    for (int64_t i = 0; i < unknowns(neb); i++) move[i] += x[i];
}

/* D. G. Anderson, J. ACM 12 (1965) 547: the combination of past steps that leaves the least force, then a step along
 * what is left. */
static bool extrapolate(msbat_neb *neb)
{
    double w[MSBAT__NEB_HISTORY], *move = moving_part(neb, &neb->next);
    int64_t n = unknowns(neb);
    if (!mixing_weights(neb, w)) return false;
    for (int64_t i = 0; i < n; i++) move[i] = neb->step * neb->now.force[i];
    for (int64_t j = 0; j < neb->n_history; j++) {
        const double *dx = neb->dx + j * n, *df = neb->df + j * n;
        for (int64_t i = 0; i < n; i++) move[i] -= w[j] * (dx[i] + neb->step * df[i]);
    }
    apply_move(neb, move);
    return true;
}

static void integrate(msbat_neb *neb)
{
    double *move = moving_part(neb, &neb->next);
    if (!(neb->step > 0.0)) neb->step = 0.5 * sqrt(tolerance) / neb->now.size;
    neb->step = fmin(neb->step, neb->max_step / neb->now.size);
    for (int64_t i = 0; i < unknowns(neb); i++) move[i] = neb->step * neb->now.force[i];
    apply_move(neb, move);
}

bool msbat__neb_propose(msbat_neb *neb)
{
    if (neb->n_history >= 2 && neb->now.size < near && extrapolate(neb)) return true;
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
    remember(neb);
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

void msbat__neb_consume(msbat_neb *neb, bool extrapolated)
{
    int64_t n = unknowns(neb);
    if (!extrapolated) {
        consume_integrated(neb);
        return;
    }
    double before = msbat__tst_dot(n, neb->now.force, neb->now.force);
    double after = msbat__tst_dot(n, neb->next.force, neb->next.force);
    if (after < before) take(neb);
    else msbat__neb_forget(neb);
}
