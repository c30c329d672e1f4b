#include "domain/archive/archive_own.h"
#include "domain/archive/archive_rows.h"

#include "domain/space/space_change.h"

const char *const archive_reason_words[] = {"death", "moved", "ended", "other", NULL};

enum { REASON_DEATH };

void archive_tell(struct call *c)
{
	(void)space_change_event(space_change_begin(c), "space", (struct hat_id){{{0}}});
}

static enum err on_dismissed(struct call *c, const struct rows *r)
{
	if (rows_count(r) > 0)
		archive_tell(c);
	return ERR_OK;
}

static void settle(struct call *c, const char *state, call_rows on_settled)
{
	struct query q;

	query_init(&q, c->arena, STMT_archive_settle);
	bind_id(&q, c->match.space.id);
	bind_text(&q, str_of(state));
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_settled);
	space_tell_inbox(c, c->facts.session.hat);
}

/* reason NULL = back from the list. */
static void set(struct call *c, const char *reason)
{
	struct query q;

	query_init(&q, c->arena, STMT_archive_set);
	bind_id(&q, c->match.space.id);
	if (reason != NULL)
		bind_i64(&q, c->facts.now);
	else
		bind_null(&q);
	bind_text(&q, reason != NULL ? str_of(reason) : (struct str){NULL, 0});
	bind_id_or_null(&q, reason != NULL ? c->facts.session.hat.id : (struct id128){{0}});
	call_query(c, &q, NULL);
	archive_tell(c);
}

static enum err move(struct call *c)
{
	const struct archive_set_in *in = c->in;
	enum err e = in->has_died_on ? archive_day_write(c, in->died_on) : ERR_OK;

	if (e != ERR_OK)
		return e;
	set(c, archive_reason_words[in->reason]);
	settle(c, "done", NULL);
	return ERR_OK;
}

/* POST …/archive {reason, died_on?}: 保管リストへ移す. BAD_VALUE died_on: yet to come, or no death, or not the care side. CONFLICT: it is there, or a
 * deletion is under way. */
enum err archive_set(struct call *c)
{
	const struct archive_set_in *in = c->in;

	if (!in->has_died_on)
		return move(c);
	if (in->reason != REASON_DEATH || c->facts.space.kind != KIND_CARE) {
		c->detail = STR("died_on");
		return ERR_BAD_VALUE;
	}
	archive_day_check(c, in->died_on, move);
	return ERR_OK;
}

/* DELETE …/archive: 保管リストから戻す; of a death that was none no day stays. CONFLICT: it is not there. */
enum err archive_restore(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_death_forget);
	bind_id(&q, c->match.space.id);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	set(c, NULL);
	return ERR_OK;
}

static enum err on_proposed(struct call *c, const struct rows *r)
{
	if (rows_count(r) == 0)
		return ERR_OK;
	archive_tell(c);
	if (!rows_null(r, 0, 0))
		space_tell_inbox(c, (struct hat_id){rows_id(r, 0, 0)});
	return ERR_OK;
}

/* POST …/archive/proposal {reason}: 保管を主治医に提案する; one waits at a time, again = the same. */
enum err archive_propose(struct call *c)
{
	const struct archive_propose_in *in = c->in;
	struct query q;

	query_init(&q, c->arena, STMT_archive_propose);
	bind_id(&q, id_new());
	bind_id(&q, c->match.space.id);
	bind_id(&q, c->facts.session.hat.id);
	bind_text(&q, str_of(archive_reason_words[in->reason]));
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_proposed);
	return ERR_OK;
}

/* DELETE …/archive/proposal: the 主治医 leaves the timeline where it is. */
enum err archive_dismiss(struct call *c)
{
	settle(c, "dismissed", on_dismissed);
	return ERR_OK;
}
