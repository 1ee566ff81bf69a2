#include "support.h"

Suite *suite_stress(void);
Suite *suite_crank(void);
Suite *suite_coupled(void);
Suite *suite_table(void);
Suite *suite_hostile(void);
Suite *suite_callbacks(void);

MSBAT_TEST_MAIN("chemomech", suite_stress, suite_crank, suite_coupled, suite_table, suite_hostile,
                suite_callbacks)
