/* neb_extrapolate.c - the step that past steps suggest. The band force is not the gradient of anything, so that line
 * searches do not apply; both methods only look for a zero of a vector field, from differences of positions and
 * forces. */
#include <math.h>
#include <string.h>

#include "tst/tst_impl.h"

static int64_t unknowns(const msbat_neb *neb) { return neb->n_images * neb->n; }

void msbat__neb_forget(msbat_neb *neb)
{
    neb->n_history = neb->history_next = 0;
}

/* Adds the step from now to next to the history, with its products with the other force differences. */
void msbat__neb_remember(msbat_neb *neb)
{
    int64_t n = unknowns(neb), slot = neb->history_next;
    double *dx = neb->dx + slot * n, *df = neb->df + slot * n;
    const double *x = neb->now.x + neb->n, *y = neb->next.x + neb->n;
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

/* D. G. Anderson, J. ACM 12 (1965) 547: the combination of past steps that leaves the least force, then a step along
 * what is left. */
static bool extrapolate_anderson(msbat_neb *neb)
{
    double w[MSBAT__NEB_HISTORY], *move = neb->next.x + neb->n;
    int64_t n = unknowns(neb);
    if (!mixing_weights(neb, w)) return false;
    for (int64_t i = 0; i < n; i++) move[i] = neb->step * neb->now.force[i];
    for (int64_t j = 0; j < neb->n_history; j++) {
        const double *dx = neb->dx + j * n, *df = neb->df + j * n;
        for (int64_t i = 0; i < n; i++) move[i] -= w[j] * (dx[i] + neb->step * df[i]);
    }
    return true;
}

/* Number of the pair that is age steps old, 0 the youngest. */
static int64_t pair_of(const msbat_neb *neb, int64_t age)
{
    return (neb->history_next - 1 - age + INT64_C(2) * MSBAT__NEB_HISTORY) % MSBAT__NEB_HISTORY;
}

/* Curvature of the pairs, 1/(s y) with y minus the difference of the forces, and 0 for pairs without positive
 * curvature; the scale is that of the youngest of the others. */
static double pair_curvatures(const msbat_neb *neb, double *rho)
{
    double scale = 0.0;
    int64_t n = unknowns(neb);
    for (int64_t age = 0; age < neb->n_history; age++) {
        int64_t j = pair_of(neb, age);
        const double *s = neb->dx + j * n;
        double sy = -msbat__tst_dot(n, s, neb->df + j * n), yy = neb->gram[j][j];
        bool sound = sy > 1e-3 * sqrt(yy * msbat__tst_dot(n, s, s));
        rho[j] = sound ? 1.0 / sy : 0.0;
        if (sound && !(scale > 0.0)) scale = sy / yy;
    }
    return scale;
}

static void add(int64_t n, double factor, const double *a, double *sum)
{
    for (int64_t i = 0; i < n; i++) sum[i] += factor * a[i];
}

/* Limited-memory BFGS, two loops: J. Nocedal, Math. Comp. 35 (1980) 773. */
static bool extrapolate_bfgs(msbat_neb *neb)
{
    double rho[MSBAT__NEB_HISTORY] = {0.0}, alpha[MSBAT__NEB_HISTORY], *move = neb->next.x + neb->n;
    int64_t n = unknowns(neb);
    double scale = pair_curvatures(neb, rho);
    if (!(scale > 0.0)) return false;
    memcpy(move, neb->now.force, (size_t)n * sizeof *move);
    for (int64_t age = 0; age < neb->n_history; age++) {
        int64_t j = pair_of(neb, age);
        alpha[j] = rho[j] * msbat__tst_dot(n, neb->dx + j * n, move);
        add(n, alpha[j], neb->df + j * n, move);
    }
    for (int64_t i = 0; i < n; i++) move[i] *= scale;
    for (int64_t age = neb->n_history - 1; age >= 0; age--) {
        int64_t j = pair_of(neb, age);
        double beta = -rho[j] * msbat__tst_dot(n, neb->df + j * n, move);
        if (rho[j] > 0.0) add(n, alpha[j] - beta, neb->dx + j * n, move);
    }
    return true;
}

bool msbat__neb_extrapolate(msbat_neb *neb)
{
    return neb->stagnant ? extrapolate_bfgs(neb) : extrapolate_anderson(neb);
}
