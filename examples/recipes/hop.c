/* hop.c - a barrier and an attempt frequency, and the signs by which a saddle is known to be one.
 *
 *     hop [--quick] DATA OUT
 *
 * A model energy of two coordinates whose saddle is known: a double well along y, unequal by 0.1 eV, in a channel that
 * bends and is narrower at the top. A band of images finds the saddle; what a careful user reads before believing it is
 * read here: residuals, curvature, one imaginary frequency and along what. Vineyard's frequency and the barriers of
 * both directions give rates that must obey detailed balance with the free energy of vibration. hop.csv is the path. */
#include "recipe.h"

enum { MOST_IMAGES = 9 };
static const double MASS_AMU = 6.94, WELL_EV = 0.4, TILT_EV = 0.1; /* WELL: the barrier without the tilt */

/* E = WELL (1 - y^2)^2 + TILT (3 y - y^3 + 2)/4 + (k/2) (x - 0.3 (1 - y^2))^2, k = 8 at the top and 3 in the wells:
 * stationary at y = -1, 1 with E = 0, TILT, and with the top at y0 = 3 TILT/(16 WELL). */
static int channel(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    double y = x[1], q = 1 - y * y, k = 3 + 5 * q * q, off = x[0] - 0.3 * q;
    *energy = WELL_EV * q * q + TILT_EV * (3 * y - y * y * y + 2) / 4 + 0.5 * k * off * off;
    gradient[0] = k * off;
    gradient[1] = -4 * WELL_EV * y * q + 0.75 * TILT_EV * q - 10 * q * y * off * off + k * off * 0.6 * y;
    return (void)n, (void)user, 0;
}

static msbat_neb *find_path(int64_t images)
{
    const double first[2] = {0, -1}, last[2] = {0, 1};
    double saddle, band, low, high, curvature;
    int64_t iterations, converged;
    msbat_neb *neb = NULL;
    TRY(msbat_neb_create(ctx, 1, 2, images, first, last, &neb));
    TRY(msbat_neb_set_force_tolerance(neb, 1e-4));
    TRY(msbat_neb_set_spring(neb, 2.0));
    TRY(msbat_neb_set_spring_ratio(neb, 0.3));     /* images crowd where the energy is high */
    TRY(msbat_neb_set_end_force_limit(neb, 1e-3)); /* ends that were never relaxed are refused */
    TRY(msbat_neb_run(neb, channel, NULL));
    TRY(msbat_neb_get_converged(neb, &converged));
    TRY(msbat_neb_get_iterations(neb, &iterations));
    TRY(msbat_neb_get_residuals(neb, &saddle, &band));
    TRY(msbat_neb_get_end_residuals(neb, &low, &high));
    TRY(msbat_neb_get_curvature(neb, &curvature));
    printf("  %s after %d iterations; forces [eV/angstrom]: saddle %.1e, band %.1e, ends %.1e %.1e\n",
           converged ? "converged" : "not converged", (int)iterations, saddle, band, low, high);
    compare("curvature along the path at the saddle is negative", curvature < 0, 1, 0);
    return neb;
}

static void write_path(const msbat_neb *neb, int64_t n)
{
    double length[MOST_IMAGES + 2], energy[MOST_IMAGES + 2], x[MOST_IMAGES + 2], y[MOST_IMAGES + 2], at[2];
    TRY(msbat_neb_get_lengths(neb, n, length));
    TRY(msbat_neb_get_energies(neb, n, energy));
    for (int64_t k = 0; k < n; k++) {
        TRY(msbat_neb_get_image(neb, k, 2, at));
        x[k] = at[0], y[k] = at[1];
    }
    WRITE("hop.csv", "path [angstrom],energy [eV],x [angstrom],y [angstrom]", n, length, energy, x, y);
}

