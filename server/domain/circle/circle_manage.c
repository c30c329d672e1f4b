/* What its グループ管理者 do: answer requests, name managers, hand over, close. */
#include "call/call.h"
#include "call/shown.h"
#include "domain/circle/circle_own.h"
#include "domain/circle/circle_rows.h"
#include "domain/member/member.h"
#include "domain/space/space_change.h"

const char *const circle_roles[] = {"member", "manager", NULL};

enum { MEMBER, MANAGER };

/* ---- requests ---- */

static enum err write_request(struct call *c, const struct rows *r, int i)
{
	struct seal_place at = {.space = c->match.space, .kind = SEAL_RELATION, .row = rows_id(r, i, 1)};
	struct phi reason = {{NULL, 0}};
	struct out *o = &c->out;
	enum err e = rows_null(r, i, 3) ? ERR_OK : shown_unseal(c, at, rows_str(r, i, 3), &reason);

	if (e != ERR_OK)
		return e;
	out_object(o);
	out_key_id(o, "id", rows_id(r, i, 0));
	out_key(o, "person");
	out_raw(o, rows_str(r, i, 2));
	out_key_phi_or_null(o, "reason", reason);
	out_key_i64(o, "at", rows_i64(r, i, 4));
	out_end(o);
	return ERR_OK;
}

static enum err on_requests(struct call *c, const struct rows *r)
{
	return call_write_list(c, "requests", r, write_request);
}

static enum err read_requests(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_circle_request_list);
	bind_id(&q, c->match.space.id);
	call_query(c, &q, on_requests);
	return ERR_OK;
}

/* GET …/requests: those that wait, oldest first. */
enum err circle_requests(struct call *c)
{
	call_keys(c, &c->match.space, 1, read_requests);
	return ERR_OK;
}

static void write_decision(struct call *c, const char *state, struct hat_id asker)
{
	struct query q;

	query_init(&q, c->arena, STMT_circle_request_decide);
	bind_id(&q, c->match.item);
	bind_text(&q, str_of(state));
	bind_i64(&q, c->facts.now);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, NULL);
	space_tell_inbox(c, asker);
	circle_tell_managers(c);
}

static void find_request(struct call *c, call_rows then)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_circle_request_waiting);
	bind_id(&q, c->match.space.id);
	bind_id(&q, c->match.item);
	call_query(c, &q, then);
}

static enum err on_accept(struct call *c, const struct rows *r)
{
	struct space_newcomer who = {.role = "member", .all_history = true, .added_by = c->facts.session.hat};

	if (rows_count(r) != 1 || !rows_bool(r, 0, 1))
		return call_refuse(c, ERR_NOT_FOUND);
	if (rows_bool(r, 0, 2))
		return call_refuse(c, ERR_CONFLICT);
	if (rows_bool(r, 0, 3))
		return call_refuse(c, ERR_ON_LEAVE);
	who.hat.id = rows_id(r, 0, 0);
	write_decision(c, "accepted", who.hat);
	space_change_add_member(space_change_begin(c), &who);
	return ERR_OK;
}

/* POST …/requests/{item}/accept: a member from now on. NOT_FOUND: none waits, or who asked has left; CONFLICT: came in by an invitation; ON_LEAVE:
 * waits on. */
enum err circle_accept(struct call *c)
{
	find_request(c, on_accept);
	return ERR_OK;
}

static enum err on_decline(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	write_decision(c, "declined", (struct hat_id){rows_id(r, 0, 0)});
	return ERR_OK;
}

/* POST …/requests/{item}/decline */
enum err circle_decline(struct call *c)
{
	find_request(c, on_decline);
	return ERR_OK;
}

/* ---- managers ---- */

static void step_down(struct call *c, struct space_change *s, struct hat_id hat)
{
	member_settle(c, c->match.space, hat);
	space_change_role(s, hat, "member");
}

/* May the member in the row get this role? */
static enum err judge_role(const struct call *c, const struct rows *r)
{
	const struct circle_role_in *in = c->in;
	bool manages = rows_count(r) == 1 && str_eq(rows_str(r, 0, 0), STR("manager"));

	if (rows_count(r) != 1 || (in->role == MANAGER && !rows_bool(r, 0, 2)))
		return ERR_NOT_FOUND;
	if (manages == (in->role == MANAGER))
		return ERR_CONFLICT;
	return in->role == MEMBER && rows_i64(r, 0, 1) == 0 ? ERR_MANAGER_NEEDED : ERR_OK;
}

static enum err on_member(struct call *c, const struct rows *r)
{
	const struct circle_role_in *in = c->in;
	struct space_change *s;
	enum err e = judge_role(c, r);

	if (e != ERR_OK)
		return call_refuse(c, e);
	s = space_change_begin(c);
	if (in->role == MANAGER)
		space_change_role(s, c->match.hat, "manager");
	else
		step_down(c, s, c->match.hat);
	if (in->step_down)
		step_down(c, s, c->facts.session.hat);
	return ERR_OK;
}

/*
 * PUT …/members/{hat}/role {role, step_down?}: a member manages too, or manages no more. step_down: and I do not any more (a hand-over in one
 * act). NOT_FOUND: no member; CONFLICT: is that already; MANAGER_NEEDED: nobody would be left.
 */
enum err circle_role(struct call *c)
{
	const struct circle_role_in *in = c->in;
	struct query q;

	if (in->step_down && in->role != MANAGER) {
		c->detail = STR("step_down");
		return ERR_BAD_VALUE;
	}
	c->audit_object = c->match.hat.id;
	query_init(&q, c->arena, STMT_circle_member);
	bind_id(&q, c->match.space.id);
	bind_id(&q, c->match.hat.id);
	call_query(c, &q, on_member);
	return ERR_OK;
}

/* ---- close ---- */

static enum err on_unsettled(struct call *c, const struct rows *r)
{
	for (int i = 0; i < rows_count(r); i++)
		space_tell_inbox(c, (struct hat_id){rows_id(r, i, 0)});
	return ERR_OK;
}

/* POST …/close: members read on, nothing is added any more; who was asked or asked is told. */
enum err circle_close(struct call *c)
{
	static const enum stmt stmts[] = {STMT_circle_close_requests, STMT_circle_close_invitations};
	struct query q;

	for (size_t i = 0; i < sizeof(stmts) / sizeof(stmts[0]); i++) {
		query_init(&q, c->arena, stmts[i]);
		bind_id(&q, c->match.space.id);
		bind_i64(&q, c->facts.now);
		if (stmts[i] != STMT_circle_close_invitations)
			bind_id(&q, c->facts.session.hat.id);
		call_query(c, &q, on_unsettled);
	}
	space_change_close(space_change_begin(c));
	circle_tell_managers(c);
	return ERR_OK;
}
