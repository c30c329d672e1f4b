/* Inviting staff: an account that its one-time link opens. Nobody but the person ever knows a password of it. */
#include "base/settings.h"
#include "call/app.h"
#include "domain/activation/activation.h"
#include "domain/mail/mail.h"
#include "domain/session/session.h"
#include "domain/staff/staff_rows.h"

#define DAY_MS 86400000LL

/* mail p NULL: the link is told in the answer; else it goes there and is told to nobody else. */
static enum err answer_link(struct call *c, struct id128 hat, struct account_id account, struct str login, struct str mail)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "hat", hat);
	out_key_text(o, "login", login);
	if (mail.p != NULL)
		mail_invite_to(c, account, mail);
	out_key_text_or_null(o, "token", mail.p != NULL ? (struct str){NULL, 0} : activation_add(c, account));
	out_key_i64(o, "expires_at", c->facts.now + c->app->settings->activation_days * DAY_MS);
	out_end(o);
	c->audit_object = hat;
	return ERR_OK;
}

/* ---- invite ---- */

struct invited {
	struct id128 hat;
	struct account_id account;
	struct str login, mail;
};

static enum err on_invited(struct call *c, const struct rows *r)
{
	const struct invited *w = c->keep;

	if (!rows_bool(r, 0, 0)) {
		c->detail = STR("login");
		return call_refuse(c, ERR_CONFLICT);
	}
	c->status = 201;
	return answer_link(c, w->hat, w->account, w->login, w->mail);
}

/* POST /api/staff {name, kana, profession, login, mail}: 201 with the link's token, this once; with an address the link goes there instead. BAD_VALUE name,
 * kana, login, mail; CONFLICT login: somebody has it; MAIL_OFF: with an address, where no mail is set up. */
enum err staff_invite(struct call *c)
{
	const struct staff_invite_in *in = c->in;
	struct invited *w = arena_alloc(c->arena, sizeof(*w));
	struct query q;
	enum err e;

	*w = (struct invited){.hat = id_new(), .account = {id_new()}, .login = session_login(c, in->login)};
	if (!session_login_fits(w->login)) {
		c->detail = STR("login");
		return ERR_BAD_VALUE;
	}
	e = in->has_mail ? mail_judge(c, in->mail, "mail") : ERR_OK;
	if (e != ERR_OK)
		return e;
	w->mail = in->mail;
	c->keep = w;
	query_init(&q, c->arena, STMT_staff_invite);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, w->hat);
	bind_id(&q, w->account.id);
	bind_text(&q, in->name);
	bind_text(&q, in->kana);
	bind_text(&q, str_of(application_professions[in->profession]));
	bind_text(&q, w->login);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_invited);
	return ERR_OK;
}

/* ---- a new link, cancel ---- */

static enum err on_waiting(struct call *c, const struct rows *r)
{
	struct account_id account;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	account.id = rows_id(r, 0, 0);
	return answer_link(c, c->match.hat.id, account, rows_str(r, 0, 1), (struct str){NULL, 0});
}

/* POST /api/staff/{hat}/link: a new one, the old one is void. NOT_FOUND: nobody of this facility whose link was not used yet. */
enum err staff_link(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_staff_waiting);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.hat.id);
	call_query(c, &q, on_waiting);
	return ERR_OK;
}

static enum err on_cancelled(struct call *c, const struct rows *r)
{
	return rows_bool(r, 0, 0) ? ERR_OK : call_refuse(c, ERR_NOT_FOUND);
}

/* DELETE /api/staff/{hat}/link: the invitation is taken back, the login name is free. NOT_FOUND as staff_link. */
enum err staff_cancel(struct call *c)
{
	struct query q;

	c->audit_object = c->match.hat.id;
	query_init(&q, c->arena, STMT_staff_cancel);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_cancelled);
	return ERR_OK;
}
