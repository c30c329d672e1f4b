#include "db/migrate.h"

#include "base/check.h"
#include "base/clock.h"
#include "base/log.h"
#include "db/migrate_own.h"
#include "db/schema_number.h"
#include "db/sqlstate.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One migration at a time in a database: an advisory lock of this number. */
#define LOCK_SQL "select pg_try_advisory_lock(7461737569)::int"

static const char tables[] =
	"create table if not exists schema_meta (only_one boolean primary key default true check (only_one), postgresql_major "
	"int not null);"
	"create table if not exists schema_migration (number int primary key, name text not null, sha256 bytea not null,"
	" applied_at timestamptz not null);"
	"grant select on schema_meta, schema_migration to public;";

struct work {
	struct arena *a;
	PGconn *c;
	int major;
	struct str *why_r;
};

/* Talking to PostgreSQL.
 * ---------------------------------------------------------------------------------------------------------- */

static void swallow(void *arg, const PGresult *notice)
{
	(void)arg;
	(void)notice;
}

static enum err refuse(struct work *w, enum err e, struct str why)
{
	*w->why_r = why;
	return e;
}

static enum err connect_to(struct work *w, const char *conninfo)
{
	const char *keywords[] = {"dbname", "application_name", "client_encoding", "connect_timeout", "options", NULL};
	const char *values[] = {
		conninfo, "tasuki migrate", "UTF8", "10", "-c timezone=UTC -c client_min_messages=warning -c lock_timeout=10s",
		NULL};

	w->c = PQconnectdbParams(keywords, values, 1);
	check(w->c != NULL);
	(void)PQsetNoticeReceiver(w->c, swallow, NULL);
	w->major = PQserverVersion(w->c) / 10000;
	if (PQstatus(w->c) == CONNECTION_OK)
		return ERR_OK;
	/* No statement was sent yet: the message can hold no data. Its first line is the reason. */
	return refuse(w, ERR_DATABASE_DOWN,
		      arena_printf(w->a, "the database cannot be reached: %.*s: is it running, and does database.url name it?",
				   (int)strcspn(PQerrorMessage(w->c), "\n"), PQerrorMessage(w->c)));
}

/* PostgreSQL's own words only where they can name nothing but parts of the schema; data errors quote values. */
static const char *harmless_words(const PGresult *r, const char *state)
{
	static const char *const harmless[] = {"0A", "2B", "3D", "3F", "42"};
	const char *words = PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);

	for (size_t i = 0; words != NULL && i < sizeof(harmless) / sizeof(harmless[0]); i++) {
		if (strncmp(state, harmless[i], 2) == 0)
			return words;
	}
	return "its message may hold data and is not shown";
}

static enum err failed(struct work *w, const PGresult *r, const char *what, struct str text)
{
	const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
	const char *at = PQresultErrorField(r, PG_DIAG_STATEMENT_POSITION);
	enum err e = sqlstate_err(state);
	struct str line = at == NULL ? STR("") : arena_printf(w->a, ", line %d", migration_line(text, strtol(at, NULL, 10)));

	if (state == NULL)
		return refuse(w, ERR_DATABASE_DOWN, arena_printf(w->a, "the connection was lost during %s: run it again", what));
	if (e != ERR_STORAGE_FULL && e != ERR_DATABASE_DOWN && e != ERR_BUSY)
		e = ERR_INTERNAL;
	return refuse(w, e,
		      arena_printf(w->a, "%s%.*s: PostgreSQL refuses it with %s (%s)", what, STR_ARG(line), state,
				   harmless_words(r, state)));
}

static enum err run(struct work *w, const char *what, const char *sql)
{
	PGresult *r = PQexec(w->c, sql);
	ExecStatusType status = PQresultStatus(r);
	enum err e = ERR_OK;

	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY)
		e = failed(w, r, what, str_of(sql));
	PQclear(r);
	return e;
}

/* The first cell as a number; no row or NULL: absent. */
static enum err number(struct work *w, const char *what, const char *sql, int absent, int *out_r)
{
	PGresult *r = PQexec(w->c, sql);
	enum err e = ERR_OK;

	if (PQresultStatus(r) != PGRES_TUPLES_OK)
		e = failed(w, r, what, str_of(sql));
	else
		*out_r = PQntuples(r) == 0 || PQgetisnull(r, 0, 0) ? absent : (int)strtol(PQgetvalue(r, 0, 0), NULL, 10);
	PQclear(r);
	return e;
}

/* What must hold.
 * ----------------------------------------------------------------------------------------------------------------- */

static enum err major_fits(struct work *w)
{
	int recorded = 0;
	enum err e = number(w, "reading schema_meta", "select postgresql_major from schema_meta", 0, &recorded);

	if (e != ERR_OK || recorded == w->major || recorded == 0)
		return e;
	return refuse(w, ERR_CONFLICT,
		      arena_printf(w->a, "the database was made with PostgreSQL %d and runs on %d: start it with %d again",
				   recorded, w->major, recorded));
}

static enum err older_or_newer(struct work *w, int at, int known)
{
	if (at > known)
		return refuse(w, ERR_CONFLICT,
			      arena_printf(w->a,
					   "the database's schema is at %d, newer than this program, which knows %d: install the "
					   "newer program",
					   at, known));
	return refuse(w, ERR_CONFLICT,
		      arena_printf(w->a, "the database's schema is at %d, this program needs %d: run tasuki migrate", at, known));
}

static enum err applied_fits(struct work *w, const PGresult *rows, int row, const struct migrations *m)
{
	int at = (int)strtol(PQgetvalue(rows, row, 0), NULL, 10);
	char hex[2 * HASH_SIZE + 1];

