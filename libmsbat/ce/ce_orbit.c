/* ce_orbit.c - clusters of the active sites and their orbits under the space group of the host.
 *
 * Clusters are listed once up to lattice translations, in a canonical position; the space group then sorts them
 * into orbits. The list reaches a little beyond the cutoff, so that an orbit at the edge is complete when one of
 * its members is inside within the tolerance. */
#include "ce_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define VISITS 20000000 /* of the search for clusters, before it is given up */

typedef struct neighbour {
    msbat__ce_point p;
    double d[3]; /* from the origin point [angstrom] */
} neighbour;

typedef struct search {
    const msbat_ce *ce;
    double reach;              /* [angstrom] */
    int size;                  /* points of the clusters sought */
    msbat__ce_cluster trial;
    double d[MSBAT__CE_POINTS][3];
    int64_t n_near, near_capacity, visits;
    neighbour *near;
    int64_t n, capacity;
    msbat__ce_cluster *clusters;
} search;

/* Operation on the active sites: point (sub, off) -> (image[sub], rotation off + base[sub]). */
typedef struct operation {
    int64_t rotation[9];
    int64_t *image; /* [n_sub][4]: sublattice and offset of the image of (sub, 0) */
} operation;

static int by_point(const void *a, const void *b)
{
    const msbat__ce_point *p = a, *q = b;
    if (p->sub != q->sub) return p->sub < q->sub ? -1 : 1;
    for (int j = 0; j < 3; j++)
        if (p->off[j] != q->off[j]) return p->off[j] < q->off[j] ? -1 : 1;
    return 0;
}

static int by_points(const msbat__ce_cluster *a, const msbat__ce_cluster *b)
{
    if (a->n != b->n) return a->n < b->n ? -1 : 1;
    for (int k = 0; k < a->n; k++) {
        int order = by_point(&a->p[k], &b->p[k]);
        if (order) return order;
    }
    return 0;
}

static int by_cluster(const void *a, const void *b) { return by_points(a, b); }

/* Insertion: the clusters are small, and this is the inner loop. */
static void sort_points(msbat__ce_cluster *c)
{
    for (int i = 1; i < c->n; i++) {
        msbat__ce_point p = c->p[i];
        int k = i;
        for (; k && by_point(&p, &c->p[k - 1]) < 0; k--) c->p[k] = c->p[k - 1];
        c->p[k] = p;
    }
}

static void shift(const msbat__ce_cluster *c, int origin, msbat__ce_cluster *shifted)
{
    *shifted = *c;
    for (int k = 0; k < c->n; k++)
        for (int j = 0; j < 3; j++) shifted->p[k].off[j] = c->p[k].off[j] - c->p[origin].off[j];
    sort_points(shifted);
}

/* The least of the sorted clusters that have one of their points in cell 0. */
static void canonical(const msbat__ce_cluster *c, msbat__ce_cluster *least)
{
    msbat__ce_cluster other;
    shift(c, 0, least);
    for (int k = 1; k < c->n; k++) {
        shift(c, k, &other);
        if (by_points(&other, least) < 0) *least = other;
    }
}

static void displacement(const msbat_ce *ce, const msbat__ce_point *from, const msbat__ce_point *to, double d[3])
{
    double f[3];
    for (int j = 0; j < 3; j++)
        f[j] = ce->frac[3 * to->sub + j] - ce->frac[3 * from->sub + j] + to->off[j] - from->off[j];
    for (int j = 0; j < 3; j++) d[j] = f[0] * ce->cell[j] + f[1] * ce->cell[3 + j] + f[2] * ce->cell[6 + j];
}

static double norm(const double d[3]) { return sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]); }

double msbat__ce_cluster_length(const msbat_ce *ce, const msbat__ce_cluster *cluster)
{
    double longest = 0, d[3];
    for (int a = 0; a < cluster->n; a++)
        for (int b = 0; b < a; b++) {
            displacement(ce, &cluster->p[a], &cluster->p[b], d);
            longest = fmax(longest, norm(d));
        }
    return longest;
}

