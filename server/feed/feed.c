#include "feed/feed.h"

#include "base/check.h"
#include "base/clock.h"
#include "db/pool.h"
#include "feed/feed_own.h"
#include "loop/loop.h"
#include "net/live.h"
#include "policy/decide.h"

#include <stdlib.h>

#define POLL_MS 5000

/* ---- who follows what ---- */

static struct feed_space *space_of(struct feed *f, struct space_id id, int64_t seq)
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

static struct sub *add_sub(struct feed_client *c, struct feed_space *s, int64_t seq, int64_t read_from_seq)
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

static struct sub *sub_of(const struct feed_client *c, struct id128 space)
{
	for (struct sub *s = c->subs; s != NULL; s = s->next_of_client)
		if (id_eq(s->space->id.id, space))
			return s;
	return NULL;
}

bool feed_client_follows(const struct feed_client *c, struct space_id space)
{
	const struct sub *s = sub_of(c, space.id);

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

/* ---- following: memberships, then what was missed ---- */

struct follow {
	struct feed_client *client;
	struct arena *arena;
	const struct id128 *spaces;
	const int64_t *seqs;
	size_t n;
	void (*done)(void *arg, enum err e);
	void *arg;
	struct feed_event *events;
	size_t event_count;
};

static void follow_end(struct follow *w, enum err e)
{
	struct feed_client *c = w->client;
	struct arena *arena = w->arena;

	c->follow = NULL;
	if (c->left)
		free(c);
	else
		w->done(w->arg, e);
	arena_destroy(&arena);
}

static void catch_up(struct follow *w);

static void on_missed_rendered(void *arg, enum err e)
{
	struct follow *w = arg;

	if (e != ERR_OK) {
		follow_end(w, e);
		return;
	}
	for (size_t i = 0; i < w->event_count && !w->client->left; i++) {
		struct sub *s = sub_of(w->client, w->events[i].space.id);

		if (s != NULL)
			feed_send_to_sub(s, &w->events[i]);
	}
	catch_up(w);
}

static void on_missed(void *arg, enum err e, const struct rows *r)
{
	struct follow *w = arg;

	check_magic(w->client, FEED_CLIENT_MAGIC);
	if (e != ERR_OK || w->client->left) {
		follow_end(w, e);
		return;
	}
	w->events = arena_array(w->arena, (size_t)rows_count(r), sizeof(*w->events));
	w->event_count = 0;
	for (int i = 0; i < rows_count(r); i++)
		if (!rows_bool(r, i, 0))
			feed_event_read(w->arena, r, i, &w->events[w->event_count++]);
	w->client->feed->o.render(w->client->feed->o.arg, w->arena, w->events, w->event_count, on_missed_rendered, w);
}

/* Reads on for the subs that are behind their space; ends when none is. */
static void catch_up(struct follow *w)
{
	struct id128 *spaces = arena_array(w->arena, FEED_READ_SPACES, sizeof(*spaces));
	int64_t *seqs = arena_array(w->arena, FEED_READ_SPACES, sizeof(*seqs));
	struct query q;
	size_t n = 0;

	if (w->client->left) {
		follow_end(w, ERR_OK);
		return;
	}
	for (struct sub *s = w->client->subs; s != NULL && n < FEED_READ_SPACES; s = s->next_of_client) {
		s->catching_up = s->seq < s->space->seq;
		if (s->catching_up) {
			spaces[n] = s->space->id.id;
			seqs[n++] = s->seq;
		}
	}
	if (n == 0) {
		follow_end(w, ERR_OK);
		return;
	}
	query_init(&q, w->arena, STMT_feed_since);
	bind_ids(&q, spaces, n);
	bind_i64s(&q, seqs, n);
	bind_i64(&q, INT64_MAX); /* revocations are the re-read's business */
	pool_query(w->client->feed->o.pool, &q, on_missed, w);
}

static int64_t named_seq(const struct follow *w, struct id128 space)
{
	for (size_t i = 0; i < w->n; i++)
		if (id_eq(w->spaces[i], space))
			return w->seqs[i];
	return -1;
}

/* The session and its gates were judged with the handshake, and it is again at its limits. */
static bool may_follow(const struct rows *r, int row, const struct space_columns *columns)
{
	struct facts f = {.now = clock_ms(), .session = {.state = SESSION_ACTIVE, .admitted = true}, .space.found = true, .member.found = true};

	f.space.kind = facts_space_kind(rows_str(r, row, 10));
	f.session.hat_kind = facts_hat_kind(rows_str(r, row, 11));
	f.session.facility_admin = rows_bool(r, row, 12);
	facts_space_state(columns, f.now, &f.space.state, &f.space.readable);
	return decide(ACT_space_follow, &f) == ERR_OK;
}

static void follow_one(struct follow *w, const struct rows *r, int row)
{
	const struct space_columns columns = feed_space_columns(r, row, 4);
	struct feed_client *c = w->client;
	struct sub *s;
	struct space_id id = {rows_id(r, row, 0)};
	int64_t head = rows_i64(r, row, 1), from_seq = rows_i64(r, row, 2), seq = named_seq(w, id.id);

	if (sub_of(c, id.id) != NULL || !may_follow(r, row, &columns))
		return;
	if (seq < 0) {
		feed_send_word(c->sock, "space", id); /* not known to the client yet */
		seq = head;
	} else if (seq > head || seq < from_seq || head - seq > FEED_BEHIND_MAX) {
		feed_send_word(c->sock, "reset", id);
		seq = head;
	}
	s = add_sub(c, space_of(c->feed, id, head), seq, rows_i64(r, row, 3));
	s->space->readable_until = facts_readable_until(&columns);
}

static void on_memberships(void *arg, enum err e, const struct rows *r)
{
	struct follow *w = arg;

	check_magic(w->client, FEED_CLIENT_MAGIC);
	if (e != ERR_OK || w->client->left) {
		follow_end(w, e);
		return;
	}
	for (int i = 0; i < rows_count(r); i++)
		follow_one(w, r, i);
	for (size_t i = 0; i < w->n; i++)
		if (sub_of(w->client, w->spaces[i]) == NULL)
			feed_send_word(w->client->sock, "gone", (struct space_id){w->spaces[i]});
	feed_read(w->client->feed);
	catch_up(w);
}

void feed_follow(struct feed_client *c, const struct id128 *spaces, const int64_t *seqs, size_t n, void (*done)(void *arg, enum err e), void *arg)
{
	struct arena *a = arena_create(1024);
	struct follow *w = arena_alloc(a, sizeof(*w));
	struct id128 *ids = arena_array(a, n, sizeof(*ids));
	int64_t *from = arena_array(a, n, sizeof(*from));
	struct query q;

	check_magic(c, FEED_CLIENT_MAGIC);
	check(c->follow == NULL && done != NULL);
	for (size_t i = 0; i < n; i++) {
		ids[i] = spaces[i];
		from[i] = seqs[i];
	}
	*w = (struct follow){.client = c, .arena = a, .spaces = ids, .seqs = from, .n = n, .done = done, .arg = arg};
	c->follow = w;
	query_init(&q, a, STMT_feed_memberships);
	bind_id(&q, c->hat.id);
	pool_query(c->feed->o.pool, &q, on_memberships, w);
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

void feed_destroy(struct feed **f)
{
	struct id128 key;
	void *value;

	if (*f == NULL)
		return;
	check(!(*f)->reading && idmap_count(&(*f)->sessions) == 0);
	timer_destroy(&(*f)->poll);
	for (size_t at = 0; idmap_next(&(*f)->spaces, &at, &key, &value);)
		free(value);
	idmap_finish(&(*f)->spaces);
	idmap_finish(&(*f)->sessions);
	idmap_finish(&(*f)->hats);
	free(*f);
	*f = NULL;
}
