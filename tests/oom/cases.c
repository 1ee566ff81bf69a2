/* cases.c - which allocations of a test fail, the processes in which they do, and the count of what came out. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "oom/oom.h"

enum { SHOWN = 12, WALL_LIMIT = 300 };

/* Shared with the processes of the test. */
typedef struct tally {
    int64_t tests, broken, allocations, sites, cases, stride, count[OOM_VERDICTS], findings;
    int64_t theirs[OOM_LIBRARIES];
    int64_t shown; /* findings printed of this test */
} tally;

static tally *total;
static FILE *report;
static int forking;

static const char *const verdict_text[OOM_VERDICTS] = {
    "fine", "crash", "hang", "leak", "silent success", "wrong status", "spoiled", "crash of another library"};

void __gcov_dump(void) __attribute__((weak));

static void leave(int code)
{
    if (__gcov_dump) __gcov_dump();
    _exit(code);
}

void oom_end(oom_verdict verdict, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    oom.phase = OOM_OFF;
    vsnprintf(oom.log->text, sizeof oom.log->text, format, args);
    va_end(args);
    oom.log->verdict = verdict;
    leave(verdict);
    abort();
}

/* ---- processes ---- */
/* Processor time [s] of the program and of all its processes. */
static double used_time(void)
{
    double sum = 0;
    for (int k = 0; k < 2; k++) {
        struct rusage u;
        getrusage(k ? RUSAGE_CHILDREN : RUSAGE_SELF, &u);
        sum += (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec);
        sum += 1e-6 * (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
    }
    return sum;
}

/* A process that the test itself makes is none of ours. */
static void after_fork(void)
{
    if (forking) return;
    oom.phase = OOM_OFF;
    oom.log->forks = 1;
}

static pid_t fork_ours(void)
{
    oom.log->verdict = OOM_CHANGED; /* until the process says how it ended */
    snprintf(oom.log->text, sizeof oom.log->text, "the process ends on its own");
    fflush(NULL);
    forking = 1;
    pid_t child = fork();
    forking = 0;
    if (child < 0) {
        perror("fork");
        exit(2);
    }
    return child;
}

static void limit_time(void)
{
    rlim_t seconds = (rlim_t)(10 + 3 * oom.log->time);
    struct rlimit limit = {seconds, seconds + 1};
    setrlimit(RLIMIT_CPU, &limit);
    alarm(WALL_LIMIT);
}

static void set_verdict(oom_verdict verdict, const char *text)
{
    oom.log->verdict = verdict;
    snprintf(oom.log->text, sizeof oom.log->text, "%s", text);
}

static oom_verdict wait_for(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0) continue;
    if (!WIFSIGNALED(status)) return oom.log->verdict;
    int sig = WTERMSIG(status);
    if (sig == SIGXCPU || sig == SIGALRM || sig == SIGKILL) set_verdict(OOM_HANG, "no end");
    else if (oom.log->verdict != OOM_CRASH && oom.log->verdict != OOM_THEIRS) set_verdict(OOM_CRASH, strsignal(sig));
    return oom.log->verdict;
}

/* ---- cases ---- */
static void print_finding(int64_t k, int mode)
{
    const oom_allocation *a = &oom.log->allocation[k];
    fprintf(report, "%s: allocation %lld of %lld (%zu bytes in %s)%s: %s: %s\n", oom.test, (long long)k,
            (long long)oom.log->allocations, a->size, oom.log->record[a->record].name,
            mode == OOM_LASTING ? " and all after it" : "", verdict_text[oom.log->verdict], oom.log->text);
    fflush(report);
}

static int is_finding(oom_verdict verdict) { return verdict != OOM_FINE && verdict != OOM_THEIRS; }

static void count_case(int64_t k, int mode)
{
    total->cases++;
    total->count[oom.log->verdict]++;
    if (oom.log->verdict == OOM_THEIRS) {
        total->theirs[oom.log->library]++;
        if (getenv("OOM_VERBOSE")) print_finding(k, mode);
    }
    if (!is_finding(oom.log->verdict)) return;
    total->findings++;
    if (total->shown++ < SHOWN) print_finding(k, mode);
}

/* What the C library says of a spoilt heap must not get into a file that the test has put in the place of stderr. */
static void silence(void)
{
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, 2);
    close(nowhere);
}

static void begin_case(int64_t k, int mode)
{
    if (oom.foreign) silence();
    limit_time();
    oom.target = k;
    oom.mode = mode;
}

int oom_serve(int64_t k)
{
    int plan = oom.log->plan[k];
    for (int mode = OOM_ONCE; mode <= OOM_LASTING; mode *= 2) {
        if (!(plan & mode) || plan & OOM_APART) continue;
        pid_t child = fork_ours();
        if (!child) {
            begin_case(k, mode);
            return 1;
        }
        wait_for(child);
        count_case(k, mode);
    }
    return 0;
}

static void end_test(void)
{
    if (oom.phase == OOM_RECORD) {
        oom.log->allocations = oom.allocations;
        oom.log->records = oom.records;
        oom.log->calls = oom.calls;
        oom.log->live = oom.live;
        oom.log->writes = oom.writes;
        oom.log->time = oom_time();
    }
    if (oom.live != oom.log->live)
        oom_end(OOM_LEAK, "the test ends with %lld blocks more", (long long)(oom.live - oom.log->live));
    oom_end(OOM_FINE, "to the end");
}

