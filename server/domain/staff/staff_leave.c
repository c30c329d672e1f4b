/* 退職の手続き: what stands open of somebody, and one act that ends all of it. Those who manage their timelines are asked whether somebody follows. */
#include "call/call.h"
#include "domain/space/space_change.h"
#include "domain/staff/staff_own.h"
#include "domain/staff/staff_rows.h"

/* ---- what stands open ---- */

enum { PERSON, ADMIN, LAST_ADMIN, FIRST_COUNT };

static void write_heir(struct out *o, const struct rows *r, int i)
{
	out_object(o);
	out_key_i64(o, "seq", rows_i64(r, i, 1));
	out_key(o, "person");
	out_raw(o, rows_str(r, i, 2));
	out_end(o);
}

static enum err on_heirs(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;

	out_key(o, "alone");
	out_array(o);
	for (int i = 0; i < rows_count(r);) {
		struct id128 space = rows_id(r, i, 0);

		out_object(o);
		out_key_id(o, "space", space);
		out_key(o, "members");
		out_array(o);
		for (; i < rows_count(r) && id_eq(space, rows_id(r, i, 0)); i++)
			write_heir(o, r, i);
		out_end(o);
		out_end(o);
	}
	out_end(o);
	out_end(o);
	return ERR_OK;
}

static enum err on_leaving(struct call *c, const struct rows *r)
{
	static const char *const counts[] = {"sessions", "timelines", "attending", "delegate", "circles", "ties", "invitations", "hats"};
	struct out *o = &c->out;
	struct query q;

	if (rows_count(r) != 1)
		return ERR_NOT_FOUND;
	out_object(o);
	out_key(o, "person");
	out_raw(o, rows_str(r, 0, PERSON));
	out_key_bool(o, "facility_admin", rows_bool(r, 0, ADMIN));
	out_key_bool(o, "last_admin", rows_bool(r, 0, LAST_ADMIN));
	for (int k = 0; k < (int)(sizeof(counts) / sizeof(counts[0])); k++)
		out_key_i64(o, counts[k], rows_i64(r, 0, FIRST_COUNT + k));
	query_init(&q, c->arena, STMT_staff_heirs);
	bind_id(&q, c->match.hat.id);
	call_query(c, &q, on_heirs);
	return ERR_OK;
}

/* GET /api/staff/{hat}/leaving. NOT_FOUND: nobody of one's own facility whose link was used. */
enum err staff_leaving(struct call *c)
{
	struct query q;

	c->audit_object = c->match.hat.id;
	query_init(&q, c->arena, STMT_staff_leaving);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.hat.id);
	call_query(c, &q, on_leaving);
	return ERR_OK;
}

/* ---- the act ---- */

/*
 * POST /api/staff/{hat}/leaving {heirs?}: hat, sessions and sockets, memberships, ties, invitations and duties end at once, the login name is free; posts stay.
 * heirs: circle → seq of the membership (staff_leaving tells them) of who manages it from now on. NOT_FOUND as staff_leaving; ADMIN_NEEDED: the last
 * 施設管理者, oneself too; MANAGER_NEEDED: of a circle that only this person manages no heir is named; CONFLICT: another such act is under way there.
 */
enum err staff_leave(struct call *c)
{
	const struct staff_leave_in *in = c->in;
	struct query q;

	c->audit_object = c->match.hat.id;
	query_init(&q, c->arena, STMT_staff_leave);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.hat.id);
	bind_ids(&q, in->heirs.ids, in->heirs.count);
	bind_i64s(&q, in->heirs.seqs, in->heirs.count);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, staff_settled);
	return ERR_OK;
}

/* ---- who follows ---- */

static enum err on_settled(struct call *c, const struct rows *r)
{
	if (rows_count(r) == 0)
		return call_refuse(c, ERR_NOT_FOUND);
	for (int i = 0; i < rows_count(r); i++)
		space_tell_inbox(c, (struct hat_id){rows_id(r, i, 0)});
	return ERR_OK;
}

/* POST /api/departures/{item}/settle: it is looked after, somebody follows or nobody has to. NOT_FOUND: settled, or of no timeline that this hat manages. */
enum err departure_settle(struct call *c)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_departure_settle);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_settled);
	return ERR_OK;
}
