/* phase.c - the phase object: life, properties, and the gaps it keeps. */
#include <math.h>

#include "thermo_impl.h"

static void phase_clear(void *object)
{
    msbat_phase *p = object;
    const msbat_context *ctx = p->handle.ctx;
    for (int64_t i = 0; i < p->n_prepared; i++) msbat__gaps_clear(ctx, &p->prepared[i]);
    msbat__free(ctx, p->prepared);
    msbat__free(ctx, p->host);
    msbat__free(ctx, p->ion);
    msbat__handle_release(p->model);
}

msbat_status msbat__phase_check_names(const msbat_context *ctx, const char *function, const char *host,
                                      const char *ion)
{
    if (!host) return msbat__fail(ctx, MSBAT_ERR_NULL, function, "host is NULL");
    if (!ion) return msbat__fail(ctx, MSBAT_ERR_NULL, function, "ion is NULL");
    if (!host[0] || !ion[0])
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, function, "host and ion need a name; \"%s\" and \"%s\" were given",
                           host, ion);
    return MSBAT_OK;
}

static const msbat__gaps *prepared_at(const msbat_phase *phase, double t)
{
    for (int64_t i = 0; i < phase->n_prepared; i++)
        if (phase->prepared[i].t == t) return &phase->prepared[i];
    return NULL;
}

static msbat_status prepare(msbat_phase *phase, double t)
{
    const msbat_context *ctx = phase->handle.ctx;
    if (prepared_at(phase, t)) return MSBAT_OK;
    if (!msbat__grow(ctx, (void **)&phase->prepared, phase->n_prepared, &phase->prepared_capacity,
                     sizeof *phase->prepared))
        return MSBAT_ERR_MEMORY;
    msbat_status st = msbat__gaps_find(phase->model, t, &phase->prepared[phase->n_prepared]);
    if (!st) phase->n_prepared++;
    return st;
}

msbat_status msbat__phase_find_gaps(const msbat_phase *phase, double t, msbat__gaps *scratch,
                                    const msbat__gaps **gaps)
{
    *scratch = (msbat__gaps){0};
    if (phase->model->t_min == phase->model->t_max) t = phase->model->t_min;
    *gaps = prepared_at(phase, t);
    if (*gaps) return MSBAT_OK;
    *gaps = scratch;
    return msbat__gaps_find(phase->model, t, scratch);
}

/* ---- policy ------------------------------------------------------------------------------------------------------ */

static msbat_status refuse(const msbat_phase *phase, const char *function, const msbat__gaps *gaps)
{
    char text[256];
    msbat__intervals_text(&gaps->unstable, sizeof text, text);
    return msbat__fail(phase->handle.ctx, MSBAT_ERR_UNSTABLE, function,
                       "%s in %s: the thermodynamic factor is negative (mu falls with x) at %g K on x = %s; declare "
                       "gaps, ask for the convex hull, or accept the curve as measured",
                       phase->ion, phase->host, gaps->t, text);
}

/* A declared gap needs a common tangent on both sides: one whose end is the end of the range has none. */
static msbat_status check_declared(const msbat_phase *phase, const char *function, const msbat__gaps *gaps)
{
    const msbat__model *m = phase->model;
    for (int64_t i = 0; i < gaps->gaps.n; i++) {
        const msbat__interval *g = &gaps->gaps.item[i];
        if (m->open || (g->a > m->x_min && g->b < m->x_max)) continue;
        return msbat__fail(phase->handle.ctx, MSBAT_ERR_UNSTABLE, function,
                           "%s in %s: the gap x = %g ... %g reaches an end of the range %g ... %g, so the curve does "
                           "not tell its common tangent", phase->ion, phase->host, g->a, g->b, m->x_min, m->x_max);
    }
    return MSBAT_OK;
}

static void tell(const msbat_phase *phase, const char *function, const msbat__gaps *gaps)
{
    char text[256];
    msbat__intervals_text(&gaps->unstable, sizeof text, text);
    msbat__log(phase->handle.ctx, 1, "%s: %s in %s: the thermodynamic factor is negative at %g K on x = %s", function,
               phase->ion, phase->host, gaps->t, text);
}

