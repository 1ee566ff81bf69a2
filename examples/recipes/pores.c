/* pores.c - an image of an electrode: what its pores conduct, and how sure that is.
 *
 *     pores [--quick] DATA OUT
 *
 * A laminate first, since its effective conductivity is known exactly along and across. Then the pores between
 * overlapping spheres, of which a corner is cut out and solved under four boundary conditions: the answer of an image
 * that is too small depends on them, and the spread is the honest error bar. */
#include "recipe.h"

static const double VOXEL_M[3] = {0.5e-6, 0.5e-6, 0.5e-6};

static void check_laminate(void)
{
    enum { N = 8 };
    const int64_t n[3] = {N, N, N};
    uint8_t labels[N * N * N];
    msbat_image *image = NULL;
    msbat_homog *homog = NULL;
    double across, along, lower, upper;
    for (int i = 0; i < N * N * N; i++) labels[i] = i / (N * N) % 4 < 2; /* sheets normal to axis 0 */
    TRY(msbat_image_create(ctx, n, labels, VOXEL_M, &image));
    TRY(msbat_homog_create(image, &homog));
    TRY(msbat_homog_set_conductivity(homog, 0, 1.0));
    TRY(msbat_homog_set_conductivity(homog, 1, 4.0));
    TRY(msbat_homog_solve(homog, MSBAT_HOMOG_PERIODIC));
    TRY(msbat_homog_get_component(homog, MSBAT_HOMOG_PERIODIC, 0, &across));
    TRY(msbat_homog_get_component(homog, MSBAT_HOMOG_PERIODIC, 1, &along));
    TRY(msbat_homog_get_wiener(homog, &lower, &upper));
    compare("laminate across [S/m]: harmonic mean, Wiener's lower bound", across, lower, 1e-3);
    compare("laminate along [S/m]: arithmetic mean, his upper bound", along, upper, 1e-3);
    msbat_homog_destroy(&homog), msbat_image_destroy(&image);
}

/* A corner of a generated image whose fraction of pores is published (see homog.h). */
static msbat_image *make_pores(void)
{
    const int64_t origin[3] = {0, 0, 0}, edge = quick ? 12 : 40, corner[3] = {edge, edge, edge};
    double fraction, of_corner, voxel[3];
    msbat_image *whole = NULL, *part = NULL;
    TRY(msbat_image_create_spheres(ctx, quick ? 24 : 128, quick ? 3.0 : 8.0, 0.4, 1, VOXEL_M[0], &whole));
    TRY(msbat_image_get_fraction(whole, 1, &fraction));
    if (!quick) compare("pores of the whole image, as published", fraction, 0.391076, 5e-7);
    TRY(msbat_image_create_crop(whole, origin, corner, &part));
    TRY(msbat_image_get_fraction(part, 1, &of_corner));
    TRY(msbat_image_get_voxel(part, voxel));
    printf("  and %.4f of the corner, %.0f um long\n", of_corner, 1e6 * voxel[0] * (double)edge);
    msbat_image_destroy(&whole);
    return part;
}

static msbat_homog *medium(const msbat_image *image, double solid)
{
    msbat_homog *homog = NULL;
    TRY(msbat_homog_create(image, &homog));
    TRY(msbat_homog_set_conductivity(homog, 1, 1.0));
    TRY(msbat_homog_set_conductivity(homog, 0, solid));
    TRY(msbat_homog_set_tolerance(homog, 1e-3));
    return homog;
}

static void solve(msbat_homog *homog, msbat_homog_condition condition, const char *name)
{
    double relative[9], error, flux;
    int64_t iterations;
    TRY(msbat_homog_solve(homog, condition));
    TRY(msbat_homog_get_relative(homog, condition, relative));
    TRY(msbat_homog_get_error(homog, condition, 0, &error, &iterations));
    TRY(msbat_homog_get_residuals(homog, condition, &flux, NULL));
    printf("  %-8s %.4f %.4f %.4f of sigma_0; error %.0e, %d iterations, fluxes agree to %.0e\n", name, relative[0],
           relative[4], relative[8], error, (int)iterations, flux);
}

/* Pores in an insulator: one number a direction for a cell model. */
static void tortuosity(const msbat_image *image)
{
    msbat_homog *homog = medium(image, 0.0);
    double tau, connected, conducting, relative[9];
    solve(homog, MSBAT_HOMOG_MIXED, "mixed");
    TRY(msbat_homog_get_tortuosity(homog, MSBAT_HOMOG_MIXED, 0, &tau));
    TRY(msbat_homog_get_connected(homog, MSBAT_HOMOG_MIXED, 0, &connected));
    TRY(msbat_homog_get_conducting(homog, &conducting));
    TRY(msbat_homog_get_relative(homog, MSBAT_HOMOG_MIXED, relative));
    printf("  tortuosity factor %.2f along axis 0; %.1f %% of the pores lead through\n", tau, 100 * connected);
    compare("it is porosity over relative conductivity", tau, conducting / relative[0], 1e-9 * tau);
    msbat_homog_destroy(&homog);
}

/* Solid that conducts a little makes the ordered conditions comparable; in an insulator SUBC has no current at all. */
static void bracket(const msbat_image *image)
{
    msbat_homog *homog = medium(image, 0.01);
    double margin[2], lower, upper, length;
    int64_t inside;
    TRY(msbat_homog_get_correlation_length(homog, &length));
    printf("  with solid at 1 %% of the pores; correlation length %.2f um\n", 1e6 * length);
    solve(homog, MSBAT_HOMOG_KUBC, "KUBC");
    solve(homog, MSBAT_HOMOG_SUBC, "SUBC");
    solve(homog, MSBAT_HOMOG_PERIODIC, "periodic");
    TRY(msbat_homog_check_order(homog, margin));
    TRY(msbat_homog_get_hashin_shtrikman(homog, &lower, &upper));
    TRY(msbat_homog_check_hashin_shtrikman(homog, MSBAT_HOMOG_PERIODIC, &inside));
    printf("  Hashin and Shtrikman: %.4f ... %.4f, if isotropic\n", lower, upper);
    compare("KUBC >= periodic >= SUBC", margin[0] >= -1e-3 && margin[1] >= -1e-3, 1, 0);
    compare("periodic lies between Hashin and Shtrikman", (double)inside, 1, 0);
    msbat_homog_destroy(&homog);
}

int main(int argc, char **argv)
{
    start(argc, argv);
    check_laminate();
    msbat_image *image = make_pores();
    tortuosity(image);
    bracket(image);
    msbat_image_destroy(&image);
    return finish();
}
