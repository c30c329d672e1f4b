/* Transactions: one round trip, doom, the fate of a commit, waiting for a connection, loss at every point. */
#include "db/test_db.h"

#include "loop/loop.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
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

/* Two connections come up one after the other: transactions need both. */
static void both_up(struct world *w)
{
	struct got a, b;

	do {
		world_ask_plain(w, &a, NULL, TEST_pid);
		world_ask_plain(w, &b, NULL, TEST_pid);
		world_wait(w, 2);
	} while (a.number == b.number);
}

static int one(void **state)
{
	*state = world(1, 100);
	return 0;
}

static int two(void **state)
{
	*state = world(2, 1);
	both_up(*state);
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

/* After whatever happened before, the connection must be good for the next one. */
static void assert_usable(struct world *w)
{
	struct txn *t = world_txn(w);
	struct got g[2];

	world_ask_plain(w, &g[0], t, TEST_count);
	world_commit(w, &g[1], &t);
	world_wait(w, 2);
	assert_int_equal(g[0].err, ERR_OK);
	assert_int_equal(g[1].err, ERR_OK);
}

static void test_commit(void **state)
{
	struct world *w = *state;
	struct txn *t = world_txn(w);
	struct got g[4];

	world_ask_insert(w, &g[0], t, 1, "a");
	world_ask_insert(w, &g[1], t, 2, "b");
	world_ask_plain(w, &g[2], t, TEST_count);
	world_commit(w, &g[3], &t);
	world_wait(w, 4);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(g[i].err, ERR_OK);
		assert_int_equal(g[i].place, i + 2);
	}
	assert_int_equal(g[2].number, 2);
	assert_int_equal(world_things(w), 2);
	assert_usable(w);
}

/* Answers of the first turn are used in the second; nothing is visible before the commit. */
static void test_two_turns(void **state)
{
	struct world *w = *state;
	struct txn *t = world_txn(w);
	struct got g[3];

	world_ask_insert(w, &g[0], t, 1, "a");
	world_wait(w, 1);
	assert_int_equal(g[0].err, ERR_OK);
	assert_int_equal(world_things(w), 0);
	world_ask_plain(w, &g[1], t, TEST_count);
	world_commit(w, &g[2], &t);
	world_wait(w, 2);
	assert_int_equal(g[1].number, 1);
	assert_int_equal(g[2].err, ERR_OK);
	assert_int_equal(world_things(w), 1);
}

static void test_rollback(void **state)
{
	struct world *w = *state;
	struct txn *t = world_txn(w);
	struct got g;

	world_ask_insert(w, &g, t, 1, "a");
	txn_rollback(&t);
	assert_null(t);
	world_wait(w, 1);
	assert_int_equal(g.err, ERR_OK);
	assert_usable(w);
	assert_int_equal(world_things(w), 0);
}

static void test_nothing_said(void **state)
{
	struct world *w = *state;
	struct txn *t = world_txn(w);
	struct got g;

	world_commit(w, &g, &t);
	world_wait(w, 1);
	assert_int_equal(g.err, ERR_OK);
	t = world_txn(w);
	txn_rollback(&t);
	assert_usable(w);
}

/* All in one turn: what follows the failure was sent, is not run, and answers with the first error; so does the commit. */
static void test_doomed_in_one_turn(void **state)
{
	struct world *w = *state;
	struct txn *t = world_txn(w);
	struct got g[4];

	world_ask_insert(w, &g[0], t, 1, "a");
	world_ask_insert(w, &g[1], t, 1, "again");
	world_ask_insert(w, &g[2], t, 2, "b");
	world_commit(w, &g[3], &t);
	world_wait(w, 4);
	assert_int_equal(g[0].err, ERR_OK);
	for (int i = 1; i < 4; i++) {
		assert_int_equal(g[i].err, ERR_CONFLICT);
		assert_int_equal(g[i].place, i + 2);
	}
	assert_usable(w);
	assert_int_equal(world_things(w), 0);
}

