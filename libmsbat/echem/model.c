/* model.c - the state vector of a cell: grids, scales, start, what is read from a state. */
#include "echem/echem_impl.h"

#include <math.h>

/* ---- construction ---------------------------------------------------------------------------- */
static void lay_out(model *m, const msbat_cell *cell)
{
    bool dfn = m->kind == MODEL_DFN;
    int64_t shells = cell->points_particle;
    m->n_particles[0] = dfn ? cell->points[0] : 1;
    m->n_particles[1] = dfn ? cell->points[2] : 1;
    m->n_nodes = dfn ? cell->points[0] + cell->points[1] + cell->points[2] : 0;
    m->particle_start[0] = 0;
    m->particle_start[1] = shells * m->n_particles[0];
    m->node_start = shells * (m->n_particles[0] + m->n_particles[1]);
    m->n_states = m->node_start + NODE_SIZE * m->n_nodes;
}

static double interface_per_volume(const electrode *e)
{
    return 3 * e->active / e->radius;
}

static void fill_nodes(model *m, const msbat_cell *cell)
{
    const electrode *e = cell->electrode;
    int64_t n = cell->points[0], s = cell->points[1], shells = cell->points_particle;
    for (int64_t k = 0; k < m->n_nodes; k++) {
        node *v = &m->nodes[k];
        int side = k < n ? 0 : 1;
        if (k >= n && k < n + s) {
            *v = (node){.h = cell->separator_thickness / (double)s, .porosity = cell->separator_porosity,
                        .pore = cell->separator_pore, .side = -1};
            continue;
        }
        *v = (node){.h = e[side].thickness / (double)cell->points[side ? 2 : 0], .porosity = e[side].porosity,
                    .pore = e[side].pore, .sigma = e[side].sigma, .area = interface_per_volume(&e[side]), .side = side};
        v->first = m->particle_start[side] + shells * (k - (side ? n + s : 0));
    }
}

static msbat_status make_particle(model *m, const msbat_cell *cell, const char *function, int64_t side)
{
    const electrode *e = &cell->electrode[side];
    particle *p = &m->particle[side];
    msbat_transition_state ts;
    msbat_status st = msbat_material_view_create(e->material, cell->temperature, &m->view[side]);
    if (!st) st = msbat_material_get_max_concentration(e->material, &p->c_max);
    if (!st) st = msbat_material_get_kinetics(e->material, &ts, &p->symmetry);
    st = msbat__pass(m->ctx, msbat__context_of(e->material), function, st);
    if (st) return msbat__fail_within(m->ctx, st, function, "%s electrode", side ? "positive" : "negative");
    p->view = m->view[side];
    p->radius = e->radius;
    p->temperature = cell->temperature;
    p->n = cell->points_particle;
    m->interface_area[side] = cell->area * e->thickness * interface_per_volume(e);
    m->sites[side] = cell->area * e->thickness * e->active * p->c_max;
    st = msbat__echem_particle_prepare(m->ctx, function, p, cell->grading);
    return st ? msbat__fail_within(m->ctx, st, function, "%s electrode", side ? "positive" : "negative") : MSBAT_OK;
}

static msbat_status allocate(model *m)
{
    int64_t k = m->n_nodes;
    m->nodes = MSBAT__NEW(m->ctx, k, node);
    m->c = MSBAT__NEW(m->ctx, k, double);
    m->work = MSBAT__NEW(m->ctx, 7 * k, double);
    m->values = MSBAT__NEW(m->ctx, k, node_values);
    m->tri = MSBAT__NEW(m->ctx, 3 * m->node_start, double);
    m->blocks = MSBAT__NEW(m->ctx, 27 * k, double);
    m->borders = MSBAT__NEW(m->ctx, k, border);
    m->rhs = MSBAT__NEW(m->ctx, 3 * k, double);
    return m->nodes && m->c && m->work && m->values && m->tri && m->blocks && m->borders && m->rhs ? MSBAT_OK
                                                                                                   : MSBAT_ERR_MEMORY;
}

/* The declared kinetics may be narrower than the electrolyte: then a run would fail in the middle. */
static msbat_status check_kinetics(model *m, const char *function)
{
    for (int side = 0; side < 2; side++)
        for (int e = 0; e < 2; e++) {
            const particle *p = &m->particle[side];
            double c = e ? fmin(m->c_range[1], 10 * m->c0) : m->c_range[0], x = 0.5 * (p->range[0] + p->range[1]);
            if (msbat_material_view_eval_exchange_current(p->view, 1, c, x) > 0) continue;
            return msbat__fail(m->ctx, MSBAT_ERR_MISMATCH, function,
                               "the exchange current of the %s electrode is not defined at c_e = %g mol/m^3, x = %g, "
                               "where the electrolyte is", side ? "positive" : "negative", c, x);
        }
    return MSBAT_OK;
}

