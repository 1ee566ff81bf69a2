/* tables.c - see tables.h. */
#include "tables.h"

#include "../example.h"

enum { MOST = 512, CURVE = 240 };

void tables_start(msbat_context *context, const char *folder)
{
    ctx = context;
    out = folder;
}

static void write_hull(const msbat_ce *ce, const msbat_training *training, double li_metal_ev, double *mean_voltage)
{
    msbat_hull *hull = NULL;
    int64_t n, cells, plateaus;
    double x[MOST], e[MOST], formation[MOST], above[MOST], fitted[MOST], left_out[MOST], low[MOST], high[MOST], u[MOST];
    TRY(msbat_training_get_count(training, &n));
    for (int64_t i = 0; i < n; i++) { /* DFT energies per Li site */
        const msbat_supercell *supercell = NULL;
        TRY(msbat_training_get_structure(training, i, &e[i], NULL, &x[i]));
        TRY(msbat_training_get_supercell(training, i, &supercell));
        TRY(msbat_supercell_get_cell_count(supercell, &cells));
        e[i] /= (double)cells;
    }
    TRY(msbat_hull_create(ctx, n, x, e, &hull));
    TRY(msbat_hull_get_formation_energy(hull, n, formation));
    TRY(msbat_hull_get_above(hull, n, above));
    TRY(msbat_ce_get_residuals(ce, n, fitted, left_out, NULL));
    for (int64_t i = 0; i < n; i++) fitted[i] = formation[i] - 1e-3 * fitted[i]; /* residual = DFT - fit */
    WRITE("hull.csv",
          "x [1],formation energy DFT [eV],above hull [eV],formation energy CE [eV],error when left out [meV]", n, x,
          formation, above, fitted, left_out);
    TRY(msbat_hull_get_plateau_count(hull, &plateaus));
    for (int64_t i = 0; i < plateaus; i++) {
        double ends[2];
        TRY(msbat_hull_get_plateau(hull, li_metal_ev, i, ends, &u[i]));
        low[i] = ends[0], high[i] = ends[1];
    }
    WRITE("plateaus.csv", "x from [1],x to [1],U [V]", plateaus, low, high, u);
    TRY(msbat_hull_get_mean_voltage(hull, li_metal_ev, 0.0, 1.0, mean_voltage));
    msbat_hull_destroy(&hull);
}

void write_expansion(const msbat_ce *ce, const msbat_training *training, double li_metal_ev)
{
    double k[MOST], points[MOST], length[MOST], multiplicity[MOST], eci[MOST], error[MOST], loo, rms, kfold, mean,
        n_fit, n_eci;
    int64_t n, structures;
    write_hull(ce, training, li_metal_ev, &mean);
    TRY(msbat_ce_get_orbit_count(ce, &n));
    TRY(msbat_ce_get_eci(ce, n, eci));
    TRY(msbat_ce_get_eci_error(ce, n, error));
    for (int64_t i = 0; i < n; i++) {
        int64_t p, m;
        TRY(msbat_ce_get_orbit(ce, i, &p, &m, &length[i]));
        k[i] = (double)i, points[i] = (double)p, multiplicity[i] = (double)m;
        eci[i] *= 1e3, error[i] *= 1e3;
    }
    WRITE("eci.csv", "orbit [1],points [1],length [angstrom],multiplicity [1],ECI [meV],error [meV]", n, k, points,
          length, multiplicity, eci, error);
    TRY(msbat_ce_get_score(ce, &loo, &rms, &kfold));
    TRY(msbat_training_get_count(training, &structures));
    n_fit = (double)structures, n_eci = (double)n;
    WRITE("fit.csv", "structures [1],orbits [1],leave-one-out [meV],training [meV],10-fold [meV],mean voltage [V]", 1,
          &n_fit, &n_eci, &loo, &rms, &kfold, &mean);
    printf("  %d structures, %d orbits: leave-one-out error %.1f meV per site; mean voltage %.2f V\n", (int)structures,
           (int)n, loo, mean);
}

