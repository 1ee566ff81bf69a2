/* Curves whose function fails in the middle of the work, and other data that no curve or defect can be made of. */
#include "thermo_test.h"

#define PI 3.14159265358979323846

static msbat_context *ctx;

static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

/* ---- a voltage function that fails at one of its calls ----------------------------------------------------------- */

typedef enum { CODE, NAN_VOLTAGE, NAN_SLOPE, WAYS } way;
typedef struct {
    int64_t calls, fail_at; /* from 1; 0: never */
    way fails;
} faulty;

/* U = 4 - 0.2 x + 0.01 sin(10 pi x): mu falls around x = 0, 0.2, ... 1. */
static int wavy(int64_t n, const double *x, double *u, double *du, void *user)
{
    faulty *f = user;
    int fails = ++f->calls == f->fail_at;
    for (int64_t i = 0; i < n; i++) {
        u[i] = fails && f->fails == NAN_VOLTAGE ? NAN : 4 - 0.2 * x[i] + 0.01 * sin(10 * PI * x[i]);
        du[i] = fails && f->fails == NAN_SLOPE ? INFINITY : -0.2 + 0.1 * PI * cos(10 * PI * x[i]);
    }
    return fails && f->fails == CODE ? 7 : 0;
}

static msbat_status make_wavy(faulty *f, double x_min, double x_max, msbat_gap_policy policy, msbat_phase **phase)
{
    const double range[3] = {x_min, x_max, 300};
    return msbat_phase_create_ocv_function(ctx, "h", "Li", range, wavy, f, policy, phase);
}

static void check_told(way fails, msbat_status st)
{
    ck_assert_int_eq(st, fails == CODE ? MSBAT_ERR_CALLBACK : MSBAT_ERR_PHYSICS);
    const char *text = fails == CODE ? "returned 7 for x = " : "is not finite at x = ";
    ck_assert_msg(strstr(test_message(ctx), text) != NULL, "%s", test_message(ctx));
}

/* Every call of the function that a creation makes fails once, in each way: told, and no phase. */
START_TEST(creation_stops_where_the_function_fails)
{
    faulty f = {0};
    msbat_phase *phase = NULL;
    TEST_OK(ctx, make_wavy(&f, 0.05, 0.95, MSBAT_GAP_CONVEXIFY, &phase));
    msbat_phase_destroy(&phase);
    const int64_t calls = f.calls;
    ck_assert_int_gt(calls, 100);
    for (int64_t k = 1; k <= calls; k++) {
        f = (faulty){0, k, (way)(k % WAYS)};
        check_told(f.fails, make_wavy(&f, 0.05, 0.95, MSBAT_GAP_CONVEXIFY, &phase));
        ck_assert_ptr_null(phase);
        ck_assert_int_eq(f.calls, k); /* not asked again */
    }
}
END_TEST

typedef msbat_status (*question)(const msbat_phase *phase, double *out);
static const double asked[3] = {0.13, 0.3, 0.55};

static msbat_status ask_g(const msbat_phase *p, double *out)
{
    return msbat_phase_get_free_energy(p, 300, 3, asked, out);
}
static msbat_status ask_mu(const msbat_phase *p, double *out) { return msbat_phase_get_mu(p, 300, 3, asked, out); }
static msbat_status ask_a(const msbat_phase *p, double *out) { return msbat_phase_get_activity(p, 300, 3, asked, out); }
static msbat_status ask_d2(const msbat_phase *p, double *out)
{
    return msbat_phase_get_mu_derivatives(p, 300, 3, asked, NULL, out);
}
static msbat_status ask_both(const msbat_phase *p, double *out)
{
    return msbat_phase_get_mu_derivatives(p, 300, 3, asked, out, out + 3);
}
static msbat_status ask_x(const msbat_phase *p, double *out)
{
    const double mu[3] = {-3.97, -3.95, -3.9};
    return msbat_phase_find_x(p, 300, 3, mu, out);
}
static msbat_status ask_gap(const msbat_phase *p, double *out)
{
    return msbat_phase_get_gap(p, 300, 1, out, out + 2);
}
static msbat_status ask_unstable(const msbat_phase *p, double *out) { return msbat_phase_get_unstable(p, 300, 1, out); }

