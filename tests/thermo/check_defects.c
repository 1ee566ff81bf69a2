/* Charged defects: signs by hand, a published set of 38 energies. */
#include <stdbool.h>
#include <stdio.h>

#include "thermo_test.h"

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

/* A vacancy of an invented host with two elements: E_bulk -100, E_v 2, gap 3. */
static msbat_defects *vacancy(void)
{
    const double mu[2] = {-2, -5};
    const int64_t added[2] = {-1, 0};
    msbat_defects *d = NULL;
    TEST_OK(ctx, msbat_defects_create(ctx, 2, -100, 2, 3, &d));
    TEST_OK(ctx, msbat_defects_set_chemical_potentials(d, 2, mu));
    TEST_OK(ctx, msbat_defects_set_image_coefficient(d, 0.1));
    TEST_OK(ctx, msbat_defects_add(d, "v_A", 0, -96, 2, added));  /* E_f = 4 - 2 = 2 */
    TEST_OK(ctx, msbat_defects_add(d, "v_A", -1, -93, 2, added)); /* 7 - 2 - (E_F + 2) + 0.1 = 3.1 - E_F */
    TEST_OK(ctx, msbat_defects_add(d, "v_A", -2, -90, 2, added)); /* 10 - 2 - 2 (E_F + 2) + 0.4 = 4.4 - 2 E_F */
    return d;
}

START_TEST(signs)
{
    msbat_defects *d = vacancy();
    double e, terms[5], levels[4];
    int64_t q, n, charges[4];
    const char *name;
    for (double f = -1; f < 4; f += 0.37) {
        TEST_OK(ctx, msbat_defects_get_formation_energy(d, "v_A", 0, f, &e));
        TEST_NEAR(e, 2, 1e-14);
        TEST_OK(ctx, msbat_defects_get_formation_energy(d, "v_A", -1, f, &e));
        TEST_NEAR(e, 3.1 - f, 1e-14);
        TEST_OK(ctx, msbat_defects_get_formation_energy(d, "v_A", -2, f, &e));
        TEST_NEAR(e, 4.4 - 2 * f, 1e-14);
        TEST_OK(ctx, msbat_defects_find_stable_charge(d, "v_A", f, &q, &e));
        ck_assert_int_eq(q, f < 1.1 ? 0 : f < 1.3 ? -1 : -2);
    }
    TEST_OK(ctx, msbat_defects_get_terms(d, "v_A", -2, 0.5, terms));
    const double expected[5] = {10, -2, -5, 0, 0.4};
    for (int i = 0; i < 5; i++) TEST_NEAR(terms[i], expected[i], 1e-14);
    TEST_OK(ctx, msbat_defects_get_transition_level(d, "v_A", 0, -2, &e));
    TEST_NEAR(e, 1.2, 1e-14);
    TEST_OK(ctx, msbat_defects_get_transition_level(d, "v_A", -2, 0, &e));
    TEST_NEAR(e, 1.2, 1e-14);
    TEST_OK(ctx, msbat_defects_get_stable_levels(d, "v_A", 4, levels, charges, &n));
    ck_assert_int_eq(n, 2);
    TEST_NEAR(levels[0], 1.1, 1e-14);
    TEST_NEAR(levels[1], 1.3, 1e-14);
    ck_assert(charges[0] == -1 && charges[1] == -2);
    TEST_OK(ctx, msbat_defects_get_stable_levels(d, "v_A", 0, NULL, NULL, &n));
    ck_assert_int_eq(n, 2);
    TEST_OK(ctx, msbat_defects_get_count(d, &n));
    ck_assert_int_eq(n, 3);
    TEST_OK(ctx, msbat_defects_get(d, 1, &name, &q));
    ck_assert_str_eq(name, "v_A");
    ck_assert_int_eq(q, -1);
    msbat_defects_destroy(&d);
}
END_TEST

/* Electron potential energy: + q dV; electrostatic potential: - q dV; energy: as it stands. A negative U: one level. */
START_TEST(alignment)
{
    msbat_defects *d = vacancy();
    double e, level;
    int64_t n, charge;
    TEST_OK(ctx, msbat_defects_set_alignment(d, "v_A", -2, MSBAT_ALIGNMENT_ELECTRON_ENERGY, 0.25));
    TEST_OK(ctx, msbat_defects_get_formation_energy(d, "v_A", -2, 0, &e));
    TEST_NEAR(e, 4.4 - 0.5, 1e-14);
    TEST_OK(ctx, msbat_defects_get_stable_levels(d, "v_A", 1, &level, &charge, &n));
    ck_assert(n == 1 && charge == -2);
    TEST_NEAR(level, 0.95, 1e-14);
    TEST_OK(ctx, msbat_defects_set_alignment(d, "v_A", -2, MSBAT_ALIGNMENT_ELECTROSTATIC, 0.25));
    TEST_OK(ctx, msbat_defects_get_formation_energy(d, "v_A", -2, 0, &e));
    TEST_NEAR(e, 4.4 + 0.5, 1e-14);
    TEST_OK(ctx, msbat_defects_set_alignment(d, "v_A", -2, MSBAT_ALIGNMENT_ENERGY, 0.25));
    TEST_OK(ctx, msbat_defects_get_formation_energy(d, "v_A", -2, 0, &e));
    TEST_NEAR(e, 4.4 + 0.25, 1e-14);
    msbat_defects_destroy(&d);
}
END_TEST

