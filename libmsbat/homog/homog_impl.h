/* homog_impl.h - what the files of this layer share. */
#ifndef MSBAT_HOMOG_IMPL_H
#define MSBAT_HOMOG_IMPL_H

#include "base/base_impl.h"
#include "msbat/homog.h"

struct msbat_image {
    msbat__handle handle;
    int64_t n[3], total;
    double voxel[3];
    uint8_t *labels;
    int64_t count[256]; /* voxels of each label */
};

/* Checks n and voxel and makes an image whose labels the caller still has to write and count. */
msbat_status msbat__image_new(msbat_context *ctx, const char *function, const int64_t n[3], const double voxel[3],
                              msbat_image **image);
void msbat__image_count(msbat_image *image);

/* ---- connected components of the conducting voxels (faces joined), the wrapped faces counted apart ---- */
typedef struct msbat__component {
    int64_t size;
    int64_t low[3], high[3]; /* range of twice the coordinates of its faces on the boundary; low > high: none */
    uint8_t touch;           /* bit 2a: touches the low face of axis a; bit 2a + 1: the high face */
    uint8_t winding;         /* bit a: the part of the periodic image it belongs to connects to itself along axis a */
} msbat__component;

typedef struct msbat__components {
    uint32_t *of;            /* per voxel: 0 = insulating, else component + 1 */
    int64_t count, conducting;
    msbat__component *list;
} msbat__components;

msbat_status msbat__components_find(const msbat_image *image, const double *sigma, msbat__components *found);
void msbat__components_clear(const msbat_context *ctx, msbat__components *found);

/* ---- level 0: the voxel problem on a grid padded by one voxel on every side ---- */
enum { HOMOG_WRAP, HOMOG_FIXED, HOMOG_CLOSED }; /* what lies beyond the boundary of an axis */

typedef struct msbat__grid {
    const msbat_context *ctx;
    int64_t n[3], stride[3], total; /* padded total; voxel (0,0,0) is at origin */
    int64_t origin;
    int mode[3];
    double weight[3];     /* face conductance of an axis at unit conductivity, 1 for the shortest voxel edge */
    double sigma[256];    /* conductivity of a class over the reference; class 0: no unknown */
    int64_t classes;
    double *face;         /* [axis][class][class]: harmonic face conductances */
    uint8_t *cls;         /* class of a voxel, halo filled for wrapped axes */
    bool binary;          /* cubic voxels of one conductivity: all faces are 1 */
    bool single;          /* vectors of conjugate gradients are float */
    uint8_t *degree;      /* binary: the diagonal, 0 where no unknown */
    float *inverse;       /* otherwise: 1/diagonal, 0 where no unknown */
    double *g[3];         /* otherwise: face between a voxel and the next of an axis */
    float *gf[3];         /* the same for the preconditioner */
} msbat__grid;

/* keep: per component + 1. single: whether float vectors are good enough; only binary grids take them. */
msbat_status msbat__grid_create(const msbat_image *image, const double *sigma, const msbat__components *components,
                                const uint8_t *keep, const int mode[3], bool single, msbat__grid *grid);
void msbat__grid_clear(msbat__grid *grid);
/* Copies the opposite layers into the halo of wrapped axes. */
void msbat__grid_halo(const msbat__grid *grid, void *values, size_t size);
/* Element of a vector of conjugate gradients. */
static inline double msbat__grid_value(const msbat__grid *grid, const void *vector, int64_t at)
{
    return grid->single ? (double)((const float *)vector)[at] : ((const double *)vector)[at];
}
/* Right-hand side of a unit step of the mean potential per voxel along axis; returns the energy of the zero field. */
double msbat__grid_load(const msbat__grid *grid, int axis, void *load);
/* Right-hand side of unit current per boundary face of axis (in at the high face); returns the loss of the half
 * voxels. */
double msbat__grid_current(const msbat__grid *grid, int axis, void *load);

/* Sums over all faces for m fields (loads axis[m]): energy[3m], row-major m x m, of the products of differences, with
 * the mean step where driven; flux[3b+a]: flux along a under load b. section[b]: (largest - smallest)/mean of the flux
 * through the sections normal to axis[b]. */
typedef struct msbat__sums {
    double energy[9], flux[9], section[3];
} msbat__sums;
msbat_status msbat__grid_sums(const msbat__grid *grid, int m, const int *axis, void *const *field, bool driven,
                              msbat__sums *sums);

