/* frames_impl.h - the inside of msbat_frames, for its readers and writers. */
#ifndef MSBAT_IO_FRAMES_IMPL_H
#define MSBAT_IO_FRAMES_IMPL_H

#include "io_impl.h"

/* One value or several an atom. Numbers stand in values, texts (type S) one after the other in pool, at[] where. */
typedef struct frame_column {
    char *name;
    char type;                          /* S, R, I, L as in Properties */
    int64_t width;
    double *values;
    char *pool;
    int64_t pool_size, pool_capacity;
    int64_t *at;
} frame_column;

typedef struct frame_info {
    char *key, *text;
} frame_info;

typedef struct one_frame {
    int64_t n;
    bool has_cell;
    double cell[9];
    int64_t periodic[3];
    msbat_crystal *crystal;             /* NULL without a cell */
    int64_t *species;
    double *positions;                  /* 3 n, Cartesian */
    frame_column *columns;
    int64_t n_columns, column_capacity;
    frame_info *infos;
    int64_t n_infos, info_capacity;
} one_frame;

struct msbat_frames {
    msbat_context *ctx;                 /* retained */
    one_frame *frames;
    int64_t n_frames, capacity;
};

/* Readers: append one zeroed frame, or NULL; and end with finish, which destroys the frames when st is not MSBAT_OK. */
one_frame *msbat__frames_new(msbat_frames *frames);
msbat_status msbat__frames_finish(msbat_status st, msbat_frames **made, msbat_frames **frames);
frame_column *msbat__frame_find_column(const one_frame *f, const char *name);
frame_info *msbat__frame_find_info(const one_frame *f, const char *key);
/* A new zeroed column with room for its n width numbers (or text places); NULL after running out of memory. */
frame_column *msbat__frame_new_column(msbat_context *ctx, one_frame *f, msbat__io_span name, char type, int64_t width);
frame_info *msbat__frame_new_info(msbat_context *ctx, one_frame *f, msbat__io_span key, msbat__io_span text);
void msbat__frame_drop_column(msbat_context *ctx, one_frame *f, frame_column *column);
void msbat__frame_drop_info(msbat_context *ctx, one_frame *f, frame_info *info);
const char *msbat__frame_column_text(const frame_column *column, int64_t entry);
/* T, True, TRUE, true, 1 and the like: 1 or 0; -1 for anything else. */
int msbat__frame_bool(msbat__io_span word);
/* Numbers of a list; *n how many. values NULL: only count. False at anything that is no number. */
bool msbat__frame_numbers(const char *text, int64_t most, double *values, int64_t *n);
/* Crystal of the frame from fractional positions, or from the Cartesian ones when frac is NULL. */
msbat_status msbat__frame_make_crystal(msbat_context *ctx, one_frame *f, const double *frac);

#endif
