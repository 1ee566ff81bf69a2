/* Regular solution and Redlich-Kister: closed forms, identities, tangents. */
#include "thermo_test.h"

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

static msbat_phase *regular(double omega)
{
    msbat_phase *p = NULL;
    TEST_OK(ctx, msbat_phase_create_regular(ctx, "FePO4", "Li", -3.422, 0.2, omega, -0.1, &p));
    return p;
}

static msbat_phase *redlich_kister(int64_t n, const double *terms)
{
    msbat_phase *p = NULL;
    TEST_OK(ctx, msbat_phase_create_redlich_kister(ctx, "host", "Li", 0.3, 0, n, terms, &p));
    return p;
}

START_TEST(closed_forms_of_the_regular_solution)
{
    const double omega = 0.1158, t = 298.15, kt = KB * t;
    msbat_phase *p = regular(omega);
    for (double x = 0.001; x < 1; x += 0.0371) {
        double mu = -3.622 + omega * (1 - 2 * x) + kt * log(x / (1 - x)), d = kt / (x * (1 - x)) - 2 * omega;
        double g = -3.422 * x + 0.2 * (1 - x) + omega * x * (1 - x) + kt * (x * log(x) + (1 - x) * log1p(-x)), d1, d2;
        TEST_NEAR(at(msbat_phase_get_free_energy, p, t, x), g, 1e-15);
        TEST_NEAR(at(msbat_phase_get_mu, p, t, x), mu, 2e-15);
        TEST_NEAR(at(msbat_phase_get_voltage, p, t, x), -(mu + 0.1), 2e-15);
        TEST_NEAR(at(msbat_phase_get_thermodynamic_factor, p, t, x), x * d / kt, 1e-13);
        TEST_NEAR(at(msbat_phase_get_reduced_curvature, p, t, x), 1 - 2 * omega / kt * x * (1 - x), 1e-13);
        TEST_NEAR(at(msbat_phase_get_entropy, p, t, x), -KB * (x * log(x) + (1 - x) * log1p(-x)), 1e-19);
        TEST_NEAR(log(at(msbat_phase_get_activity, p, t, x)), (mu + 3.622) / kt, 1e-12);
        TEST_OK(ctx, msbat_phase_get_mu_derivatives(p, t, 1, &x, &d1, &d2));
        TEST_NEAR(d1, d, 1e-14 * (fabs(d) + kt / x));
        TEST_NEAR(d2, kt * (2 * x - 1) / (x * x * (1 - x) * (1 - x)), 1e-12 * kt / (x * x));
    }
    msbat_phase_destroy(&p);
}
END_TEST

/* u = ln(x2/(1-x2)) solves u = w tanh(u/2): fixed-point iteration, contracting for u > 0. */
static double binodal_u(double w)
{
    double u = w;
    for (int i = 0; i < 200000; i++) {
        double next = w * tanh(u / 2);
        if (next == u) break;
        u = next;
    }
    return u;
}

START_TEST(binodal_and_spinodal)
{
    const double t = 300, kt = KB * t;
    const double w[] = {2.02, 2.1, 2.5, 2.857, 2.858, 3, 4.51, 10, 40, 300, 600};
    for (size_t i = 0; i < sizeof w / sizeof *w; i++) {
        msbat_phase *p = regular(w[i] * kt);
        double gap[2], s[2], mu, u = binodal_u(w[i]), root = sqrt(1 - 2 / w[i]);
        int64_t n;
        TEST_OK(ctx, msbat_phase_get_gap_count(p, t, &n));
        ck_assert_int_eq(n, 1);
        TEST_OK(ctx, msbat_phase_get_gap(p, t, 0, gap, &mu));
        TEST_NEAR(log(gap[0]), -log1p(exp(u)), (4e-16 * w[i] + 1e-14 / root) * w[i]);
        TEST_NEAR(mu, -3.622, 1e-15);
        TEST_OK(ctx, msbat_phase_get_unstable(p, t, 0, s));
        TEST_NEAR(s[0], (1 - root) / 2, 2e-16);
        TEST_NEAR(s[0] * w[i] * (1 + root), 1, 1e-13);
        TEST_NEAR(s[1], (1 + root) / 2, 2e-16);
        ck_assert(gap[0] < s[0] && s[1] < gap[1]);
        msbat_phase_destroy(&p);
    }
}
END_TEST

