/* msbat/echem.h - electrochemistry: interface kinetics, electrolyte, cell models, timescales.
 *
 * Objects of this header:
 *   msbat_kinetics_...   functions, no object: Nernst potential and Butler-Volmer of a material at an interface
 *   msbat_electrolyte    a binary lithium electrolyte: c0, t+, D_e, kappa, thermodynamic factor
 *   msbat_cell           two electrodes, separator, electrolyte: single-particle model or porous-electrode model (DFN)
 *   msbat_timescales     times, losses and ranking of the processes of a cell at a rate
 *
 * Everything is SI and per mole. Signs: an interfacial current density is positive when lithium leaves the solid; the
 * cell current is positive on discharge. The open-circuit voltage of an electrode is that of the phase of its
 * material: there is no way to give another one.
 */
#ifndef MSBAT_ECHEM_H
#define MSBAT_ECHEM_H

#include "msbat/material.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Interface kinetics, Li+ + e- = Li in the host (n = 1) ----------------------------------------------------
 * Activities: a_R that of the phase, a_O = activity_coefficient c_e/(1000 mol/m^3). Arrays have n entries. */

/* Nernst potential of the single interface U = U0 + (RT/F) ln(a_O/a_R) [V], U0 = U(x_ref), against lithium metal in an
 * electrolyte with a_O = 1. MSBAT_ERR_RANGE for x outside the material or c_e <= 0. */
MSBAT_API msbat_status msbat_kinetics_get_nernst(const msbat_material *material, double temperature,
                                                 double activity_coefficient,
                                                 int64_t n, const double *c_e, const double *x, double *potential);
/* Butler-Volmer current density i = i0 [exp((1-a) F eta/RT) - exp(-a F eta/RT)] [A/m^2] at potential [V] (same
 * reference as above), eta = potential - Nernst potential; i0 and a are the material's. Exactly 0 at the Nernst
 * potential that msbat_kinetics_get_nernst gives. MSBAT_ERR_STATE without kinetics; MSBAT_ERR_OVERFLOW when the
 * exponential overflows. */
MSBAT_API msbat_status msbat_kinetics_get_current(const msbat_material *material, double temperature,
                                                  double activity_coefficient,
                                                  int64_t n, const double *c_e, const double *x,
                                                  const double *potential, double *current);
/* The inverse: overpotential eta [V] at current density [A/m^2], to a few units in the last place. */
MSBAT_API msbat_status msbat_kinetics_get_overpotential(const msbat_material *material, double temperature,
                                                        double activity_coefficient, int64_t n,
                                                        const double *c_e, const double *x, const double *current,
                                                        double *overpotential);
/* Exchange resistance R_ct = RT/(F i0) [ohm m^2]. */
MSBAT_API msbat_status msbat_kinetics_get_resistance(const msbat_material *material, double temperature,
                                                     double activity_coefficient, int64_t n,
                                                     const double *c_e, const double *x, double *resistance);
/* Scalar forms for inner loops; NaN unless i0 > 0, 0 < symmetry < 1, temperature > 0. */
MSBAT_API double msbat_kinetics_eval_current(double i0, double symmetry, double temperature, double overpotential);
MSBAT_API double msbat_kinetics_eval_overpotential(double i0, double symmetry, double temperature, double current);

/* ---- Electrolyte ------------------------------------------------------------------------------------------------- */
typedef struct msbat_electrolyte msbat_electrolyte;

/* Properties of an electrolyte, each a function or a table of the concentration. */
typedef enum msbat_electrolyte_property {
    MSBAT_ELECTROLYTE_DIFFUSIVITY = 0,          /* D_e [m^2/s] > 0 */
    MSBAT_ELECTROLYTE_CONDUCTIVITY = 1,         /* kappa [S/m] > 0 */
    MSBAT_ELECTROLYTE_THERMODYNAMIC_FACTOR = 2, /* 1 + d ln f/d ln c > 0; 1 unless given */
    MSBAT_ELECTROLYTE_PROPERTY_INT_SIZED = 0x7fffffff
} msbat_electrolyte_property;

