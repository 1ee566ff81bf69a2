/* poscar.c - reader and writer of VASP's POSCAR. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "frames_impl.h"

typedef struct reading {
    msbat__io_source source;
    one_frame *frame;
    double scale[3];                    /* of the three components; scale[0] < 0: minus the volume */
    bool selective, direct;
    double *frac;
} reading;

static msbat_status next_line(reading *r, const char *what, msbat__io_span *line)
{
    if (msbat__io_line(&r->source, line)) return MSBAT_OK;
    return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "the file ends before %s", what);
}

static msbat_status read_three(reading *r, msbat__io_span *line, const char *what, double v[3])
{
    for (int k = 0; k < 3; k++) {
        msbat__io_span word;
        if (!msbat__io_word(line, &word))
            return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "%s has fewer than 3 numbers", what);
        msbat_status st = msbat__io_number(&r->source, word, what, &v[k]);
        if (st) return st;
    }
    return MSBAT_OK;
}

static msbat_status read_scale(reading *r)
{
    msbat__io_span line, word;
    msbat_status st = next_line(r, "the scale factor", &line);
    int n = 0;
    while (!st && n < 3 && msbat__io_word(&line, &word)) {
        double value;
        if (n == 1 && msbat_number_read(word.length, word.text, &value, NULL)) break; /* a remark after one factor */
        st = msbat__io_number(&r->source, word, "the scale factor", &r->scale[n++]);
    }
    if (st) return st;
    bool good = (n == 1 && r->scale[0] != 0) || (n == 3 && r->scale[0] > 0 && r->scale[1] > 0 && r->scale[2] > 0);
    if (!good) return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT,
                                    "there must be one scale factor, not 0, or three above 0");
    if (n == 1) r->scale[1] = r->scale[2] = r->scale[0];
    return MSBAT_OK;
}

static msbat_status read_cell(reading *r)
{
    double *a = r->frame->cell;
    msbat_status st = MSBAT_OK;
    for (int64_t i = 0; i < 3 && !st; i++) {
        msbat__io_span line;
        st = next_line(r, "the third lattice vector", &line);
        if (!st) st = read_three(r, &line, "the lattice vector", a + 3 * i);
    }
    if (st) return st;
    double volume = fabs(a[0] * (a[4] * a[8] - a[5] * a[7]) - a[1] * (a[3] * a[8] - a[5] * a[6])
                         + a[2] * (a[3] * a[7] - a[4] * a[6]));
    if (r->scale[0] < 0 && volume > 0)
        for (int k = 2; k >= 0; k--) r->scale[k] = cbrt(-r->scale[0] / volume);
    for (int i = 0; i < 9; i++) a[i] *= r->scale[i % 3];
    r->frame->has_cell = true;
    for (int k = 0; k < 3; k++) r->frame->periodic[k] = 1;
    return MSBAT_OK;
}

/* ---- species and counts ----------------------------------------------------------------------------------------- */
/* "Li", or "Li_sv" and "Li/abc" as VASP writes them */
static msbat_status read_symbol(reading *r, msbat__io_span word, int64_t *species)
{
    char symbol[4] = "";
    size_t n = 0;
    while (n < word.length && word.text[n] != '_' && word.text[n] != '/') n++;
    if (n < sizeof symbol) memcpy(symbol, word.text, n);
    if (msbat_species_read(symbol, species) == MSBAT_OK) return MSBAT_OK;
    return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "\"%.*s\" is no chemical symbol", msbat__io_shown(word),
                         word.text);
}

static msbat_status check_vasp5(reading *r, msbat__io_span line)
{
    msbat__io_span word;
    int64_t number;
    if (!msbat__io_word(&line, &word)) return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT,
                                                            "the line of symbols is empty");
    if (msbat_number_read_int(word.length, word.text, &number, NULL)) return MSBAT_OK;
    return msbat__io_bad(&r->source, MSBAT_ERR_UNSUPPORTED,
                         "numbers of atoms stand where the symbols should: the form of VASP 4 does not say which atoms "
                         "these are; insert a line of chemical symbols");
}

/* An atom is a line of at least five characters ("0 0 0"), the last one perhaps without a line end: what is counted is
 * checked against the rest of the file before it is allocated. */
static msbat_status add_count(reading *r, msbat__io_span word, int64_t *n)
{
    int64_t more = 0, left = (int64_t)(r->source.size - r->source.at);
    if (msbat_number_read_int(word.length, word.text, &more, NULL) || more < 0)
        return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "\"%.*s\" is no number of atoms", msbat__io_shown(word),
                             word.text);
    if (more > left / 5 || *n + more > left / 5)
        return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT,
                             "%" PRId64 " and %" PRId64 " atoms do not fit in the rest of the file",
                             *n, more);
    *n += more;
    return MSBAT_OK;
}

