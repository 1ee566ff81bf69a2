/* memory.c - allocation through the context, with overflow checks. */
#include <string.h>

#include "base/context_impl.h"

bool msbat__multiply(int64_t a, int64_t b, int64_t *product)
{
    return a >= 0 && b >= 0 && !__builtin_mul_overflow(a, b, product);
}

static void *report_memory(const msbat_context *ctx, int64_t n, size_t size)
{
    msbat__report(ctx, "allocation", "cannot allocate %d items of %d bytes", n, (int64_t)size);
    return NULL;
}

static bool byte_count(int64_t n, size_t size, size_t *bytes)
{
    int64_t total;
    if (!msbat__multiply(n, (int64_t)size, &total)) return false;
    *bytes = total ? (size_t)total : 1;
    return true;
}

void *msbat__resize(const msbat_context *ctx, void *ptr, int64_t n, size_t size)
{
    size_t bytes;
    void *block = byte_count(n, size, &bytes) ? ctx->resize(ptr, bytes, ctx->user) : NULL;
    return block ? block : report_memory(ctx, n, size);
}

void *msbat__new(const msbat_context *ctx, int64_t n, size_t size) { return msbat__resize(ctx, NULL, n, size); }

void *msbat__new_zeroed(const msbat_context *ctx, int64_t n, size_t size)
{
    void *block = msbat__new(ctx, n, size);
    if (block) memset(block, 0, (size_t)n * size);
    return block;
}

void *msbat__copy(const msbat_context *ctx, int64_t n, size_t size, const void *from)
{
    void *block = msbat__new(ctx, n, size);
    if (block && n) memcpy(block, from, (size_t)n * size);
    return block;
}

char *msbat__copy_text(const msbat_context *ctx, const char *text)
{
    return msbat__copy(ctx, (int64_t)strlen(text) + 1, 1, text);
}

void msbat__free(const msbat_context *ctx, void *ptr)
{
    if (ptr) ctx->release(ptr, ctx->user);
}

bool msbat__grow(const msbat_context *ctx, void **array, int64_t used, int64_t *capacity, size_t size)
{
    if (used < *capacity) return true;
    int64_t wanted = *capacity < 8 ? 8 : *capacity * 2;
    void *block = msbat__resize(ctx, *array, wanted, size);
    if (!block) return false;
    *array = block;
    *capacity = wanted;
    return true;
}

void *msbat_context_resize(msbat_context *ctx, void *ptr, size_t size)
{
    if (!ctx || !size) return NULL;
    return msbat__resize(ctx, ptr, 1, size);
}

void msbat_context_release(msbat_context *ctx, void *ptr)
{
    if (ctx) msbat__free(ctx, ptr);
}
