/* timescales.c - how long each process of a cell takes, and what each costs at a rate. */
#include "echem/echem_impl.h"

#include <math.h>
#include <string.h>

enum { LOSS_POINTS = 400 };

typedef struct loss {
    double overpotential, unused, energy;
} loss;

struct msbat_timescales {
    msbat__handle handle;
    double time[MSBAT_PROCESS_COUNT];
    loss loss[MSBAT_PROCESS_COUNT];
};

/* Everything that the estimates need, looked up once. */
typedef struct survey {
    const msbat_cell *cell;
    balance b;
    msbat_material_view *view[2];
    double symmetry[2], range[2][2], c_max[2];
    double c0, t_plus, d_e, kappa, theta, ln_f;
    double current_density;      /* of the cell [A/m^2] */
    double interface[2];         /* mean interfacial current density, signed [A/m^2] */
    double duration;             /* of an ideal discharge [s] */
    bool failed;                 /* a function of a material could not be evaluated inside its range */
} survey;

static double known(survey *s, double value)
{
    if (!isfinite(value)) s->failed = true;
    return value;
}

static void survey_close(survey *s)
{
    for (int side = 0; side < 2; side++) msbat_material_view_destroy(&s->view[side]);
}

static double interface_per_volume(const electrode *e)
{
    return 3 * e->active / e->radius;
}

static msbat_status survey_electrolyte(survey *s, const char *function)
{
    const msbat_electrolyte *e = s->cell->electrolyte;
    double t = s->cell->temperature, f = 1;
    msbat_status st = msbat_electrolyte_get_c0(e, &s->c0);
    if (!st) st = msbat_electrolyte_get_t_plus(e, &s->t_plus);
    if (!st) st = msbat_electrolyte_get_property(e, MSBAT_ELECTROLYTE_DIFFUSIVITY, t, 1, &s->c0, &s->d_e);
    if (!st) st = msbat_electrolyte_get_property(e, MSBAT_ELECTROLYTE_CONDUCTIVITY, t, 1, &s->c0, &s->kappa);
    if (!st) st = msbat_electrolyte_get_property(e, MSBAT_ELECTROLYTE_THERMODYNAMIC_FACTOR, t, 1, &s->c0, &s->theta);
    if (!st) st = msbat_electrolyte_get_activity_coefficient(e, t, 1, &s->c0, &f);
    s->ln_f = log(f);
    return msbat__pass(msbat__context_of(s->cell), msbat__context_of(e), function, st);
}

static msbat_status survey_open(const msbat_cell *cell, const char *function, double c_rate, survey *s)
{
    *s = (survey){.cell = cell};
    msbat_status st = msbat__echem_cell_balance(cell, function, &s->b);
    if (!st) st = survey_electrolyte(s, function);
    if (st) return st;
    double current = c_rate * s->b.charge / 3600;
    s->current_density = current / cell->area;
    s->duration = 3600 / c_rate;
    for (int side = 0; !st && side < 2; side++) {
        const electrode *e = &cell->electrode[side];
        msbat_transition_state ts;
        s->interface[side] = (side ? -1 : 1) * s->current_density / (e->thickness * interface_per_volume(e));
        st = msbat_material_view_create(e->material, cell->temperature, &s->view[side]);
        if (!st) st = msbat_material_get_kinetics(e->material, &ts, &s->symmetry[side]);
        if (!st) st = msbat_material_view_get_range(s->view[side], s->range[side]);
        if (!st) st = msbat_material_get_max_concentration(e->material, &s->c_max[side]);
    }
    return st;
}

/* Mean stoichiometry when a fraction q of the charge has been taken. */
static double mean_at(const survey *s, int64_t side, double q)
{
    return s->b.x_full[side] + q * (s->b.x_empty[side] - s->b.x_full[side]);
}

static double equilibrium(survey *s, double q)
{
    return known(s, msbat_material_view_eval_voltage(s->view[1], mean_at(s, 1, q)) -
                        msbat_material_view_eval_voltage(s->view[0], mean_at(s, 0, q)));
}

