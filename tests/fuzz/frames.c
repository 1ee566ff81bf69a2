/* frames.c - extended XYZ and POSCAR. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "msbat/io.h"

static char text[1 << 20]; /* longer than any input */

/* ---- what the getters say ---- */
static void add_info(fuzz_digest *digest, const msbat_frames *frames, int64_t k, int64_t item)
{
    char key[1 << 16];
    int64_t n = 0;
    int truth = 0;
    double number = 0;
    FUZZ_OK(msbat_frames_get_info_key(frames, k, item, sizeof key, key));
    FUZZ_OK(msbat_frames_get_info_text(frames, k, key, sizeof text, text));
    fuzz_add_text(digest, key);
    fuzz_add_text(digest, text);
    fuzz_add_status(digest, msbat_frames_get_info_number(frames, k, key, &number));
    fuzz_add_status(digest, msbat_frames_get_info_bool(frames, k, key, &truth));
    fuzz_add(digest, sizeof number, &number);
    if (msbat_frames_get_info_size(frames, k, key, &n)) return;
    double *values = calloc((size_t)n + 1, sizeof *values);
    FUZZ_OK(msbat_frames_get_info_numbers(frames, k, key, n, values));
    fuzz_add(digest, (size_t)n * sizeof *values, values);
    free(values);
}

static void add_column(fuzz_digest *digest, const msbat_frames *frames, int64_t k, int64_t n, const char *name)
{
    int64_t width = 0;
    msbat_status st = msbat_frames_get_column_width(frames, k, name, &width);
    fuzz_add_status(digest, st);
    if (st) return;
    double *values = calloc((size_t)(n * width) + 1, sizeof *values);
    if (msbat_frames_get_column(frames, k, name, n * width, values) == MSBAT_OK)
        fuzz_add(digest, (size_t)(n * width) * sizeof *values, values);
    else
        for (int64_t i = 0; i < n * width; i++) {
            FUZZ_OK(msbat_frames_get_column_text(frames, k, name, i, sizeof text, text));
            fuzz_add_text(digest, text);
        }
    free(values);
}

static void add_crystal(fuzz_digest *digest, const msbat_frames *frames, int64_t k, int64_t n)
{
    const msbat_crystal *crystal = NULL;
    double cell[9], frac[3];
    int64_t sites = 0, species = 0;
    if (msbat_frames_get_crystal(frames, k, &crystal)) return;
    FUZZ_OK(msbat_crystal_get_cell(crystal, cell));
    FUZZ_OK(msbat_crystal_get_site_count(crystal, &sites));
    FUZZ_CHECK(sites == n);
    fuzz_add(digest, sizeof cell, cell);
    for (int64_t i = 0; i < sites; i++) {
        FUZZ_OK(msbat_crystal_get_site(crystal, i, frac, &species));
        fuzz_add_int(digest, species);
    }
}

static void add_atoms(fuzz_digest *digest, const msbat_frames *frames, int64_t k, int64_t n, bool positions)
{
    int64_t *species = calloc((size_t)n + 1, sizeof *species);
    double *values = calloc(3 * (size_t)n + 1, sizeof *values), energy = 0;
    FUZZ_OK(msbat_frames_get_atoms(frames, k, n, species, values));
    fuzz_add(digest, (size_t)n * sizeof *species, species);
    if (positions) fuzz_add(digest, 3 * (size_t)n * sizeof *values, values);
    for (int64_t i = 0; i < 3 * n; i++) FUZZ_CHECK(isfinite(values[i]));
    fuzz_add_status(digest, msbat_frames_get_energy(frames, k, &energy));
    if (msbat_frames_get_forces(frames, k, n, values) == MSBAT_OK)
        fuzz_add(digest, 3 * (size_t)n * sizeof *values, values);
    free(species);
    free(values);
}

