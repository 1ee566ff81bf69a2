/* msbat/material.h - the vocabulary of the seam between atoms and cells: what a material is to a cell model.
 *
 * Objects of this header:
 *   msbat_transport       a typed diffusivity (tracer, jump, chemical) of an ion in a host against x and T
 *   msbat_tensor          an effective transport tensor relative to the bulk, of one network (pore or solid)
 *   msbat_material        one phase with one transport, one kinetics and one mechanics
 *   msbat_material_view   a material frozen at one temperature, with fast scalar functions for inner loops
 *
 * Everything here is SI and per mole: D [m^2/s], c [mol/m^3], j [mol/(m^2 s)], i [A/m^2], Pa, V, K. This is the one
 * module that converts from eV, angstrom and THz, and the phase is the only source of mu. Where a number comes from is
 * recorded beside it as a kind and a text.
 */
#ifndef MSBAT_MATERIAL_H
#define MSBAT_MATERIAL_H

#include "msbat/thermo.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Where a number comes from. COMPUTED with text "" until it is set. */
typedef enum msbat_source_kind {
    MSBAT_SOURCE_COMPUTED = 0,
    MSBAT_SOURCE_MEASURED = 1,
    MSBAT_SOURCE_PUBLISHED = 2,
    MSBAT_SOURCE_ILLUSTRATIVE = 3,
    MSBAT_SOURCE_KIND_INT_SIZED = 0x7fffffff
} msbat_source_kind;

/* ---- Transport ---------------------------------------------------------------------------------------------------
 * Tracer D_star, jump D_J and chemical D_chem are different quantities (definitions: Haven ratio H_R = D_star/D_J,
 * thermodynamic factor Gamma = d ln a/d ln x): D_chem = D_J Gamma = D_star Gamma/H_R (L. S. Darken, Trans. AIME 175
 * (1948) 184). */
typedef enum msbat_diffusivity_kind {
    MSBAT_DIFFUSIVITY_TRACER = 0,
    MSBAT_DIFFUSIVITY_JUMP = 1,
    MSBAT_DIFFUSIVITY_CHEMICAL = 2,
    MSBAT_DIFFUSIVITY_KIND_INT_SIZED = 0x7fffffff
} msbat_diffusivity_kind;

typedef struct msbat_transport msbat_transport;

/* Transport of ion in host (names, copied) from a table at temperature [K]. rows: n rows of four numbers, x, D
 * [m^2/s], its standard error [m^2/s] (0: not known), Haven ratio (0: not known; all or none). x strictly increasing in
 * [0, 1]; D > 0; error >= 0; Haven ratio in (0, 100]. Between rows ln D, the relative error and the Haven ratio are
 * linear in x; outside nothing is defined. n = 1: a constant, valid for every x.
 * MSBAT_ERR_NULL; MSBAT_ERR_RANGE names the row; MSBAT_ERR_ARGUMENT for an empty name or unknown kind. */
MSBAT_API msbat_status msbat_transport_create_table(msbat_context *ctx, const char *host, const char *ion,
                                                    msbat_diffusivity_kind kind, double temperature, int64_t n,
                                                    const double *rows, msbat_transport **transport);
/* The same from samples at several temperatures, as molecular dynamics or KMC gives them. samples: n rows of five
 * numbers, T [K], x, D [m^2/s], standard error [m^2/s], Haven ratio; rows of one temperature together, T increasing.
 * Between temperatures ln D, the relative error and the Haven ratio are linear in 1/T (Arrhenius). Range: the x that
 * all temperatures cover (MSBAT_ERR_MISMATCH when there is none), and first to last T. */
MSBAT_API msbat_status msbat_transport_create_samples(msbat_context *ctx, const char *host, const char *ion,
                                                      msbat_diffusivity_kind kind, int64_t n, const double *samples,
                                                      msbat_transport **transport);
MSBAT_API void msbat_transport_destroy(msbat_transport **transport);

/* Arrhenius factor exp(-Ea/k (1/T - 1/T0)) about the table's temperature T0 for T in [t_min, t_max] [K], which must
 * hold T0; activation_ev 0 to 10 eV. Without this call only T0 itself is defined. MSBAT_ERR_RANGE; MSBAT_ERR_STATE for
 * samples at several temperatures. */
