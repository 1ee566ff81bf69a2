/* variants.c - the hostile values of each kind of parameter. The first of each list make the fast subset. */
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "hostile.h"

#define LENGTH(list) ((int)(sizeof(list) / sizeof *(list)))

static const double numbers[] = {NAN,  INFINITY, -INFINITY, 0.0,  -1.0,     5e-324,        1e308,
                                 -0.0, -1e308,   DBL_MIN,   1e15, DBL_MAX, 1.0, 1e-9, -1e-300, 1e100};
static const int64_t integers[] = {0,           -1,          INT64_MAX,         INT64_MIN, INT64_C(1) << 32,
                                   INT32_MAX,   INT64_C(1) << 31, INT64_C(1) << 62, 1,         2,
                                   1000,        1000000000,  INT32_MIN,         INT64_C(1) << 53};
static const size_t sizes[] = {0, SIZE_MAX, 1, 2, SIZE_MAX / 2, SIZE_MAX / 2 + 1, (size_t)INT_MAX + 1, 1u << 16, 3, 8};
static const int64_t enums[] = {-1, INT_MAX, INT_MIN, 1000}; /* and those in range and one above */
static const char *const texts[] = {"",      "\xff\xfe\x80", "%s%n%n%d%s", "nan",  "9223372036854775808", "-1",
                                    "1e999", "a\nb\r",       "\"\\{}[],",  "inf",  "0",                    " ",
                                    ".",     "a/b/c",        "0x1p3",      "-inf", "1e-999"};
static const uint8_t bytes[] = {0xff, 0x80, 0x7f, 0x02};

enum { FAST_NUMBERS = 7, FAST_INTEGERS = 4, FAST_SIZES = 3, FAST_TEXTS = 4, FAST_WORDS = 3, LONG_TEXT = 1 << 16 };

/* An array has each bad value at its first place, at its last, and everywhere. */
enum { PLACES = 3 };

static int words_of(const parameter *p)
{
    if (p->element == E_DOUBLE) return LENGTH(numbers);
    if (p->element == E_INT64) return LENGTH(integers);
    return LENGTH(bytes);
}

int variant_count(const parameter *p, bool fast)
{
    switch (p->kind) {
    case P_HANDLE: return 2;
    case P_DESTROYED:
    case P_HANDLE_LIST:
    case P_TEXT_LIST: return 2;
    case P_DOUBLE: return fast ? FAST_NUMBERS : LENGTH(numbers);
    case P_INTEGER: return fast ? FAST_INTEGERS : LENGTH(integers);
    case P_COUNT: return 2 + (fast ? FAST_INTEGERS : LENGTH(integers));
    case P_ENUM: return fast ? 2 : LENGTH(enums) + 1 + (int)p->extra;
    case P_TEXT: return 2 + (fast ? FAST_TEXTS : LENGTH(texts));
    case P_TEXT_SIZE: return fast ? FAST_SIZES : LENGTH(sizes);
    case P_LENGTH: return 4;
    case P_BYTES: return 1;
    case P_INPUT:
    case P_EXTENT: return 1 + (fast ? FAST_WORDS : PLACES * words_of(p));
    case P_STRUCT: return fast ? 6 : 5 + 9 * FAST_NUMBERS;
    case P_CALLBACK: return fast ? 4 : MOOD_COUNT;
    case P_OPAQUE: return 0;
    default: return 1; /* NULL */
    }
}

int variant_pairs(const parameter *p)
{
    switch (p->kind) {
    case P_HANDLE: return 2;
    case P_DOUBLE: return FAST_NUMBERS;
    case P_INTEGER:
    case P_COUNT: return FAST_INTEGERS;
    case P_ENUM: return 2;
    case P_INPUT: return FAST_WORDS;
    case P_CALLBACK: return 4;
    default: return 0;
    }
}

static void put_word(element e, int which, void *to)
{
    if (e == E_DOUBLE) memcpy(to, &numbers[which], sizeof *numbers);
    else if (e == E_INT64) memcpy(to, &integers[which], sizeof *integers);
    else if (e == E_UINT16) memset(to, bytes[which], 2);
    else memcpy(to, &bytes[which], 1);
}

static void put_words(const parameter *p, int variant, slot *s)
{
    size_t width = p->element == E_DOUBLE || p->element == E_INT64 ? 8 : p->element == E_UINT16 ? 2 : 1;
    size_t n = s->size / width;
    int which = variant % words_of(p), place = variant / words_of(p) % PLACES;
    for (size_t i = 0; i < n; i++)
        if (place == 2 || i == (place == 0 ? 0 : n - 1)) put_word(p->element, which, s->data + width * i);
}

static void put_text(int variant, slot *s)
{
    static char longest[LONG_TEXT];
    if (variant > 0) {
        slot_text(s, texts[variant - 1]);
        return;
    }
    memset(longest, 'A', sizeof longest - 1);
    slot_text(s, longest);
}

