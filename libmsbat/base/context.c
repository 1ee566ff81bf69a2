/* context.c - contexts, the handles that hang off them, and the message of each thread. */
#include <stdlib.h>
#include <string.h>

#include "base/context_impl.h"

const char *msbat_status_text(msbat_status status)
{
    switch ((int)status) {
#define STATUS_CASE(name, number, text) case number: return text;
        MSBAT_STATUS_LIST(STATUS_CASE)
#undef STATUS_CASE
    default: return "unknown status";
    }
}

#define TEXT_OF(x) #x
#define VERSION_TEXT(a, b, c) TEXT_OF(a) "." TEXT_OF(b) "." TEXT_OF(c)

const char *msbat_version_text(void)
{
    return VERSION_TEXT(MSBAT_VERSION_MAJOR, MSBAT_VERSION_MINOR, MSBAT_VERSION_PATCH);
}

static void *resize_default(void *ptr, size_t size, void *user)
{
    (void)user;
    return realloc(ptr, size);
}

static void release_default(void *ptr, void *user)
{
    (void)user;
    free(ptr);
}

msbat_status msbat_context_create(msbat_context **ctx)
{
    return msbat_context_create_with_allocator(resize_default, release_default, NULL, ctx);
}

msbat_status msbat_context_create_with_allocator(msbat_resize_fn resize, msbat_release_fn release, void *user,
                                                 msbat_context **ctx)
{
    if (!ctx) return MSBAT_ERR_NULL;
    *ctx = NULL;
    if (!resize || !release) return MSBAT_ERR_NULL;
    msbat_context *c = resize(NULL, sizeof *c, user);
    if (!c) return MSBAT_ERR_MEMORY;
    memset(c, 0, sizeof *c);
    if (pthread_mutex_init(&c->lock, NULL)) {
        release(c, user);
        return MSBAT_ERR_MEMORY;
    }
    atomic_init(&c->references, 1);
    c->resize = resize;
    c->release = release;
    c->user = user;
    c->threads = 1;
    *ctx = c;
    return MSBAT_OK;
}

msbat_context *msbat_context_retain(msbat_context *ctx)
{
    if (ctx) atomic_fetch_add_explicit(&ctx->references, 1, memory_order_relaxed);
    return ctx;
}

void msbat_context_destroy(msbat_context **ctx)
{
    msbat_context *c = ctx ? *ctx : NULL;
    if (!c) return;
    *ctx = NULL;
    if (atomic_fetch_sub_explicit(&c->references, 1, memory_order_acq_rel) != 1) return;
    pthread_mutex_destroy(&c->lock);
    c->release(c, c->user);
}

msbat_status msbat_context_set_log(msbat_context *ctx, msbat_log_fn log, void *user)
{
    MSBAT__REQUIRE_HANDLE(ctx);
    ctx->log = log;
    ctx->log_user = user;
    return MSBAT_OK;
}

msbat_status msbat_context_set_progress(msbat_context *ctx, msbat_progress_fn progress, void *user)
{
    MSBAT__REQUIRE_HANDLE(ctx);
    ctx->progress = progress;
    ctx->progress_user = user;
    return MSBAT_OK;
}

msbat_status msbat_context_set_threads(msbat_context *ctx, int64_t threads)
{
    MSBAT__REQUIRE_HANDLE(ctx);
    msbat_status st = msbat__check_count(ctx, __func__, "threads", threads, 1, 1024);
    if (st) return st;
    ctx->threads = threads;
    return MSBAT_OK;
}

msbat_status msbat_context_get_threads(const msbat_context *ctx, int64_t *threads)
{
    MSBAT__REQUIRE_HANDLE(ctx);
    MSBAT__REQUIRE(ctx, threads);
    *threads = ctx->threads;
    return MSBAT_OK;
}

msbat_status msbat_context_progress(const msbat_context *ctx, double fraction)
{
    MSBAT__REQUIRE_HANDLE(ctx);
    if (!ctx->progress) return MSBAT_OK;
    double clipped = fraction > 0.0 ? (fraction < 1.0 ? fraction : 1.0) : 0.0;
    if (!ctx->progress(clipped, ctx->progress_user)) return MSBAT_OK;
    return msbat__fail(ctx, MSBAT_CANCELLED, __func__, "cancelled by the progress callback at %g", clipped);
}

