/* ce_map.c - a relaxed structure onto the host: supercell, shift, assignment. */
#include "ce_impl.h"

#include <math.h>
#include <string.h>

#define ANCHORS 4       /* atoms from which a shift is tried */
#define MATCHES 500     /* supercells tried per limit of the strain */
#define FAR 1e6         /* cost of an assignment out of reach [angstrom^2] */

typedef struct hit {
    int64_t sub, off[3];  /* offset in the reduced host basis */
    double delta[3], d2;  /* from the site, in the reduced basis; squared distance [angstrom^2] */
} hit;

typedef struct mapper {
    const msbat_training *training;
    const msbat_ce *ce;
    const char *function;
    int64_t n, n_cells, rarest; /* atoms; host cells; species with which a shift is found */
    double cell[9];
    double *frac, *at, *sub_at; /* atoms in their cell; atoms and sublattices in the reduced host basis */
    int64_t *species, *site;
    hit *hits, *best_hits;
    double reduced[9], shift[3];
    int64_t transform[9], undo[9];
    bool fits;                  /* some supercell fitted */
    /* without a fit: least largest distance so far [angstrom], its atom, and the nearest site of its kind */
    double worst, worst_near;
    int64_t worst_atom, worst_sub;
} mapper;

static bool allowed(const msbat_ce *ce, int64_t species, int64_t sub)
{
    if (species == ce->filled || species == ce->empty) return ce->rank[sub] >= 0;
    return ce->rank[sub] < 0 && ce->species[sub] == species;
}

/* ---- how many host cells ---- */

static msbat_status wrong_count(const mapper *m, const char *what, int64_t species, int64_t atoms, int64_t host)
{
    return msbat__fail(m->ce->handle.ctx, MSBAT_ERR_MAPPING, m->function,
                       "%s: the structure has %d atoms of %s, the host cell %d sites for it", what, atoms,
                       msbat_species_symbol(species), host);
}

static int64_t count(int64_t n, const int64_t *species, int64_t which)
{
    int64_t total = 0;
    for (int64_t i = 0; i < n; i++) total += species[i] == which;
    return total;
}

static msbat_status cells_from_spectators(mapper *m)
{
    int64_t fewest = INT64_MAX;
    for (int64_t b = 0; b < m->ce->n_sub; b++) {
        int64_t s = m->ce->species[b];
        if (m->ce->rank[b] >= 0) continue;
        int64_t host = count(m->ce->n_sub, m->ce->species, s), atoms = count(m->n, m->species, s);
        if (!atoms || atoms % host)
            return wrong_count(m, "spectators do not make whole host cells", s, atoms, host);
        if (m->n_cells && atoms != m->n_cells * host)
            return msbat__fail(m->ce->handle.ctx, MSBAT_ERR_MAPPING, m->function,
                               "%d atoms of %s make %d host cells, the other spectators make %d", atoms,
                               msbat_species_symbol(s), (int64_t)(atoms / host), m->n_cells);
        m->n_cells = atoms / host;
        if (atoms < fewest) fewest = atoms, m->rarest = s;
    }
    return MSBAT_OK;
}

/* Without spectators: from the number of atoms when every site holds one, else from the volume. */
static void cells_from_active(mapper *m)
{
    const msbat_ce *ce = m->ce;
    double volume = fabs(msbat__ce_determinant(m->cell) / msbat__ce_determinant(ce->cell));
    m->n_cells = ce->empty ? m->n / ce->n_active : (int64_t)fmin(fmax(rint(volume), 1), 1e9);
    m->rarest = count(m->n, m->species, ce->filled) ? ce->filled : ce->empty;
}

