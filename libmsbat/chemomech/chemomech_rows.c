/* chemomech_rows.c - what a kept row says: profile, stress, surface, amounts, dissipation. */
#include "chemomech/chemomech_impl.h"

msbat_status msbat__particle_keep_row(msbat_particle *p, double x_surface)
{
    int64_t stride = p->n + MSBAT__ROW_X;
    size_t size = (size_t)stride * sizeof(double);
    if (!msbat__grow(p->handle.ctx, (void **)&p->rows, p->n_rows, &p->row_capacity, size)) return MSBAT_ERR_MEMORY;
    double *row = p->rows + p->n_rows++ * stride;
    row[MSBAT__ROW_TIME] = p->time;
    row[MSBAT__ROW_SURFACE] = x_surface;
    row[MSBAT__ROW_ENTERED] = p->state[p->n];
    memcpy(row + MSBAT__ROW_X, p->state, (size_t)p->n * sizeof(double));
    return MSBAT_OK;
}

/* The row, or NULL with the status set. */
static const double *find(const msbat_particle *p, const char *function, int64_t row, msbat_status *st)
{
    if (!p->n_rows) {
        *st = msbat__fail(p->handle.ctx, MSBAT_ERR_STATE, function, "there is no row yet; call msbat_particle_run");
        return NULL;
    }
    *st = msbat__check_count(p->handle.ctx, function, "row", row, 0, p->n_rows - 1);
    return *st ? NULL : p->rows + row * (p->n + MSBAT__ROW_X);
}

msbat_status msbat_particle_get_count(const msbat_particle *particle, int64_t *count)
{
    MSBAT__REQUIRE_HANDLE(particle);
    MSBAT__REQUIRE(particle->handle.ctx, count);
    *count = particle->n_rows;
    return MSBAT_OK;
}

msbat_status msbat_particle_get_end(const msbat_particle *particle, msbat_particle_end *end)
{
    MSBAT__REQUIRE_HANDLE(particle);
    MSBAT__REQUIRE(particle->handle.ctx, end);
    *end = particle->end;
    return MSBAT_OK;
}

msbat_status msbat_particle_get_material(const msbat_particle *particle, const msbat_material **material,
                                         double *temperature)
{
    MSBAT__REQUIRE_HANDLE(particle);
    if (material) *material = particle->material;
    if (temperature) *temperature = particle->temperature;
    return MSBAT_OK;
}

msbat_status msbat_particle_get_shell_count(const msbat_particle *particle, int64_t *n_shells)
{
    MSBAT__REQUIRE_HANDLE(particle);
    MSBAT__REQUIRE(particle->handle.ctx, n_shells);
    *n_shells = particle->n;
    return MSBAT_OK;
}

msbat_status msbat_particle_get_time(const msbat_particle *particle, int64_t row, double *time_s)
{
    MSBAT__REQUIRE_HANDLE(particle);
    MSBAT__REQUIRE(particle->handle.ctx, time_s);
    msbat_status st;
    const double *r = find(particle, __func__, row, &st);
    if (r) *time_s = r[MSBAT__ROW_TIME];
    return st;
}

/* ---- profile ---- */

/* A point of the profile: reference radius over R, x, mean of x inside it. */
typedef struct point {
    double place, x, inner;
} point;

/* Points 0 (centre), 1 ... n (middle of a shell), n + 1 (surface); inside: sum of v x of the shells further in. */
static point point_at(const msbat_particle *p, const double *row, int64_t i, double inside, double mean)
{
    const double *x = row + MSBAT__ROW_X;
    if (i == 0) {
        double centre = fmin(fmax(x[0] + (x[0] - x[1]) / 8, p->x_range[0]), p->x_range[1]);
        return (point){0, centre, centre};
    }
    if (i > p->n) return (point){1, row[MSBAT__ROW_SURFACE], mean};
    double inner_face = (double)(i - 1) / (double)p->n, place = ((double)i - 0.5) / (double)p->n;
    double cube = place * place * place, core = inner_face * inner_face * inner_face;
    return (point){place, x[i - 1], (inside + (cube - core) * x[i - 1]) / cube};
}

