/* What the invited one does: accept, decline. */
#include "call/call.h"
#include "domain/family/family.h"
#include "domain/invitation/invitation_rows.h"

static void write_state(struct call *c, const char *state)
{
	struct query q;

	query_init(&q, c->arena, STMT_invitation_decide);
	bind_id(&q, c->match.item);
	bind_text(&q, str_of(state));
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
}

static void find_own(struct call *c, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, STMT_invitation_own);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, then);
}

/* ---- accept ---- */

static void entered(struct call *c, const struct space_newcomer *who, bool waits)
{
	write_state(c, waits ? "waiting_patient" : "accepted");
	space_tell_inbox(c, who->added_by);
	space_tell_inbox(c, who->hat);
	out_object(&c->out);
	out_key_id(&c->out, "space", c->match.space.id);
	out_key_bool(&c->out, "waits", waits);
	out_end(&c->out);
}

static enum err on_accept(struct call *c, const struct rows *r)
{
	struct space_newcomer who = {.hat = c->facts.session.hat};
	enum err e;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	e = decide(rows_bool(r, 0, 4) ? ACT_invitation_accept_own : ACT_invitation_accept_other, &c->facts);
	if (e == ERR_OK && c->facts.member.found)
		e = ERR_CONFLICT;
	if (e != ERR_OK)
		return call_refuse(c, e);
	who.sealed_relation = rows_str(r, 0, 0);
	who.all_history = rows_bool(r, 0, 1);
	who.role = rows_bool(r, 0, 5) ? "delegate" : str_eq(rows_str(r, 0, 2), STR("manager")) ? "manager" : "member";
	who.added_by.id = rows_id(r, 0, 3);
	family_enter(c, &who, entered);
	return ERR_OK;
}

static enum err accept_locked(struct call *c)
{
	find_own(c, on_accept);
	return ERR_OK;
}

/* POST /api/invitations/{item}/accept: a member from now on, or, in a family timeline, once the patient's side agrees. NOT_FOUND: not one's own, cancelled, expired or answered; else what stands in the way. */
enum err invitation_accept(struct call *c)
{
	return call_item_space(c, STMT_invitation_space, accept_locked);
}

/* ---- decline ---- */

static enum err on_decline(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	write_state(c, "declined");
	space_tell_inbox(c, (struct hat_id){rows_id(r, 0, 3)});
	space_tell_inbox(c, c->facts.session.hat);
	return ERR_OK;
}

static enum err decline_locked(struct call *c)
{
	find_own(c, on_decline);
	return ERR_OK;
}

/* POST /api/invitations/{item}/decline */
enum err invitation_decline(struct call *c)
{
	return call_item_space(c, STMT_invitation_space, decline_locked);
}
