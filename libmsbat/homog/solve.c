/* solve.c - the four boundary conditions: what conducts, loads, conjugate gradients, tensors. */
#include <math.h>
#include <string.h>

#include "homog/homog_impl.h"

typedef struct solver {
    msbat_homog *homog;
    int condition, axes, count;  /* axes: bits of the loads to solve; count: bits set */
    uint8_t *keep;               /* per component + 1 */
    bool path[3];
    msbat__grid grid;
    msbat__multigrid multigrid;
    msbat__cg cg;
    void *x[3];                  /* padded fields of the loads */
    double loss[3];              /* SUBC: of unit currents */
} solver;

static bool percolates(const msbat__component *c, int condition, int axis)
{
    int both = 3 << (2 * axis);
    if (condition == MSBAT_HOMOG_PERIODIC) return (c->winding >> axis & 1) != 0;
    if (condition == MSBAT_HOMOG_KUBC) return c->low[axis] < c->high[axis];
    return (c->touch & both) == both;
}

/* Uniform flux passes an axis only if both its faces conduct everywhere, and then through one component, which
 * balances. */
static bool faces_conduct(const msbat_image *image, const msbat__components *found, int axis)
{
    int a1 = (axis + 1) % 3, a2 = (axis + 2) % 3;
    const int64_t *n = image->n, stride[3] = {n[1] * n[2], n[2], 1};
    uint32_t first = found->of[0];
    for (int64_t p = 0; p < n[a1]; p++)
        for (int64_t q = 0; q < n[a2]; q++)
            for (int side = 0; side < 2; side++) {
                int64_t v = p * stride[a1] + q * stride[a2] + (side ? (n[axis] - 1) * stride[axis] : 0);
                if (found->of[v] != first || !first) return false;
            }
    return true;
}

/* Which components carry current under which load; the others are left out of the problem. */
static void find_paths(solver *s)
{
    msbat_homog *h = s->homog;
    const msbat__components *found = &h->components;
    msbat__result *result = &h->result[s->condition];
    for (int a = 0; a < 3; a++) {
        int64_t connected = 0;
        if (!(s->axes >> a & 1)) continue;
        bool open = s->condition != MSBAT_HOMOG_SUBC || faces_conduct(h->image, found, a);
        for (int64_t c = 0; c < found->count; c++) {
            if (!open || !percolates(&found->list[c], s->condition, a)) continue;
            s->keep[c + 1] = 1;
            connected += found->list[c].size;
        }
        s->path[a] = connected > 0;
        result->connected[a] = found->conducting ? (double)connected / (double)found->conducting : 0.0;
    }
}

static msbat_status check_contrast(const msbat_homog *h)
{
    double low = INFINITY, high = 0.0;
    for (int l = 0; l < 256; l++) {
        if (!h->image->count[l] || !(h->sigma[l] > 0.0)) continue;
        low = fmin(low, h->sigma[l]);
        high = fmax(high, h->sigma[l]);
    }
    if (!(high > 1e12 * low)) return MSBAT_OK;
    return msbat__fail(h->handle.ctx, MSBAT_ERR_RANGE, "msbat_homog_solve",
                       "conductivities %g and %g differ by more than a factor of 1e12", low, high);
}

static void set_modes(const solver *s, int mode[3])
{
    for (int a = 0; a < 3; a++) {
        mode[a] = s->condition == MSBAT_HOMOG_PERIODIC ? HOMOG_WRAP : HOMOG_CLOSED;
        if (s->condition == MSBAT_HOMOG_KUBC) mode[a] = HOMOG_FIXED;
        if (s->condition == MSBAT_HOMOG_MIXED && (s->axes >> a & 1)) mode[a] = HOMOG_FIXED;
    }
}

/* Float vectors cost an error of the field of about 1e-6, which enters the tensor squared. */
#define SINGLE_TOLERANCE 1e-5

static size_t real_size(const solver *s) { return s->grid.single ? sizeof(float) : sizeof(double); }

