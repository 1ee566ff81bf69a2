/* JSON documents and cluster expansions. */
#include "fixtures.h"

static msbat_context *ctx;

static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

static msbat_json *parse(const char *text)
{
    msbat_json *json = NULL;
    TEST_OK(ctx, msbat_json_parse(ctx, strlen(text), text, &json));
    return json;
}

START_TEST(paths_and_types)
{
    msbat_json *json = parse("{\"a\": {\"b\": [1, 2.5, {\"c.d\": true, \"x/y~z\": \"t\"}], \"n\": null}, "
                             "\"m\": [[1, 2], [3]], \"\": 7}");
    double v, list[3];
    int64_t n;
    int truth;
    char text[10];
    msbat_json_type type;
    TEST_OK(ctx, msbat_json_get_number(json, "a.b.1", &v));
    ck_assert_double_eq(v, 2.5);
    TEST_OK(ctx, msbat_json_get_int(json, "/a/b/0", &n));
    ck_assert_int_eq(n, 1);
    TEST_OK(ctx, msbat_json_get_bool(json, "/a/b/2/c.d", &truth));
    ck_assert_int_eq(truth, 1);
    TEST_OK(ctx, msbat_json_get_text(json, "/a/b/2/x~1y~0z", sizeof text, text));
    ck_assert_str_eq(text, "t");
    TEST_OK(ctx, msbat_json_get_int(json, "/", &n));
    ck_assert_int_eq(n, 7);
    TEST_OK(ctx, msbat_json_get_type(json, "a.n", &type));
    ck_assert_int_eq(type, MSBAT_JSON_NULL);
    TEST_OK(ctx, msbat_json_get_type(json, "", &type));
    ck_assert_int_eq(type, MSBAT_JSON_OBJECT);
    TEST_OK(ctx, msbat_json_get_count(json, "", &n));
    ck_assert_int_eq(n, 3);
    TEST_OK(ctx, msbat_json_get_key(json, "", 1, sizeof text, text));
    ck_assert_str_eq(text, "m");
    TEST_OK(ctx, msbat_json_get_numbers(json, "m", 3, list));
    ck_assert_double_eq(list[2], 3);
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "there is no \"z\"", msbat_json_get_number(json, "a.z.1", &v));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "there is no \"3\"", msbat_json_get_number(json, "a.b.3", &v));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "there is no \"-1\"", msbat_json_get_number(json, "a.b.-1", &v));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "there is no \"1\"", msbat_json_get_number(json, "a.b.1.1", &v));
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, "an object, not a number", msbat_json_get_number(json, "a", &v));
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, "not an integer", msbat_json_get_int(json, "a.b.1", &n));
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, "not a text", msbat_json_get_text(json, "a", sizeof text, text));
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, "true or false", msbat_json_get_bool(json, "a", &truth));
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, "something else", msbat_json_get_numbers(json, "a.b", 3, list));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "holds 3", msbat_json_get_numbers(json, "m", 4, list));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "3 keys", msbat_json_get_key(json, "", 3, sizeof text, text));
    char path[600];
    memset(path, 'a', sizeof path - 1);
    path[sizeof path - 1] = 0;
    ck_assert_int_eq(msbat_json_get_number(json, path, &v), MSBAT_ERR_NOT_FOUND);
    ck_assert_int_eq(msbat_json_get_number(NULL, "a", &v), MSBAT_ERR_NULL);
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "path", msbat_json_get_number(json, NULL, &v));
    msbat_json_destroy(&json);
    msbat_json_destroy(&json);
}
END_TEST

static const struct {
    const char *text, *needle;
} bad_texts[] = {
    {"", "line 1"}, {"{", "line 1"}, {"{\"a\":\n1,\n}", "line 3"}, {"[1 2]", "line 1"}, {"{\"a\": 1, \"a\": 2}",
                                                                                         "uplicate"},
    {"[nan]", "line 1"}, {"[NaN]", "line 1"}, {"[1e999]", "real number overflow"}, {"[99999999999999999999]",
                                                                                    "too big integer"},
    {"[\"\xff\"]", "0xff"}, {"1 2", "line 1"},
};

