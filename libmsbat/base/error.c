/* error.c - messages with their own small format language, and the checks that every layer makes of its arguments. */
#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/context_impl.h"
#include "base/number_impl.h"

typedef struct text_sink {
    char *text;
    size_t size, used; /* used counts what was wanted, also beyond size */
} text_sink;

static void put_bytes(text_sink *sink, size_t n, const char *bytes)
{
    for (size_t i = 0; i < n; i++, sink->used++)
        if (sink->used + 1 < sink->size) sink->text[sink->used] = bytes[i];
}

static void put_text(text_sink *sink, const char *text)
{
    if (!text) text = "(null)";
    put_bytes(sink, strlen(text), text);
}

static void put_int(text_sink *sink, int64_t value)
{
    char digits[24];
    size_t n = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do digits[--n] = (char)('0' + rest % 10);
    while (rest /= 10);
    if (value < 0) digits[--n] = '-';
    put_bytes(sink, sizeof digits - n, digits + n);
}

static void put_double(text_sink *sink, double value)
{
    char text[MSBAT__NUMBER_SIZE];
    msbat__number_text(value, 6, text);
    put_text(sink, text);
}

static void put_format(text_sink *sink, const char *format, va_list *args)
{
    for (const char *p = format; *p; p++) {
        if (*p != '%') {
            put_bytes(sink, 1, p);
            continue;
        }
        if (!*++p) break;
        switch (*p) {
        case 's': put_text(sink, va_arg(*args, const char *)); break;
        case 'd': put_int(sink, va_arg(*args, int64_t)); break;
        case 'c': put_bytes(sink, 1, (char[]){(char)va_arg(*args, int)}); break;
        case 'g': put_double(sink, va_arg(*args, double)); break;
        default: put_bytes(sink, 1, p);
        }
    }
}

static void end_text(text_sink *sink)
{
    if (sink->size) sink->text[sink->used < sink->size ? sink->used : sink->size - 1] = 0;
}

size_t msbat__format(size_t size, char *text, const char *format, ...)
{
    text_sink sink = {text, size, 0};
    va_list args;
    va_start(args, format);
    put_format(&sink, format, &args);
    va_end(args);
    end_text(&sink);
    return sink.used;
}

void msbat__report(const msbat_context *ctx, const char *function, const char *format, ...)
{
    char text[MSBAT__MESSAGE_SIZE];
    text_sink sink = {text, sizeof text, 0};
    if (!ctx) return;
    va_list args;
    va_start(args, format);
    put_text(&sink, function);
    put_text(&sink, ": ");
    put_format(&sink, format, &args);
    va_end(args);
    end_text(&sink);
    msbat__message_store(ctx, text);
}

static const char *after_function(const char *text, const char *function)
{
    size_t n = strlen(function);
    return !strncmp(text, function, n) && !strncmp(text + n, ": ", 2) ? text + n + 2 : text;
}

void msbat__report_within(const msbat_context *ctx, const char *function, const char *format, ...)
{
    char old[MSBAT__MESSAGE_SIZE], text[MSBAT__MESSAGE_SIZE];
    text_sink sink = {text, sizeof text, 0};
    if (!ctx) return;
    (void)msbat_context_get_message(ctx, sizeof old, old);
    va_list args;
    va_start(args, format);
    put_text(&sink, function);
    put_text(&sink, ": ");
    put_format(&sink, format, &args);
    va_end(args);
    put_text(&sink, ": ");
    put_text(&sink, after_function(old, function));
    end_text(&sink);
    msbat__message_store(ctx, text);
}

void msbat__report_passed(const msbat_context *ctx, const msbat_context *from, const char *function)
{
    char old[MSBAT__MESSAGE_SIZE];
    if (!ctx) return;
    (void)msbat_context_get_message(from, sizeof old, old);
    msbat__report(ctx, function, "%s", after_function(old, function));
}

void msbat__log(const msbat_context *ctx, int level, const char *format, ...)
{
    char text[MSBAT__MESSAGE_SIZE];
    text_sink sink = {text, sizeof text, 0};
    if (!ctx || !ctx->log) return;
    va_list args;
    va_start(args, format);
    put_format(&sink, format, &args);
    va_end(args);
    end_text(&sink);
    ctx->log(level, text, ctx->log_user);
}

msbat_status msbat__check_range(const msbat_context *ctx, const char *function, const char *name, const char *unit,
                                double value, double min, double max, int open)
{
    bool low = open & 1 ? value > min : value >= min, high = open & 2 ? value < max : value <= max;
    if (isfinite(value) && low && high) return MSBAT_OK;
    const char *space = *unit ? " " : "";
    bool below = min <= -DBL_MAX, above = max >= DBL_MAX;
    if (below && above)
        return msbat__fail(ctx, MSBAT_ERR_RANGE, function, "%s = %g%s%s; must be finite", name, value, space, unit);
    if (above)
        return msbat__fail(ctx, MSBAT_ERR_RANGE, function, "%s = %g%s%s; must be finite and %s %g", name, value, space,
                           unit, open & 1 ? ">" : ">=", min);
    if (below)
        return msbat__fail(ctx, MSBAT_ERR_RANGE, function, "%s = %g%s%s; must be finite and %s %g", name, value, space,
                           unit, open & 2 ? "<" : "<=", max);
    return msbat__fail(ctx, MSBAT_ERR_RANGE, function, "%s = %g%s%s; must be in %c%g, %g%c", name, value, space, unit,
                       open & 1 ? '(' : '[', min, max, open & 2 ? ')' : ']');
}

msbat_status msbat__check_array(const msbat_context *ctx, const char *function, const char *name, const char *unit,
                                int64_t n, const double *values)
{
    if (n < 0 || n > MSBAT__MOST_VALUES)
        return msbat__fail(ctx, MSBAT_ERR_RANGE, function, "%s has %d values; must be in [0, %d]", name, n,
                           MSBAT__MOST_VALUES);
    if (n && !values) return msbat__fail(ctx, MSBAT_ERR_NULL, function, "%s is NULL", name);
    for (int64_t i = 0; i < n; i++)
        if (!isfinite(values[i]))
            return msbat__fail(ctx, MSBAT_ERR_RANGE, function, "%s[%d] = %g%s%s; must be finite", name, i, values[i],
                               *unit ? " " : "", unit);
    return MSBAT_OK;
}

msbat_status msbat__check_count(const msbat_context *ctx, const char *function, const char *name, int64_t value,
                                int64_t min, int64_t max)
{
    if (value >= min && value <= max) return MSBAT_OK;
    return msbat__fail(ctx, MSBAT_ERR_RANGE, function, "%s = %d; must be in [%d, %d]", name, value, min, max);
}
