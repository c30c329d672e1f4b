/* Real activity of sessions: noted here, flushed to the database every two seconds, so that the session row stays quiet (decision 13). */
#ifndef TASUKI_CALL_ACTIVITY_H
#define TASUKI_CALL_ACTIVITY_H

#include "base/id.h"

#include <stdint.h>

struct activity;
struct loop;
struct pool;

struct activity *activity_create(struct loop *loop, struct pool *pool);
void activity_destroy(struct activity **a);
/* The session was active at `at`. */
void activity_note(struct activity *a, struct session_id session, int64_t at);
/* Newest activity noted here and not yet known to the database, 0 = none. */
int64_t activity_at(const struct activity *a, struct session_id session);
/* Writes what is noted now; for shutdown and before a session is judged. cb may be NULL. */
void activity_flush(struct activity *a, void (*cb)(void *arg), void *arg);

#endif
