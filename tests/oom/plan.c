/* plan.c - which allocations of a test fail: all, or, when that would take too long, every new site and a stride. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oom/oom.h"

/* Most allocations of a test that all fail; how long [s] those chosen by the stride may take of a program, of a test of
 * many, and of one, and how long a test's calls made again may that take longer than retry_time. */
enum { MOST_ALL = 2000, SITES = 1 << 18 };
static const double program_budget = 60, least_budget = 1, most_budget = 10, long_budget = 3, fork_time = 1e-3;

/* Longer calls are repeated at new sites only; longer rests of tests are left out, but for calls that did without
 * memory of another library: only the rest of the test tells whether they did as well. */
static const double retry_time = 0.02, rest_time = 0.01, foreign_rest_time = 0.5;

static double setting(const char *name, double otherwise)
{
    const char *text = getenv(name);
    return text ? atof(text) : otherwise;
}

int oom_is_quick(const oom_record *r) { return r->end - r->begin < retry_time; }

int oom_is_last(const oom_record *r, int survived)
{
    return oom.log->time - r->end > (survived ? foreign_rest_time : rest_time);
}

/* Sites that an earlier test of the program has failed at are not new. */
static int is_new(uint64_t site)
{
    static uint64_t seen[SITES];
    static int64_t count;
    uint64_t i = (site |= 1) % SITES;
    while (seen[i] && seen[i] != site) i = (i + 1) % SITES;
    if (seen[i]) return 0;
    if (++count > SITES / 2) {
        fprintf(stderr, "more than %d sites of allocations\n", SITES / 2);
        exit(2);
    }
    seen[i] = site;
    return 1;
}

static const oom_record *record_of(int64_t k) { return &oom.log->record[oom.log->allocation[k].record]; }

static int is_apart(int64_t k)
{
    return oom.log->allocation[k].open || record_of(k)->writes;
}

/* What the two cases of an allocation may take, by the times of the recording. */
static double cost(int64_t k)
{
    const oom_record *r = record_of(k);
    double sum = fork_time;
    if (oom_is_quick(r)) sum += r->end - r->begin;
    if (!oom_is_last(r, oom.foreign)) sum += oom.log->time - r->end;
    if (is_apart(k)) sum += r->end;
    return 2 * sum;
}

static double budget(double scale)
{
    double share = program_budget / (double)oom.tests;
    return scale * (share < least_budget ? least_budget : share > most_budget ? most_budget : share);
}

static int fits(int64_t stride, double scale)
{
    const double most = budget(scale);
    double sum = 0;
    if (oom.log->allocations / stride > MOST_ALL * scale) return 0;
    for (int64_t k = 0; k < oom.log->allocations && sum <= most; k += stride) sum += cost(k);
    return sum <= most;
}

/* Strides are odd: what a test allocates in a loop comes in twos and fours. */
static int64_t find_stride(double scale)
{
    int64_t stride = 1;
    while (stride < oom.log->allocations && !fits(stride, scale)) stride = stride == 1 ? 3 : 2 * stride - 1;
    return stride;
}

/* Long calls are made again once for as many of the new sites as their budget allows. */
static void choose_repetitions(double scale)
{
    double sum = 0, share = 1;
    for (int64_t k = 0; k < oom.log->allocations; k++)
        if (oom.log->plan[k] & OOM_FIRST && !oom_is_quick(record_of(k))) sum += record_of(k)->end - record_of(k)->begin;
    const double part = sum > long_budget * scale ? long_budget * scale / sum : 1;
    for (int64_t k = 0; k < oom.log->allocations; k++) {
        if (!(oom.log->plan[k] & OOM_FIRST) || oom_is_quick(record_of(k))) continue;
        if (share >= 1) {
            oom.log->plan[k] |= OOM_AGAIN;
            share -= 1;
        }
        share += part;
    }
}

/* Calls beyond those that have a place are taken for planned ones. */
int oom_is_planned(int64_t call) { return call >= OOM_MOST_ALLOCATIONS || oom.log->planned[call]; }

static void mark_calls(void)
{
    for (int64_t c = 0; c < oom.log->calls && c < OOM_MOST_ALLOCATIONS; c++) oom.log->planned[c] = 0;
    for (int64_t k = 0; k < oom.log->allocations; k++)
        if (oom.log->plan[k] && record_of(k)->call < OOM_MOST_ALLOCATIONS) oom.log->planned[record_of(k)->call] = 1;
}

oom_choice oom_choose(void)
{
    const double scale = setting("OOM_SCALE", 1);
    oom_choice c = {0, find_stride(scale)};
    memset(oom.log->plan, 0, (size_t)oom.log->allocations + 1);
    for (int64_t k = 0; k < oom.log->allocations; k++) {
        int first = is_new(oom.log->allocation[k].site);
        c.sites += first;
        if (k % c.stride && !first) continue;
        oom.log->plan[k] = (uint8_t)(OOM_ONCE | OOM_LASTING | (is_apart(k) ? OOM_APART : 0) | (first ? OOM_FIRST : 0));
    }
    choose_repetitions(scale);
    mark_calls();
    return c;
}
