#include "domain/session/session.h"

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
	call_query(c, &q, NULL);
	c->facts.session.id.id = id;
	c->facts.session.account = w->account;
	c->facts.session.hat = w->hat;
	session_answer(c, &shown);
	return ERR_OK;
}

static enum err on_verified(struct call *c)
{
	struct query q;

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
	}
	return session_prove(c);
}

static enum err look_up(struct call *c)
{
	const struct session_work *w = c->keep;
	struct query q;

	query_init(&q, c->arena, STMT_session_account_by_login);
	bind_text(&q, w->login_key);
	call_query(c, &q, on_account);
	return ERR_OK;
}

/* POST /api/session {login, password}: a session with a cookie. SIGN_IN_REFUSED (the same for unknown and wrong), THROTTLED, BUSY. */
enum err session_sign_in(struct call *c)
{
	const struct session_sign_in_in *in = c->in;
	struct session_work *w = arena_alloc(c->arena, sizeof(*w));
	char *login = arena_alloc(c->arena, in->login.n + 1);

	for (size_t i = 0; i < in->login.n; i++)
		login[i] = str_lower(in->login.p[i]);
	w->login_key = (struct str){login, in->login.n};
	w->password = in->password;
	w->allowed = look_up;
	w->verified = on_verified;
	session_throttle(c, w);
	return ERR_OK;
}
