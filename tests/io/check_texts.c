/* Text formats against readers of this file's own: numbers bit by bit, line ends, names of any alphabet, and the line
 * that a message names. */
#include <inttypes.h>

#include "fixtures.h"

static msbat_context *ctx;

static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

/* ---- numbers ---- */
enum { NUMBERS = 600 };

/* Finite doubles with any bits: all exponents alike, denormal ones and the ends first. */
static void awkward_numbers(double values[NUMBERS])
{
    static const uint64_t first[8] = {
        0, UINT64_C(1) << 63, 1, UINT64_C(0x000fffffffffffff), UINT64_C(0x0010000000000000),
        UINT64_C(0x7fefffffffffffff), UINT64_C(0xffefffffffffffff), UINT64_C(0x3ff0000000000001)};
    uint64_t state = 2024;
    for (int k = 0; k < NUMBERS; k++) {
        uint64_t high = (uint64_t)(test_uniform(&state) * 0x1p32), low = (uint64_t)(test_uniform(&state) * 0x1p32);
        uint64_t bits = k < 8 ? first[k] : high << 32 | low;
        if ((bits >> 52 & 0x7ff) == 0x7ff) bits ^= UINT64_C(1) << 60;
        memcpy(&values[k], &bits, sizeof bits);
    }
}

static void same_bits(const double *a, const double *b, int n, const char *where)
{
    for (int k = 0; k < n; k++)
        ck_assert_msg(!memcmp(&a[k], &b[k], sizeof *a), "%s, number %d: %.17g and %.17g", where, k, a[k], b[k]);
}

/* Reads numbers from text with strtod, skipping whatever stands between them. */
static int scan_numbers(const char *text, int most, double *values)
{
    int n = 0;
    while (*text && n < most) {
        char *end;
        double value = strtod(text, &end);
        if (end == text) text++;
        else values[n++] = value, text = end;
    }
    return n;
}

/* The C library reads from the file what was put into the table, and so does the table reader. */
START_TEST(csv_numbers)
{
    double put[NUMBERS], got[NUMBERS];
    msbat_table *table = NULL, *again = NULL;
    const char *path = test_path("numbers.csv");
    size_t size;
    awkward_numbers(put);
    TEST_OK(ctx, msbat_table_create(ctx, &table));
    TEST_OK(ctx, msbat_table_add_column(table, "x", "", NUMBERS, put));
    TEST_OK(ctx, msbat_table_write_csv(table, path));
    char *text = test_load(path, &size);
    ck_assert_int_eq(scan_numbers(strchr(text, '\n'), NUMBERS, got), NUMBERS);
    same_bits(put, got, NUMBERS, "strtod");
    TEST_OK(ctx, msbat_table_read_csv(ctx, path, &again));
    TEST_OK(ctx, msbat_table_get_values(again, 0, NUMBERS, got));
    same_bits(put, got, NUMBERS, "table");
    free(text);
    unlink(path);
    msbat_table_destroy(&table);
    msbat_table_destroy(&again);
}
END_TEST

/* As one list of a JSON document, written here with 17 digits. */
START_TEST(json_numbers)
{
    double put[NUMBERS], got[NUMBERS];
    char *text = malloc(NUMBERS * 26 + 2);
    size_t used = 1;
    msbat_json *json = NULL;
    awkward_numbers(put);
    text[0] = '[';
    for (int k = 0; k < NUMBERS; k++)
        used += (size_t)sprintf(text + used, "%.16e%c", put[k], k < NUMBERS - 1 ? ',' : ']');
    TEST_OK(ctx, msbat_json_parse(ctx, used, text, &json));
    TEST_OK(ctx, msbat_json_get_numbers(json, "", NUMBERS, got));
    same_bits(put, got, NUMBERS, "json");
    msbat_json_destroy(&json);
    free(text);
}
END_TEST

