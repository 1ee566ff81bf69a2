#include "chemomech_support.h"

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

static const material_case PLAIN = {0, 3.1e-6, 0, MSBAT_DIFFUSIVITY_JUMP};

/* ---- D_eff = D_chem (1 + theta c/Gamma) on the slowest mode of a closed sphere, sin(a r)/r with tan a = a ---- */

static double decay_rate(material_case c, int64_t coupling, int64_t n, double x0)
{
    const double a = 4.493409457909064, amplitude = 1e-5;
    double x[512], time[2] = {0.02 * RADIUS * RADIUS / D_TEST, 0.04 * RADIUS * RADIUS / D_TEST}, spread[2];
    msbat_particle *p = make_particle(ctx, c, n);
    for (int64_t i = 0; i < n; i++) {
        double r = ((double)i + 0.5) / (double)n;
        x[i] = x0 + amplitude * sin(a * r) / (a * r);
    }
    TEST_OK(ctx, msbat_particle_set_profile(p, n, x));
    TEST_OK(ctx, msbat_particle_set_coupling(p, coupling));
    TEST_OK(ctx, msbat_particle_set_reference_x(p, x0));
    TEST_OK(ctx, msbat_particle_set_tolerance(p, 1e-11));
    TEST_OK(ctx, msbat_particle_run(p, 2, time));
    for (int k = 0; k < 2; k++) {
        TEST_OK(ctx, msbat_particle_get_profile(p, k + 1, n + 2, NULL, x, NULL, NULL));
        spread[k] = x[1] - x[n];
    }
    msbat_particle_destroy(&p);
    return log(spread[0] / spread[1]) / (time[1] - time[0]) * RADIUS * RADIUS / (a * a);
}

START_TEST(stress_raises_diffusivity_as_linear_theory_says)
{
    material_case interacting = {1.2, 3.1e-6, 0, MSBAT_DIFFUSIVITY_JUMP};
    for (int k = 0; k < 3; k++) {
        double x0 = 0.2 + 0.3 * k, gamma = 1 / (1 - x0) - 2 * interacting.w * x0, d_chem = D_TEST * gamma;
        double expected = d_chem * (1 + theta(OMEGA) * x0 / gamma);
        double d = decay_rate(interacting, MSBAT_PARTICLE_COUPLING_FULL, 100, x0);
        double bare = decay_rate(interacting, MSBAT_PARTICLE_COUPLING_NONE, 100, x0);
        TEST_NEAR(d / expected, 1, 5e-4); /* space: (a h)^2/12 = 1.7e-4; amplitude 1e-5 over x */
        TEST_NEAR(bare / d_chem, 1, 5e-4);
        TEST_NEAR(d / bare / (expected / d_chem), 1, 1e-4); /* the error of space cancels */
    }
}
END_TEST

/* ---- c_dot + c div v + div j = 0 in the current configuration, from smooth functions and differences ---- */

static double profile_x(double r) { return 0.45 + 0.3 * cos(3 * r * r); }

/* Mean of profile_x inside r, by Simpson's rule. */
static double profile_mean(double r)
{
    enum { M = 400 };
    double sum = 0;
    for (int i = 0; i <= M; i++) {
        double s = r * i / M;
        sum += (i % 2 ? 4 : i && i < M ? 2 : 1) * profile_x(s) * s * s;
    }
    return r > 0 ? sum / (r * r * M) : profile_x(0);
}

static const double SWELLING = 3.1e-6 * SITES / (9 * (1 - 0.3)); /* Omega c_max/(9 (1-nu)) */

static double displaced(double inner, double mean) /* u/R of Timoshenko's sphere, and by linearity its rate */
{
    return SWELLING * ((1 + POISSON) * inner + 2 * (1 - 2 * POISSON) * mean);
}

static double stretched(double here, double inner, double mean) /* du/dR, and its rate */
{
    return SWELLING * ((1 + POISSON) * (3 * here - 2 * inner) + 2 * (1 - 2 * POISSON) * mean);
}

typedef struct field {
    double r, j; /* current radius, flux relative to the lattice; lengths over RADIUS, D over D_TEST, c over SITES */
} field;

