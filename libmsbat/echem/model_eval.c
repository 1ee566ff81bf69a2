/* model_eval.c - residual and structured Jacobian of the porous-electrode model (M. Doyle, T. F. Fuller, J. Newman, J.
 * Electrochem. Soc. 140 (1993) 1526) by finite volumes, and of the single-particle model.
 *
 * Across the cell, with phi_e the potential of a lithium reference electrode in the electrolyte:
 *     porosity dc/dt + d/dx(-D dc/dx + t+ i_e/F) = a i/F
 *     d i_e/dx = a i,   i_e = -kappa (d phi_e/dx - 2 (RT/F) (1 - t+) theta d ln c/dx)
 *     d i_s/dx = -a i,  i_s = -sigma d phi_s/dx
 *     phi_s - phi_e = U(x_s) + eta(i/i0(c, x_s))
 * The interface row is in terms of voltage, eta the inverse of Butler-Volmer: exponentials would ruin Newton's method.
 * What leaves a volume enters the next and what leaves a particle enters the electrolyte, so that sums of the rows are
 * linear and lithium and charge are conserved to rounding whatever the tolerances. */
#include "echem/echem_impl.h"

#include <math.h>
#include <string.h>

/* ---- interface ------------------------------------------------------------------------------- */
static double clamp(double v, double low, double high)
{
    return v < low ? low : v > high ? high : v;
}

static double log_exchange(const model *m, const particle *p, double c, double x)
{
    double ln_f = 0;
    c = clamp(c, m->c_range[0], m->c_range[1]);
    x = clamp(x, p->range[0], p->range[1]);
    if (!m->ideal && msbat__echem_electrolyte_ln_f(m->electrolyte, m->temperature, c, &ln_f)) return NAN;
    return log(msbat_material_view_eval_exchange_current(p->view, exp(ln_f), c, x));
}

/* Slopes of ln i0 by differences, taken towards the inside: they only steer Newton's method. */
static void exchange_slopes(const model *m, const particle *p, double c, double x, double ln_i0, double *by_x,
                            double *by_c)
{
    double dx = 1e-7 * (p->range[1] - p->range[0]), dc = 1e-6 * m->c0;
    if (x > 0.5 * (p->range[0] + p->range[1])) dx = -dx;
    if (c > m->c0) dc = -dc;
    *by_x = (log_exchange(m, p, c, x + dx) - ln_i0) / dx;
    *by_c = (log_exchange(m, p, c + dc, x) - ln_i0) / dc;
}

int msbat__echem_model_interface(const model *m, int64_t side, double c, double x, double current,
                                 interface_values *out,
                           bool derivatives)
{
    const particle *p = &m->particle[side];
    double thermal = GAS_CONSTANT * m->temperature / FARADAY, slope_u, slope_y, i0_x = 0, i0_c = 0;
    double u = msbat__echem_particle_voltage(p, x, derivatives ? &slope_u : NULL);
    double ln_i0 = log_exchange(m, p, c, x), i0 = exp(ln_i0), s = current / i0;
    if (!(i0 > 0) || !isfinite(s) || !isfinite(u)) return 1;
    out->potential = u + thermal * msbat__echem_invert_butler_volmer(s, p->symmetry, &slope_y);
    if (!derivatives) return 0;
    exchange_slopes(m, p, c, x, ln_i0, &i0_x, &i0_c);
    out->by_x = slope_u - thermal * slope_y * s * i0_x;
    out->by_i = thermal * slope_y / i0;
    out->by_c = -thermal * slope_y * s * i0_c;
    return isfinite(out->by_x) && isfinite(out->by_i) && isfinite(out->by_c) ? 0 : 1;
}

/* ---- electrolyte properties of all nodes ----------------------------------------------------- */
static int properties(const model *m, const double *c, double *out)
{
    int failed = 0;
    for (int i = 0; i < ELECTROLYTE_PROPERTIES; i++)
        failed |= msbat__echem_electrolyte_eval(m->electrolyte, (msbat_electrolyte_property)i, m->temperature,
                                                m->n_nodes, c,
                                          out + i * m->n_nodes);
    return failed;
}

