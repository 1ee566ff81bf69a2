/* lixcoo2.c - from density-functional energies of Li/vacancy orderings of LixCoO2 to the discharge of a cell.
 *
 *     lixcoo2 [--quick] DATA OUT [IMAGE.tif PORE_LABEL VOXEL_M]
 *
 * DATA holds our DFT energies, structures, barriers and Hessians (data/SOURCE.md). Every number that is not computed
 * from them is a published one with its source beside it, or is called illustrative. OUT receives CSV files (tables.c
 * writes them from the handles). Public headers only. Each stage is one function; main, at the end, calls them in
 * order. TRY prints the library's message and ends the program when a call fails. --quick takes every stage through
 * the same calls with the small sizes below, for tests: its numbers are not those of the report. */
#include "../example.h"
#include "inputs.h"
#include "marquis2019.h"
#include "tables.h"

enum { ORDERINGS = 48, MOST_MU = 241, MOST_RUNS = 13, MOST_SITES = 4000 };
static const double T = 298.15;            /* [K] */
static const double LI_METAL_EV = -2.0294; /* bcc Li in the same DFT settings, data/SOURCE.md */

/* How much each stage does. */
typedef struct sizes {
    int64_t along, layers;              /* Li sites along an edge of a layer; layers, a multiple of 3 */
    int64_t mu, min_sweeps, max_sweeps; /* points of the isotherm, sweeps at each */
    int64_t anneal, equilibrate;        /* sweeps at each step of the annealing, and after it */
    int64_t start_hops, hops;           /* of a KMC run: not counted, and counted at most */
    int64_t voxels;                     /* along an edge of the generated image */
    int64_t cell_shells, shells;        /* of a particle of the cell, of the particle under stress */
    int64_t runs, rates;
    double fill[MOST_RUNS]; /* compositions of the KMC runs */
    double c_rate[3];       /* of the discharges [1/h] */
} sizes;

static const sizes full = {
    .along = 12, .layers = 6, .mu = MOST_MU, .min_sweeps = 1600, .max_sweeps = 6400,
    .anneal = 300, .equilibrate = 1000, .start_hops = 20000, .hops = 300000,
    .voxels = 96, .cell_shells = 100, .shells = 300, .runs = MOST_RUNS, .rates = 3,
    .fill = {0.06, 0.12, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.88, 0.94, 0.97, 0.99}, .c_rate = {0.2, 1.0, 3.0}};
static const sizes quick = {
    .along = 4, .layers = 3, .mu = 61, .min_sweeps = 100, .max_sweeps = 200,
    .anneal = 10, .equilibrate = 20, .start_hops = 200, .hops = 2000,
    .voxels = 24, .cell_shells = 20, .shells = 30, .runs = 3, .rates = 2,
    .fill = {0.2, 0.5, 0.94}, .c_rate = {1.0, 3.0}};
static const sizes *size = &full;
static msbat_audit *audit; /* every stage adds its objects */

/* ---- 1. Cluster expansion --------------------------------------------------------------------------------------- */

/* Pairs and triplets of Li (3) against vacancies, fitted to the relaxed orderings, each mapped back onto the host. */
static msbat_ce *fit_expansion(const msbat_crystal *host)
{
    msbat_ce *ce = NULL;
    msbat_training *training = NULL;
    const double cutoffs_ang[2] = {8.6, 5.0};
    TRY(msbat_ce_create(host, 3, MSBAT_VACANCY, 1e-3, 2, cutoffs_ang, &ce));
    TRY(msbat_training_create(ce, &training));
    for (int i = 0; i < ORDERINGS; i++) {
        msbat_frames *frames = NULL;
        const msbat_crystal *relaxed = NULL;
        double energy_ev;
        msbat_status st = msbat_frames_read_extxyz(ctx, in(data, "relaxed/%03d.xyz", i), &frames);
        if (st == MSBAT_ERR_FILE) continue; /* this ordering is not computed yet: work with what is there */
        check(st, "msbat_frames_read_extxyz");
        TRY(msbat_frames_get_crystal(frames, 0, &relaxed));
        TRY(msbat_frames_get_energy(frames, 0, &energy_ev));
        TRY(msbat_training_add(training, relaxed, energy_ev, 1.0));
        msbat_frames_destroy(&frames);
    }
    TRY(msbat_ce_fit(ce, training)); /* ECIs with their covariance; the ridge has the least leave-one-out error */
    write_expansion(ce, training, LI_METAL_EV);
    msbat_training_destroy(&training);
    return ce;
}

