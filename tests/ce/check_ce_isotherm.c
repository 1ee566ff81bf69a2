#include "models.h"
Suite *suite_ce_isotherm(void)
{
    return suite_create("ce isotherm");
}
