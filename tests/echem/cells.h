/* cells.h - two published cells for the tests and the benchmarks of echem, typed in as facts.
 *   Marquis: S. G. Marquis et al., J. Electrochem. Soc. 166 (2019) A3693; functions from Newman's Dualfoil
 *   Chen:    C.-H. Chen et al., J. Electrochem. Soc. 167 (2020) 080534; electrolyte: A. Nyman et al., Electrochim.
 *            Acta 53
 *            (2008) 6356 */
#ifndef MSBAT_TESTS_ECHEM_CELLS_H
#define MSBAT_TESTS_ECHEM_CELLS_H

#include <math.h>
#include <stddef.h>

#include "msbat/echem.h"

/* U(x) = c0 + c1 x + amplitude exp(-decay x) + sum a tanh(b x + c) */
typedef struct cells_ocv {
    double c0, c1, amplitude, decay;
    int terms;
    double tanh[10][3];
} cells_ocv;

typedef struct cells_electrode {
    const char *host;
    cells_ocv ocv;
    double thickness, porosity, active, radius, sigma, c_max, x_start, d_s, k0_bv;
} cells_electrode;

typedef struct cells_set {
    cells_electrode electrode[2];
    double separator_thickness, separator_porosity, area, v_min, v_max, c0, t_plus;
    int (*d_e)(int64_t n, const double *c, double t, double *v, void *user);
    int (*kappa)(int64_t n, const double *c, double t, double *v, void *user);
} cells_set;

static inline int cells_ocv_eval(int64_t n, const double *x, double *voltage, double *slope, void *user)
{
    const cells_ocv *o = (const cells_ocv *)user;
    for (int64_t i = 0; i < n; i++) {
        double e = o->amplitude * exp(-o->decay * x[i]);
        voltage[i] = o->c0 + o->c1 * x[i] + e;
        slope[i] = o->c1 - o->decay * e;
        for (int k = 0; k < o->terms; k++) {
            double t = tanh(o->tanh[k][1] * x[i] + o->tanh[k][2]);
            voltage[i] += o->tanh[k][0] * t;
            slope[i] += o->tanh[k][0] * o->tanh[k][1] * (1 - t * t);
        }
    }
    return 0;
}

static inline int cells_marquis_d_e(int64_t n, const double *c, double t, double *v, void *user)
{
    (void)t, (void)user;
    for (int64_t i = 0; i < n; i++) v[i] = 5.34e-10 * exp(-0.65e-3 * c[i]);
    return 0;
}

static inline int cells_marquis_kappa(int64_t n, const double *c, double t, double *v, void *user)
{
    (void)t, (void)user;
    for (int64_t i = 0; i < n; i++) {
        double m = 1e-3 * c[i];
        v[i] = 0.0911 + m * (1.9101 + m * (-1.052 + m * 0.1554));
    }
    return 0;
}

static inline int cells_chen_d_e(int64_t n, const double *c, double t, double *v, void *user)
{
    (void)t, (void)user;
    for (int64_t i = 0; i < n; i++) {
        double m = 1e-3 * c[i];
        v[i] = 4.862e-10 + m * (-3.972e-10 + m * 8.794e-11);
    }
    return 0;
}

static inline int cells_chen_kappa(int64_t n, const double *c, double t, double *v, void *user)
{
    (void)t, (void)user;
    for (int64_t i = 0; i < n; i++) {
        double m = 1e-3 * c[i];
        v[i] = 0.1297 * m * m * m - 2.51 * m * sqrt(m) + 3.329 * m;
    }
    return 0;
}

static const cells_set cells_marquis = {
    {{"C6", {0.194, 0, 1.5, 120, 8,
             {{0.0351, 1 / 0.083, -0.286 / 0.083}, {-0.0045, 1 / 0.119, -0.849 / 0.119}, {-0.035, 1 / 0.05,
                                                                                          -0.9233 / 0.05},
              {-0.0147, 1 / 0.034, -0.5 / 0.034}, {-0.102, 1 / 0.142, -0.194 / 0.142}, {-0.022, 1 / 0.0164,
                                                                                        -0.9 / 0.0164},
              {-0.011, 1 / 0.0226, -0.124 / 0.0226}, {0.0155, 1 / 0.029, -0.105 / 0.029}}},
      1e-4, 0.3, 0.6, 1e-5, 100, 24983.2619938437, 19986.609595075 / 24983.2619938437, 3.9e-14, 2e-5},
     {"CoO2", {2.16216, 0, 0, 0, 6,
               {{0.07645, -54.4806 * 1.062, 30.834}, {2.1581, -50.294 * 1.062, 52.294}, {-0.14169, -19.8543 * 1.062,
                                                                                         11.0923},
                {0.2051, -5.4888 * 1.062, 1.4684}, {0.2531, -1.062 / 0.1316, 0.56478 / 0.1316},
                {-0.02167, 1.062 / 0.006, -0.525 / 0.006}}},
      1e-4, 0.3, 0.5, 1e-5, 10, 51217.9257309275, 30730.7554385565 / 51217.9257309275, 1e-13, 6e-7}},
    2.5e-5, 1.0, 0.028359, 3.105, 4.1, 1000, 0.4, cells_marquis_d_e, cells_marquis_kappa};

