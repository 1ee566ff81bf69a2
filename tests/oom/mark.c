/* mark.c - linked before (OOM_MARK=begins) and behind (ends) the objects of a test, whose static variables lie between
 * the two. */
#define JOIN(a, b) a##b
#define NAME(start, end) JOIN(start, end)
extern char NAME(oom_data_, OOM_MARK)[16], NAME(oom_bss_, OOM_MARK)[16];
char NAME(oom_data_, OOM_MARK)[16] = {1};
char NAME(oom_bss_, OOM_MARK)[16] = {0};
