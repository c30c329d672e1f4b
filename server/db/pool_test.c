/* Single statements on a pool: order, neighbours of a poisoned one, limits, loss and recovery. */
#include "db/test_db.h"

#include "loop/loop.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct test_cluster *cluster;

static struct world *world(int connections, int queue_limit)
{
	struct world *w = calloc(1, sizeof(*w));

	assert_non_null(w);
	if (cluster == NULL)
		cluster = world_cluster();
	test_cluster_run(cluster, "tasuki", "truncate thing, late, last_words");
	world_open(w, cluster, &(struct pool_options){.connections = connections, .queue_limit = queue_limit});
	return w;
}

static void stop(void *arg)
{
	loop_stop(arg);
}

static int one(void **state)
{
	*state = world(1, 1000);
	return 0;
}

static int three(void **state)
{
	*state = world(3, 1000);
	return 0;
}

static int tight(void **state)
{
	*state = world(1, 2);
	return 0;
}

static int teardown(void **state)
{
	world_close(*state);
	free(*state);
	return 0;
}

static int end(void **state)
{
	(void)state;
	test_cluster_destroy(&cluster);
	return 0;
}

/* More than are sent at once; each its own transaction, answered in order. */
static void test_many_in_order(void **state)
{
	struct world *w = *state;
	struct got g[300];

	for (int i = 0; i < 300; i++)
		world_ask_insert(w, &g[i], NULL, i, "x");
	assert_false(pool_idle(w->pool));
	world_wait(w, 300);
	for (int i = 0; i < 300; i++) {
		assert_int_equal(g[i].err, ERR_OK);
		assert_int_equal(g[i].place, i + 1);
	}
	assert_int_equal(world_things(w), 300);
	assert_true(pool_idle(w->pool));
}

static void test_poison_leaves_neighbours_alone(void **state)
{
	struct world *w = *state;
	struct got g[7];

	world_ask_insert(w, &g[0], NULL, 1, "a");
	world_ask_insert(w, &g[1], NULL, 1, "again");
	world_ask_insert(w, &g[2], NULL, 2, "b");
	world_ask_number(w, &g[3], NULL, TEST_divide, 0);
	world_ask_insert(w, &g[4], NULL, -3, "check");
	world_ask_text(w, &g[5], NULL, TEST_fail, "57014");
	world_ask_insert(w, &g[6], NULL, 4, "c");
	world_wait(w, 7);
	assert_int_equal(g[0].err, ERR_OK);
	assert_int_equal(g[1].err, ERR_CONFLICT);
	assert_int_equal(g[2].err, ERR_OK);
	assert_int_equal(g[3].err, ERR_BAD_VALUE);
	assert_int_equal(g[4].err, ERR_BAD_VALUE);
	assert_int_equal(g[5].err, ERR_BUSY);
	assert_int_equal(g[6].err, ERR_OK);
	for (int i = 0; i < 7; i++)
		assert_int_equal(g[i].place, i + 1);
	assert_int_equal(world_things(w), 3);
}

/* The statement itself succeeds, its implicit commit does not: that must not pass for success. */
static void test_error_at_the_implicit_commit(void **state)
{
	struct world *w = *state;
	struct got g[4];

	world_ask_number(w, &g[0], NULL, TEST_insert_late, 5);
	world_ask_number(w, &g[1], NULL, TEST_insert_late, 5);
	world_ask_text(w, &g[2], NULL, TEST_insert_last, "full");
	world_ask_insert(w, &g[3], NULL, 1, "a");
	world_wait(w, 4);
	assert_int_equal(g[0].err, ERR_OK);
	assert_int_equal(g[1].err, ERR_CONFLICT);
	assert_int_equal(g[1].rows, 0);
	assert_int_equal(g[2].err, ERR_STORAGE_FULL);
	assert_int_equal(g[3].err, ERR_OK);
	assert_int_equal(test_cluster_number(cluster, "tasuki", "select count(*) from last_words"), 0);
}

/* Waits until all three are up: each answers with a number of its own. */
static void ask_three_pids(struct world *w, struct got g[3])
{
	do {
		for (int i = 0; i < 3; i++)
			world_ask_plain(w, &g[i], NULL, TEST_pid);
		world_wait(w, 3);
	} while (g[0].number == g[1].number || g[1].number == g[2].number || g[0].number == g[2].number);
}

static void test_spread_over_connections(void **state)
{
	struct got g[3];

	ask_three_pids(*state, g);
}

static void test_settings_of_a_connection(void **state)
{
	static const char *const want[][2] = {
		{"TimeZone", "UTC"},
		{"application_name", "test"},
		{"client_encoding", "UTF8"},
		{"client_min_messages", "warning"},
		{"default_transaction_isolation", "read committed"},
		{"idle_in_transaction_session_timeout", "30s"},
		{"lock_timeout", "5s"},
		{"statement_timeout", "15s"},
	};
	struct world *w = *state;
	struct got g;

	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		world_ask_text(w, &g, NULL, TEST_settings, want[i][0]);
		world_wait(w, 1);
		assert_int_equal(g.err, ERR_OK);
		assert_string_equal(g.text, want[i][1]);
	}
}

