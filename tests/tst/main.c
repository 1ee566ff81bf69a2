#include "support.h"

Suite *suite_neb(void);
Suite *suite_hessian(void);
Suite *suite_network(void);
Suite *suite_hostile(void);
Suite *suite_tst_edges(void);
MSBAT_TEST_MAIN("tst", suite_neb, suite_hessian, suite_network, suite_hostile, suite_tst_edges)
