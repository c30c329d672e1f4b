/* つながりの申し込み: who would like to be in touch. */
#include "call/app.h"
#include "call/shown.h"
#include "domain/inbox/inbox_lists.h"

enum { SPACE, ID, ROW, PERSON, REASON, AT };

enum err inbox_ties(struct call *c, const struct rows *r, int i)
{
	struct seal_place at = {.space = {rows_id(r, i, SPACE)}, .kind = SEAL_RELATION, .row = rows_id(r, i, ROW)};
	struct out *o = &c->out;
	struct phi reason;
	enum err e = shown_unseal(c, at, rows_str(r, i, REASON), &reason);

	if (e != ERR_OK)
		return e;
	out_object(o);
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key(o, "person");
	out_raw(o, rows_str(r, i, PERSON));
	out_key_phi_or_null(o, "reason", reason);
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_end(o);
	return ERR_OK;
}
