/* Who was asked accepts or declines; both end, and block. */
#include "call/call.h"
#include "domain/space/space_change.h"
#include "domain/tie/tie_rows.h"

/* ---- accept, decline ---- */

static void take(struct call *c, const char *state, call_rows then)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_tie_decide);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	bind_text(&q, str_of(state));
	bind_i64(&q, c->facts.now);
	call_query(c, &q, then);
}

static void tell_both(struct call *c, struct hat_id other)
{
	space_tell_inbox(c, other);
	space_tell_inbox(c, c->facts.session.hat);
}

static enum err on_accepted(struct call *c, const struct rows *r)
{
	struct space_newcomer asker = {.role = "member", .all_history = true}, me = {.hat = c->facts.session.hat, .role = "member", .all_history = true};
	struct space_id space;
	struct space_change *s;
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	space.id = rows_id(r, 0, 0);
	asker.hat.id = rows_id(r, 0, 1);
	query_init(&q, c->arena, STMT_tie_space);
	bind_id(&q, space.id);
	bind_id(&q, rows_id(r, 0, 2));
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	s = space_change_new(c, space);
	space_change_add_member(s, &asker);
	space_change_add_member(s, &me);
	tell_both(c, asker.hat);
	c->match.space = space; /* what the audit row is about */
	out_object(&c->out);
	out_key_id(&c->out, "space", space.id);
	out_end(&c->out);
	return ERR_OK;
}

static enum err accept_with_key(struct call *c)
{
	take(c, "accepted", on_accepted);
	return ERR_OK;
}

static enum err on_asked(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (rows_bool(r, 0, 1))
		return call_refuse(c, ERR_ON_LEAVE);
	call_new_key(c, (struct space_id){rows_id(r, 0, 0)}, accept_with_key);
	return ERR_OK;
}

/* POST /api/ties/{item}/accept: {space}, with a key from now on. NOT_FOUND: none for this hat that waits, or who asked has left; ON_LEAVE: waits on. */
enum err tie_accept(struct call *c)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_tie_asked);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_asked);
	return ERR_OK;
}

static enum err on_declined(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	tell_both(c, (struct hat_id){rows_id(r, 0, 1)});
	return ERR_OK;
}

/* POST /api/ties/{item}/decline */
enum err tie_decline(struct call *c)
{
	take(c, "declined", on_declined);
	return ERR_OK;
}

/* ---- end ---- */

static void close_tie(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_tie_ended);
	bind_id(&q, c->match.space.id);
	call_query(c, &q, NULL);
	space_change_close(space_change_begin(c));
}

/* POST …/end: both read on, nobody writes; one may ask again. */
enum err tie_end(struct call *c)
{
	close_tie(c);
	return ERR_OK;
}

/* ---- block ---- */

static void query_other(struct call *c, enum stmt stmt, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, stmt);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.hat.id);
	if (stmt == STMT_tie_block_set || stmt == STMT_tie_block_lift)
		bind_i64(&q, c->facts.now);
	call_query(c, &q, then);
}

static enum err block(struct call *c)
{
	query_other(c, STMT_tie_block_set, NULL);
	space_tell_inbox(c, c->facts.session.hat);
	return ERR_OK;
}

static enum err end_and_block(struct call *c)
{
	if (decide(ACT_tie_end, &c->facts) == ERR_OK)
		close_tie(c);
	return block(c);
}

static enum err find_live(struct call *c);

/* Between the look and this the other one may have accepted. */
static enum err on_own_withdrawn(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1)
		return find_live(c);
	space_tell_inbox(c, c->match.hat);
	return block(c);
}

static void withdraw_own(struct call *c, struct id128 request)
{
	struct query q;

	query_init(&q, c->arena, STMT_tie_withdraw);
	bind_id(&q, request);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_own_withdrawn);
}

static enum err on_live(struct call *c, const struct rows *r)
{
	bool there = rows_count(r) == 1;

	if (there && str_eq(rows_str(r, 0, 2), STR("accepted")))
		call_space(c, (struct space_id){rows_id(r, 0, 1)}, end_and_block);
	else if (there && rows_bool(r, 0, 3))
		withdraw_own(c, rows_id(r, 0, 0));
	else
		return block(c);
	return ERR_OK;
}

static enum err find_live(struct call *c)
{
	query_other(c, STMT_tie_live, on_live);
	return ERR_OK;
}

static enum err on_facts(struct call *c, const struct rows *r)
{
	return rows_bool(r, 0, 0) ? find_live(c) : call_refuse(c, ERR_NOT_FOUND);
}

/* PUT /api/ties/blocked/{hat}: nothing of this person arrives any more, and nobody tells them. NOT_FOUND: nobody of the staff who is here. */
enum err tie_block(struct call *c)
{
	c->audit_object = c->match.hat.id;
	query_other(c, STMT_tie_facts, on_facts);
	return ERR_OK;
}

static enum err on_lifted(struct call *c, const struct rows *r)
{
	if (rows_count(r) == 0)
		return call_refuse(c, ERR_NOT_FOUND);
	space_tell_inbox(c, c->facts.session.hat);
	return ERR_OK;
}

/* DELETE /api/ties/blocked/{hat}: what has been asked meanwhile arrives. NOT_FOUND: was not blocked. */
enum err tie_unblock(struct call *c)
{
	c->audit_object = c->match.hat.id;
	query_other(c, STMT_tie_block_lift, on_lifted);
	return ERR_OK;
}
