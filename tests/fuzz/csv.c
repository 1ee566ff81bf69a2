/* csv.c - tables. */
#include <stdlib.h>

#include "fuzz.h"
#include "msbat/io.h"

static char text[1 << 20]; /* longer than any input */

static void add_column(fuzz_digest *digest, const msbat_table *table, int64_t k, int64_t n_rows)
{
    char name[1 << 16], unit[1 << 16];
    int64_t found = -1;
    double *values = calloc((size_t)n_rows + 1, sizeof *values);
    FUZZ_OK(msbat_table_get_name(table, k, sizeof name, name));
    FUZZ_OK(msbat_table_get_unit(table, k, sizeof unit, unit));
    fuzz_add_text(digest, name);
    fuzz_add_text(digest, unit);
    fuzz_add_status(digest, msbat_table_find_column(table, name, &found));
    FUZZ_CHECK(found == -1 || found == k);
    msbat_status st = msbat_table_get_values(table, k, n_rows, values);
    FUZZ_CHECK(st == MSBAT_OK || st == MSBAT_ERR_FORMAT);
    if (!st) fuzz_add(digest, (size_t)n_rows * sizeof *values, values);
    if (found == k) FUZZ_CHECK(msbat_table_get_column(table, name, unit, n_rows, values) == st);
    for (int64_t i = 0; i < n_rows; i++) {
        FUZZ_OK(msbat_table_get_text(table, k, i, sizeof text, text));
        fuzz_add_text(digest, text);
    }
    free(values);
}

static fuzz_digest digest_of(const msbat_table *table)
{
    fuzz_digest digest = 0;
    int64_t n_rows = 0, n_columns = 0;
    FUZZ_OK(msbat_table_get_row_count(table, &n_rows));
    FUZZ_OK(msbat_table_get_column_count(table, &n_columns));
    FUZZ_CHECK(n_rows > 0 && n_columns > 0);
    fuzz_add_int(&digest, n_rows);
    for (int64_t k = 0; k < n_columns; k++) add_column(&digest, table, k, n_rows);
    return digest;
}

static void run(msbat_context *ctx, size_t size, const uint8_t *data)
{
    msbat_table *table = NULL, *again = NULL;
    msbat_status st = msbat_table_parse_csv(ctx, size, (const char *)data, &table);
    fuzz_reader_returned(st, table, FUZZ_LINE);
    if (st) return;
    fuzz_digest digest = digest_of(table);
    FUZZ_OK(msbat_table_write_csv(table, fuzz_path(1)));
    FUZZ_OK(msbat_table_read_csv(ctx, fuzz_path(1), &again));
    FUZZ_CHECK(digest == digest_of(again));
    FUZZ_OK(msbat_table_write_csv(again, fuzz_path(2)));
    FUZZ_CHECK(fuzz_same_files(fuzz_path(1), fuzz_path(2)));
    msbat_table_destroy(&table);
    msbat_table_destroy(&again);
}

/* An empty field is its separator alone, one byte. It has 32 bytes in an array that doubles (three times that while it
 * grows, at most twice when it is full) and may be a column of its own: 32 bytes more and four blocks, the name, the
 * unit, the array of texts and the text, of 16 + 5, 16 + 1, 16 + 8 and 16 + 1 bytes with their counts. 64 + 32 + 79 is
 * less than 192. */
const fuzz_target fuzz_csv = {"csv", 1 << 16, 192, NULL, run};
