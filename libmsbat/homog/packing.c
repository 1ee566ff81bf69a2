/* packing.c - particles of log-normal size, pushed apart in a periodic box. */
#include <math.h>
#include <string.h>

#include "homog/packing_impl.h"

#define SWEEPS_MAX 3000
#define SWEEPS_EVEN 100
#define OVERLAP_LEFT 2e-3      /* of the distance allowed: a fiftieth of a voxel at usual radii */
#define DENSEST 0.66           /* random close packing of spheres of moderate spread */
#define PARTICLES_MAX 2000000
static const double pi = 3.14159265358979323846;

static const msbat__option options[] = {
    {"radius", MSBAT__OPTION_DOUBLE, offsetof(msbat_packing, radius), 1e-15, 1e12, "m", NULL},
    {"spread", MSBAT__OPTION_DOUBLE, offsetof(msbat_packing, spread), 0.0, 0.6, "", NULL},
    {"active_fraction", MSBAT__OPTION_DOUBLE, offsetof(msbat_packing, active_fraction), 0.01, 0.95, "", NULL},
    {"binder_fraction", MSBAT__OPTION_DOUBLE, offsetof(msbat_packing, binder_fraction), 0.0, 0.5, "", NULL},
    {"overlap", MSBAT__OPTION_DOUBLE, offsetof(msbat_packing, overlap), 0.0, 0.5, "", NULL},
    {"seed", MSBAT__OPTION_INT, offsetof(msbat_packing, seed), 0, 9007199254740992.0, "", NULL},
    {NULL, MSBAT__OPTION_INT, 0, 0, 0, NULL, NULL},
};
MSBAT__OPTION_ACCESSORS(packing, radius, double, options)
MSBAT__OPTION_ACCESSORS(packing, spread, double, options)
MSBAT__OPTION_ACCESSORS(packing, active_fraction, double, options)
MSBAT__OPTION_ACCESSORS(packing, binder_fraction, double, options)
MSBAT__OPTION_ACCESSORS(packing, overlap, double, options)
MSBAT__OPTION_ACCESSORS(packing, seed, int, options)
MSBAT__OPTION_TEXT(packing, options)

static void packing_clear(void *object)
{
    msbat_packing *packing = object;
    msbat__free(packing->handle.ctx, packing->particle);
}

msbat_status msbat_packing_create(msbat_context *ctx, const int64_t n[3], double voxel_m, msbat_packing **packing)
{
    if (packing) *packing = NULL;
    MSBAT__REQUIRE_HANDLE(ctx);
    MSBAT__REQUIRE(ctx, packing);
    MSBAT__REQUIRE(ctx, n);
    static const char *const names[3] = {"n[0]", "n[1]", "n[2]"};
    msbat_status st = msbat__check_range(ctx, __func__, "voxel_m", "m", voxel_m, 1e-15, 1e6, 0);
    for (int a = 0; a < 3 && !st; a++) st = msbat__check_count(ctx, __func__, names[a], n[a], 2, 4096);
    if (st) return st;
    msbat_packing *made = msbat__handle_new(ctx, sizeof *made, packing_clear, __func__);
    if (!made) return MSBAT_ERR_MEMORY;
    memcpy(made->n, n, sizeof made->n);
    made->voxel = voxel_m;
    made->radius = 8.0 * voxel_m;
    made->spread = 0.2;
    made->active_fraction = 0.5;
    made->overlap = 0.1;
    made->seed = 1;
    *packing = made;
    return MSBAT_OK;
}

void msbat_packing_destroy(msbat_packing **packing) { msbat__handle_destroy((void **)packing); }

/* ---- drawing ---- */
static double box_volume(const msbat_packing *p) { return (double)p->n[0] * (double)p->n[1] * (double)p->n[2]; }

static double shortest_edge(const msbat_packing *p)
{
    return fmin((double)p->n[0], fmin((double)p->n[1], (double)p->n[2]));
}