void write_phase(const char *name, const msbat_phase *phase, double temperature)
{
    double x[CURVE], u[CURVE], gamma[CURVE], range[2], gap[2];
    int64_t gaps;
    TRY(msbat_phase_get_range(phase, range, NULL));
    for (int i = 0; i < CURVE; i++) x[i] = range[0] + (range[1] - range[0]) * (i + 0.5) / CURVE;
    TRY(msbat_phase_get_voltage(phase, temperature, CURVE, x, u));
    TRY(msbat_phase_get_thermodynamic_factor(phase, temperature, CURVE, x, gamma));
    WRITE(name, "x [1],U [V],Gamma [1]", CURVE, x, u, gamma);
    TRY(msbat_phase_get_gap_count(phase, temperature, &gaps));
    FILE *f = fopen(in(out, "gaps.txt"), "w");
    if (!f) perror("gaps.txt"), exit(1);
    for (int64_t i = 0; i < gaps; i++) {
        TRY(msbat_phase_get_gap(phase, temperature, i, gap, NULL));
        fprintf(f, "x = %.3f to %.3f\n", gap[0], gap[1]);
        printf("  two phases from x = %.3f to %.3f: convexified\n", gap[0], gap[1]);
    }
    if (!gaps) fprintf(f, "none\n");
    fclose(f);
}

void write_hops(int64_t n, const double *e_kra_ev, const double *nu_thz, double temperature)
{
    double occupied[8], rate[8];
    for (int64_t i = 0; i < n; i++) {
        occupied[i] = (double)i;
        TRY(msbat_tst_get_rate(ctx, nu_thz[i], e_kra_ev[i], temperature, &rate[i]));
        rate[i] *= 1e12;
        printf("  %d of the sites next to both ends occupied: E_KRA %.3f eV, nu %.1f THz\n", (int)i, e_kra_ev[i],
               nu_thz[i]);
    }
    WRITE("hops.csv", "occupied sites next to both ends [1],E_KRA [eV],nu [THz],rate [1/s]", n, occupied, e_kra_ev,
          nu_thz, rate);
}

void write_diffusivities(int64_t n, msbat_kmc *const *kmc, const msbat_transport *jumps, double temperature)
{
    double x[MOST], d[MOST], d_error[MOST], jump[MOST], jump_error[MOST], haven[MOST];
    for (int64_t i = 0; i < n; i++) {
        int64_t sites, ions;
        TRY(msbat_kmc_get_site_count(kmc[i], &sites));
        TRY(msbat_kmc_get_ion_count(kmc[i], &ions));
        TRY(msbat_kmc_get_diffusivity_scalar(kmc[i], MSBAT_KMC_TRACER, MSBAT_KMC_IN_PLANE, &d[i], &d_error[i]));
        x[i] = (double)ions / (double)sites;
        d[i] *= 1e-8, d_error[i] *= 1e-8; /* from angstrom^2/ps */
    }
    TRY(msbat_transport_get_diffusivity(jumps, temperature, n, x, jump));
    TRY(msbat_transport_get_error(jumps, temperature, n, x, jump_error));
    for (int64_t i = 0; i < n; i++) haven[i] = d[i] / jump[i];
    WRITE("diffusivity.csv", "x [1],D* [m^2/s],error of D* [m^2/s],D_J [m^2/s],error of D_J [m^2/s],Haven ratio [1]", n,
          x, d, d_error, jump, jump_error, haven);
}

void write_material(const msbat_material *material, double temperature)
{
    double x[CURVE], d[CURVE], jump[CURVE], range[2];
    TRY(msbat_material_get_range(material, range, NULL));
    for (int i = 0; i < CURVE; i++) x[i] = range[0] + (range[1] - range[0]) * (i + 0.5) / CURVE;
    TRY(msbat_material_get_chemical_diffusivity(material, temperature, CURVE, x, d));
    TRY(msbat_material_get_jump_diffusivity(material, temperature, CURVE, x, jump));
    WRITE("chemical.csv", "x [1],D_chem [m^2/s],D_J [m^2/s]", CURVE, x, d, jump);
}

