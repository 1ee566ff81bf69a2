/* Lower envelopes: convex hulls of entries and stable charges of defects, against searches over all pairs. */
#include "thermo_test.h"

#include <stdio.h>

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

/* ---- hulls ---- */

enum { N = 40 };
typedef struct entries {
    double x[N], e[N];
} entries;

/* Ends at 0 and 1; every third x stands twice. */
static entries random_entries(uint64_t *state)
{
    entries s;
    for (int i = 0; i < N; i++) {
        s.x[i] = i < 2 ? i : i % 3 == 2 ? s.x[i - 1] : test_uniform(state);
        s.e[i] = -3 * s.x[i] - s.x[i] * (1 - s.x[i]) * test_uniform(state);
    }
    return s;
}

static msbat_hull *hull_of(const entries *s)
{
    msbat_hull *hull = NULL;
    TEST_OK(ctx, msbat_hull_create(ctx, N, s->x, s->e, &hull));
    return hull;
}

/* The least energy that a mixture of two entries has at x. */
static double mixture(const entries *s, double x)
{
    double best = INFINITY;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            if (s->x[i] > x || s->x[j] < x) continue;
            double f = s->x[j] > s->x[i] ? (x - s->x[i]) / (s->x[j] - s->x[i]) : 0;
            if (f == 0 && s->x[i] != x) continue;
            best = fmin(best, (1 - f) * s->e[i] + f * s->e[j]);
        }
    return best;
}

START_TEST(hull_is_the_best_mixture)
{
    uint64_t state = 41;
    for (int trial = 0; trial < 30; trial++) {
        entries s = random_entries(&state);
        msbat_hull *hull = hull_of(&s);
        double above[N], formation[N];
        TEST_OK(ctx, msbat_hull_get_above(hull, N, above));
        TEST_OK(ctx, msbat_hull_get_formation_energy(hull, N, formation));
        for (int i = 0; i < N; i++) {
            TEST_NEAR(above[i], s.e[i] - mixture(&s, s.x[i]), 2e-15);
            TEST_NEAR(formation[i], s.e[i] - (1 - s.x[i]) * s.e[0] - s.x[i] * s.e[1], 2e-15);
        }
        for (int i = 0; i < 20; i++) {
            double x = test_uniform(&state), e;
            TEST_OK(ctx, msbat_hull_get_energy(hull, 1, &x, &e));
            TEST_NEAR(e, mixture(&s, x), 2e-15);
        }
        msbat_hull_destroy(&hull);
    }
}
END_TEST

/* A linear function of x added, energies stretched: the same vertices; plateaus shift by its slope and stretch. */
START_TEST(linear_functions_do_not_matter)
{
    uint64_t state = 42;
    for (int trial = 0; trial < 30; trial++) {
        entries s = random_entries(&state), t = s;
        const double slope = test_between(&state, -5, 5), offset = test_between(&state, -9, 9), stretch = 2;
        int64_t n, m, v[N], w[N];
        for (int i = 0; i < N; i++) t.e[i] = stretch * s.e[i] + slope * s.x[i] + offset;
        msbat_hull *a = hull_of(&s), *b = hull_of(&t);
        TEST_OK(ctx, msbat_hull_get_vertex_count(a, &n));
        TEST_OK(ctx, msbat_hull_get_vertex_count(b, &m));
        ck_assert_int_eq(n, m);
        TEST_OK(ctx, msbat_hull_get_vertices(a, n, v));
        TEST_OK(ctx, msbat_hull_get_vertices(b, n, w));
        ck_assert_mem_eq(v, w, sizeof *v * (size_t)n);
        for (int64_t i = 0; i < n - 1; i++) {
            double p[2], q[2], u, shifted;
            TEST_OK(ctx, msbat_hull_get_plateau(a, 0.3, i, p, &u));
            TEST_OK(ctx, msbat_hull_get_plateau(b, 2 * 0.3 + slope, i, q, &shifted));
            TEST_NEAR(shifted, stretch * u, 2e-14 / (p[1] - p[0]));
            ck_assert_mem_eq(p, q, sizeof p);
        }
        msbat_hull_destroy(&a);
        msbat_hull_destroy(&b);
    }
}
END_TEST

