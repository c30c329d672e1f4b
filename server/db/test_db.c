#include "db/test_db.h"

#include "base/check.h"
#include "loop/loop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name, *text;
	int params;
	bool writes;
} table[] = {
#define ROW(name, params, writes, text) {#name, text, params, writes},
	TEST_STMTS(ROW)
#undef ROW
};

const char *stmt_name(enum stmt s)
{
	return table[(size_t)s].name;
}

const char *stmt_text(enum stmt s)
{
	return table[(size_t)s].text;
}

int stmt_params(enum stmt s)
{
	return table[(size_t)s].params;
}

bool stmt_writes(enum stmt s)
{
	return table[(size_t)s].writes;
}

#define FIT(name) (enum stmt) TEST_##name
const enum stmt test_stmts[TEST_COUNT - 1] = {
	FIT(arrays),      FIT(count),     FIT(divide), FIT(fail),    FIT(insert),     FIT(insert_late),
	FIT(insert_last), FIT(lock),      FIT(pid),    FIT(nothing), FIT(short_lock), FIT(short_statement),
	FIT(sleep),       FIT(terminate), FIT(touch),  FIT(types),   FIT(settings),   FIT(word),
};

static const char schema[] = "create table thing (id bigint primary key check (id >= 0), word text);"
			     "create table late (id bigint unique deferrable initially deferred);"
			     "create table last_words (how text);"
			     "create function fail(state text) returns int language plpgsql as $$"
			     " begin raise exception using errcode = state, message = 'as asked'; end $$;";

/* Ends the backend in the middle of its own commit: politely, or as kill -9 does (the shell's parent is the backend). */
static const char last_words[] =
	"create function speak_last() returns trigger security definer language plpgsql as $$"
	" begin"
	"  if new.how = 'terminate' then perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(10); end if;"
	"  if new.how = 'kill' then copy (select 1) to program 'kill -9 $PPID'; perform pg_sleep(10); end if;"
	"  if new.how = 'full' then raise exception using errcode = '53100'; end if;"
	"  return null;"
	" end $$;"
	"create constraint trigger speak_last after insert on last_words deferrable initially deferred"
	" for each row execute function speak_last();";

struct test_cluster *world_cluster(void)
{
	struct test_cluster *c = test_cluster_start();

	test_cluster_run(c, "tasuki", schema);
	test_cluster_run(c, "postgres", last_words);
	return c;
}

static void too_late(void *arg)
{
	const struct world *w = arg;

	(void)fprintf(stderr, "test: %d callbacks did not come\n", w->due);
	abort();
}

static void came(struct world *w)
{
	if (--w->due == 0)
		loop_stop(w->loop);
}

static void state_changed(void *arg, bool up)
{
	struct world *w = arg;

	*(up ? &w->ups : &w->downs) += 1;
	came(w);
}

void world_open(struct world *w, struct test_cluster *c, const struct pool_options *o)
{
	struct pool_options options = *o;

	*w = (struct world){.cluster = c, .loop = loop_create(), .arena = arena_create(4096)};
	options.conninfo = test_cluster_conninfo(c, "tasuki");
	options.name = "test";
	options.stmts = o->stmts ? o->stmts : test_stmts;
	options.stmt_count = o->stmts ? o->stmt_count : TEST_COUNT - 1;
	options.state = state_changed;
	options.arg = w;
	w->pool = pool_create(w->loop, &options);
	if (o->stmts == NULL)
		world_wait(w, 1);
}

void world_close(struct world *w)
{
	pool_destroy(&w->pool);
	loop_destroy(&w->loop);
	arena_destroy(&w->arena);
}

void world_wait(struct world *w, int callbacks)
{
	struct timer *limit = timer_once(w->loop, 30000, too_late, w);

	w->due = callbacks;
	while (w->due > 0)
		loop_run(w->loop);
	timer_destroy(&limit);
}

static void look(void *arg)
{
	struct world *w = arg;

	loop_stop(w->loop);
}

