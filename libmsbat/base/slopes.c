/* slopes.c - slopes of a monotone cubic through a table. */
#include <math.h>

#include "base/base_impl.h"

/* h, d: widths and secants of the intervals before and behind the node. */
static double inner_slope(double h0, double h1, double d0, double d1)
{
    if (!(d0 * d1 > 0)) return 0;
    double w = (h0 + 2 * h1) / (3 * (h0 + h1));
    return d0 * d1 / (w * d1 + (1 - w) * d0);
}

/* Of the parabola through three points, limited so that the end piece keeps the direction of its points. */
static double end_slope(double h0, double h1, double d0, double d1)
{
    double d = ((2 * h0 + h1) * d0 - h0 * d1) / (h0 + h1);
    if (d * d0 <= 0) return 0;
    if (d0 * d1 <= 0 && fabs(d) > 3 * fabs(d0)) return 3 * d0;
    return d;
}

void msbat__monotone_slopes(int64_t n, const double *x, const double *y, double *slope)
{
#define STEP(i) (x[(i) + 1] - x[i])
#define SECANT(i) ((y[(i) + 1] - y[i]) / STEP(i))
    for (int64_t i = 1; i < n - 1; i++)
        slope[i] = inner_slope(STEP(i - 1), STEP(i), SECANT(i - 1), SECANT(i));
    bool two = n == 2;
    slope[0] = two ? SECANT(0) : end_slope(STEP(0), STEP(1), SECANT(0), SECANT(1));
    slope[n - 1] = two ? SECANT(0) : end_slope(STEP(n - 2), STEP(n - 3), SECANT(n - 2), SECANT(n - 3));
#undef SECANT
#undef STEP
}