MSBAT_API msbat_status msbat_transport_set_activation(msbat_transport *transport, double activation_ev, double t_min,
                                                      double t_max);
MSBAT_API msbat_status msbat_transport_set_source(msbat_transport *transport, msbat_source_kind kind,
                                                  const char *source);
/* Texts and names returned are owned by the object and valid until it is changed or destroyed. */
MSBAT_API msbat_status msbat_transport_get_source(const msbat_transport *transport, msbat_source_kind *kind,
                                                  const char **source);
MSBAT_API msbat_status msbat_transport_get_kind(const msbat_transport *transport, msbat_diffusivity_kind *kind);
MSBAT_API msbat_status msbat_transport_get_names(const msbat_transport *transport, const char **host,
                                                 const char **ion);
/* Ranges of x and T [K] where the table is defined, ends included. */
MSBAT_API msbat_status msbat_transport_get_range(const msbat_transport *transport, double x_range[2],
                                                 double temperature_range[2]);
/* The diffusivity of the table's own kind at n compositions; MSBAT_ERR_RANGE outside the ranges, nothing written. */
MSBAT_API msbat_status msbat_transport_get_diffusivity(const msbat_transport *transport, double temperature, int64_t n,
                                                       const double *x, double *d_m2_per_s);
/* Its standard error [m^2/s] (0 where none was given). */
MSBAT_API msbat_status msbat_transport_get_error(const msbat_transport *transport, double temperature, int64_t n,
                                                 const double *x, double *error_m2_per_s);
/* Haven ratio D_star/D_J; MSBAT_ERR_STATE when the table has none. */
MSBAT_API msbat_status msbat_transport_get_haven(const msbat_transport *transport, double temperature, int64_t n,
                                                 const double *x, double *haven);

/* ---- Effective tensor of a network ---- */
typedef struct msbat_tensor msbat_tensor;

/* sigma_eff/sigma_0 (3 x 3, symmetric positive semidefinite to 1e-9 of the largest entry) of a network with volume
 * fraction in (0, 1]. Wiener's upper bound, every eigenvalue <= fraction, is checked to 1e-9: MSBAT_ERR_PHYSICS (O.
 * Wiener, Abh. Saechs. Akad. 32 (1912) 509). MSBAT_ERR_RANGE, MSBAT_ERR_SYMMETRY. */
MSBAT_API msbat_status msbat_tensor_create(msbat_context *ctx, const double relative[9], double fraction,
                                           msbat_tensor **tensor);
/* Bruggeman: fraction^exponent on the diagonal, exponent in [1, 100]. */
MSBAT_API msbat_status msbat_tensor_create_bruggeman(msbat_context *ctx, double fraction, double exponent,
                                                     msbat_tensor **tensor);
MSBAT_API void msbat_tensor_destroy(msbat_tensor **tensor);
MSBAT_API msbat_status msbat_tensor_set_source(msbat_tensor *tensor, msbat_source_kind kind, const char *source);
MSBAT_API msbat_status msbat_tensor_get_source(const msbat_tensor *tensor, msbat_source_kind *kind,
                                               const char **source);
MSBAT_API msbat_status msbat_tensor_get(const msbat_tensor *tensor, double relative[9], double *fraction);
/* Component d.T.d along direction[3], which is normalised inside (MSBAT_ERR_RANGE when it has no length). */
MSBAT_API msbat_status msbat_tensor_get_component(const msbat_tensor *tensor, const double direction[3],
                                                  double *relative);

/* ---- Material ---- */
typedef struct msbat_material msbat_material;

/* The phase is retained; it must have a site density (MSBAT_ERR_STATE). */
MSBAT_API msbat_status msbat_material_create(msbat_phase *phase, msbat_material **material);
MSBAT_API void msbat_material_destroy(msbat_material **material);
MSBAT_API msbat_status msbat_material_get_phase(const msbat_material *material,
                                                const msbat_phase **phase); /* owned by material */

/* Retains transport. MSBAT_ERR_MISMATCH when host, ion, composition range or temperature range disagree with the phase;
 * MSBAT_ERR_STATE for a TRACER transport without Haven ratio. A CHEMICAL one is bound to the phase and reproduced. */
