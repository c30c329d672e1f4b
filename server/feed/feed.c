#include "feed/feed.h"

#include "base/check.h"
#include "base/clock.h"
#include "db/pool.h"
#include "feed/feed_own.h"
#include "loop/loop.h"
#include "net/live.h"

#include <stdlib.h>

#define POLL_MS 5000

/* ---- who follows what ---- */

struct feed_space *feed_space_of(struct feed *f, struct space_id id, int64_t seq)
{
	struct feed_space *s = idmap_get(&f->spaces, id.id);

	if (s == NULL) {
		s = calloc(1, sizeof(*s));
		check(s != NULL);
		*s = (struct feed_space){.id = id, .seq = seq, .readable_until = INT64_MAX, .reread = true};
		idmap_put(&f->spaces, id.id, s);
	}
	return s;
}

struct sub *feed_add_sub(struct feed_client *c, struct feed_space *s, int64_t seq, int64_t read_from_seq)
{
	struct sub *sub = calloc(1, sizeof(*sub));

	check(sub != NULL);
	*sub = (struct sub){
	        .next_of_client = c->subs,
	        .link_of_client = &c->subs,
	        .next_of_space = s->subs,
	        .link_of_space = &s->subs,
	        .client = c,
	        .space = s,
	        .seq = seq,
	        .read_from_seq = read_from_seq,
	};
	if (c->subs != NULL)
		c->subs->link_of_client = &sub->next_of_client;
	if (s->subs != NULL)
		s->subs->link_of_space = &sub->next_of_space;
	c->subs = s->subs = sub;
	return sub;
}

void feed_drop_sub(struct sub *s)
{
	*s->link_of_client = s->next_of_client;
	if (s->next_of_client != NULL)
		s->next_of_client->link_of_client = s->link_of_client;
	*s->link_of_space = s->next_of_space;
	if (s->next_of_space != NULL)
		s->next_of_space->link_of_space = s->link_of_space;
	free(s);
}

bool feed_space_lapse(struct feed_space *s)
{
	if (clock_ms() <= s->readable_until)
		return false;
	for (struct sub *sub = s->subs, *next; sub != NULL; sub = next) {
		next = sub->next_of_space;
		feed_send_word(sub->client->sock, "gone", s->id);
		feed_drop_sub(sub);
	}
	return true;
}

static void drop_subs(struct feed_client *c)
{
	for (struct sub *s = c->subs, *next; s != NULL; s = next) {
		next = s->next_of_client;
		feed_drop_sub(s);
	}
}

struct sub *feed_sub_of(const struct feed_client *c, struct id128 space)
{
	for (struct sub *s = c->subs; s != NULL; s = s->next_of_client)
		if (id_eq(s->space->id.id, space))
			return s;
	return NULL;
}

bool feed_client_follows(const struct feed_client *c, struct space_id space)
{
	const struct sub *s = feed_sub_of(c, space.id);

	return s != NULL && clock_ms() <= s->space->readable_until;
}

void feed_client_watch(struct feed_client *c, struct space_id space)
{
	check_magic(c, FEED_CLIENT_MAGIC);
	c->watched = space;
}

bool feed_client_watches(const struct feed_client *c, struct space_id space)
{
	return id_eq(c->watched.id, space.id);
}

bool feed_followed(const struct feed *f, struct space_id space)
{
	const struct feed_space *s = idmap_get(&f->spaces, space.id);

	return s != NULL && s->subs != NULL;
}

/* Spaces nobody follows any more are forgotten, but only between re-reads. */
static void forget_unfollowed(struct feed *f)
{
	struct id128 key;
	void *value;

	for (size_t at = 0; idmap_next(&f->spaces, &at, &key, &value);) {
		struct feed_space *s = value;

		if (s->subs == NULL) {
			(void)idmap_take(&f->spaces, key);
			free(s);
		}
	}
}

struct feed_client *feed_join(struct feed *f, struct sock *sock, struct session_id session, struct hat_id hat)
{
	struct feed_client *c = calloc(1, sizeof(*c));

