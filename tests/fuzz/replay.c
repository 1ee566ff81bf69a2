/* replay.c - runs files through targets, without libFuzzer: replay TARGET FILE... [-- TARGET FILE...] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static const fuzz_target *const targets[] = {&fuzz_extxyz, &fuzz_poscar, &fuzz_csv,  &fuzz_json,
                                             &fuzz_ce_json, &fuzz_npy, &fuzz_tiff, &fuzz_mc_checkpoint,
                                             &fuzz_kmc_checkpoint};

static const fuzz_target *find(const char *name)
{
    for (size_t k = 0; k < sizeof targets / sizeof *targets; k++)
        if (!strcmp(targets[k]->name, name)) return targets[k];
    fprintf(stderr, "there is no target %s\n", name);
    exit(1);
}

static void replay(const fuzz_target *target, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END)) {
        fprintf(stderr, "%s cannot be read\n", path);
        exit(1);
    }
    long length = ftell(file);
    rewind(file);
    uint8_t *data = malloc((size_t)length + 1);
    FUZZ_CHECK(data && fread(data, 1, (size_t)length, file) == (size_t)length);
    fclose(file);
    fprintf(stderr, "%s %s\n", target->name, path);
    fuzz_run(target, (size_t)length, data);
    free(data);
}

int main(int argc, char **argv)
{
    const fuzz_target *target = NULL;
    long n = 0;
    for (int k = 1; k < argc; k++) {
        if (!strcmp(argv[k], "--")) target = NULL;
        else if (!target) target = find(argv[k]);
        else replay(target, argv[k]), n++;
    }
    printf("%ld inputs\n", n);
    return n == 0;
}
