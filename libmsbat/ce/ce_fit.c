/* ce_fit.c - weighted ridge regression of the ECIs.
 *
 * Rows are structures: y = sqrt(w) E/N, X = sqrt(w) (cluster sums)/N, N the active sites. V0 and the point terms
 * are not penalised: their columns are made orthonormal (Q) and projected out of the others (P); then P^T P = E L
 * E^T once, and every ridge costs only a pass over Z = P E:
 *     coefficients c_k = z_k.y / (L_k + ridge),  leverage h_i = |Q_i|^2 + sum_k Z_ik^2 / (L_k + ridge).
 * Leaving structure i out changes its residual r_i to r_i / (1 - h_i) exactly (D.M. Allen, Technometrics 16 (1974)
 * 125). */
#include "ce_impl.h"

#include <math.h>
#include <string.h>

#define RANK_TOLERANCE 1e-12 /* of L_k / L_max: squared singular values in double precision */
#define ALONE 1e-9           /* 1 - leverage below which a structure alone decides a parameter */

typedef struct fit {
    const msbat_ce *ce;
    const msbat_training *training;
    const char *function;
    int64_t m, q, p;                       /* structures, free and penalised columns */
    double *x_free, *x_pen, *y;            /* [m][q], [m][p], [m], times sqrt(w) */
    double *basis, *triangle;              /* Q [m][q]; X_free = Q triangle, [q][q] upper */
    double *z, *eigen, *vectors, *zy, *r0; /* Z [m][p], L [p], row k = k-th eigenvector, Z^T y, y minus its part in Q */
    double *leverage, *residual;           /* [m], for the ridge evaluated last */
    double *reciprocal;                    /* [p], 1/(L + ridge), 0 where that is not positive */
} fit;

static bool is_free(const msbat_ce *ce, int64_t orbit) { return ce->orbits[orbit].n_points <= 1; }

static void fill_rows(fit *f)
{
    for (int64_t i = 0; i < f->m; i++) {
        const msbat__ce_structure *s = &f->training->structures[i];
        double scale = sqrt(s->weight) / (double)s->n_sites;
        int64_t a = 0, b = 0;
        f->y[i] = scale * s->energy;
        for (int64_t o = 0; o < f->ce->n_orbits; o++) {
            double value = scale * (double)s->sums[o];
            if (is_free(f->ce, o)) f->x_free[i * f->q + a++] = value;
            else f->x_pen[i * f->p + b++] = value;
        }
    }
}

/* Column of the free block against the columns before it, twice for orthogonality to rounding; its norm. */
static double orthogonalise(fit *f, int64_t column)
{
    double norm = 0;
    for (int pass = 0; pass < 2; pass++)
        for (int64_t k = 0; k < column; k++) {
            double dot = 0;
            for (int64_t i = 0; i < f->m; i++) dot += f->basis[i * f->q + k] * f->basis[i * f->q + column];
            for (int64_t i = 0; i < f->m; i++) f->basis[i * f->q + column] -= dot * f->basis[i * f->q + k];
            f->triangle[k * f->q + column] += dot;
        }
    for (int64_t i = 0; i < f->m; i++) norm += f->basis[i * f->q + column] * f->basis[i * f->q + column];
    return sqrt(norm);
}

static msbat_status factor_free(fit *f)
{
    memcpy(f->basis, f->x_free, (size_t)(f->m * f->q) * sizeof *f->basis);
    for (int64_t k = 0; k < f->q; k++) {
        double before = 0;
        for (int64_t i = 0; i < f->m; i++) before += f->x_free[i * f->q + k] * f->x_free[i * f->q + k];
        double norm = orthogonalise(f, k);
        if (!(norm > 1e-8 * sqrt(before)))
            return msbat__fail(f->ce->handle.ctx, MSBAT_ERR_SINGULAR, f->function,
                               "%d structures do not determine V0 and the %d point terms: their compositions do not "
                               "differ enough", f->m, (int64_t)(f->q - 1));
        f->triangle[k * f->q + k] = norm;
        for (int64_t i = 0; i < f->m; i++) f->basis[i * f->q + k] /= norm;
    }
    return MSBAT_OK;
}

/* column[m] (stride) minus its projection on the free block. */
static void project_out(const fit *f, double *column, int64_t stride)
{
    for (int pass = 0; pass < 2; pass++)
        for (int64_t k = 0; k < f->q; k++) {
            double dot = 0;
            for (int64_t i = 0; i < f->m; i++) dot += f->basis[i * f->q + k] * column[i * stride];
            for (int64_t i = 0; i < f->m; i++) column[i * stride] -= dot * f->basis[i * f->q + k];
        }
}

