/* msbat/homog.h - effective media: voxel images, effective conductivity, bounds, representative volume.
 *
 * Objects of this header:
 *   msbat_image     a segmented voxel image: n[0] x n[1] x n[2] labels of one byte, with voxel edge lengths (immutable)
 *   msbat_packing   a seeded generator of electrode microstructures (particles, pores, binder)
 *   msbat_homog     one image with a conductivity per label: effective tensors under four boundary conditions
 *   msbat_rev       the representative-volume table of one image and its verdict
 *
 * Axis 0 is the slowest: voxel (i, j, k) is labels[(i n[1] + j) n[2] + k], and its centre lies at
 * (i + 1/2, j + 1/2, k + 1/2) voxel edges. The image is n[a] voxels long along axis a. Conductivities are in [S/m],
 * but any unit serves as long as it is one for all labels (diffusivities [m^2/s], relative values): results come in
 * that unit, or relative to the reference conductivity.
 */
#ifndef MSBAT_HOMOG_H
#define MSBAT_HOMOG_H

#include "msbat/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- msbat_image ------------------------------------------------------------------------------------------------ */
typedef struct msbat_image msbat_image;

/* Image of n[0] n[1] n[2] voxels (each n 1 ... 2^20, at most 2^40 in all); labels are copied. voxel_m[3]: edge
 * lengths [m], > 0, ratio of the longest to the shortest at most 1000. MSBAT_ERR_NULL, MSBAT_ERR_RANGE,
 * MSBAT_ERR_OVERFLOW, MSBAT_ERR_MEMORY. */
MSBAT_API msbat_status msbat_image_create(msbat_context *ctx, const int64_t n[3], const uint8_t *labels,
                                          const double voxel_m[3], msbat_image **image);
/* Cube of n^3 voxels of edge voxel_m [m]: label 0 inside overlapping spheres, 1 in the pore between them. N =
 * round(-ln(pore_fraction) n^3 / (4/3 pi radius^3)) centres (periodic) from splitmix64 started at seed, three numbers
 * a centre; a voxel is solid when its own centre is at most radius [voxels, 0.5 ... n/2] from a sphere's. 0 <
 * pore_fraction < 1. n 1 ... 4096. The same bits on every machine: it is the generator of published check values (n
 * 128, radius 8, pore_fraction 0.4, seed 1: 896 spheres, fraction 0.391076). */
MSBAT_API msbat_status msbat_image_create_spheres(msbat_context *ctx, int64_t n, double radius, double pore_fraction,
                                                  uint64_t seed, double voxel_m, msbat_image **image);
/* Sub-image of size[3] voxels whose first voxel is origin[3]; must lie inside (MSBAT_ERR_RANGE). */
MSBAT_API msbat_status msbat_image_create_crop(const msbat_image *image, const int64_t origin[3], const int64_t size[3],
                                               msbat_image **crop);
MSBAT_API void msbat_image_destroy(msbat_image **image);
MSBAT_API msbat_status msbat_image_get_size(const msbat_image *image, int64_t n[3]);
MSBAT_API msbat_status msbat_image_get_voxel(const msbat_image *image, double voxel_m[3]);
MSBAT_API msbat_status msbat_image_get_labels(const msbat_image *image, const uint8_t **labels); /* owned by image */
/* Number of different labels that occur, and the index-th of them in ascending order. */
MSBAT_API msbat_status msbat_image_get_label_count(const msbat_image *image, int64_t *count);
MSBAT_API msbat_status msbat_image_get_label(const msbat_image *image, int64_t index, int64_t *label);
/* Volume fraction of a label 0 ... 255, 0 if it does not occur. */
MSBAT_API msbat_status msbat_image_get_fraction(const msbat_image *image, int64_t label, double *fraction);

/* ---- msbat_packing ---------------------------------------------------------------------------------------------- */
typedef struct msbat_packing msbat_packing;

/* Labels of a generated microstructure. */
#define MSBAT_LABEL_PORE 0
#define MSBAT_LABEL_ACTIVE 1
#define MSBAT_LABEL_BINDER 2

/* Generator of a periodic microstructure of n[0] n[1] n[2] cubic voxels of edge voxel_m [m]: spheres of log-normal
 * size, pushed apart until they overlap no more than allowed, grown by a common factor until the active fraction is
 * met to one voxel (ties apart); binder fills the pore next to the contacts between particles first. Reproducible by
 * seed (Philox). */