/* Forces, a column, an energy and an info number of one frame. */
START_TEST(extxyz_numbers)
{
    enum { ATOMS = NUMBERS / 6 };
    double put[NUMBERS], got[NUMBERS], value;
    double fractional[3 * ATOMS] = {0.0};
    int64_t species[ATOMS];
    const double lattice[9] = {3.0, 0.0, 0.0, 0.0, 3.0, 0.0, 0.0, 0.0, 3.0};
    msbat_crystal *crystal = NULL;
    msbat_frames *frames = NULL, *again = NULL;
    const char *path = test_path("numbers.xyz");
    awkward_numbers(put);
    for (int k = 0; k < ATOMS; k++) species[k] = 3, fractional[3 * k] = k / (double)ATOMS;
    TEST_OK(ctx, msbat_crystal_create(ctx, lattice, ATOMS, fractional, species, &crystal));
    TEST_OK(ctx, msbat_frames_create(ctx, &frames));
    TEST_OK(ctx, msbat_frames_add(frames, crystal));
    TEST_OK(ctx, msbat_frames_set_forces(frames, 0, ATOMS, put));
    TEST_OK(ctx, msbat_frames_set_column(frames, 0, "moment", 3, 3 * ATOMS, put + 3 * ATOMS));
    TEST_OK(ctx, msbat_frames_set_energy(frames, 0, put[11]));
    TEST_OK(ctx, msbat_frames_set_info_number(frames, 0, "stress", put[12]));
    TEST_OK(ctx, msbat_frames_write_extxyz(frames, path));
    TEST_OK(ctx, msbat_frames_read_extxyz(ctx, path, &again));
    TEST_OK(ctx, msbat_frames_get_forces(again, 0, ATOMS, got));
    TEST_OK(ctx, msbat_frames_get_column(again, 0, "moment", 3 * ATOMS, got + 3 * ATOMS));
    same_bits(put, got, NUMBERS, "columns");
    TEST_OK(ctx, msbat_frames_get_energy(again, 0, &value));
    same_bits(&put[11], &value, 1, "energy");
    TEST_OK(ctx, msbat_frames_get_info_number(again, 0, "stress", &value));
    same_bits(&put[12], &value, 1, "info");
    unlink(path);
    msbat_frames_destroy(&frames);
    msbat_frames_destroy(&again);
    msbat_crystal_destroy(&crystal);
}
END_TEST

/* Integers are exact to 2^53 and refused from there on. */
START_TEST(extxyz_integers)
{
    static const struct {
        const char *text;
        double value; /* 0: refused */
    } cases[] = {{"9007199254740991", 9007199254740991.0}, {"9007199254740992", 9007199254740992.0},
                 {"-9007199254740992", -9007199254740992.0}, {"9007199254740993", 0.0}, {"-9007199254740993", 0.0},
                 {"9223372036854775807", 0.0}, {"9223372036854775808", 0.0}, {"1.0", 0.0}, {"0x10", 0.0}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        char text[200];
        msbat_frames *frames = NULL;
        double got = 0.0;
        int length = snprintf(text, sizeof text, "1\nProperties=species:S:1:pos:R:3:tag:I:1\nLi 0 0 0 %s\n",
                              cases[k].text);
        if (cases[k].value == 0.0) {
            TEST_FAILS(ctx, MSBAT_ERR_FORMAT, "line 3: tag is", msbat_frames_parse_extxyz(ctx, (size_t)length, text,
                                                                                        &frames));
            continue;
        }
        TEST_OK(ctx, msbat_frames_parse_extxyz(ctx, (size_t)length, text, &frames));
        TEST_OK(ctx, msbat_frames_get_column(frames, 0, "tag", 1, &got));
        ck_assert_double_eq(got, cases[k].value);
        msbat_frames_destroy(&frames);
    }
}
END_TEST

/* ---- line ends and names ---- */
/* text with every \n replaced by \r\n. */
static char *dos_text(const char *text)
{
    char *out = malloc(2 * strlen(text) + 1), *to = out;
    for (; *text; text++) {
        if (*text == '\n') *to++ = '\r';
        *to++ = *text;
    }
    *to = 0;
    return out;
}

static const char xyz_text[] = "2\nLattice=\"4 0 0 0 4 0 0 0 4\" Properties=species:S:1:pos:R:3 energy=-1.25 "
                               "name=\"a b\"\nLi 0.5 0.25 -0.125\nO 1e0 2 3\n";
static const char poscar_text[] = "title\n1.0\n4 0 0\n0 4 0\n0 0 4\nLi O\n1 1\nCartesian\n0.5 0.25 -0.125\n1e0 2 3\n";

static void check_atoms(msbat_frames *frames)
{
    static const double expected[6] = {0.5, 0.25, -0.125, 1.0, 2.0, 3.0};
    double x[6];
    int64_t species[2];
    TEST_OK(ctx, msbat_frames_get_atoms(frames, 0, 2, species, x));
    ck_assert(species[0] == 3 && species[1] == 8);
    for (int k = 0; k < 6; k++) TEST_NEAR(x[k], expected[k], 1e-15);
    msbat_frames_destroy(&frames);
}

