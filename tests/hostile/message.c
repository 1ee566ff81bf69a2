/* message.c - see message.h. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/base_impl.h"
#include "message.h"

static const char marker[] = "left by an earlier call";
static msbat_context *context; /* of the call that was marked, or NULL */

/* Objects of libmsbat-io know nothing of the inside of the others: their context is their first member. */
static bool is_of_io(const parameter *p)
{
    size_t type = (size_t)p->extra;
    return type == offsetof(objects, frames) || type == offsetof(objects, table) || type == offsetof(objects, voxels) ||
           type == offsetof(objects, array) || type == offsetof(objects, json);
}

static msbat_context *context_of_object(const parameter *p, void *object)
{
    msbat_context *ctx = NULL;
    if (!object) return NULL;
    if (p->kind == P_HANDLE && p->extra == offsetof(objects, context)) return object;
    if (p->kind != P_HANDLE || !is_of_io(p)) return msbat__context_of(object);
    memcpy(&ctx, object, sizeof ctx);
    return ctx;
}

/* The first object of the list; none when the count before it says so. */
static void *first_of(const attempt *a, int i)
{
    void *object = NULL;
    bool empty = i > 0 && a->f->p[i - 1].kind == P_COUNT && a->s[i - 1].value.i < 1;
    if (!empty && a->s[i].data) memcpy(&object, a->s[i].data, sizeof object);
    return object;
}

/* Of the first single object, before any list. The call may destroy the object, but the fixture holds the context. */
static msbat_context *context_of(const attempt *a)
{
    for (int i = 0; i < a->f->n; i++)
        if (a->f->p[i].kind == P_HANDLE) return context_of_object(&a->f->p[i], a->s[i].value.p);
    for (int i = 0; i < a->f->n; i++)
        if (a->f->p[i].kind == P_HANDLE_LIST) return context_of_object(&a->f->p[i], first_of(a, i));
    return NULL;
}

void message_mark(const attempt *a)
{
    context = a->f->returns != R_POINTER && !a->f->is_silent ? context_of(a) : NULL;
    if (context) (void)msbat_context_report(context, MSBAT_OK, marker);
}

/* A status that says that an argument is bad, of a call with one bad argument. */
static bool blames_argument(const attempt *a, msbat_status status)
{
    bool of_argument = status == MSBAT_ERR_NULL || status == MSBAT_ERR_ARGUMENT || status == MSBAT_ERR_RANGE;
    return of_argument && !a->after && !a->in_walk && case_changes(a->f, a->c) == 1;
}

/* How the library writes numbers is its own matter: six digits are enough to see which one is meant. */
static bool has_number(const char *text, double value)
{
    char number[40];
    snprintf(number, sizeof number, "%g", value);
    return strstr(text, number) != NULL;
}

static bool has_integer(const char *text, int64_t value)
{
    char number[40];
    snprintf(number, sizeof number, "%lld", (long long)value);
    return strstr(text, number) != NULL;
}

static bool has_text(const char *text, const char *value)
{
    char start[40];
    snprintf(start, sizeof start, "\"%.30s", value);
    return strstr(text, start) != NULL;
}

/* The first or last value of an array: those the variants spoil. */
static bool has_end(const parameter *p, const slot *s, const char *text)
{
    double number[2];
    int64_t integer[2];
    if (s->size < 8) return false;
    const unsigned char *last = s->data + s->size - 8;
    memcpy(&number[0], s->data, 8);
    memcpy(&number[1], last, 8);
    if (p->element == E_DOUBLE) return has_number(text, number[0]) || has_number(text, number[1]);
    memcpy(&integer[0], s->data, 8);
    memcpy(&integer[1], last, 8);
    return p->element == E_INT64 && (has_integer(text, integer[0]) || has_integer(text, integer[1]));
}

