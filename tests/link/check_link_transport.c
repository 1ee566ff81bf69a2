/* check_link_transport.c - transport from kinetic Monte Carlo and hop networks against closed forms and exact
 * solutions. Statistical tests have fixed seeds and a limit of 5.5 standard errors. */
#include "chain.h"

static const double kb = MSBAT_BOLTZMANN_EV;
static const double m2_per_s = 1e-8; /* of 1 angstrom^2/ps */

static msbat_context *ctx;
static void setup(void) { TEST_OK(NULL, msbat_context_create(&ctx)); }
static void teardown(void) { msbat_context_destroy(&ctx); }

static msbat_transport *from_kmc(int64_t n, msbat_kmc **kmc, const msbat_phase *phase, msbat_diffusivity_kind kind,
                                 msbat_kmc_scalar scalar)
{
    msbat_transport *transport = NULL;
    TEST_OK(ctx, msbat_transport_from_kmc(n, (const msbat_kmc *const *)kmc, phase, kind, scalar, &transport));
    return transport;
}

static msbat_material *bind(msbat_phase *phase, msbat_transport *transport)
{
    msbat_material *m = NULL;
    TEST_OK(ctx, msbat_material_create(phase, &m));
    TEST_OK(ctx, msbat_material_set_transport(m, transport));
    return m;
}

/* Expansion -> isotherm -> phase and expansion -> hops -> transport meet in the material: D_J = D0 (1-x) N/(N-1) in
 * m^2/s, Gamma = 1/(1-x), so that D_chem = D0 N/(N-1) whatever x. Exactly the same with D* and the Haven ratio. */
START_TEST(chain_of_the_ideal_gas)
{
    static const int64_t ions[3] = {54, 108, 162};
    const double t = 500, n = 216, d0 = hop_diffusivity(t) * m2_per_s;
    msbat_ce *ce = make_ce(ctx, EDGE, EDGE, 0, 0);
    msbat_supercell *box = make_box(ctx, ce, 6, 6, 6);
    const msbat_mc *mc = make_isotherm(ctx, ce, 6, t, 21);
    msbat_phase *computed = NULL, *exact = make_ideal_phase(ctx, cubic_density());
    msbat_kmc *kmc[3];
    for (int i = 0; i < 3; i++) kmc[i] = make_kmc(ctx, ce, box, t, ions[i], 60000);
    TEST_OK(ctx, msbat_phase_from_isotherms(1, &mc, "host", "Li", 0, MSBAT_GAP_REFUSE, &computed));
    msbat_transport *jump = from_kmc(3, kmc, computed, MSBAT_DIFFUSIVITY_JUMP, MSBAT_KMC_ISOTROPIC);
    msbat_transport *tracer = from_kmc(3, kmc, computed, MSBAT_DIFFUSIVITY_TRACER, MSBAT_KMC_ISOTROPIC);
    msbat_transport *other = from_kmc(3, kmc, exact, MSBAT_DIFFUSIVITY_JUMP, MSBAT_KMC_ISOTROPIC);
    msbat_material *m = bind(computed, jump), *same = bind(computed, tracer), *ideal = bind(exact, other);
    for (int i = 0; i < 3; i++) {
        double x = (double)ions[i] / n, d, error, chem, chem_tracer, haven, gamma;
        TEST_OK(ctx, msbat_transport_get_diffusivity(jump, t, 1, &x, &d));
        TEST_OK(ctx, msbat_transport_get_error(jump, t, 1, &x, &error));
        ck_assert(error > 0 && error < 0.01 * d);
        TEST_NEAR(d, d0 * (1 - x) * n / (n - 1), SIGMAS * error);
        TEST_OK(ctx, msbat_material_get_chemical_diffusivity(ideal, t, 1, &x, &chem));
        TEST_NEAR(chem, d0 * n / (n - 1), SIGMAS * error / (1 - x));
        /* Gamma of the computed phase: errors of mu of 0.002 kT/(x(1-x)) over neighbours 0.05 apart */
        TEST_OK(ctx, msbat_phase_get_thermodynamic_factor(computed, t, 1, &x, &gamma));
        double gamma_error = x * sqrt(2.0) * 0.002 / (x * (1 - x)) / 0.045;
        TEST_OK(ctx, msbat_material_get_chemical_diffusivity(m, t, 1, &x, &chem));
        TEST_NEAR(chem, d * gamma, 1e-14 * chem);
        TEST_NEAR(chem, d0 * n / (n - 1), SIGMAS * (d * gamma_error + gamma * error));
        TEST_OK(ctx, msbat_material_get_chemical_diffusivity(same, t, 1, &x, &chem_tracer));
        TEST_NEAR(chem_tracer, chem, 1e-12 * chem);
        TEST_OK(ctx, msbat_transport_get_haven(tracer, t, 1, &x, &haven));
        ck_assert(haven > 0.5 && haven < 1.0); /* correlated: below 1 */
    }
    const char *source = NULL, *host = NULL, *ion = NULL;
    msbat_source_kind kind;
    TEST_OK(ctx, msbat_transport_get_source(jump, &kind, &source));
    ck_assert(kind == MSBAT_SOURCE_COMPUTED && strstr(source, "kinetic Monte Carlo"));
    TEST_OK(ctx, msbat_transport_get_names(jump, &host, &ion));
    ck_assert_str_eq(host, "host");
    ck_assert_str_eq(ion, "Li");
    msbat_material_destroy(&m), msbat_material_destroy(&same), msbat_material_destroy(&ideal);
    msbat_transport_destroy(&jump), msbat_transport_destroy(&tracer), msbat_transport_destroy(&other);
    for (int i = 0; i < 3; i++) msbat_kmc_destroy(&kmc[i]);
    msbat_phase_destroy(&computed), msbat_phase_destroy(&exact);
    msbat_mc_destroy((msbat_mc **)&mc);
    msbat_supercell_destroy(&box);
    msbat_ce_destroy(&ce);
}
END_TEST