START_TEST(dos_line_ends)
{
    char *xyz = dos_text(xyz_text), *poscar = dos_text(poscar_text), *csv = dos_text("# c\nx [m],name\n1,a\n2,\"b\"\n");
    msbat_frames *frames = NULL;
    msbat_table *table = NULL;
    double energy, x[2];
    char name[8];
    TEST_OK(ctx, msbat_frames_parse_extxyz(ctx, strlen(xyz), xyz, &frames));
    TEST_OK(ctx, msbat_frames_get_energy(frames, 0, &energy));
    TEST_OK(ctx, msbat_frames_get_info_text(frames, 0, "name", sizeof name, name));
    ck_assert(energy == -1.25 && !strcmp(name, "a b"));
    check_atoms(frames);
    TEST_OK(ctx, msbat_frames_parse_poscar(ctx, strlen(poscar), poscar, &frames));
    check_atoms(frames);
    TEST_OK(ctx, msbat_table_parse_csv(ctx, strlen(csv), csv, &table));
    TEST_OK(ctx, msbat_table_get_column(table, "x", "m", 2, x));
    TEST_OK(ctx, msbat_table_get_text(table, 1, 1, sizeof name, name));
    ck_assert(x[0] == 1.0 && x[1] == 2.0 && !strcmp(name, "b"));
    msbat_table_destroy(&table);
    free(xyz);
    free(poscar);
    free(csv);
}
END_TEST

/* A last line without an end is a line; what is parsed need not end with NUL: the byte behind is a digit. */
START_TEST(texts_without_an_end)
{
    char xyz[sizeof xyz_text], poscar[sizeof poscar_text];
    const char csv[] = "x\n1\n25";
    msbat_frames *frames = NULL;
    msbat_table *table = NULL;
    double x[2];
    memcpy(xyz, xyz_text, sizeof xyz);
    memcpy(poscar, poscar_text, sizeof poscar);
    xyz[sizeof xyz - 2] = poscar[sizeof poscar - 2] = '7';
    TEST_OK(ctx, msbat_frames_parse_extxyz(ctx, sizeof xyz - 2, xyz, &frames));
    check_atoms(frames);
    TEST_OK(ctx, msbat_frames_parse_poscar(ctx, sizeof poscar - 2, poscar, &frames));
    check_atoms(frames);
    TEST_OK(ctx, msbat_table_parse_csv(ctx, sizeof csv - 2, csv, &table));
    TEST_OK(ctx, msbat_table_get_values(table, 0, 2, x));
    ck_assert_double_eq(x[1], 2.0);
    msbat_table_destroy(&table);
}
END_TEST

static const char *const alphabets[] = {
    "\xce\xb7 \xc3\xbc" "berpotential", "\xe9\x9b\xbb\xe5\x9c\xa7", "\xf0\x9f\x94\x8b", "d\xcc\x81" "d",
    "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d"};

/* Names, units, texts and comments in UTF-8 come back as the same bytes. */
START_TEST(names_of_any_alphabet)
{
    const double one = 1.0;
    const char *name = alphabets[_i];
    char text[64];
    msbat_table *table = NULL, *again = NULL;
    const char *path = test_path(name);
    TEST_OK(ctx, msbat_table_create(ctx, &table));
    TEST_OK(ctx, msbat_table_set_comment(table, name));
    TEST_OK(ctx, msbat_table_add_column(table, name, name, 1, &one));
    TEST_OK(ctx, msbat_table_add_text_column(table, "text", 1, &name));
    TEST_OK(ctx, msbat_table_write_csv(table, path));
    TEST_OK(ctx, msbat_table_read_csv(ctx, path, &again));
    TEST_OK(ctx, msbat_table_get_name(again, 0, sizeof text, text));
    ck_assert_str_eq(text, name);
    TEST_OK(ctx, msbat_table_get_unit(again, 0, sizeof text, text));
    ck_assert_str_eq(text, name);
    TEST_OK(ctx, msbat_table_get_text(again, 1, 0, sizeof text, text));
    ck_assert_str_eq(text, name);
    unlink(path);
    msbat_table_destroy(&table);
    msbat_table_destroy(&again);
}
END_TEST

/* \u escapes, a pair of surrogates included, are the bytes that stand for them in UTF-8. */
START_TEST(json_escapes)
{
    static const char text[] = "{\"\\u03b7\": \"\\ud83d\\udd0b \\u0041\\n\\t\\\"\\\\\\/\"}";
    msbat_json *json = NULL;
    char key[8], value[32];
    TEST_OK(ctx, msbat_json_parse(ctx, sizeof text - 1, text, &json));
    TEST_OK(ctx, msbat_json_get_key(json, "", 0, sizeof key, key));
    ck_assert_str_eq(key, "\xce\xb7");
    TEST_OK(ctx, msbat_json_get_text(json, key, sizeof value, value));
    ck_assert_str_eq(value, "\xf0\x9f\x94\x8b A\n\t\"\\/");
    msbat_json_destroy(&json);
}
END_TEST

