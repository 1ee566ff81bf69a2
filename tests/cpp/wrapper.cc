/* The C++ wrapper: handles move and outlive each other, a status becomes an exception with the message, counts come
 * from the spans, results are the bits that the C functions give, and what a callback throws leaves the call. */
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "msbat.hpp"

static void fail(int line, const char *what)
{
    std::fprintf(stderr, "line %d: %s\n", line, what);
    std::exit(1);
}
#define CHECK(condition) ((condition) ? static_cast<void>(0) : fail(__LINE__, #condition))

/* The call throws msbat::error with the status, and its text holds the needle. */
template <class F> static void check_throws(msbat_status status, const char *needle, F call)
{
    try {
        call();
    } catch (const msbat::error &e) {
        if (e.status() != status || !std::strstr(e.what(), needle)) std::fprintf(stderr, "thrown: %s\n", e.what());
        CHECK(e.status() == status);
        CHECK(std::strstr(e.what(), needle));
        return;
    }
    fail(__LINE__, "nothing was thrown");
}

static const double T_ROOM = 298.15;

static msbat::phase make_phase(msbat::context &ctx)
{
    return msbat::phase::create_regular(ctx, "LiFePO4", std::string("Li"), -3.43, 0.0, 0.115, 0.0);
}

/* Live blocks of a counting allocator, to see that nothing leaks. */
static int64_t live_blocks;
static void *counting_resize(void *ptr, size_t size, void *)
{
    if (!ptr) live_blocks++;
    return std::realloc(ptr, size);
}
static void counting_release(void *ptr, void *)
{
    live_blocks--;
    std::free(ptr);
}
static msbat::context counting_context()
{
    msbat_context *raw = nullptr;
    CHECK(msbat_context_create_with_allocator(counting_resize, counting_release, nullptr, &raw) == MSBAT_OK);
    return msbat::context(raw, raw);
}

static void check_ownership()
{
    {
        msbat::context ctx = counting_context();
        msbat::phase a = make_phase(ctx), b(std::move(a));
        CHECK(!a && b);
        a = std::move(b);
        CHECK(a && !b);
        msbat::phase &self = a;
        a = std::move(self);
        CHECK(a);
        msbat::phase_ref borrowed = a;
        CHECK(borrowed.get_voltage(T_ROOM, {0.3}) == a.get_voltage(T_ROOM, {0.3}));
        a.set_site_density(22800);
        msbat::material material = msbat::material::create(a);
        a = msbat::phase();          /* the material retains the phase */
        ctx = msbat::context();      /* and every object its context */
        CHECK(std::strcmp(material.get_phase().get_names().host, "LiFePO4") == 0);
        CHECK(!material.get_transport());
        check_throws(MSBAT_ERR_STATE, "transport", [&] { material.get_chemical_diffusivity(T_ROOM, {0.5}); });
    }
    CHECK(live_blocks == 0);
}

static void check_results_are_those_of_c()
{
    msbat::context ctx = msbat::context::create();
    msbat::phase phase = make_phase(ctx);
    const std::vector<double> x = {0.02, 0.3, 0.5, 0.98};
    double u[4] = {0}, slope[4], curvature[4];
    CHECK(msbat_phase_get_voltage(phase.c_ptr(), T_ROOM, 4, x.data(), u) == MSBAT_OK);
    CHECK(phase.get_voltage(T_ROOM, x) == std::vector<double>(u, u + 4));
    CHECK(msbat_phase_get_mu_derivatives(phase.c_ptr(), T_ROOM, 4, x.data(), slope, curvature) == MSBAT_OK);
    const auto both = phase.get_mu_derivatives(T_ROOM, x);
    CHECK(both.dmu_ev == std::vector<double>(slope, slope + 4));
    CHECK(both.d2mu_ev == std::vector<double>(curvature, curvature + 4));

    double only[4] = {0};
    phase.get_mu_derivatives(T_ROOM, x, only, nullptr); /* absent: NULL */
    CHECK(std::memcmp(only, slope, sizeof only) == 0);

    const auto range = phase.get_range(); /* ends of the common tangent lie symmetric, since omega is all there is */
    const auto gap = phase.get_gap(T_ROOM, 0);
    CHECK(range.x_range[0] < gap.interval[0] && std::fabs(gap.interval[0] + gap.interval[1] - 1) < 1e-12);
}

