/* msbat/thermo.h - thermodynamics: phases of a mobile ion in a host, charged defects, convex hulls.
 *
 * Objects of this header:
 *   msbat_phase    one host, one mobile ion, one free energy, one reference state: the only source of mu, activity,
 *                  thermodynamic factor and open-circuit voltage in the library
 *   msbat_defects  the charged defects of one host: formation energies and transition levels
 *   msbat_hull     the convex hull of energies against composition, and the voltage plateaus that follow from it
 *
 * x is the fraction of filled sites of the mobile ion; energies in eV per such site; T in K.
 */
#ifndef MSBAT_THERMO_H
#define MSBAT_THERMO_H

#include "msbat/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ================================================ phases ==========================================================
 *
 * g(x,T) [eV per site], mu = dg/dx [eV], U = -(mu - mu_ref)/e [V], mu_ref the chemical potential of the ion's metal in
 * the same energy reference. host and ion are names, copied; two objects belong together only if both names agree. */
typedef struct msbat_phase msbat_phase;

/* Regular solution, g = x e_filled + (1-x) e_empty + omega x(1-x) + kT [x ln x + (1-x) ln(1-x)] (Hillert, Phase
 * Equilibria, 2nd ed. (2008), ch. 18): mu = e_filled - e_empty + omega (1-2x) + kT ln(x/(1-x)). Range: 0 < x < 1,
 * 1e-3 to 1e5 K. MSBAT_ERR_NULL, MSBAT_ERR_RANGE (|energies| <= 1e6 eV), MSBAT_ERR_ARGUMENT (empty name). */
MSBAT_API msbat_status msbat_phase_create_regular(msbat_context *ctx, const char *host, const char *ion,
                                                  double e_filled_ev, double e_empty_ev, double omega_ev,
                                                  double mu_ref_ev, msbat_phase **phase);
/* Redlich and Kister, Ind. Eng. Chem. 40 (1948) 345:
 *     g = mu0 x + x(1-x) sum_k (a_k + b_k T) (2x-1)^k + kT [x ln x + (1-x) ln(1-x)],  k = 0 ... n-1,
 * x the fraction of the ion. terms: 2 per row, a_k [eV] and b_k [eV/K]; n 0 to 64. Range and errors as above. */
MSBAT_API msbat_status msbat_phase_create_redlich_kister(msbat_context *ctx, const char *host, const char *ion,
                                                         double mu0_ev, double mu_ref_ev, int64_t n,
                                                         const double *terms, msbat_phase **phase);

/* What to do where the thermodynamic factor of a curve would be negative. REFUSE, DECLARE, CONVEXIFY name the intervals
 * in the message (or in the log, level 1); msbat_phase_get_unstable returns them. Gamma is judged on the phase's range.
 * The hull of the curve is the same for DECLARE and CONVEXIFY; what the caller says with them is not: a declared gap is
 * a two-phase region of the material and must end at a common tangent on both sides within the range (else
 * MSBAT_ERR_UNSTABLE), while a convexified curve is a repaired one, whose straight part may reach an end of the
 * range. */
typedef enum msbat_gap_policy {
    MSBAT_GAP_REFUSE = 0,      /* MSBAT_ERR_UNSTABLE */
    MSBAT_GAP_DECLARE = 1,     /* the intervals are miscibility gaps: common tangents replace the curve there */
    MSBAT_GAP_CONVEXIFY = 2,   /* g is replaced by its lower convex hull; Gamma = 0 inside the gaps */
    MSBAT_GAP_AS_MEASURED = 3, /* the curve is kept; the audit flags it */
    MSBAT_GAP_POLICY_INT_SIZED = 0x7fffffff
} msbat_gap_policy;

/* Phase from an open-circuit voltage table at one temperature [K]. x_voltage: n >= 4 rows of x and U [V], x in [0, 1],
 * strictly monotonic either way. Between the points mu = -eU is the C1 cubic of Fritsch and Butland, SIAM J. Sci. Stat.
 * Comput. 5 (1984) 300, monotone wherever the points are; g is its exact integral, 0 at the lower end; mu_ref is 0.
 * Range: that of the table, and the one temperature. MSBAT_ERR_UNSTABLE as the policy says. */
MSBAT_API msbat_status msbat_phase_create_ocv_table(msbat_context *ctx, const char *host, const char *ion,
                                                    double temperature, int64_t n, const double *x_voltage,
                                                    msbat_gap_policy policy, msbat_phase **phase);

