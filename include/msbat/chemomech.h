/* msbat/chemomech.h - stress from lithium, and lithium driven by stress.
 *
 * Objects of this header:
 *   msbat_particle   an elastic sphere in which the ion diffuses, with the stress in its chemical potential
 * and, without an object, the functions msbat_stress_...: stress of a given profile, one material point, steady
 * profiles.
 *
 * Conventions: small strain; tension is positive; sigma_h = tr(sigma)/3; mu = mu_chem(x) - Omega sigma_h [J/mol] (F. C.
 * Larche and J. W. Cahn, Acta Metall. 33 (1985) 331). C [mol/m^3] is the ion per volume of the stress-free reference,
 * C = c_max x; E, nu and Omega are those of the material. All units SI.
 */
#ifndef MSBAT_CHEMOMECH_H
#define MSBAT_CHEMOMECH_H

#include "msbat/material.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Stress of a given profile, one material point, steady profiles ---- */

/* Stress in a traction-free sphere whose composition is piecewise linear through n >= 2 points r_m (strictly
 * increasing from 0 to the radius [m]) and x (any finite values in [0, 1]), by the closed form of Timoshenko and
 * Goodier, Theory of Elasticity, 3rd ed. (1970), sec. 152, with alpha T read as Omega c/3, integrated exactly:
 *     sigma_r = s (c_mean(R) - c_mean(r)),  sigma_t = s (c_mean(R) + c_mean(r)/2 - 3 c(r)/2),
 *     s = 2 Omega E/(9 (1 - nu)),  c_mean(r) = (3/r^3) int_0^r c r^2 dr.
 * stress_pa: n rows of sigma_r, sigma_t, sigma_h [Pa]; sigma_r is exactly 0 at the surface, all three are equal in the
 * centre, all are exactly 0 for uniform x. MSBAT_ERR_STATE without mechanics; MSBAT_ERR_RANGE. */
MSBAT_API msbat_status msbat_stress_eval_sphere(const msbat_material *material, int64_t n, const double *r_m,
                                                const double *x, double *stress_pa);

/* One material point: small strain[9] (3 x 3, symmetric) from the stress-free state at x = 0, each entry at most 0.15,
 * and composition x give stress_pa[9] and mu [J/mol, relative to mu_ref of the phase]:
 *     sigma = lambda tr(eps) I + 2 G eps - K Omega C I,  mu = mu_chem(x) - Omega sigma_h. */
MSBAT_API msbat_status msbat_stress_eval_point(const msbat_material *material, double temperature,
                                               const double strain[9], double x, double stress_pa[9],
                                               double *mu_j_per_mol);
/* Maxwell's relation d sigma_ij/dC at fixed strain = d mu/d eps_ij at fixed C [J/mol], both by central differences of
 * msbat_stress_eval_point about a fixed sheared state at x. residual: largest difference of the two over ij; scale:
 * largest value of either. They agree to 1e-9 of scale. */
MSBAT_API msbat_status msbat_stress_check_maxwell(const msbat_material *material, double temperature, double x,
                                                  double *residual, double *scale);

/* Steady profile: compositions x[n] at which mu_chem(x) - Omega sigma_h is the same everywhere and equal to mu_chem of
 * x_free where sigma_h = 0. sigma_h_pa[n]: given [Pa]. For a lattice gas this is the Fermi-like
 * x/(1-x) = x_free/(1-x_free) exp(Omega sigma_h/RT), whose dilute limit is x = x_free exp(Omega sigma_h/RT). Errors as
 * msbat_material_find_x. */
MSBAT_API msbat_status msbat_stress_find_steady(const msbat_material *material, double temperature, double x_free,
                                                int64_t n, const double *sigma_h_pa, double *x);

/* ---- Particle ----------------------------------------------------------------------------------------------------
 * c_dot + c div v + div j = 0, c per current volume, c_dot following the lattice, j = -(c D_J/RT) grad mu relative to
 * the lattice: in shells that move with the lattice C_dot + Div J = 0, J = -(c_max/lambda^2) dPhi/dR, with
 * Phi = int (D_chem + D_J theta c_max x) dx, theta = 2 Omega^2 E/(9 RT (1-nu)), and lambda the current over the
 * reference length of the radius there. The chemical part is in enthalpy form, so that D_chem of the material is met
 * exactly without stress and fronts move where Gamma = 0. Finite volumes, second order in 1/n_shells; lithium is
 * conserved to rounding (1e-13 of the amount inside; 1e-9 while a lattice gas fills beyond x = 0.999, where D_chem
 * diverges); time by variable-order BDF (SUNDIALS IDA). */