/* ---- kernels over the grid; vectors p, q, x, r are float or double as grid->single says ---- */
double msbat__kernel_apply(const msbat__grid *grid, const void *p, void *q); /* q = L p, returns p . q */
double msbat__kernel_dot(const msbat__grid *grid, const float *z, const void *r);
void msbat__kernel_direction(const msbat__grid *grid, const float *z, double beta, void *p); /* p = z + beta p */
void msbat__kernel_step(const msbat__grid *grid, double alpha, const void *p, const void *q, void *x, void *r);
void msbat__kernel_narrow(const msbat__grid *grid, const double *r, float *rf);
void msbat__kernel_start(const msbat__grid *grid, const float *rf, float *z); /* first half sweep from zero */
void msbat__kernel_half_sweep(const msbat__grid *grid, const float *rf, int colour, float *z);
void msbat__kernel_restrict(const msbat__grid *grid, const float *rf, const float *z, const int32_t *aggregate,
                            float *coarse);
void msbat__kernel_prolong(const msbat__grid *grid, const float *coarse, const int32_t *aggregate, float *z);

/* ---- multigrid on aggregates ---- */
typedef struct msbat__level {
    int64_t n, blocks[3];
    int64_t *row;         /* n + 1 */
    int32_t *column;
    float *value;         /* couplings > 0 */
    float *ground;        /* coupling to fixed potential */
    float *inverse;       /* 1/(sum of couplings + ground), 0 for none */
    int64_t *block;       /* flat index of the 2^l block */
    int32_t *aggregate;   /* unknown of the next level, -1: none */
    float *x, *b;
} msbat__level;

#define HOMOG_LEVELS 48
typedef struct msbat__multigrid {
    const msbat__grid *grid;
    int32_t *aggregate;   /* of the voxels, padded */
    int64_t levels;
    msbat__level level[HOMOG_LEVELS];
} msbat__multigrid;

msbat_status msbat__multigrid_create(const msbat__grid *grid, msbat__multigrid *multigrid);
void msbat__multigrid_clear(msbat__multigrid *multigrid);
msbat_status msbat__level_first(const msbat__grid *grid, int32_t *aggregate, msbat__level *level);
msbat_status msbat__level_next(const msbat_context *ctx, msbat__level *fine, msbat__level *coarse, bool *stalled);
/* z = M^-1 r, symmetric; rf is scratch, NULL where r is float. */
void msbat__multigrid_apply(msbat__multigrid *multigrid, const void *r, float *rf, float *z);

/* ---- conjugate gradients ---- */
typedef struct msbat__cg {
    msbat__grid *grid;
    msbat__multigrid *multigrid;
    void *r, *p, *q;      /* padded */
    float *rf, *z;
    double tolerance, start;   /* energy of the zero field */
    int sign;                  /* the measure is start + sign * gained */
    int64_t max_iterations;
    double progress_from, progress_to;
    double measure, error;     /* results: measure and its estimated error, absolute */
    int64_t iterations;
} msbat__cg;
/* Solves L x = r from x = 0. */
msbat_status msbat__cg_run(msbat__cg *cg, void *x);

/* ---- homog ---- */
typedef struct msbat__result {
    bool solved[3], path[3];
    double tensor[9];         /* over sigma_0 */
    double error[3], connected[3], flux[3], symmetry;
    int64_t iterations[3];
} msbat__result;

struct msbat_homog {
    msbat__handle handle;
    msbat_image *image;
    double sigma[256];
    double tolerance;
    int64_t max_iterations, isotropic;
    msbat__result result[4];
    bool have_components;
    msbat__components components;
    double progress_from, progress_to; /* part of the running call that a solve is */
    int64_t field_condition;  /* -1: none */
    void *field[3];           /* padded fields of the last condition, NaN where no unknown; NULL: none */
    bool field_single[3];     /* float, else double */
    double rise[3], shift[3]; /* potential = (field + mean step - shift)/rise */
};

msbat_status msbat__homog_solve_axes(msbat_homog *homog, int condition, int axes);
void msbat__homog_forget(msbat_homog *homog);
void msbat__homog_potential(const msbat_homog *homog, int axis, double *potential);
msbat_status msbat__homog_check_wiener(const msbat_homog *homog, const char *function, int condition);
double msbat__homog_reference(const msbat_homog *homog);

/* Correlation length [m] of the field sigma[label]. */
double msbat__image_correlation(const msbat_image *image, const double *sigma);

#endif