static void check_errors()
{
    msbat::context ctx = msbat::context::create();
    msbat::phase phase = make_phase(ctx);
    double three[3];
    check_throws(MSBAT_ERR_RANGE, "msbat_phase_get_voltage", [&] { phase.get_voltage(T_ROOM, {0.5, 1.5}); });
    check_throws(MSBAT_ERR_MISMATCH, "lengths", [&] { phase.get_voltage(T_ROOM, {0.3, 0.5}, three); });
    check_throws(MSBAT_ERR_ARGUMENT, "host", [&] { msbat::phase::create_regular(ctx, "", "Li", 0, 0, 0, 0); });
    check_throws(MSBAT_ERR_NULL, "", [&] { msbat::phase::create_regular(ctx, nullptr, "Li", 0, 0, 0, 0); });
    check_throws(MSBAT_ERR_NULL, "msbat_phase_get_range: there is no object", [] { msbat::phase().get_range(); });
    check_throws(MSBAT_ERR_NOT_FOUND, "", [] { msbat::species_read("Xx"); });
    check_throws(MSBAT_ERR_MISMATCH, "6 elements; expected are 9", [&] {
        const std::vector<double> six(6, 0.0);
        msbat::hessian::create(ctx, 1, 3, {6.94}).set_matrix(3, six);
    });
}

static msbat::crystal rocksalt_sublattice(msbat::context &ctx)
{
    return msbat::crystal::create(ctx, {{0, 2, 2, 2, 0, 2, 2, 2, 0}}, {0, 0, 0}, {3});
}

static void check_enumeration_and_expansion()
{
    msbat::context ctx = msbat::context::create();
    msbat::crystal fcc = rocksalt_sublattice(ctx);
    const int64_t active[1] = {1};
    int seen = 0;
    auto visit = [&](const int64_t *, int64_t n, const int8_t *) { return seen++, n == 2 ? 0 : 1; };
    CHECK(fcc.enumerate(active, 2, visit) == 2 && seen == 2); /* Hart and Forcade 2008, table: 2 with two cells */
    auto stop = [](const int64_t *, int64_t, const int8_t *) -> int { throw std::out_of_range("from visit"); };
    try {
        fcc.enumerate(active, 2, stop);
        fail(__LINE__, "nothing was thrown");
    } catch (const std::out_of_range &e) {
        CHECK(std::strcmp(e.what(), "from visit") == 0);
    }

    msbat::ce ce = msbat::ce::create(fcc, 3, MSBAT_VACANCY, 1e-3, {2.9});
    CHECK(ce.get_orbit_count() == 3 && ce.get_orbit(2).multiplicity == 6);
    ce.set_eci({-1.0, 0.2, 0.01});
    CHECK(ce.get_eci(3) == (std::vector<double>{-1.0, 0.2, 0.01}));
    msbat::supercell cell = msbat::supercell::create(fcc, {{2, 0, 0, 0, 2, 0, 0, 0, 2}});
    msbat::mc mc = msbat::mc::create(ce, cell);
    const std::vector<int8_t> full(static_cast<std::size_t>(mc.get_site_count()), 1);
    mc.set_occupation(full);
    CHECK(std::fabs(mc.get_energy() - 8 * (-1.0 + 0.2 + 6 * 0.01)) < 1e-9); /* V0 + V1 + 6 V2 a cell */
    CHECK(mc.get_occupation(8) == full);
    mc.set_option("precision", "0.01");
    CHECK(mc.get_option("precision") == "0.01" && mc.get_precision() == 0.01);
    CHECK(mc.get_ce().get_host().get_site(0).species == 3);
}

/* Double well along x, valley along y: saddle at 0 of height 1 eV above the wells at +-1. */
struct double_well {
    int calls = 0;
    int fail_after = 1 << 30;
    int operator()(int64_t, const double *x, double *energy, double *gradient)
    {
        if (++calls > fail_after) throw std::runtime_error("no energy");
        const double w = x[0] * x[0] - 1;
        *energy = w * w + x[1] * x[1];
        gradient[0] = 4 * x[0] * w;
        gradient[1] = 2 * x[1];
        return 0;
    }
};

