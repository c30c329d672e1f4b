/* Following: memberships, then what was missed, as fast as the client takes it, then live. */
#include "base/check.h"
#include "base/clock.h"
#include "db/pool.h"
#include "feed/feed_own.h"
#include "loop/loop.h"
#include "net/live.h"
#include "policy/decide.h"

#include <stdlib.h>

/* Bytes not yet taken up to which what was missed goes on: it must never be what cuts a reader off, who would miss the same the next time. It goes
 * on again when most of them are taken: what is read and does not fit is read again. */
#define ROOM (LIVE_BACKLOG_MAX / 4)
#define ROOM_AGAIN (ROOM / 4)
#define ROOM_LOOK_MS 50
#define TURNS_MAX 8
#define STALL_MS 30000 /* who takes nothing for so long is cut off as any slow reader */
/* Events of one round: of a space, and after how many of all no further space is asked for. */
#define ROUND_EVENTS 32

struct follow {
	struct follow *next; /* of those that wait for room */
	size_t backlog;      /* at the last look */
	int64_t taken_at;    /* when it had become less; steady clock */
	bool anew;           /* what is followed again begins at the head, and the client reads it again */
	int turns;           /* of that: a database that was set back would never let it end */
	struct feed_client *client;
	struct arena *arena, *round; /* for as long as it lasts; for one statement */
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
	struct feed *f = c->feed;

	arena_destroy(&w->round);
	c->follow = NULL;
	f->follows--;
	if (f->dead && f->follows == 0)
		free(f);
	if (c->left)
		free(c);
	else
		w->done(w->arg, e);
	arena_destroy(&arena);
}

static void catch_up(struct follow *w);

/* ---- not more at once than the client takes ---- */

static bool has_room(const struct feed_client *c)
{
	return sock_backlog(c->sock) <= ROOM;
}

/* Those who left meanwhile go on as well, to their end. */
static bool may_go_on(struct follow *w)
{
	struct feed_client *c = w->client;
	size_t backlog = c->left ? 0 : sock_backlog(c->sock);

	if (backlog < w->backlog) {
		w->taken_at = clock_steady_ms();
	} else if (!c->left && clock_steady_ms() - w->taken_at > STALL_MS) {
		sock_close(c->sock, 1013, "too slow");
	}
	w->backlog = backlog;
	return backlog <= ROOM_AGAIN;
}

static void put_waiting(struct follow *w)
{
	struct feed *f = w->client->feed;

	w->next = f->waiting;
	f->waiting = w;
}

static void look_for_room(void *arg)
{
	struct feed *f = arg;
	struct follow *all = f->waiting;

	check_magic(f, FEED_MAGIC);
	f->waiting = NULL;
	for (struct follow *w = all, *next; w != NULL; w = next) {
		next = w->next;
		if (may_go_on(w))
			catch_up(w);
		else
			put_waiting(w);
	}
	if (f->waiting == NULL)
		timer_destroy(&f->room);
}

/* Nothing that was read is held meanwhile: it is read again. */
static void wait_for_room(struct follow *w)
{
	struct feed *f = w->client->feed;

	arena_destroy(&w->round);
	w->backlog = sock_backlog(w->client->sock);
	w->taken_at = clock_steady_ms();
	put_waiting(w);
	if (f->room == NULL)
		f->room = timer_every(f->o.loop, ROOM_LOOK_MS, look_for_room, f);
}

void feed_follow_give_up(struct feed *f)
{
	for (struct follow *w = f->waiting, *next; w != NULL; w = next) {
		next = w->next;
		follow_end(w, ERR_BUSY);
	}
	f->waiting = NULL;
	timer_destroy(&f->room);
}

/* ---- what was missed ---- */

static int64_t head_of(const struct sub *s)
{
	return s->head > s->space->seq ? s->head : s->space->seq;
}

static void ask_memberships(struct follow *w);
static int64_t named_seq(const struct follow *w, struct id128 space);

/* What is not there (the space was erased meanwhile) cannot be caught up with, nor what is too far ahead by now. Never just to the head: on the way
 * there may be the end of one's own membership. So it is followed anew, by the memberships of now. True: there was something. */
static bool drop_behind(struct follow *w, int64_t least, bool asked_only)
{
	bool any = false;

	for (struct sub *s = w->client->subs, *next; s != NULL; s = next) {
		next = s->next_of_client;
		if (head_of(s) - s->seq < least || (asked_only && !s->asked))
			continue;
		if (named_seq(w, s->space->id.id) < 0) /* nobody will say that it is gone, should it be: the client looks */
			feed_send_word(s->client->sock, "reset", s->space->id);
		feed_drop_sub(s);
		any = true;
	}
	w->anew = w->anew || any;
	return any;
}

