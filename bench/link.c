/* link.c - the audit of a small full chain. */
#include "bench.h"

#include "msbat/link.h"

/* Everything that the chain holds while it is audited. */
typedef struct objects {
    msbat_crystal *crystal;
    msbat_ce *ce;
    msbat_supercell *box;
    msbat_kmc *kmc;
    msbat_phase *phase[2];
    msbat_transport *transport[2];
    msbat_material *material[2];
    msbat_image *image;
    msbat_homog *homog;
    msbat_network *network;
    msbat_electrolyte *electrolyte;
    msbat_tensor *tensor;
    msbat_cell *cell;
    msbat_particle *particle;
    msbat_audit *audit;
} objects;

static void clear(objects *o)
{
    msbat_audit_destroy(&o->audit);
    msbat_particle_destroy(&o->particle);
    msbat_cell_destroy(&o->cell);
    msbat_tensor_destroy(&o->tensor);
    msbat_electrolyte_destroy(&o->electrolyte);
    msbat_network_destroy(&o->network);
    msbat_homog_destroy(&o->homog);
    msbat_image_destroy(&o->image);
    for (int i = 0; i < 2; i++) {
        msbat_material_destroy(&o->material[i]);
        msbat_transport_destroy(&o->transport[i]);
        msbat_phase_destroy(&o->phase[i]);
    }
    msbat_kmc_destroy(&o->kmc);
    msbat_supercell_destroy(&o->box);
    msbat_ce_destroy(&o->ce);
    msbat_crystal_destroy(&o->crystal);
}

/* Simple cubic lattice, pairs and triplets; 10^3 sites, half filled, 20000 hops. */
static int make_atoms(msbat_context *ctx, objects *o)
{
    const double cell[9] = {3, 0, 0, 0, 3, 0, 0, 0, 3}, frac[3] = {0, 0, 0}, cutoffs[2] = {4.3, 4.3};
    const double site = 0, kra[5] = {.3, .3, .3, .3, .3}, nu[5] = {10, 10, 10, 10, 10};
    const int64_t species[1] = {3}, matrix[9] = {10, 0, 0, 0, 10, 0, 0, 0, 10};
    double eci[16] = {0.1, -1.95, 0.01, 0.005, 0.002, 0.002, 0.002};
    int64_t orbits = 0, classes = 0, common = 0;
    BENCH_OK(ctx, msbat_crystal_create(ctx, cell, 1, frac, species, &o->crystal));
    BENCH_OK(ctx, msbat_ce_create(o->crystal, 3, 0, 1e-3, 2, cutoffs, &o->ce));
    BENCH_OK(ctx, msbat_ce_get_orbit_count(o->ce, &orbits));
    if (orbits > 16) return 1;
    BENCH_OK(ctx, msbat_ce_set_eci(o->ce, orbits, eci));
    BENCH_OK(ctx, msbat_supercell_create(o->crystal, matrix, &o->box));
    BENCH_OK(ctx, msbat_kmc_create(o->ce, o->box, &o->kmc));
    BENCH_OK(ctx, msbat_kmc_add_hops(o->kmc, 3.1, &classes));
    BENCH_OK(ctx, msbat_kmc_get_hop_class(o->kmc, 0, NULL, NULL, &common));
    if (common > 4) return 1;
    BENCH_OK(ctx, msbat_kmc_set_barrier(o->kmc, 0, common + 1, kra, nu));
    BENCH_OK(ctx, msbat_kmc_set_random_occupation(o->kmc, 500));
    BENCH_OK(ctx, msbat_kmc_run(o->kmc, 20000));
    BENCH_OK(ctx, msbat_network_create(ctx, 1, &site, &o->network));
    for (int a = 0; a < 3; a++)
        BENCH_OK(ctx, msbat_network_add_hop(o->network, 0, 0, cell + 3 * a, 0.3, 10));
    return 0;
}

/* Regular solutions with a constant jump diffusivity, activity-based kinetics, elastic constants. */
static int make_materials(msbat_context *ctx, objects *o)
{
    static const char *const hosts[2] = {"negative", "positive"};
    const double row[4] = {0.5, 1e-13, 0, 0}, energy[2] = {-0.1, -3.9}, density[2] = {30000, 60000};
    for (int i = 0; i < 2; i++) {
        BENCH_OK(ctx, msbat_phase_create_regular(ctx, hosts[i], "Li", energy[i], 0, 0.01, 0, &o->phase[i]));
        BENCH_OK(ctx, msbat_phase_set_site_density(o->phase[i], density[i]));
        BENCH_OK(ctx, msbat_phase_set_partial_molar_volume(o->phase[i], 1e-6));
        BENCH_OK(ctx, msbat_transport_create_table(ctx, hosts[i], "Li", MSBAT_DIFFUSIVITY_JUMP, 300, 1, row,
                                                   &o->transport[i]));
        BENCH_OK(ctx, msbat_material_create(o->phase[i], &o->material[i]));
        BENCH_OK(ctx, msbat_material_set_transport(o->material[i], o->transport[i]));
        BENCH_OK(ctx, msbat_material_set_kinetics(o->material[i], 1e-6, 300, 0, 0.5, MSBAT_TS_SITE_EXCLUSION));
        BENCH_OK(ctx, msbat_material_set_mechanics(o->material[i], 1e11, 0.3));
    }
    return 0;
}