MSBAT_API msbat_status msbat_packing_create(msbat_context *ctx, const int64_t n[3], double voxel_m,
                                            msbat_packing **packing);
MSBAT_API void msbat_packing_destroy(msbat_packing **packing);
/* Median particle radius [m], default 8 voxels; 1 voxel to half of the shortest edge of the image. */
MSBAT_API msbat_status msbat_packing_set_radius(msbat_packing *packing, double radius_m);
MSBAT_API msbat_status msbat_packing_get_radius(const msbat_packing *packing, double *radius_m);
/* Standard deviation of ln(radius), 0 (default 0.2) to 0.6; radii are cut at two deviations. */
MSBAT_API msbat_status msbat_packing_set_spread(msbat_packing *packing, double spread);
MSBAT_API msbat_status msbat_packing_get_spread(const msbat_packing *packing, double *spread);
/* Volume fraction of the particles, default 0.5, 0.01 to 0.95. */
MSBAT_API msbat_status msbat_packing_set_active_fraction(msbat_packing *packing, double fraction);
MSBAT_API msbat_status msbat_packing_get_active_fraction(const msbat_packing *packing, double *fraction);
/* Volume fraction of the binder phase, default 0, up to 0.5. */
MSBAT_API msbat_status msbat_packing_set_binder_fraction(msbat_packing *packing, double fraction);
MSBAT_API msbat_status msbat_packing_get_binder_fraction(const msbat_packing *packing, double *fraction);
/* Particles may approach to (1 - overlap) times the sum of their radii: 0 (none) to 0.5, default 0.1. */
MSBAT_API msbat_status msbat_packing_set_overlap(msbat_packing *packing, double overlap);
MSBAT_API msbat_status msbat_packing_get_overlap(const msbat_packing *packing, double *overlap);
/* Seed, >= 0, default 1. */
MSBAT_API msbat_status msbat_packing_set_seed(msbat_packing *packing, int64_t seed);
MSBAT_API msbat_status msbat_packing_get_seed(const msbat_packing *packing, int64_t *seed);
/* The same options as text: "radius", "spread", "active_fraction", "binder_fraction", "overlap", "seed". */
MSBAT_API msbat_status msbat_packing_set_option(msbat_packing *packing, const char *name, const char *value);
MSBAT_API msbat_status msbat_packing_get_option(const msbat_packing *packing, const char *name, size_t size,
                                                char *value);
/* Makes the image (labels MSBAT_LABEL_...). MSBAT_ERR_PHYSICS when active + binder fraction exceeds 1 or the
 * particles cannot be packed that densely with the overlap allowed; MSBAT_CANCELLED. */
MSBAT_API msbat_status msbat_packing_run(msbat_packing *packing, msbat_image **image);
/* Particles of the last run: their count, and centre[3] and radius of one of them [m]. MSBAT_ERR_STATE before a run. */
MSBAT_API msbat_status msbat_packing_get_particle_count(const msbat_packing *packing, int64_t *count);
MSBAT_API msbat_status msbat_packing_get_particle(const msbat_packing *packing, int64_t index, double centre_m[3],
                                                  double *radius_m);

/* ---- msbat_homog ------------------------------------------------------------------------------------------------ */
typedef struct msbat_homog msbat_homog;

/* Boundary conditions. On one image KUBC >= PERIODIC >= SUBC as quadratic forms; MIXED is not ordered against PERIODIC.
 * (T. Kanit et al., Int. J. Solids Struct. 40 (2003) 3647.) */
typedef enum msbat_homog_condition {
    MSBAT_HOMOG_PERIODIC = 0, /* u = G.x + periodic: full tensor */
    MSBAT_HOMOG_KUBC = 1,     /* uniform gradient, u = G.x on the whole boundary: full tensor */
    MSBAT_HOMOG_SUBC = 2,     /* uniform flux through the boundary: full tensor; 0 along an axis whose faces an
                                 insulator touches */
    MSBAT_HOMOG_MIXED = 3,    /* potential fixed on the two faces normal to an axis, no flux through the sides: the
                                 diagonal only */
    MSBAT_HOMOG_CONDITION_INT_SIZED = 0x7fffffff
} msbat_homog_condition;

/* The image is retained. Every conductivity is 0 until it is set. */
MSBAT_API msbat_status msbat_homog_create(const msbat_image *image, msbat_homog **homog);
MSBAT_API void msbat_homog_destroy(msbat_homog **homog);
MSBAT_API msbat_status msbat_homog_get_image(const msbat_homog *homog, const msbat_image **image); /* owned by homog */
/* Conductivity of a label 0 ... 255 (whether or not it occurs), 0 or 1e-100 ... 1e100; forgets the results. The ratio
 * of the largest to the smallest conductivity that is not 0 must stay below 1e12 when solving (MSBAT_ERR_RANGE
 * there). */
