/* CSV tables. */
#include "fixtures.h"

static msbat_context *ctx;

static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

static msbat_status parse(const char *text, msbat_table **table)
{
    return msbat_table_parse_csv(ctx, strlen(text), text, table);
}

static void expect_column(const msbat_table *table, int64_t column, const char *name, const char *unit)
{
    char text[80];
    TEST_OK(ctx, msbat_table_get_name(table, column, sizeof text, text));
    ck_assert_str_eq(text, name);
    TEST_OK(ctx, msbat_table_get_unit(table, column, sizeof text, text));
    ck_assert_str_eq(text, unit);
}

static const struct {
    const char *text, *name0, *unit0, *name1, *unit1;
} headers[] = {
    {"x [1],U [V]\n0.25,4\n0.5,3\n", "x", "1", "U", "V"},
    {"# a note\nx [1] , \"U, open\" \n0.25,4\n0.5,3", "x", "1", "U, open", ""},
    {"# note\n# x,U [V]\n# one more note\n0.25,4\n# between\n0.5,3\n", "x", "", "U", "V"},
    {"0.25, 4\r\n0.5, 3\r\n", "1", "", "2", ""},
    {"0.25;4\n0.5;3\n", "1", "", "2", ""},
    {"x [1]\tflux [mol m-2 s-1]\n0.25\t4\n0.5\t3\n", "x", "1", "flux", "mol m-2 s-1"},
    {"  0.25   4  \n 0.5 3\n\n", "1", "", "2", ""},
    {"\xef\xbb\xbfx,U [V]\n0.25,4\n0.5,3\n", "x", "", "U", "V"},
    {"# [odd],[V]\n0.25,4\n0.5,3\n", "[odd]", "", "[V]", ""},
};

START_TEST(header_forms)
{
    msbat_table *table = NULL;
    double x[2], u[2];
    int64_t n;
    TEST_OK(ctx, parse(headers[_i].text, &table));
    TEST_OK(ctx, msbat_table_get_row_count(table, &n));
    ck_assert_int_eq(n, 2);
    TEST_OK(ctx, msbat_table_get_column_count(table, &n));
    ck_assert_int_eq(n, 2);
    expect_column(table, 0, headers[_i].name0, headers[_i].unit0);
    expect_column(table, 1, headers[_i].name1, headers[_i].unit1);
    TEST_OK(ctx, msbat_table_get_values(table, 0, 2, x));
    TEST_OK(ctx, msbat_table_get_column(table, headers[_i].name1, NULL, 2, u));
    ck_assert(x[0] == 0.25 && x[1] == 0.5 && u[0] == 4 && u[1] == 3);
    msbat_table_destroy(&table);
}
END_TEST

START_TEST(units_are_checked)
{
    msbat_table *table = NULL;
    double v[1];
    int64_t k;
    TEST_OK(ctx, parse("t [s],U,U,name\n1,2,3,a\n", &table));
    TEST_OK(ctx, msbat_table_get_column(table, "t", "s", 1, v));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "\"t\" is in [s], but it is wanted in [h]",
               msbat_table_get_column(table, "t", "h", 1, v));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "both called \"U\"", msbat_table_get_column(table, "U", "V", 1, v));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "no stated unit", msbat_table_get_column(table, "name", "V", 1, v));
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, "row 0 of column \"name\" is \"a\"", msbat_table_get_column(table, "name", NULL,
                                                                                                  1, v));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "but: t U U name", msbat_table_find_column(table, "T", &k));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "1 rows", msbat_table_get_values(table, 0, 2, v));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "4 columns", msbat_table_get_values(table, 4, 1, v));
    msbat_table_destroy(&table);
}
END_TEST

START_TEST(texts_stay_texts)
{
    msbat_table *table = NULL;
    char text[80];
    double v[2];
    TEST_OK(ctx, parse("who,what,how\n\"a \"\"b\"\", c\",,1\nd, e f ,\n", &table));
    TEST_OK(ctx, msbat_table_get_text(table, 0, 0, sizeof text, text));
    ck_assert_str_eq(text, "a \"b\", c");
    TEST_OK(ctx, msbat_table_get_text(table, 1, 0, sizeof text, text));
    ck_assert_str_eq(text, "");
    TEST_OK(ctx, msbat_table_get_text(table, 1, 1, sizeof text, text));
    ck_assert_str_eq(text, "e f");
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, "row 1 of column \"how\" is \"\"", msbat_table_get_column(table, "how", NULL, 2,
                                                                                                v));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "2 rows", msbat_table_get_text(table, 0, 2, sizeof text, text));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "9 bytes", msbat_table_get_text(table, 0, 0, 8, text));
    msbat_table_destroy(&table);
}
END_TEST

