/* check_reference.c - discharge curves of two published cells against converged tables (good to 1e-5 V).
 * The tolerance is that of this mesh: 20 volumes a region and a particle, second order; halving the widths brings the
 * largest error down about four times. */
#include "echem/cells.h"
#include "support.h"

#include <stdbool.h>
#include <stdio.h>

enum { ROWS = 100 };
typedef struct table {
    double t[ROWS], v[ROWS], i[ROWS], end;
    int64_t n;
} table;

static bool read_table(const char *name, table *out)
{
    char path[1024], text[4096];
    if (!test_data(name, sizeof path, path)) return false;
    FILE *f = fopen(path, "r");
    ck_assert(f != NULL);
    memset(out, 0, sizeof *out);
    while (fgets(text, sizeof text, f) && out->n < ROWS) {
        const char *end = strstr(text, "cut-off [s]:");
        if (end) out->end = atof(end + 12);
        if (sscanf(text, "%lf,%lf,%lf", &out->t[out->n], &out->v[out->n], &out->i[out->n]) == 3) out->n++;
    }
    fclose(f);
    ck_assert_int_gt(out->n, 10);
    return true;
}

/* Largest error [V] over the rows up to 99 % of the cut-off time, and the error of that time [s]. */
static double compare(msbat_context *ctx, const msbat_cell *cell, const table *r, double *end_error)
{
    int64_t n = 0, found = 0, k = 0;
    TEST_OK(ctx, msbat_cell_get_row_count(cell, &n));
    double *t = malloc((size_t)n * sizeof *t), *v = malloc((size_t)n * sizeof *v), worst = 0;
    TEST_OK(ctx, msbat_cell_get_column(cell, MSBAT_CELL_TIME, n, t));
    TEST_OK(ctx, msbat_cell_get_column(cell, MSBAT_CELL_VOLTAGE, n, v));
    for (int64_t i = 0; i < n && k < r->n; i++)
        if (fabs(t[i] - r->t[k]) < 1e-6) {
            if (r->end == 0 || t[i] <= 0.99 * r->end) worst = fmax(worst, fabs(v[i] - r->v[k]));
            found++;
            k++;
        }
    ck_assert_int_eq(found, r->n);
    *end_error = fabs(t[n - 1] - r->end);
    free(t);
    free(v);
    return worst;
}

static void run_one(const char *name, const cells_set *set, double interval, int64_t n, const double *steps,
                    double tolerance)
{
    table r;
    if (!read_table(name, &r)) {
        test_skip(name);
        return;
    }
    msbat_context *ctx = NULL;
    msbat_cell *cell = NULL;
    double end, lithium, charge;
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    TEST_OK(ctx, cells_create(ctx, set, &cell));
    TEST_OK(ctx, msbat_cell_set_output_interval(cell, interval));
    TEST_OK(ctx, msbat_cell_run_steps(cell, n, steps));
    double worst = compare(ctx, cell, &r, &end);
    ck_assert_msg(worst < tolerance, "%s: largest error %g V", name, worst);
    if (r.end > 0) ck_assert_msg(end < 2e-4 * r.end, "%s: cut-off time off by %g s", name, end);
    TEST_OK(ctx, msbat_cell_get_conservation(cell, &lithium, &charge));
    TEST_NEAR(lithium, 0, 1e-13);
    TEST_NEAR(charge, 0, 1e-12);
    msbat_cell_destroy(&cell);
    msbat_context_destroy(&ctx);
}

START_TEST(marquis_2c)
{
    const double steps[3] = {1.361232, 0, 3.105};
    run_one("echem/reference/dfn_marq_2C.csv", &cells_marquis, 60, 1, steps, 0.8e-3);
}
END_TEST

START_TEST(chen_three_quarters_c)
{
    const double steps[3] = {3.75, 0, 2.5};
    run_one("echem/reference/dfn_chen_0.75C.csv", &cells_chen, 300, 1, steps, 0.3e-3);
}
END_TEST

/* Also the jumps: rows before and after. */
START_TEST(chen_pulse_rest_charge)
{
    const double steps[9] = {5, 600, 0, 0, 600, 0, -2.5, 600, 0};
    run_one("echem/reference/dfn_chen_pulse.csv", &cells_chen, 60, 3, steps, 0.3e-3);
}
END_TEST

Suite *suite_reference(void)
{
    Suite *s = suite_create("reference");
    TCase *t = tcase_create("reference");
    tcase_set_timeout(t, 30);
    tcase_add_test(t, marquis_2c);
    tcase_add_test(t, chen_three_quarters_c);
    tcase_add_test(t, chen_pulse_rest_charge);
    suite_add_tcase(s, t);
    return s;
}
