#include "loop/loop_own.h"

#include "base/check.h"

#include <stdlib.h>

struct work {
	uv_work_t uv;
	struct loop *loop;
	void (*work)(void *arg);
	void (*done)(void *arg);
	void *arg;
};

static void on_pool(uv_work_t *uv)
{
	struct work *w = uv->data;

	w->work(w->arg);
}

static void on_loop(uv_work_t *uv, int status)
{
	struct work *w = uv->data;

	check(status == 0); /* nothing here cancels */
	w->loop->works--;
	w->done(w->arg);
	free(w);
}

void loop_work(struct loop *l, void (*work)(void *arg), void (*done)(void *arg), void *arg)
{
	struct work *w = calloc(1, sizeof(*w));

	check_magic(l, LOOP_MAGIC);
	check(w != NULL && work != NULL && done != NULL);
	w->loop = l;
	w->work = work;
	w->done = done;
	w->arg = arg;
	w->uv.data = w;
	l->works++;
	check(uv_queue_work(&l->uv, &w->uv, on_pool, on_loop) == 0);
}
