#include "base/check.h"
#include "base/log.h"
#include "db/conn_own.h"
#include "loop/loop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CONNECT_MS 10000
#define REST_MIN_MS 50
#define REST_MAX_MS 2000
#define SILENCE_MS 30000
#define SILENCE_LOOKS 4 /* in that time */

/*
 * Set at connect for every statement of ours; an `options` of the operator's conninfo gives way to it. Plans: every statement looks up few
 * rows by key, so each is planned once, and never as a scan of a whole table, whatever the statistics of a young database say.
 */
static const char server_options[] =
	"-c timezone=UTC -c client_min_messages=warning -c lock_timeout=5s -c statement_timeout=15s "
	"-c idle_in_transaction_session_timeout=30s -c default_transaction_isolation=read\\ committed "
	"-c plan_cache_mode=force_generic_plan -c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=off";

static void connect_start(void *arg);
static void on_ready(void *arg, int events);

static void conn_free(struct conn *c)
{
	c->magic = 0;
	free(c);
}

static void enter(struct conn *c)
{
	c->depth++;
}

static void leave(struct conn *c)
{
	c->depth--;
	if (c->dead && c->depth == 0 && !c->kicked)
		conn_free(c);
}

/* The end of a connection.
 * -------------------------------------------------------------------------------------------------------- */

static void finish(void *pg)
{
	PQfinish(pg);
}

/* The descriptor belongs to libpq and is closed only when the loop has let go of it. */
static void drop_socket(struct conn *c)
{
	if (c->watch != NULL)
		watch_destroy(&c->watch, finish, c->pg);
	else
		PQfinish(c->pg);
	c->pg = NULL;
	c->fd = -1;
}

static void rest(struct conn *c)
{
	c->state = CONN_RESTING;
	timer_destroy(&c->timer);
	c->timer = timer_once(c->loop, (uint64_t)c->rest_ms, connect_start, c);
	c->rest_ms = c->rest_ms * 2 > REST_MAX_MS ? REST_MAX_MS : c->rest_ms * 2;
}

/* Ends what there is of a connection, answers its line, tries again later. */
static void lose(struct conn *c)
{
	bool was_up = c->state == CONN_UP;

	drop_socket(c);
	rest(c);
	pipe_fail(c);
	if (was_up && !c->dead)
		c->o.down(c->o.arg, c);
}

/*
 * Why a connection could not be made, once for each reason. This is the one place where libpq's words are logged: no statement
 * was run yet, so they can name the server, role and database, but no data.
 */
static void log_refused(struct conn *c)
{
	const char *words = c->pg == NULL ? "out of memory" : PQerrorMessage(c->pg);
	size_t n = strcspn(words, "\n");
	char reason[sizeof(c->reason)];

	(void)snprintf(reason, sizeof(reason), "%.*s", (int)n, words);
	if (strcmp(reason, c->reason) == 0)
		return;
	memcpy(c->reason, reason, sizeof(reason));
	log_warn("database connection refused", LOG_WORD("pool", c->o.name), LOG_WORD("reason", c->reason));
}

/* Input, output.
 * ------------------------------------------------------------------------------------------------------------------ */

static void take_notices(struct conn *c)
{
	PGnotify *n;

	while (!c->dead && c->state >= CONN_PREPARING && (n = PQnotifies(c->pg)) != NULL) {
		if (c->o.notice != NULL)
			c->o.notice(c->o.arg, str_of(n->relname), str_of(n->extra));
		PQfreemem(n);
	}
}

/* Notices come last: they may stand behind the answers in what libpq has read, and are found only once those are taken. */
static void settle(struct conn *c, bool alive)
{
	pipe_answers(c);
	take_notices(c);
	if (!c->dead && c->pg != NULL && (!alive || c->broken))
		lose(c);
}

/* Reads, and answers also what had come in before the end. went: something else has shown already that the connection is gone. */
static void take_input(struct conn *c, bool went)
{
	bool alive = PQconsumeInput(c->pg) == 1 && PQstatus(c->pg) == CONNECTION_OK && !went;

	c->silent_looks = 0;
	/* libpq closes the descriptor of a lost connection at once: let go of it before anybody can be given the same number. */
	if (!alive)
		watch_set(c->watch, 0);
	settle(c, alive);
}