static msbat_status count_cells(mapper *m)
{
    const msbat_ce *ce = m->ce;
    for (int64_t i = 0; i < m->n; i++) {
        bool known = false;
        for (int64_t b = 0; b < ce->n_sub; b++) known |= m->species[i] && allowed(ce, m->species[i], b);
        if (!known)
            return msbat__fail(ce->handle.ctx, MSBAT_ERR_MAPPING, m->function,
                               "atom %d is %s (%d), which the host does not have", i,
                               msbat_species_symbol(m->species[i]), m->species[i]);
    }
    msbat_status st = cells_from_spectators(m);
    if (st) return st;
    if (!m->n_cells) cells_from_active(m);
    int64_t filled = count(m->n, m->species, ce->filled), others = ce->empty ? count(m->n, m->species, ce->empty) : 0;
    int64_t sites = m->n_cells * ce->n_active;
    if (filled + others > sites || (ce->empty && filled + others != sites))
        return wrong_count(m, "the number of atoms does not suit the active sites", ce->filled, filled + others,
                           ce->n_active);
    if (!m->n) return msbat__fail(ce->handle.ctx, MSBAT_ERR_MAPPING, m->function, "the structure has no atoms");
    return MSBAT_OK;
}

/* ---- distances ---- */

static double length2(const double basis[9], const double f[3])
{
    double total = 0;
    for (int j = 0; j < 3; j++) {
        double r = f[0] * basis[j] + f[1] * basis[3 + j] + f[2] * basis[6 + j];
        total += r * r;
    }
    return total;
}

/* Nearest image of sublattice sub to the point u, both in the reduced basis. */
static hit nearest_image(const mapper *m, const double u[3], int64_t sub)
{
    hit best = {sub, {0, 0, 0}, {0, 0, 0}, INFINITY};
    double base[3], delta[3];
    for (int j = 0; j < 3; j++) base[j] = rint(u[j] - m->sub_at[3 * sub + j]);
    for (int k = 0; k < 27; k++) {
        const int step[3] = {k / 9 - 1, k / 3 % 3 - 1, k % 3 - 1};
        for (int j = 0; j < 3; j++) delta[j] = u[j] - m->sub_at[3 * sub + j] - base[j] - step[j];
        double d2 = length2(m->reduced, delta);
        if (!(d2 < best.d2)) continue;
        best.d2 = d2;
        for (int j = 0; j < 3; j++) best.off[j] = (int64_t)base[j] + step[j], best.delta[j] = delta[j];
    }
    return best;
}

static void find_hits(mapper *m)
{
    for (int64_t i = 0; i < m->n; i++) {
        double u[3];
        for (int j = 0; j < 3; j++) u[j] = m->at[3 * i + j] + m->shift[j];
        m->hits[i].d2 = INFINITY;
        for (int64_t b = 0; b < m->ce->n_sub; b++) {
            if (!allowed(m->ce, m->species[i], b)) continue;
            hit h = nearest_image(m, u, b);
            if (h.d2 < m->hits[i].d2) m->hits[i] = h;
        }
    }
}

static double mean_square(const mapper *m, const hit *hits)
{
    double total = 0;
    for (int64_t i = 0; i < m->n; i++) total += hits[i].d2;
    return total / (double)m->n;
}

/* Removes the mean displacement until the nearest sites no longer change. */
static void refine_shift(mapper *m)
{
    for (int round = 0; round < 50; round++) {
        double mean[3] = {0, 0, 0};
        find_hits(m);
        for (int64_t i = 0; i < m->n; i++)
            for (int j = 0; j < 3; j++) mean[j] += m->hits[i].delta[j] / (double)m->n;
        if (length2(m->reduced, mean) < 1e-20) return;
        for (int j = 0; j < 3; j++) m->shift[j] -= mean[j];
    }
    find_hits(m);
}

/* Best rigid shift; its hits go to best_hits. */
static void find_shift(mapper *m)
{
    double best = INFINITY, kept[3] = {0, 0, 0};
    int tried = 0;
    for (int64_t i = 0; i < m->n && tried < ANCHORS; i++) {
        if (m->species[i] != m->rarest) continue;
        tried++;
        for (int64_t b = 0; b < m->ce->n_sub; b++) {
            if (!allowed(m->ce, m->rarest, b)) continue;
            for (int j = 0; j < 3; j++) m->shift[j] = m->sub_at[3 * b + j] - m->at[3 * i + j];
            refine_shift(m);
            double d2 = mean_square(m, m->hits);
            if (!(d2 < best)) continue;
            best = d2;
            memcpy(m->best_hits, m->hits, (size_t)m->n * sizeof *m->hits);
            memcpy(kept, m->shift, sizeof kept);
        }
    }
    memcpy(m->shift, kept, sizeof kept);
}