static const cells_set cells_chen = {
    {{"C6-SiOx", {0.2482, 0, 1.9793, 39.3631, 3,
                  {{-0.0909, 29.8538, -29.8538 * 0.1234}, {-0.04478, 14.9159, -14.9159 * 0.2769},
                   {-0.0205, 30.4444, -30.4444 * 0.6103}}},
      8.52e-5, 0.25, 0.75, 5.86e-6, 215, 33133, 29866.0 / 33133, 3.3e-14, 6.48e-7},
     {"NMC811", {4.4875, -0.8090, 0, 0, 3,
                 {{-0.0428, 18.5138, -18.5138 * 0.5542}, {-17.7326, 15.7890, -15.7890 * 0.3117},
                  {17.5842, 15.9308, -15.9308 * 0.3120}}},
      7.56e-5, 0.335, 0.665, 5.22e-6, 0.18, 63104, 17038.0 / 63104, 4e-15, 3.42e-6}},
    1.2e-5, 0.47, 0.1027, 2.5, 4.2, 1000, 0.2594, cells_chen_d_e, cells_chen_kappa};

/* i0 = k0 sqrt(c_e c_s (c_max - c_s)), as both papers have it */
static inline int cells_i0(int64_t n, const double *c_e, const double *x, double t, double *i0, void *user)
{
    const cells_electrode *e = (const cells_electrode *)user;
    (void)t;
    for (int64_t i = 0; i < n; i++) i0[i] = e->k0_bv * e->c_max * sqrt(c_e[i] * x[i] * (1 - x[i]));
    return 0;
}

static inline msbat_status cells_material(msbat_context *ctx, const cells_electrode *e, msbat_material **material)
{
    const double range[3] = {0.002, 0.998, 298.15}, rows[4] = {0.5, e->d_s, 0, 0}, c_range[2] = {0, 1e5};
    msbat_phase *phase = NULL;
    msbat_transport *transport = NULL;
    msbat_status st = msbat_phase_create_ocv_function(ctx, e->host, "Li", range, cells_ocv_eval, (void *)&e->ocv,
                                                      MSBAT_GAP_AS_MEASURED, &phase);
    *material = NULL;
    if (!st) st = msbat_phase_set_site_density(phase, e->c_max);
    if (!st) st = msbat_material_create(phase, material);
    if (!st) st = msbat_transport_create_table(ctx, e->host, "Li", MSBAT_DIFFUSIVITY_CHEMICAL, 298.15, 1, rows,
                                               &transport);
    if (!st) st = msbat_material_set_transport(*material, transport);
    if (!st) st = msbat_material_set_kinetics_declared(*material, cells_i0, (void *)e, c_range, 0.5);
    msbat_phase_destroy(&phase);
    msbat_transport_destroy(&transport);
    return st;
}

static inline msbat_status cells_electrolyte(msbat_context *ctx, const cells_set *set, msbat_electrolyte **electrolyte)
{
    const double range[2] = {10, 4000};
    msbat_status st = msbat_electrolyte_create(ctx, set->c0, set->t_plus, electrolyte);
    if (!st) st = msbat_electrolyte_set_function(*electrolyte, MSBAT_ELECTROLYTE_DIFFUSIVITY, set->d_e, NULL, range);
    if (!st) st = msbat_electrolyte_set_function(*electrolyte, MSBAT_ELECTROLYTE_CONDUCTIVITY, set->kappa, NULL, range);
    return st;
}

static inline msbat_status cells_set_electrode(msbat_context *ctx, const cells_set *set, msbat_electrode which,
                                               msbat_cell *cell)
{
    const cells_electrode *e = &set->electrode[which];
    msbat_electrode_geometry g = {.size = sizeof g};
    msbat_material *material = NULL;
    msbat_tensor *pore = NULL;
    g.thickness_m = e->thickness;
    g.active_fraction = e->active;
    g.particle_radius_m = e->radius;
    g.double_layer_f_per_m2 = 0.2;
    /* Marquis scales the bulk conductivity by (1 - porosity)^1.5, Chen gives the effective value */
    g.solid_conductivity_s_per_m = set == &cells_marquis ? e->sigma * pow(1 - e->porosity, 1.5) : e->sigma;
    msbat_status st = cells_material(ctx, e, &material);
    if (!st) st = msbat_tensor_create_bruggeman(ctx, e->porosity, 1.5, &pore);
    if (!st) st = msbat_cell_set_electrode(cell, which, material, &g, pore, NULL);
    msbat_tensor_destroy(&pore);
    msbat_material_destroy(&material);
    return st;
}

/* The cell as published, at its published start. */
static inline msbat_status cells_create(msbat_context *ctx, const cells_set *set, msbat_cell **cell)
{
    msbat_electrolyte *electrolyte = NULL;
    msbat_tensor *separator = NULL;
    msbat_status st = cells_electrolyte(ctx, set, &electrolyte);
    *cell = NULL;
    if (!st) st = msbat_cell_create(ctx, electrolyte, set->area, 298.15, cell);
    if (!st) st = cells_set_electrode(ctx, set, MSBAT_NEGATIVE, *cell);
    if (!st) st = cells_set_electrode(ctx, set, MSBAT_POSITIVE, *cell);
    if (!st) st = msbat_tensor_create_bruggeman(ctx, set->separator_porosity, 1.5, &separator);
    if (!st) st = msbat_cell_set_separator(*cell, set->separator_thickness, separator);
    if (!st) st = msbat_cell_set_window(*cell, set->v_min, set->v_max);
    if (!st) st = msbat_cell_set_stoichiometry(*cell, set->electrode[0].x_start, set->electrode[1].x_start);
    msbat_tensor_destroy(&separator);
    msbat_electrolyte_destroy(&electrolyte);
    return st;
}

#endif
