#include "policy/facts.h"

#include "base/check.h"

/* Of the consent alone: neither the archive nor an accepted deletion gives back what its withdrawal has taken. */
int64_t facts_readable_until(const struct space_columns *c)
{
	check(c != NULL);
	if (c->erased_at != 0)
		return 0;
	return str_eq(c->consent, STR("withdrawn")) ? c->read_until : INT64_MAX;
}

void facts_space_state(const struct space_columns *c, int64_t now, enum space_state *state_r, bool *readable_r)
{
	check(c != NULL && state_r != NULL && readable_r != NULL);
	*readable_r = now <= facts_readable_until(c);
	if (c->erased_at != 0)
		*state_r = SPACE_ERASED;
	else if (c->frozen_at != 0)
		*state_r = SPACE_ERASING;
	else if (c->closed_at != 0)
		*state_r = SPACE_CLOSED;
	else if (c->archived_at != 0)
		*state_r = SPACE_ARCHIVED;
	else if (str_eq(c->consent, STR("withdrawn")))
		*state_r = SPACE_LOCKED;
	else if (str_eq(c->consent, STR("none")) || str_eq(c->instruction, STR("withdrawn")))
		*state_r = SPACE_DRAFT;
	else
		*state_r = SPACE_OPEN;
}

void facts_session_state(const struct session_columns *c, int64_t now, struct session_facts *out)
{
	int64_t active_at = c->active_at > c->started_at ? c->active_at : c->started_at;

	check(out != NULL);
	out->active_at = active_at;
	out->end_at = c->end_at;
	out->lock_at = active_at + c->idle_ms;
	out->lapsed = false;
	if (str_eq(c->state, STR("ended")) || !c->account_active || c->hat_ended) {
		out->state = SESSION_ENDED;
	} else if (now >= c->end_at) {
		out->state = SESSION_ENDED;
		out->lapsed = true;
	} else if (str_eq(c->state, STR("locked"))) {
		out->state = SESSION_LOCKED;
	} else if (now >= out->lock_at) {
		out->state = SESSION_LOCKED;
		out->lapsed = true;
	} else {
		out->state = SESSION_ACTIVE;
	}
}

static bool is_recent(int64_t at, int64_t now)
{
	return at != 0 && now - at <= PROOF_MS;
}

void facts_session_proof(const struct proof_columns *c, const struct terms *t, int64_t now, struct session_facts *out)
{
	check(c != NULL && t != NULL && out != NULL);
	out->factor = c->factor;
	out->factor_required = t->factor_of[out->hat_kind] || (out->facility_admin && t->factor_of_admin);
	out->must_enrol = c->must_enrol;
	out->gate_at = c->gate_at;
	out->admitted = now < c->gate_at && (c->factor || !(out->factor_required || c->must_enrol));
	out->proved = is_recent(c->factor ? c->factor_at : c->proved_at, now);
	out->fresh = out->proved && (c->factor || t->demo);
}

enum hat_kind facts_hat_kind(struct str word)
{
	if (str_eq(word, STR("staff")))
		return HAT_STAFF;
	if (str_eq(word, STR("kin")))
		return HAT_KIN;
	if (str_eq(word, STR("office")))
		return HAT_OFFICE;
	check(str_eq(word, STR("committee")));
	return HAT_COMMITTEE;
}

enum member_role facts_role(struct str word)
{
	if (str_eq(word, STR("attending")))
		return ROLE_ATTENDING;
	if (str_eq(word, STR("delegate")))
		return ROLE_DELEGATE;
	if (str_eq(word, STR("manager")))
		return ROLE_MANAGER;
	return str_eq(word, STR("member")) ? ROLE_MEMBER : ROLE_NONE;
}

bool facts_consented(struct str word)
{
	return !str_eq(word, STR("none")) && !str_eq(word, STR("withdrawn"));
}

bool facts_instructed(struct str word)
{
	return !str_eq(word, STR("waiting")) && !str_eq(word, STR("withdrawn"));
}

enum space_kind facts_space_kind(struct str word)
{
	if (str_eq(word, STR("care")))
		return KIND_CARE;
	if (str_eq(word, STR("family")))
		return KIND_FAMILY;
	if (str_eq(word, STR("circle")))
		return KIND_CIRCLE;
	if (str_eq(word, STR("tie")))
		return KIND_TIE;
	check(str_eq(word, STR("board")));
	return KIND_BOARD;
}

const char *facts_space_state_word(enum space_state s)
{
	static const char *const words[] = {"draft", "open", "locked", "archived", "closed", "erasing", "erased"};

	check((size_t)s < sizeof(words) / sizeof(words[0]));
	return words[s];
}
