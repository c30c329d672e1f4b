/* What the files of this noun share. */
#ifndef TASUKI_DOMAIN_GATE_GATE_OWN_H
#define TASUKI_DOMAIN_GATE_GATE_OWN_H

#include "call/call.h"

/* After a gate's row: the hat it returns is admitted when nothing is missing any more. CONFLICT: no row, it was passed before. */
enum err gate_settle(struct call *c, const struct rows *r);

#endif
