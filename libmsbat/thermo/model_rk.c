/* model_rk.c - Redlich-Kister free energies; the regular solution is the one with a single term. */
#include <math.h>

#include "thermo_impl.h"

typedef struct {
    msbat__model base;
    double g0, mu0; /* g at x = 0, and the linear term */
    int64_t n;
    double *terms; /* a_k, b_k */
} rk_model;

enum { TERMS_MAX = 64 };

static const double u_limit = 745; /* exp(-u_limit) is the smallest double */

static void rk_clear(void *object)
{
    rk_model *m = object;
    msbat__free(m->base.handle.ctx, m->terms);
}

/* P(z) = sum L_k z^k and its first three derivatives. */
static void polynomial(const rk_model *m, double t, double z, double p[4])
{
    p[0] = p[1] = p[2] = p[3] = 0;
    for (int64_t k = m->n - 1; k >= 0; k--) {
        p[3] = p[3] * z + 3 * p[2];
        p[2] = p[2] * z + 2 * p[1];
        p[1] = p[1] * z + p[0];
        p[0] = p[0] * z + m->terms[2 * k] + m->terms[2 * k + 1] * t;
    }
}

/* Interaction term x(1-x) P(2x-1) and derivatives by x; y = x(1-x), z = 2x-1. */
static msbat__point excess(const rk_model *m, double t, double z, double y)
{
    double p[4];
    polynomial(m, t, z, p);
    msbat__point e = {y * p[0], 2 * y * p[1] - z * p[0], 4 * y * p[2] - 4 * z * p[1] - 2 * p[0],
                      8 * y * p[3] - 12 * z * p[2] - 12 * p[1]};
    return e;
}

static msbat_status rk_eval(const msbat__model *model, double t, double x, int want, msbat__point *point)
{
    const rk_model *m = (const rk_model *)model;
    double kt = MSBAT_BOLTZMANN_EV * t, y = x * (1 - x), z = 2 * x - 1;
    msbat__point e = excess(m, t, z, y);
    if (want & MSBAT__WANT_G) point->g = m->g0 + m->mu0 * x + e.g + kt * msbat__mixing(x);
    point->mu = m->mu0 + e.mu + kt * msbat__logit(x);
    point->d1 = e.d1 + kt / y;
    point->d2 = e.d2 + kt * z / (y * y);
    return MSBAT_OK;
}

static msbat_status rk_entropy(const msbat__model *model, double t, double x, double *entropy)
{
    const rk_model *m = (const rk_model *)model;
    double z = 2 * x - 1, b = 0;
    (void)t;
    for (int64_t k = m->n - 1; k >= 0; k--) b = b * z + m->terms[2 * k + 1];
    *entropy = -x * (1 - x) * b - MSBAT_BOLTZMANN_EV * msbat__mixing(x);
    return MSBAT_OK;
}

/* mu and dmu/du at u = ln(x/(1-x)), where compositions near 0 and 1 keep their digits. */
static void at_u(const rk_model *m, double t, double u, double *mu, double *slope)
{
    double kt = MSBAT_BOLTZMANN_EV * t, v = exp(-fabs(u)), y = v / ((1 + v) * (1 + v));
    msbat__point e = excess(m, t, tanh(u / 2), y);
    *mu = m->mu0 + e.mu + kt * u;
    *slope = e.d1 * y + kt;
}

static double x_of(double u)
{
    double v = exp(-fabs(u));
    return u < 0 ? v / (1 + v) : 1 / (1 + v);
}

static double u_of(double x) { return x <= 0 ? -u_limit : x >= 1 ? u_limit : msbat__logit(x); }

/* Newton in u, kept within a bracket; the first u with mu(u) >= mu. */
static msbat_status rk_solve(const msbat__model *model, double t, double a, double b, double mu, double *x)
{
    const rk_model *m = (const rk_model *)model;
    double lo = u_of(a), hi = u_of(b), value, slope;
    at_u(m, t, lo, &value, &slope);
    *x = a;
    if (value >= mu) return MSBAT_OK;
    at_u(m, t, hi, &value, &slope);
    *x = b;
    if (value < mu) return MSBAT_OK;
    double u = lo / 2 + hi / 2, step = INFINITY;
    for (int i = 0; i < 200 && fabs(step) > 1e-16 * (1 + fabs(u)) && hi - lo > 1e-16 * (1 + fabs(u)); i++) {
        at_u(m, t, u, &value, &slope);
        if (value >= mu) hi = u;
        else lo = u;
        double next = u - (value - mu) / slope;
        if (!(slope > 0) || !(next > lo && next < hi)) {
            if (fabs(next - u) <= 4e-16 * (1 + fabs(u))) break;
            next = lo / 2 + hi / 2;
        }
        step = next - u;
        u = next;
    }
    *x = x_of(u);
    return MSBAT_OK;
}

