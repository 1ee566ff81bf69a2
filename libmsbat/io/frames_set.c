/* frames_set.c - building frames: crystals with energies, forces, infos and columns to be written. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "frames_impl.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static msbat_status check_name(const msbat_frames *frames, const char *function, const char *name)
{
    static const char *const taken[] = {"Lattice", "Properties", "pbc", "species", "pos"};
    bool good = is_letter(name[0]);
    for (const char *c = name; *c && good; c++) good = is_letter(*c) || (*c >= '0'
                                                                         && *c <= '9') || *c == '-' || *c == '.';
    for (int i = 0; i < 5 && good; i++) good = strcmp(name, taken[i]) != 0;
    if (good) return MSBAT_OK;
    return msbat__io_fail(frames->ctx, MSBAT_ERR_ARGUMENT, function,
                          "\"%.100s\" is no free name (a letter or '_', then letters, digits, '_', '-', '.')", name);
}

static one_frame *frame_of(msbat_frames *frames, const char *function, int64_t i)
{
    if (i >= 0 && i < frames->n_frames) return &frames->frames[i];
    msbat__io_report(frames->ctx, function, "frame = %" PRId64 "; there are %" PRId64 " frames", i,
                     frames->n_frames);
    return NULL;
}

/* ---- frames from crystals ---------------------------------------------------------------------------------------- */
static msbat_status fill_from(msbat_context *ctx, one_frame *f, const msbat_crystal *crystal)
{
    msbat_status st = msbat_crystal_get_site_count(crystal, &f->n);
    double *frac = MSBAT__IO_NEW(ctx, 3 * f->n, double);
    f->species = MSBAT__IO_NEW(ctx, f->n, int64_t);
    f->positions = MSBAT__IO_NEW(ctx, 3 * f->n, double);
    if (!frac || !f->species || !f->positions) st = MSBAT_ERR_MEMORY;
    if (!st) st = msbat_crystal_get_cell(crystal, f->cell);
    if (!st) st = msbat_crystal_get_sites(crystal, f->n, frac, f->species);
    for (int64_t k = 0; k < 3 * f->n && !st; k++)
        for (int64_t j = 0; j < 3; j++) f->positions[k] += frac[k / 3 * 3 + j] * f->cell[3 * j + k % 3];
    for (int k = 0; k < 3; k++) f->periodic[k] = 1;
    f->has_cell = true;
    if (!st) st = msbat__frame_make_crystal(ctx, f, frac);
    msbat_context_release(ctx, frac);
    return st;
}

msbat_status msbat_frames_add(msbat_frames *frames, const msbat_crystal *crystal)
{
    if (!frames) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(frames->ctx, crystal);
    one_frame *f = msbat__frames_new(frames);
    if (!f) return MSBAT_ERR_MEMORY;
    msbat_status st = fill_from(frames->ctx, f, crystal);
    if (st) { /* nothing but the arrays is there yet */
        msbat_context_release(frames->ctx, f->species);
        msbat_context_release(frames->ctx, f->positions);
        frames->n_frames--;
    }
    return st;
}

/* ---- infos and columns ------------------------------------------------------------------------------------------- */
static msbat_status set_info(msbat_frames *frames, const char *function, int64_t i, const char *key, const char *text)
{
    one_frame *f = frame_of(frames, function, i);
    if (!f) return MSBAT_ERR_RANGE;
    msbat_status st = check_name(frames, function, key);
    if (st) return st;
    frame_info *old = msbat__frame_find_info(f, key);
    if (!old)
        return msbat__frame_new_info(frames->ctx, f, (msbat__io_span){key, strlen(key)},
                                     (msbat__io_span){text, strlen(text)})
                   ? MSBAT_OK
                   : MSBAT_ERR_MEMORY;
    char *copy = msbat__io_copy_text(frames->ctx, strlen(text), text);
    if (!copy) return MSBAT_ERR_MEMORY;
    msbat_context_release(frames->ctx, old->text);
    old->text = copy;
    return MSBAT_OK;
}

static msbat_status set_info_number(msbat_frames *frames, const char *function, int64_t i, const char *key,
                                    double value)
{
    char text[40];
    if (msbat_number_write(value, sizeof text, text))
        return msbat__io_fail(frames->ctx, MSBAT_ERR_RANGE, function,
                              "the value of \"%.100s\" is %s; must be finite", key, msbat__io_odd_number(value));
    return set_info(frames, function, i, key, text);
}

msbat_status msbat_frames_set_info_text(msbat_frames *frames, int64_t frame, const char *key, const char *text)
{
    if (!frames) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(frames->ctx, key);
    MSBAT__IO_REQUIRE(frames->ctx, text);
    return set_info(frames, __func__, frame, key, text);
}

msbat_status msbat_frames_set_info_number(msbat_frames *frames, int64_t frame, const char *key, double value)
{
    if (!frames) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(frames->ctx, key);
    return set_info_number(frames, __func__, frame, key, value);
}

msbat_status msbat_frames_set_energy(msbat_frames *frames, int64_t frame, double energy_ev)
{
    if (!frames) return MSBAT_ERR_NULL;
    return set_info_number(frames, __func__, frame, "energy", energy_ev);
}

static msbat_status set_column(msbat_frames *frames, const char *function, int64_t i, const char *name, int64_t width,
                               int64_t n, const double *values)
{
    one_frame *f = frame_of(frames, function, i);
    if (!f) return MSBAT_ERR_RANGE;
    msbat_status st = check_name(frames, function, name);
    if (st) return st;
    if (width < 1 || width > 1000000 || n != f->n * width)
        return msbat__io_fail(frames->ctx, MSBAT_ERR_MISMATCH, function,
                              "width = %" PRId64 " and n = %" PRId64 " do not fit %" PRId64 " atoms", width, n, f->n);
    for (int64_t k = 0; k < n; k++)
        if (!isfinite(values[k]))
            return msbat__io_fail(frames->ctx, MSBAT_ERR_RANGE, function,
                                  "value %" PRId64 " of \"%.100s\" is %s; must be finite", k, name,
                                  msbat__io_odd_number(values[k]));
    frame_column *column = msbat__frame_new_column(frames->ctx, f, (msbat__io_span){name, strlen(name)}, 'R', width);
    if (!column) return MSBAT_ERR_MEMORY;
    if (n) memcpy(column->values, values, (size_t)n * sizeof *values);
    frame_column *first = msbat__frame_find_column(f, name);
    if (first != column) msbat__frame_drop_column(frames->ctx, f, first);
    return MSBAT_OK;
}

msbat_status msbat_frames_set_column(msbat_frames *frames, int64_t frame, const char *name, int64_t width, int64_t n,
                                     const double *values)
{
    if (!frames) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(frames->ctx, name);
    MSBAT__IO_REQUIRE(frames->ctx, values);
    return set_column(frames, __func__, frame, name, width, n, values);
}

msbat_status msbat_frames_set_forces(msbat_frames *frames, int64_t frame, int64_t n, const double *forces_ev_ang)
{
    if (!frames) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(frames->ctx, forces_ev_ang);
    if (n < 0 || n > INT64_MAX / 3)
        return msbat__io_fail(frames->ctx, MSBAT_ERR_RANGE, __func__, "n = %" PRId64, n);
    return set_column(frames, __func__, frame, "forces", 3, 3 * n, forces_ev_ang);
}
