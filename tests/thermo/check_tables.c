/* Open-circuit tables and functions, Monte Carlo samples. */
#include <stdio.h>

#include "thermo_test.h"

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

/* ---- published functions; formulas and coefficients as cited ----------------------------------------------------- */

/* Graphite, MCMB 2528: Dualfoil (1998) as used by Marquis et al., J. Electrochem. Soc. 166 (2019) A3693. */
static int graphite(int64_t n, const double *x, double *u, double *du, void *user)
{
    static const double term[8][3] = {{0.0351, 0.286, 0.083},   {-0.0045, 0.849, 0.119}, {-0.035, 0.9233, 0.05},
                                      {-0.0147, 0.5, 0.034},    {-0.102, 0.194, 0.142},  {-0.022, 0.9, 0.0164},
                                      {-0.011, 0.124, 0.0226}, {0.0155, 0.105, 0.029}};
    (void)user;
    for (int64_t i = 0; i < n; i++) {
        u[i] = 0.194 + 1.5 * exp(-120 * x[i]);
        du[i] = -180 * exp(-120 * x[i]);
        for (int k = 0; k < 8; k++) {
            double th = tanh((x[i] - term[k][1]) / term[k][2]);
            u[i] += term[k][0] * th;
            du[i] += term[k][0] * (1 - th * th) / term[k][2];
        }
    }
    return 0;
}

static double horner(const double *c, double y, double *slope)
{
    double v = 0;
    *slope = 0;
    for (int k = 5; k >= 0; k--) {
        *slope = *slope * y + v;
        v = v * y + c[k];
    }
    return v;
}

/* LiCoO2 of Ramadass et al., J. Electrochem. Soc. 151 (2004) A196: a ratio of polynomials in (1.13 x)^2. */
static int ramadass(int64_t n, const double *x, double *u, double *du, void *user)
{
    static const double p[6] = {-4.656, 88.669, -401.119, 342.909, -462.471, 433.434};
    static const double q[6] = {-1, 18.933, -79.532, 37.311, -73.083, 95.96};
    (void)user;
    for (int64_t i = 0; i < n; i++) {
        double y = 1.13 * x[i], dp, dq, a = horner(p, y * y, &dp), b = horner(q, y * y, &dq);
        u[i] = a / b;
        du[i] = (dp * b - a * dq) / (b * b) * 2 * y * 1.13;
    }
    return 0;
}

/* A regular solution as a voltage function; user: {omega, kT, wrong slope, fail}. */
static int regular_voltage(int64_t n, const double *x, double *u, double *du, void *user)
{
    const double *c = user;
    for (int64_t i = 0; i < n; i++) {
        u[i] = 3.4 - c[0] * (1 - 2 * x[i]) - c[1] * log(x[i] / (1 - x[i]));
        du[i] = (1 + c[2]) * (2 * c[0] - c[1] / (x[i] * (1 - x[i])));
    }
    return (int)c[3];
}

static int kinked(int64_t n, const double *x, double *u, double *du, void *user)
{
    double jump = *(const double *)user;
    for (int64_t i = 0; i < n; i++) {
        u[i] = x[i] < 0.337 ? 4 - x[i] : 4 - x[i] - jump - 3 * (x[i] - 0.337);
        du[i] = x[i] < 0.337 ? -1 : -4;
    }
    return 0;
}

static msbat_status make_function(const double range[3], msbat_ocv_fn f, void *user, msbat_gap_policy policy,
                                  msbat_phase **p)
{
    return msbat_phase_create_ocv_function(ctx, "C6", "Li", range, f, user, policy, p);
}

