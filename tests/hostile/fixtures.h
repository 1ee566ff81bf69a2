/* fixtures.h - one small valid object of every type, and one that was only just created, for the hostile calls.
 * A type of the public headers that is missing here does not compile in what generate.pl makes. */
#ifndef MSBAT_TESTS_HOSTILE_FIXTURES_H
#define MSBAT_TESTS_HOSTILE_FIXTURES_H

#include "msbat.h"

#define FIXTURE_TYPES(X)                                                                                        \
    X(context) X(crystal) X(symmetry) X(supercell) X(phase) X(defects) X(hull) X(ce) X(training) X(mc) X(kmc)    \
    X(neb) X(hessian) X(network) X(image) X(packing) X(homog) X(rev) X(transport) X(tensor) X(material)          \
    X(material_view) X(electrolyte) X(cell) X(timescales) X(particle) X(audit) X(frames) X(table) X(voxels)      \
    X(array) X(json)

typedef struct objects {
#define FIXTURE_MEMBER(type) msbat_##type *type;
    FIXTURE_TYPES(FIXTURE_MEMBER)
#undef FIXTURE_MEMBER
} objects;

typedef struct fixture {
    objects full;  /* everything set, run, solved: calls with good arguments succeed */
    objects fresh; /* as its create function leaves it, the smallest there is */
    msbat_phase *gapped;                    /* a regular solution below its critical temperature */
    msbat_phase *negative;
    msbat_hessian *saddle, *unfilled;
    msbat_kmc *bare_kmc;                    /* without hops */
    msbat_network *measured;                /* made from rates */
    msbat_transport *tracer, *negative_transport;
    msbat_material *negative_material;
    msbat_voxels *wide;                     /* of 16 bits */
    msbat_kmc *free_kmc;                    /* without energies */
    msbat_homog *porous;                    /* what conducts, conducts alike */
    const msbat_mc *mc_list[2];             /* at two temperatures */
    const msbat_kmc *kmc_list[2];           /* at two fillings */
    int64_t n_terms;                        /* of full.ce */
    int64_t n_rows, n_profile;              /* of the run of full.cell */
    int64_t n_rates;                        /* hops that full.kmc can make */
} fixture;

/* Makes everything on contexts with the allocator of limits.h; files to be read are written into the working
 * directory. Ends the program when a step fails. */
void fixture_make(fixture *f);
void fixture_make_atoms(fixture *f);
void fixture_make_cells(fixture *f);
void fixture_make_files(fixture *f);
void fixture_make_fresh(fixture *f);

void fixture_failed(const fixture *f, const char *call, msbat_status status);
#define MUST(f, call)                                                                                           \
    do {                                                                                                        \
        msbat_status st_ = (call);                                                                              \
        if (st_) fixture_failed((f), #call, st_);                                                               \
    } while (0)

/* Callbacks that behave: a double well of any number of coordinates, and smooth positive functions. */
int good_energy(int64_t n, const double *x, double *energy, double *gradient, void *user);
int good_ocv(int64_t n, const double *x, double *voltage, double *slope, void *user);
int good_exchange_current(int64_t n, const double *c_e, const double *x, double temperature, double *i0, void *user);
int good_electrolyte(int64_t n, const double *c, double temperature, double *value, void *user);
int good_barrier(int64_t hop_class, int64_t from, int64_t to, int64_t n_sites, const int8_t *occupation,
                 double *barrier_ev, double *nu_thz, void *user);
int good_derivative(const int64_t matrix[9], int64_t n, const int8_t *occupation, void *user);

#endif
