/* Taking a timeline over as its 主治医, or not. */
#include "base/check.h"
#include "call/call.h"
#include "domain/family/family.h"
#include "domain/handover/handover_rows.h"
#include "domain/space/space_change.h"

#define TIMELINES_MAX 2 /* care and family */

struct takeover {
	struct hat_id by, old;
	struct space_change *changes[TIMELINES_MAX];
	struct id128 spaces[TIMELINES_MAX];
	size_t n;
};

static void decided(struct call *c, const char *state)
{
	struct query q;

	query_init(&q, c->arena, STMT_handover_decide);
	bind_id(&q, c->match.item);
	bind_text(&q, str_of(state));
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
}

static void ask(struct call *c, enum stmt stmt, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, stmt);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, then);
}

/* ---- accept ---- */

static enum err on_roles(struct call *c, const struct rows *r)
{
	const struct takeover *t = c->keep;

	for (int i = 0; i < rows_count(r); i++)
		for (size_t k = 0; k < t->n; k++)
			if (id_eq(t->spaces[k], rows_id(r, i, 0)))
				space_change_role(t->changes[k], (struct hat_id){rows_id(r, i, 1)}, str_eq(rows_str(r, i, 2), STR("delegate")) ? "delegate" : "member");
	out_object(&c->out);
	out_key_id(&c->out, "space", c->match.space.id);
	out_end(&c->out);
	return ERR_OK;
}

/* The old one first, so that there are never two. */
static void take(struct call *c, struct takeover *t, const struct rows *r, int i)
{
	struct space_newcomer newcomer = {.hat = c->facts.session.hat, .role = "attending", .all_history = true, .added_by = t->by};
	struct space_id space = {rows_id(r, i, 0)};
	struct space_change *s = space_change_other(c, space, rows_i64(r, i, 1));
	struct hat_id old = {rows_id(r, i, 3)};
	struct query q;

	if (!id_is_zero(old.id) && rows_bool(r, i, 4))
		space_change_remove_member(s, old);
	else if (!id_is_zero(old.id))
		space_change_role(s, old, "member");
	if (rows_null(r, i, 2)) {
		space_change_add_member(s, &newcomer);
		family_tell(c, space, &newcomer);
	} else {
		space_change_role(s, newcomer.hat, "attending");
	}
	query_init(&q, c->arena, STMT_handover_attending);
	bind_id(&q, space.id);
	bind_id(&q, newcomer.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	(void)space_change_event(s, "attending", newcomer.hat);
	t->changes[t->n] = s;
	t->spaces[t->n++] = space.id;
}

static enum err on_timelines(struct call *c, const struct rows *r)
{
	struct takeover *t = c->keep;
	struct query q;

	check(rows_count(r) >= 1 && rows_count(r) <= TIMELINES_MAX);
	for (int i = 0; i < rows_count(r); i++)
		take(c, t, r, i);
	query_init(&q, c->arena, STMT_standing_lock);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, NULL);
	query_init(&q, c->arena, STMT_handover_roles);
	bind_ids(&q, t->spaces, t->n);
	call_query(c, &q, on_roles);
	return ERR_OK;
}

static enum err on_accept(struct call *c, const struct rows *r)
{
	struct takeover *t = arena_alloc(c->arena, sizeof(*t));
	struct query q;
	enum err e;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	e = decide(ACT_handover_accept, &c->facts);
	if (e == ERR_OK && !rows_bool(r, 0, 1))
		e = ERR_CONFLICT;
	if (e != ERR_OK)
		return call_refuse(c, e);
	*t = (struct takeover){.by = {rows_id(r, 0, 0)}, .old = {rows_id(r, 0, 2)}};
	c->keep = t;
	decided(c, "accepted");
	query_init(&q, c->arena, STMT_handover_timelines);
	bind_id(&q, c->match.space.id);
	bind_id_or_null(&q, t->old.id);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_timelines);
	space_tell_inbox(c, t->by);
	space_tell_inbox(c, c->facts.session.hat);
	return ERR_OK;
}

static enum err accept_locked(struct call *c)
{
	ask(c, STMT_handover_own, on_accept);
	return ERR_OK;
}

/* POST /api/handovers/{item}/accept: the 主治医 from now on. NOT_FOUND: not one's own, taken back or answered; CONFLICT: offered by somebody who is not it any more. */
enum err handover_accept(struct call *c)
{
	return call_item_space(c, STMT_handover_space, accept_locked);
}

/* ---- decline ---- */

static enum err on_decline(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	decided(c, "declined");
	(void)space_change_event(space_change_begin(c), "space", (struct hat_id){{{0}}});
	space_tell_inbox(c, (struct hat_id){rows_id(r, 0, 0)});
	space_tell_inbox(c, c->facts.session.hat);
	return ERR_OK;
}

static enum err decline_locked(struct call *c)
{
	ask(c, STMT_handover_own, on_decline);
	return ERR_OK;
}

/* POST /api/handovers/{item}/decline */
enum err handover_decline(struct call *c)
{
	return call_item_space(c, STMT_handover_space, decline_locked);
}
