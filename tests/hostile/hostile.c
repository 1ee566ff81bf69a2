/* hostile.c - calls every public function with hostile arguments, each call in a child process that its death does not
 * outlive, and counts what must not happen.
 *     hostile fast|full [SECONDS [NAME]]
 * SECONDS of processor time a call may take (1); NAME: only functions that begin with it. */
#include <math.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cases.h"
#include "limits.h"

typedef enum fault_kind { F_DIED, F_HUNG, F_OK_WITHOUT_HANDLE, F_TOUCHED, F_PRINTED, F_STATUS, F_REFUSED, F_COUNT } fault_kind;

static const char *const fault_text[F_COUNT] = {
    "died", "took too long", "gave success without a handle", "touched its outputs and failed", "printed",
    "gave no status of the list, or no text with it", "did not do what it should with good arguments"};

typedef struct shared {
    int64_t current, next, calls; /* case that runs; the one to go on with; calls made */
    int64_t faults[F_COUNT];
    int64_t reported;
} shared;

static shared *board;
static int output_file; /* stands for stdout and stderr of the children */
static FILE *report;
static double seconds = 1.0;

static void report_fault(const function *f, const hostile_case *c, const slot *s, fault_kind fault, const char *more)
{
    char text[128];
    board->faults[fault]++;
    if (board->reported++ > 200) return;
    fprintf(report, "%s %s%s:", f->name, fault_text[fault], more);
    for (int i = 0; i < f->n; i++) {
        if (!c->variant[i]) continue;
        variant_describe(&f->p[i], &s[i], sizeof text, text);
        fprintf(report, "  %s", text);
    }
    fprintf(report, "\n");
    fflush(report);
}

/* ---- after a call ---- */

static bool lacks_handle(const function *f, const slot *s)
{
    for (int i = 0; i < f->n; i++) {
        const parameter *p = &f->p[i];
        if ((p->kind == P_HANDLE || p->kind == P_HANDLE_LIST) && !p->optional && !s[i].value.p) return true;
        if (p->kind == P_HANDLE_OUT && !s[i].value.p) return true;
    }
    return false;
}

static bool holds(const slot *s, const void *value) { return memcmp(s->data, &value, sizeof value) == 0; }

/* Inputs stay as they were whatever happens, outputs when the call failed; a new handle is NULL then. */
static bool respects(const function *f, const slot *s, const result *r)
{
    bool failed = r->status != MSBAT_OK && !(f->writes >> r->status & 1u);
    for (int i = 0; i < f->n; i++) {
        const parameter *p = &f->p[i];
        if (!slot_frame_untouched(&s[i])) return false;
        if (!s[i].data) continue;
        if (p->kind == P_DESTROYED) {
            if (!holds(&s[i], NULL)) return false;
        } else if (p->kind == P_HANDLE_OUT) {
            if (r->status != MSBAT_OK && !holds(&s[i], NULL)) return false;
        } else if ((p->is_const && p->kind != P_BORROWED) || failed) {
            if (!slot_untouched(&s[i], i)) return false;
        }
    }
    return true;
}

static bool answers(const function *f, const slot *s, const result *r)
{
    if (f->n > 1 && f->p[1].kind == P_ENUM && strcmp(f->p[1].name, "status") == 0) return true; /* handed through */
    if (f->returns == R_STATUS) return r->status >= MSBAT_OK && r->status <= MSBAT_NO_PATH;
    if (f->returns == R_DOUBLE && lacks_handle(f, s)) return isnan(r->number);
    return true;
}

static bool succeeds_without_handle(const function *f, const slot *s, const result *r)
{
    if (!lacks_handle(f, s)) return false;
    return f->returns == R_STATUS ? r->status == MSBAT_OK : r->pointer != NULL;
}

static void judge(const function *f, const hostile_case *c, const slot *s, const result *r, off_t printed)
{
    char status[32];
    snprintf(status, sizeof status, " (status %d)", (int)r->status);
    if (succeeds_without_handle(f, s, r)) report_fault(f, c, s, F_OK_WITHOUT_HANDLE, "");
    if (!respects(f, s, r)) report_fault(f, c, s, F_TOUCHED, status);
    if (!answers(f, s, r)) report_fault(f, c, s, F_STATUS, status);
    fflush(NULL);
    if (lseek(output_file, 0, SEEK_END) != printed) report_fault(f, c, s, F_PRINTED, "");
    if (case_is_good(f, c) && f->returns == R_STATUS && r->status != f->expected) {
        report_fault(f, c, s, F_REFUSED, status);
    }
}

/* ---- one call ---- */

/* A call that may have changed an object is the last one of its process. */
static bool changes_something(const function *f, const slot *s)
{
    for (int i = 0; i < f->n; i++) {
        const parameter *p = &f->p[i];
        bool of_context = p->extra == offsetof(objects, context) && strncmp(f->name, "msbat_context_", 14) != 0;
        if (p->kind == P_HANDLE && !p->is_const && s[i].value.p && !of_context) return true;
        if (p->kind == P_DESTROYED) return true;
    }
    return false;
}