	if (at != row + 1)
		return refuse(w, ERR_INTERNAL,
			      arena_printf(w->a, "the records of schema_migration have a gap at %d: restore a backup", row + 1));
	if (at > m->count)
		return older_or_newer(w, PQntuples(rows), m->count);
	for (int i = 0; i < HASH_SIZE; i++)
		(void)snprintf(hex + 2 * (size_t)i, 3, "%02x", m->at[row].hash[i]);
	if (strcmp(hex, PQgetvalue(rows, row, 1)) == 0)
		return ERR_OK;
	return refuse(
		w, ERR_CONFLICT,
		arena_printf(
			w->a,
			"%s was changed after it had been applied: put the release's file back; changes go into a new migration",
			m->at[row].name));
}

static enum err all_applied_fit(struct work *w, const struct migrations *m, int *count_r)
{
	PGresult *r = PQexec(w->c, "select number, encode(sha256, 'hex') from schema_migration order by number");
	enum err e = ERR_OK;

	if (PQresultStatus(r) != PGRES_TUPLES_OK)
		e = failed(w, r, "reading schema_migration", STR(""));
	*count_r = PQntuples(r);
	for (int i = 0; e == ERR_OK && i < *count_r; i++)
		e = applied_fits(w, r, i, m);
	PQclear(r);
	return e;
}

/* Applying.
 * ----------------------------------------------------------------------------------------------------------------------- */

static enum err record(struct work *w, int at, const struct migration *m)
{
	const char *values[4] = {arena_printf(w->a, "%d", at).p, m->name, (const char *)m->hash,
				 arena_printf(w->a, "%lld", (long long)clock_ms()).p};
	const int lengths[4] = {0, 0, HASH_SIZE, 0}, formats[4] = {0, 0, 1, 0};
	PGresult *r = PQexecParams(w->c,
				   "insert into schema_migration (number, name, sha256, applied_at)"
				   " values ($1::int, $2::text, $3::bytea, to_timestamp($4::bigint / 1000.0))",
				   4, NULL, values, lengths, formats, 0);
	enum err e = PQresultStatus(r) == PGRES_COMMAND_OK ? ERR_OK : failed(w, r, m->name, STR(""));

	PQclear(r);
	return e;
}

static enum err apply_inside(struct work *w, int at, const struct migration *m)
{
	enum err e = run(w, m->name, m->text.p);

	if (e == ERR_OK && PQtransactionStatus(w->c) != PQTRANS_INTRANS)
		return refuse(w, ERR_INTERNAL,
			      arena_printf(w->a, "%s ends its own transaction: take commit and rollback out of it", m->name));
	return e == ERR_OK ? record(w, at, m) : e;
}

static enum err apply(struct work *w, int at, const struct migration *m)
{
	enum err e = run(w, m->name, "begin");

	if (e == ERR_OK)
		e = apply_inside(w, at, m);
	if (e == ERR_OK)
		e = run(w, m->name, "commit");
	if (e != ERR_OK) {
		PQclear(PQexec(w->c, "rollback"));
		return e;
	}
	log_info("schema migrated", LOG_WORD("migration", m->name));
	return ERR_OK;
}

static enum err prepare(struct work *w)
{
	int locked = 0;
	enum err e = number(w, "the lock", LOCK_SQL, 0, &locked);

	if (e != ERR_OK)
		return e;
	if (locked == 0)
		return refuse(w, ERR_BUSY, STR("another tasuki migrate works on this database: wait for it"));
	e = run(w, "the tables of migrate", tables);
	if (e == ERR_OK)
		e = major_fits(w);
	if (e != ERR_OK)
		return e;
	return run(
		w, "schema_meta",
		arena_printf(w->a, "insert into schema_meta (postgresql_major) values (%d) on conflict do nothing", w->major).p);
}

static enum err apply_missing(struct work *w, const char *folder)
{
	const struct migrations *m = migrations_read(w->a, folder, w->why_r);
	enum err e;
	int count = 0;

	if (m == NULL)
		return ERR_INTERNAL;
	e = prepare(w);
	if (e == ERR_OK)
		e = all_applied_fit(w, m, &count);
	for (int i = count; e == ERR_OK && i < m->count; i++)
		e = apply(w, i + 1, &m->at[i]);
	return e;
}

/* For users.
 * ---------------------------------------------------------------------------------------------------------------------- */

int migrate_known(void)
{
	return SCHEMA_NUMBER;
}

enum err migrate_apply(struct arena *a, const char *conninfo, const char *folder, struct str *why_r)
{
	struct work w = {.a = a, .why_r = why_r};
	enum err e;

	check(a != NULL && conninfo != NULL && folder != NULL && why_r != NULL);
	e = connect_to(&w, conninfo);
	if (e == ERR_OK)
		e = apply_missing(&w, folder);
	PQfinish(w.c);
	return e;
}

static enum err compare(struct work *w, int known)
{
	int there = 0, at = 0;
	enum err e = number(w, "the catalogue", "select (to_regclass('schema_migration') is not null)::int", 0, &there);

	if (e == ERR_OK && there == 0)
		return refuse(w, ERR_CONFLICT, STR("the database is empty: run tasuki init"));
	if (e == ERR_OK)
		e = major_fits(w);
	if (e == ERR_OK)
		e = number(w, "reading schema_migration", "select max(number) from schema_migration", 0, &at);
	return e == ERR_OK && at != known ? older_or_newer(w, at, known) : e;
}

enum err migrate_check(struct arena *a, const char *conninfo, int known, struct str *why_r)
{
	struct work w = {.a = a, .why_r = why_r};
	enum err e;

	check(a != NULL && conninfo != NULL && why_r != NULL);
	e = connect_to(&w, conninfo);
	if (e == ERR_OK)
		e = compare(&w, known);
	PQfinish(w.c);
	return e;
}
