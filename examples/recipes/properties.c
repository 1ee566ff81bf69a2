/* properties.c - what a material is to a cell: typed diffusivities, kinetics, units, and fast loops.
 *
 *     properties [--quick] DATA OUT
 *
 * Diffusivities of three kinds are mixed up easily. Here tracer diffusivities at three temperatures, with their Haven
 * ratio (illustrative, as molecular dynamics would give them), meet a free energy; the chemical diffusivity that a
 * particle obeys follows by Darken's relation, and nothing else can be set. The step at the interface comes from an
 * attempt frequency and a barrier. A view freezes it all at one temperature for inner loops; properties.csv is the
 * table of it. */
#include "recipe.h"

enum { N = 81 };
#define TEMPERATURE 310.0

static msbat_transport *make_transport(void)
{
    /* T [K], x, D* [m^2/s], its standard error, D* over D_J */
    const double samples[] = {300, 0.1, 2.0e-14, 2e-16, 0.62, 300, 0.9, 5.0e-15, 1e-16, 0.48,
                              350, 0.1, 9.0e-14, 5e-16, 0.66, 350, 0.9, 2.6e-14, 3e-16, 0.52,
                              400, 0.1, 2.7e-13, 1e-15, 0.69, 400, 0.9, 9.0e-14, 9e-16, 0.56};
    msbat_transport *transport = NULL;
    msbat_source_kind kind;
    const char *source;
    double x[2], temperature[2];
    TRY(msbat_transport_create_samples(ctx, "oxide", "Li", MSBAT_DIFFUSIVITY_TRACER, 6, samples, &transport));
    TRY(msbat_transport_set_source(transport, MSBAT_SOURCE_ILLUSTRATIVE, "three temperatures, two fillings"));
    TRY(msbat_transport_get_source(transport, &kind, &source));
    TRY(msbat_transport_get_range(transport, x, temperature));
    printf("  D* (%s, source kind %d) for x = %g ... %g, %g ... %g K\n", source, (int)kind, x[0], x[1], temperature[0],
           temperature[1]);
    return transport;
}

static msbat_material *make_material(void)
{
    msbat_phase *phase = NULL;
    msbat_material *material = NULL;
    msbat_transport *transport = make_transport();
    TRY(msbat_phase_create_regular(ctx, "oxide", "Li", -3.9, 0.0, -0.2, 0.0, &phase));
    TRY(msbat_phase_set_site_density(phase, 50000.0)); /* [mol/m^3] */
    TRY(msbat_material_create(phase, &material));
    TRY(msbat_material_set_transport(material, transport));
    /* sites per area [mol/m^2], attempt frequency [THz], barrier [eV] of the charge-transfer step */
    TRY(msbat_material_set_kinetics_rate(material, 1e-5, 5.0, 0.75, 0.5, MSBAT_TS_SITE_EXCLUSION));
    TRY(msbat_material_set_kinetics_source(material, MSBAT_SOURCE_ILLUSTRATIVE, "barrier assumed"));
    msbat_transport_destroy(&transport), msbat_phase_destroy(&phase);
    return material;
}

static void check_darken(const msbat_material *material)
{
    const msbat_phase *phase;
    const msbat_transport *transport;
    const double x = 0.6;
    double tracer, haven, gamma, jump, chemical, error;
    TRY(msbat_material_get_phase(material, &phase));
    TRY(msbat_material_get_transport(material, &transport));
    TRY(msbat_transport_get_diffusivity(transport, TEMPERATURE, 1, &x, &tracer));
    TRY(msbat_transport_get_error(transport, TEMPERATURE, 1, &x, &error));
    TRY(msbat_transport_get_haven(transport, TEMPERATURE, 1, &x, &haven));
    TRY(msbat_phase_get_thermodynamic_factor(phase, TEMPERATURE, 1, &x, &gamma));
    TRY(msbat_material_get_jump_diffusivity(material, TEMPERATURE, 1, &x, &jump));
    TRY(msbat_material_get_chemical_diffusivity(material, TEMPERATURE, 1, &x, &chemical));
    printf("  x = 0.6, 310 K: D* %.3g +- %.1g, D_J %.3g, D_chem %.3g m^2/s\n", tracer, error, jump, chemical);
    compare("D_J / D*: 1/H_R", jump / tracer, 1 / haven, 1e-12);
    compare("D_chem / D*: Gamma/H_R", chemical / tracer, gamma / haven, 1e-10);
}

