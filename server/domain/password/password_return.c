/* Behind the link: the own second factor, or the code of a second person where there is none, and a new password. No session, and none is begun. */
#include "base/clock.h"
#include "call/app.h"
#include "crypt/password.h"
#include "crypt/recovery_code.h"
#include "domain/mail/mail.h"
#include "domain/password/password_rows.h"
#include "domain/session/session.h"

#include <string.h>

#define DAY_MS (24 * 60 * 60 * 1000LL)
#define WRONG_MOST 10 /* codes tried with one link */

/* c->keep: the link's `tries` come first. */
struct returning {
	struct session_link link;
	struct id128 id;
	struct id128 *sessions; /* of the account, locked */
	size_t sessions_n;
};

static void ask_link(struct call *c, int64_t now, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, STMT_password_link_of);
	bind_bytes(&q, session_link_hash(c->keep));
	bind_i64(&q, now);
	call_query(c, &q, then);
}

enum { ID, ACCOUNT, NAME, FACILITY, FACTOR };

/* ---- look ---- */

static enum err on_looked(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;

	if (rows_count(r) != 1) {
		session_refuse(c, ERR_NOT_FOUND);
		return ERR_OK;
	}
	out_object(o);
	out_key_text(o, "name", rows_str(r, 0, NAME));
	out_key_text_or_null(o, "facility", rows_str(r, 0, FACILITY));
	out_key_bool(o, "factor", rows_bool(r, 0, FACTOR));
	out_end(o);
	return ERR_OK;
}

static enum err look(struct call *c)
{
	ask_link(c, clock_ms(), on_looked);
	return ERR_OK;
}

/* POST /api/password/look {token}: whose link it is, and what has to be shown. NOT_FOUND: wrong, used, late and ended alike. THROTTLED. */
enum err password_look(struct call *c)
{
	const struct password_look_in *in = c->in;
	struct returning *w = arena_alloc(c->arena, sizeof(*w));

	*w = (struct returning){.link.tries = {.login_key = in->token, .allowed = look}};
	session_link_begin(c, &w->link);
	return ERR_OK;
}

/* ---- the new password ---- */

static enum err on_set(struct call *c, const struct rows *r)
{
	const struct returning *w = c->keep;
	struct account_id account = w->link.tries.account;

	mail_void_links(c, account);
	session_end_ids(c, w->sessions, w->sessions_n, "password", NULL);
	c->facts.session.account = account; /* whose act it is, in the audit */
	c->facts.session.hat = w->link.tries.hat;
	c->audit_object = w->id;
	out_object(&c->out);
	out_key_text(&c->out, "login", rows_str(r, 0, 0));
	out_end(&c->out);
	return ERR_OK;
}

static enum err on_proved(struct call *c)
{
	const struct returning *w = c->keep;
	struct query q;

	query_init(&q, c->arena, STMT_password_link_used);
	bind_id(&q, w->id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	query_init(&q, c->arena, STMT_password_return);
	bind_id(&q, w->link.tries.account.id);
	bind_text(&q, w->link.phc);
	bind_i64(&q, c->facts.now);
	bind_i64(&q, c->facts.now + DAY_MS);
	call_query(c, &q, on_set);
	return ERR_OK;
}

/* A wrong code is answered like a link that is not there. */
static enum err on_wrong(struct call *c)
{
	const struct returning *w = c->keep;
	struct query q;

	query_init(&q, c->arena, STMT_password_link_wrong);
	bind_id(&q, w->id);
	bind_i64(&q, c->facts.now);
	bind_i32(&q, WRONG_MOST);
	call_query(c, &q, NULL);
	return session_refused(c, ERR_NOT_FOUND);
}

/* What a second one who looks after the person has told them. */
static bool is_second(const struct session_work *w, struct str hash)
{
	struct str owner = {(const char *)w->account.id.b, sizeof(w->account.id.b)};
	unsigned char typed[HASH_SIZE];

	return hash.p != NULL && hash.n == HASH_SIZE && recovery_code_hash(owner, w->code, typed) && memcmp(typed, hash.p, HASH_SIZE) == 0;
}

static enum err on_proof(struct call *c, const struct rows *r)
{
	enum { LOGIN, HAT, HAS_FACTOR, SEALED, SECOND };
	struct returning *w = c->keep;
	struct session_work *tries = &w->link.tries;

	if (rows_count(r) != 1)
		return session_refused(c, ERR_NOT_FOUND);
	tries->hat.id = rows_id(r, 0, HAT);
	tries->factor = rows_bool(r, 0, HAS_FACTOR);
	if (!tries->factor && !is_second(tries, rows_str(r, 0, SECOND)))
		return on_wrong(c);
	tries->factor_sealed = arena_copy(c->arena, rows_str(r, 0, SEALED));
	return session_prove_factor(c);
}

/* The sessions are locked before the account, as wherever an account's sessions end with an act about it. */
static enum err on_sessions(struct call *c, const struct rows *r)
{
	struct returning *w = c->keep;
	struct query q;

	w->sessions_n = (size_t)rows_count(r);
	w->sessions = arena_array(c->arena, w->sessions_n + 1, sizeof(*w->sessions));
	for (int i = 0; i < rows_count(r); i++)
		w->sessions[i] = rows_id(r, i, 0);
	query_init(&q, c->arena, STMT_password_link_lock);
	bind_id(&q, w->link.tries.account.id);
	call_query(c, &q, NULL);
	query_init(&q, c->arena, STMT_password_link_proof);
	bind_id(&q, w->id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_proof);
	return ERR_OK;
}

static enum err on_found(struct call *c, const struct rows *r)
{
	struct returning *w = c->keep;
	struct query q;

	if (rows_count(r) != 1)
		return session_refused(c, ERR_NOT_FOUND);
	w->id = rows_id(r, 0, ID);
	w->link.tries.account.id = rows_id(r, 0, ACCOUNT);
	query_init(&q, c->arena, STMT_session_all_of_account);
	bind_id(&q, w->link.tries.account.id);
	call_query(c, &q, on_sessions);
	return ERR_OK;
}

static enum err find(struct call *c)
{
	ask_link(c, c->facts.now, on_found);
	return ERR_OK;
}

static enum err hash(struct call *c)
{
	session_link_password(c);
	return ERR_OK;
}

/*
 * POST /api/password/return {token, code, password}: {login}. The old password works no more and every session ends, all in one. code: of the app or a 予備コード; of
 * who has no second factor the one that a second person told. NOT_FOUND: the link as password_look has it, or the code is wrong; BAD_VALUE password; THROTTLED, BUSY.
 */
enum err password_return(struct call *c)
{
	const struct password_return_in *in = c->in;
	struct returning *w = arena_alloc(c->arena, sizeof(*w));

	if (!password_fits(in->password)) {
		c->detail = STR("password");
		return ERR_BAD_VALUE;
	}
	*w = (struct returning){.link = {.tries = {.login_key = in->token, .password = in->password, .code = in->code, .allowed = hash, .verified = on_proved,
	                                           .code_wrong = on_wrong},
	                                 .then = find}};
	session_link_begin(c, &w->link);
	return ERR_OK;
}
