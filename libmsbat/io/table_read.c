/* table_read.c - CSV reader. The fields are found first, as spans of the text; then columns are made of them. */
#include <inttypes.h>
#include <string.h>

#include "table_impl.h"

typedef struct field {
    msbat__io_span span;                /* without blanks and quotes around it */
    bool quoted;
    int64_t line;
} field;

typedef struct reading {
    msbat__io_source source;
    char separator;                     /* ' ' stands for any blanks */
    field *fields;                      /* row by row */
    int64_t n_fields, capacity, n_columns, n_rows;
    msbat__io_span *comments;           /* those before the first row */
    int64_t n_comments, comment_capacity;
    field *header;                      /* n_columns, or NULL */
    field *named;                       /* fields of a comment that is the header, to be released */
} reading;

static char find_separator(msbat__io_span line)
{
    static const char candidates[] = ",;\t";
    for (const char *c = candidates; *c; c++) {
        bool quoted = false;
        for (size_t i = 0; i < line.length; i++) {
            if (line.text[i] == '"') quoted = !quoted;
            if (line.text[i] == *c && !quoted) return *c;
        }
    }
    return ' ';
}

/* Takes a quoted field off rest, which begins with '"'; a line break inside is not accepted. */
static msbat_status take_quoted(const reading *r, msbat__io_span *rest, field *f)
{
    size_t i = 1;
    while (i < rest->length && (rest->text[i] != '"' || (i + 1 < rest->length && rest->text[i + 1] == '"')))
        i += rest->text[i] == '"' ? 2 : 1;
    if (i >= rest->length)
        return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "the quote of \"%.*s is not closed in its line",
                             msbat__io_shown((msbat__io_span){rest->text + 1, rest->length - 1}), rest->text + 1);
    *f = (field){{rest->text + 1, i - 1}, true, r->source.line};
    *rest = (msbat__io_span){rest->text + i + 1, rest->length - i - 1};
    return MSBAT_OK;
}

static void take_plain(const reading *r, msbat__io_span *rest, field *f)
{
    size_t n = 0;
    while (n < rest->length && (r->separator == ' ' ? rest->text[n] != ' ' : rest->text[n] != r->separator)) n++;
    *f = (field){msbat__io_trim((msbat__io_span){rest->text, n}), false, r->source.line};
    *rest = (msbat__io_span){rest->text + n, rest->length - n};
}

/* After a field comes the separator or the end. *more: another field follows. */
static msbat_status take_separator(const reading *r, msbat__io_span *rest, bool *more)
{
    msbat__io_span left = msbat__io_trim(*rest);
    bool blanks = r->separator == ' ';
    *more = left.length > 0;
    if (left.length && !blanks && rest->text[0] != r->separator && left.text[0] != r->separator)
        return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "\"%.*s\" follows a closed quote", msbat__io_shown(left),
                             left.text);
    if (!blanks) { /* an empty field after the last separator counts */
        const char *at = memchr(rest->text, r->separator, rest->length);
        *more = at != NULL;
        if (at) *rest = (msbat__io_span){at + 1, (size_t)(rest->text + rest->length - at - 1)};
    }
    return MSBAT_OK;
}

static msbat_status split(reading *r, msbat__io_span line, field **fields, int64_t *n, int64_t *capacity)
{
    msbat_status st = MSBAT_OK;
    bool more = true;
    while (more && !st) {
        while (line.length && line.text[0] == ' ') line.text++, line.length--;
        if (!msbat__io_grow(r->source.ctx, (void **)fields, *n, capacity, sizeof(field))) return MSBAT_ERR_MEMORY;
        field *f = &(*fields)[*n];
        if (line.length && line.text[0] == '"') st = take_quoted(r, &line, f);
        else take_plain(r, &line, f);
        if (!st) st = take_separator(r, &line, &more);
        *n += !st;
    }
    return st;
}

static msbat_status read_row(reading *r, msbat__io_span line)
{
    int64_t before = r->n_fields;
    if (!before) {
        r->separator = find_separator(line);
        if (r->separator == ' ') /* tabs between numbers were found above, so only trim */
            line = msbat__io_trim(line);
    }
    msbat_status st = split(r, line, &r->fields, &r->n_fields, &r->capacity);
    if (st) return st;
    int64_t n = r->n_fields - before;
    if (!before) r->n_columns = n;
    r->n_rows++;
    if (n == r->n_columns) return MSBAT_OK;
    return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "the row has %" PRId64 " fields, the first one has %" PRId64, n,
                         r->n_columns);
}

