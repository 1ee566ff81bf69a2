/* link_isotherm.c - an isotherm x(mu) of Monte Carlo as samples mu(x), with first-order transitions as tie lines.
 *
 * In the semi-grand ensemble mu never falls with x: a first-order transition is a jump of x between two points of mu,
 * and
 * an interpolation through it would have Gamma > 0 where two phases coexist. It is therefore entered as two samples of
 * the same mu (the second lower by a hair), so that the phase finds the gap by its common tangent. */
#include <math.h>
#include <string.h>

#include "base/base_impl.h"
#include "link/link_impl.h"

static const double hair_ev = 1e-6; /* by which mu falls across a transition: 4e-5 kT at room temperature */

typedef struct isotherm { /* n points, mu increasing */
    int64_t n;
    double temperature;
    double *mu, *x, *x_error, *gamma, *up, *down; /* views of one block */
    int64_t *flags;
} isotherm;

/* The last point of the low branch, the first of the high one, and the tie line between. */
typedef struct transition {
    int64_t low, high;
    double mu, x_low, x_high;
} transition;

static void reverse(int64_t n, double *a)
{
    for (int64_t i = 0; i < n / 2; i++) {
        double t = a[i];
        a[i] = a[n - 1 - i];
        a[n - 1 - i] = t;
    }
}

static void sort_rising(isotherm *t)
{
    if (t->n < 2 || t->mu[0] < t->mu[t->n - 1]) return;
    for (int k = 0; k < 6; k++) reverse(t->n, t->mu + k * t->n);
    for (int64_t i = 0; i < t->n / 2; i++) {
        int64_t f = t->flags[i];
        t->flags[i] = t->flags[t->n - 1 - i];
        t->flags[t->n - 1 - i] = f;
    }
}

static msbat_status read_isotherm(const msbat_context *ctx, const msbat_mc *mc, isotherm *t)
{
    msbat_status st = msbat_mc_get_isotherm_count(mc, &t->n, &t->temperature);
    if (st) return st;
    t->mu = MSBAT__NEW(ctx, 6 * t->n, double);
    t->flags = MSBAT__NEW(ctx, t->n, int64_t);
    if (!t->mu || !t->flags) return MSBAT_ERR_MEMORY;
    double **views[5] = {&t->x, &t->x_error, &t->gamma, &t->up, &t->down};
    for (int k = 0; k < 5; k++) *views[k] = t->mu + (k + 1) * t->n;
    st = msbat_mc_get_isotherm(mc, t->n, t->mu, t->x, t->x_error, NULL, t->gamma, NULL);
    if (!st) st = msbat_mc_get_isotherm_walks(mc, t->n, t->up, t->down, t->flags);
    if (!st) sort_rising(t);
    return st;
}

/* A loop as a first-order transition leaves it: the walk from the empty side lags behind. */
static bool in_loop(const isotherm *t, int64_t i)
{
    return (t->flags[i] & MSBAT_MC_HYSTERESIS) && t->up[i] < t->down[i];
}

/* Where in the loop a ... b the stable branch changes: points on the low branch. An undecided loop is cut in its
 * middle. */
static int64_t low_points(const isotherm *t, int64_t a, int64_t b)
{
    int64_t low = 0;
    for (int64_t i = a; i <= b; i++) {
        if (t->flags[i] & MSBAT_MC_UNDECIDED) return (b - a + 1) / 2;
        low += fabs(t->x[i] - t->up[i]) <= fabs(t->x[i] - t->down[i]);
    }
    return low;
}

static transition loop_transition(const isotherm *t, int64_t a, int64_t b)
{
    int64_t low = a + low_points(t, a, b) - 1, high = low + 1;
    if (low < 0) low = high = 0;
    if (high > t->n - 1) low = high = t->n - 1;
    transition c = {low, high, 0.5 * (t->mu[low] + t->mu[high]), 0.0, 0.0};
    /* both branches were walked inside the loop only; outside it the walks have met */
    c.x_low = high <= b ? 0.5 * (t->up[low] + t->up[high]) : t->up[low];
    c.x_high = low >= a ? 0.5 * (t->down[low] + t->down[high]) : t->down[high];
    return c;
}

/* How far x would rise from i to i + 1 by its susceptibility dx/dmu = x/(kT Gamma) at the steeper of the two ends. */
static double expected_rise(const isotherm *t, int64_t i)
{
    double kt = MSBAT_BOLTZMANN_EV * t->temperature;
    double left = t->x[i] / (kt * t->gamma[i]), right = t->x[i + 1] / (kt * t->gamma[i + 1]);
    return (t->mu[i + 1] - t->mu[i]) * fmax(left, right);
}

/* A jump within one step of mu, both walks alike: far beyond what fluctuations at either side allow. */
static bool jumps(const isotherm *t, int64_t i)
{
    double rise = t->x[i + 1] - t->x[i], error = 5.0 * (t->x_error[i] + t->x_error[i + 1]);
    return !in_loop(t, i) && !in_loop(t, i + 1) && rise > 0.1 + 10.0 * expected_rise(t, i) + error;
}

/* The next transition whose low end is at or after point from; false if there is none. */
static bool next_transition(const isotherm *t, int64_t from, transition *found)
{
    for (int64_t i = from; i < t->n; i++) {
        if (in_loop(t, i)) {
            int64_t end = i;
            while (end + 1 < t->n && in_loop(t, end + 1)) end++;
            *found = loop_transition(t, i, end);
            return found->low < found->high && found->x_low < found->x_high;
        }
        if (i + 1 < t->n && jumps(t, i)) {
            *found = (transition){i, i + 1, 0.5 * (t->mu[i] + t->mu[i + 1]), t->x[i], t->x[i + 1]};
            return true;
        }
    }
    return false;
}

