/* 参加を希望する: finding circles, asking to join, taking it back. */
#include "base/log.h"
#include "call/app.h"
#include "call/shown.h"
#include "domain/circle/circle_own.h"
#include "domain/circle/circle_rows.h"
#include "domain/guard/guard.h"
#include "domain/space/space_change.h"

/* ---- the list ---- */

enum { ID, TITLE, VERSION, SAID, MEMBERS, MANAGERS, REQUEST };

static enum err write_circle(struct call *c, const struct rows *r, int i)
{
	struct space_id space = {rows_id(r, i, ID)};
	struct seal_place title_at = {.space = space, .kind = SEAL_TITLE, .row = space.id};
	struct seal_place said_at = {.space = space, .kind = SEAL_AGREEMENT, .row = space.id, .version = (uint32_t)rows_i64(r, i, VERSION)};
	struct out *o = &c->out;
	struct phi title, said;
	enum err e = shown_open(c->app, c->arena, title_at, rows_str(r, i, TITLE), &title);

	if (e == ERR_OK)
		e = shown_open(c->app, c->arena, said_at, rows_str(r, i, SAID), &said);
	if (e != ERR_OK)
		return e;
	out_object(o);
	out_key_id(o, "id", space.id);
	out_key_phi_or_null(o, "title", title);
	out_key_raw_or_null(o, "said", said.text); /* the program's own JSON */
	out_key_i64(o, "version", rows_i64(r, i, VERSION));
	out_key_i64(o, "members", rows_i64(r, i, MEMBERS));
	out_key(o, "managers");
	out_raw(o, rows_str(r, i, MANAGERS));
	out_key_text(o, "request", rows_str(r, i, REQUEST));
	out_end(o);
	return ERR_OK;
}

static enum err on_list(struct call *c, const struct rows *r)
{
	out_object(&c->out);
	out_key(&c->out, "circles");
	out_array(&c->out);
	for (int i = 0; i < rows_count(r); i++) {
		enum err e = write_circle(c, r, i);

		if (e == ERR_KEYS_DOWN) /* made since the keys were asked for, or without one: the others are shown all the same */
			log_info("circle_without_key", LOG_ID("space", ((struct space_id){rows_id(r, i, ID)})));
		else if (e != ERR_OK)
			return e;
	}
	out_end(&c->out);
	out_end(&c->out);
	return ERR_OK;
}

static enum err read_list(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_circle_open_list);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_list);
	return ERR_OK;
}

static enum err on_spaces(struct call *c, const struct rows *r)
{
	size_t n = (size_t)rows_count(r);
	struct space_id *spaces = arena_array(c->arena, n + 1, sizeof(*spaces));

	for (size_t i = 0; i < n; i++)
		spaces[i].id = rows_id(r, (int)i, 0);
	call_keys(c, spaces, n, read_list);
	return ERR_OK;
}

/* GET /api/circles: those that are open to request, with aim and rules. */
enum err circle_list(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_circle_open_spaces);
	call_query(c, &q, on_spaces);
	return ERR_OK;
}

/* ---- ask ---- */

static enum err on_managers(struct call *c, const struct rows *r)
{
	for (int i = 0; i < rows_count(r); i++)
		space_tell_inbox(c, (struct hat_id){rows_id(r, i, 0)});
	return ERR_OK;
}

void circle_tell_managers(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_circle_managers);
	bind_id(&q, c->match.space.id);
	call_query(c, &q, on_managers);
}

static void confirm(struct call *c, int64_t version)
{
	struct query q;

	query_init(&q, c->arena, STMT_circle_confirm);
	bind_id(&q, c->match.space.id);
	bind_i32(&q, (int32_t)version);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
}

static enum err add_request(struct call *c)
{
	const struct circle_ask_in *in = c->in;
	struct seal_place at = {.space = c->match.space, .kind = SEAL_RELATION, .row = c->facts.session.hat.id};
	struct str reason = {NULL, 0};
	struct id128 id = id_new();
	struct query q;
	enum err e = in->has_reason ? call_seal(c, at, in->reason, &reason) : ERR_OK;

	if (e != ERR_OK)
		return e;
	query_init(&q, c->arena, STMT_circle_request_add);
	bind_id(&q, id);
	bind_id(&q, c->match.space.id);
	bind_id(&q, c->facts.session.hat.id);
	bind_bytes(&q, reason);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	confirm(c, in->version);
	circle_tell_managers(c);
	call_answer_made(c, id);
	return ERR_OK;
}

static enum err on_clean(struct call *c)
{
	call_keys(c, &c->match.space, 1, add_request);
	return ERR_OK;
}

static void find(struct call *c, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, STMT_circle_facts);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, then);
}

static enum err on_locked(struct call *c, const struct rows *r)
{
	const struct circle_ask_in *in = c->in;
	struct guard_ask ask = {.kind = KIND_CIRCLE, .texts = {{"reason", in->reason}}, .colleague = in->colleague};

	if (rows_count(r) != 1 || !rows_bool(r, 0, 0))
		return call_refuse(c, ERR_NOT_FOUND);
	if (c->facts.member.found || rows_bool(r, 0, 2) || rows_i64(r, 0, 1) != in->version)
		return call_refuse(c, ERR_CONFLICT);
	return guard_texts(c, &ask, on_clean);
}

static enum err find_locked(struct call *c)
{
	find(c, on_locked);
	return ERR_OK;
}

static enum err on_found(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1 || !rows_bool(r, 0, 0))
		return call_refuse(c, ERR_NOT_FOUND);
	call_space(c, (struct space_id){c->match.item}, find_locked);
	return ERR_OK;
}

/*
 * POST /api/circles/{item}/request {version, reason?}: version is of the aim and rules one has read. NOT_FOUND: not one that can be asked;
 * CONFLICT: a member already, asked already, or there are newer ones to be read.
 */
enum err circle_ask(struct call *c)
{
	c->audit_object = c->match.item;
	find(c, on_found);
	return ERR_OK;
}

static enum err on_withdrawn(struct call *c, const struct rows *r)
{
	if (rows_count(r) == 0)
		return call_refuse(c, ERR_NOT_FOUND);
	circle_tell_managers(c);
	return ERR_OK;
}

static enum err withdraw(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_circle_request_withdraw);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_withdrawn);
	return ERR_OK;
}

static enum err on_own(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1 || !rows_bool(r, 0, 2))
		return call_refuse(c, ERR_NOT_FOUND);
	call_space(c, (struct space_id){c->match.item}, withdraw);
	return ERR_OK;
}

/* DELETE /api/circles/{item}/request: takes it back. NOT_FOUND: none waits. */
enum err circle_unask(struct call *c)
{
	c->audit_object = c->match.item;
	find(c, on_own);
	return ERR_OK;
}
