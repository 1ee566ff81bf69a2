/* msbat/ce.h - cluster expansion of a host crystal and lattice Monte Carlo on it.
 *
 * Objects of this header:
 *   msbat_ce         cluster orbits of a host with one kind of binary site, and their interactions (ECIs)
 *   msbat_training   structures with energies, mapped onto the host
 *   msbat_mc         Metropolis Monte Carlo of an expansion on a supercell; also holds its last isotherm
 *
 * Convention. The active sites of the host are either filled (s = +1) or empty (s = -1); filled and empty are
 * species, empty usually a vacancy. With every cluster counted once,
 *     E(s) = N_cells V0 + sum over clusters V s_i s_j ...   [eV],
 * V the energy of ONE cluster (not times its multiplicity), V0 per host cell, N_cells the number of host cells.
 * Orbit 0 is the empty cluster; the correlation of an orbit is the mean of its products, so that
 *     E / N_cells = sum over orbits f of multiplicity_f V_f correlation_f.
 * J.M. Sanchez, F. Ducastelle, D. Gratias, Physica A 128 (1984) 334.
 *
 * Occupations are arrays of int8_t over the active sites of a supercell, in the order of its site indices (1
 * filled, 0 empty), as msbat_crystal_enumerate gives them. In a supercell smaller than a cluster a site can stand
 * in it twice: its s then enters squared, as the periodic crystal demands. Units: eV, angstrom, K. "Per site" means
 * per active site (filled or empty). */
#ifndef MSBAT_CE_H
#define MSBAT_CE_H

#include "msbat/base.h"
#include "msbat/crystal.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct msbat_ce msbat_ce;
typedef struct msbat_training msbat_training;
typedef struct msbat_mc msbat_mc;

/* ---- Cluster expansion --------------------------------------------------------------------------------------
 * host: retained. Its sites with species filled or empty are the active ones, all others are spectators; filled is
 * 1 to 118, empty 0 (vacancy) to 118, not the same. The host should be primitive (msbat_crystal_create_primitive):
 * of a larger cell only the operations that keep its lattice count. Symmetry is that of the host with all active
 * sites alike, within tolerance_ang in (0, 0.5] (1e-3 is usual), which also decides ties at a cutoff.
 * cutoffs_ang[n_cutoffs]: largest distance between two sites of pairs, triplets, quadruplets ...; n_cutoffs 0
 * (points only) to 7, each 0 (none of that size) to 100. All ECIs are 0 at first. MSBAT_ERR_SYMMETRY;
 * MSBAT_ERR_ARGUMENT if no site is active; MSBAT_ERR_OVERFLOW beyond 2e5 clusters per host cell. */
MSBAT_API msbat_status msbat_ce_create(const msbat_crystal *host, int64_t filled, int64_t empty, double tolerance_ang,
                                       int64_t n_cutoffs, const double *cutoffs_ang, msbat_ce **ce);
MSBAT_API void msbat_ce_destroy(msbat_ce **ce);
/* Host as given (owned by ce). Supercells for the calls below must be made from it or from an identical crystal. */
MSBAT_API msbat_status msbat_ce_get_host(const msbat_ce *ce, const msbat_crystal **host);
MSBAT_API msbat_status msbat_ce_get_species(const msbat_ce *ce, int64_t *filled, int64_t *empty);
/* active[n] for the n sites of the host: 1 active, 0 spectator (as msbat_crystal_enumerate takes it). */
MSBAT_API msbat_status msbat_ce_get_active(const msbat_ce *ce, int64_t n, int64_t *active);
/* Active sites of a supercell: the length of its occupations. MSBAT_ERR_MISMATCH: supercell of another host. */
MSBAT_API msbat_status msbat_ce_get_occupation_size(const msbat_ce *ce, const msbat_supercell *supercell, int64_t *n);
/* Species of all n_sites sites of the supercell, spectators and vacancies (0) included, for an occupation of n
   sites. */
MSBAT_API msbat_status msbat_ce_get_decoration(const msbat_ce *ce, const msbat_supercell *supercell, int64_t n,
                                               const int8_t *occupation, int64_t n_sites, int64_t *species);

