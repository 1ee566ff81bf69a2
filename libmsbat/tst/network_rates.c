/* network_rates.c - a network from directed rates, if they obey detailed balance. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "tst/network_impl.h"

/* Occupations along a spanning tree. */
typedef struct tree {
    double *log_p, *log_ratio;   /* of the sites; of forward over backward rate of the hops */
    int64_t *parent, *depth;     /* of the sites: -1 at the root, -2 unreached */
} tree;

static const double tolerance = 1e-6;

static msbat_status check_rates(const msbat_context *ctx, const char *function, int64_t hop, const double *rates)
{
    msbat_status st = MSBAT_OK;
    for (int64_t k = 0; k < 2 && !st; k++)
        st = msbat__check_range(ctx, function, k ? "backward rate" : "forward rate", "THz", rates[2 * hop + k],
                                DBL_MIN, 1e250, 0);
    return st ? msbat__fail_within(ctx, st, function, "hop %d", hop) : st;
}

static msbat_status add_hops(msbat_network *network, const char *function, int64_t n_hops, const int64_t *sites,
                             const double *r, const double *rates)
{
    msbat_status st = MSBAT_OK;
    for (int64_t h = 0; h < n_hops && !st; h++) {
        msbat__hop hop = {sites[2 * h], sites[2 * h + 1], {r[3 * h], r[3 * h + 1], r[3 * h + 2]}, 0.0, 1.0};
        st = msbat__network_check_hop(network, function, hop.a, hop.b, hop.r);
        if (!st) st = check_rates(network->handle.ctx, function, h, rates);
        if (!st) st = msbat__network_append(network, &hop);
    }
    return st;
}

/* Sweeps over the hops until no further site is reached. */
static void grow_tree(const msbat_network *network, tree *t)
{
    bool more = true;
    for (int64_t i = 0; i < network->n_sites; i++) t->parent[i] = i ? -2 : -1;
    t->log_p[0] = 0.0;
    t->depth[0] = 0;
    while (more) {
        more = false;
        for (int64_t h = 0; h < network->n_hops; h++) {
            int64_t a = network->hops[h].a, b = network->hops[h].b;
            bool has_a = t->parent[a] > -2, has_b = t->parent[b] > -2;
            if (has_a == has_b) continue;
            int64_t from = has_a ? a : b, to = has_a ? b : a;
            t->log_p[to] = t->log_p[from] + (has_a ? 1.0 : -1.0) * t->log_ratio[h];
            t->parent[to] = from;
            t->depth[to] = t->depth[from] + 1;
            more = true;
        }
    }
}

static int64_t common_ancestor(const tree *t, int64_t a, int64_t b)
{
    while (a != b) {
        if (t->depth[a] >= t->depth[b]) a = t->parent[a];
        else b = t->parent[b];
    }
    return a;
}

static int64_t ancestor_at(const tree *t, int64_t site, int64_t depth)
{
    while (t->depth[site] > depth) site = t->parent[site];
    return site;
}

/* Sites of the cycle from a by the hop to b and back along the tree: "0 - 1 - 2 - 0"; cut where the buffer ends. */
static void name_cycle(const tree *t, int64_t a, int64_t b, size_t size, char *text)
{
    int64_t top = common_ancestor(t, a, b), site = b;
    size_t used = msbat__format(size, text, "%d - %d", a, b);
    while (site != top && used < size) {
        site = t->parent[site];
        used += msbat__format(size - used, text + used, " - %d", site);
    }
    for (int64_t d = t->depth[top] + 1; d <= t->depth[a] && used < size; d++)
        used += msbat__format(size - used, text + used, " - %d", ancestor_at(t, a, d));
}