static msbat_status factor_penalised(fit *f)
{
    const msbat_context *ctx = f->ce->handle.ctx;
    int64_t p = f->p;
    double *projected = MSBAT__COPY(ctx, f->m * p, double, f->x_pen);
    if (!projected) return MSBAT_ERR_MEMORY;
    for (int64_t k = 0; k < p; k++) project_out(f, &projected[k], p);
    memset(f->vectors, 0, (size_t)(p * p) * sizeof *f->vectors);
    for (int64_t i = 0; i < f->m; i++)
        for (int64_t a = 0; a < p; a++)
            for (int64_t b = 0; b < p; b++) f->vectors[a * p + b] += projected[i * p + a] * projected[i * p + b];
    msbat_status st = p ? msbat__eigen_symmetric(ctx, p, f->vectors, f->eigen) : MSBAT_OK;
    for (int64_t k = 0; k < p; k++) f->eigen[k] = fmax(f->eigen[k], 0);
    for (int64_t i = 0; i < f->m; i++)
        for (int64_t k = 0; k < p; k++) {
            double dot = 0;
            for (int64_t b = 0; b < p; b++) dot += projected[i * p + b] * f->vectors[k * p + b];
            f->z[i * p + k] = dot;
            f->zy[k] += dot * f->y[i];
        }
    memcpy(f->r0, f->y, (size_t)f->m * sizeof *f->r0);
    project_out(f, f->r0, 1);
    msbat__free(ctx, projected);
    return st;
}

static int64_t rank_of(const fit *f)
{
    int64_t rank = f->q;
    for (int64_t k = 0; k < f->p; k++) rank += f->eigen[k] > RANK_TOLERANCE * f->eigen[f->p - 1];
    return rank;
}

/* Residuals and leverages for ridge; the weighted mean square leave-one-out error (infinite where 1 - h vanishes). */
static double evaluate(fit *f, double ridge)
{
    double total = 0, weight = 0;
    for (int64_t k = 0; k < f->p; k++) f->reciprocal[k] = f->eigen[k] + ridge > 0 ? 1 / (f->eigen[k] + ridge) : 0;
    for (int64_t i = 0; i < f->m; i++) {
        double h = 0, r = f->r0[i];
        for (int64_t k = 0; k < f->q; k++) h += f->basis[i * f->q + k] * f->basis[i * f->q + k];
        for (int64_t k = 0; k < f->p; k++) {
            double z = f->z[i * f->p + k], zd = z * f->reciprocal[k];
            h += z * zd;
            r -= f->zy[k] * zd;
        }
        f->leverage[i] = h;
        f->residual[i] = r;
        total += h > 1 - ALONE ? INFINITY : r * r / ((1 - h) * (1 - h));
        weight += f->training->structures[i].weight;
    }
    return total / weight;
}

/* Least leave-one-out error: a scan over 12 decades, then golden section around the best point. */
static double choose_ridge(fit *f)
{
    if (!f->p || !(f->eigen[f->p - 1] > 0)) return 0;
    double top = log(10 * f->eigen[f->p - 1]), step = log(10.0) / 4, best = top, least = INFINITY;
    for (int i = 0; i <= 48; i++) {
        double loo = evaluate(f, exp(top - i * step));
        if (loo < least) least = loo, best = top - i * step;
    }
    if (rank_of(f) == f->q + f->p && evaluate(f, 0) < least) return 0;
    const double golden = 0.6180339887498949;
    double a = best - step, b = best + step;
    double c = b - golden * (b - a), d = a + golden * (b - a), fc = evaluate(f, exp(c)), fd = evaluate(f, exp(d));
    for (int i = 0; i < 25; i++) {
        if (fc < fd) b = d, d = c, fd = fc, c = b - golden * (b - a), fc = evaluate(f, exp(c));
        else a = c, c = d, fc = fd, d = a + golden * (b - a), fd = evaluate(f, exp(d));
    }
    return exp(0.5 * (a + b));
}

/* ---- parameters and covariance ---- */

