/* particle.c - lithium in a sphere, dx/dt = div grad H with H(x) the integral of D_chem dx, by finite volumes.
 * The flux is a difference of H, so that a front moves through a convexified phase where D_chem = 0, and what
 * leaves one shell enters the next: lithium is conserved to rounding. */
#include "echem/echem_impl.h"

#include <math.h>

/* ---- grid ------------------------------------------------------------------------------------ */
/* Nodes from the centre to the surface, each in a shell that ends half-way to its neighbours: the last node lies on the
 * surface, so that its composition is a state and has not moved at the moment when a current begins. Distances vary
 * linearly from grading (inner) to 1 (outer): a smooth map, so that differences stay second order. */
static void place_nodes(particle *p, double grading)
{
    int64_t n = p->n, gaps = n - 1;
    double sum = 0.5 * (double)gaps * (grading + 1), at = 0, inner = 0, r = p->radius;
    for (int64_t s = 0; s < n; s++) {
        double gap = (grading + (1 - grading) * (double)s / fmax(1, (double)(gaps - 1))) / sum;
        double outer = s == gaps ? 1 : at + 0.5 * gap;
        p->volume[s] = outer * outer * outer - inner * inner * inner;
        p->place[s] = s == gaps ? r : r * at;
        if (s < gaps) p->conductance[s + 1] = 3 * outer * outer / (r * r * gap);
        at += gap;
        inner = outer;
    }
    p->conductance[0] = 0;
    p->surface_area = 3 / r;
}

/* ---- the functions of the phase at the ends of its range ------------------------------------- */
static msbat_status read_voltage(const msbat_context *ctx, const char *function, particle *p)
{
    msbat_status st = msbat_material_view_get_range(p->view, p->range);
    double width = p->range[1] - p->range[0];
    for (int e = 0; !st && e < 2; e++) {
        double x = p->range[e];
        if (!isfinite(msbat_material_view_eval_voltage(p->view, x))) x += (e ? -1e-9 : 1e-9) * width;
        p->range[e] = x;
        p->u_end[e] = msbat_material_view_eval_voltage(p->view, x);
        p->slope_end[e] = msbat_material_view_eval_voltage_slope(p->view, x);
        if (!isfinite(p->u_end[e]) || !isfinite(p->slope_end[e]))
            st = msbat__fail(ctx, MSBAT_ERR_PHYSICS, function,
                             "the voltage is not finite at x = %g, an end of the range", x);
    }
    return st;
}

/* H as a C1 monotone cubic (slopes limited as in F. N. Fritsch, R. E. Carlson, SIAM J. Numer. Anal. 17 (1980) 238)
 * through values and slopes of the material. Where these are smooth it adds some 1e-9; an edge of a two-phase region,
 * where D jumps to 0, is spread over one interval, without which a step cannot stand on it. */
static void fill_table(particle *p)
{
    int64_t last = ENTHALPY_POINTS - 1;
    double width = (p->inside[1] - p->inside[0]) / (double)last, *t = p->table;
    p->per_x = 1 / width;
    for (int64_t k = 0; k <= last; k++) {
        double x = k == last ? p->inside[1] : p->inside[0] + (double)k * width;
        t[2 * k] = msbat_material_view_eval_enthalpy(p->view, x);
        t[2 * k + 1] = msbat_material_view_eval_chemical_diffusivity(p->view, x);
    }
    for (int64_t k = 0; k < last; k++) {
        double secant = (t[2 * k + 2] - t[2 * k]) / width;
        t[2 * k + 1] = fmin(t[2 * k + 1], 3 * secant);
        t[2 * k + 3] = fmin(t[2 * k + 3], 3 * secant);
    }
    for (int e = 0; e < 2; e++) {
        p->h_end[e] = t[e ? 2 * last : 0];
        p->d_end[e] = t[e ? 2 * last + 1 : 1];
    }
}

static bool is_gentle(const particle *p, double x, double most)
{
    return msbat_material_view_eval_chemical_diffusivity(p->view, x) <= most;
}

/* D_chem of a lattice gas grows without bound towards a full host. Where it exceeds 1e4 times its mean it no longer
 * limits anything, but its rounding would cost lithium: from there H goes on as a straight line. */
static msbat_status read_enthalpy(const msbat_context *ctx, const char *function, particle *p)
{
    double middle = 0.5 * (p->range[0] + p->range[1]), quarter = 0.25 * (p->range[1] - p->range[0]);
    double most = 1e4 / (2 * quarter) * (msbat_material_view_eval_enthalpy(p->view, middle + quarter) -
                                         msbat_material_view_eval_enthalpy(p->view, middle - quarter));
    if (!(most > 0)) most = HUGE_VAL;
    for (int e = 0; e < 2; e++) {
        double good = middle, bad = p->range[e];
        for (int k = 0; k < 60 && !is_gentle(p, bad, most); k++) {
            double x = 0.5 * (good + bad);
            if (is_gentle(p, x, most)) good = x;
            else bad = x;
            if (fabs(bad - good) < 1e-14) bad = good;
        }
        p->inside[e] = bad;
        if (!isfinite(msbat_material_view_eval_enthalpy(p->view, bad)))
            return msbat__fail(ctx, MSBAT_ERR_PHYSICS, function, "D_chem is not finite at x = %g", bad);
    }
    fill_table(p);
    return MSBAT_OK;
}

