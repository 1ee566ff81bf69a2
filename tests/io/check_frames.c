/* Extended XYZ and POSCAR. */
#include <dirent.h>
#include <locale.h>

#include "fixtures.h"

static msbat_context *ctx;

static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

static msbat_status parse(const char *text, msbat_frames **frames)
{
    return msbat_frames_parse_extxyz(ctx, strlen(text), text, frames);
}

static const char two_atoms[] =
    "2\n"
    "Lattice=\"4 0 0 0 4 0 0 0 4\" Properties=species:S:1:pos:R:3:forces:R:3:tag:I:1:fixed:L:1:label:S:2 energy=-1.5 "
    "name='a \"b\" c' path=\"x\\\\y \\\"q\\\"\" list=[[1, 2], [3, 4.5]] old={7 8 9} plain=1,2,3 flag pbc=\"T F T\"\n"
    "Li 0 0 0 0.1 -0.2 0.3 -7 T a b\n"
    "O 1.0 2.0 +3.5e0 1e-3 0 0 9007199254740992 False c d\n";

START_TEST(every_kind_of_value)
{
    msbat_frames *frames = NULL;
    const msbat_crystal *crystal = NULL;
    double e, f[6], v[4], frac[6];
    int64_t n, species[2], pbc[3], width;
    int truth;
    char text[40];
    TEST_OK(ctx, parse(two_atoms, &frames));
    TEST_OK(ctx, msbat_frames_get_energy(frames, 0, &e));
    ck_assert_double_eq(e, -1.5);
    TEST_OK(ctx, msbat_frames_get_forces(frames, 0, 2, f));
    ck_assert_double_eq(f[3], 1e-3);
    TEST_OK(ctx, msbat_frames_get_crystal(frames, 0, &crystal));
    TEST_OK(ctx, msbat_crystal_get_sites(crystal, 2, frac, species));
    ck_assert_double_eq(frac[5], 0.875);
    ck_assert_int_eq(species[0], 3);
    TEST_OK(ctx, msbat_frames_get_periodic(frames, 0, pbc));
    ck_assert_int_eq(pbc[0] * 100 + pbc[1] * 10 + pbc[2], 101);
    TEST_OK(ctx, msbat_frames_get_info_text(frames, 0, "name", sizeof text, text));
    ck_assert_str_eq(text, "a \"b\" c");
    TEST_OK(ctx, msbat_frames_get_info_text(frames, 0, "path", sizeof text, text));
    ck_assert_str_eq(text, "x\\y \"q\"");
    TEST_OK(ctx, msbat_frames_get_info_bool(frames, 0, "flag", &truth));
    ck_assert_int_eq(truth, 1);
    TEST_OK(ctx, msbat_frames_get_info_size(frames, 0, "list", &n));
    ck_assert_int_eq(n, 4);
    TEST_OK(ctx, msbat_frames_get_info_numbers(frames, 0, "list", 4, v));
    ck_assert_double_eq(v[3], 4.5);
    TEST_OK(ctx, msbat_frames_get_info_numbers(frames, 0, "old", 3, v));
    ck_assert_double_eq(v[2], 9);
    TEST_OK(ctx, msbat_frames_get_info_numbers(frames, 0, "plain", 3, v));
    TEST_OK(ctx, msbat_frames_get_column(frames, 0, "tag", 2, v));
    ck_assert_double_eq(v[1], 9007199254740992.0);
    TEST_OK(ctx, msbat_frames_get_column(frames, 0, "fixed", 2, v));
    ck_assert_double_eq(v[0] * 10 + v[1], 10);
    TEST_OK(ctx, msbat_frames_get_column_width(frames, 0, "label", &width));
    ck_assert_int_eq(width, 2);
    TEST_OK(ctx, msbat_frames_get_column_text(frames, 0, "label", 3, sizeof text, text));
    ck_assert_str_eq(text, "d");
    TEST_OK(ctx, msbat_frames_get_info_count(frames, 0, &n));
    ck_assert_int_eq(n, 7); /* without Lattice, Properties, pbc */
    TEST_OK(ctx, msbat_frames_get_info_key(frames, 0, 6, sizeof text, text));
    ck_assert_str_eq(text, "flag");
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "7 keys", msbat_frames_get_info_key(frames, 0, 7, sizeof text, text));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "8 bytes", msbat_frames_get_info_text(frames, 0, "name", 7, text));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "nothing", msbat_frames_get_info_number(frames, 0, "nothing", &e));
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, "name", msbat_frames_get_info_number(frames, 0, "name", &e));
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, "texts", msbat_frames_get_column(frames, 0, "label", 4, v));
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, "numbers", msbat_frames_get_column_text(frames, 0, "tag", 0, sizeof text, text));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "frame = 1", msbat_frames_get_energy(frames, 1, &e));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "n = 3", msbat_frames_get_forces(frames, 0, 3, f));
    msbat_frames_destroy(&frames);
}
END_TEST