/* ---- search ---- */

static msbat_status too_many(const search *s)
{
    return msbat__fail(s->ce->handle.ctx, MSBAT_ERR_OVERFLOW, "msbat_ce_create",
                       "more than %d clusters of %d points per host cell within %g angstrom: shorten the cutoff",
                       (int64_t)MSBAT__CE_CLUSTERS, (int64_t)s->size, s->reach);
}

/* Cells on either side, along each axis, that a sphere of radius reach around any point of the cell can touch. */
static msbat_status axis_range(const search *s, int64_t range[3])
{
    double inverse[9], det = 0, volume = 1;
    msbat__invert3(s->ce->cell, inverse, &det);
    for (int j = 0; j < 3; j++) {
        double column[3] = {inverse[j], inverse[3 + j], inverse[6 + j]}, low = 0, high = 0;
        for (int64_t i = 0; i < s->ce->n_sub; i++) {
            low = fmin(low, s->ce->frac[3 * i + j]);
            high = fmax(high, s->ce->frac[3 * i + j]);
        }
        double most = ceil(s->reach * norm(column) + high - low);
        if (!(most < 1e6)) return too_many(s);
        range[j] = (int64_t)most;
        volume *= 2 * most + 1;
    }
    return volume > 1e7 ? too_many(s) : MSBAT_OK;
}

static msbat_status add_neighbour(search *s, const msbat__ce_point *origin, const msbat__ce_point *p)
{
    neighbour near;
    near.p = *p;
    displacement(s->ce, origin, p, near.d);
    if (!by_point(origin, p) || norm(near.d) > s->reach) return MSBAT_OK;
    if (!msbat__grow(s->ce->handle.ctx, (void **)&s->near, s->n_near, &s->near_capacity, sizeof near))
        return MSBAT_ERR_MEMORY;
    s->near[s->n_near++] = near;
    return s->n_near > MSBAT__CE_CLUSTERS ? too_many(s) : MSBAT_OK;
}

static msbat_status find_neighbours(search *s, int32_t sub)
{
    msbat__ce_point origin = {sub, {0, 0, 0}}, p;
    int64_t r[3];
    msbat_status st = axis_range(s, r);
    s->n_near = 0;
    for (int32_t b = 0; !st && b < s->ce->n_sub; b++) {
        if (s->ce->rank[b] < 0) continue;
        p.sub = b;
        for (int64_t i = -r[0]; !st && i <= r[0]; i++)
            for (int64_t j = -r[1]; !st && j <= r[1]; j++)
                for (int64_t k = -r[2]; !st && k <= r[2]; k++) {
                    p.off[0] = (int32_t)i, p.off[1] = (int32_t)j, p.off[2] = (int32_t)k;
                    st = add_neighbour(s, &origin, &p);
                }
    }
    return st;
}

/* A cluster is found from each of its points; it is kept from the one that leaves it in canonical position (and, when
 * several of its points are in cell 0, from the first). */
static msbat_status keep(search *s)
{
    msbat__ce_cluster sorted = s->trial, least;
    for (int k = 1; k < s->trial.n; k++) {
        const msbat__ce_point *p = &s->trial.p[k];
        if (!p->off[0] && !p->off[1] && !p->off[2] && p->sub < s->trial.p[0].sub) return MSBAT_OK;
    }
    sort_points(&sorted);
    canonical(&sorted, &least);
    if (by_points(&sorted, &least)) return MSBAT_OK;
    if (s->n >= MSBAT__CE_CLUSTERS) return too_many(s);
    if (!msbat__grow(s->ce->handle.ctx, (void **)&s->clusters, s->n, &s->capacity, sizeof least))
        return MSBAT_ERR_MEMORY;
    s->clusters[s->n++] = least;
    return MSBAT_OK;
}

