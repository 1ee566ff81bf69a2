/* fixtures.h - what the tests of the readers share. */
#ifndef MSBAT_TESTS_IO_FIXTURES_H
#define MSBAT_TESTS_IO_FIXTURES_H

#include <stdio.h>
#include <unistd.h>

#include "msbat/io.h"
#include "support.h"

/* A path for a file to be written, unique to the process; the file is removed by test_remove. */
static inline const char *test_path(const char *name)
{
    static char path[4][200];
    static int k;
    k = (k + 1) % 4;
    snprintf(path[k], sizeof path[k], "/tmp/msbat-io-%ld-%s", (long)getpid(), name);
    return path[k];
}

static inline const char *test_write(const char *name, size_t size, const void *bytes)
{
    const char *path = test_path(name);
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, size, file), size);
    fclose(file);
    return path;
}

static inline char *test_load(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    ck_assert_ptr_nonnull(file);
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    char *data = malloc(*size + 1);
    ck_assert_uint_eq(fread(data, 1, *size, file), *size);
    data[*size] = 0;
    fclose(file);
    return data;
}

#endif
