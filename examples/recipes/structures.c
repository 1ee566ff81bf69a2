/* structures.c - a crystal typed in from a paper: its symmetry, its orderings, and files for the next program.
 *
 *     structures [--quick] DATA OUT
 *
 * LiCoO2 in the hexagonal cell of the literature is reduced to its primitive cell; space group, orbits of sites and
 * distances are read off. Li/vacancy orderings that no symmetry joins are enumerated up to three cells: their numbers
 * must be those of the list in DATA, which another program made (2, 3 and 10). Each is written with a name and its
 * composition as extended XYZ (structures.xyz), the last one as POSCAR too, and read back. */
#include "recipe.h"

enum { MOST = 64 };

/* a = 2.816, c = 14.05 angstrom, z(O) = 0.2605 from Co: Co at 3a, Li at 3b, O at 6c of R-3m; axes of the layers. */
static msbat_crystal *make_hexagonal(void)
{
    const double a = 2.816, c = 14.05, cell[9] = {a, 0, 0, -a / 2, a * sqrt(3.0) / 2, 0, 0, 0, c}, z_o = 0.2605;
    const double centring[3][3] = {{0, 0, 0}, {2.0 / 3, 1.0 / 3, 1.0 / 3}, {1.0 / 3, 2.0 / 3, 2.0 / 3}};
    const char *symbol[4] = {"Co", "Li", "O", "O"};
    const double z[4] = {0, 0.5, z_o, 1 - z_o};
    double frac[36];
    int64_t species[12], n = 0;
    msbat_crystal *hexagonal = NULL;
    for (int s = 0; s < 4; s++)
        for (int t = 0; t < 3; t++, n++) {
            TRY(msbat_species_read(symbol[s], &species[n]));
            for (int b = 0; b < 3; b++) frac[3 * n + b] = centring[t][b] + (b == 2 ? z[s] : 0);
        }
    TRY(msbat_crystal_create(ctx, cell, n, frac, species, &hexagonal));
    return hexagonal;
}

static msbat_crystal *reduce(const msbat_crystal *hexagonal)
{
    msbat_crystal *primitive = NULL;
    msbat_symmetry *symmetry = NULL;
    double volume[2], at[3], d;
    int64_t n, group, operations, kind, equivalent[4];
    TRY(msbat_crystal_create_primitive(hexagonal, 1e-3, &primitive));
    TRY(msbat_crystal_get_volume(hexagonal, &volume[0]));
    TRY(msbat_crystal_get_volume(primitive, &volume[1]));
    TRY(msbat_crystal_get_site_count(primitive, &n));
    TRY(msbat_symmetry_create(primitive, 1e-3, &symmetry));
    TRY(msbat_symmetry_get_space_group(symmetry, &group));
    TRY(msbat_symmetry_get_count(symmetry, &operations));
    TRY(msbat_symmetry_get_equivalent(symmetry, n, equivalent));
    for (int64_t i = 0; i < n; i++) {
        TRY(msbat_crystal_get_site(primitive, i, at, &kind));
        TRY(msbat_crystal_get_distance(primitive, 0, i, &d));
        printf("  site %d: %-2s at %.4f %.4f %.4f, in the orbit of site %d; %.3f angstrom from site 0\n", (int)i,
               msbat_species_symbol(kind), at[0], at[1], at[2], (int)equivalent[i], d);
    }
    compare("hexagonal over primitive volume", volume[0] / volume[1], 3, 1e-9);
    compare("space group: R-3m", (double)group, 166, 0);
    compare("operations of the primitive cell: order of -3m", (double)operations, 12, 0);
    msbat_symmetry_destroy(&symmetry);
    return primitive;
}

typedef struct list {
    const msbat_crystal *host;
    const int64_t *active;
    msbat_frames *frames;
} list;

