/* Mapping as an inverse: decorated supercells are strained, turned, shifted, shaken and given other lattice vectors,
 * and occupation, strain and displacements come back as the numbers that went in. */
#include "models.h"

static msbat_context *ctx;
static uint64_t state;

static void start(void)
{
    TEST_OK(NULL, msbat_context_create(&ctx));
    state = 61;
}
static void stop(void) { msbat_context_destroy(&ctx); }

enum { MOST = 64 };

/* A structure in its own Cartesian frame. */
typedef struct structure {
    int64_t n, species[MOST];
    double cell[9], frac[3 * MOST];
} structure;

static structure decorated(const msbat_ce *ce, const msbat_supercell *cell, int64_t n, const int8_t *occupation)
{
    structure s;
    int64_t all[MOST], n_all;
    msbat_crystal *crystal = NULL;
    TEST_OK(ctx, msbat_supercell_get_site_count(cell, &n_all));
    ck_assert_int_le(n_all, MOST);
    TEST_OK(ctx, msbat_ce_get_decoration(ce, cell, n, occupation, n_all, all));
    TEST_OK(ctx, msbat_supercell_create_crystal(cell, n_all, all, &crystal));
    TEST_OK(ctx, msbat_crystal_get_site_count(crystal, &s.n));
    TEST_OK(ctx, msbat_crystal_get_cell(crystal, s.cell));
    TEST_OK(ctx, msbat_crystal_get_sites(crystal, s.n, s.frac, s.species));
    msbat_crystal_destroy(&crystal);
    return s;
}

static void multiply(const double a[9], const double b[9], double c[9])
{
    for (int i = 0; i < 9; i++) {
        c[i] = 0;
        for (int k = 0; k < 3; k++) c[i] += a[3 * (i / 3) + k] * b[3 * k + i % 3];
    }
}

/* A rotation by Euler angles, of either kind of hand. */
static void random_rotation(double r[9])
{
    const double a = test_between(&state, 0, 6), b = test_between(&state, 0, 3), c = test_between(&state, 0, 6);
    const double z1[9] = {cos(a), sin(a), 0, -sin(a), cos(a), 0, 0, 0, 1};
    const double x[9] = {1, 0, 0, 0, cos(b), sin(b), 0, -sin(b), cos(b)};
    const double z2[9] = {cos(c), sin(c), 0, -sin(c), cos(c), 0, 0, 0, 1};
    double half[9];
    multiply(z1, x, half);
    multiply(half, z2, r);
}

/* Principal stretches along axes that are turned at random against the cell; then the whole is turned. */
static void deform(structure *s, const double stretch[3])
{
    const double diagonal[9] = {stretch[0], 0, 0, 0, stretch[1], 0, 0, 0, stretch[2]};
    double r[9], back[9], turn[9], a[9], b[9];
    random_rotation(r);
    random_rotation(turn);
    for (int i = 0; i < 9; i++) back[i] = r[3 * (i % 3) + i / 3];
    multiply(s->cell, r, a);
    multiply(a, diagonal, b);
    multiply(b, back, a);
    multiply(a, turn, s->cell);
}

/* Other vectors of the same lattice: b -> b + m a, c -> c + k b; whole vectors and a rigid shift on every atom. */
static void disguise(structure *s)
{
    const int m = (int)test_between(&state, -2, 3), k = (int)test_between(&state, -2, 3);
    const double shift[3] = {test_uniform(&state), test_uniform(&state), test_uniform(&state)};
    for (int j = 0; j < 3; j++) {
        s->cell[6 + j] += k * s->cell[3 + j];
        s->cell[3 + j] += m * s->cell[j];
    }
    for (int64_t i = 0; i < s->n; i++) {
        double *f = &s->frac[3 * i];
        f[1] -= k * f[2]; /* c + k b: f_b falls by k f_c */
        f[0] -= m * f[1]; /* then b + m a: f_a falls by m f_b */
        for (int j = 0; j < 3; j++) f[j] += shift[j] + (double)((i + j) % 3 - 1);
    }
}

/* Moves every atom by up to most [angstrom] per axis, with zero sum: root mean square and largest of the moves. */
static void shake(structure *s, double most, double *rms, double *largest)
{
    double move[3 * MOST], mean[3] = {0}, det, inverse[9];
    for (int64_t i = 0; i < 3 * s->n; i++) {
        move[i] = test_between(&state, -most, most);
        mean[i % 3] += move[i] / (double)s->n;
    }
    const double *c = s->cell;
    det = c[0] * (c[4] * c[8] - c[5] * c[7]) + c[1] * (c[5] * c[6] - c[3] * c[8]) + c[2] * (c[3] * c[7] - c[4] * c[6]);
    for (int i = 0; i < 9; i++) {
        int r = i % 3, q = i / 3; /* cofactor of element (r, q) */
        inverse[i] = (c[3 * ((r + 1) % 3) + (q + 1) % 3] * c[3 * ((r + 2) % 3) + (q + 2) % 3] -
                      c[3 * ((r + 1) % 3) + (q + 2) % 3] * c[3 * ((r + 2) % 3) + (q + 1) % 3]) / det;
    }
    *rms = *largest = 0;
    for (int64_t i = 0; i < s->n; i++) {
        double square = 0;
        for (int k = 0; k < 3; k++) {
            const double d = move[3 * i + k] - mean[k];
            square += d * d;
            for (int j = 0; j < 3; j++) s->frac[3 * i + j] += d * inverse[3 * k + j];
        }
        *rms += square / (double)s->n;
        *largest = fmax(*largest, sqrt(square));
    }
    *rms = sqrt(*rms);
}

