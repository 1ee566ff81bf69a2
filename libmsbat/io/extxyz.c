/* extxyz.c - reader of extended XYZ. */
#include <inttypes.h>
#include <string.h>

#include "frames_impl.h"

#define INTEGER_MAX (INT64_C(1) << 53) /* 2^53: integers up to here are exact as doubles */

typedef struct reading {
    msbat__io_source source;
    one_frame *frame;
    bool strict;                        /* Properties were given, so that rows must have exactly their fields */
} reading;

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* ---- comment line: key=value ------------------------------------------------------------------------------------- */
/* Length of the quoted value at the start of rest, closing mark included; 0 if it is not closed. */
static size_t quoted_length(msbat__io_span rest)
{
    char open = rest.text[0], close = open;
    if (open == '{') close = '}';
    else if (open == '[') close = ']';
    int depth = 1;
    for (size_t i = 1; i < rest.length; i++) {
        char c = rest.text[i];
        if (c == '\\' && open == close) i++;
        else if (c == close && --depth == 0) return i + 1;
        else if (c == open) depth++;
    }
    return 0;
}

/* Takes out backslashes before quotes and backslashes; \n is a line break. */
static size_t unescape(char *text, size_t length)
{
    size_t to = 0;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c == '\\' && i + 1 < length && strchr("\"'\\n", text[i + 1])) {
            c = text[++i];
            if (c == 'n') c = '\n';
        }
        text[to++] = c;
    }
    return to;
}

static bool escapes(char mark) { return mark == '"' || mark == '\''; }

/* The marks that key and value stood in, or 0. */
static msbat_status add_info(reading *r, msbat__io_span key, char key_mark, msbat__io_span value, char mark)
{
    frame_info *info = msbat__frame_new_info(r->source.ctx, r->frame, key, value);
    if (!info) return MSBAT_ERR_MEMORY;
    if (escapes(key_mark)) info->key[unescape(info->key, key.length)] = 0;
    if (escapes(mark)) info->text[unescape(info->text, value.length)] = 0;
    if (msbat__frame_find_info(r->frame, info->key) == info) return MSBAT_OK;
    return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "key \"%.100s\" stands twice", info->key);
}

static void skip(msbat__io_span *rest, size_t n)
{
    rest->text += n;
    rest->length -= n;
}

static void skip_spaces(msbat__io_span *rest)
{
    while (rest->length && is_space(rest->text[0])) skip(rest, 1);
}

/* Takes a quoted or bare piece that ends before a space or stop. *mark: the opening mark, or 0. */
static msbat_status take_piece(reading *r, msbat__io_span *rest, char stop, msbat__io_span *piece, char *mark)
{
    size_t n = 0;
    *mark = 0;
    if (rest->length && strchr("\"'{[", rest->text[0])) *mark = rest->text[0];
    if (*mark) {
        n = quoted_length(*rest);
        if (!n)
            return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "the %c of \"%.*s\" is not closed", *mark,
                                 msbat__io_shown(*rest), rest->text);
        /* brackets stay: they show the shape of a list */
        *piece = *mark == '[' ? (msbat__io_span){rest->text, n} : (msbat__io_span){rest->text + 1, n - 2};
    } else {
        while (n < rest->length && !is_space(rest->text[n]) && rest->text[n] != stop) n++;
        *piece = (msbat__io_span){rest->text, n};
    }
    skip(rest, n);
    return MSBAT_OK;
}

static msbat_status take_pair(reading *r, msbat__io_span *rest)
{
    msbat__io_span key, value = {"T", 1};
    char key_mark = 0, mark = 0;
    msbat_status st = take_piece(r, rest, '=', &key, &key_mark);
    if (st) return st;
    if (!key.length) return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "a '=' without a key before it");
    skip_spaces(rest);
    if (rest->length && rest->text[0] == '=') {
        skip(rest, 1);
        skip_spaces(rest);
        st = take_piece(r, rest, 0, &value, &mark);
    }
    return st ? st : add_info(r, key, key_mark, value, mark);
}

static msbat_status read_comment(reading *r, msbat__io_span line)
{
    msbat_status st = MSBAT_OK;
    line = msbat__io_trim(line);
    if (!memchr(line.text, '=', line.length))
        return line.length ? add_info(r, (msbat__io_span){"comment", 7}, 0, line, 0) : MSBAT_OK;
    while (line.length && !st) {
        st = take_pair(r, &line);
        skip_spaces(&line);
    }
    return st;
}

