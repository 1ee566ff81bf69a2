/* Benchmark of io: extended XYZ of 200 frames of 100 atoms with forces, made by the writer from a seeded lattice
 * gas; value: megabytes of text read a second, file cache warm. */
#include <unistd.h>

#include "bench.h"
#include "msbat/io.h"

enum { FRAMES = 200, ATOMS = 100 };

static int make(msbat_context *ctx, const char *path)
{
    const double cell[9] = {20, 0, 0, 0, 20, 0, 0, 0, 20};
    double frac[3 * ATOMS], forces[3 * ATOMS];
    int64_t species[ATOMS];
    uint64_t state = 1;
    msbat_frames *frames = NULL;
    BENCH_OK(ctx, msbat_frames_create(ctx, &frames));
    for (int64_t i = 0; i < FRAMES; i++) {
        msbat_crystal *crystal = NULL;
        for (int k = 0; k < 3 * ATOMS; k++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            frac[k] = (double)(state >> 11) * 0x1p-53;
            forces[k] = frac[k] - 0.5;
            species[k / 3] = 3 + (k / 3) % 6;
        }
        BENCH_OK(ctx, msbat_crystal_create(ctx, cell, ATOMS, frac, species, &crystal));
        BENCH_OK(ctx, msbat_frames_add(frames, crystal));
        BENCH_OK(ctx, msbat_frames_set_forces(frames, i, ATOMS, forces));
        BENCH_OK(ctx, msbat_frames_set_energy(frames, i, frac[0]));
        msbat_crystal_destroy(&crystal);
    }
    BENCH_OK(ctx, msbat_frames_write_extxyz(frames, path));
    msbat_frames_destroy(&frames);
    return 0;
}

static int read_extxyz(msbat_context *ctx, bench_result *result)
{
    char path[80];
    msbat_frames *frames = NULL;
    snprintf(path, sizeof path, "/tmp/msbat-bench-%ld.xyz", (long)getpid());
    if (make(ctx, path)) return 1;
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END)) return 1;
    double megabytes = (double)ftell(file) / 1e6;
    fclose(file);
    double start = bench_cpu();
    BENCH_OK(ctx, msbat_frames_read_extxyz(ctx, path, &frames));
    result->cpu_s = bench_cpu() - start;
    result->value = megabytes / result->cpu_s;
    msbat_frames_destroy(&frames);
    unlink(path);
    return 0;
}

const bench_case bench_io[] = {{"io.extxyz.200x100", "MB/s", 3, read_extxyz}, {0}};
