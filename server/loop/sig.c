#include "loop/loop_own.h"

#include "base/check.h"

#include <stdlib.h>

static void arrived(uv_signal_t *uv, int number)
{
	struct loop_signal *s = uv->data;

	s->cb(s->arg, number);
}

void loop_on_signal(struct loop *l, int number, void (*cb)(void *arg, int signal), void *arg)
{
	struct loop_signal *s = calloc(1, sizeof(*s));

	check_magic(l, LOOP_MAGIC);
	check(s != NULL && cb != NULL && number > 0);
	s->cb = cb;
	s->arg = arg;
	check(uv_signal_init(&l->uv, &s->uv) == 0);
	s->uv.data = s;
	check(uv_signal_start(&s->uv, arrived, number) == 0);
	uv_unref((uv_handle_t *)&s->uv);
	s->next = l->signals;
	l->signals = s;
}

static void signal_free(uv_handle_t *uv)
{
	free(uv->data);
}

void sig_loop_stop(struct loop *l)
{
	for (struct loop_signal *s = l->signals, *next; s != NULL; s = next) {
		next = s->next;
		uv_close((uv_handle_t *)&s->uv, signal_free);
	}
	l->signals = NULL;
}
