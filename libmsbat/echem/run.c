/* run.c - a protocol of constant-current steps on a cell, and the rows it leaves. */
#include "echem/echem_impl.h"

#include <float.h>
#include <math.h>
#include <string.h>

typedef struct run {
    msbat_cell *cell;
    const char *function;
    model *m;
    solver *s;
    double t, charge, step_start, charge_start, expected, next_output;
    double *work;                /* states between two steps of the integrator */
    int64_t taken;
} run;

/* ---- rows ------------------------------------------------------------------------------------ */
static msbat_status reserve_row(run *r)
{
    msbat_cell *cell = r->cell;
    const msbat_context *ctx = cell->handle.ctx;
    if (cell->n_rows < cell->capacity) return MSBAT_OK;
    int64_t wanted = cell->capacity ? 2 * cell->capacity : 64, states;
    if (!msbat__multiply(wanted, r->m->n_states, &states))
        return msbat__fail(ctx, MSBAT_ERR_OVERFLOW, r->function, "too many rows");
    run_row *rows = msbat__resize(ctx, cell->rows, wanted, sizeof *rows);
    if (!rows) return MSBAT_ERR_MEMORY;
    cell->rows = rows;
    double *kept = msbat__resize(ctx, cell->states, states, sizeof *kept);
    if (!kept) return MSBAT_ERR_MEMORY;
    cell->states = kept;
    cell->capacity = wanted;
    return MSBAT_OK;
}

static void watch_conservation(msbat_cell *cell)
{
    const double *first = cell->rows[0].value, *v = cell->rows[cell->n_rows - 1].value;
    double total = 0, before = 0, lost = v[MSBAT_CELL_CHARGE] / FARADAY;
    for (int c = MSBAT_CELL_LITHIUM_NEGATIVE; c <= MSBAT_CELL_LITHIUM_ELECTROLYTE; c++) {
        total += v[c];
        before += first[c];
    }
    cell->lithium_residual = fmax(cell->lithium_residual, fabs(total - before) / before);
    for (int side = 0; side < 2; side++) {
        int c = MSBAT_CELL_LITHIUM_NEGATIVE + side;
        double change = v[c] - first[c] + (side ? -lost : lost);
        cell->charge_residual = fmax(cell->charge_residual, fabs(change) / first[c]);
    }
}

static msbat_status add_row(run *r, double t, const double *y)
{
    msbat_cell *cell = r->cell;
    msbat_status st = reserve_row(r);
    if (st) return st;
    double charge = r->charge_start + r->m->current * (t - r->step_start);
    msbat__echem_model_row(r->m, t, charge, y, &cell->rows[cell->n_rows]);
    memcpy(cell->states + cell->n_rows * r->m->n_states, y, (size_t)r->m->n_states * sizeof *y);
    cell->n_rows++;
    watch_conservation(cell);
    return MSBAT_OK;
}

/* Rows at the multiples of the output interval that the last step of the integrator passed. */
/* Far more than a picture or a fit needs; it bounds memory when the interval is below the rounding of the time. */
enum { MOST_ROWS = 1000000 };

static msbat_status add_rows(run *r, bool last)
{
    double every = r->cell->output_interval;
    msbat_status st = MSBAT_OK;
    while (!st && every > 0 && r->next_output < r->t) {
        st = msbat__echem_solver_interpolate(r->s, r->next_output, r->work);
        if (!st) st = add_row(r, r->next_output, r->work);
        if (!st) st = msbat__progress(r->cell->handle.ctx, fmin(1, r->next_output / r->expected));
        if (!st && r->cell->n_rows >= MOST_ROWS)
            st = msbat__fail(r->cell->handle.ctx, MSBAT_ERR_OVERFLOW, r->function,
                             "output_interval = %g s gives more than %d rows by %g s", every, (int64_t)MOST_ROWS, r->t);
        r->next_output += every;
    }
    if (!st && (last || every == 0)) st = add_row(r, r->t, msbat__echem_solver_states(r->s));
    if (every > 0 && r->next_output <= r->t) r->next_output = (floor(r->t / every) + 1) * every;
    return st;
}

/* ---- steps ----------------------------------------------------------------------------------- */
static const char *const end_texts[] = {
    "not finished", "the time of the last step is over", "the voltage limit was reached",
    "a surface of the negative electrode's particles reached the end of the phase",
    "a surface of the positive electrode's particles reached the end of the phase", "the electrolyte is depleted",
    "the electrolyte concentration left the range of its properties"};

