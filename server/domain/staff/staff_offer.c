/* What takes two: becoming a 施設管理者, handing that over, a hat at a second facility. Offered by a 施設管理者, accepted by the person. */
#include "call/call.h"
#include "domain/session/session.h"
#include "domain/staff/staff_own.h"
#include "domain/staff/staff_rows.h"

#define WAITS_MS (INT64_C(14) * 24 * 3600000)

/* ---- offered ---- */

static enum err on_offered(struct call *c, const struct rows *r)
{
	const struct id128 *id = c->keep;
	enum err e = staff_settled(c, r);

	if (e == ERR_OK && c->refusal == ERR_OK)
		call_answer_made(c, *id);
	return e;
}

static void offer(struct call *c, struct query *q)
{
	bind_i64(q, c->facts.now);
	bind_i64(q, c->facts.now + WAITS_MS);
	call_query(c, q, on_offered);
}

static struct id128 new_offer(struct call *c)
{
	struct id128 *id = arena_alloc(c->arena, sizeof(*id));

	*id = id_new();
	c->keep = id;
	return *id;
}

/*
 * POST /api/staff/{hat}/admin {in_stead}: {id}; to be 施設管理者, or in one's own stead. Nothing changes before it is accepted. NOT_FOUND: nobody of one's own
 * facility who has passed the gates and is here, or oneself; CONFLICT: is one, or is asked already.
 */
enum err staff_admin(struct call *c)
{
	const struct staff_admin_in *in = c->in;
	struct query q;

	c->audit_object = c->match.hat.id;
	query_init(&q, c->arena, STMT_staff_offer_admin);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.hat.id);
	bind_id(&q, new_offer(c));
	bind_bool(&q, in->in_stead);
	offer(c, &q);
	return ERR_OK;
}

/*
 * POST /api/offers {login, profession}: {id}; a hat at one's own facility for who has an account already. The answer is the same whether there is such a
 * login name or not, and so is everything after it but the acceptance. CONFLICT: offered already. BAD_VALUE login: no login name.
 */
enum err staff_second(struct call *c)
{
	const struct staff_second_in *in = c->in;
	struct str login = session_login(c, in->login);
	struct query q;

	if (!session_login_fits(login)) {
		c->detail = STR("login");
		return ERR_BAD_VALUE;
	}
	query_init(&q, c->arena, STMT_staff_offer_hat);
	bind_id(&q, c->facts.session.hat.id);
	bind_text(&q, login);
	bind_text(&q, str_of(application_professions[in->profession]));
	bind_id(&q, new_offer(c));
	offer(c, &q);
	return ERR_OK;
}

/* ---- what waits ---- */

static enum err write_one(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "id", rows_id(r, i, 0));
	out_key_text(o, "kind", rows_str(r, i, 1));
	out_key_text_or_null(o, "login", rows_str(r, i, 2));
	out_key_text_or_null(o, "profession", rows_str(r, i, 3));
	out_key_raw_or_null(o, "person", rows_str(r, i, 4));
	out_key(o, "by");
	out_raw(o, rows_str(r, i, 5));
	out_key_i64(o, "at", rows_i64(r, i, 6));
	out_key_i64(o, "expires_at", rows_i64(r, i, 7));
	out_end(o);
	return ERR_OK;
}

static enum err on_list(struct call *c, const struct rows *r)
{
	return call_write_list(c, "offers", r, write_one);
}

/* GET /api/offers: of one's own facility, what waits for an answer. */
enum err staff_offers(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_staff_offers);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_list);
	return ERR_OK;
}

/* DELETE /api/offers/{item}. NOT_FOUND: none of one's own facility that waits. */
enum err staff_offer_cancel(struct call *c)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_staff_offer_cancel);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.item);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, staff_settled);
	return ERR_OK;
}

/* ---- answered ---- */

/*
 * POST /api/offers/{item}/accept: from now on. NOT_FOUND: none of one's own that waits; CONFLICT: who offered it looks after the facility no more, or it is
 * what one is already.
 */
enum err offer_accept(struct call *c)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_offer_accept);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, id_new());
	bind_i64(&q, c->facts.now);
	call_query(c, &q, staff_settled);
	return ERR_OK;
}

/* POST /api/offers/{item}/decline. NOT_FOUND as offer_accept. */
enum err offer_decline(struct call *c)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_offer_decline);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, staff_settled);
	return ERR_OK;
}

/*
 * DELETE /api/staff/{hat}/admin: no 施設管理者 any more, oneself too. NOT_FOUND: no 施設管理者 of one's own facility; ADMIN_NEEDED: the last one.
 */
enum err staff_admin_over(struct call *c)
{
	struct query q;

	c->audit_object = c->match.hat.id;
	query_init(&q, c->arena, STMT_staff_admin_over);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, staff_settled);
	return ERR_OK;
}
