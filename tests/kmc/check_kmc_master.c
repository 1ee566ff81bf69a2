/* check_kmc_master.c - the master equation of small systems, put together here from the rates and energies of every
 * configuration and solved by uniformisation: equilibrium, transport for any window, and the way to equilibrium,
 * against the library's own exact solver, which has the spectrum, and against runs. */
#include "fixtures.h"

static const double kb = MSBAT_BOLTZMANN_EV;

static msbat_context *ctx;
static void setup(void) { TEST_OK(NULL, msbat_context_create(&ctx)); }
static void teardown(void) { msbat_context_destroy(&ctx); }

enum { MOST_STATES = 130, MOST_SITES = 12, MOST_MOVES = 8192 };

typedef struct move {
    int from, to;
    double rate, dr[3]; /* of the ion that is followed: all of them, or the one that is marked */
} move;

/* Configurations, or configurations with one ion marked; p sums to 1. */
typedef struct chain {
    int n, n_moves;
    double carriers, p[MOST_STATES];
    int64_t code[MOST_STATES], marked[MOST_STATES];
    move moves[MOST_MOVES];
} chain;

typedef struct box {
    msbat_kmc *kmc;
    int64_t n_sites, n_ions;
    double kt;
} box;

static box make(lattice_kind kind, int64_t lx, int64_t ly, int64_t n_ions)
{
    box b = {make_lattice(ctx, kind, lx, ly, 1), lx * ly, n_ions, kb * 400};
    set_stepped_barrier(ctx, b.kmc, 0.05, 0.02);
    add_pairs(ctx, b.kmc, kind, 0.015);
    TEST_OK(ctx, msbat_kmc_set_temperature(b.kmc, 400));
    return b;
}

static int find(const chain *c, int64_t code, int64_t marked)
{
    for (int i = 0; i < c->n; i++)
        if (c->code[i] == code && c->marked[i] == marked) return i;
    return -1;
}

/* All states, with Boltzmann's weights. marked: each once for every ion, else once with marked = -1. */
static void list_states(const box *b, int marked, chain *c)
{
    double z = 0;
    c->n = 0;
    for (int64_t code = 0; code < (int64_t)1 << b->n_sites; code++) {
        double energy;
        if (!set_code(ctx, b->kmc, b->n_sites, b->n_ions, code)) continue;
        TEST_OK(ctx, msbat_kmc_get_energy(b->kmc, &energy));
        for (int64_t s = marked ? 0 : -1; s < (marked ? b->n_sites : 0); s++) {
            if (s >= 0 && !(code >> s & 1)) continue;
            ck_assert_int_lt(c->n, MOST_STATES);
            c->code[c->n] = code;
            c->marked[c->n] = s;
            z += c->p[c->n++] = exp(-energy / b->kt);
        }
    }
    for (int i = 0; i < c->n; i++) c->p[i] /= z;
}

static void list_moves_of(const box *b, int state, chain *c)
{
    int64_t hops[2 * 6 * MOST_SITES], n;
    double rates[6 * MOST_SITES];
    const int64_t mark = c->marked[state];
    set_code(ctx, b->kmc, b->n_sites, b->n_ions, c->code[state]);
    TEST_OK(ctx, msbat_kmc_get_rates(b->kmc, 6 * MOST_SITES, hops, rates, &n));
    for (int64_t h = 0; h < n; h++) {
        const int64_t from = hops[2 * h], to = hops[2 * h + 1];
        move m = {.from = state, .rate = rates[h]};
        m.to = find(c, c->code[state] ^ (int64_t)1 << from ^ (int64_t)1 << to, mark == from ? to : mark);
        ck_assert(m.to >= 0 && c->n_moves < MOST_MOVES);
        if (mark < 0 || mark == from) shortest_way(ctx, b->kmc, from, to, m.dr);
        c->moves[c->n_moves++] = m;
    }
}

static chain *chain_of(const box *b, int marked)
{
    chain *c = calloc(1, sizeof *c);
    ck_assert_ptr_nonnull(c);
    list_states(b, marked, c);
    c->carriers = marked ? 1 : (double)b->n_ions;
    for (int i = 0; i < c->n; i++) list_moves_of(b, i, c);
    return c;
}

/* ---- uniformisation (A. Jensen, Skand. Aktuarietidskr. 36 (1953) 87): steps of a discrete chain P = 1 + L/c at the
 * times of a Poisson process of rate c, above all rates of leaving ---- */

static double clock_rate(const chain *c)
{
    double leaving[MOST_STATES] = {0}, most = 0;
    for (int m = 0; m < c->n_moves; m++) leaving[c->moves[m].from] += c->moves[m].rate;
    for (int i = 0; i < c->n; i++) most = fmax(most, leaving[i]);
    return 1.1 * most;
}

