/* crystal.c - a periodic cell with sites: creation, queries, exact periodic distance. */
#include <math.h>
#include <string.h>

#include "crystal_impl.h"

static double dot(const double *a, const double *b)
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static double determinant3(const double m[9])
{
    return m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);
}

void msbat__crystal_row_times(const double a[3], const double b[9], double out[3])
{
    for (int j = 0; j < 3; j++) out[j] = a[0] * b[j] + a[1] * b[3 + j] + a[2] * b[6 + j];
}

/* ---- a short basis of the lattice, which only makes the distance search small ---------------------------------- */
static void swap_rows(double *a, double *b)
{
    for (int k = 0; k < 3; k++) {
        double t = a[k];
        a[k] = b[k];
        b[k] = t;
    }
}

static void sort_rows(double basis[9])
{
    for (int pass = 0; pass < 2; pass++)
        for (int64_t i = 0; i < 2; i++)
            if (dot(basis + 3 * i, basis + 3 * i) > dot(basis + 3 * i + 3, basis + 3 * i + 3))
                swap_rows(basis + 3 * i, basis + 3 * i + 3);
}

/* row -= round(row.by / by.by) by, when that makes it shorter by more than rounding. */
static bool shorten(double *row, const double *by)
{
    double n = round(dot(row, by) / dot(by, by)), trial[3], old = dot(row, row);
    for (int k = 0; k < 3; k++) trial[k] = row[k] - n * by[k];
    if (n == 0 || dot(trial, trial) >= old * (1 - 1e-12)) return false;
    memcpy(row, trial, sizeof trial);
    return true;
}

/* Three vectors that are pairwise short may still nearly lie in a plane: try the longest minus +-a +-b too. */
static bool shorten_by_both(double basis[9])
{
    for (int s = 0; s < 4; s++) {
        double by[3];
        for (int k = 0; k < 3; k++) by[k] = (s & 1 ? -1 : 1) * basis[k] + (s & 2 ? -1 : 1) * basis[3 + k];
        if (shorten(basis + 6, by)) return true;
    }
    return false;
}

static void reduce(double basis[9])
{
    for (int step = 0; step < 1000; step++) {
        sort_rows(basis);
        if (!shorten(basis + 3, basis) && !shorten(basis + 6, basis) && !shorten(basis + 6, basis + 3)
            && !shorten_by_both(basis))
            return;
    }
}

static void set_reduced(msbat_crystal *crystal)
{
    double inverse[9], det;
    memcpy(crystal->reduced, crystal->cell, sizeof crystal->cell);
    reduce(crystal->reduced);
    msbat__invert3(crystal->reduced, inverse, &det);
    for (int64_t i = 0; i < 3; i++) {
        msbat__crystal_row_times(crystal->cell + 3 * i, inverse, crystal->to_reduced + 3 * i);
        /* both bases span one lattice, so the exact entries are integers */
        for (int j = 0; j < 3; j++) crystal->to_reduced[3 * i + j] = round(crystal->to_reduced[3 * i + j]);
        const double column[3] = {inverse[i], inverse[3 + i], inverse[6 + i]};
        crystal->gain[i] = sqrt(dot(column, column));
    }
}

/* The closest vector r = (x + n) . B has |x_i + n_i| <= |r| gain_i <= best gain_i: search just those n. */
double msbat__crystal_shortest(const msbat_crystal *crystal, const double difference[3])
{
    double wrapped[3], x[3], r[3];
    int64_t low[3], high[3];
    for (int i = 0; i < 3; i++) wrapped[i] = difference[i] - round(difference[i]);
    msbat__crystal_row_times(wrapped, crystal->to_reduced, x);
    for (int i = 0; i < 3; i++) x[i] -= round(x[i]);
    msbat__crystal_row_times(x, crystal->reduced, r);
    double best = dot(r, r), reach = sqrt(best) * (1 + 1e-9);
    for (int i = 0; i < 3; i++) {
        low[i] = (int64_t)ceil(-x[i] - reach * crystal->gain[i]);
        high[i] = (int64_t)floor(-x[i] + reach * crystal->gain[i]);
    }
    for (int64_t a = low[0]; a <= high[0]; a++)
        for (int64_t b = low[1]; b <= high[1]; b++)
            for (int64_t c = low[2]; c <= high[2]; c++) {
                const double y[3] = {x[0] + (double)a, x[1] + (double)b, x[2] + (double)c};
                msbat__crystal_row_times(y, crystal->reduced, r);
                best = fmin(best, dot(r, r));
            }
    return sqrt(best);
}

