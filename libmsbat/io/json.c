/* json.c - JSON documents by jansson, read by path. jansson allocates by itself: its allocator is process-wide. */
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "json_impl.h"

/* ---- reading ---------------------------------------------------------------------------------------------------- */
/* jansson's scanner drops a byte of a long text or number for which its buffer cannot grow, and goes on. What a second
 * reading does not find again is no document. */
static bool reads_again(size_t size, const char *text, size_t flags, const json_t *root)
{
    json_error_t error;
    json_t *again = json_loadb(text, size, flags, &error);
    bool same = again && json_equal(root, again);
    json_decref(again);
    return same;
}

static msbat_status parse(msbat_context *ctx, const char *function, const char *name, size_t size, const char *text,
                          msbat_json **json)
{
    const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY;
    json_error_t error;
    json_t *root = json_loadb(text, size, flags, &error);
    bool lacks_memory = root ? !reads_again(size, text, flags, root) /* jansson is mostly silent */
                             : !error.text[0] || json_error_code(&error) == json_error_out_of_memory;
    if (lacks_memory) {
        json_decref(root);
        return msbat__io_fail(ctx, MSBAT_ERR_MEMORY, function, "%.200s: the parser is out of memory", name);
    }
    if (!root)
        return msbat__io_fail(ctx, MSBAT_ERR_FORMAT, function, "%.200s: line %d, column %d: %.100s", name, error.line,
                              error.column, error.text);
    msbat_json *made = MSBAT__IO_NEW(ctx, 1, msbat_json);
    if (!made) {
        json_decref(root);
        return MSBAT_ERR_MEMORY;
    }
    made->ctx = msbat_context_retain(ctx);
    made->root = root;
    *json = made;
    return MSBAT_OK;
}

msbat_status msbat__json_load(msbat_context *ctx, const char *function, const char *path, msbat_json **json)
{
    char *text = NULL;
    size_t size = 0;
    msbat_status st = msbat__io_load(ctx, function, path, &size, &text);
    if (!st) st = parse(ctx, function, path, size, text, json);
    msbat_context_release(ctx, text);
    return st;
}

msbat_status msbat_json_parse(msbat_context *ctx, size_t size, const char *text, msbat_json **json)
{
    if (json) *json = NULL;
    if (!ctx) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(ctx, text);
    MSBAT__IO_REQUIRE(ctx, json);
    msbat_status st = msbat__io_check_size(ctx, __func__, size);
    return st ? st : parse(ctx, __func__, "text", size, text, json);
}

msbat_status msbat_json_read(msbat_context *ctx, const char *path, msbat_json **json)
{
    if (json) *json = NULL;
    if (!ctx) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(ctx, path);
    MSBAT__IO_REQUIRE(ctx, json);
    return msbat__json_load(ctx, __func__, path, json);
}

void msbat_json_destroy(msbat_json **json)
{
    if (!json || !*json) return;
    msbat_context *ctx = (*json)->ctx;
    json_decref((*json)->root);
    msbat_context_release(ctx, *json);
    *json = NULL;
    msbat_context_destroy(&ctx);
}

/* ---- paths ------------------------------------------------------------------------------------------------------ */
enum { PART = 256 };

/* Next part of the path into part[PART]; false at its end. pointer: RFC 6901, ~1 is '/', ~0 is '~'. */
static bool next_part(const char **path, bool pointer, char part[PART], bool *fits)
{
    size_t n = 0;
    const char *c = *path;
    if (!c) return false;
    for (; *c && *c != (pointer ? '/' : '.'); c++) {
        char letter = *c;
        if (pointer && letter == '~' && (c[1] == '0' || c[1] == '1')) letter = *++c == '1' ? '/' : '~';
        if (n + 1 < PART) part[n] = letter;
        n++;
    }
    *fits = n + 1 <= PART;
    part[*fits ? n : PART - 1] = 0;
    *path = *c ? c + 1 : NULL;
    return true;
}

static bool is(const json_t *node, json_type type) { return json_typeof(node) == type; }
static bool is_number(const json_t *node) { return is(node, JSON_INTEGER) || is(node, JSON_REAL); }

static const json_t *child(const json_t *node, const char *part)
{
    int64_t index;
    if (is(node, JSON_OBJECT)) return json_object_get(node, part);
    if (!is(node, JSON_ARRAY) || msbat_number_read_int(strlen(part), part, &index, NULL) || index < 0) return NULL;
    return json_array_get(node, (size_t)index);
}

static const json_t *find(const msbat_json *json, const char *function, const char *path)
{
    const json_t *node = json->root;
    bool pointer = path[0] == '/', fits = true;
    const char *rest = path[0] ? path + pointer : NULL;
    char part[PART];
    while (node && next_part(&rest, pointer, part, &fits)) node = fits ? child(node, part) : NULL;
    if (!node) msbat__io_report(json->ctx, function, "\"%.200s\": there is no \"%.100s\"", path, part);
    return node;
}

static const char *type_name(const json_t *node)
{
    static const char *const names[] = {[JSON_OBJECT] = "an object", [JSON_ARRAY] = "an array",
                                        [JSON_STRING] = "a text",    [JSON_INTEGER] = "an integer",
                                        [JSON_REAL] = "a number",    [JSON_NULL] = "null",
                                        [JSON_TRUE] = "true or false", [JSON_FALSE] = "true or false"};
    return names[json_typeof(node)];
}

