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

static msbat_status add_coupling(builder *b, int64_t start, int64_t column, float value)
{
    msbat__level *l = b->level;
    for (int64_t e = start; e < b->used; e++)
        if (l->column[e] == column) {
            l->value[e] += value;
            return MSBAT_OK;
        }
    if (!msbat__grow(b->ctx, (void **)&l->column, b->used, &b->column_capacity, sizeof *l->column) ||
        !msbat__grow(b->ctx, (void **)&l->value, b->used, &b->value_capacity, sizeof *l->value))
        return MSBAT_ERR_MEMORY;
    l->column[b->used] = (int32_t)column;
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
typedef struct block {
    int64_t voxel[8]; /* padded index; -1 outside the grid */
    int part[8];      /* component inside the block, numbered in order; -1: no unknown */
    int parts;
} block;

static int64_t voxel_of(const msbat__grid *grid, const int64_t at[3], int l)
{
    int64_t p[3] = {2 * at[0] + (l >> 2), 2 * at[1] + (l >> 1 & 1), 2 * at[2] + (l & 1)};
    if (p[0] >= grid->n[0] || p[1] >= grid->n[1] || p[2] >= grid->n[2]) return -1;
    return grid->origin + p[0] * grid->stride[0] + p[1] * grid->stride[1] + p[2];
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

static bool joined(const msbat__grid *grid, int64_t v, int64_t w, int axis)
{
    if (grid->binary) return true;
    float g = grid->gf[axis][v];
    return g >= STRONG * strongest(grid, v) && g >= STRONG * strongest(grid, w);
}

static void number_parts(block *b)
{
    int number[8];
    b->parts = 0;
    for (int l = 0; l < 8; l++) {
        if (b->part[l] < 0) continue;
        if (b->part[l] == l) number[l] = b->parts++;
        b->part[l] = number[b->part[l]];
    }
}

static void relabel(block *b, int from, int to)
{
    for (int l = 0; l < 8; l++)
        if (b->part[l] == from) b->part[l] = to;
}

static bool unknown(const msbat__grid *grid, int64_t v)
{
    return v >= 0 && (grid->binary ? grid->degree[v] != 0 : grid->inverse[v] > 0.0f);
}

static void split_block(const msbat__grid *grid, const int64_t at[3], block *b)
{
    static const int bit[3] = {4, 2, 1};
    for (int l = 0; l < 8; l++) {
        b->voxel[l] = voxel_of(grid, at, l);
        b->part[l] = unknown(grid, b->voxel[l]) ? l : -1;
    }
    for (int l = 0; l < 8; l++)
        for (int a = 0; a < 3; a++) {
            int m = l | bit[a];
            if (m == l || b->part[l] < 0 || b->part[m] < 0 || b->part[l] == b->part[m]) continue;
            if (!joined(grid, b->voxel[l], b->voxel[m], a)) continue;
            int low = b->part[l] < b->part[m] ? b->part[l] : b->part[m];
            relabel(b, b->part[l] + b->part[m] - low, low);
        }
    number_parts(b);
}

#define FOR_BLOCKS(blocks, at)                                                                                  \
    for (int64_t at[3] = {0, 0, 0}; at[0] < (blocks)[0]; at[0]++)                                               \
        for (at[1] = 0; at[1] < (blocks)[1]; at[1]++)                                                           \
            for (at[2] = 0; at[2] < (blocks)[2]; at[2]++)

static int64_t aggregate_voxels(const msbat__grid *grid, const int64_t blocks[3], int32_t *aggregate)
{
    int64_t n = 0;
    FOR_BLOCKS(blocks, at)
    {
        block b;
        split_block(grid, at, &b);
        for (int l = 0; l < 8; l++)
            if (b.part[l] >= 0) aggregate[b.voxel[l]] = (int32_t)(n + b.part[l]);
        n += b.parts;
        if (n >= INT32_MAX - 8) return n;
    }
    msbat__grid_halo(grid, aggregate, sizeof *aggregate);
    return n;
}

static float coupling(const msbat__grid *grid, int64_t v, int axis, int side)
{
    int64_t w = v + (side ? grid->stride[axis] : -grid->stride[axis]);
    if (!grid->binary) return HALF * grid->gf[axis][side ? v : w];
    return grid->cls[w] ? HALF : 0.0f;
}

/* Binary grids keep no faces: a fixed boundary is what the diagonal has beyond its neighbours. */
static float binary_ground(const msbat__grid *grid, int64_t v)
{
    float rest = grid->degree[v];
    for (int a = 0; a < 3; a++)
        rest -= (float)((grid->cls[v - grid->stride[a]] != 0) + (grid->cls[v + grid->stride[a]] != 0));
    return HALF * rest;
}

static msbat_status couple_voxel(builder *b, const msbat__grid *grid, const int32_t *aggregate, int64_t v)
{
    int64_t i = aggregate[v], start = b->level->row[i];
    msbat_status st = MSBAT_OK;
    if (grid->binary) b->level->ground[i] += binary_ground(grid, v);
    for (int face = 0; face < 6 && !st; face++) {
        int axis = face >> 1, side = face & 1;
        int64_t j = aggregate[v + (side ? grid->stride[axis] : -grid->stride[axis])];
        if (j == i) continue;
        float g = coupling(grid, v, axis, side);
        if (j >= 0) st = add_coupling(b, start, j, g);
        else if (!grid->binary) b->level->ground[i] += g;
    }
    return st;
}

static msbat_status couple_block(builder *b, const msbat__grid *grid, const int32_t *aggregate, const int64_t at[3],
                                 int64_t flat, int64_t *next)
{
    int64_t first = *next;
    for (int64_t i = first;; i++) {
        bool any = false;
        if (i < b->level->n) b->level->row[i] = b->used;
        for (int l = 0; l < 8; l++) {
            int64_t v = voxel_of(grid, at, l);
            if (v < 0 || aggregate[v] != i) continue;
            any = true;
            msbat_status st = couple_voxel(b, grid, aggregate, v);
            if (st) return st;
        }
        if (!any) break;
        b->level->block[i] = flat;
        close_row(b, i);
        *next = i + 1;
    }
    return MSBAT_OK;
}

msbat_status msbat__level_first(const msbat__grid *grid, int32_t *aggregate, msbat__level *level)
{
    for (int64_t v = 0; v < grid->total; v++) aggregate[v] = -1;
    for (int a = 0; a < 3; a++) level->blocks[a] = (grid->n[a] + 1) / 2;
    msbat_status st = allocate(grid->ctx, aggregate_voxels(grid, level->blocks, aggregate), level);
    builder b = {.ctx = grid->ctx, .level = level};
    int64_t next = 0, flat = 0;
    FOR_BLOCKS(level->blocks, at)
    {
        if (!st) st = couple_block(&b, grid, aggregate, at, flat++, &next);
    }
    return st;
}

/* ---- from a level to the next ---- */
static int32_t root_of(int32_t *parent, int32_t i)
{
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
}

static int64_t coarse_block(const msbat__level *fine, const int64_t blocks[3], int64_t flat)
{
    int64_t k = flat % fine->blocks[2], j = flat / fine->blocks[2] % fine->blocks[1];
    int64_t i = flat / fine->blocks[2] / fine->blocks[1];
    return (i / 2 * blocks[1] + j / 2) * blocks[2] + k / 2;
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
                int64_t d = fine->aggregate[fine->column[e]];
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
