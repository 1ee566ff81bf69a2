/* grid.c - the voxel problem: classes, face conductances, loads, sums over faces.
 *
 * Unit step form: the mean potential rises by 1 per voxel along the loaded axis and v is the periodic (or zero at the
 * boundary) rest, so that a face between c and d carries g (v_d - v_c + 1). Fixed boundaries lie half a voxel away with
 * twice the conductance and half the step. */
#include <math.h>
#include <string.h>

#include "homog/homog_impl.h"

void msbat__grid_clear(msbat__grid *grid)
{
    const msbat_context *ctx = grid->ctx;
    msbat__free(ctx, grid->face);
    msbat__free(ctx, grid->cls);
    msbat__free(ctx, grid->degree);
    msbat__free(ctx, grid->inverse);
    for (int a = 0; a < 3; a++) {
        msbat__free(ctx, grid->g[a]);
        msbat__free(ctx, grid->gf[a]);
    }
    memset(grid, 0, sizeof *grid);
}

static int64_t at(const msbat__grid *grid, int64_t i, int64_t j, int64_t k)
{
    return grid->origin + i * grid->stride[0] + j * grid->stride[1] + k;
}

void msbat__grid_halo(const msbat__grid *grid, void *values, size_t size)
{
    char *base = values;
    const int64_t *n = grid->n, *s = grid->stride;
    int64_t bytes = (int64_t)size;
    if (grid->mode[2] == HOMOG_WRAP)
        for (int64_t i = 0; i < n[0]; i++)
            for (int64_t j = 0; j < n[1]; j++) {
                char *row = base + at(grid, i, j, 0) * bytes;
                memcpy(row - bytes, row + (n[2] - 1) * bytes, size);
                memcpy(row + n[2] * bytes, row, size);
            }
    if (grid->mode[1] == HOMOG_WRAP)
        for (int64_t i = 0; i < n[0]; i++) {
            char *row = base + at(grid, i, 0, 0) * bytes;
            memcpy(row - s[1] * bytes, row + (n[1] - 1) * s[1] * bytes, (size_t)(n[2] * bytes));
            memcpy(row + n[1] * s[1] * bytes, row, (size_t)(n[2] * bytes));
        }
    if (grid->mode[0] == HOMOG_WRAP) {
        char *plane = base + at(grid, 0, 0, 0) * bytes;
        int64_t length = (s[0] - 2 * s[1]) * bytes;
        memcpy(plane - s[0] * bytes, plane + (n[0] - 1) * s[0] * bytes, (size_t)length);
        memcpy(plane + n[0] * s[0] * bytes, plane, (size_t)length);
    }
}

/* ---- classes ---- */
static void classify(const msbat_image *image, const double *sigma, double reference, msbat__grid *grid, uint8_t *of)
{
    memset(of, 0, 256);
    for (int l = 0; l < 256; l++) {
        if (image->count[l] == 0 || !(sigma[l] > 0.0)) continue;
        int64_t c = 1;
        while (c < grid->classes && grid->sigma[c] != sigma[l] / reference) c++;
        if (c == grid->classes) grid->sigma[grid->classes++] = sigma[l] / reference;
        of[l] = (uint8_t)c;
    }
}

static void fill_classes(const msbat_image *image, const msbat__components *components, const uint8_t *keep,
                         const uint8_t *of, msbat__grid *grid)
{
    for (int64_t i = 0; i < grid->n[0]; i++)
        for (int64_t j = 0; j < grid->n[1]; j++) {
            int64_t v = (i * grid->n[1] + j) * grid->n[2];
            uint8_t *row = grid->cls + at(grid, i, j, 0);
            for (int64_t k = 0; k < grid->n[2]; k++)
                row[k] = (uint8_t)(of[image->labels[v + k]] * keep[components->of[v + k]]);
        }
    msbat__grid_halo(grid, grid->cls, 1);
}

static msbat_status fill_faces(msbat__grid *grid)
{
    int64_t m = grid->classes;
    grid->face = MSBAT__NEW_ZEROED(grid->ctx, 3 * m * m, double);
    if (!grid->face) return MSBAT_ERR_MEMORY;
    for (int a = 0; a < 3; a++)
        for (int64_t c = 1; c < m; c++)
            for (int64_t d = 1; d < m; d++) {
                double s = grid->sigma[c], t = grid->sigma[d];
                grid->face[(a * m + c) * m + d] = grid->weight[a] * (s == t ? s : 2.0 * s * t / (s + t));
            }
    return MSBAT_OK;
}

/* ---- faces: face f of an axis lies before voxel f; 0 and n are on the boundary ---- */
typedef struct faces {
    const msbat__grid *grid;
    const double *table;
    int axis, mode;
    int64_t stride, first, last; /* faces first ... last */
} faces;

