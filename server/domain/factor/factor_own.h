/* What the files of this noun share. */
#ifndef TASUKI_DOMAIN_FACTOR_FACTOR_OWN_H
#define TASUKI_DOMAIN_FACTOR_FACTOR_OWN_H

#include "call/call.h"

/* Ends all sessions of the account but one (all zero: all), in the call's transaction. */
void factor_end_sessions(struct call *c, struct account_id account, struct session_id but);

#endif
