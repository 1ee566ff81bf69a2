/* msbat/io.h - readers and writers of files; the library libmsbat-io, built on the public headers of libmsbat alone.
 *
 * Objects of this header:
 *   msbat_frames   structures with energies, forces and named data: extended XYZ and POSCAR
 *   msbat_table    columns with names and units: CSV
 *   msbat_voxels   a three-dimensional label image of 8 or 16 bits: TIFF stacks, NPY
 *   msbat_array    an array of doubles of any shape: NPY
 *   msbat_json     a JSON document, read by path
 *   and functions that write and read a cluster expansion (msbat_ce) as JSON
 *
 * Rules of all readers: only regular files are read (MSBAT_ERR_FILE); numbers have '.' whatever the locale; NaN and
 * infinity are refused; memory is bounded by the size of the file, a size that a file declares is checked before
 * anything is allocated for it; the message of MSBAT_ERR_FORMAT begins with the file and, for text, the line. A _parse
 * function reads the same from size bytes of memory, which need not end with NUL.
 * Rules of all writers: the file appears under its name when it is complete (written beside it, then renamed);
 * doubles are written so that they read back as the same bits.
 * Texts are copied out into text[size] with NUL: MSBAT_ERR_RANGE when size does not suffice (the message says what
 * would). Pointers handed out are owned by the handle and stay valid until it is changed or destroyed.
 */
#ifndef MSBAT_IO_H
#define MSBAT_IO_H

#include "msbat/base.h"
#include "msbat/ce.h"
#include "msbat/crystal.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- msbat_frames -----------------------------------------------------------------------------------------------
 * Each frame: atoms with species and Cartesian positions [angstrom], maybe a cell, columns (one row an atom) and info
 * (key and text). Energy is the info key "energy" [eV], forces are the column "forces" [eV/angstrom]. */
typedef struct msbat_frames msbat_frames;

/* Without frames, to be filled by msbat_frames_add. */
MSBAT_API msbat_status msbat_frames_create(msbat_context *ctx, msbat_frames **frames);
MSBAT_API void msbat_frames_destroy(msbat_frames **frames);

/* Extended XYZ, any number of frames. Comment line: key=value pairs, values bare, in "", '', {} or []; a key alone is
 * true; without any '=' the line is kept as info "comment". Lattice (9 numbers, rows, or 3 of a rectangular cell), pbc
 * (all true with a Lattice unless given) and Properties are understood, a file without Properties has species and
 * positions. Species stand in the column species, or as atomic numbers in Z or numbers; species X is a vacancy.
 * Column types are S, R, I (within 2^53) and L. MSBAT_ERR_FORMAT: short or long rows, an end in the middle of a frame,
 * unknown symbols, a key or column that stands twice, an energy that is no number. MSBAT_ERR_SINGULAR: flat cell. */
MSBAT_API msbat_status msbat_frames_read_extxyz(msbat_context *ctx, const char *path, msbat_frames **frames);
MSBAT_API msbat_status msbat_frames_parse_extxyz(msbat_context *ctx, size_t size, const char *text,
                                                 msbat_frames **frames);
/* POSCAR or CONTCAR of VASP 5 and later, one frame: one scale factor (negative: the volume) or three, selective
 * dynamics (column "selective", 1 = free to move), Direct or Cartesian. Whatever follows the positions after a blank
 * line (velocities) or a line that begins with L ("Lattice velocities and vectors") is left out. The form without
 * symbols (VASP 4) is refused: MSBAT_ERR_UNSUPPORTED. */
MSBAT_API msbat_status msbat_frames_read_poscar(msbat_context *ctx, const char *path, msbat_frames **frames);
MSBAT_API msbat_status msbat_frames_parse_poscar(msbat_context *ctx, size_t size, const char *text,
                                                 msbat_frames **frames);

/* Number of frames, and of atoms of one. */
MSBAT_API msbat_status msbat_frames_get_count(const msbat_frames *frames, int64_t *n_frames);
MSBAT_API msbat_status msbat_frames_get_atom_count(const msbat_frames *frames, int64_t frame, int64_t *n_atoms);
/* The frame as a crystal, owned by frames. MSBAT_ERR_STATE if the frame has no cell. */
MSBAT_API msbat_status msbat_frames_get_crystal(const msbat_frames *frames, int64_t frame,
                                                const msbat_crystal **crystal);
