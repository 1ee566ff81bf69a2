/* symmetry.c - space group and primitive cell through spglib. The input is checked first, so that spglib has nothing to
 * complain about. spglib keeps its last error code in a static variable; it is never read here. */
#include <math.h>
#include <spglib.h>
#include <stdlib.h>
#include <string.h>

#include "crystal_impl.h"

#define SYMMETRY_SITES_MAX 10000

/* ---- finding the site at a position: sites sorted by their first wrapped coordinate ----------------------------*/
typedef struct sorted_site {
    double key;                         /* in [0, 1) */
    int64_t site;
} sorted_site;

static double wrap(double x)
{
    double w = x - floor(x);
    return w < 1 ? w : 0;               /* -1e-20 - floor(-1e-20) rounds to 1 */
}

static int by_key(const void *a, const void *b)
{
    const sorted_site *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return (x->site > y->site) - (x->site < y->site);
}

static sorted_site *sort_sites(const msbat_crystal *crystal)
{
    sorted_site *sorted = MSBAT__NEW(crystal->handle.ctx, crystal->n_sites, sorted_site);
    if (!sorted) return NULL;
    for (int64_t i = 0; i < crystal->n_sites; i++) {
        sorted[i].key = wrap(crystal->frac[3 * i]);
        sorted[i].site = i;
    }
    qsort(sorted, (size_t)crystal->n_sites, sizeof *sorted, by_key);
    return sorted;
}

static int64_t first_not_below(const sorted_site *sorted, int64_t n, double key)
{
    int64_t low = 0, high = n;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (sorted[middle].key < key) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Nearest site to frac within limit_ang, of the species (any when negative) and other than but; -1 if there is none. */
static int64_t find_near(const msbat_crystal *crystal, const sorted_site *sorted, const double frac[3], int64_t species,
                         int64_t but, double limit_ang)
{
    const double *inv = crystal->inverse;
    double window = limit_ang * sqrt(inv[0] * inv[0] + inv[3] * inv[3] + inv[6] * inv[6]) + 1e-9;
    double best = limit_ang, start = wrap(wrap(frac[0]) - window);
    int64_t n = crystal->n_sites, found = -1, at = first_not_below(sorted, n, start);
    for (int64_t k = 0; k < n; k++) {
        const sorted_site *s = &sorted[(at + k) % n];
        if (window < 0.5 && wrap(s->key - start) > 2 * window) break;
        if (s->site == but || (species >= 0 && crystal->species[s->site] != species)) continue;
        double difference[3];
        for (int j = 0; j < 3; j++) difference[j] = frac[j] - crystal->frac[3 * s->site + j];
        double d = msbat__crystal_shortest(crystal, difference);
        if (d <= best) {
            best = d;
            found = s->site;
        }
    }
    return found;
}

/* ---- what spglib gets: lattice vectors as columns, right-handed, positions in [0, 1) ----------------------------*/
typedef struct spg_cell {
    double lattice[3][3];
    double (*positions)[3];
    int *types;
    int n;
    bool swapped;                       /* first two axes exchanged, because the cell is left-handed */
} spg_cell;

static int64_t axis(const spg_cell *cell, int64_t i)
{
    return cell->swapped && i < 2 ? 1 - i : i;
}

static void spg_cell_clear(const msbat_context *ctx, spg_cell *cell)
{
    msbat__free(ctx, cell->positions);
    msbat__free(ctx, cell->types);
}

/* room for 4 times the sites, which spglib wants for standard cells */
static msbat_status spg_cell_fill(const msbat_crystal *crystal, spg_cell *cell)
{
    const msbat_context *ctx = crystal->handle.ctx;
    const double *a = crystal->cell, *f = crystal->frac;
    cell->n = (int)crystal->n_sites;
    cell->swapped = a[0] * (a[4] * a[8] - a[5] * a[7]) - a[1] * (a[3] * a[8] - a[5] * a[6])
                        + a[2] * (a[3] * a[7] - a[4] * a[6]) < 0;
    cell->positions = msbat__new(ctx, 4 * crystal->n_sites, sizeof *cell->positions);
    cell->types = MSBAT__NEW(ctx, 4 * crystal->n_sites, int);
    if (!cell->positions || !cell->types) return MSBAT_ERR_MEMORY;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) cell->lattice[i][j] = a[3 * axis(cell, j) + i];
    for (int64_t s = 0; s < cell->n; s++) {
        cell->types[s] = (int)crystal->species[s];
        for (int i = 0; i < 3; i++) cell->positions[s][i] = wrap(f[3 * s + axis(cell, i)]);
    }
    return MSBAT_OK;
}

