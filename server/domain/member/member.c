#include "domain/member/member.h"

#include "domain/member/member_rows.h"
#include "domain/session/session.h"
#include "domain/space/space_change.h"

static enum err on_unsettled(struct call *c, const struct rows *r)
{
	for (int i = 0; i < rows_count(r); i++)
		space_tell_inbox(c, (struct hat_id){rows_id(r, i, 0)});
	return ERR_OK;
}

static void settle(struct call *c, enum stmt stmt, struct space_id space, struct hat_id hat, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, stmt);
	bind_id(&q, space.id);
	bind_id(&q, hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, then);
}

void member_settle(struct call *c, struct space_id space, struct hat_id hat)
{
	settle(c, STMT_member_settle_instruction, space, hat, NULL);
	settle(c, STMT_member_settle_invitations, space, hat, on_unsettled);
	settle(c, STMT_member_settle_handover, space, hat, on_unsettled);
	settle(c, STMT_member_settle_newcomer, space, hat, NULL);
}

static enum err on_sessions(struct call *c, const struct rows *r)
{
	struct id128 *ids = arena_array(c->arena, (size_t)rows_count(r), sizeof(*ids));

	for (int i = 0; i < rows_count(r); i++)
		ids[i] = rows_id(r, i, 0);
	session_end_ids(c, ids, (size_t)rows_count(r), "disabled", NULL);
	return ERR_OK;
}

static enum err on_kin_ended(struct call *c, const struct rows *r)
{
	struct query q;

	if (rows_count(r) == 0)
		return ERR_OK;
	query_init(&q, c->arena, STMT_member_sessions);
	bind_id(&q, rows_id(r, 0, 0));
	call_query(c, &q, on_sessions);
	return ERR_OK;
}

void member_end_kin(struct call *c, struct hat_id hat)
{
	struct query q;

	query_init(&q, c->arena, STMT_member_end_kin);
	bind_id(&q, hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_kin_ended);
}

static void find(struct call *c, struct hat_id hat, call_rows then)
{
	struct query q;

	c->audit_object = hat.id;
	query_init(&q, c->arena, STMT_member_of);
	bind_id(&q, c->match.space.id);
	bind_id(&q, hat.id);
	call_query(c, &q, then);
}

static void out_with(struct call *c, struct hat_id hat)
{
	member_settle(c, c->match.space, hat);
	space_change_remove_member(space_change_begin(c), hat);
	member_end_kin(c, hat);
}

/* A circle has a manager as long as anybody is in it. */
static bool is_last_manager(const struct rows *r)
{
	return str_eq(rows_str(r, 0, 0), STR("manager")) && rows_i64(r, 0, 1) == 0 && rows_i64(r, 0, 2) > 0;
}

/* ---- leave ---- */

static enum err on_self(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (is_last_manager(r))
		return call_refuse(c, ERR_MANAGER_NEEDED);
	out_with(c, c->facts.session.hat);
	return ERR_OK;
}

/* DELETE …/membership: leaves. ATTENDING_STAYS: the 主治医 hands over first; MANAGER_NEEDED: the last manager of a circle. */
enum err member_leave(struct call *c)
{
	find(c, c->facts.session.hat, on_self);
	return ERR_OK;
}

/* ---- remove ---- */

/* By the role of whoever is taken out. */
static enum err may_remove(const struct call *c, enum member_role role)
{
	switch (role) {
	case ROLE_ATTENDING:
		return ERR_ATTENDING_STAYS;
	case ROLE_DELEGATE:
		return decide(ACT_member_remove_delegate, &c->facts);
	default:
		return ERR_OK;
	}
}

static enum err on_other(struct call *c, const struct rows *r)
{
	enum err e;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	e = may_remove(c, facts_role(rows_str(r, 0, 0)));
	if (e == ERR_OK && is_last_manager(r))
		e = ERR_MANAGER_NEEDED;
	if (e != ERR_OK)
		return call_refuse(c, e);
	out_with(c, c->match.hat);
	return ERR_OK;
}

/* DELETE …/members/{hat}: takes somebody out. NOT_FOUND: no member now, or not for this hat to take out; ATTENDING_STAYS: never the 主治医. */
enum err member_remove(struct call *c)
{
	find(c, c->match.hat, on_other);
	return ERR_OK;
}
