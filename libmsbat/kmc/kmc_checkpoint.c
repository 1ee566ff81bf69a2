/* kmc_checkpoint.c - the whole state to a file and back. Fields and rates are not stored: they are functions of the
 * occupation, exact ones, so that a resumed run has the same bits. */
#include "kmc/kmc_impl.h"

#include <math.h>
#include <string.h>

static const char checkpoint_kind[] = "msbat_kmc 1";
static const int64_t most_events = (int64_t)1 << 60;
static const int32_t most_offset = (int32_t)1 << 30;

/* ---- what must agree ---- */

static void hash_byte(uint64_t *hash, uint64_t byte)
{
    *hash = (*hash ^ byte) * UINT64_C(0x100000001b3); /* FNV-1a */
}

static void hash_bytes(uint64_t *hash, const void *data, size_t size)
{
    const unsigned char *byte = data;
    for (size_t i = 0; i < size; i++) hash_byte(hash, byte[i]);
}

static void hash_count(uint64_t *hash, int64_t count)
{
    for (int shift = 0; shift < 64; shift += 8) hash_byte(hash, (uint64_t)count >> shift & 255);
}

/* Lattice, clusters, hops, barriers and temperature. */
static uint64_t hash_model(const msbat_kmc *kmc)
{
    double cell[9] = {0};
    int64_t matrix[9] = {0};
    (void)msbat_crystal_get_cell(kmc->crystal, cell);
    (void)msbat_supercell_get_matrix(kmc->supercell, matrix);
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    hash_count(&hash, kmc->n_sites);
    hash_count(&hash, kmc->n_types);
    hash_count(&hash, kmc->n_paths);
    hash_count(&hash, kmc->model != NULL);
    hash_bytes(&hash, cell, sizeof cell);
    hash_bytes(&hash, matrix, sizeof matrix);
    hash_bytes(&hash, &kmc->temperature, sizeof kmc->temperature);
    hash_bytes(&hash, kmc->type_of_sub, (size_t)kmc->n_sub * sizeof *kmc->type_of_sub);
    for (int64_t c = 0; c < kmc->n_clusters; c++) {
        const kmc_cluster *cluster = &kmc->clusters[c];
        hash_bytes(&hash, &cluster->eci, sizeof cluster->eci);
        hash_bytes(&hash, cluster->points, (size_t)cluster->n * sizeof *cluster->points);
    }
    for (int64_t p = 0; p < kmc->n_paths; p++) {
        const kmc_path *path = &kmc->paths[p];
        const int64_t ends[3] = {path->hop_class, path->from, path->to};
        hash_bytes(&hash, ends, sizeof ends);
        hash_bytes(&hash, path->offset, sizeof path->offset);
    }
    for (int64_t c = 0; c < kmc->n_classes; c++) {
        hash_bytes(&hash, kmc->classes[c].kra, sizeof kmc->classes[c].kra);
        hash_bytes(&hash, kmc->classes[c].nu, sizeof kmc->classes[c].nu);
    }
    return hash;
}

typedef struct saved_numbers {
    uint64_t hash;
    int64_t n_ions, n_levels, events, has_next, counting, window_fixed, window_events, window_count;
    double time, next_time, window, window_end, counted;
} saved_numbers;

static void collect_numbers(const msbat_kmc *kmc, saved_numbers *s)
{
    memset(s, 0, sizeof *s);
    s->n_ions = kmc->n_ions;
    s->n_levels = kmc->n_levels;
    s->events = kmc->events;
    s->has_next = kmc->has_next && kmc->fresh_temperature == kmc->temperature; /* else it will be drawn anew */
    s->counting = kmc->counting;
    s->window_fixed = kmc->window_fixed;
    s->window_events = kmc->window_events;
    s->window_count = kmc->window_count;
    s->time = kmc->time;
    s->next_time = kmc->next_time;
    s->window = kmc->window;
    s->window_end = kmc->window_end;
    s->counted = kmc->counted;
    s->hash = hash_model(kmc);
}

/* ---- writing ---- */

static void level_names(int64_t l, char state[24], char start[24])
{
    msbat__format(24, state, "level %d", l);
    msbat__format(24, start, "start %d", l);
}

static msbat_status add_level(msbat__checkpoint *file, const msbat_kmc *kmc, int64_t l)
{
    char state[24], start[24];
    kmc_level level = *kmc->levels[l];
    level.start = NULL;
    level_names(l, state, start);
    msbat_status status = msbat__checkpoint_add(file, state, 1, sizeof level, &level);
    if (!status)
        status =
            msbat__checkpoint_add(file, start, 4 * kmc->n_ions, sizeof *kmc->levels[l]->start, kmc->levels[l]->start);
    return status;
}

