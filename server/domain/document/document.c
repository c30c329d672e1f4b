/* Documents as people read them: editions, texts, what this hat has confirmed; who has confirmed, for those who look after people. */
#include "call/call.h"
#include "domain/document/document_rows.h"

static void ask(struct call *c, enum stmt stmt, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, stmt);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, then);
}

static void ask_item(struct call *c, enum stmt stmt, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, stmt);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.item);
	call_query(c, &q, then);
}

/* ---- list ---- */

enum { ID, KIND, EDITION, FROM_ON, CONFIRM_BY, AT, CONFIRMED_AT, NEWEST, CONFIRMED, ASKED, DAYS_VERSION, MOVED };
enum { LINE = 1, TITLE = 3, ENDED = 8, HOUSE_CONFIRMED, HOUSE_ASKED };
enum { LINK_TITLE = 1, LINK_EDITION, LINK, VERSION, CHANGED_AT };

/* Of an edition, of whomever it is; the counts stand in two columns. */
static void write_edition(struct out *o, const struct rows *r, int i, int counts)
{
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key_i64(o, "edition", rows_i64(r, i, EDITION));
	out_key_text_or_null(o, "confirm_by", rows_str(r, i, CONFIRM_BY));
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_key_i64_or_null(o, "confirmed_at", rows_i64(r, i, CONFIRMED_AT));
	out_key_bool(o, "newest", rows_bool(r, i, NEWEST));
	if (rows_null(r, i, counts))
		return;
	out_key_i64(o, "confirmed", rows_i64(r, i, counts));
	out_key_i64(o, "asked", rows_i64(r, i, counts + 1));
}

static enum err on_house(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;

	out_key(o, "facility");
	out_array(o);
	for (int i = 0; i < rows_count(r); i++) {
		out_object(o);
		write_edition(o, r, i, HOUSE_CONFIRMED);
		out_key_id(o, "line", rows_id(r, i, LINE));
		out_key_text(o, "title", rows_str(r, i, TITLE));
		out_key_bool(o, "ended", !rows_null(r, i, ENDED));
		out_end(o);
	}
	out_end(o);
	out_end(o);
	return ERR_OK;
}

static enum err on_guidelines(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;

	out_key(o, "guidelines");
	out_array(o);
	for (int i = 0; i < rows_count(r); i++) {
		out_object(o);
		out_key_id(o, "id", rows_id(r, i, ID));
		out_key_text(o, "title", rows_str(r, i, LINK_TITLE));
		out_key_text(o, "edition", rows_str(r, i, LINK_EDITION));
		out_key_text(o, "link", rows_str(r, i, LINK));
		out_key_i64(o, "version", rows_i64(r, i, VERSION));
		out_key_i64(o, "changed_at", rows_i64(r, i, CHANGED_AT));
		out_end(o);
	}
	out_end(o);
	ask(c, STMT_document_house, on_house);
	return ERR_OK;
}

static enum err on_list(struct call *c, const struct rows *r)
{
	struct query q;
	struct out *o = &c->out;

	out_object(o);
	out_key(o, "documents");
	out_array(o);
	for (int i = 0; i < rows_count(r); i++) {
		out_object(o);
		write_edition(o, r, i, CONFIRMED);
		out_key_text(o, "kind", rows_str(r, i, KIND));
		out_key_text_or_null(o, "from_on", rows_str(r, i, FROM_ON));
		out_key_i64(o, "version", rows_i64(r, i, DAYS_VERSION));
		out_key_raw_or_null(o, "moved", rows_str(r, i, MOVED));
		out_end(o);
	}
	out_end(o);
	query_init(&q, c->arena, STMT_document_guidelines);
	call_query(c, &q, on_guidelines);
	return ERR_OK;
}

/* GET /api/documents: of the region, of others, of the own facility, without their texts. */
enum err document_list(struct call *c)
{
	ask(c, STMT_document_list, on_list);
	return ERR_OK;
}

/* ---- one ---- */

static enum err on_text(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	out_object(o);
	out_key_id(o, "id", rows_id(r, 0, 0));
	out_key_text(o, "kind", rows_str(r, 0, 1));
	out_key_text_or_null(o, "title", rows_str(r, 0, 2));
	out_key_i64(o, "edition", rows_i64(r, 0, 3));
	out_key_text(o, "body", rows_str(r, 0, 4));
	out_key_text_or_null(o, "from_on", rows_str(r, 0, 5));
	out_key_text_or_null(o, "confirm_by", rows_str(r, 0, 6));
	out_end(o);
	return ERR_OK;
}

/* GET /api/documents/{item}: any edition of the region or the own facility. NOT_FOUND. */
enum err document_text(struct call *c)
{
	c->audit_object = c->match.item;
	ask_item(c, STMT_document_text, on_text);
	return ERR_OK;
}

static enum err on_confirmed(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;
	int n = rows_count(r);

	out_object(o);
	out_key_i64(o, "confirmed", n > 0 ? rows_i64(r, 0, 2) : 0);
	out_key_i64(o, "asked", n > 0 ? rows_i64(r, 0, 3) : 0);
	out_key(o, "confirmations");
	out_array(o);
	for (int i = 0; i < n; i++) {
		out_object(o);
		out_key(o, "person");
		out_raw(o, rows_str(r, i, 0));
		out_key_i64_or_null(o, "at", rows_i64(r, i, 1));
		out_end(o);
	}
	out_end(o);
	out_end(o);
	return ERR_OK;
}

static enum err on_there(struct call *c, const struct rows *r)
{
	if (!rows_bool(r, 0, 0))
		return call_refuse(c, ERR_NOT_FOUND);
	ask_item(c, STMT_document_confirmed, on_confirmed);
	return ERR_OK;
}

/* GET /api/documents/{item}/confirmations: who of those one looks after has confirmed it, or a newer edition. NOT_FOUND. At most 1000 people, the missing first. */
enum err document_confirmed(struct call *c)
{
	c->audit_object = c->match.item;
	ask_item(c, STMT_document_there, on_there);
	return ERR_OK;
}
