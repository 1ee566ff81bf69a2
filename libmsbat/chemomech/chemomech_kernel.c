/* chemomech_kernel.c - finite volumes of stress-coupled diffusion in shells that move with the lattice.
 *
 * In a free sphere sigma_h = stress (x_mean - x), so that between neighbours the stress part of mu differs by
 * stiffness (x_b - x_a): the driving force is local, and the whole flux is the difference of one potential Phi. The
 * discrete stress is the exact derivative of the discrete elastic energy, stress Omega c_max/2 times
 * sum v x^2 - (sum v x)^2. Each term of the dissipation is (Phi_b - Phi_a)(mu_b - mu_a) times a positive number, never
 * negative where both rise with x. */
#include "chemomech/chemomech_impl.h"

double msbat__particle_stiffness(const msbat_particle *p)
{
    return p->coupling == MSBAT_PARTICLE_COUPLING_NONE ? 0 : p->elastic.omega * p->elastic.stress;
}

double msbat__particle_mean(const msbat_particle *p, const double *x)
{
    double sum = 0;
    for (int64_t i = 0; i < p->n; i++) sum += p->volume[i] * x[i];
    return sum;
}

/* Iterations of a solver may step over the ends of the range, and a step that is about to be cut back there must still
 * have a solution: beyond the ends D_chem and D_J keep their last values. Kept states are always inside. */
static double inside_range(const msbat_particle *p, double x)
{
    return fmin(fmax(x, fmax(p->x_range[0], 1e-300)), p->x_range[1]);
}

static double enthalpy(const msbat_particle *p, double x)
{
    double y = inside_range(p, x), h = msbat_material_view_eval_enthalpy(p->view, y);
    return x == y ? h : h + msbat_material_view_eval_chemical_diffusivity(p->view, y) * (x - y);
}

/* D_J theta c_max x: the part of d Phi/dx that stress makes. */
static double stress_diffusivity(const msbat_particle *p, double stiffness, double outer)
{
    double x = inside_range(p, outer);
    double d_jump = msbat_material_view_eval_jump_diffusivity(p->view, x);
    return d_jump * x * stiffness / (MSBAT_GAS_CONSTANT * p->temperature);
}

double msbat__particle_diffusivity(const msbat_particle *p, double x)
{
    double k = msbat__particle_stiffness(p);
    double d = msbat_material_view_eval_chemical_diffusivity(p->view, inside_range(p, x));
    return k > 0 ? d + stress_diffusivity(p, k, x) : d;
}

/* Gauss's three points: exact to the sixth order in b - a, and of the sign of b - a. */
static double stress_potential(const msbat_particle *p, double a, double b)
{
    const double k = msbat__particle_stiffness(p), offset = 0.5 * sqrt(0.6) * (b - a), middle = 0.5 * (a + b);
    if (!(k > 0)) return 0;
    double sum = 5 * stress_diffusivity(p, k, middle - offset) + 8 * stress_diffusivity(p, k, middle) +
                 5 * stress_diffusivity(p, k, middle + offset);
    return sum / 18 * (b - a);
}

double msbat__particle_potential(const msbat_particle *p, double a, double b)
{
    return enthalpy(p, b) - enthalpy(p, a) + stress_potential(p, a, b);
}

/* 1 + du/dR of Timoshenko's sphere: u = (Omega c_max/9) R [(1+nu) inner + 2 (1-2nu) mean]/(1-nu), x counted from the
 * stress-free one. */
double msbat__particle_stretch(const msbat_particle *p, double x_face, double inner_mean, double mean)
{
    if (p->coupling != MSBAT_PARTICLE_COUPLING_FULL) return 1;
    double nu = p->elastic.poisson, swelling = p->elastic.omega * p->elastic.c_max / 9;
    double sum = (1 + nu) * (3 * x_face - 2 * inner_mean) + 2 * (1 - 2 * nu) * mean;
    return 1 + swelling * (sum / (1 - nu) - 3 * p->reference_x);
}