void world_until(struct world *w, const bool *value)
{
	struct timer *limit = timer_once(w->loop, 30000, too_late, w);
	struct timer *beat = timer_every(w->loop, 1, look, w);

	w->due = -1;
	while (!*value)
		loop_run(w->loop);
	timer_destroy(&beat);
	timer_destroy(&limit);
}

static void note(struct got *g, enum err e)
{
	check(!g->answered);
	g->answered = true;
	g->err = e;
	g->place = ++g->w->places;
	came(g->w);
}

/* Without a word of row.c about types it refuses: the first cell's length tells. */
static void got_rows(void *arg, enum err e, const struct rows *r)
{
	struct got *g = arg;

	check((r != NULL) == (e == ERR_OK));
	g->rows = rows_count(r);
	g->affected = rows_affected(r);
	note(g, e);
}

static void got_number(void *arg, enum err e, const struct rows *r)
{
	struct got *g = arg;

	if (rows_count(r) > 0)
		g->number = rows_i64(r, 0, 0);
	got_rows(arg, e, r);
}

static void got_text(void *arg, enum err e, const struct rows *r)
{
	struct got *g = arg;

	if (rows_count(r) > 0)
		(void)snprintf(g->text, sizeof(g->text), "%.*s", STR_ARG(rows_str(r, 0, 0)));
	got_rows(arg, e, r);
}

static rows_cb reader_of(enum stmt s)
{
	switch ((enum test_stmt)s) {
	case TEST_count:
	case TEST_pid:
	case TEST_divide:
		return got_number;
	case TEST_settings:
	case TEST_word:
		return got_text;
	default:
		return got_rows;
	}
}

void world_ask_in(struct world *w, struct got *g, struct txn *t, const struct query *q)
{
	*g = (struct got){.w = w};
	if (t != NULL)
		txn_query(t, q, reader_of(q->stmt), g);
	else
		pool_query(w->pool, q, reader_of(q->stmt), g);
	check(!g->answered);
}

void world_ask(struct world *w, struct got *g, const struct query *q)
{
	world_ask_in(w, g, NULL, q);
}

void world_ask_number(struct world *w, struct got *g, struct txn *t, enum test_stmt s, int64_t n)
{
	struct query q;

	query_init(&q, w->arena, (enum stmt)s);
	if (s == TEST_divide || s == TEST_terminate)
		bind_i32(&q, (int32_t)n);
	else
		bind_i64(&q, n);
	world_ask_in(w, g, t, &q);
}

void world_ask_text(struct world *w, struct got *g, struct txn *t, enum test_stmt s, const char *text)
{
	struct query q;

	query_init(&q, w->arena, (enum stmt)s);
	bind_text(&q, str_of(text));
	world_ask_in(w, g, t, &q);
}

void world_ask_plain(struct world *w, struct got *g, struct txn *t, enum test_stmt s)
{
	struct query q;

	query_init(&q, w->arena, (enum stmt)s);
	world_ask_in(w, g, t, &q);
}

void world_ask_insert(struct world *w, struct got *g, struct txn *t, int64_t id, const char *word)
{
	struct query q;

	query_init(&q, w->arena, (enum stmt)TEST_insert);
	bind_i64(&q, id);
	bind_text(&q, str_of(word));
	world_ask_in(w, g, t, &q);
}

static void opened(void *arg, enum err e, struct txn *t)
{
	struct got *g = arg;

	check((t != NULL) == (e == ERR_OK));
	g->txn = t;
	note(g, e);
}

void world_txn_later(struct world *w, struct got *g)
{
	*g = (struct got){.w = w};
	txn_open(w->pool, opened, g);
	check(!g->answered);
}

struct txn *world_txn(struct world *w)
{
	struct got g;

	world_txn_later(w, &g);
	world_wait(w, 1);
	check(g.err == ERR_OK);
	return g.txn;
}

static void committed(void *arg, enum err e)
{
	note(arg, e);
}

void world_commit(struct world *w, struct got *g, struct txn **t)
{
	*g = (struct got){.w = w};
	txn_commit(t, committed, g);
	check(*t == NULL && !g->answered);
}

int64_t world_things(struct world *w)
{
	return test_cluster_number(w->cluster, "tasuki", "select count(*) from thing");
}