static field field_at(double R, double mean)
{
    const double h = 1e-4;
    double up = 1 + displaced(profile_mean(R), mean);
    double left = (R - h) * (1 + displaced(profile_mean(R - h), mean));
    double right = (R + h) * (1 + displaced(profile_mean(R + h), mean));
    double J = (right - left) / (2 * h) * up * up, x = profile_x(R), k = theta(OMEGA);
    double dxdr = (profile_x(R + h) - profile_x(R - h)) / (right - left);
    double dmu = (1 / (x * (1 - x)) + k) * dxdr; /* in RT: mu_chem = ln(x/(1-x)), -Omega sigma_h = k (x - mean) */
    return (field){R * up, -x / J * dmu};
}

START_TEST(convective_balance_in_the_current_configuration)
{
    enum { N = 400 };
    static double x[N], rates[N];
    double mean = profile_mean(1), worst = 0, largest = 0, inside = 0, mean_rate = 0, h = 1e-3;
    msbat_particle *p = make_particle(ctx, PLAIN, N);
    msbat_particle_table table = {.size = sizeof table};
    TEST_OK(ctx, msbat_particle_get_table(p, &table));
    for (int i = 0; i < N; i++) x[i] = profile_x((i + 0.5) / N);
    field surface = field_at(1 - 2e-4, mean);
    double flux = surface.j * surface.r * surface.r * SITES * D_TEST / RADIUS; /* per reference area */
    ck_assert_int_eq(table.residual(T_ROOM, flux, N, x, rates, p), 0);
    for (int i = 0; i < N; i++) mean_rate += shell_volume(i, N) * (rates[i] *= RADIUS * RADIUS / D_TEST);
    for (int i = 0; i < N - 20; i++) {
        double R = (i + 0.5) / N, a = (double)i / N;
        double inner_rate = (inside + (R * R * R - a * a * a) * rates[i]) / (R * R * R), inner = profile_mean(R);
        inside += shell_volume(i, N) * rates[i];
        if (i < 20) continue;
        /* F = diag(lambda, up, up), so that div v = lambda_dot/lambda + 2 up_dot/up, and c = x/J */
        double up = 1 + displaced(inner, mean), up_dot = displaced(inner_rate, mean_rate);
        double lambda = 1 + stretched(profile_x(R), inner, mean);
        double div_v = stretched(rates[i], inner_rate, mean_rate) / lambda + 2 * up_dot / up;
        double J = lambda * up * up, c = profile_x(R) / J, c_dot = rates[i] / J - c * div_v;
        field right = field_at(R + h, mean), left = field_at(R - h, mean), here = field_at(R, mean);
        double out = right.r * right.r * right.j - left.r * left.r * left.j;
        double div_j = out / ((right.r - left.r) * here.r * here.r);
        worst = fmax(worst, fabs(c_dot + c * div_v + div_j));
        largest = fmax(largest, fabs(div_j));
    }
    ck_assert_msg(worst < 2e-4 * largest, "residual %g of %g", worst, largest);
    msbat_particle_destroy(&p);
}
END_TEST

/* ---- conservation, dissipation, signs ---- */

static const double TIMES[4] = {20, 100, 300, 700};

static void check_balance(const msbat_particle *p)
{
    int64_t rows;
    double inside0, entered0, inside, entered, total, least;
    TEST_OK(ctx, msbat_particle_get_count(p, &rows));
    TEST_OK(ctx, msbat_particle_get_amount(p, 0, &inside0, &entered0));
    ck_assert(entered0 == 0);
    for (int64_t i = 0; i < rows; i++) {
        TEST_OK(ctx, msbat_particle_get_amount(p, i, &inside, &entered));
        TEST_NEAR((inside - inside0 - entered) / fmax(inside, inside0), 0, 1e-13);
        TEST_OK(ctx, msbat_particle_get_dissipation(p, i, &total, &least));
        ck_assert_msg(least >= 0 && total >= 0, "row %d: %g %g", (int)i, total, least);
    }
}

