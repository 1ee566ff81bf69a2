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