/* ---- drops: what one process takes from the voltage after a fraction q; NaN: it cannot go on ---- */
/* Surface minus mean of a sphere under constant flux, in units of flux R/D, after tau = D t/R^2: Crank's eq. 6.45 at r
 * = R, 1/5 - 2 sum exp(-a_n^2 tau)/a_n^2 with tan a_n = a_n; at short times the flat half-space with its first
 * curvature term. */
static double sphere_surface(double tau)
{
    static const double root[] = {4.493409457909064, 7.725251836937707, 10.904121659428899, 14.066193912831473,
                                  17.220755271930770, 20.371302959287561, 23.519452498689007, 26.666054258812673};
    if (tau < 0.005) return 2 * sqrt(tau / 3.14159265358979323846) - 2 * tau;
    double sum = 0.2;
    for (size_t i = 0; i < sizeof root / sizeof *root; i++) sum -= 2 * exp(-root[i] * root[i] * tau) / (root[i] *
                                                                                                        root[i]);
    return sum;
}

static double diffusion_drop(survey *s, int64_t side, double q)
{
    double r = s->cell->electrode[side].radius, x = mean_at(s, side, q);
    double d = known(s, msbat_material_view_eval_chemical_diffusivity(s->view[side], x));
    if (d <= 0) return 0; /* inside a two-phase region: the voltage of the surface is that of the mean */
    double flux = s->interface[side] / (FARADAY * s->c_max[side]);
    double surface = x - flux * r / d * sphere_surface(d * q * s->duration / (r * r));
    if (!(surface >= s->range[side][0] && surface <= s->range[side][1])) return NAN; /* it has left the phase */
    double at_mean = known(s, msbat_material_view_eval_voltage(s->view[side], x));
    double there = known(s, msbat_material_view_eval_voltage(s->view[side], surface));
    return side ? at_mean - there : there - at_mean;
}

static double charge_transfer_drop(survey *s, int64_t side, double q)
{
    double x = mean_at(s, side, q);
    double i0 = known(s, msbat_material_view_eval_exchange_current(s->view[side], exp(s->ln_f), s->c0, x));
    return fabs(msbat_kinetics_eval_overpotential(i0, s->symmetry[side], s->cell->temperature, s->interface[side]));
}

/* Uniform reaction at steady state: i_e is a trapezoid, c falls by quadratic, linear and quadratic pieces. */
static double electrolyte_drop(const survey *s)
{
    static const double mean_fall[] = {1.0 / 3, 0.5, 2.0 / 3}; /* of a piece, in units of its whole fall */
    const electrode *e = s->cell->electrode;
    const double i = s->current_density, lengths[3] = {e[0].thickness, s->cell->separator_thickness, e[1].thickness};
    const double pores[3] = {e[0].pore, s->cell->separator_pore, e[1].pore};
    const double porosity[3] = {e[0].porosity, s->cell->separator_porosity, e[1].porosity};
    double slope = (1 - s->t_plus) * i / (FARADAY * s->d_e), ohmic = 0, inventory = 0, volume = 0, start = 0;
    for (int k = 0; k < 3; k++) {
        double share = k == 1 ? 1 : 0.5, fall = slope * share * lengths[k] / pores[k];
        ohmic += i * lengths[k] / (s->kappa * pores[k]) * (k == 1 ? 1 : 1.0 / 3);
        inventory += porosity[k] * lengths[k] * (start - mean_fall[k] * fall);
        volume += porosity[k] * lengths[k];
        start -= fall;
    }
    double left = s->c0 - inventory / volume, right = left + start;
    if (right <= 0) return NAN;
    double thermal = GAS_CONSTANT * s->cell->temperature / FARADAY;
    return ohmic + 2 * thermal * (1 - s->t_plus) * s->theta * log(left / right);
}

static double conduction_drop(const survey *s, int64_t side)
{
    const electrode *e = &s->cell->electrode[side];
    return s->current_density * e->thickness / (3 * e->sigma);
}

