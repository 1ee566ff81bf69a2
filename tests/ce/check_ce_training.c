/* Mapping of structures onto the host: made ones whose answer is known, published ones, and ones that must be
   refused. */
#include "models.h"

#include <stdio.h>

static msbat_context *ctx;

static void start(void) { TEST_OK(NULL, msbat_context_create(&ctx)); }
static void stop(void) { msbat_context_destroy(&ctx); }

static msbat_ce *layered_ce(double a, double c, double z, int64_t metal)
{
    const double cutoffs[3] = {8.5, 5.8, 5.2};
    msbat_crystal *host = model_layered(ctx, a, c, z, metal);
    msbat_ce *ce = model_ce(host, 3, 0, 3, cutoffs);
    msbat_crystal_destroy(&host);
    return ce;
}

/* A decorated supercell in another cell of the same lattice, rotated, stretched by the given strain, shifted and
 * with every atom moved by up to shake [angstrom] per axis; atoms in reverse order. */
static msbat_crystal *disguise(const msbat_ce *ce, const msbat_supercell *cell, int64_t n, const int8_t *occupation,
                               double strain, double shake)
{
    const msbat_crystal *host;
    msbat_crystal *structure = NULL, *out = NULL;
    int64_t n_sub, n_sites, species[512], moved[512];
    double box[9], frac[1536], skewed[9], turned[9], f[1536];
    TEST_OK(ctx, msbat_ce_get_host(ce, &host));
    TEST_OK(ctx, msbat_crystal_get_site_count(host, &n_sub));
    TEST_OK(ctx, msbat_supercell_get_site_count(cell, &n_sites));
    TEST_OK(ctx, msbat_ce_get_decoration(ce, cell, n, occupation, n_sites, species));
    TEST_OK(ctx, msbat_supercell_create_crystal(cell, n_sites, species, &structure));
    TEST_OK(ctx, msbat_crystal_get_site_count(structure, &n_sites));
    TEST_OK(ctx, msbat_crystal_get_cell(structure, box));
    TEST_OK(ctx, msbat_crystal_get_sites(structure, n_sites, frac, species));
    for (int j = 0; j < 3; j++) { /* b -> b + a, c -> c - b: fractional coordinates follow */
        skewed[j] = box[j];
        skewed[3 + j] = box[3 + j] + box[j];
        skewed[6 + j] = box[6 + j] - box[3 + j];
    }
    const double c1 = cos(0.7), s1 = sin(0.7), c2 = cos(1.9), s2 = sin(1.9);
    const double turn[9] = {c1, s1, 0, -s1 * c2, c1 * c2, s2, s1 * s2, -c1 * s2, c2};
    const double stretch[9] = {1 + strain, 0.3 * strain, 0, 0.3 * strain, 1 - 0.5 * strain, 0, 0, 0, 1 - strain};
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            double total = 0;
            for (int k = 0; k < 3; k++)
                for (int l = 0; l < 3; l++) total += skewed[3 * i + k] * stretch[3 * k + l] * turn[3 * l + j];
            turned[3 * i + j] = total;
        }
    for (int64_t i = 0; i < n_sites; i++) {
        const double *from = &frac[3 * (n_sites - 1 - i)];
        double c = from[2], b = from[1] + from[2], a = from[0] - b;
        f[3 * i] = a + 0.37 + shake / 8 * model_noise(3 * i);
        f[3 * i + 1] = b - 0.81 + shake / 8 * model_noise(3 * i + 1);
        f[3 * i + 2] = c + 0.13 + shake / 8 * model_noise(3 * i + 2);
        moved[i] = species[n_sites - 1 - i];
    }
    TEST_OK(ctx, msbat_crystal_create(ctx, turned, n_sites, f, moved, &out));
    msbat_crystal_destroy(&structure);
    return out;
}

