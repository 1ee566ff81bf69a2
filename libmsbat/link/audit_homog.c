/* audit_homog.c - laws of effective tensors. */
#include <math.h>

#include "link/audit_impl.h"

enum { CONDITIONS = 4 };

static const char *const bound_laws[CONDITIONS] = {"Wiener bounds, periodic", "Wiener bounds, uniform gradient",
                                                   "Wiener bounds, uniform flux", "Wiener bounds, mixed"};
static const char *const flux_laws[CONDITIONS] = {"flux conserved, periodic", "flux conserved, uniform gradient",
                                                  "flux conserved, uniform flux", "flux conserved, mixed"};

/* Largest ratio of the upper bound to a diagonal entry that is not 0, and voxels along the longest axis. */
static double flux_scale(const msbat_homog *homog, const double sigma[9], double upper)
{
    const msbat_image *image = NULL;
    int64_t n[3];
    (void)msbat_homog_get_image(homog, &image);
    (void)msbat_image_get_size(image, n);
    double ratio = 1.0, longest = fmax((double)n[0], fmax((double)n[1], (double)n[2]));
    for (int64_t a = 0; a < 3; a++)
        if (sigma[4 * a] > 0.0) ratio = fmax(ratio, upper / sigma[4 * a]);
    return ratio * longest;
}

typedef struct condition_probe {
    double violation, flux, flux_threshold;
} condition_probe;

static msbat_status measure_condition(const audit_item *item, msbat_homog_condition condition, double tolerance,
                                      condition_probe *p)
{
    double sigma[9], values[3], lower = 0.0, upper = 0.0, scale = 0.0;
    msbat_status st = msbat_homog_get_tensor(item->object, condition, sigma);
    if (!st) st = msbat_homog_get_wiener(item->object, &lower, &upper);
    if (!st) st = msbat_homog_get_residuals(item->object, condition, &p->flux, NULL);
    if (!st) scale = flux_scale(item->object, sigma, upper);
    /* the flux error of a section is at most the root of its conductance times the energy of the error (Cauchy and
     * Schwarz), all of which may sit in one section of voxels; 1.5 is how far an error estimate may be off */
    p->flux_threshold = 2.0 * sqrt(1.5 * tolerance * scale);
    if (!st) st = msbat__eigen_symmetric(msbat__context_of(item->object), 3, sigma, values);
    if (!st) p->violation = upper > 0.0 ? fmax(0.0, fmax(lower - values[0], values[2] - upper)) / upper : 0.0;
    return st;
}

static msbat_status note_condition(msbat_audit *audit, const audit_item *item, msbat_homog_condition condition)
{
    condition_probe p = {0};
    double tolerance = 0.0;
    (void)msbat_homog_get_tolerance(item->object, &tolerance);
    msbat_status st = measure_condition(item, condition, tolerance, &p);
    if (st == MSBAT_ERR_STATE) {
        st = msbat__audit_skip(audit, item, bound_laws[condition], "not solved under this condition");
        return st ? st : msbat__audit_skip(audit, item, flux_laws[condition], "not solved under this condition");
    }
    msbat_status noted = msbat__audit_note(audit, item, bound_laws[condition], st, p.violation, 1e-12 + tolerance,
                                           "largest violation over the upper bound, against the tolerance");
    if (noted) return noted;
    return msbat__audit_note(audit, item, flux_laws[condition], st, p.flux, p.flux_threshold,
                             "(largest - smallest)/mean flux through the sections, against 2 sqrt(1.5 tolerance voxels "
                             "upper bound/sigma)");
}

/* Smallest eigenvalue of a - b. */
static msbat_status least_difference(const msbat_context *ctx, const double a[9], const double b[9], double *least)
{
    double difference[9], values[3];
    for (int i = 0; i < 9; i++) difference[i] = a[i] - b[i];
    msbat_status st = msbat__eigen_symmetric(ctx, 3, difference, values);
    if (!st) *least = fmin(*least, values[0]);
    return st;
}

/* The error of a tensor is a form with entries below the tolerance times those of the tensor on the diagonal, thus at
 * most tolerance times the trace: two of them may add up. */
static msbat_status note_order(msbat_audit *audit, const audit_item *item)
{
    static const char law[] = "KUBC >= PBC >= SUBC";
    const msbat_context *ctx = msbat__context_of(item->object);
    double kubc[9], pbc[9], subc[9], tolerance = 0.0, least = 0.0, mean = 0.0;
    msbat_status st = msbat_homog_get_tensor(item->object, MSBAT_HOMOG_KUBC, kubc);
    if (!st) st = msbat_homog_get_tensor(item->object, MSBAT_HOMOG_PERIODIC, pbc);
    if (!st) st = msbat_homog_get_tensor(item->object, MSBAT_HOMOG_SUBC, subc);
    if (st == MSBAT_ERR_STATE)
        return msbat__audit_skip(audit, item, law, "the three conditions were not all solved on this image");
    (void)msbat_homog_get_tolerance(item->object, &tolerance);
    if (!st) st = least_difference(ctx, kubc, pbc, &least);
    if (!st) st = least_difference(ctx, pbc, subc, &least);
    if (!st) mean = (kubc[0] + kubc[4] + kubc[8]) / 3.0;
    return msbat__audit_note(audit, item, law, st, mean > 0.0 ? -least / mean : 0.0, 6.0 * tolerance + 1e-12,
                             "largest violation over trace/3 of KUBC, against six times the tolerance");
}

