#include "models.h"
Suite *suite_ce_hostile(void)
{
    return suite_create("ce hostile");
}
