/* msbat/tst.h - transition-state theory: paths, saddles, attempt frequencies, rates, hop networks.
 *
 * Objects of this header:
 *   msbat_neb       a nudged elastic band between two minima: minimum energy path, saddle, barriers
 *   msbat_hessian   second derivatives of the energy at a stationary point: frequencies and their count of signs
 *   msbat_network   sites and hops of one carrier on a periodic lattice: rates and the diffusivity tensor
 * and the functions msbat_tst_..., formulas that need no object of their own.
 *
 * Units: eV, angstrom, amu, K; frequencies and rates in THz (1/ps, never angular); diffusivities in angstrom^2/ps
 * (1 angstrom^2/ps = 1e-8 m^2/s). "Force" is minus the gradient; a residual is the largest norm of the force on one
 * atom.
 */
#ifndef MSBAT_TST_H
#define MSBAT_TST_H

#include "msbat/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Energy [eV] and gradient dE/dx [eV/angstrom] (minus the force) of a configuration x[n] [angstrom], atom by atom;
 * gradient[n] is never NULL here. Called in the thread of the caller. Returns 0: done. > 0: cannot be evaluated
 * here; the solver tries a shorter step, a bounded number of times. < 0: stop; the running call returns
 * MSBAT_ERR_CALLBACK and the number can be read from the handle. NaN, infinities and numbers beyond 1e100 count as
 * "cannot be evaluated". */
typedef int (*msbat_energy_fn)(int64_t n, const double *x, double *energy, double *gradient, void *user);

/* ==== nudged elastic band ======================================================================================
 * A chain of images between two minima, held apart by springs along the path and relaxed perpendicular to it; the
 * highest one climbs to the saddle. Improved tangent: G. Henkelman, H. Jonsson, J. Chem. Phys. 113 (2000) 9978, eq.
 * 8-12; climbing image (eq. 5) and energy-weighted springs: G. Henkelman, B. P. Uberuaga, H. Jonsson, J. Chem. Phys.
 * 113 (2000) 9901; steps: adaptive ODE12r, S. Makri, C. Ortner, J. R. Kermode, J. Chem. Phys. 150 (2019) 094109, and
 * near the end extrapolation by D. G. Anderson, J. ACM 12 (1965) 547, or limited-memory BFGS where that stagnates.
 * Coordinates are used as they are: the caller unwraps periodic images and keeps the order of the atoms. */
typedef struct msbat_neb msbat_neb;

/* Band of n_images (1 to 1000) images between the ends first_ang and last_ang, each n_atoms * dimension coordinates;
 * dimension 1 to 3 coordinates per atom (2 for a model surface). Images 1 ... n_images start on the straight line;
 * images 0 and n_images + 1 are the ends, which are never moved.
 * MSBAT_ERR_RANGE for NaN, infinities and counts; MSBAT_ERR_ARGUMENT if the ends are the same point. */
MSBAT_API msbat_status msbat_neb_create(msbat_context *ctx, int64_t n_atoms, int64_t dimension, int64_t n_images,
                                        const double *first_ang, const double *last_ang, msbat_neb **neb);
MSBAT_API void msbat_neb_destroy(msbat_neb **neb);

/* moving[n_atoms]: 0 holds an atom still. MSBAT_ERR_MISMATCH if a still atom is not at the same place at both ends
 * (1e-6 angstrom); MSBAT_ERR_ARGUMENT if none moves. By default all move. */
MSBAT_API msbat_status msbat_neb_set_moving(msbat_neb *neb, int64_t n_atoms, const int64_t *moving);
/* Start position of image 1 ... n_images; x_ang[n], n = n_atoms * dimension. What the band had learned is forgotten. */
MSBAT_API msbat_status msbat_neb_set_image(msbat_neb *neb, int64_t image, int64_t n, const double *x_ang);
/* Position of image 0 ... n_images + 1. */
MSBAT_API msbat_status msbat_neb_get_image(const msbat_neb *neb, int64_t image, int64_t n, double *x_ang);

/* Options; also by name and text (msbat_neb_set_option(neb, "climbing", "0")). */
/* Spring constant [eV/angstrom^2], 1e-4 to 1e3, 1 by default. */
MSBAT_API msbat_status msbat_neb_set_spring(msbat_neb *neb, double value);
MSBAT_API msbat_status msbat_neb_get_spring(const msbat_neb *neb, double *value);
/* Softest over stiffest spring, 0.01 to 1: below 1 springs are weighted by energy, so that images crowd at the saddle.
 * 1 (equal springs) by default. */
