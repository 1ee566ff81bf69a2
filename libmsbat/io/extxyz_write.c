/* extxyz_write.c - writer of extended XYZ. */
#include <string.h>

#include "frames_impl.h"

/* Values with anything but plain characters go between quotes, with \" \\ and \n. */
static void put_value(msbat__io_buffer *out, const char *text)
{
    bool plain = *text != 0;
    for (const char *c = text; *c && plain; c++) plain = !strchr(" \t\r\n\"'\\=,[]{}", *c);
    if (plain) {
        msbat__io_put_text(out, text);
        return;
    }
    msbat__io_put(out, 1, "\"");
    for (const char *c = text; *c; c++) {
        if (*c == '"' || *c == '\\') msbat__io_put(out, 1, "\\");
        if (*c == '\n') msbat__io_put(out, 2, "\\n");
        else msbat__io_put(out, 1, c);
    }
    msbat__io_put(out, 1, "\"");
}

static void put_comment(msbat__io_buffer *out, const one_frame *f)
{
    if (f->has_cell) {
        msbat__io_put_text(out, "Lattice=\"");
        for (int i = 0; i < 9; i++) {
            if (i) msbat__io_put(out, 1, " ");
            msbat__io_put_number(out, f->cell[i]);
        }
        msbat__io_put_text(out, "\" ");
    }
    msbat__io_put_text(out, "Properties=species:S:1:pos:R:3");
    for (int64_t k = 0; k < f->n_columns; k++) {
        msbat__io_put(out, 1, ":");
        msbat__io_put_text(out, f->columns[k].name);
        msbat__io_put(out, 1, ":");
        msbat__io_put(out, 1, &f->columns[k].type);
        msbat__io_put(out, 1, ":");
        msbat__io_put_int(out, f->columns[k].width);
    }
    for (int64_t k = 0; k < f->n_infos; k++) {
        msbat__io_put(out, 1, " ");
        put_value(out, f->infos[k].key);
        msbat__io_put(out, 1, "=");
        put_value(out, f->infos[k].text);
    }
    msbat__io_put_text(out, " pbc=\"");
    for (int i = 0; i < 3; i++) msbat__io_put_text(out, f->periodic[i] ? i ? " T" : "T" : i ? " F" : "F");
    msbat__io_put_text(out, "\"\n");
}

static void put_entry(msbat__io_buffer *out, const frame_column *c, int64_t entry)
{
    if (c->type == 'S') msbat__io_put_text(out, msbat__frame_column_text(c, entry));
    else if (c->type == 'L') msbat__io_put(out, 1, c->values[entry] != 0 ? "T" : "F");
    else if (c->type == 'I') msbat__io_put_int(out, (int64_t)c->values[entry]);
    else msbat__io_put_number(out, c->values[entry]);
}

static void put_atom(msbat__io_buffer *out, const one_frame *f, int64_t i)
{
    msbat__io_put_text(out, msbat_species_symbol(f->species[i]));
    for (int k = 0; k < 3; k++) {
        msbat__io_put(out, 1, " ");
        msbat__io_put_number(out, f->positions[3 * i + k]);
    }
    for (int64_t k = 0; k < f->n_columns; k++)
        for (int64_t j = 0; j < f->columns[k].width; j++) {
            msbat__io_put(out, 1, " ");
            put_entry(out, &f->columns[k], i * f->columns[k].width + j);
        }
    msbat__io_put(out, 1, "\n");
}

msbat_status msbat_frames_write_extxyz(const msbat_frames *frames, const char *path)
{
    if (!frames) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(frames->ctx, path);
    msbat__io_buffer out = {.ctx = frames->ctx};
    for (int64_t k = 0; k < frames->n_frames; k++) {
        const one_frame *f = &frames->frames[k];
        msbat__io_put_int(&out, f->n);
        msbat__io_put(&out, 1, "\n");
        put_comment(&out, f);
        for (int64_t i = 0; i < f->n; i++) put_atom(&out, f, i);
    }
    return msbat__io_store(&out, __func__, path);
}
