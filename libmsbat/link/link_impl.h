/* link_impl.h - shared inside link. */
#ifndef MSBAT_LINK_IMPL_H
#define MSBAT_LINK_IMPL_H

#include "msbat/ce.h"
#include "msbat/thermo.h"

/* Active sites of the host per volume [mol/m^3]. */
msbat_status msbat__link_site_density(const msbat_ce *ce, double *mol_per_m3);

/* Rows (T, x, mu, error of mu) as msbat_phase_create_samples takes them. */
typedef struct msbat__sample_list {
    double *rows;
    int64_t n, capacity;
} msbat__sample_list;

/* Appends the rows of the last isotherm of mc, first-order transitions as tie lines. mc may be on another context than
 * ctx, to which the list belongs. */
msbat_status msbat__link_samples(const msbat_context *ctx, const msbat_mc *mc, msbat_gap_policy policy,
                                 msbat__sample_list *list);

#endif
