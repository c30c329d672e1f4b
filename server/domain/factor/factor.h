/* What other nouns use of the second factor. */
#ifndef TASUKI_DOMAIN_FACTOR_FACTOR_H
#define TASUKI_DOMAIN_FACTOR_FACTOR_H

#include "call/call.h"

/*
 * In the call's transaction: the factor and its recovery codes are void, every session of the account ends, and for a day its own password signs in to
 * enrol anew and to nothing else.
 */
void factor_reset_account(struct call *c, struct account_id account);

#endif
