/* What hot.c (the queue) and hot_batch.c (one batch) share. */
#ifndef TASUKI_CALL_HOT_OWN_H
#define TASUKI_CALL_HOT_OWN_H

#include "base/arena.h"
#include "call/hot.h"

#define HOT_BATCH_MAX 256
#define HOT_QUEUE_MAX 2000
/* Spaces share places by chance: then one of them is taken for occupied and goes a batch later. */
#define HOT_PLACES 4096

struct space_key;

struct hot_call {
	struct hot_call *next;
	struct arena *arena; /* holds this and the text; wiped with it */
	struct hot_op op;
	struct phi text;
	struct str source;
	const struct space_key *key; /* looked up once, when it is judged: a lease may end between two looks */
	hot_cb cb;
	void *arg;
	bool retried; /* its batch failed: it runs alone now */
};

struct hot_queue {
	struct hot_call *first, **last;
	size_t count;
};

struct batch;

struct hot {
	unsigned magic;
	struct hot_options o;
	struct hot_queue queue;
	struct batch *judging; /* the newest batch, until its rows are sent: then the next may begin beside its commit */
	size_t newest_n;       /* acts in it */
	int batches;           /* under way, each on a connection of its own */
	uint16_t acting[HOT_PLACES + 1]; /* calls of these batches, by their space; the last: in none */
	size_t waiting_keys;         /* calls that wait for a key */
	bool start_deferred;
};

#define HOT_MAGIC 0x70a7beefu

/* Waiting calls in whose space no batch under way acts. */
size_t hot_count_free(const struct hot *h);
/* Takes what may run together out of the queue and starts it: calls that nothing holds, or all when there are none. */
void hot_batch_start(struct hot *h);
/* From hot_batch.c when a batch has sent its rows, and when it has answered its calls: goes on with the queue. */
void hot_go_on(struct hot *h);
/* Puts a call back at the head of the queue, to run alone. */
void hot_retry_alone(struct hot *h, struct hot_call *c);
/* Answers one call and frees it. */
void hot_answer(struct hot_call *c, const struct hot_result *r);

#endif
