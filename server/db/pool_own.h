/* What pool.c and txn.c share. Not for other files. */
#ifndef TASUKI_DB_POOL_OWN_H
#define TASUKI_DB_POOL_OWN_H

#include "db/conn.h"

#define POOL_MAGIC 0x706f6f6cu
#define POOL_MAX 16

struct slot {
	struct pool *pool;
	struct conn *conn;  /* NULL: the pool was destroyed */
	struct txn *holder; /* the transaction that has it for itself */
};

/* pool.c */
/* Answers a STEP_LOCAL on the next turn. */
void pool_answer_later(struct pool *p, struct step *s);
/* The transaction in the slot has ended. */
void slot_release(struct slot *s);

/* txn.c */
struct txn *txn_create(struct slot *s);
/* Its connection went; the transaction is rolled back or its commit answered as unknown already. */
void txn_lost(struct txn *t);

#endif
