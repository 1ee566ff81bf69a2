/* check_network_laws.c - theorems on random walks and resistor networks, on random graphs: gauges, supercells, series
 * and parallel, dead ends, monotony, duality in the plane, and the slow mode of the master equation. */
#include "base/base_impl.h"
#include "support.h"

#include "msbat/tst.h"

static const double kelvin = 600.0;
static double kt(void) { return MSBAT_BOLTZMANN_EV * kelvin; }
static msbat_context *ctx;
static uint64_t state;
static void start(void)
{
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    state = 71;
}
static void stop(void) { msbat_context_destroy(&ctx); }

enum { SITES = 24, HOPS = 64 };
typedef struct hop {
    int64_t a, b;
    int offset; /* cells along the first vector, from the cell of a to that of b */
    double r[3], saddle, nu;
} hop;
typedef struct graph {
    int n, m;
    double site[SITES];
    hop hops[HOPS];
} graph;

/* Connected, triclinic, energies of a few kT. */
static graph random_graph(int n, int m)
{
    graph g = {.n = n, .m = m};
    double cell[9], place[SITES][3];
    for (int i = 0; i < 9; i++) cell[i] = (i % 4 ? 0 : 5) + test_between(&state, -1, 1);
    for (int i = 0; i < n; i++) {
        g.site[i] = test_between(&state, 0, 0.2);
        for (int k = 0; k < 3; k++) place[i][k] = test_between(&state, 0, 5);
    }
    for (int e = 0; e < m; e++) {
        hop *h = &g.hops[e];
        *h = (hop){.a = e < n ? e : (int)(n * test_uniform(&state)), .saddle = test_between(&state, 0.3, 0.6)};
        h->b = e < n ? (e + 1) % n : (int)(n * test_uniform(&state));
        h->nu = test_between(&state, 1, 10);
        int offset[3];
        for (int k = 0; k < 3; k++) offset[k] = (int)(3 * test_uniform(&state)) - 1;
        if (h->a == h->b) offset[e % 3] = 1;
        h->offset = offset[0];
        for (int k = 0; k < 3; k++) {
            h->r[k] = place[h->b][k] - place[h->a][k];
            for (int j = 0; j < 3; j++) h->r[k] += offset[j] * cell[3 * j + k];
        }
    }
    return g;
}

static void tensor(const graph *g, double d[9])
{
    msbat_network *n = NULL;
    TEST_OK(ctx, msbat_network_create(ctx, g->n, g->site, &n));
    for (int e = 0; e < g->m; e++) {
        const hop *h = &g->hops[e];
        TEST_OK(ctx, msbat_network_add_hop(n, h->a, h->b, h->r, h->saddle, h->nu));
    }
    TEST_OK(ctx, msbat_network_get_diffusivity(n, kelvin, d));
    msbat_network_destroy(&n);
}

static double partition(const graph *g)
{
    double z = 0;
    for (int i = 0; i < g->n; i++) z += exp(-g->site[i] / kt());
    return z;
}

static double weight(const hop *h) { return h->nu * exp(-h->saddle / kt()); }

/* The tensor of g is factor times d, within 1e-12 of the trace. */
static void is_multiple(const graph *g, double factor, const double d[9])
{
    double own[9];
    tensor(g, own);
    for (int i = 0; i < 9; i++) TEST_NEAR(own[i], factor * d[i], 1e-12 * factor * (d[0] + d[4] + d[8]));
}

/* Sites renamed in place, the zero of energy and the direction in which a hop is given are conventions. */
START_TEST(conventions_do_not_matter)
{
    for (int trial = 0; trial < 20; trial++) {
        graph g = random_graph(8, 24), moved = g;
        double d[9], u[SITES][3];
        tensor(&g, d);
        for (int i = 0; i < g.n; i++) {
            moved.site[i] += 0.7;
            for (int k = 0; k < 3; k++) u[i][k] = test_between(&state, -9, 9);
        }
        for (int e = 0; e < g.m; e++) {
            hop *h = &moved.hops[e];
            h->saddle += 0.7;
            for (int k = 0; k < 3; k++) h->r[k] += u[h->b][k] - u[h->a][k];
            if (e % 2) continue;
            *h = (hop){h->b, h->a, -h->offset, {-h->r[0], -h->r[1], -h->r[2]}, h->saddle, h->nu};
        }
        is_multiple(&moved, 1, d);
    }
}
END_TEST

