/* defects.c - formation energies and transition levels of charged defects. */
#include <math.h>
#include <string.h>

#include "thermo_impl.h"

typedef struct {
    char *name;
    int64_t charge, *added;
    double energy, alignment;
    msbat_alignment kind;
} state;

struct msbat_defects {
    msbat__handle handle;
    int64_t n_elements, n, capacity;
    double e_bulk, e_v, gap, image;
    double *mu;
    bool has_mu;
    state *item;
};

static void defects_clear(void *object)
{
    msbat_defects *d = object;
    const msbat_context *ctx = d->handle.ctx;
    for (int64_t i = 0; i < d->n; i++) {
        msbat__free(ctx, d->item[i].name);
        msbat__free(ctx, d->item[i].added);
    }
    msbat__free(ctx, d->item);
    msbat__free(ctx, d->mu);
}

static msbat_status check_energy(const msbat_context *ctx, const char *function, const char *name, double value)
{
    return msbat__check_range(ctx, function, name, "eV", value, -1e9, 1e9, 0);
}

msbat_status msbat_defects_create(msbat_context *ctx, int64_t n_elements, double e_bulk_ev, double e_v_ev,
                                  double gap_ev, msbat_defects **defects)
{
    msbat_status st;
    if (defects) *defects = NULL;
    MSBAT__REQUIRE_HANDLE(ctx);
    MSBAT__REQUIRE(ctx, defects);
    if ((st = msbat__check_count(ctx, __func__, "n_elements", n_elements, 1, 1000))) return st;
    if ((st = check_energy(ctx, __func__, "e_bulk_ev", e_bulk_ev))) return st;
    if ((st = check_energy(ctx, __func__, "e_v_ev", e_v_ev))) return st;
    if ((st = msbat__check_range(ctx, __func__, "gap_ev", "eV", gap_ev, 0, 1e3, 1))) return st;
    msbat_defects *d = msbat__handle_new(ctx, sizeof *d, defects_clear, __func__);
    if (!d) return MSBAT_ERR_MEMORY;
    d->n_elements = n_elements;
    d->e_bulk = e_bulk_ev;
    d->e_v = e_v_ev;
    d->gap = gap_ev;
    d->mu = MSBAT__NEW_ZEROED(ctx, n_elements, double);
    if (!d->mu) msbat__handle_destroy((void **)&d);
    *defects = d;
    return d ? MSBAT_OK : MSBAT_ERR_MEMORY;
}

void msbat_defects_destroy(msbat_defects **defects) { msbat__handle_destroy((void **)defects); }

static msbat_status check_elements(const msbat_defects *d, const char *function, int64_t n)
{
    if (n == d->n_elements) return MSBAT_OK;
    return msbat__fail(d->handle.ctx, MSBAT_ERR_MISMATCH, function, "n = %d; the host has %d elements", n,
                       d->n_elements);
}

msbat_status msbat_defects_set_chemical_potentials(msbat_defects *defects, int64_t n, const double *mu_ev)
{
    MSBAT__REQUIRE_HANDLE(defects);
    const msbat_context *ctx = defects->handle.ctx;
    msbat_status st = check_elements(defects, __func__, n);
    if (!st) st = msbat__check_array(ctx, __func__, "mu_ev", "eV", n, mu_ev);
    for (int64_t i = 0; i < n && !st; i++) st = check_energy(ctx, __func__, "mu_ev", mu_ev[i]);
    if (st) return st;
    memcpy(defects->mu, mu_ev, (size_t)n * sizeof *mu_ev);
    defects->has_mu = true;
    return MSBAT_OK;
}

msbat_status msbat_defects_set_image_coefficient(msbat_defects *defects, double coefficient_ev)
{
    MSBAT__REQUIRE_HANDLE(defects);
    msbat_status st = msbat__check_range(defects->handle.ctx, __func__, "coefficient_ev", "eV", coefficient_ev, -1e3,
                                         1e3, 0);
    if (!st) defects->image = coefficient_ev;
    return st;
}

