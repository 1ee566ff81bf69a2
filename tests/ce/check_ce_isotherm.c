/* Isotherms against closed forms and enumeration, hysteresis, cancelling, checkpoints. Seeds are fixed. */
#include "checkpoints.h"
#include "models.h"

#include <stdio.h>
#include <unistd.h>

#define KT(t) (MSBAT_BOLTZMANN_EV * (t))

static msbat_context *ctx;
static msbat_crystal *square;
static msbat_ce *ising; /* nearest neighbours of a square net: V0, V1, V2 */

static void start(void)
{
    const double cutoffs[1] = {3.1};
    TEST_OK(NULL, msbat_context_create(&ctx));
    square = model_square(ctx);
    ising = model_ce(square, 3, 0, 1, cutoffs);
}

static void stop(void)
{
    msbat_ce_destroy(&ising);
    msbat_crystal_destroy(&square);
    msbat_context_destroy(&ctx);
}

static msbat_mc *make(double v1, double v2, int64_t size, msbat_supercell **cell)
{
    const double eci[3] = {-1.5, v1, v2};
    msbat_mc *mc = NULL;
    *cell = model_box(square, size, size, 1);
    TEST_OK(ctx, msbat_ce_set_eci(ising, 3, eci));
    TEST_OK(ctx, msbat_mc_create(ising, *cell, &mc));
    return mc;
}

/* Without interaction x = 1/(1 + exp((2 V1 - mu)/kT)), Gamma = 1/(1 - x), E = -1.5 + V1 (2x - 1) per site. */
START_TEST(independent_sites)
{
    const double v1 = -1.2, t = 400;
    msbat_supercell *cell;
    msbat_mc *mc = make(v1, 0, 20, &cell);
    double mu[9], x[9], dx[9], e[9], g[9], dg[9], temperature;
    int64_t n, flags[9];
    for (int k = 0; k < 9; k++) mu[k] = 2 * v1 + 0.03 * (k - 4);
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "isotherm", msbat_mc_get_isotherm_count(mc, &n, NULL));
    TEST_OK(ctx, msbat_mc_set_precision(mc, 4e-4));
    TEST_OK(ctx, msbat_mc_isotherm(mc, t, 9, mu));
    TEST_OK(ctx, msbat_mc_get_isotherm_count(mc, &n, &temperature));
    ck_assert(n == 9 && temperature == t);
    TEST_OK(ctx, msbat_mc_get_isotherm(mc, 9, NULL, x, dx, e, g, dg));
    TEST_OK(ctx, msbat_mc_get_isotherm_walks(mc, 9, NULL, NULL, flags));
    for (int k = 0; k < 9; k++) {
        double exact = 1 / (1 + exp((2 * v1 - mu[k]) / KT(t)));
        ck_assert(dx[k] > 0 && dx[k] <= 4e-4 && flags[k] == 0);
        TEST_NEAR(x[k], exact, 6 * dx[k]);
        TEST_NEAR(e[k], -1.5 + v1 * (2 * exact - 1), 6 * 2 * fabs(v1) * dx[k]);
        TEST_NEAR(g[k], 1 / (1 - exact), 6 * dg[k]);
        ck_assert(dg[k] < 0.1 * g[k]);
    }
    msbat_mc_destroy(&mc);
    msbat_supercell_destroy(&cell);
}
END_TEST

