#include "support.h"

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

const char *test_message(const msbat_context *ctx)
{
    static char text[512];
    text[0] = 0;
    if (ctx) msbat_context_get_message(ctx, sizeof text, text);
    return text;
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