static double drop_of(survey *s, msbat_process process, double q)
{
    switch (process) {
    case MSBAT_PROCESS_NEGATIVE_DIFFUSION: return diffusion_drop(s, 0, q);
    case MSBAT_PROCESS_POSITIVE_DIFFUSION: return diffusion_drop(s, 1, q);
    case MSBAT_PROCESS_ELECTROLYTE: return electrolyte_drop(s);
    case MSBAT_PROCESS_NEGATIVE_CONDUCTION: return conduction_drop(s, 0);
    case MSBAT_PROCESS_POSITIVE_CONDUCTION: return conduction_drop(s, 1);
    case MSBAT_PROCESS_NEGATIVE_CHARGE_TRANSFER: return charge_transfer_drop(s, 0, q);
    case MSBAT_PROCESS_POSITIVE_CHARGE_TRANSFER: return charge_transfer_drop(s, 1, q);
    default: return 0;
    }
}

/* Energy delivered with this process alone, against equilibrium, over LOSS_POINTS intervals of charge (midpoints). The
 * discharge ends where the voltage falls below v_min or the process cannot go on. */
static loss measure(survey *s, msbat_process process)
{
    double ideal = 0, delivered = 0, dropped = 0;
    int64_t used = 0;
    bool running = true;
    for (int64_t k = 0; k < LOSS_POINTS; k++) {
        double q = ((double)k + 0.5) / LOSS_POINTS, u = equilibrium(s, q);
        ideal += u;
        double drop = running ? drop_of(s, process, q) : 0;
        running = running && isfinite(drop) && u - drop >= s->cell->window[0];
        if (!running) continue;
        delivered += u - drop;
        dropped += drop;
        used++;
    }
    return (loss){.overpotential = used ? dropped / (double)used : 0, .unused = 1 - (double)used / LOSS_POINTS,
                  .energy = 1 - delivered / ideal};
}

/* ---- times at the middle of the charge ------------------------------------------------------- */
static double electrolyte_time(const msbat_cell *cell, double d_e)
{
    const electrode *e = cell->electrode;
    double resistance = e[0].thickness / e[0].pore + cell->separator_thickness / cell->separator_pore +
                        e[1].thickness / e[1].pore;
    double volume = e[0].thickness * e[0].porosity + cell->separator_thickness * cell->separator_porosity +
                    e[1].thickness * e[1].porosity;
    return resistance / d_e * volume;
}

static void fill_times(survey *s, double *time)
{
    const msbat_cell *cell = s->cell;
    for (int side = 0; side < 2; side++) {
        const electrode *e = &cell->electrode[side];
        double x = mean_at(s, side, 0.5), d = known(s, msbat_material_view_eval_chemical_diffusivity(s->view[side], x));
        double i0 = known(s, msbat_material_view_eval_exchange_current(s->view[side], exp(s->ln_f), s->c0, x));
        double resistance = GAS_CONSTANT * cell->temperature / (FARADAY * i0);
        double jump = msbat_material_view_eval_jump_diffusivity(s->view[side], x);
        if (!(d > 0) && jump > 0) d = jump; /* two phases: the mobility alone sets the pace of the front */
        time[MSBAT_PROCESS_NEGATIVE_DIFFUSION + side] = d > 0 ? e->radius * e->radius / d : 0;
        time[MSBAT_PROCESS_NEGATIVE_CONDUCTION + side] =
            e->thickness * e->thickness * interface_per_volume(e) * e->double_layer / e->sigma;
        time[MSBAT_PROCESS_NEGATIVE_CHARGE_TRANSFER + side] = resistance * e->double_layer;
    }
    time[MSBAT_PROCESS_ELECTROLYTE] = electrolyte_time(cell, s->d_e);
    if (cell->sei_constant > 0) time[MSBAT_PROCESS_SEI_GROWTH] = cell->sei_thickness *
        cell->sei_thickness / cell->sei_constant;
}

