/* hull.c - lower convex hull of energies against composition, and voltage plateaus. */
#include <math.h>
#include <stdlib.h>

#include "thermo_impl.h"

typedef struct {
    double x, e;
    int64_t entry;
} point;

struct msbat_hull {
    msbat__handle handle;
    int64_t n, n_vertices;
    double *x, *e;
    point *vertex;
};

/* ---- orientation without rounding error -------------------------------------------------------------------------- */

/* Adds value to the expansion of n parts (non-overlapping, growing): Shewchuk, Discrete Comput. Geom. 18 (1997) 305,
 * theorem 10. */
static int grow(int n, double *part, double value)
{
    double q = value;
    for (int i = 0; i < n; i++) {
        double sum = q + part[i], b = sum - q;
        part[i] = (q - (sum - b)) + (part[i] - b);
        q = sum;
    }
    part[n] = q;
    return n + 1;
}

static double exact_turn(const point *a, const point *b, const point *c)
{
    const double factor[6][2] = {{a->x, b->e}, {-a->x, c->e}, {b->x, c->e}, {-b->x, a->e}, {c->x, a->e}, {-c->x, b->e}};
    double part[12];
    int n = 0;
    for (int i = 0; i < 6; i++) {
        double product = factor[i][0] * factor[i][1];
        n = grow(n, part, fma(factor[i][0], factor[i][1], -product));
        n = grow(n, part, product);
    }
    for (int i = n - 1; i >= 0; i--)
        if (part[i] != 0) return part[i]; /* the largest part has the sign of the sum */
    return 0;
}

/* Positive when a, b, c turn to the left (b below the chord), 0 when they are on one line. */
static double turn(const point *a, const point *b, const point *c)
{
    double p = (b->x - a->x) * (c->e - a->e), q = (c->x - a->x) * (b->e - a->e);
    if (fabs(p - q) > 1e-15 * (fabs(p) + fabs(q))) return p - q;
    return exact_turn(a, b, c);
}

/* ---- building ---------------------------------------------------------------------------------------------------- */

static int by_composition(const void *a, const void *b)
{
    const point *p = a, *q = b;
    if (p->x != q->x) return p->x < q->x ? -1 : 1;
    if (p->e != q->e) return p->e < q->e ? -1 : 1;
    return p->entry < q->entry ? -1 : p->entry > q->entry;
}

/* Monotone chain (Andrew, Inf. Process. Lett. 9 (1979) 216) in place over sorted points; of equal x only the first. */
static int64_t chain(int64_t n, point *p)
{
    int64_t top = 0;
    for (int64_t i = 0; i < n; i++) {
        if (top && p[i].x == p[top - 1].x) continue;
        while (top > 1 && turn(&p[top - 2], &p[top - 1], &p[i]) <= 0) top--;
        p[top++] = p[i];
    }
    return top;
}

static int64_t edge_of(int64_t n, const point *v, double x)
{
    int64_t lo = 0, hi = n - 1;
    while (hi - lo > 1) {
        int64_t middle = (lo + hi) / 2;
        if (v[middle].x <= x) lo = middle;
        else hi = middle;
    }
    return lo;
}

static double energy_at(int64_t n, const point *v, double x)
{
    int64_t i = edge_of(n, v, x);
    if (n == 1 || x == v[i].x) return v[i].e;
    if (x == v[i + 1].x) return v[i + 1].e;
    return v[i].e + (v[i + 1].e - v[i].e) * ((x - v[i].x) / (v[i + 1].x - v[i].x));
}

/* A first hull of the lowest entry in each of many slices of x discards most entries before anything is sorted: those
 * clearly above it. Ends of the range of x are kept. */
enum { SLICES = 2048 };

static int64_t slice_minima(int64_t n, const double *x, const double *e, double x_min, double x_max, point *low)
{
    for (int i = 0; i < SLICES + 2; i++) low[i] = (point){0, INFINITY, -1};
    double scale = (SLICES - 1) / (x_max - x_min);
    for (int64_t i = 0; i < n; i++) {
        int64_t slot = x[i] == x_min ? 0 : x[i] == x_max ? SLICES + 1 : 1 + (int64_t)((x[i] - x_min) * scale);
        if (e[i] < low[slot].e) low[slot] = (point){x[i], e[i], i};
    }
    int64_t m = 0;
    for (int i = 0; i < SLICES + 2; i++)
        if (low[i].entry >= 0) low[m++] = low[i];
    return chain(m, low);
}