static msbat_status allocate(solver *s)
{
    const msbat_context *ctx = s->homog->handle.ctx;
    int64_t total = s->grid.total;
    size_t size = real_size(s);
    msbat__cg *cg = &s->cg;
    cg->grid = &s->grid;
    cg->multigrid = &s->multigrid;
    cg->tolerance = s->homog->tolerance;
    cg->max_iterations = s->homog->max_iterations;
    cg->r = msbat__new_zeroed(ctx, total, size);
    cg->p = msbat__new_zeroed(ctx, total, size);
    cg->q = msbat__new_zeroed(ctx, total, size);
    cg->rf = s->grid.single ? NULL : MSBAT__NEW_ZEROED(ctx, total, float);
    cg->z = MSBAT__NEW_ZEROED(ctx, total, float);
    bool fine = cg->r && cg->p && cg->q && (cg->rf || s->grid.single) && cg->z;
    for (int a = 0; a < 3; a++) {
        if (!s->path[a]) continue;
        s->x[a] = msbat__new_zeroed(ctx, total, size);
        fine = fine && s->x[a];
    }
    return fine ? MSBAT_OK : MSBAT_ERR_MEMORY;
}

static msbat_status prepare(solver *s)
{
    msbat_homog *h = s->homog;
    msbat_status st = check_contrast(h);
    if (st) return st;
    if (!h->have_components) {
        st = msbat__components_find(h->image, h->sigma, &h->components);
        if (st) return st;
        h->have_components = true;
    }
    s->keep = MSBAT__NEW_ZEROED(h->handle.ctx, h->components.count + 1, uint8_t);
    if (!s->keep) return MSBAT_ERR_MEMORY;
    find_paths(s);
    if (!s->path[0] && !s->path[1] && !s->path[2]) return MSBAT_OK;
    int mode[3];
    set_modes(s, mode);
    bool single = h->tolerance >= SINGLE_TOLERANCE;
    st = msbat__grid_create(h->image, h->sigma, &h->components, s->keep, mode, single, &s->grid);
    if (!st) st = msbat__multigrid_create(&s->grid, &s->multigrid);
    return st ? st : allocate(s);
}

static void discard(solver *s)
{
    const msbat_context *ctx = s->homog->handle.ctx;
    msbat__multigrid_clear(&s->multigrid);
    if (s->grid.ctx) msbat__grid_clear(&s->grid);
    msbat__free(ctx, s->keep);
    msbat__free(ctx, s->cg.r);
    msbat__free(ctx, s->cg.p);
    msbat__free(ctx, s->cg.q);
    msbat__free(ctx, s->cg.rf);
    msbat__free(ctx, s->cg.z);
    for (int a = 0; a < 3; a++) msbat__free(ctx, s->x[a]);
}

/* ---- loads ---- */
static msbat_status solve_load(solver *s, int axis, int done)
{
    msbat__cg *cg = &s->cg;
    msbat__result *result = &s->homog->result[s->condition];
    bool flux = s->condition == MSBAT_HOMOG_SUBC;
    cg->start = flux ? msbat__grid_current(&s->grid, axis, cg->r) : msbat__grid_load(&s->grid, axis, cg->r);
    cg->sign = flux ? 1 : -1;
    double from = s->homog->progress_from, share = (s->homog->progress_to - from) / (double)s->count;
    cg->progress_from = from + share * (double)done;
    cg->progress_to = from + share * (double)(done + 1);
    memset(cg->p, 0, (size_t)s->grid.total * real_size(s));
    msbat_status st = msbat__cg_run(cg, s->x[axis]);
    if (st) return st;
    msbat__grid_halo(&s->grid, s->x[axis], real_size(s));
    result->iterations[axis] = cg->iterations;
    result->error[axis] = cg->error / cg->measure;
    return MSBAT_OK;
}

static msbat_status solve_loads(solver *s)
{
    msbat_status st = MSBAT_OK;
    for (int a = 0, done = 0; a < 3 && !st; a++)
        if (s->path[a]) st = solve_load(s, a, done++);
    return st;
}

/* Length of an axis' voxel edge over the shortest: unit steps to unit gradients. */
static double edge_ratio(const solver *s, int axis) { return 1.0 / sqrt(s->grid.weight[axis]); }

static void set_symmetry(msbat__result *result, int m, const double *flux, const int *axis)
{
    double high = 0.0, odd = 0.0;
    for (int b = 0; b < m; b++)
        for (int e = 0; e < m; e++) {
            double there = flux[3 * b + axis[e]], back = flux[3 * e + axis[b]];
            high = fmax(high, fabs(there));
            odd = fmax(odd, fabs(there - back));
        }
    result->symmetry = high > 0.0 ? odd / high : 0.0;
}

