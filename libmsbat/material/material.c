/* material.c - one phase with one transport, one kinetics and one mechanics; Darken's relation between them. */
#include "material/material_impl.h"

static const msbat__option OPTIONS[] = {
    {"gamma_floor", MSBAT__OPTION_DOUBLE, offsetof(msbat_material, gamma_floor), 1e-12, 1, "", NULL},
    {0},
};
MSBAT__OPTION_ACCESSORS(material, gamma_floor, double, OPTIONS)
MSBAT__OPTION_TEXT(material, OPTIONS)

static void clear(void *object)
{
    msbat_material *m = object;
    msbat__free(m->handle.ctx, m->kinetics_source.text);
    msbat__free(m->handle.ctx, m->mechanics_source.text);
    msbat__handle_release(m->transport);
    msbat__handle_release(m->phase);
}

msbat_status msbat_material_create(msbat_phase *phase, msbat_material **material)
{
    if (material) *material = NULL;
    MSBAT__REQUIRE_HANDLE(phase);
    msbat_context *ctx = msbat__context_of(phase);
    MSBAT__REQUIRE(ctx, material);
    double sites;
    msbat_status st = msbat_phase_get_site_density(phase, &sites);
    if (st) return st;
    if (!(sites > 0))
        return msbat__fail(ctx, MSBAT_ERR_STATE, __func__,
                           "the phase has no site density; call msbat_phase_set_site_density [mol/m^3] first");
    msbat_material *m = msbat__handle_new(ctx, sizeof *m, clear, __func__);
    if (!m) return MSBAT_ERR_MEMORY;
    m->phase = msbat__handle_retain(phase);
    m->kinetics.ts = -1;
    m->gamma_floor = 1e-3;
    *material = m;
    return MSBAT_OK;
}

void msbat_material_destroy(msbat_material **material) { msbat__handle_destroy((void **)material); }

msbat_status msbat_material_get_phase(const msbat_material *material, const msbat_phase **phase)
{
    MSBAT__REQUIRE_HANDLE(material);
    MSBAT__REQUIRE(material->handle.ctx, phase);
    *phase = material->phase;
    return MSBAT_OK;
}

/* ---- what belongs together ---- */

static msbat_status check_names(const msbat_context *ctx, const char *function, const msbat_phase *phase,
                                const msbat_transport *transport)
{
    const char *host, *ion;
    msbat_status st = msbat_phase_get_names(phase, &host, &ion);
    if (st) return st;
    if (strcmp(host, transport->host) != 0)
        return msbat__fail(ctx, MSBAT_ERR_MISMATCH, function,
                           "the phase has host \"%s\", the transport has host \"%s\"", host, transport->host);
    if (strcmp(ion, transport->ion) != 0)
        return msbat__fail(ctx, MSBAT_ERR_MISMATCH, function,
                           "the phase has ion \"%s\", the transport has ion \"%s\"", ion, transport->ion);
    return MSBAT_OK;
}

/* range = range and other; two single values that differ by rounding count as the same. */
static bool intersect(double range[2], const double other[2])
{
    double low = fmax(range[0], other[0]), high = fmin(range[1], other[1]);
    if (low > high * (1 + 1e-9)) return false;
    range[0] = fmin(low, high);
    range[1] = high;
    return true;
}

msbat_status msbat__material_ranges(const msbat_phase *phase, const msbat_transport *transport, const char *function,
                                    double x_range[2], double temperature_range[2])
{
    const msbat_context *ctx = msbat__context_of(phase);
    double tx[2], tt[2], px[2], pt[2];
    msbat_status st = msbat_phase_get_range(phase, x_range, temperature_range);
    if (st || !transport || (st = msbat_transport_get_range(transport, tx, tt))) return st;
    memcpy(px, x_range, sizeof px);
    memcpy(pt, temperature_range, sizeof pt);
    if (!intersect(temperature_range, tt))
        return msbat__fail(ctx, MSBAT_ERR_MISMATCH, function,
                           "the phase is defined from %g to %g K, the transport from %g to %g K", pt[0], pt[1], tt[0],
                           tt[1]);
    if (!intersect(x_range, tx) || !(x_range[0] < x_range[1]))
        return msbat__fail(ctx, MSBAT_ERR_MISMATCH, function,
                           "the phase is defined from x = %g to %g, the transport from x = %g to %g", px[0], px[1],
                           tx[0], tx[1]);
    return MSBAT_OK;
}

