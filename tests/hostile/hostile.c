/* hostile.c - calls every public function with hostile arguments, in child processes, so that a death ends one call
 * only, and counts what must not happen.
 *     hostile fast|full [SECONDS [NAME]]
 * SECONDS of processor time a call may take (1); NAME: only functions that begin with it, or of that header. In full,
 * an object that a call has made or changed is then given to every function of its type, and there are walks of many
 * calls on the same objects. */
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "limits.h"
#include "message.h"

static fixture objects_of_all_types;
static const fixture *const x = &objects_of_all_types;
static slot arguments[MOST_PARAMETERS], later_arguments[MOST_PARAMETERS];
static double seconds = 1.0;
static bool fast = true;

static bool is_context(const parameter *p) { return p->extra == offsetof(objects, context); }

static result call(const attempt *a)
{
    result r = {MSBAT_OK, 0.0, NULL};
    slots_remember(a->s, a->f->n);
    message_mark(a);
    board->calls++;
    limits_start(seconds);
    a->f->call(a->s, &r);
    limits_stop();
    judge_call(a, &r);
    return r;
}

/* ---- what comes after a call ---- */

static void free_made(const function *f, const slot *s)
{
    for (int i = 0; i < f->n; i++)
        if (f->p[i].kind == P_HANDLE_OUT && judge_made(&s[i])) case_destroy(&f->p[i], s[i].data);
}

static void call_with(const function *f, const void *object, const attempt *before)
{
    static const hostile_case good;
    f->fill(x, later_arguments);
    slot_pointer(&later_arguments[0], object);
    const attempt a = {f, &good, later_arguments, before, false};
    result r = call(&a);
    if (r.status == MSBAT_OK) free_made(f, later_arguments);
}

/* Setters would put good values in the place of the bad ones. */
static bool is_use(const function *f, const parameter *p)
{
    bool of_type = f->n > 0 && f->p[0].kind == P_HANDLE && f->p[0].extra == p->extra;
    return of_type && !case_is_for_one_object(f) && !strstr(f->name, "_set_");
}

/* Every function whose first argument is an object of the type. */
static void use(const parameter *p, const void *object, const attempt *before)
{
    for (int i = 0; i < n_functions; i++) {
        const function *f = &functions[i];
        if (!is_use(f, p)) continue;
        board->following = i + 1;
        call_with(f, object, before);
    }
    board->following = 0;
}

/* A call that may have changed an object is the last one of its process. */
static bool changes(const function *f, const parameter *p)
{
    bool of_context = is_context(p) && strncmp(f->name, "msbat_context_", 14) != 0;
    return (p->kind == P_HANDLE && !p->is_const && !of_context) || p->kind == P_DESTROYED;
}

static void use_objects(const attempt *a)
{
    for (int i = 0; i < a->f->n; i++) {
        const parameter *p = &a->f->p[i];
        const void *made = NULL;
        if (p->kind == P_HANDLE_OUT && judge_made(&a->s[i])) {
            memcpy(&made, a->s[i].data, sizeof made);
            use(p, made, a);
        } else if (p->kind == P_HANDLE && changes(a->f, p) && a->s[i].value.p) {
            use(p, a->s[i].value.p, a);
        }
    }
}

static bool takes_callback(const function *f)
{
    for (int i = 0; i < f->n; i++)
        if (f->p[i].kind == P_CALLBACK) return true;
    return false;
}

/* What a call has made or changed is used; with a callback in it a second time, when that fails. */
static void use_after(const attempt *a)
{
    use_objects(a);
    if (!takes_callback(a->f) || case_changes(a->f, a->c) > 0) return;
    mood = MOOD_FAIL;
    use_objects(a);
    mood = MOOD_GOOD;
}

/* ---- the calls of a function ---- */

/* Returns whether the process can go on. */
static bool run_case(const function *f, const hostile_case *c)
{
    const attempt a = {f, c, arguments, NULL, false};
    bool go_on = true;
    case_fill(f, x, c, arguments);
    for (int i = 0; i < f->n; i++)
        if (changes(f, &f->p[i]) && arguments[i].value.p) go_on = false;
    result r = call(&a);
    if (!fast && r.status == MSBAT_OK && case_changes(f, c) <= 1) use_after(&a);
    if (r.status == MSBAT_OK) free_made(f, arguments);
    return go_on;
}

static void run_child(const function *f, const case_list *list, int64_t from)
{
    bool go_on = true;
    judge_silence();
    for (int64_t i = from; i < list->n && go_on; i++) {
        board->current = i;
        board->following = 0;
        go_on = run_case(f, &list->item[i]);
        board->next = i + 1;
    }
    exit(0); /* not _exit: make coverage counts what children run */
}

static void report_death(const attempt *a, int how, const char *where)
{
    char more[64] = "";
    bool late = WIFSIGNALED(how) && (WTERMSIG(how) == SIGPROF || WTERMSIG(how) == SIGALRM);
    if (WIFSIGNALED(how) && !late) snprintf(more, sizeof more, " by signal %d%s", WTERMSIG(how), where);
    else if (!late) snprintf(more, sizeof more, " with code %d%s", WEXITSTATUS(how), where);
    judge_fault(a, late ? F_HUNG : F_DIED, more);
}