/* Gamma of the infinite chain of sites with pairs V s s': transfer matrix, m = sinh h/R, R^2 = sinh^2 h + e^(4 V/kT);
 * Gamma = <N>/var N = x/(dm/dh/4), dm/dh = cosh h e^(4 V/kT)/R^3. */
static double chain_gamma(double x, double v, double t)
{
    double q = exp(4 * v / (kb * t)), m = 2 * x - 1, s = m * sqrt(q / (1 - m * m)), r = sqrt(s * s + q);
    return 4 * x * r * r * r / (sqrt(1 + s * s) * q);
}

/* A ring of 8 sites with repelling neighbours: D_J of the master equation times Gamma of the infinite chain against
 * what comes out of the material; the isotherm is that of 256 sites. */
START_TEST(interacting_chain_against_exact)
{
    const double t = 500, v = 0.02;
    msbat_ce *ce = make_chain_ce(ctx, v);
    msbat_supercell *ring = make_box(ctx, ce, 8, 1, 1), *line = make_box(ctx, ce, 256, 1, 1);
    double mu[41], d_exact[9], error, d, chem, x[2] = {0.5, 0.75}, gamma;
    for (int i = 0; i < 41; i++) mu[i] = MU0 + 0.014 * (i - 20); /* compositions about 0.03 apart */
    const msbat_mc *mc = run_isotherm(ctx, ce, line, t, 41, mu, 7);
    msbat_phase *phase = NULL;
    msbat_kmc *kmc[2] = {make_kmc(ctx, ce, ring, t, 4, 200000), make_kmc(ctx, ce, ring, t, 6, 200000)};
    TEST_OK(ctx, msbat_phase_from_isotherms(1, &mc, "host", "Li", 0, MSBAT_GAP_REFUSE, &phase));
    msbat_transport *jump = from_kmc(2, kmc, phase, MSBAT_DIFFUSIVITY_JUMP, MSBAT_KMC_IN_PLANE);
    msbat_material *m = bind(phase, jump);
    for (int i = 0; i < 2; i++) {
        TEST_OK(ctx, msbat_kmc_solve_exact(kmc[i], 0.0, d_exact, NULL));
        TEST_OK(ctx, msbat_transport_get_diffusivity(jump, t, 1, &x[i], &d));
        TEST_OK(ctx, msbat_transport_get_error(jump, t, 1, &x[i], &error));
        double truth = 0.5 * (d_exact[0] + d_exact[4]) * m2_per_s, factor = chain_gamma(x[i], v, t);
        ck_assert(error < 0.02 * d);
        TEST_NEAR(d, truth, SIGMAS * error);
        TEST_OK(ctx, msbat_phase_get_thermodynamic_factor(phase, t, 1, &x[i], &gamma));
        TEST_OK(ctx, msbat_material_get_chemical_diffusivity(m, t, 1, &x[i], &chem));
        /* error of mu 0.002 kT Gamma/x at points 0.02 apart at least */
        double gamma_error = sqrt(2.0) * 0.002 * factor / 0.02;
        TEST_NEAR(gamma, factor, SIGMAS * gamma_error);
        TEST_NEAR(chem, truth * factor, SIGMAS * (d * gamma_error + factor * error));
    }
    msbat_material_destroy(&m);
    msbat_transport_destroy(&jump);
    msbat_kmc_destroy(&kmc[0]), msbat_kmc_destroy(&kmc[1]);
    msbat_phase_destroy(&phase);
    msbat_mc_destroy((msbat_mc **)&mc);
    msbat_supercell_destroy(&ring), msbat_supercell_destroy(&line);
    msbat_ce_destroy(&ce);
}
END_TEST