/* Open-circuit voltage [V] and its slope dU/dx [V] at n compositions. 0 = done; anything else: MSBAT_ERR_CALLBACK. */
typedef int (*msbat_ocv_fn)(int64_t n, const double *x, double *voltage, double *slope, void *user);
/* Phase from an open-circuit voltage function, as published fits are given. range: x_min, x_max (0 <= x_min < x_max
 * <= 1) and the temperature [K]. g by adaptive Gauss quadrature to 1e-13, 0 at x_min; d2 mu/dx2 by differences of the
 * slope; mu_ref is 0. The callback must stay valid as long as the phase and all that retains it (material, cell,
 * particle, view, audit), and is called from every thread that uses the phase. MSBAT_ERR_MISMATCH: slope is not the
 * derivative of voltage (the message says where). MSBAT_ERR_PHYSICS:
 * the voltage has a pole or a jump within the range, or is not finite. MSBAT_ERR_UNSTABLE as the policy says. */
MSBAT_API msbat_status msbat_phase_create_ocv_function(msbat_context *ctx, const char *host, const char *ion,
                                                       const double range[3], msbat_ocv_fn ocv, void *user,
                                                       msbat_gap_policy policy, msbat_phase **phase);

/* Phase from samples of mu, as Monte Carlo gives them. samples: 4 per row: T [K], x, mu [eV], standard error of mu [eV]
 * (0: none known). Rows of one temperature together, T increasing, x strictly increasing within (0, 1), at least 4 rows
 * a temperature. The ideal term kT ln(x/(1-x)) is taken out and the rest interpolated by a C1 cubic in x (where that
 * would make mu fall between points that rise: mu itself by a monotone cubic); not smoothed, except that points that
 * fall by no more than 3 standard errors of their difference are pooled to their weighted mean (isotonic regression).
 * In T, g is interpolated linearly, so that the entropy exists; it is counted from ideal mixing at the lower end of
 * the range, because mu does not tell the integration constant. Range: the x that all temperatures cover, and first
 * to last T. */
MSBAT_API msbat_status msbat_phase_create_samples(msbat_context *ctx, const char *host, const char *ion,
                                                  double mu_ref_ev, int64_t n, const double *samples,
                                                  msbat_gap_policy policy, msbat_phase **phase);

/* New phase with g replaced by its lower convex hull at every temperature (Gamma = 0 and mu constant in the gaps);
 * properties are copied. Gaps are kept for the temperature of a phase that has only one and for 298.15 K; for others
 * they are found at each call unless msbat_phase_prepare was called. */
MSBAT_API msbat_status msbat_phase_create_convexified(const msbat_phase *phase, msbat_phase **convexified);
/* Finds and keeps the gaps at a temperature, so that calls at exactly this temperature are fast. Changes no result. */
MSBAT_API msbat_status msbat_phase_prepare(msbat_phase *phase, double temperature);
MSBAT_API void msbat_phase_destroy(msbat_phase **phase);

/* ---- Properties that belong to the phase. ------------------------------------------------------------------------ */
/* Site density [mol sites / m^3 of host], 0 < value <= 1e7; get gives 0 when not set. */
MSBAT_API msbat_status msbat_phase_set_site_density(msbat_phase *phase, double mol_per_m3);
MSBAT_API msbat_status msbat_phase_get_site_density(const msbat_phase *phase, double *mol_per_m3);
/* Partial molar volume of the ion [m^3/mol], |value| <= 1e-2, may be negative; 0 when not set. */
MSBAT_API msbat_status msbat_phase_set_partial_molar_volume(msbat_phase *phase, double m3_per_mol);
MSBAT_API msbat_status msbat_phase_get_partial_molar_volume(const msbat_phase *phase, double *m3_per_mol);
/* Chemical potential of the ion's metal [eV]. */
MSBAT_API msbat_status msbat_phase_get_reference(const msbat_phase *phase, double *mu_ref_ev);
/* x at which the activity is 1, within the range; the default is 1/2, or the middle of a range without 1/2. */
MSBAT_API msbat_status msbat_phase_set_activity_reference(msbat_phase *phase, double x_ref);
MSBAT_API msbat_status msbat_phase_get_activity_reference(const msbat_phase *phase, double *x_ref);
/* Names of host and ion, owned by the phase. */
MSBAT_API msbat_status msbat_phase_get_names(const msbat_phase *phase, const char **host, const char **ion);
/* Range of x (models: 0 and 1, themselves excluded) and of T [K]; temperature_range may be NULL. */
MSBAT_API msbat_status msbat_phase_get_range(const msbat_phase *phase, double x_range[2], double temperature_range[2]);
/* The policy it was made with; models: AS_MEASURED; a convexified phase: CONVEXIFY. */
MSBAT_API msbat_status msbat_phase_get_policy(const msbat_phase *phase, msbat_gap_policy *policy);
/* 1 when mu, Gamma and so on are those of the convex hull (DECLARE, CONVEXIFY, create_convexified), else 0. */
MSBAT_API msbat_status msbat_phase_get_convex(const msbat_phase *phase, int *convex);

