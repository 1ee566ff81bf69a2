/* material_transport.c - typed diffusivities from a table. */
#include "material/material_impl.h"

enum { COLUMNS = 4, MAX_ROWS = 10000000 };

static void clear(void *object)
{
    msbat_transport *t = object;
    msbat_context *ctx = t->handle.ctx;
    msbat__free(ctx, t->host);
    msbat__free(ctx, t->ion);
    msbat__free(ctx, t->x);
    msbat__free(ctx, t->source.text);
}

static msbat_status check_row(const msbat_context *ctx, const char *function, int64_t i, const double *rows)
{
    const double *row = rows + COLUMNS * i;
    if (!(row[0] >= 0 && row[0] <= 1) || (i > 0 && !(row[0] > row[-COLUMNS])))
        return msbat__fail(ctx, MSBAT_ERR_RANGE, function,
                           "row %d has x = %g; x must be strictly increasing in [0, 1]", i, row[0]);
    if (!(row[1] > 0 && isfinite(row[1])))
        return msbat__fail(ctx, MSBAT_ERR_RANGE, function, "row %d has D = %g m^2/s; D must be positive", i, row[1]);
    if (!(row[2] >= 0 && isfinite(row[2])))
        return msbat__fail(ctx, MSBAT_ERR_RANGE, function,
                           "row %d has standard error %g m^2/s; it must be >= 0 (0: not known)", i, row[2]);
    if (!(row[3] >= 0 && row[3] <= 100) || (row[3] > 0) != (rows[3] > 0))
        return msbat__fail(ctx, MSBAT_ERR_RANGE, function,
                           "row %d has Haven ratio %g; it must be in (0, 100] in all rows, or 0 (not known) in all", i,
                           row[3]);
    return MSBAT_OK;
}

static msbat_status check_table(const msbat_context *ctx, const char *function, double temperature, int64_t n,
                                const double *rows)
{
    msbat_status st = msbat__check_range(ctx, function, "temperature", "K", temperature, 0, 1e5, 1);
    if (st || (st = msbat__check_count(ctx, function, "n", n, 1, MAX_ROWS))) return st;
    for (int64_t i = 0; !st && i < n; i++) st = check_row(ctx, function, i, rows);
    return st;
}

static msbat_status check_names(const msbat_context *ctx, const char *function, const char *host, const char *ion,
                                msbat_diffusivity_kind kind)
{
    if (!host[0] || !ion[0])
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, function, "the name of the %s is empty", host[0] ? "ion" : "host");
    if ((int)kind < 0 || kind > MSBAT_DIFFUSIVITY_CHEMICAL)
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, function, "kind %d is unknown; 0 to 2 are tracer, jump, chemical",
                           (int64_t)kind);
    return MSBAT_OK;
}

/* The four columns live in one block that begins at x. */
static msbat_status fill(msbat_transport *t, int64_t n, const double *rows)
{
    t->x = MSBAT__NEW(t->handle.ctx, COLUMNS * n, double);
    if (!t->x) return MSBAT_ERR_MEMORY;
    t->n = n;
    t->log_d = t->x + n;
    t->relative_error = t->x + 2 * n;
    t->haven = t->x + 3 * n;
    for (int64_t i = 0; i < n; i++, rows += COLUMNS) {
        t->x[i] = rows[0];
        t->log_d[i] = log(rows[1]);
        t->relative_error[i] = rows[2] / rows[1];
        t->haven[i] = rows[3];
    }
    return MSBAT_OK;
}

