/* kmc_engine.c - fields, rates, the sum tree and one event. The only part that must be fast. */
#include "kmc/kmc_impl.h"

#include <math.h>
#include <string.h>

/* ---- exponentials ---- */

/* rate *= exp(x) for a block of 8, -700 <= x <= 0, and 0 for x < -700 (1e-304): x = k ln 2 + r, |r| <= ln(2)/2, Taylor
 * to r^13 (relative error 4e-18), no branches, so that compilers use vector instructions; with -ffp-contract=off every
 * instruction set gives the same bits. */
static inline void rate_block(const double *restrict x_in, double *restrict rate)
{
    static const double log2e = 0x1.71547652b82fep+0, ln2_hi = 0x1.62e42fee00000p-1, ln2_lo = 0x1.a39ef35793c76p-33;
    static const double shift = 0x1.8p52;
    for (int i = 0; i < 8; i++) {
        double x = x_in[i] < -700.0 ? -700.0 : x_in[i], factor = x_in[i] < -700.0 ? 0.0 : rate[i];
        double t = x * log2e + shift, k = t - shift, r = (x - k * ln2_hi) - k * ln2_lo, p, scale;
        uint64_t bits;
        p = 1.0 / 6227020800.0;
        p = p * r + 1.0 / 479001600.0;
        p = p * r + 1.0 / 39916800.0;
        p = p * r + 1.0 / 3628800.0;
        p = p * r + 1.0 / 362880.0;
        p = p * r + 1.0 / 40320.0;
        p = p * r + 1.0 / 5040.0;
        p = p * r + 1.0 / 720.0;
        p = p * r + 1.0 / 120.0;
        p = p * r + 1.0 / 24.0;
        p = p * r + 1.0 / 6.0;
        p = p * r + 0.5;
        p = p * r * r + r;
        memcpy(&bits, &t, sizeof bits);
        bits = (bits + 1023) << 52; /* 2^k: the low bits of t hold k */
        memcpy(&scale, &bits, sizeof scale);
        rate[i] = factor * (scale + scale * p);
    }
}

/* MSBAT_PORTABLE: the baseline of the architecture alone, for the comparison of make cross. */
#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(MSBAT_PORTABLE)
__attribute__((target_clones("avx512f", "avx2", "default")))
#endif
void msbat__kmc_rates(int64_t n, const double *x, double *rate)
{
    for (int64_t i = 0; i < n; i += 8) rate_block(x + i, rate + i);
}

/* ---- energies afresh ---- */

static int64_t product_of(const int32_t *neighbour, const int8_t *spin, int64_t n, const int32_t *local)
{
    int64_t product = 1;
    for (int64_t i = 0; i < n; i++) product *= spin[neighbour[local[i]]];
    return product;
}

static int64_t fresh_field(const msbat_kmc *kmc, const int8_t *spin, int64_t site)
{
    const kmc_type *type = msbat__kmc_type(kmc, site);
    const int32_t *neighbour = &kmc->neighbour[site * kmc->width];
    int64_t field = type->field0;
    for (int64_t i = 0; i < type->n_terms; i++)
        field += type->terms[i].eci * product_of(neighbour, spin, type->terms[i].n, type->terms[i].local);
    return field;
}

static int64_t fresh_bond(const msbat_kmc *kmc, const int8_t *spin, int64_t site, int64_t slot)
{
    const kmc_type *type = msbat__kmc_type(kmc, site);
    const int32_t *neighbour = &kmc->neighbour[site * kmc->width];
    int64_t end = kmc->slot[site * kmc->slots + slot].target, bond = 0;
    for (int64_t i = 0; i < type->n_terms; i++) {
        const kmc_term *term = &type->terms[i];
        bool holds = false;
        for (int64_t k = 0; k < term->n; k++) holds = holds || neighbour[term->local[k]] == end;
        if (holds) bond += term->eci * spin[end] * product_of(neighbour, spin, term->n, term->local);
    }
    return bond;
}

static int64_t fresh_count(const msbat_kmc *kmc, const int8_t *spin, int64_t site, int64_t slot)
{
    const kmc_path *path = &kmc->paths[msbat__kmc_type(kmc, site)->first_path + slot];
    int64_t count = 0;
    for (int64_t c = 0; c < path->n_common; c++) count += spin[msbat__kmc_site(kmc, site, path->common[c])] > 0;
    return count;
}

int64_t msbat__kmc_half_energy(const msbat_kmc *kmc, const int8_t *spin, int64_t site, int64_t slot)
{
    return fresh_field(kmc, spin, kmc->slot[site * kmc->slots + slot].target) - fresh_field(kmc, spin, site) -
           2 * fresh_bond(kmc, spin, site, slot);
}

