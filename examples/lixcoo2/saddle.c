/* saddle.c - the method by which barriers and attempt frequencies are found, on forces of one's own.
 *
 *     saddle [--quick] DATA OUT
 *
 * One Li ion of LiCoO2 hops to the next site of an otherwise empty layer, between CoO2 sheets that stand still: nudged
 * elastic band with a climbing image, Hessians at both ends and at the saddle, Vineyard's attempt frequency, rate.
 * The forces are those of rigid ions (Buckingham repulsion with oxygen, damped and shifted Coulomb forces after Fennell
 * and Gezelter, J. Chem. Phys. 124 (2006) 234104); their parameters are illustrative. The chain of lixcoo2.c takes its
 * barriers from DFT instead. Any code that returns energy and gradient takes the place of rigid_ions. --quick: fewer
 * images, for tests. */
#include "inputs.h"

enum { MOST_IMAGES = 9 };
static const double PI = 3.14159265358979324;
static int64_t images = MOST_IMAGES; /* of the band, without its ends */

typedef struct ions {
    int64_t n;
    double cell[9], at[3 * 64]; /* [angstrom] */
    int64_t species[64];
} ions;


/* Energy [eV] and gradient [eV/angstrom] of the Li at x among the fixed ions. */
static int rigid_ions(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    const ions *s = user;
    const double cut = 8.0, damp = 0.2, k = MSBAT_COULOMB_EV_ANG;
    double shift = erfc(damp * cut) / cut,
           slope = shift / cut + 2 * damp / sqrt(PI) * exp(-damp * damp * cut * cut) / cut;
    *energy = 0;
    for (int i = 0; i < n && gradient; i++) gradient[i] = 0;
    for (int64_t j = 0; j < s->n; j++)
        for (int image = 0; image < 343; image++) { /* 7 x 7 x 7 images of each ion */
            double d[3], r2 = 0, q = s->species[j] == 8 ? -2.0 : 3.0, a = s->species[j] == 8 ? 632.1018 : 0.0;
            int shifts[3] = {image % 7 - 3, image / 7 % 7 - 3, image / 49 - 3};
            for (int b = 0; b < 3; b++) {
                d[b] = x[b] - s->at[3 * j + b];
                for (int v = 0; v < 3; v++) d[b] -= shifts[v] * s->cell[3 * v + b];
                r2 += d[b] * d[b];
            }
            double r = sqrt(r2), e = a * exp(-r / 0.2906), c = erfc(damp * r) / r;
            if (r > cut) continue;
            *energy += e + k * q * (c - shift + slope * (r - cut));
            double push = -e / 0.2906 + k * q * (slope - c / r - 2 * damp / sqrt(PI) * exp(-damp * damp * r2) / r);
            for (int b = 0; b < 3 && gradient; b++) gradient[b] += push * d[b] / r;
        }
    return 0;
}

/* Fixed ions: 2 x 2 cells of a layer of the host, without Li; the Li of the first cell is the one that moves. */
static void build_sheets(ions *s, double li_ang[3], double to_ang[3])
{
    msbat_crystal *host = read_host();
    double cell[9], frac[12];
    int64_t species[4];
    TRY(msbat_crystal_get_cell(host, cell));
    TRY(msbat_crystal_get_sites(host, 4, frac, species));
    s->n = 0;
    for (int k = 0; k < 9; k++) s->cell[k] = k < 6 ? 2 * cell[k] : cell[k];
    for (int copy = 0; copy < 4; copy++)
        for (int i = 0; i < 4; i++) {
            double at[3];
            for (int b = 0; b < 3; b++)
                at[b] = (frac[3 * i] + copy % 2) * cell[b] + (frac[3 * i + 1] + copy / 2) * cell[3 + b] +
                        frac[3 * i + 2] * cell[6 + b];
            for (int b = 0; b < 3; b++) {
                if (species[i] != 3) s->at[3 * s->n + b] = at[b];
                else if (copy == 0) li_ang[b] = at[b];
                else if (copy == 1) to_ang[b] = at[b]; /* the next site along the first lattice vector */
            }
            if (species[i] != 3) s->species[s->n++] = species[i];
        }
    msbat_crystal_destroy(&host);
}

/* Straight line, bent towards the tetrahedral site beside it. */
static void start_band(msbat_neb *neb, const double from[3], const double to[3])
{
    for (int64_t k = 1; k <= images; k++) {
        double t = (double)k / ((double)images + 1.0), x[3];
        for (int b = 0; b < 3; b++) x[b] = from[b] + t * (to[b] - from[b]);
        x[1] += 0.4 * sin(PI * t);
        TRY(msbat_neb_set_image(neb, k, 3, x));
    }
}

static msbat_hessian *hessian_at(ions *s, const double x[3])
{
    msbat_hessian *hessian = NULL;
    double mass;
    TRY(msbat_species_get_mass(3, &mass));
    TRY(msbat_hessian_create(ctx, 1, 3, &mass, &hessian));
    TRY(msbat_hessian_run(hessian, 3, x, rigid_ions, s));
    return hessian;
}

int main(int argc, char **argv)
{
    ions s;
    msbat_neb *neb = NULL;
    double from[3], to[3], top[3], path[MOST_IMAGES + 2], energy[MOST_IMAGES + 2], forward, backward, nu, rate;
    int64_t calls, ends, certificate;
    const char *program = argv[0];
    if (take_quick(&argc, &argv)) images = 3;
    if (argc != 3) return fprintf(stderr, "usage: %s [--quick] DATA OUT\n", program), 2;
    data = argv[1], out = argv[2];
    TRY(msbat_context_create(&ctx));
    build_sheets(&s, from, to);
    TRY(msbat_neb_create(ctx, 1, 3, images, from, to, &neb));
    start_band(neb, from, to);
    TRY(msbat_neb_run(neb, rigid_ions, &s));
    TRY(msbat_neb_get_energies(neb, images + 2, energy));
    TRY(msbat_neb_get_lengths(neb, images + 2, path));
    TRY(msbat_neb_get_barriers(neb, &forward, &backward));
    TRY(msbat_neb_get_saddle(neb, NULL, NULL, 3, top));
    TRY(msbat_neb_get_force_calls(neb, &calls, &ends, &certificate));
    msbat_hessian *minimum = hessian_at(&s, from), *saddle = hessian_at(&s, top);
    TRY(msbat_tst_get_vineyard(minimum, saddle, &nu));
    TRY(msbat_tst_get_rate(ctx, nu, forward, 300.0, &rate));
    for (int64_t i = images + 1; i >= 0; i--) energy[i] -= energy[0];
    WRITE("saddle.csv", "path [angstrom],energy [eV]", images + 2, path, energy);
    printf(
        "  method on rigid ions: barrier %.3f eV, attempt frequency %.2f THz, %.3g hops/s at 300 K, %d force calls\n",
        forward, nu, 1e12 * rate, (int)(calls + ends + certificate));
    msbat_hessian_destroy(&minimum), msbat_hessian_destroy(&saddle), msbat_neb_destroy(&neb);
    msbat_context_destroy(&ctx);
    return 0;
}
