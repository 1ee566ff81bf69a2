/* number_impl.h - number formatting shared inside base. */
#ifndef MSBAT_NUMBER_IMPL_H
#define MSBAT_NUMBER_IMPL_H

enum { MSBAT__NUMBER_SIZE = 40 }; /* -1.7976931348623157e+308 with a decimal point of several bytes */

/* value with at most digits (1 to 17) significant digits and '.' as decimal point; nan and inf as these words. */
void msbat__number_text(double value, int digits, char text[MSBAT__NUMBER_SIZE]);

#endif