/* Atomic numbers species[n] and positions [angstrom] positions_ang[3 n] of the n atoms; either may be NULL. */
MSBAT_API msbat_status msbat_frames_get_atoms(const msbat_frames *frames, int64_t frame, int64_t n, int64_t *species,
                                              double *positions_ang);
/* 1 along the periodic directions, else 0. */
MSBAT_API msbat_status msbat_frames_get_periodic(const msbat_frames *frames, int64_t frame, int64_t periodic[3]);
/* [eV] of the whole frame; MSBAT_ERR_NOT_FOUND if the file gave none. */
MSBAT_API msbat_status msbat_frames_get_energy(const msbat_frames *frames, int64_t frame, double *energy_ev);
/* forces [eV/angstrom], forces_ev_ang[3 n]; from the column forces or force. MSBAT_ERR_NOT_FOUND. */
MSBAT_API msbat_status msbat_frames_get_forces(const msbat_frames *frames, int64_t frame, int64_t n,
                                               double *forces_ev_ang);

/* Info by key: number of keys, their names; text as it stood (without quotes); one number; true (T, True, true, 1) or
 * false; how many numbers stand in a list such as [[1, 0], [0, 2]], "1 0 0 2" or 1,0,0,2, and the n numbers.
 * MSBAT_ERR_NOT_FOUND without the key, MSBAT_ERR_FORMAT when it is not of that kind. */
MSBAT_API msbat_status msbat_frames_get_info_count(const msbat_frames *frames, int64_t frame, int64_t *n_keys);
MSBAT_API msbat_status msbat_frames_get_info_key(const msbat_frames *frames, int64_t frame, int64_t k, size_t size,
                                                 char *key);
MSBAT_API msbat_status msbat_frames_get_info_text(const msbat_frames *frames, int64_t frame, const char *key,
                                                  size_t size, char *text);
MSBAT_API msbat_status msbat_frames_get_info_number(const msbat_frames *frames, int64_t frame, const char *key,
                                                    double *value);
MSBAT_API msbat_status msbat_frames_get_info_bool(const msbat_frames *frames, int64_t frame, const char *key,
                                                  int *value);
MSBAT_API msbat_status msbat_frames_get_info_size(const msbat_frames *frames, int64_t frame, const char *key,
                                                  int64_t *n);
MSBAT_API msbat_status msbat_frames_get_info_numbers(const msbat_frames *frames, int64_t frame, const char *key,
                                                     int64_t n, double *values);

/* Columns other than species and positions: width = values per atom; numbers (L: 1 and 0) values[n_atoms width], n =
 * n_atoms * width; text of one entry (column of type S). MSBAT_ERR_NOT_FOUND, MSBAT_ERR_FORMAT for the other type. */
MSBAT_API msbat_status msbat_frames_get_column_width(const msbat_frames *frames, int64_t frame, const char *name,
                                                     int64_t *width);
MSBAT_API msbat_status msbat_frames_get_column(const msbat_frames *frames, int64_t frame, const char *name, int64_t n,
                                               double *values);
MSBAT_API msbat_status msbat_frames_get_column_text(const msbat_frames *frames, int64_t frame, const char *name,
                                                    int64_t entry, size_t size, char *text);

/* Appends a copy of the crystal as a frame, periodic in all directions. */
MSBAT_API msbat_status msbat_frames_add(msbat_frames *frames, const msbat_crystal *crystal);
/* Set or replace. Keys and names: letters, digits, '_', '-', '.', beginning with a letter or '_'
 * (MSBAT_ERR_ARGUMENT). */
MSBAT_API msbat_status msbat_frames_set_energy(msbat_frames *frames, int64_t frame, double energy_ev);
MSBAT_API msbat_status msbat_frames_set_forces(msbat_frames *frames, int64_t frame, int64_t n,
                                               const double *forces_ev_ang);
MSBAT_API msbat_status msbat_frames_set_info_text(msbat_frames *frames, int64_t frame, const char *key,
                                                  const char *text);