msbat_status msbat_material_set_transport(msbat_material *material, msbat_transport *transport)
{
    MSBAT__REQUIRE_HANDLE(material);
    const msbat_context *ctx = material->handle.ctx;
    double x_range[2], t_range[2];
    MSBAT__REQUIRE(ctx, transport);
    msbat_status st = check_names(ctx, __func__, material->phase, transport);
    if (st || (st = msbat__material_ranges(material->phase, transport, __func__, x_range, t_range))) return st;
    if (transport->kind == MSBAT_DIFFUSIVITY_TRACER && !(transport->haven[0] > 0))
        return msbat__fail(ctx, MSBAT_ERR_STATE, __func__,
                           "the tracer diffusivity of %s in %s has no Haven ratio; D_chem = D_star Gamma/H_R needs it",
                           transport->ion, transport->host);
    msbat_transport *old = material->transport;
    material->transport = msbat__handle_retain(transport);
    msbat__handle_release(old);
    return MSBAT_OK;
}

msbat_status msbat_material_get_transport(const msbat_material *material, const msbat_transport **transport)
{
    MSBAT__REQUIRE_HANDLE(material);
    MSBAT__REQUIRE(material->handle.ctx, transport);
    *transport = material->transport;
    return MSBAT_OK;
}

msbat_status msbat_material_get_range(const msbat_material *material, double x_range[2], double temperature_range[2])
{
    MSBAT__REQUIRE_HANDLE(material);
    double any[2];
    MSBAT__REQUIRE(material->handle.ctx, x_range);
    return msbat__material_ranges(material->phase, material->transport, __func__, x_range,
                                  temperature_range ? temperature_range : any);
}

msbat_status msbat__material_check(const msbat_material *material, const char *function, double temperature, int64_t n,
                                   const double *x)
{
    const msbat_context *ctx = material->handle.ctx;
    double x_range[2], t_range[2];
    msbat_status st = msbat__check_array(ctx, function, "x", "", n, x);
    if (st) return st;
    if ((st = msbat__material_ranges(material->phase, material->transport, function, x_range, t_range))) return st;
    double slack = 1e-9 * t_range[0];
    st = msbat__check_range(ctx, function, "temperature", "K", temperature, t_range[0] - slack, t_range[1] + slack, 0);
    for (int64_t i = 0; !st && i < n; i++)
        if (x[i] < x_range[0] || x[i] > x_range[1])
            st = msbat__fail(ctx, MSBAT_ERR_RANGE, function,
                             "x[%d] = %g; phase and transport are both defined from x = %g to %g", i, x[i], x_range[0],
                             x_range[1]);
    return st;
}

/* ---- Darken ---- */

msbat_status msbat__darken(const msbat_phase *phase, const msbat_transport *transport, double temperature, int64_t n,
                           const double *x, double *d)
{
    bool declared = transport->kind == MSBAT_DIFFUSIVITY_CHEMICAL;
    bool tracer = transport->kind == MSBAT_DIFFUSIVITY_TRACER;
    msbat_status st = declared ? MSBAT_OK : msbat_phase_get_thermodynamic_factor(phase, temperature, n, x, d);
    for (int64_t i = 0; !st && i < n; i++) {
        double value = msbat__transport_diffusivity(transport, temperature, x[i]);
        if (tracer) value /= msbat__transport_haven(transport, temperature, x[i]);
        d[i] = declared ? value : value * d[i];
    }
    return st;
}

static msbat_status check_diffusion(const msbat_material *material, const char *function, double temperature,
                                    int64_t n, const double *x)
{
    if (!material->transport)
        return msbat__fail(material->handle.ctx, MSBAT_ERR_STATE, function, "the material has no transport");
    return msbat__material_check(material, function, temperature, n, x);
}

msbat_status msbat_material_get_chemical_diffusivity(const msbat_material *material, double temperature, int64_t n,
                                                     const double *x, double *d_m2_per_s)
{
    MSBAT__REQUIRE_HANDLE(material);
    MSBAT__REQUIRE(material->handle.ctx, d_m2_per_s);
    msbat_status st = check_diffusion(material, __func__, temperature, n, x);
    if (!st) st = msbat__darken(material->phase, material->transport, temperature, n, x, d_m2_per_s);
    return msbat__pass(material->handle.ctx, material->handle.ctx, __func__, st);
}

/* D_J = D_chem/Gamma of a declared D_chem, gamma[n] given. */
static msbat_status divide_declared(const msbat_material *m, const char *function, double temperature, int64_t n,
                                    const double *x, const double *gamma)
{
    for (int64_t i = 0; i < n; i++)
        if (!(gamma[i] >= m->gamma_floor))
            return msbat__fail(m->handle.ctx, MSBAT_ERR_PHYSICS, function,
                               "D_chem is declared and Gamma = %g at x[%d] = %g, %g K is below gamma_floor = %g: "
                               "the mobility D_chem/Gamma is not defined there",
                               gamma[i], i, x[i], temperature, m->gamma_floor);
    return MSBAT_OK;
}

