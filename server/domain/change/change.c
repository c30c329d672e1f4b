/* 様式3: the list, and the office's 受領. */
#include "call/app.h"
#include "call/call.h"
#include "domain/change/change_rows.h"
#include "domain/space/space_change.h"

#define PAGE 100

enum { ID, NUMBER, KIND, FACILITY, OUTSIDE, NAME, KANA, PROFESSION, WAS, BY, AT, RECEIVED_AT, RECEIVED_BY, WAITING };

static void write_one(struct out *o, const struct rows *r, int i)
{
	out_object(o);
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key_text(o, "number", rows_str(r, i, NUMBER));
	out_key_text(o, "kind", rows_str(r, i, KIND));
	out_key_text(o, "facility", rows_str(r, i, FACILITY));
	out_key_bool(o, "outside", rows_bool(r, i, OUTSIDE));
	out_key_text(o, "name", rows_str(r, i, NAME));
	out_key_text(o, "kana", rows_str(r, i, KANA));
	out_key_text(o, "profession", rows_str(r, i, PROFESSION));
	out_key_raw_or_null(o, "was", rows_str(r, i, WAS));
	out_key(o, "by");
	out_raw(o, rows_str(r, i, BY));
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_key_i64_or_null(o, "received_at", rows_i64(r, i, RECEIVED_AT));
	out_key_raw_or_null(o, "received_by", rows_str(r, i, RECEIVED_BY));
	out_end(o);
}

static enum err on_list(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;
	int n = rows_count(r);

	out_object(o);
	out_key(o, "changes");
	out_array(o);
	for (int i = 0; i < n && i < PAGE; i++)
		write_one(o, r, i);
	out_end(o);
	out_key_bool(o, "more", n > PAGE);
	out_key_i64(o, "waiting", n > 0 ? rows_i64(r, 0, WAITING) : 0);
	out_end(o);
	return ERR_OK;
}

/*
 * GET /api/changes?after=ID&waits=1: of the office all, what waits for 受領 first; of a 施設管理者 the own facility's. after: the last one of the page before;
 * waits: it was not received then, wherever it stands now. BAD_VALUE: query.
 */
enum err change_list(struct call *c)
{
	struct str text, waits;
	struct id128 after = {{0}};
	struct query q;

	if (http_query(c->req, STR("after"), &text) && !id_parse(text, &after)) {
		c->detail = STR("query");
		return ERR_BAD_VALUE;
	}
	query_init(&q, c->arena, STMT_change_list);
	bind_id(&q, c->facts.session.hat.id);
	bind_id_or_null(&q, after);
	bind_bool(&q, http_query(c->req, STR("waits"), &waits) && str_eq(waits, STR("1")));
	bind_i64(&q, PAGE + 1);
	call_query(c, &q, on_list);
	return ERR_OK;
}

/* ---- receive ---- */

static enum err on_told(struct call *c, const struct rows *r)
{
	for (int i = 0; i < rows_count(r); i++)
		space_tell_inbox(c, (struct hat_id){rows_id(r, i, 0)});
	return ERR_OK;
}

static enum err on_received(struct call *c, const struct rows *r)
{
	struct query q;

	if (!rows_bool(r, 0, 1))
		return call_refuse(c, ERR_NOT_FOUND);
	if (!rows_bool(r, 0, 0))
		return call_refuse(c, ERR_CONFLICT);
	query_init(&q, c->arena, STMT_change_told);
	bind_id(&q, c->match.item);
	call_query(c, &q, on_told);
	return ERR_OK;
}

/* POST /api/changes/{item}/receive: 受領しました, no approval. NOT_FOUND: no such notice; CONFLICT: somebody else has received it. */
enum err change_receive(struct call *c)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_change_receive);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_received);
	return ERR_OK;
}
