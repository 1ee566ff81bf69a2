/* kmc_exact.c - the master equation of a small system solved by diagonalisation.
 *
 * With detailed balance the generator, made symmetric by the square roots of the Boltzmann weights, has
 * eigenvalues -l_q <= 0; for displacements that change sign under time reversal the mean square over a window t is
 *   <R_a R_b>/t = <sum k dr_a dr_b> - (2/t) sum_q c_qa c_qb (t/l_q - (1 - exp(-l_q t))/l_q^2),
 * c_q the projections of the mean velocity sum k dr on the eigenvectors (definition of the low-variance
 * estimator). */
#include "kmc/kmc_impl.h"

#include <math.h>
#include <string.h>

#define MAX_STATES 2000

/* A Markov chain of n states: S[n][n] symmetric generator, weight: Boltzmann, velocity sum k dr, square sum k dr dr. */
typedef struct chain {
    int64_t n;
    double *generator, *weight, *velocity, *eigenvalue;
    double square[9];
} chain;

typedef struct exact {
    const msbat_kmc *kmc;
    int64_t n_ions, n_configurations, *choose; /* choose[i (n_ions + 1) + k]: i over k, saturating */
    int8_t *occupation, *spin;                 /* n_configurations x n_sites, and one */
    double *energy;
    bool tagged;                               /* a state is a configuration and one of its ions */
    chain chain;
} exact;

/* ---- configurations, numbered by their sites (combinatorial number system) ---- */

static int64_t count_of(const exact *e, int64_t i, int64_t k) { return e->choose[i * (e->n_ions + 1) + k]; }

static void fill_choose(exact *e)
{
    int64_t width = e->n_ions + 1;
    for (int64_t i = 0; i <= e->kmc->n_sites; i++)
        for (int64_t k = 0; k < width; k++) {
            int64_t sum = k == 0 ? 1 : i == 0 ? 0 : count_of(e, i - 1, k - 1) + count_of(e, i - 1, k);
            e->choose[i * width + k] = sum < MAX_STATES + 1 ? sum : MAX_STATES + 1;
        }
}

static int64_t rank_of(const exact *e, const int8_t *occupation)
{
    int64_t rank = 0, k = 0;
    for (int64_t site = 0; site < e->kmc->n_sites; site++)
        if (occupation[site]) rank += count_of(e, site, ++k);
    return rank;
}

static void unrank(const exact *e, int64_t rank, int8_t *occupation)
{
    int64_t k = e->n_ions;
    for (int64_t site = e->kmc->n_sites - 1; site >= 0; site--) {
        occupation[site] = (int8_t)(k > 0 && rank >= count_of(e, site, k));
        if (occupation[site]) rank -= count_of(e, site, k--);
    }
}

static const int8_t *configuration(const exact *e, int64_t s) { return &e->occupation[s * e->kmc->n_sites]; }

/* Which of the ions of a configuration stands on the site. */
static int64_t ion_on(const int8_t *occupation, int64_t site)
{
    int64_t ion = 0;
    for (int64_t i = 0; i < site; i++) ion += occupation[i];
    return ion;
}

static int64_t state_of(const exact *e, int64_t s, int64_t tagged_site)
{
    return e->tagged ? s * e->n_ions + ion_on(configuration(e, s), tagged_site) : s;
}

/* ---- the generator ---- */

/* Rate of a hop from the energies of the two whole configurations. */
static msbat_status rate_of(exact *e, int64_t s, int64_t to, int64_t site, int64_t slot, double *rate)
{
    const msbat_kmc *kmc = e->kmc;
    double barrier = 0.0, nu = 0.0, change = e->energy[to] - e->energy[s];
    for (int64_t i = 0; i < kmc->n_sites; i++) e->spin[i] = configuration(e, s)[i] ? 1 : -1;
    int code =
        msbat__kmc_barrier(kmc, kmc->model, kmc->model_user, e->spin, configuration(e, s), site, slot, &barrier, &nu);
    msbat_status status = msbat__kmc_check_barrier(kmc, "msbat_kmc_solve_exact", site, slot, code, barrier, nu);
    if (status) return status;
    if (!kmc->model) {
        const kmc_path *path = &kmc->paths[msbat__kmc_type(kmc, site)->first_path + slot];
        int64_t occupied = 0;
        for (int64_t c = 0; c < path->n_common; c++)
            occupied += configuration(e, s)[msbat__kmc_site(kmc, site, path->common[c])];
        double kra = (double)kmc->classes[path->hop_class].kra[occupied] * KMC_QUANTUM;
        barrier = fmax(kra + 0.5 * change, fmax(0.0, change));
    }
    *rate = nu * exp(-barrier / msbat__kmc_kt(kmc));
    return MSBAT_OK;
}

