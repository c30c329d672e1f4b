/* The line of a connection: what was sent and not yet answered, in libpq's pipeline mode. */
#include "base/check.h"
#include "base/log.h"
#include "db/conn_own.h"
#include "db/sqlstate.h"

#include <stdlib.h>
#include <string.h>

static const int all_binary[BIND_MAX] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
					 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

struct step *step_create(enum step_kind kind, const char *name, const struct query *q)
{
	size_t count = q ? (size_t)q->count : 0;
	struct step *s = calloc(1, sizeof(*s) + count * (sizeof(s->value[0]) + sizeof(s->length[0])));

	check(s != NULL && name != NULL && count <= BIND_MAX);
	s->kind = kind;
	s->name = name;
	s->loss = ERR_DATABASE_DOWN;
	s->count = (int)count;
	s->length = (int *)(void *)(s->value + count);
	if (count > 0) {
		memcpy(s->value, q->value, count * sizeof(s->value[0]));
		memcpy(s->length, q->length, count * sizeof(s->length[0]));
	}
	return s;
}

struct step *step_of_query(enum step_kind kind, const struct query *q)
{
	struct step *s;

	check(q != NULL && q->count == stmt_params(q->stmt));
	s = step_create(kind, stmt_name(q->stmt), q);
	if (kind == STEP_SINGLE && stmt_writes(q->stmt))
		s->loss = ERR_COMMIT_UNKNOWN;
	return s;
}

void step_free(struct step *s)
{
	PQclear(s->held);
	free(s);
}

void pipe_append(struct conn *c, struct step *s)
{
	check(s->next == NULL && s->answer != NULL);
	if (c->last != NULL)
		c->last->next = s;
	else
		c->first = s;
	c->last = s;
	if (c->unsent == NULL)
		c->unsent = s;
	c->waiting++;
	conn_kick(c);
}

static struct step *pop(struct conn *c)
{
	struct step *s = c->first;

	c->first = s->next;
	if (c->first == NULL)
		c->last = NULL;
	if (c->unsent == s)
		c->unsent = c->first;
	c->waiting--;
	return s;
}

static void answer(struct step *s, const struct answer *a)
{
	s->answer(s, a);
	step_free(s);
}

static void answer_local(struct step *s)
{
	answer(s, &(struct answer){.err = s->local, .lost = s->gone});
}

/* Sending.
 * ------------------------------------------------------------------------------------------------------------------------ */

/* libpq 15 can only close a piece of the pipeline with a write of its own; from 17 on the write is left to the flush. */
static bool send_sync(struct conn *c)
{
	c->unsynced = false;
#ifdef LIBPQ_HAS_SEND_PIPELINE_SYNC
	return PQsendPipelineSync(c->pg) == 1;
#else
	return PQpipelineSync(c->pg) == 1;
#endif
}

static bool send_statement(struct conn *c, const struct step *s)
{
	const char *const *value = s->value;

	c->unsynced = true;
	if (s->kind == STEP_PREPARE)
		return PQsendPrepare(c->pg, s->name, s->text, 0, NULL) == 1;
	if (s->text != NULL)
		return PQsendQueryParams(c->pg, s->text, s->count, NULL, value, s->length, all_binary, 1) == 1;
	return PQsendQueryPrepared(c->pg, s->name, s->count, value, s->length, all_binary, 1) == 1;
}

static bool send_step(struct conn *c, struct step *s)
{
	s->sent = true;
	switch (s->kind) {
	case STEP_LOCAL:
		return true;
	case STEP_SYNC:
		return send_sync(c);
	case STEP_SINGLE:
		return send_statement(c, s) && send_sync(c);
	case STEP_PREPARE:
	case STEP_QUERY:
		return send_statement(c, s);
	}
	check(!"step kind");
	return false;
}

static void nobody(const struct step *s, const struct answer *a)
{
	(void)s;
	(void)a;
}

bool pipe_send(struct conn *c)
{
	while (c->unsent != NULL) {
		struct step *s = c->unsent;

		c->unsent = s->next;
		if (!send_step(c, s))
			return false;
		if (c->unsent == NULL && c->unsynced) {
			struct step *sync = step_create(STEP_SYNC, "sync", NULL);

			sync->answer = nobody;
			pipe_append(c, sync);
		}
	}
	return true;
}

/* Answers.
 * ------------------------------------------------------------------------------------------------------------------------ */

