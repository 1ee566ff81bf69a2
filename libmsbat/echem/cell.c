/* cell.c - the cell as its user describes it: electrodes, separator, window, options. */
#include "echem/echem_impl.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

static const char *const model_names[] = {"spm", "dfn", NULL};

static const msbat__option options[] = {
    {"model", MSBAT__OPTION_CHOICE, offsetof(msbat_cell, model), 0, 1, "", model_names},
    {"points_negative", MSBAT__OPTION_INT, offsetof(msbat_cell, points[0]), 2, 1000, "", NULL},
    {"points_separator", MSBAT__OPTION_INT, offsetof(msbat_cell, points[1]), 2, 1000, "", NULL},
    {"points_positive", MSBAT__OPTION_INT, offsetof(msbat_cell, points[2]), 2, 1000, "", NULL},
    {"points_particle", MSBAT__OPTION_INT, offsetof(msbat_cell, points_particle), 3, 1000, "", NULL},
    {"grading", MSBAT__OPTION_DOUBLE, offsetof(msbat_cell, grading), 1, 100, "", NULL},
    {"rtol", MSBAT__OPTION_DOUBLE, offsetof(msbat_cell, rtol), 1e-12, 1e-2, "", NULL},
    {"atol", MSBAT__OPTION_DOUBLE, offsetof(msbat_cell, atol), 1e-14, 1e-2, "", NULL},
    {"output_interval", MSBAT__OPTION_DOUBLE, offsetof(msbat_cell, output_interval), 0, 1e9, "s", NULL},
    {"max_steps", MSBAT__OPTION_INT, offsetof(msbat_cell, max_steps), 10, 1e9, "", NULL},
    {0}};

MSBAT__OPTION_TEXT(cell, options)
MSBAT__OPTION_ACCESSORS(cell, points_negative, int, options)
MSBAT__OPTION_ACCESSORS(cell, points_separator, int, options)
MSBAT__OPTION_ACCESSORS(cell, points_positive, int, options)
MSBAT__OPTION_ACCESSORS(cell, points_particle, int, options)
MSBAT__OPTION_ACCESSORS(cell, grading, double, options)
MSBAT__OPTION_ACCESSORS(cell, rtol, double, options)
MSBAT__OPTION_ACCESSORS(cell, atol, double, options)
MSBAT__OPTION_ACCESSORS(cell, output_interval, double, options)
MSBAT__OPTION_ACCESSORS(cell, max_steps, int, options)

/* ---- life ------------------------------------------------------------------------------------ */
void msbat__echem_cell_drop_results(msbat_cell *cell)
{
    const msbat_context *ctx = cell->handle.ctx;
    msbat__echem_model_destroy(&cell->solved);
    msbat__free(ctx, cell->rows);
    msbat__free(ctx, cell->states);
    cell->rows = NULL;
    cell->states = NULL;
    cell->n_rows = cell->capacity = 0;
    cell->end = MSBAT_END_NONE;
    cell->lithium_residual = cell->charge_residual = 0;
}

static void cell_clear(void *object)
{
    msbat_cell *cell = object;
    msbat__echem_cell_drop_results(cell);
    for (int side = 0; side < 2; side++) msbat__handle_release(cell->electrode[side].material);
    msbat__handle_release(cell->electrolyte);
}

static void set_defaults(msbat_cell *cell)
{
    cell->model = MODEL_DFN;
    for (int i = 0; i < 3; i++) cell->points[i] = 20;
    cell->points_particle = 20;
    cell->grading = 4;
    cell->rtol = 1e-5;
    cell->atol = 1e-6;
    cell->max_steps = 100000;
    cell->charge = -1;
}

