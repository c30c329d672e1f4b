#include <matrix/model/model.h>

#include <stddef.h>
#include <string.h>

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

static bool one_of(const char *name, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(name, *list) == 0)
			return true;
	return false;
}

struct model_act model_act(const char *name)
{
	struct model_act a = {
		.at_the_lock = one_of(name, at_the_lock),
		.at_the_desk = one_of(name, at_the_desk),
		.begins = strcmp(name, "post_create") == 0,
		.writes = one_of(name, writes),
		.of_a_post = one_of(name, with_a_post),
		.by_its_author = one_of(name, by_its_author),
		.of_a_group_too = strcmp(name, "post_delete") == 0,
		.needs_the_text = one_of(name, needs_the_text),
	};

	a.known = a.at_the_lock || a.at_the_desk || a.writes || a.of_a_post || one_of(name, with_the_space);
	return a;
}

static bool runs_the_network(const struct model_world *w)
{
	return w->hat == MODEL_OFFICE || w->hat == MODEL_COMMITTEE;
}

/* Whom a kind of space is for, whatever the list of its members says. */
static bool belongs(const struct model_world *w)
{
	if (w->kind == MODEL_BOARD)
		return runs_the_network(w) || (w->hat == MODEL_STAFF && w->facility_admin);
	return w->hat == MODEL_STAFF || (w->hat == MODEL_KIN && w->kind == MODEL_FAMILY);
}

/* Whoever is not in the space learns nothing, not even that there is something. */
static bool is_inside(const struct model_world *w)
{
	return w->space_there && w->readable && w->role != MODEL_OUTSIDE && belongs(w);
}

/* A post is its author's; in a circle the グループ管理者 may take it away. */
static bool may_touch(const struct model_act *act, const struct model_world *w)
{
	return w->post_mine || (act->of_a_group_too && w->kind == MODEL_CIRCLE && w->role == MODEL_MANAGER);
}

static const char *inside(const struct model_act *act, const struct model_world *w)
{
	if (!is_inside(w))
		return "not_found";
	if (act->of_a_post && (!w->post_there || !w->post_after_joining))
		return "not_found";
	if (act->by_its_author && !may_touch(act, w))
		return "not_found";
	if (act->writes && w->state != MODEL_OPEN)
		return "space_read_only";
	if (act->begins && w->kind == MODEL_BOARD && !runs_the_network(w))
		return "space_read_only";
	if (act->needs_the_text && w->post_deleted)
		return "conflict";
	return "ok";
}

const char *model_answer(const struct model_act *act, const struct model_world *w)
{
	if (w->session != MODEL_ACTIVE && w->session != MODEL_LOCKED)
		return "session_none";
	if (act->at_the_lock)
		return "ok";
	if (w->session == MODEL_LOCKED)
		return "session_locked";
	return act->at_the_desk ? "ok" : inside(act, w);
}