/* The same for every question to a phase: nothing is written unless all is known. */
START_TEST(questions_stop_where_the_function_fails)
{
    static const question questions[] = {ask_g, ask_mu, ask_a, ask_d2, ask_both, ask_x, ask_gap, ask_unstable};
    faulty f = {0};
    msbat_phase *phase = NULL;
    TEST_OK(ctx, make_wavy(&f, 0.05, 0.95, MSBAT_GAP_CONVEXIFY, &phase));
    for (size_t q = 0; q < sizeof questions / sizeof *questions; q++) {
        double good[6] = {7, 7, 7, 7, 7, 7};
        f = (faulty){0};
        TEST_OK(ctx, questions[q](phase, good));
        int64_t calls = f.calls;
        for (int64_t k = 1; k <= calls; k++) {
            double out[6] = {7, 7, 7, 7, 7, 7};
            f = (faulty){0, k, (way)(k % WAYS)};
            check_told(f.fails, questions[q](phase, out));
            for (int i = 0; i < 6; i++) ck_assert(out[i] == 7);
        }
        f = (faulty){0};
        double again[6] = {7, 7, 7, 7, 7, 7};
        TEST_OK(ctx, questions[q](phase, again));
        ck_assert_mem_eq(again, good, sizeof good);
    }
    msbat_phase_destroy(&phase);
}
END_TEST

/* A phase of which the convex hull is made later, and an unstable one that cannot be inverted. */
START_TEST(hulls_stop_where_the_function_fails)
{
    faulty f = {0};
    msbat_phase *phase = NULL, *hull = NULL;
    double x = 7, mu = -3.97;
    TEST_OK(ctx, make_wavy(&f, 0.05, 0.95, MSBAT_GAP_AS_MEASURED, &phase));
    TEST_FAILS(ctx, MSBAT_ERR_UNSTABLE, "use the convexified phase", msbat_phase_find_x(phase, 300, 1, &mu, &x));
    f = (faulty){0};
    TEST_OK(ctx, msbat_phase_create_convexified(phase, &hull));
    TEST_OK(ctx, msbat_phase_find_x(hull, 300, 1, &mu, &x));
    ck_assert(x > 0.05 && x < 0.95);
    msbat_phase_destroy(&hull);
    for (int64_t k = 1, calls = f.calls; k <= calls; k++) {
        f = (faulty){0, k, (way)(k % WAYS)};
        msbat_status st = msbat_phase_create_convexified(phase, &hull);
        if (!st) break; /* the rest of the calls were those of find_x */
        check_told(f.fails, st);
        ck_assert_ptr_null(hull);
    }
    msbat_phase_destroy(&hull);
    msbat_phase_destroy(&phase);
}
END_TEST

/* ---- shapes of curves -------------------------------------------------------------------------------------------- */

/* dU/dx = width^2 - (x - centre)^2 rises above 0 between the points at which the slope is looked at. */
static int narrow_loop(int64_t n, const double *x, double *u, double *du, void *user)
{
    const double *p = user; /* centre, width */
    for (int64_t i = 0; i < n; i++) {
        double z = x[i] - p[0];
        u[i] = 4 + p[1] * p[1] * z - z * z * z / 3;
        du[i] = p[1] * p[1] - z * z;
    }
    return 0;
}

START_TEST(loops_between_the_points_are_found)
{
    const double range[3] = {0, 1, 300}, centres[2] = {0.285, 0.3};
    for (int i = 0; i < 2; i++) {
        double p[2] = {centres[i], 0.004}, interval[2];
        int64_t count = 0;
        msbat_phase *phase = NULL;
        TEST_OK(ctx, msbat_phase_create_ocv_function(ctx, "h", "Li", range, narrow_loop, p, MSBAT_GAP_AS_MEASURED,
                &phase));
        TEST_OK(ctx, msbat_phase_get_unstable_count(phase, 300, &count));
        ck_assert_int_eq(count, 1);
        TEST_OK(ctx, msbat_phase_get_unstable(phase, 300, 0, interval));
        TEST_NEAR(interval[0], p[0] - p[1], 1e-12);
        TEST_NEAR(interval[1], p[0] + p[1], 1e-12);
        TEST_FAILS(ctx, MSBAT_ERR_RANGE, "index", msbat_phase_get_unstable(phase, 300, 1, interval));
        TEST_FAILS(ctx, MSBAT_ERR_RANGE, "index", msbat_phase_get_unstable(phase, 300, -1, interval));
        msbat_phase_destroy(&phase);
    }
}
END_TEST