static void set_ln_c(const model *m, double c, node_values *v)
{
    double low = m->c_range[0]; /* linear below, where only Newton iterates go */
    v->ln_c = c > low ? log(c) : log(low) + (c - low) / low;
    v->ln_c_c = 1 / fmax(c, low);
}

static int evaluate_nodes(model *m, const double *y, bool derivatives)
{
    int64_t n = m->n_nodes;
    double *w = m->work, *moved = m->work + 6 * n, dc = 1e-6 * m->c0;
    for (int64_t k = 0; k < n; k++) {
        m->c[k] = y[m->node_start + NODE_SIZE * k + NODE_C];
        moved[k] = m->c[k] + (m->c[k] > m->c0 ? -dc : dc);
    }
    if (properties(m, m->c, w) || (derivatives && properties(m, moved, w + 3 * n))) return 1;
    for (int64_t k = 0; k < n; k++) {
        node_values *v = &m->values[k];
        double step_c = moved[k] - m->c[k];
        v->d = w[k];
        v->kappa = w[n + k];
        v->theta = w[2 * n + k];
        set_ln_c(m, m->c[k], v);
        if (!(v->d > 0) || !(v->kappa > 0)) return 1;
        if (!derivatives) continue;
        v->d_c = (w[3 * n + k] - v->d) / step_c;
        v->kappa_c = (w[4 * n + k] - v->kappa) / step_c;
        v->theta_c = (w[5 * n + k] - v->theta) / step_c;
    }
    return 0;
}

/* ---- fluxes through a face between two nodes ------------------------------------------------- */
typedef struct face {
    double n, i;                               /* lithium [mol/(m^2 s)] and current [A/m^2] in the electrolyte */
    double n_c[2], n_phi[2], i_c[2], i_phi[2]; /* derivatives by the left and the right node */
} face;

/* Conductance of the two half volumes in series and its derivatives by the two concentrations. */
static double series(double r0, double r1, double slope0, double slope1, double by_c[2])
{
    double w = 1 / (r0 + r1);
    by_c[0] = w * w * r0 * slope0;
    by_c[1] = w * w * r1 * slope1;
    return w;
}

static void face_flux(const model *m, const double *y, int64_t k, face *f)
{
    const node *a = &m->nodes[k], *b = a + 1;
    const node_values *p = &m->values[k], *q = p + 1;
    const double *left = y + m->node_start + NODE_SIZE * k, *right = left + NODE_SIZE;
    double beta = 2 * GAS_CONSTANT * m->temperature / FARADAY * (1 - m->t_plus), w_c[2], v_c[2];
    double w = series(0.5 * a->h / (p->d * a->pore), 0.5 * b->h / (q->d * b->pore), p->d_c / p->d, q->d_c / q->d, w_c);
    double v = series(0.5 * a->h / (p->kappa * a->pore), 0.5 * b->h / (q->kappa * b->pore), p->kappa_c / p->kappa,
                      q->kappa_c / q->kappa, v_c);
    double theta = 0.5 * (p->theta + q->theta), dln = q->ln_c - p->ln_c, dc = right[NODE_C] - left[NODE_C];
    double drive = left[NODE_PHI_E] - right[NODE_PHI_E] + beta * theta * dln;
    f->i = v * drive;
    f->n = -w * dc + m->t_plus * f->i / FARADAY;
    f->i_phi[0] = v;
    f->i_phi[1] = -v;
    f->i_c[0] = v_c[0] * drive + v * beta * (0.5 * p->theta_c * dln - theta * p->ln_c_c);
    f->i_c[1] = v_c[1] * drive + v * beta * (0.5 * q->theta_c * dln + theta * q->ln_c_c);
    for (int e = 0; e < 2; e++) {
        f->n_c[e] = (e ? -w : w) - w_c[e] * dc + m->t_plus / FARADAY * f->i_c[e];
        f->n_phi[e] = m->t_plus / FARADAY * f->i_phi[e];
    }
}