static void check_kinetics(const msbat_material *material)
{
    const double c_e = 1000, x = 0.6, kt = MSBAT_BOLTZMANN_EV * TEMPERATURE;
    msbat_transition_state ts;
    double k0, symmetry, i0, gamma_ts, mu, u, back;
    TRY(msbat_material_get_rate_constant(material, TEMPERATURE, &k0));
    TRY(msbat_material_get_kinetics(material, &ts, &symmetry));
    TRY(msbat_material_get_exchange_current(material, TEMPERATURE, 1.0, 1, &c_e, &x, &i0));
    TRY(msbat_material_get_transition_state(material, TEMPERATURE, 1, &c_e, &x, &gamma_ts));
    compare("k0 [mol/(m^2 s)]: N_s nu exp(-E/kT)", k0, 1e-5 * 5e12 * exp(-0.75 / kt), 1e-12 * k0);
    compare("gamma_ts of site exclusion: 1/(1-x)", gamma_ts, 1 / (1 - x), 1e-12);
    printf("  exchange current %.3g A/m^2 with symmetry factor %g\n", i0, symmetry);
    /* atoms count in eV per site, cells in J per mol: one place converts */
    TRY(msbat_material_get_mu(material, TEMPERATURE, 1, &x, &mu));
    TRY(msbat_material_get_voltage(material, TEMPERATURE, 1, &x, &u, NULL));
    TRY(msbat_material_find_x(material, TEMPERATURE, 1, &mu, &back));
    compare("mu [kJ/mol]: -F U", 1e-3 * mu, -1e-3 * MSBAT_FARADAY * u, 1e-9);
    compare("x of that mu", back, x, 1e-9);
}

/* Calls without checks nor messages: NaN tells that x is outside. */
static void tabulate(const msbat_material *material)
{
    msbat_material_view *view = NULL;
    double x[N], u[N], d[N], jump[N], h[N], i0[N], range[2], least, at;
    TRY(msbat_material_view_create(material, TEMPERATURE, &view));
    TRY(msbat_material_view_get_range(view, range));
    TRY(msbat_material_view_get_least_diffusivity(view, &least, &at));
    for (int i = 0; i < N; i++) {
        x[i] = range[0] + (range[1] - range[0]) * i / (N - 1);
        u[i] = msbat_material_view_eval_voltage(view, x[i]);
        d[i] = msbat_material_view_eval_chemical_diffusivity(view, x[i]);
        jump[i] = msbat_material_view_eval_jump_diffusivity(view, x[i]);
        h[i] = msbat_material_view_eval_enthalpy(view, x[i]);
        i0[i] = msbat_material_view_eval_exchange_current(view, 1.0, 1000.0, x[i]);
    }
    WRITE("properties.csv", "x [1],U [V],D_chem [m^2/s],D_J [m^2/s],H [m^2/s],i0 [A/m^2]", N, x, u, d, jump, h, i0);
    double sum = 0; /* Simpson's rule */
    for (int i = 0; i < N; i++) sum += d[i] * (i == 0 || i == N - 1 ? 1 : i % 2 ? 4 : 2) * (x[1] - x[0]) / 3;
    printf("  D_chem is least at x = %.3f: %.3g m^2/s\n", at, least);
    compare("integral of D_chem over its enthalpy form H", sum / h[N - 1], 1.0, 1e-5);
    compare("voltage outside the range is no number", isnan(msbat_material_view_eval_voltage(view, 1.5)), 1, 0);
    msbat_material_view_destroy(&view);
}

int main(int argc, char **argv)
{
    start(argc, argv);
    msbat_material *material = make_material();
    check_darken(material);
    check_kinetics(material);
    tabulate(material);
    msbat_material_destroy(&material);
    return finish();
}