static void free_made(const function *f, const slot *s)
{
    for (int i = 0; i < f->n; i++)
        if (f->p[i].kind == P_HANDLE_OUT && s[i].data && !holds(&s[i], no_handle)) case_destroy(&f->p[i], s[i].data);
}

/* Returns whether the process can go on. */
static bool run_case(const function *f, const fixture *x, const hostile_case *c, slot *s)
{
    result r = {MSBAT_OK, 0.0, NULL};
    off_t printed = lseek(output_file, 0, SEEK_END);
    case_fill(f, x, c, s);
    slots_remember(s, f->n);
    board->calls++;
    limits_start(seconds);
    f->call(s, &r);
    limits_stop();
    judge(f, c, s, &r, printed);
    if (r.status == MSBAT_OK) free_made(f, s);
    return !changes_something(f, s);
}

static void run_child(const function *f, const fixture *x, const case_list *list, slot *s, int64_t from)
{
    dup2(output_file, STDOUT_FILENO);
    dup2(output_file, STDERR_FILENO);
    bool go_on = true;
    for (int64_t i = from; i < list->n && go_on; i++) {
        board->current = i;
        go_on = run_case(f, x, &list->item[i], s);
        board->next = i + 1;
    }
    _exit(0);
}

/* ---- all calls of a function ---- */

static void bury(const function *f, const fixture *x, const case_list *list, slot *s, int how)
{
    char more[64] = "";
    bool late = WIFSIGNALED(how) && (WTERMSIG(how) == SIGPROF || WTERMSIG(how) == SIGALRM);
    if (WIFSIGNALED(how) && !late) snprintf(more, sizeof more, " by signal %d", WTERMSIG(how));
    else if (!late) snprintf(more, sizeof more, " with code %d", WEXITSTATUS(how));
    case_fill(f, x, &list->item[board->current], s);
    report_fault(f, &list->item[board->current], s, late ? F_HUNG : F_DIED, more);
    board->next = board->current + 1;
}

static void run_cases(const function *f, const fixture *x, const case_list *list, slot *s)
{
    for (board->next = 0; board->next < list->n;) {
        int how = 0;
        board->current = board->next;
        pid_t child = fork();
        if (child < 0) {
            perror("fork");
            exit(2);
        }
        if (child == 0) run_child(f, x, list, s, board->current);
        waitpid(child, &how, 0);
        if (how != 0) bury(f, x, list, s, how);
    }
}

/* Whether the library knows how long the arrays of a call have to be: then it refuses every smaller number. */
static void find_free_counts(const function *f, const fixture *x, slot *s, bool *is_free)
{
    for (int i = 0; i < f->n; i++) {
        is_free[i] = false;
        if (f->p[i].kind != P_COUNT) continue;
        int how = 0;
        pid_t child = fork();
        if (child == 0) {
            dup2(output_file, STDERR_FILENO);
            _exit(case_accepts_less(f, x, i, s));
        }
        waitpid(child, &how, 0);
        is_free[i] = how != 0;
    }
}

static void run_function(const function *f, const fixture *x, bool fast, slot *s)
{
    bool is_free[MOST_PARAMETERS];
    case_list list = {NULL, 0, 0};
    find_free_counts(f, x, s, is_free);
    cases_make(f, is_free, fast, &list);
    run_cases(f, x, &list, s);
    free(list.item);
}

static int conclude(int64_t functions_called)
{
    int64_t sum = 0;
    fprintf(report, "%lld functions, %lld calls\n", (long long)functions_called, (long long)board->calls);
    for (int i = 0; i < F_COUNT; i++) {
        fprintf(report, "%6lld %s\n", (long long)board->faults[i], fault_text[i]);
        sum += board->faults[i];
    }
    return sum > 0 || functions_called == 0;
}

static int open_output(void)
{
    FILE *file = fopen("printed.txt", "w+");
    return file ? fileno(file) : -1;
}

int main(int argc, char **argv)
{
    static fixture x;
    static slot s[MOST_PARAMETERS];
    int64_t called = 0;
    bool fast = argc < 2 || strcmp(argv[1], "full") != 0;
    if (argc > 2) seconds = atof(argv[2]);
    const char *prefix = argc > 3 ? argv[3] : "";
    report = fdopen(dup(STDOUT_FILENO), "w");
    output_file = open_output();
    board = mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (!report || output_file < 0 || board == MAP_FAILED || !slots_make(s)) return 2;
    fixture_make(&x);
    limits_memory();
    for (int i = 0; i < n_functions; i++) {
        if (strncmp(functions[i].name, prefix, strlen(prefix)) != 0) continue;
        run_function(&functions[i], &x, fast, s);
        called++;
    }
    return conclude(called);
}
