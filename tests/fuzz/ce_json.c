/* ce_json.c - cluster expansions. */
#include <stdlib.h>

#include "fuzz.h"
#include "msbat/io.h"

static void add_orbit(fuzz_digest *digest, const msbat_ce *ce, int64_t orbit)
{
    int64_t points = 0, multiplicity = 0, sites[32] = {0};
    double length = 0;
    FUZZ_OK(msbat_ce_get_orbit(ce, orbit, &points, &multiplicity, &length));
    FUZZ_CHECK(points >= 0 && points <= 8 && multiplicity > 0);
    if (points) FUZZ_OK(msbat_ce_get_cluster(ce, orbit, points, sites));
    fuzz_add_int(digest, points);
    fuzz_add_int(digest, multiplicity);
    fuzz_add(digest, sizeof length, &length);
    fuzz_add(digest, (size_t)points * 4 * sizeof *sites, sites);
}

static fuzz_digest digest_of(const msbat_ce *ce)
{
    fuzz_digest digest = 0;
    int64_t n = 0, filled = 0, empty = 0;
    FUZZ_OK(msbat_ce_get_orbit_count(ce, &n));
    FUZZ_OK(msbat_ce_get_species(ce, &filled, &empty));
    double *eci = calloc((size_t)n + 1, sizeof *eci);
    FUZZ_OK(msbat_ce_get_eci(ce, n, eci));
    fuzz_add(&digest, (size_t)n * sizeof *eci, eci);
    fuzz_add_int(&digest, filled);
    fuzz_add_int(&digest, empty);
    for (int64_t k = 0; k < n; k++) add_orbit(&digest, ce, k);
    free(eci);
    return digest;
}

static double tolerance_of(msbat_context *ctx)
{
    msbat_json *json = NULL;
    double tolerance = 0;
    FUZZ_OK(msbat_json_read(ctx, fuzz_path(0), &json));
    FUZZ_OK(msbat_json_get_number(json, "tolerance_ang", &tolerance));
    msbat_json_destroy(&json);
    return tolerance;
}

static void run(msbat_context *ctx, size_t size, const uint8_t *data)
{
    msbat_ce *ce = NULL, *again = NULL;
    fuzz_save(fuzz_path(0), size, data);
    msbat_status st = msbat_ce_read_json(ctx, fuzz_path(0), &ce);
    fuzz_reader_returned(st, ce, FUZZ_FILE);
    if (st) return;
    double tolerance = tolerance_of(ctx);
    FUZZ_OK(msbat_ce_write_json(ctx, ce, tolerance, fuzz_path(1)));
    FUZZ_OK(msbat_ce_read_json(ctx, fuzz_path(1), &again));
    FUZZ_CHECK(digest_of(ce) == digest_of(again));
    FUZZ_OK(msbat_ce_write_json(ctx, again, tolerance, fuzz_path(2)));
    FUZZ_CHECK(fuzz_same_files(fuzz_path(1), fuzz_path(2)));
    msbat_ce_destroy(&ce);
    msbat_ce_destroy(&again);
}

/* The expansion is built anew: what it holds is bounded by the limits of msbat_ce_create (200000 clusters of a size, of
 * 132 bytes, in an array that doubles), not by the file. */
const fuzz_target fuzz_ce_json = {"ce_json", 1 << 27, 128, NULL, run};