/* x(mu) of 3 x 3 repelling sites by full enumeration; a falling list gives the same numbers in its order. */
START_TEST(small_cell)
{
    const double v1 = -1, v2 = 0.02, t = 450;
    msbat_supercell *cell;
    msbat_mc *mc = make(v1, v2, 3, &cell);
    double mu[11], falling[11], x[11], dx[11], back[11];
    for (int k = 0; k < 11; k++) mu[k] = falling[10 - k] = -2.3 + 0.06 * k;
    TEST_OK(ctx, msbat_mc_isotherm(mc, t, 11, mu));
    TEST_OK(ctx, msbat_mc_get_isotherm(mc, 11, NULL, x, dx, NULL, NULL, NULL));
    for (int k = 0; k < 11; k++) {
        double z = 0, sum = 0;
        for (int state = 0; state < 512; state++) {
            int8_t occupation[9];
            int n = 0;
            double e;
            for (int i = 0; i < 9; i++) n += occupation[i] = (int8_t)(state >> i & 1);
            TEST_OK(ctx, msbat_ce_get_energy(ising, cell, 9, occupation, &e));
            double w = exp(-(e - mu[k] * n + 9 * 1.5) / KT(t) - 200);
            z += w;
            sum += w * n;
        }
        TEST_NEAR(x[k], sum / z / 9, 6 * dx[k]);
    }
    msbat_mc_destroy(&mc);
    TEST_OK(ctx, msbat_mc_create(ising, cell, &mc));
    TEST_OK(ctx, msbat_mc_isotherm(mc, t, 11, falling));
    TEST_OK(ctx, msbat_mc_get_isotherm(mc, 11, NULL, back, NULL, NULL, NULL, NULL));
    for (int k = 0; k < 11; k++) ck_assert(back[k] == x[10 - k]);
    msbat_mc_destroy(&mc);
    msbat_supercell_destroy(&cell);
}
END_TEST

/* Attractive sites at kT = 1.5 J: by symmetry the transition is at mu = 2 V1. Both walks overshoot it; the grand
 * potential picks the stable one on either side, and there x follows C.N. Yang's magnetisation near the transition
 * (Phys. Rev. 85 (1952) 808). */
START_TEST(hysteresis_is_decided)
{
    const double j = 0.03, v1 = -1, t = 1.5 * j / MSBAT_BOLTZMANN_EV;
    const double spontaneous = pow(1 - pow(sinh(2 / 1.5), -4), 0.125);
    msbat_supercell *cell;
    msbat_mc *mc = make(v1, -j, 24, &cell);
    double mu[40], x[40], dx[40], up[40], down[40];
    int64_t flags[40], loop = 0;
    for (int k = 0; k < 40; k++) mu[k] = 2 * v1 + 0.006 * (k - 19.5);
    TEST_OK(ctx, msbat_mc_isotherm(mc, t, 40, mu));
    TEST_OK(ctx, msbat_mc_get_isotherm(mc, 40, NULL, x, dx, NULL, NULL, NULL));
    TEST_OK(ctx, msbat_mc_get_isotherm_walks(mc, 40, up, down, flags));
    for (int k = 0; k < 40; k++) {
        ck_assert_msg(k < 20 ? x[k] < 0.05 : x[k] > 0.95, "mu - 2 V1 = %g: %g (up %g, down %g)", mu[k] - 2 * v1, x[k],
                      up[k], down[k]);
        ck_assert(!(flags[k] & MSBAT_MC_UNDECIDED));
        if (flags[k] & MSBAT_MC_HYSTERESIS) loop++;
        ck_assert(!(flags[k] & MSBAT_MC_HYSTERESIS) == (fabs(up[k] - down[k]) < 0.5));
    }
    ck_assert_int_ge(loop, 4);
    TEST_NEAR(x[20] - x[19], spontaneous, 6 * (dx[19] + dx[20]) + 0.002);
    msbat_mc_destroy(&mc);
    msbat_supercell_destroy(&cell);
}
END_TEST

/* With three- and four-site clusters full and empty change place at mu = 2 (V1 + 4 V3) but for what the few flipped
 * sites in both are worth, kT exp(-8 J/kT): here below 1e-4 eV. (4 right-angled triangles and 1 square per site.) */
