/* link_transport.c - typed transport from kinetic Monte Carlo and from hop networks, tensors from images. */
#include <math.h>

#include "base/base_impl.h"
#include "link/link_impl.h"
#include "msbat/link.h"

static const double m2_per_s = 1e-8; /* of 1 angstrom^2/ps */

/* Filling and site density of a lattice against the phase. */
static msbat_status check_lattice(const msbat_context *ctx, const msbat_kmc *kmc, const msbat_phase *phase,
                                  int64_t index, double *x)
{
    const msbat_supercell *cell = NULL;
    const msbat_crystal *host = NULL;
    int64_t sites = 0, ions = 0, cells = 0;
    double volume = 0.0, wanted = 0.0, range[2];
    (void)msbat_kmc_get_site_count(kmc, &sites);
    (void)msbat_kmc_get_supercell(kmc, &cell);
    (void)msbat_supercell_get_cell_count(cell, &cells);
    (void)msbat_supercell_get_crystal(cell, &host);
    (void)msbat_crystal_get_volume(host, &volume);
    (void)msbat_phase_get_range(phase, range, NULL);
    msbat_status st = msbat_kmc_get_ion_count(kmc, &ions);
    st = msbat__pass(ctx, msbat__context_of(kmc), "msbat_transport_from_kmc", st);
    if (!st) st = msbat_phase_get_site_density(phase, &wanted);
    if (st) return msbat__pass(ctx, msbat__context_of(phase), "msbat_transport_from_kmc", st);
    double density = (double)sites / (MSBAT_AVOGADRO * volume * (double)cells * 1e-30);
    if (fabs(density - wanted) > 1e-6 * wanted)
        return msbat__fail(ctx, MSBAT_ERR_MISMATCH, "msbat_transport_from_kmc",
                           "lattice %d has %g mol sites/m^3, the phase has %g", index, density, wanted);
    *x = (double)ions / (double)sites;
    if (*x >= range[0] && *x <= range[1]) return MSBAT_OK;
    return msbat__fail(ctx, MSBAT_ERR_MISMATCH, "msbat_transport_from_kmc",
                       "lattice %d is filled to x = %g, outside the phase's range %g to %g", index, *x, range[0],
                       range[1]);
}

/* D_J by whichever of the two estimators has the smaller standard error: the low-variance one where hops are nearly
 * independent, the mean square where most hops are undone at once (their rate then cancels to a small rest). */
static msbat_status jump_diffusivity(const msbat_kmc *kmc, msbat_kmc_scalar scalar, double *d, double *error)
{
    double square = 0.0, square_error = 0.0;
    msbat_status st = msbat_kmc_get_diffusivity_scalar(kmc, MSBAT_KMC_JUMP, scalar, d, error);
    if (st) return st;
    st = msbat_kmc_get_diffusivity_scalar(kmc, MSBAT_KMC_JUMP_MEAN_SQUARE, scalar, &square, &square_error);
    if (!st && square > 0.0 && square_error < *error) { /* 0 +- 0: no window has seen a net move */
        *d = square;
        *error = square_error;
    }
    return st;
}

/* One row of the table: x, D [m^2/s], standard error, Haven ratio (tracer only: a jump diffusivity needs none). */
static msbat_status read_row(const msbat_context *ctx, const msbat_kmc *kmc, msbat_diffusivity_kind kind,
                             msbat_kmc_scalar scalar, double row[4])
{
    double d = 0.0, error = 0.0, jump = 0.0, jump_error = 0.0;
    msbat_status st = jump_diffusivity(kmc, scalar, &jump, &jump_error);
    if (!st && kind == MSBAT_DIFFUSIVITY_TRACER)
        st = msbat_kmc_get_diffusivity_scalar(kmc, MSBAT_KMC_TRACER, scalar, &d, &error);
    if (st && st != MSBAT_NO_PATH) return msbat__pass(ctx, msbat__context_of(kmc), "msbat_transport_from_kmc", st);
    if (st || jump <= 0.0)
        return msbat__fail(ctx, MSBAT_ERR_PHYSICS, "msbat_transport_from_kmc",
                           "the lattice with x = %g has D_J = %g +- %g angstrom^2/ps; a mobility must be above 0 (run "
                           "longer?)", row[0], jump, jump_error);
    bool tracer = kind == MSBAT_DIFFUSIVITY_TRACER;
    row[1] = (tracer ? d : jump) * m2_per_s;
    row[2] = (tracer ? error : jump_error) * m2_per_s;
    row[3] = tracer ? d / jump : 0.0;
    return MSBAT_OK;
}

