/* hull.c - which orderings are stable, at which voltages, and when a competing phase would take their place.
 *
 *     hull [--quick] DATA OUT
 *
 * The convex hull of the computed orderings of LixCoO2 gives the voltage window of each stable one. LiCo2O4 in the
 * spinel structure competes at x = 1/2; its energy was not computed, so the question is turned round: how far below the
 * hull would it have to lie to be found, in which window, and what would it push out? hull.csv lists all orderings. */
#include "orderings.h"

static const double LI_METAL_EV = -2.0294; /* bcc Li in the same DFT settings, see SOURCE.md in DATA */

static int64_t read_energies(const msbat_crystal *host, double x[ORDERINGS + 1], double energy[ORDERINGS + 1])
{
    msbat_ce *ce = NULL;
    int64_t n;
    TRY(msbat_ce_create(host, 3, MSBAT_VACANCY, 1e-3, 0, NULL, &ce)); /* maps the structures, no more */
    msbat_training *training = map_computed(ce);
    TRY(msbat_training_get_count(training, &n));
    for (int64_t i = 0; i < n; i++) {
        const msbat_supercell *supercell;
        double total;
        int64_t cells; /* one Li site a cell */
        TRY(msbat_training_get_structure(training, i, &total, NULL, &x[i]));
        TRY(msbat_training_get_supercell(training, i, &supercell));
        TRY(msbat_supercell_get_cell_count(supercell, &cells));
        energy[i] = total / (double)cells;
    }
    msbat_training_destroy(&training), msbat_ce_destroy(&ce);
    return n;
}

/* Voltages [V] between which vertex k of the hull is the stable phase: those of the plateaus on both sides of it. */
static void window_of(const msbat_hull *hull, int64_t k, double window[2])
{
    double interval[2];
    int64_t n;
    TRY(msbat_hull_get_plateau_count(hull, &n));
    window[0] = -INFINITY, window[1] = INFINITY; /* the fullest and the emptiest have one side only */
    if (k < n) TRY(msbat_hull_get_plateau(hull, LI_METAL_EV, k, interval, &window[0]));
    if (k > 0) TRY(msbat_hull_get_plateau(hull, LI_METAL_EV, k - 1, interval, &window[1]));
}

static void show_stable(const msbat_hull *hull, const double *x, const double *energy)
{
    int64_t vertex[ORDERINGS + 1], n;
    double window[2], on_hull, mean;
    TRY(msbat_hull_get_vertex_count(hull, &n));
    TRY(msbat_hull_get_vertices(hull, n, vertex));
    for (int64_t k = 0; k < n; k++) {
        window_of(hull, k, window);
        printf("  x = %.3f is stable between %.3f and %.3f V\n", x[vertex[k]], window[0], window[1]);
        TRY(msbat_hull_get_energy(hull, 1, &x[vertex[k]], &on_hull));
        if (on_hull != energy[vertex[k]]) compare("a vertex lies on the hull [eV]", on_hull, energy[vertex[k]], 0);
    }
    TRY(msbat_hull_get_mean_voltage(hull, LI_METAL_EV, 0, 1, &mean));
    compare("mean voltage [V]: from the total energies in SOURCE.md", mean, 25.5243 - 19.9031 - 2.0294, 1e-3);
}

/* The competitor as one more entry, below the hull by this much [eV per Li site]. */
static void compete(int64_t n, double *x, double *energy, double below)
{
    msbat_hull *before = NULL, *after = NULL;
    int64_t vertex[ORDERINGS + 1], vertices, k = 0, left;
    double window[2], neighbours[2], ends[2], hull_energy, expected;
    TRY(msbat_hull_create(ctx, n, x, energy, &before));
    x[n] = 0.5;
    TRY(msbat_hull_get_energy(before, 1, &x[n], &hull_energy));
    energy[n] = hull_energy - below;
    TRY(msbat_hull_create(ctx, n + 1, x, energy, &after));
    TRY(msbat_hull_get_vertex_count(after, &vertices));
    TRY(msbat_hull_get_vertex_count(before, &left));
    TRY(msbat_hull_get_vertices(after, vertices, vertex));
    while (vertex[k] != n) k++;
    window_of(after, k, window);
    printf("  spinel %2.0f meV below: stable between %.3f and %.3f V, %d orderings are left of %d\n", 1e3 * below,
           window[0], window[1], (int)(vertices - 1), (int)left);
    /* the window is the kink of the hull: both slopes from the neighbours that remain */
    for (int side = 0; side < 2; side++) {
        int64_t other = vertex[side ? k + 1 : k - 1];
        neighbours[side] = energy[other], ends[side] = x[other];
    }
    expected = (neighbours[1] - energy[n]) / (ends[1] - 0.5) - (energy[n] - neighbours[0]) / (0.5 - ends[0]);
    compare("width of its window [V]: kink of the hull", window[1] - window[0], expected, 1e-12);
    msbat_hull_destroy(&before), msbat_hull_destroy(&after);
}

int main(int argc, char **argv)
{
    double x[ORDERINGS + 1], energy[ORDERINGS + 1], above[ORDERINGS], formation[ORDERINGS];
    msbat_hull *hull = NULL;
    start(argc, argv);
    msbat_crystal *host = read_host();
    int64_t n = read_energies(host, x, energy);
    TRY(msbat_hull_create(ctx, n, x, energy, &hull));
    TRY(msbat_hull_get_above(hull, n, above));
    TRY(msbat_hull_get_formation_energy(hull, n, formation));
    WRITE("hull.csv", "x [1],formation energy [eV],above the hull [eV]", n, x, formation, above);
    show_stable(hull, x, energy);
    for (int k = 0; k < 3; k++) compete(n, x, energy, (double[3]){0.005, 0.02, 0.08}[k]);
    msbat_hull_destroy(&hull), msbat_crystal_destroy(&host);
    return finish();
}
