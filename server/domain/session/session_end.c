#include "domain/session/session.h"

#include "base/settings.h"
#include "call/activity.h"
#include "call/app.h"
#include "domain/session/session_rows.h"

/* GET /api/session: who am I, also while locked; not activity. */
enum err session_read(struct call *c)
{
	const struct session_facts *f = &c->facts.session;
	struct session_shown shown = {f->account, f->hat, f->state == SESSION_LOCKED, f->lock_at, f->end_at, f->lock_at - f->active_at};

	c->unaudited = true;
	session_answer(c, &shown);
	return ERR_OK;
}

static void on_noted(void *arg)
{
	call_resume(arg, ERR_OK, NULL);
}

/* POST /api/session/activity: real input. Answered when it is written, so that whichever worker judges the session next knows of it. */
enum err session_activity(struct call *c)
{
	c->unaudited = true;
	activity_note(c->app->activity, c->facts.session.id, c->facts.now);
	call_suspend(c);
	activity_flush(c->app->activity, on_noted, c);
	return ERR_OK;
}

/* DELETE /api/session: sign out here. */
enum err session_end(struct call *c)
{
	session_clear_cookie(c);
	session_end_ids(c, &c->facts.session.id.id, 1, "sign_out", NULL);
	return ERR_OK;
}

void session_end_rows(struct call *c, const struct rows *r, const char *reason)
{
	struct id128 *ids = arena_array(c->arena, (size_t)rows_count(r), sizeof(*ids));

	for (int i = 0; i < rows_count(r); i++)
		ids[i] = rows_id(r, i, 0);
	session_end_ids(c, ids, (size_t)rows_count(r), reason, NULL);
}

static enum err on_all(struct call *c, const struct rows *r)
{
	session_end_rows(c, r, "sign_out_all");
	return ERR_OK;
}

/* DELETE /api/sessions: sign out on every device. */
enum err session_end_all(struct call *c)
{
	struct query q;

	session_clear_cookie(c);
	query_init(&q, c->arena, STMT_session_all_of_account);
	bind_id(&q, c->facts.session.account.id);
	call_query(c, &q, on_all);
	return ERR_OK;
}

static enum err on_locked(struct call *c, const struct rows *r)
{
	const struct session_facts *f = &c->facts.session;
	struct session_shown shown = {f->account, f->hat, true, c->facts.now, f->end_at, f->lock_at - f->active_at};

	(void)r;
	session_answer(c, &shown);
	return ERR_OK;
}

/* POST /api/session/lock: locks the screen now; the sockets of the session close. */
enum err session_lock(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_session_lock);
	bind_id(&q, c->facts.session.id.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_locked);
	return ERR_OK;
}
