/* audit_cell.c - laws of materials and cells. */
#include <math.h>

#include "link/audit_impl.h"

enum { POINTS = 41 };
static const double step = 1e-6; /* of the range, half the width of difference quotients */

/* Compositions inside the range where phase and transport are defined; width: of that range. */
static msbat_status choose_points(const audit_item *item, double x[POINTS], double *width)
{
    const msbat_phase *phase = NULL;
    double range[2], temperatures[2];
    msbat_status st = msbat_material_get_range(item->object, range, temperatures);
    if (st) return st;
    (void)msbat_material_get_phase(item->object, &phase);
    *width = range[1] - range[0];
    return msbat__audit_points(phase, item->temperature, range, step * *width, POINTS, x);
}

/* D_chem that the parts imply: D_J Gamma, D_star Gamma/H_R, or the declared one. */
static msbat_status implied_diffusivity(const msbat_material *material, double temperature, const double *x, double *d)
{
    const msbat_transport *transport = NULL;
    const msbat_phase *phase = NULL;
    msbat_diffusivity_kind kind;
    double gamma[POINTS], haven[POINTS];
    (void)msbat_material_get_transport(material, &transport);
    (void)msbat_material_get_phase(material, &phase);
    (void)msbat_transport_get_kind(transport, &kind);
    msbat_status st = msbat_transport_get_diffusivity(transport, temperature, POINTS, x, d);
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
    double x[POINTS], d[POINTS], wanted[POINTS], worst = 0.0, width = 0.0;
    msbat_status st = choose_points(item, x, &width);
    if (!st) st = msbat_material_get_chemical_diffusivity(item->object, item->temperature, POINTS, x, d);
    if (!st) st = implied_diffusivity(item->object, item->temperature, x, wanted);
    for (int i = 0; i < POINTS && !st; i++) /* both exactly 0 in a gap */
        if (d[i] != wanted[i]) worst = fmax(worst, fabs(d[i] - wanted[i]) / fabs(wanted[i]));
    return msbat__audit_note(audit, item, "D_chem = D_J Gamma = D* Gamma/H_R, or as declared", st, worst, 1e-12,
                             "largest relative difference");
}

/* The flux of the cell models is -c_max grad H: between two points H rises by the integral of D_chem. H is good to
 * 1e-12 of its full rise, so that D_chem below 1e-4 of the largest is judged on that scale. */
static msbat_status measure_enthalpy(const audit_item *item, double *worst)
{
    msbat_material_view *view = NULL;
    double x[POINTS], d[POINTS][3], width = 0.0, scale = 0.0;
    msbat_status st = msbat_material_view_create(item->object, item->temperature, &view);
    if (!st) st = choose_points(item, x, &width);
    double h = step * width;
    for (int i = 0; i < POINTS && !st; i++) {
        const double at[3] = {x[i] - h, x[i], x[i] + h};
        st = msbat_material_get_chemical_diffusivity(item->object, item->temperature, 3, at, d[i]);
        if (!st) scale = fmax(scale, fabs(d[i][1]));
    }
    for (int i = 0; i < POINTS && !st; i++) {
        double low = msbat_material_view_eval_enthalpy(view, x[i] - h);
        double rise = msbat_material_view_eval_enthalpy(view, x[i] + h) - low;
        double mean = (d[i][0] + 4 * d[i][1] + d[i][2]) / 6;
        double difference = fabs(rise / (2 * h) - mean);
        /* a plateau over the whole range has D_chem = 0 everywhere: H must not rise at all */
        double residual = difference == 0.0 ? 0.0 : difference / (fabs(mean) + 1e-4 * scale);
        *worst = residual <= *worst ? *worst : residual; /* a residual that is no number stays */
    }
    msbat_material_view_destroy(&view);
    return st;
}

static msbat_status note_transport(msbat_audit *audit, const audit_item *item)
{
    const msbat_transport *transport = NULL;
    double worst = 0.0;
    msbat_status st = msbat_material_get_transport(item->object, &transport);
    if (!st && !transport)
        return msbat__audit_skip(audit, item, "D_chem = D_J Gamma", "the material has no transport");
    st = note_darken(audit, item);
    if (st) return st;
    st = measure_enthalpy(item, &worst);
    return msbat__audit_note(audit, item, "dH/dx = D_chem (enthalpy form of the flux)", st, worst, 1e-4,
                             "largest |difference quotient of H - mean D_chem| over D_chem + 1e-4 of the largest");
}

/* What an interface shows: largest |i|/i0 at the Nernst potential of the same phase, largest relative error of the
 * activity form of i0, largest difference of that potential from U + (RT/F) ln(c_e/1000) [V]. */
typedef struct interface_probe {
    double current, form, nernst;
} interface_probe;