static msbat_status read_rows(reading *r)
{
    msbat__io_span line;
    msbat_status st = msbat__io_check_text(&r->source);
    if (!st && r->source.size >= 3 && !memcmp(r->source.text, "\xef\xbb\xbf",
                                              3)) r->source.at = 3; /* byte order mark */
    while (!st && msbat__io_line(&r->source, &line)) {
        line = r->separator == '\t' ? line : msbat__io_trim(line);
        if (!msbat__io_trim(line).length) continue;
        if (line.text[0] != '#') st = read_row(r, line);
        else if (!r->n_rows) {
            if (!msbat__io_grow(r->source.ctx, (void **)&r->comments, r->n_comments, &r->comment_capacity,
                                sizeof *r->comments))
                return MSBAT_ERR_MEMORY;
            r->comments[r->n_comments++] = (msbat__io_span){line.text + 1, line.length - 1};
        }
    }
    return st;
}

/* ---- header ----------------------------------------------------------------------------------------------------- */
static bool is_number(const field *f)
{
    double value;
    msbat_status st = f->quoted ? MSBAT_ERR_FORMAT : msbat_number_read(f->span.length, f->span.text, &value, NULL);
    return st == MSBAT_OK || st == MSBAT_ERR_RANGE;
}

/* The first row is the header when no field of it is a number (nor all are empty). */
static bool first_row_is_header(const reading *r)
{
    bool any = false;
    for (int64_t k = 0; k < r->n_columns; k++) {
        if (is_number(&r->fields[k])) return false;
        any = any || msbat__io_trim(r->fields[k].span).length;
    }
    return any;
}

/* A comment that cannot be split is no header; memory that is missing is no reason to lose the names. */
static bool is_name(const field *f)
{
    return msbat__io_trim(f->span).length > 0 && !is_number(f);
}

static msbat_status find_in_comments(reading *r)
{
    msbat_status st = MSBAT_OK;
    for (int64_t i = r->n_comments - 1; i >= 0 && !r->header && st != MSBAT_ERR_MEMORY; i--) {
        field *fields = NULL;
        int64_t n = 0, capacity = 0;
        st = split(r, msbat__io_trim(r->comments[i]), &fields, &n, &capacity);
        bool good = !st && n == r->n_columns;
        for (int64_t k = 0; k < n && good; k++) good = is_name(&fields[k]);
        if (good) r->header = r->named = fields;
        else msbat_context_release(r->source.ctx, fields);
    }
    return st == MSBAT_ERR_MEMORY ? st : MSBAT_OK;
}

static msbat_status find_header(reading *r)
{
    if (!r->n_rows) return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "there are no rows");
    if (!first_row_is_header(r)) return find_in_comments(r);
    r->header = r->fields;
    r->fields += r->n_columns;
    r->n_rows--;
    if (!r->n_rows) return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "there are no rows under the header");
    return MSBAT_OK;
}

/* ---- columns ---------------------------------------------------------------------------------------------------- */
/* "name [unit]" */
static void split_name(msbat__io_span text, msbat__io_span *name, msbat__io_span *unit)
{
    text = msbat__io_trim(text);
    *name = text;
    *unit = (msbat__io_span){"", 0};
    if (!text.length || text.text[text.length - 1] != ']') return;
    size_t at = text.length - 1;
    while (at > 0 && text.text[at] != '[') at--;
    if (at == 0) return;
    *name = msbat__io_trim((msbat__io_span){text.text, at});
    *unit = msbat__io_trim((msbat__io_span){text.text + at + 1, text.length - at - 2});
}

/* Doubled quotes become one. */
static char *text_of(msbat_context *ctx, const field *f)
{
    char *text = msbat__io_copy_text(ctx, f->span.length, f->span.text), *to = text;
    if (!text || !f->quoted) return text;
    for (const char *from = text; *from; from++) {
        *to++ = *from;
        if (*from == '"') from++;
    }
    *to = 0;
    return text;
}

/* Column k from 0 without a header is called k + 1. */
static void number_name(int64_t k, char number[24])
{
    char text[24];
    int n = 0;
    for (int64_t left = k + 1; left; left /= 10) text[n++] = (char)('0' + left % 10);
    for (int i = 0; i < n; i++) number[i] = text[n - 1 - i];
}