msbat_status msbat_transport_create_table(msbat_context *ctx, const char *host, const char *ion,
                                          msbat_diffusivity_kind kind, double temperature, int64_t n,
                                          const double *rows, msbat_transport **transport)
{
    if (transport) *transport = NULL;
    if (!ctx) return MSBAT_ERR_NULL;
    MSBAT__REQUIRE(ctx, host);
    MSBAT__REQUIRE(ctx, ion);
    MSBAT__REQUIRE(ctx, rows);
    MSBAT__REQUIRE(ctx, transport);
    msbat_status st = check_names(ctx, __func__, host, ion, kind);
    if (st || (st = check_table(ctx, __func__, temperature, n, rows))) return st;
    msbat_transport *t = msbat__handle_new(ctx, sizeof *t, clear, __func__);
    if (!t) return MSBAT_ERR_MEMORY;
    t->kind = kind;
    t->temperature = t->temperature_range[0] = t->temperature_range[1] = temperature;
    t->host = msbat__copy_text(ctx, host);
    t->ion = msbat__copy_text(ctx, ion);
    st = t->host && t->ion ? fill(t, n, rows) : MSBAT_ERR_MEMORY;
    if (st) msbat_transport_destroy(&t);
    *transport = t;
    return st;
}

void msbat_transport_destroy(msbat_transport **transport) { msbat__handle_destroy((void **)transport); }

msbat_status msbat_transport_set_activation(msbat_transport *transport, double activation_ev, double t_min,
                                            double t_max)
{
    MSBAT__REQUIRE_HANDLE(transport);
    const msbat_context *ctx = transport->handle.ctx;
    double t0 = transport->temperature;
    msbat_status st = msbat__check_range(ctx, __func__, "activation_ev", "eV", activation_ev, 0, 100, 0);
    if (st || (st = msbat__check_range(ctx, __func__, "t_min", "K", t_min, 0, t0, 1))) return st;
    if ((st = msbat__check_range(ctx, __func__, "t_max", "K", t_max, t0, 1e5, 0))) return st;
    transport->activation_k = msbat__unit_kelvin_from_ev(activation_ev);
    transport->temperature_range[0] = t_min;
    transport->temperature_range[1] = t_max;
    return MSBAT_OK;
}

msbat_status msbat_transport_set_source(msbat_transport *transport, msbat_source_kind kind, const char *source)
{
    MSBAT__REQUIRE_HANDLE(transport);
    return msbat__source_set(transport->handle.ctx, __func__, &transport->source, kind, source);
}

msbat_status msbat_transport_get_source(const msbat_transport *transport, msbat_source_kind *kind, const char **source)
{
    MSBAT__REQUIRE_HANDLE(transport);
    return msbat__source_get(transport->handle.ctx, __func__, &transport->source, kind, source);
}

msbat_status msbat_transport_get_kind(const msbat_transport *transport, msbat_diffusivity_kind *kind)
{
    MSBAT__REQUIRE_HANDLE(transport);
    MSBAT__REQUIRE(transport->handle.ctx, kind);
    *kind = transport->kind;
    return MSBAT_OK;
}

msbat_status msbat_transport_get_names(const msbat_transport *transport, const char **host, const char **ion)
{
    MSBAT__REQUIRE_HANDLE(transport);
    MSBAT__REQUIRE(transport->handle.ctx, host);
    MSBAT__REQUIRE(transport->handle.ctx, ion);
    *host = transport->host;
    *ion = transport->ion;
    return MSBAT_OK;
}

msbat_status msbat_transport_get_range(const msbat_transport *transport, double x_range[2], double temperature_range[2])
{
    MSBAT__REQUIRE_HANDLE(transport);
    MSBAT__REQUIRE(transport->handle.ctx, x_range);
    MSBAT__REQUIRE(transport->handle.ctx, temperature_range);
    x_range[0] = transport->n > 1 ? transport->x[0] : 0;
    x_range[1] = transport->n > 1 ? transport->x[transport->n - 1] : 1;
    memcpy(temperature_range, transport->temperature_range, sizeof transport->temperature_range);
    return MSBAT_OK;
}

/* Interval of x, by bisection, and the weight of its right end. */
static int64_t locate(const msbat_transport *t, double x, double *weight)
{
    int64_t low = 0, high = t->n - 1;
    *weight = 0;
    if (!high) return 0;
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        if (x < t->x[middle]) high = middle;
        else low = middle;
    }
    *weight = (x - t->x[low]) / (t->x[low + 1] - t->x[low]);
    return low;
}