/* One ion and one vacancy on N sites are the two ends of D0 (1-x) N/(N-1): D0 and D0 (1-x)/x, which is what a network
 * of one carrier says. */
START_TEST(network_is_the_dilute_limit)
{
    const double t = 500, x[3] = {1.0 / 27, 0.5, 26.0 / 27}, d0 = hop_diffusivity(t) * m2_per_s;
    msbat_ce *ce = make_ce(ctx, EDGE, EDGE, 0, 0);
    msbat_supercell *box = make_box(ctx, ce, 3, 3, 3);
    msbat_phase *phase = make_ideal_phase(ctx, cubic_density());
    msbat_network *network = make_network(ctx);
    msbat_transport *ion = NULL, *vacancy = NULL;
    TEST_OK(ctx, msbat_transport_from_network(network, phase, t, MSBAT_CARRIER_ION, MSBAT_KMC_ISOTROPIC, 3, x, &ion));
    TEST_OK(ctx, msbat_transport_from_network(network, phase, t, MSBAT_CARRIER_VACANCY, MSBAT_KMC_IN_PLANE, 3, x,
                                              &vacancy));
    for (int i = 0; i < 3; i++) {
        double d;
        const char *source = NULL;
        msbat_diffusivity_kind kind;
        msbat_source_kind origin;
        TEST_OK(ctx, msbat_transport_get_diffusivity(ion, t, 1, &x[i], &d));
        TEST_NEAR(d, d0, 1e-12 * d0);
        TEST_OK(ctx, msbat_transport_get_diffusivity(vacancy, t, 1, &x[i], &d));
        TEST_NEAR(d, d0 * (1 - x[i]) / x[i], 1e-12 * d0);
        TEST_OK(ctx, msbat_transport_get_kind(vacancy, &kind));
        ck_assert_int_eq(kind, MSBAT_DIFFUSIVITY_JUMP);
        TEST_OK(ctx, msbat_transport_get_source(vacancy, &origin, &source));
        ck_assert(strstr(source, "vacancies") != NULL);
    }
    msbat_kmc *kmc[2] = {make_kmc(ctx, ce, box, t, 1, 20000), make_kmc(ctx, ce, box, t, 26, 20000)};
    msbat_transport *jump = from_kmc(2, kmc, phase, MSBAT_DIFFUSIVITY_JUMP, MSBAT_KMC_ISOTROPIC);
    for (int i = 0; i < 3; i += 2) {
        double d, error, wanted;
        TEST_OK(ctx, msbat_transport_get_diffusivity(i ? vacancy : ion, t, 1, &x[i], &wanted));
        TEST_OK(ctx, msbat_transport_get_diffusivity(jump, t, 1, &x[i], &d));
        TEST_OK(ctx, msbat_transport_get_error(jump, t, 1, &x[i], &error));
        TEST_NEAR(d, wanted, SIGMAS * error + 1e-9 * wanted);
    }
    msbat_kmc_destroy(&kmc[0]), msbat_kmc_destroy(&kmc[1]);
    msbat_transport_destroy(&ion), msbat_transport_destroy(&vacancy), msbat_transport_destroy(&jump);
    msbat_network_destroy(&network);
    msbat_phase_destroy(&phase);
    msbat_supercell_destroy(&box);
    msbat_ce_destroy(&ce);
}
END_TEST

static void keep_line(int level, const char *line, void *user)
{
    (void)level;
    strncpy(user, line, 255);
}

