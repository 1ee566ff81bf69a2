/* msbat/kmc.h - kinetic Monte Carlo of ion hops on the sites of a host, and the transport coefficients it gives.
 *
 * Objects of this header:
 *   msbat_kmc   a lattice of sites with one mobile kind of ion (site occupied or vacant), its energy as a sum over
 *               clusters, hop classes with barriers, the present configuration, and the averages of the run
 *
 * Order of use: create, add hops, set barriers, set temperature, set occupation, run (equilibrate), reset statistics,
 * run, read results.
 *
 * Model. Energy: E = sum over clusters of V s_i s_j ..., s = +1 occupied, -1 vacant. An ion hops from i to a vacant
 * site j with rate k = nu exp(-E_b/kT), E_b = max(E_KRA + dE/2, 0, dE), dE the energy change of the hop: the
 * kinetically resolved activation barrier (A. Van der Ven, G. Ceder, M. Asta, P. D. Tepesch,
 * Phys. Rev. B 64 (2001) 184307).
 * E_KRA and nu depend on how many of the sites next to both ends are occupied, never on the direction:
 * k_ij/k_ji = exp(-dE/kT) exactly. Energies are held as integer multiples of 2^-50 eV (9e-16 eV), so that nothing
 * drifts and equal environments have bit-equal rates.
 * Trajectories follow the residence-time algorithm, dt = -ln(u)/R (A. B. Bortz, M. H. Kalos, J. L. Lebowitz,
 * J. Comput. Phys. 17 (1975) 10), R the sum of all rates. Averages over configurations are weighted by time.
 *
 * Units: eV, angstrom, K, THz, ps. Diffusivities in angstrom^2/ps (1 angstrom^2/ps = 1e-8 m^2/s).
 * Sites of this header are the active sites (those where the ion can be) in the order of the supercell's sites.
 */
#ifndef MSBAT_KMC_H
#define MSBAT_KMC_H

#include "msbat/base.h"
#include "msbat/ce.h"
#include "msbat/crystal.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct msbat_kmc msbat_kmc;

/* ---- lattice and energy ---- */

/* The lattice and the energy of a fitted expansion on a supercell of its host; both are retained, the ECIs copied.
 * Clusters that meet themselves round a short supercell are counted exactly (s^2 = 1), as msbat_ce does.
 * MSBAT_ERR_MISMATCH if the supercell's crystal is not the host of ce, MSBAT_ERR_STATE if ce has no ECIs. */
MSBAT_API msbat_status msbat_kmc_create(const msbat_ce *ce, const msbat_supercell *supercell, msbat_kmc **kmc);
/* The same without energies (the ions only exclude one another): active[n], n the number of sites of the
 * supercell's crystal, is non-zero for the sublattices where the ion can be. At most 2^28 active sites. The
 * supercell is retained. */
MSBAT_API msbat_status msbat_kmc_create_lattice(const msbat_supercell *supercell, int64_t n, const int64_t *active,
                                                msbat_kmc **kmc);
MSBAT_API void msbat_kmc_destroy(msbat_kmc **kmc);
/* The supercell given at creation; owned by kmc. */
MSBAT_API msbat_status msbat_kmc_get_supercell(const msbat_kmc *kmc, const msbat_supercell **supercell);
/* Adds eci_ev [eV] times the product of s over n_points points, once per host cell. points[4 n_points]: sublattice
 * and host-cell offset of each; 0 <= n_points <= 8 (0: a constant per host cell). Symmetry-equivalent clusters are
 * not added. MSBAT_ERR_RANGE if a sublattice is not active, if |eci_ev| > 100, or if |ECI| add up to more than
 * 1000 eV at a site. */
MSBAT_API msbat_status msbat_kmc_add_cluster(msbat_kmc *kmc, int64_t n_points, const int64_t *points, double eci_ev);

/* ---- hops ---- */

/* Adds every hop between active sites up to max_distance_ang apart, as classes that the space group of the crystal
 * joins (tolerance 1e-3 angstrom), nearest first. n_classes: how many were added; may be NULL. MSBAT_ERR_NOT_FOUND
 * if there are none. MSBAT_ERR_ARGUMENT where the supercell is so short that a hop ends on a copy of its own
 * start, or that a site next to both ends coincides with an end or with another one. */
MSBAT_API msbat_status msbat_kmc_add_hops(msbat_kmc *kmc, double max_distance_ang, int64_t *n_classes);
/* Adds the one class of hops that are equivalent to: sublattice from in cell 0 to sublattice to in cell offset[3].
 * hop_class: its index; may be NULL. MSBAT_ERR_ARGUMENT as above, or if the class exists already. */
