/* chemomech_run.c - time integration of a particle by SUNDIALS IDA (A. C. Hindmarsh et al., ACM Trans. Math. Softw. 31
 * (2005) 363), with the banded analytic Jacobian of the kernel.
 *
 * State: x of the shells and, last, the mean composition entered. The mean of x less what entered is linear in the
 * state and constant in time; the Jacobian respects that, and so BDF keeps it to rounding. Where D_chem is 1e6 times
 * larger than elsewhere (a lattice gas that is almost full) elimination would lose it: conserving_solve puts it
 * back. */
#include <ida/ida.h>
#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_band.h>
#include <sunmatrix/sunmatrix_band.h>

#include "chemomech/chemomech_impl.h"

typedef struct solver {
    msbat_particle *p;
    SUNContext sun;
    N_Vector y, rates;
    SUNMatrix matrix;
    SUNLinearSolver band, linear; /* elimination, and conserving_solve round it */
    double cj;                    /* of the matrix: cj I - d rates/dx */
    void *ida;
    double *jacobian;  /* rows of three */
    double *good;      /* state at the last time at which the surface was inside the range */
    int64_t steps;
    double t, last;    /* of the last accepted step, and the time to run to */
    double inside;     /* time of good */
} solver;

static void silent(int code, const char *module, const char *function, char *message, void *user)
{
    (void)code, (void)module, (void)function, (void)message, (void)user;
}

static int residual(realtype t, N_Vector y, N_Vector yp, N_Vector r, void *user)
{
    solver *s = user;
    const double *rate = NV_DATA_S(yp);
    double *out = NV_DATA_S(r);
    (void)t;
    int code = msbat__particle_rates(s->p, NV_DATA_S(y), &s->p->boundary, out);
    for (int64_t i = 0; !code && i <= s->p->n; i++) out[i] = rate[i] - out[i];
    return code;
}

static int jacobian(realtype t, realtype cj, N_Vector y, N_Vector yp, N_Vector r, SUNMatrix matrix, void *user,
                    N_Vector tmp1, N_Vector tmp2, N_Vector tmp3)
{
    solver *s = user;
    msbat_particle *p = s->p;
    const double *x = NV_DATA_S(y), *row = s->jacobian;
    (void)t, (void)yp, (void)r, (void)tmp1, (void)tmp2, (void)tmp3;
    int code = msbat__particle_fluxes(p, x, &p->boundary, NULL);
    if (code || (code = msbat__particle_jacobian(p, x, &p->boundary, s->jacobian))) return code;
    for (int64_t i = 0; i < p->n; i++, row += 3) {
        if (i > 0) SM_ELEMENT_B(matrix, i, i - 1) = -row[0];
        SM_ELEMENT_B(matrix, i, i) = cj - row[1];
        if (i + 1 < p->n) SM_ELEMENT_B(matrix, i, i + 1) = -row[2];
    }
    double inflow = 3 * p->conductance[p->n] / (p->radius * p->elastic.c_max);
    SM_ELEMENT_B(matrix, p->n, p->n) = s->cj = cj;
    SM_ELEMENT_B(matrix, p->n, p->n - 1) = inflow * msbat__particle_diffusivity(p, x[p->n - 1]);
    return 0;
}

static SUNLinearSolver_Type direct(SUNLinearSolver linear)
{
    (void)linear;
    return SUNLINEARSOLVER_DIRECT;
}

static int factor(SUNLinearSolver linear, SUNMatrix matrix)
{
    return SUNLinSolSetup(((solver *)linear->content)->band, matrix);
}

static double content(const msbat_particle *p, N_Vector y)
{
    return msbat__particle_mean(p, NV_DATA_S(y)) - NV_DATA_S(y)[p->n];
}

/* Summed with the volumes the rows of the matrix are cj (mean of x - entered), whatever the fluxes: an answer that
 * misses it by the rounding of elimination is shifted. */
static int conserving_solve(SUNLinearSolver linear, SUNMatrix matrix, N_Vector x, N_Vector b, realtype tolerance)
{
    const solver *s = linear->content;
    double wanted = content(s->p, b) / s->cj;
    int code = SUNLinSolSolve(s->band, matrix, x, b, tolerance);
    if (code) return code;
    double missing = wanted - content(s->p, x);
    for (int64_t i = 0; i < s->p->n; i++) NV_DATA_S(x)[i] += missing;
    return 0;
}

static SUNLinearSolver make_linear(solver *s)
{
    s->band = SUNLinSol_Band(s->y, s->matrix, s->sun);
    SUNLinearSolver linear = s->band ? SUNLinSolNewEmpty(s->sun) : NULL;
    if (!linear) return NULL;
    linear->content = s;
    linear->ops->gettype = direct;
    linear->ops->setup = factor;
    linear->ops->solve = conserving_solve;
    return linear;
}