static msbat_status add_all(msbat__checkpoint *file, const msbat_kmc *kmc)
{
    saved_numbers numbers;
    collect_numbers(kmc, &numbers);
    msbat_status status = msbat__checkpoint_add(file, "numbers", 1, sizeof numbers, &numbers);
    if (!status) status = msbat__checkpoint_add(file, "rng", 1, sizeof kmc->rng, &kmc->rng);
    if (!status) status = msbat__checkpoint_add(file, "sites", kmc->n_ions, sizeof *kmc->site_of, kmc->site_of);
    if (!status)
        status = msbat__checkpoint_add(file, "positions", 4 * kmc->n_ions, sizeof *kmc->position, kmc->position);
    if (!status) status = msbat__checkpoint_add(file, "origins", kmc->n_ions, sizeof *kmc->origin, kmc->origin);
    if (!status && kmc->counting) {
        status = msbat__checkpoint_add(file, "path rates", kmc->n_paths, sizeof(double), kmc->path_rate);
        if (!status) status = msbat__checkpoint_add(file, "path times", kmc->n_paths, sizeof(double), kmc->path_time);
        if (!status) status = msbat__checkpoint_add(file, "path hops", kmc->n_paths, sizeof(int64_t), kmc->path_hops);
    }
    for (int64_t l = 0; !status && l < kmc->n_levels; l++) status = add_level(file, kmc, l);
    return status;
}

msbat_status msbat_kmc_write_checkpoint(const msbat_kmc *kmc, const char *path)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    const msbat_context *ctx = kmc->handle.ctx;
    MSBAT__REQUIRE(ctx, path);
    if (!kmc->occupied) return msbat__fail(ctx, MSBAT_ERR_STATE, __func__, "no occupation has been set");
    msbat__checkpoint *file = NULL;
    msbat_status status = msbat__checkpoint_create(ctx, checkpoint_kind, &file);
    if (!status) status = add_all(file, kmc);
    if (!status) status = msbat__checkpoint_write(file, path);
    msbat__checkpoint_destroy(&file);
    return msbat__pass(ctx, ctx, __func__, status);
}

msbat_status msbat_kmc_set_checkpoint(msbat_kmc *kmc, const char *path, int64_t interval_events)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    const msbat_context *ctx = kmc->handle.ctx;
    char *copy = NULL;
    msbat_status status = MSBAT_OK;
    if (path) status = msbat__check_count(ctx, __func__, "interval_events", interval_events, 1, (int64_t)1 << 60);
    if (status) return status;
    if (path && !(copy = msbat__copy_text(ctx, path))) return MSBAT_ERR_MEMORY;
    msbat__free(ctx, kmc->checkpoint_path);
    kmc->checkpoint_path = copy;
    kmc->checkpoint_events = interval_events;
    return MSBAT_OK;
}

/* ---- reading: into an object beside, which then lends its state ---- */

static msbat_status bad(const msbat_kmc *kmc, const char *what)
{
    return msbat__fail(kmc->handle.ctx, MSBAT_ERR_FORMAT, "msbat_kmc_read_checkpoint", "%s", what);
}

static bool in(int64_t value, int64_t low, int64_t high) { return value >= low && value <= high; }

/* The window that is open: what it says matters only while the averages are taken. */
static bool window_sound(const saved_numbers *s)
{
    return s->n_levels > 0 && isfinite(s->window) && s->window > 0.0 && isfinite(s->window_end) &&
           isfinite(s->counted) && in(s->window_events, 0, s->events) && in(s->window_count, 0, most_events);
}

static bool numbers_sound(const msbat_kmc *kmc, const saved_numbers *s)
{
    return in(s->n_ions, 0, kmc->n_sites) && in(s->n_levels, 0, KMC_MAX_LEVELS) && in(s->events, 0, most_events) &&
           in(s->has_next, 0, 1) && in(s->counting, 0, 1) && in(s->window_fixed, 0, 1) && isfinite(s->time) &&
           (!s->has_next || s->next_time >= s->time) && (!s->counting || window_sound(s));
}

static msbat_status read_numbers(const msbat_kmc *kmc, const msbat__checkpoint *file, saved_numbers *s)
{
    saved_numbers mine;
    msbat_status status = msbat__checkpoint_get(file, "numbers", 1, sizeof *s, s);
    if (status) return status;
    collect_numbers(kmc, &mine);
    if (s->hash != mine.hash)
        return msbat__fail(kmc->handle.ctx, MSBAT_ERR_MISMATCH, "msbat_kmc_read_checkpoint",
                           "the file is of another lattice, expansion, set of hops or barriers, or temperature");
    return numbers_sound(kmc, s) ? MSBAT_OK : bad(kmc, "a number of the state is out of range");
}