static msbat_status measure_kinetics(const audit_item *item, const double *c, interface_probe *p)
{
    const msbat_phase *phase = NULL;
    const msbat_material *m = item->object;
    msbat_transition_state ts;
    double x[POINTS], u[POINTS], i[POINTS], i0[POINTS], a[POINTS], gamma[POINTS], open[POINTS];
    double t = item->temperature, alpha = 0.0, k0 = 0.0, width = 0.0;
    msbat_status st = choose_points(item, x, &width);
    (void)msbat_material_get_phase(m, &phase);
    if (!st) st = msbat_material_get_kinetics(m, &ts, &alpha);
    if (!st) st = msbat_material_get_rate_constant(m, t, &k0);
    if (!st) st = msbat_kinetics_get_nernst(m, t, 1.0, POINTS, c, x, u);
    if (!st) st = msbat_kinetics_get_current(m, t, 1.0, POINTS, c, x, u, i);
    if (!st) st = msbat_material_get_exchange_current(m, t, 1.0, POINTS, c, x, i0);
    if (!st) st = msbat_material_get_transition_state(m, t, POINTS, c, x, gamma);
    if (!st) st = msbat_phase_get_activity(phase, t, POINTS, x, a);
    if (!st) st = msbat_phase_get_voltage(phase, t, POINTS, x, open);
    for (int k = 0; k < POINTS && !st; k++) {
        double law = MSBAT_FARADAY * k0 * pow(c[k] / 1000.0, 1.0 - alpha) * pow(a[k], alpha) / gamma[k];
        double ln_c = log(c[k] / 1000.0) * MSBAT_GAS_CONSTANT * t / MSBAT_FARADAY;
        p->current = fmax(p->current, fabs(i[k]) / i0[k]);
        p->form = fmax(p->form, fabs(law / i0[k] - 1.0));
        p->nernst = fmax(p->nernst, fabs(u[k] - open[k] - ln_c));
    }
    return st;
}

/* Salt concentrations from 200 to 1800 mol/m^3, or all 1000 where a declared i0 is not defined for those. */
static msbat_status try_concentrations(const audit_item *item, interface_probe *p)
{
    double c[POINTS];
    for (int k = 0; k < POINTS; k++) c[k] = 200.0 + 40.0 * k;
    msbat_status st = measure_kinetics(item, c, p);
    if (st != MSBAT_ERR_RANGE) return st;
    for (int k = 0; k < POINTS; k++) c[k] = 1000.0;
    *p = (interface_probe){0};
    return measure_kinetics(item, c, p);
}

static msbat_status note_kinetics(msbat_audit *audit, const audit_item *item)
{
    static const char law[] = "i = 0 at the Nernst potential of the same phase";
    interface_probe p = {0};
    double alpha = 0.0;
    msbat_transition_state ts;
    msbat_status st = msbat_material_get_kinetics(item->object, &ts, &alpha);
    if (st == MSBAT_ERR_STATE) return msbat__audit_skip(audit, item, law, "the material has no kinetics");
    if (!st) st = try_concentrations(item, &p);
    msbat_status noted = msbat__audit_note(audit, item, law, st, p.current, 1e-12, "largest |i|/i0");
    if (noted) return noted;
    /* ln a_R is a difference of two voltages of some V over 26 mV, each to rounding */
    noted = msbat__audit_note(audit, item, "Nernst potential = U + (RT/F) ln a_O", st, p.nernst, 1e-12,
                              "largest difference [V]");
    if (noted) return noted;
    return msbat__audit_note(audit, item, "i0 = F k0 a_O^(1-a) a_R^a/gamma_ts", st, p.form, 1e-10,
                             "largest relative difference");
}

/* Differences between what the material says and what its phase says. */
typedef struct source_probe {
    double split, mu, outside; /* [m^3/mol + mol/m^3], [V], [K] */
} source_probe;

static msbat_status measure_source(const audit_item *item, source_probe *p)
{
    const msbat_phase *phase = NULL;
    double omega[2] = {0}, density[2] = {0}, x[POINTS], u[POINTS], mu[POINTS], range[2], width = 0.0;
    (void)msbat_material_get_phase(item->object, &phase);
    (void)msbat_material_get_partial_molar_volume(item->object, &omega[0]);
    (void)msbat_phase_get_partial_molar_volume(phase, &omega[1]);
    (void)msbat_material_get_max_concentration(item->object, &density[0]);
    (void)msbat_phase_get_site_density(phase, &density[1]);
    (void)msbat_phase_get_range(phase, (double[2]){0}, range);
    msbat_status st = choose_points(item, x, &width);
    if (!st) st = msbat_phase_get_voltage(phase, item->temperature, POINTS, x, u);
    if (!st) st = msbat_material_get_mu(item->object, item->temperature, POINTS, x, mu);
    if (st) return st;
    for (int i = 0; i < POINTS; i++) p->mu = fmax(p->mu, fabs(mu[i] / MSBAT_FARADAY + u[i]));
    p->split = fabs(omega[0] - omega[1]) + fabs(density[0] - density[1]);
    p->outside = fmax(0.0, fmax(range[0] - item->temperature, item->temperature - range[1]));
    return MSBAT_OK;
}

