#include "fixtures.h"

#define A 2.816
#define C 14.05
#define Z 0.2605

static msbat_crystal *create(msbat_context *ctx, const double *cell, int64_t n, const double *frac,
                             const int64_t *species)
{
    msbat_crystal *crystal = NULL;
    TEST_OK(ctx, msbat_crystal_create(ctx, cell, n, frac, species, &crystal));
    return crystal;
}

msbat_crystal *fixture_licoo2(msbat_context *ctx)
{
    const double x = A / 2, y = A / (2 * sqrt(3)), z = C / 3;
    const double cell[9] = {x, -y, z, 0, 2 * y, z, -x, -y, z};
    const double frac[12] = {0.5, 0.5, 0.5, 0, 0, 0, Z, Z, Z, -Z, -Z, -Z};
    const int64_t species[4] = {3, 27, 8, 8};
    return create(ctx, cell, 4, frac, species);
}

msbat_crystal *fixture_licoo2_hexagonal(msbat_context *ctx)
{
    const double cell[9] = {A, 0, 0, -A / 2, A * sqrt(3) / 2, 0, 0, 0, C};
    const double shift[9] = {0, 0, 0, 2.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3, 2.0 / 3, 2.0 / 3};
    const double height[4] = {0.5, 0, Z, -Z};
    const int64_t kind[4] = {3, 27, 8, 8};
    double frac[36];
    int64_t species[12];
    for (int i = 0; i < 12; i++) {
        for (int k = 0; k < 3; k++) frac[3 * i + k] = shift[3 * (i / 4) + k] + (k == 2 ? height[i % 4] : 0);
        species[i] = kind[i % 4];
    }
    return create(ctx, cell, 12, frac, species);
}

msbat_crystal *fixture_fcc(msbat_context *ctx)
{
    const double cell[9] = {0, 1.8, 1.8, 1.8, 0, 1.8, 1.8, 1.8, 0}, frac[3] = {0, 0, 0};
    const int64_t species[1] = {29};
    return create(ctx, cell, 1, frac, species);
}