START_TEST(plain_xyz)
{
    msbat_frames *frames = NULL;
    const msbat_crystal *crystal = NULL;
    char text[40];
    int64_t n, pbc[3];
    double e;
    TEST_OK(ctx, parse("\n 2 \r\nwater, or not\r\nH 0 0 0 0.7\r\nO 1 0 0\r\n\n\n1\n\nX 0 0 1", &frames));
    TEST_OK(ctx, msbat_frames_get_count(frames, &n));
    ck_assert_int_eq(n, 2);
    TEST_OK(ctx, msbat_frames_get_info_text(frames, 0, "comment", sizeof text, text));
    ck_assert_str_eq(text, "water, or not");
    TEST_OK(ctx, msbat_frames_get_periodic(frames, 0, pbc));
    ck_assert_int_eq(pbc[0] + pbc[1] + pbc[2], 0);
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "no cell", msbat_frames_get_crystal(frames, 0, &crystal));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "energy", msbat_frames_get_energy(frames, 0, &e));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "forces", msbat_frames_get_forces(frames, 0, 2, &e));
    msbat_frames_destroy(&frames);
    TEST_OK(ctx, parse("0\nLattice=\"3 4 5\"\n", &frames));
    TEST_OK(ctx, msbat_frames_get_crystal(frames, 0, &crystal));
    TEST_OK(ctx, msbat_crystal_get_volume(crystal, &e));
    ck_assert_double_eq(e, 60);
    TEST_FAILS(ctx, MSBAT_ERR_UNSUPPORTED, "no atoms", msbat_frames_write_poscar(frames, 0, test_path("none")));
    msbat_frames_destroy(&frames);
}
END_TEST

static const struct {
    const char *text, *needle;
    msbat_status status;
} bad_texts[] = {
    {"", "line 1: there are no frames", MSBAT_ERR_FORMAT},
    {"\n\n", "no frames", MSBAT_ERR_FORMAT},
    {"x\n", "line 1: a frame must begin", MSBAT_ERR_FORMAT},
    {"-1\n\n", "line 1: a frame must begin", MSBAT_ERR_FORMAT},
    {"1 2\n\nH 0 0 0", "line 1: a frame must begin", MSBAT_ERR_FORMAT},
    {"1", "ends before the comment", MSBAT_ERR_FORMAT},
    {"2\n\nH 0 0 0         \n", "line 3: the file ends after 1 of 2", MSBAT_ERR_FORMAT},
    {"1\n\nH 0 0  \n", "line 3: the row of atom 0 ends before pos", MSBAT_ERR_FORMAT},
    {"1\n\nQq 0 0 0\n", "\"Qq\"", MSBAT_ERR_FORMAT},
    {"1\n\nH 0 zero 0\n", "line 3: pos is \"zero\"", MSBAT_ERR_FORMAT},
    {"1\n\nH 0 nan 0\n", "line 3: pos is \"nan\"", MSBAT_ERR_FORMAT},
    {"1\n\nH 0 1e999 0\n", "line 3: pos is \"1e999\"", MSBAT_ERR_RANGE},
    {"1\nProperties=species:S:1:pos:R:3\nH 0 0 0 1\n", "more fields", MSBAT_ERR_FORMAT},
    {"1\nProperties=species:S:1:pos:R:2\nH 0 0\n", "no pos:R:3", MSBAT_ERR_FORMAT},
    {"1\nProperties=pos:R:3\n0 0 0\n", "no species", MSBAT_ERR_FORMAT},
    {"1\nProperties=species:S:1:pos:R:3:pos:R:3\nH 0 0 0 0 0 0\n", "\"pos\" stands twice", MSBAT_ERR_FORMAT},
    {"1\nProperties=species:S:1:pos:R:3:a:R:-1\nH 0 0 0\n", "a:R:-1", MSBAT_ERR_FORMAT},
    {"1\nProperties=species:S:1:pos:R:3:a:Q:1\nH 0 0 0 1\n", "a:Q:1", MSBAT_ERR_FORMAT},
    {"1\nProperties=species:S:1:pos:R:3:a:I:1\nH 0 0 0 1.5\n", "a is \"1.5\"", MSBAT_ERR_FORMAT},
    {"1\nProperties=species:S:1:pos:R:3:a:L:1\nH 0 0 0 2\n", "not T or F", MSBAT_ERR_FORMAT},
    {"1\nProperties=Z:I:1:pos:R:3\n-4 0 0 0\n", "no atomic number", MSBAT_ERR_FORMAT},
    {"1\nLattice=\"1 0 0 0 1 0 0 0\"\nH 0 0 0\n", "Lattice", MSBAT_ERR_FORMAT},
    {"1\nLattice=\"1 0 0 0 1 0 0 0 0\"\nH 0 0 0\n", "cell vector 2 is zero", MSBAT_ERR_SINGULAR},
    {"1\nLattice=\"1 0 0 0 1 0 0 0 1\nH 0 0 0\n", "not closed", MSBAT_ERR_FORMAT},
    {"1\nLattice=\"1 0 0 0 1 0 0 0 1\" pbc=\"T T\"\nH 0 0 0\n", "pbc", MSBAT_ERR_FORMAT},
    {"1\n\"a\\\"\"=1 'a\"'=2\nH 0 0 0\n", "\"a\"\" stands twice", MSBAT_ERR_FORMAT},
    {"1\na=1 a=2\nH 0 0 0\n", "\"a\" stands twice", MSBAT_ERR_FORMAT},
    {"1\n=3\nH 0 0 0\n", "without a key", MSBAT_ERR_FORMAT},
    {"1\nenergy=low\nH 0 0 0\n", "energy is \"low\"", MSBAT_ERR_FORMAT},
    {"9000000000000000000\n\nH 0 0 0\n", "do not fit in the rest", MSBAT_ERR_FORMAT},
    {"1\nProperties=species:S:1:pos:R:3:a:R:4611686018427387904\nH 0 0 0\n", "do not fit in the rest",
     MSBAT_ERR_FORMAT},
};