START_TEST(graphite_is_refused_where_it_is_unstable)
{
    const double range[3] = {0.01, 0.99, 298.15};
    msbat_phase *p = (msbat_phase *)&range;
    double u[2], d[2], gap[2], mu, last = INFINITY;
    int64_t n;
    TEST_FAILS(ctx, MSBAT_ERR_UNSTABLE, "0.31355", make_function(range, graphite, NULL, MSBAT_GAP_REFUSE, &p));
    ck_assert_ptr_null(p);
    ck_assert_ptr_nonnull(strstr(test_message(ctx), "0.3333"));
    TEST_OK(ctx, make_function(range, graphite, NULL, MSBAT_GAP_AS_MEASURED, &p));
    TEST_OK(ctx, msbat_phase_get_unstable_count(p, 298.15, &n));
    ck_assert_int_eq(n, 1);
    TEST_OK(ctx, msbat_phase_get_unstable(p, 298.15, 0, u));
    TEST_NEAR(u[0], 0.3136, 5e-5);
    TEST_NEAR(u[1], 0.3333, 5e-5);
    TEST_OK(ctx, msbat_phase_get_mu_derivatives(p, 298.15, 2, u, d, NULL));
    TEST_NEAR(d[0], 0, 1e-13);
    TEST_NEAR(d[1], 0, 1e-13);
    TEST_OK(ctx, msbat_phase_get_gap(p, 298.15, 0, gap, &mu));
    ck_assert(gap[0] < u[0] && u[1] < gap[1]);
    for (double x = 0.02; x < 0.98; x += 0.013)
        TEST_NEAR(slope_of_g(p, 298.15, x, 1e-4), at(msbat_phase_get_mu, p, 298.15, x), 1e-10);
    msbat_phase_destroy(&p);
    TEST_OK(ctx, make_function(range, graphite, NULL, MSBAT_GAP_CONVEXIFY, &p));
    for (double x = 0.01; x <= 0.99; x += 0.0005) {
        double v = at(msbat_phase_get_voltage, p, 298.15, x), found, m = -v;
        ck_assert(v <= last);
        last = v;
        ck_assert(at(msbat_phase_get_thermodynamic_factor, p, 298.15, x) >= 0);
        TEST_OK(ctx, msbat_phase_find_x(p, 298.15, 1, &m, &found));
        if (x < gap[0] || x > gap[1]) TEST_NEAR(found, x, 1e-11);
    }
    msbat_phase_destroy(&p);
    TEST_OK(ctx, make_function(range, graphite, NULL, MSBAT_GAP_DECLARE, &p));
    msbat_phase_destroy(&p);
    /* the tangent of a gap that is cut off is not known: declared it is refused, as a repair it is not */
    const double cut[3] = {0.32, 0.99, 298.15};
    TEST_FAILS(ctx, MSBAT_ERR_UNSTABLE, "end of the range", make_function(cut, graphite, NULL, MSBAT_GAP_DECLARE, &p));
    TEST_OK(ctx, make_function(cut, graphite, NULL, MSBAT_GAP_CONVEXIFY, &p));
    ck_assert(at(msbat_phase_get_mu, p, 298.15, 0.32) == at(msbat_phase_get_mu, p, 298.15, 0.33));
    msbat_phase_destroy(&p);
}
END_TEST

START_TEST(ramadass_is_refused)
{
    const double all[3] = {0.05, 0.98, 298.15}, used[3] = {0.4, 0.98, 298.15}, low[3] = {0.05, 0.24, 298.15},
                 between[3] = {0.25, 0.37, 298.15};
    double u[2];
    msbat_phase *p = NULL;
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "pole", make_function(all, ramadass, NULL, MSBAT_GAP_AS_MEASURED, &p));
    ck_assert_ptr_nonnull(strstr(test_message(ctx), "0.245"));
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "0.888", make_function(used, ramadass, NULL, MSBAT_GAP_REFUSE, &p));
    TEST_FAILS(ctx, MSBAT_ERR_UNSTABLE, "0.088", make_function(low, ramadass, NULL, MSBAT_GAP_REFUSE, &p));
    TEST_FAILS(ctx, MSBAT_ERR_UNSTABLE, "0.3127", make_function(between, ramadass, NULL, MSBAT_GAP_REFUSE, &p));
    TEST_OK(ctx, make_function(low, ramadass, NULL, MSBAT_GAP_AS_MEASURED, &p));
    TEST_OK(ctx, msbat_phase_get_unstable(p, 298.15, 0, u));
    TEST_NEAR(u[0], 0.088, 5e-4);
    msbat_phase_destroy(&p);
}
END_TEST

/* The function phase of a regular solution against the regular solution. */
START_TEST(function_agrees_with_model)
{
    const double t = 300, range[3] = {0.003, 0.998, 300};
    double c[4] = {0.09, KB * t, 0, 0}, a[2], b[2], ma, mb, d1, d2, e1, e2;
    msbat_phase *p = NULL, *q = NULL;
    TEST_OK(ctx, msbat_phase_create_regular(ctx, "C6", "Li", -3.4, 0, c[0], 0, &q));
    TEST_OK(ctx, make_function(range, regular_voltage, c, MSBAT_GAP_AS_MEASURED, &p));
    double g0 = at(msbat_phase_get_free_energy, q, t, 0.003);
    for (double x = 0.004; x < 0.998; x += 0.017) {
        TEST_NEAR(at(msbat_phase_get_mu, p, t, x), at(msbat_phase_get_mu, q, t, x), 2e-15);
        TEST_NEAR(at(msbat_phase_get_free_energy, p, t, x), at(msbat_phase_get_free_energy, q, t, x) - g0, 2e-13);
        TEST_OK(ctx, msbat_phase_get_mu_derivatives(p, t, 1, &x, &d1, &d2));
        TEST_OK(ctx, msbat_phase_get_mu_derivatives(q, t, 1, &x, &e1, &e2));
        TEST_NEAR(d1, e1, 1e-13 * (fabs(e1) + 0.2));
        TEST_NEAR(d2, e2, 1e-4 * (fabs(e2) + 0.1));
    }
    TEST_OK(ctx, msbat_phase_get_gap(p, t, 0, a, &ma));
    TEST_OK(ctx, msbat_phase_get_gap(q, t, 0, b, &mb));
    TEST_NEAR(ma, mb, 1e-12);
    for (int k = 0; k < 2; k++) TEST_NEAR(a[k], b[k], 1e-12);
    double s;
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "temperature", msbat_phase_get_entropy(p, t, 1, a, &s));
    msbat_phase_destroy(&p);
    msbat_phase_destroy(&q);
    c[2] = 1e-4;
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "slope", make_function(range, regular_voltage, c, MSBAT_GAP_AS_MEASURED, &p));
    c[2] = 0, c[3] = 5;
    TEST_FAILS(ctx, MSBAT_ERR_CALLBACK, "5", make_function(range, regular_voltage, c, MSBAT_GAP_AS_MEASURED, &p));
    const double ends[3] = {0, 1, 300};
    c[0] = 0, c[3] = 0;
    TEST_OK(ctx, make_function(range, regular_voltage, c, MSBAT_GAP_REFUSE, &p));
    msbat_phase_destroy(&p);
    msbat_status st = make_function(ends, regular_voltage, c, MSBAT_GAP_REFUSE, &p); /* infinite at the ends */
    ck_assert_int_eq(st, MSBAT_ERR_PHYSICS);
}
END_TEST

