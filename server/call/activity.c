#include "call/activity.h"

#include "base/check.h"
#include "base/idmap.h"
#include "db/pool.h"
#include "loop/loop.h"

#include <stdlib.h>

#define FLUSH_MS 2000

struct noted {
	int64_t at;
};

struct activity {
	unsigned magic;
	struct loop *loop;
	struct pool *pool;
	struct timer *timer;
	struct idmap noted; /* session → struct noted */
};

#define ACTIVITY_MAGIC 0xac71417u

struct flush {
	struct activity *activity;
	struct arena *arena;
	struct id128 *sessions;
	int64_t *ats;
	size_t n;
	void (*cb)(void *arg);
	void *arg;
};

static void beat(void *arg)
{
	activity_flush(arg, NULL, NULL);
}

struct activity *activity_create(struct loop *loop, struct pool *pool)
{
	struct activity *a = calloc(1, sizeof(*a));

	check(a != NULL && loop != NULL && pool != NULL);
	a->magic = ACTIVITY_MAGIC;
	a->loop = loop;
	a->pool = pool;
	a->timer = timer_every(loop, FLUSH_MS, beat, a);
	return a;
}

void activity_destroy(struct activity **a)
{
	struct id128 key;
	void *value;

	if (*a == NULL)
		return;
	timer_destroy(&(*a)->timer);
	for (size_t at = 0; idmap_next(&(*a)->noted, &at, &key, &value);)
		free(value);
	idmap_finish(&(*a)->noted);
	free(*a);
	*a = NULL;
}

void activity_note(struct activity *a, struct session_id session, int64_t at)
{
	struct noted *n;

	check_magic(a, ACTIVITY_MAGIC);
	n = idmap_get(&a->noted, session.id);
	if (n == NULL) {
		n = calloc(1, sizeof(*n));
		check(n != NULL);
		idmap_put(&a->noted, session.id, n);
	}
	if (at > n->at)
		n->at = at;
}

int64_t activity_at(const struct activity *a, struct session_id session)
{
	const struct noted *n = idmap_get(&a->noted, session.id);

	return n ? n->at : 0;
}

static void on_flushed(void *arg, enum err e, const struct rows *r)
{
	struct flush *f = arg;
	struct arena *arena = f->arena;

	(void)r;
	check_magic(f->activity, ACTIVITY_MAGIC);
	if (e != ERR_OK) /* kept for the next beat, unless something newer was noted meanwhile */
		for (size_t i = 0; i < f->n; i++)
			activity_note(f->activity, (struct session_id){f->sessions[i]}, f->ats[i]);
	if (f->cb != NULL)
		f->cb(f->arg);
	arena_destroy(&arena);
}

static void done_now(void *arg)
{
	struct flush *f = arg;
	struct arena *arena = f->arena;

	f->cb(f->arg);
	arena_destroy(&arena);
}

static void take_noted(struct activity *a, struct flush *f)
{
	struct id128 key;
	void *value;

	f->sessions = arena_array(f->arena, idmap_count(&a->noted), sizeof(*f->sessions));
	f->ats = arena_array(f->arena, idmap_count(&a->noted), sizeof(*f->ats));
	for (size_t at = 0; idmap_next(&a->noted, &at, &key, &value);) {
		f->sessions[f->n] = key;
		f->ats[f->n++] = ((struct noted *)value)->at;
		free(value);
	}
	idmap_finish(&a->noted);
}

void activity_flush(struct activity *a, void (*cb)(void *arg), void *arg)
{
	struct arena *arena;
	struct flush *f;
	struct query q;

	check_magic(a, ACTIVITY_MAGIC);
	if (idmap_count(&a->noted) == 0 && cb == NULL)
		return;
	arena = arena_create(4096);
	f = arena_alloc(arena, sizeof(*f));
	*f = (struct flush){.activity = a, .arena = arena, .cb = cb, .arg = arg};
	take_noted(a, f);
	if (f->n == 0) {
		loop_defer(a->loop, done_now, f);
		return;
	}
	query_init(&q, arena, STMT_activity_flush);
	bind_ids(&q, f->sessions, f->n);
	bind_i64s(&q, f->ats, f->n);
	pool_query(a->pool, &q, on_flushed, f);
}
