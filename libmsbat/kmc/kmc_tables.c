/* kmc_tables.c - from clusters and paths to lists for one site per sublattice, and from these to tables of site
 * indices. */
#include "kmc/kmc_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void clear_type(const msbat_context *ctx, kmc_type *type)
{
    int64_t sublattice = type->sublattice;
    msbat__free(ctx, type->neighbour);
    msbat__free(ctx, type->dependent);
    msbat__free(ctx, type->terms);
    msbat__free(ctx, type->bond_terms);
    msbat__free(ctx, type->count_terms);
    memset(type, 0, sizeof *type);
    type->sublattice = sublattice;
}

void msbat__kmc_clear_tables(msbat_kmc *kmc)
{
    const msbat_context *ctx = kmc->handle.ctx;
    for (int64_t t = 0; kmc->types && t < kmc->n_types; t++) clear_type(ctx, &kmc->types[t]);
    void **arrays[] = {(void **)&kmc->neighbour,   (void **)&kmc->slot,
                       (void **)&kmc->dependent,   (void **)&kmc->local_delta, (void **)&kmc->local_spin,
                       (void **)&kmc->kra_table,   (void **)&kmc->nu_table,   (void **)&kmc->class_row,
                       (void **)&kmc->rate,        (void **)&kmc->path_rate,  (void **)&kmc->path_time,
                       (void **)&kmc->path_hops,   (void **)&kmc->batch_x,    (void **)&kmc->batch_nu,
                       (void **)&kmc->dirty,
                       (void **)&kmc->dirty_next,  (void **)&kmc->field,
                       (void **)&kmc->vacant};
    for (size_t a = 0; a < sizeof arrays / sizeof *arrays; a++) {
        msbat__free(ctx, *arrays[a]);
        *arrays[a] = NULL;
    }
    for (int64_t d = 0; d < KMC_MAX_DEPTH; d++) {
        msbat__free(ctx, kmc->tree[d]);
        msbat__free(ctx, kmc->node_stamp[d]);
        kmc->tree[d] = NULL;
        kmc->node_stamp[d] = NULL;
    }
    kmc->compiled = kmc->fresh = false;
}

/* ---- lists of one site ---- */

/* Site type t of cell 0 is site number t. */
static int64_t site_at(const msbat_kmc *kmc, const int64_t where[4]) { return msbat__kmc_site(kmc, 0, where); }

/* Index of the entry of list that is the same site as where, appended if new; -1 without memory. */
static int64_t local_of(const msbat_kmc *kmc, int64_t (**list)[4], int64_t *n, int64_t *capacity,
                        const int64_t where[4])
{
    int64_t site = site_at(kmc, where);
    for (int64_t l = 0; l < *n; l++)
        if (site_at(kmc, (*list)[l]) == site) return l;
    if (!msbat__grow(kmc->handle.ctx, (void **)list, *n, capacity, sizeof **list)) return -1;
    memcpy((*list)[*n], where, sizeof **list);
    return (*n)++;
}

static int64_t neighbour_of(const msbat_kmc *kmc, kmc_type *type, const int64_t where[4])
{
    return local_of(kmc, &type->neighbour, &type->n_neighbours, &type->cap_neighbours, where);
}

/* Where a point lies seen from another one. */
static void relative(const int64_t point[4], const int64_t origin[4], int64_t where[4])
{
    where[0] = point[0];
    for (int64_t a = 1; a < 4; a++) where[a] = point[a] - origin[a];
}

/* Points of the cluster other than p as locals of p's type, squares taken out. Returns how many, -1 without memory, -2
 * when this translation is met at an earlier point too or the site itself drops out of the product. */