START_TEST(kinks_pass_and_jumps_do_not)
{
    const double range[3] = {0.1, 0.9, 300};
    double none = 0, jump = 0.01;
    msbat_phase *p = NULL;
    TEST_OK(ctx, make_function(range, kinked, &none, MSBAT_GAP_REFUSE, &p));
    double x = 0.9, h = 0.337 - 0.1, k = 0.9 - 0.337;
    double exact = -(4 * 0.8 - (0.81 - 0.01) / 2 - 3 * k * k / 2);
    (void)h;
    TEST_NEAR(at(msbat_phase_get_free_energy, p, 300, x), exact, 1e-11);
    msbat_phase_destroy(&p);
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "0.337", make_function(range, kinked, &jump, MSBAT_GAP_REFUSE, &p));
}
END_TEST

/* ---- more published fits: which are stable on the range they are used in ---------------------------------------- */

typedef struct { double constant, linear, scale, term[6][3]; double exponential[2][2]; } fit;

/* constant + linear x + sum a tanh(b (y - c)) + sum p exp(q x), y = scale x */
static int fit_voltage(int64_t n, const double *x, double *u, double *du, void *user)
{
    const fit *f = user;
    for (int64_t i = 0; i < n; i++) {
        u[i] = f->constant + f->linear * x[i];
        du[i] = f->linear;
        for (int k = 0; k < 6; k++) {
            double th = tanh(f->term[k][1] * (f->scale * x[i] - f->term[k][2]));
            u[i] += f->term[k][0] * th;
            du[i] += f->term[k][0] * (1 - th * th) * f->term[k][1] * f->scale;
        }
        for (int k = 0; k < 2; k++) {
            double e = f->exponential[k][0] * exp(f->exponential[k][1] * x[i]);
            u[i] += e;
            du[i] += e * f->exponential[k][1];
        }
    }
    return 0;
}

/* Chen et al., J. Electrochem. Soc. 167 (2020) 080534 (both electrodes of the LG M50); Afshar et al., arXiv:1709.03970;
 * LiCoO2 of Dualfoil (1998). */
START_TEST(published_fits)
{
    fit chen_graphite = {0.2482, 0, 1, {{-0.0909, 29.8538, 0.1234}, {-0.04478, 14.9159, 0.2769},
                         {-0.0205, 30.4444, 0.6103}}, {{1.9793, -39.3631}}};
    fit chen_nmc = {4.4875, -0.8090, 1, {{-0.0428, 18.5138, 0.5542}, {-17.7326, 15.789, 0.3117},
                    {17.5842, 15.9308, 0.312}}, {{0}}};
    fit lfp = {3.4077, -0.020269, 1, {{0}}, {{0.5, -150}, {-0.9 * exp(-30), 30}}};
    fit lco = {2.16216, 0, 1.062, {{0.07645, -54.4806, 30.834 / 54.4806}, {2.1581, -50.294, 52.294 / 50.294},
               {-0.14169, -19.8543, 11.0923 / 19.8543}, {0.2051, -5.4888, 1.4684 / 5.4888},
               {0.2531, -1 / 0.1316, 0.56478}, {-0.02167, 1 / 0.006, 0.525}}, {{0}}};
    const struct { fit *f; double range[3]; } set[] = {{&chen_graphite, {0.005, 0.995, 298.15}},
                                                       {&chen_nmc, {0.22, 0.98, 298.15}},
                                                       {&lfp, {0.001, 0.999, 298.15}},
                                                       {&lco, {0.4, 0.99, 298.15}}};
    for (int i = 0; i < 4; i++) {
        msbat_phase *p = NULL;
        TEST_OK(ctx, make_function(set[i].range, fit_voltage, set[i].f, MSBAT_GAP_REFUSE, &p));
        for (double x = set[i].range[0] + 0.001; x < set[i].range[1] - 0.001; x += 0.0171)
            TEST_NEAR(slope_of_g(p, 298.15, x, 1e-4), at(msbat_phase_get_mu, p, 298.15, x), 2e-9);
        msbat_phase_destroy(&p);
    }
}
END_TEST

/* ---- tables ------------------------------------------------------------------------------------------------------ */

static msbat_status make_table(int64_t n, const double *rows, msbat_gap_policy policy, msbat_phase **p)
{
    return msbat_phase_create_ocv_table(ctx, "host", "Li", 298.15, n, rows, policy, p);
}

