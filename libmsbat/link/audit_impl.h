/* audit_impl.h - how the parts of the audit note what they find. */
#ifndef MSBAT_AUDIT_IMPL_H
#define MSBAT_AUDIT_IMPL_H

#include "base/base_impl.h"
#include "msbat/link.h"

typedef enum audit_kind {
    AUDIT_PHASE, AUDIT_DEFECTS, AUDIT_CE, AUDIT_KMC, AUDIT_NETWORK, AUDIT_HOMOG, AUDIT_MATERIAL, AUDIT_CELL,
    AUDIT_PARTICLE
} audit_kind;

typedef struct audit_item {
    audit_kind kind;
    char *name;
    void *object;       /* retained, only read */
    double temperature; /* [K], 0 where the object knows it */
} audit_item;

/* Adds an entry: holds when residual <= threshold (a residual that is no number fails). law and meaning are literals,
 * meaning says what the residual is and its unit. st: of the calls that gave the residual; when they failed the law
 * fails with their message, except that MSBAT_ERR_MEMORY and MSBAT_CANCELLED are no verdict: they are returned. */
msbat_status msbat__audit_note(msbat_audit *audit, const audit_item *item, const char *law, msbat_status st,
                               double residual, double threshold, const char *meaning);
/* Adds an entry that does not apply, with the reason. */
msbat_status msbat__audit_skip(msbat_audit *audit, const audit_item *item, const char *law, const char *why);

/* One function an object kind: MSBAT_OK unless memory runs out or the caller cancels. */
msbat_status msbat__audit_phase(msbat_audit *audit, const audit_item *item);
msbat_status msbat__audit_defects(msbat_audit *audit, const audit_item *item);
msbat_status msbat__audit_ce(msbat_audit *audit, const audit_item *item);
msbat_status msbat__audit_kmc(msbat_audit *audit, const audit_item *item);
msbat_status msbat__audit_network(msbat_audit *audit, const audit_item *item);
msbat_status msbat__audit_homog(msbat_audit *audit, const audit_item *item);
msbat_status msbat__audit_material(msbat_audit *audit, const audit_item *item);
msbat_status msbat__audit_cell(msbat_audit *audit, const audit_item *item);
msbat_status msbat__audit_particle(msbat_audit *audit, const audit_item *item);

/* n compositions spread over range but for 1/500 of it at either end; none within 2 h of the end of a gap, where
 * derivatives jump. The grid begins at an irrational fraction, so that the knots of tables, which are short decimals,
 * do not fall within h of a point. */
msbat_status msbat__audit_points(const msbat_phase *phase, double temperature, const double range[2], double h,
                                 int64_t n, double *x);

/* Smallest eigenvalue, and asymmetry |a_ij - a_ji|, of a 3 x 3 tensor, both over its largest entry (0 for a zero
 * tensor). */
msbat_status msbat__audit_tensor(const msbat_context *ctx, const double d[9], double *least, double *asymmetry);

#endif