/* ---- what the comment says about the cell ------------------------------------------------------------------------ */
static msbat_status take_lattice(reading *r)
{
    one_frame *f = r->frame;
    frame_info *info = msbat__frame_find_info(f, "Lattice");
    double v[9] = {0};
    int64_t n = 0;
    if (!info) return MSBAT_OK;
    if (!msbat__frame_numbers(info->text, 9, v, &n) || (n != 9 && n != 3))
        return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "Lattice is \"%.100s\", not 9 numbers", info->text);
    for (int i = 0; i < 9; i++) f->cell[i] = n == 9 ? v[i] : i % 4 == 0 ? v[i / 4] : 0;
    f->has_cell = true;
    msbat__frame_drop_info(r->source.ctx, f, info);
    return MSBAT_OK;
}

static msbat_status take_periodic(reading *r)
{
    one_frame *f = r->frame;
    frame_info *info = msbat__frame_find_info(f, "pbc");
    double v[3];
    int64_t n = 0;
    for (int i = 0; i < 3; i++) f->periodic[i] = f->has_cell;
    if (!info) return MSBAT_OK;
    bool good = msbat__frame_numbers(info->text, 3, v, &n) && n == 3;
    for (int i = 0; i < 3 && good; i++) good = v[i] == 0 || v[i] == 1;
    if (!good) return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "pbc is \"%.100s\", not three of T and F",
                                    info->text);
    for (int i = 0; i < 3; i++) f->periodic[i] = v[i] != 0;
    msbat__frame_drop_info(r->source.ctx, f, info);
    return MSBAT_OK;
}

static msbat_status check_energy(reading *r)
{
    const frame_info *info = msbat__frame_find_info(r->frame, "energy");
    double value;
    if (!info) return MSBAT_OK;
    return msbat__io_number(&r->source, (msbat__io_span){info->text, strlen(info->text)}, "energy", &value);
}

/* ---- Properties -------------------------------------------------------------------------------------------------- */
static msbat__io_span until_colon(msbat__io_span *rest)
{
    const char *colon = memchr(rest->text, ':', rest->length);
    size_t n = colon ? (size_t)(colon - rest->text) : rest->length;
    msbat__io_span field = {rest->text, n};
    skip(rest, colon ? n + 1 : n);
    return field;
}

static bool is_twice(const one_frame *f, msbat__io_span name)
{
    for (int64_t i = 0; i < f->n_columns; i++)
        if (msbat__io_is(name, f->columns[i].name)) return true;
    return false;
}

/* A field and the blank or line end after it are two bytes at least, so that what a column needs is checked against the
 * rest of the file before it is allocated. */
static msbat_status add_column(reading *r, msbat__io_span name, msbat__io_span type, msbat__io_span width,
                               int64_t *fields)
{
    int64_t w = 0, left = (int64_t)(r->source.size - r->source.at) + 1;
    if (!name.length || type.length != 1 || !strchr("SRIL", type.text[0])
        || msbat_number_read_int(width.length, width.text, &w, NULL) || w < 1)
        return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT,
                             "Properties: \"%.*s:%.*s:%.*s\" is not name:S, R, I or L:count",
                             msbat__io_shown(name), name.text, msbat__io_shown(type), type.text, msbat__io_shown(width),
                             width.text);
    if (is_twice(r->frame, name))
        return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "Properties: \"%.*s\" stands twice", msbat__io_shown(name),
                             name.text);
    if (w > INT64_MAX / 4 - *fields || (r->frame->n && *fields + w > left / 2 / r->frame->n))
        return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT,
                             "%" PRId64 " atoms of %" PRId64 " fields do not fit in the rest of the file", r->frame->n,
                             w > INT64_MAX - *fields ? w : *fields + w);
    *fields += w;
    if (r->frame->n == 0 && w > 1000) w = 1000;
    return msbat__frame_new_column(r->source.ctx, r->frame, name, type.text[0], w) ? MSBAT_OK : MSBAT_ERR_MEMORY;
}

