/* Tests of crystal. */
#include "support.h"

Suite *suite_crystal(void);
Suite *suite_supercell(void);
Suite *suite_symmetry(void);
Suite *suite_enumerate(void);
Suite *suite_lattices(void);

MSBAT_TEST_MAIN("crystal", suite_crystal, suite_supercell, suite_symmetry, suite_enumerate, suite_lattices)
