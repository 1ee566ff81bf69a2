/* check_network.c - diffusivity tensors of hop networks against closed forms and against a solver of another kind. */
#include "support.h"

#include "msbat/tst.h"

static const double kelvin = 700.0;
static double kt(void) { return MSBAT_BOLTZMANN_EV * kelvin; }
static msbat_context *ctx;
static void start(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void stop(void) { msbat_context_destroy(&ctx); }

static uint64_t state;
static double uniform(void)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (double)(state >> 11) / 9007199254740992.0;
}

static void hop(msbat_network *n, int64_t a, int64_t b, double x, double y, double z, double saddle, double nu)
{
    TEST_OK(ctx, msbat_network_add_hop(n, a, b, (double[]){x, y, z}, saddle, nu));
}

/* Chain of four sites a period, bent in the plane x, y and tilted: D = nu L^2 / (sum exp(-E/kT) sum exp(S/kT)). */
START_TEST(chain_has_closed_form)
{
    const double site[4] = {0.0, 0.13, -0.05, 0.08}, saddle[4] = {0.42, 0.55, 0.31, 0.61}, nu = 7.0;
    const double bend[5] = {0.0, 0.4, -0.3, 0.9, 0.0}, period = 11.0;
    msbat_network *n = NULL;
    double d[9], z = 0.0, r = 0.0;
    TEST_OK(ctx, msbat_network_create(ctx, 4, site, &n));
    for (int i = 0; i < 4; i++) {
        hop(n, i, (i + 1) % 4, period / 4 + bend[i + 1] - bend[i], bend[i + 1] - bend[i],
            0.1 * bend[i + 1] - 0.1 * bend[i],
            saddle[i], nu);
        z += exp(-site[i] / kt());
        r += exp(saddle[i] / kt());
    }
    TEST_OK(ctx, msbat_network_get_diffusivity(n, kelvin, d));
    double exact = nu * period * period / (z * r);
    TEST_NEAR(d[0] / exact, 1.0, 1e-13);
    for (int i = 1; i < 9; i++) ck_assert_msg(d[i] == 0.0, "D[%d] = %g", i, d[i]);
    msbat_network_destroy(&n);
}
END_TEST

/* One site on a simple cubic lattice: D = nu a^2 exp(-S/kT), and the same by the formula of equivalent hops. */
START_TEST(cubic_lattice_is_isotropic)
{
    const double a = 2.9, saddle = 0.4, nu = 5.0;
    msbat_network *n = NULL;
    double d[9], rate, formula;
    TEST_OK(ctx, msbat_network_create(ctx, 1, (double[]){0.0}, &n));
    hop(n, 0, 0, a, 0, 0, saddle, nu);
    hop(n, 0, 0, 0, a, 0, saddle, nu);
    hop(n, 0, 0, 0, 0, a, saddle, nu);
    TEST_OK(ctx, msbat_network_get_diffusivity(n, kelvin, d));
    TEST_OK(ctx, msbat_tst_get_rate(ctx, nu, saddle, kelvin, &rate));
    TEST_OK(ctx, msbat_tst_get_diffusivity(ctx, 1.0, 6.0, a, rate, 3, &formula));
    for (int i = 0; i < 9; i++) {
        if (i % 4 == 0) TEST_NEAR(d[i] / formula, 1.0, 1e-14);
        else ck_assert(d[i] == 0.0);
    }
    msbat_network_destroy(&n);
}
END_TEST

/* Octahedral and tetrahedral sites of fcc, 1 + 2 a primitive cell, joined by 8 hops along <111> of length a
 * sqrt(3)/4. Inversion at o and the tetrahedron round t leave no correlation: D = sum over undirected hops of p k x^2
 * = 8 p k a^2 / 16. */
