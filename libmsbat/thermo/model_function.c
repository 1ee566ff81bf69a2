/* model_function.c - phase from a voltage function: mu = -eU; g by adaptive Gauss quadrature over panels. */
#include <math.h>

#include "thermo_impl.h"

typedef struct {
    msbat__model base;
    msbat_ocv_fn ocv;
    void *user;
    double t;
    int64_t n, capacity; /* panels */
    struct panel {
        double x, g; /* lower end, and g there */
        double du;   /* integral of the slope over the panel before */
    } *panel;        /* n + 1, the last holds the upper end */
} function_model;

enum { GAUSS = 10, DEPTH_MAX = 44, PANELS_MAX = 20000, SCAN = 24 };

/* Gauss-Legendre rule with 10 points, positive half (Abramowitz and Stegun, table 25.4). */
static const double node[GAUSS / 2] = {0.1488743389816312, 0.4333953941292472, 0.6794095682990244, 0.8650633666889845,
                                       0.9739065285171717};
static const double weight[GAUSS / 2] = {0.2955242247147529, 0.2692667193099964, 0.2190863625159820,
                                         0.1494513491505806, 0.0666713443086881};

static const char *const creator = "msbat_phase_create_ocv_function";

static void function_clear(void *object)
{
    function_model *m = object;
    msbat__free(m->base.handle.ctx, m->panel);
}

/* Calls back for n <= SCAN + 1 points and checks what comes. */
static msbat_status call(const function_model *m, int64_t n, const double *x, double *voltage, double *slope)
{
    int code = m->ocv(n, x, voltage, slope, m->user);
    if (code)
        return msbat__fail(m->base.handle.ctx, MSBAT_ERR_CALLBACK, creator,
                           "the voltage function returned %d for x = %g ... %g", (int64_t)code, x[0], x[n - 1]);
    for (int64_t i = 0; i < n; i++)
        if (!isfinite(voltage[i]) || !isfinite(slope[i]))
            return msbat__fail(m->base.handle.ctx, MSBAT_ERR_PHYSICS, creator,
                               "the voltage function is not finite at x = %g (U = %g V, dU/dx = %g V)", x[i],
                               isfinite(voltage[i]) ? voltage[i] : 0, isfinite(slope[i]) ? slope[i] : 0);
    return MSBAT_OK;
}

/* Integrals of U and dU/dx over [a, b], and the largest |U| met. */
static msbat_status integrate(const function_model *m, double a, double b, double *u, double *du, double *largest)
{
    double x[GAUSS], v[GAUSS], s[GAUSS], h = (b - a) / 2;
    for (int i = 0; i < GAUSS / 2; i++) {
        x[i] = a + h - h * node[GAUSS / 2 - 1 - i];
        x[GAUSS - 1 - i] = a + h + h * node[GAUSS / 2 - 1 - i];
    }
    msbat_status st = call(m, GAUSS, x, v, s);
    if (st) return st;
    *u = *du = 0;
    for (int i = 0; i < GAUSS; i++) {
        double w = h * weight[i < GAUSS / 2 ? GAUSS / 2 - 1 - i : i - GAUSS / 2];
        *u += w * v[i];
        *du += w * s[i];
        *largest = fmax(*largest, fabs(v[i]));
    }
    return MSBAT_OK;
}

static msbat_status add_panel(function_model *m, double x, double g, double du)
{
    if (!msbat__grow(m->base.handle.ctx, (void **)&m->panel, m->n, &m->capacity, sizeof *m->panel))
        return MSBAT_ERR_MEMORY;
    m->panel[m->n++] = (struct panel){x, g, du};
    return MSBAT_OK;
}

static msbat_status unresolved(const function_model *m, double x)
{
    return msbat__fail(m->base.handle.ctx, MSBAT_ERR_PHYSICS, creator,
                       "the voltage has a pole or a jump at x = %g; expected a continuous function on %g ... %g", x,
                       m->base.x_min, m->base.x_max);
}

/* The slope integrates to the difference of the voltage, or the callback contradicts itself. */
static msbat_status check_slope(const function_model *m, double a, double b, double du, double largest)
{
    double x[2] = {a, b}, v[2], s[2];
    msbat_status st = call(m, 2, x, v, s);
    if (st || fabs(v[1] - v[0] - du) <= 1e-6 * fabs(v[1] - v[0]) + 1e-9 * largest) return st;
    return msbat__fail(m->base.handle.ctx, MSBAT_ERR_MISMATCH, creator,
                       "the slope is not the derivative of the voltage: between x = %g and %g the voltage changes by "
                       "%g V, the integral of the slope is %g V", a, b, v[1] - v[0], du);
}

typedef struct {
    double a, b, whole, du;
    int depth;
} task;

