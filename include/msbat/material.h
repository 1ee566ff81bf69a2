/* msbat/material.h - the vocabulary of the seam between atoms and cells: what a material is to a cell model.
 *
 * Objects of this header:
 *   msbat_transport   a typed diffusivity (tracer, jump, chemical) of an ion in a host against x and T
 *   msbat_material    one phase with one transport, one kinetics and one mechanics
 *   msbat_tensor      an effective transport tensor relative to the bulk, of one network (pore or solid) of an image
 *
 * Everything here is SI and per mole: D [m^2/s], c [mol/m^3], j [mol/(m^2 s)], i [A/m^2], Pa, V, K. This is the one module that converts from eV
 * and angstrom; the phase is the only source of mu. Kinds of number: where a value comes from is recorded as text and as a kind.
 */
#ifndef MSBAT_MATERIAL_H
#define MSBAT_MATERIAL_H

#include "msbat/thermo.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum msbat_source_kind {
    MSBAT_SOURCE_COMPUTED = 0, MSBAT_SOURCE_MEASURED = 1, MSBAT_SOURCE_PUBLISHED = 2, MSBAT_SOURCE_ILLUSTRATIVE = 3,
    MSBAT_SOURCE_KIND_INT_SIZED = 0x7fffffff
} msbat_source_kind;

typedef enum msbat_diffusivity_kind {
    MSBAT_DIFFUSIVITY_TRACER = 0, MSBAT_DIFFUSIVITY_JUMP = 1, MSBAT_DIFFUSIVITY_CHEMICAL = 2,
    MSBAT_DIFFUSIVITY_KIND_INT_SIZED = 0x7fffffff
} msbat_diffusivity_kind;

typedef struct msbat_transport msbat_transport;

/* Transport of ion in host from a table: d_m2_per_s[n] at x[n] (strictly increasing, 0 < x < 1) and temperature; log-linear interpolation in D between
 * points. n = 1: a constant valid for every x. error (standard error, same unit) and haven[n] (D_star/D_J; needed for TRACER kind to give
 * D_chem, 1 assumed never) may be NULL. activation_ev >= 0: D(T) = D(T0) exp(-Ea/k (1/T - 1/T0)), valid in temperature_range [K] (NULL: the one temperature only).
 * D must be > 0; MSBAT_ERR_RANGE. */
MSBAT_API msbat_status msbat_transport_create_table(msbat_context *ctx, const char *host, const char *ion, msbat_diffusivity_kind kind, double temperature,
                                                    int64_t n, const double *rows /* x, D, standard error, Haven ratio (0: unknown): 4 per row */, msbat_transport **transport);
MSBAT_API void msbat_transport_destroy(msbat_transport **transport);
/* Arrhenius factor about the table's temperature, for T in [t_min, t_max] [K]. */
MSBAT_API msbat_status msbat_transport_set_activation(msbat_transport *transport, double activation_ev, double t_min, double t_max);
MSBAT_API msbat_status msbat_transport_set_source(msbat_transport *transport, msbat_source_kind kind, const char *source);
MSBAT_API msbat_status msbat_transport_get_source(const msbat_transport *transport, msbat_source_kind *kind, const char **source);
MSBAT_API msbat_status msbat_transport_get_kind(const msbat_transport *transport, msbat_diffusivity_kind *kind);
MSBAT_API msbat_status msbat_transport_get_names(const msbat_transport *transport, const char **host, const char **ion);
MSBAT_API msbat_status msbat_transport_get_range(const msbat_transport *transport, double x_range[2], double temperature_range[2]);
MSBAT_API msbat_status msbat_transport_get_diffusivity(const msbat_transport *transport, double temperature, int64_t n, const double *x, double *d_m2_per_s);
/* Haven ratio at x; MSBAT_ERR_STATE when the table has none. */
MSBAT_API msbat_status msbat_transport_get_haven(const msbat_transport *transport, double temperature, int64_t n, const double *x, double *haven);

typedef struct msbat_tensor msbat_tensor;

/* Effective tensor sigma_eff/sigma_0 (3 x 3, symmetric positive semidefinite) of a network with volume fraction in (0, 1]. Wiener's upper bound
 * (every eigenvalue <= fraction) is checked: MSBAT_ERR_PHYSICS. */
