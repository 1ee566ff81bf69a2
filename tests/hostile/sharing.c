/* sharing.c - eight threads call every function that takes its objects as const (or makes new ones on a context) on the
 * same objects at the same time, with good arguments and with one bad one. Each call gives the status, the bytes and
 * the message of the same call in a single thread. Built with ThreadSanitizer this shows that no const argument is
 * written to. */
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases.h"

enum { N_THREADS = 8, MESSAGE_SIZE = 512 };

/* What a call gave in the single thread. */
typedef struct outcome {
    int bad;               /* parameter with a bad value, or -1 */
    result result;
    size_t size;           /* of all outputs, one after the other */
    unsigned char *output;
    char message[MESSAGE_SIZE];
} outcome;

typedef struct plan {
    const function *f;
    int n;                 /* outcomes: good, and bad if there is one */
    outcome expected[2];
} plan;

typedef struct worker {
    pthread_t thread;
    int id;
    int64_t calls, wrong;
    char first[256];       /* first call that went wrong */
} worker;

static fixture x;
static plan *plans;
static int n_plans;

static bool may_be_shared(const function *f)
{
    for (int i = 0; i < f->n; i++) {
        const parameter *p = &f->p[i];
        bool context = p->extra == offsetof(objects, context) && strncmp(f->name, "msbat_context_", 14) != 0;
        if (p->kind == P_DESTROYED || (p->kind == P_HANDLE && !p->is_const && !context)) return false;
    }
    return !strstr(f->name, "_write_"); /* threads that write one file disturb each other by right */
}

/* Value of a parameter that a function is likely to refuse; 0 when there is none. */
static int bad_variant(const parameter *p)
{
    switch (p->kind) {
    case P_DOUBLE: return 1;  /* NaN */
    case P_INTEGER: return 2; /* -1 */
    case P_ENUM: return 1;    /* -1 */
    case P_TEXT:
    case P_INPUT:
    case P_OUTPUT:
    case P_BORROWED:
    case P_HANDLE_OUT: return 1; /* NULL */
    default: return 0;
    }
}

static void fill(const function *f, int bad, slot *s)
{
    (void)msbat_context_report(x.full.context, MSBAT_ERR_INTERNAL, "none"); /* stays where a call has no context */
    f->fill(&x, s);
    if (bad >= 0) variant_put(&f->p[bad], &x, bad_variant(&f->p[bad]), &s[bad]);
}

static size_t gather(const function *f, const slot *s, unsigned char *to)
{
    size_t n = 0;
    for (int i = 0; i < f->n; i++) {
        if (f->p[i].kind == P_HANDLE_OUT || !s[i].data) continue;
        if (to) memcpy(to + n, s[i].data, s[i].size);
        n += s[i].size;
    }
    return n;
}

static void drop_made(const function *f, const slot *s, const result *r)
{
    for (int i = 0; i < f->n && r->status == MSBAT_OK; i++)
        if (f->p[i].kind == P_HANDLE_OUT && s[i].data && memcmp(s[i].data, &no_handle, sizeof no_handle) != 0)
            case_destroy(&f->p[i], s[i].data);
}

static void get_message(char *text)
{
    text[0] = 0;
    if (msbat_context_get_message(x.full.context, MESSAGE_SIZE, text)) text[0] = 0;
}

/* ---- the single thread ---- */

static void *allocate(size_t size)
{
    void *p = calloc(1, size ? size : 1);
    if (!p) {
        perror("sharing");
        exit(2);
    }
    return p;
}

static void call_alone(const function *f, int bad, slot *s, outcome *o)
{
    o->bad = bad;
    o->result = (result){MSBAT_OK, 0.0, NULL};
    fill(f, bad, s);
    f->call(s, &o->result);
    if (o->result.status) get_message(o->message);
    o->size = gather(f, s, NULL);
    o->output = allocate(o->size);
    gather(f, s, o->output);
    drop_made(f, s, &o->result);
}

static void make_plan(const function *f, slot *s, plan *p)
{
    p->f = f;
    p->n = 1;
    call_alone(f, -1, s, &p->expected[0]);
    for (int i = 0; i < f->n && f->returns == R_STATUS; i++) {
        if (!bad_variant(&f->p[i])) continue;
        call_alone(f, i, s, &p->expected[1]);
        if (p->expected[1].result.status) {
            p->n = 2;
            return;
        }
        free(p->expected[1].output);
    }
}

/* ---- the threads ---- */

static bool same(const function *f, const outcome *o, const slot *s, const result *r)
{
    static _Thread_local unsigned char output[1 << 17];
    char message[MESSAGE_SIZE];
    if (r->status != o->result.status || memcmp(&r->number, &o->result.number, sizeof r->number) != 0) return false;
    if (f->returns == R_POINTER && f->p && r->pointer != o->result.pointer) return false;
    if (gather(f, s, NULL) != o->size || gather(f, s, output) != o->size) return false;
    if (memcmp(output, o->output, o->size) != 0) return false;
    if (!o->result.status) return true;
    get_message(message);
    return strcmp(message, o->message) == 0;
}

static void *work(void *user)
{
    worker *w = user;
    slot s[MOST_PARAMETERS];
    memset(s, 0, sizeof s);
    if (!slots_make(s)) exit(2);
    for (int k = 0; k < 2 * n_plans; k++) { /* first all threads near the same function, then each at another */
        const plan *p = &plans[(k < n_plans ? k : k + w->id * n_plans / N_THREADS) % n_plans];
        for (int i = 0; i < p->n; i++) {
            result r = {MSBAT_OK, 0.0, NULL};
            fill(p->f, p->expected[i].bad, s);
            p->f->call(s, &r);
            w->calls++;
            if (!same(p->f, &p->expected[i], s, &r) && !w->wrong++)
                snprintf(w->first, sizeof w->first, "%s (%s)", p->f->name, i ? "bad argument" : "good arguments");
            drop_made(p->f, s, &r);
        }
    }
    return NULL;
}

int main(void)
{
    static slot s[MOST_PARAMETERS];
    static worker workers[N_THREADS];
    int64_t calls = 0, wrong = 0;
    fixture_make(&x);
    if (!slots_make(s)) return 2;
    plans = allocate((size_t)n_functions * sizeof *plans);
    for (int i = 0; i < n_functions; i++)
        if (may_be_shared(&functions[i])) make_plan(&functions[i], s, &plans[n_plans++]);
    for (int i = 0; i < N_THREADS; i++) {
        workers[i].id = i;
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i])) return 2;
    }
    for (int i = 0; i < N_THREADS; i++) {
        pthread_join(workers[i].thread, NULL);
        calls += workers[i].calls;
        wrong += workers[i].wrong;
        if (workers[i].wrong) printf("thread %d: %s\n", i, workers[i].first);
    }
    printf("%d functions shared by %d threads, %lld calls, %lld differ\n", n_plans, (int)N_THREADS, (long long)calls,
           (long long)wrong);
    return wrong != 0;
}
