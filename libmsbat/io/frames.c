/* frames.c - the handle of structures with energies: creation, queries, changes. */
#include <inttypes.h>
#include <string.h>

#include "frames_impl.h"

/* ---- creation and destruction ----------------------------------------------------------------------------------- */
static void clear_column(msbat_context *ctx, frame_column *column)
{
    msbat_context_release(ctx, column->name);
    msbat_context_release(ctx, column->values);
    msbat_context_release(ctx, column->pool);
    msbat_context_release(ctx, column->at);
    memset(column, 0, sizeof *column);
}

static void clear_info(msbat_context *ctx, frame_info *info)
{
    msbat_context_release(ctx, info->key);
    msbat_context_release(ctx, info->text);
    memset(info, 0, sizeof *info);
}

static void clear_frame(msbat_context *ctx, one_frame *f)
{
    for (int64_t i = 0; i < f->n_columns; i++) clear_column(ctx, &f->columns[i]);
    for (int64_t i = 0; i < f->n_infos; i++) clear_info(ctx, &f->infos[i]);
    msbat_context_release(ctx, f->columns);
    msbat_context_release(ctx, f->infos);
    msbat_context_release(ctx, f->species);
    msbat_context_release(ctx, f->positions);
    msbat_crystal_destroy(&f->crystal);
}

msbat_status msbat_frames_create(msbat_context *ctx, msbat_frames **frames)
{
    if (frames) *frames = NULL;
    if (!ctx) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(ctx, frames);
    msbat_frames *made = MSBAT__IO_NEW(ctx, 1, msbat_frames);
    if (!made) return MSBAT_ERR_MEMORY;
    made->ctx = msbat_context_retain(ctx);
    *frames = made;
    return MSBAT_OK;
}

void msbat_frames_destroy(msbat_frames **frames)
{
    if (!frames || !*frames) return;
    msbat_context *ctx = (*frames)->ctx;
    for (int64_t i = 0; i < (*frames)->n_frames; i++) clear_frame(ctx, &(*frames)->frames[i]);
    msbat_context_release(ctx, (*frames)->frames);
    msbat_context_release(ctx, *frames);
    *frames = NULL;
    msbat_context_destroy(&ctx);
}

one_frame *msbat__frames_new(msbat_frames *frames)
{
    if (!msbat__io_grow(frames->ctx, (void **)&frames->frames, frames->n_frames, &frames->capacity, sizeof(one_frame)))
        return NULL;
    one_frame *f = &frames->frames[frames->n_frames++];
    memset(f, 0, sizeof *f);
    return f;
}

msbat_status msbat__frames_finish(msbat_status st, msbat_frames **made, msbat_frames **frames)
{
    if (st) msbat_frames_destroy(made);
    *frames = *made;
    return st;
}

/* ---- columns and infos ------------------------------------------------------------------------------------------ */
frame_column *msbat__frame_find_column(const one_frame *f, const char *name)
{
    for (int64_t i = 0; i < f->n_columns; i++)
        if (!strcmp(f->columns[i].name, name)) return &f->columns[i];
    return NULL;
}

frame_info *msbat__frame_find_info(const one_frame *f, const char *key)
{
    for (int64_t i = 0; i < f->n_infos; i++)
        if (!strcmp(f->infos[i].key, key)) return &f->infos[i];
    return NULL;
}

frame_column *msbat__frame_new_column(msbat_context *ctx, one_frame *f, msbat__io_span name, char type, int64_t width)
{
    if (!msbat__io_grow(ctx, (void **)&f->columns, f->n_columns, &f->column_capacity,
                        sizeof(frame_column))) return NULL;
    frame_column column = {.type = type, .width = width};
    column.name = msbat__io_copy_text(ctx, name.length, name.text);
    if (type == 'S') column.at = MSBAT__IO_NEW(ctx, f->n * width, int64_t);
    else column.values = MSBAT__IO_NEW(ctx, f->n * width, double);
    if (!column.name || (!column.at && !column.values)) {
        clear_column(ctx, &column);
        return NULL;
    }
    f->columns[f->n_columns] = column;
    return &f->columns[f->n_columns++];
}