START_TEST(fcc_interstitials)
{
    const double a = 4.2, e_t = 0.2, saddle = 0.7, nu = 6.0;
    msbat_network *n = NULL;
    double d[9];
    TEST_OK(ctx, msbat_network_create(ctx, 3, (double[]){0.0, e_t, e_t}, &n));
    for (int i = 0; i < 8; i++) {
        double s[3] = {i & 1 ? 1 : -1, i & 2 ? 1 : -1, i & 4 ? 1 : -1};
        hop(n, 0, s[0] * s[1] * s[2] > 0 ? 1 : 2, s[0] * a / 4, s[1] * a / 4, s[2] * a / 4, saddle, nu);
    }
    TEST_OK(ctx, msbat_network_get_diffusivity(n, kelvin, d));
    double z = 1 + 2 * exp(-e_t / kt()), p_k = nu * exp(-saddle / kt()) / z;
    double exact = 8 * p_k * a * a / 16;
    for (int i = 0; i < 9; i++) TEST_NEAR(d[i], i % 4 ? 0.0 : exact, 1e-14 * exact);
    msbat_network_destroy(&n);
}
END_TEST

/* Layered crystal with sites at several heights in a layer that no hop leaves: z exactly 0, though hops have z
 * components. */
START_TEST(layers_have_exactly_no_path_across)
{
    msbat_network *n = NULL;
    double d[9];
    const double h = 0.37, a = 2.816;
    TEST_OK(ctx, msbat_network_create(ctx, 3, (double[]){0.0, 0.1, 0.3}, &n));
    hop(n, 0, 1, a / 2, a / 3, h, 0.5, 3.0);
    hop(n, 1, 0, a / 2, -a / 3, -h, 0.6, 3.0);
    hop(n, 1, 2, 0.1, a / 2, 1.3, 0.55, 1.0);
    hop(n, 2, 0, -a / 2 - 0.1, a - a / 2 - a / 3, -h - 1.3, 0.45, 2.0);
    hop(n, 2, 2, a, a, 0.0, 0.7, 2.0);
    TEST_OK(ctx, msbat_network_get_diffusivity(n, kelvin, d));
    ck_assert(d[2] == 0.0 && d[5] == 0.0 && d[6] == 0.0 && d[7] == 0.0 && d[8] == 0.0);
    ck_assert(d[0] > 0.0 && d[4] > 0.0);
    msbat_network_destroy(&n);
}
END_TEST

START_TEST(no_path_is_told)
{
    msbat_network *n = NULL;
    double d[9] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    TEST_OK(ctx, msbat_network_create(ctx, 3, (double[]){0.0, 0.1, 0.3}, &n));
    TEST_FAILS(ctx, MSBAT_NO_PATH, "no hops lead through the cell", msbat_network_get_diffusivity(n, kelvin, d));
    for (int i = 0; i < 9; i++) ck_assert(d[i] == 0.0);
    hop(n, 0, 1, 1.1, 0.3, 0.2, 0.5, 3.0);
    hop(n, 1, 2, 0.7, -0.1, 0.9, 0.5, 3.0);
    hop(n, 2, 0, -1.8, -0.2, -1.1, 0.5, 3.0);
    TEST_FAILS(ctx, MSBAT_NO_PATH, "no hops lead through the cell", msbat_network_get_diffusivity(n, kelvin, d));
    for (int i = 0; i < 9; i++) ck_assert(d[i] == 0.0);
    msbat_network_destroy(&n);
}
END_TEST

/* ---- another solver: D = sum c (r + phi_b - phi_a)(...)' / Z with phi from Gaussian elimination of the Laplacian */
typedef struct dense {
    int n, m;
    int a[64], b[64];
    double r[64][3], c[64], z;
} dense;

