/* limits.h - what a hostile call may use: memory of its contexts, processor time, and a progress callback that ends
 * long calls. */
#ifndef MSBAT_TESTS_HOSTILE_LIMITS_H
#define MSBAT_TESTS_HOSTILE_LIMITS_H

#include "msbat/base.h"

/* A context whose allocator refuses blocks above 256 MB and more than 512 MB in all, and whose progress callback
 * cancels 0.05 s of processor time after limits_start. NULL when it cannot be made. */
msbat_context *limited_context(void);
/* Starts the clocks of one call: a signal ends the process after seconds of processor time, or when it sleeps. */
void limits_start(double seconds);
void limits_stop(void);
/* Bounds the address space of the process (not under a sanitizer, which reserves terabytes). */
void limits_memory(void);

#endif
