/* heap.c - the allocator of the contexts: counts blocks, and catches the misuse of one. New memory is filled, a block
 * that grows always moves, and a released one is filled and kept for a while, so that who still reads it goes wrong. */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "oom/oom.h"

typedef struct block {
    size_t size;
    uint64_t mark;
} block;

enum { KEPT = 2048, KEPT_SIZE = 1 << 16, TAIL = 8, NEW = 0xa5, OLD = 0xdb };
static const uint64_t LIVE = 0x6d7362617468656cu, DEAD = 0x6465616462626c6bu;
static block *kept[KEPT];
static size_t next_kept;

typedef struct slot {
    const msbat_context *ctx;
} slot;

/* ---- a heap apart ---- */
/* While allocations of other libraries fail, our blocks do not lie in the C library's heap: what is wrong with that
 * one then is not our doing. Sizes are powers of two; pieces return to the list of their size, large ones to the
 * system. */
enum { LEAST = 5, MOST = 20, CHUNK = 1 << 24 }; /* 2^LEAST to 2^MOST bytes are pieces of chunks */
typedef struct piece {
    struct piece *next;
} piece;
static piece *unused[MOST + 1];
static char *chunk;
static size_t chunk_left;

static void *map(size_t size)
{
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return p == MAP_FAILED ? NULL : p;
}

static int class_of(size_t size)
{
    int c = LEAST;
    while (c <= MOST && (size_t)1 << c < size) c++;
    return c;
}

static void *new_piece(int c)
{
    size_t size = (size_t)1 << c;
    piece *p = unused[c];
    if (p) {
        unused[c] = p->next;
        return p;
    }
    if (chunk_left < size) {
        chunk = map(CHUNK);
        chunk_left = chunk ? CHUNK : 0;
        if (!chunk) return NULL;
    }
    chunk_left -= size;
    return chunk + chunk_left;
}

static void *heap_new(size_t size)
{
    int c = class_of(size);
    if (!oom.foreign) return malloc(size);
    return c > MOST ? map(size) : new_piece(c);
}

static void heap_release(block *b)
{
    size_t size = b ? sizeof *b + b->size + TAIL : 0;
    int c = class_of(size);
    if (!oom.foreign || !b) free(b);
    else if (c > MOST) munmap(b, size);
    else {
        piece *p = (piece *)(void *)b;
        p->next = unused[c];
        unused[c] = p;
    }
}

/* ---- blocks ---- */
static void check_block(const block *b)
{
    const unsigned char *tail = (const unsigned char *)(b + 1) + b->size;
    if (b->mark == DEAD) oom_end(OOM_CHANGED, "a block of %zu bytes is released twice", b->size);
    if (b->mark != LIVE)
        oom_end(OOM_CHANGED, "something that is no block is released, or was written before its start");
    for (int i = 0; i < TAIL; i++)
        if (tail[i] != NEW) oom_end(OOM_CHANGED, "a block of %zu bytes was written past its end", b->size);
}

static void oom_release(void *ptr, void *user)
{
    block *b = (block *)ptr - 1;
    (void)user;
    check_block(b);
    b->mark = DEAD;
    oom.live--;
    memset(ptr, OLD, b->size < KEPT_SIZE ? b->size : KEPT_SIZE);
    if (b->size > KEPT_SIZE) {
        heap_release(b);
        return;
    }
    heap_release(kept[next_kept]);
    kept[next_kept] = b;
    next_kept = (next_kept + 1) % KEPT;
}

static void *oom_resize(void *ptr, size_t size, void *user)
{
    block *old = ptr ? (block *)ptr - 1 : NULL;
    if (old) check_block(old);
    if (!oom.foreign && oom_fails(size)) {
        oom.failed = ((slot *)user)->ctx;
        return NULL;
    }
    block *b = size < SIZE_MAX / 2 ? heap_new(sizeof *b + size + TAIL) : NULL;
    if (!b) return NULL;
    *b = (block){size, LIVE};
    memset(b + 1, NEW, size + TAIL);
    oom.live++;
    if (!old) return b + 1;
    memcpy(b + 1, ptr, size < old->size ? size : old->size);
    oom_release(ptr, user);
    return b + 1;
}

msbat_status __real_msbat_context_create_with_allocator(msbat_resize_fn resize, msbat_release_fn release, void *user,
                                                        msbat_context **ctx);

/* The slot outlives the context, which the test may release at any time. */
msbat_status oom_context_create(msbat_context **ctx)
{
    slot *s = calloc(1, sizeof *s);
    msbat_status st = __real_msbat_context_create_with_allocator(oom_resize, oom_release, s, ctx);
    if (!st) s->ctx = *ctx;
    return st;
}

/* The allocations of such a context are the test's own affair. */
msbat_status oom_context_create_with_allocator(msbat_resize_fn resize, msbat_release_fn release, void *user,
                                               msbat_context **ctx)
{
    oom.own = 1;
    return __real_msbat_context_create_with_allocator(resize, release, user, ctx);
}