static msbat_status jump_from_declared(const msbat_material *m, const char *function, double temperature, int64_t n,
                                       const double *x, double *d)
{
    double *gamma = MSBAT__NEW(m->handle.ctx, n, double);
    if (!gamma) return MSBAT_ERR_MEMORY;
    msbat_status st = msbat_phase_get_thermodynamic_factor(m->phase, temperature, n, x, gamma);
    st = msbat__pass(m->handle.ctx, m->handle.ctx, function, st);
    if (!st) st = divide_declared(m, function, temperature, n, x, gamma);
    for (int64_t i = 0; !st && i < n; i++)
        d[i] = msbat__transport_diffusivity(m->transport, temperature, x[i]) / gamma[i];
    msbat__free(m->handle.ctx, gamma);
    return st;
}

msbat_status msbat_material_get_jump_diffusivity(const msbat_material *material, double temperature, int64_t n,
                                                 const double *x, double *d_m2_per_s)
{
    MSBAT__REQUIRE_HANDLE(material);
    MSBAT__REQUIRE(material->handle.ctx, d_m2_per_s);
    msbat_status st = check_diffusion(material, __func__, temperature, n, x);
    if (st) return st;
    const msbat_transport *t = material->transport;
    if (t->kind == MSBAT_DIFFUSIVITY_CHEMICAL)
        return jump_from_declared(material, __func__, temperature, n, x, d_m2_per_s);
    for (int64_t i = 0; i < n; i++) {
        double haven = t->kind == MSBAT_DIFFUSIVITY_TRACER ? msbat__transport_haven(t, temperature, x[i]) : 1;
        d_m2_per_s[i] = msbat__transport_diffusivity(t, temperature, x[i]) / haven;
    }
    return MSBAT_OK;
}

msbat_status msbat_material_get_enthalpy(const msbat_material *material, double temperature, int64_t n, const double *x,
                                         double *h_m2_per_s)
{
    MSBAT__REQUIRE_HANDLE(material);
    MSBAT__REQUIRE(material->handle.ctx, h_m2_per_s);
    double x_range[2];
    msbat_material_view *view = NULL;
    msbat_status st = check_diffusion(material, __func__, temperature, n, x);
    if (st || (st = msbat_material_view_create(material, temperature, &view))) return st;
    st = msbat_material_view_get_range(view, x_range);
    for (int64_t i = 0; !st && i < n; i++)
        st = msbat__check_range(material->handle.ctx, __func__, "x", "", x[i], x_range[0], x_range[1], 0);
    for (int64_t i = 0; !st && i < n; i++) h_m2_per_s[i] = msbat_material_view_eval_enthalpy(view, x[i]);
    msbat_material_view_destroy(&view);
    return st;
}

/* ---- mechanics ---- */

msbat_status msbat_material_set_mechanics(msbat_material *material, double young_pa, double poisson)
{
    MSBAT__REQUIRE_HANDLE(material);
    const msbat_context *ctx = material->handle.ctx;
    msbat_status st = msbat__check_range(ctx, __func__, "young_pa", "Pa", young_pa, 1e3, 1e13, 0);
    if (st || (st = msbat__check_range(ctx, __func__, "poisson", "", poisson, -1, 0.5, 3))) return st;
    material->young = young_pa;
    material->poisson = poisson;
    return MSBAT_OK;
}

msbat_status msbat_material_get_mechanics(const msbat_material *material, double *young_pa, double *poisson)
{
    MSBAT__REQUIRE_HANDLE(material);
    MSBAT__REQUIRE(material->handle.ctx, young_pa);
    MSBAT__REQUIRE(material->handle.ctx, poisson);
    if (!(material->young > 0))
        return msbat__fail(material->handle.ctx, MSBAT_ERR_STATE, __func__,
                           "the material has no mechanics; call msbat_material_set_mechanics first");
    *young_pa = material->young;
    *poisson = material->poisson;
    return MSBAT_OK;
}

msbat_status msbat_material_set_mechanics_source(msbat_material *material, msbat_source_kind kind, const char *source)
{
    MSBAT__REQUIRE_HANDLE(material);
    return msbat__source_set(material->handle.ctx, __func__, &material->mechanics_source, kind, source);
}

msbat_status msbat_material_get_mechanics_source(const msbat_material *material, msbat_source_kind *kind,
                                                 const char **source)
{
    MSBAT__REQUIRE_HANDLE(material);
    return msbat__source_get(material->handle.ctx, __func__, &material->mechanics_source, kind, source);
}
