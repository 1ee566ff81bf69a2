/* msbat/thermo.h - thermodynamics: phases of a mobile ion in a host, charged defects, convex hulls.
 *
 * Objects of this header:
 *   msbat_phase    one host, one mobile ion, one free energy, one reference state: the only source of mu, activity,
 *                  thermodynamic factor and open-circuit voltage in the library
 *
 * x is the fraction of filled sites of the mobile ion, 0 < x < 1; energies in eV per such site; T in K.
 */
#ifndef MSBAT_THERMO_H
#define MSBAT_THERMO_H

#include "msbat/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct msbat_phase msbat_phase;

/* ---- Making a phase. mu_ref_ev: chemical potential of the ion's metal in the same energy reference [eV], so that
 * U = -(mu - mu_ref)/e. host and ion: names, copied; two objects belong together only if both names agree. ---- */

/* g = x e_filled + (1-x) e_empty + omega x(1-x) + kT [x ln x + (1-x) ln(1-x)]: mu = e_filled - e_empty + omega (1 - 2x) + kT ln(x/(1-x)). */
MSBAT_API msbat_status msbat_phase_create_regular(msbat_context *ctx, const char *host, const char *ion, double e_filled_ev,
                                                  double e_empty_ev, double omega_ev, double mu_ref_ev, msbat_phase **phase);
/* Redlich-Kister: the interaction term is x(1-x) sum_k (a_k + b_k T) (2x-1)^k, k = 0 ... n-1, x the fraction of the ion. b_ev_per_k may be
 * NULL. n 0 to 64. */
MSBAT_API msbat_status msbat_phase_create_redlich_kister(msbat_context *ctx, const char *host, const char *ion,
                                                         double mu0_ev, int64_t n, const double *a_ev,
                                                         const double *b_ev_per_k, msbat_phase **phase);

/* What to do where the thermodynamic factor of a table or of samples would be negative. */
typedef enum msbat_gap_policy {
    MSBAT_GAP_REFUSE = 0,    /* MSBAT_ERR_UNSTABLE; the message and msbat_phase_get_... below name the intervals */
    MSBAT_GAP_DECLARE = 1,   /* the intervals are miscibility gaps: common tangents replace the curve there */
    MSBAT_GAP_CONVEXIFY = 2, /* g is replaced by its lower convex hull; Gamma = 0 inside the gaps */
    MSBAT_GAP_AS_MEASURED = 3, /* the curve is kept; the audit flags it */
    MSBAT_GAP_POLICY_INT_SIZED = 0x7fffffff
} msbat_gap_policy;

/* Phase from an open-circuit voltage table at temperature: x strictly monotonic (either way), n >= 4; voltage [V]. Between points a
 * shape-preserving (monotone where the data are) C1 cubic of mu. Range of x: that of the table. sets mu_ref to 0 (mu = -eU). */
MSBAT_API msbat_status msbat_phase_create_ocv_table(msbat_context *ctx, const char *host, const char *ion, double temperature, int64_t n, const double *x,
                                                    const double *voltage, msbat_gap_policy policy, msbat_phase **phase);
/* Phase from an open-circuit voltage function U(x) [V] at temperature on [x_min, x_max] (0 < x_min < x_max < 1), as published fits are given; voltage and its
 * slope dU/dx are returned by the callback (0 = fine, else MSBAT_ERR_CALLBACK); g by adaptive quadrature of mu. The slope is checked against differences of the voltage (MSBAT_ERR_MISMATCH).
 * The callback must stay valid as long as the phase and must be callable from several threads. */
typedef int (*msbat_ocv_fn)(int64_t n, const double *x, double *voltage, double *slope, void *user);
MSBAT_API msbat_status msbat_phase_create_ocv_function(msbat_context *ctx, const char *host, const char *ion, double temperature, double x_range[2],
                                                       msbat_ocv_fn ocv, void *user, msbat_gap_policy policy, msbat_phase **phase);
/* Phase from Monte Carlo samples at one or more temperatures: rows (x, mu, T), x strictly increasing within each of n_t temperatures,
 * count[n_t] rows each, rows concatenated in order of increasing T. mu smoothed not at all: it is interpolated after the ideal term kT ln(x/(1-x)) is
 * taken out. error_ev (standard error of mu) may be NULL; where a decrease of mu is within 3 standard errors it is pooled (isotonic), else policy decides. */
MSBAT_API msbat_status msbat_phase_create_samples(msbat_context *ctx, const char *host, const char *ion, double mu_ref_ev, int64_t n_t,
                                                  const double *temperature, const int64_t *count, const double *x_mu_error /* 3 per row */,
                                                  msbat_gap_policy policy, msbat_phase **phase);
