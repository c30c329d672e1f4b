/* What office and committee do: see what came, ask for a correction, decide. */
#include "call/app.h"
#include "domain/activation/activation.h"
#include "domain/application/application_own.h"
#include "domain/application/application_rows.h"
#include "domain/mail/mail.h"

enum { STATE, VERSION, RECEIPT };

/* ---- reading ---- */

static enum err write_one(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "id", rows_id(r, i, 0));
	out_key_text(o, "receipt", rows_str(r, i, 1));
	out_key_text(o, "state", rows_str(r, i, 2));
	out_key_bool(o, "by_office", rows_bool(r, i, 3));
	out_key_text_or_null(o, "name", rows_str(r, i, 4));
	out_key_text_or_null(o, "kind", rows_str(r, i, 5));
	out_key_bool(o, "outside", rows_bool(r, i, 6));
	out_key_i64(o, "changed_at", rows_i64(r, i, 7));
	out_end(o);
	return ERR_OK;
}

static enum err on_list(struct call *c, const struct rows *r)
{
	return call_write_list(c, "applications", r, write_one);
}

/* GET /api/applications: what waits first. Drafts of applicants are not among them. */
enum err application_list(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_application_list);
	call_query(c, &q, on_list);
	return ERR_OK;
}

/* GET /api/applications/{item} */
enum err application_show(struct call *c)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_application_show);
	bind_id(&q, c->match.item);
	bind_bool(&q, true);
	call_query(c, &q, application_write);
	return ERR_OK;
}

/* ---- entry from paper, lost links ---- */

/* POST /api/applications: 「事務局で入力」, filled in on the applicant's form with the secret of the answer. */
enum err application_enter(struct call *c)
{
	return application_insert(c, true);
}

/* The secret is made anew once the number is known: the one before is void from the same moment. */
static enum err on_renewed(struct call *c, const struct rows *r)
{
	return rows_count(r) == 1 ? ERR_OK : call_refuse(c, ERR_NOT_FOUND);
}

static enum err on_to_renew(struct call *c, const struct rows *r)
{
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (str_eq(rows_str(r, 0, STATE), STR("accepted")) || str_eq(rows_str(r, 0, STATE), STR("refused")))
		return ERR_CONFLICT;
	query_init(&q, c->arena, STMT_application_secret_set);
	bind_id(&q, c->match.item);
	bind_bytes(&q, application_secret(c, rows_str(r, 0, RECEIPT)));
	call_query(c, &q, on_renewed);
	return ERR_OK;
}

static void lock(struct call *c, call_rows then)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_application_there);
	bind_id(&q, c->match.item);
	bind_text(&q, STR(""));
	bind_i64(&q, c->facts.now);
	call_query(c, &q, then);
}

/* POST …/link: another link for an applicant who has lost it, or to go on with what came on paper. CONFLICT: decided already. */
enum err application_renew(struct call *c)
{
	lock(c, on_to_renew);
	return ERR_OK;
}

/* ---- deciding ---- */

/* Whoever comes second is told: what they saw is not what there is any more. */
static bool waits(const struct rows *r, int64_t version)
{
	return application_waits(rows_str(r, 0, STATE)) && rows_i64(r, 0, VERSION) == version;
}

static enum err move(struct call *c, const struct rows *r, const char *state)
{
	const struct application_words_in *in = c->in;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (!waits(r, in->version))
		return ERR_CONFLICT;
	application_move(c, c->match.item, state, in->version, in->words);
	return ERR_OK;
}

static enum err on_return(struct call *c, const struct rows *r)
{
	return move(c, r, "returned");
}

/* POST …/return {version, words}: 修正のお願い. CONFLICT: somebody was there first. */
enum err application_return(struct call *c)
{
	lock(c, on_return);
	return ERR_OK;
}

static enum err on_refuse(struct call *c, const struct rows *r)
{
	return move(c, r, "refused");
}

/* POST …/refuse {version, words}: お受けできませんでした, with the reason. */
enum err application_refuse(struct call *c)
{
	if (!application_may_decide(c))
		return call_refuse(c, ERR_NOT_FOUND);
	lock(c, on_refuse);
	return ERR_OK;
}

/* By mail where there is an address and `mailed` is wanted; else told in the answer, this once. */
static void write_admins(struct call *c, const struct rows *r, bool mailed)
{
	enum { ACCOUNT, LOGIN, NAME, MAIL };

	out_object(&c->out);
	out_key(&c->out, "links");
	out_array(&c->out);
	for (int i = 0; i < rows_count(r); i++) {
		struct account_id account = {rows_id(r, i, ACCOUNT)};
		bool by_mail = mailed && mail_on(c) && !rows_null(r, i, MAIL);

		if (by_mail)
			mail_invite_to(c, account, arena_copy(c->arena, rows_str(r, i, MAIL)));
		out_object(&c->out);
		out_key_text(&c->out, "name", rows_str(r, i, NAME));
		out_key_text(&c->out, "login", rows_str(r, i, LOGIN));
		out_key_text_or_null(&c->out, "token", by_mail ? (struct str){NULL, 0} : activation_add(c, account));
		out_end(&c->out);
	}
	out_end(&c->out);
	out_end(&c->out);
}

static enum err on_admins(struct call *c, const struct rows *r)
{
	write_admins(c, r, false);
	return ERR_OK;
}

static enum err on_new_admins(struct call *c, const struct rows *r)
{
	write_admins(c, r, true);
	return ERR_OK;
}

static void ask_admins(struct call *c, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, STMT_application_admins);
	bind_id(&q, c->match.item);
	call_query(c, &q, then);
}

static enum err on_accept(struct call *c, const struct rows *r)
{
	const struct application_version_in *in = c->in;
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (!waits(r, in->version))
		return ERR_CONFLICT;
	query_init(&q, c->arena, STMT_application_accept);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	application_step(c, c->match.item, "accepted", (struct str){NULL, 0});
	application_tell(c);
	mail_tell_applicant(c, c->match.item);
	ask_admins(c, on_new_admins);
	return ERR_OK;
}

/* POST …/accept {version}: the facility is registered, its 施設管理者 have accounts; those with an address get their link by mail, the others' the office has
 * to hand over. CONFLICT: somebody was there first. */
enum err application_accept(struct call *c)
{
	if (!application_may_decide(c))
		return call_refuse(c, ERR_NOT_FOUND);
	lock(c, on_accept);
	return ERR_OK;
}

static enum err on_to_link(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (!str_eq(rows_str(r, 0, STATE), STR("accepted")))
		return ERR_CONFLICT;
	ask_admins(c, on_admins);
	return ERR_OK;
}

/* POST …/admins: new links for those who have not used theirs; the ones before are void. CONFLICT: not accepted. */
enum err application_admins(struct call *c)
{
	lock(c, on_to_link);
	return ERR_OK;
}