msbat_status msbat_defects_set_makov_payne(msbat_defects *defects, const double cell_ang[9], double dielectric)
{
    double alpha, inverse[9], volume = 0;
    MSBAT__REQUIRE_HANDLE(defects);
    msbat_context *ctx = defects->handle.ctx;
    msbat_status st = msbat__check_range(ctx, __func__, "dielectric", "", dielectric, 1, 1e6, 0);
    if (!st) st = msbat_madelung_background(ctx, cell_ang, &alpha);
    if (st) return msbat__pass(ctx, ctx, __func__, st);
    msbat__invert3(cell_ang, inverse, &volume);
    defects->image = MSBAT_COULOMB_EV_ANG * alpha / (2 * dielectric * cbrt(fabs(volume)));
    return MSBAT_OK;
}

/* ---- charge states ----------------------------------------------------------------------------------------------- */

static state *find(const msbat_defects *d, const char *name, int64_t charge)
{
    for (int64_t i = 0; i < d->n; i++)
        if (d->item[i].charge == charge && !strcmp(d->item[i].name, name)) return &d->item[i];
    return NULL;
}

static msbat_status not_found(const msbat_defects *d, const char *function, const char *name, int64_t charge)
{
    return msbat__fail(d->handle.ctx, MSBAT_ERR_NOT_FOUND, function, "defect \"%s\" has no charge state %d", name,
                       charge);
}

/* The same name means the same atoms, and a charge once. */
static msbat_status check_new(const msbat_defects *d, const char *function, const char *name, int64_t charge,
                              const int64_t *added)
{
    const msbat_context *ctx = d->handle.ctx;
    if (!name[0]) return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, function, "the defect needs a name");
    if (find(d, name, charge))
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, function, "defect \"%s\" has the charge state %d already", name,
                           charge);
    for (int64_t i = 0; i < d->n; i++)
        if (!strcmp(d->item[i].name, name) &&
            memcmp(d->item[i].added, added, (size_t)d->n_elements * sizeof *added) != 0)
            return msbat__fail(ctx, MSBAT_ERR_MISMATCH, function,
                               "defect \"%s\" with charge %d adds other atoms than with charge %d", name, charge,
                               d->item[i].charge);
    return MSBAT_OK;
}

msbat_status msbat_defects_add(msbat_defects *defects, const char *name, int64_t charge, double e_def_ev, int64_t n,
                               const int64_t *added)
{
    MSBAT__REQUIRE_HANDLE(defects);
    const msbat_context *ctx = defects->handle.ctx;
    MSBAT__REQUIRE(ctx, name);
    MSBAT__REQUIRE(ctx, added);
    msbat_status st = check_elements(defects, __func__, n);
    if (!st) st = msbat__check_count(ctx, __func__, "charge", charge, -100, 100);
    if (!st) st = check_energy(ctx, __func__, "e_def_ev", e_def_ev);
    for (int64_t i = 0; i < n && !st; i++) st = msbat__check_count(ctx, __func__, "added", added[i], -1000000, 1000000);
    if (!st) st = check_new(defects, __func__, name, charge, added);
    if (st) return st;
    if (!msbat__grow(ctx, (void **)&defects->item, defects->n, &defects->capacity, sizeof *defects->item))
        return MSBAT_ERR_MEMORY;
    state s = {msbat__copy_text(ctx, name), charge, MSBAT__COPY(ctx, n, int64_t, added), e_def_ev, 0,
               MSBAT_ALIGNMENT_ELECTRON_ENERGY};
    if (!s.name || !s.added) {
        msbat__free(ctx, s.name);
        msbat__free(ctx, s.added);
        return MSBAT_ERR_MEMORY;
    }
    defects->item[defects->n++] = s;
    return MSBAT_OK;
}

msbat_status msbat_defects_set_alignment(msbat_defects *defects, const char *name, int64_t charge,
                                         msbat_alignment kind, double value)
{
    MSBAT__REQUIRE_HANDLE(defects);
    const msbat_context *ctx = defects->handle.ctx;
    MSBAT__REQUIRE(ctx, name);
    if ((int)kind < 0 || (int)kind > MSBAT_ALIGNMENT_ENERGY)
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, __func__, "kind is %d; 0 to 2 are expected", (int64_t)(int)kind);
    msbat_status st = msbat__check_range(ctx, __func__, "value", "eV or V", value, -1e3, 1e3, 0);
    if (st) return st;
    state *s = find(defects, name, charge);
    if (!s) return not_found(defects, __func__, name, charge);
    s->kind = kind;
    s->alignment = value;
    return MSBAT_OK;
}