static void stop(solver *s)
{
    IDAFree(&s->ida);
    SUNLinSolFreeEmpty(s->linear);
    SUNLinSolFree(s->band);
    SUNMatDestroy(s->matrix);
    N_VDestroy(s->y);
    N_VDestroy(s->rates);
    SUNContext_Free(&s->sun);
    msbat__free(s->p->handle.ctx, s->jacobian);
    msbat__free(s->p->handle.ctx, s->good);
}

static bool make(solver *s)
{
    sunindextype n = (sunindextype)s->p->n + 1;
    s->jacobian = MSBAT__NEW(s->p->handle.ctx, 3 * s->p->n, double);
    s->good = MSBAT__NEW(s->p->handle.ctx, s->p->n + 1, double);
    if (!s->jacobian || !s->good || SUNContext_Create(NULL, &s->sun)) return false;
    s->y = N_VNew_Serial(n, s->sun);
    s->rates = N_VNew_Serial(n, s->sun);
    s->matrix = SUNBandMatrix(n, 1, 1, s->sun);
    s->ida = IDACreate(s->sun);
    if (!s->y || !s->rates || !s->matrix || !s->ida) return false;
    IDASetErrHandlerFn(s->ida, silent, NULL);
    s->linear = make_linear(s);
    return s->linear != NULL;
}

/* Without code 2 it is a given mu: a flux that the surface cannot carry ends the run instead. */
static msbat_status surface_refused(const msbat_particle *p, int code)
{
    if (code == 2)
        return msbat__fail(p->handle.ctx, MSBAT_ERR_PHYSICS, "msbat_particle_run",
                           "the surface composition cannot be evaluated");
    return msbat__fail(p->handle.ctx, MSBAT_ERR_RANGE, "msbat_particle_run",
                       "the surface mu of %g J/mol puts the composition of the surface %s its range, %g to %g",
                       p->boundary.value, code < 0 ? "below" : "above", p->x_range[0], p->x_range[1]);
}

static msbat_status begin(solver *s)
{
    msbat_particle *p = s->p;
    const msbat_context *ctx = p->handle.ctx;
    memcpy(NV_DATA_S(s->y), p->state, (size_t)(p->n + 1) * sizeof(double));
    if (msbat__particle_rates(p, p->state, &p->boundary, NV_DATA_S(s->rates)))
        return msbat__fail(ctx, MSBAT_ERR_PHYSICS, "msbat_particle_run", "the start cannot be evaluated");
    s->t = p->time;
    int code = IDAInit(s->ida, residual, p->time, s->y, s->rates);
    if (code) return msbat__fail(ctx, MSBAT_ERR_INTERNAL, "msbat_particle_run", "IDAInit gave %d", (int64_t)code);
    code = IDASetUserData(s->ida, s);
    if (!code) code = IDASStolerances(s->ida, p->tolerance, 0.01 * p->tolerance);
    if (!code) code = IDASetLinearSolver(s->ida, s->linear, s->matrix);
    if (!code) code = IDASetJacFn(s->ida, jacobian);
    if (!code) code = IDASetMaxNumSteps(s->ida, -1);
    if (!code) code = IDASetMaxConvFails(s->ida, 30); /* fronts that enter a shell cost several cuts of the step */
    if (!code) code = IDASetMaxErrTestFails(s->ida, 30);
    if (code) return msbat__fail(ctx, MSBAT_ERR_INTERNAL, "msbat_particle_run", "IDA set-up gave %d", (int64_t)code);
    return MSBAT_OK;
}

static void remember(solver *s, double t)
{
    memcpy(s->good, s->p->state, (size_t)(s->p->n + 1) * sizeof(double));
    s->inside = t;
}

/* State at t within the last step, into p->state; 0 when all of it and the surface are inside the range. */
static int look(solver *s, double t, double *x_surface)
{
    msbat_particle *p = s->p;
    if (IDAGetDky(s->ida, t, 0, s->y)) return 2;
    memcpy(p->state, NV_DATA_S(s->y), (size_t)(p->n + 1) * sizeof(double));
    for (int64_t i = 0; i < p->n; i++) {
        if (!(p->state[i] >= p->x_range[0])) return -1;
        if (!(p->state[i] <= p->x_range[1])) return 1;
    }
    return msbat__particle_find_surface(p, p->state, &p->boundary, x_surface);
}

/* Ends the run at time with the state remembered; code says at which end of the range the surface stands. */
static msbat_status end_here(solver *s, double time, int code)
{
    msbat_particle *p = s->p;
    double x_surface = p->x_range[code > 0];
    memcpy(p->state, s->good, (size_t)(p->n + 1) * sizeof(double));
    (void)msbat__particle_find_surface(p, p->state, &p->boundary, &x_surface);
    p->time = time;
    p->end = MSBAT_PARTICLE_END_SURFACE;
    return msbat__particle_keep_row(p, x_surface);
}

