/* rev_run.c - solving the cubes of one size, and the verdict. */
#include <math.h>
#include <string.h>

#include "homog/rev_impl.h"

int64_t msbat__rev_samples(const msbat_rev *rev, int64_t edge)
{
    int64_t cubes = 1;
    for (int a = 0; a < 3; a++) cubes *= rev->image->n[a] / edge;
    return cubes < rev->max_samples ? cubes : rev->max_samples;
}

/* Sample s of count, spread evenly over the partition in the order of memory. */
static void sample_origin(const msbat_rev *rev, int64_t edge, int64_t s, int64_t count, int64_t origin[3])
{
    int64_t m[3], cubes = 1;
    for (int a = 0; a < 3; a++) cubes *= m[a] = rev->image->n[a] / edge;
    int64_t index = (int64_t)(((double)s + 0.5) * (double)cubes / (double)count);
    for (int a = 2; a >= 0; a--) {
        origin[a] = index % m[a] * edge;
        index /= m[a];
    }
}

static bool insulates(const msbat_rev *rev)
{
    for (int l = 0; l < 256; l++)
        if (rev->image->count[l] && !(rev->sigma[l] > 0.0)) return true;
    return false;
}

static msbat_status solve_condition(const msbat_rev *rev, msbat_homog *homog, int condition, double *value)
{
    double sigma[9];
    msbat_status st = msbat_homog_solve(homog, (msbat_homog_condition)condition);
    if (st == MSBAT_OK || st == MSBAT_NO_PATH) st = msbat_homog_get_tensor(homog, (msbat_homog_condition)condition,
                                                                           sigma);
    if (!st) *value = (sigma[0] + sigma[4] + sigma[8]) / (3.0 * rev->reference);
    return st;
}

/* value: 4 per sample, by condition. */
static msbat_status solve_cube(const msbat_rev *rev, const msbat__rev_row *row, const int64_t origin[3],
                               const double progress[2], double *value, double *conducting)
{
    const int64_t size[3] = {row->edge, row->edge, row->edge};
    msbat_image *crop = NULL;
    msbat_homog *homog = NULL;
    double fraction = 0.0;
    int solved = 0, wanted = row->have[0] + row->have[1] + row->have[2] + row->have[3];
    msbat_status st = msbat_image_create_crop(rev->image, origin, size, &crop);
    if (!st) st = msbat_homog_create(crop, &homog);
    if (st) goto done;
    memcpy(homog->sigma, rev->sigma, sizeof homog->sigma);
    homog->tolerance = rev->tolerance;
    for (int c = 0; c < 4 && !st; c++) {
        if (!row->have[c]) continue;
        double share = (progress[1] - progress[0]) / wanted;
        homog->progress_from = progress[0] + share * solved++;
        homog->progress_to = homog->progress_from + share;
        st = solve_condition(rev, homog, c, &value[c]);
    }
    if (!st) st = msbat_homog_get_conducting(homog, &fraction);
    *conducting += fraction;
done:
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&crop);
    return st;
}

static void statistics(msbat__rev_row *row, const double *values)
{
    for (int c = 0; c < 4; c++) {
        double sum = 0.0, square = 0.0, n = (double)row->samples;
        if (!row->have[c]) continue;
        for (int64_t s = 0; s < row->samples; s++) sum += values[4 * s + c];
        row->mean[c] = sum / n;
        for (int64_t s = 0; s < row->samples; s++) square += pow(values[4 * s + c] - row->mean[c], 2);
        row->deviation[c] = row->samples > 1 ? sqrt(square / (n - 1.0)) : 0.0;
    }
}

msbat_status msbat__rev_solve_row(msbat_rev *rev, msbat__rev_row *row, double *done, double all)
{
    double conducting = 0.0, cube = (double)row->edge * (double)row->edge * (double)row->edge;
    row->samples = msbat__rev_samples(rev, row->edge);
    row->have[MSBAT_HOMOG_PERIODIC] = row->have[MSBAT_HOMOG_KUBC] = row->have[MSBAT_HOMOG_MIXED] = true;
    row->have[MSBAT_HOMOG_SUBC] = !insulates(rev);
    double *values = MSBAT__NEW_ZEROED(rev->handle.ctx, 4 * row->samples, double);
    msbat_status st = values ? MSBAT_OK : MSBAT_ERR_MEMORY;
    for (int64_t s = 0; s < row->samples && !st; s++) {
        int64_t origin[3];
        const double progress[2] = {*done / all, (*done + cube) / all};
        sample_origin(rev, row->edge, s, row->samples, origin);
        st = solve_cube(rev, row, origin, progress, values + 4 * s, &conducting);
        *done += cube;
    }
    if (!st) statistics(row, values);
    row->conducting = conducting / (double)row->samples;
    msbat__free(rev->handle.ctx, values);
    return st;
}

