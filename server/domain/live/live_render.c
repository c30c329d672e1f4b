/* Events into frames: the posts and people they name are read together, each event is encoded once for all its readers. */
#include "base/check.h"
#include "base/log.h"
#include "call/app.h"
#include "db/pool.h"
#include "domain/live/live.h"
#include "domain/post/post.h"
#include "domain/space/space.h"
#include "domain/space/space_person.h"
#include "keys/lease.h"

#include <string.h>

struct person {
	struct id128 hat;
	struct str json;
};

struct rendering {
	struct app *app;
	struct arena *arena;
	struct feed_event *events;
	size_t n, next_member;
	struct id128 *posts;
	size_t post_count;
	struct person *people;
	size_t people_count;
	feed_rendered done;
	void *done_arg;
};

/* What is away comes back, and the events wait for it. With any other error they never could be read: clients are told to read again. */
static void end_early(struct rendering *w, enum err e)
{
	bool away = e == ERR_DATABASE_DOWN || e == ERR_KEYS_DOWN || e == ERR_BUSY;

	w->done(w->done_arg, away ? e : ERR_OK);
}

static bool is(const struct feed_event *e, const char *kind)
{
	return strcmp(e->kind, kind) == 0;
}

static void begin_frame(struct out *o, const struct feed_event *e)
{
	out_object(o);
	out_key_text(o, "t", STR("event"));
	out_key_id(o, "space", e->space.id);
	out_key_i64(o, "seq", e->seq);
	out_key_text(o, "kind", str_of(e->kind));
	out_key_i64(o, "at", e->at);
	out_key_id_or_null(o, "hat", e->hat.id);
}

static void end_frame(struct rendering *w, struct feed_event *e, struct out *o)
{
	out_end(o);
	e->json = arena_copy(w->arena, out_done(o));
	out_finish(o);
}

static struct str person_of(const struct rendering *w, struct id128 hat)
{
	for (size_t i = 0; i < w->people_count; i++)
		if (id_eq(w->people[i].hat, hat))
			return w->people[i].json;
	return (struct str){NULL, 0};
}

static void write_people(const struct rendering *w, struct id128 author, struct id128 actor, struct out *o)
{
	struct str a = person_of(w, author), b = id_eq(author, actor) ? (struct str){NULL, 0} : person_of(w, actor);

	out_key(o, "people");
	out_array(o);
	if (a.p != NULL)
		out_raw(o, a);
	if (b.p != NULL)
		out_raw(o, b);
	out_end(o);
}

/* ---- membership events, one by one: they are rare. One text for all readers: where relatives read, what they may see ---- */

enum { MEMBER_OF_FAMILY = 11 }; /* column of space_members */

static void render_members(struct rendering *w);

static void on_member(void *arg, enum err err, const struct rows *r)
{
	struct rendering *w = arg;
	struct feed_event *e = &w->events[w->next_member++];
	struct out o = {0};

	if (err != ERR_OK) {
		end_early(w, err);
		return;
	}
	if (rows_count(r) >= 1) {
		begin_frame(&o, e);
		if (is(e, "attending")) {
			out_key(&o, "attending");
			out_object(&o);
			out_key_id_or_null(&o, "hat", rows_id(r, 0, 0));
			out_key_text_or_null(&o, "name", rows_str(r, 0, 1));
			out_key_text_or_null(&o, "phone", (struct str){NULL, 0});
			out_end(&o);
		} else {
			out_key(&o, "member");
			err = space_write_member(w->app, rows_bool(r, 0, MEMBER_OF_FAMILY) ? HAT_KIN : HAT_STAFF, w->arena, r, 0, &o);
		}
		if (err == ERR_OK)
			end_frame(w, e, &o);
		else
			out_finish(&o);
	}
	render_members(w);
}

static void ask_member(struct rendering *w, const struct feed_event *e)
{
	struct query q;

	query_init(&q, w->arena, is(e, "attending") ? STMT_live_attending : STMT_space_members);
	bind_id(&q, e->space.id);
	if (!is(e, "attending"))
		bind_id(&q, e->member.id);
	pool_query(w->app->read_pool, &q, on_member, w);
}

