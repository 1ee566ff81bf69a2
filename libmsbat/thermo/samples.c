/* samples.c - phases from tables: an open-circuit voltage, or Monte Carlo samples of mu with error bars. */
#include <math.h>

#include "thermo_impl.h"

/* ---- open-circuit voltage ---------------------------------------------------------------------------------------- */

static msbat_status check_rows(msbat_context *ctx, const char *function, int64_t n, const double *row)
{
    msbat_status st = msbat__check_count(ctx, function, "n", n, 4, INT64_C(1) << 40);
    if (!st) st = msbat__check_array(ctx, function, "x_voltage", "", 2 * n, row);
    if (st) return st;
    bool rises = row[2] > row[0];
    for (int64_t i = 0; i < n && !st; i++) {
        st = msbat__check_range(ctx, function, "x", "", row[2 * i], 0, 1, 0);
        if (!st) st = msbat__check_range(ctx, function, "voltage", "V", row[2 * i + 1], -1e6, 1e6, 0);
        if (!st && i && (rises ? row[2 * i] <= row[2 * i - 2] : row[2 * i] >= row[2 * i - 2]))
            st = msbat__fail(ctx, MSBAT_ERR_RANGE, function,
                             "x = %g of row %d of x_voltage follows x = %g; a strictly monotonic x is expected",
                             row[2 * i], i, row[2 * i - 2]);
    }
    return st;
}

msbat_status msbat_phase_create_ocv_table(msbat_context *ctx, const char *host, const char *ion, double temperature,
                                          int64_t n, const double *x_voltage, msbat_gap_policy policy,
                                          msbat_phase **phase)
{
    msbat_status st;
    if (phase) *phase = NULL;
    MSBAT__REQUIRE_HANDLE(ctx);
    MSBAT__REQUIRE(ctx, phase);
    if ((st = msbat__phase_check_names(ctx, __func__, host, ion))) return st;
    if ((st = msbat__check_range(ctx, __func__, "temperature", "K", temperature, 1e-3, 1e5, 0))) return st;
    if ((st = check_rows(ctx, __func__, n, x_voltage))) return st;
    st = MSBAT_ERR_MEMORY;
    msbat__model *model = NULL;
    msbat__spline *spline = MSBAT__NEW_ZEROED(ctx, 1, msbat__spline);
    double *x = MSBAT__NEW(ctx, n, double), *mu = MSBAT__NEW(ctx, n, double);
    if (!spline || !x || !mu) goto done;
    for (int64_t i = 0; i < n; i++) {
        int64_t row = x_voltage[2] > x_voltage[0] ? i : n - 1 - i;
        x[i] = x_voltage[2 * row];
        mu[i] = -x_voltage[2 * row + 1];
    }
    if ((st = msbat__spline_build(ctx, temperature, 0, n, x, mu, spline))) goto done;
    model = msbat__model_table(ctx, 1, spline, false, __func__);
    spline = NULL;
    st = model ? msbat__phase_create(model, __func__, host, ion, 0, policy, phase) : MSBAT_ERR_MEMORY;
done:
    msbat__free(ctx, spline);
    msbat__free(ctx, x);
    msbat__free(ctx, mu);
    return st;
}

/* ---- Monte Carlo samples ----------------------------------------------------------------------------------------- */

typedef struct {
    double mean, variance;
    int64_t first, end;
} block;

/* Weighted mean of two blocks; one without error bar outweighs any with. */
static block pooled(const block *a, const block *b)
{
    block p = {a->mean, 0, a->first, b->end};
    double sum = a->variance + b->variance;
    p.mean = (a->mean * b->variance + b->mean * a->variance) / sum;
    p.variance = a->variance * b->variance / sum;
    return p;
}

/* Isotonic regression by pooling adjacent violators (Ayer et al., Ann. Math. Stat. 26 (1955) 641), but only of falls
 * that the error bars explain. */
static msbat_status pool(const msbat_context *ctx, int64_t n, double *mu, const double *error)
{
    block *b = MSBAT__NEW(ctx, n, block);
    int64_t top = 0;
    if (!b) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < n; i++) {
        b[top++] = (block){mu[i], error[i] * error[i], i, i + 1};
        while (top > 1) {
            double fall = b[top - 2].mean - b[top - 1].mean, sum = b[top - 2].variance + b[top - 1].variance;
            if (!(fall > 0 && sum > 0 && fall <= 3 * sqrt(sum))) break;
            b[top - 2] = pooled(&b[top - 2], &b[top - 1]);
            top--;
        }
    }
    for (int64_t i = 0; i < top; i++)
        for (int64_t k = b[i].first; k < b[i].end; k++) mu[k] = b[i].mean;
    msbat__free(ctx, b);
    return MSBAT_OK;
}