START_TEST(hysteresis_with_larger_clusters)
{
    enum { N = 24 };
    const double j = 0.03, v1 = -1, v3 = 0.001, v4 = -0.004, t = j / MSBAT_BOLTZMANN_EV;
    const double cutoffs[3] = {3.1, 4.3, 4.3}, eci[5] = {-1.5, v1, -j, v3, v4};
    msbat_ce *large = model_ce(square, 3, 0, 3, cutoffs);
    msbat_supercell *cell = model_box(square, 12, 12, 1);
    msbat_mc *mc = NULL;
    double mu[N], x[N];
    int64_t flags[N], n_orbits = 0, loop = 0;
    TEST_OK(ctx, msbat_ce_get_orbit_count(large, &n_orbits));
    ck_assert_int_eq(n_orbits, 5);
    TEST_OK(ctx, msbat_ce_set_eci(large, 5, eci));
    TEST_OK(ctx, msbat_mc_create(large, cell, &mc));
    for (int k = 0; k < N; k++) mu[k] = 2 * (v1 + 4 * v3) + 0.008 * (N / 2 - 0.5 - k); /* falling */
    TEST_OK(ctx, msbat_mc_isotherm(mc, t, N, mu));
    TEST_OK(ctx, msbat_mc_get_isotherm(mc, N, NULL, x, NULL, NULL, NULL, NULL));
    TEST_OK(ctx, msbat_mc_get_isotherm_walks(mc, N, NULL, NULL, flags));
    for (int k = 0; k < N; k++) {
        ck_assert_msg(k < N / 2 ? x[k] > 0.95 : x[k] < 0.05, "point %d: x = %g", k, x[k]);
        ck_assert(!(flags[k] & MSBAT_MC_UNDECIDED));
        loop += (flags[k] & MSBAT_MC_HYSTERESIS) != 0;
    }
    ck_assert_int_ge(loop, 4);
    msbat_mc_destroy(&mc);
    msbat_supercell_destroy(&cell);
    msbat_ce_destroy(&large);
}
END_TEST

/* The same seen through a window whose ends are not dilute: said to be undecided, still rising. */
START_TEST(hysteresis_is_undecided)
{
    const double j = 0.03, t = 2 * j / MSBAT_BOLTZMANN_EV;
    msbat_supercell *cell;
    msbat_mc *mc = make(-1, -j, 40, &cell);
    double mu[6], x[6];
    int64_t flags[6], loop = 0;
    for (int k = 0; k < 6; k++) mu[k] = -2 + 0.001 * (k - 2.5);
    TEST_OK(ctx, msbat_mc_set_option(mc, "min_sweeps", "100"));
    TEST_OK(ctx, msbat_mc_set_option(mc, "max_sweeps", "100"));
    TEST_OK(ctx, msbat_mc_isotherm(mc, t, 6, mu));
    TEST_OK(ctx, msbat_mc_get_isotherm(mc, 6, NULL, x, NULL, NULL, NULL, NULL));
    TEST_OK(ctx, msbat_mc_get_isotherm_walks(mc, 6, NULL, NULL, flags));
    for (int k = 0; k < 6; k++) {
        if (!(flags[k] & MSBAT_MC_HYSTERESIS)) continue;
        loop++;
        ck_assert(flags[k] & MSBAT_MC_UNDECIDED);
        ck_assert(k < 3 ? x[k] < 0.3 : x[k] > 0.7);
    }
    ck_assert_int_ge(loop, 2);
    msbat_mc_destroy(&mc);
    msbat_supercell_destroy(&cell);
}
END_TEST

/* Progress function that cancels when its count runs out. */
static int stop_after(double fraction, void *user)
{
    int *left = user;
    ck_assert(fraction >= 0 && fraction <= 1);
    return --*left < 0;
}

typedef struct outcome {
    double x[5], dx[5], g[5], energy;
    int8_t occupation[1600];
} outcome;

static void collect(const msbat_mc *mc, outcome *o)
{
    memset(o, 0, sizeof *o);
    TEST_OK(ctx, msbat_mc_get_isotherm(mc, 5, NULL, o->x, o->dx, NULL, o->g, NULL));
    TEST_OK(ctx, msbat_mc_get_occupation(mc, 1600, o->occupation));
    TEST_OK(ctx, msbat_mc_get_energy(mc, &o->energy));
}

static void temporary(char *path, size_t size)
{
    const char *folder = getenv("TMPDIR");
    snprintf(path, size, "%s/msbat-ce-%ld.ckp", folder ? folder : "/tmp", (long)getpid());
}

/* An isotherm cancelled again and again, each time carried through a file into a new handle, ends with the bits of
 * one that was left alone. */
