/* Identities of thermodynamics that hold for every phase, on random Redlich-Kister models and tables made of them. */
#include "thermo_test.h"

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

enum { TERMS = 4 };
typedef struct model {
    double mu0, terms[2 * TERMS];
} model;

static msbat_phase *phase_of(const model *m)
{
    msbat_phase *p = NULL;
    TEST_OK(ctx, msbat_phase_create_redlich_kister(ctx, "host", "Li", m->mu0, -0.2, TERMS, m->terms, &p));
    return p;
}

/* Interactions up to strength [eV], entropies up to 0.2 k. */
static model random_model(uint64_t *state, double strength)
{
    model m = {.mu0 = test_between(state, -4, -3)};
    for (int k = 0; k < TERMS; k++) {
        m.terms[2 * k] = test_between(state, -strength, strength);
        m.terms[2 * k + 1] = test_between(state, -0.2, 0.2) * KB;
    }
    return m;
}

/* Maxwell: ds/dx = -dmu/dT. mu is linear in T here; the difference in x is of fourth order, (h/x)^4 of k/x. */
START_TEST(maxwells_relation)
{
    uint64_t state = 31;
    const double h = 1e-3;
    for (int trial = 0; trial < 20; trial++) {
        model m = random_model(&state, 0.1);
        msbat_phase *p = phase_of(&m);
        double t = test_between(&state, 250, 900), x = test_between(&state, 0.1, 0.9), s[4], mu[2];
        const double at_x[4] = {x - 2 * h, x - h, x + h, x + 2 * h};
        TEST_OK(ctx, msbat_phase_get_entropy(p, t, 4, at_x, s));
        for (int k = 0; k < 2; k++) mu[k] = at(msbat_phase_get_mu, p, t + 100 * k, x);
        double ds = (s[0] - 8 * s[1] + 8 * s[2] - s[3]) / (12 * h);
        TEST_NEAR(ds, -(mu[1] - mu[0]) / 100, 2e-7 * KB / 0.1 + 1e-15);
        msbat_phase_destroy(&p);
    }
}
END_TEST

/* Gibbs and Helmholtz: d(g/T)/d(1/T) = h = g + T s; with g linear in T the enthalpy does not depend on T. */
START_TEST(enthalpy_by_gibbs_and_helmholtz)
{
    uint64_t state = 32;
    for (int trial = 0; trial < 20; trial++) {
        model m = random_model(&state, 0.3);
        msbat_phase *p = phase_of(&m);
        double x = test_between(&state, 0.01, 0.99), z = 2 * x - 1, enthalpy = m.mu0 * x;
        for (int k = 0; k < TERMS; k++) enthalpy += x * (1 - x) * m.terms[2 * k] * pow(z, k);
        for (double t = 200; t < 2000; t += 410) {
            double b = at(msbat_phase_get_free_energy, p, 1.1 * t, x) / (1.1 * t);
            double a = at(msbat_phase_get_free_energy, p, t, x) / t;
            double h = at(msbat_phase_get_free_energy, p, t, x) + t * at(msbat_phase_get_entropy, p, t, x);
            TEST_NEAR(h, enthalpy, 1e-14);
            TEST_NEAR((b - a) / (1 / (1.1 * t) - 1 / t), enthalpy, 1e-12);
        }
        msbat_phase_destroy(&p);
    }
}
END_TEST

/* Chemical potentials of filled and empty sites, g + (1-x) mu and g - x mu: Euler's sum gives g back, and Gibbs-Duhem's
 * x dmu_f + (1-x) dmu_e = 0 holds along the curve. */
static void potentials(const msbat_phase *p, double t, double x, double out[2])
{
    double g = at(msbat_phase_get_free_energy, p, t, x), mu = at(msbat_phase_get_mu, p, t, x);
    out[0] = g + (1 - x) * mu;
    out[1] = g - x * mu;
}

START_TEST(gibbs_duhem)
{
    uint64_t state = 33;
    const double h = 1e-4;
    for (int trial = 0; trial < 30; trial++) {
        model m = random_model(&state, 0.2);
        msbat_phase *p = phase_of(&m);
        double x = test_between(&state, 0.05, 0.95), a[2], b[2], here[2];
        potentials(p, 400, x - h, a);
        potentials(p, 400, x + h, b);
        potentials(p, 400, x, here);
        TEST_NEAR(x * here[0] + (1 - x) * here[1], at(msbat_phase_get_free_energy, p, 400, x), 2e-15);
        /* central differences: third derivatives of g are below 100 eV here, times h^2 */
        TEST_NEAR((x * (b[0] - a[0]) + (1 - x) * (b[1] - a[1])) / (2 * h), 0, 100 * h * h + 1e-11);
        msbat_phase_destroy(&p);
    }
}
END_TEST

