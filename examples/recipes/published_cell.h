/* published_cell.h - the graphite | LiCoO2 cell of Marquis et al. (see marquis2019.h), with the measured voltage of
 * LiCoO2 in published_lico2.csv. */
#ifndef PUBLISHED_CELL_H
#define PUBLISHED_CELL_H

#include "../lixcoo2/marquis2019.h"
#include "recipe.h"

#define TEMPERATURE 298.15
#define AREA_M2 0.028359
static exchange graphite_i0 = {2e-5, 24983.2619938437}, oxide_i0 = {6e-7, 51217.9257309275};

static inline msbat_material *make_oxide(void)
{
    enum { MOST = 64 };
    msbat_table *table = NULL;
    msbat_phase *phase = NULL;
    msbat_transport *transport = NULL;
    msbat_material *oxide = NULL;
    double x[MOST], u[MOST], x_voltage[2 * MOST], row[4] = {0.5, 1e-13, 0, 0}; /* x, D_chem [m^2/s] as published */
    int64_t n;
    TRY(msbat_table_read_csv(ctx, in(data, "../published_lico2.csv"), &table));
    TRY(msbat_table_get_row_count(table, &n));
    if (n > MOST) fprintf(stderr, "more than %d points\n", MOST), exit(1);
    TRY(msbat_table_get_column(table, "x", "1", n, x));
    TRY(msbat_table_get_column(table, "U", "V", n, u));
    for (int64_t i = 0; i < n; i++) x_voltage[2 * i] = x[i], x_voltage[2 * i + 1] = u[i];
    TRY(msbat_phase_create_ocv_table(ctx, "LiCoO2", "Li", TEMPERATURE, n, x_voltage, MSBAT_GAP_REFUSE, &phase));
    TRY(msbat_phase_set_site_density(phase, oxide_i0.c_max));
    TRY(msbat_material_create(phase, &oxide));
    TRY(msbat_transport_create_table(ctx, "LiCoO2", "Li", MSBAT_DIFFUSIVITY_CHEMICAL, TEMPERATURE, 1, row, &transport));
    TRY(msbat_material_set_transport(oxide, transport));
    TRY(msbat_material_set_kinetics_declared(oxide, exchange_current, &oxide_i0, C_E_RANGE, 0.5));
    msbat_transport_destroy(&transport), msbat_phase_destroy(&phase), msbat_table_destroy(&table);
    return oxide;
}

/* Geometry of both electrodes: thickness, porosity, active fraction, radius, conductivity of the solid, C_dl. */
static const msbat_electrode_geometry
    graphite_geometry = {sizeof graphite_geometry, 1e-4, 0.3, 0.6, RADIUS_M, 58.6, 0.2, {1, 0, 0}},
    oxide_geometry = {sizeof oxide_geometry, 1e-4, 0.3, 0.5, RADIUS_M, 5.86, 0.2, {1, 0, 0}};

static inline msbat_cell *make_cell(void)
{
    msbat_electrolyte *electrolyte = make_electrolyte();
    msbat_material *graphite = make_graphite(&graphite_i0, TEMPERATURE), *oxide = make_oxide();
    msbat_tensor *pores = NULL, *separator = NULL;
    msbat_cell *cell = NULL;
    TRY(msbat_tensor_create_bruggeman(ctx, 0.3, 1.5, &pores));
    TRY(msbat_tensor_create_bruggeman(ctx, 1.0, 1.5, &separator));
    TRY(msbat_cell_create(ctx, electrolyte, AREA_M2, TEMPERATURE, &cell));
    TRY(msbat_cell_set_electrode(cell, MSBAT_NEGATIVE, graphite, &graphite_geometry, pores, NULL));
    TRY(msbat_cell_set_electrode(cell, MSBAT_POSITIVE, oxide, &oxide_geometry, pores, NULL));
    TRY(msbat_cell_set_separator(cell, 2.5e-5, separator));
    TRY(msbat_cell_set_stoichiometry(cell, 0.8, 0.6)); /* charged, as published */
    /* above the 3.105 V published, as the measured voltage ends at x = 0.975 */
    TRY(msbat_cell_set_window(cell, 3.5, 4.1));
    msbat_tensor_destroy(&pores), msbat_tensor_destroy(&separator), msbat_electrolyte_destroy(&electrolyte);
    msbat_material_destroy(&graphite), msbat_material_destroy(&oxide);
    return cell;
}

#endif
