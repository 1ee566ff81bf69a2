/* model.c - what all free-energy models share. */
#include <math.h>

#include "thermo_impl.h"

msbat__model *msbat__model_new(msbat_context *ctx, size_t size, const msbat__model_kind *kind,
                               void (*clear)(void *object), const char *function)
{
    msbat__model *model = msbat__handle_new(ctx, size, clear, function);
    if (model) model->kind = kind;
    return model;
}

double msbat__mixing(double x) { return x <= 0 || x >= 1 ? 0 : x * log(x) + (1 - x) * log1p(-x); }

double msbat__logit(double x) { return log(x) - log1p(-x); }

/* Newton within a bracket, falling back to bisection. Points with mu(x) >= mu always become the upper end, so that a
 * plateau is left at its lower end. */
msbat_status msbat__model_solve(const msbat__model *model, double t, double a, double b, double mu, double *x)
{
    msbat__point p;
    double lo = a, hi = b;
    msbat_status st = model->kind->eval(model, t, a, MSBAT__WANT_D1, &p);
    if (st) return st;
    *x = a;
    if (p.mu >= mu) return MSBAT_OK;
    if ((st = model->kind->eval(model, t, b, MSBAT__WANT_D1, &p))) return st;
    *x = b;
    if (p.mu < mu) return MSBAT_OK;
    double at = a / 2 + b / 2;
    for (int i = 0; i < 200 && hi - lo > 1e-16 * hi; i++) {
        if ((st = model->kind->eval(model, t, at, MSBAT__WANT_D1, &p))) return st;
        double next = at - (p.mu - mu) / p.d1;
        if (p.mu >= mu) hi = at;
        else lo = at;
        if (p.d1 > 0 && fabs(next - at) <= 2e-16 * at && next >= lo && next <= hi) break;
        at = p.d1 > 0 && next > lo && next < hi && i % 8 != 7 ? next : lo / 2 + hi / 2;
        if (at <= lo || at >= hi) break;
    }
    *x = at < lo ? lo : at > hi ? hi : at;
    return MSBAT_OK;
}
