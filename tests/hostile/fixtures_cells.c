/* fixtures_cells.c - phases to cells, and the images of electrodes. */
#include <math.h>
#include <stddef.h>

#include "fixtures.h"

static void make_phases(fixture *f)
{
    msbat_context *ctx = f->full.context;
    double volume = 0.0;
    MUST(f, msbat_crystal_get_volume(f->full.crystal, &volume));
    MUST(f, msbat_phase_create_regular(ctx, "host", "Li", -3.9, 0.0, 0.01, 0.0, &f->full.phase));
    MUST(f, msbat_phase_set_site_density(f->full.phase, 1e30 / (MSBAT_AVOGADRO * volume)));
    MUST(f, msbat_phase_set_partial_molar_volume(f->full.phase, 1e-6));
    MUST(f, msbat_phase_create_regular(ctx, "host", "Li", -3.9, 0.0, 0.1, 0.0, &f->gapped));
    MUST(f, msbat_phase_create_regular(ctx, "C6", "Li", -0.1, 0.0, 0.01, 0.0, &f->negative));
    MUST(f, msbat_phase_set_site_density(f->negative, 30000.0));
}

static void make_defects_and_hull(fixture *f)
{
    const double mu[2] = {-2, -5}, x[5] = {0, 0.25, 0.5, 0.75, 1}, energy[5] = {0, -1.1, -2.1, -3.0, -3.8};
    const int64_t added[2] = {-1, 0};
    MUST(f, msbat_defects_create(f->full.context, 2, -832.9, 2, 3, &f->full.defects));
    MUST(f, msbat_defects_set_chemical_potentials(f->full.defects, 2, mu));
    for (int q = -2; q <= 1; q++) MUST(f, msbat_defects_add(f->full.defects, "v_Li", q, -829 + q, 2, added));
    MUST(f, msbat_hull_create(f->full.context, 5, x, energy, &f->full.hull));
}

static void make_materials(fixture *f)
{
    const double rows[20] = {0.0, 1e-14, 1e-16, 0.7, 0.25, 2e-14, 1e-16, 0.7, 0.5, 3e-14, 1e-16,
                             0.7, 0.75, 2e-14, 1e-16, 0.7, 1.0, 1e-14, 1e-16, 0.7};
    const double one[4] = {0.5, 1e-13, 0, 0};
    msbat_context *ctx = f->full.context;
    msbat_material **m = &f->full.material, **n = &f->negative_material;
    MUST(f, msbat_transport_create_table(ctx, "host", "Li", MSBAT_DIFFUSIVITY_JUMP, 300, 5, rows, &f->full.transport));
    MUST(f, msbat_transport_create_table(ctx, "host", "Li", MSBAT_DIFFUSIVITY_TRACER, 300, 5, rows, &f->tracer));
    MUST(f, msbat_transport_create_table(ctx, "C6", "Li", MSBAT_DIFFUSIVITY_CHEMICAL, 300, 1, one,
                                         &f->negative_transport));
    MUST(f, msbat_material_create(f->full.phase, m));
    MUST(f, msbat_material_set_transport(*m, f->full.transport));
    MUST(f, msbat_material_set_kinetics(*m, 1e-6, 300.0, 0.0, 0.5, MSBAT_TS_SITE_EXCLUSION));
    MUST(f, msbat_material_set_mechanics(*m, 1e11, 0.3));
    MUST(f, msbat_material_create(f->negative, n));
    MUST(f, msbat_material_set_transport(*n, f->negative_transport));
    MUST(f, msbat_material_set_kinetics(*n, 1e-6, 300.0, 0.0, 0.5, MSBAT_TS_UNITY));
    MUST(f, msbat_material_view_create(*m, 300.0, &f->full.material_view));
}

