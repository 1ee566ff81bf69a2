/* msbat/crystal.h - lattices, sites, symmetry and supercells: what ce, tst and kmc share.
 *
 * Objects of this header:
 *   msbat_crystal    a periodic cell with sites and species (immutable): a host, or a relaxed structure
 *   msbat_symmetry   the space-group operations of a crystal, found by spglib
 *   msbat_supercell  an integer supercell of a crystal with numbered sites and periodic wrapping
 *
 * Units: angstrom. Lattice vectors are the rows of cell_ang[9]; positions are fractional, r = f . cell.
 * Species are atomic numbers 1 to 118; 0 is a vacancy.
 */
#ifndef MSBAT_CRYSTAL_H
#define MSBAT_CRYSTAL_H

#include "msbat/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Species of an empty site. */
#define MSBAT_VACANCY 0

/* Atomic number of a chemical symbol ("Li"; "LI" and "li" are refused), 0 for "X" or "Vac".
 * MSBAT_ERR_NULL, MSBAT_ERR_NOT_FOUND (no message: there is no context). */
MSBAT_API msbat_status msbat_species_read(const char *symbol, int64_t *species);
/* Symbol of an atomic number, a constant string; "X" for 0 and NULL outside 0 ... 118. */
MSBAT_API const char *msbat_species_symbol(int64_t species);
/* Standard atomic mass [amu] (IUPAC 2021, conventional values: T. Prohaska et al., Pure Appl. Chem. 94 (2022) 573);
 * MSBAT_ERR_RANGE outside 1 ... 118 and for elements without one. */
MSBAT_API msbat_status msbat_species_get_mass(int64_t species, double *mass_amu);

typedef struct msbat_crystal msbat_crystal;

/* Crystal with 0 <= n_sites <= 1e9 sites. frac[3 n_sites]: values within +-1e9, kept as given (not wrapped).
 * species[n_sites]. Cell edges within 1e-6 and 1e9 angstrom. MSBAT_ERR_SINGULAR if the cell volume is below 1e-6
 * times the product of the edge lengths; MSBAT_ERR_RANGE for NaN, infinities, species out of range. A left-handed
 * cell is accepted. Sites may coincide here; symmetry refuses them. */
MSBAT_API msbat_status msbat_crystal_create(msbat_context *ctx, const double cell_ang[9], int64_t n_sites,
                                            const double *frac, const int64_t *species, msbat_crystal **crystal);
MSBAT_API void msbat_crystal_destroy(msbat_crystal **crystal);
MSBAT_API msbat_status msbat_crystal_get_site_count(const msbat_crystal *crystal, int64_t *n_sites);
MSBAT_API msbat_status msbat_crystal_get_cell(const msbat_crystal *crystal, double cell_ang[9]);
MSBAT_API msbat_status msbat_crystal_get_volume(const msbat_crystal *crystal, double *volume_ang3);
/* Fractional position and species of one site; either may be NULL. */
MSBAT_API msbat_status msbat_crystal_get_site(const msbat_crystal *crystal, int64_t site, double frac[3],
                                              int64_t *species);
/* All fractional positions, frac[3 n], and species[n], n the number of sites; either may be NULL. */
MSBAT_API msbat_status msbat_crystal_get_sites(const msbat_crystal *crystal, int64_t n, double *frac, int64_t *species);
/* Number of sites with the species. */
MSBAT_API msbat_status msbat_crystal_count_species(const msbat_crystal *crystal, int64_t species, int64_t *count);
/* Shortest distance [angstrom] between periodic images of two sites; exact for any cell shape; 0 for a site and
 * itself. */
MSBAT_API msbat_status msbat_crystal_get_distance(const msbat_crystal *crystal, int64_t site_a, int64_t site_b,
                                                  double *distance_ang);
/* Primitive cell of the crystal, not rotated and not idealized: the standard setting of its space group, found by
 * spglib within tolerance_ang in (0, 1]. Right-handed; positions in [0, 1). MSBAT_ERR_SYMMETRY as for
 * msbat_symmetry_create. */
MSBAT_API msbat_status msbat_crystal_create_primitive(const msbat_crystal *crystal, double tolerance_ang,
                                                      msbat_crystal **primitive);

typedef struct msbat_symmetry msbat_symmetry;

/* Space group within tolerance_ang in (0, 1] (1e-3 is usual), of at most 10000 sites. MSBAT_ERR_SYMMETRY when none
 * is found, for example because two sites are closer than the tolerance (they are named). */
MSBAT_API msbat_status msbat_symmetry_create(const msbat_crystal *crystal, double tolerance_ang,
                                             msbat_symmetry **symmetry);