static msbat_status apply_policy(msbat_phase *phase, const char *function, double t)
{
    msbat__gaps scratch;
    const msbat__gaps *gaps;
    msbat_status st = msbat__phase_find_gaps(phase, t, &scratch, &gaps);
    if (!st && gaps->unstable.n) {
        if (phase->policy == MSBAT_GAP_REFUSE) st = refuse(phase, function, gaps);
        else tell(phase, function, gaps);
        if (phase->policy == MSBAT_GAP_DECLARE) st = check_declared(phase, function, gaps);
    }
    msbat__gaps_clear(phase->handle.ctx, &scratch);
    return st;
}

/* Temperatures at which a curve is given: models are given at all, hence at none in particular. */
static bool given_temperature(const msbat__model *m, int64_t i, double *t)
{
    if (m->open) return false;
    if (m->kind->get_temperature) return m->kind->get_temperature(m, i, t);
    *t = m->t_min;
    return i == 0;
}

/* Tables of several temperatures are judged at each of them: between two, g is their mean, and no new fall can
 * arise. */
static msbat_status judge(msbat_phase *phase, const char *function)
{
    msbat_status st = MSBAT_OK;
    double t;
    for (int64_t i = 0; !st && given_temperature(phase->model, i, &t); i++) {
        st = prepare(phase, t);
        if (!st) st = apply_policy(phase, function, t);
    }
    return st;
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

static msbat_phase *phase_new(msbat__model *model, const char *function, const char *host, const char *ion)
{
    msbat_context *ctx = model->handle.ctx;
    msbat_phase *p = msbat__handle_new(ctx, sizeof *p, phase_clear, function);
    if (!p) return NULL;
    p->model = msbat__handle_retain(model);
    p->host = msbat__copy_text(ctx, host);
    p->ion = msbat__copy_text(ctx, ion);
    p->x_ref = model->x_min <= 0.5 && model->x_max >= 0.5 ? 0.5 : model->x_min / 2 + model->x_max / 2;
    if (!p->host || !p->ion) msbat__handle_destroy((void **)&p);
    return p;
}

static msbat_status check_policy(msbat_context *ctx, const char *function, msbat_gap_policy policy)
{
    if ((int)policy >= 0 && (int)policy <= MSBAT_GAP_AS_MEASURED) return MSBAT_OK;
    return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, function, "policy is %d; 0 to 3 are expected",
                       (int64_t)(int)policy);
}

msbat_status msbat__phase_create(msbat__model *model, const char *function, const char *host, const char *ion,
                                 double mu_ref, msbat_gap_policy policy, msbat_phase **phase)
{
    msbat_phase *p = NULL;
    msbat_status st = check_policy(model->handle.ctx, function, policy);
    if (st) goto done;
    st = MSBAT_ERR_MEMORY;
    if (!(p = phase_new(model, function, host, ion))) goto done;
    p->mu_ref = mu_ref;
    p->policy = policy;
    p->convex = policy == MSBAT_GAP_DECLARE || policy == MSBAT_GAP_CONVEXIFY;
    if ((st = judge(p, function))) goto done;
    *phase = msbat__handle_retain(p);
done:
    msbat__handle_release(p);
    msbat__handle_release(model);
    return st;
}

static msbat_status prepare_usual(msbat_phase *p)
{
    msbat_status st = MSBAT_OK;
    double t;
    for (int64_t i = 0; !st && given_temperature(p->model, i, &t); i++) st = prepare(p, t);
    if (!st && p->model->t_min < 298.15 && p->model->t_max > 298.15) st = prepare(p, 298.15);
    return st;
}

msbat_status msbat_phase_create_convexified(const msbat_phase *phase, msbat_phase **convexified)
{
    if (convexified) *convexified = NULL;
    MSBAT__REQUIRE_HANDLE(phase);
    MSBAT__REQUIRE(phase->handle.ctx, convexified);
    msbat_phase *p = phase_new(phase->model, __func__, phase->host, phase->ion);
    if (!p) return MSBAT_ERR_MEMORY;
    p->mu_ref = phase->mu_ref;
    p->site_density = phase->site_density;
    p->molar_volume = phase->molar_volume;
    p->x_ref = phase->x_ref;
    p->policy = MSBAT_GAP_CONVEXIFY;
    p->convex = true;
    msbat_status st = prepare_usual(p);
    st = msbat__pass(p->handle.ctx, p->handle.ctx, __func__, st);
    if (!st) *convexified = msbat__handle_retain(p);
    msbat__handle_release(p);
    return st;
}

