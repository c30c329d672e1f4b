#include "domain/activation/activation.h"

#include "base/settings.h"
#include "call/app.h"
#include "crypt/password.h"
#include "crypt/token.h"
#include "domain/activation/activation_rows.h"
#include "domain/session/session.h"

#define DAY_MS 86400000LL

void activation_void(struct call *c, struct account_id account)
{
	const enum stmt stmts[] = {STMT_activation_void_mail, STMT_activation_void}; /* a letter that is being sent adds its link before its row is let go */

	for (size_t i = 0; i < sizeof(stmts) / sizeof(stmts[0]); i++) {
		struct query q;

		query_init(&q, c->arena, stmts[i]);
		bind_id(&q, account.id);
		bind_i64(&q, c->facts.now);
		call_query(c, &q, NULL);
	}
}

struct str activation_add(struct call *c, struct account_id account)
{
	char *text = arena_alloc(c->arena, TOKEN_TEXT + 1);
	unsigned char *hash = arena_alloc(c->arena, TOKEN_HASH);
	struct query q;

	token_create(text, hash);
	activation_void(c, account);
	query_init(&q, c->arena, STMT_activation_add);
	bind_bytes(&q, (struct str){(const char *)hash, TOKEN_HASH});
	bind_id(&q, account.id);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	bind_i64(&q, c->facts.now + c->app->settings->activation_days * DAY_MS);
	call_query(c, &q, NULL);
	return (struct str){text, TOKEN_TEXT};
}

/* ---- look ---- */

static enum err on_looked(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;

	if (rows_count(r) != 1)
		return ERR_NOT_FOUND;
	out_object(o);
	out_key_text_or_null(o, "login", rows_str(r, 0, 0));
	out_key_text(o, "name", rows_str(r, 0, 1));
	out_key_text_or_null(o, "facility", rows_str(r, 0, 2));
	out_end(o);
	return ERR_OK;
}

/* POST /api/activation/look {token}: whose link it is. NOT_FOUND: no such link, used, void or too old. */
enum err activation_look(struct call *c)
{
	const struct activation_look_in *in = c->in;
	unsigned char *hash = arena_alloc(c->arena, TOKEN_HASH);
	struct query q;

	if (!token_hash(in->token, hash))
		return ERR_NOT_FOUND;
	query_init(&q, c->arena, STMT_activation_of);
	bind_bytes(&q, (struct str){(const char *)hash, TOKEN_HASH});
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_looked);
	return ERR_OK;
}

/* ---- use ---- */

struct use {
	struct call *call;
	unsigned char hash[TOKEN_HASH];
	struct str phc, login;
};

static enum err on_used(struct call *c, const struct rows *r)
{
	struct str outcome = rows_str(r, 0, 0);

	if (str_eq(outcome, STR("gone")))
		return ERR_NOT_FOUND;
	if (!str_eq(outcome, STR("done"))) {
		c->detail = STR("login");
		return str_eq(outcome, STR("taken")) ? ERR_CONFLICT : ERR_FIELD_MISSING;
	}
	out_object(&c->out);
	out_key_text(&c->out, "login", rows_str(r, 0, 1));
	out_end(&c->out);
	return ERR_OK;
}

static enum err use(struct call *c)
{
	const struct use *w = c->keep;
	struct query q;

	query_init(&q, c->arena, STMT_activation_use);
	bind_bytes(&q, (struct str){(const char *)w->hash, TOKEN_HASH});
	bind_text(&q, w->phc);
	bind_text(&q, w->login);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_used);
	return ERR_OK;
}

static void on_hashed(void *arg, enum err e, struct str phc)
{
	struct use *w = arg;
	struct call *c = w->call;

	if (e == ERR_OK) {
		w->phc = arena_copy(c->arena, phc);
		call_begin(c, use);
	}
	call_resume(c, e, NULL);
}

/* Letters and digits, as Art. 21 has it; the length is the shape's. */
static bool has_both(struct str password)
{
	bool letter = false, digit = false;

	for (size_t i = 0; i < password.n; i++) {
		char c = str_lower(password.p[i]);

		letter = letter || (c >= 'a' && c <= 'z');
		digit = digit || (c >= '0' && c <= '9');
	}
	return letter && digit;
}

/*
 * POST /api/activation {token, password, login?}: {login}. NOT_FOUND: no such link, used, void or too old. BAD_VALUE: password, login. FIELD_MISSING
 * login: a number stands in for it, so one has to be chosen. CONFLICT login: somebody has it; the link is as good as before.
 */
enum err activation_use(struct call *c)
{
	const struct activation_use_in *in = c->in;
	struct use *w = arena_alloc(c->arena, sizeof(*w));

	*w = (struct use){.call = c, .login = in->has_login ? session_login(c, in->login) : (struct str){NULL, 0}};
	c->keep = w;
	if (!token_hash(in->token, w->hash))
		return ERR_NOT_FOUND;
	if (in->has_login && !session_login_fits(w->login))
		c->detail = STR("login");
	else if (!has_both(in->password))
		c->detail = STR("password");
	if (c->detail.p != NULL)
		return ERR_BAD_VALUE;
	call_suspend(c);
	password_hash(c->app->passwords, in->password, on_hashed, w);
	return ERR_OK;
}