MSBAT_API msbat_status msbat_frames_set_info_number(msbat_frames *frames, int64_t frame, const char *key, double value);
MSBAT_API msbat_status msbat_frames_set_column(msbat_frames *frames, int64_t frame, const char *name, int64_t width,
                                               int64_t n, const double *values);
/* All frames as extended XYZ; one frame as POSCAR (direct coordinates; runs of equal species; MSBAT_ERR_STATE without
 * a cell, MSBAT_ERR_UNSUPPORTED with vacancies or without atoms). */
MSBAT_API msbat_status msbat_frames_write_extxyz(const msbat_frames *frames, const char *path);
MSBAT_API msbat_status msbat_frames_write_poscar(const msbat_frames *frames, int64_t frame, const char *path);

/* ---- msbat_table ------------------------------------------------------------------------------------------------
 * Columns of equal length, each of doubles or of texts, with a name and a unit ("" = none stated). */
typedef struct msbat_table msbat_table;

/* A table without columns. MSBAT_ERR_NULL, MSBAT_ERR_MEMORY. */
MSBAT_API msbat_status msbat_table_create(msbat_context *ctx, msbat_table **table);
MSBAT_API void msbat_table_destroy(msbat_table **table);
/* CSV: fields apart by ',' (else ';', tab or blanks: whichever the first row has), "quoted" ones may hold them;
 * lines beginning with '#' are comments. Header: the first row if none of its fields is a number, else the last
 * comment before the data with as many fields as a row, else there is none and the columns are called 1, 2, ... A
 * header field is "name" or "name [unit]". A column whose fields are all numbers is one of doubles, any other one of
 * texts. MSBAT_ERR_FORMAT: rows of different length, an open quote, no rows. MSBAT_ERR_RANGE: a number beyond
 * double. */
MSBAT_API msbat_status msbat_table_read_csv(msbat_context *ctx, const char *path, msbat_table **table);
MSBAT_API msbat_status msbat_table_parse_csv(msbat_context *ctx, size_t size, const char *text, msbat_table **table);

/* Rows and columns; name of a column (0 ... columns - 1). */
MSBAT_API msbat_status msbat_table_get_row_count(const msbat_table *table, int64_t *n_rows);
MSBAT_API msbat_status msbat_table_get_column_count(const msbat_table *table, int64_t *n_columns);
MSBAT_API msbat_status msbat_table_get_name(const msbat_table *table, int64_t column, size_t size, char *name);
MSBAT_API msbat_status msbat_table_get_unit(const msbat_table *table, int64_t column, size_t size, char *unit);
/* Index of the column with the name. MSBAT_ERR_NOT_FOUND (the message lists the names); MSBAT_ERR_MISMATCH when it
 * stands twice. */
MSBAT_API msbat_status msbat_table_find_column(const msbat_table *table, const char *name, int64_t *column);
/* values[n], n the number of rows, of the column with the name, which must be in unit (compared as text);
 * unit NULL: whatever it is. MSBAT_ERR_MISMATCH names both units, also where the file states none; MSBAT_ERR_FORMAT
 * names the first entry of a text column that is no number. */
MSBAT_API msbat_status msbat_table_get_column(const msbat_table *table, const char *name, const char *unit, int64_t n,
                                              double *values);
/* The same by index, for files without names. */
MSBAT_API msbat_status msbat_table_get_values(const msbat_table *table, int64_t column, int64_t n, double *values);
/* One entry as text, of any column. */
MSBAT_API msbat_status msbat_table_get_text(const msbat_table *table, int64_t column, int64_t row, size_t size,
                                            char *text);
/* Appends a column; n must be that of the columns already there. name must not be empty, nor hold brackets or line
 * breaks; unit may be ""; texts hold no line breaks. */
MSBAT_API msbat_status msbat_table_add_column(msbat_table *table, const char *name, const char *unit, int64_t n,
                                              const double *values);
MSBAT_API msbat_status msbat_table_add_text_column(msbat_table *table, const char *name, int64_t n,
                                                   const char *const *texts);