/* max(E_KRA + dE/2, 0, dE), all in quanta; half = dE/2. */
static inline int64_t clamp_barrier(int64_t kra, int64_t half)
{
    int64_t barrier = kra + half, least = half > 0 ? 2 * half : 0;
    return barrier > least ? barrier : least;
}

int msbat__kmc_barrier(const msbat_kmc *kmc, msbat_kmc_barrier_fn model, void *user, const int8_t *spin,
                       const int8_t *occupation, int64_t site, int64_t slot, double *barrier_ev, double *nu_thz)
{
    const kmc_path *path = &kmc->paths[msbat__kmc_type(kmc, site)->first_path + slot];
    if (model)
        return model(path->hop_class, site, kmc->slot[site * kmc->slots + slot].target, kmc->n_sites, occupation,
                     barrier_ev, nu_thz, user);
    int64_t count = fresh_count(kmc, spin, site, slot);
    const kmc_class *c = &kmc->classes[path->hop_class];
    *barrier_ev = (double)clamp_barrier(c->kra[count], msbat__kmc_half_energy(kmc, spin, site, slot)) * KMC_QUANTUM;
    *nu_thz = c->nu[count];
    return 0;
}

/* ---- changes of fields ---- */

static void add_pairs(const kmc_type *type, int64_t twice, int64_t *delta)
{
    for (int64_t i = 0; i < type->n_pairs; i++) delta[type->terms[i].local[0]] += twice * type->terms[i].eci;
}

static void add_clusters(const kmc_type *type, int64_t twice, const int8_t *s, int64_t *delta)
{
    for (int64_t i = type->n_pairs; i < type->n_terms; i++) {
        const kmc_term *term = &type->terms[i];
        int64_t value = twice * term->eci;
        if (term->n == 2) {
            delta[term->local[0]] += value * s[term->local[1]];
            delta[term->local[1]] += value * s[term->local[0]];
            continue;
        }
        for (int64_t k = 0; k < term->n; k++) value *= s[term->local[k]];
        for (int64_t k = 0; k < term->n; k++) delta[term->local[k]] += value * s[term->local[k]];
    }
}

static void update_bonds(msbat_kmc *kmc, const kmc_type *type, const int32_t *neighbour, int64_t sign, const int8_t *s)
{
    for (int64_t i = 0; i < type->n_bond_terms; i++) {
        const kmc_bond_term *term = &type->bond_terms[i];
        int64_t value = 2 * sign * term->eci;
        for (int64_t k = 0; k < term->n; k++) value *= s[term->local[k]];
        kmc->slot[neighbour[term->site] * kmc->slots + term->slot].bond += value;
    }
    for (int64_t i = 0; i < type->n_count_terms; i++) {
        const kmc_count_term *term = &type->count_terms[i];
        kmc->slot[neighbour[term->site] * kmc->slots + term->slot].common += (int32_t)sign;
    }
}

/* s of the site becomes sign. */
static void flip(msbat_kmc *kmc, int64_t site, int64_t sign)
{
    const kmc_type *type = msbat__kmc_type(kmc, site);
    const int32_t *neighbour = &kmc->neighbour[site * kmc->width];
    int64_t n = type->n_neighbours, *delta = kmc->local_delta;
    int8_t *s = kmc->local_spin;
    for (int64_t l = 0; l < n; l++) s[l] = kmc->spin[neighbour[l]];
    if (type->n_terms) {
        memset(delta, 0, (size_t)n * sizeof *delta);
        add_pairs(type, 2 * sign, delta);
        add_clusters(type, 2 * sign, s, delta);
        for (int64_t l = 0; l < n; l++) kmc->field[neighbour[l]] += delta[l];
    }
    update_bonds(kmc, type, neighbour, sign, s);
    for (int64_t z = 0; z < type->n_paths; z++) { /* what leads out also leads in */
        int16_t *vacant = &kmc->vacant[kmc->slot[site * kmc->slots + z].target];
        *vacant = (int16_t)(*vacant - sign);
    }
    kmc->spin[site] = (int8_t)sign;
    kmc->occupation[site] = (int8_t)(sign > 0);
}

/* ---- rates ---- */

/* -E_b/kT and nu of every way out of an occupied site, into x and nu; nu is 0 where the target is occupied. No
 * branches on the occupation, which cannot be predicted. */