static msbat_status append(const msbat_context *ctx, msbat__sample_list *list, const double row[4])
{
    int64_t rows = list->capacity;
    void *block = list->rows;
    if (!msbat__grow(ctx, &block, list->n, &rows, 4 * sizeof(double))) return MSBAT_ERR_MEMORY;
    list->rows = block;
    list->capacity = rows;
    memcpy(list->rows + 4 * list->n++, row, 4 * sizeof(double));
    return MSBAT_OK;
}

/* Standard error of mu at fixed x, from that of x at fixed mu: error_x d mu/dx, d mu/dx = kT Gamma/x. 0, which means
 * "none known", where the number of ions never changed: there Gamma is infinite. */
static double mu_error(const isotherm *t, int64_t i)
{
    double error = t->x_error[i] * MSBAT_BOLTZMANN_EV * t->temperature * t->gamma[i] / t->x[i];
    return isfinite(error) ? error : 0.0;
}

/* Points first ... last of one branch, as far as x rises by more than its error. */
static msbat_status append_branch(const msbat_context *ctx, msbat__sample_list *list, const isotherm *t, int64_t first,
                                  int64_t last, double *last_x)
{
    msbat_status st = MSBAT_OK;
    for (int64_t i = first; i <= last && !st; i++) {
        double x = t->x[i];
        if (x <= *last_x + t->x_error[i] || x >= 1.0) continue;
        st = append(ctx, list, (double[4]){t->temperature, x, t->mu[i], mu_error(t, i)});
        *last_x = x;
    }
    return st;
}

/* Inside a loop the value of the branch, not of whichever walk was reported. */
static void settle_branches(isotherm *t, const transition *c)
{
    for (int64_t i = c->low; i >= 0 && in_loop(t, i); i--) t->x[i] = t->up[i];
    for (int64_t i = c->high; i < t->n && in_loop(t, i); i++) t->x[i] = t->down[i];
}

/* The tie line; rows of this isotherm that reach into it by their noise give way. */
static msbat_status append_tie(const msbat_context *ctx, msbat__sample_list *list, int64_t start, const isotherm *t,
                               const transition *c)
{
    while (list->n > start && list->rows[4 * (list->n - 1) + 1] >= c->x_low) list->n--;
    msbat_status st = append(ctx, list, (double[4]){t->temperature, c->x_low, c->mu + 0.5 * hair_ev, 0.0});
    if (!st) st = append(ctx, list, (double[4]){t->temperature, c->x_high, c->mu - 0.5 * hair_ev, 0.0});
    msbat__log(ctx, 1, "msbat_phase_from_isotherms: at %g K two phases from x = %g to %g at mu = %g +- %g eV%s",
               t->temperature, c->x_low, c->x_high, c->mu, 0.5 * (t->mu[c->high] - t->mu[c->low]),
               t->flags[c->low] & MSBAT_MC_UNDECIDED || t->flags[c->high] & MSBAT_MC_UNDECIDED
                   ? "; the loop was undecided and is cut in its middle" : "");
    return st;
}

static msbat_status check_flags(const msbat_context *ctx, const isotherm *t, msbat_gap_policy policy)
{
    for (int64_t i = 0; i < t->n && policy != MSBAT_GAP_CONVEXIFY; i++)
        if (t->flags[i] & MSBAT_MC_UNDECIDED)
            return msbat__fail(ctx, MSBAT_ERR_CONVERGENCE, "msbat_phase_from_isotherms",
                               "at %g K and mu = %g eV the walks from both ends differ and the stable one is not "
                               "known; run longer (max_sweeps), extend the list of mu to x = 0 and 1 where it does not "
                               "reach them, or take MSBAT_GAP_CONVEXIFY, which cuts the loop in its middle",
                               t->temperature, t->mu[i]);
    return MSBAT_OK;
}

static msbat_status append_isotherm(const msbat_context *ctx, msbat__sample_list *list, isotherm *t)
{
    int64_t first = 0, start = list->n;
    double last_x = 0.0;
    transition c;
    msbat_status st = MSBAT_OK;
    while (!st && next_transition(t, first, &c)) {
        settle_branches(t, &c);
        st = append_branch(ctx, list, t, first, c.low, &last_x);
        if (!st) st = append_tie(ctx, list, start, t, &c);
        last_x = c.x_high;
        first = c.high;
        while (first < t->n && in_loop(t, first)) { /* the rest of this loop is settled */
            t->flags[first] &= ~(int64_t)MSBAT_MC_HYSTERESIS;
            first++;
        }
        first = c.high;
    }
    return st ? st : append_branch(ctx, list, t, first, t->n - 1, &last_x);
}

msbat_status msbat__link_samples(const msbat_context *ctx, const msbat_mc *mc, msbat_gap_policy policy,
                                 msbat__sample_list *list)
{
    isotherm t = {0};
    msbat_status st = read_isotherm(ctx, mc, &t);
    if (!st) st = check_flags(ctx, &t, policy);
    if (!st) st = append_isotherm(ctx, list, &t);
    msbat__free(ctx, t.mu);
    msbat__free(ctx, t.flags);
    return st;
}