void msbat__frame_drop_column(msbat_context *ctx, one_frame *f, frame_column *column)
{
    clear_column(ctx, column);
    memmove(column, column + 1, (size_t)(f->columns + f->n_columns - column - 1) * sizeof *column);
    f->n_columns--;
}

frame_info *msbat__frame_new_info(msbat_context *ctx, one_frame *f, msbat__io_span key, msbat__io_span text)
{
    if (!msbat__io_grow(ctx, (void **)&f->infos, f->n_infos, &f->info_capacity, sizeof(frame_info))) return NULL;
    frame_info info = {msbat__io_copy_text(ctx, key.length, key.text), msbat__io_copy_text(ctx, text.length,
                                                                                           text.text)};
    if (!info.key || !info.text) {
        clear_info(ctx, &info);
        return NULL;
    }
    f->infos[f->n_infos] = info;
    return &f->infos[f->n_infos++];
}

void msbat__frame_drop_info(msbat_context *ctx, one_frame *f, frame_info *info)
{
    clear_info(ctx, info);
    memmove(info, info + 1, (size_t)(f->infos + f->n_infos - info - 1) * sizeof *info);
    f->n_infos--;
}

const char *msbat__frame_column_text(const frame_column *column, int64_t entry)
{
    return column->pool + column->at[entry];
}

int msbat__frame_bool(msbat__io_span word)
{
    static const char *const yes[] = {"T", "True", "TRUE", "true", "1"}, *const no[] = {"F", "False", "FALSE", "false",
                                                                                        "0"};
    for (int i = 0; i < 5; i++) {
        if (msbat__io_is(word, yes[i])) return 1;
        if (msbat__io_is(word, no[i])) return 0;
    }
    return -1;
}

static bool is_separator(char c)
{
    return strchr(" \t\r\n,;[](){}", c) != NULL;
}

bool msbat__frame_numbers(const char *text, int64_t most, double *values, int64_t *n)
{
    int64_t found = 0;
    for (const char *c = text; *c;) {
        if (is_separator(*c)) {
            c++;
            continue;
        }
        msbat__io_span word = {c, 0};
        while (c[word.length] && !is_separator(c[word.length])) word.length++;
        double value;
        int truth = msbat__frame_bool(word);
        if (msbat_number_read(word.length, word.text, &value, NULL)) {
            if (truth < 0) return false;
            value = truth;
        }
        if (values && found < most) values[found] = value;
        found++;
        c += word.length;
    }
    *n = found;
    return true;
}

/* ---- crystal ---------------------------------------------------------------------------------------------------- */
static double inverse3(const double m[9], double inverse[9])
{
    double det = 0;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            int r = (j + 1) % 3, s = (j + 2) % 3, t = (i + 1) % 3, u = (i + 2) % 3;
            inverse[3 * i + j] = m[3 * r + t] * m[3 * s + u] - m[3 * r + u] * m[3 * s + t];
        }
    for (int64_t k = 0; k < 3; k++) det += m[k] * inverse[3 * k];
    for (int k = 0; k < 9 && det != 0; k++) inverse[k] /= det;
    return det;
}

/* A flat cell gives the identity here, and then the refusal by the crystal itself. */
static double *to_fractional(msbat_context *ctx, const one_frame *f)
{
    double inverse[9], *frac = MSBAT__IO_NEW(ctx, 3 * f->n, double);
    if (!frac) return NULL;
    bool flat = inverse3(f->cell, inverse) == 0;
    for (int64_t i = 0; i < f->n && !flat; i++)
        for (int j = 0; j < 3; j++)
            for (int k = 0; k < 3; k++) frac[3 * i + j] += f->positions[3 * i + k] * inverse[3 * k + j];
    return frac;
}

msbat_status msbat__frame_make_crystal(msbat_context *ctx, one_frame *f, const double *frac)
{
    double *own = frac ? NULL : to_fractional(ctx, f);
    if (!frac && !own) return MSBAT_ERR_MEMORY;
    msbat_status st = msbat_crystal_create(ctx, f->cell, f->n, frac ? frac : own, f->species, &f->crystal);
    msbat_context_release(ctx, own);
    return st;
}

