#include "models.h"

msbat_status model_ce(msbat_context *ctx, msbat_ce **ce)
{
    const double cell[9] = {3, 0, 0, 0, 3, 0, 0, 0, 12}, frac[3] = {0, 0, 0}, cutoffs[1] = {4.5};
    const double eci[4] = {-1.0, 0.02, 0.015, -0.01}; /* empty, point, two pairs */
    const int64_t species[1] = {3};
    msbat_crystal *host = NULL;
    msbat_status st = msbat_crystal_create(ctx, cell, 1, frac, species, &host);
    if (!st) st = msbat_ce_create(host, 3, 0, 1e-3, 1, cutoffs, ce);
    if (!st) st = msbat_ce_set_eci(*ce, 4, eci);
    msbat_crystal_destroy(&host);
    return st;
}

static msbat_status make_supercell(const msbat_ce *ce, int64_t size, msbat_supercell **supercell)
{
    const int64_t matrix[9] = {size, 0, 0, 0, size, 0, 0, 0, 1};
    const msbat_crystal *host = NULL;
    msbat_status st = msbat_ce_get_host(ce, &host);
    return st ? st : msbat_supercell_create(host, matrix, supercell);
}

msbat_status model_mc(const msbat_ce *ce, int64_t size, msbat_mc **mc)
{
    msbat_supercell *supercell = NULL;
    msbat_status st = make_supercell(ce, size, &supercell);
    if (!st) st = msbat_mc_create(ce, supercell, mc);
    msbat_supercell_destroy(&supercell);
    return st;
}

msbat_status model_kmc(const msbat_ce *ce, int64_t size, int64_t n_ions, msbat_kmc **kmc)
{
    const double barrier_ev[1] = {0.3}, nu_thz[1] = {5};
    const int64_t along_x[3] = {1, 0, 0};
    msbat_supercell *supercell = NULL;
    msbat_status st = make_supercell(ce, size, &supercell);
    if (!st) st = msbat_kmc_create(ce, supercell, kmc);
    if (!st) st = msbat_kmc_add_hop(*kmc, 0, 0, along_x, NULL);
    if (!st) st = msbat_kmc_set_barrier(*kmc, 0, 1, barrier_ev, nu_thz);
    if (!st) st = msbat_kmc_set_random_occupation(*kmc, n_ions);
    msbat_supercell_destroy(&supercell);
    return st;
}