/* ---- the object -------------------------------------------------------------------------------------------------- */
msbat_status msbat_timescales_create(const msbat_cell *cell, double c_rate, msbat_timescales **timescales)
{
    if (timescales) *timescales = NULL;
    MSBAT__REQUIRE_HANDLE(cell);
    msbat_context *ctx = msbat__context_of(cell);
    MSBAT__REQUIRE(ctx, timescales);
    survey s = {0};
    msbat_timescales *t = NULL;
    msbat_status st = msbat__check_range(ctx, __func__, "c_rate", "1/h", c_rate, 0, 1e6, 1);
    if (!st) st = survey_open(cell, __func__, c_rate, &s);
    if (!st && !(t = msbat__handle_new(ctx, sizeof *t, NULL, __func__))) st = MSBAT_ERR_MEMORY;
    if (!st) {
        fill_times(&s, t->time);
        for (int p = 0; p < MSBAT_PROCESS_SEI_GROWTH; p++) t->loss[p] = measure(&s, (msbat_process)p);
    }
    if (s.failed)
        st = msbat__fail(ctx, MSBAT_ERR_PHYSICS, __func__, "a function of an electrode cannot be evaluated");
    if (st) msbat__handle_destroy((void **)&t);
    else *timescales = t;
    survey_close(&s);
    return st;
}

void msbat_timescales_destroy(msbat_timescales **timescales)
{
    msbat__handle_destroy((void **)timescales);
}

const char *msbat_process_name(msbat_process process)
{
    static const char *const names[] = {"solid diffusion, negative", "solid diffusion, positive", "electrolyte",
                                        "electronic conduction, negative", "electronic conduction, positive",
                                        "charge transfer, negative", "charge transfer, positive", "SEI growth"};
    return (uint64_t)process < MSBAT_PROCESS_COUNT ? names[process] : NULL;
}

static msbat_status check_process(const msbat_timescales *t, const char *function, msbat_process process)
{
    if ((uint64_t)process < MSBAT_PROCESS_COUNT) return MSBAT_OK;
    return msbat__fail(t->handle.ctx, MSBAT_ERR_ARGUMENT, function, "process %d does not exist",
                       (int64_t)(int)process);
}

msbat_status msbat_timescales_get_time(const msbat_timescales *timescales, msbat_process process, double *seconds)
{
    MSBAT__REQUIRE_HANDLE(timescales);
    MSBAT__REQUIRE(timescales->handle.ctx, seconds);
    msbat_status st = check_process(timescales, __func__, process);
    if (!st) *seconds = timescales->time[process];
    return st;
}

msbat_status msbat_timescales_get_loss(const msbat_timescales *timescales, msbat_process process, double *overpotential,
                                       double *unused, double *lost)
{
    MSBAT__REQUIRE_HANDLE(timescales);
    msbat_status st = check_process(timescales, __func__, process);
    if (st) return st;
    const loss *l = &timescales->loss[process];
    if (overpotential) *overpotential = l->overpotential;
    if (unused) *unused = l->unused;
    if (lost) *lost = l->energy;
    return MSBAT_OK;
}

msbat_status msbat_timescales_get_slowest(const msbat_timescales *timescales, msbat_process *process)
{
    MSBAT__REQUIRE_HANDLE(timescales);
    MSBAT__REQUIRE(timescales->handle.ctx, process);
    int best = 0;
    for (int p = 1; p < MSBAT_PROCESS_SEI_GROWTH; p++)
        if (timescales->time[p] > timescales->time[best]) best = p;
    *process = (msbat_process)best;
    return MSBAT_OK;
}

msbat_status msbat_timescales_get_limiting(const msbat_timescales *timescales, msbat_process *process)
{
    MSBAT__REQUIRE_HANDLE(timescales);
    MSBAT__REQUIRE(timescales->handle.ctx, process);
    int best = 0;
    for (int p = 1; p < MSBAT_PROCESS_SEI_GROWTH; p++)
        if (timescales->loss[p].energy > timescales->loss[best].energy) best = p;
    *process = (msbat_process)best;
    return MSBAT_OK;
}