START_TEST(killed_and_resumed)
{
    const double mu[5] = {-2.1, -2.05, -2.0, -1.95, -1.9};
    char path[512];
    msbat_supercell *cell;
    msbat_mc *mc = make(-1, 0.02, 40, &cell), *next = NULL;
    static outcome whole, pieces;
    int left = 7, breaks = 0;
    temporary(path, sizeof path);
    TEST_OK(ctx, msbat_mc_set_seed(mc, 5));
    TEST_OK(ctx, msbat_mc_isotherm(mc, 350, 5, mu));
    collect(mc, &whole);
    msbat_mc_destroy(&mc);
    TEST_OK(ctx, msbat_mc_create(ising, cell, &mc));
    TEST_OK(ctx, msbat_mc_set_seed(mc, 5));
    TEST_OK(ctx, msbat_context_set_progress(ctx, stop_after, &left));
    msbat_status st = msbat_mc_isotherm(mc, 350, 5, mu);
    while (st) {
        ck_assert_int_eq(st, MSBAT_CANCELLED);
        TEST_FAILS(ctx, MSBAT_ERR_STATE, "completed", msbat_mc_get_isotherm_count(mc, NULL, NULL));
        TEST_OK(ctx, msbat_mc_write_checkpoint(mc, path));
        msbat_mc_destroy(&mc);
        TEST_OK(ctx, msbat_mc_create(ising, cell, &next));
        TEST_OK(ctx, msbat_mc_read_checkpoint(next, path));
        mc = next;
        left = 7;
        breaks++;
        st = msbat_mc_resume(mc);
    }
    ck_assert_int_ge(breaks, 3);
    collect(mc, &pieces);
    ck_assert(!memcmp(&whole, &pieces, sizeof whole));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "interrupted", msbat_mc_resume(mc));
    remove(path);
    msbat_mc_destroy(&mc);
    msbat_supercell_destroy(&cell);
}
END_TEST

/* The same for a canonical run, whose exchanges depend on the order of a list. */
START_TEST(canonical_resumed)
{
    char path[512];
    msbat_supercell *cell;
    msbat_mc *mc = make(-1, 0.02, 40, &cell), *other = NULL;
    static int8_t a[1600], b[1600];
    int left = 1 << 30;
    temporary(path, sizeof path);
    TEST_OK(ctx, msbat_context_set_progress(ctx, stop_after, &left));
    for (int k = 0; k < 2; k++) {
        left = k ? 3 : 1 << 30;
        TEST_OK(ctx, msbat_mc_create(ising, cell, &other));
        TEST_OK(ctx, msbat_mc_set_random_occupation(other, 700));
        msbat_status st = msbat_mc_run_canonical(other, 300, 900);
        ck_assert_int_eq(st, k ? MSBAT_CANCELLED : MSBAT_OK);
        if (k) {
            TEST_OK(ctx, msbat_mc_write_checkpoint(other, path));
            TEST_OK(ctx, msbat_mc_read_checkpoint(mc, path));
            left = 1 << 30;
            TEST_OK(ctx, msbat_mc_resume(mc));
        }
        TEST_OK(ctx, msbat_mc_get_occupation(k ? mc : other, 1600, k ? b : a));
        msbat_mc_destroy(&other);
    }
    ck_assert(!memcmp(a, b, sizeof a));
    remove(path);
    msbat_mc_destroy(&mc);
    msbat_supercell_destroy(&cell);
}
END_TEST

START_TEST(foreign_checkpoints)
{
    char path[512];
    msbat_supercell *cell, *smaller;
    msbat_mc *mc = make(-1, 0.02, 6, &cell), *other = make(-1, 0.02, 5, &smaller);
    int8_t before[36], after[36];
    temporary(path, sizeof path);
    TEST_OK(ctx, msbat_mc_write_checkpoint(other, path));
    TEST_OK(ctx, msbat_mc_set_random_occupation(mc, 10));
    TEST_OK(ctx, msbat_mc_get_occupation(mc, 36, before));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "25 sites", msbat_mc_read_checkpoint(mc, path));
    msbat_mc_destroy(&other);
    msbat_supercell_destroy(&smaller);
    other = make(-1, 0.03, 6, &smaller);
    TEST_OK(ctx, msbat_mc_write_checkpoint(other, path));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "ECIs", msbat_mc_read_checkpoint(mc, path));
    TEST_FAILS(ctx, MSBAT_ERR_FILE, "", msbat_mc_read_checkpoint(mc, "/nonexistent/file"));
    TEST_FAILS(ctx, MSBAT_ERR_FILE, "", msbat_mc_write_checkpoint(mc, "/nonexistent/file"));
    FILE *f = fopen(path, "r+");
    ck_assert(f && !fseek(f, 40, SEEK_SET) && putc(77, f) != EOF && !fclose(f));
    ck_assert(msbat_mc_read_checkpoint(other, path) != MSBAT_OK);
    TEST_OK(ctx, msbat_mc_get_occupation(mc, 36, after));
    ck_assert(!memcmp(before, after, sizeof before));
    remove(path);
    msbat_mc_destroy(&mc);
    msbat_mc_destroy(&other);
    msbat_supercell_destroy(&cell);
    msbat_supercell_destroy(&smaller);
}
END_TEST

