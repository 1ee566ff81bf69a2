/* ce_cell.c - supercells of the host whose lattice resembles a given cell.
 *
 * With rows as lattice vectors, cell = matrix . host . F, F a rotation times a small stretch. Lengths do not see the
 * rotation: for every integer vector m, |m cell| / |m matrix host| lies between the extreme stretches. */
#include "ce_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MATCHES 20000 /* kept at most; far more than any strain below 0.3 gives for cells of a few hundred atoms */

double msbat__ce_determinant(const double a[9])
{
    return a[0] * (a[4] * a[8] - a[5] * a[7]) - a[1] * (a[3] * a[8] - a[5] * a[6]) + a[2] * (a[3] * a[7] - a[4] * a[6]);
}

static int64_t determinant(const int64_t a[9])
{
    return a[0] * (a[4] * a[8] - a[5] * a[7]) - a[1] * (a[3] * a[8] - a[5] * a[6]) + a[2] * (a[3] * a[7] - a[4] * a[6]);
}

void msbat__ce_invert_integer(const int64_t a[9], int64_t inverse[9])
{
    int64_t det = determinant(a);
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            int p = (j + 1) % 3, q = (j + 2) % 3, r = (i + 1) % 3, s = (i + 2) % 3;
            inverse[3 * i + j] = det * (a[3 * p + r] * a[3 * q + s] - a[3 * p + s] * a[3 * q + r]);
        }
}

static void multiply(const int64_t a[9], const int64_t b[9], int64_t c[9])
{
    for (int64_t i = 0; i < 3; i++)
        for (int64_t j = 0; j < 3; j++)
            c[3 * i + j] = a[3 * i] * b[j] + a[3 * i + 1] * b[3 + j] + a[3 * i + 2] * b[6 + j];
}

static double dot(const double a[3], const double b[3]) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
static double norm(const double a[3]) { return sqrt(dot(a, a)); }

/* Subtracts from vector i the integer combination of j and k that shortens it most; true if it did. */
static bool shorten(double v[9], int64_t t[9], int64_t i, int64_t j, int64_t k)
{
    double best = dot(&v[3 * i], &v[3 * i]) * (1 - 1e-12);
    int64_t bj = 0, bk = 0;
    double mj = rint(dot(&v[3 * i], &v[3 * j]) / dot(&v[3 * j], &v[3 * j]));
    double mk = rint(dot(&v[3 * i], &v[3 * k]) / dot(&v[3 * k], &v[3 * k]));
    for (int a = -1; a <= 1; a++)
        for (int b = -1; b <= 1; b++)
            for (int c = 0; c < 4; c++) {
                double x = a + (c & 1 ? mj : 0), y = b + (c & 2 ? mk : 0), w[3];
                for (int l = 0; l < 3; l++) w[l] = v[3 * i + l] - x * v[3 * j + l] - y * v[3 * k + l];
                if (dot(w, w) < best) best = dot(w, w), bj = (int64_t)x, bk = (int64_t)y;
            }
    if (!bj && !bk) return false;
    for (int l = 0; l < 3; l++) {
        v[3 * i + l] -= (double)bj * v[3 * j + l] + (double)bk * v[3 * k + l];
        t[3 * i + l] -= bj * t[3 * j + l] + bk * t[3 * k + l];
    }
    return true;
}

void msbat__ce_reduce(const double cell[9], double reduced[9], int64_t transform[9])
{
    const int64_t one[9] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    bool changed = true;
    memcpy(reduced, cell, 9 * sizeof *cell);
    memcpy(transform, one, sizeof one);
    for (int round = 0; changed && round < 200; round++) {
        changed = false;
        for (int i = 0; i < 3; i++) changed |= shorten(reduced, transform, i, (i + 1) % 3, (i + 2) % 3);
    }
}

/* ---- candidates ---- */

struct vector {
    int64_t m[3];
    double r[3];
};

typedef struct vectors {
    int64_t n, capacity;
    struct vector *v;
} vectors;

typedef struct match_search {
    const msbat_ce *ce;
    double cell[9], low, high; /* reduced cell; limits of the stretch */
    int64_t undo[9];           /* matrix of the cell as given = undo . matrix of the reduced one */
    int64_t det;               /* wanted, with its sign */
    vectors near[3];
    int64_t n, capacity;
    msbat__ce_match *matches;
} match_search;