static msbat_status fill_rows(const msbat_context *ctx, int64_t n, const msbat_kmc *const *kmc,
                              const msbat_phase *phase, msbat_diffusivity_kind kind, msbat_kmc_scalar scalar,
                              double *rows)
{
    double temperature = 0.0, first = 0.0;
    for (int64_t i = 0; i < n; i++) {
        if (!kmc[i]) return msbat__fail(ctx, MSBAT_ERR_NULL, "msbat_transport_from_kmc", "kmc[%d] is NULL", i);
        (void)msbat_kmc_get_temperature(kmc[i], &temperature);
        msbat_status st = check_lattice(ctx, kmc[i], phase, i, &rows[4 * i]);
        if (!st) st = read_row(ctx, kmc[i], kind, scalar, rows + 4 * i);
        if (st) return msbat__fail_within(ctx, st, "msbat_transport_from_kmc", "kmc[%d]", i);
        if (!i) first = temperature;
        if (temperature != first)
            return msbat__fail(ctx, MSBAT_ERR_MISMATCH, "msbat_transport_from_kmc",
                               "run %d is at %g K, run 0 at %g K", i, temperature, first);
    }
    return MSBAT_OK;
}

/* One row is a constant for every x to the table: that is said, in the source and in the log. */
static void name_source(const msbat_context *ctx, const char *what, int64_t n, const double *rows, size_t size,
                        char *text)
{
    if (n > 1) {
        msbat__format(size, text, "%s", what);
        return;
    }
    msbat__format(size, text, "%s at x = %g alone, taken as constant", what, rows[0]);
    msbat__log(ctx, 1, "transport from one composition, x = %g: its diffusivity is taken for every x", rows[0]);
}

/* Table with the names of the phase. */
static msbat_status make_table(msbat_context *ctx, const char *function, const msbat_phase *phase,
                               msbat_diffusivity_kind kind, double temperature, int64_t n, const double *rows,
                               const char *source, msbat_transport **transport)
{
    const char *host = NULL, *ion = NULL;
    char text[128];
    (void)msbat_phase_get_names(phase, &host, &ion);
    msbat_status st = msbat_transport_create_table(ctx, host, ion, kind, temperature, n, rows, transport);
    if (st) return msbat__pass(ctx, ctx, function, st);
    name_source(ctx, source, n, rows, sizeof text, text);
    st = msbat_transport_set_source(*transport, MSBAT_SOURCE_COMPUTED, text);
    if (st) msbat_transport_destroy(transport);
    return st;
}

msbat_status msbat_transport_from_kmc(int64_t n_kmc, const msbat_kmc *const *kmc, const msbat_phase *phase,
                                      msbat_diffusivity_kind kind, msbat_kmc_scalar scalar, msbat_transport **transport)
{
    if (transport) *transport = NULL;
    MSBAT__REQUIRE_HANDLE(phase);
    msbat_context *ctx = msbat__context_of(phase);
    MSBAT__REQUIRE(ctx, transport);
    MSBAT__REQUIRE(ctx, kmc);
    msbat_status st = msbat__check_count(ctx, __func__, "n_kmc", n_kmc, 1, 1000000);
    if (st) return st;
    if (kind != MSBAT_DIFFUSIVITY_JUMP && kind != MSBAT_DIFFUSIVITY_TRACER)
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, __func__,
                           "kind = %d; hops give a JUMP or a TRACER diffusivity, the chemical one follows from the "
                           "phase", (int64_t)(int)kind);
    double *rows = MSBAT__NEW_ZEROED(ctx, 4 * n_kmc, double), temperature = 0.0;
    if (!rows) return MSBAT_ERR_MEMORY;
    st = fill_rows(ctx, n_kmc, kmc, phase, kind, scalar, rows);
    if (!st) (void)msbat_kmc_get_temperature(kmc[0], &temperature);
    if (!st) st = make_table(ctx, __func__, phase, kind, temperature, n_kmc, rows, "kinetic Monte Carlo", transport);
    msbat__free(ctx, rows);
    return st;
}

static double scalar_of(const double d[9], msbat_kmc_scalar scalar)
{
    return scalar == MSBAT_KMC_IN_PLANE ? 0.5 * (d[0] + d[4]) : (d[0] + d[4] + d[8]) / 3.0;
}

