/*
 * From committed events to sockets. Every worker keeps, per followed space, the seq it has sent up to; a hint that there is more (from this
 * worker's own commit, from another one by NOTIFY, or from the slow poll) makes it re-read by sequence and send in order. Nothing is sent from
 * memory of the write, so every worker, and every app server on the same database, behaves alike.
 *
 * The same re-read brings sessions revoked since the last one; their sockets are closed before anything is sent (decision 12).
 */
#ifndef TASUKI_FEED_FEED_H
#define TASUKI_FEED_FEED_H

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"

struct feed;
struct feed_client; /* one socket's interest */
struct loop;
struct pool;
struct sock;

struct feed_event {
	struct space_id space;
	int64_t seq, at, created_seq; /* created_seq: of the post, 0 where there is none */
	int64_t readable_until;       /* of the space */
	const char *kind;
	struct hat_id hat, member;
	struct post_id post;
	struct str json; /* the frame's text, filled by render; p NULL = this one cannot be read (a reset is sent, the client re-reads) */
};

typedef void (*feed_rendered)(void *done_arg, enum err e);

struct feed_options {
	struct loop *loop;
	struct pool *pool; /* reads */
	/* Fills json of each event (in the arena) and calls done, at once or later. An error: nothing could be read now, the feed tries again. */
	void (*render)(void *arg, struct arena *a, struct feed_event *events, size_t n, feed_rendered done, void *done_arg);
	void *arg;
};

struct feed *feed_create(const struct feed_options *o);
/* Nothing is read or rendered any more, for all or for one. */
bool feed_idle(const struct feed *f);
void feed_destroy(struct feed **f);

/* A socket joins with the session and hat it wears. The feed sends to sock and closes it on revocation. */
struct feed_client *feed_join(struct feed *f, struct sock *sock, struct session_id session, struct hat_id hat);
void feed_leave(struct feed_client **c);

/*
 * Follows the spaces of which the hat is a member now, from the client's seqs on; spaces it did not name are followed from their newest event.
 * Missed events go out first, then `done` is called (not when the client has left meanwhile). Too far behind: a reset frame.
 */
void feed_follow(struct feed_client *c, const struct id128 *spaces, const int64_t *seqs, size_t n, void (*done)(void *arg, enum err e), void *arg);

/* There is something new in these spaces, up to these seqs (hints; may be repeated, late or wrong). */
void feed_hint(struct feed *f, const struct space_id *spaces, const int64_t *seqs, size_t n);
/* As feed_hint, from a NOTIFY payload "space:seq,…"; anything malformed is passed over. */
void feed_hint_text(struct feed *f, struct str payload);
/* Re-reads everything: LISTEN was restored. */
void feed_hint_all(struct feed *f);
/* Closes the sockets of a session now. */
void feed_revoke(struct feed *f, struct session_id session, bool locked);

/* Sends a frame to the clients of a hat (all of them in this worker). */
void feed_send_hat(struct feed *f, struct hat_id hat, struct str message);
/* Walks the clients that follow a space now. */
void feed_each(struct feed *f, struct space_id space, void (*each)(void *arg, struct feed_client *c, struct sock *s, struct hat_id hat), void *arg);
/* True while any client in this worker follows the space. */
bool feed_followed(const struct feed *f, struct space_id space);
bool feed_client_follows(const struct feed_client *c, struct space_id space);
/* What the client has open on its screen (its panel); all zero = nothing. */
void feed_client_watch(struct feed_client *c, struct space_id space);
bool feed_client_watches(const struct feed_client *c, struct space_id space);

#endif
