/* audit_atoms.c - laws of cluster expansions, kinetic Monte Carlo, hop networks and effective tensors. */
#include <math.h>
#include <string.h>

#include "link/audit_impl.h"

msbat_status msbat__audit_tensor(const msbat_context *ctx, const double d[9], double *least, double *asymmetry)
{
    double a[9], values[3], scale = 0.0;
    for (int i = 0; i < 9; i++) scale = fmax(scale, fabs(d[i]));
    *least = *asymmetry = 0.0;
    if (scale == 0.0) return MSBAT_OK;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            a[3 * i + j] = 0.5 * (d[3 * i + j] + d[3 * j + i]) / scale;
            *asymmetry = fmax(*asymmetry, fabs(d[3 * i + j] - d[3 * j + i]) / scale);
        }
    msbat_status st = msbat__eigen_symmetric(ctx, 3, a, values);
    if (!st) *least = values[0];
    return st;
}

/* ---- cluster expansion: the energy of a random occupation and of its image under each operation ---- */

typedef struct invariance {
    const msbat_ce *ce;
    msbat_crystal *plain; /* the host with every active site filled: its symmetry is that of the expansion */
    msbat_symmetry *symmetry;
    msbat_supercell *supercell;
    int64_t n_host, n_sites, n_active, n_operations;
    int64_t *active, *index, *species; /* of host sites; active index of supercell sites; host species */
    double *frac;
    int8_t *occupation, *image;
} invariance;

static void free_invariance(const msbat_context *ctx, invariance *v)
{
    msbat_crystal_destroy(&v->plain);
    msbat_symmetry_destroy(&v->symmetry);
    msbat_supercell_destroy(&v->supercell);
    msbat__free(ctx, v->active);
    msbat__free(ctx, v->index);
    msbat__free(ctx, v->species);
    msbat__free(ctx, v->frac);
    msbat__free(ctx, v->occupation);
    msbat__free(ctx, v->image);
}

static msbat_status fill_host(msbat_context *ctx, invariance *v)
{
    const msbat_crystal *host = NULL;
    double cell[9];
    int64_t filled = 0, empty = 0;
    msbat_status st = msbat_ce_get_host(v->ce, &host);
    if (!st) st = msbat_crystal_get_site_count(host, &v->n_host);
    if (st) return st;
    v->active = MSBAT__NEW(ctx, v->n_host, int64_t);
    v->species = MSBAT__NEW(ctx, v->n_host, int64_t);
    v->frac = MSBAT__NEW(ctx, 3 * v->n_host, double);
    if (!v->active || !v->species || !v->frac) return MSBAT_ERR_MEMORY;
    st = msbat_ce_get_active(v->ce, v->n_host, v->active);
    if (!st) st = msbat_ce_get_species(v->ce, &filled, &empty);
    if (!st) st = msbat_crystal_get_sites(host, v->n_host, v->frac, v->species);
    if (!st) st = msbat_crystal_get_cell(host, cell);
    for (int64_t i = 0; i < v->n_host && !st; i++)
        if (v->active[i]) v->species[i] = filled;
    if (!st) st = msbat_crystal_create(ctx, cell, v->n_host, v->frac, v->species, &v->plain);
    if (!st) st = msbat_symmetry_create(v->plain, 1e-3, &v->symmetry);
    if (!st) st = msbat_symmetry_get_count(v->symmetry, &v->n_operations);
    /* n x n x n of the host's cell: rotations are integer matrices in its basis, so they keep this lattice */
    if (!st) st = msbat_supercell_create(host, (int64_t[9]){3, 0, 0, 0, 3, 0, 0, 0, 3}, &v->supercell);
    return st;
}

static msbat_status number_sites(const msbat_context *ctx, invariance *v)
{
    msbat__rng rng;
    msbat_status st = msbat_supercell_get_site_count(v->supercell, &v->n_sites);
    if (!st) st = msbat_ce_get_occupation_size(v->ce, v->supercell, &v->n_active);
    if (st) return st;
    v->index = MSBAT__NEW(ctx, v->n_sites, int64_t);
    v->occupation = MSBAT__NEW(ctx, v->n_active, int8_t);
    v->image = MSBAT__NEW(ctx, v->n_active, int8_t);
    if (!v->index || !v->occupation || !v->image) return MSBAT_ERR_MEMORY;
    for (int64_t s = 0, n = 0; s < v->n_sites; s++) v->index[s] = v->active[s % v->n_host] ? n++ : -1;
    msbat__rng_start(&rng, 2026, 0);
    for (int64_t i = 0; i < v->n_active; i++) v->occupation[i] = (int8_t)(msbat__rng_bits(&rng) & 1);
    return MSBAT_OK;
}