MSBAT_API msbat_status msbat_tensor_create(msbat_context *ctx, const double relative[9], double fraction, msbat_tensor **tensor);
/* Bruggeman: fraction^exponent on the diagonal, exponent >= 1. */
MSBAT_API msbat_status msbat_tensor_create_bruggeman(msbat_context *ctx, double fraction, double exponent, msbat_tensor **tensor);
MSBAT_API void msbat_tensor_destroy(msbat_tensor **tensor);
MSBAT_API msbat_status msbat_tensor_set_source(msbat_tensor *tensor, msbat_source_kind kind, const char *source);
MSBAT_API msbat_status msbat_tensor_get_source(const msbat_tensor *tensor, msbat_source_kind *kind, const char **source);
MSBAT_API msbat_status msbat_tensor_get(const msbat_tensor *tensor, double relative[9], double *fraction);
/* Component along unit vector direction[3] (normalised inside): d . T . d. */
MSBAT_API msbat_status msbat_tensor_get_component(const msbat_tensor *tensor, const double direction[3], double *relative);

typedef struct msbat_material msbat_material;

/* The activity of the transition state of charge transfer, gamma_ts in i0 = n F k0 a_O^(1-a) a_R^a / gamma_ts. */
typedef enum msbat_transition_state {
    MSBAT_TS_UNITY = 0,          /* gamma_ts = 1 */
    MSBAT_TS_SITE_EXCLUSION = 1, /* gamma_ts = 1/(1 - x) */
    MSBAT_TS_DECLARED = 2,       /* implied by a published i0(c_e, x, T) */
    MSBAT_TRANSITION_STATE_INT_SIZED = 0x7fffffff
} msbat_transition_state;

/* The phase is retained and must have a site density (MSBAT_ERR_STATE). */
MSBAT_API msbat_status msbat_material_create(msbat_phase *phase, msbat_material **material);
MSBAT_API void msbat_material_destroy(msbat_material **material);
MSBAT_API msbat_status msbat_material_get_phase(const msbat_material *material, const msbat_phase **phase); /* owned by material */

/* Refused with MSBAT_ERR_MISMATCH when host, ion or temperature range disagree with the phase; a TRACER transport needs its Haven ratio. Retained. A CHEMICAL one is bound
 * to the phase and reproduced exactly. */
MSBAT_API msbat_status msbat_material_set_transport(msbat_material *material, msbat_transport *transport);
MSBAT_API msbat_status msbat_material_get_transport(const msbat_material *material, const msbat_transport **transport); /* NULL if not set */
/* Range of x and T where the phase and the transport both are defined. */
MSBAT_API msbat_status msbat_material_get_range(const msbat_material *material, double x_range[2], double temperature_range[2]);
/* D_chem = D_J Gamma = D_star Gamma / H_R (Darken), or the declared one. There is no setter. */
MSBAT_API msbat_status msbat_material_get_chemical_diffusivity(const msbat_material *material, double temperature, int64_t n, const double *x, double *d_m2_per_s);
/* D_J [m^2/s]; for a declared D_chem D_chem/Gamma, MSBAT_ERR_PHYSICS where Gamma is below the floor (default 1e-3, option "gamma_floor"). */
MSBAT_API msbat_status msbat_material_get_jump_diffusivity(const msbat_material *material, double temperature, int64_t n, const double *x, double *d_m2_per_s);
/* Enthalpy form: H(x) = integral of D_chem dx from the lower end of the range [m^2/s]; the flux is -c_max grad H. Exact where Gamma = 0. */
MSBAT_API msbat_status msbat_material_get_enthalpy(const msbat_material *material, double temperature, int64_t n, const double *x, double *h_m2_per_s);

/* Kinetics: k0 [mol/(m^2 s)] at temperature with activation energy [eV]; symmetry factor a in (0, 1) of i = i0 [exp((1-a) n F eta/RT) - exp(-a n F eta/RT)]. ts UNITY or SITE_EXCLUSION. */
MSBAT_API msbat_status msbat_material_set_kinetics(msbat_material *material, double k0_mol_per_m2_s, double temperature, double activation_ev, double symmetry,
                                                   msbat_transition_state ts);
/* k0 = N_s nu exp(-E_a/kT): sites per area [mol/m^2], attempt frequency [THz] and barrier [eV] of the charge-transfer step. */
MSBAT_API msbat_status msbat_material_set_kinetics_rate(msbat_material *material, double sites_mol_per_m2, double nu_ct_thz, double barrier_ct_ev, double symmetry,
                                                        msbat_transition_state ts);
/* A published i0(c_e [mol/m^3], x, T) [A/m^2], entered as the gamma_ts it implies. 0 = fine. Checked positive on a grid of the ranges given
 * (MSBAT_ERR_PHYSICS). */