START_TEST(table_either_way)
{
    enum { N = 40 };
    double up[2 * N], down[2 * N], x[3] = {0.05, 0.4321, 0.95}, a[3], b[3];
    msbat_phase *p = NULL, *q = NULL;
    for (int i = 0; i < N; i++) {
        up[2 * i] = down[2 * (N - 1 - i)] = 0.05 + 0.9 * i / (N - 1);
        up[2 * i + 1] = down[2 * (N - 1 - i) + 1] = 4.2 - 0.8 * up[2 * i] - 0.1 * tanh(20 * (up[2 * i] - 0.5));
    }
    TEST_OK(ctx, make_table(N, up, MSBAT_GAP_REFUSE, &p));
    TEST_OK(ctx, make_table(N, down, MSBAT_GAP_REFUSE, &q));
    TEST_OK(ctx, msbat_phase_get_voltage(p, 298.15, 3, x, a));
    TEST_OK(ctx, msbat_phase_get_voltage(q, 298.15, 3, x, b));
    ck_assert(!memcmp(a, b, sizeof a));
    for (int i = 0; i < N; i++) ck_assert(at(msbat_phase_get_voltage, p, 298.15, up[2 * i]) == up[2 * i + 1]);
    double last = INFINITY;
    for (int i = 0; i <= 9000; i++) {
        double y = fmin(0.05 + 1e-4 * i, 0.95), u = at(msbat_phase_get_voltage, p, 298.15, y);
        ck_assert(u <= last);
        last = u;
        ck_assert(at(msbat_phase_get_thermodynamic_factor, p, 298.15, y) >= -1e-12);
    }
    /* exact integral: five-point differences of a quartic have no error but rounding */
    for (int i = 0; i < N - 1; i++) {
        double y = up[2 * i] + 0.45 * 0.9 / (N - 1), h = 0.2 * 0.9 / (N - 1);
        TEST_NEAR(slope_of_g(p, 298.15, y, h), at(msbat_phase_get_mu, p, 298.15, y), 1e-15 * 4 / h);
    }
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "outside the range",
               (x[1] = 0.96, msbat_phase_get_voltage(p, 298.15, 3, x, a)));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_phase_get_voltage(p, 310, 1, x, a));
    msbat_phase_destroy(&p);
    msbat_phase_destroy(&q);
}
END_TEST

/* Derivatives at the points themselves are continuous; the second is the mean of both sides. */
START_TEST(table_is_smooth)
{
    const double rows[] = {0.1, 4.0, 0.2, 3.9, 0.5, 3.7, 0.6, 3.2, 0.9, 3.1};
    msbat_phase *p = NULL;
    TEST_OK(ctx, make_table(5, rows, MSBAT_GAP_REFUSE, &p));
    for (int i = 1; i < 4; i++) {
        double x[3] = {rows[2 * i] - 1e-9, rows[2 * i], rows[2 * i] + 1e-9}, d1[3], d2[3];
        TEST_OK(ctx, msbat_phase_get_mu_derivatives(p, 298.15, 3, x, d1, d2));
        TEST_NEAR(d1[0], d1[1], 1e-6);
        TEST_NEAR(d1[2], d1[1], 1e-6);
        TEST_NEAR(d2[1], (d2[0] + d2[2]) / 2, 1e-5);
    }
    msbat_phase_destroy(&p);
}
END_TEST

START_TEST(table_with_a_loop)
{
    const double rows[] = {0.1, 4.0, 0.3, 3.8, 0.5, 3.6, 0.6, 3.7, 0.8, 3.4, 0.9, 3.0};
    msbat_phase *p = NULL;
    double u[2], gap[2], mu, last = INFINITY, m, x;
    TEST_FAILS(ctx, MSBAT_ERR_UNSTABLE, "0.5 ... 0.6", make_table(6, rows, MSBAT_GAP_REFUSE, &p));
    TEST_OK(ctx, make_table(6, rows, MSBAT_GAP_DECLARE, &p));
    TEST_OK(ctx, msbat_phase_get_unstable(p, 298.15, 0, u));
    ck_assert(u[0] == 0.5 && u[1] == 0.6);
    TEST_OK(ctx, msbat_phase_get_gap(p, 298.15, 0, gap, &mu));
    for (int i = 0; i <= 8000; i++) {
        double v = at(msbat_phase_get_voltage, p, 298.15, 0.1 + 1e-4 * i);
        ck_assert(v <= last);
        last = v;
    }
    m = -3.9;
    TEST_OK(ctx, msbat_phase_find_x(p, 298.15, 1, &m, &x));
    TEST_NEAR(at(msbat_phase_get_voltage, p, 298.15, x), 3.9, 1e-14);
    m = -4.0;
    TEST_OK(ctx, msbat_phase_find_x(p, 298.15, 1, &m, &x));
    ck_assert(x == 0.1);
    m = -3.0;
    TEST_OK(ctx, msbat_phase_find_x(p, 298.15, 1, &m, &x));
    TEST_NEAR(x, 0.9, 2e-15);
    m = -4.01;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "4.01 V", msbat_phase_find_x(p, 298.15, 1, &m, &x));
    m = -2.99;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "not taken", msbat_phase_find_x(p, 298.15, 1, &m, &x));
    msbat_phase_destroy(&p);
}
END_TEST

