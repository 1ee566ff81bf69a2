/* support.c - memory, messages, files and lines for the readers and writers. */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "io_impl.h"

enum { MESSAGE = 512 };

/* ---- messages --------------------------------------------------------------------------------------------------- */
void msbat__io_report(msbat_context *ctx, const char *function, const char *format, ...)
{
    char text[MESSAGE];
    va_list list;
    int used = snprintf(text, sizeof text, "%s: ", function);
    va_start(list, format);
    (void)vsnprintf(text + used, sizeof text - (size_t)used, format, list); /* long texts are cut */
    va_end(list);
    msbat_context_report(ctx, MSBAT_OK, text);
}

void msbat__io_report_within(msbat_context *ctx, const char *function, const char *name)
{
    char old[MESSAGE] = "";
    size_t n = strlen(function);
    msbat_context_get_message(ctx, sizeof old, old);
    const char *rest = !strncmp(old, function, n) && old[n] == ':' ? old + n + 2 : old;
    msbat__io_report(ctx, function, "%.200s: %s", name, rest);
}

static int place(const msbat__io_source *source, char *text)
{
    int64_t line = source->line ? source->line : 1; /* an empty text ends in its first line */
    int used = snprintf(text, MESSAGE, "%s: %.200s: line %" PRId64 ": ", source->function, source->name, line);
    return used < MESSAGE ? used : MESSAGE - 1;
}

void msbat__io_locate(const msbat__io_source *source, const char *format, ...)
{
    char text[MESSAGE];
    va_list list;
    int used = place(source, text);
    va_start(list, format);
    (void)vsnprintf(text + used, sizeof text - (size_t)used, format, list);
    va_end(list);
    msbat_context_report(source->ctx, MSBAT_OK, text);
}

void msbat__io_locate_within(const msbat__io_source *source)
{
    char text[MESSAGE], old[MESSAGE] = "";
    int used = place(source, text);
    msbat_context_get_message(source->ctx, sizeof old, old);
    (void)snprintf(text + used, sizeof text - (size_t)used, "%s", old);
    msbat_context_report(source->ctx, MSBAT_OK, text);
}

msbat_status msbat__io_give_text(msbat_context *ctx, const char *function, const char *from, size_t size, char *text)
{
    size_t need = strlen(from) + 1;
    if (need > size)
        return msbat__io_fail(ctx, MSBAT_ERR_RANGE, function, "the text needs %zu bytes, size is %zu", need, size);
    memcpy(text, from, need);
    return MSBAT_OK;
}

const char *msbat__io_odd_number(double value) { return isnan(value) ? "nan" : value > 0 ? "inf" : "-inf"; }

/* ---- memory ----------------------------------------------------------------------------------------------------- */
msbat_status msbat__io_check_size(msbat_context *ctx, const char *function, size_t size)
{
    if (size <= PTRDIFF_MAX) return MSBAT_OK;
    return msbat__io_fail(ctx, MSBAT_ERR_OVERFLOW, function, "size = %zu; no text is that long", size);
}

void *msbat__io_new(msbat_context *ctx, int64_t n, size_t size)
{
    if (n < 0 || (uint64_t)n > (SIZE_MAX / 2) / size) {
        msbat__io_report(ctx, "msbat-io", "%" PRId64 " items of %zu bytes do not fit in memory", n, size);
        return NULL;
    }
    size_t bytes = (size_t)n * size;
    void *block = msbat_context_resize(ctx, NULL, bytes ? bytes : 1);
    if (block) memset(block, 0, bytes ? bytes : 1);
    return block;
}

char *msbat__io_copy_text(msbat_context *ctx, size_t length, const char *text)
{
    char *copy = msbat__io_new(ctx, (int64_t)length + 1, 1);
    if (copy) memcpy(copy, text, length);
    return copy;
}

