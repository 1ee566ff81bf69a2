#include "support.h"

Suite *suite_kmc_model(void);
Suite *suite_kmc_law(void);
Suite *suite_kmc_balance(void);
Suite *suite_kmc_transport(void);
Suite *suite_kmc_ce(void);
Suite *suite_kmc_checkpoint(void);
Suite *suite_kmc_hostile(void);
Suite *suite_kmc_edges(void);
Suite *suite_kmc_sparse(void);
Suite *suite_kmc_master(void);
Suite *suite_kmc_symmetry(void);
Suite *suite_kmc_rates(void);

MSBAT_TEST_MAIN("kmc", suite_kmc_model, suite_kmc_law, suite_kmc_balance, suite_kmc_transport, suite_kmc_ce,
                suite_kmc_checkpoint, suite_kmc_hostile, suite_kmc_edges, suite_kmc_sparse, suite_kmc_master,
                suite_kmc_symmetry, suite_kmc_rates)
