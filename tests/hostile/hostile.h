/* hostile.h - what generate.pl says about every public function, and what fills and changes the arguments of a call. */
#ifndef MSBAT_TESTS_HOSTILE_H
#define MSBAT_TESTS_HOSTILE_H

#include <stdbool.h>

#include "fixtures.h"

enum { MOST_PARAMETERS = 8 };

typedef union argument {
    double d;
    int64_t i;
    void *p;
} argument;

typedef enum parameter_kind {
    P_HANDLE,       /* an object; extra: offset in struct objects */
    P_HANDLE_LIST,  /* array of objects */
    P_HANDLE_OUT,   /* where a new object goes */
    P_DESTROYED,    /* address of a handle that the call frees */
    P_BORROWED,     /* where a pointer owned by an object goes */
    P_DOUBLE,
    P_INTEGER,
    P_COUNT,        /* how long the arrays of the call are */
    P_ENUM,         /* extra: number of its values */
    P_TEXT,         /* NUL-terminated */
    P_TEXT_LIST,
    P_TEXT_SIZE,    /* room in the text that follows */
    P_TEXT_OUT,
    P_LENGTH,       /* bytes of the text that follows, which need not end with NUL */
    P_BYTES,        /* that text */
    P_INPUT,        /* array; extra: 1 if no argument says how long it is */
    P_EXTENT,       /* array that says how long others are */
    P_OUTPUT,
    P_STRUCT,       /* closed struct that begins with its size */
    P_CALLBACK,
    P_OPAQUE        /* void *, handed back to callbacks */
} parameter_kind;

typedef enum element { E_OTHER, E_DOUBLE, E_INT64, E_INT8, E_UINT8, E_UINT16 } element;

typedef struct parameter {
    const char *name;
    parameter_kind kind;
    element element;
    bool is_const;
    bool optional; /* a handle that may be NULL */
    int64_t extra;
} parameter;

typedef enum result_kind { R_STATUS, R_VOID, R_DOUBLE, R_POINTER, R_CONTEXT } result_kind;

typedef struct result {
    msbat_status status;
    double number;
    const void *pointer;
} result;

/* One argument of a call: its value, and the bytes it points to, which end at a page that cannot be read. */
typedef struct slot {
    argument value;
    unsigned char *data;
    size_t size;
    unsigned char *area; /* AREA_SIZE bytes */
    unsigned char *copy; /* of the data before the call */
} slot;

typedef struct function {
    const char *name;
    result_kind returns;
    const char *header;
    int n;
    const parameter *p;
    msbat_status expected; /* of the call with good arguments */
    uint32_t writes;       /* bit s: status s may write outputs, says the header */
    bool is_silent;        /* leaves the message as it is, says the header */
    void (*fill)(const fixture *f, slot *s);
    void (*call)(const slot *s, result *r);
} function;

extern const function functions[];
extern const int n_functions;

/* ---- slots ---- */
bool slots_make(slot *s);
void slot_number(slot *s, double value);
void slot_integer(slot *s, int64_t value);
void slot_pointer(slot *s, const void *value);
void slot_input(slot *s, size_t size, const void *data);
void slot_output(slot *s, size_t size);        /* filled with a pattern */
void slot_text(slot *s, const char *text);     /* with its NUL */
void slot_handle_out(slot *s);                 /* holds a pointer that is none */
void slot_address(slot *s, const void *handle); /* holds handle */
/* The whole area is as it was before the call. */
bool slot_untouched(const slot *s);
/* All but the data is. */
bool slot_frame_untouched(const slot *s);
void slots_remember(const slot *s, int n);
extern const void *const no_handle;            /* what slot_handle_out holds */

/* ---- variants ---- */
/* Number of hostile values of a parameter, of which the first few make the fast subset; number 0 is the good one. */
int variant_count(const parameter *p, bool fast);
/* Few telling values for pairs of scalars; 0 for other parameters. */
int variant_pairs(const parameter *p);
/* Puts variant 1 ... of the parameter into its slot, already filled. */
void variant_put(const parameter *p, const fixture *f, int variant, slot *s);
void variant_describe(const parameter *p, const slot *s, size_t size, char *text);

/* What the callbacks of fixtures.h do: 0 what they should. */
typedef enum callback_mood {
    MOOD_GOOD, MOOD_FAIL, MOOD_STOP, MOOD_NAN, MOOD_INFINITE, MOOD_HUGE, MOOD_FAIL_LATER, MOOD_NAN_LATER, MOOD_COUNT
} callback_mood;
extern callback_mood mood;
extern int64_t mood_calls;
/* For the callbacks: the code to return; bad values in n outputs, if that is the mood. */
int mood_code(void);
void mood_spoil(int64_t n, double *output);

int good_progress(double fraction, void *user);
void good_log(int level, const char *line, void *user);
void *good_resize(void *ptr, size_t size, void *user);
void good_release(void *ptr, void *user);

#endif
