#include "models.h"

#include <stdio.h>

static msbat_crystal *make(msbat_context *ctx, const double cell[9], int64_t n, const double *frac,
                           const int64_t *species)
{
    msbat_crystal *crystal = NULL;
    TEST_OK(ctx, msbat_crystal_create(ctx, cell, n, frac, species, &crystal));
    return crystal;
}

msbat_crystal *model_fcc(msbat_context *ctx)
{
    const double h = 4.09 / 2, cell[9] = {0, h, h, h, 0, h, h, h, 0}, frac[3] = {0, 0, 0};
    const int64_t species[1] = {46};
    return make(ctx, cell, 1, frac, species);
}

msbat_crystal *model_cubic(msbat_context *ctx)
{
    const double cell[9] = {3, 0, 0, 0, 3, 0, 0, 0, 3}, frac[3] = {0, 0, 0};
    const int64_t species[1] = {3};
    return make(ctx, cell, 1, frac, species);
}

msbat_crystal *model_square(msbat_context *ctx)
{
    const double cell[9] = {3, 0, 0, 0, 3, 0, 0, 0, 12}, frac[3] = {0, 0, 0};
    const int64_t species[1] = {3};
    return make(ctx, cell, 1, frac, species);
}

msbat_crystal *model_layered(msbat_context *ctx, double a, double c, double z, int64_t metal)
{
    const double y = a / (2 * sqrt(3.0));
    const double cell[9] = {a / 2, y, c / 3, -a / 2, y, c / 3, 0, -2 * y, c / 3};
    const double frac[12] = {0.5, 0.5, 0.5, 0, 0, 0, z, z, z, 1 - z, 1 - z, 1 - z};
    const int64_t species[4] = {3, metal, 8, 8};
    return make(ctx, cell, 4, frac, species);
}

msbat_ce *model_ce(const msbat_crystal *host, int64_t filled, int64_t empty, int64_t n, const double *cutoffs)
{
    msbat_ce *ce = NULL;
    msbat_status st = msbat_ce_create(host, filled, empty, 1e-3, n, cutoffs, &ce);
    ck_assert_msg(!st, "msbat_ce_create: %s", msbat_status_text(st));
    return ce;
}

msbat_supercell *model_box(const msbat_crystal *host, int64_t a, int64_t b, int64_t c)
{
    const int64_t matrix[9] = {a, 0, 0, 0, b, 0, 0, 0, c};
    msbat_supercell *supercell = NULL;
    msbat_status st = msbat_supercell_create(host, matrix, &supercell);
    ck_assert_msg(!st, "msbat_supercell_create: %s", msbat_status_text(st));
    return supercell;
}

double model_noise(int64_t k) { return sin(12.9898 * (double)k + 0.5) * cos(78.233 * (double)k * (double)k); }

/* Cartesian to fractional by Cramer's rule. */
static void to_fractional(const double cell[9], const double r[3], double f[3])
{
    const double *a = cell, *b = cell + 3, *c = cell + 6;
    double bc[3] = {b[1] * c[2] - b[2] * c[1], b[2] * c[0] - b[0] * c[2], b[0] * c[1] - b[1] * c[0]};
    double ca[3] = {c[1] * a[2] - c[2] * a[1], c[2] * a[0] - c[0] * a[2], c[0] * a[1] - c[1] * a[0]};
    double ab[3] = {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    double volume = a[0] * bc[0] + a[1] * bc[1] + a[2] * bc[2];
    f[0] = (r[0] * bc[0] + r[1] * bc[1] + r[2] * bc[2]) / volume;
    f[1] = (r[0] * ca[0] + r[1] * ca[1] + r[2] * ca[2]) / volume;
    f[2] = (r[0] * ab[0] + r[1] * ab[1] + r[2] * ab[2]) / volume;
}

static int read_frame(msbat_context *ctx, FILE *file, const char *energy, model_frame *frame)
{
    static char line[65536];
    double cell[9], frac[3 * 512], r[3];
    int64_t species[512];
    char symbol[8], key[64];
    long n = 0;
    if (!fgets(line, sizeof line, file) || sscanf(line, "%ld", &n) != 1 || n < 1 || n > 512) return 0;
    if (!fgets(line, sizeof line, file)) return 0;
    const char *at = strstr(line, "Lattice=\"");
    ck_assert(at && sscanf(at + 9, "%lf %lf %lf %lf %lf %lf %lf %lf %lf", &cell[0], &cell[1], &cell[2], &cell[3],
                           &cell[4], &cell[5], &cell[6], &cell[7], &cell[8]) == 9);
    snprintf(key, sizeof key, " %s=", energy);
    at = strstr(line, key);
    ck_assert(at && sscanf(at + strlen(key), "%lf", &frame->energy) == 1);
    for (long i = 0; i < n; i++) {
        ck_assert(fgets(line, sizeof line, file) && sscanf(line, "%7s %lf %lf %lf", symbol, &r[0], &r[1], &r[2]) == 4);
        ck_assert(!msbat_species_read(symbol, &species[i]));
        to_fractional(cell, r, &frac[3 * i]);
    }
    frame->n = n;
    frame->crystal = make(ctx, cell, n, frac, species);
    return 1;
}

int64_t model_read(msbat_context *ctx, const char *path, const char *energy, int64_t max, model_frame *frames)
{
    FILE *file = fopen(path, "r");
    int64_t n = 0;
    ck_assert(file != NULL);
    while (n < max && read_frame(ctx, file, energy, &frames[n])) n++;
    fclose(file);
    return n;
}
