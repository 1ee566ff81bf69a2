/* check_neb.c - bands and saddles on surfaces with known stationary points and in crystals. */
#include "models.h"

#include <stdio.h>

static msbat_context *ctx;
static void start(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void stop(void) { msbat_context_destroy(&ctx); }

static const double mb_a[2] = {-0.5582236, 1.4417258}, mb_b[2] = {0.6234994, 0.0280378};

static msbat_neb *band(int64_t atoms, int64_t dimension, int64_t images, const double *a, const double *b,
                       double tolerance)
{
    msbat_neb *neb = NULL;
    TEST_OK(ctx, msbat_neb_create(ctx, atoms, dimension, images, a, b, &neb));
    TEST_OK(ctx, msbat_neb_set_force_tolerance(neb, tolerance));
    return neb;
}

/* Published stationary values (in 0.01 eV): minima -146.6995, -108.1667, -80.7678; saddles -40.6648, -72.2489. A
 * residual F leaves the saddle energy wrong by F^2 / 2 |curvature| < 1e-6 / 10. */
START_TEST(mueller_brown_highest_saddle)
{
    msbat_neb *neb = band(1, 2, 7, mb_a, mb_b, 1e-3);
    double forward, backward, energy, x[2], curvature, e[9], saddle, worst, first, last;
    int64_t image, converged, images, ends, certificate, iterations;
    TEST_OK(ctx, msbat_neb_run(neb, model_mueller_brown, NULL));
    TEST_OK(ctx, msbat_neb_get_barriers(neb, &forward, &backward));
    TEST_NEAR(forward, 1.466995 - 0.406648, 2e-6);
    TEST_NEAR(backward, 1.081667 - 0.406648, 2e-6);
    TEST_OK(ctx, msbat_neb_get_saddle(neb, &image, &energy, 2, x));
    TEST_NEAR(energy, -0.406648, 1e-6);
    TEST_NEAR(x[0], -0.8220016, 1e-3);
    TEST_NEAR(x[1], 0.6243128, 1e-3);
    TEST_OK(ctx, msbat_neb_get_energies(neb, 9, e));
    for (int i = 0; i < 9; i++) ck_assert(e[i] <= energy && (e[i] < energy || i == image));
    TEST_OK(ctx, msbat_neb_get_curvature(neb, &curvature));
    ck_assert(curvature < -7.0 && curvature > -8.0);
    TEST_OK(ctx, msbat_neb_get_residuals(neb, &saddle, &worst));
    ck_assert(saddle <= worst && worst <= 1e-3);
    TEST_OK(ctx, msbat_neb_get_end_residuals(neb, &first, &last));
    ck_assert(first < 1e-4 && last < 1e-4);
    TEST_OK(ctx, msbat_neb_get_converged(neb, &converged));
    TEST_OK(ctx, msbat_neb_get_force_calls(neb, &images, &ends, &certificate));
    TEST_OK(ctx, msbat_neb_get_iterations(neb, &iterations));
    ck_assert(converged == 1 && ends == 2 && certificate == 2 && images == 7 * (iterations + 1));
    ck_assert_msg(images <= 250, "%lld force calls", (long long)images);
    msbat_neb_destroy(&neb);
}
END_TEST

/* The path from A to B passes a minimum and a second, lower saddle: a band from that minimum finds it. */
START_TEST(mueller_brown_second_saddle)
{
    double c[2] = {-0.05, 0.467}, forward, backward, energy;
    model_relax(model_mueller_brown, NULL, 2, c, 1e-9);
    msbat_neb *neb = band(1, 2, 5, c, mb_b, 1e-3);
    TEST_OK(ctx, msbat_neb_run(neb, model_mueller_brown, NULL));
    TEST_OK(ctx, msbat_neb_get_barriers(neb, &forward, &backward));
    TEST_OK(ctx, msbat_neb_get_saddle(neb, NULL, &energy, 0, NULL));
    TEST_NEAR(energy, -0.722489, 1e-6);
    TEST_NEAR(forward, 0.807678 - 0.722489, 2e-6);
    TEST_NEAR(backward, 1.081667 - 0.722489, 2e-6);
    msbat_neb_destroy(&neb);
}
END_TEST

START_TEST(force_calls_of_model_surfaces)
{
    double a[2] = {0.742, 3.5}, b[2] = {3.5, 0.742}, c[2] = {0.74, 1.3}, d[2] = {3.0, -1.3}, forward, backward;
    int64_t calls;
    model_relax(model_leps1, NULL, 2, a, 1e-2);
    model_relax(model_leps1, NULL, 2, b, 1e-2);
    model_relax(model_leps2, NULL, 2, c, 1e-6);
    model_relax(model_leps2, NULL, 2, d, 1e-6);
    const struct { const double *a, *b; msbat_energy_fn energy; int64_t most; double barrier, error; } cases[] = {
        {mb_a, mb_b, model_mueller_brown, 140, 1.0603467, 2e-5},
        {a, b, model_leps1, 260, 0.0, 1e9}, /* its ends are flat valleys: their energies are not of interest */
        {c, d, model_leps2, 200, 3.6339513, 2e-5}};
    for (int i = 0; i < 3; i++) {
        msbat_neb *neb = band(1, 2, 7, cases[i].a, cases[i].b, 0.01);
        TEST_OK(ctx, msbat_neb_run(neb, cases[i].energy, NULL));
        TEST_OK(ctx, msbat_neb_get_force_calls(neb, &calls, NULL, NULL));
        ck_assert_msg(calls <= cases[i].most, "case %d: %lld force calls", i, (long long)calls);
        TEST_OK(ctx, msbat_neb_get_barriers(neb, &forward, &backward));
        TEST_NEAR(forward, cases[i].barrier, cases[i].error);
        msbat_neb_destroy(&neb);
    }
}
END_TEST

/* Whatever the start path, numbers of images and springs: OK means the highest saddle of the path. */
START_TEST(random_start_paths)
{
    uint64_t state = 3;
    int64_t total = 0, calls;
    for (int round = 0; round < 60; round++) {
        msbat_neb *neb = band(1, 2, 3 + round % 9, mb_a, mb_b, 1e-3);
        double energy, x[2];
        for (int i = 1; i <= 3 + round % 9; i++) {
            TEST_OK(ctx, msbat_neb_get_image(neb, i, 2, x));
            for (int k = 0; k < 2; k++) {
                state = state * 6364136223846793005u + 1442695040888963407u;
                x[k] += 0.3 * ((double)(state >> 11) / 9007199254740992.0 - 0.5);
            }
            TEST_OK(ctx, msbat_neb_set_image(neb, i, 2, x));
        }
        TEST_OK(ctx, msbat_neb_set_spring(neb, round % 3 ? 1.0 : 5.0));
        TEST_OK(ctx, msbat_neb_set_spring_ratio(neb, round % 2 ? 1.0 : 0.3));
        TEST_OK(ctx, msbat_neb_run(neb, model_mueller_brown, NULL));
        TEST_OK(ctx, msbat_neb_get_saddle(neb, NULL, &energy, 0, NULL));
        ck_assert_msg(fabs(energy + 0.406648) < 2e-6 || fabs(energy + 0.722489) < 2e-6, "round %d: %g", round, energy);
        if (3 + round % 9 > 4) TEST_NEAR(energy, -0.406648, 2e-6);
        TEST_OK(ctx, msbat_neb_get_force_calls(neb, &calls, NULL, NULL));
        total += calls;
        msbat_neb_destroy(&neb);
    }
    ck_assert_msg(total < 60 * 400, "%lld force calls", (long long)total);
}
END_TEST

/* Without climbing image the highest image is lower than the saddle by at most curvature (spacing/2)^2 / 2. */
START_TEST(band_without_climbing_image)
{
    msbat_neb *neb = band(1, 2, 9, mb_a, mb_b, 1e-3);
    double forward, backward, e[11], s[11], curvature;
    TEST_OK(ctx, msbat_neb_set_climbing(neb, 0));
    TEST_OK(ctx, msbat_neb_run(neb, model_mueller_brown, NULL));
    TEST_OK(ctx, msbat_neb_get_barriers(neb, &forward, &backward));
    TEST_OK(ctx, msbat_neb_get_energies(neb, 11, e));
    TEST_OK(ctx, msbat_neb_get_lengths(neb, 11, s));
    ck_assert(forward < 1.0603467 && forward > 1.0603467 - 0.5 * 8.0 * s[1] * s[1] / 4);
    for (int i = 1; i < 11; i++) TEST_NEAR(s[i] - s[i - 1], s[1], 0.02);
    ck_assert_int_eq(msbat_neb_get_curvature(neb, &curvature), MSBAT_ERR_STATE);
    msbat_neb_destroy(&neb);
}
END_TEST

/* Images crowd near the top when the springs are weighted by energy. */
START_TEST(energy_weighted_springs)
{
    double closest[2];
    for (int i = 0; i < 2; i++) {
        msbat_neb *neb = band(1, 2, 9, mb_a, mb_b, 1e-3);
        double s[11];
        int64_t image;
        TEST_OK(ctx, msbat_neb_set_spring_ratio(neb, i ? 0.2 : 1.0));
        TEST_OK(ctx, msbat_neb_run(neb, model_mueller_brown, NULL));
        TEST_OK(ctx, msbat_neb_get_saddle(neb, &image, NULL, 0, NULL));
        TEST_OK(ctx, msbat_neb_get_lengths(neb, 11, s));
        closest[i] = s[image + 1] - s[image - 1];
        msbat_neb_destroy(&neb);
    }
    ck_assert(closest[1] < 0.8 * closest[0]);
}
END_TEST

/* The path reversed has the same saddle, and its barriers are exchanged. */
START_TEST(reversed_path)
{
    double f[2], b[2];
    for (int i = 0; i < 2; i++) {
        msbat_neb *neb = band(1, 2, 7, i ? mb_b : mb_a, i ? mb_a : mb_b, 1e-4);
        TEST_OK(ctx, msbat_neb_run(neb, model_mueller_brown, NULL));
        TEST_OK(ctx, msbat_neb_get_barriers(neb, f + i, b + i));
        msbat_neb_destroy(&neb);
    }
    TEST_NEAR(f[0], b[1], 1e-8);
    TEST_NEAR(b[0], f[1], 1e-8);
}
END_TEST

/* ---- vacancies in crystals of about a hundred atoms ---- */
typedef struct crystal_case {
    const char *first, *last;
    int n;
    model_pairs pairs;
    double energy, barrier, nu; /* of reference.json: eV, eV, THz */
    double tolerance, barrier_error, log_error;
    int64_t most_calls;
} crystal_case;

static int read_case(crystal_case *c, double *a, double *b, double *mass)
{
    char letter[400];
    if (!model_read_xyz(c->first, c->n, a, c->pairs.box, letter) || !model_read_xyz(c->last, c->n, b, c->pairs.box,
        letter)) {
        test_skip("ends of the vacancy hop are absent");
        return 0;
    }
    c->pairs.n_atoms = c->n;
    for (int i = 0; i < c->n; i++) {
        c->pairs.type[i] = letter[i] == 'O';
        mass[i] = letter[i] == 'O' ? 15.999 : letter[i] == 'L' ? 6.94 : 39.948;
    }
    return 1;
}

static msbat_hessian *crystal_hessian(crystal_case *c, const double *mass, const double *x)
{
    msbat_hessian *h = NULL;
    int64_t calls;
    TEST_OK(ctx, msbat_hessian_create(ctx, c->n, 3, mass, &h));
    TEST_OK(ctx, msbat_hessian_set_zero_modes(h, 3));
    TEST_OK(ctx, msbat_hessian_set_richardson(h, 0));
    TEST_OK(ctx, msbat_hessian_set_step(h, 1e-3));
    TEST_OK(ctx, msbat_hessian_run(h, 3 * c->n, x, model_pairs_energy, &c->pairs));
    TEST_OK(ctx, msbat_hessian_get_force_calls(h, &calls));
    ck_assert_int_eq(calls, 6 * c->n);
    return h;
}

static void check_crystal(crystal_case *c)
{
    static double a[1200], b[1200], s[1200], mass[400];
    double forward, backward, nu, e;
    int64_t calls, n = 3 * c->n;
    if (!read_case(c, a, b, mass)) return;
    model_pairs_energy(n, a, &e, s, &c->pairs);
    TEST_NEAR(e, c->energy, 1e-8);
    msbat_neb *neb = band(c->n, 3, 5, a, b, c->tolerance);
    TEST_OK(ctx, msbat_neb_set_end_force_limit(neb, 1e-5));
    TEST_OK(ctx, msbat_neb_run(neb, model_pairs_energy, &c->pairs));
    TEST_OK(ctx, msbat_neb_get_barriers(neb, &forward, &backward));
    TEST_NEAR(forward, c->barrier, c->barrier_error);
    TEST_NEAR(backward, c->barrier, c->barrier_error);
    TEST_OK(ctx, msbat_neb_get_force_calls(neb, &calls, NULL, NULL));
    ck_assert_msg(calls <= c->most_calls, "%lld force calls", (long long)calls);
    TEST_OK(ctx, msbat_neb_get_saddle(neb, NULL, NULL, n, s));
    msbat_hessian *minimum = crystal_hessian(c, mass, a), *saddle = crystal_hessian(c, mass, s);
    TEST_OK(ctx, msbat_tst_get_vineyard(minimum, saddle, &nu));
    TEST_NEAR(log(nu / c->nu), 0.0, c->log_error);
    if (getenv("TST_SHOW"))
        printf("%s: %lld calls, barrier off by %.2g eV, ln nu by %.2g\n", c->first, (long long)calls,
               forward - c->barrier, log(nu / c->nu));
    msbat_hessian_destroy(&minimum);
    msbat_hessian_destroy(&saddle);
    msbat_neb_destroy(&neb);
}

/* Energies of the saddle are wrong by F^2/2K summed over the soft modes: for F = 3e-5 eV/angstrom on each of 107
 * atoms and K = 0.1 eV/angstrom^2 5e-7 eV; for 1e-4 and 1 eV/angstrom^2 in the oxide the same. ln nu follows the
 * position. */
START_TEST(lennard_jones_vacancy)
{
    crystal_case c = {"tst/endpoints/ljvac_A.xyz", "tst/endpoints/ljvac_B.xyz", 107,
                      {.cutoff = 2.5 * 3.40, .epsilon = 0.0104, .sigma = 3.40}, -7.3360315934, 0.057257069102752745,
                      0.36179871236951917, 3e-5, 5e-7, 3e-3, 250};
    check_crystal(&c);
}
END_TEST

START_TEST(lithium_oxide_vacancy)
{
    crystal_case c = {"tst/endpoints/li2o_A.xyz", "tst/endpoints/li2o_B.xyz", 95, {.cutoff = 8.0}, -901.3611020140,
                      0.11045805503715656, 3.5245925329167617, 1e-4, 5e-7, 3e-3, 300};
    c.pairs.charge[0] = 1, c.pairs.charge[1] = -2;
    c.pairs.a[0][1] = c.pairs.a[1][0] = 292.3, c.pairs.rho[0][1] = c.pairs.rho[1][0] = 0.3472;
    c.pairs.a[1][1] = 22764.3, c.pairs.rho[1][1] = 0.149, c.pairs.c[1][1] = 27.63;
    check_crystal(&c);
}
END_TEST

/* ---- a small ionic crystal: a vacancy hop in 23 atoms with frozen and with free surroundings ---- */
static model_pairs ions;
enum { M = 23 };

/* Li2O-like antifluorite in a cubic cell doubled once: 8 O and 16 Li less one; Li 0 hops into the vacancy. */
static void make_ions(double *a, double *b)
{
    const double l = 4.65, o[4][3] = {{0, 0, 0}, {0, .5, .5}, {.5, 0, .5}, {.5, .5, 0}};
    int n = 0;
    ions = (model_pairs){.n_atoms = M, .cutoff = 6.0, .box = {2 * l, l, l}};
    ions.charge[0] = 1, ions.charge[1] = -2;
    ions.a[0][1] = ions.a[1][0] = 292.3, ions.rho[0][1] = ions.rho[1][0] = 0.3472;
    ions.a[1][1] = 22764.3, ions.rho[1][1] = 0.149, ions.c[1][1] = 27.63;
    for (int cell = 0; cell < 2; cell++)
        for (int i = 0; i < 8; i++) { /* the vacancy is Li 0 of cell 0: its place is taken by the hop of Li 1 */
            if (!cell && !i) continue;
            double f[3] = {0.25 + 0.5 * (i & 1) + cell, 0.25 + 0.5 * (i >> 1 & 1), 0.25 + 0.5 * (i >> 2 & 1)};
            for (int k = 0; k < 3; k++) a[3 * n + k] = l * f[k];
            n++;
        }
    for (int cell = 0; cell < 2; cell++)
        for (int i = 0; i < 4; i++, n++) {
            ions.type[n] = 1;
            for (int k = 0; k < 3; k++) a[3 * n + k] = l * (o[i][k] + (k == 0 ? cell : 0));
        }
    memcpy(b, a, 3 * M * sizeof *a);
    b[0] -= 0.5 * l;
}

START_TEST(small_ionic_crystal)
{
    double a[3 * M], b[3 * M], s[3 * M], forward, backward, nu, mass[M];
    int64_t calls;
    make_ions(a, b);
    model_relax(model_pairs_energy, &ions, 3 * M, a, 1e-5);
    model_relax(model_pairs_energy, &ions, 3 * M, b, 1e-5);
    msbat_neb *neb = band(M, 3, 5, a, b, 0.005);
    TEST_OK(ctx, msbat_neb_run(neb, model_pairs_energy, &ions));
    TEST_OK(ctx, msbat_neb_get_barriers(neb, &forward, &backward));
    TEST_NEAR(forward, backward, 1e-6); /* the ends are images of each other */
    TEST_OK(ctx, msbat_neb_get_force_calls(neb, &calls, NULL, NULL));
    ck_assert_msg(calls <= 250, "%lld force calls", (long long)calls);
    TEST_OK(ctx, msbat_neb_get_saddle(neb, NULL, NULL, 3 * M, s));
    msbat_hessian *h[2] = {NULL, NULL};
    for (int i = 0; i < M; i++) mass[i] = ions.type[i] ? 15.999 : 6.94;
    for (int i = 0; i < 2; i++) {
        TEST_OK(ctx, msbat_hessian_create(ctx, M, 3, mass, h + i));
        TEST_OK(ctx, msbat_hessian_set_zero_modes(h[i], 3));
        TEST_OK(ctx, msbat_hessian_run(h[i], 3 * M, i ? s : a, model_pairs_energy, &ions));
    }
    TEST_OK(ctx, msbat_tst_get_vineyard(h[0], h[1], &nu));
    if (getenv("TST_SHOW")) printf("ions: %lld calls, %g eV, %g THz\n", (long long)calls, forward, nu);
    ck_assert_msg(forward > 0.01 && forward < 1.0 && nu > 0.5 && nu < 50.0, "%g eV, %g THz", forward, nu);
    msbat_hessian_destroy(h);
    msbat_hessian_destroy(h + 1);
    msbat_neb_destroy(&neb);
}
END_TEST

/* An atom on the surface, tied by a weak spring to one that is held still and has a large force on it. */
static int tied(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    (void)n;
    model_mueller_brown(2, x, energy, gradient, user);
    for (int k = 0; k < 2; k++) {
        double u = x[2 + k] - x[k];
        *energy += 0.005 * u * u;
        gradient[k] -= 0.01 * u;
        gradient[2 + k] = 7.0;
    }
    return 0;
}

START_TEST(atoms_held_still)
{
    const double a[4] = {mb_a[0], mb_a[1], 0.1, 0.2}, b[4] = {mb_b[0], mb_b[1], 0.1, 0.2}, c[4] = {1, 1, 0.1, 0.3};
    double x[4] = {-0.8, 0.7, 5.0, 5.0}, first, last;
    int64_t moving[2] = {1, 0};
    msbat_neb *neb = band(2, 2, 5, a, b, 0.001), *other = band(2, 2, 5, a, c, 0.001);
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "atom 1 is held still", msbat_neb_set_moving(other, 2, moving));
    TEST_OK(ctx, msbat_neb_set_moving(neb, 2, moving));
    TEST_OK(ctx, msbat_neb_set_image(neb, 2, 4, x));
    TEST_OK(ctx, msbat_neb_run(neb, tied, NULL));
    TEST_OK(ctx, msbat_neb_get_end_residuals(neb, &first, &last));
    ck_assert(first < 0.1 && last < 0.1);
    for (int i = 0; i < 7; i++) {
        TEST_OK(ctx, msbat_neb_get_image(neb, i, 4, x));
        ck_assert(x[2] == a[2] && x[3] == a[3]);
    }
    moving[0] = 0;
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "every atom", msbat_neb_set_moving(neb, 2, moving));
    msbat_neb_destroy(&neb);
    msbat_neb_destroy(&other);
}
END_TEST

