#include "support.h"

Suite *suite_ce_orbit(void);
Suite *suite_ce_training(void);
Suite *suite_ce_fit(void);
Suite *suite_ce_mc(void);
Suite *suite_ce_isotherm(void);
Suite *suite_ce_hostile(void);

MSBAT_TEST_MAIN("ce", suite_ce_orbit, suite_ce_training, suite_ce_fit, suite_ce_mc, suite_ce_isotherm,
                suite_ce_hostile)
