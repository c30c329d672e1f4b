/*
 * 届きました / 開きました: cursors per member (decision 7). Moves are gathered here and flushed set-based, at most once a second; what moved is
 * then sent, at most once a second a space, to those who care: authors of recent posts, panels that are open, and the mover's other devices.
 */
#ifndef TASUKI_FEED_RECEIPTS_H
#define TASUKI_FEED_RECEIPTS_H

#include "feed/feed.h"

struct listener;
struct receipts;

struct receipts *receipts_create(struct loop *loop, struct pool *pool, struct listener *listener, struct feed *feed);
void receipts_destroy(struct receipts **r);

/* The member's cursors moved (0 = not this one); by the client, or NULL where a request did it. Kept with the next flush; moves of people who are
 * no members, backward moves and moves beyond the newest post do nothing. */
void receipts_move(struct receipts *r, struct space_id space, struct hat_id hat, int64_t delivered_no, int64_t opened_no);
/* As receipts_move, and cb when it is durable (or not). */
void receipts_move_now(struct receipts *r, struct space_id space, struct hat_id hat, const int64_t nos[2], void (*cb)(void *arg, enum err e), void *arg);
/* Cursors of these spaces moved somewhere (NOTIFY payload "space,space…"). */
void receipts_hint_text(struct receipts *r, struct str payload);
/* Flushes what was gathered now. */
void receipts_flush(struct receipts *r);
bool receipts_idle(const struct receipts *r);

#endif
