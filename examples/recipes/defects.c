/* defects.c - charged defects of a solid electrolyte: formation energies, levels, and which of them set its carriers.
 *
 *     defects [--quick] DATA OUT
 *
 * Li vacancies and interstitials of a LiX salt with a wide gap (supercell energies illustrative, of usual size). The
 * corrections are shown one by one, as they are where published numbers differ; the Madelung sums behind them are
 * checked against known constants. Where the Fermi level must lie so that both carriers balance, and the energy of the
 * pair, which no choice of it changes, come last. defects.csv has the energies against the Fermi level. */
#include "recipe.h"

enum { N = 51, STATES = 4 };
static const double GAP_EV = 6.0, EDGE_ANG = 12.0, DIELECTRIC = 10.0;

static double check_madelung(const double cell[9])
{
    /* rock salt in its cubic cell: nearest ions at half the edge */
    const double frac[24] = {0, 0, 0, 0, .5, .5, .5, 0, .5, .5, .5, 0, .5, 0, 0, 0, .5, 0, 0, 0, .5, .5, .5, .5};
    const double charge[8] = {1, 1, 1, 1, -1, -1, -1, -1};
    double alpha, potential[8];
    TRY(msbat_madelung_background(ctx, cell, &alpha));
    TRY(msbat_madelung_potentials(ctx, cell, 8, frac, charge, potential));
    compare("Madelung constant of a cube of charges in a background", alpha, 2.837297479480620, 1e-10);
    compare("of rock salt", -potential[0] * EDGE_ANG / 2 / MSBAT_COULOMB_EV_ANG, 1.747564594633182, 1e-10);
    return alpha;
}

static msbat_defects *make_defects(const double cell[9])
{
    static const struct {
        const char *name;
        int64_t charge, atoms[2]; /* Li and X added */
        double energy_ev, alignment_ev;
    } state[STATES] = {{"V_Li", 0, {-1, 0}, -352.60, 0.0},
                       {"V_Li", -1, {-1, 0}, -351.35, -0.05},
                       {"Li_i", 0, {1, 0}, -358.10, 0.0},
                       {"Li_i", 1, {1, 0}, -364.35, 0.04}};
    const double mu_ev[2] = {-1.9 - 2.8, -4.5}; /* Li: the metal, less 2.8 eV: the salt against a 2.8 V electrode */
    msbat_defects *defects = NULL;
    TRY(msbat_defects_create(ctx, 2, -360.0, 1.2, GAP_EV, &defects)); /* bulk energy, valence band maximum, gap */
    TRY(msbat_defects_set_chemical_potentials(defects, 2, mu_ev));
    for (int k = 0; k < STATES; k++) {
        TRY(msbat_defects_add(defects, state[k].name, state[k].charge, state[k].energy_ev, 2, state[k].atoms));
        /* potential far from the defect less that of the bulk, as seen by electrons */
        TRY(msbat_defects_set_alignment(defects, state[k].name, state[k].charge, MSBAT_ALIGNMENT_ELECTRON_ENERGY,
                                        state[k].alignment_ev));
    }
    TRY(msbat_defects_set_makov_payne(defects, cell, DIELECTRIC));
    return defects;
}

static void show_terms(const msbat_defects *defects, double alpha)
{
    const char *name;
    int64_t count, charge;
    double term[5], energy, sum;
    TRY(msbat_defects_get_count(defects, &count));
    for (int64_t k = 0; k < count; k++) {
        TRY(msbat_defects_get(defects, k, &name, &charge));
        TRY(msbat_defects_get_terms(defects, name, charge, 0.0, term));
        TRY(msbat_defects_get_formation_energy(defects, name, charge, 0.0, &energy));
        sum = term[0] + term[1] + term[2] + term[3] + term[4];
        printf("  %s %+d: %7.3f = supercells %+.3f, atoms %+.3f, electrons %+.3f, alignment %+.3f, image %+.3f eV\n",
               name, (int)charge, energy, term[0], term[1], term[2], term[3], term[4]);
        if (fabs(sum - energy) > 1e-9) compare("sum of the terms [eV]", sum, energy, 1e-9);
    }
    compare("image correction of one charge [eV]: Makov and Payne", term[4],
            MSBAT_COULOMB_EV_ANG * alpha / (2 * DIELECTRIC * EDGE_ANG), 1e-12);
}

static void show_levels(const msbat_defects *defects, const char *name, int64_t charged)
{
    double level, below, above, at[2];
    int64_t count, stable, charges[2];
    TRY(msbat_defects_get_transition_level(defects, name, charged, 0, &level));
    TRY(msbat_defects_get_formation_energy(defects, name, charged, level, &below));
    TRY(msbat_defects_get_formation_energy(defects, name, 0, level, &above));
    TRY(msbat_defects_get_stable_levels(defects, name, 2, at, charges, &count));
    TRY(msbat_defects_find_stable_charge(defects, name, GAP_EV / 2, &stable, NULL));
    printf("  %s: level %.3f eV above the valence band, %d within the gap; charge %+d in its middle\n", name, level,
           (int)count, (int)stable);
    compare("both charges cost the same at the level [eV]", below, above, 1e-9);
}

/* V_Li- and Li_i+ are as many where they cost the same; their sum is the energy of the Frenkel pair. */
static void balance(const msbat_defects *defects)
{
    double vacancy, interstitial, at_balance, after[2];
    TRY(msbat_defects_get_formation_energy(defects, "V_Li", -1, 0.0, &vacancy));
    TRY(msbat_defects_get_formation_energy(defects, "Li_i", 1, 0.0, &interstitial));
    const double fermi = (vacancy - interstitial) / 2; /* slopes are the charges, -1 and 1 */
    TRY(msbat_defects_get_formation_energy(defects, "V_Li", -1, fermi, &at_balance));
    TRY(msbat_defects_get_formation_energy(defects, "Li_i", 1, fermi, &after[0]));
    printf("  carriers balance with the Fermi level at %.3f eV of %.1f; the Frenkel pair costs %.3f eV\n", fermi,
           GAP_EV, vacancy + interstitial);
    compare("vacancy and interstitial there [eV]", at_balance, after[0], 1e-9);
    compare("half the Frenkel energy each [eV]", at_balance, (vacancy + interstitial) / 2, 1e-9);
}

int main(int argc, char **argv)
{
    const double cell[9] = {EDGE_ANG, 0, 0, 0, EDGE_ANG, 0, 0, 0, EDGE_ANG};
    double fermi[N], vacancy[N], interstitial[N];
    int64_t charge;
    start(argc, argv);
    double alpha = check_madelung(cell);
    msbat_defects *defects = make_defects(cell);
    show_terms(defects, alpha);
    show_levels(defects, "V_Li", -1), show_levels(defects, "Li_i", 1);
    balance(defects);
    for (int i = 0; i < N; i++) {
        fermi[i] = GAP_EV * i / (N - 1);
        TRY(msbat_defects_find_stable_charge(defects, "V_Li", fermi[i], &charge, &vacancy[i]));
        TRY(msbat_defects_find_stable_charge(defects, "Li_i", fermi[i], &charge, &interstitial[i]));
    }
    WRITE("defects.csv", "Fermi level [eV],V_Li [eV],Li_i [eV]", N, fermi, vacancy, interstitial);
    msbat_defects_destroy(&defects);
    return finish();
}
