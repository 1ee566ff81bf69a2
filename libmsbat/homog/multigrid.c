/* multigrid.c - the preconditioner: one red-black or lexicographic Gauss-Seidel sweep before and its mirror image after
 * the coarse correction; coarse levels are visited twice (W-cycle). */
#include <string.h>

#include "homog/homog_impl.h"

#define LAST_SWEEPS 8

static void level_clear(const msbat_context *ctx, msbat__level *l)
{
    msbat__free(ctx, l->row);
    msbat__free(ctx, l->column);
    msbat__free(ctx, l->value);
    msbat__free(ctx, l->ground);
    msbat__free(ctx, l->inverse);
    msbat__free(ctx, l->block);
    msbat__free(ctx, l->aggregate);
    msbat__free(ctx, l->x);
    msbat__free(ctx, l->b);
}

void msbat__multigrid_clear(msbat__multigrid *mg)
{
    if (!mg->grid) return;
    const msbat_context *ctx = mg->grid->ctx;
    msbat__free(ctx, mg->aggregate);
    for (int l = 0; l < HOMOG_LEVELS; l++) level_clear(ctx, &mg->level[l]);
    memset(mg, 0, sizeof *mg);
}

msbat_status msbat__multigrid_create(const msbat__grid *grid, msbat__multigrid *mg)
{
    memset(mg, 0, sizeof *mg);
    mg->grid = grid;
    mg->aggregate = MSBAT__NEW(grid->ctx, grid->total, int32_t);
    if (!mg->aggregate) return MSBAT_ERR_MEMORY;
    msbat_status st = msbat__level_first(grid, mg->aggregate, &mg->level[0]);
    for (mg->levels = 1; !st && mg->levels < HOMOG_LEVELS; mg->levels++) {
        bool stalled = false;
        msbat__level *fine = &mg->level[mg->levels - 1];
        if (fine->n <= 1 || fine->row[fine->n] == 0) break;
        st = msbat__level_next(grid->ctx, fine, fine + 1, &stalled);
        if (stalled && fine->blocks[0] * fine->blocks[1] * fine->blocks[2] == 1) break;
    }
    return st;
}

/* ---- sweeps on a coarse level ---- */
/* b - L x of an unknown, differences first: large constants on islands in a weak matrix cost no digits. */
static inline float row_residual(const msbat__level *l, int64_t i)
{
    float c = l->x[i], sum = l->b[i] - l->ground[i] * c;
    for (int64_t e = l->row[i]; e < l->row[i + 1]; e++) sum += l->value[e] * (l->x[l->column[e]] - c);
    return sum;
}

static void sweep_forward(msbat__level *l)
{
    for (int64_t i = 0; i < l->n; i++) l->x[i] += row_residual(l, i) * l->inverse[i];
}

static void sweep_backward(msbat__level *l)
{
    for (int64_t i = l->n - 1; i >= 0; i--) l->x[i] += row_residual(l, i) * l->inverse[i];
}

static void restrict_level(const msbat__level *l, msbat__level *coarse)
{
    memset(coarse->b, 0, (size_t)coarse->n * sizeof *coarse->b);
    for (int64_t i = 0; i < l->n; i++)
        if (l->inverse[i] > 0.0f) coarse->b[l->aggregate[i]] += row_residual(l, i);
}

static void solve_last(msbat__level *l)
{
    for (int s = 0; s < LAST_SWEEPS; s++) {
        sweep_forward(l);
        sweep_backward(l);
    }
}

/* Improves x of level l; visits the next level twice. */
static void cycle(msbat__multigrid *mg, int64_t index)
{
    msbat__level *l = &mg->level[index], *coarse = l + 1;
    if (index + 1 >= mg->levels) {
        solve_last(l);
        return;
    }
    sweep_forward(l);
    restrict_level(l, coarse);
    memset(coarse->x, 0, (size_t)coarse->n * sizeof *coarse->x);
    cycle(mg, index + 1);
    if (index + 2 < mg->levels) cycle(mg, index + 1);
    for (int64_t i = 0; i < l->n; i++) l->x[i] += coarse->x[l->aggregate[i]];
    sweep_backward(l);
}

void msbat__multigrid_apply(msbat__multigrid *mg, const void *r, float *scratch, float *z)
{
    msbat__level *l = &mg->level[0];
    const float *rf = mg->grid->single ? r : scratch;
    if (!mg->grid->single) msbat__kernel_narrow(mg->grid, r, scratch);
    msbat__kernel_start(mg->grid, rf, z);
    msbat__kernel_half_sweep(mg->grid, rf, 1, z);
    memset(l->b, 0, (size_t)l->n * sizeof *l->b);
    memset(l->x, 0, (size_t)l->n * sizeof *l->x);
    msbat__kernel_restrict(mg->grid, rf, z, mg->aggregate, l->b);
    cycle(mg, 0);
    if (mg->levels > 1) cycle(mg, 0);
    msbat__kernel_prolong(mg->grid, l->x, mg->aggregate, z);
    msbat__kernel_half_sweep(mg->grid, rf, 1, z);
    msbat__kernel_half_sweep(mg->grid, rf, 0, z);
}
