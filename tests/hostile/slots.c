/* slots.c - memory of the arguments: each has an area of its own between two pages that cannot be touched. */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "hostile.h"

enum { AREA_SIZE = 1 << 17, PATTERN = 0xa5 };

static const int nowhere;
const void *const no_handle = &nowhere;

bool slots_make(slot *s)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    for (int i = 0; i < MOST_PARAMETERS; i++) {
        unsigned char *p = mmap(NULL, AREA_SIZE + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (p == MAP_FAILED || mprotect(p + page, AREA_SIZE, PROT_READ | PROT_WRITE)) return false;
        s[i].area = p + page;
        memset(s[i].area, PATTERN, AREA_SIZE);
        if (!(s[i].copy = malloc(AREA_SIZE))) return false;
    }
    return true;
}

static void place(slot *s, size_t size)
{
    if (s->data) memset(s->data, PATTERN, s->size);
    s->size = size;
    s->data = s->area + AREA_SIZE - size;
    s->value.p = s->data;
}

static void forget(slot *s)
{
    if (s->data) memset(s->data, PATTERN, s->size);
    s->data = NULL;
    s->size = 0;
}

void slot_number(slot *s, double value)
{
    forget(s);
    s->value.d = value;
}

void slot_integer(slot *s, int64_t value)
{
    forget(s);
    s->value.i = value;
}

void slot_pointer(slot *s, const void *value)
{
    forget(s);
    memcpy(&s->value.p, &value, sizeof value);
}

void slot_input(slot *s, size_t size, const void *data)
{
    place(s, size);
    memcpy(s->data, data, size);
}

void slot_output(slot *s, size_t size) { place(s, size); }
void slot_text(slot *s, const char *text) { slot_input(s, strlen(text) + 1, text); }
void slot_handle_out(slot *s) { slot_input(s, sizeof no_handle, &no_handle); }
void slot_address(slot *s, const void *handle) { slot_input(s, sizeof handle, &handle); }

void slots_remember(const slot *s, int n)
{
    for (int i = 0; i < n; i++)
        if (s[i].data) memcpy(s[i].copy, s[i].data, s[i].size);
}

/* Of the page before the data. */
static bool frame_is_pattern(const slot *s)
{
    size_t room = AREA_SIZE - s->size, n = room < 4096 ? room : 4096;
    const unsigned char *p = s->data - n;
    return n == 0 || (*p == PATTERN && memcmp(p, p + 1, n - 1) == 0);
}

bool slot_frame_untouched(const slot *s) { return !s->data || frame_is_pattern(s); }

bool slot_untouched(const slot *s)
{
    return !s->data || (frame_is_pattern(s) && memcmp(s->copy, s->data, s->size) == 0);
}
