/* kmc_balance.c - does a barrier model obey detailed balance? On random configurations: every hop against its
 * reverse, one ion round the shortest ring through a hop, two hops done and undone (A. Kolmogorov, Math. Ann. 112
 * (1936) 155). */
#include "kmc/kmc_impl.h"

#include <math.h>
#include <string.h>

typedef struct checker {
    const msbat_kmc *kmc;
    msbat_kmc_barrier_fn model;
    void *user;
    int8_t *spin, *occupation;
    int64_t *queue, *parent, *through; /* of the search for rings */
    double worst[3];
    int64_t from[3], to[3];            /* where the worst residuals are */
    msbat__rng rng;
} checker;

static const double not_reversible = 1e300; /* one direction is closed, the other one open */

static void put(checker *c, int64_t site, int64_t filled)
{
    c->spin[site] = filled ? 1 : -1;
    c->occupation[site] = (int8_t)filled;
}

static int64_t end_of(const checker *c, int64_t site, int64_t slot)
{
    return c->kmc->slot[site * c->kmc->slots + slot].target;
}

static int64_t slots_of(const checker *c, int64_t site) { return msbat__kmc_type(c->kmc, site)->n_paths; }

static int64_t reverse_slot(const checker *c, int64_t site, int64_t slot)
{
    const msbat_kmc *kmc = c->kmc;
    int64_t reverse = kmc->paths[msbat__kmc_type(kmc, site)->first_path + slot].reverse;
    return reverse - msbat__kmc_type(kmc, end_of(c, site, slot))->first_path;
}

static void note(checker *c, int kind, double residual, int64_t from, int64_t to)
{
    if (!(residual > c->worst[kind])) return;
    c->worst[kind] = residual;
    c->from[kind] = from;
    c->to[kind] = to;
}

static msbat_status evaluate(const checker *c, int64_t site, int64_t slot, double *barrier, double *nu)
{
    int code = msbat__kmc_barrier(c->kmc, c->model, c->user, c->spin, c->occupation, site, slot, barrier, nu);
    return msbat__kmc_check_barrier(c->kmc, "msbat_kmc_check_balance", site, slot, code, *barrier, *nu);
}

/* Makes the hop. log_ratio: ln(k/k_reverse), 0 when both are closed; pair and nu residuals are noted. */
static msbat_status hop(checker *c, int64_t site, int64_t slot, double *log_ratio)
{
    double kt = msbat__kmc_kt(c->kmc), there[2], back[2];
    int64_t end = end_of(c, site, slot);
    double change = 2.0 * (double)msbat__kmc_half_energy(c->kmc, c->spin, site, slot) * KMC_QUANTUM;
    msbat_status status = evaluate(c, site, slot, &there[0], &there[1]);
    if (status) return status;
    put(c, site, 0);
    put(c, end, 1);
    status = evaluate(c, end, reverse_slot(c, site, slot), &back[0], &back[1]);
    if (status) return status;
    bool closed = there[1] == 0.0 && back[1] == 0.0, half_open = !closed && (there[1] == 0.0 || back[1] == 0.0);
    double of_nu = closed ? 0.0 : half_open ? not_reversible : log(there[1] / back[1]);
    note(c, 0, closed ? 0.0 : fabs(there[0] - back[0] - change) / kt, site, end);
    note(c, 1, fabs(of_nu), site, end);
    *log_ratio = closed ? 0.0 : of_nu - (there[0] - back[0]) / kt;
    return MSBAT_OK;
}

static void fill_at_random(checker *c)
{
    int64_t n = c->kmc->n_sites, left = 1 + msbat__rng_below(&c->rng, n - 1); /* n >= 2: a hop has two ends */
    for (int64_t site = 0; site < n; site++) {
        int64_t filled = msbat__rng_below(&c->rng, n - site) < left;
        put(c, site, filled);
        left -= filled;
    }
}

/* ---- rings ---- */

/* Breadth-first from the end of the hop back to its start, not over the same bond. Steps are left in through
 * (slots), from the site in parent; false if there is no ring. */
