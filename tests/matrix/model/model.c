#include <matrix/model/model.h>

#include <stddef.h>
#include <string.h>

static bool one_of(const char *act, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(act, *list) == 0)
			return true;
	return false;
}

/* What a locked screen still allows: to see that it is locked, to unlock it, to leave. */
static const char *const at_the_lock[] = {"session_read", "session_resume", "session_end", NULL};
/* What everybody does with his own session, and the list of his own timelines, which may be empty. */
static const char *const at_the_desk[] = {"session_lock", "session_activity", "hat_wear", "state_read", "live_follow", NULL};
/* Reading a timeline, and marks and drafts that are one's own. */
static const char *const with_the_space[] = {"space_read", "space_follow", "post_page", "cursor_move", "draft_read", "draft_write", NULL};
static const char *const writes[] = {"post_create", "post_reply", "post_edit", "post_delete", "reaction_set", NULL};
static const char *const with_a_post[] = {"post_read", "post_versions", "post_receipts", "post_reply", "post_edit", "post_delete", "reaction_set", NULL};
static const char *const by_its_author[] = {"post_edit", "post_delete", NULL};
/* A tombstone has no text to show, to answer or to react to. Deleting it again changes nothing. */
static const char *const needs_the_text[] = {"post_versions", "post_reply", "post_edit", "reaction_set", NULL};

/* Whoever is not in the team learns nothing, not even that there is something. */
static bool in_the_team(const struct model_world *w)
{
	return w->hat == MODEL_STAFF && w->space_there && w->member && w->readable;
}

static const char *inside(const char *act, const struct model_world *w)
{
	if (!in_the_team(w))
		return "not_found";
	if (one_of(act, with_a_post)) {
		if (!w->post_there || !w->post_after_joining)
			return "not_found";
		if (one_of(act, by_its_author) && !w->post_mine)
			return "not_found";
	}
	if (one_of(act, writes) && w->state != MODEL_OPEN)
		return "space_read_only";
	if (one_of(act, needs_the_text) && w->post_deleted)
		return "conflict";
	return "ok";
}

const char *model_answer(const char *act, const struct model_world *w)
{
	bool known = one_of(act, with_the_space) || one_of(act, writes) || one_of(act, with_a_post);

	if (!known && !one_of(act, at_the_lock) && !one_of(act, at_the_desk))
		return NULL;
	if (w->session != MODEL_ACTIVE && w->session != MODEL_LOCKED)
		return "session_none";
	if (one_of(act, at_the_lock))
		return "ok";
	if (w->session == MODEL_LOCKED)
		return "session_locked";
	return one_of(act, at_the_desk) ? "ok" : inside(act, w);
}