static faces faces_of(const msbat__grid *grid, int axis)
{
    faces f = {.grid = grid, .axis = axis, .mode = grid->mode[axis], .stride = grid->stride[axis]};
    f.table = grid->face + axis * grid->classes * grid->classes;
    f.first = f.mode == HOMOG_FIXED ? 0 : 1;
    f.last = f.mode == HOMOG_CLOSED ? grid->n[axis] - 1 : grid->n[axis];
    return f;
}

/* Conductance of the face before voxel c when it is face number number of its axis, and the part of a step it spans. */
static inline double face_of(const faces *f, int64_t number, int64_t c, double *step)
{
    int64_t m = f->grid->classes, below = f->grid->cls[c - f->stride], above = f->grid->cls[c];
    *step = 1.0;
    if (f->mode != HOMOG_FIXED || (number > 0 && number < f->grid->n[f->axis])) return f->table[below * m + above];
    *step = 0.5;
    below = number ? below : above;
    return 2.0 * f->table[below * m + below];
}

/* ---- operator ---- */
static void binary_degree(msbat__grid *grid, int64_t row)
{
    const uint8_t *c = grid->cls;
    int64_t s0 = grid->stride[0], s1 = grid->stride[1];
    for (int64_t v = row; v < row + grid->n[2]; v++)
        grid->degree[v] = (uint8_t)(c[v] * (c[v - s0] + c[v + s0] + c[v - s1] + c[v + s1] + c[v - 1] + c[v + 1]));
}

static void add_fixed(msbat__grid *grid, int axis)
{
    int a1 = (axis + 1) % 3, a2 = (axis + 2) % 3;
    for (int64_t p = 0; p < grid->n[a1]; p++)
        for (int64_t q = 0; q < grid->n[a2]; q++)
            for (int side = 0; side < 2; side++) {
                int64_t v = grid->origin + p * grid->stride[a1] + q * grid->stride[a2];
                if (side) v += (grid->n[axis] - 1) * grid->stride[axis];
                if (grid->cls[v]) grid->degree[v] = (uint8_t)(grid->degree[v] + 2);
            }
}

/* The only class is 1, so that sums of classes count neighbours. */
static msbat_status make_binary(msbat__grid *grid)
{
    grid->degree = MSBAT__NEW_ZEROED(grid->ctx, grid->total, uint8_t);
    if (!grid->degree) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < grid->n[0]; i++)
        for (int64_t j = 0; j < grid->n[1]; j++) binary_degree(grid, at(grid, i, j, 0));
    for (int a = 0; a < 3; a++)
        if (grid->mode[a] == HOMOG_FIXED) add_fixed(grid, a);
    return MSBAT_OK;
}

static void axis_faces(msbat__grid *grid, int axis)
{
    faces f = faces_of(grid, axis);
    int a1 = (axis + 1) % 3, a2 = (axis + 2) % 3;
    for (int64_t p = 0; p < grid->n[a1]; p++)
        for (int64_t q = 0; q < grid->n[a2]; q++) {
            int64_t start = grid->origin + p * grid->stride[a1] + q * grid->stride[a2];
            for (int64_t number = f.mode == HOMOG_CLOSED ? 1 : 0; number <= f.last; number++) {
                double step;
                int64_t c = start + number * f.stride;
                double g = face_of(&f, number, c, &step);
                grid->g[axis][c - f.stride] = g;
                grid->gf[axis][c - f.stride] = (float)g;
            }
        }
}

static void invert_diagonal(msbat__grid *grid, int64_t row)
{
    for (int64_t v = row; v < row + grid->n[2]; v++) {
        double d = 0.0;
        if (!grid->cls[v]) continue;
        for (int a = 0; a < 3; a++) d += grid->g[a][v] + grid->g[a][v - grid->stride[a]];
        grid->inverse[v] = d > 0.0 ? (float)(1.0 / d) : 0.0f;
    }
}

static msbat_status make_general(msbat__grid *grid)
{
    grid->inverse = MSBAT__NEW_ZEROED(grid->ctx, grid->total, float);
    if (!grid->inverse) return MSBAT_ERR_MEMORY;
    for (int a = 0; a < 3; a++) {
        grid->g[a] = MSBAT__NEW_ZEROED(grid->ctx, grid->total, double);
        grid->gf[a] = MSBAT__NEW_ZEROED(grid->ctx, grid->total, float);
        if (!grid->g[a] || !grid->gf[a]) return MSBAT_ERR_MEMORY;
        axis_faces(grid, a);
    }
    for (int64_t i = 0; i < grid->n[0]; i++)
        for (int64_t j = 0; j < grid->n[1]; j++) invert_diagonal(grid, at(grid, i, j, 0));
    return MSBAT_OK;
}

