/* Documents of one facility for its own staff (Art. 28): written by its 施設管理者, confirmed, never a gate. */
#include "call/call.h"
#include "domain/document/document_rows.h"
#include "domain/space/space_change.h"

/* Its staff are reminded of it at once, or no more. */
static void tell(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_document_house_hearers);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, space_tell_rows);
}

/* ---- write ---- */

static enum err on_inserted(struct call *c, const struct rows *r)
{
	const struct document_house_add_in *in = c->in;

	if (rows_count(r) != 1)
		return ERR_CONFLICT;
	tell(c);
	call_answer_made(c, in->key);
	return ERR_OK;
}

static void insert(struct call *c)
{
	const struct document_house_add_in *in = c->in;
	struct query q;

	query_init(&q, c->arena, STMT_document_house_insert);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, in->key);
	bind_id(&q, in->has_line ? in->line : in->key);
	bind_i32(&q, (int32_t)in->edition);
	bind_text(&q, in->title);
	bind_text(&q, in->body);
	bind_text(&q, in->confirm_by);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_inserted);
}

static enum err on_line(struct call *c, const struct rows *r)
{
	const struct document_house_add_in *in = c->in;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (in->edition != rows_i64(r, 0, 0) + 1)
		return ERR_CONFLICT;
	insert(c);
	return ERR_OK;
}

static enum err on_there(struct call *c, const struct rows *r)
{
	const struct document_house_add_in *in = c->in;
	struct query q;

	if (rows_bool(r, 0, 0)) {
		call_answer_made(c, in->key);
		return ERR_OK;
	}
	if (in->has_confirm_by && !rows_bool(r, 0, 1)) {
		c->detail = STR("confirm_by");
		return ERR_BAD_VALUE;
	}
	if (!in->has_line) {
		if (in->edition != 1)
			return ERR_CONFLICT;
		insert(c);
		return ERR_OK;
	}
	query_init(&q, c->arena, STMT_document_house_next);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, in->line);
	call_query(c, &q, on_line);
	return ERR_OK;
}

/*
 * POST /api/facility/documents {key, line?, edition, title, body, confirm_by?}: 201 {id}; the same again for a key that was here before. line: of which
 * document it is the next edition; absent: a new one, edition 1. confirm_by: by when the staff are reminded to confirm; today or later. BAD_VALUE
 * confirm_by; NOT_FOUND: no such line of this facility, or it ended; CONFLICT: not the next edition.
 */
enum err document_house_add(struct call *c)
{
	const struct document_house_add_in *in = c->in;
	struct query q;

	c->audit_object = in->key;
	query_init(&q, c->arena, STMT_document_house_there);
	bind_id(&q, in->key);
	bind_text(&q, in->confirm_by);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_there);
	return ERR_OK;
}

/* ---- end, confirm ---- */

static void act(struct call *c, enum stmt stmt, call_rows then)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, stmt);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.item);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, then);
}

static enum err on_ended(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	tell(c);
	return ERR_OK;
}

/* POST /api/facility/documents/{item}/withdraw: holds no more, nobody is reminded. NOT_FOUND: not a newest edition of this facility, or ended already. */
enum err document_house_end(struct call *c)
{
	act(c, STMT_document_house_end, on_ended);
	return ERR_OK;
}

static enum err on_told(struct call *c, const struct rows *r)
{
	return call_refuse(c, rows_bool(r, 0, 0) ? ERR_CONFLICT : ERR_NOT_FOUND);
}

static enum err on_confirmed(struct call *c, const struct rows *r)
{
	struct query q;

	if (rows_count(r) == 1)
		return ERR_OK;
	query_init(&q, c->arena, STMT_document_house_own);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.item);
	call_query(c, &q, on_told);
	return ERR_OK;
}

/* POST /api/facility/documents/{item}/confirm: read and understood. CONFLICT: confirmed already, not the newest edition, or ended. NOT_FOUND: no such of one's facility. */
enum err document_house_confirm(struct call *c)
{
	act(c, STMT_document_house_confirm, on_confirmed);
	return ERR_OK;
}
