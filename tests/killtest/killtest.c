/* killtest.c - killtest FOLDER KILLS [SEED]: each of the runs is killed at random times and resumed until it has been
 * killed KILLS times. After every kill the checkpoint is absent or complete, and there is at most one temporary file;
 * every run that comes to its end has left the checkpoint and the results of one that was never killed, and no
 * temporary. */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "runs.h"

enum { PATH = 300, LAUNCHES_PER_KILL = 20 };

typedef struct place {
    char folder[PATH], checkpoint[PATH], results[PATH];
} place;

static void fail(const kill_run *run, const char *what)
{
    fprintf(stderr, "killtest: %s: %s\n", run->name, what);
    exit(1);
}

static void set_place(place *p, const char *folder)
{
    snprintf(p->folder, sizeof p->folder, "%.200s", folder);
    snprintf(p->checkpoint, sizeof p->checkpoint, "%.200s/state", folder);
    snprintf(p->results, sizeof p->results, "%.200s/results", folder);
}

static void clear(const place *p)
{
    unlink(p->checkpoint);
    unlink(p->results);
}

/* ---- processes ---- */
static pid_t start(const kill_run *run, const place *p)
{
    pid_t child = fork();
    if (child) return child;
    msbat_context *ctx = NULL;
    FILE *results = fopen(p->results, "w");
    bool good = results && msbat_context_create(&ctx) == MSBAT_OK && run->run(ctx, p->checkpoint, results);
    char message[512] = "";
    if (ctx) msbat_context_get_message(ctx, sizeof message, message);
    if (!good) fprintf(stderr, "killtest: %s: %s\n", run->name, message);
    _exit(good && !fclose(results) ? 0 : 1);
}

/* True if it came to its end, false if it was killed. */
static bool finish(const kill_run *run, pid_t child)
{
    int how = 0;
    if (waitpid(child, &how, 0) != child) fail(run, "the process cannot be waited for");
    if (WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL) return false;
    if (!WIFEXITED(how) || WEXITSTATUS(how)) fail(run, "a run failed");
    return true;
}

static double seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void wait_for(double seconds)
{
    struct timespec t = {(time_t)seconds, (long)(1e9 * (seconds - (double)(time_t)seconds))};
    while (nanosleep(&t, &t) && errno == EINTR) continue;
}

/* In [0, 1), by xorshift (G. Marsaglia, J. Stat. Softw. 8 (2003) 14). */
static double uniform(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (double)(*state >> 11) * 0x1p-53;
}

/* ---- what must hold ---- */
static int count_temporaries(const place *p)
{
    DIR *folder = opendir(p->folder);
    int n = 0;
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        n += entry->d_name[0] != '.' && strcmp(entry->d_name, "state") && strcmp(entry->d_name, "results");
    if (folder) closedir(folder);
    return n;
}

static bool same_files(const char *a, const char *b)
{
    FILE *one = fopen(a, "rb"), *other = fopen(b, "rb");
    bool good = one && other;
    for (int c = 0; good && c != EOF;) {
        c = getc(one);
        good = c == getc(other);
    }
    if (one) fclose(one);
    if (other) fclose(other);
    return good;
}

static void check_killed(const kill_run *run, const place *p)
{
    msbat_context *ctx = NULL;
    if (count_temporaries(p) > 1) fail(run, "temporary files pile up");
    if (access(p->checkpoint, F_OK)) return;
    if (msbat_context_create(&ctx) || !run->readable(ctx, p->checkpoint)) fail(run, "a checkpoint is torn");
    msbat_context_destroy(&ctx);
}

static void check_ended(const kill_run *run, const place *p, const place *whole)
{
    if (count_temporaries(p)) fail(run, "a temporary file is left");
    if (!same_files(p->checkpoint, whole->checkpoint)) fail(run, "the last checkpoint is another one");
    if (!same_files(p->results, whole->results)) fail(run, "the results are others");
}

/* ---- one run ---- */
static double run_whole(const kill_run *run, const place *whole)
{
    double begin = seconds_now();
    clear(whole);
    if (!finish(run, start(run, whole))) fail(run, "somebody else killed it");
    return seconds_now() - begin;
}

static void kill_often(const kill_run *run, const place *p, const place *whole, int kills, uint64_t *state)
{
    int killed = 0, ended = 0, launches = 0;
    double length = run_whole(run, whole), begin = 0;
    bool afresh = true;
    clear(p);
    while (killed < kills || !ended) {
        if (++launches > LAUNCHES_PER_KILL * (kills + 1)) fail(run, "it comes to no end");
        begin = seconds_now();
        pid_t child = start(run, p);
        if (killed < kills) {
            wait_for(uniform(state) * length);
            kill(child, SIGKILL);
        }
        if (!finish(run, child)) {
            killed++;
            check_killed(run, p);
            afresh = false;
            continue;
        }
        if (afresh && seconds_now() - begin < length) length = seconds_now() - begin; /* the machine was busy before */
        ended++;
        check_ended(run, p, whole);
        clear(p);
        afresh = true;
    }
    printf("%-10s %3d kills, %2d runs to the end, each with the bits of a whole one (%.2f s)\n", run->name, killed,
           ended, length);
}

static double cpu_seconds(int who)
{
    struct rusage used;
    getrusage(who, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           1e-6 * (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

int main(int argc, char **argv)
{
    place p, whole;
    char folder[PATH];
    if (argc < 3) return 1;
    uint64_t state = argc > 3 ? strtoull(argv[3], NULL, 10) : 20260101;
    snprintf(folder, sizeof folder, "%.150s/killed", argv[1]);
    set_place(&p, folder);
    snprintf(folder, sizeof folder, "%.150s/whole", argv[1]);
    set_place(&whole, folder);
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (int k = 0; k < KILL_RUNS; k++) kill_often(&kill_runs[k], &p, &whole, atoi(argv[2]), &state);
    printf("CPU %.1f s\n", cpu_seconds(RUSAGE_SELF) + cpu_seconds(RUSAGE_CHILDREN));
    return 0;
}
