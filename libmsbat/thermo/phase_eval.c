/* phase_eval.c - evaluation of a phase at many compositions, through its convex hull where it has one. */
#include <math.h>

#include "thermo_impl.h"

typedef enum { FIELD_G, FIELD_MU, FIELD_D1, FIELD_D2, FIELD_GAMMA, FIELD_CURVATURE, FIELD_VOLTAGE, FIELD_ACTIVITY,
               FIELD_ENTROPY } field;

/* Of the argument that takes the field. */
static const char *const output_name[] = {"g_ev",  "mu_ev",     "dmu_ev",  "d2mu_ev",          "gamma",
                                          "curvature", "voltage", "activity", "entropy_ev_per_k"};

typedef struct {
    const msbat_phase *phase;
    double t;
    const msbat__intervals *gap; /* NULL: the curve itself */
    double mu_ref;               /* mu at which the activity is 1 */
} view;

/* First gap that ends at x or beyond it; n when there is none. */
static int64_t gap_from(const msbat__intervals *gap, double x)
{
    int64_t lo = 0, hi = gap->n;
    while (lo < hi) {
        int64_t middle = (lo + hi) / 2;
        if (gap->item[middle].b < x) lo = middle + 1;
        else hi = middle;
    }
    return lo;
}

/* The gap that holds x in its inside; an end of the gap counts when it is an end of the curve, too. */
static const msbat__interval *gap_at(const view *v, double x)
{
    int64_t i = v->gap ? gap_from(v->gap, x) : 0;
    if (!v->gap || i == v->gap->n) return NULL;
    const msbat__interval *g = &v->gap->item[i];
    bool left = x > g->a || (x == g->a && g->a == v->phase->model->x_min);
    bool right = x < g->b || (x == g->b && g->b == v->phase->model->x_max);
    return left && right ? g : NULL;
}

/* Rounding must not make mu overshoot that of a gap beside x. */
static double between_gaps(const view *v, double x, double mu)
{
    int64_t i = gap_from(v->gap, x);
    if (i < v->gap->n && x <= v->gap->item[i].a) mu = fmin(mu, v->gap->item[i].mu);
    if (i < v->gap->n && x == v->gap->item[i].b) mu = v->gap->item[i].mu;
    if (i > 0) mu = fmax(mu, v->gap->item[i - 1].mu);
    return mu;
}

static msbat_status point_at(const view *v, double x, int want, msbat__point *p)
{
    const msbat__interval *g = gap_at(v, x);
    if (g) {
        *p = (msbat__point){g->g + g->mu * (x - g->a), g->mu, 0, 0};
        return MSBAT_OK;
    }
    msbat_status st = v->phase->model->kind->eval(v->phase->model, v->t, x, want, p);
    if (!st && v->gap) p->mu = between_gaps(v, x, p->mu);
    return st;
}

/* Lever rule within a gap: the ends move with T, but to first order that costs nothing on a common tangent. */
static msbat_status entropy_at(const view *v, double x, double *s)
{
    const msbat__model *m = v->phase->model;
    const msbat__interval *g = gap_at(v, x);
    double s1, s2;
    if (!g) return m->kind->entropy(m, v->t, x, s);
    msbat_status st = m->kind->entropy(m, v->t, g->a, &s1);
    if (!st) st = m->kind->entropy(m, v->t, g->b, &s2);
    if (!st) *s = s1 + (s2 - s1) * (x - g->a) / (g->b - g->a);
    return st;
}

static msbat_status overflowed(const view *v, double x)
{
    return msbat__fail(v->phase->handle.ctx, MSBAT_ERR_OVERFLOW, "msbat_phase_get_activity",
                       "at x = %g the activity against x_ref = %g is larger than a double can hold", x,
                       v->phase->x_ref);
}

static int wanted(field f)
{
    switch (f) {
    case FIELD_G: return MSBAT__WANT_G;
    case FIELD_D2: return MSBAT__WANT_D2;
    default: return MSBAT__WANT_D1;
    }
}

