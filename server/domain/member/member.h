/* What ends when a hat is no member, or no manager, of a space any more. */
#ifndef TASUKI_DOMAIN_MEMBER_MEMBER_H
#define TASUKI_DOMAIN_MEMBER_MEMBER_H

#include "call/call.h"

/*
 * Ends in the call's transaction what hung on the hat's managing of a space: the instruction, what it had invited, a hand-over it had offered or
 * was offered. The space is locked.
 */
void member_settle(struct call *c, struct space_id space, struct hat_id hat);

#endif