/* Unstable up to both ends of the range: refused with x = 0 in the text, no tangent to declare; the hull is a straight
 * line there, ends included. */
START_TEST(unstable_ends)
{
    faulty f = {0};
    msbat_phase *phase = NULL;
    double interval[2], mu_gap, x[3] = {0, 0.001, 1}, mu[3], g[2], low = -3.9;
    TEST_FAILS(ctx, MSBAT_ERR_UNSTABLE, "x = 0 ... 0.028", make_wavy(&f, 0, 1, MSBAT_GAP_REFUSE, &phase));
    TEST_FAILS(ctx, MSBAT_ERR_UNSTABLE, "reaches an end of the range", make_wavy(&f, 0, 1, MSBAT_GAP_DECLARE, &phase));
    ck_assert_ptr_null(phase);
    TEST_OK(ctx, make_wavy(&f, 0, 1, MSBAT_GAP_CONVEXIFY, &phase));
    TEST_OK(ctx, msbat_phase_get_gap(phase, 300, 0, interval, &mu_gap));
    ck_assert(interval[0] == 0);
    x[1] = interval[1];
    TEST_OK(ctx, msbat_phase_get_mu(phase, 300, 3, x, mu));
    ck_assert(mu[0] == mu_gap && mu[1] == mu_gap);
    TEST_OK(ctx, msbat_phase_get_free_energy(phase, 300, 2, x, g));
    TEST_NEAR((g[1] - g[0]) / interval[1], mu_gap, 1e-9);
    TEST_NEAR(-mu[2], 4 - 0.2, 0.01);
    low = mu_gap - 1e-3;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "is not taken", msbat_phase_find_x(phase, 300, 1, &low, &x[0]));
    low = -3;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "is not taken", msbat_phase_find_x(phase, 300, 1, &low, &x[0]));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "second temperature", msbat_phase_get_entropy(phase, 300, 1, x, g));
    msbat_phase_destroy(&phase);
}
END_TEST

static int ripple(int64_t n, const double *x, double *u, double *du, void *user)
{
    double w = *(const double *)user;
    for (int64_t i = 0; i < n; i++) {
        u[i] = 0.01 * sin(w * x[i]);
        du[i] = 0.01 * w * cos(w * x[i]);
    }
    return 0;
}

/* Many loops are listed in a message that stays short; more wiggles than a voltage has are refused; no voltage at all
 * is a curve. */
START_TEST(ripples)
{
    const double range[3] = {0, 1, 300};
    double w = 200, x = 0.3, v = 7;
    msbat_phase *phase = NULL;
    TEST_FAILS(ctx, MSBAT_ERR_UNSTABLE, " more",
               msbat_phase_create_ocv_function(ctx, "h", "Li", range, ripple, &w, MSBAT_GAP_REFUSE, &phase));
    w = 1e6;
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "pole or a jump",
               msbat_phase_create_ocv_function(ctx, "h", "Li", range, ripple, &w, MSBAT_GAP_AS_MEASURED, &phase));
    ck_assert_ptr_null(phase);
    w = 0;
    TEST_OK(ctx, msbat_phase_create_ocv_function(ctx, "h", "Li", range, ripple, &w, MSBAT_GAP_REFUSE, &phase));
    TEST_OK(ctx, msbat_phase_get_voltage(phase, 300, 1, &x, &v));
    ck_assert(v == 0);
    msbat_phase_destroy(&phase);
}
END_TEST

/* ---- arguments --------------------------------------------------------------------------------------------------- */