START_TEST(bad_json)
{
    msbat_json *json = (msbat_json *)1;
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, bad_texts[_i].needle,
               msbat_json_parse(ctx, strlen(bad_texts[_i].text), bad_texts[_i].text, &json));
    ck_assert_ptr_null(json);
}
END_TEST

START_TEST(deep_json)
{
    char *text = malloc(200001);
    msbat_json *json = NULL;
    memset(text, '[', 100000);
    memset(text + 100000, ']', 100000);
    text[200000] = 0;
    ck_assert_int_eq(msbat_json_parse(ctx, 200000, text, &json), MSBAT_ERR_FORMAT);
    free(text);
}
END_TEST

/* What each getter takes, one bit a value of the document below; of all else it says what is there. */
START_TEST(every_getter_on_every_type)
{
    static const char *const names[] = {"an object", "an array", "a text", "an integer", "a number", "true or false",
                                        "true or false", "null"};
    static const msbat_json_type types[] = {MSBAT_JSON_OBJECT, MSBAT_JSON_ARRAY, MSBAT_JSON_TEXT, MSBAT_JSON_NUMBER,
                                            MSBAT_JSON_NUMBER, MSBAT_JSON_BOOL, MSBAT_JSON_BOOL, MSBAT_JSON_NULL};
    static const int taken[7] = {0x18, 0x08, 0x60, 0x04, 0x03, 0x01, 0x02};
    msbat_json *json = parse("{\"0\": {\"k\": 1}, \"1\": [5], \"2\": \"t\", \"3\": 4, \"4\": 1.5, \"5\": true, "
                             "\"6\": false, \"7\": null}");
    for (int i = 0; i < 8; i++) {
        const char path[2] = {(char)('0' + i), 0};
        double v = 7, list = 7;
        int64_t integer = 7, n = 7;
        int truth = 7;
        char text[10] = "7", key[10] = "7";
        msbat_json_type type;
        TEST_OK(ctx, msbat_json_get_type(json, path, &type));
        ck_assert_int_eq(type, types[i]);
        for (int g = 0; g < 7; g++) {
            msbat_status st = g == 0   ? msbat_json_get_number(json, path, &v)
                              : g == 1 ? msbat_json_get_int(json, path, &integer)
                              : g == 2 ? msbat_json_get_bool(json, path, &truth)
                              : g == 3 ? msbat_json_get_text(json, path, sizeof text, text)
                              : g == 4 ? msbat_json_get_count(json, path, &n)
                              : g == 5 ? msbat_json_get_key(json, path, 0, sizeof key, key)
                                       : msbat_json_get_numbers(json, path, 1, &list);
            if (taken[g] >> i & 1) TEST_OK(ctx, st);
            else TEST_FAILS(ctx, MSBAT_ERR_FORMAT, names[i], st);
        }
        ck_assert(v == (i == 3 ? 4 : i == 4 ? 1.5 : 7) && integer == (i == 3 ? 4 : 7) && list == (i == 1 ? 5 : 7));
        ck_assert(n == (i < 2 ? 1 : 7) && truth == (i == 5 ? 1 : i == 6 ? 0 : 7));
        ck_assert(text[0] == (i == 2 ? 't' : '7') && key[0] == (i == 0 ? 'k' : '7'));
    }
    msbat_json_destroy(&json);
}
END_TEST