static void gauss(int n, double m[32][35])
{
    for (int k = 0; k < n; k++) {
        int p = k;
        for (int i = k + 1; i < n; i++)
            if (fabs(m[i][k]) > fabs(m[p][k])) p = i;
        for (int j = 0; j < n + 3; j++) {
            double t = m[k][j];
            m[k][j] = m[p][j];
            m[p][j] = t;
        }
        for (int i = 0; i < n; i++) {
            double f = i == k ? 0.0 : m[i][k] / m[k][k];
            for (int j = 0; j < n + 3; j++) m[i][j] -= f * m[k][j];
        }
    }
}

static void dense_tensor(const dense *g, double d[9])
{
    double m[32][35] = {{0}}, phi[33][3] = {{0}};
    for (int e = 0; e < g->m; e++) {
        int a = g->a[e] - 1, b = g->b[e] - 1; /* site 0 is held at phi = 0 */
        if (a == b) continue;
        if (a >= 0) m[a][a] += g->c[e];
        if (b >= 0) m[b][b] += g->c[e];
        if (a >= 0 && b >= 0) m[a][b] -= g->c[e], m[b][a] -= g->c[e];
        for (int k = 0; k < 3; k++) {
            if (a >= 0) m[a][g->n - 1 + k] += g->c[e] * g->r[e][k];
            if (b >= 0) m[b][g->n - 1 + k] -= g->c[e] * g->r[e][k];
        }
    }
    gauss(g->n - 1, m);
    for (int i = 0; i < g->n - 1; i++)
        for (int k = 0; k < 3; k++) phi[i + 1][k] = m[i][g->n - 1 + k] / m[i][i];
    for (int i = 0; i < 9; i++) d[i] = 0.0;
    for (int e = 0; e < g->m; e++)
        for (int i = 0; i < 9; i++) {
            int u = i / 3, v = i % 3;
            d[i] += g->c[e] / g->z * (g->r[e][u] + phi[g->b[e]][u] - phi[g->a[e]][u]) *
                    (g->r[e][v] + phi[g->b[e]][v] - phi[g->a[e]][v]);
        }
}

/* Random connected triclinic network; the dense twin gets the same numbers. */
static msbat_network *random_network(int n_sites, int n_hops, double spread_ev, dense *g)
{
    double cell[3][3], place[32][3], site[32];
    msbat_network *n = NULL;
    *g = (dense){.n = n_sites, .m = n_hops};
    for (int i = 0; i < 9; i++) cell[i / 3][i % 3] = (i % 4 ? 1.0 : 5.0) * (uniform() + 0.5);
    for (int i = 0; i < n_sites; i++) {
        site[i] = 0.3 * uniform();
        g->z += exp(-site[i] / kt());
        for (int k = 0; k < 3; k++) place[i][k] = 3.0 * uniform();
    }
    TEST_OK(ctx, msbat_network_create(ctx, n_sites, site, &n));
    for (int e = 0; e < n_hops; e++) {
        int a = e < n_sites - 1 ? e : (int)(uniform() * n_sites),
            b = e < n_sites - 1 ? e + 1 : (int)(uniform() * n_sites);
        int offset[3];
        for (int k = 0; k < 3; k++) offset[k] = (int)(uniform() * 3) - 1;
        if (a == b) offset[0] = 1;
        for (int k = 0; k < 3; k++)
            g->r[e][k] = place[b][k] - place[a][k] + offset[0] * cell[0][k] + offset[1] * cell[1][k] +
                offset[2] * cell[2][k];
        double saddle = 0.35 + spread_ev * uniform(), nu = 1.0 + 9.0 * uniform();
        g->a[e] = a, g->b[e] = b, g->c[e] = nu * exp(-saddle / kt());
        hop(n, a, b, g->r[e][0], g->r[e][1], g->r[e][2], saddle, nu);
    }
    return n;
}

