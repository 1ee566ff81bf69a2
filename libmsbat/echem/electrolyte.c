/* electrolyte.c - a binary lithium electrolyte: three properties, each a function, a table or a constant. */
#include "echem/echem_impl.h"

#include <math.h>
#include <string.h>

typedef enum { FORM_NONE, FORM_CONSTANT, FORM_TABLE, FORM_FUNCTION } form;

typedef struct property {
    form form;
    double range[2];             /* of c; the whole axis for a constant */
    double temperature;          /* of a table */
    double constant;
    int64_t n;                   /* table: c, value, slope */
    double *c, *value, *slope;
    msbat_electrolyte_fn function;
    void *user;
} property;

struct msbat_electrolyte {
    msbat__handle handle;
    double c0, t_plus;
    property property[ELECTROLYTE_PROPERTIES];
};

static const char *const property_names[] = {"diffusivity", "conductivity", "thermodynamic factor"};

static void property_clear(const msbat_context *ctx, property *p)
{
    msbat__free(ctx, p->c);
    msbat__free(ctx, p->value);
    msbat__free(ctx, p->slope);
    memset(p, 0, sizeof *p);
}

static void electrolyte_clear(void *object)
{
    msbat_electrolyte *e = object;
    for (int i = 0; i < ELECTROLYTE_PROPERTIES; i++) property_clear(e->handle.ctx, &e->property[i]);
}

static void set_constant(property *p, double value)
{
    p->form = FORM_CONSTANT;
    p->constant = value;
    p->range[0] = 0;
    p->range[1] = HUGE_VAL;
}

msbat_status msbat_electrolyte_create(msbat_context *ctx, double c0, double t_plus, msbat_electrolyte **electrolyte)
{
    if (electrolyte) *electrolyte = NULL;
    MSBAT__REQUIRE_HANDLE(ctx);
    MSBAT__REQUIRE(ctx, electrolyte);
    msbat_status st = msbat__check_range(ctx, __func__, "c0", "mol/m^3", c0, 10, 1e5, 0);
    if (!st) st = msbat__check_range(ctx, __func__, "t_plus", "", t_plus, 0, 1, 2);
    if (st) return st;
    msbat_electrolyte *e = msbat__handle_new(ctx, sizeof *e, electrolyte_clear, __func__);
    if (!e) return MSBAT_ERR_MEMORY;
    e->c0 = c0;
    e->t_plus = t_plus;
    set_constant(&e->property[MSBAT_ELECTROLYTE_THERMODYNAMIC_FACTOR], 1);
    *electrolyte = e;
    return MSBAT_OK;
}

void msbat_electrolyte_destroy(msbat_electrolyte **electrolyte)
{
    msbat__handle_destroy((void **)electrolyte);
}

/* ---- setting properties ---------------------------------------------------------------------- */
static msbat_status find(const msbat_electrolyte *e, const char *function, msbat_electrolyte_property which)
{
    if ((uint64_t)which < ELECTROLYTE_PROPERTIES) return MSBAT_OK;
    return msbat__fail(e->handle.ctx, MSBAT_ERR_ARGUMENT, function, "property %d does not exist", (int64_t)(int)which);
}

static msbat_status check_c_range(const msbat_electrolyte *e, const char *function, const char *name, double low,
                                  double high)
{
    if (low > 0 && low < e->c0 && high > e->c0 && isfinite(high)) return MSBAT_OK;
    return msbat__fail(e->handle.ctx, MSBAT_ERR_RANGE, function,
                       "%s = %g to %g mol/m^3; must be positive and contain c0 = %g mol/m^3", name, low, high,
                       e->c0);
}

msbat_status msbat_electrolyte_set_function(msbat_electrolyte *electrolyte, msbat_electrolyte_property which,
                                            msbat_electrolyte_fn function, void *user, const double c_range[2])
{
    MSBAT__REQUIRE_HANDLE(electrolyte);
    const msbat_context *ctx = electrolyte->handle.ctx;
    MSBAT__REQUIRE(ctx, function);
    MSBAT__REQUIRE(ctx, c_range);
    msbat_status st = find(electrolyte, __func__, which);
    if (!st) st = check_c_range(electrolyte, __func__, "c_range", c_range[0], c_range[1]);
    if (st) return st;
    property *p = &electrolyte->property[which];
    property_clear(ctx, p);
    p->form = FORM_FUNCTION;
    p->function = function;
    p->user = user;
    p->range[0] = c_range[0];
    p->range[1] = c_range[1];
    return MSBAT_OK;
}

