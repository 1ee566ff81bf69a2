/* Tests of crystal. */
#include "support.h"

Suite *suite_crystal(void);
Suite *suite_supercell(void);

MSBAT_TEST_MAIN("crystal", suite_crystal, suite_supercell)
