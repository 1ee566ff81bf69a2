/* model_table.c - tabulated mu: piecewise C1 cubics of what is left when w ln(x/(1-x)) is taken out, at one or more
 * temperatures; linear in T in between. */
#include <math.h>

#include "thermo_impl.h"

typedef struct {
    msbat__model base;
    int64_t n;
    msbat__spline *spline; /* by temperature */
    double *g_first;       /* g at x_min of each */
} table_model;

/* ---- building ---------------------------------------------------------------------------------------------------- */

/* Hermite cubic between two nodes after w ln(x/(1-x)) is taken out of values and slopes. */
static void hermite(const double *x, const double *mu, const double *d, double w, msbat__piece *p)
{
    double h = x[1] - x[0], y0 = mu[0], y1 = mu[1], d0 = d[0], d1 = d[1];
    if (w > 0) {
        y0 -= w * msbat__logit(x[0]);
        y1 -= w * msbat__logit(x[1]);
        d0 -= w / (x[0] * (1 - x[0]));
        d1 -= w / (x[1] * (1 - x[1]));
    }
    double secant = (y1 - y0) / h;
    p->c[0] = y0;
    p->c[1] = d0;
    p->c[2] = (3 * secant - 2 * d0 - d1) / h;
    p->c[3] = (d0 + d1 - 2 * secant) / (h * h);
    p->w = w;
}

/* Bernstein form of c1 + 2 c2 s + 3 c3 s^2 on [s0, s1]. */
static void slope_form(const msbat__piece *p, double s0, double s1, double q[3])
{
    q[0] = p->c[1] + 2 * p->c[2] * s0 + 3 * p->c[3] * s0 * s0;
    q[1] = p->c[1] + p->c[2] * (s0 + s1) + 3 * p->c[3] * s0 * s1;
    q[2] = p->c[1] + 2 * p->c[2] * s1 + 3 * p->c[3] * s1 * s1;
}

/* Appends where w/(x(1-x)) + q is negative on [a, b]; q in Bernstein form there. Rounding of q is no instability. */
static msbat_status negative_slope(const msbat_context *ctx, double w, const double q[3], double a, double b,
                                   msbat__intervals *list)
{
    double tolerance = 1e-12 * (fabs(q[0]) + fabs(q[1]) + fabs(q[2]));
    if (!(w > 0)) return msbat__bernstein_negative(ctx, 2, q, tolerance, a, b, list);
    const double y[3] = {a * (1 - a), (a + b) / 2 - a * b, b * (1 - b)};
    double r[5];
    tolerance = tolerance * y[1] + 1e-12 * w;
    r[0] = w + y[0] * q[0];
    r[1] = w + (y[0] * q[1] + y[1] * q[0]) / 2;
    r[2] = w + (y[0] * q[2] + 4 * y[1] * q[1] + y[2] * q[0]) / 6;
    r[3] = w + (y[1] * q[2] + y[2] * q[1]) / 2;
    r[4] = w + y[2] * q[2];
    return msbat__bernstein_negative(ctx, 4, r, tolerance, a, b, list);
}

/* Does the piece fall anywhere? */
static bool falls(const msbat_context *ctx, const double *x, const msbat__piece *p, msbat_status *st)
{
    double q[3];
    msbat__intervals list = {0};
    slope_form(p, 0, x[1] - x[0], q);
    *st = negative_slope(ctx, p->w, q, x[0], x[1], &list);
    bool found = list.n > 0;
    msbat__free(ctx, list.item);
    return found;
}

/* Where points rise but the piece falls, mu itself becomes a monotone cubic: slopes within [0, 3 secant] suffice
 * (Fritsch and Carlson, SIAM J. Numer. Anal. 17 (1980) 238). That may touch the neighbours, which are looked at
 * again; pieces only ever change in one direction, so it ends. */
static msbat_status keep_rising(const msbat_context *ctx, const msbat__spline *s, const double *mu, double *d)
{
    msbat_status st = MSBAT_OK;
    for (int64_t i = 0; i < s->n - 1 && !st; i++) {
        msbat__piece *p = &s->piece[i];
        if (p->w == 0 || mu[i + 1] < mu[i] || !falls(ctx, s->x + i, p, &st)) continue;
        double limit = 3 * (mu[i + 1] - mu[i]) / (s->x[i + 1] - s->x[i]);
        d[i] = fmax(0, fmin(d[i], limit));
        d[i + 1] = fmax(0, fmin(d[i + 1], limit));
        int64_t first = i > 0 ? i - 1 : 0, last = i + 2 < s->n ? i + 1 : i;
        p->w = 0;
        for (int64_t k = first; k <= last; k++) hermite(s->x + k, mu + k, d + k, s->piece[k].w, &s->piece[k]);
        i = first - 1;
    }
    return st;
}

