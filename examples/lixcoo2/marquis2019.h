/* marquis2019.h - published functions of the graphite | LiCoO2 cell of S. G. Marquis, V. Sulzer, R. Timms,
 * C. P. Please, S. J. Chapman, J. Electrochem. Soc. 166 (2019) A3693 (after Dualfoil), as callbacks. */
#ifndef MARQUIS2019_H
#define MARQUIS2019_H

#include "../example.h"

#define RADIUS_M 1e-5 /* of the particles of both electrodes */
static const double C_E_RANGE[2] = {1.0, 3500.0}; /* of the electrolyte [mol/m^3] in which its functions are used */

/* Open-circuit voltage of graphite MCMB 2528 against x, and its slope (fit of Dualfoil, 1998). */
static int graphite_ocv(int64_t n, const double *x, double *u, double *slope, void *user)
{
    static const double a[8] = {0.0351, -0.0045, -0.035, -0.0147, -0.102, -0.022, -0.011, 0.0155};
    static const double c[8] = {0.286, 0.849, 0.9233, 0.5, 0.194, 0.9, 0.124, 0.105};
    static const double w[8] = {0.083, 0.119, 0.05, 0.034, 0.142, 0.0164, 0.0226, 0.029};
    for (int64_t i = 0; i < n; i++) {
        u[i] = 0.194 + 1.5 * exp(-120 * x[i]), slope[i] = -180 * exp(-120 * x[i]);
        for (int k = 0; k < 8; k++) {
            double t = tanh((x[i] - c[k]) / w[k]);
            u[i] += a[k] * t, slope[i] += a[k] / w[k] * (1 - t * t);
        }
    }
    return (void)user, 0;
}

/* Exchange current density i0 = rate sqrt(c_e c_s (c_max - c_s)) [A/m^2], c_s = c_max x. */
typedef struct exchange {
    double rate, c_max;
} exchange;

static int exchange_current(int64_t n, const double *c_e, const double *x, double temperature, double *i0, void *user)
{
    const exchange *e = user;
    for (int64_t i = 0; i < n; i++) i0[i] = e->rate * e->c_max * sqrt(c_e[i] * x[i] * (1 - x[i]));
    return (void)temperature, 0;
}

/* LiPF6 in EC:DMC at 298 K: conductivity [S/m] when user is not NULL, else diffusivity [m^2/s]. */
static int electrolyte_property(int64_t n, const double *c, double temperature, double *value, void *user)
{
    for (int64_t i = 0; i < n; i++) {
        double m = c[i] / 1000;
        value[i] = user ? 0.0911 + m * (1.9101 + m * (-1.052 + m * 0.1554)) : 5.34e-10 * exp(-0.65 * m);
    }
    return (void)temperature, 0;
}

/* t+ = 0.4, 1000 mol/m^3. */
static msbat_electrolyte *make_electrolyte(void)
{
    static int conductivity;
    msbat_electrolyte *e = NULL;
    TRY(msbat_electrolyte_create(ctx, 1000.0, 0.4, &e));
    TRY(msbat_electrolyte_set_function(e, MSBAT_ELECTROLYTE_DIFFUSIVITY, electrolyte_property, NULL, C_E_RANGE));
    TRY(msbat_electrolyte_set_function(e, MSBAT_ELECTROLYTE_CONDUCTIVITY, electrolyte_property, &conductivity,
                                       C_E_RANGE));
    return e;
}

static msbat_material *make_graphite(exchange *i0, double temperature)
{
    msbat_phase *phase = NULL;
    msbat_transport *transport = NULL;
    msbat_material *graphite = NULL;
    const double range[3] = {0.005, 0.995, temperature},
                 row[4] = {0.5, 3.9e-14, 0, 0}; /* x, D_chem [m^2/s] as published */
    /* the published fit has Gamma < 0 for 0.314 < x < 0.333: refused as it stands, taken with its convex hull */
    TRY(msbat_phase_create_ocv_function(ctx, "graphite", "Li", range, graphite_ocv, NULL, MSBAT_GAP_CONVEXIFY, &phase));
    TRY(msbat_phase_set_site_density(phase, i0->c_max));
    TRY(msbat_material_create(phase, &graphite));
    TRY(msbat_transport_create_table(ctx, "graphite", "Li", MSBAT_DIFFUSIVITY_CHEMICAL, temperature, 1, row,
                                     &transport));
    TRY(msbat_material_set_transport(graphite, transport));
    TRY(msbat_material_set_kinetics_declared(graphite, exchange_current, i0, C_E_RANGE, 0.5));
    msbat_transport_destroy(&transport), msbat_phase_destroy(&phase);
    return graphite;
}


#endif