/* Called once for each ordering: the supercell with its Li, as one more frame. */
static int add_ordering(const int64_t matrix[9], int64_t n, const int8_t *occupation, void *user)
{
    list *l = user;
    msbat_supercell *supercell = NULL;
    msbat_crystal *ordering = NULL;
    int64_t sites, sublattice, species[MOST], next = 0, frames, filled = 0;
    char name[64];
    TRY(msbat_supercell_create(l->host, matrix, &supercell));
    TRY(msbat_supercell_get_site_count(supercell, &sites));
    for (int64_t s = 0; s < sites; s++) {
        TRY(msbat_supercell_get_site(supercell, s, &sublattice, NULL));
        TRY(msbat_crystal_get_site(l->host, sublattice, NULL, &species[s]));
        if (l->active[sublattice] && !occupation[next++]) species[s] = MSBAT_VACANCY;
        else filled += l->active[sublattice];
    }
    TRY(msbat_supercell_create_crystal(supercell, sites, species, &ordering));
    TRY(msbat_frames_add(l->frames, ordering));
    TRY(msbat_frames_get_count(l->frames, &frames));
    snprintf(name, sizeof name, "ordering %d", (int)frames - 1);
    TRY(msbat_frames_set_info_text(l->frames, frames - 1, "name", name));
    TRY(msbat_frames_set_info_number(l->frames, frames - 1, "x", (double)filled / (double)n));
    msbat_crystal_destroy(&ordering), msbat_supercell_destroy(&supercell);
    return 0;
}

/* What another program will find in the files. */
static void read_back(int64_t n)
{
    msbat_frames *all = NULL, *one = NULL;
    const msbat_crystal *last, *same;
    double x, volume[2];
    int64_t frames, li;
    char name[64];
    TRY(msbat_frames_read_extxyz(ctx, in(out, "structures.xyz"), &all));
    TRY(msbat_frames_read_poscar(ctx, in(out, "structures.POSCAR"), &one));
    TRY(msbat_frames_get_count(all, &frames));
    TRY(msbat_frames_get_info_text(all, n - 1, "name", sizeof name, name));
    TRY(msbat_frames_get_info_number(all, n - 1, "x", &x));
    TRY(msbat_frames_get_crystal(all, n - 1, &last));
    TRY(msbat_frames_get_crystal(one, 0, &same));
    TRY(msbat_crystal_count_species(last, 3, &li));
    TRY(msbat_crystal_get_volume(last, &volume[0]));
    TRY(msbat_crystal_get_volume(same, &volume[1]));
    compare("frames read back", (double)frames, (double)n, 0);
    compare("the name of the last is \"ordering 14\"", strcmp(name, "ordering 14") == 0, 1, 0);
    compare("Li of the last frame over three cells", (double)li / 3, x, 1e-12);
    compare("volume by POSCAR and by extended XYZ [angstrom^3]", volume[1], volume[0], 1e-6);
    msbat_frames_destroy(&all), msbat_frames_destroy(&one);
}

int main(int argc, char **argv)
{
    const int64_t known[3] = {2, 3, 10};
    int64_t active[4], species[4], count, total = 0;
    list l = {.active = active};
    start(argc, argv);
    msbat_crystal *hexagonal = make_hexagonal(), *primitive = reduce(hexagonal);
    TRY(msbat_crystal_get_sites(primitive, 4, NULL, species));
    for (int i = 0; i < 4; i++) active[i] = species[i] == 3;
    l.host = primitive;
    TRY(msbat_frames_create(ctx, &l.frames));
    for (int64_t n = 1; n <= 3; n++, total += count) {
        TRY(msbat_crystal_enumerate(primitive, active, n, add_ordering, &l, &count));
        compare("orderings of one, two, three cells", (double)count, (double)known[n - 1], 0);
    }
    TRY(msbat_frames_write_extxyz(l.frames, in(out, "structures.xyz")));
    TRY(msbat_frames_write_poscar(l.frames, total - 1, in(out, "structures.POSCAR")));
    read_back(total);
    msbat_frames_destroy(&l.frames), msbat_crystal_destroy(&primitive), msbat_crystal_destroy(&hexagonal);
    return finish();
}
