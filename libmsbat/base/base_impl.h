/* base_impl.h - what every module of the library may use of base; never installed. */
#ifndef MSBAT_BASE_IMPL_H
#define MSBAT_BASE_IMPL_H

#include <stdatomic.h>
#include <stdbool.h>

#include "msbat/base.h"

/* ---- handles ------------------------------------------------------------------------------------------------
 * First member of every object. A create function calls msbat__handle_new with the size of the object and the
 * function that frees what the object holds; destroy is one line:
 *     void msbat_crystal_destroy(msbat_crystal **crystal) { msbat__handle_destroy((void **)crystal); }
 * An object that keeps another calls msbat__handle_retain on it and msbat__handle_release in its free function. */
typedef struct msbat__handle {
    atomic_int references;
    msbat_context *ctx;                     /* retained */
    void (*clear)(void *object);            /* frees what the object holds, not the object itself; may be NULL */
} msbat__handle;

/* A zeroed object of size bytes with one reference, or NULL after reporting MSBAT_ERR_MEMORY for function. */
void *msbat__handle_new(msbat_context *ctx, size_t size, void (*clear)(void *object), const char *function);
void *msbat__handle_retain(const void *object);   /* the same object, writable; NULL stays NULL */
void msbat__handle_release(void *object);         /* NULL is fine */
void msbat__handle_destroy(void **object);        /* release *object and set it to NULL; NULL is fine */
msbat_context *msbat__context_of(const void *object);   /* of any object that begins with msbat__handle */

/* ---- errors -------------------------------------------------------------------------------------------------
 * Sets the thread's message "function: ..." and returns the status. The format is a small language of its own, without
 * locale and without stdio: %s string, %d int64_t, %g double (6 digits), %c int, %% percent. Integers MUST be cast to
 * int64_t: msbat__fail(ctx, MSBAT_ERR_RANGE, __func__, "site %d has species %d", (int64_t)i, (int64_t)z). */
#define msbat__fail(ctx, status, ...) (msbat__report((ctx), __VA_ARGS__), (msbat_status)(status))
/* Puts "prefix: " (same format) before the message already set, behind "function: ", for callers that know more. */
#define msbat__fail_within(ctx, status, ...) (msbat__report_within((ctx), __VA_ARGS__), (msbat_status)(status))
/* The message alone, for callers that return no status. These are functions and those above macros because compilers
 * and analysers then see at the call which status comes back. */
void msbat__report(const msbat_context *ctx, const char *function, const char *format, ...);
void msbat__report_within(const msbat_context *ctx, const char *function, const char *format, ...);
/* Returns the status (a variable) of another public function, called with an object of the context from. Unless that is
 * MSBAT_OK its message becomes that of function on ctx: a user looks for the function that he called. */
#define msbat__pass(ctx, from, function, status)                                                                \
    ((status) ? (msbat__report_passed((ctx), (from), (function)), (status)) : MSBAT_OK)
void msbat__report_passed(const msbat_context *ctx, const msbat_context *from, const char *function);
void msbat__log(const msbat_context *ctx, int level, const char *format, ...);
/* The same little format into a buffer (always terminated); returns the length that was wanted. */
size_t msbat__format(size_t size, char *text, const char *format, ...);

