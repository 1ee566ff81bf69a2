/* kmc_windows.c - averages over windows of doubling length, kept while the run goes on. A window of level l is a
 * pair of windows of level l - 1; each level keeps where the ions were when its open window began. */
#include "kmc/kmc_impl.h"

#include <math.h>
#include <string.h>

static const int component_row[6] = {0, 0, 0, 1, 1, 2}, component_column[6] = {0, 1, 2, 1, 2, 2};
static const int64_t trial_windows = 32;      /* after which the length of the shortest window is judged */
static const int64_t windows_at_once = 4096;  /* between two reports of progress */
static const double most_windows = 1e6;       /* that one waiting time may span */

void msbat__kmc_displacement(const msbat_kmc *kmc, const int32_t from[4], const int32_t to[4], double dr[3])
{
    double cell[9] = {0}, a[3] = {0}, b[3] = {0}, f[3];
    (void)msbat_crystal_get_cell(kmc->crystal, cell); /* the arguments are valid */
    (void)msbat_crystal_get_site(kmc->crystal, from[3], a, NULL);
    (void)msbat_crystal_get_site(kmc->crystal, to[3], b, NULL);
    for (int64_t i = 0; i < 3; i++) f[i] = (from[3] == to[3] ? 0.0 : b[i] - a[i]) + ((double)to[i] - (double)from[i]);
    for (int64_t i = 0; i < 3; i++) dr[i] = f[0] * cell[i] + f[1] * cell[3 + i] + f[2] * cell[6 + i];
}

void msbat__kmc_vector(const msbat_kmc *kmc, const int32_t from[4], const int32_t to[4], double dr[3])
{
    double r[3] = {0.0, 0.0, 0.0};
    msbat__kmc_displacement(kmc, from, to, r);
    for (int64_t i = 0; i < 3; i++)
        dr[i] = kmc->open[3 * i] * r[0] + kmc->open[3 * i + 1] * r[1] + kmc->open[3 * i + 2] * r[2];
}

static void clear_level(const msbat_kmc *kmc, int64_t l)
{
    if (kmc->levels[l]) msbat__free(kmc->handle.ctx, kmc->levels[l]->start);
    msbat__free(kmc->handle.ctx, kmc->levels[l]);
}

void msbat__kmc_windows_clear(msbat_kmc *kmc)
{
    for (int64_t l = 0; l < KMC_MAX_LEVELS; l++) {
        clear_level(kmc, l);
        kmc->levels[l] = NULL;
    }
    kmc->n_levels = 0;
    kmc->counting = false;
}

static msbat_status open_level(msbat_kmc *kmc, const int32_t *start)
{
    const msbat_context *ctx = kmc->handle.ctx;
    kmc_level *level = MSBAT__NEW_ZEROED(ctx, 1, kmc_level);
    if (!level) return MSBAT_ERR_MEMORY;
    level->start = MSBAT__COPY(ctx, 4 * kmc->n_ions, int32_t, start);
    if (!level->start) {
        msbat__free(ctx, level);
        return MSBAT_ERR_MEMORY;
    }
    kmc->levels[kmc->n_levels++] = level;
    return MSBAT_OK;
}

static void judge_from_here(msbat_kmc *kmc)
{
    kmc->window_count = 0;
    kmc->window_events = kmc->events;
}

msbat_status msbat__kmc_windows_start(msbat_kmc *kmc)
{
    if (kmc->counting) return MSBAT_OK;
    msbat__kmc_windows_clear(kmc);
    msbat_status status = open_level(kmc, kmc->position);
    if (status) return status;
    kmc->window_fixed = kmc->window_ps > 0.0;
    kmc->window = kmc->window_fixed ? kmc->window_ps : (double)kmc->n_ions / kmc->total;
    kmc->counted = kmc->time;
    kmc->window_end = kmc->time + kmc->window;
    memset(kmc->path_time, 0, (size_t)kmc->n_paths * sizeof *kmc->path_time);
    memset(kmc->path_hops, 0, (size_t)kmc->n_paths * sizeof *kmc->path_hops);
    msbat__kmc_sum_paths(kmc);
    judge_from_here(kmc);
    kmc->counting = true;
    return MSBAT_OK;
}