/* Comment of one or more lines that _write_csv puts first, each after "# "; NULL for none. */
MSBAT_API msbat_status msbat_table_set_comment(msbat_table *table, const char *comment);
MSBAT_API msbat_status msbat_table_write_csv(const msbat_table *table, const char *path);

/* ---- msbat_voxels -----------------------------------------------------------------------------------------------
 * Labels of n[0] x n[1] x n[2] voxels, index (i0 n1 + i1) n2 + i2, of 8 or 16 bits. Of a TIFF stack axis 0 is the page,
 * axis 1 the row, axis 2 the column. */
typedef struct msbat_voxels msbat_voxels;

/* Copies labels. n[i] >= 1. */
MSBAT_API msbat_status msbat_voxels_create(msbat_context *ctx, const int64_t n[3], const uint8_t *labels,
                                           msbat_voxels **voxels);
MSBAT_API msbat_status msbat_voxels_create16(msbat_context *ctx, const int64_t n[3], const uint16_t *labels,
                                             msbat_voxels **voxels);
MSBAT_API void msbat_voxels_destroy(msbat_voxels **voxels);
/* Multi-page TIFF by libtiff: 1, 8 or 16 bits per sample, one unsigned sample per pixel (grey or palette), any
 * lossless compression that libtiff was built with but LZMA (whose decoder takes what memory the file asks for), in
 * strips. The sample is the label: neither a palette nor "white is zero"
 * is applied. MSBAT_ERR_UNSUPPORTED with the reason: colour, signed or real samples, other depths, tiles, an ImageJ
 * stack that hides its pages; MSBAT_ERR_MISMATCH: pages of different size or depth; MSBAT_ERR_FORMAT: what libtiff
 * says, and pages that would grow more than 10000 times in decompression. Uses handlers of the file's own: libtiff's
 * global error and warning handlers are neither used nor changed. */
MSBAT_API msbat_status msbat_voxels_read_tiff(msbat_context *ctx, const char *path, msbat_voxels **voxels);
/* NPY of three dimensions (two: one page) of bool, u1, u2, or of another integer type if all values fit in 8 or 16 bits
 * (else MSBAT_ERR_RANGE). */
MSBAT_API msbat_status msbat_voxels_read_npy(msbat_context *ctx, const char *path, msbat_voxels **voxels);
MSBAT_API msbat_status msbat_voxels_get_size(const msbat_voxels *voxels, int64_t n[3]);
/* 8 or 16; a 1-bit TIFF gives 8 with labels 0 and 1. */
MSBAT_API msbat_status msbat_voxels_get_bits(const msbat_voxels *voxels, int64_t *bits);
/* The labels themselves; MSBAT_ERR_STATE when they have the other width. */
MSBAT_API msbat_status msbat_voxels_get_labels(const msbat_voxels *voxels, const uint8_t **labels);
MSBAT_API msbat_status msbat_voxels_get_labels16(const msbat_voxels *voxels, const uint16_t **labels);
/* How many voxels have the label. */
MSBAT_API msbat_status msbat_voxels_count(const msbat_voxels *voxels, int64_t label, int64_t *count);
/* Deflate-compressed stack; NPY of u1 or u2. */
MSBAT_API msbat_status msbat_voxels_write_tiff(const msbat_voxels *voxels, const char *path);
MSBAT_API msbat_status msbat_voxels_write_npy(const msbat_voxels *voxels, const char *path);

/* ---- msbat_array ------------------------------------------------------------------------------------------------
 * Doubles in C order; shape of 0 to 32 dimensions. */
typedef struct msbat_array msbat_array;

/* An array from values, as many as the product of the shape (1 without dimensions); copied. MSBAT_ERR_RANGE for NaN,
 * infinities and negative sizes, MSBAT_ERR_OVERFLOW. */
MSBAT_API msbat_status msbat_array_create(msbat_context *ctx, int64_t n_dims, const int64_t *shape,
                                          const double *values, msbat_array **array);
MSBAT_API void msbat_array_destroy(msbat_array **array);
/* NPY of versions 1 to 3, either byte order, C or Fortran order, of types b1, i1, i2, i4, i8, u1, u2, u4, u8, f4,
 * f8. MSBAT_ERR_UNSUPPORTED: other types; MSBAT_ERR_FORMAT: header and file size disagree; MSBAT_ERR_RANGE: NaN,
 * infinity or an integer beyond 2^53. */
