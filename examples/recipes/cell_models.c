/* cell_models.c - the single-particle and the porous-electrode model of one cell, and where they agree.
 *
 *     cell_models [--quick] DATA OUT
 *
 * The published graphite | LiCoO2 cell is discharged slowly and fast with both models. Slowly they must agree; fast the
 * electrolyte limits, which only the second knows. The step of voltage when the current is switched on is known for the
 * single-particle model: both charge-transfer overpotentials. A finer mesh tells the error of the usual one. */
#include "published_cell.h"

static void show_electrolyte(const msbat_cell *cell)
{
    const msbat_electrolyte *electrolyte;
    double c0, t_plus, d, kappa, f;
    TRY(msbat_cell_get_electrolyte(cell, &electrolyte));
    TRY(msbat_electrolyte_get_c0(electrolyte, &c0));
    TRY(msbat_electrolyte_get_t_plus(electrolyte, &t_plus));
    TRY(msbat_electrolyte_get_property(electrolyte, MSBAT_ELECTROLYTE_DIFFUSIVITY, TEMPERATURE, 1, &c0, &d));
    TRY(msbat_electrolyte_get_property(electrolyte, MSBAT_ELECTROLYTE_CONDUCTIVITY, TEMPERATURE, 1, &c0, &kappa));
    TRY(msbat_electrolyte_get_activity_coefficient(electrolyte, TEMPERATURE, 1, &c0, &f));
    printf("  electrolyte: %.0f mol/m^3, t+ %.2f, D %.3g m^2/s, kappa %.3f S/m, f %.2f\n", c0, t_plus, d, kappa, f);
}

static double lost; /* lithium or charge, of the worst run, relative */

/* Runs from full to the lower limit; delivered charge in percent of the balance. */
static double discharge(msbat_cell *cell, const char *model, double c_rate)
{
    double *charge, balance, lithium, electrons, delivered;
    int64_t rows;
    const char *end;
    TRY(msbat_cell_set_option(cell, "model", model));
    msbat_status st = msbat_cell_run_discharge(cell, c_rate);
    if (st != MSBAT_ERR_PHYSICS) check(st, "msbat_cell_run_discharge"); /* a named limit ends the run: its rows stand */
    TRY(msbat_cell_get_row_count(cell, &rows));
    if (!(charge = calloc((size_t)rows, sizeof *charge))) perror("rows"), exit(1);
    TRY(msbat_cell_get_column(cell, MSBAT_CELL_CHARGE, rows, charge));
    TRY(msbat_cell_get_balance(cell, NULL, NULL, &balance));
    TRY(msbat_cell_get_end(cell, NULL, &end));
    TRY(msbat_cell_get_conservation(cell, &lithium, &electrons));
    delivered = 100 * charge[rows - 1] / balance;
    free(charge);
    lost = fmax(lost, fmax(lithium, electrons));
    printf("  %s at %4.2fC: %6.2f %% of the charge, then %s\n", model, c_rate, delivered, end);
    return delivered;
}

/* Charge-transfer overpotential [V] of an electrode when the cell current is spread evenly over its particles. */
static double charge_transfer(const msbat_material *material, const msbat_electrode_geometry *g, double x,
                              double current_a)
{
    const double c_e = 1000;
    msbat_transition_state ts;
    double i0, symmetry, surface_m2 = 3 * g->active_fraction / g->particle_radius_m * g->thickness_m * AREA_M2;
    TRY(msbat_material_get_exchange_current(material, TEMPERATURE, 1.0, 1, &c_e, &x, &i0));
    TRY(msbat_material_get_kinetics(material, &ts, &symmetry));
    return msbat_kinetics_eval_overpotential(i0, symmetry, TEMPERATURE, current_a / surface_m2);
}

static void check_step(msbat_cell *cell, const double x[2])
{
    enum { MOST = 1000 };
    static double voltage[MOST], current[MOST];
    const msbat_material *graphite, *oxide;
    double one_c, expected;
    int64_t rows;
    TRY(msbat_cell_set_option(cell, "model", "spm"));
    TRY(msbat_cell_get_one_c(cell, &one_c));
    const double steps[6] = {0, 10, 0, one_c, 10, 0}; /* current [A], duration [s], no voltage limit */
    TRY(msbat_cell_run_steps(cell, 2, steps));
    TRY(msbat_cell_get_row_count(cell, &rows));
    if (rows > MOST) fprintf(stderr, "more than %d rows\n", MOST), exit(1);
    TRY(msbat_cell_get_column(cell, MSBAT_CELL_VOLTAGE, rows, voltage));
    TRY(msbat_cell_get_material(cell, MSBAT_NEGATIVE, &graphite));
    TRY(msbat_cell_get_material(cell, MSBAT_POSITIVE, &oxide));
    expected = charge_transfer(graphite, &graphite_geometry, x[MSBAT_NEGATIVE], one_c) -
               charge_transfer(oxide, &oxide_geometry, x[MSBAT_POSITIVE], -one_c);
    TRY(msbat_cell_get_column(cell, MSBAT_CELL_CURRENT, rows, current));
    int64_t k = 1;
    while (k < rows && current[k] == 0) k++; /* a jump has a row before and one after */
    compare("step of voltage at 1C [mV]: both charge transfers", 1e3 * (voltage[0] - voltage[k]), 1e3 * expected, 1e-3);
}

static void refine(msbat_cell *cell)
{
    TRY(msbat_cell_set_points_negative(cell, 40));
    TRY(msbat_cell_set_points_separator(cell, 20));
    TRY(msbat_cell_set_points_positive(cell, 40));
    TRY(msbat_cell_set_points_particle(cell, 60));
    TRY(msbat_cell_set_grading(cell, 8)); /* thin shells under the surface, where the profile is steep */
    TRY(msbat_cell_set_rtol(cell, 1e-6));
}

int main(int argc, char **argv)
{
    double x_full[2], x_empty[2], one_c;
    start(argc, argv);
    msbat_cell *cell = make_cell();
    show_electrolyte(cell);
    TRY(msbat_cell_get_balance(cell, x_full, x_empty, NULL));
    TRY(msbat_cell_get_one_c(cell, &one_c));
    printf("  between the limits: graphite %.3f to %.3f, LiCoO2 %.3f to %.3f; 1C is %.3f A\n", x_full[0], x_empty[0],
           x_full[1], x_empty[1], one_c);
    TRY(msbat_cell_set_charge(cell, 1.0)); /* runs start full; the inventory stays that of the stoichiometries */
    check_step(cell, x_full);
    if (quick) TRY(msbat_cell_set_points_particle(cell, 5));
    double single = discharge(cell, "spm", 0.02), porous = discharge(cell, "dfn", 0.02);
    compare("delivered at C/50 by both models [%]", single, porous, 0.5);
    single = discharge(cell, "spm", 3), porous = discharge(cell, "dfn", 3);
    compare("at 3C the electrolyte takes its part", single > porous, 1, 0);
    double usual = discharge(cell, "dfn", 1);
    refine(cell);
    if (!quick) compare("delivered at 1C on the usual and on a fine mesh [%]", usual, discharge(cell, "dfn", 1), 0.5);
    compare("lithium and charge lost in all runs, relative", lost, 0, 1e-12);
    msbat_cell_destroy(&cell);
    return finish();
}
