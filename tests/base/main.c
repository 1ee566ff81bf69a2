#include "support.h"

Suite *suite_context(void);
Suite *suite_number(void);
Suite *suite_option(void);
Suite *suite_random(void);
Suite *suite_checkpoint(void);
Suite *suite_linear(void);
Suite *suite_sharing(void);
Suite *suite_decimal(void);
Suite *suite_streams(void);
Suite *suite_matrices(void);

MSBAT_TEST_MAIN("base", suite_context, suite_number, suite_option, suite_random, suite_checkpoint, suite_linear,
                suite_sharing, suite_decimal, suite_streams, suite_matrices)
