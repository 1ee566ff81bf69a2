/* calls.c - what is asked of a call in which an allocation failed. */
#include <string.h>
#include <time.h>

#include "oom/oom.h"

oom_run oom;

msbat_status __real_msbat_context_get_message(const msbat_context *ctx, size_t size, char *text);
const char *__real_msbat_status_text(msbat_status status);

double oom_time(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* ---- what callbacks did ---- */
/* A call that is made again must meet the counters of its callbacks as it met them first. They stand in the frames of
 * the test or in its static variables; both are kept when a call begins in which an allocation is to fail, be it one
 * that a callback makes. */
enum { KEPT_STACK = 1 << 16, KEPT_STATICS = 1 << 21, LEVELS = 3, BLOCK = 4096 };
static struct {
    size_t size;
    char stack[KEPT_STACK], data[KEPT_STATICS], bss[KEPT_STATICS];
} kept[LEVELS];

/* mark.c, before and behind the objects of the test */
extern char oom_data_begins[], oom_data_ends[], oom_bss_begins[], oom_bss_ends[];

static size_t between(const char *from, const char *to) { return to > from ? (size_t)(to - from) : 0; }

static void check_statics(void)
{
    if (between(oom_data_begins, oom_data_ends) > KEPT_STATICS || between(oom_bss_begins, oom_bss_ends) > KEPT_STATICS)
        oom_end(OOM_CHANGED, "the test has more static variables than are kept");
}

/* Leaves pages as they are that hold the same: processes share them. */
static void copy(char *to, const char *from, size_t size)
{
    for (size_t i = 0; i < size; i += BLOCK) {
        size_t n = size - i < BLOCK ? size - i : BLOCK;
        if (memcmp(to + i, from + i, n)) memcpy(to + i, from + i, n);
    }
}

static void keep(const oom_frame *f)
{
    if (f->level >= LEVELS) return;
    const size_t size = between(f->from, oom.stack);
    check_statics();
    kept[f->level].size = size < KEPT_STACK ? size : KEPT_STACK;
    copy(kept[f->level].stack, f->from, kept[f->level].size);
    copy(kept[f->level].data, oom_data_begins, between(oom_data_begins, oom_data_ends));
    copy(kept[f->level].bss, oom_bss_begins, between(oom_bss_begins, oom_bss_ends));
}

static void restore(const oom_frame *f)
{
    if (f->level >= LEVELS) return;
    copy(f->from, kept[f->level].stack, kept[f->level].size);
    copy(oom_data_begins, kept[f->level].data, between(oom_data_begins, oom_data_ends));
    copy(oom_bss_begins, kept[f->level].bss, between(oom_bss_begins, oom_bss_ends));
}

void oom_enter(oom_frame *frame, const char *name)
{
    char *wrapper = *(char **)__builtin_frame_address(0); /* above it are its return address and the test's frames */
    char *from = wrapper + 2 * sizeof(void *);
    const int level = oom.frame ? oom.frame->level + 1 : 0;
    *frame = (oom_frame){oom.frame, name, from, level, oom.calls++, oom.live, oom.writes, -1, OOM_UNHURT};
    oom.frame = frame;
    if ((oom.phase == OOM_SERVE || oom.phase == OOM_REPLAY) && oom_is_planned(frame->call)) keep(frame);
}

/* ---- recording ---- */
/* Walks the frame pointers (the library is built with them for this) from here to the test's call. */
static uint64_t site_of(const oom_frame *frame)
{
    uint64_t hash = 1469598103934665603u;
    void *const *at = __builtin_frame_address(0);
    while ((const void *)at < (const void *)frame && !((uintptr_t)at % sizeof *at)) {
        hash = (hash ^ (uint64_t)(uintptr_t)at[1]) * 1099511628211u;
        if ((void *const *)at[0] <= at) break;
        at = at[0];
    }
    return hash;
}

static void open_record(oom_frame *f)
{
    f->record = oom.records++;
    if (oom.phase != OOM_RECORD) return;
    oom.log->record[f->record].name = f->name;
    oom.log->record[f->record].call = f->call;
    oom.log->record[f->record].begin = oom_time();
}

static void record_call(const oom_frame *f, int status)
{
    if (f->record < 0) return;
    oom_record *r = &oom.log->record[f->record];
    r->live = oom.live;
    r->status = status;
    r->held = 0;
    r->writes = oom.writes != f->writes;
    r->end = oom_time();
}

/* ---- failing ---- */
static int fail_now(void)
{
    oom.phase = oom.mode == OOM_LASTING ? OOM_FAILING : OOM_AFTER;
    oom.frame->stage = OOM_FAILED;
    return 1;
}

static void other_allocation(int64_t k)
{
    oom_end(OOM_CHANGED, "allocation %lld is not the one recorded: the test does not repeat itself", (long long)k);
}

int oom_fails(size_t size)
{
    if (oom.phase == OOM_FAILING) return 1;
    if (oom.phase == OOM_OFF || oom.phase == OOM_AFTER) return 0;
    if (!oom.frame) { /* what the test allocates for itself */
        oom.log->outside += oom.phase == OOM_RECORD;
        return 0;
    }
    int64_t k = oom.allocations++;
    if (oom.frame->record < 0) open_record(oom.frame);
    if (oom.phase == OOM_RECORD) {
        if (k >= OOM_MOST_ALLOCATIONS) oom_end(OOM_CHANGED, "more than %d allocations", OOM_MOST_ALLOCATIONS);
        uint64_t site = oom.foreign ? oom_foreign_site() : site_of(oom.frame);
        oom.log->allocation[k] = (oom_allocation){site, size, oom.frame->record, oom.open > 0};
        return 0;
    }
    if (k >= oom.log->allocations || oom.log->allocation[k].size != size) other_allocation(k);
    if (oom.phase == OOM_SERVE ? oom_serve(k) : k == oom.target) return fail_now();
    return 0;
}

/* ---- judging ---- */
static void judge_message(const oom_frame *f)
{
    char text[512] = "";
    if (!oom.failed || oom.foreign || !strcmp(f->name, "msbat_context_create")) return;
    __real_msbat_context_get_message(oom.failed, sizeof text, text);
    if (!strstr(text, "allocate") && !strstr(text, "memory"))
        oom_end(OOM_STATUS, "%s: the message is \"%.200s\"", f->name, text);
}

static void judge_status(const oom_frame *f, int status)
{
    const char *text = __real_msbat_status_text((msbat_status)status);
    if (status == MSBAT_OK) oom_end(OOM_SILENT, "%s succeeds", f->name);
    if (status == MSBAT_ERR_MEMORY) judge_message(f);
    else if (!oom.foreign) oom_end(OOM_STATUS, "%s: \"%s\"", f->name, text);
    else oom.log->other_status++;
}

/* What has run on is finished by wrap.pl's other call, without what its callbacks have seen. */
static int is_resumed(const oom_frame *f)
{
    return !strncmp(f->name, "msbat_mc_run", strlen("msbat_mc_run")) || !strcmp(f->name, "msbat_mc_isotherm") ||
           !strcmp(f->name, "msbat_mc_resume");
}

/* Runs of kinetic Monte Carlo stand where they were stopped: made again they add as much once more. Meanwhile they
 * may hold a few levels of windows more than at their end; tests/kmc looks at their blocks to the last. */
enum { MORE_LEVELS = 8 };
static int goes_on(const oom_frame *f) { return !strncmp(f->name, "msbat_kmc_run", strlen("msbat_kmc_run")); }

static uint64_t held; /* bit of the blocks that the failed call of this process has left */

static uint64_t held_bit(int64_t blocks) { return blocks > 0 && blocks < 64 ? (uint64_t)1 << blocks : 0; }

/* Blocks that the failed call has left must be accounted for, once of their number. (A run that stands half-way owns
 * what it has so far.) */
static int holds_blocks(const oom_frame *f, const oom_record *r)
{
    if (oom.live == f->live || is_resumed(f) || goes_on(f)) return 0;
    held = held_bit(oom.live - f->live);
    return !(r->held & held);
}

/* The call is made again when that is quick, when its blocks must be accounted for, and now and then. */
static int worth_repeating(const oom_frame *f, const oom_record *r)
{
    return holds_blocks(f, r) || oom_is_quick(r) || (oom.mode == OOM_ONCE && oom.log->plan[oom.target] & OOM_AGAIN);
}

/* Tests that ask the library how often it has called, or let a call fail by its number: a band or a Hessian counts on,
 * and goes on where it stands, when its run is made again. The rest of such a test is left out. */
static int counts_calls(const char *test)
{
    static const char *const names[] = {"neb/mueller_brown_highest_saddle", "hessian/order_of_differences",
                                        "hostile/positions_that_cannot_be_evaluated"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strncmp(test, names[i], strlen(names[i]))) return 1;
    return 0;
}

static void judge_repetition(const oom_frame *f, int status)
{
    oom_record *r = &oom.log->record[f->record];
    if (goes_on(f)) oom_end(OOM_FINE, "went on");
    if (is_resumed(f) && r->status == MSBAT_CANCELLED && status == MSBAT_OK)
        oom_end(OOM_FINE, "to its end: it was asked whether to stop before memory was short");
    if (status != r->status)
        oom_end(OOM_CHANGED, "%s made again: \"%s\" instead of \"%s\"", f->name,
                __real_msbat_status_text((msbat_status)status), __real_msbat_status_text((msbat_status)r->status));
    if (oom.live != r->live) oom_end(OOM_LEAK, "%s leaves %lld blocks more", f->name, (long long)(oom.live - r->live));
    r->held |= held;
    int survived = oom.foreign && f->stage == OOM_FAILED;
    if (counts_calls(oom.test) || (oom.log->writes && !oom.apart) || oom_is_last(r, survived))
        oom_end(OOM_FINE, "rest left out");
}

static int judge_failure(oom_frame *f, int status)
{
    oom.phase = OOM_AFTER;
    if (oom.foreign && status == oom.log->record[f->record].status) { /* it did without: the test sees how well */
        if (status) oom_end(OOM_FINE, "fails as it should have");
        judge_repetition(f, status);
        return 0;
    }
    judge_status(f, status);
    int64_t more = oom.live - oom.log->record[f->record].live;
    if (goes_on(f) && more > MORE_LEVELS) oom_end(OOM_LEAK, "%s leaves %lld blocks more", f->name, (long long)more);
    if (!worth_repeating(f, &oom.log->record[f->record])) oom_end(OOM_FINE, "not repeated");
    if (!goes_on(f) && !is_resumed(f)) restore(f);
    f->stage = OOM_REPEATED;
    oom.frame = f;
    return 1;
}

int oom_leave(oom_frame *f, int status)
{
    oom.frame = f->outer;
    if (oom.phase == OOM_RECORD) record_call(f, status);
    if (f->stage == OOM_FAILED) return judge_failure(f, status);
    if (f->stage == OOM_REPEATED) judge_repetition(f, status);
    return 0;
}