static msbat_hessian *hessian_at(const double x[2], int64_t imaginary, const char *what)
{
    msbat_hessian *hessian = NULL;
    double frequency[2], asymmetry, lowest[2];
    int64_t count, calls;
    TRY(msbat_hessian_create(ctx, 1, 2, &MASS_AMU, &hessian));
    TRY(msbat_hessian_set_step(hessian, 0.02)); /* small against the well, large against the error of the forces */
    TRY(msbat_hessian_run(hessian, 2, x, channel, NULL));
    TRY(msbat_hessian_get_frequencies(hessian, 2, frequency));
    TRY(msbat_hessian_get_asymmetry(hessian, &asymmetry));
    TRY(msbat_hessian_get_imaginary_count(hessian, &count));
    TRY(msbat_hessian_get_force_calls(hessian, &calls));
    TRY(msbat_hessian_get_mode(hessian, 0, 2, lowest));
    printf("  %s: %.3f and %.3f THz, the first along (%.2f %.2f); asymmetry %.0e eV/angstrom^2, %d calls\n", what,
           frequency[0], frequency[1], lowest[0], lowest[1], asymmetry, (int)calls);
    compare("imaginary frequencies", (double)count, (double)imaginary, 0);
    return hessian;
}

/* Frequency [THz] of a spring [eV/angstrom^2]. */
static double thz(double spring)
{
    return 1e-12 * sqrt(spring * MSBAT_ELEMENTARY_CHARGE * 1e20 / (MASS_AMU * MSBAT_ATOMIC_MASS)) / (2 * acos(-1.0));
}

static void rates(msbat_hessian *first, msbat_hessian *top, msbat_hessian *last, const double barrier_ev[2])
{
    const double temperature = 300;
    double nu[2], forward, backward, difference, matrix[4];
    TRY(msbat_tst_get_vineyard(first, top, &nu[0]));
    TRY(msbat_tst_get_vineyard(last, top, &nu[1]));
    TRY(msbat_hessian_get_matrix(top, 2, matrix));
    /* products of springs: both of the minimum, 3 across and 8 WELL + 1.5 TILT along, over the stiff one at the top */
    double stiff = 0.5 * (matrix[0] + matrix[3] + hypot(matrix[0] - matrix[3], 2 * matrix[1]));
    compare("attempt frequency of the first end [THz]", nu[0],
            thz(1.0) * sqrt(3 * (8 * WELL_EV + 1.5 * TILT_EV) / stiff), 1e-3);
    TRY(msbat_tst_get_rate(ctx, nu[0], barrier_ev[0], temperature, &forward));
    TRY(msbat_tst_get_rate(ctx, nu[1], barrier_ev[1], temperature, &backward));
    TRY(msbat_tst_get_free_energy(ctx, temperature, nu, barrier_ev, &difference));
    printf("  rates at 300 K: %.3g 1/s there, %.3g 1/s back\n", 1e12 * forward, 1e12 * backward);
    compare("ln of their ratio and the free energy over kT", log(forward / backward),
            -difference / (MSBAT_BOLTZMANN_EV * temperature), 1e-9);
}

int main(int argc, char **argv)
{
    double top[2], barrier[2];
    const double low[2] = {0, -1}, high[2] = {0, 1}, y0 = 3 * TILT_EV / (16 * WELL_EV), q = 1 - y0 * y0;
    start(argc, argv);
    const int64_t images = quick ? 3 : MOST_IMAGES;
    msbat_neb *neb = find_path(images);
    TRY(msbat_neb_get_saddle(neb, NULL, NULL, 2, top));
    TRY(msbat_neb_get_barriers(neb, &barrier[0], &barrier[1]));
    compare("y of the saddle [angstrom]", top[1], y0, 1e-3);
    compare("barrier there [eV]", barrier[0], WELL_EV * q * q + TILT_EV * (3 * y0 - y0 * y0 * y0 + 2) / 4, 1e-6);
    compare("barrier there less back [eV]: the tilt", barrier[0] - barrier[1], TILT_EV, 1e-9);
    write_path(neb, images + 2);
    msbat_hessian *first = hessian_at(low, 0, "first end"), *saddle = hessian_at(top, 1, "saddle"),
                  *last = hessian_at(high, 0, "last end");
    rates(first, saddle, last, barrier);
    msbat_hessian_destroy(&first), msbat_hessian_destroy(&saddle), msbat_hessian_destroy(&last);
    msbat_neb_destroy(&neb);
    return finish();
}
