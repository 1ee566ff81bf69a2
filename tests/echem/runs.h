/* runs.h - what the tests of echem read from a cell that has run. */
#ifndef MSBAT_TESTS_ECHEM_RUNS_H
#define MSBAT_TESTS_ECHEM_RUNS_H

#include "echem/cells.h"
#include "support.h"

int64_t runs_row_count(const msbat_context *ctx, const msbat_cell *cell);
/* A column of all rows, to be freed. */
double *runs_column(const msbat_context *ctx, const msbat_cell *cell, msbat_cell_column which);
/* Its last row, and its first. */
double runs_last(const msbat_context *ctx, const msbat_cell *cell, msbat_cell_column which);
double runs_first(const msbat_context *ctx, const msbat_cell *cell, msbat_cell_column which);
/* A profile of a row (negative: counted from the last, -1) into values[n], which must be its length. */
void runs_profile(const msbat_context *ctx, const msbat_cell *cell, int64_t row, msbat_cell_profile which, int64_t n,
                  double *values);
/* Surface of the active material in an electrode of the set [m^2]. */
double runs_surface(const cells_set *set, msbat_electrode side);

#endif