/* tau = 1 - T/Tc: half gap = sqrt(3 tau)/2 (1 + (3/5) tau...) from the series of tanh(v)/v = 1 - tau. */
START_TEST(critical_point)
{
    const double omega = 0.1, tc = omega / (2 * KB);
    msbat_phase *p = regular(omega);
    int64_t n;
    TEST_OK(ctx, msbat_phase_get_gap_count(p, tc * (1 + 1e-9), &n));
    ck_assert_int_eq(n, 0);
    TEST_OK(ctx, msbat_phase_get_unstable_count(p, tc * (1 + 1e-9), &n));
    ck_assert_int_eq(n, 0);
    for (double tau = 1e-8; tau < 2e-3; tau *= 10) {
        double gap[2], t = tc * (1 - tau), v2, y, exact = 1 - 2 * KB * t / omega;
        TEST_OK(ctx, msbat_phase_get_gap(p, t, 0, gap, NULL));
        v2 = 3 * exact + 3.6 * exact * exact + 747. / 175 * exact * exact * exact; /* v^2 of tanh(v)/v = 1 - tau */
        y = tanh(sqrt(v2)) / 2;
        TEST_NEAR((gap[1] - gap[0]) / 2, y, 1e-15 / tau + 20 * pow(tau, 3) * y);
    }
    msbat_phase_destroy(&p);
}
END_TEST

START_TEST(redlich_kister_of_one_term_is_regular)
{
    const double terms[4] = {0.12, -1e-5, 0, 0}, t = 310;
    msbat_phase *a = redlich_kister(1, terms), *b = redlich_kister(2, terms), *c = NULL;
    TEST_OK(ctx, msbat_phase_create_regular(ctx, "host", "Li", 0.3, 0, 0.12 - 1e-5 * t, 0, &c));
    double ga[2], gb[2], sa[2], sb[2], ma, mb;
    for (double x = 0.01; x < 1; x += 0.07) {
        TEST_NEAR(at(msbat_phase_get_mu, a, t, x), at(msbat_phase_get_mu, c, t, x), 1e-15);
        TEST_NEAR(at(msbat_phase_get_mu, b, t, x), at(msbat_phase_get_mu, c, t, x), 1e-15);
        TEST_NEAR(at(msbat_phase_get_entropy, a, t, x), at(msbat_phase_get_entropy, c, t, x) + 1e-5 * x * (1 - x),
                  1e-18);
    }
    /* the general tangent (b has two terms) against the closed form */
    TEST_OK(ctx, msbat_phase_get_gap(a, t, 0, ga, &ma));
    TEST_OK(ctx, msbat_phase_get_gap(b, t, 0, gb, &mb));
    TEST_OK(ctx, msbat_phase_get_unstable(a, t, 0, sa));
    TEST_OK(ctx, msbat_phase_get_unstable(b, t, 0, sb));
    TEST_NEAR(ma, mb, 1e-15);
    for (int k = 0; k < 2; k++) {
        TEST_NEAR(ga[k], gb[k], 1e-14);
        TEST_NEAR(sa[k], sb[k], 2e-15);
    }
    msbat_phase_destroy(&a);
    msbat_phase_destroy(&b);
    msbat_phase_destroy(&c);
}
END_TEST

/* Odd terms change sign when the other component is counted: mirror image. */
START_TEST(odd_terms_have_one_sign)
{
    const double terms[8] = {0.09, 0, 0.03, 1e-5, -0.02, 0, 0.01, 0}, t = 350, x = 0.27;
    msbat_phase *p = redlich_kister(4, terms);
    double z = 2 * x - 1, e = x * (1 - x) * (0.09 + (0.03 + 1e-5 * t) * z - 0.02 * z * z + 0.01 * z * z * z);
    TEST_NEAR(at(msbat_phase_get_free_energy, p, t, x), 0.3 * x + e + KB * t * (x * log(x) + (1 - x) * log(1 - x)),
              1e-16);
    msbat_phase_destroy(&p);
}
END_TEST

