/* judge.h - what a call must not do, and the account of what was done. */
#ifndef MSBAT_TESTS_HOSTILE_JUDGE_H
#define MSBAT_TESTS_HOSTILE_JUDGE_H

#include "cases.h"

typedef enum fault_kind {
    F_DIED, F_HUNG, F_OK_WITHOUT_HANDLE, F_TOUCHED, F_PRINTED, F_STATUS, F_REFUSED, F_MESSAGE, F_COUNT
} fault_kind;

/* A call: the function, which arguments are hostile, and where the arguments stand; and the call before it, when it is
 * one that looks at the object that was made or changed by that. In a walk objects are in any state. */
typedef struct attempt {
    const function *f;
    const hostile_case *c;
    const slot *s;
    const struct attempt *after;
    bool in_walk;
} attempt;

/* Memory that parent and children share. */
typedef struct account {
    int64_t current, next; /* case that runs; the one to go on with */
    int64_t following;     /* 1 + index of the function called after it, else 0; in a walk the function itself */
    uint64_t state;        /* of the random numbers before a step of a walk */
    int64_t calls, faults[F_COUNT];
    int64_t reported;
} account;
extern account *board;

bool judge_start(void); /* false if files and memory cannot be had */
void judge_silence(void); /* in a child: stdout and stderr go to where prints are noticed */
void judge_call(const attempt *a, const result *r);
void judge_fault(const attempt *a, fault_kind fault, const char *more);
bool judge_made(const slot *s); /* a new object stands in the slot */
/* A row of the table; a NULL header prints the head. */
void judge_row(const char *header, int64_t n, const account *from);

#endif