/* Property at n concentrations c [mol/m^3] and temperature [K]; 0 = fine, anything else: MSBAT_ERR_CALLBACK. Must be
 * callable from several threads and outlive the electrolyte and the cells that it is in. */
typedef int (*msbat_electrolyte_fn)(int64_t n, const double *c, double temperature, double *value, void *user);

/* c0: uniform concentration at rest [mol/m^3], 10 to 1e5 (1 mol/l is 1000); t_plus: transference number of Li+, 0 to
 * below 1. */
MSBAT_API msbat_status msbat_electrolyte_create(msbat_context *ctx, double c0, double t_plus,
                                                msbat_electrolyte **electrolyte);
MSBAT_API void msbat_electrolyte_destroy(msbat_electrolyte **electrolyte);
/* A property as a function, valid for c in c_range [mol/m^3], 0 < c_range[0] < c0 < c_range[1]. A run ends with a named
 * limit where c leaves it; below c_range[0] the electrolyte counts as depleted. */
MSBAT_API msbat_status msbat_electrolyte_set_function(msbat_electrolyte *electrolyte,
                                                      msbat_electrolyte_property property,
                                                      msbat_electrolyte_fn function, void *user,
                                                      const double c_range[2]);
/* A property as a table at temperature (used at no other, within 0.01 K: MSBAT_ERR_MISMATCH): c strictly increasing and
 * around c0, values > 0, monotone cubic interpolation (F. N. Fritsch, R. E. Carlson, SIAM J. Numer. Anal. 17 (1980)
 * 238; slopes at the ends from three rows), which never leaves the interval of two neighbouring values: where the
 * property has a maximum, give it a row. n = 2: a straight line; n = 1: a constant for every c and T. */
MSBAT_API msbat_status msbat_electrolyte_set_table(msbat_electrolyte *electrolyte, msbat_electrolyte_property property,
                                                   double temperature,
                                                   int64_t n, const double *c, const double *value);
MSBAT_API msbat_status msbat_electrolyte_get_property(const msbat_electrolyte *electrolyte,
                                                      msbat_electrolyte_property property, double temperature,
                                                      int64_t n, const double *c, double *value);
MSBAT_API msbat_status msbat_electrolyte_get_c0(const msbat_electrolyte *electrolyte, double *c0);
MSBAT_API msbat_status msbat_electrolyte_get_t_plus(const msbat_electrolyte *electrolyte, double *t_plus);
/* Activity coefficient f(c) that belongs to the thermodynamic factor: ln f = integral of (factor - 1) d ln c from 1000
 * mol/m^3; where 1000 lies outside the range of the factor, it keeps its value at the end of the range up to there. */
MSBAT_API msbat_status msbat_electrolyte_get_activity_coefficient(const msbat_electrolyte *electrolyte,
                                                                  double temperature, int64_t n, const double *c,
                                                                  double *coefficient);

/* ---- Cell -------------------------------------------------------------------------------------------------------- */
typedef struct msbat_cell msbat_cell;

/* The two electrodes of a cell. */
typedef enum msbat_electrode {
    MSBAT_NEGATIVE = 0,
    MSBAT_POSITIVE = 1,
    MSBAT_ELECTRODE_INT_SIZED = 0x7fffffff
} msbat_electrode;

/* A porous electrode. Start from msbat_electrode_geometry g = {.size = sizeof g}; members left 0 mean what is said. */
typedef struct msbat_electrode_geometry {
    size_t size;                       /* sizeof(msbat_electrode_geometry) */
    double thickness_m;                /* from collector to separator [m] */
    double porosity;                   /* 0: the fraction of the pore tensor; else the two must agree within 0.001 */
    double active_fraction;            /* volume of active material per volume of electrode */
    double particle_radius_m;          /* of the active material [m] */
    double solid_conductivity_s_per_m; /* [S/m]; bulk value if a solid tensor is given, else the effective value */
    double double_layer_f_per_m2;      /* C_dl per interface area [F/m^2], for timescales only; 0: unknown */
    double direction[3];               /* through-plane direction in the tensors; all 0: the first axis */
} msbat_electrode_geometry;