msbat_status msbat_defects_get_count(const msbat_defects *defects, int64_t *count)
{
    MSBAT__REQUIRE_HANDLE(defects);
    MSBAT__REQUIRE(defects->handle.ctx, count);
    *count = defects->n;
    return MSBAT_OK;
}

msbat_status msbat_defects_get(const msbat_defects *defects, int64_t index, const char **name, int64_t *charge)
{
    MSBAT__REQUIRE_HANDLE(defects);
    MSBAT__REQUIRE(defects->handle.ctx, name);
    MSBAT__REQUIRE(defects->handle.ctx, charge);
    if (index < 0 || index >= defects->n)
        return msbat__fail(defects->handle.ctx, MSBAT_ERR_RANGE, __func__, "index %d; there are %d charge states",
                           index, defects->n);
    *name = defects->item[index].name;
    *charge = defects->item[index].charge;
    return MSBAT_OK;
}

/* ---- energies ---------------------------------------------------------------------------------------------------- */

static double alignment_energy(const state *s)
{
    switch (s->kind) {
    case MSBAT_ALIGNMENT_ELECTRON_ENERGY: return (double)s->charge * s->alignment;
    case MSBAT_ALIGNMENT_ELECTROSTATIC: return -(double)s->charge * s->alignment;
    default: return s->alignment;
    }
}

static void terms_of(const msbat_defects *d, const state *s, double fermi, double terms[5])
{
    double q = (double)s->charge, reservoir = 0;
    for (int64_t i = 0; i < d->n_elements; i++) reservoir -= (double)s->added[i] * d->mu[i];
    terms[0] = s->energy - d->e_bulk;
    terms[1] = reservoir;
    terms[2] = q * (fermi + d->e_v);
    terms[3] = alignment_energy(s);
    terms[4] = d->image * q * q;
}

static double energy_of(const msbat_defects *d, const state *s, double fermi)
{
    double t[5];
    terms_of(d, s, fermi, t);
    return t[0] + t[1] + t[2] + t[3] + t[4];
}

static msbat_status check_state(const msbat_defects *d, const char *function)
{
    if (d->has_mu) return MSBAT_OK;
    return msbat__fail(d->handle.ctx, MSBAT_ERR_STATE, function, "the chemical potentials have not been set");
}

static msbat_status check_fermi(const msbat_defects *d, const char *function, double fermi)
{
    msbat_status st = check_state(d, function);
    return st ? st : msbat__check_range(d->handle.ctx, function, "fermi_ev", "eV", fermi, -1e6, 1e6, 0);
}

msbat_status msbat_defects_get_terms(const msbat_defects *defects, const char *name, int64_t charge, double fermi_ev,
                                     double terms_ev[5])
{
    MSBAT__REQUIRE_HANDLE(defects);
    MSBAT__REQUIRE(defects->handle.ctx, name);
    MSBAT__REQUIRE(defects->handle.ctx, terms_ev);
    msbat_status st = check_fermi(defects, __func__, fermi_ev);
    if (st) return st;
    const state *s = find(defects, name, charge);
    if (!s) return not_found(defects, __func__, name, charge);
    terms_of(defects, s, fermi_ev, terms_ev);
    return MSBAT_OK;
}

msbat_status msbat_defects_get_formation_energy(const msbat_defects *defects, const char *name, int64_t charge,
                                                double fermi_ev, double *e_f_ev)
{
    MSBAT__REQUIRE_HANDLE(defects);
    MSBAT__REQUIRE(defects->handle.ctx, name);
    MSBAT__REQUIRE(defects->handle.ctx, e_f_ev);
    msbat_status st = check_fermi(defects, __func__, fermi_ev);
    if (st) return st;
    const state *s = find(defects, name, charge);
    if (!s) return not_found(defects, __func__, name, charge);
    *e_f_ev = energy_of(defects, s, fermi_ev);
    return MSBAT_OK;
}