/* A plateau of equal voltages is stable, and its lower end is found. */
START_TEST(table_with_a_plateau)
{
    const double rows[] = {0, 4.0, 0.1, 3.45, 0.3, 3.45, 0.7, 3.45, 0.9, 3.45, 1, 2.5};
    msbat_phase *p = NULL;
    double m = -3.45, x;
    int64_t n;
    TEST_OK(ctx, make_table(6, rows, MSBAT_GAP_REFUSE, &p));
    TEST_OK(ctx, msbat_phase_get_gap_count(p, 298.15, &n));
    ck_assert_int_eq(n, 0);
    TEST_OK(ctx, msbat_phase_find_x(p, 298.15, 1, &m, &x));
    TEST_NEAR(x, 0.1, 1e-6); /* the slope is 0 there: square-root conditioning */
    ck_assert(at(msbat_phase_get_thermodynamic_factor, p, 298.15, 0.5) == 0);
    TEST_NEAR(at(msbat_phase_get_voltage, p, 298.15, 1), 2.5, 0);
    msbat_phase_destroy(&p);
}
END_TEST

/* ---- samples ----------------------------------------------------------------------------------------------------- */

static int64_t regular_samples(int64_t n, double t, double omega, double b, double *rows)
{
    for (int64_t i = 0; i < n; i++) {
        double x = 0.02 + 0.96 * (double)i / (double)(n - 1);
        double row[4] = {t, x, -3.4 + (omega + b * t) * (1 - 2 * x) + KB * t * log(x / (1 - x)), 0};
        memcpy(rows + 4 * i, row, sizeof row);
    }
    return n;
}

/* The excess of a regular solution is linear in x and in T: samples give it back exactly between the points. */
START_TEST(samples_of_a_regular_solution)
{
    double rows[4 * 60], s1, s2;
    msbat_phase *p = NULL, *q = NULL;
    const double terms[2] = {0.02, 4e-5};
    int64_t n = regular_samples(20, 280, terms[0], terms[1], rows);
    n += regular_samples(25, 300, terms[0], terms[1], rows + 4 * n);
    n += regular_samples(15, 350, terms[0], terms[1], rows + 4 * n);
    TEST_OK(ctx, msbat_phase_create_samples(ctx, "host", "Li", -1.9, n, rows, MSBAT_GAP_REFUSE, &p));
    TEST_OK(ctx, msbat_phase_create_redlich_kister(ctx, "host", "Li", -3.4, -1.9, 1, terms, &q));
    for (double t = 280; t <= 350; t += 7) {
        double y = 0.5, low = 0.02;
        TEST_OK(ctx, msbat_phase_get_entropy(p, t, 1, &low, &s1)); /* constants that mu does not tell */
        TEST_OK(ctx, msbat_phase_get_entropy(q, t, 1, &low, &s2));
        double s0 = s1 - s2, g0 = at(msbat_phase_get_free_energy, p, t, y) - at(msbat_phase_get_free_energy, q, t, y);
        for (double x = 0.021; x < 0.98; x += 0.0173) {
            double d1, d2, e1, e2;
            TEST_NEAR(at(msbat_phase_get_mu, p, t, x), at(msbat_phase_get_mu, q, t, x), 2e-14);
            TEST_NEAR(at(msbat_phase_get_voltage, p, t, x), at(msbat_phase_get_voltage, q, t, x), 2e-14);
            TEST_NEAR(at(msbat_phase_get_free_energy, p, t, x) - g0, at(msbat_phase_get_free_energy, q, t, x), 2e-14);
            TEST_NEAR(at(msbat_phase_get_entropy, p, t, x) - s0, at(msbat_phase_get_entropy, q, t, x), 2e-15);
            TEST_OK(ctx, msbat_phase_get_mu_derivatives(p, t, 1, &x, &d1, &d2));
            TEST_OK(ctx, msbat_phase_get_mu_derivatives(q, t, 1, &x, &e1, &e2));
            TEST_NEAR(d1, e1, 1e-12);
            TEST_NEAR(d2, e2, 1e-9);
        }
    }
    double x = 0.5, mu;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_phase_get_mu(p, 351, 1, &x, &mu));
    msbat_phase_destroy(&p);
    TEST_OK(ctx, msbat_phase_create_samples(ctx, "host", "Li", 0, 20, rows, MSBAT_GAP_REFUSE, &p));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "second temperature", msbat_phase_get_entropy(p, 280, 1, &x, &s1));
    msbat_phase_destroy(&p);
    msbat_phase_destroy(&q);
}
END_TEST

