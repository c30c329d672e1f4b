/* What the demo town says in つながり and on the board of all 施設管理者, as the rows the write path would have left. Inside the caller's transaction. */
#ifndef TASUKI_MAIN_DEMO_TALK_H
#define TASUKI_MAIN_DEMO_TALK_H

#include "main/demo_seed.h"

/* After everybody of the town is there: the board keeps its members by itself. Errors of the database and the key holder. */
MUST_USE enum err demo_write_talks(const struct demo_seed *s, const struct town *t);

#endif
