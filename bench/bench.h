/* bench.h - the harness: a bench file bench/LAYER.c defines  const bench_case bench_LAYER[]  ended by {0}. */
#ifndef MSBAT_BENCH_H
#define MSBAT_BENCH_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "msbat/base.h"

typedef struct bench_result {
    double value;      /* in unit */
    double cpu_s;      /* CPU seconds of the measured part */
    char extra[256];   /* further keys, ready JSON: "\"error\": 1e-4", or empty */
} bench_result;

/* Runs once and fills result; 0 = done, else the run failed (message on stderr). The harness repeats it and prints the
 * median. */
typedef int (*bench_fn)(msbat_context *ctx, bench_result *result);

typedef struct bench_case {
    const char *name;  /* layer.what.size, stable once used */
    const char *unit;
    int repeats;       /* the median of this many runs is printed */
    bench_fn run;
} bench_case;

double bench_cpu(void);   /* CPU seconds of the process */

#define BENCH_OK(ctx, call)                                                                                     \
    do {                                                                                                        \
        msbat_status st_ = (call);                                                                              \
        if (st_) {                                                                                              \
            char why_[512] = "";                                                                                \
            msbat_context_get_message(ctx, sizeof why_, why_);                                                  \
            fprintf(stderr, "%s: %s: %s\n", #call, msbat_status_text(st_), why_);                               \
            return 1;                                                                                           \
        }                                                                                                       \
    } while (0)

#endif