static msbat_status check_network_call(const msbat_context *ctx, const msbat_phase *phase, msbat_carrier carrier,
                                       msbat_kmc_scalar scalar, int64_t n_x, const double *x)
{
    static const char function[] = "msbat_transport_from_network";
    double range[2];
    if (carrier != MSBAT_CARRIER_ION && carrier != MSBAT_CARRIER_VACANCY)
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, function, "carrier = %d is not in the list", (int64_t)(int)carrier);
    msbat_status st = msbat__check_count(ctx, function, "scalar", (int64_t)(int)scalar, 0, 1);
    if (!st) st = msbat__check_count(ctx, function, "n_x", n_x, 1, 1000000);
    if (!st) st = msbat__check_array(ctx, function, "x", "", n_x, x);
    (void)msbat_phase_get_range(phase, range, NULL);
    for (int64_t i = 0; i < n_x && !st; i++) {
        st = msbat__check_range(ctx, function, "x", "", x[i], 0.0, 1.0, carrier == MSBAT_CARRIER_VACANCY ? 3 : 0);
        if (!st && (x[i] < range[0] || x[i] > range[1]))
            st = msbat__fail(ctx, MSBAT_ERR_MISMATCH, function, "x[%d] = %g is outside the phase's range %g to %g", i,
                             x[i], range[0], range[1]);
    }
    return st;
}

/* The scalar of the network [m^2/s]; it averages directions, of which one with a path suffices. */
static msbat_status network_scalar(const msbat_context *ctx, const msbat_network *network, double temperature,
                                   msbat_kmc_scalar scalar, double *value)
{
    double d[9] = {0};
    msbat_status st = msbat_network_get_diffusivity(network, temperature, d);
    if (st && st != MSBAT_NO_PATH) return msbat__pass(ctx, ctx, "msbat_transport_from_network", st);
    *value = scalar_of(d, scalar) * m2_per_s;
    if (*value > 0.0) return MSBAT_OK;
    return msbat__fail(ctx, MSBAT_ERR_PHYSICS, "msbat_transport_from_network",
                       "the network has no path in the directions that scalar averages");
}

msbat_status msbat_transport_from_network(const msbat_network *network, const msbat_phase *phase, double temperature,
                                          msbat_carrier carrier, msbat_kmc_scalar scalar, int64_t n_x, const double *x,
                                          msbat_transport **transport)
{
    if (transport) *transport = NULL;
    MSBAT__REQUIRE_HANDLE(network);
    msbat_context *ctx = msbat__context_of(network);
    MSBAT__REQUIRE(ctx, transport);
    MSBAT__REQUIRE(ctx, phase);
    bool vacancy = carrier == MSBAT_CARRIER_VACANCY;
    double value = 0.0;
    msbat_status st = check_network_call(ctx, phase, carrier, scalar, n_x, x);
    if (!st) st = network_scalar(ctx, network, temperature, scalar, &value);
    if (st) return st;
    double *rows = MSBAT__NEW_ZEROED(ctx, 4 * n_x, double);
    if (!rows) return MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < n_x; i++) {
        rows[4 * i] = x[i];
        rows[4 * i + 1] = vacancy ? value * (1.0 - x[i]) / x[i] : value;
    }
    st = make_table(ctx, __func__, phase, MSBAT_DIFFUSIVITY_JUMP, temperature, n_x, rows,
                    vacancy ? "hop network, few vacancies" : "hop network, few ions", transport);
    msbat__free(ctx, rows);
    return st;
}

static const char *condition_name(msbat_homog_condition condition)
{
    switch (condition) {
    case MSBAT_HOMOG_PERIODIC: return "voxel image, periodic";
    case MSBAT_HOMOG_KUBC: return "voxel image, uniform gradient";
    case MSBAT_HOMOG_SUBC: return "voxel image, uniform flux";
    default: return "voxel image, fixed faces and closed sides, diagonal only";
    }
}

msbat_status msbat_tensor_from_homog(const msbat_homog *homog, msbat_homog_condition condition, msbat_tensor **tensor)
{
    if (tensor) *tensor = NULL;
    MSBAT__REQUIRE_HANDLE(homog);
    msbat_context *ctx = msbat__context_of(homog);
    MSBAT__REQUIRE(ctx, tensor);
    double relative[9], fraction = 0.0;
    msbat_status st = msbat_homog_get_relative(homog, condition, relative);
    if (!st) st = msbat_homog_get_conducting(homog, &fraction);
    if (!st && fraction == 0.0)
        return msbat__fail(ctx, MSBAT_ERR_PHYSICS, __func__,
                           "no voxel conducts: no label that occurs in the image has a conductivity above 0");
    if (!st) st = msbat_tensor_create(ctx, relative, fraction, tensor);
    if (!st) st = msbat_tensor_set_source(*tensor, MSBAT_SOURCE_COMPUTED, condition_name(condition));
    if (st) msbat_tensor_destroy(tensor);
    return msbat__pass(ctx, ctx, __func__, st);
}
