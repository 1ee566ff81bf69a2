/* message.h - what a call that failed has to leave as its context's message. */
#ifndef MSBAT_TESTS_HOSTILE_MESSAGE_H
#define MSBAT_TESTS_HOSTILE_MESSAGE_H

#include "judge.h"

/* Before a call: puts a marker in the place of the message of the context of its first object. */
void message_mark(const attempt *a);
/* After it: whether the message is as the rules of msbat/base.h and the documentation of the function want it; if not,
 * why says what is wrong. A call without a context has no message. */
bool message_is_right(const attempt *a, const result *r, size_t size, char *why);

#endif
