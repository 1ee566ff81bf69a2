/* kernel.c - the loops over the whole grid. All of them go row by row along the last axis in a fixed order, so results
 * do not depend on the machine's vector width. */
#include "homog/homog_impl.h"

/* MSBAT_PORTABLE: the baseline of the architecture alone, for the comparison of make cross. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__) && !defined(MSBAT_PORTABLE)
#define CLONES __attribute__((target_clones("avx2", "default")))
#else
#define CLONES
#endif
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3")
#endif

typedef struct row {
    int64_t i, j, at;
} row;

static int64_t row_start(const msbat__grid *grid, const row *r)
{
    return grid->origin + r->i * grid->stride[0] + r->j * grid->stride[1];
}

#define FOR_ROWS(grid, r)                                                                                       \
    for (row r = {0, 0, 0}; (r).i < (grid)->n[0]; (r).i++)                                                      \
        for ((r).j = 0; (r).j < (grid)->n[1] && ((r).at = row_start((grid), &(r)), true); (r).j++)

#define REAL double
#define NAME(x) x##_double
#include "homog/kernel_real.h"
#undef REAL
#undef NAME
#define REAL float
#define NAME(x) x##_single
#include "homog/kernel_real.h"
#undef REAL
#undef NAME

double msbat__kernel_apply(const msbat__grid *grid, const void *p, void *q)
{
    return grid->single ? apply_single(grid, p, q) : apply_double(grid, p, q);
}

double msbat__kernel_dot(const msbat__grid *grid, const float *z, const void *r)
{
    return grid->single ? dot_single(grid, z, r) : dot_double(grid, z, r);
}

void msbat__kernel_direction(const msbat__grid *grid, const float *z, double beta, void *p)
{
    if (grid->single) direction_single(grid, z, beta, p);
    else direction_double(grid, z, beta, p);
}

void msbat__kernel_step(const msbat__grid *grid, double alpha, const void *p, const void *q, void *x, void *r)
{
    if (grid->single) step_single(grid, alpha, p, q, x, r);
    else step_double(grid, alpha, p, q, x, r);
}

/* ---- red-black Gauss-Seidel in float: colour = (i + j + k) mod 2 ---- */
CLONES static void narrow_row(int64_t n, const double *restrict r, float *restrict rf)
{
    for (int64_t k = 0; k < n; k++) rf[k] = (float)r[k];
}

void msbat__kernel_narrow(const msbat__grid *grid, const double *r, float *rf)
{
    FOR_ROWS(grid, at) narrow_row(grid->n[2], r + at.at, rf + at.at);
}

CLONES static void start_binary(int64_t n, int64_t parity, const uint8_t *restrict d, const float *restrict r,
                                float *restrict z)
{
    for (int64_t k = 0; k < n; k++) z[k] = (k & 1) == parity && d[k] ? r[k] / (float)d[k] : 0.0f;
}

CLONES static void start_general(int64_t n, int64_t parity, const float *restrict inverse, const float *restrict r,
                                 float *restrict z)
{
    for (int64_t k = 0; k < n; k++) z[k] = (k & 1) == parity ? r[k] * inverse[k] : 0.0f;
}

void msbat__kernel_start(const msbat__grid *grid, const float *rf, float *z)
{
    FOR_ROWS(grid, r)
    {
        int64_t parity = (r.i + r.j) & 1;
        if (grid->binary) start_binary(grid->n[2], parity, grid->degree + r.at, rf + r.at, z + r.at);
        else start_general(grid->n[2], parity, grid->inverse + r.at, rf + r.at, z + r.at);
    }
    msbat__grid_halo(grid, z, sizeof *z);
}