/* ---- queries ---------------------------------------------------------------------------------------------------- */
static const one_frame *get_frame(const msbat_frames *frames, const char *function, int64_t i)
{
    if (i >= 0 && i < frames->n_frames) return &frames->frames[i];
    msbat__io_report(frames->ctx, function, "frame = %" PRId64 "; there are %" PRId64 " frames", i,
                     frames->n_frames);
    return NULL;
}
/* Declares f; the handle has no context before it is known not to be NULL. */
#define GET_FRAME()                                                                                             \
    if (!frames) return MSBAT_ERR_NULL;                                                                         \
    const one_frame *f = get_frame(frames, __func__, frame);                                                 \
    if (!f) return MSBAT_ERR_RANGE

static msbat_status check_n(const msbat_frames *frames, const char *function, int64_t n, int64_t wanted)
{
    if (n == wanted) return MSBAT_OK;
    return msbat__io_fail(frames->ctx, MSBAT_ERR_MISMATCH, function, "n = %" PRId64 "; it must be %" PRId64, n, wanted);
}

msbat_status msbat_frames_get_count(const msbat_frames *frames, int64_t *n_frames)
{
    if (!frames) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(frames->ctx, n_frames);
    *n_frames = frames->n_frames;
    return MSBAT_OK;
}

msbat_status msbat_frames_get_atom_count(const msbat_frames *frames, int64_t frame, int64_t *n_atoms)
{
    GET_FRAME();
    MSBAT__IO_REQUIRE(frames->ctx, n_atoms);
    *n_atoms = f->n;
    return MSBAT_OK;
}

msbat_status msbat_frames_get_crystal(const msbat_frames *frames, int64_t frame, const msbat_crystal **crystal)
{
    GET_FRAME();
    MSBAT__IO_REQUIRE(frames->ctx, crystal);
    if (!f->crystal)
        return msbat__io_fail(frames->ctx, MSBAT_ERR_STATE, __func__, "frame %" PRId64 " has no cell", frame);
    *crystal = f->crystal;
    return MSBAT_OK;
}

msbat_status msbat_frames_get_atoms(const msbat_frames *frames, int64_t frame, int64_t n, int64_t *species,
                                    double *positions_ang)
{
    GET_FRAME();
    msbat_status st = check_n(frames, __func__, n, f->n);
    if (st) return st;
    if (species) memcpy(species, f->species, (size_t)n * sizeof *species);
    if (positions_ang) memcpy(positions_ang, f->positions, (size_t)n * 3 * sizeof *positions_ang);
    return MSBAT_OK;
}

msbat_status msbat_frames_get_periodic(const msbat_frames *frames, int64_t frame, int64_t periodic[3])
{
    GET_FRAME();
    MSBAT__IO_REQUIRE(frames->ctx, periodic);
    memcpy(periodic, f->periodic, sizeof f->periodic);
    return MSBAT_OK;
}

static const frame_info *get_info(const msbat_frames *frames, const char *function, int64_t i, const one_frame *f,
                                  const char *key)
{
    const frame_info *info = msbat__frame_find_info(f, key);
    if (!info)
        msbat__io_report(frames->ctx, function, "frame %" PRId64 " has no info \"%.100s\"", i, key);
    return info;
}

static msbat_status info_number(const msbat_frames *frames, const char *function, int64_t i, const one_frame *f,
                                const char *key, double *value)
{
    const frame_info *info = get_info(frames, function, i, f, key);
    if (!info) return MSBAT_ERR_NOT_FOUND;
    msbat_status st = msbat_number_read(strlen(info->text), info->text, value, NULL);
    if (!st) return MSBAT_OK;
    return msbat__io_fail(frames->ctx, st == MSBAT_ERR_RANGE ? st : MSBAT_ERR_FORMAT, function,
                          "info \"%.100s\" of frame %" PRId64 " is \"%.100s\", not a finite number", key, i,
                          info->text);
}

