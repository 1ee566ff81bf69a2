/* check_audit.c - a sound chain holds every law; a broken object fails its law and no other; what has no results is
 * said not to apply. */
#include "chain.h"

static const double kb = MSBAT_BOLTZMANN_EV;

static msbat_context *ctx;
static void setup(void) { TEST_OK(NULL, msbat_context_create(&ctx)); }
static void teardown(void) { msbat_context_destroy(&ctx); }

static msbat_audit *make_audit(void)
{
    msbat_audit *audit = NULL;
    TEST_OK(ctx, msbat_audit_create(ctx, &audit));
    return audit;
}

/* Verdict of a law on an object, -1 when there is no such entry. */
static int verdict_of(const msbat_audit *audit, const char *object, const char *law)
{
    int64_t n = 0;
    TEST_OK(ctx, msbat_audit_get_count(audit, &n, NULL));
    for (int64_t i = 0; i < n; i++) {
        const char *l, *o;
        msbat_verdict v;
        TEST_OK(ctx, msbat_audit_get_entry(audit, i, &l, &o, &v));
        if (!strcmp(l, law) && !strcmp(o, object)) return (int)v;
    }
    return -1;
}

static void expect(const msbat_audit *audit, const char *object, const char *law, int verdict)
{
    int found = verdict_of(audit, object, law);
    ck_assert_msg(found == verdict, "%s: %s: verdict %d, expected %d", object, law, found, verdict);
}

/* Names of what failed in one text. */
static const char *failures(const msbat_audit *audit)
{
    static char text[4096];
    int64_t n = 0;
    text[0] = 0;
    TEST_OK(ctx, msbat_audit_get_count(audit, &n, NULL));
    for (int64_t i = 0; i < n; i++) {
        const char *line;
        msbat_verdict v;
        TEST_OK(ctx, msbat_audit_get_entry(audit, i, NULL, NULL, &v));
        TEST_OK(ctx, msbat_audit_get_text(audit, i, &line));
        if (v == MSBAT_VERDICT_FAILS && strlen(text) + strlen(line) < sizeof text - 2) strcat(strcat(text, line), "\n");
    }
    return text;
}

static void run(msbat_audit *audit, int64_t n_failed)
{
    int64_t failed = -1;
    TEST_OK(ctx, msbat_audit_run(audit));
    TEST_OK(ctx, msbat_audit_get_count(audit, NULL, &failed));
    ck_assert_msg(failed == n_failed, "%d fail, expected %d:\n%s", (int)failed, (int)n_failed, failures(audit));
}

static const char *const phase_laws[6] = {"mu = dg/dx", "d mu/dx is the slope of mu", "Gamma = (x/kT) d mu/dx",
                                          "U = -(mu - mu_ref)/e", "thermodynamic stability, Gamma >= 0",
                                          "common tangent at coexistence"};

