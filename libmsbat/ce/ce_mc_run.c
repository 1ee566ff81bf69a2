/* ce_mc_run.c - Metropolis sweeps, open (flips) and closed (exchanges). */
#include "ce_mc_impl.h"

#include <math.h>
#include <string.h>

#define CHUNK 200000 /* trials between two calls of the progress function */

double msbat__mc_energy(const msbat_mc *mc)
{
    return mc->eci[0] * (double)mc->n_cells + (double)mc->energy * mc->quantum;
}

/* Flips site i: its neighbours' fields change by -2 s_i times the sum of the clusters that hold both. */
static void flip(msbat_mc *mc, int64_t i)
{
    const msbat__mc_table *t = &mc->tables[i % mc->ce->n_active];
    const int32_t *near = &mc->neighbours[i * mc->width];
    int64_t *s = mc->work, *w = &mc->work[mc->width], twice = INT64_C(2) * mc->spin[i];
    for (int64_t k = 0; k < t->n_slots; k++) s[k] = (int64_t)mc->spin[near[k]], w[k] = t->pair[k];
    for (int64_t k = 0; k < t->n_triples; k++) {
        const msbat__mc_triple *p = &t->triples[k];
        w[p->a] += p->v * s[p->b];
        w[p->b] += p->v * s[p->a];
    }
    for (int64_t k = 0; k < t->n_many; k++) {
        const msbat__mc_many *m = &t->many[k];
        int64_t product = m->v;
        for (int32_t l = 0; l < m->n; l++) product *= s[m->slot[l]];
        for (int32_t l = 0; l < m->n; l++) w[m->slot[l]] += product * s[m->slot[l]];
    }
    mc->energy -= twice * mc->field[i];
    mc->head.n_filled -= mc->spin[i];
    mc->spin[i] = (int8_t)-mc->spin[i];
    for (int64_t k = 0; k < t->n_slots; k++) mc->field[near[k]] -= twice * w[k];
}

/* True with probability exp(-cost), from 32 random bits; only when they cannot decide are more drawn. */
static bool accept(msbat__rng *rng, double cost, uint32_t bits)
{
    if (cost <= 0) return true;
    double scaled = exp(-cost) * 4294967296.0, whole = floor(scaled);
    if ((double)bits != whole) return (double)bits < whole;
    return msbat__rng_uniform(rng) < scaled - whole;
}

static void open_sweep(msbat_mc *mc)
{
    const double beta = 1 / (MSBAT_BOLTZMANN_EV * mc->head.temperature);
    const double scale = -2 * mc->quantum * beta, drive = mc->head.mu * beta;
    for (int64_t trial = 0; trial < mc->n; trial++) {
        uint64_t bits = msbat__rng_bits(&mc->rng);
        int64_t i = (int64_t)((bits >> 32) * (uint64_t)mc->n >> 32);
        double s = mc->spin[i], cost = s * (scale * (double)mc->field[i] + drive);
        if (!accept(&mc->rng, cost, (uint32_t)bits)) continue;
        flip(mc, i);
        mc->head.accepted++;
    }
}

/* Sum of the clusters that hold i and its slot k, without their two spins. */
static int64_t coupling(const msbat_mc *mc, int64_t i, int64_t k)
{
    const msbat__mc_table *t = &mc->tables[i % mc->ce->n_active];
    const int32_t *near = &mc->neighbours[i * mc->width];
    int64_t w = t->pair[k];
    for (int64_t l = 0; l < t->n_triples; l++) {
        if (t->triples[l].a == k) w += t->triples[l].v * mc->spin[near[t->triples[l].b]];
        else if (t->triples[l].b == k) w += t->triples[l].v * mc->spin[near[t->triples[l].a]];
    }
    for (int64_t l = 0; l < t->n_many; l++) {
        const msbat__mc_many *m = &t->many[l];
        bool holds = false;
        int64_t product = m->v;
        for (int32_t j = 0; j < m->n; j++) {
            if (m->slot[j] == k) holds = true;
            else product *= mc->spin[near[m->slot[j]]];
        }
        if (holds) w += product;
    }
    return w;
}

/* Change of the energy [quanta] when the different spins of i and j are exchanged: both flip, and the clusters that
 * hold both stay as they are. */
static int64_t exchange_energy(const msbat_mc *mc, int64_t i, int64_t j)
{
    const int32_t *near = &mc->neighbours[i * mc->width];
    const int64_t slots = mc->tables[i % mc->ce->n_active].n_slots;
    int64_t change = -2 * (mc->spin[i] * mc->field[i] + mc->spin[j] * mc->field[j]);
    for (int64_t k = 0; k < slots; k++)
        if (near[k] == j) return change + INT64_C(4) * mc->spin[i] * mc->spin[j] * coupling(mc, i, k);
    return change;
}

static void closed_sweep(msbat_mc *mc)
{
    const double scale = mc->quantum / (MSBAT_BOLTZMANN_EV * mc->head.temperature);
    const int64_t filled = mc->head.n_filled, empty = mc->n - filled;
    if (!filled || !empty) return;
    for (int64_t trial = 0; trial < mc->n; trial++) {
        uint64_t bits = msbat__rng_bits(&mc->rng);
        int32_t *a = &mc->list[(bits >> 32) * (uint64_t)filled >> 32];
        int32_t *b = &mc->list[filled + (int64_t)((bits & 0xffffffffu) * (uint64_t)empty >> 32)];
        double cost = scale * (double)exchange_energy(mc, *a, *b);
        if (cost > 0 && !(msbat__rng_uniform(&mc->rng) < exp(-cost))) continue;
        int32_t i = *a, j = *b;
        flip(mc, i);
        flip(mc, j);
        *a = j;
        *b = i;
        mc->head.accepted++;
    }
}