msbat_status msbat_frames_get_energy(const msbat_frames *frames, int64_t frame, double *energy_ev)
{
    GET_FRAME();
    MSBAT__IO_REQUIRE(frames->ctx, energy_ev);
    return info_number(frames, __func__, frame, f, "energy", energy_ev);
}

msbat_status msbat_frames_get_info_count(const msbat_frames *frames, int64_t frame, int64_t *n_keys)
{
    GET_FRAME();
    MSBAT__IO_REQUIRE(frames->ctx, n_keys);
    *n_keys = f->n_infos;
    return MSBAT_OK;
}

msbat_status msbat_frames_get_info_key(const msbat_frames *frames, int64_t frame, int64_t k, size_t size, char *key)
{
    GET_FRAME();
    MSBAT__IO_REQUIRE(frames->ctx, key);
    if (k < 0 || k >= f->n_infos)
        return msbat__io_fail(frames->ctx, MSBAT_ERR_RANGE, __func__,
                              "k = %" PRId64 "; frame %" PRId64 " has %" PRId64 " keys", k, frame, f->n_infos);
    return msbat__io_give_text(frames->ctx, __func__, f->infos[k].key, size, key);
}

msbat_status msbat_frames_get_info_text(const msbat_frames *frames, int64_t frame, const char *key, size_t size,
                                        char *text)
{
    GET_FRAME();
    MSBAT__IO_REQUIRE(frames->ctx, key);
    MSBAT__IO_REQUIRE(frames->ctx, text);
    const frame_info *info = get_info(frames, __func__, frame, f, key);
    return info ? msbat__io_give_text(frames->ctx, __func__, info->text, size, text) : MSBAT_ERR_NOT_FOUND;
}

msbat_status msbat_frames_get_info_number(const msbat_frames *frames, int64_t frame, const char *key, double *value)
{
    GET_FRAME();
    MSBAT__IO_REQUIRE(frames->ctx, key);
    MSBAT__IO_REQUIRE(frames->ctx, value);
    return info_number(frames, __func__, frame, f, key, value);
}

msbat_status msbat_frames_get_info_bool(const msbat_frames *frames, int64_t frame, const char *key, int *value)
{
    GET_FRAME();
    MSBAT__IO_REQUIRE(frames->ctx, key);
    MSBAT__IO_REQUIRE(frames->ctx, value);
    const frame_info *info = get_info(frames, __func__, frame, f, key);
    if (!info) return MSBAT_ERR_NOT_FOUND;
    int truth = msbat__frame_bool((msbat__io_span){info->text, strlen(info->text)});
    if (truth < 0)
        return msbat__io_fail(frames->ctx, MSBAT_ERR_FORMAT, __func__,
                              "info \"%.100s\" is \"%.100s\", not true or false",
                              key, info->text);
    *value = truth;
    return MSBAT_OK;
}

static msbat_status info_list(const msbat_frames *frames, const char *function, const frame_info *info, int64_t *n)
{
    if (msbat__frame_numbers(info->text, 0, NULL, n)) return MSBAT_OK;
    return msbat__io_fail(frames->ctx, MSBAT_ERR_FORMAT, function,
                          "info \"%.100s\" is \"%.100s\", not a list of numbers",
                          info->key, info->text);
}

msbat_status msbat_frames_get_info_size(const msbat_frames *frames, int64_t frame, const char *key, int64_t *n)
{
    GET_FRAME();
    MSBAT__IO_REQUIRE(frames->ctx, key);
    MSBAT__IO_REQUIRE(frames->ctx, n);
    const frame_info *info = get_info(frames, __func__, frame, f, key);
    return info ? info_list(frames, __func__, info, n) : MSBAT_ERR_NOT_FOUND;
}

msbat_status msbat_frames_get_info_numbers(const msbat_frames *frames, int64_t frame, const char *key, int64_t n,
                                           double *values)
{
    int64_t found = 0;
    GET_FRAME();
    MSBAT__IO_REQUIRE(frames->ctx, key);
    MSBAT__IO_REQUIRE(frames->ctx, values);
    const frame_info *info = get_info(frames, __func__, frame, f, key);
    if (!info) return MSBAT_ERR_NOT_FOUND;
    msbat_status st = info_list(frames, __func__, info, &found);
    if (!st) st = check_n(frames, __func__, n, found);
    if (!st) msbat__frame_numbers(info->text, n, values, &found);
    return st;
}