/* Overlapping spheres on 32^3 voxels, both phases conducting, solved under all four conditions. */
static int make_image(msbat_context *ctx, objects *o)
{
    BENCH_OK(ctx, msbat_image_create_spheres(ctx, 32, 4, 0.4, 1, 1e-6, &o->image));
    BENCH_OK(ctx, msbat_homog_create(o->image, &o->homog));
    BENCH_OK(ctx, msbat_homog_set_conductivity(o->homog, 0, 0.1));
    BENCH_OK(ctx, msbat_homog_set_conductivity(o->homog, 1, 1.0));
    for (int c = 0; c < 4; c++) BENCH_OK(ctx, msbat_homog_solve(o->homog, (msbat_homog_condition)c));
    return 0;
}

/* Single-particle model with 20 shells, 10 minutes at 1C; a particle of 20 shells with stress, ten rows. */
static int make_cell(msbat_context *ctx, objects *o)
{
    const double at = 1000, d_e = 3e-10, kappa = 1.0;
    double times[10];
    msbat_electrode_geometry g = {.size = sizeof g};
    g.thickness_m = 6e-5;
    g.active_fraction = 0.6;
    g.particle_radius_m = 2e-6;
    g.solid_conductivity_s_per_m = 10;
    for (int i = 0; i < 10; i++) times[i] = 2.0 * (i + 1);
    BENCH_OK(ctx, msbat_electrolyte_create(ctx, 1000, 0.4, &o->electrolyte));
    BENCH_OK(ctx, msbat_electrolyte_set_table(o->electrolyte, MSBAT_ELECTROLYTE_DIFFUSIVITY, 300, 1, &at, &d_e));
    BENCH_OK(ctx, msbat_electrolyte_set_table(o->electrolyte, MSBAT_ELECTROLYTE_CONDUCTIVITY, 300, 1, &at, &kappa));
    BENCH_OK(ctx, msbat_tensor_create_bruggeman(ctx, 0.3, 1.5, &o->tensor));
    BENCH_OK(ctx, msbat_cell_create(ctx, o->electrolyte, 1e-2, 300, &o->cell));
    BENCH_OK(ctx, msbat_cell_set_electrode(o->cell, MSBAT_NEGATIVE, o->material[0], &g, o->tensor, NULL));
    BENCH_OK(ctx, msbat_cell_set_electrode(o->cell, MSBAT_POSITIVE, o->material[1], &g, o->tensor, NULL));
    BENCH_OK(ctx, msbat_cell_set_separator(o->cell, 2e-5, o->tensor));
    BENCH_OK(ctx, msbat_cell_set_window(o->cell, 3.5, 3.95));
    BENCH_OK(ctx, msbat_cell_set_stoichiometry(o->cell, 0.8, 0.3));
    BENCH_OK(ctx, msbat_cell_set_option(o->cell, "model", "spm"));
    BENCH_OK(ctx, msbat_cell_run(o->cell, "discharge at 1C for 600 s"));
    BENCH_OK(ctx, msbat_particle_create(o->material[1], 300, 2e-6, 20, &o->particle));
    BENCH_OK(ctx, msbat_particle_set_flux(o->particle, -1e-5));
    BENCH_OK(ctx, msbat_particle_run(o->particle, 10, times));
    return 0;
}

static int add_objects(msbat_context *ctx, objects *o)
{
    BENCH_OK(ctx, msbat_audit_create(ctx, &o->audit));
    BENCH_OK(ctx, msbat_audit_add_ce(o->audit, "expansion", o->ce));
    BENCH_OK(ctx, msbat_audit_add_kmc(o->audit, "hops", o->kmc));
    BENCH_OK(ctx, msbat_audit_add_network(o->audit, "network", o->network, 300));
    BENCH_OK(ctx, msbat_audit_add_homog(o->audit, "image", o->homog));
    BENCH_OK(ctx, msbat_audit_add_cell(o->audit, "cell", o->cell));
    BENCH_OK(ctx, msbat_audit_add_particle(o->audit, "particle", o->particle));
    return 0;
}

/* One msbat_audit_run on expansion, hops, network, image, cell (with both materials and phases) and particle; making
 * them is excluded. */
static int run_audit(msbat_context *ctx, bench_result *result)
{
    objects o = {0};
    int64_t laws = 0, failed = 0;
    int bad = make_atoms(ctx, &o) || make_materials(ctx, &o) || make_image(ctx, &o) || make_cell(ctx, &o) ||
              add_objects(ctx, &o);
    double start = bench_cpu();
    if (!bad) bad = msbat_audit_run(o.audit) != MSBAT_OK;
    result->value = result->cpu_s = bench_cpu() - start;
    if (!bad) bad = msbat_audit_get_count(o.audit, &laws, &failed) != MSBAT_OK || failed;
    snprintf(result->extra, sizeof result->extra, "\"laws\": %d", (int)laws);
    clear(&o);
    return bad;
}

const bench_case bench_link[] = {{"link.audit", "s", 5, run_audit}, {0}};
