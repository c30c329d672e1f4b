/*
 * A lost factor is reset in person: who looks after the person asks, a second one confirms, and neither learns a secret or gets a session. It
 * leads to a new enrolment only: for a day the person's own password signs in for that and nothing else.
 */
#include "call/app.h"
#include "domain/factor/factor.h"
#include "domain/factor/factor_own.h"
#include "domain/factor/factor_rows.h"

#define DAY_MS (24 * 60 * 60 * 1000LL)

/* ---- ask ---- */

static enum err on_asked(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1)
		return call_refuse(c, ERR_CONFLICT);
	call_answer_made(c, rows_id(r, 0, 0));
	return ERR_OK;
}

static enum err on_facts(struct call *c, const struct rows *r)
{
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	c->audit_object = rows_id(r, 0, 0);
	query_init(&q, c->arena, STMT_factor_reset_lapse);
	bind_id(&q, rows_id(r, 0, 0));
	bind_i64(&q, c->facts.now);
	bind_i64(&q, c->facts.now - DAY_MS);
	call_query(c, &q, NULL);
	query_init(&q, c->arena, STMT_factor_reset_ask);
	bind_id(&q, id_new());
	bind_id(&q, rows_id(r, 0, 0));
	bind_id(&q, rows_id(r, 0, 1));
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_asked);
	return ERR_OK;
}

/* POST /api/factor/resets {login}: {id}. NOT_FOUND: nobody with a factor whom this hat looks after. CONFLICT: asked already. */
enum err factor_reset_ask(struct call *c)
{
	const struct factor_reset_ask_in *in = c->in;
	struct query q;

	query_init(&q, c->arena, STMT_factor_reset_facts);
	bind_text(&q, in->login);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_facts);
	return ERR_OK;
}

/* ---- what waits ---- */

static enum err write_one(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "id", rows_id(r, i, 0));
	out_key(o, "person");
	out_raw(o, rows_str(r, i, 1));
	out_key(o, "by");
	out_raw(o, rows_str(r, i, 2));
	out_key_i64(o, "at", rows_i64(r, i, 3));
	out_key_bool(o, "own", rows_bool(r, i, 4));
	out_end(o);
	return ERR_OK;
}

static enum err on_list(struct call *c, const struct rows *r)
{
	return call_write_list(c, "resets", r, write_one);
}

/* GET /api/factor/resets: asked for within a day, not decided. */
enum err factor_reset_list(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_factor_reset_list);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now - DAY_MS);
	call_query(c, &q, on_list);
	return ERR_OK;
}

/* ---- confirm, cancel ---- */

static void settle(struct call *c, bool done, call_rows then)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_factor_reset_decide);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	bind_i64(&q, c->facts.now - DAY_MS);
	bind_bool(&q, done);
	call_query(c, &q, then);
}

void factor_reset_account(struct call *c, struct account_id account)
{
	struct query q;

	query_init(&q, c->arena, STMT_factor_reset);
	bind_id(&q, account.id);
	bind_i64(&q, c->facts.now);
	bind_i64(&q, c->facts.now + DAY_MS);
	call_query(c, &q, NULL);
	factor_end_sessions(c, account, (struct session_id){{{0}}});
}

static enum err on_confirmed(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	factor_reset_account(c, (struct account_id){rows_id(r, 0, 0)});
	return ERR_OK;
}

/* POST /api/factor/resets/{item}/confirm. NOT_FOUND: none that waits, or not for this hat: never for who asked, nor for whose factor it is. */
enum err factor_reset_confirm(struct call *c)
{
	settle(c, true, on_confirmed);
	return ERR_OK;
}

static enum err on_cancelled(struct call *c, const struct rows *r)
{
	return rows_count(r) == 1 ? ERR_OK : call_refuse(c, ERR_NOT_FOUND);
}

/* DELETE /api/factor/resets/{item}: nothing has changed. */
enum err factor_reset_cancel(struct call *c)
{
	settle(c, false, on_cancelled);
	return ERR_OK;
}