/* Energy form of the gradient-driven conditions: second order in the error of the fields, an upper bound. */
static void tensor_of_energy(solver *s, int m, const int *axis, const msbat__sums *sums)
{
    msbat__result *result = &s->homog->result[s->condition];
    double voxels = (double)s->homog->image->total;
    for (int b = 0; b < m; b++)
        for (int e = 0; e < m; e++) {
            if (s->condition == MSBAT_HOMOG_MIXED && b != e) continue;
            double scale = edge_ratio(s, axis[b]) * edge_ratio(s, axis[e]) / voxels;
            result->tensor[3 * axis[b] + axis[e]] = scale * sums->energy[b * m + e];
        }
}

static double field_dot(const solver *s, int axis, const void *x)
{
    double sum = 0.0;
    msbat__grid_current(&s->grid, axis, s->cg.r);
    for (int64_t v = 0; v < s->grid.total; v++)
        sum += msbat__grid_value(&s->grid, s->cg.r, v) * msbat__grid_value(&s->grid, x, v);
    return sum;
}

/* Losses of unit currents: Q_ab = f_a u_b + f_b u_a - u_a L u_b + half voxels, from below; then the inverse. */
static msbat_status tensor_of_loss(solver *s, int m, const int *axis, const msbat__sums *sums)
{
    const msbat_context *ctx = s->homog->handle.ctx;
    msbat__result *result = &s->homog->result[s->condition];
    double work[9], resistance[9], voxels = (double)s->homog->image->total, high = 0.0, odd = 0.0;
    for (int b = 0; b < m; b++)
        for (int e = 0; e < m; e++) work[b * m + e] = field_dot(s, axis[b], s->x[axis[e]]);
    for (int b = 0; b < m; b++)
        for (int e = 0; e < m; e++) {
            double loss = work[b * m + e] + work[e * m + b] - sums->energy[b * m + e];
            if (b == e) {
                loss += msbat__grid_current(&s->grid, axis[b], s->cg.r);
                s->loss[axis[b]] = loss;
            }
            high = fmax(high, fabs(loss));
            odd = fmax(odd, fabs(work[b * m + e] - work[e * m + b]));
            resistance[b * m + e] = loss / (voxels * edge_ratio(s, axis[b]) * edge_ratio(s, axis[e]));
        }
    result->symmetry = high > 0.0 ? odd / high : 0.0;
    msbat_status st = msbat__invert_spd(ctx, m, resistance);
    for (int b = 0; b < m && !st; b++)
        for (int e = 0; e < m; e++) result->tensor[3 * axis[b] + axis[e]] = resistance[b * m + e];
    return st;
}

/* Under KUBC flux leaves through the sides: what must vanish is the net flux out of each voxel, summed up. */
static double net_flux(const solver *s, int axis)
{
    double net = 0.0, total = 0.0;
    msbat__kernel_apply(&s->grid, s->x[axis], s->cg.q);
    total = msbat__grid_load(&s->grid, axis, s->cg.r);
    for (int64_t v = 0; v < s->grid.total; v++)
        net += msbat__grid_value(&s->grid, s->cg.r, v) - msbat__grid_value(&s->grid, s->cg.q, v);
    return total > 0.0 ? fabs(net) / total : 0.0;
}

static msbat_status evaluate(solver *s)
{
    msbat__result *result = &s->homog->result[s->condition];
    msbat__sums sums;
    void *field[3];
    int axis[3], m = 0;
    bool driven = s->condition != MSBAT_HOMOG_SUBC;
    for (int a = 0; a < 3; a++) {
        if (!s->path[a]) continue;
        axis[m] = a;
        field[m++] = s->x[a];
    }
    msbat_status st = msbat__grid_sums(&s->grid, m, axis, field, driven, &sums);
    if (st) return st;
    for (int b = 0; b < m; b++)
        result->flux[axis[b]] = s->condition == MSBAT_HOMOG_KUBC ? net_flux(s, axis[b]) : sums.section[b];
    if (!driven) return tensor_of_loss(s, m, axis, &sums);
    tensor_of_energy(s, m, axis, &sums);
    if (s->condition != MSBAT_HOMOG_MIXED) set_symmetry(result, m, sums.flux, axis);
    return MSBAT_OK;
}

/* ---- potentials for pictures ---- */
static double mean_rise(const solver *s, int axis)
{
    double voxels = (double)s->homog->image->n[axis];
    return s->condition == MSBAT_HOMOG_SUBC ? voxels * s->loss[axis] / (double)s->homog->image->total : voxels;
}