/* Smallest eigenvalue of a symmetric 3 x 3 tensor, by its characteristic polynomial (trigonometric form). */
static double lowest_eigenvalue(const double d[9])
{
    double q = (d[0] + d[4] + d[8]) / 3, p = 0.0;
    for (int i = 0; i < 9; i++) p += (d[i] - (i % 4 ? 0.0 : q)) * (d[i] - (i % 4 ? 0.0 : q));
    p = sqrt(p / 6);
    if (!(p > 0.0)) return q;
    double b[9];
    for (int i = 0; i < 9; i++) b[i] = (d[i] - (i % 4 ? 0.0 : q)) / p;
    double det = b[0] * (b[4] * b[8] - b[5] * b[7]) - b[1] * (b[3] * b[8] - b[5] * b[6]) +
        b[2] * (b[3] * b[7] - b[4] * b[6]);
    return q + 2 * p * cos(acos(fmax(-1, fmin(1, det / 2))) / 3 + 2.0943951023931953);
}

START_TEST(random_networks_agree_with_dense_solution)
{
    double worst = 0.0;
    state = 17;
    for (int round = 0; round < 200; round++) {
        dense g;
        double d[9], e[9];
        msbat_network *n = random_network(5 + round % 20, 16 + round % 40, 0.5, &g);
        TEST_OK(ctx, msbat_network_get_diffusivity(n, kelvin, d));
        dense_tensor(&g, e);
        double scale = e[0] + e[4] + e[8];
        for (int i = 0; i < 9; i++) {
            worst = fmax(worst, fabs(d[i] - e[i]) / scale);
            ck_assert(d[i] == d[3 * (i % 3) + i / 3]);
        }
        ck_assert(lowest_eigenvalue(d) >= -1e-13 * scale);
        msbat_network_destroy(&n);
    }
    ck_assert_msg(worst < 1e-11, "largest difference %g of the trace", worst);
}
END_TEST

/* Two roads with rates that differ by 25 decades: the slow direction keeps its accuracy. */
START_TEST(spread_of_25_decades)
{
    msbat_network *n = NULL;
    double d[9], slow = 0.3 + 25 * 2.302585092994046 * kt();
    TEST_OK(ctx, msbat_network_create(ctx, 3, (double[]){0.0, 0.02, 0.01}, &n));
    hop(n, 0, 1, 1.3, 0.4, 0.7, 0.3, 1.0);
    hop(n, 1, 2, 0.9, -0.3, 0.2, 0.3, 1.0);
    hop(n, 2, 0, 0.8, -0.1, -0.9, 0.3, 1.0);
    hop(n, 1, 0, 1.7, -0.4, -0.7, 0.3, 1.0);
    hop(n, 2, 2, 0.0, 5.0, 0.0, slow, 1.0);
    TEST_OK(ctx, msbat_network_get_diffusivity(n, kelvin, d));
    double z = 1 + exp(-0.02 / kt()) + exp(-0.01 / kt());
    TEST_NEAR(d[4] / (25.0 * exp(-slow / kt()) / z), 1.0, 1e-13);
    ck_assert(d[8] == 0.0);
    msbat_network_destroy(&n);
}
END_TEST

START_TEST(separate_channels_are_weighted)
{
    msbat_network *n = NULL;
    double d[9], first[9], second[9], p1, p2;
    int64_t parts, part[3];
    TEST_OK(ctx, msbat_network_create(ctx, 3, (double[]){0.0, 0.1, 0.05}, &n));
    hop(n, 0, 0, 3.0, 0, 0, 0.4, 2.0);
    hop(n, 1, 2, 0, 1.5, 0, 0.5, 2.0);
    hop(n, 2, 1, 0, 1.5, 0, 0.5, 2.0);
    TEST_OK(ctx, msbat_network_get_parts(n, &parts, 3, part));
    ck_assert_int_eq(parts, 2);
    ck_assert(part[0] == 0 && part[1] == 1 && part[2] == 1);
    TEST_OK(ctx, msbat_network_get_diffusivity(n, kelvin, d));
    TEST_OK(ctx, msbat_network_get_part_diffusivity(n, 0, kelvin, first, &p1));
    TEST_OK(ctx, msbat_network_get_part_diffusivity(n, 1, kelvin, second, &p2));
    TEST_NEAR(p1 + p2, 1.0, 1e-15);
    for (int i = 0; i < 9; i++) TEST_NEAR(d[i], p1 * first[i] + p2 * second[i], 1e-14 * d[0]);
    TEST_NEAR(first[0] / (9.0 * 2.0 * exp(-0.4 / kt())), 1.0, 1e-13);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "part", msbat_network_get_part_diffusivity(n, 2, kelvin, first, &p1));
    msbat_network_destroy(&n);
}
END_TEST

