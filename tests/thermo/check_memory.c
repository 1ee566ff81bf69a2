/* Every allocation is made to fail once: a status, no handle, nothing left behind. */
#include "thermo_test.h"

static int step(int64_t n, const double *x, double *u, double *du, void *user)
{
    (void)user;
    for (int64_t i = 0; i < n; i++) {
        double th = tanh(40 * (x[i] - 0.5));
        u[i] = 4 - x[i] + 0.05 * th;
        du[i] = -1 + 2 * (1 - th * th);
    }
    return 0;
}

static msbat_status try_function(msbat_context *ctx, void *user)
{
    (void)user;
    const double range[3] = {0.1, 0.9, 300}, mu[2] = {-3.8, -3.3};
    double x[3], d1[3], d2[3];
    msbat_phase *p = NULL;
    msbat_status st = msbat_phase_create_ocv_function(ctx, "h", "Li", range, step, NULL, MSBAT_GAP_DECLARE, &p);
    if (!st) st = msbat_phase_find_x(p, 300, 2, mu, x);
    if (!st) st = msbat_phase_get_mu_derivatives(p, 300, 2, x, d1, d2);
    if (!st) st = msbat_phase_get_free_energy(p, 300, 2, x, d1);
    msbat_phase_destroy(&p);
    return st;
}

static msbat_status try_models(msbat_context *ctx, void *user)
{
    (void)user;
    const double terms[] = {0.06, 0, 0.01, 0, 0.16, 0, 0, 0, -0.1, 0}, x[2] = {0.3, 0.4};
    double out[2];
    int64_t n;
    msbat_phase *p = NULL, *c = NULL;
    msbat_status st = msbat_phase_create_redlich_kister(ctx, "h", "Li", 0, 0, 5, terms, &p);
    if (!st) st = msbat_phase_create_convexified(p, &c);
    if (!st) st = msbat_phase_get_mu(c, 310, 2, x, out);
    if (!st) st = msbat_phase_get_activity(c, 310, 2, x, out);
    if (!st) st = msbat_phase_prepare(c, 305);
    if (!st) st = msbat_phase_get_gap_count(p, 290, &n);
    msbat_phase_destroy(&p);
    msbat_phase_destroy(&c);
    return st;
}

static msbat_status try_samples(msbat_context *ctx, void *user)
{
    (void)user;
    double rows[4 * 20];
    msbat_phase *p = NULL;
    for (int i = 0; i < 20; i++) {
        double x = 0.05 + 0.1 * (i % 10), row[4] = {i < 10 ? 300 : 400, x, 0.08 * (1 - 2 * x), 1e-3};
        row[2] += KB * row[0] * log(x / (1 - x));
        memcpy(rows + 4 * i, row, sizeof row);
    }
    msbat_status st = msbat_phase_create_samples(ctx, "h", "Li", 0, 20, rows, MSBAT_GAP_CONVEXIFY, &p);
    msbat_phase_destroy(&p);
    return st;
}

static msbat_status try_table(msbat_context *ctx, void *user)
{
    (void)user;
    const double rows[] = {0.1, 4.0, 0.3, 3.8, 0.5, 3.6, 0.6, 3.7, 0.8, 3.4, 0.9, 3.0};
    msbat_phase *p = NULL;
    msbat_status st = msbat_phase_create_ocv_table(ctx, "h", "Li", 300, 6, rows, MSBAT_GAP_DECLARE, &p);
    msbat_phase_destroy(&p);
    if (!st) st = msbat_phase_create_ocv_table(ctx, "h", "Li", 300, 6, rows, MSBAT_GAP_REFUSE, &p);
    return st == MSBAT_ERR_UNSTABLE ? MSBAT_OK : st;
}

static msbat_status try_defects(msbat_context *ctx, void *user)
{
    (void)user;
    const double mu[2] = {-1, -2}, cell[9] = {8, 0, 0, 1, 9, 0, 0, 0, 10};
    const int64_t added[2] = {-1, 1};
    char name[] = "a";
    msbat_defects *d = NULL;
    msbat_status st = msbat_defects_create(ctx, 2, -10, 1, 2, &d);
    if (!st) st = msbat_defects_set_chemical_potentials(d, 2, mu);
    if (!st) st = msbat_defects_set_makov_payne(d, cell, 9);
    for (int i = 0; i < 20 && !st; i++, name[0]++) st = msbat_defects_add(d, name, 1, -5, 2, added);
    msbat_defects_destroy(&d);
    return st;
}

static msbat_status try_hull(msbat_context *ctx, void *user)
{
    (void)user;
    const double x[3] = {0, 0.5, 1}, e[3] = {0, -1, 0}, cell[9] = {5, 0, 0, 0, 5, 0, 0, 0, 5};
    const double frac[6] = {0, 0, 0, 0.5, 0.5, 0.5}, charge[2] = {1, -1};
    double v[2];
    msbat_hull *h = NULL;
    msbat_status st = msbat_hull_create(ctx, 3, x, e, &h);
    msbat_hull_destroy(&h);
    return st ? st : msbat_madelung_potentials(ctx, cell, 2, frac, charge, v);
}

START_TEST(every_allocation_fails_once)
{
    static const test_scenario trials[] = {try_function, try_models, try_samples, try_table, try_defects, try_hull};
    ck_assert_int_gt(test_memory_at_most(2000, "trial", trials[_i], NULL), 2);
}
END_TEST

Suite *suite_memory(void)
{
    Suite *suite = suite_create("memory");
    TCase *tc = tcase_create("memory");
    tcase_add_loop_test(tc, every_allocation_fails_once, 0, 6);
    suite_add_tcase(suite, tc);
    return suite;
}
