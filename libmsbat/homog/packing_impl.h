/* packing_impl.h - the particle generator: what packing.c and packing_fill.c share. */
#ifndef MSBAT_PACKING_IMPL_H
#define MSBAT_PACKING_IMPL_H

#include "homog/homog_impl.h"

struct msbat_packing {
    msbat__handle handle;
    int64_t n[3], seed;
    double voxel, radius, spread, active_fraction, binder_fraction, overlap; /* voxel, radius [m] */
    int64_t count;        /* particles of the last run */
    double *particle;     /* 4 per particle: centre and radius [voxels] */
};

/* Writes labels for the particles of packing: the active fraction by a common growth of the radii, then binder.
 * growth: receives the factor. */
msbat_status msbat__packing_fill(const msbat_packing *packing, msbat_image *image, double *growth);

#endif
