#include "loop/loop_own.h"

#include "base/check.h"

#include <stdlib.h>

#define TIMER_MAGIC 0x74696d65u

struct timer {
	unsigned magic;
	uv_timer_t uv;
	void (*cb)(void *arg);
	void *arg;
};

static void fire(uv_timer_t *uv)
{
	struct timer *t = uv->data;

	check_magic(t, TIMER_MAGIC);
	t->cb(t->arg);
}

static struct timer *timer_start(struct loop *l, uint64_t first_ms, uint64_t repeat_ms, void (*cb)(void *arg), void *arg)
{
	struct timer *t = calloc(1, sizeof(*t));

	check_magic(l, LOOP_MAGIC);
	check(t != NULL && cb != NULL);
	t->magic = TIMER_MAGIC;
	t->cb = cb;
	t->arg = arg;
	check(uv_timer_init(&l->uv, &t->uv) == 0);
	t->uv.data = t;
	uv_update_time(&l->uv);
	check(uv_timer_start(&t->uv, fire, first_ms, repeat_ms) == 0);
	return t;
}

struct timer *timer_every(struct loop *l, uint64_t every_ms, void (*cb)(void *arg), void *arg)
{
	check(every_ms > 0);
	return timer_start(l, every_ms, every_ms, cb, arg);
}

struct timer *timer_once(struct loop *l, uint64_t ms, void (*cb)(void *arg), void *arg)
{
	return timer_start(l, ms, 0, cb, arg);
}

static void timer_free(uv_handle_t *uv)
{
	struct timer *t = uv->data;

	check_magic(t, TIMER_MAGIC);
	t->magic = 0;
	free(t);
}

void timer_destroy(struct timer **tp)
{
	check(tp != NULL);
	if (*tp == NULL)
		return;
	check_magic(*tp, TIMER_MAGIC);
	uv_close((uv_handle_t *)&(*tp)->uv, timer_free);
	*tp = NULL;
}
