/* つながりを申し込む: asking, taking it back, what one has asked and blocked. */
#include "base/log.h"
#include "call/app.h"
#include "call/shown.h"
#include "domain/guard/guard.h"
#include "domain/space/space_change.h"
#include "domain/tie/tie_rows.h"

#define SHOWN_MS (INT64_C(30) * 24 * 3600000) /* how long a declined request is shown to who asked */

/* ---- ask ---- */

struct asking {
	struct space_id space; /* to be, when it is accepted; it has no key before */
	struct space_id reason_key; /* the region's own: it outlives no つながり that never was */
	struct id128 id;
};

/* The other one is told, unless nothing of this person is to arrive there. */
static void tell(struct call *c, struct hat_id other, bool blocked)
{
	if (!blocked)
		space_tell_inbox(c, other);
}

static enum err on_added(struct call *c, const struct rows *r)
{
	const struct tie_ask_in *in = c->in;
	const struct asking *w = c->keep;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_CONFLICT);
	tell(c, (struct hat_id){in->hat}, rows_bool(r, 0, 0));
	call_answer_made(c, w->id);
	return ERR_OK;
}

static enum err on_key(struct call *c)
{
	const struct tie_ask_in *in = c->in;
	const struct asking *w = c->keep;
	struct seal_place at = {.space = w->reason_key, .kind = SEAL_RELATION, .row = w->id};
	struct str reason;
	struct query q;
	enum err e = call_seal(c, at, in->reason, &reason);

	if (e != ERR_OK)
		return e;
	query_init(&q, c->arena, STMT_tie_request_add);
	bind_id(&q, w->id);
	bind_id(&q, w->space.id);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, in->hat);
	bind_bytes(&q, reason);
	bind_i64(&q, c->facts.now);
	bind_id(&q, w->reason_key.id);
	call_query(c, &q, on_added);
	return ERR_OK;
}

static enum err on_clean(struct call *c)
{
	struct asking *w = arena_alloc(c->arena, sizeof(*w));

	*w = (struct asking){.space = {id_new()}, .reason_key = {c->app->deployment.id}, .id = id_new()};
	c->keep = w;
	call_new_key(c, w->reason_key, on_key);
	return ERR_OK;
}

static enum err on_live(struct call *c, const struct rows *r)
{
	const struct tie_ask_in *in = c->in;
	struct guard_ask ask = {.kind = KIND_TIE, .texts = {{"reason", in->reason}}, .consent = in->consent};

	if (rows_count(r) != 0)
		return call_refuse(c, ERR_CONFLICT);
	return guard_texts(c, &ask, on_clean);
}

static void query_pair(struct call *c, enum stmt stmt, struct id128 other, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, stmt);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, other);
	call_query(c, &q, then);
}

static enum err on_facts(struct call *c, const struct rows *r)
{
	const struct tie_ask_in *in = c->in;

	if (!rows_bool(r, 0, 0))
		return call_refuse(c, ERR_NOT_FOUND);
	if (rows_bool(r, 0, 1) || rows_bool(r, 0, 2))
		return call_refuse(c, rows_bool(r, 0, 1) ? ERR_CONFLICT : ERR_ON_LEAVE);
	query_pair(c, STMT_tie_live, in->hat, on_live);
	return ERR_OK;
}

/*
 * POST /api/ties {hat, reason}: 201 {id}. NOT_FOUND: nobody of the staff who is here, or oneself; CONFLICT: a request waits between the two, they are
 * in touch already, or the asker takes nothing from there; ON_LEAVE; CONSENT_NEEDED.
 */
enum err tie_ask(struct call *c)
{
	const struct tie_ask_in *in = c->in;

	c->audit_object = in->hat;
	query_pair(c, STMT_tie_facts, in->hat, on_facts);
	return ERR_OK;
}

/* ---- take it back ---- */

static enum err on_withdrawn(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	tell(c, (struct hat_id){rows_id(r, 0, 0)}, rows_bool(r, 0, 1));
	space_tell_inbox(c, c->facts.session.hat);
	return ERR_OK;
}

/* DELETE /api/ties/{item}. NOT_FOUND: none of one's own that waits. */
enum err tie_withdraw(struct call *c)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_tie_withdraw);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_withdrawn);
	return ERR_OK;
}

/* ---- the list ---- */

static enum err write_sent(struct call *c, const struct rows *r, int i)
{
	struct seal_place at = {.space = {rows_id(r, i, 1)}, .kind = SEAL_RELATION, .row = rows_id(r, i, 6)};
	struct out *o = &c->out;
	struct phi reason;
	enum err e = shown_open(c->app, c->arena, at, rows_str(r, i, 3), &reason);

	if (e != ERR_OK)
		return e;
	out_object(o);
	out_key_id(o, "id", rows_id(r, i, 0));
	out_key(o, "person");
	out_raw(o, rows_str(r, i, 2));
	out_key_phi_or_null(o, "reason", reason);
	out_key_text(o, "state", rows_str(r, i, 4));
	out_key_i64(o, "at", rows_i64(r, i, 5));
	out_end(o);
	return ERR_OK;
}

static enum err on_blocked(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;

	out_key(o, "blocked");
	out_array(o);
	for (int i = 0; i < rows_count(r); i++) {
		out_object(o);
		out_key(o, "person");
		out_raw(o, rows_str(r, i, 0));
		out_key_i64(o, "at", rows_i64(r, i, 1));
		out_end(o);
	}
	out_end(o);
	out_end(o);
	return ERR_OK;
}

static enum err on_sent(struct call *c, const struct rows *r)
{
	struct query q;

	out_object(&c->out);
	out_key(&c->out, "sent");
	out_array(&c->out);
	for (int i = 0; i < rows_count(r); i++) {
		enum err e = write_sent(c, r, i);

		if (e == ERR_KEYS_DOWN) /* asked since the keys were, or without one: the others are shown all the same */
			log_info("tie_without_key", LOG_ID("space", ((struct space_id){rows_id(r, i, 1)})));
		else if (e != ERR_OK)
			return e;
	}
	out_end(&c->out);
	query_init(&q, c->arena, STMT_tie_blocked_list);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_blocked);
	return ERR_OK;
}

static void query_sent(struct call *c, enum stmt stmt, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, stmt);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now - SHOWN_MS);
	call_query(c, &q, then);
}

static enum err read_sent(struct call *c)
{
	query_sent(c, STMT_tie_sent, on_sent);
	return ERR_OK;
}

static enum err on_spaces(struct call *c, const struct rows *r)
{
	size_t n = (size_t)rows_count(r);
	struct space_id *spaces = arena_array(c->arena, n + 1, sizeof(*spaces));

	for (size_t i = 0; i < n; i++)
		spaces[i].id = rows_id(r, (int)i, 0);
	call_keys(c, spaces, n, read_sent);
	return ERR_OK;
}

/* GET /api/ties: what this hat has asked and waits for, and whom it takes nothing from. */
enum err tie_list(struct call *c)
{
	query_sent(c, STMT_tie_sent_spaces, on_spaces);
	return ERR_OK;
}
