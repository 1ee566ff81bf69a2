#include "fixtures.h"

static const double a = 2.0; /* nearest-neighbour distance [angstrom] */

typedef struct recipe {
    double cell[9];
    int64_t n;
    double frac[12];
    int64_t species[4], active[4];
    int dimension, neighbours;
    double nearest;
} recipe;

static recipe recipe_of(lattice_kind kind)
{
    const double h = sqrt(3.0) / 2.0, s = a / sqrt(2.0), b = a / sqrt(3.0), d = 4.0 * a / sqrt(3.0) / 2.0;
    const double l = 2.816, c = 14.05 / 3.0;
    switch (kind) {
    case CHAIN: return (recipe){{a, 0, 0, 0, 7, 0, 0, 0, 8}, 1, {0}, {3}, {1}, 1, 2, a};
    case SQUARE: return (recipe){{a, 0, 0, 0, a, 0, 0, 0, 8}, 1, {0}, {3}, {1}, 2, 4, a};
    case TRIANGULAR: return (recipe){{a, 0, 0, -a / 2, a * h, 0, 0, 0, 8}, 1, {0}, {3}, {1}, 2, 6, a};
    case HONEYCOMB:
        return (recipe){{a * 2 * h, 0, 0, -a * h, a * 1.5, 0, 0, 0, 8}, 2, {1. / 3, 2. / 3, 0, 2. / 3, 1. / 3, 0},
                        {3, 3}, {1, 1}, 2, 3, a};
    case SC: return (recipe){{a, 0, 0, 0, a, 0, 0, 0, a}, 1, {0}, {3}, {1}, 3, 6, a};
    case BCC: return (recipe){{-b, b, b, b, -b, b, b, b, -b}, 1, {0}, {3}, {1}, 3, 8, a};
    case FCC: return (recipe){{0, s, s, s, 0, s, s, s, 0}, 1, {0}, {3}, {1}, 3, 12, a};
    case DIAMOND:
        return (recipe){{0, d, d, d, 0, d, d, d, 0}, 2, {0, 0, 0, .25, .25, .25}, {3, 3}, {1, 1}, 3, 4, a};
    default: break;
    }
    /* O3 LiCoO2, rhombohedral: Co 0, Li 1/2, O +-0.2605 along the threefold axis */
    return (recipe){{l / 2, -l * h / 3, c, 0, 2 * l * h / 3, c, -l / 2, -l * h / 3, c},
                    4,
                    {.5, .5, .5, 0, 0, 0, .2605, .2605, .2605, .7395, .7395, .7395},
                    {3, 27, 8, 8},
                    {1, 0, 0, 0},
                    2,
                    6,
                    l};
}

double nearest(lattice_kind kind) { return recipe_of(kind).nearest; }
int dimension(lattice_kind kind) { return recipe_of(kind).dimension; }
int neighbours(lattice_kind kind) { return recipe_of(kind).neighbours; }

msbat_kmc *make_lattice(msbat_context *ctx, lattice_kind kind, int64_t lx, int64_t ly, int64_t lz)
{
    recipe r = recipe_of(kind);
    const int64_t matrix[9] = {lx, 0, 0, 0, ly, 0, 0, 0, lz};
    msbat_crystal *crystal = NULL;
    msbat_supercell *supercell = NULL;
    msbat_kmc *kmc = NULL;
    int64_t n_classes = 0;
    TEST_OK(ctx, msbat_crystal_create(ctx, r.cell, r.n, r.frac, r.species, &crystal));
    TEST_OK(ctx, msbat_supercell_create(crystal, matrix, &supercell));
    TEST_OK(ctx, msbat_kmc_create_lattice(supercell, r.n, r.active, &kmc));
    msbat_crystal_destroy(&crystal);
    msbat_supercell_destroy(&supercell);
    TEST_OK(ctx, msbat_kmc_add_hops(kmc, r.nearest * 1.01, &n_classes));
    ck_assert_int_eq(n_classes, 1);
    return kmc;
}

msbat_kmc *make_simple(msbat_context *ctx, lattice_kind kind, int64_t lx, int64_t ly, int64_t lz, double kra_ev)
{
    msbat_kmc *kmc = make_lattice(ctx, kind, lx, ly, lz);
    set_stepped_barrier(ctx, kmc, kra_ev, 0.0);
    return kmc;
}

void set_stepped_barrier(msbat_context *ctx, msbat_kmc *kmc, double first_ev, double step_ev)
{
    double kra[33], nu[33];
    int64_t n_common;
    TEST_OK(ctx, msbat_kmc_get_hop_class(kmc, 0, NULL, NULL, &n_common));
    for (int64_t k = 0; k <= n_common; k++) {
        kra[k] = first_ev + step_ev * (double)k;
        nu[k] = step_ev != 0.0 ? 1.0 + 0.5 * (double)k : 1.0;
    }
    TEST_OK(ctx, msbat_kmc_set_barrier(kmc, 0, n_common + 1, kra, nu));
}