/* ---- 2. Monte Carlo, and the phase made of it: from here on the only source of mu, Gamma and U ------------------ */

static msbat_phase *make_phase(msbat_mc *mc)
{
    msbat_phase *phase = NULL;
    double mu_ev[MOST_MU];
    TRY(msbat_mc_set_option(mc, "precision", "0.001"));
    TRY(msbat_mc_set_min_sweeps(mc, size->min_sweeps));
    TRY(msbat_mc_set_max_sweeps(mc, size->max_sweeps));
    for (int64_t i = 0; i < size->mu; i++) /* 5.2 V down to 2.2 V */
        mu_ev[i] = LI_METAL_EV - 5.2 + (double)i * 3.0 / (double)(size->mu - 1);
    TRY(msbat_mc_isotherm(mc, T, size->mu, mu_ev));
    TRY(msbat_phase_from_isotherms(1, (const msbat_mc *const[]){mc}, "LixCoO2", "Li", LI_METAL_EV, MSBAT_GAP_CONVEXIFY,
                                   &phase)); /* the site density is that of the host */
    /* partial molar volume, published: Ai et al., J. Electrochem. Soc. 167 (2020) 013512 */
    TRY(msbat_phase_set_partial_molar_volume(phase, -7.28e-7));
    write_phase("voltage.csv", phase, T);
    return phase;
}

/* ---- 3. Hops from DFT: barrier and attempt frequency by the number of occupied sites next to both ends ---------- */

/* Index: how many of the two sites next to both ends are occupied. One: the ion passes a tetrahedral site; both: it
 * squeezes through the oxygen dumbbell. None was not computed: the value of one is taken, and marked in the plot. */
static void read_hops(double e_kra_ev[3], double nu_thz[3])
{
    const char *start[3] = {"di-start", "di-start", "mono-start"},
               *top[3] = {"di-path-880", "di-path-880", "mono-middle"};
    for (int i = 0; i < 3; i++) {
        msbat_hessian *minimum = read_hessian(start[i]), *saddle = read_hessian(top[i]);
        e_kra_ev[i] = read_energy(top[i]) - read_energy(start[i]); /* both ends are equivalent */
        TRY(msbat_tst_get_vineyard(minimum, saddle, &nu_thz[i]));
        msbat_hessian_destroy(&minimum), msbat_hessian_destroy(&saddle);
    }
    write_hops(3, e_kra_ev, nu_thz, T);
}

/* ---- 4. Kinetic Monte Carlo at a row of compositions, from equilibrated configurations -------------------------- */

