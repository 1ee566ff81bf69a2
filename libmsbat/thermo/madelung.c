/* madelung.c - Ewald sums: P. P. Ewald, Ann. Phys. 369 (1921) 253; the neutralising background as in de Leeuw, Perram
 * and Smith, Proc. R. Soc. A 373 (1980) 27. */
#include <math.h>

#include "thermo_impl.h"

static const double pi = 3.14159265358979323846;
static const double reach = 6.2; /* erfc(6.2) = 2e-18 = exp(-6.2^2)/19 */

typedef struct {
    double a[9], b[9]; /* reduced lattice vectors in rows; rows of b: a_i . b_j = 1 if i = j, else 0 */
    double volume, eta;
    int64_t n; /* waves */
    double *wave; /* G and its weight: 4 a wave, one of each pair G, -G */
} lattice;

static double dot(const double *a, const double *b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

/* Subtracts multiples of the other rows while that shortens a row: a long skew cell becomes compact, its lattice
 * stays. */
static void reduce(double a[9])
{
    bool changed = true;
    for (int pass = 0; changed && pass < 1000; pass++) {
        changed = false;
        for (int64_t i = 0; i < 3; i++)
            for (int64_t j = 0; j < 3; j++) {
                if (i == j) continue;
                double m = round(dot(a + 3 * i, a + 3 * j) / dot(a + 3 * j, a + 3 * j));
                if (m == 0 || fabs(dot(a + 3 * i, a + 3 * j)) <= 0.5000001 * dot(a + 3 * j, a + 3 * j)) continue;
                for (int k = 0; k < 3; k++) a[3 * i + k] -= m * a[3 * j + k];
                changed = true;
            }
    }
}

/* Number of steps along each vector that a sphere of the radius can need; heights: inverse distances of lattice
 * planes. */
static void box(const double *heights, double radius, double extra, int64_t n[3])
{
    for (int64_t i = 0; i < 3; i++) n[i] = (int64_t)floor(radius * sqrt(dot(heights + 3 * i, heights + 3 * i)) + extra);
}

static bool box_fits(const int64_t n[3])
{
    double count = 1;
    for (int i = 0; i < 3; i++) count *= 2 * (double)n[i] + 1;
    return count < 4e6;
}

static bool upper_half(const int64_t m[3])
{
    return m[0] > 0 || (m[0] == 0 && (m[1] > 0 || (m[1] == 0 && m[2] > 0)));
}

/* Waves with |G| <= 2 eta reach, those of the upper half, each with the weight of both. */
static msbat_status add_waves(const msbat_context *ctx, lattice *l, const int64_t n[3])
{
    int64_t m[3], capacity = 0;
    for (m[0] = 0; m[0] <= n[0]; m[0]++)
        for (m[1] = -n[1]; m[1] <= n[1]; m[1]++)
            for (m[2] = -n[2]; m[2] <= n[2]; m[2]++) {
                double g[3];
                if (!upper_half(m)) continue;
                for (int k = 0; k < 3; k++)
                    g[k] = 2 * pi * ((double)m[0] * l->b[k] + (double)m[1] * l->b[3 + k] + (double)m[2] * l->b[6 + k]);
                double square = dot(g, g), x = square / (4 * l->eta * l->eta);
                if (x > reach * reach) continue;
                if (!msbat__grow(ctx, (void **)&l->wave, l->n, &capacity, 4 * sizeof(double)))
                    return MSBAT_ERR_MEMORY;
                double *w = l->wave + 4 * l->n++;
                for (int k = 0; k < 3; k++) w[k] = g[k];
                w[3] = 8 * pi * exp(-x) / (square * l->volume);
            }
    return MSBAT_OK;
}

static msbat_status check_cell(const msbat_context *ctx, const char *function, const double cell[9], lattice *l)
{
    double inverse[9], volume = 0, edges = 1;
    msbat_status st = msbat__check_array(ctx, function, "cell_ang", "angstrom", 9, cell);
    for (int i = 0; i < 9 && !st; i++)
        st = msbat__check_range(ctx, function, "cell_ang", "angstrom", cell[i], -1e8, 1e8, 0);
    if (st) return st;
    for (int64_t i = 0; i < 3; i++) edges *= sqrt(dot(cell + 3 * i, cell + 3 * i));
    for (int i = 0; i < 9; i++) l->a[i] = cell[i];
    msbat__invert3(l->a, inverse, &volume);
    if (!(fabs(volume) > 1e-6 * edges) || !(edges > 1e-12))
        return msbat__fail(ctx, MSBAT_ERR_SINGULAR, function,
                           "the cell has volume %g angstrom^3 and edges whose product is %g", fabs(volume), edges);
    reduce(l->a);
    msbat__invert3(l->a, inverse, &volume);
    l->volume = fabs(volume);
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++) l->b[3 * i + k] = inverse[3 * k + i];
    return MSBAT_OK;
}

