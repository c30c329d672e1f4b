/* A password, throttled per account and per source, with equal work for unknown accounts (A8, A9). */
#include "base/clock.h"
#include "base/settings.h"
#include "call/app.h"
#include "crypt/hash.h"
#include "crypt/password.h"
#include "domain/session/session.h"

static struct str throttle_key(struct call *c, const char *kind, struct str what)
{
	unsigned char *out = arena_alloc(c->arena, HASH_SIZE);
	struct str text = arena_printf(c->arena, "%s:%.*s", kind, STR_ARG(what));

	hash_hmac((struct str){(const char *)c->app->throttle_key, sizeof(c->app->throttle_key)}, text, out);
	return (struct str){(const char *)out, HASH_SIZE};
}

static enum err on_throttled(struct call *c, const struct rows *r)
{
	const struct session_work *w = c->keep;
	int64_t until = rows_i64(r, 0, 0), now = clock_ms();

	if (until > now) {
		c->retry_after = (until - now + 999) / 1000;
		return ERR_THROTTLED;
	}
	return w->allowed(c);
}

void session_throttle(struct call *c, struct session_work *w)
{
	struct query q;

	w->call = c;
	w->throttle_keys[0] = throttle_key(c, "account", w->login_key);
	w->throttle_keys[1] = throttle_key(c, "source", http_peer(c->req));
	c->keep = w;
	query_init(&q, c->arena, STMT_session_throttled);
	bind_bytes_array(&q, w->throttle_keys, 2);
	call_query(c, &q, on_throttled);
}

static enum err on_refused(struct call *c)
{
	const struct session_work *w = c->keep;
	const struct settings *s = c->app->settings;
	int32_t allowed[2] = {s->throttle_account_free, s->throttle_source_free};
	struct query q;

	query_init(&q, c->arena, STMT_session_throttle_failure);
	bind_bytes_array(&q, w->throttle_keys, 2);
	bind_i32s(&q, allowed, 2);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	c->refusal = w->refused;
	c->audit_object = w->account.id;
	return ERR_OK;
}

void session_refuse(struct call *c, enum err e)
{
	struct session_work *w = c->keep;

	w->refused = e;
	call_begin(c, on_refused);
}

enum err session_refused(struct call *c, enum err e)
{
	struct session_work *w = c->keep;

	w->refused = e;
	return on_refused(c);
}

static enum err on_login(struct call *c, const struct rows *r)
{
	struct session_work *w = c->keep;

	if (rows_count(r) != 1)
		return ERR_SESSION_NONE;
	w->login_key = arena_copy(c->arena, rows_str(r, 0, 1));
	session_throttle(c, w);
	return ERR_OK;
}

static enum err ask_account(struct call *c)
{
	const struct session_work *w = c->keep;
	struct query q;

	query_init(&q, c->arena, STMT_session_account_of);
	bind_id(&q, w->account.id);
	call_query(c, &q, w->on_account);
	return ERR_OK;
}

void session_prove_own(struct call *c, const struct session_work *work)
{
	struct session_work *w = arena_alloc(c->arena, sizeof(*w));
	struct query q;

	*w = *work;
	w->allowed = ask_account;
	w->account = c->facts.session.account;
	c->keep = w;
	query_init(&q, c->arena, STMT_session_view);
	bind_id(&q, w->account.id);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_login);
}

static enum err on_matched(struct call *c)
{
	const struct session_work *w = c->keep;
	struct query q;

	if (w->renewed.p != NULL) {
		query_init(&q, c->arena, STMT_session_password_renew);
		bind_id(&q, w->account.id);
		bind_text(&q, w->renewed);
		call_query(c, &q, NULL);
	}
	return session_prove_factor(c);
}

static void on_rehashed(void *arg, enum err e, struct str phc)
{
	struct session_work *w = arg;
	struct call *c = w->call;

	if (e == ERR_OK) /* a busy pool renews it next time */
		w->renewed = arena_copy(c->arena, phc);
	call_begin(c, on_matched);
	call_resume(c, ERR_OK, NULL);
}

static void on_checked(void *arg, enum err e, bool match, bool rehash)
{
	struct session_work *w = arg;
	struct call *c = w->call;
	bool right = match && w->stored.p != NULL;

	if (e != ERR_OK) {
		call_resume(c, e, NULL);
		return;
	}
	if (right && rehash) {
		password_hash(c->app->passwords, w->password, on_rehashed, w);
		return;
	}
	if (right)
		call_begin(c, on_matched);
	else
		session_refuse(c, ERR_SIGN_IN_REFUSED);
	call_resume(c, ERR_OK, NULL);
}

enum err session_prove(struct call *c)
{
	struct session_work *w = c->keep;

	call_suspend(c);
	password_verify(c->app->passwords, w->password, w->stored, on_checked, w);
	return ERR_OK;
}
