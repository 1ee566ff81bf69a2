/* network.c - hop networks as objects: sites, hops, rates, occupations, connected parts, diffusivity. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "tst/network_impl.h"

#define AT(member) offsetof(struct msbat_network, member)
static const msbat__option options[] = {
    {"closure_tolerance", MSBAT__OPTION_DOUBLE, AT(closure_tolerance), 1e-9, 1.0, "angstrom", NULL},
    {NULL, MSBAT__OPTION_INT, 0, 0.0, 0.0, NULL, NULL}};

MSBAT__OPTION_ACCESSORS(network, closure_tolerance, double, options)
MSBAT__OPTION_TEXT(network, options)

static void clear(void *object)
{
    msbat_network *network = object;
    msbat__free(network->handle.ctx, network->site);
    msbat__free(network->handle.ctx, network->hops);
}

msbat_status msbat__network_new(msbat_context *ctx, const char *function, int64_t n_sites, msbat_network **network)
{
    msbat_status st = msbat__check_count(ctx, function, "n_sites", n_sites, 1, 4096);
    if (st) return st;
    msbat_network *made = msbat__handle_new(ctx, sizeof *made, clear, function);
    if (!made) return MSBAT_ERR_MEMORY;
    made->n_sites = n_sites;
    made->closure_tolerance = 1e-6;
    made->site = MSBAT__NEW_ZEROED(ctx, n_sites, double);
    if (!made->site) {
        msbat__handle_release(made);
        return MSBAT_ERR_MEMORY;
    }
    *network = made;
    return MSBAT_OK;
}

msbat_status msbat_network_create(msbat_context *ctx, int64_t n_sites, const double *site_ev, msbat_network **network)
{
    msbat_network *made = NULL;
    if (network) *network = NULL;
    MSBAT__REQUIRE_HANDLE(ctx);
    MSBAT__REQUIRE(ctx, network);
    MSBAT__REQUIRE(ctx, site_ev);
    msbat_status st = msbat__network_new(ctx, __func__, n_sites, &made);
    if (!st) st = msbat__check_array(ctx, __func__, "site_ev", "eV", n_sites, site_ev);
    if (st) {
        msbat__handle_release(made);
        return st;
    }
    memcpy(made->site, site_ev, (size_t)n_sites * sizeof *site_ev);
    *network = made;
    return MSBAT_OK;
}

void msbat_network_destroy(msbat_network **network) { msbat__handle_destroy((void **)network); }

msbat_status msbat__network_check_hop(const msbat_network *network, const char *function, int64_t a, int64_t b,
                                      const double *r)
{
    const msbat_context *ctx = network->handle.ctx;
    msbat_status st = msbat__check_count(ctx, function, "site a", a, 0, network->n_sites - 1);
    if (!st) st = msbat__check_count(ctx, function, "site b", b, 0, network->n_sites - 1);
    for (int64_t k = 0; k < 3 && !st; k++)
        st = msbat__check_range(ctx, function, "displacement_ang", "angstrom", r[k], -1e6, 1e6, 0);
    if (!st && a == b && !(fabs(r[0]) + fabs(r[1]) + fabs(r[2]) > 0.0))
        st = msbat__fail(ctx, MSBAT_ERR_ARGUMENT, function, "the hop from site %d to itself has displacement_ang = 0",
                         a);
    if (st) return msbat__fail_within(ctx, st, function, "hop %d", network->n_hops);
    return MSBAT_OK;
}

msbat_status msbat__network_append(msbat_network *network, const msbat__hop *hop)
{
    void *hops = network->hops;
    if (!msbat__grow(network->handle.ctx, &hops, network->n_hops, &network->capacity, sizeof *hop))
        return MSBAT_ERR_MEMORY;
    network->hops = hops;
    network->hops[network->n_hops++] = *hop;
    return MSBAT_OK;
}

static msbat_status check_saddle(const msbat_network *network, const char *function, const msbat__hop *hop)
{
    const msbat_context *ctx = network->handle.ctx;
    double floor = fmax(network->site[hop->a], network->site[hop->b]);
    msbat_status st = msbat__check_range(ctx, function, "nu_thz", "THz", hop->nu, 0.0, DBL_MAX, 1);
    if (!st) st = msbat__check_range(ctx, function, "saddle_ev", "eV", hop->saddle, floor, DBL_MAX, 0);
    if (!st) return MSBAT_OK;
    return msbat__fail_within(ctx, st, function, "hop %d from site %d to site %d", network->n_hops, hop->a, hop->b);
}

msbat_status msbat_network_add_hop(msbat_network *network, int64_t a, int64_t b, const double displacement_ang[3],
                                   double saddle_ev, double nu_thz)
{
    MSBAT__REQUIRE_HANDLE(network);
    const msbat_context *ctx = network->handle.ctx;
    MSBAT__REQUIRE(ctx, displacement_ang);
    if (network->fixed_temperature > 0.0)
        return msbat__fail(ctx, MSBAT_ERR_STATE, __func__, "the network was made from rates: no hop can be added");
    msbat_status st = msbat__network_check_hop(network, __func__, a, b, displacement_ang);
    if (st) return st;
    msbat__hop hop = {a, b, {displacement_ang[0], displacement_ang[1], displacement_ang[2]}, saddle_ev, nu_thz};
    st = check_saddle(network, __func__, &hop);
    return st ? st : msbat__network_append(network, &hop);
}

msbat_status msbat_network_get_counts(const msbat_network *network, int64_t *n_sites, int64_t *n_hops)
{
    MSBAT__REQUIRE_HANDLE(network);
    MSBAT__REQUIRE(network->handle.ctx, n_sites);
    MSBAT__REQUIRE(network->handle.ctx, n_hops);
    *n_sites = network->n_sites;
    *n_hops = network->n_hops;
    return MSBAT_OK;
}

msbat_status msbat__network_check_temperature(const msbat_network *network, const char *function, double temperature)
{
    const msbat_context *ctx = network->handle.ctx;
    double fixed = network->fixed_temperature;
    msbat_status st = msbat__check_range(ctx, function, "temperature", "K", temperature, 0.0, DBL_MAX, 1);
    if (!st && fixed > 0.0 && fabs(temperature - fixed) > 1e-12 * fixed)
        st = msbat__fail(ctx, MSBAT_ERR_STATE, function, "temperature = %g K; the network was made from rates at %g K",
                         temperature, fixed);
    return st;
}

msbat_status msbat_network_get_rates(const msbat_network *network, int64_t hop, double temperature, double *forward_thz,
                                     double *backward_thz)
{
    MSBAT__REQUIRE_HANDLE(network);
    const msbat_context *ctx = network->handle.ctx;
    MSBAT__REQUIRE(ctx, forward_thz);
    MSBAT__REQUIRE(ctx, backward_thz);
    msbat_status st = msbat__check_count(ctx, __func__, "hop", hop, 0, network->n_hops - 1);
    if (!st) st = msbat__network_check_temperature(network, __func__, temperature);
    if (st) return st;
    const msbat__hop *h = network->hops + hop;
    double kt = MSBAT_BOLTZMANN_EV * temperature;
    *forward_thz = h->nu * exp(-(h->saddle - network->site[h->a]) / kt);
    *backward_thz = h->nu * exp(-(h->saddle - network->site[h->b]) / kt);
    return MSBAT_OK;
}

/* Sum of Boltzmann factors of the sites of one part (all: which < 0), relative to the lowest of these sites: so that
 * the sum is at least 1 however far the part lies above the others. */
