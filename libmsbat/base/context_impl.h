/* context_impl.h - the inside of a context, for base alone. */
#ifndef MSBAT_CONTEXT_IMPL_H
#define MSBAT_CONTEXT_IMPL_H

#include <pthread.h>

#include "base/base_impl.h"

enum { MSBAT__MESSAGE_SIZE = 512, MSBAT__MESSAGE_SLOTS = 64 };

typedef struct message_slot {
    pthread_t thread;
    uint64_t stamp; /* 0: free; the least stamp is reused first */
    char text[MSBAT__MESSAGE_SIZE];
} message_slot;

struct msbat_context {
    atomic_int references;
    msbat_resize_fn resize;
    msbat_release_fn release;
    void *user;
    msbat_log_fn log;
    void *log_user;
    msbat_progress_fn progress;
    void *progress_user;
    int64_t threads;
    pthread_mutex_t lock;
    uint64_t stamp;
    message_slot slots[MSBAT__MESSAGE_SLOTS];
};

/* Stores text as the calling thread's message. */
void msbat__message_store(const msbat_context *ctx, const char *text);

#endif