/* Cubic cell: E = q^2 2.8372975 * 14.39964548/(2 eps L). */
START_TEST(makov_payne)
{
    msbat_defects *d = vacancy();
    const double cell[9] = {0, 12, 0, -12, 0, 0, 0, 0, 12}; /* rotated cube */
    double terms[5];
    TEST_OK(ctx, msbat_defects_set_makov_payne(d, cell, 10));
    TEST_OK(ctx, msbat_defects_get_terms(d, "v_A", -2, 0, terms));
    TEST_NEAR(terms[4], 4 * 2.8372974794806 * 14.3996454784 / (2 * 10 * 12), 1e-11);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "dielectric", msbat_defects_set_makov_payne(d, cell, 0.5));
    msbat_defects_destroy(&d);
}
END_TEST

/* ---- Squires, Scanlon, Morgan, Chem. Mater. 32 (2020) 1876: Li7La3Zr2O12 ---- */

static FILE *open_llzo(const char *file)
{
    char path[512], name[128];
    snprintf(name, sizeof name, "thermo/llzo_defects/%s", file);
    return test_data(name, sizeof path, path) ? fopen(path, "r") : NULL;
}

/* "v_La_---": name v_La, charge -3. */
static int64_t cut_charge(char *title)
{
    size_t n = strlen(title);
    int64_t q = 0;
    while (n && strchr("+-\r\n ", title[n - 1])) {
        q += title[n - 1] == '+' ? 1 : title[n - 1] == '-' ? -1 : 0;
        title[--n] = 0;
    }
    if (q && n && title[n - 1] == '_') title[n - 1] = 0;
    return q;
}

static int read_energies(msbat_defects *d)
{
    static const char *const element[4] = {"Li", "La", "Zr", "O"};
    static const int64_t host[4] = {28, 12, 8, 48};
    FILE *f = open_llzo("defects.yaml");
    char line[256], title[128] = "", what[32];
    int64_t atoms[4] = {0}, q = 0, added[4];
    double value;
    int count = 0;
    if (!f) return 0;
    while (fgets(line, sizeof line, f)) {
        if (sscanf(line, "title: %127s", title) == 1) {
            q = cut_charge(title);
            memset(atoms, 0, sizeof atoms);
        } else if (sscanf(line, " - %31[A-Za-z]: %lf", what, &value) == 2) {
            for (int i = 0; i < 4; i++)
                if (!strcmp(what, element[i])) atoms[i] = (int64_t)value;
        } else if (sscanf(line, "energy: %lf", &value) == 1) {
            for (int i = 0; i < 4; i++) added[i] = atoms[i] - host[i];
            TEST_OK(ctx, msbat_defects_add(d, title, q, value, 4, added));
            count++;
        }
    }
    fclose(f);
    return count;
}

/* For substitutionals (names of two elements) the authors add the alignment once, elsewhere times q. */
static void read_alignments(msbat_defects *d)
{
    FILE *f = open_llzo("alignment_and_spin.csv");
    char line[256], title[128];
    int count = 0;
    ck_assert_ptr_nonnull(f);
    while (fgets(line, sizeof line, f)) {
        long q;
        double dv;
        if (line[0] == '#' || sscanf(line, "%127[^,],%ld,%lf", title, &q, &dv) != 3) continue;
        ck_assert(cut_charge(title) == q);
        bool once = title[0] != 'v' && !strstr(title, "_i");
        TEST_OK(ctx, msbat_defects_set_alignment(
                         d, title, q, once ? MSBAT_ALIGNMENT_ENERGY : MSBAT_ALIGNMENT_ELECTRON_ENERGY, dv));
        count++;
    }
    fclose(f);
    ck_assert_int_eq(count, 38);
}