static table_column *new_column(reading *r, msbat_table *table, int64_t k, bool numbers)
{
    char number[24] = "";
    char *text = r->header ? text_of(r->source.ctx, &r->header[k]) : number;
    msbat__io_span name, unit = {"", 0};
    if (!text) return NULL;
    if (!r->header) number_name(k, number);
    name = (msbat__io_span){text, strlen(text)};
    if (r->header) split_name(name, &name, &unit);
    table_column *column = msbat__table_new_column(table, name, unit, numbers);
    if (r->header) msbat_context_release(r->source.ctx, text);
    return column;
}

static bool is_numeric(const reading *r, int64_t k)
{
    for (int64_t i = 0; i < r->n_rows; i++)
        if (!is_number(&r->fields[i * r->n_columns + k])) return false;
    return true;
}

static msbat_status add_column(reading *r, msbat_table *table, int64_t k)
{
    table_column *column = new_column(r, table, k, is_numeric(r, k));
    if (!column) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < r->n_rows; i++) {
        const field *f = &r->fields[i * r->n_columns + k];
        r->source.line = f->line;
        msbat_status st = column->values ? msbat__io_number(&r->source, f->span, column->name,
                                                            &column->values[i]) : MSBAT_OK;
        if (st) return st;
        if (!column->values && !(column->texts[i] = text_of(r->source.ctx, f))) return MSBAT_ERR_MEMORY;
    }
    return MSBAT_OK;
}

static msbat_status keep_comments(const reading *r, msbat_table *table)
{
    msbat__io_buffer all = {.ctx = r->source.ctx};
    if (!r->n_comments) return MSBAT_OK;
    for (int64_t i = 0; i < r->n_comments; i++) {
        msbat__io_span text = msbat__io_trim(r->comments[i]);
        if (r->named && r->named[0].span.text >= text.text
            && r->named[0].span.text <= text.text + text.length) continue;
        if (all.size) msbat__io_put(&all, 1, "\n");
        msbat__io_put(&all, text.length, text.text);
    }
    while (all.size && all.data[all.size - 1] == '\n') all.size--; /* empty lines before the rows say nothing */
    msbat__io_put(&all, 1, "");
    table->comment = all.data;
    return all.status;
}

/* All at once: an empty field is one byte of the text, and arrays that double would cost it three times its column. */
static msbat_status reserve_columns(const reading *r, msbat_table *table)
{
    table->columns = MSBAT__IO_NEW(table->ctx, r->n_columns, table_column);
    if (!table->columns) return MSBAT_ERR_MEMORY;
    table->capacity = r->n_columns;
    return MSBAT_OK;
}

static msbat_status read_table(reading *r, msbat_table *table)
{
    msbat_status st = read_rows(r);
    field *all = r->fields;
    if (!st) st = find_header(r);
    table->n_rows = r->n_rows;
    if (!st) st = reserve_columns(r, table);
    for (int64_t k = 0; k < r->n_columns && !st; k++) st = add_column(r, table, k);
    if (!st) st = keep_comments(r, table);
    msbat_context_release(r->source.ctx, all);
    msbat_context_release(r->source.ctx, r->named);
    msbat_context_release(r->source.ctx, r->comments);
    return st;
}

static msbat_status parse(msbat_context *ctx, const char *function, const char *name, size_t size, const char *text,
                          msbat_table **table)
{
    msbat_table *made = NULL;
    reading r = {.source = {.ctx = ctx, .function = function, .name = name, .text = text, .size = size}};
    msbat_status st = msbat_table_create(ctx, &made);
    if (!st) st = read_table(&r, made);
    if (st) msbat_table_destroy(&made);
    *table = made;
    return st;
}

msbat_status msbat_table_parse_csv(msbat_context *ctx, size_t size, const char *text, msbat_table **table)
{
    if (table) *table = NULL;
    if (!ctx) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(ctx, text);
    MSBAT__IO_REQUIRE(ctx, table);
    msbat_status st = msbat__io_check_size(ctx, __func__, size);
    return st ? st : parse(ctx, __func__, "text", size, text, table);
}

msbat_status msbat_table_read_csv(msbat_context *ctx, const char *path, msbat_table **table)
{
    char *text = NULL;
    size_t size = 0;
    if (table) *table = NULL;
    if (!ctx) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(ctx, path);
    MSBAT__IO_REQUIRE(ctx, table);
    msbat_status st = msbat__io_load(ctx, __func__, path, &size, &text);
    if (!st) st = parse(ctx, __func__, path, size, text, table);
    msbat_context_release(ctx, text);
    return st;
}
