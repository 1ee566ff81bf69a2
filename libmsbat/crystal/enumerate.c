/* enumerate.c - symmetry-distinct derivative structures (G. L. W. Hart and R. W. Forcade, Phys. Rev. B 77 (2008)
 * 224115).
 *
 * Every superlattice of index n is one Hermite normal form; of those that the point group turns into each other the
 * smallest is kept. On it the stabilizing operations times the n translations permute the active sites, and of the
 * colourings that they permute into each other the lexicographically smallest is kept. */
#include <string.h>

#include "crystal_impl.h"

#define TOLERANCE 1e-3                  /* [angstrom] of the symmetry search */
#define CELLS_MAX 12
#define SLOTS_MAX 30

typedef struct enumeration {
    const msbat_crystal *crystal;
    msbat_symmetry *symmetry;
    int64_t n_cells, n_active, n_slots;
    int64_t *slot_of;                   /* site of the crystal -> index among the active ones, -1 if not active */
    int64_t *site_of;                   /* and back */
    int8_t *permutation;                /* n_permutations x n_slots */
    int8_t *translation;                /* is the permutation a lattice translation other than 0? */
    int64_t n_permutations, n_superlattices, done;
    msbat_derivative_fn visit;
    void *user;
    int64_t count;
} enumeration;

static int compare(const int64_t a[9], const int64_t b[9])
{
    for (int i = 0; i < 9; i++)
        if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
    return 0;
}

/* Normal form of the superlattice turned by the operation; lattice vectors are the rows of h. */
static void turn(const enumeration *e, int64_t op, const int64_t h[9], int64_t turned[9])
{
    const int64_t *r = e->symmetry->rotation + 9 * op;
    int64_t rows[9];
    for (int64_t i = 0; i < 3; i++)
        for (int64_t j = 0; j < 3; j++)
            rows[3 * i + j] = r[3 * j] * h[3 * i] + r[3 * j + 1] * h[3 * i + 1] + r[3 * j + 2] * h[3 * i + 2];
    msbat__crystal_hermite(rows, e->n_cells, turned);
}

static bool is_identity(const int64_t r[9])
{
    for (int i = 0; i < 9; i++)
        if (r[i] != (i % 4 == 0)) return false;
    return true;
}

/* The n permutations of one operation: where it sends each slot, moved on by every cell. */
static void add_permutations(enumeration *e, int64_t op, const int64_t h[9])
{
    for (int64_t cell = 0; cell < e->n_cells; cell++) {
        int8_t *p = e->permutation + e->n_permutations * e->n_slots;
        int64_t move[3], from[3], to[3];
        msbat__crystal_offset_of(h, cell, move);
        for (int64_t slot = 0; slot < e->n_slots; slot++) {
            msbat__crystal_offset_of(h, slot / e->n_active, from);
            int64_t site = msbat__symmetry_map(e->symmetry, op, e->site_of[slot % e->n_active], from, to);
            for (int k = 0; k < 3; k++) to[k] += move[k];
            p[slot] = (int8_t)(msbat__crystal_cell_of(h, e->n_cells, to) * e->n_active + e->slot_of[site]);
        }
        e->translation[e->n_permutations++] = (int8_t)(is_identity(e->symmetry->rotation + 9 * op) && cell > 0);
    }
}

/* Permutations of the superlattice; false when a turned one comes before it. */
static bool find_permutations(enumeration *e, const int64_t h[9])
{
    e->n_permutations = 0;
    for (int64_t op = 0; op < e->symmetry->n_operations; op++) {
        int64_t turned[9];
        turn(e, op, h, turned);
        int order = compare(turned, h);
        if (order < 0) return false;
        if (order == 0) add_permutations(e, op, h);
    }
    return true;
}

static int bit(uint32_t mask, int64_t i)
{
    return (int)(mask >> i & 1);
}

/* Smallest of its orbit, and not periodic in a smaller cell. */
static bool is_wanted(const enumeration *e, uint32_t mask)
{
    for (int64_t k = 0; k < e->n_permutations; k++) {
        const int8_t *p = e->permutation + k * e->n_slots;
        int64_t i = 0;
        while (i < e->n_slots && bit(mask, p[i]) == bit(mask, i)) i++;
        if (i == e->n_slots ? e->translation[k] : bit(mask, p[i]) < bit(mask, i)) return false;
    }
    return true;
}

static msbat_status report(enumeration *e, const int64_t h[9], uint32_t mask)
{
    int8_t occupation[SLOTS_MAX];
    e->count++;
    if (!e->visit) return MSBAT_OK;
    for (int64_t i = 0; i < e->n_slots; i++) occupation[i] = (int8_t)bit(mask, i);
    if (e->visit(h, e->n_slots, occupation, e->user) == 0) return MSBAT_OK;
    return msbat__fail(e->crystal->handle.ctx, MSBAT_CANCELLED, "msbat_crystal_enumerate",
                       "stopped by visit after %d structures",
                       e->count);
}