static const struct {
    const char *text, *needle;
    msbat_status status;
} bad_tables[] = {
    {"", "line 1: there are no rows", MSBAT_ERR_FORMAT},
    {"# only\n\n", "no rows", MSBAT_ERR_FORMAT},
    {"x,y\n", "no rows under", MSBAT_ERR_FORMAT},
    {"1,2\n3\n", "line 2: the row has 1 fields, the first one has 2", MSBAT_ERR_FORMAT},
    {"1,2\n\n3,4,5\n", "line 3: the row has 3 fields", MSBAT_ERR_FORMAT},
    {"a,\"b\n1,2\n", "line 1: the quote", MSBAT_ERR_FORMAT},
    {"a,\"b\"c\n1,2\n", "follows a closed quote", MSBAT_ERR_FORMAT},
    {"x,y\n1,2\n1e999,3\n", "line 3: x is \"1e999\"", MSBAT_ERR_RANGE},
};

START_TEST(bad_csv)
{
    msbat_table *table = (msbat_table *)1;
    TEST_FAILS(ctx, bad_tables[_i].status, bad_tables[_i].needle, parse(bad_tables[_i].text, &table));
    ck_assert_ptr_null(table);
}
END_TEST

/* Texts that look like something else when they stand first, last or alone in a line; and what they are as table. */
static const struct {
    const char *text, *name, *unit, *entry;
} odd_tables[] = {
    {"\"a \"\"b\"\" [m]\",c\nx,2\n", "a \"b\"", "m", "x"},
    {"time [s]\tq\n\"1 h\"\t2\n", "time", "s", "1 h"},
    {"\"mean value [V]\"\n\"x y\"\n", "mean value", "V", "x y"},
    {"\"\xef\xbb\xbfx\",c\n\"\vy\f\",2\n", "\xef\xbb\xbfx", "", "\vy\f"},
    {"a [b] [],c\nx,2\n", "a [b]", "", "x"},
    {"\" a \",c\nx,2\n", "a", "", "x"},
    {",\" \"\n", "1", "", ""},
    {"# a remark\n#\n# \nx,y\nz,1\n", "x", "", "z"},
};

START_TEST(odd_round_trips)
{
    msbat_table *table = NULL, *again = NULL;
    char text[80];
    const char *path = test_path("odd.csv"), *second = test_path("odd-again.csv");
    TEST_OK(ctx, parse(odd_tables[_i].text, &table));
    TEST_OK(ctx, msbat_table_write_csv(table, path));
    TEST_OK(ctx, msbat_table_read_csv(ctx, path, &again));
    TEST_OK(ctx, msbat_table_get_name(again, 0, sizeof text, text));
    ck_assert_str_eq(text, odd_tables[_i].name);
    TEST_OK(ctx, msbat_table_get_unit(again, 0, sizeof text, text));
    ck_assert_str_eq(text, odd_tables[_i].unit);
    TEST_OK(ctx, msbat_table_get_text(again, 0, 0, sizeof text, text));
    ck_assert_str_eq(text, odd_tables[_i].entry);
    TEST_OK(ctx, msbat_table_write_csv(again, second));
    size_t size;
    char *once = test_load(path, &size), *twice = test_load(second, &size);
    ck_assert_str_eq(once, twice);
    free(once);
    free(twice);
    unlink(path);
    unlink(second);
    msbat_table_destroy(&table);
    msbat_table_destroy(&again);
}
END_TEST

