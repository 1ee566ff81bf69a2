#include "support.h"

#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

static const char *skip_log(void) { return getenv("MSBAT_SKIP_LOG"); }

int test_data(const char *name, size_t size, char *path)
{
    const char *folder = getenv("MSBAT_DATA");
    snprintf(path, size, "%s/%s", folder ? folder : "../shared/data", name);
    return access(path, R_OK) == 0;
}

void test_skip(const char *reason)
{
    FILE *log = skip_log() ? fopen(skip_log(), "a") : NULL;
    if (log) {
        fprintf(log, "%s\n", reason);
        fclose(log);
    }
    fprintf(stderr, "skipped: %s\n", reason);
}

double test_scale(void)
{
    const char *scale = getenv("MSBAT_TEST_SCALE");
    return scale ? atof(scale) : 1.0;
}

static int set_comma_locale(void)
{
    const char *names[] = {"msbat_comma", "de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "nl_NL.UTF-8", "de_DE"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (setlocale(LC_NUMERIC, names[i]) && localeconv()->decimal_point[0] == ',') return 1;
    setlocale(LC_NUMERIC, "C");
    return 0;
}

/* localedef ends with 1, a warning, for a locale that has numbers alone. What setlocale has read stays in memory, so
 * the folder goes at once. */
int test_comma_locale(void)
{
    char folder[] = "/tmp/msbat-locale-XXXXXX", command[400];
    if (set_comma_locale()) return 1;
    if (!mkdtemp(folder)) return 0;
    snprintf(command, sizeof command,
             "cd %s && printf 'LC_NUMERIC\\ndecimal_point \"<U002C>\"\\nthousands_sep \"<U002E>\"\\ngrouping 3;3\\n"
             "END LC_NUMERIC\\n' >source && localedef -c -i source -f ANSI_X3.4-1968 %s/msbat_comma >log 2>&1",
             folder, folder);
    int found = system(command) != -1 && !setenv("LOCPATH", folder, 1) && set_comma_locale();
    unsetenv("LOCPATH");
    snprintf(command, sizeof command, "rm -rf %s", folder);
    if (system(command)) fprintf(stderr, "%s could not be removed\n", folder);
    return found;
}

const char *test_message(const msbat_context *ctx)
{
    static char text[512];
    text[0] = 0;
    if (ctx) msbat_context_get_message(ctx, sizeof text, text);
    return text;
}

double test_uniform(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) * 0x1p-53;
}

double test_between(uint64_t *state, double low, double high) { return low + (high - low) * test_uniform(state); }

void *test_heap_resize(void *ptr, size_t size, void *user)
{
    test_heap *heap = user;
    heap->calls++;
    if (size > heap->largest) heap->largest = size;
    if (heap->fail_at && (heap->calls == heap->fail_at || (heap->lasting && heap->calls > heap->fail_at))) {
        heap->failed++;
        return NULL;
    }
    void *block = realloc(ptr, size);
    heap->live += block && !ptr;
    return block;
}

void test_heap_release(void *ptr, void *user)
{
    ((test_heap *)user)->live--;
    free(ptr);
}

static void run_scenario(test_heap *heap, const char *name, test_scenario scenario, void *user)
{
    msbat_context *ctx = NULL;
    msbat_status st = msbat_context_create_with_allocator(test_heap_resize, test_heap_release, heap, &ctx);
    if (!st) st = scenario(ctx, user);
    ck_assert_msg(st == (heap->failed ? MSBAT_ERR_MEMORY : MSBAT_OK), "%s, allocation %lld: \"%s\" (%s)", name,
                  (long long)heap->fail_at, msbat_status_text(st), test_message(ctx));
    msbat_context_destroy(&ctx);
    ck_assert_msg(heap->live == 0, "%s, allocation %lld leaves %lld blocks", name, (long long)heap->fail_at,
                  (long long)heap->live);
}

