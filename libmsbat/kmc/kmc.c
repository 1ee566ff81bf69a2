/* kmc.c - creation, clusters, options and plain queries. */
#include "kmc/kmc_impl.h"

#include <math.h>

static const msbat__option kmc_options[] = {
    {"temperature", MSBAT__OPTION_DOUBLE, offsetof(msbat_kmc, temperature), 1.0, 1e5, "K", NULL},
    {"seed", MSBAT__OPTION_INT, offsetof(msbat_kmc, seed), 0.0, 0x1p53, "", NULL},
    {"window_ps", MSBAT__OPTION_DOUBLE, offsetof(msbat_kmc, window_ps), 0.0, 1e30, "ps", NULL},
    {NULL, MSBAT__OPTION_DOUBLE, 0, 0.0, 0.0, NULL, NULL},
};

MSBAT__OPTION_ACCESSORS(kmc, seed, int, kmc_options)
MSBAT__OPTION_ACCESSORS(kmc, window_ps, double, kmc_options)

/* Averages belong to one temperature: another one starts them anew. */
static msbat_status changed(msbat_kmc *kmc, double temperature_before, msbat_status status)
{
    if (kmc->temperature != temperature_before) msbat__kmc_windows_clear(kmc);
    return status;
}

msbat_status msbat_kmc_set_temperature(msbat_kmc *kmc, double temperature)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    double before = kmc->temperature;
    return changed(kmc, before, msbat__option_set_double(kmc, kmc_options, __func__, "temperature", temperature));
}

msbat_status msbat_kmc_get_temperature(const msbat_kmc *kmc, double *temperature)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    return msbat__option_get_double(kmc, kmc_options, __func__, "temperature", temperature);
}

msbat_status msbat_kmc_set_option(msbat_kmc *kmc, const char *name, const char *value)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    double before = kmc->temperature;
    return changed(kmc, before, msbat__option_set_text(kmc, kmc_options, __func__, name, value));
}

msbat_status msbat_kmc_get_option(const msbat_kmc *kmc, const char *name, size_t size, char *value)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    return msbat__option_get_text(kmc, kmc_options, __func__, name, size, value);
}

double msbat__kmc_kt(const msbat_kmc *kmc) { return MSBAT_BOLTZMANN_EV * kmc->temperature; }

static void clear(void *object)
{
    msbat_kmc *kmc = object;
    const msbat_context *ctx = kmc->handle.ctx;
    msbat__kmc_windows_clear(kmc);
    msbat__kmc_clear_state(kmc);
    msbat__kmc_clear_tables(kmc);
    msbat__free(ctx, kmc->types);
    msbat__free(ctx, kmc->type_of_sub);
    msbat__free(ctx, kmc->clusters);
    msbat__free(ctx, kmc->paths);
    msbat__free(ctx, kmc->classes);
    msbat__free(ctx, kmc->checkpoint_path);
    msbat__handle_release(kmc->ce);
    msbat__handle_release(kmc->supercell);
}

void msbat_kmc_destroy(msbat_kmc **kmc) { msbat__handle_destroy((void **)kmc); }

msbat_status msbat_kmc_get_supercell(const msbat_kmc *kmc, const msbat_supercell **supercell)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    MSBAT__REQUIRE(kmc->handle.ctx, supercell);
    *supercell = kmc->supercell;
    return MSBAT_OK;
}