/* Cell with electrode area [m^2] at a uniform temperature [K]. The electrolyte is retained and must have D_e and kappa
 * (MSBAT_ERR_STATE); its properties are checked to be finite and positive over their ranges (MSBAT_ERR_PHYSICS). */
MSBAT_API msbat_status msbat_cell_create(msbat_context *ctx, msbat_electrolyte *electrolyte, double area_m2,
                                         double temperature, msbat_cell **cell);
MSBAT_API void msbat_cell_destroy(msbat_cell **cell);
/* Electrode: material with transport and kinetics (MSBAT_ERR_STATE), retained; pore_tensor: D_e,eff/D_e =
 * kappa_eff/kappa of the pores; solid_tensor may be NULL (then the conductivity is the effective one). MSBAT_ERR_RANGE
 * for lengths and fractions, MSBAT_ERR_PHYSICS when fractions add up to more than 1, MSBAT_ERR_MISMATCH when porosity
 * and pore tensor disagree. */
MSBAT_API msbat_status msbat_cell_set_electrode(msbat_cell *cell, msbat_electrode electrode, msbat_material *material,
                                                const msbat_electrode_geometry *geometry,
                                                const msbat_tensor *pore_tensor, const msbat_tensor *solid_tensor);
/* Separator: its tensor gives porosity and the effective transport along the first axis. */
MSBAT_API msbat_status msbat_cell_set_separator(msbat_cell *cell, double thickness_m, const msbat_tensor *tensor);
/* Voltage window [V], v_min < v_max. */
MSBAT_API msbat_status msbat_cell_set_window(msbat_cell *cell, double v_min, double v_max);
/* A pair of stoichiometries that the cell has at one time: fixes the lithium inventory, and is the state in which runs
 * start. */
MSBAT_API msbat_status msbat_cell_set_stoichiometry(msbat_cell *cell, double x_negative, double x_positive);
/* Lets runs start instead at a fraction in [0, 1] of the exchangeable lithium: 1 = charged to v_max at equilibrium. The
 * inventory stays. */
MSBAT_API msbat_status msbat_cell_set_charge(msbat_cell *cell, double fraction);

/* Options, text form and named ones:
 *   model            "spm" or "dfn" (default)
 *   points_negative, points_separator, points_positive   finite volumes across each region, 2 to 1000 (20, 20, 20)
 *   points_particle  shells of a particle, 3 to 1000 (20)
 *   grading          width of the innermost over that of the outermost shell, 1 to 100 (4)
 *   rtol, atol       of the time integration (1e-5, 1e-6; atol in units of stoichiometry, V, c0 and mean interfacial
 *                    current)
 *   output_interval  [s] between rows; 0 (default): a row at every step that the integrator takes
 *   max_steps        of the integrator in one run, 10 to 1e9 (100000) */
MSBAT_API msbat_status msbat_cell_set_option(msbat_cell *cell, const char *name, const char *value);
MSBAT_API msbat_status msbat_cell_get_option(const msbat_cell *cell, const char *name, size_t size, char *value);
MSBAT_API msbat_status msbat_cell_set_points_negative(msbat_cell *cell, int64_t value);
MSBAT_API msbat_status msbat_cell_get_points_negative(const msbat_cell *cell, int64_t *value);
MSBAT_API msbat_status msbat_cell_set_points_separator(msbat_cell *cell, int64_t value);
MSBAT_API msbat_status msbat_cell_get_points_separator(const msbat_cell *cell, int64_t *value);
MSBAT_API msbat_status msbat_cell_set_points_positive(msbat_cell *cell, int64_t value);
MSBAT_API msbat_status msbat_cell_get_points_positive(const msbat_cell *cell, int64_t *value);
MSBAT_API msbat_status msbat_cell_set_points_particle(msbat_cell *cell, int64_t value);
MSBAT_API msbat_status msbat_cell_get_points_particle(const msbat_cell *cell, int64_t *value);
MSBAT_API msbat_status msbat_cell_set_grading(msbat_cell *cell, double value);
MSBAT_API msbat_status msbat_cell_get_grading(const msbat_cell *cell, double *value);
MSBAT_API msbat_status msbat_cell_set_rtol(msbat_cell *cell, double value);
MSBAT_API msbat_status msbat_cell_get_rtol(const msbat_cell *cell, double *value);
MSBAT_API msbat_status msbat_cell_set_atol(msbat_cell *cell, double value);
MSBAT_API msbat_status msbat_cell_get_atol(const msbat_cell *cell, double *value);
MSBAT_API msbat_status msbat_cell_set_output_interval(msbat_cell *cell, double value);
MSBAT_API msbat_status msbat_cell_get_output_interval(const msbat_cell *cell, double *value);
MSBAT_API msbat_status msbat_cell_set_max_steps(msbat_cell *cell, int64_t value);
MSBAT_API msbat_status msbat_cell_get_max_steps(const msbat_cell *cell, int64_t *value);

