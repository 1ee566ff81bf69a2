/* ocv.c - from a measured voltage curve to a phase: units, noise, and what the curve cannot mean.
 *
 *     ocv [--quick] DATA OUT
 *
 * Reads a CSV whose header states the units, as a cycler's export may: the points of O3 LixCoO2 that the literature
 * uses (published_lico2.csv, beside DATA). A voltage that rises with x has Gamma < 0: no single phase can be there. One
 * point is raised here, as noise would, to show how that is refused, found, and mended by the convex hull. ocv.csv has
 * both curves and dx/dU, which a cycler's differential capacity shows. */
#include "recipe.h"

enum { MOST = 64 };
#define TEMPERATURE 298.15

/* Points x, U of the file, in rows of two. */
static int64_t read_curve(double *x_voltage)
{
    msbat_table *table = NULL;
    char name[64], unit[64];
    double x[MOST], u[MOST];
    int64_t n, columns, voltage;
    TRY(msbat_table_read_csv(ctx, in(data, "../published_lico2.csv"), &table));
    TRY(msbat_table_get_row_count(table, &n));
    TRY(msbat_table_get_column_count(table, &columns));
    if (n > MOST) fprintf(stderr, "more than %d points\n", MOST), exit(1);
    /* the unit asked for is compared with the one that the file states: mV would be refused, not misread */
    TRY(msbat_table_get_column(table, "x", "1", n, x));
    TRY(msbat_table_find_column(table, "U", &voltage));
    TRY(msbat_table_get_name(table, voltage, sizeof name, name));
    TRY(msbat_table_get_unit(table, voltage, sizeof unit, unit));
    TRY(msbat_table_get_values(table, voltage, n, u));
    printf("  %d points, %d columns; the second is %s in %s\n", (int)n, (int)columns, name, unit);
    for (int64_t i = 0; i < n; i++) x_voltage[2 * i] = x[i], x_voltage[2 * i + 1] = u[i];
    msbat_table_destroy(&table);
    return n;
}

static msbat_phase *make_phase(int64_t n, const double *x_voltage, msbat_gap_policy policy)
{
    msbat_phase *phase = NULL;
    TRY(msbat_phase_create_ocv_table(ctx, "LiCoO2", "Li", TEMPERATURE, n, x_voltage, policy, &phase));
    return phase;
}

static void show_gaps(const msbat_phase *phase)
{
    int64_t unstable, gaps;
    double interval[2], mu;
    TRY(msbat_phase_get_unstable_count(phase, TEMPERATURE, &unstable));
    for (int64_t i = 0; i < unstable; i++) {
        TRY(msbat_phase_get_unstable(phase, TEMPERATURE, i, interval));
        printf("  Gamma < 0 for %.4f < x < %.4f\n", interval[0], interval[1]);
    }
    TRY(msbat_phase_get_gap_count(phase, TEMPERATURE, &gaps));
    for (int64_t i = 0; i < gaps; i++) {
        TRY(msbat_phase_get_gap(phase, TEMPERATURE, i, interval, &mu));
        printf("  its hull: a plateau at %.4f V for %.4f < x < %.4f\n", -mu, interval[0], interval[1]);
    }
}

/* Maxwell's construction: the plateau encloses equal areas with the curve, so that g is the same at both its ends. */
static void check_areas(const msbat_phase *curve, const msbat_phase *hull)
{
    double ends[2], g[2], of_hull[2], mu, plateau;
    int convex;
    msbat_gap_policy policy;
    TRY(msbat_phase_get_convex(hull, &convex));
    TRY(msbat_phase_get_policy(hull, &policy));
    compare("the hull's mu is that of a convex g", convex && policy == MSBAT_GAP_CONVEXIFY, 1, 0);
    TRY(msbat_phase_get_gap(curve, TEMPERATURE, 0, ends, &plateau));
    const double middle = 0.5 * (ends[0] + ends[1]);
    TRY(msbat_phase_get_free_energy(curve, TEMPERATURE, 2, ends, g));
    TRY(msbat_phase_get_free_energy(hull, TEMPERATURE, 2, ends, of_hull));
    compare("dg between the ends of the plateau [eV]", of_hull[1] - of_hull[0], g[1] - g[0], 1e-10);
    TRY(msbat_phase_get_mu(hull, TEMPERATURE, 1, &middle, &mu));
    compare("mu in its middle [eV]: the common tangent", mu, (g[1] - g[0]) / (ends[1] - ends[0]), 1e-8);
}

static void write_curves(const msbat_phase *curve, const msbat_phase *hull, const double range[2])
{
    enum { N = 200 };
    double x[N], u[N], u_hull[N], slope[N], per_volt[N];
    for (int i = 0; i < N; i++) x[i] = range[0] + (range[1] - range[0]) * (i + 0.5) / N;
    TRY(msbat_phase_get_voltage(curve, TEMPERATURE, N, x, u));
    TRY(msbat_phase_get_voltage(hull, TEMPERATURE, N, x, u_hull));
    TRY(msbat_phase_get_mu_derivatives(hull, TEMPERATURE, N, x, slope, NULL));
    for (int i = 0; i < N; i++) per_volt[i] = 1 / slope[i]; /* infinite on a plateau */
    WRITE("ocv.csv", "x [1],U as measured [V],U of the hull [V],dx/dU [1/V]", N, x, u, u_hull, per_volt);
}

int main(int argc, char **argv)
{
    double x_voltage[2 * MOST], range[2];
    msbat_phase *refused = NULL, *hull = NULL;
    char why[256];
    start(argc, argv);
    int64_t n = read_curve(x_voltage);
    x_voltage[2 * (n / 2) + 1] += 0.03; /* the outlier [V] */
    msbat_status st =
        msbat_phase_create_ocv_table(ctx, "LiCoO2", "Li", TEMPERATURE, n, x_voltage, MSBAT_GAP_REFUSE, &refused);
    TRY(msbat_context_get_message(ctx, sizeof why, why));
    compare("with the outlier it is refused as unstable (status)", st, MSBAT_ERR_UNSTABLE, 0);
    printf("  %s\n", why);
    msbat_phase *curve = make_phase(n, x_voltage, MSBAT_GAP_AS_MEASURED);
    TRY(msbat_phase_create_convexified(curve, &hull));
    TRY(msbat_phase_get_range(curve, range, NULL));
    show_gaps(curve);
    check_areas(curve, hull);
    write_curves(curve, hull, range);
    msbat_phase_destroy(&refused), msbat_phase_destroy(&curve), msbat_phase_destroy(&hull);
    return finish();
}
