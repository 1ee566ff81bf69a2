/* msbat/base.h - context, status, progress, options, numbers, constants.
 *
 * Objects of this header:
 *   msbat_context   what every other handle hangs off: allocator, log sink, threads, progress callback,
 *                   and the last message of each thread.
 *
 * Rules that hold in every header of the library
 *   Handles   A _create function writes the new handle through its last argument and leaves NULL there on failure.
 *             _destroy takes the address of the handle, frees it, sets it to NULL and accepts NULL. A handle that
 *             is given to another handle is retained by it, so handles may be destroyed in any order.
 *   Errors    Every function that can fail returns msbat_status; results are untouched unless it is MSBAT_OK (or a
 *             status that says otherwise at the function: MSBAT_NO_PATH mostly means that zeros were written). The
 *             message for the calling thread is read by msbat_context_get_message. It begins with the function that
 *             was called and a colon (when memory ran out or the call was cancelled: with where that was seen) and
 *             names the argument that was refused, or its value. A call whose first handle is NULL has no context
 *             and leaves the message before it. When a function takes several handles the message goes to the
 *             context of the first one that does not stand in a list (with lists alone: of the first in them).
 *   Threads   A handle is used by one thread at a time; a handle that is only read (const) may be shared.
 *   Arrays    Matrices are row-major; indices start at 0; lattice vectors are rows; counts are int64_t.
 *   Numbers   NaN and infinity are refused as input (MSBAT_ERR_RANGE). Every quantity has its unit in [brackets].
 */
#ifndef MSBAT_BASE_H
#define MSBAT_BASE_H

#include <stddef.h>
#include <stdint.h>

/* Marks what the shared libraries export. */
#if defined(__GNUC__)
#define MSBAT_API __attribute__((visibility("default")))
#else
#define MSBAT_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Version of this header; msbat_version_text tells that of the library in use. */
#define MSBAT_VERSION_MAJOR 0
#define MSBAT_VERSION_MINOR 1
#define MSBAT_VERSION_PATCH 0

/* CODATA 2018 (E. Tiesinga et al., Rev. Mod. Phys. 93 (2021) 025010); the first four are exact by definition. */
#define MSBAT_ELEMENTARY_CHARGE 1.602176634e-19       /* e [C] */
#define MSBAT_BOLTZMANN 1.380649e-23                  /* k [J/K] */
#define MSBAT_AVOGADRO 6.02214076e23                  /* N_A [1/mol] */
#define MSBAT_PLANCK 6.62607015e-34                   /* h [J s] */
#define MSBAT_BOLTZMANN_EV 8.617333262145179e-05      /* k/e [eV/K] */
#define MSBAT_FARADAY 96485.33212331001               /* F = e N_A [C/mol] */
#define MSBAT_GAS_CONSTANT 8.31446261815324           /* R = k N_A [J/(mol K)] */
#define MSBAT_ATOMIC_MASS 1.66053906660e-27           /* m_u [kg] */
#define MSBAT_COULOMB_EV_ANG 14.399645478425668       /* e^2/(4 pi eps0) [eV angstrom] */

/* Status codes. The numbers are fixed; new ones are only appended. The list makes the enum and the texts. */
#define MSBAT_STATUS_LIST(X)                                                                                   \
    X(MSBAT_OK, 0, "success")                                                                                  \
    X(MSBAT_ERR_NULL, 1, "required pointer is NULL")                                                           \
    X(MSBAT_ERR_ARGUMENT, 2, "invalid argument")                                                               \
    X(MSBAT_ERR_RANGE, 3, "value out of range")                                                                \
    X(MSBAT_ERR_MEMORY, 4, "out of memory")                                                                    \
    X(MSBAT_ERR_OVERFLOW, 5, "size or number too large")                                                       \
    X(MSBAT_ERR_STATE, 6, "call not possible in this state")                                                   \
    X(MSBAT_ERR_FILE, 7, "file cannot be opened, read or written")                                             \
    X(MSBAT_ERR_FORMAT, 8, "malformed data")                                                                   \
    X(MSBAT_ERR_CHECKSUM, 9, "checksum does not match")                                                        \
    X(MSBAT_ERR_MISMATCH, 10, "two inputs disagree")                                                           \
    X(MSBAT_ERR_PHYSICS, 11, "ill-posed physics")                                                              \
    X(MSBAT_ERR_UNSTABLE, 12, "thermodynamically unstable")                                                    \
    X(MSBAT_ERR_SYMMETRY, 13, "symmetry cannot be determined or is violated")                                  \
    X(MSBAT_ERR_MAPPING, 14, "structure does not map onto the host")                                           \
    X(MSBAT_ERR_BALANCE, 15, "detailed balance is violated")                                                   \
    X(MSBAT_ERR_SINGULAR, 16, "singular or ill-conditioned problem")                                           \
    X(MSBAT_ERR_CONVERGENCE, 17, "not converged")                                                              \
    X(MSBAT_ERR_CALLBACK, 18, "user callback failed")                                                          \
    X(MSBAT_ERR_UNSUPPORTED, 19, "not supported")                                                              \
    X(MSBAT_ERR_NOT_FOUND, 20, "no such name or item")                                                         \
    X(MSBAT_ERR_INTERNAL, 21, "internal error")                                                                \
    X(MSBAT_CANCELLED, 22, "cancelled by the progress callback")                                               \
    X(MSBAT_NO_PATH, 23, "no conducting path")