/* MSBAT__REQUIRE(ctx, pointer): returns MSBAT_ERR_NULL naming the argument. Handles are tested without a context. */
#define MSBAT__REQUIRE(ctx, argument)                                                                           \
    do {                                                                                                        \
        if (!(argument)) return msbat__fail((ctx), MSBAT_ERR_NULL, __func__, #argument " is NULL");              \
    } while (0)
/* The handle that the function is called on: without it there is no context to write to. */
#define MSBAT__REQUIRE_HANDLE(argument)                                                                         \
    do {                                                                                                        \
        if (!(argument)) return MSBAT_ERR_NULL;                                                                 \
    } while (0)

/* MSBAT_ERR_RANGE with "name = value unit; must be finite and in [min, max]", else MSBAT_OK. open: 1 = min excluded,
 * 2 = max excluded, 3 = both. */
msbat_status msbat__check_range(const msbat_context *ctx, const char *function, const char *name, const char *unit,
                                double value, double min, double max, int open);
/* No array of doubles is longer. */
#define MSBAT__MOST_VALUES ((int64_t)(PTRDIFF_MAX / sizeof(double)))
/* Every element finite, else MSBAT_ERR_RANGE with its index. Impossible n and NULL (with n > 0) are refused as well. */
msbat_status msbat__check_array(const msbat_context *ctx, const char *function, const char *name, const char *unit,
                                int64_t n, const double *values);
/* min <= value <= max for counts. */
msbat_status msbat__check_count(const msbat_context *ctx, const char *function, const char *name, int64_t value,
                                int64_t min, int64_t max);

/* ---- memory -------------------------------------------------------------------------------------------------
 * All through the context. Sizes are n * size with overflow check; n = 0 gives a valid unique pointer.
 * On failure NULL and the message MSBAT_ERR_MEMORY is set: "return MSBAT_ERR_MEMORY". */
void *msbat__new(const msbat_context *ctx, int64_t n, size_t size);          /* uninitialised */
void *msbat__new_zeroed(const msbat_context *ctx, int64_t n, size_t size);
void *msbat__resize(const msbat_context *ctx, void *ptr, int64_t n, size_t size); /* old block stays on failure */
void *msbat__copy(const msbat_context *ctx, int64_t n, size_t size, const void *from);
char *msbat__copy_text(const msbat_context *ctx, const char *text);
void msbat__free(const msbat_context *ctx, void *ptr);                       /* NULL is fine */
bool msbat__multiply(int64_t a, int64_t b, int64_t *product); /* false on overflow or a negative factor */
#define MSBAT__NEW(ctx, n, type) ((type *)msbat__new((ctx), (n), sizeof(type)))
#define MSBAT__NEW_ZEROED(ctx, n, type) ((type *)msbat__new_zeroed((ctx), (n), sizeof(type)))
#define MSBAT__COPY(ctx, n, type, from) ((type *)msbat__copy((ctx), (n), sizeof(type), (from)))
/* A pointer array grown by doubling: makes room for one more item; false after reporting. */
bool msbat__grow(const msbat_context *ctx, void **array, int64_t used, int64_t *capacity, size_t size);

/* ---- progress -----------------------------------------------------------------------------------------------
 * MSBAT_CANCELLED (message set) when the callback asked for it, else MSBAT_OK. Cheap when there is none. */
msbat_status msbat__progress(const msbat_context *ctx, double fraction);

/* ---- options ------------------------------------------------------------------------------------------------
 * One const table per object type, ended by an entry without name. Values live in the object at offset. Named setters
 * and getters are made by MSBAT__OPTION_ACCESSORS from the same table, so that range and unit stand once. */
typedef enum { MSBAT__OPTION_DOUBLE, MSBAT__OPTION_INT, MSBAT__OPTION_CHOICE } msbat__option_kind;
typedef struct msbat__option {
    const char *name;
    msbat__option_kind kind;
    size_t offset;              /* of a double, an int64_t, or an int64_t index into choices */
    double min, max;            /* inclusive; for choices unused */
    const char *unit;           /* "" when dimensionless */
    const char *const *choices; /* NULL-terminated names, for MSBAT__OPTION_CHOICE */
} msbat__option;
msbat_status msbat__option_set_double(void *object, const msbat__option *table, const char *function, const char *name,
                                      double value);
msbat_status msbat__option_set_int(void *object, const msbat__option *table, const char *function, const char *name,
                                   int64_t value);
msbat_status msbat__option_set_text(void *object, const msbat__option *table, const char *function, const char *name,
                                    const char *text);
msbat_status msbat__option_get_text(const void *object, const msbat__option *table, const char *function,
                                    const char *name, size_t size, char *text);
msbat_status msbat__option_get_double(const void *object, const msbat__option *table, const char *function,
                                      const char *name, double *value);
msbat_status msbat__option_get_int(const void *object, const msbat__option *table, const char *function,
                                   const char *name, int64_t *value);
/* Defines msbat_OBJECT_set_NAME and msbat_OBJECT_get_NAME; kind is double or int. */
#define MSBAT__OPTION_TYPE_double double
#define MSBAT__OPTION_TYPE_int int64_t
#define MSBAT__OPTION_ACCESSORS(object, name, kind, table)                                                       \
    msbat_status msbat_##object##_set_##name(msbat_##object *handle, MSBAT__OPTION_TYPE_##kind value)            \
    {                                                                                                            \
        MSBAT__REQUIRE_HANDLE(handle);                                                                           \
        return msbat__option_set_##kind(handle, (table), __func__, #name, value);                                \
    }                                                                                                            \
    msbat_status msbat_##object##_get_##name(const msbat_##object *handle, MSBAT__OPTION_TYPE_##kind *value)     \
    {                                                                                                            \
        MSBAT__REQUIRE_HANDLE(handle);                                                                           \
        return msbat__option_get_##kind(handle, (table), __func__, #name, value);                                \
    }
/* Defines the text form msbat_OBJECT_set_option and msbat_OBJECT_get_option. */
#define MSBAT__OPTION_TEXT(object, table)                                                                        \
    msbat_status msbat_##object##_set_option(msbat_##object *handle, const char *name, const char *value)        \
    {                                                                                                            \
        MSBAT__REQUIRE_HANDLE(handle);                                                                           \
        return msbat__option_set_text(handle, (table), __func__, name, value);                                   \
    }                                                                                                            \
    msbat_status msbat_##object##_get_option(const msbat_##object *handle, const char *name, size_t size, char *value)\
    {                                                                                                            \
        MSBAT__REQUIRE_HANDLE(handle);                                                                           \
        return msbat__option_get_text(handle, (table), __func__, name, size, value);                             \
    }

/* ---- tables ---------------------------------------------------------------------------------------------------
 * slopes.c: slope[n] of the C1 monotone cubic through y at ascending x, n >= 2 (F.N. Fritsch, J. Butland, SIAM J. Sci.
 * Stat. Comput. 5 (1984) 300, in Brodlie's weighting; at the ends that of the parabola through three points, limited as
 * in D. Kahaner, C. Moler, S. Nash, Numerical Methods and Software, 1989, PCHIP); two points: the straight line. */
void msbat__monotone_slopes(int64_t n, const double *x, const double *y, double *slope);

/* ---- random numbers: Philox 4x32-10 (Salmon et al., SC11), counter-based -------------------------------------
 * The value is a function of (seed, stream, step, lane) alone. A sequential user keeps an msbat__rng and stores it
 * whole in a checkpoint; a parallel one calls msbat__random_block with its own indices. */
typedef struct msbat__rng {
    uint64_t seed, stream, step; /* step: blocks drawn so far */
    uint32_t block[4];
    int32_t left;                /* unused words of block */
    int32_t padding;
} msbat__rng;
void msbat__random_block(uint64_t seed, uint64_t stream, uint64_t step, uint32_t block[4]);
void msbat__rng_start(msbat__rng *rng, uint64_t seed, uint64_t stream);
bool msbat__rng_sound(const msbat__rng *rng);           /* of one that was read: its block is not left */
uint64_t msbat__rng_bits(msbat__rng *rng);              /* 64 random bits */
double msbat__rng_uniform(msbat__rng *rng);             /* in [0, 1), 53 bits */
double msbat__rng_uniform_open(msbat__rng *rng);        /* in (0, 1]: for -log(u) */
int64_t msbat__rng_below(msbat__rng *rng, int64_t n);   /* 0 ... n-1, unbiased */
double msbat__rng_normal(msbat__rng *rng);              /* mean 0, variance 1 */

/* ---- checkpoints: atomic, checksummed container of named sections --------------------------------------------
 * File: "MSBATCKP", format version, kind text, sections (name, length, bytes), CRC-64; little-endian only. Written to
 * a temporary beside path, synced and renamed. The reader checks the sum before it returns anything. */
typedef struct msbat__checkpoint msbat__checkpoint;
msbat_status msbat__checkpoint_create(const msbat_context *ctx, const char *kind, msbat__checkpoint **checkpoint);
msbat_status msbat__checkpoint_add(msbat__checkpoint *checkpoint, const char *name, int64_t n, size_t size,
                                   const void *data);
msbat_status msbat__checkpoint_write(const msbat__checkpoint *checkpoint, const char *path);
msbat_status msbat__checkpoint_read(const msbat_context *ctx, const char *path, const char *kind,
                                    msbat__checkpoint **checkpoint);
/* MSBAT_OK if section name has exactly n * size bytes, else MSBAT_ERR_FORMAT or MSBAT_ERR_MISMATCH: to be asked before
 * anything is allocated for an n that the file says. */
msbat_status msbat__checkpoint_expect(const msbat__checkpoint *checkpoint, const char *name, int64_t n, size_t size);
/* Copies the section, of which the same is required. */
msbat_status msbat__checkpoint_get(const msbat__checkpoint *checkpoint, const char *name, int64_t n, size_t size,
                                   void *data);
void msbat__checkpoint_destroy(msbat__checkpoint **checkpoint);

/* ---- small dense linear algebra (LAPACK, row-major in and out) ------------------------------------------------
 * MSBAT_ERR_SINGULAR with the pivot when the matrix is singular. Workspace from the context. */
msbat_status msbat__solve(const msbat_context *ctx, int64_t n, int64_t n_rhs, double *a,
                          double *b); /* A X = B; a destroyed; b: n x n_rhs row-major */
msbat_status msbat__solve_spd(const msbat_context *ctx, int64_t n, int64_t n_rhs, double *a, double *b);
msbat_status msbat__invert_spd(const msbat_context *ctx, int64_t n, double *a); /* full symmetric inverse in place */
msbat_status msbat__eigen_symmetric(const msbat_context *ctx, int64_t n, double *a, double *eigenvalues);
                            /* ascending; row k of a becomes the k-th eigenvector */
void msbat__invert3(const double a[9], double inverse[9], double *determinant); /* determinant 0: inverse untouched */

/* ---- threads -------------------------------------------------------------------------------------------------
 * Runs body(part, n_parts, data) for every part on at most the context's threads, in the caller's thread when that is
 * 1;
 * results must not depend on the split. Returns after all have ended. MSBAT_ERR_MEMORY if threads cannot be had is not
 * possible: parts without a thread run in the caller. */
void msbat__parallel(const msbat_context *ctx, int64_t n_parts, void (*body)(int64_t part, int64_t n_parts, void *data),
                     void *data);

#endif
