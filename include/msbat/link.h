/* msbat/link.h - the grammar of the chain: constructors that turn the results of one layer into what the next one
 * takes, and the audit that evaluates every law on the objects in use.
 *
 * Objects of this header:
 *   msbat_audit    a list of objects and, after a run, the residual of each law on each of them
 *
 * The constructors make objects of other headers (msbat_phase, msbat_transport, msbat_tensor). Each refuses what does
 * not belong together: the message says which two things disagree. Nothing is extrapolated.
 */
#ifndef MSBAT_LINK_H
#define MSBAT_LINK_H

#include "msbat/base.h"
#include "msbat/ce.h"
#include "msbat/chemomech.h"
#include "msbat/crystal.h"
#include "msbat/echem.h"
#include "msbat/homog.h"
#include "msbat/kmc.h"
#include "msbat/material.h"
#include "msbat/thermo.h"
#include "msbat/tst.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Phase from Monte Carlo ------------------------------------------------------------------------------------- */

/* Phase of ion in host (names) from the last isotherms of n_mc Monte Carlo handles on one host (same cell and sites,
 * MSBAT_ERR_MISMATCH), at different temperatures in increasing order. mu of a point is the exchange potential of the
 * run, its standard error that of x times d mu/dx = kT Gamma/x. Points with x = 0 or 1 carry no information on mu and
 * are left out, as are points whose x does not rise by more than its error against the one before; four must remain
 * at each temperature (MSBAT_ERR_RANGE). The site density is set from the host: active sites / (N_A V). mu_ref_ev:
 * chemical potential of the ion's metal in the energies of the expansion [eV].
 * A first-order transition (a hysteresis loop of the two walks, or a jump of x within one step of mu beyond ten times
 * what the fluctuations at both sides allow) becomes a tie line: two phases at one mu, the middle of the step in which
 * the stable branch changes, known to half that step: refine the list of mu there. It is a gap of the phase, subject
 * to policy (MSBAT_GAP_REFUSE refuses it), and the log names it. Loops flagged MSBAT_MC_UNDECIDED are refused
 * (MSBAT_ERR_CONVERGENCE), unless policy is MSBAT_GAP_CONVEXIFY: then they are cut in their middle.
 * MSBAT_ERR_STATE: a handle without isotherm. */
MSBAT_API msbat_status msbat_phase_from_isotherms(int64_t n_mc, const msbat_mc *const *mc, const char *host,
                                                  const char *ion, double mu_ref_ev, msbat_gap_policy policy,
                                                  msbat_phase **phase);

/* ---- Transport --------------------------------------------------------------------------------------------------- */

/* Transport of the phase's ion from n_kmc kinetic Monte Carlo runs at one temperature and increasing filling: JUMP from
 * D_J (of the low-variance and the mean-square estimator the one with the smaller standard error), or TRACER from
 * D_star together with the Haven ratio D_star/D_J; scalar names the component that a particle model takes. 1
 * angstrom^2/ps = 1e-8 m^2/s. A full or empty lattice, or a frozen run, has no mobility: MSBAT_ERR_PHYSICS.
 * MSBAT_ERR_MISMATCH when temperatures differ, when the site density of a lattice is not that of the phase (relative
 * 1e-6), or its filling lies outside the phase's range. MSBAT_ERR_ARGUMENT for the kind CHEMICAL or an unknown scalar.
 * The source is recorded as computed. One run (n_kmc = 1) becomes a constant for every composition, which the source
 * and the log say. */
MSBAT_API msbat_status msbat_transport_from_kmc(int64_t n_kmc, const msbat_kmc *const *kmc, const msbat_phase *phase,
                                                msbat_diffusivity_kind kind, msbat_kmc_scalar scalar,
                                                msbat_transport **transport);

/* Which carrier a hop network moves. */
typedef enum msbat_carrier {
    MSBAT_CARRIER_ION = 0,     /* few ions on a nearly empty lattice: D_J = D of the network */
    MSBAT_CARRIER_VACANCY = 1, /* few vacancies: D_J = D (1 - x)/x */
    MSBAT_CARRIER_INT_SIZED = 0x7fffffff
} msbat_carrier;

/* Jump transport of the phase's ion at n_x increasing compositions from a hop network of one independent carrier at
 * temperature [K]: valid where the carriers are few, which is the caller's claim and is recorded in the source.
 * scalar as above. MSBAT_ERR_PHYSICS when the network has no path in the plane or space that scalar averages;
 * MSBAT_ERR_MISMATCH when an x lies outside the phase's range; MSBAT_ERR_ARGUMENT for an unknown carrier or scalar. */
