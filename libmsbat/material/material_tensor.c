/* material_tensor.c - effective transport tensors relative to the bulk. */
#include "material/material_impl.h"

static const double SLACK = 1e-9; /* relative to the largest entry: what iterative solvers leave */

static void clear(void *object)
{
    msbat_tensor *t = object;
    msbat__free(t->handle.ctx, t->source.text);
}

static msbat_status check_symmetric(const msbat_context *ctx, const char *function, const double a[9], double largest)
{
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < i; j++)
            if (fabs(a[3 * i + j] - a[3 * j + i]) > SLACK * largest)
                return msbat__fail(ctx, MSBAT_ERR_SYMMETRY, function,
                                   "relative[%d][%d] = %g and its mirror image %g differ; the tensor must be symmetric",
                                   (int64_t)i, (int64_t)j, a[3 * i + j], a[3 * j + i]);
    return MSBAT_OK;
}

static msbat_status check_tensor(const msbat_context *ctx, const char *function, const double relative[9],
                                 double fraction)
{
    double a[9], eigen[3], largest = 0;
    msbat_status st = msbat__check_array(ctx, function, "relative", "", 9, relative);
    if (st || (st = msbat__check_range(ctx, function, "fraction", "", fraction, 0, 1, 1))) return st;
    for (int i = 0; i < 9; i++) largest = fmax(largest, fabs(relative[i]));
    if ((st = check_symmetric(ctx, function, relative, largest))) return st;
    for (int i = 0; i < 9; i++) a[i] = 0.5 * (relative[i] + relative[3 * (i % 3) + i / 3]);
    if ((st = msbat__eigen_symmetric(ctx, 3, a, eigen))) return msbat__pass(ctx, ctx, function, st);
    if (eigen[0] < -SLACK * largest)
        return msbat__fail(ctx, MSBAT_ERR_PHYSICS, function, "eigenvalue %g is negative", eigen[0]);
    if (eigen[2] > fraction + SLACK)
        return msbat__fail(ctx, MSBAT_ERR_PHYSICS, function,
                           "eigenvalue %g is above the volume fraction %g: Wiener's bound is violated", eigen[2],
                           fraction);
    return MSBAT_OK;
}

static msbat_status make(msbat_context *ctx, const char *function, const double relative[9], double fraction,
                         msbat_tensor **tensor)
{
    msbat_status st = check_tensor(ctx, function, relative, fraction);
    if (st) return st;
    msbat_tensor *t = msbat__handle_new(ctx, sizeof *t, clear, function);
    if (!t) return MSBAT_ERR_MEMORY;
    memcpy(t->relative, relative, sizeof t->relative);
    t->fraction = fraction;
    *tensor = t;
    return MSBAT_OK;
}

msbat_status msbat_tensor_create(msbat_context *ctx, const double relative[9], double fraction, msbat_tensor **tensor)
{
    if (tensor) *tensor = NULL;
    if (!ctx) return MSBAT_ERR_NULL;
    MSBAT__REQUIRE(ctx, relative);
    MSBAT__REQUIRE(ctx, tensor);
    return make(ctx, __func__, relative, fraction, tensor);
}

msbat_status msbat_tensor_create_bruggeman(msbat_context *ctx, double fraction, double exponent, msbat_tensor **tensor)
{
    if (tensor) *tensor = NULL;
    if (!ctx) return MSBAT_ERR_NULL;
    MSBAT__REQUIRE(ctx, tensor);
    msbat_status st = msbat__check_range(ctx, __func__, "fraction", "", fraction, 0, 1, 1);
    if (st || (st = msbat__check_range(ctx, __func__, "exponent", "", exponent, 1, 100, 0))) return st;
    double d = pow(fraction, exponent), relative[9] = {d, 0, 0, 0, d, 0, 0, 0, d};
    return make(ctx, __func__, relative, fraction, tensor);
}

void msbat_tensor_destroy(msbat_tensor **tensor) { msbat__handle_destroy((void **)tensor); }

msbat_status msbat_tensor_set_source(msbat_tensor *tensor, msbat_source_kind kind, const char *source)
{
    MSBAT__REQUIRE_HANDLE(tensor);
    return msbat__source_set(tensor->handle.ctx, __func__, &tensor->source, kind, source);
}

msbat_status msbat_tensor_get_source(const msbat_tensor *tensor, msbat_source_kind *kind, const char **source)
{
    MSBAT__REQUIRE_HANDLE(tensor);
    return msbat__source_get(tensor->handle.ctx, __func__, &tensor->source, kind, source);
}

msbat_status msbat_tensor_get(const msbat_tensor *tensor, double relative[9], double *fraction)
{
    MSBAT__REQUIRE_HANDLE(tensor);
    MSBAT__REQUIRE(tensor->handle.ctx, relative);
    MSBAT__REQUIRE(tensor->handle.ctx, fraction);
    memcpy(relative, tensor->relative, sizeof tensor->relative);
    *fraction = tensor->fraction;
    return MSBAT_OK;
}

msbat_status msbat_tensor_get_component(const msbat_tensor *tensor, const double direction[3], double *relative)
{
    MSBAT__REQUIRE_HANDLE(tensor);
    const msbat_context *ctx = tensor->handle.ctx;
    MSBAT__REQUIRE(ctx, relative);
    msbat_status st = msbat__check_array(ctx, __func__, "direction", "", 3, direction);
    if (st) return st;
    double length = hypot(hypot(direction[0], direction[1]), direction[2]), sum = 0;
    if (!(length > 0 && isfinite(length)))
        return msbat__fail(ctx, MSBAT_ERR_RANGE, __func__, "direction has length %g; it must be finite and > 0",
                           length);
    for (int i = 0; i < 9; i++) sum += tensor->relative[i] * (direction[i / 3] / length) * (direction[i % 3] / length);
    *relative = sum;
    return MSBAT_OK;
}
