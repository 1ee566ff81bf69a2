#include "support.h"

Suite *suite_kmc_model(void);
Suite *suite_kmc_law(void);

MSBAT_TEST_MAIN("kmc", suite_kmc_model, suite_kmc_law)