/* One run gives a constant: allowed, and said in the source and in the log. */
START_TEST(one_run_is_said_to_be_a_constant)
{
    msbat_ce *ce = make_ce(ctx, EDGE, EDGE, 0, 0);
    msbat_supercell *box = make_box(ctx, ce, 4, 4, 4);
    msbat_phase *phase = make_ideal_phase(ctx, cubic_density());
    msbat_kmc *kmc = make_kmc(ctx, ce, box, 300, 32, 5000);
    char line[256] = "";
    const char *source = NULL;
    msbat_source_kind origin;
    TEST_OK(ctx, msbat_context_set_log(ctx, keep_line, line));
    msbat_transport *jump = from_kmc(1, &kmc, phase, MSBAT_DIFFUSIVITY_JUMP, MSBAT_KMC_ISOTROPIC);
    TEST_OK(ctx, msbat_transport_get_source(jump, &origin, &source));
    ck_assert_msg(strstr(source, "0.5") && strstr(source, "constant"), "%s", source);
    ck_assert_msg(strstr(line, "0.5") != NULL, "%s", line);
    msbat_transport_destroy(&jump);
    msbat_kmc_destroy(&kmc);
    msbat_phase_destroy(&phase);
    msbat_supercell_destroy(&box);
    msbat_ce_destroy(&ce);
}
END_TEST

START_TEST(kmc_refusals)
{
    msbat_ce *ce = make_ce(ctx, EDGE, EDGE, 0, 0);
    msbat_supercell *box = make_box(ctx, ce, 4, 4, 4);
    msbat_phase *phase = make_ideal_phase(ctx, cubic_density());
    msbat_phase *dense = make_ideal_phase(ctx, 1.001 * cubic_density());
    msbat_phase *bare = make_ideal_phase(ctx, 0), *narrow = NULL;
    const double table[8] = {0.4, 4.0, 0.5, 3.9, 0.6, 3.8, 0.7, 3.7};
    msbat_kmc *low = make_kmc(ctx, ce, box, 300, 16, 5000), *high = make_kmc(ctx, ce, box, 300, 32, 5000);
    msbat_kmc *hot = make_kmc(ctx, ce, box, 310, 40, 5000), *still = make_kmc(ctx, ce, box, 300, 30, 0);
    msbat_kmc *full = make_kmc(ctx, ce, box, 300, 64, 0);
    msbat_transport *p = (msbat_transport *)1;
    TEST_OK(ctx, msbat_phase_create_ocv_table(ctx, "host", "Li", 300, 4, table, MSBAT_GAP_REFUSE, &narrow));
    TEST_OK(ctx, msbat_phase_set_site_density(narrow, cubic_density()));
    ck_assert_int_eq(msbat_kmc_run(full, 10), MSBAT_NO_PATH);
#define FROM(phase_, kind, scalar, ...)                                                                             \
    msbat_transport_from_kmc((int64_t)(sizeof((const msbat_kmc *[]){__VA_ARGS__}) / sizeof(void *)),                \
                             (const msbat_kmc *[]){__VA_ARGS__}, phase_, kind, scalar, &p)
#define JUMP(phase_, ...) FROM(phase_, MSBAT_DIFFUSIVITY_JUMP, MSBAT_KMC_ISOTROPIC, __VA_ARGS__)
    TEST_OK(ctx, JUMP(phase, low, high));
    msbat_transport_destroy(&p);
    p = (msbat_transport *)1;
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "sites", JUMP(dense, low, high));
    ck_assert_ptr_null(p);
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "sites", JUMP(bare, low));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "310 K", JUMP(phase, low, high, hot));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "0.25", JUMP(narrow, low, high));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "kmc[1]", JUMP(phase, low, still));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x", JUMP(phase, high, low));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x", JUMP(phase, high, high));
    msbat_status st = JUMP(phase, low, full);
    ck_assert_msg(st == MSBAT_ERR_PHYSICS || st == MSBAT_ERR_MISMATCH, "%s: %s", msbat_status_text(st),
                  test_message(ctx));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "kind",
               FROM(phase, MSBAT_DIFFUSIVITY_CHEMICAL, MSBAT_KMC_ISOTROPIC, low, high));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "kind", FROM(phase, (msbat_diffusivity_kind)7, MSBAT_KMC_ISOTROPIC, low));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "scalar", FROM(phase, MSBAT_DIFFUSIVITY_JUMP, (msbat_kmc_scalar)7, low));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "kmc[1]", JUMP(phase, low, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "kmc",
               msbat_transport_from_kmc(1, NULL, phase, MSBAT_DIFFUSIVITY_JUMP, MSBAT_KMC_ISOTROPIC, &p));
    for (int64_t n = -1; n < 1; n++)
        TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_kmc",
                   msbat_transport_from_kmc(n, (const msbat_kmc *[]){low}, phase, MSBAT_DIFFUSIVITY_JUMP,
                                            MSBAT_KMC_ISOTROPIC, &p));
    ck_assert_int_eq(JUMP(NULL, low), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_transport_from_kmc(1, (const msbat_kmc *[]){low}, phase, MSBAT_DIFFUSIVITY_JUMP,
                                              MSBAT_KMC_ISOTROPIC, NULL), MSBAT_ERR_NULL);
    ck_assert_ptr_null(p);
    msbat_kmc_destroy(&low), msbat_kmc_destroy(&high), msbat_kmc_destroy(&hot), msbat_kmc_destroy(&still);
    msbat_kmc_destroy(&full);
    msbat_phase_destroy(&phase), msbat_phase_destroy(&dense), msbat_phase_destroy(&bare), msbat_phase_destroy(&narrow);
    msbat_supercell_destroy(&box);
    msbat_ce_destroy(&ce);
}
END_TEST