MSBAT_API msbat_status msbat_neb_set_spring_ratio(msbat_neb *neb, double value);
MSBAT_API msbat_status msbat_neb_get_spring_ratio(const msbat_neb *neb, double *value);
/* Convergence: residual of the climbing image, and of the others perpendicular to the path [eV/angstrom], 1e-8 to 10;
 * 0.01 by default. */
MSBAT_API msbat_status msbat_neb_set_force_tolerance(msbat_neb *neb, double value);
MSBAT_API msbat_status msbat_neb_get_force_tolerance(const msbat_neb *neb, double *value);
/* 1 (default): the highest image climbs to the saddle. 0: none does; "saddle" below then means the highest image. */
MSBAT_API msbat_status msbat_neb_set_climbing(msbat_neb *neb, int64_t value);
MSBAT_API msbat_status msbat_neb_get_climbing(const msbat_neb *neb, int64_t *value);
/* 1: stop as soon as the climbing image has converged, whatever the rest of the band. 0 (default): all of the band. */
MSBAT_API msbat_status msbat_neb_set_saddle_only(msbat_neb *neb, int64_t value);
MSBAT_API msbat_status msbat_neb_get_saddle_only(const msbat_neb *neb, int64_t *value);
/* Most iterations of one run (each evaluates every image once), 1 to 1e6; 500 by default. */
MSBAT_API msbat_status msbat_neb_set_max_iterations(msbat_neb *neb, int64_t value);
MSBAT_API msbat_status msbat_neb_get_max_iterations(const msbat_neb *neb, int64_t *value);
/* Longest move of one atom in one iteration [angstrom], 1e-4 to 10; 0.2 by default. */
MSBAT_API msbat_status msbat_neb_set_max_step(msbat_neb *neb, double value);
MSBAT_API msbat_status msbat_neb_get_max_step(const msbat_neb *neb, double *value);
/* Ends with a larger residual [eV/angstrom] are refused by run; 0 (default) refuses none. */
MSBAT_API msbat_status msbat_neb_set_end_force_limit(msbat_neb *neb, double value);
MSBAT_API msbat_status msbat_neb_get_end_force_limit(const msbat_neb *neb, double *value);
MSBAT_API msbat_status msbat_neb_set_option(msbat_neb *neb, const char *name, const char *value);
MSBAT_API msbat_status msbat_neb_get_option(const msbat_neb *neb, const char *name, size_t size, char *value);

/* Relaxes the band until it has converged. Run again, it goes on from where it stands.
 * MSBAT_ERR_CONVERGENCE: max_iterations were not enough (the state can be read, and run called again).
 * MSBAT_ERR_CALLBACK: energy stopped, or failed again and again; the message names image and atom.
 * MSBAT_ERR_PHYSICS: an end above end_force_limit; no image is higher than both ends (no saddle between them);
 * or no direction of negative curvature is found at the converged climbing image (not a saddle).
 * MSBAT_CANCELLED by the progress callback. */
MSBAT_API msbat_status msbat_neb_run(msbat_neb *neb, msbat_energy_fn energy, void *user);

/* Results. energy_ev[n] of all n = n_images + 2 images; MSBAT_ERR_STATE before every image was evaluated. */
MSBAT_API msbat_status msbat_neb_get_energies(const msbat_neb *neb, int64_t n, double *energy_ev);
/* Length of the path from the first end to each of the n = n_images + 2 images [angstrom], in the space of all
 * coordinates. */
MSBAT_API msbat_status msbat_neb_get_lengths(const msbat_neb *neb, int64_t n, double *length_ang);
/* Energy of the saddle less that of the first (forward) and of the last image (backward) [eV], >= 0.
 * MSBAT_ERR_STATE unless converged. */
MSBAT_API msbat_status msbat_neb_get_barriers(const msbat_neb *neb, double *forward_ev, double *backward_ev);
/* Saddle: its image, energy [eV] and position x_ang[n], n = n_atoms * dimension; outputs may be NULL.
 * MSBAT_ERR_STATE unless converged. */
MSBAT_API msbat_status msbat_neb_get_saddle(const msbat_neb *neb, int64_t *image, double *energy_ev, int64_t n,
                                            double *x_ang);
