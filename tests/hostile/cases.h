/* cases.h - which arguments of a call are hostile, and how. */
#ifndef MSBAT_TESTS_HOSTILE_CASES_H
#define MSBAT_TESTS_HOSTILE_CASES_H

#include "hostile.h"

typedef struct hostile_case {
    int16_t variant[MOST_PARAMETERS]; /* 0: a good argument */
    int16_t hide;                     /* bits: counts that nobody can know to be too large; arrays are NULL then */
} hostile_case;

typedef struct case_list {
    hostile_case *item;
    int64_t n, capacity;
} case_list;

/* The good call, all pointers NULL, each variant of each parameter, pairs of them, and mixtures of any. */
void cases_make(const function *f, const bool *is_free, bool fast, case_list *list);
/* Each argument is good with the probability good_of_four/4, else any of its variants. */
hostile_case cases_mixture(const function *f, const bool *is_free, int good_of_four, uint64_t *state);
uint64_t next_random(uint64_t *state); /* state is not 0 */
void case_fill(const function *f, const fixture *x, const hostile_case *c, slot *s);
int case_changes(const function *f, const hostile_case *c); /* hostile arguments of the call */
/* 1 if the call succeeds when the count i is smaller than what the good call says. */
int case_accepts_less(const function *f, const fixture *x, int i, slot *s);
/* An array of the call is as long as the object says: good arguments are good for one object only. */
bool case_is_for_one_object(const function *f);
/* Destroys the new object whose handle stands at data. */
void case_destroy(const parameter *p, void *data);

#endif