START_TEST(disguised_structures)
{
    msbat_ce *ce = layered_ce(2.816, 14.05, 0.2605, 27);
    const int64_t matrices[4][9] = {
        {2, 0, 0, 0, 2, 0, 0, 0, 2},
        {1, -1, 0, 0, 1, -1, 1, 1, 1},
        {3, 0, 0, 0, 1, 0, 0, 0, 1},
        {2, -2, 0, 0, 2, -2, 1, 1, 1}};
    msbat_training *training = NULL;
    int64_t n_orbits, n;
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n_orbits));
    TEST_OK(ctx, msbat_training_create(ce, &training));
    for (int k = 0; k < 16; k++) {
        msbat_supercell *cell = NULL;
        int8_t occupation[16];
        double want[128], got[128], rms, most, strain, x;
        static double all[16 * 128];
        const msbat_crystal *host;
        TEST_OK(ctx, msbat_ce_get_host(ce, &host));
        TEST_OK(ctx, msbat_supercell_create(host, matrices[k % 4], &cell));
        TEST_OK(ctx, msbat_ce_get_occupation_size(ce, cell, &n));
        for (int64_t i = 0; i < n; i++) occupation[i] = model_noise(5 * i + 31 * k) > 0;
        msbat_crystal *structure = disguise(ce, cell, n, occupation, k < 8 ? 0 : 0.04, k < 4 ? 0 : 0.25);
        TEST_OK(ctx, msbat_training_add(training, structure, -1.0, 2.0));
        TEST_OK(ctx, msbat_ce_get_correlations(ce, cell, n, occupation, n_orbits, want));
        TEST_OK(ctx, msbat_training_get_correlations(training, k + 1, n_orbits, all));
        memcpy(got, &all[k * n_orbits], sizeof(double) * (size_t)n_orbits);
        for (int64_t f = 0; f < n_orbits; f++) TEST_NEAR(got[f], want[f], 1e-14);
        TEST_OK(ctx, msbat_training_get_mapping(training, k, &rms, &most, &strain));
        ck_assert(k < 4 ? most < 1e-9 : rms > 0.01 && rms <= most && most < 0.8);
        TEST_NEAR(strain, k < 8 ? 0 : 0.044, k < 8 ? 1e-9 : 0.008);
        TEST_OK(ctx, msbat_training_get_structure(training, k, NULL, NULL, &x));
        TEST_NEAR(x, 0.5 * (1 + want[1]), 1e-14);
        msbat_crystal_destroy(&structure);
        msbat_supercell_destroy(&cell);
    }
    msbat_training_destroy(&training);
    msbat_ce_destroy(&ce);
}
END_TEST

/* Two ions nearest to the same site: the assignment of least cost sends one to the free site beside it. */
START_TEST(crowded_site)
{
    const double cell_ang[9] = {12, 0, 0, 0, 3, 0, 0, 0, 3}, cutoffs[1] = {3.1};
    const double frac[9] = {0.01, 0, 0, 0.11, 0.02, 0, 0.5, 0, 0}; /* sites at 0, 1/4, 1/2, 3/4 */
    const int64_t species[3] = {3, 3, 3};
    msbat_crystal *host = model_cubic(ctx), *structure = NULL;
    msbat_ce *ce = model_ce(host, 3, 0, 1, cutoffs);
    msbat_training *training = NULL;
    double x = 0, most = 0;
    TEST_OK(ctx, msbat_training_create(ce, &training));
    TEST_OK(ctx, msbat_training_set_max_displacement(training, 2.5));
    TEST_OK(ctx, msbat_crystal_create(ctx, cell_ang, 3, frac, species, &structure));
    TEST_OK(ctx, msbat_training_add(training, structure, 0, 1));
    TEST_OK(ctx, msbat_training_get_structure(training, 0, NULL, NULL, &x));
    TEST_NEAR(x, 0.75, 0);
    TEST_OK(ctx, msbat_training_get_mapping(training, 0, NULL, &most, NULL));
    TEST_NEAR(most, 1.16, 0.01); /* displacements 0.12, -1.68 and 0 from their mean */
    msbat_crystal_destroy(&structure);
    msbat_training_destroy(&training);
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&host);
}
END_TEST

static void refused(msbat_training *training, const msbat_supercell *cell, int64_t n, double *frac, int64_t *species,
                    const char *needle)
{
    msbat_crystal *whole = NULL, *structure = NULL;
    double box[9];
    int64_t count = -1;
    TEST_OK(ctx, msbat_supercell_create_crystal(cell, n, NULL, &whole));
    TEST_OK(ctx, msbat_crystal_get_cell(whole, box));
    TEST_OK(ctx, msbat_crystal_create(ctx, box, n, frac, species, &structure));
    TEST_FAILS(ctx, MSBAT_ERR_MAPPING, needle, msbat_training_add(training, structure, 0, 1));
    TEST_OK(ctx, msbat_training_get_count(training, &count));
    ck_assert_int_eq(count, 0);
    msbat_crystal_destroy(&whole);
    msbat_crystal_destroy(&structure);
}

