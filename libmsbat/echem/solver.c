/* solver.c - time integration by IDA of SUNDIALS (A. C. Hindmarsh et al., ACM Trans. Math. Softw. 31 (2005) 363), with
 * the structured solver of the model behind its operation tables: no matrix is ever stored in a SUNDIALS format. */
#include "echem/echem_impl.h"

#include <ida/ida.h>
#include <math.h>
#include <nvector/nvector_serial.h>
#include <string.h>
#include <sundials/sundials_linearsolver.h>
#include <sundials/sundials_matrix.h>
#include <sundials/sundials_nonlinearsolver.h>

enum { ROOT_VOLTAGE = 0, ROOT_LIMITS = 1, ROOTS = 5 };

struct solver {
    model *m;
    SUNContext sun;
    void *ida;
    SUNMatrix matrix;
    SUNLinearSolver linear;
    SUNNonlinearSolver newton;
    SUNNonlinSolSysFn system;    /* given by IDA to its nonlinear solver */
    SUNNonlinSolLSetupFn set_up;
    SUNNonlinSolLSolveFn solve;
    N_Vector y, yp, atol, id, work;
    double rtol, atol_relative;
    double stop, direction;      /* voltage at which a step ends; direction 0: none */
    double t_end;
};

/* ---- what IDA calls -------------------------------------------------------------------------- */
static int on_residual(realtype t, N_Vector y, N_Vector yp, N_Vector r, void *user)
{
    (void)t;
    solver *s = user;
    return msbat__echem_model_residual(s->m, N_VGetArrayPointer(y), N_VGetArrayPointer(yp), N_VGetArrayPointer(r));
}

static int on_jacobian(realtype t, realtype cj, N_Vector y, N_Vector yp, N_Vector r, SUNMatrix a, void *user,
                       N_Vector t1,
                       N_Vector t2, N_Vector t3)
{
    (void)t, (void)yp, (void)r, (void)a, (void)t1, (void)t2, (void)t3;
    solver *s = user;
    return msbat__echem_model_jacobian(s->m, N_VGetArrayPointer(y), cj);
}

static int on_roots(realtype t, N_Vector yv, N_Vector yp, realtype *g, void *user)
{
    (void)t, (void)yp;
    solver *s = user;
    const double *y = N_VGetArrayPointer(yv);
    g[ROOT_VOLTAGE] = s->direction != 0 ? s->direction * (s->stop - msbat__echem_model_voltage(s->m, y)) : 1;
    msbat__echem_model_margins(s->m, y, g + ROOT_LIMITS);
    for (int i = 0; i < ROOTS; i++)
        if (!isfinite(g[i])) return 1;
    return 0;
}

static void on_error(int code, const char *module, const char *function, char *text, void *user)
{
    (void)code, (void)module, (void)function, (void)text, (void)user;
}

/* ---- the matrix and the linear solver as SUNDIALS sees them ---------------------------------- */
static SUNMatrix_ID matrix_id(SUNMatrix a)
{
    (void)a;
    return SUNMATRIX_CUSTOM;
}

static int matrix_zero(SUNMatrix a)
{
    (void)a; /* the Jacobian is always made whole */
    return 0;
}

static SUNLinearSolver_Type linear_type(SUNLinearSolver ls)
{
    (void)ls;
    return SUNLINEARSOLVER_DIRECT;
}

static int linear_setup(SUNLinearSolver ls, SUNMatrix a)
{
    (void)ls, (void)a; /* factored when it is made */
    return 0;
}

static int linear_solve(SUNLinearSolver ls, SUNMatrix a, N_Vector x, N_Vector b, realtype tolerance)
{
    (void)a, (void)tolerance;
    model *m = ls->content;
    double *out = N_VGetArrayPointer(x);
    memcpy(out, N_VGetArrayPointer(b), (size_t)m->n_states * sizeof *out);
    msbat__echem_model_solve(m, out);
    for (int64_t i = m->node_start; i < m->n_states; i++)
        if (!isfinite(out[i])) return 1;
    return 0;
}