/* One hop out of configuration s enters the chain for each state that it is part of. */
static void enter(exact *e, int64_t s, int64_t to, int64_t site, int64_t slot, double rate)
{
    const msbat_kmc *kmc = e->kmc;
    chain *c = &e->chain;
    const double *dr = kmc->paths[msbat__kmc_type(kmc, site)->first_path + slot].dr;
    int64_t end = kmc->slot[site * kmc->slots + slot].target;
    for (int64_t tag = 0; tag < kmc->n_sites; tag++) {
        bool moves = !e->tagged || tag == site;
        if (e->tagged ? !configuration(e, s)[tag] : tag > 0) continue;
        int64_t a = state_of(e, s, tag), b = state_of(e, to, e->tagged && tag == site ? end : tag);
        c->generator[a * c->n + a] -= rate;
        c->generator[a * c->n + b] += rate * sqrt(c->weight[a] / c->weight[b]);
        for (int64_t i = 0; moves && i < 3; i++) {
            c->velocity[3 * a + i] += rate * dr[i];
            for (int64_t j = 0; j < 3; j++) c->square[3 * i + j] += c->weight[a] * rate * dr[i] * dr[j];
        }
    }
}

static msbat_status enter_configuration(exact *e, int64_t s, int8_t *work)
{
    const msbat_kmc *kmc = e->kmc;
    for (int64_t slot = 0; slot < kmc->n_sites * kmc->slots; slot++) {
        int64_t site = slot / kmc->slots, end = kmc->slot[slot].target;
        if (end < 0 || !configuration(e, s)[site] || configuration(e, s)[end]) continue;
        double rate = 0.0;
        memcpy(work, configuration(e, s), (size_t)kmc->n_sites);
        work[site] = 0;
        work[end] = 1;
        int64_t to = rank_of(e, work);
        msbat_status status = rate_of(e, s, to, site, slot % kmc->slots, &rate);
        if (status) return status;
        enter(e, s, to, site, slot % kmc->slots, rate);
    }
    return MSBAT_OK;
}

static void set_weights(exact *e)
{
    double kt = msbat__kmc_kt(e->kmc), lowest = e->energy[0], sum = 0.0;
    int64_t per = e->tagged ? e->n_ions : 1;
    for (int64_t s = 0; s < e->n_configurations; s++) lowest = fmin(lowest, e->energy[s]);
    for (int64_t s = 0; s < e->chain.n; s++) {
        e->chain.weight[s] = fmax(exp(-(e->energy[s / per] - lowest) / kt), 1e-290);
        sum += e->chain.weight[s];
    }
    for (int64_t s = 0; s < e->chain.n; s++) e->chain.weight[s] /= sum;
}

/* ---- solution ---- */

/* sum over eigenvectors of c_a c_b (1/l - (1 - exp(-l t))/(l^2 t)); t = 0 stands for infinity. */
static void relax(const chain *c, double t, double out[9])
{
    double fastest = 0.0;
    memset(out, 0, 9 * sizeof *out);
    for (int64_t q = 0; q < c->n; q++) fastest = fmax(fastest, -c->eigenvalue[q]);
    for (int64_t q = 0; q < c->n; q++) {
        double l = -c->eigenvalue[q], projection[3] = {0.0, 0.0, 0.0};
        if (!(l > 1e-13 * fastest)) continue; /* stationary: the mean velocity is 0 there */
        for (int64_t s = 0; s < c->n; s++)
            for (int64_t a = 0; a < 3; a++)
                projection[a] += c->generator[q * c->n + s] * sqrt(c->weight[s]) * c->velocity[3 * s + a];
        double memory = t > 0.0 ? 1.0 / l + expm1(-l * t) / (l * l * t) : 1.0 / l;
        for (int64_t i = 0; i < 9; i++) out[i] += projection[i / 3] * projection[i % 3] * memory;
    }
}

