/* oom.h - failed allocations in every test, without a line in the tests.
 *
 * A test program (or an example) is linked with the linker's --wrap before every function of the library (wrap.pl),
 * with a small stand-in for Check (runner.c), and with contexts whose allocator counts (heap.c). Each test runs
 *   once to record: how many allocations, in which call each, how many blocks live after each call;
 *   once to serve: at every planned allocation the process forks, and the allocation fails in the child, alone or with
 *   all that follow it in the call.
 * In the child the call must return MSBAT_ERR_MEMORY and say so. Then the very same call is made again, after what
 * callbacks have counted, in the frames or the static variables of the test, is put back; a run of Monte Carlo that
 * had begun is resumed. It must end as it did when recorded, with as many blocks: so nothing was lost, and no object
 * was spoiled. Where the rest of the test is short the child goes on to its end, assertions and all, and no block may
 * be left.
 * A child shares the files of the process that serves; allocations while a file is open, or during calls that write
 * one, are therefore replayed from the test's start, each in a process of its own.
 *
 * Environment: OOM_TEST (part of a name) chooses tests, OOM_CASE=k with OOM_LASTING runs one case in the program itself
 * for a debugger, OOM_VERBOSE tells of each test and of
 * crashes of other libraries, OOM_SCALE takes fewer allocations of tests that have many,
 * OOM_FOREIGN fails those of other libraries, OOM_ROWS is the file for the program's row of the table. */
#ifndef MSBAT_TESTS_OOM_H
#define MSBAT_TESTS_OOM_H

#include <stddef.h>
#include <stdint.h>

#include "msbat/base.h"

typedef enum oom_verdict {
    OOM_FINE,
    OOM_CRASH,
    OOM_HANG,
    OOM_LEAK,
    OOM_SILENT,  /* success though an allocation failed */
    OOM_STATUS,  /* another status than MSBAT_ERR_MEMORY, or a message that does not tell of memory */
    OOM_CHANGED, /* the call made again, or the rest of the test, ends otherwise than without a failure */
    OOM_THEIRS,  /* a crash of another library that does not look at what malloc gave it */
    OOM_VERDICTS
} oom_verdict;

typedef enum oom_phase {
    OOM_OFF,     /* not in a test, or in a process that the test itself has forked */
    OOM_RECORD,
    OOM_SERVE,
    OOM_REPLAY,  /* on the way to the one allocation that is to fail */
    OOM_FAILING, /* every allocation fails, until the call returns */
    OOM_AFTER
} oom_phase;

typedef enum oom_stage { OOM_UNHURT, OOM_FAILED, OOM_REPEATED } oom_stage;

/* A call from the test into the library that is under way; on the wrapper's stack. */
typedef struct oom_frame {
    struct oom_frame *outer; /* the call during which a callback made this one */
    const char *name;
    char *from;              /* where the frames of the test begin */
    int level;               /* how many calls are around it */
    int64_t call;            /* number in the test */
    int64_t live, writes;    /* when it began */
    int64_t record;          /* of a call that allocates, else -1 */
    oom_stage stage;
} oom_frame;

typedef struct oom_record {
    const char *name;
    int64_t call;
    int64_t live; /* blocks after it */
    int status, writes;
    uint64_t held; /* bit d: it failed holding d blocks, was made again, and had lost none of them */
    double begin, end; /* processor time [s] of the test at its first allocation and at its end */
} oom_record;

typedef struct oom_allocation {
    uint64_t site; /* return addresses up to the test's call */
    size_t size;
    int64_t record;
    int open; /* a file is open */
} oom_allocation;

/* What recording leaves for the processes after it; shared memory. */
typedef struct oom_log {
    int64_t allocations, records, calls, live, writes, outside, own;
    int forks; /* the test makes processes of its own */
    double time;
    oom_allocation *allocation;
    oom_record *record;
    uint8_t *plan;
    uint8_t *planned; /* calls in which allocations are to fail */
    oom_verdict verdict; /* of the case that ran last */
    char text[400];
    int library; /* that has crashed */
    int64_t other_status;
} oom_log;

enum { OOM_MOST_ALLOCATIONS = 1 << 24 };
/* Bits of a plan: how it fails; a test of its own; the first of its site; its call, though long, is made again. */
enum { OOM_ONCE = 1, OOM_LASTING = 2, OOM_APART = 4, OOM_FIRST = 8, OOM_AGAIN = 16 };

typedef struct oom_run {
    oom_phase phase;
    oom_frame *frame;
    int64_t allocations, records, calls, live, open, writes;
    int64_t target; /* the allocation that a replay is about, or the one that failed */
    int mode;       /* OOM_ONCE or OOM_LASTING */
    int apart;      /* the process shares no files with another */
    int foreign;    /* allocations of other libraries are meant */
    int tests;      /* of the program */
    int own;        /* the test has an allocator that fails by itself */
    const msbat_context *failed; /* context whose allocation failed */
    const char *test;
    char *stack; /* end of the test's frames */
    oom_log *log;
} oom_run;
extern oom_run oom;

/* calls.c */
void oom_enter(oom_frame *frame, const char *name);
int oom_leave(oom_frame *frame, int status); /* 1: make the call again */
int oom_fails(size_t size);                  /* one more allocation; 1 when it is to fail */
double oom_time(void);

/* heap.c */
msbat_status oom_context_create(msbat_context **ctx);
msbat_status oom_context_create_with_allocator(msbat_resize_fn resize, msbat_release_fn release, void *user,
                                               msbat_context **ctx);

/* foreign.c */
enum { OOM_LIBRARIES = 4 };
const char *oom_library(int i);
const char *oom_reason(int i);
uint64_t oom_foreign_site(void); /* of an allocation of another library */
void oom_explain_crashes(void);

/* plan.c */
typedef struct oom_choice {
    int64_t sites, stride; /* sites are new ones */
} oom_choice;
oom_choice oom_choose(void);
int oom_is_planned(int64_t call);
int oom_is_quick(const oom_record *r);               /* may be made again each time */
int oom_is_last(const oom_record *r, int survived); /* the rest of the test is too long to go on with it */

/* cases.c */
void oom_start(int tests); /* of the program */
int oom_examine(const char *name, void (*body)(void *test), void *test); /* number of findings */
void oom_finish(const char *layer); /* OOM_LAYER names it otherwise */
int oom_serve(int64_t k); /* 1 in a child in which allocation k fails */
/* The end of a case, with the reason as printf has it. */
void oom_end(oom_verdict verdict, const char *format, ...) __attribute__((noreturn, format(printf, 2, 3)));

#endif