START_TEST(derivatives_agree_with_differences)
{
    const double terms[] = {0.08, 2e-5, 0.05, 0, -0.11, -3e-5, 0.02, 0, 0.07, 0, -0.04, 0}, t = 280, h = 2e-4;
    msbat_phase *p = redlich_kister(6, terms);
    for (double x = 0.02; x < 0.99; x += 0.0313) {
        double at_x[4] = {x - 2 * h, x - h, x + h, x + 2 * h}, mu[4], d[4], d1, d2, s = x * (1 - x);
        TEST_NEAR(slope_of_g(p, t, x, h), at(msbat_phase_get_mu, p, t, x), 1e-11 + 20 * pow(h / s, 4) * KB * t * s);
        TEST_OK(ctx, msbat_phase_get_mu(p, t, 4, at_x, mu));
        TEST_OK(ctx, msbat_phase_get_mu_derivatives(p, t, 4, at_x, d, NULL));
        TEST_OK(ctx, msbat_phase_get_mu_derivatives(p, t, 1, &x, &d1, &d2));
        TEST_NEAR((mu[0] - 8 * mu[1] + 8 * mu[2] - mu[3]) / (12 * h), d1, 1e-9 + 20 * pow(h / s, 4) * KB * t / s);
        TEST_NEAR((d[0] - 8 * d[1] + 8 * d[2] - d[3]) / (12 * h), d2, 1e-8 + 60 * pow(h / s, 4) * KB * t / (s * s));
        double t1 = t - 0.5, t2 = t + 0.5;
        double ds = at(msbat_phase_get_free_energy, p, t1, x) - at(msbat_phase_get_free_energy, p, t2, x);
        TEST_NEAR(ds, at(msbat_phase_get_entropy, p, t, x), 1e-13); /* g is linear in T */
    }
    msbat_phase_destroy(&p);
}
END_TEST

/* Two gaps and equal mu, equal mu x - g, and no point of the curve below the hull. */
static void check_hull(const msbat_phase *p, double t, int64_t gaps)
{
    int64_t n;
    TEST_OK(ctx, msbat_phase_get_gap_count(p, t, &n));
    ck_assert_int_eq(n, gaps);
    for (int64_t i = 0; i < n; i++) {
        double x[2], mu, m[2], g[2];
        TEST_OK(ctx, msbat_phase_get_gap(p, t, i, x, &mu));
        TEST_OK(ctx, msbat_phase_get_mu(p, t, 2, x, m));
        TEST_OK(ctx, msbat_phase_get_free_energy(p, t, 2, x, g));
        TEST_NEAR(m[0], mu, 3e-14);
        TEST_NEAR(m[1], mu, 3e-14);
        TEST_NEAR(mu * x[0] - g[0], mu * x[1] - g[1], 3e-16);
        for (double y = 1e-4; y < 1; y += 1e-3)
            ck_assert(at(msbat_phase_get_free_energy, p, t, y) >= g[0] + mu * (y - x[0]) - 1e-15);
    }
}

START_TEST(tangents_of_redlich_kister)
{
    const double staged[] = {0.06, 0, 0.01, 0, 0.16, 0, 0, 0, -0.1, 0}; /* ordered middle: two gaps */
    const double merged[] = {0.14, 0, 0.01, 0, 0.16, 0, 0, 0, -0.1, 0}; /* one gap across two spinodals or one */
    const double skew[] = {0.05, 0, 0.08, 0, 0.02, 0};
    const double ideal[] = {0.02, 0, 0.002, 0};
    double u[2];
    int64_t n;
    msbat_phase *a = redlich_kister(5, staged), *b = redlich_kister(5, merged), *c = redlich_kister(3, skew),
                *d = redlich_kister(2, ideal);
    TEST_OK(ctx, msbat_phase_get_unstable_count(a, 300, &n));
    ck_assert_int_eq(n, 2);
    check_hull(a, 300, 2);
    check_hull(b, 300, 1);
    check_hull(c, 300, 1);
    check_hull(d, 300, 0);
    TEST_OK(ctx, msbat_phase_get_unstable(c, 300, 0, u));
    for (int k = 0; k < 2; k++) TEST_NEAR(at(msbat_phase_get_thermodynamic_factor, c, 300, u[k]), 0, 1e-11);
    msbat_phase_destroy(&a);
    msbat_phase_destroy(&b);
    msbat_phase_destroy(&c);
    msbat_phase_destroy(&d);
}
END_TEST

