/* packing_fill.c - from particles to voxels: the fractions are met by ranking voxels, not by a threshold guessed. */
#include <math.h>
#include <string.h>

#include "homog/packing_impl.h"

#define GROWTH_MAX 1.5f
#define FAR 1e6f
#define LARGE 64.0 /* reach [voxels] from which one sphere takes long */

/* Visits the voxels within reach of a particle, periodic images included. */
typedef void (*voxel_fn)(int64_t voxel, float distance, float radius, void *data);

static int64_t wrap(int64_t i, int64_t n)
{
    int64_t m = i % n;
    return m < 0 ? m + n : m;
}

static msbat_status visit_sphere(const msbat_packing *p, const double *particle, double reach, voxel_fn visit,
                                 void *data, double fraction)
{
    int64_t low[3], high[3];
    for (int a = 0; a < 3; a++) {
        low[a] = (int64_t)floor(particle[a] - reach - 0.5);
        high[a] = (int64_t)ceil(particle[a] + reach - 0.5);
    }
    for (int64_t i = low[0]; i <= high[0]; i++) {
        if (reach > LARGE && msbat__progress(p->handle.ctx, fraction)) return MSBAT_CANCELLED;
        for (int64_t j = low[1]; j <= high[1]; j++) {
            int64_t row = (wrap(i, p->n[0]) * p->n[1] + wrap(j, p->n[1])) * p->n[2];
            double x = (double)i + 0.5 - particle[0], y = (double)j + 0.5 - particle[1], part = x * x + y * y;
            if (part > reach * reach) continue;
            for (int64_t k = low[2]; k <= high[2]; k++) {
                double z = (double)k + 0.5 - particle[2], square = part + z * z;
                if (square <= reach * reach)
                    visit(row + wrap(k, p->n[2]), (float)sqrt(square), (float)particle[3], data);
            }
        }
    }
    return MSBAT_OK;
}

/* All particles, to factor times their radius and beyond it by more; progress goes from share to share + 1/4. */
static msbat_status visit_all(const msbat_packing *p, double factor, double more, voxel_fn visit, void *data,
                              double share)
{
    msbat_status st = MSBAT_OK;
    for (int64_t i = 0; i < p->count && !st; i++) {
        const double *particle = p->particle + 4 * i;
        double fraction = share + 0.25 * (double)i / (double)p->count;
        if (i % 256 == 0) st = msbat__progress(p->handle.ctx, fraction);
        if (!st) st = visit_sphere(p, particle, factor * particle[3] + more, visit, data, fraction);
    }
    return st;
}

/* k-th smallest (k from 0) of values, which are reordered: C. A. R. Hoare, Comm. ACM 4 (1961) 321. */
static float select_value(float *values, int64_t n, int64_t k)
{
    int64_t low = 0, high = n - 1;
    while (low < high) {
        float pivot = values[low + (high - low) / 2];
        int64_t i = low - 1, j = high + 1;
        for (;;) {
            do i++; while (values[i] < pivot);
            do j--; while (values[j] > pivot);
            if (i >= j) break;
            float swap = values[i];
            values[i] = values[j];
            values[j] = swap;
        }
        if (k <= j) high = j;
        else low = j + 1;
    }
    return values[k];
}

/* Gives label to the count voxels of the smallest score among those labelled from; ties go to the first. */
static msbat_status label_smallest(msbat_image *image, const float *score, int64_t count, uint8_t from, uint8_t label,
                                   float *threshold)
{
    const msbat_context *ctx = image->handle.ctx;
    int64_t n = 0, left = count;
    *threshold = 0.0f;
    if (count <= 0) return MSBAT_OK;
    float *work = MSBAT__NEW(ctx, image->total, float);
    if (!work) return MSBAT_ERR_MEMORY;
    for (int64_t v = 0; v < image->total; v++)
        if (image->labels[v] == from) work[n++] = score[v];
    if (count > n) count = left = n;
    if (n) *threshold = select_value(work, n, count - 1);
    msbat__free(ctx, work);
    for (int pass = 0; pass < 2; pass++)
        for (int64_t v = 0; v < image->total && left > 0; v++) {
            bool taken = pass ? score[v] == *threshold : score[v] < *threshold;
            if (image->labels[v] != from || !taken) continue;
            image->labels[v] = label;
            left--;
        }
    return MSBAT_OK;
}

/* ---- active: the growth factor at which a particle reaches the voxel ---- */
static void visit_growth(int64_t voxel, float distance, float radius, void *data)
{
    float *score = data, growth = distance / radius;
    if (growth < score[voxel]) score[voxel] = growth;
}

static msbat_status fill_active(const msbat_packing *p, msbat_image *image, double *growth)
{
    float *score = MSBAT__NEW(p->handle.ctx, image->total, float), threshold = 0.0f;
    if (!score) return MSBAT_ERR_MEMORY;
    for (int64_t v = 0; v < image->total; v++) score[v] = FAR;
    msbat_status st = visit_all(p, GROWTH_MAX, 1.0, visit_growth, score, 0.5);
    int64_t count = (int64_t)round(p->active_fraction * (double)image->total);
    if (!st) st = label_smallest(image, score, count, MSBAT_LABEL_PORE, MSBAT_LABEL_ACTIVE, &threshold);
    msbat__free(p->handle.ctx, score);
    if (!st && threshold >= FAR)
        st = msbat__fail(p->handle.ctx, MSBAT_ERR_PHYSICS, "msbat_packing_run",
                         "%d particles cannot grow to an active fraction of %g", p->count, p->active_fraction);
    *growth = (double)threshold;
    return st;
}

/* ---- binder: where the two nearest particle surfaces are closest together ---- */
typedef struct nearest {
    float *first, *second;
    float growth;
} nearest;

static void visit_surface(int64_t voxel, float distance, float radius, void *data)
{
    nearest *d = data;
    float gap = distance - d->growth * radius;
    if (gap < d->first[voxel]) {
        d->second[voxel] = d->first[voxel];
        d->first[voxel] = gap;
    } else if (gap < d->second[voxel]) d->second[voxel] = gap;
}

static msbat_status fill_binder(const msbat_packing *p, msbat_image *image, double growth)
{
    const msbat_context *ctx = p->handle.ctx;
    nearest d = {MSBAT__NEW(ctx, image->total, float), MSBAT__NEW(ctx, image->total, float), (float)growth};
    msbat_status st = d.first && d.second ? MSBAT_OK : MSBAT_ERR_MEMORY;
    float threshold, reach = (float)(p->radius / p->voxel);
    for (int64_t v = 0; v < image->total && !st; v++) d.first[v] = d.second[v] = FAR;
    if (!st) st = visit_all(p, growth, reach, visit_surface, &d, 0.75);
    for (int64_t v = 0; v < image->total && !st; v++) d.first[v] += d.second[v];
    int64_t count = (int64_t)round(p->binder_fraction * (double)image->total);
    if (!st) st = label_smallest(image, d.first, count, MSBAT_LABEL_PORE, MSBAT_LABEL_BINDER, &threshold);
    msbat__free(ctx, d.first);
    msbat__free(ctx, d.second);
    return st;
}

msbat_status msbat__packing_fill(const msbat_packing *p, msbat_image *image, double *growth)
{
    memset(image->labels, MSBAT_LABEL_PORE, (size_t)image->total);
    msbat_status st = fill_active(p, image, growth);
    if (!st) st = msbat__progress(p->handle.ctx, 0.75);
    if (!st && p->binder_fraction > 0.0) st = fill_binder(p, image, *growth);
    msbat__image_count(image);
    return st;
}
