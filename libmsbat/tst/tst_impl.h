/* tst_impl.h - shared by the sources of tst only. */
#ifndef MSBAT_TST_IMPL_H
#define MSBAT_TST_IMPL_H

#include "base/base_impl.h"
#include "msbat/tst.h"

/* The caller's energy function with what it told. */
typedef struct msbat__tst_source {
    msbat_energy_fn energy;
    void *user;
    int code;      /* last value that was not 0 */
    int64_t bad;   /* coordinate whose gradient was not finite; -1 energy not finite; -2 the function said so */
} msbat__tst_source;

/* One call: 0 = done, 1 = cannot be evaluated here, -1 = stop. counter is raised. */
int msbat__tst_call(msbat__tst_source *source, int64_t n, const double *x, double *energy, double *gradient,
                    int64_t *counter);
/* Puts what went wrong in words: text[96]. */
void msbat__tst_complaint(const msbat__tst_source *source, int64_t dimension, size_t size, char *text);

double msbat__tst_dot(int64_t n, const double *a, const double *b);
/* Largest norm of the n_atoms blocks of v; atom (may be NULL): whose it is. */
double msbat__tst_largest(int64_t n_atoms, int64_t dimension, const double *v, int64_t *atom);

/* ---- nudged elastic band ------------------------------------------------------------------------------------- */
enum { MSBAT__NEB_HISTORY = 12 };

/* Everything that belongs to one position of the band. x and gradient of all images, ends included; force of the
 * moving images only. */
typedef struct msbat__neb_band {
    double *x, *gradient, *energy, *force;
    double size;   /* largest norm of the band force on one atom [eV/angstrom] */
} msbat__neb_band;

struct msbat_neb {
    msbat__handle handle;
    double spring, spring_ratio, force_tolerance, max_step, end_force_limit;
    int64_t climbing, saddle_only, max_iterations;
    int64_t n_atoms, dimension, n_images, n;   /* n = n_atoms * dimension */
    int64_t *moving;
    msbat__neb_band now, next;
    double *tangent;                           /* n */
    bool ends_known, band_known, converged, certified;
    int64_t climber;                           /* image that climbs, 0 for none yet */
    double end_residual[2];
    int64_t end_atom[2];
    double target;                             /* residual at which the next certificate is tried */
    double saddle_residual, band_residual, start_residual, curvature;
    double step;                               /* of the integrator, 0 before the first */
    double *dx, *df;                           /* differences of past positions and forces, MSBAT__NEB_HISTORY rows */
    double gram[MSBAT__NEB_HISTORY][MSBAT__NEB_HISTORY];
    int64_t n_history, history_next;
    int64_t window_used;                       /* steps of the extrapolation that is watched */
    bool stagnant;                             /* Anderson steps were caught; BFGS steps since */
    double window_force;
    int64_t iterations, image_calls, end_calls, certificate_calls;
    int code;
};

/* neb_force.c: tangent of image i of band, unit length; the forces of the whole band with its residuals. */
void msbat__neb_tangent(const msbat_neb *neb, const msbat__neb_band *band, int64_t i, double *tangent);
void msbat__neb_forces(msbat_neb *neb, msbat__neb_band *band);
void msbat__neb_residuals(msbat_neb *neb);
/* neb_run.c: the highest of the moving images; one image evaluated (0 done, 1 cannot be, -1 stop), and the message
 * if not. */
int msbat__neb_evaluate(msbat_neb *neb, msbat__tst_source *source, msbat__neb_band *band, int64_t i, int64_t *counter);
msbat_status msbat__neb_failed(const msbat_neb *neb, const msbat__tst_source *source, const char *what, int64_t image);
int64_t msbat__neb_highest(const msbat_neb *neb);
/* neb_extrapolate.c: adds the step from now to next to the history; forgets it; fills next.x with a move, or false. */
void msbat__neb_remember(msbat_neb *neb);
void msbat__neb_forget(msbat_neb *neb);
bool msbat__neb_extrapolate(msbat_neb *neb);
/* neb_step.c: fills next.x from now (true: by extrapolation); takes next for now, or not, by its forces. */
bool msbat__neb_propose(msbat_neb *neb);
void msbat__neb_consume(msbat_neb *neb, bool extrapolated);
/* neb_certify.c: MSBAT_OK if the climbing image has a direction of negative curvature. */
msbat_status msbat__neb_certify(msbat_neb *neb, msbat__tst_source *source);

#endif
