/* example.c - an example in its reduced run as the one test of a program: oom-NAME DATA OUT. */
#include <stdio.h>

#include "oom/oom.h"

int oom_example_main(int argc, char **argv);

static void run_example(void *data)
{
    char **argument = data;
    char quick[] = "--quick", *argv[] = {argument[0], quick, argument[1], argument[2], NULL};
    int code = oom_example_main(4, argv);
    if (code) oom_end(OOM_CHANGED, "the example ends with code %d", code);
}

int main(int argc, char **argv)
{
    if (argc != 3) return fprintf(stderr, "usage: %s DATA OUT\n", argv[0]), 2;
    oom_start(1);
    int findings = oom_examine("example", run_example, argv);
    oom_finish("example");
    return findings != 0;
}