static bool make_linear(solver *s)
{
    s->matrix = SUNMatNewEmpty(s->sun);
    s->linear = SUNLinSolNewEmpty(s->sun);
    if (!s->matrix || !s->linear) return false;
    s->matrix->ops->getid = matrix_id;
    s->matrix->ops->zero = matrix_zero;
    s->linear->ops->gettype = linear_type;
    s->linear->ops->setup = linear_setup;
    s->linear->ops->solve = linear_solve;
    s->linear->content = s->m;
    return true;
}

/* ---- Newton's method ----------------------------------------------------------------------------
 * Where a shell enters or leaves a two-phase region D_chem jumps to or from 0, and a Jacobian from the wrong side does
 * not converge however small the step. So the Jacobian is made anew within the iteration as soon as it is slow (a
 * semismooth Newton method: L. Qi, J. Sun, Math. Program. 58 (1993) 353), and kept as long as it is fast. */
enum { NEWTON_ITERATIONS = 25 };

static SUNNonlinearSolver_Type newton_type(SUNNonlinearSolver nls)
{
    (void)nls;
    return SUNNONLINEARSOLVER_ROOTFIND;
}

static int newton_set_system(SUNNonlinearSolver nls, SUNNonlinSolSysFn f)
{
    ((solver *)nls->content)->system = f;
    return SUN_NLS_SUCCESS;
}

static int newton_set_up_function(SUNNonlinearSolver nls, SUNNonlinSolLSetupFn f)
{
    ((solver *)nls->content)->set_up = f;
    return SUN_NLS_SUCCESS;
}

static int newton_set_solve(SUNNonlinearSolver nls, SUNNonlinSolLSolveFn f)
{
    ((solver *)nls->content)->solve = f;
    return SUN_NLS_SUCCESS;
}

/* One correction into work; its norm into size. */
static int newton_correct(solver *s, N_Vector correction, N_Vector weights, bool fresh, double *size, void *ida)
{
    booleantype current = SUNFALSE;
    int flag = s->system(correction, s->work, ida);
    if (!flag && fresh) flag = s->set_up(SUNTRUE, &current, ida);
    if (flag) return flag;
    N_VScale(-1, s->work, s->work);
    flag = s->solve(s->work, ida);
    if (flag) return flag;
    msbat__echem_model_bend(s->m, N_VGetArrayPointer(s->y), N_VGetArrayPointer(s->work));
    *size = N_VWrmsNorm(s->work, weights);
    return *size < 1e8 ? SUN_NLS_SUCCESS : SUN_NLS_CONV_RECVR;
}

/* Stops when the error left, correction rate/(1 - rate), is below the tolerance, as IDA's own solver does. A
 * correction that grows under an old Jacobian is not taken. */
static int newton_solve(SUNNonlinearSolver nls, N_Vector start, N_Vector correction, N_Vector weights,
                        realtype tolerance,
                        booleantype set_up, void *ida)
{
    (void)start;
    solver *s = nls->content;
    bool fresh = set_up, always = false;
    double size = 0, before = 0;
    N_VConst(0, correction);
    for (int k = 0; k < NEWTON_ITERATIONS; k++) {
        int flag = newton_correct(s, correction, weights, fresh, &size, ida);
        if (!fresh && k > 0 && (flag > 0 || size > 0.5 * before)) {
            always = true;
            flag = newton_correct(s, correction, weights, true, &size, ida);
        }
        if (flag) return flag;
        N_VLinearSum(1, correction, 1, s->work, correction);
        double rate = k > 0 ? size / before : 0.5;
        if (size <= 1e-4 * tolerance || (k > 0 && rate < 0.9 &&
                                         size * rate / (1 - rate) <= tolerance)) return SUN_NLS_SUCCESS;
        fresh = always;
        before = size;
    }
    return SUN_NLS_CONV_RECVR;
}

