/* network_impl.h - the network object, for its making and its solution. */
#ifndef MSBAT_TST_NETWORK_IMPL_H
#define MSBAT_TST_NETWORK_IMPL_H

#include "tst/tst_impl.h"

typedef struct msbat__hop {
    int64_t a, b;
    double r[3];         /* from a to the image of b [angstrom] */
    double saddle, nu;   /* eV, THz */
} msbat__hop;

struct msbat_network {
    msbat__handle handle;
    double closure_tolerance;
    double fixed_temperature;   /* of a network made from rates [K], else 0 */
    int64_t n_sites, n_hops, capacity;
    double *site;               /* energies [eV] */
    msbat__hop *hops;
};

/* network.c: an empty network, all sites at 0 eV; a checked hop (saddle and nu are checked by the caller). */
msbat_status msbat__network_new(msbat_context *ctx, const char *function, int64_t n_sites, msbat_network **network);
msbat_status msbat__network_check_hop(const msbat_network *network, const char *function, int64_t a, int64_t b,
                                      const double *r);
msbat_status msbat__network_append(msbat_network *network, const msbat__hop *hop);
msbat_status msbat__network_check_temperature(const msbat_network *network, const char *function, double temperature);
/* Number of connected parts and the part of each site. */
int64_t msbat__network_parts(const msbat_network *network, int64_t *part);

/* network_solve.c: sum of conductance r r' of one part at rest, with conductances relative to exp(*log_scale):
 * tensor. */
msbat_status msbat__network_solve(const msbat_network *network, const int64_t *part, int64_t which, double kt,
                                  double tensor[9], double *log_scale);

#endif
