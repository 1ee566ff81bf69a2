/* number_impl.h - number formatting shared inside base. */
#ifndef MSBAT_NUMBER_IMPL_H
#define MSBAT_NUMBER_IMPL_H

#include <stddef.h>

/* value with at most digits (1 to 17) significant digits and '.' as decimal point; nan and inf as these words. */
void msbat__number_text(double value, int digits, size_t size, char *text);

#endif
