#include "feed/receipts.h"

#include "base/check.h"
#include "base/clock.h"
#include "base/idmap.h"
#include "db/listen.h"
#include "db/pool.h"
#include "feed/feed_own.h"
#include "json/out.h"
#include "loop/loop.h"
#include "net/live.h"

#include <stdlib.h>
#include <string.h>

#define BEAT_MS 1000
/* A move carries the time it was made and is flushed later, by another worker perhaps: so much of what was sent is looked at again. */
#define LATE_MS (3 * BEAT_MS)

struct move {
	struct space_id space;
	struct hat_id hat;
	int64_t delivered, opened, at;
};

struct waiting {
	struct waiting *next;
	void (*cb)(void *arg, enum err e);
	void *arg;
};

/* A space whose cursors moved: sent on the next beat. */
struct stirred {
	struct space_id space;
	int64_t since; /* cursors newer than this have not been sent */
	bool due, reading;
};

struct receipts {
	unsigned magic;
	struct loop *loop;
	struct pool *pool;
	struct listener *listener;
	struct feed *feed;
	struct timer *beat;
	struct idmap moves; /* hash of space and hat → struct move */
	struct waiting *waiting;
	struct idmap stirred; /* space → struct stirred */
	bool flushing;
};

#define RECEIPTS_MAGIC 0x4ece1975u

struct flush {
	struct receipts *receipts;
	struct arena *arena;
	struct waiting *waiting;
	size_t n;
	struct id128 *spaces, *hats;
	int64_t *delivered, *opened, *at;
};

/* ---- gathering and flushing ---- */

static struct id128 pair_key(struct space_id space, struct hat_id hat)
{
	struct id128 key;

	for (size_t i = 0; i < sizeof(key.b); i++)
		key.b[i] = (uint8_t)(space.id.b[i] ^ hat.id.b[(i + 5) % sizeof(key.b)]);
	return key;
}

static void max_to(int64_t *to, int64_t v)
{
	if (v > *to)
		*to = v;
}

void receipts_move(struct receipts *r, struct space_id space, struct hat_id hat, int64_t delivered_no, int64_t opened_no)
{
	struct id128 key = pair_key(space, hat);
	struct move *m;

	check_magic(r, RECEIPTS_MAGIC);
	m = idmap_get(&r->moves, key);
	if (m == NULL) {
		m = calloc(1, sizeof(*m));
		check(m != NULL);
		*m = (struct move){.space = space, .hat = hat};
		idmap_put(&r->moves, key, m);
	}
	max_to(&m->delivered, delivered_no);
	max_to(&m->opened, opened_no);
	m->at = clock_ms();
}

static void answer(struct waiting *first, enum err e)
{
	for (struct waiting *next; first != NULL; first = next) {
		next = first->next;
		first->cb(first->arg, e);
		free(first);
	}
}

static void stir(struct receipts *r, struct space_id space)
{
	struct stirred *s = idmap_get(&r->stirred, space.id);

	if (!feed_followed(r->feed, space))
		return;
	if (s == NULL) {
		s = calloc(1, sizeof(*s));
		check(s != NULL);
		*s = (struct stirred){.space = space, .since = clock_ms() - 2 * BEAT_MS};
		idmap_put(&r->stirred, space.id, s);
	}
	s->due = true;
}

static void tell_others(struct receipts *r, const struct rows *rows)
{
	struct buf payload = {0};
	char id[ID_TEXT + 1];

	for (int i = 0; i < rows_count(rows); i++) {
		struct space_id space = {rows_id(rows, i, 0)};

		stir(r, space);
		id_format(space.id, id);
		if (payload.n > 0)
			buf_add_byte(&payload, ',');
		buf_add(&payload, id, ID_TEXT);
		if (payload.n > 7000 || i + 1 == rows_count(rows)) {
			listener_notify(r->listener, STR("receipts"), buf_str(&payload));
			buf_finish(&payload);
		}
	}
}