static bool make_newton(solver *s)
{
    s->newton = SUNNonlinSolNewEmpty(s->sun);
    if (!s->newton) return false;
    s->newton->ops->gettype = newton_type;
    s->newton->ops->solve = newton_solve;
    s->newton->ops->setsysfn = newton_set_system;
    s->newton->ops->setlsetupfn = newton_set_up_function;
    s->newton->ops->setlsolvefn = newton_set_solve;
    s->newton->content = s;
    return true;
}

/* ---- life ------------------------------------------------------------------------------------ */
static void set_tolerances(solver *s)
{
    double *a = N_VGetArrayPointer(s->atol);
    for (int64_t i = 0; i < s->m->n_states; i++) a[i] = s->atol_relative * msbat__echem_model_scale(s->m, i);
}

static bool make_vectors(solver *s)
{
    int64_t n = s->m->n_states;
    N_Vector *all[5] = {&s->y, &s->yp, &s->atol, &s->id, &s->work};
    for (int i = 0; i < 5; i++) {
        *all[i] = N_VNew_Serial(n, s->sun);
        if (!*all[i]) return false;
        N_VConst(0, *all[i]);
    }
    for (int64_t i = 0; i < n; i++) N_VGetArrayPointer(s->id)[i] = msbat__echem_model_is_differential(s->m, i);
    set_tolerances(s);
    return true;
}

static bool make_ida(solver *s)
{
    s->ida = IDACreate(s->sun);
    if (!s->ida || IDASetErrHandlerFn(s->ida, on_error, NULL)) return false; /* first: the default one prints */
    if (IDAInit(s->ida, on_residual, 0, s->y, s->yp)) return false;
    int failed = IDASetUserData(s->ida, s);
    failed |= IDASVtolerances(s->ida, s->rtol, s->atol);
    failed |= IDASetId(s->ida, s->id);
    failed |= IDASetSuppressAlg(s->ida, SUNTRUE);
    failed |= IDASetLinearSolver(s->ida, s->linear, s->matrix);
    failed |= IDASetMaxConvFails(s->ida, 40);
    failed |= IDASetMaxErrTestFails(s->ida, 40);
    failed |= IDASetNonlinearSolver(s->ida, s->newton);
    failed |= IDASetJacFn(s->ida, on_jacobian);
    failed |= IDARootInit(s->ida, ROOTS, on_roots);
    failed |= IDASetNoInactiveRootWarn(s->ida);
    return !failed;
}

msbat_status msbat__echem_solver_create(model *m, double rtol, double atol, solver **out)
{
    *out = NULL;
    solver *s = msbat__new_zeroed(m->ctx, 1, sizeof *s);
    if (!s) return MSBAT_ERR_MEMORY;
    s->m = m;
    s->rtol = rtol;
    s->atol_relative = atol;
    if (SUNContext_Create(NULL, &s->sun) || !make_vectors(s) || !make_linear(s) || !make_newton(s) || !make_ida(s)) {
        msbat__echem_solver_destroy(&s);
        return msbat__fail(m->ctx, MSBAT_ERR_MEMORY, __func__, "the integrator cannot be set up: out of memory");
    }
    *out = s;
    return MSBAT_OK;
}

void msbat__echem_solver_destroy(solver **sp)
{
    solver *s = *sp;
    if (!s) return;
    IDAFree(&s->ida);
    SUNNonlinSolFreeEmpty(s->newton);
    SUNLinSolFreeEmpty(s->linear);
    SUNMatFreeEmpty(s->matrix);
    N_Vector all[5] = {s->y, s->yp, s->atol, s->id, s->work};
    for (int i = 0; i < 5; i++) N_VDestroy(all[i]);
    SUNContext_Free(&s->sun);
    msbat__free(s->m->ctx, s);
    *sp = NULL;
}

double *msbat__echem_solver_states(solver *s)
{
    return N_VGetArrayPointer(s->y);
}

