/* audit_thermo.c - laws of phases and defects. */
#include <float.h>
#include <math.h>

#include "link/audit_impl.h"

enum { POINTS = 101 };

static msbat_status step_over_gaps(const msbat_phase *phase, double temperature, double h, int64_t n, double *x)
{
    int64_t gaps = 0;
    msbat_status st = msbat_phase_get_gap_count(phase, temperature, &gaps);
    for (int64_t g = 0; g < gaps && !st; g++) {
        double gap[2];
        st = msbat_phase_get_gap(phase, temperature, g, gap, NULL);
        for (int64_t i = 0; i < n && !st; i++)
            for (int e = 0; e < 2; e++)
                if (fabs(x[i] - gap[e]) < 2 * h) x[i] += 4 * h;
    }
    return st;
}

msbat_status msbat__audit_points(const msbat_phase *phase, double temperature, const double range[2], double h,
                                 int64_t n, double *x)
{
    double golden = 0.6180339887498949;
    for (int64_t i = 0; i < n; i++)
        x[i] = range[0] + (range[1] - range[0]) * (0.002 + 0.996 * ((double)i + golden) / (double)n);
    return step_over_gaps(phase, temperature, h, n, x);
}

/* What the points of a phase have shown so far. h: half the width of the difference quotients. */
typedef struct phase_probe {
    const msbat_phase *phase;
    double temperature, h;
    double g_scale, mu_scale; /* largest |g|, |mu|, |mu_ref| that entered, at least 1 eV */
    double worst_mu, worst_slope, worst_gamma, worst_voltage, least_gamma;
} phase_probe;

/* Functions of a phase at x - h, x, x + h. */
typedef struct phase_values {
    double g[3], mu[3], dmu[3], gamma[3], voltage[3], reference;
} phase_values;

static msbat_status read_point(const phase_probe *p, double x, phase_values *v)
{
    double at[3] = {x - p->h, x, x + p->h};
    msbat_status st = msbat_phase_get_free_energy(p->phase, p->temperature, 3, at, v->g);
    if (!st) st = msbat_phase_get_mu(p->phase, p->temperature, 3, at, v->mu);
    if (!st) st = msbat_phase_get_mu_derivatives(p->phase, p->temperature, 3, at, v->dmu, NULL);
    if (!st) st = msbat_phase_get_thermodynamic_factor(p->phase, p->temperature, 3, at, v->gamma);
    if (!st) st = msbat_phase_get_voltage(p->phase, p->temperature, 3, at, v->voltage);
    return st ? st : msbat_phase_get_reference(p->phase, &v->reference);
}

/* Difference quotients over 2 h against Simpson's mean of the derivative, exact for cubic pieces. */
static msbat_status probe_point(phase_probe *p, double x)
{
    phase_values v;
    msbat_status st = read_point(p, x, &v);
    if (st) return st;
    double kt = MSBAT_BOLTZMANN_EV * p->temperature, span = 2 * p->h;
    double mean_mu = (v.mu[0] + 4 * v.mu[1] + v.mu[2]) / 6, mean_dmu = (v.dmu[0] + 4 * v.dmu[1] + v.dmu[2]) / 6;
    p->g_scale = fmax(p->g_scale, fabs(v.g[1]));
    p->mu_scale = fmax(p->mu_scale, fmax(fabs(v.mu[1]), fabs(v.reference)));
    p->worst_mu = fmax(p->worst_mu, fabs((v.g[2] - v.g[0]) / span - mean_mu));
    p->worst_slope = fmax(p->worst_slope, fabs((v.mu[2] - v.mu[0]) / span - mean_dmu) / (fabs(mean_dmu) + kt));
    p->worst_gamma = fmax(p->worst_gamma, fabs(v.gamma[1] - x * v.dmu[1] / kt) / fmax(1.0, fabs(v.gamma[1])));
    p->worst_voltage = fmax(p->worst_voltage, fabs(v.voltage[1] + v.mu[1] - v.reference));
    p->least_gamma = fmin(p->least_gamma, v.gamma[1]);
    return MSBAT_OK;
}

