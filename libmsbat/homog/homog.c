/* homog.c - the handle: conductivities, options, calls and getters. */
#include <math.h>
#include <string.h>

#include "homog/homog_impl.h"

static const msbat__option options[] = {
    {"tolerance", MSBAT__OPTION_DOUBLE, offsetof(msbat_homog, tolerance), 1e-12, 0.1, "", NULL},
    {"max_iterations", MSBAT__OPTION_INT, offsetof(msbat_homog, max_iterations), 1, 1e6, "", NULL},
    {"isotropic", MSBAT__OPTION_INT, offsetof(msbat_homog, isotropic), 0, 1, "", NULL},
    {NULL, MSBAT__OPTION_INT, 0, 0, 0, NULL, NULL},
};
MSBAT__OPTION_ACCESSORS(homog, tolerance, double, options)
MSBAT__OPTION_ACCESSORS(homog, max_iterations, int, options)
MSBAT__OPTION_ACCESSORS(homog, isotropic, int, options)
MSBAT__OPTION_TEXT(homog, options)

void msbat__homog_forget(msbat_homog *h)
{
    memset(h->result, 0, sizeof h->result);
    if (h->have_components) msbat__components_clear(h->handle.ctx, &h->components);
    h->have_components = false;
    for (int a = 0; a < 3; a++) {
        msbat__free(h->handle.ctx, h->field[a]);
        h->field[a] = NULL;
    }
    h->field_condition = -1;
}

static void homog_clear(void *object)
{
    msbat_homog *h = object;
    msbat__homog_forget(h);
    msbat__handle_release(h->image);
}

msbat_status msbat_homog_create(const msbat_image *image, msbat_homog **homog)
{
    if (homog) *homog = NULL;
    MSBAT__REQUIRE_HANDLE(image);
    MSBAT__REQUIRE(msbat__context_of(image), homog);
    msbat_homog *h = msbat__handle_new(msbat__context_of(image), sizeof *h, homog_clear, __func__);
    if (!h) return MSBAT_ERR_MEMORY;
    h->image = msbat__handle_retain(image);
    h->tolerance = 1e-4;
    h->max_iterations = 2000;
    h->progress_to = 1.0;
    h->field_condition = -1;
    *homog = h;
    return MSBAT_OK;
}

void msbat_homog_destroy(msbat_homog **homog) { msbat__handle_destroy((void **)homog); }

msbat_status msbat_homog_get_image(const msbat_homog *homog, const msbat_image **image)
{
    MSBAT__REQUIRE_HANDLE(homog);
    MSBAT__REQUIRE(homog->handle.ctx, image);
    *image = homog->image;
    return MSBAT_OK;
}

msbat_status msbat_homog_set_conductivity(msbat_homog *homog, int64_t label, double sigma)
{
    MSBAT__REQUIRE_HANDLE(homog);
    const msbat_context *ctx = homog->handle.ctx;
    msbat_status st = msbat__check_count(ctx, __func__, "label", label, 0, 255);
    if (!st && sigma != 0.0) st = msbat__check_range(ctx, __func__, "sigma", "S/m", sigma, 1e-100, 1e100, 0);
    if (st) return st;
    homog->sigma[label] = sigma;
    msbat__homog_forget(homog);
    return MSBAT_OK;
}

msbat_status msbat_homog_get_conductivity(const msbat_homog *homog, int64_t label, double *sigma)
{
    MSBAT__REQUIRE_HANDLE(homog);
    MSBAT__REQUIRE(homog->handle.ctx, sigma);
    msbat_status st = msbat__check_count(homog->handle.ctx, __func__, "label", label, 0, 255);
    if (!st) *sigma = homog->sigma[label];
    return st;
}

double msbat__homog_reference(const msbat_homog *homog)
{
    double high = 0.0;
    for (int l = 0; l < 256; l++)
        if (homog->image->count[l]) high = fmax(high, homog->sigma[l]);
    return high;
}

/* ---- solving ---- */
static const char *const condition_name[4] = {"PERIODIC", "KUBC", "SUBC", "MIXED"};

static msbat_status check_condition(const msbat_homog *homog, const char *function, int64_t condition)
{
    if (condition >= 0 && condition <= 3) return MSBAT_OK;
    return msbat__fail(homog->handle.ctx, MSBAT_ERR_ARGUMENT, function, "condition %d is none of MSBAT_HOMOG_...",
                       condition);
}

static void warn_isotropic(const msbat_homog *homog, int condition)
{
    int64_t inside = 1;
    if (!homog->isotropic) return;
    msbat_homog_check_hashin_shtrikman(homog, (msbat_homog_condition)condition, &inside);
    if (!inside)
        msbat__log(homog->handle.ctx, 1, "msbat_homog_solve: %s tensor outside the Hashin-Shtrikman bounds",
                   condition_name[condition]);
}

