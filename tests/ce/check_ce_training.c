#include "models.h"
Suite *suite_ce_training(void)
{
    return suite_create("ce training");
}