msbat_status msbat_cell_create(msbat_context *ctx, msbat_electrolyte *electrolyte, double area_m2, double temperature,
                               msbat_cell **out)
{
    if (out) *out = NULL;
    MSBAT__REQUIRE_HANDLE(ctx);
    if (!out) return msbat__fail(ctx, MSBAT_ERR_NULL, __func__, "cell is NULL");
    MSBAT__REQUIRE(ctx, electrolyte);
    msbat_status st = msbat__check_range(ctx, __func__, "area_m2", "m^2", area_m2, 0, 1e6, 1);
    if (!st) st = msbat__check_range(ctx, __func__, "temperature", "K", temperature, 0, 1e5, 1);
    if (st) return st;
    st = msbat__echem_electrolyte_check(electrolyte, __func__, temperature);
    if (st) return msbat__pass(ctx, msbat__context_of(electrolyte), __func__, st);
    msbat_cell *cell = msbat__handle_new(ctx, sizeof *cell, cell_clear, __func__);
    if (!cell) return MSBAT_ERR_MEMORY;
    cell->electrolyte = msbat__handle_retain(electrolyte);
    cell->area = area_m2;
    cell->temperature = temperature;
    set_defaults(cell);
    *out = cell;
    return MSBAT_OK;
}

void msbat_cell_destroy(msbat_cell **cell)
{
    msbat__handle_destroy((void **)cell);
}

/* ---- electrodes and separator ---------------------------------------------------------------- */
static msbat_status check_geometry(const msbat_context *ctx, const char *function, const msbat_electrode_geometry *g)
{
    if (g->size != sizeof *g)
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, function,
                           "geometry.size = %d; must be sizeof(msbat_electrode_geometry) = %d",
                           (int64_t)g->size, (int64_t)sizeof *g);
    msbat_status st = msbat__check_range(ctx, function, "geometry.thickness_m", "m", g->thickness_m, 0, 1, 1);
    if (!st) st = msbat__check_range(ctx, function, "geometry.porosity", "", g->porosity, 0, 1, 0);
    if (!st) st = msbat__check_range(ctx, function, "geometry.active_fraction", "", g->active_fraction, 0, 1, 1);
    if (!st) st = msbat__check_range(ctx, function, "geometry.particle_radius_m", "m", g->particle_radius_m, 0, 1, 1);
    if (!st)
        st = msbat__check_range(ctx, function, "geometry.solid_conductivity_s_per_m", "S/m",
                                g->solid_conductivity_s_per_m, 0,
                                1e12, 1);
    if (!st)
        st = msbat__check_range(ctx, function, "geometry.double_layer_f_per_m2", "F/m^2", g->double_layer_f_per_m2, 0,
                                1e6, 0);
    return st ? st : msbat__check_array(ctx, function, "geometry.direction", "", 3, g->direction);
}

/* Component of a tensor along the direction, positive. */
static msbat_status component(const msbat_context *ctx, const char *function, const char *name,
                              const msbat_tensor *tensor,
                              const double direction[3], double *out)
{
    static const double first[3] = {1, 0, 0};
    bool given = direction[0] != 0 || direction[1] != 0 || direction[2] != 0;
    double value = 0;
    msbat_status st = msbat_tensor_get_component(tensor, given ? direction : first, &value);
    st = msbat__pass(ctx, msbat__context_of(tensor), function, st);
    if (st) return msbat__fail_within(ctx, st, function, "%s", name);
    if (!(value > 0))
        return msbat__fail(ctx, MSBAT_ERR_PHYSICS, function, "%s conducts nothing through the electrode", name);
    *out = value;
    return MSBAT_OK;
}

static msbat_status find_porosity(const msbat_context *ctx, const char *function, const msbat_electrode_geometry *g,
                                  const msbat_tensor *pore, double *porosity)
{
    double relative[9], fraction = 0;
    msbat_status st = msbat_tensor_get(pore, relative, &fraction);
    if (st) return st;
    *porosity = g->porosity > 0 ? g->porosity : fraction;
    if (fabs(*porosity - fraction) > 1e-3)
        return msbat__fail(ctx, MSBAT_ERR_MISMATCH, function,
                           "geometry.porosity = %g, but the pore tensor is of a fraction %g",
                           *porosity, fraction);
    if (*porosity + g->active_fraction > 1 + 1e-9)
        return msbat__fail(ctx, MSBAT_ERR_PHYSICS, function, "porosity %g and active fraction %g add up to more than 1",
                           *porosity, g->active_fraction);
    return MSBAT_OK;
}