MSBAT_API msbat_status msbat_homog_set_conductivity(msbat_homog *homog, int64_t label, double sigma);
MSBAT_API msbat_status msbat_homog_get_conductivity(const msbat_homog *homog, int64_t label, double *sigma);

/* Stop when the estimated error of each diagonal entry, relative to it, is below: 1e-12 ... 0.1, default 1e-4. */
MSBAT_API msbat_status msbat_homog_set_tolerance(msbat_homog *homog, double tolerance);
MSBAT_API msbat_status msbat_homog_get_tolerance(const msbat_homog *homog, double *tolerance);
/* Most iterations of a load case, 1 ... 1e6, default 2000; when they do not suffice the call gives
 * MSBAT_ERR_CONVERGENCE. */
MSBAT_API msbat_status msbat_homog_set_max_iterations(msbat_homog *homog, int64_t max_iterations);
MSBAT_API msbat_status msbat_homog_get_max_iterations(const msbat_homog *homog, int64_t *max_iterations);
/* 1 declares the medium statistically isotropic: a diagonal entry outside the Hashin-Shtrikman bounds is then logged
 * as a warning. Default 0. */
MSBAT_API msbat_status msbat_homog_set_isotropic(msbat_homog *homog, int64_t isotropic);
MSBAT_API msbat_status msbat_homog_get_isotropic(const msbat_homog *homog, int64_t *isotropic);
/* The same options as text: "tolerance", "max_iterations", "isotropic". */
MSBAT_API msbat_status msbat_homog_set_option(msbat_homog *homog, const char *name, const char *value);
MSBAT_API msbat_status msbat_homog_get_option(const msbat_homog *homog, const char *name, size_t size, char *value);

/* Effective tensor under a boundary condition; the results stay in the handle, one set for each condition, until a
 * conductivity changes. Finite volumes on the voxels: harmonic face values, boundary faces half a voxel away;
 * zero-conductivity voxels carry no unknown and connected parts that can carry no current are left out before
 * (percolation), so that a direction without a path is exactly 0. Conjugate gradients preconditioned by multigrid on
 * the components inside 2 x 2 x 2 blocks; the stop test is on the error of the tensor entry itself (energy norm: M.
 * R. Hestenes, E. Stiefel, J. Res. Natl. Bur. Stand. 49 (1952) 409, eq. 6:1). MSBAT_OK; MSBAT_NO_PATH: one direction
 * or more is exactly 0, results are written; MSBAT_ERR_CONVERGENCE, MSBAT_ERR_MEMORY, MSBAT_CANCELLED (earlier
 * results of the condition are gone); MSBAT_ERR_INTERNAL if the result violates Wiener's bounds. */
MSBAT_API msbat_status msbat_homog_solve(msbat_homog *homog, msbat_homog_condition condition);
/* MIXED along one axis 0, 1, 2 only; other axes solved before stay. */
MSBAT_API msbat_status msbat_homog_solve_mixed(msbat_homog *homog, int64_t axis);

/* ---- Results of the condition solved: MSBAT_ERR_STATE if it (or the axis) was not. ---- */
/* Effective tensor, absolute, symmetric. MIXED: off-diagonal entries are written as 0 (not determined); needs all
 * three axes. */
MSBAT_API msbat_status msbat_homog_get_tensor(const msbat_homog *homog, msbat_homog_condition condition,
                                              double sigma[9]);
/* The tensor over the reference conductivity sigma_0, the largest conductivity of any label that occurs. */
MSBAT_API msbat_status msbat_homog_get_relative(const msbat_homog *homog, msbat_homog_condition condition,
                                                double relative[9]);
/* One diagonal entry, absolute. */
MSBAT_API msbat_status msbat_homog_get_component(const msbat_homog *homog, msbat_homog_condition condition,
                                                 int64_t axis, double *sigma);
/* sigma_0: the largest conductivity of any label that occurs, 0 when nothing conducts. */
MSBAT_API msbat_status msbat_homog_get_reference(const msbat_homog *homog, double *sigma);
/* Estimated error of the diagonal entry of axis relative to it (0 without a path), and the iterations its load case
 * took; either may be NULL. */
