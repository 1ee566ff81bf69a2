/* rev.c - the handle of the representative-volume table. */
#include <math.h>
#include <string.h>

#include "homog/rev_impl.h"

#define SMALLEST 8 /* edge at which halving stops [voxels] */

static const msbat__option options[] = {
    {"correlation_lengths", MSBAT__OPTION_DOUBLE, offsetof(msbat_rev, correlation_lengths), 0.0, 1e6, "", NULL},
    {"scatter", MSBAT__OPTION_DOUBLE, offsetof(msbat_rev, scatter), 0.0, 1e6, "", NULL},
    {"condition_spread", MSBAT__OPTION_DOUBLE, offsetof(msbat_rev, condition_spread), 0.0, 1e6, "", NULL},
    {"max_samples", MSBAT__OPTION_INT, offsetof(msbat_rev, max_samples), 1, 1e6, "", NULL},
    {"tolerance", MSBAT__OPTION_DOUBLE, offsetof(msbat_rev, tolerance), 1e-12, 0.1, "", NULL},
    {NULL, MSBAT__OPTION_INT, 0, 0, 0, NULL, NULL},
};
MSBAT__OPTION_ACCESSORS(rev, correlation_lengths, double, options)
MSBAT__OPTION_ACCESSORS(rev, scatter, double, options)
MSBAT__OPTION_ACCESSORS(rev, condition_spread, double, options)
MSBAT__OPTION_ACCESSORS(rev, max_samples, int, options)
MSBAT__OPTION_ACCESSORS(rev, tolerance, double, options)
MSBAT__OPTION_TEXT(rev, options)

static void rev_clear(void *object)
{
    msbat_rev *rev = object;
    msbat__free(rev->handle.ctx, rev->sizes);
    msbat__free(rev->handle.ctx, rev->row);
    msbat__handle_release(rev->image);
}

static int64_t shortest_edge(const msbat_image *image)
{
    int64_t n = image->n[0] < image->n[1] ? image->n[0] : image->n[1];
    return n < image->n[2] ? n : image->n[2];
}

static msbat_status default_sizes(msbat_rev *rev)
{
    int64_t sizes[64], n = 0;
    for (int64_t edge = shortest_edge(rev->image); n == 0 || edge >= SMALLEST; edge /= 2) sizes[n++] = edge;
    rev->sizes = MSBAT__NEW(rev->handle.ctx, n, int64_t);
    if (!rev->sizes) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < n; i++) rev->sizes[i] = sizes[n - 1 - i];
    rev->n_sizes = n;
    return MSBAT_OK;
}

msbat_status msbat_rev_create(const msbat_homog *homog, msbat_rev **rev)
{
    if (rev) *rev = NULL;
    MSBAT__REQUIRE_HANDLE(homog);
    MSBAT__REQUIRE(msbat__context_of(homog), rev);
    msbat_rev *made = msbat__handle_new(msbat__context_of(homog), sizeof *made, rev_clear, __func__);
    if (!made) return MSBAT_ERR_MEMORY;
    made->image = msbat__handle_retain(homog->image);
    memcpy(made->sigma, homog->sigma, sizeof made->sigma);
    made->reference = msbat__homog_reference(homog);
    made->correlation_lengths = 10.0;
    made->scatter = made->condition_spread = 0.05;
    made->tolerance = 1e-3;
    made->max_samples = 8;
    if (default_sizes(made)) {
        msbat__handle_release(made);
        return MSBAT_ERR_MEMORY;
    }
    *rev = made;
    return MSBAT_OK;
}

void msbat_rev_destroy(msbat_rev **rev) { msbat__handle_destroy((void **)rev); }

static void drop_rows(msbat_rev *rev)
{
    msbat__free(rev->handle.ctx, rev->row);
    rev->row = NULL;
    rev->rows = 0;
}

msbat_status msbat_rev_set_sizes(msbat_rev *rev, int64_t n, const int64_t *voxels)
{
    MSBAT__REQUIRE_HANDLE(rev);
    const msbat_context *ctx = rev->handle.ctx;
    MSBAT__REQUIRE(ctx, voxels);
    msbat_status st = msbat__check_count(ctx, __func__, "n", n, 1, 64);
    for (int64_t i = 0; i < n && !st; i++) {
        st = msbat__check_count(ctx, __func__, "edge", voxels[i], 2, shortest_edge(rev->image));
        if (!st && i && voxels[i] <= voxels[i - 1])
            st = msbat__fail(ctx, MSBAT_ERR_RANGE, __func__, "edge %d comes after %d; edges must increase", voxels[i],
                             voxels[i - 1]);
    }
    if (st) return st;
    int64_t *sizes = MSBAT__COPY(ctx, n, int64_t, voxels);
    if (!sizes) return MSBAT_ERR_MEMORY;
    msbat__free(ctx, rev->sizes);
    rev->sizes = sizes;
    rev->n_sizes = n;
    drop_rows(rev);
    return MSBAT_OK;
}

