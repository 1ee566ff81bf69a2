/* Tests of the readers and writers. */
#include "support.h"

Suite *suite_frames(void);
Suite *suite_table(void);
Suite *suite_voxels(void);
Suite *suite_json(void);
Suite *suite_bytes(void);
Suite *suite_texts(void);
Suite *suite_memory(void);

MSBAT_TEST_MAIN("io", suite_frames, suite_table, suite_voxels, suite_json, suite_bytes, suite_texts,
                suite_memory)
