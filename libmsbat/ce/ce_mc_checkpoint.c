/* ce_mc_checkpoint.c - the state of a Monte Carlo object in a file and back. */
#include "ce_mc_impl.h"

#include <math.h>
#include <string.h>

#define KIND "msbat_mc 1"

/* What a checkpoint must agree with. */
typedef struct identity {
    int64_t n, n_cells, n_orbits, n_clusters, matrix[9];
    double quantum;
} identity;

typedef struct settings {
    int64_t seed, equilibration, min_sweeps, max_sweeps, correlation_interval;
    double precision;
} settings;

/* The arrays of the state, in one order for writing and reading. */
typedef struct section {
    const char *name;
    int64_t n;
    size_t size;
    void *data;
} section;
enum { SPINS, LIST, SAMPLES, CORRELATIONS, ISO_MU, ISO_WALKS, ISO_RESULT, SECTIONS };

static void list_sections(const msbat_mc *mc, const msbat__mc_head *h, section s[SECTIONS])
{
    s[SPINS] = (section){"spins", mc->n, 1, mc->spin};
    s[LIST] = (section){"list", h->listed ? mc->n : 0, sizeof(int32_t), mc->list};
    s[SAMPLES] = (section){"samples", 2 * h->n_samples, sizeof(double), mc->samples};
    s[CORRELATIONS] = (section){"correlations", h->n_corr * mc->ce->n_orbits, sizeof(double), mc->corr};
    s[ISO_MU] = (section){"isotherm mu", h->iso_n, sizeof(double), mc->iso_mu};
    s[ISO_WALKS] = (section){"isotherm walks", 2 * h->iso_n * MSBAT__MC_COLUMNS, sizeof(double), mc->iso_walks};
    s[ISO_RESULT] = (section){"isotherm result", 6 * h->iso_n, sizeof(double), mc->iso_result};
}

static void identify(const msbat_mc *mc, identity *id)
{
    memset(id, 0, sizeof *id);
    id->n = mc->n;
    id->n_cells = mc->n_cells;
    id->n_orbits = mc->ce->n_orbits;
    id->n_clusters = mc->ce->n_clusters;
    id->quantum = mc->quantum;
    (void)msbat_supercell_get_matrix(mc->supercell, id->matrix);
}

static bool same(const identity *a, const identity *b)
{
    return a->n == b->n && a->n_cells == b->n_cells && a->n_orbits == b->n_orbits && a->n_clusters == b->n_clusters &&
           a->quantum == b->quantum && memcmp(a->matrix, b->matrix, sizeof a->matrix) == 0;
}

static settings get_settings(const msbat_mc *mc)
{
    return (settings){mc->seed, mc->equilibration, mc->min_sweeps, mc->max_sweeps, mc->correlation_interval,
                      mc->precision};
}

static void set_settings(msbat_mc *mc, const settings *s)
{
    mc->seed = s->seed;
    mc->equilibration = s->equilibration;
    mc->min_sweeps = s->min_sweeps;
    mc->max_sweeps = s->max_sweeps;
    mc->correlation_interval = s->correlation_interval;
    mc->precision = s->precision;
}

msbat_status msbat_mc_write_checkpoint(const msbat_mc *mc, const char *path)
{
    MSBAT__REQUIRE_HANDLE(mc);
    MSBAT__REQUIRE(mc->handle.ctx, path);
    msbat__checkpoint *file = NULL;
    identity id;
    section s[SECTIONS];
    settings set = get_settings(mc);
    identify(mc, &id);
    msbat_status st = msbat__checkpoint_create(mc->handle.ctx, KIND, &file);
    if (!st) st = msbat__checkpoint_add(file, "identity", 1, sizeof id, &id);
    if (!st) st = msbat__checkpoint_add(file, "eci", mc->ce->n_orbits, sizeof *mc->eci, mc->eci);
    if (!st) st = msbat__checkpoint_add(file, "settings", 1, sizeof set, &set);
    if (!st) st = msbat__checkpoint_add(file, "head", 1, sizeof mc->head, &mc->head);
    if (!st) st = msbat__checkpoint_add(file, "random", 1, sizeof mc->rng, &mc->rng);
    list_sections(mc, &mc->head, s);
    for (int k = 0; !st && k < SECTIONS; k++)
        if (s[k].n) st = msbat__checkpoint_add(file, s[k].name, s[k].n, s[k].size, s[k].data);
    if (!st) st = msbat__checkpoint_write(file, path);
    msbat__checkpoint_destroy(&file);
    return msbat__pass(mc->handle.ctx, mc->handle.ctx, __func__, st);
}

