/* audit_ce.c - laws of cluster expansions: a random occupation, summed cluster by cluster, and its images under every
 * operation of the space group. */
#include <math.h>

#include "link/audit_impl.h"

typedef struct ce_probe {
    const msbat_ce *ce;
    msbat_crystal *plain; /* the host with every active site filled: its symmetry is that of the expansion */
    msbat_symmetry *symmetry;
    msbat_supercell *supercell;
    int64_t n_host, n_sites, n_active, n_operations, n_orbits;
    int64_t *active, *index, *species; /* of host sites; active index of supercell sites; host species */
    double *frac, *correlations[2];
    int8_t *occupation, *image;
    double scale, invariance, sum; /* sum of |terms| [eV]; the two residuals */
} ce_probe;

static void free_probe(const msbat_context *ctx, ce_probe *v)
{
    msbat_crystal_destroy(&v->plain);
    msbat_symmetry_destroy(&v->symmetry);
    msbat_supercell_destroy(&v->supercell);
    msbat__free(ctx, v->active);
    msbat__free(ctx, v->index);
    msbat__free(ctx, v->species);
    msbat__free(ctx, v->frac);
    msbat__free(ctx, v->correlations[0]);
    msbat__free(ctx, v->occupation);
    msbat__free(ctx, v->image);
}

static msbat_status read_host(msbat_context *ctx, ce_probe *v, const msbat_crystal *host)
{
    (void)msbat_crystal_get_site_count(host, &v->n_host);
    (void)msbat_ce_get_orbit_count(v->ce, &v->n_orbits);
    v->active = MSBAT__NEW(ctx, v->n_host, int64_t);
    v->species = MSBAT__NEW(ctx, v->n_host, int64_t);
    v->frac = MSBAT__NEW(ctx, 3 * v->n_host, double);
    v->correlations[0] = MSBAT__NEW(ctx, 2 * v->n_orbits, double);
    if (!v->active || !v->species || !v->frac || !v->correlations[0]) return MSBAT_ERR_MEMORY;
    v->correlations[1] = v->correlations[0] + v->n_orbits;
    (void)msbat_ce_get_active(v->ce, v->n_host, v->active);
    return msbat_crystal_get_sites(host, v->n_host, v->frac, v->species);
}

static msbat_status fill_host(msbat_context *ctx, ce_probe *v)
{
    /* rotations are integer matrices in the basis of the host's cell, so they keep the lattice of 3 x 3 x 3 cells */
    static const int64_t cells[9] = {3, 0, 0, 0, 3, 0, 0, 0, 3};
    const msbat_crystal *host = NULL;
    double cell[9];
    int64_t filled = 0, empty = 0;
    (void)msbat_ce_get_host(v->ce, &host);
    (void)msbat_ce_get_species(v->ce, &filled, &empty);
    (void)msbat_crystal_get_cell(host, cell);
    msbat_status st = read_host(ctx, v, host);
    for (int64_t i = 0; i < v->n_host && !st; i++)
        if (v->active[i]) v->species[i] = filled;
    if (!st) st = msbat_crystal_create(ctx, cell, v->n_host, v->frac, v->species, &v->plain);
    if (!st) st = msbat_symmetry_create(v->plain, 1e-3, &v->symmetry);
    if (!st) st = msbat_symmetry_get_count(v->symmetry, &v->n_operations);
    return st ? st : msbat_supercell_create(host, cells, &v->supercell);
}

static msbat_status number_sites(const msbat_context *ctx, ce_probe *v)
{
    msbat__rng rng;
    (void)msbat_supercell_get_site_count(v->supercell, &v->n_sites);
    (void)msbat_ce_get_occupation_size(v->ce, v->supercell, &v->n_active);
    v->index = MSBAT__NEW(ctx, v->n_sites, int64_t);
    v->occupation = MSBAT__NEW(ctx, v->n_active, int8_t);
    v->image = MSBAT__NEW(ctx, v->n_active, int8_t);
    if (!v->index || !v->occupation || !v->image) return MSBAT_ERR_MEMORY;
    for (int64_t s = 0, n = 0; s < v->n_sites; s++) v->index[s] = v->active[s % v->n_host] ? n++ : -1;
    msbat__rng_start(&rng, 2026, 0);
    for (int64_t i = 0; i < v->n_active; i++) v->occupation[i] = (int8_t)(msbat__rng_bits(&rng) & 1);
    return MSBAT_OK;
}

/* Operations map active sites to active ones, for all of them are filled in plain and no other site is. */
static void map_occupation(ce_probe *v, int64_t operation)
{
    for (int64_t s = 0; s < v->n_sites; s++) {
        int64_t sublattice = 0, image = 0, site = 0, offset[3], image_offset[3];
        if (v->index[s] < 0) continue;
        (void)msbat_supercell_get_site(v->supercell, s, &sublattice, offset);
        (void)msbat_symmetry_map_site(v->symmetry, operation, sublattice, offset, &image, image_offset);
        (void)msbat_supercell_find_site(v->supercell, image, image_offset, &site);
        v->image[v->index[site]] = v->occupation[v->index[s]];
    }
}