MSBAT_API msbat_status msbat_material_set_transport(msbat_material *material, msbat_transport *transport);
/* NULL if not set; owned by material. */
MSBAT_API msbat_status msbat_material_get_transport(const msbat_material *material, const msbat_transport **transport);
/* Ranges of x and T [K] where phase and transport (if set) both are defined;
 * temperature_range may be NULL. */
MSBAT_API msbat_status msbat_material_get_range(const msbat_material *material, double x_range[2],
                                                double temperature_range[2]);

/* D_chem = D_J Gamma = D_star Gamma/H_R, or the declared one as declared. There is no setter. MSBAT_ERR_STATE without
 * transport; MSBAT_ERR_RANGE outside the ranges. */
MSBAT_API msbat_status msbat_material_get_chemical_diffusivity(const msbat_material *material, double temperature,
                                                               int64_t n, const double *x, double *d_m2_per_s);
/* D_J; of a declared D_chem it is D_chem/Gamma, MSBAT_ERR_PHYSICS where Gamma is below the option "gamma_floor". */
MSBAT_API msbat_status msbat_material_get_jump_diffusivity(const msbat_material *material, double temperature,
                                                           int64_t n, const double *x, double *d_m2_per_s);
/* Enthalpy form: H(x) = integral of D_chem dx from the lower end of the range of x [m^2/s]; the flux is -c_max grad H.
 * Accurate to 1e-12 of H at the upper end or better, constant in the gaps of a convexified phase. Makes a view for
 * the call: use msbat_material_view in loops. */
MSBAT_API msbat_status msbat_material_get_enthalpy(const msbat_material *material, double temperature, int64_t n,
                                                   const double *x, double *h_m2_per_s);

/* Smallest Gamma at which the mobility of a declared D_chem is defined: 1e-3 (default), 1e-12 to 1. */
MSBAT_API msbat_status msbat_material_set_gamma_floor(msbat_material *material, double gamma_floor);
MSBAT_API msbat_status msbat_material_get_gamma_floor(const msbat_material *material, double *gamma_floor);
MSBAT_API msbat_status msbat_material_set_option(msbat_material *material, const char *name, const char *value);
MSBAT_API msbat_status msbat_material_get_option(const msbat_material *material, const char *name, size_t size,
                                                 char *value);

/* ---- Kinetics: i = i0 [exp((1-a) F eta/RT) - exp(-a F eta/RT)], i0 = F k0 a_O^(1-a) a_R^a/gamma_ts -----------------
 * a_O = f c_e/(1000 mol/m^3), f the activity coefficient; a_R the activity of the phase (relative to its activity
 * reference); a the symmetry factor in (0, 1); gamma_ts the activity of the transition state. */
typedef enum msbat_transition_state {
    MSBAT_TS_UNITY = 0,          /* gamma_ts = 1 */
    MSBAT_TS_SITE_EXCLUSION = 1, /* gamma_ts = 1/(1 - x) */
    MSBAT_TS_DECLARED = 2,       /* the one that a published i0(c_e, x, T) implies */
    MSBAT_TRANSITION_STATE_INT_SIZED = 0x7fffffff
} msbat_transition_state;

/* k0 [mol/(m^2 s)] > 0 at temperature [K], activation energy 0 to 10 eV about it; ts UNITY or SITE_EXCLUSION. */
MSBAT_API msbat_status msbat_material_set_kinetics(msbat_material *material, double k0_mol_per_m2_s,
                                                   double temperature, double activation_ev, double symmetry,
                                                   msbat_transition_state ts);
/* k0 = N_s nu exp(-E_a/kT): sites per area [mol/m^2], attempt frequency [THz], barrier (0 to 10 eV) of the
 * charge-transfer step
 * (not of the hop in the bulk). */
MSBAT_API msbat_status msbat_material_set_kinetics_rate(msbat_material *material, double sites_mol_per_m2,
                                                        double nu_ct_thz, double barrier_ct_ev, double symmetry,
                                                        msbat_transition_state ts);
/* A published exchange current i0(c_e [mol/m^3], x, T [K]) [A/m^2] for n pairs; 0 = done, else MSBAT_ERR_CALLBACK. It
 * must be callable from several threads and, like user, outlive the material and its views. */
