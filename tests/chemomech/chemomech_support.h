/* chemomech_support.h - the material that the tests of this layer share: a lattice gas with the elastic constants of
 * graphite from W. Ai et al., J. Electrochem. Soc. 167 (2020) 013512. */
#ifndef CHEMOMECH_SUPPORT_H
#define CHEMOMECH_SUPPORT_H

#include "msbat/chemomech.h"
#include "support.h"

enum { SITES = 28700 };                                     /* mol/m^3 */
static const double T_ROOM = 298.15, YOUNG = 1.5e10, POISSON = 0.3, OMEGA = 3.1e-6, RADIUS = 5e-6, D_TEST = 1e-14;

/* 2 Omega E c_max/(9 (1-nu)) [Pa] */
static inline double stress_scale(double omega) { return 2 * omega * YOUNG * SITES / (9 * (1 - POISSON)); }
/* theta c_max = 2 Omega^2 E c_max/(9 RT (1-nu)) */
static inline double theta(double omega) { return omega * stress_scale(omega) / (MSBAT_GAS_CONSTANT * T_ROOM); }
/* Volume of shell i of n over that of the sphere. */
static inline double shell_volume(int64_t i, int64_t n)
{
    return (3.0 * (double)i * (double)(i + 1) + 1) / ((double)n * (double)n * (double)n);
}

typedef struct material_case {
    double w;     /* interaction over kT */
    double omega; /* m^3/mol */
    int convexified;
    msbat_diffusivity_kind kind;
} material_case;

static inline msbat_material *make_material(msbat_context *ctx, material_case c)
{
    double row[4] = {0.5, D_TEST, 0, 1};
    msbat_phase *phase = NULL, *hull = NULL;
    msbat_transport *transport = NULL;
    msbat_material *m = NULL;
    double omega_ev = c.w * MSBAT_BOLTZMANN_EV * T_ROOM;
    TEST_OK(ctx, msbat_phase_create_regular(ctx, "C6", "Li", -0.1, 0, omega_ev, 0, &phase));
    TEST_OK(ctx, msbat_phase_set_site_density(phase, SITES));
    TEST_OK(ctx, msbat_phase_set_partial_molar_volume(phase, c.omega));
    if (c.convexified) TEST_OK(ctx, msbat_phase_create_convexified(phase, &hull));
    TEST_OK(ctx, msbat_material_create(hull ? hull : phase, &m));
    TEST_OK(ctx, msbat_transport_create_table(ctx, "C6", "Li", c.kind, T_ROOM, 1, row, &transport));
    TEST_OK(ctx, msbat_material_set_transport(m, transport));
    TEST_OK(ctx, msbat_material_set_mechanics(m, YOUNG, POISSON));
    msbat_transport_destroy(&transport);
    msbat_phase_destroy(&hull);
    msbat_phase_destroy(&phase);
    return m;
}

static inline msbat_particle *make_particle(msbat_context *ctx, material_case c, int64_t n)
{
    msbat_material *m = make_material(ctx, c);
    msbat_particle *p = NULL;
    TEST_OK(ctx, msbat_particle_create(m, T_ROOM, RADIUS, n, &p));
    msbat_material_destroy(&m);
    return p;
}

#endif