static double between(const msbat_transport *t, const double *column, double x)
{
    double w;
    int64_t i = locate(t, x, &w);
    return w > 0 ? (1 - w) * column[i] + w * column[i + 1] : column[i];
}

double msbat__transport_diffusivity(const msbat_transport *t, double temperature, double x)
{
    double arrhenius = t->activation_k * (1 / temperature - 1 / t->temperature);
    return exp(between(t, t->log_d, x) - arrhenius);
}

double msbat__transport_haven(const msbat_transport *t, double x) { return between(t, t->haven, x); }

bool msbat__transport_covers(const msbat_transport *t, double temperature, double x)
{
    double slack = 1e-9 * t->temperature; /* a temperature that went through a text or a conversion */
    return temperature >= t->temperature_range[0] - slack && temperature <= t->temperature_range[1] + slack &&
           (t->n == 1 ? x >= 0 && x <= 1 : x >= t->x[0] && x <= t->x[t->n - 1]);
}

static msbat_status check_eval(const msbat_transport *t, const char *function, double temperature, int64_t n,
                               const double *x)
{
    const msbat_context *ctx = t->handle.ctx;
    double first = t->n > 1 ? t->x[0] : 0, last = t->n > 1 ? t->x[t->n - 1] : 1;
    msbat_status st = msbat__check_array(ctx, function, "x", "", n, x);
    if (st) return st;
    if (!msbat__transport_covers(t, temperature, first))
        return msbat__fail(ctx, MSBAT_ERR_RANGE, function,
                           "temperature = %g K; the transport of %s in %s is defined from %g to %g K", temperature,
                           t->ion, t->host, t->temperature_range[0], t->temperature_range[1]);
    for (int64_t i = 0; i < n; i++)
        if (x[i] < first || x[i] > last)
            return msbat__fail(ctx, MSBAT_ERR_RANGE, function,
                               "x[%d] = %g; the transport of %s in %s is defined from x = %g to %g", i, x[i], t->ion,
                               t->host, first, last);
    return MSBAT_OK;
}

msbat_status msbat_transport_get_diffusivity(const msbat_transport *transport, double temperature, int64_t n,
                                             const double *x, double *d_m2_per_s)
{
    MSBAT__REQUIRE_HANDLE(transport);
    MSBAT__REQUIRE(transport->handle.ctx, d_m2_per_s);
    msbat_status st = check_eval(transport, __func__, temperature, n, x);
    for (int64_t i = 0; !st && i < n; i++)
        d_m2_per_s[i] = msbat__transport_diffusivity(transport, temperature, x[i]);
    return st;
}

msbat_status msbat_transport_get_error(const msbat_transport *transport, double temperature, int64_t n,
                                       const double *x, double *error_m2_per_s)
{
    MSBAT__REQUIRE_HANDLE(transport);
    MSBAT__REQUIRE(transport->handle.ctx, error_m2_per_s);
    msbat_status st = check_eval(transport, __func__, temperature, n, x);
    for (int64_t i = 0; !st && i < n; i++)
        error_m2_per_s[i] = between(transport, transport->relative_error, x[i]) *
                            msbat__transport_diffusivity(transport, temperature, x[i]);
    return st;
}

msbat_status msbat_transport_get_haven(const msbat_transport *transport, double temperature, int64_t n,
                                       const double *x, double *haven)
{
    MSBAT__REQUIRE_HANDLE(transport);
    MSBAT__REQUIRE(transport->handle.ctx, haven);
    if (!(transport->haven[0] > 0))
        return msbat__fail(transport->handle.ctx, MSBAT_ERR_STATE, __func__,
                           "the transport of %s in %s has no Haven ratio", transport->ion, transport->host);
    msbat_status st = check_eval(transport, __func__, temperature, n, x);
    for (int64_t i = 0; !st && i < n; i++) haven[i] = msbat__transport_haven(transport, x[i]);
    return st;
}