START_TEST(bad_extxyz)
{
    msbat_frames *frames = (msbat_frames *)1;
    TEST_FAILS(ctx, bad_texts[_i].status, bad_texts[_i].needle, parse(bad_texts[_i].text, &frames));
    ck_assert_ptr_null(frames);
}
END_TEST

START_TEST(bad_calls)
{
    msbat_frames *frames = NULL;
    double v[3] = {0};
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, "line 2: holds a NUL", msbat_frames_parse_extxyz(ctx, 6, "1\na\0b\n", &frames));
    TEST_FAILS(ctx, MSBAT_ERR_FILE, "no such file", msbat_frames_read_extxyz(ctx, "/no/such/file", &frames));
    TEST_FAILS(ctx, MSBAT_ERR_FILE, "not a regular file", msbat_frames_read_extxyz(ctx, "/dev/zero", &frames));
    TEST_FAILS(ctx, MSBAT_ERR_FILE, "not a regular file", msbat_frames_read_poscar(ctx, "/tmp", &frames));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "path", msbat_frames_read_extxyz(ctx, NULL, &frames));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "frames", msbat_frames_read_extxyz(ctx, "x", NULL));
    ck_assert_int_eq(msbat_frames_read_extxyz(NULL, "x", &frames), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_frames_get_energy(NULL, 0, v), MSBAT_ERR_NULL);
    msbat_frames_destroy(NULL);
    msbat_frames_destroy(&frames);
    TEST_OK(ctx, parse(two_atoms, &frames));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "pos", msbat_frames_set_column(frames, 0, "pos", 1, 2, v));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "a b", msbat_frames_set_info_text(frames, 0, "a b", "x"));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "no free name", msbat_frames_set_info_text(frames, 0, "", "x"));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "energy", msbat_frames_set_energy(frames, 0, NAN));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "2 atoms", msbat_frames_set_forces(frames, 0, 1, v));
    v[1] = INFINITY;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "value 1", msbat_frames_set_column(frames, 0, "a", 1, 2, v));
    TEST_FAILS(ctx, MSBAT_ERR_FILE, "opened for writing", msbat_frames_write_extxyz(frames, "/no/such/folder/x"));
    msbat_frames_destroy(&frames);
}
END_TEST