static void check_callbacks()
{
    msbat::context ctx = msbat::context::create();
    const double first[2] = {-1, 0}, last[2] = {1, 0}, kinked[2] = {0.1, 0.4};
    msbat::neb neb = msbat::neb::create(ctx, 1, 2, 3, first, last);
    double_well energy;
    neb.set_image(2, kinked);
    neb.run(energy);
    CHECK(std::fabs(neb.get_barriers().forward_ev - 1) < 1e-3 && energy.calls > 0);
    CHECK(neb.get_energies(5).size() == 5 && neb.get_saddle(2).image == 2);

    msbat::neb other = msbat::neb::create(ctx, 1, 2, 3, first, last);
    double_well broken;
    broken.fail_after = 2;
    try {
        other.run(broken);
        fail(__LINE__, "nothing was thrown");
    } catch (const std::runtime_error &e) {
        CHECK(std::strcmp(e.what(), "no energy") == 0);
    }

    int called = 0;
    auto progress = [&](double) { return ++called; };
    ctx.set_progress(progress); /* kept: must live as long as it is set */
    msbat::hessian hessian = msbat::hessian::create(ctx, 1, 2, {6.94});
    check_throws(MSBAT_CANCELLED, "", [&] { hessian.run(first, double_well()); });
    CHECK(called > 0);
    ctx.set_progress(nullptr, nullptr);
    hessian.run(first, double_well());
    const std::vector<double> matrix = hessian.get_matrix(2);
    CHECK(std::fabs(matrix[0] - 8) < 1e-6 && std::fabs(matrix[3] - 2) < 1e-6); /* second derivatives at (-1, 0) */
}

/* A callable that is const and kept; and diffusivities that are 0 because there is no path are results. */
static void check_kept_and_zero()
{
    msbat::context ctx = msbat::context::create();
    const auto ocv = [](int64_t n, const double *x, double *voltage, double *slope) {
        for (int64_t i = 0; i < n; i++) {
            voltage[i] = 4 - x[i];
            slope[i] = -1;
        }
        return 0;
    };
    const std::array<double, 3> range = {{0.1, 0.9, T_ROOM}};
    msbat::phase phase = msbat::phase::create_ocv_function(ctx, "host", "Li", range, ocv, MSBAT_GAP_REFUSE);
    CHECK(std::fabs(phase.get_voltage(T_ROOM, {0.25})[0] - 3.75) < 1e-12);

    const std::array<double, 9> zero = {{0, 0, 0, 0, 0, 0, 0, 0, 0}};
    msbat::network closed = msbat::network::create(ctx, {0.0, 0.1});
    closed.add_hop(0, 1, {{1, 0, 0}}, 0.5, 10);
    const auto part = closed.get_part_diffusivity(0, T_ROOM);
    CHECK(part.tensor == zero && std::fabs(part.probability - 1) < 1e-12);
    CHECK(closed.get_diffusivity(T_ROOM) == zero);
}

static void check_io()
{
    msbat::context ctx = msbat::context::create();
    msbat::table table = msbat::table::parse_csv(ctx, "x [1],U [V]\n0.1,3.9\n0.2,3.8\n");
    CHECK(table.get_column("U", "V", 2) == (std::vector<double>{3.9, 3.8}));
    CHECK(table.get_name(1) == "U" && table.get_unit(1) == "V");
    const std::string longer(1000, 'k');
    table.add_column(longer, "V", {1, 2});
    CHECK(table.get_name(2) == longer); /* longer than the first buffer */
    check_throws(MSBAT_ERR_RANGE, "column", [&] { table.get_name(7); });

    const std::array<int64_t, 3> shape = {{1, 2, 2}};
    msbat::voxels voxels = msbat::voxels::create(ctx, shape, {0, 1, 1, 1});
    CHECK(voxels.count(1) == 3 && voxels.get_size() == shape);
    check_throws(MSBAT_ERR_MISMATCH, "expected are 4", [&] {
        msbat::voxels::create(ctx, shape, std::vector<uint8_t>(3, 0));
    });
    msbat::json json = msbat::json::parse(ctx, "{\"a\": [1, 2.5]}");
    CHECK(json.get_numbers("a", 2) == (std::vector<double>{1, 2.5}) && json.get_key("", 0) == "a");
}

static void check_link()
{
    msbat::context ctx = msbat::context::create();
    msbat::audit audit = msbat::audit::create(ctx);
    msbat::phase phase = make_phase(ctx);
    audit.add_phase("positive", phase, T_ROOM);
    audit.run();
    CHECK(audit.get_count().n_entries > 0 && std::strcmp(audit.get_entry(0).object, "positive") == 0);
    check_throws(MSBAT_ERR_NULL, "", [] {
        msbat::phase::from_isotherms({msbat::mc_ref()}, "h", "Li", 0, MSBAT_GAP_REFUSE);
    });
}

int main()
{
    check_ownership();
    check_results_are_those_of_c();
    check_errors();
    check_enumeration_and_expansion();
    check_callbacks();
    check_kept_and_zero();
    check_io();
    check_link();
    return 0;
}
