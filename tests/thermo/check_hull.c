/* Convex hulls: closed cases, exact degeneracies, a second method. */
#include "thermo_test.h"

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

static int64_t vertices(const msbat_hull *h, int64_t *v)
{
    int64_t n;
    TEST_OK(ctx, msbat_hull_get_vertex_count(h, &n));
    TEST_OK(ctx, msbat_hull_get_vertices(h, n, v));
    return n;
}

START_TEST(plateaus)
{
    /* x = 1/2 stable, 1/4 above the hull, 3/4 exactly on the edge; unsorted, with a duplicate of the end */
    const double x[] = {1, 0.25, 0.5, 0, 0.75, 1, 0.5}, e[] = {-4, -0.9, -2.5, 0, -3.25, -4, -2.25};
    const double above[] = {0, 0.35, 0, 0, 0, 0, 0.25};
    msbat_hull *h = NULL;
    int64_t v[8], n;
    double a[7], f[7], interval[2], u, at_x[3] = {0.25, 0.6, 1}, energy[3];
    TEST_OK(ctx, msbat_hull_create(ctx, 7, x, e, &h));
    ck_assert_int_eq(vertices(h, v), 3);
    ck_assert(v[0] == 3 && v[1] == 2 && v[2] == 0);
    TEST_OK(ctx, msbat_hull_get_above(h, 7, a));
    for (int i = 0; i < 7; i++) TEST_NEAR(a[i], above[i], above[i] > 0 ? 1e-15 : 0);
    TEST_OK(ctx, msbat_hull_get_formation_energy(h, 7, f));
    for (int i = 0; i < 7; i++) TEST_NEAR(f[i], e[i] + 4 * x[i], 1e-15);
    TEST_OK(ctx, msbat_hull_get_energy(h, 3, at_x, energy));
    TEST_NEAR(energy[0], -1.25, 1e-15);
    TEST_NEAR(energy[1], -2.8, 1e-15);
    TEST_NEAR(energy[2], -4, 0);
    TEST_OK(ctx, msbat_hull_get_plateau_count(h, &n));
    ck_assert_int_eq(n, 2);
    TEST_OK(ctx, msbat_hull_get_plateau(h, -1.9, 0, interval, &u)); /* U = -(-5 + 1.9) */
    TEST_NEAR(u, 3.1, 1e-15);
    ck_assert(interval[0] == 0 && interval[1] == 0.5);
    TEST_OK(ctx, msbat_hull_get_plateau(h, -1.9, 1, interval, &u));
    TEST_NEAR(u, 1.1, 1e-15);
    TEST_OK(ctx, msbat_hull_get_mean_voltage(h, -1.9, 0, 1, &u));
    TEST_NEAR(u, 2.1, 1e-15);
    TEST_OK(ctx, msbat_hull_get_mean_voltage(h, -1.9, 0.25, 0.75, &u));
    TEST_NEAR(u, 2.1, 1e-15);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "plateaus", msbat_hull_get_plateau(h, 0, 2, interval, &u));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "entries", msbat_hull_get_above(h, 6, a));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x_high", msbat_hull_get_mean_voltage(h, 0, 0.1, 1.1, &u));
    msbat_hull_destroy(&h);
}
END_TEST

/* On a line exactly (dyadic numbers): two vertices, whatever the order. A hair below: one more; a hair above: none. */
START_TEST(collinear)
{
    enum { N = 129 };
    double x[N], e[N], a[N];
    msbat_hull *h = NULL;
    int64_t v[N];
    for (int i = 0; i < N; i++) {
        int k = i * 50 % N;
        x[i] = k / 128.0;
        e[i] = -3.25 - 1.5 * x[i];
    }
    TEST_OK(ctx, msbat_hull_create(ctx, N, x, e, &h));
    ck_assert_int_eq(vertices(h, v), 2);
    TEST_OK(ctx, msbat_hull_get_above(h, N, a));
    for (int i = 0; i < N; i++) ck_assert(a[i] == 0);
    msbat_hull_destroy(&h);
    e[37] = nextafter(e[37], -10);
    TEST_OK(ctx, msbat_hull_create(ctx, N, x, e, &h));
    ck_assert_int_eq(vertices(h, v), 3);
    ck_assert_int_eq(v[1], 37);
    msbat_hull_destroy(&h);
    e[37] = nextafter(nextafter(e[37], 10), 10);
    TEST_OK(ctx, msbat_hull_create(ctx, N, x, e, &h));
    ck_assert_int_eq(vertices(h, v), 2);
    TEST_OK(ctx, msbat_hull_get_above(h, N, a));
    TEST_NEAR(a[37], 4.44e-16, 1e-17);
    msbat_hull_destroy(&h);
}
END_TEST

