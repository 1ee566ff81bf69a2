/* material_transport.c - typed diffusivities from a table at one temperature or at several.
 *
 * Rows of all temperatures lie one after the other; first[k] is where those of temperature k begin. */
#include "material/material_impl.h"

enum { COLUMNS = 4, SAMPLE_COLUMNS = 5, MAX_ROWS = 10000000 };

static void clear(void *object)
{
    msbat_transport *t = object;
    msbat_context *ctx = t->handle.ctx;
    msbat__free(ctx, t->host);
    msbat__free(ctx, t->ion);
    msbat__free(ctx, t->x);
    msbat__free(ctx, t->first);
    msbat__free(ctx, t->temperatures);
    msbat__free(ctx, t->source.text);
}

/* Row i of n: x, D, error, Haven ratio; before: the row of the same temperature before it, or NULL. */
static msbat_status check_row(const msbat_context *ctx, const char *function, int64_t i, const double *row,
                              const double *before, bool has_haven)
{
    if (!(row[0] >= 0 && row[0] <= 1) || (before && !(row[0] > before[0])))
        return msbat__fail(ctx, MSBAT_ERR_RANGE, function,
                           "row %d has x = %g; x must be strictly increasing in [0, 1]", i, row[0]);
    if (!(row[1] > 0 && isfinite(row[1])))
        return msbat__fail(ctx, MSBAT_ERR_RANGE, function, "row %d has D = %g m^2/s; D must be positive", i, row[1]);
    if (!(row[2] >= 0 && isfinite(row[2])))
        return msbat__fail(ctx, MSBAT_ERR_RANGE, function,
                           "row %d has standard error %g m^2/s; it must be >= 0 (0: not known)", i, row[2]);
    if (!(row[3] >= 0 && row[3] <= 100) || (row[3] > 0) != has_haven)
        return msbat__fail(ctx, MSBAT_ERR_RANGE, function,
                           "row %d has Haven ratio %g; it must be in (0, 100] in all rows, or 0 (not known) in all", i,
                           row[3]);
    return MSBAT_OK;
}

static msbat_status check_names(const msbat_context *ctx, const char *function, const char *host, const char *ion,
                                msbat_diffusivity_kind kind)
{
    if (!host[0] || !ion[0])
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, function, "the name of the %s is empty", host[0] ? "ion" : "host");
    if ((int)kind < 0 || kind > MSBAT_DIFFUSIVITY_CHEMICAL)
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, function, "kind %d is unknown; 0 to 2 are tracer, jump, chemical",
                           (int64_t)(int)kind);
    return MSBAT_OK;
}

/* The four columns live in one block that begins at x; temperatures are filled by the caller. */
static msbat_status allocate(msbat_transport *t, int64_t n, int64_t n_t)
{
    const msbat_context *ctx = t->handle.ctx;
    t->x = MSBAT__NEW(ctx, COLUMNS * n, double);
    t->first = MSBAT__NEW(ctx, n_t + 1, int64_t);
    t->temperatures = MSBAT__NEW(ctx, n_t, double);
    if (!t->x || !t->first || !t->temperatures) return MSBAT_ERR_MEMORY;
    t->n = n;
    t->n_t = n_t;
    t->log_d = t->x + n;
    t->relative_error = t->x + 2 * n;
    t->haven = t->x + 3 * n;
    t->first[n_t] = n;
    return MSBAT_OK;
}

static void store(msbat_transport *t, int64_t i, const double *row)
{
    t->x[i] = row[0];
    t->log_d[i] = log(row[1]);
    t->relative_error[i] = row[2] / row[1];
    t->haven[i] = row[3];
}