bool msbat__io_grow(msbat_context *ctx, void **array, int64_t used, int64_t *capacity, size_t size)
{
    if (used < *capacity) return true;
    int64_t wanted = *capacity ? 2 * *capacity : 8;
    if ((uint64_t)wanted > (SIZE_MAX / 2) / size) {
        msbat__io_report(ctx, "msbat-io", "%" PRId64 " items do not fit in memory", wanted);
        return false;
    }
    void *larger = msbat_context_resize(ctx, *array, (size_t)wanted * size);
    if (!larger) return false;
    memset((char *)larger + (size_t)used * size, 0, (size_t)(wanted - used) * size);
    *array = larger;
    *capacity = wanted;
    return true;
}

/* ---- files ------------------------------------------------------------------------------------------------------ */
msbat_status msbat__io_check_file(msbat_context *ctx, const char *function, const char *path, int64_t *size)
{
    struct stat info;
    if (stat(path, &info) != 0)
        return msbat__io_fail(ctx, MSBAT_ERR_FILE, function, "%.300s: %s", path,
                              errno == ENOENT ? "there is no such file" : "cannot be opened");
    if (!S_ISREG(info.st_mode))
        return msbat__io_fail(ctx, MSBAT_ERR_FILE, function, "%.300s is not a regular file", path);
    *size = (int64_t)info.st_size;
    return MSBAT_OK;
}

static msbat_status load_stream(msbat_context *ctx, const char *function, const char *path, FILE *file, size_t size,
                                char **data)
{
    char *bytes = msbat_context_resize(ctx, NULL, size + 1);
    if (!bytes) return MSBAT_ERR_MEMORY;
    if (fread(bytes, 1, size, file) != size) {
        msbat_context_release(ctx, bytes);
        return msbat__io_fail(ctx, MSBAT_ERR_FILE, function, "%.300s cannot be read to its end", path);
    }
    bytes[size] = 0;
    *data = bytes;
    return MSBAT_OK;
}

msbat_status msbat__io_load(msbat_context *ctx, const char *function, const char *path, size_t *size, char **data)
{
    int64_t length = 0;
    msbat_status st = msbat__io_check_file(ctx, function, path, &length);
    if (st) return st;
    if (length < 0 || (uint64_t)length >= SIZE_MAX / 2)
        return msbat__io_fail(ctx, MSBAT_ERR_OVERFLOW, function, "%.300s has %" PRId64 " bytes", path, length);
    FILE *file = fopen(path, "rb");
    if (!file) return msbat__io_fail(ctx, MSBAT_ERR_FILE, function, "%.300s cannot be opened", path);
    st = load_stream(ctx, function, path, file, (size_t)length, data);
    (void)fclose(file);
    if (!st) *size = (size_t)length;
    return st;
}

char *msbat__io_temporary(msbat_context *ctx, const char *path)
{
    size_t length = strlen(path);
    char *name = msbat__io_new(ctx, (int64_t)length + 6, 1);
    if (!name) return NULL;
    memcpy(name, path, length + 1);
    memcpy(name + length, ".part", 6);
    return name;
}

msbat_status msbat__io_finish(msbat_context *ctx, const char *function, const char *temporary, const char *path,
                              msbat_status status)
{
    if (!status && rename(temporary, path) != 0)
        status = msbat__io_fail(ctx, MSBAT_ERR_FILE, function, "%.300s cannot be written", path);
    if (status) (void)remove(temporary);
    return status;
}

static msbat_status write_bytes(msbat_context *ctx, const char *function, const char *path, size_t size,
                                const char *data)
{
    FILE *file = fopen(path, "wb");
    if (!file) return msbat__io_fail(ctx, MSBAT_ERR_FILE, function, "%.300s cannot be opened for writing", path);
    bool good = fwrite(data, 1, size, file) == size;
    good = fclose(file) == 0 && good;
    return good ? MSBAT_OK : msbat__io_fail(ctx, MSBAT_ERR_FILE, function, "%.300s cannot be written", path);
}