/* Unstable samples: spinodal and tangent of the interpolant are those of the model. */
START_TEST(samples_with_a_gap)
{
    double rows[4 * 80], a[2], b[2], ma, mb, omega = 0.075;
    msbat_phase *p = NULL, *q = NULL, *c = NULL;
    int64_t n = regular_samples(40, 300, omega, 0, rows), count;
    n += regular_samples(40, 500, omega, 0, rows + 4 * n);
    TEST_FAILS(ctx, MSBAT_ERR_UNSTABLE, "300 K",
               msbat_phase_create_samples(ctx, "host", "Li", 0, n, rows, MSBAT_GAP_REFUSE, &p));
    TEST_OK(ctx, msbat_phase_create_samples(ctx, "host", "Li", 0, n, rows, MSBAT_GAP_DECLARE, &p));
    TEST_OK(ctx, msbat_phase_create_regular(ctx, "host", "Li", -3.4, 0, omega, 0, &q));
    for (double t = 300; t < 400; t += 30) {
        TEST_OK(ctx, msbat_phase_get_unstable(p, t, 0, a));
        TEST_OK(ctx, msbat_phase_get_unstable(q, t, 0, b));
        for (int k = 0; k < 2; k++) TEST_NEAR(a[k], b[k], 1e-11);
        TEST_OK(ctx, msbat_phase_get_gap(p, t, 0, a, &ma));
        TEST_OK(ctx, msbat_phase_get_gap(q, t, 0, b, &mb));
        for (int k = 0; k < 2; k++) TEST_NEAR(a[k], b[k], 1e-11);
        TEST_NEAR(ma, mb, 1e-13);
        ck_assert(at(msbat_phase_get_mu, p, t, 0.5) == ma);
    }
    TEST_OK(ctx, msbat_phase_get_gap_count(p, 450, &count));
    ck_assert_int_eq(count, 0);
    TEST_OK(ctx, msbat_phase_create_convexified(p, &c));
    msbat_phase_destroy(&c);
    msbat_phase_destroy(&p);
    msbat_phase_destroy(&q);
}
END_TEST

/* Falls within the error bars are pooled, others are not. A step as of an ordering never makes mu fall. */
START_TEST(samples_with_error_bars)
{
    const double t = 300;
    double rows[] = {t, 0.1, -4.10, 0.001, t, 0.2, -4.050, 0.001, t, 0.3, -4.0495, 0.001, t, 0.4, -4.0515, 0.001,
                     t, 0.5, -4.00, 0.001, t, 0.51, -3.70, 0.001, t, 0.7, -3.699, 0.001, t, 0.9, -3.65, 0.001};
    msbat_phase *p = NULL;
    double x, last = -INFINITY, mean = (-4.05 - 4.0495 - 4.0515) / 3;
    TEST_OK(ctx, msbat_phase_create_samples(ctx, "host", "Li", 0, 8, rows, MSBAT_GAP_REFUSE, &p));
    for (x = 0.2; x < 0.4; x += 0.013) TEST_NEAR(at(msbat_phase_get_mu, p, t, x), mean, 1e-15);
    for (x = 0.1; x < 0.9; x += 0.0007) {
        double mu = at(msbat_phase_get_mu, p, t, x);
        ck_assert(mu >= last - 1e-15);
        last = mu;
    }
    TEST_NEAR(at(msbat_phase_get_mu, p, t, 0.51), -3.7, 1e-15);
    msbat_phase_destroy(&p);
    rows[14] = -4.06; /* ten standard errors */
    TEST_FAILS(ctx, MSBAT_ERR_UNSTABLE, "x = 0.",
               msbat_phase_create_samples(ctx, "host", "Li", 0, 8, rows, MSBAT_GAP_REFUSE, &p));
    for (int i = 0; i < 8; i++) rows[4 * i + 3] = 0;
    rows[14] = -4.0515; /* no error bar: every fall counts */
    TEST_FAILS(ctx, MSBAT_ERR_UNSTABLE, "x = 0.",
               msbat_phase_create_samples(ctx, "host", "Li", 0, 8, rows, MSBAT_GAP_REFUSE, &p));
}
END_TEST

/* ---- random curves: the laws of a hull -------------------------------------------------------------------------- */

static double random01(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) / 9007199254740992.0;
}

/* mu never falls, g lies nowhere above the curve and is the curve's outside the gaps, every unstable interval lies in a
 * gap, mu is the mean over each gap, and the inverse inverts. */