typedef int (*msbat_exchange_current_fn)(int64_t n, const double *c_e, const double *x, double temperature, double *i0, void *user);
MSBAT_API msbat_status msbat_material_set_kinetics_declared(msbat_material *material, msbat_exchange_current_fn i0, void *user, double symmetry);
MSBAT_API msbat_status msbat_material_set_kinetics_source(msbat_material *material, msbat_source_kind kind, const char *source);
MSBAT_API msbat_status msbat_material_get_kinetics_source(const msbat_material *material, msbat_source_kind *kind, const char **source);
/* ts and symmetry in use; MSBAT_ERR_STATE without kinetics. */
MSBAT_API msbat_status msbat_material_get_kinetics(const msbat_material *material, msbat_transition_state *ts, double *symmetry);
/* i0 [A/m^2] at n pairs (c_e, x); a_O = c_e/1000 mol/m^3 times activity_coefficient (1 for ideal). */
MSBAT_API msbat_status msbat_material_get_exchange_current(const msbat_material *material, double temperature, double activity_coefficient, int64_t n, const double *c_e,
                                                           const double *x, double *i0);
/* gamma_ts at n pairs: i0 = F k0 a_O^(1-a) a_R^a / gamma_ts with k0 as set (1 mol/(m^2 s) for a declared i0). */
MSBAT_API msbat_status msbat_material_get_transition_state(const msbat_material *material, double temperature, int64_t n, const double *c_e, const double *x, double *gamma_ts);

/* Mechanics: Young's modulus [Pa] > 0, Poisson ratio in (-1, 0.5). Omega is the phase's. */
MSBAT_API msbat_status msbat_material_set_mechanics(msbat_material *material, double young_pa, double poisson);
MSBAT_API msbat_status msbat_material_set_mechanics_source(msbat_material *material, msbat_source_kind kind, const char *source);
MSBAT_API msbat_status msbat_material_get_mechanics_source(const msbat_material *material, msbat_source_kind *kind, const char **source);
MSBAT_API msbat_status msbat_material_get_mechanics(const msbat_material *material, double *young_pa, double *poisson); /* MSBAT_ERR_STATE if not set */

/* SI views of the phase. */
MSBAT_API msbat_status msbat_material_get_max_concentration(const msbat_material *material, double *mol_per_m3);
MSBAT_API msbat_status msbat_material_get_partial_molar_volume(const msbat_material *material, double *m3_per_mol);
/* U against the ion's metal [V] and its slope dU/dx [V] (slope may be NULL). */
MSBAT_API msbat_status msbat_material_get_voltage(const msbat_material *material, double temperature, int64_t n, const double *x, double *voltage, double *slope);
/* mu [J/mol] relative to mu_ref of the phase. */
MSBAT_API msbat_status msbat_material_get_mu(const msbat_material *material, double temperature, int64_t n, const double *x, double *mu_j_per_mol);

MSBAT_API msbat_status msbat_material_set_option(msbat_material *material, const char *name, const char *value);
MSBAT_API msbat_status msbat_material_get_option(const msbat_material *material, const char *name, size_t size, char *value);

/* Compiled view for inner loops: U(x), i0 factor and H(x) on a fine grid at one temperature would lose exactness, so cells call these scalar forms; they
 * do not check x beyond clamping to NaN: out of range gives NaN, never a wrong number, and no message. Thread-safe. */
MSBAT_API double msbat_material_eval_voltage(const msbat_material *material, double temperature, double x);
MSBAT_API double msbat_material_eval_chemical_diffusivity(const msbat_material *material, double temperature, double x);
MSBAT_API double msbat_material_eval_enthalpy(const msbat_material *material, double temperature, double x);
MSBAT_API double msbat_material_eval_exchange_current(const msbat_material *material, double temperature, double activity_coefficient, double c_e, double x);

/* ---- A particle as a cell sees it: offered by chemomech (or any other particle model), called by echem. ------------------- */
typedef struct msbat_particle_table {
    size_t size;          /* sizeof(msbat_particle_table) */
    int64_t n_states;     /* states per particle */
    /* states at uniform composition x */
    int (*start)(double x, int64_t n, double *states, void *particle);
    /* time derivatives of the states [1/s] for surface flux j (outward positive) [mol/(m^2 s)] at temperature */
    int (*residual)(double temperature, double flux, int64_t n, const double *states, double *rates, void *particle);
    /* surface composition, surface mu [J/mol] rel. to mu_ref (with the stress term), volume ratio to the stress-free start */
    int (*surface)(double temperature, double flux, int64_t n, const double *states, double out[3], void *particle);
    /* banded Jacobian d rates/d states, lower and upper bandwidth in band[2]; row-major [n][band0+1+band1]; NULL: by differences */
    int (*jacobian)(double temperature, double flux, int64_t n, const double *states, double *jacobian, void *particle);
    int64_t band[2];
    void *particle;
} msbat_particle_table;

#ifdef __cplusplus
}
#endif
#endif
