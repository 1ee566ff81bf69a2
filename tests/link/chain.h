/* chain.h - the lattices, runs and materials that the tests of link share.
 * Lattice gas on a simple cubic lattice, a = 3 angstrom: without interactions mu = MU0 + kT ln(x/(1-x)),
 * Gamma = 1/(1-x), D_J = D0 (1-x) N/(N-1) on N sites, D0 = k a^2, k = nu exp(-E/kT). */
#ifndef MSBAT_TESTS_LINK_CHAIN_H
#define MSBAT_TESTS_LINK_CHAIN_H

#include "msbat/link.h"
#include "support.h"

#define MU0 (-3.9)          /* eV */
#define EDGE 3.0            /* angstrom */
#define KRA 0.30            /* eV */
#define NU 10.0             /* THz */
#define SIGMAS 5.5          /* of a statistical test: false alarm 4e-8 each */

/* Mol sites/m^3 of a cubic cell of EDGE with one site. */
double cubic_density(void);
double hop_diffusivity(double temperature); /* D0 [angstrom^2/ps] */

/* Expansion of the cubic host with pairs (and triplets) of the given energies [eV]; a_ang the cell edge along x and y,
 * c_ang along z: cells longer than 4 angstrom have no neighbours that way. */
msbat_ce *make_ce(msbat_context *ctx, double a_ang, double c_ang, double pair_ev, double triplet_ev);
msbat_ce *make_chain_ce(msbat_context *ctx, double pair_ev);  /* neighbours along x only */
msbat_supercell *make_box(msbat_context *ctx, const msbat_ce *ce, int64_t a, int64_t b, int64_t c);
/* Isotherm at the mu of x = 0.05, 0.10 ... 0.95 of the non-interacting gas on edge^3 cells; at any list of mu. */
msbat_mc *make_isotherm(msbat_context *ctx, const msbat_ce *ce, int64_t edge, double temperature, int64_t seed);
msbat_mc *run_isotherm(msbat_context *ctx, const msbat_ce *ce, const msbat_supercell *box, double temperature,
                       int64_t n, const double *mu, int64_t seed);
/* Equilibrated run of events hops at temperature with n_ions, E_KRA = KRA, nu = NU. */
msbat_kmc *make_kmc(msbat_context *ctx, const msbat_ce *ce, const msbat_supercell *box, double temperature,
                    int64_t n_ions, int64_t events);
msbat_phase *make_ideal_phase(msbat_context *ctx, double density);

/* A whole chain of non-interacting lattice gases, every object once. */
typedef struct chain {
    msbat_ce *ce;         /* with pairs and triplets */
    msbat_phase *phase;   /* from isotherms at 300 and 330 K */
    msbat_kmc *kmc;
    msbat_network *network;
    msbat_homog *homog;
    msbat_defects *defects;
    msbat_material *positive, *negative;
    msbat_cell *cell;
    msbat_particle *particle;
} chain;
void make_chain(msbat_context *ctx, chain *c);
void destroy_chain(chain *c);
/* All of them, the material by way of the cell and once alone. */
msbat_status add_chain(msbat_audit *audit, const chain *c);
msbat_network *make_network(msbat_context *ctx);
msbat_cell *make_cell(msbat_context *ctx, msbat_material *negative, msbat_material *positive);
msbat_homog *make_layers(msbat_context *ctx, double sigma0, double sigma1);

/* A context on the heap, which is made empty. */
msbat_context *make_failing(test_heap *heap);
/* TEST_MEMORY for a trial with handles that take long to make, and stay: every allocation of the trial fails once, it
 * gives MSBAT_ERR_MEMORY and leaves nothing behind. How many failed. */
typedef msbat_status (*trial_fn)(void *data);
int64_t sweep(test_heap *heap, trial_fn trial, void *data);

#endif