MSBAT_API void msbat_phase_destroy(msbat_phase **phase);

/* ---- Properties that belong to the phase. ---- */
/* Site density [mol sites / m^3 of host]: 0 (the default) means not set. */
MSBAT_API msbat_status msbat_phase_set_site_density(msbat_phase *phase, double mol_per_m3);
MSBAT_API msbat_status msbat_phase_get_site_density(const msbat_phase *phase, double *mol_per_m3);
/* Partial molar volume of the ion [m^3/mol], may be negative; the default is 0 and "not set". */
MSBAT_API msbat_status msbat_phase_set_partial_molar_volume(msbat_phase *phase, double m3_per_mol);
MSBAT_API msbat_status msbat_phase_get_partial_molar_volume(const msbat_phase *phase, double *m3_per_mol);
MSBAT_API msbat_status msbat_phase_get_names(const msbat_phase *phase, const char **host, const char **ion); /* owned by phase */
MSBAT_API msbat_status msbat_phase_get_range(const msbat_phase *phase, double x_range[2], double temperature_range[2]);
MSBAT_API msbat_status msbat_phase_get_policy(const msbat_phase *phase, msbat_gap_policy *policy);
/* Intervals where the un-convexified curve has Gamma < 0: count, then each. (For models: the spinodal.) */
MSBAT_API msbat_status msbat_phase_get_unstable_count(const msbat_phase *phase, double temperature, int64_t *count);
MSBAT_API msbat_status msbat_phase_get_unstable(const msbat_phase *phase, double temperature, int64_t index, double interval[2]);
/* Two-phase regions (common tangent): count, then each with its mu [eV]. */
MSBAT_API msbat_status msbat_phase_get_gap_count(const msbat_phase *phase, double temperature, int64_t *count);
MSBAT_API msbat_status msbat_phase_get_gap(const msbat_phase *phase, double temperature, int64_t index, double interval[2], double *mu_ev);
/* New phase, the same with g replaced by its convex hull (Gamma = 0 and mu constant in the gaps). */
MSBAT_API msbat_status msbat_phase_create_convexified(const msbat_phase *phase, msbat_phase **convexified);

/* ---- Evaluation on arrays; x outside the range of the phase or T outside: MSBAT_ERR_RANGE, nothing written. ---- */
MSBAT_API msbat_status msbat_phase_get_free_energy(const msbat_phase *phase, double temperature, int64_t n, const double *x, double *g_ev);
MSBAT_API msbat_status msbat_phase_get_mu(const msbat_phase *phase, double temperature, int64_t n, const double *x, double *mu_ev);
/* d mu/dx [eV], d2 mu/dx2 [eV] (second may be NULL; where interpolation has a kink, the mean of both sides). */
MSBAT_API msbat_status msbat_phase_get_mu_derivatives(const msbat_phase *phase, double temperature, int64_t n, const double *x, double *dmu_ev, double *d2mu_ev);
MSBAT_API msbat_status msbat_phase_get_voltage(const msbat_phase *phase, double temperature, int64_t n, const double *x, double *voltage);
/* a = exp((mu(x) - mu(x_ref))/kT), x_ref = 1/2 unless set (must be inside the range; default: 1/2 or, if that is outside, the middle of the range). */
MSBAT_API msbat_status msbat_phase_get_activity(const msbat_phase *phase, double temperature, int64_t n, const double *x, double *activity);
MSBAT_API msbat_status msbat_phase_set_activity_reference(msbat_phase *phase, double x_ref);
MSBAT_API msbat_status msbat_phase_get_activity_reference(const msbat_phase *phase, double *x_ref);
/* Gamma = d ln a / d ln x = x g''/kT. */
MSBAT_API msbat_status msbat_phase_get_thermodynamic_factor(const msbat_phase *phase, double temperature, int64_t n, const double *x, double *gamma);
MSBAT_API msbat_status msbat_phase_get_reduced_curvature(const msbat_phase *phase, double temperature, int64_t n, const double *x, double *curvature);
MSBAT_API msbat_status msbat_phase_get_entropy(const msbat_phase *phase, double temperature, int64_t n, const double *x, double *entropy_ev_per_k);
/* x at which mu takes the values (lithium content at a voltage: mu = mu_ref - e U); inside a gap of a convexified phase the lower end.
 * The phase must be monotonic (MSBAT_ERR_UNSTABLE); MSBAT_ERR_RANGE when mu is not taken. */
MSBAT_API msbat_status msbat_phase_find_x(const msbat_phase *phase, double temperature, int64_t n, const double *mu_ev, double *x);

#ifdef __cplusplus
}
#endif
#endif
