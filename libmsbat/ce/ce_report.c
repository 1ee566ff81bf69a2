/* ce_report.c - what is known after a fit. */
#include "ce_impl.h"

#include <math.h>
#include <string.h>

static msbat_status need_fit(const msbat_ce *ce, const char *function)
{
    if (ce->fit) return MSBAT_OK;
    return msbat__fail(ce->handle.ctx, MSBAT_ERR_STATE, function, "the interactions do not come from a fit");
}

msbat_status msbat__ce_need_errors(const msbat_ce *ce, const char *function)
{
    msbat_status st = need_fit(ce, function);
    if (st || (double)ce->fit->m - ce->fit->parameters > MSBAT__CE_FREEDOM) return st;
    return msbat__fail(ce->handle.ctx, MSBAT_ERR_STATE, function,
                       "%d structures and %g parameters: nothing is left over to tell the error of the fit", ce->fit->m,
                       ce->fit->parameters);
}

msbat_status msbat_ce_get_eci_error(const msbat_ce *ce, int64_t n, double *error_ev)
{
    MSBAT__REQUIRE_HANDLE(ce);
    MSBAT__REQUIRE(ce->handle.ctx, error_ev);
    msbat_status st = msbat__ce_need_errors(ce, __func__);
    if (!st) st = msbat__check_count(ce->handle.ctx, __func__, "n", n, ce->n_orbits, ce->n_orbits);
    for (int64_t i = 0; !st && i < n; i++) error_ev[i] = sqrt(fmax(ce->fit->covariance[i * n + i], 0));
    return st;
}

msbat_status msbat_ce_get_covariance(const msbat_ce *ce, int64_t n, double *covariance)
{
    MSBAT__REQUIRE_HANDLE(ce);
    MSBAT__REQUIRE(ce->handle.ctx, covariance);
    msbat_status st = msbat__ce_need_errors(ce, __func__);
    if (!st) st = msbat__check_count(ce->handle.ctx, __func__, "n", n, ce->n_orbits, ce->n_orbits);
    if (!st) memcpy(covariance, ce->fit->covariance, (size_t)(n * n) * sizeof *covariance);
    return st;
}

msbat_status msbat_ce_get_score(const msbat_ce *ce, double *loo_mev, double *training_mev, double *kfold_mev)
{
    MSBAT__REQUIRE_HANDLE(ce);
    msbat_status st = need_fit(ce, __func__);
    if (st) return st;
    if (loo_mev) *loo_mev = 1000 * ce->fit->loo;
    if (training_mev) *training_mev = 1000 * ce->fit->rms;
    if (kfold_mev) *kfold_mev = 1000 * ce->fit->kfold;
    return MSBAT_OK;
}

msbat_status msbat_ce_get_fit_report(const msbat_ce *ce, int64_t *rank, double *condition, double *ridge,
                                     double *parameters)
{
    MSBAT__REQUIRE_HANDLE(ce);
    msbat_status st = need_fit(ce, __func__);
    if (st) return st;
    if (rank) *rank = ce->fit->rank;
    if (condition) *condition = ce->fit->condition;
    if (ridge) *ridge = ce->fit->ridge;
    if (parameters) *parameters = ce->fit->parameters;
    return MSBAT_OK;
}

msbat_status msbat_ce_get_residuals(const msbat_ce *ce, int64_t n, double *residual_mev, double *left_out_mev,
                                    double *leverage)
{
    MSBAT__REQUIRE_HANDLE(ce);
    msbat_status st = need_fit(ce, __func__);
    if (!st) st = msbat__check_count(ce->handle.ctx, __func__, "n", n, ce->fit->m, ce->fit->m);
    for (int64_t i = 0; !st && i < n; i++) {
        if (residual_mev) residual_mev[i] = 1000 * ce->fit->residual[i];
        if (left_out_mev) left_out_mev[i] = 1000 * ce->fit->left_out[i];
        if (leverage) leverage[i] = ce->fit->leverage[i];
    }
    return st;
}