START_TEST(sound_chain)
{
    static const char *const laws[][2] = {
        {"expansion", "energy invariant under the space group"},
        {"expansion", "E = V0 + sum V1 s_i + sum V2 s_i s_j + ..."},
        {"defects", "E_f is linear in E_F with slope q"},
        {"defects", "E_f is the sum of its terms"},
        {"hops", "detailed balance of every hop and its reverse"},
        {"hops", "one attempt frequency per undirected hop"},
        {"hops", "detailed balance round closed cycles"},
        {"hops", "D* symmetric, positive semidefinite"},
        {"hops", "D_J symmetric, positive semidefinite"},
        {"network", "forward and backward rates obey detailed balance"},
        {"network", "D symmetric, positive semidefinite"},
        {"image", "Wiener bounds, periodic"}, {"image", "Wiener bounds, uniform gradient"},
        {"image", "Wiener bounds, uniform flux"}, {"image", "Wiener bounds, mixed"},
        {"image", "flux conserved, periodic"}, {"image", "flux conserved, uniform gradient"},
        {"image", "flux conserved, uniform flux"}, {"image", "flux conserved, mixed"},
        {"image", "KUBC >= PBC >= SUBC"}, {"image", "sigma = dissipation of its potential"},
        {"material", "D_chem = D_J Gamma = D* Gamma/H_R, or as declared"},
        {"cell (positive electrode)", "D_chem = D_J Gamma = D* Gamma/H_R, or as declared"},
        {"cell (negative electrode)", "D_chem = D_J Gamma = D* Gamma/H_R, or as declared"},
        {"material", "dH/dx = D_chem (enthalpy form of the flux)"},
        {"material", "one Omega and one site density"},
        {"material", "mu of the continuum is that of the phase"},
        {"material", "i = 0 at the Nernst potential of the same phase"},
        {"material", "i0 = F k0 a_O^(1-a) a_R^a/gamma_ts"},
        {"material", "thermodynamic stability, Gamma >= 0"},
        {"cell (negative electrode)", "i = 0 at the Nernst potential of the same phase"},
        {"cell", "open circuit = difference of mu of the two phases"},
        {"cell", "lithium conserved"}, {"cell", "charge conserved"},
        {"particle", "Maxwell: d sigma/dC = d mu/d eps"},
        {"particle", "lithium conserved"}, {"particle", "dissipation >= 0 at every face"},
        {"particle", "traction-free surface"}, {"particle", "mu = mu_chem - Omega sigma_h"}};
    chain c;
    msbat_audit *audit = make_audit();
    int64_t n = 0;
    make_chain(ctx, &c);
    TEST_OK(ctx, add_chain(audit, &c));
    destroy_chain(&c); /* objects go before the audit */
    run(audit, 0);
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) expect(audit, laws[i][0], laws[i][1], MSBAT_VERDICT_HOLDS);
    for (int i = 0; i < 5; i++) expect(audit, "phase", phase_laws[i], MSBAT_VERDICT_HOLDS);
    expect(audit, "phase", phase_laws[5], MSBAT_VERDICT_NOT_APPLICABLE);
    TEST_OK(ctx, msbat_audit_get_count(audit, &n, NULL));
    for (int64_t i = 0; i < n; i++) {
        double residual, threshold;
        const char *text;
        TEST_OK(ctx, msbat_audit_get_residual(audit, i, &residual, &threshold));
        TEST_OK(ctx, msbat_audit_get_text(audit, i, &text));
        ck_assert(residual <= threshold && strlen(text) > 20 && !strchr(text, '\n'));
    }
    /* a second run gives the same entries, and a new object drops them */
    int64_t again = 0;
    run(audit, 0);
    TEST_OK(ctx, msbat_audit_get_count(audit, &again, NULL));
    ck_assert_int_eq(again, n);
    msbat_audit_destroy(&audit);
    ck_assert_ptr_null(audit);
    msbat_audit_destroy(&audit);
    msbat_audit_destroy(NULL);
}
END_TEST

/* A voltage that rises with x in the middle, kept as measured: stability fails and nothing else. */
START_TEST(planar_network_has_no_negative_zero)
{
    const double site[1] = {0}, hops[2][3] = {{2, 0, 0}, {0, 2, 0}};
    msbat_network *network = NULL;
    msbat_audit *audit = make_audit();
    int64_t n = 0;
    TEST_OK(ctx, msbat_network_create(ctx, 1, site, &network));
    for (int h = 0; h < 2; h++) TEST_OK(ctx, msbat_network_add_hop(network, 0, 0, hops[h], 0.3, 5.0));
    TEST_OK(ctx, msbat_audit_add_network(audit, "layer", network, 300));
    run(audit, 0);
    TEST_OK(ctx, msbat_audit_get_count(audit, &n, NULL));
    ck_assert_int_eq(n, 3);
    for (int64_t i = 0; i < n; i++) {
        double residual = -1;
        TEST_OK(ctx, msbat_audit_get_residual(audit, i, &residual, NULL));
        ck_assert(!signbit(residual));
    }
    msbat_network_destroy(&network);
    msbat_audit_destroy(&audit);
}
END_TEST

START_TEST(negative_gamma)
{
    const double table[14] = {0.1, 4.0, 0.3, 3.9, 0.45, 3.80, 0.5, 3.81, 0.55, 3.82, 0.7, 3.7, 0.9, 3.5};
    msbat_audit *audit = make_audit();
    msbat_phase *raw = NULL, *hull = NULL;
    TEST_OK(ctx, msbat_phase_create_ocv_table(ctx, "h", "Li", 300, 7, table, MSBAT_GAP_AS_MEASURED, &raw));
    TEST_OK(ctx, msbat_phase_create_convexified(raw, &hull));
    TEST_OK(ctx, msbat_audit_add_phase(audit, "raw", raw, 300));
    run(audit, 1);
    expect(audit, "raw", "thermodynamic stability, Gamma >= 0", MSBAT_VERDICT_FAILS);
    TEST_OK(ctx, msbat_audit_add_phase(audit, "hull", hull, 300));
    run(audit, 1);
    for (int i = 0; i < 6; i++) expect(audit, "hull", phase_laws[i], MSBAT_VERDICT_HOLDS);
    msbat_phase_destroy(&raw), msbat_phase_destroy(&hull);
    msbat_audit_destroy(&audit);
}
END_TEST