/* Offsets far from where the 32 bits end: no run comes there. */
static bool position_fits(const msbat_kmc *kmc, const int32_t position[4])
{
    for (int64_t i = 0; i < 3; i++)
        if (position[i] < -most_offset || position[i] > most_offset) return false;
    return position[3] >= 0 && position[3] < kmc->n_sub && kmc->type_of_sub[position[3]] >= 0;
}

/* Ions to their sites; each site at most once, and of the sublattice that the position says. */
static msbat_status seat_ions(msbat_kmc *kmc)
{
    for (int64_t site = 0; site < kmc->n_sites; site++) kmc->ion_at[site] = -1;
    memset(kmc->occupation, 0, (size_t)kmc->n_sites);
    memset(kmc->spin, -1, (size_t)kmc->n_sites);
    for (int64_t ion = 0; ion < kmc->n_ions; ion++) {
        int64_t site = kmc->site_of[ion];
        const int32_t origin[4] = {0, 0, 0, kmc->origin[ion]};
        if (site < 0 || site >= kmc->n_sites || kmc->ion_at[site] >= 0 || !position_fits(kmc, origin) ||
            !position_fits(kmc, &kmc->position[4 * ion]) ||
            kmc->position[4 * ion + 3] != msbat__kmc_type(kmc, site)->sublattice)
            return bad(kmc, "an ion has no possible site");
        kmc->ion_at[site] = (int32_t)ion;
        kmc->occupation[site] = kmc->spin[site] = 1;
    }
    return MSBAT_OK;
}

static bool level_sound(const kmc_level *level)
{
    const double most = 0x1p53; /* windows that can be counted */
    return in(level->children, 0, 1) && level->window.n >= 0.0 && level->window.n <= most &&
           level->extrapolated.n >= 0.0 && level->extrapolated.n <= most;
}

static msbat_status read_level(msbat_kmc *kmc, const msbat__checkpoint *file, int64_t l)
{
    char state[24], start[24];
    const msbat_context *ctx = kmc->handle.ctx;
    level_names(l, state, start);
    kmc_level *level = kmc->levels[l] = MSBAT__NEW_ZEROED(ctx, 1, kmc_level);
    if (!level) return MSBAT_ERR_MEMORY;
    kmc->n_levels = l + 1;
    msbat_status status = msbat__checkpoint_get(file, state, 1, sizeof *level, level);
    level->start = NULL;
    if (!status && !level_sound(level)) status = bad(kmc, "a level of the averages is out of range");
    if (!status) level->start = MSBAT__NEW(ctx, 4 * kmc->n_ions, int32_t);
    if (!status && !level->start) status = MSBAT_ERR_MEMORY;
    if (!status) status = msbat__checkpoint_get(file, start, 4 * kmc->n_ions, sizeof *level->start, level->start);
    for (int64_t ion = 0; !status && ion < kmc->n_ions; ion++)
        if (!position_fits(kmc, &level->start[4 * ion])) status = bad(kmc, "a window starts at no possible site");
    return status;
}

static msbat_status new_sums(msbat_kmc *kmc)
{
    const msbat_context *ctx = kmc->handle.ctx;
    kmc->path_rate = MSBAT__NEW_ZEROED(ctx, kmc->n_paths, double);
    kmc->path_time = MSBAT__NEW_ZEROED(ctx, kmc->n_paths, double);
    kmc->path_hops = MSBAT__NEW_ZEROED(ctx, kmc->n_paths, int64_t);
    return kmc->path_rate && kmc->path_time && kmc->path_hops ? MSBAT_OK : MSBAT_ERR_MEMORY;
}

static void free_sums(msbat_kmc *kmc)
{
    msbat__free(kmc->handle.ctx, kmc->path_rate);
    msbat__free(kmc->handle.ctx, kmc->path_time);
    msbat__free(kmc->handle.ctx, kmc->path_hops);
}

