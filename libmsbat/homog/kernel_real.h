/* kernel_real.h - the loops of conjugate gradients over one row, for vectors of type REAL; included once for float and
 * once for double by kernel.c, which defines REAL and NAME. Sums run in double, in eight interleaved accumulators. */

CLONES static void NAME(apply_binary)(int64_t n, int64_t s0, int64_t s1, const uint8_t *restrict d,
                                      const REAL *restrict p, REAL *restrict q)
{
    for (int64_t k = 0; k < n; k++) {
        REAL sum = p[k - s0] + p[k + s0] + p[k - s1] + p[k + s1] + p[k - 1] + p[k + 1];
        REAL value = (REAL)d[k] * p[k] - sum;
        q[k] = d[k] ? value : (REAL)0;
    }
}

/* Differences first, so that a constant costs no digits whatever the contrast. */
CLONES static void NAME(apply_general)(const msbat__grid *grid, int64_t at, const REAL *restrict p, REAL *restrict q)
{
    const double *g0 = grid->g[0] + at, *g1 = grid->g[1] + at, *g2 = grid->g[2] + at;
    int64_t s0 = grid->stride[0], s1 = grid->stride[1];
    for (int64_t k = 0; k < grid->n[2]; k++) {
        double c = p[k];
        q[k] = (REAL)(g0[k] * (c - p[k + s0]) + g0[k - s0] * (c - p[k - s0]) + g1[k] * (c - p[k + s1]) +
                      g1[k - s1] * (c - p[k - s1]) + g2[k] * (c - p[k + 1]) + g2[k - 1] * (c - p[k - 1]));
    }
}

CLONES static double NAME(dot_row)(int64_t n, const REAL *restrict a, const REAL *restrict b)
{
    double sum[8] = {0.0};
    int64_t k = 0;
    for (; k + 8 <= n; k += 8)
        for (int l = 0; l < 8; l++) sum[l] += (double)a[k + l] * (double)b[k + l];
    for (int l = 0; k < n; k++, l++) sum[l] += (double)a[k] * (double)b[k];
    return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
}

CLONES static double NAME(dot_mixed)(int64_t n, const float *restrict a, const REAL *restrict b)
{
    double sum[8] = {0.0};
    int64_t k = 0;
    for (; k + 8 <= n; k += 8)
        for (int l = 0; l < 8; l++) sum[l] += (double)a[k + l] * (double)b[k + l];
    for (int l = 0; k < n; k++, l++) sum[l] += (double)a[k] * (double)b[k];
    return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
}

CLONES static void NAME(direction_row)(int64_t n, const float *restrict z, REAL beta, REAL *restrict p)
{
    for (int64_t k = 0; k < n; k++) p[k] = (REAL)z[k] + beta * p[k];
}

CLONES static void NAME(step_row)(int64_t n, REAL alpha, const REAL *restrict p, const REAL *restrict q,
                                  REAL *restrict x, REAL *restrict r)
{
    for (int64_t k = 0; k < n; k++) {
        x[k] += alpha * p[k];
        r[k] -= alpha * q[k];
    }
}

static double NAME(apply)(const msbat__grid *grid, const REAL *p, REAL *q)
{
    double sum = 0.0;
    FOR_ROWS(grid, r)
    {
        if (grid->binary)
            NAME(apply_binary)(grid->n[2], grid->stride[0], grid->stride[1], grid->degree + r.at, p + r.at, q + r.at);
        else NAME(apply_general)(grid, r.at, p + r.at, q + r.at);
        sum += NAME(dot_row)(grid->n[2], p + r.at, q + r.at);
    }
    return sum;
}

static double NAME(dot)(const msbat__grid *grid, const float *z, const REAL *rhs)
{
    double sum = 0.0;
    FOR_ROWS(grid, r) sum += NAME(dot_mixed)(grid->n[2], z + r.at, rhs + r.at);
    return sum;
}

static void NAME(direction)(const msbat__grid *grid, const float *z, double beta, REAL *p)
{
    FOR_ROWS(grid, r) NAME(direction_row)(grid->n[2], z + r.at, (REAL)beta, p + r.at);
    msbat__grid_halo(grid, p, sizeof *p);
}

static void NAME(step)(const msbat__grid *grid, double alpha, const REAL *p, const REAL *q, REAL *x, REAL *rhs)
{
    FOR_ROWS(grid, r) NAME(step_row)(grid->n[2], (REAL)alpha, p + r.at, q + r.at, x + r.at, rhs + r.at);
}