/* Gamma = d ln a/d ln x from activities themselves; Gamma -> 1 for x -> 0 and (1-x) Gamma -> 1 for x -> 1, whatever
 * the interactions; the reduced curvature is symmetric in this respect. */
START_TEST(thermodynamic_factor)
{
    uint64_t state = 34;
    for (int trial = 0; trial < 20; trial++) {
        model m = random_model(&state, 0.1);
        msbat_phase *p = phase_of(&m);
        double x = test_between(&state, 0.05, 0.95), h = 1e-4 * x * (1 - x);
        double a = at(msbat_phase_get_activity, p, 350, x - h), b = at(msbat_phase_get_activity, p, 350, x + h);
        double gamma = at(msbat_phase_get_thermodynamic_factor, p, 350, x);
        TEST_NEAR(log(b / a) / log((x + h) / (x - h)), gamma, 1e-6 * (1 + fabs(gamma)));
        TEST_NEAR(at(msbat_phase_get_thermodynamic_factor, p, 350, 1e-9), 1, 1e-7);
        TEST_NEAR(at(msbat_phase_get_thermodynamic_factor, p, 350, 1 - 1e-9) * 1e-9, 1, 1e-6);
        TEST_NEAR(at(msbat_phase_get_reduced_curvature, p, 350, x), (1 - x) * gamma, 1e-13 * (1 + fabs(gamma)));
        msbat_phase_destroy(&p);
    }
}
END_TEST

/* A constant added to mu shifts nothing but mu and U; swapping filled and empty mirrors gaps and spinodals. */
static void same_gaps(const msbat_phase *p, const msbat_phase *q, int mirrored, double shift)
{
    int64_t n, m;
    TEST_OK(ctx, msbat_phase_get_gap_count(p, 300, &n));
    TEST_OK(ctx, msbat_phase_get_gap_count(q, 300, &m));
    ck_assert_int_eq(n, m);
    for (int64_t i = 0; i < n; i++) {
        double a[2], b[2], mu_a, mu_b;
        TEST_OK(ctx, msbat_phase_get_gap(p, 300, i, a, &mu_a));
        TEST_OK(ctx, msbat_phase_get_gap(q, 300, mirrored ? n - 1 - i : i, b, &mu_b));
        for (int k = 0; k < 2; k++) TEST_NEAR(mirrored ? 1 - b[1 - k] : b[k], a[k], 1e-10);
        TEST_NEAR(mirrored ? -mu_b : mu_b, mu_a + shift, 1e-12);
    }
}

START_TEST(gaps_follow_symmetry)
{
    uint64_t state = 35;
    int gaps = 0;
    for (int trial = 0; trial < 40; trial++) {
        model m = random_model(&state, 0.12), shifted = m, mirror = m;
        int64_t n;
        shifted.mu0 += 0.7;
        mirror.mu0 = -m.mu0;
        for (int k = 1; k < TERMS; k += 2) {
            mirror.terms[2 * k] *= -1;
            mirror.terms[2 * k + 1] *= -1;
        }
        msbat_phase *p = phase_of(&m), *q = phase_of(&shifted), *r = phase_of(&mirror);
        TEST_OK(ctx, msbat_phase_get_gap_count(p, 300, &n));
        gaps += n > 0;
        same_gaps(p, q, 0, 0.7);
        same_gaps(p, r, 1, 0);
        double x = test_between(&state, 0.01, 0.99), k = at(msbat_phase_get_thermodynamic_factor, p, 300, x);
        TEST_NEAR(at(msbat_phase_get_thermodynamic_factor, q, 300, x), k, 1e-12 * (1 + fabs(k)));
        TEST_NEAR(at(msbat_phase_get_voltage, q, 300, x), at(msbat_phase_get_voltage, p, 300, x) - 0.7, 2e-15);
        msbat_phase_destroy(&p);
        msbat_phase_destroy(&q);
        msbat_phase_destroy(&r);
    }
    ck_assert_int_ge(gaps, 8);
}
END_TEST

/* The common tangent by brute force: the lower hull of 8001 points of the curve, taken by the object for convex hulls.
 * Each gap is found as an edge longer than two steps whose ends are within a step h of the tangent's; its slope is then
 * off by at most g'' h^2 over its length, g'' < 16002 kT + 1 eV half a step from 0 and 1. */
enum { MESH = 8001 };
static msbat_hull *sampled_hull(const msbat_phase *p, double *x)
{
    static double g[MESH];
    msbat_hull *hull = NULL;
    for (int i = 0; i < MESH; i++) x[i] = (i + 0.5) / MESH;
    TEST_OK(ctx, msbat_phase_get_free_energy(p, 300, MESH, x, g));
    TEST_OK(ctx, msbat_hull_create(ctx, MESH, x, g, &hull));
    return hull;
}