static msbat_status set_sublattices(msbat_kmc *kmc, const char *function, int64_t n, const int64_t *active)
{
    const msbat_context *ctx = kmc->handle.ctx;
    kmc->type_of_sub = MSBAT__NEW(ctx, n, int64_t);
    if (!kmc->type_of_sub) return MSBAT_ERR_MEMORY;
    for (int64_t s = 0; s < n; s++) kmc->type_of_sub[s] = active[s] ? kmc->n_types++ : -1;
    if (!kmc->n_types)
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, function, "active has no site where the ion can be");
    kmc->types = MSBAT__NEW_ZEROED(ctx, kmc->n_types, kmc_type);
    if (!kmc->types) return MSBAT_ERR_MEMORY;
    for (int64_t s = 0; s < n; s++)
        if (kmc->type_of_sub[s] >= 0) kmc->types[kmc->type_of_sub[s]].sublattice = s;
    kmc->n_sub = n;
    kmc->n_sites = kmc->n_cells * kmc->n_types; /* as many cells and sites as a supercell can have: no overflow */
    if (kmc->n_sites > (int64_t)1 << 28)
        return msbat__fail(ctx, MSBAT_ERR_OVERFLOW, function,
                           "%d cells with %d active sites each; at most %d", kmc->n_cells, kmc->n_types,
                           (int64_t)1 << 28);
    return MSBAT_OK;
}

msbat_status msbat_kmc_create_lattice(const msbat_supercell *supercell, int64_t n, const int64_t *active,
                                      msbat_kmc **kmc)
{
    if (kmc) *kmc = NULL;
    MSBAT__REQUIRE_HANDLE(supercell);
    msbat_context *ctx = msbat__context_of(supercell);
    MSBAT__REQUIRE(ctx, active);
    MSBAT__REQUIRE(ctx, kmc);
    const msbat_crystal *crystal = NULL;
    int64_t n_sub = 0, n_cells = 0;
    (void)msbat_supercell_get_crystal(supercell, &crystal); /* of handles that are there, these can always be had */
    (void)msbat_supercell_get_cell_count(supercell, &n_cells);
    (void)msbat_crystal_get_site_count(crystal, &n_sub);
    if (n != n_sub)
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, __func__, "n = %d; the crystal has %d sites", n, n_sub);
    msbat_kmc *made = msbat__handle_new(ctx, sizeof *made, clear, __func__);
    if (!made) return MSBAT_ERR_MEMORY;
    made->supercell = msbat__handle_retain(supercell);
    made->crystal = crystal;
    made->n_cells = n_cells;
    made->temperature = 300.0;
    made->seed = 1;
    msbat_status status = set_sublattices(made, __func__, n, active);
    if (status) msbat_kmc_destroy(&made);
    *kmc = made;
    return status;
}

static msbat_status check_cluster(const msbat_kmc *kmc, int64_t n_points, const int64_t *points, double eci_ev)
{
    const msbat_context *ctx = kmc->handle.ctx;
    const char *function = "msbat_kmc_add_cluster";
    msbat_status status = msbat__check_count(ctx, function, "n_points", n_points, 0, KMC_MAX_POINTS);
    if (!status && n_points && !points) status = msbat__fail(ctx, MSBAT_ERR_NULL, function, "points is NULL");
    if (!status) status = msbat__check_range(ctx, function, "eci_ev", "eV", eci_ev, -100.0, 100.0, 0);
    for (int64_t p = 0; !status && p < n_points; p++) {
        int64_t sub = points[4 * p];
        if (sub < 0 || sub >= kmc->n_sub || kmc->type_of_sub[sub] < 0)
            status =
                msbat__fail(ctx, MSBAT_ERR_RANGE, function, "point %d: sublattice %d is not an active site", p, sub);
        for (int64_t a = 1; !status && a < 4; a++)
            status = msbat__check_count(ctx, function, "offset", points[4 * p + a], -(1 << 20), 1 << 20);
    }
    return status;
}

/* The sum of |ECI| at any one site stays below 1000 eV, so that fields of 2^-50 eV fit int64_t (8192 eV). */
static bool fits(const msbat_kmc *kmc, double more)
{
    double sum = more;
    for (int64_t c = 0; c < kmc->n_clusters; c++)
        sum += fabs((double)kmc->clusters[c].eci) * KMC_QUANTUM * (double)kmc->clusters[c].n;
    return sum <= 1000.0;
}

