/* fixtures.c - objects of files, objects that were only just created, and the order in which all are made. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixtures.h"
#include "limits.h"

static const char extxyz[] =
    "2\n"
    "Lattice=\"3 0 0 0 3 0 0 0 3\" Properties=species:S:1:pos:R:3:forces:R:3:label:S:1:charge:R:1 energy=-7.5 "
    "stress=\"1 0 0 0 1 0 0 0 1\" relaxed=T name=first\n"
    "Li 0 0 0 0.1 0 0 a 1\nO 1.5 1.5 1.5 -0.1 0 0 b -2\n"
    "1\nLattice=\"3 0 0 0 3 0 0 0 3\"\nLi 0 0 0\n";
static const char csv[] = "x [1],U [V],sample\n0.1,4.1,a\n0.2,4.0,b\n0.3,3.9,c\n";
static const char json[] = "{\"a\": {\"n\": 3, \"v\": 1.5, \"t\": \"text\", \"b\": true}, \"list\": [1, 2, [3, 4]]}";
static const char poscar[] = "LiO\n1.0\n3 0 0\n0 3 0\n0 0 3\nLi O\n1 1\nDirect\n0 0 0\n0.5 0.5 0.5\n";

void fixture_failed(const fixture *f, const char *call, msbat_status status)
{
    char why[512] = "";
    (void)msbat_context_get_message(f->full.context, sizeof why, why);
    fprintf(stderr, "fixture: %s: %s: %s\n", call, msbat_status_text(status), why);
    exit(2);
}

static void write_file(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");
    if (!file || fputs(text, file) < 0 || fclose(file)) {
        perror(name);
        exit(2);
    }
}

static void write_texts(void)
{
    write_file("in.xyz", extxyz);
    write_file("in.csv", csv);
    write_file("in.json", json);
    write_file("POSCAR", poscar);
}

void fixture_make_files(fixture *f)
{
    const int64_t n[3] = {2, 3, 4}, shape[2] = {2, 3};
    const double values[6] = {1, 2, 3, 4, 5, 6};
    uint8_t labels[24];
    uint16_t wide[24];
    msbat_context *ctx = f->full.context;
    write_texts();
    for (int i = 0; i < 24; i++) labels[i] = (uint8_t)(wide[i] = (uint16_t)(i % 3));
    MUST(f, msbat_frames_parse_extxyz(ctx, sizeof extxyz - 1, extxyz, &f->full.frames));
    MUST(f, msbat_table_parse_csv(ctx, sizeof csv - 1, csv, &f->full.table));
    MUST(f, msbat_json_parse(ctx, sizeof json - 1, json, &f->full.json));
    MUST(f, msbat_voxels_create(ctx, n, labels, &f->full.voxels));
    MUST(f, msbat_voxels_create16(ctx, n, wide, &f->wide));
    MUST(f, msbat_array_create(ctx, 2, shape, values, &f->full.array));
    MUST(f, msbat_voxels_write_tiff(f->full.voxels, "in.tif"));
    MUST(f, msbat_voxels_write_npy(f->full.voxels, "voxels.npy"));
    MUST(f, msbat_array_write_npy(f->full.array, "array.npy"));
}

static void fresh_atoms(fixture *f, objects *o)
{
    const double cell[9] = {3, 0, 0, 0, 3, 0, 0, 0, 3}, zero[3] = {0, 0, 0}, end[3] = {1, 0, 0}, one = 1.0;
    const int64_t species = 3, unit[9] = {1, 0, 0, 0, 1, 0, 0, 0, 1}, active = 1;
    msbat_crystal *lithium = NULL;
    MUST(f, msbat_crystal_create(o->context, cell, 0, NULL, NULL, &o->crystal));
    MUST(f, msbat_crystal_create(o->context, cell, 1, zero, &species, &lithium));
    MUST(f, msbat_symmetry_create(lithium, 1e-3, &o->symmetry));
    MUST(f, msbat_supercell_create(lithium, unit, &o->supercell));
    MUST(f, msbat_ce_create(lithium, 3, 0, 1e-3, 0, NULL, &o->ce));
    MUST(f, msbat_training_create(o->ce, &o->training));
    MUST(f, msbat_mc_create(o->ce, o->supercell, &o->mc));
    MUST(f, msbat_kmc_create_lattice(o->supercell, 1, &active, &o->kmc));
    MUST(f, msbat_neb_create(o->context, 1, 3, 1, zero, end, &o->neb));
    MUST(f, msbat_hessian_create(o->context, 1, 3, &one, &o->hessian));
    MUST(f, msbat_network_create(o->context, 1, zero, &o->network));
    msbat_crystal_destroy(&lithium);
}

static void fresh_cells(fixture *f, objects *o)
{
    const double zero = 0.0, one[9] = {1, 0, 0, 0, 1, 0, 0, 0, 1}, row[4] = {0.5, 1e-14, 0, 0};
    msbat_context *ctx = o->context;
    MUST(f, msbat_phase_create_regular(ctx, "other", "Na", 0, 0, 0, 0, &o->phase));
    MUST(f, msbat_phase_set_site_density(o->phase, 1e4));
    MUST(f, msbat_defects_create(ctx, 1, 0, 0, 1, &o->defects));
    MUST(f, msbat_hull_create(ctx, 1, &zero, &zero, &o->hull));
    MUST(f, msbat_transport_create_table(ctx, "other", "Na", MSBAT_DIFFUSIVITY_JUMP, 300, 1, row, &o->transport));
    MUST(f, msbat_tensor_create(ctx, one, 1.0, &o->tensor));
    MUST(f, msbat_material_create(o->phase, &o->material));
    MUST(f, msbat_material_view_create(o->material, 300, &o->material_view));
    MUST(f, msbat_electrolyte_create(ctx, 1000, 0.4, &o->electrolyte));
    MUST(f, msbat_cell_create(ctx, f->full.electrolyte, 1.0, 300, &o->cell));
    MUST(f, msbat_timescales_create(f->full.cell, 0.1, &o->timescales));
    MUST(f, msbat_particle_create(f->full.material, 300, 1e-6, 2, &o->particle));
    MUST(f, msbat_audit_create(ctx, &o->audit));
}

static void fresh_files(fixture *f, objects *o)
{
    const int64_t one[3] = {1, 1, 1}, four[3] = {4, 4, 4};
    const uint8_t label = 0;
    const double value = 1.0, edge[3] = {1, 1, 1};
    msbat_context *ctx = o->context;
    MUST(f, msbat_image_create(ctx, one, &label, edge, &o->image));
    MUST(f, msbat_homog_create(o->image, &o->homog));
    MUST(f, msbat_packing_create(ctx, four, 1.0, &o->packing));
    MUST(f, msbat_rev_create(o->homog, &o->rev));
    MUST(f, msbat_frames_create(ctx, &o->frames));
    MUST(f, msbat_table_create(ctx, &o->table));
    MUST(f, msbat_voxels_create(ctx, one, &label, &o->voxels));
    MUST(f, msbat_array_create(ctx, 0, NULL, &value, &o->array));
    MUST(f, msbat_json_parse(ctx, 4, "null", &o->json));
}

void fixture_make_fresh(fixture *f)
{
    fresh_atoms(f, &f->fresh);
    fresh_cells(f, &f->fresh);
    fresh_files(f, &f->fresh);
}

void fixture_make(fixture *f)
{
    memset(f, 0, sizeof *f);
    f->full.context = limited_context();
    f->fresh.context = limited_context();
    fixture_make_atoms(f);
    fixture_make_cells(f);
    fixture_make_files(f);
    fixture_make_fresh(f);
}
