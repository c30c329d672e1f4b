/*
 * The one WebSocket of a page: everything of the user comes over it, from the cursors it names on. Sessions are watched here on the server's
 * clock: a socket never outlives its session by more than a second.
 */
#ifndef TASUKI_DOMAIN_LIVE_LIVE_H
#define TASUKI_DOMAIN_LIVE_LIVE_H

#include "feed/feed.h"
#include "net/live.h"

struct app;
struct live;

struct live *live_create(struct app *app);
/* All sockets must have been closed. */
void live_destroy(struct live **l);
/* Whom a gate closes may have changed: within moments each socket is judged anew, closed or told to read its inbox again. */
void live_doubt(struct live *l);
/* What net/ calls. */
struct live_app live_callbacks(struct live *l);

/* feed's render: events into frames (arg = struct app). */
void live_render(void *arg, struct arena *a, struct feed_event *events, size_t n, feed_rendered done, void *done_arg);

#endif
