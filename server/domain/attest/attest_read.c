/* What a 施設管理者 sees of the own facility, and the office of all that is overdue. */
#include "base/settings.h"
#include "call/app.h"
#include "call/call.h"
#include "domain/attest/attest_rows.h"

#define DAY_MS 86400000LL

/* 0: not told yet that it is overdue. */
static int64_t stop_at(const struct call *c, int64_t told_at)
{
	return told_at == 0 ? 0 : told_at + c->app->settings->attest_grace_days * DAY_MS;
}

/* ---- one's own facility ---- */

enum { PERSON, ADMIN, OWN, ASKED, ANSWER, ANSWERED_AT, BY, USED_ON, RISK, STOPPED_AT };

static enum err write_person(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key(o, "person");
	out_raw(o, rows_str(r, i, PERSON));
	out_key_bool(o, "facility_admin", rows_bool(r, i, ADMIN));
	out_key_bool(o, "own", rows_bool(r, i, OWN));
	out_key_bool(o, "asked", rows_bool(r, i, ASKED));
	out_key_text_or_null(o, "answer", rows_str(r, i, ANSWER));
	out_key_i64_or_null(o, "answered_at", rows_i64(r, i, ANSWERED_AT));
	out_key_text_or_null(o, "by", rows_str(r, i, BY));
	out_key_text_or_null(o, "used_on", rows_str(r, i, USED_ON));
	out_key_bool(o, "risk", rows_bool(r, i, RISK));
	out_key_i64_or_null(o, "stopped_at", rows_i64(r, i, STOPPED_AT));
	out_end(o);
	return ERR_OK;
}

static enum err on_people(struct call *c, const struct rows *r)
{
	return call_write_last(c, "people", r, write_person);
}

static enum err on_round(struct call *c, const struct rows *r)
{
	enum { STEP, DUE_AT, TOLD_AT, LAST_AT };
	int64_t days = c->app->settings->attest_days;
	struct query q;

	if (rows_count(r) != 1)
		return ERR_NOT_FOUND;
	out_object(&c->out);
	out_key_text_or_null(&c->out, "step", rows_str(r, 0, STEP));
	out_key_i64(&c->out, "due_at", rows_null(r, 0, DUE_AT) ? rows_i64(r, 0, LAST_AT) + days * DAY_MS : rows_i64(r, 0, DUE_AT));
	out_key_i64_or_null(&c->out, "stop_at", stop_at(c, rows_i64(r, 0, TOLD_AT)));
	out_key_i64(&c->out, "days", days);
	query_init(&q, c->arena, STMT_attest_people);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_people);
	return ERR_OK;
}

/* GET /api/attest: who works at one's facility, and whom it is to be said of now. NOT_FOUND: no 施設管理者. */
enum err attest_read(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_attest_round);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_round);
	return ERR_OK;
}

/* ---- the office ---- */

static enum err write_round(struct call *c, const struct rows *r, int i)
{
	enum { ID, FACILITY, OUTSIDE, DUE_AT, TOLD_AT, WAITING, LOOSE, KEPT };
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key_text(o, "facility", rows_str(r, i, FACILITY));
	out_key_bool(o, "outside", rows_bool(r, i, OUTSIDE));
	out_key_i64(o, "due_at", rows_i64(r, i, DUE_AT));
	out_key_i64(o, "stop_at", stop_at(c, rows_i64(r, i, TOLD_AT)));
	out_key_i64(o, "waiting", rows_i64(r, i, WAITING));
	out_key(o, "risk");
	out_raw(o, rows_str(r, i, LOOSE));
	out_key(o, "kept");
	out_raw(o, rows_str(r, i, KEPT));
	out_end(o);
	return ERR_OK;
}

static enum err write_stopped(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key(o, "person");
	out_raw(o, rows_str(r, i, 0));
	out_key_i64(o, "at", rows_i64(r, i, 1));
	out_end(o);
	return ERR_OK;
}

static enum err on_stopped(struct call *c, const struct rows *r)
{
	return call_write_last(c, "stopped", r, write_stopped);
}

static enum err on_overdue(struct call *c, const struct rows *r)
{
	struct query q;
	enum err e;

	out_object(&c->out);
	e = call_write_rows(c, "rounds", r, write_round);
	if (e != ERR_OK)
		return e;
	query_init(&q, c->arena, STMT_attest_stopped);
	call_query(c, &q, on_stopped);
	return ERR_OK;
}

/* GET /api/attests: facilities whose confirmation is overdue, whose accounts will be stopped, and which were. NOT_FOUND: not the office. */
enum err attest_list(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_attest_overdue);
	call_query(c, &q, on_overdue);
	return ERR_OK;
}