int64_t test_memory_at_most(int64_t most, const char *name, test_scenario scenario, void *user)
{
    test_heap peace = {0};
    run_scenario(&peace, name, scenario, user);
    for (int64_t k = 1; k <= peace.calls; k += 1 + peace.calls / most) {
        test_heap once = {.fail_at = k}, lasting = {.fail_at = k, .lasting = 1};
        run_scenario(&once, name, scenario, user);
        ck_assert_msg(once.failed == 1, "%s: allocation %lld does not come again", name, (long long)k);
        run_scenario(&lasting, name, scenario, user);
    }
    return peace.calls;
}

int test_trap_ask(test_trap *trap)
{
    trap->calls++;
    bool fails = trap->fail_at && (trap->calls == trap->fail_at || (trap->lasting && trap->calls > trap->fail_at));
    trap->sprung += fails;
    return fails ? trap->code : TEST_TRAP_OFF;
}

Suite *test_loop_suite(const char *name, const TTest *test, int n, SFun setup, SFun teardown)
{
    Suite *suite = suite_create(name);
    TCase *tests = tcase_create(name);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, test, 0, n);
    suite_add_tcase(suite, tests);
    return suite;
}

static void is_value(const msbat_context *ctx, const void *object, test_get_text get, const char *name,
                     const char *wanted)
{
    char text[64];
    TEST_OK(ctx, get(object, name, sizeof text, text));
    ck_assert_msg(!strcmp(text, wanted) || atof(text) == atof(wanted), "%s is %s, not %s", name, text, wanted);
}

void test_option_limits(const msbat_context *ctx, void *object, test_set_text set, test_get_text get, int n,
                        const test_limits *limits)
{
    for (const test_limits *l = limits; l < limits + n; l++) {
        const char *ends[2][2] = {{l->low, l->below}, {l->high, l->above}};
        is_value(ctx, object, get, l->name, l->initial);
        for (int k = 0; k < 2; k++) {
            TEST_OK(ctx, set(object, l->name, ends[k][0]));
            TEST_FAILS(ctx, MSBAT_ERR_RANGE, l->name, set(object, l->name, ends[k][1]));
            ck_assert_int_ne(set(object, l->name, "nan"), MSBAT_OK);
            ck_assert_int_ne(set(object, l->name, "1x"), MSBAT_OK);
            is_value(ctx, object, get, l->name, ends[k][0]);
        }
        TEST_OK(ctx, set(object, l->name, l->initial));
    }
    ck_assert_int_eq(set(object, "no_such_option", "1"), MSBAT_ERR_NOT_FOUND);
}

static int count_lines(const char *path)
{
    FILE *f = path ? fopen(path, "r") : NULL;
    int n = 0, c;
    if (!f) return 0;
    while ((c = getc(f)) != EOF) n += c == '\n';
    fclose(f);
    return n;
}

int test_main(const char *layer, const test_suite_fn *suites, int64_t n_suites)
{
    setenv("CK_DEFAULT_TIMEOUT", "60", 0); /* for loaded machines and sanitizers; Check's own 4 s is short */
    SRunner *runner = srunner_create(suites[0]());
    const char *count_log = getenv("MSBAT_COUNT_LOG");
    for (int64_t i = 1; i < n_suites; i++) srunner_add_suite(runner, suites[i]());
    srunner_run_all(runner, getenv("CK_VERBOSITY") ? CK_ENV : CK_NORMAL);
    int run = srunner_ntests_run(runner), failed = srunner_ntests_failed(runner), skipped = count_lines(skip_log());
    srunner_free(runner);
    printf("%s: %d passed, %d failed, %d skipped\n", layer, run - failed - skipped, failed, skipped);
    FILE *log = count_log ? fopen(count_log, "a") : NULL;
    if (log) {
        fprintf(log, "%d %d %d\n", run - failed - skipped, failed, skipped);
        fclose(log);
    }
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