/* 64 go out, 2 wait, the next is refused, and refused before the others are answered. */
static void test_busy_over_the_queue_limit(void **state)
{
	struct world *w = *state;
	struct got g[67];
	int busy = 0;

	for (int i = 0; i < 67; i++)
		world_ask_plain(w, &g[i], NULL, TEST_count);
	world_wait(w, 67);
	for (int i = 0; i < 66; i++)
		busy += g[i].err == ERR_BUSY;
	assert_int_equal(busy, 0);
	assert_int_equal(g[66].err, ERR_BUSY);
	assert_int_equal(g[66].place, 1);
}

static void test_down_answers_at_once_and_recovers(void **state)
{
	struct world *w = *state;
	bool down = false, up = false;
	struct str why;
	struct got g[2];

	cluster_stop(cluster->cluster, 20000);
	while (!down) {
		world_wait(w, 1);
		down = w->downs == 1;
	}
	assert_false(pool_up(w->pool));
	world_ask_plain(w, &g[0], NULL, TEST_count);
	world_txn_later(w, &g[1]);
	world_wait(w, 2);
	assert_int_equal(g[0].err, ERR_DATABASE_DOWN);
	assert_int_equal(g[1].err, ERR_DATABASE_DOWN);
	assert_int_equal(cluster_wait(cluster->cluster, 60000, cluster->arena, &why), ERR_OK);
	while (!up) {
		world_wait(w, 1);
		up = w->ups == 2;
	}
	assert_true(pool_up(w->pool));
	world_ask_plain(w, &g[0], NULL, TEST_count);
	world_wait(w, 1);
	assert_int_equal(g[0].err, ERR_OK);
}

/* Sent and lost: a read may be asked again, of a write nobody knows. */
static void test_loss_under_way(void **state)
{
	struct world *w = *state;
	struct got g[4];

	world_ask_insert(w, &g[0], NULL, 1, "kept");
	world_ask_text(w, &g[1], NULL, TEST_insert_last, "kill");
	world_ask_insert(w, &g[2], NULL, 2, "lost");
	world_ask_plain(w, &g[3], NULL, TEST_count);
	world_wait(w, 5); /* and the state */
	assert_int_equal(g[0].err, ERR_OK);
	assert_int_equal(g[1].err, ERR_COMMIT_UNKNOWN);
	assert_int_equal(g[2].err, ERR_COMMIT_UNKNOWN);
	assert_int_equal(g[3].err, ERR_DATABASE_DOWN);
	assert_int_equal(w->downs, 1);
	world_wait(w, 1);
	assert_int_equal(w->ups, 2);
	assert_int_equal(world_things(w), 1);
}

/* One connection of three goes: the pool stays up; at most what was under way on that one is lost. */
static void test_one_connection_goes(void **state)
{
	struct world *w = *state;
	struct got pid[3], g;
	char sql[64];
	int lost = 0;

	ask_three_pids(w, pid);
	(void)snprintf(sql, sizeof(sql), "select pg_terminate_backend(%d)", (int)pid[0].number);
	test_cluster_run(cluster, "tasuki", sql);
	for (int i = 0; i < 20; i++) {
		world_ask_plain(w, &g, NULL, TEST_count);
		world_wait(w, 1);
		lost += g.err != ERR_OK;
	}
	assert_true(lost <= 1);
	assert_int_equal(w->downs, 0);
	ask_three_pids(w, pid);
}

/* The server's process stands still: nobody waits for ever. */
static void test_silent_server(void **state)
{
	struct world w;
	struct got pid, g[2];
	char sql[96];

	(void)state;
	world_open(&w, cluster, &(struct pool_options){.connections = 1, .queue_limit = 10, .silence_ms = 2000});
	world_ask_plain(&w, &pid, NULL, TEST_pid);
	world_wait(&w, 1);
	assert_int_equal(pid.err, ERR_OK);
	assert_true(pid.number > 1);
	assert_int_equal(kill((pid_t)pid.number, SIGSTOP), 0);
	world_ask_plain(&w, &g[0], NULL, TEST_count);
	world_ask_insert(&w, &g[1], NULL, 1, "a");
	world_wait(&w, 3);
	assert_int_equal(g[0].err, ERR_DATABASE_DOWN);
	assert_int_equal(g[1].err, ERR_COMMIT_UNKNOWN);
	assert_int_equal(w.downs, 1);
	world_wait(&w, 1);
	assert_int_equal(w.ups, 2);
	assert_int_equal(kill((pid_t)pid.number, SIGCONT), 0);
	(void)snprintf(sql, sizeof(sql), "select pg_terminate_backend(%d, 5000)", (int)pid.number);
	test_cluster_run(cluster, "tasuki", sql);
	world_close(&w);
}