void add_pairs(msbat_context *ctx, msbat_kmc *kmc, lattice_kind kind, double pair_ev)
{
    static const int64_t third[3][8] = {{0, 0, 0, 0, 0, 1, 0, 0}, {0, 0, 0, 0, 0, 0, 1, 0}, {0, 0, 0, 0, 0, 1, 1, 0}};
    static const int64_t up[8] = {0, 0, 0, 0, 0, 0, 0, 1};
    int64_t planar = kind == CHAIN ? 1 : kind == TRIANGULAR ? 3 : 2;
    for (int64_t i = 0; i < planar; i++) TEST_OK(ctx, msbat_kmc_add_cluster(kmc, 2, third[i], pair_ev));
    if (kind == SC) TEST_OK(ctx, msbat_kmc_add_cluster(kmc, 2, up, pair_ev));
}

void add_triangular_clusters(msbat_context *ctx, msbat_kmc *kmc)
{
    static const int64_t triangle[2][12] = {{0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0}, {0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0}};
    static const int64_t rhombus[3][16] = {{0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 2, 1, 0},
                                           {0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0},
                                           {0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 2, 0}};
    static const int64_t second[3][8] = {{0, 0, 0, 0, 0, 2, 1, 0}, {0, 0, 0, 0, 0, 1, 2, 0}, {0, 0, 0, 0, 0, 1, -1, 0}};
    add_pairs(ctx, kmc, TRIANGULAR, 0.020);
    for (int i = 0; i < 3; i++) TEST_OK(ctx, msbat_kmc_add_cluster(kmc, 2, second[i], -0.012));
    for (int i = 0; i < 2; i++) TEST_OK(ctx, msbat_kmc_add_cluster(kmc, 3, triangle[i], 0.015));
    for (int i = 0; i < 3; i++) TEST_OK(ctx, msbat_kmc_add_cluster(kmc, 4, rhombus[i], -0.010));
    TEST_OK(ctx, msbat_kmc_add_cluster(kmc, 1, triangle[0], -0.040));
    TEST_OK(ctx, msbat_kmc_add_cluster(kmc, 0, NULL, 0.100));
}

static void place(msbat_context *ctx, const msbat_kmc *kmc, const msbat_crystal *crystal, int64_t site, double f[3])
{
    int64_t sub, offset[3];
    TEST_OK(ctx, msbat_kmc_get_site(kmc, site, &sub, offset));
    TEST_OK(ctx, msbat_crystal_get_site(crystal, sub, f, NULL));
    for (int k = 0; k < 3; k++) f[k] += (double)offset[k];
}

void shortest_way(msbat_context *ctx, const msbat_kmc *kmc, int64_t from, int64_t to, double dr[3])
{
    const msbat_supercell *supercell;
    const msbat_crystal *crystal;
    double cell[9], f[3], g[3], best = INFINITY;
    int64_t matrix[9];
    TEST_OK(ctx, msbat_kmc_get_supercell(kmc, &supercell));
    TEST_OK(ctx, msbat_supercell_get_crystal(supercell, &crystal));
    TEST_OK(ctx, msbat_supercell_get_matrix(supercell, matrix));
    TEST_OK(ctx, msbat_crystal_get_cell(crystal, cell));
    place(ctx, kmc, crystal, from, f);
    place(ctx, kmc, crystal, to, g);
    for (int image = 0; image < 125; image++) {
        const int64_t step[3] = {image % 5 - 2, image / 5 % 5 - 2, image / 25 - 2};
        double d[3], r[3] = {0};
        for (int j = 0; j < 3; j++) {
            d[j] = g[j] - f[j];
            for (int k = 0; k < 3; k++) d[j] += (double)(step[k] * matrix[3 * k + j]);
        }
        for (int j = 0; j < 9; j++) r[j % 3] += d[j / 3] * cell[j];
        double length = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
        if (length >= best - 1e-9) continue;
        best = length;
        memcpy(dr, r, sizeof r);
    }
}

int set_code(msbat_context *ctx, msbat_kmc *kmc, int64_t n_sites, int64_t n_ions, int64_t code)
{
    int8_t occupation[32];
    int64_t n = 0;
    ck_assert_int_le(n_sites, 32);
    for (int64_t i = 0; i < n_sites; i++) n += occupation[i] = (int8_t)(code >> i & 1);
    if (n == n_ions) TEST_OK(ctx, msbat_kmc_set_occupation(kmc, n_sites, occupation));
    return n == n_ions;
}

double sigmas(double x, double y, double error) { return error > 0.0 ? fabs(x - y) / error : x == y ? 0.0 : 1e300; }
