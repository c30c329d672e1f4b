/* Letters as others see them: those to people one invites, the outbox in numbers, the page of a demo region. */
#include "base/settings.h"
#include "call/app.h"
#include "domain/activation/activation.h"
#include "domain/mail/mail.h"
#include "domain/mail/mail_rows.h"
#include "domain/public/public_text.h"

#define A_DAY 5
#define SHOWN_MS (7 * 86400000LL)

/* ---- people invited ---- */

static enum err on_counted(struct call *c, const struct rows *r)
{
	const struct mail_set_in *in = c->in;
	const struct account_id *account = c->keep;

	if (rows_i64(r, 0, 0) >= A_DAY) {
		c->retry_after = 3600;
		return call_refuse(c, ERR_THROTTLED);
	}
	activation_void(c, *account);
	mail_invite_to(c, *account, in->address);
	return ERR_OK;
}

static enum err on_invitee(struct call *c, const struct rows *r)
{
	struct account_id *account = arena_alloc(c->arena, sizeof(*account));
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	account->id = rows_id(r, 0, 0);
	c->keep = account;
	query_init(&q, c->arena, STMT_mail_asked);
	bind_id(&q, account->id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_counted);
	return ERR_OK;
}

/* POST /api/staff/{hat}/mail {address}: the invitation goes there once more, with a new link; earlier ones are void. NOT_FOUND as staff_link; BAD_VALUE address;
 * MAIL_OFF; THROTTLED: five a day. */
enum err mail_invite(struct call *c)
{
	const struct mail_set_in *in = c->in;
	enum err e = mail_judge(c, in->address, "address");
	struct query q;

	if (e != ERR_OK)
		return e;
	c->audit_object = c->match.hat.id;
	query_init(&q, c->arena, STMT_mail_invitee);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.hat.id);
	call_query(c, &q, on_invitee);
	return ERR_OK;
}

static enum err write_invited(struct call *c, const struct rows *r, int i)
{
	enum { HAT, ADDRESS, STATE, TROUBLE, AT, ENDED };
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "hat", rows_id(r, i, HAT));
	out_key_text(o, "address", rows_str(r, i, ADDRESS));
	out_key_text_or_null(o, "state", str_eq(rows_str(r, i, STATE), STR("sending")) ? STR("queued") : rows_str(r, i, STATE));
	out_key_text_or_null(o, "trouble", rows_str(r, i, TROUBLE));
	out_key_i64_or_null(o, "at", rows_i64(r, i, rows_null(r, i, ENDED) ? AT : ENDED));
	out_end(o);
	return ERR_OK;
}

static enum err on_invited(struct call *c, const struct rows *r)
{
	return call_write_list(c, "invited", r, write_invited);
}

/* GET /api/mail/invited: of the own facility's people whose link was not used yet, where their letter stands. */
enum err mail_invited(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_mail_invited);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_invited);
	return ERR_OK;
}

/* ---- the outbox, in numbers ---- */

static enum err on_outbox(struct call *c, const struct rows *r)
{
	enum { KIND, STATE, TROUBLE, COUNT, OLDEST, NEWEST };
	struct out *o = &c->out;

	out_object(o);
	out_key_bool(o, "on", mail_on(c));
	out_key_bool(o, "relay", c->app->settings->mail_relay[0] != '\0');
	out_key(o, "mails");
	out_array(o);
	for (int i = 0; i < rows_count(r); i++) {
		out_object(o);
		out_key_text(o, "kind", rows_str(r, i, KIND));
		out_key_text(o, "state", rows_str(r, i, STATE));
		out_key_text_or_null(o, "trouble", rows_str(r, i, TROUBLE));
		out_key_i64(o, "count", rows_i64(r, i, COUNT));
		out_key_i64(o, "oldest_at", rows_i64(r, i, OLDEST));
		out_key_i64(o, "newest_at", rows_i64(r, i, NEWEST));
		out_end(o);
	}
	out_end(o);
	out_end(o);
	return ERR_OK;
}

/* GET /api/mail/outbox: how many letters of which kind wait, were sent, lost their reason or were given up in the last seven days; no address, no text. */
enum err mail_outbox(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_mail_outbox);
	bind_i64(&q, c->facts.now - SHOWN_MS);
	call_query(c, &q, on_outbox);
	return ERR_OK;
}

/* ---- the sink of a demo region ---- */

static void put_line(struct buf *b, struct str line)
{
	bool link = str_starts(line, STR("https://"));

	public_put(b, link ? "<p><a href=\"" : "<p>");
	if (link) {
		public_put_title(b, line);
		public_put(b, "\">");
	}
	public_put_title(b, line);
	public_put(b, link ? "</a></p>\n" : "</p>\n");
}

/* Of the program's own words; its links can be followed. */
static void put_letter(struct buf *b, struct str body)
{
	for (size_t from = 0; from < body.n;) {
		size_t end = str_find(body, '\n', from);

		if (end > from)
			put_line(b, str_part(body, from, end));
		from = end + 1;
	}
}

static enum err on_demo(struct call *c, const struct rows *r)
{
	enum { ADDRESS, SUBJECT, BODY, AT };
	struct buf *b = &c->out.buf;

	public_put_top(b, STR("お試し用のメール"), false);
	public_put(b, "<header>\n<h1>お試し用のメール</h1>\n</header>\n<main>\n<p>お試し用の地域では、メールはどこへも送られず、ここに並びます。新しいものが先です。</p>\n");
	if (rows_count(r) == 0)
		public_put(b, "<p>まだ1通もありません。</p>\n");
	for (int i = 0; i < rows_count(r); i++) {
		public_put(b, "<article>\n<h2>");
		public_put_text(b, rows_str(r, i, SUBJECT));
		public_put(b, "</h2>\n<p class=\"day\">");
		public_put_text(b, rows_str(r, i, ADDRESS));
		public_put(b, "　");
		public_put_text(b, rows_str(r, i, AT));
		public_put(b, "</p>\n");
		put_letter(b, rows_str(r, i, BODY));
		public_put(b, "</article>\n");
	}
	public_put(b, "</main>\n</body>\n</html>\n");
	c->page = "text/html; charset=utf-8";
	return ERR_OK;
}

/* GET /public/demo/mail: the letters of a demo region without a relay, for everybody who comes by. NOT_FOUND everywhere else. */
enum err mail_demo(struct call *c)
{
	struct query q;

	if (!c->app->terms.demo || c->app->settings->mail_relay[0] != '\0')
		return ERR_NOT_FOUND;
	query_init(&q, c->arena, STMT_mail_demo);
	call_query(c, &q, on_demo);
	return ERR_OK;
}