/* ---- steps ------------------------------------------------------------------------------------------------------- */
msbat_status msbat__echem_solver_start(solver *s, const char *function, double t, double t_end, double stop,
                                       double direction)
{
    s->stop = stop;
    s->direction = direction;
    s->t_end = t_end;
    msbat_status st = msbat__echem_model_consistent(s->m, function, N_VGetArrayPointer(s->y),
                                                    N_VGetArrayPointer(s->yp));
    if (st) return st;
    set_tolerances(s);
    int flag = IDAReInit(s->ida, t, s->y, s->yp);
    if (!flag) flag = IDASVtolerances(s->ida, s->rtol, s->atol);
    if (!flag && t_end < HUGE_VAL) flag = IDASetStopTime(s->ida, t_end);
    if (flag)
        return msbat__fail(s->m->ctx, MSBAT_ERR_INTERNAL, function, "the integrator refused to start (%d)",
                           (int64_t)flag);
    return MSBAT_OK;
}

static solver_event which_root(const int *found, msbat_cell_end *limit)
{
    if (found[ROOT_VOLTAGE]) return SOLVER_VOLTAGE;
    static const msbat_cell_end ends[] = {MSBAT_END_SURFACE_NEGATIVE, MSBAT_END_SURFACE_POSITIVE,
                                          MSBAT_END_ELECTROLYTE_LOW, MSBAT_END_ELECTROLYTE_HIGH};
    for (int i = 0; i < 4; i++)
        if (found[ROOT_LIMITS + i]) {
            *limit = ends[i];
            return SOLVER_LIMIT;
        }
    return SOLVER_STEP;
}

/* A surface that starts exactly at the end of its phase has no change of sign to be found: it has left when a small
 * change of the shells at their rates takes it beyond. */
static void look_ahead(solver *s, double *g)
{
    const double *yp = N_VGetArrayPointer(s->yp);
    double fastest = 0, ahead[ROOTS - ROOT_LIMITS];
    for (int64_t i = 0; i < s->m->node_start; i++) fastest = fmax(fastest, fabs(yp[i]));
    if (!(fastest > 0)) return;
    N_VLinearSum(1, s->y, 1e-6 / fastest, s->yp, s->work);
    msbat__echem_model_margins(s->m, N_VGetArrayPointer(s->work), ahead);
    for (int side = 0; side < 2; side++)
        if (g[ROOT_LIMITS + side] == 0 && ahead[side] < 0) g[ROOT_LIMITS + side] = ahead[side];
}

/* An event that holds already where a step begins. */
solver_event msbat__echem_solver_check(solver *s, msbat_cell_end *limit)
{
    double g[ROOTS];
    int found[ROOTS] = {0};
    if (on_roots(0, s->y, s->yp, g, s)) return SOLVER_STEP;
    look_ahead(s, g);
    for (int i = 0; i < ROOTS; i++) found[i] = g[i] < 0;
    return which_root(found, limit);
}

msbat_status msbat__echem_solver_step(solver *s, const char *function, double *t, solver_event *event,
                                      msbat_cell_end *limit)
{
    int found[ROOTS] = {0};
    double target = s->t_end < HUGE_VAL ? s->t_end : *t + 1e9, reached = *t;
    int flag = IDASolve(s->ida, target, &reached, s->y, s->yp, IDA_ONE_STEP);
    *event = SOLVER_STEP;
    if (flag < 0)
        return msbat__fail(s->m->ctx, MSBAT_ERR_CONVERGENCE, function,
                           "the integrator stopped at %g s (code %d): the states change too fast there", reached,
                           (int64_t)flag);
    *t = reached;
    if (flag == IDA_TSTOP_RETURN) *event = SOLVER_TIME;
    if (flag != IDA_ROOT_RETURN) return MSBAT_OK;
    IDAGetRootInfo(s->ida, found);
    *event = which_root(found, limit);
    return MSBAT_OK;
}

msbat_status msbat__echem_solver_interpolate(solver *s, double t, double *y)
{
    if (IDAGetDky(s->ida, t, 0, s->work))
        return msbat__fail(s->m->ctx, MSBAT_ERR_INTERNAL, __func__, "no states are known at %g s", t);
    memcpy(y, N_VGetArrayPointer(s->work), (size_t)s->m->n_states * sizeof *y);
    return MSBAT_OK;
}