static void push_output(struct conn *c)
{
	int left = PQflush(c->pg);

	if (left < 0)
		take_input(c, true);
	else
		watch_set(c->watch, left > 0 ? LOOP_READ | LOOP_WRITE : LOOP_READ);
}

static void conn_turn(void *arg)
{
	struct conn *c = arg;

	check_magic(c, CONN_MAGIC);
	c->kicked = false;
	enter(c);
	if (c->state >= CONN_PREPARING && !c->dead) {
		if (pipe_send(c))
			push_output(c);
		else
			take_input(c, true);
	}
	if (!c->dead)
		settle(c, true);
	leave(c);
}

void conn_kick(struct conn *c)
{
	if (c->kicked || c->dead)
		return;
	c->kicked = true;
	loop_defer(c->loop, conn_turn, c);
}

/* The start of a connection.
 * ------------------------------------------------------------------------------------------------------ */

static void stmt_prepared(const struct step *s, const struct answer *a)
{
	struct conn *c = s->owner;

	check_magic(c, CONN_MAGIC);
	if (a->err == ERR_OK || a->lost || a->aborted)
		return;
	c->fault = true;
	if (c->o.fault != NULL && !c->dead)
		c->o.fault(c->o.arg, s->name, a->sqlstate);
}

/*
 * PostgreSQL ends a statement itself after statement_timeout. Where even that does not come (a frozen machine, a disk that hangs
 * in the commit) callers must not wait for ever.
 */
static void look_for_silence(void *arg)
{
	struct conn *c = arg;

	check_magic(c, CONN_MAGIC);
	c->silent_looks = c->waiting > 0 ? c->silent_looks + 1 : 0;
	if (c->silent_looks <= SILENCE_LOOKS)
		return;
	enter(c);
	log_error("database connection silent", LOG_WORD("pool", c->o.name));
	lose(c);
	leave(c);
}

static void come_up(struct conn *c)
{
	int silence_ms = c->o.silence_ms > 0 ? c->o.silence_ms : SILENCE_MS;

	timer_destroy(&c->timer);
	c->timer = timer_every(c->loop, (uint64_t)silence_ms / SILENCE_LOOKS, look_for_silence, c);
	c->silent_looks = 0;
	c->state = CONN_UP;
	c->rest_ms = REST_MIN_MS;
	c->reason[0] = '\0';
	c->o.up(c->o.arg, c);
}

static void all_prepared(const struct step *s, const struct answer *a)
{
	struct conn *c = s->owner;

	check_magic(c, CONN_MAGIC);
	if (a->lost)
		return;
	if (a->err != ERR_OK || c->fault) {
		c->rest_ms = REST_MAX_MS;
		c->broken = true;
		return;
	}
	come_up(c);
}

static void prepare_all(struct conn *c)
{
	struct step *s;

	c->state = CONN_PREPARING;
	c->fault = false;
	for (int i = 0; i < c->o.stmt_count; i++) {
		s = step_create(STEP_PREPARE, stmt_name(c->o.stmts[i]), NULL);
		s->text = stmt_text(c->o.stmts[i]);
		s->answer = stmt_prepared;
		s->owner = c;
		pipe_append(c, s);
	}
	s = step_create(STEP_SYNC, "sync", NULL);
	s->answer = all_prepared;
	s->owner = c;
	pipe_append(c, s);
}

static void watch_socket(struct conn *c, int events)
{
	int fd = PQsocket(c->pg);

	if (c->watch == NULL || c->fd != fd) {
		watch_destroy(&c->watch, NULL, NULL);
		c->watch = watch_create(c->loop, fd, on_ready, c);
		c->fd = fd;
	}
	watch_set(c->watch, events);
}

/* While it connects libpq may close its socket and try another address, under the same number even: watch anew after each step.
 */
