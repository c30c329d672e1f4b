/* 管理台帳: a view of what is there at this moment; nothing of it is kept anywhere else. */
#include "base/settings.h"
#include "call/app.h"
#include "call/call.h"
#include "domain/ledger/ledger_own.h"
#include "domain/ledger/ledger_rows.h"

static enum err write_person(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key(o, "person");
	out_raw(o, rows_str(r, i, LEDGER_PERSON));
	out_key_text(o, "login", rows_str(r, i, LEDGER_LOGIN));
	out_key_bool(o, "facility_admin", rows_bool(r, i, LEDGER_ADMIN));
	out_key_text(o, "state", rows_str(r, i, LEDGER_STATE));
	out_key_text(o, "from_on", rows_str(r, i, LEDGER_FROM_ON));
	out_key_text_or_null(o, "ended_on", rows_str(r, i, LEDGER_ENDED_ON));
	out_key_text_or_null(o, "pledge", rows_str(r, i, LEDGER_PLEDGE));
	out_key_text_or_null(o, "pledged_on", rows_str(r, i, LEDGER_PLEDGED_ON));
	out_key_i64_or_null(o, "edition", rows_i64(r, i, LEDGER_EDITION));
	out_key_text_or_null(o, "confirmed_on", rows_str(r, i, LEDGER_CONFIRMED_ON));
	out_key_bool(o, "newest", rows_bool(r, i, LEDGER_NEWEST));
	out_key_text_or_null(o, "training", rows_str(r, i, LEDGER_TRAINING));
	out_key_text_or_null(o, "trained_on", rows_str(r, i, LEDGER_TRAINED_ON));
	out_key_bool(o, "factor", rows_bool(r, i, LEDGER_FACTOR));
	out_key_text_or_null(o, "used_on", rows_str(r, i, LEDGER_USED_ON));
	out_key_text_or_null(o, "educated_on", rows_str(r, i, LEDGER_EDUCATED_ON));
	out_key_text_or_null(o, "education", rows_str(r, i, LEDGER_EDUCATION));
	out_key_bool(o, "education_due", rows_i64(r, i, LEDGER_MONTHS) >= c->app->settings->education_months);
	out_key_i64(o, "incidents", rows_i64(r, i, LEDGER_INCIDENTS));
	out_end(o);
	return ERR_OK;
}

static enum err on_people(struct call *c, const struct rows *r)
{
	return call_write_last(c, "people", r, write_person);
}

static enum err on_facility(struct call *c, const struct rows *r)
{
	struct query q;

	if (rows_count(r) != 1)
		return ERR_NOT_FOUND;
	out_object(&c->out);
	out_key_text(&c->out, "facility", rows_str(r, 0, 0));
	out_key_text_or_null(&c->out, "head", rows_str(r, 0, 1));
	out_key_i64(&c->out, "at", c->facts.now);
	query_init(&q, c->arena, STMT_ledger_people);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_people);
	return ERR_OK;
}

/* GET /api/ledger: of one's own facility. NOT_FOUND: no 施設管理者. */
enum err ledger_read(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_ledger_facility);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_facility);
	return ERR_OK;
}

/* ---- 様式4 ---- */

enum { FACILITY, HEAD, PERSON, WAY, GIVEN_ON, AT, EDITION, BODY, BY };

static enum err on_pledge(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;

	if (rows_count(r) != 1)
		return ERR_NOT_FOUND;
	out_object(o);
	out_key_text(o, "facility", rows_str(r, 0, FACILITY));
	out_key_text_or_null(o, "head", rows_str(r, 0, HEAD));
	out_key(o, "person");
	out_raw(o, rows_str(r, 0, PERSON));
	out_key_text(o, "way", rows_str(r, 0, WAY));
	out_key_text(o, "given_on", rows_str(r, 0, GIVEN_ON));
	out_key_i64(o, "at", rows_i64(r, 0, AT));
	out_key_i64_or_null(o, "edition", rows_i64(r, 0, EDITION));
	out_key_text_or_null(o, "body", rows_str(r, 0, BODY));
	out_key(o, "by");
	out_raw(o, rows_str(r, 0, BY));
	out_end(o);
	return ERR_OK;
}

/* GET /api/staff/{hat}/pledge: 様式4 as it was signed, or when one was exchanged before. NOT_FOUND: none is there, or it is neither the asker's own
 * nor of somebody of the asker's facility, which the asker administrates. */
enum err ledger_pledge(struct call *c)
{
	struct query q;

	c->audit_object = c->match.hat.id;
	query_init(&q, c->arena, STMT_ledger_pledge);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.hat.id);
	call_query(c, &q, on_pledge);
	return ERR_OK;
}
