#include "db/pool_own.h"

#include "base/check.h"
#include "base/log.h"
#include "loop/loop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Single statements under way on one connection; more wait here, where they can still be refused. */
#define IN_FLIGHT_MAX 64

struct step_list {
	struct step *first, *last;
	int n;
};

struct pool {
	unsigned magic;
	struct loop *loop;
	struct pool_options o;
	struct slot slots[POOL_MAX];
	enum stmt *all;           /* when every statement is wanted */
	struct step_list waiting; /* STEP_SINGLE, and STEP_LOCAL for a transaction to be opened */
	struct step_list decided; /* STEP_LOCAL, answered on the next turn */
	int held;                 /* slots with a holder */
	bool up, kicked, dead;
	int depth; /* calls of ours on the stack that come back to this object */
	char fault[200];
};

static void list_add(struct step_list *l, struct step *s)
{
	check(s->next == NULL);
	if (l->last != NULL)
		l->last->next = s;
	else
		l->first = s;
	l->last = s;
	l->n++;
}

static struct step *list_take(struct step_list *l)
{
	struct step *s = l->first;

	check(s != NULL);
	l->first = s->next;
	if (l->first == NULL)
		l->last = NULL;
	s->next = NULL;
	l->n--;
	return s;
}

static void pool_free_if_done(struct pool *p)
{
	if (!p->dead || p->depth > 0 || p->kicked || p->held > 0)
		return;
	p->magic = 0;
	free(p->all);
	free(p);
}

/* Choosing a connection.
 * ---------------------------------------------------------------------------------------------------------- */

/* The least busy connection that nobody has for himself, or NULL. */
static struct slot *slot_choose(struct pool *p, int busy_max)
{
	struct slot *best = NULL;

	for (int i = 0; i < p->o.connections; i++) {
		struct slot *s = &p->slots[i];

		if (s->conn == NULL || s->holder != NULL || !conn_up(s->conn) || conn_waiting(s->conn) > busy_max)
			continue;
		if (best == NULL || conn_waiting(s->conn) < conn_waiting(best->conn))
			best = s;
	}
	return best;
}

static int slots_free(const struct pool *p)
{
	int n = 0;

	for (int i = 0; i < p->o.connections; i++)
		n += p->slots[i].holder == NULL && conn_up(p->slots[i].conn);
	return n;
}

static void serve_waiting(struct pool *p)
{
	while (p->waiting.n > 0 && !p->dead) {
		bool open = p->waiting.first->kind == STEP_LOCAL;
		struct slot *slot = slot_choose(p, IN_FLIGHT_MAX - 1);
		struct step *s;

		if (slot == NULL)
			return;
		s = list_take(&p->waiting);
		if (!open) {
			conn_push(slot->conn, s);
			continue;
		}
		p->held++;
		slot->holder = txn_create(slot);
		s->cb.opened(s->arg, ERR_OK, slot->holder);
		step_free(s);
	}
}

static void answer_decided(struct pool *p)
{
	while (p->decided.n > 0) {
		struct step *s = list_take(&p->decided);

		s->answer(s, &(struct answer){.err = s->local});
		step_free(s);
	}
}

static void pool_turn(void *arg)
{
	struct pool *p = arg;

	check_magic(p, POOL_MAGIC);
	p->kicked = false;
	p->depth++;
	answer_decided(p);
	serve_waiting(p);
	p->depth--;
	pool_free_if_done(p);
}

static void pool_kick(struct pool *p)
{
	if (p->kicked)
		return;
	p->kicked = true;
	loop_defer(p->loop, pool_turn, p);
}

void pool_answer_later(struct pool *p, struct step *s)
{
	check_magic(p, POOL_MAGIC);
	check(s->kind == STEP_LOCAL);
	list_add(&p->decided, s);
	pool_kick(p);
}

static void refuse(struct pool *p, struct step *s, enum err e)
{
	s->kind = STEP_LOCAL;
	s->local = e;
	pool_answer_later(p, s);
}

void slot_release(struct slot *s)
{
	struct pool *p = s->pool;

	check_magic(p, POOL_MAGIC);
	check(s->holder != NULL && p->held > 0);
	s->holder = NULL;
	p->held--;
	if (p->dead)
		pool_free_if_done(p);
	else if (p->waiting.n > 0)
		pool_kick(p);
}

/* Coming and going of connections.
 * ------------------------------------------------------------------------------------------------ */

static void conn_came(void *arg, struct conn *c)
{
	struct slot *s = arg;
	struct pool *p = s->pool;

	(void)c;
	check_magic(p, POOL_MAGIC);
	p->fault[0] = '\0';
	if (p->waiting.n > 0)
		pool_kick(p);
	if (p->up)
		return;
	p->up = true;
	log_info("database connected", LOG_WORD("pool", p->o.name));
	if (p->o.state != NULL)
		p->o.state(p->o.arg, true);
}

static bool any_up(const struct pool *p)
{
	for (int i = 0; i < p->o.connections; i++) {
		if (p->slots[i].conn != NULL && conn_up(p->slots[i].conn))
			return true;
	}
	return false;
}

static void conn_went(void *arg, struct conn *c)
{
	struct slot *s = arg;
	struct pool *p = s->pool;

	(void)c;
	check_magic(p, POOL_MAGIC);
	if (s->holder != NULL)
		txn_lost(s->holder);
	if (!p->up || any_up(p))
		return;
	p->up = false;
	while (p->waiting.n > 0)
		refuse(p, list_take(&p->waiting), ERR_DATABASE_DOWN);
	log_warn("database lost", LOG_WORD("pool", p->o.name));
	if (p->o.state != NULL)
		p->o.state(p->o.arg, false);
}