/* Current in the solid through the right face of node k, and its derivative by the potential of k (minus that of k +
 * 1). */
static double solid_current(const model *m, const double *y, int64_t k, double *slope)
{
    const node *a = &m->nodes[k];
    const double *v = y + m->node_start + NODE_SIZE * k;
    *slope = 0;
    if (k == m->n_nodes - 1) return m->current / m->area;
    if (a->side < 0 || a->side != m->nodes[k + 1].side) return 0;
    *slope = a->sigma / a->h;
    return *slope * (v[NODE_PHI_S] - v[NODE_SIZE + NODE_PHI_S]);
}

/* ---- residual -------------------------------------------------------------------------------- */
static int interface_row(const model *m, int64_t k, const double *y, double *r)
{
    const node *v = &m->nodes[k];
    const double *s = y + m->node_start + NODE_SIZE * k;
    double *row = r + m->node_start + NODE_SIZE * k, source = v->area * v->h * s[NODE_I];
    const particle *p = &m->particle[v->side];
    interface_values f;
    msbat__echem_particle_rates(p, y + v->first, s[NODE_I], r + v->first);
    if (msbat__echem_model_interface(m, v->side, s[NODE_C], y[v->first + p->n - 1], s[NODE_I], &f, false)) return 1;
    row[NODE_C] -= source / FARADAY;
    row[NODE_PHI_E] -= source;
    row[NODE_PHI_S] += source;
    row[NODE_I] = s[NODE_PHI_S] - s[NODE_PHI_E] - f.potential;
    return 0;
}

static int residual_across(model *m, const double *y, double *r)
{
    if (evaluate_nodes(m, y, false)) return 1;
    double n_in = 0, e_in = 0, s_in = -m->nodes[0].sigma * 2 / m->nodes[0].h * y[m->node_start + NODE_PHI_S];
    for (int64_t k = 0; k < m->n_nodes; k++) {
        double *row = r + m->node_start + NODE_SIZE * k, slope;
        const double *s = y + m->node_start + NODE_SIZE * k;
        face f = {0};
        if (k + 1 < m->n_nodes) face_flux(m, y, k, &f);
        double s_out = solid_current(m, y, k, &slope);
        row[NODE_C] = f.n - n_in;
        row[NODE_PHI_E] = f.i - e_in;
        row[NODE_PHI_S] = m->nodes[k].side < 0 ? s[NODE_PHI_S] : s_out - s_in;
        row[NODE_I] = s[NODE_I];
        n_in = f.n;
        e_in = f.i;
        s_in = s_out;
        if (m->nodes[k].side >= 0 && interface_row(m, k, y, r)) return 1;
    }
    return 0;
}

int msbat__echem_model_residual(model *m, const double *y, const double *yp, double *r)
{
    if (m->kind == MODEL_SPM) {
        for (int side = 0; side < 2; side++)
            msbat__echem_particle_rates(&m->particle[side], y + m->particle_start[side],
                                        msbat__echem_model_mean_current(m, side),
                                  r + m->particle_start[side]);
    } else if (residual_across(m, y, r)) return 1;
    for (int64_t i = 0; i < m->node_start; i++) r[i] = (yp ? yp[i] : 0) - r[i];
    for (int64_t k = 0; yp && k < m->n_nodes; k++) {
        int64_t i = m->node_start + NODE_SIZE * k + NODE_C;
        r[i] += m->nodes[k].porosity * m->nodes[k].h * yp[i];
    }
    return 0;
}

