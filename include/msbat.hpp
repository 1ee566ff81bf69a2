/* msbat.hpp - libmsbat for C++11 and later: header only, made from the C headers by tests/gates/cpp.pl. The C headers
 * are the manual: every method here is the C function of the same name without its prefix, msbat_phase_get_mu is
 * msbat::phase::get_mu.
 *
 *   Handles      msbat::phase owns a handle: it is moved, not copied, and destroyed with the object. msbat::phase_ref
 *                refers to a handle that another object owns, and has the const methods; an msbat::phase is one.
 *   Errors       a status other than MSBAT_OK throws msbat::error, which carries the status and the message; except
 *                MSBAT_NO_PATH where results come with it, which are 0 then: diffusivities of kmc and network.
 *   Results      are returned: one as itself, several as a struct with the names of the C arguments, arrays as
 *                std::vector or std::array. A second form writes arrays into spans of the caller's, without allocation;
 *                an empty span stands for NULL.
 *   Arrays       msbat::span<T> is made of a pointer and a length, a C array, a braced list (within the call), or
 *                whatever has data() and size() (std::vector, std::array, std::span). Counts come from the spans;
 *                lengths that disagree throw.
 *   Lifetimes    texts, pointers and _ref objects that a getter returns belong to the object that was asked: keep that,
 *                and do not ask a temporary.
 *   Callbacks    a pointer and a void *, as in C, or an object that can be called without the last argument. It is
 *                referred to, not copied. Where the C function keeps the callback, the object must live as long as
 *                anything that retains the handle: a phase lives on in its material, cell, particle, view or audit.
 *                What it throws there counts as -1 (of a progress callback: cancelled); what it throws in a call that
 *                does not keep it leaves that call again.
 */
#ifndef MSBAT_HPP
#define MSBAT_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "msbat.h"