static void queue_site(const msbat_kmc *kmc, int64_t site, double *restrict x, double *restrict nu)
{
    const kmc_type *type = msbat__kmc_type(kmc, site);
    const kmc_slot *slot = &kmc->slot[site * kmc->slots];
    const int64_t *field = kmc->field, *row = &kmc->class_row[type->first_path], *kra = kmc->kra_table;
    const int8_t *occupation = kmc->occupation;
    const double *nu_table = kmc->nu_table, beta = kmc->beta;
    const int64_t own = field[site], n = type->n_paths;
    for (int64_t z = 0; z < n; z++) {
        int64_t end = slot[z].target, entry = row[z] + slot[z].common;
        x[z] = -beta * (double)clamp_barrier(kra[entry], field[end] - own - 2 * slot[z].bond);
        nu[z] = nu_table[2 * entry + occupation[end]];
    }
    for (int64_t z = n; z < kmc->slots; z++) x[z] = nu[z] = 0.0;
}

/* The batch of n is padded to blocks of 8. */
static void finish_batch(int64_t n, double *x, double *rate)
{
    for (int64_t i = n; i % 8; i++) x[i] = rate[i] = 0.0;
    msbat__kmc_rates((n + 7) / 8 * 8, x, rate);
}

/* Puts new rates (NULL: none) in their place. */
static void set_site(msbat_kmc *kmc, int64_t site, const double *restrict rate)
{
    const kmc_type *type = msbat__kmc_type(kmc, site);
    double *restrict old = &kmc->rate[site * kmc->slots], *restrict sum = &kmc->path_rate[type->first_path];
    for (int64_t z = 0; z < type->n_paths; z++) {
        double value = rate ? rate[z] : 0.0;
        sum[z] += value - old[z];
        old[z] = value;
    }
}

/* ---- the sum tree: every node is summed anew from its children, in one order, so that sums never drift ---- */

static double sum_leaf(const msbat_kmc *kmc, int64_t site)
{
    const double *rate = &kmc->rate[site * kmc->slots];
    double even = 0.0, odd = 0.0;
    int64_t z = 0;
    for (; z + 1 < kmc->slots; z += 2) {
        even += rate[z];
        odd += rate[z + 1];
    }
    return z < kmc->slots ? even + odd + rate[z] : even + odd;
}

static inline double sum_children(const double *v)
{
    return ((v[0] + v[1]) + (v[2] + v[3])) + ((v[4] + v[5]) + (v[6] + v[7]));
}

/* Sums the n listed nodes of a level from the level below and lists their parents; both lists may be one array. */
static int64_t sum_level(msbat_kmc *kmc, int64_t level, int64_t n, const int32_t *nodes, int32_t *parents)
{
    int64_t n_parents = 0;
    for (int64_t i = 0; i < n; i++) {
        int64_t node = nodes[i], parent = node / KMC_FAN;
        kmc->tree[level][node] = level ? sum_children(&kmc->tree[level - 1][node * KMC_FAN]) : sum_leaf(kmc, node);
        if (kmc->node_stamp[level][parent] == kmc->stamp) continue;
        kmc->node_stamp[level][parent] = kmc->stamp;
        parents[n_parents++] = (int32_t)parent;
    }
    return n_parents;
}

static void sum_tree(msbat_kmc *kmc, int64_t n)
{
    kmc->stamp++;
    for (int64_t level = 0; level < kmc->depth; level++)
        n = sum_level(kmc, level, n, level ? kmc->dirty_next : kmc->dirty, kmc->dirty_next);
    kmc->total = sum_children(kmc->tree[kmc->depth - 1]);
}

void msbat__kmc_sum_paths(msbat_kmc *kmc)
{
    memset(kmc->path_rate, 0, (size_t)kmc->n_paths * sizeof *kmc->path_rate);
    for (int64_t site = 0; site < kmc->n_sites; site++) {
        if (kmc->spin[site] < 0) continue;
        const kmc_type *type = msbat__kmc_type(kmc, site);
        for (int64_t z = 0; z < type->n_paths; z++)
            kmc->path_rate[type->first_path + z] += kmc->rate[site * kmc->slots + z];
    }
}

/* Child whose share of the sum holds the number at; at is reduced to the place within it. Rounding past the end
 * falls back on the last child that is not zero, so that a hop of rate 0 is never chosen. */
static int64_t choose(const double *weight, int64_t n, double *at)
{
    int64_t last = 0;
    for (int64_t i = 0; i < n; i++) {
        if (!(weight[i] > 0.0)) continue;
        last = i;
        if (*at < weight[i]) return i;
        *at -= weight[i];
    }
    *at = weight[last] * 0.5;
    return last;
}