static void on_flushed(void *arg, enum err e, const struct rows *rows)
{
	struct flush *f = arg;
	struct receipts *r = f->receipts;
	struct arena *arena = f->arena;

	check_magic(r, RECEIPTS_MAGIC);
	r->flushing = false;
	if (e == ERR_OK)
		tell_others(r, rows);
	else if (e != ERR_BAD_VALUE) /* kept: the next beat tries again */
		for (size_t i = 0; i < f->n; i++)
			receipts_move(r, (struct space_id){f->spaces[i]}, (struct hat_id){f->hats[i]}, f->delivered[i], f->opened[i]);
	answer(f->waiting, e);
	arena_destroy(&arena);
	if (r->waiting != NULL)
		receipts_flush(r);
}

static void take_moves(struct receipts *r, struct flush *f)
{
	size_t room = idmap_count(&r->moves);
	struct id128 key;
	void *value;

	f->spaces = arena_array(f->arena, room, sizeof(*f->spaces));
	f->hats = arena_array(f->arena, room, sizeof(*f->hats));
	f->delivered = arena_array(f->arena, room, sizeof(*f->delivered));
	f->opened = arena_array(f->arena, room, sizeof(*f->opened));
	f->at = arena_array(f->arena, room, sizeof(*f->at));
	for (size_t at = 0; idmap_next(&r->moves, &at, &key, &value);) {
		const struct move *m = value;

		f->spaces[f->n] = m->space.id;
		f->hats[f->n] = m->hat.id;
		f->delivered[f->n] = m->delivered;
		f->opened[f->n] = m->opened;
		f->at[f->n++] = m->at;
		free(value);
	}
	idmap_finish(&r->moves);
	f->waiting = r->waiting;
	r->waiting = NULL;
}

void receipts_flush(struct receipts *r)
{
	struct arena *a;
	struct flush *f;
	struct query q;

	if (r->flushing || idmap_count(&r->moves) == 0)
		return;
	a = arena_create(4096);
	f = arena_alloc(a, sizeof(*f));
	*f = (struct flush){.receipts = r, .arena = a};
	take_moves(r, f);
	r->flushing = true;
	query_init(&q, a, STMT_receipts_flush);
	bind_ids(&q, f->spaces, f->n);
	bind_ids(&q, f->hats, f->n);
	bind_i64s(&q, f->delivered, f->n);
	bind_i64s(&q, f->opened, f->n);
	bind_i64s(&q, f->at, f->n);
	pool_query(r->pool, &q, on_flushed, f);
}

void receipts_move_now(struct receipts *r, struct space_id space, struct hat_id hat, const int64_t nos[2], void (*cb)(void *arg, enum err e), void *arg)
{
	struct waiting *w = calloc(1, sizeof(*w));

	check(w != NULL && cb != NULL);
	*w = (struct waiting){r->waiting, cb, arg};
	r->waiting = w;
	receipts_move(r, space, hat, nos[0], nos[1]);
	receipts_flush(r);
}

/* ---- telling those who care ---- */

struct telling {
	struct receipts *receipts;
	struct arena *arena;
	struct stirred *stirred;
	const struct rows *rows;
	int moved; /* rows before this one are cursors, after it authors */
	struct frame *frame;
};

static bool in_rows(const struct telling *t, int from, int to, struct hat_id hat)
{
	for (int i = from; i < to; i++)
		if (id_eq(rows_id(t->rows, i, 0), hat.id))
			return true;
	return false;
}

static void out_cursor(struct out *o, const struct rows *r, int i)
{
	out_object(o);
	out_key_id(o, "hat", rows_id(r, i, 0));
	out_key_i64(o, "delivered_no", rows_i64(r, i, 1));
	out_key_i64(o, "opened_no", rows_i64(r, i, 2));
	out_key_i64(o, "at", rows_i64(r, i, 3));
	out_end(o);
}

static void write_frame(struct out *o, const struct telling *t, int from, int to)
{
	out_object(o);
	out_key_text(o, "t", STR("receipts"));
	out_key_id(o, "space", t->stirred->space.id);
	out_key(o, "cursors");
	out_array(o);
	for (int i = from; i < to; i++)
		out_cursor(o, t->rows, i);
	out_end(o);
	out_end(o);
}