static msbat_transport *run_hops(msbat_mc *mc, const msbat_phase *phase)
{
    static int8_t occupation[MOST_SITES];
    const msbat_ce *ce = NULL;
    const msbat_supercell *lattice = NULL;
    msbat_kmc *kmc[MOST_RUNS] = {NULL};
    msbat_transport *transport = NULL;
    double e_kra_ev[3], nu_thz[3];
    int64_t sites;
    read_hops(e_kra_ev, nu_thz);
    TRY(msbat_mc_get_ce(mc, &ce));
    TRY(msbat_mc_get_supercell(mc, &lattice));
    TRY(msbat_mc_get_site_count(mc, &sites));
    for (int64_t i = 0; i < size->runs; i++) {
        TRY(msbat_mc_set_random_occupation(mc, (int64_t)(size->fill[i] * (double)sites + 0.5)));
        for (int step = 6; step >= 0; step--) /* annealed: ordered compositions without domain walls */
            TRY(msbat_mc_run_canonical(mc, T + 60.0 * step, step ? size->anneal : size->equilibrate));
        TRY(msbat_mc_get_occupation(mc, sites, occupation));
        TRY(msbat_kmc_create(ce, lattice, &kmc[i]));
        TRY(msbat_kmc_add_hops(kmc[i], 2.9, NULL)); /* nearest neighbours in a layer, 2.816 angstrom */
        TRY(msbat_kmc_set_barrier(kmc[i], 0, 3, e_kra_ev, nu_thz));
        TRY(msbat_kmc_set_temperature(kmc[i], T));
        TRY(msbat_kmc_set_occupation(kmc[i], sites, occupation));
        TRY(msbat_kmc_run(kmc[i], size->start_hops));
        TRY(msbat_kmc_reset_statistics(kmc[i]));
        msbat_status st = msbat_kmc_run_to_precision(kmc[i], 0.05, size->hops);
        if (st != MSBAT_ERR_CONVERGENCE) check(st, "msbat_kmc_run_to_precision"); /* else it stands with its error */
        if (size->fill[i] == 0.5) TRY(msbat_audit_add_kmc(audit, "hops at x = 0.5", kmc[i]));
    }
    /* jump diffusivity, typed; the scalar that a particle model takes is the mean over the plane, trace/2 */
    TRY(msbat_transport_from_kmc(size->runs, (const msbat_kmc *const *)kmc, phase, MSBAT_DIFFUSIVITY_JUMP,
                                 MSBAT_KMC_IN_PLANE, &transport));
    write_diffusivities(size->runs, kmc, transport, T);
    for (int64_t i = 0; i < size->runs; i++) msbat_kmc_destroy(&kmc[i]);
    return transport;
}

/* ---- 5. Electrode image: a generated packing or a TIFF stack; effective tensors of pore and solid, REV ---------- */

/* Spheres of 10 micrometre with 20 % binder: fractions 0.3 pore and 0.5 active of Marquis et al.; seed 1. */
static msbat_image *generate_image(void)
{
    const int64_t n = size->voxels;
    msbat_packing *packing = NULL;
    msbat_image *image = NULL;
    TRY(msbat_packing_create(ctx, (int64_t[3]){n, n, n}, 96e-6 / (double)n, &packing));
    TRY(msbat_packing_set_option(packing, "radius", "10e-6"));
    TRY(msbat_packing_set_option(packing, "active_fraction", "0.5"));
    TRY(msbat_packing_set_option(packing, "binder_fraction", "0.2"));
    TRY(msbat_packing_run(packing, &image));
    msbat_packing_destroy(&packing);
    return image;
}

/* Effective tensor of the pore, or of everything else, with the faces at fixed potential and insulated sides. */
static msbat_homog *solve_network(const msbat_image *image, int64_t pore, int of_pore, msbat_tensor **tensor)
{
    msbat_homog *homog = NULL;
    int64_t n, label;
    TRY(msbat_homog_create(image, &homog));
    TRY(msbat_image_get_label_count(image, &n));
    for (int64_t i = 0; i < n; i++) {
        TRY(msbat_image_get_label(image, i, &label));
        TRY(msbat_homog_set_conductivity(homog, label, (label == pore) == of_pore ? 1.0 : 0.0));
    }
    TRY(msbat_homog_solve(homog, MSBAT_HOMOG_PERIODIC));
    TRY(msbat_homog_solve(homog, MSBAT_HOMOG_MIXED));
    TRY(msbat_tensor_from_homog(homog, MSBAT_HOMOG_MIXED, tensor));
    write_network(of_pore ? "pore.csv" : "solid.csv", homog, *tensor);
    TRY(msbat_audit_add_homog(audit, of_pore ? "pore network" : "solid network", homog));
    return homog;
}

static void judge_volume(const msbat_homog *pore)
{
    msbat_rev *rev = NULL;
    TRY(msbat_rev_create(pore, &rev));
    TRY(msbat_rev_run(rev));
    write_rev(rev);
    msbat_rev_destroy(&rev);
}

/* ---- 6. Cell: graphite, electrolyte, geometry and kinetics as published by Marquis et al., see marquis2019.h ---- */