/* Solves for right-hand sides y[m] (weighted) at ridge: free[q], pen[p]. */
static void solve(const fit *f, double ridge, const double *y, double *work, double *free_part, double *pen)
{
    memcpy(work, y, (size_t)f->m * sizeof *y);
    for (int64_t b = 0; b < f->p; b++) pen[b] = 0;
    for (int64_t k = 0; k < f->p; k++) {
        double d = f->eigen[k] + ridge, c = 0;
        for (int64_t i = 0; i < f->m; i++) c += f->z[i * f->p + k] * y[i];
        for (int64_t b = 0; d > 0 && b < f->p; b++) pen[b] += c / d * f->vectors[k * f->p + b];
    }
    for (int64_t i = 0; i < f->m; i++)
        for (int64_t b = 0; b < f->p; b++) work[i] -= f->x_pen[i * f->p + b] * pen[b];
    for (int64_t k = f->q - 1; k >= 0; k--) {
        double dot = 0;
        for (int64_t i = 0; i < f->m; i++) dot += f->basis[i * f->q + k] * work[i];
        for (int64_t l = k + 1; l < f->q; l++) dot -= f->triangle[k * f->q + l] * free_part[l];
        free_part[k] = dot / f->triangle[k * f->q + k];
    }
}

static void scatter(const fit *f, const double *free_part, const double *pen, double *all)
{
    int64_t a = 0, b = 0;
    for (int64_t o = 0; o < f->ce->n_orbits; o++) all[o] = is_free(f->ce, o) ? free_part[a++] : pen[b++];
}

/* y - X v for the parameters found. */
static void leftover(const fit *f, const double *free_part, const double *pen, double *left)
{
    for (int64_t i = 0; i < f->m; i++) {
        left[i] = f->y[i];
        for (int64_t k = 0; k < f->q; k++) left[i] -= f->x_free[i * f->q + k] * free_part[k];
        for (int64_t b = 0; b < f->p; b++) left[i] -= f->x_pen[i * f->p + b] * pen[b];
    }
}

/* Parameters, with one step of refinement when there is no penalty (its right-hand side would not vanish). */
static msbat_status find_parameters(const fit *f, double ridge, double *eci)
{
    const msbat_context *ctx = f->ce->handle.ctx;
    double *work = MSBAT__NEW(ctx, 2 * f->m + 2 * (f->q + f->p), double);
    if (!work) return MSBAT_ERR_MEMORY;
    double *left = &work[f->m], *v = &left[f->m], *dv = &v[f->q + f->p];
    solve(f, ridge, f->y, work, v, &v[f->q]);
    for (int step = 0; ridge == 0 && step < 2; step++) {
        leftover(f, v, &v[f->q], left);
        solve(f, ridge, left, work, dv, &dv[f->q]);
        for (int64_t k = 0; k < f->q + f->p; k++) v[k] += dv[k];
    }
    scatter(f, v, &v[f->q], eci);
    msbat__free(ctx, work);
    return MSBAT_OK;
}

/* s^2 (X^T X + ridge P)^-1, all orbits. */
static msbat_status find_covariance(const fit *f, double ridge, double s2, double *covariance)
{
    const msbat_context *ctx = f->ce->handle.ctx;
    int64_t n = f->q + f->p;
    double *x = MSBAT__NEW(ctx, f->m * n, double);
    if (!x) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < f->m; i++) scatter(f, &f->x_free[i * f->q], &f->x_pen[i * f->p], &x[i * n]);
    memset(covariance, 0, (size_t)(n * n) * sizeof *covariance);
    for (int64_t i = 0; i < f->m; i++)
        for (int64_t a = 0; a < n; a++)
            for (int64_t b = 0; b < n; b++) covariance[a * n + b] += x[i * n + a] * x[i * n + b];
    for (int64_t a = 0; a < n; a++)
        if (!is_free(f->ce, a)) covariance[a * n + a] += ridge;
    msbat_status st = msbat__invert_spd(ctx, n, covariance);
    for (int64_t k = 0; k < n * n; k++) covariance[k] *= s2;
    msbat__free(ctx, x);
    return st;
}

/* ---- k-fold ---- */

/* Squared errors of the structures list[size] when all of them are left out: r_out = (1 - H)^-1 r on the block,
   exactly. */
static msbat_status fold_error(const fit *f, double ridge, int64_t size, const int64_t *list, double *total)
{
    const msbat_context *ctx = f->ce->handle.ctx;
    double *a = MSBAT__NEW(ctx, size * size + size, double), *r = a ? &a[size * size] : NULL;
    if (!a) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < size; i++) {
        r[i] = f->residual[list[i]];
        for (int64_t j = 0; j < size; j++) {
            double h = 0;
            for (int64_t k = 0; k < f->q; k++) h += f->basis[list[i] * f->q + k] * f->basis[list[j] * f->q + k];
            for (int64_t k = 0; k < f->p; k++)
                if (f->eigen[k] + ridge > 0)
                    h += f->z[list[i] * f->p + k] * f->z[list[j] * f->p + k] / (f->eigen[k] + ridge);
            a[i * size + j] = (i == j) - h;
        }
    }
    msbat_status st = msbat__solve(ctx, size, 1, a, r);
    if (st == MSBAT_ERR_SINGULAR) *total = INFINITY, st = MSBAT_OK;
    else
        for (int64_t i = 0; !st && i < size; i++) *total += r[i] * r[i];
    msbat__free(ctx, a);
    return st;
}