/* Equilibrium between the voltage limits with the cell's lithium: stoichiometries (negative, positive) when full and
 * when empty, and the charge between [C]. Where a phase ends before a limit is reached its end counts (a log line says
 * so); any output may be NULL. MSBAT_ERR_STATE names what is still to be set; MSBAT_ERR_PHYSICS when no lithium can be
 * exchanged; MSBAT_ERR_UNSTABLE when a phase has negative D_chem somewhere: it has no one equilibrium until it is
 * convexified. */
MSBAT_API msbat_status msbat_cell_get_balance(const msbat_cell *cell, double x_full[2], double x_empty[2],
                                              double *charge_c);
/* The current of 1C [A]: the charge of msbat_cell_get_balance in one hour. */
MSBAT_API msbat_status msbat_cell_get_one_c(const msbat_cell *cell, double *current_a);
MSBAT_API msbat_status msbat_cell_get_temperature(const msbat_cell *cell, double *temperature);
MSBAT_API msbat_status msbat_cell_get_area(const msbat_cell *cell, double *area_m2);
MSBAT_API msbat_status msbat_cell_get_electrolyte(const msbat_cell *cell,
                                                  const msbat_electrolyte **electrolyte); /* owned by cell */
/* NULL until set; owned by cell. */
MSBAT_API msbat_status msbat_cell_get_material(const msbat_cell *cell, msbat_electrode electrode,
                                               const msbat_material **material);

/* ---- Runs ---------------------------------------------------------------------------------------------------------
 * Each begins at the start state and replaces the rows of the run before. A run ends when its steps are done: MSBAT_OK;
 * at a named physical limit (a particle surface at the end of its phase, electrolyte depleted or beyond its range):
 * MSBAT_ERR_PHYSICS; when the integrator cannot go on: MSBAT_ERR_CONVERGENCE; cancelled: MSBAT_CANCELLED. After all of
 * these the rows up to that time can be read. */

/* Constant current of c_rate > 0 times 1C until v_min of the window. MSBAT_ERR_RANGE if the cell is below v_min at
 * rest; where the current takes it below at once, the run ends with its first row, which lies below v_min. */
MSBAT_API msbat_status msbat_cell_run_discharge(msbat_cell *cell, double c_rate);
/* n >= 1 steps of constant current, 3 numbers each: current [A], positive on discharge; longest duration [s], 0 = no
 * limit; voltage [V] at which the step ends (falling on discharge, rising on charge; not for a rest), 0 = none. A step
 * needs a duration or a voltage. */
MSBAT_API msbat_status msbat_cell_run_steps(msbat_cell *cell, int64_t n, const double *steps);
/* The same as text: steps separated by ';', each
 *     discharge at 1C until 3.0 V
 *     charge at C/5 for 30 min until 4.2 V
 *     discharge at 2.5 A for 600 s
 *     rest for 1 h
 * Units: C, A, mA; s, min, h; V, mV. MSBAT_ERR_FORMAT names the word that is wrong; a discharge without "until" also
 * ends at v_min, a charge at v_max, if a window is set. */
MSBAT_API msbat_status msbat_cell_run(msbat_cell *cell, const char *protocol);

