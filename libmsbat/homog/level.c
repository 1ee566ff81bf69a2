/* level.c - coarse levels: the connected components inside each 2 x 2 x 2 block become unknowns; couplings are the
 * Galerkin sums times 1/2, which makes them those of the problem on voxels of twice the edge (factor of A. Brandt's
 * over-correction for piecewise constant interpolation: D. Braess, Computing 55 (1995) 379, sec. 4). */
#include <string.h>

#include "homog/homog_impl.h"

/* A coupling joins two unknowns when it is at least this part of the strongest coupling of each: weak faces between
 * phases split the blocks. */
#define STRONG 0.1f
#define HALF 0.5f

/* ---- growing rows ---- */
typedef struct builder {
    const msbat_context *ctx;
    msbat__level *level;
    int64_t used, column_capacity, value_capacity;
} builder;

static bool reserve(builder *b)
{
    msbat__level *l = b->level;
    if (b->used < b->column_capacity && b->used < b->value_capacity) return true;
    return msbat__grow(b->ctx, (void **)&l->column, b->used, &b->column_capacity, sizeof *l->column) &&
           msbat__grow(b->ctx, (void **)&l->value, b->used, &b->value_capacity, sizeof *l->value);
}

static inline msbat_status add_coupling(builder *b, int64_t start, int32_t column, float value)
{
    msbat__level *l = b->level;
    for (int64_t e = start; e < b->used; e++)
        if (l->column[e] == column) {
            l->value[e] += value;
            return MSBAT_OK;
        }
    if (!reserve(b)) return MSBAT_ERR_MEMORY;
    l->column[b->used] = column;
    l->value[b->used++] = value;
    return MSBAT_OK;
}

static msbat_status allocate(const msbat_context *ctx, int64_t n, msbat__level *l)
{
    if (n >= INT32_MAX)
        return msbat__fail(ctx, MSBAT_ERR_OVERFLOW, "msbat_homog_solve",
                           "%d unknowns on the first coarse level; at most 2^31", n);
    l->n = n;
    l->row = MSBAT__NEW_ZEROED(ctx, n + 1, int64_t);
    l->block = MSBAT__NEW(ctx, n, int64_t);
    l->ground = MSBAT__NEW_ZEROED(ctx, n, float);
    l->inverse = MSBAT__NEW_ZEROED(ctx, n, float);
    l->x = MSBAT__NEW_ZEROED(ctx, n, float);
    l->b = MSBAT__NEW_ZEROED(ctx, n, float);
    return l->row && l->block && l->ground && l->inverse && l->x && l->b ? MSBAT_OK : MSBAT_ERR_MEMORY;
}

static void close_row(builder *b, int64_t i)
{
    msbat__level *l = b->level;
    float sum = l->ground[i];
    l->row[i + 1] = b->used;
    for (int64_t e = l->row[i]; e < b->used; e++) sum += l->value[e];
    l->inverse[i] = sum > 0.0f ? 1.0f / sum : 0.0f;
}

/* ---- from voxels: local voxel l = 4 di + 2 dj + dk of a block ---- */
static const int bit[3] = {4, 2, 1};

typedef struct parts {
    int8_t of[8]; /* component of a local voxel, numbered in order; -1: no unknown */
    int count;
} parts;

/* Components of the voxels in mask, voxel l being joined to its next of axis a where joined has bit 3 l + a. */
static parts split(int mask, uint32_t joined)
{
    parts p = {.count = 0};
    int name[8];
    for (int l = 0; l < 8; l++) name[l] = mask >> l & 1 ? l : -1;
    for (int l = 0; l < 8; l++)
        for (int a = 0; a < 3; a++) {
            int m = l | bit[a];
            if (m == l || name[l] < 0 || name[m] < 0 || name[l] == name[m] || !(joined >> (3 * l + a) & 1)) continue;
            int low = name[l] < name[m] ? name[l] : name[m], high = name[l] + name[m] - low;
            for (int i = 0; i < 8; i++) name[i] = name[i] == high ? low : name[i];
        }
    for (int l = 0; l < 8; l++) /* a name is the first voxel of its component */
        p.of[l] = (int8_t)(name[l] < 0 ? -1 : name[l] == l ? p.count++ : p.of[name[l]]);
    return p;
}

