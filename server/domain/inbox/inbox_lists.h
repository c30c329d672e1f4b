/* What writes the rows of each list; see inbox_lists.def. */
#ifndef TASUKI_DOMAIN_INBOX_INBOX_LISTS_H
#define TASUKI_DOMAIN_INBOX_INBOX_LISTS_H

#include "call/call.h"

#define LIST(name) MUST_USE enum err inbox_##name(struct call *c, const struct rows *r, int i);
#include "domain/inbox/inbox_lists.def"
#undef LIST

/*
 * Begins the object of a card about a patient's timeline that somebody asks something about: id, title, facility, by, at. The list's columns are
 * these in this order, then its own; `facility` is one of those. The caller ends the object.
 */
enum { INBOX_SPACE, INBOX_NAMES, INBOX_ID = 5, INBOX_AT, INBOX_BY, INBOX_OWN };
MUST_USE enum err inbox_card(struct call *c, const struct rows *r, int i, int facility);

#endif
