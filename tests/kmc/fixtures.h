/* fixtures.h - the lattices and Hamiltonians that the tests of kmc share. */
#ifndef MSBAT_TESTS_KMC_FIXTURES_H
#define MSBAT_TESTS_KMC_FIXTURES_H

#include "msbat/kmc.h"
#include "support.h"

typedef enum lattice_kind { CHAIN, SQUARE, TRIANGULAR, HONEYCOMB, SC, BCC, FCC, DIAMOND, LAYERED } lattice_kind;

/* Lattice with nearest-neighbour distance a = 2 angstrom (LAYERED: O3 LiCoO2, a = 2.816, Li the ion), lx x ly x lz
 * primitive cells, nearest-neighbour hops as class 0 without barrier. */
msbat_kmc *make_lattice(msbat_context *ctx, lattice_kind kind, int64_t lx, int64_t ly, int64_t lz);
/* The same with E_KRA kra_ev and frequency 1 THz whatever the environment. */
msbat_kmc *make_simple(msbat_context *ctx, lattice_kind kind, int64_t lx, int64_t ly, int64_t lz, double kra_ev);
double nearest(lattice_kind kind); /* [angstrom] */
int dimension(lattice_kind kind);  /* of the hop network */
int neighbours(lattice_kind kind);

/* Nearest-neighbour pairs of the given energy, every one once (by way of the hop directions of Bravais lattices). */
void add_pairs(msbat_context *ctx, msbat_kmc *kmc, lattice_kind kind, double pair_ev);
/* Pairs and one kind of nearest triangle of the triangular lattice, and a 4-point diamond of sites: made-up
 * energies of 10 to 40 meV. */
void add_triangular_clusters(msbat_context *ctx, msbat_kmc *kmc);
/* Class 0 with values that depend on the number of filled sites next to both ends. */
void set_stepped_barrier(msbat_context *ctx, msbat_kmc *kmc, double first_ev, double step_ev);

/* Shortest displacement [angstrom] from an active site to another through the periodic boundaries of the supercell. */
void shortest_way(msbat_context *ctx, const msbat_kmc *kmc, int64_t from, int64_t to, double dr[3]);
/* n_ions on the sites whose bits code has; false, and nothing is set, if it has another number. */
int set_code(msbat_context *ctx, msbat_kmc *kmc, int64_t n_sites, int64_t n_ions, int64_t code);

/* |a - b| in units of its standard error; infinite errors fail. */
double sigmas(double a, double b, double error);

#endif