static void check_laws(const msbat_phase *curve, const msbat_phase *hull, double t, int points)
{
    double r[2], last = -INFINITY;
    int64_t n, gaps;
    TEST_OK(ctx, msbat_phase_get_range(curve, r, NULL));
    TEST_OK(ctx, msbat_phase_get_unstable_count(curve, t, &n));
    TEST_OK(ctx, msbat_phase_get_gap_count(hull, t, &gaps));
    ck_assert(gaps <= n && (gaps > 0) == (n > 0));
    for (int64_t k = 0; k < n; k++) {
        double u[2], g[2];
        int covered = 0;
        TEST_OK(ctx, msbat_phase_get_unstable(curve, t, k, u));
        for (int64_t j = 0; j < gaps && !covered; j++) {
            TEST_OK(ctx, msbat_phase_get_gap(hull, t, j, g, NULL));
            covered = u[0] >= g[0] - 1e-13 && u[1] <= g[1] + 1e-13;
        }
        ck_assert(covered);
    }
    for (int64_t j = 0; j < gaps; j++) {
        double g[2], mu, value[2];
        TEST_OK(ctx, msbat_phase_get_gap(hull, t, j, g, &mu));
        TEST_OK(ctx, msbat_phase_get_free_energy(curve, t, 2, g, value));
        TEST_NEAR((value[1] - value[0]), mu * (g[1] - g[0]), 2e-15);
    }
    for (int i = 0; i <= points; i++) {
        double x = fmin(r[1], r[0] + (r[1] - r[0]) * i / points), mu = at(msbat_phase_get_mu, hull, t, x), found;
        double g = at(msbat_phase_get_free_energy, hull, t, x),
               below = at(msbat_phase_get_free_energy, curve, t, x) - g;
        ck_assert_msg(mu >= last - 1e-15, "mu falls by %g at %g", last - mu, x);
        last = mu;
        ck_assert_msg(below > -1e-14, "hull above curve by %g at %g", -below, x);
        TEST_OK(ctx, msbat_phase_find_x(hull, t, 1, &mu, &found));
        TEST_NEAR(at(msbat_phase_get_mu, hull, t, found), mu, 1e-13); /* slopes up to 300 eV */
        ck_assert(found <= x + 1e-6);
    }
}

START_TEST(random_tables)
{
    uint64_t state = 99;
    for (int trial = 0; trial < 150; trial++) {
        double rows[2 * 40], x = 0.1 * random01(&state), u = 4;
        int n = 4 + (int)(36 * random01(&state));
        for (int i = 0; i < n; i++) {
            rows[2 * i] = x;
            rows[2 * i + 1] = u;
            x += 0.001 + random01(&state) * 0.8 / n;
            u -= trial % 3 ? random01(&state) * 0.1 - 0.03 : random01(&state) - 0.5;
            if (trial % 5 == 0) u = round(u * 10) / 10; /* ties */
        }
        msbat_phase *curve = NULL, *hull = NULL;
        TEST_OK(ctx, make_table(n, rows, MSBAT_GAP_AS_MEASURED, &curve));
        TEST_OK(ctx, make_table(n, rows, MSBAT_GAP_CONVEXIFY, &hull));
        check_laws(curve, hull, 298.15, 400);
        msbat_phase_destroy(&curve);
        msbat_phase_destroy(&hull);
    }
}
END_TEST

/* Noisy samples at three temperatures, judged at them and in between. */
START_TEST(random_samples)
{
    uint64_t state = 4;
    for (int trial = 0; trial < 40; trial++) {
        double rows[4 * 60], omega = 0.1 * random01(&state), step = 0.2 * random01(&state);
        for (int i = 0; i < 60; i++) {
            double t = 280 + 20 * (i / 20), x = 0.03 + 0.047 * (i % 20) + 0.01 * random01(&state);
            double noise = trial % 2 ? 1e-3 : 0.02;
            double row[4] = {t, x, omega * (1 - 2 * x) + step * tanh(60 * (x - 0.5)) + KB * t * log(x / (1 - x)), 1e-3};
            row[2] += noise * (random01(&state) - 0.5);
            memcpy(rows + 4 * i, row, sizeof row);
        }
        msbat_phase *curve = NULL, *hull = NULL;
        TEST_OK(ctx, msbat_phase_create_samples(ctx, "h", "Li", 0, 60, rows, MSBAT_GAP_AS_MEASURED, &curve));
        TEST_OK(ctx, msbat_phase_create_convexified(curve, &hull));
        check_laws(curve, hull, 300, 100);
        check_laws(curve, hull, 313, 100);
        msbat_phase_destroy(&curve);
        msbat_phase_destroy(&hull);
    }
}
END_TEST

/* ---- measured curves: sorted, equal x averaged ---- */

