/* audit_particle.c - laws of chemo-mechanics on a particle and its rows. */
#include <math.h>

#include "link/audit_impl.h"

/* Largest change of (lithium inside - lithium entered) over the lithium at start, and smallest dissipation of a face
 * over the total. */
static msbat_status measure_rows(const msbat_particle *particle, int64_t n, double *mass, double *dissipation)
{
    double inside = 0.0, entered = 0.0, start = 0.0, total = 0.0, least = 0.0;
    msbat_status st = msbat_particle_get_amount(particle, 0, &start, &entered);
    double balance = start - entered;
    for (int64_t i = 0; i < n && !st; i++) {
        st = msbat_particle_get_amount(particle, i, &inside, &entered);
        if (!st) st = msbat_particle_get_dissipation(particle, i, &total, &least);
        if (st) break;
        *mass = fmax(*mass, fabs(inside - entered - balance) / start);
        if (least < 0.0) *dissipation = fmax(*dissipation, -least / fmax(fabs(total), -least));
    }
    return st;
}

/* Traction at the surface; and mu there against mu_chem(x) - Omega sigma_h with the stress of the profile. */
typedef struct surface_probe {
    double stress, traction, mu, mu_scale; /* [Pa], [Pa], [J/mol], [J/mol] */
} surface_probe;

static msbat_status probe_surface(const msbat_particle *particle, int64_t row, int64_t points, double *sigma,
                                  surface_probe *p)
{
    const msbat_material *material = NULL;
    double temperature = 0.0, omega = 0.0, x = 0.0, mu = 0.0, chemical = 0.0, *tangential = sigma + points;
    msbat_status st = msbat_particle_get_profile(particle, row, points, NULL, NULL, sigma, tangential);
    (void)msbat_particle_get_material(particle, &material, &temperature);
    (void)msbat_material_get_partial_molar_volume(material, &omega);
    if (!st) st = msbat_particle_get_surface(particle, row, &x, &mu, NULL);
    if (!st) st = msbat_material_get_mu(material, temperature, 1, &x, &chemical);
    if (st) return st;
    for (int64_t k = 0; k < 2 * points; k++) p->stress = fmax(p->stress, fabs(sigma[k]));
    p->traction = fmax(p->traction, fabs(sigma[points - 1]));
    double hydrostatic = (sigma[points - 1] + 2.0 * tangential[points - 1]) / 3.0;
    p->mu = fmax(p->mu, fabs(mu - chemical + omega * hydrostatic));
    p->mu_scale = fmax(p->mu_scale, fabs(mu));
    return MSBAT_OK;
}

static msbat_status note_surface(msbat_audit *audit, const audit_item *item, int64_t n)
{
    const msbat_context *ctx = msbat__context_of(audit);
    surface_probe p = {0};
    int64_t shells = 0, coupling = 0;
    msbat_status st = MSBAT_OK;
    (void)msbat_particle_get_shell_count(item->object, &shells);
    (void)msbat_particle_get_coupling(item->object, &coupling);
    double *sigma = MSBAT__NEW(ctx, 2 * (shells + 2), double);
    if (!sigma) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < n && !st; i++) st = probe_surface(item->object, i, shells + 2, sigma, &p);
    msbat__free(ctx, sigma);
    msbat_status noted = msbat__audit_note(audit, item, "traction-free surface", st, p.traction, 1e-12 * p.stress,
                                           "largest |sigma_r(R)| [Pa], against 1e-12 of the largest stress");
    if (noted) return noted;
    if (coupling == MSBAT_PARTICLE_COUPLING_NONE)
        return msbat__audit_skip(audit, item, "mu = mu_chem - Omega sigma_h", "the coupling to stress is switched off");
    return msbat__audit_note(audit, item, "mu = mu_chem - Omega sigma_h", st, p.mu, 1e-10 * p.mu_scale,
                             "largest difference at the surface [J/mol], against 1e-10 of the largest mu");
}

static msbat_status note_maxwell(msbat_audit *audit, const audit_item *item)
{
    static const char law[] = "Maxwell: d sigma/dC = d mu/d eps";
    const msbat_material *material = NULL;
    double residual = 0.0, scale = 0.0, temperature = 0.0, omega = 0.0, range[2];
    (void)msbat_particle_get_material(item->object, &material, &temperature);
    (void)msbat_material_get_partial_molar_volume(material, &omega);
    if (omega == 0.0) return msbat__audit_skip(audit, item, law, "the partial molar volume is 0");
    msbat_status st = msbat_material_get_range(material, range, NULL);
    if (!st) st = msbat_stress_check_maxwell(material, temperature, 0.5 * (range[0] + range[1]), &residual, &scale);
    return msbat__audit_note(audit, item, law, st, residual, 1e-8 * scale,
                             "largest difference [J/mol], against 1e-8 of the larger side");
}

static msbat_status skip_rows(msbat_audit *audit, const audit_item *item)
{
    static const char *const laws[4] = {"lithium conserved", "dissipation >= 0 at every face", "traction-free surface",
                                        "mu = mu_chem - Omega sigma_h"};
    msbat_status st = MSBAT_OK;
    for (int k = 0; k < 4 && !st; k++) st = msbat__audit_skip(audit, item, laws[k], "the particle has no run");
    return st;
}

msbat_status msbat__audit_particle(msbat_audit *audit, const audit_item *item)
{
    double mass = 0.0, dissipation = 0.0;
    int64_t n = 0;
    msbat_status noted = note_maxwell(audit, item);
    if (noted) return noted;
    (void)msbat_particle_get_count(item->object, &n);
    if (n < 2) return skip_rows(audit, item);
    msbat_status st = measure_rows(item->object, n, &mass, &dissipation);
    noted = msbat__audit_note(audit, item, "lithium conserved", st, mass, 1e-10,
                              "largest relative change of lithium inside less what entered");
    if (!noted)
        noted = msbat__audit_note(audit, item, "dissipation >= 0 at every face", st, dissipation, 1e-12,
                                  "most negative term over the total");
    return noted ? noted : note_surface(audit, item, n);
}