MSBAT_API msbat_status msbat_array_read_npy(msbat_context *ctx, const char *path, msbat_array **array);
MSBAT_API msbat_status msbat_array_get_dims(const msbat_array *array, int64_t *n_dims);
MSBAT_API msbat_status msbat_array_get_shape(const msbat_array *array, int64_t n_dims, int64_t *shape);
MSBAT_API msbat_status msbat_array_get_values(const msbat_array *array, int64_t *n, const double **values);
/* Version 1, type f8, C order. */
MSBAT_API msbat_status msbat_array_write_npy(const msbat_array *array, const char *path);

/* ---- msbat_json -------------------------------------------------------------------------------------------------
 * A document by jansson. A path names a value: "positive.particle_radius", "steps.0.current", "" for the whole; where
 * a key holds '.' write a JSON pointer (RFC 6901) instead, which begins with '/': "/Cell/Volume [m3]",
 * "/a~1b" for the key "a/b". MSBAT_ERR_NOT_FOUND names the part that is missing, MSBAT_ERR_FORMAT the type found. */
typedef struct msbat_json msbat_json;

/* Type of a value. */
typedef enum msbat_json_type {
    MSBAT_JSON_NULL = 0,
    MSBAT_JSON_BOOL = 1,
    MSBAT_JSON_NUMBER = 2,
    MSBAT_JSON_TEXT = 3,
    MSBAT_JSON_ARRAY = 4,
    MSBAT_JSON_OBJECT = 5,
    MSBAT_JSON_INT_SIZED = 0x7fffffff
} msbat_json_type;

/* MSBAT_ERR_FORMAT: with line and column; a key that stands twice in an object is refused. */
MSBAT_API msbat_status msbat_json_read(msbat_context *ctx, const char *path, msbat_json **json);
MSBAT_API msbat_status msbat_json_parse(msbat_context *ctx, size_t size, const char *text, msbat_json **json);
MSBAT_API void msbat_json_destroy(msbat_json **json);
MSBAT_API msbat_status msbat_json_get_type(const msbat_json *json, const char *path, msbat_json_type *type);
MSBAT_API msbat_status msbat_json_get_number(const msbat_json *json, const char *path, double *value);
MSBAT_API msbat_status msbat_json_get_int(const msbat_json *json, const char *path, int64_t *value);
MSBAT_API msbat_status msbat_json_get_bool(const msbat_json *json, const char *path, int *value);
MSBAT_API msbat_status msbat_json_get_text(const msbat_json *json, const char *path, size_t size, char *text);
/* Length of an array or object; the k-th key of an object, in the order of the file. */
MSBAT_API msbat_status msbat_json_get_count(const msbat_json *json, const char *path, int64_t *n);
MSBAT_API msbat_status msbat_json_get_key(const msbat_json *json, const char *path, int64_t k, size_t size, char *key);
/* The n numbers of an array, nested ones counted through row by row. MSBAT_ERR_MISMATCH when there are not n. */
MSBAT_API msbat_status msbat_json_get_numbers(const msbat_json *json, const char *path, int64_t n, double *values);

/* ---- cluster expansions -----------------------------------------------------------------------------------------
 * Writes host, species, cutoffs, orbits and ECIs (each in eV per cluster, in the convention of ce.h) as JSON; reading
 * builds the expansion anew and sets the ECIs, and refuses a file whose orbits are not those found
 * (MSBAT_ERR_MISMATCH); what is built meanwhile is bounded by the limits of msbat_ce_create, not by the file. Scores
 * and covariance of a fit are not kept. tolerance_ang: the one ce was created with. */
MSBAT_API msbat_status msbat_ce_write_json(msbat_context *ctx, const msbat_ce *ce, double tolerance_ang,
                                           const char *path);
MSBAT_API msbat_status msbat_ce_read_json(msbat_context *ctx, const char *path, msbat_ce **ce);

#ifdef __cplusplus
}
#endif
#endif