/* ---- the tensors of one window ---- */

typedef double tensors[KMC_QUANTITIES][KMC_COMPONENTS];

/* Mean over ions of dr dr. Ions that stayed on their sublattice, the most common case, need no fractional
 * coordinates. */
static void tracer_square(const msbat_kmc *kmc, const int32_t *start, double square[6])
{
    double axis[3][3];
    const int32_t zero[4] = {0, 0, 0, kmc->position[3]};
    for (int64_t i = 0; i < 3; i++) {
        int32_t unit[4] = {i == 0, i == 1, i == 2, kmc->position[3]};
        msbat__kmc_vector(kmc, zero, unit, axis[i]);
    }
    for (int64_t c = 0; c < 6; c++) square[c] = 0.0;
    for (int64_t ion = 0; ion < kmc->n_ions; ion++) {
        const int32_t *from = &start[4 * ion], *to = &kmc->position[4 * ion];
        double dr[3], f[3];
        for (int64_t i = 0; i < 3; i++) f[i] = (double)to[i] - (double)from[i];
        if (from[3] != to[3]) msbat__kmc_vector(kmc, from, to, dr);
        else
            for (int64_t i = 0; i < 3; i++) dr[i] = f[0] * axis[0][i] + f[1] * axis[1][i] + f[2] * axis[2][i];
        for (int64_t c = 0; c < 6; c++) square[c] += dr[component_row[c]] * dr[component_column[c]];
    }
    for (int64_t c = 0; c < 6; c++) square[c] /= (double)kmc->n_ions;
}

static void window_tensors(const msbat_kmc *kmc, const kmc_level *level, double t, tensors d)
{
    double square[6], n = (double)kmc->n_ions;
    tracer_square(kmc, level->start, square);
    for (int64_t c = 0; c < 6; c++) {
        int a = component_row[c], b = component_column[c];
        d[MSBAT_KMC_TRACER][c] = square[c] / (2.0 * t);
        d[MSBAT_KMC_JUMP][c] = (level->rate2[c] - level->jump[a] * level->jump[b]) / (2.0 * n * t);
        d[MSBAT_KMC_JUMP_MEAN_SQUARE][c] = level->moved[a] * level->moved[b] / (2.0 * n * t);
        d[KMC_QUANTITIES - 1][c] = level->rate2[c] / (2.0 * n * t);
    }
    for (int64_t q = 0; q < KMC_QUANTITIES; q++) {
        d[q][6] = 0.5 * (d[q][0] + d[q][3]);
        d[q][7] = (d[q][0] + d[q][3] + d[q][5]) / 3.0;
    }
}

static void add_moments(kmc_moments *m, tensors d)
{
    m->n += 1.0;
    for (int64_t q = 0; q < KMC_QUANTITIES; q++)
        for (int64_t c = 0; c < KMC_COMPONENTS; c++) {
            double before = d[q][c] - m->mean[q][c];
            m->mean[q][c] += before / m->n;
            m->m2[q][c] += before * (d[q][c] - m->mean[q][c]);
        }
}

/* ---- closing windows ---- */

static void hand_up(kmc_level *level, kmc_level *parent)
{
    for (int64_t a = 0; a < 3; a++) {
        parent->jump[a] += level->jump[a];
        parent->moved[a] += level->moved[a];
        level->jump[a] = level->moved[a] = 0.0;
    }
    for (int64_t c = 0; c < 6; c++) {
        parent->rate2[c] += level->rate2[c];
        level->rate2[c] = 0.0;
    }
}

/* Opens the level that the next closing will need, before anything is counted: when there is no memory for it the run
 * stays where it is, and can go on. */
static msbat_status prepare_closing(msbat_kmc *kmc)
{
    int64_t l = 0;
    while (l + 1 < kmc->n_levels && kmc->levels[l + 1]->children) l++;
    bool missing = l + 1 == kmc->n_levels && l + 1 < KMC_MAX_LEVELS;
    return missing ? open_level(kmc, kmc->levels[l]->start) : MSBAT_OK;
}