msbat_status msbat_kmc_add_cluster(msbat_kmc *kmc, int64_t n_points, const int64_t *points, double eci_ev)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    const msbat_context *ctx = kmc->handle.ctx;
    msbat_status status = check_cluster(kmc, n_points, points, eci_ev);
    if (status) return status;
    if (!fits(kmc, fabs(eci_ev) * (double)n_points))
        return msbat__fail(ctx, MSBAT_ERR_RANGE, __func__,
                           "|ECI| times points add up to more than 1000 eV with this one");
    if (!msbat__grow(ctx, (void **)&kmc->clusters, kmc->n_clusters, &kmc->cap_clusters, sizeof *kmc->clusters))
        return MSBAT_ERR_MEMORY;
    kmc_cluster *cluster = &kmc->clusters[kmc->n_clusters++];
    cluster->eci = llround(eci_ev / KMC_QUANTUM);
    cluster->n = n_points;
    for (int64_t i = 0; i < 4 * n_points; i++) cluster->points[i / 4][i % 4] = points[i];
    msbat__kmc_outdate(kmc);
    kmc->has_next = 0;
    return MSBAT_OK;
}

/* ---- sites and energy ---- */

/* Active site at where (sublattice of the crystal, offset) seen from the cell of cell_site. The arguments are valid, so
 * that the calls cannot fail. */
int64_t msbat__kmc_site(const msbat_kmc *kmc, int64_t cell_site, const int64_t where[4])
{
    int64_t sub = 0, at[3] = {0}, found = 0, cell = cell_site / kmc->n_types;
    (void)msbat_supercell_get_site(kmc->supercell, cell * kmc->n_sub, &sub, at);
    for (int64_t a = 0; a < 3; a++) at[a] += where[1 + a];
    (void)msbat_supercell_find_site(kmc->supercell, where[0], at, &found);
    return found / kmc->n_sub * kmc->n_types + kmc->type_of_sub[where[0]];
}

double msbat__kmc_energy(const msbat_kmc *kmc, const int8_t *occupation)
{
    double energy = 0.0;
    for (int64_t c = 0; c < kmc->n_clusters; c++) {
        const kmc_cluster *cluster = &kmc->clusters[c];
        int64_t sum = 0;
        for (int64_t cell = 0; cell < kmc->n_cells; cell++) {
            int64_t product = 1;
            for (int64_t p = 0; p < cluster->n; p++)
                if (!occupation[msbat__kmc_site(kmc, cell * kmc->n_types, cluster->points[p])]) product = -product;
            sum += product;
        }
        energy += (double)sum * ((double)cluster->eci * KMC_QUANTUM);
    }
    return energy;
}

msbat_status msbat_kmc_get_energy(const msbat_kmc *kmc, double *energy_ev)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    MSBAT__REQUIRE(kmc->handle.ctx, energy_ev);
    if (!kmc->occupied) return msbat__fail(kmc->handle.ctx, MSBAT_ERR_STATE, __func__, "no occupation has been set");
    *energy_ev = msbat__kmc_energy(kmc, kmc->occupation);
    return MSBAT_OK;
}

msbat_status msbat_kmc_get_site_count(const msbat_kmc *kmc, int64_t *n_sites)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    MSBAT__REQUIRE(kmc->handle.ctx, n_sites);
    *n_sites = kmc->n_sites;
    return MSBAT_OK;
}

msbat_status msbat_kmc_get_site(const msbat_kmc *kmc, int64_t site, int64_t *sublattice, int64_t offset[3])
{
    MSBAT__REQUIRE_HANDLE(kmc);
    const msbat_context *ctx = kmc->handle.ctx;
    MSBAT__REQUIRE(ctx, sublattice);
    MSBAT__REQUIRE(ctx, offset);
    msbat_status status = msbat__check_count(ctx, __func__, "site", site, 0, kmc->n_sites - 1);
    if (status) return status;
    int64_t sub = msbat__kmc_type(kmc, site)->sublattice;
    return msbat_supercell_get_site(kmc->supercell, site / kmc->n_types * kmc->n_sub + sub, sublattice, offset);
}