static msbat_status solve_chain(exact *e, double t, double d[9])
{
    const msbat_context *ctx = e->kmc->handle.ctx;
    chain *c = &e->chain;
    double relaxed[9];
    msbat_status status = MSBAT_OK;
    int8_t *work = MSBAT__NEW(ctx, e->kmc->n_sites, int8_t);
    c->n = e->n_configurations * (e->tagged ? e->n_ions : 1);
    c->generator = MSBAT__NEW_ZEROED(ctx, c->n * c->n, double);
    c->weight = MSBAT__NEW_ZEROED(ctx, c->n, double);
    c->velocity = MSBAT__NEW_ZEROED(ctx, 3 * c->n, double);
    c->eigenvalue = MSBAT__NEW_ZEROED(ctx, c->n, double);
    memset(c->square, 0, sizeof c->square);
    if (!work || !c->generator || !c->weight || !c->velocity || !c->eigenvalue) status = MSBAT_ERR_MEMORY;
    if (!status) set_weights(e);
    for (int64_t s = 0; !status && s < e->n_configurations; s++) status = enter_configuration(e, s, work);
    if (!status) status = msbat__eigen_symmetric(ctx, c->n, c->generator, c->eigenvalue);
    if (!status) relax(c, t, relaxed);
    for (int64_t i = 0; !status && i < 9; i++)
        d[i] = (c->square[i] - 2.0 * relaxed[i]) / (2.0 * (e->tagged ? 1.0 : (double)e->n_ions));
    msbat__free(ctx, work);
    msbat__free(ctx, c->generator);
    msbat__free(ctx, c->weight);
    msbat__free(ctx, c->velocity);
    msbat__free(ctx, c->eigenvalue);
    return status;
}

static msbat_status list_configurations(exact *e)
{
    const msbat_context *ctx = e->kmc->handle.ctx;
    int64_t n_sites = e->kmc->n_sites;
    e->occupation = MSBAT__NEW(ctx, e->n_configurations * n_sites, int8_t);
    e->energy = MSBAT__NEW(ctx, e->n_configurations, double);
    e->spin = MSBAT__NEW(ctx, n_sites, int8_t);
    if (!e->occupation || !e->energy || !e->spin) return MSBAT_ERR_MEMORY;
    for (int64_t s = 0; s < e->n_configurations; s++) {
        unrank(e, s, &e->occupation[s * n_sites]);
        e->energy[s] = msbat__kmc_energy(e->kmc, configuration(e, s));
    }
    return MSBAT_OK;
}

static msbat_status prepare(exact *e, bool tracer)
{
    const msbat_kmc *kmc = e->kmc;
    const msbat_context *ctx = kmc->handle.ctx;
    e->n_ions = kmc->n_ions;
    e->choose = MSBAT__NEW(ctx, (kmc->n_sites + 1) * (e->n_ions + 1), int64_t);
    if (!e->choose) return MSBAT_ERR_MEMORY;
    fill_choose(e);
    e->n_configurations = count_of(e, kmc->n_sites, e->n_ions);
    if (e->n_configurations * (tracer ? e->n_ions : 1) > MAX_STATES)
        return msbat__fail(ctx, MSBAT_ERR_OVERFLOW, "msbat_kmc_solve_exact",
                           "%d ions on %d sites have more than %d states", e->n_ions, kmc->n_sites,
                           (int64_t)MAX_STATES);
    return list_configurations(e);
}

msbat_status msbat_kmc_solve_exact(msbat_kmc *kmc, double window_ps, double d_jump[9], double d_tracer[9])
{
    MSBAT__REQUIRE_HANDLE(kmc);
    const msbat_context *ctx = kmc->handle.ctx;
    double jump[9] = {0}, tracer[9] = {0};
    exact e;
    memset(&e, 0, sizeof e);
    msbat_status status = msbat__check_range(ctx, __func__, "window_ps", "ps", window_ps, 0.0, 1e290, 0);
    if (!status) status = msbat__kmc_refresh(kmc, __func__);
    if (!status && !kmc->n_ions) status = msbat__fail(ctx, MSBAT_ERR_STATE, __func__, "there are no ions");
    if (status) return status;
    e.kmc = kmc;
    status = prepare(&e, d_tracer != NULL);
    if (!status && d_jump) status = solve_chain(&e, window_ps, jump);
    e.tagged = true;
    if (!status && d_tracer) status = solve_chain(&e, window_ps, tracer);
    if (!status && d_jump) memcpy(d_jump, jump, sizeof jump);
    if (!status && d_tracer) memcpy(d_tracer, tracer, sizeof tracer);
    msbat__free(ctx, e.choose);
    msbat__free(ctx, e.occupation);
    msbat__free(ctx, e.spin);
    msbat__free(ctx, e.energy);
    return status;
}