START_TEST(round_trip)
{
    const double a[4] = {1.0 / 3, -0.0, 5e-324, 1.7976931348623157e308}, b[4] = {1, 2, 3, 1e22};
    const char *const texts[4] = {"plain", " a \"b\", #c", "12", ""};
    msbat_table *table = NULL, *again = NULL;
    double v[4];
    char text[80];
    TEST_OK(ctx, msbat_table_create(ctx, &table));
    TEST_OK(ctx, msbat_table_set_comment(table, "first line, of two\nsecond"));
    TEST_OK(ctx, msbat_table_add_column(table, "x", "1", 4, a));
    TEST_OK(ctx, msbat_table_add_column(table, "current, mean", "A m-2", 4, b));
    TEST_OK(ctx, msbat_table_add_text_column(table, "note", 4, texts));
    TEST_OK(ctx, msbat_table_add_column(table, "7", "", 4, b));
    const char *path = test_path("table.csv");
    TEST_OK(ctx, msbat_table_write_csv(table, path));
    TEST_OK(ctx, msbat_table_read_csv(ctx, path, &again));
    TEST_OK(ctx, msbat_table_get_column(again, "x", "1", 4, v));
    ck_assert(memcmp(v, a, sizeof a) == 0);
    TEST_OK(ctx, msbat_table_get_column(again, "current, mean", "A m-2", 4, v));
    ck_assert(memcmp(v, b, sizeof b) == 0);
    TEST_OK(ctx, msbat_table_get_column(again, "7", NULL, 4, v));
    for (int64_t i = 0; i < 4; i++) {
        TEST_OK(ctx, msbat_table_get_text(again, 2, i, sizeof text, text));
        ck_assert_str_eq(text, texts[i]);
    }
    size_t size, second;
    char *once = test_load(path, &size);
    TEST_OK(ctx, msbat_table_write_csv(again, path));
    char *twice = test_load(path, &second);
    ck_assert_str_eq(once, twice);
    free(once);
    free(twice);
    unlink(path);
    msbat_table_destroy(&table);
    msbat_table_destroy(&again);
}
END_TEST

START_TEST(bad_building)
{
    const double v[2] = {1, NAN};
    const char *const texts[2] = {"a", NULL}, *const lines[1] = {"a\nb"};
    msbat_table *table = NULL;
    TEST_OK(ctx, msbat_table_create(ctx, &table));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "no columns", msbat_table_write_csv(table, "/tmp/x"));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "value 1", msbat_table_add_column(table, "a", "V", 2, v));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "texts[1]", msbat_table_add_text_column(table, "a", 2, texts));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "line break", msbat_table_add_text_column(table, "a", 1, lines));
    TEST_OK(ctx, msbat_table_add_column(table, "a", "V", 1, v));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "n = 2", msbat_table_add_column(table, "b", "V", 2, v));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "brackets", msbat_table_add_column(table, "b [V]", "", 1, v));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "empty", msbat_table_add_column(table, "", "", 1, v));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "n = -1", msbat_table_add_column(table, "c", "", -1, v));
    TEST_FAILS(ctx, MSBAT_ERR_FILE, "/no/such", msbat_table_write_csv(table, "/no/such/folder/x"));
    msbat_table_destroy(&table);
    ck_assert_int_eq(msbat_table_get_row_count(NULL, &(int64_t){0}), MSBAT_ERR_NULL);
}
END_TEST

/* name, rows, name and unit of the second column */
static const struct {
    const char *path, *name, *unit;
    int64_t rows, columns;
} files[] = {
    {"echem/ocp/graphite_LGM50_ocp_Chen2020.csv", "ocp", "", 0, 2},
    {"echem/ocp/graphite_ocp_Ecker2015.csv", "2", "", 0, 2},
    {"echem/ocp/graphite_ocp_Enertech_Ai2020.csv", "ocp", "V", 0, 2},
    {"echem/ocp/lico2_ocp_Ai2020.csv", "OCP", "V", 0, 2},
    {"echem/ocp/nmc_LGM50_ocp_Chen2020.csv", "ocp", "", 0, 2},
    {"echem/ocp/nco_ocp_Ecker2015.csv", "2", "", 0, 2},
    {"echem/ocp/measured_nco_diffusivity_Ecker2015.csv", "2", "", 0, 2},
    {"echem/ocp/measured_graphite_diffusivity_Ecker2015.csv", "2", "", 0, 2},
    {"thermo/ocv_measured/Li4Ti5O12_Ma2007_charge.csv", "V", "", 0, 2},
    {"thermo/ocv_measured/LiCoO2_O2_Carlier2002_discharge.csv", "V", "", 0, 2},
    {"thermo/ocv_measured/NCA_Kim2011.csv", "V", "", 0, 2},
    {"thermo/ocv_measured/graphite_Gallagher2012.csv", "V", "", 0, 2},
    {"thermo/ocv_measured/LixMn2O4_Less2012_C50.csv", "V", "", 0, 2},
    {"thermo/ocv_measured/Si_Loveridge2018_first_lithiation.csv", "V", "", 0, 2},
    {"echem/discharge/Ecker_1C.csv", "2", "", 0, 2},
    {"echem/drive_cycles/UDDS.csv", "Current", "A", 0, 2},
    {"echem/drive_cycles/WLTC.csv", "Power", "kW", 0, 2},
    {"echem/reference/dfn_marq_2C.csv", "V", "", 0, 15},
    {"chemomech/graphite_volume_change_ai2020.csv", "dV_over_V", "", 0, 3},
    {"kmc/barriers/layered_barriers.csv", "mechanism", "", 5, 6},
    {"thermo/llzo_defects/alignment_and_spin.csv", "charge", "", 0, 4},
};

