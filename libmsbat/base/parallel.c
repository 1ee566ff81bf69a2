/* parallel.c - a loop over parts on the threads that the context allows. */
#include "base/context_impl.h"

typedef struct loop {
    atomic_llong next;
    int64_t n_parts;
    void (*body)(int64_t part, int64_t n_parts, void *data);
    void *data;
} loop;

static void *work(void *argument)
{
    loop *l = argument;
    for (;;) {
        int64_t part = atomic_fetch_add_explicit(&l->next, 1, memory_order_relaxed);
        if (part >= l->n_parts) return NULL;
        l->body(part, l->n_parts, l->data);
    }
}

void msbat__parallel(const msbat_context *ctx, int64_t n_parts, void (*body)(int64_t part, int64_t n_parts, void *data),
                     void *data)
{
    enum { MOST = 1024 };
    loop l = {.n_parts = n_parts, .body = body, .data = data};
    pthread_t threads[MOST];
    int64_t wanted = ctx->threads < n_parts ? ctx->threads : n_parts, started = 0;
    atomic_init(&l.next, 0);
    while (started + 1 < wanted && !pthread_create(&threads[started], NULL, work, &l)) started++;
    work(&l);
    for (int64_t i = 0; i < started; i++) pthread_join(threads[i], NULL);
}
