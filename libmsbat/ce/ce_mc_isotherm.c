/* ce_mc_isotherm.c - x(mu) by two walks, and which of them is stable where they differ. */
#include "ce_mc_impl.h"

#include <math.h>
#include <string.h>

#define CHUNK 200000  /* trials between two calls of the progress function */
#define DILUTE 0.02   /* fraction of flipped sites up to which independent flips give the grand potential of an end */

/* Ascending index k of the mu list, whichever way it was given. */
static double ascending_mu(const msbat_mc *mc, int64_t k)
{
    int64_t n = mc->head.iso_n;
    bool rising = n < 2 || mc->iso_mu[1] > mc->iso_mu[0];
    return mc->iso_mu[rising ? k : n - 1 - k];
}

static double *walk_row(const msbat_mc *mc, int64_t walk, int64_t k)
{
    return &mc->iso_walks[(walk * mc->head.iso_n + k) * MSBAT__MC_COLUMNS];
}

/* ---- walking ---- */

static void next_point(msbat_mc *mc)
{
    mc->head.done = mc->head.n_samples = mc->head.n_corr = mc->head.trials = mc->head.accepted = 0;
    mc->head.iso_target = mc->min_sweeps < mc->max_sweeps ? mc->min_sweeps : mc->max_sweeps;
}

/* The upward walk starts from the empty cell, the downward one from the full cell. */
static void start_walk(msbat_mc *mc, int64_t walk)
{
    mc->head.iso_walk = walk;
    mc->head.iso_point = 0;
    next_point(mc);
    if (walk > 1) return;
    memset(mc->spin, walk ? 1 : -1, (size_t)mc->n);
    msbat__mc_recompute(mc);
}

/* Means of the two halves of the samples from first on agree within 4 standard errors. */
static bool settled(const msbat_mc *mc, int64_t first)
{
    int64_t half = (mc->head.n_samples - first) / 2;
    double a, b, ea, eb;
    msbat__series_average(half, 2, &mc->samples[2 * first], &a, &ea, NULL);
    msbat__series_average(half, 2, &mc->samples[2 * (first + half)], &b, &eb, NULL);
    return fabs(a - b) <= 4 * sqrt(ea * ea + eb * eb);
}

/* Numbers of the present point into row; *enough: precise and settled. */
static msbat_status judge_point(const msbat_mc *mc, double *row, bool *enough)
{
    const double n = (double)mc->n;
    int64_t first = mc->head.n_samples / 3, kept = mc->head.n_samples - first;
    msbat__mc_moments m;
    double e;
    msbat_status st = msbat__mc_find_moments(mc, first, 0, &m);
    if (st) return st;
    msbat__series_average(kept, 2, &mc->samples[2 * first + 1], &e, NULL, NULL);
    row[MSBAT__MC_MEAN] = m.mean / n;
    /* a series that never moved says only that excitations are rarer than about one in its length */
    row[MSBAT__MC_MEAN_ERROR] = fmax(m.mean_error / n, 1 / (n * (double)kept));
    row[MSBAT__MC_E] = e / n;
    row[MSBAT__MC_VAR] = m.var / n;
    row[MSBAT__MC_G] = m.gamma;
    row[MSBAT__MC_G_ERROR] = m.gamma_error;
    row[MSBAT__MC_KEPT] = (double)kept;
    *enough = row[MSBAT__MC_MEAN_ERROR] <= mc->precision && settled(mc, first);
    row[MSBAT__MC_PRECISE] = *enough;
    return MSBAT_OK;
}

static msbat_status finish_point(msbat_mc *mc)
{
    msbat__mc_head *h = &mc->head;
    int64_t k = h->iso_walk ? h->iso_n - 1 - h->iso_point : h->iso_point;
    bool enough = false;
    double row[MSBAT__MC_COLUMNS];
    msbat_status st = judge_point(mc, row, &enough);
    if (st) return st;
    if (!enough && h->iso_target < mc->max_sweeps) {
        h->iso_target = 2 * h->iso_target < mc->max_sweeps ? 2 * h->iso_target : mc->max_sweeps;
        return MSBAT_OK;
    }
    memcpy(walk_row(mc, h->iso_walk, k), row, sizeof row);
    next_point(mc);
    if (++h->iso_point == h->iso_n) start_walk(mc, h->iso_walk + 1);
    return MSBAT_OK;
}

