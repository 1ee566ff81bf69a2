/* echem_impl.h - what the files of echem share. */
#ifndef MSBAT_ECHEM_IMPL_H
#define MSBAT_ECHEM_IMPL_H

#include "base/base_impl.h"
#include "msbat/echem.h"

#define FARADAY MSBAT_FARADAY
#define GAS_CONSTANT MSBAT_GAS_CONSTANT

/* ---- kinetics.c -------------------------------------------------------------------------------------------------- */
/* y with exp((1-a) y) - exp(-a y) = s, and its slope dy/ds. */
double msbat__echem_invert_butler_volmer(double s, double a, double *slope);

/* ---- electrolyte.c ----------------------------------------------------------------------------------------------- */
enum { ELECTROLYTE_PROPERTIES = 3 };
/* Range of c [mol/m^3] in which every property is defined; 0 and HUGE_VAL when all are constants. */
void msbat__echem_electrolyte_range(const msbat_electrolyte *electrolyte, double range[2]);
/* Checks that what a cell needs is set, defined at temperature, finite and positive over the range. */
msbat_status msbat__echem_electrolyte_check(const msbat_electrolyte *electrolyte, const char *function,
                                            double temperature);
/* Property at c clamped into its range, without messages: 0 = fine. For Newton iterates that stray. */
int msbat__echem_electrolyte_eval(const msbat_electrolyte *electrolyte, msbat_electrolyte_property property,
                            double temperature, int64_t n, const double *c, double *value);
/* ln f at c; 0 = fine. */
int msbat__echem_electrolyte_ln_f(const msbat_electrolyte *electrolyte, double temperature, double c, double *ln_f);
bool msbat__echem_electrolyte_is_ideal(const msbat_electrolyte *electrolyte); /* f = 1 */

/* ---- particle.c: a sphere in the enthalpy form ------------------------------------------------------------------- */
enum { ENTHALPY_POINTS = 513 };
typedef struct particle {
    const msbat_material_view *view;     /* retained by the model */
    double range[2];                     /* of x */
    double u_end[2], slope_end[2];       /* U and dU/dx there: for Newton iterates beyond */
    /* where D is not too steep for rounding, H and D at its ends: H goes on linearly */
    double inside[2], h_end[2], d_end[2];
    double *table;                       /* H and dH/dx at ENTHALPY_POINTS points from inside[0] to inside[1] */
    double per_x;                        /* points per unit of x */
    double c_max, radius, temperature, symmetry;
    int64_t n;                           /* shells */
    double *place;                       /* of the node of each shell [m]: 0 ... radius */
    double *volume;                      /* relative to the particle: sum = 1 */
    /* face s, 0 < s < n, between shells s-1 and s: area/(distance * volume) [1/m^2] */
    double *conductance;
    double surface_area;                 /* area/volume of the particle [1/m] */
} particle;

msbat_status msbat__echem_particle_prepare(const msbat_context *ctx, const char *function, particle *p, double grading);
/* MSBAT_ERR_UNSTABLE where D_chem is negative. */
msbat_status msbat__echem_check_stable(const msbat_context *ctx, const char *function, const msbat_material_view *view);
void msbat__echem_particle_clear(const msbat_context *ctx, particle *p);
double msbat__echem_particle_enthalpy(const particle *p, double x, double *d); /* H and D, linear beyond the range */
double msbat__echem_particle_voltage(const particle *p, double x, double *slope); /* slope may be NULL */
/* Rates [1/s] of the shells for interfacial current density [A/m^2]. */
void msbat__echem_particle_rates(const particle *p, const double *x, double current, double *rates);
/* Tridiagonal cj - d rates/dx, rows (lower, diagonal, upper), factored in place without pivoting (column diagonally
 * dominant in the volumes). */
void msbat__echem_particle_factor(const particle *p, const double *x, double cj, double *tri);
/* leaves x_last solved in b[n-1] */
void msbat__echem_particle_forward(const particle *p, const double *tri, double *b);
void msbat__echem_particle_backward(const particle *p, const double *tri, double *b);
double msbat__echem_particle_mean(const particle *p, const double *x);