static msbat_status check_apart(const msbat_crystal *crystal, const char *function, double tolerance)
{
    msbat_context *ctx = crystal->handle.ctx;
    msbat_status st = MSBAT_OK;
    sorted_site *sorted = sort_sites(crystal);
    if (!sorted) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < crystal->n_sites && !st; i++) {
        int64_t other = find_near(crystal, sorted, crystal->frac + 3 * i, -1, i, tolerance);
        if (other >= 0)
            st = msbat__fail(ctx, MSBAT_ERR_SYMMETRY, function,
                             "sites %d and %d are closer than the tolerance, %g angstrom",
                             i < other ? i : other, i < other ? other : i, tolerance);
    }
    msbat__free(ctx, sorted);
    return st;
}

static msbat_status check_input(const msbat_crystal *crystal, const char *function, double tolerance)
{
    msbat_context *ctx = crystal->handle.ctx;
    msbat_status st = msbat__check_range(ctx, function, "tolerance_ang", "angstrom", tolerance, 0, 1, 1);
    if (st) return st;
    if (crystal->n_sites == 0) return msbat__fail(ctx, MSBAT_ERR_SYMMETRY, function, "the crystal has no sites");
    if (crystal->n_sites > SYMMETRY_SITES_MAX)
        return msbat__fail(ctx, MSBAT_ERR_OVERFLOW, function,
                           "the crystal has %d sites; symmetry is found for at most %d",
                           crystal->n_sites, (int64_t)SYMMETRY_SITES_MAX);
    return check_apart(crystal, function, tolerance);
}

/* ---- space group ------------------------------------------------------------------------------------------------*/
static void symmetry_clear(void *object)
{
    msbat_symmetry *symmetry = object;
    msbat_context *ctx = symmetry->handle.ctx;
    msbat__handle_release(symmetry->crystal);
    msbat__free(ctx, symmetry->rotation);
    msbat__free(ctx, symmetry->translation);
    msbat__free(ctx, symmetry->equivalent);
    msbat__free(ctx, symmetry->image);
    msbat__free(ctx, symmetry->image_offset);
}

static msbat_symmetry *symmetry_new(const msbat_crystal *crystal, int64_t n_operations)
{
    msbat_context *ctx = crystal->handle.ctx;
    int64_t n = crystal->n_sites;
    msbat_symmetry *symmetry = msbat__handle_new(ctx, sizeof *symmetry, symmetry_clear, "msbat_symmetry_create");
    if (!symmetry) return NULL;
    symmetry->crystal = msbat__handle_retain(crystal);
    symmetry->n_operations = n_operations;
    symmetry->rotation = MSBAT__NEW(ctx, 9 * n_operations, int64_t);
    symmetry->translation = MSBAT__NEW(ctx, 3 * n_operations, double);
    symmetry->equivalent = MSBAT__NEW(ctx, n, int64_t);
    symmetry->image = MSBAT__NEW(ctx, n_operations * n, int64_t);
    symmetry->image_offset = MSBAT__NEW(ctx, 3 * n_operations * n, int64_t);
    if (symmetry->rotation && symmetry->translation && symmetry->equivalent && symmetry->image
        && symmetry->image_offset)
        return symmetry;
    msbat__handle_release(symmetry);
    return NULL;
}

static void take_operations(msbat_symmetry *symmetry, const spg_cell *cell, const SpglibDataset *set)
{
    symmetry->number = set->spacegroup_number;
    for (int64_t op = 0; op < symmetry->n_operations; op++)
        for (int i = 0; i < 3; i++) {
            symmetry->translation[3 * op + axis(cell, i)] = set->translations[op][i];
            for (int j = 0; j < 3; j++)
                symmetry->rotation[9 * op + 3 * axis(cell, i) + axis(cell, j)] = set->rotations[op][i][j];
        }
    for (int64_t s = 0; s < symmetry->crystal->n_sites; s++) symmetry->equivalent[s] = set->equivalent_atoms[s];
}