static void expect_equal(const msbat_frames *a, const msbat_frames *b)
{
    int64_t n, m;
    TEST_OK(ctx, msbat_frames_get_count(a, &n));
    TEST_OK(ctx, msbat_frames_get_count(b, &m));
    ck_assert_int_eq(n, m);
    for (int64_t i = 0; i < n; i++) {
        int64_t atoms, other, keys;
        TEST_OK(ctx, msbat_frames_get_atom_count(a, i, &atoms));
        TEST_OK(ctx, msbat_frames_get_atom_count(b, i, &other));
        ck_assert_int_eq(atoms, other);
        size_t bytes = (size_t)atoms * 3 * sizeof(double);
        double *x = malloc(bytes + 1), *y = malloc(bytes + 1);
        TEST_OK(ctx, msbat_frames_get_atoms(a, i, atoms, NULL, x));
        TEST_OK(ctx, msbat_frames_get_atoms(b, i, atoms, NULL, y));
        ck_assert(memcmp(x, y, bytes) == 0);
        if (msbat_frames_get_forces(a, i, atoms, x) == MSBAT_OK) {
            TEST_OK(ctx, msbat_frames_get_forces(b, i, atoms, y));
            ck_assert(memcmp(x, y, bytes) == 0);
        }
        TEST_OK(ctx, msbat_frames_get_info_count(a, i, &keys));
        for (int64_t k = 0; k < keys; k++) {
            char key[100], s[2000], t[2000];
            TEST_OK(ctx, msbat_frames_get_info_key(a, i, k, sizeof key, key));
            TEST_OK(ctx, msbat_frames_get_info_text(a, i, key, sizeof s, s));
            TEST_OK(ctx, msbat_frames_get_info_text(b, i, key, sizeof t, t));
            ck_assert_str_eq(s, t);
        }
        free(x);
        free(y);
    }
}

static void round_trip(const msbat_frames *frames)
{
    const char *path = test_path("round.xyz");
    msbat_frames *again = NULL;
    TEST_OK(ctx, msbat_frames_write_extxyz(frames, path));
    TEST_OK(ctx, msbat_frames_read_extxyz(ctx, path, &again));
    expect_equal(frames, again);
    msbat_frames_destroy(&again);
    unlink(path);
}

START_TEST(round_trip_keeps_every_bit)
{
    msbat_frames *frames = NULL;
    const msbat_crystal *crystal = NULL;
    double third = 0.0;
    double forces[6] = {1.0 / 3, -0.0, 1e-300, 5e-324, 1.7976931348623157e308, -2.0 / 7};
    TEST_OK(ctx, parse(two_atoms, &frames));
    round_trip(frames);
    TEST_OK(ctx, msbat_frames_get_crystal(frames, 0, &crystal));
    TEST_OK(ctx, msbat_frames_add(frames, crystal));
    TEST_OK(ctx, msbat_frames_set_forces(frames, 1, 2, forces));
    TEST_OK(ctx, msbat_frames_set_forces(frames, 1, 2, forces)); /* replaces */
    TEST_OK(ctx, msbat_frames_set_energy(frames, 1, -0.1));
    TEST_OK(ctx, msbat_frames_set_energy(frames, 1, 0.1));
    TEST_OK(ctx, msbat_frames_set_info_text(frames, 1, "odd", "a\n\"b\" = {c} \\ "));
    TEST_OK(ctx, msbat_frames_set_info_text(frames, 1, "empty", ""));
    TEST_OK(ctx, msbat_frames_set_info_number(frames, 1, "third", 1.0 / 3.0));
    TEST_OK(ctx, msbat_frames_get_info_number(frames, 1, "third", &third));
    ck_assert_double_eq(third, 1.0 / 3.0);
    round_trip(frames);
    msbat_frames_destroy(&frames);
}
END_TEST

static void read_folder(const char *name, int64_t least)
{
    char folder[400], path[800];
    if (!test_data(name, sizeof folder, folder)) {
        test_skip("reference data are not there");
        return;
    }
    DIR *dir = opendir(folder);
    int64_t files = 0;
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        msbat_frames *frames = NULL;
        const msbat_crystal *crystal = NULL;
        size_t length = strlen(entry->d_name);
        if (length < 4 || strcmp(entry->d_name + length - 4, ".xyz")) continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        TEST_OK(ctx, msbat_frames_read_extxyz(ctx, path, &frames));
        TEST_OK(ctx, msbat_frames_get_crystal(frames, 0, &crystal));
        round_trip(frames);
        msbat_frames_destroy(&frames);
        files++;
    }
    if (dir) closedir(dir);
    ck_assert_int_ge(files, least);
}

