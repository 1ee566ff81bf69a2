#include "support.h"

Suite *suite_models(void);
Suite *suite_tables(void);
Suite *suite_madelung(void);
Suite *suite_defects(void);
Suite *suite_hull(void);
Suite *suite_memory(void);
Suite *suite_failures(void);
Suite *suite_lattice_sums(void);
Suite *suite_phase_laws(void);
Suite *suite_envelopes(void);
MSBAT_TEST_MAIN("thermo", suite_models, suite_tables, suite_madelung, suite_defects, suite_hull,
                suite_memory, suite_failures, suite_lattice_sums, suite_phase_laws, suite_envelopes)