/* Range of x that every temperature covers; one row at a temperature covers all. */
static msbat_status find_ranges(msbat_transport *t, const char *function)
{
    t->x_range[0] = 0;
    t->x_range[1] = 1;
    for (int64_t k = 0; k < t->n_t; k++) {
        int64_t low = t->first[k], high = t->first[k + 1] - 1;
        if (high == low) continue;
        t->x_range[0] = fmax(t->x_range[0], t->x[low]);
        t->x_range[1] = fmin(t->x_range[1], t->x[high]);
    }
    t->temperature_range[0] = t->temperatures[0];
    t->temperature_range[1] = t->temperatures[t->n_t - 1];
    if (t->x_range[0] < t->x_range[1]) return MSBAT_OK;
    return msbat__fail(t->handle.ctx, MSBAT_ERR_MISMATCH, function,
                       "no range of x is covered at all %d temperatures", t->n_t);
}

static msbat_status make(msbat_context *ctx, const char *function, const char *host, const char *ion,
                         msbat_diffusivity_kind kind, msbat_transport **transport)
{
    msbat_transport *t = msbat__handle_new(ctx, sizeof *t, clear, function);
    if (!t) return MSBAT_ERR_MEMORY;
    t->kind = kind;
    t->host = msbat__copy_text(ctx, host);
    t->ion = msbat__copy_text(ctx, ion);
    *transport = t;
    return t->host && t->ion ? MSBAT_OK : MSBAT_ERR_MEMORY;
}

static msbat_status fill_table(msbat_transport *t, const char *function, double temperature, int64_t n,
                               const double *rows)
{
    msbat_status st = allocate(t, n, 1);
    if (st) return st;
    t->first[0] = 0;
    t->temperatures[0] = temperature;
    for (int64_t i = 0; i < n; i++) store(t, i, rows + COLUMNS * i);
    return find_ranges(t, function);
}

static msbat_status check_table(const msbat_context *ctx, const char *function, double temperature, int64_t n,
                                const double *rows)
{
    msbat_status st = msbat__check_range(ctx, function, "temperature", "K", temperature, 0, 1e5, 1);
    if (st || (st = msbat__check_count(ctx, function, "n", n, 1, MAX_ROWS))) return st;
    for (int64_t i = 0; !st && i < n; i++) {
        const double *row = rows + COLUMNS * i;
        st = check_row(ctx, function, i, row, i ? row - COLUMNS : NULL, rows[3] > 0);
    }
    return st;
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
    msbat_transport *t = NULL;
    msbat_status st = check_names(ctx, __func__, host, ion, kind);
    if (st || (st = check_table(ctx, __func__, temperature, n, rows))) return st;
    st = make(ctx, __func__, host, ion, kind, &t);
    if (!st) st = fill_table(t, __func__, temperature, n, rows);
    if (st) msbat_transport_destroy(&t);
    *transport = t;
    return st;
}

/* ---- several temperatures ---- */

static msbat_status check_samples(const msbat_context *ctx, const char *function, int64_t n, const double *samples,
                                  int64_t *n_t)
{
    msbat_status st = msbat__check_count(ctx, function, "n", n, 1, MAX_ROWS);
    *n_t = 0;
    for (int64_t i = 0; !st && i < n; i++) {
        const double *row = samples + SAMPLE_COLUMNS * i, *before = i ? row - SAMPLE_COLUMNS : NULL;
        bool same = before && row[0] == before[0];
        if (!(row[0] > 0 && row[0] <= 1e5) || (before && !(row[0] >= before[0])))
            return msbat__fail(ctx, MSBAT_ERR_RANGE, function,
                               "row %d has T = %g K; T must be in (0, 1e5] and must not fall", i, row[0]);
        st = check_row(ctx, function, i, row + 1, same ? before + 1 : NULL, samples[4] > 0);
        *n_t += !same;
    }
    return st;
}

static msbat_status fill_samples(msbat_transport *t, const char *function, int64_t n, int64_t n_t,
                                 const double *samples)
{
    msbat_status st = allocate(t, n, n_t);
    if (st) return st;
    for (int64_t i = 0, k = 0; i < n; i++) {
        const double *row = samples + SAMPLE_COLUMNS * i;
        if (!i || row[0] != row[-SAMPLE_COLUMNS]) {
            t->first[k] = i;
            t->temperatures[k++] = row[0];
        }
        store(t, i, row + 1);
    }
    return find_ranges(t, function);
}

