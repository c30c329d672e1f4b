/* What runner.c lends to call.c. */
#ifndef TASUKI_CALL_RUNNER_OWN_H
#define TASUKI_CALL_RUNNER_OWN_H

#include "call/call.h"

/* Goes on with the call when nothing is pending. May free it. */
void runner_advance(struct call *c);
/* The session did something real; active_at: what was known before. */
void runner_note_activity(struct call *c, struct session_id session, int64_t active_at);
/* Takes the session's lock in the call's transaction. */
void runner_lock_session(struct call *c);

#endif
