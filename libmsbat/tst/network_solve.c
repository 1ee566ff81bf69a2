/* network_solve.c - diffusivity of one connected part of a network.
 *
 * With c = p k the conductance of a hop at equilibrium, D is the least value over all site functions phi of
 *     sum over hops c (r + phi_b - phi_a)(r + phi_b - phi_a)'
 * (the least value contains the correlation term). Sites are eliminated one by one: a site with hops (c_i, r_i) to
 * the sites i is the same as hops (c_i c_j / sum c, r_j - r_i) between each two of these, and two hops (c_1, r_1),
 * (c_2, r_2) between the same sites are the same as one with c_1 + c_2 and the mean of r, plus the constant c_1 c_2 /
 * (c_1 + c_2) (r_1 - r_2)(r_1 - r_2)'. Nothing is ever subtracted but displacements, so that rates of any spread keep
 * their accuracy.
 *
 * D does not change if phi is shifted, which gives each site a place of its own: places are chosen along a spanning
 * tree of the fastest hops. Hops of the tree then have displacement 0 and the others a vector by which a cycle
 * closes: 0, or a lattice vector of the crystal. Directions without a path hold zeros only, and stay exactly 0. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tst/network_impl.h"

typedef struct edge {
    double log_c;    /* logarithm of the conductance [THz] times the partition sum */
    double c;        /* relative to the largest */
    int64_t a, b;    /* local sites */
    double r[3];
    int64_t number;  /* of the hop, to sort alike */
    bool in_tree;
} edge;

typedef struct work {
    int64_t n_sites, n_edges;
    int64_t *local;     /* of every site of the network, or -1 */
    int64_t *parent;    /* n_sites: union-find */
    double *place;      /* 3 n_sites */
    bool *placed;
    edge *edges;
    double *c, *r;      /* n_sites^2 and 3 n_sites^2, used for i < j: r from i to j */
    double tensor[9];
} work;

static void add_square(double tensor[9], double weight, const double d[3])
{
    for (int64_t i = 0; i < 3; i++)
        for (int64_t j = 0; j < 3; j++) tensor[3 * i + j] += weight * (d[i] * d[j]);
}

/* Adds a hop of conductance c and displacement r from site i to site j. */
static void add_edge(work *w, int64_t i, int64_t j, double c, const double r[3])
{
    int64_t low = i < j ? i : j, high = i < j ? j : i;
    double sign = i < j ? 1.0 : -1.0, *conductance = w->c + low * w->n_sites + high;
    double *mean = w->r + 3 * (low * w->n_sites + high), difference[3];
    if (i == j) {
        add_square(w->tensor, c, r);
        return;
    }
    double sum = *conductance + c;
    if (!(sum > 0.0)) return;
    double share = c / sum;
    for (int64_t k = 0; k < 3; k++) {
        difference[k] = sign * r[k] - mean[k];
        mean[k] += share * difference[k];
    }
    add_square(w->tensor, *conductance * share, difference);
    *conductance = sum;
}

/* Takes the last of m sites out. */
static void eliminate(work *w, int64_t last)
{
    double sum = 0.0, r[3];
    int64_t n = w->n_sites;
    for (int64_t i = 0; i < last; i++) sum += w->c[i * n + last];
    for (int64_t i = 0; i < last; i++) {
        double ci = w->c[i * n + last];
        const double *ri = w->r + 3 * (i * n + last);
        for (int64_t j = i + 1; j < last && ci > 0.0; j++) {
            double cj = w->c[j * n + last];
            const double *rj = w->r + 3 * (j * n + last);
            if (!(cj > 0.0)) continue;
            for (int64_t k = 0; k < 3; k++) r[k] = ri[k] - rj[k];
            add_edge(w, i, j, ci * (cj / sum), r);
        }
    }
}

static int faster_first(const void *a, const void *b)
{
    const edge *e = a, *f = b;
    if (e->log_c > f->log_c || e->log_c < f->log_c) return e->log_c > f->log_c ? -1 : 1;
    return (e->number > f->number) - (e->number < f->number);
}

static int64_t root_of(int64_t *parent, int64_t i)
{
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
}

/* Kruskal's spanning tree of the sorted edges. */
static void choose_tree(work *w)
{
    for (int64_t i = 0; i < w->n_sites; i++) w->parent[i] = i;
    for (int64_t e = 0; e < w->n_edges; e++) {
        int64_t a = root_of(w->parent, w->edges[e].a), b = root_of(w->parent, w->edges[e].b);
        w->edges[e].in_tree = a != b;
        w->parent[a] = b;
    }
}

/* Places of the sites along the tree. Each sweep places at least one more site, usually most of them. */
static void place_sites(work *w)
{
    bool more = true;
    w->placed[0] = true;
    while (more) {
        more = false;
        for (int64_t e = 0; e < w->n_edges; e++) {
            const edge *h = w->edges + e;
            if (!h->in_tree || w->placed[h->a] == w->placed[h->b]) continue;
            int64_t from = w->placed[h->a] ? h->a : h->b, to = w->placed[h->a] ? h->b : h->a;
            double sign = from == h->a ? 1.0 : -1.0;
            for (int64_t k = 0; k < 3; k++) w->place[3 * to + k] = w->place[3 * from + k] + sign * h->r[k];
            w->placed[to] = more = true;
        }
    }
}