static bool fits(const search *s, int placed, const neighbour *next)
{
    for (int k = 1; k < placed; k++) {
        double d[3] = {next->d[0] - s->d[k][0], next->d[1] - s->d[k][1], next->d[2] - s->d[k][2]};
        if (norm(d) > s->reach) return false;
    }
    return true;
}

static msbat_status extend(search *s, int placed, int64_t from)
{
    msbat_status st = MSBAT_OK;
    if (placed == s->size) return keep(s);
    for (int64_t i = from; !st && i < s->n_near; i++) {
        if (++s->visits > VISITS) return too_many(s);
        if (!fits(s, placed, &s->near[i])) continue;
        s->trial.p[placed] = s->near[i].p;
        memcpy(s->d[placed], s->near[i].d, sizeof s->d[placed]);
        st = extend(s, placed + 1, i + 1);
    }
    return st;
}

static msbat_status find_clusters(search *s, int size, double reach)
{
    msbat_status st = MSBAT_OK;
    s->size = size;
    s->reach = reach;
    for (int32_t sub = 0; !st && sub < s->ce->n_sub; sub++) {
        if (s->ce->rank[sub] < 0) continue;
        memset(&s->trial, 0, sizeof s->trial);
        s->trial.n = size;
        s->trial.p[0].sub = sub;
        s->n_near = 0;
        if (size > 1) st = find_neighbours(s, sub);
        if (!st) st = extend(s, 1, 0);
    }
    return st;
}

/* ---- symmetry ---- */

static void operations_free(const msbat_context *ctx, int64_t n, operation *ops)
{
    for (int64_t i = 0; ops && i < n; i++) msbat__free(ctx, ops[i].image);
    msbat__free(ctx, ops);
}

static msbat_status read_operation(const msbat_ce *ce, const msbat_symmetry *symmetry, int64_t index, operation *op)
{
    const int64_t zero[3] = {0, 0, 0};
    double translation[3];
    msbat_status st = msbat_symmetry_get_operation(symmetry, index, op->rotation, translation);
    if (st) return st;
    if (!(op->image = MSBAT__NEW(ce->handle.ctx, 4 * ce->n_sub, int64_t))) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; !st && i < ce->n_sub; i++)
        st = msbat_symmetry_map_site(symmetry, index, i, zero, &op->image[4 * i], &op->image[4 * i + 1]);
    return st;
}

/* Symmetry of the host with all active sites alike. */
static msbat_status host_symmetry(const msbat_ce *ce, msbat_symmetry **symmetry)
{
    msbat_crystal *full = NULL;
    int64_t *species = MSBAT__COPY(ce->handle.ctx, ce->n_sub, int64_t, ce->species);
    if (!species) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < ce->n_sub; i++)
        if (ce->rank[i] >= 0) species[i] = ce->filled;
    msbat_status st = msbat_crystal_create(ce->handle.ctx, ce->cell, ce->n_sub, ce->frac, species, &full);
    if (!st) st = msbat_symmetry_create(full, ce->tolerance, symmetry);
    msbat_crystal_destroy(&full);
    msbat__free(ce->handle.ctx, species);
    return st;
}

static int64_t determinant(const int64_t r[9])
{
    return r[0] * (r[4] * r[8] - r[5] * r[7]) - r[1] * (r[3] * r[8] - r[5] * r[6]) + r[2] * (r[3] * r[7] - r[4] * r[6]);
}

/* Proper rotations for the mapping of structures; a column-vector rotation acts on row vectors transposed. */
static msbat_status keep_rotations(msbat_ce *ce, int64_t n, const operation *ops)
{
    if (!(ce->rotations = MSBAT__NEW(ce->handle.ctx, 9 * n, int64_t))) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < n; i++) {
        if (determinant(ops[i].rotation) < 0) continue;
        int64_t *r = &ce->rotations[9 * ce->n_rotations++];
        for (int a = 0; a < 3; a++)
            for (int b = 0; b < 3; b++) r[3 * a + b] = ops[i].rotation[3 * b + a];
    }
    return MSBAT_OK;
}