static msbat_status value_at(const view *v, field f, double x, double *value)
{
    msbat__point p = {0};
    double kt = MSBAT_BOLTZMANN_EV * v->t;
    if (f == FIELD_ENTROPY) return entropy_at(v, x, value);
    msbat_status st = point_at(v, x, wanted(f), &p);
    if (st) return st;
    switch (f) {
    case FIELD_G: *value = p.g; break;
    case FIELD_MU: *value = p.mu; break;
    case FIELD_D1: *value = p.d1; break;
    case FIELD_D2: *value = p.d2; break;
    case FIELD_GAMMA: *value = x * p.d1 / kt; break;
    case FIELD_CURVATURE: *value = x * (1 - x) * p.d1 / kt; break;
    case FIELD_VOLTAGE: *value = -(p.mu - v->phase->mu_ref); break;
    default: *value = exp((p.mu - v->mu_ref) / kt); /* FIELD_ACTIVITY */
    }
    return f == FIELD_ACTIVITY && !isfinite(*value) ? overflowed(v, x) : MSBAT_OK;
}

static msbat_status check_x(const msbat_phase *phase, const char *function, int64_t n, const double *x)
{
    const msbat__model *m = phase->model;
    for (int64_t i = 0; i < n; i++) {
        bool inside = m->open ? x[i] > m->x_min && x[i] < m->x_max : x[i] >= m->x_min && x[i] <= m->x_max;
        if (inside) continue;
        return msbat__fail(phase->handle.ctx, MSBAT_ERR_RANGE, function,
                           "x[%d] = %g is outside the range of %s in %s, %s%g, %g%s", i, x[i], phase->ion, phase->host,
                           m->open ? "(" : "[", m->x_min, m->x_max, m->open ? ")" : "]");
    }
    return MSBAT_OK;
}

typedef struct {
    const char *name;
    const double *values;
} argument;

/* Every argument is checked before anything is written. */
static msbat_status check_call(const msbat_phase *phase, const char *function, double t, int64_t n, argument x,
                               argument out)
{
    const msbat_context *ctx = phase->handle.ctx;
    if (n < 0 || n > MSBAT__MOST_VALUES) return msbat__check_count(ctx, function, "n", n, 0, MSBAT__MOST_VALUES);
    if (n > 0 && !x.values) return msbat__fail(ctx, MSBAT_ERR_NULL, function, "%s is NULL", x.name);
    if (n > 0 && !out.values) return msbat__fail(ctx, MSBAT_ERR_NULL, function, "%s is NULL", out.name);
    return msbat__phase_check_temperature(phase, function, t);
}

static msbat_status values(const view *v, field f, int64_t n, const double *x, double *out)
{
    msbat_status st = MSBAT_OK;
    for (int64_t i = 0; i < n && !st; i++) st = value_at(v, f, x[i], &out[i]);
    return st;
}

/* Where an evaluation can fail midway the results wait in a buffer. */
static msbat_status values_or_none(const view *v, field f, int64_t n, const double *x, double *out)
{
    const msbat_context *ctx = v->phase->handle.ctx;
    if (!v->phase->model->kind->fallible && f != FIELD_ACTIVITY && f != FIELD_ENTROPY) return values(v, f, n, x, out);
    double one, *buffer = n > 1 ? MSBAT__NEW(ctx, n, double) : &one;
    if (!buffer) return MSBAT_ERR_MEMORY;
    msbat_status st = values(v, f, n, x, buffer);
    for (int64_t i = 0; i < n && !st; i++) out[i] = buffer[i];
    if (buffer != &one) msbat__free(ctx, buffer);
    return st;
}

/* Sets v up for one call; the caller clears scratch. */
static msbat_status open_view(const msbat_phase *phase, double t, view *v, msbat__gaps *scratch)
{
    const msbat__gaps *gaps;
    *scratch = (msbat__gaps){0};
    *v = (view){phase, t, NULL, 0};
    if (!phase->convex) return MSBAT_OK;
    msbat_status st = msbat__phase_find_gaps(phase, t, scratch, &gaps);
    if (!st && gaps->gaps.n) v->gap = &gaps->gaps;
    return st;
}