static msbat_status check_possible(const msbat_packing *p)
{
    const msbat_context *ctx = p->handle.ctx;
    const char *function = "msbat_packing_run";
    double edge = p->voxel * shortest_edge(p), core = pow(1.0 - p->overlap, 3);
    msbat_status st = msbat__check_range(ctx, function, "radius", "m", p->radius, p->voxel, 0.5 * edge, 0);
    if (st) return st;
    if (p->active_fraction + p->binder_fraction > 1.0)
        return msbat__fail(ctx, MSBAT_ERR_PHYSICS, function, "active fraction %g and binder fraction %g exceed 1",
                           p->active_fraction, p->binder_fraction);
    if (p->active_fraction * core <= DENSEST) return MSBAT_OK;
    return msbat__fail(ctx, MSBAT_ERR_PHYSICS, function,
                       "particles that overlap by %g cannot fill a fraction of %g; at most %g", p->overlap,
                       p->active_fraction, DENSEST / core);
}

/* Six contacts a particle, each sharing a lens of 3/2 overlap^2 of a sphere's half (leading order). */
static double volume_wanted(const msbat_packing *p)
{
    return p->active_fraction * (1.0 + 4.5 * p->overlap * p->overlap) * box_volume(p);
}

static double draw_radius(const msbat_packing *p, msbat__rng *rng)
{
    double z = msbat__rng_normal(rng);
    while (fabs(z) > 2.0) z = msbat__rng_normal(rng);
    return fmin(p->radius / p->voxel * exp(p->spread * z), 0.5 * shortest_edge(p));
}

static double sphere_volume(double r) { return 4.0 / 3.0 * pi * r * r * r; }

/* Radii until their volume suffices, then all scaled to meet it exactly; positions uniform. */
static msbat_status draw_particles(msbat_packing *p)
{
    const msbat_context *ctx = p->handle.ctx;
    double sum = 0.0, wanted = volume_wanted(p);
    int64_t capacity = 0;
    msbat__rng rng;
    msbat__rng_start(&rng, (uint64_t)p->seed, 0);
    p->count = 0;
    while (p->count == 0 || sum < wanted) {
        if (p->count >= PARTICLES_MAX)
            return msbat__fail(ctx, MSBAT_ERR_OVERFLOW, "msbat_packing_run", "more than %d particles of radius %g m",
                               (int64_t)PARTICLES_MAX, p->radius);
        if (!msbat__grow(ctx, (void **)&p->particle, p->count, &capacity, 4 * sizeof(double))) return MSBAT_ERR_MEMORY;
        double *q = p->particle + 4 * p->count++;
        for (int a = 0; a < 3; a++) q[a] = (double)p->n[a] * msbat__rng_uniform(&rng);
        q[3] = draw_radius(p, &rng);
        sum += sphere_volume(q[3]);
        if (p->count % 65536 == 0 && msbat__progress(ctx, 0.0)) return MSBAT_CANCELLED;
    }
    double scale = cbrt(wanted / sum);
    for (int64_t i = 0; i < p->count; i++) p->particle[4 * i + 3] *= scale;
    return MSBAT_OK;
}

/* ---- pushing apart: linked cells no smaller than the largest diameter ---- */
typedef struct cells {
    int64_t n[3], total;
    int64_t *head, *next;
    double *move;
    double nearest; /* distance wanted over the sum of radii */
} cells;

static msbat_status cells_create(const msbat_packing *p, cells *c)
{
    const msbat_context *ctx = p->handle.ctx;
    double widest = 0.0;
    for (int64_t i = 0; i < p->count; i++) widest = fmax(widest, 2.0 * p->particle[4 * i + 3]);
    c->total = 1;
    for (int a = 0; a < 3; a++) {
        c->n[a] = (int64_t)fmax(1.0, floor((double)p->n[a] / widest));
        c->total *= c->n[a];
    }
    c->head = MSBAT__NEW(ctx, c->total, int64_t);
    c->next = MSBAT__NEW(ctx, p->count, int64_t);
    c->move = MSBAT__NEW(ctx, 3 * p->count, double);
    return c->head && c->next && c->move ? MSBAT_OK : MSBAT_ERR_MEMORY;
}