static fuzz_digest digest_of(const msbat_frames *frames, bool positions)
{
    static const char *const names[] = {"forces", "force", "selective", "charge", "label", "Z", "tags"};
    fuzz_digest digest = 0;
    int64_t n_frames = 0, n = 0, n_keys = 0, periodic[3];
    FUZZ_OK(msbat_frames_get_count(frames, &n_frames));
    for (int64_t k = 0; k < n_frames; k++) {
        FUZZ_OK(msbat_frames_get_atom_count(frames, k, &n));
        FUZZ_OK(msbat_frames_get_periodic(frames, k, periodic));
        FUZZ_OK(msbat_frames_get_info_count(frames, k, &n_keys));
        fuzz_add(&digest, sizeof periodic, periodic);
        add_atoms(&digest, frames, k, n, positions);
        add_crystal(&digest, frames, k, n);
        for (int64_t i = 0; i < n_keys; i++) add_info(&digest, frames, k, i);
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) add_column(&digest, frames, k, n, names[i]);
    }
    return digest;
}

/* ---- extended XYZ: everything is the same after a round trip ---- */
static void run_extxyz(msbat_context *ctx, size_t size, const uint8_t *data)
{
    msbat_frames *frames = NULL, *again = NULL;
    msbat_status st = msbat_frames_parse_extxyz(ctx, size, (const char *)data, &frames);
    fuzz_reader_returned(st, frames, FUZZ_LINE);
    if (st) return;
    fuzz_digest digest = digest_of(frames, true);
    FUZZ_OK(msbat_frames_write_extxyz(frames, fuzz_path(1)));
    FUZZ_OK(msbat_frames_read_extxyz(ctx, fuzz_path(1), &again));
    FUZZ_CHECK(digest == digest_of(again, true));
    FUZZ_OK(msbat_frames_write_extxyz(again, fuzz_path(2)));
    FUZZ_CHECK(fuzz_same_files(fuzz_path(1), fuzz_path(2)));
    msbat_frames_destroy(&frames);
    msbat_frames_destroy(&again);
}

/* A frame is at least the two lines "0" and "" (3 bytes), and has 248 bytes in an array that doubles, 64 for columns
 * and infos that are dropped, and a place for 8 of each of them: about 1200 bytes. */
const fuzz_target fuzz_extxyz = {"extxyz", 1 << 16, 512, NULL, run_extxyz};

/* ---- POSCAR: atoms are written in the cell, so that positions may move by lattice vectors ---- */
static bool has_title(const msbat_frames *frames)
{
    int64_t n_keys = 0;
    FUZZ_OK(msbat_frames_get_info_count(frames, 0, &n_keys));
    return n_keys > 0; /* without one the writer makes it */
}

static void run_poscar(msbat_context *ctx, size_t size, const uint8_t *data)
{
    msbat_frames *frames = NULL, *again = NULL;
    msbat_status st = msbat_frames_parse_poscar(ctx, size, (const char *)data, &frames);
    fuzz_reader_returned(st, frames, FUZZ_LINE);
    if (st) return;
    fuzz_digest digest = digest_of(frames, false);
    st = msbat_frames_write_poscar(frames, 0, fuzz_path(1));
    FUZZ_CHECK(st == MSBAT_OK || st == MSBAT_ERR_UNSUPPORTED); /* vacancies */
    if (!st) {
        FUZZ_OK(msbat_frames_read_poscar(ctx, fuzz_path(1), &again));
        FUZZ_CHECK(!has_title(frames) || digest == digest_of(again, false));
        FUZZ_OK(msbat_frames_write_poscar(again, 0, fuzz_path(2)));
        FUZZ_CHECK(fuzz_same_files(fuzz_path(1), fuzz_path(2)));
    }
    msbat_frames_destroy(&again);
    msbat_frames_destroy(&frames);
}

/* An atom is a line of at least 5 bytes ("0 0 0") and has 2 x 24 bytes of positions, 8 of species and 48 of the
 * crystal, 24 of flags; the 8 places for columns and infos are fixed. */
const fuzz_target fuzz_poscar = {"poscar", 1 << 16, 64, NULL, run_poscar};