static bool find_ring(checker *c, int64_t start, int64_t slot)
{
    const msbat_kmc *kmc = c->kmc;
    int64_t first = end_of(c, start, slot), back = reverse_slot(c, start, slot), n = 0;
    for (int64_t site = 0; site < kmc->n_sites; site++) c->parent[site] = -1;
    c->queue[n++] = first;
    c->parent[first] = first;
    for (int64_t q = 0; q < n; q++) {
        int64_t site = c->queue[q];
        for (int64_t z = 0; z < slots_of(c, site); z++) {
            int64_t next = end_of(c, site, z);
            if ((site == first && z == back) || c->parent[next] >= 0) continue;
            c->parent[next] = site;
            c->through[next] = z;
            if (next == start) return true;
            c->queue[n++] = next;
        }
    }
    return false;
}

/* One ion round the ring through the hop: forwards over the hop, then along the way found. */
static msbat_status go_round(checker *c, int64_t start, int64_t slot)
{
    if (!find_ring(c, start, slot)) return MSBAT_OK;
    int64_t n = 0;
    for (int64_t site = start;; site = c->parent[site]) { /* from the start backwards to the end of the hop */
        c->queue[n++] = site;
        put(c, site, 0);
        if (c->parent[site] == site) break;
    }
    put(c, start, 1);
    double sum = 0.0, part = 0.0;
    int64_t end = end_of(c, start, slot);
    msbat_status status = hop(c, start, slot, &sum);
    for (int64_t i = n - 2; !status && i >= 0; i--) {
        status = hop(c, c->queue[i + 1], c->through[c->queue[i]], &part);
        sum += part;
    }
    if (!status) note(c, 2, fabs(sum) < not_reversible ? fabs(sum) : not_reversible, start, end);
    return status;
}

/* ---- two hops in turn ---- */

/* A hop that is possible now and touches neither of the sites given; false if a few trials find none. */
static bool draw_hop(checker *c, const int64_t not_these[2], int64_t *site, int64_t *slot)
{
    for (int64_t trial = 0; trial < 64; trial++) {
        *site = msbat__rng_below(&c->rng, c->kmc->n_sites);
        if (!slots_of(c, *site)) continue;
        *slot = msbat__rng_below(&c->rng, slots_of(c, *site));
        int64_t end = end_of(c, *site, *slot);
        if (c->spin[*site] < 0 || c->spin[end] > 0) continue;
        if (*site == not_these[0] || *site == not_these[1] || end == not_these[0] || end == not_these[1]) continue;
        return true;
    }
    return false;
}

static msbat_status in_turn(checker *c)
{
    const int64_t none[2] = {-1, -1};
    int64_t a, slot_a, b, slot_b;
    if (!draw_hop(c, none, &a, &slot_a)) return MSBAT_OK;
    const int64_t ends_a[2] = {a, end_of(c, a, slot_a)};
    if (!draw_hop(c, ends_a, &b, &slot_b)) return MSBAT_OK;
    const int64_t sites[4] = {a, b, ends_a[1], end_of(c, b, slot_b)};
    const int64_t slots[4] = {slot_a, slot_b, reverse_slot(c, a, slot_a), reverse_slot(c, b, slot_b)};
    double sum = 0.0, part = 0.0;
    msbat_status status = MSBAT_OK;
    for (int64_t i = 0; !status && i < 4; i++) {
        status = hop(c, sites[i], slots[i], &part);
        sum += part;
    }
    if (!status) note(c, 2, fabs(sum) < not_reversible ? fabs(sum) : not_reversible, a, ends_a[1]);
    return status;
}

static msbat_status check_one(checker *c, int64_t which)
{
    const msbat_kmc *kmc = c->kmc;
    int64_t hops = kmc->n_sites * kmc->slots, start = which % hops / kmc->slots, slot = which % hops % kmc->slots;
    fill_at_random(c);
    msbat_status status = slot < slots_of(c, start) ? go_round(c, start, slot) : MSBAT_OK;
    for (int64_t i = 0; !status && i < 4; i++) status = in_turn(c);
    return status;
}