/* Each axis is a problem of its own: different faces are fixed. */
static msbat_status solve_mixed(msbat_homog *homog, int axes)
{
    const double from = homog->progress_from, to = homog->progress_to;
    msbat_status st = MSBAT_OK;
    for (int a = 0; a < 3 && !st; a++) {
        if (!(axes >> a & 1)) continue;
        if (axes == 7) {
            homog->progress_from = from + (to - from) * a / 3.0;
            homog->progress_to = from + (to - from) * (a + 1) / 3.0;
        }
        st = msbat__homog_solve_axes(homog, MSBAT_HOMOG_MIXED, 1 << a);
    }
    homog->progress_from = from;
    homog->progress_to = to;
    return st;
}

static msbat_status solve_axes(msbat_homog *homog, const char *function, int condition, int axes)
{
    const msbat__result *result = &homog->result[condition];
    msbat_status st = MSBAT_OK;
    if (condition == MSBAT_HOMOG_MIXED) st = solve_mixed(homog, axes);
    else st = msbat__homog_solve_axes(homog, condition, axes);
    if (!st) st = msbat__homog_check_wiener(homog, function, condition);
    if (st) return st;
    if (result->solved[0] && result->solved[1] && result->solved[2]) warn_isotropic(homog, condition);
    for (int a = 0; a < 3; a++) {
        if ((axes >> a & 1) && !result->path[a])
            return msbat__fail(homog->handle.ctx, MSBAT_NO_PATH, function,
                               "%s: no conducting path along axis %d: exactly 0",
                               condition_name[condition], (int64_t)a);
    }
    return MSBAT_OK;
}

msbat_status msbat_homog_solve(msbat_homog *homog, msbat_homog_condition condition)
{
    MSBAT__REQUIRE_HANDLE(homog);
    msbat_status st = check_condition(homog, __func__, (int64_t)(int)condition);
    return st ? st : solve_axes(homog, __func__, (int)condition, 7);
}

msbat_status msbat_homog_solve_mixed(msbat_homog *homog, int64_t axis)
{
    MSBAT__REQUIRE_HANDLE(homog);
    msbat_status st = msbat__check_count(homog->handle.ctx, __func__, "axis", axis, 0, 2);
    if (!st) st = solve_axes(homog, __func__, MSBAT_HOMOG_MIXED, 1 << axis);
    return msbat__pass(homog->handle.ctx, homog->handle.ctx, __func__, st);
}

/* ---- results ---- */
static msbat_status result_of(const msbat_homog *homog, const char *function, int64_t condition, int axes,
                              const msbat__result **result)
{
    msbat_status st = check_condition(homog, function, condition);
    if (st) return st;
    for (int a = 0; a < 3; a++) {
        if ((axes >> a & 1) && !homog->result[condition].solved[a])
            return msbat__fail(homog->handle.ctx, MSBAT_ERR_STATE, function, "%s has not been solved along axis %d",
                               condition_name[condition], (int64_t)a);
    }
    *result = &homog->result[condition];
    return MSBAT_OK;
}

static msbat_status axis_result(const msbat_homog *homog, const char *function, int64_t condition, int64_t axis,
                                const msbat__result **result)
{
    msbat_status st = msbat__check_count(homog->handle.ctx, function, "axis", axis, 0, 2);
    return st ? st : result_of(homog, function, condition, 1 << axis, result);
}

static msbat_status scaled_tensor(const msbat_homog *homog, const char *function, msbat_homog_condition condition,
                                  double scale, double tensor[9])
{
    const msbat__result *result;
    msbat_status st = result_of(homog, function, (int64_t)(int)condition, 7, &result);
    for (int i = 0; i < 9 && !st; i++) tensor[i] = scale * result->tensor[i];
    return st;
}

msbat_status msbat_homog_get_tensor(const msbat_homog *homog, msbat_homog_condition condition, double sigma[9])
{
    MSBAT__REQUIRE_HANDLE(homog);
    MSBAT__REQUIRE(homog->handle.ctx, sigma);
    return scaled_tensor(homog, __func__, condition, msbat__homog_reference(homog), sigma);
}

msbat_status msbat_homog_get_relative(const msbat_homog *homog, msbat_homog_condition condition, double relative[9])
{
    MSBAT__REQUIRE_HANDLE(homog);
    MSBAT__REQUIRE(homog->handle.ctx, relative);
    return scaled_tensor(homog, __func__, condition, 1.0, relative);
}

msbat_status msbat_homog_get_component(const msbat_homog *homog, msbat_homog_condition condition, int64_t axis,
                                       double *sigma)
{
    MSBAT__REQUIRE_HANDLE(homog);
    MSBAT__REQUIRE(homog->handle.ctx, sigma);
    const msbat__result *result;
    msbat_status st = axis_result(homog, __func__, (int64_t)(int)condition, axis, &result);
    if (!st) *sigma = msbat__homog_reference(homog) * result->tensor[4 * axis];
    return st;
}

