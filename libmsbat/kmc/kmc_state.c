/* kmc_state.c - the configuration: occupation, ions, rates as seen from outside. */
#include "kmc/kmc_impl.h"

#include <string.h>

void msbat__kmc_clear_state(msbat_kmc *kmc)
{
    const msbat_context *ctx = kmc->handle.ctx;
    void **arrays[] = {(void **)&kmc->spin,     (void **)&kmc->occupation, (void **)&kmc->ion_at,
                       (void **)&kmc->position, (void **)&kmc->origin,     (void **)&kmc->site_of};
    for (size_t a = 0; a < sizeof arrays / sizeof *arrays; a++) {
        msbat__free(ctx, *arrays[a]);
        *arrays[a] = NULL;
    }
    kmc->occupied = false;
}

typedef struct state_arrays {
    int8_t *spin, *occupation;
    int32_t *ion_at, *position, *origin, *site_of;
} state_arrays;

static msbat_status new_arrays(const msbat_kmc *kmc, int64_t n_ions, state_arrays *s)
{
    const msbat_context *ctx = kmc->handle.ctx;
    memset(s, 0, sizeof *s);
    if ((s->spin = MSBAT__NEW_ZEROED(ctx, kmc->n_sites, int8_t)) &&
        (s->occupation = MSBAT__NEW_ZEROED(ctx, kmc->n_sites, int8_t)) &&
        (s->ion_at = MSBAT__NEW_ZEROED(ctx, kmc->n_sites, int32_t)) &&
        (s->position = MSBAT__NEW_ZEROED(ctx, 4 * n_ions, int32_t)) &&
        (s->origin = MSBAT__NEW_ZEROED(ctx, n_ions, int32_t)) && (s->site_of = MSBAT__NEW_ZEROED(ctx, n_ions, int32_t)))
        return MSBAT_OK;
    msbat__free(ctx, s->spin);
    msbat__free(ctx, s->occupation);
    msbat__free(ctx, s->ion_at);
    msbat__free(ctx, s->position);
    msbat__free(ctx, s->origin);
    return MSBAT_ERR_MEMORY;
}

static void place_ions(msbat_kmc *kmc, const int8_t *occupation)
{
    int32_t ion = 0;
    for (int64_t site = 0; site < kmc->n_sites; site++) {
        kmc->occupation[site] = occupation[site];
        kmc->spin[site] = occupation[site] ? 1 : -1;
        kmc->ion_at[site] = occupation[site] ? ion : -1;
        if (!occupation[site]) continue;
        kmc->site_of[ion] = (int32_t)site;
        kmc->origin[ion] = kmc->position[4 * ion + 3] = (int32_t)msbat__kmc_type(kmc, site)->sublattice;
        ion++;
    }
}

msbat_status msbat_kmc_set_occupation(msbat_kmc *kmc, int64_t n, const int8_t *occupation)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    const msbat_context *ctx = kmc->handle.ctx;
    MSBAT__REQUIRE(ctx, occupation);
    int64_t n_ions = 0;
    state_arrays s;
    if (n != kmc->n_sites)
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, __func__, "n = %d; there are %d active sites", n, kmc->n_sites);
    for (int64_t site = 0; site < n; site++) {
        if (occupation[site] != 0 && occupation[site] != 1)
            return msbat__fail(ctx, MSBAT_ERR_RANGE, __func__, "occupation[%d] = %d; must be 0 or 1", site,
                               (int64_t)occupation[site]);
        n_ions += occupation[site];
    }
    msbat_status status = new_arrays(kmc, n_ions, &s);
    if (status) return status;
    msbat__kmc_clear_state(kmc);
    kmc->spin = s.spin;
    kmc->occupation = s.occupation;
    kmc->ion_at = s.ion_at;
    kmc->position = s.position;
    kmc->origin = s.origin;
    kmc->site_of = s.site_of;
    kmc->n_ions = n_ions;
    place_ions(kmc, occupation);
    msbat__rng_start(&kmc->rng, (uint64_t)kmc->seed, 0);
    kmc->events = kmc->has_next = 0;
    kmc->time = kmc->next_time = 0.0;
    kmc->occupied = true;
    kmc->fresh = false;
    msbat__kmc_windows_clear(kmc);
    return MSBAT_OK;
}