typedef struct msbat_particle msbat_particle;

/* Sphere of radius_m [m] at temperature [K] in n_shells (2 to 100000) shells of equal thickness. radius_m and the site
 * density are those of the stress-free sphere at the option reference_x. The material is frozen as it is now.
 * MSBAT_ERR_STATE without transport or mechanics; MSBAT_ERR_PHYSICS when |Omega| c_max > 0.15: too much for small
 * strain. The start is uniform at the middle of the range, with no flux. */
MSBAT_API msbat_status msbat_particle_create(const msbat_material *material, double temperature, double radius_m,
                                             int64_t n_shells, msbat_particle **particle);
MSBAT_API void msbat_particle_destroy(msbat_particle **particle);
/* Material given at creation (owned by particle) and temperature [K]; either may be NULL. */
MSBAT_API msbat_status msbat_particle_get_material(const msbat_particle *particle, const msbat_material **material,
                                                   double *temperature);
MSBAT_API msbat_status msbat_particle_get_shell_count(const msbat_particle *particle, int64_t *n_shells);

/* How stress acts on diffusion; stress, radius and volume of what is inside are reported in any case. */
typedef enum msbat_particle_coupling {
    MSBAT_PARTICLE_COUPLING_NONE = 0,   /* Fick in a rigid sphere */
    MSBAT_PARTICLE_COUPLING_STRESS = 1, /* stress in mu, no convective term */
    MSBAT_PARTICLE_COUPLING_FULL = 2,   /* both: the default */
    MSBAT_PARTICLE_COUPLING_INT_SIZED = 0x7fffffff
} msbat_particle_coupling;
/* Options, also by text: "coupling" (none, stress, full); "reference_x" in [0, 1], default 0; "tolerance", relative
 * error of time integration, 1e-12 to 1e-2, default 1e-6; "max_steps" of one run, default 1e6. */
MSBAT_API msbat_status msbat_particle_set_coupling(msbat_particle *particle, int64_t coupling);
MSBAT_API msbat_status msbat_particle_get_coupling(const msbat_particle *particle, int64_t *coupling);
MSBAT_API msbat_status msbat_particle_set_reference_x(msbat_particle *particle, double reference_x);
MSBAT_API msbat_status msbat_particle_get_reference_x(const msbat_particle *particle, double *reference_x);
MSBAT_API msbat_status msbat_particle_set_tolerance(msbat_particle *particle, double tolerance);
MSBAT_API msbat_status msbat_particle_get_tolerance(const msbat_particle *particle, double *tolerance);
MSBAT_API msbat_status msbat_particle_set_max_steps(msbat_particle *particle, int64_t max_steps);
MSBAT_API msbat_status msbat_particle_get_max_steps(const msbat_particle *particle, int64_t *max_steps);
MSBAT_API msbat_status msbat_particle_set_option(msbat_particle *particle, const char *name, const char *value);
MSBAT_API msbat_status msbat_particle_get_option(const msbat_particle *particle, const char *name, size_t size,
                                                 char *value);

/* Start: uniform x, or one mean x per shell from the centre outwards (n = n_shells). Sets the time to 0 and drops all
 * rows. MSBAT_ERR_RANGE outside the range of the material. */
MSBAT_API msbat_status msbat_particle_set_uniform(msbat_particle *particle, double x);
MSBAT_API msbat_status msbat_particle_set_profile(msbat_particle *particle, int64_t n, const double *x);
/* Boundary, from the next run on: constant outward flux per area of the reference sphere [mol/(m^2 s)] (the default,
 * 0), or constant mu at the surface [J/mol, relative to mu_ref; with the stress term]. */
MSBAT_API msbat_status msbat_particle_set_flux(msbat_particle *particle, double mol_per_m2_s);
MSBAT_API msbat_status msbat_particle_set_surface_mu(msbat_particle *particle, double mu_j_per_mol);

