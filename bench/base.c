/* Benchmarks of base. */
#include "bench.h"

/* base.number: writes a random double as text and reads it back, 2e5 times; seconds a pair. Random mantissas, so that
 * most need 17 digits. */
static int number_pairs(msbat_context *ctx, bench_result *result)
{
    enum { N = 200000 };
    double value = 0.3, sum = 0, start = bench_cpu();
    char text[32];
    for (int i = 0; i < N; i++) {
        value = 3.9 * value * (1 - value);
        BENCH_OK(ctx, msbat_number_write(value, sizeof text, text));
        double back = 0;
        BENCH_OK(ctx, msbat_number_read(strlen(text), text, &back, NULL));
        sum += back - value;
    }
    result->cpu_s = bench_cpu() - start;
    result->value = result->cpu_s / N;
    return sum != 0;
}

const bench_case bench_base[] = {{"base.number", "s", 3, number_pairs}, {0}};