static msbat_status close_step(run *r, solver_event event, msbat_cell_end limit)
{
    msbat_cell *cell = r->cell;
    cell->end = event == SOLVER_TIME ? MSBAT_END_TIME : event == SOLVER_VOLTAGE ? MSBAT_END_VOLTAGE : limit;
    if (event != SOLVER_LIMIT) return MSBAT_OK;
    return msbat__fail(cell->handle.ctx, MSBAT_ERR_PHYSICS, r->function, "at %g s and %g A: %s", r->t, r->m->current,
                       end_texts[limit]);
}

static msbat_status integrate(run *r, const step *step_now)
{
    msbat_cell *cell = r->cell;
    msbat_cell_end limit = MSBAT_END_NONE;
    solver_event event = msbat__echem_solver_check(r->s, &limit);
    msbat_status st = MSBAT_OK;
    if (event != SOLVER_STEP) return close_step(r, event, limit);
    while (!st && event == SOLVER_STEP) {
        if (r->taken++ >= cell->max_steps)
            return msbat__fail(cell->handle.ctx, MSBAT_ERR_CONVERGENCE, r->function,
                               "max_steps = %d steps of the integrator did not suffice; %g s were reached",
                               cell->max_steps, r->t);
        st = msbat__echem_solver_step(r->s, r->function, &r->t, &event, &limit);
        if (!st) st = add_rows(r, event != SOLVER_STEP);
        if (!st && event == SOLVER_STEP) st = msbat__progress(cell->handle.ctx, fmin(1, r->t / r->expected));
    }
    r->charge = r->charge_start + step_now->current * (r->t - r->step_start);
    return st ? st : close_step(r, event, limit);
}

static msbat_status run_step(run *r, const step *now)
{
    double direction = now->voltage == 0 ? 0 : now->current > 0 ? -1 : 1;
    double t_end = now->duration > 0 ? r->t + now->duration : HUGE_VAL;
    r->m->current = now->current;
    r->step_start = r->t;
    r->charge_start = r->charge;
    msbat_status st = msbat__echem_solver_start(r->s, r->function, r->t, t_end, now->voltage, direction);
    if (!st) st = add_row(r, r->t, msbat__echem_solver_states(r->s));
    return st ? st : integrate(r, now);
}

/* ---- a run ----------------------------------------------------------------------------------- */
static msbat_status check_step(const msbat_context *ctx, const char *function, int64_t i, const step *s)
{
    if (!isfinite(s->current) || !isfinite(s->duration) || !isfinite(s->voltage) || s->duration < 0 ||
        fabs(s->current) > 1e12 ||
        s->duration > 1e12 || fabs(s->voltage) > 20)
        return msbat__fail(ctx, MSBAT_ERR_RANGE, function,
                           "step %d has %g A, %g s, %g V; must be finite, within 1e12 A, 0 to 1e12 s and 20 V", i,
                           s->current,
                           s->duration, s->voltage);
    if (s->duration == 0 && (s->voltage == 0 || s->current == 0))
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, function, "step %d would never end: it needs a duration%s", i,
                           s->current == 0 ? "" : " or a voltage");
    if (s->current == 0 && s->voltage != 0)
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, function,
                           "step %d rests until %g V; a rest has no direction in which to reach it and ends by time", i,
                           s->voltage);
    return MSBAT_OK;
}

/* A cut-off that the resting cell has already passed is a mistake of the caller, not a result. */
static msbat_status check_cutoff(run *r, const step *first)
{
    run_row row;
    msbat__echem_model_row(r->m, 0, 0, msbat__echem_solver_states(r->s), &row);
    double rest = row.value[MSBAT_CELL_OPEN_CIRCUIT];
    if (first->voltage == 0 || first->current == 0) return MSBAT_OK;
    if (first->current > 0 ? first->voltage < rest : first->voltage > rest) return MSBAT_OK;
    return msbat__fail(r->cell->handle.ctx, MSBAT_ERR_RANGE, r->function,
                       "the cut-off of %g V is %s the open-circuit voltage of %g V at the start", first->voltage,
                       first->current > 0 ? "not below" : "not above", rest);
}

/* Only for the progress fraction. */
static double expect_time(const msbat_cell *cell, int64_t n, const step *steps)
{
    double sum = 0, exchange = FARADAY * msbat__echem_cell_capacity(cell, 0);
    for (int64_t i = 0; i < n; i++)
        sum += steps[i].duration > 0 ? steps[i].duration : exchange / fmax(fabs(steps[i].current), 1e-300);
    return sum;
}

