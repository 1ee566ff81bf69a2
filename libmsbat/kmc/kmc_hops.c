/* kmc_hops.c - hop classes by symmetry, the sites next to both ends, and barriers. */
#include "kmc/kmc_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double symmetry_tolerance = 1e-3; /* [angstrom] */

/* ---- symmetry of the crystal with all active sites alike ---- */

static msbat_status make_symmetry(const msbat_kmc *kmc, msbat_symmetry **symmetry)
{
    msbat_context *ctx = kmc->handle.ctx;
    double cell[9], *frac = MSBAT__NEW(ctx, 3 * kmc->n_sub, double);
    int64_t *species = MSBAT__NEW(ctx, kmc->n_sub, int64_t);
    msbat_crystal *alike = NULL;
    msbat_status status = frac && species ? msbat_crystal_get_cell(kmc->crystal, cell) : MSBAT_ERR_MEMORY;
    if (!status) status = msbat_crystal_get_sites(kmc->crystal, kmc->n_sub, frac, species);
    if (!status) {
        int64_t ion = species[kmc->types[0].sublattice];
        for (int64_t t = 0; t < kmc->n_types; t++) species[kmc->types[t].sublattice] = ion;
        status = msbat_crystal_create(ctx, cell, kmc->n_sub, frac, species, &alike);
    }
    if (!status) status = msbat_symmetry_create(alike, symmetry_tolerance, symmetry);
    msbat_crystal_destroy(&alike);
    msbat__free(ctx, frac);
    msbat__free(ctx, species);
    return status;
}

/* ---- paths ---- */

static kmc_path *find_path(const msbat_kmc *kmc, int64_t first, int64_t from, int64_t to, const int64_t offset[3])
{
    for (int64_t p = first; p < kmc->n_paths; p++) {
        kmc_path *path = &kmc->paths[p];
        if (path->from == from && path->to == to && !memcmp(path->offset, offset, sizeof path->offset)) return path;
    }
    return NULL;
}

static msbat_status add_path(msbat_kmc *kmc, int64_t hop_class, int64_t from, int64_t to, const int64_t offset[3])
{
    if (find_path(kmc, 0, from, to, offset)) return MSBAT_OK;
    if (!msbat__grow(kmc->handle.ctx, (void **)&kmc->paths, kmc->n_paths, &kmc->cap_paths, sizeof *kmc->paths))
        return MSBAT_ERR_MEMORY;
    kmc_path *path = &kmc->paths[kmc->n_paths++];
    memset(path, 0, sizeof *path);
    path->hop_class = hop_class;
    path->from = from;
    path->to = to;
    memcpy(path->offset, offset, sizeof path->offset);
    return MSBAT_OK;
}

static msbat_status add_image(msbat_kmc *kmc, const msbat_symmetry *symmetry, int64_t operation, int64_t hop_class,
                              int64_t from, int64_t to, const int64_t offset[3])
{
    const int64_t zero[3] = {0, 0, 0};
    int64_t a = 0, b = 0, at_a[3], at_b[3], there[3], back[3];
    msbat_status status = msbat_symmetry_map_site(symmetry, operation, from, zero, &a, at_a);
    if (!status) status = msbat_symmetry_map_site(symmetry, operation, to, offset, &b, at_b);
    if (status || kmc->type_of_sub[a] < 0 || kmc->type_of_sub[b] < 0) return status;
    for (int64_t i = 0; i < 3; i++) {
        there[i] = at_b[i] - at_a[i];
        back[i] = -there[i];
    }
    status = add_path(kmc, hop_class, a, b, there);
    if (!status) status = add_path(kmc, hop_class, b, a, back);
    return status;
}

/* ---- the sites next to both ends ---- */

static msbat_status find_common(msbat_kmc *kmc, int64_t first, kmc_path *path)
{
    for (int64_t p = first; p < kmc->n_paths; p++) {
        const kmc_path *leg = &kmc->paths[p];
        if (leg->from != path->from) continue;
        const int64_t rest[3] = {path->offset[0] - leg->offset[0], path->offset[1] - leg->offset[1],
                                 path->offset[2] - leg->offset[2]};
        if (!find_path(kmc, first, leg->to, path->to, rest)) continue;
        if (path->n_common == KMC_MAX_COMMON)
            return msbat__fail(kmc->handle.ctx, MSBAT_ERR_OVERFLOW, "msbat_kmc_add_hops",
                               "a hop has more than %d sites next to both ends", (int64_t)KMC_MAX_COMMON);
        int64_t *common = path->common[path->n_common++];
        common[0] = leg->to;
        memcpy(common + 1, leg->offset, sizeof leg->offset);
    }
    return MSBAT_OK;
}

