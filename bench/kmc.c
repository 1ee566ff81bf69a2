/* bench/kmc.c - events per CPU second of kinetic Monte Carlo from a random start. Every case keeps ion identities,
 * unwrapped displacements and the averages of all windows, as a user's run does. Not timed: set-up (tables, first
 * rates) and 10 events a site, at most as many as are timed. Timed: 20 events a site in the 1e5 cases, else 2e5 events
 * (vacancy: 2e6). Metropolis hops: E_KRA = -10 eV, clamped, so that the rate is 1 THz min(1, exp(-dE/kT)). Seed 1. */
#include "bench.h"

#include <math.h>

#include "msbat/kmc.h"

typedef struct lattice {
    double cell[9];
    int64_t n, active[4], species[4];
    double frac[12];
} lattice;

static const lattice simple_cubic = {{3, 0, 0, 0, 3, 0, 0, 0, 3}, 1, {1}, {3}, {0}};

static int make(msbat_context *ctx, const lattice *l, const int64_t size[3], double hop_ang, msbat_kmc **kmc)
{
    const int64_t matrix[9] = {size[0], 0, 0, 0, size[1], 0, 0, 0, size[2]};
    msbat_crystal *crystal = NULL;
    msbat_supercell *supercell = NULL;
    BENCH_OK(ctx, msbat_crystal_create(ctx, l->cell, l->n, l->frac, l->species, &crystal));
    BENCH_OK(ctx, msbat_supercell_create(crystal, matrix, &supercell));
    BENCH_OK(ctx, msbat_kmc_create_lattice(supercell, l->n, l->active, kmc));
    BENCH_OK(ctx, msbat_kmc_add_hops(*kmc, hop_ang, NULL));
    msbat_crystal_destroy(&crystal);
    msbat_supercell_destroy(&supercell);
    return 0;
}

static int measure(msbat_context *ctx, msbat_kmc *kmc, int64_t before, int64_t events, bench_result *result)
{
    BENCH_OK(ctx, msbat_kmc_run(kmc, before));
    BENCH_OK(ctx, msbat_kmc_reset_statistics(kmc));
    double start = bench_cpu();
    BENCH_OK(ctx, msbat_kmc_run(kmc, events));
    result->cpu_s = bench_cpu() - start;
    result->value = (double)events / result->cpu_s;
    return 0;
}

/* Simple cubic, side^3 sites, all but vacancies filled, nearest-neighbour bonds of -bond kT at 300 K, Metropolis
 * hops. */
static int run_cubic(msbat_context *ctx, int64_t side, int64_t vacancies, double bond, int64_t events,
                     bench_result *result)
{
    const int64_t size[3] = {side, side, side}, n = side * side * side;
    const double kra = -10.0, nu = 1.0, kt = MSBAT_BOLTZMANN_EV * 300.0;
    msbat_kmc *kmc = NULL;
    if (make(ctx, &simple_cubic, size, 3.1, &kmc)) return 1;
    /* n_i n_j = (1 + s_i)(1 + s_j)/4: the part that is linear in s is constant when the number of ions is */
    for (int64_t a = 0; bond != 0.0 && a < 3; a++) {
        const int64_t points[8] = {0, 0, 0, 0, 0, a == 0, a == 1, a == 2};
        BENCH_OK(ctx, msbat_kmc_add_cluster(kmc, 2, points, -0.25 * bond * kt));
    }
    BENCH_OK(ctx, msbat_kmc_set_barrier(kmc, 0, 1, &kra, &nu));
    BENCH_OK(ctx, msbat_kmc_set_random_occupation(kmc, n - vacancies));
    int failed = measure(ctx, kmc, 10 * n < events ? 10 * n : events, events, result);
    msbat_kmc_destroy(&kmc);
    return failed;
}

/* One vacancy in 10^3 sites, no interaction. */
static int run_vacancy(msbat_context *ctx, bench_result *result) { return run_cubic(ctx, 10, 1, 0.0, 2000000, result); }
/* x = 1/2, no interaction, 46^3 = 97336 sites. */
static int run_free(msbat_context *ctx, bench_result *result)
{
    return run_cubic(ctx, 46, 48668, 0.0, 20 * 97336, result);
}
/* x = 1/2, attractive bonds of 1 kT, 10^3 and 46^3 sites. */
static int run_bonds3(msbat_context *ctx, bench_result *result) { return run_cubic(ctx, 10, 500, 1.0, 200000, result); }
static int run_bonds5(msbat_context *ctx, bench_result *result)
{
    return run_cubic(ctx, 46, 48668, 1.0, 20 * 97336, result);
}