msbat_status msbat_kmc_set_random_occupation(msbat_kmc *kmc, int64_t n_ions)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    const msbat_context *ctx = kmc->handle.ctx;
    msbat_status status = msbat__check_count(ctx, __func__, "n_ions", n_ions, 0, kmc->n_sites);
    if (status) return status;
    int8_t *occupation = MSBAT__NEW_ZEROED(ctx, kmc->n_sites, int8_t);
    if (!occupation) return MSBAT_ERR_MEMORY;
    msbat__rng rng;
    msbat__rng_start(&rng, (uint64_t)kmc->seed, 1);
    for (int64_t site = 0, left = n_ions; site < kmc->n_sites; site++) /* each choice equally likely */
        if (msbat__rng_below(&rng, kmc->n_sites - site) < left) {
            occupation[site] = 1;
            left--;
        }
    status = msbat_kmc_set_occupation(kmc, kmc->n_sites, occupation);
    msbat__free(ctx, occupation);
    return status;
}

/* ---- queries ---- */

static msbat_status check_state(const msbat_kmc *kmc, const char *function, const void *out, const char *name,
                                int64_t n, int64_t wanted)
{
    const msbat_context *ctx = kmc->handle.ctx;
    if (!out) return msbat__fail(ctx, MSBAT_ERR_NULL, function, "%s is NULL", name);
    if (!kmc->occupied) return msbat__fail(ctx, MSBAT_ERR_STATE, function, "no occupation has been set");
    if (n != wanted) return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, function, "n = %d; must be %d", n, wanted);
    return MSBAT_OK;
}

msbat_status msbat_kmc_get_occupation(const msbat_kmc *kmc, int64_t n, int8_t *occupation)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    msbat_status status = check_state(kmc, __func__, occupation, "occupation", n, kmc->n_sites);
    if (!status) memcpy(occupation, kmc->occupation, (size_t)n);
    return status;
}

msbat_status msbat_kmc_get_ion_count(const msbat_kmc *kmc, int64_t *n_ions)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    msbat_status status = check_state(kmc, __func__, n_ions, "n_ions", 0, 0);
    if (!status) *n_ions = kmc->n_ions;
    return status;
}

msbat_status msbat_kmc_get_ion_sites(const msbat_kmc *kmc, int64_t n, int64_t *sites)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    msbat_status status = check_state(kmc, __func__, sites, "sites", n, kmc->n_ions);
    for (int64_t ion = 0; !status && ion < n; ion++) sites[ion] = kmc->site_of[ion];
    return status;
}

msbat_status msbat_kmc_get_displacements(const msbat_kmc *kmc, int64_t n, double *displacement_ang)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    msbat_status status = check_state(kmc, __func__, displacement_ang, "displacement_ang", n, kmc->n_ions);
    for (int64_t ion = 0; !status && ion < n; ion++) {
        const int32_t start[4] = {0, 0, 0, kmc->origin[ion]};
        msbat__kmc_displacement(kmc, start, &kmc->position[4 * ion], &displacement_ang[3 * ion]);
    }
    return status;
}

msbat_status msbat_kmc_get_event_count(const msbat_kmc *kmc, int64_t *n_events)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    msbat_status status = check_state(kmc, __func__, n_events, "n_events", 0, 0);
    if (!status) *n_events = kmc->events;
    return status;
}

msbat_status msbat_kmc_get_time(const msbat_kmc *kmc, double *time_ps)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    msbat_status status = check_state(kmc, __func__, time_ps, "time_ps", 0, 0);
    if (!status) *time_ps = kmc->time;
    return status;
}

msbat_status msbat_kmc_get_total_rate(msbat_kmc *kmc, double *rate_thz)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    MSBAT__REQUIRE(kmc->handle.ctx, rate_thz);
    msbat_status status = msbat__kmc_refresh(kmc, __func__);
    if (!status) *rate_thz = kmc->total;
    return status;
}

static int64_t list_rates(const msbat_kmc *kmc, int64_t *from_to, double *rates_thz)
{
    int64_t n = 0;
    for (int64_t slot = 0; slot < kmc->n_sites * kmc->slots; slot++) {
        if (!(kmc->rate[slot] > 0.0)) continue;
        if (from_to) {
            from_to[2 * n] = slot / kmc->slots;
            from_to[2 * n + 1] = kmc->slot[slot].target;
        }
        if (rates_thz) rates_thz[n] = kmc->rate[slot];
        n++;
    }
    return n;
}

msbat_status msbat_kmc_get_rates(msbat_kmc *kmc, int64_t capacity, int64_t *from_to, double *rates_thz, int64_t *n)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    const msbat_context *ctx = kmc->handle.ctx;
    MSBAT__REQUIRE(ctx, n);
    msbat_status status = msbat__kmc_refresh(kmc, __func__);
    if (status) return status;
    int64_t count = list_rates(kmc, NULL, NULL);
    if ((from_to || rates_thz) && capacity < count)
        return msbat__fail(ctx, MSBAT_ERR_RANGE, __func__, "capacity = %d; %d hops are possible", capacity, count);
    list_rates(kmc, from_to, rates_thz);
    *n = count;
    return MSBAT_OK;
}
