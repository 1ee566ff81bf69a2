/* homog_support.h - images and an independent dense solution for the tests of homog. */
#ifndef MSBAT_TESTS_HOMOG_SUPPORT_H
#define MSBAT_TESTS_HOMOG_SUPPORT_H

#include <stdbool.h>

#include "msbat/homog.h"
#include "support.h"

extern const double unit_voxel[3];

/* Image of random labels 0 ... kinds - 1 (cumulative probabilities p[kinds]) from a fixed generator. */
msbat_image *random_image(msbat_context *ctx, const int64_t n[3], int kinds, const double *p, uint64_t seed,
                          const double voxel[3]);
/* Handle with sigma[kinds] and tolerance. */
msbat_homog *make_homog(const msbat_image *image, int kinds, const double *sigma, double tolerance);
/* Solves (OK or NO_PATH) and reads the absolute tensor; fails the test otherwise. */
void solved_tensor(msbat_context *ctx, msbat_homog *homog, msbat_homog_condition condition, double tensor[9]);
/* Absolute tensor of any condition by dense Cholesky; SUBC needs every voxel to conduct. */
void dense_tensor(msbat_context *ctx, const msbat_image *image, const double *sigma, msbat_homog_condition condition,
                  double tensor[9]);

#endif
