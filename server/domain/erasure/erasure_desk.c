/* 事務局: recording a wish, the list, the steps, holds, taking it back. */
#include "call/app.h"
#include "domain/erasure/erasure.h"
#include "domain/erasure/erasure_own.h"
#include "domain/erasure/erasure_rows.h"

const char *const erasure_ways[] = {"paper", "phone", NULL};
const char *const erasure_steps[] = {"called", "checked", NULL};
const char *const erasure_check_ways[] = {"in_person", "letter", "phone", NULL};
const char *const erasure_holds[] = {"transcription", "dispute", "other", NULL};
const char *const erasure_ends[] = {"withdrawn", "not_confirmed", "mistake", NULL};

enum { WITHDRAWN };
enum { CALLED, CHECKED };

/* ---- the list ---- */

enum {
	ID, SHOWN, STATE, CONFLICT = 12, ELIGIBLE, APPROVED
};

struct erasure_stand erasure_stand_read(const struct rows *r, int i, int first)
{
	return (struct erasure_stand){
		.state = rows_str(r, i, first),
		.attached = rows_bool(r, i, first + 1),
		.confirmed = rows_bool(r, i, first + 2),
		.called = rows_bool(r, i, first + 3),
		.checked = rows_bool(r, i, first + 4),
		.answered = rows_bool(r, i, first + 5),
		.clear = rows_bool(r, i, first + 6),
		.held = rows_bool(r, i, first + 7),
		.due_at = rows_i64(r, i, first + 8),
		.objected_at = rows_i64(r, i, first + 9),
	};
}

static enum err write_row(struct call *c, const struct rows *r, int i)
{
	struct erasure_stand stand = erasure_stand_read(r, i, STATE);
	struct erasure_viewer viewer = {c->facts.session.hat_kind, rows_bool(r, i, CONFLICT), rows_bool(r, i, APPROVED)};
	struct erasure_step step = erasure_next(&stand, c->facts.now, c->app->settings->erasure_objection_days * 86400000LL);
	const char *may[ERASURE_MAY_MAX];
	size_t n = erasure_may(&stand, &step, &viewer, may);
	struct out *o = &c->out;

	out_object(o);
	out_key(o, "request");
	out_raw(o, rows_str(r, i, SHOWN));
	out_key_text(o, "next", str_of(step.next));
	out_key_text(o, "who", str_of(step.who));
	out_key_i64_or_null(o, "until", step.until);
	out_key_i64(o, "eligible", rows_i64(r, i, ELIGIBLE));
	out_key_bool(o, "conflict", viewer.conflict);
	out_key_bool(o, "approved", viewer.approved);
	out_key(o, "may");
	out_array(o);
	for (size_t k = 0; k < n; k++)
		out_text(o, str_of(may[k]));
	out_end(o);
	out_end(o);
	return ERR_OK;
}

static enum err on_approvers(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;

	out_key(o, "approvers");
	out_array(o);
	for (int i = 0; i < rows_count(r); i++) {
		out_object(o);
		out_key(o, "person");
		out_raw(o, rows_str(r, i, 0));
		out_key_text(o, "state", rows_str(r, i, 1));
		out_end(o);
	}
	out_end(o);
	out_end(o);
	return ERR_OK;
}

static enum err on_clinics(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;
	struct query q;

	out_key(o, "clinics");
	out_array(o);
	for (int i = 0; i < rows_count(r); i++) {
		out_object(o);
		out_key_id(o, "id", rows_id(r, i, 0));
		out_key_text(o, "name", rows_str(r, i, 1));
		out_key_bool(o, "outside", rows_bool(r, i, 2));
		out_end(o);
	}
	out_end(o);
	query_init(&q, c->arena, STMT_erasure_approvers);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_approvers);
	return ERR_OK;
}

static enum err on_list(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;
	struct query q;

	out_object(o);
	out_key_i64(o, "now", c->facts.now);
	out_key(o, "requests");
	out_array(o);
	for (int i = 0; i < rows_count(r); i++) {
		enum err e = write_row(c, r, i);

		if (e != ERR_OK)
			return e;
	}
	out_end(o);
	query_init(&q, c->arena, STMT_erasure_clinics);
	call_query(c, &q, on_clinics);
	return ERR_OK;
}

/* GET /api/erasures: every request, with what it waits for, whom a blind request can be sent to, and who approves. */
enum err erasure_list(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_erasure_desk);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_list);
	return ERR_OK;
}

/* ---- record ---- */

static enum err on_clinic(struct call *c, const struct rows *r)
{
	const struct erasure_record_in *in = c->in;

	if (!rows_bool(r, 0, 0)) {
		c->detail = STR("facility");
		return ERR_BAD_VALUE;
	}
	erasure_insert(c, in->key, erasure_ways[in->way], (struct facility_id){in->facility}, (struct space_id){{{0}}});
	return ERR_OK;
}

static enum err on_there(struct call *c, const struct rows *r)
{
	const struct erasure_record_in *in = c->in;
	struct query q;

	if (rows_bool(r, 0, 0)) {
		call_answer_id(c, in->key);
		return ERR_OK;
	}
	query_init(&q, c->arena, STMT_erasure_clinic);
	bind_id(&q, in->facility);
	call_query(c, &q, on_clinic);
	return ERR_OK;
}

