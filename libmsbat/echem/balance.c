/* balance.c - equilibrium of the two electrodes: what is exchanged between the voltage limits. */
#include "echem/echem_impl.h"

#include <math.h>

msbat_status msbat__echem_cell_ready(const msbat_cell *cell, const char *function, bool need_window)
{
    const msbat_context *ctx = cell->handle.ctx;
    const char *missing = NULL;
    if (!cell->electrode[0].material) missing = "the negative electrode";
    else if (!cell->electrode[1].material) missing = "the positive electrode";
    else if (!(cell->separator_thickness > 0)) missing = "the separator";
    else if (cell->stoichiometry[0] == 0 && cell->stoichiometry[1] == 0) missing = "the stoichiometries";
    else if (need_window && cell->window[0] == cell->window[1]) missing = "the voltage window";
    return missing ? msbat__fail(ctx, MSBAT_ERR_STATE, function, "%s of the cell: still to be set", missing) : MSBAT_OK;
}

double msbat__echem_cell_capacity(const msbat_cell *cell, int64_t side)
{
    const electrode *e = &cell->electrode[side];
    double c_max = 0;
    if (msbat_material_get_max_concentration(e->material, &c_max)) return NAN;
    return cell->area * e->thickness * e->active * c_max;
}

/* The line of states with the cell's lithium: n mol moved from the negative to the positive electrode. */
typedef struct line {
    msbat_material_view *view[2];
    double x0[2], sites[2];
    double n[2];                 /* range of n that the phases allow */
    bool failed;                 /* a voltage could not be evaluated */
} line;

static void line_at(const line *l, double n, double x[2])
{
    x[0] = l->x0[0] - n / l->sites[0];
    x[1] = l->x0[1] + n / l->sites[1];
}

static double line_voltage(line *l, double n)
{
    double x[2];
    line_at(l, n, x);
    double u = msbat_material_view_eval_voltage(l->view[1], x[1]) - msbat_material_view_eval_voltage(l->view[0], x[0]);
    if (!isfinite(u)) l->failed = true;
    return u;
}

static msbat_status line_open(const msbat_cell *cell, const char *function, line *l)
{
    for (int side = 0; side < 2; side++) {
        double range[2];
        msbat_status st = msbat_material_view_create(cell->electrode[side].material, cell->temperature, &l->view[side]);
        st = msbat__pass(cell->handle.ctx, msbat__context_of(cell->electrode[side].material), function, st);
        if (!st) st = msbat__echem_check_stable(cell->handle.ctx, function, l->view[side]);
        if (!st) st = msbat_material_view_get_range(l->view[side], range);
        if (st) return msbat__fail_within(cell->handle.ctx, st, function, "%s electrode",
                                           side ? "positive" : "negative");
        l->x0[side] = cell->stoichiometry[side];
        l->sites[side] = msbat__echem_cell_capacity(cell, side);
        double shrink = 1e-9 * (range[1] - range[0]), sign = side ? 1 : -1;
        double a = sign * (range[0] + shrink - l->x0[side]) * l->sites[side];
        double b = sign * (range[1] - shrink - l->x0[side]) * l->sites[side];
        l->n[0] = side ? fmax(l->n[0], fmin(a, b)) : fmin(a, b);
        l->n[1] = side ? fmin(l->n[1], fmax(a, b)) : fmax(a, b);
    }
    return MSBAT_OK;
}

static void line_close(line *l)
{
    for (int side = 0; side < 2; side++) msbat_material_view_destroy(&l->view[side]);
}

/* n at which the voltage, falling with n, is v; the end of the line where it is not reached. */
static double line_find(line *l, double v, bool *reached)
{
    double a = l->n[0], b = l->n[1];
    *reached = true;
    if (line_voltage(l, a) <= v) {
        *reached = line_voltage(l, a) == v;
        return a;
    }
    if (line_voltage(l, b) >= v) {
        *reached = line_voltage(l, b) == v;
        return b;
    }
    for (int k = 0; k < 200 && b - a > 1e-15 * (l->n[1] - l->n[0]); k++) {
        double middle = 0.5 * (a + b);
        if (line_voltage(l, middle) > v) a = middle;
        else b = middle;
    }
    return 0.5 * (a + b);
}

static msbat_status find_limits(const msbat_cell *cell, const char *function, line *l, balance *out)
{
    const msbat_context *ctx = cell->handle.ctx;
    bool reached[2];
    if (!(l->n[1] > l->n[0]))
        return msbat__fail(ctx, MSBAT_ERR_PHYSICS, function,
                           "the phases leave no range of stoichiometries in which lithium can move");
    double full = line_find(l, cell->window[1], &reached[1]), empty = line_find(l, cell->window[0], &reached[0]);
    if (l->failed)
        return msbat__fail(ctx, MSBAT_ERR_PHYSICS, function, "the voltage of an electrode cannot be evaluated");
    if (!(empty - full > 1e-6 * fmin(l->sites[0], l->sites[1])))
        return msbat__fail(ctx, MSBAT_ERR_PHYSICS, function,
                           "no lithium can be exchanged between %g V and %g V: at equilibrium the "
                           "voltages are %g V to %g V", cell->window[1], cell->window[0], line_voltage(l, l->n[0]),
                           line_voltage(l, l->n[1]));
    for (int i = 0; i < 2; i++)
        if (!reached[i])
            msbat__log(ctx, 1, "%s: a phase ends before the cell reaches %g V; its end counts as the limit", function,
                       cell->window[i]);
    line_at(l, full, out->x_full);
    line_at(l, empty, out->x_empty);
    out->charge = FARADAY * (empty - full);
    return MSBAT_OK;
}

msbat_status msbat__echem_cell_balance(const msbat_cell *cell, const char *function, balance *b)
{
    line l = {0};
    msbat_status st = msbat__echem_cell_ready(cell, function, true);
    if (!st) st = line_open(cell, function, &l);
    if (!st) st = find_limits(cell, function, &l, b);
    line_close(&l);
    return st;
}

msbat_status msbat__echem_cell_start(const msbat_cell *cell, const char *function, double x[2])
{
    balance b;
    bool charged = cell->charge >= 0;
    msbat_status st = msbat__echem_cell_ready(cell, function, charged);
    if (!st && charged) st = msbat__echem_cell_balance(cell, function, &b);
    for (int side = 0; !st && side < 2; side++)
        x[side] = charged ? b.x_empty[side] + cell->charge * (b.x_full[side] - b.x_empty[side])
                          : cell->stoichiometry[side];
    return st;
}

msbat_status msbat_cell_get_balance(const msbat_cell *cell, double x_full[2], double x_empty[2], double *charge_c)
{
    MSBAT__REQUIRE_HANDLE(cell);
    balance b;
    msbat_status st = msbat__echem_cell_balance(cell, __func__, &b);
    for (int side = 0; !st && side < 2; side++) {
        if (x_full) x_full[side] = b.x_full[side];
        if (x_empty) x_empty[side] = b.x_empty[side];
    }
    if (!st && charge_c) *charge_c = b.charge;
    return st;
}

msbat_status msbat_cell_get_one_c(const msbat_cell *cell, double *current_a)
{
    MSBAT__REQUIRE_HANDLE(cell);
    MSBAT__REQUIRE(cell->handle.ctx, current_a);
    balance b;
    msbat_status st = msbat__echem_cell_balance(cell, __func__, &b);
    if (!st) *current_a = b.charge / 3600;
    return st;
}