static msbat_status check_material(const msbat_cell *cell, const char *function, const msbat_material *material)
{
    const msbat_context *ctx = cell->handle.ctx;
    const msbat_transport *transport = NULL;
    msbat_transition_state ts;
    double symmetry, range[4];
    const double *t = &range[2];
    msbat_status st = msbat_material_get_transport(material, &transport);
    if (!st && !transport) st = msbat__fail(ctx, MSBAT_ERR_STATE, function, "the material has no transport");
    if (!st) st = msbat_material_get_kinetics(material, &ts, &symmetry);
    if (!st) st = msbat_material_get_range(material, range, &range[2]);
    if (!st && (cell->temperature < t[0] || cell->temperature > t[1]))
        st = msbat__fail(ctx, MSBAT_ERR_MISMATCH, function,
                         "the cell is at %g K, the material is defined from %g to %g K",
                         cell->temperature, t[0], t[1]);
    return st;
}

msbat_status msbat_cell_set_electrode(msbat_cell *cell, msbat_electrode which, msbat_material *material,
                                      const msbat_electrode_geometry *geometry, const msbat_tensor *pore_tensor,
                                      const msbat_tensor *solid_tensor)
{
    MSBAT__REQUIRE_HANDLE(cell);
    const msbat_context *ctx = cell->handle.ctx;
    MSBAT__REQUIRE(ctx, material);
    MSBAT__REQUIRE(ctx, geometry);
    MSBAT__REQUIRE(ctx, pore_tensor);
    if (which != MSBAT_NEGATIVE && which != MSBAT_POSITIVE)
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, __func__, "electrode = %d; must be 0 (negative) or 1 (positive)",
                           (int64_t)(int)which);
    electrode e = {.material = material};
    double solid = 1;
    msbat_status st = check_geometry(ctx, __func__, geometry);
    if (!st) st = check_material(cell, __func__, material);
    if (!st) st = find_porosity(ctx, __func__, geometry, pore_tensor, &e.porosity);
    if (!st) st = component(ctx, __func__, "pore_tensor", pore_tensor, geometry->direction, &e.pore);
    if (!st && solid_tensor) st = component(ctx, __func__, "solid_tensor", solid_tensor, geometry->direction, &solid);
    if (st) return st;
    e.thickness = geometry->thickness_m;
    e.active = geometry->active_fraction;
    e.radius = geometry->particle_radius_m;
    e.sigma = geometry->solid_conductivity_s_per_m * solid;
    e.double_layer = geometry->double_layer_f_per_m2;
    (void)msbat__handle_retain(material);
    msbat__handle_release(cell->electrode[which].material);
    cell->electrode[which] = e;
    return MSBAT_OK;
}

msbat_status msbat_cell_set_separator(msbat_cell *cell, double thickness_m, const msbat_tensor *tensor)
{
    MSBAT__REQUIRE_HANDLE(cell);
    const msbat_context *ctx = cell->handle.ctx;
    static const double first[3] = {0};
    double fraction = 0, pore = 0;
    MSBAT__REQUIRE(ctx, tensor);
    msbat_status st = msbat__check_range(ctx, __func__, "thickness_m", "m", thickness_m, 0, 1, 1);
    if (!st) {
        double relative[9];
        st = msbat_tensor_get(tensor, relative, &fraction);
    }
    if (!st) st = component(ctx, __func__, "tensor", tensor, first, &pore);
    if (st) return st;
    cell->separator_thickness = thickness_m;
    cell->separator_porosity = fraction;
    cell->separator_pore = pore;
    return MSBAT_OK;
}