static msbat_status wrong_type(const msbat_json *json, const char *function, const char *path, const json_t *node,
                               const char *wanted)
{
    return msbat__io_fail(json->ctx, MSBAT_ERR_FORMAT, function, "\"%.200s\" is %s, not %s", path, type_name(node),
                          wanted);
}

/* Declares node, the value at path. */
#define FIND(result)                                                                                            \
    if (!json) return MSBAT_ERR_NULL;                                                                           \
    MSBAT__IO_REQUIRE(json->ctx, path);                                                                         \
    MSBAT__IO_REQUIRE(json->ctx, result);                                                                       \
    const json_t *node = find(json, __func__, path);                                                            \
    if (!node) return MSBAT_ERR_NOT_FOUND

msbat_status msbat_json_get_type(const msbat_json *json, const char *path, msbat_json_type *type)
{
    FIND(type);
    static const msbat_json_type types[] = {
        [JSON_OBJECT] = MSBAT_JSON_OBJECT,   [JSON_ARRAY] = MSBAT_JSON_ARRAY, [JSON_STRING] = MSBAT_JSON_TEXT,
        [JSON_INTEGER] = MSBAT_JSON_NUMBER,  [JSON_REAL] = MSBAT_JSON_NUMBER, [JSON_NULL] = MSBAT_JSON_NULL,
        [JSON_TRUE] = MSBAT_JSON_BOOL,       [JSON_FALSE] = MSBAT_JSON_BOOL};
    *type = types[json_typeof(node)];
    return MSBAT_OK;
}

msbat_status msbat_json_get_number(const msbat_json *json, const char *path, double *value)
{
    FIND(value);
    if (!is_number(node)) return wrong_type(json, __func__, path, node, "a number");
    *value = json_number_value(node);
    return MSBAT_OK;
}

msbat_status msbat_json_get_int(const msbat_json *json, const char *path, int64_t *value)
{
    FIND(value);
    if (!is(node, JSON_INTEGER)) return wrong_type(json, __func__, path, node, "an integer");
    *value = (int64_t)json_integer_value(node);
    return MSBAT_OK;
}

msbat_status msbat_json_get_bool(const msbat_json *json, const char *path, int *value)
{
    FIND(value);
    if (!is(node, JSON_TRUE) && !is(node, JSON_FALSE)) return wrong_type(json, __func__, path, node, "true or false");
    *value = is(node, JSON_TRUE);
    return MSBAT_OK;
}

msbat_status msbat_json_get_text(const msbat_json *json, const char *path, size_t size, char *text)
{
    FIND(text);
    if (!is(node, JSON_STRING)) return wrong_type(json, __func__, path, node, "a text");
    return msbat__io_give_text(json->ctx, __func__, json_string_value(node), size, text);
}

msbat_status msbat_json_get_count(const msbat_json *json, const char *path, int64_t *n)
{
    FIND(n);
    if (!is(node, JSON_ARRAY) && !is(node, JSON_OBJECT)) return wrong_type(json, __func__, path, node,
                                                                               "an array or object");
    *n = (int64_t)(is(node, JSON_ARRAY) ? json_array_size(node) : json_object_size(node));
    return MSBAT_OK;
}

msbat_status msbat_json_get_key(const msbat_json *json, const char *path, int64_t k, size_t size, char *key)
{
    FIND(key);
    if (!is(node, JSON_OBJECT)) return wrong_type(json, __func__, path, node, "an object");
    int64_t i = 0;
    /* the iterator functions want an object that they could change, but do not */
    json_t *object = (json_t *)(uintptr_t)node;
    for (void *at = json_object_iter(object); at; at = json_object_iter_next(object, at))
        if (i++ == k) return msbat__io_give_text(json->ctx, __func__, json_object_iter_key(at), size, key);
    return msbat__io_fail(json->ctx, MSBAT_ERR_RANGE, __func__, "k = %" PRId64 "; \"%.200s\" has %" PRId64 " keys", k,
                          path, i);
}

/* Counts the numbers and writes those below n; false at anything else. Depth is bounded by jansson's parser. */
static bool gather(const json_t *node, int64_t n, double *values, int64_t *found)
{
    if (is_number(node)) {
        if (*found < n && values) values[*found] = json_number_value(node);
        ++*found;
        return true;
    }
    if (!is(node, JSON_ARRAY)) return false;
    for (size_t i = 0; i < json_array_size(node); i++)
        if (!gather(json_array_get(node, i), n, values, found)) return false;
    return true;
}

msbat_status msbat_json_get_numbers(const msbat_json *json, const char *path, int64_t n, double *values)
{
    int64_t found = 0, again = 0;
    FIND(values);
    if (!is(node, JSON_ARRAY)) return wrong_type(json, __func__, path, node, "an array");
    if (!gather(node, 0, NULL, &found))
        return msbat__io_fail(json->ctx, MSBAT_ERR_FORMAT, __func__, "\"%.200s\" holds something else than numbers",
                              path);
    if (found != n)
        return msbat__io_fail(json->ctx, MSBAT_ERR_MISMATCH, __func__,
                              "n = %" PRId64 " but \"%.200s\" holds %" PRId64 " numbers",
                              n, path, found);
    gather(node, n, values, &again);
    return MSBAT_OK;
}