static void log_failure(const struct conn *c, const struct step *s, enum err e, const char *state)
{
	enum log_level level = e == ERR_CONFLICT    ? LOG_DEBUG
			       : e == ERR_BAD_VALUE ? LOG_INFO
			       : e == ERR_BUSY      ? LOG_WARN
						    : LOG_ERROR;
	const struct log_field fields[] = {
		LOG_WORD("pool", c->o.name),
		LOG_WORD("statement", s->name),
		LOG_WORD("sqlstate", state),
		LOG_ERR(e),
	};

	log_write(level, "statement failed", fields, sizeof(fields) / sizeof(fields[0]));
}

static bool says_goodbye(const PGresult *r)
{
	const char *severity = PQresultErrorField(r, PG_DIAG_SEVERITY_NONLOCALIZED);

	return PQresultErrorField(r, PG_DIAG_SQLSTATE) == NULL || (severity != NULL && strcmp(severity, "ERROR") != 0);
}

static struct answer answer_of(const struct conn *c, const struct step *s, PGresult *r)
{
	const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
	struct answer a = {.err = ERR_OK};

	switch (PQresultStatus(r)) {
	case PGRES_TUPLES_OK:
	case PGRES_COMMAND_OK:
		a.rows = (const struct rows *)r;
		a.committed = strcmp(PQcmdStatus(r), "COMMIT") == 0;
		return a;
	case PGRES_FATAL_ERROR:
		a.aborted = state != NULL && strcmp(state, "25P02") == 0;
		a.err = a.aborted ? ERR_INTERNAL : sqlstate_err(state);
		a.sqlstate = state;
		if (!a.aborted && s->kind != STEP_PREPARE)
			log_failure(c, s, a.err, state);
		return a;
	default: /* PGRES_PIPELINE_ABORTED; nothing else is asked for */
		a.aborted = true;
		a.err = ERR_INTERNAL;
		return a;
	}
}

static void take_sync(struct conn *c)
{
	struct step *s = pop(c);
	struct answer a = {.err = s->held_err, .idle = PQtransactionStatus(c->pg) == PQTRANS_IDLE};

	if (s->kind == STEP_SINGLE && a.err == ERR_OK)
		a.rows = s->held;
	answer(s, &a);
}

/* A result of a STEP_SINGLE, or an error that came up while a sync committed. */
static void hold(struct conn *c, struct step *s, PGresult *r)
{
	struct answer a = answer_of(c, s, r);

	if (a.err != ERR_OK && s->held_err == ERR_OK)
		s->held_err = a.err;
	PQclear(s->held);
	s->held = r;
}

static void take_result(struct conn *c, PGresult *r)
{
	struct step *s = c->first;
	struct answer a;

	if (s == NULL || (PQresultStatus(r) == PGRES_FATAL_ERROR && says_goodbye(r))) {
		PQclear(r);
		c->broken = true;
		return;
	}
	if (PQresultStatus(r) == PGRES_PIPELINE_SYNC) {
		PQclear(r);
		check(s->kind == STEP_SYNC || s->kind == STEP_SINGLE);
		take_sync(c);
		return;
	}
	c->null_due = true;
	if (s->kind == STEP_SYNC || s->kind == STEP_SINGLE) {
		hold(c, s, r);
		return;
	}
	s = pop(c);
	a = answer_of(c, s, r);
	answer(s, &a);
	PQclear(r);
}

void pipe_answers(struct conn *c)
{
	while (!c->broken && (c->null_due || c->first != NULL)) {
		PGresult *r;

		if (!c->null_due && c->first->kind == STEP_LOCAL) {
			answer_local(pop(c));
			continue;
		}
		if (c->pg == NULL || (!c->null_due && !c->first->sent) || PQisBusy(c->pg))
			return;
		r = PQgetResult(c->pg);
		if (r == NULL && !c->null_due)
			return;
		c->null_due = false;
		if (r != NULL)
			take_result(c, r);
	}
}

void pipe_fail(struct conn *c)
{
	struct step **end = &c->failing;

	while (*end != NULL)
		end = &(*end)->next;
	*end = c->first;
	c->first = c->last = c->unsent = NULL;
	c->waiting = 0;
	c->unsynced = c->null_due = c->broken = false;
	/* An answer may destroy the connection, which comes here again and ends this list. */
	while (c->failing != NULL) {
		struct step *s = c->failing;

		c->failing = s->next;
		if (s->kind == STEP_LOCAL)
			answer_local(s);
		else
			answer(s, &(struct answer){.err = s->sent ? s->loss : ERR_DATABASE_DOWN, .lost = true});
	}
}
