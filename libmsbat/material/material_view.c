/* material_view.c - a material at one temperature: D_chem as a piecewise polynomial with its exact integral, and the
 * scalar functions of inner loops.
 *
 * D_chem is sampled on Chebyshev nodes of panels; a panel whose coefficients do not decay is halved. Panels end at the
 * gaps of the phase and at the knots of the transport, where D_chem jumps or has kinks; the knots inside a tabulated
 * phase are found by the halving. Inside a gap of a convexified phase all samples are 0, so D_chem = 0 and H is
 * constant there exactly. */
#include <float.h>

#include "material/material_impl.h"

enum { N = MSBAT__PANEL_NODES, SAMPLES = N + 2, MAX_DEPTH = 50, MAX_PANELS = 1 << 20 };

static const char VIEW_CREATE[] = "msbat_material_view_create";

/* Two samples more, just inside the ends, see a kink that lies between an end and the outermost node. */
static const double END = 1 - 2e-6;

typedef struct build {
    msbat_material_view *view;
    double cosine[N][N]; /* cos(k (j + 1/2) pi/N) */
    double *ends;        /* ends of the first panels, sorted */
    int64_t n_ends;
    double scale;        /* estimate of the integral of |D_chem| over the range */
    int64_t capacity;    /* of view->panels */
} build;

static void clear(void *object)
{
    msbat_material_view *v = object;
    msbat__free(v->handle.ctx, v->panels);
    msbat__handle_release(v->transport);
    msbat__handle_release(v->phase);
}

/* ---- panels ---- */

/* Clenshaw's sum of c[0] + c[1] T_1(t) + ... */
static double chebyshev(int n, const double *c, double t)
{
    double b1 = 0, b2 = 0;
    for (int k = n - 1; k > 0; k--) {
        double b = c[k] + 2 * t * b1 - b2;
        b2 = b1;
        b1 = b;
    }
    return c[0] + t * b1 - b2;
}

/* Coefficients of the integral from t = -1 times half the panel's width. */
static void integrate(msbat__panel *p)
{
    double half = 0.5 * (p->right - p->left), at_left = 0;
    const double *d = p->d;
    for (int k = 1; k <= N; k++) {
        double below = k == 1 ? 2 * d[0] : d[k - 1], above = k + 1 < N ? d[k + 1] : 0;
        p->h[k] = half * (below - above) / (2 * k);
        at_left += (k % 2 ? -1 : 1) * p->h[k];
    }
    p->h[0] = -at_left;
}

/* Values at the nodes, then at the two ends. */
static msbat_status sample(const build *b, msbat__panel *p, double value[SAMPLES])
{
    double x[SAMPLES], middle = 0.5 * (p->left + p->right), half = 0.5 * (p->right - p->left);
    for (int j = 0; j < N; j++) x[j] = middle + half * b->cosine[1][j];
    x[N] = middle - half * END;
    x[N + 1] = middle + half * END;
    msbat_status st = msbat__darken(b->view->phase, b->view->transport, b->view->temperature, SAMPLES, x, value);
    for (int j = 0; !st && j < SAMPLES; j++) {
        if (!isfinite(value[j]))
            return msbat__fail(b->view->handle.ctx, MSBAT_ERR_PHYSICS, VIEW_CREATE, "D_chem is not finite at x = %g",
                               x[j]);
        if (value[j] < b->view->d_least) {
            b->view->d_least = value[j];
            b->view->x_least = x[j];
        }
    }
    return st;
}

/* Coefficients of the interpolant; the size of the last ones and the error at the ends estimate its error. A constant
 * stays exactly constant. noise: what rounding of the values and of x leaves, no panel can be better. */