static msbat_status count_atoms(reading *r, msbat__io_span symbols, msbat__io_span counts)
{
    msbat__io_span symbol, count;
    while (msbat__io_word(&counts, &count)) {
        if (!msbat__io_word(&symbols, &symbol))
            return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "there are more numbers of atoms than symbols");
        msbat_status st = add_count(r, count, &r->frame->n);
        if (st) return st;
    }
    if (msbat__io_word(&symbols, &symbol))
        return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "there is no number of atoms for \"%.*s\"",
                             msbat__io_shown(symbol),
                             symbol.text);
    if (!r->frame->n) return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "there are no atoms");
    return MSBAT_OK;
}

static msbat_status fill_species(reading *r, msbat__io_span symbols, msbat__io_span counts)
{
    msbat__io_span symbol, count;
    int64_t i = 0, n = 0, species = 0;
    msbat_status st = MSBAT_OK;
    while (!st && msbat__io_word(&symbols, &symbol) && msbat__io_word(&counts, &count)) {
        st = read_symbol(r, symbol, &species);
        msbat_number_read_int(count.length, count.text, &n, NULL);
        for (int64_t k = 0; k < n && !st; k++) r->frame->species[i++] = species;
    }
    return st;
}

static msbat_status read_species(reading *r)
{
    msbat__io_span symbols = {0}, counts = {0};
    msbat_status st = next_line(r, "the symbols", &symbols);
    if (!st) st = check_vasp5(r, symbols);
    if (!st) st = next_line(r, "the numbers of atoms", &counts);
    if (!st) st = count_atoms(r, symbols, counts);
    if (st) return st;
    r->frame->species = MSBAT__IO_NEW(r->source.ctx, r->frame->n, int64_t);
    r->frame->positions = MSBAT__IO_NEW(r->source.ctx, 3 * r->frame->n, double);
    r->frac = MSBAT__IO_NEW(r->source.ctx, 3 * r->frame->n, double);
    if (!r->frame->species || !r->frame->positions || !r->frac) return MSBAT_ERR_MEMORY;
    return fill_species(r, symbols, counts);
}

/* ---- positions -------------------------------------------------------------------------------------------------- */
static msbat_status read_mode(reading *r)
{
    msbat__io_span line = {0};
    msbat_status st = next_line(r, "Direct or Cartesian", &line);
    line = msbat__io_trim(line);
    if (!st && line.length && strchr("Ss", line.text[0])) {
        r->selective = true;
        st = next_line(r, "Direct or Cartesian", &line);
        line = msbat__io_trim(line);
    }
    if (st) return st;
    if (!line.length || !strchr("DdCcKk", line.text[0]))
        return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "\"%.*s\" is neither Direct nor Cartesian",
                             msbat__io_shown(line),
                             line.text);
    r->direct = strchr("Dd", line.text[0]) != NULL;
    return MSBAT_OK;
}

static msbat_status read_flags(reading *r, msbat__io_span *line, double flags[3])
{
    for (int k = 0; k < 3; k++) {
        msbat__io_span word;
        int truth = msbat__io_word(line, &word) ? msbat__frame_bool(word) : -1;
        if (truth < 0) return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "selective dynamics needs three of T and F");
        flags[k] = truth;
    }
    return MSBAT_OK;
}

static void place_atom(reading *r, int64_t i, const double v[3])
{
    double *position = r->frame->positions + 3 * i;
    for (int j = 0; j < 3; j++) {
        if (!r->direct) position[j] = v[j] * r->scale[j];
        else
            for (int k = 0; k < 3; k++) position[j] += v[k] * r->frame->cell[3 * k + j];
    }
    if (r->direct) memcpy(r->frac + 3 * i, v, 3 * sizeof *v);
}

static msbat_status read_positions(reading *r)
{
    frame_column *flags = NULL;
    if (r->selective) {
        flags = msbat__frame_new_column(r->source.ctx, r->frame, (msbat__io_span){"selective", 9}, 'L', 3);
        if (!flags) return MSBAT_ERR_MEMORY;
    }
    for (int64_t i = 0; i < r->frame->n; i++) {
        msbat__io_span line;
        double v[3];
        if (!msbat__io_line(&r->source, &line))
            return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "the file ends after %" PRId64 " of %" PRId64 " atoms",
                                 i,
                                 r->frame->n);
        msbat_status st = read_three(r, &line, "the position", v);
        if (!st && flags) st = read_flags(r, &line, flags->values + 3 * i);
        if (st) return st;
        place_atom(r, i, v);
    }
    return MSBAT_OK;
}

/* VASP writes "Lattice velocities and vectors" with no blank line before it. */
static msbat_status check_end(reading *r)
{
    msbat__io_span line;
    if (!msbat__io_line(&r->source, &line) || !msbat__io_trim(line).length) return MSBAT_OK;
    if (strchr("Ll", msbat__io_trim(line).text[0])) return MSBAT_OK;
    return msbat__io_bad(&r->source, MSBAT_ERR_FORMAT, "there are more positions than the %" PRId64 " atoms counted",
                         r->frame->n);
}