/* Gamma in the middle of each interval in which the curve before any hull is unstable: narrow ones slip between the
 * points. */
static msbat_status probe_unstable(phase_probe *p)
{
    int64_t n = 0;
    msbat_status st = msbat_phase_get_unstable_count(p->phase, p->temperature, &n);
    for (int64_t i = 0; i < n && !st; i++) {
        double interval[2], middle = 0.0, gamma = 0.0;
        st = msbat_phase_get_unstable(p->phase, p->temperature, i, interval);
        middle = 0.5 * (interval[0] + interval[1]);
        if (!st) st = msbat_phase_get_thermodynamic_factor(p->phase, p->temperature, 1, &middle, &gamma);
        if (!st) p->least_gamma = fmin(p->least_gamma, gamma);
    }
    return st;
}

static msbat_status probe_phase(phase_probe *p)
{
    double range[2], x[POINTS];
    msbat_status st = msbat_phase_get_range(p->phase, range, NULL);
    if (st) return st;
    p->h = 1e-6 * (range[1] - range[0]);
    st = msbat__audit_points(p->phase, p->temperature, range, p->h, POINTS, x);
    for (int i = 0; i < POINTS && !st; i++) st = probe_point(p, x[i]);
    return st ? st : probe_unstable(p);
}

/* Thresholds: g is exact to 4e-13 of its size (quadrature; rounding is less) and is divided by h; mu to rounding; what
 * the quotients leave out is of order (h/w)^4, w the width of a feature (1e-3 and more of the range), but (h/w) where
 * a knot lies within h. */
static msbat_status note_curve(msbat_audit *audit, const audit_item *item)
{
    phase_probe p = {.phase = item->object, .temperature = item->temperature, .least_gamma = INFINITY, .g_scale = 1.0,
                     .mu_scale = 1.0};
    msbat_status st = probe_phase(&p);
    double kt = MSBAT_BOLTZMANN_EV * p.temperature;
    msbat_status noted = msbat__audit_note(audit, item, "mu = dg/dx", st, p.worst_mu,
                                           4e-13 * p.g_scale / p.h + 1e-9 * p.mu_scale,
                                           "largest |difference quotient of g - mean mu| [eV]");
    if (noted) return noted;
    noted = msbat__audit_note(audit, item, "d mu/dx is the slope of mu", st, p.worst_slope,
                              1e-4 + 4 * DBL_EPSILON * p.mu_scale / (p.h * kt),
                              "largest |difference quotient of mu - mean d mu/dx| over |d mu/dx| + kT");
    if (noted) return noted;
    noted = msbat__audit_note(audit, item, "Gamma = (x/kT) d mu/dx", st, p.worst_gamma, 1e-12,
                              "largest relative difference");
    if (noted) return noted;
    noted = msbat__audit_note(audit, item, "U = -(mu - mu_ref)/e", st, p.worst_voltage, 1e-14 * p.mu_scale,
                              "largest difference [V]");
    if (noted) return noted;
    return msbat__audit_note(audit, item, "thermodynamic stability, Gamma >= 0", st, fmax(0.0, -p.least_gamma), 1e-12,
                             "most negative thermodynamic factor, sign changed");
}

/* At a gap (a, b): mu equal at both ends, g(b) - g(a) = mu (b - a). interior: the gap is not a repaired end of the
 * range, where there is no common tangent. A gap narrower than 1e-4 counts as that wide: g is exact to 1e-12 only. */
