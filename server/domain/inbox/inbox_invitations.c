/* 招待: into spaces that can be entered now. */
#include "call/app.h"
#include "call/shown.h"
#include "domain/inbox/inbox_lists.h"
#include "domain/space/space.h"

enum {
	SPACE, NAMES, ID = 5, KIND, RELATION, HISTORY, ROLE, AT, EXPIRES_AT, BY, FACILITY, OWN, CONSENT, ARCHIVED_AT, FROZEN_AT, READ_UNTIL, CLOSED_AT,
	ERASED_AT, INSTRUCTION, ATTENDING_PENDING
};

static bool can_enter(const struct call *c, const struct rows *r, int i)
{
	struct space_columns columns = {.consent = rows_str(r, i, CONSENT),
	                                .instruction = rows_str(r, i, INSTRUCTION),
	                                .archived_at = rows_i64(r, i, ARCHIVED_AT),
	                                .frozen_at = rows_i64(r, i, FROZEN_AT),
	                                .read_until = rows_i64(r, i, READ_UNTIL),
	                                .closed_at = rows_i64(r, i, CLOSED_AT),
	                                .erased_at = rows_i64(r, i, ERASED_AT)};
	struct facts f = {.now = c->facts.now, .session = c->facts.session};

	f.space.found = true;
	f.space.kind = facts_space_kind(rows_str(r, i, KIND));
	f.space.instructed = facts_instructed(rows_str(r, i, INSTRUCTION));
	f.space.attending_pending = rows_bool(r, i, ATTENDING_PENDING);
	facts_space_state(&columns, f.now, &f.space.state, &f.space.readable);
	return decide(rows_bool(r, i, OWN) ? ACT_invitation_accept_own : ACT_invitation_accept_other, &f) == ERR_OK;
}

static enum err open_relation(struct call *c, const struct rows *r, int i, struct phi *relation)
{
	struct seal_place at = {.space = {rows_id(r, i, SPACE)}, .kind = SEAL_RELATION, .row = c->facts.session.hat.id};

	return rows_null(r, i, RELATION) ? ERR_OK : shown_unseal(c, at, rows_str(r, i, RELATION), relation);
}

enum err inbox_invitations(struct call *c, const struct rows *r, int i)
{
	struct space_names names = space_names_read(r, i, SPACE, NAMES);
	struct phi title, relation = {{NULL, 0}};
	struct out *o = &c->out;
	enum err e;

	if (!can_enter(c, r, i))
		return ERR_OK;
	e = space_title(c, &names, &title);
	if (e == ERR_OK)
		e = open_relation(c, r, i, &relation);
	if (e != ERR_OK)
		return e;
	out_object(o);
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key_text(o, "kind", rows_str(r, i, KIND));
	out_key_phi_or_null(o, "title", title);
	out_key_text_or_null(o, "facility", rows_str(r, i, FACILITY));
	out_key(o, "by");
	out_raw(o, rows_str(r, i, BY));
	out_key_phi_or_null(o, "relation", relation);
	out_key_text(o, "history", rows_str(r, i, HISTORY));
	out_key_text(o, "role", rows_str(r, i, ROLE));
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_key_i64(o, "expires_at", rows_i64(r, i, EXPIRES_AT));
	out_end(o);
	return ERR_OK;
}
