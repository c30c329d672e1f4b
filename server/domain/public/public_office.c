/* What the office does to the public page: notices, and who is on the list of facilities. */
#include "call/app.h"
#include "call/call.h"
#include "domain/public/public_rows.h"

#include <string.h>

/* ---- notices ---- */

static enum err write_notice(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "id", rows_id(r, i, 0));
	out_key_text(o, "title", rows_str(r, i, 1));
	out_key_text(o, "body", rows_str(r, i, 2));
	out_key_text(o, "from_on", rows_str(r, i, 3));
	out_key_text_or_null(o, "until_on", rows_str(r, i, 4));
	out_key_i64(o, "version", rows_i64(r, i, 5));
	out_key_i64(o, "at", rows_i64(r, i, 6));
	out_key_i64_or_null(o, "withdrawn_at", rows_i64(r, i, 7));
	out_key_bool(o, "shown", rows_bool(r, i, 8));
	out_end(o);
	return ERR_OK;
}

static enum err on_notices(struct call *c, const struct rows *r)
{
	return call_write_list(c, "notices", r, write_notice);
}

/* GET /api/public/notices: all of them, withdrawn ones last. */
enum err public_notice_list(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_public_notices);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_notices);
	return ERR_OK;
}

/* Days are "YYYY-MM-DD": their order is that of the text. */
static enum err check_days(struct call *c, struct str from_on, struct str until_on)
{
	if (until_on.p == NULL || memcmp(until_on.p, from_on.p, from_on.n) >= 0)
		return ERR_OK;
	c->detail = STR("until_on");
	return ERR_BAD_VALUE;
}

/* POST /api/public/notices {key, title, body, from_on, until_on?}: 201 {id}; the same again for a key that was here before. BAD_VALUE: until_on. */
enum err public_notice_add(struct call *c)
{
	const struct public_notice_add_in *in = c->in;
	struct query q;
	enum err e = check_days(c, in->from_on, in->until_on);

	if (e != ERR_OK)
		return e;
	query_init(&q, c->arena, STMT_public_notice_insert);
	bind_id(&q, in->key);
	bind_text(&q, in->title);
	bind_text(&q, in->body);
	bind_text(&q, in->from_on);
	bind_text(&q, in->until_on);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	c->audit_object = in->key;
	call_answer_made(c, in->key);
	return ERR_OK;
}

static enum err on_standing(struct call *c, const struct rows *r)
{
	const struct public_notice_change_in *in = c->in;
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (rows_i64(r, 0, 0) != in->version || rows_bool(r, 0, 1))
		return ERR_CONFLICT;
	query_init(&q, c->arena, STMT_public_notice_set);
	bind_id(&q, c->match.item);
	bind_text(&q, in->title);
	bind_text(&q, in->body);
	bind_text(&q, in->from_on);
	bind_text(&q, in->until_on);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	return ERR_OK;
}

static void lock_notice(struct call *c, call_rows then)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_public_notice_there);
	bind_id(&q, c->match.item);
	call_query(c, &q, then);
}

/* PUT /api/public/notices/{item} {version, …}: in its place. CONFLICT: somebody changed or withdrew it meanwhile. BAD_VALUE: until_on. */
enum err public_notice_change(struct call *c)
{
	const struct public_notice_change_in *in = c->in;
	enum err e = check_days(c, in->from_on, in->until_on);

	if (e == ERR_OK)
		lock_notice(c, on_standing);
	return e;
}

static enum err on_withdrawn(struct call *c, const struct rows *r)
{
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (rows_bool(r, 0, 1))
		return ERR_OK; /* by somebody else already: it is as wished */
	query_init(&q, c->arena, STMT_public_notice_end);
	bind_id(&q, c->match.item);
	bind_i64(&q, c->facts.now);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, NULL);
	return ERR_OK;
}

/* POST …/withdraw: off the page; it stays in the office's list. */
enum err public_notice_withdraw(struct call *c)
{
	lock_notice(c, on_withdrawn);
	return ERR_OK;
}

/* ---- facilities ---- */

static enum err on_listing_set(struct call *c, const struct rows *r)
{
	return rows_count(r) == 1 ? ERR_OK : call_refuse(c, ERR_NOT_FOUND);
}

/* PUT /api/public/facilities/{item} {listed, area?, phone_listed}: as the facility agreed in 様式1, or as it wishes now. */
enum err public_listing_set(struct call *c)
{
	const struct public_listing_set_in *in = c->in;
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_public_listing_set);
	bind_id(&q, c->match.item);
	bind_bool(&q, in->listed);
	bind_text(&q, in->area);
	bind_bool(&q, in->phone_listed);
	call_query(c, &q, on_listing_set);
	return ERR_OK;
}
