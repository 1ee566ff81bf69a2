#include "chain.h"

double cubic_density(void) { return 1.0 / (MSBAT_AVOGADRO * EDGE * EDGE * EDGE * 1e-30); }
double hop_diffusivity(double t) { return NU * exp(-KRA / (MSBAT_BOLTZMANN_EV * t)) * EDGE * EDGE; }

static msbat_ce *expand(msbat_context *ctx, const double cell[9], double pair_ev, double triplet_ev)
{
    const double frac[3] = {0, 0, 0}, cutoffs[2] = {3.1, 4.3};
    const int64_t species[1] = {3};
    double eci[16] = {0.1, 0.5 * MU0};
    int64_t n = 0, points = 0;
    msbat_crystal *host = NULL;
    msbat_ce *ce = NULL;
    TEST_OK(ctx, msbat_crystal_create(ctx, cell, 1, frac, species, &host));
    TEST_OK(ctx, msbat_ce_create(host, 3, MSBAT_VACANCY, 1e-3, triplet_ev != 0.0 ? 2 : pair_ev != 0.0, cutoffs, &ce));
    TEST_OK(ctx, msbat_ce_get_orbit_count(ce, &n));
    ck_assert_int_le(n, 16);
    for (int64_t i = 2; i < n; i++) {
        TEST_OK(ctx, msbat_ce_get_orbit(ce, i, &points, NULL, NULL));
        eci[i] = points == 2 ? pair_ev : triplet_ev;
    }
    TEST_OK(ctx, msbat_ce_set_eci(ce, n, eci));
    msbat_crystal_destroy(&host);
    return ce;
}

msbat_ce *make_ce(msbat_context *ctx, double a_ang, double c_ang, double pair_ev, double triplet_ev)
{
    const double cell[9] = {a_ang, 0, 0, 0, a_ang, 0, 0, 0, c_ang};
    return expand(ctx, cell, pair_ev, triplet_ev);
}

msbat_ce *make_chain_ce(msbat_context *ctx, double pair_ev)
{
    const double cell[9] = {EDGE, 0, 0, 0, 7, 0, 0, 0, 8};
    return expand(ctx, cell, pair_ev, 0.0);
}

msbat_supercell *make_box(msbat_context *ctx, const msbat_ce *ce, int64_t a, int64_t b, int64_t c)
{
    const int64_t matrix[9] = {a, 0, 0, 0, b, 0, 0, 0, c};
    const msbat_crystal *host = NULL;
    msbat_supercell *box = NULL;
    TEST_OK(ctx, msbat_ce_get_host(ce, &host));
    TEST_OK(ctx, msbat_supercell_create(host, matrix, &box));
    return box;
}

msbat_mc *run_isotherm(msbat_context *ctx, const msbat_ce *ce, const msbat_supercell *box, double temperature,
                       int64_t n, const double *mu, int64_t seed)
{
    msbat_mc *mc = NULL;
    TEST_OK(ctx, msbat_mc_create(ce, box, &mc));
    TEST_OK(ctx, msbat_mc_set_seed(mc, seed));
    TEST_OK(ctx, msbat_mc_isotherm(mc, temperature, n, mu));
    return mc;
}

msbat_mc *make_isotherm(msbat_context *ctx, const msbat_ce *ce, int64_t edge, double temperature, int64_t seed)
{
    double mu[19];
    msbat_supercell *box = make_box(ctx, ce, edge, edge, edge);
    for (int i = 0; i < 19; i++) {
        double x = 0.05 * (i + 1);
        mu[i] = MU0 + MSBAT_BOLTZMANN_EV * temperature * log(x / (1 - x));
    }
    msbat_mc *mc = run_isotherm(ctx, ce, box, temperature, 19, mu, seed);
    msbat_supercell_destroy(&box);
    return mc;
}