MSBAT_API void msbat_symmetry_destroy(msbat_symmetry **symmetry);
MSBAT_API msbat_status msbat_symmetry_get_count(const msbat_symmetry *symmetry, int64_t *n_operations);
/* Operation: f' = rotation f + translation on column vectors of fractional coordinates. */
MSBAT_API msbat_status msbat_symmetry_get_operation(const msbat_symmetry *symmetry, int64_t operation,
                                                    int64_t rotation[9], double translation[3]);
/* Number (1 to 230) of the space-group type. */
MSBAT_API msbat_status msbat_symmetry_get_space_group(const msbat_symmetry *symmetry, int64_t *number);
/* Orbit representative of each site, equivalent[n], n the number of sites. */
MSBAT_API msbat_status msbat_symmetry_get_equivalent(const msbat_symmetry *symmetry, int64_t n, int64_t *equivalent);
/* Image of a site in the cell with integer offset (within +-2^40): site' and offset' with f' = site' + offset'. */
MSBAT_API msbat_status msbat_symmetry_map_site(const msbat_symmetry *symmetry, int64_t operation, int64_t site,
                                               const int64_t offset[3], int64_t *image, int64_t image_offset[3]);

typedef struct msbat_supercell msbat_supercell;

/* Supercell whose lattice rows are matrix . cell: entries within +-2^20, determinant != 0, at most 2^30 cells. Site
 * index = cell * n_sub + sublattice, sublattice the index of the site in the crystal; cells are numbered over the
 * upper triangular Hermite normal form H of the matrix (row lattices agree): cell = (o0 H11 + o1) H22 + o2 for the
 * canonical offset 0 <= o0 < H00, 0 <= o1 < H11, 0 <= o2 < H22. MSBAT_ERR_SINGULAR, MSBAT_ERR_OVERFLOW. */
MSBAT_API msbat_status msbat_supercell_create(const msbat_crystal *crystal, const int64_t matrix[9],
                                              msbat_supercell **supercell);
MSBAT_API void msbat_supercell_destroy(msbat_supercell **supercell);
/* The host, owned by the supercell. */
MSBAT_API msbat_status msbat_supercell_get_crystal(const msbat_supercell *supercell, const msbat_crystal **crystal);
MSBAT_API msbat_status msbat_supercell_get_matrix(const msbat_supercell *supercell, int64_t matrix[9]);
MSBAT_API msbat_status msbat_supercell_get_cell_count(const msbat_supercell *supercell, int64_t *n_cells);
MSBAT_API msbat_status msbat_supercell_get_site_count(const msbat_supercell *supercell, int64_t *n_sites);
/* Index of sublattice + offset (host lattice vectors, any integers), wrapped into the supercell. */
MSBAT_API msbat_status msbat_supercell_find_site(const msbat_supercell *supercell, int64_t sublattice,
                                                 const int64_t offset[3], int64_t *site);
/* Inverse: sublattice and the canonical offset of a site index; either may be NULL. */
MSBAT_API msbat_status msbat_supercell_get_site(const msbat_supercell *supercell, int64_t site, int64_t *sublattice,
                                                int64_t offset[3]);
/* The supercell as a crystal with the given species per site, vacancies (0) left out. species[n], n the number of
 * sites; NULL: those of the host. The sites keep the order of the supercell. */
MSBAT_API msbat_status msbat_supercell_create_crystal(const msbat_supercell *supercell, int64_t n,
                                                      const int64_t *species,
                                                      msbat_crystal **crystal);

/* Symmetry-distinct derivative structures (Hart and Forcade, PRB 77 (2008) 224115) of the sublattices with
 * active[n_sites] != 0, each active site filled or empty, with exactly n_cells primitive cells; structures that are
 * periodic in a smaller cell are left out, exchange of filled and empty is not a symmetry. visit is called once for
 * each: matrix of the supercell (upper triangular Hermite normal form), occupation[n] of its active sites (1 filled,
 * in supercell site order). Non-zero from visit stops (MSBAT_CANCELLED). The space group is that of the crystal as
 * given, all sites filled, within 1e-3 angstrom. crystal must be primitive (MSBAT_ERR_ARGUMENT) and equivalent sites
 * all active or none (MSBAT_ERR_SYMMETRY); n_cells 1 to 12, at most 30 active sites in n_cells cells
 * (MSBAT_ERR_OVERFLOW). count may be NULL. visit may be NULL. */
typedef int (*msbat_derivative_fn)(const int64_t matrix[9], int64_t n, const int8_t *occupation, void *user);
MSBAT_API msbat_status msbat_crystal_enumerate(const msbat_crystal *crystal, const int64_t *active, int64_t n_cells,
                                               msbat_derivative_fn visit, void *user, int64_t *count);

#ifdef __cplusplus
}
#endif
#endif