static msbat_status read_operations(msbat_ce *ce, int64_t *n, operation **ops)
{
    msbat_symmetry *symmetry = NULL;
    msbat_status st = host_symmetry(ce, &symmetry);
    if (!st) st = msbat_symmetry_get_count(symmetry, n);
    if (!st && !(*ops = MSBAT__NEW_ZEROED(ce->handle.ctx, *n, operation))) st = MSBAT_ERR_MEMORY;
    for (int64_t i = 0; !st && i < *n; i++) st = read_operation(ce, symmetry, i, &(*ops)[i]);
    if (!st) st = keep_rotations(ce, *n, *ops);
    msbat_symmetry_destroy(&symmetry);
    return st;
}

static void apply(const operation *op, const msbat__ce_cluster *c, msbat__ce_cluster *image)
{
    msbat__ce_cluster moved = *c;
    for (int k = 0; k < c->n; k++) {
        const int32_t *off = c->p[k].off;
        const int64_t *base = &op->image[INT64_C(4) * c->p[k].sub];
        moved.p[k].sub = (int32_t)base[0];
        for (int j = 0; j < 3; j++) {
            const int64_t *r = &op->rotation[INT64_C(3) * j];
            moved.p[k].off[j] = (int32_t)(base[1 + j] + r[0] * off[0] + r[1] * off[1] + r[2] * off[2]);
        }
    }
    canonical(&moved, image);
}

/* ---- orbits ---- */

/* Marks the images of cluster with orbit; complete: all were in the list. */
static void mark(search *s, int64_t cluster, int64_t n_ops, const operation *ops, msbat__ce_orbit *orbit, int32_t name,
                 bool *complete)
{
    msbat__ce_cluster image;
    for (int64_t i = 0; i < n_ops; i++) {
        apply(&ops[i], &s->clusters[cluster], &image);
        msbat__ce_cluster *found = bsearch(&image, s->clusters, (size_t)s->n, sizeof image, by_cluster);
        if (!found) *complete = false;
        if (!found || found->orbit >= 0) continue;
        found->orbit = name;
        orbit->multiplicity++;
        orbit->length = fmin(orbit->length, msbat__ce_cluster_length(s->ce, found));
    }
}

static msbat_status mark_orbits(search *s, int64_t n_ops, const operation *ops, double limit, int64_t *n_orbits,
                                msbat__ce_orbit **orbits)
{
    const msbat_context *ctx = s->ce->handle.ctx;
    int64_t capacity = 0;
    if (s->n) qsort(s->clusters, (size_t)s->n, sizeof *s->clusters, by_cluster);
    for (int64_t i = 0; i < s->n; i++) s->clusters[i].orbit = -1;
    for (int64_t i = 0; i < s->n; i++) {
        bool complete = true;
        if (s->clusters[i].orbit >= 0) continue;
        if (!msbat__grow(ctx, (void **)orbits, *n_orbits, &capacity, sizeof **orbits)) return MSBAT_ERR_MEMORY;
        msbat__ce_orbit *o = &(*orbits)[*n_orbits];
        *o = (msbat__ce_orbit){s->size, 0, i, INFINITY};
        mark(s, i, n_ops, ops, o, (int32_t)*n_orbits, &complete);
        if (o->length > limit) o->multiplicity = 0; /* beyond the cutoff: dropped */
        else if (!complete)
            return msbat__fail(ctx, MSBAT_ERR_SYMMETRY, "msbat_ce_create",
                               "images of a cluster of %g angstrom differ in length by more than the tolerance of %g",
                               o->length, s->ce->tolerance);
        (*n_orbits)++;
    }
    return MSBAT_OK;
}

typedef struct ranked {
    msbat__ce_orbit orbit;
    int64_t length, name;
} ranked;