static msbat_status take_properties(reading *r)
{
    frame_info *info = msbat__frame_find_info(r->frame, "Properties");
    const char *text = info ? info->text : "species:S:1:pos:R:3";
    msbat__io_span rest = {text, strlen(text)};
    msbat_status st = MSBAT_OK;
    int64_t fields = 0;
    r->strict = info != NULL;
    do {
        msbat__io_span name = until_colon(&rest), type = until_colon(&rest), width = until_colon(&rest);
        st = add_column(r, name, type, width, &fields);
    } while (!st && rest.length);
    if (!st && info) msbat__frame_drop_info(r->source.ctx, r->frame, info);
    return st;
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */
static msbat_status keep_text(reading *r, frame_column *c, int64_t entry, msbat__io_span word)
{
    int64_t need = (int64_t)word.length + 1;
    while (c->pool_capacity - c->pool_size < need)
        if (!msbat__io_grow(r->source.ctx, (void **)&c->pool, c->pool_capacity, &c->pool_capacity,
                            1)) return MSBAT_ERR_MEMORY;
    memcpy(c->pool + c->pool_size, word.text, word.length);
    c->pool[c->pool_size + need - 1] = 0;
    c->at[entry] = c->pool_size;
    c->pool_size += need;
    return MSBAT_OK;
}

static msbat_status keep_value(reading *r, frame_column *c, int64_t entry, msbat__io_span word)
{
    int64_t whole = 0;
    int truth;
    switch (c->type) {
    case 'S':
        return keep_text(r, c, entry, word);
    case 'R':
        return msbat__io_number(&r->source, word, c->name, &c->values[entry]);
    case 'L':
        truth = msbat__frame_bool(word);
        c->values[entry] = truth;
        if (truth >= 0) return MSBAT_OK;
        return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "%s is \"%.*s\", not T or F", c->name, msbat__io_shown(word),
                             word.text);
    default:
        if (msbat_number_read_int(word.length, word.text, &whole, NULL) || whole > INTEGER_MAX || whole < -INTEGER_MAX)
            return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "%s is \"%.*s\", not an integer within 2^53", c->name,
                                 msbat__io_shown(word), word.text);
        c->values[entry] = (double)whole;
        return MSBAT_OK;
    }
}

static msbat_status read_row(reading *r, int64_t atom, msbat__io_span line)
{
    msbat__io_span word;
    for (int64_t k = 0; k < r->frame->n_columns; k++) {
        frame_column *c = &r->frame->columns[k];
        for (int64_t j = 0; j < c->width; j++) {
            if (!msbat__io_word(&line, &word))
                return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "the row of atom %" PRId64 " ends before %s", atom,
                                     c->name);
            msbat_status st = keep_value(r, c, atom * c->width + j, word);
            if (st) return st;
        }
    }
    if (r->strict && msbat__io_word(&line, &word))
        return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT,
                             "the row of atom %" PRId64 " has more fields than Properties", atom);
    return MSBAT_OK;
}

static msbat_status read_rows(reading *r)
{
    msbat_status st = MSBAT_OK;
    for (int64_t i = 0; i < r->frame->n && !st; i++) {
        msbat__io_span line;
        if (!msbat__io_line(&r->source, &line))
            return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "the file ends after %" PRId64 " of %" PRId64 " atoms",
                                 i,
                                 r->frame->n);
        st = read_row(r, i, line);
    }
    return st;
}

/* ---- species and positions out of their columns ------------------------------------------------------------------ */
static msbat_status species_from_text(reading *r, const frame_column *column)
{
    for (int64_t i = 0; i < r->frame->n; i++) {
        const char *symbol = msbat__frame_column_text(column, i);
        if (msbat_species_read(symbol, &r->frame->species[i]))
            return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT,
                                 "species \"%.30s\" of atom %" PRId64 " is no chemical symbol",
                                 symbol, i);
    }
    return MSBAT_OK;
}

static msbat_status species_from_numbers(reading *r, const frame_column *column)
{
    for (int64_t i = 0; i < r->frame->n; i++) {
        r->frame->species[i] = (int64_t)column->values[i];
        if (!msbat_species_symbol(r->frame->species[i]))
            return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT,
                                 "%s of atom %" PRId64 " is %" PRId64 ", no atomic number",
                                 column->name, i, r->frame->species[i]);
    }
    return MSBAT_OK;
}

