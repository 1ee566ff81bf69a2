/* thermo_impl.h - private to the thermo module: free-energy models behind one table, gaps, polynomials. */
#ifndef MSBAT_THERMO_IMPL_H
#define MSBAT_THERMO_IMPL_H

#include "base/base_impl.h"
#include "msbat/thermo.h"

/* ---- a free-energy curve at one composition ---------------------------------------------------------------------- */
typedef struct msbat__point {
    double g, mu, d1, d2; /* g [eV], dg/dx, dmu/dx, d2mu/dx2 */
} msbat__point;

enum { MSBAT__WANT_G = 1, MSBAT__WANT_D1 = 2, MSBAT__WANT_D2 = 4 }; /* mu always */

/* Intervals of x; for gaps with the mu of the tangent and g at the lower end. */
typedef struct msbat__interval {
    double a, b, mu, g;
} msbat__interval;
typedef struct msbat__intervals {
    int64_t n, capacity;
    msbat__interval *item;
} msbat__intervals;

/* ---- models: one table for every kind -----------------------------------------------------------------------------
 * Callers have checked T and x. */
typedef struct msbat__model msbat__model;
typedef struct msbat__model_kind {
    /* point at x of [x_min, x_max], ends included even where the range is open (g finite, mu infinite) */
    msbat_status (*eval)(const msbat__model *model, double t, double x, int want, msbat__point *point);
    /* -dg/dT at x; NULL: not known */
    msbat_status (*entropy)(const msbat__model *model, double t, double x, double *entropy);
    /* appends the intervals where dmu/dx < 0, in order */
    msbat_status (*find_unstable)(const msbat__model *model, double t, msbat__intervals *list);
    /* smallest x of [a, b] with mu(x) >= mu, mu not falling on it; a or b when mu lies beyond */
    msbat_status (*solve)(const msbat__model *model, double t, double a, double b, double mu, double *x);
    /* closed form of all gaps: true when list was filled; NULL: none */
    bool (*find_gaps)(const msbat__model *model, double t, msbat__intervals *list, msbat_status *status);
    /* i-th temperature at which the curve is given; false beyond the last. NULL: t_min alone */
    bool (*get_temperature)(const msbat__model *model, int64_t i, double *t);
    bool fallible; /* eval may fail */
} msbat__model_kind;

struct msbat__model {
    msbat__handle handle;
    const msbat__model_kind *kind;
    double x_min, x_max;
    bool open; /* the ends of x do not belong to the range */
    double t_min, t_max;
};

typedef struct msbat__gaps { /* what is known at one temperature */
    double t;
    msbat__intervals unstable, gaps;
} msbat__gaps;

struct msbat_phase {
    msbat__handle handle;
    msbat__model *model; /* retained; shared by a phase and its convexified one */
    char *host, *ion;
    double mu_ref, site_density, molar_volume, x_ref;
    msbat_gap_policy policy;
    bool convex;
    int64_t n_prepared, prepared_capacity;
    msbat__gaps *prepared;
};

/* phase.c */
msbat_status msbat__phase_check_names(const msbat_context *ctx, const char *function, const char *host,
                                      const char *ion);
/* A phase of the model, which it takes over (released on failure). The policy is applied here. */
msbat_status msbat__phase_create(msbat__model *model, const char *function, const char *host, const char *ion,
                                 double mu_ref, msbat_gap_policy policy, msbat_phase **phase);
msbat_status msbat__phase_check_temperature(const msbat_phase *phase, const char *function, double t);
/* Gaps at t: those prepared, or found now into scratch; the caller clears scratch. */
msbat_status msbat__phase_find_gaps(const msbat_phase *phase, double t, msbat__gaps *scratch,
                                    const msbat__gaps **gaps);

/* gaps.c */
msbat_status msbat__intervals_add(const msbat_context *ctx, msbat__intervals *list, double a, double b);
void msbat__gaps_clear(const msbat_context *ctx, msbat__gaps *gaps);
msbat_status msbat__gaps_find(const msbat__model *model, double t, msbat__gaps *gaps);
/* "0.3136 ... 0.3333, 0.8 ... 0.9 and 2 more" */
void msbat__intervals_text(const msbat__intervals *list, size_t size, char *text);

/* bernstein.c: polynomials of degree <= MSBAT__DEGREE_MAX on [0, 1] in Bernstein form */
enum { MSBAT__DEGREE_MAX = 66 };
/* Roots in (0, 1) where the sign changes, ascending; at most degree. Coefficients within tolerance of 0 count as 0. */
int msbat__bernstein_roots(int degree, const double *b, double tolerance, double *roots);
double msbat__bernstein_value(int degree, const double *b, double t);
/* Bernstein form on [0, 1], t = (z + 1)/2, of sum_k a_k z^k. */
void msbat__bernstein_from_power(int degree, const double *a, double *b);
/* Appends to list the intervals of [x0, x1] on which the polynomial is negative. */
msbat_status msbat__bernstein_negative(const msbat_context *ctx, int degree, const double *b, double tolerance,
                                       double x0, double x1, msbat__intervals *list);

/* model_*.c: constructors give NULL after reporting */
msbat__model *msbat__model_new(msbat_context *ctx, size_t size, const msbat__model_kind *kind,
                               void (*clear)(void *object), const char *function);
msbat_status msbat__model_solve(const msbat__model *model, double t, double a, double b, double mu, double *x);
/* x ln x + (1-x) ln(1-x) and ln(x/(1-x)), also at 0 and 1 */
double msbat__mixing(double x);
double msbat__logit(double x);

/* One temperature of a tabulated phase; pieces of mu = c0 + c1 s + c2 s^2 + c3 s^3 + w ln(x/(1-x)), s = x - x0. */
typedef struct msbat__piece {
    double c[4], w, g; /* g at x0 */
} msbat__piece;
typedef struct msbat__spline {
    double t;
    int64_t n; /* nodes; n - 1 pieces */
    double *x;
    msbat__piece *piece;
} msbat__spline;
/* C1 cubic through the nodes after w ln(x/(1-x)) is taken out, never falling between nodes that do not fall. */
msbat_status msbat__spline_build(const msbat_context *ctx, double t, double w, int64_t n, const double *x,
                                 const double *mu, msbat__spline *spline);
void msbat__spline_clear(const msbat_context *ctx, msbat__spline *spline);
/* Takes the splines over (also on failure). g: 0 at the lower end, or ideal mixing there. */
msbat__model *msbat__model_table(msbat_context *ctx, int64_t n, msbat__spline *splines, bool ideal,
                                 const char *function);

#endif
