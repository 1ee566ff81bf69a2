#include "support.h"

Suite *suite_link_phase(void);
Suite *suite_link_transport(void);
Suite *suite_link_tensor(void);
Suite *suite_audit(void);
Suite *suite_audit_callbacks(void);
Suite *suite_options(void);

MSBAT_TEST_MAIN("link", suite_link_phase, suite_link_transport, suite_link_tensor, suite_audit,
                suite_audit_callbacks, suite_options)