/* Ends and sites next to both must be different sites of the supercell. */
static msbat_status check_wrapping(const msbat_kmc *kmc, const kmc_path *path)
{
    int64_t site[KMC_MAX_COMMON + 2], n = 0, start = kmc->type_of_sub[path->from];
    const int64_t end[4] = {path->to, path->offset[0], path->offset[1], path->offset[2]};
    site[n++] = start;
    site[n++] = msbat__kmc_site(kmc, start, end);
    for (int64_t c = 0; c < path->n_common; c++) site[n++] = msbat__kmc_site(kmc, start, path->common[c]);
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = 0; j < i; j++)
            if (site[i] == site[j])
                return msbat__fail(kmc->handle.ctx, MSBAT_ERR_ARGUMENT, "msbat_kmc_add_hops",
                                   "the supercell is too short: of the hop from sublattice %d to %d with cell offset "
                                   "(%d, %d, %d), %s coincide by periodicity",
                                   path->from, path->to, path->offset[0], path->offset[1], path->offset[2],
                                   i == 1 ? "the two ends" : "a site next to both ends and another one");
    return MSBAT_OK;
}

/* ---- order, reverse paths and vectors ---- */

static int by_start(const void *a, const void *b)
{
    const kmc_path *p = a, *q = b;
    if (p->from != q->from) return p->from < q->from ? -1 : 1;
    if (p->hop_class != q->hop_class) return p->hop_class < q->hop_class ? -1 : 1;
    if (p->to != q->to) return p->to < q->to ? -1 : 1;
    return memcmp(p->offset, q->offset, sizeof p->offset);
}

static void set_vector(const msbat_kmc *kmc, kmc_path *path)
{
    double cell[9] = {0}, a[3] = {0}, b[3] = {0}, f[3] = {0}, length2 = 0.0;
    (void)msbat_crystal_get_cell(kmc->crystal, cell); /* the arguments are valid */
    (void)msbat_crystal_get_site(kmc->crystal, path->from, a, NULL);
    (void)msbat_crystal_get_site(kmc->crystal, path->to, b, NULL);
    for (int64_t i = 0; i < 3; i++) f[i] = b[i] - a[i] + (double)path->offset[i];
    for (int64_t i = 0; i < 3; i++) {
        path->dr[i] = f[0] * cell[i] + f[1] * cell[3 + i] + f[2] * cell[6 + i];
        length2 += path->dr[i] * path->dr[i];
    }
    path->length = sqrt(length2);
}

static void finish_paths(msbat_kmc *kmc)
{
    qsort(kmc->paths, (size_t)kmc->n_paths, sizeof *kmc->paths, by_start);
    for (int64_t p = 0; p < kmc->n_paths; p++) {
        kmc_path *path = &kmc->paths[p];
        const int64_t back[3] = {-path->offset[0], -path->offset[1], -path->offset[2]};
        path->reverse = find_path(kmc, 0, path->to, path->from, back) - kmc->paths;
        set_vector(kmc, path);
    }
    msbat__kmc_outdate(kmc);
    kmc->has_next = 0;
}

/* ---- classes ---- */

static msbat_status complete_class(msbat_kmc *kmc, int64_t first, kmc_class *made)
{
    msbat_status status = MSBAT_OK;
    for (int64_t p = first; !status && p < kmc->n_paths; p++) {
        status = find_common(kmc, first, &kmc->paths[p]);
        if (!status) status = check_wrapping(kmc, &kmc->paths[p]);
    }
    if (status) return status;
    set_vector(kmc, &kmc->paths[first]);
    memset(made, 0, sizeof *made);
    made->n_common = kmc->paths[first].n_common;
    made->n_paths = (kmc->n_paths - first) / 2;
    made->length = kmc->paths[first].length;
    return MSBAT_OK;
}