/* Orbits, the empty cluster (orbit 0) included; ordered by points, then by length. */
MSBAT_API msbat_status msbat_ce_get_orbit_count(const msbat_ce *ce, int64_t *n_orbits);
/* Points, clusters per host cell, and largest distance between two of its sites [angstrom]; each may be NULL. */
MSBAT_API msbat_status msbat_ce_get_orbit(const msbat_ce *ce, int64_t orbit, int64_t *n_points, int64_t *multiplicity,
                                          double *length_ang);
/* A representative: sites[4 n_points], each the site of the host (sublattice) and the offset of its cell. */
MSBAT_API msbat_status msbat_ce_get_cluster(const msbat_ce *ce, int64_t orbit, int64_t n_points, int64_t *sites);

/* ECIs of the n orbits [eV]; setting them drops the covariance and score of a fit. */
MSBAT_API msbat_status msbat_ce_set_eci(msbat_ce *ce, int64_t n, const double *eci_ev);
MSBAT_API msbat_status msbat_ce_get_eci(const msbat_ce *ce, int64_t n, double *eci_ev);
/* Standard errors of the ECIs [eV], and their covariance [eV^2], covariance[n][n]. MSBAT_ERR_STATE without a fit, and
 * after one that runs through all structures because it has as many parameters: that tells no error. */
MSBAT_API msbat_status msbat_ce_get_eci_error(const msbat_ce *ce, int64_t n, double *error_ev);
MSBAT_API msbat_status msbat_ce_get_covariance(const msbat_ce *ce, int64_t n, double *covariance);

/* Correlations of the n_orbits orbits in an occupation of n sites. MSBAT_ERR_MISMATCH: supercell of another host. */
MSBAT_API msbat_status msbat_ce_get_correlations(const msbat_ce *ce, const msbat_supercell *supercell, int64_t n,
                                                 const int8_t *occupation, int64_t n_orbits, double *correlations);
/* Energy of the whole supercell [eV]. */
MSBAT_API msbat_status msbat_ce_get_energy(const msbat_ce *ce, const msbat_supercell *supercell, int64_t n,
                                           const int8_t *occupation, double *energy_ev);
/* The same with the standard error that the covariance of the fit gives [eV]. MSBAT_ERR_STATE as for the covariance. */
MSBAT_API msbat_status msbat_ce_get_prediction(const msbat_ce *ce, const msbat_supercell *supercell, int64_t n,
                                               const int8_t *occupation, double *energy_ev, double *error_ev);

/* Interaction table: the n_terms clusters of one host cell with >= 1 point; all their translations by host lattice
 * vectors give each cluster once. V0 is not in it. max_points: of the largest cluster. */
MSBAT_API msbat_status msbat_ce_get_term_count(const msbat_ce *ce, int64_t *n_terms, int64_t *max_points);
/* eci_ev[n_terms], n_points[n_terms], orbit[n_terms], sites[n_terms][max_points][4]: sublattice and cell offset of
 * each point, unused points -1. Any array may be NULL. */
MSBAT_API msbat_status msbat_ce_get_terms(const msbat_ce *ce, int64_t n_terms, int64_t max_points, double *eci_ev,
                                          int64_t *n_points, int64_t *orbit, int64_t *sites);

/* ---- Training set -------------------------------------------------------------------------------------------
 * Keeps ce; orbits are fixed at creation of ce, so that several sets may share it. */
MSBAT_API msbat_status msbat_training_create(const msbat_ce *ce, msbat_training **training);
MSBAT_API void msbat_training_destroy(msbat_training **training);
/* Adds a structure (relaxed or ideal, any orientation and cell shape) with the total energy of its cell [eV] and a
 * weight > 0. It is mapped: the integer supercell whose homogeneous strain is small is sought by lattice vectors,
 * strain is removed (fractional coordinates are kept), a rigid shift is optimised, and atoms are assigned to sites
 * of their kind with the least sum of squared distances. Of the supercells with comparable strain the one with the
 * least distance is taken. MSBAT_ERR_MAPPING: a species that the host does not have, a wrong number of spectators,
 * strain above max_strain, or an atom farther than max_displacement from its site; the message names the atom,
 * species and distance. Nothing is added then. */