START_TEST(lithium_is_conserved_and_entropy_produced)
{
    material_case cases[] = {{0, 3.1e-6, 0, MSBAT_DIFFUSIVITY_JUMP},
                             {0, -3.1e-6, 0, MSBAT_DIFFUSIVITY_JUMP},
                             {1.8, 3.1e-6, 0, MSBAT_DIFFUSIVITY_TRACER},
                             {2.6, 3.1e-6, 1, MSBAT_DIFFUSIVITY_JUMP},
                             {0, 3.1e-6, 0, MSBAT_DIFFUSIVITY_CHEMICAL}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        msbat_particle *p = make_particle(ctx, cases[k], 60);
        double mu, held, entered, inside, area = 4 * acos(-1.0) * RADIUS * RADIUS;
        TEST_OK(ctx, msbat_particle_set_uniform(p, 0.05));
        TEST_OK(ctx, msbat_particle_set_flux(p, -2e-5));
        TEST_OK(ctx, msbat_particle_run(p, 4, TIMES));
        check_balance(p);
        TEST_OK(ctx, msbat_particle_get_amount(p, 4, &inside, &entered));
        TEST_NEAR(entered / (2e-5 * area * TIMES[3]), 1, 1e-12);
        TEST_OK(ctx, msbat_particle_get_surface(p, 4, NULL, &mu, NULL));
        TEST_OK(ctx, msbat_particle_set_uniform(p, 0.05));
        TEST_OK(ctx, msbat_particle_set_surface_mu(p, mu));
        TEST_OK(ctx, msbat_particle_run(p, 4, TIMES));
        check_balance(p);
        TEST_OK(ctx, msbat_particle_get_surface(p, 4, NULL, &held, NULL));
        TEST_NEAR(held, mu, 1e-9 * fabs(mu));
        msbat_particle_destroy(&p);
    }
}
END_TEST

/* First and second law of the discrete particle: its energy changes by what the lithium that enters brings, mu of the
 * surface, less the dissipation. Holds to rounding at any state. */
START_TEST(energy_balance)
{
    enum { N = 30 };
    double x[N + 2], rates[N], mu[N], mean = 0, gain = 0, volume = 4 * acos(-1.0) / 3 * pow(RADIUS, 3), flux = -3e-5;
    double mu_surface, total, least, time = 150, k = OMEGA * stress_scale(OMEGA), inflow = -3 * volume / RADIUS * flux;
    msbat_material *m = make_material(ctx, PLAIN);
    msbat_particle *p = make_particle(ctx, PLAIN, N);
    msbat_particle_table table = {.size = sizeof table};
    TEST_OK(ctx, msbat_particle_set_uniform(p, 0.2));
    TEST_OK(ctx, msbat_particle_set_flux(p, flux));
    TEST_OK(ctx, msbat_particle_run(p, 1, &time));
    TEST_OK(ctx, msbat_particle_get_table(p, &table));
    TEST_OK(ctx, msbat_particle_get_profile(p, 1, N + 2, NULL, x, NULL, NULL));
    TEST_OK(ctx, msbat_particle_get_surface(p, 1, NULL, &mu_surface, NULL));
    TEST_OK(ctx, msbat_particle_get_dissipation(p, 1, &total, &least));
    TEST_OK(ctx, msbat_material_get_mu(m, T_ROOM, N, x + 1, mu));
    ck_assert_int_eq(table.residual(T_ROOM, flux, N, x + 1, rates, p), 0);
    for (int i = 0; i < N; i++) mean += shell_volume(i, N) * x[i + 1];
    for (int i = 0; i < N; i++) gain += shell_volume(i, N) * rates[i] * (mu[i] + k * (x[i + 1] - mean));
    gain *= volume * SITES;
    ck_assert(total > 1e-3 * fabs(mu_surface * inflow));
    TEST_NEAR(gain / (mu_surface * inflow), 1 - total / (mu_surface * inflow), 1e-12);
    msbat_material_destroy(&m);
    msbat_particle_destroy(&p);
}
END_TEST

