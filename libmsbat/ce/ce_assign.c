/* ce_assign.c - least-cost assignment by shortest augmenting paths.
 *
 * R. Jonker, A. Volgenant, Computing 38 (1987) 325: rows are assigned one by one; each time the cheapest path through
 * the assignment so far, in reduced costs, is found and the potentials are updated. */
#include "ce_impl.h"

#include <math.h>
#include <string.h>

typedef struct solver {
    int64_t m;
    const double *cost;
    double *u, *v, *least;  /* potentials of rows and columns; cheapest known path to a column */
    int64_t *row, *before;  /* row of a column (-1: free); column before it on the path */
    int8_t *done;
} solver;

/* The row r that has no column yet starts a path; returns the free column where the cheapest path ends. */
static int64_t cheapest_path(solver *s, int64_t r)
{
    int64_t column = s->m;
    for (int64_t j = 0; j <= s->m; j++) s->least[j] = INFINITY, s->done[j] = 0;
    s->row[column] = r;
    while (s->row[column] >= 0) {
        int64_t i = s->row[column], next = s->m;
        double delta = INFINITY;
        s->done[column] = 1;
        for (int64_t j = 0; j < s->m; j++) {
            if (s->done[j]) continue;
            double reduced = s->cost[i * s->m + j] - s->u[i] - s->v[j];
            if (reduced < s->least[j]) s->least[j] = reduced, s->before[j] = column;
            if (s->least[j] < delta) delta = s->least[j], next = j;
        }
        for (int64_t j = 0; j <= s->m; j++) {
            if (s->done[j]) s->u[s->row[j]] += delta, s->v[j] -= delta;
            else s->least[j] -= delta;
        }
        column = next;
    }
    return column;
}

msbat_status msbat__ce_assign(const msbat_context *ctx, int64_t n, int64_t m, const double *cost, int64_t *column)
{
    solver s = {m, cost, NULL, NULL, NULL, NULL, NULL, NULL};
    msbat_status st = MSBAT_ERR_MEMORY;
    s.u = MSBAT__NEW_ZEROED(ctx, n, double);
    s.v = MSBAT__NEW_ZEROED(ctx, m + 1, double);
    s.least = MSBAT__NEW(ctx, m + 1, double);
    s.row = MSBAT__NEW(ctx, m + 1, int64_t);
    s.before = MSBAT__NEW_ZEROED(ctx, m + 1, int64_t);
    s.done = MSBAT__NEW(ctx, m + 1, int8_t);
    if (!s.u || !s.v || !s.least || !s.row || !s.before || !s.done) goto done;
    for (int64_t j = 0; j <= m; j++) s.row[j] = -1;
    for (int64_t r = 0; r < n; r++) {
        int64_t j = cheapest_path(&s, r);
        for (; j != m; j = s.before[j]) s.row[j] = s.row[s.before[j]];
    }
    for (int64_t j = 0; j < m; j++)
        if (s.row[j] >= 0) column[s.row[j]] = j;
    st = MSBAT_OK;
done:
    msbat__free(ctx, s.u);
    msbat__free(ctx, s.v);
    msbat__free(ctx, s.least);
    msbat__free(ctx, s.row);
    msbat__free(ctx, s.before);
    msbat__free(ctx, s.done);
    return st;
}