static void bury(const function *f, const case_list *list, int how)
{
    static const hostile_case good;
    const attempt a = {f, &list->item[board->current], arguments, NULL, false};
    case_fill(f, x, a.c, arguments);
    const attempt later = {&functions[board->following ? board->following - 1 : 0], &good, later_arguments, &a,
                           false};
    report_death(board->following ? &later : &a, how, "");
    board->next = board->current + 1;
}

static pid_t start_child(void)
{
    fflush(NULL);
    pid_t child = fork();
    if (child < 0) {
        perror("fork");
        exit(2);
    }
    return child;
}

static void run_cases(const function *f, const case_list *list)
{
    for (board->next = 0; board->next < list->n;) {
        int how = 0;
        board->current = board->next;
        pid_t child = start_child();
        if (child == 0) run_child(f, list, board->current);
        waitpid(child, &how, 0);
        if (how != 0) bury(f, list, how);
    }
}

/* Whether the library knows how long the arrays of a call have to be: then it refuses every smaller number. */
static void find_free_counts(const function *f, bool *is_free)
{
    for (int i = 0; i < f->n; i++) {
        int how = 0;
        is_free[i] = false;
        if (f->p[i].kind != P_COUNT) continue;
        pid_t child = start_child();
        if (child == 0) {
            judge_silence();
            exit(case_accepts_less(f, x, i, arguments));
        }
        waitpid(child, &how, 0);
        is_free[i] = how != 0;
    }
}

static void run_function(const function *f)
{
    bool is_free[MOST_PARAMETERS];
    case_list list = {NULL, 0, 0};
    find_free_counts(f, is_free);
    cases_make(f, is_free, fast, &list);
    run_cases(f, &list);
    free(list.item);
}

/* ---- walks: many calls on the same objects, which come into states that no single call makes ---- */

enum { WALKS = 50, STEPS = 200, GOOD_OF_FOUR = 3 };

/* The call at a step of the walk. Objects grow in it: no count is known to be wrong. */
static attempt take_step(const function *f, uint64_t *state, hostile_case *c)
{
    static const bool is_free[MOST_PARAMETERS] = {true, true, true, true, true, true, true, true};
    *c = cases_mixture(f, is_free, next_random(state) % 2 ? 4 : GOOD_OF_FOUR, state);
    case_fill(f, x, c, arguments);
    return (attempt){f, c, arguments, NULL, true};
}

static const function *choose(int first, int end, uint64_t *state)
{
    const function *f;
    do f = &functions[first + (int)(next_random(state) % (uint64_t)(end - first))];
    while (f->n > 0 && f->p[0].kind == P_DESTROYED);
    return f;
}

static void walk(int first, int end, uint64_t seed)
{
    uint64_t state = seed;
    hostile_case c;
    judge_silence();
    for (int64_t i = 0; i < STEPS; i++) {
        const function *f = choose(first, end, &state);
        board->following = f - functions;
        board->state = state;
        attempt a = take_step(f, &state, &c);
        result r = call(&a);
        if (r.status == MSBAT_OK) free_made(f, arguments);
    }
    exit(0);
}

/* Walks among the functions first ... end - 1, those of one header. */
static void run_walks(int first, int end)
{
    for (uint64_t seed = 1; seed <= WALKS; seed++) {
        int how = 0;
        hostile_case c;
        pid_t child = start_child();
        if (child == 0) walk(first, end, seed * 2654435761u);
        waitpid(child, &how, 0);
        if (how == 0) continue;
        uint64_t state = board->state;
        const function *f = &functions[board->following];
        attempt a = take_step(f, &state, &c);
        report_death(&a, how, " in a walk");
    }
}

/* ---- the table ---- */

static void add_account(account *to, const account *from)
{
    to->calls += from->calls;
    for (int k = 0; k < F_COUNT; k++) to->faults[k] += from->faults[k];
}

static bool is_wanted(const function *f, const char *wanted)
{
    return strncmp(f->name, wanted, strlen(wanted)) == 0 || strcmp(f->header, wanted) == 0;
}

/* Functions of one header follow each other. */
static int64_t run_header(int first, const char *wanted, account *sum)
{
    const char *header = functions[first].header;
    int64_t called = 0;
    int end = first;
    memset(board, 0, sizeof *board);
    for (; end < n_functions && strcmp(functions[end].header, header) == 0; end++) {
        if (!is_wanted(&functions[end], wanted)) continue;
        run_function(&functions[end]);
        called++;
    }
    if (!fast && called == end - first) run_walks(first, end);
    if (called) judge_row(header, called, board);
    add_account(sum, board);
    return called;
}

int main(int argc, char **argv)
{
    account sum;
    int64_t called = 0, faults = 0;
    memset(&sum, 0, sizeof sum);
    fast = argc < 2 || strcmp(argv[1], "full") != 0;
    if (argc > 2) seconds = atof(argv[2]);
    if (!judge_start() || !slots_make(arguments) || !slots_make(later_arguments)) return 2;
    fixture_make(&objects_of_all_types);
    limits_memory();
    judge_row(NULL, 0, NULL);
    for (int i = 0; i < n_functions; i++)
        if (i == 0 || strcmp(functions[i].header, functions[i - 1].header) != 0)
            called += run_header(i, argc > 3 ? argv[3] : "", &sum);
    judge_row("all", called, &sum);
    for (int k = 0; k < F_COUNT; k++) faults += sum.faults[k];
    return faults > 0 || called == 0;
}
