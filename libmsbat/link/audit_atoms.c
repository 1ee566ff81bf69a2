/* audit_atoms.c - laws of kinetic Monte Carlo and hop networks. */
#include <math.h>

#include "link/audit_impl.h"

msbat_status msbat__audit_tensor(const msbat_context *ctx, const double d[9], double *least, double *asymmetry)
{
    double a[9], values[3], scale = 0.0;
    for (int i = 0; i < 9; i++) scale = fmax(scale, fabs(d[i]));
    *least = *asymmetry = 0.0;
    if (scale == 0.0) return MSBAT_OK;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            a[3 * i + j] = 0.5 * (d[3 * i + j] + d[3 * j + i]) / scale;
            *asymmetry = fmax(*asymmetry, fabs(d[3 * i + j] - d[3 * j + i]) / scale);
        }
    msbat_status st = msbat__eigen_symmetric(ctx, 3, a, values);
    if (!st) *least = values[0];
    return st;
}

/* ---- kinetic Monte Carlo ---- */

static msbat_status note_balance(msbat_audit *audit, const audit_item *item)
{
    static const char pair[] = "detailed balance of every hop and its reverse";
    double r[3] = {NAN, NAN, NAN};
    /* energies and saddles of 10 eV at most over kT >= 1e-4 eV are exact to 1e-10 kT */
    msbat_status st = msbat_kmc_check_balance(item->object, NULL, NULL, 20, 1e-9, r);
    if (st == MSBAT_ERR_STATE) return msbat__audit_skip(audit, item, pair, "hops and their barriers are not set");
    if (st == MSBAT_ERR_BALANCE) st = MSBAT_OK; /* the residuals tell */
    msbat_status noted = msbat__audit_note(audit, item, pair, st, r[0], 1e-9, "largest |E_b - E_b' - dE|/kT");
    if (!noted)
        noted = msbat__audit_note(audit, item, "one attempt frequency per undirected hop", st, r[1], 1e-9,
                                  "largest |ln(nu/nu')|");
    if (noted) return noted;
    return msbat__audit_note(audit, item, "detailed balance round closed cycles", st, r[2], 1e-9,
                             "largest |sum of ln(k/k')| round a cycle: with it equilibrium is Boltzmann");
}

/* Eigenvalues of D must not be negative by more than their statistical error. */
static msbat_status note_kmc_tensor(msbat_audit *audit, const audit_item *item, msbat_kmc_quantity quantity,
                                    const char *law)
{
    double d[9] = {0}, error[9] = {0}, least = 0.0, asymmetry = 0.0, largest = 0.0, scale = 0.0;
    msbat_status st = msbat_kmc_get_diffusivity(item->object, quantity, d, error, NULL);
    if (st == MSBAT_ERR_STATE) return msbat__audit_skip(audit, item, law, "there is no run, or it has too few windows");
    if (st == MSBAT_NO_PATH) return msbat__audit_skip(audit, item, law, "no hop is possible: D = 0");
    for (int i = 0; i < 9; i++) {
        largest = fmax(largest, error[i]);
        scale = fmax(scale, fabs(d[i]));
    }
    if (!st) st = msbat__audit_tensor(msbat__context_of(audit), d, &least, &asymmetry);
    double sigma = largest > 0.0 ? -least * scale / largest : least < -1e-12 ? INFINITY : 0.0;
    return msbat__audit_note(audit, item, law, st, fmax(fmax(0.0, sigma), asymmetry > 1e-12 ? INFINITY : 0.0), 5.5,
                             "negative eigenvalue in standard errors; asymmetry counts as infinite");
}

msbat_status msbat__audit_kmc(msbat_audit *audit, const audit_item *item)
{
    msbat_status st = note_balance(audit, item);
    if (!st) st = note_kmc_tensor(audit, item, MSBAT_KMC_TRACER, "D* symmetric, positive semidefinite");
    return st ? st : note_kmc_tensor(audit, item, MSBAT_KMC_JUMP, "D_J symmetric, positive semidefinite");
}

/* ---- networks ---- */

/* Smallest |ln(p_a f/(p_b b))| over pairs of sites: the handle gives the rates of a hop, not which sites it joins, so
 * this is necessary only. */
static double imbalance_of(double forward, double backward, int64_t n, const double *p)
{
    double least = INFINITY, wanted = log(forward / backward);
    for (int64_t a = 0; a < n; a++)
        for (int64_t b = 0; b < n; b++) least = fmin(least, fabs(wanted - log(p[b] / p[a])));
    return least;
}

static msbat_status measure_network(const msbat_context *ctx, const audit_item *item, double *balance, double *sum)
{
    int64_t n = 0, hops = 0;
    (void)msbat_network_get_counts(item->object, &n, &hops);
    double *p = MSBAT__NEW(ctx, n, double);
    if (!p) return MSBAT_ERR_MEMORY;
    msbat_status st = msbat_network_get_occupations(item->object, item->temperature, n, p);
    for (int64_t i = 0; i < n && !st; i++) *sum += p[i];
    int64_t stride = 1 + hops * n / 10000 * n / 100; /* 1e6 logarithms are enough */
    for (int64_t h = 0; h < hops && !st; h += stride) {
        double forward = 0.0, backward = 0.0;
        st = msbat_network_get_rates(item->object, h, item->temperature, &forward, &backward);
        if (!st) *balance = fmax(*balance, imbalance_of(forward, backward, n, p));
    }
    msbat__free(ctx, p);
    return st;
}

static msbat_status note_network_balance(msbat_audit *audit, const audit_item *item)
{
    double balance = 0.0, sum = 0.0;
    msbat_status st = measure_network(msbat__context_of(audit), item, &balance, &sum);
    /* rates from outside are accepted with cycles that close to 1e-6 */
    msbat_status noted = msbat__audit_note(audit, item, "forward and backward rates obey detailed balance", st, balance,
                                           1e-6, "largest |ln(p_a k_ab/(p_b k_ba))|");
    if (noted) return noted;
    return msbat__audit_note(audit, item, "probabilities of the sites add up to 1", st, fabs(sum - 1.0), 1e-12,
                             "difference from 1");
}

msbat_status msbat__audit_network(msbat_audit *audit, const audit_item *item)
{
    static const char law[] = "D symmetric, positive semidefinite";
    double d[9], least = 0.0, asymmetry = 0.0;
    msbat_status noted = note_network_balance(audit, item);
    if (noted) return noted;
    msbat_status st = msbat_network_get_diffusivity(item->object, item->temperature, d);
    if (st == MSBAT_NO_PATH) return msbat__audit_skip(audit, item, law, "the network has no path: D = 0");
    if (!st) st = msbat__audit_tensor(msbat__context_of(audit), d, &least, &asymmetry);
    return msbat__audit_note(audit, item, law, st, fmax(asymmetry, 0.0 - least), 1e-12,
                             "larger of asymmetry and negative eigenvalue over the largest entry");
}