/* ---- judging ---- */
static double spread_over_conditions(const msbat__rev_row *row)
{
    double low = INFINITY, high = 0.0, sum = 0.0;
    int n = 0;
    for (int c = 0; c < 4; c++) {
        if (!row->have[c]) continue;
        low = fmin(low, row->mean[c]);
        high = fmax(high, row->mean[c]);
        sum += row->mean[c];
        n++;
    }
    return sum > 0.0 ? (high - low) * n / sum : INFINITY;
}

/* The variance of a mean over a volume falls as 1/volume beyond the integral range (C. Lantuejoul, J. Microsc. 161
 * (1991) 387): a deviation is carried from one edge to another with the exponent -3/2. */
static double scatter_of(const msbat_rev *rev, int64_t index)
{
    const int c = MSBAT_HOMOG_PERIODIC;
    for (int64_t i = index; i >= 0; i--) {
        const msbat__rev_row *r = &rev->row[i];
        if (r->samples < 2) continue;
        if (!(r->mean[c] > 0.0)) return INFINITY;
        return r->deviation[c] / r->mean[c] * pow((double)r->edge / (double)rev->row[index].edge, 1.5);
    }
    return INFINITY;
}

static void judge_row(msbat_rev *rev, int64_t index)
{
    msbat__rev_row *row = &rev->row[index];
    const double *voxel = rev->image->voxel;
    double edge = (double)row->edge * fmin(voxel[0], fmin(voxel[1], voxel[2]));
    row->lengths = rev->length > 0.0 ? edge / rev->length : INFINITY;
    row->scatter = rev->length > 0.0 ? scatter_of(rev, index) : 0.0;
    row->spread = spread_over_conditions(row);
    row->failed = 0;
    if (!(row->lengths >= rev->correlation_lengths)) row->failed |= MSBAT_REV_SCALE;
    if (!(row->scatter <= rev->scatter)) row->failed |= MSBAT_REV_SCATTER;
    if (!(row->spread <= rev->condition_spread)) row->failed |= MSBAT_REV_CONDITION;
}

/* Three digits are enough for words. */
static double rounded(double value)
{
    if (!isfinite(value) || value == 0.0) return value;
    double unit = pow(10.0, floor(log10(fabs(value))) - 2.0);
    return unit < 1.0 ? round(value / unit) / round(1.0 / unit) : round(value / unit) * unit;
}

static void describe(msbat_rev *rev, const msbat__rev_row *row)
{
    size_t size = sizeof rev->text, used = 0;
    const struct {
        int64_t bit;
        const char *what, *unit, *limit_word;
        double value, limit;
    } item[3] = {
        {MSBAT_REV_SCALE, "edge over correlation length ", "", "at least ", rounded(row->lengths),
         rev->correlation_lengths},
        {MSBAT_REV_SCATTER, "scatter over samples ", " %", "at most ", rounded(100.0 * row->scatter),
         100.0 * rev->scatter},
        {MSBAT_REV_CONDITION, "spread over boundary conditions ", " %", "at most ", rounded(100.0 * row->spread),
         100.0 * rev->condition_spread},
    };
    used = rev->failed ? msbat__format(size, rev->text, "not representative up to an edge of %d voxels:", row->edge)
                       : msbat__format(size, rev->text, "representative from an edge of %d voxels on:", row->edge);
    for (int i = 0; i < 3 && used < size; i++)
        used += msbat__format(size - used, rev->text + used, "%s %s%g%s (%s%s%g%s)", i ? ";" : "", item[i].what,
                              item[i].value, item[i].unit, rev->failed & item[i].bit ? "FAILS: " : "",
                                  item[i].limit_word, rounded(item[i].limit), item[i].unit);
}

void msbat__rev_judge(msbat_rev *rev)
{
    int64_t best = rev->rows - 1;
    for (int64_t i = 0; i < rev->rows; i++) judge_row(rev, i);
    rev->failed = rev->row[best].failed;
    while (!rev->failed && best > 0 && !rev->row[best - 1].failed) best--;
    rev->edge = rev->row[best].edge;
    describe(rev, &rev->row[best]);
}
