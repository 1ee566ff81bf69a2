/* ce_mc_impl.h - the Monte Carlo object, shared by its files. */
#ifndef MSBAT_CE_MC_IMPL_H
#define MSBAT_CE_MC_IMPL_H

#include "ce_impl.h"

/* Interactions of the sites of one active sublattice, in quanta of energy. The local field of site i is
 *     h_i = own + sum_k pair[k] s_k + sum triple V s_a s_b + ...,   dE of its flip = -2 s_i h_i,
 * over n_slots neighbour sites (slots), which the supercell has wrapped and merged. */
typedef struct msbat__mc_triple {
    int32_t a, b; /* slots */
    int64_t v;
} msbat__mc_triple;

typedef struct msbat__mc_many {
    int32_t n, slot[MSBAT__CE_POINTS - 1];
    int64_t v;
} msbat__mc_many;

typedef struct msbat__mc_table {
    int64_t own, n_slots, n_triples, n_many;
    int64_t *pair;             /* [n_slots], 0 where a slot is in larger clusters only */
    msbat__mc_triple *triples;
    msbat__mc_many *many;
    msbat__ce_point *slots;    /* [n_slots] relative to the cell of the site */
} msbat__mc_table;

enum { MSBAT__MC_IDLE = 0, MSBAT__MC_OPEN = 1, MSBAT__MC_CLOSED = 2, MSBAT__MC_ISOTHERM = 3 };

/* Numbers of the state, written to checkpoints as they are: 8 bytes each. */
typedef struct msbat__mc_head {
    int64_t task;                    /* what msbat_mc_resume continues */
    int64_t sweeps, done;            /* of the run; equilibration sweeps included */
    int64_t skip;                    /* its equilibration sweeps */
    int64_t trials, accepted;        /* since sampling began */
    double temperature, mu;          /* [K], [eV] */
    int64_t n_filled, n_samples, n_corr;
    int64_t listed;                  /* list is valid */
    int64_t iso_n, iso_walk, iso_point, iso_target, iso_complete;
    double iso_temperature;
} msbat__mc_head;

/* One walk of an isotherm, in ascending mu: rows of MSBAT__MC_COLUMNS numbers. */
enum {
    MSBAT__MC_MEAN,      /* x */
    MSBAT__MC_MEAN_ERROR,
    MSBAT__MC_E,         /* [eV per site] */
    MSBAT__MC_VAR,       /* var N / sites */
    MSBAT__MC_G,         /* Gamma */
    MSBAT__MC_G_ERROR,
    MSBAT__MC_KEPT,      /* samples */
    MSBAT__MC_PRECISE,   /* 1: precision was reached */
    MSBAT__MC_COLUMNS
};

enum { MSBAT__MC_MOST_SWEEPS = 1000000000 }; /* of an option, and of a point that a checkpoint holds */

struct msbat_mc {
    msbat__handle handle;
    msbat_ce *ce;
    msbat_supercell *supercell;
    double *eci;                     /* [n_orbits] as they were at creation */
    double quantum;                  /* [eV] */
    int64_t n, n_cells, width;       /* active sites; cells; most slots of a table */
    msbat__mc_table *tables;         /* [n_active] */
    int32_t *neighbours;             /* [n][width] */
    int64_t *work;                   /* [2 width] */
    int64_t *sums;                   /* [n_orbits] of the clusters, when they are counted */
    int8_t *occupation, *points;     /* [n], [n_points] for that */
    /* state */
    msbat__mc_head head;
    msbat__rng rng;
    int8_t *spin;                    /* [n] +1 or -1 */
    int64_t *field, energy;          /* [n], of the whole cell without V0, in quanta */
    int32_t *list;                   /* [n] the filled sites, then the empty ones, during canonical runs */
    double *samples;                 /* [n_samples][2]: N, E [eV] */
    double *corr;                    /* [n_corr][n_orbits] */
    double *iso_mu;                  /* [iso_n] as given */
    double *iso_walks;               /* [2][iso_n][MSBAT__MC_COLUMNS] */
    double *iso_result;              /* [iso_n][6] in the order given: x, error, E, Gamma, error, flags */
    int64_t samples_capacity, corr_capacity;
    /* options */
    int64_t seed, equilibration, min_sweeps, max_sweeps, correlation_interval;
    double precision;
};

/* ce_mc_table.c */
msbat_status msbat__mc_build_tables(msbat_mc *mc);
void msbat__mc_free_tables(msbat_mc *mc);
/* Sums of all clusters of the present spins, into mc->sums. */
void msbat__mc_sum_clusters(msbat_mc *mc);
/* Fields and energy of the present spins, from scratch. Needs no memory: no spins are ever without their fields. */
void msbat__mc_recompute(msbat_mc *mc);

/* ce_mc_run.c: runs the task in head to its end. */
msbat_status msbat__mc_continue(msbat_mc *mc);
/* Sweeps at head.mu and head.temperature, open (flips) or closed (exchanges), each followed by a sample if sample
   is true and counted in head.done. A sweep for whose sample there is no memory is not begun. */
msbat_status msbat__mc_sweep(msbat_mc *mc, int64_t sweeps, bool open, bool sample);
double msbat__mc_energy(const msbat_mc *mc); /* [eV] */
/* ce_mc_isotherm.c */
msbat_status msbat__mc_continue_isotherm(msbat_mc *mc);

/* ce_series.c: of n values (stride apart) the mean; its standard error and integrated autocorrelation time (may be
 * NULL) by Wolff's automatic window. */
void msbat__series_average(int64_t n, int64_t stride, const double *values, double *mean, double *error, double *tau);

typedef struct msbat__mc_moments {
    double mean, mean_error, mean_tau;   /* of N or E */
    double var, var_error, var_tau;      /* its variance */
    double gamma, gamma_error, gamma_tau; /* mean / variance, infinite when that is 0 */
} msbat__mc_moments;
/* Column 0 (N) or 1 (E) of the samples from first on. */
msbat_status msbat__mc_find_moments(const msbat_mc *mc, int64_t first, int column, msbat__mc_moments *moments);

#endif
