/* chemomech_table.c - the particle as a cell sees it. */
#include "chemomech/chemomech_impl.h"

static bool fits(const msbat_particle *p, double temperature, int64_t n)
{
    return n == p->n && fabs(temperature - p->temperature) <= 1e-9 * p->temperature;
}

static void retain(void *particle) { (void)msbat__handle_retain(particle); }
static void release(void *particle) { msbat__handle_release(particle); }

static int start(double x, int64_t n, double *states, void *particle)
{
    const msbat_particle *p = particle;
    if (n != p->n) return -1;
    if (!(x > 0 && x < 1 && x >= p->x_range[0] && x <= p->x_range[1])) return 1;
    for (int64_t i = 0; i < n; i++) states[i] = x;
    return 0;
}

static int fluxes(msbat_particle *p, double flux, const double *states)
{
    const msbat__boundary boundary = {MSBAT__BOUNDARY_FLUX, flux};
    for (int64_t i = 0; i < p->n; i++)
        if (!(states[i] >= p->x_range[0] && states[i] <= p->x_range[1])) return 1;
    return isfinite(flux) ? msbat__particle_fluxes(p, states, &boundary, NULL) : 1;
}

static int residual(double temperature, double flux, int64_t n, const double *states, double *rates, void *particle)
{
    msbat_particle *p = particle;
    if (!fits(p, temperature, n)) return -1;
    int code = fluxes(p, flux, states);
    for (int64_t i = 0; !code && i < n; i++) {
        double out = msbat__particle_area_over_volume(p, i + 1, i) * p->flux[i + 1];
        double in = msbat__particle_area_over_volume(p, i, i) * p->flux[i];
        rates[i] = (in - out) / p->elastic.c_max;
    }
    return code;
}

static int jacobian(double temperature, double flux, int64_t n, const double *states, double *rows,
                    double *flux_derivative, void *particle)
{
    msbat_particle *p = particle;
    const msbat__boundary boundary = {MSBAT__BOUNDARY_FLUX, flux};
    if (!fits(p, temperature, n)) return -1;
    int code = fluxes(p, flux, states);
    if (code || (code = msbat__particle_jacobian(p, states, &boundary, rows)) || !flux_derivative) return code;
    memset(flux_derivative, 0, (size_t)n * sizeof *flux_derivative);
    flux_derivative[n - 1] = -msbat__particle_area_over_volume(p, n, n - 1) / p->elastic.c_max;
    return 0;
}

static int surface(double temperature, double flux, int64_t n, const double *states, double out[4], void *particle)
{
    const msbat_particle *p = particle;
    const msbat__boundary boundary = {MSBAT__BOUNDARY_FLUX, flux};
    double x;
    if (!fits(p, temperature, n)) return -1;
    if (!isfinite(flux) || msbat__particle_find_surface(p, states, &boundary, &x)) return 1;
    double mean = msbat__particle_mean(p, states);
    double swelling = p->elastic.omega * p->elastic.c_max * (mean - p->reference_x);
    out[0] = x;
    out[1] = msbat__particle_surface_mu(p, states, x);
    out[2] = mean;
    out[3] = pow(1 + swelling / 3, 3);
    return isfinite(out[1]) ? 0 : 1;
}

msbat_status msbat_particle_get_table(msbat_particle *particle, msbat_particle_table *table)
{
    MSBAT__REQUIRE_HANDLE(particle);
    const msbat_context *ctx = particle->handle.ctx;
    MSBAT__REQUIRE(ctx, table);
    if (table->size != sizeof *table)
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, __func__, "table->size = %d; set it to sizeof *table = %d first",
                           (int64_t)table->size, (int64_t)sizeof *table);
    msbat_status st = msbat__particle_check_posed(particle, __func__);
    if (st) return st;
    *table = (msbat_particle_table){.size = sizeof *table, .n_states = particle->n, .band = {1, 1},
                                    .particle = particle, .retain = retain, .release = release, .start = start,
                                    .residual = residual, .jacobian = jacobian, .surface = surface};
    return MSBAT_OK;
}