START_TEST(ranges_of_functions)
{
    const struct { double range[3]; const char *text; } bad[] = {
        {{-0.1, 0.5, 300}, "range[0] (x_min) = -0.1"}, {{0.1, 1.5, 300}, "range[1] (x_max) = 1.5"},
        {{0.1, 0.5, 0}, "range[2] (temperature) = 0"}, {{0.5, 0.5, 300}, "x_min < x_max"},
        {{0.5, 0.1, 300}, "x_min < x_max"}};
    faulty f = {0};
    msbat_phase *phase = NULL;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        TEST_FAILS(ctx, MSBAT_ERR_RANGE, bad[i].text, msbat_phase_create_ocv_function(
                   ctx, "h", "Li", bad[i].range, wavy, &f, MSBAT_GAP_REFUSE, &phase));
        ck_assert_ptr_null(phase);
    }
    ck_assert_int_eq(f.calls, 0);
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "policy is 4", make_wavy(&f, 0, 1, (msbat_gap_policy)4, &phase));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "policy is -1", make_wavy(&f, 0, 1, (msbat_gap_policy)-1, &phase));
}
END_TEST

START_TEST(names_and_energies_of_models)
{
    const double terms[2] = {0.1, INFINITY};
    msbat_phase *p = NULL;
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "host", msbat_phase_create_regular(ctx, NULL, "Li", 0, 0, 0, 0, &p));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "ion", msbat_phase_create_regular(ctx, "h", NULL, 0, 0, 0, 0, &p));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "need a name", msbat_phase_create_regular(ctx, "", "Li", 0, 0, 0, 0, &p));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "need a name", msbat_phase_create_regular(ctx, "h", "", 0, 0, 0, 0, &p));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "e_filled_ev", msbat_phase_create_regular(ctx, "h", "Li", NAN, 0, 0, 0, &p));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "e_empty_ev", msbat_phase_create_regular(ctx, "h", "Li", 0, 1e7, 0, 0, &p));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "omega_ev", msbat_phase_create_regular(ctx, "h", "Li", 0, 0, -1e7, 0, &p));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "mu_ref_ev", msbat_phase_create_regular(ctx, "h", "Li", 0, 0, 0, NAN, &p));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "mu0_ev", msbat_phase_create_redlich_kister(ctx, "h", "Li", NAN, 0, 1, terms, &p));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "mu_ref_ev",
               msbat_phase_create_redlich_kister(ctx, "h", "Li", 0, NAN, 1, terms, &p));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "terms", msbat_phase_create_redlich_kister(ctx, "h", "Li", 0, 0, 1, terms, &p));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "need a name",
               msbat_phase_create_redlich_kister(ctx, "", "Li", 0, 0, 0, NULL, &p));
    ck_assert_ptr_null(p);
}
END_TEST

/* Without terms: the ideal solution, mu = mu0 + kT ln(x/(1 - x)), which has no gap. */
START_TEST(ideal_solution)
{
    msbat_phase *p = NULL, *hull = NULL;
    double x[3] = {0.2, 0.5, 1e-12}, mu[3], back[3], s[3];
    int64_t gaps = 7, unstable = 7;
    TEST_OK(ctx, msbat_phase_create_redlich_kister(ctx, "h", "Li", -3, 0, 0, NULL, &p));
    TEST_OK(ctx, msbat_phase_get_mu(p, 300, 3, x, mu));
    for (int i = 0; i < 3; i++) TEST_NEAR(mu[i], -3 + KB * 300 * (log(x[i]) - log1p(-x[i])), 1e-14);
    TEST_OK(ctx, msbat_phase_find_x(p, 300, 3, mu, back));
    for (int i = 0; i < 3; i++) TEST_NEAR(back[i], x[i], 1e-12 * x[i] + 1e-25);
    TEST_OK(ctx, msbat_phase_get_entropy(p, 300, 2, x, s));
    TEST_NEAR(s[1], KB * log(2.0), 1e-18);
    TEST_OK(ctx, msbat_phase_create_convexified(p, &hull));
    TEST_OK(ctx, msbat_phase_get_gap_count(hull, 300, &gaps));
    TEST_OK(ctx, msbat_phase_get_unstable_count(hull, 300, &unstable));
    ck_assert(gaps == 0 && unstable == 0);
    for (int i = 0; i < 2; i++) TEST_OK(ctx, msbat_phase_prepare(hull, 300)); /* twice is once */
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_phase_prepare(hull, NAN));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_phase_get_gap_count(hull, -1, &gaps));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x_ref", msbat_phase_set_activity_reference(p, 1));
    mu[0] = 1e6;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "is not taken", msbat_phase_find_x(hull, 300, 1, mu, back));
    x[2] = 1 - 1e-16;
    TEST_OK(ctx, msbat_phase_set_activity_reference(p, 1e-300));
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "larger than a double", msbat_phase_get_activity(p, 300, 3, x, back));
    TEST_NEAR(back[1], 0.5, 1e-12); /* untouched */
    msbat_phase_destroy(&hull);
    msbat_phase_destroy(&p);
}
END_TEST