/* Runs the test in a process of its own; k and mode for a replay. */
static oom_verdict run_test(oom_phase phase, int64_t k, int mode, void (*body)(void *test), void *test)
{
    pid_t child = fork_ours();
    if (child) return wait_for(child);
    oom.phase = phase;
    oom.stack = __builtin_frame_address(0);
    if (phase == OOM_REPLAY) {
        oom.apart = 1;
        begin_case(k, mode);
    }
    body(test);
    end_test();
    return OOM_FINE;
}

static void replay_cases(void (*body)(void *test), void *test)
{
    for (int64_t k = 0; k < oom.log->allocations; k++)
        for (int mode = OOM_ONCE; mode <= OOM_LASTING; mode *= 2) {
            if (!(oom.log->plan[k] & OOM_APART) || !(oom.log->plan[k] & mode)) continue;
            run_test(OOM_REPLAY, k, mode, body, test);
            count_case(k, mode);
        }
}

static int is_broken(const char *when, oom_verdict verdict)
{
    if (!verdict) return 0;
    total->broken++;
    fprintf(report, "%s: without a failure, %s: %s: %s\n", oom.test, when, verdict_text[verdict], oom.log->text);
    return 1;
}

/* OOM_CASE=k: one case, in this process, for a debugger. */
static void debug_case(void (*body)(void *test), void *test)
{
    oom.phase = OOM_REPLAY;
    oom.target = atoll(getenv("OOM_CASE"));
    oom.mode = getenv("OOM_LASTING") ? OOM_LASTING : OOM_ONCE;
    oom.apart = 1;
    oom.stack = __builtin_frame_address(0);
    body(test);
    end_test();
}

int oom_examine(const char *name, void (*body)(void *test), void *test)
{
    const char *chosen = getenv("OOM_TEST");
    int64_t before = total->findings + total->broken, verbose = getenv("OOM_VERBOSE") != NULL;
    const double begin = used_time();
    if (chosen && !strstr(name, chosen)) return 0;
    oom.test = name;
    total->tests++;
    total->shown = 0;
    oom.log->outside = oom.log->other_status = oom.log->forks = 0;
    oom.log->time = 60;
    if (is_broken("recording", run_test(OOM_RECORD, 0, 0, body, test))) return 1;
    if (oom.log->forks) { /* killed at any moment, it goes on from another file each time: make killtest is for that */
        fprintf(report, "%s: makes processes of its own and does not repeat itself: left out\n", name);
        return 0;
    }
    total->allocations += oom.log->allocations;
    oom_choice chosen_cases = oom_choose();
    total->sites += chosen_cases.sites;
    if (total->stride < chosen_cases.stride) total->stride = chosen_cases.stride;
    if (getenv("OOM_CASE")) debug_case(body, test);
    int64_t cases = total->cases;
    is_broken("serving", run_test(OOM_SERVE, 0, 0, body, test));
    replay_cases(body, test);
    if (oom.log->writes) is_broken("at last", run_test(OOM_AFTER, 0, 0, body, test));
    if (oom.log->live) {
        total->broken++;
        fprintf(report, "%s: without a failure: ends with %lld blocks\n", name, (long long)oom.log->live);
    }
    if (verbose)
        fprintf(report, "%s: %lld allocations, stride %lld, %lld cases in %.3g s, %.3g s itself, %lld outside\n", name,
                (long long)oom.log->allocations, (long long)chosen_cases.stride, (long long)(total->cases - cases),
                used_time() - begin, oom.log->time, (long long)oom.log->outside);
    return total->findings + total->broken > before;
}

/* ---- the program ---- */
static void *shared(size_t size)
{
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p != MAP_FAILED) return p;
    perror("mmap");
    exit(2);
}

void oom_start(int tests)
{
    oom.tests = tests;
    total = shared(sizeof *total);
    oom.log = shared(sizeof *oom.log);
    oom.log->allocation = shared(OOM_MOST_ALLOCATIONS * sizeof *oom.log->allocation);
    oom.log->record = shared(OOM_MOST_ALLOCATIONS * sizeof *oom.log->record);
    oom.log->plan = shared(OOM_MOST_ALLOCATIONS);
    oom.log->planned = shared(OOM_MOST_ALLOCATIONS);
    oom.foreign = getenv("OOM_FOREIGN") != NULL;
    report = fdopen(dup(2), "w");
    if (!report || !freopen("/dev/null", "w", stdout) || (!getenv("OOM_VERBOSE") && !freopen("/dev/null", "w", stderr)))
        exit(2);
    pthread_atfork(NULL, NULL, after_fork);
    oom_explain_crashes();
}

void oom_finish(const char *layer)
{
    const char *path = getenv("OOM_ROWS"), *given = getenv("OOM_LAYER");
    for (int i = 0; i < OOM_LIBRARIES; i++)
        if (total->theirs[i])
            fprintf(report, "%s: %lld crashes inside %s (%s)\n", given ? given : layer, (long long)total->theirs[i],
                    oom_library(i), oom_reason(i));
    fflush(report);
    FILE *rows = path ? fopen(path, "a") : NULL;
    FILE *to = rows ? rows : report;
    fprintf(to, "%s %lld %lld %lld %lld %lld", given ? given : layer, (long long)total->tests,
            (long long)total->allocations, (long long)total->sites, (long long)total->stride, (long long)total->cases);
    for (int v = OOM_CRASH; v < OOM_VERDICTS; v++) fprintf(to, " %lld", (long long)total->count[v]);
    fprintf(to, " %lld %.1f\n", (long long)total->broken, used_time());
    fclose(to);
}