static void set_shape(const msbat_image *image, const int mode[3], msbat__grid *grid)
{
    double shortest = fmin(image->voxel[0], fmin(image->voxel[1], image->voxel[2]));
    memset(grid, 0, sizeof *grid);
    grid->ctx = image->handle.ctx;
    memcpy(grid->n, image->n, sizeof grid->n);
    memcpy(grid->mode, mode, sizeof grid->mode);
    grid->stride[2] = 1;
    grid->stride[1] = grid->n[2] + 2;
    grid->stride[0] = grid->stride[1] * (grid->n[1] + 2);
    grid->total = grid->stride[0] * (grid->n[0] + 2);
    grid->origin = grid->stride[0] + grid->stride[1] + 1;
    grid->classes = 1;
    for (int a = 0; a < 3; a++) {
        double ratio = shortest / image->voxel[a];
        grid->weight[a] = ratio * ratio;
    }
}

static double largest(const msbat_image *image, const double *sigma)
{
    double high = 0.0;
    for (int l = 0; l < 256; l++)
        if (image->count[l]) high = fmax(high, sigma[l]);
    return high;
}

msbat_status msbat__grid_create(const msbat_image *image, const double *sigma, const msbat__components *components,
                                const uint8_t *keep, const int mode[3], bool single, msbat__grid *grid)
{
    uint8_t of[256];
    set_shape(image, mode, grid);
    classify(image, sigma, largest(image, sigma), grid, of);
    grid->binary = grid->classes == 2 && grid->weight[0] == 1.0 && grid->weight[1] == 1.0 && grid->weight[2] == 1.0;
    grid->single = single && grid->binary;
    grid->cls = MSBAT__NEW_ZEROED(grid->ctx, grid->total, uint8_t);
    if (!grid->cls) return MSBAT_ERR_MEMORY;
    fill_classes(image, components, keep, of, grid);
    msbat_status st = fill_faces(grid);
    if (st) return st;
    return grid->binary ? make_binary(grid) : make_general(grid);
}

/* ---- loops over faces: rows of them along the last axis ---- */
typedef struct face_row {
    int64_t number;   /* of the first face along the axis; rises by step */
    int64_t c, count; /* voxel behind the first face, faces */
    int64_t step;
} face_row;

/* Row (i, j) of the faces of an axis; i, j run to n, the voxel behind the last face lying in the halo. */
static face_row row_of(const faces *f, int64_t i, int64_t j)
{
    face_row r = {.number = f->axis == 0 ? i : j, .c = at(f->grid, i, j, 0), .count = f->grid->n[2], .step = 0};
    if (f->axis == 2) {
        r.number = f->first;
        r.c += f->first;
        r.count = f->last - f->first + 1;
        r.step = 1;
    } else if (r.number < f->first || r.number > f->last) r.count = 0;
    return r;
}

#define FOR_FACE_ROWS(f, r)                                                                                     \
    for (int64_t i_ = 0; i_ < (f)->grid->n[0] + ((f)->axis == 0); i_++)                                         \
        for (int64_t j_ = 0; j_ < (f)->grid->n[1] + ((f)->axis == 1); j_++)                                     \
            for (face_row r = row_of((f), i_, j_), *once_ = &(r); once_; once_ = NULL)

/* ---- loads ---- */
static void add_to(const msbat__grid *grid, void *load, int64_t v, double value)
{
    if (grid->single) ((float *)load)[v] += (float)value;
    else ((double *)load)[v] += value;
}

static size_t real_size(const msbat__grid *grid) { return grid->single ? sizeof(float) : sizeof(double); }

/* A wrapped face writes its upper side into the halo: fold it back, and leave the halo empty. */
static void fold_halo(const msbat__grid *grid, int axis, void *load)
{
    int a1 = (axis + 1) % 3, a2 = (axis + 2) % 3;
    int64_t span = grid->n[axis] * grid->stride[axis];
    for (int64_t p = 0; p < grid->n[a1]; p++)
        for (int64_t q = 0; q < grid->n[a2]; q++) {
            int64_t v = grid->origin + p * grid->stride[a1] + q * grid->stride[a2], below = v - grid->stride[axis];
            double over = msbat__grid_value(grid, load, v + span);
            if (grid->mode[axis] == HOMOG_WRAP) add_to(grid, load, v, over);
            add_to(grid, load, v + span, -over);
            add_to(grid, load, below, -msbat__grid_value(grid, load, below));
        }
}

double msbat__grid_load(const msbat__grid *grid, int axis, void *load)
{
    faces f = faces_of(grid, axis);
    double energy = 0.0;
    memset(load, 0, (size_t)grid->total * real_size(grid));
    FOR_FACE_ROWS(&f, r)
    {
        for (int64_t k = 0; k < r.count; k++) {
            double step, g = face_of(&f, r.number + k * r.step, r.c + k, &step);
            if (g == 0.0) continue;
            add_to(grid, load, r.c + k, -g * step);
            add_to(grid, load, r.c + k - f.stride, g * step);
            energy += g * step * step;
        }
    }
    fold_halo(grid, axis, load);
    return energy;
}