START_TEST(rows_of_samples)
{
    const double good[] = {300, 0.1, 0, 0, 300, 0.2, 1, 0, 300, 0.3, 2, 0, 300, 0.4, 3, 0};
    const struct { int at; double value; msbat_status status; const char *text; } bad[] = {
        {4, 0, MSBAT_ERR_RANGE, "1 samples at 300 K"},
        {5, 0, MSBAT_ERR_RANGE, "row 1"}, {5, 1, MSBAT_ERR_RANGE, "row 1"}, {6, 1e7, MSBAT_ERR_RANGE, "row 1"},
        {7, -1, MSBAT_ERR_RANGE, "row 1"}, {7, NAN, MSBAT_ERR_RANGE, "samples"},
        {9, 0.2, MSBAT_ERR_RANGE, "x must rise"}, {0, 0, MSBAT_ERR_RANGE, "row 0"},
        {12, 301, MSBAT_ERR_RANGE, "3 samples at 300 K; at least 4"}};
    msbat_phase *p = NULL;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double rows[16];
        memcpy(rows, good, sizeof good);
        rows[bad[i].at] = bad[i].value;
        TEST_FAILS(ctx, bad[i].status, bad[i].text,
                   msbat_phase_create_samples(ctx, "h", "Li", 0, 4, rows, MSBAT_GAP_REFUSE, &p));
        ck_assert_ptr_null(p);
    }
    double apart[32];
    for (int i = 0; i < 32; i++) apart[i] = good[i % 16] + (i < 16 ? 0 : i % 4 == 0 ? 10 : i % 4 == 1 ? 0.5 : 0);
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "no range of x in common",
               msbat_phase_create_samples(ctx, "h", "Li", 0, 8, apart, MSBAT_GAP_REFUSE, &p));
    for (int i = 16; i < 32; i += 4) apart[i] = 299;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "T must not fall",
               msbat_phase_create_samples(ctx, "h", "Li", 0, 8, apart, MSBAT_GAP_REFUSE, &p));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "mu_ref_ev",
               msbat_phase_create_samples(ctx, "h", "Li", NAN, 4, good, MSBAT_GAP_REFUSE, &p));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n = 3",
               msbat_phase_create_samples(ctx, "h", "Li", 0, 3, good, MSBAT_GAP_REFUSE, &p));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "need a name",
               msbat_phase_create_samples(ctx, "h", "", 0, 4, good, MSBAT_GAP_REFUSE, &p));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature",
               msbat_phase_create_ocv_table(ctx, "h", "Li", 0, 4, good, MSBAT_GAP_REFUSE, &p));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "need a name",
               msbat_phase_create_ocv_table(ctx, "", "Li", 300, 4, good, MSBAT_GAP_REFUSE, &p));
    ck_assert_ptr_null(p);
}
END_TEST