/* ---- Jacobian -------------------------------------------------------------------------------- */
static void add_face(const model *m, const double *y, int64_t k, double *blocks)
{
    face f;
    face_flux(m, y, k, &f);
    double *row = blocks + 27 * k, slope;
    for (int64_t e = 0; e < 2; e++) {
        double *here = row + 9 + 9 * e, *next = row + 27 + 9 * e;
        here[0] += f.n_c[e];
        here[1] += f.n_phi[e];
        here[3] += f.i_c[e];
        here[4] += f.i_phi[e];
        next[0] -= f.n_c[e];
        next[1] -= f.n_phi[e];
        next[3] -= f.i_c[e];
        next[4] -= f.i_phi[e];
    }
    (void)solid_current(m, y, k, &slope);
    row[9 + 8] += slope;
    row[18 + 8] -= slope;
    row[27 + 8] -= slope;
    row[27 + 9 + 8] += slope;
}

/* The particle and i of a node, eliminated into its diagonal block. */
static int add_interface(model *m, const double *y, double cj, int64_t k)
{
    const node *v = &m->nodes[k];
    const particle *p = &m->particle[v->side];
    const double *s = y + m->node_start + NODE_SIZE * k;
    double *tri = m->tri + 3 * v->first, *block = m->blocks + 27 * k + 9, source = v->area * v->h;
    border *b = &m->borders[k];
    interface_values f;
    if (msbat__echem_model_interface(m, v->side, s[NODE_C], y[v->first + p->n - 1], s[NODE_I], &f, true)) return 1;
    msbat__echem_particle_factor(p, y + v->first, cj, tri);
    b->gamma = p->surface_area / (FARADAY * p->c_max * p->volume[p->n - 1]);
    b->by_c = f.by_c;
    b->by_x = f.by_x;
    b->total = f.by_i - f.by_x * b->gamma / tri[3 * (p->n - 1) + 1];
    if (b->total == 0 || !isfinite(b->total)) return 1;
    const double by[3] = {-f.by_c / b->total, -1 / b->total, 1 / b->total};
    for (int j = 0; j < 3; j++) {
        block[j] -= source / FARADAY * by[j];
        block[3 + j] -= source * by[j];
        block[6 + j] += source * by[j];
    }
    return 0;
}

int msbat__echem_model_jacobian(model *m, const double *y, double cj)
{
    m->cj = cj;
    if (m->kind == MODEL_SPM) {
        for (int side = 0; side < 2; side++)
            msbat__echem_particle_factor(&m->particle[side], y + m->particle_start[side], cj,
                                   m->tri + 3 * m->particle_start[side]);
        return 0;
    }
    if (evaluate_nodes(m, y, true)) return 1;
    memset(m->blocks, 0, (size_t)(27 * m->n_nodes) * sizeof(double));
    m->blocks[9 + 8] = m->nodes[0].sigma * 2 / m->nodes[0].h; /* the negative collector is at 0 */
    for (int64_t k = 0; k < m->n_nodes; k++) {
        m->blocks[27 * k + 9] += cj * m->nodes[k].porosity * m->nodes[k].h;
        if (k + 1 < m->n_nodes) add_face(m, y, k, m->blocks);
        if (m->nodes[k].side < 0) m->blocks[27 * k + 9 + 8] = 1;
        else if (add_interface(m, y, cj, k)) return 1;
    }
    return msbat__echem_blocks_factor(m->n_nodes, m->blocks);
}

/* ---- solution with the factored Jacobian ----------------------------------------------------- */
static double interface_constant(const model *m, int64_t k, const double *b)
{
    const border *e = &m->borders[k];
    double alpha = b[m->nodes[k].first + m->particle[m->nodes[k].side].n - 1];
    return -(e->by_x * alpha + b[m->node_start + NODE_SIZE * k + NODE_I]) / e->total;
}

static void forward(model *m, double *b)
{
    for (int64_t k = 0; k < m->n_nodes; k++) {
        const node *v = &m->nodes[k];
        const double *row = b + m->node_start + NODE_SIZE * k;
        double *rhs = m->rhs + 3 * k;
        memcpy(rhs, row, 3 * sizeof *rhs);
        if (v->side < 0) continue;
        msbat__echem_particle_forward(&m->particle[v->side], m->tri + 3 * v->first, b + v->first);
        double source = v->area * v->h * interface_constant(m, k, b);
        rhs[0] += source / FARADAY;
        rhs[1] += source;
        rhs[2] -= source;
    }
}