MSBAT_API msbat_status msbat_training_add(msbat_training *training, const msbat_crystal *structure, double energy_ev,
                                          double weight);
/* Adds an occupation of a supercell of the host as it is. */
MSBAT_API msbat_status msbat_training_add_occupation(msbat_training *training, const msbat_supercell *supercell,
                                                     int64_t n, const int8_t *occupation, double energy_ev,
                                                     double weight);
MSBAT_API msbat_status msbat_training_get_count(const msbat_training *training, int64_t *n_structures);
/* Energy of the cell [eV], weight, and fraction of filled sites; each may be NULL. */
MSBAT_API msbat_status msbat_training_get_structure(const msbat_training *training, int64_t structure,
                                                    double *energy_ev, double *weight, double *x);
/* How it was mapped: root mean square and largest distance of an atom from its site after strain and shift were
 * taken out [angstrom]; largest |principal stretch - 1|. Zeros for an added occupation. Each may be NULL. */
MSBAT_API msbat_status msbat_training_get_mapping(const msbat_training *training, int64_t structure, double *rms_ang,
                                                  double *max_ang, double *strain);
/* Its supercell (owned by training) and its occupation of n sites. */
MSBAT_API msbat_status msbat_training_get_supercell(const msbat_training *training, int64_t structure,
                                                    const msbat_supercell **supercell);
MSBAT_API msbat_status msbat_training_get_occupation(const msbat_training *training, int64_t structure, int64_t n,
                                                     int8_t *occupation);
/* Correlation matrix [n_structures][n_orbits]. */
MSBAT_API msbat_status msbat_training_get_correlations(const msbat_training *training, int64_t n_structures,
                                                       int64_t n_orbits, double *correlations);
/* Limits of the mapping: max_displacement [angstrom] 1e-6 to 10, 1.2 by default; max_strain 1e-6 to 0.5, 0.25 by
 * default (layers that have glided over each other count as sheared). */
MSBAT_API msbat_status msbat_training_set_max_displacement(msbat_training *training, double value);
MSBAT_API msbat_status msbat_training_get_max_displacement(const msbat_training *training, double *value);
MSBAT_API msbat_status msbat_training_set_max_strain(msbat_training *training, double value);
MSBAT_API msbat_status msbat_training_get_max_strain(const msbat_training *training, double *value);
MSBAT_API msbat_status msbat_training_set_option(msbat_training *training, const char *name, const char *value);
MSBAT_API msbat_status msbat_training_get_option(const msbat_training *training, const char *name, size_t size,
                                                 char *value);

/* ---- Fit ----------------------------------------------------------------------------------------------------
 * Minimises sum_i w_i (E_i/N_i - prediction_i)^2 + ridge sum_f V_f^2, N_i the active sites of structure i; V0 and
 * the point terms are not penalised. training must belong to an expansion with the same orbits. The covariance is
 * s^2 (X^T W X + ridge P)^-1 with s^2 = sum w r^2 / (m - trace of the hat matrix) (A.E. Hoerl, R.W. Kennard,
 * Technometrics 12 (1970) 55). MSBAT_ERR_SINGULAR: ridge is 0, or lost in rounding (not above
 * 1e-12 of the largest eigenvalue of the penalised part of X^T W X; the message tells the least useful value), and the
 * structures do not determine all ECIs (message: rank), or they do not even determine V0 and the point terms. The old
 * ECIs stay on failure. */
MSBAT_API msbat_status msbat_ce_fit(msbat_ce *ce, const msbat_training *training);
/* Weighted root mean square errors [meV per site]: leave-one-out, exact for the ridge in use (each structure left
 * out once, by the hat matrix: D.M. Allen, Technometrics 16 (1974) 125); of the fit itself; k-fold. Infinity where
 * a structure alone decides an ECI. Each may be NULL. MSBAT_ERR_STATE without a fit. */
