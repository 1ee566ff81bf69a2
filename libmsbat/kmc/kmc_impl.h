/* kmc_impl.h - what the files of kmc share; used by no other module.
 *
 * Energies. Every ECI and E_KRA is rounded once to a multiple of 2^-50 eV and kept as int64_t, so that sums do not
 * depend on their order: fields that are updated for 1e10 events equal those computed afresh.
 *   field(k) = sum over clusters with k of V prod of the other s: E changes by 2 field(k) when s_k goes -1 -> +1
 *   bond(i,j) = sum over clusters with i and j of V prod of the other s
 *   half(i->j) = field(j) - field(i) - 2 bond(i,j) = dE/2 of a hop from i (s = +1) to j (s = -1)
 * Tables are made for one site per sublattice and moved by host lattice vectors: offsets that differ by a vector
 * of the supercell name the same site, and squares s^2 are taken out before anything else, so short supercells are
 * exact. */
#ifndef MSBAT_KMC_IMPL_H
#define MSBAT_KMC_IMPL_H

#include "base/base_impl.h"
#include "msbat/kmc.h"

#define KMC_QUANTUM 0x1p-50   /* [eV] */
#define KMC_MAX_POINTS 8
#define KMC_MAX_COMMON 32
#define KMC_MAX_LEVELS 48
#define KMC_QUANTITIES 4      /* the public three, and the uncorrelated D = G/(2N) */
#define KMC_COMPONENTS 8      /* xx xy xz yy yz zz, (xx + yy)/2, trace/3 */
#define KMC_FAN 8             /* children of a node of the sum tree */
#define KMC_MAX_DEPTH 12

typedef struct kmc_cluster {
    int64_t eci;               /* [quanta] */
    int64_t n;
    int64_t points[KMC_MAX_POINTS][4];
} kmc_cluster;

/* A directed hop from sublattice from in cell 0. Paths are sorted by from, so that those of a site are contiguous. */
typedef struct kmc_path {
    int64_t hop_class, from, to, offset[3];
    int64_t reverse;           /* path of the way back */
    int64_t n_common;
    int64_t common[KMC_MAX_COMMON][4];
    double length;             /* [angstrom] */
    double dr[3];              /* [angstrom], components without a percolating way taken out */
} kmc_path;

typedef struct kmc_class {
    int64_t n_common, n_paths; /* n_paths: undirected, per host cell */
    double length;
    bool set;
    int64_t kra[KMC_MAX_COMMON + 1]; /* [quanta] */
    double nu[KMC_MAX_COMMON + 1];   /* [THz] */
} kmc_class;

/* Lists for a site of one sublattice; "local" numbers count its neighbours (kmc_type.neighbour). */
typedef struct kmc_term {      /* field: eci times the product of n locals */
    int64_t eci;
    int32_t n, local[KMC_MAX_POINTS - 1];
} kmc_term;
typedef struct kmc_bond_term { /* bond of hop slot of site local changes by eci times the product of n other locals */
    int64_t eci;
    int32_t site, slot, n, local[KMC_MAX_POINTS - 3];
} kmc_bond_term;
typedef struct kmc_count_term { /* this site is next to both ends of hop slot of site local */
    int32_t site, slot;
} kmc_count_term;

typedef struct kmc_type {
    int64_t sublattice;        /* site of the crystal */
    int64_t first_path, n_paths;
    int64_t field0;            /* field of clusters of this one site */
    int64_t n_neighbours, n_terms, n_pairs, n_bond_terms, n_count_terms, n_dependents;
    int64_t cap_neighbours, cap_terms, cap_bond_terms, cap_count_terms, cap_dependents;
    int64_t (*neighbour)[4];   /* active sublattice and offset */
    int64_t (*dependent)[4];   /* sites whose outgoing rates depend on this one, itself included */
    kmc_term *terms;           /* those with one local first: n_pairs */
    kmc_bond_term *bond_terms;
    kmc_count_term *count_terms;
} kmc_type;

typedef struct kmc_slot {      /* one way out of a site, next to each other for one cache line */
    int64_t bond;              /* [quanta] */
    int32_t target;            /* -1 where there is no such way */
    int32_t common;            /* how many of the sites next to both ends are occupied */
} kmc_slot;

