/* models.h - the small objects that read checkpoints, and that write the seeds of the corpus. */
#ifndef MSBAT_TESTS_FUZZ_MODELS_H
#define MSBAT_TESTS_FUZZ_MODELS_H

#include "msbat/ce.h"
#include "msbat/kmc.h"

/* A square net of Li (a = 3 angstrom) with nearest and next-nearest pairs, of 3 x 3 sites. */
msbat_status model_ce(msbat_context *ctx, msbat_ce **ce);
msbat_status model_mc(const msbat_ce *ce, msbat_mc **mc);
/* The same with hops between nearest sites, 4 ions on it. */
msbat_status model_kmc(const msbat_ce *ce, msbat_kmc **kmc);

#endif