/* Smaller and larger than the truth by one, then the list. */
static void put_count(int variant, slot *s)
{
    int64_t truth = s->value.i;
    s->value.i = variant == 0 ? truth - 1 : variant == 1 ? truth + 1 : integers[variant - 2];
}

static void put_length(int variant, slot *s)
{
    const int64_t list[] = {0, -1, s->value.i - 1, INT64_MIN}; /* as size_t: SIZE_MAX and half of that, rounded up */
    s->value.i = list[variant];
}

static void put_struct(int variant, slot *s)
{
    const size_t wrong[] = {0, 1, s->size - 8, s->size + 8, SIZE_MAX};
    if (variant < LENGTH(wrong)) memcpy(s->data, &wrong[variant], sizeof *wrong);
    else {
        size_t word = 1 + (size_t)(variant - LENGTH(wrong)) / FAST_NUMBERS;
        if (8 * word < s->size) put_word(E_DOUBLE, (variant - LENGTH(wrong)) % FAST_NUMBERS, s->data + 8 * word);
    }
}

static void put_handle(const parameter *p, const fixture *f, slot *s)
{
    const void *object = NULL;
    memcpy(&object, (const char *)&f->fresh + p->extra, sizeof object);
    slot_pointer(s, object);
}

static void put_list(slot *s)
{
    const void *none = NULL;
    memcpy(s->data + s->size - sizeof none, &none, sizeof none);
}

static void put_destroyed(slot *s) { memset(s->data, 0, s->size); }

/* The variants of pointers after NULL, counted from 0. */
static void put_pointer(const parameter *p, const fixture *f, int variant, slot *s)
{
    switch (p->kind) {
    case P_HANDLE: put_handle(p, f, s); break;
    case P_HANDLE_LIST:
    case P_TEXT_LIST: put_list(s); break;
    case P_DESTROYED: put_destroyed(s); break;
    case P_TEXT: put_text(variant, s); break;
    case P_INPUT:
    case P_EXTENT: put_words(p, variant, s); break;
    case P_STRUCT: put_struct(variant, s); break;
    case P_CALLBACK: mood = (callback_mood)(variant + 1); break;
    default: break;
    }
}

void variant_put(const parameter *p, const fixture *f, int variant, slot *s)
{
    switch (p->kind) {
    case P_DOUBLE: s->value.d = numbers[variant - 1]; break;
    case P_INTEGER: s->value.i = integers[variant - 1]; break;
    case P_ENUM: s->value.i = variant <= LENGTH(enums) ? enums[variant - 1] : variant - 1 - LENGTH(enums); break;
    case P_COUNT: put_count(variant - 1, s); break;
    case P_TEXT_SIZE: s->value.i = (int64_t)sizes[variant - 1]; break;
    case P_LENGTH: put_length(variant - 1, s); break;
    default:
        if (variant == 1) slot_pointer(s, NULL);
        else if (s->value.p) put_pointer(p, f, variant - 2, s);
    }
}

static void describe_pointer(const parameter *p, const slot *s, size_t size, char *text)
{
    if (!s->value.p) snprintf(text, size, "%s = NULL", p->name);
    else if (p->kind == P_TEXT) snprintf(text, size, "%s = \"%.24s\"", p->name, (const char *)s->value.p);
    else if (p->kind == P_CALLBACK) snprintf(text, size, "%s in mood %d", p->name, (int)mood);
    else if (p->kind == P_INPUT && p->element == E_DOUBLE && s->size >= 8) {
        double ends[2];
        memcpy(&ends[0], s->data, 8);
        memcpy(&ends[1], s->data + s->size - 8, 8);
        snprintf(text, size, "%s = {%g ... %g}", p->name, ends[0], ends[1]);
    } else if ((p->kind == P_INPUT || p->kind == P_EXTENT) && p->element == E_INT64 && s->size >= 8) {
        int64_t ends[2];
        memcpy(&ends[0], s->data, 8);
        memcpy(&ends[1], s->data + s->size - 8, 8);
        snprintf(text, size, "%s = {%lld ... %lld}", p->name, (long long)ends[0], (long long)ends[1]);
    } else snprintf(text, size, "%s = %s", p->name, p->kind == P_HANDLE ? "fresh" : "changed");
}

void variant_describe(const parameter *p, const slot *s, size_t size, char *text)
{
    switch (p->kind) {
    case P_DOUBLE: snprintf(text, size, "%s = %g", p->name, s->value.d); break;
    case P_INTEGER:
    case P_COUNT:
    case P_ENUM:
    case P_TEXT_SIZE:
    case P_LENGTH: snprintf(text, size, "%s = %lld", p->name, (long long)s->value.i); break;
    default: describe_pointer(p, s, size, text);
    }
}