/* Numbers that a run would leave an array by, or that ask for memory which the file does not fill: all behind a right
 * checksum. */
#define A_NAN INT64_C(0x7ff8000000000000)
#define MINUS_ONE (-INT64_C(0x4010000000000000)) /* as a double */
typedef struct forgery {
    const char *section;
    size_t offset, size;
    int64_t value[2];
    msbat_status status;
} forgery;
static const forgery forged[] = {
    {"head", 0, 8, {4}, MSBAT_ERR_FORMAT},                                /* task */
    {"head", 72, 8, {INT64_C(1) << 40}, MSBAT_ERR_FORMAT},                /* samples */
    {"head", 96, 8, {100000}, MSBAT_ERR_MISMATCH},                        /* points of the isotherm */
    {"head", 128, 8, {-1}, MSBAT_ERR_FORMAT},                             /* isotherm is complete */
    {"random", 40, 4, {7}, MSBAT_ERR_FORMAT},                             /* numbers left in a block of 4 */
    {"list", 0, 12, {INT64_C(0x100000001), 1}, MSBAT_ERR_FORMAT},         /* sites 1, 1, 1 in place of 0, 1, 2 */
    {"isotherm mu", 8, 8, {A_NAN}, MSBAT_ERR_FORMAT},
    {"isotherm mu", 16, 8, {-INT64_C(0x3ff8000000000000)}, MSBAT_ERR_FORMAT}, /* -3: falls after it rose */
    {"isotherm result", 40, 8, {INT64_C(0x4340000000000000)}, MSBAT_ERR_FORMAT}, /* flags */
    {"isotherm result", 40, 8, {MINUS_ONE}, MSBAT_ERR_FORMAT},
    {"isotherm result", 40, 8, {INT64_C(0x3fe0000000000000)}, MSBAT_ERR_FORMAT},
    {"identity", 0, 8, {37}, MSBAT_ERR_MISMATCH},
    {"eci", 0, 8, {0}, MSBAT_ERR_MISMATCH},
    {"settings", 0, 8, {-1}, MSBAT_ERR_FORMAT},                           /* seed, equilibration, sweeps ... */
    {"settings", 8, 8, {-1}, MSBAT_ERR_FORMAT},
    {"settings", 16, 8, {11}, MSBAT_ERR_FORMAT},
    {"settings", 24, 8, {INT64_MAX}, MSBAT_ERR_FORMAT},
    {"settings", 32, 8, {-1}, MSBAT_ERR_FORMAT},
    {"settings", 40, 8, {A_NAN}, MSBAT_ERR_FORMAT},
    {"head", 0, 8, {-1}, MSBAT_ERR_FORMAT},
    {"head", 8, 8, {-1}, MSBAT_ERR_FORMAT},                               /* sweeps, done, skip */
    {"head", 16, 8, {INT64_MAX}, MSBAT_ERR_FORMAT},
    {"head", 24, 8, {-1}, MSBAT_ERR_FORMAT},
    {"head", 48, 8, {MINUS_ONE}, MSBAT_ERR_FORMAT},                       /* temperature */
    {"head", 64, 8, {4}, MSBAT_ERR_FORMAT},                               /* filled sites */
    {"head", 72, 8, {-1}, MSBAT_ERR_FORMAT},
    {"head", 80, 8, {-1}, MSBAT_ERR_FORMAT},                              /* correlations */
    {"head", 88, 8, {2}, MSBAT_ERR_FORMAT},                               /* the list is valid */
    {"head", 96, 8, {-1}, MSBAT_ERR_FORMAT},
    {"head", 96, 8, {0}, MSBAT_ERR_FORMAT},                               /* complete without points */
    {"head", 136, 8, {A_NAN}, MSBAT_ERR_FORMAT},                          /* temperature of the isotherm */
    {"spins", 5, 1, {0}, MSBAT_ERR_FORMAT},
    {"list", 0, 4, {-1}, MSBAT_ERR_FORMAT},
    {"list", 0, 4, {36}, MSBAT_ERR_FORMAT},
    {"list", 0, 4, {20}, MSBAT_ERR_FORMAT},                               /* an empty site among the filled */
};

