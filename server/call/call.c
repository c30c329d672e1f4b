/* What handlers use of a call: each thing waited for counts in `pending`; the runner goes on when nothing is pending any more. */
#include "call/call.h"

#include "base/check.h"
#include "base/clock.h"
#include "call/app.h"
#include "call/mesh.h"
#include "call/runner_own.h"
#include "call/scope.h"
#include "db/pool.h"
#include "keys/lease.h"

#include <string.h>

struct wait {
	struct call *call;
	call_rows rows;
	call_then then;
	call_hot_then hot;
};

/* After a continuation: the call goes on when it was the last thing waited for. */
static void resumed(struct call *c, enum err e)
{
	if (e != ERR_OK && c->failed == ERR_OK)
		c->failed = e;
	runner_advance(c);
}

static struct wait *wait_create(struct call *c)
{
	struct wait *w = arena_alloc(c->arena, sizeof(*w));

	check_magic(c, CALL_MAGIC);
	w->call = c;
	c->pending++;
	return w;
}

static void on_rows(void *arg, enum err e, const struct rows *r)
{
	struct wait *w = arg;
	struct call *c = w->call;

	check_magic(c, CALL_MAGIC);
	c->pending--;
	if (e == ERR_OK && c->failed == ERR_OK && w->rows != NULL)
		e = w->rows(c, r);
	resumed(c, e);
}

void call_query(struct call *c, const struct query *q, call_rows then)
{
	struct wait *w = wait_create(c);

	w->rows = then;
	if (c->txn != NULL)
		txn_query(c->txn, q, on_rows, w);
	else
		pool_query(c->app->read_pool, q, on_rows, w);
}

static void on_begun(void *arg, enum err e, struct txn *t)
{
	struct wait *w = arg;
	struct call *c = w->call;

	check_magic(c, CALL_MAGIC);
	if (e == ERR_OK) {
		c->txn = t;
		if (c->has_token)
			runner_lock_session(c);
	}
	call_resume(c, e, w->then);
}

void call_begin(struct call *c, call_then then)
{
	struct wait *w = wait_create(c);

	check(c->txn == NULL);
	w->then = then;
	if (c->facts.now == 0)
		c->facts.now = clock_ms();
	txn_open(c->app->call_pool, on_begun, w);
}

static enum err on_space_facts(struct call *c, const struct rows *r)
{
	call_then then = c->space_then;

	if (rows_count(r) != 1)
		return ERR_SESSION_NONE;
	scope_read(r, 0, &c->facts);
	return then(c);
}

void call_space(struct call *c, struct space_id space, call_then then)
{
	struct query q;

	check(c->txn != NULL && then != NULL && id_is_zero(c->match.space.id));
	c->match.space = space;
	c->space_then = then;
	query_init(&q, c->arena, STMT_scope_lock_patient);
	bind_id(&q, space.id);
	call_query(c, &q, NULL);
	scope_query(&q, c->arena, (struct str){(const char *)c->token_hash, TOKEN_HASH}, space, c->match.post);
	call_query(c, &q, on_space_facts);
}

static enum err on_item_space(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	call_space(c, (struct space_id){rows_id(r, 0, 0)}, c->space_then);
	return ERR_OK;
}

enum err call_item_space(struct call *c, enum stmt stmt, call_then then)
{
	struct query q;

	c->space_then = then;
	c->audit_object = c->match.item;
	query_init(&q, c->arena, stmt);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_item_space);
	return ERR_OK;
}

enum err call_refuse(struct call *c, enum err e)
{
	check(e != ERR_OK);
	c->refusal = e;
	return ERR_OK;
}

void call_answer_id(struct call *c, struct id128 id)
{
	out_object(&c->out);
	out_key_id(&c->out, "id", id);
	out_end(&c->out);
}

void call_answer_made(struct call *c, struct id128 id)
{
	c->status = 201;
	call_answer_id(c, id);
}

enum err call_write_rows(struct call *c, const char *name, const struct rows *r, enum err (*one)(struct call *c, const struct rows *r, int i))
{
	enum err e = ERR_OK;