/* x(1-x) dmu/dx = kT + (1 - z^2) S''(z) with S = (1 - z^2) P/4: a polynomial of degree n + 1 in z. */
static void spinodal_polynomial(const rk_model *m, double t, double *r)
{
    double s[TERMS_MAX + 2] = {0}, d[TERMS_MAX + 2] = {0};
    int n = (int)m->n;
    for (int k = 0; k < n; k++) {
        const double *term = m->terms + INT64_C(2) * k;
        double l = (term[0] + term[1] * t) / 4;
        s[k] += l;
        s[k + 2] -= l;
    }
    for (int k = 0; k < n; k++) d[k] = (k + 2) * (k + 1) * s[k + 2];
    for (int k = 0; k <= n + 1; k++) r[k] = 0;
    r[0] = MSBAT_BOLTZMANN_EV * t;
    for (int k = 0; k < n; k++) {
        r[k] += d[k];
        r[k + 2] -= d[k];
    }
}

/* One or two Newton steps on dmu/dx = 0; the root is already good to 1e-15 in x, relative digits are gained near 0. */
static double polish(const msbat__model *model, double t, double x)
{
    msbat__point p;
    for (int i = 0; i < 3; i++) {
        rk_eval(model, t, x, MSBAT__WANT_D2, &p);
        double next = x - p.d1 / p.d2;
        if (!(fabs(next - x) <= 1e-3 * fmin(x, 1 - x))) break;
        x = next;
    }
    return x;
}

static msbat_status regular_unstable(const msbat__model *model, double w, msbat__intervals *list)
{
    if (!(w > 2)) return MSBAT_OK;
    double root = sqrt((w - 2) / w), x = 1 / (w * (1 + root));
    return msbat__intervals_add(model->handle.ctx, list, x, 0.5 + root / 2);
}

static double regular_w(const rk_model *m, double t)
{
    return (m->terms[0] + m->terms[1] * t) / (MSBAT_BOLTZMANN_EV * t);
}

static msbat_status rk_unstable(const msbat__model *model, double t, msbat__intervals *list)
{
    const rk_model *m = (const rk_model *)model;
    double r[MSBAT__DEGREE_MAX + 1], b[MSBAT__DEGREE_MAX + 1];
    int degree = (int)m->n + 1;
    if (m->n == 0) return MSBAT_OK;
    if (m->n == 1) return regular_unstable(model, regular_w(m, t), list);
    spinodal_polynomial(m, t, r);
    msbat__bernstein_from_power(degree, r, b);
    int64_t first = list->n;
    msbat_status st = msbat__bernstein_negative(model->handle.ctx, degree, b, 0, 0, 1, list);
    for (int64_t i = first; !st && i < list->n; i++) {
        list->item[i].a = polish(model, t, list->item[i].a);
        list->item[i].b = polish(model, t, list->item[i].b);
    }
    return st;
}

/* 1 - tanh(v)/v without cancellation. */
static double one_minus_tanhc(double v)
{
    static const double c[] = {1.0 / 3, -2.0 / 15, 17.0 / 315, -62.0 / 2835, 1382.0 / 155925, -21844.0 / 6081075,
                               929569.0 / 638512875, -6404582.0 / 10854718875.0, 443861162.0 / 1856156927625.0};
    if (v > 0.25) return 1 - tanh(v) / v;
    double y = v * v, sum = 0;
    for (int k = 8; k >= 0; k--) sum = sum * y + c[k];
    return sum * y;
}

/* Binodal of the regular solution, Omega/kT = w > 2: with v = u/2 = atanh(2x - 1), tanh(v)/v = 2/w. In this form
 * neither the deep quench (x of 1e-300) nor the neighbourhood of the critical point loses digits. Newton on a
 * function that rises and is concave in v; started below the root from the series, or above from w/2. */
static double regular_binodal(double w)
{
    double tau = (w - 2) / w, v = tau < 0.3 ? sqrt(3 * tau + 3.6 * tau * tau) : w / 2 * tanh(w / 2);
    for (int i = 0; i < 60; i++) {
        double th = tanh(v), slope = (th - v * (1 - th * th)) / (v * v);
        if (v < 0.05) slope = 2 * v / 3 - 8 * v * v * v / 15; /* the form above cancels */
        double step = (one_minus_tanhc(v) - tau) / slope;
        v -= step;
        if (fabs(step) <= 2e-16 * v) break;
    }
    return v;
}