/* ---- the tensor against the potential it came from ---- */

typedef struct field {
    const msbat_homog *homog;
    const uint8_t *labels;
    double sigma[256], edge[3], *u;
    int64_t n[3], total;
    bool periodic;
} field;

static msbat_status open_field(const msbat_context *ctx, field *f)
{
    const msbat_image *image = NULL;
    (void)msbat_homog_get_image(f->homog, &image);
    (void)msbat_image_get_size(image, f->n);
    (void)msbat_image_get_voxel(image, f->edge);
    (void)msbat_image_get_labels(image, &f->labels);
    for (int l = 0; l < 256; l++) (void)msbat_homog_get_conductivity(f->homog, l, &f->sigma[l]);
    f->total = f->n[0] * f->n[1] * f->n[2];
    f->u = MSBAT__NEW(ctx, f->total, double);
    return f->u ? MSBAT_OK : MSBAT_ERR_MEMORY;
}

/* Squared difference times mean conductivity over the face of voxel v at position at along b, towards the next one.
 * drop: of the potential over the image along b. */
static double face_loss(const field *f, int64_t v, int64_t at, int64_t stride, int64_t n, double drop)
{
    bool last = at == n - 1;
    double s = f->sigma[f->labels[v]], t = 0.0, loss = 0.0;
    if (isnan(f->u[v])) return 0.0;
    if (!f->periodic && drop != 0.0) { /* electrodes at 0 and 1 on the outer faces, half an edge away */
        if (at == 0) loss += 2.0 * s * f->u[v] * f->u[v];
        if (last) loss += 2.0 * s * (drop - f->u[v]) * (drop - f->u[v]);
    }
    if (last && !f->periodic) return loss;
    int64_t next = last ? v - (n - 1) * stride : v + stride;
    double difference = f->u[next] + (last ? drop : 0.0) - f->u[v];
    t = f->sigma[f->labels[next]];
    return isnan(difference) || s + t == 0.0 ? loss : loss + 2.0 * s * t / (s + t) * difference * difference;
}

/* Conductivity along axis that dissipates what the potential does: sum of conductance (rise)^2, for a rise of 1. */
static double dissipated(const field *f, int axis)
{
    double total = 0.0, length = (double)f->n[axis] * f->edge[axis];
    for (int b = 0; b < 3; b++) {
        double sum = 0.0;
        int64_t stride = b == 0 ? f->n[1] * f->n[2] : b == 1 ? f->n[2] : 1;
        for (int64_t v = 0; v < f->total; v++)
            sum += face_loss(f, v, v / stride % f->n[b], stride, f->n[b], b == axis ? 1.0 : 0.0);
        total += sum / (f->edge[b] * f->edge[b]);
    }
    return total * length * length / (double)f->total;
}

/* The condition whose potentials are still held is the one solved last. */
static msbat_status measure_loss(const msbat_context *ctx, const audit_item *item, double *worst, int64_t *axes)
{
    static const msbat_homog_condition conditions[2] = {MSBAT_HOMOG_PERIODIC, MSBAT_HOMOG_MIXED};
    field f = {.homog = item->object};
    msbat_status st = open_field(ctx, &f);
    for (int k = 0; k < 6 && !st; k++) {
        double sigma = 0.0;
        f.periodic = k < 3;
        st = msbat_homog_get_potential(f.homog, conditions[k / 3], k % 3, f.total, f.u);
        if (!st) st = msbat_homog_get_component(f.homog, conditions[k / 3], k % 3, &sigma);
        if (!st) *worst = fmax(*worst, fabs(dissipated(&f, k % 3) / sigma - 1.0));
        if (!st) ++*axes;
        if (st == MSBAT_ERR_STATE || st == MSBAT_NO_PATH) st = MSBAT_OK;
    }
    msbat__free(ctx, f.u);
    return st;
}

/* The dissipation is least for the exact potential: its error is of second order, as that of the tensor. Potentials may
 * be kept in single precision. */
static msbat_status note_loss(msbat_audit *audit, const audit_item *item)
{
    static const char law[] = "sigma = dissipation of its potential";
    double worst = 0.0, tolerance = 0.0;
    int64_t axes = 0;
    (void)msbat_homog_get_tolerance(item->object, &tolerance);
    msbat_status st = measure_loss(msbat__context_of(item->object), item, &worst, &axes);
    if (!st && !axes)
        return msbat__audit_skip(audit, item, law, "no potential is held of the periodic or the mixed condition");
    return msbat__audit_note(audit, item, law, st, worst, 3.0 * tolerance + 1e-6,
                             "largest relative difference along an axis, against three times the tolerance");
}

msbat_status msbat__audit_homog(msbat_audit *audit, const audit_item *item)
{
    msbat_status st = MSBAT_OK;
    for (int c = 0; c < CONDITIONS && !st; c++) st = note_condition(audit, item, (msbat_homog_condition)c);
    if (!st) st = note_order(audit, item);
    return st ? st : note_loss(audit, item);
}