msbat_status msbat__progress(const msbat_context *ctx, double fraction)
{
    return msbat_context_progress(ctx, fraction);
}

/* ---- messages ---- */

/* The thread's slot, or NULL; the lock is held. */
static message_slot *slot_of_thread(msbat_context *ctx)
{
    for (int i = 0; i < MSBAT__MESSAGE_SLOTS; i++)
        if (ctx->slots[i].stamp && pthread_equal(ctx->slots[i].thread, pthread_self())) return &ctx->slots[i];
    return NULL;
}

static message_slot *slot_for_writing(msbat_context *ctx)
{
    message_slot *slot = slot_of_thread(ctx);
    if (slot) return slot;
    slot = &ctx->slots[0];
    for (int i = 1; i < MSBAT__MESSAGE_SLOTS; i++)
        if (ctx->slots[i].stamp < slot->stamp) slot = &ctx->slots[i];
    slot->thread = pthread_self();
    return slot;
}

static void copy_cut(size_t size, char *to, const char *from)
{
    size_t n = strlen(from);
    if (n >= size) n = size - 1;
    memcpy(to, from, n);
    to[n] = 0;
}

/* A const context may still be written to here: messages are behind its lock, so shared use stays safe. */
void msbat__message_store(const msbat_context *ctx, const char *text)
{
    msbat_context *c = (msbat_context *)(uintptr_t)ctx;
    pthread_mutex_lock(&c->lock);
    message_slot *slot = slot_for_writing(c);
    copy_cut(sizeof slot->text, slot->text, text);
    slot->stamp = ++c->stamp;
    pthread_mutex_unlock(&c->lock);
}

msbat_status msbat_context_get_message(const msbat_context *ctx, size_t size, char *text)
{
    MSBAT__REQUIRE_HANDLE(ctx);
    if (!text) return MSBAT_ERR_NULL;
    if (!size) return MSBAT_ERR_RANGE;
    msbat_context *c = (msbat_context *)(uintptr_t)ctx;
    pthread_mutex_lock(&c->lock);
    const message_slot *slot = slot_of_thread(c);
    copy_cut(size, text, slot ? slot->text : "");
    pthread_mutex_unlock(&c->lock);
    return MSBAT_OK;
}

msbat_status msbat_context_report(msbat_context *ctx, msbat_status status, const char *text)
{
    if (ctx && text) msbat__message_store(ctx, text);
    return status;
}

/* ---- handles ---- */

void *msbat__handle_new(msbat_context *ctx, size_t size, void (*clear)(void *object), const char *function)
{
    msbat__handle *handle = ctx->resize(NULL, size, ctx->user);
    if (!handle) {
        msbat__report(ctx, function, "cannot allocate a handle of %d bytes", (int64_t)size);
        return NULL;
    }
    memset(handle, 0, size);
    atomic_init(&handle->references, 1);
    handle->ctx = msbat_context_retain(ctx);
    handle->clear = clear;
    return handle;
}

void *msbat__handle_retain(const void *object)
{
    msbat__handle *handle = (msbat__handle *)(uintptr_t)object;
    if (handle) atomic_fetch_add_explicit(&handle->references, 1, memory_order_relaxed);
    return handle;
}

void msbat__handle_release(void *object)
{
    msbat__handle *handle = object;
    if (!handle || atomic_fetch_sub_explicit(&handle->references, 1, memory_order_acq_rel) != 1) return;
    msbat_context *ctx = handle->ctx;
    if (handle->clear) handle->clear(object);
    ctx->release(handle, ctx->user);
    msbat_context_destroy(&ctx);
}

void msbat__handle_destroy(void **object)
{
    if (!object) return;
    void *held = *object;
    *object = NULL;
    msbat__handle_release(held);
}

msbat_context *msbat__context_of(const void *object) { return ((const msbat__handle *)object)->ctx; }