static void cells_clear(const msbat_context *ctx, cells *c)
{
    msbat__free(ctx, c->head);
    msbat__free(ctx, c->next);
    msbat__free(ctx, c->move);
}

static void cell_of(const msbat_packing *p, const cells *c, int64_t i, int64_t at[3])
{
    for (int a = 0; a < 3; a++) {
        at[a] = (int64_t)(p->particle[4 * i + a] / (double)p->n[a] * (double)c->n[a]);
        if (at[a] >= c->n[a]) at[a] = c->n[a] - 1;
    }
}

static void cells_fill(const msbat_packing *p, cells *c)
{
    for (int64_t k = 0; k < c->total; k++) c->head[k] = -1;
    for (int64_t i = 0; i < p->count; i++) {
        int64_t at[3], k = 0;
        cell_of(p, c, i, at);
        for (int a = 0; a < 3; a++) k = k * c->n[a] + at[a];
        c->next[i] = c->head[k];
        c->head[k] = i;
    }
    memset(c->move, 0, (size_t)(3 * p->count) * sizeof *c->move);
}

/* Moves both particles of a pair by half of what is missing; returns it relative to the distance wanted. */
static double push_pair(const msbat_packing *p, cells *c, int64_t i, int64_t j)
{
    const double *a = p->particle + 4 * i, *b = p->particle + 4 * j;
    double d[3], square = 0.0, wanted = c->nearest * (a[3] + b[3]);
    for (int k = 0; k < 3; k++) {
        double n = (double)p->n[k];
        d[k] = b[k] - a[k];
        d[k] -= n * round(d[k] / n);
        square += d[k] * d[k];
    }
    if (square >= wanted * wanted) return 0.0;
    double distance = sqrt(square), missing = wanted * (1.0 + OVERLAP_LEFT) - distance;
    if (distance < 1e-9 * wanted) { /* coincident: any direction, but a defined one */
        d[0] = distance = 1.0;
        d[1] = d[2] = 0.0;
    }
    for (int k = 0; k < 3; k++) {
        c->move[3 * i + k] -= 0.5 * missing * d[k] / distance;
        c->move[3 * j + k] += 0.5 * missing * d[k] / distance;
    }
    return missing / wanted;
}

/* Range of neighbour cells along an axis: each cell once, also when there are fewer than three. */
static void neighbour_range(int64_t n, int64_t *low, int64_t *high)
{
    *low = n >= 3 ? -1 : 0;
    *high = n >= 3 ? 1 : n - 1;
}

static double push_particle(const msbat_packing *p, cells *c, int64_t i)
{
    int64_t at[3], low[3], high[3], o[3];
    double worst = 0.0;
    cell_of(p, c, i, at);
    for (int a = 0; a < 3; a++) neighbour_range(c->n[a], &low[a], &high[a]);
    for (o[0] = low[0]; o[0] <= high[0]; o[0]++)
        for (o[1] = low[1]; o[1] <= high[1]; o[1]++)
            for (o[2] = low[2]; o[2] <= high[2]; o[2]++) {
                int64_t k = 0;
                for (int a = 0; a < 3; a++) k = k * c->n[a] + (at[a] + o[a] + c->n[a]) % c->n[a];
                for (int64_t j = c->head[k]; j >= 0; j = c->next[j])
                    if (j > i) worst = fmax(worst, push_pair(p, c, i, j));
            }
    return worst;
}

static void apply_moves(msbat_packing *p, const cells *c)
{
    for (int64_t i = 0; i < p->count; i++)
        for (int a = 0; a < 3; a++) {
            double n = (double)p->n[a], x = p->particle[4 * i + a] + 0.8 * c->move[3 * i + a];
            x -= n * floor(x / n);
            p->particle[4 * i + a] = x < n ? x : 0.0;
        }
}