/* Lengths times 1.3, frequencies times 7; and a turn about z, which D follows. */
START_TEST(units_and_orientation)
{
    const double c = cos(0.6), s = sin(0.6);
    for (int trial = 0; trial < 20; trial++) {
        graph g = random_graph(6, 20), scaled = g, turned = g;
        double d[9], t[9];
        tensor(&g, d);
        for (int e = 0; e < g.m; e++) {
            hop *h = &turned.hops[e];
            scaled.hops[e].nu *= 7;
            for (int k = 0; k < 3; k++) scaled.hops[e].r[k] *= 1.3;
            const double x = h->r[0], y = h->r[1];
            h->r[0] = c * x - s * y;
            h->r[1] = s * x + c * y;
        }
        is_multiple(&scaled, 7 * 1.69, d);
        tensor(&turned, t);
        TEST_NEAR(t[0], c * c * d[0] - 2 * c * s * d[1] + s * s * d[4], 1e-12 * d[0]);
        TEST_NEAR(t[1], c * s * (d[0] - d[4]) + (c * c - s * s) * d[1], 1e-12 * d[0]);
        TEST_NEAR(t[2], c * d[2] - s * d[5], 1e-12 * d[0]);
        TEST_NEAR(t[8], d[8], 1e-12 * d[0]);
    }
}
END_TEST

/* Two cells along the first vector: site i of cell c is i + c n, displacements stay. */
START_TEST(two_cells_are_one)
{
    for (int trial = 0; trial < 20; trial++) {
        graph g = random_graph(7, 22), two = {.n = 14, .m = 44};
        double d[9];
        tensor(&g, d);
        for (int i = 0; i < two.n; i++) two.site[i] = g.site[i % g.n];
        for (int e = 0; e < two.m; e++) {
            const int cell = e / g.m, reached = (cell + g.hops[e % g.m].offset + 2) % 2;
            two.hops[e] = g.hops[e % g.m];
            two.hops[e].a += cell * g.n;
            two.hops[e].b += reached * g.n;
        }
        is_multiple(&two, 1, d);
    }
}
END_TEST

/* Parallel: one hop is two of half its frequency. Series: one hop is two of twice its frequency over the same saddle by
 * way of a site at any place and energy; a dead end leads nowhere. Both change D by the weight of the new site alone:
 * D Z stays. */
START_TEST(series_parallel_and_dead_ends)
{
    for (int trial = 0; trial < 20; trial++) {
        graph g = random_graph(8, 24), parallel = g, series = g, dead = g;
        double d[9];
        tensor(&g, d);
        parallel.hops[3].nu /= 2;
        parallel.hops[parallel.m++] = parallel.hops[3];
        is_multiple(&parallel, 1, d);
        hop *first = &series.hops[5], *second = &series.hops[series.m++];
        series.site[series.n++] = 0.25;
        first->nu *= 2;
        *second = *first;
        first->b = second->a = g.n;
        for (int k = 0; k < 3; k++) {
            first->r[k] = test_between(&state, -3, 3);
            second->r[k] -= first->r[k];
        }
        is_multiple(&series, partition(&g) / partition(&series), d);
        dead.site[dead.n++] = -0.1;
        dead.hops[dead.m++] = (hop){2, g.n, 0, {1, 2, -1}, 0.5, 3};
        is_multiple(&dead, partition(&g) / partition(&dead), d);
    }
}
END_TEST

static double along(const double d[9], const double v[3])
{
    double sum = 0;
    for (int i = 0; i < 9; i++) sum += d[i] * v[i / 3] * v[i % 3];
    return sum;
}