/* ---- creation --------------------------------------------------------------------------------------------------- */
static msbat_status check_cell(const msbat_context *ctx, const char *function, const double cell[9])
{
    double product = 1;
    msbat_status st = msbat__check_array(ctx, function, "cell_ang", "angstrom", 9, cell);
    for (int64_t i = 0; i < 3 && !st; i++) {
        double edge = hypot(hypot(cell[3 * i], cell[3 * i + 1]), cell[3 * i + 2]);
        if (edge == 0)
            return msbat__fail(ctx, MSBAT_ERR_SINGULAR, function, "cell vector %d is zero", i);
        st = msbat__check_range(ctx, function, "edge of cell_ang", "angstrom", edge, MSBAT__EDGE_MIN, MSBAT__EDGE_MAX,
                                0);
        product *= edge;
    }
    if (st) return st;
    double volume = fabs(determinant3(cell));
    if (volume < 1e-6 * product)
        return msbat__fail(ctx, MSBAT_ERR_SINGULAR, function,
                           "cell volume %g angstrom^3 is below 1e-6 of the product of the edges, %g: the vectors lie "
                           "in a plane",
                           volume, product);
    return MSBAT_OK;
}

static msbat_status check_sites(const msbat_context *ctx, const char *function, int64_t n, const double *frac,
                                const int64_t *species)
{
    msbat_status st = msbat__check_count(ctx, function, "n_sites", n, 0, MSBAT__SITES_MAX);
    if (!st) st = msbat__check_array(ctx, function, "frac", "", 3 * n, frac);
    if (st) return st;
    if (n && !species) return msbat__fail(ctx, MSBAT_ERR_NULL, function, "species is NULL");
    for (int64_t i = 0; i < n; i++) {
        if (species[i] < 0 || species[i] > MSBAT__SPECIES_MAX)
            return msbat__fail(ctx, MSBAT_ERR_RANGE, function,
                               "species[%d] = %d; must be an atomic number 1 to 118 or 0 for a vacancy", i, species[i]);
        for (int k = 0; k < 3; k++)
            if (fabs(frac[3 * i + k]) > MSBAT__FRAC_MAX)
                return msbat__fail(ctx, MSBAT_ERR_RANGE, function, "frac of site %d is %g; must be within +-1e9", i,
                                   frac[3 * i + k]);
    }
    return MSBAT_OK;
}

static void crystal_clear(void *object)
{
    msbat_crystal *crystal = object;
    msbat__free(crystal->handle.ctx, crystal->frac);
    msbat__free(crystal->handle.ctx, crystal->species);
}

static msbat_crystal *crystal_new(msbat_context *ctx, int64_t n, const double *frac, const int64_t *species)
{
    msbat_crystal *crystal = msbat__handle_new(ctx, sizeof *crystal, crystal_clear, "msbat_crystal_create");
    if (!crystal) return NULL;
    crystal->n_sites = n;
    crystal->frac = MSBAT__NEW(ctx, 3 * n, double);
    crystal->species = MSBAT__NEW(ctx, n, int64_t);
    if (!crystal->frac || !crystal->species) {
        msbat__handle_release(crystal);
        return NULL;
    }
    if (n) {
        memcpy(crystal->frac, frac, (size_t)n * 3 * sizeof *frac);
        memcpy(crystal->species, species, (size_t)n * sizeof *species);
    }
    return crystal;
}

msbat_status msbat_crystal_create(msbat_context *ctx, const double cell_ang[9], int64_t n_sites, const double *frac,
                                  const int64_t *species, msbat_crystal **crystal)
{
    double det;
    if (crystal) *crystal = NULL;
    MSBAT__REQUIRE_HANDLE(ctx);
    MSBAT__REQUIRE(ctx, crystal);
    MSBAT__REQUIRE(ctx, cell_ang);
    msbat_status st = check_cell(ctx, __func__, cell_ang);
    if (!st) st = check_sites(ctx, __func__, n_sites, frac, species);
    if (st) return st;
    msbat_crystal *made = crystal_new(ctx, n_sites, frac, species);
    if (!made) return MSBAT_ERR_MEMORY;
    memcpy(made->cell, cell_ang, sizeof made->cell);
    msbat__invert3(made->cell, made->inverse, &det);
    made->volume = fabs(det);
    set_reduced(made);
    *crystal = made;
    return MSBAT_OK;
}

