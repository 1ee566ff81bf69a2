/* main.c - tests of interface kinetics, electrolyte, cell models and timescales. */
#include "support.h"

Suite *suite_kinetics(void);
Suite *suite_electrolyte(void);
Suite *suite_sphere(void);
Suite *suite_cell(void);
Suite *suite_laws(void);
Suite *suite_interface(void);
Suite *suite_reference(void);
Suite *suite_timescales(void);
Suite *suite_hostile(void);
Suite *suite_callbacks(void);

MSBAT_TEST_MAIN("echem", suite_kinetics, suite_electrolyte, suite_sphere, suite_cell, suite_laws, suite_reference,
                suite_timescales, suite_interface, suite_hostile, suite_callbacks)
