#include "call/call.h"
#include "domain/facility/facility_rows.h"
#include "domain/space/space_change.h"

enum {
	ID, NAME, KIND, OUTSIDE, RELATION, AREA, PHONE_DAY, LISTED, PHONE_LISTED, SINCE, ENDED_AT, STAFF, ADMINS, INVITED, GATES, UNPLEDGED, OLD_PLEDGES, ATTENDED,
	ADDRESS, HEAD, PHONE_NIGHT, VERSION
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
	out_key_text_or_null(o, "address", rows_str(r, i, ADDRESS));
	out_key_text_or_null(o, "head", rows_str(r, i, HEAD));
	out_key_text_or_null(o, "phone_day", rows_str(r, i, PHONE_DAY));
	out_key_text_or_null(o, "phone_night", rows_str(r, i, PHONE_NIGHT));
	out_key_i64(o, "version", rows_i64(r, i, VERSION));
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

/* ---- what 様式1 says ---- */

static enum err on_there(struct call *c, const struct rows *r)
{
	const struct facility_change_in *in = c->in;
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (rows_i64(r, 0, 0) != in->version)
		return ERR_CONFLICT;
	if (rows_bool(r, 0, 1) && !in->has_relation) {
		c->detail = STR("relation");
		return ERR_FIELD_MISSING;
	}
	query_init(&q, c->arena, STMT_facility_change);
	bind_id(&q, c->match.item);
	bind_text(&q, in->name);
	bind_text(&q, in->relation);
	bind_text(&q, in->address);
	bind_text(&q, in->head);
	bind_text(&q, in->phone_day);
	bind_text(&q, in->phone_night);
	call_query(c, &q, NULL);
	query_init(&q, c->arena, STMT_facility_seen_by);
	bind_id(&q, c->match.item);
	call_query(c, &q, space_tell_names);
	return ERR_OK;
}

/*
 * PUT /api/desk/facilities/{item} {version, name, relation?, address?, head?, phone_day, phone_night?}: as the facility has told. NOT_FOUND: none, or it has
 * left. CONFLICT: somebody changed it meanwhile. FIELD_MISSING relation: it is outside the city.
 */
enum err facility_change(struct call *c)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_facility_there);
	bind_id(&q, c->match.item);
	call_query(c, &q, on_there);
	return ERR_OK;
}

/* ---- it leaves ---- */

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
