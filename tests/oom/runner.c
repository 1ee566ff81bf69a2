/* runner.c - as much of Check as the tests use: suites are walked, and each test goes to cases.c. */
#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oom/oom.h"

enum { MOST = 64 };

typedef struct one_test {
    const TTest *test;
    int start, end;
} one_test;

struct TCase {
    SFun setup, teardown;
    int n_tests;
    one_test tests[MOST];
};

struct Suite {
    const char *name;
    int n_cases;
    TCase *cases[MOST];
};

struct SRunner {
    int n_suites, n_run, n_failed;
    Suite *suites[MOST];
};

typedef struct job {
    const TCase *tc;
    const TTest *test;
    int i;
} job;

static void *make(size_t size)
{
    void *p = calloc(1, size);
    if (!p) exit(2);
    return p;
}

static int more(int *n)
{
    if (*n >= MOST) exit(2);
    return (*n)++;
}

Suite *suite_create(const char *name)
{
    Suite *s = make(sizeof *s);
    s->name = name;
    return s;
}

TCase *tcase_create(const char *name)
{
    (void)name;
    return make(sizeof(TCase));
}

void suite_add_tcase(Suite *s, TCase *tc) { s->cases[more(&s->n_cases)] = tc; }

void tcase_set_timeout(TCase *tc, double timeout) { (void)tc, (void)timeout; }

void tcase_add_checked_fixture(TCase *tc, SFun setup, SFun teardown)
{
    if (tc->setup || tc->teardown) exit(2);
    tc->setup = setup;
    tc->teardown = teardown;
}

void _tcase_add_test(TCase *tc, const TTest *test, int signal, int exit_value, int start, int end)
{
    if (signal || exit_value) exit(2);
    tc->tests[more(&tc->n_tests)] = (one_test){test, start, end};
}

SRunner *srunner_create(Suite *s)
{
    SRunner *sr = make(sizeof *sr);
    srunner_add_suite(sr, s);
    return sr;
}

void srunner_add_suite(SRunner *sr, Suite *s) { sr->suites[more(&sr->n_suites)] = s; }

static void run_job(void *data)
{
    const job *j = data;
    if (j->tc->setup) j->tc->setup();
    j->test->fn(j->i);
    if (j->tc->teardown) j->tc->teardown();
}

static void run_case(SRunner *sr, const Suite *s, const TCase *tc)
{
    char name[200];
    for (int k = 0; k < tc->n_tests; k++)
        for (int i = tc->tests[k].start; i < tc->tests[k].end; i++) {
            job j = {tc, tc->tests[k].test, i};
            snprintf(name, sizeof name, "%s/%s/%d", s->name, j.test->name, i);
            sr->n_failed += oom_examine(name, run_job, &j);
            sr->n_run++;
        }
}

static int count_tests(const SRunner *sr)
{
    int n = 0;
    for (int s = 0; s < sr->n_suites; s++)
        for (int c = 0; c < sr->suites[s]->n_cases; c++) {
            const TCase *tc = sr->suites[s]->cases[c];
            for (int k = 0; k < tc->n_tests; k++) n += tc->tests[k].end - tc->tests[k].start;
        }
    return n;
}

void srunner_run_all(SRunner *sr, enum print_output mode)
{
    (void)mode;
    oom_start(count_tests(sr));
    for (int s = 0; s < sr->n_suites; s++)
        for (int c = 0; c < sr->suites[s]->n_cases; c++) run_case(sr, sr->suites[s], sr->suites[s]->cases[c]);
    oom_finish(sr->suites[0]->name);
}

int srunner_ntests_run(SRunner *sr) { return sr->n_run; }
int srunner_ntests_failed(SRunner *sr) { return sr->n_failed; }

void srunner_free(SRunner *sr)
{
    for (int s = 0; s < sr->n_suites; s++) {
        for (int c = 0; c < sr->suites[s]->n_cases; c++) free(sr->suites[s]->cases[c]);
        free(sr->suites[s]);
    }
    free(sr);
}

void _mark_point(const char *file, int line) { (void)file, (void)line; }

void _ck_assert_failed(const char *file, int line, const char *expr, const char *msg, ...)
{
    char text[256];
    va_list args;
    va_start(args, msg);
    if (msg) vsnprintf(text, sizeof text, msg, args);
    else snprintf(text, sizeof text, "%s", expr);
    va_end(args);
    oom_end(OOM_CHANGED, "%s:%d: %s", file, line, text);
}
