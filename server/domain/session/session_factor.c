/* The second step of a sign-in, and the step-up: a code of the app once each, or one of the recovery codes. */
#include "call/app.h"
#include "crypt/recovery_code.h"
#include "crypt/totp.h"
#include "domain/session/session.h"
#include "domain/session/session_rows.h"

/* ---- the secret ---- */

struct seal_place session_factor_place(const struct call *c, struct account_id account)
{
	return (struct seal_place){.space = {c->app->deployment.id}, .kind = SEAL_FACTOR, .row = account.id};
}

void session_factor_key(struct call *c, call_then then)
{
	struct space_id id = {c->app->deployment.id};

	call_keys(c, &id, 1, then);
}

enum err session_factor_code(const struct call *c, struct account_id account, struct str sealed, struct str code, int64_t *step_r)
{
	struct phi secret;
	enum err e = call_unseal(c, session_factor_place(c, account), sealed, &secret);

	if (e == ERR_OK)
		*step_r = totp_step(secret.text, code, c->facts.now);
	return e;
}

/* ---- the second step ---- */

static enum err accept(struct call *c)
{
	const struct session_work *w = c->keep;
	struct query q;

	query_init(&q, c->arena, STMT_session_throttle_success);
	bind_bytes(&q, w->throttle_keys[0]);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	return w->verified(c);
}

static enum err refuse(struct call *c)
{
	const struct session_work *w = c->keep;

	return w->code_wrong != NULL ? w->code_wrong(c) : session_refused(c, ERR_FACTOR_REFUSED);
}

static enum err on_used(struct call *c, const struct rows *r)
{
	struct session_work *w = c->keep;

	if (rows_count(r) != 1)
		return refuse(c);
	w->factor_shown = true;
	c->audit_object = rows_id(r, 0, 0); /* the account, or which recovery code */
	return accept(c);
}

static enum err use_recovery(struct call *c)
{
	const struct session_work *w = c->keep;
	unsigned char *hash = arena_alloc(c->arena, HASH_SIZE);
	struct query q;

	if (!recovery_code_hash((struct str){(const char *)w->account.id.b, sizeof(w->account.id.b)}, w->code, hash))
		return refuse(c);
	query_init(&q, c->arena, STMT_session_factor_recovery);
	bind_id(&q, w->account.id);
	bind_bytes(&q, (struct str){(const char *)hash, HASH_SIZE});
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_used);
	return ERR_OK;
}

static enum err use_code(struct call *c)
{
	const struct session_work *w = c->keep;
	struct query q;
	int64_t step;
	enum err e = session_factor_code(c, w->account, w->factor_sealed, w->code, &step);

	if (e != ERR_OK)
		return e;
	if (step == 0)
		return refuse(c);
	query_init(&q, c->arena, STMT_session_factor_step);
	bind_id(&q, w->account.id);
	bind_i64(&q, step);
	call_query(c, &q, on_used);
	return ERR_OK;
}

enum err session_prove_factor(struct call *c)
{
	const struct session_work *w = c->keep;

	if (!w->factor)
		return accept(c);
	if (w->code.p == NULL) {
		c->audit_object = w->account.id;
		return call_refuse(c, ERR_FACTOR_NEEDED);
	}
	if (!totp_is_code(w->code))
		return use_recovery(c);
	session_factor_key(c, use_code);
	return ERR_OK;
}

/* ---- the step-up ---- */

static enum err on_proved(struct call *c, const struct rows *r)
{
	const struct session_facts *f = &c->facts.session;
	struct session_shown shown = {f->account, f->hat, false, f->lock_at, f->end_at, f->lock_at - f->active_at};

	if (rows_count(r) != 1)
		return ERR_SESSION_NONE; /* it ended, or was locked, meanwhile */
	session_answer(c, &shown);
	return ERR_OK;
}

static enum err on_verified(struct call *c)
{
	const struct session_work *w = c->keep;
	struct query q;

	query_init(&q, c->arena, STMT_session_proved);
	bind_id(&q, c->facts.session.id.id);
	bind_i64(&q, c->facts.now);
	bind_bool(&q, w->factor_shown);
	call_query(c, &q, on_proved);
	return ERR_OK;
}

static enum err on_account(struct call *c, const struct rows *r)
{
	const struct session_factor_in *in = c->in;
	struct session_work *w = c->keep;

	if (rows_count(r) != 1)
		return ERR_SESSION_NONE;
	w->stored = arena_copy(c->arena, rows_str(r, 0, 0));
	w->factor = rows_bool(r, 0, 1);
	w->factor_sealed = arena_copy(c->arena, rows_str(r, 0, 2));
	if (w->factor ? !in->has_code : !in->has_password) {
		c->detail = w->factor ? STR("code") : STR("password");
		return ERR_FIELD_MISSING;
	}
	if (w->factor)
		call_begin(c, session_prove_factor);
	else
		return session_prove(c);
	return ERR_OK;
}

/* POST /api/session/factor {code} or, of who has no second factor, {password}: it is still the same person. FACTOR_REFUSED, SIGN_IN_REFUSED,
 * THROTTLED, BUSY. */
enum err session_factor(struct call *c)
{
	const struct session_factor_in *in = c->in;

	session_prove_own(c, &(struct session_work){
	                             .password = in->has_password ? in->password : STR(""),
	                             .code = in->has_code ? in->code : (struct str){NULL, 0},
	                             .on_account = on_account,
	                             .verified = on_verified,
	                     });
	return ERR_OK;
}
