#include "echem/runs.h"

int64_t runs_row_count(const msbat_context *ctx, const msbat_cell *cell)
{
    int64_t n = -1;
    TEST_OK(ctx, msbat_cell_get_row_count(cell, &n));
    return n;
}

double *runs_column(const msbat_context *ctx, const msbat_cell *cell, msbat_cell_column which)
{
    int64_t n = runs_row_count(ctx, cell);
    double *values = malloc((size_t)(n + 1) * sizeof *values);
    TEST_OK(ctx, msbat_cell_get_column(cell, which, n, values));
    return values;
}

static double row_of(const msbat_context *ctx, const msbat_cell *cell, msbat_cell_column which, int64_t row)
{
    double *values = runs_column(ctx, cell, which), value = values[row];
    free(values);
    return value;
}

double runs_last(const msbat_context *ctx, const msbat_cell *cell, msbat_cell_column which)
{
    return row_of(ctx, cell, which, runs_row_count(ctx, cell) - 1);
}

double runs_first(const msbat_context *ctx, const msbat_cell *cell, msbat_cell_column which)
{
    return row_of(ctx, cell, which, 0);
}

void runs_profile(const msbat_context *ctx, const msbat_cell *cell, int64_t row, msbat_cell_profile which, int64_t n,
                  double *values)
{
    int64_t at = row < 0 ? runs_row_count(ctx, cell) + row : row;
    TEST_OK(ctx, msbat_cell_get_profile(cell, at, which, n, values));
}

double runs_surface(const cells_set *set, msbat_electrode side)
{
    const cells_electrode *e = &set->electrode[side];
    return set->area * e->thickness * 3.0 * e->active / e->radius;
}
