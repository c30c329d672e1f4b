/* What feed.c (who follows what), feed_follow.c (catching up), feed_read.c (re-reading) and feed_send.c (sending) share. */
#ifndef TASUKI_FEED_FEED_OWN_H
#define TASUKI_FEED_FEED_OWN_H

#include "base/idmap.h"
#include "feed/feed.h"
#include "policy/facts.h"

/* One client in one space. */
struct sub {
	struct sub *next_of_client, **link_of_client;
	struct sub *next_of_space, **link_of_space;
	struct feed_client *client;
	struct feed_space *space;
	int64_t seq;           /* sent up to */
	int64_t head;          /* the space's when the client began to follow: the worker may not have read so far yet */
	int64_t read_from_seq; /* the member's window */
	bool catching_up, asked; /* of the round under way */
};

struct feed_space {
	struct space_id id;
	struct sub *subs;
	int64_t seq;    /* read and sent up to */
	int64_t readable_until;
	int64_t hinted; /* there is something up to here */
	bool reread;    /* look even without a hint */
};

struct feed_client {
	unsigned magic;
	struct feed *feed;
	struct sock *sock;
	struct session_id session;
	struct hat_id hat;
	struct space_id watched;
	struct sub *subs;
	struct feed_client *next_of_session, *next_of_hat;
	struct follow *follow; /* under way, or NULL */
	bool left;             /* its owner has let go; freed when nothing refers to it */
};

struct feed {
	unsigned magic;
	struct feed_options o;
	struct timer *poll;
	struct idmap spaces;   /* space → struct feed_space */
	struct idmap sessions; /* session → first struct feed_client */
	struct idmap hats;     /* hat → first struct feed_client */
	int64_t revocation;    /* read up to; −1 = not yet known */
	bool reading, again;
	struct follow *waiting; /* for their clients to take what they were sent */
	struct timer *room;     /* looks for that; NULL while none waits */
	size_t follows;         /* under way, those that wait among them */
	bool dead;              /* destroyed while some were under way: the last of them frees it */
};

#define FEED_MAGIC 0xfeedfeedu
#define FEED_CLIENT_MAGIC 0xfeedc11eu
#define FEED_READ_SPACES 64
#define FEED_BEHIND_MAX 500 /* events; further behind a client re-reads */

/* feed.c */
struct feed_space *feed_space_of(struct feed *f, struct space_id id, int64_t seq);
struct sub *feed_add_sub(struct feed_client *c, struct feed_space *s, int64_t seq, int64_t read_from_seq);
struct sub *feed_sub_of(const struct feed_client *c, struct id128 space);
void feed_drop_sub(struct sub *s);
/* True when nobody may read the space any more: its followers are told that it is gone and follow it no longer. */
bool feed_space_lapse(struct feed_space *s);
/* feed_follow.c: ends those that wait; nobody is left to be told. */
void feed_follow_give_up(struct feed *f);
/* feed_read.c: starts a re-read when there is reason and none is under way. */
void feed_read(struct feed *f);
/* feed_send.c: one event to every follower that is due for it. */
void feed_send_event(struct feed *f, const struct feed_event *e);
/* One event to one sub (its catch-up). */
void feed_send_to_sub(struct sub *s, const struct feed_event *e);
void feed_send_text(struct sock *s, struct str message);
/* {"t":what,"space":id} */
void feed_send_word(struct sock *s, const char *what, struct space_id space);

struct rows;
/* feed_read.c: row of feed_since → event; the words live in the arena. */
void feed_event_read(struct arena *a, const struct rows *r, int row, struct feed_event *out);
/* Six columns of a row, from col on, that make up a space's state. */
struct space_columns feed_space_columns(const struct rows *r, int row, int col);

#endif
