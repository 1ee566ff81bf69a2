#include "support.h"

Suite *suite_image(void);
Suite *suite_packing(void);
Suite *suite_exact(void);
Suite *suite_reference(void);
Suite *suite_law(void);
Suite *suite_rev(void);
Suite *suite_networks(void);
Suite *suite_bounds(void);
Suite *suite_microstructure(void);
Suite *suite_hostile(void);

MSBAT_TEST_MAIN("homog", suite_image, suite_packing, suite_exact, suite_reference, suite_law, suite_rev,
                suite_networks, suite_bounds, suite_microstructure, suite_hostile)
