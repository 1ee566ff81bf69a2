/* system.c - calls of the system made by the library or a test: what opens or writes files is noted, a thread runs at
 * once and to its end (so that allocations keep their order, and a process can fork), and the process number is one. */
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <tiffio.h>
#include <unistd.h>

#include "oom/oom.h"

FILE *__real_fopen(const char *path, const char *mode);
FILE *__wrap_fopen(const char *path, const char *mode);
int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
int __real_remove(const char *path);
int __wrap_remove(const char *path);
int __real_unlink(const char *path);
int __wrap_unlink(const char *path);
TIFF *__real_TIFFOpen(const char *path, const char *mode);
TIFF *__wrap_TIFFOpen(const char *path, const char *mode);
TIFF *__real_TIFFOpenExt(const char *path, const char *mode, TIFFOpenOptions *options);
TIFF *__wrap_TIFFOpenExt(const char *path, const char *mode, TIFFOpenOptions *options);
pid_t __wrap_getpid(void);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument);
int __wrap_pthread_join(pthread_t thread, void **result);

int __real_close(int file);
int __wrap_close(int file);
int __real_fclose(FILE *file);
int __wrap_fclose(FILE *file);
void __real_TIFFClose(TIFF *tiff);
void __wrap_TIFFClose(TIFF *tiff);
int __real_fsync(int file);
int __wrap_fsync(int file);

enum { FILES = 1024 };
static char is_open[FILES];

static int writes(const char *mode) { return mode[0] != 'r' || strchr(mode, '+') != NULL; }

/* What is replaced is taken away first: a file system may write a replaced file to the disk at once. */
static void forget(const char *path)
{
    struct stat s;
    if (!stat(path, &s) && S_ISREG(s.st_mode)) __real_unlink(path);
}

FILE *__wrap_fopen(const char *path, const char *mode)
{
    if (mode[0] == 'w') forget(path);
    FILE *file = __real_fopen(path, mode);
    oom.writes += writes(mode);
    oom.open += file != NULL;
    return file;
}

int __wrap_fclose(FILE *file)
{
    oom.open--;
    return __real_fclose(file);
}

int __wrap_open(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    va_end(args);
    int file = __real_open(path, flags, mode);
    oom.writes += (flags & O_ACCMODE) != O_RDONLY;
    if (file >= 0 && file < FILES) {
        is_open[file] = 1;
        oom.open++;
    }
    return file;
}

int __wrap_close(int file)
{
    if (file >= 0 && file < FILES && is_open[file]) {
        is_open[file] = 0;
        oom.open--;
    }
    return __real_close(file);
}

/* No file must outlive the machine; what is no file, and cannot be synced, says so. */
int __wrap_fsync(int file)
{
    struct stat s;
    return !fstat(file, &s) && S_ISREG(s.st_mode) ? 0 : __real_fsync(file);
}

int __wrap_rename(const char *from, const char *to)
{
    oom.writes++;
    forget(to);
    return __real_rename(from, to);
}

int __wrap_remove(const char *path)
{
    oom.writes++;
    return __real_remove(path);
}

int __wrap_unlink(const char *path)
{
    oom.writes++;
    return __real_unlink(path);
}

TIFF *__wrap_TIFFOpen(const char *path, const char *mode)
{
    TIFF *tiff = __real_TIFFOpen(path, mode);
    oom.writes += writes(mode);
    oom.open += tiff != NULL;
    return tiff;
}

TIFF *__wrap_TIFFOpenExt(const char *path, const char *mode, TIFFOpenOptions *options)
{
    TIFF *tiff = __real_TIFFOpenExt(path, mode, options);
    oom.writes += writes(mode);
    oom.open += tiff != NULL;
    return tiff;
}

void __wrap_TIFFClose(TIFF *tiff)
{
    oom.open--;
    __real_TIFFClose(tiff);
}

/* Tests name their files by it: all processes of a test mean the same file. */
pid_t __wrap_getpid(void) { return getpgrp(); }

enum { THREADS = 4096 };
static void *results[THREADS];
static pthread_t n_threads;

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument)
{
    (void)attributes;
    *thread = n_threads++;
    results[*thread % THREADS] = start(argument);
    return 0;
}

int __wrap_pthread_join(pthread_t thread, void **result)
{
    if (result) *result = results[thread % THREADS];
    return 0;
}