MSBAT_API msbat_status msbat_kmc_add_hop(msbat_kmc *kmc, int64_t from, int64_t to, const int64_t offset[3],
                                         int64_t *hop_class);
MSBAT_API msbat_status msbat_kmc_get_hop_class_count(const msbat_kmc *kmc, int64_t *n_classes);
/* Length of the hop, number of undirected hops per host cell, and number of sites next to both ends: those joined
 * to each end by a hop of the same class (two for hops in a triangular layer). Each output may be NULL. */
MSBAT_API msbat_status msbat_kmc_get_hop_class(const msbat_kmc *kmc, int64_t hop_class, double *length_ang,
                                               int64_t *n_paths, int64_t *n_common);
/* Barrier and attempt frequency for k = 0 ... n-1 occupied sites next to both ends; n = n_common + 1.
 * e_kra_ev[n] in [-10, 10] eV, nu_thz[n] in [0, 1e6] THz (0 closes the hop). No class has a default. This
 * call, like adding hops or clusters, starts the statistics anew. */
MSBAT_API msbat_status msbat_kmc_set_barrier(msbat_kmc *kmc, int64_t hop_class, int64_t n, const double *e_kra_ev,
                                             const double *nu_thz);
MSBAT_API msbat_status msbat_kmc_get_barrier(const msbat_kmc *kmc, int64_t hop_class, int64_t n, double *e_kra_ev,
                                             double *nu_thz);

/* A barrier model of the caller's: barrier [eV] >= 0 and nu [THz] >= 0 of the hop from site -> to in the
 * configuration occupation[n_sites] before the hop. 0 = done, else the run stops with MSBAT_ERR_CALLBACK. Must be
 * a function of its arguments. */
typedef int (*msbat_kmc_barrier_fn)(int64_t hop_class, int64_t from, int64_t to, int64_t n_sites,
                                    const int8_t *occupation, double *barrier_ev, double *nu_thz, void *user);
/* Uses model for every hop in place of the table, once msbat_kmc_check_balance has passed on it (200
 * configurations, 1e-8 kT) at the temperature set; NULL goes back to the table. Every rate is evaluated after
 * every event: for small systems. Starts the statistics anew. MSBAT_ERR_BALANCE with the residual and the place;
 * the model in use before stays. */
MSBAT_API msbat_status msbat_kmc_set_barrier_model(msbat_kmc *kmc, msbat_kmc_barrier_fn model, void *user);
/* Detailed balance of model (NULL: of the one in use) on n_configurations >= 1 random ones, as the largest
 * residuals: residuals_kt[0], pair: |E_b,ij - E_b,ji - dE|/kT of a hop and its reverse, dE the energy change of
 * the clusters; residuals_kt[1], nu: |ln(nu_ij/nu_ji)|, for there is one nu per undirected hop; residuals_kt[2],
 * cycle: |sum of ln(k/k_reverse)| round closed loops of configurations (Kolmogorov's criterion): one ion round the
 * shortest ring of sites through a hop, and two hops done and undone in turn. MSBAT_ERR_BALANCE if one exceeds
 * tolerance_kt: then too residuals_kt (may be NULL) is written, and the message says where. MSBAT_ERR_STATE before
 * hops and barriers are set; MSBAT_CANCELLED. */
MSBAT_API msbat_status msbat_kmc_check_balance(msbat_kmc *kmc, msbat_kmc_barrier_fn model, void *user,
                                               int64_t n_configurations, double tolerance_kt, double residuals_kt[3]);

/* ---- options: "temperature", "seed", "window_ps" ---- */

/* Temperature [K], 1 to 1e5; 300 by default. Changing it keeps the configuration and starts the
 * statistics anew. */
MSBAT_API msbat_status msbat_kmc_set_temperature(msbat_kmc *kmc, double temperature);
MSBAT_API msbat_status msbat_kmc_get_temperature(const msbat_kmc *kmc, double *temperature);
/* Seed of the random numbers, 0 to 2^53; 1 by default. Takes effect at the next set_occupation. */
MSBAT_API msbat_status msbat_kmc_set_seed(msbat_kmc *kmc, int64_t seed);
MSBAT_API msbat_status msbat_kmc_get_seed(const msbat_kmc *kmc, int64_t *seed);
/* Shortest window of the averages [ps]; longer ones double it. 0 (default): about one hop per ion at the start of the
 * statistics. Takes effect when the statistics start. */
MSBAT_API msbat_status msbat_kmc_set_window_ps(msbat_kmc *kmc, double window_ps);
MSBAT_API msbat_status msbat_kmc_get_window_ps(const msbat_kmc *kmc, double *window_ps);
MSBAT_API msbat_status msbat_kmc_set_option(msbat_kmc *kmc, const char *name, const char *value);
MSBAT_API msbat_status msbat_kmc_get_option(const msbat_kmc *kmc, const char *name, size_t size, char *value);

