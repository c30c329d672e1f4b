#include "domain/session/session.h"

#include "base/clock.h"
#include "domain/session/session_rows.h"

static enum err insert_session(struct call *c, const struct rows *r)
{
	const struct session_work *w = c->keep;
	struct session_limits limits = session_limits_of(c->app, w->kind);
	int64_t now = c->facts.now;
	struct session_shown shown = {w->account, w->hat, false, now + limits.idle_ms, now + limits.overall_ms, limits.idle_ms};
	struct id128 id = id_new(), old = rows_count(r) > 0 ? rows_id(r, 0, 0) : (struct id128){{0}};
	struct query q;

	if (!id_is_zero(old)) /* who signs in anew on this device leaves the session before */
		session_end_ids(c, &old, 1, "replaced", NULL);
	query_init(&q, c->arena, STMT_session_insert);
	bind_id(&q, id);
	bind_bytes(&q, session_new_cookie(c));
	bind_id(&q, w->account.id);
	bind_id(&q, w->hat.id);
	bind_i64(&q, now);
	bind_i64(&q, shown.end_at);
	bind_i64(&q, limits.idle_ms);
	bind_text(&q, http_peer(c->req));
	bind_bool(&q, w->factor_shown);
	call_query(c, &q, NULL);
	c->facts.session.id.id = id;
	c->facts.session.account = w->account;
	c->facts.session.hat = w->hat;
	session_answer(c, &shown);
	return ERR_OK;
}

/* A stopped account is told of to who knows all its secrets, and to nobody else. What was used up by that stays used. */
static enum err on_verified(struct call *c)
{
	const struct session_work *w = c->keep;
	struct query q;

	if (w->stopped != ERR_OK) {
		c->refusal = w->stopped;
		c->audit_object = w->account.id;
		return ERR_OK;
	}

	query_init(&q, c->arena, STMT_session_by_token);
	bind_bytes(&q, (struct str){(const char *)c->token_hash, c->has_token ? TOKEN_HASH : 0});
	call_query(c, &q, insert_session);
	return ERR_OK;
}

static enum err on_account(struct call *c, const struct rows *r)
{
	struct session_work *w = c->keep;

	if (rows_count(r) == 1) {
		w->account.id = rows_id(r, 0, 0);
		w->stored = arena_copy(c->arena, rows_str(r, 0, 1));
		w->hat.id = rows_id(r, 0, 2);
		w->kind = facts_hat_kind(rows_str(r, 0, 3));
		w->factor = rows_bool(r, 0, 4);
		w->factor_sealed = arena_copy(c->arena, rows_str(r, 0, 5));
		w->stopped = rows_null(r, 0, 6) ? ERR_OK : str_eq(rows_str(r, 0, 6), STR("security")) ? ERR_ACCOUNT_STOPPED : ERR_ACCOUNT_SUSPENDED;
	}
	return session_prove(c);
}

static enum err look_up(struct call *c)
{
	const struct session_work *w = c->keep;
	struct query q;

	query_init(&q, c->arena, STMT_session_account_by_login);
	bind_text(&q, w->login_key);
	bind_i64(&q, clock_ms());
	call_query(c, &q, on_account);
	return ERR_OK;
}

/*
 * POST /api/session {login, password, code}: a session with a cookie. SIGN_IN_REFUSED (the same for unknown and wrong), THROTTLED, BUSY. Who has a
 * second factor sends all three: FACTOR_NEEDED is told to the right password only, FACTOR_REFUSED; there is no session between the two steps. All of it
 * right, of a stopped account: ACCOUNT_STOPPED, ACCOUNT_SUSPENDED.
 */
enum err session_sign_in(struct call *c)
{
	const struct session_sign_in_in *in = c->in;
	struct session_work *w = arena_alloc(c->arena, sizeof(*w));

	w->login_key = session_login(c, in->login);
	w->password = in->password;
	w->code = in->has_code ? in->code : (struct str){NULL, 0};
	w->allowed = look_up;
	w->verified = on_verified;
	session_throttle(c, w);
	return ERR_OK;
}
