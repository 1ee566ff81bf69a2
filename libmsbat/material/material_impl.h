/* material_impl.h - private to libmsbat/material. */
#ifndef MSBAT_MATERIAL_IMPL_H
#define MSBAT_MATERIAL_IMPL_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/base_impl.h"
#include "msbat/material.h"

/* Where a number comes from; text NULL reads as "". */
typedef struct msbat__source {
    msbat_source_kind kind;
    char *text;
} msbat__source;

msbat_status msbat__source_set(const msbat_context *ctx, const char *function, msbat__source *source,
                               msbat_source_kind kind, const char *text);
msbat_status msbat__source_get(const msbat_context *ctx, const char *function, const msbat__source *source,
                               msbat_source_kind *kind, const char **text);

struct msbat_transport {
    msbat__handle handle;
    char *host, *ion;
    msbat_diffusivity_kind kind;
    msbat__source source;
    int64_t n, n_t;                             /* rows, temperatures */
    double *x, *log_d, *relative_error, *haven; /* columns of the table; haven[0] = 0: none */
    int64_t *first;                             /* rows of temperature k: first[k] to first[k+1] - 1 */
    double *temperatures, activation_k;         /* [K], Ea/k [K] about the first */
    double x_range[2], temperature_range[2];
};

/* A value of the table at one temperature without any check: x inside the range. */
double msbat__transport_diffusivity(const msbat_transport *transport, double temperature, double x);
double msbat__transport_haven(const msbat_transport *transport, double temperature, double x);
bool msbat__transport_covers(const msbat_transport *transport, double temperature, double x);

struct msbat_tensor {
    msbat__handle handle;
    double relative[9], fraction;
    msbat__source source;
};

/* ln k0(T) = log_k0 - activation_k (1/T - inverse_temperature); ts < 0: no kinetics. */
typedef struct msbat__kinetics {
    int ts;
    double log_k0, inverse_temperature, activation_k, symmetry;
    msbat_exchange_current_fn i0;
    void *user;
    double c_e_range[2];
} msbat__kinetics;

struct msbat_material {
    msbat__handle handle;
    msbat_phase *phase;
    msbat_transport *transport;
    msbat__kinetics kinetics;
    double young, poisson; /* young 0: not set */
    double gamma_floor;
    msbat__source kinetics_source, mechanics_source;
};

/* Piecewise polynomial of D_chem on one panel and its integral from the panel's left end, both in Chebyshev form. */
enum { MSBAT__PANEL_NODES = 16 };
typedef struct msbat__panel {
    double left, right, h_left;
    double d[MSBAT__PANEL_NODES], h[MSBAT__PANEL_NODES + 1];
} msbat__panel;

struct msbat_material_view {
    msbat__handle handle;
    msbat_phase *phase;
    msbat_transport *transport;
    msbat__kinetics kinetics;
    double temperature, x_range[2], gamma_floor, d_least, x_least;
    msbat__panel *panels;
    int64_t n_panels;
};

/* Units: the one place where eV, angstrom and THz become SI (material_units.c). */
double msbat__unit_kelvin_from_ev(double ev);       /* E/k [K] */
double msbat__unit_hz_from_thz(double thz);
double msbat__unit_volt_from_ev(double ev);         /* of one elementary charge */

/* Ranges common to a phase and a transport (NULL: the phase's alone). */
msbat_status msbat__material_ranges(const msbat_phase *phase, const msbat_transport *transport, const char *function,
                                    double x_range[2], double temperature_range[2]);
/* MSBAT_OK when temperature and all x are in the ranges of the material, else MSBAT_ERR_RANGE. */
msbat_status msbat__material_check(const msbat_material *material, const char *function, double temperature, int64_t n,
                                   const double *x);
/* D_chem at n points of phase and transport by Darken's relation; x inside the ranges. */
msbat_status msbat__darken(const msbat_phase *phase, const msbat_transport *transport, double temperature, int64_t n,
                           const double *x, double *d);
double msbat__kinetics_rate_constant(const msbat__kinetics *kinetics, double temperature);
/* F k0 a_O^(1-a) a_R^a/gamma_ts [A/m^2], or the declared i0; NaN where it is not defined. a_r: the phase's activity. */
double msbat__kinetics_exchange_current(const msbat__kinetics *kinetics, double temperature, double f, double c_e,
                                        double x, double a_r);

#endif
