#include "support.h"

Suite *suite_context(void);
Suite *suite_number(void);
Suite *suite_option(void);
Suite *suite_random(void);
Suite *suite_checkpoint(void);
Suite *suite_linear(void);
Suite *suite_sharing(void);

MSBAT_TEST_MAIN("base", suite_context, suite_number, suite_option, suite_random, suite_checkpoint, suite_linear,
                suite_sharing)