/* ---- samples ---- */

static bool correlations_due(const msbat_mc *mc, int64_t n_samples)
{
    return mc->correlation_interval && n_samples % mc->correlation_interval == 0;
}

/* Room first: a sweep whose sample cannot be stored must not happen. */
static msbat_status make_room(msbat_mc *mc)
{
    const msbat_context *ctx = mc->handle.ctx;
    const msbat__mc_head *h = &mc->head;
    size_t row = (size_t)mc->ce->n_orbits * sizeof *mc->corr;
    if (!msbat__grow(ctx, (void **)&mc->samples, h->n_samples, &mc->samples_capacity, 2 * sizeof *mc->samples))
        return MSBAT_ERR_MEMORY;
    if (!correlations_due(mc, h->n_samples + 1)) return MSBAT_OK;
    return msbat__grow(ctx, (void **)&mc->corr, h->n_corr, &mc->corr_capacity, row) ? MSBAT_OK : MSBAT_ERR_MEMORY;
}

static void sample_correlations(msbat_mc *mc)
{
    const msbat_ce *ce = mc->ce;
    double *row = &mc->corr[mc->head.n_corr++ * ce->n_orbits];
    msbat__mc_sum_clusters(mc);
    for (int64_t f = 0; f < ce->n_orbits; f++)
        row[f] = (double)mc->sums[f] / ((double)mc->n_cells * (double)ce->orbits[f].multiplicity);
}

static void take_sample(msbat_mc *mc)
{
    double *row = &mc->samples[2 * mc->head.n_samples++];
    row[0] = (double)mc->head.n_filled;
    row[1] = msbat__mc_energy(mc);
    mc->head.trials += mc->n;
    if (correlations_due(mc, mc->head.n_samples)) sample_correlations(mc);
}

msbat_status msbat__mc_sweep(msbat_mc *mc, int64_t sweeps, bool open, bool sample)
{
    msbat_status st = MSBAT_OK;
    for (int64_t k = 0; k < sweeps; k++) {
        int64_t accepted = mc->head.accepted;
        if (sample && (st = make_room(mc))) break;
        if (open) open_sweep(mc);
        else closed_sweep(mc);
        if (sample) take_sample(mc);
        else mc->head.accepted = accepted;
        mc->head.done++;
    }
    return st;
}

/* ---- runs ---- */

static msbat_status continue_run(msbat_mc *mc)
{
    msbat__mc_head *h = &mc->head;
    while (h->done < h->sweeps) {
        msbat_status st = msbat__progress(mc->handle.ctx, (double)h->done / (double)h->sweeps);
        if (st) return st;
        bool sample = h->done >= h->skip;
        int64_t chunk = 1 + CHUNK / mc->n, left = (sample ? h->sweeps : h->skip) - h->done;
        if (chunk > left) chunk = left;
        st = msbat__mc_sweep(mc, chunk, h->task == MSBAT__MC_OPEN, sample);
        if (st) return st;
    }
    h->task = MSBAT__MC_IDLE;
    return MSBAT_OK;
}

msbat_status msbat__mc_continue(msbat_mc *mc)
{
    return mc->head.task == MSBAT__MC_ISOTHERM ? msbat__mc_continue_isotherm(mc) : continue_run(mc);
}

static msbat_status check_run(const msbat_mc *mc, const char *function, double temperature, int64_t sweeps)
{
    msbat_status st = msbat__check_range(mc->handle.ctx, function, "temperature", "K", temperature, 1e-3, 1e9, 0);
    return st ? st : msbat__check_count(mc->handle.ctx, function, "sweeps", sweeps, 0, 1000000000000);
}

static msbat_status start_run(msbat_mc *mc, int64_t task, double temperature, double mu, int64_t sweeps)
{
    msbat__mc_head *h = &mc->head;
    if (mc->rng.seed != (uint64_t)mc->seed) msbat__rng_start(&mc->rng, (uint64_t)mc->seed, 0);
    h->task = task;
    h->temperature = temperature;
    h->mu = mu;
    h->skip = mc->equilibration;
    h->sweeps = h->skip + sweeps;
    h->done = h->trials = h->accepted = h->n_samples = h->n_corr = 0;
    h->listed = task == MSBAT__MC_CLOSED;
    if (h->listed) {
        int64_t filled = 0, empty = h->n_filled;
        for (int64_t i = 0; i < mc->n; i++) mc->list[mc->spin[i] > 0 ? filled++ : empty++] = (int32_t)i;
    }
    return continue_run(mc);
}

msbat_status msbat_mc_run(msbat_mc *mc, double temperature, double mu_ev, int64_t sweeps)
{
    MSBAT__REQUIRE_HANDLE(mc);
    msbat_status st = check_run(mc, __func__, temperature, sweeps);
    if (!st) st = msbat__check_range(mc->handle.ctx, __func__, "mu_ev", "eV", mu_ev, -1e9, 1e9, 0);
    return st ? st : start_run(mc, MSBAT__MC_OPEN, temperature, mu_ev, sweeps);
}

msbat_status msbat_mc_run_canonical(msbat_mc *mc, double temperature, int64_t sweeps)
{
    MSBAT__REQUIRE_HANDLE(mc);
    msbat_status st = check_run(mc, __func__, temperature, sweeps);
    return st ? st : start_run(mc, MSBAT__MC_CLOSED, temperature, 0, sweeps);
}

msbat_status msbat_mc_resume(msbat_mc *mc)
{
    MSBAT__REQUIRE_HANDLE(mc);
    if (mc->head.task == MSBAT__MC_IDLE)
        return msbat__fail(mc->handle.ctx, MSBAT_ERR_STATE, __func__, "no run or isotherm was interrupted");
    return msbat__mc_continue(mc);
}