namespace msbat {

/* A status other than MSBAT_OK; what() is the text of the status, then the message of the call. */
class error : public std::runtime_error {
public:
    error(msbat_status status, const std::string &message)
        : std::runtime_error(msbat_status_text(status) + (message.empty() ? message : ": " + message)), status_(status)
    {
    }
    msbat_status status() const noexcept { return status_; }

private:
    msbat_status status_;
};

/* Elements in a row that belong to someone else. */
template <class T> class span {
    struct never {
    };

public:
    span() noexcept : data_(nullptr), size_(0) {}
    span(std::nullptr_t) noexcept : span() {}
    span(T *data, std::size_t size) noexcept : data_(data), size_(size) {}
    template <std::size_t N> span(T (&array)[N]) noexcept : data_(array), size_(N) {}
    template <class C, class P = decltype(std::declval<C &>().data()),
              class = typename std::enable_if<std::is_convertible<P, T *>::value>::type>
    span(C &&container) noexcept : data_(container.data()), size_(static_cast<std::size_t>(container.size()))
    {
    }
    span(std::initializer_list<typename std::conditional<std::is_const<T>::value, typename std::remove_const<T>::type,
                                                         never>::type> list) noexcept
        : span(list.begin(), list.size())
    {
    }
    T *data() const noexcept { return data_; }
    std::size_t size() const noexcept { return size_; }
    T *begin() const noexcept { return data_; }
    T *end() const noexcept { return data_ + size_; }
    T &operator[](std::size_t i) const noexcept { return data_[i]; }

private:
    T *data_;
    std::size_t size_;
};

/* Text given to the library: a C string, a std::string, or nullptr where the C function takes NULL. */
class text_ref {
public:
    text_ref(const char *text) noexcept : text_(text) {}
    text_ref(std::nullptr_t) noexcept : text_(nullptr) {}
    text_ref(const std::string &text) noexcept : text_(text.c_str()) {}
    const char *c_str() const noexcept { return text_; }

private:
    const char *text_;
};

namespace detail {

inline std::string message_of(const msbat_context *ctx)
{
    char text[512] = "";
    if (ctx) msbat_context_get_message(ctx, sizeof text, text);
    return text;
}

inline void check(const msbat_context *ctx, const char *function, msbat_status status)
{
    if (status == MSBAT_OK) return;
    if (ctx) throw error(status, message_of(ctx));
    throw error(status, std::string(function) +
                            (status == MSBAT_ERR_NULL ? ": there is no object (empty, or moved from?)" : ""));
}

/* The same where MSBAT_NO_PATH comes with results, which are 0. */
inline void check_path(const msbat_context *ctx, const char *function, msbat_status status)
{
    if (status != MSBAT_NO_PATH) check(ctx, function, status);
}

/* Of a callable, const or not; the trampoline knows which. */
template <class F> void *address(F &function) noexcept
{
    return const_cast<void *>(static_cast<const void *>(std::addressof(function)));
}

/* Length of an array and how many of its elements make one unit of the count. */
struct extent {
    std::size_t size;
    std::int64_t unit;
};

/* The count that arrays agree on; those that are absent (size 0) do not speak. */
inline std::int64_t count(const char *function, std::initializer_list<extent> extents)
{
    std::int64_t n = 0;
    for (const extent &e : extents) {
        const std::int64_t size = static_cast<std::int64_t>(e.size);
        if (!size) continue;
        if (size % e.unit || (n && size / e.unit != n))
            throw error(MSBAT_ERR_MISMATCH, std::string(function) + ": the lengths of the arrays disagree");
        n = size / e.unit;
    }
    return n;
}

/* Arrays whose lengths follow from counts that are given: each is absent or has its length. */
inline void lengths(const char *function, std::initializer_list<std::pair<std::size_t, std::int64_t>> pairs)
{
    for (const std::pair<std::size_t, std::int64_t> &p : pairs)
        if (p.first && static_cast<std::int64_t>(p.first) != p.second)
            throw error(MSBAT_ERR_MISMATCH, std::string(function) + ": an array has " + std::to_string(p.first) +
                                                " elements; expected are " + std::to_string(p.second));
}

inline std::int64_t product(span<const std::int64_t> factors)
{
    std::int64_t p = 1;
    for (std::int64_t f : factors) p *= f > 0 && p <= INT64_MAX / f ? f : 0;
    return p;
}

inline std::int64_t site_count(const msbat_crystal *crystal)
{
    std::int64_t n = 0;
    if (crystal) msbat_crystal_get_site_count(crystal, &n);
    return n;
}

/* A negative count is left to the C function, which refuses it. */
inline std::size_t size(std::int64_t n) noexcept { return n > 0 ? static_cast<std::size_t>(n) : 0; }

/* Text results: read(size, buffer) with a longer buffer until it fits. */
template <class Read> std::string text(const msbat_context *ctx, const char *function, Read read)
{
    std::vector<char> buffer(128);
    msbat_status status = read(buffer.size(), buffer.data());
    while (status == MSBAT_ERR_RANGE && buffer.size() < (1u << 20)) {
        buffer.resize(buffer.size() * 2);
        status = read(buffer.size(), buffer.data());
    }
    check(ctx, function, status);
    return buffer.data();
}

/* What a callback threw, kept until the C function has returned. */
template <class F> struct caller {
    F *function;
    std::exception_ptr thrown;
    explicit caller(F &f) : function(&f), thrown() {}
    void rethrow()
    {
        if (thrown) std::rethrow_exception(thrown);
    }
};

/* Refers to a handle; C is its C type. The context is there for messages. */
template <class C> class reference {
public:
    const C *c_ptr() const noexcept { return handle_; }
    const msbat_context *c_context() const noexcept { return ctx_; }
    explicit operator bool() const noexcept { return handle_ != nullptr; }

protected:
    reference() noexcept : handle_(nullptr), ctx_(nullptr) {}
    reference(const C *handle, const msbat_context *ctx) noexcept : handle_(handle), ctx_(ctx) {}
    const C *handle_;
    const msbat_context *ctx_;
};

/* Owns a handle and one hold on its context. Ref: the class with the const methods. */
template <class Ref, class C, void (*destroy)(C **)> class owner : public Ref {
public:
    owner() noexcept : Ref(nullptr) {}
    owner(C *handle, const msbat_context *ctx) noexcept
        : Ref(handle, msbat_context_retain(const_cast<msbat_context *>(ctx)))
    {
    }
    owner(owner &&other) noexcept : Ref(nullptr) { swap(other); }
    owner &operator=(owner &&other) noexcept
    {
        owner(std::move(other)).swap(*this);
        return *this;
    }
    owner(const owner &) = delete;
    owner &operator=(const owner &) = delete;
    ~owner()
    {
        C *handle = c_ptr();
        msbat_context *ctx = const_cast<msbat_context *>(this->ctx_);
        destroy(&handle);
        msbat_context_destroy(&ctx);
    }
    C *c_ptr() noexcept { return const_cast<C *>(this->handle_); }
    const C *c_ptr() const noexcept { return this->handle_; }
    void swap(owner &other) noexcept
    {
        std::swap(this->handle_, other.handle_);
        std::swap(this->ctx_, other.ctx_);
    }
};

} // namespace detail

class context_ref;
class context;
class crystal_ref;
class crystal;
class symmetry_ref;
class symmetry;
class supercell_ref;
class supercell;
class ce_ref;
class ce;
class training_ref;
class training;
class mc_ref;
class mc;
class phase_ref;
class phase;
class defects_ref;
class defects;
class hull_ref;
class hull;
class transport_ref;
class transport;
class tensor_ref;
class tensor;
class material_ref;
class material;
class material_view_ref;
class material_view;
class particle_ref;
class particle;
class electrolyte_ref;
class electrolyte;
class cell_ref;
class cell;
class timescales_ref;
class timescales;
class image_ref;
class image;
class packing_ref;
class packing;
class homog_ref;
class homog;
class rev_ref;
class rev;
class frames_ref;
class frames;
class table_ref;
class table;
class voxels_ref;
class voxels;
class array_ref;
class array;
class json_ref;
class json;
class kmc_ref;
class kmc;
class neb_ref;
class neb;
class hessian_ref;
class hessian;
class network_ref;
class network;
class audit_ref;
class audit;

namespace detail {

template <class F>
int kept_derivative(const int64_t *matrix, int64_t n, const int8_t *occupation, void *user) noexcept
{
    try {
        return (*static_cast<F *>(user))(matrix, n, occupation);
    } catch (...) {
        return -1;
    }
}

template <class F>
int running_derivative(const int64_t *matrix, int64_t n, const int8_t *occupation, void *user) noexcept
{
    try {
        return (*static_cast<caller<F> *>(user)->function)(matrix, n, occupation);
    } catch (...) {
        static_cast<caller<F> *>(user)->thrown = std::current_exception();
        return -1;
    }
}

template <class F>
int kept_electrolyte(int64_t n, const double *c, double temperature, double *value, void *user) noexcept
{
    try {
        return (*static_cast<F *>(user))(n, c, temperature, value);
    } catch (...) {
        return -1;
    }
}

template <class F>
int kept_energy(int64_t n, const double *x, double *energy, double *gradient, void *user) noexcept
{
    try {
        return (*static_cast<F *>(user))(n, x, energy, gradient);
    } catch (...) {
        return -1;
    }
}

template <class F>
int running_energy(int64_t n, const double *x, double *energy, double *gradient, void *user) noexcept
{
    try {
        return (*static_cast<caller<F> *>(user)->function)(n, x, energy, gradient);
    } catch (...) {
        static_cast<caller<F> *>(user)->thrown = std::current_exception();
        return -1;
    }
}

template <class F>
int kept_exchange_current(int64_t n, const double *c_e, const double *x, double temperature, double *i0,
    void *user) noexcept
{
    try {
        return (*static_cast<F *>(user))(n, c_e, x, temperature, i0);
    } catch (...) {
        return -1;
    }
}

template <class F>
int kept_kmc_barrier(int64_t hop_class, int64_t from, int64_t to, int64_t n_sites, const int8_t *occupation,
    double *barrier_ev, double *nu_thz, void *user) noexcept
{
    try {
        return (*static_cast<F *>(user))(hop_class, from, to, n_sites, occupation, barrier_ev, nu_thz);
    } catch (...) {
        return -1;
    }
}

template <class F>
int running_kmc_barrier(int64_t hop_class, int64_t from, int64_t to, int64_t n_sites, const int8_t *occupation,
    double *barrier_ev, double *nu_thz, void *user) noexcept
{
    try {
        return (*static_cast<caller<F> *>(user)->function)(hop_class, from, to, n_sites, occupation, barrier_ev,
            nu_thz);
    } catch (...) {
        static_cast<caller<F> *>(user)->thrown = std::current_exception();
        return -1;
    }
}

template <class F>
void kept_log(int level, const char *line, void *user) noexcept
{
    try {
        (*static_cast<F *>(user))(level, line);
    } catch (...) {
    }
}

template <class F>
int kept_ocv(int64_t n, const double *x, double *voltage, double *slope, void *user) noexcept
{
    try {
        return (*static_cast<F *>(user))(n, x, voltage, slope);
    } catch (...) {
        return -1;
    }
}

template <class F>
int kept_progress(double fraction, void *user) noexcept
{
    try {
        return (*static_cast<F *>(user))(fraction);
    } catch (...) {
        return -1;
    }
}

} // namespace detail

class context_ref : public detail::reference<msbat_context> {
public:
    context_ref(std::nullptr_t = nullptr) noexcept {}
    context_ref(const msbat_context *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    int64_t get_threads() const;
    std::string get_message() const;
    void progress(double fraction) const;
};

class context : public detail::owner<context_ref, msbat_context, msbat_context_destroy> {
public:
    using owner::owner;
    context() noexcept = default;
    static context create();
    void set_log(msbat_log_fn log, void *user);
    template <class F>
    void set_log(F &log);
    void set_progress(msbat_progress_fn progress_, void *user);
    template <class F>
    void set_progress(F &progress_);
    void set_threads(int64_t threads);
};

class crystal_ref : public detail::reference<msbat_crystal> {
public:
    crystal_ref(std::nullptr_t = nullptr) noexcept {}
    crystal_ref(const msbat_crystal *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    int64_t get_site_count() const;
    std::array<double, 9> get_cell() const;
    double get_volume() const;
    struct get_site_result {
        std::array<double, 3> frac;
        int64_t species;
    };
    get_site_result get_site(int64_t site) const;
    struct get_sites_result {
        std::vector<double> frac;
        std::vector<int64_t> species;
    };
    get_sites_result get_sites(int64_t n) const;
    void get_sites(span<double> frac, span<int64_t> species) const;
    int64_t count_species(int64_t species) const;
    double get_distance(int64_t site_a, int64_t site_b) const;
    int64_t enumerate(span<const int64_t> active, int64_t n_cells, msbat_derivative_fn visit, void *user) const;
    template <class F>
    int64_t enumerate(span<const int64_t> active, int64_t n_cells, F &&visit) const;
};

class crystal : public detail::owner<crystal_ref, msbat_crystal, msbat_crystal_destroy> {
public:
    using owner::owner;
    crystal() noexcept = default;
    static crystal create(context &ctx, const std::array<double, 9> &cell_ang, span<const double> frac,
        span<const int64_t> species);
    static crystal create_primitive(crystal_ref crystal, double tolerance_ang);
};

class symmetry_ref : public detail::reference<msbat_symmetry> {
public:
    symmetry_ref(std::nullptr_t = nullptr) noexcept {}
    symmetry_ref(const msbat_symmetry *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    int64_t get_count() const;
    struct get_operation_result {
        std::array<int64_t, 9> rotation;
        std::array<double, 3> translation;
    };
    get_operation_result get_operation(int64_t operation) const;
    int64_t get_space_group() const;
    std::vector<int64_t> get_equivalent(int64_t n) const;
    void get_equivalent(span<int64_t> equivalent) const;
    struct map_site_result {
        int64_t image;
        std::array<int64_t, 3> image_offset;
    };
    map_site_result map_site(int64_t operation, int64_t site, const std::array<int64_t, 3> &offset) const;
};

class symmetry : public detail::owner<symmetry_ref, msbat_symmetry, msbat_symmetry_destroy> {
public:
    using owner::owner;
    symmetry() noexcept = default;
    static symmetry create(crystal_ref crystal, double tolerance_ang);
};

class supercell_ref : public detail::reference<msbat_supercell> {
public:
    supercell_ref(std::nullptr_t = nullptr) noexcept {}
    supercell_ref(const msbat_supercell *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    crystal_ref get_crystal() const;
    std::array<int64_t, 9> get_matrix() const;
    int64_t get_cell_count() const;
    int64_t get_site_count() const;
    int64_t find_site(int64_t sublattice, const std::array<int64_t, 3> &offset) const;
    struct get_site_result {
        int64_t sublattice;
        std::array<int64_t, 3> offset;
    };
    get_site_result get_site(int64_t site) const;
    crystal create_crystal(span<const int64_t> species) const;
};

class supercell : public detail::owner<supercell_ref, msbat_supercell, msbat_supercell_destroy> {
public:
    using owner::owner;
    supercell() noexcept = default;
    static supercell create(crystal_ref crystal, const std::array<int64_t, 9> &matrix);
};

class ce_ref : public detail::reference<msbat_ce> {
public:
    ce_ref(std::nullptr_t = nullptr) noexcept {}
    ce_ref(const msbat_ce *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    crystal_ref get_host() const;
    struct get_species_result {
        int64_t filled;
        int64_t empty;
    };
    get_species_result get_species() const;
    std::vector<int64_t> get_active(int64_t n) const;
    void get_active(span<int64_t> active) const;
    int64_t get_occupation_size(supercell_ref supercell) const;
    std::vector<int64_t> get_decoration(supercell_ref supercell, span<const int8_t> occupation, int64_t n_sites) const;
    void get_decoration(supercell_ref supercell, span<const int8_t> occupation, span<int64_t> species) const;
    int64_t get_orbit_count() const;
    struct get_orbit_result {
        int64_t n_points;
        int64_t multiplicity;
        double length_ang;
    };
    get_orbit_result get_orbit(int64_t orbit) const;
    std::vector<int64_t> get_cluster(int64_t orbit, int64_t n_points) const;
    void get_cluster(int64_t orbit, span<int64_t> sites) const;
    std::vector<double> get_eci(int64_t n) const;
    void get_eci(span<double> eci_ev) const;
    std::vector<double> get_eci_error(int64_t n) const;
    void get_eci_error(span<double> error_ev) const;
    std::vector<double> get_covariance(int64_t n) const;
    void get_covariance(int64_t n, span<double> covariance) const;
    std::vector<double> get_correlations(supercell_ref supercell, span<const int8_t> occupation,
        int64_t n_orbits) const;
    void get_correlations(supercell_ref supercell, span<const int8_t> occupation, span<double> correlations) const;
    double get_energy(supercell_ref supercell, span<const int8_t> occupation) const;
    struct get_prediction_result {
        double energy_ev;
        double error_ev;
    };
    get_prediction_result get_prediction(supercell_ref supercell, span<const int8_t> occupation) const;
    struct get_term_count_result {
        int64_t n_terms;
        int64_t max_points;
    };
    get_term_count_result get_term_count() const;
    struct get_terms_result {
        std::vector<double> eci_ev;
        std::vector<int64_t> n_points;
        std::vector<int64_t> orbit;
        std::vector<int64_t> sites;
    };
    get_terms_result get_terms(int64_t n_terms, int64_t max_points) const;
    void get_terms(int64_t n_terms, int64_t max_points, span<double> eci_ev, span<int64_t> n_points,
        span<int64_t> orbit, span<int64_t> sites) const;
    struct get_score_result {
        double loo_mev;
        double training_mev;
        double kfold_mev;
    };
    get_score_result get_score() const;
    struct get_fit_report_result {
        int64_t rank;
        double condition;
        double ridge;
        double parameters;
    };
    get_fit_report_result get_fit_report() const;
    struct get_residuals_result {
        std::vector<double> residual_mev;
        std::vector<double> left_out_mev;
        std::vector<double> leverage;
    };
    get_residuals_result get_residuals(int64_t n) const;
    void get_residuals(span<double> residual_mev, span<double> left_out_mev, span<double> leverage) const;
    double get_ridge() const;
    int64_t get_folds() const;
    int64_t get_seed() const;
    std::string get_option(text_ref name) const;
};

class ce : public detail::owner<ce_ref, msbat_ce, msbat_ce_destroy> {
public:
    using owner::owner;
    ce() noexcept = default;
    static ce create(crystal_ref host, int64_t filled, int64_t empty, double tolerance_ang,
        span<const double> cutoffs_ang);
    void set_eci(span<const double> eci_ev);
    void fit(training_ref training);
    void set_ridge(double value);
    void set_folds(int64_t value);
    void set_seed(int64_t value);
    void set_option(text_ref name, text_ref value);
    static void write_json(context &ctx, ce_ref ce, double tolerance_ang, text_ref path);
    static ce read_json(context &ctx, text_ref path);
};

class training_ref : public detail::reference<msbat_training> {
public:
    training_ref(std::nullptr_t = nullptr) noexcept {}
    training_ref(const msbat_training *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    int64_t get_count() const;
    struct get_structure_result {
        double energy_ev;
        double weight;
        double x;
    };
    get_structure_result get_structure(int64_t structure) const;
    struct get_mapping_result {
        double rms_ang;
        double max_ang;
        double strain;
    };
    get_mapping_result get_mapping(int64_t structure) const;
    supercell_ref get_supercell(int64_t structure) const;
    std::vector<int8_t> get_occupation(int64_t structure, int64_t n) const;
    void get_occupation(int64_t structure, span<int8_t> occupation) const;
    std::vector<double> get_correlations(int64_t n_structures, int64_t n_orbits) const;
    void get_correlations(int64_t n_structures, int64_t n_orbits, span<double> correlations) const;
    double get_max_displacement() const;
    double get_max_strain() const;
    std::string get_option(text_ref name) const;
};

class training : public detail::owner<training_ref, msbat_training, msbat_training_destroy> {
public:
    using owner::owner;
    training() noexcept = default;
    static training create(ce_ref ce);
    void add(crystal_ref structure, double energy_ev, double weight);
    void add_occupation(supercell_ref supercell, span<const int8_t> occupation, double energy_ev, double weight);
    void set_max_displacement(double value);
    void set_max_strain(double value);
    void set_option(text_ref name, text_ref value);
};

class mc_ref : public detail::reference<msbat_mc> {
public:
    mc_ref(std::nullptr_t = nullptr) noexcept {}
    mc_ref(const msbat_mc *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    ce_ref get_ce() const;
    supercell_ref get_supercell() const;
    int64_t get_site_count() const;
    std::vector<int8_t> get_occupation(int64_t n) const;
    void get_occupation(span<int8_t> occupation) const;
    double get_energy() const;
    struct get_average_result {
        double mean;
        double error;
        double autocorrelation;
    };
    get_average_result get_average(msbat_mc_observable observable) const;
    struct get_correlations_result {
        std::vector<double> mean;
        std::vector<double> error;
    };
    get_correlations_result get_correlations(int64_t n_orbits) const;
    void get_correlations(span<double> mean, span<double> error) const;
    int64_t get_sample_count() const;
    struct get_samples_result {
        std::vector<double> filled;
        std::vector<double> energy_ev;
    };
    get_samples_result get_samples(int64_t n) const;
    void get_samples(span<double> filled, span<double> energy_ev) const;
    struct get_isotherm_count_result {
        int64_t n;
        double temperature;
    };
    get_isotherm_count_result get_isotherm_count() const;
    struct get_isotherm_result {
        std::vector<double> mu_ev;
        std::vector<double> x;
        std::vector<double> x_error;
        std::vector<double> energy_ev;
        std::vector<double> gamma;
        std::vector<double> gamma_error;
    };
    get_isotherm_result get_isotherm(int64_t n) const;
    void get_isotherm(span<double> mu_ev, span<double> x, span<double> x_error, span<double> energy_ev,
        span<double> gamma, span<double> gamma_error) const;
    struct get_isotherm_walks_result {
        std::vector<double> x_up;
        std::vector<double> x_down;
        std::vector<int64_t> flags;
    };
    get_isotherm_walks_result get_isotherm_walks(int64_t n) const;
    void get_isotherm_walks(span<double> x_up, span<double> x_down, span<int64_t> flags) const;
    void write_checkpoint(text_ref path) const;
    int64_t get_seed() const;
    int64_t get_equilibration() const;
    double get_precision() const;
    int64_t get_min_sweeps() const;
    int64_t get_max_sweeps() const;
    int64_t get_correlation_interval() const;
    std::string get_option(text_ref name) const;
};

class mc : public detail::owner<mc_ref, msbat_mc, msbat_mc_destroy> {
public:
    using owner::owner;
    mc() noexcept = default;
    static mc create(ce_ref ce, supercell_ref supercell);
    void set_occupation(span<const int8_t> occupation);
    void set_random_occupation(int64_t n_filled);
    void run(double temperature, double mu_ev, int64_t sweeps);
    void run_canonical(double temperature, int64_t sweeps);
    void isotherm(double temperature, span<const double> mu_ev);
    void resume();
    void read_checkpoint(text_ref path);
    void set_seed(int64_t value);
    void set_equilibration(int64_t value);
    void set_precision(double value);
    void set_min_sweeps(int64_t value);
    void set_max_sweeps(int64_t value);
    void set_correlation_interval(int64_t value);
    void set_option(text_ref name, text_ref value);
};

class phase_ref : public detail::reference<msbat_phase> {
public:
    phase_ref(std::nullptr_t = nullptr) noexcept {}
    phase_ref(const msbat_phase *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    double get_site_density() const;
    double get_partial_molar_volume() const;
    double get_reference() const;
    double get_activity_reference() const;
    struct get_names_result {
        const char *host;
        const char *ion;
    };
    get_names_result get_names() const;
    struct get_range_result {
        std::array<double, 2> x_range;
        std::array<double, 2> temperature_range;
    };
    get_range_result get_range() const;
    msbat_gap_policy get_policy() const;
    int get_convex() const;
    int64_t get_unstable_count(double temperature) const;
    std::array<double, 2> get_unstable(double temperature, int64_t index) const;
    int64_t get_gap_count(double temperature) const;
    struct get_gap_result {
        std::array<double, 2> interval;
        double mu_ev;
    };
    get_gap_result get_gap(double temperature, int64_t index) const;
    std::vector<double> get_free_energy(double temperature, span<const double> x) const;
    void get_free_energy(double temperature, span<const double> x, span<double> g_ev) const;
    std::vector<double> get_mu(double temperature, span<const double> x) const;
    void get_mu(double temperature, span<const double> x, span<double> mu_ev) const;
    struct get_mu_derivatives_result {
        std::vector<double> dmu_ev;
        std::vector<double> d2mu_ev;
    };
    get_mu_derivatives_result get_mu_derivatives(double temperature, span<const double> x) const;
    void get_mu_derivatives(double temperature, span<const double> x, span<double> dmu_ev, span<double> d2mu_ev) const;
    std::vector<double> get_voltage(double temperature, span<const double> x) const;
    void get_voltage(double temperature, span<const double> x, span<double> voltage) const;
    std::vector<double> get_activity(double temperature, span<const double> x) const;
    void get_activity(double temperature, span<const double> x, span<double> activity) const;
    std::vector<double> get_thermodynamic_factor(double temperature, span<const double> x) const;
    void get_thermodynamic_factor(double temperature, span<const double> x, span<double> gamma) const;
    std::vector<double> get_reduced_curvature(double temperature, span<const double> x) const;
    void get_reduced_curvature(double temperature, span<const double> x, span<double> curvature) const;
    std::vector<double> get_entropy(double temperature, span<const double> x) const;
    void get_entropy(double temperature, span<const double> x, span<double> entropy_ev_per_k) const;
    std::vector<double> find_x(double temperature, span<const double> mu_ev) const;
    void find_x(double temperature, span<const double> mu_ev, span<double> x) const;
};

class phase : public detail::owner<phase_ref, msbat_phase, msbat_phase_destroy> {
public:
    using owner::owner;
    phase() noexcept = default;
    static phase create_regular(context &ctx, text_ref host, text_ref ion, double e_filled_ev, double e_empty_ev,
        double omega_ev, double mu_ref_ev);
    static phase create_redlich_kister(context &ctx, text_ref host, text_ref ion, double mu0_ev, double mu_ref_ev,
        span<const double> terms);
    static phase create_ocv_table(context &ctx, text_ref host, text_ref ion, double temperature,
        span<const double> x_voltage, msbat_gap_policy policy);
    static phase create_ocv_function(context &ctx, text_ref host, text_ref ion, const std::array<double, 3> &range,
        msbat_ocv_fn ocv, void *user, msbat_gap_policy policy);
    template <class F>
    static phase create_ocv_function(context &ctx, text_ref host, text_ref ion, const std::array<double, 3> &range,
        F &ocv, msbat_gap_policy policy);
    static phase create_samples(context &ctx, text_ref host, text_ref ion, double mu_ref_ev,
        span<const double> samples, msbat_gap_policy policy);
    static phase create_convexified(phase_ref phase);
    void prepare(double temperature);
    void set_site_density(double mol_per_m3);
    void set_partial_molar_volume(double m3_per_mol);
    void set_activity_reference(double x_ref);
    static phase from_isotherms(const std::vector<mc_ref> &mc, text_ref host, text_ref ion, double mu_ref_ev,
        msbat_gap_policy policy);
};

class defects_ref : public detail::reference<msbat_defects> {
public:
    defects_ref(std::nullptr_t = nullptr) noexcept {}
    defects_ref(const msbat_defects *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    int64_t get_count() const;
    struct get_result {
        const char *name;
        int64_t charge;
    };
    get_result get(int64_t index) const;
    double get_formation_energy(text_ref name, int64_t charge, double fermi_ev) const;
    std::array<double, 5> get_terms(text_ref name, int64_t charge, double fermi_ev) const;
    double get_transition_level(text_ref name, int64_t charge1, int64_t charge2) const;
    struct find_stable_charge_result {
        int64_t charge;
        double e_f_ev;
    };
    find_stable_charge_result find_stable_charge(text_ref name, double fermi_ev) const;
    struct get_stable_levels_result {
        std::vector<double> levels_ev;
        std::vector<int64_t> charges;
        int64_t count;
    };
    get_stable_levels_result get_stable_levels(text_ref name, int64_t n) const;
    int64_t get_stable_levels(text_ref name, span<double> levels_ev, span<int64_t> charges) const;
};

class defects : public detail::owner<defects_ref, msbat_defects, msbat_defects_destroy> {
public:
    using owner::owner;
    defects() noexcept = default;
    static defects create(context &ctx, int64_t n_elements, double e_bulk_ev, double e_v_ev, double gap_ev);
    void set_chemical_potentials(span<const double> mu_ev);
    void set_image_coefficient(double coefficient_ev);
    void set_makov_payne(const std::array<double, 9> &cell_ang, double dielectric);
    void add(text_ref name, int64_t charge, double e_def_ev, span<const int64_t> added);
    void set_alignment(text_ref name, int64_t charge, msbat_alignment kind, double value);
};

class hull_ref : public detail::reference<msbat_hull> {
public:
    hull_ref(std::nullptr_t = nullptr) noexcept {}
    hull_ref(const msbat_hull *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    int64_t get_vertex_count() const;
    std::vector<int64_t> get_vertices(int64_t n) const;
    void get_vertices(span<int64_t> entries) const;
    std::vector<double> get_energy(span<const double> x) const;
    void get_energy(span<const double> x, span<double> energy_ev) const;
    std::vector<double> get_above(int64_t n) const;
    void get_above(span<double> above_ev) const;
    std::vector<double> get_formation_energy(int64_t n) const;
    void get_formation_energy(span<double> formation_ev) const;
    int64_t get_plateau_count() const;
    struct get_plateau_result {
        std::array<double, 2> interval;
        double voltage;
    };
    get_plateau_result get_plateau(double mu_ref_ev, int64_t index) const;
    double get_mean_voltage(double mu_ref_ev, double x_low, double x_high) const;
};

class hull : public detail::owner<hull_ref, msbat_hull, msbat_hull_destroy> {
public:
    using owner::owner;
    hull() noexcept = default;
    static hull create(context &ctx, span<const double> x, span<const double> energy_ev);
};

class transport_ref : public detail::reference<msbat_transport> {
public:
    transport_ref(std::nullptr_t = nullptr) noexcept {}
    transport_ref(const msbat_transport *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    struct get_source_result {
        msbat_source_kind kind;
        const char *source;
    };
    get_source_result get_source() const;
    msbat_diffusivity_kind get_kind() const;
    struct get_names_result {
        const char *host;
        const char *ion;
    };
    get_names_result get_names() const;
    struct get_range_result {
        std::array<double, 2> x_range;
        std::array<double, 2> temperature_range;
    };
    get_range_result get_range() const;
    std::vector<double> get_diffusivity(double temperature, span<const double> x) const;
    void get_diffusivity(double temperature, span<const double> x, span<double> d_m2_per_s) const;
    std::vector<double> get_error(double temperature, span<const double> x) const;
    void get_error(double temperature, span<const double> x, span<double> error_m2_per_s) const;
    std::vector<double> get_haven(double temperature, span<const double> x) const;
    void get_haven(double temperature, span<const double> x, span<double> haven) const;
};

class transport : public detail::owner<transport_ref, msbat_transport, msbat_transport_destroy> {
public:
    using owner::owner;
    transport() noexcept = default;
    static transport create_table(context &ctx, text_ref host, text_ref ion, msbat_diffusivity_kind kind,
        double temperature, span<const double> rows);
    static transport create_samples(context &ctx, text_ref host, text_ref ion, msbat_diffusivity_kind kind,
        span<const double> samples);
    void set_activation(double activation_ev, double t_min, double t_max);
    void set_source(msbat_source_kind kind, text_ref source);
    static transport from_kmc(const std::vector<kmc_ref> &kmc, phase_ref phase, msbat_diffusivity_kind kind,
        msbat_kmc_scalar scalar);
    static transport from_network(network_ref network, phase_ref phase, double temperature, msbat_carrier carrier,
        msbat_kmc_scalar scalar, span<const double> x);
};

class tensor_ref : public detail::reference<msbat_tensor> {
public:
    tensor_ref(std::nullptr_t = nullptr) noexcept {}
    tensor_ref(const msbat_tensor *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    struct get_source_result {
        msbat_source_kind kind;
        const char *source;
    };
    get_source_result get_source() const;
    struct get_result {
        std::array<double, 9> relative;
        double fraction;
    };
    get_result get() const;
    double get_component(const std::array<double, 3> &direction) const;
};

class tensor : public detail::owner<tensor_ref, msbat_tensor, msbat_tensor_destroy> {
public:
    using owner::owner;
    tensor() noexcept = default;
    static tensor create(context &ctx, const std::array<double, 9> &relative, double fraction);
    static tensor create_bruggeman(context &ctx, double fraction, double exponent);
    void set_source(msbat_source_kind kind, text_ref source);
    static tensor from_homog(homog_ref homog, msbat_homog_condition condition);
};

class material_ref : public detail::reference<msbat_material> {
public:
    material_ref(std::nullptr_t = nullptr) noexcept {}
    material_ref(const msbat_material *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    phase_ref get_phase() const;
    transport_ref get_transport() const;
    struct get_range_result {
        std::array<double, 2> x_range;
        std::array<double, 2> temperature_range;
    };
    get_range_result get_range() const;
    std::vector<double> get_chemical_diffusivity(double temperature, span<const double> x) const;
    void get_chemical_diffusivity(double temperature, span<const double> x, span<double> d_m2_per_s) const;
    std::vector<double> get_jump_diffusivity(double temperature, span<const double> x) const;
    void get_jump_diffusivity(double temperature, span<const double> x, span<double> d_m2_per_s) const;
    std::vector<double> get_enthalpy(double temperature, span<const double> x) const;
    void get_enthalpy(double temperature, span<const double> x, span<double> h_m2_per_s) const;
    double get_gamma_floor() const;
    std::string get_option(text_ref name) const;
    struct get_kinetics_source_result {
        msbat_source_kind kind;
        const char *source;
    };
    get_kinetics_source_result get_kinetics_source() const;
    struct get_kinetics_result {
        msbat_transition_state ts;
        double symmetry;
    };
    get_kinetics_result get_kinetics() const;
    double get_rate_constant(double temperature) const;
    std::vector<double> get_exchange_current(double temperature, double activity_coefficient, span<const double> c_e,
        span<const double> x) const;
    void get_exchange_current(double temperature, double activity_coefficient, span<const double> c_e,
        span<const double> x, span<double> i0) const;
    std::vector<double> get_transition_state(double temperature, span<const double> c_e, span<const double> x) const;
    void get_transition_state(double temperature, span<const double> c_e, span<const double> x,
        span<double> gamma_ts) const;
    struct get_mechanics_source_result {
        msbat_source_kind kind;
        const char *source;
    };
    get_mechanics_source_result get_mechanics_source() const;
    struct get_mechanics_result {
        double young_pa;
        double poisson;
    };
    get_mechanics_result get_mechanics() const;
    double get_max_concentration() const;
    double get_partial_molar_volume() const;
    struct get_voltage_result {
        std::vector<double> voltage;
        std::vector<double> slope;
    };
    get_voltage_result get_voltage(double temperature, span<const double> x) const;
    void get_voltage(double temperature, span<const double> x, span<double> voltage, span<double> slope) const;
    std::vector<double> get_mu(double temperature, span<const double> x) const;
    void get_mu(double temperature, span<const double> x, span<double> mu_j_per_mol) const;
    std::vector<double> find_x(double temperature, span<const double> mu_j_per_mol) const;
    void find_x(double temperature, span<const double> mu_j_per_mol, span<double> x) const;
};

class material : public detail::owner<material_ref, msbat_material, msbat_material_destroy> {
public:
    using owner::owner;
    material() noexcept = default;
    static material create(phase &phase);
    void set_transport(transport &transport);
    void set_gamma_floor(double gamma_floor);
    void set_option(text_ref name, text_ref value);
    void set_kinetics(double k0_mol_per_m2_s, double temperature, double activation_ev, double symmetry,
        msbat_transition_state ts);
    void set_kinetics_rate(double sites_mol_per_m2, double nu_ct_thz, double barrier_ct_ev, double symmetry,
        msbat_transition_state ts);
    void set_kinetics_declared(msbat_exchange_current_fn i0, void *user, const std::array<double, 2> &c_e_range,
        double symmetry);
    template <class F>
    void set_kinetics_declared(F &i0, const std::array<double, 2> &c_e_range, double symmetry);
    void set_kinetics_source(msbat_source_kind kind, text_ref source);
    void set_mechanics(double young_pa, double poisson);
    void set_mechanics_source(msbat_source_kind kind, text_ref source);
};

class material_view_ref : public detail::reference<msbat_material_view> {
public:
    material_view_ref(std::nullptr_t = nullptr) noexcept {}
    material_view_ref(const msbat_material_view *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    std::array<double, 2> get_range() const;
    double get_temperature() const;
    struct get_least_diffusivity_result {
        double d_m2_per_s;
        double x;
    };
    get_least_diffusivity_result get_least_diffusivity() const;
    double eval_voltage(double x) const;
    double eval_voltage_slope(double x) const;
    double eval_mu(double x) const;
    double eval_chemical_diffusivity(double x) const;
    double eval_jump_diffusivity(double x) const;
    double eval_enthalpy(double x) const;
    double eval_exchange_current(double activity_coefficient, double c_e, double x) const;
};

class material_view : public detail::owner<material_view_ref, msbat_material_view, msbat_material_view_destroy> {
public:
    using owner::owner;
    material_view() noexcept = default;
    static material_view create(material_ref material, double temperature);
};

class particle_ref : public detail::reference<msbat_particle> {
public:
    particle_ref(std::nullptr_t = nullptr) noexcept {}
    particle_ref(const msbat_particle *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    struct get_material_result {
        material_ref material;
        double temperature;
    };
    get_material_result get_material() const;
    int64_t get_shell_count() const;
    int64_t get_coupling() const;
    double get_reference_x() const;
    double get_tolerance() const;
    int64_t get_max_steps() const;
    std::string get_option(text_ref name) const;
    msbat_particle_end get_end() const;
    int64_t get_count() const;
    double get_time(int64_t row) const;
    struct get_profile_result {
        std::vector<double> r_m;
        std::vector<double> x;
        std::vector<double> sigma_r;
        std::vector<double> sigma_t;
    };
    get_profile_result get_profile(int64_t row, int64_t n) const;
    void get_profile(int64_t row, span<double> r_m, span<double> x, span<double> sigma_r, span<double> sigma_t) const;
    struct get_surface_result {
        double x;
        double mu_j_per_mol;
        double shift_j_per_mol;
    };
    get_surface_result get_surface(int64_t row) const;
    struct get_radius_result {
        double radius_m;
        double volume_ratio;
    };
    get_radius_result get_radius(int64_t row) const;
    struct get_max_tension_result {
        double pa;
        double r_m;
    };
    get_max_tension_result get_max_tension(int64_t row) const;
    struct get_amount_result {
        double inside_mol;
        double entered_mol;
    };
    get_amount_result get_amount(int64_t row) const;
    struct get_dissipation_result {
        double total_w;
        double least_w;
    };
    get_dissipation_result get_dissipation(int64_t row) const;
};

class particle : public detail::owner<particle_ref, msbat_particle, msbat_particle_destroy> {
public:
    using owner::owner;
    particle() noexcept = default;
    static particle create(material_ref material, double temperature, double radius_m, int64_t n_shells);
    void set_coupling(int64_t coupling);
    void set_reference_x(double reference_x);
    void set_tolerance(double tolerance);
    void set_max_steps(int64_t max_steps);
    void set_option(text_ref name, text_ref value);
    void set_uniform(double x);
    void set_profile(span<const double> x);
    void set_flux(double mol_per_m2_s);
    void set_surface_mu(double mu_j_per_mol);
    void run(span<const double> times);
    msbat_particle_table get_table();
};

class electrolyte_ref : public detail::reference<msbat_electrolyte> {
public:
    electrolyte_ref(std::nullptr_t = nullptr) noexcept {}
    electrolyte_ref(const msbat_electrolyte *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    std::vector<double> get_property(msbat_electrolyte_property property, double temperature,
        span<const double> c) const;
    void get_property(msbat_electrolyte_property property, double temperature, span<const double> c,
        span<double> value) const;
    double get_c0() const;
    double get_t_plus() const;
    std::vector<double> get_activity_coefficient(double temperature, span<const double> c) const;
    void get_activity_coefficient(double temperature, span<const double> c, span<double> coefficient) const;
};

class electrolyte : public detail::owner<electrolyte_ref, msbat_electrolyte, msbat_electrolyte_destroy> {
public:
    using owner::owner;
    electrolyte() noexcept = default;
    static electrolyte create(context &ctx, double c0, double t_plus);
    void set_function(msbat_electrolyte_property property, msbat_electrolyte_fn function, void *user,
        const std::array<double, 2> &c_range);
    template <class F>
    void set_function(msbat_electrolyte_property property, F &function, const std::array<double, 2> &c_range);
    void set_table(msbat_electrolyte_property property, double temperature, span<const double> c,
        span<const double> value);
};

class cell_ref : public detail::reference<msbat_cell> {
public:
    cell_ref(std::nullptr_t = nullptr) noexcept {}
    cell_ref(const msbat_cell *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    std::string get_option(text_ref name) const;
    int64_t get_points_negative() const;
    int64_t get_points_separator() const;
    int64_t get_points_positive() const;
    int64_t get_points_particle() const;
    double get_grading() const;
    double get_rtol() const;
    double get_atol() const;
    double get_output_interval() const;
    int64_t get_max_steps() const;
    struct get_balance_result {
        std::array<double, 2> x_full;
        std::array<double, 2> x_empty;
        double charge_c;
    };
    get_balance_result get_balance() const;
    double get_one_c() const;
    double get_temperature() const;
    double get_area() const;
    electrolyte_ref get_electrolyte() const;
    material_ref get_material(msbat_electrode electrode) const;
    int64_t get_row_count() const;
    std::vector<double> get_column(msbat_cell_column column, int64_t n) const;
    void get_column(msbat_cell_column column, span<double> values) const;
    int64_t get_profile_size(msbat_cell_profile profile) const;
    std::vector<double> get_profile(int64_t row, msbat_cell_profile profile, int64_t n) const;
    void get_profile(int64_t row, msbat_cell_profile profile, span<double> values) const;
    struct get_end_result {
        msbat_cell_end end;
        const char *text;
    };
    get_end_result get_end() const;
    struct get_conservation_result {
        double lithium;
        double charge;
    };
    get_conservation_result get_conservation() const;
};

class cell : public detail::owner<cell_ref, msbat_cell, msbat_cell_destroy> {
public:
    using owner::owner;
    cell() noexcept = default;
    static cell create(context &ctx, electrolyte &electrolyte, double area_m2, double temperature);
    void set_electrode(msbat_electrode electrode, material &material, const msbat_electrode_geometry &geometry,
        tensor_ref pore_tensor, tensor_ref solid_tensor);
    void set_separator(double thickness_m, tensor_ref tensor);
    void set_window(double v_min, double v_max);
    void set_stoichiometry(double x_negative, double x_positive);
    void set_charge(double fraction);
    void set_option(text_ref name, text_ref value);
    void set_points_negative(int64_t value);
    void set_points_separator(int64_t value);
    void set_points_positive(int64_t value);
    void set_points_particle(int64_t value);
    void set_grading(double value);
    void set_rtol(double value);
    void set_atol(double value);
    void set_output_interval(double value);
    void set_max_steps(int64_t value);
    void run_discharge(double c_rate);
    void run_steps(span<const double> steps);
    void run(text_ref protocol);
    void set_sei(double constant_m2_per_s, double thickness_m);
};

class timescales_ref : public detail::reference<msbat_timescales> {
public:
    timescales_ref(std::nullptr_t = nullptr) noexcept {}
    timescales_ref(const msbat_timescales *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    double get_time(msbat_process process) const;
    struct get_loss_result {
        double overpotential;
        double unused;
        double loss;
    };
    get_loss_result get_loss(msbat_process process) const;
    msbat_process get_slowest() const;
    msbat_process get_limiting() const;
};

class timescales : public detail::owner<timescales_ref, msbat_timescales, msbat_timescales_destroy> {
public:
    using owner::owner;
    timescales() noexcept = default;
    static timescales create(cell_ref cell, double c_rate);
};

class image_ref : public detail::reference<msbat_image> {
public:
    image_ref(std::nullptr_t = nullptr) noexcept {}
    image_ref(const msbat_image *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    std::array<int64_t, 3> get_size() const;
    std::array<double, 3> get_voxel() const;
    const uint8_t *get_labels() const;
    int64_t get_label_count() const;
    int64_t get_label(int64_t index) const;
    double get_fraction(int64_t label) const;
};

class image : public detail::owner<image_ref, msbat_image, msbat_image_destroy> {
public:
    using owner::owner;
    image() noexcept = default;
    static image create(context &ctx, const std::array<int64_t, 3> &n, span<const uint8_t> labels,
        const std::array<double, 3> &voxel_m);
    static image create_spheres(context &ctx, int64_t n, double radius, double pore_fraction, uint64_t seed,
        double voxel_m);
    static image create_crop(image_ref image, const std::array<int64_t, 3> &origin, const std::array<int64_t,
        3> &size);
};

class packing_ref : public detail::reference<msbat_packing> {
public:
    packing_ref(std::nullptr_t = nullptr) noexcept {}
    packing_ref(const msbat_packing *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    double get_radius() const;
    double get_spread() const;
    double get_active_fraction() const;
    double get_binder_fraction() const;
    double get_overlap() const;
    int64_t get_seed() const;
    std::string get_option(text_ref name) const;
    int64_t get_particle_count() const;
    struct get_particle_result {
        std::array<double, 3> centre_m;
        double radius_m;
    };
    get_particle_result get_particle(int64_t index) const;
};

class packing : public detail::owner<packing_ref, msbat_packing, msbat_packing_destroy> {
public:
    using owner::owner;
    packing() noexcept = default;
    static packing create(context &ctx, const std::array<int64_t, 3> &n, double voxel_m);
    void set_radius(double radius_m);
    void set_spread(double spread);
    void set_active_fraction(double fraction);
    void set_binder_fraction(double fraction);
    void set_overlap(double overlap);
    void set_seed(int64_t seed);
    void set_option(text_ref name, text_ref value);
    image run();
};

class homog_ref : public detail::reference<msbat_homog> {
public:
    homog_ref(std::nullptr_t = nullptr) noexcept {}
    homog_ref(const msbat_homog *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    image_ref get_image() const;
    double get_conductivity(int64_t label) const;
    double get_tolerance() const;
    int64_t get_max_iterations() const;
    int64_t get_isotropic() const;
    std::string get_option(text_ref name) const;
    std::array<double, 9> get_tensor(msbat_homog_condition condition) const;
    std::array<double, 9> get_relative(msbat_homog_condition condition) const;
    double get_component(msbat_homog_condition condition, int64_t axis) const;
    double get_reference() const;
    struct get_error_result {
        double relative_error;
        int64_t iterations;
    };
    get_error_result get_error(msbat_homog_condition condition, int64_t axis) const;
    struct get_residuals_result {
        double flux;
        double symmetry;
    };
    get_residuals_result get_residuals(msbat_homog_condition condition) const;
    double get_conducting() const;
    double get_connected(msbat_homog_condition condition, int64_t axis) const;
    double get_tortuosity(msbat_homog_condition condition, int64_t axis) const;
    std::vector<double> get_potential(msbat_homog_condition condition, int64_t axis, int64_t n) const;
    void get_potential(msbat_homog_condition condition, int64_t axis, span<double> potential) const;
    struct get_wiener_result {
        double lower;
        double upper;
    };
    get_wiener_result get_wiener() const;
    struct get_hashin_shtrikman_result {
        double lower;
        double upper;
    };
    get_hashin_shtrikman_result get_hashin_shtrikman() const;
    int64_t check_hashin_shtrikman(msbat_homog_condition condition) const;
    std::array<double, 2> check_order() const;
    double get_correlation_length() const;
};

class homog : public detail::owner<homog_ref, msbat_homog, msbat_homog_destroy> {
public:
    using owner::owner;
    homog() noexcept = default;
    static homog create(image_ref image);
    void set_conductivity(int64_t label, double sigma);
    void set_tolerance(double tolerance);
    void set_max_iterations(int64_t max_iterations);
    void set_isotropic(int64_t isotropic);
    void set_option(text_ref name, text_ref value);
    void solve(msbat_homog_condition condition);
    void solve_mixed(int64_t axis);
};

class rev_ref : public detail::reference<msbat_rev> {
public:
    rev_ref(std::nullptr_t = nullptr) noexcept {}
    rev_ref(const msbat_rev *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    double get_correlation_lengths() const;
    double get_scatter() const;
    double get_condition_spread() const;
    int64_t get_max_samples() const;
    double get_tolerance() const;
    std::string get_option(text_ref name) const;
    int64_t get_row_count() const;
    struct get_row_result {
        int64_t edge;
        int64_t samples;
        double conducting;
    };
    get_row_result get_row(int64_t row) const;
    struct get_statistics_result {
        double mean;
        double deviation;
    };
    get_statistics_result get_statistics(int64_t row, msbat_homog_condition condition) const;
    struct get_measures_result {
        double correlation_lengths;
        double scatter;
        double condition_spread;
        int64_t failed;
    };
    get_measures_result get_measures(int64_t row) const;
    struct get_verdict_result {
        int64_t edge;
        int64_t failed;
        const char *text;
    };
    get_verdict_result get_verdict() const;
    double get_correlation_length() const;
};

class rev : public detail::owner<rev_ref, msbat_rev, msbat_rev_destroy> {
public:
    using owner::owner;
    rev() noexcept = default;
    static rev create(homog_ref homog);
    void set_sizes(span<const int64_t> voxels);
    void set_correlation_lengths(double correlation_lengths);
    void set_scatter(double scatter);
    void set_condition_spread(double condition_spread);
    void set_max_samples(int64_t max_samples);
    void set_tolerance(double tolerance);
    void set_option(text_ref name, text_ref value);
    void run();
};

class frames_ref : public detail::reference<msbat_frames> {
public:
    frames_ref(std::nullptr_t = nullptr) noexcept {}
    frames_ref(const msbat_frames *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    int64_t get_count() const;
    int64_t get_atom_count(int64_t frame) const;
    crystal_ref get_crystal(int64_t frame) const;
    struct get_atoms_result {
        std::vector<int64_t> species;
        std::vector<double> positions_ang;
    };
    get_atoms_result get_atoms(int64_t frame, int64_t n) const;
    void get_atoms(int64_t frame, span<int64_t> species, span<double> positions_ang) const;
    std::array<int64_t, 3> get_periodic(int64_t frame) const;
    double get_energy(int64_t frame) const;
    std::vector<double> get_forces(int64_t frame, int64_t n) const;
    void get_forces(int64_t frame, span<double> forces_ev_ang) const;
    int64_t get_info_count(int64_t frame) const;
    std::string get_info_key(int64_t frame, int64_t k) const;
    std::string get_info_text(int64_t frame, text_ref key) const;
    double get_info_number(int64_t frame, text_ref key) const;
    int get_info_bool(int64_t frame, text_ref key) const;
    int64_t get_info_size(int64_t frame, text_ref key) const;
    std::vector<double> get_info_numbers(int64_t frame, text_ref key, int64_t n) const;
    void get_info_numbers(int64_t frame, text_ref key, span<double> values) const;
    int64_t get_column_width(int64_t frame, text_ref name) const;
    std::vector<double> get_column(int64_t frame, text_ref name, int64_t n) const;
    void get_column(int64_t frame, text_ref name, span<double> values) const;
    std::string get_column_text(int64_t frame, text_ref name, int64_t entry) const;
    void write_extxyz(text_ref path) const;
    void write_poscar(int64_t frame, text_ref path) const;
};

class frames : public detail::owner<frames_ref, msbat_frames, msbat_frames_destroy> {
public:
    using owner::owner;
    frames() noexcept = default;
    static frames create(context &ctx);
    static frames read_extxyz(context &ctx, text_ref path);
    static frames parse_extxyz(context &ctx, const std::string &text);
    static frames read_poscar(context &ctx, text_ref path);
    static frames parse_poscar(context &ctx, const std::string &text);
    void add(crystal_ref crystal);
    void set_energy(int64_t frame, double energy_ev);
    void set_forces(int64_t frame, span<const double> forces_ev_ang);
    void set_info_text(int64_t frame, text_ref key, text_ref text);
    void set_info_number(int64_t frame, text_ref key, double value);
    void set_column(int64_t frame, text_ref name, int64_t width, span<const double> values);
};

class table_ref : public detail::reference<msbat_table> {
public:
    table_ref(std::nullptr_t = nullptr) noexcept {}
    table_ref(const msbat_table *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    int64_t get_row_count() const;
    int64_t get_column_count() const;
    std::string get_name(int64_t column) const;
    std::string get_unit(int64_t column) const;
    int64_t find_column(text_ref name) const;
    std::vector<double> get_column(text_ref name, text_ref unit, int64_t n) const;
    void get_column(text_ref name, text_ref unit, span<double> values) const;
    std::vector<double> get_values(int64_t column, int64_t n) const;
    void get_values(int64_t column, span<double> values) const;
    std::string get_text(int64_t column, int64_t row) const;
    void write_csv(text_ref path) const;
};

class table : public detail::owner<table_ref, msbat_table, msbat_table_destroy> {
public:
    using owner::owner;
    table() noexcept = default;
    static table create(context &ctx);
    static table read_csv(context &ctx, text_ref path);
    static table parse_csv(context &ctx, const std::string &text);
    void add_column(text_ref name, text_ref unit, span<const double> values);
    void add_text_column(text_ref name, span<const char *const> texts);
    void set_comment(text_ref comment);
};

class voxels_ref : public detail::reference<msbat_voxels> {
public:
    voxels_ref(std::nullptr_t = nullptr) noexcept {}
    voxels_ref(const msbat_voxels *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    std::array<int64_t, 3> get_size() const;
    int64_t get_bits() const;
    const uint8_t *get_labels() const;
    const uint16_t *get_labels16() const;
    int64_t count(int64_t label) const;
    void write_tiff(text_ref path) const;
    void write_npy(text_ref path) const;
};

class voxels : public detail::owner<voxels_ref, msbat_voxels, msbat_voxels_destroy> {
public:
    using owner::owner;
    voxels() noexcept = default;
    static voxels create(context &ctx, const std::array<int64_t, 3> &n, span<const uint8_t> labels);
    static voxels create16(context &ctx, const std::array<int64_t, 3> &n, span<const uint16_t> labels);
    static voxels read_tiff(context &ctx, text_ref path);
    static voxels read_npy(context &ctx, text_ref path);
};

class array_ref : public detail::reference<msbat_array> {
public:
    array_ref(std::nullptr_t = nullptr) noexcept {}
    array_ref(const msbat_array *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    int64_t get_dims() const;
    std::vector<int64_t> get_shape(int64_t n_dims) const;
    void get_shape(span<int64_t> shape) const;
    struct get_values_result {
        int64_t n;
        const double *values;
    };
    get_values_result get_values() const;
    void write_npy(text_ref path) const;
};

class array : public detail::owner<array_ref, msbat_array, msbat_array_destroy> {
public:
    using owner::owner;
    array() noexcept = default;
    static array create(context &ctx, int64_t n_dims, span<const int64_t> shape, span<const double> values);
    static array read_npy(context &ctx, text_ref path);
};

class json_ref : public detail::reference<msbat_json> {
public:
    json_ref(std::nullptr_t = nullptr) noexcept {}
    json_ref(const msbat_json *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    msbat_json_type get_type(text_ref path) const;
    double get_number(text_ref path) const;
    int64_t get_int(text_ref path) const;
    int get_bool(text_ref path) const;
    std::string get_text(text_ref path) const;
    int64_t get_count(text_ref path) const;
    std::string get_key(text_ref path, int64_t k) const;
    std::vector<double> get_numbers(text_ref path, int64_t n) const;
    void get_numbers(text_ref path, span<double> values) const;
};

class json : public detail::owner<json_ref, msbat_json, msbat_json_destroy> {
public:
    using owner::owner;
    json() noexcept = default;
    static json read(context &ctx, text_ref path);
    static json parse(context &ctx, const std::string &text);
};

class kmc_ref : public detail::reference<msbat_kmc> {
public:
    kmc_ref(std::nullptr_t = nullptr) noexcept {}
    kmc_ref(const msbat_kmc *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    supercell_ref get_supercell() const;
    int64_t get_hop_class_count() const;
    struct get_hop_class_result {
        double length_ang;
        int64_t n_paths;
        int64_t n_common;
    };
    get_hop_class_result get_hop_class(int64_t hop_class) const;
    struct get_barrier_result {
        std::vector<double> e_kra_ev;
        std::vector<double> nu_thz;
    };
    get_barrier_result get_barrier(int64_t hop_class, int64_t n) const;
    void get_barrier(int64_t hop_class, span<double> e_kra_ev, span<double> nu_thz) const;
    double get_temperature() const;
    int64_t get_seed() const;
    double get_window_ps() const;
    std::string get_option(text_ref name) const;
    int64_t get_site_count() const;
    struct get_site_result {
        int64_t sublattice;
        std::array<int64_t, 3> offset;
    };
    get_site_result get_site(int64_t site) const;
    std::vector<int8_t> get_occupation(int64_t n) const;
    void get_occupation(span<int8_t> occupation) const;
    int64_t get_ion_count() const;
    std::vector<int64_t> get_ion_sites(int64_t n) const;
    void get_ion_sites(span<int64_t> sites) const;
    std::vector<double> get_displacements(int64_t n) const;
    void get_displacements(span<double> displacement_ang) const;
    double get_energy() const;
    int64_t get_event_count() const;
    double get_time() const;
    void write_checkpoint(text_ref path) const;
    int64_t get_level_count() const;
    struct get_window_result {
        std::array<double, 9> d_ang2_per_ps;
        std::array<double, 9> error;
        double window_ps;
        int64_t n_windows;
    };
    get_window_result get_window(msbat_kmc_quantity quantity, int64_t level) const;
    struct get_diffusivity_result {
        std::array<double, 9> d_ang2_per_ps;
        std::array<double, 9> error;
        double window_ps;
    };
    get_diffusivity_result get_diffusivity(msbat_kmc_quantity quantity) const;
    struct get_diffusivity_scalar_result {
        double d_ang2_per_ps;
        double error;
    };
    get_diffusivity_scalar_result get_diffusivity_scalar(msbat_kmc_quantity quantity, msbat_kmc_scalar scalar) const;
    struct get_haven_ratio_result {
        double haven;
        double error;
    };
    get_haven_ratio_result get_haven_ratio(msbat_kmc_scalar scalar) const;
    struct get_correlation_factor_result {
        double factor;
        double error;
    };
    get_correlation_factor_result get_correlation_factor(msbat_kmc_quantity quantity, msbat_kmc_scalar scalar) const;
    struct get_conductivity_result {
        std::array<double, 9> sigma_s_per_m;
        std::array<double, 9> error;
    };
    get_conductivity_result get_conductivity(double charge) const;
};

class kmc : public detail::owner<kmc_ref, msbat_kmc, msbat_kmc_destroy> {
public:
    using owner::owner;
    kmc() noexcept = default;
    static kmc create(ce_ref ce, supercell_ref supercell);
    static kmc create_lattice(supercell_ref supercell, span<const int64_t> active);
    void add_cluster(span<const int64_t> points, double eci_ev);
    int64_t add_hops(double max_distance_ang);
    int64_t add_hop(int64_t from, int64_t to, const std::array<int64_t, 3> &offset);
    void set_barrier(int64_t hop_class, span<const double> e_kra_ev, span<const double> nu_thz);
    void set_barrier_model(msbat_kmc_barrier_fn model, void *user);
    template <class F>
    void set_barrier_model(F &model);
    std::array<double, 3> check_balance(msbat_kmc_barrier_fn model, void *user, int64_t n_configurations,
        double tolerance_kt);
    template <class F>
    std::array<double, 3> check_balance(F &&model, int64_t n_configurations, double tolerance_kt);
    void set_temperature(double temperature);
    void set_seed(int64_t seed);
    void set_window_ps(double window_ps);
    void set_option(text_ref name, text_ref value);
    void set_occupation(span<const int8_t> occupation);
    void set_random_occupation(int64_t n_ions);
    double get_total_rate();
    struct get_rates_result {
        std::vector<int64_t> from_to;
        std::vector<double> rates_thz;
        int64_t n;
    };
    get_rates_result get_rates(int64_t capacity);
    int64_t get_rates(span<int64_t> from_to, span<double> rates_thz);
    void run(int64_t n_events);
    void run_time(double duration_ps);
    void run_to_precision(double relative_error, int64_t max_events);
    void reset_statistics();
    void read_checkpoint(text_ref path);
    void set_checkpoint(text_ref path, int64_t interval_events);
    struct solve_exact_result {
        std::array<double, 9> d_jump;
        std::array<double, 9> d_tracer;
    };
    solve_exact_result solve_exact(double window_ps);
};

class neb_ref : public detail::reference<msbat_neb> {
public:
    neb_ref(std::nullptr_t = nullptr) noexcept {}
    neb_ref(const msbat_neb *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    std::vector<double> get_image(int64_t image, int64_t n) const;
    void get_image(int64_t image, span<double> x_ang) const;
    double get_spring() const;
    double get_spring_ratio() const;
    double get_force_tolerance() const;
    int64_t get_climbing() const;
    int64_t get_saddle_only() const;
    int64_t get_max_iterations() const;
    double get_max_step() const;
    double get_end_force_limit() const;
    std::string get_option(text_ref name) const;
    std::vector<double> get_energies(int64_t n) const;
    void get_energies(span<double> energy_ev) const;
    std::vector<double> get_lengths(int64_t n) const;
    void get_lengths(span<double> length_ang) const;
    struct get_barriers_result {
        double forward_ev;
        double backward_ev;
    };
    get_barriers_result get_barriers() const;
    struct get_saddle_result {
        int64_t image;
        double energy_ev;
        std::vector<double> x_ang;
    };
    struct get_saddle_rest {
        int64_t image;
        double energy_ev;
    };
    get_saddle_result get_saddle(int64_t n) const;
    get_saddle_rest get_saddle(span<double> x_ang) const;
    double get_curvature() const;
    struct get_residuals_result {
        double saddle;
        double band;
    };
    get_residuals_result get_residuals() const;
    struct get_end_residuals_result {
        double first;
        double last;
    };
    get_end_residuals_result get_end_residuals() const;
    struct get_force_calls_result {
        int64_t images;
        int64_t ends;
        int64_t certificate;
    };
    get_force_calls_result get_force_calls() const;
    int64_t get_iterations() const;
    int64_t get_converged() const;
    int get_callback_code() const;
};

class neb : public detail::owner<neb_ref, msbat_neb, msbat_neb_destroy> {
public:
    using owner::owner;
    neb() noexcept = default;
    static neb create(context &ctx, int64_t n_atoms, int64_t dimension, int64_t n_images, span<const double> first_ang,
        span<const double> last_ang);
    void set_moving(span<const int64_t> moving);
    void set_image(int64_t image, span<const double> x_ang);
    void set_spring(double value);
    void set_spring_ratio(double value);
    void set_force_tolerance(double value);
    void set_climbing(int64_t value);
    void set_saddle_only(int64_t value);
    void set_max_iterations(int64_t value);
    void set_max_step(double value);
    void set_end_force_limit(double value);
    void set_option(text_ref name, text_ref value);
    void run(msbat_energy_fn energy, void *user);
    template <class F>
    void run(F &&energy);
};

class hessian_ref : public detail::reference<msbat_hessian> {
public:
    hessian_ref(std::nullptr_t = nullptr) noexcept {}
    hessian_ref(const msbat_hessian *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    double get_step() const;
    int64_t get_richardson() const;
    int64_t get_zero_modes() const;
    std::string get_option(text_ref name) const;
    std::vector<double> get_matrix(int64_t n) const;
    void get_matrix(int64_t n, span<double> matrix) const;
    struct get_counts_result {
        int64_t rows;
        int64_t modes;
    };
    get_counts_result get_counts() const;
    double get_asymmetry() const;
    std::vector<double> get_frequencies(int64_t n) const;
    void get_frequencies(span<double> frequency_thz) const;
    std::vector<double> get_mode(int64_t mode, int64_t n) const;
    void get_mode(int64_t mode, span<double> displacement) const;
    int64_t get_imaginary_count() const;
    int64_t get_force_calls() const;
    int get_callback_code() const;
};

class hessian : public detail::owner<hessian_ref, msbat_hessian, msbat_hessian_destroy> {
public:
    using owner::owner;
    hessian() noexcept = default;
    static hessian create(context &ctx, int64_t n_atoms, int64_t dimension, span<const double> mass_amu);
    void set_moving(span<const int64_t> moving);
    void set_step(double value);
    void set_richardson(int64_t value);
    void set_zero_modes(int64_t value);
    void set_option(text_ref name, text_ref value);
    void run(span<const double> x_ang, msbat_energy_fn energy, void *user);
    template <class F>
    void run(span<const double> x_ang, F &&energy);
    void set_matrix(int64_t n, span<const double> matrix);
};

class network_ref : public detail::reference<msbat_network> {
public:
    network_ref(std::nullptr_t = nullptr) noexcept {}
    network_ref(const msbat_network *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    double get_closure_tolerance() const;
    std::string get_option(text_ref name) const;
    struct get_counts_result {
        int64_t n_sites;
        int64_t n_hops;
    };
    get_counts_result get_counts() const;
    struct get_rates_result {
        double forward_thz;
        double backward_thz;
    };
    get_rates_result get_rates(int64_t hop, double temperature) const;
    std::vector<double> get_occupations(double temperature, int64_t n) const;
    void get_occupations(double temperature, span<double> p) const;
    std::array<double, 9> get_diffusivity(double temperature) const;
    struct get_parts_result {
        int64_t n_parts;
        std::vector<int64_t> part;
    };
    get_parts_result get_parts(int64_t n) const;
    int64_t get_parts(span<int64_t> part) const;
    struct get_part_diffusivity_result {
        std::array<double, 9> tensor;
        double probability;
    };
    get_part_diffusivity_result get_part_diffusivity(int64_t part, double temperature) const;
};

class network : public detail::owner<network_ref, msbat_network, msbat_network_destroy> {
public:
    using owner::owner;
    network() noexcept = default;
    static network create(context &ctx, span<const double> site_ev);
    void add_hop(int64_t a, int64_t b, const std::array<double, 3> &displacement_ang, double saddle_ev, double nu_thz);
    static network create_from_rates(context &ctx, double temperature, int64_t n_sites, int64_t n_hops,
        span<const int64_t> sites, span<const double> displacement_ang, span<const double> rates_thz);
    void set_closure_tolerance(double value);
    void set_option(text_ref name, text_ref value);
};

class audit_ref : public detail::reference<msbat_audit> {
public:
    audit_ref(std::nullptr_t = nullptr) noexcept {}
    audit_ref(const msbat_audit *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}
    struct get_count_result {
        int64_t n_entries;
        int64_t n_failed;
    };
    get_count_result get_count() const;
    struct get_entry_result {
        const char *law;
        const char *object;
        msbat_verdict verdict;
    };
    get_entry_result get_entry(int64_t entry) const;
    struct get_residual_result {
        double residual;
        double threshold;
    };
    get_residual_result get_residual(int64_t entry) const;
    const char *get_text(int64_t entry) const;
};

class audit : public detail::owner<audit_ref, msbat_audit, msbat_audit_destroy> {
public:
    using owner::owner;
    audit() noexcept = default;
    static audit create(context &ctx);
    void add_phase(text_ref name, phase_ref phase, double temperature);
    void add_defects(text_ref name, defects_ref defects);
    void add_ce(text_ref name, ce_ref ce);
    void add_kmc(text_ref name, kmc_ref kmc);
    void add_network(text_ref name, network_ref network, double temperature);
    void add_homog(text_ref name, homog_ref homog);
    void add_material(text_ref name, material_ref material, double temperature);
    void add_cell(text_ref name, cell_ref cell);
    void add_particle(text_ref name, particle_ref particle);
    void run();
};

inline context context::create()
{
    msbat_context *ctx_ = nullptr;
    detail::check(nullptr, "msbat_context_create", msbat_context_create(&ctx_));
    return msbat::context(ctx_, ctx_);
}
inline void context::set_log(msbat_log_fn log, void *user)
{
    detail::check(ctx_, "msbat_context_set_log", msbat_context_set_log(c_ptr(), log, user));
}
template <class F>
void context::set_log(F &log)
{
    typedef typename std::remove_reference<F>::type G;
    detail::check(ctx_, "msbat_context_set_log", msbat_context_set_log(c_ptr(), detail::kept_log<G>,
        detail::address(log)));
}
inline void context::set_progress(msbat_progress_fn progress_, void *user)
{
    detail::check(ctx_, "msbat_context_set_progress", msbat_context_set_progress(c_ptr(), progress_, user));
}
template <class F>
void context::set_progress(F &progress_)
{
    typedef typename std::remove_reference<F>::type G;
    detail::check(ctx_, "msbat_context_set_progress", msbat_context_set_progress(c_ptr(), detail::kept_progress<G>,
        detail::address(progress_)));
}
inline void context::set_threads(int64_t threads)
{
    detail::check(ctx_, "msbat_context_set_threads", msbat_context_set_threads(c_ptr(), threads));
}
inline int64_t context_ref::get_threads() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_context_get_threads", msbat_context_get_threads(c_ptr(), &out_));
    return out_;
}
inline std::string context_ref::get_message() const
{
    return detail::text(ctx_, "msbat_context_get_message", [&](std::size_t size, char *text) {
        return msbat_context_get_message(c_ptr(), size, text);
    });
}
inline void context_ref::progress(double fraction) const
{
    detail::check(ctx_, "msbat_context_progress", msbat_context_progress(c_ptr(), fraction));
}
inline crystal crystal::create(context &ctx, const std::array<double, 9> &cell_ang, span<const double> frac,
    span<const int64_t> species)
{
    const int64_t n_sites = detail::count("msbat_crystal_create", {{frac.size(), 3}, {species.size(), 1}});
    msbat_crystal *crystal_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_crystal_create", msbat_crystal_create(ctx.c_ptr(), cell_ang.data(), n_sites,
        frac.data(), species.data(), &crystal_));
    return msbat::crystal(crystal_, ctx.c_ptr());
}
inline int64_t crystal_ref::get_site_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_crystal_get_site_count", msbat_crystal_get_site_count(c_ptr(), &out_));
    return out_;
}
inline std::array<double, 9> crystal_ref::get_cell() const
{
    std::array<double, 9> out_ = std::array<double, 9>();
    detail::check(ctx_, "msbat_crystal_get_cell", msbat_crystal_get_cell(c_ptr(), out_.data()));
    return out_;
}
inline double crystal_ref::get_volume() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_crystal_get_volume", msbat_crystal_get_volume(c_ptr(), &out_));
    return out_;
}
inline crystal_ref::get_site_result crystal_ref::get_site(int64_t site) const
{
    get_site_result out_ = get_site_result();
    detail::check(ctx_, "msbat_crystal_get_site", msbat_crystal_get_site(c_ptr(), site, out_.frac.data(),
        &out_.species));
    return out_;
}
inline crystal_ref::get_sites_result crystal_ref::get_sites(int64_t n) const
{
    get_sites_result out_ = get_sites_result();
    out_.frac.resize(detail::size(n * 3));
    out_.species.resize(detail::size(n));
    detail::check(ctx_, "msbat_crystal_get_sites", msbat_crystal_get_sites(c_ptr(), n, out_.frac.data(),
        out_.species.data()));
    return out_;
}
inline void crystal_ref::get_sites(span<double> frac, span<int64_t> species) const
{
    const int64_t n = detail::count("msbat_crystal_get_sites", {{frac.size(), 3}, {species.size(), 1}});
    detail::check(ctx_, "msbat_crystal_get_sites", msbat_crystal_get_sites(c_ptr(), n, frac.data(), species.data()));
}
inline int64_t crystal_ref::count_species(int64_t species) const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_crystal_count_species", msbat_crystal_count_species(c_ptr(), species, &out_));
    return out_;
}
inline double crystal_ref::get_distance(int64_t site_a, int64_t site_b) const
{
    double out_ = double();
    detail::check(ctx_, "msbat_crystal_get_distance", msbat_crystal_get_distance(c_ptr(), site_a, site_b, &out_));
    return out_;
}
inline crystal crystal::create_primitive(crystal_ref crystal, double tolerance_ang)
{
    msbat_crystal *primitive_ = nullptr;
    detail::check(crystal.c_context(), "msbat_crystal_create_primitive",
        msbat_crystal_create_primitive(crystal.c_ptr(), tolerance_ang, &primitive_));
    return msbat::crystal(primitive_, crystal.c_context());
}
inline int64_t crystal_ref::enumerate(span<const int64_t> active, int64_t n_cells, msbat_derivative_fn visit,
    void *user) const
{
    detail::lengths("msbat_crystal_enumerate", {{active.size(), detail::site_count(c_ptr())}});
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_crystal_enumerate", msbat_crystal_enumerate(c_ptr(), active.data(), n_cells, visit,
        user, &out_));
    return out_;
}
template <class F>
int64_t crystal_ref::enumerate(span<const int64_t> active, int64_t n_cells, F &&visit) const
{
    detail::lengths("msbat_crystal_enumerate", {{active.size(), detail::site_count(c_ptr())}});
    typedef typename std::remove_reference<F>::type G;
    detail::caller<G> caller_(visit);
    int64_t out_ = int64_t();
    const msbat_status status_ = msbat_crystal_enumerate(c_ptr(), active.data(), n_cells,
        detail::running_derivative<G>, &caller_, &out_);
    caller_.rethrow();
    detail::check(ctx_, "msbat_crystal_enumerate", status_);
    return out_;
}
inline symmetry symmetry::create(crystal_ref crystal, double tolerance_ang)
{
    msbat_symmetry *symmetry_ = nullptr;
    detail::check(crystal.c_context(), "msbat_symmetry_create", msbat_symmetry_create(crystal.c_ptr(), tolerance_ang,
        &symmetry_));
    return msbat::symmetry(symmetry_, crystal.c_context());
}
inline int64_t symmetry_ref::get_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_symmetry_get_count", msbat_symmetry_get_count(c_ptr(), &out_));
    return out_;
}
inline symmetry_ref::get_operation_result symmetry_ref::get_operation(int64_t operation) const
{
    get_operation_result out_ = get_operation_result();
    detail::check(ctx_, "msbat_symmetry_get_operation", msbat_symmetry_get_operation(c_ptr(), operation,
        out_.rotation.data(), out_.translation.data()));
    return out_;
}
inline int64_t symmetry_ref::get_space_group() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_symmetry_get_space_group", msbat_symmetry_get_space_group(c_ptr(), &out_));
    return out_;
}
inline std::vector<int64_t> symmetry_ref::get_equivalent(int64_t n) const
{
    std::vector<int64_t> out_(detail::size(n));
    detail::check(ctx_, "msbat_symmetry_get_equivalent", msbat_symmetry_get_equivalent(c_ptr(), n, out_.data()));
    return out_;
}
inline void symmetry_ref::get_equivalent(span<int64_t> equivalent) const
{
    const int64_t n = detail::count("msbat_symmetry_get_equivalent", {{equivalent.size(), 1}});
    detail::check(ctx_, "msbat_symmetry_get_equivalent", msbat_symmetry_get_equivalent(c_ptr(), n, equivalent.data()));
}
inline symmetry_ref::map_site_result symmetry_ref::map_site(int64_t operation, int64_t site, const std::array<int64_t,
    3> &offset) const
{
    map_site_result out_ = map_site_result();
    detail::check(ctx_, "msbat_symmetry_map_site", msbat_symmetry_map_site(c_ptr(), operation, site, offset.data(),
        &out_.image, out_.image_offset.data()));
    return out_;
}
inline supercell supercell::create(crystal_ref crystal, const std::array<int64_t, 9> &matrix)
{
    msbat_supercell *supercell_ = nullptr;
    detail::check(crystal.c_context(), "msbat_supercell_create", msbat_supercell_create(crystal.c_ptr(), matrix.data(),
        &supercell_));
    return msbat::supercell(supercell_, crystal.c_context());
}
inline crystal_ref supercell_ref::get_crystal() const
{
    const msbat_crystal *crystal_ = nullptr;
    detail::check(ctx_, "msbat_supercell_get_crystal", msbat_supercell_get_crystal(c_ptr(), &crystal_));
    return msbat::crystal_ref(crystal_, ctx_);
}
inline std::array<int64_t, 9> supercell_ref::get_matrix() const
{
    std::array<int64_t, 9> out_ = std::array<int64_t, 9>();
    detail::check(ctx_, "msbat_supercell_get_matrix", msbat_supercell_get_matrix(c_ptr(), out_.data()));
    return out_;
}
inline int64_t supercell_ref::get_cell_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_supercell_get_cell_count", msbat_supercell_get_cell_count(c_ptr(), &out_));
    return out_;
}
inline int64_t supercell_ref::get_site_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_supercell_get_site_count", msbat_supercell_get_site_count(c_ptr(), &out_));
    return out_;
}
inline int64_t supercell_ref::find_site(int64_t sublattice, const std::array<int64_t, 3> &offset) const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_supercell_find_site", msbat_supercell_find_site(c_ptr(), sublattice, offset.data(),
        &out_));
    return out_;
}
inline supercell_ref::get_site_result supercell_ref::get_site(int64_t site) const
{
    get_site_result out_ = get_site_result();
    detail::check(ctx_, "msbat_supercell_get_site", msbat_supercell_get_site(c_ptr(), site, &out_.sublattice,
        out_.offset.data()));
    return out_;
}
inline crystal supercell_ref::create_crystal(span<const int64_t> species) const
{
    const int64_t n = detail::count("msbat_supercell_create_crystal", {{species.size(), 1}});
    msbat_crystal *crystal_ = nullptr;
    detail::check(ctx_, "msbat_supercell_create_crystal", msbat_supercell_create_crystal(c_ptr(), n, species.data(),
        &crystal_));
    return msbat::crystal(crystal_, ctx_);
}
inline ce ce::create(crystal_ref host, int64_t filled, int64_t empty, double tolerance_ang,
    span<const double> cutoffs_ang)
{
    const int64_t n_cutoffs = detail::count("msbat_ce_create", {{cutoffs_ang.size(), 1}});
    msbat_ce *ce_ = nullptr;
    detail::check(host.c_context(), "msbat_ce_create", msbat_ce_create(host.c_ptr(), filled, empty, tolerance_ang,
        n_cutoffs, cutoffs_ang.data(), &ce_));
    return msbat::ce(ce_, host.c_context());
}
inline crystal_ref ce_ref::get_host() const
{
    const msbat_crystal *host_ = nullptr;
    detail::check(ctx_, "msbat_ce_get_host", msbat_ce_get_host(c_ptr(), &host_));
    return msbat::crystal_ref(host_, ctx_);
}
inline ce_ref::get_species_result ce_ref::get_species() const
{
    get_species_result out_ = get_species_result();
    detail::check(ctx_, "msbat_ce_get_species", msbat_ce_get_species(c_ptr(), &out_.filled, &out_.empty));
    return out_;
}
inline std::vector<int64_t> ce_ref::get_active(int64_t n) const
{
    std::vector<int64_t> out_(detail::size(n));
    detail::check(ctx_, "msbat_ce_get_active", msbat_ce_get_active(c_ptr(), n, out_.data()));
    return out_;
}
inline void ce_ref::get_active(span<int64_t> active) const
{
    const int64_t n = detail::count("msbat_ce_get_active", {{active.size(), 1}});
    detail::check(ctx_, "msbat_ce_get_active", msbat_ce_get_active(c_ptr(), n, active.data()));
}
inline int64_t ce_ref::get_occupation_size(supercell_ref supercell) const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_ce_get_occupation_size", msbat_ce_get_occupation_size(c_ptr(), supercell.c_ptr(),
        &out_));
    return out_;
}
inline std::vector<int64_t> ce_ref::get_decoration(supercell_ref supercell, span<const int8_t> occupation,
    int64_t n_sites) const
{
    const int64_t n = detail::count("msbat_ce_get_decoration", {{occupation.size(), 1}});
    std::vector<int64_t> out_(detail::size(n_sites));
    detail::check(ctx_, "msbat_ce_get_decoration", msbat_ce_get_decoration(c_ptr(), supercell.c_ptr(), n,
        occupation.data(), n_sites, out_.data()));
    return out_;
}
inline void ce_ref::get_decoration(supercell_ref supercell, span<const int8_t> occupation, span<int64_t> species) const
{
    const int64_t n = detail::count("msbat_ce_get_decoration", {{occupation.size(), 1}});
    const int64_t n_sites = detail::count("msbat_ce_get_decoration", {{species.size(), 1}});
    detail::check(ctx_, "msbat_ce_get_decoration", msbat_ce_get_decoration(c_ptr(), supercell.c_ptr(), n,
        occupation.data(), n_sites, species.data()));
}
inline int64_t ce_ref::get_orbit_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_ce_get_orbit_count", msbat_ce_get_orbit_count(c_ptr(), &out_));
    return out_;
}
inline ce_ref::get_orbit_result ce_ref::get_orbit(int64_t orbit) const
{
    get_orbit_result out_ = get_orbit_result();
    detail::check(ctx_, "msbat_ce_get_orbit", msbat_ce_get_orbit(c_ptr(), orbit, &out_.n_points, &out_.multiplicity,
        &out_.length_ang));
    return out_;
}
inline std::vector<int64_t> ce_ref::get_cluster(int64_t orbit, int64_t n_points) const
{
    std::vector<int64_t> out_(detail::size(n_points * 4));
    detail::check(ctx_, "msbat_ce_get_cluster", msbat_ce_get_cluster(c_ptr(), orbit, n_points, out_.data()));
    return out_;
}
inline void ce_ref::get_cluster(int64_t orbit, span<int64_t> sites) const
{
    const int64_t n_points = detail::count("msbat_ce_get_cluster", {{sites.size(), 4}});
    detail::check(ctx_, "msbat_ce_get_cluster", msbat_ce_get_cluster(c_ptr(), orbit, n_points, sites.data()));
}
inline void ce::set_eci(span<const double> eci_ev)
{
    const int64_t n = detail::count("msbat_ce_set_eci", {{eci_ev.size(), 1}});
    detail::check(ctx_, "msbat_ce_set_eci", msbat_ce_set_eci(c_ptr(), n, eci_ev.data()));
}
inline std::vector<double> ce_ref::get_eci(int64_t n) const
{
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_ce_get_eci", msbat_ce_get_eci(c_ptr(), n, out_.data()));
    return out_;
}
inline void ce_ref::get_eci(span<double> eci_ev) const
{
    const int64_t n = detail::count("msbat_ce_get_eci", {{eci_ev.size(), 1}});
    detail::check(ctx_, "msbat_ce_get_eci", msbat_ce_get_eci(c_ptr(), n, eci_ev.data()));
}
inline std::vector<double> ce_ref::get_eci_error(int64_t n) const
{
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_ce_get_eci_error", msbat_ce_get_eci_error(c_ptr(), n, out_.data()));
    return out_;
}
inline void ce_ref::get_eci_error(span<double> error_ev) const
{
    const int64_t n = detail::count("msbat_ce_get_eci_error", {{error_ev.size(), 1}});
    detail::check(ctx_, "msbat_ce_get_eci_error", msbat_ce_get_eci_error(c_ptr(), n, error_ev.data()));
}
inline std::vector<double> ce_ref::get_covariance(int64_t n) const
{
    std::vector<double> out_(detail::size(n * n));
    detail::check(ctx_, "msbat_ce_get_covariance", msbat_ce_get_covariance(c_ptr(), n, out_.data()));
    return out_;
}
inline void ce_ref::get_covariance(int64_t n, span<double> covariance) const
{
    detail::lengths("msbat_ce_get_covariance", {{covariance.size(), n * n}});
    detail::check(ctx_, "msbat_ce_get_covariance", msbat_ce_get_covariance(c_ptr(), n, covariance.data()));
}
inline std::vector<double> ce_ref::get_correlations(supercell_ref supercell, span<const int8_t> occupation,
    int64_t n_orbits) const
{
    const int64_t n = detail::count("msbat_ce_get_correlations", {{occupation.size(), 1}});
    std::vector<double> out_(detail::size(n_orbits));
    detail::check(ctx_, "msbat_ce_get_correlations", msbat_ce_get_correlations(c_ptr(), supercell.c_ptr(), n,
        occupation.data(), n_orbits, out_.data()));
    return out_;
}
inline void ce_ref::get_correlations(supercell_ref supercell, span<const int8_t> occupation,
    span<double> correlations) const
{
    const int64_t n = detail::count("msbat_ce_get_correlations", {{occupation.size(), 1}});
    const int64_t n_orbits = detail::count("msbat_ce_get_correlations", {{correlations.size(), 1}});
    detail::check(ctx_, "msbat_ce_get_correlations", msbat_ce_get_correlations(c_ptr(), supercell.c_ptr(), n,
        occupation.data(), n_orbits, correlations.data()));
}
inline double ce_ref::get_energy(supercell_ref supercell, span<const int8_t> occupation) const
{
    const int64_t n = detail::count("msbat_ce_get_energy", {{occupation.size(), 1}});
    double out_ = double();
    detail::check(ctx_, "msbat_ce_get_energy", msbat_ce_get_energy(c_ptr(), supercell.c_ptr(), n, occupation.data(),
        &out_));
    return out_;
}
inline ce_ref::get_prediction_result ce_ref::get_prediction(supercell_ref supercell,
    span<const int8_t> occupation) const
{
    const int64_t n = detail::count("msbat_ce_get_prediction", {{occupation.size(), 1}});
    get_prediction_result out_ = get_prediction_result();
    detail::check(ctx_, "msbat_ce_get_prediction", msbat_ce_get_prediction(c_ptr(), supercell.c_ptr(), n,
        occupation.data(), &out_.energy_ev, &out_.error_ev));
    return out_;
}
inline ce_ref::get_term_count_result ce_ref::get_term_count() const
{
    get_term_count_result out_ = get_term_count_result();
    detail::check(ctx_, "msbat_ce_get_term_count", msbat_ce_get_term_count(c_ptr(), &out_.n_terms, &out_.max_points));
    return out_;
}
inline ce_ref::get_terms_result ce_ref::get_terms(int64_t n_terms, int64_t max_points) const
{
    get_terms_result out_ = get_terms_result();
    out_.eci_ev.resize(detail::size(n_terms));
    out_.n_points.resize(detail::size(n_terms));
    out_.orbit.resize(detail::size(n_terms));
    out_.sites.resize(detail::size(n_terms * max_points * 4));
    detail::check(ctx_, "msbat_ce_get_terms", msbat_ce_get_terms(c_ptr(), n_terms, max_points, out_.eci_ev.data(),
        out_.n_points.data(), out_.orbit.data(), out_.sites.data()));
    return out_;
}
inline void ce_ref::get_terms(int64_t n_terms, int64_t max_points, span<double> eci_ev, span<int64_t> n_points,
    span<int64_t> orbit, span<int64_t> sites) const
{
    detail::lengths("msbat_ce_get_terms", {{eci_ev.size(), n_terms}, {n_points.size(), n_terms}, {orbit.size(),
        n_terms}, {sites.size(), n_terms * max_points * 4}});
    detail::check(ctx_, "msbat_ce_get_terms", msbat_ce_get_terms(c_ptr(), n_terms, max_points, eci_ev.data(),
        n_points.data(), orbit.data(), sites.data()));
}
inline void ce::fit(training_ref training)
{
    detail::check(ctx_, "msbat_ce_fit", msbat_ce_fit(c_ptr(), training.c_ptr()));
}
inline ce_ref::get_score_result ce_ref::get_score() const
{
    get_score_result out_ = get_score_result();
    detail::check(ctx_, "msbat_ce_get_score", msbat_ce_get_score(c_ptr(), &out_.loo_mev, &out_.training_mev,
        &out_.kfold_mev));
    return out_;
}
inline ce_ref::get_fit_report_result ce_ref::get_fit_report() const
{
    get_fit_report_result out_ = get_fit_report_result();
    detail::check(ctx_, "msbat_ce_get_fit_report", msbat_ce_get_fit_report(c_ptr(), &out_.rank, &out_.condition,
        &out_.ridge, &out_.parameters));
    return out_;
}
inline ce_ref::get_residuals_result ce_ref::get_residuals(int64_t n) const
{
    get_residuals_result out_ = get_residuals_result();
    out_.residual_mev.resize(detail::size(n));
    out_.left_out_mev.resize(detail::size(n));
    out_.leverage.resize(detail::size(n));
    detail::check(ctx_, "msbat_ce_get_residuals", msbat_ce_get_residuals(c_ptr(), n, out_.residual_mev.data(),
        out_.left_out_mev.data(), out_.leverage.data()));
    return out_;
}
inline void ce_ref::get_residuals(span<double> residual_mev, span<double> left_out_mev, span<double> leverage) const
{
    const int64_t n = detail::count("msbat_ce_get_residuals", {{residual_mev.size(), 1}, {left_out_mev.size(), 1},
        {leverage.size(), 1}});
    detail::check(ctx_, "msbat_ce_get_residuals", msbat_ce_get_residuals(c_ptr(), n, residual_mev.data(),
        left_out_mev.data(), leverage.data()));
}
inline void ce::set_ridge(double value)
{
    detail::check(ctx_, "msbat_ce_set_ridge", msbat_ce_set_ridge(c_ptr(), value));
}
inline double ce_ref::get_ridge() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_ce_get_ridge", msbat_ce_get_ridge(c_ptr(), &out_));
    return out_;
}
inline void ce::set_folds(int64_t value)
{
    detail::check(ctx_, "msbat_ce_set_folds", msbat_ce_set_folds(c_ptr(), value));
}
inline int64_t ce_ref::get_folds() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_ce_get_folds", msbat_ce_get_folds(c_ptr(), &out_));
    return out_;
}
inline void ce::set_seed(int64_t value)
{
    detail::check(ctx_, "msbat_ce_set_seed", msbat_ce_set_seed(c_ptr(), value));
}
inline int64_t ce_ref::get_seed() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_ce_get_seed", msbat_ce_get_seed(c_ptr(), &out_));
    return out_;
}
inline void ce::set_option(text_ref name, text_ref value)
{
    detail::check(ctx_, "msbat_ce_set_option", msbat_ce_set_option(c_ptr(), name.c_str(), value.c_str()));
}
inline std::string ce_ref::get_option(text_ref name) const
{
    return detail::text(ctx_, "msbat_ce_get_option", [&](std::size_t size, char *text) {
        return msbat_ce_get_option(c_ptr(), name.c_str(), size, text);
    });
}
inline void ce::write_json(context &ctx, ce_ref ce, double tolerance_ang, text_ref path)
{
    detail::check(ctx.c_ptr(), "msbat_ce_write_json", msbat_ce_write_json(ctx.c_ptr(), ce.c_ptr(), tolerance_ang,
        path.c_str()));
}
inline ce ce::read_json(context &ctx, text_ref path)
{
    msbat_ce *ce_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_ce_read_json", msbat_ce_read_json(ctx.c_ptr(), path.c_str(), &ce_));
    return msbat::ce(ce_, ctx.c_ptr());
}
inline training training::create(ce_ref ce)
{
    msbat_training *training_ = nullptr;
    detail::check(ce.c_context(), "msbat_training_create", msbat_training_create(ce.c_ptr(), &training_));
    return msbat::training(training_, ce.c_context());
}
inline void training::add(crystal_ref structure, double energy_ev, double weight)
{
    detail::check(ctx_, "msbat_training_add", msbat_training_add(c_ptr(), structure.c_ptr(), energy_ev, weight));
}
inline void training::add_occupation(supercell_ref supercell, span<const int8_t> occupation, double energy_ev,
    double weight)
{
    const int64_t n = detail::count("msbat_training_add_occupation", {{occupation.size(), 1}});
    detail::check(ctx_, "msbat_training_add_occupation", msbat_training_add_occupation(c_ptr(), supercell.c_ptr(), n,
        occupation.data(), energy_ev, weight));
}
inline int64_t training_ref::get_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_training_get_count", msbat_training_get_count(c_ptr(), &out_));
    return out_;
}
inline training_ref::get_structure_result training_ref::get_structure(int64_t structure) const
{
    get_structure_result out_ = get_structure_result();
    detail::check(ctx_, "msbat_training_get_structure", msbat_training_get_structure(c_ptr(), structure,
        &out_.energy_ev, &out_.weight, &out_.x));
    return out_;
}
inline training_ref::get_mapping_result training_ref::get_mapping(int64_t structure) const
{
    get_mapping_result out_ = get_mapping_result();
    detail::check(ctx_, "msbat_training_get_mapping", msbat_training_get_mapping(c_ptr(), structure, &out_.rms_ang,
        &out_.max_ang, &out_.strain));
    return out_;
}
inline supercell_ref training_ref::get_supercell(int64_t structure) const
{
    const msbat_supercell *supercell_ = nullptr;
    detail::check(ctx_, "msbat_training_get_supercell", msbat_training_get_supercell(c_ptr(), structure, &supercell_));
    return msbat::supercell_ref(supercell_, ctx_);
}
inline std::vector<int8_t> training_ref::get_occupation(int64_t structure, int64_t n) const
{
    std::vector<int8_t> out_(detail::size(n));
    detail::check(ctx_, "msbat_training_get_occupation", msbat_training_get_occupation(c_ptr(), structure, n,
        out_.data()));
    return out_;
}
inline void training_ref::get_occupation(int64_t structure, span<int8_t> occupation) const
{
    const int64_t n = detail::count("msbat_training_get_occupation", {{occupation.size(), 1}});
    detail::check(ctx_, "msbat_training_get_occupation", msbat_training_get_occupation(c_ptr(), structure, n,
        occupation.data()));
}
inline std::vector<double> training_ref::get_correlations(int64_t n_structures, int64_t n_orbits) const
{
    std::vector<double> out_(detail::size(n_structures * n_orbits));
    detail::check(ctx_, "msbat_training_get_correlations", msbat_training_get_correlations(c_ptr(), n_structures,
        n_orbits, out_.data()));
    return out_;
}
inline void training_ref::get_correlations(int64_t n_structures, int64_t n_orbits, span<double> correlations) const
{
    detail::lengths("msbat_training_get_correlations", {{correlations.size(), n_structures * n_orbits}});
    detail::check(ctx_, "msbat_training_get_correlations", msbat_training_get_correlations(c_ptr(), n_structures,
        n_orbits, correlations.data()));
}
inline void training::set_max_displacement(double value)
{
    detail::check(ctx_, "msbat_training_set_max_displacement", msbat_training_set_max_displacement(c_ptr(), value));
}
inline double training_ref::get_max_displacement() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_training_get_max_displacement", msbat_training_get_max_displacement(c_ptr(), &out_));
    return out_;
}
inline void training::set_max_strain(double value)
{
    detail::check(ctx_, "msbat_training_set_max_strain", msbat_training_set_max_strain(c_ptr(), value));
}
inline double training_ref::get_max_strain() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_training_get_max_strain", msbat_training_get_max_strain(c_ptr(), &out_));
    return out_;
}
inline void training::set_option(text_ref name, text_ref value)
{
    detail::check(ctx_, "msbat_training_set_option", msbat_training_set_option(c_ptr(), name.c_str(), value.c_str()));
}
inline std::string training_ref::get_option(text_ref name) const
{
    return detail::text(ctx_, "msbat_training_get_option", [&](std::size_t size, char *text) {
        return msbat_training_get_option(c_ptr(), name.c_str(), size, text);
    });
}
inline mc mc::create(ce_ref ce, supercell_ref supercell)
{
    msbat_mc *mc_ = nullptr;
    detail::check(ce.c_context(), "msbat_mc_create", msbat_mc_create(ce.c_ptr(), supercell.c_ptr(), &mc_));
    return msbat::mc(mc_, ce.c_context());
}
inline ce_ref mc_ref::get_ce() const
{
    const msbat_ce *ce_ = nullptr;
    detail::check(ctx_, "msbat_mc_get_ce", msbat_mc_get_ce(c_ptr(), &ce_));
    return msbat::ce_ref(ce_, ctx_);
}
inline supercell_ref mc_ref::get_supercell() const
{
    const msbat_supercell *supercell_ = nullptr;
    detail::check(ctx_, "msbat_mc_get_supercell", msbat_mc_get_supercell(c_ptr(), &supercell_));
    return msbat::supercell_ref(supercell_, ctx_);
}
inline int64_t mc_ref::get_site_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_mc_get_site_count", msbat_mc_get_site_count(c_ptr(), &out_));
    return out_;
}
inline void mc::set_occupation(span<const int8_t> occupation)
{
    const int64_t n = detail::count("msbat_mc_set_occupation", {{occupation.size(), 1}});
    detail::check(ctx_, "msbat_mc_set_occupation", msbat_mc_set_occupation(c_ptr(), n, occupation.data()));
}
inline std::vector<int8_t> mc_ref::get_occupation(int64_t n) const
{
    std::vector<int8_t> out_(detail::size(n));
    detail::check(ctx_, "msbat_mc_get_occupation", msbat_mc_get_occupation(c_ptr(), n, out_.data()));
    return out_;
}
inline void mc_ref::get_occupation(span<int8_t> occupation) const
{
    const int64_t n = detail::count("msbat_mc_get_occupation", {{occupation.size(), 1}});
    detail::check(ctx_, "msbat_mc_get_occupation", msbat_mc_get_occupation(c_ptr(), n, occupation.data()));
}
inline void mc::set_random_occupation(int64_t n_filled)
{
    detail::check(ctx_, "msbat_mc_set_random_occupation", msbat_mc_set_random_occupation(c_ptr(), n_filled));
}
inline double mc_ref::get_energy() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_mc_get_energy", msbat_mc_get_energy(c_ptr(), &out_));
    return out_;
}
inline void mc::run(double temperature, double mu_ev, int64_t sweeps)
{
    detail::check(ctx_, "msbat_mc_run", msbat_mc_run(c_ptr(), temperature, mu_ev, sweeps));
}
inline void mc::run_canonical(double temperature, int64_t sweeps)
{
    detail::check(ctx_, "msbat_mc_run_canonical", msbat_mc_run_canonical(c_ptr(), temperature, sweeps));
}
inline mc_ref::get_average_result mc_ref::get_average(msbat_mc_observable observable) const
{
    get_average_result out_ = get_average_result();
    detail::check(ctx_, "msbat_mc_get_average", msbat_mc_get_average(c_ptr(), observable, &out_.mean, &out_.error,
        &out_.autocorrelation));
    return out_;
}
inline mc_ref::get_correlations_result mc_ref::get_correlations(int64_t n_orbits) const
{
    get_correlations_result out_ = get_correlations_result();
    out_.mean.resize(detail::size(n_orbits));
    out_.error.resize(detail::size(n_orbits));
    detail::check(ctx_, "msbat_mc_get_correlations", msbat_mc_get_correlations(c_ptr(), n_orbits, out_.mean.data(),
        out_.error.data()));
    return out_;
}
inline void mc_ref::get_correlations(span<double> mean, span<double> error) const
{
    const int64_t n_orbits = detail::count("msbat_mc_get_correlations", {{mean.size(), 1}, {error.size(), 1}});
    detail::check(ctx_, "msbat_mc_get_correlations", msbat_mc_get_correlations(c_ptr(), n_orbits, mean.data(),
        error.data()));
}
inline int64_t mc_ref::get_sample_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_mc_get_sample_count", msbat_mc_get_sample_count(c_ptr(), &out_));
    return out_;
}
inline mc_ref::get_samples_result mc_ref::get_samples(int64_t n) const
{
    get_samples_result out_ = get_samples_result();
    out_.filled.resize(detail::size(n));
    out_.energy_ev.resize(detail::size(n));
    detail::check(ctx_, "msbat_mc_get_samples", msbat_mc_get_samples(c_ptr(), n, out_.filled.data(),
        out_.energy_ev.data()));
    return out_;
}
inline void mc_ref::get_samples(span<double> filled, span<double> energy_ev) const
{
    const int64_t n = detail::count("msbat_mc_get_samples", {{filled.size(), 1}, {energy_ev.size(), 1}});
    detail::check(ctx_, "msbat_mc_get_samples", msbat_mc_get_samples(c_ptr(), n, filled.data(), energy_ev.data()));
}
inline void mc::isotherm(double temperature, span<const double> mu_ev)
{
    const int64_t n = detail::count("msbat_mc_isotherm", {{mu_ev.size(), 1}});
    detail::check(ctx_, "msbat_mc_isotherm", msbat_mc_isotherm(c_ptr(), temperature, n, mu_ev.data()));
}
inline void mc::resume()
{
    detail::check(ctx_, "msbat_mc_resume", msbat_mc_resume(c_ptr()));
}
inline mc_ref::get_isotherm_count_result mc_ref::get_isotherm_count() const
{
    get_isotherm_count_result out_ = get_isotherm_count_result();
    detail::check(ctx_, "msbat_mc_get_isotherm_count", msbat_mc_get_isotherm_count(c_ptr(), &out_.n,
        &out_.temperature));
    return out_;
}
inline mc_ref::get_isotherm_result mc_ref::get_isotherm(int64_t n) const
{
    get_isotherm_result out_ = get_isotherm_result();
    out_.mu_ev.resize(detail::size(n));
    out_.x.resize(detail::size(n));
    out_.x_error.resize(detail::size(n));
    out_.energy_ev.resize(detail::size(n));
    out_.gamma.resize(detail::size(n));
    out_.gamma_error.resize(detail::size(n));
    detail::check(ctx_, "msbat_mc_get_isotherm", msbat_mc_get_isotherm(c_ptr(), n, out_.mu_ev.data(), out_.x.data(),
        out_.x_error.data(), out_.energy_ev.data(), out_.gamma.data(), out_.gamma_error.data()));
    return out_;
}
inline void mc_ref::get_isotherm(span<double> mu_ev, span<double> x, span<double> x_error, span<double> energy_ev,
    span<double> gamma, span<double> gamma_error) const
{
    const int64_t n = detail::count("msbat_mc_get_isotherm", {{mu_ev.size(), 1}, {x.size(), 1}, {x_error.size(), 1},
        {energy_ev.size(), 1}, {gamma.size(), 1}, {gamma_error.size(), 1}});
    detail::check(ctx_, "msbat_mc_get_isotherm", msbat_mc_get_isotherm(c_ptr(), n, mu_ev.data(), x.data(),
        x_error.data(), energy_ev.data(), gamma.data(), gamma_error.data()));
}
inline mc_ref::get_isotherm_walks_result mc_ref::get_isotherm_walks(int64_t n) const
{
    get_isotherm_walks_result out_ = get_isotherm_walks_result();
    out_.x_up.resize(detail::size(n));
    out_.x_down.resize(detail::size(n));
    out_.flags.resize(detail::size(n));
    detail::check(ctx_, "msbat_mc_get_isotherm_walks", msbat_mc_get_isotherm_walks(c_ptr(), n, out_.x_up.data(),
        out_.x_down.data(), out_.flags.data()));
    return out_;
}
inline void mc_ref::get_isotherm_walks(span<double> x_up, span<double> x_down, span<int64_t> flags) const
{
    const int64_t n = detail::count("msbat_mc_get_isotherm_walks", {{x_up.size(), 1}, {x_down.size(), 1},
        {flags.size(), 1}});
    detail::check(ctx_, "msbat_mc_get_isotherm_walks", msbat_mc_get_isotherm_walks(c_ptr(), n, x_up.data(),
        x_down.data(), flags.data()));
}
inline void mc_ref::write_checkpoint(text_ref path) const
{
    detail::check(ctx_, "msbat_mc_write_checkpoint", msbat_mc_write_checkpoint(c_ptr(), path.c_str()));
}
inline void mc::read_checkpoint(text_ref path)
{
    detail::check(ctx_, "msbat_mc_read_checkpoint", msbat_mc_read_checkpoint(c_ptr(), path.c_str()));
}
inline void mc::set_seed(int64_t value)
{
    detail::check(ctx_, "msbat_mc_set_seed", msbat_mc_set_seed(c_ptr(), value));
}
inline int64_t mc_ref::get_seed() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_mc_get_seed", msbat_mc_get_seed(c_ptr(), &out_));
    return out_;
}
inline void mc::set_equilibration(int64_t value)
{
    detail::check(ctx_, "msbat_mc_set_equilibration", msbat_mc_set_equilibration(c_ptr(), value));
}
inline int64_t mc_ref::get_equilibration() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_mc_get_equilibration", msbat_mc_get_equilibration(c_ptr(), &out_));
    return out_;
}
inline void mc::set_precision(double value)
{
    detail::check(ctx_, "msbat_mc_set_precision", msbat_mc_set_precision(c_ptr(), value));
}
inline double mc_ref::get_precision() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_mc_get_precision", msbat_mc_get_precision(c_ptr(), &out_));
    return out_;
}
inline void mc::set_min_sweeps(int64_t value)
{
    detail::check(ctx_, "msbat_mc_set_min_sweeps", msbat_mc_set_min_sweeps(c_ptr(), value));
}
inline int64_t mc_ref::get_min_sweeps() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_mc_get_min_sweeps", msbat_mc_get_min_sweeps(c_ptr(), &out_));
    return out_;
}
inline void mc::set_max_sweeps(int64_t value)
{
    detail::check(ctx_, "msbat_mc_set_max_sweeps", msbat_mc_set_max_sweeps(c_ptr(), value));
}
inline int64_t mc_ref::get_max_sweeps() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_mc_get_max_sweeps", msbat_mc_get_max_sweeps(c_ptr(), &out_));
    return out_;
}
inline void mc::set_correlation_interval(int64_t value)
{
    detail::check(ctx_, "msbat_mc_set_correlation_interval", msbat_mc_set_correlation_interval(c_ptr(), value));
}
inline int64_t mc_ref::get_correlation_interval() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_mc_get_correlation_interval", msbat_mc_get_correlation_interval(c_ptr(), &out_));
    return out_;
}
inline void mc::set_option(text_ref name, text_ref value)
{
    detail::check(ctx_, "msbat_mc_set_option", msbat_mc_set_option(c_ptr(), name.c_str(), value.c_str()));
}
inline std::string mc_ref::get_option(text_ref name) const
{
    return detail::text(ctx_, "msbat_mc_get_option", [&](std::size_t size, char *text) {
        return msbat_mc_get_option(c_ptr(), name.c_str(), size, text);
    });
}
inline phase phase::create_regular(context &ctx, text_ref host, text_ref ion, double e_filled_ev, double e_empty_ev,
    double omega_ev, double mu_ref_ev)
{
    msbat_phase *phase_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_phase_create_regular", msbat_phase_create_regular(ctx.c_ptr(), host.c_str(),
        ion.c_str(), e_filled_ev, e_empty_ev, omega_ev, mu_ref_ev, &phase_));
    return msbat::phase(phase_, ctx.c_ptr());
}
inline phase phase::create_redlich_kister(context &ctx, text_ref host, text_ref ion, double mu0_ev, double mu_ref_ev,
    span<const double> terms)
{
    const int64_t n = detail::count("msbat_phase_create_redlich_kister", {{terms.size(), 2}});
    msbat_phase *phase_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_phase_create_redlich_kister", msbat_phase_create_redlich_kister(ctx.c_ptr(),
        host.c_str(), ion.c_str(), mu0_ev, mu_ref_ev, n, terms.data(), &phase_));
    return msbat::phase(phase_, ctx.c_ptr());
}
inline phase phase::create_ocv_table(context &ctx, text_ref host, text_ref ion, double temperature,
    span<const double> x_voltage, msbat_gap_policy policy)
{
    const int64_t n = detail::count("msbat_phase_create_ocv_table", {{x_voltage.size(), 2}});
    msbat_phase *phase_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_phase_create_ocv_table", msbat_phase_create_ocv_table(ctx.c_ptr(), host.c_str(),
        ion.c_str(), temperature, n, x_voltage.data(), policy, &phase_));
    return msbat::phase(phase_, ctx.c_ptr());
}
inline phase phase::create_ocv_function(context &ctx, text_ref host, text_ref ion, const std::array<double, 3> &range,
    msbat_ocv_fn ocv, void *user, msbat_gap_policy policy)
{
    msbat_phase *phase_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_phase_create_ocv_function", msbat_phase_create_ocv_function(ctx.c_ptr(),
        host.c_str(), ion.c_str(), range.data(), ocv, user, policy, &phase_));
    return msbat::phase(phase_, ctx.c_ptr());
}
template <class F>
phase phase::create_ocv_function(context &ctx, text_ref host, text_ref ion, const std::array<double, 3> &range, F &ocv,
    msbat_gap_policy policy)
{
    typedef typename std::remove_reference<F>::type G;
    msbat_phase *phase_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_phase_create_ocv_function", msbat_phase_create_ocv_function(ctx.c_ptr(),
        host.c_str(), ion.c_str(), range.data(), detail::kept_ocv<G>, detail::address(ocv), policy, &phase_));
    return msbat::phase(phase_, ctx.c_ptr());
}
inline phase phase::create_samples(context &ctx, text_ref host, text_ref ion, double mu_ref_ev,
    span<const double> samples, msbat_gap_policy policy)
{
    const int64_t n = detail::count("msbat_phase_create_samples", {{samples.size(), 4}});
    msbat_phase *phase_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_phase_create_samples", msbat_phase_create_samples(ctx.c_ptr(), host.c_str(),
        ion.c_str(), mu_ref_ev, n, samples.data(), policy, &phase_));
    return msbat::phase(phase_, ctx.c_ptr());
}
inline phase phase::create_convexified(phase_ref phase)
{
    msbat_phase *convexified_ = nullptr;
    detail::check(phase.c_context(), "msbat_phase_create_convexified", msbat_phase_create_convexified(phase.c_ptr(),
        &convexified_));
    return msbat::phase(convexified_, phase.c_context());
}
inline void phase::prepare(double temperature)
{
    detail::check(ctx_, "msbat_phase_prepare", msbat_phase_prepare(c_ptr(), temperature));
}
inline void phase::set_site_density(double mol_per_m3)
{
    detail::check(ctx_, "msbat_phase_set_site_density", msbat_phase_set_site_density(c_ptr(), mol_per_m3));
}
inline double phase_ref::get_site_density() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_phase_get_site_density", msbat_phase_get_site_density(c_ptr(), &out_));
    return out_;
}
inline void phase::set_partial_molar_volume(double m3_per_mol)
{
    detail::check(ctx_, "msbat_phase_set_partial_molar_volume", msbat_phase_set_partial_molar_volume(c_ptr(),
        m3_per_mol));
}
inline double phase_ref::get_partial_molar_volume() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_phase_get_partial_molar_volume", msbat_phase_get_partial_molar_volume(c_ptr(), &out_));
    return out_;
}
inline double phase_ref::get_reference() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_phase_get_reference", msbat_phase_get_reference(c_ptr(), &out_));
    return out_;
}
inline void phase::set_activity_reference(double x_ref)
{
    detail::check(ctx_, "msbat_phase_set_activity_reference", msbat_phase_set_activity_reference(c_ptr(), x_ref));
}
inline double phase_ref::get_activity_reference() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_phase_get_activity_reference", msbat_phase_get_activity_reference(c_ptr(), &out_));
    return out_;
}
inline phase_ref::get_names_result phase_ref::get_names() const
{
    get_names_result out_ = get_names_result();
    detail::check(ctx_, "msbat_phase_get_names", msbat_phase_get_names(c_ptr(), &out_.host, &out_.ion));
    return out_;
}
inline phase_ref::get_range_result phase_ref::get_range() const
{
    get_range_result out_ = get_range_result();
    detail::check(ctx_, "msbat_phase_get_range", msbat_phase_get_range(c_ptr(), out_.x_range.data(),
        out_.temperature_range.data()));
    return out_;
}
inline msbat_gap_policy phase_ref::get_policy() const
{
    msbat_gap_policy out_ = msbat_gap_policy();
    detail::check(ctx_, "msbat_phase_get_policy", msbat_phase_get_policy(c_ptr(), &out_));
    return out_;
}
inline int phase_ref::get_convex() const
{
    int out_ = int();
    detail::check(ctx_, "msbat_phase_get_convex", msbat_phase_get_convex(c_ptr(), &out_));
    return out_;
}
inline int64_t phase_ref::get_unstable_count(double temperature) const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_phase_get_unstable_count", msbat_phase_get_unstable_count(c_ptr(), temperature, &out_));
    return out_;
}
inline std::array<double, 2> phase_ref::get_unstable(double temperature, int64_t index) const
{
    std::array<double, 2> out_ = std::array<double, 2>();
    detail::check(ctx_, "msbat_phase_get_unstable", msbat_phase_get_unstable(c_ptr(), temperature, index,
        out_.data()));
    return out_;
}
inline int64_t phase_ref::get_gap_count(double temperature) const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_phase_get_gap_count", msbat_phase_get_gap_count(c_ptr(), temperature, &out_));
    return out_;
}
inline phase_ref::get_gap_result phase_ref::get_gap(double temperature, int64_t index) const
{
    get_gap_result out_ = get_gap_result();
    detail::check(ctx_, "msbat_phase_get_gap", msbat_phase_get_gap(c_ptr(), temperature, index, out_.interval.data(),
        &out_.mu_ev));
    return out_;
}
inline std::vector<double> phase_ref::get_free_energy(double temperature, span<const double> x) const
{
    const int64_t n = detail::count("msbat_phase_get_free_energy", {{x.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_phase_get_free_energy", msbat_phase_get_free_energy(c_ptr(), temperature, n, x.data(),
        out_.data()));
    return out_;
}
inline void phase_ref::get_free_energy(double temperature, span<const double> x, span<double> g_ev) const
{
    const int64_t n = detail::count("msbat_phase_get_free_energy", {{x.size(), 1}, {g_ev.size(), 1}});
    detail::check(ctx_, "msbat_phase_get_free_energy", msbat_phase_get_free_energy(c_ptr(), temperature, n, x.data(),
        g_ev.data()));
}
inline std::vector<double> phase_ref::get_mu(double temperature, span<const double> x) const
{
    const int64_t n = detail::count("msbat_phase_get_mu", {{x.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_phase_get_mu", msbat_phase_get_mu(c_ptr(), temperature, n, x.data(), out_.data()));
    return out_;
}
inline void phase_ref::get_mu(double temperature, span<const double> x, span<double> mu_ev) const
{
    const int64_t n = detail::count("msbat_phase_get_mu", {{x.size(), 1}, {mu_ev.size(), 1}});
    detail::check(ctx_, "msbat_phase_get_mu", msbat_phase_get_mu(c_ptr(), temperature, n, x.data(), mu_ev.data()));
}
inline phase_ref::get_mu_derivatives_result phase_ref::get_mu_derivatives(double temperature,
    span<const double> x) const
{
    const int64_t n = detail::count("msbat_phase_get_mu_derivatives", {{x.size(), 1}});
    get_mu_derivatives_result out_ = get_mu_derivatives_result();
    out_.dmu_ev.resize(detail::size(n));
    out_.d2mu_ev.resize(detail::size(n));
    detail::check(ctx_, "msbat_phase_get_mu_derivatives", msbat_phase_get_mu_derivatives(c_ptr(), temperature, n,
        x.data(), out_.dmu_ev.data(), out_.d2mu_ev.data()));
    return out_;
}
inline void phase_ref::get_mu_derivatives(double temperature, span<const double> x, span<double> dmu_ev,
    span<double> d2mu_ev) const
{
    const int64_t n = detail::count("msbat_phase_get_mu_derivatives", {{x.size(), 1}, {dmu_ev.size(), 1},
        {d2mu_ev.size(), 1}});
    detail::check(ctx_, "msbat_phase_get_mu_derivatives", msbat_phase_get_mu_derivatives(c_ptr(), temperature, n,
        x.data(), dmu_ev.data(), d2mu_ev.data()));
}
inline std::vector<double> phase_ref::get_voltage(double temperature, span<const double> x) const
{
    const int64_t n = detail::count("msbat_phase_get_voltage", {{x.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_phase_get_voltage", msbat_phase_get_voltage(c_ptr(), temperature, n, x.data(),
        out_.data()));
    return out_;
}
inline void phase_ref::get_voltage(double temperature, span<const double> x, span<double> voltage) const
{
    const int64_t n = detail::count("msbat_phase_get_voltage", {{x.size(), 1}, {voltage.size(), 1}});
    detail::check(ctx_, "msbat_phase_get_voltage", msbat_phase_get_voltage(c_ptr(), temperature, n, x.data(),
        voltage.data()));
}
inline std::vector<double> phase_ref::get_activity(double temperature, span<const double> x) const
{
    const int64_t n = detail::count("msbat_phase_get_activity", {{x.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_phase_get_activity", msbat_phase_get_activity(c_ptr(), temperature, n, x.data(),
        out_.data()));
    return out_;
}
inline void phase_ref::get_activity(double temperature, span<const double> x, span<double> activity) const
{
    const int64_t n = detail::count("msbat_phase_get_activity", {{x.size(), 1}, {activity.size(), 1}});
    detail::check(ctx_, "msbat_phase_get_activity", msbat_phase_get_activity(c_ptr(), temperature, n, x.data(),
        activity.data()));
}
inline std::vector<double> phase_ref::get_thermodynamic_factor(double temperature, span<const double> x) const
{
    const int64_t n = detail::count("msbat_phase_get_thermodynamic_factor", {{x.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_phase_get_thermodynamic_factor", msbat_phase_get_thermodynamic_factor(c_ptr(),
        temperature, n, x.data(), out_.data()));
    return out_;
}
inline void phase_ref::get_thermodynamic_factor(double temperature, span<const double> x, span<double> gamma) const
{
    const int64_t n = detail::count("msbat_phase_get_thermodynamic_factor", {{x.size(), 1}, {gamma.size(), 1}});
    detail::check(ctx_, "msbat_phase_get_thermodynamic_factor", msbat_phase_get_thermodynamic_factor(c_ptr(),
        temperature, n, x.data(), gamma.data()));
}
inline std::vector<double> phase_ref::get_reduced_curvature(double temperature, span<const double> x) const
{
    const int64_t n = detail::count("msbat_phase_get_reduced_curvature", {{x.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_phase_get_reduced_curvature", msbat_phase_get_reduced_curvature(c_ptr(), temperature, n,
        x.data(), out_.data()));
    return out_;
}
inline void phase_ref::get_reduced_curvature(double temperature, span<const double> x, span<double> curvature) const
{
    const int64_t n = detail::count("msbat_phase_get_reduced_curvature", {{x.size(), 1}, {curvature.size(), 1}});
    detail::check(ctx_, "msbat_phase_get_reduced_curvature", msbat_phase_get_reduced_curvature(c_ptr(), temperature, n,
        x.data(), curvature.data()));
}
inline std::vector<double> phase_ref::get_entropy(double temperature, span<const double> x) const
{
    const int64_t n = detail::count("msbat_phase_get_entropy", {{x.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_phase_get_entropy", msbat_phase_get_entropy(c_ptr(), temperature, n, x.data(),
        out_.data()));
    return out_;
}
inline void phase_ref::get_entropy(double temperature, span<const double> x, span<double> entropy_ev_per_k) const
{
    const int64_t n = detail::count("msbat_phase_get_entropy", {{x.size(), 1}, {entropy_ev_per_k.size(), 1}});
    detail::check(ctx_, "msbat_phase_get_entropy", msbat_phase_get_entropy(c_ptr(), temperature, n, x.data(),
        entropy_ev_per_k.data()));
}
inline std::vector<double> phase_ref::find_x(double temperature, span<const double> mu_ev) const
{
    const int64_t n = detail::count("msbat_phase_find_x", {{mu_ev.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_phase_find_x", msbat_phase_find_x(c_ptr(), temperature, n, mu_ev.data(), out_.data()));
    return out_;
}
inline void phase_ref::find_x(double temperature, span<const double> mu_ev, span<double> x) const
{
    const int64_t n = detail::count("msbat_phase_find_x", {{mu_ev.size(), 1}, {x.size(), 1}});
    detail::check(ctx_, "msbat_phase_find_x", msbat_phase_find_x(c_ptr(), temperature, n, mu_ev.data(), x.data()));
}
inline phase phase::from_isotherms(const std::vector<mc_ref> &mc, text_ref host, text_ref ion, double mu_ref_ev,
    msbat_gap_policy policy)
{
    const int64_t n_mc = detail::count("msbat_phase_from_isotherms", {{mc.size(), 1}});
    std::vector<const msbat_mc *> mc_;
    for (const mc_ref &each : mc) mc_.push_back(each.c_ptr());
    msbat_phase *phase_ = nullptr;
    detail::check((mc.empty() ? nullptr : mc[0].c_context()), "msbat_phase_from_isotherms",
        msbat_phase_from_isotherms(n_mc, mc_.data(), host.c_str(), ion.c_str(), mu_ref_ev, policy, &phase_));
    return msbat::phase(phase_, (mc.empty() ? nullptr : mc[0].c_context()));
}
inline defects defects::create(context &ctx, int64_t n_elements, double e_bulk_ev, double e_v_ev, double gap_ev)
{
    msbat_defects *defects_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_defects_create", msbat_defects_create(ctx.c_ptr(), n_elements, e_bulk_ev, e_v_ev,
        gap_ev, &defects_));
    return msbat::defects(defects_, ctx.c_ptr());
}
inline void defects::set_chemical_potentials(span<const double> mu_ev)
{
    const int64_t n = detail::count("msbat_defects_set_chemical_potentials", {{mu_ev.size(), 1}});
    detail::check(ctx_, "msbat_defects_set_chemical_potentials", msbat_defects_set_chemical_potentials(c_ptr(), n,
        mu_ev.data()));
}
inline void defects::set_image_coefficient(double coefficient_ev)
{
    detail::check(ctx_, "msbat_defects_set_image_coefficient", msbat_defects_set_image_coefficient(c_ptr(),
        coefficient_ev));
}
inline void defects::set_makov_payne(const std::array<double, 9> &cell_ang, double dielectric)
{
    detail::check(ctx_, "msbat_defects_set_makov_payne", msbat_defects_set_makov_payne(c_ptr(), cell_ang.data(),
        dielectric));
}
inline void defects::add(text_ref name, int64_t charge, double e_def_ev, span<const int64_t> added)
{
    const int64_t n = detail::count("msbat_defects_add", {{added.size(), 1}});
    detail::check(ctx_, "msbat_defects_add", msbat_defects_add(c_ptr(), name.c_str(), charge, e_def_ev, n,
        added.data()));
}
inline void defects::set_alignment(text_ref name, int64_t charge, msbat_alignment kind, double value)
{
    detail::check(ctx_, "msbat_defects_set_alignment", msbat_defects_set_alignment(c_ptr(), name.c_str(), charge, kind,
        value));
}
inline int64_t defects_ref::get_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_defects_get_count", msbat_defects_get_count(c_ptr(), &out_));
    return out_;
}
inline defects_ref::get_result defects_ref::get(int64_t index) const
{
    get_result out_ = get_result();
    detail::check(ctx_, "msbat_defects_get", msbat_defects_get(c_ptr(), index, &out_.name, &out_.charge));
    return out_;
}
inline double defects_ref::get_formation_energy(text_ref name, int64_t charge, double fermi_ev) const
{
    double out_ = double();
    detail::check(ctx_, "msbat_defects_get_formation_energy", msbat_defects_get_formation_energy(c_ptr(), name.c_str(),
        charge, fermi_ev, &out_));
    return out_;
}
inline std::array<double, 5> defects_ref::get_terms(text_ref name, int64_t charge, double fermi_ev) const
{
    std::array<double, 5> out_ = std::array<double, 5>();
    detail::check(ctx_, "msbat_defects_get_terms", msbat_defects_get_terms(c_ptr(), name.c_str(), charge, fermi_ev,
        out_.data()));
    return out_;
}
inline double defects_ref::get_transition_level(text_ref name, int64_t charge1, int64_t charge2) const
{
    double out_ = double();
    detail::check(ctx_, "msbat_defects_get_transition_level", msbat_defects_get_transition_level(c_ptr(), name.c_str(),
        charge1, charge2, &out_));
    return out_;
}
inline defects_ref::find_stable_charge_result defects_ref::find_stable_charge(text_ref name, double fermi_ev) const
{
    find_stable_charge_result out_ = find_stable_charge_result();
    detail::check(ctx_, "msbat_defects_find_stable_charge", msbat_defects_find_stable_charge(c_ptr(), name.c_str(),
        fermi_ev, &out_.charge, &out_.e_f_ev));
    return out_;
}
inline defects_ref::get_stable_levels_result defects_ref::get_stable_levels(text_ref name, int64_t n) const
{
    get_stable_levels_result out_ = get_stable_levels_result();
    out_.levels_ev.resize(detail::size(n));
    out_.charges.resize(detail::size(n));
    detail::check(ctx_, "msbat_defects_get_stable_levels", msbat_defects_get_stable_levels(c_ptr(), name.c_str(), n,
        out_.levels_ev.data(), out_.charges.data(), &out_.count));
    return out_;
}
inline int64_t defects_ref::get_stable_levels(text_ref name, span<double> levels_ev, span<int64_t> charges) const
{
    const int64_t n = detail::count("msbat_defects_get_stable_levels", {{levels_ev.size(), 1}, {charges.size(), 1}});
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_defects_get_stable_levels", msbat_defects_get_stable_levels(c_ptr(), name.c_str(), n,
        levels_ev.data(), charges.data(), &out_));
    return out_;
}
inline hull hull::create(context &ctx, span<const double> x, span<const double> energy_ev)
{
    const int64_t n = detail::count("msbat_hull_create", {{x.size(), 1}, {energy_ev.size(), 1}});
    msbat_hull *hull_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_hull_create", msbat_hull_create(ctx.c_ptr(), n, x.data(), energy_ev.data(),
        &hull_));
    return msbat::hull(hull_, ctx.c_ptr());
}
inline int64_t hull_ref::get_vertex_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_hull_get_vertex_count", msbat_hull_get_vertex_count(c_ptr(), &out_));
    return out_;
}
inline std::vector<int64_t> hull_ref::get_vertices(int64_t n) const
{
    std::vector<int64_t> out_(detail::size(n));
    detail::check(ctx_, "msbat_hull_get_vertices", msbat_hull_get_vertices(c_ptr(), n, out_.data()));
    return out_;
}
inline void hull_ref::get_vertices(span<int64_t> entries) const
{
    const int64_t n = detail::count("msbat_hull_get_vertices", {{entries.size(), 1}});
    detail::check(ctx_, "msbat_hull_get_vertices", msbat_hull_get_vertices(c_ptr(), n, entries.data()));
}
inline std::vector<double> hull_ref::get_energy(span<const double> x) const
{
    const int64_t n = detail::count("msbat_hull_get_energy", {{x.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_hull_get_energy", msbat_hull_get_energy(c_ptr(), n, x.data(), out_.data()));
    return out_;
}
inline void hull_ref::get_energy(span<const double> x, span<double> energy_ev) const
{
    const int64_t n = detail::count("msbat_hull_get_energy", {{x.size(), 1}, {energy_ev.size(), 1}});
    detail::check(ctx_, "msbat_hull_get_energy", msbat_hull_get_energy(c_ptr(), n, x.data(), energy_ev.data()));
}
inline std::vector<double> hull_ref::get_above(int64_t n) const
{
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_hull_get_above", msbat_hull_get_above(c_ptr(), n, out_.data()));
    return out_;
}
inline void hull_ref::get_above(span<double> above_ev) const
{
    const int64_t n = detail::count("msbat_hull_get_above", {{above_ev.size(), 1}});
    detail::check(ctx_, "msbat_hull_get_above", msbat_hull_get_above(c_ptr(), n, above_ev.data()));
}
inline std::vector<double> hull_ref::get_formation_energy(int64_t n) const
{
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_hull_get_formation_energy", msbat_hull_get_formation_energy(c_ptr(), n, out_.data()));
    return out_;
}
inline void hull_ref::get_formation_energy(span<double> formation_ev) const
{
    const int64_t n = detail::count("msbat_hull_get_formation_energy", {{formation_ev.size(), 1}});
    detail::check(ctx_, "msbat_hull_get_formation_energy", msbat_hull_get_formation_energy(c_ptr(), n,
        formation_ev.data()));
}
inline int64_t hull_ref::get_plateau_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_hull_get_plateau_count", msbat_hull_get_plateau_count(c_ptr(), &out_));
    return out_;
}
inline hull_ref::get_plateau_result hull_ref::get_plateau(double mu_ref_ev, int64_t index) const
{
    get_plateau_result out_ = get_plateau_result();
    detail::check(ctx_, "msbat_hull_get_plateau", msbat_hull_get_plateau(c_ptr(), mu_ref_ev, index,
        out_.interval.data(), &out_.voltage));
    return out_;
}
inline double hull_ref::get_mean_voltage(double mu_ref_ev, double x_low, double x_high) const
{
    double out_ = double();
    detail::check(ctx_, "msbat_hull_get_mean_voltage", msbat_hull_get_mean_voltage(c_ptr(), mu_ref_ev, x_low, x_high,
        &out_));
    return out_;
}
inline transport transport::create_table(context &ctx, text_ref host, text_ref ion, msbat_diffusivity_kind kind,
    double temperature, span<const double> rows)
{
    const int64_t n = detail::count("msbat_transport_create_table", {{rows.size(), 4}});
    msbat_transport *transport_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_transport_create_table", msbat_transport_create_table(ctx.c_ptr(), host.c_str(),
        ion.c_str(), kind, temperature, n, rows.data(), &transport_));
    return msbat::transport(transport_, ctx.c_ptr());
}
inline transport transport::create_samples(context &ctx, text_ref host, text_ref ion, msbat_diffusivity_kind kind,
    span<const double> samples)
{
    const int64_t n = detail::count("msbat_transport_create_samples", {{samples.size(), 5}});
    msbat_transport *transport_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_transport_create_samples", msbat_transport_create_samples(ctx.c_ptr(),
        host.c_str(), ion.c_str(), kind, n, samples.data(), &transport_));
    return msbat::transport(transport_, ctx.c_ptr());
}
inline void transport::set_activation(double activation_ev, double t_min, double t_max)
{
    detail::check(ctx_, "msbat_transport_set_activation", msbat_transport_set_activation(c_ptr(), activation_ev, t_min,
        t_max));
}
inline void transport::set_source(msbat_source_kind kind, text_ref source)
{
    detail::check(ctx_, "msbat_transport_set_source", msbat_transport_set_source(c_ptr(), kind, source.c_str()));
}
inline transport_ref::get_source_result transport_ref::get_source() const
{
    get_source_result out_ = get_source_result();
    detail::check(ctx_, "msbat_transport_get_source", msbat_transport_get_source(c_ptr(), &out_.kind, &out_.source));
    return out_;
}
inline msbat_diffusivity_kind transport_ref::get_kind() const
{
    msbat_diffusivity_kind out_ = msbat_diffusivity_kind();
    detail::check(ctx_, "msbat_transport_get_kind", msbat_transport_get_kind(c_ptr(), &out_));
    return out_;
}
inline transport_ref::get_names_result transport_ref::get_names() const
{
    get_names_result out_ = get_names_result();
    detail::check(ctx_, "msbat_transport_get_names", msbat_transport_get_names(c_ptr(), &out_.host, &out_.ion));
    return out_;
}
inline transport_ref::get_range_result transport_ref::get_range() const
{
    get_range_result out_ = get_range_result();
    detail::check(ctx_, "msbat_transport_get_range", msbat_transport_get_range(c_ptr(), out_.x_range.data(),
        out_.temperature_range.data()));
    return out_;
}
inline std::vector<double> transport_ref::get_diffusivity(double temperature, span<const double> x) const
{
    const int64_t n = detail::count("msbat_transport_get_diffusivity", {{x.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_transport_get_diffusivity", msbat_transport_get_diffusivity(c_ptr(), temperature, n,
        x.data(), out_.data()));
    return out_;
}
inline void transport_ref::get_diffusivity(double temperature, span<const double> x, span<double> d_m2_per_s) const
{
    const int64_t n = detail::count("msbat_transport_get_diffusivity", {{x.size(), 1}, {d_m2_per_s.size(), 1}});
    detail::check(ctx_, "msbat_transport_get_diffusivity", msbat_transport_get_diffusivity(c_ptr(), temperature, n,
        x.data(), d_m2_per_s.data()));
}
inline std::vector<double> transport_ref::get_error(double temperature, span<const double> x) const
{
    const int64_t n = detail::count("msbat_transport_get_error", {{x.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_transport_get_error", msbat_transport_get_error(c_ptr(), temperature, n, x.data(),
        out_.data()));
    return out_;
}
inline void transport_ref::get_error(double temperature, span<const double> x, span<double> error_m2_per_s) const
{
    const int64_t n = detail::count("msbat_transport_get_error", {{x.size(), 1}, {error_m2_per_s.size(), 1}});
    detail::check(ctx_, "msbat_transport_get_error", msbat_transport_get_error(c_ptr(), temperature, n, x.data(),
        error_m2_per_s.data()));
}
inline std::vector<double> transport_ref::get_haven(double temperature, span<const double> x) const
{
    const int64_t n = detail::count("msbat_transport_get_haven", {{x.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_transport_get_haven", msbat_transport_get_haven(c_ptr(), temperature, n, x.data(),
        out_.data()));
    return out_;
}
inline void transport_ref::get_haven(double temperature, span<const double> x, span<double> haven) const
{
    const int64_t n = detail::count("msbat_transport_get_haven", {{x.size(), 1}, {haven.size(), 1}});
    detail::check(ctx_, "msbat_transport_get_haven", msbat_transport_get_haven(c_ptr(), temperature, n, x.data(),
        haven.data()));
}
inline transport transport::from_kmc(const std::vector<kmc_ref> &kmc, phase_ref phase, msbat_diffusivity_kind kind,
    msbat_kmc_scalar scalar)
{
    const int64_t n_kmc = detail::count("msbat_transport_from_kmc", {{kmc.size(), 1}});
    std::vector<const msbat_kmc *> kmc_;
    for (const kmc_ref &each : kmc) kmc_.push_back(each.c_ptr());
    msbat_transport *transport_ = nullptr;
    detail::check((kmc.empty() ? nullptr : kmc[0].c_context()), "msbat_transport_from_kmc",
        msbat_transport_from_kmc(n_kmc, kmc_.data(), phase.c_ptr(), kind, scalar, &transport_));
    return msbat::transport(transport_, (kmc.empty() ? nullptr : kmc[0].c_context()));
}
inline transport transport::from_network(network_ref network, phase_ref phase, double temperature,
    msbat_carrier carrier, msbat_kmc_scalar scalar, span<const double> x)
{
    const int64_t n_x = detail::count("msbat_transport_from_network", {{x.size(), 1}});
    msbat_transport *transport_ = nullptr;
    detail::check(network.c_context(), "msbat_transport_from_network", msbat_transport_from_network(network.c_ptr(),
        phase.c_ptr(), temperature, carrier, scalar, n_x, x.data(), &transport_));
    return msbat::transport(transport_, network.c_context());
}
inline tensor tensor::create(context &ctx, const std::array<double, 9> &relative, double fraction)
{
    msbat_tensor *tensor_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_tensor_create", msbat_tensor_create(ctx.c_ptr(), relative.data(), fraction,
        &tensor_));
    return msbat::tensor(tensor_, ctx.c_ptr());
}
inline tensor tensor::create_bruggeman(context &ctx, double fraction, double exponent)
{
    msbat_tensor *tensor_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_tensor_create_bruggeman", msbat_tensor_create_bruggeman(ctx.c_ptr(), fraction,
        exponent, &tensor_));
    return msbat::tensor(tensor_, ctx.c_ptr());
}
inline void tensor::set_source(msbat_source_kind kind, text_ref source)
{
    detail::check(ctx_, "msbat_tensor_set_source", msbat_tensor_set_source(c_ptr(), kind, source.c_str()));
}
inline tensor_ref::get_source_result tensor_ref::get_source() const
{
    get_source_result out_ = get_source_result();
    detail::check(ctx_, "msbat_tensor_get_source", msbat_tensor_get_source(c_ptr(), &out_.kind, &out_.source));
    return out_;
}
inline tensor_ref::get_result tensor_ref::get() const
{
    get_result out_ = get_result();
    detail::check(ctx_, "msbat_tensor_get", msbat_tensor_get(c_ptr(), out_.relative.data(), &out_.fraction));
    return out_;
}
inline double tensor_ref::get_component(const std::array<double, 3> &direction) const
{
    double out_ = double();
    detail::check(ctx_, "msbat_tensor_get_component", msbat_tensor_get_component(c_ptr(), direction.data(), &out_));
    return out_;
}
inline tensor tensor::from_homog(homog_ref homog, msbat_homog_condition condition)
{
    msbat_tensor *tensor_ = nullptr;
    detail::check(homog.c_context(), "msbat_tensor_from_homog", msbat_tensor_from_homog(homog.c_ptr(), condition,
        &tensor_));
    return msbat::tensor(tensor_, homog.c_context());
}
inline material material::create(phase &phase)
{
    msbat_material *material_ = nullptr;
    detail::check(phase.c_context(), "msbat_material_create", msbat_material_create(phase.c_ptr(), &material_));
    return msbat::material(material_, phase.c_context());
}
inline phase_ref material_ref::get_phase() const
{
    const msbat_phase *phase_ = nullptr;
    detail::check(ctx_, "msbat_material_get_phase", msbat_material_get_phase(c_ptr(), &phase_));
    return msbat::phase_ref(phase_, ctx_);
}
inline void material::set_transport(transport &transport)
{
    detail::check(ctx_, "msbat_material_set_transport", msbat_material_set_transport(c_ptr(), transport.c_ptr()));
}
inline transport_ref material_ref::get_transport() const
{
    const msbat_transport *transport_ = nullptr;
    detail::check(ctx_, "msbat_material_get_transport", msbat_material_get_transport(c_ptr(), &transport_));
    return msbat::transport_ref(transport_, ctx_);
}
inline material_ref::get_range_result material_ref::get_range() const
{
    get_range_result out_ = get_range_result();
    detail::check(ctx_, "msbat_material_get_range", msbat_material_get_range(c_ptr(), out_.x_range.data(),
        out_.temperature_range.data()));
    return out_;
}
inline std::vector<double> material_ref::get_chemical_diffusivity(double temperature, span<const double> x) const
{
    const int64_t n = detail::count("msbat_material_get_chemical_diffusivity", {{x.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_material_get_chemical_diffusivity", msbat_material_get_chemical_diffusivity(c_ptr(),
        temperature, n, x.data(), out_.data()));
    return out_;
}
inline void material_ref::get_chemical_diffusivity(double temperature, span<const double> x,
    span<double> d_m2_per_s) const
{
    const int64_t n = detail::count("msbat_material_get_chemical_diffusivity", {{x.size(), 1}, {d_m2_per_s.size(),
        1}});
    detail::check(ctx_, "msbat_material_get_chemical_diffusivity", msbat_material_get_chemical_diffusivity(c_ptr(),
        temperature, n, x.data(), d_m2_per_s.data()));
}
inline std::vector<double> material_ref::get_jump_diffusivity(double temperature, span<const double> x) const
{
    const int64_t n = detail::count("msbat_material_get_jump_diffusivity", {{x.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_material_get_jump_diffusivity", msbat_material_get_jump_diffusivity(c_ptr(),
        temperature, n, x.data(), out_.data()));
    return out_;
}
inline void material_ref::get_jump_diffusivity(double temperature, span<const double> x, span<double> d_m2_per_s) const
{
    const int64_t n = detail::count("msbat_material_get_jump_diffusivity", {{x.size(), 1}, {d_m2_per_s.size(), 1}});
    detail::check(ctx_, "msbat_material_get_jump_diffusivity", msbat_material_get_jump_diffusivity(c_ptr(),
        temperature, n, x.data(), d_m2_per_s.data()));
}
inline std::vector<double> material_ref::get_enthalpy(double temperature, span<const double> x) const
{
    const int64_t n = detail::count("msbat_material_get_enthalpy", {{x.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_material_get_enthalpy", msbat_material_get_enthalpy(c_ptr(), temperature, n, x.data(),
        out_.data()));
    return out_;
}
inline void material_ref::get_enthalpy(double temperature, span<const double> x, span<double> h_m2_per_s) const
{
    const int64_t n = detail::count("msbat_material_get_enthalpy", {{x.size(), 1}, {h_m2_per_s.size(), 1}});
    detail::check(ctx_, "msbat_material_get_enthalpy", msbat_material_get_enthalpy(c_ptr(), temperature, n, x.data(),
        h_m2_per_s.data()));
}
inline void material::set_gamma_floor(double gamma_floor)
{
    detail::check(ctx_, "msbat_material_set_gamma_floor", msbat_material_set_gamma_floor(c_ptr(), gamma_floor));
}
inline double material_ref::get_gamma_floor() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_material_get_gamma_floor", msbat_material_get_gamma_floor(c_ptr(), &out_));
    return out_;
}
inline void material::set_option(text_ref name, text_ref value)
{
    detail::check(ctx_, "msbat_material_set_option", msbat_material_set_option(c_ptr(), name.c_str(), value.c_str()));
}
inline std::string material_ref::get_option(text_ref name) const
{
    return detail::text(ctx_, "msbat_material_get_option", [&](std::size_t size, char *text) {
        return msbat_material_get_option(c_ptr(), name.c_str(), size, text);
    });
}
inline void material::set_kinetics(double k0_mol_per_m2_s, double temperature, double activation_ev, double symmetry,
    msbat_transition_state ts)
{
    detail::check(ctx_, "msbat_material_set_kinetics", msbat_material_set_kinetics(c_ptr(), k0_mol_per_m2_s,
        temperature, activation_ev, symmetry, ts));
}
inline void material::set_kinetics_rate(double sites_mol_per_m2, double nu_ct_thz, double barrier_ct_ev,
    double symmetry, msbat_transition_state ts)
{
    detail::check(ctx_, "msbat_material_set_kinetics_rate", msbat_material_set_kinetics_rate(c_ptr(), sites_mol_per_m2,
        nu_ct_thz, barrier_ct_ev, symmetry, ts));
}
inline void material::set_kinetics_declared(msbat_exchange_current_fn i0, void *user, const std::array<double,
    2> &c_e_range, double symmetry)
{
    detail::check(ctx_, "msbat_material_set_kinetics_declared", msbat_material_set_kinetics_declared(c_ptr(), i0, user,
        c_e_range.data(), symmetry));
}
template <class F>
void material::set_kinetics_declared(F &i0, const std::array<double, 2> &c_e_range, double symmetry)
{
    typedef typename std::remove_reference<F>::type G;
    detail::check(ctx_, "msbat_material_set_kinetics_declared", msbat_material_set_kinetics_declared(c_ptr(),
        detail::kept_exchange_current<G>, detail::address(i0), c_e_range.data(), symmetry));
}
inline void material::set_kinetics_source(msbat_source_kind kind, text_ref source)
{
    detail::check(ctx_, "msbat_material_set_kinetics_source", msbat_material_set_kinetics_source(c_ptr(), kind,
        source.c_str()));
}
inline material_ref::get_kinetics_source_result material_ref::get_kinetics_source() const
{
    get_kinetics_source_result out_ = get_kinetics_source_result();
    detail::check(ctx_, "msbat_material_get_kinetics_source", msbat_material_get_kinetics_source(c_ptr(), &out_.kind,
        &out_.source));
    return out_;
}
inline material_ref::get_kinetics_result material_ref::get_kinetics() const
{
    get_kinetics_result out_ = get_kinetics_result();
    detail::check(ctx_, "msbat_material_get_kinetics", msbat_material_get_kinetics(c_ptr(), &out_.ts, &out_.symmetry));
    return out_;
}
inline double material_ref::get_rate_constant(double temperature) const
{
    double out_ = double();
    detail::check(ctx_, "msbat_material_get_rate_constant", msbat_material_get_rate_constant(c_ptr(), temperature,
        &out_));
    return out_;
}
inline std::vector<double> material_ref::get_exchange_current(double temperature, double activity_coefficient,
    span<const double> c_e, span<const double> x) const
{
    const int64_t n = detail::count("msbat_material_get_exchange_current", {{c_e.size(), 1}, {x.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_material_get_exchange_current", msbat_material_get_exchange_current(c_ptr(),
        temperature, activity_coefficient, n, c_e.data(), x.data(), out_.data()));
    return out_;
}
inline void material_ref::get_exchange_current(double temperature, double activity_coefficient, span<const double> c_e,
    span<const double> x, span<double> i0) const
{
    const int64_t n = detail::count("msbat_material_get_exchange_current", {{c_e.size(), 1}, {x.size(), 1}, {i0.size(),
        1}});
    detail::check(ctx_, "msbat_material_get_exchange_current", msbat_material_get_exchange_current(c_ptr(),
        temperature, activity_coefficient, n, c_e.data(), x.data(), i0.data()));
}
inline std::vector<double> material_ref::get_transition_state(double temperature, span<const double> c_e,
    span<const double> x) const
{
    const int64_t n = detail::count("msbat_material_get_transition_state", {{c_e.size(), 1}, {x.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_material_get_transition_state", msbat_material_get_transition_state(c_ptr(),
        temperature, n, c_e.data(), x.data(), out_.data()));
    return out_;
}
inline void material_ref::get_transition_state(double temperature, span<const double> c_e, span<const double> x,
    span<double> gamma_ts) const
{
    const int64_t n = detail::count("msbat_material_get_transition_state", {{c_e.size(), 1}, {x.size(), 1},
        {gamma_ts.size(), 1}});
    detail::check(ctx_, "msbat_material_get_transition_state", msbat_material_get_transition_state(c_ptr(),
        temperature, n, c_e.data(), x.data(), gamma_ts.data()));
}
inline void material::set_mechanics(double young_pa, double poisson)
{
    detail::check(ctx_, "msbat_material_set_mechanics", msbat_material_set_mechanics(c_ptr(), young_pa, poisson));
}
inline void material::set_mechanics_source(msbat_source_kind kind, text_ref source)
{
    detail::check(ctx_, "msbat_material_set_mechanics_source", msbat_material_set_mechanics_source(c_ptr(), kind,
        source.c_str()));
}
inline material_ref::get_mechanics_source_result material_ref::get_mechanics_source() const
{
    get_mechanics_source_result out_ = get_mechanics_source_result();
    detail::check(ctx_, "msbat_material_get_mechanics_source", msbat_material_get_mechanics_source(c_ptr(), &out_.kind,
        &out_.source));
    return out_;
}
inline material_ref::get_mechanics_result material_ref::get_mechanics() const
{
    get_mechanics_result out_ = get_mechanics_result();
    detail::check(ctx_, "msbat_material_get_mechanics", msbat_material_get_mechanics(c_ptr(), &out_.young_pa,
        &out_.poisson));
    return out_;
}
inline double material_ref::get_max_concentration() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_material_get_max_concentration", msbat_material_get_max_concentration(c_ptr(), &out_));
    return out_;
}
inline double material_ref::get_partial_molar_volume() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_material_get_partial_molar_volume", msbat_material_get_partial_molar_volume(c_ptr(),
        &out_));
    return out_;
}
inline material_ref::get_voltage_result material_ref::get_voltage(double temperature, span<const double> x) const
{
    const int64_t n = detail::count("msbat_material_get_voltage", {{x.size(), 1}});
    get_voltage_result out_ = get_voltage_result();
    out_.voltage.resize(detail::size(n));
    out_.slope.resize(detail::size(n));
    detail::check(ctx_, "msbat_material_get_voltage", msbat_material_get_voltage(c_ptr(), temperature, n, x.data(),
        out_.voltage.data(), out_.slope.data()));
    return out_;
}
inline void material_ref::get_voltage(double temperature, span<const double> x, span<double> voltage,
    span<double> slope) const
{
    const int64_t n = detail::count("msbat_material_get_voltage", {{x.size(), 1}, {voltage.size(), 1}, {slope.size(),
        1}});
    detail::check(ctx_, "msbat_material_get_voltage", msbat_material_get_voltage(c_ptr(), temperature, n, x.data(),
        voltage.data(), slope.data()));
}
inline std::vector<double> material_ref::get_mu(double temperature, span<const double> x) const
{
    const int64_t n = detail::count("msbat_material_get_mu", {{x.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_material_get_mu", msbat_material_get_mu(c_ptr(), temperature, n, x.data(),
        out_.data()));
    return out_;
}
inline void material_ref::get_mu(double temperature, span<const double> x, span<double> mu_j_per_mol) const
{
    const int64_t n = detail::count("msbat_material_get_mu", {{x.size(), 1}, {mu_j_per_mol.size(), 1}});
    detail::check(ctx_, "msbat_material_get_mu", msbat_material_get_mu(c_ptr(), temperature, n, x.data(),
        mu_j_per_mol.data()));
}
inline std::vector<double> material_ref::find_x(double temperature, span<const double> mu_j_per_mol) const
{
    const int64_t n = detail::count("msbat_material_find_x", {{mu_j_per_mol.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_material_find_x", msbat_material_find_x(c_ptr(), temperature, n, mu_j_per_mol.data(),
        out_.data()));
    return out_;
}
inline void material_ref::find_x(double temperature, span<const double> mu_j_per_mol, span<double> x) const
{
    const int64_t n = detail::count("msbat_material_find_x", {{mu_j_per_mol.size(), 1}, {x.size(), 1}});
    detail::check(ctx_, "msbat_material_find_x", msbat_material_find_x(c_ptr(), temperature, n, mu_j_per_mol.data(),
        x.data()));
}
inline material_view material_view::create(material_ref material, double temperature)
{
    msbat_material_view *view_ = nullptr;
    detail::check(material.c_context(), "msbat_material_view_create", msbat_material_view_create(material.c_ptr(),
        temperature, &view_));
    return msbat::material_view(view_, material.c_context());
}
inline std::array<double, 2> material_view_ref::get_range() const
{
    std::array<double, 2> out_ = std::array<double, 2>();
    detail::check(ctx_, "msbat_material_view_get_range", msbat_material_view_get_range(c_ptr(), out_.data()));
    return out_;
}
inline double material_view_ref::get_temperature() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_material_view_get_temperature", msbat_material_view_get_temperature(c_ptr(), &out_));
    return out_;
}
inline material_view_ref::get_least_diffusivity_result material_view_ref::get_least_diffusivity() const
{
    get_least_diffusivity_result out_ = get_least_diffusivity_result();
    detail::check(ctx_, "msbat_material_view_get_least_diffusivity", msbat_material_view_get_least_diffusivity(c_ptr(),
        &out_.d_m2_per_s, &out_.x));
    return out_;
}
inline double material_view_ref::eval_voltage(double x) const
{
    return msbat_material_view_eval_voltage(c_ptr(), x);
}
inline double material_view_ref::eval_voltage_slope(double x) const
{
    return msbat_material_view_eval_voltage_slope(c_ptr(), x);
}
inline double material_view_ref::eval_mu(double x) const
{
    return msbat_material_view_eval_mu(c_ptr(), x);
}
inline double material_view_ref::eval_chemical_diffusivity(double x) const
{
    return msbat_material_view_eval_chemical_diffusivity(c_ptr(), x);
}
inline double material_view_ref::eval_jump_diffusivity(double x) const
{
    return msbat_material_view_eval_jump_diffusivity(c_ptr(), x);
}
inline double material_view_ref::eval_enthalpy(double x) const
{
    return msbat_material_view_eval_enthalpy(c_ptr(), x);
}
inline double material_view_ref::eval_exchange_current(double activity_coefficient, double c_e, double x) const
{
    return msbat_material_view_eval_exchange_current(c_ptr(), activity_coefficient, c_e, x);
}
inline particle particle::create(material_ref material, double temperature, double radius_m, int64_t n_shells)
{
    msbat_particle *particle_ = nullptr;
    detail::check(material.c_context(), "msbat_particle_create", msbat_particle_create(material.c_ptr(), temperature,
        radius_m, n_shells, &particle_));
    return msbat::particle(particle_, material.c_context());
}
inline particle_ref::get_material_result particle_ref::get_material() const
{
    get_material_result out_ = get_material_result();
    const msbat_material *material_ = nullptr;
    detail::check(ctx_, "msbat_particle_get_material", msbat_particle_get_material(c_ptr(), &material_,
        &out_.temperature));
    out_.material = msbat::material_ref(material_, ctx_);
    return out_;
}
inline int64_t particle_ref::get_shell_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_particle_get_shell_count", msbat_particle_get_shell_count(c_ptr(), &out_));
    return out_;
}
inline void particle::set_coupling(int64_t coupling)
{
    detail::check(ctx_, "msbat_particle_set_coupling", msbat_particle_set_coupling(c_ptr(), coupling));
}
inline int64_t particle_ref::get_coupling() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_particle_get_coupling", msbat_particle_get_coupling(c_ptr(), &out_));
    return out_;
}
inline void particle::set_reference_x(double reference_x)
{
    detail::check(ctx_, "msbat_particle_set_reference_x", msbat_particle_set_reference_x(c_ptr(), reference_x));
}
inline double particle_ref::get_reference_x() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_particle_get_reference_x", msbat_particle_get_reference_x(c_ptr(), &out_));
    return out_;
}
inline void particle::set_tolerance(double tolerance)
{
    detail::check(ctx_, "msbat_particle_set_tolerance", msbat_particle_set_tolerance(c_ptr(), tolerance));
}
inline double particle_ref::get_tolerance() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_particle_get_tolerance", msbat_particle_get_tolerance(c_ptr(), &out_));
    return out_;
}
inline void particle::set_max_steps(int64_t max_steps)
{
    detail::check(ctx_, "msbat_particle_set_max_steps", msbat_particle_set_max_steps(c_ptr(), max_steps));
}
inline int64_t particle_ref::get_max_steps() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_particle_get_max_steps", msbat_particle_get_max_steps(c_ptr(), &out_));
    return out_;
}
inline void particle::set_option(text_ref name, text_ref value)
{
    detail::check(ctx_, "msbat_particle_set_option", msbat_particle_set_option(c_ptr(), name.c_str(), value.c_str()));
}
inline std::string particle_ref::get_option(text_ref name) const
{
    return detail::text(ctx_, "msbat_particle_get_option", [&](std::size_t size, char *text) {
        return msbat_particle_get_option(c_ptr(), name.c_str(), size, text);
    });
}
inline void particle::set_uniform(double x)
{
    detail::check(ctx_, "msbat_particle_set_uniform", msbat_particle_set_uniform(c_ptr(), x));
}
inline void particle::set_profile(span<const double> x)
{
    const int64_t n = detail::count("msbat_particle_set_profile", {{x.size(), 1}});
    detail::check(ctx_, "msbat_particle_set_profile", msbat_particle_set_profile(c_ptr(), n, x.data()));
}
inline void particle::set_flux(double mol_per_m2_s)
{
    detail::check(ctx_, "msbat_particle_set_flux", msbat_particle_set_flux(c_ptr(), mol_per_m2_s));
}
inline void particle::set_surface_mu(double mu_j_per_mol)
{
    detail::check(ctx_, "msbat_particle_set_surface_mu", msbat_particle_set_surface_mu(c_ptr(), mu_j_per_mol));
}
inline void particle::run(span<const double> times)
{
    const int64_t n = detail::count("msbat_particle_run", {{times.size(), 1}});
    detail::check(ctx_, "msbat_particle_run", msbat_particle_run(c_ptr(), n, times.data()));
}
inline msbat_particle_end particle_ref::get_end() const
{
    msbat_particle_end out_ = msbat_particle_end();
    detail::check(ctx_, "msbat_particle_get_end", msbat_particle_get_end(c_ptr(), &out_));
    return out_;
}
inline int64_t particle_ref::get_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_particle_get_count", msbat_particle_get_count(c_ptr(), &out_));
    return out_;
}
inline double particle_ref::get_time(int64_t row) const
{
    double out_ = double();
    detail::check(ctx_, "msbat_particle_get_time", msbat_particle_get_time(c_ptr(), row, &out_));
    return out_;
}
inline particle_ref::get_profile_result particle_ref::get_profile(int64_t row, int64_t n) const
{
    get_profile_result out_ = get_profile_result();
    out_.r_m.resize(detail::size(n));
    out_.x.resize(detail::size(n));
    out_.sigma_r.resize(detail::size(n));
    out_.sigma_t.resize(detail::size(n));
    detail::check(ctx_, "msbat_particle_get_profile", msbat_particle_get_profile(c_ptr(), row, n, out_.r_m.data(),
        out_.x.data(), out_.sigma_r.data(), out_.sigma_t.data()));
    return out_;
}
inline void particle_ref::get_profile(int64_t row, span<double> r_m, span<double> x, span<double> sigma_r,
    span<double> sigma_t) const
{
    const int64_t n = detail::count("msbat_particle_get_profile", {{r_m.size(), 1}, {x.size(), 1}, {sigma_r.size(), 1},
        {sigma_t.size(), 1}});
    detail::check(ctx_, "msbat_particle_get_profile", msbat_particle_get_profile(c_ptr(), row, n, r_m.data(), x.data(),
        sigma_r.data(), sigma_t.data()));
}
inline particle_ref::get_surface_result particle_ref::get_surface(int64_t row) const
{
    get_surface_result out_ = get_surface_result();
    detail::check(ctx_, "msbat_particle_get_surface", msbat_particle_get_surface(c_ptr(), row, &out_.x,
        &out_.mu_j_per_mol, &out_.shift_j_per_mol));
    return out_;
}
inline particle_ref::get_radius_result particle_ref::get_radius(int64_t row) const
{
    get_radius_result out_ = get_radius_result();
    detail::check(ctx_, "msbat_particle_get_radius", msbat_particle_get_radius(c_ptr(), row, &out_.radius_m,
        &out_.volume_ratio));
    return out_;
}
inline particle_ref::get_max_tension_result particle_ref::get_max_tension(int64_t row) const
{
    get_max_tension_result out_ = get_max_tension_result();
    detail::check(ctx_, "msbat_particle_get_max_tension", msbat_particle_get_max_tension(c_ptr(), row, &out_.pa,
        &out_.r_m));
    return out_;
}
inline particle_ref::get_amount_result particle_ref::get_amount(int64_t row) const
{
    get_amount_result out_ = get_amount_result();
    detail::check(ctx_, "msbat_particle_get_amount", msbat_particle_get_amount(c_ptr(), row, &out_.inside_mol,
        &out_.entered_mol));
    return out_;
}
inline particle_ref::get_dissipation_result particle_ref::get_dissipation(int64_t row) const
{
    get_dissipation_result out_ = get_dissipation_result();
    detail::check(ctx_, "msbat_particle_get_dissipation", msbat_particle_get_dissipation(c_ptr(), row, &out_.total_w,
        &out_.least_w));
    return out_;
}
inline msbat_particle_table particle::get_table()
{
    msbat_particle_table out_ = msbat_particle_table();
    out_.size = sizeof out_;
    detail::check(ctx_, "msbat_particle_get_table", msbat_particle_get_table(c_ptr(), &out_));
    return out_;
}
inline electrolyte electrolyte::create(context &ctx, double c0, double t_plus)
{
    msbat_electrolyte *electrolyte_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_electrolyte_create", msbat_electrolyte_create(ctx.c_ptr(), c0, t_plus,
        &electrolyte_));
    return msbat::electrolyte(electrolyte_, ctx.c_ptr());
}
inline void electrolyte::set_function(msbat_electrolyte_property property, msbat_electrolyte_fn function, void *user,
    const std::array<double, 2> &c_range)
{
    detail::check(ctx_, "msbat_electrolyte_set_function", msbat_electrolyte_set_function(c_ptr(), property, function,
        user, c_range.data()));
}
template <class F>
void electrolyte::set_function(msbat_electrolyte_property property, F &function, const std::array<double, 2> &c_range)
{
    typedef typename std::remove_reference<F>::type G;
    detail::check(ctx_, "msbat_electrolyte_set_function", msbat_electrolyte_set_function(c_ptr(), property,
        detail::kept_electrolyte<G>, detail::address(function), c_range.data()));
}
inline void electrolyte::set_table(msbat_electrolyte_property property, double temperature, span<const double> c,
    span<const double> value)
{
    const int64_t n = detail::count("msbat_electrolyte_set_table", {{c.size(), 1}, {value.size(), 1}});
    detail::check(ctx_, "msbat_electrolyte_set_table", msbat_electrolyte_set_table(c_ptr(), property, temperature, n,
        c.data(), value.data()));
}
inline std::vector<double> electrolyte_ref::get_property(msbat_electrolyte_property property, double temperature,
    span<const double> c) const
{
    const int64_t n = detail::count("msbat_electrolyte_get_property", {{c.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_electrolyte_get_property", msbat_electrolyte_get_property(c_ptr(), property,
        temperature, n, c.data(), out_.data()));
    return out_;
}
inline void electrolyte_ref::get_property(msbat_electrolyte_property property, double temperature,
    span<const double> c, span<double> value) const
{
    const int64_t n = detail::count("msbat_electrolyte_get_property", {{c.size(), 1}, {value.size(), 1}});
    detail::check(ctx_, "msbat_electrolyte_get_property", msbat_electrolyte_get_property(c_ptr(), property,
        temperature, n, c.data(), value.data()));
}
inline double electrolyte_ref::get_c0() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_electrolyte_get_c0", msbat_electrolyte_get_c0(c_ptr(), &out_));
    return out_;
}
inline double electrolyte_ref::get_t_plus() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_electrolyte_get_t_plus", msbat_electrolyte_get_t_plus(c_ptr(), &out_));
    return out_;
}
inline std::vector<double> electrolyte_ref::get_activity_coefficient(double temperature, span<const double> c) const
{
    const int64_t n = detail::count("msbat_electrolyte_get_activity_coefficient", {{c.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_electrolyte_get_activity_coefficient",
        msbat_electrolyte_get_activity_coefficient(c_ptr(), temperature, n, c.data(), out_.data()));
    return out_;
}
inline void electrolyte_ref::get_activity_coefficient(double temperature, span<const double> c,
    span<double> coefficient) const
{
    const int64_t n = detail::count("msbat_electrolyte_get_activity_coefficient", {{c.size(), 1}, {coefficient.size(),
        1}});
    detail::check(ctx_, "msbat_electrolyte_get_activity_coefficient",
        msbat_electrolyte_get_activity_coefficient(c_ptr(), temperature, n, c.data(), coefficient.data()));
}
inline cell cell::create(context &ctx, electrolyte &electrolyte, double area_m2, double temperature)
{
    msbat_cell *cell_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_cell_create", msbat_cell_create(ctx.c_ptr(), electrolyte.c_ptr(), area_m2,
        temperature, &cell_));
    return msbat::cell(cell_, ctx.c_ptr());
}
inline void cell::set_electrode(msbat_electrode electrode, material &material,
    const msbat_electrode_geometry &geometry, tensor_ref pore_tensor, tensor_ref solid_tensor)
{
    detail::check(ctx_, "msbat_cell_set_electrode", msbat_cell_set_electrode(c_ptr(), electrode, material.c_ptr(),
        &geometry, pore_tensor.c_ptr(), solid_tensor.c_ptr()));
}
inline void cell::set_separator(double thickness_m, tensor_ref tensor)
{
    detail::check(ctx_, "msbat_cell_set_separator", msbat_cell_set_separator(c_ptr(), thickness_m, tensor.c_ptr()));
}
inline void cell::set_window(double v_min, double v_max)
{
    detail::check(ctx_, "msbat_cell_set_window", msbat_cell_set_window(c_ptr(), v_min, v_max));
}
inline void cell::set_stoichiometry(double x_negative, double x_positive)
{
    detail::check(ctx_, "msbat_cell_set_stoichiometry", msbat_cell_set_stoichiometry(c_ptr(), x_negative, x_positive));
}
inline void cell::set_charge(double fraction)
{
    detail::check(ctx_, "msbat_cell_set_charge", msbat_cell_set_charge(c_ptr(), fraction));
}
inline void cell::set_option(text_ref name, text_ref value)
{
    detail::check(ctx_, "msbat_cell_set_option", msbat_cell_set_option(c_ptr(), name.c_str(), value.c_str()));
}
inline std::string cell_ref::get_option(text_ref name) const
{
    return detail::text(ctx_, "msbat_cell_get_option", [&](std::size_t size, char *text) {
        return msbat_cell_get_option(c_ptr(), name.c_str(), size, text);
    });
}
inline void cell::set_points_negative(int64_t value)
{
    detail::check(ctx_, "msbat_cell_set_points_negative", msbat_cell_set_points_negative(c_ptr(), value));
}
inline int64_t cell_ref::get_points_negative() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_cell_get_points_negative", msbat_cell_get_points_negative(c_ptr(), &out_));
    return out_;
}
inline void cell::set_points_separator(int64_t value)
{
    detail::check(ctx_, "msbat_cell_set_points_separator", msbat_cell_set_points_separator(c_ptr(), value));
}
inline int64_t cell_ref::get_points_separator() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_cell_get_points_separator", msbat_cell_get_points_separator(c_ptr(), &out_));
    return out_;
}
inline void cell::set_points_positive(int64_t value)
{
    detail::check(ctx_, "msbat_cell_set_points_positive", msbat_cell_set_points_positive(c_ptr(), value));
}
inline int64_t cell_ref::get_points_positive() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_cell_get_points_positive", msbat_cell_get_points_positive(c_ptr(), &out_));
    return out_;
}
inline void cell::set_points_particle(int64_t value)
{
    detail::check(ctx_, "msbat_cell_set_points_particle", msbat_cell_set_points_particle(c_ptr(), value));
}
inline int64_t cell_ref::get_points_particle() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_cell_get_points_particle", msbat_cell_get_points_particle(c_ptr(), &out_));
    return out_;
}
inline void cell::set_grading(double value)
{
    detail::check(ctx_, "msbat_cell_set_grading", msbat_cell_set_grading(c_ptr(), value));
}
inline double cell_ref::get_grading() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_cell_get_grading", msbat_cell_get_grading(c_ptr(), &out_));
    return out_;
}
inline void cell::set_rtol(double value)
{
    detail::check(ctx_, "msbat_cell_set_rtol", msbat_cell_set_rtol(c_ptr(), value));
}
inline double cell_ref::get_rtol() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_cell_get_rtol", msbat_cell_get_rtol(c_ptr(), &out_));
    return out_;
}
inline void cell::set_atol(double value)
{
    detail::check(ctx_, "msbat_cell_set_atol", msbat_cell_set_atol(c_ptr(), value));
}
inline double cell_ref::get_atol() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_cell_get_atol", msbat_cell_get_atol(c_ptr(), &out_));
    return out_;
}
inline void cell::set_output_interval(double value)
{
    detail::check(ctx_, "msbat_cell_set_output_interval", msbat_cell_set_output_interval(c_ptr(), value));
}
inline double cell_ref::get_output_interval() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_cell_get_output_interval", msbat_cell_get_output_interval(c_ptr(), &out_));
    return out_;
}
inline void cell::set_max_steps(int64_t value)
{
    detail::check(ctx_, "msbat_cell_set_max_steps", msbat_cell_set_max_steps(c_ptr(), value));
}
inline int64_t cell_ref::get_max_steps() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_cell_get_max_steps", msbat_cell_get_max_steps(c_ptr(), &out_));
    return out_;
}
inline cell_ref::get_balance_result cell_ref::get_balance() const
{
    get_balance_result out_ = get_balance_result();
    detail::check(ctx_, "msbat_cell_get_balance", msbat_cell_get_balance(c_ptr(), out_.x_full.data(),
        out_.x_empty.data(), &out_.charge_c));
    return out_;
}
inline double cell_ref::get_one_c() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_cell_get_one_c", msbat_cell_get_one_c(c_ptr(), &out_));
    return out_;
}
inline double cell_ref::get_temperature() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_cell_get_temperature", msbat_cell_get_temperature(c_ptr(), &out_));
    return out_;
}
inline double cell_ref::get_area() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_cell_get_area", msbat_cell_get_area(c_ptr(), &out_));
    return out_;
}
inline electrolyte_ref cell_ref::get_electrolyte() const
{
    const msbat_electrolyte *electrolyte_ = nullptr;
    detail::check(ctx_, "msbat_cell_get_electrolyte", msbat_cell_get_electrolyte(c_ptr(), &electrolyte_));
    return msbat::electrolyte_ref(electrolyte_, ctx_);
}
inline material_ref cell_ref::get_material(msbat_electrode electrode) const
{
    const msbat_material *material_ = nullptr;
    detail::check(ctx_, "msbat_cell_get_material", msbat_cell_get_material(c_ptr(), electrode, &material_));
    return msbat::material_ref(material_, ctx_);
}
inline void cell::run_discharge(double c_rate)
{
    detail::check(ctx_, "msbat_cell_run_discharge", msbat_cell_run_discharge(c_ptr(), c_rate));
}
inline void cell::run_steps(span<const double> steps)
{
    const int64_t n = detail::count("msbat_cell_run_steps", {{steps.size(), 3}});
    detail::check(ctx_, "msbat_cell_run_steps", msbat_cell_run_steps(c_ptr(), n, steps.data()));
}
inline void cell::run(text_ref protocol)
{
    detail::check(ctx_, "msbat_cell_run", msbat_cell_run(c_ptr(), protocol.c_str()));
}
inline int64_t cell_ref::get_row_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_cell_get_row_count", msbat_cell_get_row_count(c_ptr(), &out_));
    return out_;
}
inline std::vector<double> cell_ref::get_column(msbat_cell_column column, int64_t n) const
{
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_cell_get_column", msbat_cell_get_column(c_ptr(), column, n, out_.data()));
    return out_;
}
inline void cell_ref::get_column(msbat_cell_column column, span<double> values) const
{
    const int64_t n = detail::count("msbat_cell_get_column", {{values.size(), 1}});
    detail::check(ctx_, "msbat_cell_get_column", msbat_cell_get_column(c_ptr(), column, n, values.data()));
}
inline int64_t cell_ref::get_profile_size(msbat_cell_profile profile) const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_cell_get_profile_size", msbat_cell_get_profile_size(c_ptr(), profile, &out_));
    return out_;
}
inline std::vector<double> cell_ref::get_profile(int64_t row, msbat_cell_profile profile, int64_t n) const
{
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_cell_get_profile", msbat_cell_get_profile(c_ptr(), row, profile, n, out_.data()));
    return out_;
}
inline void cell_ref::get_profile(int64_t row, msbat_cell_profile profile, span<double> values) const
{
    const int64_t n = detail::count("msbat_cell_get_profile", {{values.size(), 1}});
    detail::check(ctx_, "msbat_cell_get_profile", msbat_cell_get_profile(c_ptr(), row, profile, n, values.data()));
}
inline cell_ref::get_end_result cell_ref::get_end() const
{
    get_end_result out_ = get_end_result();
    detail::check(ctx_, "msbat_cell_get_end", msbat_cell_get_end(c_ptr(), &out_.end, &out_.text));
    return out_;
}
inline cell_ref::get_conservation_result cell_ref::get_conservation() const
{
    get_conservation_result out_ = get_conservation_result();
    detail::check(ctx_, "msbat_cell_get_conservation", msbat_cell_get_conservation(c_ptr(), &out_.lithium,
        &out_.charge));
    return out_;
}
inline void cell::set_sei(double constant_m2_per_s, double thickness_m)
{
    detail::check(ctx_, "msbat_cell_set_sei", msbat_cell_set_sei(c_ptr(), constant_m2_per_s, thickness_m));
}
inline timescales timescales::create(cell_ref cell, double c_rate)
{
    msbat_timescales *timescales_ = nullptr;
    detail::check(cell.c_context(), "msbat_timescales_create", msbat_timescales_create(cell.c_ptr(), c_rate,
        &timescales_));
    return msbat::timescales(timescales_, cell.c_context());
}
inline double timescales_ref::get_time(msbat_process process) const
{
    double out_ = double();
    detail::check(ctx_, "msbat_timescales_get_time", msbat_timescales_get_time(c_ptr(), process, &out_));
    return out_;
}
inline timescales_ref::get_loss_result timescales_ref::get_loss(msbat_process process) const
{
    get_loss_result out_ = get_loss_result();
    detail::check(ctx_, "msbat_timescales_get_loss", msbat_timescales_get_loss(c_ptr(), process, &out_.overpotential,
        &out_.unused, &out_.loss));
    return out_;
}
inline msbat_process timescales_ref::get_slowest() const
{
    msbat_process out_ = msbat_process();
    detail::check(ctx_, "msbat_timescales_get_slowest", msbat_timescales_get_slowest(c_ptr(), &out_));
    return out_;
}
inline msbat_process timescales_ref::get_limiting() const
{
    msbat_process out_ = msbat_process();
    detail::check(ctx_, "msbat_timescales_get_limiting", msbat_timescales_get_limiting(c_ptr(), &out_));
    return out_;
}
inline image image::create(context &ctx, const std::array<int64_t, 3> &n, span<const uint8_t> labels,
    const std::array<double, 3> &voxel_m)
{
    detail::lengths("msbat_image_create", {{labels.size(), detail::product(n)}});
    msbat_image *image_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_image_create", msbat_image_create(ctx.c_ptr(), n.data(), labels.data(),
        voxel_m.data(), &image_));
    return msbat::image(image_, ctx.c_ptr());
}
inline image image::create_spheres(context &ctx, int64_t n, double radius, double pore_fraction, uint64_t seed,
    double voxel_m)
{
    msbat_image *image_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_image_create_spheres", msbat_image_create_spheres(ctx.c_ptr(), n, radius,
        pore_fraction, seed, voxel_m, &image_));
    return msbat::image(image_, ctx.c_ptr());
}
inline image image::create_crop(image_ref image, const std::array<int64_t, 3> &origin, const std::array<int64_t,
    3> &size)
{
    msbat_image *crop_ = nullptr;
    detail::check(image.c_context(), "msbat_image_create_crop", msbat_image_create_crop(image.c_ptr(), origin.data(),
        size.data(), &crop_));
    return msbat::image(crop_, image.c_context());
}
inline std::array<int64_t, 3> image_ref::get_size() const
{
    std::array<int64_t, 3> out_ = std::array<int64_t, 3>();
    detail::check(ctx_, "msbat_image_get_size", msbat_image_get_size(c_ptr(), out_.data()));
    return out_;
}
inline std::array<double, 3> image_ref::get_voxel() const
{
    std::array<double, 3> out_ = std::array<double, 3>();
    detail::check(ctx_, "msbat_image_get_voxel", msbat_image_get_voxel(c_ptr(), out_.data()));
    return out_;
}
inline const uint8_t *image_ref::get_labels() const
{
    const uint8_t * out_ = nullptr;
    detail::check(ctx_, "msbat_image_get_labels", msbat_image_get_labels(c_ptr(), &out_));
    return out_;
}
inline int64_t image_ref::get_label_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_image_get_label_count", msbat_image_get_label_count(c_ptr(), &out_));
    return out_;
}
inline int64_t image_ref::get_label(int64_t index) const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_image_get_label", msbat_image_get_label(c_ptr(), index, &out_));
    return out_;
}
inline double image_ref::get_fraction(int64_t label) const
{
    double out_ = double();
    detail::check(ctx_, "msbat_image_get_fraction", msbat_image_get_fraction(c_ptr(), label, &out_));
    return out_;
}
inline packing packing::create(context &ctx, const std::array<int64_t, 3> &n, double voxel_m)
{
    msbat_packing *packing_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_packing_create", msbat_packing_create(ctx.c_ptr(), n.data(), voxel_m,
        &packing_));
    return msbat::packing(packing_, ctx.c_ptr());
}
inline void packing::set_radius(double radius_m)
{
    detail::check(ctx_, "msbat_packing_set_radius", msbat_packing_set_radius(c_ptr(), radius_m));
}
inline double packing_ref::get_radius() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_packing_get_radius", msbat_packing_get_radius(c_ptr(), &out_));
    return out_;
}
inline void packing::set_spread(double spread)
{
    detail::check(ctx_, "msbat_packing_set_spread", msbat_packing_set_spread(c_ptr(), spread));
}
inline double packing_ref::get_spread() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_packing_get_spread", msbat_packing_get_spread(c_ptr(), &out_));
    return out_;
}
inline void packing::set_active_fraction(double fraction)
{
    detail::check(ctx_, "msbat_packing_set_active_fraction", msbat_packing_set_active_fraction(c_ptr(), fraction));
}
inline double packing_ref::get_active_fraction() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_packing_get_active_fraction", msbat_packing_get_active_fraction(c_ptr(), &out_));
    return out_;
}
inline void packing::set_binder_fraction(double fraction)
{
    detail::check(ctx_, "msbat_packing_set_binder_fraction", msbat_packing_set_binder_fraction(c_ptr(), fraction));
}
inline double packing_ref::get_binder_fraction() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_packing_get_binder_fraction", msbat_packing_get_binder_fraction(c_ptr(), &out_));
    return out_;
}
inline void packing::set_overlap(double overlap)
{
    detail::check(ctx_, "msbat_packing_set_overlap", msbat_packing_set_overlap(c_ptr(), overlap));
}
inline double packing_ref::get_overlap() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_packing_get_overlap", msbat_packing_get_overlap(c_ptr(), &out_));
    return out_;
}
inline void packing::set_seed(int64_t seed)
{
    detail::check(ctx_, "msbat_packing_set_seed", msbat_packing_set_seed(c_ptr(), seed));
}
inline int64_t packing_ref::get_seed() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_packing_get_seed", msbat_packing_get_seed(c_ptr(), &out_));
    return out_;
}
inline void packing::set_option(text_ref name, text_ref value)
{
    detail::check(ctx_, "msbat_packing_set_option", msbat_packing_set_option(c_ptr(), name.c_str(), value.c_str()));
}
inline std::string packing_ref::get_option(text_ref name) const
{
    return detail::text(ctx_, "msbat_packing_get_option", [&](std::size_t size, char *text) {
        return msbat_packing_get_option(c_ptr(), name.c_str(), size, text);
    });
}
inline image packing::run()
{
    msbat_image *image_ = nullptr;
    detail::check(ctx_, "msbat_packing_run", msbat_packing_run(c_ptr(), &image_));
    return msbat::image(image_, ctx_);
}
inline int64_t packing_ref::get_particle_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_packing_get_particle_count", msbat_packing_get_particle_count(c_ptr(), &out_));
    return out_;
}
inline packing_ref::get_particle_result packing_ref::get_particle(int64_t index) const
{
    get_particle_result out_ = get_particle_result();
    detail::check(ctx_, "msbat_packing_get_particle", msbat_packing_get_particle(c_ptr(), index, out_.centre_m.data(),
        &out_.radius_m));
    return out_;
}
inline homog homog::create(image_ref image)
{
    msbat_homog *homog_ = nullptr;
    detail::check(image.c_context(), "msbat_homog_create", msbat_homog_create(image.c_ptr(), &homog_));
    return msbat::homog(homog_, image.c_context());
}
inline image_ref homog_ref::get_image() const
{
    const msbat_image *image_ = nullptr;
    detail::check(ctx_, "msbat_homog_get_image", msbat_homog_get_image(c_ptr(), &image_));
    return msbat::image_ref(image_, ctx_);
}
inline void homog::set_conductivity(int64_t label, double sigma)
{
    detail::check(ctx_, "msbat_homog_set_conductivity", msbat_homog_set_conductivity(c_ptr(), label, sigma));
}
inline double homog_ref::get_conductivity(int64_t label) const
{
    double out_ = double();
    detail::check(ctx_, "msbat_homog_get_conductivity", msbat_homog_get_conductivity(c_ptr(), label, &out_));
    return out_;
}
inline void homog::set_tolerance(double tolerance)
{
    detail::check(ctx_, "msbat_homog_set_tolerance", msbat_homog_set_tolerance(c_ptr(), tolerance));
}
inline double homog_ref::get_tolerance() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_homog_get_tolerance", msbat_homog_get_tolerance(c_ptr(), &out_));
    return out_;
}
inline void homog::set_max_iterations(int64_t max_iterations)
{
    detail::check(ctx_, "msbat_homog_set_max_iterations", msbat_homog_set_max_iterations(c_ptr(), max_iterations));
}
inline int64_t homog_ref::get_max_iterations() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_homog_get_max_iterations", msbat_homog_get_max_iterations(c_ptr(), &out_));
    return out_;
}
inline void homog::set_isotropic(int64_t isotropic)
{
    detail::check(ctx_, "msbat_homog_set_isotropic", msbat_homog_set_isotropic(c_ptr(), isotropic));
}
inline int64_t homog_ref::get_isotropic() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_homog_get_isotropic", msbat_homog_get_isotropic(c_ptr(), &out_));
    return out_;
}
inline void homog::set_option(text_ref name, text_ref value)
{
    detail::check(ctx_, "msbat_homog_set_option", msbat_homog_set_option(c_ptr(), name.c_str(), value.c_str()));
}
inline std::string homog_ref::get_option(text_ref name) const
{
    return detail::text(ctx_, "msbat_homog_get_option", [&](std::size_t size, char *text) {
        return msbat_homog_get_option(c_ptr(), name.c_str(), size, text);
    });
}
inline void homog::solve(msbat_homog_condition condition)
{
    detail::check(ctx_, "msbat_homog_solve", msbat_homog_solve(c_ptr(), condition));
}
inline void homog::solve_mixed(int64_t axis)
{
    detail::check(ctx_, "msbat_homog_solve_mixed", msbat_homog_solve_mixed(c_ptr(), axis));
}
inline std::array<double, 9> homog_ref::get_tensor(msbat_homog_condition condition) const
{
    std::array<double, 9> out_ = std::array<double, 9>();
    detail::check(ctx_, "msbat_homog_get_tensor", msbat_homog_get_tensor(c_ptr(), condition, out_.data()));
    return out_;
}
inline std::array<double, 9> homog_ref::get_relative(msbat_homog_condition condition) const
{
    std::array<double, 9> out_ = std::array<double, 9>();
    detail::check(ctx_, "msbat_homog_get_relative", msbat_homog_get_relative(c_ptr(), condition, out_.data()));
    return out_;
}
inline double homog_ref::get_component(msbat_homog_condition condition, int64_t axis) const
{
    double out_ = double();
    detail::check(ctx_, "msbat_homog_get_component", msbat_homog_get_component(c_ptr(), condition, axis, &out_));
    return out_;
}
inline double homog_ref::get_reference() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_homog_get_reference", msbat_homog_get_reference(c_ptr(), &out_));
    return out_;
}
inline homog_ref::get_error_result homog_ref::get_error(msbat_homog_condition condition, int64_t axis) const
{
    get_error_result out_ = get_error_result();
    detail::check(ctx_, "msbat_homog_get_error", msbat_homog_get_error(c_ptr(), condition, axis, &out_.relative_error,
        &out_.iterations));
    return out_;
}
inline homog_ref::get_residuals_result homog_ref::get_residuals(msbat_homog_condition condition) const
{
    get_residuals_result out_ = get_residuals_result();
    detail::check(ctx_, "msbat_homog_get_residuals", msbat_homog_get_residuals(c_ptr(), condition, &out_.flux,
        &out_.symmetry));
    return out_;
}
inline double homog_ref::get_conducting() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_homog_get_conducting", msbat_homog_get_conducting(c_ptr(), &out_));
    return out_;
}
inline double homog_ref::get_connected(msbat_homog_condition condition, int64_t axis) const
{
    double out_ = double();
    detail::check(ctx_, "msbat_homog_get_connected", msbat_homog_get_connected(c_ptr(), condition, axis, &out_));
    return out_;
}
inline double homog_ref::get_tortuosity(msbat_homog_condition condition, int64_t axis) const
{
    double out_ = double();
    detail::check(ctx_, "msbat_homog_get_tortuosity", msbat_homog_get_tortuosity(c_ptr(), condition, axis, &out_));
    return out_;
}
inline std::vector<double> homog_ref::get_potential(msbat_homog_condition condition, int64_t axis, int64_t n) const
{
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_homog_get_potential", msbat_homog_get_potential(c_ptr(), condition, axis, n,
        out_.data()));
    return out_;
}
inline void homog_ref::get_potential(msbat_homog_condition condition, int64_t axis, span<double> potential) const
{
    const int64_t n = detail::count("msbat_homog_get_potential", {{potential.size(), 1}});
    detail::check(ctx_, "msbat_homog_get_potential", msbat_homog_get_potential(c_ptr(), condition, axis, n,
        potential.data()));
}
inline homog_ref::get_wiener_result homog_ref::get_wiener() const
{
    get_wiener_result out_ = get_wiener_result();
    detail::check(ctx_, "msbat_homog_get_wiener", msbat_homog_get_wiener(c_ptr(), &out_.lower, &out_.upper));
    return out_;
}
inline homog_ref::get_hashin_shtrikman_result homog_ref::get_hashin_shtrikman() const
{
    get_hashin_shtrikman_result out_ = get_hashin_shtrikman_result();
    detail::check(ctx_, "msbat_homog_get_hashin_shtrikman", msbat_homog_get_hashin_shtrikman(c_ptr(), &out_.lower,
        &out_.upper));
    return out_;
}
inline int64_t homog_ref::check_hashin_shtrikman(msbat_homog_condition condition) const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_homog_check_hashin_shtrikman", msbat_homog_check_hashin_shtrikman(c_ptr(), condition,
        &out_));
    return out_;
}
inline std::array<double, 2> homog_ref::check_order() const
{
    std::array<double, 2> out_ = std::array<double, 2>();
    detail::check(ctx_, "msbat_homog_check_order", msbat_homog_check_order(c_ptr(), out_.data()));
    return out_;
}
inline double homog_ref::get_correlation_length() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_homog_get_correlation_length", msbat_homog_get_correlation_length(c_ptr(), &out_));
    return out_;
}
inline rev rev::create(homog_ref homog)
{
    msbat_rev *rev_ = nullptr;
    detail::check(homog.c_context(), "msbat_rev_create", msbat_rev_create(homog.c_ptr(), &rev_));
    return msbat::rev(rev_, homog.c_context());
}
inline void rev::set_sizes(span<const int64_t> voxels)
{
    const int64_t n = detail::count("msbat_rev_set_sizes", {{voxels.size(), 1}});
    detail::check(ctx_, "msbat_rev_set_sizes", msbat_rev_set_sizes(c_ptr(), n, voxels.data()));
}
inline void rev::set_correlation_lengths(double correlation_lengths)
{
    detail::check(ctx_, "msbat_rev_set_correlation_lengths", msbat_rev_set_correlation_lengths(c_ptr(),
        correlation_lengths));
}
inline double rev_ref::get_correlation_lengths() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_rev_get_correlation_lengths", msbat_rev_get_correlation_lengths(c_ptr(), &out_));
    return out_;
}
inline void rev::set_scatter(double scatter)
{
    detail::check(ctx_, "msbat_rev_set_scatter", msbat_rev_set_scatter(c_ptr(), scatter));
}
inline double rev_ref::get_scatter() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_rev_get_scatter", msbat_rev_get_scatter(c_ptr(), &out_));
    return out_;
}
inline void rev::set_condition_spread(double condition_spread)
{
    detail::check(ctx_, "msbat_rev_set_condition_spread", msbat_rev_set_condition_spread(c_ptr(), condition_spread));
}
inline double rev_ref::get_condition_spread() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_rev_get_condition_spread", msbat_rev_get_condition_spread(c_ptr(), &out_));
    return out_;
}
inline void rev::set_max_samples(int64_t max_samples)
{
    detail::check(ctx_, "msbat_rev_set_max_samples", msbat_rev_set_max_samples(c_ptr(), max_samples));
}
inline int64_t rev_ref::get_max_samples() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_rev_get_max_samples", msbat_rev_get_max_samples(c_ptr(), &out_));
    return out_;
}
inline void rev::set_tolerance(double tolerance)
{
    detail::check(ctx_, "msbat_rev_set_tolerance", msbat_rev_set_tolerance(c_ptr(), tolerance));
}
inline double rev_ref::get_tolerance() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_rev_get_tolerance", msbat_rev_get_tolerance(c_ptr(), &out_));
    return out_;
}
inline void rev::set_option(text_ref name, text_ref value)
{
    detail::check(ctx_, "msbat_rev_set_option", msbat_rev_set_option(c_ptr(), name.c_str(), value.c_str()));
}
inline std::string rev_ref::get_option(text_ref name) const
{
    return detail::text(ctx_, "msbat_rev_get_option", [&](std::size_t size, char *text) {
        return msbat_rev_get_option(c_ptr(), name.c_str(), size, text);
    });
}
inline void rev::run()
{
    detail::check(ctx_, "msbat_rev_run", msbat_rev_run(c_ptr()));
}
inline int64_t rev_ref::get_row_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_rev_get_row_count", msbat_rev_get_row_count(c_ptr(), &out_));
    return out_;
}
inline rev_ref::get_row_result rev_ref::get_row(int64_t row) const
{
    get_row_result out_ = get_row_result();
    detail::check(ctx_, "msbat_rev_get_row", msbat_rev_get_row(c_ptr(), row, &out_.edge, &out_.samples,
        &out_.conducting));
    return out_;
}
inline rev_ref::get_statistics_result rev_ref::get_statistics(int64_t row, msbat_homog_condition condition) const
{
    get_statistics_result out_ = get_statistics_result();
    detail::check(ctx_, "msbat_rev_get_statistics", msbat_rev_get_statistics(c_ptr(), row, condition, &out_.mean,
        &out_.deviation));
    return out_;
}
inline rev_ref::get_measures_result rev_ref::get_measures(int64_t row) const
{
    get_measures_result out_ = get_measures_result();
    detail::check(ctx_, "msbat_rev_get_measures", msbat_rev_get_measures(c_ptr(), row, &out_.correlation_lengths,
        &out_.scatter, &out_.condition_spread, &out_.failed));
    return out_;
}
inline rev_ref::get_verdict_result rev_ref::get_verdict() const
{
    get_verdict_result out_ = get_verdict_result();
    detail::check(ctx_, "msbat_rev_get_verdict", msbat_rev_get_verdict(c_ptr(), &out_.edge, &out_.failed, &out_.text));
    return out_;
}
inline double rev_ref::get_correlation_length() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_rev_get_correlation_length", msbat_rev_get_correlation_length(c_ptr(), &out_));
    return out_;
}
inline frames frames::create(context &ctx)
{
    msbat_frames *frames_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_frames_create", msbat_frames_create(ctx.c_ptr(), &frames_));
    return msbat::frames(frames_, ctx.c_ptr());
}
inline frames frames::read_extxyz(context &ctx, text_ref path)
{
    msbat_frames *frames_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_frames_read_extxyz", msbat_frames_read_extxyz(ctx.c_ptr(), path.c_str(),
        &frames_));
    return msbat::frames(frames_, ctx.c_ptr());
}
inline frames frames::parse_extxyz(context &ctx, const std::string &text)
{
    msbat_frames *frames_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_frames_parse_extxyz", msbat_frames_parse_extxyz(ctx.c_ptr(), text.size(),
        text.data(), &frames_));
    return msbat::frames(frames_, ctx.c_ptr());
}
inline frames frames::read_poscar(context &ctx, text_ref path)
{
    msbat_frames *frames_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_frames_read_poscar", msbat_frames_read_poscar(ctx.c_ptr(), path.c_str(),
        &frames_));
    return msbat::frames(frames_, ctx.c_ptr());
}
inline frames frames::parse_poscar(context &ctx, const std::string &text)
{
    msbat_frames *frames_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_frames_parse_poscar", msbat_frames_parse_poscar(ctx.c_ptr(), text.size(),
        text.data(), &frames_));
    return msbat::frames(frames_, ctx.c_ptr());
}
inline int64_t frames_ref::get_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_frames_get_count", msbat_frames_get_count(c_ptr(), &out_));
    return out_;
}
inline int64_t frames_ref::get_atom_count(int64_t frame) const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_frames_get_atom_count", msbat_frames_get_atom_count(c_ptr(), frame, &out_));
    return out_;
}
inline crystal_ref frames_ref::get_crystal(int64_t frame) const
{
    const msbat_crystal *crystal_ = nullptr;
    detail::check(ctx_, "msbat_frames_get_crystal", msbat_frames_get_crystal(c_ptr(), frame, &crystal_));
    return msbat::crystal_ref(crystal_, ctx_);
}
inline frames_ref::get_atoms_result frames_ref::get_atoms(int64_t frame, int64_t n) const
{
    get_atoms_result out_ = get_atoms_result();
    out_.species.resize(detail::size(n));
    out_.positions_ang.resize(detail::size(n * 3));
    detail::check(ctx_, "msbat_frames_get_atoms", msbat_frames_get_atoms(c_ptr(), frame, n, out_.species.data(),
        out_.positions_ang.data()));
    return out_;
}
inline void frames_ref::get_atoms(int64_t frame, span<int64_t> species, span<double> positions_ang) const
{
    const int64_t n = detail::count("msbat_frames_get_atoms", {{species.size(), 1}, {positions_ang.size(), 3}});
    detail::check(ctx_, "msbat_frames_get_atoms", msbat_frames_get_atoms(c_ptr(), frame, n, species.data(),
        positions_ang.data()));
}
inline std::array<int64_t, 3> frames_ref::get_periodic(int64_t frame) const
{
    std::array<int64_t, 3> out_ = std::array<int64_t, 3>();
    detail::check(ctx_, "msbat_frames_get_periodic", msbat_frames_get_periodic(c_ptr(), frame, out_.data()));
    return out_;
}
inline double frames_ref::get_energy(int64_t frame) const
{
    double out_ = double();
    detail::check(ctx_, "msbat_frames_get_energy", msbat_frames_get_energy(c_ptr(), frame, &out_));
    return out_;
}
inline std::vector<double> frames_ref::get_forces(int64_t frame, int64_t n) const
{
    std::vector<double> out_(detail::size(n * 3));
    detail::check(ctx_, "msbat_frames_get_forces", msbat_frames_get_forces(c_ptr(), frame, n, out_.data()));
    return out_;
}
inline void frames_ref::get_forces(int64_t frame, span<double> forces_ev_ang) const
{
    const int64_t n = detail::count("msbat_frames_get_forces", {{forces_ev_ang.size(), 3}});
    detail::check(ctx_, "msbat_frames_get_forces", msbat_frames_get_forces(c_ptr(), frame, n, forces_ev_ang.data()));
}
inline int64_t frames_ref::get_info_count(int64_t frame) const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_frames_get_info_count", msbat_frames_get_info_count(c_ptr(), frame, &out_));
    return out_;
}
inline std::string frames_ref::get_info_key(int64_t frame, int64_t k) const
{
    return detail::text(ctx_, "msbat_frames_get_info_key", [&](std::size_t size, char *text) {
        return msbat_frames_get_info_key(c_ptr(), frame, k, size, text);
    });
}
inline std::string frames_ref::get_info_text(int64_t frame, text_ref key) const
{
    return detail::text(ctx_, "msbat_frames_get_info_text", [&](std::size_t size, char *text) {
        return msbat_frames_get_info_text(c_ptr(), frame, key.c_str(), size, text);
    });
}
inline double frames_ref::get_info_number(int64_t frame, text_ref key) const
{
    double out_ = double();
    detail::check(ctx_, "msbat_frames_get_info_number", msbat_frames_get_info_number(c_ptr(), frame, key.c_str(),
        &out_));
    return out_;
}
inline int frames_ref::get_info_bool(int64_t frame, text_ref key) const
{
    int out_ = int();
    detail::check(ctx_, "msbat_frames_get_info_bool", msbat_frames_get_info_bool(c_ptr(), frame, key.c_str(), &out_));
    return out_;
}
inline int64_t frames_ref::get_info_size(int64_t frame, text_ref key) const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_frames_get_info_size", msbat_frames_get_info_size(c_ptr(), frame, key.c_str(), &out_));
    return out_;
}
inline std::vector<double> frames_ref::get_info_numbers(int64_t frame, text_ref key, int64_t n) const
{
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_frames_get_info_numbers", msbat_frames_get_info_numbers(c_ptr(), frame, key.c_str(), n,
        out_.data()));
    return out_;
}
inline void frames_ref::get_info_numbers(int64_t frame, text_ref key, span<double> values) const
{
    const int64_t n = detail::count("msbat_frames_get_info_numbers", {{values.size(), 1}});
    detail::check(ctx_, "msbat_frames_get_info_numbers", msbat_frames_get_info_numbers(c_ptr(), frame, key.c_str(), n,
        values.data()));
}
inline int64_t frames_ref::get_column_width(int64_t frame, text_ref name) const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_frames_get_column_width", msbat_frames_get_column_width(c_ptr(), frame, name.c_str(),
        &out_));
    return out_;
}
inline std::vector<double> frames_ref::get_column(int64_t frame, text_ref name, int64_t n) const
{
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_frames_get_column", msbat_frames_get_column(c_ptr(), frame, name.c_str(), n,
        out_.data()));
    return out_;
}
inline void frames_ref::get_column(int64_t frame, text_ref name, span<double> values) const
{
    const int64_t n = detail::count("msbat_frames_get_column", {{values.size(), 1}});
    detail::check(ctx_, "msbat_frames_get_column", msbat_frames_get_column(c_ptr(), frame, name.c_str(), n,
        values.data()));
}
inline std::string frames_ref::get_column_text(int64_t frame, text_ref name, int64_t entry) const
{
    return detail::text(ctx_, "msbat_frames_get_column_text", [&](std::size_t size, char *text) {
        return msbat_frames_get_column_text(c_ptr(), frame, name.c_str(), entry, size, text);
    });
}
inline void frames::add(crystal_ref crystal)
{
    detail::check(ctx_, "msbat_frames_add", msbat_frames_add(c_ptr(), crystal.c_ptr()));
}
inline void frames::set_energy(int64_t frame, double energy_ev)
{
    detail::check(ctx_, "msbat_frames_set_energy", msbat_frames_set_energy(c_ptr(), frame, energy_ev));
}
inline void frames::set_forces(int64_t frame, span<const double> forces_ev_ang)
{
    const int64_t n = detail::count("msbat_frames_set_forces", {{forces_ev_ang.size(), 3}});
    detail::check(ctx_, "msbat_frames_set_forces", msbat_frames_set_forces(c_ptr(), frame, n, forces_ev_ang.data()));
}
inline void frames::set_info_text(int64_t frame, text_ref key, text_ref text)
{
    detail::check(ctx_, "msbat_frames_set_info_text", msbat_frames_set_info_text(c_ptr(), frame, key.c_str(),
        text.c_str()));
}
inline void frames::set_info_number(int64_t frame, text_ref key, double value)
{
    detail::check(ctx_, "msbat_frames_set_info_number", msbat_frames_set_info_number(c_ptr(), frame, key.c_str(),
        value));
}
inline void frames::set_column(int64_t frame, text_ref name, int64_t width, span<const double> values)
{
    const int64_t n = detail::count("msbat_frames_set_column", {{values.size(), 1}});
    detail::check(ctx_, "msbat_frames_set_column", msbat_frames_set_column(c_ptr(), frame, name.c_str(), width, n,
        values.data()));
}
inline void frames_ref::write_extxyz(text_ref path) const
{
    detail::check(ctx_, "msbat_frames_write_extxyz", msbat_frames_write_extxyz(c_ptr(), path.c_str()));
}
inline void frames_ref::write_poscar(int64_t frame, text_ref path) const
{
    detail::check(ctx_, "msbat_frames_write_poscar", msbat_frames_write_poscar(c_ptr(), frame, path.c_str()));
}
inline table table::create(context &ctx)
{
    msbat_table *table_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_table_create", msbat_table_create(ctx.c_ptr(), &table_));
    return msbat::table(table_, ctx.c_ptr());
}
inline table table::read_csv(context &ctx, text_ref path)
{
    msbat_table *table_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_table_read_csv", msbat_table_read_csv(ctx.c_ptr(), path.c_str(), &table_));
    return msbat::table(table_, ctx.c_ptr());
}
inline table table::parse_csv(context &ctx, const std::string &text)
{
    msbat_table *table_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_table_parse_csv", msbat_table_parse_csv(ctx.c_ptr(), text.size(), text.data(),
        &table_));
    return msbat::table(table_, ctx.c_ptr());
}
inline int64_t table_ref::get_row_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_table_get_row_count", msbat_table_get_row_count(c_ptr(), &out_));
    return out_;
}
inline int64_t table_ref::get_column_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_table_get_column_count", msbat_table_get_column_count(c_ptr(), &out_));
    return out_;
}
inline std::string table_ref::get_name(int64_t column) const
{
    return detail::text(ctx_, "msbat_table_get_name", [&](std::size_t size, char *text) {
        return msbat_table_get_name(c_ptr(), column, size, text);
    });
}
inline std::string table_ref::get_unit(int64_t column) const
{
    return detail::text(ctx_, "msbat_table_get_unit", [&](std::size_t size, char *text) {
        return msbat_table_get_unit(c_ptr(), column, size, text);
    });
}
inline int64_t table_ref::find_column(text_ref name) const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_table_find_column", msbat_table_find_column(c_ptr(), name.c_str(), &out_));
    return out_;
}
inline std::vector<double> table_ref::get_column(text_ref name, text_ref unit, int64_t n) const
{
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_table_get_column", msbat_table_get_column(c_ptr(), name.c_str(), unit.c_str(), n,
        out_.data()));
    return out_;
}
inline void table_ref::get_column(text_ref name, text_ref unit, span<double> values) const
{
    const int64_t n = detail::count("msbat_table_get_column", {{values.size(), 1}});
    detail::check(ctx_, "msbat_table_get_column", msbat_table_get_column(c_ptr(), name.c_str(), unit.c_str(), n,
        values.data()));
}
inline std::vector<double> table_ref::get_values(int64_t column, int64_t n) const
{
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_table_get_values", msbat_table_get_values(c_ptr(), column, n, out_.data()));
    return out_;
}
inline void table_ref::get_values(int64_t column, span<double> values) const
{
    const int64_t n = detail::count("msbat_table_get_values", {{values.size(), 1}});
    detail::check(ctx_, "msbat_table_get_values", msbat_table_get_values(c_ptr(), column, n, values.data()));
}
inline std::string table_ref::get_text(int64_t column, int64_t row) const
{
    return detail::text(ctx_, "msbat_table_get_text", [&](std::size_t size, char *text) {
        return msbat_table_get_text(c_ptr(), column, row, size, text);
    });
}
inline void table::add_column(text_ref name, text_ref unit, span<const double> values)
{
    const int64_t n = detail::count("msbat_table_add_column", {{values.size(), 1}});
    detail::check(ctx_, "msbat_table_add_column", msbat_table_add_column(c_ptr(), name.c_str(), unit.c_str(), n,
        values.data()));
}
inline void table::add_text_column(text_ref name, span<const char *const> texts)
{
    const int64_t n = detail::count("msbat_table_add_text_column", {{texts.size(), 1}});
    detail::check(ctx_, "msbat_table_add_text_column", msbat_table_add_text_column(c_ptr(), name.c_str(), n,
        texts.data()));
}
inline void table::set_comment(text_ref comment)
{
    detail::check(ctx_, "msbat_table_set_comment", msbat_table_set_comment(c_ptr(), comment.c_str()));
}
inline void table_ref::write_csv(text_ref path) const
{
    detail::check(ctx_, "msbat_table_write_csv", msbat_table_write_csv(c_ptr(), path.c_str()));
}
inline voxels voxels::create(context &ctx, const std::array<int64_t, 3> &n, span<const uint8_t> labels)
{
    detail::lengths("msbat_voxels_create", {{labels.size(), detail::product(n)}});
    msbat_voxels *voxels_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_voxels_create", msbat_voxels_create(ctx.c_ptr(), n.data(), labels.data(),
        &voxels_));
    return msbat::voxels(voxels_, ctx.c_ptr());
}
inline voxels voxels::create16(context &ctx, const std::array<int64_t, 3> &n, span<const uint16_t> labels)
{
    detail::lengths("msbat_voxels_create16", {{labels.size(), detail::product(n)}});
    msbat_voxels *voxels_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_voxels_create16", msbat_voxels_create16(ctx.c_ptr(), n.data(), labels.data(),
        &voxels_));
    return msbat::voxels(voxels_, ctx.c_ptr());
}
inline voxels voxels::read_tiff(context &ctx, text_ref path)
{
    msbat_voxels *voxels_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_voxels_read_tiff", msbat_voxels_read_tiff(ctx.c_ptr(), path.c_str(), &voxels_));
    return msbat::voxels(voxels_, ctx.c_ptr());
}
inline voxels voxels::read_npy(context &ctx, text_ref path)
{
    msbat_voxels *voxels_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_voxels_read_npy", msbat_voxels_read_npy(ctx.c_ptr(), path.c_str(), &voxels_));
    return msbat::voxels(voxels_, ctx.c_ptr());
}
inline std::array<int64_t, 3> voxels_ref::get_size() const
{
    std::array<int64_t, 3> out_ = std::array<int64_t, 3>();
    detail::check(ctx_, "msbat_voxels_get_size", msbat_voxels_get_size(c_ptr(), out_.data()));
    return out_;
}
inline int64_t voxels_ref::get_bits() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_voxels_get_bits", msbat_voxels_get_bits(c_ptr(), &out_));
    return out_;
}
inline const uint8_t *voxels_ref::get_labels() const
{
    const uint8_t * out_ = nullptr;
    detail::check(ctx_, "msbat_voxels_get_labels", msbat_voxels_get_labels(c_ptr(), &out_));
    return out_;
}
inline const uint16_t *voxels_ref::get_labels16() const
{
    const uint16_t * out_ = nullptr;
    detail::check(ctx_, "msbat_voxels_get_labels16", msbat_voxels_get_labels16(c_ptr(), &out_));
    return out_;
}
inline int64_t voxels_ref::count(int64_t label) const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_voxels_count", msbat_voxels_count(c_ptr(), label, &out_));
    return out_;
}
inline void voxels_ref::write_tiff(text_ref path) const
{
    detail::check(ctx_, "msbat_voxels_write_tiff", msbat_voxels_write_tiff(c_ptr(), path.c_str()));
}
inline void voxels_ref::write_npy(text_ref path) const
{
    detail::check(ctx_, "msbat_voxels_write_npy", msbat_voxels_write_npy(c_ptr(), path.c_str()));
}
inline array array::create(context &ctx, int64_t n_dims, span<const int64_t> shape, span<const double> values)
{
    detail::lengths("msbat_array_create", {{shape.size(), n_dims}, {values.size(), detail::product(shape)}});
    msbat_array *array_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_array_create", msbat_array_create(ctx.c_ptr(), n_dims, shape.data(),
        values.data(), &array_));
    return msbat::array(array_, ctx.c_ptr());
}
inline array array::read_npy(context &ctx, text_ref path)
{
    msbat_array *array_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_array_read_npy", msbat_array_read_npy(ctx.c_ptr(), path.c_str(), &array_));
    return msbat::array(array_, ctx.c_ptr());
}
inline int64_t array_ref::get_dims() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_array_get_dims", msbat_array_get_dims(c_ptr(), &out_));
    return out_;
}
inline std::vector<int64_t> array_ref::get_shape(int64_t n_dims) const
{
    std::vector<int64_t> out_(detail::size(n_dims));
    detail::check(ctx_, "msbat_array_get_shape", msbat_array_get_shape(c_ptr(), n_dims, out_.data()));
    return out_;
}
inline void array_ref::get_shape(span<int64_t> shape) const
{
    const int64_t n_dims = detail::count("msbat_array_get_shape", {{shape.size(), 1}});
    detail::check(ctx_, "msbat_array_get_shape", msbat_array_get_shape(c_ptr(), n_dims, shape.data()));
}
inline array_ref::get_values_result array_ref::get_values() const
{
    get_values_result out_ = get_values_result();
    detail::check(ctx_, "msbat_array_get_values", msbat_array_get_values(c_ptr(), &out_.n, &out_.values));
    return out_;
}
inline void array_ref::write_npy(text_ref path) const
{
    detail::check(ctx_, "msbat_array_write_npy", msbat_array_write_npy(c_ptr(), path.c_str()));
}
inline json json::read(context &ctx, text_ref path)
{
    msbat_json *json_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_json_read", msbat_json_read(ctx.c_ptr(), path.c_str(), &json_));
    return msbat::json(json_, ctx.c_ptr());
}
inline json json::parse(context &ctx, const std::string &text)
{
    msbat_json *json_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_json_parse", msbat_json_parse(ctx.c_ptr(), text.size(), text.data(), &json_));
    return msbat::json(json_, ctx.c_ptr());
}
inline msbat_json_type json_ref::get_type(text_ref path) const
{
    msbat_json_type out_ = msbat_json_type();
    detail::check(ctx_, "msbat_json_get_type", msbat_json_get_type(c_ptr(), path.c_str(), &out_));
    return out_;
}
inline double json_ref::get_number(text_ref path) const
{
    double out_ = double();
    detail::check(ctx_, "msbat_json_get_number", msbat_json_get_number(c_ptr(), path.c_str(), &out_));
    return out_;
}
inline int64_t json_ref::get_int(text_ref path) const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_json_get_int", msbat_json_get_int(c_ptr(), path.c_str(), &out_));
    return out_;
}
inline int json_ref::get_bool(text_ref path) const
{
    int out_ = int();
    detail::check(ctx_, "msbat_json_get_bool", msbat_json_get_bool(c_ptr(), path.c_str(), &out_));
    return out_;
}
inline std::string json_ref::get_text(text_ref path) const
{
    return detail::text(ctx_, "msbat_json_get_text", [&](std::size_t size, char *text) {
        return msbat_json_get_text(c_ptr(), path.c_str(), size, text);
    });
}
inline int64_t json_ref::get_count(text_ref path) const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_json_get_count", msbat_json_get_count(c_ptr(), path.c_str(), &out_));
    return out_;
}
inline std::string json_ref::get_key(text_ref path, int64_t k) const
{
    return detail::text(ctx_, "msbat_json_get_key", [&](std::size_t size, char *text) {
        return msbat_json_get_key(c_ptr(), path.c_str(), k, size, text);
    });
}
inline std::vector<double> json_ref::get_numbers(text_ref path, int64_t n) const
{
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_json_get_numbers", msbat_json_get_numbers(c_ptr(), path.c_str(), n, out_.data()));
    return out_;
}
inline void json_ref::get_numbers(text_ref path, span<double> values) const
{
    const int64_t n = detail::count("msbat_json_get_numbers", {{values.size(), 1}});
    detail::check(ctx_, "msbat_json_get_numbers", msbat_json_get_numbers(c_ptr(), path.c_str(), n, values.data()));
}
inline kmc kmc::create(ce_ref ce, supercell_ref supercell)
{
    msbat_kmc *kmc_ = nullptr;
    detail::check(ce.c_context(), "msbat_kmc_create", msbat_kmc_create(ce.c_ptr(), supercell.c_ptr(), &kmc_));
    return msbat::kmc(kmc_, ce.c_context());
}
inline kmc kmc::create_lattice(supercell_ref supercell, span<const int64_t> active)
{
    const int64_t n = detail::count("msbat_kmc_create_lattice", {{active.size(), 1}});
    msbat_kmc *kmc_ = nullptr;
    detail::check(supercell.c_context(), "msbat_kmc_create_lattice", msbat_kmc_create_lattice(supercell.c_ptr(), n,
        active.data(), &kmc_));
    return msbat::kmc(kmc_, supercell.c_context());
}
inline supercell_ref kmc_ref::get_supercell() const
{
    const msbat_supercell *supercell_ = nullptr;
    detail::check(ctx_, "msbat_kmc_get_supercell", msbat_kmc_get_supercell(c_ptr(), &supercell_));
    return msbat::supercell_ref(supercell_, ctx_);
}
inline void kmc::add_cluster(span<const int64_t> points, double eci_ev)
{
    const int64_t n_points = detail::count("msbat_kmc_add_cluster", {{points.size(), 4}});
    detail::check(ctx_, "msbat_kmc_add_cluster", msbat_kmc_add_cluster(c_ptr(), n_points, points.data(), eci_ev));
}
inline int64_t kmc::add_hops(double max_distance_ang)
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_kmc_add_hops", msbat_kmc_add_hops(c_ptr(), max_distance_ang, &out_));
    return out_;
}
inline int64_t kmc::add_hop(int64_t from, int64_t to, const std::array<int64_t, 3> &offset)
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_kmc_add_hop", msbat_kmc_add_hop(c_ptr(), from, to, offset.data(), &out_));
    return out_;
}
inline int64_t kmc_ref::get_hop_class_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_kmc_get_hop_class_count", msbat_kmc_get_hop_class_count(c_ptr(), &out_));
    return out_;
}
inline kmc_ref::get_hop_class_result kmc_ref::get_hop_class(int64_t hop_class) const
{
    get_hop_class_result out_ = get_hop_class_result();
    detail::check(ctx_, "msbat_kmc_get_hop_class", msbat_kmc_get_hop_class(c_ptr(), hop_class, &out_.length_ang,
        &out_.n_paths, &out_.n_common));
    return out_;
}
inline void kmc::set_barrier(int64_t hop_class, span<const double> e_kra_ev, span<const double> nu_thz)
{
    const int64_t n = detail::count("msbat_kmc_set_barrier", {{e_kra_ev.size(), 1}, {nu_thz.size(), 1}});
    detail::check(ctx_, "msbat_kmc_set_barrier", msbat_kmc_set_barrier(c_ptr(), hop_class, n, e_kra_ev.data(),
        nu_thz.data()));
}
inline kmc_ref::get_barrier_result kmc_ref::get_barrier(int64_t hop_class, int64_t n) const
{
    get_barrier_result out_ = get_barrier_result();
    out_.e_kra_ev.resize(detail::size(n));
    out_.nu_thz.resize(detail::size(n));
    detail::check(ctx_, "msbat_kmc_get_barrier", msbat_kmc_get_barrier(c_ptr(), hop_class, n, out_.e_kra_ev.data(),
        out_.nu_thz.data()));
    return out_;
}
inline void kmc_ref::get_barrier(int64_t hop_class, span<double> e_kra_ev, span<double> nu_thz) const
{
    const int64_t n = detail::count("msbat_kmc_get_barrier", {{e_kra_ev.size(), 1}, {nu_thz.size(), 1}});
    detail::check(ctx_, "msbat_kmc_get_barrier", msbat_kmc_get_barrier(c_ptr(), hop_class, n, e_kra_ev.data(),
        nu_thz.data()));
}
inline void kmc::set_barrier_model(msbat_kmc_barrier_fn model, void *user)
{
    detail::check(ctx_, "msbat_kmc_set_barrier_model", msbat_kmc_set_barrier_model(c_ptr(), model, user));
}
template <class F>
void kmc::set_barrier_model(F &model)
{
    typedef typename std::remove_reference<F>::type G;
    detail::check(ctx_, "msbat_kmc_set_barrier_model", msbat_kmc_set_barrier_model(c_ptr(),
        detail::kept_kmc_barrier<G>, detail::address(model)));
}
inline std::array<double, 3> kmc::check_balance(msbat_kmc_barrier_fn model, void *user, int64_t n_configurations,
    double tolerance_kt)
{
    std::array<double, 3> out_ = std::array<double, 3>();
    detail::check(ctx_, "msbat_kmc_check_balance", msbat_kmc_check_balance(c_ptr(), model, user, n_configurations,
        tolerance_kt, out_.data()));
    return out_;
}
template <class F>
std::array<double, 3> kmc::check_balance(F &&model, int64_t n_configurations, double tolerance_kt)
{
    typedef typename std::remove_reference<F>::type G;
    detail::caller<G> caller_(model);
    std::array<double, 3> out_ = std::array<double, 3>();
    const msbat_status status_ = msbat_kmc_check_balance(c_ptr(), detail::running_kmc_barrier<G>, &caller_,
        n_configurations, tolerance_kt, out_.data());
    caller_.rethrow();
    detail::check(ctx_, "msbat_kmc_check_balance", status_);
    return out_;
}
inline void kmc::set_temperature(double temperature)
{
    detail::check(ctx_, "msbat_kmc_set_temperature", msbat_kmc_set_temperature(c_ptr(), temperature));
}
inline double kmc_ref::get_temperature() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_kmc_get_temperature", msbat_kmc_get_temperature(c_ptr(), &out_));
    return out_;
}
inline void kmc::set_seed(int64_t seed)
{
    detail::check(ctx_, "msbat_kmc_set_seed", msbat_kmc_set_seed(c_ptr(), seed));
}
inline int64_t kmc_ref::get_seed() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_kmc_get_seed", msbat_kmc_get_seed(c_ptr(), &out_));
    return out_;
}
inline void kmc::set_window_ps(double window_ps)
{
    detail::check(ctx_, "msbat_kmc_set_window_ps", msbat_kmc_set_window_ps(c_ptr(), window_ps));
}
inline double kmc_ref::get_window_ps() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_kmc_get_window_ps", msbat_kmc_get_window_ps(c_ptr(), &out_));
    return out_;
}
inline void kmc::set_option(text_ref name, text_ref value)
{
    detail::check(ctx_, "msbat_kmc_set_option", msbat_kmc_set_option(c_ptr(), name.c_str(), value.c_str()));
}
inline std::string kmc_ref::get_option(text_ref name) const
{
    return detail::text(ctx_, "msbat_kmc_get_option", [&](std::size_t size, char *text) {
        return msbat_kmc_get_option(c_ptr(), name.c_str(), size, text);
    });
}
inline int64_t kmc_ref::get_site_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_kmc_get_site_count", msbat_kmc_get_site_count(c_ptr(), &out_));
    return out_;
}
inline kmc_ref::get_site_result kmc_ref::get_site(int64_t site) const
{
    get_site_result out_ = get_site_result();
    detail::check(ctx_, "msbat_kmc_get_site", msbat_kmc_get_site(c_ptr(), site, &out_.sublattice, out_.offset.data()));
    return out_;
}
inline void kmc::set_occupation(span<const int8_t> occupation)
{
    const int64_t n = detail::count("msbat_kmc_set_occupation", {{occupation.size(), 1}});
    detail::check(ctx_, "msbat_kmc_set_occupation", msbat_kmc_set_occupation(c_ptr(), n, occupation.data()));
}
inline void kmc::set_random_occupation(int64_t n_ions)
{
    detail::check(ctx_, "msbat_kmc_set_random_occupation", msbat_kmc_set_random_occupation(c_ptr(), n_ions));
}
inline std::vector<int8_t> kmc_ref::get_occupation(int64_t n) const
{
    std::vector<int8_t> out_(detail::size(n));
    detail::check(ctx_, "msbat_kmc_get_occupation", msbat_kmc_get_occupation(c_ptr(), n, out_.data()));
    return out_;
}
inline void kmc_ref::get_occupation(span<int8_t> occupation) const
{
    const int64_t n = detail::count("msbat_kmc_get_occupation", {{occupation.size(), 1}});
    detail::check(ctx_, "msbat_kmc_get_occupation", msbat_kmc_get_occupation(c_ptr(), n, occupation.data()));
}
inline int64_t kmc_ref::get_ion_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_kmc_get_ion_count", msbat_kmc_get_ion_count(c_ptr(), &out_));
    return out_;
}
inline std::vector<int64_t> kmc_ref::get_ion_sites(int64_t n) const
{
    std::vector<int64_t> out_(detail::size(n));
    detail::check(ctx_, "msbat_kmc_get_ion_sites", msbat_kmc_get_ion_sites(c_ptr(), n, out_.data()));
    return out_;
}
inline void kmc_ref::get_ion_sites(span<int64_t> sites) const
{
    const int64_t n = detail::count("msbat_kmc_get_ion_sites", {{sites.size(), 1}});
    detail::check(ctx_, "msbat_kmc_get_ion_sites", msbat_kmc_get_ion_sites(c_ptr(), n, sites.data()));
}
inline std::vector<double> kmc_ref::get_displacements(int64_t n) const
{
    std::vector<double> out_(detail::size(n * 3));
    detail::check(ctx_, "msbat_kmc_get_displacements", msbat_kmc_get_displacements(c_ptr(), n, out_.data()));
    return out_;
}
inline void kmc_ref::get_displacements(span<double> displacement_ang) const
{
    const int64_t n = detail::count("msbat_kmc_get_displacements", {{displacement_ang.size(), 3}});
    detail::check(ctx_, "msbat_kmc_get_displacements", msbat_kmc_get_displacements(c_ptr(), n,
        displacement_ang.data()));
}
inline double kmc_ref::get_energy() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_kmc_get_energy", msbat_kmc_get_energy(c_ptr(), &out_));
    return out_;
}
inline double kmc::get_total_rate()
{
    double out_ = double();
    detail::check(ctx_, "msbat_kmc_get_total_rate", msbat_kmc_get_total_rate(c_ptr(), &out_));
    return out_;
}
inline kmc::get_rates_result kmc::get_rates(int64_t capacity)
{
    get_rates_result out_ = get_rates_result();
    out_.from_to.resize(detail::size(capacity * 2));
    out_.rates_thz.resize(detail::size(capacity));
    detail::check(ctx_, "msbat_kmc_get_rates", msbat_kmc_get_rates(c_ptr(), capacity, out_.from_to.data(),
        out_.rates_thz.data(), &out_.n));
    return out_;
}
inline int64_t kmc::get_rates(span<int64_t> from_to, span<double> rates_thz)
{
    const int64_t capacity = detail::count("msbat_kmc_get_rates", {{from_to.size(), 2}, {rates_thz.size(), 1}});
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_kmc_get_rates", msbat_kmc_get_rates(c_ptr(), capacity, from_to.data(), rates_thz.data(),
        &out_));
    return out_;
}
inline int64_t kmc_ref::get_event_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_kmc_get_event_count", msbat_kmc_get_event_count(c_ptr(), &out_));
    return out_;
}
inline double kmc_ref::get_time() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_kmc_get_time", msbat_kmc_get_time(c_ptr(), &out_));
    return out_;
}
inline void kmc::run(int64_t n_events)
{
    detail::check(ctx_, "msbat_kmc_run", msbat_kmc_run(c_ptr(), n_events));
}
inline void kmc::run_time(double duration_ps)
{
    detail::check(ctx_, "msbat_kmc_run_time", msbat_kmc_run_time(c_ptr(), duration_ps));
}
inline void kmc::run_to_precision(double relative_error, int64_t max_events)
{
    detail::check(ctx_, "msbat_kmc_run_to_precision", msbat_kmc_run_to_precision(c_ptr(), relative_error, max_events));
}
inline void kmc::reset_statistics()
{
    detail::check(ctx_, "msbat_kmc_reset_statistics", msbat_kmc_reset_statistics(c_ptr()));
}
inline void kmc_ref::write_checkpoint(text_ref path) const
{
    detail::check(ctx_, "msbat_kmc_write_checkpoint", msbat_kmc_write_checkpoint(c_ptr(), path.c_str()));
}
inline void kmc::read_checkpoint(text_ref path)
{
    detail::check(ctx_, "msbat_kmc_read_checkpoint", msbat_kmc_read_checkpoint(c_ptr(), path.c_str()));
}
inline void kmc::set_checkpoint(text_ref path, int64_t interval_events)
{
    detail::check(ctx_, "msbat_kmc_set_checkpoint", msbat_kmc_set_checkpoint(c_ptr(), path.c_str(), interval_events));
}
inline int64_t kmc_ref::get_level_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_kmc_get_level_count", msbat_kmc_get_level_count(c_ptr(), &out_));
    return out_;
}
inline kmc_ref::get_window_result kmc_ref::get_window(msbat_kmc_quantity quantity, int64_t level) const
{
    get_window_result out_ = get_window_result();
    detail::check(ctx_, "msbat_kmc_get_window", msbat_kmc_get_window(c_ptr(), quantity, level,
        out_.d_ang2_per_ps.data(), out_.error.data(), &out_.window_ps, &out_.n_windows));
    return out_;
}
inline kmc_ref::get_diffusivity_result kmc_ref::get_diffusivity(msbat_kmc_quantity quantity) const
{
    get_diffusivity_result out_ = get_diffusivity_result();
    detail::check_path(ctx_, "msbat_kmc_get_diffusivity", msbat_kmc_get_diffusivity(c_ptr(), quantity,
        out_.d_ang2_per_ps.data(), out_.error.data(), &out_.window_ps));
    return out_;
}
inline kmc_ref::get_diffusivity_scalar_result kmc_ref::get_diffusivity_scalar(msbat_kmc_quantity quantity,
    msbat_kmc_scalar scalar) const
{
    get_diffusivity_scalar_result out_ = get_diffusivity_scalar_result();
    detail::check_path(ctx_, "msbat_kmc_get_diffusivity_scalar", msbat_kmc_get_diffusivity_scalar(c_ptr(), quantity,
        scalar, &out_.d_ang2_per_ps, &out_.error));
    return out_;
}
inline kmc_ref::get_haven_ratio_result kmc_ref::get_haven_ratio(msbat_kmc_scalar scalar) const
{
    get_haven_ratio_result out_ = get_haven_ratio_result();
    detail::check_path(ctx_, "msbat_kmc_get_haven_ratio", msbat_kmc_get_haven_ratio(c_ptr(), scalar, &out_.haven,
        &out_.error));
    return out_;
}
inline kmc_ref::get_correlation_factor_result kmc_ref::get_correlation_factor(msbat_kmc_quantity quantity,
    msbat_kmc_scalar scalar) const
{
    get_correlation_factor_result out_ = get_correlation_factor_result();
    detail::check_path(ctx_, "msbat_kmc_get_correlation_factor", msbat_kmc_get_correlation_factor(c_ptr(), quantity,
        scalar, &out_.factor, &out_.error));
    return out_;
}
inline kmc_ref::get_conductivity_result kmc_ref::get_conductivity(double charge) const
{
    get_conductivity_result out_ = get_conductivity_result();
    detail::check_path(ctx_, "msbat_kmc_get_conductivity", msbat_kmc_get_conductivity(c_ptr(), charge,
        out_.sigma_s_per_m.data(), out_.error.data()));
    return out_;
}
inline kmc::solve_exact_result kmc::solve_exact(double window_ps)
{
    solve_exact_result out_ = solve_exact_result();
    detail::check(ctx_, "msbat_kmc_solve_exact", msbat_kmc_solve_exact(c_ptr(), window_ps, out_.d_jump.data(),
        out_.d_tracer.data()));
    return out_;
}
inline neb neb::create(context &ctx, int64_t n_atoms, int64_t dimension, int64_t n_images,
    span<const double> first_ang, span<const double> last_ang)
{
    detail::lengths("msbat_neb_create", {{first_ang.size(), n_atoms * dimension}, {last_ang.size(),
        n_atoms * dimension}});
    msbat_neb *neb_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_neb_create", msbat_neb_create(ctx.c_ptr(), n_atoms, dimension, n_images,
        first_ang.data(), last_ang.data(), &neb_));
    return msbat::neb(neb_, ctx.c_ptr());
}
inline void neb::set_moving(span<const int64_t> moving)
{
    const int64_t n_atoms = detail::count("msbat_neb_set_moving", {{moving.size(), 1}});
    detail::check(ctx_, "msbat_neb_set_moving", msbat_neb_set_moving(c_ptr(), n_atoms, moving.data()));
}
inline void neb::set_image(int64_t image, span<const double> x_ang)
{
    const int64_t n = detail::count("msbat_neb_set_image", {{x_ang.size(), 1}});
    detail::check(ctx_, "msbat_neb_set_image", msbat_neb_set_image(c_ptr(), image, n, x_ang.data()));
}
inline std::vector<double> neb_ref::get_image(int64_t image, int64_t n) const
{
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_neb_get_image", msbat_neb_get_image(c_ptr(), image, n, out_.data()));
    return out_;
}
inline void neb_ref::get_image(int64_t image, span<double> x_ang) const
{
    const int64_t n = detail::count("msbat_neb_get_image", {{x_ang.size(), 1}});
    detail::check(ctx_, "msbat_neb_get_image", msbat_neb_get_image(c_ptr(), image, n, x_ang.data()));
}
inline void neb::set_spring(double value)
{
    detail::check(ctx_, "msbat_neb_set_spring", msbat_neb_set_spring(c_ptr(), value));
}
inline double neb_ref::get_spring() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_neb_get_spring", msbat_neb_get_spring(c_ptr(), &out_));
    return out_;
}
inline void neb::set_spring_ratio(double value)
{
    detail::check(ctx_, "msbat_neb_set_spring_ratio", msbat_neb_set_spring_ratio(c_ptr(), value));
}
inline double neb_ref::get_spring_ratio() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_neb_get_spring_ratio", msbat_neb_get_spring_ratio(c_ptr(), &out_));
    return out_;
}
inline void neb::set_force_tolerance(double value)
{
    detail::check(ctx_, "msbat_neb_set_force_tolerance", msbat_neb_set_force_tolerance(c_ptr(), value));
}
inline double neb_ref::get_force_tolerance() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_neb_get_force_tolerance", msbat_neb_get_force_tolerance(c_ptr(), &out_));
    return out_;
}
inline void neb::set_climbing(int64_t value)
{
    detail::check(ctx_, "msbat_neb_set_climbing", msbat_neb_set_climbing(c_ptr(), value));
}
inline int64_t neb_ref::get_climbing() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_neb_get_climbing", msbat_neb_get_climbing(c_ptr(), &out_));
    return out_;
}
inline void neb::set_saddle_only(int64_t value)
{
    detail::check(ctx_, "msbat_neb_set_saddle_only", msbat_neb_set_saddle_only(c_ptr(), value));
}
inline int64_t neb_ref::get_saddle_only() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_neb_get_saddle_only", msbat_neb_get_saddle_only(c_ptr(), &out_));
    return out_;
}
inline void neb::set_max_iterations(int64_t value)
{
    detail::check(ctx_, "msbat_neb_set_max_iterations", msbat_neb_set_max_iterations(c_ptr(), value));
}
inline int64_t neb_ref::get_max_iterations() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_neb_get_max_iterations", msbat_neb_get_max_iterations(c_ptr(), &out_));
    return out_;
}
inline void neb::set_max_step(double value)
{
    detail::check(ctx_, "msbat_neb_set_max_step", msbat_neb_set_max_step(c_ptr(), value));
}
inline double neb_ref::get_max_step() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_neb_get_max_step", msbat_neb_get_max_step(c_ptr(), &out_));
    return out_;
}
inline void neb::set_end_force_limit(double value)
{
    detail::check(ctx_, "msbat_neb_set_end_force_limit", msbat_neb_set_end_force_limit(c_ptr(), value));
}
inline double neb_ref::get_end_force_limit() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_neb_get_end_force_limit", msbat_neb_get_end_force_limit(c_ptr(), &out_));
    return out_;
}
inline void neb::set_option(text_ref name, text_ref value)
{
    detail::check(ctx_, "msbat_neb_set_option", msbat_neb_set_option(c_ptr(), name.c_str(), value.c_str()));
}
inline std::string neb_ref::get_option(text_ref name) const
{
    return detail::text(ctx_, "msbat_neb_get_option", [&](std::size_t size, char *text) {
        return msbat_neb_get_option(c_ptr(), name.c_str(), size, text);
    });
}
inline void neb::run(msbat_energy_fn energy, void *user)
{
    detail::check(ctx_, "msbat_neb_run", msbat_neb_run(c_ptr(), energy, user));
}
template <class F>
void neb::run(F &&energy)
{
    typedef typename std::remove_reference<F>::type G;
    detail::caller<G> caller_(energy);
    const msbat_status status_ = msbat_neb_run(c_ptr(), detail::running_energy<G>, &caller_);
    caller_.rethrow();
    detail::check(ctx_, "msbat_neb_run", status_);
}
inline std::vector<double> neb_ref::get_energies(int64_t n) const
{
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_neb_get_energies", msbat_neb_get_energies(c_ptr(), n, out_.data()));
    return out_;
}
inline void neb_ref::get_energies(span<double> energy_ev) const
{
    const int64_t n = detail::count("msbat_neb_get_energies", {{energy_ev.size(), 1}});
    detail::check(ctx_, "msbat_neb_get_energies", msbat_neb_get_energies(c_ptr(), n, energy_ev.data()));
}
inline std::vector<double> neb_ref::get_lengths(int64_t n) const
{
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_neb_get_lengths", msbat_neb_get_lengths(c_ptr(), n, out_.data()));
    return out_;
}
inline void neb_ref::get_lengths(span<double> length_ang) const
{
    const int64_t n = detail::count("msbat_neb_get_lengths", {{length_ang.size(), 1}});
    detail::check(ctx_, "msbat_neb_get_lengths", msbat_neb_get_lengths(c_ptr(), n, length_ang.data()));
}
inline neb_ref::get_barriers_result neb_ref::get_barriers() const
{
    get_barriers_result out_ = get_barriers_result();
    detail::check(ctx_, "msbat_neb_get_barriers", msbat_neb_get_barriers(c_ptr(), &out_.forward_ev,
        &out_.backward_ev));
    return out_;
}
inline neb_ref::get_saddle_result neb_ref::get_saddle(int64_t n) const
{
    get_saddle_result out_ = get_saddle_result();
    out_.x_ang.resize(detail::size(n));
    detail::check(ctx_, "msbat_neb_get_saddle", msbat_neb_get_saddle(c_ptr(), &out_.image, &out_.energy_ev, n,
        out_.x_ang.data()));
    return out_;
}
inline neb_ref::get_saddle_rest neb_ref::get_saddle(span<double> x_ang) const
{
    const int64_t n = detail::count("msbat_neb_get_saddle", {{x_ang.size(), 1}});
    get_saddle_rest out_ = get_saddle_rest();
    detail::check(ctx_, "msbat_neb_get_saddle", msbat_neb_get_saddle(c_ptr(), &out_.image, &out_.energy_ev, n,
        x_ang.data()));
    return out_;
}
inline double neb_ref::get_curvature() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_neb_get_curvature", msbat_neb_get_curvature(c_ptr(), &out_));
    return out_;
}
inline neb_ref::get_residuals_result neb_ref::get_residuals() const
{
    get_residuals_result out_ = get_residuals_result();
    detail::check(ctx_, "msbat_neb_get_residuals", msbat_neb_get_residuals(c_ptr(), &out_.saddle, &out_.band));
    return out_;
}
inline neb_ref::get_end_residuals_result neb_ref::get_end_residuals() const
{
    get_end_residuals_result out_ = get_end_residuals_result();
    detail::check(ctx_, "msbat_neb_get_end_residuals", msbat_neb_get_end_residuals(c_ptr(), &out_.first, &out_.last));
    return out_;
}
inline neb_ref::get_force_calls_result neb_ref::get_force_calls() const
{
    get_force_calls_result out_ = get_force_calls_result();
    detail::check(ctx_, "msbat_neb_get_force_calls", msbat_neb_get_force_calls(c_ptr(), &out_.images, &out_.ends,
        &out_.certificate));
    return out_;
}
inline int64_t neb_ref::get_iterations() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_neb_get_iterations", msbat_neb_get_iterations(c_ptr(), &out_));
    return out_;
}
inline int64_t neb_ref::get_converged() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_neb_get_converged", msbat_neb_get_converged(c_ptr(), &out_));
    return out_;
}
inline int neb_ref::get_callback_code() const
{
    int out_ = int();
    detail::check(ctx_, "msbat_neb_get_callback_code", msbat_neb_get_callback_code(c_ptr(), &out_));
    return out_;
}
inline hessian hessian::create(context &ctx, int64_t n_atoms, int64_t dimension, span<const double> mass_amu)
{
    detail::lengths("msbat_hessian_create", {{mass_amu.size(), n_atoms}});
    msbat_hessian *hessian_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_hessian_create", msbat_hessian_create(ctx.c_ptr(), n_atoms, dimension,
        mass_amu.data(), &hessian_));
    return msbat::hessian(hessian_, ctx.c_ptr());
}
inline void hessian::set_moving(span<const int64_t> moving)
{
    const int64_t n_atoms = detail::count("msbat_hessian_set_moving", {{moving.size(), 1}});
    detail::check(ctx_, "msbat_hessian_set_moving", msbat_hessian_set_moving(c_ptr(), n_atoms, moving.data()));
}
inline void hessian::set_step(double value)
{
    detail::check(ctx_, "msbat_hessian_set_step", msbat_hessian_set_step(c_ptr(), value));
}
inline double hessian_ref::get_step() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_hessian_get_step", msbat_hessian_get_step(c_ptr(), &out_));
    return out_;
}
inline void hessian::set_richardson(int64_t value)
{
    detail::check(ctx_, "msbat_hessian_set_richardson", msbat_hessian_set_richardson(c_ptr(), value));
}
inline int64_t hessian_ref::get_richardson() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_hessian_get_richardson", msbat_hessian_get_richardson(c_ptr(), &out_));
    return out_;
}
inline void hessian::set_zero_modes(int64_t value)
{
    detail::check(ctx_, "msbat_hessian_set_zero_modes", msbat_hessian_set_zero_modes(c_ptr(), value));
}
inline int64_t hessian_ref::get_zero_modes() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_hessian_get_zero_modes", msbat_hessian_get_zero_modes(c_ptr(), &out_));
    return out_;
}
inline void hessian::set_option(text_ref name, text_ref value)
{
    detail::check(ctx_, "msbat_hessian_set_option", msbat_hessian_set_option(c_ptr(), name.c_str(), value.c_str()));
}
inline std::string hessian_ref::get_option(text_ref name) const
{
    return detail::text(ctx_, "msbat_hessian_get_option", [&](std::size_t size, char *text) {
        return msbat_hessian_get_option(c_ptr(), name.c_str(), size, text);
    });
}
inline void hessian::run(span<const double> x_ang, msbat_energy_fn energy, void *user)
{
    const int64_t n = detail::count("msbat_hessian_run", {{x_ang.size(), 1}});
    detail::check(ctx_, "msbat_hessian_run", msbat_hessian_run(c_ptr(), n, x_ang.data(), energy, user));
}
template <class F>
void hessian::run(span<const double> x_ang, F &&energy)
{
    const int64_t n = detail::count("msbat_hessian_run", {{x_ang.size(), 1}});
    typedef typename std::remove_reference<F>::type G;
    detail::caller<G> caller_(energy);
    const msbat_status status_ = msbat_hessian_run(c_ptr(), n, x_ang.data(), detail::running_energy<G>, &caller_);
    caller_.rethrow();
    detail::check(ctx_, "msbat_hessian_run", status_);
}
inline void hessian::set_matrix(int64_t n, span<const double> matrix)
{
    detail::lengths("msbat_hessian_set_matrix", {{matrix.size(), n * n}});
    detail::check(ctx_, "msbat_hessian_set_matrix", msbat_hessian_set_matrix(c_ptr(), n, matrix.data()));
}
inline std::vector<double> hessian_ref::get_matrix(int64_t n) const
{
    std::vector<double> out_(detail::size(n * n));
    detail::check(ctx_, "msbat_hessian_get_matrix", msbat_hessian_get_matrix(c_ptr(), n, out_.data()));
    return out_;
}
inline void hessian_ref::get_matrix(int64_t n, span<double> matrix) const
{
    detail::lengths("msbat_hessian_get_matrix", {{matrix.size(), n * n}});
    detail::check(ctx_, "msbat_hessian_get_matrix", msbat_hessian_get_matrix(c_ptr(), n, matrix.data()));
}
inline hessian_ref::get_counts_result hessian_ref::get_counts() const
{
    get_counts_result out_ = get_counts_result();
    detail::check(ctx_, "msbat_hessian_get_counts", msbat_hessian_get_counts(c_ptr(), &out_.rows, &out_.modes));
    return out_;
}
inline double hessian_ref::get_asymmetry() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_hessian_get_asymmetry", msbat_hessian_get_asymmetry(c_ptr(), &out_));
    return out_;
}
inline std::vector<double> hessian_ref::get_frequencies(int64_t n) const
{
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_hessian_get_frequencies", msbat_hessian_get_frequencies(c_ptr(), n, out_.data()));
    return out_;
}
inline void hessian_ref::get_frequencies(span<double> frequency_thz) const
{
    const int64_t n = detail::count("msbat_hessian_get_frequencies", {{frequency_thz.size(), 1}});
    detail::check(ctx_, "msbat_hessian_get_frequencies", msbat_hessian_get_frequencies(c_ptr(), n,
        frequency_thz.data()));
}
inline std::vector<double> hessian_ref::get_mode(int64_t mode, int64_t n) const
{
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_hessian_get_mode", msbat_hessian_get_mode(c_ptr(), mode, n, out_.data()));
    return out_;
}
inline void hessian_ref::get_mode(int64_t mode, span<double> displacement) const
{
    const int64_t n = detail::count("msbat_hessian_get_mode", {{displacement.size(), 1}});
    detail::check(ctx_, "msbat_hessian_get_mode", msbat_hessian_get_mode(c_ptr(), mode, n, displacement.data()));
}
inline int64_t hessian_ref::get_imaginary_count() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_hessian_get_imaginary_count", msbat_hessian_get_imaginary_count(c_ptr(), &out_));
    return out_;
}
inline int64_t hessian_ref::get_force_calls() const
{
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_hessian_get_force_calls", msbat_hessian_get_force_calls(c_ptr(), &out_));
    return out_;
}
inline int hessian_ref::get_callback_code() const
{
    int out_ = int();
    detail::check(ctx_, "msbat_hessian_get_callback_code", msbat_hessian_get_callback_code(c_ptr(), &out_));
    return out_;
}
inline network network::create(context &ctx, span<const double> site_ev)
{
    const int64_t n_sites = detail::count("msbat_network_create", {{site_ev.size(), 1}});
    msbat_network *network_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_network_create", msbat_network_create(ctx.c_ptr(), n_sites, site_ev.data(),
        &network_));
    return msbat::network(network_, ctx.c_ptr());
}
inline void network::add_hop(int64_t a, int64_t b, const std::array<double, 3> &displacement_ang, double saddle_ev,
    double nu_thz)
{
    detail::check(ctx_, "msbat_network_add_hop", msbat_network_add_hop(c_ptr(), a, b, displacement_ang.data(),
        saddle_ev, nu_thz));
}
inline network network::create_from_rates(context &ctx, double temperature, int64_t n_sites, int64_t n_hops,
    span<const int64_t> sites, span<const double> displacement_ang, span<const double> rates_thz)
{
    detail::lengths("msbat_network_create_from_rates", {{sites.size(), 2 * n_hops}, {displacement_ang.size(),
        3 * n_hops}, {rates_thz.size(), 2 * n_hops}});
    msbat_network *network_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_network_create_from_rates", msbat_network_create_from_rates(ctx.c_ptr(),
        temperature, n_sites, n_hops, sites.data(), displacement_ang.data(), rates_thz.data(), &network_));
    return msbat::network(network_, ctx.c_ptr());
}
inline void network::set_closure_tolerance(double value)
{
    detail::check(ctx_, "msbat_network_set_closure_tolerance", msbat_network_set_closure_tolerance(c_ptr(), value));
}
inline double network_ref::get_closure_tolerance() const
{
    double out_ = double();
    detail::check(ctx_, "msbat_network_get_closure_tolerance", msbat_network_get_closure_tolerance(c_ptr(), &out_));
    return out_;
}
inline void network::set_option(text_ref name, text_ref value)
{
    detail::check(ctx_, "msbat_network_set_option", msbat_network_set_option(c_ptr(), name.c_str(), value.c_str()));
}
inline std::string network_ref::get_option(text_ref name) const
{
    return detail::text(ctx_, "msbat_network_get_option", [&](std::size_t size, char *text) {
        return msbat_network_get_option(c_ptr(), name.c_str(), size, text);
    });
}
inline network_ref::get_counts_result network_ref::get_counts() const
{
    get_counts_result out_ = get_counts_result();
    detail::check(ctx_, "msbat_network_get_counts", msbat_network_get_counts(c_ptr(), &out_.n_sites, &out_.n_hops));
    return out_;
}
inline network_ref::get_rates_result network_ref::get_rates(int64_t hop, double temperature) const
{
    get_rates_result out_ = get_rates_result();
    detail::check(ctx_, "msbat_network_get_rates", msbat_network_get_rates(c_ptr(), hop, temperature,
        &out_.forward_thz, &out_.backward_thz));
    return out_;
}
inline std::vector<double> network_ref::get_occupations(double temperature, int64_t n) const
{
    std::vector<double> out_(detail::size(n));
    detail::check(ctx_, "msbat_network_get_occupations", msbat_network_get_occupations(c_ptr(), temperature, n,
        out_.data()));
    return out_;
}
inline void network_ref::get_occupations(double temperature, span<double> p) const
{
    const int64_t n = detail::count("msbat_network_get_occupations", {{p.size(), 1}});
    detail::check(ctx_, "msbat_network_get_occupations", msbat_network_get_occupations(c_ptr(), temperature, n,
        p.data()));
}
inline std::array<double, 9> network_ref::get_diffusivity(double temperature) const
{
    std::array<double, 9> out_ = std::array<double, 9>();
    detail::check_path(ctx_, "msbat_network_get_diffusivity", msbat_network_get_diffusivity(c_ptr(), temperature,
        out_.data()));
    return out_;
}
inline network_ref::get_parts_result network_ref::get_parts(int64_t n) const
{
    get_parts_result out_ = get_parts_result();
    out_.part.resize(detail::size(n));
    detail::check(ctx_, "msbat_network_get_parts", msbat_network_get_parts(c_ptr(), &out_.n_parts, n,
        out_.part.data()));
    return out_;
}
inline int64_t network_ref::get_parts(span<int64_t> part) const
{
    const int64_t n = detail::count("msbat_network_get_parts", {{part.size(), 1}});
    int64_t out_ = int64_t();
    detail::check(ctx_, "msbat_network_get_parts", msbat_network_get_parts(c_ptr(), &out_, n, part.data()));
    return out_;
}
inline network_ref::get_part_diffusivity_result network_ref::get_part_diffusivity(int64_t part,
    double temperature) const
{
    get_part_diffusivity_result out_ = get_part_diffusivity_result();
    detail::check_path(ctx_, "msbat_network_get_part_diffusivity", msbat_network_get_part_diffusivity(c_ptr(), part,
        temperature, out_.tensor.data(), &out_.probability));
    return out_;
}
inline audit audit::create(context &ctx)
{
    msbat_audit *audit_ = nullptr;
    detail::check(ctx.c_ptr(), "msbat_audit_create", msbat_audit_create(ctx.c_ptr(), &audit_));
    return msbat::audit(audit_, ctx.c_ptr());
}
inline void audit::add_phase(text_ref name, phase_ref phase, double temperature)
{
    detail::check(ctx_, "msbat_audit_add_phase", msbat_audit_add_phase(c_ptr(), name.c_str(), phase.c_ptr(),
        temperature));
}
inline void audit::add_defects(text_ref name, defects_ref defects)
{
    detail::check(ctx_, "msbat_audit_add_defects", msbat_audit_add_defects(c_ptr(), name.c_str(), defects.c_ptr()));
}
inline void audit::add_ce(text_ref name, ce_ref ce)
{
    detail::check(ctx_, "msbat_audit_add_ce", msbat_audit_add_ce(c_ptr(), name.c_str(), ce.c_ptr()));
}
inline void audit::add_kmc(text_ref name, kmc_ref kmc)
{
    detail::check(ctx_, "msbat_audit_add_kmc", msbat_audit_add_kmc(c_ptr(), name.c_str(), kmc.c_ptr()));
}
inline void audit::add_network(text_ref name, network_ref network, double temperature)
{
    detail::check(ctx_, "msbat_audit_add_network", msbat_audit_add_network(c_ptr(), name.c_str(), network.c_ptr(),
        temperature));
}
inline void audit::add_homog(text_ref name, homog_ref homog)
{
    detail::check(ctx_, "msbat_audit_add_homog", msbat_audit_add_homog(c_ptr(), name.c_str(), homog.c_ptr()));
}
inline void audit::add_material(text_ref name, material_ref material, double temperature)
{
    detail::check(ctx_, "msbat_audit_add_material", msbat_audit_add_material(c_ptr(), name.c_str(), material.c_ptr(),
        temperature));
}
inline void audit::add_cell(text_ref name, cell_ref cell)
{
    detail::check(ctx_, "msbat_audit_add_cell", msbat_audit_add_cell(c_ptr(), name.c_str(), cell.c_ptr()));
}
inline void audit::add_particle(text_ref name, particle_ref particle)
{
    detail::check(ctx_, "msbat_audit_add_particle", msbat_audit_add_particle(c_ptr(), name.c_str(), particle.c_ptr()));
}
inline void audit::run()
{
    detail::check(ctx_, "msbat_audit_run", msbat_audit_run(c_ptr()));
}
inline audit_ref::get_count_result audit_ref::get_count() const
{
    get_count_result out_ = get_count_result();
    detail::check(ctx_, "msbat_audit_get_count", msbat_audit_get_count(c_ptr(), &out_.n_entries, &out_.n_failed));
    return out_;
}
inline audit_ref::get_entry_result audit_ref::get_entry(int64_t entry) const
{
    get_entry_result out_ = get_entry_result();
    detail::check(ctx_, "msbat_audit_get_entry", msbat_audit_get_entry(c_ptr(), entry, &out_.law, &out_.object,
        &out_.verdict));
    return out_;
}
inline audit_ref::get_residual_result audit_ref::get_residual(int64_t entry) const
{
    get_residual_result out_ = get_residual_result();
    detail::check(ctx_, "msbat_audit_get_residual", msbat_audit_get_residual(c_ptr(), entry, &out_.residual,
        &out_.threshold));
    return out_;
}
inline const char *audit_ref::get_text(int64_t entry) const
{
    const char * out_ = nullptr;
    detail::check(ctx_, "msbat_audit_get_text", msbat_audit_get_text(c_ptr(), entry, &out_));
    return out_;
}
inline const char *status_text(msbat_status status)
{
    return msbat_status_text(status);
}
inline const char *version_text()
{
    return msbat_version_text();
}
inline int64_t species_read(text_ref symbol)
{
    int64_t out_ = int64_t();
    detail::check(nullptr, "msbat_species_read", msbat_species_read(symbol.c_str(), &out_));
    return out_;
}
inline const char *species_symbol(int64_t species)
{
    return msbat_species_symbol(species);
}
inline double species_get_mass(int64_t species)
{
    double out_ = double();
    detail::check(nullptr, "msbat_species_get_mass", msbat_species_get_mass(species, &out_));
    return out_;
}
inline double madelung_background(context &ctx, const std::array<double, 9> &cell_ang)
{
    double out_ = double();
    detail::check(ctx.c_ptr(), "msbat_madelung_background", msbat_madelung_background(ctx.c_ptr(), cell_ang.data(),
        &out_));
    return out_;
}
inline std::vector<double> madelung_potentials(context &ctx, const std::array<double, 9> &cell_ang,
    span<const double> frac, span<const double> charge)
{
    const int64_t n = detail::count("msbat_madelung_potentials", {{frac.size(), 3}, {charge.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(ctx.c_ptr(), "msbat_madelung_potentials", msbat_madelung_potentials(ctx.c_ptr(), cell_ang.data(), n,
        frac.data(), charge.data(), out_.data()));
    return out_;
}
inline void madelung_potentials(context &ctx, const std::array<double, 9> &cell_ang, span<const double> frac,
    span<const double> charge, span<double> potential)
{
    const int64_t n = detail::count("msbat_madelung_potentials", {{frac.size(), 3}, {charge.size(), 1},
        {potential.size(), 1}});
    detail::check(ctx.c_ptr(), "msbat_madelung_potentials", msbat_madelung_potentials(ctx.c_ptr(), cell_ang.data(), n,
        frac.data(), charge.data(), potential.data()));
}
inline std::vector<double> stress_eval_sphere(material_ref material, span<const double> r_m, span<const double> x)
{
    const int64_t n = detail::count("msbat_stress_eval_sphere", {{r_m.size(), 1}, {x.size(), 1}});
    std::vector<double> out_(detail::size(n * 3));
    detail::check(material.c_context(), "msbat_stress_eval_sphere", msbat_stress_eval_sphere(material.c_ptr(), n,
        r_m.data(), x.data(), out_.data()));
    return out_;
}
inline void stress_eval_sphere(material_ref material, span<const double> r_m, span<const double> x,
    span<double> stress_pa)
{
    const int64_t n = detail::count("msbat_stress_eval_sphere", {{r_m.size(), 1}, {x.size(), 1}, {stress_pa.size(),
        3}});
    detail::check(material.c_context(), "msbat_stress_eval_sphere", msbat_stress_eval_sphere(material.c_ptr(), n,
        r_m.data(), x.data(), stress_pa.data()));
}
struct stress_eval_point_result {
    std::array<double, 9> stress_pa;
    double mu_j_per_mol;
};
inline stress_eval_point_result stress_eval_point(material_ref material, double temperature, const std::array<double,
    9> &strain, double x)
{
    stress_eval_point_result out_ = stress_eval_point_result();
    detail::check(material.c_context(), "msbat_stress_eval_point", msbat_stress_eval_point(material.c_ptr(),
        temperature, strain.data(), x, out_.stress_pa.data(), &out_.mu_j_per_mol));
    return out_;
}
struct stress_check_maxwell_result {
    double residual;
    double scale;
};
inline stress_check_maxwell_result stress_check_maxwell(material_ref material, double temperature, double x)
{
    stress_check_maxwell_result out_ = stress_check_maxwell_result();
    detail::check(material.c_context(), "msbat_stress_check_maxwell", msbat_stress_check_maxwell(material.c_ptr(),
        temperature, x, &out_.residual, &out_.scale));
    return out_;
}
inline std::vector<double> stress_find_steady(material_ref material, double temperature, double x_free,
    span<const double> sigma_h_pa)
{
    const int64_t n = detail::count("msbat_stress_find_steady", {{sigma_h_pa.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(material.c_context(), "msbat_stress_find_steady", msbat_stress_find_steady(material.c_ptr(),
        temperature, x_free, n, sigma_h_pa.data(), out_.data()));
    return out_;
}
inline void stress_find_steady(material_ref material, double temperature, double x_free, span<const double> sigma_h_pa,
    span<double> x)
{
    const int64_t n = detail::count("msbat_stress_find_steady", {{sigma_h_pa.size(), 1}, {x.size(), 1}});
    detail::check(material.c_context(), "msbat_stress_find_steady", msbat_stress_find_steady(material.c_ptr(),
        temperature, x_free, n, sigma_h_pa.data(), x.data()));
}
inline std::vector<double> kinetics_get_nernst(material_ref material, double temperature, double activity_coefficient,
    span<const double> c_e, span<const double> x)
{
    const int64_t n = detail::count("msbat_kinetics_get_nernst", {{c_e.size(), 1}, {x.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(material.c_context(), "msbat_kinetics_get_nernst", msbat_kinetics_get_nernst(material.c_ptr(),
        temperature, activity_coefficient, n, c_e.data(), x.data(), out_.data()));
    return out_;
}
inline void kinetics_get_nernst(material_ref material, double temperature, double activity_coefficient,
    span<const double> c_e, span<const double> x, span<double> potential)
{
    const int64_t n = detail::count("msbat_kinetics_get_nernst", {{c_e.size(), 1}, {x.size(), 1}, {potential.size(),
        1}});
    detail::check(material.c_context(), "msbat_kinetics_get_nernst", msbat_kinetics_get_nernst(material.c_ptr(),
        temperature, activity_coefficient, n, c_e.data(), x.data(), potential.data()));
}
inline std::vector<double> kinetics_get_current(material_ref material, double temperature, double activity_coefficient,
    span<const double> c_e, span<const double> x, span<const double> potential)
{
    const int64_t n = detail::count("msbat_kinetics_get_current", {{c_e.size(), 1}, {x.size(), 1}, {potential.size(),
        1}});
    std::vector<double> out_(detail::size(n));
    detail::check(material.c_context(), "msbat_kinetics_get_current", msbat_kinetics_get_current(material.c_ptr(),
        temperature, activity_coefficient, n, c_e.data(), x.data(), potential.data(), out_.data()));
    return out_;
}
inline void kinetics_get_current(material_ref material, double temperature, double activity_coefficient,
    span<const double> c_e, span<const double> x, span<const double> potential, span<double> current)
{
    const int64_t n = detail::count("msbat_kinetics_get_current", {{c_e.size(), 1}, {x.size(), 1}, {potential.size(),
        1}, {current.size(), 1}});
    detail::check(material.c_context(), "msbat_kinetics_get_current", msbat_kinetics_get_current(material.c_ptr(),
        temperature, activity_coefficient, n, c_e.data(), x.data(), potential.data(), current.data()));
}
inline std::vector<double> kinetics_get_overpotential(material_ref material, double temperature,
    double activity_coefficient, span<const double> c_e, span<const double> x, span<const double> current)
{
    const int64_t n = detail::count("msbat_kinetics_get_overpotential", {{c_e.size(), 1}, {x.size(), 1},
        {current.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(material.c_context(), "msbat_kinetics_get_overpotential",
        msbat_kinetics_get_overpotential(material.c_ptr(), temperature, activity_coefficient, n, c_e.data(), x.data(),
        current.data(), out_.data()));
    return out_;
}
inline void kinetics_get_overpotential(material_ref material, double temperature, double activity_coefficient,
    span<const double> c_e, span<const double> x, span<const double> current, span<double> overpotential)
{
    const int64_t n = detail::count("msbat_kinetics_get_overpotential", {{c_e.size(), 1}, {x.size(), 1},
        {current.size(), 1}, {overpotential.size(), 1}});
    detail::check(material.c_context(), "msbat_kinetics_get_overpotential",
        msbat_kinetics_get_overpotential(material.c_ptr(), temperature, activity_coefficient, n, c_e.data(), x.data(),
        current.data(), overpotential.data()));
}
inline std::vector<double> kinetics_get_resistance(material_ref material, double temperature,
    double activity_coefficient, span<const double> c_e, span<const double> x)
{
    const int64_t n = detail::count("msbat_kinetics_get_resistance", {{c_e.size(), 1}, {x.size(), 1}});
    std::vector<double> out_(detail::size(n));
    detail::check(material.c_context(), "msbat_kinetics_get_resistance",
        msbat_kinetics_get_resistance(material.c_ptr(), temperature, activity_coefficient, n, c_e.data(), x.data(),
        out_.data()));
    return out_;
}
inline void kinetics_get_resistance(material_ref material, double temperature, double activity_coefficient,
    span<const double> c_e, span<const double> x, span<double> resistance)
{
    const int64_t n = detail::count("msbat_kinetics_get_resistance", {{c_e.size(), 1}, {x.size(), 1},
        {resistance.size(), 1}});
    detail::check(material.c_context(), "msbat_kinetics_get_resistance",
        msbat_kinetics_get_resistance(material.c_ptr(), temperature, activity_coefficient, n, c_e.data(), x.data(),
        resistance.data()));
}
inline double kinetics_eval_current(double i0, double symmetry, double temperature, double overpotential)
{
    return msbat_kinetics_eval_current(i0, symmetry, temperature, overpotential);
}
inline double kinetics_eval_overpotential(double i0, double symmetry, double temperature, double current)
{
    return msbat_kinetics_eval_overpotential(i0, symmetry, temperature, current);
}
inline const char *process_name(msbat_process process)
{
    return msbat_process_name(process);
}
inline double tst_get_vineyard(hessian_ref minimum, hessian_ref saddle)
{
    double out_ = double();
    detail::check(minimum.c_context(), "msbat_tst_get_vineyard", msbat_tst_get_vineyard(minimum.c_ptr(),
        saddle.c_ptr(), &out_));
    return out_;
}
inline double tst_get_rate(context_ref ctx, double nu_thz, double barrier_ev, double temperature)
{
    double out_ = double();
    detail::check(ctx.c_ptr(), "msbat_tst_get_rate", msbat_tst_get_rate(ctx.c_ptr(), nu_thz, barrier_ev, temperature,
        &out_));
    return out_;
}
inline double tst_get_free_energy(context_ref ctx, double temperature, const std::array<double, 2> &nu_thz,
    const std::array<double, 2> &barrier_ev)
{
    double out_ = double();
    detail::check(ctx.c_ptr(), "msbat_tst_get_free_energy", msbat_tst_get_free_energy(ctx.c_ptr(), temperature,
        nu_thz.data(), barrier_ev.data(), &out_));
    return out_;
}
inline double tst_get_diffusivity(context_ref ctx, double correlation, double paths, double length_ang,
    double rate_thz, int64_t dimension)
{
    double out_ = double();
    detail::check(ctx.c_ptr(), "msbat_tst_get_diffusivity", msbat_tst_get_diffusivity(ctx.c_ptr(), correlation, paths,
        length_ang, rate_thz, dimension, &out_));
    return out_;
}

} // namespace msbat

#endif