static msbat_status read_state(msbat_kmc *kmc, const msbat__checkpoint *file, const saved_numbers *s)
{
    msbat_status status = msbat_kmc_set_random_occupation(kmc, s->n_ions); /* makes the arrays */
    if (!status) status = msbat__checkpoint_get(file, "rng", 1, sizeof kmc->rng, &kmc->rng);
    if (!status) status = msbat__checkpoint_get(file, "sites", s->n_ions, sizeof *kmc->site_of, kmc->site_of);
    if (!status) status = msbat__checkpoint_get(file, "positions", 4 * s->n_ions, sizeof *kmc->position, kmc->position);
    if (!status) status = msbat__checkpoint_get(file, "origins", s->n_ions, sizeof *kmc->origin, kmc->origin);
    if (!status && !msbat__rng_sound(&kmc->rng)) status = bad(kmc, "the random numbers are out of range");
    if (!status) status = seat_ions(kmc);
    for (int64_t l = 0; !status && l < s->n_levels; l++) status = read_level(kmc, file, l);
    if (!status) status = new_sums(kmc);
    kmc->events = s->events;
    kmc->has_next = s->has_next;
    kmc->counting = s->counting;
    kmc->window_fixed = s->window_fixed;
    kmc->window_events = s->window_events;
    kmc->window_count = s->window_count;
    kmc->time = s->time;
    kmc->next_time = s->next_time;
    kmc->window = s->window;
    kmc->window_end = s->window_end;
    kmc->counted = s->counted;
    return status;
}

/* After the rates have been made: sums that carry the rounding of the run. */
static msbat_status read_sums(msbat_kmc *kmc, const msbat__checkpoint *file, const saved_numbers *s)
{
    if (!s->counting) return MSBAT_OK;
    msbat_status status = msbat__checkpoint_get(file, "path rates", kmc->n_paths, sizeof(double), kmc->path_rate);
    if (!status) status = msbat__checkpoint_get(file, "path times", kmc->n_paths, sizeof(double), kmc->path_time);
    if (!status) status = msbat__checkpoint_get(file, "path hops", kmc->n_paths, sizeof(int64_t), kmc->path_hops);
    return status;
}

/* The state of the object before is put aside and comes back when the file cannot be used. */
static void exchange_state(msbat_kmc *kmc, msbat_kmc *aside)
{
    msbat_kmc held = *kmc;
    kmc->spin = aside->spin;
    kmc->occupation = aside->occupation;
    kmc->ion_at = aside->ion_at;
    kmc->position = aside->position;
    kmc->origin = aside->origin;
    kmc->site_of = aside->site_of;
    kmc->path_rate = aside->path_rate;
    kmc->path_time = aside->path_time;
    kmc->path_hops = aside->path_hops;
    memcpy(kmc->levels, aside->levels, sizeof kmc->levels);
    kmc->n_levels = aside->n_levels;
    kmc->occupied = aside->occupied;
    kmc->n_ions = aside->n_ions;
    kmc->events = aside->events;
    kmc->time = aside->time;
    kmc->next_time = aside->next_time;
    kmc->has_next = aside->has_next;
    kmc->rng = aside->rng;
    kmc->counting = aside->counting;
    kmc->window = aside->window;
    kmc->window_end = aside->window_end;
    kmc->window_fixed = aside->window_fixed;
    kmc->window_events = aside->window_events;
    kmc->window_count = aside->window_count;
    kmc->counted = aside->counted;
    *aside = held;
}

static msbat_status replace_state(msbat_kmc *kmc, const msbat__checkpoint *file, const saved_numbers *numbers)
{
    msbat_kmc aside;
    const double fresh_temperature = kmc->fresh_temperature;
    memset(&aside, 0, sizeof aside);
    exchange_state(kmc, &aside);
    msbat_status status = read_state(kmc, file, numbers);
    kmc->fresh = false;
    kmc->fresh_temperature = kmc->temperature; /* next_time stays */
    if (!status) status = msbat__kmc_refresh(kmc, "msbat_kmc_read_checkpoint");
    if (!status) status = read_sums(kmc, file, numbers);
    if (status) {
        exchange_state(kmc, &aside);
        kmc->fresh = false;
        kmc->fresh_temperature = fresh_temperature; /* the next event that waits belongs to it */
    }
    msbat__kmc_windows_clear(&aside);
    msbat__kmc_clear_state(&aside);
    free_sums(&aside);
    return status;
}

msbat_status msbat_kmc_read_checkpoint(msbat_kmc *kmc, const char *path)
{
    MSBAT__REQUIRE_HANDLE(kmc);
    const msbat_context *ctx = kmc->handle.ctx;
    MSBAT__REQUIRE(ctx, path);
    msbat__checkpoint *file = NULL;
    saved_numbers numbers;
    msbat_status status = msbat__kmc_require_model(kmc, __func__, kmc->model);
    if (!status) status = msbat__kmc_compile(kmc);
    if (!status) status = msbat__checkpoint_read(ctx, path, checkpoint_kind, &file);
    if (status) return msbat__pass(ctx, ctx, __func__, status);
    status = read_numbers(kmc, file, &numbers);
    if (!status) status = replace_state(kmc, file, &numbers);
    if (status) msbat__report_within(ctx, __func__, "%s", path);
    msbat__checkpoint_destroy(&file);
    return status;
}