static int64_t reduce(const msbat_kmc *kmc, kmc_type *type, const kmc_cluster *cluster, int64_t p, int32_t *local)
{
    int64_t n = 0, self = kmc->type_of_sub[cluster->points[p][0]], times = 0;
    for (int64_t q = 0; q < cluster->n; q++) {
        int64_t where[4], l, i;
        relative(cluster->points[q], cluster->points[p], where);
        if (site_at(kmc, where) == self) {
            if (q < p) return -2;
            times++;
            continue;
        }
        if ((l = neighbour_of(kmc, type, where)) < 0) return -1;
        i = 0;
        while (i < n && local[i] != l) i++;
        if (i < n) local[i] = local[--n];
        else local[n++] = (int32_t)l;
    }
    return times % 2 ? n : -2;
}

static void sort_locals(int64_t n, int32_t *local)
{
    for (int64_t i = 1; i < n; i++)
        for (int64_t j = i; j > 0 && local[j] < local[j - 1]; j--) {
            int32_t swap = local[j];
            local[j] = local[j - 1];
            local[j - 1] = swap;
        }
}

static msbat_status add_term(const msbat_kmc *kmc, kmc_type *type, int64_t eci, int64_t n, int32_t *local)
{
    if (!n) {
        type->field0 += eci;
        return MSBAT_OK;
    }
    sort_locals(n, local);
    for (int64_t i = 0; i < type->n_terms; i++)
        if (type->terms[i].n == n && !memcmp(type->terms[i].local, local, (size_t)n * sizeof *local)) {
            type->terms[i].eci += eci;
            return MSBAT_OK;
        }
    if (!msbat__grow(kmc->handle.ctx, (void **)&type->terms, type->n_terms, &type->cap_terms, sizeof *type->terms))
        return MSBAT_ERR_MEMORY;
    kmc_term *term = &type->terms[type->n_terms++];
    memset(term, 0, sizeof *term);
    term->eci = eci;
    term->n = (int32_t)n;
    memcpy(term->local, local, (size_t)n * sizeof *local);
    return MSBAT_OK;
}

static int by_order(const void *a, const void *b)
{
    const kmc_term *p = a, *q = b;
    if (p->n != q->n) return p->n < q->n ? -1 : 1;
    return memcmp(p->local, q->local, sizeof p->local); /* any fixed order: sums of integers */
}

static msbat_status make_terms(msbat_kmc *kmc)
{
    msbat_status status = MSBAT_OK;
    int32_t local[KMC_MAX_POINTS];
    for (int64_t c = 0; c < kmc->n_clusters; c++)
        for (int64_t p = 0; !status && p < kmc->clusters[c].n; p++) {
            kmc_type *type = &kmc->types[kmc->type_of_sub[kmc->clusters[c].points[p][0]]];
            int64_t n = reduce(kmc, type, &kmc->clusters[c], p, local);
            if (n == -1) status = MSBAT_ERR_MEMORY;
            else if (n >= 0) status = add_term(kmc, type, kmc->clusters[c].eci, n, local);
        }
    for (int64_t t = 0; !status && t < kmc->n_types; t++) {
        kmc_type *type = &kmc->types[t];
        if (type->n_terms) qsort(type->terms, (size_t)type->n_terms, sizeof *type->terms, by_order);
        while (type->n_pairs < type->n_terms && type->terms[type->n_pairs].n == 1) type->n_pairs++;
    }
    return status;
}

/* ---- bonds: what a hop needs beside the fields of its ends ---- */

/* Tells the site at locals[k] of a term around the start of path (slot) that it changes the bond, with the other
 * locals. */
static msbat_status tell_bond(msbat_kmc *kmc, const kmc_type *type, int64_t slot, const kmc_term *term, int64_t end,
                              int64_t k)
{
    const int64_t start[4] = {type->sublattice, 0, 0, 0};
    int64_t origin[4], where[4], l;
    memcpy(origin, type->neighbour[term->local[k]], sizeof origin); /* the list may move */
    kmc_type *other = &kmc->types[kmc->type_of_sub[origin[0]]];
    kmc_bond_term made;
    memset(&made, 0, sizeof made);
    made.eci = term->eci;
    made.slot = (int32_t)slot;
    relative(start, origin, where);
    if ((l = neighbour_of(kmc, other, where)) < 0) return MSBAT_ERR_MEMORY;
    made.site = (int32_t)l;
    for (int64_t i = 0; i < term->n; i++) {
        if (i == k || term->local[i] == end) continue;
        relative(type->neighbour[term->local[i]], origin, where);
        if ((l = neighbour_of(kmc, other, where)) < 0) return MSBAT_ERR_MEMORY;
        made.local[made.n++] = (int32_t)l;
    }
    if (!msbat__grow(kmc->handle.ctx, (void **)&other->bond_terms, other->n_bond_terms, &other->cap_bond_terms,
                     sizeof *other->bond_terms))
        return MSBAT_ERR_MEMORY;
    other->bond_terms[other->n_bond_terms++] = made;
    return MSBAT_OK;
}

