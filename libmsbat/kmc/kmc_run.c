/* kmc_run.c - running: by events, by time, to a stated precision. */
#include "kmc/kmc_impl.h"

#include <math.h>

static const double end_of_time = 1e300; /* [ps] */

static msbat_status frozen(const msbat_kmc *kmc, const char *function)
{
    return msbat__fail(kmc->handle.ctx, MSBAT_NO_PATH, function,
                       "no hop is possible: %d ions on %d sites, total rate %g THz", kmc->n_ions, kmc->n_sites,
                       kmc->total);
}

typedef struct run_limits {
    const char *function;
    int64_t first_event, last_event;
    double first_time, last_time; /* [ps] */
    double done_before, share;    /* of the progress */
} run_limits;

static msbat_status report(const msbat_kmc *kmc, const run_limits *limits)
{
    double by_event = (double)(kmc->events - limits->first_event) / (double)(limits->last_event - limits->first_event);
    double by_time = (kmc->time - limits->first_time) / (limits->last_time - limits->first_time);
    double fraction = by_event > by_time ? by_event : by_time;
    return msbat__progress(kmc->handle.ctx, limits->done_before + limits->share * (fraction < 1.0 ? fraction : 1.0));
}

/* One event, unless the end of the run comes first: then done. On the way there, not arrived, only windows close. */
static msbat_status advance(msbat_kmc *kmc, const run_limits *limits, bool *arrived, bool *done)
{
    if (!(kmc->total > 0.0)) return frozen(kmc, limits->function);
    if (!kmc->has_next) msbat__kmc_draw(kmc);
    if (kmc->next_time > limits->last_time) {
        msbat_status status = msbat__kmc_windows_advance(kmc, limits->last_time, arrived);
        if (!status && !*arrived) return MSBAT_OK;
        kmc->time = limits->last_time;
        *done = true;
        return status;
    }
    if (!(kmc->next_time < end_of_time)) return frozen(kmc, limits->function);
    msbat_status status = msbat__kmc_windows_advance(kmc, kmc->next_time, arrived);
    if (status || !*arrived) return status;
    status = msbat__kmc_step(kmc);
    if (!status && kmc->checkpoint_path && kmc->events % kmc->checkpoint_events == 0)
        status = msbat_kmc_write_checkpoint(kmc, kmc->checkpoint_path);
    return status;
}

static msbat_status run(msbat_kmc *kmc, const run_limits *limits)
{
    bool done = false, arrived = true;
    msbat_status status = msbat__kmc_refresh(kmc, limits->function);
    if (!status && !(kmc->total > 0.0)) return frozen(kmc, limits->function);
    if (!status) status = msbat__kmc_windows_start(kmc);
    while (!status && !done && kmc->events < limits->last_event) {
        status = advance(kmc, limits, &arrived, &done);
        if (!status && (!arrived || kmc->model || kmc->events % 1024 == 0)) status = report(kmc, limits);
    }
    return msbat__pass(kmc->handle.ctx, kmc->handle.ctx, limits->function, status);
}

msbat_status msbat_kmc_run(msbat_kmc *kmc, int64_t n_events)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    msbat_status status = msbat__check_count(kmc->handle.ctx, __func__, "n_events", n_events, 0, (int64_t)1 << 60);
    if (status) return status;
    const run_limits limits = {__func__, kmc->events, kmc->events + n_events, kmc->time, INFINITY, 0.0, 1.0};
    return run(kmc, &limits);
}

msbat_status msbat_kmc_run_time(msbat_kmc *kmc, double duration_ps)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    msbat_status status =
        msbat__check_range(kmc->handle.ctx, __func__, "duration_ps", "ps", duration_ps, 0.0, 1e290, 0);
    if (status) return status;
    const run_limits limits = {__func__, kmc->events, INT64_MAX, kmc->time, kmc->time + duration_ps, 0.0, 1.0};
    return run(kmc, &limits);
}

/* ---- to a precision ---- */

static bool precise(const msbat_kmc *kmc, double relative_error)
{
    const msbat_kmc_quantity wanted[2] = {MSBAT_KMC_TRACER, MSBAT_KMC_JUMP};
    for (int64_t q = 0; q < 2; q++) {
        double d = 0.0, error = 0.0;
        int64_t l = msbat__kmc_choose_level(kmc, wanted[q]);
        if (l < 0 || kmc->levels[l]->extrapolated.n < 16.0) return false;
        msbat__kmc_mean(&kmc->levels[l]->extrapolated, wanted[q], 7, &d, &error);
        if (!(error <= relative_error * fabs(d))) return false;
    }
    return true;
}

msbat_status msbat_kmc_run_to_precision(msbat_kmc *kmc, double relative_error, int64_t max_events)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    const msbat_context *ctx = kmc->handle.ctx;
    msbat_status status = msbat__check_range(ctx, __func__, "relative_error", "", relative_error, 1e-5, 1.0, 0);
    if (!status) status = msbat__check_count(ctx, __func__, "max_events", max_events, 1, (int64_t)1 << 60);
    if (status) return status;
    int64_t first = kmc->events, step = 4 * kmc->n_ions + 1000;
    for (int64_t done = 0; done < max_events; done = kmc->events - first) {
        int64_t n = step < max_events - done ? step : max_events - done;
        double share = 1.0 / (double)max_events;
        const run_limits limits = {__func__,  kmc->events, kmc->events + n,        kmc->time,
                                   INFINITY, (double)done * share, (double)n * share};
        status = run(kmc, &limits);
        if (status || precise(kmc, relative_error)) return status;
    }
    return msbat__fail(ctx, MSBAT_ERR_CONVERGENCE, __func__, "relative error above %g after %d events", relative_error,
                       max_events);
}

msbat_status msbat_kmc_reset_statistics(msbat_kmc *kmc)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    msbat__kmc_windows_clear(kmc);
    return MSBAT_OK;
}