static msbat_status colour(enumeration *e, const int64_t h[9])
{
    const uint32_t n = (uint32_t)1 << e->n_slots;
    msbat_status st = MSBAT_OK;
    for (uint32_t mask = 0; mask < n && !st; mask++) {
        if (is_wanted(e, mask)) st = report(e, h, mask);
        if (!st && mask % 65536 == 0)
            st = msbat__progress(e->crystal->handle.ctx,
                                 ((double)e->done + (double)mask / (double)n) / (double)e->n_superlattices);
    }
    return st;
}

/* Calls with every normal form of index n: a d f = n, 0 <= b < d, 0 <= c, g < f. Without body it only counts. */
static msbat_status each_superlattice(enumeration *e, int64_t *n)
{
    int64_t count = 0;
    msbat_status st = MSBAT_OK;
    for (int64_t a = 1; a <= e->n_cells; a++)
        for (int64_t d = 1; d <= e->n_cells / a; d++) {
            if (e->n_cells % (a * d) != 0) continue;
            int64_t f = e->n_cells / (a * d);
            for (int64_t k = 0; k < d * f * f && !st; k++, count++) {
                const int64_t h[9] = {a, k / (f * f), k / f % f, 0, d, k % f, 0, 0, f};
                if (n) continue;
                e->done = count;
                if (find_permutations(e, h)) st = colour(e, h);
            }
        }
    if (n) *n = count;
    return st;
}

/* ---- checks and set-up ------------------------------------------------------------------------------------------*/
static msbat_status take_active(enumeration *e, const int64_t *active)
{
    msbat_context *ctx = e->crystal->handle.ctx;
    int64_t n = e->crystal->n_sites;
    e->slot_of = MSBAT__NEW(ctx, n, int64_t);
    e->site_of = MSBAT__NEW(ctx, n, int64_t);
    if (!e->slot_of || !e->site_of) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < n; i++) {
        e->slot_of[i] = active[i] ? e->n_active : -1;
        if (active[i]) e->site_of[e->n_active++] = i;
    }
    if (e->n_active == 0)
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, "msbat_crystal_enumerate", "active[] is 0 for all %d sites", n);
    if (e->n_active * e->n_cells > SLOTS_MAX)
        return msbat__fail(ctx, MSBAT_ERR_OVERFLOW, "msbat_crystal_enumerate",
                           "%d active sites in %d cells; at most %d sites are coloured", e->n_active, e->n_cells,
                           (int64_t)SLOTS_MAX);
    e->n_slots = e->n_active * e->n_cells;
    return MSBAT_OK;
}

static msbat_status check_symmetry(const enumeration *e)
{
    msbat_context *ctx = e->crystal->handle.ctx;
    int64_t n = e->crystal->n_sites, identities = 0;
    for (int64_t op = 0; op < e->symmetry->n_operations; op++) {
        identities += is_identity(e->symmetry->rotation + 9 * op);
        for (int64_t i = 0; i < n; i++) {
            int64_t to = e->symmetry->image[op * n + i];
            if ((e->slot_of[i] < 0) != (e->slot_of[to] < 0))
                return msbat__fail(ctx, MSBAT_ERR_SYMMETRY, "msbat_crystal_enumerate",
                                   "sites %d and %d are equivalent but only one of them is active", i, to);
        }
    }
    if (identities != 1)
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, "msbat_crystal_enumerate",
                           "the crystal is not primitive: its cell holds %d primitive cells", identities);
    return MSBAT_OK;
}

static msbat_status start(enumeration *e, const int64_t *active)
{
    msbat_context *ctx = e->crystal->handle.ctx;
    msbat_status st = take_active(e, active);
    if (!st) st = msbat_symmetry_create(e->crystal, TOLERANCE, &e->symmetry);
    if (!st) st = check_symmetry(e);
    if (!st) st = each_superlattice(e, &e->n_superlattices);
    if (st) return st;
    int64_t most = e->symmetry->n_operations * e->n_cells;
    e->permutation = MSBAT__NEW(ctx, most * e->n_slots, int8_t);
    e->translation = MSBAT__NEW(ctx, most, int8_t);
    return e->permutation && e->translation ? MSBAT_OK : MSBAT_ERR_MEMORY;
}

msbat_status msbat_crystal_enumerate(const msbat_crystal *crystal, const int64_t *active, int64_t n_cells,
                                     msbat_derivative_fn visit, void *user, int64_t *count)
{
    MSBAT__REQUIRE_HANDLE(crystal);
    msbat_context *ctx = crystal->handle.ctx;
    MSBAT__REQUIRE(ctx, active);
    msbat_status st = msbat__check_count(ctx, __func__, "n_cells", n_cells, 1, CELLS_MAX);
    if (st) return st;
    enumeration e = {.crystal = crystal, .n_cells = n_cells, .visit = visit, .user = user};
    st = start(&e, active);
    if (!st) st = each_superlattice(&e, NULL);
    if (!st && count) *count = e.count;
    msbat_symmetry_destroy(&e.symmetry);
    msbat__free(ctx, e.slot_of);
    msbat__free(ctx, e.site_of);
    msbat__free(ctx, e.permutation);
    msbat__free(ctx, e.translation);
    return st;
}
