/* What opening a circle uses of its aim and rules. */
#ifndef TASUKI_DOMAIN_AGREEMENT_AGREEMENT_H
#define TASUKI_DOMAIN_AGREEMENT_AGREEMENT_H

#include "call/call.h"

/* Queues version `version` of a space's agreement (rules.text.p NULL = none), confirmed by its author; the space's key is on lease. KEYS_DOWN. */
MUST_USE enum err agreement_add(struct call *c, struct space_id space, int64_t version, struct phi text, struct phi rules);

#endif