static msbat_status lattice_open(const msbat_context *ctx, const char *function, const double cell[9], lattice *l)
{
    int64_t n[3], near[3];
    *l = (lattice){.n = 0};
    msbat_status st = check_cell(ctx, function, cell, l);
    if (st) return st;
    l->eta = sqrt(pi) / cbrt(l->volume); /* both sums then need as many terms */
    box(l->a, 2 * l->eta * reach / (2 * pi), 0, n);
    box(l->b, reach / l->eta, 1, near);
    if (!box_fits(n) || !box_fits(near))
        return msbat__fail(ctx, MSBAT_ERR_SINGULAR, function, "the cell is too flat or too long for an Ewald sum");
    st = add_waves(ctx, l, n);
    if (st) msbat__free(ctx, l->wave);
    return st;
}

/* Sum of erfc(eta r)/r over the images of r (angstrom, each component along a within half a vector). */
static double near_sum(const lattice *l, const double f[3])
{
    int64_t n[3], m[3];
    double sum = 0, radius = reach / l->eta;
    box(l->b, radius, 0.5, n);
    for (m[0] = -n[0]; m[0] <= n[0]; m[0]++)
        for (m[1] = -n[1]; m[1] <= n[1]; m[1]++)
            for (m[2] = -n[2]; m[2] <= n[2]; m[2]++) {
                const double g[3] = {f[0] + (double)m[0], f[1] + (double)m[1], f[2] + (double)m[2]};
                double d[3];
                for (int k = 0; k < 3; k++) d[k] = g[0] * l->a[k] + g[1] * l->a[3 + k] + g[2] * l->a[6 + k];
                double r = sqrt(dot(d, d));
                if (r > 0 && r <= radius) sum += erfc(l->eta * r) / r;
            }
    return sum;
}

/* Potential [1/angstrom] at distance f (in reduced vectors) from a lattice of unit charges in their background; at f
 * = 0 that of the charge itself is left out. */
static double lattice_potential(const lattice *l, const double f[3], bool self)
{
    double r[3], sum = near_sum(l, f), waves = 0;
    for (int k = 0; k < 3; k++) r[k] = f[0] * l->a[k] + f[1] * l->a[3 + k] + f[2] * l->a[6 + k];
    for (int64_t i = 0; i < l->n; i++) waves += l->wave[4 * i + 3] * cos(dot(l->wave + 4 * i, r));
    sum += waves - pi / (l->eta * l->eta * l->volume);
    return self ? sum - 2 * l->eta / sqrt(pi) : sum;
}

msbat_status msbat_madelung_background(msbat_context *ctx, const double cell_ang[9], double *alpha)
{
    lattice l;
    const double zero[3] = {0, 0, 0};
    MSBAT__REQUIRE_HANDLE(ctx);
    MSBAT__REQUIRE(ctx, cell_ang);
    MSBAT__REQUIRE(ctx, alpha);
    msbat_status st = lattice_open(ctx, __func__, cell_ang, &l);
    if (st) return st;
    *alpha = -cbrt(l.volume) * lattice_potential(&l, zero, true);
    msbat__free(ctx, l.wave);
    return MSBAT_OK;
}