static double poisson(double mean, int k) { return exp(k * log(mean) - mean - lgamma(k + 1.0)); }
static int last_step(double mean) { return (int)(mean + 12 * sqrt(mean) + 40); } /* beyond: below 1e-20 */

/* v of the state reached, averaged over one step, three columns. */
static void step_back(const chain *c, double rate, double v[MOST_STATES][3])
{
    static double next[MOST_STATES][3];
    memcpy(next, v, sizeof next);
    for (int m = 0; m < c->n_moves; m++) {
        const move *h = &c->moves[m];
        for (int i = 0; i < 3; i++) next[h->from][i] += h->rate / rate * (v[h->to][i] - v[h->from][i]);
    }
    memcpy(v, next, sizeof next);
}

/* Mean step of each state, and G = sum p k dr dr. */
static void first_moments(const chain *c, double rate, double step[MOST_STATES][3], double g[9])
{
    for (int i = 0; i < 9; i++) g[i] = 0;
    for (int m = 0; m < c->n_moves; m++) {
        const move *h = &c->moves[m];
        for (int i = 0; i < 9; i++) g[i] += c->p[h->from] * h->rate * h->dr[i / 3] * h->dr[i % 3];
        for (int i = 0; i < 3; i++) step[h->from][i] += h->rate / rate * h->dr[i];
    }
}

/* 2 N t D = <R R> after a time t, or its slope for t = 0, which stands for infinity. In a reversible chain steps m + 1
 * apart have the correlation -c_m, c_m = <step P^m step>, so that S_k+1 = S_k + G/rate - 2 (c_0 + ... + c_k-1). */
static void transport(const chain *c, double t, double d[9])
{
    static double step[MOST_STATES][3], v[MOST_STATES][3];
    const double rate = clock_rate(c);
    const int last = t > 0 ? last_step(rate * t) : 100000;
    double g[9], lost[9] = {0}, square[9] = {0}, sum[9] = {0};
    memset(step, 0, sizeof step);
    first_moments(c, rate, step, g);
    memcpy(v, step, sizeof v);
    for (int k = 0; k < last; k++) {
        double now = 0;
        for (int i = 0; i < 9; i++) {
            square[i] += g[i] / rate - 2 * lost[i];
            if (t > 0) sum[i] += poisson(rate * t, k + 1) * square[i];
            for (int s = 0; s < c->n; s++) lost[i] += c->p[s] * step[s][i / 3] * v[s][i % 3];
        }
        step_back(c, rate, v);
        for (int s = 0; s < c->n; s++) now = fmax(now, fabs(v[s][0]) + fabs(v[s][1]));
        if (!(t > 0) && now < 1e-15) break;
    }
    for (int i = 0; i < 9; i++) d[i] = (t > 0 ? sum[i] / t : g[i] - 2 * rate * lost[i]) / (2 * c->carriers);
}

/* Boltzmann's weights balance every pair of states and are left alone by the whole generator. */
START_TEST(boltzmann_is_stationary)
{
    static const lattice_kind kinds[3] = {CHAIN, SQUARE, TRIANGULAR};
    for (int i = 0; i < 3; i++) {
        box b = make(kinds[i], i ? 3 : 8, i ? 3 : 1, 3);
        chain *c = chain_of(&b, 0);
        double flow[MOST_STATES] = {0}, scale = 0;
        for (int m = 0; m < c->n_moves; m++) {
            const double f = c->p[c->moves[m].from] * c->moves[m].rate;
            flow[c->moves[m].from] -= f;
            flow[c->moves[m].to] += f;
            scale = fmax(scale, f);
        }
        ck_assert_int_eq(c->n, i ? 84 : 56);
        for (int s = 0; s < c->n; s++) TEST_NEAR(flow[s], 0, 1e-12 * scale);
        free(c);
        msbat_kmc_destroy(&b.kmc);
    }
}
END_TEST

/* The library's tensors for windows from a hundredth of a hop to infinity; all differ, so that the window is seen. */
static void compare(lattice_kind kind, int64_t lx, int64_t ly, int64_t n_ions, int tracer)
{
    box b = make(kind, lx, ly, n_ions);
    chain *c = chain_of(&b, tracer);
    const double windows[5] = {0.01, 1, 10, 300, 0};
    double last = INFINITY;
    for (int w = 0; w < 5; w++) {
        double ours[9], jump[9], mark[9];
        transport(c, windows[w], ours);
        TEST_OK(ctx, msbat_kmc_solve_exact(b.kmc, windows[w], jump, mark));
        for (int i = 0; i < 9; i++) TEST_NEAR(ours[i], (tracer ? mark : jump)[i], 1e-10 * ours[0]);
        ck_assert(ours[0] < last || (!tracer && fabs(ours[0] - last) < 1e-10 * last));
        last = ours[0];
    }
    free(c);
    msbat_kmc_destroy(&b.kmc);
}