START_TEST(refusals)
{
    msbat_ce *ce = layered_ce(2.816, 14.05, 0.2605, 27);
    const msbat_crystal *host;
    msbat_crystal *whole = NULL, *stretched = NULL;
    msbat_training *training = NULL;
    double frac[96], f[96], box[9];
    int64_t species[32], s[32];
    TEST_OK(ctx, msbat_ce_get_host(ce, &host));
    TEST_OK(ctx, msbat_training_create(ce, &training));
    msbat_supercell *cell = model_box(host, 2, 2, 2);
    TEST_OK(ctx, msbat_supercell_create_crystal(cell, 32, NULL, &whole));
    TEST_OK(ctx, msbat_crystal_get_sites(whole, 32, frac, species));
    TEST_OK(ctx, msbat_crystal_get_cell(whole, box));
#define FRESH() (memcpy(f, frac, sizeof f), memcpy(s, species, sizeof s))
    FRESH();
    s[1] = 28;
    refused(training, cell, 32, f, s, "Ni (28), which the host does not have");
    FRESH();
    s[2] = 3;
    refused(training, cell, 32, f, s, "15 atoms of O");
    FRESH();
    s[0] = 27;
    refused(training, cell, 32, f, s, "16 atoms of O make 8 host cells, the other spectators make 9");
    FRESH();
    f[3 * 5] += 0.25, f[3 * 5 + 1] += 0.25, f[3 * 5 + 2] += 0.25; /* a Co half-way to the Li layer */
    refused(training, cell, 32, f, s, "(Co)");
    FRESH();
    for (int i = 0; i < 9; i++) box[i] *= 1.4;
    TEST_OK(ctx, msbat_crystal_create(ctx, box, 32, frac, species, &stretched));
    TEST_FAILS(ctx, MSBAT_ERR_MAPPING, "no supercell of 8 host cells", msbat_training_add(training, stretched, 0, 1));
    msbat_crystal_destroy(&stretched);
    msbat_crystal_destroy(&whole);
    msbat_supercell_destroy(&cell);
    msbat_training_destroy(&training);
    msbat_ce_destroy(&ce);
}
END_TEST

/* Right counts, but one Li and one Co have changed places: the Co finds no site of its kind. */
START_TEST(exchanged_cations)
{
    msbat_ce *ce = layered_ce(2.816, 14.05, 0.2605, 27);
    const msbat_crystal *host;
    msbat_crystal *whole = NULL;
    msbat_training *training = NULL;
    double frac[96];
    int64_t species[32];
    TEST_OK(ctx, msbat_ce_get_host(ce, &host));
    TEST_OK(ctx, msbat_training_create(ce, &training));
    msbat_supercell *cell = model_box(host, 2, 2, 2);
    TEST_OK(ctx, msbat_supercell_create_crystal(cell, 32, NULL, &whole));
    TEST_OK(ctx, msbat_crystal_get_sites(whole, 32, frac, species));
    species[0] = 27;
    species[1] = 3;
    refused(training, cell, 32, frac, species, "angstrom");
    msbat_crystal_destroy(&whole);
    msbat_supercell_destroy(&cell);
    msbat_training_destroy(&training);
    msbat_ce_destroy(&ce);
}
END_TEST

static model_frame frames[640];

static void map_all(msbat_training *training, int64_t n, double max_rms, double max_strain)
{
    for (int64_t i = 0; i < n; i++) {
        double rms, strain;
        msbat_status st = msbat_training_add(training, frames[i].crystal, frames[i].energy, 1);
        ck_assert_msg(!st, "frame %d: %s", (int)i, test_message(ctx));
        TEST_OK(ctx, msbat_training_get_mapping(training, i, &rms, NULL, &strain));
        ck_assert_msg(rms <= max_rms && strain <= max_strain, "frame %d: rms %g, strain %g", (int)i, rms, strain);
        msbat_crystal_destroy(&frames[i].crystal);
    }
}