/* ---- configuration ---- */

/* Number of active sites; sublattice and host-cell offset of one. */
MSBAT_API msbat_status msbat_kmc_get_site_count(const msbat_kmc *kmc, int64_t *n_sites);
MSBAT_API msbat_status msbat_kmc_get_site(const msbat_kmc *kmc, int64_t site, int64_t *sublattice, int64_t offset[3]);
/* Sets the configuration, occupation[n] 1 or 0 for the active sites (msbat_mc_get_occupation gives it). Ions are
 * numbered in site order; time, displacements, random numbers and statistics start anew. */
MSBAT_API msbat_status msbat_kmc_set_occupation(msbat_kmc *kmc, int64_t n, const int8_t *occupation);
/* n_ions on random sites, a function of the seed. Not equilibrated. */
MSBAT_API msbat_status msbat_kmc_set_random_occupation(msbat_kmc *kmc, int64_t n_ions);
MSBAT_API msbat_status msbat_kmc_get_occupation(const msbat_kmc *kmc, int64_t n, int8_t *occupation);
MSBAT_API msbat_status msbat_kmc_get_ion_count(const msbat_kmc *kmc, int64_t *n_ions);
/* Site of each ion, and its unwrapped displacement displacement_ang[3 n] [angstrom] since the occupation was set; n the
 * number of ions. */
MSBAT_API msbat_status msbat_kmc_get_ion_sites(const msbat_kmc *kmc, int64_t n, int64_t *sites);
MSBAT_API msbat_status msbat_kmc_get_displacements(const msbat_kmc *kmc, int64_t n, double *displacement_ang);
/* Energy [eV] of the present configuration, summed afresh over all clusters. */
MSBAT_API msbat_status msbat_kmc_get_energy(const msbat_kmc *kmc, double *energy_ev);
/* Sum of all rates [THz] now, and the hops that are possible: from_to[2 capacity], rates[capacity] (both may be
 * NULL), n: how many there are; MSBAT_ERR_RANGE if capacity is too small and an array is given. Not const: the
 * rates are brought up to date. */
MSBAT_API msbat_status msbat_kmc_get_total_rate(msbat_kmc *kmc, double *rate_thz);
MSBAT_API msbat_status msbat_kmc_get_rates(msbat_kmc *kmc, int64_t capacity, int64_t *from_to, double *rates_thz,
                                           int64_t *n);
/* Events and time [ps] since the occupation was set. */
MSBAT_API msbat_status msbat_kmc_get_event_count(const msbat_kmc *kmc, int64_t *n_events);
MSBAT_API msbat_status msbat_kmc_get_time(const msbat_kmc *kmc, double *time_ps);

/* ---- running ---- */

/* Runs n_events events, or duration_ps; a run cut into pieces makes the same moves. MSBAT_NO_PATH when no hop is
 * possible (all sites filled or empty, or every rate zero): the state is frozen, time stands still and every
 * diffusivity is 0. MSBAT_CANCELLED through the context's progress callback; MSBAT_ERR_STATE when something has
 * not been set. After MSBAT_CANCELLED and MSBAT_ERR_MEMORY the run stands where it was stopped, and goes on from there
 * as if it had not been. */
MSBAT_API msbat_status msbat_kmc_run(msbat_kmc *kmc, int64_t n_events);
MSBAT_API msbat_status msbat_kmc_run_time(msbat_kmc *kmc, double duration_ps);
/* Runs until the standard error of the trace of D_J (low-variance) and of D* both are below relative_error (1e-5
 * to 1) of their value, at most max_events more events: then MSBAT_ERR_CONVERGENCE, and the results stand with
 * their errors. */
MSBAT_API msbat_status msbat_kmc_run_to_precision(msbat_kmc *kmc, double relative_error, int64_t max_events);
/* Forgets the averages (after equilibration, for example); configuration, time and displacements go on. */
MSBAT_API msbat_status msbat_kmc_reset_statistics(msbat_kmc *kmc);

/* The whole state in one file, written atomically; the reader continues with the same bits on an object with the
 * same lattice, clusters, hops, barriers and temperature (else MSBAT_ERR_MISMATCH; MSBAT_ERR_CHECKSUM for a
 * damaged file). */
MSBAT_API msbat_status msbat_kmc_write_checkpoint(const msbat_kmc *kmc, const char *path);
MSBAT_API msbat_status msbat_kmc_read_checkpoint(msbat_kmc *kmc, const char *path);
/* While running, writes a checkpoint to path whenever the event count is a multiple of interval_events (>= 1).
 * NULL: none. */