/* ---- the calls ---- */

static msbat_status judge(const checker *c, double tolerance_kt)
{
    static const char *const what[3] = {"barriers there and back differ from the energy change by",
                                        "ln(nu there / nu back) is", "the sum round a closed loop is"};
    for (int kind = 0; kind < 3; kind++) {
        int k = (kind + 2) % 3; /* the loop tells most */
        if (c->worst[k] > tolerance_kt)
            return msbat__fail(c->kmc->handle.ctx, MSBAT_ERR_BALANCE, "msbat_kmc_check_balance",
                               "%s %g kT at the hop from site %d to %d; at most %g kT is allowed", what[k], c->worst[k],
                               c->from[k], c->to[k], tolerance_kt);
    }
    return MSBAT_OK;
}

static msbat_status run_checks(checker *c, int64_t n_configurations)
{
    const msbat_context *ctx = c->kmc->handle.ctx;
    int64_t n = c->kmc->n_sites, hops = n * c->kmc->slots, step = hops / n_configurations + 1;
    c->spin = MSBAT__NEW(ctx, n, int8_t);
    c->occupation = MSBAT__NEW(ctx, n, int8_t);
    c->queue = MSBAT__NEW(ctx, n + 1, int64_t);
    c->parent = MSBAT__NEW(ctx, n, int64_t);
    c->through = MSBAT__NEW(ctx, n, int64_t);
    msbat_status status =
        c->spin && c->occupation && c->queue && c->parent && c->through ? MSBAT_OK : MSBAT_ERR_MEMORY;
    msbat__rng_start(&c->rng, (uint64_t)c->kmc->seed, 2);
    for (int64_t i = 0; !status && i < n_configurations; i++) {
        status = check_one(c, i * step); /* all over */
        if (!status) status = msbat__progress(ctx, (double)(i + 1) / (double)n_configurations);
    }
    msbat__free(ctx, c->spin);
    msbat__free(ctx, c->occupation);
    msbat__free(ctx, c->queue);
    msbat__free(ctx, c->parent);
    msbat__free(ctx, c->through);
    return status;
}

msbat_status msbat_kmc_check_balance(msbat_kmc *kmc, msbat_kmc_barrier_fn model, void *user, int64_t n_configurations,
                                     double tolerance_kt, double residuals_kt[3])
{
    MSBAT__REQUIRE_HANDLE(kmc);
    const msbat_context *ctx = kmc->handle.ctx;
    msbat_status status = msbat__check_count(ctx, __func__, "n_configurations", n_configurations, 1, (int64_t)1 << 40);
    if (!status) status = msbat__check_range(ctx, __func__, "tolerance_kt", "kT", tolerance_kt, 0.0, 1e6, 0);
    if (!status) status = msbat__kmc_require_model(kmc, __func__, model ? model : kmc->model);
    if (!status) status = msbat__kmc_compile(kmc);
    if (status) return status;
    checker c;
    memset(&c, 0, sizeof c);
    c.kmc = kmc;
    c.model = model ? model : kmc->model;
    c.user = model ? user : kmc->model_user;
    status = run_checks(&c, n_configurations);
    if (status) return status;
    if (residuals_kt) memcpy(residuals_kt, c.worst, sizeof c.worst);
    return judge(&c, tolerance_kt);
}

msbat_status msbat_kmc_set_barrier_model(msbat_kmc *kmc, msbat_kmc_barrier_fn model, void *user)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    msbat_status status = MSBAT_OK;
    if (model) status = msbat_kmc_check_balance(kmc, model, user, 200, 1e-8, NULL);
    status = msbat__pass(kmc->handle.ctx, kmc->handle.ctx, __func__, status);
    if (status) return status;
    if (!model != !kmc->model) msbat__kmc_outdate(kmc); /* a model may open what the table closes */
    kmc->model = model;
    kmc->model_user = user;
    msbat__kmc_windows_clear(kmc);
    kmc->fresh = false;
    kmc->has_next = 0;
    return MSBAT_OK;
}