static double interpolate(const build *b, msbat__panel *p, const double value[SAMPLES], double *noise)
{
    double tail = 0, largest = 0, spread = 0;
    for (int k = 0; k < N; k++) {
        double sum = 0;
        for (int j = 0; j < N; j++) sum += (value[j] - value[0]) * b->cosine[k][j];
        p->d[k] = (k ? 2 : 1) * sum / N;
        if (k >= N - 3) tail = fmax(tail, fabs(p->d[k]));
    }
    p->d[0] += value[0];
    tail = fmax(tail, fabs(chebyshev(N, p->d, -END) - value[N]));
    tail = fmax(tail, fabs(chebyshev(N, p->d, END) - value[N + 1]));
    for (int j = 0; j < N; j++) {
        largest = fmax(largest, fabs(value[j]));
        spread = fmax(spread, fabs(value[j] - value[0]));
    }
    *noise = 1e-14 * largest + 4 * DBL_EPSILON * spread * fabs(p->right) / (p->right - p->left);
    return tail;
}

static msbat_status keep(build *b, msbat__panel *p)
{
    msbat_material_view *v = b->view;
    const msbat_context *ctx = v->handle.ctx;
    if (v->n_panels >= MAX_PANELS)
        return msbat__fail(ctx, MSBAT_ERR_CONVERGENCE, VIEW_CREATE,
                           "D_chem(x) is too rough near x = %g to be integrated", p->left);
    if (!msbat__grow(ctx, (void **)&v->panels, v->n_panels, &b->capacity, sizeof *p)) return MSBAT_ERR_MEMORY;
    p->h_left = 0;
    if (v->n_panels) {
        const msbat__panel *last = &v->panels[v->n_panels - 1];
        p->h_left = last->h_left + chebyshev(N + 1, last->h, 1);
    }
    integrate(p);
    v->panels[v->n_panels++] = *p;
    return MSBAT_OK;
}

/* Halves [left, right] until the interpolant is good to rounding, or so narrow that it does not matter in H. The
 * stack holds the right halves that wait. */
static msbat_status divide(build *b, double left, double right)
{
    struct { double right; int depth; } stack[MAX_DEPTH + 2];
    int top = 0;
    stack[0].right = right;
    stack[0].depth = 0;
    msbat__panel p = {0};
    double value[SAMPLES], noise;
    while (top >= 0) {
        p.left = left;
        p.right = stack[top].right;
        int depth = stack[top].depth;
        msbat_status st = sample(b, &p, value);
        if (st) return st;
        double tail = interpolate(b, &p, value, &noise), middle = 0.5 * (p.left + p.right);
        if (tail <= noise || tail * (p.right - p.left) <= 1e-15 * b->scale || depth == MAX_DEPTH ||
            !(middle > p.left && middle < p.right)) {
            if ((st = keep(b, &p))) return st;
            left = p.right;
            top--;
        } else {
            stack[top].depth = depth + 1;
            stack[top + 1].right = middle;
            stack[++top].depth = depth + 1;
        }
    }
    return MSBAT_OK;
}

/* ---- where panels must end ---- */

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static msbat_status collect_gaps(build *b, int64_t gaps)
{
    msbat_status st = MSBAT_OK;
    double mu;
    for (int64_t i = 0; !st && i < gaps; i++, b->n_ends += 2)
        st = msbat_phase_get_gap(b->view->phase, b->view->temperature, i, b->ends + b->n_ends, &mu);
    return st;
}

/* Sorts the ends and keeps those inside the range, and the range itself. */
static void tidy_ends(build *b)
{
    const double *range = b->view->x_range;
    int64_t n = 1;
    qsort(b->ends, (size_t)b->n_ends, sizeof *b->ends, ascending);
    for (int64_t i = 0; i < b->n_ends; i++)
        if (b->ends[i] > b->ends[n - 1] && b->ends[i] < range[1]) b->ends[n++] = b->ends[i];
    b->ends[n++] = range[1];
    b->n_ends = n;
}

static msbat_status collect_ends(build *b)
{
    const msbat_material_view *v = b->view;
    int64_t gaps = 0, knots = v->transport->n;
    msbat_status st = msbat_phase_get_gap_count(v->phase, v->temperature, &gaps);
    if (st) return st;
    b->ends = MSBAT__NEW(v->handle.ctx, 2 + 2 * gaps + knots, double);
    if (!b->ends) return MSBAT_ERR_MEMORY;
    if ((st = collect_gaps(b, gaps))) return st;
    memcpy(b->ends + b->n_ends, v->transport->x, (size_t)knots * sizeof(double));
    b->n_ends += knots;
    for (int64_t i = 0; i < b->n_ends; i++) b->ends[i] = fmax(b->ends[i], v->x_range[0]);
    b->ends[b->n_ends++] = v->x_range[0];
    tidy_ends(b);
    return MSBAT_OK;
}