MSBAT_API msbat_status msbat_homog_get_error(const msbat_homog *homog, msbat_homog_condition condition, int64_t axis,
                                             double *relative_error, int64_t *iterations);
/* Residuals, dimensionless, of order sqrt(tolerance contrast); either may be NULL. flux: (largest - smallest)/mean flux
 * through the sections normal to the load, the worst axis; under KUBC the net flux out of the boundary over the
 * total. symmetry: largest |F_ab - F_ba| / largest |F| of the mean-flux tensor F, 0 under MIXED. (The tensor itself
 * is the symmetric energy form, whose error is of second order in these.) */
MSBAT_API msbat_status msbat_homog_get_residuals(const msbat_homog *homog, msbat_homog_condition condition,
                                                 double *flux, double *symmetry);
/* Fraction of the image that conducts (sigma > 0). */
MSBAT_API msbat_status msbat_homog_get_conducting(const msbat_homog *homog, double *fraction);
/* Part of the conducting voxels, 0 ... 1, that belongs to components which connect along axis under the condition; 1
 * minus it is unconnected. */
MSBAT_API msbat_status msbat_homog_get_connected(const msbat_homog *homog, msbat_homog_condition condition,
                                                 int64_t axis, double *fraction);
/* Tortuosity factor tau = eps sigma_0/sigma_eff along axis, eps the whole conducting fraction. MSBAT_NO_PATH when
 * sigma_eff is 0: tau is not written. MSBAT_ERR_PHYSICS when labels conduct differently: there is no one sigma_0. */
MSBAT_API msbat_status msbat_homog_get_tortuosity(const msbat_homog *homog, msbat_homog_condition condition,
                                                  int64_t axis, double *tau);
/* Potential at the n voxel centres (n the number of voxels, order of the labels) of the load along axis, for the
 * condition solved last: rises by about 1 from the low to the high face; NaN in voxels that carry no unknown.
 * MSBAT_ERR_STATE when another condition was solved since; MSBAT_NO_PATH (nothing written) for an axis without a
 * path. */
MSBAT_API msbat_status msbat_homog_get_potential(const msbat_homog *homog, msbat_homog_condition condition,
                                                 int64_t axis, int64_t n, double *potential);

/* ---- Bounds, from the fractions and conductivities alone, absolute. ---- */
/* Series and parallel connection: hold for every tensor (O. Wiener, Abh. Saechs. Ges. Wiss. 32 (1912) 507). */
MSBAT_API msbat_status msbat_homog_get_wiener(const msbat_homog *homog, double *lower, double *upper);
/* Isotropic media of any number of phases (Z. Hashin, S. Shtrikman, J. Appl. Phys. 33 (1962) 3125, eqs. 3.21-3.23). */
MSBAT_API msbat_status msbat_homog_get_hashin_shtrikman(const msbat_homog *homog, double *lower, double *upper);
/* 1 if each diagonal entry lies within the Hashin-Shtrikman bounds to its estimated error, else 0: says nothing
 * unless the medium is isotropic. */
MSBAT_API msbat_status msbat_homog_check_hashin_shtrikman(const msbat_homog *homog, msbat_homog_condition condition,
                                                          int64_t *inside);
/* Smallest eigenvalues of KUBC - PERIODIC and PERIODIC - SUBC over the trace/3 of KUBC: >= 0 but for the tolerance.
 * All three must have been solved. MSBAT_ERR_INTERNAL (written all the same) when one is below minus the
 * tolerance. */
MSBAT_API msbat_status msbat_homog_check_order(const msbat_homog *homog, double margin[2]);

/* Correlation length [m] of the conductivity field: integral of its normalised covariance along an axis up to the
 * first zero (at most half of the image), the largest over the axes. 0 for a uniform image. */
MSBAT_API msbat_status msbat_homog_get_correlation_length(const msbat_homog *homog, double *length_m);

/* ---- msbat_rev -------------------------------------------------------------------------------------------------- */
typedef struct msbat_rev msbat_rev;

/* What the verdict names: the criteria that fail, added up; 0 = representative. */
#define MSBAT_REV_SCALE 1     /* edge >= correlation_lengths times the correlation length */
#define MSBAT_REV_SCATTER 2   /* standard deviation over samples / mean <= scatter */
#define MSBAT_REV_CONDITION 4 /* spread over boundary conditions <= condition_spread */

/* Table for the image and conductivities that homog has now; homog is retained and not changed. The value judged is
 * trace/3. */