/* A mover with one device knows already; with several, the others are told of this one cursor. */
static void tell_mover(const struct telling *t, struct feed_client *c, struct sock *s, struct hat_id hat)
{
	struct out o = {0};

	if (c->next_of_hat == NULL && idmap_get(&c->feed->hats, hat.id) == c)
		return;
	for (int i = 0; i < t->moved; i++)
		if (id_eq(rows_id(t->rows, i, 0), hat.id)) {
			write_frame(&o, t, i, i + 1);
			feed_send_text(s, out_done(&o));
			out_finish(&o);
			return;
		}
}

static void tell_one(void *arg, struct feed_client *c, struct sock *s, struct hat_id hat)
{
	const struct telling *t = arg;

	if (feed_client_watches(c, t->stirred->space) || in_rows(t, t->moved, rows_count(t->rows), hat))
		sock_send(s, t->frame);
	else
		tell_mover(t, c, s, hat);
}

static void on_since(void *arg, enum err e, const struct rows *rows)
{
	struct telling *t = arg;
	struct arena *arena = t->arena;
	struct out o = {0};

	t->stirred->reading = false;
	t->rows = rows;
	while (e == ERR_OK && t->moved < rows_count(rows) && !rows_bool(rows, t->moved, 4)) {
		max_to(&t->stirred->since, rows_i64(rows, t->moved, 3));
		t->moved++;
	}
	if (t->moved > 0) {
		write_frame(&o, t, 0, t->moved);
		t->frame = frame_create(out_done(&o));
		out_finish(&o);
		feed_each(t->receipts->feed, t->stirred->space, tell_one, t);
		frame_unref(&t->frame);
	}
	arena_destroy(&arena);
}

static void tell_space(struct receipts *r, struct stirred *s)
{
	struct arena *a = arena_create(1024);
	struct telling *t = arena_alloc(a, sizeof(*t));
	struct query q;

	*t = (struct telling){.receipts = r, .arena = a, .stirred = s};
	s->due = false;
	s->reading = true;
	query_init(&q, a, STMT_receipts_since);
	bind_id(&q, s->space.id);
	bind_i64(&q, s->since - LATE_MS);
	pool_query(r->pool, &q, on_since, t);
}

static void beat(void *arg)
{
	struct receipts *r = arg;
	struct id128 key;
	void *value;

	check_magic(r, RECEIPTS_MAGIC);
	receipts_flush(r);
	for (size_t at = 0; idmap_next(&r->stirred, &at, &key, &value);) {
		struct stirred *s = value;

		if (s->due && !s->reading)
			tell_space(r, s);
		else if (!s->due && !s->reading && !feed_followed(r->feed, s->space))
			free(idmap_take(&r->stirred, key));
	}
}

void receipts_hint_text(struct receipts *r, struct str payload)
{
	while (payload.n > 0) {
		size_t comma = str_find(payload, ',', 0);
		struct space_id space;

		if (id_parse(str_part(payload, 0, comma), &space.id))
			stir(r, space);
		payload = str_part(payload, comma + 1, payload.n);
	}
}

bool receipts_idle(const struct receipts *r)
{
	return !r->flushing && idmap_count(&r->moves) == 0;
}

struct receipts *receipts_create(struct loop *loop, struct pool *pool, struct listener *listener, struct feed *feed)
{
	struct receipts *r = calloc(1, sizeof(*r));

	check(r != NULL && loop != NULL && pool != NULL && listener != NULL && feed != NULL);
	*r = (struct receipts){.magic = RECEIPTS_MAGIC, .loop = loop, .pool = pool, .listener = listener, .feed = feed};
	r->beat = timer_every(loop, BEAT_MS, beat, r);
	return r;
}

static void free_values(struct idmap *m)
{
	struct id128 key;
	void *value;

	for (size_t at = 0; idmap_next(m, &at, &key, &value);)
		free(value);
	idmap_finish(m);
}

void receipts_destroy(struct receipts **r)
{
	if (*r == NULL)
		return;
	check(!(*r)->flushing);
	timer_destroy(&(*r)->beat);
	answer((*r)->waiting, ERR_DATABASE_DOWN);
	free_values(&(*r)->moves);
	free_values(&(*r)->stirred);
	free(*r);
	*r = NULL;
}
