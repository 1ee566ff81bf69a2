/* example.h - what the examples share: one place for errors, paths, tables as CSV, and a progress line. */
#ifndef MSBAT_EXAMPLE_H
#define MSBAT_EXAMPLE_H

#define _DEFAULT_SOURCE
#include <math.h>
#include <msbat.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h> /* isatty */

static msbat_context *ctx;
static const char *out; /* folder of the CSV files */

/* What was called, what went wrong, and the library's own account of it. */
static inline void check(msbat_status st, const char *call)
{
    char why[512] = "";
    if (!st || st == MSBAT_NO_PATH) return;
    msbat_context_get_message(ctx, sizeof why, why);
    fprintf(stderr, "\n%s\n  %s: %s\n", call, msbat_status_text(st), why);
    exit(1);
}
#define TRY(call) check(call, #call)

/* Path of a file in a folder; name is a format. Valid until the next call. */
static inline const char *in(const char *folder, const char *name, ...)
{
    static char path[1024];
    va_list args;
    size_t n = (size_t)snprintf(path, sizeof path / 2, "%s/", folder);
    va_start(args, name);
    vsnprintf(path + n, sizeof path - n, name, args);
    va_end(args);
    return path;
}

/* A number that reads back as the same bits, and what stands after it. */
static inline void put(FILE *f, double value, char end)
{
    char text[32] = "nan";
    if (isinf(value)) strcpy(text, value > 0 ? "inf" : "-inf");
    else if (!isnan(value)) TRY(msbat_number_write(value, sizeof text, text));
    fprintf(f, "%s%c", text, end);
}

/* A table of n rows; the header names the columns with their units. */
static inline void write_csv(const char *name, const char *header, int64_t n, int columns, const double *const *column)
{
    FILE *f = fopen(in(out, name), "w");
    if (!f) perror(name), exit(1);
    fprintf(f, "%s\n", header);
    for (int64_t i = 0; i < n; i++)
        for (int k = 0; k < columns; k++) put(f, column[k][i], k + 1 < columns ? ',' : '\n');
    fclose(f);
}
#define COUNT(...) ((int)(sizeof((const double *[]){__VA_ARGS__}) / sizeof(double *)))
#define WRITE(name, header, n, ...) write_csv(name, header, n, COUNT(__VA_ARGS__), (const double *[]){__VA_ARGS__})

/* Takes the option --quick out of the arguments and says what it means: 1 when it was there. */
static inline int take_quick(int *argc, char ***argv)
{
    if (*argc < 2 || strcmp((*argv)[1], "--quick")) return 0;
    printf("--quick: every stage with small sizes, for tests; the figures are not those of the report\n");
    --*argc, ++*argv;
    return 1;
}

static inline void stage(const char *what)
{
    printf("\r%s\n", what);
    fflush(stdout);
}

/* Percent of the running call, on a terminal only. user: the last percent shown, an int. */
static inline int show_progress(double fraction, void *user)
{
    int *last = user, percent = (int)(100 * fraction);
    if (percent / 5 != *last / 5 && isatty(1)) printf("\r  %3d %% ", percent), fflush(stdout);
    *last = percent;
    return 0;
}

#endif
