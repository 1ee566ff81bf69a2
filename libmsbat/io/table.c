/* table.c - the handle of columns with names and units, and the CSV writer. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "table_impl.h"

static void clear_column(msbat_table *table, table_column *column)
{
    for (int64_t i = 0; column->texts && i < table->n_rows; i++) msbat_context_release(table->ctx, column->texts[i]);
    msbat_context_release(table->ctx, column->name);
    msbat_context_release(table->ctx, column->unit);
    msbat_context_release(table->ctx, column->values);
    msbat_context_release(table->ctx, column->texts);
}

msbat_status msbat_table_create(msbat_context *ctx, msbat_table **table)
{
    if (table) *table = NULL;
    if (!ctx) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(ctx, table);
    msbat_table *made = MSBAT__IO_NEW(ctx, 1, msbat_table);
    if (!made) return MSBAT_ERR_MEMORY;
    made->ctx = msbat_context_retain(ctx);
    *table = made;
    return MSBAT_OK;
}

void msbat_table_destroy(msbat_table **table)
{
    if (!table || !*table) return;
    msbat_context *ctx = (*table)->ctx;
    for (int64_t k = 0; k < (*table)->n_columns; k++) clear_column(*table, &(*table)->columns[k]);
    msbat_context_release(ctx, (*table)->columns);
    msbat_context_release(ctx, (*table)->comment);
    msbat_context_release(ctx, *table);
    *table = NULL;
    msbat_context_destroy(&ctx);
}

table_column *msbat__table_new_column(msbat_table *table, msbat__io_span name, msbat__io_span unit, bool numbers)
{
    msbat_context *ctx = table->ctx;
    if (!msbat__io_grow(ctx, (void **)&table->columns, table->n_columns, &table->capacity, sizeof(table_column)))
        return NULL;
    table_column column = {msbat__io_copy_text(ctx, name.length, name.text), msbat__io_copy_text(ctx, unit.length,
                                                                                                 unit.text),
                           NULL, NULL};
    if (numbers) column.values = MSBAT__IO_NEW(ctx, table->n_rows, double);
    else column.texts = MSBAT__IO_NEW(ctx, table->n_rows, char *);
    if (!column.name || !column.unit || (!column.values && !column.texts)) {
        clear_column(table, &column);
        return NULL;
    }
    table->columns[table->n_columns] = column;
    return &table->columns[table->n_columns++];
}

/* ---- queries ---------------------------------------------------------------------------------------------------- */
static const table_column *column_at(const msbat_table *table, const char *function, int64_t column)
{
    if (column >= 0 && column < table->n_columns) return &table->columns[column];
    msbat__io_report(table->ctx, function, "column = %" PRId64 "; there are %" PRId64 " columns", column,
                     table->n_columns);
    return NULL;
}

msbat_status msbat_table_get_row_count(const msbat_table *table, int64_t *n_rows)
{
    if (!table) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(table->ctx, n_rows);
    *n_rows = table->n_rows;
    return MSBAT_OK;
}

msbat_status msbat_table_get_column_count(const msbat_table *table, int64_t *n_columns)
{
    if (!table) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(table->ctx, n_columns);
    *n_columns = table->n_columns;
    return MSBAT_OK;
}

msbat_status msbat_table_get_name(const msbat_table *table, int64_t column, size_t size, char *name)
{
    if (!table) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(table->ctx, name);
    const table_column *c = column_at(table, __func__, column);
    return c ? msbat__io_give_text(table->ctx, __func__, c->name, size, name) : MSBAT_ERR_RANGE;
}

msbat_status msbat_table_get_unit(const msbat_table *table, int64_t column, size_t size, char *unit)
{
    if (!table) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(table->ctx, unit);
    const table_column *c = column_at(table, __func__, column);
    return c ? msbat__io_give_text(table->ctx, __func__, c->unit, size, unit) : MSBAT_ERR_RANGE;
}