static msbat_status tell_common(msbat_kmc *kmc, const kmc_path *path, int64_t slot)
{
    const int64_t start[4] = {path->from, 0, 0, 0};
    for (int64_t c = 0; c < path->n_common; c++) {
        kmc_type *other = &kmc->types[kmc->type_of_sub[path->common[c][0]]];
        int64_t where[4], l;
        relative(start, path->common[c], where);
        if ((l = neighbour_of(kmc, other, where)) < 0) return MSBAT_ERR_MEMORY;
        if (!msbat__grow(kmc->handle.ctx, (void **)&other->count_terms, other->n_count_terms, &other->cap_count_terms,
                         sizeof *other->count_terms))
            return MSBAT_ERR_MEMORY;
        other->count_terms[other->n_count_terms++] = (kmc_count_term){(int32_t)l, (int32_t)slot};
    }
    return MSBAT_OK;
}

static msbat_status make_bond_terms(msbat_kmc *kmc, int64_t p)
{
    const kmc_path *path = &kmc->paths[p];
    kmc_type *type = &kmc->types[kmc->type_of_sub[path->from]];
    const int64_t end_at[4] = {path->to, path->offset[0], path->offset[1], path->offset[2]};
    int64_t slot = p - type->first_path, end = neighbour_of(kmc, type, end_at);
    msbat_status status = end < 0 ? MSBAT_ERR_MEMORY : tell_common(kmc, path, slot);
    for (int64_t i = type->n_pairs; !status && i < type->n_terms; i++) {
        bool holds = false;
        for (int64_t k = 0; k < type->terms[i].n; k++) holds = holds || type->terms[i].local[k] == end;
        for (int64_t k = 0; holds && !status && k < type->terms[i].n; k++)
            if (type->terms[i].local[k] != end) status = tell_bond(kmc, type, slot, &type->terms[i], end, k);
    }
    return status;
}

static msbat_status make_bonds(msbat_kmc *kmc)
{
    msbat_status status = MSBAT_OK;
    for (int64_t p = kmc->n_paths - 1; p >= 0; p--) {
        kmc_type *type = &kmc->types[kmc->type_of_sub[kmc->paths[p].from]];
        type->first_path = p;
        type->n_paths++;
    }
    for (int64_t p = 0; !status && p < kmc->n_paths; p++)
        status = make_bond_terms(kmc, p);
    return status;
}

/* ---- which outgoing rates depend on a site ---- */

static msbat_status depends(msbat_kmc *kmc, int64_t reader, const int64_t read[4])
{
    const int64_t start[4] = {reader, 0, 0, 0};
    kmc_type *type = &kmc->types[kmc->type_of_sub[read[0]]];
    int64_t where[4];
    relative(start, read, where);
    return local_of(kmc, &type->dependent, &type->n_dependents, &type->cap_dependents, where) < 0 ? MSBAT_ERR_MEMORY
                                                                                                   : MSBAT_OK;
}