static msbat_status read_structure(reading *r)
{
    msbat__io_span title = {0};
    msbat_status st = msbat__io_check_text(&r->source);
    if (!st) st = next_line(r, "the title", &title);
    title = msbat__io_trim(title);
    if (!st && title.length && !msbat__frame_new_info(r->source.ctx, r->frame, (msbat__io_span){"comment", 7}, title))
        st = MSBAT_ERR_MEMORY;
    if (!st) st = read_scale(r);
    if (!st) st = read_cell(r);
    if (!st) st = read_species(r);
    if (!st) st = read_mode(r);
    if (!st) st = read_positions(r);
    if (!st) st = check_end(r);
    if (st) return st;
    st = msbat__frame_make_crystal(r->source.ctx, r->frame, r->direct ? r->frac : NULL);
    return st ? msbat__io_bad_within(&r->source, st) : MSBAT_OK;
}

static msbat_status parse(msbat_context *ctx, const char *function, const char *name, size_t size, const char *text,
                          msbat_frames **frames)
{
    msbat_frames *made = NULL;
    reading r = {.source = {.ctx = ctx, .function = function, .name = name, .text = text, .size = size}};
    msbat_status st = msbat_frames_create(ctx, &made);
    if (!st && !(r.frame = msbat__frames_new(made))) st = MSBAT_ERR_MEMORY;
    if (!st) st = read_structure(&r);
    msbat_context_release(ctx, r.frac);
    return msbat__frames_finish(st, &made, frames);
}

msbat_status msbat_frames_parse_poscar(msbat_context *ctx, size_t size, const char *text, msbat_frames **frames)
{
    if (frames) *frames = NULL;
    if (!ctx) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(ctx, text);
    MSBAT__IO_REQUIRE(ctx, frames);
    msbat_status st = msbat__io_check_size(ctx, __func__, size);
    return st ? st : parse(ctx, __func__, "text", size, text, frames);
}

msbat_status msbat_frames_read_poscar(msbat_context *ctx, const char *path, msbat_frames **frames)
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

/* ---- writing ---------------------------------------------------------------------------------------------------- */
static void put_three(msbat__io_buffer *out, const double v[3])
{
    for (int k = 0; k < 3; k++) {
        msbat__io_put(out, 1, " ");
        msbat__io_put_number(out, v[k]);
    }
}

/* Runs of equal species: their symbols (counts false) or lengths. */
static void put_runs(msbat__io_buffer *out, const one_frame *f, bool counts)
{
    for (int64_t i = 0, start = 0; i < f->n; i++) {
        if (i + 1 < f->n && f->species[i + 1] == f->species[i]) continue;
        msbat__io_put(out, 1, " ");
        if (counts) msbat__io_put_int(out, i + 1 - start);
        else msbat__io_put_text(out, msbat_species_symbol(f->species[i]));
        start = i + 1;
    }
    msbat__io_put(out, 1, "\n");
}

static void put_atoms(msbat__io_buffer *out, const one_frame *f)
{
    const frame_column *flags = msbat__frame_find_column(f, "selective");
    if (flags && (flags->type == 'S' || flags->width != 3)) flags = NULL;
    msbat__io_put_text(out, flags ? "Selective dynamics\nDirect\n" : "Direct\n");
    for (int64_t i = 0; i < f->n; i++) {
        double frac[3] = {0};
        msbat_crystal_get_site(f->crystal, i, frac, NULL);
        put_three(out, frac);
        for (int k = 0; k < 3 && flags; k++) msbat__io_put_text(out, flags->values[3 * i + k] != 0 ? " T" : " F");
        msbat__io_put(out, 1, "\n");
    }
}

static void put_title(msbat__io_buffer *out, const one_frame *f)
{
    const frame_info *info = msbat__frame_find_info(f, "comment");
    const char *text = info ? info->text : "structure";
    size_t n = strcspn(text, "\n");
    msbat__io_put(out, n, text);
    msbat__io_put_text(out, "\n1.0\n");
}

msbat_status msbat_frames_write_poscar(const msbat_frames *frames, int64_t frame, const char *path)
{
    if (!frames) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(frames->ctx, path);
    if (frame < 0 || frame >= frames->n_frames)
        return msbat__io_fail(frames->ctx, MSBAT_ERR_RANGE, __func__,
                              "frame = %" PRId64 "; there are %" PRId64 " frames",
                              frame, frames->n_frames);
    const one_frame *f = &frames->frames[frame];
    if (!f->crystal) return msbat__io_fail(frames->ctx, MSBAT_ERR_STATE, __func__, "frame %" PRId64 " has no cell",
                                           frame);
    for (int64_t i = 0; i < f->n; i++)
        if (f->species[i] == MSBAT_VACANCY)
            return msbat__io_fail(frames->ctx, MSBAT_ERR_UNSUPPORTED, __func__, "atom %" PRId64 " is a vacancy", i);
    if (!f->n)
        return msbat__io_fail(frames->ctx, MSBAT_ERR_UNSUPPORTED, __func__, "frame %" PRId64 " has no atoms", frame);
    msbat__io_buffer out = {.ctx = frames->ctx};
    put_title(&out, f);
    for (int64_t i = 0; i < 3; i++) {
        put_three(&out, f->cell + 3 * i);
        msbat__io_put(&out, 1, "\n");
    }
    put_runs(&out, f, false);
    put_runs(&out, f, true);
    put_atoms(&out, f);
    return msbat__io_store(&out, __func__, path);
}