static msbat_status check_sample(msbat_context *ctx, const char *function, const double *row, int64_t i)
{
    msbat_status st = msbat__check_range(ctx, function, "T", "K", row[0], 1e-3, 1e5, 0);
    if (!st) st = msbat__check_range(ctx, function, "x", "", row[1], 0, 1, 3);
    if (!st) st = msbat__check_range(ctx, function, "mu", "eV", row[2], -1e6, 1e6, 0);
    if (!st) st = msbat__check_range(ctx, function, "standard error of mu", "eV", row[3], 0, 1e6, 0);
    if (st) return msbat__fail_within(ctx, st, function, "row %d", i);
    if (i == 0 || row[0] > row[-4] || (row[0] == row[-4] && row[1] > row[-3])) return MSBAT_OK;
    return msbat__fail(ctx, MSBAT_ERR_RANGE, function,
                       "row %d (T = %g K, x = %g) follows (T = %g K, x = %g); T must not fall and x must rise within "
                       "one T", i, row[0], row[1], row[-4], row[-3]);
}

/* Checks all rows; counts temperatures. */
static msbat_status check_samples(msbat_context *ctx, const char *function, int64_t n, const double *row,
                                  int64_t *n_t)
{
    msbat_status st = msbat__check_count(ctx, function, "n", n, 4, INT64_C(1) << 40);
    if (!st) st = msbat__check_array(ctx, function, "samples", "", 4 * n, row);
    int64_t first = 0;
    double x_min = 0, x_max = 1;
    *n_t = 0;
    for (int64_t i = 0; i < n && !st; i++) {
        if ((st = check_sample(ctx, function, row + 4 * i, i))) break;
        if (i + 1 < n && row[4 * i + 4] == row[4 * i]) continue;
        if (i + 1 - first < 4)
            st = msbat__fail(ctx, MSBAT_ERR_RANGE, function, "%d samples at %g K; at least 4 are expected",
                             i + 1 - first, row[4 * i]);
        x_min = fmax(x_min, row[4 * first + 1]);
        x_max = fmin(x_max, row[4 * i + 1]);
        first = i + 1;
        ++*n_t;
    }
    if (!st && !(x_min < x_max))
        st = msbat__fail(ctx, MSBAT_ERR_MISMATCH, function,
                         "the temperatures have no range of x in common (one begins at %g, one ends at %g)", x_min,
                         x_max);
    return st;
}

/* One temperature from the rows that begin at row; sets their number. */
static msbat_status build_one(msbat_context *ctx, int64_t n, const double *row, double *work, msbat__spline *spline,
                              int64_t *used)
{
    int64_t count = 0;
    while (count < n && row[4 * count] == row[0]) count++;
    double *x = work, *mu = work + count, *error = work + 2 * count;
    for (int64_t i = 0; i < count; i++) {
        x[i] = row[4 * i + 1];
        mu[i] = row[4 * i + 2];
        error[i] = row[4 * i + 3];
    }
    *used = count;
    msbat_status st = pool(ctx, count, mu, error);
    if (!st) st = msbat__spline_build(ctx, row[0], MSBAT_BOLTZMANN_EV * row[0], count, x, mu, spline);
    return st;
}

static msbat_status build_all(msbat_context *ctx, int64_t n, const double *row, int64_t n_t, msbat__spline *spline)
{
    double *work = MSBAT__NEW(ctx, 3 * n, double);
    msbat_status st = work ? MSBAT_OK : MSBAT_ERR_MEMORY;
    int64_t at = 0, used = 0;
    for (int64_t i = 0; i < n_t && !st; i++, at += used)
        st = build_one(ctx, n - at, row + 4 * at, work, &spline[i], &used);
    msbat__free(ctx, work);
    return st;
}

msbat_status msbat_phase_create_samples(msbat_context *ctx, const char *host, const char *ion, double mu_ref_ev,
                                        int64_t n, const double *samples, msbat_gap_policy policy,
                                        msbat_phase **phase)
{
    msbat_status st;
    int64_t n_t = 0;
    if (phase) *phase = NULL;
    MSBAT__REQUIRE_HANDLE(ctx);
    MSBAT__REQUIRE(ctx, phase);
    if ((st = msbat__phase_check_names(ctx, __func__, host, ion))) return st;
    if ((st = msbat__check_range(ctx, __func__, "mu_ref_ev", "eV", mu_ref_ev, -1e6, 1e6, 0))) return st;
    if ((st = check_samples(ctx, __func__, n, samples, &n_t))) return st;
    msbat__spline *spline = MSBAT__NEW_ZEROED(ctx, n_t, msbat__spline);
    if (!spline) return MSBAT_ERR_MEMORY;
    if ((st = build_all(ctx, n, samples, n_t, spline))) {
        for (int64_t i = 0; i < n_t; i++) msbat__spline_clear(ctx, &spline[i]);
        msbat__free(ctx, spline);
        return st;
    }
    msbat__model *model = msbat__model_table(ctx, n_t, spline, true, __func__);
    if (!model) return MSBAT_ERR_MEMORY;
    return msbat__phase_create(model, __func__, host, ion, mu_ref_ev, policy, phase);
}