START_TEST(a_closed_particle_comes_to_rest_without_stress)
{
    enum { N = 40 };
    double x[N + 2], sr[N + 2], mean = 0, time = 20 * RADIUS * RADIUS / D_TEST;
    msbat_particle *p = make_particle(ctx, PLAIN, N);
    for (int i = 0; i < N; i++) {
        x[i] = 0.2 + 0.6 * (i % 7) / 7.0;
        mean += shell_volume(i, N) * x[i];
    }
    TEST_OK(ctx, msbat_particle_set_profile(p, N, x));
    TEST_OK(ctx, msbat_particle_run(p, 1, &time));
    TEST_OK(ctx, msbat_particle_get_profile(p, 1, N + 2, NULL, x, sr, NULL));
    for (int i = 0; i < N + 2; i++) {
        TEST_NEAR(x[i], mean, 1e-6);
        TEST_NEAR(sr[i], 0, 1e-6 * stress_scale(OMEGA));
    }
    check_balance(p);
    msbat_particle_destroy(&p);
}
END_TEST

/* Omega enters diffusion by its square, stress by itself; only the convective term tells its sign. */
START_TEST(sign_of_omega)
{
    enum { N = 50 };
    double x[2][N + 2], sr[2][N + 2], st[2][N + 2];
    for (int k = 0; k < 2; k++) {
        material_case c = PLAIN;
        c.omega = k ? -PLAIN.omega : PLAIN.omega;
        msbat_particle *p = make_particle(ctx, c, N);
        TEST_OK(ctx, msbat_particle_set_option(p, "coupling", "stress"));
        TEST_OK(ctx, msbat_particle_set_uniform(p, 0.3));
        TEST_OK(ctx, msbat_particle_set_flux(p, -2e-5));
        TEST_OK(ctx, msbat_particle_run(p, 2, TIMES));
        TEST_OK(ctx, msbat_particle_get_profile(p, 2, N + 2, NULL, x[k], sr[k], st[k]));
        msbat_particle_destroy(&p);
    }
    for (int i = 0; i < N + 2; i++) {
        ck_assert(x[0][i] == x[1][i]);
        ck_assert(sr[0][i] == -sr[1][i]);
        ck_assert(st[0][i] == -st[1][i]);
    }
}
END_TEST

START_TEST(uniform_swelling_and_surface_shift)
{
    msbat_particle *p = make_particle(ctx, PLAIN, 20);
    double radius, ratio, x, mu, shift, r[22], x_of[22], time = 50, sigma_t[22];
    TEST_OK(ctx, msbat_particle_set_uniform(p, 0.7));
    TEST_OK(ctx, msbat_particle_run(p, 0, NULL));
    TEST_OK(ctx, msbat_particle_get_radius(p, 0, &radius, &ratio));
    TEST_NEAR(radius / RADIUS, 1 + OMEGA * SITES * 0.7 / 3, 1e-14);
    TEST_NEAR(ratio, pow(radius / RADIUS, 3), 1e-14);
    TEST_OK(ctx, msbat_particle_get_surface(p, 0, &x, &mu, &shift));
    TEST_NEAR(x, 0.7, 1e-15);
    TEST_NEAR(shift, 0, 1e-11);
    TEST_OK(ctx, msbat_particle_set_flux(p, 3e-5)); /* emptying: tension at the surface lowers mu */
    TEST_OK(ctx, msbat_particle_run(p, 1, &time));
    TEST_OK(ctx, msbat_particle_get_surface(p, 1, &x, &mu, &shift));
    TEST_OK(ctx, msbat_particle_get_profile(p, 1, 22, r, x_of, NULL, sigma_t));
    ck_assert(sigma_t[21] > 0 && shift < 0 && x_of[21] == x);
    TEST_NEAR(shift, -OMEGA * 2 * sigma_t[21] / 3, 1e-9);
    TEST_OK(ctx, msbat_particle_get_radius(p, 1, &radius, NULL));
    TEST_NEAR(r[21] / radius, 1, 1e-15);
    msbat_particle_destroy(&p);
}
END_TEST

/* Constant outflow empties the surface at the time of Crank's series when its exponentials are gone:
 * 3 tau + 1/5 = x0 c_max D/(flux R). */