static double level_between(const msbat_defects *d, const state *a, const state *b)
{
    return (energy_of(d, a, 0) - energy_of(d, b, 0)) / (double)(b->charge - a->charge);
}

msbat_status msbat_defects_get_transition_level(const msbat_defects *defects, const char *name, int64_t charge1,
                                                int64_t charge2, double *level_ev)
{
    MSBAT__REQUIRE_HANDLE(defects);
    const msbat_context *ctx = defects->handle.ctx;
    MSBAT__REQUIRE(ctx, name);
    MSBAT__REQUIRE(ctx, level_ev);
    msbat_status st = check_state(defects, __func__);
    if (st) return st;
    const state *a = find(defects, name, charge1), *b = find(defects, name, charge2);
    if (!a || !b) return not_found(defects, __func__, name, a ? charge2 : charge1);
    if (a == b)
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, __func__, "both charges are %d; two charge states are expected",
                           charge1);
    *level_ev = level_between(defects, a, b);
    return MSBAT_OK;
}

/* Lowest state of the name at fermi, of equal ones the most positive; NULL if there is none. */
static const state *lowest(const msbat_defects *d, const char *name, double fermi)
{
    const state *best = NULL;
    double least = INFINITY;
    for (int64_t i = 0; i < d->n; i++) {
        const state *s = &d->item[i];
        if (strcmp(s->name, name) != 0) continue;
        double e = energy_of(d, s, fermi);
        if (best && (e > least || (e == least && s->charge < best->charge))) continue;
        best = s;
        least = e;
    }
    return best;
}

static msbat_status no_such_name(const msbat_defects *d, const char *function, const char *name)
{
    return msbat__fail(d->handle.ctx, MSBAT_ERR_NOT_FOUND, function, "there is no defect \"%s\"", name);
}

msbat_status msbat_defects_find_stable_charge(const msbat_defects *defects, const char *name, double fermi_ev,
                                              int64_t *charge, double *e_f_ev)
{
    MSBAT__REQUIRE_HANDLE(defects);
    MSBAT__REQUIRE(defects->handle.ctx, name);
    MSBAT__REQUIRE(defects->handle.ctx, charge);
    msbat_status st = check_fermi(defects, __func__, fermi_ev);
    if (st) return st;
    const state *s = lowest(defects, name, fermi_ev);
    if (!s) return no_such_name(defects, __func__, name);
    *charge = s->charge;
    if (e_f_ev) *e_f_ev = energy_of(defects, s, fermi_ev);
    return MSBAT_OK;
}

/* The state that takes over from s first as E_F rises: lower envelope of lines with falling slope. */
static const state *next_state(const msbat_defects *d, const state *s, double *level)
{
    const state *next = NULL;
    for (int64_t i = 0; i < d->n; i++) {
        const state *o = &d->item[i];
        if (o->charge >= s->charge || strcmp(o->name, s->name) != 0) continue;
        double at = level_between(d, s, o);
        if (next && (at > *level || (at == *level && o->charge > next->charge))) continue;
        next = o;
        *level = at;
    }
    return next;
}

msbat_status msbat_defects_get_stable_levels(const msbat_defects *defects, const char *name, int64_t n,
                                             double *levels_ev, int64_t *charges, int64_t *count)
{
    double level = 0;
    MSBAT__REQUIRE_HANDLE(defects);
    const msbat_context *ctx = defects->handle.ctx;
    MSBAT__REQUIRE(ctx, name);
    MSBAT__REQUIRE(ctx, count);
    if (n < 0) return msbat__fail(ctx, MSBAT_ERR_RANGE, __func__, "n = %d; n >= 0 is expected", n);
    if (n > 0) MSBAT__REQUIRE(ctx, levels_ev);
    if (n > 0) MSBAT__REQUIRE(ctx, charges);
    msbat_status st = check_state(defects, __func__);
    if (st) return st;
    const state *s = lowest(defects, name, 0);
    if (!s) return no_such_name(defects, __func__, name);
    *count = 0;
    while ((s = next_state(defects, s, &level)) && level <= defects->gap) {
        if (*count < n) {
            levels_ev[*count] = level;
            charges[*count] = s->charge;
        }
        ++*count;
    }
    return MSBAT_OK;
}
