#include "call/hot.h"

#include "base/check.h"
#include "call/hot_own.h"
#include "keys/lease.h"
#include "loop/loop.h"

#include <stdlib.h>

const char *const reaction_words[] = {"seen", "acknowledged", "thanks", "like", "done", NULL};

struct hot *hot_create(const struct hot_options *o)
{
	struct hot *h = calloc(1, sizeof(*h));

	check(h != NULL && o != NULL && o->loop != NULL && o->pool != NULL && o->leases != NULL && o->committed != NULL);
	h->magic = HOT_MAGIC;
	h->o = *o;
	h->queue.last = &h->queue.first;
	return h;
}

void hot_destroy(struct hot **h)
{
	if (*h == NULL)
		return;
	check(hot_idle(*h));
	free(*h);
	*h = NULL;
}

bool hot_idle(const struct hot *h)
{
	return h->batches == 0 && h->queue.count == 0 && h->waiting_keys == 0;
}

void hot_answer(struct hot_call *c, const struct hot_result *r)
{
	hot_cb cb = c->cb;
	void *arg = c->arg;
	struct arena *arena = c->arena;

	cb(arg, r);
	arena_destroy(&arena);
}

/* With fewer acts a batch beside another costs the database more than the acts gain. */
#define WORTH_LEAST 8

/*
 * The next batch takes its locks and reads its facts while the one before is being written, once it is worth a batch's cost; fewer acts go with
 * what comes until the commit. It takes acts in other spaces. Only when all that wait are in the same ones, their locks make it wait for that
 * commit, so that its facts are newer.
 */
static bool may_start(const struct hot *h)
{
	size_t apart, worth;

	if (h->judging != NULL || h->queue.count == 0 || h->batches == HOT_CONNECTIONS)
		return false;
	if (h->batches == 0)
		return true;
	apart = hot_count_free(h);
	worth = h->newest_n / 2 < WORTH_LEAST ? WORTH_LEAST : h->newest_n / 2;
	return apart > 0 ? apart >= worth || apart >= h->newest_n : h->queue.count >= h->newest_n;
}

static void start(void *arg)
{
	struct hot *h = arg;

	check_magic(h, HOT_MAGIC);
	h->start_deferred = false;
	if (may_start(h))
		hot_batch_start(h);
}

/* At the end of the loop turn, so that all calls that came in with it share the batch. */
void hot_go_on(struct hot *h)
{
	if (h->start_deferred || !may_start(h))
		return;
	h->start_deferred = true;
	loop_defer(h->o.loop, start, h);
}

static void enqueue(struct hot *h, struct hot_call *c)
{
	c->next = NULL;
	*h->queue.last = c;
	h->queue.last = &c->next;
	h->queue.count++;
	hot_go_on(h);
}

void hot_retry_alone(struct hot *h, struct hot_call *c)
{
	c->retried = true;
	c->next = h->queue.first;
	if (h->queue.first == NULL)
		h->queue.last = &c->next;
	h->queue.first = c;
	h->queue.count++;
}

struct refusal {
	struct hot_call *call;
	enum err e;
};

static void refuse_now(void *arg)
{
	struct refusal *r = arg;
	struct hot_result result = {.e = r->e};

	hot_answer(r->call, &result);
}

static void refuse(struct hot *h, struct hot_call *c, enum err e)
{
	struct refusal *r = arena_alloc(c->arena, sizeof(*r));

	*r = (struct refusal){c, e};
	loop_defer(h->o.loop, refuse_now, r);
}

struct waiter {
	struct hot *hot;
	struct hot_call *call;
};

/* With or without the key: who may not act must not learn from the answer whether there is one. */
static void on_key(void *arg, enum err e)
{
	struct waiter *w = arg;
	struct hot *h = w->hot;

	(void)e;
	check_magic(h, HOT_MAGIC);
	h->waiting_keys--;
	enqueue(h, w->call);
}

void hot_submit(struct hot *h, const struct hot_op *op, struct phi text, struct str source, hot_cb cb, void *arg)
{
	struct arena *a = arena_create(sizeof(struct hot_call) + text.text.n + source.n + 128);
	struct hot_call *c = arena_alloc(a, sizeof(*c));

	check_magic(h, HOT_MAGIC);
	check(op != NULL && cb != NULL);
	*c = (struct hot_call){.arena = a, .op = *op, .cb = cb, .arg = arg};
	c->text.text = arena_copy(a, text.text);
	c->source = arena_copy(a, source);
	if (h->queue.count + h->waiting_keys >= HOT_QUEUE_MAX) {
		refuse(h, c, ERR_BUSY);
	} else if (text.text.n > 0 && !op->keyless && lease_key(h->o.leases, op->space) == NULL) {
		struct waiter *w = arena_alloc(a, sizeof(*w));

		*w = (struct waiter){h, c};
		h->waiting_keys++;
		leases_want(h->o.leases, &op->space, 1, on_key, w);
	} else {
		enqueue(h, c);
	}
}
