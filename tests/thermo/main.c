#include "support.h"

Suite *suite_models(void);
Suite *suite_tables(void);
MSBAT_TEST_MAIN("thermo", suite_models, suite_tables)
