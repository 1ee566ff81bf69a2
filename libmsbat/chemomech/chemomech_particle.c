/* chemomech_particle.c - the particle: what it is made of, its options, start and boundary. */
#include "chemomech/chemomech_impl.h"

enum { MAX_SHELLS = 100000, SAMPLES = 2000 };
static const double LARGEST_SWELLING = 0.15; /* |Omega| c_max that small strain may carry */

static const char *const COUPLINGS[] = {"none", "stress", "full", NULL};
static const msbat__option OPTIONS[] = {
    {"coupling", MSBAT__OPTION_CHOICE, offsetof(msbat_particle, coupling), 0, 0, "", COUPLINGS},
    {"reference_x", MSBAT__OPTION_DOUBLE, offsetof(msbat_particle, reference_x), 0, 1, "", NULL},
    {"tolerance", MSBAT__OPTION_DOUBLE, offsetof(msbat_particle, tolerance), 1e-12, 1e-2, "", NULL},
    {"max_steps", MSBAT__OPTION_INT, offsetof(msbat_particle, max_steps), 1, 1e9, "", NULL},
    {0},
};
MSBAT__OPTION_ACCESSORS(particle, coupling, int, OPTIONS)
MSBAT__OPTION_ACCESSORS(particle, reference_x, double, OPTIONS)
MSBAT__OPTION_ACCESSORS(particle, tolerance, double, OPTIONS)
MSBAT__OPTION_ACCESSORS(particle, max_steps, int, OPTIONS)
MSBAT__OPTION_TEXT(particle, OPTIONS)

static void clear(void *object)
{
    msbat_particle *p = object;
    const msbat_context *ctx = p->handle.ctx;
    msbat__free(ctx, p->volume);
    msbat__free(ctx, p->flux);
    msbat__free(ctx, p->conductance);
    msbat__free(ctx, p->state);
    msbat__free(ctx, p->rows);
    msbat_material_view_destroy(&p->view);
    msbat__handle_release(p->material);
}

/* ---- create ---- */

static msbat_status check_material(const msbat_context *ctx, const char *function, const msbat_material *material,
                                   msbat_particle *p)
{
    const msbat_transport *transport = NULL;
    msbat_diffusivity_kind kind;
    msbat_status st = msbat_material_get_transport(material, &transport);
    if (st) return st;
    if (!transport) return msbat__fail(ctx, MSBAT_ERR_STATE, function, "the material has no transport");
    if ((st = msbat_transport_get_kind(transport, &kind))) return st;
    p->declared = kind == MSBAT_DIFFUSIVITY_CHEMICAL;
    if ((st = msbat__elastic_get(material, &p->elastic))) return msbat__pass(ctx, ctx, function, st);
    double swelling = fabs(p->elastic.omega) * p->elastic.c_max;
    if (swelling > LARGEST_SWELLING)
        return msbat__fail(ctx, MSBAT_ERR_PHYSICS, function,
                           "|Omega| c_max = %g (Omega = %g m^3/mol, c_max = %g mol/m^3); small strain holds up to %g",
                           swelling, p->elastic.omega, p->elastic.c_max, LARGEST_SWELLING);
    return MSBAT_OK;
}

static msbat_status allocate(msbat_particle *p)
{
    const msbat_context *ctx = p->handle.ctx;
    double cube = (double)p->n * (double)p->n * (double)p->n;
    p->volume = MSBAT__NEW(ctx, p->n, double);
    p->flux = MSBAT__NEW(ctx, p->n + 1, double);
    p->conductance = MSBAT__NEW(ctx, p->n + 1, double);
    p->state = MSBAT__NEW(ctx, p->n + 1, double);
    if (!p->volume || !p->flux || !p->conductance || !p->state) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < p->n; i++) p->volume[i] = (3.0 * (double)i * (double)(i + 1) + 1) / cube;
    return MSBAT_OK;
}

static void start(msbat_particle *p)
{
    p->time = 0;
    p->n_rows = 0;
    p->state[p->n] = 0;
    p->end = MSBAT_PARTICLE_END_TIME;
}

static msbat_status fill(msbat_particle *p, const msbat_material *material)
{
    p->material = msbat__handle_retain(material);
    msbat_status st = msbat_material_view_create(material, p->temperature, &p->view);
    if (st || (st = msbat_material_view_get_range(p->view, p->x_range))) return st;
    if ((st = allocate(p))) return st;
    p->coupling = MSBAT_PARTICLE_COUPLING_FULL;
    p->tolerance = 1e-6;
    p->max_steps = 1000000;
    start(p);
    for (int64_t i = 0; i < p->n; i++) p->state[i] = 0.5 * (p->x_range[0] + p->x_range[1]);
    return MSBAT_OK;
}