static msbat_status report_names(const msbat_table *table, const char *function, const char *name)
{
    char list[300] = "";
    size_t used = 0;
    for (int64_t k = 0; k < table->n_columns; k++) {
        size_t n = strlen(table->columns[k].name);
        if (used + n + 6 > sizeof list) {
            memcpy(list + used, " ...", 5);
            break;
        }
        list[used++] = ' ';
        memcpy(list + used, table->columns[k].name, n + 1);
        used += n;
    }
    return msbat__io_fail(table->ctx, MSBAT_ERR_NOT_FOUND, function, "there is no column \"%.100s\", but:%s", name,
                          list);
}

static msbat_status find(const msbat_table *table, const char *function, const char *name, int64_t *column)
{
    int64_t found = -1;
    for (int64_t k = 0; k < table->n_columns; k++) {
        if (strcmp(table->columns[k].name, name) != 0) continue;
        if (found >= 0)
            return msbat__io_fail(table->ctx, MSBAT_ERR_MISMATCH, function, "columns %" PRId64 " and %" PRId64
                                  " are both called \"%.100s\"", found, k, name);
        found = k;
    }
    if (found < 0) return report_names(table, function, name);
    *column = found;
    return MSBAT_OK;
}

msbat_status msbat_table_find_column(const msbat_table *table, const char *name, int64_t *column)
{
    if (!table) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(table->ctx, name);
    MSBAT__IO_REQUIRE(table->ctx, column);
    return find(table, __func__, name, column);
}

static msbat_status refuse_text(const msbat_table *table, const char *function, const table_column *c)
{
    for (int64_t i = 0; i < table->n_rows; i++) {
        double value;
        if (msbat_number_read(strlen(c->texts[i]), c->texts[i], &value, NULL) == MSBAT_OK) continue;
        return msbat__io_fail(table->ctx, MSBAT_ERR_FORMAT, function,
                              "row %" PRId64 " of column \"%.100s\" is \"%.60s\", not a number", i, c->name,
                              c->texts[i]);
    }
    return msbat__io_fail(table->ctx, MSBAT_ERR_FORMAT, function, "column \"%.100s\" holds texts", c->name);
}

static msbat_status give_values(const msbat_table *table, const char *function, const table_column *c, int64_t n,
                                double *values)
{
    if (n != table->n_rows)
        return msbat__io_fail(table->ctx, MSBAT_ERR_MISMATCH, function,
                              "n = %" PRId64 " but the table has %" PRId64 " rows",
                              n, table->n_rows);
    if (!c->values) return refuse_text(table, function, c);
    if (n) memcpy(values, c->values, (size_t)n * sizeof *values);
    return MSBAT_OK;
}

msbat_status msbat_table_get_column(const msbat_table *table, const char *name, const char *unit, int64_t n,
                                    double *values)
{
    int64_t k = 0;
    if (!table) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(table->ctx, name);
    MSBAT__IO_REQUIRE(table->ctx, values);
    msbat_status st = find(table, __func__, name, &k);
    if (st) return st;
    const table_column *c = &table->columns[k];
    if (unit && strcmp(unit, c->unit) != 0)
        return msbat__io_fail(table->ctx, MSBAT_ERR_MISMATCH, __func__,
                              "column \"%.100s\" %s%.40s%s, but it is wanted in [%.40s]", name,
                              c->unit[0] ? "is in [" : "",
                              c->unit[0] ? c->unit : "has no stated unit", c->unit[0] ? "]" : "", unit);
    return give_values(table, __func__, c, n, values);
}

msbat_status msbat_table_get_values(const msbat_table *table, int64_t column, int64_t n, double *values)
{
    if (!table) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(table->ctx, values);
    const table_column *c = column_at(table, __func__, column);
    return c ? give_values(table, __func__, c, n, values) : MSBAT_ERR_RANGE;
}