void msbat_phase_destroy(msbat_phase **phase) { msbat__handle_destroy((void **)phase); }

msbat_status msbat__phase_check_temperature(const msbat_phase *phase, const char *function, double t)
{
    const msbat__model *m = phase->model;
    double slack = m->t_min == m->t_max ? 1e-6 : 0; /* a single temperature need not be typed to the last digit */
    return msbat__check_range(phase->handle.ctx, function, "temperature", "K", t, m->t_min - slack, m->t_max + slack,
                              0);
}

msbat_status msbat_phase_prepare(msbat_phase *phase, double temperature)
{
    MSBAT__REQUIRE_HANDLE(phase);
    msbat_status st = msbat__phase_check_temperature(phase, __func__, temperature);
    if (!st) st = prepare(phase, temperature);
    return msbat__pass(phase->handle.ctx, phase->handle.ctx, __func__, st);
}

/* ---- properties -------------------------------------------------------------------------------------------------- */

msbat_status msbat_phase_set_site_density(msbat_phase *phase, double mol_per_m3)
{
    MSBAT__REQUIRE_HANDLE(phase);
    msbat_status st = msbat__check_range(phase->handle.ctx, __func__, "site density", "mol/m^3", mol_per_m3, 0, 1e7, 1);
    if (!st) phase->site_density = mol_per_m3;
    return st;
}

msbat_status msbat_phase_get_site_density(const msbat_phase *phase, double *mol_per_m3)
{
    MSBAT__REQUIRE_HANDLE(phase);
    MSBAT__REQUIRE(phase->handle.ctx, mol_per_m3);
    *mol_per_m3 = phase->site_density;
    return MSBAT_OK;
}

msbat_status msbat_phase_set_partial_molar_volume(msbat_phase *phase, double m3_per_mol)
{
    MSBAT__REQUIRE_HANDLE(phase);
    msbat_status st = msbat__check_range(phase->handle.ctx, __func__, "partial molar volume", "m^3/mol", m3_per_mol,
                                         -1e-2, 1e-2, 0);
    if (!st) phase->molar_volume = m3_per_mol;
    return st;
}

msbat_status msbat_phase_get_partial_molar_volume(const msbat_phase *phase, double *m3_per_mol)
{
    MSBAT__REQUIRE_HANDLE(phase);
    MSBAT__REQUIRE(phase->handle.ctx, m3_per_mol);
    *m3_per_mol = phase->molar_volume;
    return MSBAT_OK;
}

msbat_status msbat_phase_get_reference(const msbat_phase *phase, double *mu_ref_ev)
{
    MSBAT__REQUIRE_HANDLE(phase);
    MSBAT__REQUIRE(phase->handle.ctx, mu_ref_ev);
    *mu_ref_ev = phase->mu_ref;
    return MSBAT_OK;
}

msbat_status msbat_phase_set_activity_reference(msbat_phase *phase, double x_ref)
{
    MSBAT__REQUIRE_HANDLE(phase);
    const msbat__model *m = phase->model;
    msbat_status st = msbat__check_range(phase->handle.ctx, __func__, "x_ref", "", x_ref, m->x_min, m->x_max,
                                         m->open ? 3 : 0);
    if (!st) phase->x_ref = x_ref;
    return st;
}

msbat_status msbat_phase_get_activity_reference(const msbat_phase *phase, double *x_ref)
{
    MSBAT__REQUIRE_HANDLE(phase);
    MSBAT__REQUIRE(phase->handle.ctx, x_ref);
    *x_ref = phase->x_ref;
    return MSBAT_OK;
}

msbat_status msbat_phase_get_names(const msbat_phase *phase, const char **host, const char **ion)
{
    MSBAT__REQUIRE_HANDLE(phase);
    MSBAT__REQUIRE(phase->handle.ctx, host);
    MSBAT__REQUIRE(phase->handle.ctx, ion);
    *host = phase->host;
    *ion = phase->ion;
    return MSBAT_OK;
}