static void choose_hop(msbat_kmc *kmc, double at, int64_t *site, int64_t *slot)
{
    int64_t node = 0;
    for (int64_t level = kmc->depth - 1; level >= 0; level--)
        node = node * KMC_FAN + choose(&kmc->tree[level][node * KMC_FAN], KMC_FAN, &at);
    *site = node;
    *slot = choose(&kmc->rate[node * kmc->slots], kmc->slots, &at);
}

/* ---- callback models: everything afresh ---- */

msbat_status msbat__kmc_check_barrier(const msbat_kmc *kmc, const char *function, int64_t site, int64_t slot, int code,
                                      double barrier_ev, double nu_thz)
{
    if (!code && barrier_ev >= 0.0 && barrier_ev < 1e6 && nu_thz >= 0.0 && nu_thz <= 1e6) return MSBAT_OK;
    return msbat__fail(kmc->handle.ctx, MSBAT_ERR_CALLBACK, function,
                       "barrier model on the hop from site %d to %d: code %d, barrier %g eV, nu %g THz; both must be "
                       ">= 0 and at most 1e6", site, (int64_t)kmc->slot[site * kmc->slots + slot].target,
                       (int64_t)code, barrier_ev, nu_thz);
}

static msbat_status model_rate(const msbat_kmc *kmc, int64_t site, int64_t slot, double *rate)
{
    double barrier = 0.0, nu = 0.0;
    int code =
        msbat__kmc_barrier(kmc, kmc->model, kmc->model_user, kmc->spin, kmc->occupation, site, slot, &barrier, &nu);
    msbat_status status = msbat__kmc_check_barrier(kmc, "msbat_kmc_run", site, slot, code, barrier, nu);
    if (status) return status;
    *rate = nu * exp(-barrier / msbat__kmc_kt(kmc));
    return MSBAT_OK;
}

static msbat_status model_rates(msbat_kmc *kmc)
{
    memset(kmc->rate, 0, (size_t)(kmc->n_sites * kmc->slots) * sizeof *kmc->rate);
    for (int64_t site = 0; site < kmc->n_sites; site++)
        for (int64_t z = 0; kmc->spin[site] > 0 && z < msbat__kmc_type(kmc, site)->n_paths; z++) {
            if (kmc->spin[kmc->slot[site * kmc->slots + z].target] > 0) continue;
            msbat_status status = model_rate(kmc, site, z, &kmc->rate[site * kmc->slots + z]);
            if (status) return status;
        }
    msbat__kmc_sum_paths(kmc);
    return MSBAT_OK;
}

/* ---- all rates ---- */

static void table_rates(msbat_kmc *kmc)
{
    for (int64_t site = 0; site < kmc->n_sites; site++) {
        if (kmc->spin[site] < 0) continue;
        queue_site(kmc, site, kmc->batch_x, kmc->batch_nu);
        finish_batch(kmc->slots, kmc->batch_x, kmc->batch_nu);
        set_site(kmc, site, kmc->batch_nu);
    }
}

static msbat_status all_rates(msbat_kmc *kmc)
{
    msbat_status status = MSBAT_OK;
    if (kmc->model) status = model_rates(kmc);
    else table_rates(kmc);
    for (int64_t site = 0; site < kmc->n_sites; site++) kmc->dirty[site] = (int32_t)site;
    if (!status) sum_tree(kmc, kmc->n_sites);
    return status;
}

static void all_fields(msbat_kmc *kmc)
{
    for (int64_t site = 0; site < kmc->n_sites; site++) {
        kmc->field[site] = fresh_field(kmc, kmc->spin, site);
        kmc->vacant[site] = 0;
        for (int64_t z = 0; z < msbat__kmc_type(kmc, site)->n_paths; z++) {
            kmc_slot *slot = &kmc->slot[site * kmc->slots + z];
            slot->bond = fresh_bond(kmc, kmc->spin, site, z);
            slot->common = (int32_t)fresh_count(kmc, kmc->spin, site, z);
            kmc->vacant[site] = (int16_t)(kmc->vacant[site] + (kmc->spin[slot->target] < 0));
        }
    }
    for (int64_t c = 0; c < kmc->n_classes; c++)
        for (int64_t k = 0; k <= KMC_MAX_COMMON; k++) {
            kmc->kra_table[c * (KMC_MAX_COMMON + 1) + k] = kmc->classes[c].kra[k];
            kmc->nu_table[2 * (c * (KMC_MAX_COMMON + 1) + k)] = kmc->classes[c].nu[k]; /* the other stays 0 */
        }
}

