#include "call/call.h"
#include "domain/facility/facility_rows.h"

enum {
	ID, NAME, KIND, OUTSIDE, RELATION, AREA, PHONE_DAY, LISTED, PHONE_LISTED, SINCE, ENDED_AT, STAFF, ADMINS, INVITED, GATES, UNPLEDGED, OLD_PLEDGES, ATTENDED
};

static enum err write_one(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key_text(o, "name", rows_str(r, i, NAME));
	out_key_text(o, "kind", rows_str(r, i, KIND));
	out_key_bool(o, "outside", rows_bool(r, i, OUTSIDE));
	out_key_text_or_null(o, "relation", rows_str(r, i, RELATION));
	out_key_text_or_null(o, "area", rows_str(r, i, AREA));
	out_key_text_or_null(o, "phone_day", rows_str(r, i, PHONE_DAY));
	out_key_bool(o, "listed", rows_bool(r, i, LISTED));
	out_key_bool(o, "phone_listed", rows_bool(r, i, PHONE_LISTED));
	out_key_i64(o, "since", rows_i64(r, i, SINCE));
	out_key_i64_or_null(o, "ended_at", rows_i64(r, i, ENDED_AT));
	out_key_i64(o, "staff", rows_i64(r, i, STAFF));
	out_key_i64(o, "admins", rows_i64(r, i, ADMINS));
	out_key_i64(o, "invited", rows_i64(r, i, INVITED));
	out_key_i64(o, "gates", rows_i64(r, i, GATES));
	out_key_i64(o, "unpledged", rows_i64(r, i, UNPLEDGED));
	out_key_i64(o, "old_pledges", rows_i64(r, i, OLD_PLEDGES));
	out_key_i64(o, "attended", rows_i64(r, i, ATTENDED));
	out_end(o);
	return ERR_OK;
}

static enum err on_list(struct call *c, const struct rows *r)
{
	return call_write_list(c, "facilities", r, write_one);
}

/* GET /api/desk/facilities: every facility, those that have left last. */
enum err facility_desk(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_facility_desk);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_list);
	return ERR_OK;
}

static enum err on_end(struct call *c, const struct rows *r)
{
	struct str outcome = rows_str(r, 0, 0);

	if (str_eq(outcome, STR("not_found")))
		return call_refuse(c, ERR_NOT_FOUND);
	return str_eq(outcome, STR("conflict")) ? ERR_CONFLICT : ERR_OK;
}

/*
 * POST /api/desk/facilities/{item}/end: it leaves the network with all its people, at once. NOT_FOUND: none. CONFLICT: it has left
 * already, or its people are being changed. PROOF_NEEDED.
 */
enum err facility_end(struct call *c)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_facility_end);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.item);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_end);
	return ERR_OK;
}
