#include "support.h"

Suite *suite_transport(void);
Suite *suite_tensor(void);
Suite *suite_material(void);
Suite *suite_kinetics(void);
Suite *suite_view(void);
Suite *suite_laws(void);

MSBAT_TEST_MAIN("material", suite_transport, suite_tensor, suite_material, suite_kinetics, suite_view,
                suite_laws)
