/* One's own password, changed by who knows the one before and shows the second factor (Art. 21). Nobody changes another's. */
#include "call/app.h"
#include "crypt/password.h"
#include "domain/session/session.h"
#include "domain/session/session_rows.h"

static enum err on_others(struct call *c, const struct rows *r)
{
	session_end_rows(c, r, "password");
	return ERR_OK;
}

/* Without a row somebody has changed it since it was looked at. */
static enum err on_set(struct call *c, const struct rows *r)
{
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_CONFLICT);
	query_init(&q, c->arena, STMT_session_others_of_account);
	bind_id(&q, c->facts.session.account.id);
	bind_id(&q, c->facts.session.id.id);
	call_query(c, &q, on_others);
	return ERR_OK;
}

static enum err on_verified(struct call *c)
{
	const struct session_work *w = c->keep;
	struct query q;

	c->audit_object = w->account.id;
	query_init(&q, c->arena, STMT_session_password_set);
	bind_id(&q, w->account.id);
	bind_text(&q, w->renewed.p != NULL ? w->renewed : w->stored);
	bind_text(&q, w->next);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_set);
	return ERR_OK;
}

static void on_hashed(void *arg, enum err e, struct str phc)
{
	struct session_work *w = arg;
	struct call *c = w->call;

	if (e == ERR_OK)
		w->next = arena_copy(c->arena, phc);
	call_resume(c, e, session_prove);
}

static enum err on_account(struct call *c, const struct rows *r)
{
	const struct password_set_in *in = c->in;
	struct session_work *w = c->keep;

	if (rows_count(r) != 1)
		return ERR_SESSION_NONE;
	w->stored = arena_copy(c->arena, rows_str(r, 0, 0));
	w->factor = rows_bool(r, 0, 1);
	w->factor_sealed = arena_copy(c->arena, rows_str(r, 0, 2));
	call_suspend(c);
	password_hash(c->app->passwords, in->next, on_hashed, w);
	return ERR_OK;
}

/*
 * PUT /api/password {password, next, code?}: every other session of the account ends, and its address is told. SIGN_IN_REFUSED: not the one before;
 * FACTOR_NEEDED, FACTOR_REFUSED of who has a second factor; BAD_VALUE next: too short, without letters or digits, or the one before; CONFLICT: changed
 * elsewhere at the same moment; THROTTLED, BUSY.
 */
enum err password_set(struct call *c)
{
	const struct password_set_in *in = c->in;

	if (!password_fits(in->next) || str_eq(in->password, in->next)) {
		c->detail = STR("next");
		return ERR_BAD_VALUE;
	}
	session_prove_own(c, &(struct session_work){
	                             .password = in->password,
	                             .code = in->has_code ? in->code : (struct str){NULL, 0},
	                             .on_account = on_account,
	                             .verified = on_verified,
	                     });
	return ERR_OK;
}
