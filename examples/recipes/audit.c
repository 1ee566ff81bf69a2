/* audit.c - every law on every object, and what it looks like when one fails.
 *
 *     audit [--quick] DATA OUT
 *
 * A measured voltage curve with a point that noise has lifted is kept as it is (MSBAT_GAP_AS_MEASURED): that is
 * allowed, and the audit says what is wrong with it. Beside it stand a material, a hop network and defects, which are
 * fine. A chain of calculations should end so: with the residual of each law as a number, here audit.txt. */
#include "recipe.h"

#define TEMPERATURE 300.0

static msbat_phase *noisy_curve(void)
{
    const double x_voltage[12] = {0.40, 4.39, 0.50, 4.17, 0.60, 4.05, 0.70, 4.07, 0.80, 3.94, 0.90, 3.90};
    msbat_phase *phase = NULL;
    TRY(msbat_phase_create_ocv_table(ctx, "LiCoO2", "Li", TEMPERATURE, 6, x_voltage, MSBAT_GAP_AS_MEASURED, &phase));
    return phase;
}

static msbat_network *triangle(void)
{
    const double site_ev[3] = {0, 0.05, 0.02}, step[3][3] = {{2, 0, 0}, {-1, 1.7, 0}, {-1, 1.7, 0}};
    msbat_network *network = NULL;
    TRY(msbat_network_create(ctx, 3, site_ev, &network));
    for (int k = 0; k < 3; k++) TRY(msbat_network_add_hop(network, k, (k + 1) % 3, step[k], 0.3 + 0.02 * k, 6.0));
    return network;
}

static msbat_defects *vacancies(void)
{
    const int64_t removed[1] = {-1};
    const double mu = -4.7;
    msbat_defects *defects = NULL;
    TRY(msbat_defects_create(ctx, 1, -360.0, 1.2, 6.0, &defects));
    TRY(msbat_defects_set_chemical_potentials(defects, 1, &mu));
    TRY(msbat_defects_add(defects, "V_Li", 0, -352.60, 1, removed));
    TRY(msbat_defects_add(defects, "V_Li", -1, -351.35, 1, removed));
    TRY(msbat_defects_set_image_coefficient(defects, 0.17)); /* declared: of another program's correction */
    return defects;
}

static msbat_material *graphite(void)
{
    msbat_phase *phase = NULL;
    msbat_transport *transport = NULL;
    msbat_material *material = NULL;
    const double row[4] = {0.5, 3e-14, 0, 0.6}; /* x, D* [m^2/s], no error known; the Haven ratio makes D_chem of it */
    TRY(msbat_phase_create_regular(ctx, "graphite", "Li", -0.12, 0.0, 0.0, 0.0, &phase));
    TRY(msbat_phase_set_site_density(phase, 30000));
    TRY(msbat_material_create(phase, &material));
    TRY(msbat_transport_create_table(ctx, "graphite", "Li", MSBAT_DIFFUSIVITY_TRACER, TEMPERATURE, 1, row, &transport));
    TRY(msbat_transport_set_activation(transport, 0.35, 280, 340)); /* Arrhenius from 280 to 340 K */
    TRY(msbat_material_set_transport(material, transport));
    TRY(msbat_material_set_kinetics(material, 1e-5, TEMPERATURE, 0.3, 0.5, MSBAT_TS_SITE_EXCLUSION));
    msbat_transport_destroy(&transport), msbat_phase_destroy(&phase);
    return material;
}

/* Every entry goes to the file, failures to the screen too; the number of these on the named object. */
static int64_t report(const msbat_audit *audit, const char *name)
{
    int64_t n, failed, of_name = 0;
    FILE *f = fopen(in(out, "audit.txt"), "w");
    if (!f) perror("audit.txt"), exit(1);
    TRY(msbat_audit_get_count(audit, &n, &failed));
    for (int64_t k = 0; k < n; k++) {
        const char *text, *object;
        msbat_verdict verdict;
        TRY(msbat_audit_get_text(audit, k, &text));
        TRY(msbat_audit_get_entry(audit, k, NULL, &object, &verdict));
        fprintf(f, "%s\n", text);
        if (verdict != MSBAT_VERDICT_FAILS) continue;
        printf("  %s\n", text);
        of_name += strcmp(object, name) == 0;
    }
    fclose(f);
    printf("  %d entries, %d fail\n", (int)n, (int)failed);
    compare("all failures are those of the noisy curve", (double)of_name, (double)failed, 0);
    return failed;
}

int main(int argc, char **argv)
{
    msbat_audit *audit = NULL;
    start(argc, argv);
    msbat_phase *curve = noisy_curve();
    msbat_network *network = triangle();
    msbat_defects *defects = vacancies();
    msbat_material *material = graphite();
    TRY(msbat_audit_create(ctx, &audit));
    TRY(msbat_audit_add_phase(audit, "noisy curve", curve, TEMPERATURE));
    TRY(msbat_audit_add_network(audit, "hops", network, TEMPERATURE));
    TRY(msbat_audit_add_defects(audit, "vacancies", defects));
    TRY(msbat_audit_add_material(audit, "graphite", material, TEMPERATURE));
    msbat_phase_destroy(&curve), msbat_network_destroy(&network); /* the audit retains what it looks at */
    msbat_defects_destroy(&defects), msbat_material_destroy(&material);
    TRY(msbat_audit_run(audit));
    compare("the noisy curve is found", report(audit, "noisy curve") > 0, 1, 0);
    msbat_audit_destroy(&audit);
    return finish();
}