START_TEST(run_ends_when_the_surface_is_empty)
{
    material_case declared = {0, 3.1e-6, 0, MSBAT_DIFFUSIVITY_CHEMICAL};
    msbat_particle *p = make_particle(ctx, declared, 80);
    msbat_particle_end end;
    double x0 = 0.5, amplitude = 0.25, times[2] = {1000, 1e6}, t, x;
    int64_t rows;
    TEST_OK(ctx, msbat_particle_set_option(p, "coupling", "none"));
    TEST_OK(ctx, msbat_particle_set_uniform(p, x0));
    TEST_OK(ctx, msbat_particle_set_flux(p, amplitude * D_TEST * SITES / RADIUS));
    TEST_OK(ctx, msbat_particle_run(p, 2, times));
    TEST_OK(ctx, msbat_particle_get_end(p, &end));
    TEST_OK(ctx, msbat_particle_get_count(p, &rows));
    ck_assert_int_eq(rows, 3);
    ck_assert(end == MSBAT_PARTICLE_END_SURFACE);
    TEST_OK(ctx, msbat_particle_get_time(p, 2, &t));
    TEST_NEAR(t * D_TEST / (RADIUS * RADIUS), (x0 / amplitude - 0.2) / 3, 3e-4);
    TEST_OK(ctx, msbat_particle_get_surface(p, 2, &x, NULL, NULL));
    TEST_NEAR(x, 0, 1e-9);
    check_balance(p);
    msbat_particle_destroy(&p);
}
END_TEST

/* A run to a time just before the surface is empty ends at that time: a step of the integrator that reaches beyond it
 * does not count. A run on from there ends where a run in one piece does. */
START_TEST(run_ends_at_its_time_before_the_surface_is_empty)
{
    material_case declared = {0, OMEGA, 0, MSBAT_DIFFUSIVITY_CHEMICAL};
    msbat_particle *p = make_particle(ctx, declared, 30);
    const double part[3] = {0.9, 0.999, 0.99999};
    double late = 1e6, empty, t;
    msbat_particle_end end;
    int64_t rows;
    TEST_OK(ctx, msbat_particle_set_flux(p, 0.25 * D_TEST * SITES / RADIUS));
    TEST_OK(ctx, msbat_particle_run(p, 1, &late));
    TEST_OK(ctx, msbat_particle_get_time(p, 1, &empty));
    for (int k = 0; k < 3; k++) {
        const double times[3] = {0.5 * part[k] * empty, part[k] * empty, 2 * empty};
        TEST_OK(ctx, msbat_particle_set_uniform(p, 0.5));
        TEST_OK(ctx, msbat_particle_run(p, 2, times));
        TEST_OK(ctx, msbat_particle_get_end(p, &end));
        TEST_OK(ctx, msbat_particle_get_count(p, &rows));
        ck_assert_int_eq(rows, 3);
        TEST_OK(ctx, msbat_particle_get_time(p, 2, &t));
        ck_assert(end == MSBAT_PARTICLE_END_TIME && t == times[1]);
        TEST_OK(ctx, msbat_particle_set_uniform(p, 0.5));
        TEST_OK(ctx, msbat_particle_run(p, 3, times));
        TEST_OK(ctx, msbat_particle_get_end(p, &end));
        TEST_OK(ctx, msbat_particle_get_time(p, 3, &t));
        ck_assert(end == MSBAT_PARTICLE_END_SURFACE);
        TEST_NEAR(t / empty, 1, 1e-4);
    }
    check_balance(p);
    msbat_particle_destroy(&p);
}
END_TEST

/* A lattice gas takes flux until it is full everywhere: D_chem diverges as x nears 1. */
START_TEST(run_ends_when_the_particle_is_full)
{
    msbat_particle *p = make_particle(ctx, PLAIN, 60);
    msbat_particle_end end;
    double times[2] = {100, 1e6}, t, inside, entered, sites = SITES * 4 * acos(-1.0) / 3 * pow(RADIUS, 3);
    double flux = 0.003 * D_TEST * SITES / RADIUS;
    TEST_OK(ctx, msbat_particle_set_uniform(p, 0.6));
    TEST_OK(ctx, msbat_particle_set_flux(p, -flux));
    TEST_OK(ctx, msbat_particle_run(p, 2, times));
    TEST_OK(ctx, msbat_particle_get_end(p, &end));
    TEST_OK(ctx, msbat_particle_get_time(p, 2, &t));
    TEST_OK(ctx, msbat_particle_get_amount(p, 2, &inside, &entered));
    ck_assert(end == MSBAT_PARTICLE_END_SURFACE);
    TEST_NEAR(inside / sites, 1, 1e-5);
    TEST_NEAR((inside - entered) / sites, 0.6, 1e-9);
    TEST_NEAR(t * 3 * flux / (RADIUS * SITES), 0.4, 1e-5);
    msbat_particle_destroy(&p);
}
END_TEST