void write_network(const char *name, const msbat_homog *homog, const msbat_tensor *tensor)
{
    double t[9], periodic[9], fraction, wiener[2], hs[2], connected, row[9], value[9], tau, column[9];
    TRY(msbat_tensor_get(tensor, t, &fraction));
    TRY(msbat_homog_get_relative(homog, MSBAT_HOMOG_PERIODIC, periodic));
    TRY(msbat_homog_get_wiener(homog, &wiener[0], &wiener[1]));
    TRY(msbat_homog_get_hashin_shtrikman(homog, &hs[0], &hs[1]));
    TRY(msbat_homog_get_connected(homog, MSBAT_HOMOG_MIXED, 0, &connected));
    for (int i = 0; i < 9; i++) row[i] = i / 3, column[i] = i % 3, value[i] = periodic[i];
    WRITE(name, "row [1],column [1],periodic tensor [1],mixed tensor [1]", 9, row, column, value, t);
    if (msbat_homog_get_tortuosity(homog, MSBAT_HOMOG_MIXED, 0, &tau)) tau = INFINITY;
    char summary[64];
    snprintf(summary, sizeof summary, "summary_%s", name);
    WRITE(summary, "fraction [1],connected [1],tau axis 0 [1],Wiener upper [1],Hashin-Shtrikman upper [1]", 1,
          &fraction, &connected, &tau, &wiener[1], &hs[1]);
    printf("  %s: fraction %.3f, relative conductivity %.4f %.4f %.4f, tortuosity factor %.2f\n", name, fraction, t[0],
           t[4], t[8], tau);
}

static void write_text(const char *name, const char *text)
{
    FILE *f = fopen(in(out, "%s", name), "w");
    if (!f) perror(name), exit(1);
    fprintf(f, "%s\n", text);
    fclose(f);
}

void write_slice(const msbat_image *image, const char *source)
{
    int64_t n[3];
    const uint8_t *labels = NULL;
    TRY(msbat_image_get_size(image, n));
    TRY(msbat_image_get_labels(image, &labels));
    FILE *f = fopen(in(out, "slice.csv"), "w");
    if (!f) perror("slice.csv"), exit(1);
    for (int64_t j = 0; j < n[1]; j++) /* the section in the middle of axis 0 */
        for (int64_t k = 0; k < n[2]; k++)
            fprintf(f, "%d%c", labels[(n[0] / 2 * n[1] + j) * n[2] + k], k + 1 < n[2] ? ',' : '\n');
    fclose(f);
    write_text("image.txt", source);
}

void write_rev(const msbat_rev *rev)
{
    double edge[64], samples[64], mean[3][64], deviation[3][64], lengths[64], scatter[64], spread[64], failed[64];
    const msbat_homog_condition condition[3] = {MSBAT_HOMOG_KUBC, MSBAT_HOMOG_PERIODIC, MSBAT_HOMOG_MIXED};
    const char *text = NULL;
    int64_t n;
    TRY(msbat_rev_get_row_count(rev, &n));
    for (int64_t i = 0; i < n; i++) {
        int64_t e, s, bad;
        TRY(msbat_rev_get_row(rev, i, &e, &s, NULL));
        TRY(msbat_rev_get_measures(rev, i, &lengths[i], &scatter[i], &spread[i], &bad));
        edge[i] = (double)e, samples[i] = (double)s, failed[i] = (double)bad;
        for (int c = 0; c < 3; c++) TRY(msbat_rev_get_statistics(rev, i, condition[c], &mean[c][i], &deviation[c][i]));
    }
    WRITE("rev.csv",
          "edge [voxels],samples [1],KUBC [1],deviation [1],periodic [1],deviation [1],mixed [1],deviation [1],"
          "edge/correlation length [1],scatter [1],spread of conditions [1],criteria failed [bits]",
          n, edge, samples, mean[0], deviation[0], mean[1], deviation[1], mean[2], deviation[2], lengths, scatter,
          spread, failed);
    TRY(msbat_rev_get_verdict(rev, NULL, NULL, &text));
    write_text("rev.txt", text);
    printf("  %s\n", text);
}

void write_discharge(const msbat_cell *cell, double c_rate)
{
    const msbat_cell_column which[6] = {MSBAT_CELL_TIME, MSBAT_CELL_VOLTAGE, MSBAT_CELL_CHARGE, MSBAT_CELL_OPEN_CIRCUIT,
                                        MSBAT_CELL_MEAN_X_POSITIVE, MSBAT_CELL_SURFACE_X_POSITIVE};
    int64_t n;
    const char *end = NULL;
    char name[64];
    TRY(msbat_cell_get_row_count(cell, &n));
    double *column = malloc(sizeof(double) * 6 * (size_t)n);
    if (!column) perror("malloc"), exit(1);
    for (int k = 0; k < 6; k++) TRY(msbat_cell_get_column(cell, which[k], n, column + k * n));
    for (int64_t i = 0; i < n; i++) column[2 * n + i] /= 3600;
    snprintf(name, sizeof name, "discharge_%g.csv", c_rate);
    WRITE(name, "t [s],V [V],capacity [Ah],open circuit [V],mean x positive [1],surface x positive [1]", n, column,
          column + n, column + 2 * n, column + 3 * n, column + 4 * n, column + 5 * n);
    TRY(msbat_cell_get_end(cell, NULL, &end));
    printf("  %gC: %.3f Ah; %s\n", c_rate, column[3 * n - 1], end);
    free(column);
}