static msbat_status evaluate(const msbat_phase *phase, const char *function, double t, field f, int64_t n,
                             const double *x, double *out)
{
    view v;
    msbat__gaps scratch;
    msbat__point p = {0};
    msbat_status st = check_call(phase, function, t, n, (argument){"x", x}, (argument){output_name[f], out});
    if (!st) st = check_x(phase, function, n, x);
    if (st) return st;
    st = open_view(phase, t, &v, &scratch);
    if (!st && f == FIELD_ACTIVITY) {
        st = point_at(&v, phase->x_ref, MSBAT__WANT_D1, &p);
        v.mu_ref = p.mu;
    }
    if (!st) st = values_or_none(&v, f, n, x, out);
    msbat__gaps_clear(phase->handle.ctx, &scratch);
    return msbat__pass(phase->handle.ctx, phase->handle.ctx, function, st);
}

#define EVALUATOR(name, what)                                                                                       \
    msbat_status msbat_phase_get_##name(const msbat_phase *phase, double temperature, int64_t n, const double *x,   \
                                        double *out)                                                                \
    {                                                                                                               \
        MSBAT__REQUIRE_HANDLE(phase);                                                                               \
        return evaluate(phase, __func__, temperature, what, n, x, out);                                             \
    }
EVALUATOR(free_energy, FIELD_G)
EVALUATOR(mu, FIELD_MU)
EVALUATOR(voltage, FIELD_VOLTAGE)
EVALUATOR(activity, FIELD_ACTIVITY)
EVALUATOR(thermodynamic_factor, FIELD_GAMMA)
EVALUATOR(reduced_curvature, FIELD_CURVATURE)
EVALUATOR(entropy, FIELD_ENTROPY)

/* Both at once, so that one failing leaves the other unwritten. */
static msbat_status both_derivatives(const view *v, int64_t n, const double *x, double *dmu, double *d2mu)
{
    const msbat_context *ctx = v->phase->handle.ctx;
    double one[2], *buffer = n > 1 ? MSBAT__NEW(ctx, 2 * n, double) : one;
    msbat_status st = MSBAT_OK;
    if (!buffer) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < n && !st; i++) {
        msbat__point p = {0};
        st = point_at(v, x[i], MSBAT__WANT_D1 | MSBAT__WANT_D2, &p);
        buffer[2 * i] = p.d1;
        buffer[2 * i + 1] = p.d2;
    }
    for (int64_t i = 0; i < n && !st; i++) {
        dmu[i] = buffer[2 * i];
        d2mu[i] = buffer[2 * i + 1];
    }
    if (buffer != one) msbat__free(ctx, buffer);
    return st;
}

msbat_status msbat_phase_get_mu_derivatives(const msbat_phase *phase, double temperature, int64_t n, const double *x,
                                            double *dmu_ev, double *d2mu_ev)
{
    view v;
    msbat__gaps scratch;
    MSBAT__REQUIRE_HANDLE(phase);
    if (!d2mu_ev) return evaluate(phase, __func__, temperature, FIELD_D1, n, x, dmu_ev);
    if (!dmu_ev) return evaluate(phase, __func__, temperature, FIELD_D2, n, x, d2mu_ev);
    msbat_status st = check_call(phase, __func__, temperature, n, (argument){"x", x}, (argument){"dmu_ev", dmu_ev});
    if (!st) st = check_x(phase, __func__, n, x);
    if (st) return st;
    st = open_view(phase, temperature, &v, &scratch);
    if (!st) st = both_derivatives(&v, n, x, dmu_ev, d2mu_ev);
    msbat__gaps_clear(phase->handle.ctx, &scratch);
    return msbat__pass(phase->handle.ctx, phase->handle.ctx, __func__, st);
}

/* ---- inverse ----------------------------------------------------------------------------------------------------- */

