/* link_impl.h - shared inside link. */
#ifndef MSBAT_LINK_IMPL_H
#define MSBAT_LINK_IMPL_H

#include "msbat/ce.h"

/* Active sites of the host per volume [mol/m^3]. */
msbat_status msbat__link_site_density(const msbat_ce *ce, double *mol_per_m3);

#endif
