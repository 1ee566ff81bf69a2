/* models.h - hosts and structures that the tests of this layer share. */
#ifndef MSBAT_TESTS_CE_MODELS_H
#define MSBAT_TESTS_CE_MODELS_H

#include "msbat/ce.h"
#include "support.h"

/* Primitive cells: fcc of Pd (46), a = 4.09 angstrom; simple cubic of Li with a = 3; a square net (a = 3) of Li
 * with layers 12 angstrom apart; R-3m LiMO2 with the given a, c and height of the oxygen (in units of c), metal the
 * atomic number of M; bcc of Fe (26), a = 2.87; hcp of Mg (12), a = 3.2 and c/a ideal: 12 neighbours as in fcc; a chain
 * of Li along x (a = 3), 20 angstrom from the next. */
msbat_crystal *model_fcc(msbat_context *ctx);
msbat_crystal *model_cubic(msbat_context *ctx);
msbat_crystal *model_square(msbat_context *ctx);
msbat_crystal *model_layered(msbat_context *ctx, double a, double c, double z, int64_t metal);
msbat_crystal *model_bcc(msbat_context *ctx);
msbat_crystal *model_hcp(msbat_context *ctx);
msbat_crystal *model_chain(msbat_context *ctx);
msbat_ce *model_ce(const msbat_crystal *host, int64_t filled, int64_t empty, int64_t n, const double *cutoffs);
msbat_supercell *model_box(const msbat_crystal *host, int64_t a, int64_t b, int64_t c);

/* Frames of an extended XYZ file with the energy that the info key called energy gives; their crystals are the
   caller's. */
typedef struct model_frame {
    msbat_crystal *crystal;
    double energy;
    int64_t n;
} model_frame;
int64_t model_read(msbat_context *ctx, const char *path, const char *energy, int64_t max, model_frame *frames);

/* Small numbers that look random, the same for the same k. */
double model_noise(int64_t k);

#endif