/* ---- assignment ---- */

static msbat_status site_of(const mapper *m, const msbat_supercell *supercell, int64_t sub, const int64_t reduced[3],
                            int64_t *site)
{
    int64_t off[3];
    for (int j = 0; j < 3; j++)
        off[j] = reduced[0] * m->transform[j] + reduced[1] * m->transform[3 + j] + reduced[2] * m->transform[6 + j];
    return msbat_supercell_find_site(supercell, sub, off, site);
}

/* Costs of all sites within reach of atom i; and the image of its site (m->site) that is nearest, once there is one. */
static msbat_status fill_costs(mapper *m, const msbat_supercell *supercell, int64_t i, int64_t n_sites, double *cost)
{
    msbat_status st = MSBAT_OK;
    double u[3], reach = 2.25 * m->training->max_displacement * m->training->max_displacement;
    for (int64_t s = 0; s < n_sites; s++) cost[s] = FAR;
    for (int j = 0; j < 3; j++) u[j] = m->at[3 * i + j] + m->shift[j];
    for (int64_t b = 0; !st && b < m->ce->n_sub; b++) {
        if (!allowed(m->ce, m->species[i], b)) continue;
        const hit nearest = nearest_image(m, u, b);
        for (int k = 0; !st && k < 125; k++) {
            const int step[3] = {k / 25 - 2, k / 5 % 5 - 2, k % 5 - 2};
            int64_t site;
            hit h = nearest;
            for (int j = 0; j < 3; j++) h.off[j] += step[j], h.delta[j] -= step[j];
            h.d2 = length2(m->reduced, h.delta);
            if (h.d2 > reach || (st = site_of(m, supercell, b, h.off, &site)) || h.d2 >= cost[site]) continue;
            cost[site] = h.d2;
            if (site == m->site[i]) m->best_hits[i] = h;
        }
    }
    return st;
}

/* Displacements from the sites assigned, without their mean. */
static void recentre(mapper *m)
{
    double mean[3] = {0, 0, 0};
    for (int64_t i = 0; i < m->n; i++) {
        if (m->best_hits[i].d2 >= FAR) return;
        for (int j = 0; j < 3; j++) mean[j] += m->best_hits[i].delta[j] / (double)m->n;
    }
    for (int64_t i = 0; i < m->n; i++) {
        for (int j = 0; j < 3; j++) m->best_hits[i].delta[j] -= mean[j];
        m->best_hits[i].d2 = length2(m->reduced, m->best_hits[i].delta);
    }
}

static msbat_status assign_all(mapper *m, const msbat_supercell *supercell, int64_t n_sites)
{
    const msbat_context *ctx = m->ce->handle.ctx;
    int64_t size;
    double *cost = msbat__multiply(m->n, n_sites, &size) ? MSBAT__NEW(ctx, size, double) : NULL;
    msbat_status st = cost ? MSBAT_OK : MSBAT_ERR_MEMORY;
    for (int64_t i = 0; !st && i < m->n; i++) st = fill_costs(m, supercell, i, n_sites, &cost[i * n_sites]);
    if (!st) st = msbat__ce_assign(ctx, m->n, n_sites, cost, m->site);
    for (int64_t i = 0; !st && i < m->n; i++) {
        m->best_hits[i].d2 = FAR;
        st = fill_costs(m, supercell, i, n_sites, cost);
    }
    if (!st) recentre(m);
    msbat__free(ctx, cost);
    return st;
}

/* Sites of the nearest hits, or of the best assignment where two atoms are nearest to one site. */
static msbat_status assign(mapper *m, const msbat_supercell *supercell, int64_t n_sites)
{
    const msbat_context *ctx = m->ce->handle.ctx;
    int8_t *taken = MSBAT__NEW_ZEROED(ctx, n_sites, int8_t);
    bool twice = false;
    memcpy(m->hits, m->best_hits, (size_t)m->n * sizeof *m->hits); /* the nearest sites, for the message */
    msbat_status st = taken ? MSBAT_OK : MSBAT_ERR_MEMORY;
    for (int64_t i = 0; !st && i < m->n; i++) {
        st = site_of(m, supercell, m->best_hits[i].sub, m->best_hits[i].off, &m->site[i]);
        if (!st) twice |= taken[m->site[i]]++ > 0;
    }
    msbat__free(ctx, taken);
    return st || !twice ? st : assign_all(m, supercell, n_sites);
}