static void conn_unfit(void *arg, const char *statement, const char *sqlstate)
{
	struct slot *s = arg;
	struct pool *p = s->pool;
	char fault[sizeof(p->fault)];

	check_magic(p, POOL_MAGIC);
	(void)snprintf(fault, sizeof(fault),
		       "statement %.80s does not fit the database's schema (SQLSTATE %.5s): run tasuki migrate", statement,
		       sqlstate ? sqlstate : "unknown");
	if (strcmp(fault, p->fault) == 0)
		return;
	memcpy(p->fault, fault, sizeof(fault));
	log_error("statement does not fit the schema", LOG_WORD("pool", p->o.name), LOG_WORD("statement", statement),
		  LOG_WORD("sqlstate", sqlstate ? sqlstate : ""));
}

/* For users.
 * ---------------------------------------------------------------------------------------------------------------------- */

static void want_every_statement(struct pool *p)
{
	p->all = calloc(STMT_COUNT, sizeof(*p->all));
	check(p->all != NULL);
	for (int i = 0; i < STMT_COUNT; i++)
		p->all[i] = (enum stmt)i;
	p->o.stmts = p->all;
	p->o.stmt_count = STMT_COUNT;
}

struct pool *pool_create(struct loop *loop, const struct pool_options *o)
{
	struct pool *p = calloc(1, sizeof(*p));

	check(p != NULL && o != NULL && o->connections >= 1 && o->connections <= POOL_MAX && o->queue_limit >= 0);
	p->magic = POOL_MAGIC;
	p->loop = loop;
	p->o = *o;
	if (p->o.stmts == NULL)
		want_every_statement(p);
	for (int i = 0; i < o->connections; i++) {
		p->slots[i].pool = p;
		p->slots[i].conn = conn_create(loop, &(struct conn_options){
							     .conninfo = o->conninfo,
							     .name = o->name,
							     .stmts = p->o.stmts,
							     .stmt_count = p->o.stmt_count,
							     .silence_ms = o->silence_ms,
							     .up = conn_came,
							     .down = conn_went,
							     .fault = conn_unfit,
							     .arg = &p->slots[i],
						     });
	}
	return p;
}

/* Transactions still open keep the memory until they have been ended; they know that their connection is gone. */
void pool_destroy(struct pool **pp)
{
	struct pool *p;

	check(pp != NULL);
	p = *pp;
	if (p == NULL)
		return;
	check_magic(p, POOL_MAGIC);
	*pp = NULL;
	p->depth++;
	p->dead = true;
	p->up = false;
	for (int i = 0; i < p->o.connections; i++) {
		if (p->slots[i].holder != NULL)
			txn_lost(p->slots[i].holder);
		conn_destroy(&p->slots[i].conn);
	}
	while (p->waiting.n > 0)
		refuse(p, list_take(&p->waiting), ERR_DATABASE_DOWN);
	answer_decided(p);
	p->depth--;
	pool_free_if_done(p);
}

bool pool_up(const struct pool *p)
{
	check_magic(p, POOL_MAGIC);
	return p->up;
}

const char *pool_fault(const struct pool *p)
{
	check_magic(p, POOL_MAGIC);
	return p->fault[0] != '\0' ? p->fault : NULL;
}

bool pool_idle(const struct pool *p)
{
	check_magic(p, POOL_MAGIC);
	for (int i = 0; i < p->o.connections; i++) {
		if (conn_waiting(p->slots[i].conn) > 0 && conn_up(p->slots[i].conn))
			return false;
	}
	return p->waiting.n == 0 && p->decided.n == 0 && p->held == 0;
}

static void single_answered(const struct step *s, const struct answer *a)
{
	struct pool *p = s->owner;

	check_magic(p, POOL_MAGIC);
	if (p->waiting.n > 0)
		pool_kick(p);
	s->cb.rows(s->arg, a->err, a->rows);
}

void pool_query(struct pool *p, const struct query *q, rows_cb cb, void *arg)
{
	struct step *s = step_of_query(STEP_SINGLE, q);
	struct slot *slot;

	check_magic(p, POOL_MAGIC);
	check(cb != NULL);
	s->answer = single_answered;
	s->owner = p;
	s->cb.rows = cb;
	s->arg = arg;
	slot = p->waiting.n == 0 ? slot_choose(p, IN_FLIGHT_MAX - 1) : NULL;
	if (slot != NULL)
		conn_push(slot->conn, s);
	else if (!p->up)
		refuse(p, s, ERR_DATABASE_DOWN);
	else if (p->waiting.n >= p->o.queue_limit)
		refuse(p, s, ERR_BUSY);
	else
		list_add(&p->waiting, s);
}

static void open_refused(const struct step *s, const struct answer *a)
{
	s->cb.opened(s->arg, a->err, NULL);
}

void txn_open(struct pool *p, void (*cb)(void *arg, enum err e, struct txn *t), void *arg)
{
	struct step *s = step_create(STEP_LOCAL, "begin", NULL);

	check_magic(p, POOL_MAGIC);
	check(cb != NULL);
	s->answer = open_refused;
	s->cb.opened = cb;
	s->arg = arg;
	if (!p->up) {
		refuse(p, s, ERR_DATABASE_DOWN);
	} else if (p->waiting.n - slots_free(p) >= p->o.queue_limit) {
		refuse(p, s, ERR_BUSY);
	} else {
		list_add(&p->waiting, s);
		pool_kick(p);
	}
}