	out_key(&c->out, name);
	out_array(&c->out);
	for (int i = 0; i < rows_count(r) && e == ERR_OK; i++)
		e = one(c, r, i);
	if (e == ERR_OK)
		out_end(&c->out);
	return e;
}

enum err call_write_last(struct call *c, const char *name, const struct rows *r, enum err (*one)(struct call *c, const struct rows *r, int i))
{
	enum err e = call_write_rows(c, name, r, one);

	if (e == ERR_OK)
		out_end(&c->out);
	return e;
}

enum err call_write_list(struct call *c, const char *name, const struct rows *r, enum err (*one)(struct call *c, const struct rows *r, int i))
{
	out_object(&c->out);
	return call_write_last(c, name, r, one);
}

static void on_keys(void *arg, enum err e)
{
	struct wait *w = arg;

	call_resume(w->call, e, w->then);
}

void call_keys(struct call *c, const struct space_id *spaces, size_t n, call_then then)
{
	struct wait *w = wait_create(c);

	w->then = then;
	c->keys = arena_array(c->arena, n, sizeof(*c->keys));
	c->keys_n = n;
	for (size_t i = 0; i < n; i++)
		c->keys[i] = spaces[i];
	leases_want(c->app->leases, spaces, n, on_keys, w);
}

static void on_hot(void *arg, const struct hot_result *r)
{
	struct wait *w = arg;
	struct call *c = w->call;
	enum err e = r->e;

	check_magic(c, CALL_MAGIC);
	c->pending--;
	if (e == ERR_OK)
		runner_note_activity(c, r->session, r->active_at);
	if (e == ERR_OK && w->hot != NULL)
		e = w->hot(c, r);
	else if (e == ERR_BAD_VALUE)
		c->detail = STR("version"); /* the one value that is judged by facts: a version the post has not had */
	resumed(c, e);
}

void call_hot(struct call *c, const struct hot_op *op, struct phi text, call_hot_then then)
{
	struct wait *w = wait_create(c);

	w->hot = then;
	mesh_submit(c->app->mesh, op, text, http_peer(c->req), on_hot, w);
}

void call_suspend(struct call *c)
{
	check_magic(c, CALL_MAGIC);
	c->pending++;
}

void call_resume(struct call *c, enum err e, call_then then)
{
	check_magic(c, CALL_MAGIC);
	check(c->pending > 0);
	c->pending--;
	if (e == ERR_OK && c->failed == ERR_OK && then != NULL)
		e = then(c);
	resumed(c, e);
}

struct hot_op call_hot_op(const struct call *c, enum hot_kind kind)
{
	struct hot_op op = {.kind = kind, .action = c->match.route->action, .space = c->match.space, .post = c->match.post};

	memcpy(op.token_hash, c->token_hash, TOKEN_HASH);
	return op;
}

enum err call_unseal(const struct call *c, struct seal_place at, struct str sealed, struct phi *out_r)
{
	const struct space_key *key = lease_key(c->app->leases, at.space);

	at.deployment = c->app->deployment;
	return key == NULL ? ERR_KEYS_DOWN : unseal(c->arena, key, &at, sealed, out_r);
}

enum err call_seal(const struct call *c, struct seal_place at, struct phi plain, struct str *out_r)
{
	const struct space_key *key = lease_key(c->app->leases, at.space);

	if (key == NULL)
		return ERR_KEYS_DOWN;
	at.deployment = c->app->deployment;
	*out_r = seal(c->arena, key, &at, plain);
	return ERR_OK;
}

struct new_key {
	struct call *call;
	struct space_id space;
	call_then then;
};

static void on_new_key(void *arg, enum err e)
{
	struct new_key *w = arg;

	call_resume(w->call, e, w->then);
}

static void on_key_made(void *arg, enum err e)
{
	struct new_key *w = arg;

	if (e == ERR_OK || e == ERR_CONFLICT)
		leases_want(w->call->app->leases, &w->space, 1, on_new_key, w);
	else
		call_resume(w->call, e, NULL);
}

void call_new_key(struct call *c, struct space_id space, call_then then)
{
	struct new_key *w = arena_alloc(c->arena, sizeof(*w));

	*w = (struct new_key){c, space, then};
	call_suspend(c);
	leases_create_key(c->app->leases, space, on_key_made, w);
}
