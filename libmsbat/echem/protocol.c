/* protocol.c - "discharge at 1C until 3.0 V; rest for 1 h": a small strict language of steps. */
#include "echem/echem_impl.h"

#include <string.h>

typedef struct reader {
    const msbat_cell *cell;
    const char *function;
    const char *at;              /* what is still to be read */
    const char *word;            /* the last word read */
    size_t length;
} reader;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Next word; length 0 at a ';' or the end. */
static void next_word(reader *r)
{
    while (is_blank(*r->at)) r->at++;
    r->word = r->at;
    while (*r->at && *r->at != ';' && !is_blank(*r->at)) r->at++;
    r->length = (size_t)(r->at - r->word);
}

static bool word_is(const reader *r, const char *text)
{
    return r->length == strlen(text) && memcmp(r->word, text, r->length) == 0;
}

static msbat_status complain(const reader *r, const char *expected)
{
    char word[41];
    size_t n = r->length < sizeof word - 1 ? r->length : sizeof word - 1;
    memcpy(word, r->word, n);
    word[n] = 0;
    return msbat__fail(r->cell->handle.ctx, MSBAT_ERR_FORMAT, r->function, "%s%s%s in the protocol; expected %s",
                       n ? "\"" : "", n ? word : "the end", n ? "\"" : "", expected);
}

typedef struct unit {
    const char *name;
    double factor;
} unit;

/* A number with its unit, in the same word or the next. */
static msbat_status quantity(reader *r, const unit *units, const char *expected, double *value, const char **name)
{
    size_t used = 0;
    next_word(r);
    if (r->length == 0 || msbat_number_read(r->length, r->word, value, &used)) return complain(r, expected);
    if (used == r->length) next_word(r);
    else {
        r->word += used;
        r->length -= used;
    }
    for (const unit *u = units; u->name; u++)
        if (word_is(r, u->name)) {
            *value *= u->factor;
            *name = u->name;
            return MSBAT_OK;
        }
    return complain(r, expected);
}

/* "1C", "0.5 C", "C/5", "2 A", "300 mA": magnitude in ampere. */
static msbat_status read_current(reader *r, double *current)
{
    static const unit units[] = {{"A", 1}, {"mA", 1e-3}, {"C", 1}, {0}};
    const char *expected = "a positive current such as 1C, C/5, 2 A or 300 mA", *name = "C";
    reader ahead = *r;
    double one_c = 0;
    msbat_status st = MSBAT_OK;
    next_word(&ahead);
    if (ahead.length > 2 && memcmp(ahead.word, "C/", 2) == 0) {
        *r = ahead;
        if (msbat_number_read(r->length - 2, r->word + 2, current, NULL) || !(*current > 0)) return complain(r,
                                                                                                             expected);
        *current = 1 / *current;
    } else st = quantity(r, units, expected, current, &name);
    if (!st && !(*current > 0)) st = complain(r, expected);
    if (!st && strcmp(name, "C") == 0) {
        st = msbat_cell_get_one_c(r->cell, &one_c);
        st = msbat__pass(r->cell->handle.ctx, r->cell->handle.ctx, "msbat_cell_run", st);
        *current *= one_c;
    }
    return st;
}

static msbat_status read_conditions(reader *r, step *s)
{
    static const unit times[] = {{"s", 1}, {"min", 60}, {"h", 3600}, {0}};
    static const unit volts[] = {{"V", 1}, {"mV", 1e-3}, {0}};
    const char *name;
    msbat_status st = MSBAT_OK;
    next_word(r);
    while (!st && r->length > 0) {
        if (word_is(r, "for") && s->duration == 0) {
            st = quantity(r, times, "a positive time such as 600 s, 30 min or 1 h", &s->duration, &name);
            if (!st && !(s->duration > 0)) st = complain(r, "a time above 0");
        } else if (word_is(r, "until") && s->voltage == 0 && s->current != 0) {
            st = quantity(r, volts, "a voltage such as 3.0 V", &s->voltage, &name);
            if (!st && s->voltage == 0) st = complain(r, "a voltage other than 0");
        } else st = complain(r, s->current != 0 ? "\"for\", \"until\", \";\" or the end" : "\"for\", \";\" or the end");
        if (!st) next_word(r);
    }
    return st;
}

static msbat_status read_step(reader *r, step *s)
{
    *s = (step){0};
    next_word(r);
    bool discharge = word_is(r, "discharge"), charge = word_is(r, "charge");
    if (!discharge && !charge && !word_is(r, "rest")) return complain(r, "\"discharge\", \"charge\" or \"rest\"");
    if (discharge || charge) {
        next_word(r);
        if (!word_is(r, "at")) return complain(r, "\"at\"");
        msbat_status st = read_current(r, &s->current);
        if (st) return st;
        if (charge) s->current = -s->current;
    }
    msbat_status st = read_conditions(r, s);
    const double *window = r->cell->window;
    if (!st && s->voltage == 0 && s->current != 0 && window[0] != window[1])
        s->voltage = msbat__echem_cell_limit(r->cell, charge ? 1 : 0);
    return st;
}

msbat_status msbat__echem_protocol_read(const msbat_cell *cell, const char *function, const char *text, int64_t *n,
                                        step **steps)
{
    reader r = {.cell = cell, .function = function, .at = text};
    const msbat_context *ctx = cell->handle.ctx;
    int64_t count = 1;
    for (const char *c = text; *c; c++) count += *c == ';';
    step *s = MSBAT__NEW_ZEROED(ctx, count, step);
    if (!s) return MSBAT_ERR_MEMORY;
    msbat_status st = MSBAT_OK;
    for (int64_t i = 0; !st && i < count; i++) {
        st = read_step(&r, &s[i]);
        if (!st && *r.at == ';') r.at++;
    }
    if (st) {
        msbat__free(ctx, s);
        return st;
    }
    *n = count;
    *steps = s;
    return MSBAT_OK;
}