static msbat_status walk_point(msbat_mc *mc)
{
    msbat__mc_head *h = &mc->head;
    double all = 2 * (double)h->iso_n;
    h->temperature = h->iso_temperature;
    h->mu = ascending_mu(mc, h->iso_walk ? h->iso_n - 1 - h->iso_point : h->iso_point);
    while (h->done < h->iso_target) {
        double part = (double)h->done / (double)mc->max_sweeps;
        msbat_status st = msbat__progress(mc->handle.ctx,
                                          ((double)(h->iso_walk * h->iso_n + h->iso_point) + fmin(part, 1)) / all);
        int64_t chunk = 1 + CHUNK / mc->n;
        if (chunk > h->iso_target - h->done) chunk = h->iso_target - h->done;
        if (!st) st = msbat__mc_sweep(mc, chunk, true, true);
        if (st) return st;
    }
    return finish_point(mc);
}

/* ---- which walk is stable ---- */

static bool differ(const msbat_mc *mc, int64_t k)
{
    const double *a = walk_row(mc, 0, k), *b = walk_row(mc, 1, k);
    double gap = fabs(a[MSBAT__MC_MEAN] - b[MSBAT__MC_MEAN]);
    return gap > mc->precision && gap > 5 * hypot(a[MSBAT__MC_MEAN_ERROR], b[MSBAT__MC_MEAN_ERROR]);
}

/* Grand potential per site of the empty (s = -1) or full cell with independent flips:
 * omega = (E - mu N)/n - kT mean ln(1 + exp(-(dE - mu dN)/kT)). */
static double end_potential(const msbat_mc *mc, int s, double mu)
{
    const double kt = MSBAT_BOLTZMANN_EV * mc->head.iso_temperature;
    double energy = mc->eci[0], flips = 0;
    for (int64_t f = 1; f < mc->ce->n_orbits; f++) {
        const msbat__ce_orbit *o = &mc->ce->orbits[f];
        energy += mc->eci[f] * (double)o->multiplicity * (s < 0 && o->n_points % 2 ? -1 : 1);
    }
    for (int64_t a = 0; a < mc->ce->n_active; a++) {
        const msbat__mc_table *t = &mc->tables[a];
        int64_t h = t->own;
        for (int64_t k = 0; k < t->n_slots; k++) h += s * t->pair[k];
        for (int64_t k = 0; k < t->n_triples; k++) h += t->triples[k].v;
        for (int64_t k = 0; k < t->n_many; k++) h += t->many[k].n % 2 ? s * t->many[k].v : t->many[k].v;
        flips += log1p(exp(-s * (mu - 2 * (double)h * mc->quantum) / kt));
    }
    return energy / (double)mc->ce->n_active - (s > 0 ? mu : 0) - kt * flips / (double)mc->ce->n_active;
}

/* Integral of x dmu between points k and k + 1 of a walk: the trapezoid with its end correction, dx/dmu = var N/(n
 * kT); between the bounds that a monotonic x sets. */
static double area(const msbat_mc *mc, int64_t walk, int64_t k)
{
    const double kt = MSBAT_BOLTZMANN_EV * mc->head.iso_temperature;
    const double *a = walk_row(mc, walk, k), *b = walk_row(mc, walk, k + 1);
    double h = ascending_mu(mc, k + 1) - ascending_mu(mc, k), x0 = a[MSBAT__MC_MEAN], x1 = b[MSBAT__MC_MEAN];
    double total = h * (x0 + x1) / 2 + h * h / 12 * (a[MSBAT__MC_VAR] - b[MSBAT__MC_VAR]) / kt;
    return fmin(fmax(total, h * fmin(x0, x1)), h * fmax(x0, x1));
}

/* Difference omega(up walk) - omega(down walk) at k, each from its own end. */
static double potential_gap(const msbat_mc *mc, int64_t k)
{
    int64_t n = mc->head.iso_n;
    double up = end_potential(mc, -1, ascending_mu(mc, 0)), down = end_potential(mc, 1, ascending_mu(mc, n - 1));
    for (int64_t i = 0; i < k; i++) up -= area(mc, 0, i);
    for (int64_t i = n - 2; i >= k; i--) down += area(mc, 1, i);
    return up - down;
}

/* One loop between dilute ends: the only case in which both potentials are known inside it. */
static bool decidable(const msbat_mc *mc)
{
    int64_t n = mc->head.iso_n, loops = 0;
    for (int64_t k = 0; k < n; k++) loops += differ(mc, k) && (k == 0 || !differ(mc, k - 1));
    return loops == 1 && !differ(mc, 0) && !differ(mc, n - 1) && walk_row(mc, 0, 0)[MSBAT__MC_MEAN] <= DILUTE &&
           walk_row(mc, 1, n - 1)[MSBAT__MC_MEAN] >= 1 - DILUTE;
}