static bool stretch_allowed(const match_search *s, const double cell_vector[3], const double host_vector[3])
{
    double l = norm(cell_vector), h = norm(host_vector);
    return l >= s->low * h && l <= s->high * h;
}

static msbat_status list_vectors(match_search *s, int64_t axis)
{
    double inverse[9], det;
    const double *host = s->ce->cell, *target = &s->cell[3 * axis];
    int64_t r[3] = {0, 0, 0}, m[3];
    vectors *list = &s->near[axis];
    msbat__invert3(host, inverse, &det);
    for (int j = 0; j < 3; j++) {
        double column[3] = {inverse[j], inverse[3 + j], inverse[6 + j]};
        double most = norm(target) / s->low * norm(column) + 1e-9;
        if (!(most < 1000)) return msbat__fail(s->ce->handle.ctx, MSBAT_ERR_OVERFLOW, "msbat_training_add",
                                               "the cell of the structure is too large against that of the host");
        r[j] = (int64_t)most;
    }
    for (m[0] = -r[0]; m[0] <= r[0]; m[0]++)
        for (m[1] = -r[1]; m[1] <= r[1]; m[1]++)
            for (m[2] = -r[2]; m[2] <= r[2]; m[2]++) {
                struct vector v = {{m[0], m[1], m[2]}, {0, 0, 0}};
                for (int j = 0; j < 3; j++)
                    v.r[j] = (double)m[0] * host[j] + (double)m[1] * host[3 + j] + (double)m[2] * host[6 + j];
                if (!stretch_allowed(s, target, v.r)) continue;
                if (!msbat__grow(s->ce->handle.ctx, (void **)&list->v, list->n, &list->capacity, sizeof v))
                    return MSBAT_ERR_MEMORY;
                list->v[list->n++] = v;
            }
    return MSBAT_OK;
}

/* Sum and difference of two vectors must stretch within the limits too. */
static bool pair_allowed(const match_search *s, int a, int b, const struct vector *u, const struct vector *v)
{
    double c[3], h[3];
    for (int sign = -1; sign <= 1; sign += 2) {
        for (int j = 0; j < 3; j++) {
            c[j] = s->cell[3 * a + j] + sign * s->cell[3 * b + j];
            h[j] = u->r[j] + sign * v->r[j];
        }
        if (!stretch_allowed(s, c, h)) return false;
    }
    return true;
}

/* Largest |principal stretch - 1| of F = (matrix host)^-1 cell. */
static msbat_status strain_of(const match_search *s, const double super[9], double *strain)
{
    double inverse[9], f[9], c[9], det, stretch[3];
    msbat__invert3(super, inverse, &det);
    for (int64_t i = 0; i < 3; i++)
        for (int64_t j = 0; j < 3; j++)
            f[3 * i + j] = inverse[3 * i] * s->cell[j] + inverse[3 * i + 1] * s->cell[3 + j] +
                           inverse[3 * i + 2] * s->cell[6 + j];
    for (int64_t i = 0; i < 3; i++)
        for (int64_t j = 0; j < 3; j++) c[3 * i + j] = dot(&f[3 * i], &f[3 * j]);
    msbat_status st = msbat__eigen_symmetric(s->ce->handle.ctx, 3, c, stretch);
    if (st) return st;
    *strain = 0;
    for (int j = 0; j < 3; j++) *strain = fmax(*strain, fabs(sqrt(fmax(stretch[j], 0)) - 1));
    return MSBAT_OK;
}

/* The least of matrix . rotation over the rotations of the host: equal for equivalent mappings. */
static void find_key(const msbat_ce *ce, msbat__ce_match *match)
{
    int64_t turned[9];
    memcpy(match->key, match->matrix, sizeof match->key);
    for (int64_t i = 0; i < ce->n_rotations; i++) {
        multiply(match->matrix, &ce->rotations[9 * i], turned);
        for (int j = 0; j < 9; j++) {
            if (turned[j] == match->key[j]) continue;
            if (turned[j] < match->key[j]) memcpy(match->key, turned, sizeof turned);
            break;
        }
    }
}