/* ---- Results of the last run ------------------------------------------------------------------------------------- */
/* What is kept over time. */
typedef enum msbat_cell_column {
    MSBAT_CELL_TIME = 0,               /* [s] from the start of the run */
    MSBAT_CELL_VOLTAGE = 1,            /* [V] between the collector faces */
    MSBAT_CELL_CURRENT = 2,            /* [A] */
    MSBAT_CELL_CHARGE = 3,             /* [C] discharged since the start */
    MSBAT_CELL_SURFACE_X_NEGATIVE = 4, /* at the separator side */
    MSBAT_CELL_SURFACE_X_POSITIVE = 5,
    MSBAT_CELL_MEAN_X_NEGATIVE = 6,
    MSBAT_CELL_MEAN_X_POSITIVE = 7,
    MSBAT_CELL_LITHIUM_NEGATIVE = 8,   /* [mol] */
    MSBAT_CELL_LITHIUM_POSITIVE = 9,
    MSBAT_CELL_LITHIUM_ELECTROLYTE = 10, /* "spm": at rest */
    MSBAT_CELL_OPEN_CIRCUIT = 11,      /* [V] at the mean stoichiometries */
    MSBAT_CELL_COLUMN_INT_SIZED = 0x7fffffff
} msbat_cell_column;

/* Rows of the last run; 0 before the first. At a jump of the current there is a row before and one after. */
MSBAT_API msbat_status msbat_cell_get_row_count(const msbat_cell *cell, int64_t *n_rows);
/* One column, n = number of rows. */
MSBAT_API msbat_status msbat_cell_get_column(const msbat_cell *cell, msbat_cell_column column, int64_t n,
                                             double *values);

/* What is kept across the cell at each row. */
typedef enum msbat_cell_profile {
    MSBAT_PROFILE_POSITION = 0,               /* centres of the volumes across the cell, from the negative one [m] */
    MSBAT_PROFILE_ELECTROLYTE = 1,            /* c_e there [mol/m^3] */
    MSBAT_PROFILE_ELECTROLYTE_POTENTIAL = 2,  /* of a lithium reference there [V]; the negative collector is at 0 */
    MSBAT_PROFILE_NEGATIVE_SURFACE = 3,       /* surface stoichiometry of the particles, collector to separator */
    MSBAT_PROFILE_POSITIVE_SURFACE = 4,       /* separator to collector */
    MSBAT_PROFILE_NEGATIVE_CURRENT = 5,       /* interfacial current density [A/m^2] */
    MSBAT_PROFILE_POSITIVE_CURRENT = 6,
    MSBAT_PROFILE_NEGATIVE_RADIUS = 7,        /* where the shells' states stand: 0 to the radius [m] */
    MSBAT_PROFILE_POSITIVE_RADIUS = 8,
    MSBAT_PROFILE_NEGATIVE_PARTICLES = 9,     /* stoichiometry of all shells, particle by particle */
    MSBAT_PROFILE_POSITIVE_PARTICLES = 10,
    MSBAT_PROFILE_INT_SIZED = 0x7fffffff
} msbat_cell_profile;

/* Length of a profile; with "spm" an electrode is one particle, and there is no electrolyte (length 0). */
MSBAT_API msbat_status msbat_cell_get_profile_size(const msbat_cell *cell, msbat_cell_profile profile, int64_t *n);
MSBAT_API msbat_status msbat_cell_get_profile(const msbat_cell *cell, int64_t row, msbat_cell_profile profile,
                                              int64_t n, double *values);

/* How a run ended. */
typedef enum msbat_cell_end {
    MSBAT_END_NONE = 0,                /* no run yet, cancelled or not converged */
    MSBAT_END_TIME = 1,                /* the last step ended by its duration */
    MSBAT_END_VOLTAGE = 2,             /* the last step ended at its voltage */
    MSBAT_END_SURFACE_NEGATIVE = 3,    /* a particle surface reached the end of its phase */
    MSBAT_END_SURFACE_POSITIVE = 4,
    MSBAT_END_ELECTROLYTE_LOW = 5,     /* depleted */
    MSBAT_END_ELECTROLYTE_HIGH = 6,    /* beyond the range of its properties */
    MSBAT_END_INT_SIZED = 0x7fffffff
} msbat_cell_end;
/* How the last run ended, and the text of it: a constant string. Either output may be NULL. */
MSBAT_API msbat_status msbat_cell_get_end(const msbat_cell *cell, msbat_cell_end *end, const char **text);
/* Largest residuals over the rows of the last run: lithium = |total - total at start|/total at start; charge = the
 * larger over the electrodes of |lithium lost or gained - charge/F|/lithium at start. Rounding, not tolerance, sets
 * their size. */