static double partition_sum(const msbat_network *network, const int64_t *part, int64_t which, double kt, double *lowest)
{
    double sum = 0.0;
    *lowest = HUGE_VAL;
    for (int64_t i = 0; i < network->n_sites; i++)
        if (which < 0 || part[i] == which) *lowest = fmin(*lowest, network->site[i]);
    for (int64_t i = 0; i < network->n_sites; i++)
        if (which < 0 || part[i] == which) sum += exp(-(network->site[i] - *lowest) / kt);
    return sum;
}

msbat_status msbat_network_get_occupations(const msbat_network *network, double temperature, int64_t n, double *p)
{
    MSBAT__REQUIRE_HANDLE(network);
    const msbat_context *ctx = network->handle.ctx;
    MSBAT__REQUIRE(ctx, p);
    msbat_status st = msbat__network_check_temperature(network, __func__, temperature);
    if (!st) st = msbat__check_count(ctx, __func__, "n", n, network->n_sites, network->n_sites);
    if (st) return st;
    double lowest, kt = MSBAT_BOLTZMANN_EV * temperature, sum = partition_sum(network, NULL, -1, kt, &lowest);
    for (int64_t i = 0; i < n; i++) p[i] = exp(-(network->site[i] - lowest) / kt) / sum;
    return MSBAT_OK;
}

static int64_t root_of(int64_t *parent, int64_t i)
{
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
}

int64_t msbat__network_parts(const msbat_network *network, int64_t *part)
{
    int64_t count = 0;
    for (int64_t i = 0; i < network->n_sites; i++) part[i] = i;
    for (int64_t h = 0; h < network->n_hops; h++) {
        int64_t a = root_of(part, network->hops[h].a), b = root_of(part, network->hops[h].b);
        part[a > b ? a : b] = a > b ? b : a;
    }
    for (int64_t i = 0; i < network->n_sites; i++) part[i] = root_of(part, i);
    /* roots are the lowest sites of their parts: numbered on the way, the part of a root is known before its others */
    for (int64_t i = 0; i < network->n_sites; i++) part[i] = part[i] == i ? count++ : part[part[i]];
    return count;
}