static void connect_go_on(struct conn *c)
{
	if (c->watch != NULL)
		watch_set(c->watch, 0);
	switch (PQconnectPoll(c->pg)) {
	case PGRES_POLLING_READING:
		watch_socket(c, LOOP_READ);
		return;
	case PGRES_POLLING_WRITING:
		watch_socket(c, LOOP_WRITE);
		return;
	case PGRES_POLLING_OK:
		if (PQsetnonblocking(c->pg, 1) == 0 && PQenterPipelineMode(c->pg) == 1) {
			watch_socket(c, LOOP_READ);
			prepare_all(c);
			return;
		}
		break;
	default:
		break;
	}
	log_refused(c);
	lose(c);
}

static void on_ready(void *arg, int events)
{
	struct conn *c = arg;

	check_magic(c, CONN_MAGIC);
	enter(c);
	if (c->state == CONN_CONNECTING)
		connect_go_on(c);
	else if (events & LOOP_READ)
		take_input(c, false);
	if (!c->dead && c->state >= CONN_PREPARING && (events & LOOP_WRITE))
		push_output(c);
	leave(c);
}

static void too_late(void *arg)
{
	struct conn *c = arg;

	check_magic(c, CONN_MAGIC);
	enter(c);
	log_warn("database connection timed out", LOG_WORD("pool", c->o.name));
	lose(c);
	leave(c);
}

/* The server's notices go nowhere: they can quote values. */
static void swallow(void *arg, const PGresult *notice)
{
	(void)arg;
	(void)notice;
}

static void connect_start(void *arg)
{
	struct conn *c = arg;
	/* What stands before dbname gives way to the operator's conninfo, what stands after it does not. */
	static const char *const keywords[] = {"keepalives_idle",  "keepalives_interval", "tcp_user_timeout", "dbname",
					       "application_name", "client_encoding",     "options",          NULL};
	const char *const values[] = {"10", "5", "20000", c->o.conninfo, c->o.name, "UTF8", server_options, NULL};

	check_magic(c, CONN_MAGIC);
	enter(c);
	c->state = CONN_CONNECTING;
	timer_destroy(&c->timer);
	c->timer = timer_once(c->loop, CONNECT_MS, too_late, c);
	c->pg = PQconnectStartParams(keywords, values, 1);
	if (c->pg != NULL)
		(void)PQsetNoticeReceiver(c->pg, swallow, NULL);
	if (c->pg != NULL && PQstatus(c->pg) != CONNECTION_BAD) {
		watch_socket(c, LOOP_WRITE);
	} else {
		log_refused(c);
		lose(c);
	}
	leave(c);
}

/* For users.
 * ---------------------------------------------------------------------------------------------------------------------- */

struct conn *conn_create(struct loop *loop, const struct conn_options *o)
{
	struct conn *c = calloc(1, sizeof(*c));

	check(c != NULL && loop != NULL && o->conninfo != NULL && o->name != NULL && o->up != NULL && o->down != NULL);
	c->magic = CONN_MAGIC;
	c->loop = loop;
	c->o = *o;
	c->fd = -1;
	c->rest_ms = REST_MIN_MS;
	c->timer = timer_once(loop, 0, connect_start, c);
	return c;
}

void conn_destroy(struct conn **cp)
{
	struct conn *c;

	check(cp != NULL);
	c = *cp;
	if (c == NULL)
		return;
	check_magic(c, CONN_MAGIC);
	*cp = NULL;
	enter(c);
	c->dead = true;
	c->state = CONN_RESTING;
	timer_destroy(&c->timer);
	drop_socket(c);
	while (c->first != NULL)
		pipe_fail(c);
	leave(c);
}

bool conn_up(const struct conn *c)
{
	check_magic(c, CONN_MAGIC);
	return c->state == CONN_UP && !c->broken;
}

int conn_waiting(const struct conn *c)
{
	return c->waiting;
}

/* A step that can no longer be sent takes its place in the line all the same, so that answers keep their order. */
void conn_push(struct conn *c, struct step *s)
{
	check_magic(c, CONN_MAGIC);
	check(!c->dead || s->kind == STEP_LOCAL);
	if (!conn_up(c) && s->kind != STEP_LOCAL) {
		s->kind = STEP_LOCAL;
		s->local = ERR_DATABASE_DOWN;
		s->gone = true;
	}
	pipe_append(c, s);
}
