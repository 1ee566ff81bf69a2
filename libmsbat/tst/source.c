/* source.c - the caller's energy function, and the vector sums that paths and Hessians share. */
#include <math.h>

#include "tst/tst_impl.h"

/* What is not finite, or so large that its square would not be. */
static const double too_large = 1e100;

static int64_t find_bad(int64_t n, double energy, const double *gradient)
{
    if (!(fabs(energy) < too_large)) return -1;
    for (int64_t i = 0; i < n; i++)
        if (!(fabs(gradient[i]) < too_large)) return i;
    return n;
}

int msbat__tst_call(msbat__tst_source *source, int64_t n, const double *x, double *energy, double *gradient,
                    int64_t *counter)
{
    ++*counter;
    *energy = NAN; /* a function that forgets to write is found out */
    gradient[n - 1] = NAN;
    int code = source->energy(n, x, energy, gradient, source->user);
    if (code) {
        source->code = code;
        source->bad = -2;
        return code < 0 ? -1 : 1;
    }
    source->bad = find_bad(n, *energy, gradient);
    return source->bad < n;
}

void msbat__tst_complaint(const msbat__tst_source *source, int64_t dimension, size_t size, char *text)
{
    if (source->bad == -2)
        msbat__format(size, text, "the energy function returned %d", (int64_t)source->code);
    else if (source->bad == -1)
        msbat__format(size, text, "the energy is not finite");
    else
        msbat__format(size, text, "the gradient of atom %d, coordinate %d is not finite", source->bad / dimension,
                      source->bad % dimension);
}

double msbat__tst_dot(int64_t n, const double *a, const double *b)
{
    double sum = 0.0;
    for (int64_t i = 0; i < n; i++) sum += a[i] * b[i];
    return sum;
}

double msbat__tst_largest(int64_t n_atoms, int64_t dimension, const double *v, int64_t *atom)
{
    double largest = 0.0;
    for (int64_t i = 0; i < n_atoms; i++) {
        double square = msbat__tst_dot(dimension, v + i * dimension, v + i * dimension);
        if (square <= largest) continue;
        largest = square;
        if (atom) *atom = i;
    }
    return sqrt(largest);
}
