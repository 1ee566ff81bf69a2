/* bounds.c - Wiener and Hashin-Shtrikman bounds, order of the boundary conditions. */
#include <math.h>
#include <string.h>

#include "homog/homog_impl.h"

/* Power mean of conductivities over s + shift: bound(shift) = 1/<1/(sigma + shift)> - shift. */
static double shifted_mean(const msbat_homog *h, double reference, double shift)
{
    double sum = 0.0;
    for (int l = 0; l < 256; l++) {
        if (!h->image->count[l]) continue;
        double s = h->sigma[l] / reference + shift;
        if (!(s > 0.0)) return -shift;
        sum += (double)h->image->count[l] / (double)h->image->total / s;
    }
    return 1.0 / sum - shift;
}

/* Bounds over the reference; nothing conducts: both 0. */
static void wiener(const msbat_homog *h, double reference, double *lower, double *upper)
{
    double mean = 0.0;
    *lower = *upper = 0.0;
    if (!(reference > 0.0)) return;
    for (int l = 0; l < 256; l++)
        if (h->image->count[l])
            mean += (double)h->image->count[l] / (double)h->image->total * (h->sigma[l] / reference);
    *upper = mean;
    *lower = fmax(0.0, shifted_mean(h, reference, 0.0));
}

msbat_status msbat_homog_get_wiener(const msbat_homog *homog, double *lower, double *upper)
{
    MSBAT__REQUIRE_HANDLE(homog);
    MSBAT__REQUIRE(homog->handle.ctx, lower);
    MSBAT__REQUIRE(homog->handle.ctx, upper);
    double reference = msbat__homog_reference(homog);
    wiener(homog, reference, lower, upper);
    *lower *= reference;
    *upper *= reference;
    return MSBAT_OK;
}

/* Hashin and Shtrikman in the form of J. G. Berryman (J. Phys. D 28 (1995) 1459): shift = 2 sigma_min, 2 sigma_max. */
static void hashin_shtrikman(const msbat_homog *h, double reference, double *lower, double *upper)
{
    double low = INFINITY;
    *lower = *upper = 0.0;
    if (!(reference > 0.0)) return;
    for (int l = 0; l < 256; l++)
        if (h->image->count[l]) low = fmin(low, h->sigma[l] / reference);
    *lower = fmax(0.0, shifted_mean(h, reference, 2.0 * low));
    *upper = shifted_mean(h, reference, 2.0);
}

msbat_status msbat_homog_get_hashin_shtrikman(const msbat_homog *homog, double *lower, double *upper)
{
    MSBAT__REQUIRE_HANDLE(homog);
    MSBAT__REQUIRE(homog->handle.ctx, lower);
    MSBAT__REQUIRE(homog->handle.ctx, upper);
    double reference = msbat__homog_reference(homog);
    hashin_shtrikman(homog, reference, lower, upper);
    *lower *= reference;
    *upper *= reference;
    return MSBAT_OK;
}

msbat_status msbat_homog_check_hashin_shtrikman(const msbat_homog *homog, msbat_homog_condition condition,
                                                int64_t *inside)
{
    MSBAT__REQUIRE_HANDLE(homog);
    MSBAT__REQUIRE(homog->handle.ctx, inside);
    double relative[9], lower, upper;
    msbat_status st = msbat_homog_get_relative(homog, condition, relative);
    if (st) return msbat__pass(homog->handle.ctx, homog->handle.ctx, __func__, st);
    hashin_shtrikman(homog, msbat__homog_reference(homog), &lower, &upper);
    *inside = 1;
    for (int64_t a = 0; a < 3; a++) {
        double slack = 2.0 * homog->result[condition].error[a] + 1e-12;
        if (relative[4 * a] < lower * (1.0 - slack) || relative[4 * a] > upper * (1.0 + slack)) *inside = 0;
    }
    return MSBAT_OK;
}

/* ---- checks of the tensors ---- */
static msbat_status eigen_range(const msbat_homog *h, const double tensor[9], double *low, double *high)
{
    double work[9], value[3];
    memcpy(work, tensor, sizeof work);
    msbat_status st = msbat__eigen_symmetric(h->handle.ctx, 3, work, value);
    if (st) return st;
    *low = value[0];
    *high = value[2];
    return MSBAT_OK;
}

/* The diagonal alone is judged where it alone is known (MIXED, single axes). */
msbat_status msbat__homog_check_wiener(const msbat_homog *h, const char *function, int condition)
{
    const msbat__result *r = &h->result[condition];
    double lower, upper, low = INFINITY, high = -INFINITY;
    double slack = 3.0 * fmax(r->error[0], fmax(r->error[1], r->error[2])) + 1e-10;
    wiener(h, msbat__homog_reference(h), &lower, &upper);
    for (int64_t a = 0; a < 3; a++) {
        if (!r->solved[a]) continue;
        low = fmin(low, r->path[a] ? r->tensor[4 * a] : lower);
        high = fmax(high, r->tensor[4 * a]);
    }
    if (condition != MSBAT_HOMOG_MIXED) {
        double least;
        msbat_status st = eigen_range(h, r->tensor, &least, &high);
        if (st) return st;
        if (r->path[0] && r->path[1] && r->path[2]) low = least;
    }
    if (low >= lower * (1.0 - slack) && high <= upper * (1.0 + slack)) return MSBAT_OK;
    return msbat__fail(h->handle.ctx, MSBAT_ERR_INTERNAL, function,
                       "relative conductivities %g ... %g leave the Wiener bounds %g ... %g", low, high, lower, upper);
}

static msbat_status margin_of(const msbat_homog *h, const double high[9], const double low[9], double scale,
                              double *margin)
{
    double difference[9], most;
    for (int i = 0; i < 9; i++) difference[i] = high[i] - low[i];
    msbat_status st = eigen_range(h, difference, margin, &most);
    if (!st && scale > 0.0) *margin /= scale;
    return st;
}

msbat_status msbat_homog_check_order(const msbat_homog *homog, double margin[2])
{
    MSBAT__REQUIRE_HANDLE(homog);
    MSBAT__REQUIRE(homog->handle.ctx, margin);
    double kubc[9], periodic[9], subc[9], found[2];
    msbat_status st = msbat_homog_get_relative(homog, MSBAT_HOMOG_KUBC, kubc);
    if (!st) st = msbat_homog_get_relative(homog, MSBAT_HOMOG_PERIODIC, periodic);
    if (!st) st = msbat_homog_get_relative(homog, MSBAT_HOMOG_SUBC, subc);
    double scale = (kubc[0] + kubc[4] + kubc[8]) / 3.0;
    if (!st) st = margin_of(homog, kubc, periodic, scale, &found[0]);
    if (!st) st = margin_of(homog, periodic, subc, scale, &found[1]);
    if (st) return msbat__pass(homog->handle.ctx, homog->handle.ctx, __func__, st);
    memcpy(margin, found, sizeof found);
    if (fmin(margin[0], margin[1]) >= -3.0 * homog->tolerance) return MSBAT_OK;
    return msbat__fail(homog->handle.ctx, MSBAT_ERR_INTERNAL, __func__,
                       "KUBC >= PERIODIC >= SUBC is violated: smallest eigenvalues %g and %g of the differences",
                           margin[0], margin[1]);
}
