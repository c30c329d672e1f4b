/* Shared by the files of this folder only: the day of death. */
#ifndef TASUKI_DOMAIN_ARCHIVE_ARCHIVE_OWN_H
#define TASUKI_DOMAIN_ARCHIVE_ARCHIVE_OWN_H

#include "call/call.h"

/* Goes on with the space's key on lease. BAD_VALUE died_on: a day that is yet to come. Takes c->keep. */
void archive_day_check(struct call *c, struct str day, call_then then);
/* Seals and writes it; p NULL: none any more. The space's key must be on lease unless there is no day. */
MUST_USE enum err archive_day_write(struct call *c, struct str day);
/* That something about the space is other than before: its members read it again. */
void archive_tell(struct call *c);

#endif