static msbat_status try_match(match_search *s, const struct vector *a, const struct vector *b, const struct vector *c)
{
    int64_t m[9];
    double super[9];
    msbat__ce_match match;
    memcpy(&m[0], a->m, sizeof a->m), memcpy(&m[3], b->m, sizeof b->m), memcpy(&m[6], c->m, sizeof c->m);
    if (determinant(m) != s->det || s->n >= MATCHES) return MSBAT_OK;
    memcpy(&super[0], a->r, sizeof a->r), memcpy(&super[3], b->r, sizeof b->r), memcpy(&super[6], c->r, sizeof c->r);
    msbat_status st = strain_of(s, super, &match.strain);
    if (st || match.strain > s->high - 1 + 1e-12) return st;
    multiply(s->undo, m, match.matrix);
    find_key(s->ce, &match);
    if (!msbat__grow(s->ce->handle.ctx, (void **)&s->matches, s->n, &s->capacity, sizeof match))
        return MSBAT_ERR_MEMORY;
    s->matches[s->n++] = match;
    return MSBAT_OK;
}

static msbat_status try_all(match_search *s)
{
    msbat_status st = MSBAT_OK;
    for (int64_t i = 0; !st && i < s->near[0].n; i++)
        for (int64_t j = 0; !st && j < s->near[1].n; j++) {
            if (!pair_allowed(s, 0, 1, &s->near[0].v[i], &s->near[1].v[j])) continue;
            for (int64_t k = 0; !st && k < s->near[2].n; k++)
                if (pair_allowed(s, 0, 2, &s->near[0].v[i], &s->near[2].v[k]) &&
                    pair_allowed(s, 1, 2, &s->near[1].v[j], &s->near[2].v[k]))
                    st = try_match(s, &s->near[0].v[i], &s->near[1].v[j], &s->near[2].v[k]);
        }
    return st;
}

static int by_key(const void *a, const void *b)
{
    const msbat__ce_match *x = a, *y = b;
    for (int j = 0; j < 9; j++)
        if (x->key[j] != y->key[j]) return x->key[j] < y->key[j] ? -1 : 1;
    for (int j = 0; j < 9; j++)
        if (x->matrix[j] != y->matrix[j]) return x->matrix[j] < y->matrix[j] ? -1 : 1;
    return 0;
}

static int by_strain(const void *a, const void *b)
{
    const msbat__ce_match *x = a, *y = b;
    if (x->strain != y->strain) return x->strain < y->strain ? -1 : 1;
    return by_key(a, b);
}

static void drop_equivalent(match_search *s)
{
    int64_t kept = 0;
    if (s->n) qsort(s->matches, (size_t)s->n, sizeof *s->matches, by_key);
    for (int64_t i = 0; i < s->n; i++)
        if (!i || memcmp(s->matches[i].key, s->matches[kept - 1].key, sizeof s->matches[i].key) != 0)
            s->matches[kept++] = s->matches[i];
    s->n = kept;
    if (s->n) qsort(s->matches, (size_t)s->n, sizeof *s->matches, by_strain);
}

msbat_status msbat__ce_match_cells(const msbat_ce *ce, const double cell[9], int64_t n_cells, double max_strain,
                                   int64_t *n, msbat__ce_match **matches)
{
    match_search s;
    int64_t transform[9];
    memset(&s, 0, sizeof s);
    s.ce = ce;
    s.low = 1 - max_strain;
    s.high = 1 + max_strain;
    msbat__ce_reduce(cell, s.cell, transform);
    msbat__ce_invert_integer(transform, s.undo);
    s.det = msbat__ce_determinant(s.cell) * msbat__ce_determinant(ce->cell) > 0 ? n_cells : -n_cells;
    msbat_status st = MSBAT_OK;
    for (int i = 0; !st && i < 3; i++) st = list_vectors(&s, i);
    if (!st) st = try_all(&s);
    for (int i = 0; i < 3; i++) msbat__free(ce->handle.ctx, s.near[i].v);
    if (st) {
        msbat__free(ce->handle.ctx, s.matches);
        return st;
    }
    drop_equivalent(&s);
    *n = s.n;
    *matches = s.matches;
    return MSBAT_OK;
}