/* Voltages fall from plateau to plateau; the mean voltage adds up over any cut, and over all is that of the ends. */
START_TEST(mean_voltages_add_up)
{
    uint64_t state = 43;
    for (int trial = 0; trial < 30; trial++) {
        entries s = random_entries(&state);
        msbat_hull *hull = hull_of(&s);
        const double cut = test_between(&state, 0.1, 0.9);
        double low, high, all, last = INFINITY, sum = 0;
        int64_t n;
        TEST_OK(ctx, msbat_hull_get_plateau_count(hull, &n));
        for (int64_t i = 0; i < n; i++) {
            double edge[2], u;
            TEST_OK(ctx, msbat_hull_get_plateau(hull, -1.9, i, edge, &u));
            ck_assert(u < last);
            last = u;
            sum += u * (edge[1] - edge[0]);
        }
        TEST_OK(ctx, msbat_hull_get_mean_voltage(hull, -1.9, 0, cut, &low));
        TEST_OK(ctx, msbat_hull_get_mean_voltage(hull, -1.9, cut, 1, &high));
        TEST_OK(ctx, msbat_hull_get_mean_voltage(hull, -1.9, 0, 1, &all));
        TEST_NEAR(cut * low + (1 - cut) * high, all, 2e-15);
        TEST_NEAR(sum, all, 1e-14);
        TEST_NEAR(all, -(s.e[1] - s.e[0] + 1.9), 2e-15);
        ck_assert(low >= all && all >= high);
        msbat_hull_destroy(&hull);
    }
}
END_TEST

/* ---- stable charges ---- */

enum { CHARGES = 5 };
typedef struct host {
    msbat_defects *defects;
    double energy[CHARGES]; /* of charge q = k - 2, at the valence band maximum */
} host;

static const double gap = 2.5;

static host random_host(uint64_t *state)
{
    const double mu[2] = {-2, -5};
    const int64_t added[2] = {-1, 1};
    host h = {0};
    TEST_OK(ctx, msbat_defects_create(ctx, 2, -100, 1.5, gap, &h.defects));
    TEST_OK(ctx, msbat_defects_set_chemical_potentials(h.defects, 2, mu));
    TEST_OK(ctx, msbat_defects_set_image_coefficient(h.defects, 0.15));
    for (int k = 0; k < CHARGES; k++) {
        int q = k - 2;
        double e = test_between(state, -102, -97) - 1.3 * q, dv = test_between(state, -0.2, 0.2);
        TEST_OK(ctx, msbat_defects_add(h.defects, "d", q, e, 2, added));
        TEST_OK(ctx, msbat_defects_set_alignment(h.defects, "d", q, MSBAT_ALIGNMENT_ELECTRON_ENERGY, dv));
        h.energy[k] = e + 100 - 2 + 5 + q * (1.5 + dv) + 0.15 * q * q;
    }
    return h;
}

/* Lowest line q E_F + energy at E_F; of equal ones the most positive charge. */
static int lowest(const host *h, double fermi)
{
    int best = 0;
    for (int k = 1; k < CHARGES; k++)
        if (h->energy[k] + (k - 2) * fermi <= h->energy[best] + (best - 2) * fermi) best = k;
    return best - 2;
}

START_TEST(stable_charge_is_the_lowest_line)
{
    uint64_t state = 44;
    for (int trial = 0; trial < 60; trial++) {
        host h = random_host(&state);
        for (double f = 0.013; f < gap; f += 0.131) {
            int64_t q;
            double e;
            TEST_OK(ctx, msbat_defects_find_stable_charge(h.defects, "d", f, &q, &e));
            ck_assert_int_eq(q, lowest(&h, f));
            TEST_NEAR(e, h.energy[q + 2] + (double)q * f, 2e-14);
        }
        msbat_defects_destroy(&h.defects);
    }
}
END_TEST

/* At each level the charges below and above cost the same, charges fall from level to level, and between levels
 * nothing changes. */
START_TEST(levels_bound_the_stable_charges)
{
    uint64_t state = 45;
    int seen = 0;
    for (int trial = 0; trial < 150; trial++) {
        host h = random_host(&state);
        double level[CHARGES], direct, from = 0;
        int64_t above[CHARGES], n, below = lowest(&h, 0);
        TEST_OK(ctx, msbat_defects_get_stable_levels(h.defects, "d", CHARGES, level, above, &n));
        for (int64_t i = 0; i < n; i++, seen++) {
            ck_assert(level[i] >= from && level[i] <= gap && above[i] < below);
            ck_assert_int_eq(lowest(&h, 0.5 * (from + level[i])), below);
            TEST_OK(ctx, msbat_defects_get_transition_level(h.defects, "d", below, above[i], &direct));
            TEST_NEAR(level[i], direct, 1e-14);
            TEST_NEAR(h.energy[below + 2] + (double)below * level[i], h.energy[above[i] + 2] +
                      (double)above[i] * level[i], 4e-14);
            below = above[i];
            from = level[i];
        }
        ck_assert_int_eq(lowest(&h, gap), below);
        msbat_defects_destroy(&h.defects);
    }
    ck_assert_int_ge(seen, 60);
}
END_TEST