/* Integers of a document keep all their 64 bits; numbers of JSON may have any form that RFC 8259 knows. */
START_TEST(json_integers)
{
    static const char text[] = "[9007199254740993, -9223372036854775808, 9223372036854775807, 1E2, -0.0, 12e-1]";
    static const int64_t whole[3] = {9007199254740993, INT64_MIN, INT64_MAX};
    msbat_json *json = NULL;
    double number;
    TEST_OK(ctx, msbat_json_parse(ctx, sizeof text - 1, text, &json));
    for (int k = 0; k < 3; k++) {
        const char path[2] = {(char)('0' + k), 0};
        int64_t value = 0;
        TEST_OK(ctx, msbat_json_get_int(json, path, &value));
        ck_assert_int_eq(value, whole[k]);
    }
    TEST_OK(ctx, msbat_json_get_number(json, "3", &number));
    ck_assert_double_eq(number, 100.0);
    TEST_OK(ctx, msbat_json_get_number(json, "4", &number));
    ck_assert(number == 0.0 && signbit(number));
    TEST_OK(ctx, msbat_json_get_number(json, "5", &number));
    ck_assert_double_eq(number, 1.2);
    msbat_json_destroy(&json);
}
END_TEST

/* ---- the line named ---- */
static msbat_status parse_table(size_t size, const char *text)
{
    msbat_table *table = NULL;
    msbat_status st = msbat_table_parse_csv(ctx, size, text, &table);
    msbat_table_destroy(&table);
    return st;
}

typedef msbat_status (*frames_parser)(msbat_context *own, size_t size, const char *text, msbat_frames **frames);

static msbat_status parse_frames(frames_parser parser, size_t size, const char *text)
{
    msbat_frames *frames = NULL;
    msbat_status st = parser(ctx, size, text, &frames);
    msbat_frames_destroy(&frames);
    return st;
}

static msbat_status parse_extxyz(size_t size, const char *text)
{
    return parse_frames(msbat_frames_parse_extxyz, size, text);
}

static msbat_status parse_poscar(size_t size, const char *text)
{
    return parse_frames(msbat_frames_parse_poscar, size, text);
}

static msbat_status parse_json(size_t size, const char *text)
{
    msbat_json *json = NULL;
    msbat_status st = msbat_json_parse(ctx, size, text, &json);
    msbat_json_destroy(&json);
    return st;
}

/* head, then COPIES times good but for one that is bad: an item has `lines` lines, the head `first`, and the message
 * names the line `at` of the item. */
enum { COPIES = 9 };
static const struct {
    msbat_status (*parse)(size_t size, const char *text);
    const char *head, *good, *bad, *tail, *needle;
    int first, lines, at;
} faults[] = {
    {parse_table, "1,2,3\n", "1.5,2,3\n", "1.5,2\n", "", ": the row has 2 fields", 1, 1, 1},
    {parse_table, "x,y\n# c\n", "1.5,2\n\n", "1.5,\"2\n\n", "", ": the quote", 2, 2, 1},
    {parse_extxyz, "", "1\n\nLi 0 0 0\n", "1\n\nLi 0 x 0\n", "", ": pos is \"x\"", 0, 3, 3},
    {parse_extxyz, "", "1\n\nLi 0 0 0\n", "one\n\nLi 0 0 0\n", "", ": a frame must begin", 0, 3, 1},
    {parse_poscar, "t\n1\n4 0 0\n0 4 0\n0 0 4\nLi\n9\nDirect\n", "0.5 0 0\n", "0.5 0 0..1\n", "", ": ", 8, 1, 1},
    {parse_json, "[\n", "1,\n", "  1 2,\n", "3]", ", column 5", 1, 1, 1},
};

START_TEST(the_line_is_named)
{
    for (int wrong = 0; wrong < COPIES; wrong++) {
        char text[400], needle[60];
        size_t used = (size_t)snprintf(text, sizeof text, "%s", faults[_i].head);
        for (int k = 0; k < COPIES; k++)
            used += (size_t)snprintf(text + used, sizeof text - used, "%s",
                                     k == wrong ? faults[_i].bad : faults[_i].good);
        used += (size_t)snprintf(text + used, sizeof text - used, "%s", faults[_i].tail);
        snprintf(needle, sizeof needle, "line %d%s", faults[_i].first + wrong * faults[_i].lines + faults[_i].at,
                 faults[_i].needle);
        TEST_FAILS(ctx, MSBAT_ERR_FORMAT, needle, faults[_i].parse(used, text));
    }
}
END_TEST

