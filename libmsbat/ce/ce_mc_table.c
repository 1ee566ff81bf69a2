/* ce_mc_table.c - interaction tables of a supercell, in integers.
 *
 * Every ECI is rounded once to a multiple of a power of two; from then on energies are sums of integers: the running
 * fields and energy equal the recomputed ones bit by bit after any number of steps. */
#include "ce_mc_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One wrapped cluster through the site: the other sites that it holds an odd number of times. */
typedef struct term {
    int64_t v, n, site[MSBAT__CE_POINTS];
} term;

typedef struct builder {
    msbat_mc *mc;
    int64_t sub, site, origin[3]; /* sublattice, its site in the first cell, offset of that cell */
    int64_t n, capacity;
    term *terms;
} builder;

static int by_site(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static int by_sites(const void *a, const void *b)
{
    const term *x = a, *y = b;
    if (x->n != y->n) return x->n < y->n ? -1 : 1;
    for (int64_t k = 0; k < x->n; k++)
        if (x->site[k] != y->site[k]) return x->site[k] < y->site[k] ? -1 : 1;
    return 0;
}

/* Sites of the cluster moved so that point goes to the site of the builder; key names the translation. */
static void wrap(const builder *b, const msbat__ce_cluster *c, int point, int64_t *site, int64_t *key)
{
    int64_t off[3];
    for (int k = 0; k < c->n; k++) {
        for (int j = 0; j < 3; j++) off[j] = b->origin[j] + c->p[k].off[j] - c->p[point].off[j];
        (void)msbat_supercell_find_site(b->mc->supercell, c->p[k].sub, off, &site[k]);
    }
    *key = site[0];
}

/* Cancels equal sites in pairs (s^2 = 1) and takes the builder's own site out; false if it cancels too. */
static bool reduce(const builder *b, int n, int64_t *site, term *t)
{
    bool own = false;
    qsort(site, (size_t)n, sizeof *site, by_site);
    t->n = 0;
    for (int k = 0; k < n; k++) {
        if (k + 1 < n && site[k] == site[k + 1]) {
            k++;
            continue;
        }
        if (site[k] == b->site) own = true;
        else t->site[t->n++] = site[k];
    }
    return own;
}

static msbat_status add_cluster(builder *b, const msbat__ce_cluster *c)
{
    int64_t site[MSBAT__CE_POINTS], key[MSBAT__CE_POINTS];
    int n_keys = 0;
    term t = {0, 0, {0}};
    t.v = llround(b->mc->eci[c->orbit] / b->mc->quantum);
    for (int k = 0; t.v && k < c->n; k++) {
        if (c->p[k].sub != b->sub) continue;
        wrap(b, c, k, site, &key[n_keys]);
        bool seen = false; /* the same translation: the site stands in the cluster more than once */
        for (int l = 0; l < n_keys; l++) seen |= key[l] == key[n_keys];
        if (seen) continue;
        n_keys++;
        if (!reduce(b, c->n, site, &t)) continue;
        if (!msbat__grow(b->mc->handle.ctx, (void **)&b->terms, b->n, &b->capacity, sizeof t)) return MSBAT_ERR_MEMORY;
        b->terms[b->n++] = t;
    }
    return MSBAT_OK;
}

static void merge_terms(builder *b)
{
    int64_t n = 0;
    if (b->n) qsort(b->terms, (size_t)b->n, sizeof *b->terms, by_sites);
    for (int64_t i = 0; i < b->n; i++) {
        if (n && !by_sites(&b->terms[n - 1], &b->terms[i])) b->terms[n - 1].v += b->terms[i].v;
        else b->terms[n++] = b->terms[i];
    }
    b->n = n;
}

/* Distinct sites of all terms, sorted, in sites (room for all). */
static int64_t distinct_sites(const builder *b, int64_t *sites)
{
    int64_t n = 0, kept = 0;
    for (int64_t i = 0; i < b->n; i++)
        for (int64_t k = 0; k < b->terms[i].n; k++) sites[n++] = b->terms[i].site[k];
    if (n) qsort(sites, (size_t)n, sizeof *sites, by_site);
    for (int64_t i = 0; i < n; i++)
        if (!kept || sites[i] != sites[kept - 1]) sites[kept++] = sites[i];
    return kept;
}

static int32_t slot_of(const msbat__mc_table *table, const int64_t *sites, int64_t site)
{
    return (int32_t)((const int64_t *)bsearch(&site, sites, (size_t)table->n_slots, sizeof site, by_site) - sites);
}

static void fill_terms(const builder *b, const int64_t *sites, msbat__mc_table *table)
{
    for (int64_t i = 0; i < b->n; i++) {
        const term *t = &b->terms[i];
        if (t->n == 0) table->own += t->v;
        else if (t->n == 1) table->pair[slot_of(table, sites, t->site[0])] += t->v;
        else if (t->n == 2)
            table->triples[table->n_triples++] = (msbat__mc_triple){slot_of(table, sites, t->site[0]),
                                                                    slot_of(table, sites, t->site[1]), t->v};
        else {
            msbat__mc_many *m = &table->many[table->n_many++];
            m->n = (int32_t)t->n;
            m->v = t->v;
            for (int64_t k = 0; k < t->n; k++) m->slot[k] = slot_of(table, sites, t->site[k]);
        }
    }
}

static msbat_status make_table(const builder *b, msbat__mc_table *table)
{
    const msbat_context *ctx = b->mc->handle.ctx;
    int64_t *sites = MSBAT__NEW(ctx, b->n * MSBAT__CE_POINTS, int64_t), sub, off[3];
    if (!sites) return MSBAT_ERR_MEMORY;
    table->n_slots = distinct_sites(b, sites);
    table->pair = MSBAT__NEW_ZEROED(ctx, table->n_slots, int64_t);
    table->slots = MSBAT__NEW(ctx, table->n_slots, msbat__ce_point);
    table->triples = MSBAT__NEW(ctx, b->n, msbat__mc_triple);
    table->many = MSBAT__NEW(ctx, b->n, msbat__mc_many);
    msbat_status st = table->pair && table->slots && table->triples && table->many ? MSBAT_OK : MSBAT_ERR_MEMORY;
    for (int64_t k = 0; !st && k < table->n_slots; k++) {
        st = msbat_supercell_get_site(b->mc->supercell, sites[k], &sub, off);
        table->slots[k].sub = (int32_t)sub;
        for (int j = 0; j < 3; j++) table->slots[k].off[j] = (int32_t)(off[j] - b->origin[j]);
    }
    if (!st) fill_terms(b, sites, table);
    msbat__free(ctx, sites);
    return st;
}

static msbat_status build_table(msbat_mc *mc, int64_t sub, msbat__mc_table *table)
{
    builder b = {mc, sub, sub, {0, 0, 0}, 0, 0, NULL};
    int64_t found;
    msbat_status st = msbat_supercell_get_site(mc->supercell, sub, &found, b.origin);
    for (int64_t i = 0; !st && i < mc->ce->n_clusters; i++) st = add_cluster(&b, &mc->ce->clusters[i]);
    if (!st) merge_terms(&b);
    if (!st) st = make_table(&b, table);
    msbat__free(mc->handle.ctx, b.terms);
    return st;
}

/* ---- neighbours ---- */

/* Calls on a supercell of the host with sites that it has succeed. */
static void find_neighbours_of(msbat_mc *mc, int64_t cell, int64_t rank)
{
    const msbat__mc_table *table = &mc->tables[rank];
    int32_t *row = &mc->neighbours[(cell * mc->ce->n_active + rank) * mc->width];
    int64_t sub, origin[3], off[3], site = 0;
    (void)msbat_supercell_get_site(mc->supercell, cell * mc->ce->n_sub, &sub, origin);
    for (int64_t k = 0; k < table->n_slots; k++) {
        const msbat__ce_point *p = &table->slots[k];
        for (int j = 0; j < 3; j++) off[j] = origin[j] + p->off[j];
        (void)msbat_supercell_find_site(mc->supercell, p->sub, off, &site);
        row[k] = (int32_t)(site / mc->ce->n_sub * mc->ce->n_active + mc->ce->rank[p->sub]);
    }
}

static msbat_status find_neighbours(msbat_mc *mc)
{
    const msbat_context *ctx = mc->handle.ctx;
    int64_t size;
    for (int64_t a = 0; a < mc->ce->n_active; a++)
        if (mc->tables[a].n_slots > mc->width) mc->width = mc->tables[a].n_slots;
    if (!msbat__multiply(mc->n, mc->width, &size))
        return msbat__fail(ctx, MSBAT_ERR_OVERFLOW, "msbat_mc_create", "the neighbour table is too large");
    mc->neighbours = MSBAT__NEW(ctx, size, int32_t);
    mc->work = MSBAT__NEW(ctx, 2 * mc->width, int64_t);
    if (!mc->neighbours || !mc->work) return MSBAT_ERR_MEMORY;
    for (int64_t c = 0; c < mc->n_cells; c++)
        for (int64_t a = 0; a < mc->ce->n_active; a++) find_neighbours_of(mc, c, a);
    return MSBAT_OK;
}

/* A power of two such that no sum of interactions overflows 2^62, and 2^-50 eV at least. */
static msbat_status choose_quantum(msbat_mc *mc)
{
    double total = 1;
    int exponent;
    for (int64_t f = 1; f < mc->ce->n_orbits; f++)
        total += fabs(mc->eci[f]) * (double)mc->ce->orbits[f].multiplicity * (double)mc->ce->orbits[f].n_points;
    if (!(total * (double)mc->n_cells < 0x1p40)) /* or not finite */
        return msbat__fail(mc->handle.ctx, MSBAT_ERR_OVERFLOW, "msbat_mc_create",
                           "interactions of %g eV per cell in %d cells are too large", total, mc->n_cells);
    frexp(total * (double)mc->n_cells, &exponent);
    mc->quantum = ldexp(1, exponent < 10 ? -50 : exponent - 60);
    return MSBAT_OK;
}

msbat_status msbat__mc_build_tables(msbat_mc *mc)
{
    msbat_status st = choose_quantum(mc);
    if (st) return st;
    if (!(mc->tables = MSBAT__NEW_ZEROED(mc->handle.ctx, mc->ce->n_active, msbat__mc_table))) return MSBAT_ERR_MEMORY;
    for (int64_t b = 0; !st && b < mc->ce->n_sub; b++)
        if (mc->ce->rank[b] >= 0) st = build_table(mc, b, &mc->tables[mc->ce->rank[b]]);
    return st ? st : find_neighbours(mc);
}

void msbat__mc_free_tables(msbat_mc *mc)
{
    const msbat_context *ctx = mc->handle.ctx;
    for (int64_t a = 0; mc->tables && a < mc->ce->n_active; a++) {
        msbat__free(ctx, mc->tables[a].pair);
        msbat__free(ctx, mc->tables[a].slots);
        msbat__free(ctx, mc->tables[a].triples);
        msbat__free(ctx, mc->tables[a].many);
    }
    msbat__free(ctx, mc->tables);
    msbat__free(ctx, mc->neighbours);
    msbat__free(ctx, mc->work);
}

static int64_t field_of(const msbat_mc *mc, int64_t site)
{
    const msbat__mc_table *t = &mc->tables[site % mc->ce->n_active];
    const int32_t *near = &mc->neighbours[site * mc->width];
    int64_t h = t->own;
    for (int64_t k = 0; k < t->n_slots; k++) h += t->pair[k] * mc->spin[near[k]];
    for (int64_t k = 0; k < t->n_triples; k++)
        h += t->triples[k].v * mc->spin[near[t->triples[k].a]] * mc->spin[near[t->triples[k].b]];
    for (int64_t k = 0; k < t->n_many; k++) {
        int64_t v = t->many[k].v;
        for (int32_t l = 0; l < t->many[k].n; l++) v *= mc->spin[near[t->many[k].slot[l]]];
        h += v;
    }
    return h;
}

void msbat__mc_sum_clusters(msbat_mc *mc)
{
    for (int64_t i = 0; i < mc->n; i++) mc->occupation[i] = (int8_t)(mc->spin[i] > 0);
    msbat__ce_sum_clusters_in(mc->ce, mc->supercell, mc->n_cells, mc->occupation, mc->points, mc->sums);
}

void msbat__mc_recompute(msbat_mc *mc)
{
    msbat__mc_sum_clusters(mc);
    mc->energy = 0;
    mc->head.n_filled = 0;
    for (int64_t f = 1; f < mc->ce->n_orbits; f++) mc->energy += llround(mc->eci[f] / mc->quantum) * mc->sums[f];
    for (int64_t i = 0; i < mc->n; i++) mc->field[i] = field_of(mc, i), mc->head.n_filled += mc->spin[i] > 0;
}