/* Runs to each of n times [s] (strictly increasing, beyond the present time) and keeps a row at each; the first run
 * after a start also keeps a row of it. When a constant flux empties or fills the surface (it leaves the range of the
 * material) the run ends at that time with a row of it and MSBAT_OK: see msbat_particle_get_end. That may be at once,
 * where the outermost half shell cannot carry the flux: use more shells.
 * MSBAT_ERR_PHYSICS when the problem is ill-posed, d mu_chem/dC + 2 Omega^2 E/(9 (1-nu)) < 0 somewhere in the range, or
 * where the mobility of a declared D_chem is not defined; MSBAT_ERR_RANGE when the surface mu is not taken in the
 * range; MSBAT_ERR_CONVERGENCE; MSBAT_CANCELLED. On failure the particle stands at the last row kept. */
MSBAT_API msbat_status msbat_particle_run(msbat_particle *particle, int64_t n, const double *times);

/* How the last run ended. */
typedef enum msbat_particle_end {
    MSBAT_PARTICLE_END_TIME = 0,    /* the last run reached its last time */
    MSBAT_PARTICLE_END_SURFACE = 1, /* the composition of the surface reached the end of the range */
    MSBAT_PARTICLE_END_INT_SIZED = 0x7fffffff
} msbat_particle_end;
/* End of the last run; MSBAT_PARTICLE_END_TIME before one. */
MSBAT_API msbat_status msbat_particle_get_end(const msbat_particle *particle, msbat_particle_end *end);

/* ---- Rows, index 0 to count - 1 (MSBAT_ERR_RANGE) ----
 * A row keeps compositions: what the coupling and reference_x make of them follows the options at the time of reading.
 */
MSBAT_API msbat_status msbat_particle_get_count(const msbat_particle *particle, int64_t *count);
MSBAT_API msbat_status msbat_particle_get_time(const msbat_particle *particle, int64_t row, double *time_s);
/* Profile at n = n_shells + 2 points, centre, middle of each shell, surface: current radius [m], x, sigma_r and sigma_t
 * [Pa]. Each array may be NULL. x in the centre is that of the parabola through the first two shells. */
MSBAT_API msbat_status msbat_particle_get_profile(const msbat_particle *particle, int64_t row, int64_t n, double *r_m,
                                                  double *x, double *sigma_r, double *sigma_t);
/* Surface: composition, mu [J/mol, relative to mu_ref], and the part -Omega sigma_h of it that stress makes (the
 * voltage moves by Omega sigma_h/F). Each may be NULL. */
MSBAT_API msbat_status msbat_particle_get_surface(const msbat_particle *particle, int64_t row, double *x,
                                                  double *mu_j_per_mol, double *shift_j_per_mol);
/* Current outer radius [m], and volume over that of the reference. Each may be NULL. */
MSBAT_API msbat_status msbat_particle_get_radius(const msbat_particle *particle, int64_t row, double *radius_m,
                                                 double *volume_ratio);
/* Greatest of sigma_r and sigma_t over the points of the profile [Pa], and its current radius [m] (may be NULL). */
MSBAT_API msbat_status msbat_particle_get_max_tension(const msbat_particle *particle, int64_t row, double *pa,
                                                      double *r_m);
/* Lithium in the particle [mol], and what has entered through the surface since the start [mol], integrated with the
 * run on its own: their difference does not change. */
MSBAT_API msbat_status msbat_particle_get_amount(const msbat_particle *particle, int64_t row, double *inside_mol,
                                                 double *entered_mol);
/* Dissipation of diffusion, sum over faces of -A J dmu [W], and the smallest term of the sum: never negative. */
MSBAT_API msbat_status msbat_particle_get_dissipation(const msbat_particle *particle, int64_t row, double *total_w,
                                                      double *least_w);

/* The particle as a cell sees it; table->size must be set to sizeof *table by the caller. Any number of particles with
 * states of their own may be driven through one table, by one thread at a time. Options of particle are read at each
 * call. MSBAT_ERR_PHYSICS as for run. */
MSBAT_API msbat_status msbat_particle_get_table(msbat_particle *particle, msbat_particle_table *table);

#ifdef __cplusplus
}
#endif
#endif