static msbat_status find_kfold(const fit *f, double ridge, double *mean_square)
{
    const msbat_context *ctx = f->ce->handle.ctx;
    int64_t folds = f->ce->folds < f->m ? f->ce->folds : f->m;
    double weight = 0, total = 0;
    int64_t *order = MSBAT__NEW(ctx, f->m, int64_t);
    if (!order) return MSBAT_ERR_MEMORY;
    msbat__rng rng;
    msbat__rng_start(&rng, (uint64_t)f->ce->seed, 0);
    for (int64_t i = 0; i < f->m; i++) {
        int64_t j = msbat__rng_below(&rng, i + 1);
        order[i] = order[j];
        order[j] = i;
        weight += f->training->structures[i].weight;
    }
    msbat_status st = MSBAT_OK;
    for (int64_t k = 0; !st && k < folds; k++) {
        int64_t from = k * f->m / folds, to = (k + 1) * f->m / folds;
        st = fold_error(f, ridge, to - from, &order[from], &total);
    }
    *mean_square = total / weight;
    msbat__free(ctx, order);
    return st;
}

/* ---- the call ---- */

static msbat_status fit_start(fit *f)
{
    const msbat_context *ctx = f->ce->handle.ctx;
    f->m = f->training->n;
    for (int64_t o = 0; o < f->ce->n_orbits; o++) f->q += is_free(f->ce, o);
    f->p = f->ce->n_orbits - f->q;
    f->x_free = MSBAT__NEW(ctx, f->m * f->q, double);
    f->x_pen = MSBAT__NEW(ctx, f->m * f->p, double);
    f->y = MSBAT__NEW(ctx, f->m, double);
    f->basis = MSBAT__NEW(ctx, f->m * f->q, double);
    f->triangle = MSBAT__NEW_ZEROED(ctx, f->q * f->q, double);
    f->z = MSBAT__NEW(ctx, f->m * f->p, double);
    f->eigen = MSBAT__NEW_ZEROED(ctx, f->p, double);
    f->vectors = MSBAT__NEW(ctx, f->p * f->p, double);
    f->zy = MSBAT__NEW_ZEROED(ctx, f->p, double);
    f->r0 = MSBAT__NEW(ctx, f->m, double);
    f->leverage = MSBAT__NEW(ctx, f->m, double);
    f->residual = MSBAT__NEW(ctx, f->m, double);
    f->reciprocal = MSBAT__NEW(ctx, f->p, double);
    if (!f->x_free || !f->x_pen || !f->y || !f->basis || !f->triangle || !f->z || !f->eigen || !f->vectors || !f->zy ||
        !f->r0 || !f->leverage || !f->residual || !f->reciprocal)
        return MSBAT_ERR_MEMORY;
    fill_rows(f);
    msbat_status st = factor_free(f);
    return st ? st : factor_penalised(f);
}

static void fit_free(fit *f)
{
    const msbat_context *ctx = f->ce->handle.ctx;
    double *arrays[] = {f->x_free,  f->x_pen, f->y,  f->basis,    f->triangle, f->z,         f->eigen,
                        f->vectors, f->zy,    f->r0, f->leverage, f->residual, f->reciprocal};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) msbat__free(ctx, arrays[i]);
}

static msbat_status pick_ridge(fit *f, double *ridge)
{
    int64_t rank = rank_of(f), n = f->q + f->p;
    *ridge = f->ce->ridge < 0 ? choose_ridge(f) : f->ce->ridge;
    bool enough = f->p && *ridge > RANK_TOLERANCE * f->eigen[f->p - 1]; /* less is lost in rounding */
    if (enough || rank == n) return MSBAT_OK;
    double least = f->p ? RANK_TOLERANCE * f->eigen[f->p - 1] : 0;
    if (*ridge > 0)
        return msbat__fail(f->ce->handle.ctx, MSBAT_ERR_SINGULAR, f->function,
                           "%d structures determine %d of %d interactions, and the ridge of %g is lost in rounding; "
                           "it must be above %g, or add structures", f->m, rank, n, *ridge, least);
    return msbat__fail(f->ce->handle.ctx, MSBAT_ERR_SINGULAR, f->function,
                       "%d structures determine %d of %d interactions; add structures, shorten the cutoffs or set a "
                       "ridge above %g", f->m, rank, n, least);
}