/* Unstable over 1e-4 of the range only, between the points of any grid: found all the same. */
START_TEST(narrow_instability)
{
    const double table[14] = {0.1, 4.0, 0.3, 3.9, 0.49995, 3.80, 0.5, 3.8001, 0.50005, 3.8, 0.7, 3.7, 0.9, 3.5};
    msbat_audit *audit = make_audit();
    msbat_phase *raw = NULL;
    TEST_OK(ctx, msbat_phase_create_ocv_table(ctx, "h", "Li", 300, 7, table, MSBAT_GAP_AS_MEASURED, &raw));
    TEST_OK(ctx, msbat_audit_add_phase(audit, "raw", raw, 300));
    run(audit, 1);
    expect(audit, "raw", "thermodynamic stability, Gamma >= 0", MSBAT_VERDICT_FAILS);
    msbat_phase_destroy(&raw);
    msbat_audit_destroy(&audit);
}
END_TEST

/* Regular solutions above and below the critical temperature, and the convexified one. */
START_TEST(miscibility_gap)
{
    msbat_audit *audit = make_audit();
    msbat_phase *phase = NULL, *hull = NULL;
    TEST_OK(ctx, msbat_phase_create_regular(ctx, "h", "Li", -4.1, 0, 3 * kb * 300, -0.1, &phase));
    TEST_OK(ctx, msbat_phase_create_convexified(phase, &hull));
    TEST_OK(ctx, msbat_audit_add_phase(audit, "cold", phase, 300));
    TEST_OK(ctx, msbat_audit_add_phase(audit, "hot", phase, 600));
    TEST_OK(ctx, msbat_audit_add_phase(audit, "hull", hull, 300));
    run(audit, 1);
    expect(audit, "cold", phase_laws[4], MSBAT_VERDICT_FAILS);
    expect(audit, "cold", phase_laws[5], MSBAT_VERDICT_HOLDS);
    expect(audit, "hot", phase_laws[5], MSBAT_VERDICT_NOT_APPLICABLE);
    for (int i = 0; i < 6; i++) expect(audit, "hull", phase_laws[i], MSBAT_VERDICT_HOLDS);
    msbat_phase_destroy(&phase), msbat_phase_destroy(&hull);
    msbat_audit_destroy(&audit);
}
END_TEST

/* Voltage functions: slope off by 1e-3 is refused by the phase; energies of 1e4 eV do not drown the differences. */
static int ocv(int64_t n, const double *x, double *u, double *du, void *user)
{
    double factor = *(const double *)user;
    for (int64_t i = 0; i < n; i++) {
        u[i] = 4 - x[i] - 0.1 * x[i] * x[i];
        du[i] = factor * (-1 - 0.2 * x[i]);
    }
    return 0;
}

START_TEST(inconsistent_function_cannot_get_in)
{
    const double range[3] = {0.1, 0.9, 300};
    double wrong = 1.001, right = 1.0;
    msbat_audit *audit = make_audit();
    msbat_phase *phase = NULL, *deep = NULL;
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "", msbat_phase_create_ocv_function(ctx, "h", "Li", range, ocv, &wrong,
                                                                            MSBAT_GAP_REFUSE, &phase));
    TEST_OK(ctx, msbat_phase_create_ocv_function(ctx, "h", "Li", range, ocv, &right, MSBAT_GAP_REFUSE, &phase));
    TEST_OK(ctx, msbat_phase_create_regular(ctx, "h", "Li", -1e4 - 3.9, -1e4, 0.01, -1e4, &deep));
    TEST_OK(ctx, msbat_audit_add_phase(audit, "function", phase, 300));
    TEST_OK(ctx, msbat_audit_add_phase(audit, "deep", deep, 300));
    run(audit, 0);
    /* the same function turned false after the phase was made: the derivative is caught at 1e-3 */
    right = 1.001;
    run(audit, 1);
    expect(audit, "function", phase_laws[1], MSBAT_VERDICT_FAILS);
    msbat_phase_destroy(&phase), msbat_phase_destroy(&deep);
    msbat_audit_destroy(&audit);
}
END_TEST