/* ---- Instability and coexistence of the curve before any hull is taken; the same for a phase and its hull. ---- */
/* Intervals where Gamma < 0 (models: the spinodal): count, then each. */
MSBAT_API msbat_status msbat_phase_get_unstable_count(const msbat_phase *phase, double temperature, int64_t *count);
MSBAT_API msbat_status msbat_phase_get_unstable(const msbat_phase *phase, double temperature, int64_t index,
                                                double interval[2]);
/* Two-phase regions of the convex hull (common tangents): count, then each with its mu [eV] (mu_ev may be NULL). An end
 * nearer to 0 or 1 than a double can tell is returned as 0 or 1. */
MSBAT_API msbat_status msbat_phase_get_gap_count(const msbat_phase *phase, double temperature, int64_t *count);
MSBAT_API msbat_status msbat_phase_get_gap(const msbat_phase *phase, double temperature, int64_t index,
                                           double interval[2], double *mu_ev);

/* ---- Evaluation at n compositions x. ------------------------------------------------------------------------------
 * MSBAT_ERR_RANGE when an x or T is outside the range, MSBAT_ERR_CALLBACK when the phase's own function fails: then
 * nothing is written. Output may be the same array as x. Cost without allocation: O(log n) a point in a table. */
MSBAT_API msbat_status msbat_phase_get_free_energy(const msbat_phase *phase, double temperature, int64_t n,
                                                   const double *x, double *g_ev);
MSBAT_API msbat_status msbat_phase_get_mu(const msbat_phase *phase, double temperature, int64_t n, const double *x,
                                          double *mu_ev);
/* d mu/dx [eV] and d2 mu/dx2 [eV]; either may be NULL. At a point where pieces of an interpolation meet the second is
 * the mean of both sides; at the end of a gap both are those of the single-phase side. */
MSBAT_API msbat_status msbat_phase_get_mu_derivatives(const msbat_phase *phase, double temperature, int64_t n,
                                                      const double *x, double *dmu_ev, double *d2mu_ev);
/* U = -(mu - mu_ref)/e [V]. */
MSBAT_API msbat_status msbat_phase_get_voltage(const msbat_phase *phase, double temperature, int64_t n,
                                               const double *x, double *voltage);
/* a = exp((mu(x) - mu(x_ref))/kT); MSBAT_ERR_OVERFLOW when that is no finite number. */
MSBAT_API msbat_status msbat_phase_get_activity(const msbat_phase *phase, double temperature, int64_t n,
                                                const double *x, double *activity);
/* Thermodynamic factor Gamma = d ln a / d ln x = x g''/kT. */
MSBAT_API msbat_status msbat_phase_get_thermodynamic_factor(const msbat_phase *phase, double temperature, int64_t n,
                                                            const double *x, double *gamma);
/* Reduced curvature x(1-x) g''/kT: 1 for an ideal solution. Not to be used in Darken's relation. */
MSBAT_API msbat_status msbat_phase_get_reduced_curvature(const msbat_phase *phase, double temperature, int64_t n,
                                                         const double *x, double *curvature);
/* Entropy s = -dg/dT [eV/K per site]; MSBAT_ERR_STATE for a phase that knows one temperature only. */
MSBAT_API msbat_status msbat_phase_get_entropy(const msbat_phase *phase, double temperature, int64_t n,
                                               const double *x, double *entropy_ev_per_k);
/* x at which mu takes n values [eV] (at a voltage: mu = mu_ref - e U); where mu is constant the lower end. The curve
 * must not fall (MSBAT_ERR_UNSTABLE names where); MSBAT_ERR_RANGE when mu is not taken within the range of x. */
MSBAT_API msbat_status msbat_phase_find_x(const msbat_phase *phase, double temperature, int64_t n,
                                          const double *mu_ev, double *x);

