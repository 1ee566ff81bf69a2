/* next_structure.c - which structure to compute next.
 *
 *     next_structure [--quick] DATA OUT
 *
 * Nine of the 48 orderings of LixCoO2 up to four formula units were never computed. A cluster expansion predicts their
 * energies with the standard error that the covariance of its fit gives; that of which it is least sure teaches most,
 * and is written as next_structure.POSCAR, ready for the next calculation. An atom that has left its site is refused
 * rather than fitted: that is shown on one that is moved on purpose. */
#include "orderings.h"

/* Predicts what has no file; the set of candidates only maps, its energies are never used. */
static void propose(const msbat_ce *ce, const msbat_json *json)
{
    msbat_training *candidates = NULL;
    msbat_frames *next = NULL;
    double largest = 0;
    TRY(msbat_training_create(ce, &candidates));
    TRY(msbat_frames_create(ctx, &next));
    for (int64_t i = 0, k = 0; i < ORDERINGS; i++) {
        const msbat_supercell *supercell;
        int8_t occupation[MOST_SITES];
        double energy, error, x;
        int64_t sites;
        if (access(in(data, "relaxed/%03d.xyz", (int)i), F_OK) == 0) continue;
        msbat_crystal *crystal = read_ordering(json, i);
        TRY(msbat_training_add(candidates, crystal, 0.0, 1.0));
        TRY(msbat_training_get_structure(candidates, k, NULL, NULL, &x));
        TRY(msbat_training_get_supercell(candidates, k, &supercell));
        TRY(msbat_ce_get_occupation_size(ce, supercell, &sites));
        TRY(msbat_training_get_occupation(candidates, k++, sites, occupation));
        TRY(msbat_ce_get_prediction(ce, supercell, sites, occupation, &energy, &error));
        printf("  ordering %2d: x = %.2f, %.3f eV per site +- %.1f meV\n", (int)i, x, energy / (double)sites,
               1e3 * error / (double)sites);
        if (error / (double)sites > largest) {
            largest = error / (double)sites;
            msbat_frames_destroy(&next);
            TRY(msbat_frames_create(ctx, &next));
            TRY(msbat_frames_add(next, crystal));
        }
        msbat_crystal_destroy(&crystal);
    }
    TRY(msbat_frames_write_poscar(next, 0, in(out, "next_structure.POSCAR")));
    msbat_frames_destroy(&next), msbat_training_destroy(&candidates);
}

/* A Li that has moved most of the way to another site belongs to another ordering, or to none. */
static void refuse_moved_atom(const msbat_ce *ce, const msbat_json *json)
{
    msbat_training *training = NULL;
    msbat_crystal *ordering = read_ordering(json, 3), *moved = NULL;
    double cell[9], frac[3 * MOST_ATOMS];
    int64_t n, species[MOST_ATOMS], li = 0;
    char why[256];
    TRY(msbat_training_create(ce, &training));
    TRY(msbat_training_set_max_displacement(training, 0.8));
    TRY(msbat_crystal_get_site_count(ordering, &n));
    TRY(msbat_crystal_get_cell(ordering, cell));
    TRY(msbat_crystal_get_sites(ordering, n, frac, species));
    while (species[li] != 3) li++;
    frac[3 * li] += 0.4;
    TRY(msbat_crystal_create(ctx, cell, n, frac, species, &moved));
    compare("a moved atom is refused (status)", msbat_training_add(training, moved, 0.0, 1.0), MSBAT_ERR_MAPPING, 0);
    TRY(msbat_context_get_message(ctx, sizeof why, why));
    printf("  %s\n", why);
    msbat_crystal_destroy(&moved), msbat_crystal_destroy(&ordering), msbat_training_destroy(&training);
}

int main(int argc, char **argv)
{
    msbat_json *json = NULL;
    msbat_ce *ce = NULL;
    const double cutoffs_ang[3] = {8.6, 5.0, 3.0}; /* pairs, triplets, quadruplets: the best choice of expansion.c */
    int64_t n;
    start(argc, argv);
    TRY(msbat_json_read(ctx, in(data, "orderings.json"), &json));
    TRY(msbat_json_get_count(json, "", &n));
    compare("orderings in the list", (double)n, ORDERINGS, 0);
    msbat_crystal *host = read_host();
    TRY(msbat_ce_create(host, 3, MSBAT_VACANCY, 1e-3, 3, cutoffs_ang, &ce));
    msbat_training *training = map_computed(ce);
    TRY(msbat_ce_fit(ce, training));
    propose(ce, json);
    refuse_moved_atom(ce, json);
    msbat_training_destroy(&training), msbat_ce_destroy(&ce), msbat_crystal_destroy(&host), msbat_json_destroy(&json);
    return finish();
}