static float strongest(const msbat__grid *grid, int64_t v)
{
    float high = 0.0f;
    for (int a = 0; a < 3; a++) {
        float up = grid->gf[a][v], down = grid->gf[a][v - grid->stride[a]];
        if (up > high && grid->cls[v + grid->stride[a]]) high = up;
        if (down > high && grid->cls[v - grid->stride[a]]) high = down;
    }
    return high;
}

typedef struct blocks {
    const msbat__grid *grid;
    parts table[256];   /* binary: of every mask */
    int64_t offset[8];  /* of the local voxels */
} blocks;

static void blocks_open(const msbat__grid *grid, blocks *b)
{
    b->grid = grid;
    for (int mask = 0; mask < 256; mask++) b->table[mask] = split(mask, UINT32_MAX);
    for (int l = 0; l < 8; l++) b->offset[l] = (l >> 2) * grid->stride[0] + (l >> 1 & 1) * grid->stride[1] + (l & 1);
}

static int64_t block_base(const msbat__grid *grid, const int64_t at[3])
{
    return grid->origin + 2 * (at[0] * grid->stride[0] + at[1] * grid->stride[1] + at[2]);
}

/* The halo has no unknowns, so that blocks may hang over. */
static parts split_block(const blocks *b, int64_t base)
{
    const msbat__grid *grid = b->grid;
    int mask = 0;
    uint32_t joined = 0;
    if (grid->binary) {
        for (int l = 0; l < 8; l++) mask |= (grid->degree[base + b->offset[l]] != 0) << l;
        return b->table[mask];
    }
    float high[8];
    for (int l = 0; l < 8; l++) {
        int64_t v = base + b->offset[l];
        if (!(grid->inverse[v] > 0.0f)) continue;
        mask |= 1 << l;
        high[l] = strongest(grid, v);
    }
    for (int l = 0; l < 8; l++)
        for (int a = 0; a < 3; a++) {
            int m = l | bit[a];
            if (m == l || !(mask >> l & mask >> m & 1)) continue;
            float g = grid->gf[a][base + b->offset[l]];
            if (g >= STRONG * high[l] && g >= STRONG * high[m]) joined |= 1u << (3 * l + a);
        }
    return split(mask, joined);
}

#define FOR_BLOCKS(size, at)                                                                                    \
    for (int64_t at[3] = {0, 0, 0}; (at)[0] < (size)[0]; (at)[0]++)                                             \
        for ((at)[1] = 0; (at)[1] < (size)[1]; (at)[1]++)                                                       \
            for ((at)[2] = 0; (at)[2] < (size)[2]; (at)[2]++)

static int64_t aggregate_voxels(const blocks *b, const int64_t size[3], int32_t *aggregate)
{
    int64_t n = 0;
    FOR_BLOCKS(size, at)
    {
        int64_t base = block_base(b->grid, at);
        parts p = split_block(b, base);
        for (int l = 0; l < 8; l++)
            if (p.of[l] >= 0) aggregate[base + b->offset[l]] = (int32_t)(n + p.of[l]);
        n += p.count;
        if (n >= INT32_MAX - 8) return n;
    }
    msbat__grid_halo(b->grid, aggregate, sizeof *aggregate);
    return n;
}