/* Calls visit for every point from the centre outwards. */
static void for_points(const msbat_particle *p, const double *row,
                       void (*visit)(const msbat_particle *p, int64_t i, point at, double mean, void *data), void *data)
{
    const double *x = row + MSBAT__ROW_X;
    double mean = msbat__particle_mean(p, x), inside = 0;
    for (int64_t i = 0; i < p->n + 2; i++) {
        visit(p, i, point_at(p, row, i, inside, mean), mean, data);
        if (i > 0 && i <= p->n) inside += p->volume[i - 1] * x[i - 1];
    }
}

static double current_radius(const msbat_particle *p, point at, double mean)
{
    double nu = p->elastic.poisson, swelling = p->elastic.omega * p->elastic.c_max / 9;
    double sum = (1 + nu) * at.inner + 2 * (1 - 2 * nu) * mean;
    return p->radius * at.place * (1 + swelling * (sum / (1 - nu) - 3 * p->reference_x));
}

static double radial(const msbat_particle *p, point at, double mean) { return p->elastic.stress * (mean - at.inner); }

static double tangential(const msbat_particle *p, point at, double mean)
{
    return p->elastic.stress * (mean + 0.5 * at.inner - 1.5 * at.x);
}

typedef struct columns {
    double *r, *x, *sigma_r, *sigma_t;
} columns;

static void write_point(const msbat_particle *p, int64_t i, point at, double mean, void *data)
{
    columns *c = data;
    if (c->r) c->r[i] = current_radius(p, at, mean);
    if (c->x) c->x[i] = at.x;
    if (c->sigma_r) c->sigma_r[i] = radial(p, at, mean);
    if (c->sigma_t) c->sigma_t[i] = tangential(p, at, mean);
}

msbat_status msbat_particle_get_profile(const msbat_particle *particle, int64_t row, int64_t n, double *r_m, double *x,
                                        double *sigma_r, double *sigma_t)
{
    MSBAT__REQUIRE_HANDLE(particle);
    msbat_status st;
    const double *found = find(particle, __func__, row, &st);
    if (!found) return st;
    st = msbat__check_count(particle->handle.ctx, __func__, "n", n, particle->n + 2, particle->n + 2);
    columns c = {r_m, x, sigma_r, sigma_t};
    if (!st) for_points(particle, found, write_point, &c);
    return st;
}

typedef struct tension {
    double pa, r;
} tension;

static void compare(const msbat_particle *p, int64_t i, point at, double mean, void *data)
{
    tension *t = data;
    double here = fmax(radial(p, at, mean), tangential(p, at, mean));
    if (i > 0 && !(here > t->pa)) return;
    t->pa = here;
    t->r = current_radius(p, at, mean);
}

msbat_status msbat_particle_get_max_tension(const msbat_particle *particle, int64_t row, double *pa, double *r_m)
{
    MSBAT__REQUIRE_HANDLE(particle);
    MSBAT__REQUIRE(particle->handle.ctx, pa);
    msbat_status st;
    const double *found = find(particle, __func__, row, &st);
    if (!found) return st;
    tension t = {0};
    for_points(particle, found, compare, &t);
    *pa = t.pa;
    if (r_m) *r_m = t.r;
    return MSBAT_OK;
}

/* ---- whole particle ---- */

static msbat_status not_evaluated(const msbat_particle *particle, const char *function)
{
    return msbat__fail(particle->handle.ctx, MSBAT_ERR_PHYSICS, function,
                       "the functions of the phase cannot be evaluated");
}

