/* audit_thermo.c - laws of phases and defects. */
#include <math.h>

#include "link/audit_impl.h"

enum { POINTS = 101 };

/* Everything of a phase at one x and its two neighbours at distance h. */
typedef struct phase_probe {
    const msbat_phase *phase;
    double temperature, h;
    double x[POINTS];
    double mu_scale, dmu_scale; /* largest |mu|, |dmu/dx| that entered */
    double worst_mu, worst_slope, worst_gamma, worst_voltage, least_gamma;
} phase_probe;

/* Points of the open range, none within 2 h of the end of a gap, where derivatives jump. */
static msbat_status choose_points(phase_probe *p)
{
    double range[2];
    int64_t gaps = 0;
    msbat_status st = msbat_phase_get_range(p->phase, range, NULL);
    if (!st) st = msbat_phase_get_gap_count(p->phase, p->temperature, &gaps);
    if (st) return st;
    double width = range[1] - range[0];
    p->h = 1e-6 * width;
    for (int i = 0; i < POINTS; i++) {
        p->x[i] = range[0] + width * (0.002 + 0.996 * i / (POINTS - 1.0));
        for (int64_t g = 0; g < gaps && !st; g++) {
            double gap[2];
            st = msbat_phase_get_gap(p->phase, p->temperature, g, gap, NULL);
            for (int e = 0; e < 2 && !st; e++)
                if (fabs(p->x[i] - gap[e]) < 2 * p->h) p->x[i] += 4 * p->h;
        }
    }
    return st;
}

/* g, mu, dmu/dx, Gamma and U round one point. */
static msbat_status probe_point(phase_probe *p, double x)
{
    double at[3] = {x - p->h, x, x + p->h}, g[3], mu[3], dmu[3], gamma[3], voltage[3], reference = 0.0;
    msbat_status st = msbat_phase_get_free_energy(p->phase, p->temperature, 3, at, g);
    if (!st) st = msbat_phase_get_mu(p->phase, p->temperature, 3, at, mu);
    if (!st) st = msbat_phase_get_mu_derivatives(p->phase, p->temperature, 3, at, dmu, NULL);
    if (!st) st = msbat_phase_get_thermodynamic_factor(p->phase, p->temperature, 3, at, gamma);
    if (!st) st = msbat_phase_get_voltage(p->phase, p->temperature, 3, at, voltage);
    if (!st) st = msbat_phase_get_reference(p->phase, &reference);
    if (st) return st;
    double kt = MSBAT_BOLTZMANN_EV * p->temperature, span = 2 * p->h;
    double mean_mu = (mu[0] + 4 * mu[1] + mu[2]) / 6, mean_dmu = (dmu[0] + 4 * dmu[1] + dmu[2]) / 6;
    p->mu_scale = fmax(p->mu_scale, fabs(mu[1]));
    p->dmu_scale = fmax(p->dmu_scale, fabs(dmu[1]));
    p->worst_mu = fmax(p->worst_mu, fabs((g[2] - g[0]) / span - mean_mu));
    p->worst_slope = fmax(p->worst_slope, fabs((mu[2] - mu[0]) / span - mean_dmu));
    p->worst_gamma = fmax(p->worst_gamma, fabs(gamma[1] - x * dmu[1] / kt) / fmax(1.0, fabs(gamma[1])));
    p->worst_voltage = fmax(p->worst_voltage, fabs(voltage[1] + mu[1] - reference));
    p->least_gamma = fmin(p->least_gamma, gamma[1]);
    return MSBAT_OK;
}

static msbat_status note_curve(msbat_audit *audit, const audit_item *item)
{
    phase_probe p = {.phase = item->object, .temperature = item->temperature, .least_gamma = INFINITY};
    msbat_status st = choose_points(&p);
    for (int i = 0; i < POINTS && !st; i++) st = probe_point(&p, p.x[i]);
    if (st) return msbat__audit_note(audit, item, "phase can be evaluated", NAN, 0.0, "a call failed");
    double scale = fmax(p.mu_scale, 1.0);
    st = msbat__audit_note(audit, item, "mu = dg/dx", p.worst_mu, 1e-6 * scale,
                           "largest |difference quotient of g - mean mu| [eV] over 1e-6 of the range");
    if (!st)
        st = msbat__audit_note(audit, item, "d mu/dx is the slope of mu", p.worst_slope, 1e-3 * fmax(p.dmu_scale, 1.0),
                               "largest |difference quotient of mu - mean d mu/dx| [eV]");
    if (!st)
        st = msbat__audit_note(audit, item, "Gamma = (x/kT) d mu/dx", p.worst_gamma, 1e-12, "largest relative difference");
    if (!st)
        st = msbat__audit_note(audit, item, "U = -(mu - mu_ref)/e", p.worst_voltage, 1e-12 * scale,
                               "largest difference [V]");
    if (!st)
        st = msbat__audit_note(audit, item, "thermodynamic stability, Gamma >= 0", fmax(0.0, -p.least_gamma), 1e-12,
                               "most negative thermodynamic factor, sign changed");
    return st;
}

