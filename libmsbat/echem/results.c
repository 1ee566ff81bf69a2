/* results.c - reading the rows and profiles of the last run. */
#include "echem/echem_impl.h"

#include <string.h>

enum { COLUMNS = 12, PROFILES = 11 };

msbat_status msbat_cell_get_row_count(const msbat_cell *cell, int64_t *n_rows)
{
    MSBAT__REQUIRE_HANDLE(cell);
    MSBAT__REQUIRE(cell->handle.ctx, n_rows);
    *n_rows = cell->n_rows;
    return MSBAT_OK;
}

msbat_status msbat_cell_get_column(const msbat_cell *cell, msbat_cell_column column, int64_t n, double *values)
{
    MSBAT__REQUIRE_HANDLE(cell);
    const msbat_context *ctx = cell->handle.ctx;
    if ((uint64_t)column >= COLUMNS)
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, __func__, "column %d does not exist", (int64_t)column);
    if (n != cell->n_rows)
        return msbat__fail(ctx, MSBAT_ERR_MISMATCH, __func__, "n = %d, but the run has %d rows", n, cell->n_rows);
    if (n > 0) MSBAT__REQUIRE(ctx, values);
    for (int64_t i = 0; i < n; i++) values[i] = cell->rows[i].value[column];
    return MSBAT_OK;
}

msbat_status msbat_cell_get_conservation(const msbat_cell *cell, double *lithium, double *charge)
{
    MSBAT__REQUIRE_HANDLE(cell);
    if (cell->n_rows == 0) return msbat__fail(cell->handle.ctx, MSBAT_ERR_STATE, __func__, "no run yet");
    if (lithium) *lithium = cell->lithium_residual;
    if (charge) *charge = cell->charge_residual;
    return MSBAT_OK;
}

/* ---- profiles -------------------------------------------------------------------------------- */
static int64_t side_of(msbat_cell_profile profile)
{
    return profile >= MSBAT_PROFILE_NEGATIVE_SURFACE && (profile - MSBAT_PROFILE_NEGATIVE_SURFACE) % 2;
}

static int64_t profile_size(const model *m, msbat_cell_profile profile)
{
    int64_t side = side_of(profile);
    switch (profile) {
    case MSBAT_PROFILE_POSITION:
    case MSBAT_PROFILE_ELECTROLYTE:
    case MSBAT_PROFILE_ELECTROLYTE_POTENTIAL: return m->n_nodes;
    case MSBAT_PROFILE_NEGATIVE_RADIUS:
    case MSBAT_PROFILE_POSITIVE_RADIUS: return m->particle[side].n;
    case MSBAT_PROFILE_NEGATIVE_PARTICLES:
    case MSBAT_PROFILE_POSITIVE_PARTICLES: return m->particle[side].n * m->n_particles[side];
    default: return m->n_particles[side];
    }
}

static void fill_across(const model *m, msbat_cell_profile profile, const double *y, double *values)
{
    double x = 0;
    for (int64_t k = 0; k < m->n_nodes; k++) {
        const double *s = y + m->node_start + NODE_SIZE * k;
        x += 0.5 * m->nodes[k].h;
        values[k] = profile == MSBAT_PROFILE_POSITION ? x : s[profile == MSBAT_PROFILE_ELECTROLYTE ? NODE_C
                                                              : NODE_PHI_E];
        x += 0.5 * m->nodes[k].h;
    }
}

static void fill_profile(const model *m, msbat_cell_profile profile, const double *y, int64_t n, double *values)
{
    int64_t side = side_of(profile);
    switch (profile) {
    case MSBAT_PROFILE_POSITION:
    case MSBAT_PROFILE_ELECTROLYTE:
    case MSBAT_PROFILE_ELECTROLYTE_POTENTIAL: fill_across(m, profile, y, values); break;
    case MSBAT_PROFILE_NEGATIVE_RADIUS:
    case MSBAT_PROFILE_POSITIVE_RADIUS: memcpy(values, m->particle[side].place, (size_t)n * sizeof *values); break;
    case MSBAT_PROFILE_NEGATIVE_PARTICLES:
    case MSBAT_PROFILE_POSITIVE_PARTICLES:
        memcpy(values, y + m->particle_start[side], (size_t)n * sizeof *values);
        break;
    case MSBAT_PROFILE_NEGATIVE_CURRENT:
    case MSBAT_PROFILE_POSITIVE_CURRENT:
        for (int64_t i = 0; i < n; i++) values[i] = msbat__echem_model_current_at(m, y, side, i);
        break;
    default:
        for (int64_t i = 0; i < n; i++) values[i] = msbat__echem_model_surface_at(m, y, side, i);
    }
}

static msbat_status check_profile(const msbat_cell *cell, const char *function, msbat_cell_profile profile)
{
    if ((uint64_t)profile >= PROFILES)
        return msbat__fail(cell->handle.ctx, MSBAT_ERR_ARGUMENT, function, "profile %d does not exist",
                           (int64_t)profile);
    if (!cell->solved) return msbat__fail(cell->handle.ctx, MSBAT_ERR_STATE, function, "no run yet");
    return MSBAT_OK;
}

msbat_status msbat_cell_get_profile_size(const msbat_cell *cell, msbat_cell_profile profile, int64_t *n)
{
    MSBAT__REQUIRE_HANDLE(cell);
    MSBAT__REQUIRE(cell->handle.ctx, n);
    msbat_status st = check_profile(cell, __func__, profile);
    if (!st) *n = profile_size(cell->solved, profile);
    return st;
}

msbat_status msbat_cell_get_profile(const msbat_cell *cell, int64_t row, msbat_cell_profile profile, int64_t n,
                                    double *values)
{
    MSBAT__REQUIRE_HANDLE(cell);
    const msbat_context *ctx = cell->handle.ctx;
    msbat_status st = check_profile(cell, __func__, profile);
    if (!st) st = msbat__check_count(ctx, __func__, "row", row, 0, cell->n_rows - 1);
    if (st) return st;
    if (n != profile_size(cell->solved, profile))
        return msbat__fail(ctx, MSBAT_ERR_MISMATCH, __func__, "n = %d, but the profile has %d values", n,
                           profile_size(cell->solved, profile));
    if (n > 0) MSBAT__REQUIRE(ctx, values);
    /* the surface of the single-particle model depends on the current of the row */
    model m = *cell->solved;
    m.current = cell->rows[row].value[MSBAT_CELL_CURRENT];
    fill_profile(&m, profile, cell->states + row * m.n_states, n, values);
    return MSBAT_OK;
}
