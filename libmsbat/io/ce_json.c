/* ce_json.c - cluster expansions as JSON, through the public calls of ce alone.
 *
 *   { "format": "msbat cluster expansion", "version": 1,
 *     "convention": "...",
 *     "host": { "cell_ang": [[..], [..], [..]], "species": ["Li", ...], "frac": [[..], ...] },
 *     "filled": "Li", "empty": "X", "tolerance_ang": 0.001, "cutoffs_ang": [..],
 *     "orbits": [ { "points": 2, "multiplicity": 3, "length_ang": 2.8, "sites": [[sublattice, a, b, c], ..],
 *                   "eci_ev": 0.01 }, .. ] } */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "json_impl.h"

#define FORMAT "msbat cluster expansion"
#define CONVENTION "E = N_cells V0 + sum over clusters, each counted once, V s_i s_j ..., s = +1 filled, -1 empty"
enum { POINTS_MAX = 8, SIZES_MAX = 7 };

/* ---- writing ---------------------------------------------------------------------------------------------------- */
static void put_numbers(msbat__io_buffer *out, int64_t n, const double *values)
{
    msbat__io_put_text(out, "[");
    for (int64_t i = 0; i < n; i++) {
        if (i) msbat__io_put_text(out, ", ");
        msbat__io_put_number(out, values[i]);
    }
    msbat__io_put_text(out, "]");
}

static msbat_status put_host(msbat__io_buffer *out, const msbat_crystal *host)
{
    double cell[9], frac[3];
    int64_t n = 0, species = 0;
    msbat_status st = msbat_crystal_get_site_count(host, &n);
    if (!st) st = msbat_crystal_get_cell(host, cell);
    if (st) return st;
    msbat__io_put_text(out, "  \"host\": {\n    \"cell_ang\": [");
    for (int64_t i = 0; i < 3; i++) {
        if (i) msbat__io_put_text(out, ", ");
        put_numbers(out, 3, cell + 3 * i);
    }
    msbat__io_put_text(out, "],\n    \"species\": [");
    for (int64_t i = 0; i < n; i++) {
        msbat_crystal_get_site(host, i, NULL, &species);
        msbat__io_put_text(out, i ? ", \"" : "\"");
        msbat__io_put_text(out, msbat_species_symbol(species));
        msbat__io_put_text(out, "\"");
    }
    msbat__io_put_text(out, "],\n    \"frac\": [");
    for (int64_t i = 0; i < n; i++) {
        if (i) msbat__io_put_text(out, ", ");
        msbat_crystal_get_site(host, i, frac, NULL);
        put_numbers(out, 3, frac);
    }
    msbat__io_put_text(out, "]\n  },\n");
    return MSBAT_OK;
}

/* The largest length of each size gives the same orbits as the cutoff that was used. */
static msbat_status find_cutoffs(const msbat_ce *ce, int64_t n_orbits, double cutoffs[SIZES_MAX], int64_t *n)
{
    for (int k = 0; k < SIZES_MAX; k++) cutoffs[k] = 0;
    *n = 0;
    for (int64_t f = 0; f < n_orbits; f++) {
        int64_t points = 0;
        double length = 0;
        msbat_status st = msbat_ce_get_orbit(ce, f, &points, NULL, &length);
        if (st) return st;
        if (points < 2 || points > POINTS_MAX) continue;
        cutoffs[points - 2] = fmax(cutoffs[points - 2], length);
        if (points - 1 > *n) *n = points - 1;
    }
    return MSBAT_OK;
}

static msbat_status put_orbit(msbat__io_buffer *out, const msbat_ce *ce, int64_t orbit, double eci)
{
    int64_t points = 0, multiplicity = 0, sites[4 * POINTS_MAX];
    double length = 0;
    msbat_status st = msbat_ce_get_orbit(ce, orbit, &points, &multiplicity, &length);
    if (!st && points > POINTS_MAX) st = MSBAT_ERR_UNSUPPORTED;
    if (!st && points) st = msbat_ce_get_cluster(ce, orbit, points, sites);
    if (st) return st;
    msbat__io_put_text(out, orbit ? ",\n    {\"points\": " : "\n    {\"points\": ");
    msbat__io_put_int(out, points);
    msbat__io_put_text(out, ", \"multiplicity\": ");
    msbat__io_put_int(out, multiplicity);
    msbat__io_put_text(out, ", \"length_ang\": ");
    msbat__io_put_number(out, length);
    msbat__io_put_text(out, ", \"sites\": [");
    for (int64_t i = 0; i < 4 * points; i++) {
        msbat__io_put_text(out, i % 4 ? ", " : i ? "], [" : "[");
        msbat__io_put_int(out, sites[i]);
    }
    msbat__io_put_text(out, points ? "]], \"eci_ev\": " : "], \"eci_ev\": ");
    msbat__io_put_number(out, eci);
    msbat__io_put_text(out, "}");
    return MSBAT_OK;
}