static void backward(model *m, double *b)
{
    for (int64_t k = 0; k < m->n_nodes; k++) {
        const node *v = &m->nodes[k];
        const double *x = m->rhs + 3 * k;
        double *row = b + m->node_start + NODE_SIZE * k;
        if (v->side >= 0) {
            const particle *p = &m->particle[v->side];
            const double *tri = m->tri + 3 * v->first;
            row[NODE_I] = interface_constant(m, k, b) + (x[2] - x[1] - m->borders[k].by_c * x[0]) / m->borders[k].total;
            b[v->first + p->n - 1] -= m->borders[k].gamma / tri[3 * (p->n - 1) + 1] * row[NODE_I];
            msbat__echem_particle_backward(p, tri, b + v->first);
        }
        memcpy(row, x, 3 * sizeof *x);
    }
}

void msbat__echem_model_solve(model *m, double *b)
{
    if (m->kind == MODEL_SPM) {
        for (int side = 0; side < 2; side++) {
            const particle *p = &m->particle[side];
            msbat__echem_particle_forward(p, m->tri + 3 * m->particle_start[side], b + m->particle_start[side]);
            msbat__echem_particle_backward(p, m->tri + 3 * m->particle_start[side], b + m->particle_start[side]);
        }
        return;
    }
    forward(m, b);
    msbat__echem_blocks_solve(m->n_nodes, m->blocks, m->rhs);
    backward(m, b);
}

/* eta(i) is like asinh: Newton's method in i swings ever further when it starts beyond the root. In eta it comes
 * back. */
void msbat__echem_model_bend(const model *m, const double *y, double *correction)
{
    double thermal = GAS_CONSTANT * m->temperature / FARADAY, slope;
    for (int64_t k = 0; k < m->n_nodes; k++) {
        const double *s = y + m->node_start + NODE_SIZE * k;
        double *d = correction + m->node_start + NODE_SIZE * k + NODE_I, i = s[NODE_I];
        if (i * *d >= 0 || fabs(*d) <= 0.5 * fabs(i)) continue;
        const node *v = &m->nodes[k];
        const particle *p = &m->particle[v->side];
        double i0 = exp(log_exchange(m, p, s[NODE_C], y[v->first + p->n - 1]));
        if (!(fabs(i) > 0.1 * i0)) continue;
        double eta = msbat__echem_invert_butler_volmer(i / i0, p->symmetry, &slope) + slope * *d / i0;
        *d = msbat_kinetics_eval_current(i0, p->symmetry, m->temperature, thermal * eta) - i;
    }
}

/* ---- consistent start ------------------------------------------------------------------------ */
/* Uniform reaction: the potentials that go with it at the first particle of each electrode. */
static msbat_status guess(const model *m, const char *function, double *y)
{
    interface_values v[2];
    for (int side = 0; side < 2; side++) {
        int64_t last = m->particle_start[side] + m->particle[side].n - 1;
        if (msbat__echem_model_interface(m, side, m->c0, y[last], msbat__echem_model_mean_current(m, side), &v[side],
                                         false))
            return msbat__fail(m->ctx, MSBAT_ERR_PHYSICS, function,
                               "the kinetics of the %s electrode cannot carry %g A",
                               side ? "positive" : "negative", m->current);
    }
    for (int64_t k = 0; k < m->n_nodes; k++) {
        double *s = y + m->node_start + NODE_SIZE * k;
        int64_t side = m->nodes[k].side;
        s[NODE_PHI_E] = -v[0].potential;
        s[NODE_PHI_S] = side == 1 ? v[1].potential - v[0].potential : 0;
        s[NODE_I] = side < 0 ? 0 : msbat__echem_model_mean_current(m, side);
    }
    return MSBAT_OK;
}