typedef int (*msbat_exchange_current_fn)(int64_t n, const double *c_e, const double *x, double temperature, double *i0,
                                         void *user);
/* Entered as the gamma_ts it implies, so that i = 0 still where the phase says. Defined for c_e in c_e_range
 * [mol/m^3] (0 <= min < max); checked positive on a grid of the ranges of c_e and x, at 298.15 K or, where the phase
 * does not know it, its lowest temperature (MSBAT_ERR_PHYSICS). */
MSBAT_API msbat_status msbat_material_set_kinetics_declared(msbat_material *material, msbat_exchange_current_fn i0,
                                                            void *user, const double c_e_range[2], double symmetry);
MSBAT_API msbat_status msbat_material_set_kinetics_source(msbat_material *material, msbat_source_kind kind,
                                                          const char *source);
MSBAT_API msbat_status msbat_material_get_kinetics_source(const msbat_material *material, msbat_source_kind *kind,
                                                          const char **source);
/* Transition state and symmetry factor in use; MSBAT_ERR_STATE without kinetics, as for the three below. */
MSBAT_API msbat_status msbat_material_get_kinetics(const msbat_material *material, msbat_transition_state *ts,
                                                   double *symmetry);
/* k0 [mol/(m^2 s)] at temperature; 1 for a declared i0. */
MSBAT_API msbat_status msbat_material_get_rate_constant(const msbat_material *material, double temperature, double *k0);
/* i0 [A/m^2] at n pairs (c_e > 0, x); activity_coefficient f > 0, 1 for an ideal electrolyte; a declared i0 is returned
 * as declared, whatever f. */
MSBAT_API msbat_status msbat_material_get_exchange_current(const msbat_material *material, double temperature,
                                                           double activity_coefficient, int64_t n, const double *c_e,
                                                           const double *x, double *i0);
/* gamma_ts at n pairs with f = 1. */
MSBAT_API msbat_status msbat_material_get_transition_state(const msbat_material *material, double temperature,
                                                           int64_t n, const double *c_e, const double *x,
                                                           double *gamma_ts);

/* ---- Mechanics: Young's modulus 1e3 to 1e13 Pa, Poisson's ratio in (-1, 0.5). Omega is the phase's. ---- */
MSBAT_API msbat_status msbat_material_set_mechanics(msbat_material *material, double young_pa, double poisson);
MSBAT_API msbat_status msbat_material_set_mechanics_source(msbat_material *material, msbat_source_kind kind,
                                                           const char *source);
MSBAT_API msbat_status msbat_material_get_mechanics_source(const msbat_material *material, msbat_source_kind *kind,
                                                           const char **source);
MSBAT_API msbat_status msbat_material_get_mechanics(const msbat_material *material, double *young_pa,
                                                    double *poisson); /* MSBAT_ERR_STATE if not set */

/* ---- The phase in SI ---- */
/* Concentration of sites, c_max [mol/m^3]. */
MSBAT_API msbat_status msbat_material_get_max_concentration(const msbat_material *material, double *mol_per_m3);
/* Omega [m^3/mol]; 0 when the phase has none. */
MSBAT_API msbat_status msbat_material_get_partial_molar_volume(const msbat_material *material, double *m3_per_mol);
/* U against the ion's metal [V] and its slope dU/dx [V] (slope may be NULL). */
MSBAT_API msbat_status msbat_material_get_voltage(const msbat_material *material, double temperature, int64_t n,
                                                  const double *x, double *voltage, double *slope);
/* mu [J/mol] relative to mu_ref of the phase: -F U. */
MSBAT_API msbat_status msbat_material_get_mu(const msbat_material *material, double temperature, int64_t n,
                                             const double *x, double *mu_j_per_mol);
/* The x at which mu takes n values [J/mol]; errors as msbat_phase_find_x. */
MSBAT_API msbat_status msbat_material_find_x(const msbat_material *material, double temperature, int64_t n,
                                             const double *mu_j_per_mol, double *x);

