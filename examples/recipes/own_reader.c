/* own_reader.c - a reader for a format that the library lacks, with errors like its own.
 *
 *     own_reader [--quick] DATA OUT
 *
 * Structures of FHI-aims (geometry.in: lattice_vector and atom_frac or atom lines) become crystals. Memory comes from
 * the context, numbers are read whatever the locale says, and what is wrong is reported with its line through the
 * context, so that the caller sees one kind of error whoever found it. A file is written, read, and read again after a
 * number was spoilt. */
#include "recipe.h"

typedef struct geometry {
    double cell[9], *frac;
    int64_t vectors, atoms, *species;
} geometry;

static msbat_status at_line(msbat_context *c, msbat_status st, int64_t line, const char *what)
{
    char text[256];
    snprintf(text, sizeof text, "geometry.in, line %d: %s", (int)line, what);
    return msbat_context_report(c, st, text);
}

/* n numbers after word; *rest is left behind them. */
static msbat_status read_numbers(msbat_context *c, const char **rest, int n, double *value, int64_t line)
{
    for (int k = 0; k < n; k++) {
        size_t used;
        *rest += strspn(*rest, " \t");
        if (msbat_number_read(strlen(*rest), *rest, &value[k], &used)) /* has no context: no message of its own */
            return at_line(c, MSBAT_ERR_FORMAT, line, "a number was expected");
        *rest += used;
    }
    return MSBAT_OK;
}

/* One atom more; the arrays grow as realloc would have it. */
static msbat_status add_atom(msbat_context *c, geometry *g, const double frac[3], int64_t species)
{
    const size_t n = (size_t)g->atoms + 1;
    double *f = msbat_context_resize(c, g->frac, 3 * n * sizeof *f);
    if (f) g->frac = f;
    int64_t *s = f ? msbat_context_resize(c, g->species, n * sizeof *s) : NULL;
    if (!s) return MSBAT_ERR_MEMORY; /* the context has the message */
    g->species = s;
    memcpy(f + 3 * g->atoms, frac, 3 * sizeof *f);
    s[g->atoms++] = species;
    return MSBAT_OK;
}

static msbat_status read_line(msbat_context *c, geometry *g, const char *text, int64_t line)
{
    double value[3];
    int64_t species;
    char symbol[8] = "";
    text += strspn(text, " \t");
    if (*text == '#' || *text == '\n' || !*text) return MSBAT_OK;
    const int vector = strncmp(text, "lattice_vector ", 15) == 0, atom = strncmp(text, "atom_frac ", 10) == 0;
    if (!vector && !atom) return at_line(c, MSBAT_ERR_UNSUPPORTED, line, "neither lattice_vector nor atom_frac");
    text += vector ? 15 : 10;
    msbat_status st = read_numbers(c, &text, 3, value, line);
    if (st) return st;
    if (vector && g->vectors == 3) return at_line(c, MSBAT_ERR_FORMAT, line, "a fourth lattice vector");
    if (vector) return memcpy(g->cell + 3 * g->vectors++, value, sizeof value), MSBAT_OK;
    if (sscanf(text, "%7s", symbol) != 1 || msbat_species_read(symbol, &species))
        return at_line(c, MSBAT_ERR_FORMAT, line, "no such element");
    return add_atom(c, g, value, species);
}

static msbat_status read_geometry(msbat_context *c, const char *path, msbat_crystal **crystal)
{
    geometry g = {.vectors = 0};
    char text[256];
    msbat_status st = MSBAT_OK;
    FILE *f = fopen(path, "r");
    *crystal = NULL;
    if (!f) return msbat_context_report(c, MSBAT_ERR_FILE, "geometry.in cannot be opened");
    for (int64_t line = 1; !st && fgets(text, sizeof text, f); line++) st = read_line(c, &g, text, line);
    fclose(f);
    if (!st && g.vectors < 3) st = msbat_context_report(c, MSBAT_ERR_FORMAT, "geometry.in: fewer than three vectors");
    if (!st) st = msbat_crystal_create(c, g.cell, g.atoms, g.frac, g.species, crystal);
    msbat_context_release(c, g.frac), msbat_context_release(c, g.species);
    return st;
}

/* CsCl, so to speak, of lithium and oxygen: short enough to check by eye. */
static void write_geometry(const char *number)
{
    FILE *f = fopen(in(out, "geometry.in"), "w");
    if (!f) perror("geometry.in"), exit(1);
    fprintf(f, "# two atoms\nlattice_vector 3 0 0\nlattice_vector 0 3 0\nlattice_vector 0 0 3\n");
    fprintf(f, "atom_frac 0 0 0 Li\natom_frac .5 %s 5e-1 O\n", number);
    fclose(f);
}

int main(int argc, char **argv)
{
    msbat_crystal *crystal = NULL;
    double distance;
    char why[256];
    start(argc, argv);
    write_geometry("0.5");
    TRY(read_geometry(ctx, in(out, "geometry.in"), &crystal));
    TRY(msbat_crystal_get_distance(crystal, 0, 1, &distance));
    compare("distance of the two atoms [angstrom]", distance, 1.5 * sqrt(3.0), 1e-12);
    msbat_crystal_destroy(&crystal);
    write_geometry("0,5"); /* as a program in another locale writes it */
    compare("a comma is refused (status)", read_geometry(ctx, in(out, "geometry.in"), &crystal), MSBAT_ERR_FORMAT, 0);
    TRY(msbat_context_get_message(ctx, sizeof why, why));
    printf("  %s\n", why);
    return finish();
}