START_TEST(reference_folders)
{
    static const char *const names[] = {"lixcoo2_dft/relaxed", "lixcoo2_dft/barriers", "tst/endpoints"};
    static const int64_t least[] = {39, 7, 12};
    read_folder(names[_i], least[_i]);
}
END_TEST

START_TEST(reference_sets)
{
    static const char *const names[] = {"ce/agpd_icet/agpd_625.extxyz", "ce/lixnio2_smol/lixnio2_31.extxyz",
                                        "ce/lmo_drx_smol/lmo_drx_638.extxyz"};
    static const int64_t counts[] = {625, 31, 638};
    char path[400];
    msbat_frames *frames = NULL;
    int64_t n;
    if (!test_data(names[_i], sizeof path, path)) {
        test_skip("reference data are not there");
        return;
    }
    TEST_OK(ctx, msbat_frames_read_extxyz(ctx, path, &frames));
    TEST_OK(ctx, msbat_frames_get_count(frames, &n));
    ck_assert_int_eq(n, counts[_i]);
    for (int64_t i = 0; i < n; i++) {
        const msbat_crystal *crystal = NULL;
        double e;
        TEST_OK(ctx, msbat_frames_get_crystal(frames, i, &crystal));
        if (_i) TEST_OK(ctx, msbat_frames_get_energy(frames, i, &e));
        else TEST_OK(ctx, msbat_frames_get_info_number(frames, i, "mixing_energy", &e));
    }
    round_trip(frames);
    msbat_frames_destroy(&frames);
}
END_TEST

/* The Li/vacancy orderings: x, H and occ of the info agree with the atoms. */
START_TEST(orderings_are_consistent)
{
    char path[400];
    msbat_frames *frames = NULL;
    const msbat_crystal *crystal = NULL;
    double x, h[9], occ[4], total = 0;
    int64_t n, lithium, cobalt;
    if (!test_data("lixcoo2_dft/relaxed/030.xyz", sizeof path, path)) {
        test_skip("reference data are not there");
        return;
    }
    TEST_OK(ctx, msbat_frames_read_extxyz(ctx, path, &frames));
    TEST_OK(ctx, msbat_frames_get_info_number(frames, 0, "x", &x));
    TEST_OK(ctx, msbat_frames_get_info_numbers(frames, 0, "H", 9, h));
    TEST_OK(ctx, msbat_frames_get_info_size(frames, 0, "occ", &n));
    TEST_OK(ctx, msbat_frames_get_info_numbers(frames, 0, "occ", n, occ));
    TEST_OK(ctx, msbat_frames_get_crystal(frames, 0, &crystal));
    TEST_OK(ctx, msbat_crystal_count_species(crystal, 3, &lithium));
    TEST_OK(ctx, msbat_crystal_count_species(crystal, 27, &cobalt));
    for (int64_t i = 0; i < n; i++) total += occ[i];
    ck_assert_int_eq(n, cobalt);
    ck_assert_double_eq(total, (double)lithium);
    ck_assert_double_eq(total, x * (double)n);
    TEST_NEAR(h[0] * h[4] * h[8], (double)n, 1e-12); /* a triangular matrix */
    msbat_frames_destroy(&frames);
}
END_TEST