/* Refines one panel: accepted when both halves together give what the whole gave. */
static msbat_status refine(function_model *m, const task *w, double *g, task *stack, int *top, double *largest)
{
    double middle = w->a / 2 + w->b / 2, h = w->b - w->a, u1, u2, d1, d2;
    msbat_status st = integrate(m, w->a, middle, &u1, &d1, largest);
    if (!st) st = integrate(m, middle, w->b, &u2, &d2, largest);
    if (st) return st;
    double error = fabs(u1 + u2 - w->whole) / (*largest * h);
    bool good = error <= 1e-14 || (w->depth >= 12 && error <= 1e-9); /* fits with large terms carry their rounding */
    bool slope_good = fabs(d1 + d2 - w->du) <= 1e-7 * (fabs(d1) + fabs(d2)) + 1e-10 * *largest;
    if (!(*largest > 0)) good = true;
    if (good && (slope_good || w->depth > 20)) {
        *g -= u1 + u2;
        return add_panel(m, w->b, *g, slope_good ? d1 + d2 : NAN);
    }
    if (w->depth >= DEPTH_MAX || m->n > PANELS_MAX) return unresolved(m, middle);
    stack[(*top)++] = (task){middle, w->b, u2, d2, w->depth + 1};
    stack[(*top)++] = (task){w->a, middle, u1, d1, w->depth + 1};
    return MSBAT_OK;
}

/* Panels from left to right, with g. */
static msbat_status make_panels(function_model *m)
{
    task stack[2 * DEPTH_MAX + 4], all = {m->base.x_min, m->base.x_max, 0, 0, 0};
    double largest = 0, g = 0;
    int top = 0;
    msbat_status st = integrate(m, all.a, all.b, &all.whole, &all.du, &largest);
    if (!st) st = add_panel(m, all.a, 0, NAN);
    stack[top++] = all;
    while (!st && top) {
        task w = stack[--top];
        st = refine(m, &w, &g, stack, &top, &largest);
    }
    for (int64_t i = 1; i < m->n && !st; i++)
        if (isfinite(m->panel[i].du))
            st = check_slope(m, m->panel[i - 1].x, m->panel[i].x, m->panel[i].du, largest);
    if (!st) m->n--; /* panels, not ends */
    return st;
}

static int64_t panel_of(const function_model *m, double x)
{
    int64_t lo = 0, hi = m->n;
    while (hi - lo > 1) {
        int64_t middle = (lo + hi) / 2;
        if (m->panel[middle].x <= x) lo = middle;
        else hi = middle;
    }
    return lo;
}

/* Second derivative by a central difference of the slope, one-sided at the ends. */
static msbat_status curvature(const function_model *m, double x, double *d2)
{
    double h = 6e-6 * (m->base.x_max - m->base.x_min), v[2], s[2];
    double at[2] = {fmax(x - h, m->base.x_min), fmin(x + h, m->base.x_max)};
    msbat_status st = call(m, 2, at, v, s);
    if (!st) *d2 = -(s[1] - s[0]) / (at[1] - at[0]);
    return st;
}

static msbat_status function_eval(const msbat__model *model, double t, double x, int want, msbat__point *point)
{
    const function_model *m = (const function_model *)model;
    double v, s, u = 0, du, largest = 0;
    (void)t;
    msbat_status st = call(m, 1, &x, &v, &s);
    if (!st && want & MSBAT__WANT_G) {
        const struct panel *p = &m->panel[panel_of(m, x)];
        if (x > p->x) st = integrate(m, p->x, x, &u, &du, &largest);
        point->g = p->g - u;
    }
    if (!st && want & MSBAT__WANT_D2) st = curvature(m, x, &point->d2);
    point->mu = -v;
    point->d1 = -s;
    return st;
}

/* ---- stability: signs of the slope on each panel, and minima between the points looked at ---- */

static msbat_status slope_at(const function_model *m, double x, double *d1)
{
    double v, s;
    msbat_status st = call(m, 1, &x, &v, &s);
    *d1 = -s;
    return st;
}

/* Sign change of dmu/dx between a and b. */
static msbat_status bisect(const function_model *m, double a, double b, double *root)
{
    double da, d;
    msbat_status st = slope_at(m, a, &da);
    for (int i = 0; i < 60 && !st && b - a > 2e-16 * b; i++) {
        double middle = a / 2 + b / 2;
        if ((st = slope_at(m, middle, &d))) break;
        if ((d < 0) == (da < 0)) a = middle;
        else b = middle;
    }
    *root = a / 2 + b / 2;
    return st;
}

/* Golden section for the smallest slope in [a, b]; stops at the first negative value. */
static msbat_status smallest_slope(const function_model *m, double a, double b, double *x, double *d)
{
    const double ratio = 0.6180339887498949;
    double x1 = b - ratio * (b - a), x2 = a + ratio * (b - a), d1, d2;
    msbat_status st = slope_at(m, x1, &d1);
    if (!st) st = slope_at(m, x2, &d2);
    for (int i = 0; i < 40 && !st && d1 >= 0 && d2 >= 0; i++) {
        if (d1 < d2) {
            b = x2, x2 = x1, d2 = d1, x1 = b - ratio * (b - a);
            st = slope_at(m, x1, &d1);
        } else {
            a = x1, x1 = x2, d1 = d2, x2 = a + ratio * (b - a);
            st = slope_at(m, x2, &d2);
        }
    }
    if (st) return st;
    *x = d1 < d2 ? x1 : x2;
    *d = fmin(d1, d2);
    return MSBAT_OK;
}