static void on_missed_rendered(void *arg, enum err e)
{
	struct follow *w = arg;
	bool further = false;

	if (e != ERR_OK) {
		follow_end(w, e);
		return;
	}
	for (size_t i = 0; i < w->event_count && !w->client->left && has_room(w->client); i++) {
		struct sub *s = feed_sub_of(w->client, w->events[i].space.id);

		if (s == NULL || s->seq + 1 != w->events[i].seq)
			continue;
		feed_send_to_sub(s, &w->events[i]);
		further = true;
	}
	if (!further && !w->client->left && has_room(w->client) && drop_behind(w, 1, true))
		ask_memberships(w);
	else
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
	w->events = arena_array(w->round, (size_t)rows_count(r), sizeof(*w->events));
	w->event_count = 0;
	for (int i = 0; i < rows_count(r); i++)
		if (!rows_bool(r, i, 0))
			feed_event_read(w->round, r, i, &w->events[w->event_count++]);
	w->client->feed->o.render(w->client->feed->o.arg, w->round, w->events, w->event_count, on_missed_rendered, w);
}

/* Reads on for the subs that are behind their space, some at a time; ends when none is. */
static void catch_up(struct follow *w)
{
	struct id128 spaces[FEED_READ_SPACES];
	int64_t seqs[FEED_READ_SPACES], events = 0;
	struct query q;
	size_t n = 0;

	if (w->client->left) {
		follow_end(w, ERR_OK);
		return;
	}
	if (drop_behind(w, FEED_BEHIND_MAX + 1, false)) { /* while it was taken slowly */
		ask_memberships(w);
		return;
	}
	for (struct sub *s = w->client->subs; s != NULL; s = s->next_of_client) {
		int64_t behind = head_of(s) - s->seq;

		s->catching_up = behind > 0;
		s->asked = behind > 0 && n < FEED_READ_SPACES && events < ROUND_EVENTS;
		if (!s->asked)
			continue;
		spaces[n] = s->space->id.id;
		seqs[n++] = s->seq;
		events += behind < ROUND_EVENTS ? behind : ROUND_EVENTS;
	}
	if (n == 0) {
		follow_end(w, ERR_OK);
		return;
	}
	if (!has_room(w->client)) {
		wait_for_room(w);
		return;
	}
	arena_destroy(&w->round);
	w->round = arena_create(4096);
	query_init(&q, w->round, STMT_feed_since);
	bind_ids(&q, spaces, n);
	bind_i64s(&q, seqs, n);
	bind_i64(&q, INT64_MAX); /* revocations are the re-read's business */
	bind_i64(&q, ROUND_EVENTS);
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

	s = feed_sub_of(c, id.id);
	if (s != NULL && s->seq < from_seq) { /* of a membership that has ended since */
		feed_drop_sub(s);
		s = NULL;
	}
	if (s != NULL || !may_follow(r, row, &columns))
		return;
	if (seq < 0) {
		feed_send_word(c->sock, "space", id); /* not known to the client yet */
		seq = head;
	} else if (w->anew || seq > head || seq < from_seq || head - seq > FEED_BEHIND_MAX) {
		feed_send_word(c->sock, "reset", id);
		seq = head;
	}
	s = feed_add_sub(c, feed_space_of(c->feed, id, head), seq, rows_i64(r, row, 3));
	s->head = head;
	if (s->space->seq <= head) /* what the stream has said since is newer */
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
		if (feed_sub_of(w->client, w->spaces[i]) == NULL)
			feed_send_word(w->client->sock, "gone", (struct space_id){w->spaces[i]});
	feed_read(w->client->feed);
	catch_up(w);
}

static void ask_memberships(struct follow *w)
{
	struct query q;

	if (w->turns++ > TURNS_MAX) {
		follow_end(w, ERR_BUSY);
		return;
	}
	arena_destroy(&w->round);
	w->round = arena_create(1024);
	query_init(&q, w->round, STMT_feed_memberships);
	bind_id(&q, w->client->hat.id);
	pool_query(w->client->feed->o.pool, &q, on_memberships, w);
}

void feed_follow(struct feed_client *c, const struct id128 *spaces, const int64_t *seqs, size_t n, void (*done)(void *arg, enum err e), void *arg)
{
	struct arena *a = arena_create(1024);
	struct follow *w = arena_alloc(a, sizeof(*w));
	struct id128 *ids = arena_array(a, n, sizeof(*ids));
	int64_t *from = arena_array(a, n, sizeof(*from));

	check_magic(c, FEED_CLIENT_MAGIC);
	check(c->follow == NULL && done != NULL);
	for (size_t i = 0; i < n; i++) {
		ids[i] = spaces[i];
		from[i] = seqs[i];
	}
	*w = (struct follow){.client = c, .arena = a, .spaces = ids, .seqs = from, .n = n, .done = done, .arg = arg};
	c->follow = w;
	c->feed->follows++;
	ask_memberships(w);
}