static msbat_status put_head(msbat__io_buffer *out, const msbat_ce *ce, int64_t n_orbits, double tolerance)
{
    const msbat_crystal *host = NULL;
    int64_t filled = 0, empty = 0, n = 0;
    double cutoffs[SIZES_MAX];
    msbat__io_put_text(out, "{\n  \"format\": \"" FORMAT "\",\n  \"version\": 1,\n");
    msbat__io_put_text(out, "  \"convention\": \"" CONVENTION "\",\n");
    msbat_status st = msbat_ce_get_host(ce, &host);
    if (!st) st = put_host(out, host);
    if (!st) st = msbat_ce_get_species(ce, &filled, &empty);
    if (!st) st = find_cutoffs(ce, n_orbits, cutoffs, &n);
    if (st) return st;
    msbat__io_put_text(out, "  \"filled\": \"");
    msbat__io_put_text(out, msbat_species_symbol(filled));
    msbat__io_put_text(out, "\",\n  \"empty\": \"");
    msbat__io_put_text(out, msbat_species_symbol(empty));
    msbat__io_put_text(out, "\",\n  \"tolerance_ang\": ");
    msbat__io_put_number(out, tolerance);
    msbat__io_put_text(out, ",\n  \"cutoffs_ang\": ");
    put_numbers(out, n, cutoffs);
    msbat__io_put_text(out, ",\n");
    return MSBAT_OK;
}

static msbat_status put_expansion(msbat__io_buffer *out, const msbat_ce *ce, double tolerance)
{
    int64_t n = 0;
    double *eci = NULL;
    msbat_status st = msbat_ce_get_orbit_count(ce, &n);
    if (!st && !(eci = MSBAT__IO_NEW(out->ctx, n, double))) st = MSBAT_ERR_MEMORY;
    if (!st) st = msbat_ce_get_eci(ce, n, eci);
    if (!st) st = put_head(out, ce, n, tolerance);
    msbat__io_put_text(out, "  \"orbits\": [");
    for (int64_t f = 0; f < n && !st; f++) st = put_orbit(out, ce, f, eci[f]);
    msbat__io_put_text(out, "\n  ]\n}\n");
    msbat_context_release(out->ctx, eci);
    return st;
}

msbat_status msbat_ce_write_json(msbat_context *ctx, const msbat_ce *ce, double tolerance_ang, const char *path)
{
    if (!ctx) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(ctx, ce);
    MSBAT__IO_REQUIRE(ctx, path);
    if (!(tolerance_ang > 0 && tolerance_ang <= 0.5))
        return msbat__io_fail(ctx, MSBAT_ERR_RANGE, __func__, "tolerance_ang must be in (0, 0.5] angstrom");
    msbat__io_buffer out = {.ctx = ctx};
    msbat_status st = put_expansion(&out, ce, tolerance_ang);
    if (st) {
        msbat_context_release(ctx, out.data);
        return st;
    }
    return msbat__io_store(&out, __func__, path);
}

/* ---- reading ---------------------------------------------------------------------------------------------------- */
static msbat_status read_species(msbat_context *ctx, const msbat_json *json, const char *path, int64_t *species)
{
    char symbol[8];
    msbat_status st = msbat_json_get_text(json, path, sizeof symbol, symbol);
    if (st || msbat_species_read(symbol, species) == MSBAT_OK) return st;
    return msbat__io_fail(ctx, MSBAT_ERR_FORMAT, "msbat_ce_read_json", "\"%s\" is \"%s\", no chemical symbol", path,
                          symbol);
}

static msbat_status read_host(msbat_context *ctx, const msbat_json *json, msbat_crystal **host)
{
    int64_t n = 0, *species = NULL;
    double cell[9], *frac = NULL;
    msbat_status st = msbat_json_get_count(json, "host.species", &n);
    if (!st) st = msbat_json_get_numbers(json, "host.cell_ang", 9, cell);
    if (st) return st;
    species = MSBAT__IO_NEW(ctx, n, int64_t);
    frac = MSBAT__IO_NEW(ctx, 3 * n, double);
    if (!species || !frac) st = MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < n && !st; i++) {
        char path[40];
        (void)snprintf(path, sizeof path, "host.species.%" PRId64, i);
        st = read_species(ctx, json, path, &species[i]);
    }
    if (!st) st = msbat_json_get_numbers(json, "host.frac", 3 * n, frac);
    if (!st) st = msbat_crystal_create(ctx, cell, n, frac, species, host);
    msbat_context_release(ctx, species);
    msbat_context_release(ctx, frac);
    return st;
}