msbat_status msbat_particle_create(const msbat_material *material, double temperature, double radius_m,
                                   int64_t n_shells, msbat_particle **particle)
{
    if (particle) *particle = NULL;
    MSBAT__REQUIRE_HANDLE(material);
    msbat_context *ctx = msbat__context_of(material);
    MSBAT__REQUIRE(ctx, particle);
    msbat_particle checked = {0};
    msbat_status st = msbat__check_range(ctx, __func__, "radius_m", "m", radius_m, 0, 1, 1);
    if (st || (st = msbat__check_count(ctx, __func__, "n_shells", n_shells, 2, MAX_SHELLS))) return st;
    if ((st = check_material(ctx, __func__, material, &checked))) return st;
    msbat_particle *p = msbat__handle_new(ctx, sizeof *p, clear, __func__);
    if (!p) return MSBAT_ERR_MEMORY;
    p->elastic = checked.elastic;
    p->declared = checked.declared;
    p->temperature = temperature;
    p->radius = radius_m;
    p->n = n_shells;
    st = fill(p, material);
    st = msbat__pass(ctx, ctx, __func__, st);
    if (st) msbat_particle_destroy(&p);
    *particle = p;
    return st;
}

void msbat_particle_destroy(msbat_particle **particle) { msbat__handle_destroy((void **)particle); }

/* ---- is the problem well-posed ---- */

static msbat_status check_at(const msbat_particle *p, const char *function, double x)
{
    const msbat_context *ctx = p->handle.ctx;
    double k = msbat__particle_stiffness(p), rt = MSBAT_GAS_CONSTANT * p->temperature;
    double slope = -MSBAT_FARADAY * msbat_material_view_eval_voltage_slope(p->view, x);
    if (k > 0 && !isfinite(msbat__particle_diffusivity(p, x)))
        return msbat__fail(ctx, MSBAT_ERR_PHYSICS, function,
                           "the mobility D_chem/Gamma of the declared D_chem is not defined at x = %g; stress coupling "
                           "needs a jump or tracer diffusivity there",
                           x);
    if (slope + k < -1e-9 * rt && !(p->declared && k == 0))
        return msbat__fail(ctx, MSBAT_ERR_PHYSICS, function,
                           "ill-posed at x = %g: d mu_chem/dC = %g and 2 Omega^2 E/(9(1-nu)) = %g J m^3/mol^2 have a "
                           "negative sum; a convexified phase has none",
                           x, slope / p->elastic.c_max, k / p->elastic.c_max);
    return MSBAT_OK;
}

msbat_status msbat__particle_check_posed(const msbat_particle *p, const char *function)
{
    msbat_status st = MSBAT_OK;
    for (int i = 0; !st && i < SAMPLES; i++)
        st = check_at(p, function, p->x_range[0] + (p->x_range[1] - p->x_range[0]) * (i + 0.5) / SAMPLES);
    return st;
}

/* ---- start and boundary ---- */

static msbat_status check_x(const msbat_particle *p, const char *function, int64_t i, double x)
{
    double low = p->x_range[0], high = p->x_range[1];
    if (x > 0 && x < 1 && x >= low && x <= high) return MSBAT_OK;
    return msbat__fail(p->handle.ctx, MSBAT_ERR_RANGE, function,
                       "x = %g in shell %d; the material is defined from x = %g to %g", x, i, low, high);
}

msbat_status msbat_particle_set_uniform(msbat_particle *particle, double x)
{
    MSBAT__REQUIRE_HANDLE(particle);
    msbat_status st = check_x(particle, __func__, 0, x);
    if (st) return st;
    for (int64_t i = 0; i < particle->n; i++) particle->state[i] = x;
    start(particle);
    return MSBAT_OK;
}

msbat_status msbat_particle_set_profile(msbat_particle *particle, int64_t n, const double *x)
{
    MSBAT__REQUIRE_HANDLE(particle);
    const msbat_context *ctx = particle->handle.ctx;
    MSBAT__REQUIRE(ctx, x);
    msbat_status st = msbat__check_count(ctx, __func__, "n", n, particle->n, particle->n);
    for (int64_t i = 0; !st && i < n; i++) st = check_x(particle, __func__, i, x[i]);
    if (st) return st;
    memcpy(particle->state, x, (size_t)n * sizeof *x);
    start(particle);
    return MSBAT_OK;
}

msbat_status msbat_particle_set_flux(msbat_particle *particle, double mol_per_m2_s)
{
    MSBAT__REQUIRE_HANDLE(particle);
    msbat_status st = msbat__check_range(particle->handle.ctx, __func__, "mol_per_m2_s", "mol/(m^2 s)", mol_per_m2_s,
                                         -1e12, 1e12, 0);
    if (!st) particle->boundary = (msbat__boundary){MSBAT__BOUNDARY_FLUX, mol_per_m2_s};
    return st;
}

msbat_status msbat_particle_set_surface_mu(msbat_particle *particle, double mu_j_per_mol)
{
    MSBAT__REQUIRE_HANDLE(particle);
    msbat_status st = msbat__check_range(particle->handle.ctx, __func__, "mu_j_per_mol", "J/mol", mu_j_per_mol, -1e9,
                                         1e9, 0);
    if (!st) particle->boundary = (msbat__boundary){MSBAT__BOUNDARY_MU, mu_j_per_mol};
    return st;
}
