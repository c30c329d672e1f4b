#include "loop/loop_own.h"

#include "base/check.h"

#include <stdlib.h>

/* A deferred call that defers again gets this many rounds before the loop looks at its descriptors again. */
#define DEFER_ROUNDS 8

static void deferred_push(struct deferred_list *d, struct deferred one)
{
	if (d->n == d->room) {
		d->room = d->room ? d->room * 2 : 64;
		d->at = realloc(d->at, d->room * sizeof(*d->at));
		check(d->at != NULL);
	}
	d->at[d->n++] = one;
}

static void run_round(struct loop *l)
{
	struct deferred_list now = l->deferred;

	l->deferred = l->running;
	l->running = now;
	for (size_t i = 0; i < now.n; i++)
		now.at[i].cb(now.at[i].arg);
	l->running.n = 0;
}

static void nothing(uv_idle_t *idle)
{
	(void)idle;
}

static void run_deferred(uv_prepare_t *prepare)
{
	struct loop *l = prepare->data;

	check_magic(l, LOOP_MAGIC);
	for (int round = 0; round < DEFER_ROUNDS && l->deferred.n > 0; round++)
		run_round(l);
	if (l->deferred.n > 0) {
		check(uv_idle_start(&l->no_sleep, nothing) == 0);
		return;
	}
	(void)uv_idle_stop(&l->no_sleep);
	(void)uv_prepare_stop(&l->before_poll);
}

struct loop *loop_create(void)
{
	struct loop *l = calloc(1, sizeof(*l));

	check(l != NULL);
	check(setenv("UV_THREADPOOL_SIZE", "4", 1) == 0);
	l->magic = LOOP_MAGIC;
	check(uv_loop_init(&l->uv) == 0);
	check(uv_prepare_init(&l->uv, &l->before_poll) == 0);
	check(uv_idle_init(&l->uv, &l->no_sleep) == 0);
	l->before_poll.data = l;
	l->no_sleep.data = l;
	watch_loop_start(l);
	return l;
}

/* Watches and libraries on the loop need some turns to give back what they hold. */
static void run_to_the_end(struct loop *l)
{
	int busy = UV_EBUSY;

	for (int turn = 0; turn < 1000 && busy != 0; turn++) {
		(void)uv_run(&l->uv, UV_RUN_NOWAIT);
		busy = uv_loop_close(&l->uv);
	}
	check(busy == 0);
}

void loop_destroy(struct loop **lp)
{
	struct loop *l;

	check(lp != NULL);
	l = *lp;
	if (l == NULL)
		return;
	check_magic(l, LOOP_MAGIC);
	while (l->works > 0)
		(void)uv_run(&l->uv, UV_RUN_ONCE);
	for (int turn = 0; turn < 4 || (turn < 1000 && l->deferred.n > 0); turn++)
		(void)uv_run(&l->uv, UV_RUN_NOWAIT);
	check(l->deferred.n == 0);
	sig_loop_stop(l);
	watch_loop_stop(l);
	uv_close((uv_handle_t *)&l->before_poll, NULL);
	uv_close((uv_handle_t *)&l->no_sleep, NULL);
	run_to_the_end(l);
	free(l->deferred.at);
	free(l->running.at);
	free(l);
	*lp = NULL;
}

void loop_run(struct loop *l)
{
	check_magic(l, LOOP_MAGIC);
	(void)uv_run(&l->uv, UV_RUN_DEFAULT);
}

void loop_stop(struct loop *l)
{
	check_magic(l, LOOP_MAGIC);
	uv_stop(&l->uv);
}

struct uv_loop_s *loop_uv(struct loop *l)
{
	check_magic(l, LOOP_MAGIC);
	return &l->uv;
}

void loop_defer(struct loop *l, void (*cb)(void *arg), void *arg)
{
	check_magic(l, LOOP_MAGIC);
	check(cb != NULL);
	deferred_push(&l->deferred, (struct deferred){cb, arg});
	check(uv_prepare_start(&l->before_poll, run_deferred) == 0);
}
