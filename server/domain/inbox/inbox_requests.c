/* 参加の希望: who would like to join a circle that this hat manages. */
#include "call/app.h"
#include "call/shown.h"
#include "domain/inbox/inbox_lists.h"
#include "domain/space/space.h"

enum { SPACE, NAMES, ID = 5, HAT, PERSON, REASON, AT };

enum err inbox_requests(struct call *c, const struct rows *r, int i)
{
	struct space_names names = space_names_read(r, i, SPACE, NAMES);
	struct seal_place at = {.space = names.space, .kind = SEAL_RELATION, .row = rows_id(r, i, HAT)};
	struct phi title, reason = {{NULL, 0}};
	struct out *o = &c->out;
	enum err e = space_title(c, &names, &title);

	if (e == ERR_OK && !rows_null(r, i, REASON))
		e = shown_unseal(c, at, rows_str(r, i, REASON), &reason);
	if (e != ERR_OK)
		return e;
	out_object(o);
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key_id(o, "space", names.space.id);
	out_key_phi_or_null(o, "title", title);
	out_key(o, "person");
	out_raw(o, rows_str(r, i, PERSON));
	out_key_phi_or_null(o, "reason", reason);
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_end(o);
	return ERR_OK;
}