/* All 31 map; the worst have layers that have glided towards O1 stacking. */
START_TEST(lixnio2)
{
    char path[512];
    if (!test_data("ce/lixnio2_smol/lixnio2_31.extxyz", sizeof path, path)) {
        test_skip("LixNiO2 structures");
        return;
    }
    msbat_ce *ce = layered_ce(2.969848, 14.549, 0.25, 28);
    msbat_training *training = NULL;
    TEST_OK(ctx, msbat_training_create(ce, &training));
    int64_t n = model_read(ctx, path, "energy", 640, frames), atoms[31];
    ck_assert_int_eq(n, 31);
    for (int i = 0; i < 31; i++) atoms[i] = frames[i].n;
    map_all(training, n, 0.46, 0.22);
    for (int i = 0; i < 31; i++) {
        double x;
        TEST_OK(ctx, msbat_training_get_structure(training, i, NULL, NULL, &x));
        TEST_NEAR(x, (double)(atoms[i] - 18) / 6, 1e-14);
    }
    msbat_training_destroy(&training);
    msbat_ce_destroy(&ce);
}
END_TEST

START_TEST(lixcoo2)
{
    char path[512], name[64];
    int64_t n = 0;
    for (int i = 0; i < 48; i++) {
        snprintf(name, sizeof name, "lixcoo2_dft/relaxed/%03d.xyz", i);
        if (test_data(name, sizeof path, path)) n += model_read(ctx, path, "energy", 1, &frames[n]);
    }
    if (!n) {
        test_skip("LixCoO2 structures");
        return;
    }
    ck_assert_int_ge(n, 39);
    msbat_ce *ce = layered_ce(2.816, 14.05, 0.2605, 27), *other = layered_ce(2.816, 14.05, 0.2605, 28);
    msbat_training *training = NULL, *wrong = NULL;
    TEST_OK(ctx, msbat_training_create(other, &wrong));
    TEST_FAILS(ctx, MSBAT_ERR_MAPPING, "Co (27)", msbat_training_add(wrong, frames[3].crystal, 0, 1));
    TEST_OK(ctx, msbat_training_create(ce, &training));
    map_all(training, n, 0.2, 1e-6);
    msbat_training_destroy(&training);
    msbat_training_destroy(&wrong);
    msbat_ce_destroy(&ce);
    msbat_ce_destroy(&other);
}
END_TEST

/* Unrelaxed AgPd structures map exactly; 24 functions by least squares leave 2.452 meV/atom, the figure of the peer
   code icet. */
START_TEST(agpd)
{
    char path[512];
    if (!test_data("ce/agpd_icet/agpd_625.extxyz", sizeof path, path)) {
        test_skip("AgPd structures");
        return;
    }
    const double cutoffs[3] = {8, 6, 4.5};
    msbat_crystal *host = model_fcc(ctx);
    msbat_ce *ce = model_ce(host, 46, 47, 3, cutoffs);
    msbat_training *training = NULL;
    double loo, rms;
    int64_t rank;
    TEST_OK(ctx, msbat_training_create(ce, &training));
    int64_t n = model_read(ctx, path, "mixing_energy", 640, frames);
    ck_assert_int_eq(n, 625);
    for (int64_t i = 0; i < n; i++) frames[i].energy *= (double)frames[i].n;
    map_all(training, n, 1e-6, 1e-6);
    TEST_OK(ctx, msbat_ce_set_ridge(ce, 0));
    TEST_OK(ctx, msbat_ce_fit(ce, training));
    TEST_OK(ctx, msbat_ce_get_score(ce, &loo, &rms, NULL));
    TEST_NEAR(rms, 2.452, 0.0005);
    ck_assert(loo > rms && loo < 2.6);
    TEST_OK(ctx, msbat_ce_get_fit_report(ce, &rank, NULL, NULL, NULL));
    ck_assert_int_eq(rank, 24);
    msbat_training_destroy(&training);
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&host);
}
END_TEST

Suite *suite_ce_training(void)
{
    Suite *suite = suite_create("ce training");
    TCase *c = tcase_create("all");
    tcase_add_checked_fixture(c, start, stop);
    tcase_set_timeout(c, 120);
    tcase_add_test(c, disguised_structures);
    tcase_add_test(c, crowded_site);
    tcase_add_test(c, refusals);
    tcase_add_test(c, exchanged_cations);
    tcase_add_test(c, lixnio2);
    tcase_add_test(c, lixcoo2);
    tcase_add_test(c, agpd);
    suite_add_tcase(suite, c);
    return suite;
}