MSBAT_API msbat_status msbat_ce_get_score(const msbat_ce *ce, double *loo_mev, double *training_mev,
                                          double *kfold_mev);
/* Rank of the design matrix, condition number (ratio of its extreme singular values with the unpenalised terms
 * projected out), ridge in use, effective number of parameters (trace of the hat matrix). Each may be NULL. */
MSBAT_API msbat_status msbat_ce_get_fit_report(const msbat_ce *ce, int64_t *rank, double *condition, double *ridge,
                                               double *parameters);
/* For the n structures of the fit: energy given (DFT) minus fitted energy, the same with the structure left out [meV
 * per site], leverage. Each may be NULL. */
MSBAT_API msbat_status msbat_ce_get_residuals(const msbat_ce *ce, int64_t n, double *residual_mev, double *left_out_mev,
                                              double *leverage);
/* ridge: 0 to 1e6, or -1 (the default): the value with the least leave-one-out error, by a logarithmic search.
 * folds: 2 to 1000 (10), seed of their random choice (0). */
MSBAT_API msbat_status msbat_ce_set_ridge(msbat_ce *ce, double value);
MSBAT_API msbat_status msbat_ce_get_ridge(const msbat_ce *ce, double *value);
MSBAT_API msbat_status msbat_ce_set_folds(msbat_ce *ce, int64_t value);
MSBAT_API msbat_status msbat_ce_get_folds(const msbat_ce *ce, int64_t *value);
MSBAT_API msbat_status msbat_ce_set_seed(msbat_ce *ce, int64_t value);
MSBAT_API msbat_status msbat_ce_get_seed(const msbat_ce *ce, int64_t *value);
MSBAT_API msbat_status msbat_ce_set_option(msbat_ce *ce, const char *name, const char *value);
MSBAT_API msbat_status msbat_ce_get_option(const msbat_ce *ce, const char *name, size_t size, char *value);

/* ---- Monte Carlo --------------------------------------------------------------------------------------------
 * Takes the ECIs as they are now (a later fit does not change it); retains ce and supercell. Starts with all sites
 * empty. Energies are kept as integers (multiples of a power of two below 1e-11 eV, unless the cell is huge), so
 * that they do not drift. At most 2^31 - 1 active sites. MSBAT_ERR_MISMATCH: supercell of another host. */
MSBAT_API msbat_status msbat_mc_create(const msbat_ce *ce, const msbat_supercell *supercell, msbat_mc **mc);
MSBAT_API void msbat_mc_destroy(msbat_mc **mc);
MSBAT_API msbat_status msbat_mc_get_ce(const msbat_mc *mc, const msbat_ce **ce);                      /* owned by mc */
MSBAT_API msbat_status msbat_mc_get_supercell(const msbat_mc *mc, const msbat_supercell **supercell); /* owned by mc */
MSBAT_API msbat_status msbat_mc_get_site_count(const msbat_mc *mc, int64_t *n);                       /* active sites */
/* Occupation of the n active sites, 1 filled or 0 empty, in the order of the supercell's sites. MSBAT_ERR_RANGE. */
MSBAT_API msbat_status msbat_mc_set_occupation(msbat_mc *mc, int64_t n, const int8_t *occupation);
MSBAT_API msbat_status msbat_mc_get_occupation(const msbat_mc *mc, int64_t n, int8_t *occupation);
/* n_filled sites chosen at random (0 to the number of active sites) are filled, the others emptied. */
MSBAT_API msbat_status msbat_mc_set_random_occupation(msbat_mc *mc, int64_t n_filled);
/* Energy of the present occupation [eV, whole supercell], from the running integers. */
MSBAT_API msbat_status msbat_mc_get_energy(const msbat_mc *mc, double *energy_ev);

