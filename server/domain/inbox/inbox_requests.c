/* 参加の希望: who would like to join a circle that this hat manages. */
#include "call/app.h"
#include "call/shown.h"
#include "domain/inbox/inbox_lists.h"

enum { ID = INBOX_TITLED, HAT, PERSON, REASON, AT };

enum err inbox_requests(struct call *c, const struct rows *r, int i)
{
	struct seal_place at = {.space = {rows_id(r, i, INBOX_SPACE)}, .kind = SEAL_RELATION, .row = rows_id(r, i, HAT)};
	struct phi reason = {{NULL, 0}};
	struct out *o = &c->out;
	enum err e = rows_null(r, i, REASON) ? ERR_OK : shown_unseal(c, at, rows_str(r, i, REASON), &reason);

	if (e == ERR_OK)
		e = inbox_titled(c, r, i);
	if (e != ERR_OK)
		return e;
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key_id(o, "space", rows_id(r, i, INBOX_SPACE));
	out_key(o, "person");
	out_raw(o, rows_str(r, i, PERSON));
	out_key_phi_or_null(o, "reason", reason);
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_end(o);
	return ERR_OK;
}