/* Certificate: a negative curvature [eV/angstrom^2] at the saddle, along the path (central difference of 0.01
 * angstrom, two force calls) or, where that is not negative because the path bends between few images, along the
 * lowest direction of up to 20 Lanczos iterations from there. It bounds the lowest eigenvalue of the Hessian from
 * above. MSBAT_ERR_STATE unless converged with a climbing image. */
MSBAT_API msbat_status msbat_neb_get_curvature(const msbat_neb *neb, double *curvature);
/* Residuals [eV/angstrom] as in the convergence test: of the saddle, and of the worst image. MSBAT_ERR_STATE as for
 * energies. */
MSBAT_API msbat_status msbat_neb_get_residuals(const msbat_neb *neb, double *saddle, double *band);
/* Residuals of the two ends [eV/angstrom]. MSBAT_ERR_STATE before they were evaluated. */
MSBAT_API msbat_status msbat_neb_get_end_residuals(const msbat_neb *neb, double *first, double *last);
/* Calls of energy so far: for the images; for the two ends; for the certificate. Each may be NULL. */
MSBAT_API msbat_status msbat_neb_get_force_calls(const msbat_neb *neb, int64_t *images, int64_t *ends,
                                                 int64_t *certificate);
MSBAT_API msbat_status msbat_neb_get_iterations(const msbat_neb *neb, int64_t *iterations);
/* 1 if the last run converged (and, with a climbing image, was certified), else 0. */
MSBAT_API msbat_status msbat_neb_get_converged(const msbat_neb *neb, int64_t *converged);
/* What the callback returned last when it was not 0, else 0. */
MSBAT_API msbat_status msbat_neb_get_callback_code(const msbat_neb *neb, int *code);

/* ==== Hessians and frequencies ================================================================================= */
typedef struct msbat_hessian msbat_hessian;

/* Hessian to be filled, of n_atoms with dimension (1 to 3) coordinates each; mass_amu[n_atoms] > 0, below 1e4. */
MSBAT_API msbat_status msbat_hessian_create(msbat_context *ctx, int64_t n_atoms, int64_t dimension,
                                            const double *mass_amu, msbat_hessian **hessian);
MSBAT_API void msbat_hessian_destroy(msbat_hessian **hessian);

/* moving[n_atoms]: 0 holds an atom still; the Hessian then has dimension rows for each moving atom, in their order.
 * To be called before run or set_matrix, else MSBAT_ERR_STATE. MSBAT_ERR_ARGUMENT if none moves. */
MSBAT_API msbat_status msbat_hessian_set_moving(msbat_hessian *hessian, int64_t n_atoms, const int64_t *moving);
/* Displacement of the central differences [angstrom], 1e-5 to 0.5; 0.01 by default. */
MSBAT_API msbat_status msbat_hessian_set_step(msbat_hessian *hessian, double value);
MSBAT_API msbat_status msbat_hessian_get_step(const msbat_hessian *hessian, double *value);
/* 1 (default): Richardson extrapolation with twice the step, error of fourth order, four calls a coordinate; 0: two
 * calls. */
MSBAT_API msbat_status msbat_hessian_set_richardson(msbat_hessian *hessian, int64_t value);
MSBAT_API msbat_status msbat_hessian_get_richardson(const msbat_hessian *hessian, int64_t *value);
/* Rigid translations to project out: 0 (default; always with frozen atoms), or dimension (periodic crystals).
 * Frequencies fail with MSBAT_ERR_ARGUMENT for other values and for frozen atoms. */
MSBAT_API msbat_status msbat_hessian_set_zero_modes(msbat_hessian *hessian, int64_t value);
MSBAT_API msbat_status msbat_hessian_get_zero_modes(const msbat_hessian *hessian, int64_t *value);
MSBAT_API msbat_status msbat_hessian_set_option(msbat_hessian *hessian, const char *name, const char *value);
MSBAT_API msbat_status msbat_hessian_get_option(const msbat_hessian *hessian, const char *name, size_t size,
                                                char *value);

/* Fills the Hessian by central differences at x_ang[n], n = n_atoms * dimension, a stationary point.
 * MSBAT_ERR_CALLBACK (nothing is retried here: a step that cannot be evaluated is an error that names the
 * coordinate), MSBAT_CANCELLED. */
MSBAT_API msbat_status msbat_hessian_run(msbat_hessian *hessian, int64_t n, const double *x_ang,
                                         msbat_energy_fn energy, void *user);
/* Enters a Hessian [eV/angstrom^2], matrix[n n], n = dimension * moving atoms; it is symmetrised. */
MSBAT_API msbat_status msbat_hessian_set_matrix(msbat_hessian *hessian, int64_t n, const double *matrix);