/* ---- reading ---- */

static msbat_status check_identity(const msbat_mc *mc, const msbat__checkpoint *file)
{
    const msbat_context *ctx = mc->handle.ctx;
    identity mine, theirs;
    int64_t n = mc->ce->n_orbits;
    double *eci = MSBAT__NEW(ctx, n, double);
    if (!eci) return MSBAT_ERR_MEMORY;
    identify(mc, &mine);
    msbat_status st = msbat__checkpoint_get(file, "identity", 1, sizeof theirs, &theirs);
    if (!st && !same(&mine, &theirs))
        st = msbat__fail(ctx, MSBAT_ERR_MISMATCH, "msbat_mc_read_checkpoint",
                         "it is of a supercell of %d sites or of other interactions; this one has %d", theirs.n,
                         mine.n);
    if (!st) st = msbat__checkpoint_get(file, "eci", n, sizeof *eci, eci);
    if (!st && memcmp(eci, mc->eci, (size_t)n * sizeof *eci) != 0)
        st = msbat__fail(ctx, MSBAT_ERR_MISMATCH, "msbat_mc_read_checkpoint", "it was written with other ECIs");
    msbat__free(ctx, eci);
    return st;
}

static bool in(int64_t value, int64_t low, int64_t high) { return value >= low && value <= high; }

/* Sound enough that no later step can leave an array. */
static bool head_sound(const msbat__mc_head *h, const settings *set)
{
    const int64_t most = INT64_C(1) << 40;
    if (!in(h->task, MSBAT__MC_IDLE, MSBAT__MC_ISOTHERM) || !in(h->listed, 0, 1) || !in(h->iso_n, 0, 100000) ||
        !in(h->iso_complete, 0, h->iso_n > 0))
        return false;
    if (!in(h->n_samples, 0, most) || !in(h->n_corr, 0, most) || !in(h->sweeps, 0, 2 * most) || !in(h->skip, 0, most) ||
        !in(h->done, 0, 2 * most) || !(h->temperature >= 0) || !(h->iso_temperature >= 0))
        return false;
    if (!in(set->seed, 0, INT64_C(1) << 53) || !in(set->equilibration, 0, most) || !in(set->min_sweeps, 12, most) ||
        !in(set->max_sweeps, 12, most) || !in(set->correlation_interval, 0, most) || !(set->precision > 0))
        return false;
    if (h->task == MSBAT__MC_CLOSED && !h->listed) return false;
    if (h->task != MSBAT__MC_ISOTHERM) return true;
    return in(h->iso_walk, 0, 1) && h->iso_n > 0 && in(h->iso_point, 0, h->iso_n - 1) &&
           in(h->iso_target, 12, MSBAT__MC_MOST_SWEEPS) && h->done == h->n_samples && h->done <= h->iso_target;
}

static msbat_status read_arrays(const msbat_mc *mc, const msbat__checkpoint *file, section s[SECTIONS])
{
    msbat_status st = MSBAT_OK;
    for (int k = 0; k < SECTIONS; k++) s[k].data = NULL;
    for (int k = 0; !st && k < SECTIONS; k++) {
        if (s[k].n && (st = msbat__checkpoint_expect(file, s[k].name, s[k].n, s[k].size))) return st;
        s[k].data = msbat__new_zeroed(mc->handle.ctx, k == LIST ? mc->n : s[k].n, s[k].size);
        if (!s[k].data) return MSBAT_ERR_MEMORY;
        if (s[k].n) st = msbat__checkpoint_get(file, s[k].name, s[k].n, s[k].size, s[k].data);
    }
    return st;
}

/* The list holds every site once, filled ones first. seen: mc->n zeros. */
static bool list_sound(const msbat_mc *mc, const msbat__mc_head *h, const int8_t *spin, const int32_t *list,
                       bool *seen)
{
    for (int64_t i = 0; i < mc->n; i++) {
        if (!in(list[i], 0, mc->n - 1) || seen[list[i]] || (spin[list[i]] > 0) != (i < h->n_filled)) return false;
        seen[list[i]] = true;
    }
    return true;
}