/* The rates out of reader read the energy terms of the site at seen: itself and the sites in its clusters. */
static msbat_status depends_on_field(msbat_kmc *kmc, int64_t reader, const int64_t seen[4])
{
    const kmc_type *type = &kmc->types[kmc->type_of_sub[seen[0]]];
    msbat_status status = depends(kmc, reader, seen);
    for (int64_t i = 0; i < type->n_terms; i++)
        for (int64_t k = 0; !status && k < type->terms[i].n; k++) {
            int64_t where[4];
            memcpy(where, type->neighbour[type->terms[i].local[k]], sizeof where);
            for (int64_t a = 1; a < 4; a++) where[a] += seen[a];
            status = depends(kmc, reader, where);
        }
    return status;
}

static msbat_status make_dependents(msbat_kmc *kmc)
{
    msbat_status status = MSBAT_OK;
    for (int64_t t = 0; !status && t < kmc->n_types; t++) {
        const int64_t self[4] = {kmc->types[t].sublattice, 0, 0, 0};
        status = depends_on_field(kmc, self[0], self);
    }
    for (int64_t p = 0; !status && p < kmc->n_paths; p++) {
        const kmc_path *path = &kmc->paths[p];
        const int64_t end[4] = {path->to, path->offset[0], path->offset[1], path->offset[2]};
        status = depends_on_field(kmc, path->from, end);
        for (int64_t c = 0; !status && c < path->n_common; c++) status = depends(kmc, path->from, path->common[c]);
    }
    return status;
}

/* ---- directions with a percolating way ---- */

/* Cell offsets of every sublattice along some way from the first of its connected part; visited in the order of
 * paths. */
static void set_potentials(const msbat_kmc *kmc, int64_t (*potential)[4])
{
    for (int64_t t = 0; t < kmc->n_types; t++) {
        if (potential[t][3]) continue;
        potential[t][3] = 1;
        for (bool grew = true; grew;) {
            grew = false;
            for (int64_t p = 0; p < kmc->n_paths; p++) {
                const kmc_path *path = &kmc->paths[p];
                int64_t *from = potential[kmc->type_of_sub[path->from]], *to = potential[kmc->type_of_sub[path->to]];
                if (!from[3] || to[3] || msbat__kmc_is_closed(kmc, path->hop_class)) continue;
                for (int64_t a = 0; a < 3; a++) to[a] = from[a] + path->offset[a];
                to[3] = 1;
                grew = true;
            }
        }
    }
}

/* Adds the part of v that is orthogonal to the n unit vectors of basis, if there is any. */
static int64_t extend_basis(double basis[3][3], int64_t n, const double v[3])
{
    double w[3] = {v[0], v[1], v[2]}, length2 = 0.0, before = v[0] * v[0] + v[1] * v[1] + v[2] * v[2];
    for (int64_t i = 0; i < 2 * n; i++) { /* twice, against rounding */
        const double *b = basis[i % n];
        double dot = w[0] * b[0] + w[1] * b[1] + w[2] * b[2];
        for (int64_t a = 0; a < 3; a++) w[a] -= dot * b[a];
    }
    for (int64_t a = 0; a < 3; a++) length2 += w[a] * w[a];
    if (n == 3 || length2 <= 1e-12 * before) return n;
    for (int64_t a = 0; a < 3; a++) basis[n][a] = w[a] / sqrt(length2);
    return n + 1;
}

static void set_projector(msbat_kmc *kmc, double basis[3][3], int64_t n)
{
    for (int64_t i = 0; i < 9; i++) {
        double sum = n == 3 && i % 4 == 0 ? 1.0 : 0.0;
        for (int64_t k = 0; n < 3 && k < n; k++) sum += basis[k][i / 3] * basis[k][i % 3];
        if (fabs(sum) < 1e-9) sum = 0.0;
        if (fabs(sum - 1.0) < 1e-9) sum = 1.0;
        kmc->open[i] = sum;
    }
}