/* r - L z over part of a row. Binary grids have no contrast to lose digits to; others take differences first. */
CLONES static void residual_binary(const msbat__grid *grid, int64_t at, int64_t n, const float *restrict r,
                                   const float *restrict z, float *restrict out)
{
    int64_t s0 = grid->stride[0], s1 = grid->stride[1];
    const uint8_t *d = grid->degree + at;
    for (int64_t k = 0; k < n; k++) {
        float sum = z[k - s0] + z[k + s0] + z[k - s1] + z[k + s1] + z[k - 1] + z[k + 1];
        out[k] = r[k] + (sum - (float)d[k] * z[k]);
    }
}

CLONES static void residual_general(const msbat__grid *grid, int64_t at, int64_t n, const float *restrict r,
                                    const float *restrict z, float *restrict out)
{
    const float *g0 = grid->gf[0] + at, *g1 = grid->gf[1] + at, *g2 = grid->gf[2] + at;
    int64_t s0 = grid->stride[0], s1 = grid->stride[1];
    for (int64_t k = 0; k < n; k++) {
        float c = z[k];
        out[k] = r[k] + (g0[k] * (z[k + s0] - c) + g0[k - s0] * (z[k - s0] - c) + g1[k] * (z[k + s1] - c) +
                         g1[k - s1] * (z[k - s1] - c) + g2[k] * (z[k + 1] - c) + g2[k - 1] * (z[k - 1] - c));
    }
}

static void residual(const msbat__grid *grid, int64_t at, int64_t n, const float *r, const float *z, float *out)
{
    if (grid->binary) residual_binary(grid, at, n, r + at, z + at, out);
    else residual_general(grid, at, n, r + at, z + at, out);
}

CLONES static void relax_binary(int64_t n, int64_t parity, const uint8_t *restrict d, const float *restrict out,
                                float *restrict z)
{
    for (int64_t k = 0; k < n; k++) {
        float step = out[k] / (d[k] ? (float)d[k] : 1.0f);
        z[k] = (k & 1) == parity && d[k] ? z[k] + step : z[k];
    }
}

CLONES static void relax_general(int64_t n, int64_t parity, const float *restrict inverse, const float *restrict out,
                                 float *restrict z)
{
    for (int64_t k = 0; k < n; k++) {
        float value = z[k] + out[k] * inverse[k];
        z[k] = (k & 1) == parity ? value : z[k];
    }
}

/* A row in pieces that stay in the first cache; their length is even, so that parity is kept. */
#define PIECE 512

void msbat__kernel_half_sweep(const msbat__grid *grid, const float *rf, int colour, float *z)
{
    float out[PIECE];
    FOR_ROWS(grid, r)
        for (int64_t k = 0; k < grid->n[2]; k += PIECE) {
            int64_t n = grid->n[2] - k < PIECE ? grid->n[2] - k : PIECE, at = r.at + k;
            int64_t parity = (r.i + r.j + colour) & 1;
            residual(grid, at, n, rf, z, out);
            if (grid->binary) relax_binary(n, parity, grid->degree + at, out, z + at);
            else relax_general(n, parity, grid->inverse + at, out, z + at);
        }
    msbat__grid_halo(grid, z, sizeof *z);
}

void msbat__kernel_restrict(const msbat__grid *grid, const float *rf, const float *z, const int32_t *aggregate,
                            float *coarse)
{
    float out[PIECE] = {0};
    FOR_ROWS(grid, r)
        for (int64_t k = 0; k < grid->n[2]; k += PIECE) {
            int64_t n = grid->n[2] - k < PIECE ? grid->n[2] - k : PIECE, at = r.at + k;
            residual(grid, at, n, rf, z, out);
            for (int64_t l = 0; l < n; l++)
                if (aggregate[at + l] >= 0) coarse[aggregate[at + l]] += out[l];
        }
}

void msbat__kernel_prolong(const msbat__grid *grid, const float *coarse, const int32_t *aggregate, float *z)
{
    FOR_ROWS(grid, r)
        for (int64_t v = r.at; v < r.at + grid->n[2]; v++)
            if (aggregate[v] >= 0) z[v] += coarse[aggregate[v]];
    msbat__grid_halo(grid, z, sizeof *z);
}