/* Binary: a fixed boundary is what the diagonal has beyond its neighbours. */
static msbat_status couple_binary(builder *b, const msbat__grid *grid, const int32_t *aggregate, int64_t v)
{
    int32_t i = aggregate[v];
    int64_t start = b->level->row[i];
    msbat_status st = MSBAT_OK;
    int inside = 0;
    for (int face = 0; face < 6 && !st; face++) {
        int64_t stride = grid->stride[face >> 1];
        int32_t j = aggregate[face & 1 ? v + stride : v - stride];
        inside += j >= 0;
        if (j >= 0 && j != i) st = add_coupling(b, start, j, HALF);
    }
    b->level->ground[i] += HALF * (float)(grid->degree[v] - inside);
    return st;
}

static msbat_status couple_general(builder *b, const msbat__grid *grid, const int32_t *aggregate, int64_t v)
{
    int32_t i = aggregate[v];
    int64_t start = b->level->row[i];
    msbat_status st = MSBAT_OK;
    for (int face = 0; face < 6 && !st; face++) {
        int64_t stride = grid->stride[face >> 1], w = face & 1 ? v + stride : v - stride;
        int32_t j = aggregate[w];
        float g = HALF * grid->gf[face >> 1][face & 1 ? v : w];
        if (j >= 0 && j != i) st = add_coupling(b, start, j, g);
        else if (j < 0) b->level->ground[i] += g;
    }
    return st;
}

/* Rows of one block, from unknown *next on. */
static msbat_status couple_block(builder *b, const blocks *all, const int32_t *aggregate, int64_t base, int64_t *next)
{
    const msbat__grid *grid = all->grid;
    parts p = split_block(all, base);
    for (int part = 0; part < p.count; part++, ++*next) {
        b->level->row[*next] = b->used;
        for (int l = 0; l < 8; l++) {
            int64_t v = base + all->offset[l];
            if (p.of[l] != part) continue;
            msbat_status st =
                grid->binary ? couple_binary(b, grid, aggregate, v) : couple_general(b, grid, aggregate, v);
            if (st) return st;
        }
        close_row(b, *next);
    }
    return MSBAT_OK;
}

msbat_status msbat__level_first(const msbat__grid *grid, int32_t *aggregate, msbat__level *level)
{
    blocks all;
    builder b = {.ctx = grid->ctx, .level = level};
    int64_t next = 0, flat = 0;
    blocks_open(grid, &all);
    memset(aggregate, 0xff, (size_t)grid->total * sizeof *aggregate); /* -1 */
    for (int a = 0; a < 3; a++) level->blocks[a] = (grid->n[a] + 1) / 2;
    msbat_status st = allocate(grid->ctx, aggregate_voxels(&all, level->blocks, aggregate), level);
    FOR_BLOCKS(level->blocks, at)
    {
        int64_t first = next;
        if (!st) st = couple_block(&b, &all, aggregate, block_base(grid, at), &next);
        for (; first < next; first++) level->block[first] = flat;
        flat++;
    }
    return st;
}

/* ---- from a level to the next ---- */
static int32_t root_of(int32_t *parent, int32_t i)
{
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
}

static int64_t coarse_block(const msbat__level *fine, const int64_t size[3], int64_t flat)
{
    int64_t k = flat % fine->blocks[2], j = flat / fine->blocks[2] % fine->blocks[1];
    int64_t i = flat / fine->blocks[2] / fine->blocks[1];
    return (i / 2 * size[1] + j / 2) * size[2] + k / 2;
}

static float row_strongest(const msbat__level *l, int64_t i)
{
    float high = 0.0f;
    for (int64_t e = l->row[i]; e < l->row[i + 1]; e++) high = l->value[e] > high ? l->value[e] : high;
    return high;
}

