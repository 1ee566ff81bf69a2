/* fixtures_atoms.c - crystal, expansion, Monte Carlo, hops and saddles: caesium chloride, of which only lithium
 * moves. */
#include <math.h>
#include <stddef.h>

#include "fixtures.h"

enum { ACTIVE = 27, ORBITS = 5 };

static void make_crystal(fixture *f)
{
    const double cell[9] = {3, 0, 0, 0, 3, 0, 0, 0, 3}, frac[6] = {0, 0, 0, 0.5, 0.5, 0.5};
    const int64_t species[2] = {3, 8}, matrix[9] = {3, 0, 0, 0, 3, 0, 0, 0, 3};
    MUST(f, msbat_crystal_create(f->full.context, cell, 2, frac, species, &f->full.crystal));
    MUST(f, msbat_symmetry_create(f->full.crystal, 1e-3, &f->full.symmetry));
    MUST(f, msbat_supercell_create(f->full.crystal, matrix, &f->full.supercell));
}

/* Ten occupations with energies of known interactions and a little disorder, and the fit to them. */
static void make_expansion(fixture *f)
{
    const double cutoffs[2] = {3.1, 4.3}, eci[ORBITS] = {0.1, -1.95, 0.01, 0.004, 0.002};
    int8_t occupation[ACTIVE];
    double energy = 0.0;
    MUST(f, msbat_ce_create(f->full.crystal, 3, MSBAT_VACANCY, 1e-3, 2, cutoffs, &f->full.ce));
    MUST(f, msbat_ce_set_eci(f->full.ce, ORBITS, eci));
    MUST(f, msbat_training_create(f->full.ce, &f->full.training));
    for (int s = 0; s < 10; s++) {
        for (int i = 0; i < ACTIVE; i++) occupation[i] = (int8_t)((i * i + s * i + s) % 7 < 3);
        MUST(f, msbat_ce_get_energy(f->full.ce, f->full.supercell, ACTIVE, occupation, &energy));
        energy += 1e-3 * (s % 3 - 1);
        MUST(f, msbat_training_add_occupation(f->full.training, f->full.supercell, ACTIVE, occupation, energy, 1.0));
    }
    MUST(f, msbat_ce_get_term_count(f->full.ce, &f->n_terms, NULL));
    MUST(f, msbat_ce_fit(f->full.ce, f->full.training));
    MUST(f, msbat_ce_write_json(f->full.context, f->full.ce, 1e-3, "ce.json"));
}

static msbat_mc *isotherm_at(fixture *f, double temperature)
{
    double mu[8];
    msbat_mc *mc = NULL;
    for (int i = 0; i < 8; i++) mu[i] = -3.98 + 0.023 * i;
    MUST(f, msbat_mc_create(f->full.ce, f->full.supercell, &mc));
    MUST(f, msbat_mc_set_min_sweeps(mc, 60));
    MUST(f, msbat_mc_set_max_sweeps(mc, 240));
    MUST(f, msbat_mc_set_precision(mc, 0.02));
    MUST(f, msbat_mc_isotherm(mc, temperature, 8, mu));
    return mc;
}

static void make_monte_carlo(fixture *f)
{
    f->full.mc = isotherm_at(f, 300.0);
    MUST(f, msbat_mc_set_correlation_interval(f->full.mc, 1));
    MUST(f, msbat_mc_run(f->full.mc, 300.0, -3.9, 40));
    MUST(f, msbat_mc_write_checkpoint(f->full.mc, "mc.ckpt"));
    f->mc_list[0] = f->full.mc;
    f->mc_list[1] = isotherm_at(f, 330.0);
}

static void run_hops(fixture *f, msbat_kmc *kmc, int64_t ions)
{
    const double barrier = 0.3, nu = 10.0;
    MUST(f, msbat_kmc_add_hops(kmc, 3.1, NULL));
    MUST(f, msbat_kmc_set_barrier(kmc, 0, 1, &barrier, &nu));
    MUST(f, msbat_kmc_set_random_occupation(kmc, ions));
    MUST(f, msbat_kmc_run(kmc, 2000));
}

static void make_hops(fixture *f)
{
    const int64_t active[2] = {1, 0};
    MUST(f, msbat_kmc_create(f->full.ce, f->full.supercell, &f->full.kmc));
    run_hops(f, f->full.kmc, 1);
    MUST(f, msbat_kmc_create_lattice(f->full.supercell, 2, active, &f->free_kmc));
    run_hops(f, f->free_kmc, 5);
    MUST(f, msbat_kmc_get_rates(f->full.kmc, 0, NULL, NULL, &f->n_rates));
    MUST(f, msbat_kmc_create(f->full.ce, f->full.supercell, &f->bare_kmc));
    MUST(f, msbat_kmc_write_checkpoint(f->full.kmc, "kmc.ckpt"));
    f->kmc_list[0] = f->full.kmc;
    f->kmc_list[1] = f->free_kmc;
}

static void make_saddles(fixture *f)
{
    const double first[2] = {-1, 0}, last[2] = {1, 0}, middle[2] = {0, 0}, mass = 6.94;
    MUST(f, msbat_neb_create(f->full.context, 1, 2, 3, first, last, &f->full.neb));
    MUST(f, msbat_neb_run(f->full.neb, good_energy, NULL));
    MUST(f, msbat_hessian_create(f->full.context, 1, 2, &mass, &f->full.hessian));
    MUST(f, msbat_hessian_run(f->full.hessian, 2, last, good_energy, NULL));
    MUST(f, msbat_hessian_create(f->full.context, 1, 2, &mass, &f->unfilled));
    MUST(f, msbat_hessian_create(f->full.context, 1, 2, &mass, &f->saddle));
    MUST(f, msbat_hessian_run(f->saddle, 2, middle, good_energy, NULL));
}

static void make_networks(fixture *f)
{
    const double site[2] = {0, 0.05}, hop[3][3] = {{3, 0, 0}, {0, 3, 0}, {0, 0, 3}};
    const int64_t ends[6] = {0, 1, 0, 1, 0, 0};
    const double displacement[9] = {2, 0, 0, -2, 0, 0, 0, 3, 0}, rates[6] = {1, 2, 1, 2, 3, 3};
    MUST(f, msbat_network_create(f->full.context, 2, site, &f->full.network));
    for (int h = 0; h < 3; h++) {
        MUST(f, msbat_network_add_hop(f->full.network, 0, 0, hop[h], 0.3, 10.0));
        MUST(f, msbat_network_add_hop(f->full.network, 0, 1, hop[h], 0.4, 10.0));
    }
    MUST(f, msbat_network_create_from_rates(f->full.context, 300.0, 2, 3, ends, displacement, rates, &f->measured));
}

void fixture_make_atoms(fixture *f)
{
    make_crystal(f);
    make_expansion(f);
    make_monte_carlo(f);
    make_hops(f);
    make_saddles(f);
    make_networks(f);
}