/* The failure is known before the rest is said; answers still keep their order. */
static void test_doomed_before(void **state)
{
	struct world *w = *state;
	struct txn *t = world_txn(w);
	struct got g[4];

	world_ask_number(w, &g[0], t, TEST_divide, 0);
	world_wait(w, 1);
	assert_int_equal(g[0].err, ERR_BAD_VALUE);
	world_ask_insert(w, &g[1], t, 1, "a");
	world_ask_insert(w, &g[2], t, 2, "b");
	world_commit(w, &g[3], &t);
	world_wait(w, 3);
	for (int i = 1; i < 4; i++) {
		assert_int_equal(g[i].err, ERR_BAD_VALUE);
		assert_int_equal(g[i].place, i + 2);
	}
	assert_usable(w);
	assert_int_equal(world_things(w), 0);
}

struct step_in {
	struct world *w;
	struct txn **t;
	struct got *next, *last;
	bool done;
};

/* Inside the first answer, while the second (already sent, failing) is still under way. */
static void say_more(void *arg, enum err e, const struct rows *r)
{
	struct step_in *s = arg;

	(void)r;
	assert_int_equal(e, ERR_OK);
	world_ask_insert(s->w, s->next, *s->t, 2, "b");
	world_commit(s->w, s->last, s->t);
	s->done = true;
}

/* A commit of a failed transaction runs as ROLLBACK on the server and must not pass for a success. */
static void test_commit_of_a_failed_transaction(void **state)
{
	struct world *w = *state;
	struct txn *t = world_txn(w);
	struct got failing, next, last;
	struct step_in s = {.w = w, .t = &t, .next = &next, .last = &last};
	struct query q;

	query_init(&q, w->arena, (enum stmt)TEST_count);
	txn_query(t, &q, say_more, &s);
	world_ask_number(w, &failing, t, TEST_divide, 0);
	world_wait(w, 3);
	assert_true(s.done);
	assert_int_equal(failing.err, ERR_BAD_VALUE);
	assert_int_equal(next.err, ERR_BAD_VALUE);
	assert_int_equal(last.err, ERR_BAD_VALUE);
	assert_true(failing.place < next.place && next.place < last.place);
	assert_usable(w);
	assert_int_equal(world_things(w), 0);
}

static void test_rollback_of_a_failed_transaction(void **state)
{
	struct world *w = *state;
	struct txn *t = world_txn(w);
	struct got g;

	world_ask_number(w, &g, t, TEST_divide, 0);
	txn_rollback(&t);
	world_wait(w, 1);
	assert_int_equal(g.err, ERR_BAD_VALUE);
	assert_usable(w);
}

static void test_error_at_the_commit(void **state)
{
	struct world *w = *state;
	struct txn *t = world_txn(w);
	struct got g[3];

	world_ask_number(w, &g[0], t, TEST_insert_late, 1);
	world_ask_number(w, &g[1], t, TEST_insert_late, 1);
	world_commit(w, &g[2], &t);
	world_wait(w, 3);
	assert_int_equal(g[0].err, ERR_OK);
	assert_int_equal(g[1].err, ERR_OK);
	assert_int_equal(g[2].err, ERR_CONFLICT);
	t = world_txn(w);
	world_ask_text(w, &g[0], t, TEST_insert_last, "full");
	world_commit(w, &g[1], &t);
	world_wait(w, 2);
	assert_int_equal(g[0].err, ERR_OK);
	assert_int_equal(g[1].err, ERR_STORAGE_FULL);
	assert_usable(w);
}

static void test_timeouts_are_busy(void **state)
{
	struct world *w = *state;
	struct txn *holder = world_txn(w), *t = world_txn(w);
	struct got g[4];

	world_ask_number(w, &g[0], holder, TEST_lock, 1);
	world_wait(w, 1);
	world_ask_plain(w, &g[1], t, TEST_short_lock);
	world_ask_number(w, &g[2], t, TEST_lock, 1);
	world_wait(w, 2);
	assert_int_equal(g[2].err, ERR_BUSY);
	txn_rollback(&t);
	txn_rollback(&holder);
	t = world_txn(w);
	world_ask_plain(w, &g[1], t, TEST_short_statement);
	world_ask_plain(w, &g[2], t, TEST_sleep);
	world_commit(w, &g[3], &t);
	world_wait(w, 3);
	assert_int_equal(g[2].err, ERR_BUSY);
	assert_int_equal(g[3].err, ERR_BUSY);
}

