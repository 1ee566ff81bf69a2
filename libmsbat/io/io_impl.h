/* io_impl.h - what the readers and writers share. They see only public headers of libmsbat, so the few helpers for
 * memory, messages and files stand here. */
#ifndef MSBAT_IO_IMPL_H
#define MSBAT_IO_IMPL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "msbat/io.h"

#if defined(__GNUC__)
#define MSBAT__IO_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define MSBAT__IO_PRINTF(text, first)
#endif

/* ---- messages: "function: ...", no floating formats -------------------------------------------------------------- */
#define msbat__io_fail(ctx, status, ...) (msbat__io_report((ctx), __VA_ARGS__), (msbat_status)(status))
/* The message alone, for callers that return no status. */
void msbat__io_report(msbat_context *ctx, const char *function, const char *format, ...) MSBAT__IO_PRINTF(3, 4);
/* The message already set, after "function: name: "; function is not said twice. */
void msbat__io_report_within(msbat_context *ctx, const char *function, const char *name);
/* What a message calls a number that is not finite. */
const char *msbat__io_odd_number(double value);
#define MSBAT__IO_REQUIRE(ctx, argument)                                                                        \
    do {                                                                                                        \
        if (!(argument)) return msbat__io_fail((ctx), MSBAT_ERR_NULL, __func__, #argument " is NULL");           \
    } while (0)
/* Copies out with NUL, or MSBAT_ERR_RANGE. */
msbat_status msbat__io_give_text(msbat_context *ctx, const char *function, const char *from, size_t size, char *text);

/* ---- memory: NULL with the message set by the context; zeroed; n = 0 is fine ------------------------------------- */
/* MSBAT_ERR_OVERFLOW for a negative size that was made unsigned. */
msbat_status msbat__io_check_size(msbat_context *ctx, const char *function, size_t size);
void *msbat__io_new(msbat_context *ctx, int64_t n, size_t size);
#define MSBAT__IO_NEW(ctx, n, type) ((type *)msbat__io_new((ctx), (n), sizeof(type)))
char *msbat__io_copy_text(msbat_context *ctx, size_t length, const char *text);
/* Room for one more item, which is zeroed. */
bool msbat__io_grow(msbat_context *ctx, void **array, int64_t used, int64_t *capacity, size_t size);

/* ---- files --------------------------------------------------------------------------------------------------------
 * The whole of a regular file; *data is to be released, and has one more byte, which is 0. */
msbat_status msbat__io_load(msbat_context *ctx, const char *function, const char *path, size_t *size, char **data);
/* MSBAT_OK if path is a regular file; its size. */
msbat_status msbat__io_check_file(msbat_context *ctx, const char *function, const char *path, int64_t *size);
/* Name of the temporary beside path, to be released; and its move to path, or removal when status is not MSBAT_OK. */
char *msbat__io_temporary(msbat_context *ctx, const char *path);
msbat_status msbat__io_finish(msbat_context *ctx, const char *function, const char *temporary, const char *path,
                              msbat_status status);

/* Text or bytes to be written; after a failed allocation everything is ignored and status kept. */
typedef struct msbat__io_buffer {
    msbat_context *ctx;
    char *data;
    size_t size, capacity;
    msbat_status status;
} msbat__io_buffer;
void msbat__io_put(msbat__io_buffer *buffer, size_t n, const void *bytes);
void msbat__io_put_text(msbat__io_buffer *buffer, const char *text);
void msbat__io_put_number(msbat__io_buffer *buffer, double value);
void msbat__io_put_int(msbat__io_buffer *buffer, int64_t value);
/* Writes to path and releases the buffer, also on failure. */
msbat_status msbat__io_store(msbat__io_buffer *buffer, const char *function, const char *path);

/* ---- text that is read line by line ----------------------------------------------------------------------------- */
typedef struct msbat__io_source {
    msbat_context *ctx;
    const char *function, *name;        /* public function and file, for messages */
    const char *text;
    size_t size, at;
    int64_t line;                       /* number of the line last read, from 1 */
} msbat__io_source;
typedef struct msbat__io_span {
    const char *text;
    size_t length;
} msbat__io_span;

/* "function: name: line n: ..." */
#define msbat__io_bad(source, status, ...) (msbat__io_locate((source), __VA_ARGS__), (msbat_status)(status))
void msbat__io_locate(const msbat__io_source *source, const char *format, ...) MSBAT__IO_PRINTF(2, 3);
/* The message already set, after "function: name: line n: ". */
#define msbat__io_bad_within(source, status) (msbat__io_locate_within(source), (msbat_status)(status))
void msbat__io_locate_within(const msbat__io_source *source);
/* Next line without its end; false at the end of the text. */
bool msbat__io_line(msbat__io_source *source, msbat__io_span *line);
/* Takes the next word (between blanks) off the front of line; false if there is none. */
bool msbat__io_word(msbat__io_span *line, msbat__io_span *word);
msbat__io_span msbat__io_trim(msbat__io_span span);
bool msbat__io_is(msbat__io_span span, const char *text);
/* MSBAT_ERR_FORMAT if the text holds a NUL byte, which no text format has. */
msbat_status msbat__io_check_text(msbat__io_source *source);
/* The length of a span that a message shows, at most 60, for %.*s. */
int msbat__io_shown(msbat__io_span span);
/* One number, or the message "what ... is not a number". */
msbat_status msbat__io_number(const msbat__io_source *source, msbat__io_span word, const char *what, double *value);

#endif