static msbat_status not_taken(const view *v, double mu)
{
    const msbat_phase *p = v->phase;
    return msbat__fail(p->handle.ctx, MSBAT_ERR_RANGE, "msbat_phase_find_x",
                       "mu = %g eV (U = %g V) is not taken by %s in %s for x = %g ... %g at %g K", mu, p->mu_ref - mu,
                       p->ion, p->host, p->model->x_min, p->model->x_max, v->t);
}

/* On the piece of the curve between two gaps; at an end of the range mu must be met but for rounding, not passed. */
static msbat_status solve_piece(const view *v, double a, double b, double mu, double *x)
{
    const msbat__model *m = v->phase->model;
    msbat__point p;
    msbat_status st = m->kind->solve(m, v->t, a, b, mu, x);
    if (st || (*x > m->x_min && *x < m->x_max)) return st;
    if (m->open) return not_taken(v, mu); /* nearer to an end than a double can tell */
    if ((st = m->kind->eval(m, v->t, *x, MSBAT__WANT_D1, &p))) return st;
    double passed = *x == m->x_min ? p.mu - mu : mu - p.mu;
    return passed > 4e-15 * fabs(mu) ? not_taken(v, mu) : MSBAT_OK;
}

static msbat_status solve_at(const view *v, double mu, double *x)
{
    const msbat__model *m = v->phase->model;
    double a = m->x_min;
    for (int64_t i = 0; v->gap && i < v->gap->n; i++) {
        const msbat__interval *g = &v->gap->item[i];
        *x = g->a;
        if (mu == g->mu) return MSBAT_OK;
        if (mu < g->mu) return g->a > a ? solve_piece(v, a, g->a, mu, x) : not_taken(v, mu);
        a = g->b;
    }
    return a < m->x_max ? solve_piece(v, a, m->x_max, mu, x) : not_taken(v, mu);
}

static msbat_status must_rise(const msbat_phase *phase, double t)
{
    msbat__gaps scratch = {0};
    const msbat__gaps *gaps;
    if (phase->convex) return MSBAT_OK;
    msbat_status st = msbat__phase_find_gaps(phase, t, &scratch, &gaps);
    if (!st && gaps->unstable.n) {
        char text[256];
        msbat__intervals_text(&gaps->unstable, sizeof text, text);
        st = msbat__fail(phase->handle.ctx, MSBAT_ERR_UNSTABLE, "msbat_phase_find_x",
                         "mu falls with x on x = %s, so that x is no function of mu; use the convexified phase", text);
    }
    msbat__gaps_clear(phase->handle.ctx, &scratch);
    return st;
}

static msbat_status solve_all(const view *v, int64_t n, const double *mu, double *x)
{
    const msbat_context *ctx = v->phase->handle.ctx;
    double one, *buffer = n > 1 ? MSBAT__NEW(ctx, n, double) : &one;
    msbat_status st = MSBAT_OK;
    if (!buffer) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < n && !st; i++) st = solve_at(v, mu[i], &buffer[i]);
    for (int64_t i = 0; i < n && !st; i++) x[i] = buffer[i];
    if (buffer != &one) msbat__free(ctx, buffer);
    return st;
}

msbat_status msbat_phase_find_x(const msbat_phase *phase, double temperature, int64_t n, const double *mu_ev, double *x)
{
    view v;
    msbat__gaps scratch;
    MSBAT__REQUIRE_HANDLE(phase);
    msbat_status st = check_call(phase, __func__, temperature, n, (argument){"mu_ev", mu_ev}, (argument){"x", x});
    if (!st) st = msbat__check_array(phase->handle.ctx, __func__, "mu_ev", "eV", n, mu_ev);
    if (!st) st = must_rise(phase, temperature);
    if (st) return msbat__pass(phase->handle.ctx, phase->handle.ctx, __func__, st);
    st = open_view(phase, temperature, &v, &scratch);
    if (!st) st = solve_all(&v, n, mu_ev, x);
    msbat__gaps_clear(phase->handle.ctx, &scratch);
    return msbat__pass(phase->handle.ctx, phase->handle.ctx, __func__, st);
}
