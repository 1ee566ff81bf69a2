/* neb_certify.c - is the climbing image at a saddle? The curvature along the path answers it where the path is well
 * resolved. Where few images bend round a corner the tangent also holds stiff directions: then Lanczos iterations
 * from it look for a direction of negative curvature. Each Ritz value bounds the lowest eigenvalue from above, so
 * that a negative one is a proof. */
#include <math.h>
#include <string.h>

#include "tst/tst_impl.h"

enum { MOST = 20 };
static const double probe = 0.01; /* angstrom */

typedef struct lanczos {
    msbat_neb *neb;
    msbat__tst_source *source;
    double *basis;                  /* MOST + 1 rows of n */
    double *ahead;                  /* n */
    double diagonal[MOST], beside[MOST];
} lanczos;

/* The scratch image of next moved by shift along direction; its gradient goes to gradient. */
static int gradient_at(lanczos *l, const double *direction, double shift, double *gradient)
{
    msbat_neb *neb = l->neb;
    double *x = neb->next.x + neb->climber * neb->n;
    const double *centre = neb->now.x + neb->climber * neb->n;
    for (int64_t k = 0; k < neb->n; k++) x[k] = centre[k] + shift * direction[k];
    int code = msbat__neb_evaluate(neb, l->source, &neb->next, neb->climber, &neb->certificate_calls);
    if (!code) memcpy(gradient, neb->next.gradient + neb->climber * neb->n, (size_t)neb->n * sizeof *gradient);
    return code;
}

/* product = Hessian times direction, by a central difference. */
static int multiply(lanczos *l, const double *direction, double *product)
{
    int code = gradient_at(l, direction, probe, l->ahead);
    if (!code) code = gradient_at(l, direction, -probe, product);
    for (int64_t k = 0; k < l->neb->n && !code; k++) product[k] = (l->ahead[k] - product[k]) / (2.0 * probe);
    return code;
}

/* Row j + 1 of the basis: the product of the Hessian with row j, made orthogonal to all rows before. */
static int extend(lanczos *l, int64_t j)
{
    int64_t n = l->neb->n;
    double *row = l->basis + j * n, *fresh = row + n;
    int code = multiply(l, row, fresh);
    if (code) return code;
    l->diagonal[j] = msbat__tst_dot(n, row, fresh);
    for (int pass = 0; pass < 2; pass++)
        for (int64_t i = 0; i <= j; i++) {
            double part = msbat__tst_dot(n, l->basis + i * n, fresh);
            for (int64_t k = 0; k < n; k++) fresh[k] -= part * l->basis[i * n + k];
        }
    l->beside[j] = sqrt(msbat__tst_dot(n, fresh, fresh));
    for (int64_t k = 0; k < n && l->beside[j] > 0.0; k++) fresh[k] /= l->beside[j];
    return 0;
}

/* Lowest eigenvalue of the tridiagonal matrix of m rows. */
static msbat_status lowest(const lanczos *l, int64_t m, double *value)
{
    double a[MOST * MOST] = {0.0}, eigenvalues[MOST];
    for (int64_t i = 0; i < m; i++) {
        a[i * m + i] = l->diagonal[i];
        if (i + 1 < m) a[i * m + i + 1] = a[(i + 1) * m + i] = l->beside[i];
    }
    msbat_status st = msbat__eigen_symmetric(l->neb->handle.ctx, m, a, eigenvalues);
    if (!st) *value = eigenvalues[0];
    return st;
}

static msbat_status search(lanczos *l)
{
    msbat_neb *neb = l->neb;
    msbat__neb_tangent(neb, &neb->now, neb->climber, l->basis);
    int64_t most = neb->n < MOST ? neb->n : MOST;
    for (int64_t j = 0; j < most; j++) {
        if (extend(l, j)) return msbat__neb_failed(neb, l->source, "certificate of image", neb->climber);
        msbat_status st = lowest(l, j + 1, &neb->curvature);
        if (st) return st;
        if (neb->curvature < 0.0 || !(l->beside[j] > 0.0)) break;
    }
    neb->certified = neb->curvature < 0.0;
    if (neb->certified) return MSBAT_OK;
    return msbat__fail(neb->handle.ctx, MSBAT_ERR_PHYSICS, "msbat_neb_run",
                       "image %d is not a saddle: the lowest curvature found there is %g eV/angstrom^2", neb->climber,
                       neb->curvature);
}

msbat_status msbat__neb_certify(msbat_neb *neb, msbat__tst_source *source)
{
    const msbat_context *ctx = neb->handle.ctx;
    lanczos l = {.neb = neb, .source = source};
    msbat_status st = MSBAT_ERR_MEMORY;
    l.ahead = MSBAT__NEW(ctx, neb->n, double);
    l.basis = l.ahead ? MSBAT__NEW(ctx, (MOST + 1) * neb->n, double) : NULL;
    if (l.basis) st = search(&l);
    msbat__free(ctx, l.basis);
    msbat__free(ctx, l.ahead);
    return st;
}
