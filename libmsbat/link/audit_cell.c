/* audit_cell.c - laws of materials and cells. */
#include <math.h>

#include "link/audit_impl.h"

enum { POINTS = 41 };

/* Compositions inside the range where phase and transport are defined. */
static msbat_status choose_points(const msbat_material *material, double x[POINTS])
{
    double range[2];
    msbat_status st = msbat_material_get_range(material, range, NULL);
    for (int i = 0; i < POINTS && !st; i++) x[i] = range[0] + (range[1] - range[0]) * (0.005 + 0.99 * i / (POINTS - 1.0));
    return st;
}

/* D_chem that the parts imply: D_J Gamma, D_star Gamma/H_R, or the declared one. */
static msbat_status implied_diffusivity(const msbat_material *material, double temperature, const double *x, double *d)
{
    const msbat_transport *transport = NULL;
    const msbat_phase *phase = NULL;
    msbat_diffusivity_kind kind;
    double gamma[POINTS], haven[POINTS];
    msbat_status st = msbat_material_get_transport(material, &transport);
    if (!st) st = msbat_material_get_phase(material, &phase);
    if (!st) st = msbat_transport_get_kind(transport, &kind);
    if (!st) st = msbat_transport_get_diffusivity(transport, temperature, POINTS, x, d);
    if (st || kind == MSBAT_DIFFUSIVITY_CHEMICAL) return st;
    st = msbat_phase_get_thermodynamic_factor(phase, temperature, POINTS, x, gamma);
    for (int i = 0; i < POINTS; i++) haven[i] = 1.0;
    if (!st && kind == MSBAT_DIFFUSIVITY_TRACER)
        st = msbat_transport_get_haven(transport, temperature, POINTS, x, haven);
    for (int i = 0; i < POINTS && !st; i++) d[i] *= gamma[i] / haven[i];
    return st;
}

static msbat_status note_darken(msbat_audit *audit, const audit_item *item)
{
    static const char law[] = "D_chem = D_J Gamma = D* Gamma/H_R, or as declared";
    const msbat_transport *transport = NULL;
    double x[POINTS], d[POINTS], wanted[POINTS], worst = 0.0, scale = 0.0;
    msbat_status st = msbat_material_get_transport(item->object, &transport);
    if (!st && !transport) return msbat__audit_skip(audit, item, law, "the material has no transport");
    if (!st) st = choose_points(item->object, x);
    if (!st) st = msbat_material_get_chemical_diffusivity(item->object, item->temperature, POINTS, x, d);
    if (!st) st = implied_diffusivity(item->object, item->temperature, x, wanted);
    for (int i = 0; i < POINTS && !st; i++) {
        scale = fmax(scale, fabs(wanted[i]));
        worst = fmax(worst, fabs(d[i] - wanted[i]));
    }
    return msbat__audit_note(audit, item, law, st ? NAN : worst / scale, 1e-12, "largest difference over the largest value");
}

/* The flux of the cell models is -c_max grad H: between two points H rises by the integral of D_chem. */
static msbat_status measure_enthalpy(const audit_item *item, double *worst)
{
    msbat_material_view *view = NULL;
    double x[POINTS], scale = 0.0, h = 0.0;
    msbat_status st = msbat_material_view_create(item->object, item->temperature, &view);
    if (!st) st = choose_points(item->object, x);
    if (!st) h = 1e-6 * (x[POINTS - 1] - x[0]);
    for (int i = 0; i < POINTS && !st; i++) {
        double slope = msbat_material_view_eval_enthalpy(view, x[i] + h) - msbat_material_view_eval_enthalpy(view, x[i] - h);
        double mean = 4 * msbat_material_view_eval_chemical_diffusivity(view, x[i]) +
                      msbat_material_view_eval_chemical_diffusivity(view, x[i] - h) +
                      msbat_material_view_eval_chemical_diffusivity(view, x[i] + h);
        scale = fmax(scale, fabs(mean / 6));
        *worst = fmax(*worst, fabs(slope / (2 * h) - mean / 6));
    }
    *worst /= scale;
    msbat_material_view_destroy(&view);
    return st;
}

