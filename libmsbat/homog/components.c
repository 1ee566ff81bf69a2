/* components.c - percolation: connected components of the conducting voxels (J. Hoshen, R. Kopelman, Phys. Rev. B 14
 * (1976) 3438), where they touch the boundary, and how they wind around the periodic image. */
#include <string.h>

#include "homog/homog_impl.h"

typedef struct finder {
    const msbat_image *image;
    msbat__components *found;
    bool conducts[256];
    uint32_t *parent;  /* of provisional labels; parent[0] unused */
    int64_t used, capacity;
} finder;

static uint32_t root_of(uint32_t *parent, uint32_t l)
{
    while (parent[l] != l) l = parent[l] = parent[parent[l]];
    return l;
}

static uint32_t unite(uint32_t *parent, uint32_t a, uint32_t b)
{
    a = root_of(parent, a);
    b = root_of(parent, b);
    if (a < b) parent[b] = a;
    else parent[a] = b;
    return a < b ? a : b;
}

static bool new_label(finder *f, uint32_t *label)
{
    const msbat_context *ctx = f->image->handle.ctx;
    if (f->used >= UINT32_MAX) {
        msbat__report(ctx, "msbat_homog_solve", "more than 2^32 pieces of conductor");
        return false;
    }
    if (!msbat__grow(ctx, (void **)&f->parent, f->used, &f->capacity, sizeof *f->parent)) return false;
    *label = (uint32_t)f->used++;
    f->parent[*label] = *label;
    return true;
}

/* Labels of one row from those of the rows that lie back and up before it along axes 0 and 1 (0 at the boundary). */
static bool label_row(finder *f, const uint8_t *voxels, int64_t back, int64_t up, uint32_t *row)
{
    uint32_t left = 0;
    for (int64_t k = 0; k < f->image->n[2]; k++) {
        uint32_t b = back ? row[k - back] : 0, u = up ? row[k - up] : 0, l = left;
        left = row[k] = 0;
        if (!f->conducts[voxels[k]]) continue;
        if (!l) l = u ? u : b;
        if (!l && !new_label(f, &l)) return false;
        if (u && u != l) l = unite(f->parent, l, u);
        if (b && b != l) l = unite(f->parent, l, b);
        left = row[k] = l;
    }
    return true;
}

static bool label_all(finder *f)
{
    const int64_t *n = f->image->n;
    f->used = 1;
    for (int64_t i = 0; i < n[0]; i++)
        for (int64_t j = 0; j < n[1]; j++) {
            int64_t at = (i * n[1] + j) * n[2];
            uint32_t *row = f->found->of + at;
            if (!label_row(f, f->image->labels + at, i ? n[1] * n[2] : 0, j ? n[2] : 0, row))
                return false;
        }
    return true;
}

/* Roots come before what hangs below them, so one ascending pass gives final numbers. */
static void number_roots(finder *f)
{
    uint32_t count = 0;
    for (int64_t l = 1; l < f->used; l++)
        f->parent[l] = f->parent[l] == l ? ++count : f->parent[f->parent[l]];
    f->found->count = count;
}

static void count_sizes(finder *f)
{
    msbat__components *found = f->found;
    for (int64_t v = 0; v < f->image->total; v++) {
        uint32_t l = found->of[v];
        if (!l) continue;
        found->of[v] = f->parent[l];
        found->list[f->parent[l] - 1].size++;
        found->conducting++;
    }
}

static void touch_face(msbat__component *c, const int64_t at[3], int axis, int64_t n)
{
    for (int side = 0; side < 2; side++) {
        if (at[axis] != (side ? n - 1 : 0)) continue;
        c->touch |= (uint8_t)(1 << (2 * axis + side));
        for (int a = 0; a < 3; a++) {
            int64_t x = a == axis ? (side ? 2 * n : 0) : 2 * at[a] + 1;
            if (x < c->low[a]) c->low[a] = x;
            if (x > c->high[a]) c->high[a] = x;
        }
    }
}

/* Visits the voxel pairs (last layer, first layer) of an axis. */
static void find_contacts(const msbat_image *image, msbat__components *found, int axis)
{
    int a1 = (axis + 1) % 3, a2 = (axis + 2) % 3;
    const int64_t *n = image->n, stride[3] = {n[1] * n[2], n[2], 1};
    for (int64_t p = 0; p < n[a1]; p++)
        for (int64_t q = 0; q < n[a2]; q++)
            for (int side = 0; side < (n[axis] > 1 ? 2 : 1); side++) {
                int64_t at[3];
                at[axis] = side ? n[axis] - 1 : 0;
                at[a1] = p;
                at[a2] = q;
                uint32_t c = found->of[at[0] * stride[0] + at[1] * stride[1] + at[2]];
                if (c) touch_face(&found->list[c - 1], at, axis, n[axis]);
            }
}