/* Where no boundary fixes the constant, the mean over the voxels is taken out. */
static double free_constant(const solver *s, int axis)
{
    const msbat__grid *g = &s->grid;
    double sum = 0.0, count = 0.0;
    if (s->condition != MSBAT_HOMOG_PERIODIC && s->condition != MSBAT_HOMOG_SUBC) return 0.0;
    for (int64_t i = 0; i < g->n[0]; i++)
        for (int64_t j = 0; j < g->n[1]; j++) {
            int64_t v = g->origin + i * g->stride[0] + j * g->stride[1];
            for (int64_t end = v + g->n[2]; v < end; v++) {
                if (!g->cls[v]) continue;
                sum += msbat__grid_value(g, s->x[axis], v);
                count += 1.0;
            }
        }
    return sum / count;
}

/* Voxels without an unknown become NaN. */
static void mark_empty(const solver *s, void *field)
{
    const msbat__grid *g = &s->grid;
    for (int64_t v = g->origin; v < g->total - g->origin; v++) {
        if (g->cls[v]) continue;
        if (g->single) ((float *)field)[v] = NAN;
        else ((double *)field)[v] = NAN;
    }
}

/* The handle takes the fields over; potentials are made of them when they are asked for. */
static void keep_fields(solver *s)
{
    msbat_homog *h = s->homog;
    for (int a = 0; a < 3; a++) {
        if (!s->path[a]) continue;
        h->rise[a] = mean_rise(s, a);
        h->shift[a] = free_constant(s, a);
        if (s->condition == MSBAT_HOMOG_SUBC) h->shift[a] -= 0.5 * h->rise[a];
        mark_empty(s, s->x[a]);
        h->field[a] = s->x[a];
        h->field_single[a] = s->grid.single;
        s->x[a] = NULL;
    }
    h->field_condition = s->condition;
}

void msbat__homog_potential(const msbat_homog *h, int axis, double *potential)
{
    const int64_t *n = h->image->n;
    bool driven = h->field_condition != MSBAT_HOMOG_SUBC;
    for (int64_t i = 0; i < n[0]; i++)
        for (int64_t j = 0; j < n[1]; j++)
            for (int64_t k = 0; k < n[2]; k++) {
                int64_t v = ((i + 1) * (n[1] + 2) + j + 1) * (n[2] + 2) + k + 1, at = axis == 0 ? i : axis == 1 ? j : k;
                const void *field = h->field[axis];
                double u = h->field_single[axis] ? (double)((const float *)field)[v] : ((const double *)field)[v];
                *potential++ = (u - h->shift[axis] + (driven ? (double)at + 0.5 : 0.0)) / h->rise[axis];
            }
}

static void drop_fields(msbat_homog *h, int condition, int axes)
{
    bool all = h->field_condition != condition || condition != MSBAT_HOMOG_MIXED;
    for (int a = 0; a < 3; a++) {
        if (!all && !(axes >> a & 1)) continue;
        msbat__free(h->handle.ctx, h->field[a]);
        h->field[a] = NULL;
    }
    if (all) h->field_condition = -1;
}

static void forget_axes(msbat__result *result, int axes)
{
    for (int a = 0; a < 3; a++) {
        if (!(axes >> a & 1)) continue;
        result->solved[a] = result->path[a] = false;
        result->error[a] = result->connected[a] = result->flux[a] = 0.0;
        result->iterations[a] = 0;
        for (int b = 0; b < 3; b++) result->tensor[3 * a + b] = result->tensor[3 * b + a] = 0.0;
    }
    result->symmetry = 0.0;
}

msbat_status msbat__homog_solve_axes(msbat_homog *h, int condition, int axes)
{
    solver s = {.homog = h, .condition = condition, .axes = axes};
    msbat__result *result = &h->result[condition];
    forget_axes(result, axes);
    drop_fields(h, condition, axes);
    msbat_status st = prepare(&s);
    for (int a = 0; a < 3; a++) s.count += s.path[a];
    if (!st && s.count) st = solve_loads(&s);
    if (!st && s.count) st = evaluate(&s);
    if (!st) keep_fields(&s);
    if (st) {
        forget_axes(result, axes);
        drop_fields(h, -1, axes);
    }
    for (int a = 0; a < 3 && !st; a++) {
        if (!(axes >> a & 1)) continue;
        result->solved[a] = true;
        result->path[a] = s.path[a];
    }
    discard(&s);
    return st;
}