static msbat_status map_occupation(invariance *v, int64_t operation)
{
    msbat_status st = MSBAT_OK;
    for (int64_t s = 0; s < v->n_sites && !st; s++) {
        int64_t sublattice = 0, image = 0, site = 0, offset[3], image_offset[3];
        if (v->index[s] < 0) continue;
        st = msbat_supercell_get_site(v->supercell, s, &sublattice, offset);
        if (!st) st = msbat_symmetry_map_site(v->symmetry, operation, sublattice, offset, &image, image_offset);
        if (!st) st = msbat_supercell_find_site(v->supercell, image, image_offset, &site);
        if (!st && v->index[site] < 0) st = MSBAT_ERR_SYMMETRY;
        if (!st) v->image[v->index[site]] = v->occupation[v->index[s]];
    }
    return st;
}

static msbat_status measure_invariance(msbat_context *ctx, invariance *v, double *worst)
{
    double before = 0.0, after = 0.0, scale = 0.0;
    msbat_status st = fill_host(ctx, v);
    if (!st) st = number_sites(ctx, v);
    if (!st) st = msbat_ce_get_energy(v->ce, v->supercell, v->n_active, v->occupation, &before);
    scale = fmax(1.0, fabs(before));
    for (int64_t o = 0; o < v->n_operations && !st; o++) {
        st = map_occupation(v, o);
        if (!st) st = msbat_ce_get_energy(v->ce, v->supercell, v->n_active, v->image, &after);
        if (!st) *worst = fmax(*worst, fabs(after - before) / scale);
    }
    return st;
}

msbat_status msbat__audit_ce(msbat_audit *audit, const audit_item *item)
{
    msbat_context *ctx = msbat__context_of(audit);
    invariance v = {.ce = item->object};
    double worst = 0.0;
    msbat_status st = measure_invariance(ctx, &v, &worst);
    free_invariance(ctx, &v);
    if (st == MSBAT_ERR_MEMORY) return st;
    return msbat__audit_note(audit, item, "energy invariant under the space group", st ? NAN : worst, 1e-12,
                             "largest relative change of the energy of a random occupation under an operation");
}

/* ---- kinetic Monte Carlo ---- */

static msbat_status note_balance(msbat_audit *audit, const audit_item *item)
{
    double r[3] = {NAN, NAN, NAN};
    msbat_kmc_check_balance(item->object, NULL, NULL, 20, 1e-9, r);
    msbat_status st = msbat__audit_note(audit, item, "detailed balance of every hop and its reverse", r[0], 1e-9,
                                        "largest |E_b - E_b' - dE|/kT");
    if (!st) st = msbat__audit_note(audit, item, "one attempt frequency per undirected hop", r[1], 1e-9, "|ln(nu/nu')|");
    if (!st)
        st = msbat__audit_note(audit, item, "detailed balance round closed cycles", r[2], 1e-9,
                               "largest |sum of ln(k/k')| round a cycle");
    return st;
}

/* Eigenvalues of D must not be negative by more than their statistical error. */
static msbat_status note_kmc_tensor(msbat_audit *audit, const audit_item *item, msbat_kmc_quantity quantity,
                                    const char *law)
{
    double d[9], error[9], least = 0.0, asymmetry = 0.0, largest = 0.0, scale = 0.0;
    msbat_status st = msbat_kmc_get_diffusivity(item->object, quantity, d, error, NULL);
    if (st == MSBAT_ERR_STATE) return msbat__audit_skip(audit, item, law, "the run has too few windows");
    if (st && st != MSBAT_NO_PATH) return msbat__audit_note(audit, item, law, NAN, 0.0, "a call failed");
    for (int i = 0; i < 9; i++) {
        largest = fmax(largest, error[i]);
        scale = fmax(scale, fabs(d[i]));
    }
    st = msbat__audit_tensor(msbat__context_of(audit), d, &least, &asymmetry);
    if (st) return st;
    double sigma = largest > 0.0 ? -least * scale / largest : least < -1e-12 ? INFINITY : 0.0;
    return msbat__audit_note(audit, item, law, fmax(fmax(0.0, sigma), asymmetry > 1e-12 ? INFINITY : 0.0), 5.5,
                             "negative eigenvalue in standard errors; asymmetry counts as infinite");
}