/* A full lattice in the range of its phase: the run is frozen and gives no mobility. */
START_TEST(frozen_lattice)
{
    msbat_ce *ce = make_ce(ctx, EDGE, EDGE, 0, 0);
    msbat_supercell *box = make_box(ctx, ce, 3, 3, 3);
    const double table[8] = {0.4, 4.0, 0.5, 3.9, 0.6, 3.8, 1.0, 3.7};
    msbat_phase *phase = NULL;
    msbat_transport *p = NULL;
    msbat_kmc *full = make_kmc(ctx, ce, box, 300, 27, 0);
    TEST_OK(ctx, msbat_phase_create_ocv_table(ctx, "host", "Li", 300, 4, table, MSBAT_GAP_REFUSE, &phase));
    TEST_OK(ctx, msbat_phase_set_site_density(phase, cubic_density()));
    ck_assert_int_eq(msbat_kmc_run(full, 10), MSBAT_NO_PATH);
    for (int kind = 0; kind < 2; kind++)
        TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "mobility must be above 0",
                   msbat_transport_from_kmc(1, (const msbat_kmc *const[]){full}, phase, (msbat_diffusivity_kind)kind,
                                            MSBAT_KMC_ISOTROPIC, &p));
    msbat_kmc_destroy(&full);
    msbat_phase_destroy(&phase);
    msbat_supercell_destroy(&box);
    msbat_ce_destroy(&ce);
}
END_TEST

START_TEST(network_refusals)
{
    const double site[1] = {0}, up[3] = {0, 0, EDGE}, x[3] = {0.2, 0.5, 0.8}, bad[3] = {0.2, NAN, 0.8};
    const double falls[3] = {0.2, 0.8, 0.5}, out[3] = {0.2, 0.5, 1.2}, ends[2] = {0, 1};
    const double table[8] = {0.4, 4.0, 0.5, 3.9, 0.6, 3.8, 0.7, 3.7};
    msbat_network *n = make_network(ctx), *vertical = NULL;
    msbat_phase *phase = make_ideal_phase(ctx, cubic_density()), *narrow = NULL;
    msbat_transport *p = (msbat_transport *)1;
    TEST_OK(ctx, msbat_network_create(ctx, 1, site, &vertical));
    TEST_OK(ctx, msbat_network_add_hop(vertical, 0, 0, up, KRA, NU));
    TEST_OK(ctx, msbat_phase_create_ocv_table(ctx, "host", "Li", 300, 4, table, MSBAT_GAP_REFUSE, &narrow));
#define NET(network, phase_, t, carrier, scalar, n_x, x_)                                                          \
    msbat_transport_from_network(network, phase_, t, (msbat_carrier)(carrier), (msbat_kmc_scalar)(scalar), n_x, x_, &p)
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "no path", NET(vertical, phase, 300, 0, MSBAT_KMC_IN_PLANE, 3, x));
    ck_assert_ptr_null(p);
    TEST_OK(ctx, NET(vertical, phase, 300, 0, MSBAT_KMC_ISOTROPIC, 3, x));
    msbat_transport_destroy(&p);
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "carrier", NET(n, phase, 300, 2, 0, 3, x));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "scalar", NET(n, phase, 300, 0, 2, 3, x));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x", NET(n, phase, 300, 0, 0, 3, bad));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x", NET(n, phase, 300, 0, 0, 3, out));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x", NET(n, phase, 300, 0, 0, 3, falls));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x", NET(n, phase, 300, MSBAT_CARRIER_VACANCY, 0, 2, ends));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "0.2", NET(n, narrow, 300, 0, 0, 3, x));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", NET(n, phase, NAN, 0, 0, 3, x));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", NET(n, phase, -300, 0, 0, 3, x));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_x", NET(n, phase, 300, 0, 0, 0, x));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_x", NET(n, phase, 300, 0, 0, -3, x));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_x", NET(n, phase, 300, 0, 0, INT64_MAX, x));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "x", NET(n, phase, 300, 0, 0, 3, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "phase", NET(n, NULL, 300, 0, 0, 3, x));
    ck_assert_int_eq(NET(NULL, phase, 300, 0, 0, 3, x), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_transport_from_network(n, phase, 300, 0, 0, 3, x, NULL), MSBAT_ERR_NULL);
    ck_assert_ptr_null(p);
    msbat_network_destroy(&n), msbat_network_destroy(&vertical);
    msbat_phase_destroy(&phase), msbat_phase_destroy(&narrow);
}
END_TEST

