/* thermo_test.h - what the tests of this layer share. */
#ifndef THERMO_TEST_H
#define THERMO_TEST_H

#include "msbat/thermo.h"
#include "support.h"

#define KB MSBAT_BOLTZMANN_EV

double at(msbat_status (*get)(const msbat_phase *, double, int64_t, const double *, double *), const msbat_phase *phase,
          double t, double x);   /* one value, the test fails when the call does */

/* Five-point difference of g at x against mu: error O(h^4). */
double slope_of_g(const msbat_phase *phase, double t, double x, double h);

#endif