msbat_status msbat_table_get_text(const msbat_table *table, int64_t column, int64_t row, size_t size, char *text)
{
    char number[40] = "";
    if (!table) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(table->ctx, text);
    const table_column *c = column_at(table, __func__, column);
    if (!c) return MSBAT_ERR_RANGE;
    if (row < 0 || row >= table->n_rows)
        return msbat__io_fail(table->ctx, MSBAT_ERR_RANGE, __func__, "row = %" PRId64 "; there are %" PRId64 " rows",
                              row,
                              table->n_rows);
    if (c->values) msbat_number_write(c->values[row], sizeof number, number);
    return msbat__io_give_text(table->ctx, __func__, c->values ? number : c->texts[row], size, text);
}

/* ---- building --------------------------------------------------------------------------------------------------- */
static msbat_status check_new(const msbat_table *table, const char *function, const char *name, const char *unit,
                              int64_t n)
{
    if (!name[0] || strpbrk(name, "[]\r\n") || strpbrk(unit, "[]\r\n"))
        return msbat__io_fail(table->ctx, MSBAT_ERR_ARGUMENT, function,
                              "name \"%.100s\" or unit \"%.40s\" is empty or holds brackets or line breaks", name,
                              unit);
    if (n < 0 || (table->n_columns && n != table->n_rows))
        return msbat__io_fail(table->ctx, MSBAT_ERR_MISMATCH, function,
                              "n = %" PRId64 " for column \"%.100s\"; the others have %" PRId64 " rows", n, name,
                              table->n_rows);
    return MSBAT_OK;
}

static msbat__io_span span_of(const char *text)
{
    return (msbat__io_span){text, strlen(text)};
}

msbat_status msbat_table_add_column(msbat_table *table, const char *name, const char *unit, int64_t n,
                                    const double *values)
{
    if (!table) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(table->ctx, name);
    MSBAT__IO_REQUIRE(table->ctx, unit);
    msbat_status st = check_new(table, __func__, name, unit, n);
    if (st) return st;
    if (n) MSBAT__IO_REQUIRE(table->ctx, values);
    for (int64_t i = 0; i < n; i++)
        if (!isfinite(values[i]))
            return msbat__io_fail(table->ctx, MSBAT_ERR_RANGE, __func__,
                                  "value %" PRId64 " of column \"%.100s\" is %s; must be finite", i, name,
                                  msbat__io_odd_number(values[i]));
    if (!table->n_columns) table->n_rows = n;
    table_column *column = msbat__table_new_column(table, span_of(name), span_of(unit), true);
    if (!column) return MSBAT_ERR_MEMORY;
    if (n) memcpy(column->values, values, (size_t)n * sizeof *values);
    return MSBAT_OK;
}

static msbat_status fill_texts(msbat_table *table, table_column *column, const char *const *texts)
{
    for (int64_t i = 0; i < table->n_rows; i++)
        if (!(column->texts[i] = msbat__io_copy_text(table->ctx, strlen(texts[i]), texts[i]))) {
            clear_column(table, column);
            table->n_columns--;
            return MSBAT_ERR_MEMORY;
        }
    return MSBAT_OK;
}

msbat_status msbat_table_add_text_column(msbat_table *table, const char *name, int64_t n, const char *const *texts)
{
    if (!table) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(table->ctx, name);
    msbat_status st = check_new(table, __func__, name, "", n);
    if (st) return st;
    if (n) MSBAT__IO_REQUIRE(table->ctx, texts);
    for (int64_t i = 0; i < n; i++)
        if (!texts[i] || strpbrk(texts[i], "\r\n"))
            return msbat__io_fail(table->ctx, texts[i] ? MSBAT_ERR_ARGUMENT : MSBAT_ERR_NULL, __func__,
                                  "texts[%" PRId64 "] is NULL or holds a line break", i);
    if (!table->n_columns) table->n_rows = n;
    table_column *column = msbat__table_new_column(table, span_of(name), span_of(""), false);
    return column ? fill_texts(table, column, texts) : MSBAT_ERR_MEMORY;
}