/* Lower half of the loop that holds k: there an undecided point keeps the upward walk. */
static bool lower_half(const msbat_mc *mc, int64_t k)
{
    int64_t first = k, last = k;
    while (first > 0 && differ(mc, first - 1)) first--;
    while (last < mc->head.iso_n - 1 && differ(mc, last + 1)) last++;
    return 2 * k < first + last || (first == last);
}

static void pool(const double *a, const double *b, double *out)
{
    double n = a[MSBAT__MC_KEPT] + b[MSBAT__MC_KEPT], p = a[MSBAT__MC_KEPT] / n, q = b[MSBAT__MC_KEPT] / n;
    double var = p * a[MSBAT__MC_VAR] + q * b[MSBAT__MC_VAR];
    out[0] = p * a[MSBAT__MC_MEAN] + q * b[MSBAT__MC_MEAN];
    out[1] = hypot(p * a[MSBAT__MC_MEAN_ERROR], q * b[MSBAT__MC_MEAN_ERROR]);
    out[2] = p * a[MSBAT__MC_E] + q * b[MSBAT__MC_E];
    out[3] = var > 0 ? out[0] / var : INFINITY;
    /* d Gamma through the variances of both: Gamma_pooled / Gamma_i weighs each error */
    double ga = var > 0 && isfinite(a[MSBAT__MC_G]) ? p * a[MSBAT__MC_G_ERROR] * out[3] / a[MSBAT__MC_G] : 0;
    double gb = var > 0 && isfinite(b[MSBAT__MC_G]) ? q * b[MSBAT__MC_G_ERROR] * out[3] / b[MSBAT__MC_G] : 0;
    out[4] = var > 0 ? hypot(ga, gb) : INFINITY;
}

static void take(const double *a, double *out)
{
    out[0] = a[MSBAT__MC_MEAN];
    out[1] = a[MSBAT__MC_MEAN_ERROR];
    out[2] = a[MSBAT__MC_E];
    out[3] = a[MSBAT__MC_G];
    out[4] = a[MSBAT__MC_G_ERROR];
}

static void decide(msbat_mc *mc, int64_t k, bool known)
{
    int64_t n = mc->head.iso_n, at = ascending_mu(mc, k) == mc->iso_mu[k] ? k : n - 1 - k, flags = 0;
    const double *up = walk_row(mc, 0, k), *down = walk_row(mc, 1, k);
    double *out = &mc->iso_result[6 * at];
    if (!differ(mc, k)) {
        pool(up, down, out);
        if (out[1] > mc->precision || !up[MSBAT__MC_PRECISE] || !down[MSBAT__MC_PRECISE]) flags = MSBAT_MC_IMPRECISE;
    } else {
        const double *chosen = (known ? potential_gap(mc, k) <= 0 : lower_half(mc, k)) ? up : down;
        take(chosen, out);
        flags = MSBAT_MC_HYSTERESIS | (known ? 0 : MSBAT_MC_UNDECIDED);
        if (!chosen[MSBAT__MC_PRECISE]) flags |= MSBAT_MC_IMPRECISE;
    }
    out[5] = (double)flags;
}

msbat_status msbat__mc_continue_isotherm(msbat_mc *mc)
{
    msbat_status st = MSBAT_OK;
    while (mc->head.iso_walk < 2)
        if ((st = walk_point(mc))) return st;
    bool known = decidable(mc);
    for (int64_t k = 0; k < mc->head.iso_n; k++) decide(mc, k, known);
    mc->head.iso_complete = 1;
    next_point(mc);
    mc->head.task = MSBAT__MC_IDLE;
    return st;
}

/* ---- the call ---- */

static msbat_status check_mu(const msbat_mc *mc, int64_t n, const double *mu_ev)
{
    const msbat_context *ctx = mc->handle.ctx;
    const char *f = "msbat_mc_isotherm";
    msbat_status st = msbat__check_count(ctx, f, "n", n, 1, 100000);
    if (!st) st = msbat__check_array(ctx, f, "mu_ev", "eV", n, mu_ev);
    for (int64_t k = 0; !st && k < n; k++) st = msbat__check_range(ctx, f, "mu_ev[]", "eV", mu_ev[k], -1e9, 1e9, 0);
    for (int64_t k = 1; !st && k < n; k++)
        if (mu_ev[k] == mu_ev[k - 1] || (mu_ev[k] > mu_ev[k - 1]) != (mu_ev[1] > mu_ev[0]))
            st = msbat__fail(ctx, MSBAT_ERR_ARGUMENT, f, "mu_ev[%d] = %g eV after %g: not strictly monotonic", k,
                             mu_ev[k], mu_ev[k - 1]);
    return st;
}

