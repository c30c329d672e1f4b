/* The loop: deferred calls, timers, watches, signals, work on the pool. */
#include "loop/loop.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct world {
	struct loop *loop;
	struct timer *timer, *limit;
	struct watch *a, *b;
	int pair[2];
	char log[64];
	int count;
};

static void note(struct world *w, char c)
{
	size_t n = strlen(w->log);

	assert_true(n + 1 < sizeof(w->log));
	w->log[n] = c;
}

static void too_late(void *arg)
{
	(void)arg;
	fail_msg("the loop did not end");
}

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	assert_non_null(w);
	w->loop = loop_create();
	w->limit = timer_once(w->loop, 30000, too_late, w);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, w->pair), 0);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	timer_destroy(&w->limit);
	loop_destroy(&w->loop);
	assert_null(w->loop);
	(void)close(w->pair[0]);
	(void)close(w->pair[1]);
	free(w);
	return 0;
}

static void stop(void *arg)
{
	struct world *w = arg;

	note(w, '.');
	loop_stop(w->loop);
}

static void note_b(void *arg)
{
	note(arg, 'b');
}

static void note_a_and_defer(void *arg)
{
	struct world *w = arg;

	note(w, 'a');
	loop_defer(w->loop, note_b, w);
	loop_defer(w->loop, stop, w);
}

static void note_c(void *arg)
{
	note(arg, 'c');
}

static void test_deferred_calls_keep_order(void **state)
{
	struct world *w = *state;

	loop_defer(w->loop, note_a_and_defer, w);
	loop_defer(w->loop, note_c, w);
	loop_run(w->loop);
	assert_string_equal(w->log, "acb.");
}

static void defer_for_ever(void *arg)
{
	struct world *w = arg;

	w->count++;
	if (!strchr(w->log, '.'))
		loop_defer(w->loop, defer_for_ever, w);
}

static void test_endless_deferring_does_not_starve_timers(void **state)
{
	struct world *w = *state;

	loop_defer(w->loop, defer_for_ever, w);
	w->timer = timer_once(w->loop, 20, stop, w);
	loop_run(w->loop);
	assert_true(w->count > 1);
	timer_destroy(&w->timer);
	assert_null(w->timer);
}

static void tick(void *arg)
{
	struct world *w = arg;

	note(w, 't');
	if (++w->count == 3) {
		timer_destroy(&w->timer);
		loop_stop(w->loop);
	}
}

static void test_timer_repeats_until_destroyed_from_within(void **state)
{
	struct world *w = *state;

	w->timer = timer_every(w->loop, 1, tick, w);
	loop_run(w->loop);
	assert_string_equal(w->log, "ttt");
}

static void readable(void *arg, int events)
{
	struct world *w = arg;
	char c;

	assert_int_equal(events, LOOP_READ);
	assert_int_equal(read(w->pair[0], &c, 1), 1);
	note(w, c);
	loop_stop(w->loop);
}

static void test_watch_reports_only_what_is_asked(void **state)
{
	struct world *w = *state;

	w->a = watch_create(w->loop, w->pair[0], readable, w);
	assert_int_equal(write(w->pair[1], "xy", 2), 2);
	w->timer = timer_once(w->loop, 1, stop, w);
	loop_run(w->loop); /* no interest: the timer ends it */
	watch_set(w->a, LOOP_READ);
	watch_set(w->a, LOOP_READ);
	loop_run(w->loop);
	assert_string_equal(w->log, ".x");
	watch_set(w->a, 0);
	watch_set(w->a, LOOP_READ);
	loop_run(w->loop);
	assert_string_equal(w->log, ".xy");
	watch_destroy(&w->a, note_c, w);
	assert_string_equal(w->log, ".xy");
	loop_defer(w->loop, stop, w);
	loop_run(w->loop);
	assert_string_equal(w->log, ".xyc.");
	timer_destroy(&w->timer);
}

static void hung_up(void *arg, int events)
{
	struct world *w = arg;

	note(w, events & LOOP_READ ? 'r' : '-');
	note(w, events & LOOP_WRITE ? 'w' : '-');
	watch_set(w->a, 0);
	loop_stop(w->loop);
}

static void test_hang_up_is_reported_as_the_interest(void **state)
{
	struct world *w = *state;

	w->a = watch_create(w->loop, w->pair[0], hung_up, w);
	watch_set(w->a, LOOP_WRITE | LOOP_READ);
	(void)close(w->pair[1]);
	w->pair[1] = -1;
	loop_run(w->loop);
	assert_string_equal(w->log, "rw");
	watch_destroy(&w->a, NULL, NULL);
}

/* Whichever comes first takes the other one away: the second must not be called any more in the same turn. */
static void first_kills_second(void *arg, int events)
{
	struct world *w = arg;

	(void)events;
	note(w, 'k');
	watch_destroy(&w->a, NULL, NULL);
	watch_destroy(&w->b, NULL, NULL);
	loop_defer(w->loop, stop, w);
}

static void test_destroyed_watch_is_silent_within_the_turn(void **state)
{
	struct world *w = *state;

	w->a = watch_create(w->loop, w->pair[0], first_kills_second, w);
	w->b = watch_create(w->loop, w->pair[1], first_kills_second, w);
	watch_set(w->a, LOOP_WRITE);
	watch_set(w->b, LOOP_WRITE);
	loop_run(w->loop);
	assert_string_equal(w->log, "k.");
}

static void signalled(void *arg, int number)
{
	struct world *w = arg;

	assert_int_equal(number, SIGUSR1);
	note(w, 's');
	loop_stop(w->loop);
}

static void test_signal(void **state)
{
	struct world *w = *state;

	loop_on_signal(w->loop, SIGUSR1, signalled, w);
	assert_int_equal(raise(SIGUSR1), 0);
	loop_run(w->loop);
	assert_string_equal(w->log, "s");
}

static void add_on_pool(void *arg)
{
	(void)__atomic_add_fetch((int *)arg, 1, __ATOMIC_SEQ_CST);
}

static void worked(void *arg)
{
	int *sum = arg;

	*sum += 100;
}

static void test_work_is_finished_before_the_loop_goes(void **state)
{
	struct world *w = *state;
	struct loop *loop = loop_create();
	int sums[8] = {0};

	(void)w;
	for (int i = 0; i < 8; i++)
		loop_work(loop, add_on_pool, worked, &sums[i]);
	loop_destroy(&loop);
	for (int i = 0; i < 8; i++)
		assert_int_equal(sums[i], 101);
}

int main(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test_setup_teardown(test_deferred_calls_keep_order, setup, teardown),
		cmocka_unit_test_setup_teardown(test_destroyed_watch_is_silent_within_the_turn, setup, teardown),
		cmocka_unit_test_setup_teardown(test_endless_deferring_does_not_starve_timers, setup, teardown),
		cmocka_unit_test_setup_teardown(test_hang_up_is_reported_as_the_interest, setup, teardown),
		cmocka_unit_test_setup_teardown(test_signal, setup, teardown),
		cmocka_unit_test_setup_teardown(test_timer_repeats_until_destroyed_from_within, setup, teardown),
		cmocka_unit_test_setup_teardown(test_watch_reports_only_what_is_asked, setup, teardown),
		cmocka_unit_test_setup_teardown(test_work_is_finished_before_the_loop_goes, setup, teardown),
	};

	return cmocka_run_group_tests(all, NULL, NULL);
}