MSBAT_API msbat_status msbat_kmc_set_checkpoint(msbat_kmc *kmc, const char *path, int64_t interval_events);

/* ---- results ---- */

typedef enum msbat_kmc_quantity {
    MSBAT_KMC_TRACER = 0,           /* D*_ab = <dr_a dr_b>/(2 t), mean over ions */
    MSBAT_KMC_JUMP = 1,             /* D_J,ab = (G_ab - <J_a J_b>/t)/(2 N), G = <sum k dr_a dr_b>, J = integral over
                                       the window of sum k dr: same mean as the next, less scatter; equilibrium only */
    MSBAT_KMC_JUMP_MEAN_SQUARE = 2, /* D_J,ab = <R_a R_b>/(2 N t), R the sum of all displacements */
    MSBAT_KMC_QUANTITY_INT_SIZED = 0x7fffffff
} msbat_kmc_quantity;

/* The scalar that is taken of a tensor. */
typedef enum msbat_kmc_scalar {
    MSBAT_KMC_ISOTROPIC = 0, /* trace/3 */
    MSBAT_KMC_IN_PLANE = 1,  /* (xx + yy)/2 */
    MSBAT_KMC_SCALAR_INT_SIZED = 0x7fffffff
} msbat_kmc_scalar;

/* Windows of time t = t0 2^level, level 0 ... n_levels-1, each with at least two complete ones. */
MSBAT_API msbat_status msbat_kmc_get_level_count(const msbat_kmc *kmc, int64_t *n_levels);
/* Mean over the complete windows of one level: tensor d[9] and its standard error [angstrom^2/ps] from the scatter
 * among windows, the window [ps] and how many there are. Each output may be NULL. */
MSBAT_API msbat_status msbat_kmc_get_window(const msbat_kmc *kmc, msbat_kmc_quantity quantity, int64_t level,
                                            double d_ang2_per_ps[9], double error[9], double *window_ps,
                                            int64_t *n_windows);
/* The tensor in the limit of long windows, extrapolated as 2 D(2t) - D(t) (which removes the term of order 1/t),
 * at twice the shortest t from which on windows agree within their errors, or else at the longest t with 64 windows
 * of 2t (16, 2 while there are no more); standard error, and the window t used. Directions without a path are
 * exactly 0. error and window_ps may be NULL. MSBAT_ERR_STATE before two windows of 2t are complete; MSBAT_NO_PATH
 * with zeros written when the state is frozen. */
MSBAT_API msbat_status msbat_kmc_get_diffusivity(const msbat_kmc *kmc, msbat_kmc_quantity quantity,
                                                 double d_ang2_per_ps[9], double error[9], double *window_ps);
MSBAT_API msbat_status msbat_kmc_get_diffusivity_scalar(const msbat_kmc *kmc, msbat_kmc_quantity quantity,
                                                        msbat_kmc_scalar scalar, double *d_ang2_per_ps, double *error);
/* Haven ratio H_R = D* / D_J (low-variance) of the scalar, with standard error. MSBAT_NO_PATH (0 written) when
 * both are 0. */
MSBAT_API msbat_status msbat_kmc_get_haven_ratio(const msbat_kmc *kmc, msbat_kmc_scalar scalar, double *haven,
                                                 double *error);
/* Tracer correlation factor f = D* / D_uncorrelated, D_uncorrelated = <sum k |dr|^2>/(2 d N) of the scalar;
 * collective one: f_c with D_J in place of D*. As above. */
MSBAT_API msbat_status msbat_kmc_get_correlation_factor(const msbat_kmc *kmc, msbat_kmc_quantity quantity,
                                                        msbat_kmc_scalar scalar, double *factor, double *error);
/* Conductivity tensor sigma = c q^2 D_J/kT [S/m] with charge q [e] of the ion, c from the volume of the supercell. */
MSBAT_API msbat_status msbat_kmc_get_conductivity(const msbat_kmc *kmc, double charge, double sigma_s_per_m[9],
                                                  double error[9]);

/* Exact transport of a small system without any sampling: all ways to place the present number of ions on the
 * sites are enumerated, and the master equation solved. For windows of window_ps [ps] (0: infinitely long) as the
 * windows above have them; either tensor may be NULL. MSBAT_ERR_OVERFLOW if there are more than 2000 states (times
 * the number of ions for the tracer). The clusters are summed afresh for every state, independently of the
 * incremental energies of a run. */
MSBAT_API msbat_status msbat_kmc_solve_exact(msbat_kmc *kmc, double window_ps, double d_jump[9],
                                              double d_tracer[9]);

#ifdef __cplusplus
}
#endif
#endif