/* Closes the open window of level l, of length t; d: its tensors. */
static void close_level(msbat_kmc *kmc, int64_t l, double t, tensors d)
{
    kmc_level *level = kmc->levels[l];
    window_tensors(kmc, level, t, d);
    add_moments(&level->window, d);
    memcpy(level->start, kmc->position, (size_t)(4 * kmc->n_ions) * sizeof *level->start);
    if (l + 1 == KMC_MAX_LEVELS) return;
    kmc_level *parent = kmc->levels[l + 1];
    hand_up(level, parent);
    if (!parent->children++) {
        memcpy(level->first, d, sizeof level->first);
        return;
    }
    tensors twice;
    parent->children = 0;
    close_level(kmc, l + 1, 2.0 * t, twice);
    for (int q = 0; q < KMC_QUANTITIES; q++)
        for (int c = 0; c < KMC_COMPONENTS; c++)
            twice[q][c] = 2.0 * twice[q][c] - 0.5 * (level->first[q][c] + d[q][c]);
    add_moments(&level->extrapolated, twice);
}

/* Windows with hardly any event in them cost more than they tell: the shortest level goes. Only between pairs. */
static void drop_short_windows(msbat_kmc *kmc)
{
    if (kmc->window_fixed || ++kmc->window_count < trial_windows || kmc->n_levels < 2 || kmc->levels[1]->children)
        return;
    if (8 * (kmc->events - kmc->window_events) < kmc->window_count * kmc->n_ions) {
        clear_level(kmc, 0);
        kmc->n_levels--;
        for (int64_t l = 0; l < kmc->n_levels; l++) kmc->levels[l] = kmc->levels[l + 1];
        kmc->levels[kmc->n_levels] = NULL;
        kmc->window *= 2.0;
    }
    judge_from_here(kmc);
}

static void close_window(msbat_kmc *kmc)
{
    kmc_level *level = kmc->levels[0];
    tensors d;
    for (int64_t p = 0; p < kmc->n_paths; p++) {
        const double *dr = kmc->paths[p].dr;
        for (int64_t a = 0; a < 3; a++) {
            level->jump[a] += kmc->path_time[p] * dr[a];
            level->moved[a] += (double)kmc->path_hops[p] * dr[a];
        }
        for (int64_t c = 0; c < 6; c++)
            level->rate2[c] += kmc->path_time[p] * dr[component_row[c]] * dr[component_column[c]];
        kmc->path_time[p] = 0.0;
        kmc->path_hops[p] = 0;
    }
    close_level(kmc, 0, kmc->window, d);
    drop_short_windows(kmc);
    msbat__kmc_sum_paths(kmc); /* takes the rounding of its updates out */
}

static void count_time(msbat_kmc *kmc, double until)
{
    double dt = until - kmc->counted;
    for (int64_t p = 0; p < kmc->n_paths; p++) kmc->path_time[p] += kmc->path_rate[p] * dt;
    kmc->counted = until;
}

msbat_status msbat__kmc_windows_advance(msbat_kmc *kmc, double time, bool *arrived)
{
    *arrived = false;
    for (int64_t closed = 0; time >= kmc->window_end; closed++) {
        if (closed == windows_at_once) return MSBAT_OK;
        bool stuck = !(kmc->window_end + kmc->window > kmc->window_end);
        if (stuck || (kmc->window_fixed && time - kmc->window_end > most_windows * kmc->window))
            return msbat__fail(kmc->handle.ctx, MSBAT_ERR_RANGE, "msbat_kmc_run",
                               "windows of %g ps are too short for the time between events", kmc->window);
        msbat_status status = prepare_closing(kmc);
        if (status) return status;
        count_time(kmc, kmc->window_end);
        close_window(kmc);
        kmc->window_end += kmc->window;
    }
    count_time(kmc, time);
    *arrived = true;
    return MSBAT_OK;
}
