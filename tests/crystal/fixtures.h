/* fixtures.h - crystals that several test files use; all from published lattice constants. */
#ifndef MSBAT_TESTS_CRYSTAL_FIXTURES_H
#define MSBAT_TESTS_CRYSTAL_FIXTURES_H

#include "msbat/crystal.h"
#include "support.h"

/* LiCoO2, R-3m, a = 2.816, c = 14.05 angstrom, z(O) = 0.2605; site 0 Li, 1 Co, 2 and 3 O. */
msbat_crystal *fixture_licoo2(msbat_context *ctx);
/* The same in the hexagonal setting: 12 sites. */
msbat_crystal *fixture_licoo2_hexagonal(msbat_context *ctx);
/* One atom of copper in the primitive cell of fcc, a = 3.6 angstrom. */
msbat_crystal *fixture_fcc(msbat_context *ctx);

#endif