/* The message begins with the file when there is one. */
START_TEST(files_are_named)
{
    const char *path = test_write("named", 2, "\x01\n");
    char wanted[300];
    msbat_table *table = NULL;
    msbat_frames *frames = NULL;
    msbat_json *json = NULL;
    snprintf(wanted, sizeof wanted, "%s: line 1", path);
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, wanted, msbat_frames_read_extxyz(ctx, path, &frames));
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, wanted, msbat_json_read(ctx, path, &json));
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, path, msbat_frames_read_poscar(ctx, path, &frames));
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, path, msbat_table_read_csv(ctx, path, &table));
    unlink(path);
    TEST_FAILS(ctx, MSBAT_ERR_FILE, path, msbat_json_read(ctx, path, &json));
}
END_TEST

/* ---- geometry ---- */
static double lattice_volume(const double a[9])
{
    return a[0] * (a[4] * a[8] - a[5] * a[7]) - a[1] * (a[3] * a[8] - a[5] * a[6]) + a[2] * (a[3] * a[7] - a[4] * a[6]);
}

/* The same crystal in four ways: scale 1 and Cartesian, a scale of 2, the volume as a negative scale, Direct. */
START_TEST(one_crystal_in_four_poscars)
{
    static const double lattice[9] = {3.1, 0.2, -0.4, 0.5, 2.7, 0.3, -0.1, 0.6, 4.2}, at[3] = {0.25, 0.5, 0.125};
    double expected[3] = {0.0, 0.0, 0.0}, volume = lattice_volume(lattice);
    for (int k = 0; k < 9; k++) expected[k % 3] += at[k / 3] * lattice[k];
    for (int form = 0; form < 4; form++) {
        double s = form == 1 ? 2.0 : form == 2 ? 0.7 : 1.0, scale = form == 2 ? -volume : s, x[3], got = 0.0;
        const double *listed = form == 3 ? at : expected;
        char text[800];
        int used = snprintf(text, sizeof text, "t\n%.17g\n", scale);
        for (int k = 0; k < 9; k += 3)
            used += snprintf(text + used, sizeof text - (size_t)used, "%.17g %.17g %.17g\n", lattice[k] / s,
                             lattice[k + 1] / s, lattice[k + 2] / s);
        double shown = form == 3 ? 1.0 : s;
        used += snprintf(text + used, sizeof text - (size_t)used, "Li\n1\n%s\n%.17g %.17g %.17g\n",
                         form == 3 ? "Direct" : "Cartesian", listed[0] / shown, listed[1] / shown, listed[2] / shown);
        msbat_frames *frames = NULL;
        const msbat_crystal *crystal = NULL;
        TEST_OK(ctx, msbat_frames_parse_poscar(ctx, (size_t)used, text, &frames));
        TEST_OK(ctx, msbat_frames_get_crystal(frames, 0, &crystal));
        TEST_OK(ctx, msbat_crystal_get_volume(crystal, &got));
        TEST_NEAR(got / volume, 1.0, 1e-14);
        TEST_OK(ctx, msbat_frames_get_atoms(frames, 0, 1, NULL, x));
        for (int a = 0; a < 3; a++) TEST_NEAR(x[a], expected[a], 1e-14);
        msbat_frames_destroy(&frames);
    }
}
END_TEST

Suite *suite_texts(void)
{
    Suite *suite = suite_create("texts");
    TCase *tests = tcase_create("texts");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, csv_numbers);
    tcase_add_test(tests, json_numbers);
    tcase_add_test(tests, extxyz_numbers);
    tcase_add_test(tests, extxyz_integers);
    tcase_add_test(tests, dos_line_ends);
    tcase_add_test(tests, texts_without_an_end);
    tcase_add_loop_test(tests, names_of_any_alphabet, 0, (int)(sizeof alphabets / sizeof *alphabets));
    tcase_add_test(tests, json_escapes);
    tcase_add_test(tests, json_integers);
    tcase_add_loop_test(tests, the_line_is_named, 0, (int)(sizeof faults / sizeof *faults));
    tcase_add_test(tests, files_are_named);
    tcase_add_test(tests, one_crystal_in_four_poscars);
    suite_add_tcase(suite, tests);
    return suite;
}
