#include "support.h"

Suite *suite_neb(void);
Suite *suite_hessian(void);
Suite *suite_network(void);
Suite *suite_hostile(void);
Suite *suite_tst_edges(void);
Suite *suite_network_laws(void);
Suite *suite_springs(void);
Suite *suite_saddles(void);
MSBAT_TEST_MAIN("tst", suite_neb, suite_hessian, suite_network, suite_hostile, suite_tst_edges, suite_network_laws,
                suite_springs, suite_saddles)