START_TEST(transport_of_any_window)
{
    compare(CHAIN, 8, 1, 3, 0);
    compare(SQUARE, 3, 3, 4, 0);
    compare(TRIANGULAR, 3, 3, 4, 0);
    compare(CHAIN, 7, 1, 3, 1);
    compare(SQUARE, 3, 3, 2, 1);
    compare(TRIANGULAR, 3, 3, 2, 1);
}
END_TEST

/* Short windows know no correlation: D_J and D* both start at <sum k dr dr>/(2 N), the rates at hand. */
START_TEST(short_windows_are_uncorrelated)
{
    box b = make(TRIANGULAR, 3, 3, 3);
    chain *c = chain_of(&b, 0);
    double start[9] = {0}, jump[9], mark[9];
    for (int m = 0; m < c->n_moves; m++)
        for (int i = 0; i < 9; i++)
            start[i] += c->p[c->moves[m].from] * c->moves[m].rate * c->moves[m].dr[i / 3] * c->moves[m].dr[i % 3] / 6;
    const double t = 1e-7;
    TEST_OK(ctx, msbat_kmc_solve_exact(b.kmc, t, jump, mark));
    for (int i = 0; i < 9; i++) { /* the first correction is t/2 times a rate of a few THz */
        TEST_NEAR(jump[i], start[i], 10 * t * start[0]);
        TEST_NEAR(mark[i], start[i], 10 * t * start[0]);
    }
    free(c);
    msbat_kmc_destroy(&b.kmc);
}
END_TEST

/* ---- the way to equilibrium ---- */

/* Probability of every state a time t after state first. */
static void relax(const chain *c, int first, double t, double *probability)
{
    const double rate = clock_rate(c);
    double q[MOST_STATES] = {0}, next[MOST_STATES];
    q[first] = 1;
    for (int i = 0; i < c->n; i++) probability[i] = 0;
    for (int k = 0; k < last_step(rate * t); k++) {
        for (int i = 0; i < c->n; i++) probability[i] += poisson(rate * t, k) * q[i];
        memcpy(next, q, sizeof next);
        for (int m = 0; m < c->n_moves; m++) {
            const double flow = q[c->moves[m].from] * c->moves[m].rate / rate;
            next[c->moves[m].from] -= flow;
            next[c->moves[m].to] += flow;
        }
        memcpy(q, next, sizeof q);
    }
}

/* Runs with their own seeds from one state: how many are found in each state after a time is binomial. States with an
 * expected number of 60 and more are judged, within 6 standard deviations (2e-9 each, some 40 of them). */
START_TEST(runs_relax_as_the_master_equation)
{
    const int runs = (int)(6000 * test_scale());
    box b = make(CHAIN, 6, 1, 2);
    chain *c = chain_of(&b, 0);
    double probability[MOST_STATES];
    const double times[3] = {2, 8, 50}; /* [ps]; a hop takes about 4 */
    int judged = 0;
    for (int k = 0; k < 3; k++) {
        int found[MOST_STATES] = {0};
        relax(c, 0, times[k], probability);
        for (int r = 0; r < runs; r++) {
            int8_t occupation[6];
            int64_t code = 0;
            TEST_OK(ctx, msbat_kmc_set_seed(b.kmc, 1000 + r));
            set_code(ctx, b.kmc, 6, 2, c->code[0]);
            TEST_OK(ctx, msbat_kmc_run_time(b.kmc, times[k]));
            TEST_OK(ctx, msbat_kmc_get_occupation(b.kmc, 6, occupation));
            for (int i = 0; i < 6; i++) code |= (int64_t)occupation[i] << i;
            found[find(c, code, -1)]++;
        }
        for (int i = 0; i < c->n; i++) {
            const double q = probability[i], error = sqrt(runs * q * (1 - q));
            if (runs * q < 60) continue;
            judged++;
            ck_assert_msg(fabs(found[i] - runs * q) < 6 * error, "time %d, state %d: %d of %g +- %g", k, i, found[i],
                          runs * q, error);
        }
    }
    ck_assert(judged >= 30 || test_scale() < 1);
    free(c);
    msbat_kmc_destroy(&b.kmc);
}
END_TEST

Suite *suite_kmc_master(void)
{
    Suite *suite = suite_create("kmc master equation");
    TCase *tc = tcase_create("master equation");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_set_timeout(tc, 120);
    tcase_add_test(tc, boltzmann_is_stationary);
    tcase_add_test(tc, transport_of_any_window);
    tcase_add_test(tc, short_windows_are_uncorrelated);
    tcase_add_test(tc, runs_relax_as_the_master_equation);
    suite_add_tcase(suite, tc);
    return suite;
}
