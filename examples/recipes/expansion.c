/* expansion.c - how many clusters the data can bear, and how sure the expansion is of what it says.
 *
 *     expansion [--quick] DATA OUT
 *
 * Fits three sets of clusters to the relaxed orderings of LixCoO2 and takes the one with the least leave-one-out error:
 * more clusters always fit better and need not predict better. Residuals and standard errors of predictions are then
 * found by a second route. expansion.json keeps the expansion; next_structure.c goes on from here. */
#include "orderings.h"

enum { CHOICES = 3, MOST_ORBITS = 128 };

/* The same structures for each set of clusters; the scores are [meV per site]. */
static msbat_ce *choose(const msbat_crystal *host, msbat_training **of_best)
{
    static const double cutoffs[CHOICES][3] = {{3.0, 0, 0}, {6.0, 3.0, 0}, {8.6, 5.0, 3.0}}; /* pairs, triplets ... */
    msbat_ce *best = NULL;
    double least = INFINITY;
    for (int k = 0; k < CHOICES; k++) {
        msbat_ce *ce = NULL;
        double loo, training_error, kfold, condition, parameters;
        int64_t rank, orbits;
        TRY(msbat_ce_create(host, 3, MSBAT_VACANCY, 1e-3, 3, cutoffs[k], &ce));
        TRY(msbat_ce_set_folds(ce, 5));
        TRY(msbat_ce_set_seed(ce, 1)); /* of the random folds */
        msbat_training *training = map_computed(ce);
        TRY(msbat_ce_fit(ce, training));
        TRY(msbat_ce_get_score(ce, &loo, &training_error, &kfold));
        TRY(msbat_ce_get_fit_report(ce, &rank, &condition, NULL, &parameters));
        TRY(msbat_ce_get_orbit_count(ce, &orbits));
        printf("  %2d orbits (rank %d, %.1f effective): fit %.2f, leave-one-out %.2f, five folds %.2f\n", (int)orbits,
               (int)rank, parameters, training_error, loo, kfold);
        if (loo < least) {
            msbat_ce_destroy(&best), msbat_training_destroy(of_best);
            least = loo, best = ce, *of_best = training;
        } else {
            msbat_ce_destroy(&ce), msbat_training_destroy(&training);
        }
    }
    return best;
}

/* Far from its site an atom is hardly the one that the expansion means. */
static void show_mapping(const msbat_training *training)
{
    int64_t n;
    double worst = 0, moved;
    TRY(msbat_training_get_count(training, &n));
    for (int64_t i = 0; i < n; i++) {
        TRY(msbat_training_get_mapping(training, i, NULL, &moved, NULL));
        worst = fmax(worst, moved);
    }
    printf("  %d structures; relaxed atoms stand at most %.2f angstrom from their sites\n", (int)n, worst);
}

/* The fit and the prediction are two routes to one number; so are the error and the covariance. */
static void check_fit(const msbat_ce *ce, const msbat_training *training)
{
    static double correlations[MOST_ORBITS], covariance[MOST_ORBITS * MOST_ORBITS], residual[64];
    const msbat_supercell *supercell;
    int8_t occupation[MOST_SITES];
    double given, energy, error, variance = 0;
    int64_t count, orbits, n, cells, multiplicity[MOST_ORBITS];
    TRY(msbat_training_get_count(training, &count));
    TRY(msbat_training_get_structure(training, count - 1, &given, NULL, NULL));
    TRY(msbat_training_get_supercell(training, count - 1, &supercell));
    TRY(msbat_ce_get_occupation_size(ce, supercell, &n));
    TRY(msbat_training_get_occupation(training, count - 1, n, occupation));
    TRY(msbat_ce_get_prediction(ce, supercell, n, occupation, &energy, &error));
    TRY(msbat_ce_get_residuals(ce, count, residual, NULL, NULL));
    compare("a residual of the fit [meV per site]", residual[count - 1], 1e3 * (given - energy) / (double)n, 1e-6);
    TRY(msbat_ce_get_orbit_count(ce, &orbits));
    TRY(msbat_supercell_get_cell_count(supercell, &cells));
    TRY(msbat_ce_get_correlations(ce, supercell, n, occupation, orbits, correlations));
    TRY(msbat_ce_get_covariance(ce, orbits, covariance));
    for (int64_t f = 0; f < orbits; f++) TRY(msbat_ce_get_orbit(ce, f, NULL, &multiplicity[f], NULL));
    for (int64_t f = 0; f < orbits; f++)
        for (int64_t g = 0; g < orbits; g++)
            variance += covariance[f * orbits + g] * correlations[f] * correlations[g] *
                        (double)(multiplicity[f] * multiplicity[g] * cells * cells);
    compare("its standard error [eV]: from the covariance", error, sqrt(variance), 1e-9);
}

static void keep(const msbat_ce *ce)
{
    double here[MOST_ORBITS], there[MOST_ORBITS];
    int64_t n;
    msbat_ce *read = NULL;
    TRY(msbat_ce_get_orbit_count(ce, &n));
    TRY(msbat_ce_write_json(ctx, ce, 1e-3, in(out, "expansion.json")));
    TRY(msbat_ce_read_json(ctx, in(out, "expansion.json"), &read));
    TRY(msbat_ce_get_eci(ce, n, here));
    TRY(msbat_ce_get_eci(read, n, there));
    compare("interactions read back", memcmp(here, there, (size_t)n * sizeof *here) == 0, 1, 0);
    msbat_ce_destroy(&read);
}

int main(int argc, char **argv)
{
    msbat_training *training = NULL;
    start(argc, argv);
    msbat_crystal *host = read_host();
    msbat_ce *ce = choose(host, &training);
    show_mapping(training);
    check_fit(ce, training);
    keep(ce);
    msbat_training_destroy(&training), msbat_ce_destroy(&ce), msbat_crystal_destroy(&host);
    return finish();
}