/* ---- winding: union of components through the wrapped faces, each with its cell relative to the root ---- */
typedef struct winder {
    uint32_t *parent;
    int64_t (*cell)[3];   /* relative to the parent */
} winder;

static uint32_t wind_root(const winder *w, uint32_t c, int64_t cell[3])
{
    memset(cell, 0, 3 * sizeof *cell);
    while (w->parent[c] != c) {
        uint32_t p = w->parent[c];
        if (w->parent[p] != p) { /* halve the path */
            for (int a = 0; a < 3; a++) w->cell[c][a] += w->cell[p][a];
            w->parent[c] = p = w->parent[p];
        }
        for (int a = 0; a < 3; a++) cell[a] += w->cell[c][a];
        c = p;
    }
    return c;
}

/* Component b lies one cell further along axis than component a. */
static void wind_join(const winder *w, msbat__component *list, uint32_t a, uint32_t b, int axis)
{
    int64_t ca[3], cb[3];
    uint32_t ra = wind_root(w, a, ca), rb = wind_root(w, b, cb);
    ca[axis]++;
    if (ra != rb) {
        w->parent[rb] = ra;
        for (int d = 0; d < 3; d++) w->cell[rb][d] = ca[d] - cb[d];
        list[ra].winding |= list[rb].winding;
        return;
    }
    for (int d = 0; d < 3; d++)
        if (ca[d] != cb[d]) list[ra].winding |= (uint8_t)(1 << d);
}

static void wind_axis(const msbat_image *image, msbat__components *found, const winder *w, int axis)
{
    int a1 = (axis + 1) % 3, a2 = (axis + 2) % 3;
    const int64_t *n = image->n, stride[3] = {n[1] * n[2], n[2], 1};
    for (int64_t p = 0; p < n[a1]; p++)
        for (int64_t q = 0; q < n[a2]; q++) {
            int64_t first = p * stride[a1] + q * stride[a2], last = first + (n[axis] - 1) * stride[axis];
            uint32_t a = found->of[last], b = found->of[first];
            if (a && b) wind_join(w, found->list, a - 1, b - 1, axis);
        }
}

static msbat_status find_winding(const msbat_image *image, msbat__components *found)
{
    const msbat_context *ctx = image->handle.ctx;
    winder w = {MSBAT__NEW(ctx, found->count, uint32_t), msbat__new_zeroed(ctx, found->count, 3 * sizeof(int64_t))};
    msbat_status st = w.parent && w.cell ? MSBAT_OK : MSBAT_ERR_MEMORY;
    if (!st) {
        int64_t cell[3];
        for (int64_t c = 0; c < found->count; c++) w.parent[c] = (uint32_t)c;
        for (int a = 0; a < 3; a++) wind_axis(image, found, &w, a);
        for (int64_t c = 0; c < found->count; c++)
            found->list[c].winding = found->list[wind_root(&w, (uint32_t)c, cell)].winding;
    }
    msbat__free(ctx, w.parent);
    msbat__free(ctx, w.cell);
    return st;
}

static msbat_status describe(finder *f)
{
    msbat__components *found = f->found;
    number_roots(f);
    found->list = MSBAT__NEW_ZEROED(f->image->handle.ctx, found->count, msbat__component);
    if (!found->list) return MSBAT_ERR_MEMORY;
    for (int64_t c = 0; c < found->count; c++)
        for (int a = 0; a < 3; a++) {
            found->list[c].low[a] = INT64_MAX;
            found->list[c].high[a] = -1;
        }
    count_sizes(f);
    for (int a = 0; a < 3; a++) find_contacts(f->image, found, a);
    return find_winding(f->image, found);
}

msbat_status msbat__components_find(const msbat_image *image, const double *sigma, msbat__components *found)
{
    const msbat_context *ctx = image->handle.ctx;
    finder f = {.image = image, .found = found};
    msbat_status st = MSBAT_OK;
    memset(found, 0, sizeof *found);
    for (int l = 0; l < 256; l++) f.conducts[l] = sigma[l] > 0.0;
    found->of = MSBAT__NEW(ctx, image->total, uint32_t);
    if (!found->of || !label_all(&f)) st = MSBAT_ERR_MEMORY;
    if (!st) st = describe(&f);
    msbat__free(ctx, f.parent);
    if (st) msbat__components_clear(ctx, found);
    return st;
}

void msbat__components_clear(const msbat_context *ctx, msbat__components *found)
{
    msbat__free(ctx, found->of);
    msbat__free(ctx, found->list);
    memset(found, 0, sizeof *found);
}