/* All getters below: MSBAT_ERR_STATE before run or set_matrix.
 * The symmetrised Hessian [eV/angstrom^2], matrix[n n], n = dimension * moving atoms. */
MSBAT_API msbat_status msbat_hessian_get_matrix(const msbat_hessian *hessian, int64_t n, double *matrix);
/* Rows of the Hessian, and modes: rows less zero modes. Needs no filling. */
MSBAT_API msbat_status msbat_hessian_get_counts(const msbat_hessian *hessian, int64_t *rows, int64_t *modes);
/* Largest |H_ij - H_ji| before symmetrisation [eV/angstrom^2]: a measure of the error of the forces. */
MSBAT_API msbat_status msbat_hessian_get_asymmetry(const msbat_hessian *hessian, double *asymmetry);
/* Frequencies [THz] of all n modes, ascending; imaginary ones as negative numbers. */
MSBAT_API msbat_status msbat_hessian_get_frequencies(const msbat_hessian *hessian, int64_t n, double *frequency_thz);
/* Mode k of the same order: displacements of the n rows, in the mass-weighted scale of unit norm divided by the square
 * root of the masses [1/sqrt(amu)]. */
MSBAT_API msbat_status msbat_hessian_get_mode(const msbat_hessian *hessian, int64_t mode, int64_t n,
                                              double *displacement);
MSBAT_API msbat_status msbat_hessian_get_imaginary_count(const msbat_hessian *hessian, int64_t *count);
MSBAT_API msbat_status msbat_hessian_get_force_calls(const msbat_hessian *hessian, int64_t *calls);
MSBAT_API msbat_status msbat_hessian_get_callback_code(const msbat_hessian *hessian, int *code);

/* ==== rates ==================================================================================================== */
/* Attempt frequency [THz] by G. H. Vineyard, J. Phys. Chem. Solids 3 (1957) 121: product of the N real frequencies of
 * the minimum over the N - 1 real ones of the saddle, by logarithms. MSBAT_ERR_PHYSICS if the minimum has a negative
 * mode or the saddle not exactly one; MSBAT_ERR_SINGULAR if a mode vanishes (|eigenvalue| <= 1e-10 of the largest);
 * MSBAT_ERR_MISMATCH if atoms, masses, frozen atoms, zero modes or the difference scheme differ between the two. */
MSBAT_API msbat_status msbat_tst_get_vineyard(const msbat_hessian *minimum, const msbat_hessian *saddle,
                                              double *nu_thz);

/* Rate [THz] of one path: nu_thz exp(-barrier_ev / k T). nu_thz > 0, barrier_ev >= 0, temperature > 0 [K]. Messages
 * go to ctx, which may be NULL here and below. MSBAT_ERR_RANGE. */
MSBAT_API msbat_status msbat_tst_get_rate(const msbat_context *ctx, double nu_thz, double barrier_ev,
                                          double temperature, double *rate_thz);

/* Free energy [eV] of the last end less that of the first, as forward and backward attempt frequency and barrier
 * imply it: (forward - backward barrier) - k T ln(nu_forward / nu_backward) = -k T ln(rate_forward / rate_backward).
 * A network in which one nu stands for both directions carries the second term in its site energies.
 * MSBAT_ERR_RANGE. */
MSBAT_API msbat_status msbat_tst_get_free_energy(const msbat_context *ctx, double temperature, const double nu_thz[2],
                                                 const double barrier_ev[2], double *difference_ev);

/* Diffusivity [angstrom^2/ps] of equivalent hops, D = f z a^2 Gamma / (2 d): correlation factor f in [0, 1], z > 0
 * paths from a site, length_ang > 0 the length of a hop, rate_thz >= 0 the rate of ONE path (an ion that moves by
 * vacancies: times the chance that the site next to it is vacant), dimension d 1, 2 or 3 of the lattice on which the
 * hops run. MSBAT_ERR_RANGE. */
MSBAT_API msbat_status msbat_tst_get_diffusivity(const msbat_context *ctx, double correlation, double paths,
                                                 double length_ang,
                                                 double rate_thz, int64_t dimension, double *diffusivity);

/* ==== hop networks =============================================================================================
 * One independent carrier without blocking on sites 0 ... n_sites - 1 of a periodic cell. A hop joins two sites in
 * both directions with one saddle energy and one nu, so that detailed balance holds by construction. A site may be
 * joined to its own image, and two sites by several hops. Diffusivity: D = 1/2 sum_i p_i sum_j k_ij r r^T less the
 * correlation term (D. R. Trinkle, Phil. Mag. 96 (2016) 2714), by elimination without subtraction on the periodic
 * graph. */
