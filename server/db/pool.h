/*
 * Connections to PostgreSQL on the loop, in pipeline mode. Two ways to use a pool: single statements (pool_query; many in flight
 * on each connection) and transactions (txn_*; one at a time on a connection). Callbacks fire on the loop, never before the call
 * that asked for them has returned. Nothing blocks; connections are made and re-made in the background (back-off 50 ms … 2 s).
 *
 * Errors a callback can get: OK · CONFLICT (unique or exclusion violated) · BAD_VALUE (other data error: SQLSTATE 22, 23) · BUSY
 * (queue full, deadlock, serialisation, lock timeout) · STORAGE_FULL (53100, 53200, 58030 …: nothing was kept) · DATABASE_DOWN
 * (not connected, or the connection was lost before the commit was sent) · COMMIT_UNKNOWN (lost after the commit was sent) ·
 * INTERNAL (a fault of the program; logged with statement name and SQLSTATE, never with the server's message, which may quote
 * values).
 */
#ifndef TASUKI_DB_POOL_H
#define TASUKI_DB_POOL_H

#include "base/err.h"
#include "db/bind.h"
#include "db/row.h"

struct loop;
struct pool;
struct txn;

struct pool_options {
	const char *conninfo;   /* libpq keyword/value or URL; kept */
	const char *name;       /* for the log and application_name; kept */
	int connections;        /* 1 … 16 */
	int queue_limit;        /* waiting transactions or unsent statements before BUSY */
	const enum stmt *stmts; /* prepared on each connection; kept; NULL = every statement */
	int stmt_count;
	int silence_ms; /* a connection that owes answers and sends nothing so long is given up as lost; 0 = 30 s */
	/* Connection (again) usable / lost. May be NULL. */
	void (*state)(void *arg, bool up);
	void *arg;
};

typedef void (*rows_cb)(void *arg, enum err e, const struct rows *r);

struct pool *pool_create(struct loop *loop, const struct pool_options *o);
/* Answers everything under way with DATABASE_DOWN or COMMIT_UNKNOWN, closes. Transactions still open answer DATABASE_DOWN from
 * then on and must be ended as usual. Null-safe; nulls. */
void pool_destroy(struct pool **p);
/* At least one connection usable now. */
bool pool_up(const struct pool *p);
/* NULL, or a sentence naming the statement that does not fit the database's schema: then the pool stays down (it tries again
 * every 2 s) and a start should refuse with this sentence. Borrowed until the loop runs again. */
const char *pool_fault(const struct pool *p);
/* Nothing queued and nothing in flight (for a clean shutdown). */
bool pool_idle(const struct pool *p);

/* One statement in its own implicit transaction: OK only once PostgreSQL has committed it. q's arena must live until cb; q itself
 * is copied. Lost when sent: COMMIT_UNKNOWN if the statement writes (stmt_writes), else DATABASE_DOWN. */
void pool_query(struct pool *p, const struct query *q, rows_cb cb, void *arg);

/* Waits for a free connection. On OK *t is open (BEGIN goes out with its first statement), and must be ended by txn_commit or
 * txn_rollback. */
void txn_open(struct pool *p, void (*cb)(void *arg, enum err e, struct txn *t), void *arg);
/* Queues a statement; several may be queued before the first answer, all go out in one write at the end of the loop turn, answers
 * come in order. After the first error the transaction is doomed: every later statement answers with that same error. */
void txn_query(struct txn *t, const struct query *q, rows_cb cb, void *arg);
/* Commits after all that was queued (same pipeline, so txn_query + txn_commit is one round trip) and gives the connection back.
 * cb: OK only when PostgreSQL has confirmed a durable commit. On a doomed transaction: rolls back and answers with its error. */
void txn_commit(struct txn **t, void (*cb)(void *arg, enum err e), void *arg);
/* Rolls back and gives the connection back. Outstanding callbacks still fire. */
void txn_rollback(struct txn **t);

#endif