/* Displacements relative to the places: exactly 0 along the tree and where a cycle closes within the tolerance. */
static void close_cycles(work *w, double tolerance)
{
    for (int64_t e = 0; e < w->n_edges; e++) {
        edge *h = w->edges + e;
        for (int64_t k = 0; k < 3; k++) {
            double gap = w->place[3 * h->a + k] + h->r[k] - w->place[3 * h->b + k];
            h->r[k] = h->in_tree || fabs(gap) <= tolerance ? 0.0 : gap;
        }
    }
}

static void number_sites(const msbat_network *network, const int64_t *part, int64_t which, work *w)
{
    w->n_sites = w->n_edges = 0;
    for (int64_t i = 0; i < network->n_sites; i++) w->local[i] = part[i] == which ? w->n_sites++ : -1;
    for (int64_t h = 0; h < network->n_hops; h++) w->n_edges += part[network->hops[h].a] == which;
}

static void gather_edges(const msbat_network *network, double kt, work *w)
{
    int64_t n = 0;
    for (int64_t h = 0; h < network->n_hops; h++) {
        const msbat__hop *hop = network->hops + h;
        if (w->local[hop->a] < 0) continue;
        w->edges[n++] = (edge){.log_c = log(hop->nu) - hop->saddle / kt, .a = w->local[hop->a],
                               .b = w->local[hop->b], .r = {hop->r[0], hop->r[1], hop->r[2]}, .number = h};
    }
    qsort(w->edges, (size_t)n, sizeof *w->edges, faster_first);
}

static bool new_arrays(const msbat_context *ctx, work *w)
{
    int64_t n = w->n_sites;
    return (w->parent = MSBAT__NEW(ctx, n, int64_t)) && (w->place = MSBAT__NEW_ZEROED(ctx, 3 * n, double)) &&
           (w->placed = MSBAT__NEW_ZEROED(ctx, n, bool)) && (w->edges = MSBAT__NEW(ctx, w->n_edges, edge)) &&
           (w->c = MSBAT__NEW_ZEROED(ctx, n * n, double)) && (w->r = MSBAT__NEW_ZEROED(ctx, 3 * n * n, double));
}

static void free_arrays(const msbat_context *ctx, work *w)
{
    msbat__free(ctx, w->local);
    msbat__free(ctx, w->parent);
    msbat__free(ctx, w->place);
    msbat__free(ctx, w->placed);
    msbat__free(ctx, w->edges);
    msbat__free(ctx, w->c);
    msbat__free(ctx, w->r);
}

/* Conductances relative to the fastest; their spread must leave room for products in double precision. */
static msbat_status scale_edges(const msbat_network *network, work *w, double *log_scale)
{
    const double limit = 575.6; /* ln 1e250 */
    double top = w->edges[0].log_c, spread = top - w->edges[w->n_edges - 1].log_c;
    *log_scale = top;
    if (!(spread <= limit))
        return msbat__fail(network->handle.ctx, MSBAT_ERR_OVERFLOW, "msbat_network_get_diffusivity",
                           "the rates of hops %d and %d differ by a factor exp(%g); at most exp(%g) is possible",
                           w->edges[0].number, w->edges[w->n_edges - 1].number, spread, limit);
    for (int64_t e = 0; e < w->n_edges; e++) w->edges[e].c = exp(w->edges[e].log_c - top);
    return MSBAT_OK;
}

static msbat_status solve(const msbat_network *network, double kt, work *w, double *log_scale)
{
    gather_edges(network, kt, w);
    msbat_status st = scale_edges(network, w, log_scale);
    if (st) return st;
    choose_tree(w);
    place_sites(w);
    close_cycles(w, network->closure_tolerance);
    for (int64_t e = 0; e < w->n_edges; e++)
        add_edge(w, w->edges[e].a, w->edges[e].b, w->edges[e].c, w->edges[e].r);
    for (int64_t last = w->n_sites - 1; last > 0; last--) eliminate(w, last);
    return MSBAT_OK;
}

msbat_status msbat__network_solve(const msbat_network *network, const int64_t *part, int64_t which, double kt,
                                  double tensor[9], double *log_scale)
{
    const msbat_context *ctx = network->handle.ctx;
    work w = {.local = MSBAT__NEW(ctx, network->n_sites, int64_t)};
    msbat_status st = MSBAT_ERR_MEMORY;
    if (!w.local) return st;
    number_sites(network, part, which, &w);
    *log_scale = 0.0;
    if (w.n_edges == 0) st = MSBAT_OK;
    else if (new_arrays(ctx, &w)) st = solve(network, kt, &w, log_scale);
    if (!st) memcpy(tensor, w.tensor, sizeof w.tensor);
    free_arrays(ctx, &w);
    return st;
}