static void test_waiting_for_a_connection(void **state)
{
	struct world *w = *state;
	struct txn *a = world_txn(w), *b = world_txn(w);
	struct got third, fourth, g, single;

	world_txn_later(w, &third);
	world_txn_later(w, &fourth);
	world_wait(w, 1);
	assert_int_equal(fourth.err, ERR_BUSY);
	assert_false(third.answered);
	world_ask_plain(w, &single, NULL, TEST_count); /* the queue is full for it too */
	world_wait(w, 1);
	assert_int_equal(single.err, ERR_BUSY);
	world_ask_insert(w, &g, a, 1, "a");
	txn_rollback(&a);
	world_wait(w, 2);
	assert_int_equal(third.err, ERR_OK);
	txn_rollback(&third.txn);
	txn_rollback(&b);
	world_ask_plain(w, &single, NULL, TEST_count);
	world_wait(w, 1);
	assert_int_equal(single.err, ERR_OK);
}

/* Singles sent before on the same connection do not fall into the transaction. */
static void test_singles_stay_outside(void **state)
{
	struct world *w = *state;
	struct got g[3], opened;
	struct txn *t;

	world_ask_insert(w, &g[0], NULL, 1, "single");
	world_txn_later(w, &opened);
	world_ask_insert(w, &g[1], NULL, 2, "single");
	world_wait(w, 1);
	t = opened.txn;
	assert_non_null(t);
	world_ask_insert(w, &g[2], t, 3, "rolled back");
	txn_rollback(&t);
	world_wait(w, 3);
	assert_usable(w);
	assert_int_equal(world_things(w), 2);
}

/* Lost with nothing on its way but statements: nothing was kept, and everybody is told so. */
static void test_lost_before_the_commit(void **state)
{
	struct world *w = *state;
	struct txn *t = world_txn(w);
	struct got g[4];

	world_ask_insert(w, &g[0], t, 1, "a");
	world_wait(w, 1);
	test_cluster_run(cluster, "postgres",
			 "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test'");
	world_wait(w, 1); /* the state */
	assert_int_equal(w->downs, 1);
	world_ask_insert(w, &g[1], t, 2, "b");
	world_commit(w, &g[2], &t);
	world_wait(w, 2);
	assert_int_equal(g[1].err, ERR_DATABASE_DOWN);
	assert_int_equal(g[2].err, ERR_DATABASE_DOWN);
	world_wait(w, 1);
	assert_int_equal(w->ups, 2);
	assert_usable(w);
	assert_int_equal(world_things(w), 0);
}

/* The server went, this side does not know yet, and the commit is handed over: for all we can tell it may have been kept. */
static void test_commit_into_a_dead_connection(void **state)
{
	struct world *w = *state;
	struct txn *t = world_txn(w);
	struct got g[2];

	world_ask_insert(w, &g[0], t, 1, "a");
	world_wait(w, 1);
	test_cluster_run(cluster, "postgres",
			 "select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'test'");
	world_commit(w, &g[1], &t);
	world_wait(w, 2);
	assert_true(g[1].err == ERR_COMMIT_UNKNOWN || g[1].err == ERR_DATABASE_DOWN);
	assert_int_equal(w->downs, 1);
	world_wait(w, 1);
	assert_usable(w);
}

static void check_lost_at_the_commit(struct world *w, const char *how)
{
	struct txn *t = world_txn(w);
	struct got g[3];

	world_ask_insert(w, &g[0], t, 1, "a");
	world_ask_text(w, &g[1], t, TEST_insert_last, how);
	world_wait(w, 2);
	assert_int_equal(g[1].err, ERR_OK);
	world_commit(w, &g[2], &t);
	world_wait(w, 2);
	assert_int_equal(g[2].err, ERR_COMMIT_UNKNOWN);
	assert_int_equal(w->downs, 1);
	world_wait(w, 1);
	assert_int_equal(w->ups, 2);
	assert_usable(w);
	assert_int_equal(world_things(w), 0); /* it was not kept, but only PostgreSQL knows */
}