static void gap_is_an_edge(const msbat_phase *p, const msbat_hull *hull, int64_t gap)
{
    int64_t n, found = 0;
    double ends[2], mu;
    TEST_OK(ctx, msbat_phase_get_gap(p, 300, gap, ends, &mu));
    TEST_OK(ctx, msbat_hull_get_plateau_count(hull, &n));
    for (int64_t i = 0; i < n; i++) {
        double edge[2], u;
        TEST_OK(ctx, msbat_hull_get_plateau(hull, 0, i, edge, &u));
        if (edge[1] - edge[0] < 2.0 / MESH || fabs(edge[0] - ends[0]) > 1.0 / MESH) continue;
        TEST_NEAR(edge[1], ends[1], 1.0 / MESH);
        TEST_NEAR(-u, mu, 1e-5 / (edge[1] - edge[0]));
        found++;
    }
    ck_assert(found == 1 || ends[1] - ends[0] < 3.0 / MESH || ends[0] < 1.0 / MESH || 1 - ends[1] < 1.0 / MESH);
}

START_TEST(gaps_by_brute_force)
{
    static double x[MESH], g[MESH], h[MESH];
    uint64_t state = 36;
    for (int trial = 0; trial < 12; trial++) {
        model m = random_model(&state, 0.12);
        msbat_phase *p = phase_of(&m), *c = NULL;
        msbat_hull *hull = sampled_hull(p, x);
        int64_t n;
        TEST_OK(ctx, msbat_phase_create_convexified(p, &c));
        TEST_OK(ctx, msbat_phase_get_gap_count(p, 300, &n));
        for (int64_t i = 0; i < n; i++) gap_is_an_edge(p, hull, i);
        TEST_OK(ctx, msbat_phase_get_free_energy(c, 300, MESH, x, g));
        TEST_OK(ctx, msbat_hull_get_energy(hull, MESH, x, h));
        for (int i = 0; i < MESH; i++) /* above by chords, the longest next to 0 and 1: below kT h */
            ck_assert_msg(h[i] >= g[i] - 1e-14 && h[i] < g[i] + KB * 300 / MESH, "trial %d, x = %g: %g above", trial,
                          x[i], h[i] - g[i]);
        msbat_hull_destroy(&hull);
        msbat_phase_destroy(&c);
        msbat_phase_destroy(&p);
    }
}
END_TEST

/* Grand potential w = g - mu x of the convexified curve: concave, and dw/dmu = -x (fourth-order difference). */
static double grand(const msbat_phase *p, double mu)
{
    double x;
    TEST_OK(ctx, msbat_phase_find_x(p, 300, 1, &mu, &x));
    return at(msbat_phase_get_free_energy, p, 300, x) - mu * x;
}

START_TEST(legendre_transform)
{
    uint64_t state = 37;
    const double h = 5e-4;
    for (int trial = 0; trial < 20; trial++) {
        model m = random_model(&state, 0.01); /* too weak to decompose at 300 K */
        msbat_phase *p = phase_of(&m);
        double x = test_between(&state, 0.1, 0.9), mu = at(msbat_phase_get_mu, p, 300, x), w[5];
        for (int k = 0; k < 5; k++) w[k] = grand(p, mu + (k - 2) * h);
        TEST_NEAR((w[0] - 8 * w[1] + 8 * w[3] - w[4]) / (12 * h), -x, 1e-5);
        for (int k = 1; k < 4; k++) ck_assert(w[k] >= 0.5 * (w[k - 1] + w[k + 1]) - 1e-15);
        msbat_phase_destroy(&p);
    }
}
END_TEST

/* The work of charging is the difference of free energies, integral of -(U e) dx = dg - mu_ref dx: Simpson's rule over
 * 2000 steps of a curve without gap, and of one with its plateau. */
START_TEST(work_is_free_energy)
{
    enum { STEPS = 2000 };
    uint64_t state = 38;
    for (int trial = 0; trial < 10; trial++) {
        model m = random_model(&state, trial % 2 ? 0.01 : 0.12);
        msbat_phase *p = phase_of(&m), *c = NULL;
        TEST_OK(ctx, msbat_phase_create_convexified(p, &c));
        const double a = 0.05, b = 0.95;
        double sum = 0, last = INFINITY;
        for (int i = 0; i <= STEPS; i++) {
            double u = at(msbat_phase_get_voltage, c, 300, a + (b - a) * i / STEPS);
            ck_assert(u <= last + 1e-14);
            last = u;
            sum += (i == 0 || i == STEPS ? 1 : i % 2 ? 4 : 2) * u * (b - a) / (3 * STEPS);
        }
        double work = at(msbat_phase_get_free_energy, c, 300, b) - at(msbat_phase_get_free_energy, c, 300, a);
        TEST_NEAR(sum, -(work + 0.2 * (b - a)), 3e-7); /* kinks at the ends of a plateau: second order */
        msbat_phase_destroy(&c);
        msbat_phase_destroy(&p);
    }
}
END_TEST