/* ---- the small files with stated contents ----------------------------------------------------------------------- */
static void check_expected(const msbat_json *expected, int64_t k)
{
    char key[80], file[80], kind[20], status[20], name[120], path[400], symbol[4];
    double volume, wanted, last[3], frac[3], e;
    int64_t n, count, frame = 0, species;
    msbat_frames *frames = NULL;
    const msbat_crystal *crystal = NULL;
    snprintf(key, sizeof key, "%d.file", (int)k);
    TEST_OK(ctx, msbat_json_get_text(expected, key, sizeof file, file));
    snprintf(key, sizeof key, "%d.format", (int)k);
    TEST_OK(ctx, msbat_json_get_text(expected, key, sizeof kind, kind));
    snprintf(key, sizeof key, "%d.status", (int)k);
    TEST_OK(ctx, msbat_json_get_text(expected, key, sizeof status, status));
    snprintf(name, sizeof name, "craft/formats/%s", file);
    ck_assert(test_data(name, sizeof path, path));
    msbat_status st = !strcmp(kind, "poscar") ? msbat_frames_read_poscar(ctx, path, &frames)
                                              : msbat_frames_read_extxyz(ctx, path, &frames);
    if (!strcmp(status, "error")) {
        ck_assert_int_eq(st, MSBAT_ERR_FORMAT);
        ck_assert_msg(strstr(test_message(ctx), file) && strstr(test_message(ctx), "line "), "%s", test_message(ctx));
        return;
    }
    ck_assert_msg(st == MSBAT_OK, "%s: %s", file, test_message(ctx));
    TEST_OK(ctx, msbat_frames_get_count(frames, &count));
    frame = count - 1;
    TEST_OK(ctx, msbat_frames_get_crystal(frames, frame, &crystal));
    TEST_OK(ctx, msbat_crystal_get_site_count(crystal, &n));
    snprintf(key, sizeof key, "%d.natoms", (int)k);
    TEST_OK(ctx, msbat_json_get_number(expected, key, &wanted));
    ck_assert_double_eq(wanted, (double)n);
    snprintf(key, sizeof key, "%d.volume", (int)k);
    TEST_OK(ctx, msbat_json_get_number(expected, key, &wanted));
    TEST_OK(ctx, msbat_crystal_get_volume(crystal, &volume));
    TEST_NEAR(volume, wanted, 1e-10 * wanted);
    for (int64_t i = 0; i < n; i++) {
        snprintf(key, sizeof key, "%d.species.%d", (int)k, (int)i);
        if (msbat_json_get_text(expected, key, sizeof symbol, symbol)) continue;
        TEST_OK(ctx, msbat_crystal_get_site(crystal, i, NULL, &species));
        ck_assert_str_eq(symbol, msbat_species_symbol(species));
    }
    snprintf(key, sizeof key, "%d.frac_last", (int)k);
    if (msbat_json_get_numbers(expected, key, 3, last) == MSBAT_OK) {
        TEST_OK(ctx, msbat_crystal_get_site(crystal, n - 1, frac, NULL));
        for (int j = 0; j < 3; j++) ck_assert_double_eq(frac[j], last[j]);
    }
    snprintf(key, sizeof key, "%d.energy", (int)k);
    if (msbat_json_get_number(expected, key, &wanted) == MSBAT_OK) {
        TEST_OK(ctx, msbat_frames_get_energy(frames, frame, &e));
        ck_assert_double_eq(e, wanted);
    }
    snprintf(key, sizeof key, "%d.force_last", (int)k);
    if (msbat_json_get_numbers(expected, key, 3, last) == MSBAT_OK) {
        double forces[60];
        ck_assert_int_le(n, 20);
        TEST_OK(ctx, msbat_frames_get_forces(frames, frame, n, forces));
        for (int j = 0; j < 3; j++) ck_assert_double_eq(forces[3 * n - 3 + j], last[j]);
    }
    msbat_frames_destroy(&frames);
}

START_TEST(small_files)
{
    char path[400];
    msbat_json *expected = NULL;
    int64_t n;
    if (!test_data("craft/formats/expected.json", sizeof path, path)) {
        test_skip("reference data are not there");
        return;
    }
    TEST_OK(ctx, msbat_json_read(ctx, path, &expected));
    TEST_OK(ctx, msbat_json_get_count(expected, "", &n));
    ck_assert_int_ge(n, 6);
    for (int64_t k = 0; k < n; k++) check_expected(expected, k);
    msbat_json_destroy(&expected);
}
END_TEST

/* ---- POSCAR ----------------------------------------------------------------------------------------------------- */
static msbat_status parse_poscar(const char *text, msbat_frames **frames)
{
    return msbat_frames_parse_poscar(ctx, strlen(text), text, frames);
}

#define CELL "2 0 0\n0 2 0\n0 0 2\n"
static const struct {
    const char *text;
    double volume, x; /* Cartesian x of the last atom */
} poscars[] = {
    {"t\n1\n" CELL "Li O\n1 1\nDirect\n0 0 0\n0.25 0 0\n", 8, 0.5},
    {"t\n1.5 remark\n" CELL "Li O\n1 1\ncart\n0 0 0\n0.25 0 0\n", 27, 0.375},
    {"t\n-64\n" CELL "Li_sv O/ab12\n1 1\nKartesian\n0 0 0 Li\n0.25 0 0 O\n", 64, 0.5},
    {"t\n-64\n" CELL "Li O\n1 1\nd\n0 0 0\n0.25 0 0\n\n0 0 0\n0 0 0\n", 64, 1},
    {"t\n1 2 3\n" CELL "Li O\n1 1\nSelective\nC\n0 0 0 T F T\n0.25 0 0 F F F\n", 48, 0.25},
    {"t\n-64\n" CELL "Li O\n1 1\nd\n0 0 0\n0.25 0 0\nLattice velocities and vectors\n1\n0 0 0\n", 64, 1},
};