/* ================================================ charged defects =================================================
 *
 * Formation energy (Freysoldt et al., Rev. Mod. Phys. 86 (2014) 253, eq. 1):
 *     E_f = E_def - E_bulk - sum_i n_i mu_i + q (E_F + E_v + dV) + E_image
 * n_i: atoms added to make the defect (vacancy: -1); E_F is counted from the valence band maximum E_v [eV]; q: charge
 * of the defect in elementary charges; dV: potential alignment, the electron potential energy of the defect cell far
 * from the defect minus that of the bulk. All energies in eV per supercell. */
typedef struct msbat_defects msbat_defects;

/* Host with n_elements >= 1, bulk supercell energy [eV], valence band maximum [eV] on the scale of the eigenvalues and
 * band gap [eV] > 0. */
MSBAT_API msbat_status msbat_defects_create(msbat_context *ctx, int64_t n_elements, double e_bulk_ev, double e_v_ev,
                                            double gap_ev, msbat_defects **defects);
MSBAT_API void msbat_defects_destroy(msbat_defects **defects);
/* Chemical potentials mu_i [eV per atom], n = n_elements, absolute (elemental energy plus dmu). Needed before energies
 * are asked for (MSBAT_ERR_STATE). */
MSBAT_API msbat_status msbat_defects_set_chemical_potentials(msbat_defects *defects, int64_t n, const double *mu_ev);
/* Image-charge correction by a declared coefficient: E_image = coefficient q^2 [eV]. The default is 0. */
MSBAT_API msbat_status msbat_defects_set_image_coefficient(msbat_defects *defects, double coefficient_ev);
/* Image-charge correction of Makov and Payne, PRB 51 (1995) 4014, first term: E_image = q^2 alpha/(2 eps L), L the cube
 * root of the volume, alpha by an Ewald sum over the supercell [angstrom], of any shape; eps >= 1 the static relative
 * dielectric constant. Sets the coefficient. */
MSBAT_API msbat_status msbat_defects_set_makov_payne(msbat_defects *defects, const double cell_ang[9],
                                                     double dielectric);
/* What an alignment is: a difference (defect - bulk) of electron potential energies [eV], of electrostatic potentials
 * [V] (the opposite sign), or an energy [eV] that is added as it stands, whatever q (as in some published sets). */
typedef enum msbat_alignment {
    MSBAT_ALIGNMENT_ELECTRON_ENERGY = 0, /* adds + q dV */
    MSBAT_ALIGNMENT_ELECTROSTATIC = 1,   /* adds - q dV */
    MSBAT_ALIGNMENT_ENERGY = 2,          /* adds dV */
    MSBAT_ALIGNMENT_INT_SIZED = 0x7fffffff
} msbat_alignment;
/* Adds a charge state of the named defect: charge |q| <= 100, energy [eV], atoms added[n_elements]. A name and charge
 * already present: MSBAT_ERR_ARGUMENT; the same name with other atoms: MSBAT_ERR_MISMATCH. */
MSBAT_API msbat_status msbat_defects_add(msbat_defects *defects, const char *name, int64_t charge, double e_def_ev,
                                         int64_t n, const int64_t *added);
/* Alignment of a charge state already added; the default is 0. MSBAT_ERR_NOT_FOUND. */
MSBAT_API msbat_status msbat_defects_set_alignment(msbat_defects *defects, const char *name, int64_t charge,
                                                   msbat_alignment kind, double value);
/* Number of charge states, in the order added, and each of them (name owned by defects). */
MSBAT_API msbat_status msbat_defects_get_count(const msbat_defects *defects, int64_t *count);
MSBAT_API msbat_status msbat_defects_get(const msbat_defects *defects, int64_t index, const char **name,
                                         int64_t *charge);
/* Formation energy [eV] of a charge state at E_F [eV above E_v], any finite value: linear in it with slope q. */
MSBAT_API msbat_status msbat_defects_get_formation_energy(const msbat_defects *defects, const char *name,
                                                          int64_t charge, double fermi_ev, double *e_f_ev);
/* The terms of it: E_def - E_bulk, -sum n_i mu_i, q (E_F + E_v), alignment, image charge [eV]; their sum is E_f. */
MSBAT_API msbat_status msbat_defects_get_terms(const msbat_defects *defects, const char *name, int64_t charge,
                                               double fermi_ev, double terms_ev[5]);
/* Transition level eps(q1/q2) [eV above E_v]: the E_F at which both charge states cost the same,
 * (E_f(q1) - E_f(q2))/(q2 - q1) at E_F = 0; it may lie outside the gap. Differing charges: MSBAT_ERR_ARGUMENT. */