/* Lever rule of the entropy within a gap: linear in x between the two ends. */
START_TEST(entropy_in_a_gap)
{
    msbat_phase *regular = NULL, *hull = NULL;
    double interval[2], mu, x[3], s[3];
    TEST_OK(ctx, msbat_phase_create_regular(ctx, "h", "Li", -3, 0, 0.08, 0, &regular));
    TEST_OK(ctx, msbat_phase_create_convexified(regular, &hull));
    TEST_OK(ctx, msbat_phase_get_gap(hull, 300, 0, interval, &mu));
    x[0] = interval[0];
    x[1] = 0.5;
    x[2] = interval[1];
    TEST_OK(ctx, msbat_phase_get_entropy(hull, 300, 3, x, s));
    TEST_NEAR(s[0], s[2], 1e-12); /* symmetric */
    TEST_NEAR(s[1], s[0], 1e-12);
    ck_assert(s[0] > 0 && s[0] < KB * log(2.0));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "index", msbat_phase_get_gap(hull, 300, 1, interval, &mu));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "index", msbat_phase_get_gap(hull, 300, -1, interval, &mu));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n = -1", msbat_phase_get_mu(hull, 300, -1, x, s));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "x is NULL", msbat_phase_get_mu(hull, 300, 1, NULL, s));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "mu_ev is NULL", msbat_phase_get_mu(hull, 300, 1, x, NULL));
    TEST_OK(ctx, msbat_phase_get_mu(hull, 300, 0, NULL, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "outside the range", msbat_phase_get_mu(hull, 300, 1, (double[]){0}, s));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "outside the range", msbat_phase_get_mu(hull, 300, 1, (double[]){1}, s));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "outside the range",
               msbat_phase_get_mu_derivatives(hull, 300, 1, (double[]){NAN}, s, s + 1));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "mu_ev", msbat_phase_find_x(hull, 300, 1, (double[]){NAN}, s));
    msbat_phase_destroy(&hull);
    msbat_phase_destroy(&regular);
}
END_TEST

/* ---- defects ----------------------------------------------------------------------------------------------------- */

/* Three charge states whose lines meet in one point, E_F = 0.5: the middle one is never alone the lowest. */
START_TEST(three_states_in_one_level)
{
    const int64_t added[1] = {-1};
    const double mu[1] = {0}, energies[3] = {-0.5, 0, 0.5};
    double levels[2] = {7, 7}, e = 7, terms[5];
    int64_t charges[2] = {7, 7}, n = 7, q = 7;
    msbat_defects *d = NULL;
    TEST_OK(ctx, msbat_defects_create(ctx, 1, 0, 0, 1, &d));
    for (int i = 0; i < 3; i++) TEST_OK(ctx, msbat_defects_add(d, "v", 1 - i, energies[i], 1, added));
    TEST_OK(ctx, msbat_defects_add(d, "other", -3, -90, 1, added));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "chemical potentials", msbat_defects_get_stable_levels(d, "v", 0, NULL, NULL, &n));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "chemical potentials", msbat_defects_get_transition_level(d, "v", 0, 1, &e));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "chemical potentials", msbat_defects_find_stable_charge(d, "v", 0, &q, &e));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "chemical potentials", msbat_defects_get_terms(d, "v", 0, 0, terms));
    TEST_OK(ctx, msbat_defects_set_chemical_potentials(d, 1, mu));
    TEST_OK(ctx, msbat_defects_find_stable_charge(d, "v", 0.5, &q, &e));
    ck_assert_int_eq(q, 1); /* of equal ones the most positive */
    TEST_NEAR(e, 0, 1e-15);
    TEST_OK(ctx, msbat_defects_get_stable_levels(d, "v", 2, levels, charges, &n));
    ck_assert_int_eq(n, 1);
    ck_assert(fabs(levels[0] - 0.5) < 1e-15 && charges[0] == -1 && levels[1] == 7 && charges[1] == 7);
    TEST_OK(ctx, msbat_defects_get_stable_levels(d, "v", 0, NULL, NULL, &n));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "charges", msbat_defects_get_stable_levels(d, "v", 1, levels, NULL, &n));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "w", msbat_defects_get_stable_levels(d, "w", 0, NULL, NULL, &n));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "charge state 5", msbat_defects_get_transition_level(d, "v", 5, 1, &e));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "charge state 5", msbat_defects_get_transition_level(d, "v", 1, 5, &e));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "charge state 5", msbat_defects_get_terms(d, "v", 5, 0, terms));
    TEST_FAILS(ctx, MSBAT_ERR_NOT_FOUND, "charge state 5",
               msbat_defects_set_alignment(d, "v", 5, MSBAT_ALIGNMENT_ENERGY, 0));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "value", msbat_defects_set_alignment(d, "v", 0, MSBAT_ALIGNMENT_ENERGY, 1e4));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "kind is -1", msbat_defects_set_alignment(d, "v", 0, (msbat_alignment)-1, 0));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "needs a name", msbat_defects_add(d, "", 0, 0, 1, added));
    const char *name = NULL;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "index -1", msbat_defects_get(d, -1, &name, &q));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "1 element", msbat_defects_set_chemical_potentials(d, 2, energies));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "coefficient_ev", msbat_defects_set_image_coefficient(d, NAN));
    msbat_defects_destroy(&d);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "e_bulk_ev", msbat_defects_create(ctx, 1, NAN, 0, 1, &d));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "e_v_ev", msbat_defects_create(ctx, 1, 0, NAN, 1, &d));
    ck_assert_ptr_null(d);
}
END_TEST

