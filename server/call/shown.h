/*
 * A sealed value that is one of many in an answer: where it cannot be opened (damaged, or not what it should be) it is left out and logged, and what
 * stands beside it is shown all the same.
 */
#ifndef TASUKI_CALL_SHOWN_H
#define TASUKI_CALL_SHOWN_H

#include "call/call.h"

/* *out_r: the text, in the arena, or {NULL} when it does not open; at.deployment is filled in here. KEYS_DOWN: its space has no key on lease. */
MUST_USE enum err shown_open(const struct app *app, struct arena *a, struct seal_place at, struct str sealed, struct phi *out_r);
/* The same in a call, where a space that has no key though the call has asked for it is like a value that does not open. KEYS_DOWN: it was not asked for. */
MUST_USE enum err shown_unseal(const struct call *c, struct seal_place at, struct str sealed, struct phi *out_r);

#endif
