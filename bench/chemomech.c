/* Benchmarks of chemomech. The material is a lattice gas with jump diffusivity 1e-14 m^2/s and the elastic constants of
 * graphite of W. Ai et al., J. Electrochem. Soc. 167 (2020) 013512: E = 15 GPa, nu = 0.3, Omega = 3.1e-6 m^3/mol, c_max
 * = 28700 mol/m^3; theta c_max = 0.53. Set-up (phase, transport, view, particle) is not in the time. */
#include "bench.h"

#include <math.h>

#include "msbat/chemomech.h"

static int make_material(msbat_context *ctx, msbat_material **material)
{
    const double row[4] = {0.5, 1e-14, 0, 0};
    msbat_phase *phase = NULL;
    msbat_transport *transport = NULL;
    BENCH_OK(ctx, msbat_phase_create_regular(ctx, "C6", "Li", -0.1, 0, 0, 0, &phase));
    BENCH_OK(ctx, msbat_phase_set_site_density(phase, 28700));
    BENCH_OK(ctx, msbat_phase_set_partial_molar_volume(phase, 3.1e-6));
    BENCH_OK(ctx, msbat_transport_create_table(ctx, "C6", "Li", MSBAT_DIFFUSIVITY_JUMP, 298.15, 1, row, &transport));
    BENCH_OK(ctx, msbat_material_create(phase, material));
    BENCH_OK(ctx, msbat_material_set_transport(*material, transport));
    BENCH_OK(ctx, msbat_material_set_mechanics(*material, 1.5e10, 0.3));
    msbat_transport_destroy(&transport);
    msbat_phase_destroy(&phase);
    return 0;
}

/* Outer composition of the run below, and the drift of its lithium relative to what is inside. */
static int read_run(msbat_context *ctx, const msbat_particle *p, double *x, double *drift)
{
    double inside0, inside, entered;
    BENCH_OK(ctx, msbat_particle_get_surface(p, 10, x, NULL, NULL));
    BENCH_OK(ctx, msbat_particle_get_amount(p, 0, &inside0, &entered));
    BENCH_OK(ctx, msbat_particle_get_amount(p, 10, &inside, &entered));
    *drift = fabs(inside - inside0 - entered) / inside;
    return 0;
}

static int run_sphere(msbat_context *ctx, int64_t n_shells, double *cpu_s, double *x, double *drift)
{
    msbat_material *material = NULL;
    msbat_particle *p = NULL;
    double times[10];
    for (int i = 0; i < 10; i++) times[i] = 90.0 * (i + 1);
    if (make_material(ctx, &material)) return 1;
    BENCH_OK(ctx, msbat_particle_create(material, 298.15, 5e-6, n_shells, &p));
    BENCH_OK(ctx, msbat_particle_set_uniform(p, 0.02));
    BENCH_OK(ctx, msbat_particle_set_flux(p, -4e-5));
    double start = bench_cpu();
    BENCH_OK(ctx, msbat_particle_run(p, 10, times));
    *cpu_s = bench_cpu() - start;
    if (read_run(ctx, p, x, drift)) return 1;
    msbat_particle_destroy(&p);
    msbat_material_destroy(&material);
    return 0;
}

/* One fully coupled run (stress in mu and convective term) of a sphere of 5 um in 100 shells from x = 0.02 with inflow
 * 4e-5 mol m^-2 s^-1 for 900 s (mean x = 0.77), tolerance 1e-6, ten rows. error: of the last surface composition
 * against the same run with 800 shells; lithium_relative: drift of the amount inside. */
static int sphere_100(msbat_context *ctx, bench_result *result)
{
    double cpu_fine, x, fine, drift, unused;
    if (run_sphere(ctx, 100, &result->cpu_s, &x, &drift) || run_sphere(ctx, 800, &cpu_fine, &fine, &unused)) return 1;
    result->value = result->cpu_s;
    snprintf(result->extra, sizeof result->extra, "\"error\": %.2e, \"lithium_relative\": %.1e", fabs(x - fine), drift);
    return 0;
}

/* Stress of a piecewise linear profile with 1000 points, 2000 times. */
static int stress(msbat_context *ctx, bench_result *result)
{
    enum { N = 1000, TIMES = 2000 };
    static double r[N], x[N], out[3 * N];
    msbat_material *material = NULL;
    if (make_material(ctx, &material)) return 1;
    for (int i = 0; i < N; i++) {
        r[i] = 5e-6 * i / (N - 1);
        x[i] = 0.5 + 0.3 * cos(5.0 * i / N);
    }
    double start = bench_cpu();
    for (int k = 0; k < TIMES; k++) BENCH_OK(ctx, msbat_stress_eval_sphere(material, N, r, x, out));
    result->cpu_s = bench_cpu() - start;
    result->value = result->cpu_s / TIMES;
    msbat_material_destroy(&material);
    return 0;
}

const bench_case bench_chemomech[] = {
    {"chemomech.sphere.100", "s", 5, sphere_100},
    {"chemomech.stress.1000", "s", 5, stress},
    {0},
};
