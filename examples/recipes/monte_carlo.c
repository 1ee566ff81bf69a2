/* monte_carlo.c - ordering of lithium by Monte Carlo: against an exact solution, through an interruption, to a voltage.
 *
 *     monte_carlo [--quick] DATA OUT
 *
 * Ions on a square layer repel their neighbours by V for each pair (E = V sum s s'). At half filling that is Ising's
 * model, whose energy L. Onsager found (Phys. Rev. 65 (1944) 117): 2 V coth 2K times a complete elliptic integral,
 * K = V/kT, ordered below kT = 2.269 V. A run is then stopped by its progress callback, as at the end of a batch job,
 * goes through a checkpoint, and ends with the same samples. monte_carlo.csv is the isotherm below the ordering
 * temperature: the step of mu at x = 1/2 is what a cell shows as a voltage step. */
#include "recipe.h"

static const double A_ANG = 2.8, V_EV = 0.01;

static msbat_mc *make_layer(int64_t edge)
{
    msbat_crystal *host = NULL;
    msbat_ce *ce = NULL;
    msbat_supercell *supercell = NULL;
    msbat_mc *mc = NULL;
    const double cell[9] = {A_ANG, 0, 0, 0, A_ANG, 0, 0, 0, 4.7}, origin[3] = {0, 0, 0}, cutoff = 1.01 * A_ANG;
    const double eci[3] = {0, 0, V_EV}; /* empty cluster, point, nearest pair */
    const int64_t lithium = 3, matrix[9] = {edge, 0, 0, 0, edge, 0, 0, 0, 1};
    TRY(msbat_crystal_create(ctx, cell, 1, origin, &lithium, &host));
    TRY(msbat_ce_create(host, lithium, MSBAT_VACANCY, 1e-3, 1, &cutoff, &ce));
    TRY(msbat_ce_set_eci(ce, 3, eci));
    TRY(msbat_supercell_create(host, matrix, &supercell));
    TRY(msbat_mc_create(ce, supercell, &mc));
    TRY(msbat_mc_set_seed(mc, 11));
    TRY(msbat_mc_set_equilibration(mc, quick ? 5 : 200));
    TRY(msbat_mc_set_correlation_interval(mc, 1));
    msbat_supercell_destroy(&supercell), msbat_ce_destroy(&ce), msbat_crystal_destroy(&host);
    return mc;
}

/* Onsager's energy per site; the elliptic integral by the arithmetic-geometric mean. */
static double onsager(double temperature)
{
    const double pi = acos(-1.0), k = V_EV / (MSBAT_BOLTZMANN_EV * temperature), t = tanh(2 * k);
    double a = 1, modulus = 2 * sinh(2 * k) / pow(cosh(2 * k), 2), b = sqrt(1 - modulus * modulus);
    for (int i = 0; i < 40; i++) {
        double mean = 0.5 * (a + b);
        b = sqrt(a * b), a = mean;
    }
    return -V_EV / t * (1 + (2 / pi) * (2 * t * t - 1) * pi / (2 * a));
}

static void against_onsager(msbat_mc *mc, int64_t sweeps)
{
    const double temperature = 400;
    double energy, error, time, x, x_error, pair[3], pair_error[3], now;
    TRY(msbat_mc_run(mc, temperature, 0.0, sweeps)); /* mu = 0: half filled */
    TRY(msbat_mc_get_average(mc, MSBAT_MC_ENERGY, &energy, &error, &time));
    TRY(msbat_mc_get_average(mc, MSBAT_MC_X, &x, &x_error, NULL));
    TRY(msbat_mc_get_correlations(mc, 3, pair, pair_error));
    TRY(msbat_mc_get_energy(mc, &now));
    printf("  %d sweeps, autocorrelation %.1f sweeps; the last configuration has %.3f eV\n", (int)sweeps, time, now);
    compare("energy at 400 K [meV per site]: Onsager", 1e3 * energy, 1e3 * onsager(temperature), 5.5e3 * error);
    compare("filling", x, 0.5, 5.5 * x_error);
    compare("correlation of neighbours: energy/2V", pair[2], energy / (2 * V_EV), 1e-9);
}