/* Stress makes a phase with unstable mixtures well-posed up to w = 2 + theta c_max/2 (x = 1/2 is the worst place). */
START_TEST(stress_stabilises_up_to_the_stated_limit)
{
    double limit = 2 + theta(OMEGA) / 2, time = 100;
    for (int k = 0; k < 2; k++) {
        material_case c = {limit + (k ? 0.01 : -0.01), 3.1e-6, 0, MSBAT_DIFFUSIVITY_JUMP};
        msbat_particle *p = make_particle(ctx, c, 30);
        TEST_OK(ctx, msbat_particle_set_flux(p, -1e-5));
        if (k) TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "ill-posed", msbat_particle_run(p, 1, &time));
        else TEST_OK(ctx, msbat_particle_run(p, 1, &time));
        TEST_OK(ctx, msbat_particle_set_option(p, "coupling", "none"));
        time = 200;
        TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "ill-posed", msbat_particle_run(p, 1, &time));
        time = 100;
        msbat_particle_destroy(&p);
    }
}
END_TEST

/* A slow front in a convexified phase without stress: x jumps across the gap within one shell, and the core comes to
 * the low end of the gap. */
START_TEST(front_of_a_convexified_phase)
{
    enum { N = 60 };
    material_case c = {3, 0, 1, MSBAT_DIFFUSIVITY_JUMP};
    double x[N + 2], time[2] = {1e4, 3e4}, mu, gap[2];
    int64_t between = 0;
    msbat_particle *p = make_particle(ctx, c, N);
    msbat_material *m = make_material(ctx, c);
    const msbat_phase *phase;
    TEST_OK(ctx, msbat_material_get_phase(m, &phase));
    TEST_OK(ctx, msbat_phase_get_gap(phase, T_ROOM, 0, gap, &mu));
    TEST_OK(ctx, msbat_particle_set_uniform(p, 0.03));
    TEST_OK(ctx, msbat_particle_set_flux(p, -6e-7));
    TEST_OK(ctx, msbat_particle_run(p, 2, time));
    TEST_OK(ctx, msbat_particle_get_profile(p, 2, N + 2, NULL, x, NULL, NULL));
    TEST_NEAR(x[1], gap[0], 2e-3);
    ck_assert(x[N + 1] > gap[1] - 1e-6);
    for (int i = 1; i <= N; i++) between += x[i] > gap[0] + 2e-3 && x[i] < gap[1] - 2e-3;
    ck_assert_int_le(between, 1);
    check_balance(p);
    msbat_material_destroy(&m);
    msbat_particle_destroy(&p);
}
END_TEST

Suite *suite_coupled(void)
{
    Suite *s = suite_create("coupled");
    TCase *c = tcase_create("coupled");
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_set_timeout(c, 30);
    tcase_add_test(c, stress_raises_diffusivity_as_linear_theory_says);
    tcase_add_test(c, convective_balance_in_the_current_configuration);
    tcase_add_test(c, lithium_is_conserved_and_entropy_produced);
    tcase_add_test(c, energy_balance);
    tcase_add_test(c, a_closed_particle_comes_to_rest_without_stress);
    tcase_add_test(c, sign_of_omega);
    tcase_add_test(c, uniform_swelling_and_surface_shift);
    tcase_add_test(c, run_ends_when_the_surface_is_empty);
    tcase_add_test(c, run_ends_at_its_time_before_the_surface_is_empty);
    tcase_add_test(c, run_ends_when_the_particle_is_full);
    tcase_add_test(c, stress_stabilises_up_to_the_stated_limit);
    tcase_add_test(c, front_of_a_convexified_phase);
    suite_add_tcase(s, c);
    return s;
}
