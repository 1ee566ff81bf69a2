/* kernel.c - the loops over the whole grid. All of them go row by row along the last axis in a fixed order, so results
 * do not depend on the machine's vector width: sums run in eight interleaved accumulators. */
#include "homog/homog_impl.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
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

#define FOR_ROWS(grid, r)                                                                                       \
    for (row r = {0, 0, 0}; r.i < (grid)->n[0]; r.i++)                                                          \
        for (r.j = 0; r.j < (grid)->n[1] && (r.at = (grid)->origin + r.i * (grid)->stride[0] +                  \
                                                    r.j * (grid)->stride[1], true); r.j++)

/* ---- operator in double ---- */
CLONES static void apply_binary(int64_t n, int64_t s0, int64_t s1, const float *restrict d, const double *restrict p,
                                double *restrict q)
{
    for (int64_t k = 0; k < n; k++) {
        double sum = p[k - s0] + p[k + s0] + p[k - s1] + p[k + s1] + p[k - 1] + p[k + 1];
        double value = (double)d[k] * p[k] - sum;
        q[k] = d[k] > 0.0f ? value : 0.0;
    }
}

/* Differences first, so that a constant costs no digits whatever the contrast. */
CLONES static void apply_general(const msbat__grid *grid, int64_t at, const double *restrict p, double *restrict q)
{
    const double *g0 = grid->g[0] + at, *g1 = grid->g[1] + at, *g2 = grid->g[2] + at;
    int64_t s0 = grid->stride[0], s1 = grid->stride[1];
    for (int64_t k = 0; k < grid->n[2]; k++) {
        double c = p[k];
        q[k] = g0[k] * (c - p[k + s0]) + g0[k - s0] * (c - p[k - s0]) + g1[k] * (c - p[k + s1]) +
               g1[k - s1] * (c - p[k - s1]) + g2[k] * (c - p[k + 1]) + g2[k - 1] * (c - p[k - 1]);
    }
}

CLONES static double dot_row(int64_t n, const double *restrict a, const double *restrict b)
{
    double sum[8] = {0.0};
    int64_t k = 0;
    for (; k + 8 <= n; k += 8)
        for (int l = 0; l < 8; l++) sum[l] += a[k + l] * b[k + l];
    for (int l = 0; k < n; k++, l++) sum[l] += a[k] * b[k];
    return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
}

CLONES static double dot_mixed(int64_t n, const float *restrict a, const double *restrict b)
{
    double sum[8] = {0.0};
    int64_t k = 0;
    for (; k + 8 <= n; k += 8)
        for (int l = 0; l < 8; l++) sum[l] += (double)a[k + l] * b[k + l];
    for (int l = 0; k < n; k++, l++) sum[l] += (double)a[k] * b[k];
    return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
}

double msbat__kernel_apply(const msbat__grid *grid, const double *p, double *q)
{
    double sum = 0.0;
    FOR_ROWS(grid, r)
    {
        if (grid->binary)
            apply_binary(grid->n[2], grid->stride[0], grid->stride[1], grid->diagonal + r.at, p + r.at, q + r.at);
        else apply_general(grid, r.at, p + r.at, q + r.at);
        sum += dot_row(grid->n[2], p + r.at, q + r.at);
    }
    return sum;
}

double msbat__kernel_dot(const msbat__grid *grid, const float *z, const double *rhs)
{
    double sum = 0.0;
    FOR_ROWS(grid, r) sum += dot_mixed(grid->n[2], z + r.at, rhs + r.at);
    return sum;
}

CLONES static void direction_row(int64_t n, const float *restrict z, double beta, double *restrict p)
{
    for (int64_t k = 0; k < n; k++) p[k] = (double)z[k] + beta * p[k];
}

void msbat__kernel_direction(const msbat__grid *grid, const float *z, double beta, double *p)
{
    FOR_ROWS(grid, r) direction_row(grid->n[2], z + r.at, beta, p + r.at);
    msbat__grid_halo(grid, p, sizeof *p);
}

CLONES static void step_row(int64_t n, double alpha, const double *restrict p, const double *restrict q,
                            double *restrict x, double *restrict r)
{
    for (int64_t k = 0; k < n; k++) {
        x[k] += alpha * p[k];
        r[k] -= alpha * q[k];
    }
}

void msbat__kernel_step(const msbat__grid *grid, double alpha, const double *p, const double *q, double *x, double *rhs)
{
    FOR_ROWS(grid, r) step_row(grid->n[2], alpha, p + r.at, q + r.at, x + r.at, rhs + r.at);
}

/* ---- red-black Gauss-Seidel in float: colour = (i + j + k) mod 2 ---- */
CLONES static void start_row(int64_t n, int64_t parity, const float *restrict inverse, const double *restrict r,
                             float *restrict rf, float *restrict z)
{
    for (int64_t k = 0; k < n; k++) {
        float value = (float)r[k];
        rf[k] = value;
        z[k] = (k & 1) == parity ? value * inverse[k] : 0.0f;
    }
}

void msbat__kernel_start(const msbat__grid *grid, const double *rhs, float *rf, float *z)
{
    FOR_ROWS(grid, r)
        start_row(grid->n[2], (r.i + r.j) & 1, grid->inverse + r.at, rhs + r.at, rf + r.at, z + r.at);
    msbat__grid_halo(grid, z, sizeof *z);
}

/* r - L z over part of a row. Binary grids have no contrast to lose digits to; others take differences first. */
CLONES static void residual_binary(const msbat__grid *grid, int64_t at, int64_t n, const float *restrict r,
                                   const float *restrict z, float *restrict out)
{
    int64_t s0 = grid->stride[0], s1 = grid->stride[1];
    const float *d = grid->diagonal + at;
    for (int64_t k = 0; k < n; k++) {
        float sum = z[k - s0] + z[k + s0] + z[k - s1] + z[k + s1] + z[k - 1] + z[k + 1];
        out[k] = r[k] + (sum - d[k] * z[k]);
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

CLONES static void relax_row(int64_t n, int64_t parity, const float *restrict inverse, const float *restrict out,
                             float *restrict z)
{
    for (int64_t k = 0; k < n; k++) {
        float value = z[k] + out[k] * inverse[k];
        z[k] = (k & 1) == parity ? value : z[k];
    }
}

/* A row in pieces that stay in the first cache. */
#define PIECE 512

void msbat__kernel_half_sweep(const msbat__grid *grid, const float *rf, int colour, float *z)
{
    float out[PIECE];
    FOR_ROWS(grid, r)
        for (int64_t k = 0; k < grid->n[2]; k += PIECE) {
            int64_t n = grid->n[2] - k < PIECE ? grid->n[2] - k : PIECE, at = r.at + k;
            residual(grid, at, n, rf, z, out);
            relax_row(n, (r.i + r.j + colour) & 1, grid->inverse + at, out, z + at);
        }
    msbat__grid_halo(grid, z, sizeof *z);
}

void msbat__kernel_restrict(const msbat__grid *grid, const float *rf, const float *z, const int32_t *aggregate,
                            float *coarse)
{
    float out[PIECE];
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