static bool names_value(const parameter *p, const slot *s, const char *text)
{
    switch (p->kind) {
    case P_DOUBLE: return has_number(text, s->value.d);
    case P_INTEGER:
    case P_COUNT:
    case P_ENUM:
    case P_LENGTH:
    case P_TEXT_SIZE: return has_integer(text, s->value.i);
    case P_TEXT: return s->data && has_text(text, (const char *)s->data);
    case P_INPUT:
    case P_EXTENT: return s->data && has_end(p, s, text);
    default: return false;
    }
}

/* The value of an option is called as the option is: by what follows _set_ or _get_ in the name of the function, or by
 * the argument before it. */
static bool names_option(const attempt *a, int i, const char *text)
{
    const char *option = strstr(a->f->name, "_set_");
    if (!option) option = strstr(a->f->name, "_get_");
    if (!option) return false;
    if (strcmp(option + 5, "option") == 0) return i > 0 && a->s[i - 1].data && strstr(text, (char *)a->s[i - 1].data);
    return a->f->n == 2 && strstr(text, option + 5);
}

/* One value of an array that is called points is point 3. */
static bool names_parameter(const parameter *p, const char *text)
{
    char name[40];
    snprintf(name, sizeof name, "%s", p->name);
    size_t n = strlen(name);
    if (p->kind == P_INPUT && n > 1 && name[n - 1] == 's') name[n - 1] = 0;
    return strstr(text, name) != NULL;
}

static bool is_named(const attempt *a, int i, const char *text)
{
    const parameter *p = &a->f->p[i];
    return names_parameter(p, text) || names_value(p, &a->s[i], text) || names_option(a, i, text);
}

/* A count that no argument contradicts comes with arrays that are NULL: then one of them is named. */
static bool names_hidden(const attempt *a, const char *text)
{
    for (int i = 0; i < a->f->n; i++) {
        const parameter *p = &a->f->p[i];
        bool array = p->kind == P_INPUT || p->kind == P_EXTENT || p->kind == P_OUTPUT || p->kind == P_HANDLE_LIST ||
                     p->kind == P_TEXT_LIST;
        if (array && !a->c->variant[i] && !a->s[i].value.p && is_named(a, i, text)) return true;
    }
    return false;
}

/* The bad argument of the call is named, by its name or by its value. */
static bool names_argument(const attempt *a, const char *text)
{
    for (int i = 0; i < a->f->n; i++) {
        parameter_kind kind = a->f->p[i].kind;
        if (!a->c->variant[i] || kind == P_CALLBACK || kind == P_STRUCT) continue;
        if (kind == P_HANDLE && a->s[i].value.p) continue;
        if (!is_named(a, i, text) && !names_hidden(a, text)) return false;
    }
    return true;
}

/* What follows "function: ", or NULL. */
static const char *after_function(const char *text, const char *name)
{
    size_t n = strlen(name);
    return strncmp(text, name, n) == 0 && strncmp(text + n, ": ", 2) == 0 ? text + n + 2 : NULL;
}

/* What ends a call at any depth tells where it was seen. */
static bool names_function(const attempt *a, msbat_status status, const char *text)
{
    return after_function(text, a->f->name) || status == MSBAT_ERR_MEMORY || status == MSBAT_CANCELLED;
}


static const char *fault_of(const attempt *a, const result *r, const char *text)
{
    if (r->status == MSBAT_OK) return strcmp(text, marker) == 0 ? NULL : "without a status";
    if (strcmp(text, marker) == 0) return "of an earlier call";
    if (!text[0]) return "that is empty";
    if (!names_function(a, r->status, text)) return "that does not begin with the function";
    if (!blames_argument(a, r->status) || names_argument(a, after_function(text, a->f->name))) return NULL;
    return "that does not name the argument";
}

bool message_is_right(const attempt *a, const result *r, size_t size, char *why)
{
    char text[512] = "";
    if (!context) return true;
    (void)msbat_context_get_message(context, sizeof text, text);
    const char *fault = fault_of(a, r, text);
    if (fault) snprintf(why, size, " %s (status %d): '%s'", fault, (int)r->status, text);
    return !fault;
}