msbat_status msbat_homog_get_reference(const msbat_homog *homog, double *sigma)
{
    MSBAT__REQUIRE_HANDLE(homog);
    MSBAT__REQUIRE(homog->handle.ctx, sigma);
    *sigma = msbat__homog_reference(homog);
    return MSBAT_OK;
}

msbat_status msbat_homog_get_error(const msbat_homog *homog, msbat_homog_condition condition, int64_t axis,
                                   double *relative_error, int64_t *iterations)
{
    MSBAT__REQUIRE_HANDLE(homog);
    const msbat__result *result;
    msbat_status st = axis_result(homog, __func__, (int64_t)(int)condition, axis, &result);
    if (st) return st;
    if (relative_error) *relative_error = result->error[axis];
    if (iterations) *iterations = result->iterations[axis];
    return MSBAT_OK;
}

msbat_status msbat_homog_get_residuals(const msbat_homog *homog, msbat_homog_condition condition, double *flux,
                                       double *symmetry)
{
    MSBAT__REQUIRE_HANDLE(homog);
    const msbat__result *result;
    int any = 0;
    msbat_status st = check_condition(homog, __func__, (int64_t)(int)condition);
    if (st) return st;
    for (int a = 0; a < 3; a++) any |= homog->result[condition].solved[a] << a;
    st = result_of(homog, __func__, (int64_t)(int)condition, any ? any : 7, &result);
    if (st) return st;
    if (flux) *flux = fmax(result->flux[0], fmax(result->flux[1], result->flux[2]));
    if (symmetry) *symmetry = result->symmetry;
    return MSBAT_OK;
}

msbat_status msbat_homog_get_conducting(const msbat_homog *homog, double *fraction)
{
    MSBAT__REQUIRE_HANDLE(homog);
    MSBAT__REQUIRE(homog->handle.ctx, fraction);
    int64_t count = 0;
    for (int l = 0; l < 256; l++)
        if (homog->sigma[l] > 0.0) count += homog->image->count[l];
    *fraction = (double)count / (double)homog->image->total;
    return MSBAT_OK;
}

msbat_status msbat_homog_get_connected(const msbat_homog *homog, msbat_homog_condition condition, int64_t axis,
                                       double *fraction)
{
    MSBAT__REQUIRE_HANDLE(homog);
    MSBAT__REQUIRE(homog->handle.ctx, fraction);
    const msbat__result *result;
    msbat_status st = axis_result(homog, __func__, (int64_t)(int)condition, axis, &result);
    if (!st) *fraction = result->connected[axis];
    return st;
}

static bool one_conductivity(const msbat_homog *homog)
{
    double reference = msbat__homog_reference(homog);
    for (int l = 0; l < 256; l++)
        if (homog->image->count[l] && homog->sigma[l] > 0.0 && homog->sigma[l] != reference) return false;
    return true;
}

msbat_status msbat_homog_get_tortuosity(const msbat_homog *homog, msbat_homog_condition condition, int64_t axis,
                                        double *tau)
{
    MSBAT__REQUIRE_HANDLE(homog);
    const msbat_context *ctx = homog->handle.ctx;
    MSBAT__REQUIRE(ctx, tau);
    const msbat__result *result;
    double fraction = 0.0;
    msbat_status st = axis_result(homog, __func__, (int64_t)(int)condition, axis, &result);
    if (st) return st;
    if (!one_conductivity(homog))
        return msbat__fail(ctx, MSBAT_ERR_PHYSICS, __func__,
                           "the labels conduct differently; a tortuosity needs one sigma_0");
    if (!(result->tensor[4 * axis] > 0.0))
        return msbat__fail(ctx, MSBAT_NO_PATH, __func__, "no conducting path along axis %d", axis);
    msbat_homog_get_conducting(homog, &fraction);
    *tau = fraction / result->tensor[4 * axis];
    return MSBAT_OK;
}

msbat_status msbat_homog_get_potential(const msbat_homog *homog, msbat_homog_condition condition, int64_t axis,
                                       int64_t n, double *potential)
{
    MSBAT__REQUIRE_HANDLE(homog);
    const msbat_context *ctx = homog->handle.ctx;
    MSBAT__REQUIRE(ctx, potential);
    const msbat__result *result;
    msbat_status st = axis_result(homog, __func__, (int64_t)(int)condition, axis, &result);
    if (st) return st;
    if (n != homog->image->total)
        return msbat__fail(ctx, MSBAT_ERR_RANGE, __func__, "n = %d; the image has %d voxels", n, homog->image->total);
    if (!result->path[axis]) return msbat__fail(ctx, MSBAT_NO_PATH, __func__, "no conducting path along axis %d", axis);
    if (homog->field_condition != (int64_t)(int)condition || !homog->field[axis])
        return msbat__fail(ctx, MSBAT_ERR_STATE, __func__, "%s is not the condition solved last",
                           condition_name[condition]);
    msbat__homog_potential(homog, (int)axis, potential);
    return MSBAT_OK;
}
