/* Clusters of hosts against an enumeration that knows nothing of symmetry: every set of sites within the cutoffs that
 * has a site in the home cell, counted by its distances. */
#include <stdbool.h>

#include "models.h"

static msbat_context *ctx;
static void start(void) { TEST_OK(NULL, msbat_context_create(&ctx)); }
static void stop(void) { msbat_context_destroy(&ctx); }

enum { MOST_SITES = 600, MOST_POINTS = 4, PAIRS = MOST_POINTS * (MOST_POINTS - 1) / 2, MOST_KINDS = 400 };

/* Sites of one host around its home cell. */
typedef struct sites {
    double cell[9], frac[12], r[MOST_SITES][3];
    int64_t n_sub;
    int n, home; /* sites 0 ... home - 1 are those of the home cell */
} sites;

/* Clusters of one number of points with the same sorted distances. */
typedef struct kind {
    int points;
    double distance[PAIRS], found, claimed; /* clusters per host cell, counted and by the orbits */
} kind;

typedef struct census {
    sites s;
    double cutoff[MOST_POINTS + 1];
    int active[4], n_kinds;
    kind kinds[MOST_KINDS];
} census;

static void place(const sites *s, int64_t sub, const double offset[3], double r[3])
{
    for (int k = 0; k < 3; k++) {
        r[k] = 0;
        for (int j = 0; j < 3; j++) r[k] += (s->frac[3 * sub + j] + offset[j]) * s->cell[3 * j + k];
    }
}

static double distance(const double a[3], const double b[3])
{
    return sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
}

static bool in_reach(const sites *s, const double r[3], double reach)
{
    for (int i = 0; i < s->home; i++)
        if (distance(s->r[i], r) < reach) return true;
    return false;
}

/* Active sites of the cells up to 4 steps away that are within reach of an active site at home, those at home first. */
static void collect(census *c, const msbat_crystal *host, double reach)
{
    sites *s = &c->s;
    int64_t species[4];
    TEST_OK(ctx, msbat_crystal_get_cell(host, s->cell));
    TEST_OK(ctx, msbat_crystal_get_site_count(host, &s->n_sub));
    TEST_OK(ctx, msbat_crystal_get_sites(host, s->n_sub, s->frac, species));
    for (int64_t i = 0; i < s->n_sub; i++)
        if (c->active[i]) place(s, i, (double[3]){0, 0, 0}, s->r[s->n++]);
    s->home = s->n;
    for (int cell = 0; cell < 9 * 9 * 9; cell++) {
        const double offset[3] = {cell % 9 - 4, cell / 9 % 9 - 4, cell / 81 - 4};
        for (int64_t i = 0; i < s->n_sub && cell != 364; i++) {
            double r[3];
            place(s, i, offset, r);
            if (!c->active[i] || !in_reach(s, r, reach)) continue;
            ck_assert_int_lt(s->n, MOST_SITES);
            memcpy(s->r[s->n++], r, sizeof r);
        }
    }
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static kind *kind_of(census *c, int points, double (*const r)[3])
{
    double d[PAIRS] = {0};
    int n = 0;
    for (int i = 0; i < points; i++)
        for (int j = 0; j < i; j++) d[n++] = distance(r[i], r[j]);
    qsort(d, (size_t)n, sizeof *d, by_size);
    for (int k = 0; k < c->n_kinds; k++) {
        double gap = 0;
        for (int i = 0; i < n; i++) gap = fmax(gap, fabs(c->kinds[k].distance[i] - d[i]));
        if (c->kinds[k].points == points && gap < 1e-6) return &c->kinds[k];
    }
    ck_assert_int_lt(c->n_kinds, MOST_KINDS);
    kind *k = &c->kinds[c->n_kinds++];
    *k = (kind){.points = points};
    memcpy(k->distance, d, sizeof d);
    return k;
}

/* Adds sites with larger index to the cluster as long as the cutoff of its size allows. A cluster of p points has a
 * translation with each of its points at home: found p times in all where one with h points at home is found once here,
 * so that it counts h/p. */
static void extend(census *c, int points, int last, int at_home, double r[MOST_POINTS][3], double longest)
{
    if (points) kind_of(c, points, r)->found += (double)at_home / points;
    for (int i = last + 1; i < c->s.n && points < MOST_POINTS; i++) {
        double longer = longest;
        if (!points && i >= c->s.home) break; /* the first point has the least index: at home */
        for (int k = 0; k < points; k++) longer = fmax(longer, distance(r[k], c->s.r[i]));
        if (longer > c->cutoff[2] + 1e-6) continue; /* cutoffs fall with size: nothing larger can be within */
        memcpy(r[points], c->s.r[i], sizeof r[0]);
        if (points == 0 || longer < c->cutoff[points + 1] + 1e-6)
            extend(c, points + 1, i, at_home + (i < c->s.home), r, longer);
    }
}

static void claim(census *c, const msbat_ce *ce)
{
    int64_t n;
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n));
    for (int64_t f = 1; f < n; f++) {
        int64_t points, multiplicity, at[4 * MOST_POINTS];
        double length, r[MOST_POINTS][3];
        TEST_OK(ctx, msbat_ce_get_orbit(ce, f, &points, &multiplicity, &length));
        TEST_OK(ctx, msbat_ce_get_cluster(ce, f, points, at));
        for (int64_t k = 0; k < points; k++) {
            const double offset[3] = {(double)at[4 * k + 1], (double)at[4 * k + 2], (double)at[4 * k + 3]};
            place(&c->s, at[4 * k], offset, r[k]);
        }
        kind *k = kind_of(c, (int)points, r);
        k->claimed += (double)multiplicity;
        TEST_NEAR(points > 1 ? k->distance[points * (points - 1) / 2 - 1] : 0, length, 1e-9);
    }
}