msbat_kmc *make_kmc(msbat_context *ctx, const msbat_ce *ce, const msbat_supercell *box, double temperature,
                    int64_t n_ions, int64_t events)
{
    const double kra[9] = {KRA, KRA, KRA, KRA, KRA, KRA, KRA, KRA, KRA}, nu[9] = {NU, NU, NU, NU, NU, NU, NU, NU, NU};
    int64_t classes = 0, common = 0;
    msbat_kmc *kmc = NULL;
    TEST_OK(ctx, msbat_kmc_create(ce, box, &kmc));
    TEST_OK(ctx, msbat_kmc_add_hops(kmc, 1.01 * EDGE, &classes));
    ck_assert_int_eq(classes, 1);
    TEST_OK(ctx, msbat_kmc_get_hop_class(kmc, 0, NULL, NULL, &common));
    TEST_OK(ctx, msbat_kmc_set_barrier(kmc, 0, common + 1, kra, nu));
    TEST_OK(ctx, msbat_kmc_set_temperature(kmc, temperature));
    TEST_OK(ctx, msbat_kmc_set_seed(kmc, 5 + n_ions));
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, n_ions));
    if (!events) return kmc;
    TEST_OK(ctx, msbat_kmc_run(kmc, events / 5));
    TEST_OK(ctx, msbat_kmc_reset_statistics(kmc));
    TEST_OK(ctx, msbat_kmc_run(kmc, events));
    return kmc;
}

msbat_phase *make_ideal_phase(msbat_context *ctx, double density)
{
    msbat_phase *phase = NULL;
    TEST_OK(ctx, msbat_phase_create_regular(ctx, "host", "Li", MU0, 0, 0, 0, &phase));
    if (density > 0.0) TEST_OK(ctx, msbat_phase_set_site_density(phase, density));
    return phase;
}

msbat_network *make_network(msbat_context *ctx)
{
    const double site[1] = {0}, hops[3][3] = {{EDGE, 0, 0}, {0, EDGE, 0}, {0, 0, EDGE}};
    msbat_network *network = NULL;
    TEST_OK(ctx, msbat_network_create(ctx, 1, site, &network));
    for (int h = 0; h < 3; h++) TEST_OK(ctx, msbat_network_add_hop(network, 0, 0, hops[h], KRA, NU));
    return network;
}

msbat_homog *make_layers(msbat_context *ctx, double sigma0, double sigma1)
{
    const int64_t n[3] = {8, 4, 4};
    const double voxel[3] = {1e-6, 1e-6, 1e-6};
    uint8_t labels[128];
    msbat_image *image = NULL;
    msbat_homog *homog = NULL;
    for (int v = 0; v < 128; v++) labels[v] = (uint8_t)(v / 16 % 2);
    TEST_OK(ctx, msbat_image_create(ctx, n, labels, voxel, &image));
    TEST_OK(ctx, msbat_homog_create(image, &homog));
    TEST_OK(ctx, msbat_homog_set_conductivity(homog, 0, sigma0));
    TEST_OK(ctx, msbat_homog_set_conductivity(homog, 1, sigma1));
    msbat_image_destroy(&image);
    return homog;
}

/* ---- the whole chain ---- */

static msbat_material *make_positive(msbat_context *ctx, const msbat_ce *free_ce, msbat_phase *phase)
{
    static const int64_t ions[3] = {13, 32, 51};
    msbat_supercell *box = make_box(ctx, free_ce, 4, 4, 4);
    msbat_kmc *kmc[3];
    msbat_transport *transport = NULL;
    msbat_material *m = NULL;
    for (int i = 0; i < 3; i++) kmc[i] = make_kmc(ctx, free_ce, box, 300.0, ions[i], 20000);
    TEST_OK(ctx, msbat_transport_from_kmc(3, (const msbat_kmc *const *)kmc, phase, MSBAT_DIFFUSIVITY_JUMP,
                                          MSBAT_KMC_ISOTROPIC, &transport));
    TEST_OK(ctx, msbat_material_create(phase, &m));
    TEST_OK(ctx, msbat_material_set_transport(m, transport));
    TEST_OK(ctx, msbat_material_set_kinetics(m, 1e-6, 300.0, 0.0, 0.5, MSBAT_TS_SITE_EXCLUSION));
    TEST_OK(ctx, msbat_material_set_mechanics(m, 1e11, 0.3));
    for (int i = 0; i < 3; i++) msbat_kmc_destroy(&kmc[i]);
    msbat_transport_destroy(&transport);
    msbat_supercell_destroy(&box);
    return m;
}