static void render_members(struct rendering *w)
{
	while (w->next_member < w->n) {
		struct feed_event *e = &w->events[w->next_member];

		if (is(e, "member_add") || is(e, "attending")) {
			ask_member(w, e);
			return;
		}
		if (is(e, "member_remove") || is(e, "role") || is(e, "space")) {
			struct out o = {0};

			begin_frame(&o, e);
			if (!is(e, "space"))
				out_key_id(&o, "member", e->member.id);
			end_frame(w, e, &o);
		}
		w->next_member++;
	}
	w->done(w->done_arg, ERR_OK);
}

/* ---- posts ---- */

static void write_post_frame(struct rendering *w, const struct rows *r, int row, struct feed_event *e)
{
	struct out o = {0};
	enum err err;

	begin_frame(&o, e);
	out_key(&o, "post");
	err = post_write(w->app, w->arena, r, row, &o);
	if (err != ERR_OK) {
		log_error("event_not_rendered", LOG_ID("space", e->space), LOG_INT("seq", e->seq), LOG_ERR(err));
		out_finish(&o);
		return;
	}
	write_people(w, rows_id(r, row, POST_AUTHOR), e->hat.id, &o);
	end_frame(w, e, &o);
}

static void on_posts(void *arg, enum err e, const struct rows *r)
{
	struct rendering *w = arg;

	if (e != ERR_OK) {
		end_early(w, e);
		return;
	}
	for (size_t i = 0; i < w->n; i++)
		for (int row = 0; row < rows_count(r); row++)
			if (id_eq(rows_id(r, row, POST_ID), w->events[i].post.id))
				write_post_frame(w, r, row, &w->events[i]);
	render_members(w);
}

static void on_people(void *arg, enum err e, const struct rows *r)
{
	struct rendering *w = arg;
	struct query q;

	if (e != ERR_OK) {
		end_early(w, e);
		return;
	}
	w->people = arena_array(w->arena, (size_t)rows_count(r), sizeof(*w->people));
	for (int i = 0; i < rows_count(r); i++)
		w->people[w->people_count++] = (struct person){rows_id(r, i, 0), arena_copy(w->arena, space_people_open(w->app, w->arena, rows_str(r, i, 1)))};
	query_init(&q, w->arena, STMT_post_by_ids);
	bind_ids(&q, w->posts, w->post_count);
	bind_null(&q); /* for all readers: nobody's receipts */
	pool_query(w->app->read_pool, &q, on_posts, w);
}

static void on_keys(void *arg, enum err e)
{
	struct rendering *w = arg;
	struct id128 *hats = arena_array(w->arena, w->n, sizeof(*hats));
	struct query q;

	if (e != ERR_OK) {
		end_early(w, e);
		return;
	}
	w->posts = arena_array(w->arena, w->n, sizeof(*w->posts));
	for (size_t i = 0; i < w->n; i++) {
		hats[i] = w->events[i].hat.id;
		if (!id_is_zero(w->events[i].post.id))
			w->posts[w->post_count++] = w->events[i].post.id;
	}
	query_init(&q, w->arena, STMT_live_people);
	bind_ids(&q, hats, w->n);
	bind_ids(&q, w->posts, w->post_count);
	pool_query(w->app->read_pool, &q, on_people, w);
}

void live_render(void *arg, struct arena *a, struct feed_event *events, size_t n, feed_rendered done, void *done_arg)
{
	struct app *app = arg;
	struct rendering *w = arena_alloc(a, sizeof(*w));
	struct space_id *spaces = arena_array(a, n, sizeof(*spaces));
	size_t count = 0;

	check(app != NULL && done != NULL);
	*w = (struct rendering){.app = app, .arena = a, .events = events, .n = n, .done = done, .done_arg = done_arg};
	for (size_t i = 0; i < n; i++)
		if (i == 0 || !id_eq(events[i].space.id, events[i - 1].space.id))
			spaces[count++] = events[i].space;
	leases_want(app->leases, spaces, count, on_keys, w);
}
