/* generated.h - what the generated file needs beside hostile.h. */
#ifndef MSBAT_TESTS_HOSTILE_GENERATED_H
#define MSBAT_TESTS_HOSTILE_GENERATED_H

#include <stddef.h>
#include <string.h>

#include "hostile.h"

/* Functions travel through slots as the address of a variable that holds them. */
typedef void (*any_function)(void);
static inline void *function_pointer(any_function f)
{
    static _Thread_local any_function held[MOST_PARAMETERS];
    static _Thread_local int next;
    next = (next + 1) % MOST_PARAMETERS;
    held[next] = f;
    return &held[next];
}
static inline any_function function_of(const void *held)
{
    any_function f = NULL;
    if (held) memcpy(&f, held, sizeof f);
    return f;
}

static const char *const text_list[] = {"a", "b", "c"};

static inline void fill_electrode_geometry(slot *s)
{
    const msbat_electrode_geometry g = {sizeof g, 6e-5, 0.0, 0.6, 2e-6, 10.0, 0.2, {1, 0, 0}};
    slot_input(s, sizeof g, &g);
}

static inline void fill_particle_table(slot *s)
{
    msbat_particle_table t;
    memset(&t, 0x5a, sizeof t);
    t.size = sizeof t;
    slot_input(s, sizeof t, &t);
}

#endif
