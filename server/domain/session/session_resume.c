#include "domain/session/session.h"

#include "domain/session/session_rows.h"

static enum err on_succeeded(struct call *c, const struct rows *r)
{
	const struct facts *f = &c->facts;
	struct session_limits limits = session_limits_of(c->app, f->session.hat_kind);
	struct session_shown shown = {f->session.account, f->session.hat, false, f->now + limits.idle_ms, 0, limits.idle_ms};

	if (rows_count(r) != 1)
		return ERR_SESSION_NONE; /* it ended while the password was checked */
	shown.end_at = rows_i64(r, 0, 0);
	session_end_ids(c, &f->session.id.id, 1, "replaced", NULL);
	session_answer(c, &shown);
	return ERR_OK;
}

/* A new token at every change of what the session may do (ASVS 7.2.4). */
static void succeed(struct call *c, struct hat_id hat, bool proved)
{
	struct session_limits limits = session_limits_of(c->app, c->facts.session.hat_kind);
	struct query q;

	query_init(&q, c->arena, STMT_session_succeed);
	bind_id(&q, id_new());
	bind_id(&q, c->facts.session.id.id);
	bind_bytes(&q, session_new_cookie(c));
	bind_id(&q, hat.id);
	bind_i64(&q, c->facts.now);
	bind_i64(&q, limits.idle_ms);
	bind_i64(&q, limits.overall_ms);
	bind_bool(&q, proved);
	call_query(c, &q, on_succeeded);
}

static enum err on_verified(struct call *c)
{
	succeed(c, c->facts.session.hat, true);
	return ERR_OK;
}

static enum err on_account(struct call *c, const struct rows *r)
{
	struct session_work *w = c->keep;

	if (rows_count(r) == 1)
		w->stored = arena_copy(c->arena, rows_str(r, 0, 0));
	return session_prove(c);
}

/* POST /api/session/resume {password}: unlocks the screen with a new token. SIGN_IN_REFUSED, THROTTLED, BUSY. */
enum err session_resume(struct call *c)
{
	const struct session_resume_in *in = c->in;

	session_prove_own(c, &(struct session_work){.password = in->password, .on_account = on_account, .verified = on_verified});
	return ERR_OK;
}

static enum err on_hat(struct call *c, const struct rows *r)
{
	const struct hat_wear_in *in = c->in;

	if (rows_count(r) != 1)
		return ERR_NOT_FOUND;
	c->facts.session.hat.id = in->hat;
	c->facts.session.hat_kind = facts_hat_kind(rows_str(r, 0, 0));
	succeed(c, c->facts.session.hat, false);
	return ERR_OK;
}

/* POST /api/session/hat {hat}: wears another of the account's own hats, with a new token. NOT_FOUND: not an own one. */
enum err hat_wear(struct call *c)
{
	const struct hat_wear_in *in = c->in;
	struct query q;

	c->audit_object = in->hat;
	query_init(&q, c->arena, STMT_session_hat_of_account);
	bind_id(&q, in->hat);
	bind_id(&q, c->facts.session.account.id);
	call_query(c, &q, on_hat);
	return ERR_OK;
}
