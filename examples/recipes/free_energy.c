/* free_energy.c - one free energy, and everything that thermodynamics takes from it.
 *
 *     free_energy [--quick] DATA OUT
 *
 * A Redlich-Kister model of an oxide (illustrative coefficients) gives mu, U, activity, thermodynamic factor and
 * entropy; free_energy.csv has them against x. What must be so is checked: mu = dg/dx, Gamma = x mu'/kT,
 * s = -dg/dT, and x found back from a voltage. The last part asks why a cell warms or cools without any loss: the
 * heat taken up is T ds/dx per ion that goes in. */
#include "recipe.h"

enum { N = 49 };

static msbat_phase *make_oxide(void)
{
    msbat_phase *phase = NULL;
    /* rows a_k [eV], b_k [eV/K] of x(1-x) sum (a_k + b_k T)(2x-1)^k */
    const double terms[4] = {-0.40, 1e-4, 0.05, -5e-5};
    TRY(msbat_phase_create_redlich_kister(ctx, "oxide", "Li", -3.9, 0.0, 2, terms, &phase));
    /* activities are ratios: a = 1 at the composition of one's choice */
    TRY(msbat_phase_set_activity_reference(phase, 0.4));
    return phase;
}

static void check_derivatives(const msbat_phase *phase, double temperature)
{
    const double x = 0.3, h = 1e-4, around[2] = {x - h, x + h}, k = MSBAT_BOLTZMANN_EV, reference = 0.4, half = 0.5;
    double g[2], mu, slope, curvature, gamma, reduced, activity, entropy;
    TRY(msbat_phase_get_free_energy(phase, temperature, 2, around, g));
    TRY(msbat_phase_get_mu(phase, temperature, 1, &x, &mu));
    TRY(msbat_phase_get_mu_derivatives(phase, temperature, 1, &x, &slope, &curvature));
    TRY(msbat_phase_get_thermodynamic_factor(phase, temperature, 1, &x, &gamma));
    TRY(msbat_phase_get_reduced_curvature(phase, temperature, 1, &x, &reduced));
    TRY(msbat_phase_get_activity(phase, temperature, 1, &reference, &activity));
    TRY(msbat_phase_get_entropy(phase, temperature, 1, &half, &entropy));
    compare("mu(0.3) [eV] and dg/dx by differences", mu, (g[1] - g[0]) / (2 * h), 1e-7);
    compare("Gamma(0.3) and x (dmu/dx)/kT", gamma, x * slope / (k * temperature), 1e-12 * gamma);
    /* two usual definitions that are easily taken for one another: d ln a/d ln x, and the curvature that is 1 for an
     * ideal solution at every x; Darken's relation needs the first */
    compare("reduced curvature is Gamma (1-x)", reduced, gamma * (1 - x), 1e-12 * gamma);
    compare("activity at its reference", activity, 1.0, 1e-12);
    compare("s(1/2) [k per site]: ln 2 - b_0/4k", entropy / k, log(2.0) - 1e-4 / 4 / k, 1e-9);
}

/* A cell at rest tells U; the phase tells the composition. */
static void find_composition(const msbat_phase *phase, double temperature)
{
    const double voltage = 3.9, mu = -voltage; /* mu_ref is 0 */
    double x, back;
    TRY(msbat_phase_find_x(phase, temperature, 1, &mu, &x));
    TRY(msbat_phase_get_voltage(phase, temperature, 1, &x, &back));
    printf("  at rest at %.2f V the composition is x = %.4f\n", voltage, x);
    compare("its voltage [V]", back, voltage, 1e-9);
}

/* dU/dT = ds/dx: from the entropies, and from the voltages at two temperatures. */
static void reversible_heat(const msbat_phase *phase, double temperature)
{
    const double x = 0.3, h = 1e-4, around[2] = {x - h, x + h};
    double s[2], cold, warm;
    TRY(msbat_phase_get_entropy(phase, temperature, 2, around, s));
    TRY(msbat_phase_get_voltage(phase, temperature - 1, 1, &x, &cold));
    TRY(msbat_phase_get_voltage(phase, temperature + 1, 1, &x, &warm));
    double coefficient = (s[1] - s[0]) / (2 * h);
    compare("entropy coefficient dU/dT(0.3) [mV/K]: ds/dx", 1e3 * coefficient, 500 * (warm - cold), 1e-5);
    printf("  heat taken up without loss: %.2f kJ per mol of Li that goes in (the metal's entropy not counted)\n",
           1e-3 * MSBAT_FARADAY * temperature * coefficient);
}

int main(int argc, char **argv)
{
    double x[N], g[N], mu[N], u[N], gamma[N], entropy[N];
    const double temperature = 298.15;
    start(argc, argv);
    msbat_phase *phase = make_oxide();
    for (int i = 0; i < N; i++) x[i] = 0.02 * (i + 1);
    TRY(msbat_phase_get_free_energy(phase, temperature, N, x, g));
    TRY(msbat_phase_get_mu(phase, temperature, N, x, mu));
    TRY(msbat_phase_get_voltage(phase, temperature, N, x, u));
    TRY(msbat_phase_get_thermodynamic_factor(phase, temperature, N, x, gamma));
    TRY(msbat_phase_get_entropy(phase, temperature, N, x, entropy));
    WRITE("free_energy.csv", "x [1],g [eV],mu [eV],U [V],Gamma [1],s [eV/K]", N, x, g, mu, u, gamma, entropy);
    check_derivatives(phase, temperature);
    find_composition(phase, temperature);
    reversible_heat(phase, temperature);
    msbat_phase_destroy(&phase);
    return finish();
}