static msbat_status note_enthalpy(msbat_audit *audit, const audit_item *item)
{
    static const char law[] = "dH/dx = D_chem (enthalpy form of the flux)";
    const msbat_transport *transport = NULL;
    double worst = 0.0;
    msbat_status st = msbat_material_get_transport(item->object, &transport);
    if (!st && !transport) return msbat__audit_skip(audit, item, law, "the material has no transport");
    if (!st) st = measure_enthalpy(item, &worst);
    if (st == MSBAT_ERR_MEMORY) return st;
    return msbat__audit_note(audit, item, law, st ? NAN : worst, 1e-6,
                             "largest |difference quotient of H - mean D_chem| over the largest D_chem");
}

/* Largest |i|/i0 at the Nernst potential of the same phase, and largest relative error of the activity form of i0. */
static msbat_status measure_kinetics(const audit_item *item, double *at_nernst, double *form)
{
    const msbat_phase *phase = NULL;
    msbat_transition_state ts;
    double x[POINTS], c[POINTS], u[POINTS], i[POINTS], i0[POINTS], a[POINTS], gamma[POINTS], alpha = 0.0, k0 = 0.0;
    msbat_status st = choose_points(item->object, x);
    for (int k = 0; k < POINTS; k++) c[k] = 200.0 + 40.0 * k;
    if (!st) st = msbat_material_get_phase(item->object, &phase);
    if (!st) st = msbat_material_get_kinetics(item->object, &ts, &alpha);
    if (!st) st = msbat_material_get_rate_constant(item->object, item->temperature, &k0);
    if (!st) st = msbat_kinetics_get_nernst(item->object, item->temperature, 1.0, POINTS, c, x, u);
    if (!st) st = msbat_kinetics_get_current(item->object, item->temperature, 1.0, POINTS, c, x, u, i);
    if (!st) st = msbat_material_get_exchange_current(item->object, item->temperature, 1.0, POINTS, c, x, i0);
    if (!st) st = msbat_material_get_transition_state(item->object, item->temperature, POINTS, c, x, gamma);
    if (!st) st = msbat_phase_get_activity(phase, item->temperature, POINTS, x, a);
    for (int k = 0; k < POINTS && !st; k++) {
        double law = MSBAT_FARADAY * k0 * pow(c[k] / 1000.0, 1.0 - alpha) * pow(a[k], alpha) / gamma[k];
        *at_nernst = fmax(*at_nernst, fabs(i[k]) / i0[k]);
        *form = fmax(*form, fabs(law / i0[k] - 1.0));
    }
    return st;
}

static msbat_status note_kinetics(msbat_audit *audit, const audit_item *item)
{
    static const char law[] = "i = 0 at the Nernst potential of the same phase";
    double at_nernst = 0.0, form = 0.0, alpha = 0.0;
    msbat_transition_state ts;
    msbat_status st = msbat_material_get_kinetics(item->object, &ts, &alpha);
    if (st == MSBAT_ERR_STATE) return msbat__audit_skip(audit, item, law, "the material has no kinetics");
    if (!st) st = measure_kinetics(item, &at_nernst, &form);
    msbat_status noted = msbat__audit_note(audit, item, law, st ? NAN : at_nernst, 1e-12, "largest |i|/i0");
    if (noted) return noted;
    return msbat__audit_note(audit, item, "i0 = F k0 a_O^(1-a) a_R^a/gamma_ts", st ? NAN : form, 1e-10,
                             "largest relative difference");
}