/* At a gap (a, b): mu equal at both ends, g(b) - g(a) = mu (b - a). Only convex phases have the tangent in g. */
static msbat_status tangent_residual(const audit_item *item, int64_t gap, double *residual)
{
    double ends[2], mu_gap = 0.0, mu[2], g[2], range[2];
    msbat_status st = msbat_phase_get_gap(item->object, item->temperature, gap, ends, &mu_gap);
    if (!st) st = msbat_phase_get_range(item->object, range, NULL);
    if (st) return st;
    bool interior = ends[0] > range[0] && ends[1] < range[1];
    if (!interior) return MSBAT_OK; /* a repaired end of the range: no common tangent there */
    st = msbat_phase_get_mu(item->object, item->temperature, 2, ends, mu);
    if (!st) st = msbat_phase_get_free_energy(item->object, item->temperature, 2, ends, g);
    if (st) return st;
    *residual = fmax(*residual, fabs(mu[0] - mu_gap));
    *residual = fmax(*residual, fabs(mu[1] - mu_gap));
    *residual = fmax(*residual, fabs((g[1] - g[0]) / (ends[1] - ends[0]) - mu_gap));
    return MSBAT_OK;
}

static msbat_status note_tangents(msbat_audit *audit, const audit_item *item)
{
    static const char law[] = "common tangent at coexistence";
    int64_t gaps = 0;
    double residual = 0.0;
    msbat_status st = msbat_phase_get_gap_count(item->object, item->temperature, &gaps);
    if (!st && !gaps) return msbat__audit_skip(audit, item, law, "there is no two-phase region");
    for (int64_t i = 0; i < gaps && !st; i++) st = tangent_residual(item, i, &residual);
    return msbat__audit_note(audit, item, law, st ? NAN : residual, 1e-8,
                             "largest difference of mu of the two ends and of the slope of the tangent [eV]");
}

msbat_status msbat__audit_phase(msbat_audit *audit, const audit_item *item)
{
    msbat_status st = note_curve(audit, item);
    return st ? st : note_tangents(audit, item);
}

msbat_status msbat__audit_defects(msbat_audit *audit, const audit_item *item)
{
    int64_t count = 0;
    double worst = 0.0, worst_sum = 0.0, scale = 1.0;
    msbat_status st = msbat_defects_get_count(item->object, &count);
    for (int64_t i = 0; i < count && !st; i++) {
        const char *name = NULL;
        int64_t charge = 0;
        double low = 0.0, high = 0.0, terms[5];
        st = msbat_defects_get(item->object, i, &name, &charge);
        if (!st) st = msbat_defects_get_formation_energy(item->object, name, charge, 0.0, &low);
        if (!st) st = msbat_defects_get_formation_energy(item->object, name, charge, 1.0, &high);
        if (!st) st = msbat_defects_get_terms(item->object, name, charge, 1.0, terms);
        if (st) break;
        for (int k = 0; k < 5; k++) scale = fmax(scale, fabs(terms[k]));
        worst = fmax(worst, fabs(high - low - (double)charge));
        worst_sum = fmax(worst_sum, fabs(terms[0] + terms[1] + terms[2] + terms[3] + terms[4] - high));
    }
    if (st) return msbat__audit_note(audit, item, "formation energies can be evaluated", NAN, 0.0, "a call failed");
    st = msbat__audit_note(audit, item, "E_f is linear in E_F with slope q", worst, 1e-12 * scale,
                           "largest |E_f(E_F = 1 eV) - E_f(0) - q| [eV]");
    return st ? st : msbat__audit_note(audit, item, "E_f is the sum of its terms", worst_sum, 1e-12 * scale, "[eV]");
}
