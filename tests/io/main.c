/* Tests of the readers and writers. */
#include "support.h"

Suite *suite_frames(void);

MSBAT_TEST_MAIN("io", suite_frames)
