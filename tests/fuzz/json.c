/* json.c - documents, walked by JSON pointers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "msbat/io.h"

static char text[1 << 20]; /* longer than any input */
static char path[1 << 18];

/* "/key" at the end of path, '~' and '/' written as ~0 and ~1; the length before. */
static size_t go_to(const char *key)
{
    size_t before = strlen(path), at = before;
    path[at++] = '/';
    for (const char *c = key; *c; c++) {
        if (*c == '~' || *c == '/') path[at++] = '~', path[at++] = *c == '~' ? '0' : '1';
        else path[at++] = *c;
    }
    path[at] = 0;
    return before;
}

static void walk(const msbat_json *json, int depth);

static void walk_children(const msbat_json *json, msbat_json_type type, int depth)
{
    int64_t n = 0;
    char key[1 << 10];
    FUZZ_OK(msbat_json_get_count(json, path, &n));
    for (int64_t k = 0; k < n && k < 100; k++) {
        if (type == MSBAT_JSON_ARRAY) snprintf(key, sizeof key, "%d", (int)k);
        else if (msbat_json_get_key(json, path, k, sizeof key, key)) continue; /* very long */
        if (strlen(key) > 200) continue;
        size_t before = go_to(key);
        walk(json, depth + 1);
        path[before] = 0;
    }
    if (type == MSBAT_JSON_ARRAY) {
        double *values = calloc((size_t)n + 1, sizeof *values);
        msbat_status st = msbat_json_get_numbers(json, path, n, values);
        FUZZ_CHECK(st == MSBAT_OK || st == MSBAT_ERR_MISMATCH || st == MSBAT_ERR_FORMAT);
        free(values);
    } else FUZZ_CHECK(msbat_json_get_key(json, path, n, sizeof key, key) == MSBAT_ERR_RANGE);
}

static void walk(const msbat_json *json, int depth)
{
    msbat_json_type type;
    double number = 0;
    int64_t whole = 0, n = 0;
    int truth = 0;
    FUZZ_OK(msbat_json_get_type(json, path, &type));
    bool nested = type == MSBAT_JSON_ARRAY || type == MSBAT_JSON_OBJECT;
    FUZZ_CHECK((msbat_json_get_number(json, path, &number) == MSBAT_OK) == (type == MSBAT_JSON_NUMBER));
    FUZZ_CHECK((msbat_json_get_text(json, path, sizeof text, text) == MSBAT_OK) == (type == MSBAT_JSON_TEXT));
    FUZZ_CHECK((msbat_json_get_bool(json, path, &truth) == MSBAT_OK) == (type == MSBAT_JSON_BOOL));
    FUZZ_CHECK((msbat_json_get_count(json, path, &n) == MSBAT_OK) == nested);
    if (msbat_json_get_int(json, path, &whole) == MSBAT_OK) FUZZ_CHECK(number == (double)whole);
    if (nested && depth < 40) walk_children(json, type, depth);
}

static void run(msbat_context *ctx, size_t size, const uint8_t *data)
{
    msbat_json *json = NULL;
    msbat_status st = msbat_json_parse(ctx, size, (const char *)data, &json);
    fuzz_reader_returned(st, json, FUZZ_LINE);
    if (st) return;
    path[0] = 0;
    walk(json, 0);
    msbat_json_destroy(&json);
}

/* An object "{}," of 3 bytes is one of jansson's hash tables, of some 200 bytes. */
const fuzz_target fuzz_json = {"json", 1 << 16, 128, NULL, run};