/* A phase that knows 300 K only, audited at 400 K: every law fails, in the words of the call that failed. */
/* One plateau over the whole range: D_chem = 0 everywhere, and nothing to divide by. */
START_TEST(plateau_everywhere)
{
    const double table[8] = {0.1, 3.4, 0.3, 3.4, 0.6, 3.4, 0.9, 3.4}, row[4] = {0.5, 1e-15, 0, 0};
    msbat_phase *phase = NULL;
    msbat_transport *transport = NULL;
    msbat_material *material = NULL;
    msbat_audit *audit = make_audit();
    TEST_OK(ctx, msbat_phase_create_ocv_table(ctx, "host", "Li", 300, 4, table, MSBAT_GAP_CONVEXIFY, &phase));
    TEST_OK(ctx, msbat_phase_set_site_density(phase, 2e4));
    TEST_OK(ctx, msbat_transport_create_table(ctx, "host", "Li", MSBAT_DIFFUSIVITY_JUMP, 300, 1, row, &transport));
    TEST_OK(ctx, msbat_material_create(phase, &material));
    TEST_OK(ctx, msbat_material_set_transport(material, transport));
    TEST_OK(ctx, msbat_audit_add_material(audit, "flat", material, 300));
    run(audit, 0);
    expect(audit, "flat", "dH/dx = D_chem (enthalpy form of the flux)", MSBAT_VERDICT_HOLDS);
    msbat_audit_destroy(&audit);
    msbat_material_destroy(&material);
    msbat_transport_destroy(&transport);
    msbat_phase_destroy(&phase);
}
END_TEST

START_TEST(temperature_out_of_range)
{
    const double table[8] = {0.1, 4.0, 0.3, 3.9, 0.5, 3.8, 0.9, 3.5};
    msbat_audit *audit = make_audit();
    msbat_phase *phase = NULL;
    int64_t n = 0, failed = 0;
    const char *text = NULL;
    TEST_OK(ctx, msbat_phase_create_ocv_table(ctx, "h", "Li", 300, 4, table, MSBAT_GAP_REFUSE, &phase));
    TEST_OK(ctx, msbat_audit_add_phase(audit, "phase", phase, 400));
    TEST_OK(ctx, msbat_audit_run(audit));
    TEST_OK(ctx, msbat_audit_get_count(audit, &n, &failed));
    ck_assert(n == 6 && failed == 6);
    TEST_OK(ctx, msbat_audit_get_text(audit, 0, &text));
    ck_assert_msg(strstr(text, "400") != NULL, "%s", text); /* the words of the call that failed */
    msbat_phase_destroy(&phase);
    msbat_audit_destroy(&audit);
}
END_TEST

/* Twice the frequency one way: the checker lets no such model in, and the audit of what stays holds. */
static int one_way(int64_t hop_class, int64_t from, int64_t to, int64_t n, const int8_t *occupation, double *barrier,
                   double *nu, void *user)
{
    (void)hop_class, (void)n, (void)occupation, (void)user;
    *barrier = 0.3;
    *nu = (to - from + 3) % 3 == 1 ? 2.0 : 1.0;
    return 0;
}

START_TEST(unbalanced_model_cannot_get_in)
{
    msbat_audit *audit = make_audit();
    msbat_ce *ce = make_chain_ce(ctx, 0.0);
    msbat_supercell *box = make_box(ctx, ce, 3, 1, 1);
    msbat_kmc *kmc = make_kmc(ctx, ce, box, 300, 1, 0);
    TEST_FAILS(ctx, MSBAT_ERR_BALANCE, "", msbat_kmc_set_barrier_model(kmc, one_way, NULL));
    TEST_OK(ctx, msbat_audit_add_kmc(audit, "ring", kmc));
    run(audit, 0);
    expect(audit, "ring", "detailed balance round closed cycles", MSBAT_VERDICT_HOLDS);
    msbat_kmc_destroy(&kmc);
    msbat_supercell_destroy(&box);
    msbat_ce_destroy(&ce);
    msbat_audit_destroy(&audit);
}
END_TEST