/* Cancels the run once it is half done. */
static int stop_half_way(double fraction, void *user) { return (void)user, fraction >= 0.5; }

/* Progress is asked for between pieces of 2e5 trials: the run must be longer than that. */
static void interrupted(int64_t edge, int64_t sweeps)
{
    int64_t n;
    msbat_mc *whole = make_layer(edge), *stopped = make_layer(edge), *resumed = make_layer(edge);
    TRY(msbat_mc_run(whole, 300, 0.01, sweeps));
    TRY(msbat_context_set_progress(ctx, stop_half_way, NULL));
    compare("run is cancelled (status)", msbat_mc_run(stopped, 300, 0.01, sweeps), MSBAT_CANCELLED, 0);
    TRY(msbat_context_set_progress(ctx, NULL, NULL));
    TRY(msbat_mc_get_sample_count(stopped, &n));
    TRY(msbat_mc_write_checkpoint(stopped, in(out, "monte_carlo.checkpoint")));
    TRY(msbat_mc_read_checkpoint(resumed, in(out, "monte_carlo.checkpoint")));
    TRY(msbat_mc_resume(resumed));
    printf("  stopped after %d of %d samples, resumed by another object\n", (int)n, (int)sweeps);
    TRY(msbat_mc_get_sample_count(resumed, &n));
    double *energy = calloc((size_t)n * 2, sizeof *energy);
    if (!energy) perror("samples"), exit(1);
    TRY(msbat_mc_get_samples(whole, n, NULL, energy));
    TRY(msbat_mc_get_samples(resumed, n, NULL, energy + n));
    compare("all samples are the same bits", memcmp(energy, energy + n, (size_t)n * sizeof *energy) == 0, 1, 0);
    free(energy);
    remove(in(out, "monte_carlo.checkpoint"));
    msbat_mc_destroy(&whole), msbat_mc_destroy(&stopped), msbat_mc_destroy(&resumed);
}

static void isotherm(msbat_mc *mc)
{
    enum { N = 25 };
    const double temperature = 180;
    double mu[N], x[N], error[N], up[N], down[N], gamma[N], worst = 0;
    int64_t flags[N], hysteresis = 0;
    for (int i = 0; i < N; i++) mu[i] = 0.14 * (i - N / 2) / (N / 2);
    TRY(msbat_mc_set_precision(mc, quick ? 0.05 : 0.004));
    TRY(msbat_mc_set_min_sweeps(mc, quick ? 12 : 100));
    TRY(msbat_mc_set_max_sweeps(mc, quick ? 50 : 3000));
    TRY(msbat_mc_isotherm(mc, temperature, N, mu));
    TRY(msbat_mc_get_isotherm(mc, N, NULL, x, error, NULL, gamma, NULL));
    TRY(msbat_mc_get_isotherm_walks(mc, N, up, down, flags));
    for (int i = 0; i < N; i++) {
        hysteresis += flags[i] & MSBAT_MC_HYSTERESIS;
        worst = fmax(worst, fabs(x[i] + x[N - 1 - i] - 1) / (hypot(error[i], error[N - 1 - i]) + 1e-3));
    }
    WRITE("monte_carlo.csv", "mu [eV],x [1],error [1],x up [1],x down [1],Gamma [1]", N, mu, x, error, up, down, gamma);
    printf("  isotherm at %.0f K: %d of %d points show hysteresis\n", temperature, (int)hysteresis, N);
    compare("ions and vacancies are alike: |x(mu) + x(-mu) - 1|, errors", worst, 0, 5.5);
    compare("x in the ordered step at mu = 0", x[N / 2], 0.5, 0.01 + 5.5 * error[N / 2]);
}

int main(int argc, char **argv)
{
    start(argc, argv);
    msbat_mc *mc = make_layer(quick ? 12 : 16);
    against_onsager(mc, quick ? 100 : 4000);
    interrupted(16, 1000);
    isotherm(mc);
    msbat_mc_destroy(&mc);
    return finish();
}