static void shuffle(structure *s)
{
    for (int64_t i = s->n - 1; i > 0; i--) {
        int64_t j = (int64_t)(test_uniform(&state) * (double)(i + 1)), species = s->species[i];
        double f[3];
        s->species[i] = s->species[j];
        s->species[j] = species;
        memcpy(f, &s->frac[3 * i], sizeof f);
        memcpy(&s->frac[3 * i], &s->frac[3 * j], sizeof f);
        memcpy(&s->frac[3 * j], f, sizeof f);
    }
}

/* Adds the structure; energy and weight come back, and the correlations are those of the occupation it came from. */
static void add(msbat_training *training, const msbat_ce *ce, const structure *s, const msbat_supercell *cell,
                int64_t n, const int8_t *occupation)
{
    static double want[64], all[64 * 64];
    msbat_crystal *crystal = NULL;
    int64_t n_orbits, count;
    double energy, weight;
    TEST_OK(ctx, msbat_crystal_create(ctx, s->cell, s->n, s->frac, s->species, &crystal));
    TEST_OK(ctx, msbat_training_add(training, crystal, -7.5 * (double)n, 1.5));
    msbat_crystal_destroy(&crystal);
    TEST_OK(ctx, msbat_training_get_count(training, &count));
    ck_assert_int_le(count, 64);
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n_orbits));
    TEST_OK(ctx, msbat_ce_get_correlations(ce, cell, n, occupation, n_orbits, want));
    TEST_OK(ctx, msbat_training_get_correlations(training, count, n_orbits, all));
    for (int64_t f = 0; f < n_orbits; f++) TEST_NEAR(all[(count - 1) * n_orbits + f], want[f], 1e-13);
    TEST_OK(ctx, msbat_training_get_structure(training, count - 1, &energy, &weight, NULL));
    ck_assert(energy == -7.5 * (double)n && weight == 1.5);
}

static const int64_t shapes[4][9] = {{2, 0, 0, 0, 2, 0, 0, 0, 2},
                                     {1, 2, 0, -1, 1, 1, 0, 0, 3},
                                     {3, 0, 0, 0, 2, 1, 0, 0, 1},
                                     {2, 1, 0, 0, 2, 0, 1, 0, 2}};

/* What the shapes hold, filled to about a half, at least one atom. */
static int64_t random_cell(const msbat_ce *ce, int trial, msbat_supercell **cell, int8_t *occupation)
{
    const msbat_crystal *host;
    int64_t n, filled = 0;
    TEST_OK(ctx, msbat_ce_get_host(ce, &host));
    TEST_OK(ctx, msbat_supercell_create(host, shapes[trial % 4], cell));
    TEST_OK(ctx, msbat_ce_get_occupation_size(ce, *cell, &n));
    for (int64_t i = 0; i < n; i++) filled += occupation[i] = test_uniform(&state) < 0.55;
    if (!filled) occupation[0] = 1;
    return n;
}

/* An alloy and a layered oxide without strain: the displacements that went in come out, root mean square and largest,
 * exactly but for rounding (they are far below half a distance between sites, so that the assignment is not in doubt,
 * and their sum is zero, so that no shift is better than none). */
static void displacements_return(msbat_ce *ce, double most)
{
    msbat_training *training = NULL;
    TEST_OK(ctx, msbat_training_create(ce, &training));
    for (int trial = 0; trial < 12; trial++) {
        msbat_supercell *cell = NULL;
        int8_t occupation[MOST];
        double rms, largest, found_rms, found_largest, strain;
        const double none[3] = {1, 1, 1};
        const int64_t n = random_cell(ce, trial, &cell, occupation);
        structure s = decorated(ce, cell, n, occupation);
        shake(&s, most, &rms, &largest);
        deform(&s, none);
        disguise(&s);
        shuffle(&s);
        add(training, ce, &s, cell, n, occupation);
        TEST_OK(ctx, msbat_training_get_mapping(training, trial, &found_rms, &found_largest, &strain));
        TEST_NEAR(strain, 0, 1e-12);
        TEST_NEAR(found_rms, rms, 1e-9);
        TEST_NEAR(found_largest, largest, 1e-9);
        msbat_supercell_destroy(&cell);
    }
    msbat_training_destroy(&training);
}

