/* bernstein.c - roots of polynomials on an interval, isolated by the sign changes of their Bernstein coefficients
 * (Lane and Riesenfeld, BIT 21 (1981) 112), so that none is missed by sampling. */
#include <math.h>

#include "thermo_impl.h"

enum { DEPTH_MAX = 60 };

static int variations(int degree, const double *b, double tolerance)
{
    int count = 0, last = 0;
    for (int i = 0; i <= degree; i++) {
        int sign = b[i] > tolerance ? 1 : b[i] < -tolerance ? -1 : 0;
        if (sign && last && sign != last) count++;
        if (sign) last = sign;
    }
    return count;
}

/* de Casteljau at 1/2: left receives the left half; what each round leaves untouched at the end of b is the right. */
static void split(int degree, double *b, double *left)
{
    for (int i = 0; i <= degree; i++) {
        left[i] = b[0];
        for (int j = 0; j < degree - i; j++) b[j] = (b[j] + b[j + 1]) / 2;
    }
}

/* A root at the very point where two halves meet: the nearest coefficients that count have opposite signs. */
static bool crosses_between(int degree, const double *left, const double *right, double tolerance)
{
    int i = degree, j = 0;
    if (fabs(right[0]) > tolerance) return false;
    while (i > 0 && fabs(left[i]) <= tolerance) i--;
    while (j < degree && fabs(right[j]) <= tolerance) j++;
    return (left[i] > tolerance && right[j] < -tolerance) || (left[i] < -tolerance && right[j] > tolerance);
}

double msbat__bernstein_value(int degree, const double *b, double t)
{
    double c[MSBAT__DEGREE_MAX + 1];
    c[0] = b[0];
    for (int i = 1; i <= degree; i++) c[i] = b[i];
    for (int i = degree; i > 0; i--)
        for (int j = 0; j < i; j++) c[j] += t * (c[j + 1] - c[j]);
    return c[0];
}

static int isolate(int degree, const double *b, double tolerance, double t0, double t1, int depth, double *roots, int n)
{
    int v = variations(degree, b, tolerance);
    if (v == 0) return n;
    if (depth == DEPTH_MAX || t1 - t0 < 4e-16 * t1) {
        if (v % 2) roots[n++] = t0 / 2 + t1 / 2;
        return n;
    }
    double right[MSBAT__DEGREE_MAX + 1], left[MSBAT__DEGREE_MAX + 1], middle = t0 / 2 + t1 / 2;
    for (int i = 0; i <= degree; i++) right[i] = b[i];
    split(degree, right, left);
    n = isolate(degree, left, tolerance, t0, middle, depth + 1, roots, n);
    if (crosses_between(degree, left, right, tolerance)) roots[n++] = middle;
    return isolate(degree, right, tolerance, middle, t1, depth + 1, roots, n);
}

int msbat__bernstein_roots(int degree, const double *b, double tolerance, double *roots)
{
    return isolate(degree, b, tolerance, 0, 1, 0, roots, 0);
}

/* The j-th coefficient is the blossom at degree - j values -1 and j values +1: the mean of a_k e_k/C(degree, k), with
 * e_k the coefficients of (1 - y)^(degree - j) (1 + y)^j; |e_k/C| <= 1, so nothing is amplified. */
void msbat__bernstein_from_power(int degree, const double *a, double *b)
{
    double e[MSBAT__DEGREE_MAX + 1];
    for (int j = 0; j <= degree; j++) {
        double binomial = 1;
        e[0] = 1;
        for (int i = 0; i < degree; i++) {
            double root = i < degree - j ? -1 : 1;
            e[i + 1] = root * e[i];
            for (int k = i; k > 0; k--) e[k] += root * e[k - 1];
        }
        b[j] = 0;
        for (int k = 0; k <= degree; k++) {
            b[j] += a[k] * e[k] / binomial;
            binomial = binomial * (degree - k) / (k + 1);
        }
    }
}

msbat_status msbat__bernstein_negative(const msbat_context *ctx, int degree, const double *b, double tolerance,
                                       double x0, double x1, msbat__intervals *list)
{
    double edge[MSBAT__DEGREE_MAX + 2];
    msbat_status st = MSBAT_OK;
    int n = msbat__bernstein_roots(degree, b, tolerance, edge + 1) + 1;
    edge[0] = 0;
    edge[n] = 1;
    for (int i = 0; !st && i < n; i++)
        if (edge[i + 1] > edge[i] && msbat__bernstein_value(degree, b, edge[i] / 2 + edge[i + 1] / 2) < -tolerance)
            st = msbat__intervals_add(ctx, list, edge[i] == 0 ? x0 : x0 + (x1 - x0) * edge[i],
                                      edge[i + 1] == 1 ? x1 : x0 + (x1 - x0) * edge[i + 1]);
    return st;
}