static int by_x(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int64_t read_curve(const char *path, double scale, double offset, double *rows, int64_t max)
{
    FILE *f = fopen(path, "r");
    char line[256];
    int64_t n = 0, m = 0;
    ck_assert_ptr_nonnull(f);
    while (fgets(line, sizeof line, f)) {
        double x, u;
        if (n < max && sscanf(line, "%lf,%lf", &x, &u) == 2) rows[2 * n] = offset + x / scale, rows[2 * n++ + 1] = u;
    }
    fclose(f);
    qsort(rows, (size_t)n, 2 * sizeof *rows, by_x);
    for (int64_t i = 0; i < n; i++) {
        if (m && rows[2 * i] - rows[2 * m - 2] < 1e-9) rows[2 * m - 1] = (rows[2 * m - 1] + rows[2 * i + 1]) / 2;
        else rows[2 * m] = rows[2 * i], rows[2 * m++ + 1] = rows[2 * i + 1];
    }
    return m;
}

START_TEST(measured_curves)
{
    static const struct { const char *name; double scale, offset; int clean; } curve[] = {
        {"NCA_Kim2011", 1, 0, 1}, {"Si_Loveridge2018_first_lithiation", 3600, 0, 1},
        {"graphite_Gallagher2012", 1, 0, 0},
        {"LixMn2O4_Less2012_C50", 1, 0, 0}, {"LiCoO2_O2_Carlier2002_discharge", 1, 0, 0},
        {"LixFeSiO4_Dreyer2010_discharge", 1, -1, 0}, {"LiMnPO4_Mauger2018_C10_discharge", 170.87, 0, 0}};
    for (size_t i = 0; i < sizeof curve / sizeof *curve; i++) {
        char path[512], name[128];
        double rows[512], x[2], last = INFINITY;
        msbat_phase *p = NULL;
        snprintf(name, sizeof name, "thermo/ocv_measured/%s.csv", curve[i].name);
        if (!test_data(name, sizeof path, path)) {
            test_skip("measured voltage curves are not there");
            return;
        }
        int64_t n = read_curve(path, curve[i].scale, curve[i].offset, rows, 250);
        if (curve[i].clean) TEST_OK(ctx, make_table(n, rows, MSBAT_GAP_REFUSE, &p));
        else TEST_FAILS(ctx, MSBAT_ERR_UNSTABLE, "x = 0.", make_table(n, rows, MSBAT_GAP_REFUSE, &p));
        msbat_phase_destroy(&p);
        TEST_OK(ctx, make_table(n, rows, MSBAT_GAP_CONVEXIFY, &p));
        TEST_OK(ctx, msbat_phase_get_range(p, x, NULL));
        for (int k = 0; k <= 5000; k++) {
            double y = fmin(x[1], x[0] + (x[1] - x[0]) * k / 5000), u = at(msbat_phase_get_voltage, p, 298.15, y);
            ck_assert_msg(u <= last + 1e-14, "%s: U rises at x = %g", curve[i].name, y);
            last = u;
        }
        msbat_phase_destroy(&p);
    }
}
END_TEST

static msbat_status make_samples(const double *s, msbat_phase **p)
{
    return msbat_phase_create_samples(ctx, "h", "Li", 0, 4, s, MSBAT_GAP_REFUSE, p);
}

START_TEST(hostile)
{
    double rows[] = {0.1, 4.0, 0.3, 3.8, 0.3, 3.6, 0.6, 3.5};
    double s[16] = {300, 0.1, 0, 0, 300, 0.2, 0, 0, 300, 0.3, 0, 0, 300, 0.4, 0, 0}, range[3] = {0.5, 0.2, 300};
    msbat_phase *p = NULL;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "row 2", make_table(4, rows, MSBAT_GAP_REFUSE, &p));
    rows[4] = 0.4;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n = 3", make_table(3, rows, MSBAT_GAP_REFUSE, &p));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n =", make_table(INT64_MAX, rows, MSBAT_GAP_REFUSE, &p));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "policy", make_table(4, rows, (msbat_gap_policy)9, &p));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "NULL", make_table(4, NULL, MSBAT_GAP_REFUSE, &p));
    rows[6] = 1.1;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x = 1.1", make_table(4, rows, MSBAT_GAP_REFUSE, &p));
    rows[6] = 0.9, rows[7] = NAN;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x_voltage", make_table(4, rows, MSBAT_GAP_REFUSE, &p));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x_min", make_function(range, graphite, NULL, MSBAT_GAP_REFUSE, &p));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "ocv", make_function(range, NULL, NULL, MSBAT_GAP_REFUSE, &p));
    TEST_FAILS(ctx, MSBAT_ERR_UNSTABLE, "300 K", /* a constant mu falls short of the ideal term nowhere: it is flat */
               (s[2] = 0.1, make_samples(s, &p)));
    s[2] = 0;
    TEST_OK(ctx, make_samples(s, &p));
    ck_assert(at(msbat_phase_get_thermodynamic_factor, p, 300, 0.25) == 0);
    msbat_phase_destroy(&p);
    s[5] = 0.1;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "row 1", make_samples(s, &p));
    s[5] = 0.2, s[4] = 299;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "at least 4",
               make_samples(s, &p));
    s[4] = 300, s[3] = -1;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "error", make_samples(s, &p));
    s[3] = 0, s[1] = 0;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "row 0", make_samples(s, &p));
    ck_assert_ptr_null(p);
}
END_TEST

Suite *suite_tables(void)
{
    Suite *suite = suite_create("tables");
    TCase *tc = tcase_create("tables");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, graphite_is_refused_where_it_is_unstable);
    tcase_add_test(tc, ramadass_is_refused);
    tcase_add_test(tc, function_agrees_with_model);
    tcase_add_test(tc, published_fits);
    tcase_add_test(tc, kinks_pass_and_jumps_do_not);
    tcase_add_test(tc, table_either_way);
    tcase_add_test(tc, table_is_smooth);
    tcase_add_test(tc, table_with_a_loop);
    tcase_add_test(tc, table_with_a_plateau);
    tcase_add_test(tc, samples_of_a_regular_solution);
    tcase_add_test(tc, samples_with_a_gap);
    tcase_add_test(tc, samples_with_error_bars);
    tcase_add_test(tc, random_tables);
    tcase_add_test(tc, random_samples);
    tcase_add_test(tc, measured_curves);
    tcase_add_test(tc, hostile);
    suite_add_tcase(suite, tc);
    return suite;
}