static msbat_material *make_negative(msbat_context *ctx)
{
    const double row[4] = {0.5, 1e-13, 0, 0};
    msbat_phase *phase = NULL;
    msbat_transport *transport = NULL;
    msbat_material *m = NULL;
    TEST_OK(ctx, msbat_phase_create_regular(ctx, "C6", "Li", -0.1, 0, 0.01, 0, &phase));
    TEST_OK(ctx, msbat_phase_set_site_density(phase, 30000));
    TEST_OK(ctx, msbat_transport_create_table(ctx, "C6", "Li", MSBAT_DIFFUSIVITY_CHEMICAL, 300.0, 1, row, &transport));
    TEST_OK(ctx, msbat_material_create(phase, &m));
    TEST_OK(ctx, msbat_material_set_transport(m, transport));
    TEST_OK(ctx, msbat_material_set_kinetics(m, 1e-6, 300.0, 0.0, 0.5, MSBAT_TS_UNITY));
    msbat_phase_destroy(&phase);
    msbat_transport_destroy(&transport);
    return m;
}

msbat_cell *make_cell(msbat_context *ctx, msbat_material *negative, msbat_material *positive)
{
    const double at = 1000, d_e = 3e-10, kappa = 1.0;
    msbat_electrolyte *e = NULL;
    msbat_tensor *tensor = NULL;
    msbat_cell *cell = NULL;
    msbat_electrode_geometry g = {.size = sizeof g};
    g.thickness_m = 6e-5;
    g.active_fraction = 0.6;
    g.particle_radius_m = 2e-6;
    g.solid_conductivity_s_per_m = 10;
    TEST_OK(ctx, msbat_electrolyte_create(ctx, 1000, 0.4, &e));
    TEST_OK(ctx, msbat_electrolyte_set_table(e, MSBAT_ELECTROLYTE_DIFFUSIVITY, 300.0, 1, &at, &d_e));
    TEST_OK(ctx, msbat_electrolyte_set_table(e, MSBAT_ELECTROLYTE_CONDUCTIVITY, 300.0, 1, &at, &kappa));
    TEST_OK(ctx, msbat_cell_create(ctx, e, 1e-2, 300.0, &cell));
    TEST_OK(ctx, msbat_tensor_create_bruggeman(ctx, 0.3, 1.5, &tensor));
    TEST_OK(ctx, msbat_cell_set_electrode(cell, MSBAT_NEGATIVE, negative, &g, tensor, NULL));
    TEST_OK(ctx, msbat_cell_set_electrode(cell, MSBAT_POSITIVE, positive, &g, tensor, NULL));
    TEST_OK(ctx, msbat_cell_set_separator(cell, 2e-5, tensor));
    TEST_OK(ctx, msbat_cell_set_window(cell, 3.6, 3.9));
    TEST_OK(ctx, msbat_cell_set_stoichiometry(cell, 0.8, 0.3));
    TEST_OK(ctx, msbat_cell_set_option(cell, "points_negative", "5"));
    TEST_OK(ctx, msbat_cell_set_option(cell, "points_separator", "3"));
    TEST_OK(ctx, msbat_cell_set_option(cell, "points_positive", "5"));
    TEST_OK(ctx, msbat_cell_set_option(cell, "points_particle", "6"));
    msbat_tensor_destroy(&tensor);
    msbat_electrolyte_destroy(&e);
    return cell;
}

static msbat_defects *make_defects(msbat_context *ctx)
{
    const double mu[2] = {-2, -5};
    const int64_t added[2] = {-1, 0};
    msbat_defects *d = NULL;
    TEST_OK(ctx, msbat_defects_create(ctx, 2, -832.9, 2, 3, &d));
    TEST_OK(ctx, msbat_defects_set_chemical_potentials(d, 2, mu));
    for (int q = -2; q <= 1; q++) TEST_OK(ctx, msbat_defects_add(d, "v_Li", q, -829 + q, 2, added));
    return d;
}