msbat_status msbat_transport_create_samples(msbat_context *ctx, const char *host, const char *ion,
                                            msbat_diffusivity_kind kind, int64_t n, const double *samples,
                                            msbat_transport **transport)
{
    if (transport) *transport = NULL;
    if (!ctx) return MSBAT_ERR_NULL;
    MSBAT__REQUIRE(ctx, host);
    MSBAT__REQUIRE(ctx, ion);
    MSBAT__REQUIRE(ctx, samples);
    MSBAT__REQUIRE(ctx, transport);
    msbat_transport *t = NULL;
    int64_t n_t;
    msbat_status st = check_names(ctx, __func__, host, ion, kind);
    if (st || (st = check_samples(ctx, __func__, n, samples, &n_t))) return st;
    st = make(ctx, __func__, host, ion, kind, &t);
    if (!st) st = fill_samples(t, __func__, n, n_t, samples);
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
    double t0 = transport->temperatures[0];
    if (transport->n_t > 1)
        return msbat__fail(ctx, MSBAT_ERR_STATE, __func__,
                           "the transport has samples at %d temperatures; an activation energy would contradict them",
                           transport->n_t);
    msbat_status st = msbat__check_range(ctx, __func__, "activation_ev", "eV", activation_ev, 0, 10, 0);
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
    memcpy(x_range, transport->x_range, sizeof transport->x_range);
    memcpy(temperature_range, transport->temperature_range, sizeof transport->temperature_range);
    return MSBAT_OK;
}

/* The column of temperature k at x, linear between rows. */
static double between(const msbat_transport *t, const double *column, int64_t k, double x)
{
    int64_t low = t->first[k], high = t->first[k + 1] - 1;
    if (low == high) return column[low];
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        if (x < t->x[middle]) high = middle;
        else low = middle;
    }
    double w = (x - t->x[low]) / (t->x[high] - t->x[low]);
    return w > 0 ? (1 - w) * column[low] + w * column[high] : column[low];
}

/* Linear in 1/T between temperatures: for ln D that is Arrhenius' law between two of them. */
static double column_at(const msbat_transport *t, const double *column, double temperature, double x)
{
    int64_t k = 0;
    while (k + 2 < t->n_t && temperature >= t->temperatures[k + 1]) k++;
    double at_k = between(t, column, k, x), t0 = t->temperatures[k];
    if (t->n_t == 1 || temperature <= t0) return at_k;
    double w = (1 / t0 - 1 / temperature) / (1 / t0 - 1 / t->temperatures[k + 1]);
    return w < 1 ? (1 - w) * at_k + w * between(t, column, k + 1, x) : between(t, column, k + 1, x);
}

double msbat__transport_diffusivity(const msbat_transport *t, double temperature, double x)
{
    double arrhenius = t->activation_k * (1 / temperature - 1 / t->temperatures[0]);
    return exp(column_at(t, t->log_d, temperature, x) - arrhenius);
}

double msbat__transport_haven(const msbat_transport *t, double temperature, double x)
{
    return column_at(t, t->haven, temperature, x);
}

bool msbat__transport_covers(const msbat_transport *t, double temperature, double x)
{
    double slack = 1e-9 * t->temperatures[0]; /* a temperature that went through a text or a conversion */
    return temperature >= t->temperature_range[0] - slack && temperature <= t->temperature_range[1] + slack &&
           x >= t->x_range[0] && x <= t->x_range[1];
}

static msbat_status check_eval(const msbat_transport *t, const char *function, double temperature, int64_t n,
                               const double *x)
{
    const msbat_context *ctx = t->handle.ctx;
    double first = t->x_range[0], last = t->x_range[1];
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
        error_m2_per_s[i] = column_at(transport, transport->relative_error, temperature, x[i]) *
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
    for (int64_t i = 0; !st && i < n; i++) haven[i] = msbat__transport_haven(transport, temperature, x[i]);
    return st;
}