/* On failure the paths of the class are dropped; finish_paths stays with the caller. */
static msbat_status add_class(msbat_kmc *kmc, const msbat_symmetry *symmetry, int64_t from, int64_t to,
                              const int64_t offset[3])
{
    int64_t n_operations = 0, first = kmc->n_paths;
    msbat_status status = msbat_symmetry_get_count(symmetry, &n_operations);
    if (!msbat__grow(kmc->handle.ctx, (void **)&kmc->classes, kmc->n_classes, &kmc->cap_classes, sizeof *kmc->classes))
        return MSBAT_ERR_MEMORY;
    for (int64_t o = 0; !status && o < n_operations; o++)
        status = add_image(kmc, symmetry, o, kmc->n_classes, from, to, offset);
    if (!status) status = complete_class(kmc, first, &kmc->classes[kmc->n_classes]);
    if (status) kmc->n_paths = first;
    else kmc->n_classes++;
    return status;
}

static msbat_status check_hop(const msbat_kmc *kmc, int64_t from, int64_t to, const int64_t offset[3])
{
    const msbat_context *ctx = kmc->handle.ctx;
    const char *function = "msbat_kmc_add_hop";
    msbat_status status = msbat__check_count(ctx, function, "from", from, 0, kmc->n_sub - 1);
    if (!status) status = msbat__check_count(ctx, function, "to", to, 0, kmc->n_sub - 1);
    for (int64_t a = 0; !status && a < 3; a++)
        status = msbat__check_count(ctx, function, "offset", offset[a], -1000, 1000);
    if (status) return status;
    if (kmc->type_of_sub[from] < 0 || kmc->type_of_sub[to] < 0)
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, function, "sublattice %d or %d is not an active site", from, to);
    if (from == to && !offset[0] && !offset[1] && !offset[2])
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, function,
                           "the hop ends where it starts: to = from and offset is 0");
    if (find_path(kmc, 0, from, to, offset))
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, function,
                           "the hop from sublattice %d to %d with cell offset (%d, %d, %d) exists already", from, to,
                           offset[0], offset[1], offset[2]);
    return MSBAT_OK;
}

msbat_status msbat_kmc_add_hop(msbat_kmc *kmc, int64_t from, int64_t to, const int64_t offset[3], int64_t *hop_class)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    MSBAT__REQUIRE(kmc->handle.ctx, offset);
    msbat_symmetry *symmetry = NULL;
    msbat_status status = check_hop(kmc, from, to, offset);
    if (!status) status = make_symmetry(kmc, &symmetry);
    if (!status) status = add_class(kmc, symmetry, from, to, offset);
    if (!status) {
        finish_paths(kmc);
        if (hop_class) *hop_class = kmc->n_classes - 1;
    }
    msbat_symmetry_destroy(&symmetry);
    return msbat__pass(kmc->handle.ctx, kmc->handle.ctx, __func__, status);
}

/* ---- all hops up to a distance ---- */

typedef struct candidate {
    double length;
    int64_t from, to, offset[3];
} candidate;

static int by_length(const void *a, const void *b)
{
    const candidate *p = a, *q = b;
    if (fabs(p->length - q->length) > symmetry_tolerance) return p->length < q->length ? -1 : 1;
    if (p->from != q->from) return p->from < q->from ? -1 : 1;
    if (p->to != q->to) return p->to < q->to ? -1 : 1;
    return memcmp(p->offset, q->offset, sizeof p->offset);
}

typedef struct candidate_list {
    candidate *items;
    int64_t n, capacity;
} candidate_list;

/* How many cells a sphere of radius [angstrom] can reach along each lattice vector: radius times the reciprocal
 * vector's length. */
static void reach_of(const double cell[9], double radius, int64_t reach[3])
{
    double inverse[9], determinant;
    msbat__invert3(cell, inverse, &determinant);
    for (int64_t a = 0; a < 3; a++)
        reach[a] = 1 + (int64_t)ceil(radius * sqrt(inverse[a] * inverse[a] + inverse[3 + a] * inverse[3 + a] +
                                                   inverse[6 + a] * inverse[6 + a]));
}