static void make_cell(fixture *f)
{
    const double at = 1000, d_e = 3e-10, kappa = 1.0;
    msbat_electrode_geometry g = {.size = sizeof g};
    msbat_cell **cell = &f->full.cell;
    g.thickness_m = 6e-5;
    g.active_fraction = 0.6;
    g.particle_radius_m = 2e-6;
    g.solid_conductivity_s_per_m = 10;
    MUST(f, msbat_electrolyte_create(f->full.context, 1000, 0.4, &f->full.electrolyte));
    MUST(f, msbat_electrolyte_set_table(f->full.electrolyte, MSBAT_ELECTROLYTE_DIFFUSIVITY, 300, 1, &at, &d_e));
    MUST(f, msbat_electrolyte_set_table(f->full.electrolyte, MSBAT_ELECTROLYTE_CONDUCTIVITY, 300, 1, &at, &kappa));
    MUST(f, msbat_tensor_create_bruggeman(f->full.context, 0.3, 1.5, &f->full.tensor));
    MUST(f, msbat_cell_create(f->full.context, f->full.electrolyte, 1e-2, 300.0, cell));
    MUST(f, msbat_cell_set_electrode(*cell, MSBAT_NEGATIVE, f->negative_material, &g, f->full.tensor, NULL));
    MUST(f, msbat_cell_set_electrode(*cell, MSBAT_POSITIVE, f->full.material, &g, f->full.tensor, NULL));
    MUST(f, msbat_cell_set_separator(*cell, 2e-5, f->full.tensor));
    MUST(f, msbat_cell_set_window(*cell, 3.6, 3.9));
    MUST(f, msbat_cell_set_stoichiometry(*cell, 0.8, 0.3));
    MUST(f, msbat_cell_set_points_negative(*cell, 3));
    MUST(f, msbat_cell_set_points_separator(*cell, 2));
    MUST(f, msbat_cell_set_points_positive(*cell, 3));
    MUST(f, msbat_cell_set_points_particle(*cell, 4));
    MUST(f, msbat_cell_run(*cell, "discharge at 1C for 200 s; rest for 60 s"));
    MUST(f, msbat_cell_get_row_count(*cell, &f->n_rows));
    MUST(f, msbat_cell_get_profile_size(*cell, MSBAT_PROFILE_POSITION, &f->n_profile));
    MUST(f, msbat_timescales_create(*cell, 1.0, &f->full.timescales));
}

static void make_particle(fixture *f)
{
    const double times[3] = {0.1, 0.3, 1.0};
    MUST(f, msbat_particle_create(f->full.material, 300.0, 2e-6, 4, &f->full.particle));
    MUST(f, msbat_particle_set_uniform(f->full.particle, 0.4));
    MUST(f, msbat_particle_set_flux(f->full.particle, -1e-4));
    MUST(f, msbat_particle_run(f->full.particle, 3, times));
}

static void make_images(fixture *f)
{
    const int64_t n[3] = {8, 8, 8}, small[3] = {10, 10, 10}, sizes[2] = {4, 8};
    const double voxel[3] = {1e-6, 1e-6, 1e-6};
    msbat_image *made = NULL;
    uint8_t labels[512];
    for (int v = 0; v < 512; v++) labels[v] = (uint8_t)((v * v / 7 + v / 64) % 2);
    MUST(f, msbat_image_create(f->full.context, n, labels, voxel, &f->full.image));
    MUST(f, msbat_homog_create(f->full.image, &f->full.homog));
    MUST(f, msbat_homog_set_conductivity(f->full.homog, 0, 1.0));
    MUST(f, msbat_homog_set_conductivity(f->full.homog, 1, 0.25));
    for (int k = 0; k < 4; k++) MUST(f, msbat_homog_solve(f->full.homog, (msbat_homog_condition)k));
    MUST(f, msbat_homog_solve(f->full.homog, MSBAT_HOMOG_PERIODIC));
    MUST(f, msbat_homog_create(f->full.image, &f->porous));
    MUST(f, msbat_homog_set_conductivity(f->porous, 0, 1.0));
    MUST(f, msbat_homog_set_conductivity(f->porous, 1, 1.0));
    MUST(f, msbat_homog_solve(f->porous, MSBAT_HOMOG_PERIODIC));
    MUST(f, msbat_rev_create(f->full.homog, &f->full.rev));
    MUST(f, msbat_rev_set_sizes(f->full.rev, 2, sizes));
    MUST(f, msbat_rev_run(f->full.rev));
    MUST(f, msbat_packing_create(f->full.context, small, 1e-6, &f->full.packing));
    MUST(f, msbat_packing_set_radius(f->full.packing, 3e-6));
    MUST(f, msbat_packing_run(f->full.packing, &made));
    msbat_image_destroy(&made);
}

static void make_audit(fixture *f)
{
    MUST(f, msbat_audit_create(f->full.context, &f->full.audit));
    MUST(f, msbat_audit_add_phase(f->full.audit, "phase", f->full.phase, 310.0));
    MUST(f, msbat_audit_add_defects(f->full.audit, "defects", f->full.defects));
    MUST(f, msbat_audit_add_material(f->full.audit, "material", f->full.material, 300.0));
    MUST(f, msbat_audit_run(f->full.audit));
}

void fixture_make_cells(fixture *f)
{
    make_phases(f);
    make_defects_and_hull(f);
    make_materials(f);
    make_cell(f);
    make_particle(f);
    make_images(f);
    make_audit(f);
}
