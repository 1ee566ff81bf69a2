/* audit_particle.c - laws of chemo-mechanics on a particle and its rows. */
#include <math.h>

#include "link/audit_impl.h"

/* Largest change of (lithium inside - lithium entered) over the lithium at start, and smallest dissipation of a face over
 * the total. */
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

static msbat_status note_surface_stress(msbat_audit *audit, const audit_item *item, int64_t n)
{
    double largest = 0.0, surface = 0.0;
    msbat_context *ctx = msbat__context_of(audit);
    int64_t points = 0, shells = 0;
    msbat_status st = msbat_particle_get_shell_count(item->object, &shells);
    if (st) return msbat__audit_note(audit, item, "traction-free surface", NAN, 0.0, "a call failed");
    points = shells + 2;
    double *sigma = MSBAT__NEW(ctx, points, double);
    if (!sigma) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < n && !st; i++) {
        st = msbat_particle_get_profile(item->object, i, points, NULL, NULL, sigma, NULL);
        for (int64_t k = 0; k < points && !st; k++) largest = fmax(largest, fabs(sigma[k]));
        if (!st) surface = fmax(surface, fabs(sigma[points - 1]));
    }
    msbat__free(ctx, sigma);
    return msbat__audit_note(audit, item, "traction-free surface", st ? NAN : surface, 1e-12 * largest,
                             "largest |sigma_r(R)| [Pa] against 1e-12 of the largest stress");
}

msbat_status msbat__audit_particle(msbat_audit *audit, const audit_item *item)
{
    const msbat_material *material = NULL;
    double residual = 0.0, scale = 1.0, temperature = 0.0, range[2], mass = 0.0, dissipation = 0.0;
    int64_t n = 0;
    msbat_status st = msbat_particle_get_material(item->object, &material, &temperature);
    if (!st) st = msbat_material_get_range(material, range, NULL);
    if (!st)
        st = msbat_stress_check_maxwell(material, temperature, 0.5 * (range[0] + range[1]), &residual, &scale);
    msbat_status noted = msbat__audit_note(audit, item, "Maxwell: d sigma/dC = d mu/d eps", st ? NAN : residual,
                                           1e-8 * scale, "largest difference [J/mol] against 1e-8 of the larger side");
    if (noted) return noted;
    st = msbat_particle_get_count(item->object, &n);
    if (st || n < 2) return msbat__audit_skip(audit, item, "lithium conserved", "the particle has no run");
    st = measure_rows(item->object, n, &mass, &dissipation);
    noted = msbat__audit_note(audit, item, "lithium conserved", st ? NAN : mass, 1e-10,
                              "largest relative change of lithium inside less what entered");
    if (!noted)
        noted = msbat__audit_note(audit, item, "dissipation >= 0 at every face", st ? NAN : dissipation, 1e-12,
                                  "most negative term over the total");
    return noted ? noted : note_surface_stress(audit, item, n);
}