/* Every sign change of g'' on a fine grid lies in one of the intervals, for random coefficients of high order. */
START_TEST(no_spinodal_is_missed)
{
    uint64_t state = 12345;
    for (int trial = 0; trial < 40; trial++) {
        double terms[24];
        int64_t n, order = 3 + trial % 10;
        for (int k = 0; k < 24; k++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            terms[k] = k % 2 ? 0 : 0.2 * ((double)(state >> 11) / 9007199254740992.0 - 0.5);
        }
        msbat_phase *p = redlich_kister(order, terms);
        double u[16][2];
        TEST_OK(ctx, msbat_phase_get_unstable_count(p, 300, &n));
        ck_assert_int_le(n, 16);
        for (int64_t k = 0; k < n; k++) TEST_OK(ctx, msbat_phase_get_unstable(p, 300, k, u[k]));
        for (int i = 1; i < 4000; i++) {
            double x = i / 4000.0, gamma = at(msbat_phase_get_thermodynamic_factor, p, 300, x);
            int inside = 0;
            for (int64_t k = 0; k < n; k++) inside += x > u[k][0] && x < u[k][1];
            ck_assert_msg(fabs(gamma) < 1e-9 || inside == (gamma < 0), "trial %d x %g gamma %g", trial, x, gamma);
        }
        msbat_phase_destroy(&p);
    }
}
END_TEST

/* Maxwell: the plateau cuts equal areas off the loop. */
START_TEST(equal_areas)
{
    const double skew[] = {0.05, 0, 0.08, 0, 0.02, 0}, t = 300;
    msbat_phase *p = redlich_kister(3, skew);
    double gap[2], mu, area = 0, largest = 0;
    TEST_OK(ctx, msbat_phase_get_gap(p, t, 0, gap, &mu));
    const int n = 20000; /* Simpson; mu is smooth within the gap */
    for (int i = 0; i <= n; i++) {
        double x = gap[0] + (gap[1] - gap[0]) * i / n, m = at(msbat_phase_get_mu, p, t, x) - mu;
        area += (i == 0 || i == n ? 1 : i % 2 ? 4 : 2) * m * (gap[1] - gap[0]) / (3 * n);
        largest = fmax(largest, fabs(m));
    }
    TEST_NEAR(area, 0, 1e-11 * largest + 1e-14);
    msbat_phase_destroy(&p);
}
END_TEST

START_TEST(convexified)
{
    const double staged[] = {0.06, 0, 0.01, 0, 0.16, 0, 0, 0, -0.1, 0};
    msbat_phase *p = redlich_kister(5, staged), *c = NULL;
    const double temperatures[] = {298.15, 300, 250};
    TEST_OK(ctx, msbat_phase_create_convexified(p, &c));
    for (int k = 0; k < 3; k++) {
        double t = temperatures[k], gap[2], mu, last = INFINITY;
        TEST_OK(ctx, msbat_phase_get_gap(p, t, 0, gap, &mu));
        double x = gap[0] + 0.4 * (gap[1] - gap[0]), g[2], s[2], m, d1, d2, found;
        TEST_OK(ctx, msbat_phase_get_free_energy(p, t, 2, gap, g));
        TEST_NEAR(at(msbat_phase_get_free_energy, c, t, x), 0.6 * g[0] + 0.4 * g[1], 1e-15);
        ck_assert(at(msbat_phase_get_thermodynamic_factor, c, t, x) == 0);
        ck_assert(at(msbat_phase_get_mu, c, t, x) == mu);
        ck_assert(at(msbat_phase_get_mu, c, t, gap[1]) == mu);
        TEST_OK(ctx, msbat_phase_get_mu_derivatives(c, t, 1, &x, &d1, &d2));
        ck_assert(d1 == 0 && d2 == 0);
        TEST_OK(ctx, msbat_phase_get_entropy(p, t, 2, gap, s));
        TEST_NEAR(at(msbat_phase_get_entropy, c, t, x), 0.6 * s[0] + 0.4 * s[1], 1e-19);
        /* the entropy of a gap is -dg/dT of the hull although its ends move */
        double dg = at(msbat_phase_get_free_energy, c, t - 0.01, x) - at(msbat_phase_get_free_energy, c, t + 0.01, x);
        TEST_NEAR(dg / 0.02, at(msbat_phase_get_entropy, c, t, x), 1e-9);
        TEST_OK(ctx, msbat_phase_find_x(c, t, 1, &mu, &found));
        ck_assert(found == gap[0]);
        for (double y = 0.001; y < 1; y += 0.001) {
            double u = at(msbat_phase_get_voltage, c, t, y);
            ck_assert(u <= last);
            last = u;
            m = -u;
            TEST_OK(ctx, msbat_phase_find_x(c, t, 1, &m, &found));
            TEST_NEAR(at(msbat_phase_get_mu, c, t, found), m, 1e-15);
        }
    }
    TEST_OK(ctx, msbat_phase_prepare(c, 250));
    double x = 0.3, mu = at(msbat_phase_get_mu, p, 300, 0.3), y;
    TEST_FAILS(ctx, MSBAT_ERR_UNSTABLE, "mu falls", msbat_phase_find_x(p, 300, 1, &mu, &y));
    msbat_phase_destroy(&p); /* the convexified phase keeps the model */
    ck_assert(isfinite(at(msbat_phase_get_mu, c, 250, x)));
    msbat_phase_destroy(&c);
}
END_TEST