msbat_status msbat__audit_kmc(msbat_audit *audit, const audit_item *item)
{
    msbat_status st = note_balance(audit, item);
    if (!st) st = note_kmc_tensor(audit, item, MSBAT_KMC_TRACER, "D* symmetric, positive semidefinite");
    return st ? st : note_kmc_tensor(audit, item, MSBAT_KMC_JUMP, "D_J symmetric, positive semidefinite");
}

/* ---- networks ---- */

msbat_status msbat__audit_network(msbat_audit *audit, const audit_item *item)
{
    static const char law[] = "D symmetric, positive semidefinite";
    double d[9], least = 0.0, asymmetry = 0.0;
    msbat_status st = msbat_network_get_diffusivity(item->object, item->temperature, d);
    if (st && st != MSBAT_NO_PATH) return msbat__audit_note(audit, item, law, NAN, 0.0, "a call failed");
    st = msbat__audit_tensor(msbat__context_of(audit), d, &least, &asymmetry);
    if (st) return st;
    return msbat__audit_note(audit, item, law, fmax(asymmetry, -least), 1e-12,
                             "larger of asymmetry and negative eigenvalue over the largest entry");
}

/* ---- effective tensors ---- */

static const char *const condition_laws[4] = {
    "Wiener bounds, periodic", "Wiener bounds, uniform gradient", "Wiener bounds, uniform flux", "Wiener bounds, mixed"};
static const char *const flux_laws[4] = {
    "flux conserved, periodic", "flux conserved, uniform gradient", "flux conserved, uniform flux", "flux conserved, mixed"};

static msbat_status note_condition(msbat_audit *audit, const audit_item *item, msbat_homog_condition condition)
{
    double sigma[9], values[3], lower = 0.0, upper = 0.0, flux = 0.0, tolerance = 0.0;
    msbat_status st = msbat_homog_get_tensor(item->object, condition, sigma);
    if (st) return MSBAT_OK; /* not solved under this condition */
    st = msbat_homog_get_wiener(item->object, &lower, &upper);
    if (!st) st = msbat_homog_get_residuals(item->object, condition, &flux, NULL);
    if (!st) st = msbat_homog_get_tolerance(item->object, &tolerance);
    if (!st) st = msbat__eigen_symmetric(msbat__context_of(audit), 3, sigma, values);
    if (st == MSBAT_ERR_MEMORY) return st;
    double violation = st ? NAN : fmax(0.0, fmax(lower - values[0], values[2] - upper)) / upper;
    msbat_status noted = msbat__audit_note(audit, item, condition_laws[condition], violation, 1e-9 + tolerance,
                                           "largest violation over the upper bound");
    if (noted) return noted;
    return msbat__audit_note(audit, item, flux_laws[condition], st ? NAN : flux, 10.0 * sqrt(tolerance),
                             "(largest - smallest)/mean flux through the sections; it is of order sqrt(tolerance)");
}

static msbat_status note_order(msbat_audit *audit, const audit_item *item)
{
    static const char law[] = "KUBC >= PBC >= SUBC";
    double margin[2], tolerance = 0.0;
    msbat_status st = msbat_homog_check_order(item->object, margin);
    if (st && st != MSBAT_ERR_INTERNAL)
        return msbat__audit_skip(audit, item, law, "the three conditions were not all solved on this image");
    st = msbat_homog_get_tolerance(item->object, &tolerance);
    return msbat__audit_note(audit, item, law, st ? NAN : fmax(0.0, -fmin(margin[0], margin[1])), 3.0 * tolerance,
                             "largest violation over trace/3 of KUBC");
}

msbat_status msbat__audit_homog(msbat_audit *audit, const audit_item *item)
{
    msbat_status st = MSBAT_OK;
    for (int c = 0; c < 4 && !st; c++) st = note_condition(audit, item, (msbat_homog_condition)c);
    return st ? st : note_order(audit, item);
}