/* A model that was balanced when it was entered and is not any more. */
static int drifting(int64_t hop_class, int64_t from, int64_t to, int64_t n, const int8_t *occupation, double *barrier,
                    double *nu, void *user)
{
    (void)hop_class, (void)n, (void)occupation;
    *barrier = 0.3;
    *nu = 1.0 + (to > from ? *(const double *)user : 0.0);
    return 0;
}

START_TEST(drifting_model)
{
    double excess = 0.0;
    msbat_audit *audit = make_audit();
    msbat_ce *ce = make_ce(ctx, EDGE, EDGE, 0, 0);
    msbat_supercell *box = make_box(ctx, ce, 3, 3, 3);
    msbat_kmc *kmc = make_kmc(ctx, ce, box, 300, 9, 0);
    TEST_OK(ctx, msbat_kmc_set_barrier_model(kmc, drifting, &excess));
    TEST_OK(ctx, msbat_audit_add_kmc(audit, "hops", kmc));
    run(audit, 0);
    excess = 1e-3;
    TEST_OK(ctx, msbat_audit_run(audit));
    expect(audit, "hops", "one attempt frequency per undirected hop", MSBAT_VERDICT_FAILS);
    expect(audit, "hops", "detailed balance of every hop and its reverse", MSBAT_VERDICT_HOLDS);
    msbat_kmc_destroy(&kmc);
    msbat_supercell_destroy(&box);
    msbat_ce_destroy(&ce);
    msbat_audit_destroy(&audit);
}
END_TEST

/* Objects without results: every entry says that it does not apply, and why. */
START_TEST(without_results)
{
    msbat_audit *audit = make_audit();
    msbat_ce *ce = make_ce(ctx, EDGE, EDGE, 0, 0);
    const msbat_crystal *host = NULL;
    msbat_ce *zero = NULL;
    msbat_supercell *box = make_box(ctx, ce, 3, 3, 3);
    msbat_kmc *kmc = NULL;
    msbat_homog *homog = make_layers(ctx, 1, 2);
    msbat_defects *defects = NULL, *bare = NULL;
    msbat_electrolyte *electrolyte = NULL;
    msbat_cell *cell = NULL;
    msbat_phase *phase = make_ideal_phase(ctx, cubic_density());
    msbat_material *material = NULL;
    const int64_t added[1] = {-1};
    const double at = 1000, value = 1e-10;
    int64_t n = 0;
    TEST_OK(ctx, msbat_ce_get_host(ce, &host));
    TEST_OK(ctx, msbat_ce_create(host, 3, 0, 1e-3, 0, NULL, &zero));
    TEST_OK(ctx, msbat_kmc_create(ce, box, &kmc));
    TEST_OK(ctx, msbat_defects_create(ctx, 1, -1, 0, 1, &bare));
    TEST_OK(ctx, msbat_defects_create(ctx, 1, -1, 0, 1, &defects));
    TEST_OK(ctx, msbat_defects_add(defects, "v", 0, 0, 1, added));
    TEST_OK(ctx, msbat_electrolyte_create(ctx, 1000, 0.4, &electrolyte));
    TEST_OK(ctx, msbat_electrolyte_set_table(electrolyte, MSBAT_ELECTROLYTE_DIFFUSIVITY, 300, 1, &at, &value));
    TEST_OK(ctx, msbat_electrolyte_set_table(electrolyte, MSBAT_ELECTROLYTE_CONDUCTIVITY, 300, 1, &at, &at));
    TEST_OK(ctx, msbat_cell_create(ctx, electrolyte, 1e-2, 300, &cell));
    TEST_OK(ctx, msbat_material_create(phase, &material));
    TEST_OK(ctx, msbat_audit_add_ce(audit, "zero", zero));
    TEST_OK(ctx, msbat_audit_add_kmc(audit, "hops", kmc));
    TEST_OK(ctx, msbat_audit_add_homog(audit, "image", homog));
    TEST_OK(ctx, msbat_audit_add_defects(audit, "bare", bare));
    TEST_OK(ctx, msbat_audit_add_defects(audit, "defects", defects));
    TEST_OK(ctx, msbat_audit_add_cell(audit, "cell", cell));
    TEST_OK(ctx, msbat_audit_add_material(audit, "material", material, 300));
    run(audit, 0);
    expect(audit, "zero", "E = V0 + sum V1 s_i + sum V2 s_i s_j + ...", MSBAT_VERDICT_NOT_APPLICABLE);
    expect(audit, "hops", "D_J symmetric, positive semidefinite", MSBAT_VERDICT_NOT_APPLICABLE);
    expect(audit, "hops", "detailed balance of every hop and its reverse", MSBAT_VERDICT_NOT_APPLICABLE);
    expect(audit, "image", "Wiener bounds, mixed", MSBAT_VERDICT_NOT_APPLICABLE);
    expect(audit, "image", "KUBC >= PBC >= SUBC", MSBAT_VERDICT_NOT_APPLICABLE);
    expect(audit, "bare", "E_f is linear in E_F with slope q", MSBAT_VERDICT_NOT_APPLICABLE);
    expect(audit, "defects", "E_f is linear in E_F with slope q", MSBAT_VERDICT_NOT_APPLICABLE);
    expect(audit, "cell", "lithium conserved", MSBAT_VERDICT_NOT_APPLICABLE);
    expect(audit, "material", "i = 0 at the Nernst potential of the same phase", MSBAT_VERDICT_NOT_APPLICABLE);
    expect(audit, "material", "D_chem = D_J Gamma", MSBAT_VERDICT_NOT_APPLICABLE);
    TEST_OK(ctx, msbat_audit_get_count(audit, &n, NULL));
    for (int64_t i = 0; i < n; i++) {
        const char *text;
        msbat_verdict v;
        TEST_OK(ctx, msbat_audit_get_entry(audit, i, NULL, NULL, &v));
        TEST_OK(ctx, msbat_audit_get_text(audit, i, &text));
        ck_assert(v != MSBAT_VERDICT_NOT_APPLICABLE || !strncmp(text, "not applicable: ", 16));
    }
    msbat_ce_destroy(&ce), msbat_ce_destroy(&zero);
    msbat_supercell_destroy(&box);
    msbat_kmc_destroy(&kmc);
    msbat_homog_destroy(&homog);
    msbat_defects_destroy(&defects), msbat_defects_destroy(&bare);
    msbat_electrolyte_destroy(&electrolyte);
    msbat_cell_destroy(&cell);
    msbat_phase_destroy(&phase);
    msbat_material_destroy(&material);
    msbat_audit_destroy(&audit);
}
END_TEST