MSBAT_API msbat_status msbat_rev_create(const msbat_homog *homog, msbat_rev **rev);
MSBAT_API void msbat_rev_destroy(msbat_rev **rev);
/* Edges of the cubes [voxels], n 1 ... 64, strictly increasing, >= 2 and at most the shortest edge of the image.
 * Without this call: the shortest edge and its halves down to 8 voxels. */
MSBAT_API msbat_status msbat_rev_set_sizes(msbat_rev *rev, int64_t n, const int64_t *voxels);
/* Thresholds: defaults 10, 0.05, 0.05. */
MSBAT_API msbat_status msbat_rev_set_correlation_lengths(msbat_rev *rev, double correlation_lengths);
MSBAT_API msbat_status msbat_rev_get_correlation_lengths(const msbat_rev *rev, double *correlation_lengths);
MSBAT_API msbat_status msbat_rev_set_scatter(msbat_rev *rev, double scatter);
MSBAT_API msbat_status msbat_rev_get_scatter(const msbat_rev *rev, double *scatter);
MSBAT_API msbat_status msbat_rev_set_condition_spread(msbat_rev *rev, double condition_spread);
MSBAT_API msbat_status msbat_rev_get_condition_spread(const msbat_rev *rev, double *condition_spread);
/* Most cubes of one size, spread evenly over the partition of the image: 1 ... 1e6, default 8. */
MSBAT_API msbat_status msbat_rev_set_max_samples(msbat_rev *rev, int64_t max_samples);
MSBAT_API msbat_status msbat_rev_get_max_samples(const msbat_rev *rev, int64_t *max_samples);
/* Relative tolerance of the solves, default 1e-3. */
MSBAT_API msbat_status msbat_rev_set_tolerance(msbat_rev *rev, double tolerance);
MSBAT_API msbat_status msbat_rev_get_tolerance(const msbat_rev *rev, double *tolerance);
/* The same options as text: "correlation_lengths", "scatter", "condition_spread", "max_samples", "tolerance". */
MSBAT_API msbat_status msbat_rev_set_option(msbat_rev *rev, const char *name, const char *value);
MSBAT_API msbat_status msbat_rev_get_option(const msbat_rev *rev, const char *name, size_t size, char *value);

/* Cuts the image into cubes of each size, solves each under KUBC, PERIODIC and MIXED (and SUBC when no label
 * insulates); a cube without a path counts as 0. A cube of an image is not periodic: PERIODIC closes it on itself.
 * MSBAT_CANCELLED and errors of msbat_homog_solve leave the table empty. */
MSBAT_API msbat_status msbat_rev_run(msbat_rev *rev);

/* ---- The table: one row a size, ascending. MSBAT_ERR_STATE before a run. ---- */
MSBAT_API msbat_status msbat_rev_get_row_count(const msbat_rev *rev, int64_t *count);
/* Edge [voxels], cubes solved, mean conducting fraction; each may be NULL. */
MSBAT_API msbat_status msbat_rev_get_row(const msbat_rev *rev, int64_t row, int64_t *edge, int64_t *samples,
                                         double *conducting);
/* Mean and standard deviation (n - 1; 0 for one sample) over the cubes of trace/3 relative to sigma_0.
 * MSBAT_ERR_STATE when the condition was not solved (SUBC with an insulating label). Either may be NULL. */
MSBAT_API msbat_status msbat_rev_get_statistics(const msbat_rev *rev, int64_t row, msbat_homog_condition condition,
                                                double *mean, double *deviation);
/* The three measures of a row: edge / correlation length; standard deviation / mean of PERIODIC (from the row itself
 * with 2 samples or more, else carried over from the largest size that has them with the exponent -3/2 of the edge;
 * infinite when there is none); (largest - smallest)/mean over the conditions. failed: criteria that fail. Each may
 * be NULL. */
MSBAT_API msbat_status msbat_rev_get_measures(const msbat_rev *rev, int64_t row, double *correlation_lengths,
                                              double *scatter, double *condition_spread, int64_t *failed);
/* Verdict: edge [voxels] of the smallest size from which on every row passes and failed = 0; or the largest size and
 * the criteria that fail there. text: the same in words, owned by rev. Each may be NULL. */
MSBAT_API msbat_status msbat_rev_get_verdict(const msbat_rev *rev, int64_t *edge, int64_t *failed, const char **text);
/* Correlation length of the whole image [m]. */
MSBAT_API msbat_status msbat_rev_get_correlation_length(const msbat_rev *rev, double *length_m);

#ifdef __cplusplus
}
#endif
#endif