/* ---- an expansion of the size that layered oxides need ---- */

/* O3 LiCoO2, rhombohedral cell, a = 2.816, c = 14.05 angstrom; Co and O are spectators. */
static const lattice layered = {{1.408, -0.812909, 4.683333, 0, 1.625818, 4.683333, -1.408, -0.812909, 4.683333}, 4,
                                {1, 0, 0, 0}, {3, 27, 8, 8},
                                {.5, .5, .5, 0, 0, 0, .2605, .2605, .2605, .7395, .7395, .7395}};

static double length_of(const int64_t o[3])
{
    double sum = 0.0;
    for (int a = 0; a < 3; a++) {
        double r =
            (double)o[0] * layered.cell[a] + (double)o[1] * layered.cell[3 + a] + (double)o[2] * layered.cell[6 + a];
        sum += r * r;
    }
    return sqrt(sum);
}

static int positive(const int64_t o[3]) { return o[0] > 0 || (!o[0] && (o[1] > 0 || (!o[1] && o[2] > 0))); }

/* Pairs to 6.2 angstrom, V = 0.15 eV exp(-r/2.5 angstrom); triplets with all edges to 5.1 angstrom, -0.05 eV
 * exp(-perimeter/6 angstrom). terms: how many clusters with a given site. */
static int add_expansion(msbat_context *ctx, msbat_kmc *kmc, int64_t *terms)
{
    int64_t near[200][3], n = 0;
    *terms = 0;
    for (int64_t k = 0; k < 9 * 9 * 9; k++) {
        const int64_t o[3] = {k / 81 - 4, k / 9 % 9 - 4, k % 9 - 4};
        double r = length_of(o);
        if (r < 0.1 || r > 6.2 || !positive(o)) continue;
        const int64_t points[8] = {0, 0, 0, 0, 0, o[0], o[1], o[2]};
        BENCH_OK(ctx, msbat_kmc_add_cluster(kmc, 2, points, 0.15 * exp(-r / 2.5)));
        *terms += 2;
        if (r < 5.1) memcpy(near[n++], o, sizeof o);
    }
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = 0; j < n; j++) { /* sites 0, i, j in ascending order: each triangle once */
            const int64_t d[3] = {near[j][0] - near[i][0], near[j][1] - near[i][1], near[j][2] - near[i][2]};
            if (!positive(d) || length_of(d) > 5.1) continue;
            const int64_t points[12] = {0,          0,          0, 0,          0,          near[i][0],
                                        near[i][1], near[i][2], 0, near[j][0], near[j][1], near[j][2]};
            double perimeter = length_of(near[i]) + length_of(near[j]) + length_of(d);
            BENCH_OK(ctx, msbat_kmc_add_cluster(kmc, 3, points, -0.05 * exp(-perimeter / 6.0)));
            *terms += 3;
        }
    return 0;
}

/* x = 1/2, 10 x 10 x 10 cells, 300 K, in-plane hops with E_KRA 0.35, 0.42, 0.68 eV for 0, 1, 2 filled sites next
 * to both ends, 10 THz. */
static int run_ce(msbat_context *ctx, bench_result *result)
{
    const int64_t size[3] = {10, 10, 10};
    const double kra[3] = {0.35, 0.42, 0.68}, nu[3] = {10.0, 10.0, 10.0};
    int64_t terms = 0;
    msbat_kmc *kmc = NULL;
    if (make(ctx, &layered, size, 2.9, &kmc) || add_expansion(ctx, kmc, &terms)) return 1;
    BENCH_OK(ctx, msbat_kmc_set_barrier(kmc, 0, 3, kra, nu));
    BENCH_OK(ctx, msbat_kmc_set_random_occupation(kmc, 500));
    int failed = measure(ctx, kmc, 10000, 200000, result);
    snprintf(result->extra, sizeof result->extra, "\"clusters_per_site\": %d", (int)terms);
    msbat_kmc_destroy(&kmc);
    return failed;
}

const bench_case bench_kmc[] = {
    {"kmc.vacancy.1e3", "events/s", 3, run_vacancy}, {"kmc.free.1e5", "events/s", 1, run_free},
    {"kmc.bonds.1e3", "events/s", 3, run_bonds3},    {"kmc.bonds.1e5", "events/s", 1, run_bonds5},
    {"kmc.ce.1e3", "events/s", 3, run_ce},           {0}};