static msbat_status check_table(const msbat_electrolyte *e, const char *function, int64_t n, const double *c,
                                const double *value)
{
    const msbat_context *ctx = e->handle.ctx;
    msbat_status st = msbat__check_count(ctx, function, "n", n, 1, 1000000);
    if (!st) st = msbat__check_array(ctx, function, "c", "mol/m^3", n, c);
    if (!st) st = msbat__check_array(ctx, function, "value", "", n, value);
    for (int64_t i = 0; !st && i < n; i++) {
        if (i > 0 && c[i] <= c[i - 1])
            st = msbat__fail(ctx, MSBAT_ERR_ARGUMENT, function, "c[%d] = %g mol/m^3 is not above c[%d] = %g mol/m^3", i,
                             c[i], i - 1, c[i - 1]);
        else if (value[i] <= 0)
            st = msbat__fail(ctx, MSBAT_ERR_RANGE, function, "value[%d] = %g; must be > 0", i, value[i]);
    }
    if (!st && n > 1) st = check_c_range(e, function, "c", c[0], c[n - 1]);
    return st;
}

static msbat_status fill_table(const msbat_context *ctx, property *p, int64_t n, const double *c, const double *value)
{
    p->c = MSBAT__COPY(ctx, n, double, c);
    p->value = MSBAT__COPY(ctx, n, double, value);
    p->slope = MSBAT__NEW(ctx, n, double);
    if (!p->c || !p->value || !p->slope) return MSBAT_ERR_MEMORY;
    msbat__monotone_slopes(n, c, value, p->slope);
    p->n = n;
    p->range[0] = c[0];
    p->range[1] = c[n - 1];
    p->form = FORM_TABLE;
    return MSBAT_OK;
}

msbat_status msbat_electrolyte_set_table(msbat_electrolyte *electrolyte, msbat_electrolyte_property which,
                                         double temperature, int64_t n, const double *c, const double *value)
{
    MSBAT__REQUIRE_HANDLE(electrolyte);
    const msbat_context *ctx = electrolyte->handle.ctx;
    msbat_status st = find(electrolyte, __func__, which);
    if (!st) st = msbat__check_range(ctx, __func__, "temperature", "K", temperature, 0, 1e5, 1);
    if (!st) st = check_table(electrolyte, __func__, n, c, value);
    if (st) return st;
    property fresh = {.temperature = temperature};
    if (n == 1) set_constant(&fresh, value[0]);
    else st = fill_table(ctx, &fresh, n, c, value);
    if (st) {
        property_clear(ctx, &fresh);
        return st;
    }
    property_clear(ctx, &electrolyte->property[which]);
    electrolyte->property[which] = fresh;
    return MSBAT_OK;
}

/* ---- evaluation ------------------------------------------------------------------------------ */
static double table_value(const property *p, double c)
{
    int64_t low = 0, high = p->n - 1;
    while (high - low > 1) {
        int64_t middle = (low + high) / 2;
        if (p->c[middle] <= c) low = middle;
        else high = middle;
    }
    double h = p->c[high] - p->c[low], t = (c - p->c[low]) / h;
    double u = 1 - t;
    return u * u * ((1 + 2 * t) * p->value[low] + t * h * p->slope[low]) +
           t * t * ((1 + 2 * u) * p->value[high] - u * h * p->slope[high]);
}

static double clamp(double c, const double range[2])
{
    return c < range[0] ? range[0] : c > range[1] ? range[1] : c;
}

int msbat__echem_electrolyte_eval(const msbat_electrolyte *electrolyte, msbat_electrolyte_property which,
                                  double temperature,
                            int64_t n, const double *c, double *value)
{
    const property *p = &electrolyte->property[which];
    double piece[64];
    if (p->form != FORM_FUNCTION) {
        for (int64_t i = 0; i < n; i++) value[i] = p->form == FORM_TABLE ? table_value(p, clamp(c[i], p->range))
            : p->constant;
        return 0;
    }
    for (int64_t start = 0; start < n; start += 64) {
        int64_t m = n - start < 64 ? n - start : 64;
        for (int64_t i = 0; i < m; i++) piece[i] = clamp(c[start + i], p->range);
        if (p->function(m, piece, temperature, value + start, p->user)) return 1;
    }
    return 0;
}

