/* For all patients of a 主治医 (包括): the instruction, and the roles it means in every timeline it touches. */
#include "call/call.h"
#include "domain/delegate/delegate_rows.h"
#include "domain/member/member.h"
#include "domain/space/space_change.h"

/* ---- list ---- */

static void write_side(struct out *o, const struct rows *r, const char *name, bool given)
{
	out_key(o, name);
	out_array(o);
	for (int i = 0; i < rows_count(r); i++) {
		if (rows_bool(r, i, 0) != given)
			continue;
		out_object(o);
		out_key(o, "person");
		out_raw(o, rows_str(r, i, 1));
		out_key_text(o, "given_on", rows_str(r, i, 2));
		out_end(o);
	}
	out_end(o);
}

static enum err on_list(struct call *c, const struct rows *r)
{
	out_object(&c->out);
	write_side(&c->out, r, "given", true);
	write_side(&c->out, r, "received", false);
	out_end(&c->out);
	return ERR_OK;
}

/* GET /api/delegates: whom this hat has asked to manage all its patients' timelines, and who has asked it. */
enum err standing_read(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_standing_list);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_list);
	return ERR_OK;
}

/* ---- the spaces it touches ---- */

struct standing {
	struct hat_id delegate;
	bool granted;
	call_then locked;
};

static enum err on_members(struct call *c, const struct rows *r)
{
	const struct standing *s = c->keep;

	for (int i = 0; i < rows_count(r); i++) {
		struct space_id space = {rows_id(r, i, 0)};

		if (!s->granted)
			member_settle(c, space, s->delegate);
		space_change_role(space_change_other(c, space, rows_i64(r, i, 1)), s->delegate, s->granted ? "delegate" : "member");
	}
	space_tell_inbox(c, s->delegate);
	return ERR_OK;
}

static void change_roles(struct call *c)
{
	const struct standing *s = c->keep;
	struct query q;

	query_init(&q, c->arena, STMT_standing_members);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, s->delegate.id);
	bind_text(&q, s->granted ? STR("member") : STR("delegate"));
	call_query(c, &q, on_members);
}

static enum err on_locked(struct call *c, const struct rows *r)
{
	const struct standing *s = c->keep;

	(void)r;
	return s->locked(c);
}

static void lock_spaces(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_standing_lock);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, NULL);
	query_init(&q, c->arena, STMT_standing_spaces);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_locked);
}

static void begin(struct call *c, struct hat_id delegate, bool granted, call_then locked)
{
	struct standing *s = arena_alloc(c->arena, sizeof(*s));

	*s = (struct standing){delegate, granted, locked};
	c->keep = s;
	c->audit_object = delegate.id;
}

/* ---- grant ---- */

static enum err grant_locked(struct call *c)
{
	const struct standing *s = c->keep;
	struct query q;

	query_init(&q, c->arena, STMT_delegate_insert);
	bind_id(&q, id_new());
	bind_null(&q);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, s->delegate.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	change_roles(c);
	return ERR_OK;
}

static enum err on_target(struct call *c, const struct rows *r)
{
	const struct standing *s = c->keep;

	if (rows_count(r) != 1 || id_eq(s->delegate.id, c->facts.session.hat.id))
		return call_refuse(c, ERR_NOT_FOUND);
	if (rows_bool(r, 0, 1))
		return call_refuse(c, ERR_ON_LEAVE);
	lock_spaces(c);
	return ERR_OK;
}

/* POST /api/delegates {hat}. NOT_FOUND: nobody of the staff, or oneself; CONFLICT: asked already; ON_LEAVE. */
enum err standing_grant(struct call *c)
{
	const struct standing_grant_in *in = c->in;
	struct query q;

	begin(c, (struct hat_id){in->hat}, true, grant_locked);
	query_init(&q, c->arena, STMT_standing_target);
	bind_id(&q, in->hat);
	call_query(c, &q, on_target);
	return ERR_OK;
}

/* ---- end ---- */

static enum err on_withdrawn(struct call *c, const struct rows *r)
{
	if (rows_count(r) == 0)
		return call_refuse(c, ERR_NOT_FOUND);
	change_roles(c);
	return ERR_OK;
}

static enum err end_locked(struct call *c)
{
	const struct standing *s = c->keep;
	struct query q;

	query_init(&q, c->arena, STMT_standing_withdraw);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, s->delegate.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_withdrawn);
	return ERR_OK;
}

/* DELETE /api/delegates/{hat}: from now on no more. NOT_FOUND: was not asked. */
enum err standing_end(struct call *c)
{
	begin(c, c->match.hat, false, end_locked);
	lock_spaces(c);
	return ERR_OK;
}
