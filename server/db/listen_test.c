/* Notices: heard, said, lost while away and then told of. */
#include "db/listen.h"
#include "db/test_db.h"

#include "loop/loop.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct test_cluster *cluster;

struct ear {
	struct loop *loop;
	struct listener *listener;
	struct timer *limit;
	int notices, restored;
	int destroy_at; /* notice at which the listener is destroyed; 0: never */
	char heard[256];
};

static int setup(void **state)
{
	(void)state;
	cluster = test_cluster_start();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	test_cluster_destroy(&cluster);
	return 0;
}

static void notice(void *arg, struct str channel, struct str payload)
{
	struct ear *e = arg;
	size_t n = strlen(e->heard);

	(void)snprintf(e->heard + n, sizeof(e->heard) - n, "%.*s=%.*s ", STR_ARG(channel), STR_ARG(payload));
	e->notices++;
	if (e->notices == e->destroy_at)
		listener_destroy(&e->listener);
	loop_stop(e->loop);
}

static void restored(void *arg)
{
	struct ear *e = arg;

	e->restored++;
	loop_stop(e->loop);
}

static void too_late(void *arg)
{
	(void)arg;
	(void)fprintf(stderr, "test: nothing was heard\n");
	abort();
}

static void wait_for(struct ear *e, const int *what, int n)
{
	while (*what < n)
		loop_run(e->loop);
}

static void ear_open(struct ear *e)
{
	static const char *const channels[] = {"gone", "space", NULL};

	*e = (struct ear){.loop = loop_create()};
	e->limit = timer_once(e->loop, 30000, too_late, e);
	e->listener = listener_create(e->loop, &(struct listener_options){
						       .conninfo = test_cluster_conninfo(cluster, "tasuki"),
						       .channels = channels,
						       .notice = notice,
						       .restored = restored,
						       .arg = e,
					       });
	assert_false(listener_up(e->listener));
	listener_notify(e->listener, STR("space"), STR("not connected: dropped"));
	wait_for(e, &e->restored, 1);
	assert_true(listener_up(e->listener));
}

static void ear_close(struct ear *e)
{
	listener_destroy(&e->listener);
	timer_destroy(&e->limit);
	loop_destroy(&e->loop);
}

static void test_heard_from_others(void **state)
{
	struct ear e;

	(void)state;
	ear_open(&e);
	test_cluster_run(cluster, "tasuki", "notify other, 'no'; notify space, 'a:1'; notify gone; notify space, 'b:2'");
	wait_for(&e, &e.notices, 3);
	assert_string_equal(e.heard, "space=a:1 gone= space=b:2 ");
	ear_close(&e);
}

static void test_said_here(void **state)
{
	struct ear a, b;
	char payload[7999];

	(void)state;
	ear_open(&a);
	ear_open(&b);
	(void)memset(payload, 'x', sizeof(payload));
	listener_notify(a.listener, STR("nobody"), (struct str){payload, sizeof(payload)});
	listener_notify(a.listener, STR("space"), STR("it's \"quoted\""));
	listener_notify(a.listener, STR("space"), STR(""));
	wait_for(&a, &a.notices, 2); /* its own come back */
	wait_for(&b, &b.notices, 2);
	assert_string_equal(a.heard, "space=it's \"quoted\" space= ");
	assert_string_equal(b.heard, a.heard);
	ear_close(&a);
	ear_close(&b);
}

static void test_restored_after_a_loss(void **state)
{
	struct ear e;

	(void)state;
	ear_open(&e);
	test_cluster_run(cluster, "postgres",
			 "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tasuki listen'");
	wait_for(&e, &e.restored, 2);
	test_cluster_run(cluster, "tasuki", "notify space, 'after'");
	wait_for(&e, &e.notices, 1);
	assert_string_equal(e.heard, "space=after ");
	ear_close(&e);
}

static void test_destroyed_inside_a_notice(void **state)
{
	struct ear e;

	(void)state;
	ear_open(&e);
	e.destroy_at = 1;
	test_cluster_run(cluster, "tasuki", "notify space, '1'; notify space, '2'");
	wait_for(&e, &e.notices, 1);
	assert_null(e.listener);
	ear_close(&e);
	assert_int_equal(e.notices, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_heard_from_others),
		cmocka_unit_test(test_said_here),
		cmocka_unit_test(test_restored_after_a_loss),
		cmocka_unit_test(test_destroyed_inside_a_notice),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