/* Counts and claims agree for every kind, and as many terms are listed. */
static void compare(const msbat_crystal *host, int64_t filled, const double cutoffs[3], int least_kinds)
{
    census *c = calloc(1, sizeof *c);
    double r[MOST_POINTS][3], sum = 0;
    int64_t active[4], n_terms, max_points;
    msbat_ce *ce = model_ce(host, filled, 0, 3, cutoffs);
    ck_assert_ptr_nonnull(c);
    TEST_OK(ctx, msbat_crystal_get_site_count(host, &n_terms));
    TEST_OK(ctx, msbat_ce_get_active(ce, n_terms, active));
    for (int i = 0; i < n_terms; i++) c->active[i] = active[i] != 0;
    memcpy(&c->cutoff[2], cutoffs, 3 * sizeof *cutoffs);
    collect(c, host, cutoffs[0] + 1e-3);
    extend(c, 0, -1, 0, r, 0);
    claim(c, ce);
    for (int k = 0; k < c->n_kinds; k++) {
        TEST_NEAR(c->kinds[k].claimed, c->kinds[k].found, 1e-9);
        sum += c->kinds[k].found;
    }
    ck_assert_int_ge(c->n_kinds, least_kinds);
    TEST_OK(ctx, msbat_ce_get_term_count(ce, &n_terms, &max_points));
    ck_assert(n_terms == (int64_t)rint(sum) && max_points == MOST_POINTS);
    msbat_ce_destroy(&ce);
    free(c);
}

START_TEST(clusters_of_metals)
{
    const double fcc[3] = {7.1, 5.1, 4.1}, bcc[3] = {6, 4.8, 4.1}, hcp[3] = {6.4, 5.3, 4.6}, cubic[3] = {7, 5.3, 4.3};
    msbat_crystal *hosts[4] = {model_fcc(ctx), model_bcc(ctx), model_hcp(ctx), model_cubic(ctx)};
    compare(hosts[0], 46, fcc, 12);
    compare(hosts[1], 26, bcc, 12);
    compare(hosts[2], 12, hcp, 12);
    compare(hosts[3], 3, cubic, 12);
    for (int i = 0; i < 4; i++) msbat_crystal_destroy(&hosts[i]);
}
END_TEST

START_TEST(clusters_of_layers)
{
    const double layered[3] = {7.5, 6.1, 5.0}, square[3] = {9.1, 6.8, 4.3};
    msbat_crystal *hosts[2] = {model_layered(ctx, 2.816, 14.05, 0.2605, 27), model_square(ctx)};
    compare(hosts[0], 3, layered, 20);
    compare(hosts[1], 3, square, 10);
    for (int i = 0; i < 2; i++) msbat_crystal_destroy(&hosts[i]);
}
END_TEST

/* hcp with an ideal c/a has the shells of fcc up to sqrt(2) a: 12 and 6 neighbours; then 2 at sqrt(8/3) a that fcc does
 * not have. Its first shell is two orbits, in the plane and between planes, 3 and 3 pairs a site. */
START_TEST(shells_of_hcp)
{
    const double cutoffs[1] = {5.3};
    const int64_t pairs[4] = {6, 6, 6, 2};
    const double length[4] = {3.2, 3.2, 3.2 * 1.4142135623730951, 3.2 * 1.632993161855452};
    msbat_crystal *host = model_hcp(ctx);
    msbat_ce *ce = model_ce(host, 12, 0, 1, cutoffs);
    int64_t n, points, m;
    double l;
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n));
    ck_assert_int_eq(n, 6);
    TEST_OK(ctx, msbat_ce_get_orbit(ce, 1, &points, &m, &l));
    ck_assert(points == 1 && m == 2); /* the two sites are alike */
    for (int f = 0; f < 4; f++) {
        TEST_OK(ctx, msbat_ce_get_orbit(ce, 2 + f, &points, &m, &l));
        ck_assert_msg(points == 2 && m == pairs[f], "orbit %d: %d pairs", 2 + f, (int)m);
        TEST_NEAR(l, length[f], 1e-9);
    }
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&host);
}
END_TEST