msbat_status msbat__kmc_refresh(msbat_kmc *kmc, const char *function)
{
    const msbat_context *ctx = kmc->handle.ctx;
    if (!kmc->occupied) return msbat__fail(ctx, MSBAT_ERR_STATE, function, "no occupation has been set");
    msbat_status status = msbat__kmc_require_model(kmc, function, kmc->model);
    if (!status) status = msbat__kmc_compile(kmc);
    if (status || (kmc->fresh && kmc->fresh_temperature == kmc->temperature)) return status;
    kmc->fresh = false; /* until all is done: a barrier model may fail */
    if (kmc->fresh_temperature != kmc->temperature) kmc->has_next = 0;
    kmc->fresh_temperature = kmc->temperature;
    kmc->beta = KMC_QUANTUM / msbat__kmc_kt(kmc);
    all_fields(kmc);
    memset(kmc->rate, 0, (size_t)(kmc->n_sites * kmc->slots) * sizeof *kmc->rate);
    status = all_rates(kmc);
    if (status) return msbat__pass(ctx, ctx, function, status);
    msbat__kmc_sum_paths(kmc);
    kmc->fresh = true;
    return MSBAT_OK;
}

/* ---- one event ---- */

void msbat__kmc_draw(msbat_kmc *kmc)
{
    kmc->next_time = kmc->time - log(msbat__rng_uniform_open(&kmc->rng)) / kmc->total;
    kmc->has_next = 1;
}

static void move_ion(msbat_kmc *kmc, int64_t site, int64_t end, const kmc_path *path)
{
    int32_t ion = kmc->ion_at[site], *position = &kmc->position[INT64_C(4) * ion];
    kmc->ion_at[end] = ion;
    kmc->ion_at[site] = -1;
    kmc->site_of[ion] = (int32_t)end;
    for (int64_t a = 0; a < 3; a++) position[a] += (int32_t)path->offset[a];
    position[3] = (int32_t)path->to;
}

/* Lists the occupied sites whose outgoing rates depend on either end and are, or were, not all 0, each once; again
 * without branches. */
static int64_t list_dirty(msbat_kmc *kmc, int64_t site, int64_t end)
{
    int64_t n = 0, *seen = kmc->node_stamp[kmc->depth]; /* one per site */
    const int64_t ends[2] = {site, end}, stamp = ++kmc->stamp;
    const double *leaf = kmc->tree[0];
    for (int64_t e = 0; e < 2; e++) {
        const int32_t *list = &kmc->dependent[ends[e] * kmc->depend];
        int64_t length = msbat__kmc_type(kmc, ends[e])->n_dependents;
        for (int64_t d = 0; d < length; d++) {
            int32_t at = list[d];
            kmc->dirty[n] = at;
            n += (seen[at] != stamp) & (kmc->spin[at] > 0) & ((kmc->vacant[at] > 0) | (leaf[at] > 0.0));
            seen[at] = stamp;
        }
    }
    return n;
}

static void update_rates(msbat_kmc *kmc, int64_t site, int64_t end)
{
    int64_t slots = kmc->slots, n = list_dirty(kmc, site, end);
    for (int64_t i = 0; i < n; i++)
        queue_site(kmc, kmc->dirty[i], &kmc->batch_x[i * slots], &kmc->batch_nu[i * slots]);
    finish_batch(n * slots, kmc->batch_x, kmc->batch_nu);
    for (int64_t i = 0; i < n; i++) set_site(kmc, kmc->dirty[i], &kmc->batch_nu[i * slots]);
    set_site(kmc, site, NULL);
    kmc->dirty[n++] = (int32_t)site;
    sum_tree(kmc, n);
}

msbat_status msbat__kmc_step(msbat_kmc *kmc)
{
    int64_t site, slot;
    choose_hop(kmc, msbat__rng_uniform(&kmc->rng) * kmc->total, &site, &slot);
    int64_t end = kmc->slot[site * kmc->slots + slot].target, p = msbat__kmc_type(kmc, site)->first_path + slot;
    move_ion(kmc, site, end, &kmc->paths[p]);
    flip(kmc, site, -1);
    flip(kmc, end, 1);
    kmc->path_hops[p]++;
    kmc->events++;
    kmc->time = kmc->next_time;
    kmc->has_next = 0;
    if (kmc->model) {
        msbat_status status = all_rates(kmc);
        kmc->fresh = !status;
        return status;
    }
    update_rates(kmc, site, end);
    return MSBAT_OK;
}