/* Keeps the supercell when it fits better than the ones before. */
static msbat_status judge(mapper *m, const msbat__ce_match *match, const msbat_supercell *supercell, int64_t n_sites,
                          msbat__ce_structure *mapped)
{
    double mean2 = mean_square(m, m->best_hits), worst = 0;
    int64_t atom = 0;
    for (int64_t i = 0; i < m->n; i++)
        if (m->best_hits[i].d2 > worst) worst = m->best_hits[i].d2, atom = i;
    worst = sqrt(worst);
    if (!m->fits && worst < m->worst) {
        m->worst = worst;
        m->worst_atom = atom;
        m->worst_near = sqrt(m->hits[atom].d2);
        m->worst_sub = m->hits[atom].sub;
    }
    if (worst > m->training->max_displacement || (m->fits && sqrt(mean2) > mapped->rms - 1e-7)) return MSBAT_OK;
    const msbat_ce *ce = m->ce;
    int64_t n = n_sites / ce->n_sub * ce->n_active;
    int8_t *occupation = MSBAT__NEW_ZEROED(ce->handle.ctx, n, int8_t);
    if (!occupation) return MSBAT_ERR_MEMORY;
    msbat__free(ce->handle.ctx, mapped->occupation);
    msbat__handle_release(mapped->supercell);
    mapped->supercell = msbat__handle_retain(supercell);
    mapped->occupation = occupation;
    mapped->n_sites = n;
    mapped->n_cells = m->n_cells;
    mapped->n_filled = 0;
    for (int64_t i = 0; i < m->n; i++)
        if (m->species[i] == ce->filled) {
            occupation[m->site[i] / ce->n_sub * ce->n_active + ce->rank[m->site[i] % ce->n_sub]] = 1;
            mapped->n_filled++;
        }
    mapped->rms = sqrt(mean2);
    mapped->max = worst;
    mapped->strain = match->strain;
    m->fits = true;
    return MSBAT_OK;
}

static msbat_status try_match(mapper *m, const msbat__ce_match *match, msbat__ce_structure *mapped)
{
    msbat_supercell *supercell = NULL;
    int64_t n_sites = 0;
    double host[9]; /* atoms in their cell -> reduced host basis: match . undo */
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++) {
            host[3 * a + b] = 0;
            for (int c = 0; c < 3; c++) host[3 * a + b] += (double)(match->matrix[3 * a + c] * m->undo[3 * c + b]);
        }
    for (int64_t i = 0; i < m->n; i++)
        for (int b = 0; b < 3; b++) {
            const double *f = &m->frac[3 * i];
            m->at[3 * i + b] = f[0] * host[b] + f[1] * host[3 + b] + f[2] * host[6 + b];
        }
    find_shift(m);
    msbat_status st = msbat_supercell_create(m->ce->host, match->matrix, &supercell);
    if (!st) st = msbat_supercell_get_site_count(supercell, &n_sites);
    if (!st) st = assign(m, supercell, n_sites);
    if (!st) st = judge(m, match, supercell, n_sites, mapped);
    msbat_supercell_destroy(&supercell);
    return st;
}

/* ---- all of it ---- */

static msbat_status try_strain(mapper *m, double limit, int64_t *n_matches, msbat__ce_structure *mapped)
{
    msbat__ce_match *matches = NULL;
    int64_t n = 0;
    msbat_status st = msbat__ce_match_cells(m->ce, m->cell, m->n_cells, limit, &n, &matches);
    for (int64_t i = 0; !st && i < n && i < MATCHES; i++) {
        st = try_match(m, &matches[i], mapped);
        if (m->fits && mapped->rms < 0.05 * m->training->max_displacement) break;
    }
    *n_matches = n;
    msbat__free(m->ce->handle.ctx, matches);
    return st;
}

