/* The one policy function. Pure: facts in, error out. */
#ifndef TASUKI_POLICY_DECIDE_H
#define TASUKI_POLICY_DECIDE_H

#include "base/err.h"
#include "policy/facts.h"

enum action {
#define RULE(action, hats, kinds, needs) ACT_##action,
#include "policy/rules.def"
#undef RULE
	ACT_COUNT,
	ACT_none /* a route that needs no session at all */
};

/* ERR_OK or the answer of the first need that is not met (policy/rules.def). */
MUST_USE enum err decide(enum action a, const struct facts *f);
/* "post_create" */
const char *action_name(enum action a);
/* True when the rule looks at a post. */
bool action_needs_post(enum action a);

#endif