bool msbat__echem_electrolyte_is_ideal(const msbat_electrolyte *electrolyte)
{
    const property *p = &electrolyte->property[MSBAT_ELECTROLYTE_THERMODYNAMIC_FACTOR];
    return p->form == FORM_CONSTANT && p->constant == 1;
}

/* Simpson's rule in ln c on 64 intervals; smooth factors need far fewer. */
int msbat__echem_electrolyte_ln_f(const msbat_electrolyte *electrolyte, double temperature, double c, double *ln_f)
{
    enum { INTERVALS = 64 };
    const property *p = &electrolyte->property[MSBAT_ELECTROLYTE_THERMODYNAMIC_FACTOR];
    double span = log(c / 1000), at[INTERVALS + 1], theta[INTERVALS + 1], sum = 0;
    if (p->form == FORM_CONSTANT) {
        *ln_f = (p->constant - 1) * span;
        return 0;
    }
    for (int i = 0; i <= INTERVALS; i++) at[i] = 1000 * exp(span * i / INTERVALS);
    if (msbat__echem_electrolyte_eval(electrolyte, MSBAT_ELECTROLYTE_THERMODYNAMIC_FACTOR, temperature, INTERVALS + 1,
                                      at, theta))
        return 1;
    for (int i = 0; i <= INTERVALS; i++)
        sum += (i == 0 || i == INTERVALS ? 1 : i % 2 ? 4 : 2) * (theta[i] - 1);
    *ln_f = sum * span / (3 * INTERVALS);
    return isfinite(*ln_f) ? 0 : 1;
}

/* ---- checks ---------------------------------------------------------------------------------- */
static msbat_status check_property(const msbat_electrolyte *e, const char *function, int64_t which, double temperature)
{
    const msbat_context *ctx = e->handle.ctx;
    const property *p = &e->property[which];
    if (p->form == FORM_NONE)
        return msbat__fail(ctx, MSBAT_ERR_STATE, function, "the electrolyte has no %s", property_names[which]);
    if (p->form == FORM_TABLE && fabs(p->temperature - temperature) > 0.01)
        return msbat__fail(ctx, MSBAT_ERR_MISMATCH, function, "the table of the electrolyte's %s is for %g K, not %g K",
                           property_names[which], p->temperature, temperature);
    return MSBAT_OK;
}

static msbat_status check_value(const msbat_electrolyte *e, const char *function, int64_t which, double c, double value)
{
    if (value > 0 && isfinite(value)) return MSBAT_OK;
    return msbat__fail(e->handle.ctx, MSBAT_ERR_PHYSICS, function,
                       "the electrolyte's %s is not a positive number at c = %g mol/m^3", property_names[which], c);
}

/* Samples a function over its range, evenly in c. */
static msbat_status sample(const msbat_electrolyte *e, const char *function, int64_t which, double temperature)
{
    const property *p = &e->property[which];
    msbat_status st = MSBAT_OK;
    for (int64_t i = 0; !st && i <= 64 && p->form != FORM_CONSTANT; i++) {
        double c = p->range[0] + (p->range[1] - p->range[0]) * (double)i / 64, value = NAN;
        if (msbat__echem_electrolyte_eval(e, (msbat_electrolyte_property)which, temperature, 1, &c, &value))
            return msbat__fail(e->handle.ctx, MSBAT_ERR_CALLBACK, function,
                               "the function of the electrolyte's %s failed at c = %g mol/m^3",
                               property_names[which], c);
        st = check_value(e, function, which, c, value);
    }
    return st;
}

msbat_status msbat__echem_electrolyte_check(const msbat_electrolyte *electrolyte, const char *function,
                                            double temperature)
{
    msbat_status st = MSBAT_OK;
    for (int64_t i = 0; !st && i < ELECTROLYTE_PROPERTIES; i++) {
        st = check_property(electrolyte, function, i, temperature);
        if (!st) st = sample(electrolyte, function, i, temperature);
    }
    return st;
}

