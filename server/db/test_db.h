/*
 * For the tests of db/ only: statements of their own in place of the program's (this file defines stmt_name and its sisters, and
 * the linker takes them before the library's), and a small world of loop and pool that waits for answers.
 */
#ifndef TASUKI_DB_TEST_DB_H
#define TASUKI_DB_TEST_DB_H

#include "db/pool.h"
#include "db/test_cluster.h"

#define TEST_STMTS(ROW)                                                                                                          \
	ROW(arrays, 6, false,                                                                                                    \
	    "select i, u, l, s, b, t, y from unnest($1::uuid[], $2::int8[], $3::int4[], $4::bool[], $5::text[], $6::bytea[])"    \
	    " with ordinality as a (u, l, s, b, t, y, i) order by i")                                                            \
	ROW(count, 0, false, "select count(*) from thing")                                                                       \
	ROW(divide, 1, false, "select 1 / $1::int4")                                                                             \
	ROW(fail, 1, false, "select fail($1::text)")                                                                             \
	ROW(insert, 2, true, "insert into thing (id, word) values ($1::int8, $2::text)")                                         \
	ROW(insert_late, 1, true, "insert into late (id) values ($1::int8)")                                                     \
	ROW(insert_last, 1, true, "insert into last_words (how) values ($1::text)")                                              \
	ROW(lock, 1, false, "select pg_advisory_xact_lock($1::int8)")                                                            \
	ROW(nothing, 0, false, "select 1 where false")                                                                           \
	ROW(pid, 0, false, "select pg_backend_pid()")                                                                            \
	ROW(settings, 1, false, "select current_setting($1::text)")                                                              \
	ROW(short_lock, 0, false, "set local lock_timeout = '1ms'")                                                              \
	ROW(short_statement, 0, false, "set local statement_timeout = '1ms'")                                                    \
	ROW(sleep, 0, false, "select pg_sleep(10)")                                                                              \
	ROW(terminate, 1, false, "select pg_terminate_backend($1::int4)")                                                        \
	ROW(touch, 0, true, "update thing set word = word || '!'")                                                               \
	ROW(types, 8, false,                                                                                                     \
	    "select $1::bool, $2::int4, $3::int8, $4::uuid, $5::text, $6::bytea, $7::uuid, ($2::int4 % 1000)::int2, $8::text")   \
	ROW(unfit, 0, false, "select no_such_column from thing")                                                                 \
	ROW(word, 1, false, "select word from thing where id = $1::int8")

enum test_stmt {
#define ROW(name, params, writes, text) TEST_##name,
	TEST_STMTS(ROW)
#undef ROW
		TEST_COUNT
};

/* All but `unfit`. */
extern const enum stmt test_stmts[TEST_COUNT - 1];

struct world {
	struct test_cluster *cluster;
	struct loop *loop;
	struct pool *pool;
	struct arena *arena;
	struct timer *limit;
	int due, places;
	int ups, downs;
};

/* One answer, filled by its callback. */
struct got {
	struct world *w;
	bool answered;
	enum err err;
	int place; /* 1: the first of all */
	int rows;
	int64_t affected;
	int64_t number; /* first cell, where it is a whole number */
	char text[64];  /* first cell, where it is text */
	struct txn *txn;
};

/* A started cluster with the tables and functions the statements need. */
struct test_cluster *world_cluster(void);
/* Loop and pool, waiting until the pool is up. */
void world_open(struct world *w, struct test_cluster *c, const struct pool_options *o);
void world_close(struct world *w);
/* Runs the loop until so many more callbacks have come. 30 s fail the test program. */
void world_wait(struct world *w, int callbacks);
/* Runs the loop until *value is true. */
void world_until(struct world *w, const bool *value);

/* Asks; the answer comes into g. */
void world_ask(struct world *w, struct got *g, const struct query *q);
void world_ask_in(struct world *w, struct got *g, struct txn *t, const struct query *q);
void world_ask_number(struct world *w, struct got *g, struct txn *t, enum test_stmt s, int64_t n);
void world_ask_text(struct world *w, struct got *g, struct txn *t, enum test_stmt s, const char *text);
void world_ask_plain(struct world *w, struct got *g, struct txn *t, enum test_stmt s);
void world_ask_insert(struct world *w, struct got *g, struct txn *t, int64_t id, const char *word);
/* Opens and waits. */
struct txn *world_txn(struct world *w);
void world_txn_later(struct world *w, struct got *g);
void world_commit(struct world *w, struct got *g, struct txn **t);
/* Rows of `thing`, by a connection of its own. */
int64_t world_things(struct world *w);

#endif