/* Semi-grand-canonical run: sweeps (each one trial flip per active site, sites chosen at random) at temperature [K]
 * and exchange potential mu = dg/dx, filled minus empty [eV per site], accepted with min(1, exp(-(dE - mu dN)/kT))
 * (N. Metropolis et al., J. Chem. Phys. 21 (1953) 1087). Continues from the present occupation; the first option
 * equilibration sweeps are not sampled. One sample a sweep. MSBAT_CANCELLED and MSBAT_ERR_MEMORY: it stands between
 * two sweeps, the samples so far count, and msbat_mc_resume finishes the run. Progress is asked for at the start and
 * then after every 2e5 trials or so. */
MSBAT_API msbat_status msbat_mc_run(msbat_mc *mc, double temperature, double mu_ev, int64_t sweeps);
/* Canonical run: the number of filled sites is kept; a trial exchanges a filled with an empty site. As many trials
 * a sweep as there are active sites. With all sites filled or empty nothing moves. */
MSBAT_API msbat_status msbat_mc_run_canonical(msbat_mc *mc, double temperature, int64_t sweeps);

/* What is sampled, each with one standard error from its autocorrelation (U. Wolff, Comput. Phys. Commun. 156
   (2004) 143). */
typedef enum msbat_mc_observable {
    MSBAT_MC_X = 0,           /* fraction of filled sites */
    MSBAT_MC_ENERGY = 1,      /* <E> [eV per site] */
    MSBAT_MC_VARIANCE = 2,    /* var N / number of sites */
    MSBAT_MC_GAMMA = 3,       /* thermodynamic factor <N> / var N; infinity if N never changed */
    MSBAT_MC_HEAT = 4,        /* var E / (k T^2) [eV/K per site]: heat capacity at constant N (canonical runs) */
    MSBAT_MC_ACCEPTANCE = 5,  /* accepted trials / trials, without error (0) */
    MSBAT_MC_OBSERVABLE_INT_SIZED = 0x7fffffff
} msbat_mc_observable;
/* Mean of the last run, its standard error and the integrated autocorrelation time [sweeps] (1/2 when independent);
 * the last two may be NULL. MSBAT_ERR_STATE without at least 2 samples. */
MSBAT_API msbat_status msbat_mc_get_average(const msbat_mc *mc, msbat_mc_observable observable, double *mean,
                                            double *error, double *autocorrelation);
/* Mean correlations of the n_orbits orbits over the last run and their standard errors (may be NULL), sampled every
 * correlation_interval sweeps (an option, 0 = never). MSBAT_ERR_STATE without samples. */
MSBAT_API msbat_status msbat_mc_get_correlations(const msbat_mc *mc, int64_t n_orbits, double *mean, double *error);
/* Series of the last run, one value a sweep: count, then N filled and E [eV, whole supercell]; arrays may be NULL. */
MSBAT_API msbat_status msbat_mc_get_sample_count(const msbat_mc *mc, int64_t *n);
MSBAT_API msbat_status msbat_mc_get_samples(const msbat_mc *mc, int64_t n, double *filled, double *energy_ev);

/* Isotherm x(mu) at temperature [K]: mu_ev[n], strictly increasing or decreasing, n 1 to 100000. The list is walked
 * up from an empty cell and down from a full one, each point starting from the state of the one before; at each
 * point the run is doubled until the standard error of x is at most precision and the series has settled (first
 * third dropped, halves of the rest within 4 standard errors), or max_sweeps is reached. Where both walks agree
 * they are pooled. Where they differ by more than 5 standard errors and more than precision (hysteresis of a first-
 * order transition), the walk with the lower grand potential is taken: x dmu is integrated from both ends, whose
 * own grand potentials follow from independent flips. That needs a single loop of hysteresis and ends with at most
 * 2 % of the sites different from the empty and the full cell; otherwise the upward walk is kept in the lower half
 * of a loop, the downward one in the upper half, and the points are flagged MSBAT_MC_UNDECIDED. MSBAT_CANCELLED
 * and MSBAT_ERR_MEMORY: msbat_mc_resume goes on; an isotherm without memory to begin leaves the handle as it was.
 * Afterwards the cell is left as the last point left it, and the samples are dropped. */