static msbat_status refuse(const mapper *m, int64_t n_matches)
{
    const msbat_context *ctx = m->ce->handle.ctx;
    if (!n_matches)
        return msbat__fail(ctx, MSBAT_ERR_MAPPING, m->function,
                           "no supercell of %d host cells resembles the cell of the structure within strain %g",
                           m->n_cells, m->training->max_strain);
    const char *symbol = msbat_species_symbol(m->species[m->worst_atom]);
    if (m->worst > m->worst_near + 1e-9)
        return msbat__fail(ctx, MSBAT_ERR_MAPPING, m->function,
                           "atom %d (%s) shares its nearest site (host site %d, at %g angstrom) with another atom, and "
                           "no free site of its kind is within %g angstrom", m->worst_atom, symbol, m->worst_sub,
                           m->worst_near, m->training->max_displacement);
    return msbat__fail(ctx, MSBAT_ERR_MAPPING, m->function,
                       "atom %d (%s) is %g angstrom from its site (host site %d); at most %g is allowed "
                       "(max_displacement)", m->worst_atom, symbol, m->worst, m->worst_sub,
                       m->training->max_displacement);
}

static msbat_status mapper_start(mapper *m, const msbat_crystal *structure)
{
    const msbat_ce *ce = m->ce;
    const msbat_context *ctx = ce->handle.ctx;
    m->worst = INFINITY;
    msbat_status st = msbat_crystal_get_site_count(structure, &m->n);
    if (st) return st;
    m->frac = MSBAT__NEW(ctx, 3 * m->n, double);
    m->at = MSBAT__NEW(ctx, 3 * m->n, double);
    m->species = MSBAT__NEW(ctx, m->n, int64_t);
    m->site = MSBAT__NEW(ctx, m->n, int64_t);
    m->hits = MSBAT__NEW(ctx, m->n, hit);
    m->best_hits = MSBAT__NEW(ctx, m->n, hit);
    m->sub_at = MSBAT__NEW(ctx, 3 * ce->n_sub, double);
    if (!m->frac || !m->at || !m->species || !m->site || !m->hits || !m->best_hits || !m->sub_at)
        return MSBAT_ERR_MEMORY;
    st = msbat_crystal_get_sites(structure, m->n, m->frac, m->species);
    if (!st) st = msbat_crystal_get_cell(structure, m->cell);
    msbat__ce_reduce(ce->cell, m->reduced, m->transform);
    msbat__ce_invert_integer(m->transform, m->undo);
    for (int64_t b = 0; b < ce->n_sub; b++)
        for (int j = 0; j < 3; j++)
            m->sub_at[3 * b + j] = ce->frac[3 * b] * (double)m->undo[j] + ce->frac[3 * b + 1] * (double)m->undo[3 + j] +
                                   ce->frac[3 * b + 2] * (double)m->undo[6 + j];
    return st;
}

static void mapper_free(mapper *m)
{
    const msbat_context *ctx = m->ce->handle.ctx;
    msbat__free(ctx, m->frac);
    msbat__free(ctx, m->at);
    msbat__free(ctx, m->species);
    msbat__free(ctx, m->site);
    msbat__free(ctx, m->hits);
    msbat__free(ctx, m->best_hits);
    msbat__free(ctx, m->sub_at);
}

/* Small strains first: the wide search is long, and a good fit at small strain is the right one. */
msbat_status msbat__ce_map(const msbat_training *training, const char *function, const msbat_crystal *structure,
                           msbat__ce_structure *mapped)
{
    const double limits[] = {0.02, 0.06, training->max_strain};
    int64_t n_matches = 0;
    mapper m;
    memset(&m, 0, sizeof m);
    m.training = training;
    m.ce = training->ce;
    m.function = function;
    msbat_status st = mapper_start(&m, structure);
    if (!st) st = count_cells(&m);
    for (int k = 0; !st && k < 3; k++) {
        if (k < 2 && limits[k] >= training->max_strain) continue;
        st = try_strain(&m, limits[k], &n_matches, mapped);
        if (m.fits && mapped->rms <= 0.25 * training->max_displacement) break;
    }
    if (!st && !m.fits) st = refuse(&m, n_matches);
    mapper_free(&m);
    return st;
}