static double piece_mixing(const msbat__piece *p, double x0, double x)
{
    return p->w > 0 ? p->w * (msbat__mixing(x) - msbat__mixing(x0)) : 0;
}

/* Exact integral of a piece over [x0, x0 + s]. */
static double piece_integral(const msbat__piece *p, double x0, double s)
{
    double cubic = s * (p->c[0] + s * (p->c[1] / 2 + s * (p->c[2] / 3 + s * p->c[3] / 4)));
    return cubic + piece_mixing(p, x0, x0 + s);
}

msbat_status msbat__spline_build(const msbat_context *ctx, double t, double w, int64_t n, const double *x,
                                 const double *mu, msbat__spline *s)
{
    msbat_status st = MSBAT_ERR_MEMORY;
    double *d = MSBAT__NEW(ctx, n, double), *rest = MSBAT__NEW(ctx, n, double);
    *s = (msbat__spline){t, n, MSBAT__COPY(ctx, n, double, x), MSBAT__NEW_ZEROED(ctx, n, msbat__piece)};
    if (!d || !rest || !s->x || !s->piece) goto done;
    for (int64_t i = 0; i < n; i++) rest[i] = w > 0 ? mu[i] - w * msbat__logit(x[i]) : mu[i];
    msbat__monotone_slopes(n, x, rest, d);
    for (int64_t i = 0; i < n && w > 0; i++) d[i] += w / (x[i] * (1 - x[i]));
    for (int64_t i = 0; i < n - 1; i++) hermite(x + i, mu + i, d + i, w, &s->piece[i]);
    if ((st = keep_rising(ctx, s, mu, d))) goto done;
    s->piece[0].g = w > 0 ? w * msbat__mixing(x[0]) : 0;
    for (int64_t i = 0; i < n - 1; i++)
        s->piece[i + 1].g = s->piece[i].g + piece_integral(&s->piece[i], x[i], x[i + 1] - x[i]);
done:
    msbat__free(ctx, d);
    msbat__free(ctx, rest);
    if (st) msbat__spline_clear(ctx, s);
    return st;
}

void msbat__spline_clear(const msbat_context *ctx, msbat__spline *s)
{
    msbat__free(ctx, s->x);
    msbat__free(ctx, s->piece);
    *s = (msbat__spline){0};
}

/* ---- evaluation -------------------------------------------------------------------------------------------------- */

static int64_t piece_of(const msbat__spline *s, double x)
{
    int64_t lo = 0, hi = s->n - 1; /* x[lo] <= x < x[hi], or the last piece */
    while (hi - lo > 1) {
        int64_t middle = (lo + hi) / 2;
        if (s->x[middle] <= x) lo = middle;
        else hi = middle;
    }
    return lo;
}

static double curvature(const msbat__piece *p, double x0, double x)
{
    double y = x * (1 - x), d2 = 2 * p->c[2] + 6 * p->c[3] * (x - x0);
    return p->w > 0 ? d2 + p->w * (2 * x - 1) / (y * y) : d2;
}

static msbat__point spline_eval(const msbat__spline *s, double x, int want)
{
    int64_t i = piece_of(s, x);
    const msbat__piece *p = &s->piece[i];
    double h = x - s->x[i];
    msbat__point v = {0, p->c[0] + h * (p->c[1] + h * (p->c[2] + h * p->c[3])),
                      p->c[1] + h * (2 * p->c[2] + h * 3 * p->c[3]), 0};
    if (p->w > 0) {
        v.mu += p->w * msbat__logit(x);
        v.d1 += p->w / (x * (1 - x));
    }
    if (want & MSBAT__WANT_G) v.g = p->g + piece_integral(p, s->x[i], h);
    if (want & MSBAT__WANT_D2) {
        v.d2 = curvature(p, s->x[i], x);
        if (h == 0 && i > 0) v.d2 = (v.d2 + curvature(p - 1, s->x[i - 1], x)) / 2;
    }
    return v;
}

/* Temperatures i and i + 1 around t and the weight of the second. */
static int64_t bracket(const table_model *m, double t, double *weight)
{
    int64_t i = 0;
    *weight = 0;
    if (m->n == 1) return 0;
    while (i < m->n - 2 && t >= m->spline[i + 1].t) i++;
    *weight = (t - m->spline[i].t) / (m->spline[i + 1].t - m->spline[i].t);
    return i;
}

static msbat_status table_eval(const msbat__model *model, double t, double x, int want, msbat__point *point)
{
    const table_model *m = (const table_model *)model;
    double f;
    int64_t i = bracket(m, t, &f);
    *point = spline_eval(&m->spline[i], x, want);
    point->g -= m->g_first[i];
    if (f == 0) return MSBAT_OK;
    msbat__point b = spline_eval(&m->spline[i + 1], x, want);
    point->g += f * (b.g - m->g_first[i + 1] - point->g);
    point->mu += f * (b.mu - point->mu);
    point->d1 += f * (b.d1 - point->d1);
    point->d2 += f * (b.d2 - point->d2);
    return MSBAT_OK;
}