typedef struct msbat_network msbat_network;

/* Sites with energies site_ev[n_sites] [eV] (free energies), n_sites 1 to 4096. */
MSBAT_API msbat_status msbat_network_create(msbat_context *ctx, int64_t n_sites, const double *site_ev,
                                            msbat_network **network);
MSBAT_API void msbat_network_destroy(msbat_network **network);

/* Hop between sites a and b: displacement_ang from a to the image of b that is reached; saddle_ev on the scale of the
 * site energies and not below either of them; nu_thz > 0. k_ab = nu exp(-(saddle - site a)/kT). MSBAT_ERR_RANGE;
 * MSBAT_ERR_ARGUMENT for a hop from a site to itself without displacement; MSBAT_ERR_STATE for a network made from
 * rates. */
MSBAT_API msbat_status msbat_network_add_hop(msbat_network *network, int64_t a, int64_t b,
                                             const double displacement_ang[3],
                                             double saddle_ev, double nu_thz);

/* Network from rates at one temperature [K]. Hop h joins sites[2h] to sites[2h+1] by displacement_ang[3h...];
 * rates_thz[2h] forward, rates_thz[2h+1] backward, both > 0. Site energies follow from the rates. MSBAT_ERR_BALANCE
 * if the product of forward over backward rates round a closed cycle of sites is not 1 (|ln| > 1e-6): the message
 * names the cycle. MSBAT_ERR_PHYSICS if sites fall into parts without a hop between them: rates do not say how the
 * carrier divides between the parts. */
MSBAT_API msbat_status msbat_network_create_from_rates(msbat_context *ctx, double temperature, int64_t n_sites,
                                                       int64_t n_hops,
                                                       const int64_t *sites, const double *displacement_ang,
                                                       const double *rates_thz, msbat_network **network);

/* Displacements that do not add up round a cycle are taken as a path through the cell only above this length
 * [angstrom], for each Cartesian component; 1e-9 to 1; 1e-6 by default. Directions without such a path have D = 0
 * exactly. */
MSBAT_API msbat_status msbat_network_set_closure_tolerance(msbat_network *network, double value);
MSBAT_API msbat_status msbat_network_get_closure_tolerance(const msbat_network *network, double *value);
MSBAT_API msbat_status msbat_network_set_option(msbat_network *network, const char *name, const char *value);
MSBAT_API msbat_status msbat_network_get_option(const msbat_network *network, const char *name, size_t size,
                                                char *value);

/* Number of sites and of hops (each counted once, not per direction). */
MSBAT_API msbat_status msbat_network_get_counts(const msbat_network *network, int64_t *n_sites, int64_t *n_hops);
/* Rates [THz] of hop (in the order added) in both directions. MSBAT_ERR_STATE below for a network made from rates, at
 * another temperature (relative difference > 1e-12). */
MSBAT_API msbat_status msbat_network_get_rates(const msbat_network *network, int64_t hop, double temperature,
                                               double *forward_thz, double *backward_thz);
/* Equilibrium probability p[n] of the n sites; the sum is 1. */
MSBAT_API msbat_status msbat_network_get_occupations(const msbat_network *network, double temperature, int64_t n,
                                                     double *p);
/* Diffusivity tensor [angstrom^2/ps], row-major, symmetric and positive semidefinite; over all parts of the network,
 * weighted by their probability. MSBAT_NO_PATH if all of it is 0. MSBAT_ERR_OVERFLOW if the rates span more than a
 * factor 1e250. */
MSBAT_API msbat_status msbat_network_get_diffusivity(const msbat_network *network, double temperature,
                                                     double tensor[9]);
/* Connected parts: their number, and the part (0, 1, ...) of each of the n sites; part may be NULL (then n = 0). */
MSBAT_API msbat_status msbat_network_get_parts(const msbat_network *network, int64_t *n_parts, int64_t n,
                                               int64_t *part);
/* Diffusivity tensor of a carrier that is in the given part, and the probability to be there. As get_diffusivity. */
MSBAT_API msbat_status msbat_network_get_part_diffusivity(const msbat_network *network, int64_t part,
                                                          double temperature,
                                                          double tensor[9], double *probability);

#ifdef __cplusplus
}
#endif
#endif