msbat_status msbat_phase_get_range(const msbat_phase *phase, double x_range[2], double temperature_range[2])
{
    MSBAT__REQUIRE_HANDLE(phase);
    MSBAT__REQUIRE(phase->handle.ctx, x_range);
    x_range[0] = phase->model->x_min;
    x_range[1] = phase->model->x_max;
    if (temperature_range) {
        temperature_range[0] = phase->model->t_min;
        temperature_range[1] = phase->model->t_max;
    }
    return MSBAT_OK;
}

msbat_status msbat_phase_get_policy(const msbat_phase *phase, msbat_gap_policy *policy)
{
    MSBAT__REQUIRE_HANDLE(phase);
    MSBAT__REQUIRE(phase->handle.ctx, policy);
    *policy = phase->policy;
    return MSBAT_OK;
}

msbat_status msbat_phase_get_convex(const msbat_phase *phase, int *convex)
{
    MSBAT__REQUIRE_HANDLE(phase);
    MSBAT__REQUIRE(phase->handle.ctx, convex);
    *convex = phase->convex;
    return MSBAT_OK;
}

/* ---- gaps -------------------------------------------------------------------------------------------------------- */

typedef struct {
    int64_t count;
    msbat__interval item;
} listed;

/* Count, and item index when index >= 0, of the unstable intervals or of the gaps. */
static msbat_status look_up(const msbat_phase *phase, const char *function, double t, bool gap, int64_t index,
                            listed *found)
{
    msbat__gaps scratch = {0};
    const msbat__gaps *gaps;
    msbat_status st = msbat__phase_check_temperature(phase, function, t);
    if (!st) st = msbat__phase_find_gaps(phase, t, &scratch, &gaps);
    if (st) return msbat__pass(phase->handle.ctx, phase->handle.ctx, function, st);
    const msbat__intervals *list = gap ? &gaps->gaps : &gaps->unstable;
    found->count = list->n;
    if (index != -1) {
        if (index >= 0 && index < list->n) found->item = list->item[index];
        else
            st = msbat__fail(phase->handle.ctx, MSBAT_ERR_RANGE, function, "index %d; there are %d %s at %g K", index,
                             list->n, gap ? "gaps" : "unstable intervals", t);
    }
    msbat__gaps_clear(phase->handle.ctx, &scratch);
    return st;
}

static int64_t named(int64_t index) { return index == -1 ? -2 : index; }

msbat_status msbat_phase_get_unstable_count(const msbat_phase *phase, double temperature, int64_t *count)
{
    listed found;
    MSBAT__REQUIRE_HANDLE(phase);
    MSBAT__REQUIRE(phase->handle.ctx, count);
    msbat_status st = look_up(phase, __func__, temperature, false, -1, &found);
    if (!st) *count = found.count;
    return st;
}

msbat_status msbat_phase_get_unstable(const msbat_phase *phase, double temperature, int64_t index, double interval[2])
{
    listed found;
    MSBAT__REQUIRE_HANDLE(phase);
    MSBAT__REQUIRE(phase->handle.ctx, interval);
    msbat_status st = look_up(phase, __func__, temperature, false, named(index), &found);
    if (st) return st;
    interval[0] = found.item.a;
    interval[1] = found.item.b;
    return MSBAT_OK;
}

msbat_status msbat_phase_get_gap_count(const msbat_phase *phase, double temperature, int64_t *count)
{
    listed found;
    MSBAT__REQUIRE_HANDLE(phase);
    MSBAT__REQUIRE(phase->handle.ctx, count);
    msbat_status st = look_up(phase, __func__, temperature, true, -1, &found);
    if (!st) *count = found.count;
    return st;
}

msbat_status msbat_phase_get_gap(const msbat_phase *phase, double temperature, int64_t index, double interval[2],
                                 double *mu_ev)
{
    listed found;
    MSBAT__REQUIRE_HANDLE(phase);
    MSBAT__REQUIRE(phase->handle.ctx, interval);
    msbat_status st = look_up(phase, __func__, temperature, true, named(index), &found);
    if (st) return st;
    interval[0] = found.item.a;
    interval[1] = found.item.b;
    if (mu_ev) *mu_ev = found.item.mu;
    return MSBAT_OK;
}