static void transform(const msbat_symmetry *symmetry, int64_t op, const double frac[3], double out[3])
{
    const int64_t *r = symmetry->rotation + 9 * op;
    for (int64_t i = 0; i < 3; i++)
        out[i] = (double)r[3 * i] * frac[0] + (double)r[3 * i + 1] * frac[1] + (double)r[3 * i + 2] * frac[2]
                 + symmetry->translation[3 * op + i];
}

/* Images of all sites; relaxed sites may miss theirs by somewhat more than the tolerance, hence 3 times. */
static msbat_status take_images(msbat_symmetry *symmetry, double tolerance)
{
    const msbat_crystal *crystal = symmetry->crystal;
    msbat_status st = MSBAT_OK;
    sorted_site *sorted = sort_sites(crystal);
    if (!sorted) return MSBAT_ERR_MEMORY;
    for (int64_t k = 0; k < symmetry->n_operations * crystal->n_sites && !st; k++) {
        int64_t op = k / crystal->n_sites, site = k % crystal->n_sites;
        double f[3];
        transform(symmetry, op, crystal->frac + 3 * site, f);
        int64_t image = find_near(crystal, sorted, f, crystal->species[site], -1, 3 * tolerance);
        if (image < 0) {
            st = msbat__fail(crystal->handle.ctx, MSBAT_ERR_SYMMETRY, "msbat_symmetry_create",
                             "operation %d moves site %d to where no equal site is within %g angstrom", op, site,
                             3 * tolerance);
            break;
        }
        symmetry->image[k] = image;
        for (int i = 0; i < 3; i++) symmetry->image_offset[3 * k + i] = llround(f[i] - crystal->frac[3 * image + i]);
    }
    msbat__free(crystal->handle.ctx, sorted);
    return st;
}

static msbat_status symmetry_from(const msbat_crystal *crystal, const spg_cell *cell, const SpglibDataset *set,
                                  double tolerance, msbat_symmetry **symmetry)
{
    if (!set || set->spacegroup_number < 1)
        return msbat__fail(crystal->handle.ctx, MSBAT_ERR_SYMMETRY, "msbat_symmetry_create",
                           "no space group is found within %g angstrom", tolerance);
    msbat_symmetry *made = symmetry_new(crystal, set->n_operations);
    if (!made) return MSBAT_ERR_MEMORY;
    take_operations(made, cell, set);
    msbat_status st = take_images(made, tolerance);
    if (st) msbat__handle_release(made);
    else *symmetry = made;
    return st;
}

/* ---- spglib without memory: it goes on with what it has, or finds nothing, and tells neither ---------------------*/
/* It is asked twice: answers that differ are none. To find nothing twice is an answer only of a spglib that finds the
 * operations of a cube. */
static bool finds_cube(void)
{
    double lattice[3][3] = {{4, 0, 0}, {0, 4, 0}, {0, 0, 4}}, position[1][3] = {{0, 0, 0}};
    const int type[1] = {1};
    SpglibDataset *set = spg_get_dataset(lattice, position, type, 1, 1e-3);
    bool found = set && set->n_operations == 48;
    if (set) spg_free_dataset(set);
    return found;
}

static bool is_same_set(const SpglibDataset *a, const SpglibDataset *b)
{
    if (!a || !b) return a == b && finds_cube();
    size_t n = (size_t)a->n_operations;
    return a->spacegroup_number == b->spacegroup_number && a->n_operations == b->n_operations
           && memcmp(a->rotations, b->rotations, n * sizeof *a->rotations) == 0
           && memcmp(a->translations, b->translations, n * sizeof *a->translations) == 0;
}

/* Nothing is missing from 48 operations for each site of the rarest species: no crystal has more, as there are at most
 * as many translations as such sites. So cubic hosts are asked about once. */
static bool is_full(const SpglibDataset *set, const spg_cell *cell)
{
    int rarest = cell->n;
    for (int i = 0; i < cell->n; i++) {
        int same = 0;
        for (int j = 0; j < cell->n && same < rarest; j++) same += cell->types[j] == cell->types[i];
        if (same < rarest) rarest = same;
        if (set->n_operations >= 48 * rarest) return true;
    }
    return false;
}

static msbat_status lacks_memory(msbat_context *ctx, const char *function)
{
    return msbat__fail(ctx, MSBAT_ERR_MEMORY, function, "spglib is out of memory");
}