/* Correlations are means of +-1: one cluster more or less in an orbit changes them by 1e-6 at least. */
static msbat_status measure_invariance(ce_probe *v)
{
    msbat_status st = msbat_ce_get_correlations(v->ce, v->supercell, v->n_active, v->occupation, v->n_orbits,
                                                v->correlations[0]);
    for (int64_t o = 0; o < v->n_operations && !st; o++) {
        map_occupation(v, o);
        st = msbat_ce_get_correlations(v->ce, v->supercell, v->n_active, v->image, v->n_orbits, v->correlations[1]);
        for (int64_t f = 0; f < v->n_orbits && !st; f++)
            v->invariance = fmax(v->invariance, fabs(v->correlations[1][f] - v->correlations[0][f]));
    }
    return st;
}

/* Product of s over the points of a cluster moved to the cell with offset. */
static double multiply_spins(const ce_probe *v, int64_t n_points, const int64_t *points, const int64_t offset[3])
{
    double product = 1.0;
    for (int64_t p = 0; p < n_points; p++) {
        const int64_t *q = points + 4 * p;
        const int64_t at[3] = {q[1] + offset[0], q[2] + offset[1], q[3] + offset[2]};
        int64_t site = 0;
        (void)msbat_supercell_find_site(v->supercell, q[0], at, &site);
        if (!v->occupation[v->index[site]]) product = -product;
    }
    return product;
}

/* The interaction table: n clusters of one host cell. */
typedef struct term_list {
    int64_t n, max_points, *n_points, *sites;
    double *eci;
} term_list;

static msbat_status read_terms(const msbat_context *ctx, const msbat_ce *ce, term_list *t)
{
    (void)msbat_ce_get_term_count(ce, &t->n, &t->max_points);
    t->eci = MSBAT__NEW(ctx, t->n, double);
    t->n_points = MSBAT__NEW(ctx, t->n, int64_t);
    t->sites = MSBAT__NEW(ctx, 4 * t->n * t->max_points, int64_t);
    if (!t->eci || !t->n_points || !t->sites) return MSBAT_ERR_MEMORY;
    return msbat_ce_get_terms(ce, t->n, t->max_points, t->eci, t->n_points, NULL, t->sites);
}

static void add_terms(ce_probe *v, const term_list *t, int64_t cells, double *sum)
{
    for (int64_t c = 0; c < cells; c++) {
        int64_t offset[3];
        (void)msbat_supercell_get_site(v->supercell, c * v->n_host, NULL, offset);
        for (int64_t i = 0; i < t->n; i++) {
            *sum += t->eci[i] * multiply_spins(v, t->n_points[i], t->sites + 4 * t->max_points * i, offset);
            v->scale += fabs(t->eci[i]);
        }
    }
}

/* E against V0 a cell + every cluster of every cell once: the definition of the expansion. */
static msbat_status measure_sum(const msbat_context *ctx, ce_probe *v)
{
    term_list t = {0};
    double energy = 0.0, sum = 0.0, *eci = MSBAT__NEW(ctx, v->n_orbits, double);
    int64_t cells = 0;
    msbat_status st = eci ? read_terms(ctx, v->ce, &t) : MSBAT_ERR_MEMORY;
    if (!st) st = msbat_ce_get_eci(v->ce, v->n_orbits, eci);
    (void)msbat_supercell_get_cell_count(v->supercell, &cells);
    if (!st) st = msbat_ce_get_energy(v->ce, v->supercell, v->n_active, v->occupation, &energy);
    if (!st) sum = (double)cells * eci[0];
    v->scale = fabs(sum);
    if (!st) add_terms(v, &t, cells, &sum);
    v->sum = fabs(sum - energy);
    msbat__free(ctx, t.eci);
    msbat__free(ctx, t.n_points);
    msbat__free(ctx, t.sites);
    msbat__free(ctx, eci);
    return st;
}

msbat_status msbat__audit_ce(msbat_audit *audit, const audit_item *item)
{
    static const char sum_law[] = "E = V0 + sum V1 s_i + sum V2 s_i s_j + ...";
    msbat_context *ctx = msbat__context_of(item->object);
    ce_probe v = {.ce = item->object};
    msbat_status st = fill_host(ctx, &v);
    if (!st) st = number_sites(ctx, &v);
    msbat_status invariance = st ? st : measure_invariance(&v), sum = st ? st : measure_sum(ctx, &v);
    free_probe(ctx, &v);
    st = msbat__audit_note(audit, item, "energy invariant under the space group", invariance, v.invariance, 1e-12,
                           "largest change of a correlation of a random occupation under an operation");
    if (st) return st;
    if (!sum && v.scale == 0.0) return msbat__audit_skip(audit, item, sum_law, "all interactions are 0");
    return msbat__audit_note(audit, item, sum_law, sum, v.sum, 1e-12 * v.scale,
                             "difference for a random occupation [eV]; 1e-12 of the sum of the absolute terms");
}
