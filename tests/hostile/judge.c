/* judge.c - see judge.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "judge.h"
#include "message.h"

enum { MOST_REPORTS = 200 };

static const char *const fault_text[F_COUNT] = {
    "died", "took too long", "gave success without a handle", "touched what it must not", "printed",
    "gave no status of the list, or a number without a handle", "did not do what it should with good arguments",
    "left a message"};

account *board;
static FILE *report;
static int printed_file;    /* stands for stdout and stderr of the children */
static off_t printed_before;

bool judge_start(void)
{
    FILE *file = fopen("printed.txt", "w+");
    board = mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    report = fdopen(dup(STDOUT_FILENO), "w");
    printed_file = file ? fileno(file) : -1;
    return file && report && board != MAP_FAILED;
}

void judge_silence(void)
{
    dup2(printed_file, STDOUT_FILENO);
    dup2(printed_file, STDERR_FILENO);
    printed_before = lseek(printed_file, 0, SEEK_END);
}

static void describe(const attempt *a)
{
    char text[128];
    for (int i = 0; i < a->f->n; i++) {
        if (!a->c->variant[i]) continue;
        variant_describe(&a->f->p[i], &a->s[i], sizeof text, text);
        fprintf(report, "  %s", text);
    }
}

void judge_fault(const attempt *a, fault_kind fault, const char *more)
{
    board->faults[fault]++;
    if (board->reported++ >= MOST_REPORTS) return;
    fprintf(report, "%s %s%s:", a->f->name, fault_text[fault], more);
    describe(a);
    if (a->after) {
        fprintf(report, "  after %s:", a->after->f->name);
        describe(a->after);
    }
    fprintf(report, "\n");
    fflush(report);
}

static bool lacks_handle(const attempt *a)
{
    for (int i = 0; i < a->f->n; i++) {
        const parameter *p = &a->f->p[i];
        bool needed = (p->kind == P_HANDLE || p->kind == P_HANDLE_LIST) && !p->optional;
        if ((needed || p->kind == P_HANDLE_OUT) && !a->s[i].value.p) return true;
    }
    return false;
}

static bool holds(const slot *s, const void *value) { return memcmp(s->data, &value, sizeof value) == 0; }

bool judge_made(const slot *s) { return s->data && !holds(s, no_handle) && !holds(s, NULL); }

static bool respects_argument(const parameter *p, const slot *s, const result *r, bool failed)
{
    if (!slot_frame_untouched(s)) return false;
    if (!s->data) return true;
    if (p->kind == P_DESTROYED) return holds(s, NULL);
    if (p->kind == P_HANDLE_OUT) return r->status == MSBAT_OK || holds(s, NULL);
    bool input = p->is_const && p->kind != P_BORROWED;
    return !(input || failed) || slot_untouched(s);
}

/* Inputs stay as they were whatever happens, outputs when the call failed; a new handle is NULL then. */
static bool respects(const attempt *a, const result *r)
{
    bool may = r->status >= 0 && r->status <= MSBAT_NO_PATH && (a->f->writes >> r->status & 1u);
    bool failed = r->status != MSBAT_OK && !may;
    for (int i = 0; i < a->f->n; i++)
        if (!respects_argument(&a->f->p[i], &a->s[i], r, failed)) return false;
    return true;
}

static bool hands_status_through(const function *f)
{
    return f->n > 1 && f->p[1].kind == P_ENUM && strcmp(f->p[1].name, "status") == 0;
}

static bool answers(const attempt *a, const result *r)
{
    if (a->f->returns == R_STATUS)
        return hands_status_through(a->f) || (r->status >= MSBAT_OK && r->status <= MSBAT_NO_PATH);
    return a->f->returns != R_DOUBLE || !lacks_handle(a) || isnan(r->number);
}

static bool succeeds_without_handle(const attempt *a, const result *r)
{
    if (a->f->returns == R_VOID || a->f->returns == R_DOUBLE || !lacks_handle(a)) return false;
    return a->f->returns == R_STATUS ? r->status == MSBAT_OK && !hands_status_through(a->f) : r->pointer != NULL;
}

static bool prints(void)
{
    fflush(stdout);
    fflush(stderr);
    off_t before = printed_before;
    printed_before = lseek(printed_file, 0, SEEK_END);
    return printed_before != before;
}

void judge_call(const attempt *a, const result *r)
{
    char status[32], why[640];
    snprintf(status, sizeof status, " (status %d)", (int)r->status);
    if (succeeds_without_handle(a, r)) judge_fault(a, F_OK_WITHOUT_HANDLE, "");
    if (!answers(a, r)) judge_fault(a, F_STATUS, status);
    else if (!respects(a, r)) judge_fault(a, F_TOUCHED, status);
    if (!message_is_right(a, r, sizeof why, why)) judge_fault(a, F_MESSAGE, why);
    if (prints()) judge_fault(a, F_PRINTED, "");
    bool good = !a->after && !a->in_walk && case_changes(a->f, a->c) == 0 && a->f->returns == R_STATUS;
    if (good && r->status != a->f->expected) judge_fault(a, F_REFUSED, status);
}

void judge_row(const char *header, int64_t n, const account *from)
{
    if (!header) {
        fprintf(report, "%-12s%10s%10s%6s%6s%12s%9s%9s%8s%8s%9s\n", "header", "functions", "calls", "died", "hung",
                "OK on NULL", "touched", "printed", "status", "refused", "message");
        fflush(report);
        return;
    }
    const int64_t *k = from->faults;
    fprintf(report, "%-12s%10lld%10lld%6lld%6lld%12lld%9lld%9lld%8lld%8lld%9lld\n", header, (long long)n,
            (long long)from->calls, (long long)k[F_DIED], (long long)k[F_HUNG], (long long)k[F_OK_WITHOUT_HANDLE],
            (long long)k[F_TOUCHED], (long long)k[F_PRINTED], (long long)k[F_STATUS], (long long)k[F_REFUSED],
            (long long)k[F_MESSAGE]);
    fflush(report);
}