void make_chain(msbat_context *ctx, chain *c)
{
    const double times[3] = {0.1, 0.3, 1.0};
    msbat_ce *free_ce = make_ce(ctx, EDGE, EDGE, 0, 0);
    msbat_mc *mc[2] = {make_isotherm(ctx, free_ce, 6, 300.0, 1), make_isotherm(ctx, free_ce, 6, 330.0, 2)};
    c->ce = make_ce(ctx, EDGE, EDGE, 0.01, 0.004);
    TEST_OK(ctx, msbat_phase_from_isotherms(2, (const msbat_mc *const *)mc, "host", "Li", 0.0, MSBAT_GAP_REFUSE,
                                            &c->phase));
    TEST_OK(ctx, msbat_phase_set_partial_molar_volume(c->phase, 1e-6));
    msbat_supercell *box = make_box(ctx, c->ce, 5, 5, 5);
    c->kmc = make_kmc(ctx, c->ce, box, 300.0, 60, 20000);
    c->positive = make_positive(ctx, free_ce, c->phase);
    c->negative = make_negative(ctx);
    c->network = make_network(ctx);
    c->homog = make_layers(ctx, 1.0, 0.25);
    for (int k = 0; k < 4; k++) TEST_OK(ctx, msbat_homog_solve(c->homog, (msbat_homog_condition)k));
    c->defects = make_defects(ctx);
    c->cell = make_cell(ctx, c->negative, c->positive);
    TEST_OK(ctx, msbat_cell_run(c->cell, "discharge at 1C for 200 s; rest for 60 s"));
    TEST_OK(ctx, msbat_particle_create(c->positive, 300.0, 2e-6, 8, &c->particle));
    TEST_OK(ctx, msbat_particle_set_uniform(c->particle, 0.4));
    TEST_OK(ctx, msbat_particle_set_flux(c->particle, -1e-4));
    TEST_OK(ctx, msbat_particle_run(c->particle, 3, times));
    msbat_supercell_destroy(&box);
    msbat_mc_destroy(&mc[0]);
    msbat_mc_destroy(&mc[1]);
    msbat_ce_destroy(&free_ce);
}

void destroy_chain(chain *c)
{
    msbat_ce_destroy(&c->ce);
    msbat_phase_destroy(&c->phase);
    msbat_kmc_destroy(&c->kmc);
    msbat_network_destroy(&c->network);
    msbat_homog_destroy(&c->homog);
    msbat_defects_destroy(&c->defects);
    msbat_material_destroy(&c->positive);
    msbat_material_destroy(&c->negative);
    msbat_cell_destroy(&c->cell);
    msbat_particle_destroy(&c->particle);
}

msbat_status add_chain(msbat_audit *audit, const chain *c)
{
    msbat_status st = msbat_audit_add_ce(audit, "expansion", c->ce);
    if (!st) st = msbat_audit_add_phase(audit, "phase", c->phase, 310.0);
    if (!st) st = msbat_audit_add_defects(audit, "defects", c->defects);
    if (!st) st = msbat_audit_add_kmc(audit, "hops", c->kmc);
    if (!st) st = msbat_audit_add_network(audit, "network", c->network, 300.0);
    if (!st) st = msbat_audit_add_homog(audit, "image", c->homog);
    if (!st) st = msbat_audit_add_material(audit, "material", c->positive, 300.0);
    if (!st) st = msbat_audit_add_cell(audit, "cell", c->cell);
    if (!st) st = msbat_audit_add_particle(audit, "particle", c->particle);
    return st;
}

/* ---- allocation ---- */

msbat_context *make_failing(test_heap *heap)
{
    msbat_context *ctx = NULL;
    *heap = (test_heap){0};
    ck_assert_int_eq(msbat_context_create_with_allocator(test_heap_resize, test_heap_release, heap, &ctx), MSBAT_OK);
    return ctx;
}

int64_t sweep(test_heap *heap, trial_fn trial, void *data)
{
    ck_assert_int_eq(trial(data), MSBAT_OK); /* containers of the handles grow here */
    int64_t live = heap->live, calls = heap->calls;
    ck_assert_int_eq(trial(data), MSBAT_OK);
    int64_t n = heap->calls - calls;
    for (int64_t k = 1; k <= n; k++) {
        heap->fail_at = heap->calls + k;
        msbat_status st = trial(data);
        heap->fail_at = 0;
        ck_assert_msg(st == MSBAT_ERR_MEMORY, "allocation %d: %s", (int)k, msbat_status_text(st));
        ck_assert_msg(heap->live == live, "allocation %d left %d blocks", (int)k, (int)(heap->live - live));
    }
    return n;
}
