/* fuzz.c - the context that counts, and the rules that all readers keep. */
#include "fuzz.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef FUZZ_ALL_MEMORY
#include <sanitizer/allocator_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif

/* ---- counting: each block has its size before it ---- */
enum { HEAD = 16, MESSAGE = 512, PATHS = 4 };

static struct {
    const fuzz_target *target;
    msbat_context *ctx;
    int64_t live, peak, limit;
    int64_t heap, heap_peak; /* of every library in the process, where a sanitizer tells */
    double worst;            /* largest part of the limit that was used */
} now;

static int64_t most_of(int64_t a, int64_t b) { return a > b ? a : b; }

/* What is beyond twice the bound is refused: no input may make the machine swap. */
static void *count_resize(void *ptr, size_t size, void *user)
{
    (void)user;
    unsigned char *old = ptr ? (unsigned char *)ptr - HEAD : NULL;
    size_t before = 0;
    if (old) memcpy(&before, old, sizeof before);
    if (size > 2 * (uint64_t)now.limit) {
        now.peak = INT64_MAX;
        return NULL;
    }
    unsigned char *block = realloc(old, size + HEAD);
    if (!block) return NULL;
    memcpy(block, &size, sizeof size);
    now.live += (int64_t)size - (int64_t)before;
    now.peak = most_of(now.peak, now.live);
    return block + HEAD;
}

static void count_release(void *ptr, void *user)
{
    (void)user;
    size_t size;
    memcpy(&size, (unsigned char *)ptr - HEAD, sizeof size);
    now.live -= (int64_t)size;
    free((unsigned char *)ptr - HEAD);
}

#ifdef FUZZ_ALL_MEMORY
static void heap_grows(const volatile void *ptr, size_t size)
{
    (void)ptr;
    now.heap += (int64_t)size;
    now.heap_peak = most_of(now.heap_peak, now.heap);
}
static void heap_shrinks(const volatile void *ptr)
{
    if (ptr) now.heap -= (int64_t)__sanitizer_get_allocated_size((const void *)(uintptr_t)ptr);
}
static void watch_heap(void) { __sanitizer_install_malloc_and_free_hooks(heap_grows, heap_shrinks); }
#else
static void watch_heap(void) {}
#endif

/* ---- rules ---- */
void fuzz_check(bool good, const char *file, int line, const char *condition)
{
    char text[MESSAGE] = "";
    if (good) return;
    if (now.ctx) msbat_context_get_message(now.ctx, sizeof text, text);
    fprintf(stderr, "%s:%d: %s does not hold\nlast message: %s\n", file, line, condition, text);
    fprintf(stderr, "memory: %" PRId64 " bytes at most, limit %" PRId64 "\n", most_of(now.peak, now.heap_peak),
            now.limit);
    abort();
}

/* "...: line 12..." with a number above 0 */
static bool names_line(const char *text)
{
    const char *at = strstr(text, ": line ");
    return at && at[7] >= '1' && at[7] <= '9';
}

void fuzz_reader_returned(msbat_status status, const void *object, fuzz_place place)
{
    char text[MESSAGE] = "";
    int64_t peak = most_of(now.peak, now.heap_peak);
    now.worst = fmax(now.worst, (double)peak / (double)now.limit);
    FUZZ_CHECK(peak <= now.limit);
    FUZZ_CHECK((status == MSBAT_OK) == (object != NULL));
    if (!status) return;
    FUZZ_CHECK(status > MSBAT_OK && status <= MSBAT_NO_PATH && status != MSBAT_ERR_NULL);
    FUZZ_CHECK(status != MSBAT_ERR_MEMORY && status != MSBAT_ERR_INTERNAL);
    msbat_context_get_message(now.ctx, sizeof text, text);
    if (place == FUZZ_LINE) FUZZ_CHECK(names_line(text));
    else FUZZ_CHECK(strstr(text, fuzz_path(0)) != NULL);
}

/* ---- one input ---- */
static void tell_worst(void)
{
    if (getenv("FUZZ_VERBOSE"))
        fprintf(stderr, "%s: %.0f %% of the bound of memory\n", now.target->name, 100 * now.worst);
    for (int k = 0; k < PATHS; k++) unlink(fuzz_path(k));
}

/* The first message of a thread takes a place that stays. */
static void start(const fuzz_target *target)
{
    now.target = target;
    now.limit = INT64_MAX / 4;
    FUZZ_OK(msbat_context_create_with_allocator(count_resize, count_release, NULL, &now.ctx));
    msbat_context_report(now.ctx, MSBAT_ERR_ARGUMENT, "first");
    if (target->setup) target->setup(now.ctx);
    atexit(tell_worst);
}

void fuzz_run(const fuzz_target *target, size_t size, const uint8_t *data)
{
    if (now.target != target) {
        start(target);
        watch_heap();
    }
    now.limit = (int64_t)(target->fixed + target->per_byte * size);
    now.live = now.peak = now.heap = now.heap_peak = 0;
    target->run(now.ctx, size, data);
    FUZZ_CHECK(now.live == 0);
}

/* ---- scratch files ---- */
const char *fuzz_path(int k)
{
    static char path[PATHS][200];
    const char *folder = getenv("TMPDIR");
    if (!path[k][0]) snprintf(path[k], sizeof path[k], "%.150s/msbat-fuzz-%ld-%d", folder ? folder : "/tmp",
                              (long)getpid(), k);
    return path[k];
}

void fuzz_save(const char *path, size_t size, const void *data)
{
    FILE *file = fopen(path, "wb");
    FUZZ_CHECK(file && fwrite(data, 1, size, file) == size && !fclose(file));
}

bool fuzz_same_files(const char *a, const char *b)
{
    FILE *one = fopen(a, "rb"), *other = fopen(b, "rb");
    int c = 0, d = 0;
    FUZZ_CHECK(one && other);
    while (c == d && c != EOF) c = getc(one), d = getc(other);
    fclose(one);
    fclose(other);
    return c == d;
}

/* ---- digest: FNV-1a ---- */
void fuzz_add(fuzz_digest *digest, size_t size, const void *data)
{
    const unsigned char *byte = data;
    for (size_t i = 0; i < size; i++) *digest = (*digest ^ byte[i]) * UINT64_C(0x100000001b3);
}
void fuzz_add_text(fuzz_digest *digest, const char *text) { fuzz_add(digest, strlen(text) + 1, text); }
void fuzz_add_int(fuzz_digest *digest, int64_t value) { fuzz_add(digest, sizeof value, &value); }
void fuzz_add_status(fuzz_digest *digest, msbat_status status) { fuzz_add_int(digest, (int64_t)status); }