MSBAT_API msbat_status msbat_mc_isotherm(msbat_mc *mc, double temperature, int64_t n, const double *mu_ev);
/* Continues a run or isotherm that was cancelled, lacked memory or was read from a checkpoint; the same bits as without
 * the break.
 * MSBAT_ERR_STATE if there is nothing to continue. */
MSBAT_API msbat_status msbat_mc_resume(msbat_mc *mc);

/* Flags of a point of the isotherm, added up. */
#define MSBAT_MC_HYSTERESIS 1   /* the two walks differ: one of them is metastable */
#define MSBAT_MC_UNDECIDED 2    /* and the stable one is not known */
#define MSBAT_MC_IMPRECISE 4    /* max_sweeps reached before precision */

/* Of the last complete isotherm: count and temperature; then for each mu (in the order given) x, its standard
 * error, <E> [eV per site], Gamma and its error; arrays may be NULL. MSBAT_ERR_STATE without one. */
MSBAT_API msbat_status msbat_mc_get_isotherm_count(const msbat_mc *mc, int64_t *n, double *temperature);
MSBAT_API msbat_status msbat_mc_get_isotherm(const msbat_mc *mc, int64_t n, double *mu_ev, double *x, double *x_error,
                                             double *energy_ev, double *gamma, double *gamma_error);
/* Both walks and the flags of each point; arrays may be NULL. */
MSBAT_API msbat_status msbat_mc_get_isotherm_walks(const msbat_mc *mc, int64_t n, double *x_up, double *x_down,
                                                   int64_t *flags);

/* The whole state (occupation, random numbers, samples, isotherm, options) to a file, atomically, and back into a
 * handle made from the same expansion, ECIs and supercell: MSBAT_ERR_MISMATCH otherwise, MSBAT_ERR_FILE,
 * MSBAT_ERR_FORMAT, MSBAT_ERR_CHECKSUM. */
MSBAT_API msbat_status msbat_mc_write_checkpoint(const msbat_mc *mc, const char *path);
MSBAT_API msbat_status msbat_mc_read_checkpoint(msbat_mc *mc, const char *path);

/* seed: 0 to 2^53 (0); the next run or isotherm with another seed than the one before starts the random numbers anew.
 * equilibration [sweeps]: 0 to 1e12 (0), of both kinds of run. precision: standard error of x wanted in an isotherm,
 * 1e-9 to 1 (0.002). min_sweeps 12 to 1e9 (400) and max_sweeps 12 to 1e9 (20000) per point and walk.
 * correlation_interval [sweeps]: 0 to 1e9 (0 = none). */
MSBAT_API msbat_status msbat_mc_set_seed(msbat_mc *mc, int64_t value);
MSBAT_API msbat_status msbat_mc_get_seed(const msbat_mc *mc, int64_t *value);
MSBAT_API msbat_status msbat_mc_set_equilibration(msbat_mc *mc, int64_t value);
MSBAT_API msbat_status msbat_mc_get_equilibration(const msbat_mc *mc, int64_t *value);
MSBAT_API msbat_status msbat_mc_set_precision(msbat_mc *mc, double value);
MSBAT_API msbat_status msbat_mc_get_precision(const msbat_mc *mc, double *value);
MSBAT_API msbat_status msbat_mc_set_min_sweeps(msbat_mc *mc, int64_t value);
MSBAT_API msbat_status msbat_mc_get_min_sweeps(const msbat_mc *mc, int64_t *value);
MSBAT_API msbat_status msbat_mc_set_max_sweeps(msbat_mc *mc, int64_t value);
MSBAT_API msbat_status msbat_mc_get_max_sweeps(const msbat_mc *mc, int64_t *value);
MSBAT_API msbat_status msbat_mc_set_correlation_interval(msbat_mc *mc, int64_t value);
MSBAT_API msbat_status msbat_mc_get_correlation_interval(const msbat_mc *mc, int64_t *value);
MSBAT_API msbat_status msbat_mc_set_option(msbat_mc *mc, const char *name, const char *value);
MSBAT_API msbat_status msbat_mc_get_option(const msbat_mc *mc, const char *name, size_t size, char *value);

#ifdef __cplusplus
}
#endif
#endif