/* ---- cell -------------------------------------------------------------------------------------------------------- */
typedef struct electrode {
    msbat_material *material;    /* NULL until set */
    double thickness, porosity, active, radius, sigma, double_layer, pore;
} electrode;

typedef struct run_row {
    double value[12];            /* by msbat_cell_column */
} run_row;

struct msbat_cell {
    msbat__handle handle;
    msbat_electrolyte *electrolyte;
    double area, temperature;
    electrode electrode[2];
    double separator_thickness, separator_porosity, separator_pore; /* thickness 0: not set */
    double window[2];            /* 0, 0: not set */
    double stoichiometry[2];     /* 0, 0: not set */
    double charge;               /* fraction of charge at the start; < 0: as the stoichiometries say */
    double sei_constant, sei_thickness;
    /* options */
    int64_t model, points[3], points_particle, max_steps;
    double grading, rtol, atol, output_interval;
    /* results */
    struct model *solved;        /* the model of the last run, for profiles */
    run_row *rows;
    double *states;              /* n_rows x n_states */
    int64_t n_rows, capacity;
    msbat_cell_end end;
    double lithium_residual, charge_residual;
};

enum { MODEL_SPM = 0, MODEL_DFN = 1 };

/* balance.c */
msbat_status msbat__echem_cell_ready(const msbat_cell *cell, const char *function, bool need_window);
typedef struct balance {
    double x_full[2], x_empty[2], charge; /* [C] */
} balance;
msbat_status msbat__echem_cell_balance(const msbat_cell *cell, const char *function, balance *b);
msbat_status msbat__echem_cell_start(const msbat_cell *cell, const char *function, double x[2]);
double msbat__echem_cell_capacity(const msbat_cell *cell, int64_t electrode); /* [mol] of sites */

/* ---- model.c: state vector, residual, Jacobian ------------------------------------------------------------------
 * States: the shells of every particle, then for "dfn" four numbers for each volume across the cell. In the separator
 * phi_s and i are kept at 0 by rows of their own. */
enum { NODE_C = 0, NODE_PHI_E = 1, NODE_PHI_S = 2, NODE_I = 3, NODE_SIZE = 4 };

typedef struct node {            /* one volume across the cell */
    /* width [m], porosity, relative transport, [S/m], interface per volume [1/m] */
    double h, porosity, pore, sigma, area;
    int64_t side;                /* 0, 1: electrode; -1: separator */
    int64_t first;               /* first state of its particle */
} node;

typedef struct node_values {     /* electrolyte and interface at a node, for one state */
    double d, kappa, theta, d_c, kappa_c, theta_c; /* properties and derivatives by c */
    double ln_c, ln_c_c;
} node_values;

typedef struct interface_values { /* potential U(x) + eta(i) of one interface with derivatives */
    double potential, by_x, by_i, by_c;
} interface_values;

/* Linearised interface: d phi_s - d phi_e - by_c dc - by_x dx_last - by_i di = b; with the particle eliminated dx_last
 * = alpha - beta di, so that di = (d phi_s - d phi_e - by_c dc - by_x alpha - b)/total. */
typedef struct border {
    double by_c, by_x, total, gamma; /* gamma: d (row of the last shell)/d i [m^2/(A s)] */
} border;

typedef struct model {
    const msbat_context *ctx;
    msbat_electrolyte *electrolyte;      /* retained */
    msbat_material_view *view[2];
    particle particle[2];
    int64_t kind, n_particles[2], n_nodes, n_states, node_start;
    int64_t particle_start[2];
    node *nodes;
    double area, temperature, c0, t_plus, c_range[2];
    double interface_area[2];            /* of each electrode [m^2] */
    double sites[2];                     /* [mol] */
    double current;                      /* [A], set by the run */
    bool ideal;                          /* f = 1 */
    /* work of residual and Jacobian, one set, as IDA calls them one at a time */
    double *c, *work;                    /* concentrations; 7 numbers per node */
    node_values *values;
    double *tri;                         /* 3 numbers for every shell */
    double *blocks;                      /* per node: lower, diagonal, upper blocks (27) */
    border *borders;                     /* per node: what eliminating i needs */
    double *rhs;                         /* 3 per node */
    double cj;
} model;