/* What a call came to; the list above has the names, numbers and texts. */
typedef enum msbat_status {
#define MSBAT_STATUS_ENUM(name, number, text) name = (number),
    MSBAT_STATUS_LIST(MSBAT_STATUS_ENUM)
#undef MSBAT_STATUS_ENUM
        MSBAT_STATUS_INT_SIZED = 0x7fffffff /* keeps the enum as wide as int; never returned */
} msbat_status;

/* Text of a status, a constant string; unknown numbers give "unknown status". Never NULL. */
MSBAT_API const char *msbat_status_text(msbat_status status);

/* Version of the library in use, "major.minor.patch"; compare with the MSBAT_VERSION_ macros. */
MSBAT_API const char *msbat_version_text(void);

/* What every other handle hangs off; see the top of this header. */
typedef struct msbat_context msbat_context;

/* Allocator: resize behaves as realloc (ptr NULL allocates; size is never 0), NULL when it cannot; release frees
 * (never called with NULL). Both may be called from the threads that use handles of the context. */
typedef void *(*msbat_resize_fn)(void *ptr, size_t size, void *user);
typedef void (*msbat_release_fn)(void *ptr, void *user);

/* Log sink: one line of text without newline; level 0 = note, 1 = warning. Nothing is logged unless it is set. */
typedef void (*msbat_log_fn)(int level, const char *line, void *user);

/* Progress: fraction in [0, 1] of the running call; non-zero cancels: the call returns MSBAT_CANCELLED and the
 * handle stays usable. Called by the thread that made the call. */
typedef int (*msbat_progress_fn)(double fraction, void *user);

/* Context with the C allocator. ctx: receives the handle, owned by the caller.
 * MSBAT_ERR_NULL, MSBAT_ERR_MEMORY. */
MSBAT_API msbat_status msbat_context_create(msbat_context **ctx);

/* Context with the caller's allocator; user is handed to both functions and must outlive every handle made from
 * the context. MSBAT_ERR_NULL, MSBAT_ERR_MEMORY. */
MSBAT_API msbat_status msbat_context_create_with_allocator(msbat_resize_fn resize, msbat_release_fn release, void *user,
                                                           msbat_context **ctx);

/* Drops the caller's hold; the memory goes when the last handle made from the context is destroyed. */
MSBAT_API void msbat_context_destroy(msbat_context **ctx);

/* Log sink, or NULL for none (the default). Not to be called while other threads use the context. */
MSBAT_API msbat_status msbat_context_set_log(msbat_context *ctx, msbat_log_fn log, void *user);

/* Progress callback of all long calls on this context, or NULL for none. As for the log sink. */
MSBAT_API msbat_status msbat_context_set_progress(msbat_context *ctx, msbat_progress_fn progress, void *user);

/* Most threads that a call may use, 1 (the default) to 1024. Results do not depend on it; no layer of this version uses
 * more than one. MSBAT_ERR_RANGE. */
MSBAT_API msbat_status msbat_context_set_threads(msbat_context *ctx, int64_t threads);
MSBAT_API msbat_status msbat_context_get_threads(const msbat_context *ctx, int64_t *threads);

/* Copies the calling thread's last message on this context (empty if none) into text[size], cut to fit and
 * NUL-terminated. The message stays until the next failing call of the thread. Reading it never changes it.
 * MSBAT_ERR_NULL; MSBAT_ERR_RANGE if size is 0. Messages are kept for the 64 threads that failed last. */
MSBAT_API msbat_status msbat_context_get_message(const msbat_context *ctx, size_t size, char *text);

/* For code that extends the library with readers of its own (libmsbat-io is written on these): puts text, cut to 511
 * bytes, as the calling thread's message and returns status unchanged. A NULL ctx or text only returns status. */
MSBAT_API msbat_status msbat_context_report(msbat_context *ctx, msbat_status status, const char *text);

/* The allocator of the context. resize: as realloc, ptr NULL allocates, size >= 1; NULL with the message set when it
 * cannot. release: NULL is fine. */
MSBAT_API void *msbat_context_resize(msbat_context *ctx, void *ptr, size_t size);
MSBAT_API void msbat_context_release(msbat_context *ctx, void *ptr);

/* One more holder of the context: msbat_context_destroy is then called once more. NULL stays NULL. */
MSBAT_API msbat_context *msbat_context_retain(msbat_context *ctx);

/* Calls the progress callback, if there is one, with fraction clipped to [0, 1]; MSBAT_CANCELLED (message set) when it
 * returned non-zero, else MSBAT_OK. */
MSBAT_API msbat_status msbat_context_progress(const msbat_context *ctx, double fraction);

/* Reads a decimal number ("1.5e-3", "-2", ".5"; no leading blanks) from the first length bytes of text, whatever the
 * locale, correctly rounded. value: the number; used: bytes taken, or NULL to require that all are. Results below the
 * smallest denormal become 0. MSBAT_ERR_FORMAT if no number stands there, bytes are left over or the number is longer
 * than 1000 bytes; MSBAT_ERR_RANGE for overflow; "nan" and "inf" are no numbers. No message is written (there is no
 * context); nothing is written on failure. */
MSBAT_API msbat_status msbat_number_read(size_t length, const char *text, double *value, size_t *used);

/* The same for a decimal integer in the range of int64_t. */
MSBAT_API msbat_status msbat_number_read_int(size_t length, const char *text, int64_t *value, size_t *used);

/* Writes a decimal text of at most 17 significant digits (15 where they suffice) that reads back as the same double,
 * '.' as decimal point whatever the locale, NUL-terminated; size >= 32 always suffices. MSBAT_ERR_RANGE for nan and
 * inf or when size is too small. */
MSBAT_API msbat_status msbat_number_write(double value, size_t size, char *text);

#ifdef __cplusplus
}
#endif
#endif