/* A way that closes on itself in the network of one cell but has moved by a lattice vector percolates along it. */
static msbat_status find_open_directions(msbat_kmc *kmc)
{
    double cell[9], basis[3][3];
    int64_t n = 0, (*potential)[4] = (int64_t(*)[4])msbat__new_zeroed(kmc->handle.ctx, kmc->n_types, sizeof *potential);
    if (!potential) return MSBAT_ERR_MEMORY;
    msbat_status status = msbat_crystal_get_cell(kmc->crystal, cell);
    set_potentials(kmc, potential);
    for (int64_t p = 0; !status && p < kmc->n_paths; p++) {
        const kmc_path *path = &kmc->paths[p];
        const int64_t *from = potential[kmc->type_of_sub[path->from]], *to = potential[kmc->type_of_sub[path->to]];
        double v[3] = {0.0, 0.0, 0.0};
        if (msbat__kmc_is_closed(kmc, path->hop_class)) continue;
        for (int64_t a = 0; a < 3; a++) {
            double steps = (double)(from[a] + path->offset[a] - to[a]);
            for (int64_t b = 0; b < 3; b++) v[b] += steps * cell[3 * a + b];
        }
        if (v[0] != 0.0 || v[1] != 0.0 || v[2] != 0.0) n = extend_basis(basis, n, v);
    }
    set_projector(kmc, basis, n);
    msbat__free(kmc->handle.ctx, potential);
    return status;
}

static void project_paths(msbat_kmc *kmc)
{
    for (int64_t p = 0; p < kmc->n_paths; p++) {
        kmc_path *path = &kmc->paths[p];
        const int32_t from[4] = {0, 0, 0, (int32_t)path->from};
        const int32_t to[4] = {(int32_t)path->offset[0], (int32_t)path->offset[1], (int32_t)path->offset[2],
                               (int32_t)path->to};
        msbat__kmc_vector(kmc, from, to, path->dr);
    }
}

/* ---- tables of all sites ---- */

static void fill_site(msbat_kmc *kmc, int64_t site)
{
    const kmc_type *type = msbat__kmc_type(kmc, site);
    for (int64_t l = 0; l < type->n_neighbours; l++)
        kmc->neighbour[site * kmc->width + l] = (int32_t)msbat__kmc_site(kmc, site, type->neighbour[l]);
    for (int64_t d = 0; d < kmc->depend; d++)
        kmc->dependent[site * kmc->depend + d] =
            d < type->n_dependents ? (int32_t)msbat__kmc_site(kmc, site, type->dependent[d]) : -1;
    for (int64_t z = 0; z < kmc->slots; z++) {
        int32_t *target = &kmc->slot[site * kmc->slots + z].target;
        *target = -1;
        if (z >= type->n_paths) continue;
        const kmc_path *path = &kmc->paths[type->first_path + z];
        const int64_t end[4] = {path->to, path->offset[0], path->offset[1], path->offset[2]};
        *target = (int32_t)msbat__kmc_site(kmc, site, end);
    }
}

static void set_strides(msbat_kmc *kmc)
{
    kmc->width = kmc->slots = kmc->depend = 1;
    for (int64_t t = 0; t < kmc->n_types; t++) {
        const kmc_type *type = &kmc->types[t];
        if (type->n_neighbours > kmc->width) kmc->width = type->n_neighbours;
        if (type->n_paths > kmc->slots) kmc->slots = type->n_paths;
        if (type->n_dependents > kmc->depend) kmc->depend = type->n_dependents;
    }
}

static msbat_status new_tree(msbat_kmc *kmc)
{
    const msbat_context *ctx = kmc->handle.ctx;
    int64_t n = kmc->n_sites;
    kmc->depth = 0;
    do {
        int64_t padded = (n + KMC_FAN - 1) / KMC_FAN * KMC_FAN;
        kmc->tree[kmc->depth] = MSBAT__NEW_ZEROED(ctx, padded, double);
        kmc->node_stamp[kmc->depth] = MSBAT__NEW_ZEROED(ctx, padded, int64_t);
        if (!kmc->tree[kmc->depth] || !kmc->node_stamp[kmc->depth]) return MSBAT_ERR_MEMORY;
        kmc->tree_size[kmc->depth++] = padded;
        n = padded / KMC_FAN;
    } while (n > 1);
    kmc->node_stamp[kmc->depth] = MSBAT__NEW_ZEROED(ctx, kmc->n_sites, int64_t); /* sites queued in this event */
    kmc->stamp = 0;
    return kmc->node_stamp[kmc->depth] ? MSBAT_OK : MSBAT_ERR_MEMORY;
}

