/* kmc_ce.c - the lattice and the clusters of an expansion. */
#include "kmc/kmc_impl.h"

static msbat_status add_terms(msbat_kmc *kmc, const msbat_ce *ce)
{
    const msbat_context *ctx = kmc->handle.ctx;
    int64_t n = 0, width = 0, n_orbits = 0, *n_points = NULL, *points = NULL;
    double *eci = NULL, *orbit_eci = NULL;
    (void)msbat_ce_get_term_count(ce, &n, &width);
    (void)msbat_ce_get_orbit_count(ce, &n_orbits);
    eci = MSBAT__NEW(ctx, n, double);
    orbit_eci = MSBAT__NEW(ctx, n_orbits, double);
    n_points = MSBAT__NEW(ctx, n, int64_t);
    points = MSBAT__NEW(ctx, 4 * n * (width > 0 ? width : 1), int64_t);
    msbat_status status = eci && orbit_eci && n_points && points ? MSBAT_OK : MSBAT_ERR_MEMORY;
    if (!status) status = msbat_ce_get_eci(ce, n_orbits, orbit_eci);
    if (!status) status = msbat_ce_get_terms(ce, n, width, eci, n_points, NULL, points);
    if (!status) status = msbat_kmc_add_cluster(kmc, 0, NULL, orbit_eci[0]); /* orbit 0: V0 */
    for (int64_t t = 0; !status && t < n; t++)
        if (eci[t] != 0.0) status = msbat_kmc_add_cluster(kmc, n_points[t], &points[4 * width * t], eci[t]);
    msbat__free(ctx, eci);
    msbat__free(ctx, orbit_eci);
    msbat__free(ctx, n_points);
    msbat__free(ctx, points);
    return status;
}

msbat_status msbat_kmc_create(const msbat_ce *ce, const msbat_supercell *supercell, msbat_kmc **kmc)
{
    if (kmc) *kmc = NULL;
    MSBAT__REQUIRE_HANDLE(ce);
    msbat_context *ctx = msbat__context_of(ce);
    MSBAT__REQUIRE(ctx, supercell);
    MSBAT__REQUIRE(ctx, kmc);
    const msbat_crystal *host = NULL;
    int64_t n = 0, ignored = 0, *active = NULL;
    msbat_kmc *made = NULL;
    msbat_status status = msbat_ce_get_occupation_size(ce, supercell, &ignored); /* refuses another host */
    if (status) return msbat__pass(ctx, ctx, __func__, status);
    (void)msbat_ce_get_host(ce, &host);
    (void)msbat_crystal_get_site_count(host, &n);
    active = MSBAT__NEW(ctx, n, int64_t);
    status = active ? msbat_ce_get_active(ce, n, active) : MSBAT_ERR_MEMORY;
    if (!status) {
        status = msbat_kmc_create_lattice(supercell, n, active, &made);
        status = msbat__pass(ctx, msbat__context_of(supercell), __func__, status);
    }
    if (!status) made->ce = msbat__handle_retain(ce);
    if (!status) status = add_terms(made, ce);
    if (status) msbat_kmc_destroy(&made);
    msbat__free(ctx, active);
    *kmc = made;
    return status;
}