static msbat_mc *make_with_everything(const char *path, msbat_supercell **cell)
{
    const double mu[3] = {-2.1, -2, -1.9};
    int8_t first_three[36] = {1, 1, 1};
    msbat_mc *mc = make(-1, 0.02, 6, cell);
    TEST_OK(ctx, msbat_mc_set_min_sweeps(mc, 12));
    TEST_OK(ctx, msbat_mc_set_max_sweeps(mc, 24));
    TEST_OK(ctx, msbat_mc_isotherm(mc, 350, 3, mu));
    TEST_OK(ctx, msbat_mc_set_occupation(mc, 36, first_three));
    TEST_OK(ctx, msbat_mc_run_canonical(mc, 300, 0));
    TEST_OK(ctx, msbat_mc_write_checkpoint(mc, path));
    return mc;
}

START_TEST(forged_checkpoints)
{
    char path[512], other[520];
    int8_t before[36], after[36];
    msbat_supercell *cell;
    temporary(path, sizeof path);
    snprintf(other, sizeof other, "%s.forged", path);
    msbat_mc *mc = make_with_everything(path, &cell);
    test_forge_checkpoint(path, other, "head", 0, 0, NULL);
    TEST_OK(ctx, msbat_mc_read_checkpoint(mc, other));
    TEST_OK(ctx, msbat_mc_set_random_occupation(mc, 10));
    TEST_OK(ctx, msbat_mc_get_occupation(mc, 36, before));
    test_forge_checkpoint(path, other, forged[_i].section, forged[_i].offset, forged[_i].size, forged[_i].value);
    TEST_FAILS(ctx, forged[_i].status, other, msbat_mc_read_checkpoint(mc, other));
    TEST_OK(ctx, msbat_mc_get_occupation(mc, 36, after));
    ck_assert(!memcmp(before, after, sizeof before));
    remove(path);
    remove(other);
    msbat_mc_destroy(&mc);
    msbat_supercell_destroy(&cell);
}
END_TEST

static int stop_in_the_middle(double fraction, void *user)
{
    (void)user;
    return fraction > 0.4;
}

/* The same of an isotherm that has not come to its end: what says where it stands. */
static const forgery forged_standing[] = {
    {"head", 104, 8, {2}, MSBAT_ERR_FORMAT},          /* walk */
    {"head", 112, 8, {3}, MSBAT_ERR_FORMAT},          /* point */
    {"head", 112, 8, {-1}, MSBAT_ERR_FORMAT},
    {"head", 120, 8, {0}, MSBAT_ERR_FORMAT},          /* sweeps of the point */
    {"head", 120, 8, {1000000001}, MSBAT_ERR_FORMAT},
    {"head", 16, 8, {9}, MSBAT_ERR_FORMAT},           /* sweeps done are not the samples kept */
    {"head", 0, 8, {2}, MSBAT_ERR_FORMAT},            /* a canonical run without its list */
};