msbat_status msbat_mc_isotherm(msbat_mc *mc, double temperature, int64_t n, const double *mu_ev)
{
    MSBAT__REQUIRE_HANDLE(mc);
    const msbat_context *ctx = mc->handle.ctx;
    MSBAT__REQUIRE(ctx, mu_ev);
    msbat_status st = msbat__check_range(ctx, __func__, "temperature", "K", temperature, 1e-3, 1e9, 0);
    if (!st) st = check_mu(mc, n, mu_ev);
    if (st) return st;
    double *mu = MSBAT__COPY(ctx, n, double, mu_ev), *result = MSBAT__NEW_ZEROED(ctx, 6 * n, double);
    double *walks = MSBAT__NEW_ZEROED(ctx, 2 * n * MSBAT__MC_COLUMNS, double);
    if (!mu || !result || !walks) {
        msbat__free(ctx, mu);
        msbat__free(ctx, result);
        msbat__free(ctx, walks);
        return MSBAT_ERR_MEMORY;
    }
    msbat__free(ctx, mc->iso_mu);
    msbat__free(ctx, mc->iso_result);
    msbat__free(ctx, mc->iso_walks);
    mc->iso_mu = mu;
    mc->iso_result = result;
    mc->iso_walks = walks;
    if (mc->rng.seed != (uint64_t)mc->seed) msbat__rng_start(&mc->rng, (uint64_t)mc->seed, 0);
    mc->head.iso_n = n;
    mc->head.iso_complete = 0;
    mc->head.iso_temperature = temperature;
    mc->head.task = MSBAT__MC_ISOTHERM;
    mc->head.listed = 0;
    start_walk(mc, 0);
    return msbat__mc_continue_isotherm(mc);
}

/* ---- results ---- */

static msbat_status need_isotherm(const msbat_mc *mc, const char *function)
{
    if (mc->head.iso_complete) return MSBAT_OK;
    return msbat__fail(mc->handle.ctx, MSBAT_ERR_STATE, function, "no isotherm has been completed");
}

msbat_status msbat_mc_get_isotherm_count(const msbat_mc *mc, int64_t *n, double *temperature)
{
    MSBAT__REQUIRE_HANDLE(mc);
    msbat_status st = need_isotherm(mc, __func__);
    if (st) return st;
    if (n) *n = mc->head.iso_n;
    if (temperature) *temperature = mc->head.iso_temperature;
    return MSBAT_OK;
}

msbat_status msbat_mc_get_isotherm(const msbat_mc *mc, int64_t n, double *mu_ev, double *x, double *x_error,
                                   double *energy_ev, double *gamma, double *gamma_error)
{
    MSBAT__REQUIRE_HANDLE(mc);
    double *columns[5] = {x, x_error, energy_ev, gamma, gamma_error};
    msbat_status st = need_isotherm(mc, __func__);
    if (!st) st = msbat__check_count(mc->handle.ctx, __func__, "n", n, mc->head.iso_n, mc->head.iso_n);
    for (int64_t k = 0; !st && k < n; k++) {
        if (mu_ev) mu_ev[k] = mc->iso_mu[k];
        for (int c = 0; c < 5; c++)
            if (columns[c]) columns[c][k] = mc->iso_result[6 * k + c];
    }
    return st;
}

msbat_status msbat_mc_get_isotherm_walks(const msbat_mc *mc, int64_t n, double *x_up, double *x_down, int64_t *flags)
{
    MSBAT__REQUIRE_HANDLE(mc);
    msbat_status st = need_isotherm(mc, __func__);
    if (!st) st = msbat__check_count(mc->handle.ctx, __func__, "n", n, mc->head.iso_n, mc->head.iso_n);
    for (int64_t k = 0; !st && k < n; k++) {
        int64_t up = ascending_mu(mc, k) == mc->iso_mu[k] ? k : n - 1 - k;
        if (x_up) x_up[k] = walk_row(mc, 0, up)[MSBAT__MC_MEAN];
        if (x_down) x_down[k] = walk_row(mc, 1, up)[MSBAT__MC_MEAN];
        if (flags) flags[k] = (int64_t)mc->iso_result[6 * k + 5];
    }
    return st;
}
