/* option.c - one table of options per object type drives named setters, getters and the text form. */
#include <math.h>
#include <string.h>

#include "base/base_impl.h"

static const msbat__option *find(const msbat__option *table, const char *name)
{
    for (const msbat__option *o = table; o->name; o++)
        if (!strcmp(o->name, name)) return o;
    return NULL;
}

static msbat_status unknown(const void *object, const msbat__option *table, const char *function, const char *name)
{
    char names[256] = "";
    size_t used = 0;
    for (const msbat__option *o = table; o->name && used < sizeof names; o++)
        used += msbat__format(sizeof names - used, names + used, "%s%s", used ? ", " : "", o->name);
    return msbat__fail(msbat__context_of(object), MSBAT_ERR_NOT_FOUND, function,
                       "there is no option \"%s\"; the options are %s", name, names);
}

static void *place(const void *object, const msbat__option *o) { return (char *)(uintptr_t)object + o->offset; }

msbat_status msbat__option_set_double(void *object, const msbat__option *table, const char *function, const char *name,
                                      double value)
{
    const msbat__option *o = find(table, name);
    if (!o || o->kind != MSBAT__OPTION_DOUBLE) return unknown(object, table, function, name);
    msbat_status st = msbat__check_range(msbat__context_of(object), function, name, o->unit, value, o->min, o->max, 0);
    if (!st) *(double *)place(object, o) = value;
    return st;
}

static msbat_status set_choice(void *object, const msbat__option *o, const char *function, int64_t value)
{
    int64_t n = 0;
    while (o->choices[n]) n++;
    msbat_status st = msbat__check_count(msbat__context_of(object), function, o->name, value, 0, n - 1);
    if (!st) *(int64_t *)place(object, o) = value;
    return st;
}

/* Limits of integer options are kept as doubles: those at the ends of int64_t are compared as doubles. */
msbat_status msbat__option_set_int(void *object, const msbat__option *table, const char *function, const char *name,
                                   int64_t value)
{
    const msbat__option *o = find(table, name);
    if (!o || o->kind == MSBAT__OPTION_DOUBLE) return unknown(object, table, function, name);
    if (o->kind == MSBAT__OPTION_CHOICE) return set_choice(object, o, function, value);
    if ((double)value < o->min || (double)value > o->max)
        return msbat__fail(msbat__context_of(object), MSBAT_ERR_RANGE, function, "%s = %d%s%s; must be in [%g, %g]",
                           name, value, *o->unit ? " " : "", o->unit, o->min, o->max);
    *(int64_t *)place(object, o) = value;
    return MSBAT_OK;
}

static msbat_status set_choice_text(void *object, const msbat__option *o, const char *function, const char *text)
{
    char names[200] = "";
    size_t used = 0;
    for (int64_t i = 0; o->choices[i]; i++) {
        if (!strcmp(o->choices[i], text)) return set_choice(object, o, function, i);
        if (used < sizeof names)
            used += msbat__format(sizeof names - used, names + used, "%s%s", i ? ", " : "", o->choices[i]);
    }
    return msbat__fail(msbat__context_of(object), MSBAT_ERR_ARGUMENT, function, "%s = \"%s\"; must be one of %s",
                       o->name, text, names);
}

msbat_status msbat__option_set_text(void *object, const msbat__option *table, const char *function, const char *name,
                                    const char *text)
{
    const msbat_context *ctx = msbat__context_of(object);
    if (!name || !text) return msbat__fail(ctx, MSBAT_ERR_NULL, function, "%s is NULL", name ? "value" : "name");
    const msbat__option *o = find(table, name);
    if (!o) return unknown(object, table, function, name);
    if (o->kind == MSBAT__OPTION_CHOICE) return set_choice_text(object, o, function, text);
    double number = 0.0;
    int64_t whole = 0;
    bool real = o->kind == MSBAT__OPTION_DOUBLE;
    if (real ? msbat_number_read(strlen(text), text, &number, NULL)
             : msbat_number_read_int(strlen(text), text, &whole, NULL))
        return msbat__fail(ctx, MSBAT_ERR_FORMAT, function, "%s = \"%s\"; must be %s", name, text,
                           real ? "a number" : "an integer");
    return real ? msbat__option_set_double(object, table, function, name, number)
                : msbat__option_set_int(object, table, function, name, whole);
}

msbat_status msbat__option_get_double(const void *object, const msbat__option *table, const char *function,
                                      const char *name, double *value)
{
    const msbat__option *o = find(table, name);
    if (!o || o->kind != MSBAT__OPTION_DOUBLE) return unknown(object, table, function, name);
    if (!value) return msbat__fail(msbat__context_of(object), MSBAT_ERR_NULL, function, "%s is NULL", name);
    *value = *(const double *)place(object, o);
    return MSBAT_OK;
}

msbat_status msbat__option_get_int(const void *object, const msbat__option *table, const char *function,
                                   const char *name, int64_t *value)
{
    const msbat__option *o = find(table, name);
    if (!o || o->kind == MSBAT__OPTION_DOUBLE) return unknown(object, table, function, name);
    if (!value) return msbat__fail(msbat__context_of(object), MSBAT_ERR_NULL, function, "%s is NULL", name);
    *value = *(const int64_t *)place(object, o);
    return MSBAT_OK;
}

msbat_status msbat__option_get_text(const void *object, const msbat__option *table, const char *function,
                                    const char *name, size_t size, char *text)
{
    const msbat_context *ctx = msbat__context_of(object);
    char value[64];
    if (!name || !text) return msbat__fail(ctx, MSBAT_ERR_NULL, function, "%s is NULL", name ? "value" : "name");
    const msbat__option *o = find(table, name);
    if (!o) return unknown(object, table, function, name);
    if (o->kind == MSBAT__OPTION_DOUBLE) msbat_number_write(*(const double *)place(object, o), sizeof value, value);
    else if (o->kind == MSBAT__OPTION_INT) msbat__format(sizeof value, value, "%d", *(const int64_t *)place(object, o));
    else msbat__format(sizeof value, value, "%s", o->choices[*(const int64_t *)place(object, o)]);
    size_t length = strlen(value);
    if (length >= size)
        return msbat__fail(ctx, MSBAT_ERR_RANGE, function, "size = %d bytes; the value of %s needs %d", (int64_t)size,
                           name, (int64_t)length + 1);
    memcpy(text, value, length + 1);
    return MSBAT_OK;
}
