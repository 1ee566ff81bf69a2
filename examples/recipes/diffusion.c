/* diffusion.c - three diffusivities of one kinetic Monte Carlo run, and a run that is stopped and goes on.
 *
 *     diffusion [--quick] DATA OUT
 *
 * One vacancy in a square layer of ions that do not interact: all is known. Each ion mostly hops back where the vacancy
 * came from, so that the tracer correlation factor is 1/(pi - 1) (E. W. Montroll, Proc. Symp. Appl. Math. 16 (1964)
 * 193), while the ions together move as the vacancy does, uncorrelated. A cluster batch job that runs out of time must
 * not change the answer: the run is written to a checkpoint half-way, and a second object finishes it with the same
 * bits. */
#include "recipe.h"

enum { EDGE = 12, IONS = EDGE * EDGE - 1 };
static const double A_ANG = 2.8, BARRIER_EV = 0.30, NU_THZ = 5.0, TEMPERATURE = 300.0;

static msbat_kmc *make_layer(void)
{
    msbat_crystal *host = NULL;
    msbat_supercell *supercell = NULL;
    msbat_kmc *kmc = NULL;
    const double cell[9] = {A_ANG, 0, 0, 0, A_ANG, 0, 0, 0, 4.7}, origin[3] = {0, 0, 0};
    const int64_t lithium = 3, active = 1, matrix[9] = {EDGE, 0, 0, 0, EDGE, 0, 0, 0, 1};
    TRY(msbat_crystal_create(ctx, cell, 1, origin, &lithium, &host));
    TRY(msbat_supercell_create(host, matrix, &supercell));
    TRY(msbat_kmc_create_lattice(supercell, 1, &active, &kmc));
    TRY(msbat_kmc_add_hops(kmc, 1.01 * A_ANG, NULL));
    TRY(msbat_kmc_set_temperature(kmc, TEMPERATURE));
    TRY(msbat_kmc_set_seed(kmc, 7));
    msbat_supercell_destroy(&supercell), msbat_crystal_destroy(&host);
    return kmc;
}

/* Every class of hops needs its barrier: none has a default. */
static void set_barriers(msbat_kmc *kmc)
{
    int64_t classes, paths, common;
    double length;
    TRY(msbat_kmc_get_hop_class_count(kmc, &classes));
    for (int64_t c = 0; c < classes; c++) {
        TRY(msbat_kmc_get_hop_class(kmc, c, &length, &paths, &common));
        printf("  hop class %d: %.2f angstrom, %d in a cell, %d sites next to both ends\n", (int)c, length, (int)paths,
               (int)common);
        TRY(msbat_kmc_set_barrier(kmc, c, common + 1, &BARRIER_EV, &NU_THZ));
    }
    TRY(msbat_kmc_set_random_occupation(kmc, IONS));
}

/* The second half by another object, from the file alone; both must stand at the same place at the same time. */
static void finish_elsewhere(msbat_kmc *kmc, int64_t events)
{
    double here[3 * IONS], there[3 * IONS], time, time_there;
    int64_t done;
    msbat_kmc *other = make_layer();
    set_barriers(other);
    TRY(msbat_kmc_write_checkpoint(kmc, in(out, "diffusion.checkpoint")));
    TRY(msbat_kmc_read_checkpoint(other, in(out, "diffusion.checkpoint")));
    TRY(msbat_kmc_run(kmc, events));
    TRY(msbat_kmc_run(other, events));
    TRY(msbat_kmc_get_displacements(kmc, IONS, here));
    TRY(msbat_kmc_get_displacements(other, IONS, there));
    TRY(msbat_kmc_get_time(kmc, &time));
    TRY(msbat_kmc_get_time(other, &time_there));
    TRY(msbat_kmc_get_event_count(other, &done));
    printf("  %d events, %.4g ps\n", (int)done, time_there);
    compare("displacements and time of the resumed run: same bits",
            memcmp(here, there, sizeof here) == 0 && memcmp(&time, &time_there, sizeof time) == 0, 1, 0);
    remove(in(out, "diffusion.checkpoint"));
    msbat_kmc_destroy(&other);
}

/* D(t) of windows: the tracer's falls until an ion has forgotten where it came from. */
static void write_windows(const msbat_kmc *kmc)
{
    enum { MOST = 40 };
    double window[MOST], tracer[MOST], error[MOST], d[9], e[9];
    int64_t levels;
    TRY(msbat_kmc_get_level_count(kmc, &levels));
    if (levels > MOST) levels = MOST;
    for (int64_t k = 0; k < levels; k++) {
        TRY(msbat_kmc_get_window(kmc, MSBAT_KMC_TRACER, k, d, e, &window[k], NULL));
        tracer[k] = 0.5 * (d[0] + d[4]), error[k] = 0.5 * hypot(e[0], e[4]);
    }
    WRITE("diffusion.csv", "window [ps],D* in the plane [angstrom^2/ps],error [angstrom^2/ps]", levels, window, tracer,
          error);
}

int main(int argc, char **argv)
{
    double rate, total, jump, f, f_error, haven, haven_error, sigma[9], error[9], expected;
    start(argc, argv);
    const int64_t events = quick ? 20000 : 400000;
    const double layer_volume = EDGE * EDGE * A_ANG * A_ANG * 4.7e-30, kt = MSBAT_BOLTZMANN * TEMPERATURE;
    msbat_kmc *kmc = make_layer();
    set_barriers(kmc);
    TRY(msbat_tst_get_rate(ctx, NU_THZ, BARRIER_EV, TEMPERATURE, &rate));
    TRY(msbat_kmc_get_total_rate(kmc, &total));
    compare("sum of rates [THz]: four ways for the vacancy", total, 4 * rate, 1e-12 * total);
    TRY(msbat_kmc_run(kmc, events / 2));
    finish_elsewhere(kmc, events / 2);
    write_windows(kmc);

    /* an ion hops when the vacancy is beside it: 4 paths, each open with the chance 1/IONS */
    TRY(msbat_tst_get_diffusivity(ctx, 1.0, 4, A_ANG, rate / IONS, 2, &expected));
    TRY(msbat_kmc_get_diffusivity_scalar(kmc, MSBAT_KMC_JUMP, MSBAT_KMC_IN_PLANE, &jump, &error[0]));
    compare("D_J [angstrom^2/ps]: z a^2 k/(4 N)", jump, expected, 1e-9 * expected + 5.5 * error[0]);
    TRY(msbat_kmc_get_correlation_factor(kmc, MSBAT_KMC_TRACER, MSBAT_KMC_IN_PLANE, &f, &f_error));
    TRY(msbat_kmc_get_haven_ratio(kmc, MSBAT_KMC_IN_PLANE, &haven, &haven_error));
    /* of one vacancy in a finite cell f is larger by about (1-f)/N */
    compare("tracer correlation factor: 1/(pi - 1)", f, 1 / (acos(-1.0) - 1), 1.0 / IONS + 5.5 * f_error);
    compare("Haven ratio: the same, as ions do not interact", haven, f, 5.5 * hypot(haven_error, f_error));
    TRY(msbat_kmc_get_conductivity(kmc, 1.0, sigma, error));
    expected = IONS / layer_volume * pow(MSBAT_ELEMENTARY_CHARGE, 2) * 1e-8 * expected / kt;
    compare("conductivity in the layer [S/m]: c e^2 D_J/kT", sigma[0], expected, 1e-9 * expected + 5.5 * error[0]);
    compare("conductivity across it [S/m]", sigma[8], 0, 0);
    msbat_kmc_destroy(&kmc);
    return finish();
}