/* (q2 - q1) eps(q1/q2) is a difference of energies, so that it adds up round a triangle of charges. */
START_TEST(levels_close_triangles)
{
    uint64_t state = 46;
    for (int trial = 0; trial < 20; trial++) {
        double e12, e23, e13;
        const int q1 = trial % 2 - 2, q2 = trial % 3, q3 = trial % 2 ? 2 : -2 + (trial % 3 == 0);
        if (q1 == q3 || q2 == q3) continue;
        host h = random_host(&state);
        TEST_OK(ctx, msbat_defects_get_transition_level(h.defects, "d", q1, q2, &e12));
        TEST_OK(ctx, msbat_defects_get_transition_level(h.defects, "d", q2, q3, &e23));
        TEST_OK(ctx, msbat_defects_get_transition_level(h.defects, "d", q1, q3, &e13));
        TEST_NEAR((q2 - q1) * e12 + (q3 - q2) * e23, (q3 - q1) * e13, 4e-14);
        msbat_defects_destroy(&h.defects);
    }
}
END_TEST

/* A binary compound AB with a vacancy of each kind. Whatever E_F and wherever between the limits mu_A + mu_B = E(AB),
 * the pair v_A(-1), v_B(+1) costs the same: the law of mass action. Neutrality of the two fixes E_F half-way between
 * their energies: [v_A-] = [v_B+] there, found by bisection. */
static double vacancy_energy(const msbat_defects *d, int sign, double fermi)
{
    double e;
    TEST_OK(ctx, msbat_defects_get_formation_energy(d, sign > 0 ? "v_B" : "v_A", sign, fermi, &e));
    return e;
}

static double neutral_level(const msbat_defects *d, double kt)
{
    double low = -10, high = 10;
    for (int i = 0; i < 80; i++) {
        double f = 0.5 * (low + high);
        double net = exp(-vacancy_energy(d, 1, f) / kt) - exp(-vacancy_energy(d, -1, f) / kt);
        *(net > 0 ? &low : &high) = f;
    }
    return low;
}

START_TEST(mass_action_and_neutrality)
{
    const int64_t lost_a[2] = {-1, 0}, lost_b[2] = {0, -1};
    msbat_defects *d = NULL;
    TEST_OK(ctx, msbat_defects_create(ctx, 2, -200, 3, gap, &d));
    TEST_OK(ctx, msbat_defects_add(d, "v_A", -1, -191.5, 2, lost_a));
    TEST_OK(ctx, msbat_defects_add(d, "v_B", 1, -197.1, 2, lost_b));
    for (double share = 0; share <= 1; share += 0.125) {
        const double mu[2] = {-2.4 - 1.9 * share, -4.1 - 1.9 * (1 - share)};
        TEST_OK(ctx, msbat_defects_set_chemical_potentials(d, 2, mu));
        for (double f = 0; f < gap; f += 0.3)
            TEST_NEAR(vacancy_energy(d, 1, f) + vacancy_energy(d, -1, f), 8.5 + 2.9 - 2.4 - 4.1 - 1.9, 1e-13);
        double f = neutral_level(d, KB * 1200);
        TEST_NEAR(vacancy_energy(d, 1, f), vacancy_energy(d, -1, f), 1e-12);
        TEST_NEAR(vacancy_energy(d, 1, f), 0.5 * (8.5 + 2.9 - 2.4 - 4.1 - 1.9), 1e-12);
    }
    msbat_defects_destroy(&d);
}
END_TEST

Suite *suite_envelopes(void)
{
    Suite *suite = suite_create("envelopes");
    TCase *tc = tcase_create("envelopes");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, hull_is_the_best_mixture);
    tcase_add_test(tc, linear_functions_do_not_matter);
    tcase_add_test(tc, mean_voltages_add_up);
    tcase_add_test(tc, stable_charge_is_the_lowest_line);
    tcase_add_test(tc, levels_bound_the_stable_charges);
    tcase_add_test(tc, levels_close_triangles);
    tcase_add_test(tc, mass_action_and_neutrality);
    suite_add_tcase(suite, tc);
    return suite;
}