static msbat_cell *make_cell(msbat_material *positive, msbat_material *negative, msbat_tensor *pore,
                             msbat_tensor *solid)
{
    msbat_electrolyte *electrolyte = make_electrolyte();
    msbat_tensor *bruggeman = NULL, *separator = NULL;
    msbat_cell *cell = NULL;
    double porosity, u[2], unused[9];
    const double x_full[2] = {0.8, 0.6}; /* stoichiometries of the charged cell */
    TRY(msbat_cell_create(ctx, electrolyte, 0.028359, T, &cell));
    TRY(msbat_tensor_create_bruggeman(ctx, 0.3, 1.5, &bruggeman));
    TRY(msbat_tensor_create_bruggeman(ctx, 1.0, 1.5, &separator));
    TRY(msbat_tensor_get(pore, unused, &porosity));
    msbat_electrode_geometry g = {sizeof g, 1e-4, 0.3, 0.6, RADIUS_M, 100.0 * pow(0.7, 1.5), 0.2, {1, 0, 0}};
    TRY(msbat_cell_set_electrode(cell, MSBAT_NEGATIVE, negative, &g, bruggeman, NULL));
    g.porosity = porosity, g.active_fraction = (1 - porosity) * 0.5 / 0.7, g.solid_conductivity_s_per_m = 10.0;
    TRY(msbat_cell_set_electrode(cell, MSBAT_POSITIVE, positive, &g, pore, solid));
    TRY(msbat_cell_set_separator(cell, 2.5e-5, separator));
    TRY(msbat_material_get_voltage(negative, T, 1, &x_full[0], &u[0], NULL));
    TRY(msbat_material_get_voltage(positive, T, 1, &x_full[1], &u[1], NULL));
    TRY(msbat_cell_set_stoichiometry(cell, x_full[0], x_full[1]));
    TRY(msbat_cell_set_points_particle(cell, size->cell_shells)); /* D_chem falls steeply towards a full surface */
    TRY(msbat_cell_set_window(cell, 2.5, u[1] - u[0])); /* LDA voltages are low: 2.5 V instead of 3.105 V */
    msbat_tensor_destroy(&bruggeman), msbat_tensor_destroy(&separator), msbat_electrolyte_destroy(&electrolyte);
    return cell;
}

/* ---- 7. Stress in an LiCoO2 particle ---------------------------------------------------------------------------- */

/* Mean flux out of the particles of the positive electrode at the start of the run before [mol/(m^2 s)]. */
static double mean_flux(const msbat_cell *cell)
{
    double current[64], sum = 0;
    int64_t n;
    TRY(msbat_cell_get_profile_size(cell, MSBAT_PROFILE_POSITIVE_CURRENT, &n));
    TRY(msbat_cell_get_profile(cell, 0, MSBAT_PROFILE_POSITIVE_CURRENT, n < 64 ? n : 64, current));
    for (int64_t i = 0; i < n; i++) sum += current[i];
    return sum / (double)n / MSBAT_FARADAY;
}

static msbat_particle *load_particle(const msbat_material *positive, double flux)
{
    msbat_particle *particle = NULL;
    const double times[3] = {200, 600, 1000};
    TRY(msbat_particle_create(positive, T, RADIUS_M, size->shells, &particle));
    TRY(msbat_particle_set_uniform(particle, 0.6));
    TRY(msbat_particle_set_flux(particle, flux));
    TRY(msbat_particle_run(particle, 3, times)); /* ends earlier where the surface is full */
    write_particle(particle);
    return particle;
}