static msbat_status estimate_scale(build *b)
{
    double value[SAMPLES];
    msbat_status st = MSBAT_OK;
    for (int64_t i = 0; !st && i + 1 < b->n_ends; i++) {
        msbat__panel p = {.left = b->ends[i], .right = b->ends[i + 1]};
        st = sample(b, &p, value);
        for (int j = 0; !st && j < N; j++) b->scale += fabs(value[j]) * (p.right - p.left) / N;
    }
    return st;
}

static msbat_status build_panels(msbat_material_view *view)
{
    build b = {.view = view};
    double pi = acos(-1.0);
    for (int k = 0; k < N; k++)
        for (int j = 0; j < N; j++) b.cosine[k][j] = cos(k * (j + 0.5) * pi / N);
    view->d_least = INFINITY;
    msbat_status st = collect_ends(&b);
    if (!st) st = estimate_scale(&b);
    for (int64_t i = 0; !st && i + 1 < b.n_ends; i++) st = divide(&b, b.ends[i], b.ends[i + 1]);
    msbat__free(view->handle.ctx, b.ends);
    return st;
}

/* ---- the object ---- */

/* The phase of the view. A convex one finds its gaps anew at each call unless it is prepared for the temperature; that
 * would write to a phase that others may be reading, so the view prepares a copy of its own. */
static msbat_status take_phase(msbat_material_view *v, const msbat_material *material)
{
    int convex = 0;
    msbat_status st = msbat_phase_get_convex(material->phase, &convex);
    if (st) return st;
    if (!convex) v->phase = msbat__handle_retain(material->phase);
    else if (!(st = msbat_phase_create_convexified(material->phase, &v->phase)))
        st = msbat_phase_prepare(v->phase, v->temperature);
    return st;
}

static msbat_status fill(msbat_material_view *v, const msbat_material *material, double temperature)
{
    double t_range[2];
    msbat_status st = msbat_material_get_range(material, v->x_range, t_range);
    if (st) return st;
    v->x_range[1] = fmin(v->x_range[1], 1 - 1e-12);
    v->transport = msbat__handle_retain(material->transport);
    v->kinetics = material->kinetics;
    v->temperature = temperature;
    v->gamma_floor = material->gamma_floor;
    if ((st = take_phase(v, material))) return st;
    return v->transport ? build_panels(v) : MSBAT_OK;
}

msbat_status msbat_material_view_create(const msbat_material *material, double temperature, msbat_material_view **view)
{
    if (view) *view = NULL;
    MSBAT__REQUIRE_HANDLE(material);
    MSBAT__REQUIRE(material->handle.ctx, view);
    msbat_status st = msbat__material_check(material, __func__, temperature, 0, NULL);
    if (st) return st;
    msbat_material_view *v = msbat__handle_new(material->handle.ctx, sizeof *v, clear, __func__);
    if (!v) return MSBAT_ERR_MEMORY;
    st = fill(v, material, temperature);
    st = msbat__pass(material->handle.ctx, material->handle.ctx, __func__, st);
    if (st) msbat_material_view_destroy(&v);
    *view = v;
    return st;
}

void msbat_material_view_destroy(msbat_material_view **view) { msbat__handle_destroy((void **)view); }

msbat_status msbat_material_view_get_range(const msbat_material_view *view, double x_range[2])
{
    MSBAT__REQUIRE_HANDLE(view);
    MSBAT__REQUIRE(view->handle.ctx, x_range);
    memcpy(x_range, view->x_range, sizeof view->x_range);
    return MSBAT_OK;
}