/* ---- hulls of entries -------------------------------------------------------------------------------------------- */

START_TEST(questions_to_a_hull)
{
    const double x[4] = {0, 0.5, 0.5, 1}, e[4] = {0, -1, -1, 0};
    double out[4] = {7, 7, 7, 7}, interval[2] = {7, 7};
    int64_t entries[3], n = 7;
    msbat_hull *h = NULL;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "entry 0", msbat_hull_create(ctx, 1, (double[]){-0.1}, e, &h));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "entry 0", msbat_hull_create(ctx, 1, x, (double[]){1e10}, &h));
    TEST_OK(ctx, msbat_hull_create(ctx, 4, x, e, &h));
    TEST_OK(ctx, msbat_hull_get_vertices(h, 3, entries));
    ck_assert_int_eq(entries[1], 1); /* of two equal entries the first */
    TEST_OK(ctx, msbat_hull_get_above(h, 4, out));
    for (int i = 0; i < 4; i++) TEST_NEAR(out[i], 0, 1e-15);
    TEST_OK(ctx, msbat_hull_get_plateau_count(h, &n));
    ck_assert_int_eq(n, 2);
    TEST_OK(ctx, msbat_hull_get_mean_voltage(h, 0, 0.25, 0.75, out));
    TEST_NEAR(out[0], 0, 1e-15);
    out[0] = 7;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x_low < x_high", msbat_hull_get_mean_voltage(h, 0, 0.5, 0.5, out));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x_low", msbat_hull_get_mean_voltage(h, 0, -0.5, 0.5, out));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x_high", msbat_hull_get_mean_voltage(h, 0, 0.5, NAN, out));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "mu_ref", msbat_hull_get_mean_voltage(h, NAN, 0.5, 0.6, out));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "mu_ref", msbat_hull_get_plateau(h, NAN, 0, interval, out));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "index", msbat_hull_get_plateau(h, 0, -1, interval, out));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "index", msbat_hull_get_plateau(h, 0, 2, interval, out));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "4", msbat_hull_get_above(h, 3, out));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "4", msbat_hull_get_formation_energy(h, 3, out));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "3", msbat_hull_get_vertices(h, 2, entries));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x has -1 values", msbat_hull_get_energy(h, -1, x, out));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "energy_ev", msbat_hull_get_energy(h, 1, x, NULL));
    TEST_OK(ctx, msbat_hull_get_energy(h, 0, NULL, NULL));
    ck_assert(out[0] == 7 && interval[0] == 7);
    msbat_hull_destroy(&h);
}
END_TEST

Suite *suite_failures(void)
{
    Suite *suite = suite_create("failures");
    TCase *tc = tcase_create("failures");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, creation_stops_where_the_function_fails);
    tcase_add_test(tc, questions_stop_where_the_function_fails);
    tcase_add_test(tc, hulls_stop_where_the_function_fails);
    tcase_add_test(tc, loops_between_the_points_are_found);
    tcase_add_test(tc, unstable_ends);
    tcase_add_test(tc, ripples);
    tcase_add_test(tc, ranges_of_functions);
    tcase_add_test(tc, names_and_energies_of_models);
    tcase_add_test(tc, ideal_solution);
    tcase_add_test(tc, rows_of_samples);
    tcase_add_test(tc, entropy_in_a_gap);
    tcase_add_test(tc, three_states_in_one_level);
    tcase_add_test(tc, questions_to_a_hull);
    suite_add_tcase(suite, tc);
    return suite;
}
