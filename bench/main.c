/* msbat-bench [--json] [--list] [NAME...]: runs the benchmarks whose names begin with one of the NAMEs (all without).
 * One JSON object a line: bench, value, unit, cpu_s, rss_mb, runs, blas and extra keys. CPU time of the process is the
 * basis. Each benchmark runs in a process of its own, so that rss_mb is its own peak. */
#include "bench.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LAYERS(X)                                                                                                   \
    X(base) X(crystal) X(thermo) X(ce) X(tst) X(kmc) X(homog) X(material) X(io) X(echem) X(chemomech) X(link)
#define DECLARE(layer) extern const bench_case bench_##layer[] __attribute__((weak));
LAYERS(DECLARE)

/* OpenBLAS, where the BLAS of the process is that: one thread, as every figure states, and its name. */
extern void openblas_set_num_threads(int) __attribute__((weak));
extern char *openblas_get_config(void) __attribute__((weak));

static const char *blas_name(void) { return openblas_get_config ? openblas_get_config() : "not OpenBLAS"; }

double bench_cpu(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double rss_mb(void)
{
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    return (double)use.ru_maxrss / 1024.0;
}

static int by_value(const void *a, const void *b)
{
    double x = ((const bench_result *)a)->value, y = ((const bench_result *)b)->value;
    return (x > y) - (x < y);
}

static int run_case(const bench_case *c)
{
    bench_result results[16];
    int n = c->repeats < 1 ? 1 : c->repeats > 16 ? 16 : c->repeats;
    memset(results, 0, sizeof results);
    for (int i = 0; i < n; i++) {
        msbat_context *ctx = NULL;
        if (msbat_context_create(&ctx)) return 1;
        int failed = c->run(ctx, &results[i]);
        msbat_context_destroy(&ctx);
        if (failed) return 1;
    }
    qsort(results, (size_t)n, sizeof *results, by_value);
    const bench_result *median = &results[n / 2];
    printf("{\"bench\": \"%s\", \"value\": %.4g, \"unit\": \"%s\", \"cpu_s\": %.4g, \"rss_mb\": %.1f, ", c->name,
           median->value, c->unit, median->cpu_s, rss_mb());
    printf("\"runs\": %d, \"blas\": \"%s\"%s%s}\n", n, blas_name(), median->extra[0] ? ", " : "", median->extra);
    fflush(stdout);
    return 0;
}

static int run_apart(const bench_case *c)
{
    int how = 1;
    fflush(stdout);
    pid_t child = fork();
    if (!child) _exit(run_case(c));
    return child < 0 || waitpid(child, &how, 0) != child || how;
}

static int wanted(const char *name, int n, char **names)
{
    int any = 0;
    for (int i = 1; i < n; i++) {
        if (!strncmp(names[i], "--", 2)) continue;
        any = 1;
        if (!strncmp(name, names[i], strlen(names[i]))) return 1;
    }
    return !any;
}

int main(int argc, char **argv)
{
#define TABLE(layer) bench_##layer,
    const bench_case *tables[] = {LAYERS(TABLE)};
    if (openblas_set_num_threads) openblas_set_num_threads(1);
    int list = argc > 1 && !strcmp(argv[1], "--list"), failed = 0;
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        for (const bench_case *c = tables[t]; c && c->name; c++) {
            if (!wanted(c->name, argc, argv)) continue;
            if (list) puts(c->name);
            else if (run_apart(c)) {
                fprintf(stderr, "%s failed\n", c->name);
                failed = 1;
            }
        }
    return failed;
}
