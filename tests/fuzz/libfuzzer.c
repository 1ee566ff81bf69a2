/* libfuzzer.c - one target (FUZZ_TARGET, the name of its fuzz_target) as libFuzzer calls it. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_run(&FUZZ_TARGET, size, data);
    return 0;
}
