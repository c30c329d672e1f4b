/* The clinic: passing a wish on, naming the timeline of a blind request, showing what goes, the 主治医's answer. */
#include "call/app.h"
#include "domain/erasure/erasure_own.h"
#include "domain/erasure/erasure_rows.h"
#include "domain/space/space.h"

/* ---- show ---- */

enum { ID, SHOWN, CONFIRMED, SPACE, NAMES, POSTS = 8, STATE, ASKED_BY };

static enum err write_confirmation(struct call *c, const struct rows *r)
{
	struct space_names names = space_names_read(r, 0, SPACE, NAMES);
	struct phi title;
	enum err e = space_title(c, &names, &title);

	if (e != ERR_OK)
		return e;
	out_object(&c->out);
	out_key_phi_or_null(&c->out, "title", title);
	out_key_i64(&c->out, "posts", rows_i64(r, 0, POSTS));
	out_end(&c->out);
	return ERR_OK;
}

enum err erasure_write_here(struct call *c, const struct rows *r, const struct erasure_here *here)
{
	struct out *o = &c->out;
	enum err e = ERR_OK;

	out_object(o);
	out_key_raw_or_null(o, "request", here->request);
	out_key(o, "confirm");
	if (here->confirm)
		e = write_confirmation(c, r);
	else
		out_null(o);
	if (e != ERR_OK)
		return e;
	out_key(o, "may");
	out_array(o);
	for (size_t i = 0; i < here->n; i++)
		out_text(o, str_of(here->may[i]));
	out_end(o);
	out_end(o);
	return ERR_OK;
}

static enum err on_here(struct call *c, const struct rows *r)
{
	struct erasure_here here = {0};
	bool open;

	if (rows_count(r) != 1)
		return erasure_write_here(c, r, &here);
	open = str_eq(rows_str(r, 0, STATE), STR("open"));
	here.request = rows_str(r, 0, SHOWN);
	here.confirm = !rows_null(r, 0, ID) && !rows_bool(r, 0, CONFIRMED);
	if (open && decide(ACT_erasure_answer, &c->facts) == ERR_OK)
		here.may[here.n++] = "answer";
	if (open && here.confirm)
		here.may[here.n++] = "confirm";
	if (rows_null(r, 0, ID))
		here.may[here.n++] = "pass";
	if (id_eq(rows_id(r, 0, ASKED_BY), c->facts.session.hat.id))
		here.may[here.n++] = "withdraw";
	return erasure_write_here(c, r, &here);
}

static enum err read_here(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_erasure_here);
	bind_id(&q, c->match.space.id);
	call_query(c, &q, on_here);
	return ERR_OK;
}

/* GET …/erasure: the request that is under way; until it was confirmed, the name and the number of posts to show to who wishes it. */
enum err erasure_show(struct call *c)
{
	call_keys(c, &c->match.space, 1, read_here);
	return ERR_OK;
}

/* ---- pass on ---- */

static enum err on_none(struct call *c, const struct rows *r)
{
	const struct erasure_pass_in *in = c->in;

	if (rows_count(r) > 0 && id_eq(rows_id(r, 0, 0), in->key)) { /* an earlier try of the same */
		call_answer_id(c, in->key);
		return ERR_OK;
	}
	if (rows_count(r) > 0 || c->facts.space.state == SPACE_ERASING)
		return call_refuse(c, ERR_CONFLICT);
	erasure_insert(c, in->key, "passed", c->facts.space.clinic, c->match.space);
	return ERR_OK;
}

/* The request of the space, its spaces being locked. */
static enum err of_space(struct call *c, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, STMT_erasure_of_space);
	bind_id(&q, c->match.space.id);
	call_query(c, &q, then);
	return ERR_OK;
}

/* POST …/erasure {key}: 主治医 or 管理担当 pass the wish of patient or family on. CONFLICT: a request is under way. */
enum err erasure_pass(struct call *c)
{
	return of_space(c, on_none);
}

/* ---- attach ---- */

static enum err on_request(struct call *c, const struct rows *r)
{
	const struct erasure_attach_in *in = c->in;
	struct query q;

	if (rows_count(r) != 1 || !id_eq(rows_id(r, 0, 4), c->facts.session.facility.id))
		return call_refuse(c, ERR_NOT_FOUND);
	if (!str_eq(rows_str(r, 0, 1), STR("open")) || !rows_null(r, 0, 5))
		return call_refuse(c, ERR_CONFLICT);
	query_init(&q, c->arena, STMT_erasure_attach);
	bind_id(&q, in->request);
	bind_id(&q, c->match.space.id);
	bind_i64(&q, c->facts.now);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, NULL);
	erasure_tell_clinic(c, c->facts.session.facility);
	return ERR_OK;
}

static enum err on_free(struct call *c, const struct rows *r)
{
	const struct erasure_attach_in *in = c->in;
	struct query q;

	if (rows_count(r) > 0 || c->facts.space.state == SPACE_ERASING)
		return call_refuse(c, ERR_CONFLICT);
	query_init(&q, c->arena, STMT_erasure_locked);
	bind_id(&q, in->request);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_request);
	return ERR_OK;
}

/* POST …/erasure/attach {request}: a blind request of the office to one's own clinic is about this timeline. NOT_FOUND: it is not to this
 * clinic; CONFLICT: it has a timeline, or the timeline a request. */
enum err erasure_attach(struct call *c)
{
	const struct erasure_attach_in *in = c->in;

	c->audit_object = in->request;
	return of_space(c, on_free);
}

/* ---- confirm, answer ---- */

static enum err confirm(struct call *c, const struct erasure_now *e)
{
	if (!erasure_is(e, "open") || e->stand.confirmed)
		return call_refuse(c, ERR_CONFLICT);
	erasure_write(c, STMT_erasure_confirm, e->id);
	return ERR_OK;
}

static enum err on_confirm(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	erasure_locked(c, rows_id(r, 0, 0), confirm);
	return ERR_OK;
}

/* POST …/erasure/confirm: who wishes it saw the name and the number of posts, and confirmed. NOT_FOUND: no request; CONFLICT: has been. */
enum err erasure_confirm(struct call *c)
{
	return of_space(c, on_confirm);
}

static enum err answer(struct call *c, const struct erasure_now *e)
{
	const struct erasure_answer_in *in = c->in;
	struct query q;

	if (!erasure_is(e, "open"))
		return call_refuse(c, ERR_CONFLICT);
	query_init(&q, c->arena, STMT_erasure_answer);
	bind_id(&q, e->id);
	bind_i64(&q, c->facts.now);
	bind_id(&q, c->facts.session.hat.id);
	bind_bool(&q, in->transcribed);
	bind_bool(&q, in->dispute);
	bind_bool(&q, in->care_goes_on);
	call_query(c, &q, NULL);
	return ERR_OK;
}

static enum err on_answer(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	erasure_locked(c, rows_id(r, 0, 0), answer);
	return ERR_OK;
}

/*
 * POST …/erasure/answer {transcribed, dispute, care_goes_on}: the 主治医's; where there is none, somebody's who manages it. It can be given again
 * until the office accepts the request (CONFLICT). NOT_FOUND: no request.
 */
enum err erasure_answer(struct call *c)
{
	return of_space(c, on_answer);
}