static msbat_status table_entropy(const msbat__model *model, double t, double x, double *entropy)
{
    const table_model *m = (const table_model *)model;
    double f;
    int64_t i = bracket(m, t, &f);
    if (m->n == 1)
        return msbat__fail(model->handle.ctx, MSBAT_ERR_STATE, "msbat_phase_get_entropy",
                           "the phase knows mu at %g K only; an entropy needs a second temperature", m->spline[0].t);
    msbat__point a = spline_eval(&m->spline[i], x, MSBAT__WANT_G);
    msbat__point b = spline_eval(&m->spline[i + 1], x, MSBAT__WANT_G);
    *entropy = -((b.g - m->g_first[i + 1]) - (a.g - m->g_first[i])) / (m->spline[i + 1].t - m->spline[i].t);
    return MSBAT_OK;
}

/* ---- stability --------------------------------------------------------------------------------------------------- */

/* Adds f times the slope of spline s on [a, b], a part of one of its pieces. */
static void add_slope(const msbat__spline *s, double a, double b, double f, double q[3], double *w)
{
    int64_t i = piece_of(s, a / 2 + b / 2);
    double part[3];
    slope_form(&s->piece[i], a - s->x[i], b - s->x[i], part);
    for (int k = 0; k < 3; k++) q[k] += f * part[k];
    *w += f * s->piece[i].w;
}

/* Next node of s beyond x. */
static double next_node(const msbat__spline *s, double x)
{
    int64_t i = piece_of(s, x);
    return s->x[i + 1] > x ? s->x[i + 1] : INFINITY;
}

static msbat_status table_unstable(const msbat__model *model, double t, msbat__intervals *list)
{
    const table_model *m = (const table_model *)model;
    double f, a = model->x_min;
    int64_t i = bracket(m, t, &f);
    msbat_status st = MSBAT_OK;
    while (a < model->x_max && !st) {
        double q[3] = {0, 0, 0}, w = 0, b = fmin(model->x_max, next_node(&m->spline[i], a));
        if (f > 0) b = fmin(b, next_node(&m->spline[i + 1], a));
        add_slope(&m->spline[i], a, b, 1 - f, q, &w);
        if (f > 0) add_slope(&m->spline[i + 1], a, b, f, q, &w);
        st = negative_slope(model->handle.ctx, w, q, a, b, list);
        a = b;
    }
    return st;
}

static bool table_temperature(const msbat__model *model, int64_t i, double *t)
{
    const table_model *m = (const table_model *)model;
    if (i >= m->n) return false;
    *t = m->spline[i].t;
    return true;
}

static const msbat__model_kind table_kind = {table_eval, table_entropy, table_unstable, msbat__model_solve, NULL,
                                             table_temperature, false};

static void table_clear(void *object)
{
    table_model *m = object;
    const msbat_context *ctx = m->base.handle.ctx;
    for (int64_t i = 0; i < m->n; i++) msbat__spline_clear(ctx, &m->spline[i]);
    msbat__free(ctx, m->spline);
    msbat__free(ctx, m->g_first);
}

/* g is counted from the same state at the lower end that all temperatures share: 0 for a plain table, ideal mixing
 * where the ideal term was taken out. */
static void set_ranges(table_model *m, bool ideal)
{
    m->base.x_min = 0;
    m->base.x_max = 1;
    m->base.t_min = m->spline[0].t;
    m->base.t_max = m->spline[m->n - 1].t;
    for (int64_t i = 0; i < m->n; i++) {
        m->base.x_min = fmax(m->base.x_min, m->spline[i].x[0]);
        m->base.x_max = fmin(m->base.x_max, m->spline[i].x[m->spline[i].n - 1]);
    }
    for (int64_t i = 0; i < m->n; i++) {
        double from = ideal ? MSBAT_BOLTZMANN_EV * m->spline[i].t * msbat__mixing(m->base.x_min) : 0;
        m->g_first[i] = spline_eval(&m->spline[i], m->base.x_min, MSBAT__WANT_G).g - from;
    }
}

msbat__model *msbat__model_table(msbat_context *ctx, int64_t n, msbat__spline *splines, bool ideal,
                                 const char *function)
{
    table_model *m = (table_model *)msbat__model_new(ctx, sizeof *m, &table_kind, table_clear, function);
    if (!m) {
        for (int64_t i = 0; i < n; i++) msbat__spline_clear(ctx, &splines[i]);
        msbat__free(ctx, splines);
        return NULL;
    }
    m->n = n;
    m->spline = splines;
    m->g_first = MSBAT__NEW_ZEROED(ctx, n, double);
    if (!m->g_first) {
        msbat__handle_release(m);
        return NULL;
    }
    set_ranges(m, ideal);
    return &m->base;
}