/* Points worth sorting, into p; their number. */
static int64_t candidates(int64_t n, const double *x, const double *e, point *low, point *p)
{
    double x_min = x[0], x_max = x[0], largest = 0;
    int64_t m = 0, v;
    for (int64_t i = 0; i < n; i++) {
        x_min = fmin(x_min, x[i]);
        x_max = fmax(x_max, x[i]);
        largest = fmax(largest, fabs(e[i]));
    }
    if (x_min == x_max || n < INT64_C(4) * SLICES) {
        for (int64_t i = 0; i < n; i++) p[i] = (point){x[i], e[i], i};
        return n;
    }
    v = slice_minima(n, x, e, x_min, x_max, low);
    for (int64_t i = 0; i < n; i++)
        if (e[i] <= energy_at(v, low, x[i]) + 1e-12 * largest) p[m++] = (point){x[i], e[i], i};
    return m;
}

static void hull_clear(void *object)
{
    msbat_hull *h = object;
    msbat__free(h->handle.ctx, h->x);
    msbat__free(h->handle.ctx, h->e);
    msbat__free(h->handle.ctx, h->vertex);
}

static msbat_status build(msbat_hull *h)
{
    const msbat_context *ctx = h->handle.ctx;
    point *p = MSBAT__NEW(ctx, h->n, point), *low = MSBAT__NEW(ctx, SLICES + 2, point);
    msbat_status st = p && low ? MSBAT_OK : MSBAT_ERR_MEMORY;
    if (!st) {
        int64_t m = candidates(h->n, h->x, h->e, low, p);
        qsort(p, (size_t)m, sizeof *p, by_composition);
        h->n_vertices = chain(m, p);
        h->vertex = MSBAT__COPY(ctx, h->n_vertices, point, p);
        st = h->vertex ? MSBAT_OK : MSBAT_ERR_MEMORY;
    }
    msbat__free(ctx, p);
    msbat__free(ctx, low);
    return st;
}

static msbat_status check_entries(const msbat_context *ctx, const char *function, int64_t n, const double *x,
                                  const double *e)
{
    msbat_status st = msbat__check_count(ctx, function, "n", n, 1, INT64_C(1) << 40);
    if (!st) st = msbat__check_array(ctx, function, "x", "", n, x);
    if (!st) st = msbat__check_array(ctx, function, "energy_ev", "eV", n, e);
    for (int64_t i = 0; i < n && !st; i++)
        if (!(x[i] >= 0 && x[i] <= 1) || !(fabs(e[i]) <= 1e9))
            st = msbat__fail(ctx, MSBAT_ERR_RANGE, function,
                             "entry %d has x = %g and %g eV per site; 0 <= x <= 1 and |energy| <= 1e9 eV are expected",
                             i, x[i], e[i]);
    return st;
}

msbat_status msbat_hull_create(msbat_context *ctx, int64_t n, const double *x, const double *energy_ev,
                               msbat_hull **hull)
{
    if (hull) *hull = NULL;
    MSBAT__REQUIRE_HANDLE(ctx);
    MSBAT__REQUIRE(ctx, hull);
    msbat_status st = check_entries(ctx, __func__, n, x, energy_ev);
    if (st) return st;
    msbat_hull *h = msbat__handle_new(ctx, sizeof *h, hull_clear, __func__);
    if (!h) return MSBAT_ERR_MEMORY;
    h->n = n;
    h->x = MSBAT__COPY(ctx, n, double, x);
    h->e = MSBAT__COPY(ctx, n, double, energy_ev);
    st = h->x && h->e ? build(h) : MSBAT_ERR_MEMORY;
    if (st) msbat__handle_destroy((void **)&h);
    *hull = h;
    return st;
}

void msbat_hull_destroy(msbat_hull **hull) { msbat__handle_destroy((void **)hull); }

/* ---- what it tells ----------------------------------------------------------------------------------------------- */

msbat_status msbat_hull_get_vertex_count(const msbat_hull *hull, int64_t *count)
{
    MSBAT__REQUIRE_HANDLE(hull);
    MSBAT__REQUIRE(hull->handle.ctx, count);
    *count = hull->n_vertices;
    return MSBAT_OK;
}

static msbat_status check_size(const msbat_hull *h, const char *function, int64_t n, int64_t expected,
                               const char *what)
{
    if (n == expected) return MSBAT_OK;
    return msbat__fail(h->handle.ctx, MSBAT_ERR_MISMATCH, function, "n = %d; the hull has %d %s", n, expected, what);
}

msbat_status msbat_hull_get_vertices(const msbat_hull *hull, int64_t n, int64_t *entries)
{
    MSBAT__REQUIRE_HANDLE(hull);
    MSBAT__REQUIRE(hull->handle.ctx, entries);
    msbat_status st = check_size(hull, __func__, n, hull->n_vertices, "vertices");
    for (int64_t i = 0; i < n && !st; i++) entries[i] = hull->vertex[i].entry;
    return st;
}

static msbat_status check_x(const msbat_hull *h, const char *function, const char *name, double x)
{
    return msbat__check_range(h->handle.ctx, function, name, "", x, h->vertex[0].x, h->vertex[h->n_vertices - 1].x, 0);
}

