/* What a user's program looks like: C and C++ (compiled as both), installed headers only. */
#include <msbat.h>
#include <stdio.h>
#include <string.h>

/* A call into each library below ours, which a static link then needs: spglib, LAPACK, SUNDIALS, jansson, libtiff. */
static int reaches_every_library(msbat_context *ctx)
{
    msbat_symmetry *symmetry = NULL;
    msbat_json *json = NULL;
    msbat_voxels *voxels = NULL;
    int refused = msbat_symmetry_create(NULL, 1e-3, &symmetry) == MSBAT_ERR_NULL;
    refused += msbat_ce_fit(NULL, NULL) == MSBAT_ERR_NULL;
    refused += msbat_cell_run(NULL, "discharge at 1C until 3 V") == MSBAT_ERR_NULL;
    refused += msbat_json_parse(ctx, 1, "{", &json) == MSBAT_ERR_FORMAT;
    refused += msbat_voxels_read_tiff(ctx, "no such file", &voxels) == MSBAT_ERR_FILE;
    return refused == 5;
}

int main(void)
{
    msbat_context *ctx = NULL;
    msbat_phase *phase = NULL;
    msbat_table *table = NULL;
    const double x[3] = {0.25, 0.5, 0.75};
    double u[3], u_back[3];
    if (msbat_context_create(&ctx)) return 1;
    if (msbat_phase_create_regular(ctx, "LiFePO4", "Li", -3.43, 0.0, 0.115, 0.0, &phase)) return 2;
    if (msbat_phase_get_voltage(phase, 298.15, 3, x, u)) return 3;
    if (msbat_table_create(ctx, &table)) return 4;
    if (msbat_table_add_column(table, "U", "V", 3, u)) return 5;
    if (msbat_table_get_column(table, "U", "V", 3, u_back)) return 6;
    if (!reaches_every_library(ctx)) return 8;
    printf("U(1/2) = %.3f V\n", u_back[1]);
    msbat_table_destroy(&table);
    msbat_phase_destroy(&phase);
    msbat_context_destroy(&ctx);
    return u_back[1] == u[1] && u[1] > 3.429 && u[1] < 3.431 && !strcmp(msbat_version_text(), "0.1.0") ? 0 : 7;
}
