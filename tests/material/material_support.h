/* material_support.h - the lattice-gas material that the tests of this layer share. */
#ifndef MATERIAL_SUPPORT_H
#define MATERIAL_SUPPORT_H

#include "msbat/material.h"
#include "support.h"

enum { SITES = 50000 };              /* mol/m^3 */
static const double T_ROOM = 298.15; /* K */

/* Regular solution with interaction omega_ev, U = 3.9 V at x = 1/2. */
static inline msbat_phase *make_phase(msbat_context *ctx, double omega_ev)
{
    msbat_phase *phase = NULL;
    TEST_OK(ctx, msbat_phase_create_regular(ctx, "CoO2", "Li", -3.9, 0, omega_ev, 0, &phase));
    TEST_OK(ctx, msbat_phase_set_site_density(phase, SITES));
    return phase;
}

static inline msbat_transport *make_constant(msbat_context *ctx, msbat_diffusivity_kind kind, double d, double haven)
{
    double row[4] = {0.5, d, 0, haven};
    msbat_transport *transport = NULL;
    TEST_OK(ctx, msbat_transport_create_table(ctx, "CoO2", "Li", kind, T_ROOM, 1, row, &transport));
    return transport;
}

/* Material of make_phase (convexified on request) and a transport, which is consumed. */
static inline msbat_material *make_material(msbat_context *ctx, double omega_ev, int convexified,
                                            msbat_transport *transport)
{
    msbat_phase *phase = make_phase(ctx, omega_ev), *hull = NULL;
    msbat_material *material = NULL;
    if (convexified) TEST_OK(ctx, msbat_phase_create_convexified(phase, &hull));
    TEST_OK(ctx, msbat_material_create(hull ? hull : phase, &material));
    TEST_OK(ctx, msbat_material_set_transport(material, transport));
    msbat_transport_destroy(&transport);
    msbat_phase_destroy(&hull);
    msbat_phase_destroy(&phase);
    return material;
}

#endif
