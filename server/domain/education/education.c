/* Regular education: what was held, who was there, whose last one was long ago. */
#include "base/settings.h"
#include "call/app.h"
#include "call/call.h"
#include "domain/education/education_rows.h"

/* ---- reading ---- */

static enum err write_staff(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key(o, "person");
	out_raw(o, rows_str(r, i, 0));
	out_key_text_or_null(o, "last_on", rows_str(r, i, 1));
	out_key_bool(o, "due", rows_i64(r, i, 2) >= c->app->settings->education_months);
	out_end(o);
	return ERR_OK;
}

static enum err write_one(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "id", rows_id(r, i, 0));
	out_key_text(o, "title", rows_str(r, i, 1));
	out_key_text(o, "held_on", rows_str(r, i, 2));
	out_key(o, "by");
	out_raw(o, rows_str(r, i, 3));
	out_key(o, "people");
	out_raw(o, rows_str(r, i, 4));
	out_end(o);
	return ERR_OK;
}

static void ask(struct call *c, enum stmt stmt, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, stmt);
	bind_id(&q, c->facts.session.hat.id);
	if (stmt == STMT_education_staff)
		bind_i64(&q, c->facts.now);
	call_query(c, &q, then);
}

static enum err on_list(struct call *c, const struct rows *r)
{
	return call_write_last(c, "held", r, write_one);
}

static enum err on_staff(struct call *c, const struct rows *r)
{
	enum err e;

	out_object(&c->out);
	out_key_i64(&c->out, "months", c->app->settings->education_months);
	e = call_write_rows(c, "staff", r, write_staff);
	if (e == ERR_OK)
		ask(c, STMT_education_list, on_list);
	return e;
}

/* GET /api/education: of one's own facility; whose last one is longest ago comes first. NOT_FOUND: no 施設管理者. */
enum err education_list(struct call *c)
{
	ask(c, STMT_education_staff, on_staff);
	return ERR_OK;
}

/* ---- recording ---- */

/* Each of them once, however often they were named. */
static size_t distinct(struct ids *people)
{
	size_t n = 0;

	for (size_t i = 0; i < people->count; i++) {
		size_t k = 0;

		while (k < n && !id_eq(people->list[k], people->list[i]))
			k++;
		if (k == n)
			people->list[n++] = people->list[i];
	}
	return n;
}

static enum err on_people(struct call *c, const struct rows *r)
{
	const struct education_record_in *in = c->in;

	if ((size_t)rows_count(r) != in->people.count) {
		c->detail = STR("people");
		return ERR_BAD_VALUE;
	}
	call_answer_made(c, in->key);
	return ERR_OK;
}

static enum err on_there(struct call *c, const struct rows *r)
{
	const struct education_record_in *in = c->in;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_CONFLICT);
	call_answer_made(c, in->key);
	return ERR_OK;
}

static enum err on_inserted(struct call *c, const struct rows *r)
{
	struct education_record_in *in = c->in;
	bool made = rows_count(r) == 1;
	struct query q;

	in->people.count = distinct(&in->people);
	query_init(&q, c->arena, made ? STMT_education_people : STMT_education_there);
	bind_id(&q, in->key);
	bind_id(&q, c->facts.session.hat.id);
	if (made)
		bind_ids(&q, in->people.list, in->people.count);
	call_query(c, &q, made ? on_people : on_there);
	return ERR_OK;
}

static enum err on_day(struct call *c, const struct rows *r)
{
	const struct education_record_in *in = c->in;
	struct query q;

	if (!rows_bool(r, 0, 0)) {
		c->detail = STR("held_on");
		return ERR_BAD_VALUE;
	}
	query_init(&q, c->arena, STMT_education_insert);
	bind_id(&q, in->key);
	bind_id(&q, c->facts.session.hat.id);
	bind_text(&q, in->title);
	bind_text(&q, in->held_on);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_inserted);
	return ERR_OK;
}

/*
 * POST /api/education {key, title, held_on, people}: 201 {id}; the same again for a key that was here before. BAD_VALUE held_on: it lies ahead;
 * people: somebody does not work at one's facility now. CONFLICT: the key is somebody else's, or what was recorded with it is withdrawn.
 */
enum err education_record(struct call *c)
{
	const struct education_record_in *in = c->in;
	struct query q;

	c->audit_object = in->key;
	query_init(&q, c->arena, STMT_education_today);
	bind_text(&q, in->held_on);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_day);
	return ERR_OK;
}

static enum err on_withdrawn(struct call *c, const struct rows *r)
{
	return rows_count(r) == 1 ? ERR_OK : call_refuse(c, ERR_NOT_FOUND);
}

/* DELETE /api/education/{item}: it was recorded by mistake. NOT_FOUND: none of one's facility, or withdrawn before. */
enum err education_withdraw(struct call *c)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_education_withdraw);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_withdrawn);
	return ERR_OK;
}
