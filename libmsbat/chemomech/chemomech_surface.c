/* chemomech_surface.c - the composition at the surface of a sphere, from its flux or its chemical potential. */
#include "chemomech/chemomech_impl.h"

/* A function of the surface composition that rises with it and is 0 at the answer. */
typedef struct surface {
    const msbat_particle *p;
    const msbat__boundary *boundary;
    double last, mean; /* x of the last shell, and of all */
} surface;

static double value(const surface *s, double x)
{
    const msbat_particle *p = s->p;
    if (s->boundary->kind == MSBAT__BOUNDARY_MU)
        return msbat_material_view_eval_mu(p->view, x) + msbat__particle_stiffness(p) * (x - s->mean) -
               s->boundary->value;
    double stretch = msbat__particle_stretch(p, x, s->mean, s->mean), half = 0.5 * p->radius / (double)p->n;
    return msbat__particle_potential(p, s->last, x) + s->boundary->value * stretch * stretch * half / p->elastic.c_max;
}

static double slope(const surface *s, double x)
{
    const msbat_particle *p = s->p;
    if (s->boundary->kind == MSBAT__BOUNDARY_FLUX) return msbat__particle_diffusivity(p, x);
    return -MSBAT_FARADAY * msbat_material_view_eval_voltage_slope(p->view, x) + msbat__particle_stiffness(p);
}

/* Newton's method within a bracket that shrinks; halving where it leaves it. */
static int find(const surface *s, double low, double high, double *root)
{
    double x = fmin(fmax(s->last, low), high);
    for (int i = 0; i < 300; i++) {
        double f = value(s, x), step;
        if (isnan(f)) return 2;
        if (f > 0) high = x;
        else low = x;
        if (f == 0) break;
        step = f / slope(s, x);
        double next = x - step;
        if (!(next > low && next < high)) next = low + 0.5 * (high - low);
        if (fabs(next - x) <= 4e-16 * fabs(x) || !(next > low && next < high)) break;
        x = next;
    }
    *root = x;
    return 0;
}

int msbat__particle_find_surface(const msbat_particle *p, const double *x, const msbat__boundary *boundary,
                                 double *x_surface)
{
    surface s = {p, boundary, x[p->n - 1], msbat__particle_mean(p, x)};
    double low = fmax(p->x_range[0], 1e-300), high = p->x_range[1], at_low = value(&s, low), at_high = value(&s, high);
    if (isnan(at_low) || isnan(at_high)) return 2;
    if (at_low > 0) return -1;
    if (at_high < 0) return 1;
    return find(&s, low, high, x_surface);
}

double msbat__particle_surface_mu(const msbat_particle *p, const double *x, double x_surface)
{
    return msbat_material_view_eval_mu(p->view, x_surface) +
           msbat__particle_stiffness(p) * (x_surface - msbat__particle_mean(p, x));
}
