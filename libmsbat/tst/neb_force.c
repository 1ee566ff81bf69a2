/* neb_force.c - tangents and forces of a band. */
#include <math.h>
#include <string.h>

#include "tst/tst_impl.h"

/* Weights of the differences to the next and to the last image in the tangent: the neighbour that is higher counts,
 * and at an extremum both do, by energy, so that the tangent does not jump (Henkelman and Jonsson 2000, eq. 8 to
 * 11). */
static void tangent_weights(double before, double here, double after, double *w_after, double *w_before)
{
    double up = after - here, down = before - here;
    double most = fmax(fabs(up), fabs(down)), least = fmin(fabs(up), fabs(down));
    *w_after = *w_before = 1.0;
    if (up > 0.0 && down < 0.0) *w_before = 0.0;
    else if (up < 0.0 && down > 0.0) *w_after = 0.0;
    else if (most > 0.0) {
        *w_after = after > before ? most : least;
        *w_before = after > before ? least : most;
    }
}

void msbat__neb_tangent(const msbat_neb *neb, const msbat__neb_band *band, int64_t i, double *tangent)
{
    const double *x = band->x + i * neb->n;
    double w_after, w_before;
    tangent_weights(band->energy[i - 1], band->energy[i], band->energy[i + 1], &w_after, &w_before);
    for (int64_t k = 0; k < neb->n; k++)
        tangent[k] = w_after * (x[k + neb->n] - x[k]) + w_before * (x[k] - x[k - neb->n]);
    double length = sqrt(msbat__tst_dot(neb->n, tangent, tangent));
    for (int64_t k = 0; k < neb->n && length > 0.0; k++) tangent[k] /= length;
}

static double distance(int64_t n, const double *a, const double *b)
{
    double sum = 0.0;
    for (int64_t i = 0; i < n; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sqrt(sum);
}

/* Constant of the spring between images i and i + 1, softer the lower they lie (Henkelman, Uberuaga, Jonsson 2000). */
static double spring_between(const msbat_neb *neb, const double *energy, int64_t i)
{
    double top = energy[0], floor = fmax(energy[0], energy[neb->n_images + 1]);
    for (int64_t k = 1; k <= neb->n_images + 1; k++) top = fmax(top, energy[k]);
    double here = fmax(energy[i], energy[i + 1]);
    double low = neb->spring * neb->spring_ratio;
    if (!(top > floor)) return neb->spring;
    return here > floor ? neb->spring - (neb->spring - low) * (top - here) / (top - floor) : low;
}

/* Spring force along the path, from the difference of the two distances and not of the two vectors: their eq. 12. */
static double spring_force(const msbat_neb *neb, const msbat__neb_band *band, int64_t i)
{
    const double *x = band->x + i * neb->n;
    return spring_between(neb, band->energy, i) * distance(neb->n, x + neb->n, x) -
           spring_between(neb, band->energy, i - 1) * distance(neb->n, x, x - neb->n);
}

static void image_force(const msbat_neb *neb, msbat__neb_band *band, int64_t i)
{
    const double *g = band->gradient + i * neb->n, *t = neb->tangent;
    double *f = band->force + (i - 1) * neb->n;
    double along = msbat__tst_dot(neb->n, g, t);
    double push = i == neb->climber ? 2.0 * along : along + spring_force(neb, band, i);
    for (int64_t k = 0; k < neb->n; k++)
        f[k] = neb->moving[k / neb->dimension] ? push * t[k] - g[k] : 0.0;
}

void msbat__neb_forces(msbat_neb *neb, msbat__neb_band *band)
{
    band->size = 0.0;
    for (int64_t i = 1; i <= neb->n_images; i++) {
        msbat__neb_tangent(neb, band, i, neb->tangent);
        image_force(neb, band, i);
        band->size = fmax(band->size, msbat__tst_largest(neb->n_atoms, neb->dimension,
                                                         band->force + (i - 1) * neb->n, NULL));
    }
}

/* Largest norm of one atom of the gradient less along times the tangent. */
static double residual_of(const msbat_neb *neb, const double *g, double along)
{
    double largest = 0.0;
    for (int64_t a = 0; a < neb->n_atoms; a++) {
        double square = 0.0;
        for (int64_t k = a * neb->dimension; k < (a + 1) * neb->dimension; k++) {
            double f = g[k] - along * neb->tangent[k];
            square += f * f;
        }
        largest = fmax(largest, square);
    }
    return sqrt(largest);
}

/* True forces only: springs and steps have no part in the test for convergence. */
void msbat__neb_residuals(msbat_neb *neb)
{
    int64_t saddle = neb->climber ? neb->climber : msbat__neb_highest(neb);
    neb->band_residual = 0.0;
    for (int64_t i = 1; i <= neb->n_images; i++) {
        const double *g = neb->now.gradient + i * neb->n;
        msbat__neb_tangent(neb, &neb->now, i, neb->tangent);
        double along = i == neb->climber ? 0.0 : msbat__tst_dot(neb->n, g, neb->tangent);
        double residual = residual_of(neb, g, along);
        if (i == saddle) neb->saddle_residual = residual;
        neb->band_residual = fmax(neb->band_residual, residual);
    }
}