START_TEST(forged_standing_isotherms)
{
    const double mu[3] = {-2.1, -2, -1.9};
    const forgery *f = &forged_standing[_i];
    char path[512], other[520];
    msbat_supercell *cells[2];
    temporary(path, sizeof path);
    snprintf(other, sizeof other, "%s.forged", path);
    msbat_mc *mc = make(-1, 0.02, 6, &cells[0]), *whole = make(-1, 0.02, 6, &cells[1]), *both[2] = {mc, whole};
    double x[2][3];
    for (int k = 0; k < 2; k++) {
        TEST_OK(ctx, msbat_mc_set_min_sweeps(both[k], 12));
        TEST_OK(ctx, msbat_mc_set_max_sweeps(both[k], 24));
    }
    TEST_OK(ctx, msbat_context_set_progress(ctx, stop_in_the_middle, NULL));
    ck_assert_int_eq(msbat_mc_isotherm(mc, 350, 3, mu), MSBAT_CANCELLED);
    TEST_OK(ctx, msbat_context_set_progress(ctx, NULL, NULL));
    TEST_OK(ctx, msbat_mc_write_checkpoint(mc, path));
    test_forge_checkpoint(path, other, f->section, f->offset, f->size, f->value);
    TEST_FAILS(ctx, f->status, other, msbat_mc_read_checkpoint(mc, other));
    TEST_OK(ctx, msbat_mc_resume(mc)); /* as if there had been no file */
    TEST_OK(ctx, msbat_mc_isotherm(whole, 350, 3, mu));
    for (int k = 0; k < 2; k++) TEST_OK(ctx, msbat_mc_get_isotherm(both[k], 3, NULL, x[k], NULL, NULL, NULL, NULL));
    ck_assert_mem_eq(x[0], x[1], sizeof x[0]);
    remove(path);
    remove(other);
    msbat_mc_destroy(&mc);
    msbat_mc_destroy(&whole);
    for (int k = 0; k < 2; k++) msbat_supercell_destroy(&cells[k]);
}
END_TEST

/* max_sweeps may fall below what the point at hand was promised, which is kept; a checkpoint is still one. */
START_TEST(less_sweeps_for_the_rest)
{
    const double mu[3] = {-2.1, -2, -1.9};
    char path[512];
    msbat_supercell *cells[2];
    double x[2][3];
    temporary(path, sizeof path);
    msbat_mc *mc = make(-1, 0.02, 6, &cells[0]), *resumed = make(-1, 0.02, 6, &cells[1]), *both[2] = {mc, resumed};
    TEST_OK(ctx, msbat_mc_set_min_sweeps(mc, 12));
    TEST_OK(ctx, msbat_mc_set_max_sweeps(mc, 24));
    TEST_OK(ctx, msbat_context_set_progress(ctx, stop_in_the_middle, NULL));
    ck_assert_int_eq(msbat_mc_isotherm(mc, 350, 3, mu), MSBAT_CANCELLED);
    TEST_OK(ctx, msbat_context_set_progress(ctx, NULL, NULL));
    TEST_OK(ctx, msbat_mc_set_max_sweeps(mc, 12));
    TEST_OK(ctx, msbat_mc_write_checkpoint(mc, path));
    TEST_OK(ctx, msbat_mc_read_checkpoint(resumed, path));
    for (int k = 0; k < 2; k++) {
        TEST_OK(ctx, msbat_mc_resume(both[k]));
        TEST_OK(ctx, msbat_mc_get_isotherm(both[k], 3, NULL, x[k], NULL, NULL, NULL, NULL));
        msbat_mc_destroy(&both[k]);
        msbat_supercell_destroy(&cells[k]);
    }
    ck_assert_mem_eq(x[0], x[1], sizeof x[0]);
    remove(path);
}
END_TEST

Suite *suite_ce_isotherm(void)
{
    Suite *suite = suite_create("ce isotherm");
    TCase *c = tcase_create("all");
    tcase_add_checked_fixture(c, start, stop);
    tcase_set_timeout(c, 120);
    tcase_add_test(c, independent_sites);
    tcase_add_test(c, small_cell);
    tcase_add_test(c, hysteresis_is_decided);
    tcase_add_test(c, hysteresis_with_larger_clusters);
    tcase_add_test(c, hysteresis_is_undecided);
    tcase_add_test(c, killed_and_resumed);
    tcase_add_test(c, canonical_resumed);
    tcase_add_test(c, foreign_checkpoints);
    tcase_add_loop_test(c, forged_checkpoints, 0, sizeof forged / sizeof *forged);
    tcase_add_loop_test(c, forged_standing_isotherms, 0, sizeof forged_standing / sizeof *forged_standing);
    tcase_add_test(c, less_sweeps_for_the_rest);
    suite_add_tcase(suite, c);
    return suite;
}
