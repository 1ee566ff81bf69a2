#include "support.h"

Suite *suite_ce_orbit(void);
Suite *suite_ce_training(void);
Suite *suite_ce_fit(void);
Suite *suite_ce_mc(void);
Suite *suite_ce_mc_memory(void);
Suite *suite_ce_isotherm(void);
Suite *suite_ce_hostile(void);
Suite *suite_ce_ising(void);
Suite *suite_ce_clusters(void);
Suite *suite_ce_algebra(void);
Suite *suite_ce_mapping(void);
Suite *suite_ce_series(void);

MSBAT_TEST_MAIN("ce", suite_ce_orbit, suite_ce_training, suite_ce_fit, suite_ce_mc, suite_ce_mc_memory,
                suite_ce_isotherm, suite_ce_hostile, suite_ce_ising, suite_ce_clusters, suite_ce_algebra,
                suite_ce_mapping, suite_ce_series)