START_TEST(inverse_near_the_ends)
{
    msbat_phase *p = regular(-0.05);
    for (double e = 1; e < 300; e += 7) {
        double x = pow(10, -e), mu = at(msbat_phase_get_mu, p, 300, x), found;
        TEST_OK(ctx, msbat_phase_find_x(p, 300, 1, &mu, &found));
        TEST_NEAR(found / x, 1, 1e-12);
    }
    double far = -40, x = 7;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "not taken", msbat_phase_find_x(p, 300, 1, &far, &x));
    ck_assert(x == 7);
    msbat_phase_destroy(&p);
}
END_TEST

START_TEST(properties)
{
    msbat_phase *p = regular(0.1), *c = NULL;
    const char *host, *ion;
    double v, x[2], t[2];
    int convex;
    msbat_gap_policy policy;
    TEST_OK(ctx, msbat_phase_get_names(p, &host, &ion));
    ck_assert_str_eq(host, "FePO4");
    ck_assert_str_eq(ion, "Li");
    TEST_OK(ctx, msbat_phase_set_site_density(p, 22806));
    TEST_OK(ctx, msbat_phase_set_partial_molar_volume(p, 2.9e-6));
    TEST_OK(ctx, msbat_phase_set_activity_reference(p, 0.25));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "mol/m^3", msbat_phase_set_site_density(p, 0));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x_ref", msbat_phase_set_activity_reference(p, 1));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "volume", msbat_phase_set_partial_molar_volume(p, NAN));
    TEST_NEAR(at(msbat_phase_get_activity, p, 300, 0.25), 1, 0);
    TEST_OK(ctx, msbat_phase_create_convexified(p, &c));
    TEST_OK(ctx, msbat_phase_get_site_density(c, &v));
    ck_assert(v == 22806);
    TEST_OK(ctx, msbat_phase_get_partial_molar_volume(c, &v));
    ck_assert(v == 2.9e-6);
    TEST_OK(ctx, msbat_phase_get_activity_reference(c, &v));
    ck_assert(v == 0.25);
    TEST_OK(ctx, msbat_phase_get_reference(c, &v));
    ck_assert(v == -0.1);
    TEST_OK(ctx, msbat_phase_get_range(c, x, t));
    ck_assert(x[0] == 0 && x[1] == 1 && t[0] == 1e-3 && t[1] == 1e5);
    TEST_OK(ctx, msbat_phase_get_policy(c, &policy));
    ck_assert_int_eq(policy, MSBAT_GAP_CONVEXIFY);
    TEST_OK(ctx, msbat_phase_get_convex(c, &convex));
    ck_assert(convex == 1);
    TEST_OK(ctx, msbat_phase_get_policy(p, &policy));
    ck_assert_int_eq(policy, MSBAT_GAP_AS_MEASURED);
    msbat_phase_destroy(&c);
    msbat_phase_destroy(&p);
}
END_TEST

