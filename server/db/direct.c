#include "db/direct.h"

#include "base/check.h"
#include "base/log.h"
#include "db/sqlstate.h"

#include <libpq-fe.h>
#include <stdlib.h>

#define DIRECT_MAGIC 0x64697265u

struct direct {
	unsigned magic;
	PGconn *conn;
	PGresult *last;
	const char *name;
};

/* The server's notices go nowhere: they can quote values, and libpq would print them. */
static void swallow(void *arg, const PGresult *notice)
{
	(void)arg;
	(void)notice;
}

enum err direct_open(const char *conninfo, const char *name, struct direct **out_r)
{
	/* What stands in conninfo comes last and wins. */
	const char *const words[] = {"application_name", "client_encoding", "connect_timeout", "dbname", NULL};
	const char *const values[] = {name, "UTF8", "10", conninfo, NULL};
	struct direct *d;
	PGconn *conn;

	check(conninfo != NULL && name != NULL && out_r != NULL);
	conn = PQconnectdbParams(words, values, 1);
	check(conn != NULL);
	if (PQstatus(conn) != CONNECTION_OK) {
		/* Before a statement was sent the message can hold no data. */
		log_error("no connection to the database", LOG_WORD("name", name), LOG_WORD("why", PQerrorMessage(conn)));
		PQfinish(conn);
		return ERR_DATABASE_DOWN;
	}
	(void)PQsetNoticeReceiver(conn, swallow, NULL);
	d = calloc(1, sizeof(*d));
	check(d != NULL);
	d->magic = DIRECT_MAGIC;
	d->conn = conn;
	d->name = name;
	*out_r = d;
	return ERR_OK;
}

void direct_close(struct direct **d)
{
	check(d != NULL);
	if (*d == NULL)
		return;
	check_magic(*d, DIRECT_MAGIC);
	PQclear((*d)->last);
	PQfinish((*d)->conn);
	free(*d);
	*d = NULL;
}

static enum err fault_of(struct direct *d, const char *what, bool unknown_if_lost)
{
	const char *state = PQresultErrorField(d->last, PG_DIAG_SQLSTATE);
	enum err e = sqlstate_err(state);

	if (PQstatus(d->conn) != CONNECTION_OK)
		e = unknown_if_lost ? ERR_COMMIT_UNKNOWN : ERR_DATABASE_DOWN;
	log_error("statement failed", LOG_WORD("name", d->name), LOG_WORD("statement", what),
		  LOG_WORD("state", state ? state : "lost"), LOG_ERR(e));
	return e;
}

static bool worked(const struct direct *d)
{
	ExecStatusType status = PQresultStatus(d->last);

	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

enum err direct_query(struct direct *d, const struct query *q, const struct rows **rows_r)
{
	int binary[BIND_MAX];
	bool alone;

	check_magic(d, DIRECT_MAGIC);
	check(q != NULL && q->count == stmt_params(q->stmt));
	for (int i = 0; i < q->count; i++)
		binary[i] = 1;
	alone = PQtransactionStatus(d->conn) == PQTRANS_IDLE;
	PQclear(d->last);
	d->last = PQexecParams(d->conn, stmt_text(q->stmt), q->count, NULL, q->value, q->length, binary, 1);
	check(d->last != NULL);
	if (!worked(d))
		return fault_of(d, stmt_name(q->stmt), alone && stmt_writes(q->stmt));
	if (rows_r != NULL)
		*rows_r = (const struct rows *)d->last;
	return ERR_OK;
}

static enum err command(struct direct *d, const char *text, bool unknown_if_lost)
{
	check_magic(d, DIRECT_MAGIC);
	PQclear(d->last);
	d->last = PQexec(d->conn, text);
	check(d->last != NULL);
	return worked(d) ? ERR_OK : fault_of(d, text, unknown_if_lost);
}

enum err direct_begin(struct direct *d)
{
	return command(d, "begin", false);
}

enum err direct_commit(struct direct *d)
{
	check_magic(d, DIRECT_MAGIC);
	check(PQtransactionStatus(d->conn) != PQTRANS_INERROR); /* its commit would say ROLLBACK */
	return command(d, "commit", true);
}

void direct_rollback(struct direct *d)
{
	check_magic(d, DIRECT_MAGIC);
	if (PQtransactionStatus(d->conn) != PQTRANS_IDLE)
		(void)command(d, "rollback", false);
}