static msbat_status check_balance(const msbat_network *network, const tree *t)
{
    char cycle[160];
    for (int64_t h = 0; h < network->n_hops; h++) {
        int64_t a = network->hops[h].a, b = network->hops[h].b;
        double residual = t->log_p[a] + t->log_ratio[h] - t->log_p[b];
        if (fabs(residual) <= tolerance) continue;
        name_cycle(t, a, b, sizeof cycle, cycle);
        return msbat__fail(network->handle.ctx, MSBAT_ERR_BALANCE, "msbat_network_create_from_rates",
                           "hop %d: round the cycle of sites %s the product of forward over backward rates is "
                           "exp(%g); must be 1",
                           h, cycle, residual);
    }
    return MSBAT_OK;
}

static msbat_status check_reached(const msbat_network *network, const tree *t)
{
    for (int64_t i = 0; i < network->n_sites; i++)
        if (t->parent[i] == -2)
            return msbat__fail(network->handle.ctx, MSBAT_ERR_PHYSICS, "msbat_network_create_from_rates",
                               "no hops lead from site 0 to site %d: the rates do not say how the carrier divides "
                               "between them",
                               i);
    return MSBAT_OK;
}

/* Energies and saddles that give back the rates, with nu = 1 THz for all: p_a k_ab = exp(-saddle/kT). */
static void set_energies(msbat_network *network, const tree *t, const double *rates)
{
    double kt = MSBAT_BOLTZMANN_EV * network->fixed_temperature;
    for (int64_t i = 0; i < network->n_sites; i++) network->site[i] = -kt * t->log_p[i];
    for (int64_t h = 0; h < network->n_hops; h++) {
        msbat__hop *hop = network->hops + h;
        double there = t->log_p[hop->a] + log(rates[2 * h]), back = t->log_p[hop->b] + log(rates[2 * h + 1]);
        hop->saddle = -kt * 0.5 * (there + back);
    }
}

static msbat_status balance(msbat_network *network, const double *rates)
{
    const msbat_context *ctx = network->handle.ctx;
    int64_t n = network->n_sites;
    tree t = {MSBAT__NEW(ctx, n, double), MSBAT__NEW(ctx, network->n_hops, double), MSBAT__NEW(ctx, n, int64_t),
              MSBAT__NEW(ctx, n, int64_t)};
    msbat_status st = MSBAT_ERR_MEMORY;
    if (t.log_p && t.log_ratio && t.parent && t.depth) {
        for (int64_t h = 0; h < network->n_hops; h++) t.log_ratio[h] = log(rates[2 * h]) - log(rates[2 * h + 1]);
        grow_tree(network, &t);
        st = check_reached(network, &t);
        if (!st) st = check_balance(network, &t);
        if (!st) set_energies(network, &t, rates);
    }
    msbat__free(ctx, t.log_p);
    msbat__free(ctx, t.log_ratio);
    msbat__free(ctx, t.parent);
    msbat__free(ctx, t.depth);
    return st;
}

msbat_status msbat_network_create_from_rates(msbat_context *ctx, double temperature, int64_t n_sites, int64_t n_hops,
                                             const int64_t *sites, const double *displacement_ang,
                                             const double *rates_thz, msbat_network **network)
{
    msbat_network *made = NULL;
    if (network) *network = NULL;
    MSBAT__REQUIRE_HANDLE(ctx);
    MSBAT__REQUIRE(ctx, network);
    MSBAT__REQUIRE(ctx, sites);
    MSBAT__REQUIRE(ctx, displacement_ang);
    MSBAT__REQUIRE(ctx, rates_thz);
    msbat_status st = msbat__check_range(ctx, __func__, "temperature", "K", temperature, 0.0, DBL_MAX, 1);
    if (!st) st = msbat__check_count(ctx, __func__, "n_hops", n_hops, 0, 100000000);
    if (!st) st = msbat__network_new(ctx, __func__, n_sites, &made);
    if (!st) made->fixed_temperature = temperature;
    if (!st) st = add_hops(made, __func__, n_hops, sites, displacement_ang, rates_thz);
    if (!st) st = balance(made, rates_thz);
    if (st) {
        msbat__handle_release(made);
        return st;
    }
    *network = made;
    return MSBAT_OK;
}