START_TEST(reference_files)
{
    char path[400], line[4000];
    msbat_table *table = NULL;
    int64_t rows, columns, lines = 0;
    double value;
    if (!test_data(files[_i].path, sizeof path, path)) {
        test_skip("reference data are not there");
        return;
    }
    FILE *file = fopen(path, "r");
    while (fgets(line, sizeof line, file)) lines += strchr("0123456789-.", line[0]) != NULL;
    fclose(file);
    TEST_OK(ctx, msbat_table_read_csv(ctx, path, &table));
    TEST_OK(ctx, msbat_table_get_row_count(table, &rows));
    TEST_OK(ctx, msbat_table_get_column_count(table, &columns));
    ck_assert_int_eq(columns, files[_i].columns);
    expect_column(table, 1, files[_i].name, files[_i].unit);
    if (files[_i].rows) ck_assert_int_eq(rows, files[_i].rows);
    else if (strncmp(files[_i].path, "thermo/llzo", 11)) {
        double *v = malloc((size_t)rows * sizeof *v);
        ck_assert_int_eq(rows, lines);
        TEST_OK(ctx, msbat_table_get_values(table, 1, rows, v));
        value = v[rows - 1];
        ck_assert(isfinite(value));
        free(v);
    }
    msbat_table_destroy(&table);
}
END_TEST

static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

START_TEST(mangled_texts)
{
    const char *good = "# note\n# x,U\nt [s],\"U \"\"a\"\" [V]\",name\n1.5,2e3,\"a, b\"\n-1,+2.5,c\n";
    size_t size = strlen(good);
    test_heap memory = {0};
    uint64_t state = 5;
    char text[200];
    for (size_t trial = 0; trial < 20000; trial++) {
        msbat_table *table = NULL;
        msbat_context *own = NULL;
        memory.fail_at = trial % 3 == 2 ? memory.calls + 2 + (int64_t)(next_random(&state) % 30) : 0;
        if (msbat_context_create_with_allocator(test_heap_resize, test_heap_release, &memory, &own)) continue;
        memcpy(text, good, size);
        for (int k = 0; trial > size && k < 3; k++)
            text[next_random(&state) % size] = "0123456789 \n\",;\t#[]-."[next_random(&state) % 20];
        msbat_status st = msbat_table_parse_csv(own, trial <= size ? trial : size, text, &table);
        ck_assert((st == MSBAT_OK) == (table != NULL));
        msbat_table_destroy(&table);
        msbat_context_destroy(&own);
        ck_assert_int_eq(memory.live, 0);
    }
    ck_assert_uint_lt(memory.largest, 100000);
}
END_TEST

Suite *suite_table(void)
{
    Suite *suite = suite_create("table");
    TCase *tests = tcase_create("table");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, header_forms, 0, (int)(sizeof headers / sizeof *headers));
    tcase_add_test(tests, units_are_checked);
    tcase_add_test(tests, texts_stay_texts);
    tcase_add_loop_test(tests, bad_csv, 0, (int)(sizeof bad_tables / sizeof *bad_tables));
    tcase_add_test(tests, round_trip);
    tcase_add_loop_test(tests, odd_round_trips, 0, sizeof odd_tables / sizeof *odd_tables);
    tcase_add_test(tests, bad_building);
    tcase_add_loop_test(tests, reference_files, 0, (int)(sizeof files / sizeof *files));
    tcase_add_test(tests, mangled_texts);
    suite_add_tcase(suite, tests);
    return suite;
}