/* ---- View: what a cell or a particle model evaluates in its loops ---------------------------------------------------
 * A snapshot of the material at one temperature: later setters do not change it. The phase and the transport are
 * retained. The functions named eval check nothing but the range: outside it, where the quantity is not defined, or
 * without the transport or kinetics they need, they return NaN, never a wrong number, and leave no message (where a
 * function of the caller fails, they leave one). They do not allocate, and several threads may share one view. */
typedef struct msbat_material_view msbat_material_view;

/* MSBAT_ERR_RANGE when temperature is outside the material's range; MSBAT_ERR_CONVERGENCE when D_chem is too rough to
 * integrate. Transport, kinetics and mechanics are optional. */
MSBAT_API msbat_status msbat_material_view_create(const msbat_material *material, double temperature,
                                                  msbat_material_view **view);
MSBAT_API void msbat_material_view_destroy(msbat_material_view **view);
/* Range of x of the eval functions; an end at 1 is moved to 1 - 1e-12, where D_chem of a lattice gas is 1e12 D_J. At
 * x = 0 itself only D_chem and H are defined. */
MSBAT_API msbat_status msbat_material_view_get_range(const msbat_material_view *view, double x_range[2]);
MSBAT_API msbat_status msbat_material_view_get_temperature(const msbat_material_view *view, double *temperature);
/* Least D_chem over the range [m^2/s] and an x where it stands (to the resolution of the tables): negative when the
 * phase is unstable there and the transport is not declared. MSBAT_ERR_STATE without transport. */
MSBAT_API msbat_status msbat_material_view_get_least_diffusivity(const msbat_material_view *view, double *d_m2_per_s,
                                                                 double *x);
MSBAT_API double msbat_material_view_eval_voltage(const msbat_material_view *view, double x);       /* [V] */
MSBAT_API double msbat_material_view_eval_voltage_slope(const msbat_material_view *view, double x); /* dU/dx [V] */
MSBAT_API double msbat_material_view_eval_mu(const msbat_material_view *view, double x);            /* -F U [J/mol] */
/* D_chem and D_J [m^2/s]. */
MSBAT_API double msbat_material_view_eval_chemical_diffusivity(const msbat_material_view *view, double x);
MSBAT_API double msbat_material_view_eval_jump_diffusivity(const msbat_material_view *view, double x);
/* H(x) and D_chem(x) come from one piecewise polynomial and its exact integral, so that dH/dx = D_chem to rounding. */
MSBAT_API double msbat_material_view_eval_enthalpy(const msbat_material_view *view, double x);
MSBAT_API double msbat_material_view_eval_exchange_current(const msbat_material_view *view, double activity_coefficient,
                                                           double c_e, double x);

/* ---- A particle as a cell sees it: offered by chemomech (or any other particle model), called by echem --------------
 * Functions return 0, a positive number for "cannot evaluate here" (the solver may try a smaller step), or a negative
 * one to stop. flux is outward positive, per area of the stress-free reference particle [mol/(m^2 s)]. */
typedef struct msbat_particle_table {
    size_t size;      /* sizeof(msbat_particle_table) */
    int64_t n_states; /* states of a particle */
    int64_t band[2];  /* lower and upper bandwidth of the Jacobian */
    void *particle;   /* handed to every function; hold it by retain for as long as the table is used */
    /* one more holder of particle */
    void (*retain)(void *particle);
    /* one holder less */
    void (*release)(void *particle);
    /* states of the uniform composition x */
    int (*start)(double x, int64_t n, double *states, void *particle);
    /* time derivatives of the states [1/s] */
    int (*residual)(double temperature, double flux, int64_t n, const double *states, double *rates, void *particle);
    /* d rates/d states by rows of band[0] + 1 + band[1] entries, the diagonal at band[0], for an iteration (small
     * terms outside the band may be left out); and d rates/d flux[n], or NULL */
    int (*jacobian)(double temperature, double flux, int64_t n, const double *states, double *jacobian,
                    double *flux_derivative, void *particle);
    /* out: surface composition, surface mu [J/mol] relative to mu_ref with the stress term, mean composition, volume
     * relative to the stress-free reference */
    int (*surface)(double temperature, double flux, int64_t n, const double *states, double out[4], void *particle);
} msbat_particle_table;

#ifdef __cplusplus
}
#endif
#endif
