/* The decisions of one batch and the rows they lead to. */
#ifndef TASUKI_CALL_HOT_WRITE_H
#define TASUKI_CALL_HOT_WRITE_H

#include "base/arena.h"
#include "call/hot_own.h"
#include "db/row.h"

struct hot_out; /* the rows to write, column by column */
struct txn;

struct batch {
	unsigned magic;
	struct hot *hot;
	struct arena *arena; /* holds everything here */
	struct txn *txn;
	struct hot_out *out;
	struct hot_result *results;
	size_t n;
	struct hot_call *calls[HOT_BATCH_MAX];
	struct id128 keys[HOT_BATCH_MAX];
	uint16_t places[HOT_BATCH_MAX]; /* the calls are freed before the batch */
};

#define BATCH_MAGIC 0xba7c4001u

/* Room for the rows of n calls. */
struct hot_out *hot_write_create(struct arena *a, size_t n);
/* Keeps what stands about the posts that the calls are about: before any is judged, and only where one is about a post. */
void hot_write_about(struct batch *b, const struct rows *r);
/* Judges call i by its row of facts, fills its result and, when it may be, its rows. */
void hot_write_judge(struct batch *b, size_t i, const struct rows *r);
/* Sends the statements for all rows gathered; an error comes back with the commit. */
void hot_write_send(struct batch *b);
/* Tells which spaces have new events, after the commit. */
void hot_write_committed(const struct batch *b, void (*cb)(void *, const struct space_id *, const int64_t *, size_t), void *arg);

#endif
