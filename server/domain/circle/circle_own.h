/* Shared by the files of this folder only. */
#ifndef TASUKI_DOMAIN_CIRCLE_CIRCLE_OWN_H
#define TASUKI_DOMAIN_CIRCLE_CIRCLE_OWN_H

#include "call/call.h"

/* After the commit the グループ管理者 of the circle read their inbox again. */
void circle_tell_managers(struct call *c);

#endif