START_TEST(hostile)
{
    msbat_phase *p = regular(0.1), *q = (msbat_phase *)p;
    double x[3] = {0.5, 1.0, 0.5}, out[3] = {7, 7, 7}, terms[2] = {NAN, 0};
    int64_t n;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x[1] = 1", msbat_phase_get_mu(p, 300, 3, x, out));
    x[1] = NAN;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x[1]", msbat_phase_get_voltage(p, 300, 3, x, out));
    x[1] = 0.5;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_phase_get_mu(p, -300, 3, x, out));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_phase_get_mu(p, NAN, 3, x, out));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n = -1", msbat_phase_get_mu(p, 300, -1, x, out));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "NULL", msbat_phase_get_mu(p, 300, 1, NULL, out));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "NULL", msbat_phase_get_mu(p, 300, 1, x, NULL));
    TEST_OK(ctx, msbat_phase_get_mu(p, 300, 0, NULL, NULL));
    ck_assert_int_eq(msbat_phase_get_mu(NULL, 300, 1, x, out), MSBAT_ERR_NULL);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "index 1", msbat_phase_get_gap(p, 300, 1, out, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "index", msbat_phase_get_unstable(p, 300, -1, out));
    x[1] = 0.01;
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "activity", msbat_phase_get_activity(p, 1e-2, 2, x, out));
    for (int i = 0; i < 3; i++) ck_assert(out[i] == 7);
    ck_assert_int_eq(msbat_phase_get_gap_count(NULL, 300, &n), MSBAT_ERR_NULL);
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "count", msbat_phase_get_gap_count(p, 300, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "omega", msbat_phase_create_regular(ctx, "h", "Li", 0, 0, NAN, 0, &q));
    ck_assert_ptr_null(q);
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "name", msbat_phase_create_regular(ctx, "", "Li", 0, 0, 0, 0, &q));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "ion", msbat_phase_create_regular(ctx, "h", NULL, 0, 0, 0, 0, &q));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "phase", msbat_phase_create_regular(ctx, "h", "Li", 0, 0, 0, 0, NULL));
    ck_assert_int_eq(msbat_phase_create_regular(NULL, "h", "Li", 0, 0, 0, 0, &q), MSBAT_ERR_NULL);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "terms",
               msbat_phase_create_redlich_kister(ctx, "h", "Li", 0, 0, 1, terms, &q));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n =",
               msbat_phase_create_redlich_kister(ctx, "h", "Li", 0, 0, INT64_MAX, terms, &q));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n =", msbat_phase_create_redlich_kister(ctx, "h", "Li", 0, 0, -1, terms, &q));
    TEST_OK(ctx, msbat_phase_create_redlich_kister(ctx, "h", "Li", 0, 0, 0, NULL, &q));
    msbat_phase_destroy(&q);
    msbat_phase_destroy(&q);
    msbat_phase_destroy(NULL);
    ck_assert_int_eq(msbat_phase_create_convexified(NULL, &q), MSBAT_ERR_NULL);
    msbat_phase_destroy(&p);
}
END_TEST

Suite *suite_models(void)
{
    Suite *suite = suite_create("models");
    TCase *tc = tcase_create("models");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, closed_forms_of_the_regular_solution);
    tcase_add_test(tc, binodal_and_spinodal);
    tcase_add_test(tc, critical_point);
    tcase_add_test(tc, redlich_kister_of_one_term_is_regular);
    tcase_add_test(tc, odd_terms_have_one_sign);
    tcase_add_test(tc, derivatives_agree_with_differences);
    tcase_add_test(tc, tangents_of_redlich_kister);
    tcase_add_test(tc, no_spinodal_is_missed);
    tcase_add_test(tc, equal_areas);
    tcase_add_test(tc, convexified);
    tcase_add_test(tc, inverse_near_the_ends);
    tcase_add_test(tc, properties);
    tcase_add_test(tc, hostile);
    suite_add_tcase(suite, tc);
    return suite;
}
