/* foreign.c - with OOM_FOREIGN set, the allocations that SUNDIALS, spglib, jansson and libtiff make for themselves fail
 * instead of ours. The program's malloc stands before that of the C library for them too; the return address tells who
 * has called. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <link.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "oom/oom.h"

enum { RANGES = 64, DEPTH = 32, SITE_DEPTH = 10, FIRST = 2, SHOWN = 12 }; /* frames */
static struct {
    uintptr_t from, to;
    int library;
} range[RANGES];
static int n_ranges = -1, failed_library = -1;

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *ptr, size_t size);

/* The libraries, and what dies in them; we can only hand them arguments that are no worse than that. Qhull is not one
 * of them: this library does not use it. Seen with the versions below, frame by frame:
 * SUNDIALS: N_VClone, called by IDAInit, SUNNonlinSol_Newton and IDASetLinearSolver, writes into what the vector's own
 *   clone returned, NULL or not; SUNHashMap_New, called by SUNContext_Create, looks at the address of its result
 *   instead of the result, and SUNHashMap_Destroy reads a map that could not be made.
 * spglib: cel_alloc_cell, which lacks one part of a cell, calls cel_free_cell for the parts not yet set: random
 *   addresses are freed, and the heap is spoilt for whoever allocates next. The search for a primitive cell gives the
 *   NULL of sym_get_pure_translation to mat_free_VecDBL; that for a space group reads the NULL of sym_reduce_operation;
 *   ssm_get_exact_positions fills a table that it could not allocate.
 * jansson: lex_save drops a byte for which its buffer could not grow; assertions of lex_unget_unsave and
 *   lex_scan_string find that.
 * libtiff: _TIFFMergeFields, unable to enlarge the table of fields, leaves NULL and the old count, which TIFFFindField
 *   and TIFFWriteDirectory read; TIFFSetField counts a custom value before it has room for it. */
static const struct {
    const char *file, *name, *reason;
} libraries[OOM_LIBRARIES] = {
    {"/libsundials_", "SUNDIALS", "6.4.1: N_VClone and SUNHashMap_New use the NULL that they got"},
    {"/libsymspg", "spglib", "2.0.2: cel_alloc_cell frees parts not yet set; results of malloc are used unseen"},
    {"/libjansson", "jansson", "2.14: lex_save drops bytes, and lex_unget_unsave asserts that none is missing"},
    {"/libtiff", "libtiff", "4.5.0: _TIFFMergeFields leaves NULL, TIFFSetField a count too high"}};

const char *oom_library(int i) { return libraries[i].name; }
const char *oom_reason(int i) { return libraries[i].reason; }

/* Which of them the file is, or -1. */
static int foreign_library(const char *file)
{
    for (int i = 0; i < OOM_LIBRARIES; i++)
        if (strstr(file, libraries[i].file)) return i;
    return -1;
}

static int add_ranges(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size, (void)data;
    int library = foreign_library(info->dlpi_name);
    if (library < 0) return 0;
    for (int i = 0; i < info->dlpi_phnum && n_ranges < RANGES; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        if (p->p_type != PT_LOAD || !(p->p_flags & PF_X)) continue;
        range[n_ranges].library = library;
        range[n_ranges].from = info->dlpi_addr + p->p_vaddr;
        range[n_ranges++].to = info->dlpi_addr + p->p_vaddr + p->p_memsz;
    }
    return 0;
}

static int fails(const void *caller, size_t size)
{
    uintptr_t at = (uintptr_t)caller;
    if (!oom.foreign || !oom.frame || oom.own) return 0;
    if (n_ranges < 0) {
        n_ranges = 0;
        dl_iterate_phdr(add_ranges, NULL);
    }
    int i = 0;
    while (i < n_ranges && (at < range[i].from || at >= range[i].to)) i++;
    if (i == n_ranges || !oom_fails(size)) return 0;
    failed_library = range[i].library;
    return 1;
}

/* Those libraries keep no frame pointers. */
uint64_t oom_foreign_site(void)
{
    void *at[SITE_DEPTH];
    int n = backtrace(at, SITE_DEPTH);
    uint64_t hash = 1469598103934665603u;
    for (int i = FIRST; i < n; i++) hash = (hash ^ (uint64_t)(uintptr_t)at[i]) * 1099511628211u;
    return hash;
}

/* Seen by the other libraries, whatever the compiler's options. */
#pragma GCC visibility push(default)
void *malloc(size_t size);
void *calloc(size_t n, size_t size);
void *realloc(void *ptr, size_t size);
#pragma GCC visibility pop

static void *refuse(void)
{
    errno = ENOMEM;
    return NULL;
}

void *malloc(size_t size) { return fails(__builtin_return_address(0), size) ? refuse() : __libc_malloc(size); }

void *calloc(size_t n, size_t size)
{
    return fails(__builtin_return_address(0), n * size) ? refuse() : __libc_calloc(n, size);
}

void *realloc(void *ptr, size_t size)
{
    return fails(__builtin_return_address(0), size) ? refuse() : __libc_realloc(ptr, size);
}

/* ---- crashes ---- */
static int is_in(const Dl_info *info, const char *const *names)
{
    for (; *names; names++)
        if (info->dli_sname && !strcmp(info->dli_sname, *names)) return 1;
    return 0;
}

/* The library of the innermost frame that is neither the C library's nor of the functions above; -1 when that is ours.
 * Our blocks do not lie in the C library's heap (heap.c): who finds that spoilt suffers from the library that lacked
 * memory. */
static int crashed_library(int sig, void *const *at, int n)
{
    static const char *const allocating[] = {"malloc", "calloc", "realloc", NULL};
    int heap = sig == SIGABRT;
    Dl_info info;
    for (int i = FIRST; i < n; i++) {
        if (!dladdr(at[i], &info) || !info.dli_fname || strstr(info.dli_fname, "/libc.so")) continue;
        if (is_in(&info, allocating)) {
            heap = 1;
            continue;
        }
        int library = foreign_library(info.dli_fname);
        return library < 0 && heap ? failed_library : library;
    }
    return -1;
}

static void on_crash(int sig)
{
    void *at[DEPTH];
    int n = backtrace(at, DEPTH);
    size_t used = 0;
    Dl_info info;
    for (int i = FIRST; i < n && i < FIRST + SHOWN; i++) {
        if (!dladdr(at[i], &info) || !info.dli_fname) continue;
        const char *file = strrchr(info.dli_fname, '/');
        int w =
            snprintf(oom.log->text + used, sizeof oom.log->text - used, "%s%s+%#lx(%s)", used ? " < " : "",
                     file ? file + 1 : info.dli_fname, (unsigned long)((uintptr_t)at[i] - (uintptr_t)info.dli_fbase),
                     info.dli_sname ? info.dli_sname : "");
        used += w > 0 && (size_t)w < sizeof oom.log->text - used ? (size_t)w : 0;
    }
    oom.log->library = crashed_library(sig, at, n);
    oom.log->verdict = oom.log->library >= 0 ? OOM_THEIRS : OOM_CRASH;
    signal(sig, SIG_DFL);
    raise(sig);
}

void oom_explain_crashes(void)
{
    static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    void *at[2];
    backtrace(at, 2); /* loads what it needs now */
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) signal(signals[i], on_crash);
}
