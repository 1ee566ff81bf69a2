/* support.h - what every test program shares. A test file tests/LAYER/check_NAME.c defines one function
 *     Suite *suite_NAME(void)
 * and tests/LAYER/main.c lists them:   MSBAT_TEST_MAIN("layer", suite_NAME, suite_OTHER) */
#ifndef MSBAT_TESTS_SUPPORT_H
#define MSBAT_TESTS_SUPPORT_H

#include <check.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "msbat/base.h"

typedef Suite *(*test_suite_fn)(void);
int test_main(const char *layer, const test_suite_fn *suites, int64_t n_suites);
#define MSBAT_TEST_MAIN(layer, ...)                                                                             \
    int main(void)                                                                                              \
    {                                                                                                           \
        const test_suite_fn suites[] = {__VA_ARGS__};                                                           \
        return test_main(layer, suites, (int64_t)(sizeof suites / sizeof *suites));                             \
    }

/* Path of a file of the reference data (MSBAT_DATA, default ../shared/data); false when it is not there: then
 *     if (!test_data("thermo/llzo_defects/defects.yaml", sizeof path, path)) { test_skip("..."); return; } */
int test_data(const char *name, size_t size, char *path);
void test_skip(const char *reason);   /* counts the running test as skipped */
/* 1 by default; statistical tests multiply their lengths by it (MSBAT_TEST_SCALE). */
double test_scale(void);
/* Puts the program into a locale with a decimal comma (LC_NUMERIC), which is made for it when the machine has none; 0
 * when there is no way to have one: then test_skip. setlocale(LC_ALL, "C") ends it. */
int test_comma_locale(void);
/* Last message of the thread on the context, in a static buffer. */
const char *test_message(const msbat_context *ctx);

/* Uniform in [0, 1), the same series for the same start of state; and uniform between low and high. */
double test_uniform(uint64_t *state);
double test_between(uint64_t *state, double low, double high);

/* Allocator for msbat_context_create_with_allocator, user = the heap: counts, and fails when it is told to. */
typedef struct test_heap {
    int64_t calls, live;     /* calls of resize; blocks not yet released */
    int64_t fail_at;         /* the call, from 1, that fails; 0 for none */
    int64_t lasting, failed; /* lasting: all calls from fail_at on fail; failed: calls that did */
    size_t largest;          /* block asked for */
} test_heap;
void *test_heap_resize(void *ptr, size_t size, void *user);
void test_heap_release(void *ptr, void *user);

/* Runs the scenario, which makes and destroys all its handles on the context it is given, once in peace and then with
 * each of its allocations failing in turn, alone and with all that follow it: the status must be MSBAT_ERR_MEMORY and
 * no block may stay. What must be unchanged after a failure is asserted by the scenario. most: above so many
 * allocations every second, third, ... is taken. Returns their number. */
typedef msbat_status (*test_scenario)(msbat_context *ctx, void *user);
int64_t test_memory_at_most(int64_t most, const char *name, test_scenario scenario, void *user);
#define TEST_MEMORY(scenario, user) test_memory_at_most(2000, #scenario, scenario, user)

/* Makes callbacks fail: a callback asks the trap at each call and, unless it is TEST_TRAP_OFF, returns what the trap
 * says (TEST_TRAP_NAN: writes NaN and returns 0). The call numbered fail_at fails, and all after it when lasting. */
enum { TEST_TRAP_OFF = 0, TEST_TRAP_NAN = 1000 };
typedef struct test_trap {
    int64_t calls, fail_at, sprung; /* sprung: calls that failed */
    int lasting, code;
} test_trap;
int test_trap_ask(test_trap *trap);

/* Suite of one test, run for each _i from 0 to n - 1, between setup and teardown. */
Suite *test_loop_suite(const char *name, const TTest *test, int n, SFun setup, SFun teardown);

/* What a header says of an option, as text: the value that it has at first, and the ends of its range with a value
 * beyond each. The text door must give the first, take the ends and give them back, and refuse the others by name with
 * the value left as it was. */
typedef struct test_limits {
    const char *name, *initial, *low, *below, *high, *above;
} test_limits;
typedef msbat_status (*test_set_text)(void *object, const char *name, const char *value);
typedef msbat_status (*test_get_text)(const void *object, const char *name, size_t size, char *value);
void test_option_limits(const msbat_context *ctx, void *object, test_set_text set, test_get_text get, int n,
                        const test_limits *limits);

#define TEST_OK(ctx, call)                                                                                      \
    do {                                                                                                        \
        msbat_status st_ = (call);                                                                              \
        ck_assert_msg(st_ == MSBAT_OK, "%s: %s: %s", #call, msbat_status_text(st_), test_message(ctx));          \
    } while (0)
/* The call fails with status, and its message holds the text needle. */
#define TEST_FAILS(ctx, status, needle, call)                                                                   \
    do {                                                                                                        \
        msbat_status st_ = (call);                                                                              \
        ck_assert_msg(st_ == (status), "%s gave \"%s\" (%s)", #call, msbat_status_text(st_), test_message(ctx)); \
        ck_assert_msg(strstr(test_message(ctx), needle) != NULL, "message was: %s", test_message(ctx));          \
    } while (0)
#define TEST_NEAR(a, b, tolerance)                                                                              \
    do {                                                                                                        \
        double a_ = (a), b_ = (b), t_ = (tolerance);                                                            \
        ck_assert_msg(fabs(a_ - b_) <= t_, "%s = %.17g, %s = %.17g, differ by %.3g > %.3g", #a, a_, #b, b_,      \
                      fabs(a_ - b_), t_);                                                                       \
    } while (0)

#endif
