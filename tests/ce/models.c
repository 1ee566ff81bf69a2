#include "models.h"

#include "msbat/io.h"

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

msbat_crystal *model_bcc(msbat_context *ctx)
{
    const double h = 2.87 / 2, cell[9] = {-h, h, h, h, -h, h, h, h, -h}, frac[3] = {0, 0, 0};
    const int64_t species[1] = {26};
    return make(ctx, cell, 1, frac, species);
}

msbat_crystal *model_hcp(msbat_context *ctx)
{
    const double a = 3.2, cell[9] = {a, 0, 0, -a / 2, a * sqrt(0.75), 0, 0, 0, a * sqrt(8.0 / 3)};
    const double frac[6] = {1.0 / 3, 2.0 / 3, 0.25, 2.0 / 3, 1.0 / 3, 0.75};
    const int64_t species[2] = {12, 12};
    return make(ctx, cell, 2, frac, species);
}

msbat_crystal *model_chain(msbat_context *ctx)
{
    const double cell[9] = {3, 0, 0, 0, 20, 0, 0, 0, 21}, frac[3] = {0, 0, 0};
    const int64_t species[1] = {3};
    return make(ctx, cell, 1, frac, species);
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

static void copy_frame(msbat_context *ctx, const msbat_frames *set, int64_t k, const char *energy, model_frame *frame)
{
    const msbat_crystal *crystal = NULL;
    double cell[9], frac[3 * 512];
    int64_t species[512];
    TEST_OK(ctx, msbat_frames_get_crystal(set, k, &crystal));
    TEST_OK(ctx, msbat_crystal_get_site_count(crystal, &frame->n));
    ck_assert_int_le(frame->n, 512);
    TEST_OK(ctx, msbat_crystal_get_cell(crystal, cell));
    TEST_OK(ctx, msbat_crystal_get_sites(crystal, frame->n, frac, species));
    frame->crystal = make(ctx, cell, frame->n, frac, species);
    if (!strcmp(energy, "energy")) TEST_OK(ctx, msbat_frames_get_energy(set, k, &frame->energy));
    else TEST_OK(ctx, msbat_frames_get_info_number(set, k, energy, &frame->energy));
}

int64_t model_read(msbat_context *ctx, const char *path, const char *energy, int64_t max, model_frame *frames)
{
    msbat_frames *set = NULL;
    int64_t n = 0;
    TEST_OK(ctx, msbat_frames_read_extxyz(ctx, path, &set));
    TEST_OK(ctx, msbat_frames_get_count(set, &n));
    if (n > max) n = max;
    for (int64_t k = 0; k < n; k++) copy_frame(ctx, set, k, energy, &frames[k]);
    msbat_frames_destroy(&set);
    return n;
}
