/* Re-reading: which spaces, from where, and in what order it is sent. */
#include "base/check.h"
#include "db/pool.h"
#include "feed/feed_own.h"

#include <string.h>

struct read {
	struct feed *feed;
	struct arena *arena;
	struct feed_event *events;
	size_t n;
};

struct space_columns feed_space_columns(const struct rows *r, int row, int col)
{
	return (struct space_columns){.consent = rows_str(r, row, col),
				      .archived_at = rows_i64(r, row, col + 1),
				      .frozen_at = rows_i64(r, row, col + 2),
				      .read_until = rows_i64(r, row, col + 3),
				      .closed_at = rows_i64(r, row, col + 4),
				      .erased_at = rows_i64(r, row, col + 5)};
}

void feed_event_read(struct arena *a, const struct rows *r, int row, struct feed_event *out)
{
	const struct space_columns columns = feed_space_columns(r, row, 12);

	*out = (struct feed_event){
	        .space.id = rows_id(r, row, 1),
	        .seq = rows_i64(r, row, 2),
	        .kind = arena_copy(a, rows_str(r, row, 3)).p,
	        .at = rows_i64(r, row, 4),
	        .hat.id = rows_id(r, row, 5),
	        .member.id = rows_id(r, row, 6),
	        .post.id = rows_id(r, row, 7),
	        .created_seq = rows_i64(r, row, 8),
	        .readable_until = facts_readable_until(&columns),
	};
}

static void reread_all(struct feed *f)
{
	struct id128 key;
	void *value;

	for (size_t at = 0; idmap_next(&f->spaces, &at, &key, &value);)
		((struct feed_space *)value)->reread = true;
}

static void end(struct read *w)
{
	struct feed *f = w->feed;
	struct arena *arena = w->arena;

	f->reading = false;
	arena_destroy(&arena);
	if (f->again)
		feed_read(f);
}

static void on_rendered(void *arg, enum err e)
{
	struct read *w = arg;

	if (e != ERR_OK) { /* nobody is sent anything and nobody gets ahead: the poll, or LISTEN restored, tries again */
		end(w);
		return;
	}
	for (size_t i = 0; i < w->n; i++)
		feed_send_event(w->feed, &w->events[i]);
	if (w->n > FEED_BEHIND_MAX) { /* one space may have more than one answer holds */
		reread_all(w->feed);
		w->feed->again = true;
	}
	end(w);
}

static void on_rows(void *arg, enum err e, const struct rows *r)
{
	struct read *w = arg;
	struct feed *f = w->feed;

	check_magic(f, FEED_MAGIC);
	if (e != ERR_OK) { /* the poll tries again */
		end(w);
		return;
	}
	w->events = arena_array(w->arena, (size_t)rows_count(r), sizeof(*w->events));
	for (int i = 0; i < rows_count(r); i++) {
		if (!rows_bool(r, i, 0)) {
			feed_event_read(w->arena, r, i, &w->events[w->n++]);
			continue;
		}
		feed_revoke(f, (struct session_id){rows_id(r, i, 9)}, rows_bool(r, i, 10));
		if (rows_i64(r, i, 11) > f->revocation)
			f->revocation = rows_i64(r, i, 11);
	}
	if (w->n > 0)
		f->o.render(f->o.arg, w->arena, w->events, w->n, on_rendered, w);
	else
		end(w);
}

static void on_revocation_head(void *arg, enum err e, const struct rows *r)
{
	struct read *w = arg;

	if (e == ERR_OK && rows_count(r) == 1)
		w->feed->revocation = rows_i64(r, 0, 0);
	w->feed->again = e == ERR_OK;
	end(w);
}

/* The spaces that have something new, at most FEED_READ_SPACES; the others have their turn next. */
static size_t gather(struct feed *f, struct id128 *spaces, int64_t *seqs)
{
	struct id128 key;
	void *value;
	size_t n = 0;

	f->again = false;
	for (size_t at = 0; idmap_next(&f->spaces, &at, &key, &value);) {
		struct feed_space *s = value;

		if (s->subs == NULL || (!s->reread && s->hinted <= s->seq))
			continue;
		if (n == FEED_READ_SPACES) {
			f->again = true;
			break;
		}
		s->reread = false;
		s->hinted = s->seq; /* a wrong hint is not followed for ever */
		spaces[n] = key;
		seqs[n++] = s->seq;
	}
	return n;
}

void feed_read(struct feed *f)
{
	struct arena *a;
	struct id128 *spaces;
	int64_t *seqs;
	struct read *w;
	struct query q;
	size_t n;

	check_magic(f, FEED_MAGIC);
	if (f->reading) {
		f->again = true;
		return;
	}
	a = arena_create(4096);
	w = arena_alloc(a, sizeof(*w));
	*w = (struct read){.feed = f, .arena = a};
	spaces = arena_array(a, FEED_READ_SPACES, sizeof(*spaces));
	seqs = arena_array(a, FEED_READ_SPACES, sizeof(*seqs));
	f->reading = true;
	if (f->revocation < 0) {
		query_init(&q, a, STMT_feed_revocation_head);
		pool_query(f->o.pool, &q, on_revocation_head, w);
		return;
	}
	n = gather(f, spaces, seqs);
	query_init(&q, a, STMT_feed_since);
	bind_ids(&q, spaces, n);
	bind_i64s(&q, seqs, n);
	bind_i64(&q, f->revocation);
	bind_i64(&q, FEED_BEHIND_MAX + 1);
	pool_query(f->o.pool, &q, on_rows, w);
}

void feed_hint(struct feed *f, const struct space_id *spaces, const int64_t *seqs, size_t n)
{
	bool any = false;

	check_magic(f, FEED_MAGIC);
	for (size_t i = 0; i < n; i++) {
		struct feed_space *s = idmap_get(&f->spaces, spaces[i].id);

		if (s != NULL && s->subs != NULL && seqs[i] > s->seq) {
			if (seqs[i] > s->hinted)
				s->hinted = seqs[i];
			any = true;
		}
	}
	if (any)
		feed_read(f);
}

void feed_hint_text(struct feed *f, struct str payload)
{
	while (payload.n > 0) {
		size_t comma = str_find(payload, ',', 0);
		struct str pair = str_part(payload, 0, comma);
		size_t colon = str_find(pair, ':', 0);
		struct space_id space;
		long long seq;

		if (id_parse(str_part(pair, 0, colon), &space.id) && str_to_i64(str_part(pair, colon + 1, pair.n), &seq)) {
			int64_t s = seq;

			feed_hint(f, &space, &s, 1);
		}
		payload = str_part(payload, comma + 1, payload.n);
	}
}

void feed_hint_all(struct feed *f)
{
	reread_all(f);
	if (idmap_count(&f->sessions) > 0)
		feed_read(f);
}
