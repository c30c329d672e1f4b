/* Who looks after somebody who has forgotten the password: the link, the code of a second one where there is no factor, what is open. */
#include "call/app.h"
#include "crypt/recovery_code.h"
#include "crypt/token.h"
#include "domain/mail/mail.h"
#include "domain/password/password_rows.h"
#include "domain/space/space_change.h"

#include <string.h>

#define DAY_MS (24 * 60 * 60 * 1000LL)
#define A_DAY 5 /* links of one account */

static void tell(struct call *c, struct account_id account)
{
	struct query q;

	query_init(&q, c->arena, STMT_password_link_tell);
	bind_id(&q, account.id);
	call_query(c, &q, space_tell_rows);
}

/* ---- made ---- */

/* Told in the answer, this once. */
static struct str add_token(struct call *c, struct id128 link)
{
	char *text = arena_alloc(c->arena, TOKEN_TEXT + 1);
	unsigned char *hash = arena_alloc(c->arena, TOKEN_HASH);
	struct query q;

	token_create(text, hash);
	query_init(&q, c->arena, STMT_password_link_token);
	bind_bytes(&q, (struct str){(const char *)hash, TOKEN_HASH});
	bind_id(&q, link);
	call_query(c, &q, NULL);
	return (struct str){text, TOKEN_TEXT};
}

static struct id128 add_link(struct call *c, struct account_id account)
{
	struct id128 id = id_new();
	struct query q;

	query_init(&q, c->arena, STMT_password_link_replace);
	bind_id(&q, account.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	query_init(&q, c->arena, STMT_password_link_add);
	bind_id(&q, id);
	bind_id(&q, account.id);
	bind_id(&q, c->match.hat.id);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	bind_i64(&q, c->facts.now + DAY_MS);
	call_query(c, &q, NULL);
	return id;
}

static enum err on_facts(struct call *c, const struct rows *r)
{
	enum { ACCOUNT, HAS_ADDRESS, NO_FACTOR, LATELY };
	struct out *o = &c->out;
	struct account_id account;
	struct id128 link;
	bool by_mail, second;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (rows_i64(r, 0, LATELY) >= A_DAY) {
		c->retry_after = 3600;
		return call_refuse(c, ERR_THROTTLED);
	}
	account.id = rows_id(r, 0, ACCOUNT);
	by_mail = mail_on(c) && rows_bool(r, 0, HAS_ADDRESS);
	second = rows_bool(r, 0, NO_FACTOR);
	link = add_link(c, account);
	mail_password_link(c, account, by_mail);
	out_object(o);
	out_key_id(o, "id", link);
	out_key_text_or_null(o, "token", by_mail ? (struct str){NULL, 0} : add_token(c, link));
	out_key_i64(o, "expires_at", c->facts.now + DAY_MS);
	out_key_bool(o, "second", second);
	out_end(o);
	tell(c, account);
	return ERR_OK;
}

/*
 * POST /api/staff/{hat}/password: the link's token, this once; where mail is set up and the person has an address it goes there instead. The one before
 * is void. NOT_FOUND: nobody whom this hat looks after, or who could not sign in now; THROTTLED: five a day.
 */
enum err password_link_make(struct call *c)
{
	struct query q;

	c->audit_object = c->match.hat.id;
	query_init(&q, c->arena, STMT_password_link_facts);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_facts);
	return ERR_OK;
}

/* ---- what is open ---- */

static enum err write_one(struct call *c, const struct rows *r, int i)
{
	enum { ID, PERSON, BY, AT, EXPIRES_AT, OWN, SECOND, SECONDED, DISOWNED };
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key(o, "person");
	out_raw(o, rows_str(r, i, PERSON));
	out_key(o, "by");
	out_raw(o, rows_str(r, i, BY));
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_key_i64(o, "expires_at", rows_i64(r, i, EXPIRES_AT));
	out_key_bool(o, "own", rows_bool(r, i, OWN));
	out_key_bool(o, "second", rows_bool(r, i, SECOND));
	out_key_bool(o, "seconded", rows_bool(r, i, SECONDED));
	out_key_bool(o, "disowned", rows_bool(r, i, DISOWNED));
	out_end(o);
	return ERR_OK;
}

static enum err on_list(struct call *c, const struct rows *r)
{
	return call_write_list(c, "links", r, write_one);
}

/* GET /api/password/links: of the people one looks after. */
enum err password_link_list(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_password_link_list);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_list);
	return ERR_OK;
}

/* ---- the code of a second one ---- */

static enum err on_second(struct call *c, const struct rows *r)
{
	return rows_count(r) == 1 ? ERR_OK : call_refuse(c, ERR_NOT_FOUND);
}

static enum err on_seconded(struct call *c, const struct rows *r)
{
	unsigned char *hash = arena_alloc(c->arena, HASH_SIZE);
	char text[RECOVERY_TEXT + 1];
	struct id128 account;
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	account = rows_id(r, 0, 0);
	recovery_code_create(text);
	(void)recovery_code_hash((struct str){(const char *)account.b, sizeof(account.b)}, str_of(text), hash);
	query_init(&q, c->arena, STMT_password_link_second);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	bind_bytes(&q, (struct str){(const char *)hash, HASH_SIZE});
	call_query(c, &q, on_second);
	out_object(&c->out);
	out_key_text(&c->out, "code", str_of(text));
	out_end(&c->out);
	explicit_bzero(text, sizeof(text));
	return ERR_OK;
}

/*
 * POST /api/password/links/{item}/second: {code}, told this once, to be told to the person; an earlier one is void. NOT_FOUND: none that is open, the account has
 * a second factor, or it is not for this hat: never for who made the link, nor for whose it is.
 */
enum err password_link_second(struct call *c)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_password_link_seconded);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_seconded);
	return ERR_OK;
}

/* ---- taken back ---- */

static enum err on_cancelled(struct call *c, const struct rows *r)
{
	struct account_id account;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	account.id = rows_id(r, 0, 0);
	mail_password_link(c, account, false);
	tell(c, account);
	return ERR_OK;
}

/* DELETE /api/password/links/{item}: by whose it is, or by who looks after the person. NOT_FOUND: none that is open, or of somebody else. */
enum err password_link_cancel(struct call *c)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_password_link_cancel);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_cancelled);
	return ERR_OK;
}
