/* One batch of the hot lane: lock, facts, decide, write, commit, answer. */
#include "audit/audit.h"
#include "base/check.h"
#include "call/hot_own.h"
#include "call/hot_write.h"
#include "call/scope.h"
#include "db/pool.h"

#include <stdlib.h>
#include <string.h>

/* What one call must not share a batch with: facts are read once, so two acts on one post would not see each other. */
static struct id128 conflict_key(const struct hot_op *op)
{
	if (op->kind == HOT_READ)
		return (struct id128){{0}};
	return op->kind == HOT_POST ? op->client_key : op->post.id;
}

static bool conflicts(const struct batch *b, struct id128 key)
{
	if (id_is_zero(key))
		return false;
	for (size_t i = 0; i < b->n; i++)
		if (id_eq(b->keys[i], key))
			return true;
	return false;
}

/* Ids are random, so two of their bytes are enough. */
static uint16_t place_of(const struct hot_call *c)
{
	const uint8_t *b = c->op.space.id.b;

	if (id_is_zero(c->op.space.id))
		return HOT_PLACES; /* in no space: nobody is held by it */
	return (uint16_t)((b[14] << 8 | b[15]) % HOT_PLACES);
}

/* A batch under way acts in the call's space: its row lock would hold up a batch with this call until that one's commit. */
static bool is_held(const struct hot *h, const struct hot_call *c)
{
	return place_of(c) != HOT_PLACES && h->acting[place_of(c)] > 0;
}

size_t hot_count_free(const struct hot *h)
{
	size_t n = 0;

	for (const struct hot_call *c = h->queue.first; c != NULL; c = c->next)
		n += !is_held(h, c);
	return n;
}

static void take_calls(struct batch *b, struct hot_queue *q)
{
	struct hot_call **at = &q->first;
	bool alone = q->first != NULL && q->first->retried;
	bool free_only = !alone && hot_count_free(b->hot) > 0;

	while (*at != NULL && b->n < (alone ? 1 : HOT_BATCH_MAX)) {
		struct hot_call *c = *at;
		struct id128 key = conflict_key(&c->op);

		if (c->retried != alone || conflicts(b, key) || (free_only && is_held(b->hot, c))) {
			at = &c->next;
			continue;
		}
		*at = c->next;
		q->count--;
		b->keys[b->n] = key;
		b->calls[b->n++] = c;
	}
	q->last = &q->first;
	while (*q->last != NULL)
		q->last = &(*q->last)->next;
	for (size_t i = 0; i < b->n; i++) {
		b->places[i] = place_of(b->calls[i]);
		b->hot->acting[b->places[i]]++;
	}
}

static void finish(struct batch *b)
{
	struct hot *h = b->hot;
	struct arena *arena = b->arena;

	if (h->judging == b)
		h->judging = NULL;
	h->batches--;
	for (size_t i = 0; i < b->n; i++)
		h->acting[b->places[i]]--;
	arena_destroy(&arena);
	hot_go_on(h);
}

/* Faults of one call's data must not fail its neighbours: they run again, each alone. Faults of the database are everybody's. */
static bool is_data_fault(enum err e)
{
	return e == ERR_BAD_VALUE || e == ERR_CONFLICT || e == ERR_INTERNAL || e == ERR_BUSY;
}

static void fail(struct batch *b, enum err e)
{
	if (b->n > 1 && is_data_fault(e)) {
		for (size_t i = b->n; i-- > 0;)
			hot_retry_alone(b->hot, b->calls[i]);
	} else {
		struct hot_result r = {.e = e};

		for (size_t i = 0; i < b->n; i++)
			hot_answer(b->calls[i], &r);
	}
	finish(b);
}

static void on_committed(void *arg, enum err e)
{
	struct batch *b = arg;
	struct hot *h = b->hot;

	check_magic(b, BATCH_MAGIC);
	if (e != ERR_OK) {
		fail(b, e);
		return;
	}
	hot_write_committed(b, h->o.committed, h->o.arg);
	for (size_t i = 0; i < b->n; i++)
		hot_answer(b->calls[i], &b->results[i]);
	finish(b);
}

