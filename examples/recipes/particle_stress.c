/* particle_stress.c - stress in a particle that takes lithium up, and what stress does to the lithium and the voltage.
 *
 *     particle_stress [--quick] DATA OUT
 *
 * A graphite sphere (elastic constants illustrative, of usual size) is filled at constant current three times: without
 * stress in mu, with it, and with the swelling of the lattice too. Without it the profile becomes the parabola of
 * textbooks, whose tension in the centre is known. Then it is held at the mu of a composition until it is at rest:
 * stress and its shift of the voltage must vanish. particle_stress.csv has the profiles. */
#include "recipe.h"

enum { SHELLS = 60, POINTS = SHELLS + 2, CASES = 3 };
static const double TEMPERATURE = 298.15, RADIUS = 5e-6, D_CHEM = 4e-14, C_MAX = 30000, OMEGA = 3.1e-6, YOUNG = 15e9,
                    POISSON = 0.3;

static msbat_material *make_graphite(void)
{
    msbat_phase *phase = NULL;
    msbat_transport *transport = NULL;
    msbat_material *graphite = NULL;
    const double row[4] = {0.5, D_CHEM, 0, 0};
    TRY(msbat_phase_create_regular(ctx, "graphite", "Li", -0.12, 0.0, 0.0, 0.0, &phase));
    TRY(msbat_phase_set_site_density(phase, C_MAX));
    TRY(msbat_phase_set_partial_molar_volume(phase, OMEGA));
    TRY(msbat_material_create(phase, &graphite));
    TRY(msbat_transport_create_table(ctx, "graphite", "Li", MSBAT_DIFFUSIVITY_CHEMICAL, TEMPERATURE, 1, row,
                                     &transport));
    TRY(msbat_material_set_transport(graphite, transport));
    TRY(msbat_material_set_mechanics(graphite, YOUNG, POISSON));
    TRY(msbat_material_set_mechanics_source(graphite, MSBAT_SOURCE_ILLUSTRATIVE, "of usual size"));
    msbat_transport_destroy(&transport), msbat_phase_destroy(&phase);
    return graphite;
}

/* Fills from x = 0.1 at 1C for 20 minutes; r, x, tangential stress of the last row, and the greatest tension [Pa]. */
static double fill(const msbat_material *graphite, int64_t coupling, double r[POINTS], double x[POINTS],
                   double tangential[POINTS])
{
    const double times[2] = {600, 1200}, flux = C_MAX * RADIUS / 3 / 3600; /* all sites in an hour */
    msbat_particle *particle = NULL;
    msbat_particle_end end;
    double tension, where, inside[2], entered[2], surface, shift, radius, volume, total, least;
    TRY(msbat_particle_create(graphite, TEMPERATURE, RADIUS, SHELLS, &particle));
    TRY(msbat_particle_set_coupling(particle, coupling));
    TRY(msbat_particle_set_tolerance(particle, 1e-7));
    TRY(msbat_particle_set_uniform(particle, 0.1));
    TRY(msbat_particle_set_flux(particle, -flux)); /* outward is positive */
    TRY(msbat_particle_run(particle, 2, times));
    TRY(msbat_particle_get_end(particle, &end));
    if (end != MSBAT_PARTICLE_END_TIME) printf("  the surface is full before the time is over\n");
    TRY(msbat_particle_get_profile(particle, 2, POINTS, r, x, NULL, tangential));
    TRY(msbat_particle_get_max_tension(particle, 2, &tension, &where));
    TRY(msbat_particle_get_surface(particle, 2, &surface, NULL, &shift));
    TRY(msbat_particle_get_radius(particle, 2, &radius, &volume));
    TRY(msbat_particle_get_dissipation(particle, 2, &total, &least));
    TRY(msbat_particle_get_amount(particle, 0, &inside[0], &entered[0]));
    TRY(msbat_particle_get_amount(particle, 2, &inside[1], &entered[1]));
    printf("  coupling %d: tension %.1f MPa at r = %.2f um; surface x %.4f, U moved by %.2f mV; volume %+.2f %%\n",
           (int)coupling, 1e-6 * tension, 1e6 * where, surface, 0 - 1e3 * shift / MSBAT_FARADAY, 100 * (volume - 1));
    compare("lithium that entered over what is there more", entered[1] / (inside[1] - inside[0]), 1, 1e-9);
    compare("diffusion dissipates everywhere", total > 0 && least >= 0, 1, 0);
    msbat_particle_destroy(&particle);
    return tension;
}

