/* 報告する: a post that should not be there is hidden at once; who manages the group decides. */
#include "call/call.h"
#include "domain/circle/circle_own.h"
#include "domain/circle/circle_rows.h"
#include "domain/space/space_change.h"

static void query_post(struct call *c, enum stmt stmt, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, stmt);
	bind_id(&q, c->match.post.id);
	bind_i64(&q, c->facts.now);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, then);
}

static void tell(struct call *c)
{
	space_change_post_event(space_change_begin(c), "report", c->match.post);
	circle_tell_managers(c);
}

static enum err on_added(struct call *c, const struct rows *r)
{
	struct query q;

	if (rows_count(r) == 0)
		return ERR_OK; /* somebody was faster */
	query_init(&q, c->arena, STMT_circle_report_note);
	bind_id(&q, c->match.post.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	tell(c);
	return ERR_OK;
}

/* POST …/posts/{post}/report: hidden from now on, but for its author and who manages the group. CONFLICT: one's own. */
enum err circle_report(struct call *c)
{
	if (id_eq(c->facts.post.author.id, c->facts.session.hat.id))
		return call_refuse(c, ERR_CONFLICT);
	query_post(c, STMT_circle_report_add, on_added);
	return ERR_OK;
}

static enum err on_dismissed(struct call *c, const struct rows *r)
{
	if (rows_count(r) == 0)
		return call_refuse(c, ERR_NOT_FOUND);
	tell(c);
	return ERR_OK;
}

/* DELETE …/posts/{post}/report: shown to everybody again. NOT_FOUND: no report waits. */
enum err circle_show(struct call *c)
{
	query_post(c, STMT_circle_report_dismiss, on_dismissed);
	return ERR_OK;
}