msbat_status msbat_material_view_get_temperature(const msbat_material_view *view, double *temperature)
{
    MSBAT__REQUIRE_HANDLE(view);
    MSBAT__REQUIRE(view->handle.ctx, temperature);
    *temperature = view->temperature;
    return MSBAT_OK;
}

msbat_status msbat_material_view_get_least_diffusivity(const msbat_material_view *view, double *d_m2_per_s, double *x)
{
    MSBAT__REQUIRE_HANDLE(view);
    MSBAT__REQUIRE(view->handle.ctx, d_m2_per_s);
    MSBAT__REQUIRE(view->handle.ctx, x);
    if (!view->transport)
        return msbat__fail(view->handle.ctx, MSBAT_ERR_STATE, __func__, "the material has no transport");
    *d_m2_per_s = view->d_least;
    *x = view->x_least;
    return MSBAT_OK;
}

/* ---- evaluation ---- */

static bool inside(const msbat_material_view *v, double x)
{
    return v && x >= v->x_range[0] && x <= v->x_range[1] && x > 0;
}

/* The panel of x and the place of x in it; NULL outside. */
static const msbat__panel *locate(const msbat_material_view *v, double x, double *t)
{
    if (!v || !v->n_panels || !(x >= v->x_range[0] && x <= v->x_range[1])) return NULL;
    int64_t low = 0, high = v->n_panels;
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        if (x < v->panels[middle].left) high = middle;
        else low = middle;
    }
    const msbat__panel *p = &v->panels[low];
    *t = ((x - p->left) - (p->right - x)) / (p->right - p->left);
    return p;
}

double msbat_material_view_eval_chemical_diffusivity(const msbat_material_view *view, double x)
{
    double t;
    const msbat__panel *p = locate(view, x, &t);
    return p ? chebyshev(N, p->d, t) : NAN;
}

double msbat_material_view_eval_enthalpy(const msbat_material_view *view, double x)
{
    double t;
    const msbat__panel *p = locate(view, x, &t);
    if (!p) return NAN;
    return x > p->left ? p->h_left + chebyshev(N + 1, p->h, t) : p->h_left;
}

double msbat_material_view_eval_jump_diffusivity(const msbat_material_view *view, double x)
{
    double gamma;
    if (!inside(view, x) || !view->transport) return NAN;
    double d = msbat__transport_diffusivity(view->transport, view->temperature, x);
    if (view->transport->kind == MSBAT_DIFFUSIVITY_JUMP) return d;
    if (view->transport->kind == MSBAT_DIFFUSIVITY_TRACER)
        return d / msbat__transport_haven(view->transport, view->temperature, x);
    if (msbat_phase_get_thermodynamic_factor(view->phase, view->temperature, 1, &x, &gamma)) return NAN;
    return gamma >= view->gamma_floor ? d / gamma : NAN;
}

double msbat_material_view_eval_voltage(const msbat_material_view *view, double x)
{
    double voltage;
    if (!inside(view, x)) return NAN;
    return msbat_phase_get_voltage(view->phase, view->temperature, 1, &x, &voltage) ? NAN : voltage;
}

double msbat_material_view_eval_voltage_slope(const msbat_material_view *view, double x)
{
    double slope;
    if (!inside(view, x)) return NAN;
    if (msbat_phase_get_mu_derivatives(view->phase, view->temperature, 1, &x, &slope, NULL)) return NAN;
    return -msbat__unit_volt_from_ev(slope);
}

double msbat_material_view_eval_mu(const msbat_material_view *view, double x)
{
    return -MSBAT_FARADAY * msbat_material_view_eval_voltage(view, x);
}

double msbat_material_view_eval_exchange_current(const msbat_material_view *view, double activity_coefficient,
                                                 double c_e, double x)
{
    double a_r;
    if (!inside(view, x) || view->kinetics.ts < 0 || !(c_e > 0) || !(activity_coefficient > 0)) return NAN;
    if (msbat_phase_get_activity(view->phase, view->temperature, 1, &x, &a_r)) return NAN;
    return msbat__kinetics_exchange_current(&view->kinetics, view->temperature, activity_coefficient, c_e, x, a_r);
}