/* aggregate: union-find over strong couplings inside a block, then numbers in order of appearance. */
static int64_t aggregate_level(msbat__level *fine, const int64_t *block_of, const float *high)
{
    int32_t *parent = fine->aggregate;
    int64_t n = 0;
    for (int64_t i = 0; i < fine->n; i++) {
        parent[i] = (int32_t)i;
        for (int64_t e = fine->row[i]; e < fine->row[i + 1]; e++) {
            int32_t j = fine->column[e];
            if (j > i || block_of[i] != block_of[j]) continue;
            if (fine->value[e] < STRONG * high[i] || fine->value[e] < STRONG * high[j]) continue;
            int32_t a = root_of(parent, (int32_t)i), b = root_of(parent, j);
            parent[a > b ? a : b] = a < b ? a : b;
        }
    }
    for (int64_t i = 0; i < fine->n; i++) parent[i] = root_of(parent, (int32_t)i);
    for (int64_t i = 0; i < fine->n; i++) /* a root is its component's first: its number replaces it in place */
        parent[i] = parent[i] == i ? (int32_t)n++ : parent[parent[i]];
    return n;
}

static void list_members(const msbat__level *fine, int64_t n, int64_t *start, int32_t *member)
{
    for (int64_t i = 0; i < fine->n; i++) start[fine->aggregate[i] + 1]++;
    for (int64_t c = 0; c < n; c++) start[c + 1] += start[c];
    for (int64_t i = 0; i < fine->n; i++) member[start[fine->aggregate[i]]++] = (int32_t)i;
    for (int64_t c = n; c > 0; c--) start[c] = start[c - 1];
    start[0] = 0;
}

static msbat_status couple_level(builder *b, const msbat__level *fine, const int64_t *block_of, const int64_t *start,
                                 const int32_t *member)
{
    msbat__level *coarse = b->level;
    for (int64_t c = 0; c < coarse->n; c++) {
        coarse->row[c] = b->used;
        for (int64_t m = start[c]; m < start[c + 1]; m++) {
            int64_t i = member[m];
            coarse->ground[c] += HALF * fine->ground[i];
            coarse->block[c] = block_of[i];
            for (int64_t e = fine->row[i]; e < fine->row[i + 1]; e++) {
                int32_t d = fine->aggregate[fine->column[e]];
                msbat_status st = d == c ? MSBAT_OK : add_coupling(b, coarse->row[c], d, HALF * fine->value[e]);
                if (st) return st;
            }
        }
        close_row(b, c);
    }
    return MSBAT_OK;
}

static msbat_status join_level(const msbat_context *ctx, msbat__level *fine, msbat__level *coarse, int64_t *block_of)
{
    int64_t *start = NULL;
    int32_t *member = NULL;
    float *high = MSBAT__NEW(ctx, fine->n, float);
    msbat_status st = high ? MSBAT_OK : MSBAT_ERR_MEMORY;
    if (st) goto done;
    for (int64_t i = 0; i < fine->n; i++) {
        high[i] = row_strongest(fine, i);
        block_of[i] = coarse_block(fine, coarse->blocks, fine->block[i]);
    }
    int64_t n = aggregate_level(fine, block_of, high);
    start = MSBAT__NEW_ZEROED(ctx, n + 1, int64_t);
    member = MSBAT__NEW(ctx, fine->n, int32_t);
    st = start && member ? allocate(ctx, n, coarse) : MSBAT_ERR_MEMORY;
    if (st) goto done;
    list_members(fine, n, start, member);
    builder b = {.ctx = ctx, .level = coarse};
    st = couple_level(&b, fine, block_of, start, member);
done:
    msbat__free(ctx, high);
    msbat__free(ctx, start);
    msbat__free(ctx, member);
    return st;
}

msbat_status msbat__level_next(const msbat_context *ctx, msbat__level *fine, msbat__level *coarse, bool *stalled)
{
    int64_t *block_of = MSBAT__NEW(ctx, fine->n, int64_t);
    fine->aggregate = MSBAT__NEW(ctx, fine->n, int32_t);
    for (int a = 0; a < 3; a++) coarse->blocks[a] = (fine->blocks[a] + 1) / 2;
    msbat_status st = block_of && fine->aggregate ? join_level(ctx, fine, coarse, block_of) : MSBAT_ERR_MEMORY;
    msbat__free(ctx, block_of);
    *stalled = coarse->n == fine->n;
    return st;
}