double msbat__grid_current(const msbat__grid *grid, int axis, void *load)
{
    int a1 = (axis + 1) % 3, a2 = (axis + 2) % 3;
    double loss = 0.0;
    memset(load, 0, (size_t)grid->total * real_size(grid));
    for (int64_t p = 0; p < grid->n[a1]; p++)
        for (int64_t q = 0; q < grid->n[a2]; q++)
            for (int side = 0; side < 2; side++) {
                int64_t v = grid->origin + p * grid->stride[a1] + q * grid->stride[a2];
                if (side) v += (grid->n[axis] - 1) * grid->stride[axis];
                add_to(grid, load, v, side ? 1.0 : -1.0);
                loss += 0.5 / (grid->weight[axis] * grid->sigma[grid->cls[v]]);
            }
    return loss;
}

/* ---- sums ---- */
typedef struct sum_data {
    int m;
    const int *axis;
    void *const *field;
    bool driven;
    msbat__sums *sums;
    double *section[3];
} sum_data;

/* One field: the usual case of one load, kept apart because it is the one that must be fast. */
static void sum_row_single(const faces *f, const face_row *r, sum_data *d)
{
    bool loaded = d->axis[0] == f->axis, driven = d->driven && loaded;
    double energy = 0.0, flux = 0.0;
    for (int64_t k = 0; k < r->count; k++) {
        double step, g = face_of(f, r->number + k * r->step, r->c + k, &step);
        if (g == 0.0) continue;
        double drop = msbat__grid_value(f->grid, d->field[0], r->c + k) -
                      msbat__grid_value(f->grid, d->field[0], r->c + k - f->stride) + (driven ? step : 0.0);
        energy += g * drop * drop;
        flux += g * drop * step;
        if (loaded) d->section[0][r->number + k * r->step] += g * drop;
    }
    d->sums->energy[0] += energy;
    d->sums->flux[f->axis] += flux;
}

static void sum_face(const faces *f, int64_t number, int64_t c, sum_data *d)
{
    double step, drop[3] = {0.0, 0.0, 0.0}, g = face_of(f, number, c, &step);
    if (g == 0.0) return;
    for (int b = 0; b < d->m; b++) {
        drop[b] = msbat__grid_value(f->grid, d->field[b], c) - msbat__grid_value(f->grid, d->field[b], c - f->stride);
        if (d->driven && d->axis[b] == f->axis) drop[b] += step;
        d->sums->flux[3 * b + f->axis] += g * drop[b] * step;
        if (d->axis[b] == f->axis) d->section[b][number] += g * drop[b];
    }
    for (int b = 0; b < d->m; b++)
        for (int e = 0; e <= b; e++) d->sums->energy[b * d->m + e] += g * drop[b] * drop[e];
}

static void sum_axis(const msbat__grid *grid, int axis, sum_data *d)
{
    faces f = faces_of(grid, axis);
    FOR_FACE_ROWS(&f, r)
    {
        if (d->m == 1) sum_row_single(&f, &r, d);
        else
            for (int64_t k = 0; k < r.count; k++) sum_face(&f, r.number + k * r.step, r.c + k, d);
    }
}

static double section_spread(const faces *f, const double *section)
{
    if (f->last < f->first) return 0.0;
    double low = section[f->first], high = low, sum = 0.0;
    for (int64_t s = f->first; s <= f->last; s++) {
        low = fmin(low, section[s]);
        high = fmax(high, section[s]);
        sum += section[s];
    }
    double mean = fabs(sum) / (double)(f->last - f->first + 1);
    return mean > 0.0 ? (high - low) / mean : 0.0;
}

msbat_status msbat__grid_sums(const msbat__grid *grid, int m, const int *axis, void *const *field, bool driven,
                              msbat__sums *sums)
{
    sum_data d = {m, axis, field, driven, sums, {NULL, NULL, NULL}};
    msbat_status st = MSBAT_OK;
    memset(sums, 0, sizeof *sums);
    for (int b = 0; b < m; b++) {
        d.section[b] = MSBAT__NEW_ZEROED(grid->ctx, grid->n[axis[b]] + 1, double);
        if (!d.section[b]) st = MSBAT_ERR_MEMORY;
    }
    for (int a = 0; a < 3 && !st; a++) sum_axis(grid, a, &d);
    for (int b = 0; b < m && !st; b++) {
        faces f = faces_of(grid, axis[b]);
        sums->section[b] = section_spread(&f, d.section[b]);
        for (int e = 0; e < b; e++) sums->energy[e * m + b] = sums->energy[b * m + e];
    }
    for (int b = 0; b < m; b++) msbat__free(grid->ctx, d.section[b]);
    return st;
}