static msbat_status run_open(run *r, int64_t n, const step *steps)
{
    msbat_cell *cell = r->cell;
    double x[2];
    msbat_status st = msbat__echem_cell_start(cell, r->function, x);
    if (!st) st = msbat__echem_model_create(cell, r->function, &r->m);
    if (st) return st;
    r->m->current = steps[0].current;
    r->work = MSBAT__NEW(cell->handle.ctx, r->m->n_states, double);
    if (!r->work) return MSBAT_ERR_MEMORY;
    st = msbat__echem_solver_create(r->m, cell->rtol, cell->atol, &r->s);
    if (st) return st;
    msbat__echem_model_start(r->m, x, msbat__echem_solver_states(r->s));
    r->expected = expect_time(cell, n, steps);
    r->next_output = cell->output_interval;
    return check_cutoff(r, &steps[0]);
}

msbat_status msbat__echem_cell_run(msbat_cell *cell, const char *function, int64_t n, const step *steps)
{
    run r = {.cell = cell, .function = function};
    msbat_status st = MSBAT_OK;
    for (int64_t i = 0; !st && i < n; i++) st = check_step(cell->handle.ctx, function, i, &steps[i]);
    if (!st) st = run_open(&r, n, steps);
    if (st) goto done;
    msbat__echem_cell_drop_results(cell);
    cell->solved = r.m;
    for (int64_t i = 0; !st && i < n; i++) st = run_step(&r, &steps[i]);
    if (st && st != MSBAT_ERR_PHYSICS) cell->end = MSBAT_END_NONE;
done:
    msbat__free(cell->handle.ctx, r.work);
    msbat__echem_solver_destroy(&r.s);
    if (r.m && cell->solved != r.m) msbat__echem_model_destroy(&r.m);
    return st;
}

/* A step has no voltage where it is 0, but a window may end there. */
double msbat__echem_cell_limit(const msbat_cell *cell, int64_t end)
{
    return cell->window[end] == 0 ? DBL_MIN : cell->window[end];
}

msbat_status msbat_cell_run_discharge(msbat_cell *cell, double c_rate)
{
    MSBAT__REQUIRE_HANDLE(cell);
    double one_c = 0;
    msbat_status st = msbat__check_range(cell->handle.ctx, __func__, "c_rate", "1/h", c_rate, 0, 1e6, 1);
    if (!st) st = msbat_cell_get_one_c(cell, &one_c);
    if (st) return msbat__pass(cell->handle.ctx, cell->handle.ctx, __func__, st);
    step s = {.current = c_rate * one_c, .voltage = msbat__echem_cell_limit(cell, 0)};
    if (!(s.current > 0))
        return msbat__fail(cell->handle.ctx, MSBAT_ERR_RANGE, __func__, "c_rate = %g 1/h is no current", c_rate);
    return msbat__echem_cell_run(cell, __func__, 1, &s);
}

msbat_status msbat_cell_run_steps(msbat_cell *cell, int64_t n, const double *steps)
{
    MSBAT__REQUIRE_HANDLE(cell);
    const msbat_context *ctx = cell->handle.ctx;
    MSBAT__REQUIRE(ctx, steps);
    msbat_status st = msbat__check_count(ctx, __func__, "n", n, 1, 1000000);
    if (st) return st;
    step *s = MSBAT__NEW(ctx, n, step);
    if (!s) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < n; i++)
        s[i] = (step){.current = steps[3 * i], .duration = steps[3 * i + 1], .voltage = steps[3 * i + 2]};
    st = msbat__echem_cell_run(cell, __func__, n, s);
    msbat__free(ctx, s);
    return st;
}

msbat_status msbat_cell_run(msbat_cell *cell, const char *protocol)
{
    MSBAT__REQUIRE_HANDLE(cell);
    MSBAT__REQUIRE(cell->handle.ctx, protocol);
    step *steps = NULL;
    int64_t n = 0;
    msbat_status st = msbat__echem_protocol_read(cell, __func__, protocol, &n, &steps);
    if (!st) st = msbat__echem_cell_run(cell, __func__, n, steps);
    msbat__free(cell->handle.ctx, steps);
    return st;
}

msbat_status msbat_cell_get_end(const msbat_cell *cell, msbat_cell_end *end, const char **text)
{
    MSBAT__REQUIRE_HANDLE(cell);
    if (end) *end = cell->end;
    if (text) *text = end_texts[cell->end];
    return MSBAT_OK;
}
