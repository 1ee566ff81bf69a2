#include "thermo_test.h"
Suite *suite_tables(void)
{
    Suite *suite = suite_create("tables");
    suite_add_tcase(suite, tcase_create("tables"));
    return suite;
}