msbat_status msbat_symmetry_create(const msbat_crystal *crystal, double tolerance_ang, msbat_symmetry **symmetry)
{
    spg_cell cell = {0};
    SpglibDataset *set = NULL, *again = NULL;
    if (symmetry) *symmetry = NULL;
    MSBAT__REQUIRE_HANDLE(crystal);
    MSBAT__REQUIRE(crystal->handle.ctx, symmetry);
    msbat_status st = check_input(crystal, __func__, tolerance_ang);
    if (st) return st;
    st = spg_cell_fill(crystal, &cell);
    if (st) goto done;
    set = spg_get_dataset(cell.lattice, cell.positions, cell.types, cell.n, tolerance_ang);
    bool full = set && is_full(set, &cell);
    if (!full) again = spg_get_dataset(cell.lattice, cell.positions, cell.types, cell.n, tolerance_ang);
    st = full || is_same_set(set, again) ? symmetry_from(crystal, &cell, set, tolerance_ang, symmetry)
                                         : lacks_memory(crystal->handle.ctx, __func__);
done:
    if (set) spg_free_dataset(set);
    if (again) spg_free_dataset(again);
    spg_cell_clear(crystal->handle.ctx, &cell);
    return st;
}

void msbat_symmetry_destroy(msbat_symmetry **symmetry)
{
    msbat__handle_destroy((void **)symmetry);
}

msbat_status msbat_symmetry_get_count(const msbat_symmetry *symmetry, int64_t *n_operations)
{
    MSBAT__REQUIRE_HANDLE(symmetry);
    MSBAT__REQUIRE(symmetry->handle.ctx, n_operations);
    *n_operations = symmetry->n_operations;
    return MSBAT_OK;
}

static msbat_status check_operation(const msbat_symmetry *symmetry, const char *function, int64_t operation)
{
    if (operation >= 0 && operation < symmetry->n_operations) return MSBAT_OK;
    return msbat__fail(symmetry->handle.ctx, MSBAT_ERR_RANGE, function, "operation = %d; there are %d operations",
                       operation, symmetry->n_operations);
}

msbat_status msbat_symmetry_get_operation(const msbat_symmetry *symmetry, int64_t operation, int64_t rotation[9],
                                          double translation[3])
{
    MSBAT__REQUIRE_HANDLE(symmetry);
    msbat_status st = check_operation(symmetry, __func__, operation);
    if (st) return st;
    if (rotation) memcpy(rotation, symmetry->rotation + 9 * operation, 9 * sizeof *rotation);
    if (translation) memcpy(translation, symmetry->translation + 3 * operation, 3 * sizeof *translation);
    return MSBAT_OK;
}

msbat_status msbat_symmetry_get_space_group(const msbat_symmetry *symmetry, int64_t *number)
{
    MSBAT__REQUIRE_HANDLE(symmetry);
    MSBAT__REQUIRE(symmetry->handle.ctx, number);
    *number = symmetry->number;
    return MSBAT_OK;
}

msbat_status msbat_symmetry_get_equivalent(const msbat_symmetry *symmetry, int64_t n, int64_t *equivalent)
{
    MSBAT__REQUIRE_HANDLE(symmetry);
    MSBAT__REQUIRE(symmetry->handle.ctx, equivalent);
    if (n != symmetry->crystal->n_sites)
        return msbat__fail(symmetry->handle.ctx, MSBAT_ERR_MISMATCH, __func__, "n = %d but the crystal has %d sites", n,
                           symmetry->crystal->n_sites);
    memcpy(equivalent, symmetry->equivalent, (size_t)n * sizeof *equivalent);
    return MSBAT_OK;
}

int64_t msbat__symmetry_map(const msbat_symmetry *symmetry, int64_t operation, int64_t site, const int64_t offset[3],
                            int64_t image_offset[3])
{
    const int64_t *r = symmetry->rotation + 9 * operation;
    int64_t k = operation * symmetry->crystal->n_sites + site, to[3];
    for (int64_t i = 0; i < 3; i++)
        to[i] = r[3 * i] * offset[0] + r[3 * i + 1] * offset[1] + r[3 * i + 2] * offset[2]
                + symmetry->image_offset[3 * k + i];
    memcpy(image_offset, to, sizeof to);
    return symmetry->image[k];
}