/* Lord Rayleigh's monotony: a faster hop slows the carrier in no direction. And correlation only ever takes away: D is
 * not above the sum of all hops' p k r r. */
START_TEST(monotony_and_upper_bound)
{
    for (int trial = 0; trial < 40; trial++) {
        graph g = random_graph(8, 20), faster = g;
        double d[9], more[9], bound[9] = {0};
        tensor(&g, d);
        faster.hops[trial % g.m].nu *= 5;
        tensor(&faster, more);
        for (int e = 0; e < g.m; e++)
            for (int i = 0; i < 9; i++)
                bound[i] += weight(&g.hops[e]) * g.hops[e].r[i / 3] * g.hops[e].r[i % 3] / partition(&g);
        for (int k = 0; k < 20; k++) {
            const double v[3] = {test_between(&state, -1, 1), test_between(&state, -1, 1), test_between(&state, -1, 1)};
            const double tolerance = 1e-12 * (bound[0] + bound[4] + bound[8]);
            ck_assert(along(more, v) >= along(d, v) - tolerance);
            ck_assert(along(d, v) <= along(bound, v) + tolerance && along(d, v) >= -tolerance);
        }
    }
}
END_TEST

/* ---- the master equation on plane waves: its slowest rate is q D q for small q ---- */

/* Lowest eigenvalue of the Hermitian -S(q), S_ab = sum of c exp(i q r)/sqrt(w_a w_b) with site weights w, as a real
 * symmetric matrix of twice the size. */
static double slow_rate(const graph *g, const double q[3])
{
    double a[4 * SITES * SITES] = {0}, value[2 * SITES];
    const int n = g->n, full = 2 * n;
    for (int e = 0; e < g->m; e++) {
        const hop *h = &g->hops[e];
        const double wa = exp(-g->site[h->a] / kt()), wb = exp(-g->site[h->b] / kt()), c = weight(h);
        const double phase = q[0] * h->r[0] + q[1] * h->r[1] + q[2] * h->r[2], root = c / sqrt(wa * wb);
        for (int part = 0; part < 2; part++) { /* real and imaginary rows */
            const int64_t ra = h->a + part * n, rb = h->b + part * n;
            a[ra * full + ra] += c / wa;
            a[rb * full + rb] += c / wb;
            a[ra * full + rb] -= root * cos(phase);
            a[rb * full + ra] -= root * cos(phase);
        }
        const double odd = root * sin(phase);
        a[h->a * full + h->b + n] += odd;
        a[(h->b + n) * full + h->a] += odd;
        a[h->b * full + h->a + n] -= odd;
        a[(h->a + n) * full + h->b] -= odd;
    }
    TEST_OK(ctx, msbat__eigen_symmetric(ctx, full, a, value));
    TEST_NEAR(value[0], value[1], 1e-10 * value[full - 1]);
    return 0.5 * (value[0] + value[1]);
}

/* rate/q^2 = D + O(q^2): two wave vectors extrapolate to O(q^4), (0.05 a cell)^4 = 6e-6 of D but for a factor of the
 * correlation; eigenvalues are exact to 1e-15 of the fastest rate, some 1e-11 of the slow one. */
START_TEST(slow_mode_of_the_master_equation)
{
    for (int trial = 0; trial < 8; trial++) {
        graph g = random_graph(8, 30);
        double d[9];
        tensor(&g, d);
        for (int k = 0; k < 6; k++) {
            double v[3], fine[3], square = 0;
            for (int i = 0; i < 3; i++) {
                v[i] = 0.01 * (k < 3 ? i == k : i != k - 3);
                fine[i] = v[i] / 2;
                square += v[i] * v[i];
            }
            const double coarse = slow_rate(&g, v) / square, half = 4 * slow_rate(&g, fine) / square;
            TEST_NEAR((4 * half - coarse) / 3 * square, along(d, v), 2e-5 * square * (d[0] + d[4] + d[8]));
        }
    }
}
END_TEST

