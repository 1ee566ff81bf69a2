/* recipe.h - what the recipes share: their arguments, NAME [--quick] DATA OUT, and results set beside the numbers that
 * they must meet. A recipe ends with code 0 when all of them were met. */
#ifndef RECIPE_H
#define RECIPE_H

#include "../lixcoo2/inputs.h"

static int quick, missed;

/* Reads the arguments and makes the context; ends the program when they are wrong. */
static inline void start(int argc, char **argv)
{
    const char *program = argv[0];
    quick = take_quick(&argc, &argv), missed = 0;
    if (argc != 3) fprintf(stderr, "usage: %s [--quick] DATA OUT\n", program), exit(2);
    data = argv[1], out = argv[2];
    TRY(msbat_context_create(&ctx));
}

/* A result beside the number it must meet within tolerance (absolute). */
static inline void compare(const char *what, double value, double expected, double tolerance)
{
    int meets = fabs(value - expected) <= tolerance;
    printf("  %-58s %12.6g  expected %12.6g%s\n", what, value, expected, meets ? "" : "  MISSED");
    missed += !meets;
}

/* Drops the context; the code of the program. */
static inline int finish(void)
{
    msbat_context_destroy(&ctx);
    return missed > 0;
}

#endif
