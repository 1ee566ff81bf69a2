/* models.h - the small objects that read checkpoints, and that write the seeds of the corpus; also for killtest. */
#ifndef MSBAT_TESTS_FUZZ_MODELS_H
#define MSBAT_TESTS_FUZZ_MODELS_H

#include "msbat/ce.h"
#include "msbat/kmc.h"

/* A square net of Li (a = 3 angstrom) with nearest and next-nearest pairs. */
msbat_status model_ce(msbat_context *ctx, msbat_ce **ce);
/* size x size sites of it. */
msbat_status model_mc(const msbat_ce *ce, int64_t size, msbat_mc **mc);
/* The same with hops between nearest sites, and ions placed at random. */
msbat_status model_kmc(const msbat_ce *ce, int64_t size, int64_t n_ions, msbat_kmc **kmc);

#endif