static msbat_status create_empty(msbat_context *ctx, const msbat_json *json, msbat_ce **ce)
{
    msbat_crystal *host = NULL;
    int64_t filled = 0, empty = 0, n = 0;
    double tolerance = 0, cutoffs[SIZES_MAX];
    msbat_status st = read_species(ctx, json, "filled", &filled);
    if (!st) st = read_species(ctx, json, "empty", &empty);
    if (!st) st = msbat_json_get_number(json, "tolerance_ang", &tolerance);
    if (!st) st = msbat_json_get_count(json, "cutoffs_ang", &n);
    if (!st && n > SIZES_MAX)
        st = msbat__io_fail(ctx, MSBAT_ERR_FORMAT, "msbat_ce_read_json",
                            "cutoffs_ang holds %" PRId64 " numbers; at most 7", n);
    if (!st) st = msbat_json_get_numbers(json, "cutoffs_ang", n, cutoffs);
    if (!st) st = read_host(ctx, json, &host);
    if (!st) st = msbat_ce_create(host, filled, empty, tolerance, n, cutoffs, ce);
    msbat_crystal_destroy(&host);
    return st;
}

/* The k-th number of an orbit of the file. */
static msbat_status orbit_number(const msbat_json *json, int64_t orbit, const char *what, double *value)
{
    char path[60];
    (void)snprintf(path, sizeof path, "orbits.%" PRId64 ".%s", orbit, what);
    return msbat_json_get_number(json, path, value);
}

static msbat_status check_orbit(msbat_context *ctx, const msbat_json *json, const msbat_ce *ce, int64_t orbit)
{
    int64_t points = 0, multiplicity = 0;
    double length = 0, p = 0, m = 0, l = 0;
    msbat_status st = msbat_ce_get_orbit(ce, orbit, &points, &multiplicity, &length);
    if (!st) st = orbit_number(json, orbit, "points", &p);
    if (!st) st = orbit_number(json, orbit, "multiplicity", &m);
    if (!st) st = orbit_number(json, orbit, "length_ang", &l);
    if (st || (p == (double)points && m == (double)multiplicity && fabs(l - length) < 1e-4)) return st;
    return msbat__io_fail(ctx, MSBAT_ERR_MISMATCH, "msbat_ce_read_json",
                          "orbit %" PRId64 " of the file is not that of the host, of %" PRId64 " points and %" PRId64
                          " clusters a cell",
                          orbit, points, multiplicity);
}

static msbat_status read_ecis(msbat_context *ctx, const msbat_json *json, msbat_ce *ce)
{
    int64_t n = 0, in_file = 0;
    double *eci = NULL;
    msbat_status st = msbat_ce_get_orbit_count(ce, &n);
    if (!st) st = msbat_json_get_count(json, "orbits", &in_file);
    if (!st && n != in_file)
        st = msbat__io_fail(ctx, MSBAT_ERR_MISMATCH, "msbat_ce_read_json",
                            "the file has %" PRId64 " orbits, host and cutoffs give %" PRId64, in_file, n);
    if (!st && !(eci = MSBAT__IO_NEW(ctx, n, double))) st = MSBAT_ERR_MEMORY;
    for (int64_t f = 0; f < n && !st; f++) {
        st = check_orbit(ctx, json, ce, f);
        if (!st) st = orbit_number(json, f, "eci_ev", &eci[f]);
    }
    if (!st) st = msbat_ce_set_eci(ce, n, eci);
    msbat_context_release(ctx, eci);
    return st;
}

static msbat_status check_format(msbat_context *ctx, const msbat_json *json)
{
    char format[40] = "";
    int64_t version = 0;
    msbat_status st = msbat_json_get_text(json, "format", sizeof format, format);
    if (!st) st = msbat_json_get_int(json, "version", &version);
    if (!st && (strcmp(format, FORMAT) != 0 || version != 1))
        st = msbat__io_fail(ctx, MSBAT_ERR_FORMAT, "msbat_ce_read_json",
                            "format \"%s\", version %" PRId64 "; wanted \"" FORMAT "\", version 1", format, version);
    return st;
}

msbat_status msbat_ce_read_json(msbat_context *ctx, const char *path, msbat_ce **ce)
{
    msbat_json *json = NULL;
    msbat_ce *made = NULL;
    if (ce) *ce = NULL;
    if (!ctx) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(ctx, path);
    MSBAT__IO_REQUIRE(ctx, ce);
    msbat_status st = msbat__json_load(ctx, __func__, path, &json);
    if (st) return st;
    st = check_format(ctx, json);
    if (!st) st = create_empty(ctx, json, &made);
    if (!st) st = read_ecis(ctx, json, made);
    if (st) {
        msbat__io_report_within(ctx, __func__, path);
        msbat_ce_destroy(&made);
    }
    msbat_json_destroy(&json);
    *ce = made;
    return st;
}
