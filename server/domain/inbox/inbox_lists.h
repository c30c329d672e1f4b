/* What writes the rows of each list; see inbox_lists.def. */
#ifndef TASUKI_DOMAIN_INBOX_INBOX_LISTS_H
#define TASUKI_DOMAIN_INBOX_INBOX_LISTS_H

#include "call/call.h"

#define LIST(name) MUST_USE enum err inbox_##name(struct call *c, const struct rows *r, int i);
#include "domain/inbox/inbox_lists.def"
#undef LIST

#endif
