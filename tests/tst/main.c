#include "support.h"

Suite *suite_hessian(void);
Suite *suite_network(void);
MSBAT_TEST_MAIN("tst", suite_hessian, suite_network)