static void test_terminated_at_the_commit(void **state)
{
	check_lost_at_the_commit(*state, "terminate");
}

static void test_killed_at_the_commit(void **state)
{
	check_lost_at_the_commit(*state, "kill");
}

/* The commit is behind a statement that was never answered: that statement's caller must not hear "nothing was kept" either. */
static void test_killed_with_commit_queued(void **state)
{
	struct world *w = *state;
	struct txn *t = world_txn(w);
	struct got g[2];

	world_ask_plain(w, &g[0], t, TEST_sleep);
	world_commit(w, &g[1], &t);
	loop_defer(w->loop, stop, w->loop);
	loop_run(w->loop); /* sent */
	test_cluster_run(cluster, "postgres",
			 "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test'");
	world_wait(w, 3);
	assert_int_equal(g[0].err, ERR_COMMIT_UNKNOWN);
	assert_int_equal(g[1].err, ERR_COMMIT_UNKNOWN);
	world_wait(w, 1);
	assert_usable(w);
}

/* The commit had failed for another reason, and that is known: the loss after it changes nothing. */
static void test_doomed_then_lost(void **state)
{
	struct world *w = *state;
	struct txn *t = world_txn(w);
	struct got g[2];

	world_ask_number(w, &g[0], t, TEST_divide, 0);
	world_wait(w, 1);
	test_cluster_run(cluster, "postgres",
			 "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test'");
	world_wait(w, 1);
	world_commit(w, &g[1], &t);
	world_wait(w, 1);
	assert_int_equal(g[1].err, ERR_BAD_VALUE);
	world_wait(w, 1);
	assert_usable(w);
}

static void test_pool_goes_first(void **state)
{
	struct world *w = *state;
	struct txn *t = world_txn(w);
	struct got g[3];

	world_ask_plain(w, &g[0], t, TEST_sleep);
	loop_defer(w->loop, stop, w->loop);
	loop_run(w->loop);
	w->due = 1;
	pool_destroy(&w->pool);
	assert_int_equal(g[0].err, ERR_DATABASE_DOWN);
	world_ask_in(w, &g[1], t, &(struct query){.stmt = (enum stmt)TEST_count, .arena = w->arena});
	world_commit(w, &g[2], &t);
	world_wait(w, 2);
	assert_int_equal(g[1].err, ERR_DATABASE_DOWN);
	assert_int_equal(g[2].err, ERR_DATABASE_DOWN);
	assert_true(g[1].place < g[2].place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_commit, one, teardown),
		cmocka_unit_test_setup_teardown(test_two_turns, one, teardown),
		cmocka_unit_test_setup_teardown(test_rollback, one, teardown),
		cmocka_unit_test_setup_teardown(test_nothing_said, one, teardown),
		cmocka_unit_test_setup_teardown(test_doomed_in_one_turn, one, teardown),
		cmocka_unit_test_setup_teardown(test_doomed_before, one, teardown),
		cmocka_unit_test_setup_teardown(test_commit_of_a_failed_transaction, one, teardown),
		cmocka_unit_test_setup_teardown(test_rollback_of_a_failed_transaction, one, teardown),
		cmocka_unit_test_setup_teardown(test_error_at_the_commit, one, teardown),
		cmocka_unit_test_setup_teardown(test_timeouts_are_busy, two, teardown),
		cmocka_unit_test_setup_teardown(test_waiting_for_a_connection, two, teardown),
		cmocka_unit_test_setup_teardown(test_singles_stay_outside, one, teardown),
		cmocka_unit_test_setup_teardown(test_lost_before_the_commit, one, teardown),
		cmocka_unit_test_setup_teardown(test_commit_into_a_dead_connection, one, teardown),
		cmocka_unit_test_setup_teardown(test_terminated_at_the_commit, one, teardown),
		cmocka_unit_test_setup_teardown(test_killed_at_the_commit, one, teardown),
		cmocka_unit_test_setup_teardown(test_killed_with_commit_queued, one, teardown),
		cmocka_unit_test_setup_teardown(test_doomed_then_lost, one, teardown),
		cmocka_unit_test_setup_teardown(test_pool_goes_first, one, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, end);
}