msbat_status msbat__echem_check_stable(const msbat_context *ctx, const char *function, const msbat_material_view *view)
{
    double least = 0, where = 0;
    msbat_status st = msbat_material_view_get_least_diffusivity(view, &least, &where);
    if (!st && least < 0)
        st = msbat__fail(ctx, MSBAT_ERR_UNSTABLE, function,
                         "D_chem = %g m^2/s at x = %g: the phase is unstable there; a cell needs it convexified", least,
                         where);
    return st;
}

msbat_status msbat__echem_particle_prepare(const msbat_context *ctx, const char *function, particle *p, double grading)
{
    p->place = MSBAT__NEW(ctx, p->n, double);
    p->volume = MSBAT__NEW(ctx, p->n, double);
    p->conductance = MSBAT__NEW(ctx, p->n, double);
    p->table = MSBAT__NEW(ctx, INT64_C(2) * ENTHALPY_POINTS, double);
    if (!p->table || !p->place || !p->volume || !p->conductance) return MSBAT_ERR_MEMORY;
    place_nodes(p, grading);
    msbat_status st = read_voltage(ctx, function, p);
    if (!st) st = read_enthalpy(ctx, function, p);
    if (!st) st = msbat__echem_check_stable(ctx, function, p->view);
    return st;
}

void msbat__echem_particle_clear(const msbat_context *ctx, particle *p)
{
    msbat__free(ctx, p->place);
    msbat__free(ctx, p->volume);
    msbat__free(ctx, p->conductance);
    msbat__free(ctx, p->table);
}

/* ---- evaluation; linear beyond the range, where only Newton iterates go ---------------------- */
double msbat__echem_particle_enthalpy(const particle *p, double x, double *d)
{
    if (!(x >= p->inside[0] && x < p->inside[1])) {
        int e = x >= p->inside[1];
        *d = p->d_end[e];
        return p->h_end[e] + p->d_end[e] * (x - p->inside[e]);
    }
    double at = (x - p->inside[0]) * p->per_x;
    int64_t k = (int64_t)at;
    if (k > ENTHALPY_POINTS - 2) k = ENTHALPY_POINTS - 2;
    const double *t = p->table + 2 * k;
    double v = at - (double)k, w = 1 - v, rise = t[2] - t[0], a = t[1] / p->per_x, b = t[3] / p->per_x;
    *d = (6 * v * w * rise + w * (1 - 3 * v) * a + v * (3 * v - 2) * b) * p->per_x;
    return t[0] + v * v * (3 - 2 * v) * rise + v * w * (w * a - v * b);
}

double msbat__echem_particle_voltage(const particle *p, double x, double *slope)
{
    if (x >= p->range[0] && x <= p->range[1]) {
        if (slope) *slope = msbat_material_view_eval_voltage_slope(p->view, x);
        return msbat_material_view_eval_voltage(p->view, x);
    }
    int e = x > p->range[1];
    if (slope) *slope = p->slope_end[e];
    return p->u_end[e] + p->slope_end[e] * (x - p->range[e]);
}

void msbat__echem_particle_rates(const particle *p, const double *x, double current, double *rates)
{
    int64_t n = p->n;
    double d, below = msbat__echem_particle_enthalpy(p, x[0], &d), in = 0; /* in: through the inner face, outward */
    for (int64_t s = 0; s < n; s++) {
        double out;
        if (s + 1 < n) {
            double above = msbat__echem_particle_enthalpy(p, x[s + 1], &d);
            out = p->conductance[s + 1] * (below - above);
            below = above;
        } else out = p->surface_area * current / (FARADAY * p->c_max);
        rates[s] = (in - out) / p->volume[s];
        in = out;
    }
}

/* ---- the tridiagonal matrix cj - d rates/dx -------------------------------------------------- */
void msbat__echem_particle_factor(const particle *p, const double *x, double cj, double *tri)
{
    int64_t n = p->n;
    double d_below = 0, d, d_above = 0;
    msbat__echem_particle_enthalpy(p, x[0], &d);
    for (int64_t s = 0; s < n; s++) {
        double g0 = p->conductance[s], g1 = s + 1 < n ? p->conductance[s + 1] : 0, *row = tri + 3 * s;
        if (s + 1 < n) msbat__echem_particle_enthalpy(p, x[s + 1], &d_above);
        row[0] = -g0 * d_below / p->volume[s];
        row[1] = cj + (g0 + g1) * d / p->volume[s];
        row[2] = -g1 * d_above / p->volume[s];
        if (s > 0) {
            row[0] /= row[-2];
            row[1] -= row[0] * row[-1];
        }
        d_below = d;
        d = d_above;
    }
}

void msbat__echem_particle_forward(const particle *p, const double *tri, double *b)
{
    for (int64_t s = 1; s < p->n; s++) b[s] -= tri[3 * s] * b[s - 1];
    b[p->n - 1] /= tri[3 * (p->n - 1) + 1];
}

void msbat__echem_particle_backward(const particle *p, const double *tri, double *b)
{
    for (int64_t s = p->n - 2; s >= 0; s--) b[s] = (b[s] - tri[3 * s + 2] * b[s + 1]) / tri[3 * s + 1];
}

double msbat__echem_particle_mean(const particle *p, const double *x)
{
    double sum = 0;
    for (int64_t s = 0; s < p->n; s++) sum += p->volume[s] * x[s];
    return sum;
}