static msbat_status take_species(reading *r)
{
    one_frame *f = r->frame;
    frame_column *column = msbat__frame_find_column(f, "species");
    if (!column) column = msbat__frame_find_column(f, "Z");
    if (!column) column = msbat__frame_find_column(f, "numbers");
    if (!column || column->width != 1 || (column->type != 'S' && column->type != 'I'))
        return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "Properties has no species:S:1 (or Z:I:1)");
    f->species = MSBAT__IO_NEW(r->source.ctx, f->n, int64_t);
    if (!f->species) return MSBAT_ERR_MEMORY;
    msbat_status st = column->type == 'S' ? species_from_text(r, column) : species_from_numbers(r, column);
    if (!st) msbat__frame_drop_column(r->source.ctx, f, column);
    return st;
}

static msbat_status take_positions(reading *r)
{
    frame_column *column = msbat__frame_find_column(r->frame, "pos");
    if (!column || column->width != 3 || column->type != 'R')
        return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "Properties has no pos:R:3");
    r->frame->positions = column->values;
    column->values = NULL;
    msbat__frame_drop_column(r->source.ctx, r->frame, column);
    return MSBAT_OK;
}

static msbat_status take_crystal(reading *r)
{
    if (!r->frame->has_cell) return MSBAT_OK;
    msbat_status st = msbat__frame_make_crystal(r->source.ctx, r->frame, NULL);
    return st ? msbat__io_bad_within(&r->source, st) : MSBAT_OK;
}

/* ---- frames ------------------------------------------------------------------------------------------------------ */
static msbat_status read_header(reading *r, msbat__io_span line)
{
    msbat__io_span word, more;
    if (!msbat__io_word(&line, &word) || msbat_number_read_int(word.length, word.text, &r->frame->n, NULL)
        || r->frame->n < 0 || msbat__io_word(&line, &more)) {
        r->frame->n = 0;
        return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT,
                             "a frame must begin with the number of its atoms, not \"%.*s\"",
                             msbat__io_shown(word), word.text);
    }
    if (!msbat__io_line(&r->source, &line))
        return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "the file ends before the comment line of the frame");
    return read_comment(r, line);
}

static msbat_status read_frame(reading *r, msbat__io_span first)
{
    msbat_status st = read_header(r, first);
    if (!st) st = take_lattice(r);
    if (!st) st = take_periodic(r);
    if (!st) st = check_energy(r);
    if (!st) st = take_properties(r);
    if (!st) st = read_rows(r);
    if (!st) st = take_species(r);
    if (!st) st = take_positions(r);
    return st ? st : take_crystal(r);
}

static msbat_status read_all(reading *r, msbat_frames *frames)
{
    msbat__io_span line;
    msbat_status st = msbat__io_check_text(&r->source);
    while (!st && msbat__io_line(&r->source, &line)) {
        if (!msbat__io_trim(line).length) continue;
        r->frame = msbat__frames_new(frames);
        st = r->frame ? read_frame(r, line) : MSBAT_ERR_MEMORY;
    }
    if (!st && !frames->n_frames) st = msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "there are no frames");
    return st;
}

static msbat_status parse(msbat_context *ctx, const char *function, const char *name, size_t size, const char *text,
                          msbat_frames **frames)
{
    msbat_frames *made = NULL;
    reading r = {.source = {.ctx = ctx, .function = function, .name = name, .text = text, .size = size}};
    msbat_status st = msbat_frames_create(ctx, &made);
    if (!st) st = read_all(&r, made);
    return msbat__frames_finish(st, &made, frames);
}

msbat_status msbat_frames_parse_extxyz(msbat_context *ctx, size_t size, const char *text, msbat_frames **frames)
{
    if (frames) *frames = NULL;
    if (!ctx) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(ctx, text);
    MSBAT__IO_REQUIRE(ctx, frames);
    msbat_status st = msbat__io_check_size(ctx, __func__, size);
    return st ? st : parse(ctx, __func__, "text", size, text, frames);
}

msbat_status msbat_frames_read_extxyz(msbat_context *ctx, const char *path, msbat_frames **frames)
{
    char *text = NULL;
    size_t size = 0;
    if (frames) *frames = NULL;
    if (!ctx) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(ctx, path);
    MSBAT__IO_REQUIRE(ctx, frames);
    msbat_status st = msbat__io_load(ctx, __func__, path, &size, &text);
    if (!st) st = parse(ctx, __func__, path, size, text, frames);
    msbat_context_release(ctx, text);
    return st;
}