/* Inside a gap the lever rule holds for g and s, and mu, U are constant. */
START_TEST(lever_rule)
{
    uint64_t state = 39;
    int gaps = 0;
    for (int trial = 0; trial < 30; trial++) {
        model m = random_model(&state, 0.15);
        msbat_phase *p = phase_of(&m), *c = NULL;
        int64_t n;
        TEST_OK(ctx, msbat_phase_create_convexified(p, &c));
        TEST_OK(ctx, msbat_phase_get_gap_count(p, 300, &n));
        for (int64_t i = 0; i < n; i++, gaps++) {
            double e[2], mu, g[2], s[2], f = test_uniform(&state);
            TEST_OK(ctx, msbat_phase_get_gap(p, 300, i, e, &mu));
            if (e[0] <= 0 || e[1] >= 1) continue;
            TEST_OK(ctx, msbat_phase_get_free_energy(p, 300, 2, e, g));
            TEST_OK(ctx, msbat_phase_get_entropy(p, 300, 2, e, s));
            double x = e[0] + f * (e[1] - e[0]);
            TEST_NEAR(at(msbat_phase_get_free_energy, c, 300, x), (1 - f) * g[0] + f * g[1], 5e-15);
            TEST_NEAR(at(msbat_phase_get_entropy, c, 300, x), (1 - f) * s[0] + f * s[1], 1e-17);
            TEST_NEAR((g[1] - g[0]) / (e[1] - e[0]), mu, 1e-14 / (e[1] - e[0]));
            ck_assert(at(msbat_phase_get_mu, c, 300, x) == mu);
        }
        msbat_phase_destroy(&c);
        msbat_phase_destroy(&p);
    }
    ck_assert_int_ge(gaps, 10);
}
END_TEST

/* A table of n points of a model's voltage, x = 0.1 ... 0.9: largest errors of U and of differences of g between. */
static void table_errors(const msbat_phase *exact, int n, double *voltage, double *work)
{
    double rows[2 * 81], x;
    msbat_phase *table = NULL;
    for (int i = 0; i < n; i++) {
        rows[2 * i] = 0.1 + 0.8 * i / (n - 1);
        rows[2 * i + 1] = at(msbat_phase_get_voltage, exact, 300, rows[2 * i]) + 0.2; /* against mu_ref = 0 */
    }
    TEST_OK(ctx, msbat_phase_create_ocv_table(ctx, "host", "Li", 300, n, rows, MSBAT_GAP_REFUSE, &table));
    const double start = at(msbat_phase_get_free_energy, exact, 300, 0.1);
    *voltage = *work = 0;
    for (x = 0.2; x < 0.8; x += 0.00371) {
        const double u = at(msbat_phase_get_mu, table, 300, x) - at(msbat_phase_get_mu, exact, 300, x);
        const double g = at(msbat_phase_get_free_energy, exact, 300, x) - start;
        *voltage = fmax(*voltage, fabs(u));
        *work = fmax(*work, fabs(at(msbat_phase_get_free_energy, table, 300, x) - g));
    }
    msbat_phase_destroy(&table);
}

/* Fritsch and Butland's slopes are of second order in the spacing, so that U between the points is of third: twice the
 * points, an eighth of the error, here a sixth at least; and g, its integral, is nowhere worse. */
START_TEST(tables_converge_to_the_model)
{
    uint64_t state = 40;
    for (int trial = 0; trial < 10; trial++) {
        model m = random_model(&state, 0.01);
        msbat_phase *p = phase_of(&m);
        double u[3], g[3];
        for (int k = 0; k < 3; k++) table_errors(p, (20 << k) + 1, &u[k], &g[k]);
        for (int k = 1; k < 3; k++) ck_assert_msg(u[k] < u[k - 1] / 6, "U: %g after %g", u[k], u[k - 1]);
        ck_assert(g[2] < g[0] / 10 && g[2] < u[0]);
        msbat_phase_destroy(&p);
    }
}
END_TEST

Suite *suite_phase_laws(void)
{
    Suite *suite = suite_create("phase laws");
    TCase *tc = tcase_create("phase laws");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, maxwells_relation);
    tcase_add_test(tc, enthalpy_by_gibbs_and_helmholtz);
    tcase_add_test(tc, gibbs_duhem);
    tcase_add_test(tc, thermodynamic_factor);
    tcase_add_test(tc, gaps_follow_symmetry);
    tcase_add_test(tc, gaps_by_brute_force);
    tcase_add_test(tc, legendre_transform);
    tcase_add_test(tc, work_is_free_energy);
    tcase_add_test(tc, lever_rule);
    tcase_add_test(tc, tables_converge_to_the_model);
    suite_add_tcase(suite, tc);
    return suite;
}