void msbat_crystal_destroy(msbat_crystal **crystal)
{
    msbat__handle_destroy((void **)crystal);
}

/* ---- queries ---------------------------------------------------------------------------------------------------- */
msbat_status msbat_crystal_get_site_count(const msbat_crystal *crystal, int64_t *n_sites)
{
    MSBAT__REQUIRE_HANDLE(crystal);
    MSBAT__REQUIRE(crystal->handle.ctx, n_sites);
    *n_sites = crystal->n_sites;
    return MSBAT_OK;
}

msbat_status msbat_crystal_get_cell(const msbat_crystal *crystal, double cell_ang[9])
{
    MSBAT__REQUIRE_HANDLE(crystal);
    MSBAT__REQUIRE(crystal->handle.ctx, cell_ang);
    memcpy(cell_ang, crystal->cell, sizeof crystal->cell);
    return MSBAT_OK;
}

msbat_status msbat_crystal_get_volume(const msbat_crystal *crystal, double *volume_ang3)
{
    MSBAT__REQUIRE_HANDLE(crystal);
    MSBAT__REQUIRE(crystal->handle.ctx, volume_ang3);
    *volume_ang3 = crystal->volume;
    return MSBAT_OK;
}

static msbat_status check_site(const msbat_crystal *crystal, const char *function, const char *name, int64_t site)
{
    if (site >= 0 && site < crystal->n_sites) return MSBAT_OK;
    return msbat__fail(crystal->handle.ctx, MSBAT_ERR_RANGE, function, "%s = %d; the crystal has %d sites", name, site,
                       crystal->n_sites);
}

msbat_status msbat_crystal_get_site(const msbat_crystal *crystal, int64_t site, double frac[3], int64_t *species)
{
    MSBAT__REQUIRE_HANDLE(crystal);
    msbat_status st = check_site(crystal, __func__, "site", site);
    if (st) return st;
    if (frac) memcpy(frac, crystal->frac + 3 * site, 3 * sizeof *frac);
    if (species) *species = crystal->species[site];
    return MSBAT_OK;
}

msbat_status msbat_crystal_get_sites(const msbat_crystal *crystal, int64_t n, double *frac, int64_t *species)
{
    MSBAT__REQUIRE_HANDLE(crystal);
    if (n != crystal->n_sites)
        return msbat__fail(crystal->handle.ctx, MSBAT_ERR_MISMATCH, __func__, "n = %d but the crystal has %d sites", n,
                           crystal->n_sites);
    if (frac) memcpy(frac, crystal->frac, (size_t)n * 3 * sizeof *frac);
    if (species) memcpy(species, crystal->species, (size_t)n * sizeof *species);
    return MSBAT_OK;
}

msbat_status msbat_crystal_count_species(const msbat_crystal *crystal, int64_t species, int64_t *count)
{
    int64_t n = 0;
    MSBAT__REQUIRE_HANDLE(crystal);
    MSBAT__REQUIRE(crystal->handle.ctx, count);
    for (int64_t i = 0; i < crystal->n_sites; i++) n += crystal->species[i] == species;
    *count = n;
    return MSBAT_OK;
}

msbat_status msbat_crystal_get_distance(const msbat_crystal *crystal, int64_t site_a, int64_t site_b,
                                        double *distance_ang)
{
    MSBAT__REQUIRE_HANDLE(crystal);
    MSBAT__REQUIRE(crystal->handle.ctx, distance_ang);
    msbat_status st = check_site(crystal, __func__, "site_a", site_a);
    if (!st) st = check_site(crystal, __func__, "site_b", site_b);
    if (st) return st;
    double difference[3];
    for (int k = 0; k < 3; k++) difference[k] = crystal->frac[3 * site_b + k] - crystal->frac[3 * site_a + k];
    *distance_ang = msbat__crystal_shortest(crystal, difference);
    return MSBAT_OK;
}