static void test_unfit_statement(void **state)
{
	const enum stmt stmts[] = {(enum stmt)TEST_count, (enum stmt)TEST_unfit, (enum stmt)TEST_word};
	struct world w;
	struct got g;
	bool up = false;

	(void)state;
	world_open(&w, cluster, &(struct pool_options){.connections = 2, .queue_limit = 1, .stmts = stmts, .stmt_count = 3});
	while (pool_fault(w.pool) == NULL) {
		struct timer *beat = timer_once(w.loop, 5, stop, w.loop);

		loop_run(w.loop);
		timer_destroy(&beat);
	}
	assert_false(pool_up(w.pool));
	assert_non_null(strstr(pool_fault(w.pool), "statement unfit "));
	assert_non_null(strstr(pool_fault(w.pool), "42703"));
	world_ask_plain(&w, &g, NULL, TEST_count);
	world_wait(&w, 1);
	assert_int_equal(g.err, ERR_DATABASE_DOWN);
	/* The schema is mended: no restart is needed. */
	test_cluster_run(cluster, "tasuki", "alter table thing add column no_such_column int");
	while (!up) {
		world_wait(&w, 1);
		up = pool_up(w.pool);
	}
	assert_null(pool_fault(w.pool));
	test_cluster_run(cluster, "tasuki", "alter table thing drop column no_such_column");
	world_close(&w);
}

static void test_destroy_answers_everything(void **state)
{
	struct world *w = *state;
	struct got g[70];

	for (int i = 0; i < 69; i++)
		world_ask_plain(w, &g[i], NULL, i == 0 ? TEST_sleep : TEST_count);
	loop_defer(w->loop, stop, w->loop);
	loop_run(w->loop); /* the first are sent now */
	world_ask_insert(w, &g[69], NULL, 1, "never sent");
	w->due = 70;
	pool_destroy(&w->pool);
	assert_int_equal(w->due, 0);
	for (int i = 0; i < 70; i++)
		assert_int_equal(g[i].err, ERR_DATABASE_DOWN);
}

static void destroy_the_pool(void *arg, enum err e, const struct rows *r)
{
	struct world *w = arg;

	(void)r;
	assert_int_equal(e, ERR_OK);
	pool_destroy(&w->pool);
}

static void test_destroy_inside_an_answer(void **state)
{
	struct world *w = *state;
	struct query q;
	struct got g[2];

	world_ask_plain(w, &g[0], NULL, TEST_count);
	query_init(&q, w->arena, (enum stmt)TEST_count);
	pool_query(w->pool, &q, destroy_the_pool, w);
	world_ask_plain(w, &g[1], NULL, TEST_count);
	world_wait(w, 2);
	assert_int_equal(g[0].err, ERR_OK);
	assert_int_equal(g[1].err, ERR_DATABASE_DOWN);
	assert_null(w->pool);
}

static void test_nobody_there(void **state)
{
	struct loop *loop = loop_create();
	struct timer *t = timer_once(loop, 200, stop, loop);
	struct pool *p = pool_create(loop, &(struct pool_options){
						   .conninfo = "host=/nowhere/at/all user=x",
						   .name = "nobody",
						   .connections = 2,
						   .stmts = test_stmts,
						   .stmt_count = 1,
					   });

	(void)state;
	loop_run(loop);
	assert_false(pool_up(p));
	assert_null(pool_fault(p));
	assert_true(pool_idle(p));
	timer_destroy(&t);
	pool_destroy(&p);
	loop_destroy(&loop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_many_in_order, one, teardown),
		cmocka_unit_test_setup_teardown(test_poison_leaves_neighbours_alone, one, teardown),
		cmocka_unit_test_setup_teardown(test_error_at_the_implicit_commit, one, teardown),
		cmocka_unit_test_setup_teardown(test_spread_over_connections, three, teardown),
		cmocka_unit_test_setup_teardown(test_settings_of_a_connection, one, teardown),
		cmocka_unit_test_setup_teardown(test_busy_over_the_queue_limit, tight, teardown),
		cmocka_unit_test_setup_teardown(test_down_answers_at_once_and_recovers, one, teardown),
		cmocka_unit_test_setup_teardown(test_loss_under_way, one, teardown),
		cmocka_unit_test_setup_teardown(test_one_connection_goes, three, teardown),
		cmocka_unit_test(test_silent_server),
		cmocka_unit_test(test_unfit_statement),
		cmocka_unit_test_setup_teardown(test_destroy_answers_everything, one, teardown),
		cmocka_unit_test_setup_teardown(test_destroy_inside_an_answer, one, teardown),
		cmocka_unit_test(test_nobody_there),
	};

	return cmocka_run_group_tests(tests, NULL, end);
}