START_TEST(llzo)
{
    /* elemental energies per atom and dmu(Li, La, Zr, O) at which the published energies were made */
    const double mu[4] = {-3.99257856 / 2 - 1.2242, -21.25233791 / 4 - 3.7141, -20.37486335 / 2 - 4.5426,
                          -16.43096998 / 2 - 2.5461};
    msbat_defects *d = NULL;
    TEST_OK(ctx, msbat_defects_create(ctx, 4, -832.8970047, 3.6468, 5.9034, &d));
    TEST_OK(ctx, msbat_defects_set_chemical_potentials(d, 4, mu));
    TEST_OK(ctx, msbat_defects_set_image_coefficient(d, 0.0549));
    int n = read_energies(d);
    if (!n) {
        test_skip("defect energies of LLZO are not there");
        msbat_defects_destroy(&d);
        return;
    }
    ck_assert_int_eq(n, 38);
    read_alignments(d);
    FILE *f = open_llzo("input-fermi.dat");
    char line[256], name[64] = "", word[64], more[64];
    int compared = 0;
    double worst = 0;
    ck_assert_ptr_nonnull(f);
    while (fgets(line, sizeof line, f)) {
        double expected, degeneracy, e, later;
        long q;
        if (sscanf(line, "%63[A-Za-z_] %63s", word, more) == 2) {
            strcpy(name, word);
            continue;
        }
        if (!name[0] || sscanf(line, "%ld %lf %lf", &q, &expected, &degeneracy) != 3) continue;
        TEST_OK(ctx, msbat_defects_get_formation_energy(d, name, q, 0, &e));
        TEST_OK(ctx, msbat_defects_get_formation_energy(d, name, q, 2.5, &later));
        TEST_NEAR(e, expected, q ? 0.002 : 2e-4);
        TEST_NEAR(later - e, 2.5 * (double)q, 1e-12);
        worst = fmax(worst, fabs(e - expected));
        compared++;
    }
    fclose(f);
    ck_assert_int_eq(compared, 38);
    ck_assert(worst > 1e-6); /* really compared */
    msbat_defects_destroy(&d);
}
END_TEST

START_TEST(hostile)
{
    msbat_defects *d = vacancy(), *e = NULL;
    const int64_t added[2] = {-1, 0}, other[2] = {0, -1}, huge[2] = {INT64_MAX, 0};
    const double bad[2] = {0, INFINITY};
    double v = 7;
    int64_t q = 7;
    const char *name;
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "already", msbat_defects_add(d, "v_A", -1, -93, 2, added));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "other atoms", msbat_defects_add(d, "v_A", 1, -93, 2, other));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "2 elements", msbat_defects_add(d, "v_B", 1, -93, 3, other));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "charge", msbat_defects_add(d, "v_B", 101, -93, 2, other));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "added", msbat_defects_add(d, "v_B", 1, -93, 2, huge));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "e_def", msbat_defects_add(d, "v_B", 1, NAN, 2, other));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "name", msbat_defects_add(d, NULL, 1, -93, 2, other));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "added", msbat_defects_add(d, "v_B", 1, -93, 2, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "mu_ev", msbat_defects_set_chemical_potentials(d, 2, bad));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "v_B", msbat_defects_get_formation_energy(d, "v_B", 0, 0, &v));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "3", msbat_defects_get_formation_energy(d, "v_A", 3, 0, &v));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "fermi", msbat_defects_get_formation_energy(d, "v_A", 0, NAN, &v));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "two charge", msbat_defects_get_transition_level(d, "v_A", 0, 0, &v));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "v_B", msbat_defects_find_stable_charge(d, "v_B", 0, &q, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "kind", msbat_defects_set_alignment(d, "v_A", 0, (msbat_alignment)4, 0));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "index", msbat_defects_get(d, 3, &name, &q));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n = -1", msbat_defects_get_stable_levels(d, "v_A", -1, NULL, NULL, &q));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "levels_ev", msbat_defects_get_stable_levels(d, "v_A", 1, NULL, NULL, &q));
    ck_assert(v == 7 && q == 7);
    msbat_defects_destroy(&d);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "gap", msbat_defects_create(ctx, 2, -100, 2, 0, &e));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_elements", msbat_defects_create(ctx, 0, -100, 2, 1, &e));
    TEST_OK(ctx, msbat_defects_create(ctx, 2, -100, 2, 1, &e));
    TEST_OK(ctx, msbat_defects_add(e, "v_A", 0, -96, 2, added));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "chemical potentials", msbat_defects_get_formation_energy(e, "v_A", 0, 0, &v));
    msbat_defects_destroy(&e);
    ck_assert_int_eq(msbat_defects_get_count(NULL, &q), MSBAT_ERR_NULL);
}
END_TEST

Suite *suite_defects(void)
{
    Suite *suite = suite_create("defects");
    TCase *tc = tcase_create("defects");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, signs);
    tcase_add_test(tc, alignment);
    tcase_add_test(tc, makov_payne);
    tcase_add_test(tc, llzo);
    tcase_add_test(tc, hostile);
    suite_add_tcase(suite, tc);
    return suite;
}