/* Numbers per structure and their root mean squares; s2 the variance of a structure of weight 1. */
static void fill_result(fit *f, double ridge, msbat__ce_result *r, double *s2)
{
    double weight = 0, sum = 0, trace = 0;
    r->ridge = ridge;
    r->rank = rank_of(f);
    double least = f->p ? f->eigen[0] : 1, most = f->p ? f->eigen[f->p - 1] : 1;
    r->condition = least > 0 ? sqrt(most / least) : INFINITY;
    r->loo = sqrt(evaluate(f, ridge));
    for (int64_t i = 0; i < f->m; i++) {
        double w = f->training->structures[i].weight, h = f->leverage[i];
        r->leverage[i] = h;
        r->residual[i] = f->residual[i] / sqrt(w);
        r->left_out[i] = h > 1 - ALONE ? INFINITY : r->residual[i] / (1 - h);
        weight += w;
        trace += h;
        sum += f->residual[i] * f->residual[i];
    }
    r->rms = sqrt(sum / weight);
    r->parameters = trace;
    *s2 = (double)f->m - trace > MSBAT__CE_FREEDOM ? sum / ((double)f->m - trace) : 0;
}

/* Energies and weights of extreme size overflow on the way. */
static msbat_status check_finite(const fit *f, const double *eci, const double *covariance)
{
    int64_t n = f->q + f->p;
    bool fine = true;
    for (int64_t k = 0; k < n; k++) fine = fine && isfinite(eci[k]);
    for (int64_t k = 0; k < n * n; k++) fine = fine && isfinite(covariance[k]);
    if (fine) return MSBAT_OK;
    return msbat__fail(f->ce->handle.ctx, MSBAT_ERR_SINGULAR, f->function,
                       "the interactions or their covariance are no finite numbers; energies, weights or the ridge are "
                       "too large or too small");
}

static msbat_status make_result(fit *f, double ridge, double *eci, msbat__ce_result **result)
{
    const msbat_context *ctx = f->ce->handle.ctx;
    msbat__ce_result *r = MSBAT__NEW_ZEROED(ctx, 1, msbat__ce_result);
    double s2 = 0;
    if (!(*result = r)) return MSBAT_ERR_MEMORY;
    r->m = f->m;
    r->p = f->q + f->p;
    r->residual = MSBAT__NEW(ctx, f->m, double);
    r->left_out = MSBAT__NEW(ctx, f->m, double);
    r->leverage = MSBAT__NEW(ctx, f->m, double);
    r->covariance = MSBAT__NEW(ctx, r->p * r->p, double);
    if (!r->residual || !r->left_out || !r->leverage || !r->covariance) return MSBAT_ERR_MEMORY;
    fill_result(f, ridge, r, &s2);
    msbat_status st = find_kfold(f, ridge, &r->kfold);
    r->kfold = sqrt(r->kfold);
    if (!st) st = find_parameters(f, ridge, eci);
    if (!st) st = find_covariance(f, ridge, s2, r->covariance);
    return st ? st : check_finite(f, eci, r->covariance);
}

msbat_status msbat_ce_fit(msbat_ce *ce, const msbat_training *training)
{
    MSBAT__REQUIRE_HANDLE(ce);
    const msbat_context *ctx = ce->handle.ctx;
    MSBAT__REQUIRE(ctx, training);
    if (!msbat__ce_same_orbits(ce, training->ce))
        return msbat__fail(ctx, MSBAT_ERR_MISMATCH, __func__, "the training set belongs to another expansion");
    if (!training->n) return msbat__fail(ctx, MSBAT_ERR_STATE, __func__, "the training set is empty");
    double ridge = 0, *eci = NULL;
    msbat__ce_result *result = NULL;
    fit f;
    memset(&f, 0, sizeof f);
    f.ce = ce;
    f.training = training;
    f.function = __func__;
    msbat_status st = fit_start(&f);
    if (!st) st = pick_ridge(&f, &ridge);
    if (!st && !(eci = MSBAT__NEW(ctx, ce->n_orbits, double))) st = MSBAT_ERR_MEMORY;
    if (!st) st = make_result(&f, ridge, eci, &result);
    if (!st) {
        memcpy(ce->eci, eci, (size_t)ce->n_orbits * sizeof *eci);
        msbat__ce_result_free(ctx, &ce->fit);
        ce->fit = result;
        result = NULL;
    }
    msbat__ce_result_free(ctx, &result);
    msbat__free(ctx, eci);
    fit_free(&f);
    return msbat__pass(ctx, ctx, __func__, st);
}