msbat_status msbat_table_set_comment(msbat_table *table, const char *comment)
{
    if (!table) return MSBAT_ERR_NULL;
    char *copy = comment ? msbat__io_copy_text(table->ctx, strlen(comment), comment) : NULL;
    if (comment && !copy) return MSBAT_ERR_MEMORY;
    msbat_context_release(table->ctx, table->comment);
    table->comment = copy;
    return MSBAT_OK;
}

/* ---- writing ---------------------------------------------------------------------------------------------------- */
static void put_comment(msbat__io_buffer *out, const char *comment)
{
    for (const char *line = comment; line && *line;) {
        size_t n = strcspn(line, "\n");
        msbat__io_put_text(out, "# ");
        msbat__io_put(out, n, line);
        msbat__io_put(out, 1, "\n");
        line += n + (line[n] == '\n');
    }
}

static bool is_plain(const char *text, bool alone)
{
    static const char blanks[] = " \f\v", byte_order_mark[] = "\xef\xbb\xbf";
    size_t n = strlen(text);
    double number;
    return n && !strpbrk(text, alone ? ",;\"\r\n\t " : ",;\"\r\n\t") && text[0] != '#' && !strchr(blanks, text[0])
           && !strchr(blanks, text[n - 1]) && strncmp(text, byte_order_mark, 3) != 0
           && msbat_number_read(n, text, &number, NULL) == MSBAT_ERR_FORMAT;
}

/* Quoted whenever the reader could take it for something else. alone: no comma of the row says that blanks are not what
 * stands between fields. */
static void put_field(msbat__io_buffer *out, const char *text, bool alone)
{
    if (is_plain(text, alone)) {
        msbat__io_put_text(out, text);
        return;
    }
    msbat__io_put(out, 1, "\"");
    for (const char *c = text; *c; c++) msbat__io_put(out, *c == '"' ? 2 : 1, *c == '"' ? "\"\"" : c);
    msbat__io_put(out, 1, "\"");
}

/* A name that would be taken for one with its unit, "a [b]", is followed by an empty unit. */
static bool ends_as_unit(const char *name)
{
    size_t n = strlen(name);
    return n && name[n - 1] == ']' && strchr(name, '[');
}

static void put_header(msbat__io_buffer *out, const msbat_table *table)
{
    for (int64_t k = 0; k < table->n_columns; k++) {
        const table_column *c = &table->columns[k];
        if (k) msbat__io_put(out, 1, ",");
        msbat__io_buffer field = {.ctx = out->ctx};
        msbat__io_put_text(&field, c->name);
        if (c->unit[0] || ends_as_unit(c->name)) {
            msbat__io_put_text(&field, " [");
            msbat__io_put_text(&field, c->unit);
            msbat__io_put_text(&field, "]");
        }
        msbat__io_put(&field, 1, "");
        if (field.status) out->status = field.status;
        else put_field(out, field.data, table->n_columns == 1);
        msbat_context_release(out->ctx, field.data);
    }
    msbat__io_put(out, 1, "\n");
}

msbat_status msbat_table_write_csv(const msbat_table *table, const char *path)
{
    if (!table) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(table->ctx, path);
    if (!table->n_columns) return msbat__io_fail(table->ctx, MSBAT_ERR_STATE, __func__, "the table has no columns");
    msbat__io_buffer out = {.ctx = table->ctx};
    put_comment(&out, table->comment);
    put_header(&out, table);
    for (int64_t i = 0; i < table->n_rows; i++)
        for (int64_t k = 0; k < table->n_columns; k++) {
            const table_column *c = &table->columns[k];
            if (c->values) msbat__io_put_number(&out, c->values[i]);
            else put_field(&out, c->texts[i], table->n_columns == 1);
            msbat__io_put(&out, 1, k + 1 < table->n_columns ? "," : "\n");
        }
    return msbat__io_store(&out, __func__, path);
}