START_TEST(good_poscar)
{
    msbat_frames *frames = NULL, *again = NULL;
    const msbat_crystal *crystal = NULL;
    double volume, x[6], y[6];
    int64_t species[2];
    TEST_OK(ctx, parse_poscar(poscars[_i].text, &frames));
    TEST_OK(ctx, msbat_frames_get_crystal(frames, 0, &crystal));
    TEST_OK(ctx, msbat_crystal_get_volume(crystal, &volume));
    TEST_NEAR(volume, poscars[_i].volume, 1e-12 * volume);
    TEST_OK(ctx, msbat_frames_get_atoms(frames, 0, 2, species, x));
    TEST_NEAR(x[3], poscars[_i].x, 1e-14);
    ck_assert_int_eq(species[0] * 100 + species[1], 308);
    const char *path = test_path("POSCAR");
    TEST_OK(ctx, msbat_frames_write_poscar(frames, 0, path));
    TEST_OK(ctx, msbat_frames_read_poscar(ctx, path, &again));
    TEST_OK(ctx, msbat_frames_get_atoms(again, 0, 2, NULL, y));
    for (int k = 0; k < 6; k++) TEST_NEAR(x[k], y[k], 1e-15);
    if (_i == 4) {
        TEST_OK(ctx, msbat_frames_get_column(again, 0, "selective", 6, y));
        ck_assert_double_eq(y[0] * 100 + y[1] * 10 + y[2], 101);
    }
    unlink(path);
    msbat_frames_destroy(&frames);
    msbat_frames_destroy(&again);
}
END_TEST

static const struct {
    const char *text, *needle;
    msbat_status status;
} bad_poscars[] = {
    {"", "line 1: the file ends before the title", MSBAT_ERR_FORMAT},
    {"t\n1\n" CELL "Li\n0\nDirect\n", "line 7: there are no atoms", MSBAT_ERR_FORMAT},
    {"t\n0\n" CELL, "line 2: there must be one scale", MSBAT_ERR_FORMAT},
    {"t\nx\n" CELL, "line 2: the scale factor", MSBAT_ERR_FORMAT},
    {"t\n1 2 -3\n" CELL, "line 2: there must be one scale", MSBAT_ERR_FORMAT},
    {"t\n1\n2 0\n0 2 0\n0 0 2\n", "line 3: the lattice vector has fewer", MSBAT_ERR_FORMAT},
    {"t\n1\n" CELL "1 1\nDirect\n0 0 0\n0.5 0 0\n", "VASP 4", MSBAT_ERR_UNSUPPORTED},
    {"t\n1\n" CELL "Li Xx\n1 1\nDirect\n0 0 0\n0.5 0 0\n", "\"Xx\"", MSBAT_ERR_FORMAT},
    {"t\n1\n" CELL "Li O\n1\nDirect\n0 0 0\n0.5 0 0\n", "no number of atoms for \"O\"", MSBAT_ERR_FORMAT},
    {"t\n1\n" CELL "Li\n1 1\nDirect\n0 0 0\n0.5 0 0\n", "more numbers of atoms", MSBAT_ERR_FORMAT},
    {"t\n1\n" CELL "Li\n-1\nDirect\n0 0 0\n", "no number of atoms", MSBAT_ERR_FORMAT},
    {"t\n1\n" CELL "Li\n9223372036854775807\nDirect\n0 0 0\n", "do not fit", MSBAT_ERR_FORMAT},
    {"t\n1\n" CELL "Li\n2\nDirect\n0 0 0         \n", "ends after 1 of 2", MSBAT_ERR_FORMAT},
    {"t\n1\n" CELL "Li\n1\nDirect\n0 0 0\n0 0 0\n", "more positions", MSBAT_ERR_FORMAT},
    {"t\n1\n" CELL "Li\n1\nWhere\n0 0 0\n", "neither Direct nor", MSBAT_ERR_FORMAT},
    {"t\n1\n" CELL "Li\n1\nS\nDirect\n0 0 0 T T\n", "three of T and F", MSBAT_ERR_FORMAT},
    {"t\n1\n" CELL "Li\n1\nDirect\n0 inf 0\n", "\"inf\"", MSBAT_ERR_FORMAT},
    {"t\n1\n2 0 0\n0 2 0\n2 2 0\nLi\n1\nDirect\n0 0 0\n", "in a plane", MSBAT_ERR_SINGULAR},
    {"t\n-5\n2 0 0\n0 2 0\n2 2 0\nLi\n1\nDirect\n0 0 0\n", "in a plane", MSBAT_ERR_SINGULAR},
};

