/* What ends when a hat is no member, or no manager, of a space any more. */
#ifndef TASUKI_DOMAIN_MEMBER_MEMBER_H
#define TASUKI_DOMAIN_MEMBER_MEMBER_H

#include "call/call.h"

/*
 * Ends in the call's transaction what hung on the hat's managing of a space: the instruction, what it had invited, a hand-over it had offered or
 * was offered, what the patient's side was to say of it. The space is locked.
 */
void member_settle(struct call *c, struct space_id space, struct hat_id hat);

/*
 * A relative's hat ends with the one place it is for, and so do its sessions, in the call's transaction; nothing happens to other hats. No lock of the
 * sessions is taken: the space's is held, and theirs come before it (decision 11); acts of theirs in it find the membership gone.
 */
void member_end_kin(struct call *c, struct hat_id hat);

#endif