/* Mean and sum of squared deviations (B. P. Welford, Technometrics 4 (1962) 419). */
typedef struct kmc_moments {
    double n, mean[KMC_QUANTITIES][KMC_COMPONENTS], m2[KMC_QUANTITIES][KMC_COMPONENTS];
} kmc_moments;

typedef struct kmc_level {
    kmc_moments window, extrapolated; /* of D(t), and of 2 D(2t) - D(t) over pairs of windows */
    /* of the open window: integrals of sum k dr and of sum k dr dr, displacement of all ions */
    double jump[3], rate2[6], moved[3];
    double first[KMC_QUANTITIES][KMC_COMPONENTS]; /* D of the first window of a pair */
    int64_t children;          /* complete windows of the level below in the open one: 0 or 1 */
    int32_t *start;            /* per ion: offset[3] and sublattice where the open window began */
} kmc_level;

struct msbat_kmc {
    msbat__handle handle;
    msbat_supercell *supercell;
    const msbat_crystal *crystal; /* owned by supercell */
    msbat_ce *ce;                 /* or NULL */

    /* model */
    int64_t n_sub, n_types, n_cells, n_sites;
    int64_t *type_of_sub;         /* n_sub, -1 where the ion cannot be */
    kmc_type *types;
    int64_t n_clusters, cap_clusters;
    kmc_cluster *clusters;
    int64_t n_paths, cap_paths, n_classes, cap_classes;
    kmc_path *paths;
    kmc_class *classes;
    double open[9];               /* projector on the directions that have a percolating way */
    msbat_kmc_barrier_fn model;
    void *model_user;

    /* options */
    double temperature, window_ps;
    int64_t seed;

    /* tables, valid when compiled */
    bool compiled;
    int64_t width, slots, depend; /* strides of the next arrays */
    int32_t *neighbour;           /* n_sites x width */
    kmc_slot *slot;               /* n_sites x slots; target is part of the tables, the rest of the state */
    int32_t *dependent;           /* n_sites x depend, ended by -1 */
    int64_t *local_delta;         /* width */
    int8_t *local_spin;           /* width */
    int64_t *class_row;           /* n_paths: first entry of the hop's class in the next two */
    int64_t *kra_table;           /* n_classes x (KMC_MAX_COMMON + 1) [quanta] */
    double *nu_table;             /* two for each: for a vacant target, and 0 for an occupied one */

    /* configuration */
    bool occupied;                /* set_occupation was called */
    int64_t n_ions;
    int8_t *spin, *occupation;    /* n_sites */
    int32_t *ion_at;              /* n_sites, -1 when vacant */
    int32_t *position;            /* per ion: offset[3] since the start, and sublattice */
    int32_t *origin;              /* per ion: its sublattice at the start */
    int32_t *site_of;             /* per ion */
    int64_t events;
    double time, next_time;       /* [ps] */
    int64_t has_next;             /* next_time is drawn */
    msbat__rng rng;

    /* rates, valid when fresh */
    bool fresh;
    double fresh_temperature, beta; /* beta: 1/kT per quantum */
    int64_t *field;               /* n_sites */
    int16_t *vacant;              /* n_sites: how many ways out of each lead to a vacant site */
    double *rate;                 /* n_sites x slots */
    double *path_rate;            /* n_paths: sum over all possible hops along each path */
    double *tree[KMC_MAX_DEPTH];
    int64_t tree_size[KMC_MAX_DEPTH], depth;
    double total;
    int64_t stamp;
    int64_t *node_stamp[KMC_MAX_DEPTH];
    int32_t *dirty, *dirty_next;  /* n_sites (+ padding) */
    double *batch_x, *batch_nu;   /* slots of the dirty sites, + padding */

    /* statistics */
    bool counting;
    double window, window_end;    /* [ps] */
    int64_t window_fixed;         /* the user chose the window */
    int64_t window_events, window_count; /* since the window length was last changed */
    double counted;               /* time up to which the averages go */
    double *path_time;            /* n_paths: integral of path_rate over the open window */
    int64_t *path_hops;           /* n_paths: events in the open window */
    int64_t n_levels;
    kmc_level *levels[KMC_MAX_LEVELS];