msbat_status msbat__io_store(msbat__io_buffer *buffer, const char *function, const char *path)
{
    msbat_context *ctx = buffer->ctx;
    msbat_status st = buffer->status;
    char *temporary = st ? NULL : msbat__io_temporary(ctx, path);
    if (!st && !temporary) st = MSBAT_ERR_MEMORY;
    if (!st) {
        st = write_bytes(ctx, function, temporary, buffer->size, buffer->data ? buffer->data : "");
        st = msbat__io_finish(ctx, function, temporary, path, st);
    }
    msbat_context_release(ctx, temporary);
    msbat_context_release(ctx, buffer->data);
    buffer->data = NULL;
    return st;
}

/* ---- buffers ---------------------------------------------------------------------------------------------------- */
void msbat__io_put(msbat__io_buffer *buffer, size_t n, const void *bytes)
{
    if (buffer->status || !n) return;
    if (n > buffer->capacity - buffer->size) {
        size_t wanted = 2 * buffer->capacity + n + 256;
        char *larger = msbat_context_resize(buffer->ctx, buffer->data, wanted);
        if (!larger) {
            buffer->status = MSBAT_ERR_MEMORY;
            return;
        }
        buffer->data = larger;
        buffer->capacity = wanted;
    }
    memcpy(buffer->data + buffer->size, bytes, n);
    buffer->size += n;
}

void msbat__io_put_text(msbat__io_buffer *buffer, const char *text)
{
    msbat__io_put(buffer, strlen(text), text);
}

void msbat__io_put_number(msbat__io_buffer *buffer, double value)
{
    char text[40] = "";
    msbat_number_write(value, sizeof text, text);
    msbat__io_put_text(buffer, text);
}

void msbat__io_put_int(msbat__io_buffer *buffer, int64_t value)
{
    char text[32];
    (void)snprintf(text, sizeof text, "%" PRId64, value);
    msbat__io_put_text(buffer, text);
}

/* ---- lines and words -------------------------------------------------------------------------------------------- */
static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

bool msbat__io_line(msbat__io_source *source, msbat__io_span *line)
{
    if (source->at >= source->size) return false;
    const char *start = source->text + source->at, *end = memchr(start, '\n', source->size - source->at);
    bool broken = end != NULL;
    if (!broken) end = source->text + source->size;
    source->at = (size_t)(end - source->text) + broken;
    source->line++;
    if (end > start && end[-1] == '\r') end--;
    *line = (msbat__io_span){start, (size_t)(end - start)};
    return true;
}

bool msbat__io_word(msbat__io_span *line, msbat__io_span *word)
{
    size_t at = 0, n = 0;
    while (at < line->length && is_blank(line->text[at])) at++;
    while (at + n < line->length && !is_blank(line->text[at + n])) n++;
    *word = (msbat__io_span){line->text + at, n};
    line->text += at + n;
    line->length -= at + n;
    return n > 0;
}

msbat__io_span msbat__io_trim(msbat__io_span span)
{
    while (span.length && is_blank(span.text[0])) span.text++, span.length--;
    while (span.length && is_blank(span.text[span.length - 1])) span.length--;
    return span;
}

bool msbat__io_is(msbat__io_span span, const char *text)
{
    return span.length == strlen(text) && !memcmp(span.text, text, span.length);
}

msbat_status msbat__io_check_text(msbat__io_source *source)
{
    if (!memchr(source->text, 0, source->size)) return MSBAT_OK;
    const char *nul = memchr(source->text, 0, source->size);
    source->line = 1;
    for (const char *c = source->text; c < nul; c++) source->line += *c == '\n';
    return msbat__io_bad(source, MSBAT_ERR_FORMAT, "holds a NUL byte: this is not text");
}

int msbat__io_shown(msbat__io_span span)
{
    return span.length < 60 ? (int)span.length : 60;
}

msbat_status msbat__io_number(const msbat__io_source *source, msbat__io_span word, const char *what, double *value)
{
    msbat_status st = msbat_number_read(word.length, word.text, value, NULL);
    if (!st) return MSBAT_OK;
    return msbat__io_bad(source, st == MSBAT_ERR_RANGE ? st : MSBAT_ERR_FORMAT, "%s is \"%.*s\", not a finite number",
                         what,
                         msbat__io_shown(word), word.text);
}
