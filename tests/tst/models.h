/* models.h - energy functions with known minima and saddles, for the tests and shared by no library code. */
#ifndef MSBAT_TESTS_TST_MODELS_H
#define MSBAT_TESTS_TST_MODELS_H

#include "support.h"

#include "msbat/tst.h"

/* Surfaces of two coordinates; user is not used. Mueller-Brown in units of 0.01 eV and angstrom (K. Mueller,
 * L. D. Brown, Theor. Chim. Acta 53 (1979) 75); LEPS I and II of H. Jonsson, G. Mills, K. W. Jacobsen, in Classical and
 * Quantum Dynamics in Condensed Phase Simulations (1998) 385, appendix. */
int model_mueller_brown(int64_t n, const double *x, double *energy, double *gradient, void *user);
/* Moves x to the stationary point of Mueller and Brown's surface near it; its energy. */
double model_mueller_brown_stationary(double x[2]);
int model_leps1(int64_t n, const double *x, double *energy, double *gradient, void *user);
int model_leps2(int64_t n, const double *x, double *energy, double *gradient, void *user);

/* Atoms in a periodic rectangular box with pair potentials: Lennard-Jones and Buckingham, shifted so that energy and
 * force vanish at the cutoff, and damped shifted-force Coulomb (C. J. Fennell, J. D. Gezelter, J. Chem. Phys. 124
 * (2006) 234104). */
typedef struct model_pairs {
    int64_t n_atoms, n_types;
    double box[3], cutoff;
    int64_t type[400];
    double charge[4], a[4][4], rho[4][4], c[4][4]; /* Buckingham a exp(-r/rho) - c/r^6, between types */
    double epsilon, sigma;                         /* Lennard-Jones between all, 0: none */
    int64_t calls;
} model_pairs;
int model_pairs_energy(int64_t n, const double *x, double *energy, double *gradient, void *user);

/* Steepest relaxation of a model to a residual, for tests that make their own ends. */
void model_relax(msbat_energy_fn energy, void *user, int64_t n, double *x, double residual);
/* Reads NAME of the reference data into x[3 n], masks, box; symbols' first letters into letter. False if absent. */
int model_read_xyz(const char *name, int64_t n, double *x, double box[3], char *letter);

#endif