static const frame_column *get_column(const msbat_frames *frames, const char *function, int64_t i, const one_frame *f,
                                      const char *name)
{
    const frame_column *column = msbat__frame_find_column(f, name);
    if (!column)
        msbat__io_report(frames->ctx, function, "frame %" PRId64 " has no column \"%.100s\"", i, name);
    return column;
}

static msbat_status give_numbers(const msbat_frames *frames, const char *function, const one_frame *f,
                                 const frame_column *column, int64_t n, double *values)
{
    if (column->type == 'S')
        return msbat__io_fail(frames->ctx, MSBAT_ERR_FORMAT, function, "column \"%.100s\" holds texts", column->name);
    msbat_status st = check_n(frames, function, n, f->n * column->width);
    if (!st) memcpy(values, column->values, (size_t)n * sizeof *values);
    return st;
}

msbat_status msbat_frames_get_forces(const msbat_frames *frames, int64_t frame, int64_t n, double *forces_ev_ang)
{
    GET_FRAME();
    MSBAT__IO_REQUIRE(frames->ctx, forces_ev_ang);
    const frame_column *column = msbat__frame_find_column(f, "forces");
    if (!column) column = msbat__frame_find_column(f, "force");
    if (!column) return get_column(frames, __func__, frame, f, "forces") ? MSBAT_ERR_INTERNAL : MSBAT_ERR_NOT_FOUND;
    if (column->type != 'R' || column->width != 3)
        return msbat__io_fail(frames->ctx, MSBAT_ERR_FORMAT, __func__, "column \"%s\" has not 3 numbers an atom",
                              column->name);
    msbat_status st = check_n(frames, __func__, n, f->n);
    return st ? st : give_numbers(frames, __func__, f, column, 3 * n, forces_ev_ang);
}

msbat_status msbat_frames_get_column_width(const msbat_frames *frames, int64_t frame, const char *name, int64_t *width)
{
    GET_FRAME();
    MSBAT__IO_REQUIRE(frames->ctx, name);
    MSBAT__IO_REQUIRE(frames->ctx, width);
    const frame_column *column = get_column(frames, __func__, frame, f, name);
    if (!column) return MSBAT_ERR_NOT_FOUND;
    *width = column->width;
    return MSBAT_OK;
}

msbat_status msbat_frames_get_column(const msbat_frames *frames, int64_t frame, const char *name, int64_t n,
                                     double *values)
{
    GET_FRAME();
    MSBAT__IO_REQUIRE(frames->ctx, name);
    MSBAT__IO_REQUIRE(frames->ctx, values);
    const frame_column *column = get_column(frames, __func__, frame, f, name);
    return column ? give_numbers(frames, __func__, f, column, n, values) : MSBAT_ERR_NOT_FOUND;
}

msbat_status msbat_frames_get_column_text(const msbat_frames *frames, int64_t frame, const char *name, int64_t entry,
                                          size_t size, char *text)
{
    GET_FRAME();
    MSBAT__IO_REQUIRE(frames->ctx, name);
    MSBAT__IO_REQUIRE(frames->ctx, text);
    const frame_column *column = get_column(frames, __func__, frame, f, name);
    if (!column) return MSBAT_ERR_NOT_FOUND;
    if (column->type != 'S')
        return msbat__io_fail(frames->ctx, MSBAT_ERR_FORMAT, __func__, "column \"%.100s\" holds numbers", name);
    if (entry < 0 || entry >= f->n * column->width)
        return msbat__io_fail(frames->ctx, MSBAT_ERR_RANGE, __func__, "entry = %" PRId64 "; the column has %" PRId64,
                              entry,
                              f->n * column->width);
    return msbat__io_give_text(frames->ctx, __func__, msbat__frame_column_text(column, entry), size, text);
}