/* At constant flux and D the profile is a parabola that rises by j R/2D, and its mean lies 2/5 of that below the
 * surface: tension in the centre 2 Omega E/(9 (1-nu)) times 3/5 of the rise (Timoshenko and Goodier). The same
 * stress must come out of the profile alone. */
static void check_parabola(const msbat_material *graphite, double tension, const double *x)
{
    const double rise = C_MAX * RADIUS / 3 / 3600 * RADIUS / (2 * D_CHEM);
    double r[POINTS], stress[3 * POINTS];
    compare("tension without coupling [MPa]: of the parabola", 1e-6 * tension,
            1e-6 * 2 * OMEGA * YOUNG / (9 * (1 - POISSON)) * 0.6 * rise, 0.02);
    for (int k = 0; k < POINTS; k++) /* centre, middles of the shells, surface of the rigid sphere */
        r[k] = k == 0 ? 0 : k == POINTS - 1 ? RADIUS : RADIUS * (k - 0.5) / SHELLS;
    TRY(msbat_stress_eval_sphere(graphite, POINTS, r, x, stress));
    compare("tension from the profile by itself [MPa]", 1e-6 * stress[0], 1e-6 * tension, 0.02);
}

/* Held at the mu of x = 0.8: at rest all of it is there, without stress. */
static void hold(const msbat_material *graphite)
{
    const double x = 0.8, end_s = 20 * RADIUS * RADIUS / D_CHEM;
    msbat_particle *particle = NULL;
    double mu, surface, shift, tension;
    TRY(msbat_material_get_mu(graphite, TEMPERATURE, 1, &x, &mu));
    TRY(msbat_particle_create(graphite, TEMPERATURE, RADIUS, quick ? 10 : SHELLS, &particle));
    TRY(msbat_particle_set_reference_x(particle, 0.5)); /* made stress-free half full */
    TRY(msbat_particle_set_uniform(particle, 0.1));
    TRY(msbat_particle_set_surface_mu(particle, mu));
    TRY(msbat_particle_run(particle, 1, &end_s));
    TRY(msbat_particle_get_surface(particle, 1, &surface, NULL, &shift));
    TRY(msbat_particle_get_max_tension(particle, 1, &tension, NULL));
    compare("held at mu(0.8): x at rest", surface, x, 1e-4);
    compare("voltage moved by stress at rest [mV]", 1e3 * shift / MSBAT_FARADAY, 0, 1e-3);
    compare("tension at rest [MPa]", 1e-6 * tension, 0, 0.01);
    msbat_particle_destroy(&particle);
}

int main(int argc, char **argv)
{
    double r[CASES][POINTS], x[CASES][POINTS], stress[CASES][POINTS], tension[CASES];
    start(argc, argv);
    msbat_material *graphite = make_graphite();
    for (int k = 0; k < CASES; k++) tension[k] = fill(graphite, k, r[k], x[k], stress[k]);
    check_parabola(graphite, tension[MSBAT_PARTICLE_COUPLING_NONE], x[0]);
    compare("stress drives lithium inwards: less tension", tension[1] < tension[0], 1, 0);
    hold(graphite);
    WRITE("particle_stress.csv",
          "r without coupling [m],x without [1],x with [1],sigma_t without [Pa],sigma_t with [Pa],r with [m]", POINTS,
          r[0], x[0], x[2], stress[0], stress[2], r[2]);
    msbat_material_destroy(&graphite);
    return finish();
}
