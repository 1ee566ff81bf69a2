/* chemomech_impl.h - private to libmsbat/chemomech. */
#ifndef MSBAT_CHEMOMECH_IMPL_H
#define MSBAT_CHEMOMECH_IMPL_H

#include <math.h>
#include <string.h>

#include "base/base_impl.h"
#include "msbat/chemomech.h"

/* Elastic constants of a material together with its Omega and c_max. */
typedef struct msbat__elastic {
    double young, poisson, omega, c_max;
    double stress; /* s c_max = 2 Omega E c_max/(9 (1-nu)) [Pa]: sigma_h of a free sphere is stress (x_mean - x) */
} msbat__elastic;
msbat_status msbat__elastic_get(const msbat_material *material, msbat__elastic *elastic);

typedef enum msbat__boundary_kind { MSBAT__BOUNDARY_FLUX, MSBAT__BOUNDARY_MU } msbat__boundary_kind;
typedef struct msbat__boundary {
    msbat__boundary_kind kind;
    double value; /* outward flux [mol/(m^2 s)] or mu [J/mol] */
} msbat__boundary;

/* One kept row: time, composition of the surface, mean composition entered, then x of the shells. */
enum { MSBAT__ROW_TIME, MSBAT__ROW_SURFACE, MSBAT__ROW_ENTERED, MSBAT__ROW_X };

struct msbat_particle {
    msbat__handle handle;
    msbat_material *material; /* retained, for get_material alone: the model runs on the view */
    msbat_material_view *view;
    msbat__elastic elastic;
    double temperature, radius, x_range[2];
    bool declared;               /* D_chem is declared: well-posed without stress whatever the phase */
    int64_t n;
    double *volume;              /* shell over sphere, n */
    double *flux, *conductance;  /* work: of the n + 1 faces */
    int64_t coupling, max_steps; /* options */
    double reference_x, tolerance;
    msbat__boundary boundary;
    double time;
    double *state;               /* x of n shells, then the mean composition entered */
    double *rows;
    int64_t n_rows, row_capacity;
    msbat_particle_end end;
};

/* ---- kernel (chemomech_kernel.c): pure functions of x[n] on the uniform reference grid ---- */
/* d(-Omega sigma_h)/dx [J/mol] at fixed mean; 0 without coupling. */
double msbat__particle_stiffness(const msbat_particle *p);
double msbat__particle_mean(const msbat_particle *p, const double *x);
/* d Phi/dx = D_chem + D_J theta c_max x [m^2/s]. */
double msbat__particle_diffusivity(const msbat_particle *p, double x);
/* Current over reference length of the radius at a face: x_face there, mean of what lies inside and of all. */
double msbat__particle_stretch(const msbat_particle *p, double x_face, double inner_mean, double mean);
/* Outward fluxes through the faces into p->flux (0 ... n) and c_max/(lambda^2 distance) into p->conductance (1 ... n).
 * x_surface: of a given mu, else may be NULL. 0 = done, > 0 = an x left the range. */
int msbat__particle_fluxes(msbat_particle *p, const double *x, const msbat__boundary *boundary, double *x_surface);
/* Rates dx/dt of the shells and of the mean composition entered, n + 1. */
int msbat__particle_rates(msbat_particle *p, const double *x, const msbat__boundary *boundary, double *rates);
/* Rows of three, d rates/dx of the neighbours, from the conductances of the last call of fluxes. */
int msbat__particle_jacobian(const msbat_particle *p, const double *x, const msbat__boundary *boundary,
                             double *jacobian);
double msbat__particle_area_over_volume(const msbat_particle *p, int64_t face, int64_t shell);

/* ---- surface (chemomech_surface.c): 0 = found, -1 = below the range, +1 = above it, 2 = cannot be evaluated ---- */
int msbat__particle_find_surface(const msbat_particle *p, const double *x, const msbat__boundary *boundary,
                                 double *x_surface);
double msbat__particle_surface_mu(const msbat_particle *p, const double *x, double x_surface);
/* Integral of d Phi/dx from a to b. */
double msbat__particle_potential(const msbat_particle *p, double a, double b);

msbat_status msbat__particle_check_posed(const msbat_particle *p, const char *function);
msbat_status msbat__particle_keep_row(msbat_particle *p, double x_surface);

#endif