/* Each term belongs to the orbit it names, carries its ECI, and no two are translations of each other. */
static int by_place(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    for (int j = 0; j < 4; j++)
        if (x[j] != y[j]) return x[j] < y[j] ? -1 : 1;
    return 0;
}

/* Moves the first point (after sorting by site and offset) to the home cell. */
static void normalise(int64_t n, int64_t *p)
{
    int64_t origin[3];
    qsort(p, (size_t)n, 4 * sizeof *p, by_place);
    memcpy(origin, p + 1, sizeof origin);
    for (int64_t k = 0; k < n; k++)
        for (int j = 0; j < 3; j++) p[4 * k + 1 + j] -= origin[j];
}

START_TEST(terms_are_distinct)
{
    enum { TERMS = 256 };
    const double cutoffs[3] = {6, 4.5, 4.5};
    static double eci[TERMS], v[TERMS];
    static int64_t points[TERMS], orbit[TERMS], at[TERMS * 16];
    msbat_crystal *host = model_fcc(ctx);
    msbat_ce *ce = model_ce(host, 46, 0, 3, cutoffs);
    int64_t n, max_points, n_orbits, seen[64] = {0};
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n_orbits));
    for (int64_t f = 0; f < n_orbits; f++) eci[f] = model_noise(f);
    TEST_OK(ctx, msbat_ce_set_eci(ce, n_orbits, eci));
    TEST_OK(ctx, msbat_ce_get_term_count(ce, &n, &max_points));
    ck_assert(n <= TERMS && max_points == 4);
    TEST_OK(ctx, msbat_ce_get_terms(ce, n, max_points, v, points, orbit, at));
    for (int64_t t = 0; t < n; t++) {
        int64_t p;
        TEST_OK(ctx, msbat_ce_get_orbit(ce, orbit[t], &p, NULL, NULL));
        ck_assert(points[t] == p && v[t] == eci[orbit[t]]);
        normalise(p, at + 16 * t);
        for (int64_t u = 0; u < t; u++)
            ck_assert(points[u] != p || memcmp(at + 16 * u, at + 16 * t, (size_t)p * 4 * sizeof *at));
        seen[orbit[t]]++;
    }
    for (int64_t f = 1; f < n_orbits; f++) {
        TEST_OK(ctx, msbat_ce_get_orbit(ce, f, NULL, &n, NULL));
        ck_assert_int_eq(seen[f], n);
    }
    msbat_ce_destroy(&ce);
    msbat_crystal_destroy(&host);
}
END_TEST

static int64_t count_orbits(const msbat_crystal *host, int64_t n, const double *cutoffs, int64_t by_points[5])
{
    msbat_ce *ce = model_ce(host, 46, 0, n, cutoffs);
    int64_t n_orbits, points;
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n_orbits));
    for (int i = 0; i < 5; i++) by_points[i] = 0;
    for (int64_t f = 0; f < n_orbits; f++) {
        TEST_OK(ctx, msbat_ce_get_orbit(ce, f, &points, NULL, NULL));
        by_points[points]++;
    }
    msbat_ce_destroy(&ce);
    return n_orbits;
}

/* A shell is within a cutoff that misses it by less than the tolerance of 1e-3, and not by more. Sizes with a cutoff
 * of 0 are left out, whatever the others have. */
START_TEST(cutoffs_and_their_ties)
{
    const double second = 4.09, misses[2] = {second - 0.5e-3, second - 2e-3};
    const double sizes[4][3] = {{5, 0, 0}, {0, 4.2, 0}, {0, 0, 3}, {5, 4.2, 3}};
    msbat_crystal *host = model_fcc(ctx);
    int64_t by_points[5], all[5];
    for (int k = 0; k < 2; k++) {
        (void)count_orbits(host, 1, &misses[k], by_points);
        ck_assert_int_eq(by_points[2], 2 - k);
    }
    ck_assert_int_eq(count_orbits(host, 0, NULL, by_points), 2);
    (void)count_orbits(host, 3, sizes[3], all);
    for (int k = 0; k < 3; k++) {
        (void)count_orbits(host, 3, sizes[k], by_points);
        for (int p = 0; p < 5; p++) ck_assert_int_eq(by_points[p], p < 2 || p == k + 2 ? all[p] : 0);
    }
    msbat_crystal_destroy(&host);
}
END_TEST

Suite *suite_ce_clusters(void)
{
    Suite *suite = suite_create("ce clusters");
    TCase *c = tcase_create("all");
    tcase_add_checked_fixture(c, start, stop);
    tcase_set_timeout(c, 60);
    tcase_add_test(c, clusters_of_metals);
    tcase_add_test(c, clusters_of_layers);
    tcase_add_test(c, shells_of_hcp);
    tcase_add_test(c, terms_are_distinct);
    tcase_add_test(c, cutoffs_and_their_ties);
    suite_add_tcase(suite, c);
    return suite;
}
