/* runs.h - checkpointed runs that killtest kills. */
#ifndef MSBAT_TESTS_KILLTEST_RUNS_H
#define MSBAT_TESTS_KILLTEST_RUNS_H

#include <stdbool.h>
#include <stdio.h>

#include "msbat/base.h"

typedef struct kill_run {
    const char *name;
    /* Goes on from the checkpoint, if there is one, or begins; writes checkpoints on the way and the last state in the
     * end, and all results as text. False if a call failed. */
    bool (*run)(msbat_context *ctx, const char *checkpoint, FILE *results);
    /* The checkpoint can be read. */
    bool (*readable)(msbat_context *ctx, const char *checkpoint);
} kill_run;

enum { KILL_RUNS = 4 };
extern const kill_run kill_runs[KILL_RUNS];

#endif
