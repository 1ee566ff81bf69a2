/* Every allocation of every reader and writer fails once: MSBAT_ERR_MEMORY, nothing made, nothing left behind. */
#include "fixtures.h"

static const char *paths[6]; /* xyz, csv, tif, npy, json, ce */

static void setup(void)
{
    const int64_t n[3] = {2, 3, 4}, species[2] = {3, 8};
    const double cell[9] = {3, 0, 0, 0, 3, 0, 0, 0, 3}, frac[6] = {0, 0, 0, 0.5, 0.5, 0.5}, cutoff[1] = {4.5};
    const uint16_t labels[24] = {1, 2, 3};
    static char kept[6][200];
    static const char *const names[6] = {"a.xyz", "a.csv", "a.tif", "a.npy", "a.json", "a-ce.json"};
    msbat_context *ctx = NULL;
    msbat_voxels *voxels = NULL;
    msbat_crystal *crystal = NULL;
    msbat_ce *ce = NULL;
    for (int k = 0; k < 6; k++) paths[k] = strcpy(kept[k], test_path(names[k]));
    TEST_OK(ctx, msbat_context_create(&ctx));
    TEST_OK(ctx, msbat_voxels_create16(ctx, n, labels, &voxels));
    TEST_OK(ctx, msbat_voxels_write_tiff(voxels, paths[2]));
    TEST_OK(ctx, msbat_voxels_write_npy(voxels, paths[3]));
    TEST_OK(ctx, msbat_crystal_create(ctx, cell, 2, frac, species, &crystal));
    TEST_OK(ctx, msbat_ce_create(crystal, 3, 0, 1e-3, 1, cutoff, &ce));
    TEST_OK(ctx, msbat_ce_write_json(ctx, ce, 1e-3, paths[5]));
    test_write("a.xyz", 43, "1\nLattice=\"3 3 3\" energy=1 a=\"b c\"\nLi 0 0 0");
    test_write("a.csv", 33, "# note\nx [1],name\n1,\"a, b\"\n2,c d\n");
    test_write("a.json", 22, "{\"a\": [1, 2, {\"b\":1}]}");
    msbat_voxels_destroy(&voxels);
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&crystal);
    msbat_context_destroy(&ctx);
}

static void teardown(void)
{
    for (int k = 0; k < 6; k++) unlink(paths[k]);
}

static msbat_status copy_frames(msbat_context *ctx, void *user)
{
    (void)user;
    msbat_frames *frames = NULL;
    const msbat_crystal *crystal = NULL;
    const double forces[3] = {1, 2, 3};
    msbat_status st = msbat_frames_read_extxyz(ctx, paths[0], &frames);
    if (!st) st = msbat_frames_get_crystal(frames, 0, &crystal);
    if (!st) st = msbat_frames_add(frames, crystal);
    if (!st) st = msbat_frames_set_forces(frames, 1, 1, forces);
    if (!st) st = msbat_frames_set_energy(frames, 1, 2);
    if (!st) st = msbat_frames_write_extxyz(frames, test_path("b.xyz"));
    if (!st) st = msbat_frames_write_poscar(frames, 1, test_path("b.xyz"));
    msbat_frames_destroy(&frames);
    unlink(test_path("b.xyz"));
    return st;
}

static msbat_status copy_table(msbat_context *ctx, void *user)
{
    (void)user;
    msbat_table *table = NULL;
    const double more[2] = {1, 2};
    const char *const texts[2] = {"a", "b"};
    msbat_status st = msbat_table_read_csv(ctx, paths[1], &table);
    if (!st) st = msbat_table_add_column(table, "y", "V", 2, more);
    if (!st) st = msbat_table_add_text_column(table, "z", 2, texts);
    if (!st) st = msbat_table_set_comment(table, "text");
    if (!st) st = msbat_table_write_csv(table, test_path("b.csv"));
    msbat_table_destroy(&table);
    unlink(test_path("b.csv"));
    return st;
}

static msbat_status copy_voxels(msbat_context *ctx, void *user)
{
    (void)user;
    msbat_voxels *a = NULL, *b = NULL;
    msbat_status st = msbat_voxels_read_tiff(ctx, paths[2], &a);
    if (!st) st = msbat_voxels_read_npy(ctx, paths[3], &b);
    if (!st) st = msbat_voxels_write_npy(a, test_path("b.npy"));
    if (!st) st = msbat_voxels_write_tiff(b, test_path("b.npy"));
    msbat_voxels_destroy(&a);
    msbat_voxels_destroy(&b);
    unlink(test_path("b.npy"));
    return st;
}

static msbat_status copy_array(msbat_context *ctx, void *user)
{
    (void)user;
    msbat_array *array = NULL;
    msbat_status st = msbat_array_read_npy(ctx, paths[3], &array);
    if (!st) st = msbat_array_write_npy(array, test_path("b.npy"));
    msbat_array_destroy(&array);
    unlink(test_path("b.npy"));
    return st;
}

static msbat_status read_json(msbat_context *ctx, void *user)
{
    (void)user;
    msbat_json *json = NULL;
    msbat_status st = msbat_json_read(ctx, paths[4], &json);
    msbat_json_destroy(&json);
    return st;
}

static msbat_status copy_expansion(msbat_context *ctx, void *user)
{
    (void)user;
    msbat_ce *ce = NULL;
    msbat_status st = msbat_ce_read_json(ctx, paths[5], &ce);
    if (!st) st = msbat_ce_write_json(ctx, ce, 1e-3, test_path("b.json"));
    msbat_ce_destroy(&ce);
    unlink(test_path("b.json"));
    return st;
}

/* The last comment holds the names: they must not get lost for want of memory. */
static msbat_status read_names(msbat_context *ctx, void *user)
{
    (void)user;
    const char text[] = "# t [s],V [V]\n1,2\n";
    double v[1];
    msbat_table *table = NULL;
    msbat_status st = msbat_table_parse_csv(ctx, sizeof text - 1, text, &table);
    if (!st) ck_assert_int_eq(msbat_table_get_column(table, "V", "V", 1, v), MSBAT_OK);
    msbat_table_destroy(&table);
    return st;
}

START_TEST(allocations_fail)
{
    const test_scenario jobs[] = {copy_frames, copy_table, copy_voxels, copy_array, read_json, copy_expansion,
                                  read_names};
    ck_assert_int_ge(TEST_MEMORY(jobs[_i], NULL), 3);
}
END_TEST

Suite *suite_memory(void)
{
    Suite *suite = suite_create("memory");
    TCase *tests = tcase_create("memory");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, allocations_fail, 0, 7);
    suite_add_tcase(suite, tests);
    return suite;
}