MSBAT_API msbat_status msbat_transport_from_network(const msbat_network *network, const msbat_phase *phase,
                                                    double temperature, msbat_carrier carrier, msbat_kmc_scalar scalar,
                                                    int64_t n_x, const double *x, msbat_transport **transport);

/* ---- Effective tensor ------------------------------------------------------------------------------------------- */

/* Tensor of the network whose labels conduct in homog, relative to sigma_0, with the conducting fraction. The
 * condition must have been solved (MSBAT_ERR_STATE); the source is recorded as computed. */
MSBAT_API msbat_status msbat_tensor_from_homog(const msbat_homog *homog, msbat_homog_condition condition,
                                               msbat_tensor **tensor);

/* ---- Audit ------------------------------------------------------------------------------------------------------ */

typedef struct msbat_audit msbat_audit;

/* What the audit found of a law on an object. */
typedef enum msbat_verdict {
    MSBAT_VERDICT_HOLDS = 0,
    MSBAT_VERDICT_FAILS = 1,
    MSBAT_VERDICT_NOT_APPLICABLE = 2, /* the text says why */
    MSBAT_VERDICT_INT_SIZED = 0x7fffffff
} msbat_verdict;

/* An audit without objects. MSBAT_ERR_NULL, MSBAT_ERR_MEMORY. */
MSBAT_API msbat_status msbat_audit_create(msbat_context *ctx, msbat_audit **audit);
MSBAT_API void msbat_audit_destroy(msbat_audit **audit);

/* Objects to be audited, retained; name appears in the report. A cell brings its electrodes' materials along, a
 * material its phase. temperature [K]: where phase, network and material are evaluated. The entries of an earlier run
 * are dropped. */
MSBAT_API msbat_status msbat_audit_add_phase(msbat_audit *audit, const char *name, const msbat_phase *phase,
                                             double temperature);
MSBAT_API msbat_status msbat_audit_add_defects(msbat_audit *audit, const char *name, const msbat_defects *defects);
MSBAT_API msbat_status msbat_audit_add_ce(msbat_audit *audit, const char *name, const msbat_ce *ce);
MSBAT_API msbat_status msbat_audit_add_kmc(msbat_audit *audit, const char *name, const msbat_kmc *kmc);
MSBAT_API msbat_status msbat_audit_add_network(msbat_audit *audit, const char *name, const msbat_network *network,
                                               double temperature);
MSBAT_API msbat_status msbat_audit_add_homog(msbat_audit *audit, const char *name, const msbat_homog *homog);
MSBAT_API msbat_status msbat_audit_add_material(msbat_audit *audit, const char *name, const msbat_material *material,
                                                double temperature);
MSBAT_API msbat_status msbat_audit_add_cell(msbat_audit *audit, const char *name, const msbat_cell *cell);
MSBAT_API msbat_status msbat_audit_add_particle(msbat_audit *audit, const char *name, const msbat_particle *particle);

/* Evaluates every law on every object, from the objects' present values through public calls. A law that fails is an
 * entry, not an error. MSBAT_CANCELLED drops the entries. */
MSBAT_API msbat_status msbat_audit_run(msbat_audit *audit);

/* Entries, and how many of them fail. MSBAT_ERR_STATE before a run. Either may be NULL. */
MSBAT_API msbat_status msbat_audit_get_count(const msbat_audit *audit, int64_t *n_entries, int64_t *n_failed);
/* Law and object (constant texts and names owned by audit), verdict; each may be NULL. */
MSBAT_API msbat_status msbat_audit_get_entry(const msbat_audit *audit, int64_t entry, const char **law,
                                             const char **object, msbat_verdict *verdict);
/* Residual and the threshold it is held against, both in the units that the text names; statistical laws give the
 * number of combined standard errors, against 5.5. */
MSBAT_API msbat_status msbat_audit_get_residual(const msbat_audit *audit, int64_t entry, double *residual,
                                                double *threshold);
/* One line: verdict, object, law, residual, threshold, and what it means. Owned by audit. */
MSBAT_API msbat_status msbat_audit_get_text(const msbat_audit *audit, int64_t entry, const char **text);

#ifdef __cplusplus
}
#endif
#endif