/* The dissipation of the potential is the tensor, for media with a path in some directions only and voxels that are not
 * cubes, to three times the tolerance. */
START_TEST(dissipation_of_images)
{
    const int64_t n[3] = {20, 16, 12};
    const double voxel[3] = {1e-6, 2e-6, 1.5e-6}, tolerance = 1e-8;
    msbat_audit *audit = make_audit();
    uint8_t labels[20 * 16 * 12];
    for (int v = 0; v < 20 * 16 * 12; v++) labels[v] = (uint8_t)((v / 7 + v * v / 53) % 3);
    msbat_image *image = NULL;
    msbat_homog *homog = NULL, *pores = make_layers(ctx, 1.0, 0.0);
    TEST_OK(ctx, msbat_image_create(ctx, n, labels, voxel, &image));
    TEST_OK(ctx, msbat_homog_create(image, &homog));
    TEST_OK(ctx, msbat_homog_set_tolerance(homog, tolerance));
    TEST_OK(ctx, msbat_homog_set_conductivity(homog, 0, 1.0));
    TEST_OK(ctx, msbat_homog_set_conductivity(homog, 1, 0.01));
    ck_assert_int_eq(msbat_homog_solve(pores, MSBAT_HOMOG_PERIODIC), MSBAT_NO_PATH);
    TEST_OK(ctx, msbat_audit_add_homog(audit, "image", homog));
    TEST_OK(ctx, msbat_audit_add_homog(audit, "pores", pores));
    for (int c = 0; c < 2; c++) {
        TEST_OK(ctx, msbat_homog_solve(homog, c ? MSBAT_HOMOG_MIXED : MSBAT_HOMOG_PERIODIC));
        run(audit, 0);
        expect(audit, "image", "sigma = dissipation of its potential", MSBAT_VERDICT_HOLDS);
        expect(audit, "pores", "sigma = dissipation of its potential", MSBAT_VERDICT_HOLDS);
    }
    TEST_OK(ctx, msbat_homog_solve(homog, MSBAT_HOMOG_KUBC));
    run(audit, 0);
    expect(audit, "image", "sigma = dissipation of its potential", MSBAT_VERDICT_NOT_APPLICABLE);
    msbat_homog_destroy(&homog), msbat_homog_destroy(&pores);
    msbat_image_destroy(&image);
    msbat_audit_destroy(&audit);
}
END_TEST