/* ---- allocation ---- */

typedef struct trial {
    msbat_kmc *kmc[2];
    msbat_phase *phase;
    msbat_network *network;
    msbat_homog *homog;
} trial;

static msbat_status try_constructors(void *data)
{
    const double x[2] = {0.3, 0.6};
    trial *t = data;
    msbat_transport *jump = NULL, *tracer = NULL, *network = NULL;
    msbat_tensor *tensor = NULL;
    const msbat_kmc *const *kmc = (const msbat_kmc *const *)t->kmc;
    msbat_status st = msbat_transport_from_kmc(2, kmc, t->phase, MSBAT_DIFFUSIVITY_JUMP, MSBAT_KMC_ISOTROPIC, &jump);
    ck_assert_int_eq(st == MSBAT_OK, jump != NULL);
    if (!st) st = msbat_transport_from_kmc(2, kmc, t->phase, MSBAT_DIFFUSIVITY_TRACER, MSBAT_KMC_IN_PLANE, &tracer);
    if (!st)
        st = msbat_transport_from_network(t->network, t->phase, 300, MSBAT_CARRIER_ION, MSBAT_KMC_ISOTROPIC, 2, x,
                                          &network);
    if (!st) st = msbat_tensor_from_homog(t->homog, MSBAT_HOMOG_PERIODIC, &tensor);
    ck_assert_int_eq(st == MSBAT_OK, tensor != NULL);
    msbat_transport_destroy(&jump), msbat_transport_destroy(&tracer), msbat_transport_destroy(&network);
    msbat_tensor_destroy(&tensor);
    return st;
}

START_TEST(every_allocation_fails_once)
{
    test_heap heap;
    msbat_context *failing = make_failing(&heap);
    msbat_ce *ce = make_ce(failing, EDGE, EDGE, 0, 0);
    msbat_supercell *box = make_box(failing, ce, 3, 3, 3);
    trial t = {{make_kmc(failing, ce, box, 300, 9, 2000), make_kmc(failing, ce, box, 300, 18, 2000)},
               make_ideal_phase(failing, cubic_density()), make_network(failing), make_layers(failing, 1.0, 0.25)};
    TEST_OK(failing, msbat_homog_solve(t.homog, MSBAT_HOMOG_PERIODIC));
    ck_assert_int_gt(sweep(&heap, try_constructors, &t), 10);
    msbat_kmc_destroy(&t.kmc[0]), msbat_kmc_destroy(&t.kmc[1]);
    msbat_phase_destroy(&t.phase);
    msbat_network_destroy(&t.network);
    msbat_homog_destroy(&t.homog);
    msbat_supercell_destroy(&box);
    msbat_ce_destroy(&ce);
    msbat_context_destroy(&failing);
    ck_assert_int_eq(heap.live, 0);
}
END_TEST

Suite *suite_link_transport(void)
{
    Suite *suite = suite_create("transport");
    TCase *tc = tcase_create("transport");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, chain_of_the_ideal_gas);
    tcase_add_test(tc, interacting_chain_against_exact);
    tcase_add_test(tc, network_is_the_dilute_limit);
    tcase_add_test(tc, one_run_is_said_to_be_a_constant);
    tcase_add_test(tc, kmc_refusals);
    tcase_add_test(tc, frozen_lattice);
    tcase_add_test(tc, network_refusals);
    tcase_add_test(tc, every_allocation_fails_once);
    suite_add_tcase(suite, tc);
    return suite;
}