int main(int argc, char **argv)
{
    double pore_value = MSBAT_LABEL_PORE, edge_m = 0;
    const char *program = argv[0];
    if (take_quick(&argc, &argv)) size = &quick;
    if ((argc != 3 && argc != 6) || (argc == 6 && (msbat_number_read(strlen(argv[4]), argv[4], &pore_value, NULL) ||
                                                   msbat_number_read(strlen(argv[5]), argv[5], &edge_m, NULL))))
        return fprintf(stderr, "usage: %s [--quick] DATA OUT [IMAGE.tif PORE_LABEL VOXEL_M]\n", program), 2;
    data = argv[1], out = argv[2];
    TRY(msbat_context_create(&ctx));
    TRY(msbat_context_set_progress(ctx, show_progress, &(int){-1}));
    tables_start(ctx, out);
    TRY(msbat_audit_create(ctx, &audit));

    msbat_image *image = argc == 6 ? read_image(argv[3], (int64_t)pore_value, edge_m) : NULL; /* fails early */
    stage("1/8 cluster expansion of the DFT energies");
    msbat_crystal *host = read_host();
    msbat_ce *ce = fit_expansion(host);
    TRY(msbat_audit_add_ce(audit, "cluster expansion", ce));

    stage("2/8 Monte Carlo isotherm, phase"); /* in full 12 x 12 Li sites a layer, 6 layers (an axis is 3 c - a - b) */
    msbat_supercell *lattice = NULL;
    msbat_mc *mc = NULL;
    const int64_t a = size->along, c = size->layers;
    TRY(msbat_supercell_create(host, (int64_t[9]){a, 0, 0, 0, a, 0, -c / 3, -c / 3, c}, &lattice));
    TRY(msbat_mc_create(ce, lattice, &mc));
    msbat_phase *phase = make_phase(mc);

    stage("3/8 kinetic Monte Carlo of the DFT hops");
    msbat_transport *transport = run_hops(mc, phase);
    msbat_material *positive = NULL;
    exchange i0_positive = {6e-7, 51217.9257}, i0_negative = {2e-5, 24983.2620}; /* with the c_max of the publication */
    TRY(msbat_material_create(phase, &positive));
    TRY(msbat_material_set_transport(positive, transport)); /* D_chem = D_J Gamma: there is no setter for it */
    TRY(msbat_material_set_kinetics_declared(positive, exchange_current, &i0_positive, C_E_RANGE, 0.5));
    TRY(msbat_material_set_mechanics(positive, 375e9, 0.2)); /* Ai et al. 2020 */
    write_material(positive, T);

    stage("4/8 electrode image");
    int64_t pore_label = (int64_t)pore_value;
    if (!image) image = generate_image();
    msbat_tensor *pore_tensor = NULL, *solid_tensor = NULL;
    msbat_homog *pore = solve_network(image, pore_label, 1, &pore_tensor);
    msbat_homog *solid = solve_network(image, pore_label, 0, &solid_tensor);
    write_slice(image, argc == 6 ? argv[3] : "generated spheres with binder (illustrative)");
    judge_volume(pore);

    stage("5/8 discharge");
    double flux_1c = 0;
    msbat_material *negative = make_graphite(&i0_negative, T);
    msbat_cell *cell = make_cell(positive, negative, pore_tensor, solid_tensor);
    for (int64_t i = 0; i < size->rates; i++) {
        msbat_status st = msbat_cell_run_discharge(cell, size->c_rate[i]);
        if (st != MSBAT_ERR_PHYSICS) check(st, "msbat_cell_run_discharge"); /* a named limit ends the run: rows stand */
        if (size->c_rate[i] == 1.0) flux_1c = mean_flux(cell);
        write_discharge(cell, size->c_rate[i]);
    }
    stage("6/8 timescales");
    write_timescales(cell, size->rates, size->c_rate);
    stage("7/8 stress");
    msbat_particle *particle = load_particle(positive, flux_1c);

    stage("8/8 audit of every law on these objects");
    TRY(msbat_audit_add_cell(audit, "cell", cell));
    TRY(msbat_audit_add_particle(audit, "LiCoO2 particle", particle));
    TRY(msbat_audit_run(audit));
    write_audit(audit);
    msbat_particle_destroy(&particle), msbat_cell_destroy(&cell), msbat_audit_destroy(&audit);
    msbat_material_destroy(&positive), msbat_material_destroy(&negative), msbat_transport_destroy(&transport);
    msbat_phase_destroy(&phase), msbat_mc_destroy(&mc), msbat_ce_destroy(&ce), msbat_supercell_destroy(&lattice);
    msbat_homog_destroy(&pore), msbat_homog_destroy(&solid), msbat_image_destroy(&image), msbat_crystal_destroy(&host);
    msbat_tensor_destroy(&pore_tensor), msbat_tensor_destroy(&solid_tensor), msbat_context_destroy(&ctx);
    return 0;
}