START_TEST(parameter_files)
{
    char path[400];
    msbat_json *json = NULL;
    double v;
    if (!test_data("echem/parameters/marquis2019.json", sizeof path, path)) {
        test_skip("reference data are not there");
        return;
    }
    TEST_OK(ctx, msbat_json_read(ctx, path, &json));
    TEST_OK(ctx, msbat_json_get_number(json, "positive.particle_radius", &v));
    ck_assert_double_eq(v, 1e-5);
    TEST_OK(ctx, msbat_json_get_number(json, "T_K", &v));
    ck_assert_double_eq(v, 298.15);
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, "a text, not a number", msbat_json_get_number(json, "negative.OCP", &v));
    msbat_json_destroy(&json);
    ck_assert(test_data("echem/bpx/nmc_pouch_cell_BPX.json", sizeof path, path));
    TEST_OK(ctx, msbat_json_read(ctx, path, &json));
    TEST_OK(ctx, msbat_json_get_number(json, "/Parameterisation/Negative electrode/Particle radius [m]", &v));
    ck_assert(v > 1e-7 && v < 1e-4);
    msbat_json_destroy(&json);
}
END_TEST

/* ---- expansions ------------------------------------------------------------------------------------------------- */
static msbat_ce *make_expansion(void)
{
    const double x = 2.816 / 2, y = 2.816 / (2 * sqrt(3)), z = 14.05 / 3;
    const double cell[9] = {x, -y, z, 0, 2 * y, z, -x, -y, z};
    const double frac[12] = {0.5, 0.5, 0.5, 0, 0, 0, 0.2605, 0.2605, 0.2605, -0.2605, -0.2605, -0.2605};
    const double cutoffs[2] = {6.0, 5.1};
    const int64_t species[4] = {3, 27, 8, 8};
    msbat_crystal *host = NULL;
    msbat_ce *ce = NULL;
    int64_t n;
    TEST_OK(ctx, msbat_crystal_create(ctx, cell, 4, frac, species, &host));
    TEST_OK(ctx, msbat_ce_create(host, 3, 0, 1e-3, 2, cutoffs, &ce));
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n));
    double *eci = malloc((size_t)n * sizeof *eci);
    for (int64_t f = 0; f < n; f++) eci[f] = sin((double)f + 1) / 7;
    TEST_OK(ctx, msbat_ce_set_eci(ce, n, eci));
    free(eci);
    msbat_crystal_destroy(&host);
    return ce;
}

START_TEST(expansion_round_trip)
{
    const int64_t matrix[9] = {2, 0, 0, 1, 2, 0, 0, 1, 3};
    const char *path = test_path("ce.json");
    msbat_ce *ce = make_expansion(), *again = NULL;
    const msbat_crystal *host = NULL;
    int64_t n, m;
    double a, b;
    int8_t occupation[12];
    TEST_OK(ctx, msbat_ce_write_json(ctx, ce, 1e-3, path));
    TEST_OK(ctx, msbat_ce_read_json(ctx, path, &again));
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n));
    TEST_OK(ctx, msbat_ce_get_orbit_count(again, &m));
    ck_assert_int_eq(n, m);
    ck_assert_int_gt(n, 5);
    double *x = malloc((size_t)n * sizeof *x), *y = malloc((size_t)n * sizeof *y);
    TEST_OK(ctx, msbat_ce_get_eci(ce, n, x));
    TEST_OK(ctx, msbat_ce_get_eci(again, n, y));
    ck_assert(memcmp(x, y, (size_t)n * sizeof *x) == 0);
    free(x);
    free(y);
    for (int trial = 0; trial < 50; trial++) {
        msbat_supercell *first = NULL, *second = NULL;
        for (int i = 0; i < 12; i++) occupation[i] = (int8_t)(((unsigned)trial * 2654435761u >> (i + 3)) & 1);
        TEST_OK(ctx, msbat_ce_get_host(ce, &host));
        TEST_OK(ctx, msbat_supercell_create(host, matrix, &first));
        TEST_OK(ctx, msbat_ce_get_host(again, &host));
        TEST_OK(ctx, msbat_supercell_create(host, matrix, &second));
        TEST_OK(ctx, msbat_ce_get_energy(ce, first, 12, occupation, &a));
        TEST_OK(ctx, msbat_ce_get_energy(again, second, 12, occupation, &b));
        ck_assert_double_eq(a, b);
        msbat_supercell_destroy(&first);
        msbat_supercell_destroy(&second);
    }
    unlink(path);
    msbat_ce_destroy(&ce);
    msbat_ce_destroy(&again);
}
END_TEST