static msbat_status push_all(msbat_packing *p, cells *c, int sweep, double *worst)
{
    msbat_status st = MSBAT_OK;
    *worst = 0.0;
    cells_fill(p, c);
    for (int64_t i = 0; i < p->count && !st; i++) {
        *worst = fmax(*worst, push_particle(p, c, i));
        double part = (double)i / (double)p->count;
        if (i % 4096 == 0) st = msbat__progress(p->handle.ctx, 0.5 * ((double)sweep + part) / SWEEPS_MAX);
    }
    apply_moves(p, c);
    return st;
}

/* First a fixed number of sweeps with half the overlap, which evens out the density that uniform random positions leave
 * lumpy; then until no pair is closer than allowed. */
static msbat_status push_apart(msbat_packing *p)
{
    cells c = {.nearest = 1.0 - 0.5 * p->overlap};
    double worst = 1.0;
    msbat_status st = cells_create(p, &c);
    for (int sweep = 0; !st && worst > OVERLAP_LEFT && sweep < SWEEPS_MAX; sweep++) {
        if (sweep == SWEEPS_EVEN) c.nearest = 1.0 - p->overlap;
        st = push_all(p, &c, sweep, &worst);
        if (sweep < SWEEPS_EVEN) worst = 1.0;
    }
    cells_clear(p->handle.ctx, &c);
    if (st || worst <= 2.5 * OVERLAP_LEFT) return st;
    return msbat__fail(p->handle.ctx, MSBAT_ERR_PHYSICS, "msbat_packing_run",
                       "%d particles of fraction %g cannot be packed: some still overlap by %g more than %g",
                       p->count, p->active_fraction, worst, p->overlap);
}

msbat_status msbat_packing_run(msbat_packing *packing, msbat_image **image)
{
    if (image) *image = NULL;
    MSBAT__REQUIRE_HANDLE(packing);
    MSBAT__REQUIRE(msbat__context_of(packing), image);
    msbat_packing *p = packing;
    const double voxel[3] = {p->voxel, p->voxel, p->voxel};
    double growth = 1.0;
    msbat__free(p->handle.ctx, p->particle);
    p->particle = NULL;
    p->count = 0;
    msbat_status st = check_possible(p);
    if (!st) st = draw_particles(p);
    if (!st) st = push_apart(p);
    if (!st) st = msbat__image_new(p->handle.ctx, __func__, p->n, voxel, image);
    if (!st) st = msbat__packing_fill(p, *image, &growth);
    for (int64_t i = 0; i < p->count && !st; i++) p->particle[4 * i + 3] *= growth;
    if (!st) return MSBAT_OK;
    p->count = 0;
    msbat_image_destroy(image);
    return st;
}

msbat_status msbat_packing_get_particle_count(const msbat_packing *packing, int64_t *count)
{
    MSBAT__REQUIRE_HANDLE(packing);
    MSBAT__REQUIRE(packing->handle.ctx, count);
    if (!packing->count)
        return msbat__fail(packing->handle.ctx, MSBAT_ERR_STATE, __func__,
                           "no particles: call msbat_packing_run first");
    *count = packing->count;
    return MSBAT_OK;
}

msbat_status msbat_packing_get_particle(const msbat_packing *packing, int64_t index, double centre_m[3],
                                        double *radius_m)
{
    MSBAT__REQUIRE_HANDLE(packing);
    const msbat_context *ctx = packing->handle.ctx;
    int64_t count = 0;
    msbat_status st = msbat_packing_get_particle_count(packing, &count);
    if (st) return msbat__pass(ctx, ctx, __func__, st);
    MSBAT__REQUIRE(ctx, centre_m);
    MSBAT__REQUIRE(ctx, radius_m);
    st = msbat__check_count(ctx, __func__, "index", index, 0, count - 1);
    if (st) return st;
    for (int a = 0; a < 3; a++) centre_m[a] = packing->particle[4 * index + a] * packing->voxel;
    *radius_m = packing->particle[4 * index + 3] * packing->voxel;
    return MSBAT_OK;
}