static msbat_status note_one_source(msbat_audit *audit, const audit_item *item)
{
    const msbat_phase *phase = NULL;
    double omega[2] = {0}, density[2] = {0}, x[POINTS], u[POINTS], mu[POINTS], worst = 0.0, range[2];
    msbat_status st = msbat_material_get_phase(item->object, &phase);
    if (!st) st = msbat_material_get_partial_molar_volume(item->object, &omega[0]);
    if (!st) st = msbat_phase_get_partial_molar_volume(phase, &omega[1]);
    if (!st) st = msbat_material_get_max_concentration(item->object, &density[0]);
    if (!st) st = msbat_phase_get_site_density(phase, &density[1]);
    if (!st) st = choose_points(item->object, x);
    if (!st) st = msbat_phase_get_voltage(phase, item->temperature, POINTS, x, u);
    if (!st) st = msbat_material_get_mu(item->object, item->temperature, POINTS, x, mu);
    if (!st) st = msbat_phase_get_range(phase, (double[2]){0}, range);
    for (int i = 0; i < POINTS && !st; i++) worst = fmax(worst, fabs(mu[i] / MSBAT_FARADAY + u[i]));
    double split = fabs(omega[0] - omega[1]) + fabs(density[0] - density[1]);
    msbat_status noted = msbat__audit_note(audit, item, "one Omega and one site density", st ? NAN : split, 0.0,
                                           "differences between material and phase [m^3/mol, mol/m^3]");
    if (!noted)
        noted = msbat__audit_note(audit, item, "mu of the continuum is that of the phase", st ? NAN : worst, 1e-12,
                                  "largest |mu/F + U| [V]");
    if (noted) return noted;
    double outside = fmax(0.0, fmax(range[0] - item->temperature, item->temperature - range[1]));
    return msbat__audit_note(audit, item, "temperature within the phase's range", st ? NAN : outside, 0.0,
                             "distance to the range [K]");
}

msbat_status msbat__audit_material(msbat_audit *audit, const audit_item *item)
{
    msbat_status st = note_one_source(audit, item);
    if (!st) st = note_darken(audit, item);
    if (!st) st = note_enthalpy(audit, item);
    return st ? st : note_kinetics(audit, item);
}

/* ---- cells ---- */

/* Largest difference between the open-circuit column of a run and the difference of the phases' voltages. */
static msbat_status measure_open_circuit(const msbat_context *ctx, const audit_item *item, int64_t n, double *worst)
{
    const msbat_material *material[2] = {NULL, NULL};
    double temperature = 0.0, *rows = MSBAT__NEW(ctx, 5 * n, double);
    if (!rows) return MSBAT_ERR_MEMORY;
    double *open = rows, *x[2] = {rows + n, rows + 2 * n}, *u[2] = {rows + 3 * n, rows + 4 * n};
    msbat_status st = msbat_cell_get_temperature(item->object, &temperature);
    if (!st) st = msbat_cell_get_column(item->object, MSBAT_CELL_OPEN_CIRCUIT, n, open);
    if (!st) st = msbat_cell_get_column(item->object, MSBAT_CELL_MEAN_X_NEGATIVE, n, x[0]);
    if (!st) st = msbat_cell_get_column(item->object, MSBAT_CELL_MEAN_X_POSITIVE, n, x[1]);
    for (int e = 0; e < 2 && !st; e++) {
        st = msbat_cell_get_material(item->object, (msbat_electrode)e, &material[e]);
        if (!st) st = msbat_material_get_voltage(material[e], temperature, n, x[e], u[e], NULL);
    }
    for (int64_t i = 0; i < n && !st; i++) *worst = fmax(*worst, fabs(u[1][i] - u[0][i] - open[i]));
    msbat__free(ctx, rows);
    return st;
}

msbat_status msbat__audit_cell(msbat_audit *audit, const audit_item *item)
{
    static const char law[] = "open circuit = difference of mu of the two phases";
    int64_t n = 0;
    double worst = 0.0, lithium = NAN, charge = NAN;
    msbat_status st = msbat_cell_get_row_count(item->object, &n);
    if (st || !n) return msbat__audit_skip(audit, item, law, "the cell has no run");
    st = measure_open_circuit(msbat__context_of(audit), item, n, &worst);
    if (st == MSBAT_ERR_MEMORY) return st;
    msbat_status noted = msbat__audit_note(audit, item, law, st ? NAN : worst, 1e-9, "largest difference over the run [V]");
    if (noted) return noted;
    msbat_cell_get_conservation(item->object, &lithium, &charge);
    noted = msbat__audit_note(audit, item, "lithium conserved", lithium, 1e-10, "largest relative change over the run");
    return noted ? noted
                 : msbat__audit_note(audit, item, "charge conserved", charge, 1e-10,
                                     "largest |lithium exchanged - charge/F| over the lithium at start");
}