static void expect_refusal(const char *text, const char *from, const char *to, const char *needle)
{
    const char *at = strstr(text, from);
    ck_assert_msg(at != NULL, "no %s", from);
    size_t size = strlen(text) + strlen(to) + 1, head = (size_t)(at - text);
    char *changed = malloc(size);
    memcpy(changed, text, head);
    strcpy(changed + head, to);
    strcat(changed, at + strlen(from));
    const char *path = test_write("bad.json", strlen(changed), changed);
    msbat_ce *ce = (msbat_ce *)1;
    msbat_status st = msbat_ce_read_json(ctx, path, &ce);
    ck_assert_msg(st != MSBAT_OK && strstr(test_message(ctx), needle), "%s -> %s: %s", from, to, test_message(ctx));
    ck_assert_msg(strstr(test_message(ctx), path), "the message does not name the file: %s", test_message(ctx));
    ck_assert_ptr_null(ce);
    unlink(path);
    free(changed);
}

START_TEST(bad_expansions)
{
    const char *path = test_path("good.json");
    msbat_ce *ce = make_expansion();
    size_t size;
    TEST_OK(ctx, msbat_ce_write_json(ctx, ce, 1e-3, path));
    char *text = test_load(path, &size);
    unlink(path);
    expect_refusal(text, "\"version\": 1", "\"version\": 2", "version 2");
    expect_refusal(text, "\"msbat cluster expansion\"", "\"other\"", "other");
    expect_refusal(text, "\"filled\": \"Li\"", "\"filled\": \"Lj\"", "\"Lj\"");
    expect_refusal(text, "\"filled\": \"Li\"", "\"filled\": \"Na\"", "");
    expect_refusal(text, "\"filled\"", "\"full\"", "there is no \"filled\"");
    expect_refusal(text, "\"multiplicity\": 3", "\"multiplicity\": 4", "orbit");
    expect_refusal(text, "\"eci_ev\"", "\"eci\"", "eci_ev");
    expect_refusal(text, "\"cutoffs_ang\": [", "\"cutoffs_ang\": [1, 1, 1, 1, 1, 1, ", "8 numbers");
    expect_refusal(text, "\"cutoffs_ang\": [", "\"cutoffs_ang\": [3, ", "orbit");
    for (size_t cut = 0; cut + 2 < size; cut += 7) {
        const char *part = test_write("cut.json", cut, text);
        msbat_ce *none = NULL;
        ck_assert_int_eq(msbat_ce_read_json(ctx, part, &none), MSBAT_ERR_FORMAT);
        ck_assert_ptr_null(none);
        unlink(part);
    }
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "tolerance_ang", msbat_ce_write_json(ctx, ce, NAN, path));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "ce", msbat_ce_write_json(ctx, NULL, 1e-3, path));
    TEST_FAILS(ctx, MSBAT_ERR_FILE, "no such", msbat_ce_read_json(ctx, "/no/such", &(msbat_ce *){NULL}));
    free(text);
    msbat_ce_destroy(&ce);
}
END_TEST

Suite *suite_json(void)
{
    Suite *suite = suite_create("json");
    TCase *tests = tcase_create("json");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, paths_and_types);
    tcase_add_loop_test(tests, bad_json, 0, (int)(sizeof bad_texts / sizeof *bad_texts));
    tcase_add_test(tests, deep_json);
    tcase_add_test(tests, every_getter_on_every_type);
    tcase_add_test(tests, parameter_files);
    tcase_add_test(tests, expansion_round_trip);
    tcase_add_test(tests, bad_expansions);
    suite_add_tcase(suite, tests);
    return suite;
}
