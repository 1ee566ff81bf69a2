/* number.c - reading and writing of numbers, the same in every locale. */
/* for strtod_l, newlocale, strfromd; the C library chose the name */
#define _GNU_SOURCE /* NOLINT(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */
#include <ctype.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/base_impl.h"
#include "base/number_impl.h"

enum { LONGEST_NUMBER = 1000 };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static size_t digits_at(size_t length, const char *text, size_t at)
{
    size_t n = 0;
    while (at + n < length && is_digit(text[at + n])) n++;
    return n;
}

/* Length of the decimal number at the start of text, 0 if there is none. */
static size_t number_length(size_t length, const char *text)
{
    size_t at = length && (text[0] == '-' || text[0] == '+'), whole = digits_at(length, text, at), part = 0;
    at += whole;
    if (at < length && text[at] == '.') {
        part = digits_at(length, text, at + 1);
        at += 1 + part;
    }
    if (!whole && !part) return 0;
    if (at < length && (text[at] == 'e' || text[at] == 'E')) {
        size_t sign = at + 1 < length && (text[at + 1] == '-' || text[at + 1] == '+');
        size_t power = digits_at(length, text, at + 1 + sign);
        if (power) at += 1 + sign + power;
    }
    return at;
}

/* The C locale object is static in the C library: making and dropping it costs nothing. */
static double read_in_c_locale(const char *text)
{
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!c) return NAN;
    double value = strtod_l(text, NULL, c);
    freelocale(c);
    return value;
}

msbat_status msbat_number_read(size_t length, const char *text, double *value, size_t *used)
{
    if (!text || !value) return MSBAT_ERR_NULL;
    if (length > PTRDIFF_MAX) return MSBAT_ERR_FORMAT; /* no text is that long: a negative length, made unsigned */
    char copy[LONGEST_NUMBER + 1];
    size_t n = number_length(length, text);
    if (!n || n > LONGEST_NUMBER || (!used && n != length)) return MSBAT_ERR_FORMAT;
    memcpy(copy, text, n);
    copy[n] = 0;
    double number = read_in_c_locale(copy);
    if (isnan(number)) return MSBAT_ERR_MEMORY;
    if (isinf(number)) return MSBAT_ERR_RANGE;
    *value = number;
    if (used) *used = n;
    return MSBAT_OK;
}

msbat_status msbat_number_read_int(size_t length, const char *text, int64_t *value, size_t *used)
{
    if (!text || !value) return MSBAT_ERR_NULL;
    if (length > PTRDIFF_MAX) return MSBAT_ERR_FORMAT;
    size_t sign = length && (text[0] == '-' || text[0] == '+'), digits = digits_at(length, text, sign);
    if (!digits || (!used && sign + digits != length)) return MSBAT_ERR_FORMAT;
    bool negative = text[0] == '-';
    uint64_t limit = (uint64_t)INT64_MAX + negative, number = 0;
    for (size_t i = sign; i < sign + digits; i++) {
        uint64_t digit = (uint64_t)(text[i] - '0');
        if (number > (limit - digit) / 10) return MSBAT_ERR_RANGE;
        number = number * 10 + digit;
    }
    *value = negative ? (int64_t)(0 - number) : (int64_t)number;
    if (used) *used = sign + digits;
    return MSBAT_OK;
}

/* The bytes that the locale uses as decimal point (there may be several) become one '.'. */
static void normalise_point(char *text)
{
    char *to = text;
    bool in_point = false;
    for (const char *from = text; *from; from++) {
        bool ordinary = is_digit(*from) || *from == '-' || *from == '+' || *from == 'e';
        if (ordinary) *to++ = *from;
        else if (!in_point) *to++ = '.';
        in_point = !ordinary;
    }
    *to = 0;
}

void msbat__number_text(double value, int digits, char text[MSBAT__NUMBER_SIZE])
{
    char format[8] = "%.00g";
    format[2] = (char)('0' + digits / 10);
    format[3] = (char)('0' + digits % 10);
    if (isfinite(value)) {
        strfromd(text, MSBAT__NUMBER_SIZE, format, value);
        normalise_point(text);
    } else {
        const char *name = isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
        memcpy(text, name, strlen(name) + 1);
    }
}

msbat_status msbat_number_write(double value, size_t size, char *text)
{
    char number[MSBAT__NUMBER_SIZE];
    if (!text) return MSBAT_ERR_NULL;
    if (!isfinite(value)) return MSBAT_ERR_RANGE;
    int digits = 15;
    do msbat__number_text(value, digits, number);
    while (read_in_c_locale(number) != value && digits++ < 17);
    size_t length = strlen(number);
    if (length >= size) return MSBAT_ERR_RANGE;
    memcpy(text, number, length + 1);
    return MSBAT_OK;
}