START_TEST(rates_obey_detailed_balance)
{
    dense g;
    double p[32];
    state = 5;
    msbat_network *n = random_network(9, 30, 0.5, &g);
    TEST_OK(ctx, msbat_network_get_occupations(n, kelvin, 9, p));
    for (int h = 0; h < 30; h++) {
        double forward, backward;
        TEST_OK(ctx, msbat_network_get_rates(n, h, kelvin, &forward, &backward));
        TEST_NEAR(p[g.a[h]] * forward / (p[g.b[h]] * backward), 1.0, 1e-13);
    }
    msbat_network_destroy(&n);
}
END_TEST

/* The rates of a network, read back, make the same network; one rate changed breaks it, with the cycle named. */
START_TEST(network_from_rates)
{
    dense g;
    int64_t sites[60];
    double r[90], rates[60], d[9], e[9], f, b;
    state = 5;
    msbat_network *n = random_network(9, 30, 0.5, &g), *m = NULL;
    for (int h = 0; h < 30; h++) {
        sites[2 * h] = g.a[h], sites[2 * h + 1] = g.b[h];
        memcpy(r + 3 * h, g.r[h], sizeof g.r[h]);
        TEST_OK(ctx, msbat_network_get_rates(n, h, kelvin, rates + 2 * h, rates + 2 * h + 1));
    }
    TEST_OK(ctx, msbat_network_create_from_rates(ctx, kelvin, 9, 30, sites, r, rates, &m));
    TEST_OK(ctx, msbat_network_get_diffusivity(n, kelvin, d));
    TEST_OK(ctx, msbat_network_get_diffusivity(m, kelvin, e));
    for (int i = 0; i < 9; i++) TEST_NEAR(e[i], d[i], 1e-12 * d[0]);
    TEST_OK(ctx, msbat_network_get_rates(m, 11, kelvin, &f, &b));
    TEST_NEAR(f / rates[22], 1.0, 1e-12);
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "made from rates", msbat_network_get_diffusivity(m, kelvin + 1, e));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "made from rates", msbat_network_add_hop(m, 0, 1, r, 5.0, 1.0));
    msbat_network_destroy(&m);
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "site 9", msbat_network_create_from_rates(ctx, kelvin, 10, 30, sites, r,
                                                                                 rates, &m));
    rates[40] *= 1.001;
    TEST_FAILS(ctx, MSBAT_ERR_BALANCE, "cycle", msbat_network_create_from_rates(ctx, kelvin, 9, 30, sites, r, rates,
                                                                                &m));
    ck_assert_ptr_null(m);
    msbat_network_destroy(&n);
}
END_TEST