static msbat_status new_tables(msbat_kmc *kmc)
{
    const msbat_context *ctx = kmc->handle.ctx;
    int64_t n = kmc->n_sites, hops = n * kmc->slots, most = 2 * kmc->depend < n ? 2 * kmc->depend : n;
    int64_t batch = (most + 1) * kmc->slots + 8;
    bool made = (kmc->neighbour = MSBAT__NEW_ZEROED(ctx, n * kmc->width, int32_t)) &&
                (kmc->slot = MSBAT__NEW_ZEROED(ctx, hops, kmc_slot)) &&
                (kmc->class_row = MSBAT__NEW_ZEROED(ctx, kmc->n_paths, int64_t)) &&
                (kmc->dependent = MSBAT__NEW_ZEROED(ctx, n * kmc->depend, int32_t)) &&
                (kmc->local_delta = MSBAT__NEW_ZEROED(ctx, kmc->width, int64_t)) &&
                (kmc->local_spin = MSBAT__NEW_ZEROED(ctx, kmc->width, int8_t)) &&
                (kmc->kra_table = MSBAT__NEW_ZEROED(ctx, kmc->n_classes * (KMC_MAX_COMMON + 1), int64_t)) &&
                (kmc->nu_table = MSBAT__NEW_ZEROED(ctx, 2 * kmc->n_classes * (KMC_MAX_COMMON + 1), double)) &&
                (kmc->rate = MSBAT__NEW_ZEROED(ctx, hops, double)) &&
                (kmc->field = MSBAT__NEW_ZEROED(ctx, n, int64_t)) &&
                (kmc->vacant = MSBAT__NEW_ZEROED(ctx, n, int16_t)) &&
                (kmc->path_rate = MSBAT__NEW_ZEROED(ctx, kmc->n_paths, double)) &&
                (kmc->path_time = MSBAT__NEW_ZEROED(ctx, kmc->n_paths, double)) &&
                (kmc->path_hops = MSBAT__NEW_ZEROED(ctx, kmc->n_paths, int64_t)) &&
                (kmc->batch_x = MSBAT__NEW_ZEROED(ctx, batch, double)) &&
                (kmc->batch_nu = MSBAT__NEW_ZEROED(ctx, batch, double)) &&
                (kmc->dirty = MSBAT__NEW_ZEROED(ctx, n + KMC_FAN, int32_t)) &&
                (kmc->dirty_next = MSBAT__NEW_ZEROED(ctx, n + KMC_FAN, int32_t));
    return made ? new_tree(kmc) : MSBAT_ERR_MEMORY;
}

void msbat__kmc_outdate(msbat_kmc *kmc)
{
    msbat__kmc_windows_clear(kmc); /* now, so that a checkpoint does not carry them over */
    kmc->compiled = kmc->fresh = false;
}

msbat_status msbat__kmc_compile(msbat_kmc *kmc)
{
    if (kmc->compiled) return MSBAT_OK;
    msbat__kmc_windows_clear(kmc); /* the lengths of its arrays change */
    msbat__kmc_clear_tables(kmc);
    msbat_status status = make_terms(kmc);
    if (!status) status = make_bonds(kmc);
    if (!status) status = make_dependents(kmc);
    if (!status) status = find_open_directions(kmc);
    if (!status) set_strides(kmc);
    if (!status) status = new_tables(kmc);
    if (status) {
        msbat__kmc_clear_tables(kmc);
        return status;
    }
    project_paths(kmc);
    for (int64_t p = 0; p < kmc->n_paths; p++) kmc->class_row[p] = kmc->paths[p].hop_class * (KMC_MAX_COMMON + 1);
    for (int64_t site = 0; site < kmc->n_sites; site++) fill_site(kmc, site);
    kmc->compiled = true;
    return MSBAT_OK;
}