	check_magic(f, FEED_MAGIC);
	check(c != NULL && sock != NULL);
	*c = (struct feed_client){.magic = FEED_CLIENT_MAGIC, .feed = f, .sock = sock, .session = session, .hat = hat};
	c->next_of_session = idmap_get(&f->sessions, session.id);
	c->next_of_hat = idmap_get(&f->hats, hat.id);
	idmap_put(&f->sessions, session.id, c);
	idmap_put(&f->hats, hat.id, c);
	return c;
}

static void unlink_from(struct idmap *m, struct id128 key, struct feed_client *c, bool by_hat)
{
	struct feed_client *first = idmap_get(m, key), *rest = by_hat ? c->next_of_hat : c->next_of_session;

	if (first == c && rest != NULL)
		idmap_put(m, key, rest);
	else if (first == c)
		(void)idmap_take(m, key);
	else
		for (struct feed_client *at = first; at != NULL; at = by_hat ? at->next_of_hat : at->next_of_session) {
			struct feed_client **next = by_hat ? &at->next_of_hat : &at->next_of_session;

			if (*next == c)
				*next = rest;
		}
}

void feed_leave(struct feed_client **c)
{
	struct feed_client *gone = *c;

	if (gone == NULL)
		return;
	check_magic(gone, FEED_CLIENT_MAGIC);
	drop_subs(gone);
	unlink_from(&gone->feed->sessions, gone->session.id, gone, false);
	unlink_from(&gone->feed->hats, gone->hat.id, gone, true);
	gone->left = true;
	gone->sock = NULL;
	if (gone->follow == NULL)
		free(gone);
	*c = NULL;
}

void feed_revoke(struct feed *f, struct session_id session, bool locked)
{
	struct feed_client *c;

	check_magic(f, FEED_MAGIC);
	c = idmap_get(&f->sessions, session.id);
	for (; c != NULL; c = c->next_of_session) {
		drop_subs(c);
		sock_close(c->sock, locked ? 4423 : 4401, locked ? "locked" : "session ended");
	}
}

void feed_send_hat(struct feed *f, struct hat_id hat, struct str message)
{
	for (struct feed_client *c = idmap_get(&f->hats, hat.id); c != NULL; c = c->next_of_hat)
		feed_send_text(c->sock, message);
}

void feed_each(struct feed *f, struct space_id space, void (*each)(void *arg, struct feed_client *c, struct sock *s, struct hat_id hat), void *arg)
{
	struct feed_space *s = idmap_get(&f->spaces, space.id);

	if (s != NULL && !feed_space_lapse(s))
		for (struct sub *sub = s->subs; sub != NULL; sub = sub->next_of_space)
			each(arg, sub->client, sub->client->sock, sub->client->hat);
}

/* ---- life ---- */

static void lapse_all(struct feed *f)
{
	struct id128 key;
	void *value;

	for (size_t at = 0; idmap_next(&f->spaces, &at, &key, &value);)
		(void)feed_space_lapse(value);
}

static void poll_all(void *arg)
{
	struct feed *f = arg;

	check_magic(f, FEED_MAGIC);
	lapse_all(f);
	if (!f->reading)
		forget_unfollowed(f);
	feed_hint_all(f);
}

struct feed *feed_create(const struct feed_options *o)
{
	struct feed *f = calloc(1, sizeof(*f));

	check(f != NULL && o != NULL && o->loop != NULL && o->pool != NULL && o->render != NULL);
	*f = (struct feed){.magic = FEED_MAGIC, .o = *o, .revocation = -1};
	f->poll = timer_every(o->loop, POLL_MS, poll_all, f);
	return f;
}

bool feed_idle(const struct feed *f)
{
	return !f->reading && f->follows == 0;
}

void feed_destroy(struct feed **f)
{
	struct id128 key;
	void *value;

	if (*f == NULL)
		return;
	check(!(*f)->reading && idmap_count(&(*f)->sessions) == 0);
	feed_follow_give_up(*f);
	timer_destroy(&(*f)->poll);
	for (size_t at = 0; idmap_next(&(*f)->spaces, &at, &key, &value);)
		free(value);
	idmap_finish(&(*f)->spaces);
	idmap_finish(&(*f)->sessions);
	idmap_finish(&(*f)->hats);
	(*f)->dead = true;
	if ((*f)->follows == 0)
		free(*f);
	*f = NULL;
}