/* Strains of a few per cent: the largest |principal stretch - 1| comes back, and nothing is left as displacement. */
static void strain_returns(msbat_ce *ce)
{
    msbat_training *training = NULL;
    TEST_OK(ctx, msbat_training_create(ce, &training));
    for (int trial = 0; trial < 12; trial++) {
        msbat_supercell *cell = NULL;
        int8_t occupation[MOST];
        double stretch[3], wanted = 0, strain, largest;
        const int64_t n = random_cell(ce, trial, &cell, occupation);
        structure s = decorated(ce, cell, n, occupation);
        for (int k = 0; k < 3; k++) {
            stretch[k] = 1 + test_between(&state, -0.03, 0.03);
            wanted = fmax(wanted, fabs(stretch[k] - 1));
        }
        deform(&s, stretch);
        disguise(&s);
        shuffle(&s);
        add(training, ce, &s, cell, n, occupation);
        TEST_OK(ctx, msbat_training_get_mapping(training, trial, NULL, &largest, &strain));
        TEST_NEAR(strain, wanted, 1e-10);
        TEST_NEAR(largest, 0, 1e-9);
        msbat_supercell_destroy(&cell);
    }
    msbat_training_destroy(&training);
}

static void on_hosts(double alloy, double oxide)
{
    const double cutoffs[2] = {6, 4.2};
    msbat_crystal *fcc = model_fcc(ctx), *bcc = model_bcc(ctx), *layered = model_layered(ctx, 2.816, 14.05, 0.2605, 27);
    msbat_ce *expansions[3] = {model_ce(fcc, 46, 47, 2, cutoffs), model_ce(bcc, 26, 13, 2, cutoffs),
                               model_ce(layered, 3, 0, 2, cutoffs)};
    for (int i = 0; i < 3; i++) {
        if (alloy > 0) displacements_return(expansions[i], i < 2 ? alloy : oxide);
        else strain_returns(expansions[i]);
        msbat_ce_destroy(&expansions[i]);
    }
    msbat_crystal_destroy(&fcc);
    msbat_crystal_destroy(&bcc);
    msbat_crystal_destroy(&layered);
}

START_TEST(displacements) { on_hosts(0.2, 0.15); }
END_TEST

START_TEST(strains) { on_hosts(0, 0); }
END_TEST

/* Limits: a strain or displacement just above the option is refused, just below is taken. */
START_TEST(limits_bite_where_they_stand)
{
    const double cutoffs[1] = {3.5}, stretch[3] = {1.02, 1, 0.99};
    const int8_t occupation[8] = {1, 0, 1, 1, 0, 1, 0, 0};
    msbat_crystal *fcc = model_fcc(ctx), *crystal = NULL;
    msbat_ce *ce = model_ce(fcc, 46, 47, 1, cutoffs);
    msbat_supercell *cell = model_box(fcc, 2, 2, 2);
    msbat_training *training = NULL;
    double rms, largest;
    TEST_OK(ctx, msbat_training_create(ce, &training));
    structure s = decorated(ce, cell, 8, occupation), t = s;
    shake(&s, 0.2, &rms, &largest);
    deform(&t, stretch);
    TEST_OK(ctx, msbat_crystal_create(ctx, s.cell, s.n, s.frac, s.species, &crystal));
    TEST_OK(ctx, msbat_training_set_max_displacement(training, largest * (1 - 1e-6)));
    TEST_FAILS(ctx, MSBAT_ERR_MAPPING, "angstrom", msbat_training_add(training, crystal, 0, 1));
    TEST_OK(ctx, msbat_training_set_max_displacement(training, largest * (1 + 1e-6)));
    TEST_OK(ctx, msbat_training_add(training, crystal, 0, 1));
    msbat_crystal_destroy(&crystal);
    TEST_OK(ctx, msbat_crystal_create(ctx, t.cell, t.n, t.frac, t.species, &crystal));
    TEST_OK(ctx, msbat_training_set_max_strain(training, 0.02 * (1 - 1e-6)));
    TEST_FAILS(ctx, MSBAT_ERR_MAPPING, "supercell", msbat_training_add(training, crystal, 0, 1));
    TEST_OK(ctx, msbat_training_set_max_strain(training, 0.02 * (1 + 1e-6)));
    TEST_OK(ctx, msbat_training_add(training, crystal, 0, 1));
    msbat_crystal_destroy(&crystal);
    msbat_training_destroy(&training);
    msbat_supercell_destroy(&cell);
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&fcc);
}
END_TEST

Suite *suite_ce_mapping(void)
{
    Suite *suite = suite_create("ce mapping");
    TCase *c = tcase_create("all");
    tcase_add_checked_fixture(c, start, stop);
    tcase_set_timeout(c, 60);
    tcase_add_test(c, displacements);
    tcase_add_test(c, strains);
    tcase_add_test(c, limits_bite_where_they_stand);
    suite_add_tcase(suite, c);
    return suite;
}