/* ---- planes ---- */

enum { SIDE = 4 };
/* Square net with conductances h[i][j] to the right of site (i, j) and v[i][j] upwards. */
static void square_net(double h[SIDE][SIDE], double v[SIDE][SIDE], double d[9])
{
    graph g = {.n = SIDE * SIDE};
    for (int i = 0; i < SIDE; i++)
        for (int j = 0; j < SIDE; j++) {
            const int64_t here = i * SIDE + j, right = (i + 1) % SIDE * SIDE + j, up = i * SIDE + (j + 1) % SIDE;
            g.hops[g.m++] = (hop){here, right, 0, {1, 0, 0}, 0, h[i][j]};
            g.hops[g.m++] = (hop){here, up, 0, {0, 1, 0}, 0, v[i][j]};
        }
    tensor(&g, d);
}

/* J.B. Keller, J. Math. Phys. 5 (1964) 548, for nets: the dual net has a site in each mesh and across each bond one of
 * the inverse conductance; its conductivity is the inverse one turned by 90 degrees, that is D/det D. The bond from
 * mesh (i, j) to the right crosses v[i+1][j], the one upwards h[i][j+1]. */
START_TEST(dual_nets)
{
    for (int trial = 0; trial < 20; trial++) {
        double h[SIDE][SIDE], v[SIDE][SIDE], dual_h[SIDE][SIDE], dual_v[SIDE][SIDE], d[9], dual[9];
        for (int k = 0; k < SIDE * SIDE; k++) {
            h[k / SIDE][k % SIDE] = exp(test_between(&state, -4, 4));
            v[k / SIDE][k % SIDE] = exp(test_between(&state, -4, 4));
        }
        for (int k = 0; k < SIDE * SIDE; k++) {
            const int i = k / SIDE, j = k % SIDE;
            dual_h[i][j] = 1 / v[(i + 1) % SIDE][j];
            dual_v[i][j] = 1 / h[i][(j + 1) % SIDE];
        }
        square_net(h, v, d);
        square_net(dual_h, dual_v, dual);
        const double det = d[0] * d[4] - d[1] * d[1];
        for (int i = 0; i < 5; i++)
            if (i != 2) TEST_NEAR(dual[i] * det, d[i], 1e-11 * (d[0] + d[4]));
    }
}
END_TEST

/* Barriers that alternate along x, and rows that differ: harmonic mean along x in each row, arithmetic over rows; along
 * y the columns alternate too. */
START_TEST(rows_and_columns)
{
    const double a = 0.3, b = 7, c = 2;
    double h[SIDE][SIDE], v[SIDE][SIDE], d[9];
    for (int i = 0; i < SIDE; i++)
        for (int j = 0; j < SIDE; j++) {
            h[i][j] = (i % 2 ? a : b) * (j + 1);
            v[i][j] = c;
        }
    square_net(h, v, d); /* rows are joined at equal potentials: no current flows between them */
    TEST_NEAR(d[0], 2 * a * b / (a + b) * 2.5, 1e-12 * d[0]);
    TEST_NEAR(d[4], c, 1e-12);
    TEST_NEAR(d[1], 0, 1e-12);
}
END_TEST

Suite *suite_network_laws(void)
{
    Suite *suite = suite_create("network laws");
    TCase *c = tcase_create("network laws");
    tcase_add_checked_fixture(c, start, stop);
    tcase_add_test(c, conventions_do_not_matter);
    tcase_add_test(c, units_and_orientation);
    tcase_add_test(c, two_cells_are_one);
    tcase_add_test(c, series_parallel_and_dead_ends);
    tcase_add_test(c, monotony_and_upper_bound);
    tcase_add_test(c, slow_mode_of_the_master_equation);
    tcase_add_test(c, dual_nets);
    tcase_add_test(c, rows_and_columns);
    suite_add_tcase(suite, c);
    return suite;
}