msbat_status msbat_hull_get_energy(const msbat_hull *hull, int64_t n, const double *x, double *energy_ev)
{
    MSBAT__REQUIRE_HANDLE(hull);
    msbat_status st = msbat__check_array(hull->handle.ctx, __func__, "x", "", n, x);
    if (!st && n > 0) MSBAT__REQUIRE(hull->handle.ctx, energy_ev);
    for (int64_t i = 0; i < n && !st; i++) st = check_x(hull, __func__, "x", x[i]);
    for (int64_t i = 0; i < n && !st; i++) energy_ev[i] = energy_at(hull->n_vertices, hull->vertex, x[i]);
    return st;
}

/* 0 exactly for what lies on the hull, and never less. */
static double above(const msbat_hull *h, double x, double e)
{
    int64_t i = edge_of(h->n_vertices, h->vertex, x);
    const point *a = &h->vertex[i], *b = a + 1, c = {x, e, 0};
    if (h->n_vertices == 1 || x == a->x) return e - a->e;
    if (x == b->x) return e - b->e;
    if (turn(a, b, &c) == 0) return 0;
    return fmax(0, e - energy_at(h->n_vertices, h->vertex, x));
}

msbat_status msbat_hull_get_above(const msbat_hull *hull, int64_t n, double *above_ev)
{
    MSBAT__REQUIRE_HANDLE(hull);
    MSBAT__REQUIRE(hull->handle.ctx, above_ev);
    msbat_status st = check_size(hull, __func__, n, hull->n, "entries");
    for (int64_t i = 0; i < n && !st; i++) above_ev[i] = above(hull, hull->x[i], hull->e[i]);
    return st;
}

msbat_status msbat_hull_get_formation_energy(const msbat_hull *hull, int64_t n, double *formation_ev)
{
    MSBAT__REQUIRE_HANDLE(hull);
    MSBAT__REQUIRE(hull->handle.ctx, formation_ev);
    msbat_status st = check_size(hull, __func__, n, hull->n, "entries");
    if (st) return st;
    point ends[2] = {hull->vertex[0], hull->vertex[hull->n_vertices - 1]};
    for (int64_t i = 0; i < n; i++)
        formation_ev[i] = hull->e[i] - energy_at(hull->n_vertices > 1 ? 2 : 1, ends, hull->x[i]);
    return MSBAT_OK;
}

msbat_status msbat_hull_get_plateau_count(const msbat_hull *hull, int64_t *count)
{
    MSBAT__REQUIRE_HANDLE(hull);
    MSBAT__REQUIRE(hull->handle.ctx, count);
    *count = hull->n_vertices - 1;
    return MSBAT_OK;
}

msbat_status msbat_hull_get_plateau(const msbat_hull *hull, double mu_ref_ev, int64_t index, double interval[2],
                                    double *voltage)
{
    MSBAT__REQUIRE_HANDLE(hull);
    const msbat_context *ctx = hull->handle.ctx;
    MSBAT__REQUIRE(ctx, interval);
    MSBAT__REQUIRE(ctx, voltage);
    msbat_status st = msbat__check_range(ctx, __func__, "mu_ref_ev", "eV", mu_ref_ev, -1e6, 1e6, 0);
    if (st) return st;
    if (index < 0 || index >= hull->n_vertices - 1)
        return msbat__fail(ctx, MSBAT_ERR_RANGE, __func__, "index %d; there are %d plateaus", index,
                           hull->n_vertices - 1);
    const point *a = &hull->vertex[index], *b = a + 1;
    interval[0] = a->x;
    interval[1] = b->x;
    *voltage = mu_ref_ev - (b->e - a->e) / (b->x - a->x);
    return MSBAT_OK;
}

msbat_status msbat_hull_get_mean_voltage(const msbat_hull *hull, double mu_ref_ev, double x_low, double x_high,
                                         double *voltage)
{
    MSBAT__REQUIRE_HANDLE(hull);
    const msbat_context *ctx = hull->handle.ctx;
    MSBAT__REQUIRE(ctx, voltage);
    msbat_status st = msbat__check_range(ctx, __func__, "mu_ref_ev", "eV", mu_ref_ev, -1e6, 1e6, 0);
    if (!st) st = check_x(hull, __func__, "x_low", x_low);
    if (!st) st = check_x(hull, __func__, "x_high", x_high);
    if (!st && !(x_low < x_high))
        st = msbat__fail(ctx, MSBAT_ERR_RANGE, __func__, "x_low = %g, x_high = %g; x_low < x_high is expected", x_low,
                         x_high);
    if (st) return st;
    double low = energy_at(hull->n_vertices, hull->vertex, x_low);
    *voltage = mu_ref_ev - (energy_at(hull->n_vertices, hull->vertex, x_high) - low) / (x_high - x_low);
    return MSBAT_OK;
}