msbat_status msbat_symmetry_map_site(const msbat_symmetry *symmetry, int64_t operation, int64_t site,
                                     const int64_t offset[3], int64_t *image, int64_t image_offset[3])
{
    MSBAT__REQUIRE_HANDLE(symmetry);
    msbat_context *ctx = symmetry->handle.ctx;
    MSBAT__REQUIRE(ctx, offset);
    MSBAT__REQUIRE(ctx, image);
    MSBAT__REQUIRE(ctx, image_offset);
    msbat_status st = check_operation(symmetry, __func__, operation);
    if (st) return st;
    int64_t n = symmetry->crystal->n_sites;
    if (site < 0 || site >= n)
        return msbat__fail(ctx, MSBAT_ERR_RANGE, __func__, "site = %d; the crystal has %d sites", site, n);
    for (int i = 0; i < 3; i++)
        if (offset[i] > MSBAT__OFFSET_MAX || offset[i] < -MSBAT__OFFSET_MAX)
            return msbat__fail(ctx, MSBAT_ERR_OVERFLOW, __func__, "offset[%d] = %d; must be within +-2^40", (int64_t)i,
                               offset[i]);
    *image = msbat__symmetry_map(symmetry, operation, site, offset, image_offset);
    return MSBAT_OK;
}

/* ---- primitive cell ---------------------------------------------------------------------------------------------*/
static msbat_status crystal_from(msbat_context *ctx, const spg_cell *cell, int n, msbat_crystal **crystal)
{
    double *frac = MSBAT__NEW(ctx, 3 * (int64_t)n, double), rows[9];
    int64_t *species = MSBAT__NEW(ctx, n, int64_t);
    msbat_status st = MSBAT_ERR_MEMORY;
    if (!frac || !species) goto done;
    for (int i = 0; i < 9; i++) rows[i] = cell->lattice[i % 3][i / 3];
    for (int s = 0; s < n; s++) {
        species[s] = cell->types[s];
        for (int i = 0; i < 3; i++) frac[3 * s + i] = wrap(cell->positions[s][i]);
    }
    st = msbat_crystal_create(ctx, rows, n, frac, species, crystal);
done:
    msbat__free(ctx, frac);
    msbat__free(ctx, species);
    return st;
}

static bool is_same_cell(const spg_cell *a, const spg_cell *b)
{
    size_t n = a->n > 0 ? (size_t)a->n : 0;
    if (a->n != b->n || !n) return a->n == b->n && finds_cube();
    for (int i = 0; i < 9; i++)
        if (a->lattice[i / 3][i % 3] != b->lattice[i / 3][i % 3]) return false;
    return memcmp(a->positions, b->positions, n * sizeof *a->positions) == 0
           && memcmp(a->types, b->types, n * sizeof *a->types) == 0;
}

static msbat_status fill_standard(const msbat_crystal *crystal, double tolerance, spg_cell *cell)
{
    msbat_status st = spg_cell_fill(crystal, cell);
    if (!st) cell->n = spg_standardize_cell(cell->lattice, cell->positions, cell->types, cell->n, 1, 1, tolerance);
    return st;
}

msbat_status msbat_crystal_create_primitive(const msbat_crystal *crystal, double tolerance_ang,
                                            msbat_crystal **primitive)
{
    spg_cell cell = {0}, again = {0};
    if (primitive) *primitive = NULL;
    MSBAT__REQUIRE_HANDLE(crystal);
    msbat_context *ctx = crystal->handle.ctx;
    MSBAT__REQUIRE(ctx, primitive);
    msbat_status st = check_input(crystal, __func__, tolerance_ang);
    if (st) return st;
    st = fill_standard(crystal, tolerance_ang, &cell);
    if (!st) st = fill_standard(crystal, tolerance_ang, &again);
    if (st) goto done;
    if (!is_same_cell(&cell, &again)) st = lacks_memory(ctx, __func__);
    else if (cell.n < 1)
        st = msbat__fail(ctx, MSBAT_ERR_SYMMETRY, __func__, "no primitive cell is found within %g angstrom",
                         tolerance_ang);
    else st = crystal_from(ctx, &cell, cell.n, primitive);
done:
    spg_cell_clear(ctx, &cell);
    spg_cell_clear(ctx, &again);
    return st;
}