static msbat_status collect_pair(const msbat_kmc *kmc, int64_t from, int64_t to, double radius, const int64_t reach[3],
                                 candidate_list *list)
{
    kmc_path path;
    memset(&path, 0, sizeof path);
    path.from = from;
    path.to = to;
    double fa[3] = {0}, fb[3] = {0};
    int64_t shift[3];
    (void)msbat_crystal_get_site(kmc->crystal, from, fa, NULL);
    (void)msbat_crystal_get_site(kmc->crystal, to, fb, NULL);
    for (int64_t a = 0; a < 3; a++) shift[a] = (int64_t)floor(fa[a] - fb[a]);
    const int64_t side[3] = {2 * reach[0] + 1, 2 * reach[1] + 1, 2 * reach[2] + 1};
    for (int64_t k = 0; k < side[0] * side[1] * side[2]; k++) {
        path.offset[0] = shift[0] + k / (side[1] * side[2]) - reach[0];
        path.offset[1] = shift[1] + k / side[2] % side[1] - reach[1];
        path.offset[2] = shift[2] + k % side[2] - reach[2];
        set_vector(kmc, &path);
        if (path.length > radius || path.length < symmetry_tolerance) continue;
        if (!msbat__grow(kmc->handle.ctx, (void **)&list->items, list->n, &list->capacity, sizeof *list->items))
            return MSBAT_ERR_MEMORY;
        candidate *c = &list->items[list->n++];
        *c = (candidate){path.length, from, to, {path.offset[0], path.offset[1], path.offset[2]}};
    }
    return MSBAT_OK;
}

static msbat_status collect(const msbat_kmc *kmc, double radius, candidate_list *list)
{
    double cell[9] = {0};
    int64_t reach[3];
    msbat_status status = MSBAT_OK;
    (void)msbat_crystal_get_cell(kmc->crystal, cell);
    reach_of(cell, radius, reach);
    for (int64_t a = 0; a < 3; a++)
        if (reach[a] > 100)
            return msbat__fail(kmc->handle.ctx, MSBAT_ERR_RANGE, "msbat_kmc_add_hops",
                               "max_distance_ang = %g angstrom reaches over more than 100 host cells", radius);
    for (int64_t i = 0; !status && i < kmc->n_types * kmc->n_types; i++)
        status = collect_pair(kmc, kmc->types[i / kmc->n_types].sublattice, kmc->types[i % kmc->n_types].sublattice,
                              radius, reach, list);
    if (!status && list->n) qsort(list->items, (size_t)list->n, sizeof *list->items, by_length);
    return status;
}

msbat_status msbat_kmc_add_hops(msbat_kmc *kmc, double max_distance_ang, int64_t *n_classes)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    const msbat_context *ctx = kmc->handle.ctx;
    int64_t paths_before = kmc->n_paths, classes_before = kmc->n_classes;
    candidate_list list = {NULL, 0, 0};
    msbat_symmetry *symmetry = NULL;
    msbat_status status =
        msbat__check_range(ctx, __func__, "max_distance_ang", "angstrom", max_distance_ang, 0.0, 1e3, 1);
    if (!status) status = make_symmetry(kmc, &symmetry);
    if (!status) status = collect(kmc, max_distance_ang, &list);
    for (int64_t c = 0; !status && c < list.n; c++)
        if (!find_path(kmc, 0, list.items[c].from, list.items[c].to, list.items[c].offset))
            status = add_class(kmc, symmetry, list.items[c].from, list.items[c].to, list.items[c].offset);
    if (!status && kmc->n_classes == classes_before)
        status = msbat__fail(ctx, MSBAT_ERR_NOT_FOUND, __func__, "no new hop between active sites within %g angstrom",
                             max_distance_ang);
    if (!status) {
        finish_paths(kmc);
        if (n_classes) *n_classes = kmc->n_classes - classes_before;
    } else {
        kmc->n_paths = paths_before;
        kmc->n_classes = classes_before;
    }
    msbat_symmetry_destroy(&symmetry);
    msbat__free(ctx, list.items);
    return status;
}

/* ---- barriers ---- */

msbat_status msbat_kmc_get_hop_class_count(const msbat_kmc *kmc, int64_t *n_classes)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    MSBAT__REQUIRE(kmc->handle.ctx, n_classes);
    *n_classes = kmc->n_classes;
    return MSBAT_OK;
}

static msbat_status check_class(const msbat_kmc *kmc, const char *function, int64_t hop_class)
{
    if (hop_class >= 0 && hop_class < kmc->n_classes) return MSBAT_OK;
    return msbat__fail(kmc->handle.ctx, MSBAT_ERR_RANGE, function, "hop_class = %d; there are %d", hop_class,
                       kmc->n_classes);
}