static msbat_status note_one_source(msbat_audit *audit, const audit_item *item)
{
    source_probe p = {0};
    msbat_status st = measure_source(item, &p);
    msbat_status noted = msbat__audit_note(audit, item, "one Omega and one site density", st, p.split, 0.0,
                                           "differences between material and phase [m^3/mol, mol/m^3]");
    if (!noted)
        noted = msbat__audit_note(audit, item, "mu of the continuum is that of the phase", st, p.mu, 1e-12,
                                  "largest |mu/F + U| [V]");
    if (noted) return noted;
    return msbat__audit_note(audit, item, "temperature within the phase's range", st, p.outside, 0.0,
                             "distance to the range [K]");
}

msbat_status msbat__audit_material(msbat_audit *audit, const audit_item *item)
{
    msbat_status st = note_one_source(audit, item);
    if (!st) st = note_transport(audit, item);
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
    msbat_status st = MSBAT_OK;
    (void)msbat_cell_get_temperature(item->object, &temperature);
    (void)msbat_cell_get_column(item->object, MSBAT_CELL_OPEN_CIRCUIT, n, open);
    (void)msbat_cell_get_column(item->object, MSBAT_CELL_MEAN_X_NEGATIVE, n, x[0]);
    (void)msbat_cell_get_column(item->object, MSBAT_CELL_MEAN_X_POSITIVE, n, x[1]);
    for (int e = 0; e < 2 && !st; e++) {
        (void)msbat_cell_get_material(item->object, (msbat_electrode)e, &material[e]);
        st = msbat_material_get_voltage(material[e], temperature, n, x[e], u[e], NULL);
    }
    for (int64_t i = 0; i < n && !st; i++) *worst = fmax(*worst, fabs(u[1][i] - u[0][i] - open[i]));
    msbat__free(ctx, rows);
    return st;
}

/* Largest changes over the rows of a run: of all lithium, relative to that at the start; and of the lithium of an
 * electrode less the charge passed, relative to that of the electrode. */
static msbat_status measure_conservation(const msbat_context *ctx, const audit_item *item, int64_t n, double *lithium,
                                         double *charge)
{
    static const msbat_cell_column columns[4] = {MSBAT_CELL_LITHIUM_NEGATIVE, MSBAT_CELL_LITHIUM_POSITIVE,
                                                 MSBAT_CELL_LITHIUM_ELECTROLYTE, MSBAT_CELL_CHARGE};
    double *block = MSBAT__NEW(ctx, 4 * n, double);
    if (!block) return MSBAT_ERR_MEMORY;
    const double *negative = block, *positive = block + n, *salt = block + 2 * n, *passed = block + 3 * n;
    for (int k = 0; k < 4; k++) (void)msbat_cell_get_column(item->object, columns[k], n, block + k * n);
    for (int64_t i = 1; i < n; i++) {
        double total = negative[0] + positive[0] + salt[0], moved = (passed[i] - passed[0]) / MSBAT_FARADAY;
        *lithium = fmax(*lithium, fabs(negative[i] + positive[i] + salt[i] - total) / total);
        *charge = fmax(*charge, fabs(negative[i] - negative[0] + moved) / negative[0]);
        *charge = fmax(*charge, fabs(positive[i] - positive[0] - moved) / positive[0]);
    }
    msbat__free(ctx, block);
    return MSBAT_OK;
}

static msbat_status note_conservation(msbat_audit *audit, const audit_item *item, int64_t n)
{
    double lithium = 0.0, charge = 0.0;
    msbat_status st = measure_conservation(msbat__context_of(audit), item, n, &lithium, &charge);
    msbat_status noted = msbat__audit_note(audit, item, "lithium conserved", st, lithium, 1e-10,
                                           "largest change over the run, relative");
    if (noted) return noted;
    return msbat__audit_note(audit, item, "charge conserved", st, charge, 1e-10,
                             "largest |lithium of an electrode - charge/F| over its lithium at the start");
}

static msbat_status skip_cell(msbat_audit *audit, const audit_item *item)
{
    static const char *const laws[3] = {"open circuit = difference of mu of the two phases", "lithium conserved",
                                        "charge conserved"};
    msbat_status st = MSBAT_OK;
    for (int k = 0; k < 3 && !st; k++) st = msbat__audit_skip(audit, item, laws[k], "the cell has no run");
    return st;
}

msbat_status msbat__audit_cell(msbat_audit *audit, const audit_item *item)
{
    int64_t n = 0;
    double worst = 0.0;
    (void)msbat_cell_get_row_count(item->object, &n);
    if (!n) return skip_cell(audit, item);
    msbat_status st = measure_open_circuit(msbat__context_of(audit), item, n, &worst);
    msbat_status noted = msbat__audit_note(audit, item, "open circuit = difference of mu of the two phases", st, worst,
                                           1e-9, "largest difference over the run [V]");
    return noted ? noted : note_conservation(audit, item, n);
}
