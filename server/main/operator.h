/* What the operator's verbs say and leave as evidence. */
#ifndef TASUKI_MAIN_OPERATOR_H
#define TASUKI_MAIN_OPERATOR_H

#include "base/err.h"
#include "base/id.h"
#include "base/str.h"

struct arena;
struct direct;

/* The sentence why something was not done, on standard error. False, so that it can be returned. */
bool operator_refuse(struct str why);
/* The same with the error's own sentence; true where it is OK. */
bool operator_done(enum err e);
/* The evidence row of an act; all zeros: it is about no account. */
MUST_USE enum err operator_note(struct direct *d, struct arena *a, const char *act, struct account_id account);

#endif
