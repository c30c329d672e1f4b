/* One's own gates: what is there to read, the pledge signed, documents confirmed. */
#include "call/app.h"
#include "domain/gate/gate_own.h"
#include "domain/gate/gate_rows.h"

/* ---- read ---- */

enum { ID, KIND, EDITION, BODY, AT, PLEDGE_WAY, TRAINING_WAY, HELD_ON, FACILITY, ADMITTED, CONFIRM_BY, MISSING };

static void write_document(struct out *o, const struct rows *r, int i)
{
	out_object(o);
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key_text(o, "kind", rows_str(r, i, KIND));
	out_key_i64(o, "edition", rows_i64(r, i, EDITION));
	out_key_text(o, "body", rows_str(r, i, BODY));
	out_key_i64_or_null(o, "at", rows_i64(r, i, AT));
	out_key_text_or_null(o, "confirm_by", rows_str(r, i, CONFIRM_BY));
	out_key_bool(o, "missing", rows_bool(r, i, MISSING));
	out_end(o);
}

static enum err on_read(struct call *c, const struct rows *r)
{
	const struct session_facts *f = &c->facts.session;
	struct out *o = &c->out;

	if (rows_count(r) == 0)
		return ERR_NOT_FOUND;
	out_object(o);
	out_key_bool(o, "admitted", rows_bool(r, 0, ADMITTED));
	out_key_bool(o, "factor", f->factor || !(f->factor_required || f->must_enrol));
	out_key_text(o, "facility", rows_str(r, 0, FACILITY));
	out_key_text_or_null(o, "pledge", rows_str(r, 0, PLEDGE_WAY));
	out_key_text_or_null(o, "training", rows_str(r, 0, TRAINING_WAY));
	out_key_text_or_null(o, "held_on", rows_str(r, 0, HELD_ON));
	out_key_bool(o, "video", c->app->video != NULL);
	out_key(o, "documents");
	out_array(o);
	for (int i = 0; i < rows_count(r); i++)
		write_document(o, r, i);
	out_end(o);
	out_end(o);
	return ERR_OK;
}

/* GET /api/gates: what is passed, and the texts. */
enum err gate_read(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_gate_read);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_read);
	return ERR_OK;
}

/* ---- pass ---- */

enum err gate_settle(struct call *c, const struct rows *r)
{
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_CONFLICT);
	query_init(&q, c->arena, STMT_gate_admit);
	bind_id(&q, rows_id(r, 0, 0));
	call_query(c, &q, NULL);
	return ERR_OK;
}

static enum err on_name(struct call *c, const struct rows *r)
{
	const struct gate_sign_in *in = c->in;
	struct query q;

	if (!rows_bool(r, 0, 1))
		return call_refuse(c, ERR_CONFLICT);
	if (!rows_bool(r, 0, 0)) {
		c->detail = STR("name");
		return ERR_BAD_VALUE;
	}
	c->audit_object = in->document;
	query_init(&q, c->arena, STMT_gate_pledge);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, in->document);
	bind_text(&q, STR("signed"));
	bind_text(&q, (struct str){NULL, 0});
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, gate_settle);
	return ERR_OK;
}

/* POST /api/gates/pledge {document, name}: 様式4, signed with one's own name. BAD_VALUE name; CONFLICT: not the newest edition, or it is signed. */
enum err gate_sign(struct call *c)
{
	const struct gate_sign_in *in = c->in;
	struct query q;

	query_init(&q, c->arena, STMT_gate_name);
	bind_id(&q, c->facts.session.hat.id);
	bind_text(&q, in->name);
	bind_id(&q, in->document);
	call_query(c, &q, on_name);
	return ERR_OK;
}

/* POST /api/gates/documents/{item}: read and understood. CONFLICT: confirmed already, or no newest edition of one. */
enum err gate_confirm(struct call *c)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_gate_confirm);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.item);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, gate_settle);
	return ERR_OK;
}