static bool rk_gaps(const msbat__model *model, double t, msbat__intervals *list, msbat_status *status)
{
    const rk_model *m = (const rk_model *)model;
    *status = MSBAT_OK;
    if (m->n == 0) return true;
    if (m->n != 1) return false;
    double w = regular_w(m, t);
    if (!(w > 2)) return true;
    double v = regular_binodal(w), x = x_of(-2 * v);
    *status = msbat__intervals_add(model->handle.ctx, list, x, x_of(2 * v));
    if (*status) return true;
    msbat__point p;
    rk_eval(model, t, x, MSBAT__WANT_G, &p);
    list->item[list->n - 1].mu = m->mu0;
    list->item[list->n - 1].g = p.g;
    return true;
}

static const msbat__model_kind rk_kind = {rk_eval, rk_entropy, rk_unstable, rk_solve, rk_gaps, NULL, false};

static msbat__model *model_rk(msbat_context *ctx, double g0, double mu0, int64_t n, const double *terms,
                              const char *function)
{
    rk_model *m = (rk_model *)msbat__model_new(ctx, sizeof *m, &rk_kind, rk_clear, function);
    if (!m) return NULL;
    m->g0 = g0;
    m->mu0 = mu0;
    m->n = n;
    m->base.x_max = 1;
    m->base.open = true;
    m->base.t_min = 1e-3;
    m->base.t_max = 1e5;
    m->terms = n ? MSBAT__COPY(ctx, 2 * n, double, terms) : NULL;
    if (n && !m->terms) {
        msbat__handle_release(m);
        return NULL;
    }
    return &m->base;
}

static msbat_status check_energy(msbat_context *ctx, const char *function, const char *name, double value)
{
    return msbat__check_range(ctx, function, name, "eV", value, -1e6, 1e6, 0);
}

msbat_status msbat_phase_create_regular(msbat_context *ctx, const char *host, const char *ion, double e_filled_ev,
                                        double e_empty_ev, double omega_ev, double mu_ref_ev, msbat_phase **phase)
{
    msbat_status st;
    if (phase) *phase = NULL;
    MSBAT__REQUIRE_HANDLE(ctx);
    MSBAT__REQUIRE(ctx, phase);
    if ((st = msbat__phase_check_names(ctx, __func__, host, ion))) return st;
    if ((st = check_energy(ctx, __func__, "e_filled_ev", e_filled_ev))) return st;
    if ((st = check_energy(ctx, __func__, "e_empty_ev", e_empty_ev))) return st;
    if ((st = check_energy(ctx, __func__, "omega_ev", omega_ev))) return st;
    if ((st = check_energy(ctx, __func__, "mu_ref_ev", mu_ref_ev))) return st;
    double terms[2] = {omega_ev, 0};
    msbat__model *model = model_rk(ctx, e_empty_ev, e_filled_ev - e_empty_ev, 1, terms, __func__);
    if (!model) return MSBAT_ERR_MEMORY;
    return msbat__phase_create(model, __func__, host, ion, mu_ref_ev, MSBAT_GAP_AS_MEASURED, phase);
}

msbat_status msbat_phase_create_redlich_kister(msbat_context *ctx, const char *host, const char *ion, double mu0_ev,
                                               double mu_ref_ev, int64_t n, const double *terms, msbat_phase **phase)
{
    msbat_status st;
    if (phase) *phase = NULL;
    MSBAT__REQUIRE_HANDLE(ctx);
    MSBAT__REQUIRE(ctx, phase);
    if ((st = msbat__phase_check_names(ctx, __func__, host, ion))) return st;
    if ((st = check_energy(ctx, __func__, "mu0_ev", mu0_ev))) return st;
    if ((st = check_energy(ctx, __func__, "mu_ref_ev", mu_ref_ev))) return st;
    if ((st = msbat__check_count(ctx, __func__, "n", n, 0, TERMS_MAX))) return st;
    if ((st = msbat__check_array(ctx, __func__, "terms", "eV, eV/K", 2 * n, terms))) return st;
    for (int64_t i = 0; i < 2 * n; i++)
        if ((st = check_energy(ctx, __func__, "terms", terms[i]))) return st;
    msbat__model *model = model_rk(ctx, 0, mu0_ev, n, terms, __func__);
    if (!model) return MSBAT_ERR_MEMORY;
    return msbat__phase_create(model, __func__, host, ion, mu_ref_ev, MSBAT_GAP_AS_MEASURED, phase);
}
