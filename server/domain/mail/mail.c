/* One's own address; letters to people invited and to applicants. */
#include "domain/mail/mail.h"

#include "base/settings.h"
#include "call/app.h"
#include "crypt/token.h"
#include "domain/mail/mail_rows.h"
#include "mail/address.h"
#include "mail/relay.h"

#define A_DAY 5 /* letters with a link to one account */
#define TROUBLE_MS (7 * 86400000LL)

bool mail_on(const struct call *c)
{
	return relay_wanted(c->app->settings, c->app->terms.demo);
}

enum err mail_judge(struct call *c, struct str address, const char *field)
{
	if (!address_fits(address)) {
		c->detail = str_of(field);
		return ERR_BAD_VALUE;
	}
	return mail_on(c) ? ERR_OK : ERR_MAIL_OFF;
}

/* ---- statements ---- */

static void set_pending(struct call *c, struct account_id account, struct str address)
{
	struct query q;

	query_init(&q, c->arena, STMT_mail_set);
	bind_id(&q, account.id);
	bind_text(&q, address);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
}

static void void_letter(struct call *c, struct account_id account, const char *kind)
{
	struct query q;

	query_init(&q, c->arena, STMT_mail_void);
	bind_id(&q, account.id);
	bind_i64(&q, c->facts.now);
	bind_text(&q, str_of(kind));
	call_query(c, &q, NULL);
}

void mail_void_links(struct call *c, struct account_id account)
{
	struct query q;

	void_letter(c, account, "confirm");
	query_init(&q, c->arena, STMT_mail_void_links);
	bind_id(&q, account.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
}

static void queue(struct call *c, struct account_id account, const char *kind, struct id128 by)
{
	struct query q;

	query_init(&q, c->arena, STMT_mail_queue);
	bind_id(&q, account.id);
	bind_text(&q, str_of(kind));
	bind_id_or_null(&q, by);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
}

void mail_invite_to(struct call *c, struct account_id account, struct str address)
{
	set_pending(c, account, address);
	queue(c, account, "activation", c->facts.session.hat.id);
}

void mail_password_link(struct call *c, struct account_id account, bool wanted)
{
	void_letter(c, account, "password_link");
	if (wanted)
		queue(c, account, "password_link", (struct id128){{0}});
}

void mail_tell_applicant(struct call *c, struct id128 application)
{
	struct query q;

	if (!mail_on(c))
		return;
	query_init(&q, c->arena, STMT_mail_application);
	bind_id(&q, application);
	bind_i64(&q, c->facts.now);
	bind_i32(&q, c->app->settings->mail_applicants);
	call_query(c, &q, NULL);
}

/* ---- one's own ---- */

static enum err on_own(struct call *c, const struct rows *r)
{
	enum { ADDRESS, CONFIRMED, PENDING, PENDING_AT, TROUBLE };
	struct out *o = &c->out;

	out_object(o);
	out_key_bool(o, "on", mail_on(c));
	out_key_text_or_null(o, "address", rows_str(r, 0, ADDRESS));
	out_key_i64_or_null(o, "confirmed_at", rows_i64(r, 0, CONFIRMED));
	out_key_text_or_null(o, "pending", rows_str(r, 0, PENDING));
	out_key_i64_or_null(o, "pending_at", rows_i64(r, 0, PENDING_AT));
	out_key_text_or_null(o, "trouble", rows_str(r, 0, TROUBLE));
	out_end(o);
	return ERR_OK;
}

static void answer_own(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_mail_own);
	bind_id(&q, c->facts.session.account.id);
	bind_i64(&q, c->facts.now - TROUBLE_MS);
	call_query(c, &q, on_own);
}

/* GET /api/mail: one's own address, and whether this region sends mail at all. */
enum err mail_read(struct call *c)
{
	c->unaudited = true;
	answer_own(c);
	return ERR_OK;
}

static enum err on_asked(struct call *c, const struct rows *r)
{
	const struct mail_set_in *in = c->in;
	struct account_id account = c->facts.session.account;

	if (rows_i64(r, 0, 0) >= A_DAY) {
		c->retry_after = 3600;
		return call_refuse(c, ERR_THROTTLED);
	}
	mail_void_links(c, account);
	set_pending(c, account, in->address);
	queue(c, account, "confirm", (struct id128){{0}});
	answer_own(c);
	return ERR_OK;
}

static void count_asked(struct call *c, struct account_id account, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, STMT_mail_asked);
	bind_id(&q, account.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, then);
}

/* PUT /api/mail {address}: one letter with a link goes there; the address before holds until the link was followed, and is told then. The same address again:
 * another link, the one before is void. BAD_VALUE address; MAIL_OFF; THROTTLED: five letters a day. */
enum err mail_set(struct call *c)
{
	const struct mail_set_in *in = c->in;
	enum err e = mail_judge(c, in->address, "address");

	if (e != ERR_OK)
		return e;
	count_asked(c, c->facts.session.account, on_asked);
	return ERR_OK;
}

/* DELETE /api/mail: no address any more; the former one is told. Also when there is none. */
enum err mail_drop(struct call *c)
{
	struct account_id account = c->facts.session.account;
	struct query q;

	mail_void_links(c, account);
	query_init(&q, c->arena, STMT_mail_drop);
	bind_id(&q, account.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	answer_own(c);
	return ERR_OK;
}

/* ---- links ---- */

struct followed {
	struct str receipt, hash;
};

static struct followed *follow(struct call *c, struct str token)
{
	struct followed *w = arena_alloc(c->arena, sizeof(*w));
	unsigned char *hash = arena_alloc(c->arena, TOKEN_HASH);

	if (!token_hash(token, hash))
		return NULL;
	*w = (struct followed){.hash = {(const char *)hash, TOKEN_HASH}};
	c->keep = w;
	return w;
}

static enum err on_confirmed(struct call *c, const struct rows *r)
{
	(void)c;
	return rows_bool(r, 0, 0) ? ERR_OK : ERR_NOT_FOUND;
}

static enum err confirm(struct call *c)
{
	const struct followed *w = c->keep;
	struct query q;

	query_init(&q, c->arena, STMT_mail_confirm);
	bind_bytes(&q, w->hash);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_confirmed);
	return ERR_OK;
}

/* POST /api/mail/confirm {token}: the address that the link went to is the account's now. NOT_FOUND: no such link, used, too old, or another one came later. */
enum err mail_confirm(struct call *c)
{
	const struct mail_confirm_in *in = c->in;

	if (follow(c, in->token) == NULL)
		return ERR_NOT_FOUND;
	call_begin(c, confirm);
	return ERR_OK;
}

static enum err on_applicant(struct call *c, const struct rows *r)
{
	if (rows_null(r, 0, 0))
		return ERR_NOT_FOUND;
	c->audit_object = rows_id(r, 0, 0);
	return ERR_OK;
}

static enum err applicant(struct call *c)
{
	const struct followed *w = c->keep;
	struct query q;

	query_init(&q, c->arena, STMT_mail_applicant);
	bind_text(&q, w->receipt);
	bind_bytes(&q, w->hash);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_applicant);
	return ERR_OK;
}

/* POST /api/application/mail {receipt, secret}: the applicant came by the link of a letter; from now on changes are told there. NOT_FOUND: no such link, or the
 * application has another address now. */
enum err mail_applicant(struct call *c)
{
	const struct mail_applicant_in *in = c->in;
	struct followed *w = follow(c, in->secret);

	if (w == NULL)
		return ERR_NOT_FOUND;
	w->receipt = in->receipt;
	call_begin(c, applicant);
	return ERR_OK;
}
