/*
 * A relative who has lost the second factor: who manages the timeline makes sure in person who it is, and resets it. Nobody learns a secret or gets a session
 * by it; who could have chosen the password lately cannot do it. The relative and the others who manage the timeline are told.
 */
#include "call/call.h"
#include "domain/factor/factor.h"
#include "domain/family/family_rows.h"
#include "domain/space/space_change.h"

enum { ACCOUNT, HAT, ENROLLED, PASSWORD_LATELY };

#define WEEK_MS (7 * 24 * 60 * 60 * 1000LL)

static enum err on_told(struct call *c, const struct rows *r)
{
	for (int i = 0; i < rows_count(r); i++)
		space_tell_inbox(c, (struct hat_id){rows_id(r, i, 0)});
	return ERR_OK;
}

static enum err on_relative(struct call *c, const struct rows *r)
{
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (!rows_bool(r, 0, ENROLLED) || rows_bool(r, 0, PASSWORD_LATELY))
		return call_refuse(c, ERR_CONFLICT);
	factor_reset_account(c, (struct account_id){rows_id(r, 0, ACCOUNT)});
	query_init(&q, c->arena, STMT_kin_reset_tell);
	bind_id(&q, c->match.space.id);
	bind_id(&q, rows_id(r, 0, HAT));
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_told);
	return ERR_OK;
}

/*
 * POST …/kin/{item}/factor {met}: the asker has met the relative and knows who it is. BAD_VALUE met: not so. NOT_FOUND: nobody who is in. CONFLICT: there is no
 * factor, or a link for a new password waits, or one was used in the last seven days.
 */
enum err kin_factor(struct call *c)
{
	const struct kin_factor_in *in = c->in;
	struct query q;

	if (!in->met) {
		c->detail = STR("met");
		return ERR_BAD_VALUE;
	}
	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_kin_reset_facts);
	bind_id(&q, c->match.space.id);
	bind_id(&q, c->match.item);
	bind_i64(&q, c->facts.now);
	bind_i64(&q, c->facts.now - WEEK_MS);
	call_query(c, &q, on_relative);
	return ERR_OK;
}

static enum err on_seen(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	space_tell_inbox(c, c->facts.session.hat);
	return ERR_OK;
}

/* POST /api/kin/resets/{item}/seen: who was told has read it. NOT_FOUND: not told, or seen already. */
enum err kin_reset_seen(struct call *c)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_kin_reset_seen);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_seen);
	return ERR_OK;
}