    char *checkpoint_path;
    int64_t checkpoint_events;
};

static inline const kmc_type *msbat__kmc_type(const msbat_kmc *kmc, int64_t site)
{
    return &kmc->types[kmc->n_types == 1 ? 0 : site % kmc->n_types];
}

/* kmc.c */
int64_t msbat__kmc_site(const msbat_kmc *kmc, int64_t cell_site, const int64_t where[4]);
double msbat__kmc_energy(const msbat_kmc *kmc, const int8_t *occupation);
double msbat__kmc_kt(const msbat_kmc *kmc);

/* kmc_hops.c: reports MSBAT_ERR_STATE unless there are hops and all classes have barriers (or a model). */
msbat_status msbat__kmc_require_model(const msbat_kmc *kmc, const char *function, msbat_kmc_barrier_fn model);
/* No hop of the class ever happens: every nu is 0, and no model of the caller's says otherwise. */
bool msbat__kmc_is_closed(const msbat_kmc *kmc, int64_t hop_class);

/* kmc_tables.c: brings the tables up to date. */
msbat_status msbat__kmc_compile(msbat_kmc *kmc);
/* The tables no longer hold; the averages, which belong to them, start anew. */
void msbat__kmc_outdate(msbat_kmc *kmc);
void msbat__kmc_clear_tables(msbat_kmc *kmc);

/* kmc_engine.c */
msbat_status msbat__kmc_refresh(msbat_kmc *kmc, const char *function); /* everything ready to run */
msbat_status msbat__kmc_step(msbat_kmc *kmc);                          /* makes the move at next_time */
void msbat__kmc_draw(msbat_kmc *kmc);                                  /* draws next_time */
void msbat__kmc_sum_paths(msbat_kmc *kmc);                             /* path_rate afresh */
void msbat__kmc_rates(int64_t n, const double *x, double *rate);       /* rate *= exp(x), x <= 0; n a multiple of 8 */
/* dE/2 [quanta] of the hop along slot of site for any spins, computed afresh. */
int64_t msbat__kmc_half_energy(const msbat_kmc *kmc, const int8_t *spin, int64_t site, int64_t slot);
/* Barrier [eV] and nu of a hop in any configuration, by model or (NULL) the table. 0, or the code of the callback. */
int msbat__kmc_barrier(const msbat_kmc *kmc, msbat_kmc_barrier_fn model, void *user, const int8_t *spin,
                       const int8_t *occupation, int64_t site, int64_t slot, double *barrier_ev, double *nu_thz);

/* MSBAT_ERR_CALLBACK unless the code is 0 and both numbers are such that a table could hold them. */
msbat_status msbat__kmc_check_barrier(const msbat_kmc *kmc, const char *function, int64_t site, int64_t slot, int code,
                                      double barrier_ev, double nu_thz);

/* kmc_state.c */
void msbat__kmc_clear_state(msbat_kmc *kmc);

/* kmc_windows.c */
msbat_status msbat__kmc_windows_start(msbat_kmc *kmc);
/* Closes the windows that end up to time [ps], at most some thousands of them: arrived tells whether that was all. */
msbat_status msbat__kmc_windows_advance(msbat_kmc *kmc, double time, bool *arrived);
void msbat__kmc_windows_clear(msbat_kmc *kmc);
/* Way between two places (offset, sublattice), and its part in the directions that are open. */
void msbat__kmc_displacement(const msbat_kmc *kmc, const int32_t from[4], const int32_t to[4], double dr[3]);
void msbat__kmc_vector(const msbat_kmc *kmc, const int32_t from[4], const int32_t to[4], double dr[3]);

/* kmc_results.c */
int64_t msbat__kmc_choose_level(const msbat_kmc *kmc, int64_t quantity); /* -1: not enough windows yet */
void msbat__kmc_mean(const kmc_moments *m, int64_t quantity, int64_t component, double *mean, double *error);

#endif