/* ---- window, start, SEI ---------------------------------------------------------------------- */
msbat_status msbat_cell_set_window(msbat_cell *cell, double v_min, double v_max)
{
    MSBAT__REQUIRE_HANDLE(cell);
    const msbat_context *ctx = cell->handle.ctx;
    msbat_status st = msbat__check_range(ctx, __func__, "v_min", "V", v_min, -20, 20, 0);
    if (!st) st = msbat__check_range(ctx, __func__, "v_max", "V", v_max, v_min, 20, 1);
    if (st) return st;
    cell->window[0] = v_min;
    cell->window[1] = v_max;
    return MSBAT_OK;
}

msbat_status msbat_cell_set_stoichiometry(msbat_cell *cell, double x_negative, double x_positive)
{
    MSBAT__REQUIRE_HANDLE(cell);
    const msbat_context *ctx = cell->handle.ctx;
    double value[2] = {x_negative, x_positive};
    for (int side = 0; side < 2; side++) {
        const char *name = side ? "x_positive" : "x_negative";
        double x[2], t[2];
        if (!cell->electrode[side].material)
            return msbat__fail(ctx, MSBAT_ERR_STATE, __func__, "set the %s electrode first", side ? "positive"
                               : "negative");
        msbat_status st = msbat_material_get_range(cell->electrode[side].material, x, t);
        if (!st) st = msbat__check_range(ctx, __func__, name, "", value[side], x[0], x[1], 0);
        if (st) return st;
    }
    memcpy(cell->stoichiometry, value, sizeof value);
    cell->charge = -1;
    return MSBAT_OK;
}

msbat_status msbat_cell_set_charge(msbat_cell *cell, double fraction)
{
    MSBAT__REQUIRE_HANDLE(cell);
    msbat_status st = msbat__check_range(cell->handle.ctx, __func__, "fraction", "", fraction, 0, 1, 0);
    if (!st) cell->charge = fraction;
    return st;
}

msbat_status msbat_cell_set_sei(msbat_cell *cell, double constant_m2_per_s, double thickness_m)
{
    MSBAT__REQUIRE_HANDLE(cell);
    const msbat_context *ctx = cell->handle.ctx;
    msbat_status st = msbat__check_range(ctx, __func__, "constant_m2_per_s", "m^2/s", constant_m2_per_s, 0, 1, 1);
    if (!st) st = msbat__check_range(ctx, __func__, "thickness_m", "m", thickness_m, 0, 1, 1);
    if (st) return st;
    cell->sei_constant = constant_m2_per_s;
    cell->sei_thickness = thickness_m;
    return MSBAT_OK;
}

/* ---- plain getters --------------------------------------------------------------------------- */
msbat_status msbat_cell_get_temperature(const msbat_cell *cell, double *temperature)
{
    MSBAT__REQUIRE_HANDLE(cell);
    MSBAT__REQUIRE(cell->handle.ctx, temperature);
    *temperature = cell->temperature;
    return MSBAT_OK;
}

msbat_status msbat_cell_get_area(const msbat_cell *cell, double *area_m2)
{
    MSBAT__REQUIRE_HANDLE(cell);
    MSBAT__REQUIRE(cell->handle.ctx, area_m2);
    *area_m2 = cell->area;
    return MSBAT_OK;
}

msbat_status msbat_cell_get_electrolyte(const msbat_cell *cell, const msbat_electrolyte **electrolyte)
{
    MSBAT__REQUIRE_HANDLE(cell);
    MSBAT__REQUIRE(cell->handle.ctx, electrolyte);
    *electrolyte = cell->electrolyte;
    return MSBAT_OK;
}

msbat_status msbat_cell_get_material(const msbat_cell *cell, msbat_electrode which, const msbat_material **material)
{
    MSBAT__REQUIRE_HANDLE(cell);
    MSBAT__REQUIRE(cell->handle.ctx, material);
    if (which != MSBAT_NEGATIVE && which != MSBAT_POSITIVE)
        return msbat__fail(cell->handle.ctx, MSBAT_ERR_ARGUMENT, __func__, "electrode = %d; must be 0 or 1",
                           (int64_t)(int)which);
    *material = cell->electrode[which].material;
    return MSBAT_OK;
}
