/* Offering a timeline to a new 主治医, and taking the offer back. */
#include "call/call.h"
#include "domain/handover/handover_rows.h"
#include "domain/space/space_change.h"

/* Told are all whose inbox changes; the members read the space again. */
static enum err on_closed(struct call *c, const struct rows *r)
{
	for (int i = 0; i < rows_count(r); i++)
		space_tell_inbox(c, (struct hat_id){rows_id(r, i, 0)});
	return ERR_OK;
}

static void close_offered(struct call *c, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, STMT_handover_close);
	bind_id(&q, c->match.space.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, then);
}

static enum err on_target(struct call *c, const struct rows *r)
{
	const struct handover_to_in *in = c->in;
	bool seated = c->facts.space.seated;
	struct id128 id = id_new();
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (rows_bool(r, 0, 0)) { /* never themselves, in no hat of theirs */
		c->detail = STR("hat");
		return call_refuse(c, ERR_BAD_VALUE);
	}
	if (rows_bool(r, 0, 1))
		return call_refuse(c, ERR_ON_LEAVE);
	close_offered(c, on_closed);
	query_init(&q, c->arena, STMT_handover_insert);
	bind_id(&q, id);
	bind_id(&q, c->match.space.id);
	bind_id_or_null(&q, seated ? c->facts.session.hat.id : (struct id128){{0}});
	bind_id(&q, in->hat);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	(void)space_change_event(space_change_begin(c), "space", (struct hat_id){{{0}}});
	space_tell_inbox(c, (struct hat_id){in->hat});
	space_tell_inbox(c, c->facts.session.hat);
	call_answer_made(c, id);
	return ERR_OK;
}

static enum err offer(struct call *c)
{
	const struct handover_to_in *in = c->in;
	struct query q;

	c->audit_object = in->hat;
	query_init(&q, c->arena, STMT_handover_target);
	bind_id(&q, in->hat);
	bind_id(&q, c->facts.session.account.id);
	call_query(c, &q, on_target);
	return ERR_OK;
}

/* POST …/handover {hat}: the 主治医 offers. NOT_FOUND: no physician or dentist; BAD_VALUE hat: oneself; ON_LEAVE. */
enum err handover_offer(struct call *c)
{
	return offer(c);
}

/* POST …/successor {hat}: a 管理担当 names one, when the 主治医 is gone or outside the network. */
enum err handover_name(struct call *c)
{
	return offer(c);
}

/* POST /api/vacancies/{space}/successor {hat}: the clinic's 施設管理者 names one, when the 主治医 is gone. */
enum err handover_appoint(struct call *c)
{
	return offer(c);
}

static enum err on_taken_back(struct call *c, const struct rows *r)
{
	if (rows_count(r) == 0)
		return call_refuse(c, ERR_NOT_FOUND);
	(void)space_change_event(space_change_begin(c), "space", (struct hat_id){{{0}}});
	return on_closed(c, r);
}

/* DELETE …/handover. NOT_FOUND: nothing is offered. */
enum err handover_cancel(struct call *c)
{
	close_offered(c, on_taken_back);
	return ERR_OK;
}

/* DELETE …/successor. NOT_FOUND: nobody is named. */
enum err handover_unname(struct call *c)
{
	close_offered(c, on_taken_back);
	return ERR_OK;
}