msbat_status msbat_network_get_parts(const msbat_network *network, int64_t *n_parts, int64_t n, int64_t *part)
{
    MSBAT__REQUIRE_HANDLE(network);
    const msbat_context *ctx = network->handle.ctx;
    MSBAT__REQUIRE(ctx, n_parts);
    int64_t wanted = part ? network->n_sites : 0;
    if (n != wanted)
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, __func__, "n = %d; must be %d%s", n, wanted,
                           part ? "" : " when part is NULL");
    int64_t *own = MSBAT__NEW(ctx, network->n_sites, int64_t);
    if (!own) return MSBAT_ERR_MEMORY;
    *n_parts = msbat__network_parts(network, own);
    if (part) memcpy(part, own, (size_t)n * sizeof *part);
    msbat__free(ctx, own);
    return MSBAT_OK;
}

/* Adds the diffusivity of a part, weighted as a share of the sum of Boltzmann factors sum, to tensor. */
static msbat_status add_part(const msbat_network *network, const int64_t *part, int64_t which, double kt, double sum,
                             double lowest, double tensor[9])
{
    double own[9], log_scale;
    msbat_status st = msbat__network_solve(network, part, which, kt, own, &log_scale);
    if (st) return st;
    double factor = exp(log_scale + lowest / kt) / sum;
    if (!isfinite(factor))
        return msbat__fail(network->handle.ctx, MSBAT_ERR_OVERFLOW, "msbat_network_get_diffusivity",
                           "the rates of part %d are beyond the range of numbers: exp(%g) THz", which,
                           log_scale + lowest / kt);
    for (int64_t k = 0; k < 9; k++) tensor[k] += factor * own[k];
    return MSBAT_OK;
}

static bool is_zero(const double tensor[9])
{
    for (int64_t k = 0; k < 9; k += 4)
        if (tensor[k] > 0.0) return false;
    return true;
}

msbat_status msbat_network_get_diffusivity(const msbat_network *network, double temperature, double tensor[9])
{
    MSBAT__REQUIRE_HANDLE(network);
    const msbat_context *ctx = network->handle.ctx;
    MSBAT__REQUIRE(ctx, tensor);
    msbat_status st = msbat__network_check_temperature(network, __func__, temperature);
    if (st) return st;
    int64_t *part = MSBAT__NEW(ctx, network->n_sites, int64_t);
    if (!part) return MSBAT_ERR_MEMORY;
    double total[9] = {0.0}, lowest, kt = MSBAT_BOLTZMANN_EV * temperature;
    double sum = partition_sum(network, NULL, -1, kt, &lowest);
    int64_t n_parts = msbat__network_parts(network, part);
    for (int64_t i = 0; i < n_parts && !st; i++) st = add_part(network, part, i, kt, sum, lowest, total);
    msbat__free(ctx, part);
    if (st) return st;
    memcpy(tensor, total, sizeof total);
    if (is_zero(total)) return msbat__fail(ctx, MSBAT_NO_PATH, __func__, "no hops lead through the cell: D is 0");
    return MSBAT_OK;
}

msbat_status msbat_network_get_part_diffusivity(const msbat_network *network, int64_t part, double temperature,
                                                double tensor[9], double *probability)
{
    MSBAT__REQUIRE_HANDLE(network);
    const msbat_context *ctx = network->handle.ctx;
    MSBAT__REQUIRE(ctx, tensor);
    MSBAT__REQUIRE(ctx, probability);
    msbat_status st = msbat__network_check_temperature(network, __func__, temperature);
    if (st) return st;
    int64_t *own = MSBAT__NEW(ctx, network->n_sites, int64_t);
    if (!own) return MSBAT_ERR_MEMORY;
    double total[9] = {0.0}, lowest = 0.0, lowest_of_all, kt = MSBAT_BOLTZMANN_EV * temperature;
    int64_t n_parts = msbat__network_parts(network, own);
    st = msbat__check_count(ctx, __func__, "part", part, 0, n_parts - 1);
    double share = st ? 0.0 : partition_sum(network, own, part, kt, &lowest);
    double all = partition_sum(network, NULL, -1, kt, &lowest_of_all);
    if (!st) st = add_part(network, own, part, kt, share, lowest, total);
    msbat__free(ctx, own);
    if (st) return msbat__pass(ctx, ctx, __func__, st);
    memcpy(tensor, total, sizeof total);
    *probability = share * exp(-(lowest - lowest_of_all) / kt) / all;
    if (is_zero(total))
        return msbat__fail(ctx, MSBAT_NO_PATH, __func__, "no hops of part %d lead through the cell: D is 0", part);
    return MSBAT_OK;
}
