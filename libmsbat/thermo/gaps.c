/* gaps.c - the lower convex hull of any free energy: where the curve is unstable, and the common tangents.
 *
 * The curve is cut at its spinodals into convex branches. On a branch the grand potential omega(mu) = min (g - mu x) is
 * taken at the x where the slope is mu (or at an end of the branch), so that the difference of two branches rises
 * monotonically with mu, with slope x_right - x_left: its one zero is the common tangent. Branches enter from left to
 * right as points do in the monotone-chain hull; one that lies above the tangent of its neighbours is dropped. */
#include <math.h>

#include "thermo_impl.h"

msbat_status msbat__intervals_add(const msbat_context *ctx, msbat__intervals *list, double a, double b)
{
    if (list->n && list->item[list->n - 1].b >= a) { /* two pieces of one interval */
        list->item[list->n - 1].b = b;
        return MSBAT_OK;
    }
    if (!msbat__grow(ctx, (void **)&list->item, list->n, &list->capacity, sizeof *list->item))
        return MSBAT_ERR_MEMORY;
    list->item[list->n++] = (msbat__interval){a, b, 0, 0};
    return MSBAT_OK;
}

void msbat__gaps_clear(const msbat_context *ctx, msbat__gaps *gaps)
{
    msbat__free(ctx, gaps->unstable.item);
    msbat__free(ctx, gaps->gaps.item);
    *gaps = (msbat__gaps){0};
}

static double six_digits(double x)
{
    double scale = pow(10, 5 - floor(log10(fabs(x) > 1e-300 ? fabs(x) : 1)));
    return round(x * scale) / scale;
}

void msbat__intervals_text(const msbat__intervals *list, size_t size, char *text)
{
    size_t used = 0;
    for (int64_t i = 0; i < list->n; i++) {
        bool last = used + 200 >= size && i + 1 < list->n;
        used += msbat__format(size - used, text + used, "%s%g ... %g", i ? ", " : "", six_digits(list->item[i].a),
                              six_digits(list->item[i].b));
        if (!last) continue;
        msbat__format(size - used, text + used, " and %d more", list->n - i - 1);
        break;
    }
}

typedef struct { /* a convex branch, and its common tangent with the branch before it in the hull */
    double a, b;
    int64_t index;
    double mu, x_left, x_right;
} branch;

typedef struct {
    const msbat__model *model;
    double t;
    const msbat__intervals *unstable; /* interval i lies between branches i and i + 1 */
    msbat_status status;
} curve;

/* Contact of a line of slope mu with a branch, and g there. */
static double contact(curve *c, const branch *b, double mu, double *g)
{
    msbat__point p = {0};
    double x = b->a;
    if (!c->status && b->b > b->a) c->status = c->model->kind->solve(c->model, c->t, b->a, b->b, mu, &x);
    if (!c->status) c->status = c->model->kind->eval(c->model, c->t, x, MSBAT__WANT_G, &p);
    *g = p.g;
    return x;
}

/* The tangent's mu is the mean of the loop's, hence between the lowest and the highest spinodal. In a loop that is
 * hardly one (rounding, or close to a critical point) this keeps the digits that differences of g no longer have. */
static void bracket(curve *c, const branch *left, const branch *right, double *lo, double *hi)
{
    msbat__point p = {0};
    *lo = INFINITY;
    *hi = -INFINITY;
    for (int64_t i = left->index; i < right->index && !c->status; i++) {
        const msbat__interval *u = &c->unstable->item[i];
        c->status = c->model->kind->eval(c->model, c->t, u->a, MSBAT__WANT_D1, &p);
        *hi = fmax(*hi, p.mu);
        if (!c->status) c->status = c->model->kind->eval(c->model, c->t, u->b, MSBAT__WANT_D1, &p);
        *lo = fmin(*lo, p.mu);
    }
    *lo = fmin(*lo, *hi);
}

/* Sets the tangent of right with left. The Newton step leads to the slope of the chord between the two contacts. */
static void tangent(curve *c, const branch *left, branch *right)
{
    double lo, hi, g1, g2, step = INFINITY;
    bracket(c, left, right, &lo, &hi);
    double mu = lo / 2 + hi / 2;
    for (int i = 0; i < 200 && !c->status; i++) {
        double x1 = contact(c, left, mu, &g1);
        double x2 = contact(c, right, mu, &g2);
        double chord = (g2 - g1) / (x2 - x1);
        if (mu > chord) hi = mu;
        else lo = mu;
        if (!(chord >= lo && chord <= hi)) chord = lo / 2 + hi / 2;
        double last = step;
        step = fabs(chord - mu);
        mu = chord;
        if (step <= 1e-16 * fabs(mu) || (i > 3 && step >= last && step < 1e-13 * (fabs(mu) + 1))) break;
    }
    right->mu = mu;
    right->x_left = contact(c, left, mu, &g1);
    right->x_right = contact(c, right, mu, &g2);
}

static int64_t hull_of_branches(curve *c, int64_t n, branch *b)
{
    int64_t top = 0; /* b[0 ... top] is the stack */
    for (int64_t i = 1; i < n && !c->status; i++) {
        branch next = b[i];
        tangent(c, &b[top], &next);
        while (top > 0 && next.mu <= b[top].mu && !c->status) tangent(c, &b[--top], &next);
        b[++top] = next;
    }
    return top;
}

static msbat_status add_gap(curve *c, const branch *b, msbat__intervals *list)
{
    msbat__point p;
    msbat_status st = c->model->kind->eval(c->model, c->t, b->x_left, MSBAT__WANT_G, &p);
    if (st || !(b->x_right > b->x_left)) return st;
    st = msbat__intervals_add(c->model->handle.ctx, list, b->x_left, b->x_right);
    if (st) return st;
    list->item[list->n - 1].mu = b->mu;
    list->item[list->n - 1].g = p.g;
    return MSBAT_OK;
}

static msbat_status find_tangents(const msbat__model *model, double t, const msbat__intervals *unstable,
                                  msbat__intervals *list)
{
    const msbat_context *ctx = model->handle.ctx;
    curve c = {model, t, unstable, MSBAT_OK};
    int64_t n = unstable->n + 1;
    branch *b = MSBAT__NEW_ZEROED(ctx, n, branch);
    if (!b) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < n; i++) {
        b[i].a = i ? unstable->item[i - 1].b : model->x_min;
        b[i].b = i < n - 1 ? unstable->item[i].a : model->x_max;
        b[i].index = i;
    }
    int64_t top = hull_of_branches(&c, n, b);
    for (int64_t i = 1; i <= top && !c.status; i++) c.status = add_gap(&c, &b[i], list);
    msbat__free(ctx, b);
    return c.status;
}

msbat_status msbat__gaps_find(const msbat__model *model, double t, msbat__gaps *gaps)
{
    *gaps = (msbat__gaps){.t = t};
    msbat_status st = model->kind->find_unstable(model, t, &gaps->unstable);
    bool closed = !st && model->kind->find_gaps && model->kind->find_gaps(model, t, &gaps->gaps, &st);
    if (!st && !closed && gaps->unstable.n) st = find_tangents(model, t, &gaps->unstable, &gaps->gaps);
    if (st) msbat__gaps_clear(model->handle.ctx, gaps);
    return st;
}