static double work_of(const msbat_rev *rev, int64_t edge)
{
    return (double)msbat__rev_samples(rev, edge) * (double)edge * (double)edge * (double)edge;
}

msbat_status msbat_rev_run(msbat_rev *rev)
{
    MSBAT__REQUIRE_HANDLE(rev);
    const msbat_context *ctx = rev->handle.ctx;
    double done = 0.0, all = 0.0;
    drop_rows(rev);
    if (!(rev->reference > 0.0)) return msbat__fail(ctx, MSBAT_ERR_STATE, __func__, "no label of the image conducts");
    rev->row = MSBAT__NEW_ZEROED(ctx, rev->n_sizes, msbat__rev_row);
    if (!rev->row) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < rev->n_sizes; i++) all += work_of(rev, rev->sizes[i]);
    for (int64_t i = 0; i < rev->n_sizes; i++) {
        rev->row[i].edge = rev->sizes[i];
        msbat_status st = msbat__rev_solve_row(rev, &rev->row[i], &done, all);
        if (st) {
            drop_rows(rev);
            return st;
        }
    }
    rev->rows = rev->n_sizes;
    rev->length = msbat__image_correlation(rev->image, rev->sigma);
    msbat__rev_judge(rev);
    return MSBAT_OK;
}

/* ---- reading ---- */
static msbat_status check_run(const msbat_rev *rev, const char *function)
{
    if (rev->rows) return MSBAT_OK;
    return msbat__fail(rev->handle.ctx, MSBAT_ERR_STATE, function, "no table: call msbat_rev_run first");
}

static msbat_status find_row(const msbat_rev *rev, const char *function, int64_t row, const msbat__rev_row **found)
{
    msbat_status st = check_run(rev, function);
    if (!st) st = msbat__check_count(rev->handle.ctx, function, "row", row, 0, rev->rows - 1);
    if (!st) *found = &rev->row[row];
    return st;
}

msbat_status msbat_rev_get_row_count(const msbat_rev *rev, int64_t *count)
{
    MSBAT__REQUIRE_HANDLE(rev);
    MSBAT__REQUIRE(rev->handle.ctx, count);
    msbat_status st = check_run(rev, __func__);
    if (!st) *count = rev->rows;
    return st;
}

msbat_status msbat_rev_get_row(const msbat_rev *rev, int64_t row, int64_t *edge, int64_t *samples, double *conducting)
{
    MSBAT__REQUIRE_HANDLE(rev);
    const msbat__rev_row *r;
    msbat_status st = find_row(rev, __func__, row, &r);
    if (st) return st;
    if (edge) *edge = r->edge;
    if (samples) *samples = r->samples;
    if (conducting) *conducting = r->conducting;
    return MSBAT_OK;
}

msbat_status msbat_rev_get_statistics(const msbat_rev *rev, int64_t row, msbat_homog_condition condition, double *mean,
                                      double *deviation)
{
    MSBAT__REQUIRE_HANDLE(rev);
    const msbat__rev_row *r;
    int64_t c = (int64_t)(int)condition;
    msbat_status st = find_row(rev, __func__, row, &r);
    if (!st && (c < 0 || c > 3))
        st = msbat__fail(rev->handle.ctx, MSBAT_ERR_ARGUMENT, __func__, "condition %d is none of MSBAT_HOMOG_...", c);
    if (!st && !r->have[c])
        st = msbat__fail(rev->handle.ctx, MSBAT_ERR_STATE, __func__, "condition %d was not solved: a label insulates",
                         c);
    if (st) return st;
    if (mean) *mean = r->mean[c];
    if (deviation) *deviation = r->deviation[c];
    return MSBAT_OK;
}

msbat_status msbat_rev_get_measures(const msbat_rev *rev, int64_t row, double *correlation_lengths, double *scatter,
                                    double *condition_spread, int64_t *failed)
{
    MSBAT__REQUIRE_HANDLE(rev);
    const msbat__rev_row *r;
    msbat_status st = find_row(rev, __func__, row, &r);
    if (st) return st;
    if (correlation_lengths) *correlation_lengths = r->lengths;
    if (scatter) *scatter = r->scatter;
    if (condition_spread) *condition_spread = r->spread;
    if (failed) *failed = r->failed;
    return MSBAT_OK;
}

msbat_status msbat_rev_get_verdict(const msbat_rev *rev, int64_t *edge, int64_t *failed, const char **text)
{
    MSBAT__REQUIRE_HANDLE(rev);
    msbat_status st = check_run(rev, __func__);
    if (st) return st;
    if (edge) *edge = rev->edge;
    if (failed) *failed = rev->failed;
    if (text) *text = rev->text;
    return MSBAT_OK;
}

msbat_status msbat_rev_get_correlation_length(const msbat_rev *rev, double *length_m)
{
    MSBAT__REQUIRE_HANDLE(rev);
    MSBAT__REQUIRE(rev->handle.ctx, length_m);
    msbat_status st = check_run(rev, __func__);
    if (!st) *length_m = rev->length;
    return st;
}