void msbat__echem_electrolyte_range(const msbat_electrolyte *electrolyte, double range[2])
{
    range[0] = 0;
    range[1] = HUGE_VAL;
    for (int i = 0; i < ELECTROLYTE_PROPERTIES; i++) {
        const property *p = &electrolyte->property[i];
        if (p->form == FORM_NONE) continue;
        range[0] = fmax(range[0], p->range[0]);
        range[1] = fmin(range[1], p->range[1]);
    }
}

/* ---- getters --------------------------------------------------------------------------------- */
static msbat_status check_points(const msbat_electrolyte *e, const char *function, int64_t which, double temperature,
                                 int64_t n, const double *c)
{
    const msbat_context *ctx = e->handle.ctx;
    msbat_status st = msbat__check_range(ctx, function, "temperature", "K", temperature, 0, 1e5, 1);
    if (!st) st = msbat__check_array(ctx, function, "c", "mol/m^3", n, c);
    if (!st) st = check_property(e, function, which, temperature);
    for (int64_t i = 0; !st && i < n; i++) {
        const double *range = e->property[which].range;
        if (c[i] <= 0 || c[i] < range[0] || c[i] > range[1])
            st = msbat__fail(ctx, MSBAT_ERR_RANGE, function, "c[%d] = %g mol/m^3 is outside %g to %g mol/m^3", i, c[i],
                             range[0], fmin(range[1], 1e300));
    }
    return st;
}

msbat_status msbat_electrolyte_get_property(const msbat_electrolyte *electrolyte, msbat_electrolyte_property which,
                                            double temperature, int64_t n, const double *c, double *value)
{
    MSBAT__REQUIRE_HANDLE(electrolyte);
    const msbat_context *ctx = electrolyte->handle.ctx;
    msbat_status st = find(electrolyte, __func__, which);
    if (!st) st = check_points(electrolyte, __func__, (int64_t)which, temperature, n, c);
    if (st) return st;
    if (n > 0) MSBAT__REQUIRE(ctx, value);
    double *v = MSBAT__NEW(ctx, n, double);
    if (!v) return MSBAT_ERR_MEMORY;
    if (msbat__echem_electrolyte_eval(electrolyte, which, temperature, n, c, v))
        st = msbat__fail(ctx, MSBAT_ERR_CALLBACK, __func__, "the function of the electrolyte's %s failed",
                         property_names[which]);
    for (int64_t i = 0; !st && i < n; i++) st = check_value(electrolyte, __func__, (int64_t)which, c[i], v[i]);
    for (int64_t i = 0; !st && i < n; i++) value[i] = v[i];
    msbat__free(ctx, v);
    return st;
}

msbat_status msbat_electrolyte_get_activity_coefficient(const msbat_electrolyte *electrolyte, double temperature,
                                                        int64_t n, const double *c, double *coefficient)
{
    MSBAT__REQUIRE_HANDLE(electrolyte);
    const msbat_context *ctx = electrolyte->handle.ctx;
    msbat_status st = check_points(electrolyte, __func__, MSBAT_ELECTROLYTE_THERMODYNAMIC_FACTOR, temperature, n, c);
    if (st) return st;
    if (n > 0) MSBAT__REQUIRE(ctx, coefficient);
    double *v = MSBAT__NEW(ctx, n, double);
    if (!v) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; !st && i < n; i++)
        if (msbat__echem_electrolyte_ln_f(electrolyte, temperature, c[i], &v[i]))
            st = msbat__fail(ctx, MSBAT_ERR_CALLBACK, __func__, "the function of the thermodynamic factor failed");
    for (int64_t i = 0; !st && i < n; i++) coefficient[i] = exp(v[i]);
    msbat__free(ctx, v);
    return st;
}

msbat_status msbat_electrolyte_get_c0(const msbat_electrolyte *electrolyte, double *c0)
{
    MSBAT__REQUIRE_HANDLE(electrolyte);
    MSBAT__REQUIRE(electrolyte->handle.ctx, c0);
    *c0 = electrolyte->c0;
    return MSBAT_OK;
}

msbat_status msbat_electrolyte_get_t_plus(const msbat_electrolyte *electrolyte, double *t_plus)
{
    MSBAT__REQUIRE_HANDLE(electrolyte);
    MSBAT__REQUIRE(electrolyte->handle.ctx, t_plus);
    *t_plus = electrolyte->t_plus;
    return MSBAT_OK;
}