START_TEST(few_points)
{
    const double x[] = {0.3, 0.3, 0.3}, e[] = {-1, -2, -2};
    double a[3], energy;
    int64_t v[3], n;
    msbat_hull *h = NULL;
    TEST_OK(ctx, msbat_hull_create(ctx, 3, x, e, &h));
    ck_assert_int_eq(vertices(h, v), 1);
    ck_assert_int_eq(v[0], 1);
    TEST_OK(ctx, msbat_hull_get_above(h, 3, a));
    ck_assert(a[0] == 1 && a[1] == 0 && a[2] == 0);
    TEST_OK(ctx, msbat_hull_get_formation_energy(h, 3, a));
    ck_assert(a[0] == 1 && a[1] == 0);
    TEST_OK(ctx, msbat_hull_get_energy(h, 1, x, &energy));
    ck_assert(energy == -2);
    TEST_OK(ctx, msbat_hull_get_plateau_count(h, &n));
    ck_assert_int_eq(n, 0);
    msbat_hull_destroy(&h);
    msbat_hull_destroy(&h);
}
END_TEST

static double random01(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) / 9007199254740992.0;
}

/* Many entries (the path that discards by slices) against gift wrapping, which sorts nothing. */
START_TEST(many_entries)
{
    enum { N = 30000 };
    double *x = malloc(2 * N * sizeof *x), *e = x + N;
    uint64_t state = 7;
    ck_assert_ptr_nonnull(x);
    for (int kind = 0; kind < 3; kind++) {
        for (int i = 0; i < N; i++) {
            x[i] = kind == 1 ? floor(201 * random01(&state)) / 200 : random01(&state);
            e[i] = kind == 2 ? (x[i] - 0.4) * (x[i] - 0.4) : -x[i] * (1 - x[i]) * random01(&state);
        }
        msbat_hull *h = NULL;
        int64_t n, *v, at = 0, k = 0;
        TEST_OK(ctx, msbat_hull_create(ctx, N, x, e, &h));
        TEST_OK(ctx, msbat_hull_get_vertex_count(h, &n));
        v = malloc((size_t)n * sizeof *v);
        ck_assert_ptr_nonnull(v);
        TEST_OK(ctx, msbat_hull_get_vertices(h, n, v));
        for (int i = 1; i < N; i++)
            if (x[i] < x[at] || (x[i] == x[at] && e[i] < e[at])) at = i;
        for (k = 0; k < (kind == 2 ? 50 : n); k++) { /* from each vertex the flattest step to the right */
            ck_assert(x[v[k]] == x[at] && e[v[k]] == e[at]);
            int64_t best = -1;
            for (int i = 0; i < N; i++) {
                if (x[i] <= x[at]) continue;
                if (best < 0) best = i;
                double c = (x[best] - x[at]) * (e[i] - e[at]) - (x[i] - x[at]) * (e[best] - e[at]);
                if (c < 0 || (c == 0 && (x[i] > x[best]))) best = i;
            }
            if (best < 0) break;
            at = best;
        }
        ck_assert(kind == 2 || k == n - 1);
        if (kind == 2) ck_assert_int_gt(n, N / 2);
        free(v);
        msbat_hull_destroy(&h);
    }
    free(x);
}
END_TEST

START_TEST(hostile)
{
    double x[2] = {0, 1.5}, e[2] = {0, -1};
    msbat_hull *h = NULL;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "entry 1", msbat_hull_create(ctx, 2, x, e, &h));
    x[1] = NAN;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x", msbat_hull_create(ctx, 2, x, e, &h));
    x[1] = 1;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n = 0", msbat_hull_create(ctx, 0, x, e, &h));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "x", msbat_hull_create(ctx, 2, NULL, e, &h));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "hull", msbat_hull_create(ctx, 2, x, e, NULL));
    ck_assert_ptr_null(h);
    TEST_OK(ctx, msbat_hull_create(ctx, 2, x, e, &h));
    double bad[2] = {0.5, 2}, out[2] = {7, 7};
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x = 2", msbat_hull_get_energy(h, 2, bad, out));
    ck_assert(out[0] == 7);
    msbat_hull_destroy(&h);
    ck_assert_int_eq(msbat_hull_get_above(NULL, 1, x), MSBAT_ERR_NULL);
}
END_TEST

Suite *suite_hull(void)
{
    Suite *suite = suite_create("hull");
    TCase *tc = tcase_create("hull");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, plateaus);
    tcase_add_test(tc, collinear);
    tcase_add_test(tc, few_points);
    tcase_add_test(tc, many_entries);
    tcase_add_test(tc, hostile);
    suite_add_tcase(suite, tc);
    return suite;
}
