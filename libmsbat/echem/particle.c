/* particle.c - lithium in a sphere, dx/dt = div grad H with H(x) the integral of D_chem dx, by finite volumes.
 * The flux is a difference of H, so that a front moves through a convexified phase where D_chem = 0, and what
 * leaves one shell enters the next: lithium is conserved to rounding. */
#include "echem/echem_impl.h"

#include <math.h>

/* ---- grid ----------------------------------------------------------------------------------------------------------- */
/* Shell widths vary linearly from grading (inner) to 1 (outer): a smooth map, so that differences stay second order. */
static void place_shells(particle *p, double grading)
{
    int64_t n = p->n;
    double sum = 0.5 * (double)n * (grading + 1), inner = 0, previous = 0, r = p->radius;
    for (int64_t s = 0; s < n; s++) {
        double width = (grading + (1 - grading) * (double)s / (double)(n - 1)) / sum;
        double outer = s == n - 1 ? 1 : inner + width;
        double cube = outer * outer * outer - inner * inner * inner;
        p->volume[s] = cube;
        p->centre[s] = r * 0.75 * (pow(outer, 4) - pow(inner, 4)) / cube;
        p->conductance[s] = s > 0 ? 3 * inner * inner / (r * (p->centre[s] - previous)) : 0;
        previous = p->centre[s];
        inner = outer;
    }
    p->surface_area = 3 / r;
    p->half = r - p->centre[n - 1];
}

/* ---- the functions of the phase at the ends of its range ------------------------------------------------------------- */
static msbat_status read_ends(const msbat_context *ctx, const char *function, particle *p)
{
    msbat_status st = msbat_material_view_get_range(p->view, p->range);
    if (st) return st;
    double width = p->range[1] - p->range[0];
    for (int e = 0; e < 2; e++) {
        double x = p->range[e];
        if (!isfinite(msbat_material_view_eval_voltage(p->view, x))) x += (e ? -1e-9 : 1e-9) * width;
        p->range[e] = x;
        p->h_end[e] = msbat_material_view_eval_enthalpy(p->view, x);
        p->d_end[e] = msbat_material_view_eval_chemical_diffusivity(p->view, x);
        p->u_end[e] = msbat_material_view_eval_voltage(p->view, x);
        p->slope_end[e] = msbat_material_view_eval_voltage_slope(p->view, x);
        if (!isfinite(p->h_end[e]) || !isfinite(p->d_end[e]) || !isfinite(p->u_end[e]) || !isfinite(p->slope_end[e]))
            return msbat__fail(ctx, MSBAT_ERR_PHYSICS, function,
                               "voltage or chemical diffusivity is not finite at x = %g, an end of the material's range", x);
    }
    double floor = 1e-3 * (p->h_end[1] - p->h_end[0]) / width; /* so that a flat end can be inverted too */
    for (int e = 0; e < 2; e++) p->d_end[e] = fmax(p->d_end[e], floor);
    return MSBAT_OK;
}

static msbat_status fill_table(const msbat_context *ctx, const char *function, particle *p)
{
    double least = 0, where = 0;
    msbat_status st = msbat_material_view_get_least_diffusivity(p->view, &least, &where);
    if (st) return st;
    if (least < 0)
        return msbat__fail(ctx, MSBAT_ERR_UNSTABLE, function,
                           "D_chem = %g m^2/s at x = %g: the phase is unstable there; a cell needs it convexified", least, where);
    for (int64_t k = 0; k <= SURFACE_TABLE; k++) {
        double t = 0.5 - 0.5 * cos(3.14159265358979323846 * (double)k / SURFACE_TABLE);
        double x = k == SURFACE_TABLE ? p->range[1] : p->range[0] + (p->range[1] - p->range[0]) * t;
        p->table_x[k] = x;
        p->table_h[k] = msbat_material_view_eval_enthalpy(p->view, x);
    }
    return MSBAT_OK;
}

msbat_status msbat__particle_prepare(const msbat_context *ctx, const char *function, particle *p, double grading)
{
    p->centre = MSBAT__NEW(ctx, p->n, double);
    p->volume = MSBAT__NEW(ctx, p->n, double);
    p->conductance = MSBAT__NEW(ctx, p->n, double);
    if (!p->centre || !p->volume || !p->conductance) return MSBAT_ERR_MEMORY;
    place_shells(p, grading);
    msbat_status st = read_ends(ctx, function, p);
    if (!st) st = fill_table(ctx, function, p);
    return st;
}

void msbat__particle_clear(const msbat_context *ctx, particle *p)
{
    msbat__free(ctx, p->centre);
    msbat__free(ctx, p->volume);
    msbat__free(ctx, p->conductance);
}