msbat_status msbat__echem_model_create(const msbat_cell *cell, const char *function, model **m);
void msbat__echem_model_destroy(model **m);
void msbat__echem_model_start(const model *m, const double x[2], double *y);
/* 0 = fine; 1 = cannot evaluate; y' may be NULL: 0. */
int msbat__echem_model_residual(model *m, const double *y, const double *yp, double *r);
int msbat__echem_model_jacobian(model *m, const double *y, double cj);  /* factored */
void msbat__echem_model_solve(model *m, double *b);                     /* b overwritten by the solution */
/* Newton correction at y: where it would turn a large current density round, taken along the overpotential instead. */
void msbat__echem_model_bend(const model *m, const double *y, double *correction);
/* Solves the algebraic equations at fixed shells and concentrations by Newton's method, then sets y'. */
msbat_status msbat__echem_model_consistent(model *m, const char *function, double *y, double *yp);
double msbat__echem_model_mean_current(const model *m, int64_t side); /* interfacial, with the sign of the reaction */
/* Interfacial current density and surface stoichiometry of particle i of an electrode, collector to separator to
 * collector. */
double msbat__echem_model_current_at(const model *m, const double *y, int64_t side, int64_t i);
double msbat__echem_model_surface_at(const model *m, const double *y, int64_t side, int64_t i);
double msbat__echem_model_voltage(const model *m, const double *y);
int msbat__echem_model_interface(const model *m, int64_t side, double c, double x, double current,
                           interface_values *out, bool derivatives);
/* Smallest distances to the limits: surface of either electrode [x], electrolyte low and high [relative to c0]. */
void msbat__echem_model_margins(const model *m, const double *y, double margin[4]);
void msbat__echem_model_row(const model *m, double t, double charge, const double *y, run_row *row);
bool msbat__echem_model_is_differential(const model *m, int64_t state);
double msbat__echem_model_scale(const model *m, int64_t state);         /* for the absolute tolerance */

/* ---- structured.c: the block solver ------------------------------------------------------------------------------ */
int msbat__echem_blocks_factor(int64_t n, double *blocks);
void msbat__echem_blocks_solve(int64_t n, const double *blocks, double *b);

/* ---- solver.c: SUNDIALS IDA -------------------------------------------------------------------------------------- */
typedef struct step {
    double current, duration, voltage;   /* [A], [s] or 0, [V] or 0 */
} step;
typedef struct solver solver;
msbat_status msbat__echem_solver_create(model *m, double rtol, double atol, solver **s);
void msbat__echem_solver_destroy(solver **s);
/* Starts at t with the states in y (shells and c are taken, the rest solved for) for the model's current; direction:
 * sign of the change of voltage at which stop [V] counts, 0: no stop. */
msbat_status msbat__echem_solver_start(solver *s, const char *function, double t, double t_end, double stop,
                                       double direction);
double *msbat__echem_solver_states(solver *s);
/* One internal step, not beyond t_end. */
typedef enum { SOLVER_STEP, SOLVER_TIME, SOLVER_VOLTAGE, SOLVER_LIMIT } solver_event;
/* An event that holds already at the start of a step. */
solver_event msbat__echem_solver_check(solver *s, msbat_cell_end *limit);
msbat_status msbat__echem_solver_step(solver *s, const char *function, double *t, solver_event *event,
                                      msbat_cell_end *limit);
/* States at a time within the last step into y[n_states]. */
msbat_status msbat__echem_solver_interpolate(solver *s, double t, double *y);

/* ---- run.c, protocol.c ------------------------------------------------------------------------------------------- */
msbat_status msbat__echem_cell_run(msbat_cell *cell, const char *function, int64_t n, const step *steps);
void msbat__echem_cell_drop_results(msbat_cell *cell);
/* Voltage of the window, lower (0) or upper (1), as the voltage of a step: never 0. */
double msbat__echem_cell_limit(const msbat_cell *cell, int64_t end);
msbat_status msbat__echem_protocol_read(const msbat_cell *cell, const char *function, const char *text, int64_t *n,
                                  step **steps);

#endif