/* ---- calls ---- */

static int count_down(double fraction, void *user)
{
    int *left = user;
    ck_assert(fraction >= 0 && fraction <= 1);
    return --*left == 0;
}

START_TEST(cancelled)
{
    msbat_audit *audit = make_audit();
    msbat_phase *phase = make_ideal_phase(ctx, 0);
    int left = 2;
    int64_t n = 0;
    for (int i = 0; i < 4; i++) TEST_OK(ctx, msbat_audit_add_phase(audit, "phase", phase, 300));
    run(audit, 0);
    TEST_OK(ctx, msbat_context_set_progress(ctx, count_down, &left));
    ck_assert_int_eq(msbat_audit_run(audit), MSBAT_CANCELLED);
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "msbat_audit_run", msbat_audit_get_count(audit, &n, NULL));
    TEST_OK(ctx, msbat_context_set_progress(ctx, NULL, NULL));
    run(audit, 0);
    TEST_OK(ctx, msbat_audit_get_count(audit, &n, NULL));
    ck_assert_int_eq(n, 24);
    msbat_phase_destroy(&phase);
    msbat_audit_destroy(&audit);
}
END_TEST

START_TEST(hostile)
{
    msbat_audit *audit = (msbat_audit *)1;
    msbat_phase *phase = make_ideal_phase(ctx, cubic_density());
    msbat_network *network = make_network(ctx);
    msbat_material *material = NULL;
    int64_t n = 7, failed = 7;
    const char *text = NULL;
    double r = 7;
    char name[2000];
    TEST_OK(ctx, msbat_material_create(phase, &material));
    ck_assert_int_eq(msbat_audit_create(NULL, &audit), MSBAT_ERR_NULL);
    ck_assert_ptr_null(audit);
    ck_assert_int_eq(msbat_audit_create(ctx, NULL), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_audit_run(NULL), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_audit_get_count(NULL, &n, &failed), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_audit_get_entry(NULL, 0, NULL, NULL, NULL), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_audit_get_residual(NULL, 0, NULL, NULL), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_audit_get_text(NULL, 0, &text), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_audit_add_phase(NULL, "a", phase, 300), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_audit_add_material(NULL, "a", material, 300), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_audit_add_cell(NULL, "a", NULL), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_audit_add_particle(NULL, "a", NULL), MSBAT_ERR_NULL);
    audit = make_audit();
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "msbat_audit_run", msbat_audit_get_count(audit, &n, &failed));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "msbat_audit_run", msbat_audit_get_text(audit, 0, &text));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "phase is NULL", msbat_audit_add_phase(audit, "a", NULL, 300));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "defects is NULL", msbat_audit_add_defects(audit, "a", NULL));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "ce is NULL", msbat_audit_add_ce(audit, "a", NULL));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "kmc is NULL", msbat_audit_add_kmc(audit, "a", NULL));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "network is NULL", msbat_audit_add_network(audit, "a", NULL, 300));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "homog is NULL", msbat_audit_add_homog(audit, "a", NULL));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "material is NULL", msbat_audit_add_material(audit, "a", NULL, 300));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "cell is NULL", msbat_audit_add_cell(audit, "a", NULL));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "particle is NULL", msbat_audit_add_particle(audit, "a", NULL));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "name", msbat_audit_add_phase(audit, NULL, phase, 300));
    const double bad[4] = {NAN, INFINITY, -1, 0};
    for (int i = 0; i < 4; i++) {
        TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_audit_add_phase(audit, "a", phase, bad[i]));
        TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_audit_add_network(audit, "a", network, bad[i]));
        TEST_FAILS(ctx, MSBAT_ERR_RANGE, "temperature", msbat_audit_add_material(audit, "a", material, bad[i]));
    }
    run(audit, 0); /* nothing to audit */
    TEST_OK(ctx, msbat_audit_get_count(audit, &n, &failed));
    ck_assert(n == 0 && failed == 0);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "entry", msbat_audit_get_text(audit, 0, &text));
    memset(name, 'x', sizeof name);
    name[sizeof name - 1] = 0;
    TEST_OK(ctx, msbat_audit_add_phase(audit, name, phase, 300));
    run(audit, 0);
    for (int64_t i = -1; i < 100; i += 100) {
        TEST_FAILS(ctx, MSBAT_ERR_RANGE, "entry", msbat_audit_get_entry(audit, i, NULL, NULL, NULL));
        TEST_FAILS(ctx, MSBAT_ERR_RANGE, "entry", msbat_audit_get_residual(audit, i, &r, NULL));
        TEST_FAILS(ctx, MSBAT_ERR_RANGE, "entry", msbat_audit_get_text(audit, i, &text));
    }
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "text", msbat_audit_get_text(audit, 0, NULL));
    TEST_OK(ctx, msbat_audit_get_count(audit, NULL, NULL));
    TEST_OK(ctx, msbat_audit_get_entry(audit, 0, NULL, NULL, NULL));
    TEST_OK(ctx, msbat_audit_get_residual(audit, 0, NULL, NULL));
    TEST_OK(ctx, msbat_audit_get_text(audit, 0, &text));
    ck_assert(strlen(text) < 1000 && r == 7);
    msbat_network_destroy(&network);
    msbat_material_destroy(&material);
    msbat_phase_destroy(&phase);
    msbat_audit_destroy(&audit);
}
END_TEST

