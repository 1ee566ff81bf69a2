/* cases.c - see cases.h. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases.h"

static const int64_t impossible = INT64_C(1) << 60; /* no array of 8-byte numbers is that long */

int case_changes(const function *f, const hostile_case *c)
{
    int n = 0;
    for (int i = 0; i < f->n; i++) n += c->variant[i] != 0;
    return n;
}

static bool is_array(const parameter *p)
{
    return p->kind == P_INPUT || p->kind == P_OUTPUT || p->kind == P_EXTENT || p->kind == P_HANDLE_LIST ||
           p->kind == P_TEXT_LIST;
}

static void hide_arrays(const function *f, slot *s, int but)
{
    for (int k = 0; k < f->n; k++)
        if (k != but && is_array(&f->p[k])) slot_pointer(&s[k], NULL);
}

static size_t room_for(uint64_t size) { return size < 4096 ? (size_t)size : 4096; }

/* More than is there, and nobody can see that. */
static bool exceeds(int64_t said, int64_t truth) { return said > truth && said < impossible; }

/* Puts the variant of parameter i; whether it says now that arrays are longer than they are. */
static bool put(const function *f, const fixture *x, const hostile_case *c, int i, slot *s)
{
    int64_t before[4] = {s[i].value.i}, after[4];
    size_t n = f->p[i].kind == P_EXTENT && s[i].size <= sizeof before ? s[i].size : 0;
    if (n) memcpy(before, s[i].data, n);
    if (c->variant[i]) variant_put(&f->p[i], x, c->variant[i], &s[i]);
    if (!n) return exceeds(s[i].value.i, before[0]);
    if (!s[i].value.p) return false;
    memcpy(after, s[i].data, n);
    for (size_t k = 0; k < n / sizeof *after; k++)
        if (exceeds(after[k], before[k])) return true;
    return false;
}

/* That a library knows how long arrays have to be was seen with objects that are full. */
static bool has_fresh_object(const function *f, const hostile_case *c)
{
    for (int i = 0; i < f->n; i++)
        if (f->p[i].kind == P_HANDLE && c->variant[i] == 2) return true;
    return false;
}

void case_fill(const function *f, const fixture *x, const hostile_case *c, slot *s)
{
    mood = MOOD_GOOD;
    mood_calls = 0;
    f->fill(x, s);
    for (int i = 0; i < f->n; i++) {
        bool more = put(f, x, c, i, s);
        if (f->p[i].kind == P_TEXT_SIZE) slot_output(&s[i + 1], room_for((uint64_t)s[i].value.i));
        bool unknown = c->hide >> i & 1 || f->p[i].kind == P_EXTENT || has_fresh_object(f, c);
        if (more && unknown) hide_arrays(f, s, i);
    }
}

int case_accepts_less(const function *f, const fixture *x, int i, slot *s)
{
    hostile_case good;
    memset(&good, 0, sizeof good);
    case_fill(f, x, &good, s);
    for (int64_t n = s[i].value.i - 1; n > 0; n--) {
        result r = {MSBAT_OK, 0.0, NULL};
        case_fill(f, x, &good, s);
        s[i].value.i = n;
        f->call(s, &r);
        if (r.status == MSBAT_OK) return 1;
    }
    return 0;
}

bool case_is_for_one_object(const function *f)
{
    for (int i = 0; i < f->n; i++)
        if (f->p[i].kind == P_INPUT && f->p[i].extra) return true;
    return false;
}

#define DESTROY(type)                                                                                           \
    case offsetof(objects, type): {                                                                             \
        msbat_##type *handle = NULL;                                                                            \
        memcpy(&handle, data, sizeof handle);                                                                   \
        msbat_##type##_destroy(&handle);                                                                        \
        break;                                                                                                  \
    }

void case_destroy(const parameter *p, void *data)
{
    switch ((size_t)p->extra) {
        FIXTURE_TYPES(DESTROY)
    default: break;
    }
}

/* ---- lists ---- */

static void add(case_list *list, const hostile_case *c)
{
    if (list->n == list->capacity) {
        list->capacity = 2 * list->capacity + 64;
        list->item = realloc(list->item, (size_t)list->capacity * sizeof *list->item);
        if (!list->item) {
            perror("cases");
            exit(2);
        }
    }
    list->item[list->n++] = *c;
}

static void add_nulls(const function *f, case_list *list)
{
    hostile_case c;
    memset(&c, 0, sizeof c);
    for (int i = 0; i < f->n; i++) {
        parameter_kind k = f->p[i].kind;
        bool scalar = k == P_DOUBLE || k == P_INTEGER || k == P_COUNT || k == P_ENUM || k == P_TEXT_SIZE ||
                      k == P_LENGTH || k == P_OPAQUE;
        c.variant[i] = !scalar;
    }
    add(list, &c);
}

static void add_pairs(const function *f, int i, int k, const hostile_case *basis, case_list *list)
{
    for (int a = 1; a <= variant_pairs(&f->p[i]); a++) {
        for (int b = 1; b <= variant_pairs(&f->p[k]); b++) {
            hostile_case c = *basis;
            c.variant[i] = (int16_t)a;
            c.variant[k] = (int16_t)b;
            add(list, &c);
        }
    }
}

/* xorshift64 (G. Marsaglia, J. Stat. Softw. 8 (2003) 14): the same mixtures every time. */
uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

hostile_case cases_mixture(const function *f, const bool *is_free, int good_of_four, uint64_t *state)
{
    hostile_case c;
    memset(&c, 0, sizeof c);
    for (int i = 0; i < f->n; i++) {
        int variants = variant_count(&f->p[i], false);
        bool good = variants == 0 || (int)(next_random(state) % 4) < good_of_four;
        c.variant[i] = (int16_t)(good ? 0 : 1 + (int)(next_random(state) % (uint64_t)variants));
        if (is_free[i] && f->p[i].kind == P_COUNT) c.hide = (int16_t)(c.hide | 1 << i);
    }
    return c;
}

static void add_mixtures(const function *f, const bool *is_free, int n, case_list *list)
{
    uint64_t state = 88172645463325252u;
    for (int m = 0; m < n; m++) {
        hostile_case c = cases_mixture(f, is_free, 2, &state);
        add(list, &c);
    }
}

void cases_make(const function *f, const bool *is_free, bool fast, case_list *list)
{
    hostile_case good;
    memset(&good, 0, sizeof good);
    add(list, &good);
    if (f->n == 0) return;
    add_nulls(f, list);
    for (int i = 0; i < f->n; i++)
        if (is_free[i]) good.hide = (int16_t)(good.hide | 1 << i);
    for (int i = 0; i < f->n; i++) {
        for (int v = 1; v <= variant_count(&f->p[i], fast); v++) {
            hostile_case c = good;
            c.variant[i] = (int16_t)v;
            add(list, &c);
        }
        for (int k = i + 1; k < f->n && !fast; k++) add_pairs(f, i, k, &good, list);
    }
    add_mixtures(f, is_free, fast ? 3 : 60, list);
}
