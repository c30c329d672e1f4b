/* One-time links that give a new account its own password (A7): made by the office, used by the person. */
#ifndef TASUKI_DOMAIN_ACTIVATION_ACTIVATION_H
#define TASUKI_DOMAIN_ACTIVATION_ACTIVATION_H

#include "call/call.h"

/* A new one, good for activation.days; those of the account before it are void. Its token, for the answer and for nothing else. */
struct str activation_add(struct call *c, struct account_id account);
/* Those there are, in letters on their way too, are good no more. */
void activation_void(struct call *c, struct account_id account);

#endif