/* ---- evaluation; linear beyond the range, where only Newton iterates go ------------------------------------------------ */
double msbat__particle_enthalpy(const particle *p, double x, double *d)
{
    if (x >= p->range[0] && x <= p->range[1]) {
        *d = msbat_material_view_eval_chemical_diffusivity(p->view, x);
        return msbat_material_view_eval_enthalpy(p->view, x);
    }
    int e = x > p->range[1];
    *d = p->d_end[e];
    return p->h_end[e] + p->d_end[e] * (x - p->range[e]);
}

double msbat__particle_voltage(const particle *p, double x, double *slope)
{
    if (x >= p->range[0] && x <= p->range[1]) {
        if (slope) *slope = msbat_material_view_eval_voltage_slope(p->view, x);
        return msbat_material_view_eval_voltage(p->view, x);
    }
    int e = x > p->range[1];
    if (slope) *slope = p->slope_end[e];
    return p->u_end[e] + p->slope_end[e] * (x - p->range[e]);
}

/* x with H(x) = h for h strictly inside: bracket from the table, then Newton's method kept inside the bracket. */
static double invert(const particle *p, double h, double guess, double *d)
{
    int64_t low = 0, high = SURFACE_TABLE;
    while (high - low > 1) {
        int64_t middle = (low + high) / 2;
        if (p->table_h[middle] <= h) low = middle;
        else high = middle;
    }
    double a = p->table_x[low], b = p->table_x[high];
    double x = guess > a && guess < b ? guess : 0.5 * (a + b);
    for (int k = 0; k < 80; k++) {
        double f = msbat_material_view_eval_enthalpy(p->view, x) - h;
        *d = msbat_material_view_eval_chemical_diffusivity(p->view, x);
        if (f > 0) b = x;
        else a = x;
        if (f == 0) break;
        double next = *d > 0 ? x - f / *d : a;
        bool newton = next > a && next < b;
        if (!newton) next = 0.5 * (a + b);
        double change = fabs(next - x);
        x = next;
        if (change <= (newton ? 1e-12 : 1e-15)) break;
    }
    return x;
}

/* H_s = H_last - flux * half: second order, and monotonic in the current, so that a surface always exists. */
void msbat__particle_surface(const particle *p, double x_last, double current, surface *s)
{
    double d_last, d = 0, h_last = msbat__particle_enthalpy(p, x_last, &d_last);
    double drop = p->half / (FARADAY * p->c_max), h = h_last - current * drop;
    if (current == 0) {
        s->x = x_last;
        d = d_last;
    } else if (h <= p->h_end[0] || h >= p->h_end[1]) {
        int e = h >= p->h_end[1];
        d = p->d_end[e];
        s->x = p->range[e] + (h - p->h_end[e]) / d;
    } else s->x = invert(p, h, d_last > 0 ? x_last - current * drop / d_last : x_last, &d);
    double floor = 1e-12 * (p->h_end[1] - p->h_end[0]);
    d = fmax(d, floor);
    s->dx_last = current == 0 ? 1 : d_last / d;
    s->dx_i = -drop / d;
}

void msbat__particle_rates(const particle *p, const double *x, double current, double *rates)
{
    int64_t n = p->n;
    double d, below = msbat__particle_enthalpy(p, x[0], &d), in = 0; /* in: through the inner face, outward */
    for (int64_t s = 0; s < n; s++) {
        double out;
        if (s + 1 < n) {
            double above = msbat__particle_enthalpy(p, x[s + 1], &d);
            out = p->conductance[s + 1] * (below - above);
            below = above;
        } else out = p->surface_area * current / (FARADAY * p->c_max);
        rates[s] = (in - out) / p->volume[s];
        in = out;
    }
}

/* ---- the tridiagonal matrix cj - d rates/dx ------------------------------------------------------------------------------ */
void msbat__particle_factor(const particle *p, const double *x, double cj, double *tri)
{
    int64_t n = p->n;
    double d_below = 0, d, d_above = 0;
    msbat__particle_enthalpy(p, x[0], &d);
    for (int64_t s = 0; s < n; s++) {
        double g0 = p->conductance[s], g1 = s + 1 < n ? p->conductance[s + 1] : 0, *row = tri + 3 * s;
        if (s + 1 < n) msbat__particle_enthalpy(p, x[s + 1], &d_above);
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

void msbat__particle_forward(const particle *p, const double *tri, double *b)
{
    for (int64_t s = 1; s < p->n; s++) b[s] -= tri[3 * s] * b[s - 1];
    b[p->n - 1] /= tri[3 * (p->n - 1) + 1];
}

void msbat__particle_backward(const particle *p, const double *tri, double *b)
{
    for (int64_t s = p->n - 2; s >= 0; s--) b[s] = (b[s] - tri[3 * s + 2] * b[s + 1]) / tri[3 * s + 1];
}

double msbat__particle_mean(const particle *p, const double *x)
{
    double sum = 0;
    for (int64_t s = 0; s < p->n; s++) sum += p->volume[s] * x[s];
    return sum;
}
