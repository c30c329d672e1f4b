/* What writes the rows of each list; see inbox_lists.def. */
#ifndef TASUKI_DOMAIN_INBOX_INBOX_LISTS_H
#define TASUKI_DOMAIN_INBOX_INBOX_LISTS_H

#include "call/call.h"

#define LIST(name) MUST_USE enum err inbox_##name(struct call *c, const struct rows *r, int i);
#include "domain/inbox/inbox_lists.def"
#undef LIST

/* Begins the object of a row that has a space's title: title. The list's columns are the space and its names, then its own. The caller ends the object. */
enum { INBOX_SPACE, INBOX_NAMES, INBOX_TITLED = 5 };
MUST_USE enum err inbox_titled(struct call *c, const struct rows *r, int i);

/* The same of a card about a patient's timeline that somebody asks something about: title, id, facility, by, at. `facility` is one of its own columns. */
enum { INBOX_ID = INBOX_TITLED, INBOX_AT, INBOX_BY, INBOX_OWN };
MUST_USE enum err inbox_card(struct call *c, const struct rows *r, int i, int facility);

#endif