/* The surface left the range before bad: the last time at which it was inside, by halving. */
static msbat_status end_at_surface(solver *s, double bad, int code)
{
    double x_surface;
    for (int i = 0; i < 60 && bad - s->inside > 1e-13 * bad; i++) {
        double middle = 0.5 * (s->inside + bad);
        if (look(s, middle, &x_surface)) bad = middle;
        else remember(s, middle);
    }
    return end_here(s, s->inside, code);
}

static msbat_status step(solver *s)
{
    const msbat_context *ctx = s->p->handle.ctx;
    realtype t = s->t;
    if (s->steps++ >= s->p->max_steps)
        return msbat__fail(ctx, MSBAT_ERR_CONVERGENCE, "msbat_particle_run", "max_steps = %d reached at %g s",
                           s->p->max_steps, s->t);
    int code = IDASolve(s->ida, s->last, &t, s->y, s->rates, IDA_ONE_STEP);
    if (code < 0)
        return msbat__fail(ctx, MSBAT_ERR_CONVERGENCE, "msbat_particle_run", "IDA stopped with %d at %g s",
                           (int64_t)code, s->t);
    s->t = t;
    return MSBAT_OK;
}

/* Steps until t lies within the last step; the run ends when a flux drives the surface out of the range before. A step
 * may reach beyond t: what happens there is looked at when a later time is asked for. */
static msbat_status advance(solver *s, double t)
{
    msbat_particle *p = s->p;
    double x_surface;
    do { /* times rise */
        msbat_status st = s->inside < s->t ? MSBAT_OK : step(s);
        if (st) return st;
        double here = fmin(s->t, t);
        int code = look(s, here, &x_surface);
        if (code && p->boundary.kind == MSBAT__BOUNDARY_FLUX && code != 2) return end_at_surface(s, here, code);
        if (code) return surface_refused(p, code);
        remember(s, here);
    } while (s->inside < t);
    p->time = t;
    return msbat__particle_keep_row(p, x_surface);
}

static msbat_status check_run(const msbat_particle *p, int64_t n, const double *times)
{
    const msbat_context *ctx = p->handle.ctx;
    msbat_status st = msbat__check_count(ctx, "msbat_particle_run", "n", n, 0, INT64_MAX / 64);
    if (st || (st = msbat__check_array(ctx, "msbat_particle_run", "times", "s", n, times))) return st;
    for (int64_t i = 0; i < n; i++)
        if (!(times[i] > (i ? times[i - 1] : p->time)))
            return msbat__fail(ctx, MSBAT_ERR_RANGE, "msbat_particle_run", "times[%d] = %g s is not beyond %g s", i,
                               times[i], i ? times[i - 1] : p->time);
    return msbat__particle_check_posed(p, "msbat_particle_run");
}

/* The row of the start. A flux that the surface cannot carry even for an instant ends the run where it begins. */
static msbat_status keep_start(solver *s)
{
    msbat_particle *p = s->p;
    double x_surface;
    int code = msbat__particle_find_surface(p, p->state, &p->boundary, &x_surface);
    remember(s, p->time);
    if ((code == -1 || code == 1) && p->boundary.kind == MSBAT__BOUNDARY_FLUX) return end_here(s, p->time, code);
    if (code) return surface_refused(p, code);
    return p->n_rows ? MSBAT_OK : msbat__particle_keep_row(p, x_surface);
}

static msbat_status run(solver *s, int64_t n, const double *times)
{
    msbat_particle *p = s->p;
    if (!make(s))
        return msbat__fail(p->handle.ctx, MSBAT_ERR_MEMORY, "msbat_particle_run",
                           "the solver cannot be set up: out of memory");
    msbat_status st = keep_start(s);
    if (!st && n) st = begin(s);
    for (int64_t i = 0; !st && i < n && p->end == MSBAT_PARTICLE_END_TIME; i++) {
        st = advance(s, times[i]);
        if (!st) st = msbat__progress(p->handle.ctx, (double)(i + 1) / (double)n);
    }
    return st;
}

msbat_status msbat_particle_run(msbat_particle *particle, int64_t n, const double *times)
{
    MSBAT__REQUIRE_HANDLE(particle);
    msbat_status st = check_run(particle, n, times);
    if (st) return st;
    solver s = {.p = particle, .last = n ? times[n - 1] : particle->time};
    particle->end = MSBAT_PARTICLE_END_TIME;
    st = run(&s, n, times);
    stop(&s);
    if (particle->n_rows) { /* stand at the last row, also after a failure */
        const double *row = particle->rows + (particle->n_rows - 1) * (particle->n + MSBAT__ROW_X);
        memcpy(particle->state, row + MSBAT__ROW_X, (size_t)particle->n * sizeof(double));
        particle->state[particle->n] = row[MSBAT__ROW_ENTERED];
        particle->time = row[MSBAT__ROW_TIME];
    }
    return st;
}
