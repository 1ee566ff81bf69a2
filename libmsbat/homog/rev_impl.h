/* rev_impl.h - the representative-volume table: what rev.c and rev_run.c share. */
#ifndef MSBAT_REV_IMPL_H
#define MSBAT_REV_IMPL_H

#include "homog/homog_impl.h"

typedef struct msbat__rev_row {
    int64_t edge, samples, failed;
    double conducting, mean[4], deviation[4]; /* by condition, trace/3 over sigma_0 */
    bool have[4];
    double lengths, scatter, spread;
} msbat__rev_row;

struct msbat_rev {
    msbat__handle handle;
    msbat_image *image;
    double sigma[256], reference;
    double correlation_lengths, scatter, condition_spread, tolerance;
    int64_t max_samples;
    int64_t n_sizes, *sizes;
    int64_t rows;          /* 0 before a run */
    msbat__rev_row *row;
    double length;         /* correlation length [m] */
    int64_t edge, failed;  /* verdict */
    char text[400];
};

/* Fills mean, deviation and fraction of a row: work done so far and in all, in voxels, for the progress. */
msbat_status msbat__rev_solve_row(msbat_rev *rev, msbat__rev_row *row, double *done, double all);
int64_t msbat__rev_samples(const msbat_rev *rev, int64_t edge);
/* Measures, failures and the verdict from the rows. */
void msbat__rev_judge(msbat_rev *rev);

#endif