MSBAT_API msbat_status msbat_defects_get_transition_level(const msbat_defects *defects, const char *name,
                                                          int64_t charge1, int64_t charge2, double *level_ev);
/* Charge state of lowest energy at E_F and its energy [eV] (may be NULL); of equal ones the most positive. */
MSBAT_API msbat_status msbat_defects_find_stable_charge(const msbat_defects *defects, const char *name,
                                                        double fermi_ev, int64_t *charge, double *e_f_ev);
/* Levels within [0, gap] at which the stable charge of the defect changes, from E_v upwards: at most n are written
 * (levels_ev [eV], charges: the stable charge above each level), count is their number. levels_ev and charges may be
 * NULL with n = 0. */
MSBAT_API msbat_status msbat_defects_get_stable_levels(const msbat_defects *defects, const char *name, int64_t n,
                                                       double *levels_ev, int64_t *charges, int64_t *count);

/* Madelung constant alpha of point charges in a neutralising background: interaction energy of one periodic charge q in
 * the cell [angstrom] = -q^2 alpha/(2 L) e^2/(4 pi eps0), L the cube root of the cell volume; simple cubic:
 * 2.837297479480620. Ewald sum (Ann. Phys. 369 (1921) 253) to 1e-13. MSBAT_ERR_SINGULAR for a flat cell. */
MSBAT_API msbat_status msbat_madelung_background(msbat_context *ctx, const double cell_ang[9], double *alpha);
/* Electrostatic potential [V, in a medium of dielectric constant 1] at each of n point charges (elementary charges) at
 * frac (3 n) due to all others and all images, net charge neutralised by a background. NaCl: potential = -charge
 * 1.747564594633 14.39964548/d with d the nearest distance [angstrom]. MSBAT_ERR_SINGULAR when two charges coincide. */
MSBAT_API msbat_status msbat_madelung_potentials(msbat_context *ctx, const double cell_ang[9], int64_t n,
                                                 const double *frac, const double *charge, double *potential);

/* ================================================ convex hulls ====================================================
 *
 * Entries (x, energy [eV per site]) of one host at 0 K; x in [0, 1]. Exact on the doubles given: orientation of three
 * points is decided without rounding error, so that collinear and duplicate points never make spurious vertices. */
typedef struct msbat_hull msbat_hull;

/* Lower convex hull of n >= 1 entries x, energy_ev. x are as given: they need not be sorted nor distinct. Vertices are
 * strictly convex: of duplicates the first, and no point within a straight edge. MSBAT_ERR_RANGE. */
MSBAT_API msbat_status msbat_hull_create(msbat_context *ctx, int64_t n, const double *x, const double *energy_ev,
                                         msbat_hull **hull);
MSBAT_API void msbat_hull_destroy(msbat_hull **hull);
/* Vertices from low to high x: their number, and the entry index of each. */
MSBAT_API msbat_status msbat_hull_get_vertex_count(const msbat_hull *hull, int64_t *count);
MSBAT_API msbat_status msbat_hull_get_vertices(const msbat_hull *hull, int64_t n, int64_t *entries);
/* Hull energy [eV per site] at n compositions within the entries' range of x (MSBAT_ERR_RANGE). */
MSBAT_API msbat_status msbat_hull_get_energy(const msbat_hull *hull, int64_t n, const double *x, double *energy_ev);
/* Energy above the hull [eV per site] of the n entries, >= 0 and exactly 0 for those on it. */
MSBAT_API msbat_status msbat_hull_get_above(const msbat_hull *hull, int64_t n, double *above_ev);
/* Formation energy of the n entries against the two ends of the range of x [eV per site]. */
MSBAT_API msbat_status msbat_hull_get_formation_energy(const msbat_hull *hull, int64_t n, double *formation_ev);
/* Voltage plateaus: edges of the hull, index 0 at the lowest x; n = vertices - 1. U = -(dE/dx - mu_ref)/e [V], strictly
 * falling with x. msbat_hull_get_plateau: interval of x and voltage. */
MSBAT_API msbat_status msbat_hull_get_plateau_count(const msbat_hull *hull, int64_t *count);
MSBAT_API msbat_status msbat_hull_get_plateau(const msbat_hull *hull, double mu_ref_ev, int64_t index,
                                              double interval[2], double *voltage);
/* Mean voltage [V] between two compositions in the range of x, x_low < x_high. */
MSBAT_API msbat_status msbat_hull_get_mean_voltage(const msbat_hull *hull, double mu_ref_ev, double x_low,
                                                   double x_high, double *voltage);

#ifdef __cplusplus
}
#endif
#endif
