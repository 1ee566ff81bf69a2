/* barrier_model.c - hops with barriers of one's own: refused when they break detailed balance, else exact.
 *
 *     barrier_model [--quick] DATA OUT
 *
 * Ions in a square layer repel one another when they are neighbours. A barrier that looks only at the crowd around the
 * target seems reasonable, but drives currents at equilibrium: the library finds that and refuses. One saddle energy
 * for all hops (an ion that sits badly leaves faster) is consistent. On nine sites the master equation can be solved,
 * and the sampled diffusivities must agree with it. */
#include "recipe.h"

enum { EDGE = 3, SITES = EDGE * EDGE, IONS = 3 };
static const double A_ANG = 2.8, REPULSION_EV = 0.02, SADDLE_EV = 0.35, NU_THZ = 5.0;

typedef struct layer {
    int64_t next[SITES][4]; /* the neighbours of each active site */
} layer;

/* Sum of s over the neighbours of site but one; s = 1 filled, -1 empty. */
static double crowd(const layer *l, const int8_t *occupation, int64_t site, int64_t but)
{
    double sum = 0;
    for (int k = 0; k < 4; k++)
        if (l->next[site][k] != but) sum += occupation[l->next[site][k]] ? 1 : -1;
    return sum;
}

/* The saddle is as high for every hop; what the ion leaves behind is its own energy, 2 V sum of s. */
static int same_saddle(int64_t hop_class, int64_t from, int64_t to, int64_t n, const int8_t *occupation,
                       double *barrier_ev, double *nu_thz, void *user)
{
    *barrier_ev = SADDLE_EV - 2 * REPULSION_EV * crowd(user, occupation, from, to);
    *nu_thz = NU_THZ;
    return (void)hop_class, (void)n, 0;
}

/* Harder where the target is crowded, whatever the start: forward and backward differ by half of what they must. */
static int crowded_target(int64_t hop_class, int64_t from, int64_t to, int64_t n, const int8_t *occupation,
                          double *barrier_ev, double *nu_thz, void *user)
{
    *barrier_ev = SADDLE_EV + REPULSION_EV * crowd(user, occupation, to, from);
    *nu_thz = NU_THZ;
    return (void)hop_class, (void)n, 0;
}

static msbat_kmc *make_layer(void)
{
    msbat_crystal *host = NULL;
    msbat_supercell *supercell = NULL;
    msbat_kmc *kmc = NULL;
    const double cell[9] = {A_ANG, 0, 0, 0, A_ANG, 0, 0, 0, 4.7}, origin[3] = {0, 0, 0};
    const int64_t lithium = 3, active = 1, matrix[9] = {EDGE, 0, 0, 0, EDGE, 0, 0, 0, 1}, right[3] = {1, 0, 0};
    /* pairs along both axes, once per cell: sublattice and cell offset of each point */
    const int64_t pair[2][8] = {{0, 0, 0, 0, 0, 1, 0, 0}, {0, 0, 0, 0, 0, 0, 1, 0}};
    TRY(msbat_crystal_create(ctx, cell, 1, origin, &lithium, &host));
    TRY(msbat_supercell_create(host, matrix, &supercell));
    TRY(msbat_kmc_create_lattice(supercell, 1, &active, &kmc));
    for (int k = 0; k < 2; k++) TRY(msbat_kmc_add_cluster(kmc, 2, pair[k], REPULSION_EV));
    TRY(msbat_kmc_add_hop(kmc, 0, 0, right, NULL)); /* with its equivalents: the other axis too */
    TRY(msbat_kmc_set_barrier(kmc, 0, 1, &SADDLE_EV, &NU_THZ));
    TRY(msbat_kmc_set_random_occupation(kmc, IONS));
    msbat_supercell_destroy(&supercell), msbat_crystal_destroy(&host);
    return kmc;
}

static layer find_neighbours(const msbat_kmc *kmc)
{
    static const int64_t step[4][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
    int64_t at[SITES][3], sublattice, of_cell[EDGE][EDGE];
    layer l;
    for (int64_t i = 0; i < SITES; i++) {
        TRY(msbat_kmc_get_site(kmc, i, &sublattice, at[i]));
        of_cell[at[i][0]][at[i][1]] = i;
    }
    for (int64_t i = 0; i < SITES; i++)
        for (int k = 0; k < 4; k++)
            l.next[i][k] = of_cell[(at[i][0] + step[k][0] + EDGE) % EDGE][(at[i][1] + step[k][1] + EDGE) % EDGE];
    return l;
}

static void check_models(msbat_kmc *kmc, layer *l)
{
    double residual_kt[3];
    char why[256];
    TRY(msbat_kmc_check_balance(kmc, same_saddle, l, 100, 1e-8, residual_kt));
    compare("one saddle energy: imbalance of hop and reverse [kT]", residual_kt[0], 0, 1e-8);
    compare("the same round closed loops [kT]", residual_kt[2], 0, 1e-8);
    compare("crowded target is refused (status)", msbat_kmc_set_barrier_model(kmc, crowded_target, l),
            MSBAT_ERR_BALANCE, 0);
    TRY(msbat_context_get_message(ctx, sizeof why, why));
    printf("  %s\n", why);
    TRY(msbat_kmc_set_barrier_model(kmc, same_saddle, l));
}

/* The hops that stand open now; their rates add up to the total. */
static void show_rates(msbat_kmc *kmc)
{
    int64_t from_to[2 * 4 * IONS], n;
    double rate[4 * IONS], total, sum = 0;
    TRY(msbat_kmc_get_rates(kmc, 4 * IONS, from_to, rate, &n));
    TRY(msbat_kmc_get_total_rate(kmc, &total));
    printf("  %d hops are possible:", (int)n);
    for (int64_t k = 0; k < n; k++) printf(" %d-%d", (int)from_to[2 * k], (int)from_to[2 * k + 1]), sum += rate[k];
    printf("\n");
    compare("their rates [THz] and the total", sum, total, 1e-12 * total);
}

int main(int argc, char **argv)
{
    double jump[9], tracer[9], d[9], error[9], start_ps;
    start(argc, argv);
    msbat_kmc *kmc = make_layer();
    layer l = find_neighbours(kmc);
    check_models(kmc, &l);
    show_rates(kmc);
    TRY(msbat_kmc_solve_exact(kmc, 0, jump, tracer));
    TRY(msbat_kmc_run(kmc, 1000)); /* to equilibrium */
    TRY(msbat_kmc_reset_statistics(kmc));
    TRY(msbat_kmc_get_time(kmc, &start_ps));
    /* time, not events: short visits to bad configurations count for little */
    TRY(msbat_kmc_run_time(kmc, quick ? 20 * start_ps : 100 * start_ps));
    TRY(msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_JUMP, d, error, NULL));
    compare("D_J, sampled and exact [angstrom^2/ps]", d[0], jump[0], 5.5 * error[0]);
    TRY(msbat_kmc_get_diffusivity(kmc, MSBAT_KMC_TRACER, d, error, NULL));
    compare("D*, sampled and exact [angstrom^2/ps]", d[0], tracer[0], 5.5 * error[0]);
    msbat_kmc_destroy(&kmc);
    return finish();
}