START_TEST(bad_poscar)
{
    msbat_frames *frames = (msbat_frames *)1;
    TEST_FAILS(ctx, bad_poscars[_i].status, bad_poscars[_i].needle, parse_poscar(bad_poscars[_i].text, &frames));
    ck_assert_ptr_null(frames);
}
END_TEST

/* ---- hostile ---------------------------------------------------------------------------------------------------- */
static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

/* Cut at every byte, and with bytes changed at random: a status, no crash, no leak, blocks bounded by the text. */
START_TEST(mangled_texts)
{
    test_heap memory = {0};
    uint64_t state = 11;
    char text[2000];
    for (int64_t kind = 0; kind < 2; kind++) {
        const char *good = kind ? poscars[4].text : two_atoms;
        size_t size = strlen(good);
        for (size_t trial = 0; trial < 6000; trial++) {
            msbat_frames *frames = NULL;
            msbat_context *own = NULL;
            size_t length = trial <= size ? trial : size;
            msbat_status made =
                msbat_context_create_with_allocator(test_heap_resize, test_heap_release, &memory, &own);
            ck_assert_int_eq(made, MSBAT_OK);
            memcpy(text, good, size);
            for (int k = 0; trial > size && k < 3; k++)
                text[next_random(&state) % size] = "0123456789 \n\"=:-[]{}TFeLi\\."[next_random(&state) % 28];
            msbat_status st = kind ? msbat_frames_parse_poscar(own, length, text, &frames)
                                   : msbat_frames_parse_extxyz(own, length, text, &frames);
            ck_assert((st == MSBAT_OK) == (frames != NULL));
            msbat_frames_destroy(&frames);
            msbat_context_destroy(&own);
            ck_assert_int_eq(memory.live, 0);
        }
    }
    ck_assert_uint_lt(memory.largest, 100000);
}
END_TEST

/* user: whether the text is a POSCAR. */
static msbat_status parse_one(msbat_context *own, void *user)
{
    msbat_frames *frames = NULL;
    msbat_status st = user ? msbat_frames_parse_poscar(own, strlen(poscars[4].text), poscars[4].text, &frames)
                           : msbat_frames_parse_extxyz(own, strlen(two_atoms), two_atoms, &frames);
    ck_assert((st == MSBAT_OK) == (frames != NULL));
    msbat_frames_destroy(&frames);
    return st;
}

START_TEST(allocation_failures)
{
    char poscar[] = "";
    ck_assert_int_gt(TEST_MEMORY(parse_one, NULL), 3);
    ck_assert_int_gt(TEST_MEMORY(parse_one, poscar), 3);
}
END_TEST

START_TEST(other_locale)
{
    msbat_frames *frames = NULL;
    double e;
    if (!test_comma_locale()) {
        test_skip("no locale with a decimal comma can be had on this machine");
        return;
    }
    TEST_OK(ctx, parse(two_atoms, &frames));
    TEST_OK(ctx, msbat_frames_get_energy(frames, 0, &e));
    ck_assert_double_eq(e, -1.5);
    round_trip(frames);
    msbat_frames_destroy(&frames);
}
END_TEST

Suite *suite_frames(void)
{
    Suite *suite = suite_create("frames");
    TCase *tests = tcase_create("frames");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, every_kind_of_value);
    tcase_add_test(tests, plain_xyz);
    tcase_add_loop_test(tests, bad_extxyz, 0, (int)(sizeof bad_texts / sizeof *bad_texts));
    tcase_add_test(tests, bad_calls);
    tcase_add_test(tests, round_trip_keeps_every_bit);
    tcase_add_loop_test(tests, reference_folders, 0, 3);
    tcase_add_loop_test(tests, reference_sets, 0, 3);
    tcase_add_test(tests, orderings_are_consistent);
    tcase_add_test(tests, small_files);
    tcase_add_loop_test(tests, good_poscar, 0, (int)(sizeof poscars / sizeof *poscars));
    tcase_add_loop_test(tests, bad_poscar, 0, (int)(sizeof bad_poscars / sizeof *bad_poscars));
    tcase_add_test(tests, mangled_texts);
    tcase_add_test(tests, allocation_failures);
    tcase_add_test(tests, other_locale);
    suite_add_tcase(suite, tests);
    return suite;
}
