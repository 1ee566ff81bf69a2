#include "homog_support.h"

#include "base/base_impl.h"

const double unit_voxel[3] = {1e-6, 1e-6, 1e-6};

static double uniform(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

msbat_image *random_image(msbat_context *ctx, const int64_t n[3], int kinds, const double *p, uint64_t seed,
                          const double voxel[3])
{
    int64_t total = n[0] * n[1] * n[2];
    uint8_t *labels = malloc((size_t)total);
    msbat_image *image = NULL;
    for (int64_t v = 0; v < total; v++) {
        double u = uniform(&seed);
        int l = 0;
        while (l < kinds - 1 && u >= p[l]) l++;
        labels[v] = (uint8_t)l;
    }
    TEST_OK(ctx, msbat_image_create(ctx, n, labels, voxel, &image));
    free(labels);
    return image;
}

msbat_homog *make_homog(const msbat_image *image, int kinds, const double *sigma, double tolerance)
{
    msbat_homog *homog = NULL;
    ck_assert_int_eq(msbat_homog_create(image, &homog), MSBAT_OK);
    for (int l = 0; l < kinds; l++) ck_assert_int_eq(msbat_homog_set_conductivity(homog, l, sigma[l]), MSBAT_OK);
    ck_assert_int_eq(msbat_homog_set_tolerance(homog, tolerance), MSBAT_OK);
    return homog;
}

void solved_tensor(msbat_context *ctx, msbat_homog *homog, msbat_homog_condition condition, double tensor[9])
{
    msbat_status st = msbat_homog_solve(homog, condition);
    ck_assert_msg(st == MSBAT_OK || st == MSBAT_NO_PATH, "condition %d: %s: %s", (int)condition, msbat_status_text(st),
                  test_message(ctx));
    TEST_OK(ctx, msbat_homog_get_tensor(homog, condition, tensor));
}

/* ---- dense ---- */
enum { WRAPPED, FIXED, CLOSED };

typedef struct dense {
    int64_t n[3], total;
    double area[3], edge[3], volume, *s, *a, *b; /* a: total x total, b: total x 3 */
    int mode[3];
    double constant[9];
} dense;

static double pair(double s, double t) { return s > 0.0 && t > 0.0 ? 2.0 * s * t / (s + t) : 0.0; }

static int64_t neighbour(const dense *d, int64_t v, int axis, int side, bool *outside)
{
    int64_t p[3] = {v / (d->n[1] * d->n[2]), v / d->n[2] % d->n[1], v % d->n[2]};
    p[axis] += side ? 1 : -1;
    *outside = p[axis] < 0 || p[axis] >= d->n[axis];
    p[axis] = (p[axis] + d->n[axis]) % d->n[axis];
    return (p[0] * d->n[1] + p[1]) * d->n[2] + p[2];
}

/* Unit gradients: the drop over a full face of axis is its edge. */
static void add_face(dense *d, int64_t v, int axis, int side)
{
    bool outside;
    int64_t w = neighbour(d, v, axis, side, &outside);
    double sign = side ? 1.0 : -1.0, conductance = d->area[axis] / d->edge[axis];
    if (outside && d->mode[axis] == CLOSED) return;
    if (outside && d->mode[axis] == FIXED) {
        double g = 2.0 * d->s[v] * conductance;
        d->a[v * d->total + v] += g;
        d->b[3 * v + axis] += sign * g * 0.5 * d->edge[axis];
        d->constant[4 * axis] += g * 0.25 * d->edge[axis] * d->edge[axis];
        return;
    }
    double g = pair(d->s[v], d->s[w]) * conductance;
    d->a[v * d->total + v] += g;
    d->a[v * d->total + w] -= g;
    d->b[3 * v + axis] += sign * g * d->edge[axis];
    d->constant[4 * axis] += 0.5 * g * d->edge[axis] * d->edge[axis]; /* seen from both sides */
}

/* Whether the piece of v touches a fixed boundary. */
static bool flood(const dense *d, int64_t v, char *seen, int64_t *stack)
{
    int64_t top = 0;
    bool tied = false, outside;
    stack[top++] = v;
    seen[v] = 1;
    while (top) {
        int64_t c = stack[--top];
        for (int f = 0; f < 6; f++) {
            int64_t w = neighbour(d, c, f / 2, f % 2, &outside);
            tied = tied || (outside && d->mode[f / 2] == FIXED);
            if ((outside && d->mode[f / 2] != WRAPPED) || seen[w] || !(d->s[w] > 0.0)) continue;
            seen[w] = 1;
            stack[top++] = w;
        }
    }
    return tied;
}

/* One voxel of each floating piece is tied to zero, insulators as well. */
static void tie_pieces(dense *d)
{
    char *seen = calloc((size_t)d->total, 1);
    int64_t *stack = malloc((size_t)d->total * sizeof *stack);
    for (int64_t v = 0; v < d->total; v++) {
        double *entry = &d->a[v * d->total + v];
        if (seen[v] || (d->s[v] > 0.0 && flood(d, v, seen, stack))) continue;
        *entry += *entry > 0.0 ? *entry : 1.0;
    }
    free(seen);
    free(stack);
}

static void dense_open(dense *d, const msbat_image *image, const double *sigma, int condition, int axis)
{
    const uint8_t *labels;
    memset(d, 0, sizeof *d);
    msbat_image_get_size(image, d->n);
    msbat_image_get_voxel(image, d->edge);
    msbat_image_get_labels(image, &labels);
    d->total = d->n[0] * d->n[1] * d->n[2];
    d->volume = d->edge[0] * d->edge[1] * d->edge[2];
    for (int a = 0; a < 3; a++) {
        d->area[a] = d->volume / d->edge[a];
        d->mode[a] = condition == MSBAT_HOMOG_PERIODIC ? WRAPPED : condition == MSBAT_HOMOG_KUBC ? FIXED : CLOSED;
        if (condition == MSBAT_HOMOG_MIXED && a == axis) d->mode[a] = FIXED;
    }
    d->s = malloc((size_t)d->total * sizeof *d->s);
    d->a = calloc((size_t)(d->total * d->total), sizeof *d->a);
    d->b = calloc((size_t)(d->total * 3), sizeof *d->b);
    for (int64_t v = 0; v < d->total; v++) d->s[v] = sigma[labels[v]];
    for (int64_t v = 0; v < d->total; v++)
        for (int f = 0; f < 6; f++) add_face(d, v, f / 2, f % 2);
}

static void dense_close(dense *d)
{
    free(d->s);
    free(d->a);
    free(d->b);
}

/* Unit flux density in along each axis instead of unit gradients. */
static void uniform_flux(dense *d)
{
    memset(d->b, 0, (size_t)(d->total * 3) * sizeof *d->b);
    memset(d->constant, 0, sizeof d->constant);
    for (int64_t v = 0; v < d->total; v++)
        for (int f = 0; f < 6; f++) {
            bool outside;
            int axis = f / 2;
            neighbour(d, v, axis, f % 2, &outside);
            if (!outside) continue;
            d->b[3 * v + axis] += (f % 2 ? 1.0 : -1.0) * d->area[axis];
            d->constant[4 * axis] += 0.5 * d->area[axis] * d->edge[axis] / d->s[v];
        }
}

static void dense_solve(msbat_context *ctx, dense *d, double sign, double out[9])
{
    double *x = malloc((size_t)(3 * d->total) * sizeof *x), volume = d->volume * (double)d->total;
    tie_pieces(d);
    memcpy(x, d->b, (size_t)(3 * d->total) * sizeof *x);
    TEST_OK(ctx, msbat__solve_spd(ctx, d->total, 3, d->a, x));
    for (int i = 0; i < 9; i++) {
        double sum = 0.0;
        for (int64_t v = 0; v < d->total; v++) sum += d->b[3 * v + i / 3] * x[3 * v + i % 3];
        out[i] = (d->constant[i] + sign * sum) / volume;
    }
    free(x);
}

void dense_tensor(msbat_context *ctx, const msbat_image *image, const double *sigma, msbat_homog_condition condition,
                  double tensor[9])
{
    dense d;
    double out[9];
    bool flux = condition == MSBAT_HOMOG_SUBC, mixed = condition == MSBAT_HOMOG_MIXED;
    memset(tensor, 0, 9 * sizeof *tensor);
    for (int a = 0; a < (mixed ? 3 : 1); a++) {
        dense_open(&d, image, sigma, (int)condition, a);
        if (flux) uniform_flux(&d);
        dense_solve(ctx, &d, flux ? 1.0 : -1.0, out);
        if (flux) TEST_OK(ctx, msbat__invert_spd(ctx, 3, out));
        if (mixed) tensor[4 * a] = out[4 * a];
        else memcpy(tensor, out, sizeof out);
        dense_close(&d);
    }
}
