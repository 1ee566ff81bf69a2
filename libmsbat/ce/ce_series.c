/* ce_series.c - errors of averages over correlated samples: U. Wolff, Comput. Phys. Commun. 156 (2004) 143. */
#include "ce_mc_impl.h"

#include <math.h>

#define BLOCKS 2048 /* longer series are averaged over blocks first: same error, bounded work */

static double mean_of(int64_t n, int64_t stride, const double *v)
{
    double total = 0;
    for (int64_t i = 0; i < n; i++) total += v[i * stride];
    return total / (double)n;
}

/* Autocovariance at lag t about mean. */
static double covariance(int64_t n, int64_t stride, const double *v, double mean, int64_t t)
{
    double total = 0;
    for (int64_t i = 0; i + t < n; i++) total += (v[i * stride] - mean) * (v[(i + t) * stride] - mean);
    return total / (double)(n - t);
}

/* Variance of the mean. The window is where truncation bias meets statistical error (eqs. 50 to 52, S = 1.5); the
 * bias of the subtracted mean is taken out (eq. 49). */
static double variance_of_mean(int64_t n, const double *v)
{
    double mean = mean_of(n, 1, v), c0 = covariance(n, 1, v, mean, 0), sum = c0;
    int64_t w = 0;
    if (!(c0 > 0)) return 0;
    for (w = 1; w < n / 2; w++) {
        sum += 2 * covariance(n, 1, v, mean, w);
        double t = sum / (2 * c0), decay = t > 0.5 ? 1.5 / log((2 * t + 1) / (2 * t - 1)) : 1e-6;
        if (exp(-(double)w / decay) - decay / sqrt((double)w * (double)n) < 0) break;
    }
    return fmax(sum, 0) * (1 + (2.0 * (double)w + 1) / (double)n) / (double)n;
}

void msbat__series_average(int64_t n, int64_t stride, const double *values, double *mean, double *error, double *tau)
{
    double block_mean[BLOCKS];
    int64_t size = (n + BLOCKS - 1) / BLOCKS, blocks = n / size;
    *mean = mean_of(n, stride, values);
    if (!error && !tau) return;
    for (int64_t b = 0; b < blocks; b++) block_mean[b] = mean_of(size, stride, &values[b * size * stride]);
    double c0 = covariance(n, stride, values, *mean, 0), v = variance_of_mean(blocks, block_mean);
    if (error) *error = sqrt(v);
    if (tau) *tau = c0 > 0 ? v * (double)n / (2 * c0) : 0.5;
}

/* First order in the fluctuations: d var = (v - mean)^2 - var, d(mean/var) = (v - mean)/var - mean d var / var^2. */
msbat_status msbat__mc_find_moments(const msbat_mc *mc, int64_t first, int column, msbat__mc_moments *m)
{
    const double *v = &mc->samples[2 * first + column];
    int64_t n = mc->head.n_samples - first;
    double *influence = MSBAT__NEW(mc->handle.ctx, n, double), zero;
    if (!influence) return MSBAT_ERR_MEMORY;
    msbat__series_average(n, 2, v, &m->mean, &m->mean_error, &m->mean_tau);
    double c0 = covariance(n, 2, v, m->mean, 0), lost = 2 * m->mean_tau / (double)n;
    for (int64_t i = 0; i < n; i++) influence[i] = (v[2 * i] - m->mean) * (v[2 * i] - m->mean) - c0;
    msbat__series_average(n, 1, influence, &zero, &m->var_error, &m->var_tau);
    m->var = lost < 0.5 ? c0 / (1 - lost) : c0;
    m->gamma = m->gamma_error = INFINITY;
    m->gamma_tau = 0.5;
    if (c0 > 0) {
        m->gamma = m->mean / m->var;
        for (int64_t i = 0; i < n; i++)
            influence[i] = (v[2 * i] - m->mean) / c0 - m->mean * influence[i] / (c0 * c0);
        msbat__series_average(n, 1, influence, &zero, &m->gamma_error, &m->gamma_tau);
    }
    msbat__free(mc->handle.ctx, influence);
    return MSBAT_OK;
}