/* ---- what must not pass for a saddle ---- */
static int downhill(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    (void)n, (void)user;
    *energy = x[0] + x[1] * x[1];
    gradient[0] = 1.0;
    gradient[1] = 2 * x[1];
    return 0;
}

static int bowl(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    (void)n, (void)user;
    *energy = 0.5 * (x[0] * x[0] + 3 * x[1] * x[1]);
    gradient[0] = x[0];
    gradient[1] = 3 * x[1];
    return 0;
}

static int flat(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    (void)n, (void)x, (void)user;
    *energy = gradient[0] = gradient[1] = 0.0;
    return 0;
}

START_TEST(paths_without_saddle)
{
    const double a[2] = {-1, 0.2}, b[2] = {1, -0.1};
    double forward, backward;
    const msbat_energy_fn fields[] = {downhill, bowl, flat};
    for (int i = 0; i < 3; i++) {
        msbat_neb *neb = band(1, 2, 5, a, b, 0.01);
        msbat_status st = msbat_neb_run(neb, fields[i], NULL);
        ck_assert_msg(st == MSBAT_ERR_PHYSICS || st == MSBAT_ERR_CONVERGENCE, "field %d: %s", i, msbat_status_text(st));
        TEST_FAILS(ctx, MSBAT_ERR_STATE, "not converged", msbat_neb_get_barriers(neb, &forward, &backward));
        msbat_neb_destroy(&neb);
    }
    msbat_neb *neb = band(1, 2, 5, mb_a, (double[]){0.5, 0.1}, 0.01);
    TEST_OK(ctx, msbat_neb_set_end_force_limit(neb, 0.05));
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "the last end is not relaxed", msbat_neb_run(neb, model_mueller_brown, NULL));
    msbat_neb_destroy(&neb);
}
END_TEST

Suite *suite_neb(void)
{
    Suite *suite = suite_create("neb");
    TCase *c = tcase_create("neb");
    tcase_set_timeout(c, 60);
    tcase_add_checked_fixture(c, start, stop);
    tcase_add_test(c, mueller_brown_highest_saddle);
    tcase_add_test(c, mueller_brown_second_saddle);
    tcase_add_test(c, force_calls_of_model_surfaces);
    tcase_add_test(c, random_start_paths);
    tcase_add_test(c, band_without_climbing_image);
    tcase_add_test(c, energy_weighted_springs);
    tcase_add_test(c, reversed_path);
    tcase_add_test(c, lennard_jones_vacancy);
    tcase_add_test(c, lithium_oxide_vacancy);
    tcase_add_test(c, small_ionic_crystal);
    tcase_add_test(c, atoms_held_still);
    tcase_add_test(c, paths_without_saddle);
    suite_add_tcase(suite, c);
    return suite;
}