void write_timescales(const msbat_cell *cell, int64_t n, const double *c_rates)
{
    FILE *f = fopen(in(out, "timescales.csv"), "w");
    if (!f) perror("timescales.csv"), exit(1);
    fprintf(
        f, "C-rate [1/h],process,time [s],overpotential [V],unused capacity [1],loss of energy [1],slowest,limiting\n");
    for (int64_t r = 0; r < n; r++) {
        msbat_timescales *scales = NULL;
        msbat_process slowest, limiting;
        double time, eta, unused, loss;
        TRY(msbat_timescales_create(cell, c_rates[r], &scales));
        TRY(msbat_timescales_get_slowest(scales, &slowest));
        TRY(msbat_timescales_get_limiting(scales, &limiting));
        for (int p = 0; p < MSBAT_PROCESS_COUNT; p++) {
            TRY(msbat_timescales_get_time(scales, (msbat_process)p, &time));
            TRY(msbat_timescales_get_loss(scales, (msbat_process)p, &eta, &unused, &loss));
            put(f, c_rates[r], ',');
            fprintf(f, "\"%s\",", msbat_process_name((msbat_process)p));
            put(f, time, ','), put(f, eta, ','), put(f, unused, ','), put(f, loss, ',');
            fprintf(f, "%d,%d\n", slowest == (msbat_process)p, limiting == (msbat_process)p);
        }
        printf("  %gC: the slowest process is %s, the limiting one %s\n", c_rates[r], msbat_process_name(slowest),
               msbat_process_name(limiting));
        msbat_timescales_destroy(&scales);
    }
    fclose(f);
}

void write_particle(const msbat_particle *particle)
{
    int64_t rows, n = 0;
    double time, r[MOST], x[MOST], radial[MOST], tangential[MOST];
    TRY(msbat_particle_get_shell_count(particle, &n));
    TRY(msbat_particle_get_count(particle, &rows));
    FILE *f = fopen(in(out, "stress.csv"), "w");
    if (!f) perror("stress.csv"), exit(1);
    fprintf(f, "t [s],r [m],x [1],radial stress [Pa],tangential stress [Pa]\n");
    for (int64_t row = 0; row < rows; row++) {
        TRY(msbat_particle_get_time(particle, row, &time));
        TRY(msbat_particle_get_profile(particle, row, n + 2, r, x, radial, tangential));
        for (int64_t i = 0; i < n + 2; i++) {
            put(f, time, ','), put(f, r[i], ','), put(f, x[i], ',');
            put(f, radial[i], ','), put(f, tangential[i], '\n');
        }
        fprintf(f, "\n\n"); /* a block for each time */
    }
    fclose(f);
}

void write_audit(const msbat_audit *audit)
{
    int64_t n, failed;
    FILE *f = fopen(in(out, "audit.csv"), "w");
    if (!f) perror("audit.csv"), exit(1);
    TRY(msbat_audit_get_count(audit, &n, &failed));
    fprintf(f, "object,law,verdict,residual,threshold,text\n");
    for (int64_t i = 0; i < n; i++) {
        const char *law = NULL, *object = NULL, *text = NULL, *const word[3] = {"holds", "FAILS", "not applicable"};
        msbat_verdict verdict;
        double residual, threshold;
        TRY(msbat_audit_get_entry(audit, i, &law, &object, &verdict));
        TRY(msbat_audit_get_residual(audit, i, &residual, &threshold));
        TRY(msbat_audit_get_text(audit, i, &text));
        fprintf(f, "%s,\"%s\",%s,", object, law, word[verdict]);
        put(f, residual, ','), put(f, threshold, ',');
        fprintf(f, "\"%s\"\n", text);
        if (verdict == MSBAT_VERDICT_FAILS) printf("  %s\n", text);
    }
    fclose(f);
    printf("  %d laws evaluated, %d fail\n", (int)n, (int)failed);
}