static void on_facts(void *arg, enum err e, const struct rows *r)
{
	struct batch *b = arg;

	check_magic(b, BATCH_MAGIC);
	if (e == ERR_OK) {
		check((size_t)rows_count(r) == b->n);
		for (size_t i = 0; i < b->n; i++)
			hot_write_judge(b, i, r);
		hot_write_send(b);
	}
	txn_commit(&b->txn, on_committed, b); /* after an error: rolls back and answers with it */
	b->hot->judging = NULL;
	hot_go_on(b->hot);
}

/* An error here dooms the transaction and comes back with the commit. */
static void ignore_rows(void *arg, enum err e, const struct rows *r)
{
	(void)arg, (void)e, (void)r;
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static void send_locks(struct batch *b)
{
	int64_t *numbers = arena_array(b->arena, b->n, sizeof(*numbers));
	struct id128 *spaces = arena_array(b->arena, b->n, sizeof(*spaces));
	struct query q;
	size_t writes = 0;

	for (size_t i = 0; i < b->n; i++) {
		const struct hot_op *op = &b->calls[i]->op;

		numbers[i] = scope_session_lock((struct str){(const char *)op->token_hash, TOKEN_HASH});
		if (!id_is_zero(op->space.id))
			spaces[writes++] = op->space.id;
	}
	qsort(numbers, b->n, sizeof(*numbers), by_number);
	query_init(&q, b->arena, STMT_hot_locks);
	bind_i64s(&q, numbers, b->n);
	bind_ids(&q, spaces, writes);
	txn_query(b->txn, &q, ignore_rows, NULL);
}

static void on_about(void *arg, enum err e, const struct rows *r)
{
	struct batch *b = arg;

	check_magic(b, BATCH_MAGIC);
	if (e == ERR_OK) { /* an error comes back with the facts */
		check((size_t)rows_count(r) == b->n);
		hot_write_about(b, r);
	}
}

static void send_facts(struct batch *b)
{
	struct str *hashes = arena_array(b->arena, b->n, sizeof(*hashes));
	struct id128 *spaces = arena_array(b->arena, b->n, sizeof(*spaces));
	struct id128 *posts = arena_array(b->arena, b->n, sizeof(*posts));
	struct id128 *keys = arena_array(b->arena, b->n, sizeof(*keys));
	bool about_posts = false;
	struct query q;

	for (size_t i = 0; i < b->n; i++) {
		const struct hot_op *op = &b->calls[i]->op;

		hashes[i] = (struct str){(const char *)op->token_hash, TOKEN_HASH};
		spaces[i] = op->space.id;
		posts[i] = op->post.id;
		keys[i] = op->client_key;
		about_posts |= !id_is_zero(op->post.id);
	}
	if (about_posts) {
		query_init(&q, b->arena, STMT_hot_post_facts);
		bind_bytes_array(&q, hashes, b->n);
		bind_ids(&q, spaces, b->n);
		bind_ids(&q, posts, b->n);
		bind_ids(&q, keys, b->n);
		txn_query(b->txn, &q, on_about, b);
	}
	query_init(&q, b->arena, STMT_hot_facts);
	bind_bytes_array(&q, hashes, b->n);
	bind_ids(&q, spaces, b->n);
	bind_ids(&q, keys, b->n);
	txn_query(b->txn, &q, on_facts, b);
}

static void on_open(void *arg, enum err e, struct txn *t)
{
	struct batch *b = arg;

	check_magic(b, BATCH_MAGIC);
	if (e != ERR_OK) {
		fail(b, e);
		return;
	}
	b->txn = t;
	send_locks(b);
	send_facts(b);
}

void hot_batch_start(struct hot *h)
{
	struct arena *a = arena_create(64 * 1024);
	struct batch *b = arena_alloc(a, sizeof(*b));

	check(h->judging == NULL && h->batches < HOT_CONNECTIONS && h->queue.count > 0);
	b->magic = BATCH_MAGIC;
	b->hot = h;
	b->arena = a;
	take_calls(b, &h->queue);
	check(b->n > 0);
	b->results = arena_array(a, b->n, sizeof(*b->results));
	b->out = hot_write_create(a, b->n);
	h->judging = b;
	h->newest_n = b->n;
	h->batches++;
	txn_open(h->o.pool, on_open, b);
}