/* mu is finite and strictly monotonic, the flags are ours. */
static bool isotherm_sound(const msbat__mc_head *h, const double *mu, const double *result)
{
    for (int64_t k = 0; k < h->iso_n; k++) {
        double flags = result[6 * k + 5];
        if (!(fabs(mu[k]) <= 1e9) || !(flags >= 0 && flags <= 7 && flags == floor(flags))) return false;
        if (k && (mu[k] == mu[k - 1] || (mu[k] > mu[k - 1]) != (mu[1] > mu[0]))) return false;
    }
    return true;
}

static bool arrays_sound(const msbat_mc *mc, const msbat__mc_head *h, section s[SECTIONS])
{
    const int8_t *spin = s[SPINS].data;
    int64_t filled = 0;
    for (int64_t i = 0; i < mc->n; i++) {
        if (spin[i] != 1 && spin[i] != -1) return false;
        filled += spin[i] > 0;
    }
    return filled == h->n_filled && isotherm_sound(h, s[ISO_MU].data, s[ISO_RESULT].data);
}

static msbat_status check_arrays(const msbat_mc *mc, const msbat__mc_head *h, section s[SECTIONS], bool *sound)
{
    *sound = arrays_sound(mc, h, s);
    if (!*sound || !h->listed) return MSBAT_OK;
    bool *seen = MSBAT__NEW_ZEROED(mc->handle.ctx, mc->n, bool);
    if (!seen) return MSBAT_ERR_MEMORY;
    *sound = list_sound(mc, h, s[SPINS].data, s[LIST].data, seen);
    msbat__free(mc->handle.ctx, seen);
    return MSBAT_OK;
}

static void take_over(msbat_mc *mc, const msbat__mc_head *head, section s[SECTIONS])
{
    void **mine[SECTIONS] = {(void **)&mc->spin,   (void **)&mc->list,      (void **)&mc->samples, (void **)&mc->corr,
                             (void **)&mc->iso_mu, (void **)&mc->iso_walks, (void **)&mc->iso_result};
    for (int k = 0; k < SECTIONS; k++) {
        void *old = *mine[k];
        *mine[k] = s[k].data;
        s[k].data = old;
    }
    mc->head = *head;
    mc->samples_capacity = head->n_samples;
    mc->corr_capacity = head->n_corr;
}

static msbat_status malformed(const msbat_mc *mc)
{
    return msbat__fail(mc->handle.ctx, MSBAT_ERR_FORMAT, "msbat_mc_read_checkpoint",
                       "its numbers contradict each other");
}

/* Into mc, which stays as it is unless everything is in order. */
static msbat_status read_state(msbat_mc *mc, const msbat__checkpoint *file, section s[SECTIONS])
{
    msbat__mc_head head = {0};
    msbat__rng rng;
    settings set;
    bool sound = false;
    msbat_status st = check_identity(mc, file);
    if (!st) st = msbat__checkpoint_get(file, "settings", 1, sizeof set, &set);
    if (!st) st = msbat__checkpoint_get(file, "head", 1, sizeof head, &head);
    if (!st) st = msbat__checkpoint_get(file, "random", 1, sizeof rng, &rng);
    if (!st && !(head_sound(&head, &set) && msbat__rng_sound(&rng))) st = malformed(mc);
    if (st) return st;
    list_sections(mc, &head, s);
    st = read_arrays(mc, file, s);
    if (!st) st = check_arrays(mc, &head, s, &sound);
    if (!st && !sound) st = malformed(mc);
    if (st) return st;
    take_over(mc, &head, s);
    mc->rng = rng;
    set_settings(mc, &set);
    msbat__mc_recompute(mc);
    return MSBAT_OK;
}

msbat_status msbat_mc_read_checkpoint(msbat_mc *mc, const char *path)
{
    MSBAT__REQUIRE_HANDLE(mc);
    MSBAT__REQUIRE(mc->handle.ctx, path);
    msbat__checkpoint *file = NULL;
    section s[SECTIONS];
    memset(s, 0, sizeof s);
    msbat_status st = msbat__checkpoint_read(mc->handle.ctx, path, KIND, &file);
    if (st) return msbat__pass(mc->handle.ctx, mc->handle.ctx, __func__, st);
    if ((st = read_state(mc, file, s))) msbat__report_within(mc->handle.ctx, __func__, "%s", path);
    for (int k = 0; k < SECTIONS; k++) msbat__free(mc->handle.ctx, s[k].data);
    msbat__checkpoint_destroy(&file);
    return st;
}
