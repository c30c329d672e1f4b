#include "db/pool_own.h"

#include "base/check.h"

#include <stdlib.h>

#define TXN_MAGIC 0x74786e20u
/* A ROLLBACK skipped because its piece of the pipeline had failed is sent once more, alone; then the server must be idle. */
#define ROLLBACKS_MAX 3

struct txn {
	unsigned magic;
	struct slot *slot;
	enum err doom; /* the first error the server gave */
	bool begun, lost, ended;
	int pending; /* steps of ours not answered */
	int rollbacks;
	const struct step *commit; /* until answered */
};

struct txn *txn_create(struct slot *s)
{
	struct txn *t = calloc(1, sizeof(*t));

	check(t != NULL);
	t->magic = TXN_MAGIC;
	t->slot = s;
	return t;
}

void txn_lost(struct txn *t)
{
	check_magic(t, TXN_MAGIC);
	t->lost = true;
}

static void push(struct txn *t, struct step *s)
{
	s->owner = t;
	t->pending++;
	if (t->slot->conn != NULL)
		conn_push(t->slot->conn, s);
	else
		pool_answer_later(t->slot->pool, s);
}

static void free_if_done(struct txn *t)
{
	struct slot *slot = t->slot;

	if (!t->ended || t->pending > 0)
		return;
	t->magic = 0;
	free(t);
	slot_release(slot);
}

static struct txn *answered(const struct step *s)
{
	struct txn *t = s->owner;

	check_magic(t, TXN_MAGIC);
	return t;
}

static void done(struct txn *t)
{
	t->pending--;
	free_if_done(t);
}

/* What a failed step means for the whole: nothing was kept, unless the commit was on its way when the connection went. */
static enum err failure(struct txn *t, const struct answer *a)
{
	bool commit_sent = t->commit != NULL && t->commit->kind == STEP_QUERY && t->commit->sent;

	if (a->lost)
		t->lost = true;
	if (t->doom != ERR_OK && (a->lost || a->aborted))
		return t->doom;
	if (a->lost)
		return commit_sent ? ERR_COMMIT_UNKNOWN : ERR_DATABASE_DOWN;
	if (t->doom == ERR_OK)
		t->doom = a->err;
	return a->err;
}

static enum err state_of(const struct txn *t)
{
	return t->doom != ERR_OK ? t->doom : t->lost ? ERR_DATABASE_DOWN : ERR_OK;
}

/* Statements.
 * --------------------------------------------------------------------------------------------------------------------- */

static void begin_answered(const struct step *s, const struct answer *a)
{
	struct txn *t = answered(s);

	if (a->err != ERR_OK)
		(void)failure(t, a);
	done(t);
}

static void query_answered(const struct step *s, const struct answer *a)
{
	struct txn *t = answered(s);
	enum err e = a->err == ERR_OK ? ERR_OK : s->kind == STEP_LOCAL && !a->lost ? a->err : failure(t, a);

	s->cb.rows(s->arg, e, e == ERR_OK ? a->rows : NULL);
	done(t);
}

static void push_text(struct txn *t, const char *text, void (*answer)(const struct step *s, const struct answer *a))
{
	struct step *s = step_create(STEP_QUERY, text, NULL);

	s->text = text;
	s->answer = answer;
	push(t, s);
}

void txn_query(struct txn *t, const struct query *q, rows_cb cb, void *arg)
{
	struct step *s;

	check_magic(t, TXN_MAGIC);
	check(!t->ended && cb != NULL);
	s = step_of_query(STEP_QUERY, q);
	if (state_of(t) != ERR_OK) {
		s->kind = STEP_LOCAL;
		s->local = state_of(t);
	} else if (!t->begun) {
		t->begun = true;
		push_text(t, "begin", begin_answered);
	}
	s->answer = query_answered;
	s->cb.rows = cb;
	s->arg = arg;
	push(t, s);
}

/* The end.
 * ------------------------------------------------------------------------------------------------------------------------ */

static void roll_back(struct txn *t);

static void rollback_answered(const struct step *s, const struct answer *a)
{
	(void)a;
	done(answered(s));
}

static void end_answered(const struct step *s, const struct answer *a)
{
	struct txn *t = answered(s);

	if (a->lost)
		t->lost = true;
	else if (!a->idle)
		roll_back(t);
	done(t);
}

/* The sync after the last statement tells whether the server is out of the transaction. */
static void push_end(struct txn *t)
{
	struct step *s = step_create(STEP_SYNC, "sync", NULL);

	s->answer = end_answered;
	push(t, s);
}

static void roll_back(struct txn *t)
{
	check(t->rollbacks++ < ROLLBACKS_MAX);
	push_text(t, "rollback", rollback_answered);
	push_end(t);
}

static void commit_answered(const struct step *s, const struct answer *a)
{
	struct txn *t = answered(s);
	enum err e = a->err;

	if (s->kind == STEP_QUERY && e == ERR_OK && !a->committed) /* COMMIT of a failed transaction answers ROLLBACK */
		e = t->doom != ERR_OK ? t->doom : ERR_INTERNAL;
	else if (e != ERR_OK && (s->kind == STEP_QUERY || a->lost))
		e = failure(t, a);
	t->commit = NULL;
	s->cb.done(s->arg, e);
	done(t);
}

void txn_commit(struct txn **tp, void (*cb)(void *arg, enum err e), void *arg)
{
	struct txn *t;
	struct step *s;
	bool send;

	check(tp != NULL && cb != NULL);
	t = *tp;
	check_magic(t, TXN_MAGIC);
	check(!t->ended);
	*tp = NULL;
	t->ended = true;
	send = t->begun && state_of(t) == ERR_OK;
	s = step_create(send ? STEP_QUERY : STEP_LOCAL, "commit", NULL);
	s->text = "commit";
	s->local = state_of(t);
	s->loss = ERR_COMMIT_UNKNOWN;
	s->answer = commit_answered;
	s->cb.done = cb;
	s->arg = arg;
	t->commit = s;
	push(t, s);
	if (send)
		push_end(t);
	else if (t->begun && !t->lost)
		roll_back(t);
}

void txn_rollback(struct txn **tp)
{
	struct txn *t;

	check(tp != NULL);
	t = *tp;
	check_magic(t, TXN_MAGIC);
	check(!t->ended);
	*tp = NULL;
	t->ended = true;
	if (t->begun && !t->lost)
		roll_back(t);
	free_if_done(t);
}