MSBAT_API msbat_status msbat_cell_get_conservation(const msbat_cell *cell, double *lithium, double *charge);

/* ---- Timescales -------------------------------------------------------------------------------------------------- */
typedef struct msbat_timescales msbat_timescales;

/* Processes of a cell, and the time of each. */
typedef enum msbat_process {
    MSBAT_PROCESS_NEGATIVE_DIFFUSION = 0,       /* R^2/D_chem */
    MSBAT_PROCESS_POSITIVE_DIFFUSION = 1,
    MSBAT_PROCESS_ELECTROLYTE = 2,              /* L^2/D_e,eff: sum of L_k/D_e,eff,k times sum of L_k porosity_k */
    MSBAT_PROCESS_NEGATIVE_CONDUCTION = 3,      /* L^2 C/sigma_eff, C the double layer per volume */
    MSBAT_PROCESS_POSITIVE_CONDUCTION = 4,
    MSBAT_PROCESS_NEGATIVE_CHARGE_TRANSFER = 5, /* R_ct C_dl, R_ct = RT/(F i0) */
    MSBAT_PROCESS_POSITIVE_CHARGE_TRANSFER = 6,
    MSBAT_PROCESS_SEI_GROWTH = 7,               /* thickness^2/constant; apart: not in series, no loss */
    MSBAT_PROCESS_COUNT = 8,
    MSBAT_PROCESS_INT_SIZED = 0x7fffffff
} msbat_process;

/* Parabolic growth thickness^2 = constant t of the SEI [m^2/s] and the thickness [m] whose time is wanted. */
MSBAT_API msbat_status msbat_cell_set_sei(msbat_cell *cell, double constant_m2_per_s, double thickness_m);
/* Times at the middle of the exchangeable lithium and losses at a constant-current discharge of c_rate. The loss of a
 * process is the part of the equilibrium energy between full and v_min that is not delivered when this process alone
 * is not ideal (overpotential and unused capacity together, the unused part in steps of 1/400 of the charge):
 *   diffusion        surface stoichiometry of a sphere under constant flux with the local D_chem (J. Crank, The
 *                    Mathematics of Diffusion, 2nd ed., eq. 6.45)
 *   electrolyte      ohmic drop and concentration polarisation of uniform reaction at steady state; all is lost where
 *                    it would deplete
 *   conduction       i L/(3 sigma_eff)
 *   charge transfer  Butler-Volmer overpotential of uniform reaction
 * Everything of the cell must be set as for a run. */
MSBAT_API msbat_status msbat_timescales_create(const msbat_cell *cell, double c_rate, msbat_timescales **timescales);
MSBAT_API void msbat_timescales_destroy(msbat_timescales **timescales);
/* Name of a process, a constant string; NULL outside the list. */
MSBAT_API const char *msbat_process_name(msbat_process process);
/* Time [s]; 0 when unknown (no double layer, no SEI constant). */
MSBAT_API msbat_status msbat_timescales_get_time(const msbat_timescales *timescales, msbat_process process,
                                                 double *seconds);
/* Mean overpotential over the capacity still delivered [V], unused part of the capacity and lost part of the energy (0
 * to 1); any may be NULL. */
MSBAT_API msbat_status msbat_timescales_get_loss(const msbat_timescales *timescales, msbat_process process,
                                                 double *overpotential, double *unused, double *loss);
/* The slowest of the processes in series, and the one with the largest loss. */
MSBAT_API msbat_status msbat_timescales_get_slowest(const msbat_timescales *timescales, msbat_process *process);
MSBAT_API msbat_status msbat_timescales_get_limiting(const msbat_timescales *timescales, msbat_process *process);

#ifdef __cplusplus
}
#endif
#endif