msbat_status msbat_particle_get_surface(const msbat_particle *particle, int64_t row, double *x, double *mu_j_per_mol,
                                        double *shift_j_per_mol)
{
    MSBAT__REQUIRE_HANDLE(particle);
    msbat_status st;
    const double *r = find(particle, __func__, row, &st);
    if (!r) return st;
    double surface = r[MSBAT__ROW_SURFACE], mean = msbat__particle_mean(particle, r + MSBAT__ROW_X);
    double mu = mu_j_per_mol ? msbat__particle_surface_mu(particle, r + MSBAT__ROW_X, surface) : 0;
    if (!isfinite(mu)) return not_evaluated(particle, __func__);
    if (x) *x = surface;
    if (mu_j_per_mol) *mu_j_per_mol = mu;
    if (shift_j_per_mol) *shift_j_per_mol = msbat__particle_stiffness(particle) * (surface - mean);
    return MSBAT_OK;
}

msbat_status msbat_particle_get_radius(const msbat_particle *particle, int64_t row, double *radius_m,
                                       double *volume_ratio)
{
    MSBAT__REQUIRE_HANDLE(particle);
    msbat_status st;
    const double *r = find(particle, __func__, row, &st);
    if (!r) return st;
    double mean = msbat__particle_mean(particle, r + MSBAT__ROW_X);
    double radius = current_radius(particle, (point){1, mean, mean}, mean);
    if (radius_m) *radius_m = radius;
    if (volume_ratio) *volume_ratio = pow(radius / particle->radius, 3);
    return MSBAT_OK;
}

msbat_status msbat_particle_get_amount(const msbat_particle *particle, int64_t row, double *inside_mol,
                                       double *entered_mol)
{
    MSBAT__REQUIRE_HANDLE(particle);
    MSBAT__REQUIRE(particle->handle.ctx, inside_mol);
    MSBAT__REQUIRE(particle->handle.ctx, entered_mol);
    msbat_status st;
    const double *r = find(particle, __func__, row, &st);
    if (!r) return st;
    double sites = particle->elastic.c_max * 4 * acos(-1.0) / 3 * pow(particle->radius, 3);
    *inside_mol = sites * msbat__particle_mean(particle, r + MSBAT__ROW_X);
    *entered_mol = sites * r[MSBAT__ROW_ENTERED];
    return MSBAT_OK;
}

/* ---- dissipation ---- */

/* -A J dmu of the face between two compositions; distance over the shell thickness. */
static double dissipated(const msbat_particle *p, double face, double stretch, double distance, double a, double b)
{
    double k = msbat__particle_stiffness(p), area = 4 * acos(-1.0) * face * face * p->radius * p->radius;
    double conductance = p->elastic.c_max * (double)p->n / (stretch * stretch * p->radius * distance);
    double drive = msbat_material_view_eval_mu(p->view, b) - msbat_material_view_eval_mu(p->view, a) + k * (b - a);
    return area * conductance * msbat__particle_potential(p, a, b) * drive;
}

msbat_status msbat_particle_get_dissipation(const msbat_particle *particle, int64_t row, double *total_w,
                                            double *least_w)
{
    MSBAT__REQUIRE_HANDLE(particle);
    MSBAT__REQUIRE(particle->handle.ctx, total_w);
    MSBAT__REQUIRE(particle->handle.ctx, least_w);
    msbat_status st;
    const msbat_particle *p = particle;
    const double *r = find(p, __func__, row, &st);
    if (!r) return st;
    const double *x = r + MSBAT__ROW_X;
    double mean = msbat__particle_mean(p, x), inside = 0, total = 0, least = INFINITY;
    for (int64_t f = 1; f <= p->n; f++) {
        double face = (double)f / (double)p->n, next = f < p->n ? x[f] : r[MSBAT__ROW_SURFACE];
        inside += p->volume[f - 1] * x[f - 1];
        double middle = f < p->n ? 0.5 * (x[f - 1] + next) : next;
        double stretch = msbat__particle_stretch(p, middle, inside / (face * face * face), mean);
        double term = dissipated(p, face, stretch, f < p->n ? 1 : 0.5, x[f - 1], next);
        total += term;
        least = fmin(least, term);
    }
    if (!isfinite(total)) return not_evaluated(p, __func__);
    *total_w = total;
    *least_w = least;
    return MSBAT_OK;
}
