/* fuzz.h - what the fuzz targets of the readers share. A target reads one input from memory or from a scratch file,
 * looks at everything that came of it, writes it and reads it back; any rule that is broken ends the process. */
#ifndef MSBAT_TESTS_FUZZ_H
#define MSBAT_TESTS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "msbat/base.h"

typedef struct fuzz_target {
    const char *name;
    size_t fixed, per_byte; /* a reader holds at most fixed + per_byte * (size of the input) bytes at a time */
    void (*setup)(msbat_context *ctx); /* once, before the first input; or NULL */
    void (*run)(msbat_context *ctx, size_t size, const uint8_t *data);
} fuzz_target;

extern const fuzz_target fuzz_extxyz, fuzz_poscar, fuzz_csv, fuzz_json, fuzz_ce_json, fuzz_npy, fuzz_tiff,
    fuzz_mc_checkpoint, fuzz_kmc_checkpoint;

/* One input through a target: its allocations are counted, and must be gone afterwards. */
void fuzz_run(const fuzz_target *target, size_t size, const uint8_t *data);

/* Ends the process with the place, the condition and the last message of the context. */
#define FUZZ_CHECK(condition) fuzz_check((condition), __FILE__, __LINE__, #condition)
void fuzz_check(bool good, const char *file, int line, const char *condition);
#define FUZZ_OK(call) FUZZ_CHECK((call) == MSBAT_OK)

/* To be called when a reader has returned: memory within the bound of the target, an object just when the status is
 * MSBAT_OK, else a message that says where: its line in a text, or the file. */
typedef enum fuzz_place { FUZZ_LINE, FUZZ_FILE } fuzz_place;
void fuzz_reader_returned(msbat_status status, const void *object, fuzz_place place);

/* ---- scratch files: fuzz_path(k) of this process, k = 0 ... 3 ---- */
const char *fuzz_path(int k);
void fuzz_save(const char *path, size_t size, const void *data);
bool fuzz_same_files(const char *a, const char *b);

/* ---- digest of what the getters say, to compare an object with the one read back ---- */
typedef uint64_t fuzz_digest;
void fuzz_add(fuzz_digest *digest, size_t size, const void *data);
void fuzz_add_text(fuzz_digest *digest, const char *text);
void fuzz_add_int(fuzz_digest *digest, int64_t value);
void fuzz_add_status(fuzz_digest *digest, msbat_status status);

#endif