static void read_electrolyte(model *m, const msbat_cell *cell)
{
    m->electrolyte = msbat__handle_retain(cell->electrolyte);
    (void)msbat_electrolyte_get_c0(m->electrolyte, &m->c0);
    (void)msbat_electrolyte_get_t_plus(m->electrolyte, &m->t_plus);
    msbat__echem_electrolyte_range(m->electrolyte, m->c_range);
    m->c_range[0] = fmax(m->c_range[0], 1e-3 * m->c0);
    m->ideal = msbat__echem_electrolyte_is_ideal(m->electrolyte);
}

msbat_status msbat__echem_model_create(const msbat_cell *cell, const char *function, model **out)
{
    const msbat_context *ctx = cell->handle.ctx;
    *out = NULL;
    model *m = msbat__new_zeroed(ctx, 1, sizeof *m);
    if (!m) return MSBAT_ERR_MEMORY;
    m->ctx = ctx;
    m->kind = cell->model;
    m->area = cell->area;
    m->temperature = cell->temperature;
    lay_out(m, cell);
    read_electrolyte(m, cell);
    msbat_status st = allocate(m);
    for (int side = 0; !st && side < 2; side++) st = make_particle(m, cell, function, side);
    if (!st) fill_nodes(m, cell);
    if (!st && m->kind == MODEL_DFN) st = check_kinetics(m, function);
    if (st) msbat__echem_model_destroy(&m);
    *out = m;
    return st;
}

void msbat__echem_model_destroy(model **mp)
{
    model *m = *mp;
    if (!m) return;
    const msbat_context *ctx = m->ctx;
    for (int side = 0; side < 2; side++) {
        msbat__echem_particle_clear(ctx, &m->particle[side]);
        msbat_material_view_destroy(&m->view[side]);
    }
    msbat__handle_release(m->electrolyte);
    msbat__free(ctx, m->nodes);
    msbat__free(ctx, m->c);
    msbat__free(ctx, m->work);
    msbat__free(ctx, m->values);
    msbat__free(ctx, m->tri);
    msbat__free(ctx, m->blocks);
    msbat__free(ctx, m->borders);
    msbat__free(ctx, m->rhs);
    msbat__free(ctx, m);
    *mp = NULL;
}

/* ---- states ---------------------------------------------------------------------------------- */
void msbat__echem_model_start(const model *m, const double x[2], double *y)
{
    for (int64_t i = 0; i < m->node_start; i++) y[i] = x[i >= m->particle_start[1]];
    for (int64_t k = 0; k < m->n_nodes; k++) {
        double *v = y + m->node_start + NODE_SIZE * k;
        v[NODE_C] = m->c0;
        v[NODE_PHI_E] = v[NODE_PHI_S] = v[NODE_I] = 0;
    }
}

bool msbat__echem_model_is_differential(const model *m, int64_t state)
{
    return state < m->node_start || (state - m->node_start) % NODE_SIZE == NODE_C;
}

/* Mean interfacial current density [A/m^2] of an electrode, with the sign of its reaction. */
double msbat__echem_model_mean_current(const model *m, int64_t side)
{
    return (side ? -1 : 1) * m->current / m->interface_area[side];
}

double msbat__echem_model_scale(const model *m, int64_t state)
{
    if (state < m->node_start) return 1;
    int64_t k = (state - m->node_start) / NODE_SIZE;
    switch ((state - m->node_start) % NODE_SIZE) {
    case NODE_C: return m->c0;
    case NODE_I: {
        int64_t side = m->nodes[k].side < 0 ? 0 : m->nodes[k].side;
        double least = 1e-3 * m->sites[side] * FARADAY / 3600 / m->interface_area[side];
        return fmax(fabs(msbat__echem_model_mean_current(m, side)), least);
    }
    default: return 1;
    }
}

/* ---- what a state says ----------------------------------------------------------------------- */
double msbat__echem_model_current_at(const model *m, const double *y, int64_t side, int64_t i)
{
    if (m->kind == MODEL_SPM) return msbat__echem_model_mean_current(m, side);
    int64_t k = side ? m->n_nodes - m->n_particles[1] + i : i;
    return y[m->node_start + NODE_SIZE * k + NODE_I];
}