/* ---- allocation ---- */

typedef struct trial {
    msbat_context *ctx;
    chain c;
    int part; /* which object */
} trial;

static msbat_status try_audit(void *data)
{
    trial *t = data;
    const chain *c = &t->c;
    msbat_audit *audit = NULL;
    int64_t failed = 0;
    msbat_status st = msbat_audit_create(t->ctx, &audit);
    if (st) return st;
    switch (t->part) {
    case 0: st = msbat_audit_add_ce(audit, "ce", c->ce); break;
    case 1: st = msbat_audit_add_kmc(audit, "kmc", c->kmc); break;
    case 2: st = msbat_audit_add_network(audit, "network", c->network, 300); break;
    case 3: st = msbat_audit_add_homog(audit, "homog", c->homog); break;
    case 4: st = msbat_audit_add_material(audit, "material", c->positive, 300); break;
    case 5: st = msbat_audit_add_cell(audit, "cell", c->cell); break;
    case 6: st = msbat_audit_add_particle(audit, "particle", c->particle); break;
    case 7: st = msbat_audit_add_defects(audit, "defects", c->defects); break;
    default: st = add_chain(audit, c); break;
    }
    if (!st && t->part < 8) st = msbat_audit_run(audit);
    if (!st && t->part < 8) st = msbat_audit_get_count(audit, NULL, &failed);
    ck_assert_int_eq(failed, 0);
    msbat_audit_destroy(&audit);
    return st;
}

START_TEST(every_allocation_fails_once)
{
    test_heap heap;
    msbat_context *failing = make_failing(&heap);
    trial t = {.ctx = failing};
    make_chain(failing, &t.c);
    for (t.part = 0; t.part < 9; t.part++) ck_assert_int_gt(sweep(&heap, try_audit, &t), 3);
    destroy_chain(&t.c);
    msbat_context_destroy(&failing);
    ck_assert_int_eq(heap.live, 0);
}
END_TEST

Suite *suite_audit(void)
{
    Suite *suite = suite_create("audit");
    TCase *tc = tcase_create("audit");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, sound_chain);
    tcase_add_test(tc, planar_network_has_no_negative_zero);
    tcase_add_test(tc, negative_gamma);
    tcase_add_test(tc, narrow_instability);
    tcase_add_test(tc, miscibility_gap);
    tcase_add_test(tc, inconsistent_function_cannot_get_in);
    tcase_add_test(tc, plateau_everywhere);
    tcase_add_test(tc, temperature_out_of_range);
    tcase_add_test(tc, unbalanced_model_cannot_get_in);
    tcase_add_test(tc, drifting_model);
    tcase_add_test(tc, without_results);
    tcase_add_test(tc, dissipation_of_images);
    tcase_add_test(tc, cancelled);
    tcase_add_test(tc, hostile);
    tcase_add_test(tc, every_allocation_fails_once);
    suite_add_tcase(suite, tc);
    return suite;
}
