/* ce_impl.h - what the files of this module share. */
#ifndef MSBAT_CE_IMPL_H
#define MSBAT_CE_IMPL_H

#include "base/base_impl.h"
#include "msbat/ce.h"

#define MSBAT__CE_POINTS 8          /* most points of a cluster */
#define MSBAT__CE_CLUSTERS 200000   /* most clusters per host cell */
#define MSBAT__CE_FREEDOM 1e-6      /* structures less parameters, below which the residuals tell no error */

/* An active site: sublattice (site of the host) and cell. */
typedef struct msbat__ce_point {
    int32_t sub;
    int32_t off[3];
} msbat__ce_point;

/* One cluster up to lattice translations; unused points are zero, so that memcmp compares. */
typedef struct msbat__ce_cluster {
    int32_t orbit;
    int32_t n;
    msbat__ce_point p[MSBAT__CE_POINTS];
} msbat__ce_cluster;

typedef struct msbat__ce_orbit {
    int64_t n_points, multiplicity, first; /* first of its clusters, which stand together */
    double length;                         /* [angstrom] */
} msbat__ce_orbit;

/* What a fit leaves: arrays over the structures (m) and the orbits (p). Energies per site in eV. */
typedef struct msbat__ce_result {
    int64_t m, p, rank;
    double condition, ridge, parameters, loo, rms, kfold;
    double *residual, *left_out, *leverage, *covariance;
} msbat__ce_result;

struct msbat_ce {
    msbat__handle handle;
    msbat_crystal *host;
    int64_t filled, empty;
    double tolerance, cell[9];
    int64_t n_sub, n_active;
    double *frac;            /* [n_sub][3] */
    int64_t *species;        /* [n_sub] of the host as given */
    int64_t *rank;           /* [n_sub] number among the active sublattices, or -1 */
    int64_t n_orbits, n_clusters;
    msbat__ce_orbit *orbits; /* orbit 0: the empty cluster, without entry in clusters */
    msbat__ce_cluster *clusters;
    int64_t n_points;        /* distinct points of all clusters, so that each is looked up once a cell */
    msbat__ce_point *points;
    int32_t *slots;          /* [n_clusters][MSBAT__CE_POINTS] index into points */
    double *eci;
    msbat__ce_result *fit;   /* NULL without */
    int64_t n_rotations;     /* proper rotations of the host's space group, on row vectors: m' = m . rotation */
    int64_t *rotations;
    double ridge;
    int64_t folds, seed;
};

typedef struct msbat__ce_structure {
    msbat_supercell *supercell;
    int64_t n_sites, n_cells, n_filled;
    int8_t *occupation;
    int64_t *sums;           /* [n_orbits] sums of cluster products */
    double energy, weight, rms, max, strain;
} msbat__ce_structure;

struct msbat_training {
    msbat__handle handle;
    msbat_ce *ce;
    int64_t n, capacity;
    msbat__ce_structure *structures;
    double max_displacement, max_strain;
};

/* ce_orbit.c: fills orbits and clusters (and rotations) of ce. */
msbat_status msbat__ce_find_orbits(msbat_ce *ce, int64_t n_cutoffs, const double *cutoffs);
double msbat__ce_cluster_length(const msbat_ce *ce, const msbat__ce_cluster *cluster);

/* ce_lattice.c: collects points and slots of ce. */
msbat_status msbat__ce_collect_points(msbat_ce *ce);
msbat_status msbat__ce_check_supercell(const msbat_ce *ce, const char *function, const msbat_supercell *supercell,
                                       int64_t *n_cells);
msbat_status msbat__ce_check_occupation(const msbat_ce *ce, const char *function, const msbat_supercell *supercell,
                                        int64_t n, const int8_t *occupation, int64_t *n_cells);
/* Sums of the cluster products over the supercell, sums[n_orbits]; arguments are checked already. */
msbat_status msbat__ce_sum_clusters(const msbat_ce *ce, const msbat_supercell *supercell, int64_t n_cells,
                                    const int8_t *occupation, int64_t *sums);
/* The same in work, [n_points] of the caller's. */
void msbat__ce_sum_clusters_in(const msbat_ce *ce, const msbat_supercell *supercell, int64_t n_cells,
                               const int8_t *occupation, int8_t *work, int64_t *sums);
bool msbat__ce_same_orbits(const msbat_ce *a, const msbat_ce *b);

/* ce_cell.c: supercells of host whose lattice resembles that of cell within the strain, distinct under the
 * rotations, by increasing strain; matches[*n] is allocated. */
typedef struct msbat__ce_match {
    int64_t matrix[9], key[9];
    double strain;
} msbat__ce_match;
msbat_status msbat__ce_match_cells(const msbat_ce *ce, const double cell[9], int64_t n_cells, double max_strain,
                                   int64_t *n, msbat__ce_match **matches);
/* Reduced basis (short vectors): reduced = transform . cell, transform unimodular. */
void msbat__ce_reduce(const double cell[9], double reduced[9], int64_t transform[9]);
void msbat__ce_invert_integer(const int64_t a[9], int64_t inverse[9]); /* of a unimodular matrix */
double msbat__ce_determinant(const double a[9]);

/* ce_map.c */
msbat_status msbat__ce_map(const msbat_training *training, const char *function, const msbat_crystal *structure,
                           msbat__ce_structure *mapped);
/* ce_assign.c: least-cost assignment of n rows to m >= n columns; column[n]. cost[n][m] */
msbat_status msbat__ce_assign(const msbat_context *ctx, int64_t n, int64_t m, const double *cost, int64_t *column);

/* ce_report.c: MSBAT_ERR_STATE unless there is a fit that tells errors. */
msbat_status msbat__ce_need_errors(const msbat_ce *ce, const char *function);
void msbat__ce_result_free(const msbat_context *ctx, msbat__ce_result **result);

#endif