static int surface_flux(msbat_particle *p, const double *x, const msbat__boundary *boundary, double mean,
                        double *x_surface)
{
    double half = 0.5 * p->radius / (double)p->n, at_surface, stretch;
    p->flux[p->n] = boundary->value;
    p->conductance[p->n] = 0;
    if (boundary->kind == MSBAT__BOUNDARY_FLUX) return 0;
    if (msbat__particle_find_surface(p, x, boundary, &at_surface)) return 1;
    stretch = msbat__particle_stretch(p, at_surface, mean, mean);
    p->conductance[p->n] = p->elastic.c_max / (stretch * stretch * half);
    p->flux[p->n] = -p->conductance[p->n] * msbat__particle_potential(p, x[p->n - 1], at_surface);
    if (x_surface) *x_surface = at_surface;
    return isfinite(p->flux[p->n]) ? 0 : 1;
}

int msbat__particle_fluxes(msbat_particle *p, const double *x, const msbat__boundary *boundary, double *x_surface)
{
    double mean = msbat__particle_mean(p, x), inside = 0, volume = 0, distance = p->radius / (double)p->n;
    double h_left = enthalpy(p, x[0]), sum = h_left;
    p->flux[0] = p->conductance[0] = 0;
    for (int64_t f = 1; f < p->n; f++) {
        inside += p->volume[f - 1] * x[f - 1];
        volume += p->volume[f - 1];
        double stretch = msbat__particle_stretch(p, 0.5 * (x[f - 1] + x[f]), inside / volume, mean);
        double h_right = enthalpy(p, x[f]);
        p->conductance[f] = p->elastic.c_max / (stretch * stretch * distance);
        p->flux[f] = -p->conductance[f] * (h_right - h_left + stress_potential(p, x[f - 1], x[f]));
        h_left = h_right;
        sum += p->flux[f];
    }
    if (!isfinite(sum)) return 1;
    return surface_flux(p, x, boundary, mean, x_surface);
}

/* Faces and shells are counted from the centre: face f is the inner one of shell f. */
double msbat__particle_area_over_volume(const msbat_particle *p, int64_t face, int64_t shell)
{
    double f = (double)face / (double)p->n;
    return 3 * f * f / (p->radius * p->volume[shell]);
}

int msbat__particle_rates(msbat_particle *p, const double *x, const msbat__boundary *boundary, double *rates)
{
    int code = msbat__particle_fluxes(p, x, boundary, NULL);
    if (code) return code;
    for (int64_t i = 0; i < p->n; i++) {
        double out = msbat__particle_area_over_volume(p, i + 1, i) * p->flux[i + 1];
        double in = msbat__particle_area_over_volume(p, i, i) * p->flux[i];
        rates[i] = (in - out) / p->elastic.c_max;
    }
    rates[p->n] = -3 * p->flux[p->n] / (p->radius * p->elastic.c_max);
    return 0;
}

/* The stretch is held: its change with x is of the order of the strain, and what is left out conserves lithium. */
int msbat__particle_jacobian(const msbat_particle *p, const double *x, const msbat__boundary *boundary,
                             double *jacobian)
{
    double d_left = 0, d_here = msbat__particle_diffusivity(p, x[0]), sum = 0;
    for (int64_t i = 0; i < p->n; i++) {
        bool last = i == p->n - 1;
        double d_right = last ? 0 : msbat__particle_diffusivity(p, x[i + 1]);
        double in = msbat__particle_area_over_volume(p, i, i) * p->conductance[i] / p->elastic.c_max;
        double out = msbat__particle_area_over_volume(p, i + 1, i) * p->conductance[i + 1] / p->elastic.c_max;
        if (last && boundary->kind == MSBAT__BOUNDARY_FLUX) out = 0;
        jacobian[3 * i] = in * d_left;
        jacobian[3 * i + 1] = -(in + out) * d_here;
        jacobian[3 * i + 2] = out * d_right;
        sum += d_here;
        d_left = d_here;
        d_here = d_right;
    }
    return isfinite(sum) ? 0 : 1;
}