msbat_status msbat_kmc_get_hop_class(const msbat_kmc *kmc, int64_t hop_class, double *length_ang, int64_t *n_paths,
                                     int64_t *n_common)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    msbat_status status = check_class(kmc, __func__, hop_class);
    if (status) return status;
    const kmc_class *c = &kmc->classes[hop_class];
    if (length_ang) *length_ang = c->length;
    if (n_paths) *n_paths = c->n_paths;
    if (n_common) *n_common = c->n_common;
    return MSBAT_OK;
}

static msbat_status check_barrier(const msbat_kmc *kmc, const char *function, int64_t hop_class, int64_t n)
{
    msbat_status status = check_class(kmc, function, hop_class);
    if (status) return status;
    int64_t wanted = kmc->classes[hop_class].n_common + 1;
    if (n == wanted) return MSBAT_OK;
    return msbat__fail(kmc->handle.ctx, MSBAT_ERR_ARGUMENT, function,
                       "n = %d; hop class %d has %d sites next to both ends and needs %d values", n, hop_class,
                       wanted - 1, wanted);
}

bool msbat__kmc_is_closed(const msbat_kmc *kmc, int64_t hop_class)
{
    const kmc_class *c = &kmc->classes[hop_class];
    bool closed = c->set && !kmc->model;
    for (int64_t k = 0; k <= c->n_common; k++) closed = closed && c->nu[k] == 0.0;
    return closed;
}

msbat_status msbat_kmc_set_barrier(msbat_kmc *kmc, int64_t hop_class, int64_t n, const double *e_kra_ev,
                                   const double *nu_thz)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    const msbat_context *ctx = kmc->handle.ctx;
    MSBAT__REQUIRE(ctx, e_kra_ev);
    MSBAT__REQUIRE(ctx, nu_thz);
    msbat_status status = check_barrier(kmc, __func__, hop_class, n);
    for (int64_t k = 0; !status && k < n; k++) {
        status = msbat__check_range(ctx, __func__, "e_kra_ev", "eV", e_kra_ev[k], -10.0, 10.0, 0);
        if (!status) status = msbat__check_range(ctx, __func__, "nu_thz", "THz", nu_thz[k], 0.0, 1e6, 0);
        if (status) msbat__report_within(ctx, __func__, "hop class %d, %d sites occupied", hop_class, k);
    }
    if (status) return status;
    kmc_class *c = &kmc->classes[hop_class];
    bool was_closed = msbat__kmc_is_closed(kmc, hop_class);
    for (int64_t k = 0; k < n; k++) {
        c->kra[k] = llround(e_kra_ev[k] / KMC_QUANTUM);
        c->nu[k] = nu_thz[k];
    }
    c->set = true;
    if (msbat__kmc_is_closed(kmc, hop_class) != was_closed) msbat__kmc_outdate(kmc); /* other directions are open */
    msbat__kmc_windows_clear(kmc);
    kmc->fresh = false;
    kmc->has_next = 0;
    return MSBAT_OK;
}

msbat_status msbat_kmc_get_barrier(const msbat_kmc *kmc, int64_t hop_class, int64_t n, double *e_kra_ev, double *nu_thz)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    MSBAT__REQUIRE(kmc->handle.ctx, e_kra_ev);
    MSBAT__REQUIRE(kmc->handle.ctx, nu_thz);
    msbat_status status = check_barrier(kmc, __func__, hop_class, n);
    if (status) return status;
    const kmc_class *c = &kmc->classes[hop_class];
    if (!c->set)
        return msbat__fail(kmc->handle.ctx, MSBAT_ERR_STATE, __func__, "hop class %d has no barrier yet", hop_class);
    for (int64_t k = 0; k < n; k++) {
        e_kra_ev[k] = (double)c->kra[k] * KMC_QUANTUM;
        nu_thz[k] = c->nu[k];
    }
    return MSBAT_OK;
}

msbat_status msbat__kmc_require_model(const msbat_kmc *kmc, const char *function, msbat_kmc_barrier_fn model)
{
    const msbat_context *ctx = kmc->handle.ctx;
    if (!kmc->n_classes) return msbat__fail(ctx, MSBAT_ERR_STATE, function, "there are no hops yet");
    if (model) return MSBAT_OK;
    for (int64_t c = 0; c < kmc->n_classes; c++)
        if (!kmc->classes[c].set)
            return msbat__fail(ctx, MSBAT_ERR_STATE, function, "hop class %d has no barrier yet", c);
    return MSBAT_OK;
}