/* A ring of three with one rate constant doubled in one direction: every pair can balance, the ring cannot. */
START_TEST(ring_with_a_doubled_rate_is_refused)
{
    msbat_network *m = NULL;
    const int64_t sites[6] = {0, 1, 1, 2, 2, 0};
    const double r[9] = {1, 0, 0, 1, 0, 0, 1, 0, 0};
    double rates[6] = {2, 1, 1, 1, 1, 1};
    TEST_FAILS(ctx, MSBAT_ERR_BALANCE, "0 - 2 - 1 - 0",
               msbat_network_create_from_rates(ctx, 300.0, 3, 3, (int64_t[]){0, 1, 2, 1, 0, 2}, r, rates, &m));
    TEST_FAILS(ctx, MSBAT_ERR_BALANCE, "exp(0.693147)",
               msbat_network_create_from_rates(ctx, 300.0, 3, 3, sites, r, rates, &m));
    rates[0] = 1;
    TEST_OK(ctx, msbat_network_create_from_rates(ctx, 300.0, 3, 3, sites, r, rates, &m));
    msbat_network_destroy(&m);
    TEST_FAILS(ctx, MSBAT_ERR_BALANCE, "0 - 0",
               msbat_network_create_from_rates(ctx, 300.0, 1, 1, (int64_t[]){0, 0}, r, (double[]){2, 1}, &m));
}
END_TEST

START_TEST(too_wide_a_spread_is_told)
{
    msbat_network *n = NULL;
    double d[9] = {7};
    TEST_OK(ctx, msbat_network_create(ctx, 1, (double[]){0.0}, &n));
    hop(n, 0, 0, 1, 0, 0, 0.1, 1.0);
    hop(n, 0, 0, 0, 1, 0, 2.0, 1.0);
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "differ", msbat_network_get_diffusivity(n, 1.0, d));
    ck_assert(d[0] == 7);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_network_get_diffusivity(n, 0.0, d));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_network_get_diffusivity(n, (double)NAN, d));
    msbat_network_destroy(&n);
}
END_TEST

START_TEST(bad_hops_are_refused)
{
    msbat_network *n = NULL;
    const double r[3] = {1, 0, 0}, zero[3] = {0, 0, 0}, bad[3] = {0, NAN, 0};
    int64_t sites, hops;
    TEST_OK(ctx, msbat_network_create(ctx, 2, (double[]){0.0, 0.5}, &n));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "saddle_ev = 0.4 eV", msbat_network_add_hop(n, 0, 1, r, 0.4, 1.0));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "site b", msbat_network_add_hop(n, 0, 2, r, 1.0, 1.0));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "site a", msbat_network_add_hop(n, -1, 1, r, 1.0, 1.0));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "nu_thz", msbat_network_add_hop(n, 0, 1, r, 1.0, 0.0));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "saddle_ev", msbat_network_add_hop(n, 0, 1, r, INFINITY, 1.0));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "displacement", msbat_network_add_hop(n, 0, 1, bad, 1.0, 1.0));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "itself", msbat_network_add_hop(n, 1, 1, zero, 1.0, 1.0));
    TEST_OK(ctx, msbat_network_get_counts(n, &sites, &hops));
    ck_assert(sites == 2 && hops == 0);
    msbat_network_destroy(&n);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_sites", msbat_network_create(ctx, 0, zero, &n));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "site_ev", msbat_network_create(ctx, 3, bad, &n));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_sites", msbat_network_create(ctx, INT64_MAX, bad, &n));
}
END_TEST

Suite *suite_network(void)
{
    Suite *suite = suite_create("network");
    TCase *c = tcase_create("network");
    tcase_add_checked_fixture(c, start, stop);
    tcase_add_test(c, chain_has_closed_form);
    tcase_add_test(c, cubic_lattice_is_isotropic);
    tcase_add_test(c, fcc_interstitials);
    tcase_add_test(c, layers_have_exactly_no_path_across);
    tcase_add_test(c, no_path_is_told);
    tcase_add_test(c, random_networks_agree_with_dense_solution);
    tcase_add_test(c, spread_of_25_decades);
    tcase_add_test(c, separate_channels_are_weighted);
    tcase_add_test(c, rates_obey_detailed_balance);
    tcase_add_test(c, network_from_rates);
    tcase_add_test(c, ring_with_a_doubled_rate_is_refused);
    tcase_add_test(c, too_wide_a_spread_is_told);
    tcase_add_test(c, bad_hops_are_refused);
    suite_add_tcase(suite, c);
    return suite;
}