/* POST /api/erasures {key, way, facility}: a wish that came by telephone or on paper; the named clinic is asked which timeline it is. */
enum err erasure_record(struct call *c)
{
	const struct erasure_record_in *in = c->in;
	struct query q;

	query_init(&q, c->arena, STMT_erasure_there);
	bind_id(&q, in->key);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_there);
	return ERR_OK;
}

/* ---- steps ---- */

static enum err check_step(struct call *c, const struct erasure_now *e)
{
	const struct erasure_check_in *in = c->in;
	struct query q;

	if (!erasure_is(e, "open"))
		return call_refuse(c, ERR_CONFLICT);
	if (in->step == CALLED) {
		erasure_write(c, STMT_erasure_called, e->id);
		return ERR_OK;
	}
	query_init(&q, c->arena, STMT_erasure_checked);
	bind_id(&q, e->id);
	bind_i64(&q, c->facts.now);
	bind_id(&q, c->facts.session.hat.id);
	bind_text(&q, str_of(erasure_check_ways[in->way]));
	call_query(c, &q, NULL);
	return ERR_OK;
}

/* POST …/check {step: called | checked, way}: that the office called back, and how it made sure who it is. CONFLICT: accepted already. */
enum err erasure_check(struct call *c)
{
	const struct erasure_check_in *in = c->in;

	if ((in->step == CHECKED) != in->has_way) {
		c->detail = STR("way");
		return in->has_way ? ERR_BAD_VALUE : ERR_FIELD_MISSING;
	}
	return erasure_with(c, check_step);
}

/* reason NULL: no hold any more. */
static void set_hold(struct call *c, struct id128 id, const char *reason, struct str review)
{
	struct query q;

	query_init(&q, c->arena, STMT_erasure_hold);
	bind_id(&q, id);
	bind_text(&q, reason != NULL ? str_of(reason) : (struct str){NULL, 0});
	bind_text(&q, review);
	bind_i64(&q, c->facts.now);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, NULL);
}

static bool can_be_held(const struct erasure_now *e)
{
	return !erasure_is(e, "executing") && !erasure_is(e, "erased") && !erasure_is(e, "ended");
}

static enum err hold(struct call *c, const struct erasure_now *e)
{
	const struct erasure_hold_in *in = c->in;

	if (!can_be_held(e))
		return call_refuse(c, ERR_CONFLICT);
	set_hold(c, e->id, erasure_holds[in->reason], in->review_on);
	return ERR_OK;
}

/* PUT …/hold {reason, review_on}: whatever was approved, nothing is deleted until the hold is lifted. CONFLICT: too late. */
enum err erasure_hold(struct call *c)
{
	return erasure_with(c, hold);
}

static enum err resume(struct call *c, const struct erasure_now *e)
{
	if (!can_be_held(e) || !e->stand.held)
		return call_refuse(c, ERR_CONFLICT);
	set_hold(c, e->id, NULL, (struct str){NULL, 0});
	return ERR_OK;
}

/* DELETE …/hold */
enum err erasure_resume(struct call *c)
{
	return erasure_with(c, resume);
}

/* ---- end ---- */

static enum err end(struct call *c, const struct erasure_now *e)
{
	const struct erasure_end_in *in = c->in;
	bool office = c->facts.session.hat_kind == HAT_OFFICE;
	bool own = id_eq(e->asked_by.id, c->facts.session.hat.id) && in->reason == WITHDRAWN;
	struct query q;

	if (!office && !own)
		return call_refuse(c, ERR_NOT_FOUND);
	if (!can_be_held(e))
		return call_refuse(c, ERR_CONFLICT);
	query_init(&q, c->arena, STMT_erasure_end);
	bind_id(&q, e->id);
	bind_i64(&q, c->facts.now);
	bind_id(&q, c->facts.session.hat.id);
	bind_text(&q, str_of(erasure_ends[in->reason]));
	call_query(c, &q, NULL);
	if (!erasure_is(e, "open"))
		erasure_thaw(c, e->space);
	erasure_tell(c, e->id);
	erasure_tell_clinic(c, e->facility);
	return ERR_OK;
}

/* POST …/end {reason}: by the office, or taken back by who asked; until the execution has begun (CONFLICT). Writing is free again. */
enum err erasure_end(struct call *c)
{
	return erasure_with(c, end);
}

/* ---- certificate ---- */

static enum err on_certificate(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;

	if (rows_count(r) != 1)
		return ERR_NOT_FOUND;
	out_object(o);
	out_key_text(o, "text", rows_str(r, 0, 0));
	out_key(o, "certificate");
	out_raw(o, rows_str(r, 0, 0)); /* made by the database's own JSON */
	out_key_text(o, "signature", rows_str(r, 0, 1));
	out_key_text(o, "public_key", rows_str(r, 0, 2));
	out_end(o);
	return ERR_OK;
}

/* GET …/certificate: 完全削除証明書, as it was signed. NOT_FOUND: there is none, or it is not for this hat. */
enum err erasure_certificate(struct call *c)
{
	enum hat_kind kind = c->facts.session.hat_kind;
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_erasure_certificate);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	bind_bool(&q, kind == HAT_OFFICE || kind == HAT_COMMITTEE);
	call_query(c, &q, on_certificate);
	return ERR_OK;
}