static msbat_status tangent_residual(const audit_item *item, int64_t gap, double *residual, int64_t *interior)
{
    double ends[2], mu_gap = 0.0, mu[2], g[2], range[2] = {0.0, 0.0};
    msbat_status st = msbat_phase_get_gap(item->object, item->temperature, gap, ends, &mu_gap);
    (void)msbat_phase_get_range(item->object, range, NULL);
    if (st || ends[0] <= range[0] || ends[1] >= range[1]) return st;
    ++*interior;
    st = msbat_phase_get_mu(item->object, item->temperature, 2, ends, mu);
    if (!st) st = msbat_phase_get_free_energy(item->object, item->temperature, 2, ends, g);
    if (st) return st;
    double width = ends[1] - ends[0];
    *residual = fmax(*residual, fabs(mu[0] - mu_gap));
    *residual = fmax(*residual, fabs(mu[1] - mu_gap));
    *residual = fmax(*residual, fabs(g[1] - g[0] - mu_gap * width) / fmax(width, 1e-4));
    return MSBAT_OK;
}

static msbat_status note_tangents(msbat_audit *audit, const audit_item *item)
{
    static const char law[] = "common tangent at coexistence";
    int64_t gaps = 0, interior = 0;
    double residual = 0.0;
    msbat_status st = msbat_phase_get_gap_count(item->object, item->temperature, &gaps);
    for (int64_t i = 0; i < gaps && !st; i++) st = tangent_residual(item, i, &residual, &interior);
    if (!st && !interior) return msbat__audit_skip(audit, item, law, "no two-phase region ends inside the range");
    return msbat__audit_note(audit, item, law, st, residual, 1e-8,
                             "largest difference of mu of the two ends and of the slope of the tangent [eV]");
}

msbat_status msbat__audit_phase(msbat_audit *audit, const audit_item *item)
{
    msbat_status st = note_curve(audit, item);
    return st ? st : note_tangents(audit, item);
}

/* ---- defects ---- */

typedef struct defect_probe {
    double worst_slope, worst_sum, scale;
} defect_probe;

static msbat_status probe_defect(const msbat_defects *defects, int64_t index, defect_probe *p)
{
    const char *name = NULL;
    int64_t charge = 0;
    double low = 0.0, high = 0.0, terms[5], sum = 0.0;
    msbat_status st = msbat_defects_get(defects, index, &name, &charge);
    if (!st) st = msbat_defects_get_formation_energy(defects, name, charge, 0.0, &low);
    if (!st) st = msbat_defects_get_formation_energy(defects, name, charge, 1.0, &high);
    if (!st) st = msbat_defects_get_terms(defects, name, charge, 1.0, terms);
    if (st) return st;
    for (int k = 0; k < 5; k++) {
        p->scale = fmax(p->scale, fabs(terms[k]));
        sum += terms[k];
    }
    p->worst_slope = fmax(p->worst_slope, fabs(high - low - (double)charge));
    p->worst_sum = fmax(p->worst_sum, fabs(sum - high));
    return MSBAT_OK;
}

msbat_status msbat__audit_defects(msbat_audit *audit, const audit_item *item)
{
    static const char slope[] = "E_f is linear in E_F with slope q";
    int64_t count = 0;
    defect_probe p = {0.0, 0.0, 1.0};
    msbat_status st = msbat_defects_get_count(item->object, &count);
    if (!st && !count) return msbat__audit_skip(audit, item, slope, "no defect has been added");
    for (int64_t i = 0; i < count && !st; i++) st = probe_defect(item->object, i, &p);
    if (st == MSBAT_ERR_STATE) return msbat__audit_skip(audit, item, slope, "the chemical potentials are not set");
    /* a few roundings of the largest term */
    msbat_status noted = msbat__audit_note(audit, item, slope, st, p.worst_slope, 1e-14 * p.scale,
                                           "largest |E_f(E_F = 1 eV) - E_f(0) - q| [eV]");
    if (!noted)
        noted = msbat__audit_note(audit, item, "E_f is the sum of its terms", st, p.worst_sum, 1e-14 * p.scale,
                                  "largest difference [eV]");
    if (noted) return noted;
    return msbat__audit_skip(audit, item, "charge neutrality", "the handle holds no concentrations, only energies");
}
