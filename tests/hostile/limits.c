/* limits.c - see limits.h. */
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "limits.h"

static const size_t block_limit = (size_t)256 << 20, total_limit = (size_t)512 << 20;
static const double patience = 0.05; /* s of processor time until the progress callback cancels */
static _Atomic size_t total; /* threads share contexts in sharing.c */
static double started;

typedef union header {
    size_t size;
    max_align_t align;
} header;

static void *resize(void *ptr, size_t size, void *user)
{
    header *old = ptr ? (header *)ptr - 1 : NULL;
    size_t before = old ? old->size : 0;
    (void)user;
    if (size > block_limit || total - before + size > total_limit) return NULL;
    header *block = realloc(old, sizeof *block + size);
    if (!block) return NULL;
    total += size - before;
    block->size = size;
    return block + 1;
}

static void release(void *ptr, void *user)
{
    header *block = (header *)ptr - 1;
    (void)user;
    total -= block->size;
    free(block);
}

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int progress(double fraction, void *user)
{
    (void)fraction, (void)user;
    return started > 0.0 && cpu_seconds() - started > patience;
}

msbat_context *limited_context(void)
{
    msbat_context *ctx = NULL;
    if (msbat_context_create_with_allocator(resize, release, NULL, &ctx)) return NULL;
    if (msbat_context_set_progress(ctx, progress, NULL)) msbat_context_destroy(&ctx);
    return ctx;
}

static void set_timer(int which, double seconds)
{
    struct itimerval t;
    memset(&t, 0, sizeof t);
    t.it_value.tv_sec = (time_t)seconds;
    t.it_value.tv_usec = (suseconds_t)(1e6 * (seconds - (double)t.it_value.tv_sec));
    setitimer(which, &t, NULL);
}

void limits_start(double seconds)
{
    started = cpu_seconds();
    set_timer(ITIMER_PROF, seconds);
    alarm(60); /* for a call that sleeps, whatever else the machine does */
}

void limits_stop(void)
{
    set_timer(ITIMER_PROF, 0.0);
    alarm(0);
}

void limits_memory(void)
{
    const struct rlimit most = {(rlim_t)2 << 30, (rlim_t)2 << 30};
#if !defined(__SANITIZE_ADDRESS__)
    setrlimit(RLIMIT_AS, &most);
#else
    (void)most;
#endif
}