double msbat__echem_model_surface_at(const model *m, const double *y, int64_t side, int64_t i)
{
    int64_t shells = m->particle[side].n;
    return y[m->particle_start[side] + shells * i + shells - 1];
}

static double spm_potential(const model *m, const double *y, int64_t side)
{
    interface_values v;
    if (msbat__echem_model_interface(m, side, m->c0, msbat__echem_model_surface_at(m, y, side, 0),
                                     msbat__echem_model_mean_current(m, side), &v, false))
        return NAN;
    return v.potential;
}

/* From the last centre to the collector face the current is that of the cell at the face and less, by what has reacted,
 * at the centre. */
double msbat__echem_model_voltage(const model *m, const double *y)
{
    if (m->kind == MODEL_SPM) return spm_potential(m, y, 1) - spm_potential(m, y, 0);
    const node *last = &m->nodes[m->n_nodes - 1];
    const double *v = y + m->node_start + NODE_SIZE * (m->n_nodes - 1);
    return v[NODE_PHI_S] - m->current / m->area * 0.5 * last->h / last->sigma;
}

void msbat__echem_model_margins(const model *m, const double *y, double margin[4])
{
    for (int side = 0; side < 2; side++) {
        const double *range = m->particle[side].range;
        margin[side] = 1;
        for (int64_t i = 0; i < m->n_particles[side]; i++) {
            double x = msbat__echem_model_surface_at(m, y, side, i);
            margin[side] = fmin(margin[side], fmin(x - range[0], range[1] - x));
        }
    }
    margin[2] = margin[3] = 1;
    for (int64_t k = 0; k < m->n_nodes; k++) {
        double c = y[m->node_start + NODE_SIZE * k + NODE_C];
        margin[2] = fmin(margin[2], (c - m->c_range[0]) / m->c0);
        margin[3] = fmin(margin[3], (m->c_range[1] - c) / m->c0);
    }
}

static double mean_x(const model *m, const double *y, int64_t side)
{
    const particle *p = &m->particle[side];
    double sum = 0;
    for (int64_t i = 0; i < m->n_particles[side]; i++)
        sum += msbat__echem_particle_mean(p, y + m->particle_start[side] + p->n * i);
    return sum / (double)m->n_particles[side];
}

static double electrolyte_lithium(const model *m, const double *y)
{
    double sum = 0;
    for (int64_t k = 0; k < m->n_nodes; k++)
        sum += m->nodes[k].porosity * m->nodes[k].h * y[m->node_start + NODE_SIZE * k + NODE_C];
    return sum * m->area;
}

void msbat__echem_model_row(const model *m, double t, double charge, const double *y, run_row *row)
{
    double *v = row->value;
    v[MSBAT_CELL_TIME] = t;
    v[MSBAT_CELL_VOLTAGE] = msbat__echem_model_voltage(m, y);
    v[MSBAT_CELL_CURRENT] = m->current;
    v[MSBAT_CELL_CHARGE] = charge;
    v[MSBAT_CELL_SURFACE_X_NEGATIVE] = msbat__echem_model_surface_at(m, y, 0, m->n_particles[0] - 1);
    v[MSBAT_CELL_SURFACE_X_POSITIVE] = msbat__echem_model_surface_at(m, y, 1, 0);
    v[MSBAT_CELL_MEAN_X_NEGATIVE] = mean_x(m, y, 0);
    v[MSBAT_CELL_MEAN_X_POSITIVE] = mean_x(m, y, 1);
    v[MSBAT_CELL_LITHIUM_NEGATIVE] = m->sites[0] * v[MSBAT_CELL_MEAN_X_NEGATIVE];
    v[MSBAT_CELL_LITHIUM_POSITIVE] = m->sites[1] * v[MSBAT_CELL_MEAN_X_POSITIVE];
    v[MSBAT_CELL_LITHIUM_ELECTROLYTE] = electrolyte_lithium(m, y);
    v[MSBAT_CELL_OPEN_CIRCUIT] = msbat__echem_particle_voltage(&m->particle[1], v[MSBAT_CELL_MEAN_X_POSITIVE], NULL) -
                                 msbat__echem_particle_voltage(&m->particle[0], v[MSBAT_CELL_MEAN_X_NEGATIVE], NULL);
}