/* Interfacial current density at the potentials of a node, by Butler-Volmer. */
static int current_from_potentials(const model *m, int64_t k, double *y)
{
    const node *v = &m->nodes[k];
    const particle *p = &m->particle[v->side];
    double *s = y + m->node_start + NODE_SIZE * k, x = y[v->first + p->n - 1];
    double eta = s[NODE_PHI_S] - s[NODE_PHI_E] - msbat__echem_particle_voltage(p, x, NULL);
    double i = msbat_kinetics_eval_current(exp(log_exchange(m, p, s[NODE_C], x)), p->symmetry, m->temperature, eta);
    if (!isfinite(i)) return 1;
    s[NODE_I] = i;
    return 0;
}

/* Newton step on the potentials at fixed shells and concentrations (a huge cj holds them), no overpotential moving by
 * more than four thermal voltages; the currents follow from the potentials, at the end by the linear rows, which
 * balance them exactly. */
static int newton_step(model *m, double *y, double *r, double *change)
{
    double thermal = GAS_CONSTANT * m->temperature / FARADAY, swing = 0;
    if (msbat__echem_model_residual(m, y, NULL, r) || msbat__echem_model_jacobian(m, y, 1e20)) return 1;
    for (int64_t i = 0; i < m->n_states; i++) r[i] = msbat__echem_model_is_differential(m, i) ? 0 : -r[i];
    msbat__echem_model_solve(m, r);
    *change = 0;
    for (int64_t k = 0; k < m->n_nodes; k++) {
        const double *d = r + m->node_start + NODE_SIZE * k;
        *change = fmax(*change, fmax(fabs(d[NODE_PHI_S]), fabs(d[NODE_PHI_E])));
        if (m->nodes[k].side >= 0) swing = fmax(swing, fabs(d[NODE_PHI_S] - d[NODE_PHI_E]));
        if (!isfinite(*change) || !isfinite(swing)) return 1;
    }
    double damping = swing > 4 * thermal ? 4 * thermal / swing : 1;
    for (int64_t k = 0; k < m->n_nodes; k++) {
        double *s = y + m->node_start + NODE_SIZE * k;
        const double *d = r + m->node_start + NODE_SIZE * k;
        for (int j = NODE_PHI_E; j <= NODE_I; j++) s[j] += damping * d[j];
        if (*change > 1e-8 && m->nodes[k].side >= 0 && current_from_potentials(m, k, y)) return 1;
    }
    return 0;
}

static msbat_status find_potentials(model *m, const char *function, double *y, double *work)
{
    double change = HUGE_VAL, before = HUGE_VAL;
    msbat_status st = guess(m, function, y);
    if (st) return st;
    for (int k = 0; k < 300 && change > 1e-14; k++) {
        if (newton_step(m, y, work, &change)) {
            change = HUGE_VAL;
            break;
        }
        if (change < 1e-10 && change >= 0.5 * before) break; /* rounding is reached */
        before = change;
    }
    if (change < 1e-8) return MSBAT_OK;
    return msbat__fail(m->ctx, MSBAT_ERR_CONVERGENCE, function,
                       "no potentials were found at which the cell carries %g A; the current may be too large",
                       m->current);
}

msbat_status msbat__echem_model_consistent(model *m, const char *function, double *y, double *yp)
{
    msbat_status st = m->kind == MODEL_DFN ? find_potentials(m, function, y, yp) : MSBAT_OK;
    if (st) return st;
    if (msbat__echem_model_residual(m, y, NULL, yp))
        return msbat__fail(m->ctx, MSBAT_ERR_PHYSICS, function, "the model cannot be evaluated at the start for %g A",
                           m->current);
    for (int64_t i = 0; i < m->n_states; i++) yp[i] = msbat__echem_model_is_differential(m, i) ? -yp[i] : 0;
    for (int64_t k = 0; k < m->n_nodes; k++)
        yp[m->node_start + NODE_SIZE * k + NODE_C] /= m->nodes[k].porosity * m->nodes[k].h;
    return MSBAT_OK;
}
