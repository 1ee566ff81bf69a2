/* representative.c - how large an image must be before its conductivity can be believed.
 *
 *     representative [--quick] DATA OUT
 *
 * A generated image is cut into cubes of several sizes, each solved under several boundary conditions. A size is
 * representative when it is long against the correlation length, when cubes of it agree with one another, and when the
 * boundary does not matter. The thresholds are the user's; here they are stated, and representative.csv is the table.
 * Scatter must fall about as edge^-3/2, as that of independent volumes does. */
#include "recipe.h"

enum { MOST = 8 };

static msbat_rev *make_table(void)
{
    const int64_t n = quick ? 16 : 48, sizes[3] = {n / 8, n / 4, n / 2};
    msbat_image *image = NULL;
    msbat_homog *homog = NULL;
    msbat_rev *rev = NULL;
    TRY(msbat_image_create_spheres(ctx, n, 2.0, 0.5, 1, 1e-6, &image));
    TRY(msbat_homog_create(image, &homog));
    TRY(msbat_homog_set_conductivity(homog, 1, 1.0));  /* pores */
    TRY(msbat_homog_set_conductivity(homog, 0, 0.05)); /* solid that carries a little, so that SUBC counts too */
    TRY(msbat_rev_create(homog, &rev));
    TRY(msbat_rev_set_sizes(rev, 3, sizes));
    TRY(msbat_rev_set_max_samples(rev, quick ? 4 : 64));
    TRY(msbat_rev_set_correlation_lengths(rev, 8.0));
    TRY(msbat_rev_set_scatter(rev, 0.05));
    TRY(msbat_rev_set_condition_spread(rev, 0.10));
    msbat_homog_destroy(&homog), msbat_image_destroy(&image);
    return rev;
}

/* Columns: edge, mean under KUBC, PERIODIC, SUBC, deviation among cubes, spread over conditions. */
static int64_t read_table(const msbat_rev *rev, double table[6][MOST])
{
    const msbat_homog_condition condition[3] = {MSBAT_HOMOG_KUBC, MSBAT_HOMOG_PERIODIC, MSBAT_HOMOG_SUBC};
    int64_t rows, edge, samples, failed;
    TRY(msbat_rev_get_row_count(rev, &rows));
    for (int64_t r = 0; r < rows && r < MOST; r++) {
        double lengths, conducting;
        TRY(msbat_rev_get_row(rev, r, &edge, &samples, &conducting));
        table[0][r] = (double)edge;
        for (int k = 0; k < 3; k++) TRY(msbat_rev_get_statistics(rev, r, condition[k], &table[k + 1][r], NULL));
        TRY(msbat_rev_get_measures(rev, r, &lengths, &table[4][r], &table[5][r], &failed));
        printf("  %2d voxels, %2d cubes: %.3f %.3f %.3f; scatter %4.1f %%, conditions %4.1f %%;%s%s%s\n", (int)edge,
               (int)samples, table[1][r], table[2][r], table[3][r], 100 * table[4][r], 100 * table[5][r],
               failed & MSBAT_REV_SCALE ? " too short" : "", failed & MSBAT_REV_SCATTER ? " cubes differ" : "",
               failed & MSBAT_REV_CONDITION ? " boundary matters" : "");
    }
    WRITE("representative.csv", "edge [voxels],KUBC [1],periodic [1],SUBC [1],scatter [1],spread [1]", rows, table[0],
          table[1], table[2], table[3], table[4], table[5]);
    return rows;
}

int main(int argc, char **argv)
{
    double table[6][MOST], length;
    int64_t edge, failed;
    const char *text;
    start(argc, argv);
    msbat_rev *rev = make_table();
    TRY(msbat_rev_run(rev));
    TRY(msbat_rev_get_correlation_length(rev, &length));
    printf("  correlation length %.2f um; mean relative conductivity under KUBC, periodic, SUBC\n", 1e6 * length);
    int64_t rows = read_table(rev, table);
    TRY(msbat_rev_get_verdict(rev, &edge, &failed, &text));
    printf("  %s\n", text);
    for (int64_t r = 0; r < rows; r++)
        compare("means in order: KUBC >= periodic >= SUBC", table[1][r] >= table[2][r] && table[2][r] >= table[3][r], 1,
                0);
    if (!quick)
        compare("exponent of scatter against edge",
                log(table[4][0] / table[4][rows - 1]) / log(table[0][0] / table[0][rows - 1]), -1.5, 0.4);
    msbat_rev_destroy(&rev);
    return finish();
}
