/* In one timeline. */
#include "call/call.h"
#include "domain/delegate/delegate_rows.h"
#include "domain/member/member.h"
#include "domain/space/space_change.h"

static void find_member(struct call *c, struct id128 hat, call_rows then)
{
	struct query q;

	c->audit_object = hat;
	query_init(&q, c->arena, STMT_delegate_member);
	bind_id(&q, c->match.space.id);
	bind_id(&q, hat);
	call_query(c, &q, then);
}

static enum err on_granted(struct call *c, const struct rows *r)
{
	const struct delegate_grant_in *in = c->in;
	struct query q;

	if (rows_count(r) != 1 || !rows_bool(r, 0, 1))
		return call_refuse(c, ERR_NOT_FOUND);
	if (str_eq(rows_str(r, 0, 0), STR("attending")))
		return call_refuse(c, ERR_CONFLICT);
	if (rows_bool(r, 0, 2))
		return call_refuse(c, ERR_ON_LEAVE);
	query_init(&q, c->arena, STMT_delegate_insert);
	bind_id(&q, id_new());
	bind_id(&q, c->match.space.id);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, in->hat);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	space_change_role(space_change_begin(c), (struct hat_id){in->hat}, "delegate");
	space_tell_inbox(c, (struct hat_id){in->hat});
	return ERR_OK;
}

/* POST …/delegates {hat}: a member manages from now on. NOT_FOUND: no member of the staff; CONFLICT: the 主治医, or asked already; ON_LEAVE. */
enum err delegate_grant(struct call *c)
{
	const struct delegate_grant_in *in = c->in;

	find_member(c, in->hat, on_granted);
	return ERR_OK;
}

/* A row: the family timeline, which was managed on the same word. */
static enum err on_beside(struct call *c, const struct rows *r)
{
	struct space_id family;

	if (rows_count(r) == 0)
		return ERR_OK;
	family.id = rows_id(r, 0, 0);
	member_settle(c, family, c->match.hat);
	space_change_role(space_change_other(c, family, rows_i64(r, 0, 1)), c->match.hat, "member");
	return ERR_OK;
}

static enum err on_covered(struct call *c, const struct rows *r)
{
	bool covered = rows_bool(r, 0, 0);
	struct space_change *s = space_change_begin(c);

	if (!covered)
		member_settle(c, c->match.space, c->match.hat);
	space_change_role(s, c->match.hat, covered ? "delegate" : "member");
	return ERR_OK;
}

static enum err on_withdrawn(struct call *c, const struct rows *r)
{
	struct query q;

	if (rows_count(r) == 0)
		return call_refuse(c, ERR_NOT_FOUND);
	query_init(&q, c->arena, STMT_delegate_covered);
	bind_id(&q, c->match.space.id);
	bind_id(&q, c->match.hat.id);
	call_query(c, &q, on_covered);
	return ERR_OK;
}

static enum err on_member(struct call *c, const struct rows *r)
{
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	query_init(&q, c->arena, STMT_delegate_beside);
	bind_id(&q, c->match.space.id);
	bind_id(&q, c->match.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_beside);
	query_init(&q, c->arena, STMT_delegate_withdraw);
	bind_id(&q, c->match.space.id);
	bind_id(&q, c->match.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_withdrawn);
	return ERR_OK;
}

/* DELETE …/delegates/{hat}: manages this timeline no more, nor the family's beside it on the same word, unless a standing instruction goes on. NOT_FOUND: was not asked for this one. */
enum err delegate_end(struct call *c)
{
	find_member(c, c->match.hat.id, on_member);
	return ERR_OK;
}