typedef struct { /* walks along x with the sign of the slope */
    msbat__intervals *list;
    double start; /* of the interval that is open */
    double at;    /* where it stands */
    bool negative;
} walk;

static msbat_status step_to(const function_model *m, walk *w, double b, double d)
{
    double root, a = w->at;
    w->at = b;
    if ((d < 0) == w->negative) return MSBAT_OK;
    msbat_status st = bisect(m, a, b, &root);
    if (st) return st;
    if (w->negative) st = msbat__intervals_add(m->base.handle.ctx, w->list, w->start, root);
    w->start = root;
    w->negative = d < 0;
    return st;
}

static msbat_status scan_panel(const function_model *m, walk *w, double a, double b)
{
    double x[SCAN + 1], v[SCAN + 1], s[SCAN + 1], at = 0, d = 0;
    for (int i = 0; i <= SCAN; i++) x[i] = i == SCAN ? b : a + (b - a) * i / SCAN;
    msbat_status st = call(m, SCAN + 1, x, v, s);
    for (int i = 1; i <= SCAN && !st; i++) {
        bool dip = i < SCAN && s[i] <= 0 && s[i] > s[i - 1] && s[i] > s[i + 1];
        if (dip && !(st = smallest_slope(m, x[i - 1], x[i + 1], &at, &d)) && d < 0 && at < x[i])
            st = step_to(m, w, at, d);
        if (!st) st = step_to(m, w, x[i], -s[i]);
        if (dip && !st && d < 0 && at > x[i]) st = step_to(m, w, at, d);
    }
    return st;
}

static msbat_status function_unstable(const msbat__model *model, double t, msbat__intervals *list)
{
    const function_model *m = (const function_model *)model;
    walk w = {list, model->x_min, model->x_min, false};
    double d;
    (void)t;
    msbat_status st = slope_at(m, model->x_min, &d);
    w.negative = !st && d < 0;
    for (int64_t i = 0; i < m->n && !st; i++) st = scan_panel(m, &w, m->panel[i].x, m->panel[i + 1].x);
    if (!st && w.negative) st = msbat__intervals_add(model->handle.ctx, list, w.start, model->x_max);
    return st;
}

static msbat_status no_entropy(const msbat__model *model, double t, double x, double *entropy)
{
    (void)t, (void)x, (void)entropy;
    return msbat__fail(model->handle.ctx, MSBAT_ERR_STATE, "msbat_phase_get_entropy",
                       "the phase knows the voltage at %g K only; an entropy needs a second temperature",
                       model->t_min);
}

static const msbat__model_kind function_kind = {function_eval, no_entropy, function_unstable, msbat__model_solve, NULL,
                                                NULL, true};

static msbat_status check_range(msbat_context *ctx, const double range[3])
{
    msbat_status st = msbat__check_range(ctx, creator, "range[0] (x_min)", "", range[0], 0, 1, 0);
    if (!st) st = msbat__check_range(ctx, creator, "range[1] (x_max)", "", range[1], 0, 1, 0);
    if (!st) st = msbat__check_range(ctx, creator, "range[2] (temperature)", "K", range[2], 1e-3, 1e5, 0);
    if (!st && !(range[1] - range[0] > 1e-9))
        st = msbat__fail(ctx, MSBAT_ERR_RANGE, creator, "x_min = %g and x_max = %g; x_min < x_max is expected",
                         range[0], range[1]);
    return st;
}

msbat_status msbat_phase_create_ocv_function(msbat_context *ctx, const char *host, const char *ion,
                                             const double range[3], msbat_ocv_fn ocv, void *user,
                                             msbat_gap_policy policy, msbat_phase **phase)
{
    msbat_status st;
    if (phase) *phase = NULL;
    MSBAT__REQUIRE_HANDLE(ctx);
    MSBAT__REQUIRE(ctx, phase);
    MSBAT__REQUIRE(ctx, range);
    MSBAT__REQUIRE(ctx, ocv);
    if ((st = msbat__phase_check_names(ctx, __func__, host, ion))) return st;
    if ((st = check_range(ctx, range))) return st;
    msbat__model *model = msbat__model_new(ctx, sizeof(function_model), &function_kind, function_clear, __func__);
    if (!model) return MSBAT_ERR_MEMORY;
    function_model *m = (function_model *)model;
    model->x_min = range[0];
    model->x_max = range[1];
    model->t_min = model->t_max = m->t = range[2];
    m->ocv = ocv;
    m->user = user;
    if ((st = make_panels(m))) {
        msbat__handle_release(m);
        return st;
    }
    return msbat__phase_create(model, __func__, host, ion, 0, policy, phase);
}