/* Positions as fractions of the reduced vectors, which are other combinations of the same lattice. */
static void to_reduced(const lattice *l, const double cell[9], int64_t n, const double *frac, double *f)
{
    for (int64_t i = 0; i < n; i++) {
        double r[3];
        for (int k = 0; k < 3; k++)
            r[k] = frac[3 * i] * cell[k] + frac[3 * i + 1] * cell[3 + k] + frac[3 * i + 2] * cell[6 + k];
        for (int64_t k = 0; k < 3; k++) f[3 * i + k] = dot(l->b + 3 * k, r);
    }
}

static msbat_status coincide(const msbat_context *ctx, int64_t i, int64_t j)
{
    return msbat__fail(ctx, MSBAT_ERR_SINGULAR, "msbat_madelung_potentials", "charges %d and %d are at the same place",
                       i, j);
}

static msbat_status sum_pairs(const msbat_context *ctx, const lattice *l, int64_t n, const double *f,
                              const double *charge, double *out)
{
    const double zero[3] = {0, 0, 0};
    double self = lattice_potential(l, zero, true);
    for (int64_t i = 0; i < n; i++) out[i] = charge[i] * self;
    for (int64_t i = 0; i < n; i++) {
        msbat_status st = msbat__progress(ctx, (double)i / (double)n);
        if (st) return st;
        for (int64_t j = i + 1; j < n; j++) {
            double d[3], r2 = 0;
            for (int k = 0; k < 3; k++) {
                d[k] = f[3 * i + k] - f[3 * j + k];
                d[k] -= round(d[k]);
                r2 += fabs(d[k]);
            }
            if (r2 < 1e-9) return coincide(ctx, i, j);
            double v = lattice_potential(l, d, false);
            out[i] += charge[j] * v;
            out[j] += charge[i] * v;
        }
    }
    return MSBAT_OK;
}

msbat_status msbat_madelung_potentials(msbat_context *ctx, const double cell_ang[9], int64_t n, const double *frac,
                                       const double *charge, double *potential)
{
    lattice l;
    MSBAT__REQUIRE_HANDLE(ctx);
    MSBAT__REQUIRE(ctx, cell_ang);
    MSBAT__REQUIRE(ctx, potential);
    msbat_status st = msbat__check_count(ctx, __func__, "n", n, 1, 100000);
    if (!st) st = msbat__check_array(ctx, __func__, "frac", "", 3 * n, frac);
    if (!st) st = msbat__check_array(ctx, __func__, "charge", "e", n, charge);
    for (int64_t i = 0; !st && i < 3 * n; i++)
        st = msbat__check_range(ctx, __func__, "frac", "", frac[i], -1e6, 1e6, 0);
    for (int64_t i = 0; i < n && !st; i++)
        st = msbat__check_range(ctx, __func__, "charge", "e", charge[i], -1e6, 1e6, 0);
    if (!st) st = lattice_open(ctx, __func__, cell_ang, &l);
    if (st) return st;
    double *f = MSBAT__NEW(ctx, 3 * n, double), *out = MSBAT__NEW(ctx, n, double);
    st = f && out ? MSBAT_OK : MSBAT_ERR_MEMORY;
    if (!st) {
        to_reduced(&l, cell_ang, n, frac, f);
        st = sum_pairs(ctx, &l, n, f, charge, out);
    }
    for (int64_t i = 0; i < n && !st; i++) potential[i] = MSBAT_COULOMB_EV_ANG * out[i];
    msbat__free(ctx, f);
    msbat__free(ctx, out);
    msbat__free(ctx, l.wave);
    return st;
}