/* By length in units of the tolerance, then by the order of the first cluster, so that rounding does not decide. */
static int by_length(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->length != y->length) return x->length < y->length ? -1 : 1;
    return x->orbit.first < y->orbit.first ? -1 : 1;
}

/* Appends the orbit and its clusters (numbered name in the search) to ce. Room is there. */
static void append_orbit(msbat_ce *ce, const search *s, const ranked *r)
{
    msbat__ce_orbit *o = &ce->orbits[ce->n_orbits];
    *o = r->orbit;
    o->first = ce->n_clusters;
    for (int64_t i = r->orbit.first; i < s->n; i++) {
        if (s->clusters[i].orbit != r->name) continue;
        ce->clusters[ce->n_clusters] = s->clusters[i];
        ce->clusters[ce->n_clusters++].orbit = (int32_t)ce->n_orbits;
    }
    ce->n_orbits++;
}

static msbat_status append_orbits(msbat_ce *ce, const search *s, int64_t n, const msbat__ce_orbit *orbits)
{
    const msbat_context *ctx = ce->handle.ctx;
    ranked *list = MSBAT__NEW(ctx, n, ranked);
    int64_t kept = 0;
    msbat_status st = list ? MSBAT_OK : MSBAT_ERR_MEMORY;
    void *more = st ? NULL : msbat__resize(ctx, ce->orbits, ce->n_orbits + n, sizeof *ce->orbits);
    if (more) ce->orbits = more;
    else st = MSBAT_ERR_MEMORY;
    more = st ? NULL : msbat__resize(ctx, ce->clusters, ce->n_clusters + s->n, sizeof *ce->clusters);
    if (more) ce->clusters = more;
    else st = MSBAT_ERR_MEMORY;
    for (int64_t i = 0; !st && i < n; i++)
        if (orbits[i].multiplicity)
            list[kept++] = (ranked){orbits[i], llround(orbits[i].length / ce->tolerance), i};
    if (!st && kept) qsort(list, (size_t)kept, sizeof *list, by_length);
    for (int64_t i = 0; !st && i < kept; i++) append_orbit(ce, s, &list[i]);
    msbat__free(ctx, list);
    return st;
}

static msbat_status orbits_of_size(msbat_ce *ce, int size, double cutoff, int64_t n_ops, const operation *ops)
{
    const msbat_context *ctx = ce->handle.ctx;
    search s;
    msbat__ce_orbit *orbits = NULL;
    int64_t n_orbits = 0;
    memset(&s, 0, sizeof s);
    s.ce = ce;
    msbat_status st = find_clusters(&s, size, cutoff + 5 * ce->tolerance);
    if (!st) st = mark_orbits(&s, n_ops, ops, cutoff + ce->tolerance, &n_orbits, &orbits);
    if (!st) st = append_orbits(ce, &s, n_orbits, orbits);
    if (!st && ce->n_clusters > MSBAT__CE_CLUSTERS) st = too_many(&s);
    msbat__free(ctx, orbits);
    msbat__free(ctx, s.near);
    msbat__free(ctx, s.clusters);
    return st;
}

msbat_status msbat__ce_find_orbits(msbat_ce *ce, int64_t n_cutoffs, const double *cutoffs)
{
    operation *ops = NULL;
    int64_t n_ops = 0;
    msbat_status st = read_operations(ce, &n_ops, &ops);
    if (!st && !(ce->orbits = MSBAT__NEW(ce->handle.ctx, 1, msbat__ce_orbit))) st = MSBAT_ERR_MEMORY;
    if (!st) {
        ce->orbits[0] = (msbat__ce_orbit){0, 1, 0, 0};
        ce->n_orbits = 1;
        st = orbits_of_size(ce, 1, 0, n_ops, ops);
    }
    for (int64_t i = 0; !st && i < n_cutoffs; i++)
        if (cutoffs[i] > 0) st = orbits_of_size(ce, (int)i + 2, cutoffs[i], n_ops, ops);
    operations_free(ce->handle.ctx, n_ops, ops);
    return st;
}
