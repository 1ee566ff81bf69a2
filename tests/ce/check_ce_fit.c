#include "models.h"
Suite *suite_ce_fit(void)
{
    return suite_create("ce fit");
}
